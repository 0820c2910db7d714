//! What `export` and `view` may write to, and of what they warn.

use depeche::error::SetupError;
use depeche::run_dir::RunDir;
use std::path::Path;

/// How the page of this program begins; such a page may be written again.
const PAGE: &[u8] = b"<!doctype html>";
const TITLE: &[u8] = b"<title>depeche</title>";

/// Refuses to write over a file, or into a folder that holds something, unless it was asked for. A page that `view` made is replaced.
pub(super) fn refuse_there(path: &Path, force: bool) -> Result<(), SetupError> {
    if force || path.as_os_str() == "-" {
        return Ok(());
    }
    let what = match std::fs::metadata(path) {
        Ok(m) if m.is_dir() => match std::fs::read_dir(path).ok().and_then(|mut entries| entries.next()) {
            Some(_) => "this folder holds something",
            None => return Ok(()),
        },
        Ok(m) if m.is_file() && m.len() > 0 && !is_page(path) => "this file is there already",
        _ => return Ok(()),
    };
    Err(SetupError::Usage(format!(
        "{}: {what}; choose another output, or --force to write over it",
        path.display()
    )))
}

fn is_page(path: &Path) -> bool {
    use std::io::Read as _;
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    let lower = head.to_ascii_lowercase();
    read.is_ok() && lower.starts_with(PAGE) && lower.windows(TITLE.len()).any(|w| w == TITLE)
}

/// Says that a run is not finished, so that nobody takes a part for the whole.
pub(super) fn warn_of_part(run: &RunDir) {
    if run.path().join("run.journal").is_file() {
        super::say("this run is not finished, only a part of its documents is here; the same extract command goes on with it");
    }
}
