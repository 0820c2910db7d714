//! Who vouches for an event: direct quotations, reported speech, « selon ».

use super::argument::argument;
use super::view::View;
use super::{Argument, Attribution, AttributionKind, MentionKind, Role};
use crate::lexicon::words::{Nouns, Verbs, WordSet};
use crate::syntax::{Base, Deprel, VerbForm, Voice};
use crate::text::{Span, Text};

/// Whether the folded lemma reports what someone says.
pub fn reports(lemma: &str) -> bool {
    Verbs::Reports.has(lemma)
}

/// Whether the verb introduces a quotation but not a clause of its own content.
fn only_quotes(lemma: &str) -> bool {
    Verbs::ReportsRarely.has(lemma)
}

/// Whether the verb's subject vouches for what the verb asks for, promises, denies or fears.
fn vouches(lemma: &str) -> bool {
    Verbs::Speaks.has(lemma)
}

/// A quotation in the text: token range inside the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// First token after the opening mark.
    pub first: usize,
    /// The closing mark's token (or the end of the paragraph where the mark is missing).
    pub end: usize,
}

/// The quotations of a text long enough to be someone's speech, in order.
pub fn quotations(text: &Text<'_>) -> Vec<Quotation> {
    const SPEECH: usize = 4;
    let mut out = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for i in 0..text.tokens().len() {
        let word = text.raw_word(i);
        match (open, word) {
            (None, "«" | "“" | "„" | "\"") => open = Some((i, word)),
            (Some((from, mark)), "»" | "”" | "\"") if WordSet::QuotationMarks.has_pair(mark, word) => {
                if i > from + SPEECH {
                    out.push(Quotation { first: from + 1, end: i });
                }
                open = None;
            }
            // A quotation within, or one whose end was forgotten.
            (Some((from, "«")), "«") if i > from + 200 => open = Some((i, word)),
            _ => {}
        }
    }
    out
}

/// Who speaks, found once for a reporting verb.
struct Speaker {
    argument: Argument,
    cue: Span,
}

fn speaker(view: &View<'_>, verb: usize) -> Option<Speaker> {
    let (subjects, _) = view.clause.subject(verb);
    let mut found = subjects
        .iter()
        .filter(|&&s| s >= view.opening)
        .find_map(|&s| argument(view, Role::Actor, s, 1.0))
        .or_else(|| view.first_nominal(verb).and_then(|s| argument(view, Role::Actor, s, 0.7)));
    if found.is_none() {
        // Inversion that the parse took for something else: « a déclaré le ministre ».
        let tree = view.tree();
        let next = verb + 1;
        if next < view.len() && (tree.is_nominal(next) || view.form(next).starts_with('-')) {
            found = argument(view, Role::Actor, next, 0.7);
        }
        found = found.or_else(|| {
            tree.children(verb)
                .iter()
                .copied()
                .filter(|&c| c > verb && matches!(tree.base(c), Base::Obj) && view.animate(c))
                .find_map(|c| argument(view, Role::Actor, c, 0.6))
        });
    }
    Some(Speaker {
        argument: found?,
        cue: view.span(verb, verb),
    })
}

/// The nearest earlier name behind a pronoun: the entity's own last mention.
fn settled(view: &View<'_>, argument: &Argument) -> (Span, Option<crate::entity::EntityIndex>) {
    if argument.mention == MentionKind::Pronoun {
        let scene = view.scene;
        let he = argument
            .span
            .of(scene.text.raw())
            .trim_start_matches("-t-")
            .trim_start_matches('-')
            .eq_ignore_ascii_case("il");
        const NEAR: usize = 3;
        const FAR: usize = 8;
        let person = last_person(view, argument.span, NEAR);
        let entity = if he {
            // Who speaks as « il » is a person, even some way back.
            person
                .or(argument
                    .entity
                    .filter(|&e| view.scene.entities.of(e).label == crate::ner::Label::Per))
                .or_else(|| last_person(view, argument.span, FAR))
        } else {
            argument.entity.or(person)
        };
        if let Some(e) = entity {
            let mention = scene
                .tagging
                .mentions
                .iter()
                .enumerate()
                .rev()
                .find(|(i, m)| m.span.end() <= argument.span.start() && scene.entities.of_mention.get(*i) == Some(&e));
            if let Some((_, m)) = mention {
                return (m.span, Some(e));
            }
        }
    }
    (argument.span, argument.entity)
}

/// The last person named before the span, at most `reach` sentences back.
fn last_person(view: &View<'_>, before: Span, reach: usize) -> Option<crate::entity::EntityIndex> {
    let scene = view.scene;
    scene
        .tagging
        .mentions
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, m)| m.span.end() <= before.start() && m.sentence.saturating_add(reach) >= view.sentence)
        .find(|(_, m)| m.label == crate::ner::Label::Per)
        .and_then(|(i, _)| scene.entities.of_mention.get(i).copied())
}

/// Sources of a document: for quotations once, for sentences as asked.
#[derive(Debug, Default)]
pub struct Sources {
    quotations: Vec<Quotation>,
    /// For each quotation, who speaks.
    speakers: Vec<Option<Attribution>>,
}

impl Sources {
    /// Finds who speaks in each quotation.
    pub fn find<E>(text: &Text<'_>, views: &[Option<View<'_>>], go_on: &mut impl FnMut() -> Result<(), E>) -> Result<Self, E> {
        let quotations = quotations(text);
        let mut speakers: Vec<Option<Attribution>> = Vec::with_capacity(quotations.len());
        for (k, q) in quotations.iter().enumerate() {
            go_on()?;
            let start = text.sentence_at(text.tokens()[q.first].span().start());
            let end = text.sentence_at(text.tokens()[q.end].span().start()).or(start);
            let mut found = None;
            if let (Some(start), Some(end)) = (start, end) {
                // Behind the closing mark, before the opening one, in the sentence after, in the one before with a colon.
                let outside = |s: usize, from: usize, to: usize| reporting(views.get(s)?.as_ref()?, from, to, &quotations, false);
                let behind = |s: usize, from: usize, to: usize| reporting(views.get(s)?.as_ref()?, from, to, &quotations, true);
                let after_end = text.sentences()[end].tokens().end;
                found = behind(end, q.end + 1, after_end.min(q.end + 40))
                    .or_else(|| outside(start, text.sentences()[start].tokens().start, q.first - 1))
                    .or_else(|| before_colon(views.get(start)?.as_ref()?, q.first - 1, &quotations))
                    .or_else(|| {
                        let next = end + 1;
                        let sentence = text.sentences().get(next)?;
                        let inverted = sentence.tokens().take(6).any(|t| text.word(t).starts_with('-'));
                        inverted.then(|| outside(next, sentence.tokens().start, sentence.tokens().start + 12))?
                    })
                    .or_else(|| {
                        let before = start.checked_sub(1)?;
                        let sentence = &text.sentences()[before];
                        let colon = text.word(sentence.tokens().end - 1) == ":";
                        colon.then(|| outside(before, sentence.tokens().start, sentence.tokens().end))?
                    })
                    .or_else(|| {
                        // « selon X » around a quotation.
                        let view = views.get(end)?.as_ref()?;
                        according(view).map(|(s, e, cue)| Attribution {
                            kind: AttributionKind::Direct,
                            source: Some(s),
                            entity: e,
                            cue: Some(cue),
                        })
                    })
                    .or_else(|| {
                        // A quotation that goes on from the one before.
                        let before = k.checked_sub(1)?;
                        let gap = q.first.saturating_sub(quotations[before].end);
                        let mut told = speakers[before].clone()?;
                        if gap > 60 {
                            return None;
                        }
                        told.cue = None;
                        Some(told)
                    });
            }
            speakers.push(found);
        }
        Ok(Self { quotations, speakers })
    }

    /// Whether the token lies in a quotation.
    pub fn quoted(&self, token: usize) -> Option<&Attribution> {
        let k = self.quotations.iter().position(|q| q.first <= token && token < q.end)?;
        self.speakers[k].as_ref()
    }

    /// Who vouches for an event whose trigger is word `at`.
    pub fn of(&self, view: &View<'_>, at: usize) -> Attribution {
        if let Some(told) = self.quoted(view.base + at) {
            return told.clone();
        }
        if let Some(told) = indirect(view, at) {
            return told;
        }
        if let Some((source, entity, cue)) = according(view)
            && !source.overlaps(view.span(at, at))
        {
            return Attribution {
                kind: AttributionKind::Selon,
                source: Some(source),
                entity,
                cue: Some(cue),
            };
        }
        Attribution {
            kind: AttributionKind::Author,
            source: None,
            entity: None,
            cue: None,
        }
    }
}

/// A reporting verb among the tokens that lies in no quotation, with its speaker.
///
/// Right behind a quotation any verb with its subject after it reports: « …», tacle le maire ».
fn reporting(view: &View<'_>, from: usize, to: usize, quotations: &[Quotation], behind: bool) -> Option<Attribution> {
    let (from, to) = (from.saturating_sub(view.base), to.saturating_sub(view.base).min(view.len()));
    (from..to)
        .filter(|&i| view.tree().is_verb(i) && (reports(view.lemma(i)) || behind && i < from + 5) && is_told(view, i))
        .filter(|&i| !quotations.iter().any(|q| q.first <= view.base + i && view.base + i < q.end))
        .find_map(|i| {
            let s = speaker(view, i)?;
            let (source, entity) = settled(view, &s.argument);
            Some(Attribution {
                kind: AttributionKind::Direct,
                source: Some(source),
                entity,
                cue: Some(s.cue),
            })
        })
}

/// Who does what stands before a colon and a quotation: « Anne Roy appelle au calme : « … » ».
fn before_colon(view: &View<'_>, mark: usize, quotations: &[Quotation]) -> Option<Attribution> {
    let colon = mark.checked_sub(view.base + 1).filter(|&i| view.form(i) == ":")?;
    let quoted = |i: usize| quotations.iter().any(|q| q.first <= view.base + i && view.base + i < q.end);
    let verb = (view.opening..colon)
        .rev()
        .find(|&i| view.tree().word(i).features.verb_form == Some(VerbForm::Fin) && view.tree().is_verb(i) && !quoted(i))?;
    // « Le suspect a été arrêté : « … » » is said by another.
    if view.clause.voice(verb) == Voice::Passive || Verbs::Moves.has(view.lemma(verb)) {
        return None;
    }
    let (subjects, _) = view.clause.subject(verb);
    let doer = subjects.into_iter().find(|&s| view.animate(s))?;
    let (source, entity) = settled(view, &argument(view, Role::Actor, doer, 1.0)?);
    Some(Attribution {
        kind: AttributionKind::Direct,
        source: Some(source),
        entity,
        cue: Some(view.span(verb, verb)),
    })
}

/// Whether a verb is told itself: finite or with an auxiliary, no bare participle.
fn is_told(view: &View<'_>, i: usize) -> bool {
    let tree = view.tree();
    tree.word(i).features.verb_form != Some(VerbForm::Part)
        || tree.of_base(i, Base::Aux).next().is_some()
        || tree.is(i, Deprel::Conj)
}

/// Reported speech: a reporting verb above the trigger, or one inserted beside it.
fn indirect(view: &View<'_>, at: usize) -> Option<Attribution> {
    let tree = view.tree();
    let told = |verb: usize| -> Option<Attribution> {
        let s = speaker(view, verb)?;
        let (source, entity) = settled(view, &s.argument);
        Some(Attribution {
            kind: AttributionKind::Indirect,
            source: Some(source),
            entity,
            cue: Some(s.cue),
        })
    };
    let mut child = at;
    for x in tree.path(at).skip(1) {
        let relation = tree.base(child);
        if tree.is_verb(x) && reports(view.lemma(x)) && !only_quotes(view.lemma(x)) {
            let content = matches!(relation, Base::Ccomp | Base::Xcomp | Base::Obj | Base::Parataxis);
            if content && let Some(found) = told(x) {
                return Some(found);
            }
        }
        if tree.is_verb(x)
            && vouches(view.lemma(x))
            && matches!(relation, Base::Xcomp | Base::Obj | Base::Obl)
            && is_told(view, x)
            && let Some(found) = told(x)
        {
            return Some(found);
        }
        // « …, a indiqué le ministre »: inserted behind the clause.
        if tree.is_verb(x)
            && let Some(p) = tree
                .of_base(x, Base::Parataxis)
                .find(|&p| reports(view.lemma(p)) && !tree.under(at, p))
            && let Some(found) = told(p)
        {
            return Some(found);
        }
        child = x;
    }
    tree.of_base(at, Base::Parataxis)
        .find(|&p| reports(view.lemma(p)))
        .and_then(told)
}

/// « selon X », « d'après X », « de source policière » in the sentence.
fn according(view: &View<'_>) -> Option<(Span, Option<crate::entity::EntityIndex>, Span)> {
    let tree = view.tree();
    let cue = (0..view.len())
        .find(|&i| view.form(i) == "selon" || view.form(i) == "d'" && i + 1 < view.len() && view.form(i + 1) == "apres")?;
    let from = if view.form(cue) == "selon" { cue + 1 } else { cue + 2 };
    // The noun that the preposition marks, else the first nominal behind it.
    let head = (from..view.len().min(from + 8))
        .find(|&i| tree.is_nominal(i) && tree.children(i).iter().any(|&c| c == cue || c + 1 == from))
        .or_else(|| (from..view.len().min(from + 4)).find(|&i| tree.is_nominal(i)))?;
    let argument = argument(view, Role::Actor, head, 1.0)?;
    if Nouns::NoContent.has(view.lemma(head)) {
        return None;
    }
    let (source, entity) = settled(view, &argument);
    Some((source, entity, view.span(cue, cue)))
}
