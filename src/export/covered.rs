//! Whether every key of a record has a column wherever records become columns: one that is changed must change the rows.

use super::cell::Cells;
use super::tables::{Sheet, Table};
use super::{parquet, table};
use crate::record::schema::{Lines, json_schema};
use crate::record::{DocumentRecord, EventRecord};
use arrow_array::RecordBatch;
use arrow_schema::{DataType, Fields};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Keys without a column of their own, and why; `*.KEY` is that key of any object.
type LeftOut = [(&'static str, &'static str)];

const NOT_IN_PARQUET: &LeftOut = &[("schema", "the same in all rows"), ("place.country", "`country` says it")];

const NOT_IN_CSV: &LeftOut = &[
    ("schema", "the same in all rows"),
    ("sentence.index", "the flat rows have no places but the trigger's"),
    ("*.start", "the flat rows have no places but the trigger's"),
    ("*.end", "the flat rows have no places but the trigger's"),
    ("trigger.pos", "for those who study words: in Parquet"),
    ("arguments.mention", "a cell holds all arguments of a role"),
    ("arguments.entity_type", "a cell holds all arguments of a role"),
    ("arguments.score", "a cell holds all arguments of a role"),
    ("*.geonames_id", "`lat` and `lon` put it on a map"),
    ("*.admin1", "`lat` and `lon` put it on a map"),
    ("*.place_open", "for those who study places: in Parquet and the tables"),
    ("arguments.country", "a cell holds all arguments of a role"),
    ("arguments.lat", "a cell holds all arguments of a role"),
    ("arguments.lon", "a cell holds all arguments of a role"),
    ("arguments.text", "the name to show comes before the words"),
    ("dates.type", "`date_value` shows it"),
    ("dates.mod", "for those who study dates: in Parquet and the tables"),
    ("dates.anchor", "for those who study dates: in Parquet and the tables"),
    ("*.score", "a row shows what was linked"),
    ("place.name", "the argument `place` has it, where it is one"),
    ("place.entity_id", "the argument `place` has it, where it is one"),
    ("place.evidence", "for those who study places: in Parquet and the tables"),
    ("place.country", "`country` says it"),
    ("cues.kind", "lists of words: in Parquet"),
    ("cues.text", "lists of words: in Parquet"),
    ("attribution.source.text", "the name to show comes before the words"),
    ("attribution.source.entity_id", "the name stands for it"),
    ("warnings", "for those who clean: in Parquet and the tables"),
];

const NOT_IN_TABLES: &LeftOut = &[
    ("schema", "the same in all rows"),
    ("sentence.index", "`sentence` has the words"),
    ("sentence.start", "`sentence` has the words"),
    ("sentence.end", "`sentence` has the words"),
    ("trigger.pos", "for those who study words: in Parquet"),
    ("place.name", "the argument `place` has it, where it is one"),
    ("place.entity_id", "the argument `place` has it, where it is one"),
    ("place.country", "`country` says it"),
    ("cues.kind", "lists of words: in Parquet"),
    ("cues.text", "lists of words: in Parquet"),
    ("cues.start", "lists of words: in Parquet"),
    ("cues.end", "lists of words: in Parquet"),
    ("attribution.source.text", "the name to show comes before the words"),
    ("attribution.source.start", "for those who study quotations: in Parquet"),
    ("attribution.source.end", "for those who study quotations: in Parquet"),
];

const NO_TABLE_OF_DOCUMENTS_HAS: &LeftOut = &[
    ("schema", "the same in all rows"),
    ("sketch", "`duplicate_of` says what was found by it"),
    ("events", "its events are counted, those that a filter left out not"),
    ("timexes.ambiguous", "for those who study dates: in documents.jsonl"),
    ("*.rule", "for those who mend rules: in documents.jsonl"),
];

/// A value of a schema's property: the first or the second that comes to mind.
fn sample(root: &Value, property: &Value, key: &str, second: bool) -> Value {
    let pick = |first: Value, other: Value| if second { other } else { first };
    if let Some(reference) = property["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).expect("a definition");
        return sample(root, target, key, second);
    }
    if let Some(any) = property["anyOf"].as_array() {
        let known = any.iter().find(|v| v["type"] != "null").expect("a type beside null");
        return sample(root, known, key, second);
    }
    if let Some(names) = property["enum"].as_array() {
        return names[usize::from(second)].clone();
    }
    if let Some(variants) = property["oneOf"].as_array() {
        return variants[usize::from(second)]["const"].clone();
    }
    let kind = match &property["type"] {
        Value::Array(kinds) => kinds.iter().find(|k| *k != "null").expect("a type beside null"),
        kind => kind,
    };
    match kind.as_str().expect("a type") {
        "integer" => pick(json!(1), json!(2)),
        "number" => pick(json!(0.5), json!(0.25)),
        "array" => json!([sample(root, &property["items"], key, second)]),
        "object" => {
            let properties = property["properties"].as_object().expect("keys").iter();
            properties
                .map(|(key, inner)| (key.clone(), sample(root, inner, key, second)))
                .collect()
        }
        _ => match key {
            "doc_date" => pick(json!("2024-07-16"), json!("2024-07-17")),
            "earliest" => pick(json!("2024-01-01"), json!("2024-01-02")),
            "latest" => pick(json!("2024-01-30"), json!("2024-01-31")),
            _ => pick(json!("a"), json!("b")),
        },
    }
}

/// Where the values of an object that have no others in them are.
fn leaves(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(object) => object
            .iter()
            .for_each(|(key, inner)| leaves(inner, format!("{at}/{key}"), out)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(i, inner)| leaves(inner, format!("{at}/{i}"), out)),
        _ => out.push(at),
    }
}

/// The keys that can change without a change of what `rows` makes of the record.
fn unseen<T: PartialEq>(lines: Lines, mend: fn(&mut Value), rows: impl Fn(Value) -> T) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(&json_schema(lines)).expect("JSON");
    let [first, second] = [false, true].map(|second| {
        let mut value = sample(&schema, &schema, "", second);
        mend(&mut value);
        value
    });
    let whole = rows(first.clone());
    let mut all = Vec::new();
    leaves(&first, String::new(), &mut all);
    assert!(all.len() > 30, "the schema has lost its keys");
    all.retain(|at| {
        let mut changed = first.clone();
        let other = second.pointer(at).expect("the same keys").clone();
        assert_ne!(changed.pointer(at), Some(&other), "{at} has one value only");
        *changed.pointer_mut(at).expect("a key") = other;
        rows(changed) == whole
    });
    let name = |at: String| {
        at.split('/')
            .filter(|p| !p.is_empty() && *p != "0")
            .collect::<Vec<_>>()
            .join(".")
    };
    all.into_iter().map(name).collect()
}

/// Compares what has no column with what is said to have none.
#[track_caller]
fn compare(unseen: &BTreeSet<String>, left_out: &LeftOut) {
    let of = |(pattern, _): &(&str, &str), key: &str| match pattern.strip_prefix('*') {
        Some(end) => key.ends_with(end),
        None => key == *pattern,
    };
    let lost: Vec<&String> = unseen.iter().filter(|key| !left_out.iter().any(|l| of(l, key))).collect();
    assert!(
        lost.is_empty(),
        "give these keys a column, or a reason why they have none: {lost:?}"
    );
    let stale: Vec<_> = left_out.iter().filter(|l| !unseen.iter().any(|key| of(l, key))).collect();
    assert!(stale.is_empty(), "these have a column: {stale:?}");
}

fn event(value: Value) -> EventRecord {
    serde_json::from_value(value).expect("an event")
}

fn document(value: Value) -> DocumentRecord {
    serde_json::from_value(value).expect("a document")
}

/// All tables of one document with one event.
fn tables(document: &DocumentRecord, event: EventRecord) -> Vec<RecordBatch> {
    let events = [event];
    let sheets = [Sheet {
        document,
        events: &events,
        own: &[],
    }];
    Table::ALL.map(|table| table.batch(&sheets).expect("a batch")).to_vec()
}

fn as_is(_: &mut Value) {}

/// Puts amounts and dates of the document where the event has none.
fn apart(document: &mut Value) {
    for key in ["amounts", "timexes"] {
        for at in ["start", "end"] {
            let place = &mut document[key][0][at];
            *place = json!(place.as_u64().unwrap_or(0) + 10);
        }
    }
}

fn sample_of(lines: Lines, mend: fn(&mut Value)) -> Value {
    let schema: Value = serde_json::from_str(&json_schema(lines)).expect("JSON");
    let mut value = sample(&schema, &schema, "", false);
    mend(&mut value);
    value
}

#[test]
fn every_key_of_an_event_has_a_column_in_parquet() {
    compare(
        &unseen(Lines::Events, as_is, |e| parquet::batch(&[event(e)]).expect("a batch")),
        NOT_IN_PARQUET,
    );
}

#[test]
fn every_key_of_an_event_has_a_column_in_csv() {
    compare(
        &unseen(Lines::Events, as_is, |e| table::row(&event(e), Cells::default())),
        NOT_IN_CSV,
    );
}

#[test]
fn every_key_of_an_event_has_a_column_in_the_tables() {
    let own = document(sample_of(Lines::Documents, apart));
    compare(&unseen(Lines::Events, as_is, |e| tables(&own, event(e))), NOT_IN_TABLES);
}

#[test]
fn every_key_of_a_document_has_a_column_in_the_tables() {
    let told = event(sample_of(Lines::Events, as_is));
    let unseen = unseen(Lines::Documents, apart, |d| tables(&document(d), told.clone()));
    compare(&unseen, NO_TABLE_OF_DOCUMENTS_HAS);
}

/// The types of all columns that hold values, by name.
fn types<'f>(fields: &'f Fields, out: &mut BTreeMap<&'f str, BTreeSet<String>>) {
    for field in fields {
        match field.data_type() {
            DataType::Struct(inner) => types(inner, out),
            DataType::List(item) => match item.data_type() {
                DataType::Struct(inner) => types(inner, out),
                kind => drop(out.entry(field.name()).or_default().insert(format!("list of {kind}"))),
            },
            kind => drop(out.entry(field.name()).or_default().insert(kind.to_string())),
        }
    }
}

#[test]
fn a_key_has_one_arrow_type_everywhere() {
    let schemas: Vec<_> = Table::ALL.into_iter().map(Table::schema).chain([parquet::schema()]).collect();
    let mut found = BTreeMap::new();
    schemas.iter().for_each(|schema| types(schema.fields(), &mut found));
    found.retain(|_, types| types.len() > 1);
    // The value of a date is a word, that of an amount a figure.
    assert_eq!(found.keys().collect::<Vec<_>>(), [&"value"], "{found:?}");
}

#[test]
fn a_key_without_a_column_would_be_seen() {
    let without = |mut event: EventRecord| {
        event.rule.clear();
        parquet::batch(&[event]).expect("a batch")
    };
    let lost = unseen(Lines::Events, as_is, |e| without(event(e)));
    assert!(lost.contains("rule") && !lost.contains("type"), "{lost:?}");
}
