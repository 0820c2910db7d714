//! Feasts, fixed and movable.

use super::super::reading::Reading;
use super::super::word::Class;
use super::reader::Reader;
use super::{Dating, family};

family! {
    /// « Noël », « lundi de Pâques 2024 », « la fête des mères »; not « le marché de Noël », « l'île de Pâques », « le père Noël ».
    FEAST = "timex.feast",
        reads "Elle est née à la fête des mères 2023." as "2023-06-04",
        leaves "Le marché de Noël fut beau.";
}

/// Things called after a feast, folded: « le sapin de Noël », « l'île de Pâques ».
fn has_feast_in_its_name(noun: &str) -> bool {
    matches!(
        noun.strip_suffix('s').unwrap_or(noun),
        "marche"
            | "sapin"
            | "arbre"
            | "cadeau"
            | "cadeaux"
            | "conte"
            | "chant"
            | "decoration"
            | "illumination"
            | "lumiere"
            | "ile"
            | "oeuf"
            | "agneau"
            | "cloche"
            | "chocolat"
    )
}

impl Reader<'_> {
    /// A feast of one word; those that no calendar here computes (Ramadan) are left.
    pub(super) fn feast(&self, i: usize, rule: &'static str) -> Option<Dating> {
        let in_a_name = self.before(i) == "pere" || self.before(i) == "de" && has_feast_in_its_name(self.back(i, 2));
        if rule == "open" || in_a_name {
            return None;
        }
        let (year, end) = self.year_behind(i + 1);
        Some((Reading::Feast { rule, year, offset: 0 }, end, &FEAST))
    }

    /// « lundi de Pâques », « dimanche des Rameaux », « jeudi de l'Ascension »; not « lundi de la semaine ».
    fn weekday_of_feast(&self, i: usize, day: i8) -> Option<Dating> {
        let j = i + 2 + usize::from(self.w(i + 2) == "l'");
        match (self.w(i + 1), self.class(j)) {
            ("de" | "des", Some(Class::Feast(rule))) if rule.starts_with("easter") => {
                let (year, end) = self.year_behind(j + 1);
                let offset = i64::from(day == 1);
                Some((Reading::Feast { rule, year, offset }, end, &FEAST))
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
        let (rule, words) = match four {
            ["jour", "des", "morts", _] => ("11-02", 3),
            ["fete", "nationale", ..] if self.before(i) == "la" => ("07-14", 2),
            ["fete", "de", "la", "musique"] => ("06-21", 4),
            ["fete", "des", "meres", _] => ("mothers", 3),
            ["fete", "des", "peres", _] => ("fathers", 3),
            ["mardi", "gras", ..] => ("easter-47", 2),
            ["mercredi", "des", "cendres", _] => ("easter-46", 3),
            ["vendredi", "saint", ..] => ("easter-2", 2),
            ["saint" | "st", "valentin", ..] => ("02-14", 2),
            ["saint" | "st", "sylvestre", ..] => ("12-31", 2),
            ["reveillon", "de", "noel", _] => ("12-24", 3),
            // The year is not taken from behind these.
            ["fete", "du", "travail", _] => return Some((Reading::feast("05-01"), i + 3, &FEAST)),
            ["jour", "de", "l'", "an"] => return Some((Reading::feast("01-01"), i + 4, &FEAST)),
            ["nouvel", "an", ..] => return Some((Reading::feast("01-01"), i + 2, &FEAST)),
            _ => return None,
        };
        let (year, end) = self.year_behind(i + words);
        Some((Reading::Feast { rule, year, offset: 0 }, end, &FEAST))
    }
}
