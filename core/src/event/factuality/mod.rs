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
    /// The ruling.
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
    pub(super) rulings: Vec<Ruling>,
}

/// What a rule makes of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruling {
    /// The rule's name.
    pub(super) rule: &'static str,
    /// How the event is told.
    pub(super) factuality: Factuality,
    /// Whether grammar leaves no choice.
    pub(super) firm: bool,
    /// The words that say so; none where nothing is said.
    pub(super) cue: Option<Marker>,
}

/// Words that say how an event is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// What they are.
    pub(super) kind: CueKind,
    /// The first word.
    pub(super) first: usize,
    /// The last word.
    pub(super) last: usize,
}

impl Marker {
    /// One word.
    fn at(kind: CueKind, word: usize) -> Self {
        Self {
            kind,
            first: word,
            last: word,
        }
    }
}

impl Told {
    /// The words that decided, each once.
    pub(super) fn cues(&self, view: &View<'_>) -> Vec<Cue> {
        let decided = self.rulings.iter().filter(|v| v.factuality == self.factuality);
        let mut markers: Vec<Marker> = Vec::new();
        for marker in decided.filter_map(|v| v.cue) {
            if !markers.contains(&marker) {
                markers.push(marker);
            }
        }
        let cue = |m: Marker| Cue {
            kind: m.kind,
            span: view.span(m.first, m.last),
        };
        markers.into_iter().map(cue).collect()
    }
}

/// How the sentence tells the candidate's event.
pub(super) fn read(view: &View<'_>, candidate: &Candidate<'_>, kind: TypeId) -> Told {
    let case = Case::new(view, candidate, kind);
    let (status, rulings) = rule::weigh(&case);
    let (tense, mood) = case.tense_and_mood();
    Told {
        factuality: status.factuality(),
        firm: status.firm,
        affirmed: !status.denied,
        tense,
        mood,
        rulings,
    }
}
