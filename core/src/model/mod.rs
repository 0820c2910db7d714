//! The encoder behind names and syntax: one small model, embedded in the program, computed here.
//!
//! [`Embedded`] is the default backend. Its weights come from `models/depeche-fr`, made by `scripts/train`; `docs/MODEL.md` is its card.

mod attention;
mod budget;
mod embedded;
mod export;
mod files;
mod lane;
mod lemma;
mod manifest;
mod names;
mod network;
mod pieces;
mod relations;
#[cfg(feature = "rust-bert")]
mod rust_bert;
#[cfg(feature = "rust-bert")]
mod sentencepiece;
mod simd;
mod tree;
mod weights;
mod window;

pub use budget::{Part, budget};
pub use embedded::{Embedded, Scores};
pub use export::export_hf;
pub use files::Files;
pub use manifest::{Events, FORMAT, Group, Labels, Manifest, Source};
#[cfg(feature = "rust-bert")]
pub use rust_bert::RustBert;
pub use weights::Precision;
