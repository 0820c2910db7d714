//! `kill -9` at any moment, then the same command: the same bytes; any number of workers and shards: the same bytes.

use super::program::{assert_code, depeche, dump, extract};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

const FILES: [&str; 3] = ["events.jsonl", "documents.jsonl", "errors.jsonl"];

fn scene(n: usize) -> (TempDir, PathBuf, PathBuf) {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("dump.jsonl");
    dump(&input, n);
    let whole = dir.path().join("whole");
    assert_code(&extract(&input, &whole, &["--quiet"]), 1);
    (dir, input, whole)
}

#[track_caller]
fn assert_same(a: &Path, b: &Path) {
    for name in FILES {
        assert!(
            fs::read(a.join(name)).expect(name) == fs::read(b.join(name)).expect(name),
            "{name} differs"
        );
    }
}

/// Kills runs after ever other times until one ends by itself; returns how many were killed.
fn kill_until_done(input: &Path, out: &Path, kills: u32) -> u32 {
    let mut killed = 0;
    loop {
        let mut command = depeche(&["extract", "--backend", "none", "--quiet", "--workers", "2"]);
        let mut child = command
            .arg(input)
            .arg("-o")
            .arg(out)
            .stderr(Stdio::null())
            .spawn()
            .expect("the program is built");
        if killed < kills {
            // Times of no pattern, the same in every run of the test.
            sleep(Duration::from_millis(5 + u64::from(killed * killed * 37 % 190)));
            child.kill().expect("it runs or has ended");
        }
        let status = child.wait().expect("a child");
        if let Some(code) = status.code() {
            assert_eq!(code, 1, "some rows of the dump are broken");
            return killed;
        }
        killed += 1;
    }
}

fn wanted_kills() -> u32 {
    std::env::var("DEPECHE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20)
}

#[test]
fn killed_runs_end_with_the_same_bytes() {
    let (dir, input, whole) = scene(60_000);
    let out = dir.path().join("killed");
    let killed = kill_until_done(&input, &out, wanted_kills());
    assert!(killed > 3, "only {killed} runs were killed before the end");
    assert_same(&whole, &out);
    assert!(!out.join("run.journal").exists());
}

#[test]
fn killed_runs_into_a_packed_file_end_with_the_same_bytes() {
    let (dir, input, whole) = scene(20_000);
    for name in ["events.jsonl.zst", "events.jsonl.gz"] {
        let straight = dir.path().join(format!("straight-{name}"));
        assert_code(&extract(&input, &straight, &["--quiet"]), 1);
        let out = dir.path().join(format!("killed-{name}"));
        kill_until_done(&input, &out, wanted_kills() / 2);
        let bytes = fs::read(&out).expect("a packed file");
        assert!(bytes == fs::read(&straight).expect("a packed file"), "{name} differs");
        if name.ends_with("zst") {
            let plain = zstd::decode_all(bytes.as_slice()).expect("whole frames");
            assert!(plain == fs::read(whole.join("events.jsonl")).expect("events"));
        }
    }
}

#[test]
fn the_number_of_workers_changes_nothing() {
    let (dir, input, whole) = scene(3_000);
    for workers in ["1", "4"] {
        let out = dir.path().join(workers);
        assert_code(&extract(&input, &out, &["--quiet", "--workers", workers]), 1);
        assert_same(&whole, &out);
    }
}

#[test]
fn merged_shards_equal_the_undivided_run() {
    let (dir, input, whole) = scene(2_000);
    let mut merge = depeche(&["merge", "--quiet"]);
    for i in 1..=3 {
        let out = dir.path().join(format!("part{i}"));
        assert_code(&extract(&input, &out, &["--quiet", "--shard", &format!("{i}/3")]), 1);
        merge.arg(out);
    }
    let out = dir.path().join("merged");
    assert_code(&merge.arg("-o").arg(&out).output().expect("the program is built"), 1);
    assert_same(&whole, &out);
}

/// An unfinished run: a journal that says so, as a kill right after the start leaves it.
fn unfinished(input: &Path, out: &Path) {
    let mut command = depeche(&["extract", "--backend", "none", "--quiet"]);
    let mut child = command.arg(input).arg("-o").arg(out).spawn().expect("the program is built");
    while !out.join("run.journal").exists() && child.try_wait().expect("a child").is_none() {
        sleep(Duration::from_millis(1));
    }
    child.kill().expect("it runs");
    child.wait().expect("a child");
    assert!(out.join("run.journal").exists(), "the run ended before it could be killed");
}

#[test]
fn other_settings_or_input_are_refused_with_what_differs() {
    let (dir, input, whole) = scene(60_000);
    let out = dir.path().join("out");
    unfinished(&input, &out);
    let run = extract(&input, &out, &["--date", "2024"]);
    assert_code(&run, 2);
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        message.contains("date was null, now \"2024\"") && message.contains("--restart"),
        "{message}"
    );
    let mut rows = fs::read(&input).expect("rows");
    rows.extend(b"{\"id\": \"new\", \"text\": \"Le port ferme.\"}\n");
    fs::write(&input, &rows).expect("rows");
    let run = extract(&input, &out, &[]);
    assert_code(&run, 2);
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(message.contains("has changed since"), "{message}");
    rows.truncate(rows.len() - 40);
    assert_code(&extract(&input, &out, &["--restart", "--quiet"]), 1);
    assert!(
        fs::read(out.join("documents.jsonl"))
            .expect("documents")
            .starts_with(&fs::read(whole.join("documents.jsonl")).expect("documents"))
    );
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_130_and_can_be_resumed() {
    let (dir, input, whole) = scene(60_000);
    let out = dir.path().join("out");
    let mut command = depeche(&["extract", "--backend", "none"]);
    let mut child = command
        .arg(&input)
        .arg("-o")
        .arg(&out)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is built");
    while !out.join("run.journal").exists() {
        sleep(Duration::from_millis(1));
    }
    sleep(Duration::from_millis(20));
    let signal = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(signal.expect("kill").success());
    assert_eq!(child.wait().expect("a child").code(), Some(130));
    assert!(!out.join("run.json").exists());
    assert_code(&extract(&input, &out, &["--quiet"]), 1);
    assert_same(&whole, &out);
}
