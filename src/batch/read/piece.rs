//! What is cut from a file: a document's bytes, or what a reader has made of them.

use super::oddity::Oddity;
use super::row::Row;
use crate::error::{Code, DocError, Stage};
use crate::text::PartialDate;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A sha256 digest.
pub type Seen = [u8; 32];

/// What an entry holds.
#[derive(Debug)]
pub enum Body {
    /// A whole text file.
    Text(Vec<u8>),
    /// One JSON value.
    Json(Row),
    /// A table's row, and what was odd about it.
    Fields(Map<String, Value>, Vec<Oddity>),
    /// One article of a page.
    Html(Vec<u8>),
    /// One page of the web.
    Web(Vec<u8>),
    /// One record of a WARC file, its headers with it.
    Record(Vec<u8>),
    /// A document that was read while its file was cut.
    Ready(Box<Draft>),
    /// Nothing that can be read.
    Failed(DocError),
}

impl Body {
    /// About how much memory it takes.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(bytes) | Self::Html(bytes) | Self::Web(bytes) | Self::Record(bytes) => bytes.len(),
            Self::Json(row) => row.bytes().len(),
            Self::Ready(draft) => draft.text.len(),
            Self::Fields(fields, _) => fields.values().map(|v| v.as_str().map_or(32, str::len)).sum(),
            Self::Failed(_) => 0,
        }
    }

    /// A digest of what it holds, and of what came before it.
    pub(super) fn seen_after(&self, before: Option<Seen>) -> Seen {
        let mut hash = Sha256::new();
        hash.update(before.unwrap_or_default());
        match self {
            Self::Text(bytes) | Self::Html(bytes) | Self::Web(bytes) | Self::Record(bytes) => hash.update(bytes),
            Self::Json(row) => hash.update(row.bytes()),
            Self::Ready(draft) => hash.update(format!("{draft:?}")),
            Self::Fields(fields, _) => {
                for (name, value) in fields {
                    // Names and values cannot be cut in two ways.
                    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
                    for part in [name.as_str(), &text] {
                        hash.update((part.len() as u64).to_le_bytes());
                        hash.update(part);
                    }
                }
            }
            Self::Failed(error) => hash.update(error.to_string()),
        }
        hash.finalize().into()
    }

    /// The bytes to keep for another try, when they are no more than `limit`.
    pub fn raw(&self, limit: usize) -> Option<Vec<u8>> {
        let raw = match self {
            Self::Text(bytes) | Self::Html(bytes) | Self::Web(bytes) | Self::Record(bytes) => bytes.clone(),
            Self::Json(row) => row.bytes().to_vec(),
            Self::Fields(fields, _) => serde_json::to_vec(fields).ok()?,
            Self::Ready(_) | Self::Failed(_) => return None,
        };
        (raw.len() <= limit).then_some(raw)
    }
}

/// A document cut from a file of several.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) row: Option<u64>,
    pub(super) byte_offset: Option<u64>,
    pub(super) body: Body,
}

/// What an entry says about its document.
#[derive(Debug, Default, Clone)]
pub struct Draft {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    /// The paper's name.
    pub(super) publication: Option<String>,
    /// The date as it is written.
    pub(super) date: Option<String>,
    pub(super) date_known: Option<PartialDate>,
    pub(super) text: String,
    /// Letters that were lost when the row was read, which a warning tells already.
    pub(super) halves: usize,
    pub(super) warnings: Vec<Oddity>,
}

pub(super) fn too_large(limit: usize) -> DocError {
    DocError::new(
        Code::TOO_LARGE,
        Stage::Read,
        format!("longer than {limit} bytes; cut it or raise --max-document"),
    )
}
