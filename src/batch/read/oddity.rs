//! What may be odd about a document that is read nevertheless.

use super::role::{LONGEST_KEY, Role};
use crate::error::brief;
use crate::text::{PartialDate, Warning};
use std::fmt;

/// Characters of a value that a warning shows.
const SHOWN: usize = 60;
/// Characters of a column's name that a warning shows.
const HEADING: usize = 40;
/// Characters of an id that was made that a warning shows.
const LONGEST_ID: usize = 120;

/// Something odd about a document: its words are the warning of the record, and a run counts it under its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// The encoding that its byte order mark tells.
    MarkedEncoding(&'static str),
    /// The encoding that was guessed.
    GuessedEncoding(String),
    /// So many halves of surrogate pairs.
    HalfCharacters(usize),
    /// So often `NaN` or `Infinity`.
    NoNumbers(usize),
    /// A key that was named for a role is not in the row.
    MissingKey {
        /// What it was named for.
        role: Role,
        /// The key.
        key: String,
        /// What the row has.
        has: String,
    },
    /// A key holds no string.
    LeftOutKey {
        /// The key.
        key: String,
        /// What it holds, as « a list ».
        holds: &'static str,
    },
    /// Two columns have one name.
    SecondColumn(String),
    /// The text was HTML.
    Html,
    /// The date is that of the last change.
    LastChange,
    /// The date is that of the document's number.
    DateOfNumber(PartialDate),
    /// A date that can only be read with its month first.
    MonthFirst {
        /// As it is written.
        value: String,
        /// As it is read.
        date: PartialDate,
    },
    /// A date that can be read in two orders, in a column that has shown dates with their month first.
    EitherOrder {
        /// As it is written.
        value: String,
        /// As it is read.
        date: PartialDate,
    },
    /// A date that cannot be read.
    UnreadDate {
        /// As it is written.
        value: String,
        /// What is wrong, and what was wanted.
        why: String,
    },
    /// Letters of a wrong decoding were put back, and some are lost.
    Mojibake {
        /// Places that were mended.
        mended: usize,
        /// Letters that are lost.
        lost: usize,
    },
    /// So many letters were lost before.
    LostLetters(usize),
    /// Another document has the id.
    SameId {
        /// The id that it gave.
        id: String,
        /// The id that it has now.
        own: String,
    },
}

impl Oddity {
    /// The stable name under which a run counts it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::MarkedEncoding(_) => "marked_encoding",
            Self::GuessedEncoding(_) => "guessed_encoding",
            Self::HalfCharacters(_) | Self::LostLetters(_) => "lost_letters",
            Self::NoNumbers(_) => "mended_json",
            Self::MissingKey { role, .. } => role.missing(),
            Self::LeftOutKey { .. } | Self::SecondColumn(_) => "left_out_key",
            Self::Html => "stripped_html",
            Self::LastChange | Self::DateOfNumber(_) | Self::MonthFirst { .. } => "inferred_date",
            Self::EitherOrder { .. } => "ambiguous_date",
            Self::UnreadDate { .. } => "unread_date",
            Self::Mojibake { .. } => "mended_mojibake",
            Self::SameId { .. } => "duplicate_id",
        }
    }
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value| brief(value, SHOWN);
        match self {
            Self::MarkedEncoding(name) => write!(f, "encoding {name} by its byte order mark"),
            Self::GuessedEncoding(name) => write!(f, "encoding guessed: {name}"),
            Self::HalfCharacters(places) => write!(
                f,
                "half of a character (a lone surrogate) read as \u{fffd}, places: {places}; write whole characters into the JSON"
            ),
            Self::NoNumbers(places) => {
                write!(
                    f,
                    "no JSON: NaN or Infinity read as null, places: {places}; write null or a number"
                )
            }
            Self::MissingKey { role, key, has } => write!(f, "{} {key:?} is no key of this row; {has}", role.option()),
            Self::LeftOutKey { key, holds } => write!(f, "key {:?} holds {holds}, it is left out", brief(key, LONGEST_KEY)),
            Self::SecondColumn(name) => write!(f, "key {:?} heads two columns, the second is left out", brief(name, HEADING)),
            Self::Html => f.write_str("HTML in the text was stripped: positions count in what is left"),
            Self::LastChange => f.write_str("date of the last change, since the entry has none of its publication"),
            Self::DateOfNumber(day) => write!(f, "date {day} taken from the document's number"),
            Self::MonthFirst { value, date } => write!(
                f,
                "date {:?} read as {date}: the column seems to be month-first, but 03/04/2024 is read day-first; settle it with --date-order mdy",
                shown(value)
            ),
            Self::EitherOrder { value, date } => write!(
                f,
                "date order of {:?} is not known: read day-first as {date}, but others of its column are month-first; settle it with \
                 --date-order mdy or dmy",
                shown(value)
            ),
            Self::UnreadDate { value, why } => write!(f, "date {:?} {why}", shown(value)),
            Self::Mojibake { mended, lost: 0 } => write!(
                f,
                "mojibake mended, places: {mended}; positions count in the mended text; decode the source as UTF-8"
            ),
            Self::Mojibake { mended, lost } => write!(
                f,
                "mojibake mended, places: {mended}; letters lost: {lost}; positions count in the mended text; decode the source as UTF-8"
            ),
            Self::LostLetters(n) => write!(f, "letters lost before depeche read them: {n}; decode the source anew"),
            Self::SameId { id, own } => {
                write!(
                    f,
                    "id {:?} was given before; this document is {:?}",
                    shown(id),
                    brief(own, LONGEST_ID)
                )
            }
        }
    }
}

impl From<Oddity> for Warning {
    fn from(oddity: Oddity) -> Self {
        Self {
            name: oddity.name(),
            words: oddity.to_string(),
        }
    }
}
