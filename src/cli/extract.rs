use super::number;
use super::report::{Log, Report};
use clap::{Args, ValueEnum};
use depeche::batch::settings::{DEEPEST, MAX_DOCUMENT, take_types};
use depeche::batch::{self, Control, DateOrder, Input, Kind, OffsetUnit, Output, Settings, Shard};
use depeche::entity::Aliases;
use depeche::error::SetupError;
use depeche::model::{self, Embedded, Precision};
#[cfg(feature = "rust-bert")]
use depeche::ner::Combined;
use depeche::ner::{Gazetteer, NerBackend, NoBackend};
use depeche::text::PartialDate;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Extract event records from articles: the main job.
///
/// Reads text files, JSONL and JSON, CSV and TSV, Parquet, Excel and LibreOffice tables, Word and RTF texts, RSS, Atom, TEI, NewsML and NITF,
/// web pages, WARC, exports of Europresse, Factiva, Nexis and IRaMuTeQ, packed as .gz, .zst, .bz2, .xz, .zip or .tar too, and folders of them.
/// Writes events.jsonl, documents.jsonl, errors.jsonl and, last, run.json. An unfinished run in the same folder is taken up where it stopped.
#[derive(Args)]
#[command(after_help = "Example:\n  depeche extract dump.jsonl.zst press/ -o out/ --workers 4")]
pub(super) struct Extract {
    /// Files and folders; none or - reads standard input.
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// A folder, a file of events (.jsonl, .jsonl.gz, .jsonl.zst), or - for standard output.
    #[arg(short, long, value_name = "DIR|FILE|-", default_value = "-")]
    output: String,
    #[command(flatten)]
    backend: BackendArguments,
    #[command(flatten)]
    reading: ReadingArguments,
    /// Threads; all cores unless given.
    #[arg(long, value_name = "N", value_parser = number::workers, allow_hyphen_values = true)]
    workers: Option<u16>,
    /// Stop after N documents of the input.
    #[arg(long, value_name = "N", value_parser = number::documents, allow_hyphen_values = true)]
    limit: Option<u64>,
    /// Process one of n parts of the documents, chosen by a hash of their ids (1/4 to 4/4).
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Take up the unfinished run in the output; this is done anyway when it is of the same input and settings.
    #[arg(long, conflicts_with = "restart")]
    resume: bool,
    /// Throw an unfinished run, or a finished one of other input or settings, in the output away.
    #[arg(long)]
    restart: bool,
    /// Try the documents of an errors.jsonl again, instead of inputs.
    #[arg(long, value_name = "ERRORS", conflicts_with = "inputs")]
    retry: Option<PathBuf>,
    /// Read JSON rows from standard input and answer each line with one line, flushed: {document, events, error}.
    #[arg(long, conflicts_with_all = ["inputs", "output", "retry", "shard", "limit"])]
    serve_stdio: bool,
    /// No messages and no progress bar; failed documents are in errors.jsonl.
    #[arg(short, long)]
    quiet: bool,
    /// The form of messages on standard error.
    #[arg(long, value_enum, default_value_t = Log::Text)]
    log: Log,
}

/// Where names and syntax come from.
#[derive(Args)]
pub(super) struct BackendArguments {
    /// Where names and syntax come from.
    #[arg(long, value_enum, default_value_t = Backend::Embedded)]
    pub backend: Backend,
    /// Folder of another model for the embedded backend.
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Backend {
    /// The model inside the program, or that of --model.
    Embedded,
    /// Names by a checkpoint in the folder of --model, through rust-bert; syntax by the model inside the program.
    #[cfg(feature = "rust-bert")]
    RustBert,
    /// Names from tables only, no syntax: a floor to compare with.
    Gazetteer,
    /// No names, no syntax: dates and amounts only.
    None,
}

/// How documents are read and what of them is written.
#[derive(Args)]
pub(super) struct ReadingArguments {
    /// Date of documents that give none themselves; 16/07/2024 is read too, day first.
    #[arg(long, value_name = "YYYY[-MM[-DD]]", value_parser = number::date)]
    date: Option<PartialDate>,
    /// Order of day, month and year in dates of three numbers, where the day is not first: dmy, mdy or ymd.
    #[arg(long, value_name = "ORDER")]
    date_order: Option<DateOrder>,
    /// Key or column of the text.
    #[arg(long, value_name = "KEY")]
    text_key: Option<String>,
    /// Key or column of the date.
    #[arg(long, value_name = "KEY")]
    date_key: Option<String>,
    /// Key or column of the id.
    #[arg(long, value_name = "KEY")]
    id_key: Option<String>,
    /// Key or column of the headline.
    #[arg(long, value_name = "KEY")]
    title_key: Option<String>,
    /// Key or column of the paper's name.
    #[arg(long, value_name = "KEY")]
    publication_key: Option<String>,
    /// Names of the columns of tables that have no header row, in their order: id,date,title,text.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// What all files are, whatever they look like: text, jsonl, csv, factiva, rss … (a wrong name lists them all).
    #[arg(long, value_name = "NAME")]
    format: Option<Kind>,
    /// Look for events in texts that are not French too.
    #[arg(long)]
    any_language: bool,
    /// Your own names for entities: alias, tab, canonical name and, if you like, tab and PER, ORG, LOC or MISC, tab and country (FR).
    #[arg(long, value_name = "FILE.tsv")]
    aliases: Option<PathBuf>,
    /// Your own types of events: a folder of type files, CODE.toml, beside ours; a file of the same name takes the place of ours.
    #[arg(long, value_name = "DIR")]
    types: Option<PathBuf>,
    /// What offsets count.
    #[arg(long, value_enum, default_value_t = Unit::Codepoint)]
    offset_unit: Unit,
    /// Leave events of less confidence out (0 to 1).
    #[arg(long, value_name = "SCORE", value_parser = number::share, allow_hyphen_values = true)]
    min_confidence: Option<f32>,
    /// Leave arguments, dates and amounts of a lower score out of their event (0 to 1).
    #[arg(long, value_name = "SCORE", value_parser = number::share, allow_hyphen_values = true)]
    min_score: Option<f32>,
    /// Bytes that one document may have.
    #[arg(long, value_name = "BYTES", default_value_t = MAX_DOCUMENT)]
    max_document: usize,
    /// Bytes that may come out of a packed or Parquet file for each byte in it.
    #[arg(long, value_name = "N", default_value_t = 200)]
    max_ratio: u64,
    /// Bytes that may come out of a packed or Parquet file in all.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 40)]
    max_unpacked: u64,
    /// How deep JSON may nest.
    #[arg(long, value_name = "N", default_value_t = 64)]
    max_depth: usize,
    /// Seconds that one document may take; past them it is given up, wherever it stands, and the run goes on with the next one.
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = number::seconds, allow_hyphen_values = true)]
    timeout: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// Unicode code points, as Python counts.
    Codepoint,
    /// UTF-16 units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8, as Rust and Go count.
    Byte,
}

impl ReadingArguments {
    pub(super) fn apply(self, settings: &mut Settings) -> Result<(), SetupError> {
        if self.max_depth > DEEPEST {
            return Err(SetupError::Usage(format!(
                "--max-depth {} is above {DEEPEST}; give {DEEPEST} or less",
                self.max_depth
            )));
        }
        settings.timeout = self.timeout;
        if let Some(path) = self.aliases {
            settings.aliases = Aliases::load(&path)?;
        }
        if let Some(folder) = self.types {
            take_types(&folder)?;
        }
        settings.date = self.date;
        settings.date_order = self.date_order;
        settings.keys.text = self.text_key;
        settings.keys.date = self.date_key;
        settings.keys.id = self.id_key;
        settings.keys.title = self.title_key;
        settings.keys.publication = self.publication_key;
        settings.columns = self.columns.iter().map(|name| name.trim().to_owned()).collect();
        settings.format = self.format;
        settings.any_language = self.any_language;
        settings.offset_unit = match self.offset_unit {
            Unit::Codepoint => OffsetUnit::CodePoint,
            Unit::Utf16 => OffsetUnit::Utf16,
            Unit::Byte => OffsetUnit::Byte,
        };
        settings.min_confidence = self.min_confidence;
        settings.min_score = self.min_score;
        settings.max_document = self.max_document;
        settings.max_ratio = self.max_ratio;
        settings.max_unpacked = self.max_unpacked;
        settings.max_depth = self.max_depth;
        Ok(())
    }
}

impl BackendArguments {
    /// Builds the backend.
    pub(super) fn build(&self) -> Result<Box<dyn NerBackend>, SetupError> {
        build(self.backend, self.model.as_deref())
    }
}

fn build(wanted: Backend, model: Option<&Path>) -> Result<Box<dyn NerBackend>, SetupError> {
    Ok(match wanted {
        Backend::None => Box::new(NoBackend::default()),
        #[cfg(feature = "rust-bert")]
        Backend::RustBert => {
            let folder = model.ok_or_else(|| SetupError::Usage("--backend rust-bert needs --model DIR".to_owned()))?;
            let names = model::RustBert::new(folder)?;
            // A token classifier has no parse, without which there are no events.
            Box::new(Combined::new(names, Embedded::new(&model::built_in()?, Precision::Int8)?))
        }
        Backend::Gazetteer => Box::new(Gazetteer::default()),
        Backend::Embedded => Box::new(Embedded::new(&model::files(model)?, Precision::Int8)?),
    })
}

static STOP: AtomicBool = AtomicBool::new(false);

/// The first interrupt lets the run close its files, the second ends the program.
fn stop_on_interrupt() -> Result<(), SetupError> {
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(|e| SetupError::Usage(format!("could not listen for interrupts: {e}")))
}

pub(super) fn run(arguments: Extract) -> Result<ExitCode, SetupError> {
    let mut inputs: Vec<Input> = arguments
        .inputs
        .into_iter()
        .map(|p| if p.as_os_str() == "-" { Input::Stdin } else { Input::Path(p) })
        .collect();
    if inputs.is_empty() && arguments.retry.is_none() {
        inputs.push(Input::Stdin);
    }
    Output::check(&arguments.output)?;
    let mut settings = Settings::new(inputs, Output::parse(&arguments.output))?;
    arguments.reading.apply(&mut settings)?;
    settings.retry = arguments.retry;
    settings.limit = arguments.limit;
    settings.shard = arguments.shard;
    settings.restart = arguments.restart;
    if let Some(workers) = arguments.workers {
        settings.workers = workers.into();
    }
    let backend = arguments.backend.build()?;
    // A panic costs one document and is told in its error line; a backtrace for each would bury all else.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    if arguments.serve_stdio {
        return super::serve::run(&settings, backend.as_ref());
    }
    stop_on_interrupt()?;
    let report = Report::new(arguments.log, arguments.quiet, settings.output == Output::Stdout);
    if settings.inputs.contains(&Input::Stdin) && std::io::stdin().is_terminal() {
        report.hint("reading standard input; name a file or folder, or press Ctrl-D to end");
    }
    let control = Control {
        stop: &STOP,
        observer: &report,
    };
    let summary = batch::run(&settings, backend.as_ref(), control);
    report.close();
    let summary = summary?;
    report.summary(&summary);
    Ok(if summary.interrupted {
        ExitCode::from(130)
    } else {
        ExitCode::from(u8::from(summary.has_faults()))
    })
}
