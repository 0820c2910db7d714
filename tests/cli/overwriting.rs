//! Nothing is counted twice, and nothing that exists is written over without being asked.

use super::program::{assert_code, depeche, extract, values};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;

fn run() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/run")
}

fn article(path: &Path) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, "Kelvar a supprimé 134 emplois mardi.\n").expect("an article");
}

fn message(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

#[test]
fn one_name_below_two_inputs_gives_two_ids() {
    let dir = TempDir::new().expect("a folder");
    let (a, b, out) = (dir.path().join("a"), dir.path().join("b"), dir.path().join("out"));
    article(&a.join("x.txt"));
    article(&b.join("x.txt"));
    assert_code(&extract(&a, &out, &[b.to_str().expect("UTF-8"), "--quiet"]), 0);
    let ids = values(&out.join("documents.jsonl"), "doc_id");
    assert_eq!(ids, ["x.txt".to_owned(), format!("x.txt@{}", b.join("x.txt").display())]);
}

#[test]
fn an_input_within_another_is_refused() {
    let dir = TempDir::new().expect("a folder");
    let (a, out) = (dir.path().join("a"), dir.path().join("out"));
    article(&a.join("x.txt"));
    article(&dir.path().join("ab/x.txt"));
    for again in [a.clone(), a.join("x.txt"), dir.path().to_path_buf()] {
        let done = extract(&a, &out, &[again.to_str().expect("UTF-8")]);
        assert_code(&done, 2);
        assert!(message(&done).contains("count twice"), "{}", message(&done));
        assert!(!out.exists());
    }
    // A folder whose name begins like another's is another one.
    assert_code(
        &extract(&a, &out, &[dir.path().join("ab").to_str().expect("UTF-8"), "--quiet"]),
        0,
    );
}

#[test]
fn a_finished_run_of_standard_input_stays() {
    let dir = TempDir::new().expect("a folder");
    let out = dir.path().join("out");
    let piped = |id: &str, more: &[&str]| {
        let mut command = depeche(&["extract", "-", "--backend", "none", "--quiet", "-o"]);
        let mut child = command
            .arg(&out)
            .args(more)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program is built");
        let line = format!("{{\"id\": \"{id}\", \"text\": \"Kelvar a supprimé 134 emplois mardi.\"}}\n");
        // The program may refuse before it reads.
        let _ = std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), line.as_bytes());
        child.wait_with_output().expect("the program ends")
    };
    assert_code(&piped("1", &[]), 0);
    let again = piped("2", &[]);
    assert_code(&again, 2);
    assert!(message(&again).contains("--restart"), "{}", message(&again));
    assert_eq!(values(&out.join("documents.jsonl"), "doc_id"), ["1"]);
    assert_code(&piped("2", &["--restart"]), 0);
    assert_eq!(values(&out.join("documents.jsonl"), "doc_id"), ["2"]);
}

#[test]
fn exports_write_over_nothing_unasked() {
    let dir = TempDir::new().expect("a folder");
    let file = dir.path().join("notes.csv");
    let full = dir.path().join("full");
    article(&full.join("x.txt"));
    fs::write(&file, "precious\n").expect("a file");
    let export = |to: &str, out: &Path, more: &[&str]| {
        let mut command = depeche(&["export", "--quiet", "--to", to]);
        command
            .arg(run())
            .arg("-o")
            .arg(out)
            .args(more)
            .output()
            .expect("the program is built")
    };
    for done in [
        export("csv", &file, &[]),
        export("gexf", &file, &[]),
        export("brat", &full, &[]),
    ] {
        assert_code(&done, 2);
        assert!(message(&done).contains("--force"), "{}", message(&done));
    }
    assert_eq!(fs::read_to_string(&file).expect("a file"), "precious\n");
    assert_code(&export("csv", &file, &["--force"]), 0);
    assert!(fs::read_to_string(&file).expect("a file").starts_with("event_id"));
    let tables = dir.path().join("tables");
    assert_code(&export("tables", &tables, &[]), 0);
    assert_code(&export("tables", &tables, &["--as", "csv"]), 0);
    assert_code(&export("tables", &tables, &[]), 2);
}

#[test]
fn a_page_is_made_anew_but_no_other_file() {
    let dir = TempDir::new().expect("a folder");
    let (page, other) = (dir.path().join("report.html"), dir.path().join("other.html"));
    fs::write(&other, "<!doctype html><title>Mine</title>").expect("a file");
    let view = |out: &Path| {
        let mut command = depeche(&["view", "--quiet"]);
        command.arg(run()).arg("-o").arg(out).output().expect("the program is built")
    };
    assert_code(&view(&page), 0);
    assert_code(&view(&page), 0);
    assert_code(&view(&other), 2);
}
