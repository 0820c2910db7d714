//! Gold, read and checked.

use super::file::{self, Format};
use super::gold::GoldDocument;
use super::{brat, check, keys, label_studio};
use crate::error::SetupError;
use crate::run_dir::RunDir;
use std::path::Path;

/// Reads gold that a run is to be measured against: a file with one document a line, or over several lines as an editor lays it out, the
/// JSON export of Label Studio, or a folder of brat.
///
/// # Errors
/// When the file cannot be read, holds something else or nothing, or says what cannot be: spans outside the text, types, factualities,
/// roles and values that there are not, misspelled keys, one document twice.
pub fn read(path: &Path, run: &RunDir) -> Result<Vec<GoldDocument>, SetupError> {
    if brat::is_brat(path) {
        let documents = brat::read(path, run)?;
        check::check(path, &documents, run)?;
        return Ok(documents);
    }
    let whole = file::read(path)?;
    let text = whole.trim_start_matches('\u{feff}');
    let failed = |line, message| SetupError::Table {
        file: path.display().to_string(),
        line,
        message,
    };
    let values = file::values(text).map_err(|(line, error)| failed(line, file::no_gold(&error)))?;
    let format = Format::of(values.first().map_or("", |v| v.json));
    let document = |json| match format {
        Format::Gold => match keys::misspelled(json) {
            Some(message) => Err((1, message)),
            None => serde_json::from_str(json).map_err(|e| (e.line(), file::no_gold(&e))),
        },
        Format::Tasks => label_studio::document(json),
        Format::MinimalTasks => Err((1, file::MINIMAL_TASKS.to_owned())),
        Format::Run => Err((1, file::RUN.to_owned())),
    };
    let mut documents: Vec<GoldDocument> = Vec::with_capacity(values.len());
    for value in values {
        let read = document(value.json).map_err(|(line, message)| failed(value.line + line.max(1) - 1, message))?;
        documents.push(GoldDocument {
            line: value.line,
            ..read
        });
    }
    if documents.is_empty() {
        return Err(SetupError::Usage(format!(
            "{}: holds no document; wanted {}",
            path.display(),
            file::WANTED
        )));
    }
    check::check(path, &documents, run)?;
    Ok(documents)
}
