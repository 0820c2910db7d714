//! The files of an input: itself, or all below it in the order of their names.

use std::io;
use std::path::{Path, PathBuf};

/// Kinds of files that lie in folders of articles and hold none.
const NO_ARTICLES: [&str; 24] = [
    "md", "rst", "py", "sh", "rs", "r", "toml", "yaml", "yml", "lock", "css", "js", "pdf", "png", "jpg", "jpeg", "gif", "svg",
    "doc", "docx", "odt", "xlsx", "log", "ann",
];

/// A file that is to be read.
#[derive(Debug)]
pub(super) struct Found {
    /// The path to open.
    pub path: PathBuf,
    /// The path below the input, or the name of a file given as input.
    pub id: String,
    /// Why the folder at `path` could not be listed.
    pub error: Option<io::Error>,
}

/// The files below an input, folder by folder: only the folders on the way are in memory.
#[derive(Debug)]
pub(super) struct Walk {
    root: PathBuf,
    stack: Vec<PathBuf>,
}

impl Walk {
    pub(super) fn new(root: PathBuf) -> Self {
        Self {
            stack: vec![root.clone()],
            root,
        }
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
            if path.is_dir() {
                match list(&path) {
                    Ok(children) => self.stack.extend(children.into_iter().rev()),
                    Err(error) => {
                        return Some(Found {
                            id: self.id(&path),
                            path,
                            error: Some(error),
                        });
                    }
                }
            } else if given || may_hold_articles(&path) {
                return Some(Found {
                    id: self.id(&path),
                    path,
                    error: None,
                });
            }
        }
        None
    }
}

fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut children = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<io::Result<Vec<_>>>()?;
    children.sort();
    Ok(children)
}

/// Whether a file met in a folder is read: not hidden, not a read-me, no program or picture.
fn may_hold_articles(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    !(name.starts_with('.') || name.starts_with("readme") || NO_ARTICLES.contains(&extension.as_str()))
}
