//! What TIMEX3 has only a reference for: past, present or future without a date.

use super::super::word::{Reference, Unit};
use super::reader::Reader;
use super::{Found, What, family};

family! {
    /// « désormais », « récemment », « bientôt »; not « récent ».
    REFERENCE = "timex.reference",
        reads "Il dirige désormais le groupe." as "PRESENT_REF",
        leaves "Un fait récent le montre.";
    /// « le plus tôt possible », « dès que possible »; not « il est possible que ».
    SOON = "timex.reference.soon",
        reads "Il répondra dès que possible." as "FUTURE_REF",
        leaves "Il est possible que Corvan ferme.";
    /// « les jours à venir », « les semaines qui viennent »; not « les ministres à venir ».
    COMING = "timex.reference.coming",
        reads "Ils pourraient réagir dans les jours à venir." as "FUTURE_REF",
        leaves "Les ministres à venir sont connus.";
    /// « dans les prochains jours », « des prochaines années »; not « les prochains ministres ».
    NEXT_FEW = "timex.reference.next",
        reads "Le décret paraîtra dans les prochains jours." as "FUTURE_REF",
        leaves "Les prochains ministres sont connus.";
    /// « au cours des derniers mois »; not « les derniers mois de la guerre ».
    LAST_FEW = "timex.recent.past",
        reads "La tension est montée au cours des derniers mois." as "PAST_REF",
        leaves "Les derniers mois de la guerre furent durs.";
    /// « Aujourd'hui, rares sont ceux… »; not « Aujourd'hui, le ministre a signé ».
    TODAY = "timex.reference.today",
        reads "Aujourd'hui, rares sont ceux qui s'en souviennent." as "PRESENT_REF",
        leaves "Aujourd'hui, le ministre a signé le décret.";
    /// « pour l'instant », « jusqu'à présent »; not « pour l'usine ».
    NOW = "timex.reference.now",
        reads "Rien n'est décidé pour l'instant." as "PRESENT_REF",
        leaves "Rien n'est décidé pour l'usine.";
    /// « à long terme »; not « à long rayon ».
    TERM = "timex.reference.term",
        reads "Le site fermera à long terme." as "FUTURE_REF",
        leaves "Un avion à long rayon d'action.";
    /// « ces derniers jours »; not « ces derniers ministres ».
    RECENT_DAYS = "timex.recent.days",
        reads "Ces derniers jours, la tension est montée." as "PXD",
        leaves "Ces derniers ministres sont partis.";
    /// « ces dernières années »; not « ces dernières usines ».
    RECENT = "timex.recent",
        reads "Ces dernières années, la tension est montée." as "PAST_REF",
        leaves "Ces dernières usines ont fermé.";
}

fn reference(start: usize, end: usize, value: Reference, rule: &'static super::Rule) -> Option<Found> {
    Some(Found::new(start, end, What::Reference(value), rule))
}

/// What the last few of a unit are: so many days, or the past.
fn recent(unit: Unit) -> What {
    match unit {
        Unit::Hour => What::Duration("PTXH".to_owned()),
        Unit::Day => What::Duration("PXD".to_owned()),
        Unit::Week => What::Duration("PXW".to_owned()),
        _ => What::Reference(Reference::Past),
    }
}

impl Reader<'_> {
    pub(super) fn reference(&self, i: usize, value: Reference) -> Option<Found> {
        reference(i, i + 1, value, &REFERENCE)
    }

    /// The reference that « possible » closes.
    pub(super) fn soon(&self, i: usize) -> Option<Found> {
        let words = match (self.back(i, 3), self.back(i, 2), self.back(i, 1)) {
            ("le", "plus", "tot" | "vite") => 3,
            (_, "des", "que") => 2,
            _ => return None,
        };
        reference(i - words, i + 1, Reference::Future, &SOON)
    }

    pub(super) fn coming(&self, i: usize) -> Option<Found> {
        if !matches!((self.w(i + 1), self.w(i + 2)), ("a", "venir") | ("qui", "viennent")) {
            return None;
        }
        reference(self.with_article(i), i + 3, Reference::Future, &COMING)
    }

    /// Where an expression begins with the article of its noun at `i`, if it has one.
    fn with_article(&self, i: usize) -> usize {
        i - usize::from(matches!(self.before(i), "les" | "ces"))
    }

    /// « prochains jours »: `i` is the adjective.
    pub(super) fn next_few(&self, i: usize) -> Option<Found> {
        let (_, end) = self.unit(i + 1)?;
        reference(self.with_article(i), end, Reference::Future, &NEXT_FEW)
    }

    /// « derniers mois » without « ces » or a number: `i` is the adjective.
    pub(super) fn last_few(&self, i: usize) -> Option<Found> {
        let (unit, end) = self.unit(i + 1)?;
        let opened = matches!(self.before(i), "les" | "des");
        let of_something = matches!(self.w(end), "de" | "d'" | "du" | "des" | "avant" | "qui" | "que" | "ou");
        (opened && !of_something).then(|| Found::new(self.with_article(i), end, recent(unit), &LAST_FEW))
    }

    /// « aujourd'hui » at the head of a sentence, before a comma, where the sentence tells a state.
    pub(super) fn nowadays(&self, i: usize) -> Option<Found> {
        if i != self.start || self.w(i + 1) != "," || !self.is_generic() {
            return None;
        }
        reference(i, i + 1, Reference::Present, &TODAY)
    }

    pub(super) fn for_now(&self, i: usize) -> Option<Found> {
        if !matches!(
            (self.w(i), self.w(i + 1), self.w(i + 2)),
            ("pour", "l'", "instant" | "heure") | ("jusqu'", "a", "present")
        ) {
            return None;
        }
        reference(i, i + 3, Reference::Present, &NOW)
    }

    pub(super) fn term(&self, i: usize) -> Option<Found> {
        if self.w(i + 1) != "terme" {
            return None;
        }
        reference(i, i + 2, Reference::Future, &TERM)
    }

    /// « ces derniers jours », « ces dernières années »: `i` is « ces ».
    pub(super) fn these_last(&self, i: usize) -> Option<Found> {
        if !matches!(self.w(i + 1), "dernieres" | "derniers") {
            return None;
        }
        let (unit, end) = self.unit(i + 2)?;
        let what = recent(unit);
        let rule = if matches!(what, What::Duration(_)) {
            &RECENT_DAYS
        } else {
            &RECENT
        };
        Some(Found::new(i, end, what, rule))
    }

    /// Whether the sentence tells a state and no event: no past participle with its auxiliary, no clock time, no other day.
    fn is_generic(&self) -> bool {
        !(self.start..self.end).any(|k| {
            matches!(self.w(k), "a" | "ont" | "est" | "sont")
                && self.text.raw_word(k) != "à"
                && (1..3).any(|n| self.ends_in_participle(k + n))
                || self.clock(k).is_some()
        })
    }

    fn ends_in_participle(&self, k: usize) -> bool {
        k < self.end && ["é", "ée", "és", "ées"].iter().any(|e| self.text.raw_word(k).ends_with(e))
    }
}
