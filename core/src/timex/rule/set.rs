//! What recurs.

use super::super::reading::{Reading, Way};
use super::super::tense::{self, Tense};
use super::super::word::{Class, Unit};
use super::reader::{Parsed, Reader};
use super::{Found, What, family};
use crate::lexicon::inflection::is_future;
use crate::lexicon::words::WordSet;

family! {
    /// « chaque lundi », « chaque été », « chaque 15 avril »; not « chaque camp ».
    EACH = "timex.set.each",
        reads "Le bal a lieu chaque été." as "XXXX-SU",
        leaves "Chaque camp accuse l'autre.";
    /// « tous les lundis », « tous les 14 juillet », « toutes les semaines »; not « tous les deux ».
    ALL = "timex.set.all",
        reads "Le bal a lieu tous les 14 juillet." as "XXXX-07-14",
        leaves "Ils viennent tous les deux.";
    /// « tous les deux ans »; not « tous les deux ».
    EVERY = "timex.set.every",
        reads "Le salon a lieu tous les deux ans." as "P2Y",
        leaves "Ils viennent tous les deux.";
    /// « en janvier, … chaque année », « un mois de septembre »; not « en janvier ».
    MONTH = "timex.set.month",
        reads "En janvier, les ventes baissent chaque année." as "XXXX-01",
        leaves "En janvier, les ventes ont baissé.";
    /// « par an », « par jour »; not « par ailleurs ».
    PER = "timex.set.per",
        reads "Elle gagne dix euros par jour." as "P1D",
        leaves "Elle gagne, par ailleurs, dix euros.";
    /// « on dîne souvent dehors le soir », « en hiver, la rivière gèle »; not « il est rentré le soir », « en hiver 2012 ».
    HABIT = "timex.set.habit",
        reads "On y joue souvent le soir." as "XXXX-XX-XXTEV",
        leaves "Il y a souvent joué ce soir.";
    /// « du mardi au jeudi », « le jeudi matin » of what is open, « les week-ends »; not « de mardi à jeudi », « du lundi 3 au jeudi 6 ».
    OPENING = "timex.set.opening",
        reads "La patinoire accueille les scolaires du mardi au jeudi." as "XXXX-WXX-2/XXXX-WXX-4",
        leaves "La patinoire accueille les scolaires de mardi à jeudi.";
    /// « le 2 avril de chaque année », « en mars de chaque année »; not « le 2 avril de cette année ».
    EACH_YEAR = "timex.set.each_year",
        reads "Les loyers changent le 2 avril de chaque année." as "XXXX-04-02",
        leaves "Les loyers changent le 2 avril, comme chaque année.";
    /// « hebdomadaire », « quotidiennement »; not « le quotidien local ».
    ADJECTIVE = "timex.set.adjective",
        reads "La réunion hebdomadaire a été annulée." as "P1W",
        leaves "Le quotidien local en parle.";
}

/// One of a unit as a TIMEX3 length, behind its « P ».
pub(super) fn letter(unit: Unit) -> Option<&'static str> {
    Some(match unit {
        Unit::Second => "T1S",
        Unit::Minute => "T1M",
        Unit::Hour => "T1H",
        Unit::Day => "1D",
        Unit::Week => "1W",
        Unit::Month => "1M",
        Unit::Quarter => "3M",
        Unit::Half => "6M",
        Unit::Year => "1Y",
        _ => return None,
    })
}

/// Each one of a unit as a TIMEX3 set.
fn every(unit: Unit) -> Option<String> {
    match unit {
        Unit::Weekend => Some("XXXX-WXX-WE".to_owned()),
        _ => Some(format!("P{}", letter(unit)?)),
    }
}

/// Each such weekday.
pub(super) fn weekly(day: i8) -> String {
    format!("XXXX-WXX-{day}")
}

impl Reader<'_> {
    pub(super) fn each(&self, i: usize) -> Option<Found> {
        let (value, end) = match self.class(i + 1) {
            Some(Class::Weekday(day)) => (weekly(day), i + 2),
            Some(Class::Unit(unit)) => (every(unit)?, i + 2),
            _ => self.recurrent(i + 1)?,
        };
        Some(Found::new(i, end, What::Set(value), &EACH))
    }

    /// What stands behind « tous les », « toutes les ».
    pub(super) fn all(&self, i: usize) -> Option<Found> {
        if self.w(i + 1) != "les" {
            return None;
        }
        let j = i + 2;
        let (value, end) = match self.class(j) {
            Some(Class::Weekday(day)) => (weekly(day), j + 1),
            Some(Class::Unit(unit)) => (every(unit)?, j + 1),
            _ => match self.recurrent(j) {
                Some(set) => set,
                None => {
                    let length = self.length(j)?;
                    return Some(Found::new(i, length.end, What::Set(length.value), &EVERY));
                }
            },
        };
        Some(Found::new(i, end, What::Set(value), &ALL))
    }

    /// Whether the month at token `i` is that of any year: « un mois de septembre », « en janvier, … chaque année ».
    pub(super) fn recurs(&self, i: usize) -> bool {
        let yearly = |k: usize| match self.w(k) {
            "chaque" => WordSet::Year.has(self.w(k + 1)),
            "tous" => self.w(k + 1) == "les" && self.w(k + 2) == "ans",
            _ => false,
        };
        self.w(i) == "mois" && self.before(i) == "un" || (self.start..self.end).any(yearly)
    }

    /// A season, weekday or part of the day of any year, week or day: with an adverb of habit, or « en hiver » of what is always so.
    pub(super) fn habit(&self, i: usize) -> Option<Found> {
        let habitual = || self.near(i).any(|k| WordSet::Habit.has(self.w(k))) && self.is_generic(self.near(i));
        let article = WordSet::Article.has(self.before(i)) && self.back(i, 2) != "tout";
        let value = match self.class(i)? {
            Class::Season(season)
                if self.before(i) == "en" && i == self.start + 1 && self.year(i + 1).is_none() && self.is_always(i) =>
            {
                format!("XXXX-{}", season.code())
            }
            Class::Season(season) if article && self.way(i + 1).0 == Way::Open && self.year(i + 1).is_none() && habitual() => {
                format!("XXXX-{}", season.code())
            }
            Class::Weekday(day) if article && self.day(i + 1).is_none() && self.way(i + 1).0 == Way::Open && habitual() => {
                weekly(day)
            }
            Class::Part(part)
                if article && !WordSet::OfAny.has(self.w(i + 1)) && self.way(i + 1).0 == Way::Open && habitual() =>
            {
                format!("XXXX-XX-XXT{}", part.code())
            }
            _ => return None,
        };
        Some(Found::new(i, i + 1, What::Set(value), &HABIT))
    }

    /// « mardi au jeudi » behind « du » at `i`: weekdays of every week, where no day of a month stands and the clause tells no day to come.
    pub(super) fn opening_days(&self, i: usize) -> Option<Found> {
        let (Some(Class::Weekday(a)), Some(Class::Weekday(b))) = (self.class(i + 1), self.class(i + 3)) else {
            return None;
        };
        let end = i + 4;
        let named = self.w(i) == "du" && self.w(i + 2) == "au" && self.day(end).is_none() && self.way(end).0 == Way::Open;
        let tense = || tense::judge(self.text, self.start..self.end, i..end);
        let told = || matches!(tense(), Tense::Unknown | Tense::Alone) || self.is_open(i);
        let value = || format!("{}/{}", weekly(a), weekly(b));
        (named && told()).then(|| Found::new(i + 1, end, What::Set(value()), &OPENING))
    }

    /// « mardi », « samedi matin », « week-end » of what is open on each of them: `i` is the noun; « les week-ends » of anything.
    pub(super) fn opening(&self, i: usize) -> Option<Found> {
        let j = i + 1;
        let bare = || self.day(j).is_none() && self.way(j).0 == Way::Open && self.long_feast(i).is_none();
        // « le jeudi de 7 h à 11 h »
        let of = || WordSet::OfAny.has(self.w(j)) && self.clock(j + 1).is_none();
        let led = || self.before(i) == "le" && bare() && !of() && self.is_open(i);
        let (value, end) = match self.class(i)? {
            Class::Weekday(day) if led() => match self.class(j) {
                Some(Class::Part(part)) => (format!("{}T{}", weekly(day), part.code()), j + 1),
                _ => (weekly(day), j),
            },
            Class::Unit(Unit::Weekend) if led() => (every(Unit::Weekend)?, j),
            Class::Unit(Unit::Weekend) if self.w(i).ends_with('s') && self.before(i) == "les" => {
                let named = WordSet::OfAny.has(self.w(j)) || !bare();
                (every(Unit::Weekend).filter(|_| !named)?, j)
            }
            _ => return None,
        };
        Some(Found::new(i, end, What::Set(value), &OPENING))
    }

    /// Whether a word before `i` says that something is open or closed as a rule: « est ouvert », « accueille »; not « a été fermé », « ouvrira ».
    fn is_open(&self, i: usize) -> bool {
        const HELPERS: usize = 3;
        let near = self.near(i);
        let Some(open) = (near.start..i).rfind(|k| WordSet::OpeningHours.has(self.w(*k))) else {
            return false;
        };
        let told = |k: usize| WordSet::PastHelper.has(self.w(k)) && self.text.raw_word(k) != "à";
        let over = (near.start.max(open.saturating_sub(HELPERS))..open).any(told);
        !over && !near.clone().any(|k| self.is_planned(k))
    }

    /// Whether a clock time at `i` is one of opening hours: a weekday that recurs stands before it.
    pub(super) fn is_of_opening(&self, i: usize) -> bool {
        let weekly = |k: usize| {
            matches!(self.class(k), Some(Class::Weekday(_)))
                && (self.opening(k).or_else(|| self.weekdays(k)).is_some()
                    || k > self.start && self.opening_days(k - 1).is_some())
        };
        self.is_open(i) && (self.near(i).start..i).any(weekly)
    }

    /// A day or a month that « de chaque année » makes recur: « 2 avril de chaque année »; `i..end` are its tokens.
    pub(super) fn each_year(&self, i: usize, reading: &Reading, end: usize) -> Option<Found> {
        if !(self.w(end) == "de" && self.w(end + 1) == "chaque" && WordSet::Year.has(self.w(end + 2))) {
            return None;
        }
        let value = match reading {
            Reading::Day {
                year: None,
                month: Some(month),
                day,
                weekday: None,
                ..
            } => format!("XXXX-{month:02}-{day:02}"),
            Reading::Month { year: None, month, .. } => format!("XXXX-{month:02}"),
            _ => return None,
        };
        Some(Found::new(i, end + 3, What::Set(value), &EACH_YEAR))
    }

    /// Whether the words near token `i` tell what is always so: no past participle with its auxiliary, no future, no other date.
    fn is_always(&self, i: usize) -> bool {
        let dated = |k: usize| self.is_planned(k) || self.w(k).len() == 4 && self.is_number(k);
        self.is_generic(self.near(i)) && !self.near(i).any(dated)
    }

    /// Whether a verb looks ahead: « ouvrira »; « En automne, le gouvernement doit présenter sa réforme ».
    fn is_planned(&self, k: usize) -> bool {
        is_future(self.text.raw_word(k)) || WordSet::WillDo.has(self.w(k))
    }

    pub(super) fn per(&self, i: usize) -> Option<Found> {
        let (unit, end) = self.unit(i + 1)?;
        Some(Found::new(i, end, What::Set(format!("P{}", letter(unit)?)), &PER))
    }

    pub(super) fn adjective(&self, i: usize, value: &str) -> Option<Found> {
        // « le quotidien local » is a newspaper, « la presse quotidienne » are the papers.
        let paper = self.before(i).is_empty() || WordSet::BeforeNewspaper.has(self.before(i));
        (!paper).then(|| Found::new(i, i + 1, What::Set(value.to_owned()), &ADJECTIVE))
    }

    /// What recurs behind « chaque » and « tous les »: « 14 juillet », « étés », « matins »; not « tous les deux ».
    fn recurrent(&self, i: usize) -> Parsed<String> {
        if let Some((month, day, end)) = self.yearly(i) {
            return Some((format!("XXXX-{month:02}-{day:02}"), end));
        }
        match self.class(i)? {
            Class::Part(part) => Some((format!("XXXX-XX-XXT{}", part.code()), i + 1)),
            Class::Season(season) => Some((format!("XXXX-{}", season.code()), i + 1)),
            _ => {
                let (m, end) = self.month(i)?;
                Some((format!("XXXX-{m:02}"), end))
            }
        }
    }

    /// A day of every year: « 14 juillet », « 15/4 ».
    fn yearly(&self, i: usize) -> Option<(i8, i8, usize)> {
        match self.calendar(i) {
            Some((
                Reading::Day {
                    year: None,
                    month: Some(month),
                    day,
                    ..
                },
                end,
            )) => Some((month, day, end)),
            Some(_) => None,
            None => {
                let (day, month) = (self.w(i).parse().ok()?, self.w(i + 2).parse().ok()?);
                let written = self.slashed(i + 1) && self.w(i + 3) != "/";
                (written && (1..=31).contains(&day) && (1..=12).contains(&month)).then_some((month, day, i + 3))
            }
        }
    }
}
