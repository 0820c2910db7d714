//! Annotated documents as lessons for the learned event heads: for each sentence its words, what the stages before the heads make of
//! them, what the tables offer, and the gold events with what the rules say of each.
//!
//!     cargo run --release --example event_lessons -- GOLD.jsonl … > lessons.jsonl
//!
//! Positions are word indices of the sentence; spans of words are code points of the document's text. A gold argument, date or amount
//! counts in the trigger's sentence only. `scripts/train` reads what comes out.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

use depeche::entity::Aliases;
use depeche::event::Scene;
use depeche::event::learned::evidence::{self, Evidence};
use depeche::event::ontology::TypeId;
use depeche::model::{BUILT_IN, Embedded, Precision};
use depeche::ner::Tagging;
use depeche::pipeline::{self, Extraction};
use depeche::text::{DateSource, Document, PartialDate, Published};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Mark {
    start: usize,
    end: usize,
    #[serde(default)]
    role: String,
}

#[derive(Deserialize)]
struct Gold {
    #[serde(rename = "type")]
    kind: String,
    trigger: Mark,
    factuality: String,
    #[serde(alias = "arguments")]
    args: Vec<Mark>,
    dates: Vec<Mark>,
    amounts: Vec<Mark>,
    source: Option<Mark>,
}

#[derive(Deserialize)]
struct Name {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    label: String,
}

#[derive(Deserialize)]
struct Line {
    doc_id: String,
    published: Option<String>,
    text: String,
    #[serde(default)]
    events: Vec<Gold>,
    entities: Option<Vec<Name>>,
}

fn date(text: &str) -> Option<PartialDate> {
    let mut parts = text.split('-').map(|p| p.parse::<i16>().ok());
    let year = parts.next()??;
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(month), Some(day)) => Some(PartialDate::day(jiff::civil::Date::new(year, month as i8, day as i8).ok()?)),
        (Some(month), None) => PartialDate::month(year, month as i8),
        _ => PartialDate::year(year),
    }
}

/// The code points at which the words of a sentence begin and end.
fn spans(found: &Extraction<'_>, points: &[usize], evidence: &Evidence) -> Vec<(usize, usize)> {
    (0..evidence.kinds.len())
        .map(|i| {
            let span = found.text.tokens()[evidence.base + i].span();
            (points[span.start()], points[span.end()])
        })
        .collect()
}

/// The words of the sentence that a mark covers.
fn covered(spans: &[(usize, usize)], mark: &Mark) -> Vec<usize> {
    (0..spans.len())
        .filter(|&i| spans[i].0 < mark.end && mark.start < spans[i].1)
        .collect()
}

fn lesson(line: &Line, engine: &Embedded) -> Result<Value, String> {
    let mut document = Document::from_text(&line.doc_id, &line.text);
    document.published = line.published.as_deref().and_then(date).map(|date| Published {
        date,
        source: DateSource::Metadata,
    });
    let found = pipeline::extract(&document, engine, &Aliases::default(), &mut ()).map_err(|e| e.to_string())?;
    // The code point of each byte position.
    let mut points = vec![0; line.text.len() + 1];
    let mut count = 0;
    for (at, c) in line.text.char_indices() {
        points[at..at + c.len_utf8()].fill(count);
        count += 1;
    }
    points[line.text.len()] = count;
    // What the tables say once heads know all types: rows of a type that today's heads do not know would come before the others.
    let tagging = Tagging {
        heads: None,
        ..found.tagging.clone()
    };
    let scene = Scene {
        tagging: &tagging,
        ..found.scene()
    };
    let collected = evidence::collect(&scene);
    let mut gold: BTreeMap<usize, Vec<(usize, &Gold)>> = BTreeMap::new();
    for evidence in &collected {
        let spans = spans(&found, &points, evidence);
        let mut events: Vec<(usize, &Gold)> = line
            .events
            .iter()
            .filter_map(|e| Some((*covered(&spans, &e.trigger).first()?, e)))
            .collect();
        events.sort_by_key(|(word, _)| *word);
        gold.insert(evidence.sentence, events);
    }
    let asked = |sentence: usize| {
        let events = gold.get(&sentence).into_iter().flatten();
        events
            .map(|(word, e)| (*word, TypeId::of(&e.kind).expect("a code of the ontology")))
            .collect()
    };
    let said = evidence::said(&scene, asked);
    let sentences: Vec<Value> = collected
        .iter()
        .map(|evidence| {
            let spans = spans(&found, &points, evidence);
            let parse = found.tagging.parses[evidence.sentence].as_ref().expect("evidence stands on a parse");
            let words = parse.words();
            let head = |mark: &Mark| parse.head_of(&covered(&spans, mark));
            let events: Vec<Value> = gold[&evidence.sentence]
                .iter()
                .zip(&said[evidence.sentence])
                .map(|((word, e), said)| {
                    let marks = e.args.iter().chain(&e.dates).chain(&e.amounts);
                    let mut links: Vec<(&str, usize)> = marks.filter_map(|m| Some((m.role.as_str(), head(m)?))).collect();
                    links.extend(e.source.as_ref().and_then(head).map(|w| ("source", w)));
                    links.sort_unstable();
                    links.dedup();
                    let rules: Vec<_> = said.links.iter().map(|(link, w)| (link.name(), w)).collect();
                    json!({
                        "word": word, "last": said.last, "type": e.kind, "factuality": e.factuality, "links": links,
                        "rules": {"links": rules, "factuality": said.factuality.name()},
                    })
                })
                .collect();
            let tokens = evidence.base..evidence.base + words.len();
            json!({
                "sentence": evidence.sentence,
                "words": tokens.clone().map(|i| found.text.raw_word(i)).collect::<Vec<_>>(),
                "glued": tokens.clone().map(|i| i > tokens.start && found.text.tokens()[i].is_glued_to(&found.text.tokens()[i - 1])).collect::<Vec<_>>(),
                "spans": spans,
                "upos": words.iter().map(|w| w.upos.name()).collect::<Vec<_>>(),
                "deprel": words.iter().map(|w| w.deprel.name()).collect::<Vec<_>>(),
                "head": words.iter().map(|w| w.head.map_or(-1, |h| h as i64)).collect::<Vec<_>>(),
                "lemma": evidence.lemmas,
                "kind": evidence.kinds.iter().map(|k| *k as u8).collect::<Vec<_>>(),
                "offers": evidence.offers.iter().map(|o| json!([o.word, o.kind.code(), o.verdict.name(), o.prior])).collect::<Vec<_>>(),
                "events": events,
            })
        })
        .collect();
    let names = line
        .entities
        .as_ref()
        .map(|names| names.iter().map(|n| json!([n.start, n.end, n.label])).collect::<Vec<_>>());
    Ok(json!({"doc_id": line.doc_id, "names": names, "sentences": sentences}))
}

fn run() -> Result<(), String> {
    let engine = Embedded::new(&BUILT_IN, Precision::Int8).map_err(|e| e.to_string())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
        for (n, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
            let fail = |e: String| format!("{path}, line {}: {e}", n + 1);
            let line: Line = serde_json::from_str(row).map_err(|e| fail(e.to_string()))?;
            let lesson = lesson(&line, &engine).map_err(fail)?;
            writeln!(out, "{lesson}").map_err(|e| e.to_string())?;
        }
    }
    out.flush().map_err(|e| e.to_string())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("event_lessons: {message}");
            ExitCode::from(2)
        }
    }
}
