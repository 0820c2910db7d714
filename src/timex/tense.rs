//! The tense of the clause around a temporal expression, judged by word endings; no model is at hand in this stage.

use crate::lexicon::inflection::is_infinitive;
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// When the clause says that things happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// Surely over by then: « arrêté le 12 décembre », « depuis jeudi ».
    Done,
    Future,
    /// A verb of neither kind, or none that the endings show.
    Unknown,
    /// The sentence holds nothing but the expression.
    Alone,
}

/// How far a verb may stand from the expression, in tokens.
const REACH: usize = 25;

/// The longest sentence, in tokens, that may hold nothing but one expression.
const SHORT: usize = 12;

/// The tense of the verb nearest to the tokens `at`, inside the sentence; a verb before it counts as nearer.
pub(super) fn judge(text: &Text<'_>, sentence: Range<usize>, at: Range<usize>) -> Tense {
    let is_word = |i: &usize| {
        text.tokens()[*i].kind() == TokenKind::Word
            && !matches!(
                text.word(*i),
                "le" | "la" | "les" | "l'" | "en" | "au" | "du" | "a" | "de" | "d'" | "il" | "y" | "jour" | "journee" | "partir"
            )
    };
    let outside = |i: &usize| !at.contains(i) && is_word(i);
    if sentence.len() <= SHORT && !sentence.clone().any(|i| outside(&i)) {
        return Tense::Alone;
    }
    // « une fête programmée pour vendredi » is still to come.
    let lead = |n: usize| at.start.checked_sub(n).filter(|i| *i >= sentence.start);
    let skip = usize::from(lead(1).is_some_and(|i| text.word(i) == "le"));
    if lead(1 + skip).is_some_and(|i| text.word(i) == "pour")
        && lead(2 + skip).is_some_and(|i| participle(text.word(i), text.raw_word(i)))
    {
        return Tense::Future;
    }
    let left = (sentence.start.max(at.start.saturating_sub(REACH))..at.start)
        .rev()
        .find_map(|i| verb(text, sentence.clone(), i).map(|t| (at.start - i, t)));
    let right = (at.end..sentence.end.min(at.end + REACH))
        .find_map(|i| verb(text, sentence.clone(), i).map(|t| ((i - at.end) * 2 + 1, t)));
    match (left, right) {
        (Some((a, t)), Some((b, u))) => {
            if a <= b + 4 {
                t
            } else {
                u
            }
        }
        (Some((_, t)), None) | (None, Some((_, t))) => t,
        (None, None) => Tense::Unknown,
    }
}

/// The tense that token `i` shows, if it is a verb form that shows one.
fn verb(text: &Text<'_>, sentence: Range<usize>, i: usize) -> Option<Tense> {
    if text.tokens()[i].kind() != TokenKind::Word {
        return None;
    }
    let (word, raw) = (text.word(i), text.raw_word(i));
    let word = word.split('-').next().unwrap_or(word);
    let next = |n: usize| if i + n < sentence.end { text.word(i + n) } else { "" };
    match word {
        "va" | "vont" => return Some(Tense::Future),
        "doit" | "doivent" | "devra" | "devront" | "devrait" | "devraient" | "compte"
            if is_infinitive(next(1)) || is_infinitive(next(2)) =>
        {
            return Some(Tense::Future);
        }
        "prevu" | "prevue" | "prevus" | "prevues" | "attendu" | "attendue" | "attendus" | "attendues" => {
            return Some(Tense::Future);
        }
        "fut" | "furent" | "eut" | "eurent" | "etait" | "etaient" | "avait" | "avaient" => return Some(Tense::Past),
        "ont" | "a" | "est" | "sont" | "ai" | "avons" | "serait" | "seraient" | "aurait" | "auraient" => {
            if word == "a" && raw != "a" {
                return None;
            }
            return (1..4)
                .any(|n| i + n < sentence.end && participle(text.word(i + n), text.raw_word(i + n)))
                .then_some(
                    if (1..4).any(|n| next(n).starts_with("prevu") || next(n).starts_with("attendu")) {
                        Tense::Future
                    } else {
                        Tense::Past
                    },
                );
        }
        _ => {}
    }
    let n = word.len();
    let lower = raw.starts_with(char::is_lowercase);
    if !lower || n < 4 {
        return None;
    }
    if (word.ends_with("ront") && !matches!(word, "front" | "affront"))
        || word.ends_with("rez")
        || word == "sera"
        || word == "aura"
        || word == "fera"
        || word.ends_with("rai") && !matches!(word, "vrai" | "essai")
    {
        return Some(Tense::Future);
    }
    if word.ends_with("ra")
        && n >= 5
        && !matches!(
            word,
            "opera"
                | "camera"
                | "extra"
                | "ultra"
                | "infra"
                | "choura"
                | "contra"
                | "entra"
                | "montra"
                | "declara"
                | "rencontra"
                | "tira"
                | "assura"
                | "para"
        )
    {
        return Some(Tense::Future);
    }
    if (word.ends_with("rait") || word.ends_with("raient"))
        && !matches!(word, "portrait" | "retrait" | "extrait" | "trait" | "attrait")
    {
        return None;
    }
    if (word.ends_with("ait") || word.ends_with("aient"))
        && !matches!(
            word,
            "fait" | "parfait" | "lait" | "sait" | "plait" | "souhait" | "forfait" | "bienfait" | "satisfait"
        )
        || raw.ends_with("èrent")
        || word.ends_with("irent") && n > 6 && !word.ends_with("tirent") && !word.ends_with("virent")
    {
        return Some(Tense::Past);
    }
    // « sera fermé » is no past.
    let coming = |n: usize| i >= sentence.start + n && matches!(text.word(i - n), "sera" | "seront" | "aura" | "auront");
    if coming(1) || coming(2) {
        return Some(Tense::Future);
    }
    // A participle that leans on a noun: « publié lundi ».
    ((raw.ends_with('é') || raw.ends_with("ée") || raw.ends_with("és") || raw.ends_with("ées"))
        && n >= 4
        && !(word.ends_with("te")
            || word.ends_with("tes")
            || word.ends_with("annee")
            || word.ends_with("annees")
            || word.ends_with("journee")))
    .then_some(Tense::Past)
}

fn participle(word: &str, raw: &str) -> bool {
    raw.ends_with('é')
        || raw.ends_with("ée")
        || raw.ends_with("és")
        || raw.ends_with("ées")
        || word == "ete"
        || word.len() >= 2
            && [
                "u", "ue", "us", "ues", "i", "ie", "is", "ies", "it", "ite", "ert", "erte", "ort", "orte", "orts", "aint",
                "eint", "fait", "faite", "faits",
            ]
            .iter()
            .any(|e| word.ends_with(e))
            && !matches!(
                word,
                "du" | "au"
                    | "qui"
                    | "lui"
                    | "plus"
                    | "ni"
                    | "aussi"
                    | "ainsi"
                    | "puis"
                    | "depuis"
                    | "parmi"
                    | "sous"
                    | "tous"
                    | "vous"
                    | "nous"
                    | "mais"
                    | "jamais"
                    | "peu"
                    | "lieu"
                    | "mardi"
                    | "lundi"
                    | "jeudi"
                    | "midi"
                    | "samedi"
                    | "vendredi"
            )
}
