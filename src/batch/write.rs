//! The files of a run.

use super::settings::Output;
use crate::error::SetupError;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The lines of one document, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub events: Vec<u8>,
    pub documents: Vec<u8>,
    pub errors: Vec<u8>,
}

/// Where lines go.
pub(super) enum Sink {
    Folder {
        folder: PathBuf,
        events: BufWriter<File>,
        documents: BufWriter<File>,
        errors: BufWriter<File>,
    },
    Stdout(io::Stdout),
}

impl Sink {
    pub(super) fn open(output: &Output) -> Result<Self, SetupError> {
        Ok(match output {
            Output::Stdout => Self::Stdout(io::stdout()),
            Output::Folder(folder) => {
                fs::create_dir_all(folder).map_err(|e| SetupError::io("could not make the folder", folder, e))?;
                remove(&folder.join("run.json"))?;
                Self::Folder {
                    events: create(&folder.join("events.jsonl"))?,
                    documents: create(&folder.join("documents.jsonl"))?,
                    errors: create(&folder.join("errors.jsonl"))?,
                    folder: folder.clone(),
                }
            }
        })
    }

    pub(super) fn write(&mut self, lines: &Lines) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.write_all(&lines.events),
            Self::Folder {
                events,
                documents,
                errors,
                ..
            } => {
                events.write_all(&lines.events)?;
                documents.write_all(&lines.documents)?;
                errors.write_all(&lines.errors)
            }
        }
    }

    /// Makes everything durable and writes the closing page.
    pub(super) fn finish(self, run: &serde_json::Value) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::Folder {
                folder,
                events,
                documents,
                errors,
            } => {
                for file in [events, documents, errors] {
                    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
                }
                let mut page = serde_json::to_string_pretty(run)?;
                page.push('\n');
                fs::write(folder.join("run.json"), page)
            }
        }
    }
}

fn create(path: &Path) -> Result<BufWriter<File>, SetupError> {
    let file = File::create(path).map_err(|e| SetupError::io("could not write", path, e))?;
    Ok(BufWriter::with_capacity(1 << 18, file))
}

fn remove(path: &Path) -> Result<(), SetupError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(SetupError::io("could not replace", path, e)),
        _ => Ok(()),
    }
}
