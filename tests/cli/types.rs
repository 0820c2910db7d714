//! A user's own types of events, beside ours or in the place of one.

use super::program::{assert_code, depeche, lines};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const OWN: &str = include_str!("../../docs/types/ENV.Pollute.toml");

/// A folder with one type file.
fn folder(dir: &TempDir, name: &str, text: &str) -> String {
    let folder = dir.path().join("types");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), text).expect("a file");
    folder.display().to_string()
}

fn extract(dir: &TempDir, text: &str, types: &str, out: &Path) -> Output {
    let input = dir.path().join("a.txt");
    fs::write(&input, text).expect("a text");
    let mut command = depeche(&["extract", "--quiet", "--types", types]);
    command.arg(&input).arg("-o").arg(out);
    command.output().expect("the program is built")
}

/// The event of that type, and the words in each of its roles.
fn event(out: &Path, code: &str) -> Option<Value> {
    lines(&out.join("events.jsonl")).into_iter().find(|e| e["type"] == code)
}

fn filler(event: &Value, role: &str) -> Option<String> {
    let arguments = event["arguments"].as_array().expect("a list");
    let found = arguments.iter().find(|a| a["role"] == role)?;
    found["text"].as_str().map(str::to_owned)
}

#[test]
fn the_example_of_the_documentation_tells_its_examples() {
    let dir = TempDir::new().expect("a folder");
    let types = folder(&dir, "ENV.Pollute.toml", OWN);
    let out = dir.path().join("out");
    let text = "L'usine Kelvar a pollué la rivière en mars. Le débat pollue la campagne.";
    assert_code(&extract(&dir, text, &types, &out), 0);
    let told = event(&out, "ENV.Pollute").expect("an event of the new type");
    assert_eq!(told["trigger"]["text"], "pollué");
    assert!(filler(&told, "actor").expect("an actor").contains("Kelvar"));
    assert_eq!(filler(&told, "recipient").as_deref(), Some("la rivière"));
    assert_eq!(
        lines(&out.join("events.jsonl"))
            .iter()
            .filter(|e| e["type"] == "ENV.Pollute")
            .count(),
        1
    );
    // What a run was told with is known, so that no other is taken for it.
    let page: Value = serde_json::from_slice(&fs::read(out.join("run.json")).expect("a page")).expect("JSON");
    assert_eq!(page["settings"]["types"][0]["file"], "ENV.Pollute.toml");
    let again = extract(
        &dir,
        text,
        &folder(&dir, "ENV.Pollute.toml", &OWN.replace("0.9", "0.8")),
        &out,
    );
    assert_code(&again, 2);
    let export = |kind: &str| {
        let mut command = depeche(&["export", "--to", "csv", "--type", kind, "-o", "-"]);
        command.arg(&out).output().expect("the program is built")
    };
    for kind in ["ENV.Pollute", "env", "pollution", "POLLUTIONS"] {
        let done = export(kind);
        assert_code(&done, 0);
        assert!(String::from_utf8_lossy(&done.stdout).contains("pollué"), "{kind}");
    }
    for kind in ["ENV.Polute", "polution"] {
        let done = export(kind);
        assert_code(&done, 2);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(told.contains("did you mean ENV.Pollute (Pollution)"), "{told}");
    }
}

#[test]
fn the_examples_of_the_file_are_told_at_their_triggers() {
    let dir = TempDir::new().expect("a folder");
    let types = folder(&dir, "ENV.Pollute.toml", OWN);
    let examples: Vec<&str> = OWN.split('"').filter(|part| part.contains('⟦')).collect();
    assert_eq!(examples.len(), 3);
    for (i, example) in examples.into_iter().enumerate() {
        let out = dir.path().join(i.to_string());
        assert_code(&extract(&dir, &example.replace(['⟦', '⟧'], ""), &types, &out), 0);
        let told = event(&out, "ENV.Pollute").unwrap_or_else(|| panic!("no event in {example}"));
        let trigger = example.split(['⟦', '⟧']).nth(1).expect("it is marked");
        assert_eq!(told["trigger"]["text"], trigger);
    }
}

#[test]
fn who_pays_by_an_own_type_stands_in_the_tables() {
    let dir = TempDir::new().expect("a folder");
    let own = "code = \"ENV.Repair\"\nlabel_fr = \"Dépollution\"\n[behavior]\npayer = \"actor\"\npayee = \"recipient\"\npayer_swapped = [\"facturer\"]\n\
               [frames.verb]\nsubj = \"actor\"\nobj = \"recipient\"\n[[trigger]]\npos = \"verb\"\nlemmas = [\"dépolluer\"]\n";
    let types = folder(&dir, "ENV.Repair.toml", own);
    let out = dir.path().join("out");
    let text = "La ville de Nantes a dépollué le site pour 3 millions d'euros lundi.";
    assert_code(&extract(&dir, text, &types, &out), 0);
    let told = event(&out, "ENV.Repair").expect("an event of the new type");
    let tables = dir.path().join("tables");
    let mut command = depeche(&["export", "--to", "tables", "--as", "csv", "--quiet"]);
    assert_code(
        &command
            .arg(&out)
            .arg("-o")
            .arg(&tables)
            .output()
            .expect("the program is built"),
        0,
    );
    let mut reader = csv::Reader::from_path(tables.join("events.csv")).expect("a table");
    let names = reader.headers().expect("a header").clone();
    let row = reader
        .records()
        .map(|row| row.expect("a row"))
        .find(|row| row.iter().any(|cell| cell == "ENV.Repair"));
    let row = row.expect("its row");
    let cell = |name: &str| {
        names
            .iter()
            .position(|n| n == name)
            .map(|i| row[i].to_owned())
            .expect("a column")
    };
    assert_eq!(cell("money_min"), "3000000", "{told}");
    assert_eq!((cell("payer"), cell("payee")), (cell("actor"), cell("recipient")));
    assert!(cell("payer").contains("Nantes") && !cell("payee").is_empty(), "{told}");
}

#[test]
fn runs_are_merged_with_their_own_types_only() {
    let dir = TempDir::new().expect("a folder");
    let types = folder(&dir, "ENV.Pollute.toml", OWN);
    let (with, without) = (dir.path().join("with"), dir.path().join("without"));
    assert_code(&extract(&dir, "L'usine a pollué la rivière.", &types, &with), 0);
    let mut command = depeche(&["extract", "--quiet"]);
    command.arg(dir.path().join("a.txt")).arg("-o").arg(&without);
    assert_code(&command.output().expect("the program is built"), 0);
    let merge = |parts: &[&Path], more: &[&str], out: &str| {
        let mut command = depeche(&["merge", "--quiet"]);
        command.args(parts).args(more).arg("-o").arg(dir.path().join(out));
        command.output().expect("the program is built")
    };
    let refused = |parts: &[&Path], more: &[&str], said: &str| {
        let done = merge(parts, more, "no");
        assert_code(&done, 2);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(told.contains(said), "{told}");
    };
    let lacks =
        "with: was made with the type file ENV.Pollute.toml, which this merge does not have; give its folder with --types";
    refused(&[&with, &without], &[], lacks);
    refused(&[&with], &[], lacks);
    let has = "without: was made without the type file ENV.Pollute.toml of --types";
    refused(&[&with, &without], &["--types", &types], has);
    let folder = dir.path().join("changed");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("ENV.Pollute.toml"), OWN.replace("0.9", "0.8")).expect("written");
    let changed = folder.to_str().expect("UTF-8");
    refused(
        &[&with],
        &["--types", changed],
        "with: was made with another ENV.Pollute.toml than that of --types",
    );
    assert_code(&merge(&[&with], &["--types", &types], "d"), 0);
    let told = event(&dir.path().join("d"), "ENV.Pollute").expect("the event of the part");
    assert_eq!(told["trigger"]["text"], "pollué");
}

#[test]
fn a_new_type_wins_a_word_of_ours() {
    let dir = TempDir::new().expect("a folder");
    let own = "code = \"SOC.Sack\"\nlabel_fr = \"Renvoi\"\n[frames.verb]\nsubj = \"actor\"\nobj = \"recipient\"\n\
               [[trigger]]\npos = \"verb\"\nlemmas = [\"licencier\"]\n";
    let types = folder(&dir, "SOC.Sack.toml", own);
    let out = dir.path().join("out");
    assert_code(&extract(&dir, "Kelvar a licencié 134 salariés mardi.", &types, &out), 0);
    let told = event(&out, "SOC.Sack").expect("an event of the new type");
    assert_eq!(filler(&told, "actor").as_deref(), Some("Kelvar"));
    assert_eq!(event(&out, "ECO.Layoff"), None);
}

#[test]
fn a_fault_in_a_type_file_is_named_with_its_line() {
    let dir = TempDir::new().expect("a folder");
    let refused = |name: &str, text: &str, message: &str| {
        let types = folder(&dir, name, text);
        let run = extract(&dir, "Le port ferme.", &types, &dir.path().join("out"));
        assert_code(&run, 2);
        let error = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(error.contains(message), "{error}");
        fs::remove_dir_all(types).expect("the folder");
        assert!(!dir.path().join("out").exists(), "nothing may be written");
    };
    let line = |key: &str| 1 + OWN.lines().position(|l| l.starts_with(key)).expect("a line of the example");
    let doer = OWN.replace("subj = \"actor\"", "subj = \"doer\"");
    refused(
        "ENV.Pollute.toml",
        &doer,
        &format!("ENV.Pollute.toml, line {}: \"doer\" is not a role", line("subj")),
    );
    let objet = OWN.replace("obj = \"recipient\"", "objet = \"recipient\"");
    refused(
        "ENV.Pollute.toml",
        &objet,
        &format!("ENV.Pollute.toml, line {}: \"objet\" is not a slot", line("obj")),
    );
    let prier = OWN.replace("prior", "prier");
    refused(
        "ENV.Pollute.toml",
        &prier,
        &format!("ENV.Pollute.toml, line {}: ", line("prior")),
    );
    refused("pollution.toml", OWN, "is not the name of the file");
    let empty = dir.path().join("types");
    fs::create_dir(&empty).expect("a folder");
    let run = extract(&dir, "Le port ferme.", &empty.display().to_string(), &dir.path().join("out"));
    assert_code(&run, 2);
    assert!(String::from_utf8_lossy(&run.stderr).contains("no type file"));
}
