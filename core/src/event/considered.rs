//! The triggers that the tables have for the words of a text, and why each was told or dropped.

use super::candidate::{self, Finding, TOLD};
use super::ontology::{Ontology, Trigger, TypeId, ontology};
use super::view::View;
use super::{Event, Scene};
use crate::heads::VERDICTS;
use crate::text::Span;
use std::fmt;

/// Why a trigger became an event, or did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the event's trigger.
    Told,
    /// The word stands in a name.
    Name,
    /// The verb is reflexive against the table, or is not.
    Reflexive,
    /// The slot holds what the table excludes.
    Excluded(&'static str),
    /// The slot does not hold what the table asks for.
    Missing(&'static str),
    /// Its prior with what is met is too low.
    Weak,
    /// A trigger of another type fits the word better.
    Beaten,
    /// Another row of the same type fits the word better.
    BeatenByRow,
    /// Another word tells the event, or a longer unit holds this one.
    ToldElsewhere,
    /// The learned heads give it too low a probability, or another word tells it.
    Unlikely,
}

impl Verdict {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Name => "name",
            Self::Reflexive => "reflexive",
            Self::Excluded(_) => "excluded",
            Self::Missing(_) => "missing",
            Self::Weak => "weak",
            Self::Beaten | Self::BeatenByRow => "beaten",
            Self::ToldElsewhere => "told_elsewhere",
            Self::Unlikely => "unlikely",
        }
    }

    /// Its index among the verdicts that the learned heads know, in the order of `VERDICTS` in `scripts/train/events.py`.
    pub(super) fn index(self) -> usize {
        match self {
            Self::Told => 0,
            Self::Name => 1,
            Self::Reflexive => 2,
            Self::Excluded(_) => 3,
            Self::Missing(_) => 4,
            Self::Weak => 5,
            Self::Beaten | Self::BeatenByRow => 6,
            // Only what the tables alone decide is a feature of the heads.
            Self::ToldElsewhere | Self::Unlikely => VERDICTS - 1,
        }
    }

    /// The slot that decided, if one did.
    pub fn slot(self) -> Option<&'static str> {
        match self {
            Self::Excluded(slot) | Self::Missing(slot) => Some(slot),
            _ => None,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told => write!(f, "told"),
            Self::Name => write!(f, "dropped: part of a name"),
            Self::Reflexive => write!(f, "dropped: reflexive against the table, or not reflexive"),
            Self::Excluded(slot) => write!(f, "dropped: slot `{slot}` holds what the table excludes"),
            Self::Missing(slot) => write!(f, "dropped: slot `{slot}` lacks what the table asks for"),
            Self::Weak => write!(f, "dropped: too rarely the event"),
            Self::Beaten => write!(f, "dropped: another type fits the word better"),
            Self::BeatenByRow => write!(f, "dropped: another row of the same type fits the word better"),
            Self::ToldElsewhere => write!(f, "dropped: another word tells it"),
            Self::Unlikely => write!(
                f,
                "dropped: too improbable beside its words, or told by another word (see « weighed »)"
            ),
        }
    }
}

/// A trigger of the tables at a word of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Considered {
    /// The word, the first one of a unit.
    pub span: Span,
    /// The word's index in its sentence.
    pub word: usize,
    /// The type that the trigger stands for.
    pub kind: TypeId,
    /// The trigger as the table writes it.
    pub lemma: &'static str,
    /// How often the lemma means this type, 0 to 1, as the table says.
    pub prior: f32,
    /// What became of it.
    pub verdict: Verdict,
}

/// All triggers whose words stand in the text, in its order; `told` are the events of the same scene.
///
/// Empty without a parse, as the events are.
pub fn considered(scene: &Scene<'_>, told: &[Event]) -> Vec<Considered> {
    let views = View::all(scene);
    views
        .iter()
        .flatten()
        .flat_map(|view| {
            let is_told = |i: usize| told.iter().any(|e| e.trigger.span.start() == view.span(i, i).start());
            of_view(ontology(), view, is_told)
        })
        .map(|mut trigger| {
            let heads = scene.tagging.heads.as_ref();
            if heads.is_some_and(|heads| heads.knows(trigger.kind.code())) && trigger.verdict == Verdict::ToldElsewhere {
                trigger.verdict = Verdict::Unlikely;
            }
            trigger
        })
        .collect()
}

/// The triggers whose words stand in a sentence, in its order; `is_told` says whether a word tells an event.
pub(super) fn of_view(ontology: &'static Ontology, view: &View<'_>, is_told: impl Fn(usize) -> bool) -> Vec<Considered> {
    let mut out = Vec::new();
    for i in (0..view.len()).filter(|&i| candidate::may_tell(view, i)) {
        let mut seen: Vec<(&'static Trigger, Finding<'static>)> = Vec::new();
        let best = candidate::choose(ontology, view, i, &mut |trigger, finding| seen.push((trigger, finding)));
        let (name, span, is_told) = (candidate::is_name(view, i), view.span(i, i), is_told(i));
        for (trigger, finding) in seen {
            let verdict = match finding {
                _ if name => Verdict::Name,
                Finding::Reflexive => Verdict::Reflexive,
                Finding::Holds(condition) => Verdict::Excluded(&condition.slot),
                Finding::Lacks(condition) => Verdict::Missing(&condition.slot),
                Finding::Scored(score) if score < TOLD => Verdict::Weak,
                Finding::Scored(_) => match &best {
                    Some(b) if std::ptr::eq(b.trigger, trigger) && is_told => Verdict::Told,
                    Some(b) if std::ptr::eq(b.trigger, trigger) => Verdict::ToldElsewhere,
                    Some(b) if b.trigger.kind == trigger.kind => Verdict::BeatenByRow,
                    Some(_) => Verdict::Beaten,
                    None if is_told => Verdict::Told,
                    None => Verdict::ToldElsewhere,
                },
            };
            out.push(Considered {
                span,
                word: i,
                kind: trigger.kind,
                lemma: &trigger.lemma,
                prior: trigger.prior,
                verdict,
            });
        }
    }
    out
}
