//! Dumps of any size through the pipeline: reading, running in order and in parallel, writing, resuming.

mod document;
mod ids;
mod journal;
mod merge;
pub mod read;
mod relate;
mod run;
mod serve;
pub mod settings;
mod summary;
mod write;

pub use crate::assemble::{self, OffsetUnit};
pub use document::{Answer, extract, kept};
pub use merge::merge;
pub use read::{Aside, DateOrder, Keys, Kind, Role};
pub use run::{Control, Observer, run};
pub use serve::{answer, serve};
pub use settings::{Input, Output, Packing, Settings, Shard};
pub use summary::Summary;
