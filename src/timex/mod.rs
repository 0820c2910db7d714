//! French temporal expressions (TIMEX3): found by rules, resolved against the document date and the text's own story.
//!
//! The module stands on its own: [`find`] needs a [`Text`] and, where it is known, the document's date.

use crate::text::{PartialDate, Span, Text};
use jiff::civil::Date;

/// What a temporal expression denotes, after TimeML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimexKind {
    /// A day or something coarser.
    Date,
    /// Finer than a day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

impl TimexKind {
    /// The TimeML name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// TimeML's `mod` of a temporal expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are TimeML's own")]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
}

impl Modifier {
    /// The TimeML name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
        }
    }
}

/// What the value of a temporal expression leans on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// Complete in itself.
    Text,
    /// The document's date.
    DocDate,
    /// A temporal expression before it.
    Timex,
    /// Nothing that is known: the value keeps its X's.
    None,
}

impl Anchor {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::DocDate => "doc_date",
            Self::Timex => "timex",
            Self::None => "none",
        }
    }
}

/// One temporal expression with its normalized value.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    /// Its words, without leading preposition or article.
    pub span: Span,
    /// What it denotes.
    pub kind: TimexKind,
    /// The TIMEX3 value, as `2024-07-20`, `2024-Q3`, `P3Y`, `2022-09/2023-Q2`, `XXXX-WXX-1`, `PAST_REF`.
    pub value: String,
    /// TimeML's mod.
    pub modifier: Option<Modifier>,
    /// The first day that a dated value may mean.
    pub earliest: Option<Date>,
    /// The last day that a dated value may mean; never before `earliest`.
    pub latest: Option<Date>,
    /// What the value leans on.
    pub anchor: Anchor,
    /// The rule that read it, as `timex.calendar.day_month`.
    pub rule: &'static str,
    /// What contradicts itself in it, as « 2024-03-03 was a Sunday, not a Tuesday ».
    pub warning: Option<String>,
}

/// The temporal expressions of a text, in order, without overlaps.
pub fn find(text: &Text<'_>, published: Option<PartialDate>) -> Vec<Timex> {
    let _ = (text, published);
    Vec::new()
}
