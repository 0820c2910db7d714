//! Drives the built program: exit codes, streams, files.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program with the given arguments, quiet, without names.
pub fn depeche(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_depeche"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs and returns what came out.
pub fn output(arguments: &[&str]) -> Output {
    depeche(arguments).output().expect("the program is built")
}

/// The lines of a JSONL file.
pub fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn every_document_is_in_exactly_one_of_documents_and_errors() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), " date 2024-07 Le port a rouvert lundi.").unwrap();
    fs::write(input.join("empty.txt"), "").unwrap();
    fs::write(
        input.join("rows.jsonl"),
        "{\"id\": \"r1\", \"text\": \"Le port a fermé.\", \"date\": \"2024-03-02\"}\nno json\n{\"id\": 7}\n",
    )
    .unwrap();
    let out = dir.path().join("out");
    let run = output(&[
        "extract",
        input.to_str().unwrap(),
        "-o",
        out.to_str().unwrap(),
        "--backend",
        "none",
    ]);
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(run.stdout.is_empty());
    let documents = lines(&out.join("documents.jsonl"));
    let ids: Vec<_> = documents.iter().map(|d| d["doc_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a.txt", "r1"]);
    assert_eq!(documents[0]["doc_date"], "2024-07");
    assert_eq!(documents[0]["doc_date_source"], "header");
    assert_eq!(documents[1]["doc_date_source"], "metadata");
    let errors = lines(&out.join("errors.jsonl"));
    let codes: Vec<_> = errors.iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["read.empty", "read.json", "read.no_text"]);
    assert!(out.join("run.json").is_file());
}
