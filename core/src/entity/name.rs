//! How two names may be one: legal forms, short forms, acronyms, spelling variants.

use crate::lexicon::words::WordSet;
use crate::text::fold;

/// Words that a firm's name may lose without becoming another: legal forms and corporate tails.
fn is_corporate_tail(word: &str) -> bool {
    WordSet::CorporateTail.has(word)
}

/// A name as its words, folded; hyphens part words, points of acronyms fall away.
pub(super) fn words(name: &str) -> Vec<String> {
    fold(name)
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '\''))
        .map(|w| if w.len() > 2 { w.replace('.', "") } else { w.to_owned() })
        .filter(|w| !w.is_empty())
        .collect()
}

/// The words of a firm's name without its corporate tail; at least one word of four letters stays.
pub(super) fn core(words: &[String]) -> &[String] {
    let mut end = words.len();
    while end > 1 && is_corporate_tail(&words[end - 1]) && words[..end - 1].iter().any(|w| w.chars().count() >= 4) {
        end -= 1;
    }
    let start = usize::from(end > 1 && words[0] == "groupe");
    &words[start..end]
}

/// Whether `short` is made of the initials of `long`: « oms » of « organisation mondiale de la sante ».
pub(super) fn is_acronym(short: &str, long: &[String]) -> bool {
    let initials = |all: bool| -> String {
        long.iter()
            .filter(|w| all || !WordSet::NoInitial.has(w))
            .filter_map(|w| w.chars().next())
            .collect()
    };
    let n = short.chars().count();
    (2..=8).contains(&n) && long.len() >= 2 && (initials(false) == short || initials(true) == short)
}

/// Whether two folded names differ by one letter only, both being long enough for that to be a slip.
pub(super) fn is_variant(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 8;
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < SHORTEST || a.len().abs_diff(b.len()) > 1 || a == b {
        return a == b;
    }
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let rest = |n: usize| n.saturating_sub(same_start + same_end);
    let letters = |s: &[char]| s.iter().all(|c| !c.is_ascii_digit());
    rest(a.len()) <= 1 && rest(b.len()) <= 1 && letters(&a) && letters(&b)
}

/// Lower-case words joined by hyphens, for entity keys.
pub(super) fn slug(words: &[String]) -> String {
    words.join("-").chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corporate_tails_fall_and_bare_words_stay() {
        assert_eq!(core(&words("Kaspersky Lab")), ["kaspersky"]);
        assert_eq!(core(&words("Positive Technologies Group PJSC")), ["positive"]);
        assert_eq!(core(&words("Groupe BPCE")), ["bpce"]);
        assert_eq!(core(&words("SE Group")), ["se", "group"]);
    }

    #[test]
    fn acronyms_are_initials() {
        assert!(is_acronym("oms", &words("Organisation mondiale de la santé")));
        assert!(!is_acronym("otan", &words("Organisation mondiale de la santé")));
    }

    #[test]
    fn variants_are_one_letter_apart() {
        assert!(is_variant("positive technologie", "positive technologies"));
        assert!(!is_variant("airbus a320", "airbus a330"));
        assert!(!is_variant("macron", "macrone"));
    }
}
