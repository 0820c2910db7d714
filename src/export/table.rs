use super::cell::Cells;
use crate::error::SetupError;
use crate::event::Role;
use crate::record::{EventAmountRecord, EventDateRecord, EventRecord, PlaceRecord};
use crate::run_dir::{Events, When};
use std::io::{self, Write};
use std::path::Path;

/// Writes one row an event; gives the number of rows.
pub(super) fn write(events: Events<'_>, cells: Cells, out: impl Write, path: &Path) -> Result<usize, SetupError> {
    let failed = |e: csv::Error| SetupError::io("could not write", path, cause(e));
    let mut csv = cells.writer(out);
    csv.write_record(header()).map_err(failed)?;
    let mut count = 0;
    for event in events {
        csv.write_record(row(&event?, cells)).map_err(failed)?;
        count += 1;
    }
    csv.flush().map_err(|e| SetupError::io("could not write", path, e))?;
    Ok(count)
}

/// The cause of a failed row, with its kind: a closed pipe must be known as one.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn header() -> Vec<String> {
    let mut names: Vec<String> = [
        "event_id",
        "doc_id",
        "doc_date",
        "doc_title",
        "source",
        "url",
        "type",
        "label_fr",
    ]
    .map(str::to_owned)
    .to_vec();
    names.extend(["plover", "quad", "trigger", "trigger_lemma", "start", "end", "sentence"].map(str::to_owned));
    for role in Role::ALL.map(Role::name) {
        names.push(role.to_owned());
        names.push(format!("{role}_id"));
    }
    names.extend(
        [
            "date",
            "date_value",
            "date_earliest",
            "date_latest",
            "date_precision",
            "date_source",
        ]
        .map(str::to_owned),
    );
    names.extend(
        [
            "amount",
            "amount_role",
            "amount_kind",
            "amount_value",
            "amount_low",
            "amount_high",
        ]
        .map(str::to_owned),
    );
    names.extend(["amount_unit", "amount_cmp", "amount_direction", "amounts"].map(str::to_owned));
    names.extend(["factuality", "polarity", "tense", "mood", "attribution", "attribution_source"].map(str::to_owned));
    names.extend(
        [
            "attribution_cue",
            "cluster_id",
            "cluster_size",
            "duplicate_of",
            "publication",
            "country",
            "lat",
            "lon",
            "confidence",
            "rule",
        ]
        .map(str::to_owned),
    );
    names
}

pub(super) fn row(event: &EventRecord, cells: Cells) -> Vec<String> {
    let words = |s: &str| cells.words(s);
    let maybe = |s: &Option<String>| s.as_deref().map(words).unwrap_or_default();
    let joined = |parts: Vec<&str>| words(&parts.join(" | "));
    let mut row = vec![
        words(&event.event_id),
        words(&event.doc_id),
        maybe(&event.doc_date),
        maybe(&event.doc_title),
        words(&event.source),
        maybe(&event.url),
        words(&event.kind),
        words(&event.label_fr),
        maybe(&event.plover),
        event.quad.map(|q| q.to_string()).unwrap_or_default(),
        words(&event.trigger.text),
        words(&event.trigger.lemma),
        event.trigger.start.to_string(),
        event.trigger.end.to_string(),
        words(&event.sentence.text),
    ];
    for role in Role::ALL.map(Role::name) {
        let of_role = || event.arguments.iter().filter(|a| a.role == role);
        row.push(joined(of_role().map(|a| a.canonical.as_deref().unwrap_or(&a.text)).collect()));
        row.push(joined(of_role().filter_map(|a| a.entity_id.as_deref()).collect()));
    }
    let degrees = |f: fn(&PlaceRecord) -> Option<rust_decimal::Decimal>| {
        event.place.as_ref().and_then(f).map(|d| cells.figure(d)).unwrap_or_default()
    };
    let date = main_date(event);
    row.push(date.map(|d| words(&d.text)).unwrap_or_default());
    row.push(date.map(|d| words(&d.value)).unwrap_or_default());
    row.extend(when_cells(&When::of(event)));
    let amount = main_amount(event);
    let figure = |f: fn(&EventAmountRecord) -> Option<rust_decimal::Decimal>| {
        amount.and_then(f).map(|d| cells.figure(d)).unwrap_or_default()
    };
    row.push(amount.map(|a| words(&a.text)).unwrap_or_default());
    row.push(amount.map(|a| words(&a.role)).unwrap_or_default());
    row.push(amount.map(|a| words(&a.kind)).unwrap_or_default());
    row.push(figure(|a| a.value));
    row.push(figure(|a| a.low));
    row.push(figure(|a| a.high));
    row.push(amount.map(|a| words(&a.unit)).unwrap_or_default());
    row.push(amount.map(|a| words(&a.cmp)).unwrap_or_default());
    row.push(amount.map(|a| maybe(&a.direction)).unwrap_or_default());
    row.push(joined(event.amounts.iter().map(|a| a.text.as_str()).collect()));
    let source = event.attribution.source.as_ref();
    row.extend([
        words(&event.factuality),
        words(&event.polarity),
        words(&event.tense),
        words(&event.mood),
        words(&event.attribution.kind),
        source
            .map(|s| words(s.canonical.as_deref().unwrap_or(&s.text)))
            .unwrap_or_default(),
        maybe(&event.attribution.cue),
        words(&event.cluster_id),
        event.cluster_size.to_string(),
        maybe(&event.duplicate_of),
        maybe(&event.publication),
        maybe(&event.country),
        degrees(|p| p.lat),
        degrees(|p| p.lon),
        cells.figure(event.confidence),
        words(&event.rule),
    ]);
    row
}

/// First and last day, precision and source, as in the tables.
fn when_cells(when: &When) -> [String; 4] {
    let [first, last] = [when.earliest(), when.latest()].map(|day| day.map(|d| d.to_string()).unwrap_or_default());
    let [precision, source] = [when.precision(), when.source()].map(|word| word.unwrap_or_default().to_owned());
    [first, last, precision, source]
}

/// The event's own date before its beginning and its end.
pub(super) fn main_date(event: &EventRecord) -> Option<&EventDateRecord> {
    let order = |role: &str| ["event_time", "begin", "end"].iter().position(|r| *r == role);
    event.dates.iter().min_by_key(|d| order(&d.role).unwrap_or(usize::MAX))
}

/// Money before shares and counts; the first in the text among equals.
fn main_amount(event: &EventRecord) -> Option<&EventAmountRecord> {
    event.amounts.iter().min_by_key(|a| a.kind != "money")
}
