//! From a run's inputs to its documents: files are opened, unpacked and cut one after the other.

use super::archive::{self, Member, Members};
use super::aside::{Aside, LeftOut};
use super::entry::Entry;
use super::kind::Kind;
use super::piece::{Body, Draft, Piece, Seen, too_large};
use super::role::Keys;
use super::rows::Rows;
use super::sections::{self, Export};
use super::taken::{Shown, Tables};
use super::unpack::{Limits, Source, bare_name, read_error, unpack};
use super::{
    annotations, columns, decode, lines, markup, office, own, page, published, rtf, sheet, table, taken, values, walk, warc, xml,
};
use crate::batch::settings::{Input, Settings};
use crate::error::{Code, DocError, Stage};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The documents of a run's inputs, in order.
pub struct Reader {
    inputs: VecDeque<Input>,
    walk: Option<walk::Walk>,
    own: Vec<PathBuf>,
    /// The files that are open, the innermost of an archive last.
    open: Vec<Opened>,
    seen: Option<Seen>,
    format: Option<Kind>,
    max_document: usize,
    max_depth: usize,
    /// Names of the columns of tables without a header.
    columns: Vec<String>,
    limits: Limits,
    consumed: Arc<AtomicU64>,
    left_out: LeftOut,
    keys: Keys,
    /// Whether the order of dates in numbers was given.
    ordered: bool,
    tables: Tables,
}

/// A file of several documents that is being read.
struct Opened {
    id: String,
    source: String,
    parts: Parts,
    from_stdin: bool,
    /// Whether it has given anything yet.
    gave: bool,
    /// What its rows have shown, when it is a table.
    shown: Shown,
}

/// What a file of several documents gives.
enum Parts {
    Rows(Box<dyn Rows>),
    Members(Box<dyn Members>),
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("inputs", &self.inputs).finish_non_exhaustive()
    }
}

/// The file that a document's `source` names: without its row, and without its place inside an archive.
pub fn file_of(source: &str) -> PathBuf {
    let path = Path::new(source);
    let file = match source.rsplit_once('#') {
        Some((file, row)) if !path.exists() && !row.is_empty() && row.bytes().all(|b| b.is_ascii_digit()) => Path::new(file),
        _ => path,
    };
    let whole = file.ancestors().find(|p| p.is_file());
    whole.unwrap_or(file).to_owned()
}

impl Reader {
    /// A reader of the inputs of `settings`.
    pub fn new(settings: &Settings) -> Self {
        Self {
            inputs: settings.inputs.iter().cloned().collect(),
            walk: None,
            own: settings.output.own(),
            open: Vec::new(),
            seen: None,
            format: settings.format,
            max_document: settings.max_document,
            max_depth: settings.max_depth,
            columns: settings.columns.clone(),
            limits: Limits {
                ratio: settings.max_ratio,
                total: settings.max_unpacked,
            },
            consumed: Arc::default(),
            left_out: LeftOut::default(),
            keys: settings.keys.clone(),
            ordered: settings.date_order.is_some(),
            tables: Tables::default(),
        }
    }

    /// Bytes of files that have been read so far, packed as they are.
    pub fn consumed(&self) -> Arc<AtomicU64> {
        self.consumed.clone()
    }

    /// What has been left out so far; counts on while the reader reads.
    pub fn left_out(&self) -> LeftOut {
        self.left_out.clone()
    }

    /// What has been read of tables so far; counts on while the reader reads.
    pub fn tables(&self) -> Tables {
        self.tables.clone()
    }

    /// A digest of all that has come from standard input so far.
    pub fn seen(&self) -> Option<Seen> {
        self.seen
    }

    /// The next document; `Some(None)` when something else was done on the way there.
    fn step(&mut self) -> Option<Option<Entry>> {
        if !self.open.is_empty() {
            return Some(self.part());
        }
        if let Some(found) = self.walk.as_mut().and_then(walk::Walk::next) {
            return Some(self.file(found));
        }
        self.walk = None;
        Some(match self.inputs.pop_front()? {
            Input::Path(path) => {
                self.walk = Some(walk::Walk::new(
                    path,
                    self.own.clone(),
                    self.format.is_some(),
                    self.left_out.clone(),
                ));
                None
            }
            Input::Stdin => self.stdin(),
        })
    }

    /// The next part of the file that is open.
    fn part(&mut self) -> Option<Entry> {
        let depth = self.open.len();
        let open = self.open.last_mut()?;
        let (id, source, from_stdin) = (open.id.clone(), open.source.clone(), open.from_stdin);
        let next = match &mut open.parts {
            Parts::Rows(rows) => rows.next().map(Next::Piece),
            Parts::Members(members) => members.next().map(Next::Member),
        };
        let Some(next) = next else {
            if !open.gave {
                self.left_out.count(Aside::WithoutArticle);
            }
            self.open.pop();
            return None;
        };
        open.gave = true;
        match next {
            Next::Member(member) => self.member(member, depth, (&id, &source), from_stdin),
            Next::Piece(mut piece) => {
                let mut doubts = Vec::new();
                let settled = (&self.keys, self.ordered);
                match &mut piece.body {
                    Body::Fields(fields, warnings) => open.shown.row(fields, warnings, &source, settled, &self.tables),
                    Body::Json(row) if open.shown.begins() => row.ask(self.max_depth, |parsed| {
                        if let Ok((row, _)) = parsed {
                            taken::look_for_dates(row, &self.keys, &self.tables);
                            if !self.ordered {
                                open.shown.date(row, &mut doubts, &source, &self.keys, &self.tables);
                            }
                        }
                    }),
                    // Only such a row can say something of its dates here.
                    Body::Json(row) if !self.ordered && published::may_be_numbered(row.bytes()) => {
                        row.ask(self.max_depth, |parsed| {
                            if let Ok((row, _)) = parsed {
                                open.shown.date(row, &mut doubts, &source, &self.keys, &self.tables);
                            }
                        });
                    }
                    _ => {}
                }
                let row = piece.row.map_or_else(String::new, |r| format!("#{r}"));
                let entry = Entry {
                    id: format!("{id}{row}"),
                    source: format!("{source}{row}"),
                    byte_offset: piece.byte_offset,
                    body: piece.body,
                    whole: false,
                    renamed: None,
                    doubts,
                    seen: None,
                };
                self.give(entry, from_stdin)
            }
        }
    }

    /// Opens a member of an archive or gives it as one document.
    fn member(&mut self, member: Member, depth: usize, (id, source): (&str, &str), from_stdin: bool) -> Option<Entry> {
        let name = Path::new(&member.name);
        let hidden = name
            .components()
            .any(|c| c.as_os_str().to_string_lossy().starts_with("__MACOSX"));
        if member.from.is_ok() && (hidden || walk::no_articles(name).is_some()) {
            self.left_out.count(walk::no_articles(name).unwrap_or(Aside::Hidden));
            return None;
        }
        let (id, source) = (format!("{id}/{}", member.name), format!("{source}/{}", member.name));
        let (bare, packed) = bare_name(&member.name);
        let kind = self.format.or_else(|| Kind::of_name(bare));
        let cut = member.from.and_then(|from| {
            let from = if packed {
                unpack(from, self.limits, &Arc::default()).map_err(|e| read_error(&e))?
            } else {
                from
            };
            self.cut_stream(from, kind, depth)
        });
        if self.is_left_out(&cut) {
            return None;
        }
        self.opened(cut, id, source, from_stdin)
    }

    /// Opens a file or gives it as one document.
    fn file(&mut self, found: walk::Found) -> Option<Entry> {
        let source = found.path.to_string_lossy().into_owned();
        let name = found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (bare, packed) = bare_name(&name);
        let kind = self.format.or_else(|| Kind::of_name(bare));
        let cut = match found.error {
            Some(error) => Err(read_error(&error)),
            None => self.cut(&found.path, kind, packed, found.given),
        };
        if !found.given && self.is_left_out(&cut) {
            return None;
        }
        self.opened(cut, found.id, source, false)
    }

    /// Counts a file that depeche wrote or that annotates articles; one that is given by its name is refused instead.
    fn is_left_out(&self, cut: &Result<Cut, DocError>) -> bool {
        let what = match cut {
            Err(error) if error.code == Code::OWN_OUTPUT => Aside::OfDepeche,
            Err(error) if error.code == Code::ANNOTATIONS => Aside::Annotations,
            _ => return false,
        };
        self.left_out.count(what);
        true
    }

    /// Holds a file of several documents open, and gives one of one.
    fn opened(&mut self, cut: Result<Cut, DocError>, id: String, source: String, from_stdin: bool) -> Option<Entry> {
        let body = match cut {
            Ok(Cut::Parts(parts)) => {
                self.open.push(Opened {
                    id,
                    source,
                    parts,
                    from_stdin,
                    gave: false,
                    shown: Shown::default(),
                });
                return None;
            }
            Ok(Cut::Whole(body)) => body,
            Err(error) => Body::Failed(error),
        };
        let entry = Entry {
            id,
            source,
            byte_offset: None,
            body,
            whole: true,
            renamed: None,
            doubts: Vec::new(),
            seen: None,
        };
        self.give(entry, from_stdin)
    }

    /// Gives a document.
    fn give(&mut self, mut entry: Entry, from_stdin: bool) -> Option<Entry> {
        if from_stdin {
            self.seen = Some(entry.body.seen_after(self.seen));
        }
        entry.seen = self.seen;
        Some(entry)
    }

    fn cut(&self, path: &Path, kind: Option<Kind>, packed: bool, given: bool) -> Result<Cut, DocError> {
        let file = File::open(path).map_err(|e| {
            DocError::new(
                Code::IO,
                Stage::Read,
                format!("could not be opened ({e}); check the file and its permissions"),
            )
        })?;
        let length = file.metadata().map_or(0, |m| m.len());
        let mut from = unpack(file, self.limits, &self.consumed).map_err(|e| read_error(&e))?;
        let head = from.fill_buf().map_err(|e| read_error(&e))?;
        if packed && head.is_empty() {
            return Err(DocError::new(
                Code::DAMAGED,
                Stage::Read,
                "a packed file with nothing in it; fetch it again",
            ));
        }
        if !given && self.format.is_none() && own::is_corpus(head) {
            return Err(own::refused());
        }
        let kind = self.kind(kind, head);
        let store = archive::Store::Path(path.to_owned());
        match kind {
            Kind::Parquet if !packed => {
                drop(from);
                let file = File::open(path).map_err(|e| read_error(&e))?;
                self.consumed.fetch_add(length, Ordering::Relaxed);
                Ok(Cut::rows(columns::Columns::new(file, self.limits)?))
            }
            Kind::Zip | Kind::Office | Kind::Sheet if !packed => {
                self.consumed.fetch_add(length, Ordering::Relaxed);
                self.cut_store(store, kind)
            }
            kind => self.cut_stream(from, Some(kind), 0),
        }
    }

    /// What a file is, from its name and its first bytes. A format that is asked for is not doubted, but archives are opened first.
    fn kind(&self, named: Option<Kind>, head: &[u8]) -> Kind {
        let archive = Kind::of_signature(head).filter(|k| matches!(k, Kind::Zip | Kind::Tar));
        match (self.format, named) {
            (Some(format), _) => archive.unwrap_or(format),
            (None, Some(named)) => named.refine(head),
            (None, None) => Kind::of_content(head),
        }
    }

    /// A file that is a zip archive or is built like one.
    fn cut_store(&self, store: archive::Store, kind: Kind) -> Result<Cut, DocError> {
        Ok(match kind {
            Kind::Office => Cut::Whole(office::read(&store, self.limits, self.max_document)),
            Kind::Sheet => Cut::rows(sheet::Sheets::new(&store, self.limits, &self.columns)?),
            _ => Cut::Parts(Parts::Members(Box::new(archive::Zip::new(store, self.limits)?))),
        })
    }

    fn cut_stream(&self, mut from: Source, kind: Option<Kind>, depth: usize) -> Result<Cut, DocError> {
        let head = from.fill_buf().map_err(|e| read_error(&e))?;
        if self.format.is_none() && own::is_own(head) {
            return Err(own::refused());
        }
        let kind = self.kind(kind, head);
        if depth >= archive::DEEPEST && matches!(kind, Kind::Zip | Kind::Tar) {
            return Err(DocError::new(
                Code::TOO_DEEP,
                Stage::Read,
                format!("archives nested deeper than {}; unpack them first", archive::DEEPEST),
            ));
        }
        let limit = self.max_document;
        match kind {
            Kind::Text => Ok(Cut::Whole(whole(from, limit, Body::Text))),
            Kind::Web => Ok(Cut::Whole(whole(from, limit, Body::Web))),
            Kind::Europresse => Ok(Cut::rows(page::Articles::new(from, limit))),
            Kind::Warc => Ok(Cut::rows(warc::Records::new(from, limit, self.left_out.clone()))),
            Kind::Xml => Ok(Cut::rows(xml::Items::new(from, limit).map_err(|e| read_error(&e))?)),
            Kind::Tar => Ok(Cut::Parts(Parts::Members(Box::new(archive::Tar::new(from))))),
            Kind::Zip | Kind::Office | Kind::Sheet => self.cut_store(archive::Store::Memory(all(from, limit)?.into()), kind),
            Kind::Pages(export) => {
                let page = decode::decode(all(from, limit)?)?;
                Ok(self.sections(markup::strip(&page.text)?, export))
            }
            Kind::Rtf => self.rtf(&all(from, limit)?),
            Kind::OldOffice => Err(DocError::new(
                Code::FORMAT,
                Stage::Read,
                "an old Word file: save it as .docx (an old Excel file as .xlsx; one with a password, without it)",
            )),
            Kind::Pdf => Err(DocError::new(
                Code::PDF,
                Stage::Read,
                "PDF is not read; make text of it first: pdftotext report.pdf report.txt (package poppler-utils), then give the .txt",
            )),
            Kind::Media => Err(DocError::new(
                Code::MEDIA,
                Stage::Read,
                "pictures, sounds and films are not read: turn it into text first, as with tesseract FILE out -l fra",
            )),
            Kind::Brat => Err(annotations::refused_brat()),
            Kind::Tasks => Err(annotations::refused_tasks()),
            Kind::Parquet => Err(DocError::new(
                Code::FORMAT,
                Stage::Read,
                "Parquet cannot be read from a packed file or from standard input; give the plain file's path",
            )),
            Kind::Lines => self.cut_lines(from, Stream::Lines),
            Kind::Values => self.cut_lines(from, Stream::Values),
            Kind::Table => self.cut_lines(from, Stream::Table),
            Kind::Sections(export) => self.cut_lines(from, Stream::Sections(export)),
        }
    }

    /// A stream of text that is cut into several documents.
    fn cut_lines(&self, from: Source, stream: Stream) -> Result<Cut, DocError> {
        let limit = self.max_document;
        let mut from = decode::as_utf8(from).map_err(|e| read_error(&e))?;
        if from.fill_buf().is_ok_and(<[u8]>::is_empty) {
            return Err(DocError::new(Code::EMPTY, Stage::Read, "an empty file; leave it out"));
        }
        Ok(match stream {
            Stream::Sections(export) => Cut::rows(sections::Sections::new(from, export, limit)),
            Stream::Values => Cut::rows(values::Values::new(from, limit)),
            Stream::Table => Cut::rows(table::Table::new(from, &self.columns, limit).map_err(|e| read_error(&e))?),
            Stream::Lines => Cut::rows(lines::Lines::new(from, limit)),
        })
    }

    /// RTF: one text, or an export of several.
    fn rtf(&self, bytes: &[u8]) -> Result<Cut, DocError> {
        let Some(text) = rtf::text(bytes) else {
            return Err(DocError::new(
                Code::FORMAT,
                Stage::Read,
                "no RTF, whatever its name says; save it as .txt",
            ));
        };
        Ok(match sections::export_of(text.as_bytes()) {
            Some(export) => self.sections(text, export),
            None => Cut::Whole(Body::Ready(Box::new(Draft {
                text,
                ..Draft::default()
            }))),
        })
    }

    fn sections(&self, text: String, export: Export) -> Cut {
        let from = Box::new(io::Cursor::new(text.into_bytes()));
        Cut::rows(sections::Sections::new(from, export, self.max_document))
    }

    fn stdin(&mut self) -> Option<Entry> {
        let cut = unpack(io::stdin(), self.limits, &self.consumed)
            .map_err(|e| read_error(&e))
            .and_then(|from| self.cut_stream(from, self.format, 0));
        self.opened(cut, "stdin".to_owned(), "-".to_owned(), true)
    }
}

/// A stream of text that holds several documents.
#[derive(Clone, Copy)]
enum Stream {
    /// A JSON object a line.
    Lines,
    /// JSON values.
    Values,
    /// The rows of a table.
    Table,
    /// The articles of an export.
    Sections(Export),
}

/// What comes next in a file of several documents.
enum Next {
    Piece(Piece),
    Member(Member),
}

enum Cut {
    Whole(Body),
    Parts(Parts),
}

impl Cut {
    fn rows(rows: impl Rows + 'static) -> Self {
        Self::Parts(Parts::Rows(Box::new(rows)))
    }
}

/// A whole stream as one document.
fn whole(from: impl Read, limit: usize, body: fn(Vec<u8>) -> Body) -> Body {
    all(from, limit).map_or_else(Body::Failed, body)
}

/// A whole stream, when it is no longer than `limit`.
fn all(from: impl Read, limit: usize) -> Result<Vec<u8>, DocError> {
    let mut bytes = Vec::new();
    match from.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(e) => Err(read_error(&e)),
        Ok(_) if bytes.len() > limit => Err(too_large(limit)),
        Ok(_) => Ok(bytes),
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
