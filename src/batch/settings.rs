//! What a run is asked to do, checked before anything is opened.

use super::read::kind::Kind;
use super::read::own::RUN_FILES;
use super::read::published::DateOrder;
use super::read::role::Keys;
use crate::assemble::OffsetUnit;
use crate::digest::{hex, sha256};
use crate::entity::Aliases;
use crate::error::SetupError;
use crate::event::behavior::{Behavior, Side};
use crate::event::ontology::{OwnFile, install, installed, ontology};
use crate::ner::NerBackend;
use crate::text::PartialDate;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where documents come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

/// How a file of records is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// gzip, a member for each durable part.
    Gzip,
    /// zstd, a frame for each durable part.
    Zstd,
}

/// Where records go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A folder with the four files of a run.
    Folder(PathBuf),
    /// One file of event records; failed documents go to `FILE.errors.jsonl`.
    File(PathBuf, Packing),
    /// Standard output: event records only.
    Stdout,
}

impl Output {
    /// Reads the argument of `-o`: `-`, a file that ends in `.jsonl`, `.jsonl.gz` or `.jsonl.zst`, or a folder.
    ///
    /// ```
    /// use depeche::batch::{Output, Packing};
    /// assert_eq!(Output::parse("out"), Output::Folder("out".into()));
    /// assert_eq!(Output::parse("e.jsonl.zst"), Output::File("e.jsonl.zst".into(), Packing::Zstd));
    /// ```
    pub fn parse(argument: &str) -> Self {
        let path = PathBuf::from(argument);
        let lower = argument.to_ascii_lowercase();
        let (bare, packing) = match lower.rsplit_once('.') {
            Some((bare, "gz")) => (bare, Packing::Gzip),
            Some((bare, "zst")) => (bare, Packing::Zstd),
            _ => (lower.as_str(), Packing::Plain),
        };
        match argument {
            "-" => Self::Stdout,
            _ if path.is_dir() => Self::Folder(path),
            _ if bare.ends_with(".jsonl") || bare.ends_with(".ndjson") => Self::File(path, packing),
            _ => Self::Folder(path),
        }
    }

    /// Refuses names that promise another form of output, and names of files that are there and are none of depeche's.
    ///
    /// # Errors
    /// When the name is empty, or ends as that of a table, a page or a text and is no folder.
    pub fn check(argument: &str) -> Result<(), SetupError> {
        let path = Path::new(argument);
        if argument.is_empty() {
            let why = "-o is empty: give a folder, a file that ends in .jsonl, or - for standard output";
            return Err(SetupError::Usage(why.to_owned()));
        }
        if matches!(Self::parse(argument), Self::Folder(_)) && path.exists() && !path.is_dir() {
            return Err(SetupError::Usage(format!(
                "-o {argument}: this is there already and no folder; extract writes a folder DIR or a .jsonl file"
            )));
        }
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default()
            .to_ascii_lowercase();
        let remedy = match ending.as_str() {
            "csv" | "tsv" => "depeche export DIR --to csv -o FILE",
            "xlsx" => "depeche export DIR --to xlsx -o FILE",
            "parquet" => "depeche export DIR --to parquet -o FILE",
            "html" | "htm" => "depeche view DIR -o FILE",
            "json" | "txt" | "xml" => "read DIR/events.jsonl",
            _ => return Ok(()),
        };
        if path.is_dir() {
            return Ok(());
        }
        Err(SetupError::Usage(format!(
            "-o {argument}: extract writes a folder DIR or a .jsonl file; for .{ending}, run it with -o DIR, then {remedy}"
        )))
    }

    /// The folder or the files that a run with this output writes, none of which is input, wherever it lies.
    pub(super) fn own(&self) -> Vec<PathBuf> {
        match self {
            Self::Folder(folder) => {
                let files = RUN_FILES.iter().map(|name| folder.join(name));
                std::iter::once(folder.clone()).chain(files).collect()
            }
            Self::File(path, _) => {
                let mut own = vec![path.clone()];
                for ending in [".journal", ".errors.jsonl"] {
                    let mut name = path.as_os_str().to_owned();
                    name.push(ending);
                    own.push(name.into());
                }
                own
            }
            Self::Stdout => Vec::new(),
        }
    }
}

/// One part of a run that is divided by document ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// Whether the document belongs to this part.
    pub fn holds(self, doc_id: &str) -> bool {
        let digest = Sha256::digest(doc_id.as_bytes());
        let head = digest.iter().take(8).fold(0u64, |n, b| n << 8 | u64::from(*b));
        head % self.count == self.index
    }
}

impl std::str::FromStr for Shard {
    type Err = String;

    /// Reads `i/n`; `i` counts from 0 or from 1, since `n/n` and `0/n` are the same part.
    fn from_str(s: &str) -> Result<Self, String> {
        let wanted = || format!("{s:?} is no shard; wanted i/n, as 1/4 to 4/4");
        let (index, count) = s.split_once('/').ok_or_else(wanted)?;
        let index: u64 = index.parse().map_err(|_| wanted())?;
        let count: u64 = count.parse().map_err(|_| wanted())?;
        if count == 0 || index > count {
            return Err(wanted());
        }
        Ok(Self {
            index: index % count,
            count,
        })
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

/// A checked order for a run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Files, folders, standard input; in this order.
    pub inputs: Vec<Input>,
    /// Documents that failed in a former run, to be tried again; instead of inputs.
    pub retry: Option<PathBuf>,
    /// Where records go.
    pub output: Output,
    /// Threads that process documents, at least 1.
    pub workers: usize,
    /// Documents after which the run is done.
    pub limit: Option<u64>,
    /// The part of the documents that this run processes.
    pub shard: Option<Shard>,
    /// Date of documents that give none themselves.
    pub date: Option<PartialDate>,
    /// The order of day, month and year in dates of three numbers; where none is given, each date is read by itself, day first if in doubt.
    pub date_order: Option<DateOrder>,
    /// The user's own names for entities.
    pub aliases: Aliases,
    /// What offsets count.
    pub offset_unit: OffsetUnit,
    /// Events of less confidence are left out.
    pub min_confidence: Option<f32>,
    /// Arguments, dates and amounts of a lower score are left out of their event; those that rules alone linked have none and stay.
    pub min_score: Option<f32>,
    /// Keys of the rows.
    pub keys: Keys,
    /// Names of the columns of tables without a header; none where the first row of a table has them.
    pub columns: Vec<String>,
    /// What all files are, whatever they look like.
    pub format: Option<Kind>,
    /// Whether events are looked for in texts of other languages too.
    pub any_language: bool,
    /// Bytes that one document may have.
    pub max_document: usize,
    /// Bytes that may come out of a packed or Parquet file for each byte in it.
    pub max_ratio: u64,
    /// Bytes that may come out of a packed or Parquet file in all.
    pub max_unpacked: u64,
    /// How deep JSON may nest; at most [`DEEPEST`].
    pub max_depth: usize,
    /// How long one document may take; looked at between its sentences, so a little more may pass.
    pub timeout: Duration,
    /// Whether an unfinished run in the output is thrown away.
    pub restart: bool,
}

/// Bytes that one document may have unless the settings say otherwise.
pub const MAX_DOCUMENT: usize = 16 << 20;
/// The deepest JSON that is parsed at all: the parser uses the stack for each level.
pub const DEEPEST: usize = 120;

impl Settings {
    /// The usual settings for the given inputs and output.
    ///
    /// # Errors
    /// When an input does not exist.
    pub fn new(inputs: Vec<Input>, output: Output) -> Result<Self, SetupError> {
        for input in &inputs {
            if let Input::Path(path) = input {
                exists(path)?;
            }
        }
        Ok(Self {
            inputs,
            retry: None,
            output,
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            limit: None,
            shard: None,
            date: None,
            date_order: None,
            aliases: Aliases::default(),
            offset_unit: OffsetUnit::default(),
            min_confidence: None,
            min_score: None,
            keys: Keys::default(),
            columns: Vec::new(),
            format: None,
            any_language: false,
            max_document: MAX_DOCUMENT,
            max_ratio: 200,
            max_unpacked: 1 << 40,
            max_depth: 64,
            timeout: Duration::from_secs(600),
            restart: false,
        })
    }

    /// All that the records depend on besides the input, as it stands in `run.json` and in the journal.
    pub fn page(&self, backend: &dyn NerBackend) -> serde_json::Value {
        let id = backend.id();
        serde_json::json!({
            "version": env!("CARGO_PKG_VERSION"),
            "backend": id.name,
            "model": id.model,
            "model_digest": id.digest,
            "date": self.date.map(|d| d.to_string()),
            "date_order": self.date_order.map(DateOrder::name),
            "limit": self.limit,
            "shard": self.shard.map(|s| s.to_string()),
            "offset_unit": self.offset_unit.name(),
            "min_confidence": self.min_confidence.map(|c| (f64::from(c) * 1e6).round() / 1e6),
            "min_score": self.min_score.map(|c| (f64::from(c) * 1e6).round() / 1e6),
            "aliases": format!("{:016x}", self.aliases_digest()),
            "types": types_page(),
            "text_key": self.keys.text,
            "date_key": self.keys.date,
            "id_key": self.keys.id,
            "title_key": self.keys.title,
            "publication_key": self.keys.publication,
            "columns": self.columns,
            "format": self.format.map(Kind::name),
            "any_language": self.any_language,
            "max_document": self.max_document,
            "max_ratio": self.max_ratio,
            "max_unpacked": self.max_unpacked,
            "max_depth": self.max_depth,
        })
    }

    /// Reads documents as the run did whose [`page`](Self::page) this is, so that their texts come out the same.
    ///
    /// What the page lacks stays as it is.
    pub fn read_as(&mut self, page: &serde_json::Value) {
        let key = |name: &str| page[name].as_str().map(str::to_owned);
        self.keys = Keys {
            text: key("text_key"),
            date: key("date_key"),
            id: key("id_key"),
            title: key("title_key"),
            publication: key("publication_key"),
        };
        self.date_order = key("date_order").and_then(|name| name.parse().ok());
        let columns = page["columns"].as_array().into_iter().flatten();
        self.columns = columns.filter_map(|c| c.as_str().map(str::to_owned)).collect();
        self.format = page["format"].as_str().and_then(|name| name.parse().ok());
        let number = |name: &str| page[name].as_u64();
        let size = |name: &str| number(name).and_then(|n| usize::try_from(n).ok());
        self.max_document = size("max_document").unwrap_or(self.max_document);
        self.max_ratio = number("max_ratio").unwrap_or(self.max_ratio);
        self.max_unpacked = number("max_unpacked").unwrap_or(self.max_unpacked);
        self.max_depth = size("max_depth").unwrap_or(self.max_depth).min(DEEPEST);
    }

    /// A number that tells alias tables apart.
    fn aliases_digest(&self) -> u64 {
        if self.aliases == Aliases::default() {
            return 0;
        }
        let digest = Sha256::digest(format!("{:?}", self.aliases.rows()));
        digest.iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b))
    }
}

/// Takes the type files of a folder beside ours, for the whole process.
///
/// # Errors
/// For a folder without type files, a fault in one (by its line), or when the process has other types already.
pub fn take_types(folder: &Path) -> Result<(), SetupError> {
    let usage = |message: &str| SetupError::Usage(format!("{}: {message}", folder.display()));
    if folder.is_file() {
        return Err(usage("a file; --types takes the folder that it is in"));
    }
    let fail = |e| SetupError::io("could not read", folder, e);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') || !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
            continue;
        }
        let text =
            std::fs::read_to_string(&path).map_err(|e| SetupError::io("could not read, as a type file in UTF-8,", &path, e))?;
        files.push(OwnFile { name, text });
    }
    if files.is_empty() {
        return Err(usage(
            "no type file; one is called by its code, as ENV.Pollute.toml (docs/TYPES.md has an example)",
        ));
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    install(files).map_err(|error| match error {
        SetupError::Table { file, line, message } => SetupError::Table {
            file: folder.join(file).display().to_string(),
            line,
            message,
        },
        other => other,
    })
}

/// The user's type files as they stand in the settings of a run: each by its name, what tells it from another of that name, and what its
/// type is called and says of who pays.
pub(super) fn types_page() -> serde_json::Value {
    let page = |file: &OwnFile| {
        let code = file.name.strip_suffix(".toml").unwrap_or(&file.name);
        let kind = ontology().types.iter().find(|t| t.code == code);
        serde_json::json!({
            "file": file.name,
            "sha256": hex(&sha256(file.text.as_bytes())),
            "label_fr": kind.map(|t| &t.label_fr),
            "label_en": kind.map(|t| &t.codebook.label_en),
            "behavior": kind.map(|t| paying(&t.behavior)),
        })
    };
    installed().iter().map(page).collect()
}

/// What a type says of who pays and who gets a sum: exports ask it, in a process that has not got the type.
fn paying<T>(behavior: &Behavior<T>) -> serde_json::Value {
    serde_json::json!({
        "payer": behavior.payer.map(Side::name),
        "payee": behavior.payee.map(Side::name),
        "payer_swapped": behavior.payer_swapped,
        "payer_words": behavior.payer_words,
    })
}

fn exists(path: &Path) -> Result<(), SetupError> {
    let fault = |e: std::io::Error| {
        let name = path.to_string_lossy();
        let remedy = if e.kind() != std::io::ErrorKind::NotFound {
            None
        } else if name.contains("://") {
            Some("an address, and depeche downloads nothing; fetch it first, as with curl -O, and give the file")
        } else if name.contains(['*', '?']) {
            Some("no file is called so; take the quotes off, so that the shell puts in the names, or give the folder")
        } else {
            None
        };
        match remedy {
            Some(remedy) => SetupError::Usage(format!("{name}: {remedy}")),
            None => SetupError::io("could not read the input", path, e),
        }
    };
    std::fs::metadata(path).map(drop).map_err(fault)
}
