//! The run: read ahead, process on all workers, write in the order of the input.

use super::ids::Ids;
use super::journal::Header;
use super::read::{Body, Entry, LeftOut, Listing, Reader, Retry, Seen, list};
use super::serve::Answer;
use super::settings::{Input, Output, Settings};
use super::write::{Lines, Sink, finished};
use crate::assemble::contradiction::Contradiction;
use crate::assemble::{NOT_FRENCH, Records, assemble, count_clusters};
use crate::error::{Code, DocError, SetupError, Stage, brief};
use crate::ner::NerBackend;
use crate::pipeline::{self, Watch};
use crate::record::{DocumentRecord, ERROR_SCHEMA, ErrorRecord, EventRecord};
use crate::text::Document;
use base64::Engine as _;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// Documents for each worker that are at hand at once: read, in work, or waiting for an earlier one to be written.
const AHEAD_DOCUMENTS: usize = 16;
/// Bytes of documents at hand from which on no further one is read.
const AHEAD_BYTES: usize = 4 << 20;
/// Bytes of a failed document that are kept in its error line.
const KEPT_RAW: usize = 1 << 20;

/// What a run did.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Documents in `documents.jsonl`.
    pub documents: u64,
    /// Documents in `errors.jsonl`.
    pub failed: u64,
    /// Event records.
    pub events: u64,
    /// Bytes of text processed.
    pub bytes: u64,
    /// Failed documents by code.
    pub codes: BTreeMap<String, u64>,
    /// Documents that are there and of which something was odd, by what it was: `without_date`, `not_french` …
    #[serde(default)]
    pub odd: BTreeMap<String, u64>,
    /// Events with a warning, by what it warns of: `asserted_after_article`, `planned_before_article`.
    #[serde(default)]
    pub odd_events: BTreeMap<String, u64>,
    /// What lay in the inputs and was not read, by what it is.
    #[serde(default)]
    pub left_out: BTreeMap<String, u64>,
    /// Seconds spent in each stage, summed over the workers.
    pub stages: BTreeMap<String, f64>,
    /// Seconds of all its parts from start to end.
    pub seconds: f64,
    /// Whether it was stopped before the end.
    #[serde(default)]
    pub interrupted: bool,
    /// Whether the reader of standard output went away.
    #[serde(default)]
    pub closed: bool,
    /// Whether the output held this finished run already, so that nothing was done.
    #[serde(default)]
    pub already: bool,
}

/// Hears how a run goes; called from all workers.
pub trait Observer: Sync {
    /// The run begins; `entries` of it were done by an earlier part, and its files have `bytes` in all.
    fn begins(&self, _entries: u64, _bytes: u64) {}
    /// So many bytes of the files have been read.
    fn read(&self, _bytes: u64) {}
    /// A document is done, well or not.
    fn done(&self, _bytes: u64, _events: u64, _failed: bool) {}
    /// A document has failed; in input order.
    fn failed(&self, _error: &ErrorRecord) {}
}

/// Hears nothing.
impl Observer for () {}

/// How a run is stopped and who hears of it.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    /// Set it and the run ends, resumable; the documents at hand are given up and done again then.
    pub stop: &'a AtomicBool,
    /// Who hears how it goes.
    pub observer: &'a dyn Observer,
}

impl std::fmt::Debug for Control<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control").field("stop", self.stop).finish_non_exhaustive()
    }
}

/// What one entry gave.
enum Outcome {
    Done(Box<Done>),
    /// It belongs to another shard.
    Elsewhere,
    /// The run was stopped before it.
    Stopped,
}

#[derive(Default)]
struct Done {
    lines: Lines,
    events: u64,
    bytes: u64,
    odd: Vec<&'static str>,
    odd_events: Vec<&'static str>,
    error: Option<ErrorRecord>,
    stages: Stages,
}

/// Seconds by stage; the last is making and serializing the records.
#[derive(Default, Clone, Copy)]
struct Stages([f64; STAGES.len()]);

const STAGES: [Stage; 8] = [
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
struct Clock<'a> {
    begun: Instant,
    last: Instant,
    stage: Stage,
    stages: Stages,
    limit: Duration,
    stop: Option<&'a AtomicBool>,
    /// Whether it ended the document because of `stop`.
    stopped: bool,
}

impl<'a> Clock<'a> {
    fn new(limit: Duration, stop: Option<&'a AtomicBool>) -> Self {
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

    fn turn(&mut self, stage: Stage) {
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

/// Processes all documents of the inputs. Where the output holds the finished run of the same input and settings, nothing is done.
///
/// ```no_run
/// use depeche::batch::{Control, Input, Output, Settings, run};
/// use depeche::ner::NoBackend;
/// use std::sync::atomic::AtomicBool;
///
/// let settings = Settings::new(vec![Input::Path("corpus".into())], Output::Folder("out".into()))?;
/// let control = Control { stop: &AtomicBool::new(false), observer: &() };
/// let summary = run(&settings, &NoBackend::default(), control)?;
/// println!("{} documents", summary.documents);
/// # Ok::<(), depeche::error::SetupError>(())
/// ```
///
/// # Errors
/// When the outputs cannot be written, or hold an unfinished run of other settings or input; a document that fails is no error of the run.
pub fn run(settings: &Settings, backend: &dyn NerBackend, control: Control<'_>) -> Result<Summary, SetupError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.workers)
        .build()
        .map_err(|e| {
            SetupError::Usage(format!(
                "could not start {} workers ({e}); give fewer with --workers",
                settings.workers
            ))
        })?;
    if let Some(retry) = &settings.retry {
        let place = retry.canonicalize().ok();
        if place.is_some() && settings.output.own().iter().any(|own| own.canonicalize().ok() == place) {
            return Err(SetupError::Usage(format!(
                "{}: the run would write over what it is to try again; choose another output",
                retry.display()
            )));
        }
    }
    refuse_twice(&settings.inputs)?;
    let header = Header::new(settings.page(backend), listings(settings));
    // What failed and is tried again may have been mended in its own place, which is not in the header.
    if let Some(page) = finished(&settings.output, &header, settings.restart)?
        && settings.retry.is_none()
        && !may_end_otherwise(&page)
    {
        return Ok(Summary::of_page(&page));
    }
    let (sink, commit) = Sink::open(&settings.output, &header, settings.restart, settings.shard.is_some())?;
    let resumed = commit.is_some();
    let summary = commit.map(|c| c.summary).unwrap_or_default();
    let bytes = header.inputs.iter().map(|i| i.bytes).sum();
    control.observer.begins(sink.entries(), bytes);
    let mut consumed = Arc::default();
    let mut left_out = LeftOut::default();
    let mut ids = settings.retry.is_none().then(Ids::default);
    let entries: Box<dyn Iterator<Item = Entry>> = match &settings.retry {
        Some(path) => {
            let mut retry = Retry::new(path, settings)?;
            if sink.entries() > 0 {
                retry.nth(sink.entries() as usize - 1);
            }
            Box::new(retry)
        }
        None => {
            let mut reader = Reader::new(settings);
            consumed = reader.consumed();
            left_out = reader.left_out();
            take_up(&mut reader, &sink, settings, ids.as_mut(), control.stop)?;
            Box::new(reader)
        }
    };
    let left = settings
        .limit
        .map_or(usize::MAX, |l| l.saturating_sub(sink.entries()) as usize);
    let mut engine = Engine {
        settings,
        backend,
        control,
        consumed,
        left_out,
        ids,
        sink,
        before: summary.seconds,
        began: Instant::now(),
        summary,
    };
    let outcome = engine.drive(&pool, &mut entries.take(left));
    engine.close(outcome, &header, resumed)
}

/// Passes over what is done, and makes sure that a stream, of which nothing is known from outside, is the one that was read then.
fn take_up(
    reader: &mut Reader,
    sink: &Sink,
    settings: &Settings,
    mut ids: Option<&mut Ids>,
    stop: &AtomicBool,
) -> Result<(), SetupError> {
    let mut done = 0;
    while done < sink.entries() && !stop.load(Ordering::Relaxed) {
        let Some(mut entry) = reader.next() else { break };
        if let Some(ids) = &mut ids {
            let id = entry.own_id(settings);
            ids.claim(&mut entry, id);
        }
        done += 1;
    }
    if stop.load(Ordering::Relaxed) {
        return Ok(());
    }
    let what = if done < sink.entries() {
        format!("the input has only {done}")
    } else if reader.seen() != sink.seen() {
        "standard input begins with others".to_owned()
    } else {
        return Ok(());
    };
    Err(SetupError::Usage(format!(
        "the unfinished run has done {} documents, but {what}; give the same stream to resume it, or --restart to begin anew",
        sink.entries()
    )))
}

/// Refuses inputs of which one is, or holds, another: its documents would count twice.
fn refuse_twice(inputs: &[Input]) -> Result<(), SetupError> {
    let paths = |input: &Input| match input {
        Input::Path(path) => Some((path.clone(), path.canonicalize().ok()?)),
        Input::Stdin => None,
    };
    let known: Vec<_> = inputs.iter().filter_map(paths).collect();
    for (i, (own, place)) in known.iter().enumerate() {
        if let Some((other, _)) = known[..i].iter().find(|(_, p)| place.starts_with(p) || p.starts_with(place)) {
            return Err(SetupError::Usage(format!(
                "{} and {} hold the same files, which would count twice; give one of them",
                other.display(),
                own.display()
            )));
        }
    }
    Ok(())
}

/// What the inputs look like from outside.
fn listings(settings: &Settings) -> Vec<Listing> {
    let own = settings.output.own();
    let paths = settings.inputs.iter().map(|i| match i {
        Input::Path(path) => list(path, &own),
        Input::Stdin => Listing {
            input: "-".to_owned(),
            files: 0,
            bytes: 0,
            digest: String::new(),
        },
    });
    settings.retry.iter().map(|p| list(p, &own)).chain(paths).collect()
}

struct Engine<'a> {
    settings: &'a Settings,
    backend: &'a dyn NerBackend,
    control: Control<'a>,
    consumed: Arc<AtomicU64>,
    left_out: LeftOut,
    /// The ids given so far; none where documents are tried again under the ids that they have.
    ids: Option<Ids>,
    sink: Sink,
    /// Seconds of the parts before this one.
    before: f64,
    began: Instant,
    summary: Summary,
}

/// What an entry that is at hand has come to.
struct AtHand {
    bytes: usize,
    seen: Option<Seen>,
    outcome: Option<Outcome>,
}

impl<'a> Engine<'a> {
    fn drive(&mut self, pool: &rayon::ThreadPool, entries: &mut dyn Iterator<Item = Entry>) -> io::Result<()> {
        if self.settings.workers > 1 {
            return pool.in_place_scope(|scope| self.share(scope, entries));
        }
        let work = self.work();
        while let Some(entry) = self.next(entries) {
            let outcome = work.process(&entry);
            if !self.write(outcome, entry.seen)? {
                return Ok(());
            }
            self.rest()?;
        }
        self.summary.interrupted = self.control.stop.load(Ordering::Relaxed);
        Ok(())
    }

    /// Gives entries to the workers as long as few are at hand, and writes what is done as soon as all before it is written: no worker
    /// waits for a slow document of another.
    fn share<'s>(&mut self, scope: &rayon::Scope<'s>, entries: &mut dyn Iterator<Item = Entry>) -> io::Result<()>
    where
        'a: 's,
    {
        let work = self.work();
        let (done, outcomes) = channel();
        let (mut first, mut bytes, mut more) = (0usize, 0usize, true);
        let mut at_hand: VecDeque<AtHand> = VecDeque::new();
        loop {
            while more && at_hand.len() < AHEAD_DOCUMENTS * self.settings.workers && bytes < AHEAD_BYTES {
                let Some(entry) = self.next(entries) else {
                    more = false;
                    break;
                };
                let index = first + at_hand.len();
                at_hand.push_back(AtHand {
                    bytes: entry.body.size(),
                    seen: entry.seen,
                    outcome: None,
                });
                bytes += entry.body.size();
                let done = done.clone();
                scope.spawn(move |_| {
                    let outcome = catch_unwind(AssertUnwindSafe(|| work.process(&entry)));
                    // Nobody listens any more when the run has ended early.
                    let _ = done.send((index, outcome));
                });
            }
            if at_hand.is_empty() {
                self.summary.interrupted = self.control.stop.load(Ordering::Relaxed);
                return Ok(());
            }
            let Ok((index, outcome)) = outcomes.recv() else {
                return Ok(());
            };
            at_hand[index - first].outcome = Some(outcome.unwrap_or_else(|panic| resume_unwind(panic)));
            while at_hand.front().is_some_and(|front| front.outcome.is_some()) {
                let Some(AtHand {
                    bytes: size,
                    seen,
                    outcome: Some(outcome),
                }) = at_hand.pop_front()
                else {
                    break;
                };
                first += 1;
                bytes -= size;
                if !self.write(outcome, seen)? {
                    return Ok(());
                }
            }
            self.rest()?;
        }
    }

    fn work(&self) -> Work<'a> {
        Work {
            settings: self.settings,
            backend: self.backend,
            control: self.control,
        }
    }

    /// The next entry, under an id that no other has; none at the end or when the run is to stop.
    fn next(&mut self, entries: &mut dyn Iterator<Item = Entry>) -> Option<Entry> {
        if self.control.stop.load(Ordering::Relaxed) {
            return None;
        }
        let reading = Instant::now();
        let mut entry = entries.next();
        if let (Some(entry), Some(ids)) = (&mut entry, &mut self.ids) {
            let id = guarded_id(entry, self.settings);
            ids.claim(entry, id);
        }
        self.add_seconds(Stage::Read, reading);
        entry
    }

    /// Writes what an entry gave; `false` when the run was stopped before it.
    fn write(&mut self, outcome: Outcome, seen: Option<Seen>) -> io::Result<bool> {
        let writing = Instant::now();
        let lines = match outcome {
            Outcome::Stopped => {
                self.summary.interrupted = true;
                return Ok(false);
            }
            Outcome::Elsewhere => None,
            Outcome::Done(done) => {
                self.summary.add(&done);
                if let Some(error) = &done.error {
                    self.control.observer.failed(error);
                }
                Some(done.lines)
            }
        };
        self.sink.write(lines.as_ref(), seen, &self.summary)?;
        self.add_seconds(Stage::Write, writing);
        self.summary.seconds = self.before + self.began.elapsed().as_secs_f64();
        Ok(true)
    }

    /// Between documents.
    fn rest(&mut self) -> io::Result<()> {
        self.control.observer.read(self.consumed.load(Ordering::Relaxed));
        self.sink.rest(&self.summary)
    }

    fn add_seconds(&mut self, stage: Stage, since: Instant) {
        *self.summary.stages.entry(stage.name().to_owned()).or_default() += since.elapsed().as_secs_f64();
    }

    fn close(mut self, outcome: io::Result<()>, header: &Header, resumed: bool) -> Result<Summary, SetupError> {
        let outcome = outcome.and_then(|()| {
            if self.summary.interrupted {
                let mut kept = self.summary.clone();
                kept.interrupted = false;
                self.sink.interrupt(&kept)?;
                return Ok(self.summary.clone());
            }
            self.summary.left_out = self.left_out.counts();
            let page = self.summary.page(self.settings, header, resumed);
            self.sink.finish(&self.summary, &page)?;
            Ok(self.summary.clone())
        });
        match outcome {
            Ok(summary) => Ok(summary),
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe && self.settings.output == Output::Stdout => Ok(Summary {
                closed: true,
                ..self.summary
            }),
            Err(e) => Err(write_error(&self.settings.output, e)),
        }
    }
}

/// What a worker needs.
#[derive(Clone, Copy)]
struct Work<'a> {
    settings: &'a Settings,
    backend: &'a dyn NerBackend,
    control: Control<'a>,
}

impl Work<'_> {
    /// One entry to its lines.
    fn process(&self, entry: &Entry) -> Outcome {
        if self.control.stop.load(Ordering::Relaxed) {
            return Outcome::Stopped;
        }
        let single = Single::new(self.settings, self.backend);
        let mut clock = Clock::new(self.settings.timeout, Some(self.control.stop));
        let mut done = Done::default();
        match single.attempt(entry, &mut clock) {
            // What is lost of it is done again when the run is resumed.
            Err(_) if clock.stopped => return Outcome::Stopped,
            Ok(None) => return Outcome::Elsewhere,
            Ok(Some((
                document,
                Records {
                    document: record,
                    events,
                },
            ))) => {
                done.events = events.len() as u64;
                done.bytes = document.text.len() as u64;
                done.odd = odd(&record);
                let warnings = events.iter().flat_map(|e| &e.warnings);
                done.odd_events = warnings.filter_map(|w| Contradiction::counted(w)).collect();
                done.lines.documents.reserve(512);
                line(&mut done.lines.documents, &record);
                for event in &events {
                    line(&mut done.lines.events, event);
                }
            }
            Err(record) => {
                line(&mut done.lines.errors, &record);
                done.error = Some(*record);
            }
        }
        clock.turn(Stage::Write);
        done.stages = clock.stages;
        self.control.observer.done(done.bytes, done.events, done.error.is_some());
        Outcome::Done(Box::new(done))
    }
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
            body: Body::Json(bytes),
            whole: false,
            renamed: None,
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
    fn attempt(self, entry: &Entry, clock: &mut Clock<'_>) -> Result<Option<(Document, Records)>, Box<ErrorRecord>> {
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
    let mut records = assemble(&found, settings.offset_unit);
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
    Ok(records)
}

/// Takes what is less likely than `least` out of an event: « Kelvar » with the score .28 under a least score of .5. A date that rules alone
/// linked has no score and stays, and so does the event's place, which has evidence of its own.
fn leave_out_unlikely(event: &mut EventRecord, least: Decimal) {
    event.arguments.retain(|a| a.score >= least);
    event.dates.retain(|d| d.score.is_none_or(|score| score >= least));
    event.amounts.retain(|a| a.score.is_none_or(|score| score >= least));
}

/// Whether a finished run has errors that the same input may not have again: with more time, a file that can be read now, a mended program.
fn may_end_otherwise(page: &serde_json::Value) -> bool {
    let again = [Code::TIMEOUT, Code::IO, Code::BACKEND, Code::PANIC];
    again.iter().any(|code| page["errors_by_code"].get(code.name()).is_some())
}

/// An entry's id; bytes that make a reader panic have none, and are told of when they are read.
fn guarded_id(entry: &Entry, settings: &Settings) -> String {
    catch_unwind(AssertUnwindSafe(|| entry.own_id(settings))).unwrap_or_else(|_| entry.id.clone())
}

/// What is odd about a document that is there, by stable names.
fn odd(record: &DocumentRecord) -> Vec<&'static str> {
    const WARNINGS: [(&str, &str); 9] = [
        ("date ", "odd_date"),
        ("encoding ", "guessed_encoding"),
        ("id ", "duplicate_id"),
        ("HTML ", "stripped_html"),
        ("key ", "left_out_key"),
        ("mojibake ", "mended_mojibake"),
        ("letters lost ", "lost_letters"),
        ("half of a character ", "lost_letters"),
        ("no JSON: ", "mended_json"),
    ];
    let begins = |w: &String| WARNINGS.iter().find(|(begin, _)| w.starts_with(begin)).map(|(_, name)| *name);
    let mut out: Vec<&'static str> = record.warnings.iter().filter_map(begins).collect();
    out.extend(record.doc_date.is_none().then_some("without_date"));
    out.extend((record.status == NOT_FRENCH).then_some(NOT_FRENCH));
    out.sort_unstable();
    out.dedup();
    out
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

fn write_error(output: &Output, error: io::Error) -> SetupError {
    let path = match output {
        Output::Folder(path) | Output::File(path, _) => path.as_path(),
        Output::Stdout => Path::new("standard output"),
    };
    let action = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "no space left; free some and give the same command again to resume"
        }
        _ => "could not write; mend the cause and give the same command again to resume",
    };
    SetupError::io(action, path, error)
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

impl Summary {
    fn add(&mut self, done: &Done) {
        match &done.error {
            Some(error) => {
                self.failed += 1;
                *self.codes.entry(error.code.clone()).or_default() += 1;
            }
            None => self.documents += 1,
        }
        for what in &done.odd {
            *self.odd.entry((*what).to_owned()).or_default() += 1;
        }
        for what in &done.odd_events {
            *self.odd_events.entry((*what).to_owned()).or_default() += 1;
        }
        self.events += done.events;
        self.bytes += done.bytes;
        for (stage, seconds) in STAGES.iter().zip(done.stages.0) {
            match self.stages.get_mut(stage.name()) {
                Some(sum) => *sum += seconds,
                None => drop(self.stages.insert(stage.name().to_owned(), seconds)),
            }
        }
    }

    /// What a finished run did, by its `run.json`.
    fn of_page(page: &serde_json::Value) -> Self {
        let count = |name: &str| page["counts"][name].as_u64().unwrap_or(0);
        let counts = |name: &str| serde_json::from_value(page[name].clone()).unwrap_or_default();
        Self {
            documents: count("documents"),
            failed: count("errors"),
            events: count("events"),
            bytes: count("bytes"),
            codes: counts("errors_by_code"),
            odd: counts("odd"),
            odd_events: counts("odd_events"),
            left_out: counts("left_out"),
            seconds: page["seconds"].as_f64().unwrap_or_default(),
            already: true,
            ..Self::default()
        }
    }

    /// `run.json`.
    fn page(&self, settings: &Settings, header: &Header, resumed: bool) -> serde_json::Value {
        let rate = |n: u64| n as f64 / self.seconds.max(1e-9);
        serde_json::json!({
            "schema": "depeche.run/1",
            "settings": header.settings,
            "inputs": header.inputs,
            "workers": settings.workers,
            "counts": {
                "documents": self.documents,
                "errors": self.failed,
                "events": self.events,
                "bytes": self.bytes,
            },
            "errors_by_code": self.codes,
            "odd": self.odd,
            "odd_events": self.odd_events,
            "left_out": self.left_out,
            "seconds": self.seconds,
            "seconds_by_stage": self.stages,
            "documents_per_second": rate(self.documents + self.failed),
            "bytes_per_second": rate(self.bytes),
            "resumed": resumed,
        })
    }
}
