//! Parquet files, read in small batches of rows; strings of every width, dictionaries, dates and timestamps.

use super::rows::Rows;
use super::{Body, Piece};
use crate::error::{Code, DocError, Stage};
use arrow::array::{Array, AsArray, RecordBatch, StructArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;
use serde_json::{Map, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows of one batch: a batch of long articles still fits.
const BATCH: usize = 64;

/// The rows of a Parquet file.
pub(super) struct Columns {
    batches: ParquetRecordBatchReader,
    batch: Option<RecordBatch>,
    at: usize,
    row: u64,
    ended: bool,
}

impl Columns {
    /// Opens the file. Damaged files may panic in the library that reads them; this is caught here.
    pub(super) fn new(from: impl ChunkReader + 'static) -> Result<Self, DocError> {
        let batches = guarded(|| {
            ParquetRecordBatchReaderBuilder::try_new(from)
                .and_then(|b| b.with_batch_size(BATCH).build())
                .map_err(|e| damaged(&e.to_string()))
        })?;
        Ok(Self {
            batches,
            batch: None,
            at: 0,
            row: 0,
            ended: false,
        })
    }

    fn fill(&mut self) -> Result<bool, DocError> {
        while self.batch.as_ref().is_none_or(|b| self.at == b.num_rows()) {
            let batches = &mut self.batches;
            match guarded(|| batches.next().transpose().map_err(|e| damaged(&e.to_string())))? {
                None => return Ok(false),
                Some(batch) => {
                    self.batch = Some(readable(&batch)?);
                    self.at = 0;
                }
            }
        }
        Ok(true)
    }
}

fn guarded<T>(read: impl FnOnce() -> Result<T, DocError>) -> Result<T, DocError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged("its pages contradict themselves")))
}

fn damaged(why: &str) -> DocError {
    DocError::new(
        Code::DAMAGED,
        Stage::Read,
        format!("no whole Parquet file ({why}); fetch it again, the rows before are kept"),
    )
}

/// The batch with every column as strings, numbers kept apart; columns of other kinds are left out.
fn readable(batch: &RecordBatch) -> Result<RecordBatch, DocError> {
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        let wanted = match field.data_type() {
            DataType::Struct(_) => field.data_type().clone(),
            DataType::Dictionary(_, value) if is_string(value) => DataType::LargeUtf8,
            kind if is_string(kind) || is_time(kind) => DataType::LargeUtf8,
            kind if kind.is_numeric() || *kind == DataType::Boolean => kind.clone(),
            _ => continue,
        };
        columns.push(cast(column, &wanted).map_err(|e| damaged(&e.to_string()))?);
        fields.push(Field::new(field.name(), wanted, true));
    }
    let schema = std::sync::Arc::new(arrow::datatypes::Schema::new(fields));
    let options = arrow::record_batch::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(schema, columns, &options).map_err(|e| damaged(&e.to_string()))
}

fn is_string(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

fn is_time(kind: &DataType) -> bool {
    matches!(kind, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..))
}

/// One cell as JSON, as far as a row needs it.
fn cell(column: &dyn Array, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::LargeUtf8 => Value::String(column.as_string::<i64>().value(row).to_owned()),
        DataType::Boolean => Value::Bool(column.as_boolean().value(row)),
        DataType::Struct(_) => Value::Object(fields(column.as_struct(), row)),
        kind if kind.is_numeric() || is_string(kind) || is_time(kind) || matches!(kind, DataType::Dictionary(..)) => {
            let text = cast(&column.slice(row, 1), &DataType::LargeUtf8).ok();
            let text = text
                .filter(|t| t.is_valid(0))
                .map(|t| t.as_string::<i64>().value(0).to_owned());
            match text {
                Some(text) if kind.is_numeric() => text.parse().map_or(Value::Null, Value::Number),
                text => text.map_or(Value::Null, Value::String),
            }
        }
        _ => Value::Null,
    }
}

fn fields(columns: &StructArray, row: usize) -> Map<String, Value> {
    let names = columns.fields().iter().map(|f| f.name().clone());
    names.zip(columns.columns().iter().map(|c| cell(c, row))).collect()
}

impl Rows for Columns {
    fn next(&mut self) -> Option<Piece> {
        if self.ended {
            return None;
        }
        let body = match self.fill() {
            Ok(false) => return None,
            Err(error) => {
                self.ended = true;
                Body::Failed(error)
            }
            Ok(true) => {
                let batch = self.batch.as_ref().expect("fill has just put one there");
                let names = batch.schema();
                let names = names.fields().iter().map(|f| f.name().clone());
                let row = self.at;
                self.at += 1;
                Body::Fields(names.zip(batch.columns().iter().map(|c| cell(c, row))).collect(), Vec::new())
            }
        };
        self.row += 1;
        Some(Piece {
            row: Some(self.row),
            byte_offset: None,
            body,
        })
    }
}
