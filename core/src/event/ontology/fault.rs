//! What is wrong in a type file, and where.

use crate::error::{SetupError, brief};

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

/// Where the value stands that a message names first, in quotation marks, from a place on; the place itself where it does not.
pub(super) fn place_of(text: &str, from: usize, message: &str) -> usize {
    let name = message.split('"').nth(1).unwrap_or_default();
    let found = text.get(from..).and_then(|rest| rest.find(&format!("\"{name}\"")));
    found.filter(|_| !name.is_empty()).map_or(from, |at| from + at)
}

pub(super) fn line_of(text: &str, error: &toml::de::Error) -> usize {
    error.span().map_or(0, |s| line_at(text, s.start))
}

/// What is said of a file that is no such table: what the parser says, the line where it does, and what is meant where that can be told.
pub(super) fn unread(text: &str, error: &toml::de::Error) -> String {
    let line = line_of(text, error)
        .checked_sub(1)
        .and_then(|at| text.lines().nth(at))
        .unwrap_or_default();
    let value = line.split_once('=').map_or("", |(_, value)| value.trim_start());
    let behind = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let comma = behind.len() < value.len() && behind.starts_with(',');
    let hint = if comma {
        "; write the number with a point, as 0.9"
    } else {
        ""
    };
    format!("{} in « {} »{hint}", error.message(), brief(line.trim(), 60))
}
