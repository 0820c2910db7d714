//! Parquet files, read in small batches of rows: strings of every width, dictionaries, numbers, truth values, structs, days and moments.

use super::column_pages::{Budget, DEEPEST_SCHEMA, Group, schema_depth};
use super::json::first_filled;
use super::own;
use super::piece::{Body, Piece};
use super::rows::Rows;
use super::unpack::Limits;
use crate::error::{Code, DocError, Stage, brief};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Float16Type, Float32Type, Float64Type,
    Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch, StructArray};
use arrow_ipc::convert::try_schema_from_flatbuffer_bytes;
use arrow_schema::{DataType, FieldRef, TimeUnit};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader};
use parquet::arrow::{FieldLevels, ProjectionMask, parquet_to_arrow_field_levels};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use serde_json::{Map, Value};
use std::collections::HashMap;
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
    zones: Zones,
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
        if is_own_table(&metadata) {
            return Err(own::refused());
        }
        let zones = guarded(|| Ok::<_, ParquetError>(zones(metadata.metadata())))?;
        Ok(Self {
            file: Arc::new(file),
            zones,
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
                    self.batch = Some(batch);
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
        let body = Body::Fields(fields_of(batch, self.at, &self.zones), Vec::new());
        self.at += 1;
        self.rows.spend(ROW + body.size() as u64)?;
        Ok(Some(body))
    }
}

fn is_own_table(metadata: &ArrowReaderMetadata) -> bool {
    let names: Vec<&str> = metadata.schema().fields().iter().map(|f| f.name().as_str()).collect();
    own::is_table(&names.join(","))
}

/// Whether a file is a table that depeche wrote; one that cannot be read is none.
pub(super) fn is_own(file: File) -> bool {
    schema_depth(&file).is_ok_and(|depth| depth <= DEEPEST_SCHEMA)
        && guarded(|| ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())).is_ok_and(|m| is_own_table(&m))
}

/// The rows of Arrow columns as objects, read as those of a Parquet file are.
pub fn rows_of(batch: &RecordBatch) -> Vec<Map<String, Value>> {
    (0..batch.num_rows())
        .map(|row| fields_of(batch, row, &Zones::new()))
        .collect()
}

/// A row of the columns that may say something about a document; `zones` are those of columns whose own type has lost it.
fn fields_of(batch: &RecordBatch, row: usize, zones: &Zones) -> Map<String, Value> {
    let schema = batch.schema_ref();
    let read = schema
        .fields()
        .iter()
        .zip(batch.columns())
        .filter(|(f, _)| is_read(f.data_type()));
    first_filled(read.map(|(f, column)| {
        let value = match (f.data_type(), zones.get(f.name())) {
            (DataType::Timestamp(unit, Some(_)), Some(zone)) if column.is_valid(row) => stamp(column, row, *unit, Some(zone)),
            _ => cell(column, row),
        };
        (f.name().clone(), value)
    }))
}

/// Time zones by column.
type Zones = HashMap<String, String>;

/// The zones that the file's Arrow schema names. Parquet itself knows only universal time, and its reader forgets the zone where the unit is
/// another one than Arrow's.
fn zones(metadata: &ParquetMetaData) -> Zones {
    let entries = metadata.file_metadata().key_value_metadata().into_iter().flatten();
    let schema = entries.filter(|e| e.key == "ARROW:schema").find_map(|e| e.value.as_deref());
    let bytes = schema.and_then(|s| BASE64.decode(s).ok());
    let schema = bytes.and_then(|bytes| {
        // A length and a mark of continuation stand before the message.
        let message = bytes
            .strip_prefix(&[0xff; 4])
            .map_or(&bytes[..], |b| b.get(4..).unwrap_or_default());
        try_schema_from_flatbuffer_bytes(message).ok()
    });
    let fields = schema.iter().flat_map(|s| s.fields().iter());
    let zone = |f: &FieldRef| match f.data_type() {
        DataType::Timestamp(_, Some(zone)) => Some((f.name().clone(), zone.to_string())),
        _ => None,
    };
    fields.filter_map(zone).collect()
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

/// Whether a column of this kind may say something about a document.
fn is_read(kind: &DataType) -> bool {
    match kind {
        DataType::Struct(_) | DataType::Boolean => true,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => true,
        DataType::Dictionary(_, value) => is_read(value),
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
        DataType::Utf8 => Value::from(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Value::from(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Value::from(column.as_string_view().value(row)),
        DataType::Boolean => Value::Bool(column.as_boolean().value(row)),
        DataType::Struct(_) => Value::Object(fields(column.as_struct(), row)),
        DataType::Dictionary(..) => {
            let column = column.as_any_dictionary();
            let place = number(column.keys(), row).and_then(|n| n.parse().ok());
            let values = column.values();
            place.filter(|&i| i < values.len()).map_or(Value::Null, |i| cell(values, i))
        }
        DataType::Binary => utf8(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => utf8(column.as_binary::<i64>().value(row)),
        DataType::BinaryView => utf8(column.as_binary_view().value(row)),
        DataType::Date32 => day(i64::from(column.as_primitive::<Date32Type>().value(row))),
        DataType::Date64 => moment(column.as_primitive::<Date64Type>().value(row), 1_000, None),
        DataType::Timestamp(unit, zone) => stamp(column, row, *unit, zone.as_deref()),
        _ => number(column, row)
            .and_then(|n| n.parse().ok())
            .map_or(Value::Null, Value::Number),
    }
}

/// Bytes that are text, as some writers store it; others say nothing.
fn utf8(bytes: &[u8]) -> Value {
    std::str::from_utf8(bytes).map_or(Value::Null, Value::from)
}

/// A day by its number since 1970, `2024-07-16`; what no calendar has is no date: `2147483647 days since 1970`.
fn day(number: i64) -> Value {
    let day = jiff::Span::new()
        .try_days(number)
        .and_then(|days| date(1970, 1, 1).checked_add(days));
    day.map_or_else(
        |_| Value::from(format!("{number} days since 1970")),
        |day| Value::from(day.to_string()),
    )
}

/// The moment of a cell, as `zone` writes it.
fn stamp(column: &dyn Array, row: usize, unit: TimeUnit, zone: Option<&str>) -> Value {
    let (number, second) = match unit {
        TimeUnit::Second => (column.as_primitive::<TimestampSecondType>().value(row), 1),
        TimeUnit::Millisecond => (column.as_primitive::<TimestampMillisecondType>().value(row), 1_000),
        TimeUnit::Microsecond => (column.as_primitive::<TimestampMicrosecondType>().value(row), 1_000_000),
        TimeUnit::Nanosecond => (column.as_primitive::<TimestampNanosecondType>().value(row), 1_000_000_000),
    };
    moment(number, second, zone)
}

/// A moment as its zone writes it, `2024-07-16T10:53:20.5+02:00`; without a zone, `2024-07-16T08:53:20.5`; in a zone that is not known, in
/// universal time with a `Z`. `number` counts parts of which `second` make one. What no calendar has is no date.
fn moment(number: i64, second: i64, zone: Option<&str>) -> Value {
    let (seconds, parts) = (number.div_euclid(second), number.rem_euclid(second));
    let nanoseconds = parts * (1_000_000_000 / second);
    // Apart, for a span has one sign: half a second before 1970 is a second less and half a one more.
    let universal = jiff::Span::new()
        .try_seconds(seconds)
        .and_then(|whole| date(1970, 1, 1).at(0, 0, 0, 0).checked_add(whole))
        .and_then(|second| second.checked_add(jiff::Span::new().nanoseconds(nanoseconds)));
    let Ok(universal) = universal else {
        return Value::from(format!("{seconds} seconds since 1970"));
    };
    let Some(name) = zone else {
        return Value::from(universal.to_string());
    };
    let zone = TimeZone::get(name).ok().or_else(|| offset(name).map(TimeZone::fixed));
    // The last hours of the year 9999 have a place in the calendar and none in all zones.
    let stamp = Timestamp::from_second(seconds).and_then(|s| s.checked_add(jiff::Span::new().nanoseconds(nanoseconds)));
    Value::from(match (zone, stamp) {
        (Some(zone), Ok(stamp)) => stamp.display_with_offset(zone.to_offset(stamp)).to_string(),
        _ => format!("{universal}Z"),
    })
}

/// The offset `+02:00`: midnight there is that much earlier in universal time.
fn offset(name: &str) -> Option<Offset> {
    let midnight: Timestamp = format!("1970-01-01T00:00:00{name}").parse().ok()?;
    Offset::from_seconds(i32::try_from(-midnight.as_second()).ok()?).ok()
}

/// A figure as it is written in JSON; `None` where the column holds none.
fn number(column: &dyn Array, row: usize) -> Option<String> {
    macro_rules! of {
        ($($kind:ident $type:ty),+; $($float:ident $float_type:ty),+; $($decimal:ident $decimal_type:ty),+) => {
            match column.data_type() {
                $(DataType::$kind => Some(column.as_primitive::<$type>().value(row).to_string()),)+
                // A float keeps its point, as in JSON: 1.0.
                $(DataType::$float => Some(format!("{:?}", column.as_primitive::<$float_type>().value(row))),)+
                $(DataType::$decimal(..) => Some(column.as_primitive::<$decimal_type>().value_as_string(row)),)+
                _ => None,
            }
        };
    }
    of!(
        Int8 Int8Type, Int16 Int16Type, Int32 Int32Type, Int64 Int64Type, UInt8 UInt8Type, UInt16 UInt16Type, UInt32 UInt32Type,
        UInt64 UInt64Type; Float16 Float16Type, Float32 Float32Type, Float64 Float64Type;
        Decimal32 Decimal32Type, Decimal64 Decimal64Type, Decimal128 Decimal128Type, Decimal256 Decimal256Type
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::types::Int8Type;
    use arrow_array::{
        ArrayRef, BinaryArray, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray, Float32Array,
        Float64Array, Int8Array, Int64Array, StringArray, StringViewArray, TimestampMillisecondArray, TimestampSecondArray,
    };
    use arrow_schema::Field;
    use serde_json::json;

    fn cells(column: &dyn Array) -> Vec<Value> {
        (0..column.len()).map(|row| cell(column, row)).collect()
    }

    #[test]
    fn figures_and_words_of_every_kind_are_read() {
        assert_eq!(cells(&Int64Array::from(vec![Some(-3), None])), [json!(-3), Value::Null]);
        assert_eq!(
            cells(&Float64Array::from(vec![1.0, 2.5, f64::NAN])),
            [json!(1.0), json!(2.5), Value::Null]
        );
        assert_eq!(cells(&Float32Array::from(vec![0.1]))[0].to_string(), "0.1");
        let decimals = Decimal128Array::from(vec![12_345])
            .with_precision_and_scale(9, 2)
            .expect("a scale");
        assert_eq!(cells(&decimals)[0].to_string(), "123.45");
        assert_eq!(cells(&BooleanArray::from(vec![true])), [json!(true)]);
        assert_eq!(cells(&StringViewArray::from(vec!["un article"])), [json!("un article")]);
        let dictionary: DictionaryArray<Int8Type> = [Some("b"), None, Some("a"), Some("b")].into_iter().collect();
        assert_eq!(cells(&dictionary), [json!("b"), Value::Null, json!("a"), json!("b")]);
        let bytes = BinaryArray::from(vec![&b"un mot"[..], &[0xff]]);
        assert_eq!(cells(&bytes), [json!("un mot"), Value::Null]);
        let numbered = DictionaryArray::new(Int8Array::from(vec![1, 0]), Arc::new(Int64Array::from(vec![11, 12])));
        assert!(is_read(numbered.data_type()));
        assert_eq!(cells(&numbered), [json!(12), json!(11)]);
        let texts: ArrayRef = Arc::new(StringArray::from(vec!["x"]));
        let nested = StructArray::from(vec![(Arc::new(Field::new("t", DataType::Utf8, true)), texts)]);
        assert_eq!(cells(&nested), [json!({"t": "x"})]);
    }

    #[test]
    fn days_and_moments_are_written_as_their_zone_has_them() {
        assert_eq!(
            cells(&Date32Array::from(vec![19_920, -1, i32::MAX])),
            ["2024-07-16", "1969-12-31", "2147483647 days since 1970"]
        );
        assert_eq!(cells(&Date64Array::from(vec![1_721_088_000_000])), ["2024-07-16T00:00:00"]);
        let half = TimestampMillisecondArray::from(vec![1_721_082_600_500, -500]);
        assert_eq!(cells(&half), ["2024-07-15T22:30:00.5", "1969-12-31T23:59:59.5"]);
        let in_zone = |zone: &str| cells(&half.clone().with_timezone(zone)).swap_remove(0);
        assert_eq!(in_zone("Europe/Paris"), "2024-07-16T00:30:00.5+02:00");
        assert_eq!(in_zone("-05:30"), "2024-07-15T17:00:00.5-05:30");
        assert_eq!(in_zone("+0200"), "2024-07-16T00:30:00.5+02:00");
        assert_eq!(in_zone("Mars/Olympus"), "2024-07-15T22:30:00.5Z");
        let last = TimestampSecondArray::from(vec![253_402_300_799]);
        assert_eq!(cells(&last), ["9999-12-31T23:59:59"]);
        assert_eq!(cells(&last.with_timezone("Europe/Paris")), ["9999-12-31T23:59:59Z"]);
        assert_eq!(
            cells(&TimestampSecondArray::from(vec![1_721_082_600_500])),
            ["1721082600500 seconds since 1970"]
        );
    }
}
