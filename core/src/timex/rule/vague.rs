//! What TIMEX3 has only a reference for: past, present or future without a date.

use super::super::word::{Reference, Unit};
use super::reader::Reader;
use super::{Found, What, family};
use crate::lexicon::inflection::is_participle_in_e;
use crate::lexicon::person;
use crate::lexicon::words::WordSet;
use crate::lexicon::{Openings, rows};
use crate::text::Text;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

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
    /// « les métiers d'hier et d'aujourd'hui »; not « le match d'hier ».
    OF_YORE = "timex.reference.yore",
        reads "Les métiers d'hier et d'aujourd'hui sont exposés." as "PAST_REF",
        leaves "Le match d'hier et celui de Metz furent beaux.";
    /// « pour l'instant », « par le passé », « à l'avenir », as `timex_phrases.tsv` has them; not « du moment que ».
    PHRASE = "timex.reference.phrase",
        reads "Rien n'est décidé pour l'instant." as "PRESENT_REF",
        leaves "Rien n'est décidé du moment que Corvan attend.";
    /// « … plus tard » at the end of what is said; not « plus tard que prévu », « au plus tard ».
    LATER = "timex.reference.later",
        reads "Les autres communes se joindront à nous plus tard." as "FUTURE_REF",
        leaves "Les autres communes viendront plus tard que prévu.";
    /// « à long terme »; not « à long rayon ».
    TERM = "timex.reference.term",
        reads "Le site fermera à long terme." as "FUTURE_REF",
        leaves "Un avion à long rayon d'action.";
    /// « ces dernières heures »; not « ces derniers ministres ».
    RECENT_DAYS = "timex.recent.hours",
        reads "Ces dernières heures, la tension est montée." as "PTXH",
        leaves "Ces derniers ministres sont partis.";
    /// « ces derniers jours », « ces dernières années »; not « ces dernières usines ».
    RECENT = "timex.recent",
        reads "Ces dernières années, la tension est montée." as "PAST_REF",
        leaves "Ces dernières usines ont fermé.";
}

/// A fixed phrase: its words before the last one, and its value.
type Phrase = (Vec<String>, Reference);

/// The fixed phrases by their last words.
static PHRASES: LazyLock<HashMap<String, Vec<Phrase>, foldhash::fast::FixedState>> = LazyLock::new(|| {
    let mut out: HashMap<String, Vec<Phrase>, _> = HashMap::default();
    for row in rows(include_str!("../../lexicon/data/timex_phrases.tsv")) {
        let text = Text::new(row[0]);
        let mut words: Vec<String> = (0..text.tokens().len()).map(|i| text.word(i).to_owned()).collect();
        let reference = Reference::of(row[1]).expect("the test of the rules reads every row");
        if let Some(last) = words.pop() {
            out.entry(last).or_default().push((words, reference));
        }
    }
    // The longest of those that end alike.
    for phrases in out.values_mut() {
        phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    out
});

/// How those last words begin.
static OPENINGS: LazyLock<Openings> = LazyLock::new(|| Openings::of(PHRASES.keys().map(String::as_str)));

fn reference(start: usize, end: usize, value: Reference, rule: &'static super::Rule) -> Option<Found> {
    Some(Found::new(start, end, What::Reference(value), rule))
}

/// What the last few of a unit are: so many days, or the past.
fn recent(unit: Unit) -> What {
    match unit {
        Unit::Hour => What::Duration("PTXH".to_owned()),
        _ => What::Reference(Reference::Past),
    }
}

impl Reader<'_> {
    pub(super) fn reference(&self, i: usize, value: Reference) -> Option<Found> {
        if self.w(i) == "maintenant" && self.is_keeping(i) {
            return None;
        }
        reference(i, i + 1, value, &REFERENCE)
    }

    /// Whether « maintenant » at token `i` is the participle of « maintenir »: « en les maintenant », « se maintenant », « Maintenant son
    /// avance, il gagne »; not « maintenant, il gagne ».
    fn is_keeping(&self, i: usize) -> bool {
        const REACH: usize = 7;
        let led = WordSet::BeforeGerund.has(self.before(i)) || WordSet::Articles.has(self.before(i)) && self.back(i, 2) == "en";
        let object = i == self.start && WordSet::BeforeNoun.has(self.w(i + 1));
        let comma = || (i + 2..i + REACH).find(|k| self.w(*k) == ",");
        led || object && comma().is_some_and(|k| WordSet::SubjectPronoun.has(self.w(k + 1)))
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
        if !WordSet::ToCome.has_pair(self.w(i + 1), self.w(i + 2)) {
            return None;
        }
        reference(self.with_article(i), i + 3, Reference::Future, &COMING)
    }

    /// Where an expression begins with the article of its noun at `i`, if it has one.
    fn with_article(&self, i: usize) -> usize {
        i - usize::from(WordSet::PluralNear.has(self.before(i)))
    }

    /// « prochains jours »: `i` is the adjective.
    pub(super) fn next_few(&self, i: usize) -> Option<Found> {
        let (_, end) = self.unit(i + 1)?;
        reference(self.with_article(i), end, Reference::Future, &NEXT_FEW)
    }

    /// « derniers mois » without « ces » or a number: `i` is the adjective.
    pub(super) fn last_few(&self, i: usize) -> Option<Found> {
        let (unit, end) = self.unit(i + 1)?;
        let opened = WordSet::PluralOpen.has(self.before(i));
        let of_something = WordSet::BehindVague.has(self.w(end));
        (opened && !of_something).then(|| Found::new(self.with_article(i), end, recent(unit), &LAST_FEW))
    }

    /// « aujourd'hui » for nowadays: beside a state, a comparison or an apposition; not beside what happens on the day.
    pub(super) fn nowadays(&self, i: usize) -> Option<Found> {
        let heads = i == self.start && self.w(i + 1) == "," && self.is_generic(self.start..self.end);
        let compared = WordSet::OpensClause.has(self.before(i)) || self.before(i) == "d'" && self.back(i, 2) == "monde";
        // « est aujourd'hui la doyenne », « aujourd'hui âgée de 80 ans »
        let state = WordSet::Stays.has(self.before(i))
            && self.back(i, 2) != "c'"
            && !self.ends_in_participle(i + 1)
            && !WordSet::InOrAt.has(self.w(i + 1));
        let aged = self.w(i + 1).starts_with("age") && self.ends_in_participle(i + 1);
        // « possèdent aujourd'hui 7 000 têtes », « vend aujourd'hui 260 000 exemplaires »
        let counted = i + 1 < self.end && self.is_number(i + 1) && self.w(i + 1).len() > 1 && self.is_present(i);
        let kept = WordSet::HasNow.has(self.before(i));
        // « la forteresse, aujourd'hui ruinée », « les héros d'hier et d'aujourd'hui », « contre 3 % aujourd'hui »
        let apposed = WordSet::OpensAside.has(self.before(i)) && i > self.start + 1 && self.ends_in_participle(i + 1);
        let paired = self.is_paired(i, "hier");
        let against = self.stops(i + 1) && (2..5).any(|n| self.back(i, n) == "contre");
        let told = heads || compared || state || aged || counted || kept;
        (told || apposed || paired || against).then_some(())?;
        reference(i, i + 1, Reference::Present, &TODAY)
    }

    /// « les métiers d'hier et d'aujourd'hui »: `i` is « hier ».
    pub(super) fn of_yore(&self, i: usize) -> Option<Found> {
        (self.w(i) == "hier" && self.is_paired(i, "aujourd'hui")).then_some(())?;
        reference(i, i + 1, Reference::Past, &OF_YORE)
    }

    /// Whether « d'hier » and « d'aujourd'hui » stand against each other.
    fn is_paired(&self, i: usize, other: &str) -> bool {
        self.before(i) == "d'" && self.near(i).any(|k| self.w(k) == other && self.before(k) == "d'")
    }

    /// Whether the word before `i` may be a verb of the present: no participle, no future.
    fn is_present(&self, i: usize) -> bool {
        i > self.start && !self.ends_in_participle(i - 1) && !self.before(i).ends_with("ra") && !self.before(i).ends_with("ront")
    }

    /// Whether the word at token `i` says which epoch is meant: « gallo-romaine », « médiévale », « moderne ».
    fn is_adjective_of_age(&self, i: usize) -> bool {
        let word = self.w(i);
        ["aine", "ienne", "ale", "ique", "erne", "aise"]
            .iter()
            .any(|e| word.len() > e.len() + 2 && word.ends_with(e))
            && !person::is_listed(word)
    }

    /// The fixed phrase that token `i` closes.
    pub(super) fn phrase(&self, i: usize) -> Option<Found> {
        let phrases = Some(self.w(i))
            .filter(|w| OPENINGS.may_hold(w))
            .and_then(|w| PHRASES.get(w))?;
        let goes_on = WordSet::QueOu.has(self.w(i + 1))
            || self.w(i + 1) == "meme" && self.w(i) == "moment"
            // « il y a peu de chances », « l'époque romaine »
            || self.w(i) == "peu" && WordSet::Of.has(self.w(i + 1))
            || self.w(i) == "epoque" && self.is_adjective_of_age(i + 1);
        let before = |words: &[String]| {
            let n = words.len();
            i >= self.start + n && words.iter().enumerate().all(|(k, word)| self.w(i - n + k) == word)
        };
        let (words, value) = phrases.iter().find(|(words, _)| before(words)).filter(|_| !goes_on)?;
        reference(i - words.len(), i + 1, *value, &PHRASE)
    }

    /// « plus tard » that counts from nothing: `i` is « tard ».
    pub(super) fn later(&self, i: usize) -> Option<Found> {
        let bare = self.before(i) == "plus" && !WordSet::BeforeMore.has(self.back(i, 2));
        let counted = i >= self.start + 2 && self.unit(i - 2).is_some();
        if !bare || counted || !self.stops(i + 1) {
            return None;
        }
        Some(Found::new(i - 1, i + 1, What::Someday, &LATER))
    }

    pub(super) fn term(&self, i: usize) -> Option<Found> {
        if self.w(i + 1) != "terme" {
            return None;
        }
        reference(i, i + 2, Reference::Future, &TERM)
    }

    /// « ces derniers jours », « ces dernières années »: `i` is « ces ».
    pub(super) fn these_last(&self, i: usize) -> Option<Found> {
        if !WordSet::LastOnes.has(self.w(i + 1)) {
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

    /// Whether these tokens tell a state and no event: no past participle with its auxiliary, no clock time, no other day.
    pub(super) fn is_generic(&self, mut tokens: Range<usize>) -> bool {
        !tokens.any(|k| {
            WordSet::Auxiliary.has(self.w(k)) && self.text.raw_word(k) != "à" && (1..3).any(|n| self.ends_in_participle(k + n))
                || self.clock(k).is_some()
        })
    }

    fn ends_in_participle(&self, k: usize) -> bool {
        k < self.end && is_participle_in_e(self.text.raw_word(k))
    }
}
