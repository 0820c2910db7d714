//! What of a run is durable: a header that says which run it is, then a line for each durable part.
//!
//! A journal that is there means an unfinished run. Its lines are written after the data they speak of has reached the disk, so a torn
//! tail of any file is cut by going back to the last whole line.

use super::read::{Listing, Seen};
use super::summary::Summary;
use crate::error::SetupError;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

const SCHEMA: &str = "depeche.journal/1";
/// How a journal begins.
const SCHEMA_KEY: &str = "{\"schema\":\"depeche.journal/";

/// Which run it is: what must be the same for it to be resumed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Header {
    pub schema: String,
    pub settings: Value,
    pub inputs: Vec<Listing>,
}

impl Header {
    pub(super) fn new(settings: Value, inputs: Vec<Listing>) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            settings,
            inputs,
        }
    }

    /// What differs from the header of the unfinished run, in words; empty when it is the same run.
    pub(super) fn differences(&self, before: &Self) -> Vec<String> {
        let mut out = Vec::new();
        if self.schema != before.schema {
            out.push(format!("the journal's form was {}, now {}", before.schema, self.schema));
        }
        if let (Some(now), Some(then)) = (self.settings.as_object(), before.settings.as_object()) {
            for (key, value) in now {
                let old = then.get(key).unwrap_or(&Value::Null);
                if old != value {
                    out.push(changed(key, old, value));
                }
            }
        }
        let names = |h: &Self| h.inputs.iter().map(|i| i.input.clone()).collect::<Vec<_>>().join(", ");
        if names(self) != names(before) {
            out.push(format!("the inputs were {}, now {}", names(before), names(self)));
        } else {
            for (now, then) in self.inputs.iter().zip(&before.inputs).filter(|(a, b)| a != b) {
                out.push(format!("the input {} has changed since ({})", now.input, now.changes(then)));
            }
        }
        out
    }
}

/// How a setting has changed, as the user writes it: « --text-key was not given, now corps ».
fn changed(key: &str, old: &Value, new: &Value) -> String {
    let (then, now) = (as_given(old), as_given(new));
    let name = match key {
        "version" => "depeche".to_owned(),
        "model" => "the model".to_owned(),
        "model_digest" => "the digest of the model".to_owned(),
        "aliases" => "the table of --aliases".to_owned(),
        // The runs that a merge joins are no option, and their pages are long.
        "merged_from" => return "it was not merged from these runs".to_owned(),
        option => format!("--{}", option.replace('_', "-")),
    };
    match (then, now) {
        (Some(then), Some(now)) if then == now => format!("{name} {now} has changed"),
        (Some(then), Some(now)) => format!("{name} was {then}, now {now}"),
        (None, Some(now)) => format!("{name} was not given, now {now}"),
        (Some(then), None) => format!("{name} was {then}, now none"),
        (None, None) => format!("{name} has changed"),
    }
}

/// A setting as the user gives it; none for what is there without being given.
fn as_given(value: &Value) -> Option<String> {
    /// The digest of a table of names without a name.
    const NO_ALIASES: &str = "0000000000000000";
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some("given".to_owned()),
        Value::String(text) => Some(text.clone()).filter(|t| t != NO_ALIASES),
        Value::Array(list) => {
            let names: Vec<String> = list.iter().filter_map(as_given).collect();
            (!names.is_empty()).then(|| names.join(","))
        }
        // A type file, with what tells it from another of that name.
        Value::Object(file) => file.get("file").and_then(as_given),
        Value::Number(number) => Some(number.to_string()),
    }
}

/// What was durable at one moment.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Commit {
    /// Entries of the input that are done.
    pub entries: u64,
    /// Length of each file.
    pub lengths: Vec<u64>,
    /// A digest of what of standard input is done.
    pub seen: Option<Seen>,
    /// What the run has done so far.
    pub summary: Summary,
    /// Whether the lines say already which of them tell one event.
    #[serde(default)]
    pub related: bool,
}

/// The open journal of a run.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Begins a journal or takes up the one that is there; then its last commit comes back.
    ///
    /// # Errors
    /// When another run holds it, when it speaks of a different run, or when it cannot be read or written.
    pub(super) fn open(path: &Path, header: &Header, restart: bool) -> Result<(Self, Option<Commit>), SetupError> {
        let fail = |action| move |e| SetupError::io(action, path, e);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(fail("could not open the journal"))?;
        // A file system without locks, as some of clusters are, is no other run.
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(SetupError::Usage(format!(
                "{}: another run is writing here; wait for it or choose another output",
                path.display()
            )));
        }
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(fail("could not read the journal"))?;
        // The first line may be torn.
        let begun = SCHEMA_KEY.len().min(text.len());
        if !text.starts_with(&SCHEMA_KEY.as_bytes()[..begun]) {
            return Err(SetupError::Usage(format!(
                "{}: a file that depeche has not written; choose another output, or move it away",
                path.display()
            )));
        }
        let mut journal = Self {
            path: path.to_owned(),
            file,
        };
        let end = text.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let mut lines = text[..end].split(|&b| b == b'\n').filter(|l| !l.is_empty());
        let before = lines.next().and_then(|l| serde_json::from_slice::<Header>(l).ok());
        let Some(before) = before.filter(|_| !restart) else {
            journal.begin(header).map_err(fail("could not write the journal"))?;
            return Ok((journal, None));
        };
        let differences = header.differences(&before);
        if !differences.is_empty() {
            return Err(SetupError::Usage(format!(
                "{} holds an unfinished run of other settings or input: {}; give the former ones to resume it, or --restart to begin anew",
                path.parent().unwrap_or(path).display(),
                differences.join("; ")
            )));
        }
        let last = lines.filter_map(|l| serde_json::from_slice::<Commit>(l).ok()).next_back();
        journal
            .file
            .set_len(end as u64)
            .and_then(|()| journal.file.seek(io::SeekFrom::End(0)))
            .map_err(fail("could not write the journal"))?;
        Ok((journal, Some(last.unwrap_or_default())))
    }

    fn begin(&mut self, header: &Header) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.line(header)
    }

    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_data()
    }

    /// Notes what is durable now.
    pub(super) fn commit(&mut self, commit: &Commit) -> io::Result<()> {
        self.line(commit)
    }

    /// Ends the run: nothing is left to resume.
    pub(super) fn remove(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_setting_that_has_changed_is_told_as_the_user_gives_it() {
        let file = |name: &str, digest: &str| json!([{"file": name, "sha256": digest}]);
        for (key, old, new, told) in [
            ("text_key", Value::Null, json!("corps"), "--text-key was not given, now corps"),
            ("date", json!("2024"), json!("2025"), "--date was 2024, now 2025"),
            ("limit", json!(10), Value::Null, "--limit was 10, now none"),
            (
                "columns",
                json!([]),
                json!(["id", "texte"]),
                "--columns was not given, now id,texte",
            ),
            (
                "columns",
                json!(["id", "texte"]),
                json!([]),
                "--columns was id,texte, now none",
            ),
            (
                "any_language",
                json!(false),
                json!(true),
                "--any-language was not given, now given",
            ),
            (
                "types",
                file("ENV.Pollute.toml", "a"),
                json!([]),
                "--types was ENV.Pollute.toml, now none",
            ),
            (
                "types",
                file("A.B.toml", "a"),
                file("A.B.toml", "b"),
                "--types A.B.toml has changed",
            ),
            (
                "aliases",
                json!("0000000000000000"),
                json!("00000000000000ff"),
                "the table of --aliases was not given, now 00000000000000ff",
            ),
            ("version", json!("0.2.0"), json!("0.3.0"), "depeche was 0.2.0, now 0.3.0"),
            (
                "merged_from",
                Value::Null,
                json!([{"counts": {}}]),
                "it was not merged from these runs",
            ),
        ] {
            assert_eq!(changed(key, &old, &new), told);
        }
    }
}
