//! Files that hold several documents, cut into rows: lines, JSON values, table rows, articles of a page.

use super::decode::decode;
use super::json::LISTS;
use super::unpack::{Source, read_error};
use super::{Body, Piece, too_large};
use crate::error::{Code, DocError, Stage};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read};

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
    cutter: Cutter,
    header: Option<Vec<String>>,
    row: u64,
    limit: usize,
    ended: bool,
}

/// Cuts a table into the bytes of its rows, by the rules of the `csv` crate, which reads them then.
///
/// A quote that nobody closes would take all rows after it into one field: its line alone is given up, and cutting goes on with the next line.
struct Cutter {
    from: Source,
    /// Bytes read and not yet given out, from `at` on.
    held: Vec<u8>,
    at: usize,
    delimiter: u8,
    limit: usize,
    /// Where in the file the next row begins, and in which line.
    offset: u64,
    line: u64,
}

/// The bytes of a row, and where it begins.
struct Line {
    offset: u64,
    line: u64,
    row: Result<Vec<u8>, Fault>,
}

/// Why a line is no row.
#[derive(Clone, Copy)]
enum Fault {
    /// A quote is opened on it and not closed.
    Open,
    TooLong,
}

/// Where in a row a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Begin,
    Bare,
    Quoted,
    /// After a quote inside a quoted field; `opens` when it stands where a field begins, as the opening quote of a later row would.
    Quote {
        opens: bool,
    },
    /// After a carriage return that ends the row.
    Return,
}

impl Cutter {
    /// The next row.
    fn next(&mut self) -> io::Result<Option<Line>> {
        let (offset, line) = (self.offset, self.line);
        let mut field = Field::Begin;
        let mut pos = self.at;
        // The end of the first line, once the row goes over several.
        let mut first = None;
        let fault = loop {
            let Some(byte) = self.byte(pos)? else {
                if pos == self.at {
                    return Ok(None);
                }
                break (field == Field::Quoted).then_some(Fault::Open);
            };
            if pos - self.at > self.limit {
                break Some(if first.is_some() { Fault::Open } else { Fault::TooLong });
            }
            if field == Field::Return {
                pos += usize::from(byte == b'\n');
                break None;
            }
            let before = if pos > self.at { self.held[pos - 1] } else { b'\n' };
            pos += 1;
            field = match (field, byte) {
                (Field::Quoted, b'"') => Field::Quote {
                    opens: before == self.delimiter || matches!(before, b'\n' | b'\r'),
                },
                (Field::Quoted, b'\n' | b'\r') => {
                    first = first.or(Some(pos));
                    field
                }
                (Field::Begin | Field::Quote { .. }, b'"') | (Field::Quoted, _) => Field::Quoted,
                (_, b'\n') => break None,
                (_, b'\r') => Field::Return,
                (_, b) if b == self.delimiter => Field::Begin,
                (Field::Quote { opens: true }, _) if first.is_some() => break Some(Fault::Open),
                _ => Field::Bare,
            };
        };
        let row = match fault {
            None => {
                let raw = self.held[self.at..pos].to_vec();
                self.pass(pos);
                Ok(raw)
            }
            Some(fault) => {
                match fault {
                    Fault::Open => self.pass(first.unwrap_or(pos)),
                    Fault::TooLong => self.pass_line(pos)?,
                }
                Err(fault)
            }
        };
        Ok(Some(Line { offset, line, row }))
    }

    /// The byte at `pos` of what is held, read on as needed.
    fn byte(&mut self, pos: usize) -> io::Result<Option<u8>> {
        if pos == self.held.len() {
            let bytes = self.from.fill_buf()?;
            let n = bytes.len();
            self.held.extend_from_slice(bytes);
            self.from.consume(n);
        }
        Ok(self.held.get(pos).copied())
    }

    /// What stands before `to` is done with.
    fn pass(&mut self, to: usize) {
        let passed = &self.held[self.at..to];
        self.offset += passed.len() as u64;
        self.line += passed.iter().filter(|&&b| b == b'\n').count() as u64;
        self.at = to;
        // Moved together only when more is gone than is left, so that each byte moves about once.
        if self.at > self.held.len() / 2 {
            self.held.drain(..self.at);
            self.at = 0;
        }
    }

    /// Passes the rest of a line, of which `read` bytes are held at least.
    fn pass_line(&mut self, read: usize) -> io::Result<()> {
        if let Some(n) = self.held[read..].iter().position(|&b| b == b'\n') {
            self.pass(read + n + 1);
            return Ok(());
        }
        self.pass(self.held.len());
        self.offset += skip_line(&mut self.from)?;
        self.line += 1;
        Ok(())
    }
}

impl Table {
    /// A table; the delimiter is the one of `,` `;` tab `|` that its first line holds most.
    pub(super) fn new(mut from: Source, limit: usize) -> io::Result<Self> {
        let delimiter = delimiter(from.fill_buf()?);
        Ok(Self {
            cutter: Cutter {
                from,
                held: Vec::new(),
                at: 0,
                delimiter,
                // Room for the fields beside the text.
                limit: limit.saturating_add(1 << 16),
                offset: 0,
                line: 1,
            },
            header: None,
            row: 0,
            limit,
            ended: false,
        })
    }

    /// The next row that holds anything.
    fn record(&mut self) -> io::Result<Option<(u64, Result<csv::ByteRecord, DocError>)>> {
        while let Some(Line { offset, line, row }) = self.cutter.next()? {
            let result = match row {
                Ok(raw) => self.parse(&raw),
                Err(Fault::Open) => Err(DocError::new(
                    Code::ROW,
                    Stage::Read,
                    format!(
                        "line {line} opens a quote that is not closed within {} bytes; close it, or double the quotes inside a text (the lines after it were read as rows)",
                        self.limit
                    ),
                )),
                Err(Fault::TooLong) => Err(too_large(self.limit)),
            };
            if !result
                .as_ref()
                .is_ok_and(|r| r.len() == 1 && r[0].trim_ascii().is_empty() || r.is_empty())
            {
                return Ok(Some((offset, result)));
            }
        }
        Ok(None)
    }

    fn parse(&self, raw: &[u8]) -> Result<csv::ByteRecord, DocError> {
        let mut record = csv::ByteRecord::new();
        csv::ReaderBuilder::new()
            .delimiter(self.cutter.delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(raw.len().clamp(1, 1 << 16))
            .from_reader(raw)
            .read_byte_record(&mut record)
            .map_err(|e| DocError::new(Code::DAMAGED, Stage::Read, format!("no table: {e}")))?;
        if record.as_slice().len() > self.limit {
            return Err(too_large(self.limit));
        }
        Ok(record)
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
        loop {
            if self.ended {
                return None;
            }
            let (offset, body) = match self.record() {
                Ok(None) => return None,
                Ok(Some((offset, record))) if self.header.is_none() => {
                    let names = record.and_then(|record| {
                        let names = record.iter().map(|n| Ok(decode(n.to_vec())?.text.trim().to_owned()));
                        names.collect::<Result<Vec<_>, _>>()
                    });
                    match names {
                        Ok(names) => {
                            self.header = Some(names);
                            continue;
                        }
                        Err(error) => {
                            self.ended = true;
                            (offset, Body::Failed(error))
                        }
                    }
                }
                Ok(Some((offset, record))) => (offset, record.and_then(|r| self.fields(&r)).unwrap_or_else(Body::Failed)),
                Err(error) => {
                    self.ended = true;
                    (self.cutter.offset, Body::Failed(read_error(&error)))
                }
            };
            self.row += 1;
            return Some(Piece {
                row: Some(self.row),
                byte_offset: Some(offset),
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
