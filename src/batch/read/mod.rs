//! From files to documents: cut on one thread ([`Reader`]), decoded on many ([`Entry::into_document`]).

mod column_pages;
mod columns;
mod decode;
mod europresse;
mod json;
mod lines;
mod page;
mod published;
mod retry;
mod rows;
mod table;
mod thrift;
mod unpack;
mod values;
mod walk;

pub use columns::rows_of;
pub use json::Keys;
pub use retry::Retry;
pub use walk::{Listing, list};

use super::settings::{Input, Settings};
use crate::error::{Code, DocError, Stage, brief};
use crate::text::{Document, PartialDate};
use published::{Places, metadata_date, published};
use rows::Rows;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use unpack::{Limits, Source, bare_name, read_error, unpack};

/// One document as it was cut from its file, not yet decoded.
#[derive(Debug)]
pub struct Entry {
    /// The id of a document that gives none: the path below the input, with `#row`.
    pub id: String,
    /// The path, with `#row`.
    pub source: String,
    /// Where it begins in the unpacked file.
    pub byte_offset: Option<u64>,
    /// Its bytes, or why there are none.
    pub body: Body,
    /// A digest of all that had come from standard input when it was cut; `None` before the first document from there.
    pub seen: Option<Seen>,
}

/// A sha256 digest.
pub type Seen = [u8; 32];

/// What an entry holds.
#[derive(Debug)]
pub enum Body {
    /// A whole text file.
    Text(Vec<u8>),
    /// One JSON value.
    Json(Vec<u8>),
    /// A table's row, and what was odd about it.
    Fields(Map<String, Value>, Vec<String>),
    /// One article of a page.
    Html(Vec<u8>),
    /// Nothing that can be read.
    Failed(DocError),
}

impl Body {
    /// About how much memory it takes.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(bytes) | Self::Json(bytes) | Self::Html(bytes) => bytes.len(),
            Self::Fields(fields, _) => fields.values().map(|v| v.as_str().map_or(32, str::len)).sum(),
            Self::Failed(_) => 0,
        }
    }

    /// A digest of what it holds, and of what came before it.
    fn seen_after(&self, before: Option<Seen>) -> Seen {
        let mut hash = Sha256::new();
        hash.update(before.unwrap_or_default());
        match self {
            Self::Text(bytes) | Self::Json(bytes) | Self::Html(bytes) => hash.update(bytes),
            Self::Fields(fields, _) => {
                for (name, value) in fields {
                    // Names and values cannot be cut in two ways.
                    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
                    for part in [name.as_str(), &text] {
                        hash.update((part.len() as u64).to_le_bytes());
                        hash.update(part);
                    }
                }
            }
            Self::Failed(error) => hash.update(error.to_string()),
        }
        hash.finalize().into()
    }

    /// The bytes to keep for another try, when they are no more than `limit`.
    pub fn raw(&self, limit: usize) -> Option<Vec<u8>> {
        let raw = match self {
            Self::Text(bytes) | Self::Json(bytes) | Self::Html(bytes) => bytes.clone(),
            Self::Fields(fields, _) => serde_json::to_vec(fields).ok()?,
            Self::Failed(_) => return None,
        };
        (raw.len() <= limit).then_some(raw)
    }
}

/// A document cut from a file of several.
#[derive(Debug)]
struct Piece {
    row: Option<u64>,
    byte_offset: Option<u64>,
    body: Body,
}

/// What an entry says about its document.
#[derive(Debug, Default)]
struct Draft {
    id: Option<String>,
    title: Option<String>,
    url: Option<String>,
    date: Option<String>,
    date_known: Option<PartialDate>,
    text: String,
    warnings: Vec<String>,
}

impl Entry {
    /// Decodes the entry.
    ///
    /// # Errors
    /// What is wrong with its bytes.
    pub fn document(&self, settings: &Settings) -> Result<Document, DocError> {
        self.document_while(settings, || Ok(()))
    }

    /// Decodes the entry as long as `go_on` says so; it is asked before each part of the work.
    ///
    /// # Errors
    /// What is wrong with its bytes, and what `go_on` stops for.
    pub fn document_while(
        &self,
        settings: &Settings,
        mut go_on: impl FnMut() -> Result<(), DocError>,
    ) -> Result<Document, DocError> {
        go_on()?;
        let draft = match &self.body {
            Body::Failed(error) => return Err(error.clone()),
            Body::Text(bytes) => text_draft(bytes)?,
            Body::Json(bytes) => json::draft(bytes, &settings.keys, settings.max_depth)?,
            Body::Fields(fields, warnings) => json::draft_of(fields, &settings.keys, warnings.clone())?,
            Body::Html(bytes) => europresse::draft(bytes, &mut go_on)?,
        };
        go_on()?;
        if draft.text.len() > settings.max_document {
            return Err(too_large(settings.max_document));
        }
        let mut warnings = draft.warnings;
        let metadata = draft.date_known.or_else(|| {
            let value = draft.date?;
            let date = metadata_date(&value);
            if date.is_none() {
                warnings.push(format!("date {:?} is not read; wanted YYYY-MM-DD", brief(&value, 60)));
            }
            date
        });
        let file = Path::new(&self.source).file_name().and_then(|n| n.to_str());
        let published = published(Places {
            metadata,
            text: &draft.text,
            url: draft.url.as_deref(),
            file: file.filter(|_| matches!(self.body, Body::Text(_))),
            option: settings.date,
        });
        Ok(Document {
            id: draft.id.unwrap_or_else(|| self.id.clone()),
            source: self.source.clone(),
            title: draft.title,
            url: draft.url,
            published,
            text: draft.text,
            warnings,
        })
    }
}

impl Entry {
    /// The id that the entry gives itself, however wrong the rest of it is; else the one made from its place.
    pub fn own_id(&self, settings: &Settings) -> String {
        let parsed;
        let row = match &self.body {
            Body::Fields(fields, _) => Some(fields),
            Body::Json(bytes) if !json::deeper_than(bytes, settings.max_depth) => {
                parsed = serde_json::from_slice::<Map<String, Value>>(bytes).ok();
                parsed.as_ref()
            }
            _ => None,
        };
        row.and_then(|row| json::id_of(row, &settings.keys))
            .unwrap_or_else(|| self.id.clone())
    }
}

fn text_draft(bytes: &[u8]) -> Result<Draft, DocError> {
    let decoded = decode::decode(bytes.to_vec())?;
    Ok(Draft {
        text: decoded.text,
        warnings: decoded.warning.into_iter().collect(),
        ..Draft::default()
    })
}

fn too_large(limit: usize) -> DocError {
    DocError::new(
        Code::TOO_LARGE,
        Stage::Read,
        format!("longer than {limit} bytes; cut it or raise --max-document"),
    )
}

/// How a file is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Lines,
    Values,
    Table,
    Parquet,
    Page,
}

impl Kind {
    /// By the ending of the name, packing set aside.
    fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "jsonl" | "ndjson" => Self::Lines,
            "json" => Self::Values,
            "csv" | "tsv" | "tab" => Self::Table,
            "parquet" | "pq" => Self::Parquet,
            "html" | "htm" => Self::Page,
            _ => return None,
        })
    }

    /// By the first bytes.
    fn of_content(head: &[u8]) -> Self {
        if head.starts_with(b"PAR1") {
            return Self::Parquet;
        }
        let head = head.trim_ascii_start();
        let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
        match head.first() {
            // A first line that is a whole value makes it JSONL; else the value goes over several lines.
            Some(b'{') if line.trim_ascii_end().ends_with(b"}") || line.len() == head.len() => Self::Lines,
            Some(b'{') => Self::Values,
            Some(b'[') if matches!(head[1..].trim_ascii_start().first(), Some(b'{' | b'[' | b']')) => Self::Values,
            Some(b'<') if head.get(..5).is_some_and(|h| h.eq_ignore_ascii_case(b"<html")) => Self::Page,
            Some(b'<') if head.get(..9).is_some_and(|h| h.eq_ignore_ascii_case(b"<!doctype")) => Self::Page,
            _ if is_table_header(line) => Self::Table,
            _ => Self::Text,
        }
    }
}

/// Whether a first line is the header of a table: names between delimiters, one of them a usual name of the text.
fn is_table_header(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line).to_lowercase();
    let names: Vec<&str> = line.split([',', ';', '\t']).map(|n| n.trim().trim_matches('"')).collect();
    names.len() > 1
        && names.iter().all(|n| n.len() < 40)
        && names
            .iter()
            .any(|n| matches!(*n, "text" | "texte" | "body" | "content" | "contenu"))
}

/// The documents of a run's inputs, in order.
pub struct Reader {
    inputs: VecDeque<Input>,
    walk: Option<walk::Walk>,
    own: Vec<PathBuf>,
    open: Option<Opened>,
    skip: u64,
    seen: Option<Seen>,
    max_document: usize,
    limits: Limits,
    consumed: Arc<AtomicU64>,
}

/// A file of several documents that is being read.
struct Opened {
    id: String,
    source: String,
    rows: Box<dyn Rows>,
    from_stdin: bool,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("inputs", &self.inputs).finish_non_exhaustive()
    }
}

impl Reader {
    /// A reader of the inputs of `settings`.
    pub fn new(settings: &Settings) -> Self {
        Self {
            inputs: settings.inputs.iter().cloned().collect(),
            walk: None,
            own: settings.output.own(),
            open: None,
            skip: 0,
            seen: None,
            max_document: settings.max_document,
            limits: Limits {
                ratio: settings.max_ratio,
                total: settings.max_unpacked,
            },
            consumed: Arc::default(),
        }
    }

    /// Bytes of files that have been read so far, packed as they are.
    pub fn consumed(&self) -> Arc<AtomicU64> {
        self.consumed.clone()
    }

    /// Leaves the first `n` documents out; files that are one document each are not even opened.
    pub fn skip_first(&mut self, n: u64) {
        self.skip = n;
    }

    /// Documents that are still to be left out.
    pub fn to_skip(&self) -> u64 {
        self.skip
    }

    /// Leaves one more document out, or opens the next file; `false` at the end of the inputs.
    pub fn skip_on(&mut self) -> bool {
        self.skip > 0 && self.step().is_some()
    }

    /// A digest of all that has come from standard input so far.
    pub fn seen(&self) -> Option<Seen> {
        self.seen
    }

    /// The next document; `Some(None)` when something else was done on the way there.
    fn step(&mut self) -> Option<Option<Entry>> {
        if let Some(open) = &mut self.open {
            let Some(piece) = open.rows.next() else {
                self.open = None;
                return Some(None);
            };
            if open.from_stdin {
                self.seen = Some(piece.body.seen_after(self.seen));
            }
            if self.skip > 0 {
                self.skip -= 1;
                return Some(None);
            }
            let row = piece.row.map_or_else(String::new, |r| format!("#{r}"));
            return Some(Some(Entry {
                id: format!("{}{row}", open.id),
                source: format!("{}{row}", open.source),
                byte_offset: piece.byte_offset,
                body: piece.body,
                seen: self.seen,
            }));
        }
        if let Some(found) = self.walk.as_mut().and_then(walk::Walk::next) {
            return Some(self.file(found));
        }
        self.walk = None;
        Some(match self.inputs.pop_front()? {
            Input::Path(path) => {
                self.walk = Some(walk::Walk::new(path, self.own.clone()));
                None
            }
            Input::Stdin => self.stdin(),
        })
    }

    /// Opens a file or gives it as one document.
    fn file(&mut self, found: walk::Found) -> Option<Entry> {
        let source = found.path.to_string_lossy().into_owned();
        let name = found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (bare, packed) = bare_name(&name);
        let kind = Kind::of_name(bare);
        if self.skip > 0 && kind == Some(Kind::Text) {
            self.skip -= 1;
            let length = std::fs::metadata(&found.path).map_or(0, |m| m.len());
            self.consumed.fetch_add(length, Ordering::Relaxed);
            return None;
        }
        let opened = match found.error {
            Some(error) => Err(read_error(&error)),
            None => self.cut(&found.path, kind, packed),
        };
        match opened {
            Ok(Cut::Whole(body)) => self.one(found.id, source, body),
            Ok(Cut::Rows(rows)) => {
                self.open = Some(Opened {
                    id: found.id,
                    source,
                    rows,
                    from_stdin: false,
                });
                None
            }
            Err(error) => self.one(found.id, source, Body::Failed(error)),
        }
    }

    fn one(&mut self, id: String, source: String, body: Body) -> Option<Entry> {
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        Some(Entry {
            id,
            source,
            byte_offset: None,
            body,
            seen: self.seen,
        })
    }

    fn cut(&self, path: &Path, kind: Option<Kind>, packed: bool) -> Result<Cut, DocError> {
        let file = File::open(path).map_err(|e| {
            DocError::new(
                Code::IO,
                Stage::Read,
                format!("could not be opened ({e}); check the file and its permissions"),
            )
        })?;
        if kind == Some(Kind::Parquet) && !packed {
            return self.parquet(file);
        }
        let mut from = unpack(file, self.limits, &self.consumed).map_err(|e| read_error(&e))?;
        let head = from.fill_buf().map_err(|e| read_error(&e))?;
        if packed && head.is_empty() {
            return Err(DocError::new(
                Code::DAMAGED,
                Stage::Read,
                "a packed file with nothing in it; fetch it again",
            ));
        }
        let kind = kind.unwrap_or_else(|| Kind::of_content(head));
        if kind == Kind::Parquet && !packed {
            drop(from);
            let file = File::open(path).map_err(|e| read_error(&e))?;
            return self.parquet(file);
        }
        self.cut_stream(from, kind)
    }

    fn parquet(&self, file: File) -> Result<Cut, DocError> {
        let length = file.metadata().map_or(0, |m| m.len());
        self.consumed.fetch_add(length, Ordering::Relaxed);
        Ok(Cut::Rows(Box::new(columns::Columns::new(file, self.limits)?)))
    }

    fn cut_stream(&self, from: Source, kind: Kind) -> Result<Cut, DocError> {
        if kind == Kind::Text {
            return Ok(Cut::Whole(whole(from, self.max_document)));
        }
        if kind == Kind::Page {
            return Ok(Cut::Rows(Box::new(page::Articles::new(from, self.max_document))));
        }
        let mut from = decode::as_utf8(from).map_err(|e| read_error(&e))?;
        if from.fill_buf().is_ok_and(<[u8]>::is_empty) {
            return Err(DocError::new(Code::EMPTY, Stage::Read, "an empty file; leave it out"));
        }
        Ok(Cut::Rows(match kind {
            Kind::Lines => Box::new(lines::Lines::new(from, self.max_document)),
            Kind::Values => Box::new(values::Values::new(from, self.max_document)),
            Kind::Table => Box::new(table::Table::new(from, self.max_document).map_err(|e| read_error(&e))?),
            Kind::Text | Kind::Page | Kind::Parquet => {
                return Err(DocError::new(
                    Code::FORMAT,
                    Stage::Read,
                    "Parquet cannot be read from a packed file or from standard input; give the plain file's path",
                ));
            }
        }))
    }

    fn stdin(&mut self) -> Option<Entry> {
        let cut = unpack(io::stdin(), self.limits, &self.consumed)
            .and_then(|mut from| {
                let kind = Kind::of_content(from.fill_buf()?);
                Ok((from, kind))
            })
            .map_err(|e| read_error(&e))
            .and_then(|(from, kind)| self.cut_stream(from, kind));
        let (id, source) = ("stdin".to_owned(), "-".to_owned());
        let body = match cut {
            Ok(Cut::Rows(rows)) => {
                self.open = Some(Opened {
                    id,
                    source,
                    rows,
                    from_stdin: true,
                });
                return None;
            }
            Ok(Cut::Whole(body)) => body,
            Err(error) => Body::Failed(error),
        };
        self.seen = Some(body.seen_after(self.seen));
        self.one(id, source, body)
    }
}

enum Cut {
    Whole(Body),
    Rows(Box<dyn Rows>),
}

/// A whole stream as one text.
fn whole(from: impl Read, limit: usize) -> Body {
    let mut bytes = Vec::new();
    match from.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(e) => Body::Failed(read_error(&e)),
        Ok(_) if bytes.len() > limit => Body::Failed(too_large(limit)),
        Ok(_) => Body::Text(bytes),
    }
}

impl Iterator for Reader {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(entry) = self.step()? {
                return Some(entry);
            }
        }
    }
}
