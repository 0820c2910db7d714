//! The files of an input: itself, or all below it in the order of their names.

use super::aside::{Aside, LeftOut};
use super::kind::MEDIA;
use super::{own, written};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// Kinds of files that lie in folders of articles and hold none.
const NO_ARTICLES: [&str; 14] = [
    "md", "rst", "py", "sh", "rs", "r", "toml", "yaml", "yml", "lock", "css", "js", "log", "conf",
];

/// The settings of a folder of brat.
const OF_BRAT: [&str; 4] = ["annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf"];

/// A folder below the input that holds a file of this name is left out: gold, drafts, a run's output.
const LEFT_OUT: &str = ".depecheignore";

/// A file that is to be read.
#[derive(Debug)]
pub(super) struct Found {
    /// The path to open.
    pub path: PathBuf,
    /// The path below the input, or the name of a file given as input.
    pub id: String,
    /// Whether it is the input itself and was not met in a folder.
    pub given: bool,
    /// Why the folder at `path` could not be listed.
    pub error: Option<io::Error>,
}

/// What the inputs were when a run began, to know them again.
#[derive(Debug, Clone, Eq, serde::Serialize, serde::Deserialize)]
pub struct Listing {
    /// The input as it was given.
    pub input: String,
    /// Files that are read.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// A digest of their names, sizes and times of change.
    pub digest: String,
    /// The file that was changed last, and when, for a message; runs of earlier versions do not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<(String, String)>,
}

impl PartialEq for Listing {
    /// Whether the inputs are the same; the digest says so of the newest file too.
    fn eq(&self, other: &Self) -> bool {
        (&self.input, self.files, self.bytes, &self.digest) == (&other.input, other.files, other.bytes, &other.digest)
    }
}

impl Listing {
    /// How it differs from what it was, in words.
    pub fn changes(&self, before: &Self) -> String {
        if (self.files, self.bytes) != (before.files, before.bytes) {
            let Self { files, bytes, .. } = before;
            return format!(
                "{} files, {} bytes; then {files} files, {bytes} bytes",
                self.files, self.bytes
            );
        }
        match (&self.newest, &before.newest) {
            // A file that only has another name keeps its time.
            (Some((file, when)), Some((same, then))) if when != then && (file == same || is_later(when, then)) => {
                format!("{file} has another time of change: {when}")
            }
            _ => "a file has another name or time of change".to_owned(),
        }
    }
}

/// Lists an input; `own` are the run's output. Files are opened only where their name is one that depeche writes tables and pages under: as
/// those are no input, they change nothing about it. With a format that is `forced` they are read as anything else is.
pub fn list(root: &Path, own: &[PathBuf], forced: bool) -> Listing {
    let mut hash = Sha256::new();
    let (mut files, mut bytes) = (0, 0);
    let mut newest = None;
    for found in Walk::new(root.to_owned(), own.to_vec(), forced, LeftOut::default()) {
        if !found.given && !forced && written::is_written(&found.path) {
            continue;
        }
        files += 1;
        hash.update(found.id.as_bytes());
        hash.update([0]);
        if let Ok(facts) = std::fs::metadata(&found.path) {
            bytes += facts.len();
            hash.update(facts.len().to_le_bytes());
            let changed = facts.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
            hash.update(changed.unwrap_or_default().as_nanos().to_le_bytes());
            newest = newest.max(changed.map(|when| (when, found.id.clone())));
        }
    }
    Listing {
        // « corpus/ » and « corpus » are one folder.
        input: root.components().collect::<PathBuf>().display().to_string(),
        files,
        bytes,
        digest: crate::digest::hex(&hash.finalize()[..8]),
        newest: newest.map(|(when, file)| (file, shown(when))),
    }
}

/// Whether a moment as `shown` tells it comes after another.
fn is_later(when: &str, then: &str) -> bool {
    let read = |moment: &str| moment.parse::<jiff::Timestamp>().ok();
    read(when) > read(then)
}

/// A moment as it is told.
fn shown(since_1970: Duration) -> String {
    let stamp = jiff::Timestamp::from_nanosecond(since_1970.as_nanos() as i128);
    stamp.map_or_else(|_| "unknown".to_owned(), |stamp| stamp.to_string())
}

/// Whether depeche wrote the settings of brat in a folder, and whether that was said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum OfBrat {
    #[default]
    No,
    Untold,
    Told,
}

/// The files below an input, folder by folder: only the folders on the way are in memory.
#[derive(Debug)]
pub(super) struct Walk {
    root: PathBuf,
    stack: Vec<PathBuf>,
    /// What the run writes: it would read its own records without end.
    own: Vec<PathBuf>,
    /// Whether a format is forced on all files, those of depeche among them.
    forced: bool,
    /// The folders with texts whose settings of brat were looked at.
    of_brat: HashMap<PathBuf, OfBrat>,
    left_out: LeftOut,
}

impl Walk {
    pub(super) fn new(root: PathBuf, own: Vec<PathBuf>, forced: bool, left_out: LeftOut) -> Self {
        Self {
            own,
            forced,
            of_brat: Default::default(),
            left_out,
            stack: vec![root.clone()],
            root,
        }
    }

    /// Whether the path below the input is the run's own; most are told by their name alone.
    fn is_own(&self, path: &Path) -> bool {
        let same = |own: &PathBuf| {
            own.canonicalize()
                .ok()
                .is_some_and(|own| path.canonicalize().ok() == Some(own))
        };
        self.own.iter().any(|own| own.file_name() == path.file_name() && same(own))
    }

    /// Whether the path is a text that an export to brat wrote; says so of the first in a folder, since people may have put others there.
    fn is_exported(&mut self, path: &Path) -> bool {
        let Some(folder) = path.parent().filter(|_| !self.forced) else {
            return false;
        };
        if !own::is_annotated(path) {
            return false;
        }
        let looked_at = || {
            if own::is_folder_of_brat(folder) {
                OfBrat::Untold
            } else {
                OfBrat::No
            }
        };
        let of_brat = self.of_brat.entry(folder.to_owned()).or_insert_with(looked_at);
        let exported = *of_brat != OfBrat::No;
        if *of_brat == OfBrat::Untold {
            *of_brat = OfBrat::Told;
            self.left_out.note(format!(
                "{}: texts that depeche exported to brat are left out; to read them all the same, give them by name, or --format text",
                folder.display()
            ));
        }
        exported
    }

    fn id(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).ok().filter(|p| !p.as_os_str().is_empty());
        let below = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
        let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while let Some(path) = self.stack.pop() {
            let given = path == self.root;
            if !given && self.is_own(&path) {
                continue;
            }
            // A link to a folder may lead back up: only files are followed.
            if !given && path.is_symlink() && path.is_dir() {
                self.left_out.count(Aside::Link);
                continue;
            }
            if path.is_dir() {
                if !given && path.join(LEFT_OUT).exists() {
                    self.left_out.count(Aside::Ignored);
                    continue;
                }
                match children(&path) {
                    Ok(found) => self.stack.extend(found.into_iter().rev()),
                    Err(error) => {
                        return Some(Found {
                            id: self.id(&path),
                            path,
                            given,
                            error: Some(error),
                        });
                    }
                }
                continue;
            }
            // A pipe without a writer would hang the run; one that is given by its name is meant.
            if !given && is_special(&path) {
                self.left_out.count(Aside::Pipe);
                continue;
            }
            if !given && own::is_of_a_run(&path) {
                self.left_out.count(Aside::OfDepeche);
                continue;
            }
            if !given && self.is_exported(&path) {
                self.left_out.count(Aside::Exported);
                continue;
            }
            match no_articles(&path).filter(|_| !given) {
                Some(what) => self.left_out.count(what),
                None => {
                    return Some(Found {
                        id: self.id(&path),
                        path,
                        given,
                        error: None,
                    });
                }
            }
        }
        None
    }
}

fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut children = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<io::Result<Vec<_>>>()?;
    children.sort();
    Ok(children)
}

/// Whether a path is there and neither a file nor a folder.
fn is_special(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// Why a file met in a folder is not read: hidden, annotations, a read-me, a program, a picture.
pub(super) fn no_articles(path: &Path) -> Option<Aside> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    if name.starts_with('.') {
        Some(Aside::Hidden)
    } else if extension == "ann" || OF_BRAT.contains(&name.as_str()) {
        Some(Aside::Annotations)
    } else if name.starts_with("readme") || NO_ARTICLES.contains(&extension.as_str()) {
        Some(Aside::Notes)
    } else if MEDIA.contains(&extension.as_str()) {
        Some(Aside::Media)
    } else {
        None
    }
}
