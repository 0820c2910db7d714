//! What a filter means in a run, and what is said of it: names, dates, nothing kept.

use super::program::{assert_code, depeche, lines};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/run")
}

fn mention(words: &str, kind: &str, id: &str, canonical: &str) -> Value {
    json!({"text": words, "start": 0, "end": 1, "type": kind, "entity_id": id, "canonical": canonical, "score": 1})
}

fn actor(words: &str, mention: &str, entity: Option<(&str, &str, &str)>) -> Value {
    json!({"role": "actor", "text": words, "start": 0, "end": 1, "mention": mention, "score": 1, "entity_type": entity.map(|e| e.0),
        "entity_id": entity.map(|e| e.1), "canonical": entity.map(|e| e.2)})
}

const FRANCOIS: (&str, &str, &str) = ("PER", "per:francois-fillon", "François Fillon");
const PENELOPE: (&str, &str, &str) = ("PER", "per:penelope-fillon", "Penelope Fillon");
const AFFAIR: (&str, &str, &str) = ("MISC", "misc:affaire-fillon", "Affaire Fillon");
const KELVAR: (&str, &str, &str) = ("ORG", "org:kelvar", "Kelvar");

const FRANCE: (&str, &str, &str) = ("LOC", "loc:fr", "France");
const PARIS: (&str, &str, &str) = ("LOC", "loc:paris", "Paris");

/// A run of one document of these names and an event of each actor, which are numbered from 1; `change` is given each event.
fn run_of(names: &[Value], actors: &[Value], change: impl Fn(usize, &mut Value)) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let mut document = lines(&fixture().join("documents.jsonl")).swap_remove(0);
    document["entities"] = json!(names);
    fs::write(folder.path().join("documents.jsonl"), format!("{document}\n")).expect("written");
    let event = lines(&fixture().join("events.jsonl")).swap_remove(0);
    let events = actors.iter().enumerate().map(|(i, actor)| {
        let mut event = event.clone();
        event["event_id"] = json!((i + 1).to_string());
        event["arguments"] = json!([actor]);
        change(i + 1, &mut event);
        format!("{event}\n")
    });
    fs::write(folder.path().join("events.jsonl"), events.collect::<String>()).expect("written");
    folder
}

/// The run of the articles on François Fillon: by his last name, by his whole name, by « il », his wife, the affair, a firm, nobody's name, and places.
fn fillon() -> TempDir {
    let name = |words: &str, (kind, id, canonical): (&str, &str, &str)| mention(words, kind, id, canonical);
    let names = [
        name("François Fillon", FRANCOIS),
        name("Fillon", FRANCOIS),
        name("Penelope Fillon", PENELOPE),
        name("affaire Fillon", AFFAIR),
        name("Kelvar", KELVAR),
        name("Kelvar SA", KELVAR),
        name("Paris", FRANCE),
        name("Paris", PARIS),
        name("l'Hexagone", FRANCE),
    ];
    let actors = [
        actor("Fillon", "name", Some(FRANCOIS)),
        actor("François Fillon", "name", Some(FRANCOIS)),
        actor("il", "pronoun", Some(FRANCOIS)),
        actor("Penelope Fillon", "name", Some(PENELOPE)),
        actor("affaire Fillon", "name", Some(AFFAIR)),
        actor("l’éditeur", "nominal", Some(KELVAR)),
        actor("la direction", "nominal", None),
        actor("Paris", "name", Some(FRANCE)),
        actor("Paris", "name", Some(PARIS)),
        actor("l'Hexagone", "name", Some(FRANCE)),
    ];
    run_of(&names, &actors, |_, _| {})
}

fn export(run: &Path, more: &[&str]) -> Output {
    let mut command = depeche(&["export", "--to", "csv", "-o", "-"]);
    command.arg(run).args(more).output().expect("the program is built")
}

fn view(run: &Path, more: &[&str]) -> Output {
    let mut command = depeche(&["view", "-o", "-"]);
    command.arg(run).args(more).output().expect("the program is built")
}

/// The ids of the events in a CSV file.
fn ids(csv: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv);
    reader.records().map(|row| row.expect("a row")[0].to_owned()).collect()
}

fn message(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

#[test]
fn a_name_means_the_entities_that_have_it_anywhere_in_the_run() {
    let run = fillon();
    let francois = "depeche: NAME: François Fillon (per:francois-fillon, 3 events)\n";
    let penelope = "depeche: NAME: Penelope Fillon (per:penelope-fillon, 1 event)\n";
    let kelvar = "depeche: NAME: Kelvar (org:kelvar, 1 event)\n";
    let affair = "depeche: NAME: Affaire Fillon (misc:affaire-fillon, 1 event)\n";
    let paris = "depeche: NAME: Paris (loc:paris, 1 event)\ndepeche: NAME: France (loc:fr) is called so in 1 event\n";
    let france = "depeche: NAME: France (loc:fr, 2 events)\n";
    for (name, wanted, said) in [
        // Where « Paris » is France, its words are still those that were asked for.
        ("Paris", &["8", "9"][..], paris.to_owned()),
        ("l'hexagone", &["8", "10"], france.to_owned()),
        ("Fillon", &["1", "2", "3", "4"], [francois, penelope].concat()),
        ("FRANCOIS FILLON", &["1", "2", "3"], francois.to_owned()),
        ("per:penelope-fillon", &["4"], penelope.to_owned()),
        ("affaire fillon", &["5"], affair.to_owned()),
        ("kelvar sa", &["6"], kelvar.to_owned()),
        (
            "il",
            &["3"],
            "depeche: NAME: no entity has this name; taken as words, of 1 event\n".to_owned(),
        ),
        ("l'editeur", &["6"], "taken as words, of 1 event\n".to_owned()),
        ("la direction", &["7"], "taken as words, of 1 event\n".to_owned()),
        (
            "Filon",
            &[],
            "did you mean François Fillon or Affaire Fillon or Penelope Fillon?\n".to_owned(),
        ),
        ("Kelvare", &[], "did you mean Kelvar?\n".to_owned()),
        ("François", &[], "did you mean François Fillon".to_owned()),
        (
            "Nobody",
            &[],
            "nothing in the run has this name or begins with these words; the table of entities".to_owned(),
        ),
        ("direction", &["7"], "taken as words, of 1 event\n".to_owned()),
        (
            "éditeur",
            &["6"],
            "NAME: Kelvar (org:kelvar) is called so in 1 event\n".to_owned(),
        ),
    ] {
        let done = export(run.path(), &["--entity", name]);
        assert_code(&done, 0);
        assert_eq!(ids(&done.stdout), wanted, "{name}");
        let page = view(run.path(), &["--entity", name]);
        assert_code(&page, 0);
        for told in [message(&done), message(&page)] {
            assert!(told.contains(&said.replace("NAME", name)), "{name}: {told}");
            assert_eq!(
                told.contains("no event of the run passes the filter"),
                wanted.is_empty(),
                "{told}"
            );
        }
        assert!(message(&export(run.path(), &["--entity", name, "--quiet"])).is_empty());
    }
}

#[test]
fn a_name_that_entities_bear_is_no_beginning_of_a_noun_phrase() {
    let paper = ("ORG", "org:le-monde", "Le Monde");
    let names = [mention("Le Monde", paper.0, paper.1, paper.2)];
    let actors = [
        actor("Le Monde", "name", Some(paper)),
        actor("le monde du travail", "nominal", None),
        actor("le tribunal de Nantes", "nominal", None),
    ];
    let run = run_of(&names, &actors, |_, _| {});
    for (name, wanted) in [
        ("Le Monde", &["1"][..]),
        ("le monde du travail", &["2"]),
        ("tribunal", &["3"]),
    ] {
        let done = export(run.path(), &["--entity", name]);
        assert_code(&done, 0);
        assert_eq!(ids(&done.stdout), wanted, "{name}");
    }
}

#[test]
fn copies_are_left_out_of_all_tables_and_documents_are_those_that_are_written() {
    let dir = TempDir::new().expect("a folder");
    let mut documents = lines(&fixture().join("documents.jsonl"));
    documents.truncate(3);
    let id = |document: &Value| document["doc_id"].as_str().expect("an id").to_owned();
    let (first, copy) = (id(&documents[0]), id(&documents[1]));
    documents[1]["duplicate_of"] = json!(first);
    let mut events = lines(&fixture().join("events.jsonl"));
    events.retain(|event| documents.iter().any(|d| d["doc_id"] == event["doc_id"]));
    for event in events.iter_mut().filter(|event| event["doc_id"] == json!(copy)) {
        event["duplicate_of"] = json!(first);
    }
    let run = dir.path().join("run");
    fs::create_dir(&run).expect("a folder");
    let text = |values: &[Value]| values.iter().map(|v| format!("{v}\n")).collect::<String>();
    fs::write(run.join("documents.jsonl"), text(&documents)).expect("written");
    fs::write(run.join("events.jsonl"), text(&events)).expect("written");
    let mut command = depeche(&["export", "--to", "tables", "--as", "csv", "--no-duplicates"]);
    let done = command
        .arg(&run)
        .arg("-o")
        .arg(dir.path().join("tables"))
        .output()
        .expect("the program is built");
    assert_code(&done, 0);
    assert!(message(&done).contains("2 documents, "), "{}", message(&done));
    for (table, at) in [("documents", 0), ("mentions", 0), ("amounts", 0), ("events", 3)] {
        let mut reader = csv::Reader::from_path(dir.path().join(format!("tables/{table}.csv"))).expect("a table");
        let ids: Vec<String> = reader.records().map(|row| row.expect("a row")[at].to_owned()).collect();
        assert!(!ids.is_empty() && !ids.contains(&copy), "{table}: {ids:?}");
    }
    let mut reader = csv::Reader::from_path(dir.path().join("tables/entities.csv")).expect("a table");
    let mentions = reader
        .records()
        .filter_map(|row| row.expect("a row")[4].parse::<usize>().ok())
        .sum::<usize>();
    let kept = documents.iter().filter(|d| d["duplicate_of"].is_null());
    assert_eq!(
        mentions,
        kept.map(|d| d["entities"].as_array().map_or(0, Vec::len)).sum::<usize>()
    );
    // Of a file of events, the documents of which one is in it.
    let done = export(fillon().path(), &["--entity", "Nobody"]);
    assert!(message(&done).contains("0 documents, 0 events"), "{}", message(&done));
}

#[test]
fn an_empty_name_is_refused() {
    for name in ["", " "] {
        let done = export(fillon().path(), &["--entity", name]);
        assert_code(&done, 2);
        assert!(
            message(&done).contains("--entity is empty; give a name"),
            "{}",
            message(&done)
        );
    }
}

#[test]
fn entities_of_one_name_are_told_up_to_five() {
    let of = |n: usize| {
        let people: Vec<(String, String)> = (0..n)
            .map(|i| (format!("per:{i}-martin"), format!("Léa{i} Martin")))
            .collect();
        let names: Vec<Value> = people.iter().map(|(id, name)| mention(name, "PER", id, name)).collect();
        let actors: Vec<Value> = people
            .iter()
            .map(|(id, name)| actor(name, "name", Some(("PER", id, name))))
            .collect();
        let run = run_of(&names, &actors, |_, _| {});
        let done = export(run.path(), &["--entity", "Martin"]);
        assert_eq!(ids(&done.stdout).len(), n);
        message(&done)
    };
    for (n, lines, more) in [(5, 5, None), (8, 6, Some("Martin: and 3 more\n"))] {
        let told = of(n);
        assert_eq!(
            told.lines().filter(|line| line.starts_with("depeche: Martin: ")).count(),
            lines,
            "{told}"
        );
        assert_eq!(told.contains(" more\n"), more.is_some(), "{told}");
        assert!(told.contains(more.unwrap_or("Léa4 Martin")), "{told}");
    }
}

#[test]
fn events_left_out_for_want_of_a_date_are_counted() {
    let actors = vec![actor("la direction", "nominal", None); 4];
    let run = run_of(&[], &actors, |i, event| {
        event["dates"] = json!([]);
        event["doc_date"] = if i < 3 { Value::Null } else { json!("2024-07-16") };
        event["factuality"] = json!(if i == 1 { "denied" } else { "asserted" });
    });
    for (filter, kept, said) in [
        (&["--since", "1900"][..], 2, Some("2 events without a date left out")),
        (&["--until", "1900"], 0, Some("2 events without a date left out")),
        (
            &["--since", "1900", "--factuality", "nié"],
            0,
            Some("1 event without a date left out"),
        ),
        (&["--factuality", "avéré"], 3, None),
        (&[], 4, None),
    ] {
        let (done, page) = (export(run.path(), filter), view(run.path(), filter));
        assert_eq!(ids(&done.stdout).len(), kept, "{filter:?}");
        for told in [message(&done), message(&page)] {
            assert_eq!(told.contains("without a date"), said.is_some(), "{told}");
            assert!(told.contains(said.unwrap_or_default()), "{told}");
            let events = format!("{kept} event{}\n", if kept == 1 { "" } else { "s" });
            assert!(told.contains(&events), "{told}");
            assert_eq!(told.contains("no event of the run passes the filter"), kept == 0, "{told}");
        }
        assert!(message(&view(run.path(), &[filter, &["--quiet"]].concat())).is_empty());
    }
}

#[test]
fn days_in_the_wrong_order_and_unknown_words_are_refused_by_export_and_view() {
    for (filter, wanted) in [
        (
            &["--since", "2024", "--until", "2023"][..],
            "--since 2024 is after --until 2023",
        ),
        (
            &["--factuality", "sûr"],
            "wanted one of asserted (affirmé), planned (prévu), possible, denied (nié)",
        ),
        (
            &["--type", "licenciment"],
            "did you mean ECO.Layoff (Licenciement, suppression de postes)",
        ),
    ] {
        for done in [export(&fixture(), filter), view(&fixture(), filter)] {
            assert_code(&done, 2);
            assert!(
                done.stdout.is_empty() && message(&done).contains(wanted),
                "{}",
                message(&done)
            );
        }
    }
}
