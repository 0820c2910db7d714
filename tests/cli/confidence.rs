//! Leaving out events below a confidence.

use super::program::{assert_code, depeche, lines};
use std::fs;
use tempfile::TempDir;

#[test]
fn the_least_confidence_keeps_those_events_that_reach_it() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("a.txt");
    let text = "Le tribunal de Lyon a condamné lundi l'ancien maire à deux ans de prison. Des discussions sont possibles.\n\n\
        Un séisme a fait 12 morts en Italie mardi. La police a arrêté trois suspects. Le groupe étudie une éventuelle hausse.";
    fs::write(&input, text).expect("a text");
    let run = |out: &str, more: &[&str]| {
        let out = dir.path().join(out);
        let mut command = depeche(&["extract"]);
        command.arg(&input).arg("-o").arg(&out).args(more);
        assert_code(&command.output().expect("the program is built"), 0);
        out
    };
    let all = lines(&run("all", &[]).join("events.jsonl"));
    let sure = |e: &serde_json::Value| e["confidence"].as_f64().expect("a number");
    let (low, high) = all
        .iter()
        .map(sure)
        .fold((1.0_f64, 0.0_f64), |(low, high), c| (low.min(c), high.max(c)));
    assert!(low < high, "all events score alike: {low}");
    let least = format!("{high}");
    let out = run("some", &["--min-confidence", &least]);
    let kept = lines(&out.join("events.jsonl"));
    let wanted: Vec<_> = all.iter().filter(|e| sure(e) >= high).cloned().collect();
    assert!(!kept.is_empty());
    assert_eq!(kept, wanted);
    assert_eq!(lines(&out.join("documents.jsonl"))[0]["events"], kept.len());
}
