//! What recurs.

use super::super::reading::{Reading, Way};
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

/// Each such weekday.
pub(super) fn weekly(day: i8) -> String {
    format!("XXXX-WXX-{day}")
}

impl Reader<'_> {
    pub(super) fn each(&self, i: usize) -> Option<Found> {
        let (value, end) = match self.class(i + 1) {
            Some(Class::Weekday(day)) => (weekly(day), i + 2),
            Some(Class::Unit(unit)) => (format!("P{}", letter(unit)?), i + 2),
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
            Some(Class::Unit(unit)) => (format!("P{}", letter(unit)?), j + 1),
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

    /// Whether the words near token `i` tell what is always so: no past participle with its auxiliary, no future, no other date.
    fn is_always(&self, i: usize) -> bool {
        // « En automne, le gouvernement doit présenter sa réforme. »
        let planned = |k: usize| is_future(self.text.raw_word(k)) || WordSet::WillDo.has(self.w(k));
        let dated = |k: usize| planned(k) || self.w(k).len() == 4 && self.is_number(k);
        self.is_generic(self.near(i)) && !self.near(i).any(dated)
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
