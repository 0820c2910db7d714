//! What is said of arguments that are not understood, where there is a better remedy than the nearest word.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Error};
use depeche::error::SetupError;
use std::ffi::OsString;

/// Options that choose events, which `extract` has none of: it writes all.
const FILTERS: [&str; 7] = [
    "--type",
    "--entity",
    "--since",
    "--until",
    "--min-amount",
    "--factuality",
    "--no-duplicates",
];

/// The words for wrong arguments that are known better; else the error comes back, without what it only guesses at.
pub(super) fn explained(mut error: Error, arguments: &[OsString]) -> Result<SetupError, Error> {
    let words: Vec<&str> = arguments.iter().skip(1).filter_map(|word| word.to_str()).collect();
    let known = super::Arguments::command();
    let command = words.iter().copied().find(|word| known.find_subcommand(word).is_some());
    match remedy(&error, command.unwrap_or_default(), &words) {
        Some(remedy) => Ok(SetupError::Usage(remedy)),
        None => {
            // « use -- --option » helps nobody who has misspelled one.
            error.remove(ContextKind::Suggested);
            Err(error)
        }
    }
}

fn of(error: &Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(value) => Some(value.as_str()),
        _ => None,
    }
}

fn remedy(error: &Error, command: &str, words: &[&str]) -> Option<String> {
    let wrong = match error.kind() {
        ErrorKind::UnknownArgument => of(error, ContextKind::InvalidArg)?,
        ErrorKind::InvalidValue => of(error, ContextKind::InvalidValue)?,
        _ => return None,
    };
    let option = wrong.split('=').next().unwrap_or(wrong);
    // The option before a word that nobody wanted.
    let before = words
        .iter()
        .position(|word| *word == wrong)
        .and_then(|at| words.get(at.checked_sub(1)?).copied());
    match (error.kind(), command) {
        (ErrorKind::InvalidValue, _) if wrong == "rust-bert" => Some(
            "--backend rust-bert: this build is without it; build it with `cargo build --release --features rust-bert` (README, « Another model »)"
                .to_owned(),
        ),
        (ErrorKind::UnknownArgument, "extract" | "merge" | "evaluate") if FILTERS.contains(&option) => Some(format!(
            "{option} chooses events of a finished run: it is an option of depeche export and depeche view; {command} takes all"
        )),
        (ErrorKind::UnknownArgument, "view" | "export" | "evaluate") if option == "--types" => Some(format!(
            "--types is an option of depeche extract, and {command} knows the types of the run; to choose some, say --type CODE"
        )),
        (ErrorKind::UnknownArgument, "export") if before == Some("--excel") => {
            Some(format!("--excel {wrong}: write it with « = »: --excel={wrong}"))
        }
        (ErrorKind::UnknownArgument, "explain") if !wrong.starts_with('-') => {
            Some("explain takes one phrase: put it in quotes, as depeche explain \"Kelvar a licencié 134 salariés.\"".to_owned())
        }
        _ => None,
    }
}
