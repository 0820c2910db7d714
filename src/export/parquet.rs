use super::tables::joined;
use crate::error::SetupError;
use crate::record::{EventRecord, EventWarning};
use crate::run_dir::Events;
use arrow_array::{
    Array, ArrayRef, Date32Array, Float64Array, ListArray, RecordBatch, StringArray, StructArray, UInt8Array, UInt32Array,
    UInt64Array,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::ArrowError;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use rust_decimal::Decimal;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Rows that are held in memory at a time.
const ROWS: usize = 8192;

/// Writes events in groups of rows; gives their number.
pub(super) fn write(events: Events<'_>, out: impl Write + Send, path: &Path) -> Result<usize, SetupError> {
    let failed = |e| SetupError::io("could not write", path, underlying(e));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(Default::default()))
        .build();
    let mut writer = ArrowWriter::try_new(out, schema(), Some(properties)).map_err(failed)?;
    let mut rows = Vec::new();
    let mut count = 0;
    let mut put = |rows: &mut Vec<EventRecord>| {
        let batch = batch(rows).map_err(|e| SetupError::io("could not write", path, std::io::Error::other(e)))?;
        rows.clear();
        writer.write(&batch).map_err(failed)
    };
    for event in events {
        rows.push(event?);
        count += 1;
        if rows.len() == ROWS {
            put(&mut rows)?;
        }
    }
    put(&mut rows)?;
    writer.close().map_err(failed)?;
    Ok(count)
}

/// The error of the file or pipe below, where it is one, so that a closed pipe is known as such.
fn underlying(error: ParquetError) -> std::io::Error {
    match error {
        ParquetError::External(inner) => inner.downcast().map_or_else(std::io::Error::other, |e| *e),
        other => std::io::Error::other(other),
    }
}

/// The Arrow schema of exported events: the same for every run, whatever its lists hold.
///
/// Names are those of events.jsonl. Figures are double floats and bounds of dates are days, since that is what data
/// frames reckon with; the exact figures stay in events.jsonl.
pub fn schema() -> SchemaRef {
    batch(&[]).expect("no row always fits its columns").schema()
}

/// Columns in the making: a field with its values.
type Column = (Field, ArrayRef);

fn words<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> Column {
    let array = StringArray::from_iter_values(values);
    (Field::new(name, DataType::Utf8, false), Arc::new(array))
}

fn maybe_words<'a>(name: &str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    let array: StringArray = values.collect();
    (Field::new(name, DataType::Utf8, true), Arc::new(array))
}

fn places(name: &str, values: impl Iterator<Item = u64>) -> Column {
    let array = UInt64Array::from_iter_values(values);
    (Field::new(name, DataType::UInt64, false), Arc::new(array))
}

fn maybe_places(name: &str, values: impl Iterator<Item = Option<u64>>) -> Column {
    let array: UInt64Array = values.collect();
    (Field::new(name, DataType::UInt64, true), Arc::new(array))
}

fn keys(name: &str, values: impl Iterator<Item = Option<u32>>) -> Column {
    let array: UInt32Array = values.collect();
    (Field::new(name, DataType::UInt32, true), Arc::new(array))
}

/// The warnings of a row in one cell, as in the tables.
fn told<'a>(name: &str, lists: impl Iterator<Item = &'a [EventWarning]>) -> Column {
    let array: StringArray = lists.map(|list| (!list.is_empty()).then(|| joined(list))).collect();
    (Field::new(name, DataType::Utf8, true), Arc::new(array))
}

fn figures<'a>(name: &str, values: impl Iterator<Item = Option<&'a Decimal>>) -> Column {
    let array: Float64Array = values.map(|v| v.and_then(|v| v.to_string().parse::<f64>().ok())).collect();
    (Field::new(name, DataType::Float64, true), Arc::new(array))
}

fn days<'a>(name: &str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    let epoch = jiff::civil::date(1970, 1, 1);
    let day = |text: &str| {
        let date: jiff::civil::Date = text.parse().ok()?;
        date.since(epoch).ok().map(|span| span.get_days())
    };
    let array: Date32Array = values.map(|v| v.and_then(day)).collect();
    (Field::new(name, DataType::Date32, true), Arc::new(array))
}

fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(|(field, _)| field.clone()).collect()
}

/// A column of objects.
fn object(name: &str, columns: Vec<Column>) -> Result<Column, ArrowError> {
    let fields = fields(&columns);
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let array = StructArray::try_new(fields.clone(), arrays, None)?;
    Ok((Field::new(name, DataType::Struct(fields), false), Arc::new(array)))
}

/// A column of lists of objects: `lengths` of each row, and the items' columns one after the other.
fn list(name: &str, lengths: impl Iterator<Item = usize>, columns: Vec<Column>) -> Result<Column, ArrowError> {
    let fields = fields(&columns);
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let items = StructArray::try_new(fields.clone(), arrays, None)?;
    let item = Arc::new(Field::new("item", DataType::Struct(fields), false));
    let array = ListArray::try_new(Arc::clone(&item), OffsetBuffer::from_lengths(lengths), Arc::new(items), None)?;
    Ok((Field::new(name, DataType::List(item), false), Arc::new(array)))
}

fn arguments(events: &[EventRecord]) -> Result<Column, ArrowError> {
    let arguments = || events.iter().flat_map(|e| &e.arguments);
    let columns = vec![
        words("role", arguments().map(|a| a.role.as_str())),
        words("text", arguments().map(|a| a.text.as_str())),
        places("start", arguments().map(|a| a.start)),
        places("end", arguments().map(|a| a.end)),
        words("mention", arguments().map(|a| a.mention.as_str())),
        maybe_words("entity_id", arguments().map(|a| a.entity_id.as_deref())),
        maybe_words("canonical", arguments().map(|a| a.canonical.as_deref())),
        maybe_words("entity_type", arguments().map(|a| a.entity_type.as_deref())),
        maybe_words("country", arguments().map(|a| a.country.as_deref())),
        maybe_words("admin1", arguments().map(|a| a.admin1.as_deref())),
        figures("lat", arguments().map(|a| a.lat.as_ref())),
        figures("lon", arguments().map(|a| a.lon.as_ref())),
        keys("geonames_id", arguments().map(|a| a.geonames_id)),
        maybe_words("place_open", arguments().map(|a| a.place_open.as_deref())),
        figures("score", arguments().map(|a| Some(&a.score))),
    ];
    list("arguments", events.iter().map(|e| e.arguments.len()), columns)
}

fn dates(events: &[EventRecord]) -> Result<Column, ArrowError> {
    let dates = || events.iter().flat_map(|e| &e.dates);
    let columns = vec![
        words("role", dates().map(|d| d.role.as_str())),
        words("text", dates().map(|d| d.text.as_str())),
        places("start", dates().map(|d| d.start)),
        places("end", dates().map(|d| d.end)),
        words("type", dates().map(|d| d.kind.as_str())),
        words("value", dates().map(|d| d.value.as_str())),
        maybe_words("mod", dates().map(|d| d.modifier.as_deref())),
        days("earliest", dates().map(|d| d.earliest.as_deref())),
        days("latest", dates().map(|d| d.latest.as_deref())),
        words("anchor", dates().map(|d| d.anchor.as_str())),
        figures("score", dates().map(|d| d.score.as_ref())),
    ];
    list("dates", events.iter().map(|e| e.dates.len()), columns)
}

fn amounts(events: &[EventRecord]) -> Result<Column, ArrowError> {
    let amounts = || events.iter().flat_map(|e| &e.amounts);
    let columns = vec![
        words("role", amounts().map(|a| a.role.as_str())),
        words("text", amounts().map(|a| a.text.as_str())),
        places("start", amounts().map(|a| a.start)),
        places("end", amounts().map(|a| a.end)),
        words("kind", amounts().map(|a| a.kind.as_str())),
        figures("value", amounts().map(|a| a.value.as_ref())),
        figures("low", amounts().map(|a| a.low.as_ref())),
        figures("high", amounts().map(|a| a.high.as_ref())),
        words("unit", amounts().map(|a| a.unit.as_str())),
        words("cmp", amounts().map(|a| a.cmp.as_str())),
        maybe_words("direction", amounts().map(|a| a.direction.as_deref())),
        figures("score", amounts().map(|a| a.score.as_ref())),
    ];
    list("amounts", events.iter().map(|e| e.amounts.len()), columns)
}

fn cues(events: &[EventRecord]) -> Result<Column, ArrowError> {
    let cues = || events.iter().flat_map(|e| &e.cues);
    let columns = vec![
        words("kind", cues().map(|c| c.kind.as_str())),
        words("text", cues().map(|c| c.text.as_str())),
        places("start", cues().map(|c| c.start)),
        places("end", cues().map(|c| c.end)),
    ];
    list("cues", events.iter().map(|e| e.cues.len()), columns)
}

pub(super) fn batch(events: &[EventRecord]) -> Result<RecordBatch, ArrowError> {
    let each = || events.iter();
    let source = || each().map(|e| e.attribution.source.as_ref());
    let place = || each().map(|e| e.place.as_ref());
    let quad: UInt8Array = each().map(|e| e.quad).collect();
    let columns = vec![
        words("event_id", each().map(|e| e.event_id.as_str())),
        words("doc_id", each().map(|e| e.doc_id.as_str())),
        maybe_words("doc_date", each().map(|e| e.doc_date.as_deref())),
        maybe_words("doc_title", each().map(|e| e.doc_title.as_deref())),
        words("source", each().map(|e| e.source.as_str())),
        maybe_words("url", each().map(|e| e.url.as_deref())),
        words("type", each().map(|e| e.kind.as_str())),
        words("label_fr", each().map(|e| e.label_fr.as_str())),
        maybe_words("plover", each().map(|e| e.plover.as_deref())),
        (Field::new("quad", DataType::UInt8, true), Arc::new(quad) as ArrayRef),
        object(
            "trigger",
            vec![
                words("text", each().map(|e| e.trigger.text.as_str())),
                places("start", each().map(|e| e.trigger.start)),
                places("end", each().map(|e| e.trigger.end)),
                words("lemma", each().map(|e| e.trigger.lemma.as_str())),
                words("pos", each().map(|e| e.trigger.pos.as_str())),
            ],
        )?,
        object(
            "sentence",
            vec![
                places("index", each().map(|e| e.sentence.index)),
                places("start", each().map(|e| e.sentence.start)),
                places("end", each().map(|e| e.sentence.end)),
                words("text", each().map(|e| e.sentence.text.as_str())),
            ],
        )?,
        arguments(events)?,
        dates(events)?,
        amounts(events)?,
        words("factuality", each().map(|e| e.factuality.as_str())),
        words("polarity", each().map(|e| e.polarity.as_str())),
        words("tense", each().map(|e| e.tense.as_str())),
        words("mood", each().map(|e| e.mood.as_str())),
        cues(events)?,
        words("attribution", each().map(|e| e.attribution.kind.as_str())),
        maybe_words("attribution_source", source().map(|s| s.map(|s| s.text.as_str()))),
        maybe_words(
            "attribution_entity_id",
            source().map(|s| s.and_then(|s| s.entity_id.as_deref())),
        ),
        maybe_words(
            "attribution_canonical",
            source().map(|s| s.and_then(|s| s.canonical.as_deref())),
        ),
        maybe_places("attribution_start", source().map(|s| s.map(|s| s.start))),
        maybe_places("attribution_end", source().map(|s| s.map(|s| s.end))),
        maybe_words("attribution_cue", each().map(|e| e.attribution.cue.as_deref())),
        words("cluster_id", each().map(|e| e.cluster_id.as_str())),
        places("cluster_size", each().map(|e| e.cluster_size)),
        maybe_words("duplicate_of", each().map(|e| e.duplicate_of.as_deref())),
        maybe_words("publication", each().map(|e| e.publication.as_deref())),
        maybe_words("country", each().map(|e| e.country.as_deref())),
        maybe_words("place", place().map(|p| p.map(|p| p.name.as_str()))),
        maybe_words("place_id", place().map(|p| p.map(|p| p.entity_id.as_str()))),
        maybe_words("place_evidence", place().map(|p| p.map(|p| p.evidence.as_str()))),
        maybe_words("admin1", place().map(|p| p.and_then(|p| p.admin1.as_deref()))),
        figures("lat", place().map(|p| p.and_then(|p| p.lat.as_ref()))),
        figures("lon", place().map(|p| p.and_then(|p| p.lon.as_ref()))),
        keys("geonames_id", place().map(|p| p.and_then(|p| p.geonames_id))),
        maybe_words("place_open", place().map(|p| p.and_then(|p| p.place_open.as_deref()))),
        figures("confidence", each().map(|e| Some(&e.confidence))),
        words("rule", each().map(|e| e.rule.as_str())),
        told("warnings", each().map(|e| e.warnings.as_slice())),
    ];
    let schema = Arc::new(Schema::new(fields(&columns)));
    debug_assert!(columns.iter().all(|(_, array)| array.len() == events.len()));
    RecordBatch::try_new(schema, columns.into_iter().map(|(_, array)| array).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_does_not_depend_on_what_the_lists_hold() {
        let line = include_str!("../../tests/eval/run/events.jsonl")
            .lines()
            .next()
            .expect("a line");
        let full: EventRecord = serde_json::from_str(line).expect("an event");
        let mut bare = full.clone();
        bare.arguments.clear();
        bare.dates.clear();
        bare.amounts.clear();
        bare.cues.clear();
        bare.url = None;
        for events in [vec![full.clone()], vec![bare.clone()], vec![bare, full]] {
            assert_eq!(batch(&events).expect("columns of one length").schema(), schema());
        }
    }
}
