//! The measures of `depeche evaluate` on a small run with mistakes of every kind.
//!
//! `tests/eval/expected.json` holds the figures of the reference scorer, an independent program, on the same two inputs.

use depeche::eval::{self, Measure, Part, Report};
use depeche::run_dir::RunDir;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixture() -> (Vec<eval::GoldDocument>, RunDir) {
    let run = RunDir::open(folder().join("run")).expect("the run is whole");
    let gold = eval::read_gold(&folder().join("gold.jsonl"), &run).expect("the gold is whole");
    (gold, run)
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
    // The scorer says 0.0 where there is nothing to take a share of.
    for row in expected.values_mut() {
        let sum = |a: &str, b: &str| row[a].as_u64().zip(row[b].as_u64()).map(|(a, b)| a + b);
        for (share, of) in [("precision", sum("tp", "fp")), ("recall", sum("tp", "fn"))] {
            if of == Some(0) {
                row[share] = Value::Null;
            }
        }
    }
    assert_eq!(json["measures"], Value::Object(expected));
    assert!(json["measures"]["ner.MISC"]["recall"].is_null());
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
    let (_, run) = fixture();
    for page in [include_str!("../docs/EVALUATE.md"), include_str!("../docs/EVALUATE.fr.md")] {
        let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("gold.jsonl");
        std::fs::write(&path, example.expect("an example")).expect("written");
        let gold = eval::read_gold(&path, &run).expect("the example is gold");
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
    let (_, run) = fixture();
    let gold = eval::read_gold(&path, &run).expect("the example is gold");
    let scores = eval::score(&gold, &run, None).expect("the run can be read");
    let report = Report {
        scores: &scores,
        intervals: BTreeMap::new(),
        errors: 0,
    };
    let mut text = Vec::new();
    eval::print(&report, &mut text).expect("writing to memory does not fail");
    let text = String::from_utf8(text).expect("the report is UTF-8");
    let row = |name: &str| cells(&text, name);
    assert_eq!(row("ner"), ["n/a", "n/a", "n/a", "0", "0", "0"]);
    assert_eq!(row("event.type"), ["n/a", "0.000", "0.000", "0", "0", "1"]);
    assert_eq!(row("event.record"), ["n/a", "0.000", "0.000", "0", "0", "1"]);

    std::fs::write(&path, format!("{example}{{\"doc_id\": 3}}\n")).expect("written");
    let error = eval::read_gold(&path, &run).expect_err("no gold document");
    assert!(error.to_string().contains("gold.jsonl, line 4"), "{error}");
}

/// The program's `evaluate` on a gold file and a run.
fn evaluate(gold: &Path, run: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_depeche"));
    command.arg("evaluate").arg("--gold").arg(gold).arg(run).args(more);
    command.output().expect("the program is built")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval")
}

fn out(run: &Output) -> String {
    String::from_utf8(run.stdout.clone()).expect("UTF-8")
}

fn err(run: &Output) -> String {
    String::from_utf8(run.stderr.clone()).expect("UTF-8")
}

/// A gold document of one event, in the text of EVALUATE.md.
fn document() -> Value {
    json!({
        "doc_id": "a1", "text": "Adobe va racheter Magento pour 1,68 milliard de dollars.",
        "entities": [{"start": 0, "end": 5, "type": "ORG"}],
        "timexes": [{"start": 6, "end": 8, "type": "DATE", "value": "2018"}],
        "amounts": [{"start": 31, "end": 55, "kind": "money", "value": 1_680_000_000, "unit": "USD"}],
        "events": [{
            "type": "ECO.Acquire", "trigger": {"start": 9, "end": 17}, "factuality": "planned",
            "args": [{"role": "actor", "start": 0, "end": 5, "mention": "name"}],
            "dates": [{"start": 6, "end": 8}], "amounts": [{"start": 31, "end": 55}], "source": {"start": 0, "end": 5}
        }]
    })
}

fn line(document: &Value) -> String {
    format!("{document}\n")
}

#[test]
fn wrong_gold_is_refused_with_the_line_the_value_and_the_remedy() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    let run = folder().join("run");
    let spans = [
        "/entities/0",
        "/timexes/0",
        "/amounts/0",
        "/events/0/trigger",
        "/events/0/args/0",
        "/events/0/dates/0",
        "/events/0/amounts/0",
        "/events/0/source",
    ];
    let mut cases: Vec<(String, Value, Vec<&str>)> = Vec::new();
    for span in spans {
        for (start, end, told) in [
            (3, 3, "is empty"),
            (5, 2, "from 5 to 2 ends before it begins"),
            (50, 57, "is out of the text of 56 characters; wanted 0 ≤ start < end ≤ 56"),
            (900, 901, "from 900 to 901 is out of the text"),
        ] {
            let mut wrong = document();
            let place = wrong.pointer_mut(span).expect("a span");
            place["start"] = start.into();
            place["end"] = end.into();
            cases.push((format!("{span} {start} {end}"), wrong, vec![told, "wanted "]));
        }
    }
    for (at, value, told) in [
        (
            "/events/0/type",
            "ECO.Aquire",
            vec!["events[0].type is « ECO.Aquire »", "ECO.Acquire", "depeche schema codebook"],
        ),
        ("/events/0/type", "eco.acquire", vec!["« eco.acquire »", "ECO.Acquire"]),
        ("/events/0/type", "licenciement", vec!["« licenciement »", "ECO.Layoff"]),
        ("/events/0/type", "ENV.Pollute", vec!["« ENV.Pollute »", "no type of events"]),
        ("/events/0/type", "\u{1b}[31m", vec!["« \\u{1b}[31m »"]),
        (
            "/events/0/factuality",
            "plan",
            vec!["events[0].factuality is « plan »; wanted one of planned, ", "denied"],
        ),
        (
            "/events/0/factuality",
            "",
            vec!["« »; wanted one of asserted, planned, possible, denied"],
        ),
        (
            "/events/0/args/0/role",
            "recipent",
            vec!["events[0].args[0].role is « recipent »; wanted one of recipient, ", "scope"],
        ),
        (
            "/entities/0/type",
            "organisation",
            vec!["entities[0].type", "wanted one of ORG, "],
        ),
        (
            "/timexes/0/type",
            "date",
            vec!["timexes[0].type is « date »; wanted one of DATE, "],
        ),
        (
            "/timexes/0/value",
            "lundi",
            vec!["timexes[0].value is « lundi », no value of TIMEX3; wanted one such as 2024-07-20"],
        ),
        (
            "/amounts/0/value",
            "60 millions",
            vec!["amounts[0].value is \"60 millions\"; wanted a number, or [low, high]"],
        ),
        (
            "/amounts/0/unit",
            "euros",
            vec!["amounts[0].unit is « euros »; wanted three letters of ISO 4217 such as EUR"],
        ),
        (
            "/events/0/args/0/mention",
            "noun",
            vec!["events[0].args[0].mention is « noun »; wanted one of ", "nominal"],
        ),
        (
            "/amounts/0/kind",
            "percentage",
            vec!["amounts[0].kind is « percentage »; wanted one of percent", "count"],
        ),
    ] {
        let mut wrong = document();
        *wrong.pointer_mut(at).expect("a value") = value.into();
        cases.push((format!("{at} {value}"), wrong, told));
    }
    let mut good = document();
    good["doc_id"] = "a0".into();
    for (name, wrong, told) in cases {
        std::fs::write(&path, format!("{}\n{}", line(&good), line(&wrong))).expect("written");
        let done = evaluate(&path, &run, &[]);
        let message = err(&done).replace("«  »", "« »");
        assert_eq!(
            (done.status.code(), out(&done)),
            (Some(2), String::new()),
            "{name}: {message}"
        );
        for part in ["gold.jsonl, line 3: document « a1 »: "].iter().chain(&told) {
            assert!(message.contains(part), "{name}: {part} in {message}");
        }
        assert_eq!(message.lines().count(), 1, "{name}: {message}");
    }
    std::fs::write(&path, line(&good)).expect("written");
    assert_eq!(
        evaluate(&path, &run, &[]).status.code(),
        Some(1),
        "the good one is but missing"
    );
}

#[test]
fn one_document_twice_is_refused_and_many_faults_are_listed_up_to_ten() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    let run = folder().join("run");
    let good = line(&document());
    std::fs::write(&path, format!("{good}\n{good}")).expect("written");
    let done = evaluate(&path, &run, &[]);
    assert_eq!(done.status.code(), Some(2));
    let message = err(&done);
    assert!(
        message.contains("gold.jsonl, line 3: document « a1 »: stands in line 1 already"),
        "{message}"
    );

    let mut wrong = document();
    wrong["events"][0]["factuality"] = "sure".into();
    for (faults, lines, more) in [
        (2, 2, None),
        (10, 10, None),
        (11, 11, Some("and 1 more")),
        (30, 11, Some("and 20 more")),
    ] {
        let text: String = (0..faults)
            .map(|i| {
                wrong["doc_id"] = format!("d{i}").into();
                line(&wrong)
            })
            .collect();
        std::fs::write(&path, text).expect("written");
        let message = err(&evaluate(&path, &run, &[]));
        assert_eq!(message.lines().count(), lines, "{message}");
        assert!(message.contains("gold.jsonl, line 2: document « d1 »"), "{message}");
        match more {
            Some(more) => assert!(message.contains(more), "{message}"),
            None => assert!(!message.contains(" more"), "{message}"),
        }
    }
}

#[test]
fn gold_that_stands_is_still_gold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, run) = fixture();
    let mut read = 0;
    let shared = Path::new("/work/shared/gold");
    let mut files = vec![root.join("corpus/gold/gold.jsonl"), root.join("tests/eval/gold.jsonl")];
    // What is not handed out with the sources is looked at where it is there.
    for entry in std::fs::read_dir(shared).into_iter().flatten().flatten() {
        files.extend(Some(entry.path()).filter(|path| path.extension().is_some_and(|x| x == "jsonl")));
    }
    files.extend(
        ["wikinews.check", "wikinews.train"]
            .map(|name| Path::new("/work/shared/data/events").join(format!("{name}.jsonl")))
            .into_iter()
            .filter(|path| path.exists()),
    );
    for file in files {
        let gold = eval::read_gold(&file, &run).unwrap_or_else(|e| panic!("{e}"));
        assert!(!gold.is_empty() && gold.iter().all(|document| document.annotated() == eval::Annotated::All));
        read += 1;
    }
    assert!(read >= 2);
    // Keys that may be left out.
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    for key in [
        "/entities",
        "/timexes",
        "/amounts",
        "/events",
        "/timexes/0/type",
        "/events/0/args",
        "/events/0/dates",
        "/events/0/source",
    ] {
        let (parent, name) = key.rsplit_once('/').expect("a path");
        let mut document = document();
        let removed = document.pointer_mut(parent).and_then(|p| p.as_object_mut()?.remove(name));
        assert!(removed.is_some(), "{key}");
        std::fs::write(&path, line(&document)).expect("written");
        assert!(eval::read_gold(&path, &run).is_ok(), "{key}");
    }
    std::fs::write(
        &path,
        format!("[\n{},\n{}]", document(), line(&document()).replace("\"a1\"", "\"a2\"")),
    )
    .expect("written");
    assert_eq!(eval::read_gold(&path, &run).expect("an array is gold as well").len(), 2);
}

/// The measures of gold lines against a run, as JSON.
fn measured(gold: &str, run: &Path) -> Value {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    std::fs::write(&path, gold).expect("written");
    let done = evaluate(&path, run, &["--json"]);
    serde_json::from_slice(&done.stdout).unwrap_or_else(|e| panic!("{e}: {}", err(&done)))
}

#[test]
fn a_key_that_an_event_leaves_out_is_not_measured_and_an_empty_list_means_none() {
    let run = folder().join("run");
    let text = std::fs::read_to_string(folder().join("gold.jsonl")).expect("gold");
    let without = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut lines = String::new();
        for document in text.lines() {
            let mut document: Value = serde_json::from_str(document).expect("a document");
            for event in document["events"].as_array_mut().into_iter().flatten() {
                change(event.as_object_mut().expect("an event"));
            }
            lines += &line(&document);
        }
        measured(&lines, &run)["measures"].clone()
    };
    let whole = without(&|_| {});
    for (key, measures) in [
        ("args", &["event.actor", "event.actor.name", "event.record"][..]),
        ("dates", &["event.date", "event.record"]),
        ("amounts", &["event.amount", "event.record"]),
        ("source", &["event.source"]),
    ] {
        let left_out = without(&|event| {
            event.remove(key);
        });
        for (measure, row) in left_out.as_object().expect("measures") {
            if measures.contains(&measure.as_str()) {
                let nothing = json!({"precision": null, "recall": null, "f1": null, "tp": 0, "fp": 0, "fn": 0});
                assert_eq!(*row, nothing, "{measure} without {key}");
            } else {
                assert_eq!(*row, whole[measure], "{measure} without {key}");
            }
        }
        let none = if key == "source" { Value::Null } else { json!([]) };
        let empty = without(&|event| {
            event.insert(key.to_owned(), none.clone());
        });
        let row = &empty[measures[0]];
        assert!(row["fp"].as_u64() > Some(0) && row["fn"] == 0, "{key}: {row}");
    }
    // One event alone without the key: the others are measured.
    let seen = std::cell::Cell::new(0);
    let one = without(&|event| {
        let counts = event["type"] != "COM.Statement";
        if counts && seen.replace(seen.get() + 1) == 0 {
            event.remove("dates");
        }
    });
    let support = |row: &Value| row["tp"].as_u64().zip(row["fn"].as_u64()).map(|(tp, missed)| tp + missed);
    assert_eq!(support(&one["event.record"]), support(&whole["event.record"]).map(|n| n - 1));
}

#[test]
fn errors_of_sources_are_listed_and_what_is_not_there_is_null() {
    let done = evaluate(
        &folder().join("gold.jsonl"),
        &folder().join("run"),
        &["--json", "--errors", "3"],
    );
    let json: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let row = &json["measures"]["event.source"];
    let wrong = row["fp"].as_u64().zip(row["fn"].as_u64()).map(|(fp, missed)| fp + missed);
    let listed = json["errors"]["event.source"].as_array().map_or(0, Vec::len);
    assert_eq!(Some(listed as u64), wrong.map(|n| n.min(3)), "{row}");
    let without = measured(
        &line(&json!({"doc_id": "a1", "text": "Le port.", "entities": []})),
        &folder().join("run"),
    );
    for measure in ["event.source", "event.type", "ner"] {
        assert!(without["measures"][measure]["f1"].is_null(), "{measure}: {without}");
    }
}

#[test]
fn an_unfinished_run_and_offsets_of_another_text_are_told_with_their_remedy() {
    let gold = folder().join("gold.jsonl");
    let part = copied(Some);
    std::fs::write(part.path().join("run.journal"), "").expect("written");
    let done = evaluate(&gold, part.path(), &[]);
    assert!(err(&done).contains("this run is not finished"), "{}", err(&done));
    assert!(out(&done).contains("; the run is not finished"), "{}", out(&done));
    let text = std::fs::read_to_string(&gold).expect("gold");
    let moved: String = text
        .lines()
        .map(|l| {
            let mut document: Value = serde_json::from_str(l).expect("a document");
            document["text"] = format!("\u{feff} {}", document["text"].as_str().expect("a text")).into();
            line(&document)
        })
        .collect();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    std::fs::write(&path, moved).expect("written");
    let told = out(&evaluate(&path, &folder().join("run"), &[]));
    let line = told
        .lines()
        .find(|l| l.starts_with("first in document « "))
        .unwrap_or_else(|| panic!("{told}"));
    assert!(
        line.contains("the gold's text has « ") && line.contains("--offset-unit codepoint"),
        "{line}"
    );
}

/// A copy of the small run whose events may be changed.
fn copied(change: impl Fn(Value) -> Option<Value>) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let run = folder().join("run");
    std::fs::copy(run.join("documents.jsonl"), dir.path().join("documents.jsonl")).expect("copied");
    let events = std::fs::read_to_string(run.join("events.jsonl")).expect("events");
    let kept = events
        .lines()
        .filter_map(|l| change(serde_json::from_str(l).expect("an event")));
    std::fs::write(dir.path().join("events.jsonl"), kept.map(|e| line(&e)).collect::<String>()).expect("written");
    dir
}

#[test]
fn types_of_the_run_are_types_of_its_gold() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    let mut gold = document();
    gold["events"][0]["type"] = "ENV.Pollute".into();
    std::fs::write(&path, line(&gold)).expect("written");
    let own = |event: Value| {
        let mut event = event;
        event["type"] = "ENV.Pollute".into();
        Some(event)
    };
    let by_records = copied(own);
    assert_eq!(
        evaluate(&path, by_records.path(), &["--min-confidence", "1"]).status.code(),
        Some(1)
    );
    let by_settings = copied(Some);
    assert_eq!(evaluate(&path, by_settings.path(), &[]).status.code(), Some(2));
    let settings = json!({"settings": {"types": [{"file": "ENV.Pollute.toml"}]}});
    std::fs::write(by_settings.path().join("run.json"), settings.to_string()).expect("written");
    assert_eq!(evaluate(&path, by_settings.path(), &[]).status.code(), Some(1));
    gold["events"][0]["type"] = "ENV.Polute".into();
    std::fs::write(&path, line(&gold)).expect("written");
    let message = err(&evaluate(&path, by_settings.path(), &[]));
    assert!(message.contains("the nearest are ENV.Pollute"), "{message}");
    gold["events"][0]["type"] = "l'usine".into();
    std::fs::write(&path, line(&gold)).expect("written");
    let message = err(&evaluate(&path, by_settings.path(), &[]));
    assert!(
        message.contains("« l'usine », which is no type of events; `depeche") && !message.contains("nearest"),
        "{message}"
    );
}

#[test]
fn events_under_the_least_confidence_are_left_out() {
    let gold = folder().join("gold.jsonl");
    let measures = |run: &Path, more: &[&str]| -> Value {
        let done = evaluate(&gold, run, &[more, &["--json"]].concat());
        serde_json::from_str(&out(&done)).expect("JSON")
    };
    let whole = measures(&folder().join("run"), &[]);
    assert!(whole.get("min_confidence").is_none());
    for least in ["0", "0.6", "0.75", "1"] {
        let bound: f64 = least.parse().expect("a number");
        let by_hand = copied(|e| Some(e.clone()).filter(|_| e["confidence"].as_f64().expect("a number") >= bound));
        let filtered = measures(&folder().join("run"), &["--min-confidence", least]);
        assert_eq!(filtered["measures"], measures(by_hand.path(), &[])["measures"], "{least}");
        assert_eq!(filtered["min_confidence"].as_f64(), Some(bound));
        assert_eq!(
            filtered["measures"]["ner"], whole["measures"]["ner"],
            "names have no such confidence"
        );
    }
    let event = |least| measures(&folder().join("run"), &["--min-confidence", least])["measures"]["event.type"].clone();
    let (all, sure) = (event("0"), event("0.6"));
    let predicted = |row: &Value| row["tp"].as_u64().expect("a count") + row["fp"].as_u64().expect("a count");
    assert!(predicted(&sure) < predicted(&all), "{sure} {all}");
    let text = out(&evaluate(&gold, &folder().join("run"), &["--min-confidence", "0.6"]));
    assert!(
        text.contains("only events of the run with a confidence of at least 0.6"),
        "{text}"
    );
    for wrong in ["1.1", "-0.1", "much"] {
        let option = format!("--min-confidence={wrong}");
        assert_eq!(
            evaluate(&gold, &folder().join("run"), &[&option]).status.code(),
            Some(2),
            "{wrong}"
        );
    }
}

/// The row of a measure in the report, as its cells.
fn cells(text: &str, measure: &str) -> Vec<String> {
    let line = text.lines().find(|l| l.split_whitespace().next() == Some(measure));
    let cells = line.unwrap_or_else(|| panic!("no {measure} in {text}")).split_whitespace();
    cells.skip(1).map(str::to_owned).collect()
}

#[test]
fn intervals_are_blank_where_there_is_no_figure_and_few_documents_are_said() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    let run = folder().join("run");
    let mut empty = document();
    empty["events"] = json!([]);
    empty["timexes"] = json!([]);
    let mut gold = |count: usize| -> String {
        let mut one = |i| {
            empty["doc_id"] = format!("d{i}").into();
            line(&empty)
        };
        (0..count).map(&mut one).collect()
    };
    for (count, said) in [
        (1, Some("come from 1 document and")),
        (9, Some("come from 9 documents and")),
        (10, None),
    ] {
        std::fs::write(&path, gold(count)).expect("written");
        let done = evaluate(&path, &run, &["--bootstrap", "50"]);
        let (text, message) = (out(&done), err(&done));
        match said {
            Some(said) => assert!(message.contains(said) && message.contains("say little"), "{message}"),
            None => assert_eq!(message, ""),
        }
        for none in ["timex.value", "event.type", "event.record", "event.factuality"] {
            assert_eq!(cells(&text, none), ["n/a", "n/a", "n/a", "0", "0", "0"], "{none}");
        }
        assert_eq!(cells(&text, "ner")[2..6], ["0.000", "0.000", "to", "0.000"]);
        // With or without an interval, the counts stand under their heads.
        let ends: Vec<usize> = ["ner ", "ner.MISC ", "event.type ", "measure "]
            .map(|start| text.lines().find(|l| l.starts_with(start)).expect("a row").chars().count())
            .to_vec();
        assert!(ends.iter().all(|end| *end == ends[0]), "{text}");
        assert_eq!(
            err(&evaluate(&path, &run, &[])),
            "",
            "nothing is said of intervals that nobody asked for"
        );
        let json: Value = serde_json::from_str(&out(&evaluate(&path, &run, &["--bootstrap", "50", "--json"]))).expect("JSON");
        assert!(json["intervals"].get("event.type").is_none() && json["measures"].get("event.type").is_some());
        assert_eq!(json["intervals"]["ner"]["precision"], Value::Null);
    }
}

#[test]
fn numbers_of_things_agree_with_their_nouns() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    let text = std::fs::read_to_string(folder().join("gold.jsonl")).expect("gold");
    let lines: Vec<&str> = text.lines().collect();
    let run = folder().join("run");
    for (gold, head) in [
        (
            lines[0].to_owned(),
            "1 gold document, 0 missing from the run, 0 spans whose offsets do not reproduce their text\n",
        ),
        (
            lines[..2].join("\n"),
            "2 gold documents, 0 missing from the run, 0 spans whose",
        ),
        (
            lines[0].replacen("Lisbonne", "Lizbonne", 1),
            "1 gold document, 0 missing from the run, 1 span whose offsets do not reproduce its text\n",
        ),
    ] {
        std::fs::write(&path, gold).expect("written");
        let text = out(&evaluate(&path, &run, &["--only", "ner"]));
        assert!(text.starts_with(head), "{head} {text}");
    }
}

#[test]
fn errors_show_plain_figures_and_what_differs() {
    let gold = folder().join("gold.jsonl");
    let run = folder().join("run");
    let text = out(&evaluate(&gold, &run, &["--errors", "1000"]));
    let part = |measure: &str| -> Vec<String> {
        let head = format!("\nerrors of {measure} (");
        let rest = text
            .split(&head)
            .nth(1)
            .unwrap_or_else(|| panic!("no errors of {measure} in {text}"));
        rest.lines()
            .skip(1)
            .take_while(|l| !l.is_empty())
            .map(str::to_owned)
            .collect()
    };
    for amount in part("amount.value") {
        let figure = amount.rsplit(" = ").next().expect("a figure");
        let figure = figure.split(' ').next().expect("a figure");
        assert!(!amount.contains('[') && !figure.ends_with(".0"), "{amount}");
        assert!(figure.chars().all(|c| c.is_ascii_digit() || ".–-".contains(c)), "{amount}");
    }
    let records = part("event.record");
    let parts = ["actor", "recipient", "date", "amount"].map(|part| [format!("missed {part} « "), format!("spurious {part} « ")]);
    let (records, others): (Vec<String>, Vec<String>) = records.into_iter().partition(|r| r.starts_with("differs   "));
    for other in &others {
        let side = if other.starts_with("missed ") { "the run" } else { "gold" };
        assert!(other.contains(&format!(": no such record in {side}; in « ")), "{other}");
    }
    for record in &records {
        assert!(record.contains("; in « "), "{record}");
        assert!(parts.as_flattened().iter().any(|part| record.contains(part)), "{record}");
    }
    let json: Value = serde_json::from_str(&out(&evaluate(&gold, &run, &["--errors", "1000", "--json"]))).expect("JSON");
    let count = |measure: &str, what: &str| json["measures"][measure][what].as_u64().expect("a count") as usize;
    assert_eq!(records.len(), count("event.type", "tp") - count("event.record", "tp"));
    assert_eq!(others.len(), count("event.type", "fn") + count("event.type", "fp"));
    let factualities = part("event.factuality");
    assert_eq!(factualities.len(), count("event.factuality", "fn"));
    for wrong in factualities {
        assert!(
            wrong.contains(" in gold, ") && wrong.contains(" in the run; in « "),
            "{wrong}"
        );
    }
    assert_eq!(json["errors"]["event.record"][0]["error"], "differs");
}

/// Gold that says of a document what the run says of it.
fn gold_of_run(id: &str) -> Value {
    let lines = |path: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(folder().join(path)).expect("lines");
        text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
    };
    let of = |rows: Vec<Value>| rows.into_iter().filter(|row| row["doc_id"] == id).collect::<Vec<_>>();
    let text = of(lines("gold.jsonl"))[0]["text"].clone();
    let mut events = of(lines("run/events.jsonl"));
    for event in &mut events {
        // In a run it is the file; in gold, who reports the event, which stands in the attribution here.
        event.as_object_mut().expect("an object").remove("source");
    }
    json!({"doc_id": id, "text": text, "events": events})
}

#[test]
fn a_record_that_differs_tells_in_what() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    let run = folder().join("run");
    let same = gold_of_run("01-kelvar.txt");
    let events = same["events"].as_array().expect("events");
    let index = |part: &str| {
        let full = |e: &&Value| e["type"] != "COM.Statement" && e[part][0].is_object() && e[part][0]["role"] != "theme";
        events
            .iter()
            .position(|e| full(&e))
            .unwrap_or_else(|| panic!("no event with {part}"))
    };
    type Change = fn(&mut Value, usize);
    let cases: [(&str, &str, Change, &[&str]); 6] = [
        (
            "arguments",
            "event.record",
            |e, i| drop(e[i]["arguments"].as_array_mut().expect("a list").remove(0)),
            &["spurious ROLE « WORDS »"],
        ),
        (
            "arguments",
            "event.record",
            |e, i| e[i]["arguments"][0]["role"] = "scope".into(),
            &["spurious ROLE « WORDS »"],
        ),
        (
            "arguments",
            "event.record",
            |e, i| {
                let other = if e[i]["arguments"][0]["role"] == "actor" {
                    "recipient"
                } else {
                    "actor"
                };
                e[i]["arguments"][0]["role"] = other.into();
            },
            &["missed ", " « WORDS »", "spurious ROLE « WORDS »"],
        ),
        (
            "dates",
            "event.record",
            |e, i| e[i]["dates"] = json!([]),
            &["spurious date « WORDS »"],
        ),
        (
            "amounts",
            "event.record",
            |e, i| e[i]["amounts"][0] = json!({"start": 0, "end": 5}),
            &["missed amount « ", "spurious amount « WORDS »"],
        ),
        (
            "arguments",
            "event.factuality",
            |e, i| {
                let other = if e[i]["factuality"] == "denied" {
                    "possible"
                } else {
                    "denied"
                };
                e[i]["factuality"] = other.into();
            },
            &["denied in gold, FACTUALITY in the run"],
        ),
    ];
    let errors = |gold: &Value| -> Value {
        std::fs::write(&path, line(gold)).expect("written");
        let done = evaluate(&path, &run, &["--errors", "99", "--json"]);
        serde_json::from_str::<Value>(&out(&done)).unwrap_or_else(|_| panic!("{}", err(&done)))["errors"].clone()
    };
    assert_eq!(errors(&same), json!({}), "nothing differs");
    for (part, measure, change, told) in cases {
        let i = index(part);
        let mut gold = same.clone();
        change(&mut gold["events"], i);
        let listed = errors(&gold)[measure].clone();
        assert_eq!(listed.as_array().map(Vec::len), Some(1), "{part}: {listed}");
        let what = listed[0]["what"].as_str().expect("words");
        let event = &events[i];
        let shown = |value: &Value| value.as_str().expect("words").replace(['\u{a0}', '\u{202f}'], " ");
        let trigger = format!("{} « {} »: ", shown(&event["type"]), shown(&event["trigger"]["text"]));
        assert!(what.starts_with(&trigger), "{trigger} in {what}");
        for told in told {
            let told = told
                .replace("ROLE", event[part][0]["role"].as_str().unwrap_or_default())
                .replace("WORDS", &shown(&event[part][0]["text"]))
                .replace("FACTUALITY", &shown(&event["factuality"]));
            assert!(what.contains(&told), "{part}: {told} in {what}");
        }
    }
}

#[test]
fn examples_come_from_all_documents() {
    let (gold, run) = fixture();
    let scores = eval::score(&gold, &run, None).expect("the run can be read");
    let drawn = |errors| -> Value {
        let intervals = BTreeMap::new();
        let scores = &scores;
        let report = Report {
            scores,
            intervals,
            errors,
        };
        serde_json::from_str(&report.json()).expect("JSON")
    };
    let documents = |json: &Value, measure: &str| -> BTreeSet<String> {
        let listed = json["errors"][measure].as_array().expect("errors");
        listed
            .iter()
            .map(|e| e["doc_id"].as_str().expect("an id").to_owned())
            .collect()
    };
    let all = drawn(1000);
    for measure in [
        "ner",
        "timex.value",
        "event.type",
        "event.actor",
        "event.record",
        "event.factuality",
    ] {
        let everywhere = documents(&all, measure);
        let some = drawn(everywhere.len());
        assert_eq!(documents(&some, measure), everywhere, "one of each document: {measure}");
        assert_eq!(some["errors"][measure].as_array().map(Vec::len), Some(everywhere.len()));
        assert_eq!(some, drawn(everywhere.len()), "the same again");
    }
    let few = drawn(2);
    let total = all["errors"]["event.type"].as_array().expect("errors").len();
    let first = documents(&all, "event.type").into_iter().next();
    assert!(
        first.is_none_or(|id| !documents(&few, "event.type").contains(&id)),
        "not the first documents alone"
    );
    let mut text = Vec::new();
    let intervals = BTreeMap::new();
    let report = Report {
        scores: &scores,
        intervals,
        errors: 2,
    };
    eval::print(&report, &mut text).expect("written to memory");
    let text = String::from_utf8(text).expect("UTF-8");
    assert!(text.contains(&format!("errors of event.type (2 of {total})")), "{text}");
}

#[test]
fn files_of_other_tools_are_named_with_the_remedy() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("empty")).expect("a folder");
    let run = folder().join("run");
    let run_line = |name: &str| std::fs::read_to_string(run.join(name)).expect("a run");
    for (file, content, told) in [
        (
            "a1.ann",
            "T1\tORG 0 5\tAdobe\n".to_owned(),
            vec!["a1.ann, line 1: no ", "a1.txt beside it"],
        ),
        (
            "a1.txt",
            "Adobe va racheter Magento.\n".to_owned(),
            vec!["a1.txt, line 1: not the gold", "{doc_id, text"],
        ),
        (
            "min.json",
            "[{\"text\": \"Adobe\", \"id\": 1, \"label\": [], \"annotator\": 1}]".to_owned(),
            vec!["JSON-MIN", "export the project as JSON"],
        ),
        (
            "events.jsonl",
            run_line("events.jsonl"),
            vec!["line 1: a record that depeche wrote", "people annotated"],
        ),
        (
            "documents.jsonl",
            run_line("documents.jsonl"),
            vec!["line 1: a record that depeche wrote"],
        ),
        (
            "list.json",
            "[1,\n2]".to_owned(),
            vec!["line 1: not the gold", "JSON export of Label Studio"],
        ),
        (
            "gold.csv",
            "doc_id,text\na,b\n".to_owned(),
            vec!["line 1: not the gold", "EVALUATE.md"],
        ),
        ("empty.jsonl", "\n".to_owned(), vec!["holds no document", "{doc_id, text"]),
    ] {
        let path = dir.path().join(file);
        std::fs::write(&path, content).expect("written");
        let done = evaluate(&path, &run, &[]);
        let message = err(&done);
        assert_eq!(
            (done.status.code(), out(&done)),
            (Some(2), String::new()),
            "{file}: {message}"
        );
        for part in told {
            assert!(message.contains(part), "{file}: {part} in {message}");
        }
    }
    let done = evaluate(&dir.path().join("empty"), &run, &[]);
    assert_eq!(done.status.code(), Some(2));
    assert!(
        err(&done).contains("a folder without files of brat; wanted lines of"),
        "{}",
        err(&done)
    );
}

/// A corrected task of Label Studio; the rocket takes two UTF-16 units.
fn task() -> Value {
    let span = |id: &str, start: u64, end: u64, text: &str, label: &str| {
        json!({"id": id, "from_name": "label", "to_name": "text", "type": "labels", "origin": "prediction-changed",
            "value": {"start": start, "end": end, "text": text, "labels": [label]}})
    };
    let relation = |from: &str, to: &str, role: &str| json!({"type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [role]});
    json!({
        "id": 7, "data": {"text": "🚀 Adobe va racheter Magento\npour 1,68 milliard.", "doc_id": "a1", "date": null, "source": "a.jsonl#1"},
        "predictions": [{"result": []}],
        "annotations": [{"id": 1, "completed_by": 1, "was_cancelled": false, "result": [
            span("s1", 3, 8, "Adobe", "ORG"), span("s2", 12, 20, "racheter", "ECO.Acquire"), span("s3", 21, 28, "Magento", "Mention"),
            span("s4", 34, 47, "1,68 milliard", "MONEY"), span("s5", 9, 11, "va", "DATE"),
            span("s6", 21, 33, "Magento\\npour", "MISC"),
            relation("s2", "s1", "actor"), relation("s3", "s2", "recipient"),
            json!({"id": "c1", "type": "choices", "value": {"choices": ["done"]}})
        ]}]
    })
}

#[test]
fn corrected_tasks_of_label_studio_are_gold() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("gold.jsonl");
    let (_, run) = fixture();
    let by_hand = json!({
        "doc_id": "a1", "text": "🚀 Adobe va racheter Magento\npour 1,68 milliard.",
        "entities": [{"start": 2, "end": 7, "type": "ORG"}, {"start": 20, "end": 32, "type": "MISC"}],
        "timexes": [{"start": 8, "end": 10, "type": "DATE", "value": "FUTURE_REF"}],
        "amounts": [{"start": 33, "end": 46, "kind": "money"}],
        "events": [{"type": "ECO.Acquire", "trigger": {"start": 11, "end": 19}, "factuality": "asserted", "args": [
            {"role": "actor", "start": 2, "end": 7, "mention": "name"}, {"role": "recipient", "start": 20, "end": 27, "mention": "nominal"}
        ]}]
    });
    let mut in_points = task();
    for item in in_points["annotations"][0]["result"].as_array_mut().expect("a list") {
        for end in ["start", "end"] {
            if let Some(offset) = item["value"][end].as_u64() {
                item["value"][end] = (offset - 1).into();
            }
        }
    }
    let listed = |text: &str| -> Value {
        std::fs::write(&path, text).expect("written");
        let gold = eval::read_gold(&path, &run).unwrap_or_else(|e| panic!("{e}"));
        let scores = eval::score(&gold, &run, None).expect("the run can be read");
        let intervals = BTreeMap::new();
        let report = Report {
            scores: &scores,
            intervals,
            errors: 9,
        };
        serde_json::from_str(&report.json()).expect("JSON")
    };
    // Tasks tell no values.
    let wanted = listed(&line(&by_hand)).to_string().replace(" = FUTURE_REF", "");
    let wanted: Value = serde_json::from_str(&wanted).expect("JSON");
    let more = [
        "timex.value",
        "amount.value",
        "amount.value.money",
        "event.date",
        "event.amount",
        "event.record",
        "event.factuality",
        "event.source",
    ];
    for tasks in [json!([task()]), json!([in_points]), task()] {
        let found = listed(&tasks.to_string());
        assert_eq!(found["types"], wanted["types"]);
        for (measure, errors) in wanted["errors"].as_object().expect("errors") {
            let of_tasks = &found["errors"][measure];
            assert_eq!(
                of_tasks,
                if more.contains(&measure.as_str()) {
                    &Value::Null
                } else {
                    errors
                },
                "{measure}"
            );
        }
        let measures = found["measures"].as_object().expect("measures");
        assert!(more.iter().all(|m| measures[*m]["f1"].is_null()), "{measures:?}");
        for (measure, counts) in measures.iter().filter(|(measure, _)| !more.contains(&measure.as_str())) {
            assert_eq!(counts, &wanted["measures"][measure], "{measure}");
        }
    }
    std::fs::write(&path, json!([task()]).to_string()).expect("written");
    let done = evaluate(&path, run.path(), &[]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        err(&done).contains("so timex.value, amount.value, ") && err(&done).contains("are not measured"),
        "{}",
        err(&done)
    );
    assert_eq!(cells(&out(&done), "event.record"), ["n/a", "n/a", "n/a", "0", "0", "0"]);
    assert_eq!(cells(&out(&done), "event.actor"), ["n/a", "0.000", "0.000", "0", "0", "2"]);
}

#[test]
fn tasks_that_say_nothing_or_too_much_are_refused() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("tasks.json");
    let run = folder().join("run");
    let annotation = task()["annotations"][0].clone();
    let with = |at: &str, value: Value| {
        let mut task = task();
        *task.pointer_mut(at).unwrap_or_else(|| panic!("no {at}")) = value;
        task
    };
    let result = |at: &str| format!("/annotations/0/result/{at}");
    for (wrong, told) in [
        (with("/annotations", json!([])), "no annotation: nobody has corrected it"),
        (with("/annotations/0/was_cancelled", true.into()), "no annotation"),
        (
            with("/annotations", json!([annotation, annotation])),
            "2 annotations; mark the one that counts as ground truth",
        ),
        (
            with(&result("0/value/text"), "Adobé".into()),
            "the span from 3 to 8 does not read « Adobé »",
        ),
        (with(&result("0/value/end"), 80.into()), "the span from 3 to 80 does not read"),
        (
            with(&result("0/value/labels"), json!(["Firm"])),
            "the label « Firm » is none of LOC, MISC, ORG, PER, DATE",
        ),
        (
            with(&result("6/labels"), json!([])),
            "the relation from s2 to s1 with the labels [] is no argument",
        ),
        (
            with(&result("6/labels"), json!(["actor", "theme"])),
            "with the labels [actor, theme]",
        ),
        (with(&result("6/from_id"), "s3".into()), "the relation from s3 to s1"),
        (with(&result("6/to_id"), "s99".into()), "the relation from s2 to s99"),
        (
            with(&result("6/labels"), json!(["agent"])),
            "events[0].args[0].role is « agent »; wanted one of",
        ),
        (
            with(&result("1/value/labels"), json!(["ECO.Aquire"])),
            "events[0].type is « ECO.Aquire »",
        ),
        (with("/data", json!({"text": "x"})), "missing field `doc_id`"),
    ] {
        let mut good = task();
        good["data"]["doc_id"] = "a0".into();
        std::fs::write(&path, format!("[{good},\n{wrong}\n]\n")).expect("written");
        let done = evaluate(&path, &run, &[]);
        let message = err(&done);
        assert_eq!(done.status.code(), Some(2), "{told}: {message}");
        assert!(
            message.contains("tasks.json, line 2: ") && message.contains(told),
            "{told} in {message}"
        );
    }
    let mut truth = annotation.clone();
    truth["ground_truth"] = true.into();
    let chosen = with(
        "/annotations",
        json!([annotation, truth, {"was_cancelled": true, "result": []}]),
    );
    std::fs::write(&path, json!([chosen]).to_string()).expect("written");
    assert_eq!(
        evaluate(&path, &run, &[]).status.code(),
        Some(1),
        "one is ground truth; the document is but missing"
    );
}

#[cfg(feature = "embedded-model")]
#[test]
fn tasks_that_nobody_had_to_correct_give_full_marks() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (input, run, tasks) = (
        dir.path().join("a.txt"),
        dir.path().join("run"),
        dir.path().join("tasks.json"),
    );
    std::fs::write(
        &input,
        "🚀 Kelvar a supprimé 120 postes à Morvaux lundi.\n\nLe groupe Kelvar rachètera Boltane pour 3 millions d'euros.\n",
    )
    .expect("written");
    let depeche = |arguments: &[&std::ffi::OsStr]| {
        let done = Command::new(env!("CARGO_BIN_EXE_depeche"))
            .args(arguments)
            .output()
            .expect("the program is built");
        assert!(done.status.success(), "{}", err(&done));
    };
    depeche(&[
        "extract".as_ref(),
        input.as_ref(),
        "-o".as_ref(),
        run.as_ref(),
        "--quiet".as_ref(),
    ]);
    depeche(&[
        "export".as_ref(),
        run.as_ref(),
        "--to".as_ref(),
        "label-studio".as_ref(),
        "-o".as_ref(),
        tasks.as_ref(),
    ]);
    let exported = std::fs::read_to_string(&tasks).expect("tasks");
    std::fs::write(&tasks, exported.replace("\"predictions\":", "\"annotations\":")).expect("written");
    let done = evaluate(&tasks, &run, &["--json"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let json: Value = serde_json::from_str(&out(&done)).expect("JSON");
    for measure in ["ner", "timex.strict", "amount.span", "event.type", "event.actor"] {
        let row = &json["measures"][measure];
        assert!(row["tp"].as_u64() > Some(0) && row["f1"] == json!(1.0), "{measure}: {row}");
    }
}
