//! « la firme », « le ministre », « il », « ses »: which entity a phrase without a name points to, where that is clear.

use super::{Entities, EntityIndex};
use crate::lexicon::appellation::{StandsFor, stands_for};
use crate::ner::{Label, Mention};
use crate::text::Text;
use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

/// How a phrase points to its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// A noun phrase: « la firme russe ».
    Nominal,
    /// A pronoun of the third person or a possessive: « il », « elle », « ses ».
    Pronoun,
}

/// How many sentences back an antecedent may stand.
const REACH: usize = 2;

/// The entity that the tokens `phrase` of one sentence point to, or `None` where two would do or none is near.
pub fn antecedent(
    text: &Text<'_>,
    entities: &Entities,
    mentions: &[Mention],
    phrase: Range<usize>,
    reference: Reference,
) -> Option<EntityIndex> {
    let at = text.tokens().get(phrase.start)?.span().start();
    let sentence = text.sentence_at(at)?;
    match reference {
        Reference::Nominal => {
            let definite = matches!(
                text.word(phrase.start),
                "le" | "la" | "l'" | "ce" | "cet" | "cette" | "du" | "au"
            );
            if !definite {
                return None;
            }
            let (noun, kind) = phrase
                .clone()
                .skip(1)
                .take(3)
                .find_map(|i| Some((i, stands_for(text.word(i))?)))?;
            let label = match kind {
                StandsFor::Organization => Label::Org,
                StandsFor::Person => Label::Per,
            };
            described(text, entities, mentions, text.word(noun), label, at).or_else(|| match label {
                Label::Org => most_told(entities, mentions, Label::Org, at),
                _ => only_one(entities, mentions, Label::Per, at, sentence),
            })
        }
        Reference::Pronoun => match text.word(phrase.start).trim_start_matches("-t-").trim_start_matches('-') {
            "il" | "elle" | "lui" | "son" | "sa" | "ses" => only_one(entities, mentions, Label::Per, at, sentence)
                .or_else(|| only_one(entities, mentions, Label::Org, at, sentence)),
            _ => None,
        },
    }
}

/// The entity that the text has called so: « l'éditeur russe Kelvar … l'éditeur », « Anne Roy, ministre … la ministre ».
fn described(
    text: &Text<'_>,
    entities: &Entities,
    mentions: &[Mention],
    noun: &str,
    label: Label,
    at: usize,
) -> Option<EntityIndex> {
    const NEAR: usize = 5;
    let tells = |m: &Mention| {
        let (first, last) = (text.token_at(m.span.start()), text.token_at(m.span.end().saturating_sub(1)));
        let before = first.saturating_sub(NEAR)..first;
        let after = last + 1..(last + 1 + NEAR).min(text.tokens().len());
        let comma = after.clone().next().is_some_and(|i| matches!(text.word(i), "," | "("));
        let bare = |i: usize| !matches!(text.word(i), "." | ";" | ":" | "," | "»");
        before.rev().take_while(|&i| bare(i)).any(|i| text.word(i) == noun)
            || comma && after.skip(1).take_while(|&i| bare(i)).any(|i| text.word(i) == noun)
    };
    mentions
        .iter()
        .enumerate()
        .filter(|(_, m)| m.span.end() <= at)
        .filter(|(i, m)| entities.of(entities.of_mention[*i]).label == label && tells(m))
        .map(|(i, _)| entities.of_mention[i])
        .next_back()
}

/// The entity of the label that the text has named most often before `at`; the later one on a tie.
fn most_told(entities: &Entities, mentions: &[Mention], label: Label, at: usize) -> Option<EntityIndex> {
    let mut told: HashMap<EntityIndex, (usize, usize)> = HashMap::new();
    for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.span.end() <= at) {
        let index = entities.of_mention[i];
        if entities.of(index).label == label {
            let entry = told.entry(index).or_default();
            *entry = (entry.0 + 1, m.span.start());
        }
    }
    told.into_iter().max_by_key(|(_, told)| *told).map(|(index, _)| index)
}

/// The only entity of the label in the same sentence before `at`, else in the nearest sentence before that has one.
fn only_one(entities: &Entities, mentions: &[Mention], label: Label, at: usize, sentence: usize) -> Option<EntityIndex> {
    for back in sentence.saturating_sub(REACH)..=sentence {
        let which = sentence - (back - sentence.saturating_sub(REACH));
        let mut found: Vec<EntityIndex> = mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| m.sentence == which && m.span.end() <= at)
            .map(|(i, _)| entities.of_mention[i])
            .filter(|&e| entities.of(e).label == label)
            .collect();
        found.dedup();
        match found[..] {
            [] => continue,
            [one] => return Some(one),
            [first, ..] => return found.iter().all(|&e| e == first).then_some(first),
        }
    }
    None
}
