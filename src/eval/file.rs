//! What stands in a file that is given as gold: its values, and whether they are gold at all.

use crate::error::SetupError;
use crate::record::{DOCUMENT_SCHEMA, EVENT_SCHEMA};
use serde_json::Value;
use serde_json::value::RawValue;
use std::path::Path;

/// What a gold file holds, for messages.
pub(super) const WANTED: &str = "lines of {doc_id, text, entities?, timexes?, amounts?, events?} (docs/EVALUATE.md, section 2), or the \
    JSON export of Label Studio, or a folder of brat";

/// What is said of Label Studio's short export.
pub(super) const MINIMAL_TASKS: &str = "an export of Label Studio as JSON-MIN, which lacks the relations between spans; export the project as JSON and give that file";

/// What is said of a run given as gold.
pub(super) const RUN: &str = "a record that depeche wrote itself: a run cannot be measured against a run; wanted what people annotated \
    (docs/EVALUATE.md, section 2; `depeche export RUN_DIR --to label-studio -o tasks.json` makes the tasks to correct)";

/// What is said of a value that is no gold document.
pub(super) fn no_gold(error: &serde_json::Error) -> String {
    // The line that serde names is counted within the value; the caller knows that of the file.
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    let what = what.replace("expected u64", "expected a whole number from 0");
    format!(
        "not the gold document wanted here: {what} (column {}); wanted {WANTED}",
        error.column()
    )
}

/// The kinds of values that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Gold documents, or what else: reading them says what is wrong.
    Gold,
    /// Tasks of Label Studio, as it exports them to JSON and `depeche export` writes them.
    Tasks,
    /// Tasks in its short form.
    MinimalTasks,
    /// Lines of a run.
    Run,
}

impl Format {
    /// What the first value of a file tells.
    pub(super) fn of(first: &str) -> Self {
        let Ok(value) = serde_json::from_str::<Value>(first) else {
            return Self::Gold;
        };
        let has = |keys: &[&str]| keys.iter().any(|key| value.get(key).is_some());
        let schema = value.get("schema").and_then(Value::as_str);
        // Who puts the text into lines of a run and corrects them has made gold of them.
        let of_run = schema.is_some_and(|s| [DOCUMENT_SCHEMA, EVENT_SCHEMA].contains(&s)) && !has(&["text"]);
        if of_run {
            Self::Run
        } else if has(&["data"]) && has(&["annotations", "predictions"]) {
            Self::Tasks
        } else if has(&["annotator", "annotation_id", "lead_time"]) {
            Self::MinimalTasks
        } else {
            Self::Gold
        }
    }
}

/// Reads a file; a folder is refused with what it seems to be.
pub(super) fn read(path: &Path) -> Result<String, SetupError> {
    if !path.is_dir() {
        return std::fs::read_to_string(path).map_err(|e| SetupError::io("could not read", path, e));
    }
    let what = format!("a folder without files of brat; wanted {WANTED}");
    Err(SetupError::Usage(format!("{}: {what}", path.display())))
}

/// A value of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed<'a> {
    /// The line in which it begins, from 1.
    pub(super) line: usize,
    /// The value as it stands there.
    pub(super) json: &'a str,
}

/// The values one after the other, or those of one array around all; for one that is no JSON the line in which it goes wrong.
pub(super) fn values(text: &str) -> Result<Vec<Placed<'_>>, (usize, serde_json::Error)> {
    let wrong = |e: serde_json::Error| (e.line(), e);
    let raw: Vec<&RawValue> = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map_err(wrong)?
    } else {
        let stream = serde_json::Deserializer::from_str(text).into_iter();
        stream.collect::<Result<_, _>>().map_err(wrong)?
    };
    let (mut line, mut seen) = (1, 0);
    let placed = raw.into_iter().map(|value| {
        let json = value.get();
        // The values are borrowed from the text, so that the addresses tell where they stand in it.
        let start = (json.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        line += text.get(seen..start).map_or(0, |between| between.matches('\n').count());
        seen = start;
        Placed { line, json }
    });
    Ok(placed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_known_by_the_line_in_which_they_begin() {
        for (text, lines) in [
            ("{}\n{}\n", vec![1, 2]),
            ("\n\n{\n\"a\": 1}\n{}", vec![3, 5]),
            ("{} {}\n{}", vec![1, 1, 2]),
            ("[{},\n{\"a\":\n1},\n\n{}]", vec![1, 2, 5]),
            (" [\n]", vec![]),
            ("", vec![]),
        ] {
            let values = values(text).expect("JSON");
            assert_eq!(values.iter().map(|v| v.line).collect::<Vec<_>>(), lines, "{text:?}");
        }
        for (text, line) in [("{}\n{\"a\"}\n", 2), ("[{},\n{}", 2), ("{}\n]", 2)] {
            assert_eq!(values(text).expect_err("no JSON").0, line, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_gold_is_told_by_its_keys() {
        for (first, format) in [
            (r#"{"doc_id": "a", "text": ""}"#, Format::Gold),
            (r#"{"schema": "depeche.document/1", "doc_id": "a", "text": ""}"#, Format::Gold),
            (r#"{"data": {"text": ""}, "predictions": []}"#, Format::Tasks),
            (r#"{"id": 3, "annotations": [], "data": {"text": ""}}"#, Format::Tasks),
            (r#"{"text": "", "id": 3, "label": [], "annotator": 1}"#, Format::MinimalTasks),
            (r#"{"schema": "depeche.event/1", "type": "ECO.Layoff"}"#, Format::Run),
            (r#"{"schema": "depeche.document/1", "events": 3}"#, Format::Run),
            ("3", Format::Gold),
            ("", Format::Gold),
        ] {
            assert_eq!(Format::of(first), format, "{first}");
        }
    }
}
