//! Dumps of any size through the pipeline: reading, running in order and in parallel, writing, resuming.

pub mod assemble;
mod contradiction;
mod ids;
mod journal;
mod merge;
pub mod read;
mod relate;
pub mod run;
mod serve;
pub mod settings;
mod write;

pub use assemble::OffsetUnit;
pub use merge::merge;
pub use read::{Keys, Kind};
pub use run::{Control, Observer, Summary, run};
pub use serve::{Answer, answer, serve};
pub use settings::{Input, Output, Packing, Settings, Shard};
