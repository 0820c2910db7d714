//! The corpus's articles, which the benchmarks read.

use std::fs;

/// The texts, in the order of their files' names.
pub fn articles() -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))
        .expect("the corpus is part of the repository")
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|p| fs::read_to_string(p).expect("UTF-8")).collect()
}
