//! The files of the sources, for the tests that read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Adds the Rust files below a folder to `out`, in no order.
pub fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}
