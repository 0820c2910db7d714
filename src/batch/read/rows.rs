//! Files that hold several documents, cut into rows: lines, JSON values, table rows, articles of a page.

use super::decode::decode;
use super::json::LISTS;
use super::unpack::{Source, read_error};
use super::{Body, Piece, too_large};
use crate::error::{Code, DocError, Stage};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Cuts a file into its documents.
pub(super) trait Rows: Send {
    /// The next document, or `None` at the end.
    fn next(&mut self) -> Option<Piece>;
}

/// One document a line.
pub(super) struct Lines {
    from: Source,
    line: u64,
    offset: u64,
    limit: usize,
}

impl Lines {
    pub(super) fn new(from: Source, limit: usize) -> Self {
        Self {
            from,
            line: 0,
            offset: 0,
            limit,
        }
    }
}

impl Rows for Lines {
    fn next(&mut self) -> Option<Piece> {
        loop {
            let mut line = Vec::new();
            let offset = self.offset;
            self.line += 1;
            let read = (&mut self.from).take(self.limit as u64 + 2).read_until(b'\n', &mut line);
            self.offset += line.len() as u64;
            let body = match read {
                Err(e) => {
                    // Nothing more can come from a broken stream; the torn line is this document.
                    self.from = Box::new(io::empty());
                    Body::Failed(read_error(&e))
                }
                Ok(0) => return None,
                Ok(n) if n > self.limit && line.last() != Some(&b'\n') => match skip_line(&mut self.from) {
                    Ok(more) => {
                        self.offset += more;
                        Body::Failed(too_large(self.limit))
                    }
                    Err(e) => {
                        self.from = Box::new(io::empty());
                        Body::Failed(read_error(&e))
                    }
                },
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(_) => Body::Json(line),
            };
            return Some(Piece {
                row: Some(self.line),
                byte_offset: Some(offset),
                body,
            });
        }
    }
}

fn skip_line(from: &mut Source) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let bytes = from.fill_buf()?;
        let end = bytes.iter().position(|&b| b == b'\n');
        let n = end.map_or(bytes.len(), |i| i + 1);
        from.consume(n);
        skipped += n as u64;
        if end.is_some() || n == 0 {
            return Ok(skipped);
        }
    }
}

/// JSON values: the elements of a list, the list inside an object of a known key, or values one after the other.
pub(super) struct Values {
    from: Source,
    row: u64,
    offset: u64,
    limit: usize,
    state: State,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum State {
    Begin,
    InList,
    Sequence,
    End,
}

impl Values {
    pub(super) fn new(from: Source, limit: usize) -> Self {
        Self {
            from,
            row: 0,
            offset: 0,
            limit,
            state: State::Begin,
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.from.fill_buf()?.first().copied())
    }

    fn bump(&mut self, n: usize) {
        self.from.consume(n);
        self.offset += n as u64;
    }

    /// The next byte that is neither space nor one of `skipped`.
    fn next_of_interest(&mut self, skipped: u8) -> io::Result<Option<u8>> {
        while let Some(b) = self.peek()? {
            if !b.is_ascii_whitespace() && b != skipped {
                return Ok(Some(b));
            }
            self.bump(1);
        }
        Ok(None)
    }

    /// Steps into the list of a file `{"articles": [ … ]}`, when its beginning shows one.
    fn enter_list(&mut self) -> io::Result<bool> {
        let Some(n) = list_begin(self.from.fill_buf()?) else {
            return Ok(false);
        };
        self.bump(n);
        Ok(true)
    }

    /// Reads one value: to its closing bracket, or to a comma, bracket or line end after a bare word.
    fn value(&mut self) -> io::Result<Result<Vec<u8>, DocError>> {
        let mut out = Vec::new();
        let mut over = false;
        let (mut depth, mut string, mut escaped, mut begun) = (0usize, false, false, false);
        loop {
            let bytes = self.from.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            let mut used = bytes.len();
            let mut ended = false;
            for (i, &b) in bytes.iter().enumerate() {
                if string {
                    match b {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => {
                            string = false;
                            ended = depth == 0;
                        }
                        _ => {}
                    }
                } else {
                    match b {
                        b'"' => string = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' if depth > 0 => {
                            depth -= 1;
                            ended = depth == 0;
                        }
                        b'}' | b']' | b',' | b'\n' if depth == 0 && begun => {
                            used = i;
                            ended = true;
                            break;
                        }
                        _ => {}
                    }
                }
                begun = true;
                if ended {
                    used = i + 1;
                    break;
                }
            }
            over |= out.len() + used > self.limit;
            if !over {
                out.extend_from_slice(&bytes[..used]);
            }
            self.bump(used);
            if ended {
                break;
            }
        }
        Ok(if over { Err(too_large(self.limit)) } else { Ok(out) })
    }

    fn try_next(&mut self) -> io::Result<Option<(u64, Body)>> {
        if self.state == State::Begin {
            self.state = match self.next_of_interest(b' ')? {
                Some(b'[') => {
                    self.bump(1);
                    State::InList
                }
                Some(b'{') if self.enter_list()? => State::InList,
                _ => State::Sequence,
            };
        }
        let first = match self.state {
            State::End => None,
            State::InList => self.next_of_interest(b',')?,
            State::Begin | State::Sequence => self.next_of_interest(b' ')?,
        };
        match (first, self.state) {
            (None, _) => return Ok(None),
            (Some(b']'), State::InList) => {
                // What follows the list belongs to no article.
                self.state = State::End;
                return Ok(None);
            }
            (Some(b'}' | b']'), _) => {
                // A closing bracket without an opening one would not be consumed as a value.
                let offset = self.offset;
                self.bump(1);
                return Ok(Some((offset, Body::Json(b"]".to_vec()))));
            }
            _ => {}
        }
        let offset = self.offset;
        Ok(Some((
            offset,
            match self.value()? {
                Ok(bytes) => Body::Json(bytes),
                Err(error) => Body::Failed(error),
            },
        )))
    }
}

impl Rows for Values {
    fn next(&mut self) -> Option<Piece> {
        let (offset, body) = match self.try_next() {
            Ok(None) => return None,
            Ok(Some(found)) => found,
            Err(e) => {
                self.from = Box::new(io::empty());
                self.state = State::End;
                (self.offset, Body::Failed(read_error(&e)))
            }
        };
        self.row += 1;
        Some(Piece {
            row: Some(self.row),
            byte_offset: Some(offset),
            body,
        })
    }
}

/// The bytes up to and with the `[` of the list, when a file begins as an object that holds a list of articles.
fn list_begin(head: &[u8]) -> Option<usize> {
    let mut at = 1;
    let space = |at: &mut usize| {
        while head.get(*at).is_some_and(|b| b.is_ascii_whitespace() || *b == b',') {
            *at += 1;
        }
    };
    let string = |at: &mut usize| -> Option<&[u8]> {
        (head.get(*at) == Some(&b'"')).then_some(())?;
        let begin = *at + 1;
        *at = begin;
        while *head.get(*at)? != b'"' {
            *at += 1 + usize::from(head[*at] == b'\\');
        }
        *at += 1;
        Some(&head[begin..*at - 1])
    };
    loop {
        space(&mut at);
        let key = string(&mut at)?;
        space(&mut at);
        (head.get(at) == Some(&b':')).then_some(())?;
        at += 1;
        space(&mut at);
        match head.get(at)? {
            b'[' if LISTS.iter().any(|l| l.as_bytes() == key) => {
                let inner = head[at + 1..].iter().find(|b| !b.is_ascii_whitespace());
                return matches!(inner, Some(b'{' | b']')).then_some(at + 1);
            }
            b'{' if matches!(key, b"response" | b"hits") => at += 1,
            b'"' => drop(string(&mut at)?),
            b'[' | b'{' => return None,
            _ => {
                while !matches!(head.get(at)?, b',' | b'}') {
                    at += 1;
                }
            }
        }
    }
}

/// The rows of a CSV or TSV file with a header.
pub(super) struct Table {
    reader: csv::Reader<Bounded>,
    header: Option<Vec<String>>,
    spent: Arc<AtomicU64>,
    row: u64,
    limit: usize,
    ended: bool,
}

/// A reader that gives up when one record does not end: an unclosed quote would swallow the file.
struct Bounded {
    from: Source,
    spent: Arc<AtomicU64>,
    limit: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.spent.load(Ordering::Relaxed) > self.limit {
            return Err(io::Error::other(super::unpack::PastLimit(format!(
                "a row longer than {} bytes, as by a quote that is not closed; mend it or raise --max-document",
                self.limit
            ))));
        }
        let n = self.from.read(buffer)?;
        self.spent.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

impl Table {
    /// A table; the delimiter is the one of `,` `;` tab `|` that its first line holds most.
    pub(super) fn new(mut from: Source, limit: usize) -> io::Result<Self> {
        let delimiter = delimiter(from.fill_buf()?);
        let spent = Arc::new(AtomicU64::new(0));
        let bounded = Bounded {
            from,
            spent: spent.clone(),
            limit: limit as u64 + (1 << 16),
        };
        Ok(Self {
            reader: csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .has_headers(false)
                .flexible(true)
                .from_reader(bounded),
            header: None,
            spent,
            row: 0,
            limit,
            ended: false,
        })
    }

    fn fields(&self, record: &csv::ByteRecord) -> Result<Body, DocError> {
        let header = self.header.as_deref().unwrap_or_default();
        if record.len() != header.len() {
            return Err(DocError::new(
                Code::ROW,
                Stage::Read,
                format!("{} fields, but the header has {}; mend the row", record.len(), header.len()),
            ));
        }
        let (mut fields, mut warnings) = (Map::new(), Vec::new());
        for (name, value) in header.iter().zip(record) {
            let decoded = decode(value.to_vec())?;
            if let Some(warning) = decoded.warning.filter(|w| !warnings.contains(w)) {
                warnings.push(warning);
            }
            fields.insert(name.clone(), Value::String(decoded.text));
        }
        Ok(Body::Fields(fields, warnings))
    }
}

fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |d: u8| line.iter().filter(|&&b| b == d).count();
    [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|&d| count(d))
        .unwrap_or(b',')
}

impl Rows for Table {
    fn next(&mut self) -> Option<Piece> {
        let mut record = csv::ByteRecord::new();
        loop {
            if self.ended {
                return None;
            }
            self.spent.store(0, Ordering::Relaxed);
            let body = match self.reader.read_byte_record(&mut record) {
                Ok(false) => return None,
                Ok(true) if self.header.is_none() => {
                    let names = record.iter().map(|n| decode(n.to_vec()).map(|d| d.text.trim().to_owned()));
                    match names.collect::<Result<Vec<_>, _>>() {
                        Ok(names) => {
                            self.header = Some(names);
                            continue;
                        }
                        Err(error) => {
                            self.ended = true;
                            Body::Failed(error)
                        }
                    }
                }
                Ok(true) if record.len() == 1 && record[0].trim_ascii().is_empty() => continue,
                Ok(true) if record.as_slice().len() > self.limit => Body::Failed(too_large(self.limit)),
                Ok(true) => self.fields(&record).unwrap_or_else(Body::Failed),
                Err(error) => {
                    self.ended = true;
                    Body::Failed(match error.into_kind() {
                        csv::ErrorKind::Io(e) => read_error(&e),
                        other => DocError::new(Code::DAMAGED, Stage::Read, format!("no table: {other:?}")),
                    })
                }
            };
            self.row += 1;
            let offset = record.position().map(csv::Position::byte);
            return Some(Piece {
                row: Some(self.row),
                byte_offset: offset,
                body,
            });
        }
    }
}

/// The articles of a Europresse page: each from its `<article` to the next.
pub(super) struct Articles {
    from: Source,
    /// Bytes read and not yet given out; begins at the next article.
    held: Vec<u8>,
    row: u64,
    offset: u64,
    limit: usize,
    begun: bool,
    ended: bool,
}

const ARTICLE: &[u8] = b"<article";

impl Articles {
    pub(super) fn new(from: Source, limit: usize) -> Self {
        Self {
            from,
            held: Vec::new(),
            row: 0,
            offset: 0,
            limit,
            begun: false,
            ended: false,
        }
    }

    fn give(&mut self, bytes: Vec<u8>) -> Piece {
        self.row += 1;
        let offset = self.offset;
        self.offset += bytes.len() as u64;
        let body = if bytes.len() > self.limit {
            Body::Failed(too_large(self.limit))
        } else {
            Body::Html(bytes)
        };
        Piece {
            row: Some(self.row),
            byte_offset: Some(offset),
            body,
        }
    }
}

fn find_article(bytes: &[u8], from: usize) -> Option<usize> {
    let at = bytes
        .get(from..)?
        .windows(ARTICLE.len())
        .position(|w| w.eq_ignore_ascii_case(ARTICLE))?;
    Some(from + at)
}

impl Rows for Articles {
    fn next(&mut self) -> Option<Piece> {
        let mut searched = 0;
        loop {
            // The article's own opening is not the next one's.
            let from = searched.max(usize::from(self.begun));
            if let Some(at) = find_article(&self.held, from) {
                let rest = self.held.split_off(at);
                let before = std::mem::replace(&mut self.held, rest);
                if std::mem::replace(&mut self.begun, true) {
                    return Some(self.give(before));
                }
                self.offset += before.len() as u64;
                searched = 0;
                continue;
            }
            if self.ended {
                let rest = std::mem::take(&mut self.held);
                // A page without articles is one document, which says what is wrong with it.
                let empty = rest.is_empty() && (self.begun || self.row > 0);
                self.begun = true;
                return (!empty).then(|| self.give(rest));
            }
            searched = self.held.len().saturating_sub(ARTICLE.len());
            match self.from.fill_buf() {
                Ok([]) => self.ended = true,
                Ok(bytes) => {
                    let n = bytes.len();
                    self.held.extend_from_slice(bytes);
                    self.from.consume(n);
                }
                Err(e) => {
                    self.from = Box::new(io::empty());
                    self.ended = true;
                    self.held.clear();
                    self.begun = true;
                    self.row += 1;
                    return Some(Piece {
                        row: Some(self.row),
                        byte_offset: Some(self.offset),
                        body: Body::Failed(read_error(&e)),
                    });
                }
            }
            if self.held.len() > 4 * self.limit {
                // No article is that long: what comes is not looked at, and the document says so.
                self.ended = true;
                self.from = Box::new(io::empty());
            }
        }
    }
}
