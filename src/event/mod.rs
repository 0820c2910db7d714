//! Events: trigger, arguments, linked dates and amounts, factuality, attribution.

mod argument;
mod attribution;
mod candidate;
pub mod cluster;
pub mod codebook;
mod confidence;
mod considered;
mod factuality;
pub mod learned;
mod link;
pub mod ontology;
mod view;
pub mod whereabouts;

use crate::amount::Amount;
use crate::entity::{Entities, EntityIndex};
use crate::ner::Tagging;
use crate::syntax::Upos;
use crate::text::{Span, Text};
use crate::timex::Timex;
use attribution::Sources;
use candidate::{Candidate, Standing};
use learned::{Context, Found, Reader};
use ontology::Ontology;
use std::convert::Infallible;
use view::View;

pub use considered::{Considered, Verdict, considered};

/// What an argument does in the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the contract")]
pub enum Role {
    Actor,
    Recipient,
    Theme,
    Place,
    Instrument,
    Beneficiary,
    Counterpart,
    Scope,
}

impl Role {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Theme => "theme",
            Self::Place => "place",
            Self::Instrument => "instrument",
            Self::Beneficiary => "beneficiary",
            Self::Counterpart => "counterpart",
            Self::Scope => "scope",
        }
    }
}

/// How an argument is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionKind {
    /// By its name.
    Name,
    /// By a noun phrase.
    Nominal,
    /// By a pronoun.
    Pronoun,
}

impl MentionKind {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
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

/// What a date does in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateRole {
    /// When it happens.
    EventTime,
    /// From when on.
    Begin,
    /// Until when.
    End,
}

impl DateRole {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::EventTime => "event_time",
            Self::Begin => "begin",
            Self::End => "end",
        }
    }
}

/// What an amount does in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the contract")]
pub enum AmountRole {
    Level,
    Change,
    Share,
    Count,
    Price,
    Total,
    Forecast,
}

impl AmountRole {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Level,
        Self::Change,
        Self::Share,
        Self::Count,
        Self::Price,
        Self::Total,
        Self::Forecast,
    ];

    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Change => "change",
            Self::Share => "share",
            Self::Count => "count",
            Self::Price => "price",
            Self::Total => "total",
            Self::Forecast => "forecast",
        }
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

/// Whether the event is told as a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Factuality {
    /// It happened or is happening.
    Asserted,
    /// It is decided or announced.
    Planned,
    /// It may be, or is asked for.
    Possible,
    /// It is negated or denied.
    Denied,
}

impl Factuality {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Asserted, Self::Planned, Self::Possible, Self::Denied];

    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Denied => "denied",
        }
    }
}

/// Who vouches for the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttributionKind {
    /// The article itself.
    Author,
    /// A direct quotation.
    Direct,
    /// Reported speech.
    Indirect,
    /// « selon », « d'après ».
    Selon,
}

impl AttributionKind {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Selon => "selon",
        }
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

/// Words that decided factuality, polarity or time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// `negation`, `modal`, `conditional`, `future`, `plan`, `hearsay`, `denial`, `request`, `cessation` …
    pub kind: &'static str,
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
    /// The code of the ontology, as `ECO.Result`.
    pub code: &'static str,
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
    /// Whether it is affirmed (not negated).
    pub affirmed: bool,
    /// `past`, `present`, `future` or `none`.
    pub tense: &'static str,
    /// `indicative`, `conditional`, `subjunctive`, `infinitive`, `participle`, `imperative` or `none`.
    pub mood: &'static str,
    /// The words that decided.
    pub cues: Vec<Cue>,
    /// Who vouches for it.
    pub attribution: Attribution,
    /// 0 to 1: how likely trigger and type are right, as docs/QUALITY.md measures it; it says nothing of the arguments.
    pub confidence: f32,
    /// The rule or model head that made it, as `event.verb.frame`.
    pub rule: String,
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
    let mut out: Vec<Event> = propose(scene, &mut go_on)?.into_iter().map(|(event, _)| event).collect();
    out.sort_by_key(|e| (e.trigger.span, e.code));
    Ok(out)
}

/// All events that the rules propose, with the features of their confidence: what `scripts/calibrate/events.py` learns from.
pub fn candidates(scene: &Scene<'_>) -> Vec<Proposed> {
    let Ok(found) = propose(scene, &mut || Ok::<(), Infallible>(()));
    found
}

/// An event with the features of its confidence.
type Proposed = (Event, Vec<(String, f32)>);

fn propose<E>(scene: &Scene<'_>, go_on: &mut impl FnMut() -> Result<(), E>) -> Result<Vec<Proposed>, E> {
    // Without a model there is nothing to stand on.
    if scene.tagging.parses.iter().all(Option::is_none) {
        return Ok(Vec::new());
    }
    let ontology = ontology::ontology();
    let views: Vec<Option<View<'_>>> = scene
        .tagging
        .parses
        .iter()
        .enumerate()
        .map(|(i, parse)| parse.as_ref().map(|p| View::new(scene, i, p)))
        .collect();
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
    for (view, (candidates, codes), reader) in read {
        go_on()?;
        let found: Vec<Found<'_>> = match &reader {
            Some(reader) => reader.triggers(ontology, &context, candidates),
            None => candidates.into_iter().map(Found::by_tables).collect(),
        };
        let codes: Vec<&'static str> = match &reader {
            Some(_) => found.iter().map(|f| code(ontology, view, &f.candidate)).collect(),
            None => codes,
        };
        let candidates: Vec<&Candidate<'_>> = found.iter().map(|f| &f.candidate).collect();
        let events = fill(view, &candidates, &codes, &sources);
        for (k, (mut event, found)) in events.into_iter().zip(&found).enumerate() {
            go_on()?;
            let c = &found.candidate;
            // A statement is told only where it is the news itself.
            let holds_another = || {
                (0..candidates.len()).any(|j| j != k && view.tree().under(candidates[j].at, c.at) && codes[j] != "COM.Statement")
            };
            if event.code == "COM.Statement" && holds_another() {
                continue;
            }
            if let Some(reader) = &reader {
                reader.settle(&mut event, found);
            }
            let features = confidence::features(c, &event);
            event.confidence = found.probability.unwrap_or_else(|| confidence::score(&features));
            out.push((event, features));
        }
    }
    Ok(out)
}

/// The events of a sentence's triggers, filled by rules.
fn fill(view: &View<'_>, candidates: &[&Candidate<'_>], codes: &[&'static str], sources: &Sources) -> Vec<Event> {
    let dates = link::dates(view, candidates, codes);
    let amounts = link::amounts(view, candidates, codes);
    let parts = candidates.iter().zip(codes).zip(dates).zip(amounts);
    parts
        .map(|(((c, code), dates), amounts)| {
            let told = factuality::read(view, c, code);
            let lemma = if c.trigger.lemma.is_empty() {
                view.lemma(c.at)
            } else {
                &c.trigger.lemma
            };
            Event {
                code,
                trigger: Trigger {
                    span: view.span(c.first, c.last),
                    lemma: lemma.to_owned(),
                    pos: view.tree().upos(c.at),
                },
                sentence: view.sentence,
                arguments: argument::find(view, c, code),
                dates: dates.into_iter().map(Linked::by_rule).collect(),
                amounts: amounts.into_iter().map(Linked::by_rule).collect(),
                factuality: told.factuality,
                affirmed: told.affirmed,
                tense: told.tense,
                mood: told.mood,
                cues: told.cues,
                attribution: sources.of(view, c.at),
                confidence: 0.0,
                rule: rule(c),
            }
        })
        .collect()
}

/// The code of a candidate's type.
fn code(ontology: &'static Ontology, view: &View<'_>, c: &Candidate<'_>) -> &'static str {
    match ontology.types[c.trigger.kind].code.as_str() {
        // « ne vend plus » is a stop of sales.
        "ECO.Trade" | "POL.Aid" if c.verbal && factuality::ceased(view, c.at) => "ECO.Suspend",
        code => code,
    }
}

/// What the tables tell in a sentence: the candidates with the codes of their types, in order.
fn told(ontology: &'static Ontology, view: &View<'_>) -> (Vec<Candidate<'static>>, Vec<&'static str>) {
    let proposed = candidate::find(ontology, view);
    let codes: Vec<&'static str> = proposed.iter().map(|c| code(ontology, view, c)).collect();
    // Left out before dates and amounts are linked, so that theirs go to the word that is told:
    // « publie un bénéfice de 5 millions d'euros ».
    let repeated: Vec<bool> = (0..proposed.len())
        .map(|k| candidate::repeated(view, &proposed, &codes, k))
        .collect();
    proposed
        .into_iter()
        .zip(codes)
        .zip(repeated)
        .filter(|(_, repeated)| !repeated)
        .map(|(kept, _)| kept)
        .unzip()
}

fn rule(c: &Candidate<'_>) -> String {
    let kind = match (c.trigger.words.len() > 1, c.verbal) {
        (true, _) => "phrase",
        (false, true) => "verb",
        (false, false) => "noun",
    };
    let how = match c.standing {
        Standing::Told if c.met > 0 => "condition",
        Standing::Told => "frame",
        Standing::Untold => "learned",
    };
    format!("event.{kind}.{how}")
}
