//! Where an event happens: by its place argument, else by a place in its clause, else by the dateline.

use super::{Event, Role, Scene};
use crate::entity::{EntityIndex, country};
use crate::lexicon::words::WordSet;
use crate::ner::Label;
use crate::place::{Located, Places};
use crate::text::Span;

/// What says where an event happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// An argument in the role of place.
    Argument,
    /// A place that a preposition puts into the clause.
    Clause,
    /// The dateline of the article.
    Dateline,
}

impl Basis {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Argument => "argument",
            Self::Clause => "clause",
            Self::Dateline => "dateline",
        }
    }
}

/// Where an event happens, and what says so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Whereabouts<'p> {
    /// The place's entity.
    pub entity: EntityIndex,
    /// Where it lies.
    pub located: &'p Located,
    /// What says so.
    pub basis: Basis,
}

/// The place of an event; of several that its arguments name the smallest.
pub fn of<'p>(scene: &Scene<'_>, places: &'p Places, event: &Event) -> Option<Whereabouts<'p>> {
    let smallest = |found: Vec<EntityIndex>, basis| {
        let located = found.into_iter().filter_map(|entity| Some((entity, places.of(entity)?)));
        let best = located.min_by_key(|(_, l)| (l.country.is_none(), l.extent));
        best.map(|(entity, located)| Whereabouts { entity, located, basis })
    };
    smallest(argued(scene, places, event), Basis::Argument)
        .or_else(|| smallest(in_clause(scene, event).into_iter().collect(), Basis::Clause))
        .or_else(|| smallest(dateline(scene).into_iter().collect(), Basis::Dateline))
}

/// The countries that an adjective of its theme or behind the trigger names: « du marché américain ».
pub(crate) fn by_adjective(scene: &Scene<'_>, event: &Event) -> Vec<&'static str> {
    const NEAR: usize = 2;
    let text = scene.text;
    let tokens = |span: Span| text.token_at(span.start())..text.token_at(span.end().saturating_sub(1)) + 1;
    let end = tokens(event.trigger.span).end;
    let sentence_end = text.sentences()[event.sentence].tokens().end;
    let themes = event.arguments.iter().filter(|a| matches!(a.role, Role::Theme | Role::Scope));
    themes
        .flat_map(|a| tokens(a.span))
        .chain(end..(end + NEAR).min(sentence_end))
        .filter_map(|i| Some(country::of_adjective(text.word(i))?.code))
        .collect()
}

/// The places that an argument's words name: « à Lyon », « dans la banlieue de Lyon ».
pub fn within(scene: &Scene<'_>, span: Span) -> impl Iterator<Item = EntityIndex> {
    let mentions = scene.tagging.mentions.iter().zip(&scene.entities.of_mention);
    mentions
        .skip_while(move |(m, _)| m.span.end() <= span.start())
        .take_while(move |(m, _)| m.span.start() < span.end())
        .filter(|(m, _)| m.label == Label::Loc)
        .map(|(_, &entity)| entity)
}

fn argued(scene: &Scene<'_>, places: &Places, event: &Event) -> Vec<EntityIndex> {
    let of_place = event.arguments.iter().filter(|a| a.role == Role::Place);
    of_place
        .flat_map(|a| match a.entity.filter(|&e| places.of(e).is_some()) {
            Some(entity) => vec![entity],
            None => within(scene, a.span).collect(),
        })
        .collect()
}

/// The nearest place of the trigger's clause that a preposition of place introduces and no other argument holds.
fn in_clause(scene: &Scene<'_>, event: &Event) -> Option<EntityIndex> {
    const REACH: usize = 12;
    let text = scene.text;
    let at = text.token_at(event.trigger.span.start());
    let tokens = text.sentences()[event.sentence].tokens();
    let placed = |first: usize| {
        let before = |n: usize| first.checked_sub(n).filter(|&i| i >= tokens.start).map(|i| text.word(i));
        let word = match before(1) {
            Some("le" | "la" | "l'" | "les") => before(2),
            word => word,
        };
        word.is_some_and(|w| WordSet::LeadsPlace.has(w)) || word == Some("de") && before(2) == Some("pres")
    };
    let held = |span: Span| event.arguments.iter().any(|a| a.span.overlaps(span) && a.role != Role::Place);
    let mentions = scene.tagging.mentions.iter().zip(&scene.entities.of_mention);
    let near = mentions.filter(|(m, _)| m.sentence == event.sentence && m.label == Label::Loc && !held(m.span));
    let candidates = near.filter_map(|(m, &entity)| {
        let first = text.token_at(m.span.start());
        let between = first.min(at)..first.max(at);
        // A clause of its own stands between them.
        let cut = between.clone().any(|i| WordSet::CutsClause.has(text.word(i)));
        (placed(first) && between.len() <= REACH && !cut).then_some((between.len(), entity))
    });
    candidates.min_by_key(|(distance, _)| *distance).map(|(_, entity)| entity)
}

/// The place that opens the article: « NANTES, 26 mai 2018. – ».
fn dateline(scene: &Scene<'_>) -> Option<EntityIndex> {
    const HEAD: usize = 4;
    let text = scene.text;
    (0..text.sentences().len().min(HEAD)).find_map(|sentence| {
        let tokens = text.dateline_place(sentence)?;
        let span = text.span(tokens.start, tokens.end.checked_sub(1)?);
        within(scene, span).next()
    })
}
