//! The words of temporal expressions, from `lexicon/data/timex.tsv`.

use super::Modifier;
use crate::lexicon::Openings;
use crate::lexicon::words::WordSet;
use crate::text::{Text, TokenKind};
use jiff::civil::Date;
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

/// A season of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Fall, Self::Winter];

    /// The TIMEX3 code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Fall => "FA",
            Self::Winter => "WI",
        }
    }
}

/// A numbered share of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    Quarter,
    Half,
}

impl Share {
    /// The TIMEX3 letter.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Quarter => 'Q',
            Self::Half => 'H',
        }
    }

    /// How many months it has.
    pub(super) fn months(self) -> i8 {
        match self {
            Self::Quarter => 3,
            Self::Half => 6,
        }
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    const ALL: [Self; 4] = [Self::Morning, Self::Afternoon, Self::Evening, Self::Night];

    /// The TIMEX3 code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// What is cut from a period: « début », « milieu », « fin », « courant ».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Start,
    Mid,
    End,
    /// The whole of it.
    During,
}

impl Piece {
    /// TimeML's mod for it.
    pub(super) fn modifier(self) -> Option<Modifier> {
        match self {
            Self::Start => Some(Modifier::Start),
            Self::Mid => Some(Modifier::Mid),
            Self::End => Some(Modifier::End),
            Self::During => None,
        }
    }
}

/// A time that has no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    Past,
    Present,
    Future,
}

impl Reference {
    const ALL: [Self; 3] = [Self::Past, Self::Present, Self::Future];

    /// The reference of a TIMEX3 value.
    pub(super) fn of(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.value() == value)
    }

    /// The TIMEX3 value.
    pub(super) fn value(self) -> &'static str {
        match self {
            Self::Past => "PAST_REF",
            Self::Present => "PRESENT_REF",
            Self::Future => "FUTURE_REF",
        }
    }
}

/// When a feast is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feast {
    /// On the same day of every year.
    Fixed {
        month: i8,
        day: i8,
    },
    /// So many days from Easter Sunday.
    Easter(i64),
    Mothers,
    Fathers,
    /// On one day of history: « le 11-Septembre ».
    Once(Date),
    /// By the moon: no calendar here has it.
    Moon,
}

impl Feast {
    /// The feast of a row: `MM-DD`, `easter±n`, `YYYY-MM-DD` or `open`.
    fn of(value: &str) -> Option<Self> {
        if let Some(offset) = value.strip_prefix("easter") {
            return offset.parse().ok().map(Self::Easter);
        }
        if let Ok(date) = value.parse() {
            return Some(Self::Once(date));
        }
        match value.split_once('-') {
            Some((month, day)) => Some(Self::Fixed {
                month: month.parse().ok()?,
                day: day.parse().ok()?,
            }),
            None => Some(Self::Moon),
        }
    }
}

/// What a word can do in a temporal expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Month(i8),
    /// From 1, Monday.
    Weekday(i8),
    Season(Season),
    Unit(Unit),
    Part(Part),
    /// « midi », « minuit »: the hour.
    Noon(i8),
    /// Days from the document's date.
    Deictic(i64),
    /// Days from the day told of before.
    Anaphor(i64),
    /// A vague value.
    Reference(Reference),
    Piece(Piece),
    /// An adjective of recurrence, with its length.
    Adjective(&'static str),
    Feast(Feast),
    /// « T1 », « S2 ».
    Label(Share, i8),
    /// A month of the republican calendar, from 1, vendémiaire.
    Republican(i8),
    Lead,
    Number,
}

/// The class of a row, if the table has its class and value right.
fn class_of(class: &str, value: &'static str) -> Option<Class> {
    let unit = || {
        Some(match value {
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
            "CE" => Unit::Century,
            _ => return None,
        })
    };
    let label = || {
        let (letter, number) = value.split_once('-')?;
        let share = if letter == "t" { Share::Quarter } else { Share::Half };
        Some(Class::Label(share, number.parse().ok()?))
    };
    match class {
        "month" => value.parse().ok().map(Class::Month),
        "weekday" => value.parse().ok().map(Class::Weekday),
        "season" => Season::ALL.into_iter().find(|s| s.code() == value).map(Class::Season),
        "unit" => unit().map(Class::Unit),
        "part" => Part::ALL.into_iter().find(|p| p.code() == value).map(Class::Part),
        "noon" => value.parse().ok().map(Class::Noon),
        "deictic" => value.parse().ok().map(Class::Deictic),
        "anaphor" => value.parse().ok().map(Class::Anaphor),
        "ref" => Reference::of(value).map(Class::Reference),
        "piece" => match value {
            "START" => Some(Class::Piece(Piece::Start)),
            "MID" => Some(Class::Piece(Piece::Mid)),
            "END" => Some(Class::Piece(Piece::End)),
            "DURING" => Some(Class::Piece(Piece::During)),
            _ => None,
        },
        "adjective" => Some(Class::Adjective(value)),
        "feast" => Feast::of(value).map(Class::Feast),
        "label" => label(),
        "republican" => value.parse().ok().map(Class::Republican),
        "number" => Some(Class::Number),
        "lead" => Some(Class::Lead),
        _ => None,
    }
}

static WORDS: LazyLock<HashMap<String, Class, foldhash::fast::FixedState>> = LazyLock::new(|| {
    crate::lexicon::rows(include_str!("../lexicon/data/timex.tsv"))
        .map(|row| {
            let class = class_of(row[1], row[2]).expect("the test below reads every row of the table");
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

/// What points out a time of the story: « ce jour-là ».
pub(super) const DASH_LA: &str = "-la";
/// What points out a time of the document: « ce mois-ci ».
pub(super) const DASH_CI: &str = "-ci";

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
                || classes[i].is_none() && [DASH_LA, DASH_CI].iter().any(|e| text.word(i).ends_with(e))
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
        self.live[i + 1] as usize > i + REACH && WordSet::OpensNoTimex.has(word)
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
