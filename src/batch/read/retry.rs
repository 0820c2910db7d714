//! Documents that failed in a former run, tried again from the bytes kept in their error lines or from their files.

use super::entry::Entry;
use super::kind::Kind;
use super::piece::Body;
use super::reader::{Reader, file_of};
use super::row::Row;
use super::unpack::bare_name;
use crate::batch::settings::{Input, Settings};
use crate::error::{Code, DocError, SetupError, Stage, brief};
use crate::record::ErrorRecord;
use base64::Engine as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// The documents of an `errors.jsonl`, in its order.
#[derive(Debug)]
pub struct Retry {
    errors: BufReader<File>,
    path: PathBuf,
    line: usize,
    settings: Settings,
    /// The file that is being read for rows whose bytes were not kept.
    open: Option<(PathBuf, Reader)>,
}

impl Retry {
    /// Opens the error lines.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn new(path: &Path, settings: &Settings) -> Result<Self, SetupError> {
        let file = File::open(path).map_err(|e| SetupError::io("could not read", path, e))?;
        Ok(Self {
            errors: BufReader::new(file),
            path: path.to_owned(),
            line: 0,
            settings: settings.clone(),
            open: None,
        })
    }

    fn body(&mut self, record: &ErrorRecord) -> Body {
        let row = record.source.rsplit_once('#');
        let row = row.is_some_and(|(_, row)| row.bytes().all(|b| b.is_ascii_digit()) && !row.is_empty());
        let kept = record
            .raw_base64
            .as_ref()
            .and_then(|raw| base64::engine::general_purpose::STANDARD.decode(raw).ok());
        match kept {
            Some(bytes) if bytes.starts_with(b"WARC/") => Body::Record(bytes),
            Some(bytes) if !row && is_page(&record.source, &bytes) => Body::Web(bytes),
            Some(bytes) if !row => Body::Text(bytes),
            // A page's articles begin with their tag, JSON never does.
            Some(bytes) if bytes.first() == Some(&b'<') => Body::Html(bytes),
            Some(bytes) => Body::Json(Row::new(bytes)),
            None => self.again(&file_of(&record.source), &record.source),
        }
    }

    /// Reads the document from its file once more; rows of one file come in order, so it stays open.
    fn again(&mut self, file: &Path, source: &str) -> Body {
        if self.open.as_ref().is_none_or(|(open, _)| open != file) {
            let settings = Settings {
                inputs: vec![Input::Path(file.to_owned())],
                ..self.settings.clone()
            };
            self.open = Some((file.to_owned(), Reader::new(&settings)));
        }
        let found = self
            .open
            .as_mut()
            .and_then(|(_, reader)| reader.find(|entry| entry.source == source));
        found.map_or_else(
            || {
                Body::Failed(DocError::new(
                    Code::IO,
                    Stage::Read,
                    "is no longer there; give its path as it was in the former run",
                ))
            },
            |entry| entry.body,
        )
    }
}

/// Whether the bytes of a whole file were read as a page.
fn is_page(source: &str, bytes: &[u8]) -> bool {
    let named = Path::new(source)
        .file_name()
        .and_then(|n| n.to_str())
        .and_then(|n| Kind::of_name(bare_name(n).0));
    named == Some(Kind::Web) || (named.is_none() && Kind::of_content(bytes) == Kind::Web)
}

impl Iterator for Retry {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let mut line = String::new();
            self.line += 1;
            let place = format!("{}#{}", self.path.display(), self.line);
            let read = match self.errors.read_line(&mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim().is_empty() => continue,
                Ok(_) => serde_json::from_str::<ErrorRecord>(&line).map_err(|e| e.to_string()),
                Err(e) => Err(e.to_string()),
            };
            return Some(match read {
                Ok(record) => Entry {
                    body: self.body(&record),
                    id: record.doc_id,
                    source: record.source,
                    byte_offset: record.byte_offset,
                    whole: false,
                    renamed: None,
                    doubts: Vec::new(),
                    seen: None,
                },
                Err(why) => Entry {
                    id: place.clone(),
                    source: place,
                    byte_offset: None,
                    whole: false,
                    renamed: None,
                    doubts: Vec::new(),
                    seen: None,
                    body: Body::Failed(DocError::new(
                        Code::JSON,
                        Stage::Read,
                        format!(
                            "no error line of depeche ({}); give an errors.jsonl as it was written",
                            brief(&why, 200)
                        ),
                    )),
                },
            });
        }
    }
}
