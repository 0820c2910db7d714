//! Files that depeche itself wrote: records, tables and pages of a run are no articles.

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

/// Whether a file that begins so is one of depeche's: records, a closing page, a table, a graph, a page to read a run.
///
/// A row that only has the same keys, as « {"doc_id": … », is somebody's article.
pub(super) fn is_own(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if head.starts_with(b"{") {
        return head.starts_with(b"{\"schema\":\"depeche.") || contains(head, b"\"schema\": \"depeche.run/");
    }
    if head.starts_with(b"<!doctype html>") {
        return contains(head, b"<title>depeche</title>");
    }
    if head.starts_with(b"<?xml") {
        return contains(&head[..head.len().min(GRAPH)], b"<creator>depeche</creator>");
    }
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    std::str::from_utf8(line).is_ok_and(is_table)
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
