//! What `export` and `view` may write to, and of what they warn.

use depeche::batch::read::RUN_FILES;
use depeche::error::SetupError;
use depeche::run_dir::RunDir;
use depeche::view::Mark;
use std::path::Path;

/// What `--force` is for.
const REMEDY: &str = "choose another output, or --force to write over it";

/// Refuses to write over a file of the run that is read, whatever was asked for.
pub(super) fn refuse_own(run: &RunDir, output: &Path) -> Result<(), SetupError> {
    let folder = output
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let named = output
        .file_name()
        .is_some_and(|name| RUN_FILES.iter().any(|file| name == *file));
    let here = folder.canonicalize().ok();
    if named && here.is_some() && here == run.path().canonicalize().ok() {
        let message = format!("{}: a file of the run itself; choose another output", output.display());
        return Err(SetupError::Usage(message));
    }
    Ok(())
}

/// Refuses to write over a file, or into a folder that holds something, unless it was asked for.
pub(super) fn refuse_there(path: &Path, force: bool) -> Result<(), SetupError> {
    if force {
        return Ok(());
    }
    match std::fs::metadata(path) {
        Ok(m) if m.is_dir() => match std::fs::read_dir(path).ok().and_then(|mut entries| entries.next()) {
            Some(_) => Err(refused(path, "this folder holds something")),
            None => Ok(()),
        },
        Ok(m) if m.is_file() && m.len() > 0 => Err(refused(path, "this file is there already")),
        _ => Ok(()),
    }
}

/// Refuses to write over a file, unless it was asked for; a page that was made of the same run with the same filters is made anew.
pub(super) fn refuse_page(path: &Path, mark: &Mark, force: bool) -> Result<(), SetupError> {
    if force || !path.is_file() {
        return Ok(());
    }
    match Mark::in_file(path) {
        None => refuse_there(path, force),
        Some(there) if there == *mark => Ok(()),
        Some(there) if there == Mark::default() => Err(refused(path, "this page of an older version does not say what it shows")),
        Some(there) if there.is_of_the_run_of(mark) => Err(refused(path, "this page was made with other filters")),
        Some(_) => Err(refused(path, "this page is of another run")),
    }
}

fn refused(path: &Path, what: &str) -> SetupError {
    SetupError::Usage(format!("{}: {what}; {REMEDY}", path.display()))
}

/// Refuses a file that cannot be made, before anything is done for it: it is a folder, or its own is missing.
pub(super) fn refuse_without_folder(path: &Path) -> Result<(), SetupError> {
    if path.is_dir() {
        let message = format!("{}: this is a folder; give the name of a file in it", path.display());
        return Err(SetupError::Usage(message));
    }
    match path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
    {
        Some(folder) => Err(SetupError::Usage(format!(
            "{}: the folder {} {}, or choose another output",
            path.display(),
            folder.display(),
            if folder.exists() {
                "is a file; name a folder"
            } else {
                "is not there; make it first"
            }
        ))),
        None => Ok(()),
    }
}

/// Says that a run is not finished, so that nobody takes a part for the whole.
pub(super) fn warn_of_part(run: &RunDir) {
    if run.is_unfinished() {
        super::say("this run is not finished, only a part of its documents is here; the same extract command goes on with it");
    }
}
