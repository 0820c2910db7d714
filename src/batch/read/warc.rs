//! WARC files, as of CC-NEWS, and WET: cut record by record; a record's page is read later.

use super::aside::{Aside, LeftOut};
use super::decode::{decode, decode_labeled};
use super::piece::{Body, Draft, Piece, too_large};
use super::rows::Rows;
use super::unpack::{Limits, Source, read_error};
use super::web;
use crate::error::{Code, DocError, Stage};
use std::io::{self, BufRead, Read};

/// Where a record begins, in bytes, and its content or why there is none.
type Record = (u64, Result<Vec<u8>, DocError>);

/// Bytes of a record's own headers, and of those of its page.
const HEADERS: usize = 1 << 16;

/// The records of a WARC file that hold a page or a text.
pub(super) struct Records {
    from: Source,
    row: u64,
    offset: u64,
    limit: usize,
    left_out: LeftOut,
    /// Whether a record has begun.
    met: bool,
    ended: bool,
}

impl Records {
    pub(super) fn new(from: Source, limit: usize, left_out: LeftOut) -> Self {
        Self {
            from,
            row: 0,
            offset: 0,
            limit,
            left_out,
            met: false,
            ended: false,
        }
    }

    /// The next record with its headers; `None` at the end.
    fn record(&mut self) -> io::Result<Option<Record>> {
        let Some((offset, head)) = self.head()? else { return Ok(None) };
        if head.is_empty() {
            self.ended = true;
            return Ok(Some((
                offset,
                Err(damaged("no record of a WARC file in it; fetch the file again")),
            )));
        }
        let length = header(&head, "content-length").and_then(|v| v.parse::<u64>().ok());
        let Some(length) = length else {
            self.ended = true;
            return Ok(Some((
                offset,
                Err(damaged(
                    "a record without its length; what follows it in the file is not read",
                )),
            )));
        };
        let wanted = wanted(&head);
        let mut body = Vec::new();
        let kept = if wanted && length <= self.limit as u64 { length } else { 0 };
        let read = (&mut self.from).take(kept).read_to_end(&mut body)? as u64;
        let passed = if kept < length {
            io::copy(&mut (&mut self.from).take(length), &mut io::sink())?
        } else {
            0
        };
        self.offset += read + passed;
        if read + passed < length {
            self.ended = true;
            return Ok(Some((
                offset,
                Err(damaged("the last record is cut short; fetch the file again")),
            )));
        }
        if wanted && kept < length {
            return Ok(Some((offset, Err(too_large(self.limit)))));
        }
        if !wanted {
            return Ok(Some((offset, Ok(Vec::new()))));
        }
        Ok(Some((offset, Ok([head, body].concat()))))
    }

    /// The headers of the next record, to the empty line that ends them.
    fn head(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        let mut head = Vec::new();
        let mut begin = self.offset;
        loop {
            let before = head.len();
            let n = (&mut self.from).take(HEADERS as u64).read_until(b'\n', &mut head)?;
            self.offset += n as u64;
            let blank = head[before..].trim_ascii().is_empty();
            if n == 0 {
                if before == 0 && self.offset > 0 && !self.met {
                    self.met = true;
                    return Ok(Some((0, Vec::new())));
                }
                return if before == 0 { Ok(None) } else { Ok(Some((begin, head))) };
            }
            if before == 0 {
                // A length that is told wrong leaves lines of the page before the next record.
                if !head.starts_with(b"WARC/") {
                    head.clear();
                    begin = self.offset;
                } else {
                    self.met = true;
                }
                continue;
            }
            if blank || head.len() > HEADERS {
                return Ok(Some((begin, head)));
            }
        }
    }
}

fn damaged(why: &str) -> DocError {
    DocError::new(Code::DAMAGED, Stage::Read, why)
}

/// Whether a record may hold an article: an answer that is a page, or a text that was made of one.
fn wanted(head: &[u8]) -> bool {
    let kind = header(head, "warc-type").unwrap_or_default();
    match kind.as_str() {
        "response" => header(head, "content-type").is_none_or(|t| t.contains("http")),
        "resource" | "conversion" => header(head, "content-type").is_none_or(|t| t.starts_with("text/") || t.contains("html")),
        _ => false,
    }
}

/// The value of a header, its name in any case.
fn header(head: &[u8], name: &str) -> Option<String> {
    head.split(|&b| b == b'\n').find_map(|line| {
        let at = line.iter().position(|&b| b == b':')?;
        let found = line[..at].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
        found.then(|| String::from_utf8_lossy(line[at + 1..].trim_ascii()).into_owned())
    })
}

/// Two parts at the first empty line.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while let Some(n) = bytes[at..].iter().position(|&b| b == b'\n') {
        let line = &bytes[at..at + n];
        at += n + 1;
        if line.trim_ascii().is_empty() {
            return bytes.split_at(at);
        }
    }
    (bytes, &[])
}

/// Whether an answer's page is one that may hold an article: it is there, and it is a page or a text.
fn is_page(record: &[u8]) -> bool {
    let (head, body) = split_head(record);
    if header(head, "warc-type").as_deref() != Some("response") {
        return true;
    }
    let (http, _) = split_head(body);
    let status = http.split(|&b| b == b' ').nth(1).unwrap_or_default();
    let kind = header(http, "content-type")
        .unwrap_or_else(|| "text/html".to_owned())
        .to_ascii_lowercase();
    status.starts_with(b"2") && (kind.contains("html") || kind.starts_with("text/plain"))
}

/// The address of a record's page, else the record's own id.
pub(super) fn id_of(record: &[u8]) -> Option<String> {
    let (head, _) = split_head(record);
    let url = header(head, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
    url.or_else(|| header(head, "warc-record-id"))
}

/// Reads the page or text of a record.
pub(super) fn draft(record: &[u8], limits: Limits, go_on: &mut impl FnMut() -> Result<(), DocError>) -> Result<Draft, DocError> {
    let (head, body) = split_head(record);
    let url = header(head, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
    let response = header(head, "warc-type").as_deref() == Some("response");
    let (http, body) = if response { split_head(body) } else { (&head[..0], body) };
    let kind = header(if response { http } else { head }, "content-type").unwrap_or_default();
    let body = payload(http, body, limits)?;
    let label = kind.to_ascii_lowercase();
    let label = label
        .split("charset=")
        .nth(1)
        .map(|c| c.trim_matches(['"', '\'', ' ', ';']).to_owned());
    let mut draft = if kind.contains("html") || body.trim_ascii_start().starts_with(b"<") {
        web::draft(&body, label.as_deref(), url.as_deref(), go_on)?
    } else {
        let decoded = match &label {
            Some(label) => decode_labeled(body, label)?,
            None => decode(body)?,
        };
        Draft {
            text: decoded.text.trim().to_owned(),
            warnings: decoded.warning.into_iter().collect(),
            ..Draft::default()
        }
    };
    draft.id = id_of(record);
    draft.url = url.or(draft.url);
    Ok(draft)
}

/// The bytes of a page, whatever its headers say of how they are sent: archives keep the headers and unpack the page.
fn payload(http: &[u8], body: &[u8], limits: Limits) -> Result<Vec<u8>, DocError> {
    let body = unchunked(body).unwrap_or_else(|| body.to_vec());
    let size = body.len() as u64;
    let brotli = header(http, "content-encoding").is_some_and(|e| e.trim() == "br") && std::str::from_utf8(&body).is_err();
    let unpacked: Box<dyn Read> = if body.starts_with(&[0x1f, 0x8b]) {
        Box::new(flate2::read::MultiGzDecoder::new(io::Cursor::new(body)))
    } else if brotli {
        Box::new(brotli_decompressor::Decompressor::new(io::Cursor::new(body), 4096))
    } else {
        return Ok(body);
    };
    let most = size.saturating_mul(limits.ratio).max(8 << 20).min(limits.total);
    let mut out = Vec::new();
    unpacked.take(most + 1).read_to_end(&mut out).map_err(|e| read_error(&e))?;
    limits.check(out.len() as u64, size)?;
    Ok(out)
}

/// The parts of a page sent in chunks, when all of it is: sizes in hexadecimal, the last one zero.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (Vec::new(), body);
    loop {
        let end = rest.iter().take(32).position(|&b| b == b'\n')?;
        let size = std::str::from_utf8(rest[..end].trim_ascii()).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

impl Rows for Records {
    fn next(&mut self) -> Option<Piece> {
        while !self.ended {
            let (offset, record) = match self.record() {
                Ok(None) => return None,
                Ok(Some(found)) => found,
                Err(error) => {
                    self.ended = true;
                    (self.offset, Err(read_error(&error)))
                }
            };
            if record.as_ref().is_ok_and(|r| r.is_empty() || !is_page(r)) {
                self.left_out.count(Aside::NoPage);
                continue;
            }
            self.row += 1;
            return Some(Piece {
                row: Some(self.row),
                byte_offset: Some(offset),
                body: record.map_or_else(Body::Failed, Body::Record),
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_only_where_all_of_a_page_is_in_chunks() {
        assert_eq!(unchunked(b"4\r\nLe p\r\n3\r\nort\r\n0\r\n\r\n"), Some(b"Le port".to_vec()));
        assert_eq!(unchunked(b"<html>"), None);
        assert_eq!(unchunked(b"40 000 euros\n"), None);
        assert_eq!(unchunked(b"ffffffffffffffff\r\na"), None);
    }
}
