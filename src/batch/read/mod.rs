//! From files to documents: cut on one thread ([`Reader`]), decoded on many ([`Entry::into_document`]).

mod json;
mod walk;

use super::settings::{Input, Settings};
use crate::error::{Code, DocError, Stage};
use crate::text::{DateSource, Document, PartialDate, Published, find_published, from_name};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// One document as it was cut from its file, not yet decoded.
#[derive(Debug)]
pub struct Entry {
    /// The id of a document that gives none: the path below the input, with `#row`.
    pub id: String,
    /// The path, with `#row`.
    pub source: String,
    /// Where it begins in the file.
    pub byte_offset: Option<u64>,
    /// Its bytes, or why there are none.
    pub body: Body,
}

/// What an entry holds.
#[derive(Debug)]
pub enum Body {
    /// A whole text file.
    Text(Vec<u8>),
    /// One JSON value.
    Json(Vec<u8>),
    /// Nothing that can be read.
    Failed(DocError),
}

/// What a row says about its document.
#[derive(Debug, Default)]
struct Draft {
    id: Option<String>,
    title: Option<String>,
    url: Option<String>,
    date: Option<String>,
    text: String,
    warnings: Vec<String>,
}

impl Entry {
    /// Decodes the entry.
    ///
    /// # Errors
    /// What is wrong with its bytes; the entry's id, or the one that the row gives, goes with the error.
    pub fn into_document(self, settings: &Settings) -> Result<Document, (Entry, DocError)> {
        let draft = match &self.body {
            Body::Failed(error) => Err(error.clone()),
            Body::Text(bytes) => text_draft(bytes),
            Body::Json(bytes) => json::draft(bytes),
        };
        match draft {
            Err(error) => Err((self, error)),
            Ok(draft) => {
                let whole_file = matches!(self.body, Body::Text(_));
                let mut warnings = draft.warnings;
                let metadata = draft.date.and_then(|d| match metadata_date(&d) {
                    Some(date) => Some(date),
                    None => {
                        warnings.push(format!("date {d:?} is not read; wanted YYYY-MM-DD"));
                        None
                    }
                });
                let published = published(
                    metadata,
                    &draft.text,
                    draft.url.as_deref(),
                    whole_file.then_some(self.source.as_str()),
                    settings.date,
                );
                Ok(Document {
                    id: draft.id.unwrap_or(self.id),
                    source: self.source,
                    title: draft.title,
                    url: draft.url,
                    published,
                    text: draft.text,
                    warnings,
                })
            }
        }
    }

    /// The bytes to keep for another try.
    pub fn raw(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Text(bytes) | Body::Json(bytes) => Some(bytes),
            Body::Failed(_) => None,
        }
    }
}

/// The document's date by the first source that has one, in the order of trust.
fn published(
    metadata: Option<PartialDate>,
    text: &str,
    url: Option<&str>,
    file: Option<&str>,
    option: Option<PartialDate>,
) -> Option<Published> {
    let from = |source| move |date| Published { date, source };
    if let Some(date) = metadata {
        return Some(from(DateSource::Metadata)(date));
    }
    let own = find_published(text);
    if own.is_some_and(|p| p.source == DateSource::Header) {
        return own;
    }
    url.and_then(from_name)
        .map(from(DateSource::Url))
        .or_else(|| file.and_then(file_name).and_then(from_name).map(from(DateSource::Filename)))
        .or(own)
        .or_else(|| option.map(from(DateSource::Option)))
}

fn file_name(path: &str) -> Option<&str> {
    Path::new(path).file_name()?.to_str()
}

/// The date of a metadata key: ISO 8601, with or without a time.
fn metadata_date(value: &str) -> Option<PartialDate> {
    value.parse().ok()
}

fn text_draft(bytes: &[u8]) -> Result<Draft, DocError> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        DocError::new(
            Code::ENCODING,
            Stage::Read,
            format!("byte {} is not UTF-8; convert the file to UTF-8", e.valid_up_to()),
        )
    })?;
    Ok(Draft {
        text: text.to_owned(),
        ..Draft::default()
    })
}

/// The documents of a run's inputs, in order.
#[derive(Debug)]
pub struct Reader {
    inputs: VecDeque<Input>,
    files: Option<walk::Walk>,
    rows: Option<Rows>,
    max_document: usize,
}

/// A file of rows that is being read.
struct Rows {
    id: String,
    source: String,
    from: Box<dyn BufRead + Send>,
    row: u64,
    offset: u64,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows")
            .field("source", &self.source)
            .field("row", &self.row)
            .finish()
    }
}

impl Reader {
    /// A reader of the inputs of `settings`.
    pub fn new(settings: &Settings) -> Self {
        Self {
            inputs: settings.inputs.iter().cloned().collect(),
            files: None,
            rows: None,
            max_document: settings.max_document,
        }
    }

    fn open(&mut self, found: walk::Found) -> Option<Entry> {
        let source = found.path.to_string_lossy().into_owned();
        let entry = |body| Entry {
            id: found.id.clone(),
            source: source.clone(),
            byte_offset: None,
            body,
        };
        let opened = found.error.map_or_else(|| File::open(&found.path), Err);
        let file = match opened {
            Ok(file) => file,
            Err(e) => return Some(entry(Body::Failed(io_error(&e)))),
        };
        let extension = found.path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if matches!(extension.to_ascii_lowercase().as_str(), "jsonl" | "ndjson" | "json") {
            self.rows = Some(Rows {
                id: found.id.clone(),
                source,
                from: Box::new(BufReader::with_capacity(1 << 16, file)),
                row: 0,
                offset: 0,
            });
            return None;
        }
        Some(entry(whole(file, self.max_document)))
    }

    fn open_stdin(&mut self) -> Option<Entry> {
        let mut from = BufReader::with_capacity(1 << 16, io::stdin());
        let first = match from.fill_buf() {
            Ok(bytes) => bytes.iter().find(|b| !b.is_ascii_whitespace()).copied(),
            Err(_) => None,
        };
        if first == Some(b'{') {
            self.rows = Some(Rows {
                id: "stdin".to_owned(),
                source: "-".to_owned(),
                from: Box::new(from),
                row: 0,
                offset: 0,
            });
            return None;
        }
        Some(Entry {
            id: "stdin".to_owned(),
            source: "-".to_owned(),
            byte_offset: None,
            body: whole(from, self.max_document),
        })
    }
}

fn io_error(error: &io::Error) -> DocError {
    DocError::new(Code::IO, Stage::Read, format!("could not be read: {error}"))
}

fn too_large(limit: usize) -> DocError {
    DocError::new(
        Code::TOO_LARGE,
        Stage::Read,
        format!("longer than {limit} bytes; cut it or raise --max-document"),
    )
}

/// A whole stream as one text.
fn whole(from: impl Read, limit: usize) -> Body {
    let mut bytes = Vec::new();
    match from.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(e) => Body::Failed(io_error(&e)),
        Ok(_) if bytes.len() > limit => Body::Failed(too_large(limit)),
        Ok(_) => Body::Text(bytes),
    }
}

impl Rows {
    /// The next row that is not blank.
    fn next(&mut self, limit: usize) -> Option<Entry> {
        loop {
            let mut line = Vec::new();
            let offset = self.offset;
            self.row += 1;
            let read = (&mut self.from).take(limit as u64 + 2).read_until(b'\n', &mut line);
            let ended = line.last() == Some(&b'\n');
            let body = match read {
                Err(e) => {
                    // Nothing more can come from a broken stream.
                    self.from = Box::new(io::empty());
                    Body::Failed(io_error(&e))
                }
                Ok(0) => return None,
                Ok(n) => {
                    self.offset += n as u64;
                    if n > limit && !ended {
                        match self.skip_line() {
                            Ok(more) => self.offset += more,
                            Err(_) => self.from = Box::new(io::empty()),
                        }
                        Body::Failed(too_large(limit))
                    } else if line.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    } else {
                        Body::Json(line)
                    }
                }
            };
            return Some(Entry {
                id: format!("{}#{}", self.id, self.row),
                source: format!("{}#{}", self.source, self.row),
                byte_offset: Some(offset),
                body,
            });
        }
    }

    fn skip_line(&mut self) -> io::Result<u64> {
        let mut skipped = 0;
        loop {
            let bytes = self.from.fill_buf()?;
            let end = bytes.iter().position(|&b| b == b'\n');
            let n = end.map_or(bytes.len(), |i| i + 1);
            self.from.consume(n);
            skipped += n as u64;
            if end.is_some() || n == 0 {
                return Ok(skipped);
            }
        }
    }
}

impl Iterator for Reader {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(rows) = &mut self.rows {
                if let Some(entry) = rows.next(self.max_document) {
                    return Some(entry);
                }
                self.rows = None;
            }
            let entry = if let Some(found) = self.files.as_mut().and_then(walk::Walk::next) {
                self.open(found)
            } else {
                self.files = None;
                match self.inputs.pop_front()? {
                    Input::Path(path) => {
                        self.files = Some(walk::Walk::new(path));
                        None
                    }
                    Input::Stdin => self.open_stdin(),
                }
            };
            if entry.is_some() {
                return entry;
            }
        }
    }
}
