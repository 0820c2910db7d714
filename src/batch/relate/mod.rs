//! Which records of a finished run tell one event, and which articles repeat another: a second pass over its lines.
//!
//! The pass reads `events.jsonl` and `documents.jsonl`, makes a compact profile for each event of each document, compares within blocks, and
//! writes both files again with `cluster_id`, `cluster_size` and `duplicate_of`. Profiles and blocks are kept and sorted on disk, beside the
//! run; four bytes an event and the clusters of several documents are held in memory. Nothing in it depends on the order of documents, so a
//! run gives the same bytes for any number of workers, and the merge of its shards the same as the run undivided.

mod block;
mod duplicate;
mod join;
mod profile;
mod score;
mod shelf;

use super::document::line;
use super::read::own::{WORKSPACE, is_sorted};
use crate::assemble::sketch::hash;
use crate::record::{DocumentRecord, EventRecord};
use block::{Blocks, Entry};
use join::Sets;
use memchr::memmem::Finder;
use profile::Profile;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use shelf::{Shelf, Shelved};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The files that the pass has written beside the old ones.
#[derive(Debug)]
pub(super) struct Related {
    /// Length of the new `events.jsonl`.
    pub events: u64,
    /// Length of the new `documents.jsonl`.
    pub documents: u64,
}

/// The place of a file while it is written.
pub(super) fn part(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Writes the new files beside the old ones, durable and whole.
pub(super) fn relate(events: &Path, documents: &Path) -> io::Result<Related> {
    let folder = Workspace::beside(events)?;
    let repeats = duplicate::find(documents, &folder.0)?;
    let mut told = Told::read(events, &folder.0, &repeats)?;
    let wrote_events = told.rewrite(events, &repeats)?;
    let mut head = Vec::new();
    let wrote_documents = rewrite(documents, |old, new| {
        take_head(old, &mut head);
        let row: DocumentRow<'_> = serde_json::from_slice(&head)?;
        let repeated = repeats.get(&*row.doc_id);
        match row.duplicate_of {
            Some(told) => {
                let start = told.get().as_ptr().addr() - head.as_ptr().addr();
                replace(old, start, told.get(), &serde_json::to_string(&repeated)?, new);
            }
            // A run of an earlier version.
            None if repeated.is_some() => {
                let mut record: DocumentRecord = serde_json::from_slice(old)?;
                record.duplicate_of = repeated.cloned();
                line(new, &record);
            }
            None => {}
        }
        Ok(())
    })?;
    Ok(Related {
        events: wrote_events,
        documents: wrote_documents,
    })
}

/// What of a document's line the pass may change, and by what.
#[derive(Deserialize)]
struct DocumentRow<'a> {
    #[serde(borrow)]
    doc_id: Cow<'a, str>,
    /// As it stands in the line, null too.
    #[serde(borrow, default, deserialize_with = "as_it_stands")]
    duplicate_of: Option<&'a RawValue>,
}

fn as_it_stands<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(from).map(Some)
}

/// Makes a line with another value in the place of what stands at `start`; nothing when it is the same.
fn replace(line: &[u8], start: usize, told: &str, value: &str, new: &mut Vec<u8>) {
    if told == value {
        return;
    }
    for part in [&line[..start], value.as_bytes(), &line[start + told.len()..], b"\n"] {
        new.extend_from_slice(part);
    }
}

/// Takes the part of a document's line that says what it is and what it repeats, as a row of its own: the pass reads none of the long lists behind.
///
/// In a string the quotes would have a backslash before them, so the first such key is the document's.
fn take_head(line: &[u8], head: &mut Vec<u8>) {
    static BEHIND: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(br#","chars":"#));
    head.clear();
    match BEHIND.find(line) {
        Some(end) => {
            head.extend_from_slice(&line[..end]);
            head.push(b'}');
        }
        None => head.extend_from_slice(line),
    }
}

/// What of an event's line the pass may change, and by what.
#[derive(Deserialize)]
struct EventRow<'a> {
    #[serde(borrow)]
    doc_id: Cow<'a, str>,
    #[serde(borrow)]
    cluster_id: Cow<'a, str>,
    // As in the record: a run of an earlier version has none.
    #[serde(default)]
    cluster_size: u64,
    #[serde(borrow)]
    duplicate_of: Option<Cow<'a, str>>,
}

/// A folder for what is sorted on disk; what a killed run left in it goes first, and all of it in the end.
struct Workspace(PathBuf);

impl Workspace {
    fn beside(events: &Path) -> io::Result<Self> {
        let folder = events.with_file_name(WORKSPACE);
        clear(&folder)?;
        fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

/// Takes the folder away if it holds only what the sorter left there: files with a number as their name.
fn clear(folder: &Path) -> io::Result<()> {
    let files = match fs::read_dir(folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        files => files?,
    };
    for file in files {
        let file = file?;
        if is_sorted(&file.file_name().to_string_lossy()) {
            fs::remove_file(file.path())?;
        }
    }
    fs::remove_dir(folder)
        .map_err(|e| io::Error::new(e.kind(), format!("{} holds other files; move them: {e}", folder.display())))
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // What stays if this fails is taken away by the next run in the folder.
        drop(clear(&self.0));
    }
}

fn too_many() -> io::Error {
    io::Error::other("more than 4,294,967,295 articles or events in one run: cut it into shards and leave them unmerged")
}

/// Numbers that share a set with another.
struct Joined(Vec<u64>);

impl Joined {
    fn add(&mut self, i: u32) {
        self.0[i as usize / 64] |= 1 << (i % 64);
    }

    fn contains(&self, i: u32) -> bool {
        self.0[i as usize / 64] & (1 << (i % 64)) != 0
    }
}

fn joined(sets: &mut Sets, count: u32) -> Joined {
    let mut joined = Joined(vec![0; count as usize / 64 + 1]);
    for i in 0..count {
        let root = sets.root(i);
        if root != i {
            joined.add(i);
            joined.add(root);
        }
    }
    joined
}

/// Numbers the clusters of a run's documents as they come: the records of a document stand together.
#[derive(Default)]
struct Numbering {
    document: String,
    clusters: HashMap<String, u32>,
    next: u32,
}

impl Numbering {
    /// The number of the event's cluster, and whether it is new.
    fn of(&mut self, document: &str, cluster: &str) -> io::Result<(u32, bool)> {
        if self.document != document {
            document.clone_into(&mut self.document);
            self.clusters.clear();
        }
        if let Some(&number) = self.clusters.get(cluster) {
            return Ok((number, false));
        }
        let number = self.next;
        self.next = number.checked_add(1).ok_or_else(too_many)?;
        self.clusters.insert(cluster.to_owned(), number);
        Ok((number, true))
    }
}

/// Profiles that are compared with one in its block, in the order of their days.
const MOST: usize = 96;

/// The clusters of a run.
struct Told {
    /// The profile of each cluster of each document, in the order of their numbers.
    profiles: Shelved<Profile>,
    sets: Sets,
    joined: Joined,
    /// Of the clusters that are joined: the smallest event id and how many records tell it, by their root.
    clusters: HashMap<u32, (String, u64)>,
}

impl Told {
    fn read(events: &Path, folder: &Path, repeats: &HashMap<String, String>) -> io::Result<Self> {
        let originals: HashSet<&str> = repeats.values().map(String::as_str).collect();
        let wire = |id: &str| {
            let original = repeats.get(id).map(String::as_str);
            original.or_else(|| originals.get(id).copied()).map(|id| hash(id.as_bytes()))
        };
        let mut shelf = Shelf::new(folder);
        let mut blocks = Blocks::new(folder);
        let (mut numbering, mut first, mut held) = (Numbering::default(), 0, Vec::<Profile>::new());
        each_line(events, |row| {
            let event: EventRecord = serde_json::from_slice(row)?;
            if numbering.document != event.doc_id {
                put(&mut shelf, &mut blocks, first, &mut held)?;
                first = numbering.next;
            }
            match numbering.of(&event.doc_id, &event.cluster_id)? {
                (_, true) => held.push(Profile::of(&event, wire(&event.doc_id))),
                (number, false) => held[(number - first) as usize].add(&event),
            }
            Ok(())
        })?;
        put(&mut shelf, &mut blocks, first, &mut held)?;
        let mut profiles = shelf.close()?;
        let count = numbering.next;
        let mut sets = Sets::new(count);
        blocks.pairs(&mut profiles, MOST, |(a, x), (b, y)| {
            if x.document != y.document && score::tells_one(x, y) {
                sets.join(a, b);
            }
        })?;
        let joined = joined(&mut sets, count);
        let mut clusters: HashMap<u32, (String, u64)> = HashMap::new();
        for (i, profile) in (0..count).zip(profiles.all()?) {
            let profile = profile?;
            if !joined.contains(i) {
                continue;
            }
            let cluster = clusters.entry(sets.root(i)).or_insert_with(|| (profile.first_id.clone(), 0));
            cluster.1 += profile.records;
            if profile.first_id < cluster.0 {
                cluster.0 = profile.first_id;
            }
        }
        Ok(Self {
            profiles,
            sets,
            joined,
            clusters,
        })
    }

    /// Writes the events again with their clusters, reading the profiles beside them.
    fn rewrite(&mut self, events: &Path, repeats: &HashMap<String, String>) -> io::Result<u64> {
        let mut profiles = self.profiles.all()?;
        let mut numbering = Numbering::default();
        // The clusters of the document at hand, from its first number on.
        let (mut first, mut own) = (0, Vec::<(String, u64)>::new());
        rewrite(events, |old, new| {
            let row: EventRow<'_> = serde_json::from_slice(old)?;
            if numbering.document != *row.doc_id {
                own.clear();
                first = numbering.next;
            }
            let (number, is_new) = numbering.of(&row.doc_id, &row.cluster_id)?;
            if is_new {
                let profile = profiles
                    .next()
                    .unwrap_or_else(|| Err(io::Error::other("the events changed while they were related")))?;
                own.push((profile.first_id, profile.records));
            }
            let (id, size) = if self.joined.contains(number) {
                &self.clusters[&self.sets.root(number)]
            } else {
                &own[(number - first) as usize]
            };
            let repeated = repeats.get(&*row.doc_id);
            let same = row.cluster_id.strip_prefix('c') == Some(id)
                && row.cluster_size == *size
                && row.duplicate_of.as_deref() == repeated.map(String::as_str);
            if !same {
                let mut event: EventRecord = serde_json::from_slice(old)?;
                event.cluster_id = format!("c{id}");
                event.cluster_size = *size;
                event.duplicate_of = repeated.cloned();
                line(new, &event);
            }
            Ok(())
        })
    }
}

/// Puts the profiles of a document on the shelf and into their blocks.
fn put(shelf: &mut Shelf<Profile>, blocks: &mut Blocks, first: u32, held: &mut Vec<Profile>) -> io::Result<()> {
    for (number, profile) in (first..).zip(held.drain(..)) {
        let place = shelf.push(&profile)?;
        for key in profile.keys() {
            blocks.push(Entry {
                block: (profile.family, key),
                day: profile.day(),
                tie: hash(profile.first_id.as_bytes()),
                number,
                place,
            })?;
        }
    }
    Ok(())
}

/// Gives every line of a file, without its end.
fn each_line(path: &Path, mut take: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut from = BufReader::with_capacity(1 << 18, File::open(path)?);
    let mut held = Vec::new();
    while from.read_until(b'\n', &mut held)? > 0 {
        take(held.strip_suffix(b"\n").unwrap_or(&held))?;
        held.clear();
    }
    Ok(())
}

/// Writes every line again: as `change` makes it, or as it stands where nothing of it changes. Says how long the file is.
fn rewrite(path: &Path, mut change: impl FnMut(&[u8], &mut Vec<u8>) -> io::Result<()>) -> io::Result<u64> {
    let mut out = BufWriter::with_capacity(1 << 18, File::create(part(path))?);
    let (mut length, mut changed) = (0, Vec::new());
    each_line(path, |old| {
        changed.clear();
        change(old, &mut changed)?;
        if changed.is_empty() {
            changed.extend_from_slice(old);
            changed.push(b'\n');
        }
        length += changed.len() as u64;
        out.write_all(&changed)
    })?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(length)
}
