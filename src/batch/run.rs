//! The run: read a chunk, process it on all workers, write it in order, repeat.

use super::assemble::{OffsetUnit, assemble};
use super::read::{Entry, Reader};
use super::settings::Settings;
use super::write::{Lines, Sink};
use crate::error::{Code, DocError, SetupError, Stage};
use crate::ner::NerBackend;
use crate::pipeline;
use crate::record::{ERROR_SCHEMA, ErrorRecord};
use base64::Engine;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// Documents of one chunk for each worker.
const CHUNK_DOCUMENTS: usize = 32;
/// Bytes at which a chunk is full.
const CHUNK_BYTES: usize = 4 << 20;
/// Bytes of a failed document that are kept in its error line.
const KEPT_RAW: usize = 1 << 20;

/// What a run did.
#[derive(Debug, Default, Clone)]
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
    pub codes: BTreeMap<&'static str, u64>,
    /// Whether the reader of standard output went away.
    pub closed: bool,
}

/// What one document gave.
#[derive(Default)]
struct Done {
    lines: Lines,
    events: u64,
    bytes: u64,
    code: Option<&'static str>,
}

/// Processes all documents of the inputs.
///
/// # Errors
/// When the outputs cannot be written; a document that fails is no error of the run.
pub fn run(settings: &Settings, backend: &dyn NerBackend) -> Result<Summary, SetupError> {
    let began = Instant::now();
    let mut sink = Sink::open(&settings.output)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.workers)
        .build()
        .map_err(|e| SetupError::Usage(format!("could not start {} workers: {e}", settings.workers)))?;
    let mut reader = Reader::new(settings).peekable();
    let mut summary = Summary::default();
    while reader.peek().is_some() {
        let chunk = chunk(&mut reader, settings.workers);
        let done: Vec<Done> = pool.install(|| chunk.into_par_iter().map(|e| process(e, settings, backend)).collect());
        for document in &done {
            summary.add(document);
            match sink.write(&document.lines) {
                Ok(()) => {}
                Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => {
                    summary.closed = true;
                    return Ok(summary);
                }
                Err(e) => return Err(write_error(settings, e)),
            }
        }
    }
    let page = summary.page(settings, backend, began.elapsed().as_secs_f64());
    match sink.finish(&page) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(write_error(settings, e)),
        _ => Ok(summary),
    }
}

fn write_error(settings: &Settings, error: std::io::Error) -> SetupError {
    match &settings.output {
        super::Output::Folder(folder) => SetupError::io("could not write", folder, error),
        super::Output::Stdout => SetupError::Usage(format!("could not write to standard output: {error}")),
    }
}

fn chunk(reader: &mut impl Iterator<Item = Entry>, workers: usize) -> Vec<Entry> {
    let (mut out, mut bytes) = (Vec::new(), 0);
    while out.len() < CHUNK_DOCUMENTS * workers && bytes < CHUNK_BYTES {
        let Some(entry) = reader.next() else { break };
        bytes += entry.raw().map_or(0, <[u8]>::len);
        out.push(entry);
    }
    out
}

/// One entry to its lines; a panic costs this document only.
fn process(entry: Entry, settings: &Settings, backend: &dyn NerBackend) -> Done {
    let (id, source, offset) = (entry.id.clone(), entry.source.clone(), entry.byte_offset);
    let raw = entry.raw().filter(|r| r.len() <= KEPT_RAW).map(<[u8]>::to_vec);
    let result = catch_unwind(AssertUnwindSafe(|| attempt(entry, settings, backend)));
    let error = match result {
        Ok(Ok(done)) => return done,
        Ok(Err(error)) => error,
        Err(panic) => DocError::new(
            Code::PANIC,
            Stage::Text,
            format!("a defect of depeche, please report it: {}", panic_message(&*panic)),
        ),
    };
    let record = ErrorRecord {
        schema: ERROR_SCHEMA.to_owned(),
        doc_id: id,
        source,
        byte_offset: offset,
        code: error.code.name().to_owned(),
        stage: error.stage.name().to_owned(),
        message: error.message,
        raw_base64: raw.map(|r| base64::engine::general_purpose::STANDARD.encode(r)),
    };
    let mut done = Done {
        code: Some(error.code.name()),
        ..Done::default()
    };
    line(&mut done.lines.errors, &record);
    done
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

fn attempt(entry: Entry, settings: &Settings, backend: &dyn NerBackend) -> Result<Done, DocError> {
    let document = entry.into_document(settings).map_err(|(_, error)| error)?;
    let found = pipeline::extract(&document, backend, &settings.aliases, &mut ())?;
    let records = assemble(&found, OffsetUnit::CodePoint);
    let mut done = Done {
        events: records.events.len() as u64,
        bytes: document.text.len() as u64,
        ..Done::default()
    };
    line(&mut done.lines.documents, &records.document);
    for event in &records.events {
        line(&mut done.lines.events, event);
    }
    Ok(done)
}

fn line(out: &mut Vec<u8>, record: &impl serde::Serialize) {
    serde_json::to_writer(&mut *out, record).expect("records have string keys only, and memory does not fail");
    out.push(b'\n');
}

impl Summary {
    fn add(&mut self, done: &Done) {
        match done.code {
            Some(code) => {
                self.failed += 1;
                *self.codes.entry(code).or_default() += 1;
            }
            None => self.documents += 1,
        }
        self.events += done.events;
        self.bytes += done.bytes;
    }

    fn page(&self, settings: &Settings, backend: &dyn NerBackend, seconds: f64) -> serde_json::Value {
        let id = backend.id();
        serde_json::json!({
            "schema": "depeche.run/1",
            "version": env!("CARGO_PKG_VERSION"),
            "backend": {"name": id.name, "model": id.model, "digest": id.digest},
            "settings": {"workers": settings.workers, "date": settings.date.map(|d| d.to_string())},
            "counts": {"documents": self.documents, "errors": self.failed, "events": self.events, "bytes": self.bytes},
            "errors_by_code": self.codes,
            "seconds": seconds,
            "documents_per_second": (self.documents + self.failed) as f64 / seconds.max(1e-9),
        })
    }
}
