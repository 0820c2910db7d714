//! The run: read ahead, process on all workers, write in the order of the input.

use super::document::{Clock, Done, Single, guarded_id, line, missing, odd};
use super::ids::Ids;
use super::journal::Header;
use super::read::{Body, Entry, LeftOut, Listing, Reader, Retry, Seen, Tables, list};
use super::settings::{Input, Output, Settings};
use super::summary::Summary;
use super::write::{Sink, finished};
use crate::assemble::Records;
use crate::error::{Code, SetupError, Stage};
use crate::ner::NerBackend;
use crate::record::ErrorRecord;
use crate::record::EventWarning;
use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::Instant;

/// Documents for each worker that are at hand at once: read, in work, or waiting for an earlier one to be written.
const AHEAD_DOCUMENTS: usize = 16;
/// Bytes of documents at hand from which on no further one is read.
const AHEAD_BYTES: usize = 4 << 20;
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
    /// Something is to be said of a whole file; in input order.
    fn noted(&self, _note: &str) {}
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
    let mut consumed = Arc::default();
    let (mut left_out, mut tables) = (LeftOut::default(), Tables::default());
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
            tables = reader.tables();
            take_up(&mut reader, &sink, settings, ids.as_mut(), control.stop)?;
            Box::new(reader)
        }
    };
    let bytes = header.inputs.iter().map(|i| i.bytes).sum();
    control.observer.begins(sink.entries(), bytes);
    let left = settings
        .limit
        .map_or(usize::MAX, |l| l.saturating_sub(sink.entries()) as usize);
    let mut engine = Engine {
        settings,
        backend,
        control,
        consumed,
        left_out,
        tables,
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
    let (own, forced) = (settings.output.own(), settings.format.is_some());
    let paths = settings.inputs.iter().map(|i| match i {
        Input::Path(path) => list(path, &own, forced),
        Input::Stdin => Listing {
            input: "-".to_owned(),
            files: 0,
            bytes: 0,
            digest: String::new(),
            newest: None,
        },
    });
    settings.retry.iter().map(|p| list(p, &own, forced)).chain(paths).collect()
}

struct Engine<'a> {
    settings: &'a Settings,
    backend: &'a dyn NerBackend,
    control: Control<'a>,
    consumed: Arc<AtomicU64>,
    left_out: LeftOut,
    tables: Tables,
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
        for note in self.left_out.notes().into_iter().chain(self.tables.notes()) {
            self.control.observer.noted(&note);
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
            self.summary.likely_dates = self.tables.likely_dates();
            // A part of the input says nothing of the rest.
            if self.settings.shard.is_none() && self.settings.limit.is_none() {
                self.summary.keys_not_found = self.summary.never_found();
            }
            self.summary.without_articles = self.sink.entries() == 0 && self.settings.retry.is_none();
            let mut page = self
                .summary
                .page(&header.settings, &header.inputs, self.settings.workers, resumed);
            page["columns_taken"] = self.tables.page();
            if self.settings.shard.is_some() {
                page["keys"] = self.summary.keys_page();
            }
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
                done.odd = odd(&document, &record);
                done.row = matches!(entry.body, Body::Json(_) | Body::Fields(..));
                done.missing = missing(&document);
                let warnings = events.iter().flat_map(|e| &e.warnings);
                done.odd_events = warnings.filter_map(EventWarning::name).collect();
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

/// Whether a finished run has errors that the same input may not have again: with more time, a file that can be read now, a mended program.
fn may_end_otherwise(page: &serde_json::Value) -> bool {
    let again = [Code::TIMEOUT, Code::IO, Code::BACKEND, Code::PANIC];
    again.iter().any(|code| page["errors_by_code"].get(code.name()).is_some())
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
