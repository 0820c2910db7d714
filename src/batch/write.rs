//! The files of a run: appended in order, made durable in parts, cut back to the last durable part when a run is resumed.

use super::document::Lines;
use super::journal::{Commit, Header, Journal};
use super::read::Seen;
use super::relate::{part, relate};
use super::settings::{Output, Packing};
use super::summary::Summary;
use crate::error::SetupError;
use flate2::{Compression, GzBuilder};
use serde_json::Value;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Bytes at which plain lines go to the file.
const BUFFER: usize = 1 << 18;
/// Bytes at which a frame of a packed file ends.
const FRAME_BYTES: usize = 4 << 20;
/// Documents after which it ends at the latest: what a kill may cost.
const FRAME_DOCUMENTS: u64 = 512;
/// Time after which plain files are made durable.
const INTERVAL: Duration = Duration::from_millis(250);

/// One file that grows.
#[derive(Debug)]
struct Stream {
    path: PathBuf,
    file: File,
    packing: Packing,
    held: Vec<u8>,
    length: u64,
}

impl Stream {
    /// Opens the file, cut to `length`.
    fn open(path: PathBuf, packing: Packing, length: u64) -> Result<Self, SetupError> {
        let fail = |e| SetupError::io("could not write", &path, e);
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(fail)?;
        let there = file.metadata().map_err(fail)?.len();
        if there < length {
            return Err(SetupError::Usage(format!(
                "{}: {there} bytes, but the journal of the unfinished run says {length}; it was changed since: begin anew with --restart",
                path.display()
            )));
        }
        file.set_len(length)
            .and_then(|()| file.seek(io::SeekFrom::Start(length)))
            .map_err(fail)?;
        Ok(Self {
            path,
            file,
            packing,
            held: Vec::new(),
            length,
        })
    }

    fn push(&mut self, lines: &[u8]) -> io::Result<()> {
        self.held.extend_from_slice(lines);
        if self.packing == Packing::Plain && self.held.len() >= BUFFER {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what is held; a frame of its own in packed files.
    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() { Ok(()) } else { self.write_held() }
    }

    /// Ends the file: a packed one without a line gets an empty frame, since a file of no bytes is none.
    fn close(&mut self) -> io::Result<()> {
        self.flush()?;
        if self.packing != Packing::Plain && self.length == 0 {
            self.write_held()?;
        }
        Ok(())
    }

    fn write_held(&mut self) -> io::Result<()> {
        let packed = match self.packing {
            Packing::Plain => None,
            Packing::Zstd => Some(zstd::encode_all(self.held.as_slice(), 3)?),
            Packing::Gzip => {
                let mut encoder = GzBuilder::new().write(Vec::new(), Compression::default());
                encoder.write_all(&self.held)?;
                Some(encoder.finish()?)
            }
        };
        let bytes = packed.as_deref().unwrap_or(&self.held);
        self.file.write_all(bytes)?;
        self.length += bytes.len() as u64;
        self.held.clear();
        Ok(())
    }
}

/// Where lines go.
#[derive(Debug)]
pub(super) struct Sink {
    place: Place,
    entries: u64,
    seen: Option<Seen>,
    /// Documents since the last frame.
    since: u64,
    committed: Instant,
    /// Whether the lines say already which of them tell one event.
    related: bool,
}

#[derive(Debug)]
enum Place {
    Files {
        events: Box<Stream>,
        documents: Option<Box<Stream>>,
        errors: Box<Stream>,
        order: Option<Box<Stream>>,
        journal: Journal,
        /// Where `run.json` comes, and whether errors are kept when there are none.
        folder: Option<PathBuf>,
    },
    Stdout(io::Stdout),
}

impl Sink {
    /// Opens the output, in which no finished run stands (see [`finished`]); an unfinished run of the same header is taken up and its last commit comes back.
    pub(super) fn open(
        output: &Output,
        header: &Header,
        restart: bool,
        divided: bool,
    ) -> Result<(Self, Option<Commit>), SetupError> {
        let (place, commit) = match output {
            Output::Stdout => (Place::Stdout(io::stdout()), None),
            Output::Folder(folder) => {
                fs::create_dir_all(folder).map_err(|e| SetupError::io("could not make the folder", folder, e))?;
                let (journal, commit) = Journal::open(&folder.join("run.journal"), header, restart)?;
                remove(&folder.join("run.json"))?;
                if commit.as_ref().is_some_and(|c| c.related) {
                    take_places(folder)?;
                }
                let length = |i| length(commit.as_ref(), i);
                let plain = |name: &str, i| Stream::open(folder.join(name), Packing::Plain, length(i)).map(Box::new);
                let order = if divided {
                    Some(plain("order.tsv", 3)?)
                } else {
                    remove(&folder.join("order.tsv"))?;
                    None
                };
                let place = Place::Files {
                    events: plain("events.jsonl", 0)?,
                    documents: Some(plain("documents.jsonl", 1)?),
                    errors: plain("errors.jsonl", 2)?,
                    order,
                    journal,
                    folder: Some(folder.clone()),
                };
                (place, commit)
            }
            Output::File(path, packing) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                fs::create_dir_all(folder).map_err(|e| SetupError::io("could not make the folder", folder, e))?;
                let (journal, commit) = Journal::open(&beside(path, ".journal"), header, restart)?;
                let place = Place::Files {
                    events: Box::new(Stream::open(path.clone(), *packing, length(commit.as_ref(), 0))?),
                    documents: None,
                    errors: Box::new(Stream::open(
                        beside(path, ".errors.jsonl"),
                        Packing::Plain,
                        length(commit.as_ref(), 2),
                    )?),
                    order: None,
                    journal,
                    folder: None,
                };
                (place, commit)
            }
        };
        let sink = Self {
            place,
            entries: commit.as_ref().map_or(0, |c| c.entries),
            seen: commit.as_ref().and_then(|c| c.seen),
            since: 0,
            committed: Instant::now(),
            related: commit.as_ref().is_some_and(|c| c.related),
        };
        Ok((sink, commit))
    }

    /// Entries of the input that have been written or passed over.
    pub(super) fn entries(&self) -> u64 {
        self.entries
    }

    /// The digest of what of standard input is done.
    pub(super) fn seen(&self) -> Option<Seen> {
        self.seen
    }

    /// Appends the lines of the next entry (`None` when it belongs to another shard); `seen` is what of standard input is done with it,
    /// `summary` counts it already.
    pub(super) fn write(&mut self, lines: Option<&Lines>, seen: Option<Seen>, summary: &Summary) -> io::Result<()> {
        match (&mut self.place, lines) {
            (Place::Stdout(out), Some(lines)) => out.write_all(&lines.events)?,
            (
                Place::Files {
                    events,
                    documents,
                    errors,
                    order,
                    ..
                },
                Some(lines),
            ) => {
                events.push(&lines.events)?;
                errors.push(&lines.errors)?;
                if let Some(documents) = documents {
                    documents.push(&lines.documents)?;
                }
                if let Some(order) = order {
                    let kind = if lines.errors.is_empty() { 'd' } else { 'e' };
                    order.push(format!("{}\t{kind}\n", self.entries).as_bytes())?;
                }
            }
            (_, None) => {}
        }
        self.entries += 1;
        self.related = false;
        self.seen = seen;
        self.since += 1;
        if let Place::Files { events, .. } = &self.place
            && events.packing != Packing::Plain
            && (self.since >= FRAME_DOCUMENTS || events.held.len() >= FRAME_BYTES)
        {
            // Frames end where the content says, never where the clock does: the bytes are the same in any run.
            self.commit(summary)?;
        }
        Ok(())
    }

    /// Between chunks: makes plain files durable when it is time, and lets a reader of standard output have its lines.
    pub(super) fn rest(&mut self, summary: &Summary) -> io::Result<()> {
        match &mut self.place {
            Place::Stdout(out) => out.flush(),
            Place::Files { events, .. } if events.packing == Packing::Plain && self.committed.elapsed() >= INTERVAL => {
                self.commit(summary)
            }
            Place::Files { .. } => Ok(()),
        }
    }

    /// Stops before the end: plain files keep all that was written, packed ones their whole frames.
    pub(super) fn interrupt(&mut self, summary: &Summary) -> io::Result<()> {
        match &mut self.place {
            Place::Stdout(out) => out.flush(),
            Place::Files { events, .. } if events.packing == Packing::Plain => self.commit(summary),
            Place::Files { .. } => Ok(()),
        }
    }

    fn commit(&mut self, summary: &Summary) -> io::Result<()> {
        let Place::Files {
            events,
            documents,
            errors,
            order,
            journal,
            ..
        } = &mut self.place
        else {
            return Ok(());
        };
        let mut lengths = vec![0; 4];
        let streams = [
            Some(events.as_mut()),
            documents.as_deref_mut(),
            Some(errors.as_mut()),
            order.as_deref_mut(),
        ];
        for (length, stream) in lengths.iter_mut().zip(streams) {
            let Some(stream) = stream else { continue };
            stream.flush()?;
            stream.file.sync_data()?;
            *length = stream.length;
        }
        journal.commit(&Commit {
            entries: self.entries,
            lengths,
            seen: self.seen,
            summary: summary.clone(),
            related: self.related,
        })?;
        self.since = 0;
        self.committed = Instant::now();
        Ok(())
    }

    /// Makes everything durable, says which records of a whole run tell one event, writes the closing page and takes the journal away.
    pub(super) fn finish(mut self, summary: &Summary, page: &Value) -> io::Result<()> {
        if let Place::Files { events, .. } = &mut self.place {
            events.close()?;
        }
        self.commit(summary)?;
        self.relate(summary)?;
        match self.place {
            Place::Stdout(mut out) => out.flush(),
            Place::Files {
                errors, journal, folder, ..
            } => {
                match folder {
                    Some(folder) => write_page(&folder, page)?,
                    None if errors.length == 0 => fs::remove_file(&errors.path)?,
                    None => {}
                }
                journal.remove()
            }
        }
    }
}

impl Sink {
    /// Puts the related lines in the place of the others, in a way that a kill at any moment leaves one or the other for the next start:
    /// first the new files are whole, then the journal says so, then they take their places.
    fn relate(&mut self, summary: &Summary) -> io::Result<()> {
        let Place::Files {
            events,
            documents: Some(documents),
            errors,
            order: None,
            journal,
            ..
        } = &mut self.place
        else {
            return Ok(());
        };
        if self.related {
            return Ok(());
        }
        let related = relate(&events.path, &documents.path)?;
        journal.commit(&Commit {
            entries: self.entries,
            lengths: vec![related.events, related.documents, errors.length, 0],
            seen: self.seen,
            summary: summary.clone(),
            related: true,
        })?;
        for stream in [events, documents] {
            fs::rename(part(&stream.path), &stream.path)?;
        }
        self.related = true;
        Ok(())
    }
}

/// Finishes what a kill interrupted: related files that the journal knows take their places.
fn take_places(folder: &Path) -> Result<(), SetupError> {
    for name in ["events.jsonl", "documents.jsonl"] {
        let path = folder.join(name);
        match fs::rename(part(&path), &path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(SetupError::io("could not replace", &path, e)),
            _ => {}
        }
    }
    Ok(())
}

fn length(commit: Option<&Commit>, i: usize) -> u64 {
    commit.and_then(|c| c.lengths.get(i)).copied().unwrap_or(0)
}

/// The closing page of a finished run of the same input and settings with all its files: there is nothing to do.
///
/// A finished run is written over only where that was asked for, files of others never.
///
/// # Errors
/// When the output holds a finished run of other settings or input, or a file of somebody else.
pub(super) fn finished(output: &Output, header: &Header, restart: bool) -> Result<Option<Value>, SetupError> {
    match output {
        Output::Folder(folder) if !folder.join("run.journal").exists() => finished_folder(folder, header, restart),
        Output::File(path, _) if !beside(path, ".journal").exists() => {
            refuse_foreign(&beside(path, ".errors.jsonl"))?;
            if !refuse_foreign(path)? || restart {
                return Ok(None);
            }
            Err(SetupError::Usage(format!(
                "{} holds the events of a finished run, and a file does not say of which; choose another output, or --restart to write over it",
                path.display()
            )))
        }
        _ => Ok(None),
    }
}

fn finished_folder(folder: &Path, header: &Header, restart: bool) -> Result<Option<Value>, SetupError> {
    const RECORDS: [&str; 3] = ["events.jsonl", "documents.jsonl", "errors.jsonl"];
    // What a kill leaves half written stands beside a journal, so here it is somebody else's.
    for name in RECORDS
        .iter()
        .chain(&["events.jsonl.part", "documents.jsonl.part", "run.json.part"])
    {
        refuse_foreign(&folder.join(name))?;
    }
    refuse_foreign_order(&folder.join("order.tsv"))?;
    let path = folder.join("run.json");
    if !path.is_file() {
        return Ok(None);
    }
    let page = fs::read(&path).map_err(|e| SetupError::io("could not read", &path, e))?;
    let page: Value = serde_json::from_slice(&page).unwrap_or_default();
    let of_depeche = page["schema"].as_str().is_some_and(|s| s.starts_with("depeche.run/"));
    if !of_depeche {
        return Err(foreign(&path));
    }
    let inputs = serde_json::from_value(page["inputs"].clone());
    let streamed = header.inputs.iter().any(|i| i.input == "-");
    let differences = match inputs {
        // Nothing is known of a stream from outside.
        Ok(_) if streamed => vec!["whether standard input is the same cannot be known".to_owned()],
        // It names the inputs of one of its parts, and may have others too.
        Ok(_) if page["merged"].is_array() => vec!["it was merged from others".to_owned()],
        Ok(inputs) => header.differences(&Header::new(page["settings"].clone(), inputs)),
        Err(_) => vec!["its inputs are not known".to_owned()],
    };
    // A run without a document that was done, as of a folder that was still empty, or of rows whose text had another key, holds nothing that
    // could be lost.
    if restart || page["counts"]["documents"] == 0 {
        return Ok(None);
    }
    if differences.is_empty() {
        let whole = RECORDS.iter().all(|name| folder.join(name).is_file());
        return Ok(whole.then_some(page));
    }
    Err(SetupError::Usage(format!(
        "{} holds a finished run of other settings or input: {}; choose another output, or --restart to write over it",
        folder.display(),
        differences.join("; ")
    )))
}

/// The file that stands beside another.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Refuses to write over a file that holds something and is none of depeche's; says whether it holds records.
fn refuse_foreign(path: &Path) -> Result<bool, SetupError> {
    let Ok(file) = File::open(path) else { return Ok(false) };
    if !file.metadata().is_ok_and(|m| m.is_file() && m.len() > 0) {
        return Ok(false);
    }
    let mut from = BufReader::new(file);
    let head = from.fill_buf().map_err(|e| SetupError::io("could not read", path, e))?;
    let unpacked: Box<dyn Read> = if head.starts_with(&[0x1f, 0x8b]) {
        Box::new(flate2::read::MultiGzDecoder::new(from))
    } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Box::new(zstd::Decoder::with_buffer(from).map_err(|e| SetupError::io("could not read", path, e))?)
    } else {
        Box::new(from)
    };
    let mut begin = Vec::new();
    // What cannot be unpacked is as foreign as anything else.
    let read = unpacked.take(64).read_to_end(&mut begin);
    let own = read.is_ok() && (begin.is_empty() || begin.starts_with(b"{\"schema\":\"depeche."));
    if own { Ok(!begin.is_empty()) } else { Err(foreign(path)) }
}

/// Refuses to write over a file that is not the order of a shard's lines: a place, a tab and what stood there.
fn refuse_foreign_order(path: &Path) -> Result<(), SetupError> {
    let Ok(file) = File::open(path) else { return Ok(()) };
    let mut first = String::new();
    // What is no text is as foreign as anything else.
    let read = BufReader::new(file).take(64).read_line(&mut first);
    let own = match first.trim_end().split_once('\t') {
        Some((place, kind)) => place.parse::<u64>().is_ok() && (kind == "d" || kind == "e"),
        None => first.is_empty(),
    };
    if read.is_ok() && own { Ok(()) } else { Err(foreign(path)) }
}

fn foreign(path: &Path) -> SetupError {
    SetupError::Usage(format!(
        "{}: a file that depeche has not written; choose another output, or move it away",
        path.display()
    ))
}

/// Writes `run.json` in one step, so that it is whole or not there.
fn write_page(folder: &Path, page: &Value) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(page)?;
    text.push('\n');
    let path = folder.join("run.json.part");
    let mut file = File::create(&path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&path, folder.join("run.json"))
}

fn remove(path: &Path) -> Result<(), SetupError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(SetupError::io("could not replace", path, e)),
        _ => Ok(()),
    }
}
