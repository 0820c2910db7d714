//! The triggers that the tables have for the words of a text, and why each was told or dropped.

use super::candidate::{self, Finding, TOLD};
use super::ontology::{Trigger, ontology};
use super::view::View;
use super::{Event, Scene};
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
    /// Another trigger of the same word fits better.
    Beaten,
    /// Another word tells the event, or a longer unit holds this one.
    ToldElsewhere,
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
            Self::Beaten => "beaten",
            Self::ToldElsewhere => "told_elsewhere",
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
            Self::ToldElsewhere => write!(f, "dropped: another word tells it"),
        }
    }
}

/// A trigger of the tables at a word of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// The word, the first one of a unit.
    pub span: Span,
    /// The type that the trigger stands for.
    pub code: &'static str,
    /// The trigger as the table writes it.
    pub lemma: &'static str,
    /// What became of it.
    pub verdict: Verdict,
}

/// All triggers whose words stand in the text, in its order; `told` are the events of the same scene.
///
/// Empty without a parse, as the events are.
pub fn considered(scene: &Scene<'_>, told: &[Event]) -> Vec<Considered> {
    let ontology = ontology();
    let mut out = Vec::new();
    for (sentence, parse) in scene.tagging.parses.iter().enumerate() {
        let Some(parse) = parse else { continue };
        let view = View::new(scene, sentence, parse);
        for i in (0..view.len()).filter(|&i| candidate::may_tell(&view, i)) {
            let mut seen: Vec<(&'static Trigger, Finding<'static>)> = Vec::new();
            let best = candidate::choose(ontology, &view, i, &mut |trigger, finding| seen.push((trigger, finding)));
            let (name, span) = (candidate::is_name(&view, i), view.span(i, i));
            let is_told = told.iter().any(|e| e.trigger.span.start() == span.start());
            for (trigger, finding) in seen {
                let verdict = match finding {
                    _ if name => Verdict::Name,
                    Finding::Reflexive => Verdict::Reflexive,
                    Finding::Holds(condition) => Verdict::Excluded(&condition.slot),
                    Finding::Lacks(condition) => Verdict::Missing(&condition.slot),
                    Finding::Scored(score) if score < TOLD => Verdict::Weak,
                    Finding::Scored(_) => match &best {
                        Some(b) if !std::ptr::eq(b.trigger, trigger) => Verdict::Beaten,
                        _ if is_told => Verdict::Told,
                        _ => Verdict::ToldElsewhere,
                    },
                };
                out.push(Considered {
                    span,
                    code: &ontology.types[trigger.kind].code,
                    lemma: &trigger.lemma,
                    verdict,
                });
            }
        }
    }
    out
}
