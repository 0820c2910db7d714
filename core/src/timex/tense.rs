//! The tense of the clause around a temporal expression, judged by word endings; no model is at hand in this stage.

use super::cue::{Cue, cue};
use crate::lexicon::inflection::{is_future, is_infinitive, is_participle_in_e};
use crate::lexicon::person;
use crate::lexicon::words::WordSet;
use crate::number;
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
    let is_word = |i: &usize| text.tokens()[*i].kind() == TokenKind::Word && !WordSet::BetweenVerbAndDate.has(text.word(*i));
    let outside = |i: &usize| !at.contains(i) && is_word(i);
    if sentence.len() <= SHORT && !sentence.clone().any(|i| outside(&i)) {
        return Tense::Alone;
    }
    if is_called_off(text, &sentence, &at) {
        return Tense::Future;
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

/// Whether what the expression belongs to is put off or forbidden: « la réunion de vendredi est annulée ».
fn is_called_off(text: &Text<'_>, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    const REACH: usize = 4;
    let of = at.start > sentence.start && WordSet::OfAny.has(text.word(at.start - 1));
    let is = at.end < sentence.end && WordSet::Stays.has(text.word(at.end));
    let behind = at.end + 1..sentence.end.min(at.end + REACH);
    of && is
        && behind
            .into_iter()
            .any(|k| matches!(cue(text.word(k)), Some(Cue::Off | Cue::Moved)))
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
    if let Some(tense) = of_trade(text, sentence, k) {
        return Lead::Tells(tense);
    }
    let auxiliary = |words: &[&str]| (sentence.start.max(k.saturating_sub(3))..k).any(|j| words.contains(&text.word(j)));
    let coming = auxiliary(&["sera", "seront", "etre", "soit", "soient", "serait", "seraient"]);
    match cue(text.word(k)) {
        Some(Cue::Happened) if of => Lead::Tells(Tense::Done),
        Some(Cue::Awaited) => Lead::Tells(Tense::Future),
        Some(Cue::Moved) if to => Lead::Tells(Tense::Future),
        _ if of || coming || !is_over(text, sentence, k) => Lead::Nothing,
        // « a augmenté pour le mois d'août » tells of the month that is over.
        _ if to && text.word(k + 1) == "pour" && text.word(start) != "mois" => Lead::Tells(Tense::Future),
        _ if to => Lead::Nothing,
        _ => Lead::Tells(Tense::Done),
    }
}

/// What words of trade at token `k` say of the day behind them: « par rapport à mai » tells of the past, « à échéance mai » of what is to come.
fn of_trade(text: &Text<'_>, sentence: &Range<usize>, k: usize) -> Option<Tense> {
    let before = if k > sentence.start { text.word(k - 1) } else { "" };
    let word = text.word(k);
    if WordSet::Compared.has(word) || word == "rapport" && before == "par" {
        return Some(Tense::Done);
    }
    let due = WordSet::Due.has(word) || WordSet::Delivery.has(word) && WordSet::BeforeDelivery.has(before);
    due.then_some(Tense::Future)
}

/// Whether a word is a participle of what is over: « arrêté », « élu »; not « la santé ».
pub(super) fn is_over(text: &Text<'_>, sentence: &Range<usize>, k: usize) -> bool {
    let (word, raw) = (text.word(k), text.raw_word(k));
    !is_noun(text, sentence, k) && word.len() >= 2 && (is_participle_in_e(raw) || cue(word) == Some(Cue::Over))
}

/// Whether a word that ends as participles do is a noun: « la santé », « 58 salariés », « trois accusés ».
fn is_noun(text: &Text<'_>, sentence: &Range<usize>, k: usize) -> bool {
    k > sentence.start && (WordSet::BeforeNoun.has(text.word(k - 1)) || is_counted(text, sentence, k))
}

/// Whether a figure before a word counts it: « 58 salariés », not « le train 8471 bloqué ».
fn is_counted(text: &Text<'_>, sentence: &Range<usize>, k: usize) -> bool {
    let figure = text.tokens()[k - 1].kind() == TokenKind::Number || number::is_word(text.word(k - 1));
    let named =
        k >= sentence.start + 3 && WordSet::BeforeNoun.has(text.word(k - 3)) && !WordSet::BeforeNoun.has(text.word(k - 2));
    figure && text.raw_word(k).ends_with('s') && !named
}

/// How much farther than a verb behind the expression, in tokens, one before it may stand to count as nearer.
const AHEAD: usize = 4;

/// The tense of the verb nearest to an expression.
fn nearest(text: &Text<'_>, sentence: &Range<usize>, at: &Range<usize>) -> Tense {
    let left = (sentence.start.max(at.start.saturating_sub(REACH))..at.start)
        .rev()
        .find_map(|i| verb(text, sentence, at, sentence.start, i).map(|t| (at.start - i, t)));
    // None behind can be nearer.
    if let Some((_, tense)) = left.filter(|(far, _)| *far <= 1 + AHEAD) {
        return tense;
    }
    // « refuse lundi de recevoir »: what governs an infinitive behind the date has the date for itself.
    let right = (at.end..sentence.end.min(at.end + REACH))
        .find_map(|i| verb(text, sentence, at, at.end, i).map(|t| ((i - at.end) * 2 + 1, t)));
    match (left, right) {
        (Some((a, t)), Some((b, u))) => {
            if a <= b + AHEAD {
                t
            } else {
                u
            }
        }
        (Some((_, t)), None) | (None, Some((_, t))) => t,
        (None, None) => Tense::Unknown,
    }
}

/// A word of a sentence, looked at as a verb form.
struct Form<'t> {
    text: &'t Text<'t>,
    sentence: &'t Range<usize>,
    /// The tokens of the date.
    at: &'t Range<usize>,
    /// The first word that may govern it, as far as the date is concerned.
    since: usize,
    i: usize,
    /// Folded, without what a hyphen hangs on it: « a-t-il ».
    word: &'t str,
    raw: &'t str,
}

/// The tense that token `i` shows, if it is a verb form that shows one.
fn verb(text: &Text<'_>, sentence: &Range<usize>, at: &Range<usize>, since: usize, i: usize) -> Option<Tense> {
    if text.tokens()[i].kind() != TokenKind::Word {
        return None;
    }
    let (word, raw) = (text.word(i), text.raw_word(i));
    let form = Form {
        text,
        sentence,
        at,
        since,
        i,
        word: word.bytes().position(|b| b == b'-').map_or(word, |hyphen| &word[..hyphen]),
        raw,
    };
    form.by_word().unwrap_or_else(|| form.by_ending())
}

impl Form<'_> {
    fn next(&self, n: usize) -> &str {
        if self.i + n < self.sentence.end {
            self.text.word(self.i + n)
        } else {
            ""
        }
    }

    /// The word `n` before it, inside the sentence.
    fn before(&self, n: usize) -> Option<&str> {
        (self.i >= self.sentence.start + n).then(|| self.text.word(self.i - n))
    }

    /// Whether a participle follows closely.
    fn helps(&self) -> bool {
        let (i, text) = (self.i, self.text);
        (1..4).any(|n| i + n < self.sentence.end && participle(text.word(i + n), text.raw_word(i + n)))
    }

    /// What auxiliaries and verbs of the future say, or that they say nothing; `None` for other words.
    fn by_word(&self) -> Option<Option<Tense>> {
        let infinitive = || is_infinitive(self.next(1)) || is_infinitive(self.next(2));
        let tense = match self.word {
            "va" | "vont" => Tense::Future,
            "doit" | "doivent" | "devra" | "devront" | "devrait" | "devraient" | "compte" if infinitive() => Tense::Future,
            "prevu" | "prevue" | "prevus" | "prevues" | "attendu" | "attendue" | "attendus" | "attendues"
                if self.before(1) != Some("non") =>
            {
                Tense::Future
            }
            "etait" | "etaient" | "avait" | "avaient" => {
                if self.helps() {
                    Tense::Done
                } else {
                    Tense::Past
                }
            }
            "fut" | "furent" | "eut" | "eurent" => Tense::Past,
            "a" if self.raw != "a" => return Some(None),
            "ont" | "a" | "est" | "sont" | "ai" | "avons" | "serait" | "seraient" | "aurait" | "auraient" => {
                let coming = (1..4).any(|n| self.next(n).starts_with("prevu") || self.next(n).starts_with("attendu"));
                let tense = if coming { Tense::Future } else { Tense::Past };
                return Some(self.helps().then_some(tense));
            }
            _ => return None,
        };
        Some(Some(tense))
    }

    /// Whether a verb of the future stands `n` words before, whose attribute the word is: « sera fermé », « resteront fermées », « doit être
    /// jugé lundi ».
    fn coming(&self, n: usize) -> bool {
        let raw = |n: usize| (self.i >= self.sentence.start + n).then(|| self.text.raw_word(self.i - n));
        match self.before(n) {
            _ if raw(n).is_some_and(is_future) => true,
            Some("etre") => (1..4).any(|m| self.before(n + m).is_some_and(|word| cue(word) == Some(Cue::Toward))),
            _ => false,
        }
    }

    fn is_future(&self) -> bool {
        is_future(self.raw)
    }

    fn is_past(&self) -> bool {
        let word = self.word;
        (word.ends_with("ait") || word.ends_with("aient")) && !WordSet::NoPastAit.has(word)
            || self.raw.ends_with("èrent")
            || word.ends_with("irent") && word.len() > 6 && !word.ends_with("tirent") && !word.ends_with("virent")
    }

    /// What the ending says.
    fn by_ending(&self) -> Option<Tense> {
        const NO_PARTICIPLES: [&str; 5] = ["te", "tes", "annee", "annees", "journee"];
        let word = self.word;
        if !self.raw.starts_with(char::is_lowercase) || word.len() < 4 {
            return None;
        }
        // « appelés à manifester samedi », « pourraient débuter en mars ».
        let near = |n: usize| self.before(n).filter(|_| self.i >= self.since + n);
        let toward = |n: usize| near(n).is_some_and(|word| cue(word) == Some(Cue::Toward));
        if is_infinitive(word) && (1..4).any(toward) || self.is_future() {
            return Some(Tense::Future);
        }
        if (word.ends_with("rait") || word.ends_with("raient")) && !WordSet::NoPastTrait.has(word) {
            return None;
        }
        if self.is_past() {
            return Some(Tense::Past);
        }
        // « sera fermé » is no past.
        if self.coming(1) || self.coming(2) {
            return Some(Tense::Future);
        }
        // A participle that leans on a noun: « publié lundi ».
        let participle = is_participle_in_e(self.raw) && !NO_PARTICIPLES.iter().any(|end| word.ends_with(end))
            || cue(word) == Some(Cue::Over) && self.before(1) != Some("etre");
        (participle && !is_noun(self.text, self.sentence, self.i) && !self.is_aside()).then_some(Tense::Past)
    }

    /// Whether a participle only describes a noun, while a verb of the present has the date: « Les cours promis par la mairie commencent
    /// lundi », « Lundi, le jury se penche sur les films choisis par la ville »; not « Les cerfs aperçus par un promeneur lundi ont fui ».
    fn is_aside(&self) -> bool {
        let helped = (1..4).any(|n| {
            self.before(n).is_some_and(|w| {
                // « les cours à Lyon promis par la mairie ».
                let has = w != "a" || self.text.raw_word(self.i - n) == "a";
                WordSet::PassiveHelper.has(w) || has && WordSet::HavingBeen.has(w)
            })
        });
        if helped {
            return false;
        }
        if self.i < self.at.start {
            (self.i + 1..self.at.start).any(|k| self.is_present(k))
        } else {
            self.next(1) == "par" && (self.at.end..self.i).any(|k| self.is_present(k))
        }
    }

    /// Whether token `k` is surely a verb of the present: « commencent », « se penche », « commence »; not « le président », « de s'occuper ».
    fn is_present(&self, k: usize) -> bool {
        let text = self.text;
        let word = text.word(k);
        if text.tokens()[k].kind() != TokenKind::Word || k == self.sentence.start {
            return false;
        }
        let before = text.word(k - 1);
        let reflexive = WordSet::Reflexive.has(before) && !is_infinitive(word);
        let noun = WordSet::BeforeNoun.has(before)
            || WordSet::AdjectiveInEnt.has(word)
            || person::is_listed(word)
            || word.ends_with("ment");
        let plural = word.len() > 4 && word.ends_with("ent") && text.raw_word(k).starts_with(char::is_lowercase);
        reflexive || !noun && (plural || WordSet::Begins.has(word))
    }
}

fn participle(word: &str, raw: &str) -> bool {
    is_participle_in_e(raw)
        || word == "ete"
        || word.len() >= 2
            && [
                "u", "ue", "us", "ues", "i", "ie", "is", "ies", "it", "ite", "ert", "erte", "ort", "orte", "orts", "aint",
                "eint", "fait", "faite", "faits",
            ]
            .iter()
            .any(|e| word.ends_with(e))
            && !WordSet::NoPastI.has(word)
}
