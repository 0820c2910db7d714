//! Leaving out events below a confidence, and what is linked to them below a score.

use super::program::{assert_code, depeche, lines};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A run over one article with the options: the folder `name` in `dir`.
fn run(dir: &TempDir, name: &str, options: &[&str]) -> PathBuf {
    let input = dir.path().join("a.txt");
    let text = "Le tribunal de Lyon a condamné lundi l'ancien maire à deux ans de prison. Des discussions sont possibles.\n\n\
        Un séisme a fait 12 morts en Italie mardi. La police a arrêté trois suspects. Le groupe étudie une éventuelle hausse.";
    fs::write(&input, text).expect("a text");
    let out = dir.path().join(name);
    let mut command = depeche(&["extract"]);
    command.arg(&input).arg("-o").arg(&out).args(options);
    assert_code(&command.output().expect("the program is built"), 0);
    out
}

/// The least and the greatest of some numbers; they must differ.
fn bounds(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = numbers.fold((1.0_f64, 0.0_f64), |(low, high), c| (low.min(c), high.max(c)));
    assert!(low < high, "all score alike: {low}");
    (low, high)
}

#[test]
fn the_least_confidence_keeps_those_events_that_reach_it() {
    let dir = TempDir::new().expect("a folder");
    let all = lines(&run(&dir, "all", &[]).join("events.jsonl"));
    let sure = |e: &Value| e["confidence"].as_f64().expect("a number");
    let (_, high) = bounds(all.iter().map(sure));
    let out = run(&dir, "some", &["--min-confidence", &format!("{high}")]);
    let kept = lines(&out.join("events.jsonl"));
    let wanted: Vec<_> = all.iter().filter(|e| sure(e) >= high).cloned().collect();
    assert!(!kept.is_empty());
    assert_eq!(kept, wanted);
    assert_eq!(lines(&out.join("documents.jsonl"))[0]["events"], kept.len());
}

#[test]
fn the_least_score_keeps_those_links_that_reach_it() {
    let linked = |events: &[Value]| -> Vec<Value> {
        let lists = ["arguments", "dates", "amounts"];
        let of = |e: &Value| {
            lists
                .iter()
                .flat_map(|l| e[l].as_array().expect("a list").clone())
                .collect::<Vec<_>>()
        };
        events.iter().flat_map(of).collect()
    };
    let dir = TempDir::new().expect("a folder");
    let all = lines(&run(&dir, "all", &[]).join("events.jsonl"));
    let (_, high) = bounds(linked(&all).iter().filter_map(|l| l["score"].as_f64()));
    let out = run(&dir, "some", &["--min-score", &format!("{high}")]);
    let kept = lines(&out.join("events.jsonl"));
    assert_eq!(kept.len(), all.len(), "no event goes with its links");
    let wanted: Vec<_> = linked(&all)
        .into_iter()
        .filter(|l| l["score"].as_f64().is_none_or(|score| score >= high))
        .collect();
    assert!(!wanted.is_empty());
    assert_eq!(linked(&kept), wanted);
}
