//! The lemmas of a type file: how the matcher reads them, and which rows for one lemma go together.

use super::fault::{Fault, line_at, table_error};
use super::filler::slot;
use super::raw::{RawCondition, RawTrigger};
use super::{MET, Pos};
use crate::error::SetupError;
use crate::lexicon::inflection;
use crate::text::fold;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeSet;
use toml::Spanned;

/// How often a lemma means its type, where its row does not say.
pub(super) const PRIOR: f32 = 0.7;

/// A lemma as the matcher reads it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Lexeme {
    pub(super) words: Vec<String>,
    pub(super) reflexive: Option<bool>,
    pub(super) en: bool,
}

/// Splits a lemma: « s'en prendre à » is reflexive, has « en », and begins at its verb; « à l'encontre » has the words « à », « l' », « encontre ».
pub(super) fn lexeme(lemma: &str, reflexive: Option<bool>) -> Lexeme {
    let folded = fold(lemma);
    let (reflexive, bare) = match folded.strip_prefix("se ").or_else(|| folded.strip_prefix("s'")) {
        Some(rest) => (Some(true), rest),
        None => (reflexive, folded.as_str()),
    };
    // « coup d'œil » has three words, « main-d'œuvre » is one.
    let parts = |word: &str| match ["d'", "l'"].iter().find_map(|a| word.strip_prefix(a)) {
        Some(rest) if !rest.is_empty() => vec![word[..2].to_owned(), rest.to_owned()],
        _ => vec![word.to_owned()],
    };
    let mut words: Vec<String> = bare.split_whitespace().flat_map(parts).collect();
    // « s'en étaient pris à »: the pronoun stands apart from the verb.
    let en = words.len() > 1 && words[0] == "en" && inflection::is_infinitive(&words[1]);
    if en {
        words.remove(0);
    }
    Lexeme { words, reflexive, en }
}

/// Conditions in an order of their own, so that two rows that say the same compare equal.
fn canonical(conditions: &[Spanned<RawCondition>]) -> BTreeSet<(String, BTreeSet<&str>)> {
    conditions
        .iter()
        .map(Spanned::get_ref)
        .map(|c| (slot(&c.slot), c.accepts.iter().map(String::as_str).collect()))
        .collect()
}

/// A lemma of a row, with the conditions of the row.
struct Listed<'r> {
    lemma: &'r str,
    /// The byte of the file at which it stands.
    place: usize,
    when: BTreeSet<(String, BTreeSet<&'r str>)>,
    unless: BTreeSet<(String, BTreeSet<&'r str>)>,
    prior: f32,
}

impl Listed<'_> {
    /// What a word scores where all conditions hold.
    fn score(&self) -> f32 {
        self.prior + MET * self.when.len() as f32
    }

    /// Why a later row for the same lemma makes no sense beside this one, or the other way round; `text` is the file.
    fn clash(&self, later: &Self, text: &str) -> Option<Fault> {
        let (a, b) = (self, later);
        let line = |of: &Self| line_at(text, of.place);
        if a.when == b.when && a.unless == b.unless {
            let message = format!("\"{}\" stands in line {} already, with the same conditions", b.lemma, line(a));
            return Some((b.place, message));
        }
        for (wide, narrow) in [(a, b), (b, a)] {
            if !wide.when.is_subset(&narrow.when) {
                continue;
            }
            // It tells whatever the other keeps out.
            if wide.unless.is_subset(&narrow.unless) && wide.unless != narrow.unless {
                let message = format!(
                    "\"{}\" with fewer conditions lets in again what line {} excludes",
                    wide.lemma,
                    line(narrow)
                );
                return Some((wide.place, message));
            }
            let first = std::ptr::eq(narrow, a);
            let beaten = narrow.score() < wide.score() || narrow.score() == wide.score() && !first;
            if wide.unless == narrow.unless && wide.when != narrow.when && beaten {
                let message = format!(
                    "\"{}\" is never told by this row: line {} asks for less and scores no less",
                    narrow.lemma,
                    line(wide)
                );
                return Some((narrow.place, message));
            }
        }
        None
    }
}

/// Refuses rows that repeat a lemma to no purpose: with the same conditions, with fewer exclusions than a row that asks for as much or more (so
/// that they let in again what the other keeps out), or with more conditions and no better score than a row that tells the word anyway.
///
/// « mourir » beside « mourir » `unless` « d'envie » is a fault; « tomber » beside « tomber » `when` « au combat » is fine, for it scores higher.
pub(super) fn repeats(file: &str, text: &str, rows: &[RawTrigger]) -> Result<(), SetupError> {
    let mut seen: HashMap<(Lexeme, Pos), Vec<Listed<'_>>> = HashMap::new();
    for row in rows {
        for lemma in row.lemmas.get_ref() {
            let listed = Listed {
                lemma: lemma.get_ref(),
                place: lemma.span().start,
                when: canonical(&row.when),
                unless: canonical(&row.unless),
                prior: row.prior.as_ref().map_or(PRIOR, |prior| *prior.get_ref()),
            };
            let others = seen.entry((lexeme(lemma.get_ref(), row.reflexive), row.pos)).or_default();
            if let Some((place, message)) = others.iter().find_map(|other| other.clash(&listed, text)) {
                return Err(table_error(file, line_at(text, place), message));
            }
            others.push(listed);
        }
    }
    Ok(())
}
