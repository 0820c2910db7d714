//! The tense of the clause around a temporal expression, judged by word endings; no model is at hand in this stage.

use super::cue::{Cue, cue};
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
    let until = match lead(text, &sentence, at.start) {
        Lead::Tells(tense) => return tense,
        Lead::Until => true,
        Lead::Nothing => false,
    };
    match nearest(text, &sentence, &at) {
        // « jusqu'à vendredi » is still to come, unless a verb says that it was.
        Tense::Unknown if until => Tense::Future,
        tense => tense,
    }
}

/// What the words right before an expression say of it.
enum Lead {
    Tells(Tense),
    /// « jusqu'à ».
    Until,
    Nothing,
}

/// What the word that governs the expression says: « arrêté le 12 décembre », « reporté à septembre », « depuis jeudi ».
fn lead(text: &Text<'_>, sentence: &Range<usize>, start: usize) -> Lead {
    const SMALL: usize = 3;
    let (mut to, mut of) = (false, false);
    let mut k = start;
    while k > sentence.start && k + SMALL > start {
        match text.word(k - 1) {
            "depuis" => return Lead::Tells(Tense::Done),
            "ici" => return Lead::Tells(Tense::Future),
            "jusqu'" | "jusque" | "jusqu'en" | "jusqu'au" => return Lead::Until,
            "au" | "aux" | "a" | "pour" => to = true,
            "du" | "de" | "d'" => of = true,
            "le" | "la" | "l'" | "les" | "en" | "ce" => {}
            _ => break,
        }
        k -= 1;
    }
    let Some(k) = k.checked_sub(1).filter(|k| *k >= sentence.start) else {
        return Lead::Nothing;
    };
    let auxiliary = |words: &[&str]| (sentence.start.max(k.saturating_sub(3))..k).any(|j| words.contains(&text.word(j)));
    let coming = auxiliary(&["sera", "seront", "etre", "soit", "soient", "serait", "seraient"]);
    match cue(text.word(k)) {
        Some(Cue::Happened) if of => Lead::Tells(Tense::Done),
        Some(Cue::Awaited) => Lead::Tells(Tense::Future),
        Some(Cue::Moved) if to => Lead::Tells(Tense::Future),
        _ if of || coming || !is_over(text, sentence, k) => Lead::Nothing,
        _ if to && text.word(k + 1) == "pour" => Lead::Tells(Tense::Future),
        _ if to => Lead::Nothing,
        _ => Lead::Tells(Tense::Done),
    }
}

/// Whether a word is a participle of what is over: « arrêté », « élu »; not « la santé ».
fn is_over(text: &Text<'_>, sentence: &Range<usize>, k: usize) -> bool {
    let (word, raw) = (text.word(k), text.raw_word(k));
    let before = if k > sentence.start { text.word(k - 1) } else { "" };
    let noun = matches!(
        before,
        "le" | "la"
            | "les"
            | "un"
            | "une"
            | "l'"
            | "du"
            | "des"
            | "ce"
            | "cet"
            | "cette"
            | "ces"
            | "son"
            | "sa"
            | "ses"
            | "leur"
            | "leurs"
            | "de"
            | "d'"
            | "en"
            | "au"
            | "aux"
            | "chaque"
    );
    !noun && word.len() >= 2 && (acute(raw) || cue(word) == Some(Cue::Over))
}

/// Whether a word ends as participles of verbs in -er do.
fn acute(raw: &str) -> bool {
    ["é", "ée", "és", "ées"].iter().any(|e| raw.ends_with(e))
}

/// The tense of the verb nearest to an expression.
fn nearest(text: &Text<'_>, sentence: &Range<usize>, at: &Range<usize>) -> Tense {
    let left = (sentence.start.max(at.start.saturating_sub(REACH))..at.start)
        .rev()
        .find_map(|i| verb(text, sentence, i).map(|t| (at.start - i, t)));
    let right =
        (at.end..sentence.end.min(at.end + REACH)).find_map(|i| verb(text, sentence, i).map(|t| ((i - at.end) * 2 + 1, t)));
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
fn verb(text: &Text<'_>, sentence: &Range<usize>, i: usize) -> Option<Tense> {
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
        "etait" | "etaient" | "avait" | "avaient" => {
            let over = (1..4).any(|n| i + n < sentence.end && participle(text.word(i + n), text.raw_word(i + n)));
            return Some(if over { Tense::Done } else { Tense::Past });
        }
        "fut" | "furent" | "eut" | "eurent" => return Some(Tense::Past),
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
    // « appelés à manifester samedi », « pourraient débuter en mars ».
    if is_infinitive(word) && (1..4).any(|n| i >= sentence.start + n && cue(text.word(i - n)) == Some(Cue::Toward)) {
        return Some(Tense::Future);
    }
    if (word.ends_with("ront") && !matches!(word, "front" | "affront"))
        || word.ends_with("rez")
        || word.ends_with("rons") && n >= 7 && word != "environs"
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
    let coming = |n: usize| {
        i >= sentence.start + n
            && match text.word(i - n) {
                "sera" | "seront" | "serons" | "serez" | "serai" | "aura" | "auront" => true,
                // « doit être jugé lundi »
                "etre" => (1..4).any(|m| i >= sentence.start + n + m && cue(text.word(i - n - m)) == Some(Cue::Toward)),
                _ => false,
            }
    };
    if coming(1) || coming(2) {
        return Some(Tense::Future);
    }
    // A participle that leans on a noun: « publié lundi ».
    (acute(raw)
        && n >= 4
        && !(word.ends_with("te")
            || word.ends_with("tes")
            || word.ends_with("annee")
            || word.ends_with("annees")
            || word.ends_with("journee")))
    .then_some(Tense::Past)
}

fn participle(word: &str, raw: &str) -> bool {
    acute(raw)
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
