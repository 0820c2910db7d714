//! The measures of `depeche evaluate` on a small run with mistakes of every kind.
//!
//! `tests/eval/expected.json` holds the figures of the reference scorer, an independent program, on the same two inputs.

use depeche::eval::{self, Measure, Part, Report};
use depeche::run_dir::RunDir;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

fn fixture() -> (Vec<eval::GoldDocument>, RunDir) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval");
    let gold = eval::read_gold(&folder.join("gold.jsonl")).expect("the gold is whole");
    (gold, RunDir::open(folder.join("run")).expect("the run is whole"))
}

fn expected() -> Map<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/expected.json");
    let text = std::fs::read_to_string(path).expect("the expected figures are there");
    serde_json::from_str(&text).expect("they are a JSON object")
}

#[test]
fn every_figure_is_that_of_the_reference_scorer() {
    let (gold, run) = fixture();
    let scores = eval::score(&gold, &run, None).expect("the run can be read");
    let report = Report {
        scores: &scores,
        intervals: BTreeMap::new(),
        errors: 0,
    };
    let json: Value = serde_json::from_str(&report.json()).expect("the report is JSON");
    let mut expected = expected();
    assert_eq!(expected.remove("documents"), Some(7.into()));
    assert_eq!(expected.remove("missing"), Some(1.into()));
    assert_eq!(expected.remove("bad_offsets"), Some(0.into()));
    assert_eq!(json["measures"], Value::Object(expected));
    assert_eq!(json["missing"].as_array().map(Vec::len), Some(1));
}

#[test]
fn one_part_alone_scores_as_it_does_among_all() {
    let (gold, run) = fixture();
    let all = eval::score(&gold, &run, None).expect("the run can be read");
    let alone = eval::score(&gold, &run, Some(Part::Timex)).expect("the run can be read");
    let [timex, event] = ["timex.value", "event.type"].map(|name| Measure::named(name).expect("a measure"));
    assert_eq!(alone.counts(timex), all.counts(timex));
    assert_eq!(alone.counts(event), None);
    assert!(all.counts(event).is_some());
}

#[test]
fn the_types_add_up_to_the_whole_and_mistakes_are_told_apart() {
    let (gold, run) = fixture();
    let scores = eval::score(&gold, &run, None).expect("the run can be read");
    let report = Report {
        scores: &scores,
        intervals: eval::bootstrap(&scores, 50),
        errors: 2,
    };
    let json: Value = serde_json::from_str(&report.json()).expect("the report is JSON");
    for part in ["ner", "event"] {
        let whole = &json["measures"][if part == "ner" { "ner" } else { "event.type" }];
        for count in ["tp", "fp", "fn"] {
            let types = json["types"][part].as_object().expect("a table by type");
            let sum: u64 = types.values().filter_map(|row| row[count].as_u64()).sum();
            assert_eq!(Some(sum), whole[count].as_u64(), "{part} {count}");
        }
    }
    let confused = json["confusion"]["event"].as_array().expect("a list of mistakes");
    let taken_for_another: u64 = confused
        .iter()
        .filter(|m| !m["gold"].is_null() && !m["predicted"].is_null())
        .filter_map(|m| m["count"].as_u64())
        .sum();
    assert_eq!(
        taken_for_another, 6,
        "each of the six spurious types overlaps a trigger of another type"
    );
    let f1 = json["measures"]["event.type"]["f1"].as_f64().expect("a figure");
    let bounds = &json["intervals"]["event.type"]["f1"];
    assert!(
        bounds[0].as_f64() <= Some(f1) && Some(f1) <= bounds[1].as_f64(),
        "{bounds} around {f1}"
    );
    assert_eq!(json["errors"]["event.type"].as_array().map(Vec::len), Some(2));

    let mut text = Vec::new();
    eval::print(&report, &mut text).expect("writing to memory does not fail");
    let text = String::from_utf8(text).expect("the report is UTF-8");
    assert!(text.contains("7 gold documents, 1 missing from the run, 0 spans"), "{text}");
    assert!(text.contains("gold's type taken for another"), "{text}");
    for measure in ["event.actor", "event.date", "event.amount"] {
        let head = format!("errors of {measure} ");
        let listed = text.split(&head).nth(1).unwrap_or_else(|| panic!("no errors of {measure}"));
        let first = listed.lines().nth(1).expect("an error");
        assert!(first.contains(" of ") && first.contains(" in « "), "{first}");
    }
}

#[test]
fn the_example_of_the_page_is_gold_as_it_stands() {
    for page in [include_str!("../docs/EVALUATE.md"), include_str!("../docs/EVALUATE.fr.md")] {
        let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("gold.jsonl");
        std::fs::write(&path, example.expect("an example")).expect("written");
        let gold = eval::read_gold(&path).expect("the example is gold");
        assert_eq!(gold.len(), 1);
        let words = |start, end| gold[0].text.chars().skip(start).take(end - start).collect::<String>();
        assert_eq!(
            (words(9, 17), words(31, 55)),
            ("racheter".to_owned(), "1,68 milliard de dollars".to_owned())
        );
    }
}

#[test]
fn a_part_that_gold_does_not_have_is_not_available_and_a_pasted_example_is_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("gold.jsonl");
    // As EVALUATE.md shows it: one object over several lines, here without names, dates and amounts.
    let example = "{\"doc_id\": \"a1\", \"text\": \"Adobe va racheter Magento.\",\n \"events\": [{\"type\": \"ECO.Acquire\",\n  \
        \"trigger\": {\"start\": 9, \"end\": 17}, \"factuality\": \"planned\", \"args\": [], \"dates\": [], \"amounts\": []}]}\n";
    std::fs::write(&path, example).expect("written");
    let gold = eval::read_gold(&path).expect("the example is gold");
    let (_, run) = fixture();
    let scores = eval::score(&gold, &run, None).expect("the run can be read");
    let report = Report {
        scores: &scores,
        intervals: BTreeMap::new(),
        errors: 0,
    };
    let mut text = Vec::new();
    eval::print(&report, &mut text).expect("writing to memory does not fail");
    let text = String::from_utf8(text).expect("the report is UTF-8");
    let row = |name: &str| {
        let line = text.lines().find(|l| l.split_whitespace().next() == Some(name));
        let cells = line.unwrap_or_else(|| panic!("no {name} in {text}")).split_whitespace();
        cells.skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("ner"), ["n/a", "n/a", "n/a", "0", "0", "0"]);
    assert_eq!(row("event.type"), ["n/a", "0.000", "0.000", "0", "0", "1"]);
    assert_eq!(row("event.record"), ["n/a", "0.000", "0.000", "0", "0", "1"]);

    std::fs::write(&path, format!("{example}{{\"doc_id\": 3}}\n")).expect("written");
    let error = eval::read_gold(&path).expect_err("no gold document");
    assert!(error.to_string().contains("gold.jsonl, line 4"), "{error}");
}
