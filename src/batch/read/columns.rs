//! Parquet files, read in small batches of rows; strings of every width, dictionaries, dates and timestamps.

use super::column_pages::{Budget, DEEPEST_SCHEMA, Group, schema_depth};
use super::json::first_filled;
use super::own;
use super::rows::Rows;
use super::unpack::Limits;
use super::{Body, Piece};
use crate::error::{Code, DocError, Stage, brief};
use arrow::array::{Array, AsArray, RecordBatch, StructArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader};
use parquet::arrow::{FieldLevels, ProjectionMask, parquet_to_arrow_field_levels};
use parquet::errors::ParquetError;
use serde_json::{Map, Value};
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Rows of one batch: a batch of long articles still fits.
const BATCH: u64 = 64;
/// Bytes of one column that a batch may come to: fewer rows of columns whose pages would make it more.
const BATCH_BYTES: u64 = 64 << 20;
/// Bytes of the widest number.
const WIDEST: i32 = 64;
/// What a row takes besides the bytes of its values.
const ROW: u64 = 64;

/// The rows of a Parquet file, row group by row group.
pub(super) struct Columns {
    file: Arc<File>,
    metadata: ArrowReaderMetadata,
    mask: ProjectionMask,
    levels: FieldLevels,
    group: usize,
    /// The pages that are unpacked, and the rows that are given out: one byte may stand for many in either way.
    pages: Budget,
    rows: Budget,
    batches: Option<ParquetRecordBatchReader>,
    batch: Option<RecordBatch>,
    at: usize,
    row: u64,
    ended: bool,
}

impl Columns {
    /// Opens the file. Damaged files may panic in the library that reads them; this is caught here.
    pub(super) fn new(file: File, limits: Limits) -> Result<Self, DocError> {
        match schema_depth(&file) {
            Ok(depth) if depth > DEEPEST_SCHEMA => {
                return Err(DocError::new(
                    Code::TOO_DEEP,
                    Stage::Read,
                    "columns nested in columns too deep for a table of articles; write the file with flat columns",
                ));
            }
            Err(e) if e.kind() == io::ErrorKind::FileTooLarge => return Err(damaged(&e.to_string())),
            _ => {}
        }
        let length = file.metadata().map_or(0, |m| m.len());
        let (metadata, mask, levels) = guarded(|| {
            let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())?;
            let schema = metadata.parquet_schema();
            let leaves = schema.columns().iter().enumerate();
            // A list may hold any number of values a row, none of which is read.
            let single = leaves.filter(|(_, c)| c.max_rep_level() == 0 && c.type_length() <= WIDEST);
            let single = single.map(|(i, _)| i);
            let fields = metadata.schema().fields().iter().filter(|f| is_read(f.data_type()));
            let named: Vec<&str> = fields.map(|f| f.name().as_str()).collect();
            let wanted = single.filter(|&i| named.contains(&schema.get_column_root(i).name()));
            let mask = ProjectionMask::leaves(schema, wanted);
            let levels = parquet_to_arrow_field_levels(schema, mask.clone(), Some(metadata.schema().fields()))?;
            Ok::<_, ParquetError>((metadata, mask, levels))
        })?;
        let names: Vec<&str> = metadata.schema().fields().iter().map(|f| f.name().as_str()).collect();
        if own::is_table(&names.join(",")) {
            return Err(own::refused());
        }
        Ok(Self {
            file: Arc::new(file),
            metadata,
            mask,
            levels,
            group: 0,
            pages: Budget::new(limits, length),
            rows: Budget::new(limits, length),
            batches: None,
            batch: None,
            at: 0,
            row: 0,
            ended: false,
        })
    }

    /// The next batch that has a row; `false` when there is none.
    fn fill(&mut self) -> Result<bool, DocError> {
        while self.batch.as_ref().is_none_or(|b| self.at == b.num_rows()) {
            let Some(batches) = &mut self.batches else {
                if self.group == self.metadata.metadata().num_row_groups() {
                    return Ok(false);
                }
                self.batches = Some(self.open_group()?);
                self.group += 1;
                continue;
            };
            match guarded(|| batches.next().transpose())? {
                None => self.batches = None,
                Some(batch) => {
                    self.batch = Some(readable(&batch)?);
                    self.at = 0;
                }
            }
        }
        Ok(true)
    }

    fn open_group(&mut self) -> Result<ParquetRecordBatchReader, DocError> {
        let group = Group::new(&self.file, self.metadata.metadata(), self.group, &self.mask, &mut self.pages)?;
        let rows = (BATCH_BYTES / group.largest.max(1)).clamp(1, BATCH);
        guarded(|| ParquetRecordBatchReader::try_new_with_row_groups(&self.levels, &group, rows as usize, None))
    }

    /// The next row, once it has been paid for.
    fn take(&mut self) -> Result<Option<Body>, DocError> {
        if !self.fill()? {
            return Ok(None);
        }
        let batch = self.batch.as_ref().expect("fill has just put one there");
        let names = batch.schema();
        let names = names.fields().iter().map(|f| f.name().clone());
        let row = self.at;
        self.at += 1;
        let body = Body::Fields(
            first_filled(names.zip(batch.columns().iter().map(|c| cell(c, row)))),
            Vec::new(),
        );
        self.rows.spend(ROW + body.size() as u64)?;
        Ok(Some(body))
    }
}

/// The rows of Arrow columns as objects, read as those of a Parquet file are.
///
/// # Errors
/// When a column cannot be read as what its type says.
pub fn rows_of(batch: &RecordBatch) -> Result<Vec<Map<String, Value>>, DocError> {
    let batch = readable(batch)?;
    let schema = batch.schema();
    let row = |row: usize| {
        let names = schema.fields().iter().map(|f| f.name().clone());
        first_filled(names.zip(batch.columns().iter().map(|c| cell(c, row))))
    };
    Ok((0..batch.num_rows()).map(row).collect())
}

fn guarded<T, E: ToString>(read: impl FnOnce() -> Result<T, E>) -> Result<T, DocError> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|e| damaged(&e.to_string())),
        Err(_) => Err(damaged("its pages contradict themselves")),
    }
}

fn damaged(why: &str) -> DocError {
    DocError::new(
        Code::DAMAGED,
        Stage::Read,
        format!(
            "no whole Parquet file ({}); fetch it again, the rows before are kept",
            brief(why, 200)
        ),
    )
}

/// The batch with every column as strings, numbers kept apart; columns of other kinds are left out.
fn readable(batch: &RecordBatch) -> Result<RecordBatch, DocError> {
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if !is_read(field.data_type()) {
            continue;
        }
        let wanted = match field.data_type() {
            DataType::Struct(_) => field.data_type().clone(),
            DataType::Dictionary(_, value) if is_string(value) => DataType::LargeUtf8,
            kind if is_string(kind) || is_time(kind) => DataType::LargeUtf8,
            kind => kind.clone(),
        };
        columns.push(cast(column, &wanted).map_err(|e| damaged(&e.to_string()))?);
        fields.push(Field::new(field.name(), wanted, true));
    }
    let schema = Arc::new(arrow::datatypes::Schema::new(fields));
    let options = arrow::record_batch::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(schema, columns, &options).map_err(|e| damaged(&e.to_string()))
}

/// Whether a column of this kind may say something about a document.
fn is_read(kind: &DataType) -> bool {
    match kind {
        DataType::Struct(_) | DataType::Boolean => true,
        DataType::Dictionary(_, value) => is_string(value),
        kind => is_string(kind) || is_time(kind) || kind.is_numeric(),
    }
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
        let body = match self.take() {
            Ok(None) => return None,
            Ok(Some(body)) => body,
            Err(error) => {
                self.ended = true;
                Body::Failed(error)
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
