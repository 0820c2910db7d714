//! HTML pages of several articles, cut where each begins.

use super::piece::{Body, Piece, too_large};
use super::rows::Rows;
use super::unpack::{Source, read_error};
use std::io::{self, BufRead};

/// The articles of a Europresse page: each from its `<article` to the next.
pub(super) struct Articles {
    from: Source,
    /// Bytes read and not yet given out, from `at` on, where the next article begins.
    held: Vec<u8>,
    at: usize,
    row: u64,
    /// Where in the file `at` is, and where the article begins.
    offset: u64,
    begin: u64,
    limit: usize,
    /// Whether the article is past the limit, so that its beginning is no longer held.
    over: bool,
    begun: bool,
    ended: bool,
}

const ARTICLE: &[u8] = b"<article";

impl Articles {
    pub(super) fn new(from: Source, limit: usize) -> Self {
        Self {
            from,
            held: Vec::new(),
            at: 0,
            row: 0,
            offset: 0,
            begin: 0,
            limit,
            over: false,
            begun: false,
            ended: false,
        }
    }

    /// Gives what is held up to `to`.
    fn give(&mut self, to: usize) -> Piece {
        self.row += 1;
        let begin = self.begin;
        let bytes = &self.held[self.at..to];
        let body = if std::mem::take(&mut self.over) || bytes.len() > self.limit {
            Body::Failed(too_large(self.limit))
        } else {
            Body::Html(bytes.to_vec())
        };
        self.pass(to);
        self.begin = self.offset;
        Piece {
            row: Some(self.row),
            byte_offset: Some(begin),
            body,
        }
    }

    /// What stands before `to` is done with; moved together only when more is gone than is left, so that each byte moves about once.
    fn pass(&mut self, to: usize) {
        self.offset += (to - self.at) as u64;
        self.at = to;
        if self.at > self.held.len() / 2 {
            self.held.drain(..self.at);
            self.at = 0;
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
            let from = self.at + searched.max(usize::from(self.begun && !self.over));
            if let Some(at) = find_article(&self.held, from) {
                if std::mem::replace(&mut self.begun, true) {
                    return Some(self.give(at));
                }
                self.pass(at);
                (self.begin, self.over, searched) = (self.offset, false, 0);
                continue;
            }
            let held = self.held.len() - self.at;
            if self.ended {
                // A page without articles is one document, which says what is wrong with it.
                let empty = held == 0 && !self.over && (self.begun || self.row > 0);
                self.begun = true;
                return (!empty).then(|| self.give(self.held.len()));
            }
            if held > self.limit.saturating_add(ARTICLE.len()) {
                // Its text is not wanted any more, but the next article is.
                self.over = true;
                self.pass(self.held.len() - ARTICLE.len());
            }
            searched = (self.held.len() - self.at).saturating_sub(ARTICLE.len());
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
                    self.at = 0;
                    (self.begun, self.over) = (true, false);
                    self.row += 1;
                    return Some(Piece {
                        row: Some(self.row),
                        byte_offset: Some(self.begin),
                        body: Body::Failed(read_error(&e)),
                    });
                }
            }
        }
    }
}
