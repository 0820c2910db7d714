//! Who of the who's who a name stands for: sure forms at once, ambiguous ones where the document has the entity by a sure form.

use super::country;
use crate::knowledge::{Known, Sense, senses};
use crate::lexicon::appellation::{Gender, first_name};
use crate::lexicon::words::{Nouns, WordSet};
use crate::ner::{Label, Mention};
use crate::text::{Text, fold};
use foldhash::{HashSet, HashSetExt};

/// The entities of the who's who that a document names by sure forms.
pub(super) struct Identities(HashSet<Known>);

impl Identities {
    /// Reads the names of a document.
    pub(super) fn of(text: &Text<'_>, mentions: &[Mention]) -> Self {
        let mut sure = HashSet::new();
        for m in mentions {
            let surface = m.span.of(text.raw());
            sure.extend(only(&candidates(surface, m.label)));
        }
        Self(sure)
    }

    /// Who is meant by a name of the type, if that is clear: « LR », and « le Canard » beside « Le Canard enchaîné ».
    pub(super) fn known(&self, surface: &str, label: Label) -> Option<Known> {
        let found = candidates(surface, label);
        if let Some(known) = only(&found) {
            return Some(known);
        }
        // The model has said that it is an organization: « Orange » is no fruit, but « ABC » may be anybody's letters.
        if let [own] = found[..]
            && own.main
            && label == Label::Org
            && surface.chars().count() > LONGEST_LETTERS
        {
            return Some(own.known);
        }
        let mut here = found.iter().map(|s| s.known).filter(|k| self.0.contains(k));
        let first = here.next()?;
        here.all(|k| k == first).then_some(first)
    }
}

/// Up to this length an ambiguous form is an acronym that many have.
const LONGEST_LETTERS: usize = 4;

/// The senses of a name that have its type; none for what every country has.
fn candidates(surface: &str, label: Label) -> Vec<Sense> {
    if is_generic(surface) {
        return Vec::new();
    }
    let mut found = senses(surface);
    found.retain(|s| s.known.label() == label);
    found
}

/// The only sure sense, or the only one whose own name the form is.
fn only(found: &[Sense]) -> Option<Known> {
    let sure = || found.iter().filter(|s| !s.ambiguous);
    let one = |mut all: Box<dyn Iterator<Item = &Sense> + '_>| {
        let first = all.next()?.known;
        all.all(|s| s.known == first).then_some(first)
    };
    one(Box::new(sure())).or_else(|| one(Box::new(sure().filter(|s| s.main))))
}

/// Whether a name without a country or town is that of many institutions: « ministère de la Défense », « Cour suprême », but not
/// « Cour pénale internationale », « ministère français de la Défense ».
fn is_generic(surface: &str) -> bool {
    let folded = fold(surface);
    let mut words = folded.split([' ', '\'', '-']);
    let Some(head) = words.next() else { return false };
    let heads = Nouns::Generic.has(head);
    let tells = |w: &str| {
        country::of_adjective(w).is_some()
            || country::named(w).is_some()
            || w.starts_with("europ")
            || w.starts_with("international")
            || w.starts_with("mondial")
            || w.starts_with("africain")
            || w.starts_with("islami")
    };
    // A capital inside a ministry's name is its portfolio; elsewhere it is a place or a name.
    let named = head != "ministere"
        && surface
            .split([' ', '\'', '’'])
            .skip(1)
            .any(|w| w.starts_with(char::is_uppercase) && !WordSet::StateWritten.has(w));
    let long = folded.split(' ').count() > 4;
    heads && !named && !long && !words.any(tells)
}

/// Whether an entity of the who's who is a woman or a man, by the first name.
pub(super) fn gender_of(known: Known) -> Option<Gender> {
    if known.label() != Label::Per {
        return None;
    }
    first_name(&fold(known.canonical().split(' ').next()?))?
}

#[cfg(test)]
mod tests {
    use super::is_generic;

    #[test]
    fn institutions_that_every_country_has_are_nobody_in_particular() {
        for name in ["Cour suprême", "ministère de la Défense", "Assemblée nationale", "Sénat"] {
            assert!(is_generic(name), "{name}");
        }
        for name in [
            "Cour pénale internationale",
            "Banque centrale européenne",
            "Banque de France",
            "Sénat américain",
            "Les Républicains",
        ] {
            assert!(!is_generic(name), "{name}");
        }
    }
}
