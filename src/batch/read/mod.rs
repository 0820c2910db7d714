//! From files to documents: cut on one thread ([`Reader`]), decoded on many ([`Entry::document`]).

mod annotations;
mod archive;
mod aside;
#[cfg(feature = "parquet")]
mod column_pages;
#[cfg(feature = "parquet")]
mod columns;
mod decode;
mod entry;
#[cfg(feature = "html")]
mod europresse;
mod feed;
mod issue;
mod json;
pub(super) mod kind;
#[cfg(not(all(feature = "html", feature = "parquet")))]
mod left_out;
mod lines;
#[cfg(feature = "html")]
mod markup;
mod mojibake;
mod node;
mod oddity;
mod office;
pub(super) mod own;
mod page;
mod piece;
mod plain;
pub(super) mod published;
mod reader;
mod retry;
pub(super) mod role;
mod row;
mod rows;
mod rtf;
mod sections;
mod sheet;
mod table;
mod taken;
#[cfg(feature = "parquet")]
mod thrift;
mod unpack;
mod values;
mod walk;
mod warc;
#[cfg(feature = "html")]
mod web;
mod written;
mod xml;

pub use aside::{Aside, LeftOut};
#[cfg(feature = "parquet")]
pub use columns::rows_of;
pub use entry::Entry;
pub use kind::Kind;
pub use oddity::Oddity;
pub use own::{FACTUALITY_OF_BRAT, RUN_FILES, SPACY_SCHEMA};
pub use piece::{Body, Draft, Seen};
pub use published::DateOrder;
pub use reader::{Reader, file_of};
pub use retry::Retry;
pub use role::{Keys, Role};
pub use row::Row;
pub use sections::Export;
pub use taken::Tables;
pub use walk::{Listing, list};

#[cfg(not(feature = "parquet"))]
use left_out::columns;
#[cfg(not(feature = "html"))]
use left_out::{europresse, markup, web};
