//! Whether an event is told as a fact, planned, possible or denied; polarity, tense and mood.

mod case;
mod negation;
mod rule;

use super::candidate::Candidate;
use super::ontology::TypeId;
use super::view::View;
use super::{Cue, CueKind, EventMood, EventTense, Factuality};
use case::Case;

pub(super) use negation::ceased;
pub use rule::{Rule, rules};

/// How an event is told, and why.
#[derive(Debug)]
pub(super) struct Told {
    /// The verdict.
    pub(super) factuality: Factuality,
    /// Not negated.
    pub(super) affirmed: bool,
    /// When the verb tells it.
    pub(super) tense: EventTense,
    /// The mood of the verb.
    pub(super) mood: EventMood,
    /// What the rules found, in their order: the first decided.
    pub(super) verdicts: Vec<Verdict>,
}

/// What a rule makes of a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    /// The rule's name.
    pub(super) rule: &'static str,
    /// How the event is told.
    pub(super) factuality: Factuality,
    /// The word that says so, and what it is; none where nothing is said.
    pub(super) cue: Option<(CueKind, usize)>,
}

impl Told {
    /// The words that decided.
    pub(super) fn cues(&self, view: &View<'_>) -> Vec<Cue> {
        let cue = |&(kind, i): &(CueKind, usize)| Cue {
            kind,
            span: view.span(i, i),
        };
        self.verdicts.iter().filter_map(|v| v.cue.as_ref().map(cue)).collect()
    }
}

/// How the sentence tells the candidate's event.
pub(super) fn read(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId) -> Told {
    let case = Case::new(view, candidate, kind);
    let verdicts = rule::apply(&case);
    let (tense, mood) = case.tense_and_mood();
    // What is negated anywhere above does not happen, however it is planned or wished: « dément tout projet de cession ».
    let affirmed = verdicts.iter().all(|v| v.factuality != Factuality::Denied);
    let first = verdicts.first().map_or(Factuality::Asserted, |v| v.factuality);
    Told {
        factuality: if affirmed { first } else { Factuality::Denied },
        affirmed,
        tense,
        mood,
        verdicts,
    }
}
