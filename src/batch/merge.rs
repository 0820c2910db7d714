//! One run from the runs of several shards, or from runs over different dumps.
//!
//! Runs of shards say in `order.tsv` at which place of the input each line stood: the merge restores that order, so that it equals the
//! undivided run byte for byte. Runs without it are put one after the other. Which records tell one event is said
//! of the merged run, as of an undivided one.

use super::document::Lines;
use super::journal::Header;
use super::read::Role;
use super::settings::{Output, types_page};
use super::summary::Summary;
use super::write::{Sink, finished};
use crate::error::{SetupError, brief};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A finished run that is read line by line.
struct Part {
    folder: PathBuf,
    page: Value,
    events: BufReader<File>,
    documents: BufReader<File>,
    errors: BufReader<File>,
    order: Option<BufReader<File>>,
    /// The place and kind of the next line.
    next: Option<(u64, Kind)>,
    /// Lines so far, for runs without an order.
    count: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Document,
    Error,
}

/// What of a document line tells it from others.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    doc_id: Cow<'a, str>,
    #[serde(borrow)]
    sha256: Cow<'a, str>,
}

/// What of a document line the merge needs.
#[derive(Deserialize)]
struct Counted {
    events: u64,
}

/// What of an error line the merge needs.
#[derive(Deserialize)]
struct Coded {
    code: String,
}

/// Joins finished runs into the folder `to`.
///
/// # Errors
/// When a folder holds no finished run or is given twice, when runs share documents, when shards overlap or come from different settings,
/// when `to` holds another finished run and not `restart`, or when a file cannot be read or written.
pub fn merge(folders: &[PathBuf], to: &Path, restart: bool) -> Result<Summary, SetupError> {
    for folder in folders {
        if fs::canonicalize(folder)
            .ok()
            .is_some_and(|f| fs::canonicalize(to).ok() == Some(f))
        {
            return Err(SetupError::Usage(format!(
                "{}: the merged run cannot be written over one of its parts; choose another folder",
                to.display()
            )));
        }
    }
    refuse_twice(folders)?;
    let mut parts = folders.iter().map(|f| Part::open(f)).collect::<Result<Vec<_>, _>>()?;
    let ordered = !parts.is_empty() && parts.iter().all(|p| p.order.is_some());
    check(&parts, ordered)?;
    // The entries of shards are compared by their places.
    if !ordered {
        refuse_shared(folders)?;
    }
    let page = json!({"merged_from": parts.iter().map(|p| p.page.clone()).collect::<Vec<_>>()});
    let header = Header::new(page, Vec::new());
    let output = Output::Folder(to.to_owned());
    finished(&output, &header, restart || merged(to) == Some(names(&parts)))?;
    let (mut sink, _) = Sink::open(&output, &header, true, false)?;
    let mut summary = Summary::default();
    let wrote = |e: io::Error| SetupError::io("could not write", to, e);
    let mut last = None;
    while let Some(i) = next_part(&parts, ordered) {
        let place = parts[i].next.map(|(place, _)| place);
        if ordered && place == last {
            return Err(SetupError::Usage(format!(
                "{}: entry {} of the input is in two of the runs; give each shard once",
                parts[i].folder.display(),
                place.unwrap_or_default()
            )));
        }
        last = place;
        let part = &mut parts[i];
        let lines = part
            .take(&mut summary)
            .map_err(|e| SetupError::io("could not read the run", &part.folder, e))?;
        sink.write(Some(&lines), None, &summary).map_err(wrote)?;
    }
    for part in &parts {
        summary.seconds += part.page["seconds"].as_f64().unwrap_or(0.0);
        summary.bytes += part.page["counts"]["bytes"].as_u64().unwrap_or(0);
    }
    summary.keys_not_found = keys_not_found(&parts, ordered);
    let likely = seen_by_all(&parts, ordered)
        .iter()
        .filter_map(|p| p.page["likely_dates"].as_array())
        .flatten();
    let likely: BTreeSet<&str> = likely.filter_map(Value::as_str).collect();
    summary.likely_dates = likely.into_iter().map(str::to_owned).collect();
    let closing = closing(&parts, ordered, &summary);
    sink.finish(&summary, &closing).map_err(wrote)?;
    Ok(summary)
}

/// Refuses a folder that is given twice, by another path too: its lines would count twice.
fn refuse_twice(folders: &[PathBuf]) -> Result<(), SetupError> {
    let places: Vec<_> = folders.iter().map(|f| fs::canonicalize(f).ok()).collect();
    for (i, place) in places.iter().enumerate() {
        let same = places[..i].iter().position(|other| other.is_some() && other == place);
        if let Some(first) = same {
            return Err(SetupError::Usage(format!(
                "{} and {} are the same folder, which would count twice; give each run once",
                folders[first].display(),
                folders[i].display()
            )));
        }
    }
    Ok(())
}

/// Documents that are compared between runs; what comes later is not, so that memory has an end.
const MOST_COMPARED: usize = 4 << 20;

/// Refuses runs of which two have a document in common: its id and its text. An id alone, as `stdin#1` or the name of a file, may be that of
/// another document in each run.
fn refuse_shared(folders: &[PathBuf]) -> Result<(), SetupError> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    for (run, folder) in folders.iter().enumerate() {
        let path = folder.join("documents.jsonl");
        let fail = |e| SetupError::io("could not read the run", &path, e);
        let mut documents = BufReader::new(File::open(&path).map_err(fail)?);
        let mut line = Vec::new();
        while documents.read_until(b'\n', &mut line).map_err(fail)? > 0 {
            let named: Named<'_> = serde_json::from_slice(&line).map_err(|e| fail(e.into()))?;
            let digest = Sha256::digest(format!("{}\n{}", named.sha256, named.doc_id));
            let key = digest.iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b));
            if let Some(&other) = seen.get(&key).filter(|other| **other != run) {
                return Err(SetupError::Usage(format!(
                    "{} and {} have documents in common, the first of them {:?}; they would count twice: give runs over different documents",
                    folders[other].display(),
                    folder.display(),
                    brief(&named.doc_id, 120)
                )));
            }
            if seen.len() < MOST_COMPARED {
                seen.insert(key, run);
            }
            line.clear();
        }
    }
    Ok(())
}

/// The part whose line comes next.
fn next_part(parts: &[Part], ordered: bool) -> Option<usize> {
    let waiting = parts.iter().enumerate().filter_map(|(i, p)| Some((p.next?.0, i)));
    if ordered {
        waiting.min().map(|(_, i)| i)
    } else {
        waiting.map(|(_, i)| i).next()
    }
}

/// Whether the parts may be joined: shards must be of one input and of the same settings.
fn check(parts: &[Part], ordered: bool) -> Result<(), SetupError> {
    let shard = |p: &&Part| p.page["settings"]["shard"].is_string();
    if let Some(part) = parts.iter().find(|p| shard(p) && p.order.is_none()) {
        return Err(SetupError::Usage(format!(
            "{}: a shard without its order.tsv; run it again with --restart",
            part.folder.display()
        )));
    }
    let types = |p: &Part| match &p.page["settings"]["types"] {
        // A run of an earlier version has only ours.
        Value::Null => json!([]),
        types => types.clone(),
    };
    let own = types_page();
    let other = |part: &Part| Some(format!("{}: {}", part.folder.display(), types_differ(&types(part), &own)?));
    if let Some(message) = parts.iter().find_map(other) {
        return Err(SetupError::Usage(message));
    }
    let bare = |page: &Value| {
        let mut settings = page["settings"].clone();
        if let Some(object) = settings.as_object_mut() {
            object.remove("shard");
        }
        (settings, page["inputs"].clone())
    };
    if !ordered {
        // Shards of one input among other runs are all there, or its documents are not.
        let mut left: Vec<&Part> = parts.iter().filter(shard).collect();
        while let Some(first) = left.first().copied() {
            let (same, others): (Vec<&Part>, _) = left.into_iter().partition(|p| bare(&p.page) == bare(&first.page));
            refuse_incomplete(&same)?;
            left = others;
        }
        return Ok(());
    }
    let Some(first) = parts.first() else { return Ok(()) };
    for part in parts {
        if bare(&part.page) != bare(&first.page) {
            return Err(SetupError::Usage(format!(
                "{} and {} are shards of different inputs or settings; run them again with the same ones",
                first.folder.display(),
                part.folder.display()
            )));
        }
    }
    refuse_incomplete(&parts.iter().collect::<Vec<_>>())
}

/// What is to be said of the type files of a run where they are not those of the merge: of the first that differs.
fn types_differ(theirs: &Value, own: &Value) -> Option<String> {
    let files = |page: &Value| -> BTreeMap<String, String> {
        let files = page.as_array().into_iter().flatten();
        let text = |file: &Value, key: &str| file[key].as_str().unwrap_or_default().to_owned();
        files.map(|file| (text(file, "file"), text(file, "sha256"))).collect()
    };
    let (theirs, own) = (files(theirs), files(own));
    let names = || theirs.keys().chain(own.keys());
    let name = names().find(|name| theirs.get(*name) != own.get(*name))?;
    Some(match (theirs.contains_key(name), own.contains_key(name)) {
        (true, true) => format!(
            "was made with another {name} than that of --types; give the file as it was, or run it again with the present file"
        ),
        (true, false) => {
            format!("was made with the type file {name}, which this merge does not have; give its folder with --types")
        }
        (false, _) => format!("was made without the type file {name} of --types; leave it out, or run it again with --types"),
    })
}

/// Refuses shards of one input that do not make it up.
fn refuse_incomplete(parts: &[&Part]) -> Result<(), SetupError> {
    let shards: Vec<&str> = parts.iter().filter_map(|p| p.page["settings"]["shard"].as_str()).collect();
    let count = shards.first().and_then(|s| s.split_once('/')?.1.parse::<u64>().ok());
    let Some(count) = count else { return Ok(()) };
    if let Some(other) = shards
        .iter()
        .find(|s| s.split_once('/').is_none_or(|(_, n)| n != count.to_string()))
    {
        return Err(SetupError::Usage(format!(
            "shards {} and {other} divide the input differently; run all of them as i/{count}",
            shards[0]
        )));
    }
    if let Some((i, _)) = shards.iter().enumerate().find(|(i, s)| shards[..*i].contains(s)) {
        return Err(SetupError::Usage(format!(
            "{}: a shard that is there already; give each shard once",
            parts[i].folder.display()
        )));
    }
    // As it is asked for: the last shard is its own number, 0 inside.
    let missing: Vec<String> = (1..=count)
        .filter(|i| !shards.contains(&format!("{}/{count}", i % count).as_str()))
        .map(|i| format!("{i}/{count}"))
        .collect();
    if !missing.is_empty() {
        return Err(SetupError::Usage(format!(
            "without shard {} the documents of the input are not all there; run it with --shard and give its folder too",
            missing.join(", ")
        )));
    }
    Ok(())
}

/// The folders of the runs, as they were given.
fn names(parts: &[Part]) -> Value {
    parts.iter().map(|p| p.folder.display().to_string()).collect()
}

/// The folders whose runs were joined to the one in a folder, when it is such a run.
fn merged(folder: &Path) -> Option<Value> {
    let page: Value = serde_json::from_slice(&fs::read(folder.join("run.json")).ok()?).ok()?;
    Some(page["merged"].clone()).filter(Value::is_array)
}

/// The sums of what the parts counted under a key.
fn sums(parts: &[Part], key: &str) -> BTreeMap<String, u64> {
    let mut sums = BTreeMap::new();
    for (what, n) in parts.iter().filter_map(|p| p.page[key].as_object()).flatten() {
        *sums.entry(what.clone()).or_default() += n.as_u64().unwrap_or(0);
    }
    sums
}

/// Which columns were taken for what: tables of the same columns stand once, with the first file that has them. Every shard sees all tables.
fn columns_taken(parts: &[Part], ordered: bool) -> Vec<Value> {
    let keys = |taken: &Value| Role::ALL.map(|role| taken[role.name()].clone());
    let files = |taken: &Value| taken["files"].as_u64().unwrap_or(0);
    let mut out: Vec<Value> = Vec::new();
    for taken in seen_by_all(parts, ordered)
        .iter()
        .filter_map(|p| p.page["columns_taken"].as_array())
        .flatten()
    {
        match out.iter_mut().find(|known| keys(known) == keys(taken)) {
            Some(known) => known["files"] = json!(files(known) + files(taken)),
            None => out.push(taken.clone()),
        }
    }
    out
}

/// What is said of the options whose key no row has: of shards, those of which every shard's rows lack the key; of other runs, what each said.
fn keys_not_found(parts: &[Part], ordered: bool) -> Vec<String> {
    if !ordered {
        let told = parts.iter().filter_map(|p| p.page["keys_not_found"].as_array()).flatten();
        let mut told: Vec<String> = told.filter_map(Value::as_str).map(str::to_owned).collect();
        told.sort_unstable();
        told.dedup();
        return told;
    }
    let mut whole = Summary::default();
    for part in parts {
        whole.add_keys(&part.page);
    }
    whole.never_found()
}

/// The parts that together have met all of the input: of shards each has.
fn seen_by_all(parts: &[Part], ordered: bool) -> &[Part] {
    if ordered { &parts[..parts.len().min(1)] } else { parts }
}

fn closing(parts: &[Part], ordered: bool, summary: &Summary) -> Value {
    let mut settings = parts.first().map_or(Value::Null, |p| p.page["settings"].clone());
    // A merged run is no shard, whether its parts were shards of one input or stood among other runs.
    if let Some(object) = settings.as_object_mut() {
        object.insert("shard".to_owned(), Value::Null);
    }
    json!({
        "schema": "depeche.run/1",
        "settings": settings,
        "inputs": parts.first().map_or(Value::Null, |p| p.page["inputs"].clone()),
        "merged": names(parts),
        "counts": {
            "documents": summary.documents,
            "errors": summary.failed,
            "events": summary.events,
            "bytes": summary.bytes,
        },
        "errors_by_code": summary.codes,
        "odd": sums(parts, "odd"),
        "odd_events": sums(parts, "odd_events"),
        "left_out": sums(seen_by_all(parts, ordered), "left_out"),
        "keys_not_found": summary.keys_not_found,
        "likely_dates": summary.likely_dates,
        "columns_taken": columns_taken(parts, ordered),
        "seconds": summary.seconds,
    })
}

impl Part {
    fn open(folder: &Path) -> Result<Self, SetupError> {
        let fault = if folder.join("run.journal").is_file() {
            Some("this run is not finished; the same extract command goes on with it, then merge")
        } else if !folder.exists() {
            Some("there is no such folder; wanted that of a finished run, as `depeche extract … -o DIR` writes it")
        } else if !folder.join("run.json").is_file() {
            Some("no finished run is here; wanted the folder of one, as `depeche extract … -o DIR` writes it")
        } else {
            None
        };
        if let Some(fault) = fault {
            return Err(SetupError::Usage(format!("{}: {fault}", folder.display())));
        }
        let fail = |e| SetupError::io("could not read the run", folder, e);
        let open = |name: &str| File::open(folder.join(name)).map(BufReader::new).map_err(fail);
        let page = fs::read(folder.join("run.json")).map_err(fail)?;
        let page = serde_json::from_slice(&page).map_err(|e| {
            SetupError::Usage(format!(
                "{}/run.json: no page of a run ({e}); run extract again",
                folder.display()
            ))
        })?;
        let order = folder.join("order.tsv");
        let mut part = Self {
            folder: folder.to_owned(),
            page,
            events: open("events.jsonl")?,
            documents: open("documents.jsonl")?,
            errors: open("errors.jsonl")?,
            order: if order.is_file() { Some(open("order.tsv")?) } else { None },
            next: None,
            count: 0,
        };
        part.step().map_err(fail)?;
        Ok(part)
    }

    /// Finds out which line comes next.
    fn step(&mut self) -> io::Result<()> {
        self.next = match &mut self.order {
            Some(order) => {
                let mut line = String::new();
                order.read_line(&mut line)?;
                match line.trim_end().split_once('\t') {
                    Some((place, kind)) => {
                        let place = place.parse().map_err(io::Error::other)?;
                        Some((place, if kind == "e" { Kind::Error } else { Kind::Document }))
                    }
                    None => None,
                }
            }
            // Without an order documents come first, then the errors.
            None if !self.documents.fill_buf()?.is_empty() => Some((self.count, Kind::Document)),
            None if !self.errors.fill_buf()?.is_empty() => Some((self.count, Kind::Error)),
            None => None,
        };
        self.count += 1;
        Ok(())
    }

    /// Takes the lines of the next entry.
    fn take(&mut self, summary: &mut Summary) -> io::Result<Lines> {
        let mut lines = Lines::default();
        match self.next.map(|(_, kind)| kind) {
            Some(Kind::Document) => {
                self.documents.read_until(b'\n', &mut lines.documents)?;
                let counted: Counted = serde_json::from_slice(&lines.documents)?;
                for _ in 0..counted.events {
                    if self.events.read_until(b'\n', &mut lines.events)? == 0 {
                        return Err(io::Error::new(
                            io::ErrorKind::UnexpectedEof,
                            "events.jsonl has fewer lines than documents.jsonl counts; run it again",
                        ));
                    }
                }
                summary.documents += 1;
                summary.events += counted.events;
            }
            Some(Kind::Error) => {
                self.errors.read_until(b'\n', &mut lines.errors)?;
                let coded: Coded = serde_json::from_slice(&lines.errors)?;
                summary.failed += 1;
                *summary.codes.entry(coded.code).or_default() += 1;
            }
            None => {}
        }
        self.step()?;
        Ok(lines)
    }
}
