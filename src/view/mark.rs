//! What a page was made of, so that no page of something else is written over.

use crate::digest::{hex, sha256};
use crate::run_dir::{Filter, RunDir};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How a page begins.
const PAGE: &[u8] = b"<!doctype html>";
const TITLE: &str = "<title>depeche</title>";
/// What stands before the mark.
const MARK: &str = "<meta name=\"depeche\" content=\"";
/// Bytes of a file that are looked at.
const HEAD: u64 = 4096;
/// Bytes of a digest that are told: enough to tell pages apart, too few to tell what the folder is called.
const DIGEST: usize = 8;

/// The folder of the run that a page shows, and the filters that it was made with, as digests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    run: String,
    filter: String,
}

impl Mark {
    /// The mark of a page of this run with this filter.
    pub fn of(run: &RunDir, filter: &Filter) -> Self {
        // A run that grew in its folder is still the same one, so its place tells it rather than what is in it.
        let place = run.path().canonicalize().unwrap_or_else(|_| run.path().to_owned());
        Self {
            run: short(place.as_os_str().as_encoded_bytes()),
            filter: short(filter.key().as_bytes()),
        }
    }

    /// The mark of the page in a file: an empty one where a version without marks made it, none where it is no page of depeche.
    pub fn in_file(path: &Path) -> Option<Self> {
        let mut head = Vec::new();
        File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
        if !head.to_ascii_lowercase().starts_with(PAGE) {
            return None;
        }
        let head = String::from_utf8_lossy(&head);
        let (_, rest) = head.split_once(TITLE)?;
        let content = rest.split_once(MARK).and_then(|(_, mark)| Some(mark.split_once('"')?.0));
        let (run, filter) = content.and_then(|mark| mark.split_once(' ')).unwrap_or_default();
        Some(Self {
            run: run.to_owned(),
            filter: filter.to_owned(),
        })
    }

    /// Whether both are of one run.
    pub fn is_of_the_run_of(&self, other: &Self) -> bool {
        self.run == other.run
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.run, self.filter)
    }
}

fn short(bytes: &[u8]) -> String {
    hex(&sha256(bytes)[..DIGEST])
}
