//! Dumps of any size through the pipeline: reading, running in order and in parallel, writing.

pub mod assemble;
pub mod read;
pub mod run;
pub mod settings;
mod write;

pub use run::{Summary, run};
pub use settings::{Input, Output, Settings};
