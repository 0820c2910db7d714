//! Stories told by two or three papers: which records the program says tell one event (`tests/clusters/clusters.tsv`).

use depeche::batch::{Control, Input, Output, Settings, run};
use depeche::model::{Embedded, Files, Precision};
use depeche::record::{DocumentRecord, EventRecord};
use depeche::run_dir::RunDir;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clusters")
}

fn extract() -> (Vec<DocumentRecord>, Vec<EventRecord>) {
    let out = tempfile::tempdir().expect("a temporary folder");
    let inputs = vec![Input::Path(folder().join("articles.jsonl"))];
    let settings = Settings::new(inputs, Output::Folder(out.path().join("run"))).expect("the articles are there");
    let backend = Embedded::new(&Files::BuiltIn, Precision::Int8).expect("the built-in model");
    let control = Control {
        stop: &AtomicBool::new(false),
        observer: &(),
    };
    run(&settings, &backend, control).expect("a run");
    let run = RunDir::open(out.path().join("run")).expect("its folder");
    let documents = run.documents().expect("documents").map(|d| d.expect("a line"));
    let events = run.events().expect("events").map(|e| e.expect("a line"));
    (documents.collect(), events.collect())
}

/// For each annotated mention that the program found: the gold event and the program's cluster.
fn matched(events: &[EventRecord]) -> (Vec<(String, String)>, usize) {
    let gold = std::fs::read_to_string(folder().join("clusters.tsv")).expect("the gold clusters");
    let rows = gold
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| l.split('\t').collect::<Vec<_>>());
    let mut wanted = 0;
    let mut pairs = Vec::new();
    for row in rows {
        let [document, trigger, event] = row[..] else {
            panic!("three columns: {row:?}")
        };
        wanted += 1;
        let found = events
            .iter()
            .find(|e| e.doc_id == document && e.trigger.text.contains(trigger));
        match found {
            Some(found) => pairs.push((event.to_owned(), found.cluster_id.clone())),
            None => eprintln!("not found: {document} {trigger}"),
        }
    }
    (pairs, wanted)
}

#[test]
fn records_of_one_event_share_a_cluster() {
    const B_CUBED: f64 = 0.80;
    const PRECISION: f64 = 0.90;
    let (documents, events) = extract();
    let (pairs, wanted) = matched(&events);
    let share = |of: fn(&(String, String)) -> &String, other: fn(&(String, String)) -> &String| {
        let one = |p: &(String, String)| {
            let own: Vec<_> = pairs.iter().filter(|q| of(q) == of(p)).collect();
            own.iter().filter(|q| other(q) == other(p)).count() as f64 / own.len() as f64
        };
        pairs.iter().map(one).sum::<f64>() / pairs.len() as f64
    };
    let (precision, recall) = (share(|p| &p.1, |p| &p.0), share(|p| &p.0, |p| &p.1));
    let f1 = 2.0 * precision * recall / (precision + recall);
    let (mut right, mut said, mut there) = (0, 0, 0);
    for (i, a) in pairs.iter().enumerate() {
        for b in &pairs[i + 1..] {
            said += u32::from(a.1 == b.1);
            there += u32::from(a.0 == b.0);
            right += u32::from(a.1 == b.1 && a.0 == b.0);
            if (a.1 == b.1) != (a.0 == b.0) {
                eprintln!("{} / {}: said {}", a.0, b.0, if a.1 == b.1 { "one" } else { "two" });
            }
        }
    }
    let pairwise = f64::from(right) / f64::from(said.max(1));
    eprintln!(
        "{} of {wanted} mentions found; B³ {precision:.3} {recall:.3} F1 {f1:.3}; pairs {right} right of {said} said, {there} there",
        pairs.len()
    );
    assert!(pairs.len() * 4 >= wanted * 3, "too few mentions are found to tell");
    assert!(f1 >= B_CUBED, "B³ F1 {f1:.3}");
    assert!(pairwise >= PRECISION, "pairwise precision {pairwise:.3}");

    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for event in &events {
        *sizes.entry(&event.cluster_id).or_default() += 1;
    }
    assert!(events.iter().all(|e| e.cluster_size == sizes[e.cluster_id.as_str()]));

    let repeats: Vec<_> = documents
        .iter()
        .filter_map(|d| Some((d.doc_id.as_str(), d.duplicate_of.as_deref()?)))
        .collect();
    assert_eq!(repeats, [("bombe-courrier", "bombe-mirador")]);
    assert!(
        events
            .iter()
            .all(|e| e.duplicate_of.is_some() == (e.doc_id == "bombe-courrier"))
    );
    assert!(events.iter().all(|e| e.publication.is_some()));
}
