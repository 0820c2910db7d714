//! Standard streams, exit codes, the other subcommands.

use super::program::{assert_code, depeche, dump, extract, lines, values};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn with_input(mut command: Command, input: &[u8]) -> Output {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program is built");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    child.wait_with_output().expect("a child")
}

#[test]
fn dates_are_taken_in_the_order_of_trust() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in");
    fs::create_dir(&input).expect("a folder");
    fs::write(input.join("2019-01-02-a.txt"), " date 2024-07 Le port a rouvert lundi.").expect("a text");
    fs::write(input.join("2019-01-02-b.txt"), "PARIS, 3 mars 2024. – Le port a rouvert.").expect("a text");
    fs::write(input.join("c.txt"), "PARIS, 3 mars 2024. – Le port a rouvert.").expect("a text");
    fs::write(input.join("d.txt"), "Le port a rouvert.").expect("a text");
    let row = "{\"text\": \"Le port.\", \"url\": \"https://a.fr/2024/07/15/port\"}\n{\"id\": \"m\", \"text\": \"Le port.\", \"date\": \"2024-07-16\", \"url\": \"https://a.fr/2024/07/15/port\"}\n";
    fs::write(input.join("e.jsonl"), row).expect("rows");
    let out = dir.path().join("out");
    assert_code(&extract(&input, &out, &["--date", "2001"]), 0);
    let of = |key| values(&out.join("documents.jsonl"), key);
    assert_eq!(
        of("doc_date"),
        ["2024-07", "2019-01-02", "2024-03-03", "2001", "2024-07-15", "2024-07-16"]
    );
    assert_eq!(
        of("doc_date_source"),
        ["header", "filename", "dateline", "option", "url", "metadata"]
    );
    assert_eq!(of("doc_date_precision"), ["month", "day", "day", "year", "day", "day"]);
    assert_eq!(of("doc_id")[4], "https://a.fr/2024/07/15/port");
}

#[test]
fn what_cannot_run_exits_with_2_and_writes_nothing() {
    let dir = TempDir::new().expect("a folder");
    let out = dir.path().join("out");
    assert_code(&extract(&dir.path().join("absent"), &out, &[]), 2);
    assert_code(&extract(dir.path(), &out, &["--shard", "5/4"]), 2);
    assert_code(&extract(dir.path(), &out, &["--date", "hier"]), 2);
    assert_code(&extract(dir.path(), &out, &["--workers", "0"]), 2);
    assert!(!out.exists());
}

#[test]
fn standard_output_carries_records_only_and_a_closed_pipe_is_no_error() {
    let run = with_input(depeche(&["extract", "--backend", "none"]), "Le port a fermé.".as_bytes());
    assert_code(&run, 0);
    assert!(run.stdout.is_empty(), "no event without names");
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("dump.jsonl");
    dump(&input, 100);
    let mut child = depeche(&["schema", "events"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program is built");
    let mut first = [0; 1];
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut first).expect("a byte");
    drop(pipe);
    assert_eq!(child.wait().expect("a child").code(), Some(0));
    let out = dir.path().join("out");
    assert_code(&extract(&input, &out, &["--quiet"]), 1);
    for format in ["csv", "parquet"] {
        let mut export = depeche(&["export", "--to", format, "-o", "-"]);
        let mut child = export.arg(&out).stdout(Stdio::piped()).spawn().expect("the program is built");
        drop(child.stdout.take());
        assert_eq!(child.wait().expect("a child").code(), Some(0), "{format}");
    }
}

#[test]
fn nobody_on_standard_output_or_error_is_no_fault() {
    for arguments in [&["model", "list"][..], &["model", "info"]] {
        let mut child = depeche(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program is built");
        drop(child.stdout.take());
        assert_eq!(child.wait().expect("a child").code(), Some(0), "{arguments:?}");
    }
    let dir = TempDir::new().expect("a folder");
    let (input, out, page) = (dir.path().join("a.txt"), dir.path().join("out"), dir.path().join("page.html"));
    fs::write(&input, "Le port a rouvert.").expect("a text");
    assert_code(&extract(&input, &out, &[]), 0);
    let mut child = depeche(&["view"])
        .args([out.as_path(), std::path::Path::new("-o"), page.as_path()])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is built");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("a child").code(), Some(0));
}

#[test]
fn the_codebook_is_printed_in_two_languages_and_one_form() {
    for (lang, title) in [("fr", "# Manuel de codage\n"), ("en", "# Codebook\n")] {
        let run = depeche(&["schema", "codebook", "--format", "markdown", "--lang", lang]);
        let run = with_input(run, b"");
        assert_code(&run, 0);
        assert!(run.stdout.starts_with(title.as_bytes()), "{lang}");
    }
    // What cannot be followed is said, with the remedy.
    for (arguments, remedy) in [
        (["schema", "codebook", "--format", "arrow"], "--format markdown"),
        (["schema", "events", "--lang", "fr"], "depeche schema codebook --lang fr"),
    ] {
        let run = with_input(depeche(&arguments), b"");
        assert_code(&run, 2);
        assert!(String::from_utf8_lossy(&run.stderr).contains(remedy), "{arguments:?}");
    }
}

#[test]
fn limits_count_documents_of_the_input() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("dump.jsonl");
    dump(&input, 100);
    let out = dir.path().join("out");
    extract(&input, &out, &["--limit", "12", "--quiet"]);
    let n = lines(&out.join("documents.jsonl")).len() + lines(&out.join("errors.jsonl")).len();
    assert_eq!(n, 12);
}

#[test]
fn a_full_device_is_a_clear_error() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let dir = TempDir::new().expect("a folder");
    let out = dir.path().join("out");
    fs::create_dir(&out).expect("a folder");
    std::os::unix::fs::symlink("/dev/full", out.join("documents.jsonl")).expect("a link");
    let input = dir.path().join("a.txt");
    fs::write(&input, "Le port a fermé.").expect("a text");
    let run = extract(&input, &out, &[]);
    assert_code(&run, 2);
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!message.contains("panicked"), "{message}");
}

#[test]
fn each_served_line_is_answered_at_once_with_one_line() {
    let mut child = depeche(&["extract", "--backend", "none", "--serve-stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program is built");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut ask = |row: &str| -> Value {
        writeln!(stdin, "{row}").expect("it reads");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("an answer");
        serde_json::from_str(&line).expect("JSON")
    };
    let answer = ask("{\"id\": \"a\", \"text\": \"Le port a fermé.\", \"date\": \"2024-07-16\"}");
    assert_eq!(
        (&answer["document"]["doc_id"], &answer["error"]),
        (&Value::from("a"), &Value::Null)
    );
    let answer = ask("no json");
    assert_eq!(
        (&answer["document"], &answer["error"]["code"]),
        (&Value::Null, &Value::from("read.json"))
    );
    let answer = ask("{\"text\": \"Le port a fermé.\"}");
    assert_eq!(answer["document"]["doc_id"], "stdin#3");
    drop(stdin);
    assert_eq!(child.wait().expect("a child").code(), Some(1));
}

#[test]
fn messages_can_be_json() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("dump.jsonl");
    dump(&input, 30);
    let run = extract(&input, &dir.path().join("out"), &["--log", "json"]);
    let messages: Vec<Value> = String::from_utf8_lossy(&run.stderr)
        .lines()
        .map(|l| serde_json::from_str(l).expect("a JSON line"))
        .collect();
    assert!(messages.iter().any(|m| m["code"] == "read.no_text"));
    assert_eq!(messages.last().expect("a summary")["documents"], 25);
}

#[test]
fn a_phrase_is_explained() {
    let run = depeche(&["explain", "Le port a fermé le 3 mars 2024.", "--backend", "none", "--json"])
        .output()
        .expect("the program is built");
    assert_code(&run, 0);
    let answer: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(answer["tokens"][1]["word"], "port");
}

#[test]
fn a_phrase_comes_from_standard_input_and_a_file_is_none() {
    let explain = |phrase: &str| depeche(&["explain", phrase, "--backend", "none"]);
    let run = with_input(explain("-"), b"Le port a ferm\xc3\xa9 le 3 mars 2024.");
    assert_code(&run, 0);
    assert!(String::from_utf8_lossy(&run.stdout).contains("2024-03-03"));
    let run = explain("Cargo.toml").output().expect("the program is built");
    assert_code(&run, 2);
    assert!(String::from_utf8_lossy(&run.stderr).contains("depeche explain - < Cargo.toml"));
}

#[test]
fn triggers_are_explained_told_or_dropped() {
    let phrase = "Le propriétaire a condamné la porte et le groupe Morvan a supprimé 240 postes.";
    let run = depeche(&["explain", phrase, "--json"])
        .output()
        .expect("the program is built");
    assert_code(&run, 0);
    let answer: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let verdict = |text: &str, code: &str| {
        let triggers = answer["triggers"].as_array().expect("a list");
        triggers
            .iter()
            .find(|t| t["text"] == text && t["type"] == code)
            .map(|t| t["verdict"].clone())
    };
    assert_eq!(verdict("supprimé", "ECO.Layoff"), Some("told".into()));
    assert!(matches!(
        verdict("condamné", "JUS.Convict").as_ref().and_then(Value::as_str),
        Some("excluded" | "missing")
    ));
}

#[test]
fn help_lists_the_subcommands_with_an_example_each() {
    for command in ["extract", "merge", "schema", "explain"] {
        let help = depeche(&[command, "--help"]).output().expect("the program is built");
        assert!(
            String::from_utf8_lossy(&help.stdout).contains("Example:\n  depeche "),
            "{command}"
        );
    }
}
