//! What a run is asked to do, checked before anything is opened.

use crate::entity::Aliases;
use crate::error::SetupError;
use crate::text::PartialDate;
use std::path::{Path, PathBuf};

/// Where documents come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

/// Where records go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A folder with the four files of a run.
    Folder(PathBuf),
    /// Standard output: event records only.
    Stdout,
}

impl Output {
    /// Reads the argument of `-o`: `-`, or a folder.
    pub fn parse(argument: &str) -> Self {
        match argument {
            "-" => Self::Stdout,
            _ => Self::Folder(PathBuf::from(argument)),
        }
    }
}

/// A checked order for a run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Files, folders, standard input; in this order.
    pub inputs: Vec<Input>,
    /// Where records go.
    pub output: Output,
    /// Threads that process documents, at least 1.
    pub workers: usize,
    /// Date of documents that give none themselves.
    pub date: Option<PartialDate>,
    /// The user's own names for entities.
    pub aliases: Aliases,
    /// Bytes that one document may have.
    pub max_document: usize,
}

/// Bytes that one document may have unless the settings say otherwise.
pub const MAX_DOCUMENT: usize = 16 << 20;

impl Settings {
    /// The usual settings for the given inputs and output.
    ///
    /// # Errors
    /// When an input does not exist.
    pub fn new(inputs: Vec<Input>, output: Output) -> Result<Self, SetupError> {
        for input in &inputs {
            if let Input::Path(path) = input {
                exists(path)?;
            }
        }
        Ok(Self {
            inputs,
            output,
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            date: None,
            aliases: Aliases::default(),
            max_document: MAX_DOCUMENT,
        })
    }
}

fn exists(path: &Path) -> Result<(), SetupError> {
    std::fs::metadata(path)
        .map(drop)
        .map_err(|e| SetupError::io("could not read the input", path, e))
}
