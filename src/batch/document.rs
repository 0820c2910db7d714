//! One document with the run's settings: read, limited in time, processed, and its records or its error.

use super::read::{Body, Entry, Role, Row};
use super::settings::Settings;
use crate::assemble::{NOT_FRENCH, Records, assemble, count_clusters};
use crate::error::{Code, DocError, Stage, brief};
use crate::ner::NerBackend;
use crate::pipeline::{self, Watch};
use crate::record::{DocumentRecord, ERROR_SCHEMA, ErrorRecord, EventRecord};
use crate::text::Document;
use base64::Engine as _;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Bytes of a failed document that are kept in its error line.
const KEPT_RAW: usize = 1 << 20;

/// The lines of one document, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub events: Vec<u8>,
    pub documents: Vec<u8>,
    pub errors: Vec<u8>,
}

/// What one document gave.
#[derive(Default)]
pub(super) struct Done {
    pub(super) lines: Lines,
    pub(super) events: u64,
    pub(super) bytes: u64,
    pub(super) odd: Vec<&'static str>,
    /// Whether it was a row, which has keys.
    pub(super) row: bool,
    /// The keys that were named and are not in it, by their option, and what its warning says.
    pub(super) missing: Vec<(&'static str, String)>,
    pub(super) odd_events: Vec<&'static str>,
    pub(super) error: Option<ErrorRecord>,
    pub(super) stages: Stages,
}

/// Seconds by stage; the last is making and serializing the records.
#[derive(Default, Clone, Copy)]
pub(super) struct Stages(pub(super) [f64; STAGES.len()]);

pub(super) const STAGES: [Stage; 8] = [
    Stage::Read,
    Stage::Text,
    Stage::Timex,
    Stage::Amount,
    Stage::Ner,
    Stage::Entity,
    Stage::Event,
    Stage::Write,
];

/// Measures the stages of one document, and ends it past its time or when the run is to stop.
pub(super) struct Clock<'a> {
    begun: Instant,
    last: Instant,
    stage: Stage,
    pub(super) stages: Stages,
    limit: Duration,
    stop: Option<&'a AtomicBool>,
    /// Whether it ended the document because of `stop`.
    pub(super) stopped: bool,
}

impl<'a> Clock<'a> {
    pub(super) fn new(limit: Duration, stop: Option<&'a AtomicBool>) -> Self {
        let now = Instant::now();
        Self {
            begun: now,
            last: now,
            stage: Stage::Read,
            stages: Stages::default(),
            limit,
            stop,
            stopped: false,
        }
    }

    pub(super) fn turn(&mut self, stage: Stage) {
        let now = Instant::now();
        self.stages.0[self.stage as usize] += (now - self.last).as_secs_f64();
        self.last = now;
        self.stage = stage;
    }
}

impl Watch for Clock<'_> {
    fn enter(&mut self, stage: Stage) -> Result<(), DocError> {
        self.turn(stage);
        self.go_on()
    }

    fn go_on(&mut self) -> Result<(), DocError> {
        if self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            self.stopped = true;
            return Err(DocError::new(Code::TIMEOUT, self.stage, "the run was stopped; resume it"));
        }
        if self.begun.elapsed() > self.limit {
            return Err(DocError::new(
                Code::TIMEOUT,
                self.stage,
                format!(
                    "took longer than {} s; cut the document or raise --timeout",
                    self.limit.as_secs_f64()
                ),
            ));
        }
        Ok(())
    }
}

/// The answer to one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The document's line of `documents.jsonl`; null when it failed.
    pub document: Option<DocumentRecord>,
    /// Its lines of `events.jsonl`.
    pub events: Vec<EventRecord>,
    /// Its line of `errors.jsonl`; null when all went well.
    pub error: Option<ErrorRecord>,
}

/// One document at a time, with the run's settings.
#[derive(Clone, Copy)]
pub(super) struct Single<'a> {
    settings: &'a Settings,
    backend: &'a dyn NerBackend,
}

impl<'a> Single<'a> {
    pub(super) fn new(settings: &'a Settings, backend: &'a dyn NerBackend) -> Self {
        Self { settings, backend }
    }

    /// The answer to a JSON row, and the document's text where it could be read and processed.
    pub(super) fn answer(self, bytes: Vec<u8>, row: u64) -> (Answer, Option<String>) {
        let entry = Entry {
            id: format!("stdin#{row}"),
            source: format!("-#{row}"),
            byte_offset: None,
            body: Body::Json(Row::new(bytes)),
            whole: false,
            renamed: None,
            doubts: Vec::new(),
            seen: None,
        };
        let (mut document, mut events, mut error, mut text) = (None, Vec::new(), None, None);
        match self.attempt(&entry, &mut Clock::new(self.settings.timeout, None)) {
            Ok(Some((read, records))) => {
                (document, events) = (Some(records.document), records.events);
                text = Some(read.text);
            }
            Ok(None) => {}
            Err(record) => error = Some(*record),
        }
        (Answer { document, events, error }, text)
    }

    /// Runs all stages; `None` when the document belongs to another shard. A panic costs this document only.
    pub(super) fn attempt(self, entry: &Entry, clock: &mut Clock<'_>) -> Result<Option<(Document, Records)>, Box<ErrorRecord>> {
        let mut id = None;
        let result = catch_unwind(AssertUnwindSafe(|| self.stages(entry, &mut id, clock)));
        let result = result.unwrap_or_else(|panic| {
            Err(DocError::new(
                Code::PANIC,
                clock.stage,
                format!(
                    "a defect of depeche, please report it: {}",
                    brief(panic_message(&*panic), 500)
                ),
            ))
        });
        result.or_else(|error| {
            let id = id
                .or_else(|| entry.renamed.clone())
                .unwrap_or_else(|| entry.own_id(self.settings));
            if self.settings.shard.is_some_and(|s| !s.holds(entry.given_id(&id))) {
                return Ok(None);
            }
            Err(Box::new(error_record(entry, id, error)))
        })
    }

    /// The document's id is told as soon as it is known.
    fn stages(
        self,
        entry: &Entry,
        id: &mut Option<String>,
        clock: &mut Clock<'_>,
    ) -> Result<Option<(Document, Records)>, DocError> {
        let document = entry.document_while(self.settings, || clock.go_on())?;
        if self.settings.shard.is_some_and(|s| !s.holds(entry.given_id(&document.id))) {
            return Ok(None);
        }
        *id = Some(document.id.clone());
        let records = extract(&document, self.settings, self.backend, clock)?;
        Ok(Some((document, records)))
    }
}

/// One document to its records, as a run with these settings writes them.
///
/// # Errors
/// What keeps the document from being processed.
pub fn extract(
    document: &Document,
    settings: &Settings,
    backend: &dyn NerBackend,
    watch: &mut dyn Watch,
) -> Result<Records, DocError> {
    let found = pipeline::extract(document, backend, &settings.aliases, watch)?;
    watch.enter(Stage::Write)?;
    Ok(kept(assemble(&found, settings.offset_unit), settings))
}

/// What the settings leave of the records of a document.
pub fn kept(mut records: Records, settings: &Settings) -> Records {
    if !settings.any_language {
        records.drop_foreign();
    }
    if let Some(least) = settings.min_confidence.and_then(|c| Decimal::try_from(c).ok()) {
        records.events.retain(|e| e.confidence >= least);
        records.document.events = records.events.len() as u64;
        count_clusters(&mut records.events);
    }
    if let Some(least) = settings.min_score.and_then(|c| Decimal::try_from(c).ok()) {
        records.events.iter_mut().for_each(|event| leave_out_unlikely(event, least));
    }
    records
}

/// Takes what is less likely than `least` out of an event: « Kelvar » with the score .28 under a least score of .5. A date that rules alone
/// linked has no score and stays, and so does the event's place, which has evidence of its own.
fn leave_out_unlikely(event: &mut EventRecord, least: Decimal) {
    event.arguments.retain(|a| a.score >= least);
    event.dates.retain(|d| d.score.is_none_or(|score| score >= least));
    event.amounts.retain(|a| a.score.is_none_or(|score| score >= least));
}

/// An entry's id; bytes that make a reader panic have none, and are told of when they are read.
pub(super) fn guarded_id(entry: &Entry, settings: &Settings) -> String {
    catch_unwind(AssertUnwindSafe(|| entry.own_id(settings))).unwrap_or_else(|_| entry.id.clone())
}

/// What is odd about a document that is there, by stable names.
pub(super) fn odd(document: &Document, record: &DocumentRecord) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = document.warnings.iter().map(|w| w.name).collect();
    out.extend(record.doc_date.is_none().then_some("without_date"));
    out.extend((record.status == NOT_FRENCH).then_some(NOT_FRENCH));
    out.sort_unstable();
    out.dedup();
    out
}

/// The keys that were named and are not in a row, by their option, and what its warning says.
pub(super) fn missing(document: &Document) -> Vec<(&'static str, String)> {
    let role = |name| Role::ALL.into_iter().find(|role| role.missing() == name);
    let told = document.warnings.iter().filter_map(|w| Some((role(w.name)?, w)));
    told.map(|(role, w)| (role.option(), w.words.clone())).collect()
}

/// The error line of an entry.
fn error_record(entry: &Entry, doc_id: String, error: DocError) -> ErrorRecord {
    ErrorRecord {
        schema: ERROR_SCHEMA.to_owned(),
        doc_id,
        source: entry.source.clone(),
        byte_offset: entry.byte_offset,
        code: error.code.name().to_owned(),
        stage: error.stage.name().to_owned(),
        message: format!("{}: {}", entry.source, error.message),
        raw_base64: entry
            .body
            .raw(KEPT_RAW)
            .map(|r| base64::engine::general_purpose::STANDARD.encode(r)),
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

/// Appends a record as one line.
pub(super) fn line(out: &mut Vec<u8>, record: &impl Serialize) {
    serde_json::to_writer(&mut *out, record).expect("records have string keys only, and memory does not fail");
    out.push(b'\n');
}
