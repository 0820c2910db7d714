//! The candidates of gold documents as the tables and rules see them, with the features of their confidence.
//!
//!     cargo run --release --example event_features -- GOLD.jsonl > features.jsonl
//!
//! A gold line has `doc_id`, `text` and perhaps `published`; positions are code points. `scripts/calibrate/events.py` reads what comes out.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

use depeche::entity::{self, Aliases};
use depeche::event::{self, Scene};
use depeche::model::{BUILT_IN, Embedded, Precision};
use depeche::ner::{self, Tagging};
use depeche::text::{PartialDate, Text};
use depeche::{amount, timex};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Line {
    doc_id: String,
    published: Option<String>,
    text: String,
}

fn candidates(model: &Embedded, line: &Line, out: &mut impl std::io::Write) -> Result<(), Box<dyn std::error::Error>> {
    let raw = line.text.as_str();
    let published = line.published.as_deref().and_then(|d| d.parse::<PartialDate>().ok());
    let text = Text::new(raw);
    let timexes = timex::find(&text, published);
    let amounts = amount::find(&text, published, &timexes);
    let tagging = Tagging {
        heads: None,
        ..ner::tag_document(&text, model)?
    };
    let entities = entity::resolve(&text, &tagging.mentions, &Aliases::default());
    let scene = Scene {
        text: &text,
        tagging: &tagging,
        entities: &entities,
        published,
        timexes: &timexes,
        amounts: &amounts,
    };
    let points = |byte: usize| raw[..byte].chars().count();
    for (event, features) in event::candidates(&scene) {
        let row = json!({
            "doc_id": line.doc_id, "type": event.code(), "start": points(event.trigger.span.start()),
            "end": points(event.trigger.span.end()), "features": features.into_iter().collect::<BTreeMap<_, _>>(),
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let model = Embedded::new(&BUILT_IN, Precision::Int8)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1) {
        for (n, line) in std::fs::read_to_string(&path)?.lines().enumerate() {
            let line: Line = serde_json::from_str(line).map_err(|e| format!("{path}, line {}: {e}", n + 1))?;
            candidates(&model, &line, &mut out)?;
        }
    }
    Ok(out.flush()?)
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("event_features: {e}");
            ExitCode::FAILURE
        }
    }
}
