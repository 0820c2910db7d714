//! The files of the sources, for the tests that read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the sources of the two crates are, the lower one first.
#[allow(dead_code, reason = "not every test that looks at files looks at these")]
pub fn roots() -> [PathBuf; 2] {
    ["core/src", "src"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
}

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
