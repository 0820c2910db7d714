//! What is for people: colors, the page of a run.

use super::program::{assert_code, depeche, extract};
use std::fs;
use tempfile::TempDir;

/// Runs with standard output and standard error piped, as no terminal; returns both.
fn say(arguments: &[&str], environment: &[(&str, &str)]) -> (String, String) {
    let mut command = depeche(arguments);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let run = command
        .envs(environment.iter().copied())
        .output()
        .expect("the program is built");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(run.stdout), text(run.stderr))
}

const EXPLAIN: [&str; 4] = ["explain", "--backend", "none", "Le 3 mars 2024, elle a levé 5 M€."];

#[test]
fn colors_come_when_asked_for_and_never_into_a_pipe_unasked() {
    let (plain, _) = say(&EXPLAIN, &[]);
    assert!(plain.contains("« 3 mars 2024 »") && !plain.contains('\u{1b}'), "{plain}");
    let (colored, _) = say(&[&EXPLAIN[..], &["--color", "always"]].concat(), &[]);
    assert!(colored.contains("\u{1b}[32m3 mars 2024\u{1b}[0m"), "{colored:?}");
    let (before, _) = say(&[&["--color=always"], &EXPLAIN[..]].concat(), &[]);
    assert_eq!(before, colored);
    let bare: String = colored
        .split('\u{1b}')
        .enumerate()
        .map(|(i, part)| {
            if i == 0 {
                part
            } else {
                part.split_once('m').map_or("", |(_, rest)| rest)
            }
        })
        .collect();
    assert_eq!(bare, plain);
}

#[test]
fn the_environment_decides_unless_the_option_does() {
    let forced = ("CLICOLOR_FORCE", "1");
    assert!(say(&EXPLAIN, &[forced]).0.contains('\u{1b}'));
    assert!(!say(&EXPLAIN, &[forced, ("NO_COLOR", "1")]).0.contains('\u{1b}'));
    let never = [&EXPLAIN[..], &["--color", "never"]].concat();
    assert!(!say(&never, &[forced]).0.contains('\u{1b}'));
    let always = [&EXPLAIN[..], &["--color", "always"]].concat();
    assert!(say(&always, &[("NO_COLOR", "1")]).0.contains('\u{1b}'));
}

#[test]
fn messages_are_colored_by_the_same_option() {
    // One message is the program's own, the other is about wrong arguments.
    for wrong in [&["view", "/nowhere"][..], &["view", "--nothing"][..]] {
        let (_, plain) = say(wrong, &[]);
        assert!(!plain.is_empty() && !plain.contains('\u{1b}'), "{plain}");
        let (_, colored) = say(&[wrong, &["--color", "always"]].concat(), &[]);
        assert!(colored.contains('\u{1b}'), "{colored}");
    }
}

#[test]
fn json_never_has_colors() {
    let (json, _) = say(&[&EXPLAIN[..], &["--json", "--color", "always"]].concat(), &[]);
    assert!(!json.contains('\u{1b}'));
    serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
}

#[test]
fn the_page_finds_the_texts_of_keys_that_the_run_was_told() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("a.jsonl");
    fs::write(
        &input,
        "{\"nr\": \"x1\", \"haupt\": \"Le 3 mars 2024, elle a levé 5 M€ à Orléans.\"}\n",
    )
    .expect("written");
    let out = dir.path().join("out");
    assert_code(&extract(&input, &out, &["--text-key", "haupt", "--id-key", "nr"]), 0);
    let page = dir.path().join("page.html");
    let view = depeche(&["view".as_ref(), out.as_os_str(), "-o".as_ref(), page.as_os_str()])
        .output()
        .expect("the program is built");
    assert_code(&view, 0);
    let said = String::from_utf8_lossy(&view.stderr);
    assert!(said.contains("1 document, 1 of them with text; "), "{said}");
    assert!(
        fs::read_to_string(&page)
            .expect("the page")
            .contains("elle a levé 5 M€ à Orléans.")
    );
}
