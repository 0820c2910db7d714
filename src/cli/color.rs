//! Colors of what is for people. Records have none.

use clap::ColorChoice;
use clap::ValueEnum;
use clap::builder::styling::{AnsiColor, Style};
use std::ffi::OsString;

/// The program's name before a message that stops it.
pub(super) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The program's name before a message about one document.
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// Names.
pub(super) const NAME: Style = AnsiColor::Cyan.on_default();
/// Dates.
pub(super) const DATE: Style = AnsiColor::Green.on_default();
/// Amounts.
pub(super) const AMOUNT: Style = AnsiColor::Yellow.on_default();
/// Events.
pub(super) const EVENT: Style = AnsiColor::Magenta.on_default().bold();
/// What one reads last: rules, scores, relations.
pub(super) const FAINT: Style = Style::new().dimmed();

/// The text between the codes of a style; the streams of `anstream` take them out where no color is wanted.
pub(super) fn paint(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}

/// Whether the streams of this process are colored from here on.
pub(super) fn choose(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

/// What `--color` asks for, before the arguments are parsed: messages about wrong arguments and help heed it too.
pub(super) fn asked(arguments: impl Iterator<Item = OsString>) -> ColorChoice {
    let words: Vec<OsString> = arguments.take_while(|a| a != "--").collect();
    let mut choice = ColorChoice::Auto;
    for (i, word) in words.iter().enumerate() {
        let value = match word.to_str() {
            Some("--color") => words.get(i + 1).and_then(|v| v.to_str()),
            Some(word) => word.strip_prefix("--color="),
            None => None,
        };
        if let Some(wanted) = value.and_then(|v| ColorChoice::from_str(v, false).ok()) {
            choice = wanted;
        }
    }
    choice
}
