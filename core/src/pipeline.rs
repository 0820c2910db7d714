//! One document through all stages: [`Document`] to [`Extraction`].

use crate::amount::{self, Amount};
use crate::entity::{self, Aliases, Entities};
use crate::error::{Code, DocError, Stage};
use crate::event::{self, Event, Scene};
use crate::ner::{self, NerBackend, Tagging};
use crate::place::{self, Places};
use crate::text::{Document, Text};
use crate::timex::{self, Timex};

/// All that was found in one document. Lists are sorted by span; events hold indices into them.
#[derive(Debug)]
#[non_exhaustive]
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
    /// Where those of them that are places lie.
    pub places: Places,
    /// Events.
    pub events: Vec<Event>,
}

impl Extraction<'_> {
    /// What the event stage reads of it.
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            text: &self.text,
            tagging: &self.tagging,
            entities: &self.entities,
            published: self.document.published.map(|p| p.date),
            timexes: &self.timexes,
            amounts: &self.amounts,
        }
    }
}

/// Is told when a stage begins, and may stop the document there or inside.
///
/// The library itself reads no clock: who measures stages or limits their time does it here. What is found in a document does not
/// depend on it, unless it stops the document.
pub trait Watch {
    /// `stage` is about to begin on the document.
    ///
    /// # Errors
    /// To give the document up, as past its time.
    fn enter(&mut self, stage: Stage) -> Result<(), DocError>;

    /// Whether the stage entered last may go on; asked so often inside a stage that a long document cannot outlive its time by much.
    ///
    /// # Errors
    /// To give the document up.
    fn go_on(&mut self) -> Result<(), DocError>;
}

/// Watches nothing.
impl Watch for () {
    fn enter(&mut self, _: Stage) -> Result<(), DocError> {
        Ok(())
    }

    fn go_on(&mut self) -> Result<(), DocError> {
        Ok(())
    }
}

/// Asks at every sixteenth sentence only: the rules are done with one in about the time of a look at a clock.
fn seldom(watch: &mut dyn Watch) -> impl FnMut() -> Result<(), DocError> {
    let mut asked = 0u32;
    move || {
        asked = asked.wrapping_add(1);
        if asked.is_multiple_of(16) { watch.go_on() } else { Ok(()) }
    }
}

/// Runs every stage on one document.
///
/// ```
/// use depeche_core::{entity::Aliases, ner::NoBackend, pipeline, text::Document};
/// let document = Document::from_text("a", "Le port a rouvert lundi.");
/// let found = pipeline::extract(&document, &NoBackend::default(), &Aliases::default(), &mut ())?;
/// assert_eq!(found.text.sentences().len(), 1);
/// # Ok::<(), depeche_core::error::DocError>(())
/// ```
///
/// # Errors
/// `read.empty` for a text without a word; `ner.backend` when the backend fails; what `watch` stops for.
pub fn extract<'d>(
    document: &'d Document,
    backend: &dyn NerBackend,
    aliases: &Aliases,
    watch: &mut dyn Watch,
) -> Result<Extraction<'d>, DocError> {
    watch.enter(Stage::Text)?;
    let text = Text::new(&document.text);
    if text.tokens().is_empty() {
        return Err(DocError::new(
            Code::EMPTY,
            Stage::Text,
            "the document has no word; give it a text or leave it out",
        ));
    }
    let published = document.published.map(|p| p.date);
    watch.enter(Stage::Timex)?;
    let timexes = timex::find_while(&text, published, seldom(watch))?;
    watch.enter(Stage::Amount)?;
    let amounts = amount::find_while(&text, published, &timexes, seldom(watch))?;
    watch.enter(Stage::Ner)?;
    let tagging = ner::tag_document_while(&text, backend, || watch.go_on())?;
    watch.enter(Stage::Entity)?;
    let entities = entity::resolve_while(&text, &tagging.mentions, aliases, || watch.go_on())?;
    let places = place::settle(document, &text, &tagging.mentions, &entities);
    watch.enter(Stage::Event)?;
    let scene = Scene {
        text: &text,
        tagging: &tagging,
        entities: &entities,
        published,
        timexes: &timexes,
        amounts: &amounts,
    };
    let events = event::extract_while(&scene, || watch.go_on())?;
    Ok(Extraction {
        document,
        text,
        timexes,
        amounts,
        tagging,
        entities,
        places,
        events,
    })
}
