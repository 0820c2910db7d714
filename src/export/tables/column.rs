//! A column of a table: its name, what it says and how it is read from a row. Its type in Arrow and in CSV follows from how it is read.

use crate::export::cell::Cells;
#[cfg(feature = "parquet")]
use arrow_array::{ArrayRef, Date32Array, Float64Array, RecordBatch, StringArray, UInt8Array, UInt32Array, UInt64Array};
#[cfg(feature = "parquet")]
use arrow_schema::ArrowError;
#[cfg(feature = "parquet")]
use arrow_schema::{DataType, Field, Schema};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::borrow::Cow;
#[cfg(feature = "parquet")]
use std::sync::Arc;

type Reader<R, T> = Box<dyn Fn(&R) -> T>;
type WordReader<R> = Box<dyn for<'a> Fn(&'a R) -> Option<Cow<'a, str>>>;

/// How the value of a row is found; each way has one Arrow type.
enum Read<R> {
    Words(WordReader<R>),
    MaybeWords(WordReader<R>),
    Figure(Reader<R, Option<Decimal>>),
    Day(Reader<R, Option<Date>>),
    Number(Reader<R, u64>),
    Small(Reader<R, Option<u8>>),
    Key(Reader<R, Option<u32>>),
}

/// A column of a table whose rows are `R`.
pub(super) struct Column<R> {
    pub(super) name: Cow<'static, str>,
    pub(super) about: &'static str,
    read: Read<R>,
}

/// A column of words that every row has.
pub(super) fn words<R>(name: &'static str, about: &'static str, read: impl Fn(&R) -> &str + 'static) -> Column<R> {
    let read: WordReader<R> = Box::new(move |row| Some(Cow::Borrowed(read(row))));
    Column {
        name: name.into(),
        about,
        read: Read::Words(read),
    }
}

/// A column of words that a row may lack.
pub(super) fn maybe<R>(
    name: impl Into<Cow<'static, str>>,
    about: &'static str,
    read: impl Fn(&R) -> Option<&str> + 'static,
) -> Column<R> {
    let read: WordReader<R> = Box::new(move |row| read(row).map(Cow::Borrowed));
    Column {
        name: name.into(),
        about,
        read: Read::MaybeWords(read),
    }
}

/// A column of words that are put together.
pub(super) fn made<R>(name: &'static str, about: &'static str, read: impl Fn(&R) -> Option<String> + 'static) -> Column<R> {
    let read: WordReader<R> = Box::new(move |row| read(row).map(Cow::Owned));
    Column {
        name: name.into(),
        about,
        read: Read::MaybeWords(read),
    }
}

/// A column of figures.
pub(super) fn figure<R>(
    name: impl Into<Cow<'static, str>>,
    about: &'static str,
    read: impl Fn(&R) -> Option<Decimal> + 'static,
) -> Column<R> {
    Column {
        name: name.into(),
        about,
        read: Read::Figure(Box::new(read)),
    }
}

/// A column of days.
pub(super) fn day<R>(name: &'static str, about: &'static str, read: impl Fn(&R) -> Option<Date> + 'static) -> Column<R> {
    Column {
        name: name.into(),
        about,
        read: Read::Day(Box::new(read)),
    }
}

/// A column of positions or counts.
pub(super) fn number<R>(name: &'static str, about: &'static str, read: impl Fn(&R) -> u64 + 'static) -> Column<R> {
    Column {
        name: name.into(),
        about,
        read: Read::Number(Box::new(read)),
    }
}

/// A column of small numbers that a row may lack.
pub(super) fn small<R>(name: &'static str, about: &'static str, read: impl Fn(&R) -> Option<u8> + 'static) -> Column<R> {
    Column {
        name: name.into(),
        about,
        read: Read::Small(Box::new(read)),
    }
}

/// A column of numbers that name something elsewhere, and that a row may lack.
pub(super) fn key<R>(name: &'static str, about: &'static str, read: impl Fn(&R) -> Option<u32> + 'static) -> Column<R> {
    Column {
        name: name.into(),
        about,
        read: Read::Key(Box::new(read)),
    }
}

/// The value of a row in a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Words.
    Words(Cow<'a, str>),
    /// A figure, the nearest float.
    Number(f64),
    /// A day.
    Day(Date),
}

impl<R> Column<R> {
    /// The value of a row.
    pub(super) fn value<'a>(&self, row: &'a R) -> Cell<'a> {
        let value = match &self.read {
            Read::Words(read) | Read::MaybeWords(read) => read(row).map(Cell::Words),
            Read::Figure(read) => read(row).and_then(float).map(Cell::Number),
            Read::Day(read) => read(row).map(Cell::Day),
            Read::Number(read) => Some(Cell::Number(read(row) as f64)),
            Read::Small(read) => read(row).map(|n| Cell::Number(n.into())),
            Read::Key(read) => read(row).map(|n| Cell::Number(n.into())),
        };
        value.unwrap_or(Cell::Empty)
    }

    /// The name of its type.
    pub(super) fn kind(&self) -> &'static str {
        match &self.read {
            Read::Words(_) | Read::MaybeWords(_) => "string",
            Read::Figure(_) => "double",
            Read::Day(_) => "date",
            Read::Number(_) => "uint64",
            Read::Small(_) => "uint8",
            Read::Key(_) => "uint32",
        }
    }

    /// Its name and type.
    #[cfg(feature = "parquet")]
    pub(super) fn field(&self) -> Field {
        let (kind, nullable) = match &self.read {
            Read::Words(_) => (DataType::Utf8, false),
            Read::MaybeWords(_) => (DataType::Utf8, true),
            Read::Figure(_) => (DataType::Float64, true),
            Read::Day(_) => (DataType::Date32, true),
            Read::Number(_) => (DataType::UInt64, false),
            Read::Small(_) => (DataType::UInt8, true),
            Read::Key(_) => (DataType::UInt32, true),
        };
        Field::new(self.name.as_ref(), kind, nullable)
    }

    #[cfg(feature = "parquet")]
    fn array(&self, rows: &[R]) -> ArrayRef {
        let rows = rows.iter();
        match &self.read {
            Read::Words(read) | Read::MaybeWords(read) => Arc::new(rows.map(read).collect::<StringArray>()),
            Read::Figure(read) => Arc::new(rows.map(|r| read(r).and_then(float)).collect::<Float64Array>()),
            Read::Day(read) => Arc::new(rows.map(|r| read(r).and_then(since_epoch)).collect::<Date32Array>()),
            Read::Number(read) => Arc::new(rows.map(|r| Some(read(r))).collect::<UInt64Array>()),
            Read::Small(read) => Arc::new(rows.map(read).collect::<UInt8Array>()),
            Read::Key(read) => Arc::new(rows.map(read).collect::<UInt32Array>()),
        }
    }

    /// The value as a cell of a CSV file: figures exact, days as `YYYY-MM-DD`, nothing for what is missing.
    pub(super) fn cell(&self, row: &R, cells: Cells) -> String {
        match &self.read {
            Read::Words(read) | Read::MaybeWords(read) => read(row).map(|w| cells.words(&w)),
            Read::Figure(read) => read(row).map(|f| cells.figure(f)),
            Read::Day(read) => read(row).map(|d| d.to_string()),
            Read::Number(read) => Some(read(row).to_string()),
            Read::Small(read) => read(row).map(|n| n.to_string()),
            Read::Key(read) => read(row).map(|n| n.to_string()),
        }
        .unwrap_or_default()
    }
}

/// The schema of columns.
#[cfg(feature = "parquet")]
pub(super) fn schema<R>(columns: &[Column<R>]) -> Schema {
    Schema::new(columns.iter().map(Column::field).collect::<Vec<_>>())
}

/// Rows as a batch of Arrow columns.
#[cfg(feature = "parquet")]
pub(super) fn batch<R>(columns: &[Column<R>], rows: &[R]) -> Result<RecordBatch, ArrowError> {
    let arrays = columns.iter().map(|c| c.array(rows)).collect();
    RecordBatch::try_new(Arc::new(schema(columns)), arrays)
}

/// The nearest float, by way of the decimal digits as any reader takes them.
fn float(figure: Decimal) -> Option<f64> {
    figure.to_string().parse().ok()
}

#[cfg(feature = "parquet")]
fn since_epoch(day: Date) -> Option<i32> {
    day.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| span.get_days())
}
