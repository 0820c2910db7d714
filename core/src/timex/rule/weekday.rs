//! Weekdays.

use super::super::reading::{Reading, Way};
use super::super::word::Class;
use super::reader::{Parsed, Reader};
use super::set::weekly;
use super::{Dating, Found, What, family};
use crate::lexicon::words::WordSet;
use crate::number::NumeralKind;

family! {
    /// « lundi », « lundi dernier », « jeudi prochain », « le lundi d'avant »; not « un lundi », « les lundis », « la série « Mercredi » ».
    WEEKDAY = "timex.weekday",
        reads "Il sera reçu lundi prochain." as "2024-07-22",
        leaves "Il viendra un lundi.";
    /// « les mardis et jeudis »; not « les mardi 3 et jeudi 5 », « les samedis 3 et 10 mai ».
    EACH_WEEK = "timex.weekday.each",
        reads "Les cours ont lieu les mardis." as "XXXX-WXX-2",
        leaves "Les cours ont lieu les mardis 3 et 10 mai.";
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
        // « son troisième samedi » is counted.
        let counted = i > self.start && self.number(i - 1).is_some_and(|n| n.kind == NumeralKind::Ordinal);
        if any || title || counted || self.w(i).ends_with('s') {
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
        let (way, end) = self.way_around(i + 1);
        let way = match way {
            Way::Open if self.before(i) == "ce" => Way::This,
            // « de mardi à jeudi » is up to the Thursday behind.
            Way::Open if self.ends_days(i) => Way::Following,
            way => way,
        };
        Some((Reading::Weekday { day, way, week: None }, end, &WEEKDAY))
    }

    /// What stands behind a weekday, where « précédent » and « d'avant » count from the story.
    fn way_around(&self, i: usize) -> (Way, usize) {
        if self.w(i) == "precedent" {
            (Way::Preceding, i + 1)
        } else if self.w(i) == "d'" && self.w(i + 1) == "avant" {
            (Way::Preceding, i + 2)
        } else {
            self.way(i)
        }
    }

    /// Whether the weekday at `i` is the last of « de mardi à jeudi », « du mardi au jeudi », « entre mardi et jeudi ».
    fn ends_days(&self, i: usize) -> bool {
        let joined = WordSet::JoinsDays.has_pair(self.back(i, 3), self.before(i));
        joined && i >= self.start + 3 && matches!(self.class(i - 2), Some(Class::Weekday(_)))
    }

    /// « les mercredis », « et jeudis »: `i` is the weekday in the plural.
    pub(super) fn weekdays(&self, i: usize) -> Option<Found> {
        let Some(Class::Weekday(day)) = self.class(i) else {
            return None;
        };
        let article = WordSet::PluralDeterminer.has(self.before(i));
        let listed = WordSet::AndOrComma.has(self.before(i))
            && i >= self.start + 2
            && matches!(self.class(i - 2), Some(Class::Weekday(_)))
            && self.back(i, 2).ends_with('s');
        // « les lundis et mardis 8 et 9 avril »
        let shared = WordSet::AndOrComma.has(self.w(i + 1))
            && matches!(self.class(i + 2), Some(Class::Weekday(_)))
            && self.day(i + 3).is_some();
        let plural = self.w(i).ends_with('s') && (article || listed) && self.day(i + 1).is_none() && !shared;
        let start = i - usize::from(self.before(i) == "les");
        plural.then(|| Found::new(start, i + 1, What::Set(weekly(day)), &EACH_WEEK))
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
