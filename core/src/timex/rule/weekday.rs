//! Weekdays.

use super::super::reading::{Reading, Way};
use super::super::word::Class;
use super::reader::{Parsed, Reader};
use super::{Dating, family};
use crate::lexicon::words::WordSet;

family! {
    /// « lundi », « lundi dernier », « jeudi prochain »; not « un lundi », « les lundis », « la série « Mercredi » ».
    WEEKDAY = "timex.weekday",
        reads "Il sera reçu lundi prochain." as "2024-07-22",
        leaves "Il viendra un lundi.";
    /// « lundi en huit », « jeudi en quinze »; not « lundi en huit heures ».
    IN_EIGHT = "timex.weekday.in_eight",
        reads "Il sera reçu mardi en huit." as "2024-07-30",
        leaves "Il sera reçu mardi en mairie.";
    /// « mardi de la semaine prochaine », « jeudi de cette semaine »; not « mardi de la semaine sainte ».
    OF_WEEK = "timex.weekday.of_week",
        reads "Il sera reçu mardi de la semaine prochaine." as "2024-07-23",
        leaves "Il viendra mardi de la semaine sainte.";
}

impl Reader<'_> {
    pub(super) fn weekday(&self, i: usize, day: i8) -> Option<Dating> {
        // « un lundi » is any.
        let any = self.before(i) == "un" && self.way(i + 1).0 == Way::Open;
        // « la série « Mercredi » » is a title.
        let title = WordSet::QuotationStart.has(self.before(i)) && WordSet::QuotationEnd.has(self.w(i + 1));
        if any || title || self.w(i).ends_with('s') {
            return None;
        }
        let in_week = |by| Reading::Weekday {
            day,
            way: Way::Open,
            week: Some(by),
        };
        match (self.w(i + 1), self.w(i + 2)) {
            ("en", "huit") => return Some((Reading::InWeeks { weekday: day, weeks: 1 }, i + 3, &IN_EIGHT)),
            ("en", "quinze") => return Some((Reading::InWeeks { weekday: day, weeks: 2 }, i + 3, &IN_EIGHT)),
            _ => {}
        }
        if let Some((by, end)) = self.relative_week(i + 1 + usize::from(self.w(i + 1) == "de")) {
            return Some((in_week(by), end, &OF_WEEK));
        }
        let (way, end) = self.way(i + 1);
        let way = if way == Way::Open && self.before(i) == "ce" {
            Way::This
        } else {
            way
        };
        Some((Reading::Weekday { day, way, week: None }, end, &WEEKDAY))
    }

    /// « cette semaine », « la semaine prochaine »: how many weeks away.
    fn relative_week(&self, i: usize) -> Parsed<i64> {
        match (self.w(i), self.w(i + 1)) {
            ("cette", "semaine") => Some((0, i + 2)),
            ("la", "semaine") => match self.way(i + 2) {
                (Way::Next | Way::Following, end) => Some((1, end)),
                (Way::Last, end) => Some((-1, end)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The two weekdays of « de samedi à dimanche », by the first.
    pub(super) fn night_between(&self, i: usize) -> Parsed<i8> {
        match (self.w(i), self.class(i + 1), self.w(i + 2), self.class(i + 3)) {
            ("de", Some(Class::Weekday(day)), "a", Some(Class::Weekday(_))) => Some((day, i + 4)),
            _ => None,
        }
    }
}
