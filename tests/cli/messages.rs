//! What the program says: in the words of its options, with the remedy, in the singular for one.

use super::program::{assert_code, depeche, extract};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

#[test]
fn a_wrong_value_is_refused_with_what_is_wanted() {
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join("a.txt"), dir.path().join("out"));
    fs::write(&input, "Le port ferme.").expect("a text");
    for (option, value, remedy) in [
        ("--timeout", "0", "a number of seconds above 0"),
        ("--timeout", "-1", "a number of seconds above 0"),
        ("--limit", "0", "a whole number from 1 on"),
        ("--limit", "-5", "a whole number from 1 on"),
        ("--workers", "0", "a whole number from 1 to 65535"),
        ("--workers", "-3", "a whole number from 1 to 65535"),
        ("--workers", "deux", "a whole number from 1 to 65535"),
        ("--min-confidence", "1,6", "a number from 0 to 1, as 0.6"),
        ("--min-score", "-0.5", "a number from 0 to 1, as 0.6"),
        ("--date", "07/16/2024", "DD/MM/YYYY, as 16/07/2024"),
        ("--date-order", "ydm", "wanted dmy (31/12/2024), mdy (12/31/2024)"),
    ] {
        let refused = extract(&input, &out, &[option, value]);
        assert_code(&refused, 2);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(told.contains(remedy) && told.contains(option), "{option} {value}: {told}");
        assert!(!out.exists(), "{option} {value}");
    }
    for (option, value) in [
        ("--min-confidence", "0,6"),
        ("--min-score", "0,6"),
        ("--date", "16/07/2024"),
        ("--timeout", "0,5"),
    ] {
        assert_code(&extract(&input, &out, &[option, value, "--restart", "--quiet"]), 0);
    }
    assert_code(&extract(&input, &out, &["--date", "16/07/2024", "--restart", "--quiet"]), 0);
    assert_eq!(
        super::program::values(&out.join("documents.jsonl"), "doc_date"),
        ["2024-07-16"]
    );
}

#[test]
fn an_option_of_another_command_is_answered_with_the_command() {
    let run = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/run");
    let run = run.to_str().expect("UTF-8");
    for (arguments, said) in [
        (
            &["extract", "x.txt", "--type", "ECO"][..],
            "--type chooses events of a finished run: it is an option of depeche export",
        ),
        (&["extract", "x.txt", "--since=2024"], "--since chooses events"),
        (
            &["view", run, "--types", "own"],
            "--types is an option of depeche extract, and view knows the types of the run",
        ),
        (
            &["export", run, "--to", "csv", "--excel", "fr", "-o", "-"],
            "write it with « = »: --excel=fr",
        ),
        (
            &["export", run, "--to", "csv", "--min-amount", "-5", "-o", "-"],
            "amounts are told without a sign",
        ),
        (
            &["evaluate", "--gold", "x", run, "--errors", "-1"],
            "give a whole number from 0 on",
        ),
        (
            &["evaluate", "--gold", "x", run, "--bootstrap", "x"],
            "give a whole number from 0 on",
        ),
        (&["explain", "Kelvar", "a", "licencié"], "put it in quotes"),
        (&["extract", "https://a.fr/x"], "depeche downloads nothing; fetch it first"),
        (&["extract", "press/*.txt"], "take the quotes off"),
        (&["model", "info", "nowhere"], "the folder of a model has manifest.toml"),
        (&["extract", "--sortie", "x"], "unexpected argument '--sortie'"),
    ] {
        let done = depeche(arguments).output().expect("the program is built");
        assert_code(&done, 2);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(told.contains(said) && !told.contains("tip:"), "{arguments:?}: {told}");
    }
    if cfg!(not(feature = "rust-bert")) {
        let done = depeche(&["extract", "x.txt", "--backend", "rust-bert"])
            .output()
            .expect("the program is built");
        assert_code(&done, 2);
        assert!(String::from_utf8_lossy(&done.stderr).contains("--features rust-bert"));
    }
}

#[test]
fn what_is_damaged_is_told_without_the_words_of_its_format() {
    let dir = TempDir::new().expect("a folder");
    for (name, bytes, said) in [
        ("a.jsonl", &b"{\"text\": \n"[..], "no valid JSON (it ends inside"),
        ("b.jsonl", b"{\"text\": 'a'}\n", "column 10); mend the row"),
        (
            "c.zip",
            b"PK\x03\x04 and no more",
            "the list of its members, which ends it, is not there",
        ),
        (
            "d.csv",
            b"id,text\n1,\"Le port\n",
            "line 2 opens a quote that is not closed before the end of the file",
        ),
        (
            "e.csv",
            b"id,text\n1,Le port, ferme.\n",
            "a field with a delimiter in it stands in quotes",
        ),
    ] {
        let input = dir.path().join(name);
        fs::write(&input, bytes).expect("an input");
        let done = extract(&input, &dir.path().join(format!("{name}.out")), &[]);
        assert_code(&done, 1);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(
            told.contains(said) && !told.contains("EOCD") && !told.contains("at line"),
            "{name}: {told}"
        );
    }
}

#[test]
fn one_file_that_is_left_out_is_told_in_the_singular() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in");
    fs::create_dir(&input).expect("a folder");
    fs::write(input.join("a.txt"), "Le port ferme.").expect("a text");
    for (name, told) in [
        ("notes.md", "1 program, note or read-me file left out"),
        (".cache", "1 hidden file left out"),
        ("photo.jpg", "1 picture, sound or film left out"),
    ] {
        fs::write(input.join(name), "x").expect("a file");
        let run = extract(&input, &dir.path().join("out"), &["--restart"]);
        assert_code(&run, 0);
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.contains(told), "{said}");
    }
    fs::write(input.join("b.md"), "x").expect("a file");
    let run = extract(&input, &dir.path().join("out"), &["--restart"]);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("2 programs, notes and read-me files left out"), "{said}");
}

const HINT: &str = "reading standard input; name a file or folder, or press Ctrl-D to end";

#[test]
fn a_terminal_without_input_is_told_that_it_is_read() {
    let program = env!("CARGO_BIN_EXE_depeche");
    let mut terminal = Command::new("script");
    terminal
        .args(["-qec", &format!("{program} extract --backend none"), "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    // Where there is no program that makes a terminal, there is nothing to test.
    if let Ok(mut child) = terminal.spawn() {
        let typed = "Le port ferme.\n\u{4}";
        let mut keys = child.stdin.take().expect("a pipe");
        keys.write_all(typed.as_bytes()).expect("it reads");
        drop(keys);
        let said = child.wait_with_output().expect("a child");
        assert!(String::from_utf8_lossy(&said.stdout).contains(HINT), "{said:?}");
    }
    let piped = depeche(&["extract", "--backend", "none"])
        .output()
        .expect("the program is built");
    assert!(!String::from_utf8_lossy(&piped.stderr).contains(HINT), "{piped:?}");
}

#[test]
fn a_phrase_that_is_not_french_is_told_and_no_line_ends_with_a_blank() {
    let english = "The company said on Monday that it would close the plant and cut three hundred jobs in the region by the end of the year.";
    let french = "Le groupe Morvan a supprimé 240 postes et a fermé son usine mardi.";
    for (phrase, more, told) in [
        (english, &[][..], Some("language: en; extract would find no events in it")),
        (english, &["--any-language"], Some("language: en\n")),
        (french, &[], None),
    ] {
        let run = depeche(&["explain", phrase])
            .args(more)
            .output()
            .expect("the program is built");
        assert_code(&run, 0);
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        match told {
            Some(told) => assert!(said.contains(told), "{said}"),
            None => assert!(!said.contains("language:") && said.contains("attribution author"), "{said}"),
        }
        assert!(said.lines().all(|line| line == line.trim_end()), "{said:?}");
    }
}
