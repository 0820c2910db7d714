//! Ids that are given once only: a second document of the same id is told apart by its place.

use super::read::Entry;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Ids that are remembered; what comes later is not compared, so that memory has an end.
const MOST: usize = 4 << 20;

/// The ids of a run so far.
#[derive(Debug, Default)]
pub(super) struct Ids(HashSet<u64>);

impl Ids {
    /// Takes the entry's id for it; where it is taken already, the entry gets one of its own: with its place below the input, or with
    /// its whole path where the id was made from that place (the same file name below two inputs).
    pub(super) fn claim(&mut self, entry: &mut Entry, id: String) {
        if self.0.len() >= MOST || self.0.insert(digest(&id)) {
            return;
        }
        let place = if id == entry.id { &entry.source } else { &entry.id };
        entry.renamed = Some(format!("{id}@{place}"));
    }
}

fn digest(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest.iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b))
}
