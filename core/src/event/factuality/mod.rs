//! Whether an event is told as a fact, planned, possible or denied; polarity, tense and mood.

mod case;
mod dated;
mod negation;
mod rule;
mod status;

use super::candidate::Candidate;
use super::ontology::TypeId;
use super::view::View;
use super::{Cue, CueKind, EventMood, EventTense, Factuality};
use case::Case;

pub(super) use dated::read_by_dates;
pub(super) use negation::ceased;
pub use rule::Rule;

/// All rules, in their order.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rule::rules().chain(dated::rules())
}

/// How an event is told, and why.
#[derive(Debug)]
pub(super) struct Told {
    /// The verdict.
    pub(super) factuality: Factuality,
    /// Whether grammar leaves no choice, so that learned heads have no say.
    pub(super) firm: bool,
    /// Not negated.
    pub(super) affirmed: bool,
    /// When the verb tells it.
    pub(super) tense: EventTense,
    /// The mood of the verb.
    pub(super) mood: EventMood,
    /// What decided: what the trigger itself says, and before it what the words above make of it, the outermost first.
    pub(super) verdicts: Vec<Verdict>,
}

/// What a rule makes of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    /// The rule's name.
    pub(super) rule: &'static str,
    /// How the event is told.
    pub(super) factuality: Factuality,
    /// Whether grammar leaves no choice.
    pub(super) firm: bool,
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
        let decided = self.verdicts.iter().filter(|v| v.factuality == self.factuality);
        decided.filter_map(|v| v.cue.as_ref().map(cue)).collect()
    }
}

/// How the sentence tells the candidate's event.
pub(super) fn read(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId) -> Told {
    let case = Case::new(view, candidate, kind);
    let (status, verdicts) = rule::weigh(&case);
    let (tense, mood) = case.tense_and_mood();
    Told {
        factuality: status.factuality(),
        firm: status.firm,
        affirmed: !status.denied,
        tense,
        mood,
        verdicts,
    }
}
