//! Events: trigger, arguments, linked dates and amounts, factuality, attribution.

mod argument;
mod attribution;
pub mod behavior;
mod by_rules;
mod candidate;
pub mod cluster;
pub mod codebook;
mod confidence;
mod considered;
mod factuality;
pub mod learned;
mod link;
pub mod ontology;
mod trace;
mod view;
pub mod whereabouts;

use crate::amount::Amount;
use crate::entity::{Entities, EntityIndex};
use crate::named::named;
use crate::ner::Tagging;
use crate::syntax::Upos;
use crate::text::{PartialDate, Span, Text};
use crate::timex::Timex;
use attribution::Sources;
use by_rules::{fill, kind, told};
use candidate::Candidate;
use learned::{Context, Found, Reader};
use ontology::TypeId;
use std::convert::Infallible;
use trace::Trace;
use view::View;

pub use considered::{Considered, Verdict, considered};
pub use factuality::{Rule, rules};
pub use trace::Note;

named! {
    /// What an argument does in the event.
    #[expect(missing_docs, reason = "the names are those of the contract")]
    pub enum Role {
        Actor = "actor",
        Recipient = "recipient",
        Theme = "theme",
        Place = "place",
        Instrument = "instrument",
        Beneficiary = "beneficiary",
        Counterpart = "counterpart",
        Scope = "scope",
    }
}

named! {
    /// How an argument is worded.
    pub enum MentionKind {
        /// By its name.
        Name = "name",
        /// By a noun phrase.
        Nominal = "nominal",
        /// By a pronoun.
        Pronoun = "pronoun",
    }
}

/// Who or what takes part in an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// What it does in the event.
    pub role: Role,
    /// Its words.
    pub span: Span,
    /// How it is worded.
    pub mention: MentionKind,
    /// The entity that it names or points to, when that is known.
    pub entity: Option<EntityIndex>,
    /// 0 to 1.
    pub score: f32,
}

named! {
    /// What a date does in an event.
    pub enum DateRole {
        /// When it happens.
        EventTime = "event_time",
        /// From when on.
        Begin = "begin",
        /// Until when.
        End = "end",
    }
}

named! {
    /// What an amount does in an event.
    #[expect(missing_docs, reason = "the names are those of the contract")]
    pub enum AmountRole {
        Level = "level",
        Change = "change",
        Share = "share",
        Count = "count",
        Price = "price",
        Total = "total",
        Forecast = "forecast",
    }
}

/// A temporal expression or an amount of the document that belongs to an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linked<R> {
    /// What it does in the event.
    pub role: R,
    /// Its index in the document.
    pub index: usize,
    /// How likely it belongs there, 0 to 1; `None` where rules alone linked it.
    pub score: Option<f32>,
}

impl<R> Linked<R> {
    fn by_rule((role, index): (R, usize)) -> Self {
        Self {
            role,
            index,
            score: None,
        }
    }
}

named! {
    /// Whether the event is told as a fact.
    pub enum Factuality {
        /// It happened or is happening.
        Asserted = "asserted",
        /// It is decided or announced.
        Planned = "planned",
        /// It may be, or is asked for.
        Possible = "possible",
        /// It is negated or denied.
        Denied = "denied",
    }
}

named! {
    /// Who vouches for the event.
    pub enum AttributionKind {
        /// The article itself.
        Author = "author",
        /// A direct quotation.
        Direct = "direct",
        /// Reported speech.
        Indirect = "indirect",
        /// « selon », « d'après ».
        Selon = "selon",
    }
}

/// Who vouches for the event, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// In which form.
    pub kind: AttributionKind,
    /// The source's words.
    pub source: Option<Span>,
    /// The source's entity, when that is known.
    pub entity: Option<EntityIndex>,
    /// The reporting verb or preposition.
    pub cue: Option<Span>,
}

named! {
    /// Whether an event is affirmed.
    pub enum Polarity {
        /// It is.
        Positive = "positive",
        /// It is negated.
        Negative = "negative",
    }
}

named! {
    /// When the trigger's verb tells the event.
    pub enum EventTense {
        /// Simple past, imperfect, or a participle with « avoir » or « être ».
        Past = "past",
        /// Present.
        Present = "present",
        /// Future.
        Future = "future",
        /// A noun, or an infinitive.
        None = "none",
    }
}

named! {
    /// The mood of the trigger's verb.
    pub enum EventMood {
        /// Indicative.
        Indicative = "indicative",
        /// Conditional.
        Conditional = "conditional",
        /// Subjunctive.
        Subjunctive = "subjunctive",
        /// Infinitive.
        Infinitive = "infinitive",
        /// A participle without auxiliary.
        Participle = "participle",
        /// Imperative.
        Imperative = "imperative",
        /// A noun.
        None = "none",
    }
}

named! {
    /// What a cue of factuality is.
    pub enum CueKind {
        /// « pas », « aucun », « sans ».
        Negation = "negation",
        /// A word that makes it possible: « envisager », « éventuel ».
        Modal = "modal",
        /// A conditional, or « si ».
        Conditional = "conditional",
        /// A future, or « prochain ».
        Future = "future",
        /// A word that makes it planned: « décider », « projet », « pour ».
        Plan = "plan",
        /// A word that says it does not happen: « renoncer », « démentir ».
        Denial = "denial",
    }
}

/// Words that decided factuality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// What they are.
    pub kind: CueKind,
    /// The words.
    pub span: Span,
}

/// The words that name the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Verb, noun or multi-word unit.
    pub span: Span,
    /// Its dictionary form.
    pub lemma: String,
    /// Part of speech of its head.
    pub pos: Upos,
}

/// One event mention.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its type.
    pub kind: TypeId,
    /// The words that name it.
    pub trigger: Trigger,
    /// The index of its sentence.
    pub sentence: usize,
    /// Who and what takes part, sorted by role and place.
    pub arguments: Vec<Argument>,
    /// The document's temporal expressions that date it.
    pub dates: Vec<Linked<DateRole>>,
    /// The document's amounts that belong to it.
    pub amounts: Vec<Linked<AmountRole>>,
    /// Whether it is told as a fact.
    pub factuality: Factuality,
    /// Whether grammar leaves no other factuality, so that learned heads have no say in it.
    pub firm: bool,
    /// Whether it is affirmed (not negated).
    pub affirmed: bool,
    /// When its verb tells it.
    pub tense: EventTense,
    /// The mood of its verb.
    pub mood: EventMood,
    /// The words that decided.
    pub cues: Vec<Cue>,
    /// Who vouches for it.
    pub attribution: Attribution,
    /// 0 to 1: how likely trigger and type are right, as docs/QUALITY.md measures it; it says nothing of the arguments.
    pub confidence: f32,
    /// The rule or model head that made it, as `event.verb.frame`.
    pub rule: String,
}

impl Event {
    /// The code of its type, as `ECO.Result`.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }
}

/// What the event stage reads of a document.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Names and parses.
    pub tagging: &'a Tagging,
    /// Entities of the names.
    pub entities: &'a Entities,
    /// When the document was published, as far as it is known.
    pub published: Option<PartialDate>,
    /// Temporal expressions.
    pub timexes: &'a [Timex],
    /// Amounts.
    pub amounts: &'a [Amount],
}

/// The events of a document, in the order of their triggers.
pub fn extract(scene: &Scene<'_>) -> Vec<Event> {
    let Ok(found) = extract_while(scene, || Ok::<(), Infallible>(()));
    found
}

/// As [`extract`], asking before each sentence, quotation and candidate whether to go on.
///
/// # Errors
/// What `go_on` stops for.
pub fn extract_while<E>(scene: &Scene<'_>, mut go_on: impl FnMut() -> Result<(), E>) -> Result<Vec<Event>, E> {
    let mut out: Vec<Event> = propose(scene, &mut Trace::silent(), &mut go_on)?
        .into_iter()
        .map(|(event, _)| event)
        .collect();
    out.sort_by_key(|e| (e.trigger.span, e.code()));
    Ok(out)
}

/// The events of a document, with what the rules did on the way to them.
pub fn explained(scene: &Scene<'_>) -> (Vec<Event>, Vec<Note>) {
    let mut trace = Trace::kept();
    let Ok(proposed) = propose(scene, &mut trace, &mut || Ok::<(), Infallible>(()));
    let mut events: Vec<Event> = proposed.into_iter().map(|(event, _)| event).collect();
    events.sort_by_key(|e| (e.trigger.span, e.code()));
    (events, trace.into_notes())
}

/// All events that the rules propose, with the features of their confidence: what `scripts/calibrate/events.py` learns from.
pub fn candidates(scene: &Scene<'_>) -> Vec<Proposed> {
    let Ok(found) = propose(scene, &mut Trace::silent(), &mut || Ok::<(), Infallible>(()));
    found
}

/// An event with the features of its confidence.
type Proposed = (Event, Vec<(String, f32)>);

fn propose<E>(scene: &Scene<'_>, trace: &mut Trace, go_on: &mut impl FnMut() -> Result<(), E>) -> Result<Vec<Proposed>, E> {
    // Without a model there is nothing to stand on.
    if scene.tagging.parses.iter().all(Option::is_none) {
        return Ok(Vec::new());
    }
    let ontology = ontology::ontology();
    let views = View::all(scene);
    let sources = Sources::find(scene.text, &views, go_on)?;
    let mut read = Vec::new();
    for view in views.iter().flatten() {
        go_on()?;
        let told = told(ontology, view);
        let starts: Vec<usize> = told.0.iter().map(|c| c.first).collect();
        read.push((view, told, Reader::new(ontology, view, &starts)));
    }
    let context = Context::of(read.iter().filter_map(|(.., reader)| reader.as_ref()));
    let mut out = Vec::new();
    for (view, (candidates, kinds), reader) in read {
        go_on()?;
        let found: Vec<Found<'_>> = match &reader {
            Some(reader) => reader.triggers(ontology, &context, candidates),
            None => candidates.into_iter().map(Found::by_tables).collect(),
        };
        let kinds: Vec<TypeId> = match &reader {
            Some(_) => found.iter().map(|f| kind(view, &f.candidate)).collect(),
            None => kinds,
        };
        let candidates: Vec<&Candidate<'_>> = found.iter().map(|f| &f.candidate).collect();
        let events = fill(view, &candidates, &kinds, &sources, trace);
        for (k, (mut event, found)) in events.into_iter().zip(&found).enumerate() {
            go_on()?;
            let c = &found.candidate;
            // A statement is told only where it is the news itself.
            let yields = |kind: TypeId| kind.behavior().yields;
            let holds_another =
                || (0..candidates.len()).any(|j| j != k && view.tree().under(candidates[j].at, c.at) && !yields(kinds[j]));
            if yields(event.kind) && holds_another() {
                continue;
            }
            if let Some(reader) = &reader {
                let rules = event.factuality;
                reader.settle(&mut event, found);
                if event.factuality != rules {
                    trace.note(event.trigger.span, "event.factuality.learned", event.trigger.span);
                }
            }
            if let Some(rule) = factuality::read_by_dates(&mut event, scene) {
                trace.note(event.trigger.span, rule, event.trigger.span);
            }
            let features = confidence::features(c, &event);
            event.confidence = found.probability.unwrap_or_else(|| confidence::score(&features));
            out.push((event, features));
        }
    }
    Ok(out)
}
