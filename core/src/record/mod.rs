//! The line formats of a run: their types, which are their documentation (`depeche schema`).
//!
//! Offsets are Unicode code points unless `--offset-unit` says otherwise, half-open, into the text as read. Every key is always present.

mod contradiction;
pub mod exact;
pub mod schema;

pub use contradiction::{Contradiction, EventWarning};

use crate::amount::{AmountKind, Comparator, Direction};
use crate::event::{
    AmountRole, AttributionKind, CueKind, DateRole, EventMood, EventTense, Factuality, MentionKind, Polarity, Role,
};
use crate::syntax::Upos;
use crate::text::Precision;
use crate::timex::{Anchor, Modifier, TimexKind};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `schema` of a line of `documents.jsonl`.
pub const DOCUMENT_SCHEMA: &str = "depeche.document/1";
/// `schema` of a line of `events.jsonl`.
pub const EVENT_SCHEMA: &str = "depeche.event/1";
/// `schema` of a line of `errors.jsonl`.
pub const ERROR_SCHEMA: &str = "depeche.error/1";

/// A line of `documents.jsonl`: one input document and what was found in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DocumentRecord {
    /// `depeche.document/1`.
    pub schema: String,
    /// Given, else stable from the path and row.
    pub doc_id: String,
    /// Path, with `#row` where a file holds several documents.
    pub source: String,
    /// Headline, where the input has it apart.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The paper's name, where the input has it.
    #[serde(default)]
    pub publication: Option<String>,
    /// ISO 639 code of the text's language, as `fr`; null where the text is too short to tell.
    #[serde(default)]
    pub language: Option<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as known.
    pub doc_date: Option<String>,
    /// `day`, `month` or `year`.
    #[schemars(with = "Option<Precision>")]
    pub doc_date_precision: Option<String>,
    /// `metadata`, `header`, `url`, `filename`, `dateline`, `option` or `none`.
    pub doc_date_source: String,
    /// Of the text as read, in UTF-8.
    pub sha256: String,
    /// MinHash of the text's runs of three words, by which near copies are found: 64 bytes in base64; null of a text of few words.
    #[serde(default)]
    pub sketch: Option<String>,
    /// The `doc_id` of the earliest article that this one repeats nearly word for word, as papers do with one wire; null where there is none.
    /// Known in the folder of a whole run.
    #[serde(default)]
    pub duplicate_of: Option<String>,
    /// Code points of the text.
    pub chars: u64,
    /// Sentences, boilerplate left out.
    pub sentences: u64,
    /// Every name.
    pub entities: Vec<EntityRecord>,
    /// Every temporal expression.
    pub timexes: Vec<TimexRecord>,
    /// Every amount.
    pub amounts: Vec<AmountRecord>,
    /// Number of events in `events.jsonl`.
    pub events: u64,
    /// `ok`, `warnings` when something was odd, or `not_french`: then there are no events, unless `--any-language` asked for them.
    pub status: String,
    /// What was odd, as « encoding guessed: windows-1252 ».
    pub warnings: Vec<String>,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EntityRecord {
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The entity's key, the same in all documents.
    pub entity_id: String,
    /// The entity's name to show.
    pub canonical: String,
    /// ISO 3166-1 alpha-2: of a place where it lies, of others where their seat is; null where that is not known.
    #[serde(default)]
    pub country: Option<String>,
    /// The first-order division of a place, as GeoNames writes it: `FR.11`.
    #[serde(default)]
    pub admin1: Option<String>,
    /// Latitude of a place; of a country's or region's, that of its capital or seat.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub lat: Option<Decimal>,
    /// Longitude.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub lon: Option<Decimal>,
    /// The place's number in GeoNames; of towns and countries.
    #[serde(default)]
    pub geonames_id: Option<u32>,
    /// Why a place is not known, or its country alone is: `unlisted`, `ambiguous` or `spanning` (it lies in several countries); else null.
    #[serde(default)]
    pub place_open: Option<String>,
    /// 0 to 1.
    #[serde(with = "exact")]
    #[schemars(with = "f64")]
    pub score: Decimal,
}

/// A temporal expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TimexRecord {
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    #[schemars(with = "TimexKind")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// TimeML's mod.
    #[serde(rename = "mod")]
    #[schemars(with = "Option<Modifier>")]
    pub modifier: Option<String>,
    /// First day that it may mean, `YYYY-MM-DD`.
    pub earliest: Option<String>,
    /// Last day that it may mean, `YYYY-MM-DD`.
    pub latest: Option<String>,
    /// `text`, `doc_date`, `timex` or `none`.
    #[schemars(with = "Anchor")]
    pub anchor: String,
    /// Another value that is as likely, as that of the week after for « samedi prochain »; null where there is none.
    pub ambiguous: Option<String>,
    /// The rule that read it.
    pub rule: String,
}

/// An amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AmountRecord {
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// `money`, `percent`, `percentage_point` or `count`.
    #[schemars(with = "AmountKind")]
    pub kind: String,
    /// The exact figure, multiplied out; null for a range.
    #[serde(with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub value: Option<Decimal>,
    /// Lower bound of a range.
    #[serde(with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub low: Option<Decimal>,
    /// Upper bound of a range.
    #[serde(with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub high: Option<Decimal>,
    /// ISO 4217, `percent`, `percentage_point` or the lemma of the counted noun.
    pub unit: String,
    /// `eq`, `approx`, `lt`, `gt` or `range`.
    #[schemars(with = "Comparator")]
    pub cmp: String,
    /// `up`, `down` or null.
    #[schemars(with = "Option<Direction>")]
    pub direction: Option<String>,
    /// The rule that read it.
    pub rule: String,
}

/// A line of `events.jsonl`: one event mention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EventRecord {
    /// `depeche.event/1`.
    pub schema: String,
    /// Stable: same input and version, same id.
    pub event_id: String,
    /// The document.
    pub doc_id: String,
    /// The document's date, as known.
    pub doc_date: Option<String>,
    /// The document's headline.
    pub doc_title: Option<String>,
    /// The document's path and row.
    pub source: String,
    /// The document's address.
    pub url: Option<String>,
    /// The paper's name, where the input has it.
    #[serde(default)]
    pub publication: Option<String>,
    /// Code of the ontology.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type in French.
    pub label_fr: String,
    /// The PLOVER event, where one fits.
    pub plover: Option<String>,
    /// PLOVER's quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: Option<u8>,
    /// The words that name the event.
    pub trigger: TriggerRecord,
    /// The sentence that holds the trigger.
    pub sentence: SentenceRecord,
    /// Who and what takes part.
    pub arguments: Vec<ArgumentRecord>,
    /// Linked dates.
    pub dates: Vec<EventDateRecord>,
    /// Linked amounts.
    pub amounts: Vec<EventAmountRecord>,
    /// Where it happens; null where nothing says so.
    #[serde(default)]
    pub place: Option<PlaceRecord>,
    /// The country where it happens, ISO 3166-1 alpha-2: that of `place`, else the one that an adjective of its theme names (« le marché américain »).
    #[serde(default)]
    pub country: Option<String>,
    /// `asserted`, `planned`, `possible` or `denied`.
    #[schemars(with = "Factuality")]
    pub factuality: String,
    /// `positive` or `negative`.
    #[schemars(with = "Polarity")]
    pub polarity: String,
    /// `past`, `present`, `future` or `none`.
    #[schemars(with = "EventTense")]
    pub tense: String,
    /// `indicative`, `conditional`, `subjunctive`, `infinitive`, `participle`, `imperative` or `none`.
    #[schemars(with = "EventMood")]
    pub mood: String,
    /// The words that decided.
    pub cues: Vec<CueRecord>,
    /// Who vouches for it.
    pub attribution: AttributionRecord,
    /// The same for all mentions of one event.
    pub cluster_id: String,
    /// How many records tell the event: in the folder of a run those of all its documents, elsewhere those of this one.
    #[serde(default)]
    pub cluster_size: u64,
    /// The `doc_id` of the article that this record's article repeats; see the documents.
    #[serde(default)]
    pub duplicate_of: Option<String>,
    /// 0 to 1: how likely trigger and type are right (not the arguments).
    #[serde(with = "exact")]
    #[schemars(with = "f64")]
    pub confidence: Decimal,
    /// The rule or model head that made it.
    pub rule: String,
    /// What contradicts itself in it: « dated after its article … » where it is asserted, « dated before its article … » where it is planned.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub warnings: Vec<EventWarning>,
}

/// The words that name an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TriggerRecord {
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    #[schemars(with = "Upos")]
    pub pos: String,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SentenceRecord {
    /// From 0, boilerplate not counted.
    pub index: u64,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// The words.
    pub text: String,
}

/// Who or what takes part in an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ArgumentRecord {
    /// `actor`, `recipient`, `theme`, `place`, `instrument`, `beneficiary`, `counterpart` or `scope`.
    #[schemars(with = "Role")]
    pub role: String,
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// `name`, `nominal` or `pronoun`.
    #[schemars(with = "MentionKind")]
    pub mention: String,
    /// The entity's key, when it is known.
    pub entity_id: Option<String>,
    /// The entity's name to show.
    pub canonical: Option<String>,
    /// The entity's type.
    pub entity_type: Option<String>,
    /// ISO 3166-1 alpha-2: of a place where it lies, of others where their seat is; null where that is not known.
    #[serde(default)]
    pub country: Option<String>,
    /// The first-order division of a place, as GeoNames writes it: `FR.11`.
    #[serde(default)]
    pub admin1: Option<String>,
    /// Latitude of a place; of a country's or region's, that of its capital or seat.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub lat: Option<Decimal>,
    /// Longitude.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub lon: Option<Decimal>,
    /// The place's number in GeoNames; of towns and countries.
    #[serde(default)]
    pub geonames_id: Option<u32>,
    /// Why a place is not known, or its country alone is: `unlisted`, `ambiguous` or `spanning` (it lies in several countries); else null.
    #[serde(default)]
    pub place_open: Option<String>,
    /// 0 to 1.
    #[serde(with = "exact")]
    #[schemars(with = "f64")]
    pub score: Decimal,
}

/// Where an event happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PlaceRecord {
    /// The place's name to show.
    pub name: String,
    /// The place's key.
    pub entity_id: String,
    /// What says so: `argument`, `clause` or `dateline`.
    pub evidence: String,
    /// ISO 3166-1 alpha-2: null where that is not known.
    #[serde(default)]
    pub country: Option<String>,
    /// The first-order division, as GeoNames writes it: `FR.11`.
    #[serde(default)]
    pub admin1: Option<String>,
    /// Latitude; of a country's or region's, that of its capital or seat.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub lat: Option<Decimal>,
    /// Longitude.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub lon: Option<Decimal>,
    /// The place's number in GeoNames; of towns and countries.
    #[serde(default)]
    pub geonames_id: Option<u32>,
    /// Why a place is not known, or its country alone is: `unlisted`, `ambiguous` or `spanning` (it lies in several countries); else null.
    #[serde(default)]
    pub place_open: Option<String>,
}

/// A date linked to an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EventDateRecord {
    /// `event_time`, `begin` or `end`.
    #[schemars(with = "DateRole")]
    pub role: String,
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    #[schemars(with = "TimexKind")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// TimeML's mod.
    #[serde(rename = "mod")]
    #[schemars(with = "Option<Modifier>")]
    pub modifier: Option<String>,
    /// First day that it may mean.
    pub earliest: Option<String>,
    /// Last day that it may mean.
    pub latest: Option<String>,
    /// `text`, `doc_date`, `timex` or `none`.
    #[schemars(with = "Anchor")]
    pub anchor: String,
    /// How likely it dates the event, 0 to 1; null where rules alone linked it.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub score: Option<Decimal>,
}

/// An amount linked to an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EventAmountRecord {
    /// `level`, `change`, `share`, `count`, `price`, `total` or `forecast`.
    #[schemars(with = "AmountRole")]
    pub role: String,
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// `money`, `percent`, `percentage_point` or `count`.
    #[schemars(with = "AmountKind")]
    pub kind: String,
    /// The exact figure; null for a range.
    #[serde(with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub value: Option<Decimal>,
    /// Lower bound of a range.
    #[serde(with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub low: Option<Decimal>,
    /// Upper bound of a range.
    #[serde(with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub high: Option<Decimal>,
    /// ISO 4217, `percent`, `percentage_point` or the lemma of the counted noun.
    pub unit: String,
    /// `eq`, `approx`, `lt`, `gt` or `range`.
    #[schemars(with = "Comparator")]
    pub cmp: String,
    /// `up`, `down` or null.
    #[schemars(with = "Option<Direction>")]
    pub direction: Option<String>,
    /// How likely it belongs to the event, 0 to 1; null where rules alone linked it.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub score: Option<Decimal>,
}

/// Words that decided factuality, polarity or time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CueRecord {
    /// What they decide.
    #[schemars(with = "CueKind")]
    pub kind: String,
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
}

/// Who vouches for an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AttributionRecord {
    /// `author`, `direct`, `indirect` or `selon`.
    #[serde(rename = "type")]
    #[schemars(with = "AttributionKind")]
    pub kind: String,
    /// The source, null when it is the article's own voice or unknown.
    pub source: Option<SourceRecord>,
    /// The reporting verb or preposition.
    pub cue: Option<String>,
}

/// The source of an attributed event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SourceRecord {
    /// The words.
    pub text: String,
    /// First position.
    pub start: u64,
    /// Position after the last.
    pub end: u64,
    /// The entity's key, when it is known.
    pub entity_id: Option<String>,
    /// The entity's name to show.
    pub canonical: Option<String>,
}

/// A line of `errors.jsonl`: one document that could not be processed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorRecord {
    /// `depeche.error/1`.
    pub schema: String,
    /// The document.
    pub doc_id: String,
    /// Path and row.
    pub source: String,
    /// Where the document begins in the (decompressed) file, in bytes; null when that has no meaning.
    pub byte_offset: Option<u64>,
    /// Stable dotted code.
    pub code: String,
    /// The stage that failed.
    pub stage: String,
    /// What was found, what was wanted, the remedy.
    pub message: String,
    /// The document's bytes, where it is small enough to be kept for `--retry`.
    pub raw_base64: Option<String>,
}
