//! The folder of a finished run, read back line by line for those who look at it: evaluation, view, export.

mod bound;
mod fact;
mod file_names;
mod filter;
mod kind;
mod named;
mod when;

pub use bound::Bound;
pub(crate) use file_names::FileNames;
pub use filter::Filter;
pub use kind::OwnType;
pub use named::{Named, NamedEntity};
pub use when::{Edge, OPEN, Teller, When, is_open, precision};

use crate::error::SetupError;
use crate::record::{DocumentRecord, EventRecord};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// The file without which a folder is no run.
const DOCUMENTS: &str = "documents.jsonl";

/// The run that whoever names one of its files means.
fn meant(file: &Path) -> Option<&Path> {
    let folder = file.parent().filter(|_| file.is_file())?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    folder.join(DOCUMENTS).is_file().then_some(folder)
}

/// A folder with `documents.jsonl` and `events.jsonl`.
#[derive(Debug, Clone)]
pub struct RunDir {
    path: PathBuf,
    filter: Filter,
}

impl RunDir {
    /// The run in a folder.
    ///
    /// # Errors
    /// When the folder holds no `documents.jsonl`, or it is no folder.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, SetupError> {
        let path = path.into();
        let documents = path.join(DOCUMENTS);
        let fault = match std::fs::metadata(&documents) {
            Ok(_) => {
                return Ok(Self {
                    path,
                    filter: Filter::default(),
                });
            }
            Err(_) if path.is_file() => "this is a file",
            Err(e) if e.kind() != ErrorKind::NotFound && e.kind() != ErrorKind::NotADirectory => {
                return Err(SetupError::io("could not read", documents, e));
            }
            Err(_) if path.is_dir() => "no documents.jsonl here",
            Err(_) => "there is no such folder",
        };
        Err(SetupError::Usage(format!(
            "{}: {fault}; wanted the folder of a run, as `depeche extract … -o DIR` writes it{}",
            path.display(),
            meant(&path).map(|run| format!(": {}", run.display())).unwrap_or_default()
        )))
    }

    /// The same run with only the events that the filter keeps.
    pub fn only(self, filter: Filter) -> Self {
        Self { filter, ..self }
    }

    /// The same, where the names of the filter are looked up in the run, and what there is to tell of that.
    ///
    /// # Errors
    /// When no amount of the run has the unit of the least amount that the filter asks for, or the run cannot be read.
    pub fn narrowed(self, filter: Filter) -> Result<Narrowed, SetupError> {
        if let Some(bound) = filter.bound()
            && let Some(message) = bound.unknown_in(self.events()?)?
        {
            return Err(SetupError::Usage(message));
        }
        let named = if filter.names().is_empty() {
            Vec::new()
        } else {
            named::find(&self, filter.names())?
        };
        let ids = named.iter().flat_map(|name| &name.entities).map(|entity| entity.id.clone());
        let borne = named.iter().filter(|name| !name.entities.is_empty());
        let filter = filter.of_ids(ids).whole(borne.map(|name| name.asked.as_str()));
        let mut undated = 0;
        if filter.is_of_days() {
            for event in self.events()? {
                undated += usize::from(filter.misses_date_of(&event?));
            }
        }
        Ok(Narrowed {
            run: self.only(filter),
            named,
            undated,
        })
    }

    /// What is kept of the run's events.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the run has not come to its end: only a part of its documents is here.
    pub fn is_unfinished(&self) -> bool {
        self.path.join("run.journal").is_file()
    }

    /// The settings that `run.json` records; null while the run is not finished, since the file comes last.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn settings(&self) -> Result<serde_json::Value, SetupError> {
        let path = self.path.join("run.json");
        let page = match std::fs::read(&path) {
            Ok(page) => page,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(serde_json::Value::Null),
            Err(e) => return Err(SetupError::io("could not read", path, e)),
        };
        let mut page: serde_json::Value = serde_json::from_slice(&page)
            .map_err(|e| SetupError::Usage(format!("{}: no page of a run ({e}); run extract again", path.display())))?;
        Ok(page["settings"].take())
    }

    /// The types that a user's files gave to the run.
    ///
    /// # Errors
    /// When `run.json` is there and cannot be read.
    pub fn own_types(&self) -> Result<Vec<OwnType>, SetupError> {
        let settings = self.settings()?;
        let files = settings["types"].as_array().into_iter().flatten();
        Ok(files.filter_map(OwnType::of_page).collect())
    }

    /// The lines of `documents.jsonl`, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened; each line may fail by itself.
    pub fn documents(&self) -> Result<Lines<DocumentRecord>, SetupError> {
        Lines::open(self.path.join(DOCUMENTS))
    }

    /// The lines of `events.jsonl` that the filter keeps, in their order; none when the run has no such file.
    ///
    /// # Errors
    /// When the file cannot be opened; each line may fail by itself.
    pub fn events(&self) -> Result<Events<'_>, SetupError> {
        let path = self.path.join("events.jsonl");
        let lines = if path.exists() {
            Lines::open(path)?
        } else {
            Lines::none(path)
        };
        Ok(Events {
            lines,
            filter: &self.filter,
        })
    }
}

/// A run with a filter, and what the filter means for it.
#[derive(Debug, Clone)]
pub struct Narrowed {
    /// The run with only the events that the filter keeps.
    pub run: RunDir,
    /// What each of the filter's names means in the run.
    pub named: Vec<Named>,
    /// Events left out for want of a date alone.
    pub undated: usize,
}

/// Events of a run, those left out that its filter does not keep.
#[derive(Debug)]
pub struct Events<'a> {
    lines: Lines<EventRecord>,
    filter: &'a Filter,
}

impl Iterator for Events<'_> {
    type Item = Result<EventRecord, SetupError>;

    fn next(&mut self) -> Option<Self::Item> {
        let filter = self.filter;
        self.lines
            .find(|line| line.as_ref().map_or(true, |event| filter.keeps(event)))
    }
}

/// The lines of a JSON Lines file as values; empty lines are passed over.
#[derive(Debug)]
pub struct Lines<T> {
    reader: Option<BufReader<File>>,
    path: PathBuf,
    line: usize,
    buffer: String,
    of: PhantomData<T>,
}

impl<T: DeserializeOwned> Lines<T> {
    /// Opens a file.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, SetupError> {
        let path = path.into();
        let file = File::open(&path).map_err(|e| SetupError::io("could not read", &path, e))?;
        Ok(Self {
            reader: Some(BufReader::with_capacity(1 << 16, file)),
            ..Self::none(path)
        })
    }

    fn none(path: PathBuf) -> Self {
        Self {
            reader: None,
            path,
            line: 0,
            buffer: String::new(),
            of: PhantomData,
        }
    }

    fn read(&mut self) -> Result<Option<T>, SetupError> {
        let Some(reader) = &mut self.reader else { return Ok(None) };
        loop {
            self.buffer.clear();
            let length = reader
                .read_line(&mut self.buffer)
                .map_err(|e| SetupError::io("could not read", &self.path, e))?;
            if length == 0 {
                return Ok(None);
            }
            self.line += 1;
            if !self.buffer.trim().is_empty() {
                break;
            }
        }
        serde_json::from_str(&self.buffer).map(Some).map_err(|e| SetupError::Table {
            file: self.path.display().to_string(),
            line: self.line,
            message: format!("not the line wanted here: {e}"),
        })
    }
}

impl<T: DeserializeOwned> Iterator for Lines<T> {
    type Item = Result<T, SetupError>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.read();
        if !matches!(read, Ok(Some(_))) {
            self.reader = None;
        }
        read.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_documents_says_what_was_wanted() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let error = RunDir::open(folder.path()).expect_err("nothing is in it");
        assert!(error.to_string().contains("depeche extract"), "{error}");
    }

    #[test]
    fn a_damaged_line_is_named_by_its_number() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("documents.jsonl"), "\n{\"schema\": 1\n").expect("written");
        let run = RunDir::open(folder.path()).expect("documents.jsonl is there");
        let error = run
            .documents()
            .expect("it opens")
            .next()
            .expect("a line")
            .expect_err("damaged");
        assert!(error.to_string().contains("documents.jsonl, line 2"), "{error}");
        assert_eq!(run.events().expect("no file is no event").count(), 0);
    }
}
