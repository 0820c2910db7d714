//! Whether a date tells of the story or of something beside it.

use super::tense::{Tense, is_over};
use crate::lexicon::words::WordSet;
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// What a date tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Ground {
    /// Of what happens in the story.
    #[default]
    Scene,
    /// Of what belongs to something else, unless it leads the story in: « la tour, endommagée lundi ».
    Aside,
    /// Of something else: « l'accident de lundi », what is quoted, in brackets or still to come.
    Elsewhere,
}

/// How far back, in tokens, what sets an expression aside may stand.
const GROUND: usize = 60;

/// What an expression tells of: of something else in brackets, in a quotation, behind « de » or still to come, « l'appel du 3 mai »; aside
/// behind a participle and behind « qui », « les vitrines vandalisées samedi ».
pub(super) fn ground(text: &Text<'_>, sentence: Range<usize>, at: Range<usize>, tense: Tense) -> Ground {
    let before = sentence.start.max(at.start.saturating_sub(GROUND))..at.start;
    let count = |mark: &str| before.clone().filter(|k| text.word(*k) == mark).count();
    let inside = || count("(") > count(")") || count("«") > count("»");
    let comma = before.clone().rev().find(|k| WordSet::ClauseMark.has(text.word(*k)));
    let mut clause = comma.map_or(before.start, |k| k + 1)..at.start;
    let relative = clause.any(|k| WordSet::OpensRelative.has(text.word(k)) || text.raw_word(k) == "où");
    let article = |k: &usize| WordSet::BeforeScene.has(text.word(*k));
    let governor = before.clone().rev().find(|k| !article(k));
    let of = governor
        .is_some_and(|k| WordSet::OfAny.has(text.word(k)) && !(k > sentence.start && WordSet::Timing.has(text.word(k - 1))));
    if tense == Tense::Future || inside() || of {
        Ground::Elsewhere
    } else if relative || governor.is_some_and(|k| is_reduced(text, &sentence, k)) {
        Ground::Aside
    } else {
        Ground::Scene
    }
}

/// Whether a day is one that the sentence has left, on which no clock time behind it stands: « fermé depuis le 8 mars 2015 »,
/// « une dernière fois le 8 mars ».
pub(super) fn is_left(text: &Text<'_>, sentence: Range<usize>, start: usize) -> bool {
    let governor = (sentence.start..start)
        .rev()
        .find(|k| !WordSet::BeforeScene.has(text.word(*k)));
    governor.is_some_and(|k| {
        let last_time = text.word(k) == "fois" && k > sentence.start && WordSet::LastOne.has(text.word(k - 1));
        text.word(k) == "depuis" || last_time
    })
}

/// Whether a participle without its auxiliary stands at a token, behind its noun: « la tour, endommagée »; not « a été endommagée ».
fn is_reduced(text: &Text<'_>, sentence: &Range<usize>, k: usize) -> bool {
    const HELPERS: usize = 2;
    let helped = (sentence.start.max(k.saturating_sub(HELPERS))..k)
        .any(|j| WordSet::HavingBeen.has(text.word(j)) || WordSet::PassiveHelper.has(text.word(j)));
    k > sentence.start && text.tokens()[k].kind() == TokenKind::Word && !helped && is_over(text, sentence, k)
}
