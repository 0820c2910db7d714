//! Files with one JSON value a line.

use super::piece::{Body, Piece, too_large};
use super::row::Row;
use super::rows::Rows;
use super::unpack::{Source, read_error};
use std::io::{self, BufRead, Read};

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
                Ok(_) => Body::Json(Row::new(line)),
            };
            return Some(Piece {
                row: Some(self.line),
                byte_offset: Some(offset),
                body,
            });
        }
    }
}

/// Passes the rest of a line; how many bytes it had.
pub(super) fn skip_line(from: &mut Source) -> io::Result<u64> {
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
