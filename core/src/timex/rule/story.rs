//! What counts from the day that the text told of before: « le lendemain », « deux jours plus tôt ».

use super::super::reading::{Base, Reading};
use super::super::word::{Class, Reference, Unit};
use super::duration::Length;
use super::reader::Reader;
use super::{Found, Moment, What, family};
use crate::lexicon::words::WordSet;

family! {
    /// « le lendemain », « la veille au soir »; not « le maire veille ».
    ANAPHOR = "timex.anaphor",
        reads "Elle a signé le 3 mai et démissionné le lendemain." as "2024-05-04",
        leaves "Elle a signé le 3 mai et le maire veille à la suite.";
    /// « le lendemain du 31 août », « la veille de Noël »; not « le lendemain du vote ».
    ANAPHOR_OF = "timex.anaphor.of",
        reads "La ville reçoit le lendemain du 31 août." as "2024-09-01",
        leaves "La ville reçoit le lendemain du vote.";
    /// « le même jour », « la même année », « le même soir », « le jour même »; not « le même joueur ».
    SAME_DAY = "timex.same_day",
        reads "Elle a signé le 3 mai et démissionné le même jour." as "2024-05-03",
        leaves "Elle a aligné le même joueur.";
    /// « deux jours plus tard », « trois mois auparavant », « trois jours après, »; not « deux jours plus chauds ».
    DISTANCE = "timex.story.distance",
        reads "La loi fut votée le 3 mai. Trois jours après, il signa." as "2024-05-06",
        leaves "Trois jours plus chauds suivront.";
    /// « quelques jours plus tard », « deux heures plus tard »; not « quelques jours plus chauds ».
    VAGUE = "timex.story.vague",
        reads "Quelques jours plus tard, il signa." as "PXD",
        leaves "Quelques jours plus chauds suivront.";
    /// « trois jours après le 12 janvier »; not « trois jours après le vote ».
    FROM = "timex.distance.from",
        reads "L'enquête a commencé trois jours après le 12 janvier." as "2024-01-15",
        leaves "L'enquête a commencé trois jours après le vote.";
}

impl Reader<'_> {
    pub(super) fn same(&self, i: usize) -> Option<Found> {
        let what = |class| match class {
            Class::Part(part) => Some(What::Time(Some(Reading::of_story(Unit::Day, 0)), Moment::Part(part))),
            Class::Unit(unit) if unit >= Unit::Day => Some(What::Date(Reading::of_story(unit, 0))),
            _ => None,
        };
        if self.w(i + 1) == "meme" {
            let what = what(self.class(i + 2)?)?;
            return Some(Found::new(i, i + 3, what, &SAME_DAY));
        }
        let very_day = self.w(i) != "ce" && self.w(i + 1) == "jour" && self.w(i + 2) == "meme";
        very_day.then(|| Found::new(i, i + 3, What::Date(Reading::of_story(Unit::Day, 0)), &SAME_DAY))
    }

    /// « le lendemain » and its like, so many days from the story or from the day named behind.
    pub(super) fn anaphor(&self, i: usize, by: i64) -> Option<Found> {
        if WordSet::OfOrFrom.has(self.w(i + 1))
            && let Some((reading, end, _)) = self.dated(i + 2)
        {
            let reading = match reading {
                Reading::Feast { feast, year, offset } => Reading::Feast {
                    feast,
                    year,
                    offset: offset + by,
                },
                day @ Reading::Day { .. } => Reading::from(day, Unit::Day, by),
                _ => return None,
            };
            return Some(Found::new(i, end, What::Date(reading), &ANAPHOR_OF));
        }
        // « le lendemain, samedi 8 avril » is the day that is named.
        let comma = i + 1 + usize::from(self.w(i + 1) == ",");
        let named = comma + usize::from(self.w(comma) == "le");
        if comma > i + 1
            && let Some((day @ Reading::Day { .. }, _)) = self.calendar(named)
        {
            return Some(Found::new(i, i + 1, What::Date(day), &ANAPHOR_OF));
        }
        // « le lendemain du vol, le 3 juin »
        if WordSet::OfAny.has(self.w(i + 1))
            && let Some(comma) = (i + 2..i + 6).find(|k| self.w(*k) == ",")
            && self.w(comma + 1) == "le"
            && let Some((day @ Reading::Day { month: Some(_), .. }, _)) = self.calendar(comma + 2)
        {
            return Some(Found::new(i, i + 1, What::Date(day), &ANAPHOR_OF));
        }
        // « du jour au lendemain » is suddenly.
        if self.before(i) == "au" && self.back(i, 2) == "jour" && self.back(i, 3) == "du" {
            return None;
        }
        // « le maire veille » is a verb.
        if self.w(i) == "veille" && !(i > 0 && WordSet::Articles.has(self.w(i - 1))) {
            return None;
        }
        let timed = self.with_time(Reading::of_story(Unit::Day, by), i + 1);
        Some(Found::new(i, timed.end, timed.what, &ANAPHOR).modified(timed.modifier))
    }

    /// A length and where it is counted from: « trois jours après le 12 janvier », « deux jours plus tard ».
    pub(super) fn distance(&self, i: usize) -> Option<Found> {
        let length = self.length(i)?;
        self.distance_from(i, &length).or_else(|| self.distance_in_story(i, length))
    }

    fn distance_from(&self, i: usize, length: &Length) -> Option<Found> {
        let sign = match self.w(length.end) {
            "apres" => 1,
            "avant" => -1,
            _ => return None,
        };
        let by = sign * length.count?;
        if length.unit < Unit::Day || !WordSet::ArticleFull.has(self.w(length.end + 1)) {
            return None;
        }
        match self.calendar(length.end + 2)? {
            (day @ Reading::Day { .. }, end) => Some(Found::new(i, end, What::Date(Reading::from(day, length.unit, by)), &FROM)),
            _ => None,
        }
    }

    fn distance_in_story(&self, i: usize, length: Length) -> Option<Found> {
        let next = self.w(length.end + 1);
        let closes = self.end == length.end + 1 || next == "," || next == ".";
        let (sign, end) = match self.w(length.end) {
            "plus" if next == "tard" => (1, length.end + 2),
            "plus" if next == "tot" => (-1, length.end + 2),
            "auparavant" => (-1, length.end + 1),
            "apres" if closes => (1, length.end + 1),
            "avant" if closes => (-1, length.end + 1),
            _ => return None,
        };
        let (what, rule) = match length.count {
            Some(n) if length.unit >= Unit::Day => {
                let (unit, by) = (length.unit, sign * n);
                (
                    What::Date(Reading::Distance {
                        unit,
                        by,
                        base: Base::Story,
                        exact: false,
                    }),
                    &DISTANCE,
                )
            }
            // « quelques jours plus tôt » lies in the past of the past.
            None if sign < 0 && length.unit >= Unit::Day => (What::Reference(Reference::Past), &VAGUE),
            _ => (What::Duration(length.value), &VAGUE),
        };
        Some(Found::new(i, end, what, rule))
    }
}
