//! Files that depeche itself wrote: records, tables and pages of a run are no articles.

use super::annotations::keys;
use super::kind::contains;
use crate::error::{Code, DocError, Stage};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The files of a run's folder.
pub const RUN_FILES: [&str; 9] = [
    "events.jsonl",
    "documents.jsonl",
    "errors.jsonl",
    "events.jsonl.part",
    "documents.jsonl.part",
    "order.tsv",
    "run.json",
    "run.json.part",
    "run.journal",
];

/// The folder beside a run's files in which its second pass sorts; it stays when a run is killed.
pub const WORKSPACE: &str = "relate.part";

/// How the header rows of exported tables begin.
const TABLES: [&str; 7] = [
    "event_id,cluster_id,cluster_size,",
    "event_id,doc_id,doc_date,doc_title,source,",
    "event_id,doc_id,type,role,",
    "doc_id,event_id,type,role,",
    "doc_id,source,doc_title,url,publication,duplicate_of,",
    "doc_id,entity_id,entity_type,name,country,",
    "entity_id,entity_type,name,country,mentions,",
];
/// Bytes of a file that are looked at.
const HEAD: u64 = 1 << 14;
/// Bytes of a graph in which its maker is named.
const GRAPH: usize = 512;

/// A line of the settings of a folder that is exported to brat: no other program has these words for it.
pub const FACTUALITY_OF_BRAT: &str = "Factuality\tArg:<EVENT>, Value:asserted|planned|possible|denied\n";

/// The schema of a line that is exported to spaCy.
pub const SPACY_SCHEMA: &str = "depeche.spacy/1";

/// Keys of such a line before it had a schema, in their order.
const OF_SPACY: [&[u8]; 6] = [b"amounts", b"dates", b"events", b"meta", b"spans", b"text"];

/// Whether a file that begins so is one of depeche's: records, a closing page, a table, a graph, a page to read a run, lines for spaCy.
///
/// A row that only has the same keys, as « {"doc_id": … », is somebody's article.
pub(super) fn is_own(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if head.starts_with(b"{") {
        return head.starts_with(b"{\"schema\":\"depeche.")
            || contains(head, b"\"schema\": \"depeche.run/")
            || is_for_spacy(head);
    }
    if head.starts_with(b"<!doctype html>") {
        return contains(head, b"<title>depeche</title>");
    }
    if head.starts_with(b"<?xml") {
        return contains(&head[..head.len().min(GRAPH)], b"<creator>depeche</creator>");
    }
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    // A French Excel has semicolons between the cells.
    std::str::from_utf8(line).is_ok_and(|line| is_table(&line.replace(';', ",")))
}

/// Whether JSON is a line for spaCy without a schema.
fn is_for_spacy(head: &[u8]) -> bool {
    let (keys, whole) = keys(head);
    let outer = keys.iter().filter(|(depth, _)| *depth == 1).map(|(_, key)| *key);
    whole && outer.eq(OF_SPACY)
}

/// Whether a line has the starred variables of a document of a run.
fn is_starred(line: &str) -> bool {
    line.starts_with("**** *doc_")
}

/// Whether a corpus of IRaMuTeQ was exported from a run: its texts are documents, and a document tells a type of events and its family. One that
/// tells of no event as far as it is seen may be anybody's. Given by its name it is read, since a corpus holds all of its texts.
pub(super) fn is_corpus(head: &[u8]) -> bool {
    if !head.starts_with(b"**** *doc_") {
        return false;
    }
    let head = String::from_utf8_lossy(head);
    let starred = || head.lines().filter(|line| line.starts_with("****"));
    let told = |line: &str| {
        let variables = || {
            line.split(' ')
                .filter_map(|v| v.strip_prefix('*')?.trim_end().strip_suffix("_oui"))
        };
        let families = variables().filter_map(|v| v.strip_prefix("famille"));
        families
            .into_iter()
            .any(|family| variables().any(|kind| kind.len() > family.len() && kind.starts_with(family)))
    };
    starred().all(is_starred) && starred().any(told)
}

/// Whether annotations of brat lie beside a text.
pub(super) fn is_annotated(text: &Path) -> bool {
    text.extension().is_some_and(|ending| ending == "txt") && text.with_extension("ann").is_file()
}

/// Whether depeche wrote the settings of a folder of brat.
pub(super) fn is_folder_of_brat(folder: &Path) -> bool {
    let settings = std::fs::read_to_string(folder.join("annotation.conf"));
    // Checkouts may have other line ends.
    settings.is_ok_and(|settings| settings.contains(FACTUALITY_OF_BRAT.trim_end()))
}

/// Whether the names of columns, with commas between them, are those of an exported table.
pub(super) fn is_table(columns: &str) -> bool {
    TABLES.iter().any(|begin| columns.starts_with(begin))
}

/// Whether a path is one of the files of a run, finished or not: its name is, or it is a numbered file of its workspace, and the folder has
/// the run's page or journal.
pub(super) fn is_of_a_run(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let Some(mut folder) = path.parent() else { return false };
    let sorted = folder.ends_with(WORKSPACE) && is_sorted(name);
    if sorted {
        folder = folder.parent().unwrap_or(folder);
    } else if !RUN_FILES.contains(&name) {
        return false;
    }
    ["run.json", "run.journal"].iter().any(|page| {
        let mut head = Vec::new();
        let read = File::open(folder.join(page)).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        read.is_ok() && is_own(&head)
    })
}

/// Whether a file of that name is one that the sorter of the second pass leaves.
pub(in crate::batch) fn is_sorted(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit())
}

/// What is said of such a file that is given by its name.
pub(super) fn refused() -> DocError {
    DocError::new(
        Code::OWN_OUTPUT,
        Stage::Read,
        "what depeche wrote, not articles: give it the articles; to read a run, depeche view DIR",
    )
}
