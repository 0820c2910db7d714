//! JSON files: one value, a list of them, or values one after the other; each cut out as bytes and parsed later.

use super::json::LISTS;
use super::piece::{Body, Piece, too_large};
use super::row::Row;
use super::rows::Rows;
use super::unpack::{Source, read_error};
use crate::error::DocError;
use std::io::{self, BufRead};

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
                return Ok(Some((offset, Body::Json(Row::new(b"]".to_vec())))));
            }
            _ => {}
        }
        let offset = self.offset;
        Ok(Some((
            offset,
            match self.value()? {
                Ok(bytes) => Body::Json(Row::new(bytes)),
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
