//! Words as data: the tables under `data/`, compiled in and parsed once.

pub mod appellation;

pub mod inflection;
mod openings;
pub mod person;
pub mod signature;
pub mod words;

pub use openings::{Openings, Outline};

/// The rows of a tab-separated table; empty lines and lines that begin with `#` are left out.
pub fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}
