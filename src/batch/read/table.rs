//! CSV and TSV files: rows cut and read by `csv_core`, field by field.
//!
//! The `csv` crate itself would read a quote that nobody closes to the end of the file, and what it has read it cannot give back. So the
//! bytes of a row are held until it has ended, and where it does not, its first line alone is given up.

use super::decode::decode;
use super::lines::skip_line;
use super::oddity::Oddity;
use super::piece::{Body, Piece, too_large};
use super::rows::Rows;
use super::unpack::{Source, read_error};
use crate::error::{Code, DocError, Stage};
use csv_core::ReadFieldResult;
use serde_json::{Map, Value};
use std::io::{self, BufRead};

/// The rows of a CSV or TSV file.
pub(super) struct Table {
    cutter: Cutter,
    header: Option<Vec<String>>,
    /// Whether the header was given, so that the first row is a row.
    given: bool,
    row: u64,
    limit: usize,
    ended: bool,
}

/// Gives the rows of a table.
///
/// A quote that nobody closes costs its own line; what follows is read as rows again.
struct Cutter {
    from: Source,
    reader: csv_core::Reader,
    delimiter: u8,
    /// Bytes read and not yet given out, from `at` on.
    held: Vec<u8>,
    at: usize,
    limit: usize,
    /// Where in the file the next row begins, and in which line.
    offset: u64,
    line: u64,
}

/// A row, and where it begins.
struct Line {
    offset: u64,
    line: u64,
    row: Result<csv::ByteRecord, Fault>,
}

/// Why a line is no row.
#[derive(Clone, Copy)]
enum Fault {
    /// A quote is opened on it and not closed.
    Open(Until),
    TooLong,
}

/// How far the quote was looked for that closes another.
#[derive(Clone, Copy)]
enum Until {
    /// To a quote that opens a later field.
    Another,
    End,
    /// As many bytes as a row may have.
    Limit,
}

impl Cutter {
    /// The next row.
    fn next(&mut self) -> io::Result<Option<Line>> {
        if !self.skip_line_ends()? {
            return Ok(None);
        }
        let (offset, line) = (self.offset, self.line);
        self.reader.reset();
        let mut record = csv::ByteRecord::new();
        let (mut field, mut written) = (vec![0; 256], 0);
        // Where in `held` the field begins, and how far it has been read.
        let (mut begin, mut read) = (self.at, self.at);
        let fault = loop {
            let at_end = read == self.held.len() && !self.fill()?;
            // The end of the file ends a row as a line's end does, unless a quote is open.
            let input = if at_end { b"\n" } else { &self.held[read..] };
            let (result, taken, out) = self.reader.read_field(input, &mut field[written..]);
            written += out;
            if !at_end {
                read += taken;
            }
            if read - self.at > self.limit {
                break Some(Fault::TooLong);
            }
            match result {
                ReadFieldResult::InputEmpty if at_end => break Some(Fault::Open(Until::End)),
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => field.resize(2 * field.len(), 0),
                ReadFieldResult::Field { .. } if self.swallows(&self.held[begin..read]) => {
                    break Some(Fault::Open(Until::Another));
                }
                ReadFieldResult::Field { record_end } => {
                    record.push_field(&field[..written]);
                    (begin, written) = (read, 0);
                    if record_end {
                        break None;
                    }
                }
                ReadFieldResult::End => break None,
            }
        };
        let row = match fault {
            None => {
                self.pass(read);
                Ok(record)
            }
            Some(fault) => {
                // A row goes over several lines only inside quotes.
                let raw = self.held[self.at..read].trim_ascii_end();
                let first = raw.iter().position(|&b| is_line_end(b));
                match (first, fault) {
                    (Some(n), fault) => {
                        self.pass(self.at + n + 1);
                        Err(match fault {
                            Fault::Open(until) => Fault::Open(until),
                            Fault::TooLong => Fault::Open(Until::Limit),
                        })
                    }
                    (None, Fault::Open(until)) => {
                        self.pass(read);
                        Err(Fault::Open(until))
                    }
                    (None, Fault::TooLong) => {
                        self.pass_line()?;
                        Err(Fault::TooLong)
                    }
                }
            }
        };
        Ok(Some(Line { offset, line, row }))
    }

    /// Whether a quoted field has run over the opening quote of a later row: the quote that closed it stands where a field begins, in a
    /// later line, and is followed by text.
    fn swallows(&self, raw: &[u8]) -> bool {
        if raw.first() != Some(&b'"') {
            return false;
        }
        let mut at = 1;
        let closing = loop {
            let Some(n) = raw[at..].iter().position(|&b| b == b'"') else {
                return false;
            };
            at += n;
            if raw.get(at + 1) != Some(&b'"') {
                break at;
            }
            at += 2;
        };
        let ends = |b: u8| b == self.delimiter || is_line_end(b);
        raw[..closing].iter().any(|&b| is_line_end(b))
            && ends(raw[closing - 1])
            && raw.get(closing + 1).is_some_and(|&b| !ends(b))
    }

    /// Reads on; `false` at the end of the file.
    fn fill(&mut self) -> io::Result<bool> {
        let bytes = self.from.fill_buf()?;
        let n = bytes.len();
        self.held.extend_from_slice(bytes);
        self.from.consume(n);
        Ok(n > 0)
    }

    /// Passes what stands between rows; `false` at the end of the file.
    fn skip_line_ends(&mut self) -> io::Result<bool> {
        while self.at < self.held.len() || self.fill()? {
            let blank = self.held[self.at..].iter().position(|&b| !is_line_end(b));
            self.pass(blank.map_or(self.held.len(), |n| self.at + n));
            if blank.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
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

    /// Passes the rest of the line.
    fn pass_line(&mut self) -> io::Result<()> {
        if let Some(n) = self.held[self.at..].iter().position(|&b| b == b'\n') {
            self.pass(self.at + n + 1);
            return Ok(());
        }
        self.pass(self.held.len());
        self.offset += skip_line(&mut self.from)?;
        self.line += 1;
        Ok(())
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// What is said of a line that opens a quote which nobody closes.
fn open_quote(line: u64, until: Until, limit: usize) -> DocError {
    let far = match until {
        Until::Another => " before the next one opens".to_owned(),
        Until::End => " before the end of the file".to_owned(),
        Until::Limit => format!(" within {limit} bytes"),
    };
    let message = format!(
        "line {line} opens a quote that is not closed{far}; close it, or double the quotes inside a text (the lines after it were read as rows)"
    );
    DocError::new(Code::ROW, Stage::Read, message)
}

impl Table {
    /// A table; the delimiter is the one of `,` `;` tab `|` that its first line holds most. `columns` are those of a table without a
    /// header; with none, the first row has their names.
    pub(super) fn new(mut from: Source, columns: &[String], limit: usize) -> io::Result<Self> {
        let head = from.fill_buf()?;
        let told = told_delimiter(head);
        let delimiter = told.map_or_else(|| delimiter(head), |(delimiter, _)| delimiter);
        let begin = told.map_or(0, |(_, length)| length);
        from.consume(begin);
        Ok(Self {
            cutter: Cutter {
                from,
                reader: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
                delimiter,
                held: Vec::new(),
                at: 0,
                // Room for the fields beside the text.
                limit: limit.saturating_add(1 << 16),
                offset: begin as u64,
                line: 1 + u64::from(begin > 0),
            },
            header: (!columns.is_empty()).then(|| columns.to_vec()),
            given: !columns.is_empty(),
            row: 0,
            limit,
            ended: false,
        })
    }

    /// The next row that holds anything.
    fn record(&mut self) -> io::Result<Option<(u64, Result<csv::ByteRecord, DocError>)>> {
        while let Some(Line { offset, line, row }) = self.cutter.next()? {
            let result = match row {
                Ok(record) if record.as_slice().len() > self.limit => Err(too_large(self.limit)),
                Ok(record) => Ok(record),
                Err(Fault::Open(until)) => Err(open_quote(line, until, self.limit)),
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

    fn fields(&self, record: &csv::ByteRecord) -> Result<Body, DocError> {
        let header = self.header.as_deref().unwrap_or_default();
        if record.len() != header.len() {
            let (found, wanted) = (record.len(), header.len());
            let message = if self.given {
                format!("{found} fields, but --columns names {wanted}; mend the row, or name them all")
            } else {
                format!(
                    "{found} fields, but the header has {wanted}; mend the row: a field with a delimiter in it stands in quotes"
                )
            };
            return Err(DocError::new(Code::ROW, Stage::Read, message));
        }
        let (mut fields, mut warnings) = (Map::new(), Vec::new());
        for (name, value) in header.iter().zip(record) {
            let decoded = decode(value.to_vec())?;
            if let Some(warning) = decoded.warning.filter(|w| !warnings.contains(w)) {
                warnings.push(warning);
            }
            let filled = fields
                .get(name)
                .and_then(Value::as_str)
                .is_some_and(|s: &str| !s.trim().is_empty());
            if filled {
                if !decoded.text.trim().is_empty() {
                    warnings.push(Oddity::SecondColumn(name.clone()));
                }
                continue;
            }
            fields.insert(name.clone(), Value::String(decoded.text));
        }
        Ok(Body::Fields(fields, warnings))
    }
}

/// The delimiter in a first line « sep=; », which Excel reads, and the length of that line.
fn told_delimiter(head: &[u8]) -> Option<(u8, usize)> {
    let end = head.iter().take(16).position(|&b| b == b'\n')? + 1;
    let line = head[..end].trim_ascii_end().trim_ascii_start();
    let line = line.strip_prefix(b"\"").and_then(|l| l.strip_suffix(b"\"")).unwrap_or(line);
    let told = line.get(..4).is_some_and(|l| l.eq_ignore_ascii_case(b"sep="));
    match line.get(4..) {
        Some(&[delimiter]) if told => Some((delimiter, end)),
        // A tab is cut off with the blanks.
        Some([]) if told => Some((b'\t', end)),
        _ => None,
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
