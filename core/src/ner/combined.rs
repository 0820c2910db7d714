//! Names of one backend beside the parse of another: checkpoints that only name names still give events.

use crate::heads::EventHeads;
use std::sync::Arc;

use super::{BackendError, BackendId, NerBackend, Tagged, Words};

/// A backend that takes names from `names` and the parse from `parses`.
#[derive(Debug)]
pub struct Combined<N, P> {
    id: BackendId,
    names: N,
    parses: P,
}

impl<N: NerBackend, P: NerBackend> Combined<N, P> {
    /// Joins the two; it goes by the id of `names`, with the models of both.
    pub fn new(names: N, parses: P) -> Self {
        let model = match (&names.id().model, &parses.id().model) {
            (Some(names), Some(parses)) => Some(format!("{names}, parse by {parses}")),
            (names, parses) => names.as_ref().or(parses.as_ref()).cloned(),
        };
        Self {
            id: BackendId {
                model,
                ..names.id().clone()
            },
            names,
            parses,
        }
    }
}

impl<N: NerBackend, P: NerBackend> NerBackend for Combined<N, P> {
    fn id(&self) -> &BackendId {
        &self.id
    }

    fn event_heads(&self) -> Option<Arc<EventHeads>> {
        self.parses.event_heads()
    }

    fn tag(&self, sentences: &[Words<'_>]) -> Result<Vec<Tagged>, BackendError> {
        Ok(self.tag_while(sentences, &mut || true)?.unwrap_or_default())
    }

    fn tag_while(&self, sentences: &[Words<'_>], go_on: &mut dyn FnMut() -> bool) -> Result<Option<Vec<Tagged>>, BackendError> {
        let Some(mut tagged) = self.names.tag_while(sentences, go_on)? else {
            return Ok(None);
        };
        let Some(parsed) = self.parses.tag_while(sentences, go_on)? else {
            return Ok(None);
        };
        if parsed.len() != tagged.len() {
            return Err(BackendError(format!("{} parses of {} sentences", parsed.len(), tagged.len())));
        }
        for (answer, parsed) in tagged.iter_mut().zip(parsed) {
            answer.parse = parsed.parse;
            answer.vectors = parsed.vectors;
        }
        Ok(Some(tagged))
    }
}
