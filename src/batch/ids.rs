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
    /// Takes the entry's id for it; where it is taken already, the entry gets one of its own.
    pub(super) fn claim(&mut self, entry: &mut Entry, id: String) {
        // An id made from the place is the only one of its place.
        if id == entry.id || self.0.len() >= MOST || self.0.insert(digest(&id)) {
            return;
        }
        entry.renamed = Some(format!("{id}@{}", entry.id));
    }
}

fn digest(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest.iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b))
}
