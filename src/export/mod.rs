//! A run in the formats of other tools.
//!
//! | format | what it holds | read by |
//! | --- | --- | --- |
//! | `csv` | one row an event, lists joined by ` \| ` | spreadsheets, R, pandas |
//! | `parquet` | one row an event, lists kept; the same schema for every run | DuckDB, polars, Spark, Arrow |
//! | `tables` | a folder of tables joined by ids, as Parquet or CSV | pandas, polars, DuckDB, R |
//! | `xlsx` | the tables as sheets of a workbook | Excel, LibreOffice |
//! | `brat` | a folder of texts and standoff annotations | brat |
//! | `spacy` | one JSON line a document with its spans | spaCy, Prodigy |
//! | `label-studio` | tasks with predictions, offsets in UTF-16 units | Label Studio |
//! | `iramuteq` | one text a document with its starred variables | IRaMuTeQ |
//! | `gexf` | who acts on whom | Gephi, networkx |

mod annotation;
mod brat;
mod cell;
#[cfg(all(test, feature = "parquet"))]
mod covered;
mod gexf;
mod iramuteq;
mod label_studio;
#[cfg(feature = "parquet")]
mod parquet;
mod spacy;
mod table;
pub mod tables;

#[cfg(feature = "parquet")]
pub use parquet::schema;

use crate::error::SetupError;
use crate::record::{DocumentRecord, EventRecord};
use crate::run_dir::RunDir;
use crate::view::Texts;
use cell::Cells;
pub use cell::Spreadsheet;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A format to export to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Flat rows; with a byte order mark where a spreadsheet is to see the accents.
    Csv {
        /// Whether the file begins with a byte order mark.
        bom: bool,
        /// The spreadsheet that is to open it: words that it would take for a formula are defused.
        excel: Option<Spreadsheet>,
    },
    /// Columns.
    Parquet,
    /// A folder of tables joined by ids.
    Tables(tables::Form),
    /// The same as the sheets of a workbook of Excel.
    Workbook,
    /// A folder of texts with standoff annotations.
    Brat,
    /// JSON lines for spaCy and Prodigy.
    Spacy,
    /// Tasks for Label Studio.
    LabelStudio,
    /// A corpus with starred variables.
    Iramuteq,
    /// A graph of actors.
    Gexf,
}

impl Format {
    /// Whether the format holds the documents' texts.
    pub fn needs_text(self) -> bool {
        matches!(self, Self::Brat | Self::Spacy | Self::LabelStudio | Self::Iramuteq)
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents written, or of which events are.
    pub documents: usize,
    /// Events written.
    pub events: usize,
    /// Documents left out since their text is not known any more.
    pub without_text: usize,
    /// Cells of a workbook that do not hold all of their words.
    pub cut: usize,
}

/// Writes a run to a file, or to a folder for tables and brat. A run with a filter gives only the events that it keeps and, in formats
/// that go by documents, only the documents that have one.
///
/// # Errors
/// When the run cannot be read, nothing can be written, or a format needs texts and none is known.
pub fn export(run: &RunDir, texts: &Texts, format: Format, path: &Path) -> Result<Summary, SetupError> {
    let writing = |e| SetupError::io("could not write", path, e);
    match format {
        Format::Csv { bom, excel } => {
            let mut out = create(path)?;
            if bom {
                out.write_all("\u{feff}".as_bytes()).map_err(writing)?;
            }
            let events = table::write(run.events()?, Cells { excel }, &mut out, path)?;
            out.flush().map_err(writing)?;
            counted(run, events)
        }
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => Err(no_parquet()),
        #[cfg(feature = "parquet")]
        Format::Parquet => {
            let events = parquet::write(run.events()?, create(path)?, path)?;
            counted(run, events)
        }
        Format::Tables(form) => tables::write(run, form, path),
        Format::Workbook => tables::write_workbook(run, path),
        Format::Gexf => {
            let mut out = create(path)?;
            let events = gexf::write(run.events()?, &mut out, path)?;
            out.flush().map_err(writing)?;
            counted(run, events)
        }
        Format::Brat | Format::Spacy | Format::LabelStudio | Format::Iramuteq => by_document(run, texts, format, path),
    }
}

/// What a build without the feature says.
#[cfg(not(feature = "parquet"))]
fn no_parquet() -> SetupError {
    let remedy = "Parquet is not written by this build of depeche; build it with the feature parquet, or take --to csv, or --to tables --as csv";
    SetupError::Usage(remedy.to_owned())
}

/// Where a format of one file goes.
type Out = Box<dyn Write + Send>;

/// Opens the file; `-` is standard output.
fn create(path: &Path) -> Result<Out, SetupError> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufWriter::new(io::stdout())));
    }
    let file = File::create(path).map_err(|e| SetupError::io("could not write", path, e))?;
    Ok(Box::new(BufWriter::new(file)))
}

/// Events are written without their documents: with a filter, the documents that have one.
fn counted(run: &RunDir, events: usize) -> Result<Summary, SetupError> {
    let mut documents = 0;
    if run.filter().is_open() {
        for document in run.documents()? {
            document?;
            documents += 1;
        }
    } else {
        let ids = run.events()?.map(|event| Ok(event?.doc_id));
        documents = ids.collect::<Result<HashSet<String>, SetupError>>()?.len();
    }
    Ok(Summary {
        documents,
        events,
        ..Summary::default()
    })
}

/// A document with its events and its text.
struct Sheet<'a> {
    document: &'a DocumentRecord,
    events: &'a [EventRecord],
    text: &'a str,
}

/// Refuses a run of which no text is known, before a file is made.
fn refuse_without_texts(run: &RunDir, texts: &Texts, wanted: impl Fn(&DocumentRecord) -> bool) -> Result<(), SetupError> {
    let mut missing = false;
    for document in run.documents()? {
        let document = document?;
        if wanted(&document) {
            if texts.of(&document.sha256).is_some() {
                return Ok(());
            }
            missing = true;
        }
    }
    let message = "the texts of the run's documents, which this format holds, were not found where they came from; name the inputs by --text INPUT";
    if missing {
        return Err(SetupError::Usage(message.to_owned()));
    }
    Ok(())
}

fn by_document(run: &RunDir, texts: &Texts, format: Format, path: &Path) -> Result<Summary, SetupError> {
    let mut events: HashMap<String, Vec<EventRecord>> = HashMap::new();
    for event in run.events()? {
        let event = event?;
        events.entry(event.doc_id.clone()).or_default().push(event);
    }
    let whole = run.filter().is_open();
    refuse_without_texts(run, texts, |document| whole || events.contains_key(&document.doc_id))?;
    let mut summary = Summary::default();
    let mut writer = Writer::open(format, path)?;
    for document in run.documents()? {
        let document = document?;
        let events = events.remove(&document.doc_id).unwrap_or_default();
        if events.is_empty() && !whole {
            writer.pass_over(&document);
            continue;
        }
        summary.documents += 1;
        let Some(text) = texts.of(&document.sha256) else {
            summary.without_text += 1;
            writer.pass_over(&document);
            continue;
        };
        let sheet = Sheet {
            document: &document,
            events: &events,
            text,
        };
        writer.write(&sheet).map_err(|e| SetupError::io("could not write", path, e))?;
        summary.events += sheet.events.len();
    }
    writer.finish().map_err(|e| SetupError::io("could not write", path, e))?;
    Ok(summary)
}

/// The file or folder of a format that goes by documents.
enum Writer<'a> {
    Brat(brat::Folder<'a>),
    Spacy(Out),
    LabelStudio(label_studio::Tasks<Out>),
    Iramuteq(Out),
}

impl<'a> Writer<'a> {
    fn open(format: Format, path: &'a Path) -> Result<Self, SetupError> {
        Ok(match format {
            Format::Brat => Self::Brat(brat::Folder::create(path).map_err(|e| SetupError::io("could not write", path, e))?),
            Format::Spacy => Self::Spacy(create(path)?),
            Format::LabelStudio => Self::LabelStudio(label_studio::Tasks::new(create(path)?)),
            _ => Self::Iramuteq(create(path)?),
        })
    }

    /// Leaves a document out: the files of the others are called as if it were there, since evaluation finds them so.
    fn pass_over(&mut self, document: &DocumentRecord) {
        if let Self::Brat(folder) = self {
            folder.pass_over(&document.doc_id);
        }
    }

    fn write(&mut self, sheet: &Sheet<'_>) -> io::Result<()> {
        match self {
            Self::Brat(folder) => folder.write(sheet),
            Self::Spacy(out) => spacy::write(sheet, out),
            Self::LabelStudio(tasks) => tasks.write(sheet),
            Self::Iramuteq(out) => iramuteq::write(sheet, out),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Brat(folder) => folder.finish(),
            Self::Spacy(mut out) | Self::Iramuteq(mut out) => out.flush(),
            Self::LabelStudio(tasks) => tasks.finish(),
        }
    }
}
