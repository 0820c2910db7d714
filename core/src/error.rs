//! Failures, sorted by who must act.
//!
//! [`SetupError`]: the operator, before the first document (exit 2). [`DocError`]: nobody now; one line of
//! `errors.jsonl`, the run goes on (exit 1 at the end). A value that the text leaves open is no error: the record
//! says so itself.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

/// A failure that the operator must mend; nothing runs.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// A file or folder could not be opened, read or written.
    #[error("{}: {action}: {}", path.display(), plain(source))]
    Io {
        /// What was being done, as « could not read ».
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// A data table, a manifest or a settings file holds something that it may not hold.
    #[error("{file}{}: {message}", at_line(*line))]
    Table {
        /// The file's name.
        file: String,
        /// The line, from 1 (0 when the whole file is meant).
        line: usize,
        /// What was found and what was wanted.
        message: String,
    },
    /// The model folder is missing, damaged or of another format.
    #[error("model {}: {message}", path.display())]
    Model {
        /// The model's folder.
        path: PathBuf,
        /// What is wrong and how to mend it.
        message: String,
    },
    /// An option or a combination of options cannot be followed.
    #[error("{0}")]
    Usage(String),
}

/// Where in a file something stands; nothing where all of it is meant.
fn at_line(line: usize) -> String {
    if line == 0 { String::new() } else { format!(", line {line}") }
}

/// What an input/output error says, without the number that the system gives it: the words say the same.
fn plain(error: &std::io::Error) -> String {
    let message = error.to_string();
    match error.raw_os_error() {
        Some(code) => message.replace(&format!(" (os error {code})"), ""),
        None => message,
    }
}

impl SetupError {
    /// Wraps an input/output error with the path and what was being done.
    pub fn io(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io {
            action,
            path: path.into(),
            source,
        }
    }
}

/// The stage of the pipeline in which a document failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Stage {
    /// Reading and decoding the input.
    Read,
    /// Segmenting the text.
    Text,
    /// Dates.
    Timex,
    /// Amounts.
    Amount,
    /// Names.
    Ner,
    /// Entities.
    Entity,
    /// Events.
    Event,
    /// Writing the record.
    Write,
}

impl Stage {
    /// The stage's stable name, as it stands in `errors.jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Text => "text",
            Self::Timex => "timex",
            Self::Amount => "amount",
            Self::Ner => "ner",
            Self::Entity => "entity",
            Self::Event => "event",
            Self::Write => "write",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What went wrong with one document: a stable dotted name.
///
/// Once released, a code is never reused for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// Bytes that are no text in any encoding that is read.
    pub const ENCODING: Self = Self("read.encoding");
    /// A row that is no JSON, or not an object.
    pub const JSON: Self = Self("read.json");
    /// A row without text.
    pub const NO_TEXT: Self = Self("read.no_text");
    /// A table without a column that was named.
    pub const NO_KEY: Self = Self("read.no_key");
    /// A document without a single word.
    pub const EMPTY: Self = Self("read.empty");
    /// A document, a row or an expansion past its limit.
    pub const TOO_LARGE: Self = Self("read.too_large");
    /// JSON nested deeper than the limit.
    pub const TOO_DEEP: Self = Self("read.too_deep");
    /// A table row with another number of fields than the header.
    pub const ROW: Self = Self("read.row");
    /// A key that holds a value of another type than wanted.
    pub const TYPE: Self = Self("read.type");
    /// A compressed or columnar file that is damaged or cut short.
    pub const DAMAGED: Self = Self("read.damaged");
    /// A file of a kind that is not read.
    pub const FORMAT: Self = Self("read.format");
    /// A PDF, which is not read.
    pub const PDF: Self = Self("read.pdf");
    /// Records, a table or a page that depeche itself wrote.
    pub const OWN_OUTPUT: Self = Self("read.own_output");
    /// Annotations of articles, without the articles or beside them.
    pub const ANNOTATIONS: Self = Self("read.annotations");
    /// A picture, a sound or a film, which is not read.
    pub const MEDIA: Self = Self("read.media");
    /// The file could not be opened or read.
    pub const IO: Self = Self("read.io");
    /// A document that took longer than its limit.
    pub const TIMEOUT: Self = Self("run.timeout");
    /// A defect of depeche itself: please report it.
    pub const PANIC: Self = Self("bug.panic");
    /// The name backend failed, or broke its contract.
    pub const BACKEND: Self = Self("ner.backend");

    /// The dotted name.
    pub fn name(self) -> &'static str {
        self.0
    }
}

/// Why one document could not be processed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", code.name())]
pub struct DocError {
    /// The stable code.
    pub code: Code,
    /// Where it happened.
    pub stage: Stage,
    /// What was found, what was wanted, and the remedy.
    pub message: String,
}

impl DocError {
    /// An error of the given code and stage.
    pub fn new(code: Code, stage: Stage, message: impl Into<String>) -> Self {
        Self {
            code,
            stage,
            message: message.into(),
        }
    }
}

/// Something of a document as a message shows it: no longer than `most` characters, so that the message can be read.
pub fn brief(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn an_error_of_the_system_has_no_number() {
        const NO_ENTRY: i32 = 2;
        let said = |source: io::Error| SetupError::io("could not read", "a.txt", source).to_string();
        for (source, wanted) in [
            (io::Error::from_raw_os_error(NO_ENTRY), "a.txt: could not read: "),
            (
                io::Error::other("torn (os error 2) page"),
                "a.txt: could not read: torn (os error 2) page",
            ),
            (
                io::Error::from(io::ErrorKind::UnexpectedEof),
                "a.txt: could not read: unexpected end of file",
            ),
        ] {
            let system = source.raw_os_error().is_some();
            let told = said(source);
            assert!(told.starts_with(wanted), "{told}");
            assert_eq!(told.contains("(os error"), !system && wanted.contains("(os error"), "{told}");
        }
    }
}
