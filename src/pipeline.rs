//! One document through all stages: [`Document`] to [`Extraction`].

use crate::amount::{self, Amount};
use crate::entity::{self, Aliases, Entities};
use crate::error::{Code, DocError, Stage};
use crate::event::{self, Event, Scene};
use crate::ner::{self, NerBackend, Tagging};
use crate::text::{Document, Text};
use crate::timex::{self, Timex};

/// All that was found in one document. Lists are sorted by span; events hold indices into them.
#[derive(Debug)]
pub struct Extraction<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its prepared text.
    pub text: Text<'d>,
    /// Temporal expressions.
    pub timexes: Vec<Timex>,
    /// Amounts; none shares a byte with a temporal expression.
    pub amounts: Vec<Amount>,
    /// Names and parses.
    pub tagging: Tagging,
    /// Entities of the names.
    pub entities: Entities,
    /// Events.
    pub events: Vec<Event>,
}

/// Runs every stage on one document.
///
/// # Errors
/// `read.empty` for a text without a word; `ner.backend` when the backend fails.
pub fn extract<'d>(document: &'d Document, backend: &dyn NerBackend, aliases: &Aliases) -> Result<Extraction<'d>, DocError> {
    let text = Text::new(&document.text);
    if text.tokens().is_empty() {
        return Err(DocError::new(
            Code::EMPTY,
            Stage::Text,
            "the document has no word; give it a text or leave it out",
        ));
    }
    let published = document.published.map(|p| p.date);
    let timexes = timex::find(&text, published);
    let amounts = amount::find(&text, published, &timexes);
    let tagging = ner::tag_document(&text, backend)?;
    let entities = entity::resolve(&text, &tagging.mentions, aliases);
    let events = event::extract(&Scene {
        text: &text,
        tagging: &tagging,
        entities: &entities,
        timexes: &timexes,
        amounts: &amounts,
    });
    Ok(Extraction {
        document,
        text,
        timexes,
        amounts,
        tagging,
        entities,
        events,
    })
}
