//! The rules: from the words of one sentence to readings without context, one file a family.

mod calendar;
mod clock;
mod duration;
mod feast;
mod interval;
mod modifier;
mod name;
mod period;
mod reader;
mod relative;
mod set;
mod share;
mod story;
mod vague;
mod weekday;

use super::Modifier;
use super::reading::{Reading, Way};
use super::word::{Class, Part, Piece, Reference, Unit};
use crate::text::TokenKind;

pub(super) use reader::Reader;

/// A rule for temporal expressions: its name, what it reads, what it leaves.
///
/// Both sentences are run as tests, in a document of 18 July 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name, as `timex.calendar.day`.
    pub name: &'static str,
    /// A sentence in which it reads an expression.
    pub reads: &'static str,
    /// The TIMEX3 value of that expression.
    pub value: &'static str,
    /// A sentence near that one, in which it reads none.
    pub leaves: &'static str,
}

/// The rules of a family, each with what it reads and leaves, and the list of them.
macro_rules! family {
    ($($(#[$doc:meta])* $id:ident = $name:literal, reads $reads:literal as $value:literal, leaves $leaves:literal;)+) => {
        $(
            $(#[$doc])*
            pub(super) static $id: super::Rule = super::Rule { name: $name, reads: $reads, value: $value, leaves: $leaves };
        )+

        /// The rules of this family.
        pub(super) static RULES: &[&super::Rule] = &[$(&$id),+];
    };
}
use family;

static FAMILIES: [&[&Rule]; 12] = [
    calendar::RULES,
    weekday::RULES,
    relative::RULES,
    story::RULES,
    share::RULES,
    feast::RULES,
    period::RULES,
    clock::RULES,
    duration::RULES,
    set::RULES,
    interval::RULES,
    vague::RULES,
];

/// All rules, by family.
///
/// ```
/// let rule = depeche_core::timex::rules().find(|r| r.name == "timex.ago").expect("a rule");
/// assert_eq!((rule.reads, rule.value), ("Elle est partie il y a un peu plus de trois ans.", "2021"));
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flatten().copied()
}

/// What a rule makes of some tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    Date(Reading),
    /// A time of the day, with the day it is said of.
    Time(Option<Reading>, Moment),
    Duration(String),
    Set(String),
    Reference(Reference),
    /// Some day of the past or the future, as the tense says: « un jour », « plus tard ».
    Someday,
}

/// A time within a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Moment {
    /// `14:30`, `08:10:00`.
    Clock(String),
    Part(Part),
}

impl Moment {
    /// The TIMEX3 value behind « T ».
    pub(super) fn value(&self) -> &str {
        match self {
            Self::Clock(clock) => clock,
            Self::Part(part) => part.code(),
        }
    }

    /// Whether it is in the evening or at night.
    pub(super) fn is_dark(&self) -> bool {
        match self {
            Self::Clock(clock) => clock.as_str() >= "18:00",
            Self::Part(part) => matches!(part, Part::Evening | Part::Night),
        }
    }

    /// Whether it is in the small hours.
    pub(super) fn is_small(&self) -> bool {
        match self {
            Self::Clock(clock) => clock.as_str() < "07:00",
            Self::Part(_) => false,
        }
    }
}

/// A rule's find: tokens `start..end`.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub what: What,
    /// What its own words say of it: « début », « vers », « environ ».
    pub modifier: Option<Modifier>,
    pub rule: &'static Rule,
}

impl Found {
    fn new(start: usize, end: usize, what: What, rule: &'static Rule) -> Self {
        Self {
            start,
            end,
            what,
            modifier: None,
            rule,
        }
    }

    /// A find that « début », « fin » or « mi- » cuts short.
    fn piece(start: usize, end: usize, what: What, piece: Piece, rule: &'static Rule) -> Self {
        Self {
            modifier: piece.modifier(),
            ..Self::new(start, end, what, rule)
        }
    }

    /// The same find, which its own words modify.
    fn modified(self, modifier: Option<Modifier>) -> Self {
        let modifier = modifier.or(self.modifier);
        Self { modifier, ..self }
    }
}

/// A dated expression, the token behind it and the rule that read it.
type Dating = (Reading, usize, &'static Rule);

impl Reader<'_> {
    /// The find that begins at token `i`, if any rule reads one; the first rule in this order that does.
    pub(super) fn at(&self, i: usize) -> Option<Found> {
        if !self.words.asks(i) {
            return None;
        }
        let (number, w) = (self.is_number(i), self.w(i));
        if !number {
            let word = self.kind(i) == TokenKind::Word;
            let century = || self.begins_century(i) && self.roman(i).is_some();
            if !word || self.class(i).is_none() && !w.contains('-') && !century() && self.scanned_day(i).is_none() {
                return None;
            }
        }
        if self.is_name(i) {
            return None;
        }
        if !number && let Some(found) = self.phrase(i) {
            return Some(found);
        }
        let several = || {
            self.interval(i)
                .or_else(|| self.two_months(i))
                .or_else(|| self.opening_days(i))
        };
        if let Some(found) = self.opened(i).or_else(several) {
            return Some(found);
        }
        if self.class(i) == Some(Class::Opener) {
            return None;
        }
        if number && let Some(found) = self.stamp(i) {
            return Some(found);
        }
        if let Some(found) = self.habit(i).or_else(|| self.opening(i)) {
            return Some(found);
        }
        if let Some(found) = self.date(i).or_else(|| self.clock_time(i)).or_else(|| self.range(i)) {
            return Some(found);
        }
        if let Some(length) = self.length(i) {
            return self.duration(i, length);
        }
        if let Some(found) = self.centuries(i).or_else(|| self.nights(i)) {
            return Some(found);
        }
        if number && let Some(end) = self.before_christ(i + 1) {
            return self.year_before_christ(i, end);
        }
        if number && let Some(found) = self.years(i) {
            return Some(found);
        }
        if (number || w == "l'")
            && let Some(found) = self.bare_year(i)
        {
            return Some(found);
        }
        if number && let Some(found) = self.war(i).or_else(|| self.bare_short_year(i)) {
            return Some(found);
        }
        if number && let Some(found) = self.early_years(i).or_else(|| self.early_year(i)) {
            return Some(found);
        }
        if self.century_end(i).is_some() {
            return self.century(i, number);
        }
        if let Some(found) = self.weekdays(i) {
            return Some(found);
        }
        match self.class(i)? {
            Class::Reference(value) => self.reference(i, value),
            Class::Adjective(value) => self.adjective(i, value),
            Class::Anaphor(by) => self.anaphor(i, by),
            Class::Part(part) => self.part(i, part),
            _ => None,
        }
    }

    /// What the first word alone calls for.
    fn opened(&self, i: usize) -> Option<Found> {
        let w = self.w(i);
        match w {
            "il" | "voici" | "voila" => self.ago(i),
            "dans" => self.ahead(i).or_else(|| self.in_the_week(i)).or_else(|| self.in_the_next(i)),
            "d'" => self.before_then(i),
            "ce" | "cet" | "cette" | "ces" => self.same(i).or_else(|| self.this(i)),
            "la" | "le" | "l'" => self
                .same(i)
                .or_else(|| self.unit_behind_article(i))
                .or_else(|| self.in_the_day(i))
                .or_else(|| self.night(i, i + 2).filter(|_| w == "la")),
            "nuit" => self.night(i, i + 1),
            "prochain" | "prochaine" => self.unit_behind_adjective(i).or_else(|| self.coming_month(i)),
            "prochains" => self.coming_month(i).or_else(|| self.next_few(i)),
            "prochaines" => self.next_few(i),
            "premiers" | "premieres" => self.first_days(i),
            "derniers" | "dernieres" => self.first_days(i).or_else(|| self.last_few(i)),
            "dernier" | "derniere" => self.unit_behind_adjective(i),
            "avant" => self.before_yesterday(i),
            "aujourd'hui" => self.nowadays(i),
            "chaque" => self.each(i),
            "tous" | "toutes" => self.all(i),
            "tout" | "toute" => self.whole(i),
            "par" => self.per(i),
            "possible" => self.soon(i),
            "moyen" | "long" | "court" => self.term(i),
            "tard" => self.later(i),
            "nouvelle" => self.new_year(i),
            _ => match self.class(i) {
                Some(Class::Piece(piece)) => self.piece(i, piece),
                _ if w.starts_with("mi-") => self.piece(i, Piece::Mid),
                Some(Class::Unit(unit)) => self.opened_by_unit(i, unit),
                Some(Class::Deictic(_)) => self.of_yore(i),
                _ => self.counted(i),
            },
        }
    }

    /// « neuf premiers mois de 2023 », « dix derniers mois », « trois premières semaines », « deux jours plus tard ».
    fn counted(&self, i: usize) -> Option<Found> {
        self.first_months(i)
            .or_else(|| self.run(i))
            .or_else(|| self.first_ones(i))
            .or_else(|| self.distance(i))
            .or_else(|| self.some_day(i))
            .or_else(|| self.sports_season(i))
    }

    /// A date with the time behind it, or with what makes it recur.
    fn date(&self, i: usize) -> Option<Found> {
        let (reading, end, rule) = self.dated(i)?;
        if let Some(found) = self.each_year(i, &reading, end) {
            return Some(found);
        }
        if let Reading::Month {
            year: None,
            month,
            way: Way::Open,
        } = reading
            && self.recurs(i)
        {
            return Some(Found::new(i, end, What::Set(format!("XXXX-{month:02}")), &set::MONTH));
        }
        let timed = self.with_time(reading, end);
        Some(Found::new(i, timed.end, timed.what, rule).modified(timed.modifier))
    }

    /// « mois dernier », « jours à venir », « années 60 ».
    fn opened_by_unit(&self, i: usize, unit: Unit) -> Option<Found> {
        let behind = self.unit_behind_preposition(i, unit).or_else(|| self.numbered_week(i));
        behind.or_else(|| match self.w(i) {
            "annees" => self.coming(i).or_else(|| self.decade(i)),
            "jours" | "semaines" | "mois" => self.coming(i),
            _ if unit == Unit::Decade => self.decade(i),
            _ => None,
        })
    }

    /// A day, month, season, feast or share of a year, said in any way.
    fn dated(&self, i: usize) -> Option<Dating> {
        match self.class(i) {
            Some(Class::Opener) => return None,
            // A word without a row is part of no date unless it is one that `asks` has marked: « l2 mars ».
            None if i >= self.end || !self.words.asks(i) => return None,
            _ => {}
        }
        if let Some((reading, end)) = self.calendar(i) {
            return Some((reading, end, &calendar::DAY));
        }
        if let Some((reading, end)) = self.month_alone(i) {
            return Some((reading, end, &calendar::MONTH));
        }
        if let Some((reading, end)) = self.republican(i) {
            return Some((reading, end, &calendar::REPUBLICAN));
        }
        match self.class(i) {
            // « mardi gras » is no weekday.
            Some(Class::Weekday(day)) => self.long_feast(i).or_else(|| self.weekday(i, day)),
            Some(Class::Deictic(by)) => Some(self.deictic(i, by)),
            Some(Class::Season(season)) => self.season(i, season),
            Some(Class::Label(of, number)) => self.label(i, of, number),
            Some(Class::Feast(feast)) => self.feast(i, feast),
            _ => self.long_feast(i).or_else(|| self.share(i)),
        }
    }
}
