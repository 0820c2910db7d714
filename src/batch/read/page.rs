//! HTML pages of several articles, cut where each begins.

use super::rows::Rows;
use super::unpack::{Source, read_error};
use super::{Body, Piece, too_large};
use std::io::{self, BufRead};

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
