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
    /// A word that may open a phrase or be part of one: « premier », « quelques ».
    Lead,
    /// A word that only leads to a date, a time or a length: « le », « dans ».
    Opener,
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
        _ => {
            let plain = [("number", Class::Number), ("lead", Class::Lead), ("opener", Class::Opener)];
            plain.into_iter().find(|(name, _)| *name == class).map(|(_, class)| class)
        }
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

/// The class of a folded word.
#[inline]
pub(super) fn class(folded: &str) -> Option<Class> {
    if !OPENINGS.may_hold(folded) {
        return None;
    }
    WORDS.get(folded).copied()
}

/// The classes of a text's tokens, looked up once.
#[derive(Debug)]
pub(super) struct Words {
    classes: Vec<Option<Class>>,
    /// For each token, whether a rule may read something from it on.
    asks: Vec<bool>,
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
        let mut classes = vec![None; tokens.len()];
        let mut asks = vec![false; tokens.len()];
        for (i, token) in tokens.iter().enumerate() {
            if matches!(token.kind(), TokenKind::Punct | TokenKind::Symbol) {
                continue;
            }
            let word = text.word(i);
            classes[i] = class(word);
            asks[i] = token.kind() == TokenKind::Number || classes[i].is_none() && word.bytes().any(|b| b == b'-');
        }
        // The first token from `i` on that tells of time or number by itself.
        let mut live = usize::MAX;
        for i in (0..tokens.len()).rev() {
            let (kind, class) = (tokens[i].kind(), classes[i]);
            let tells = match class {
                _ if kind == TokenKind::Number => true,
                Some(Class::Opener) => false,
                Some(Class::Lead) => text.word(i).starts_with("demi"),
                Some(_) => true,
                None => asks[i] && [DASH_LA, DASH_CI].iter().any(|e| text.word(i).ends_with(e)),
            };
            asks[i] |= class.is_some() && !(live > i + REACH && WordSet::OpensNoTimex.has(text.word(i)));
            if tells {
                live = i;
            }
            // « XXe siècle », « XIV e et XV e siècles », « l2 mars »: a month or a century makes a time of words that are in no row.
            let before = match class {
                Some(Class::Unit(Unit::Century)) => 6,
                Some(Class::Month(_)) => 1,
                _ => 0,
            };
            asks[i.saturating_sub(before)..i].fill(true);
        }
        Self { classes, asks }
    }

    #[inline]
    pub(super) fn class(&self, i: usize) -> Option<Class> {
        self.classes[i]
    }

    /// Whether a rule may read something from token `i` on: not from a word without a row, nor from one that can only lead to a time where
    /// none stands near behind it (« la firme », « un site »).
    ///
    /// These are nearly all words of any text, so that this one look spares most of the work.
    #[inline]
    pub(super) fn asks(&self, i: usize) -> bool {
        self.asks[i]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_loads() {
        assert_eq!(class("mars"), Some(Class::Month(3)));
        assert_eq!(class("mer"), None);
    }
}
