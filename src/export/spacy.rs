use super::Sheet;
use crate::batch::read::SPACY_SCHEMA;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

/// A line: the schema comes first, so that the reader of articles knows the file by its beginning.
#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    text: &'a str,
    meta: Value,
    spans: Vec<Value>,
    dates: Vec<Value>,
    amounts: Vec<Value>,
    events: Vec<Value>,
}

/// One JSON line: `text`, `meta`, and names as `spans`, which Prodigy and spaCy's converters read; the rest beside them.
pub(super) fn write(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = sheet.document;
    let spans: Vec<Value> = document
        .entities
        .iter()
        .map(|e| json!({"start": e.start, "end": e.end, "label": e.kind, "kb_id": e.entity_id}))
        .collect();
    let dates: Vec<Value> = document
        .timexes
        .iter()
        .map(|t| json!({"start": t.start, "end": t.end, "label": t.kind, "value": t.value}))
        .collect();
    let amounts: Vec<Value> = document
        .amounts
        .iter()
        .map(|a| json!({"start": a.start, "end": a.end, "label": super::annotation::amount_label(&a.kind), "unit": a.unit}))
        .collect();
    let events: Vec<Value> = sheet
        .events
        .iter()
        .map(|e| {
            let arguments: Vec<Value> = e
                .arguments
                .iter()
                .map(|a| json!({"role": a.role, "start": a.start, "end": a.end}))
                .collect();
            json!({"id": e.event_id, "label": e.kind, "start": e.trigger.start, "end": e.trigger.end, "factuality": e.factuality, "arguments": arguments})
        })
        .collect();
    let line = Line {
        schema: SPACY_SCHEMA,
        text: sheet.text,
        meta: json!({"doc_id": document.doc_id, "date": document.doc_date, "source": document.source}),
        spans,
        dates,
        amounts,
        events,
    };
    writeln!(out, "{}", serde_json::to_string(&line)?)
}
