//! A run as tables that are joined by ids: one row an event, an argument, an amount, a date, a mention, a document, an entity.
//!
//! What a column is stands once, in `columns`; its type in Parquet and Arrow, its cell in CSV and its line in docs/TABLES.md follow.
//! A name means the same, and has the same type, in every table that has it.

mod column;
mod columns;
mod register;
mod workbook;

use super::cell::{Cells, Spreadsheet};
use super::{Out, Summary, create};
use crate::error::SetupError;
use crate::record::{DocumentRecord, EventRecord};
use crate::run_dir::{OwnType, RunDir};
#[cfg(feature = "parquet")]
use arrow_array::RecordBatch;
#[cfg(feature = "parquet")]
use arrow_schema::ArrowError;
#[cfg(feature = "parquet")]
use arrow_schema::{Schema, SchemaRef};
use column::Column;
#[cfg(feature = "parquet")]
pub(super) use columns::joined;
#[cfg(feature = "parquet")]
use parquet::arrow::ArrowWriter;
#[cfg(feature = "parquet")]
use parquet::basic::Compression;
#[cfg(feature = "parquet")]
use parquet::file::properties::WriterProperties;
use register::Register;
use std::fmt::Write as _;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
#[cfg(feature = "parquet")]
use std::sync::Arc;

/// One of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row an event mention.
    Events,
    /// One row an argument of an event.
    Arguments,
    /// One row an amount of an event, and one for each amount of a document that belongs to none.
    Amounts,
    /// One row a date of an event, and one for each temporal expression of a document that belongs to none.
    Dates,
    /// One row a document.
    Documents,
    /// One row a name in a document.
    Mentions,
    /// One row an entity of the run.
    Entities,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 7] = [
        Self::Events,
        Self::Arguments,
        Self::Amounts,
        Self::Dates,
        Self::Documents,
        Self::Mentions,
        Self::Entities,
    ];

    /// The name of its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Arguments => "arguments",
            Self::Amounts => "amounts",
            Self::Dates => "dates",
            Self::Documents => "documents",
            Self::Mentions => "mentions",
            Self::Entities => "entities",
        }
    }

    /// What a row of it is.
    fn about(self) -> &'static str {
        match self {
            Self::Events => "One row an event mention. Events told several times share `cluster_id`.",
            Self::Arguments => "One row an argument of an event.",
            Self::Amounts => {
                "One row an amount of an event; amounts of a document that no event has stand here too, without `event_id`."
            }
            Self::Dates => {
                "One row a date of an event; temporal expressions that no event has stand here too, without `event_id`."
            }
            Self::Documents => "One row a document, with or without events.",
            Self::Mentions => "One row a name in a document.",
            Self::Entities => "One row an entity of the run.",
        }
    }

    /// Its Arrow schema, the same for every run.
    #[cfg(feature = "parquet")]
    pub fn schema(self) -> SchemaRef {
        Arc::new(self.visit(&[], AsSchema))
    }

    /// The rows of some documents as Arrow columns; entities are those of these documents alone.
    ///
    /// # Errors
    /// When the words of one column come to more than two gigabytes: give fewer documents at a time.
    #[cfg(feature = "parquet")]
    pub fn batch(self, sheets: &[Sheet<'_>]) -> Result<RecordBatch, ArrowError> {
        self.visit(sheets, AsBatch)
    }

    /// Gives the visitor the table's columns and its rows of some documents.
    fn visit<V: Visit>(self, sheets: &[Sheet<'_>], visitor: V) -> V::Out {
        match self {
            Self::Events => visitor.rows(columns::events(), columns::event_rows(sheets)),
            Self::Arguments => visitor.rows(columns::arguments(), columns::argument_rows(sheets)),
            Self::Amounts => visitor.rows(columns::amounts(), columns::amount_rows(sheets)),
            Self::Dates => visitor.rows(columns::dates(), columns::date_rows(sheets)),
            Self::Documents => visitor.rows(columns::documents(), sheets.to_vec()),
            Self::Mentions => visitor.rows(columns::mentions(), columns::mention_rows(sheets)),
            Self::Entities => {
                let mut register = Register::default();
                sheets.iter().for_each(|sheet| register.add(sheet));
                visitor.rows(columns::entities(), register.into_rows())
            }
        }
    }
}

/// A document with its events.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The document.
    pub document: &'a DocumentRecord,
    /// Its events, or those of them that are wanted.
    pub events: &'a [EventRecord],
    /// The run's own types, as far as this process has not got them.
    pub own: &'a [OwnType],
}

/// What is done with the columns and rows of a table, whatever its rows are.
trait Visit {
    type Out;
    fn rows<R>(self, columns: Vec<Column<R>>, rows: Vec<R>) -> Self::Out;
}

#[cfg(feature = "parquet")]
struct AsSchema;

#[cfg(feature = "parquet")]
impl Visit for AsSchema {
    type Out = Schema;

    fn rows<R>(self, columns: Vec<Column<R>>, _: Vec<R>) -> Schema {
        column::schema(&columns)
    }
}

#[cfg(feature = "parquet")]
struct AsBatch;

#[cfg(feature = "parquet")]
impl Visit for AsBatch {
    type Out = Result<RecordBatch, ArrowError>;

    fn rows<R>(self, columns: Vec<Column<R>>, rows: Vec<R>) -> Self::Out {
        column::batch(&columns, &rows)
    }
}

struct AsNames;

impl Visit for AsNames {
    type Out = Vec<String>;

    fn rows<R>(self, columns: Vec<Column<R>>, _: Vec<R>) -> Vec<String> {
        columns.into_iter().map(|c| c.name.into_owned()).collect()
    }
}

struct AsPage;

impl Visit for AsPage {
    type Out = String;

    fn rows<R>(self, columns: Vec<Column<R>>, _: Vec<R>) -> String {
        let mut page = String::from("| column | type | content |\n| --- | --- | --- |\n");
        for column in &columns {
            let kind = column.kind();
            writeln!(page, "| `{}` | {kind} | {} |", column.name, column.about).expect("writing to a string does not fail");
        }
        page
    }
}

/// The page that tells what stands in each table.
pub fn page() -> String {
    let mut page = String::from(
        "# The tables\n\n`depeche export RUN_DIR --to tables -o DIR` writes them as Parquet, `--as csv` as CSV. They are joined by `doc_id`, `event_id` and `entity_id`.\n\
         A cell without a value is null (empty in CSV). What can be asked of them in three lines is in [RECIPES.md](RECIPES.md).\n\n\
         This page is made from the program's columns: `cargo test tables_page` says when it is out of date.\n",
    );
    for table in Table::ALL {
        let columns = table.visit(&[], AsPage);
        write!(page, "\n## {}\n\n{}\n\n{columns}", table.name(), table.about()).expect("writing to a string does not fail");
    }
    page
}

/// The files of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Parquet.
    Parquet,
    /// CSV; for a spreadsheet with a byte order mark, and words that look like formulas defused.
    Csv {
        /// The spreadsheet that is to open it.
        excel: Option<Spreadsheet>,
    },
}

/// Documents that are held in memory at a time.
const DOCUMENTS: usize = 1024;

/// Writes the tables of a run into a folder, a file each.
pub(super) fn write(run: &RunDir, form: Form, folder: &Path) -> Result<Summary, SetupError> {
    std::fs::create_dir_all(folder).map_err(|e| SetupError::io("could not write", folder, e))?;
    let mut files = Vec::new();
    for table in Table::ALL {
        files.push(TableFile::create(table, form, folder)?);
    }
    let (summary, register) = fill(run, |table, sheets| files[table as usize].put(table, sheets))?;
    files[Table::Entities as usize].write(columns::entities(), register.into_rows())?;
    files.into_iter().try_for_each(TableFile::close)?;
    Ok(summary)
}

/// Writes the tables of a run as the sheets of a workbook.
pub(super) fn write_workbook(run: &RunDir, path: &Path) -> Result<Summary, SetupError> {
    // The library panics where its temporary files find no room.
    let written = catch_unwind(AssertUnwindSafe(|| {
        let mut book = workbook::Book::new(path)?;
        let (summary, register) = fill(run, |table, sheets| book.put(table, sheets, path))?;
        book.write(Table::Entities, &columns::entities(), &register.into_rows(), path)?;
        let cut = book.save(path)?;
        Ok(Summary { cut, ..summary })
    }));
    written.unwrap_or_else(|_| {
        let why = "no room for its rows beside it; free some, or take --to tables";
        Err(SetupError::Usage(format!("{}: {why}", path.display())))
    })
}

/// Gives the documents of a run with their events to each table, some at a time; all but the entities, which are known in the end.
fn fill(
    run: &RunDir,
    mut put: impl FnMut(Table, &[Sheet<'_>]) -> Result<(), SetupError>,
) -> Result<(Summary, Register), SetupError> {
    let mut summary = Summary::default();
    let mut register = Register::default();
    let own = run.own_types()?;
    let without_copies = run.filter().leaves_duplicates_out();
    let mut events = run.events()?.peekable();
    let mut held: Vec<(DocumentRecord, Vec<EventRecord>)> = Vec::new();
    let mut documents = run.documents()?;
    loop {
        let document = documents.next().transpose()?;
        let last = document.is_none();
        if let Some(document) = document.filter(|d| !(without_copies && d.duplicate_of.is_some())) {
            let mut of_it = Vec::new();
            // Events stand in the order of their documents. A line that cannot be read is told of at once.
            while let Some(event) = events.next_if(|e| e.as_ref().map_or(true, |e| e.doc_id == document.doc_id)) {
                of_it.push(event?);
            }
            summary.documents += 1;
            summary.events += of_it.len();
            held.push((document, of_it));
        }
        if last || held.len() == DOCUMENTS {
            let own = own.as_slice();
            let sheets = held.iter().map(|(document, events)| Sheet { document, events, own });
            let sheets: Vec<Sheet<'_>> = sheets.collect();
            sheets.iter().for_each(|sheet| register.add(sheet));
            let mut tables = Table::ALL.into_iter().filter(|table| *table != Table::Entities);
            tables.try_for_each(|table| put(table, &sheets))?;
            held.clear();
        }
        if last {
            break;
        }
    }
    if let Some(event) = events.next().transpose()? {
        return Err(SetupError::Usage(format!(
            "{}: event {} is of document {}, which documents.jsonl lacks or has elsewhere; wanted both files of one run",
            run.path().display(),
            event.event_id,
            event.doc_id
        )));
    }
    Ok((summary, register))
}

/// The file of one table.
struct TableFile {
    path: PathBuf,
    writer: Writer,
}

enum Writer {
    #[cfg(feature = "parquet")]
    Parquet(Box<ArrowWriter<Out>>),
    Csv(Box<csv::Writer<Out>>, Cells),
}

impl TableFile {
    fn create(table: Table, form: Form, folder: &Path) -> Result<Self, SetupError> {
        let ending = if form == Form::Parquet { "parquet" } else { "csv" };
        let path = folder.join(format!("{}.{ending}", table.name()));
        let mut file = create(&path)?;
        let writer = match form {
            #[cfg(not(feature = "parquet"))]
            Form::Parquet => return Err(super::no_parquet()),
            #[cfg(feature = "parquet")]
            Form::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(Default::default()))
                    .build();
                let writer = ArrowWriter::try_new(file, table.schema(), Some(properties)).map_err(|e| failed(&path, e))?;
                Writer::Parquet(Box::new(writer))
            }
            Form::Csv { excel } => {
                let mark = if excel.is_some() { "\u{feff}" } else { "" };
                file.write_all(mark.as_bytes()).map_err(|e| failed(&path, e))?;
                let cells = Cells { excel };
                let mut csv = cells.writer(file);
                csv.write_record(table.visit(&[], AsNames)).map_err(|e| failed(&path, e))?;
                Writer::Csv(Box::new(csv), cells)
            }
        };
        Ok(Self { path, writer })
    }

    fn put(&mut self, table: Table, sheets: &[Sheet<'_>]) -> Result<(), SetupError> {
        table.visit(sheets, Put(self))
    }

    fn write<R>(&mut self, columns: Vec<Column<R>>, rows: Vec<R>) -> Result<(), SetupError> {
        let path = &self.path;
        match &mut self.writer {
            #[cfg(feature = "parquet")]
            Writer::Parquet(writer) => {
                let batch = column::batch(&columns, &rows).map_err(|e| failed(path, e))?;
                writer.write(&batch).map_err(|e| failed(path, e))
            }
            Writer::Csv(csv, cells) => rows.iter().try_for_each(|row| {
                let record = columns.iter().map(|c| c.cell(row, *cells));
                csv.write_record(record).map_err(|e| failed(path, e))
            }),
        }
    }

    fn close(self) -> Result<(), SetupError> {
        match self.writer {
            #[cfg(feature = "parquet")]
            Writer::Parquet(writer) => writer.close().map(drop).map_err(|e| failed(&self.path, e)),
            Writer::Csv(mut csv, _) => csv.flush().map_err(|e| failed(&self.path, e)),
        }
    }
}

struct Put<'a>(&'a mut TableFile);

impl Visit for Put<'_> {
    type Out = Result<(), SetupError>;

    fn rows<R>(self, columns: Vec<Column<R>>, rows: Vec<R>) -> Self::Out {
        self.0.write(columns, rows)
    }
}

fn failed(path: &Path, error: impl std::error::Error + Send + Sync + 'static) -> SetupError {
    SetupError::io("could not write", path, std::io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[cfg(feature = "parquet")]
    #[test]
    fn a_name_has_one_type_in_all_tables() {
        let mut types = BTreeMap::new();
        for table in Table::ALL {
            for field in table.schema().fields() {
                let first = types.entry(field.name().clone()).or_insert_with(|| field.data_type().clone());
                assert_eq!(first, field.data_type(), "{} of {}", field.name(), table.name());
            }
        }
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn no_table_has_a_name_twice() {
        for table in Table::ALL {
            let schema = table.schema();
            for field in schema.fields() {
                let times = schema.fields().iter().filter(|f| f.name() == field.name()).count();
                assert_eq!(times, 1, "{} of {}", field.name(), table.name());
            }
        }
    }

    #[test]
    fn the_tables_page_is_made_from_the_columns() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TABLES.md");
        if std::env::var_os("DEPECHE_WRITE_DOCS").is_some() {
            std::fs::write(&path, page()).expect("docs/ can be written");
        }
        let there = std::fs::read_to_string(&path).expect("docs/TABLES.md is there");
        assert!(
            there == page(),
            "docs/TABLES.md is out of date: DEPECHE_WRITE_DOCS=1 cargo test --release --lib tables_page"
        );
    }
}
