//! What the words before a find make of it.

use super::super::Modifier;
use super::reader::Reader;
use super::{Found, What};
use crate::lexicon::words::WordSet;

impl Reader<'_> {
    /// TimeML's mod by the words before: « avant 2020 », « d'ici 2030 », « près de vingt ans ».
    pub(in crate::timex) fn modifier(&self, found: &Found) -> Option<Modifier> {
        let article = WordSet::Articles.has(self.before(found.start));
        let i = found.start - usize::from(article);
        let back = |n: usize| self.back(i, n);
        match &found.what {
            What::Date(_) | What::Time(..) => match back(1) {
                "avant" => Some(Modifier::Before),
                "apres" => Some(Modifier::After),
                // « d'ici 2030 », « d'ici à 2030 »
                _ if back(1) == "ici" && back(2) == "d'" || back(1) == "a" && back(2) == "ici" => Some(Modifier::OnOrBefore),
                "jusqu'en" => Some(Modifier::OnOrBefore),
                "en" | "au" | "a" if WordSet::Jusque.has(back(2)) => Some(Modifier::OnOrBefore),
                "du" | "de" if WordSet::StartsAt.has(back(2)) => Some(Modifier::OnOrAfter),
                "depuis" => Some(Modifier::OnOrAfter),
                // « la mode des années 1990 » is no « dès ».
                "des" if !self.text.raw_word(i - 1).ends_with("es") => Some(Modifier::OnOrAfter),
                "vers" | "environ" => Some(Modifier::Approx),
                _ if WordSet::OfAny.has(back(1)) && WordSet::Around.has(back(2)) => Some(Modifier::Approx),
                _ => None,
            },
            What::Duration(_) => match (back(2), back(1)) {
                (moins, de) if moins == "moins" && WordSet::Of.has(de) && back(3) == "pas" => Some(Modifier::EqualOrMore),
                ("moins", "de" | "d'") => Some(Modifier::LessThan),
                ("plus", "de" | "d'") => Some(Modifier::MoreThan),
                ("au", "moins") => Some(Modifier::EqualOrMore),
                ("au", "plus" | "maximum") => Some(Modifier::EqualOrLess),
                (_, "presque") => Some(Modifier::LessThan),
                ("pres", "de" | "d'") | (_, "environ") => Some(Modifier::Approx),
                // « une vingtaine d'années »
                _ => self.number(found.start).filter(|n| n.approximate).map(|_| Modifier::Approx),
            },
            _ => None,
        }
    }
}
