//! What is wrong in a type file, and where.

use crate::error::SetupError;

/// What is wrong in a file, and where: a byte of it.
pub(super) type Fault = (usize, String);

pub(super) fn table_error(file: &str, line: usize, message: String) -> SetupError {
    SetupError::Table {
        file: file.to_owned(),
        line,
        message,
    }
}

/// The line of a byte offset, from 1.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

pub(super) fn line_of(text: &str, error: &toml::de::Error) -> usize {
    error.span().map_or(0, |s| line_at(text, s.start))
}
