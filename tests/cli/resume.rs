//! `kill -9` at any moment, then the same command: the same bytes; any number of workers and shards: the same bytes.

use super::formats::{record, zip};
use super::program::{assert_code, depeche, dump, extract, values};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const FILES: [&str; 3] = ["events.jsonl", "documents.jsonl", "errors.jsonl"];

/// A dump, and its undisturbed run.
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

/// Kills runs at ever other parts of the time that an undisturbed run takes, until `kills` of them have died and one has ended by itself.
/// `check` looks at the output each time that a run ends; the next one begins anew.
fn kill_often(input: &Path, out: &Path, backend: &[&str], kills: u32, undisturbed: Duration, check: impl Fn()) {
    let mut killed = 0;
    // A finished run given again does nothing.
    let mut anew = false;
    for attempt in 0..20 * (kills + 1) {
        let mut command = depeche(&["extract", "--quiet", "--workers", "2"]);
        let mut child = command
            .args(backend)
            .args(anew.then_some("--restart"))
            .arg(input)
            .arg("-o")
            .arg(out)
            .stderr(Stdio::null())
            .spawn()
            .expect("the program is built");
        if killed < kills {
            // Times of no pattern, the same in every run of the test.
            sleep(undisturbed * (1 + attempt * attempt * 37 % 61) / 100);
            child.kill().expect("it runs or has ended");
        }
        let status = child.wait().expect("a child");
        match status.code() {
            None => {
                killed += 1;
                anew = false;
            }
            Some(code) => {
                assert_eq!(code, 1, "some rows of the dump are broken");
                check();
                anew = true;
                if killed == kills {
                    return;
                }
            }
        }
    }
    panic!("only {killed} runs of {kills} were killed before the end");
}

fn wanted_kills() -> u32 {
    std::env::var("DEPECHE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20)
}

#[test]
fn killed_runs_end_with_the_same_bytes() {
    let began = Instant::now();
    let (dir, input, whole) = scene(8_000);
    let undisturbed = began.elapsed();
    let out = dir.path().join("killed");
    kill_often(&input, &out, &["--backend", "none"], wanted_kills(), undisturbed, || {
        assert_same(&whole, &out);
        assert!(!out.join("run.journal").exists());
    });
}

#[test]
fn killed_runs_into_a_packed_file_end_with_the_same_bytes() {
    let (dir, input, _) = scene(4_000);
    for name in ["events.jsonl.zst", "events.jsonl.gz"] {
        let straight = dir.path().join(format!("straight-{name}"));
        let began = Instant::now();
        assert_code(&extract(&input, &straight, &["--quiet"]), 1);
        let undisturbed = began.elapsed();
        let out = dir.path().join(format!("killed-{name}"));
        kill_often(&input, &out, &["--backend", "none"], wanted_kills() / 2, undisturbed, || {
            assert!(
                fs::read(&out).expect("a packed file") == fs::read(&straight).expect("a packed file"),
                "{name} differs"
            );
        });
    }
}

#[test]
fn killed_runs_over_archives_and_feeds_end_with_the_same_bytes() {
    let dir = TempDir::new().expect("a folder");
    let rows = dir.path().join("rows.jsonl");
    dump(&rows, 2_000);
    let rows = fs::read(rows).expect("rows");
    let text = |i: usize| format!("L'éditeur a supprimé {i} postes lundi, soit {} % de ses effectifs.", i % 100);
    let names: Vec<String> = (0..4).map(|i| format!("2024-07-1{i}/rows.jsonl")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), rows.as_slice())).collect();
    let mut warc: Vec<u8> = (0..6_000)
        .flat_map(|i| record("conversion", &format!("https://a.fr/{i}"), "text/plain", text(i).as_bytes()))
        .collect();
    warc.truncate(warc.len() - 20);
    let items: String = (0..6_000)
        .map(|i| format!("<item><guid>{i}</guid><description>{}</description></item>", text(i)))
        .collect();
    let feed = format!("<rss><channel><title>Actu</title>{items}<item><title>Vide</title></item></channel></rss>");
    for (name, bytes) in [("a.zip", zip(&members)), ("a.warc", warc), ("a.rss", feed.into_bytes())] {
        let input = dir.path().join(name);
        fs::write(&input, bytes).expect("an input");
        let whole = dir.path().join(format!("whole-{name}"));
        let began = Instant::now();
        assert_code(&extract(&input, &whole, &["--quiet"]), 1);
        let undisturbed = began.elapsed();
        let out = dir.path().join(format!("killed-{name}"));
        kill_often(&input, &out, &["--backend", "none"], wanted_kills(), undisturbed, || {
            assert_same(&whole, &out);
        });
    }
}

#[test]
fn killed_runs_with_the_model_end_with_the_same_events() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("dump.jsonl");
    // More documents than a frame of a packed file holds, so that one is whole before the end.
    dump(&input, 560);
    let straight = |name: &str| {
        let out = dir.path().join(name);
        let began = Instant::now();
        let run = depeche(&["extract", "--quiet", "--workers", "2"])
            .arg(&input)
            .arg("-o")
            .arg(&out)
            .output();
        assert_code(&run.expect("the program is built"), 1);
        (out, began.elapsed())
    };
    let (whole, undisturbed) = straight("whole");
    let events = fs::read(whole.join("events.jsonl")).expect("events");
    assert!(
        events.iter().filter(|&&b| b == b'\n').count() > 500,
        "most documents tell an event"
    );
    let out = dir.path().join("killed");
    kill_often(&input, &out, &[], wanted_kills() / 2, undisturbed, || {
        assert_same(&whole, &out)
    });
    let (packed, undisturbed) = straight("whole.jsonl.zst");
    let packed = fs::read(packed).expect("a packed file");
    // What only the second pass over a folder knows stands in no stream.
    let alone = |bytes: &[u8]| -> Vec<serde_json::Value> {
        let read = |line: &[u8]| {
            let mut event: serde_json::Value = serde_json::from_slice(line).expect("a JSON line");
            for key in ["cluster_id", "cluster_size", "duplicate_of"] {
                event[key] = serde_json::Value::Null;
            }
            event
        };
        bytes
            .split(|&b| b == b'\n')
            .filter(|line| !line.is_empty())
            .map(read)
            .collect()
    };
    assert!(alone(&zstd::decode_all(packed.as_slice()).expect("whole frames")) == alone(&events));
    let out = dir.path().join("killed.jsonl.zst");
    kill_often(&input, &out, &[], wanted_kills() / 2, undisturbed, || {
        assert!(fs::read(&out).expect("a packed file") == packed, "the packed events differ");
    });
}

#[test]
fn the_number_of_workers_changes_nothing() {
    let (dir, input, whole) = scene(1_000);
    for workers in ["1", "4"] {
        let out = dir.path().join(workers);
        assert_code(&extract(&input, &out, &["--quiet", "--workers", workers]), 1);
        assert_same(&whole, &out);
    }
}

#[test]
fn merged_shards_equal_the_undivided_run() {
    let (dir, input, whole) = scene(1_000);
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
    // A journal that is made but still empty says nothing yet.
    let begun = || fs::metadata(out.join("run.journal")).is_ok_and(|m| m.len() > 0);
    while !begun() && child.try_wait().expect("a child").is_none() {
        sleep(Duration::from_millis(1));
    }
    child.kill().expect("it runs");
    child.wait().expect("a child");
    assert!(out.join("run.journal").exists(), "the run ended before it could be killed");
}

#[test]
fn other_settings_or_input_are_refused_with_what_differs() {
    let (dir, input, whole) = scene(8_000);
    let out = dir.path().join("out");
    unfinished(&input, &out);
    let run = extract(&input, &out, &["--date", "2024"]);
    assert_code(&run, 2);
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        message.contains("--date was not given, now 2024") && message.contains("--restart"),
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
    let (dir, input, whole) = scene(8_000);
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

#[test]
fn a_merge_without_one_of_its_shards_is_refused() {
    let (dir, input, _) = scene(100);
    let part = dir.path().join("part");
    assert_code(&extract(&input, &part, &["--quiet", "--shard", "1/2"]), 1);
    let out = dir.path().join("merged");
    let run = depeche(&["merge"])
        .arg(&part)
        .arg("-o")
        .arg(&out)
        .output()
        .expect("the program is built");
    assert_code(&run, 2);
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(message.contains("without shard 2/2"), "{message}");
    assert!(!out.exists());
}

#[test]
fn a_shard_alone_is_refused_beside_another_run_too() {
    let (dir, input, _) = scene(100);
    let at = |name: &str| dir.path().join(name);
    for (shard, out) in [("1/2", "1"), ("2/2", "2")] {
        assert_code(&extract(&input, &at(out), &["--quiet", "--shard", shard]), 1);
    }
    fs::write(at("a.txt"), "Le port ferme.").expect("a text");
    assert_code(&extract(&at("a.txt"), &at("other"), &["--quiet"]), 0);
    let merge = |parts: &[&str], out: &str| {
        let mut command = depeche(&["merge", "--quiet"]);
        command.args(parts.iter().map(|part| at(part))).arg("-o").arg(at(out));
        command.output().expect("the program is built")
    };
    for parts in [["1", "other"], ["other", "2"]] {
        let run = merge(&parts, "no");
        assert_code(&run, 2);
        let message = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(message.contains("without shard "), "{message}");
        assert!(!at("no").exists());
    }
    assert_code(&merge(&["1", "2", "other"], "yes"), 1);
}

#[test]
fn a_merge_of_what_is_no_finished_run_says_what_it_is() {
    let (dir, input, _) = scene(20);
    let part = dir.path().join("part");
    assert_code(&extract(&input, &part, &["--quiet"]), 1);
    let merge = || {
        let mut command = depeche(&["merge"]);
        let run = command
            .arg(&part)
            .arg("-o")
            .arg(dir.path().join("m"))
            .output()
            .expect("the program is built");
        assert_code(&run, 2);
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    fs::write(part.join("run.journal"), "").expect("written");
    assert!(
        merge().contains("part: this run is not finished; the same extract command"),
        "{}",
        merge()
    );
    fs::remove_file(part.join("run.journal")).expect("it is there");
    fs::remove_file(part.join("run.json")).expect("it is there");
    assert!(merge().contains("part: no finished run is here"), "{}", merge());
    fs::remove_dir_all(&part).expect("it is there");
    assert!(merge().contains("part: there is no such folder"), "{}", merge());
}

#[test]
fn a_shard_given_twice_is_refused_before_anything_is_written() {
    let (dir, input, _) = scene(100);
    let shards = ["1/2", "2/2"].map(|shard| dir.path().join(shard.replace('/', "-of-")));
    for (shard, out) in ["1/2", "2/2"].iter().zip(&shards) {
        assert_code(&extract(&input, out, &["--quiet", "--shard", shard]), 1);
    }
    let out = dir.path().join("merged");
    let mut merge = depeche(&["merge"]);
    merge.args(&shards).arg(&shards[0]).arg("-o").arg(&out);
    let run = merge.output().expect("the program is built");
    assert_code(&run, 2);
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(message.contains("would count twice"), "{message}");
    assert!(!out.exists());
}

#[test]
fn what_a_killed_second_pass_leaves_is_no_input() {
    let dir = TempDir::new().expect("a folder");
    let out = dir.path().join("out");
    fs::write(dir.path().join("a.txt"), "Le groupe a levé 5 millions d'euros.").expect("a text");
    assert_code(&extract(dir.path(), &out, &["--quiet"]), 0);
    let left = out.join("relate.part");
    fs::create_dir(&left).expect("a folder");
    fs::write(left.join("0"), "Le port a fermé.").expect("a file");
    let again = dir.path().join("again");
    assert_code(&extract(dir.path(), &again, &["--quiet"]), 0);
    assert_eq!(values(&again.join("documents.jsonl"), "doc_id").len(), 1);
}

#[test]
fn a_run_into_its_own_input_reads_nothing_of_itself() {
    for output in ["out", "", "events.jsonl", "events.jsonl.zst"] {
        let dir = TempDir::new().expect("a folder");
        fs::write(dir.path().join("a.txt"), "Le port ferme.").expect("a text");
        let out = dir.path().join(output);
        for _ in 0..2 {
            assert_code(&extract(dir.path(), &out, &["--quiet"]), 0);
            if out.is_dir() {
                assert_eq!(values(&out.join("documents.jsonl"), "doc_id"), ["a.txt"], "{output:?}");
            }
        }
    }
}

/// Runs over a stream; where it is told to die, it does so with some of the stream done and the rest not yet sent.
fn run_stream(stream: &[u8], out: &Path, dies: bool) -> std::process::Output {
    let mut command = depeche(&["extract", "--backend", "none", "--quiet", "--workers", "1"]);
    let command = command
        .arg("-")
        .arg("-o")
        .arg(out)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program is built");
    let mut pipe = child.stdin.take().expect("a pipe");
    if !dies {
        // A run that refuses the stream does not read it to its end.
        let _ = pipe.write_all(stream);
        drop(pipe);
        return child.wait_with_output().expect("a child");
    }
    let journal = out.join("run.journal");
    let done = || fs::read_to_string(&journal).is_ok_and(|j| j.lines().count() > 1);
    let (begin, rest) = stream.split_at(stream.len() / 2);
    pipe.write_all(begin).expect("it reads");
    for row in rest.split_inclusive(|&b| b == b'\n') {
        if done() {
            break;
        }
        pipe.write_all(row).expect("it reads");
        sleep(Duration::from_millis(1));
    }
    assert!(done(), "nothing was durable before the end of the stream");
    child.kill().expect("it runs");
    child.wait_with_output().expect("a child")
}

#[test]
fn a_stream_is_taken_up_only_when_it_begins_as_it_did() {
    let (dir, input, whole) = scene(4_000);
    let stream = fs::read(&input).expect("rows");
    let out = dir.path().join("out");
    run_stream(&stream, &out, true);
    let refuse = |stream: &[u8], why: &str| {
        let run = run_stream(stream, &out, false);
        assert_code(&run, 2);
        let message = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(message.contains(why) && message.contains("--restart"), "{message}");
    };
    let other = String::from_utf8_lossy(&stream).replacen("levé 4 millions", "levé 5 millions", 1);
    refuse(other.as_bytes(), "standard input begins with others");
    let first = stream.iter().position(|&b| b == b'\n').expect("rows");
    refuse(&stream[..=first], "the input has only 1");
    assert_code(&run_stream(&stream, &out, false), 1);
    let chars = |folder: &Path| -> Vec<_> {
        let lines = super::program::lines(&folder.join("documents.jsonl"));
        lines.iter().map(|d| (d["doc_id"].clone(), d["sha256"].clone())).collect()
    };
    assert!(chars(&out) == chars(&whole), "the resumed stream differs");
    // Nothing of a stream is known from outside, so a finished run of one is not written over by another.
    refuse(other.as_bytes(), "cannot be known");
}
