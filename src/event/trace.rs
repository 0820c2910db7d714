//! What the rules did on the way to an event, for `depeche explain`.

use crate::text::Span;

/// One thing that a rule did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The words of the event's trigger.
    pub trigger: Span,
    /// The rule's stable name, as `event.date.above`.
    pub rule: &'static str,
    /// The words that it went by.
    pub at: Span,
}

/// Where rules leave their notes. It keeps them only where somebody asks why.
#[derive(Debug)]
pub(super) struct Trace {
    notes: Option<Vec<Note>>,
}

impl Trace {
    /// A trace that forgets.
    pub(super) fn silent() -> Self {
        Self { notes: None }
    }

    /// A trace that keeps what it is told.
    pub(super) fn kept() -> Self {
        Self { notes: Some(Vec::new()) }
    }

    /// Takes a note.
    pub(super) fn note(&mut self, trigger: Span, rule: &'static str, at: Span) {
        if let Some(notes) = &mut self.notes {
            notes.push(Note { trigger, rule, at });
        }
    }

    /// The notes, in the order in which they were taken.
    pub(super) fn into_notes(self) -> Vec<Note> {
        self.notes.unwrap_or_default()
    }
}
