//! Feasts, fixed and movable.

use super::super::cue::{Cue, cue};
use super::super::reading::Reading;
use super::super::word::{Class, Feast};
use super::reader::Reader;
use super::{Dating, family};
use crate::lexicon::words::WordSet;

family! {
    /// « Noël », « lundi de Pâques 2024 », « la fête des mères »; not « le marché de Noël », « l'île de Pâques », « le père Noël ».
    FEAST = "timex.feast",
        reads "Elle est née à la fête des mères 2023." as "2023-06-04",
        leaves "Le marché de Noël fut beau.";
}

impl Reader<'_> {
    /// A feast of one word; those that no calendar here computes (Ramadan) are left.
    pub(super) fn feast(&self, i: usize, feast: Feast) -> Option<Dating> {
        let in_a_name = cue(self.before(i)) == Some(Cue::Feast)
            // « le collège Saint-Jean », « la cathédrale de l'Assomption »
            || self.is_patron(i)
            || WordSet::OfOrFrom.has(self.before(i)) && cue(self.back(i, 2)) == Some(Cue::Feast)
            // « son ascension à pied »
            || self.w(i) == "ascension" && self.text.raw_word(i).starts_with('a');
        // « à Saint-Sylvestre » is a village.
        let village = self.w(i).starts_with("saint-") && self.before(i) == "a";
        if feast == Feast::Moon || in_a_name || village {
            return None;
        }
        let (year, end) = self.year_behind(i + 1);
        Some((Reading::Feast { feast, year, offset: 0 }, end, &FEAST))
    }

    /// Whether a place is called after the feast at token `i`.
    fn is_patron(&self, i: usize) -> bool {
        let named = |n: usize| cue(self.back(i, n)) == Some(Cue::Place);
        let article = WordSet::Articles.has(self.before(i));
        named(1) || WordSet::OfOrFrom.has(self.before(i)) && named(2) || article && WordSet::Of.has(self.back(i, 2)) && named(3)
    }

    /// « lundi de Pâques », « dimanche des Rameaux », « jeudi de l'Ascension »; not « lundi de la semaine ».
    fn weekday_of_feast(&self, i: usize, day: i8) -> Option<Dating> {
        let j = i + 2 + usize::from(self.w(i + 2) == "l'");
        match (self.w(i + 1), self.class(j)) {
            ("de" | "des", Some(Class::Feast(feast @ Feast::Easter(_)))) => {
                let (year, end) = self.year_behind(j + 1);
                let offset = i64::from(day == 1);
                Some((Reading::Feast { feast, year, offset }, end, &FEAST))
            }
            _ => None,
        }
    }

    /// A feast of several words.
    pub(super) fn long_feast(&self, i: usize) -> Option<Dating> {
        if let Some(Class::Weekday(day)) = self.class(i)
            && let Some(feast) = self.weekday_of_feast(i, day)
        {
            return Some(feast);
        }
        let four = [self.w(i), self.w(i + 1), self.w(i + 2), self.w(i + 3)];
        let fixed = |month, day| Feast::Fixed { month, day };
        let (feast, words) = match four {
            ["jour", "des", "morts", _] => (fixed(11, 2), 3),
            ["fete", "nationale", ..] if self.before(i) == "la" => (fixed(7, 14), 2),
            ["fete", "de", "la", "musique"] => (fixed(6, 21), 4),
            ["fete", "des", "meres", _] => (Feast::Mothers, 3),
            ["fete", "des", "peres", _] => (Feast::Fathers, 3),
            ["mardi", "gras", ..] => (Feast::Easter(-47), 2),
            ["mercredi", "des", "cendres", _] => (Feast::Easter(-46), 3),
            ["vendredi", "saint", ..] if !(matches!(self.before(i), "du") && cue(self.back(i, 2)) == Some(Cue::Feast)) => {
                (Feast::Easter(-2), 2)
            }
            ["saint" | "st", "valentin", ..] => (fixed(2, 14), 2),
            ["saint" | "st", "sylvestre", ..] => (fixed(12, 31), 2),
            ["reveillon", "de", "noel", _] => (fixed(12, 24), 3),
            // The year is not taken from behind these.
            ["fete", "du", "travail", _] => return Some((Reading::feast(fixed(5, 1)), i + 3, &FEAST)),
            ["jour", "de", "l'", "an"] => return Some((Reading::feast(fixed(1, 1)), i + 4, &FEAST)),
            ["nouvel", "an", ..] => return Some((Reading::feast(fixed(1, 1)), i + 2, &FEAST)),
            _ => return None,
        };
        let (year, end) = self.year_behind(i + words);
        Some((Reading::Feast { feast, year, offset: 0 }, end, &FEAST))
    }
}
