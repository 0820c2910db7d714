//! What the page's script reads, short: lists instead of objects where there are many.

use super::text::Texts;
use crate::amount::Counted;
use crate::error::SetupError;
use crate::record::{DocumentRecord, EventRecord};
use crate::run_dir::{RunDir, When};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

#[derive(Serialize)]
pub(super) struct Data {
    types: BTreeMap<String, Type>,
    docs: Vec<Document>,
    events: Vec<Event>,
    /// Units of counts that stand for people or jobs.
    people: BTreeSet<String>,
}

#[derive(Serialize)]
struct Type {
    fr: String,
    plover: Option<String>,
    quad: Option<u8>,
}

#[derive(Serialize)]
struct Document {
    id: String,
    source: String,
    title: Option<String>,
    url: Option<String>,
    date: Option<String>,
    warnings: Vec<String>,
    text: Option<String>,
    names: Vec<(u64, u64, String, String, f64)>,
    timexes: Vec<Timex>,
    amounts: Vec<Amount>,
}

/// start, end, type, value, mod, earliest, latest, anchor, rule.
type Timex = (
    u64,
    u64,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    String,
);
/// start, end, kind, value, low, high, unit, cmp, direction, rule.
type Amount = (
    u64,
    u64,
    String,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    String,
    String,
    Option<String>,
    String,
);
/// role, start, end, text, mention, entity, name, entity type, score.
type Argument = (
    String,
    u64,
    u64,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    f64,
);
/// role, start, end, text, type, value, mod, earliest, latest, anchor.
type EventDate = (
    String,
    u64,
    u64,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
);
/// role, start, end, text, kind, value, low, high, unit, cmp, direction.
type EventAmount = (
    String,
    u64,
    u64,
    String,
    String,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    String,
    String,
    Option<String>,
);
/// start, end, text, entity, name.
type Source = (u64, u64, String, Option<String>, Option<String>);

#[derive(Serialize)]
struct Event {
    id: String,
    /// Index of the document.
    d: usize,
    #[serde(rename = "type")]
    kind: String,
    trigger: (u64, u64, String),
    sentence: (u64, u64, u64, String),
    args: Vec<Argument>,
    dates: Vec<EventDate>,
    amounts: Vec<EventAmount>,
    fact: String,
    cues: Vec<(String, u64, u64, String)>,
    from: (String, Option<Source>, Option<String>),
    cluster: String,
    conf: f64,
    rule: String,
    warnings: Vec<String>,
    /// First and last day, whose date it is, and its precision: as in the tables of `export`.
    when: (Option<String>, Option<String>, Option<&'static str>, Option<&'static str>),
}

impl Data {
    /// Reads a run; one with a filter gives only the documents that still have an event.
    pub(super) fn read(run: &RunDir, texts: &Texts) -> Result<Self, SetupError> {
        let mut data = Self {
            types: BTreeMap::new(),
            docs: Vec::new(),
            events: Vec::new(),
            people: BTreeSet::new(),
        };
        let kept = kept(run)?;
        let mut index = HashMap::new();
        for document in run.documents()? {
            let document = document?;
            if kept.as_ref().is_some_and(|kept| !kept.contains(&document.doc_id)) {
                continue;
            }
            index.insert(document.doc_id.clone(), data.docs.len());
            data.docs.push(Document::new(document, texts));
        }
        for event in run.events()? {
            let event = event?;
            let Some(&d) = index.get(&event.doc_id) else {
                return Err(SetupError::Usage(format!(
                    "{}: event {} is of document {}, which documents.jsonl lacks; wanted both files of one run",
                    run.path().display(),
                    event.event_id,
                    event.doc_id
                )));
            };
            data.types.entry(event.kind.clone()).or_insert_with(|| Type {
                fr: event.label_fr.clone(),
                plover: event.plover.clone(),
                quad: event.quad,
            });
            let counts = event.amounts.iter().filter(|a| a.kind == "count");
            let people = counts.filter(|a| Counted::of(&a.unit) != Counted::Things);
            data.people.extend(people.map(|a| a.unit.clone()));
            data.events.push(Event::new(event, d));
        }
        Ok(data)
    }

    pub(super) fn documents(&self) -> usize {
        self.docs.len()
    }

    pub(super) fn events(&self) -> usize {
        self.events.len()
    }

    pub(super) fn with_text(&self) -> usize {
        self.docs.iter().filter(|d| d.text.is_some()).count()
    }
}

/// The documents that have an event which the run's filter keeps; `None` for all.
fn kept(run: &RunDir) -> Result<Option<HashSet<String>>, SetupError> {
    if run.filter().is_open() {
        return Ok(None);
    }
    run.events()?
        .map(|event| Ok(event?.doc_id))
        .collect::<Result<_, _>>()
        .map(Some)
}

impl Document {
    fn new(record: DocumentRecord, texts: &Texts) -> Self {
        let text = texts.of(&record.sha256).filter(|text| fits(text, &record));
        Self {
            text: text.map(str::to_owned),
            id: record.doc_id,
            source: record.source,
            title: record.title,
            url: record.url,
            date: record.doc_date,
            warnings: record.warnings,
            names: record
                .entities
                .into_iter()
                .map(|e| (e.start, e.end, e.kind, e.canonical, float(e.score)))
                .collect(),
            timexes: record
                .timexes
                .into_iter()
                .map(|t| {
                    (
                        t.start, t.end, t.kind, t.value, t.modifier, t.earliest, t.latest, t.anchor, t.rule,
                    )
                })
                .collect(),
            amounts: record
                .amounts
                .into_iter()
                .map(|a| {
                    let [value, low, high] = [a.value, a.low, a.high].map(|n| n.map(float));
                    (a.start, a.end, a.kind, value, low, high, a.unit, a.cmp, a.direction, a.rule)
                })
                .collect(),
        }
    }
}

/// Whether the record's offsets are code points of the text: a run may have been asked for another unit.
fn fits(text: &str, record: &DocumentRecord) -> bool {
    let points: Vec<char> = text.chars().collect();
    let spans = record
        .entities
        .iter()
        .map(|e| (e.start, e.end, &e.text))
        .chain(record.timexes.iter().map(|t| (t.start, t.end, &t.text)))
        .chain(record.amounts.iter().map(|a| (a.start, a.end, &a.text)));
    let mut spans = spans;
    spans.all(|(start, end, words)| {
        points
            .get(start as usize..end as usize)
            .is_some_and(|slice| slice.iter().copied().eq(words.chars()))
    })
}

impl Event {
    fn new(record: EventRecord, d: usize) -> Self {
        let when = When::of(&record);
        let source = record
            .attribution
            .source
            .map(|s| (s.start, s.end, s.text, s.entity_id, s.canonical));
        Self {
            id: record.event_id,
            d,
            kind: record.kind,
            trigger: (record.trigger.start, record.trigger.end, record.trigger.text),
            sentence: (
                record.sentence.index,
                record.sentence.start,
                record.sentence.end,
                record.sentence.text,
            ),
            args: record
                .arguments
                .into_iter()
                .map(|a| {
                    (
                        a.role,
                        a.start,
                        a.end,
                        a.text,
                        a.mention,
                        a.entity_id,
                        a.canonical,
                        a.entity_type,
                        float(a.score),
                    )
                })
                .collect(),
            dates: record
                .dates
                .into_iter()
                .map(|t| {
                    (
                        t.role, t.start, t.end, t.text, t.kind, t.value, t.modifier, t.earliest, t.latest, t.anchor,
                    )
                })
                .collect(),
            amounts: record
                .amounts
                .into_iter()
                .map(|a| {
                    let [value, low, high] = [a.value, a.low, a.high].map(|n| n.map(float));
                    (
                        a.role,
                        a.start,
                        a.end,
                        a.text,
                        a.kind,
                        value,
                        low,
                        high,
                        a.unit,
                        a.cmp,
                        a.direction,
                    )
                })
                .collect(),
            fact: record.factuality,
            cues: record.cues.into_iter().map(|c| (c.kind, c.start, c.end, c.text)).collect(),
            from: (record.attribution.kind, source, record.attribution.cue),
            when: (
                when.earliest().map(|day| day.to_string()),
                when.latest().map(|day| day.to_string()),
                when.source(),
                when.precision(),
            ),
            cluster: record.cluster_id,
            conf: float(record.confidence),
            rule: record.rule,
            warnings: record.warnings.into_iter().map(String::from).collect(),
        }
    }
}

/// For display: digits past a float's are not shown.
fn float(figure: Decimal) -> f64 {
    figure.to_f64().unwrap_or_default()
}
