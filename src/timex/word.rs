//! The words of temporal expressions, from `lexicon/data/timex.tsv`.

use crate::lexicon::Openings;
use crate::text::{Text, TokenKind};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A length of the calendar or the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// What a word can do in a temporal expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Month(i8),
    /// From 1, Monday.
    Weekday(i8),
    /// `SP SU FA WI`.
    Season(&'static str),
    Unit(Unit),
    /// `MO AF EV NI`.
    Part(&'static str),
    /// « midi », « minuit »: the hour.
    Noon(i8),
    /// Days from the document's date.
    Deictic(i64),
    /// Days from the day told of before.
    Anaphor(i64),
    /// A vague value.
    Reference(&'static str),
    /// « début », « fin »: TimeML's mod.
    Piece(&'static str),
    /// An adjective of recurrence.
    Adjective(&'static str),
    /// An adjective of a part of the day.
    PartAdjective(&'static str),
    /// `MM-DD`, `easter±n`, `YYYY-MM-DD` or `open`.
    Feast(&'static str),
    /// « T1 », « S2 »: letter and number.
    Label(&'static str),
    Lead,
    Number,
}

static WORDS: LazyLock<HashMap<String, Class, foldhash::fast::FixedState>> = LazyLock::new(|| {
    let number = |v: &str| v.parse().expect("the table's numbers are checked by the test below");
    crate::lexicon::rows(include_str!("../lexicon/data/timex.tsv"))
        .map(|row| {
            let (class, value) = (row[1], row[2]);
            let class = match class {
                "month" => Class::Month(number(value)),
                "weekday" => Class::Weekday(number(value)),
                "season" => Class::Season(value),
                "unit" => Class::Unit(match value {
                    "S" => Unit::Second,
                    "MIN" => Unit::Minute,
                    "H" => Unit::Hour,
                    "D" => Unit::Day,
                    "WE" => Unit::Weekend,
                    "W" => Unit::Week,
                    "M" => Unit::Month,
                    "Q" => Unit::Quarter,
                    "HALF" => Unit::Half,
                    "Y" => Unit::Year,
                    "DE" => Unit::Decade,
                    _ => Unit::Century,
                }),
                "part" => Class::Part(value),
                "noon" => Class::Noon(number(value)),
                "deictic" => Class::Deictic(i64::from(number(value))),
                "anaphor" => Class::Anaphor(i64::from(number(value))),
                "ref" => Class::Reference(value),
                "piece" => Class::Piece(value),
                "adjective" => Class::Adjective(value),
                "partadj" => Class::PartAdjective(value),
                "feast" => Class::Feast(value),
                "label" => Class::Label(value),
                "number" => Class::Number,
                _ => Class::Lead,
            };
            (crate::text::fold(row[0]), class)
        })
        .collect()
});

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| Openings::of(WORDS.keys().map(String::as_str)));

/// The longest word of the table, in folded bytes.
const LONGEST: usize = 18;

/// The class of a folded word.
#[inline]
pub(super) fn class(folded: &str) -> Option<Class> {
    if folded.len() > LONGEST || !OPENINGS.may_open(folded) {
        return None;
    }
    WORDS.get(folded).copied()
}

/// The classes of a text's tokens, looked up once.
#[derive(Debug)]
pub(super) struct Words {
    classes: Vec<Option<Class>>,
    /// For each token, the first one from it on that tells of time or number by itself.
    live: Vec<u32>,
}

/// How many tokens behind an article or a preposition an expression still names its time: « au cours de la même année ».
const REACH: usize = 4;

impl Words {
    pub(super) fn of(text: &Text<'_>) -> Self {
        let tokens = text.tokens();
        let classes: Vec<_> = (0..tokens.len())
            .map(|i| match tokens[i].kind() {
                TokenKind::Punct | TokenKind::Symbol => None,
                _ => class(text.word(i)),
            })
            .collect();
        let mut live = vec![u32::MAX; tokens.len() + 1];
        for i in (0..tokens.len()).rev() {
            let tells = tokens[i].kind() == TokenKind::Number
                || classes[i].is_none() && text.word(i).ends_with("-la")
                || classes[i].is_some_and(|c| c != Class::Lead || text.word(i).starts_with("demi"));
            live[i] = if tells { i as u32 } else { live[i + 1] };
        }
        Self { classes, live }
    }

    #[inline]
    pub(super) fn class(&self, i: usize) -> Option<Class> {
        self.classes[i]
    }

    /// Whether `word`, token `i`, can only lead to a time and none stands near behind it: « la firme », « un site ».
    ///
    /// These are the commonest words of any text, so that this one look spares most of the work.
    #[inline]
    pub(super) fn leads_nowhere(&self, i: usize, word: &str) -> bool {
        self.live[i + 1] as usize > i + REACH
            && matches!(
                word,
                "le" | "la"
                    | "les"
                    | "l'"
                    | "d'"
                    | "de"
                    | "du"
                    | "des"
                    | "un"
                    | "une"
                    | "a"
                    | "ce"
                    | "cet"
                    | "cette"
                    | "ces"
                    | "par"
                    | "dans"
                    | "entre"
                    | "plus"
                    | "plusieurs"
                    | "quelques"
                    | "tout"
                    | "tous"
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_loads_and_its_words_are_short_enough() {
        assert!(WORDS.keys().all(|w| w.len() <= LONGEST));
        assert_eq!(class("mars"), Some(Class::Month(3)));
        assert_eq!(class("mer"), None);
    }
}
