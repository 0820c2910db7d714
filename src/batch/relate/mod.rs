//! Which records of a finished run tell one event, and which articles repeat another: a second pass over its lines.
//!
//! The pass reads `events.jsonl` and `documents.jsonl`, holds a compact profile for each event of each document, compares within blocks, and
//! writes both files again with `cluster_id`, `cluster_size` and `duplicate_of`. Nothing in it depends on the order of documents, so a run gives
//! the same bytes for any number of workers, and the merge of its shards the same as the run undivided.

mod block;
mod duplicate;
mod join;
mod profile;
mod score;
mod sketch;

pub(super) use sketch::Sketch;

use crate::record::{DocumentRecord, EventRecord};
use duplicate::Article;
use join::Sets;
use profile::Profile;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

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
    let mut articles = Vec::new();
    each(documents, |d: DocumentRecord| {
        articles.push(Article::of(&d));
        Ok(())
    })?;
    let repeats = duplicate::find(&articles);
    drop(articles);
    let told = Told::read(events)?;
    let wrote_events = rewrite(events, |e: &mut EventRecord| {
        let (id, size) = told.of(e);
        e.cluster_id = id;
        e.cluster_size = size;
        e.duplicate_of = repeats.get(&e.doc_id).cloned();
    })?;
    let wrote_documents = rewrite(documents, |d: &mut DocumentRecord| {
        d.duplicate_of = repeats.get(&d.doc_id).cloned();
    })?;
    Ok(Related {
        events: wrote_events,
        documents: wrote_documents,
    })
}

/// The clusters of a run.
struct Told {
    /// The profile of each cluster of each document.
    number: HashMap<(String, String), u32>,
    /// For each profile, the smallest event id of its cluster and how many records tell it.
    clusters: Vec<(String, u64)>,
}

impl Told {
    fn read(events: &Path) -> io::Result<Self> {
        let mut number: HashMap<(String, String), u32> = HashMap::new();
        let mut profiles: Vec<Profile> = Vec::new();
        each(events, |event: EventRecord| {
            let next = u32::try_from(profiles.len()).map_err(io::Error::other)?;
            let at = *number.entry((event.doc_id.clone(), event.cluster_id.clone())).or_insert(next);
            if at == next {
                profiles.push(Profile::of(&event));
            } else {
                profiles[at as usize].add(&event);
            }
            Ok(())
        })?;
        let mut sets = Sets::new(profiles.len());
        block::pairs(&profiles, |a, b| {
            if score::tells_one(&profiles[a], &profiles[b]) {
                sets.join(a, b);
            }
        });
        let mut of_set: HashMap<usize, (String, u64)> = HashMap::new();
        for (i, profile) in profiles.iter().enumerate() {
            let cluster = of_set.entry(sets.root(i)).or_insert_with(|| (profile.first_id.clone(), 0));
            if profile.first_id < cluster.0 {
                cluster.0.clone_from(&profile.first_id);
            }
            cluster.1 += profile.records;
        }
        let clusters = (0..profiles.len()).map(|i| of_set[&sets.root(i)].clone()).collect();
        Ok(Self { number, clusters })
    }

    fn of(&self, event: &EventRecord) -> (String, u64) {
        let key = (event.doc_id.clone(), event.cluster_id.clone());
        match self.number.get(&key) {
            Some(&at) => {
                let (first, size) = &self.clusters[at as usize];
                (format!("c{first}"), *size)
            }
            None => (event.cluster_id.clone(), event.cluster_size),
        }
    }
}

fn each<T: DeserializeOwned>(path: &Path, mut take: impl FnMut(T) -> io::Result<()>) -> io::Result<()> {
    for line in BufReader::with_capacity(1 << 18, File::open(path)?).lines() {
        take(serde_json::from_str(&line?)?)?;
    }
    Ok(())
}

/// Writes every line again as `change` leaves it, and says how long the file is.
fn rewrite<T: DeserializeOwned + Serialize>(path: &Path, mut change: impl FnMut(&mut T)) -> io::Result<u64> {
    let mut out = BufWriter::with_capacity(1 << 18, File::create(part(path))?);
    let (mut length, mut held) = (0, Vec::new());
    each(path, |mut record: T| {
        change(&mut record);
        held.clear();
        super::run::line(&mut held, &record);
        length += held.len() as u64;
        out.write_all(&held)
    })?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(length)
}
