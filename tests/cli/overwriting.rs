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
fn an_export_leaves_the_files_of_its_run_and_no_file_without_events() {
    let dir = TempDir::new().expect("a folder");
    for name in ["documents.jsonl", "events.jsonl"] {
        fs::copy(run().join(name), dir.path().join(name)).expect("copied");
    }
    let whole = fs::read(dir.path().join("documents.jsonl")).expect("lines");
    for command in [&["export", "--to", "csv"][..], &["view"]] {
        let mut command = depeche(command);
        let done = command
            .arg(dir.path())
            .arg("--force")
            .arg("-o")
            .arg(dir.path().join("documents.jsonl"))
            .output();
        let done = done.expect("the program is built");
        assert_code(&done, 2);
        assert!(message(&done).contains("a file of the run itself"), "{}", message(&done));
    }
    assert_eq!(fs::read(dir.path().join("documents.jsonl")).expect("lines"), whole);
    let export = |entity: &str| {
        let mut command = depeche(&["export", "--to", "csv", "--entity", entity]);
        command
            .arg(dir.path())
            .arg("-o")
            .arg(dir.path().join("e.csv"))
            .output()
            .expect("the program is built")
    };
    let done = export("Nobody at all");
    assert_code(&done, 0);
    assert!(
        message(&done).contains("no event of the run passes the filter; nothing is written"),
        "{}",
        message(&done)
    );
    assert!(!dir.path().join("e.csv").exists());

    // Rows of another filter do not stay.
    fs::write(dir.path().join("e.csv"), "rows of before").expect("a file");
    let mut command = depeche(&["export", "--to", "csv", "--entity", "Nobody at all", "--force"]);
    let done = command.arg(dir.path()).arg("-o").arg(dir.path().join("e.csv")).output();
    assert_code(&done.expect("the program is built"), 0);
    let rows = fs::read_to_string(dir.path().join("e.csv")).expect("a file");
    assert!(!rows.contains("before") && rows.lines().count() == 1, "{rows}");
}

#[test]
fn a_page_is_made_anew_but_no_other_file() {
    let dir = TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    fs::write(at("mine.html"), "<!doctype html><title>Mine</title>").expect("a file");
    fs::write(at("old.html"), "<!doctype html><html><title>depeche</title><style>").expect("a page without a mark");
    fs::write(at("empty.html"), "").expect("a file");
    fs::create_dir(at("copy")).expect("a folder");
    for file in ["documents.jsonl", "events.jsonl"] {
        fs::copy(run().join(file), at("copy").join(file)).expect("copied");
    }
    let view = |run: &Path, page: &str, filter: &[&str]| {
        let mut command = depeche(&["view", "--quiet"]);
        let command = command.arg(run).arg("-o").arg(at(page)).args(filter);
        command.output().expect("the program is built")
    };
    let layoffs = ["--type", "ECO.Layoff"];
    assert_code(&view(&run(), "whole.html", &[]), 0);
    assert_code(&view(&run(), "layoffs.html", &layoffs), 0);
    for (folder, page, filter, refused) in [
        (run(), "whole.html", &[][..], None),
        (run().join("../run"), "whole.html", &[], None),
        (run(), "whole.html", &layoffs, Some("made with other filters")),
        (run(), "layoffs.html", &["--type", "layoff"], None),
        (run(), "layoffs.html", &[], Some("made with other filters")),
        (
            run(),
            "layoffs.html",
            &["--type", "ECO.Hire"],
            Some("made with other filters"),
        ),
        (at("copy"), "whole.html", &[], Some("of another run")),
        (at("copy"), "layoffs.html", &layoffs, Some("of another run")),
        (run(), "mine.html", &[], Some("this file is there already")),
        (run(), "old.html", &[], Some("older version")),
        (run(), "empty.html", &[], None),
    ] {
        let before = fs::read(at(page)).expect("a file");
        let done = view(&folder, page, filter);
        assert_code(&done, if refused.is_some() { 2 } else { 0 });
        let told = message(&done);
        assert!(told.contains(refused.unwrap_or_default()), "{page} {filter:?}: {told}");
        if refused.is_some() {
            assert!(told.contains("--force"), "{told}");
            assert_eq!(fs::read(at(page)).expect("a file"), before, "{page} {filter:?}");
            let copy = fs::copy(at(page), at("forced.html"));
            copy.expect("copied");
            assert_code(&view(&folder, "forced.html", &[filter, &["--force"]].concat()), 0);
            assert_ne!(fs::read(at("forced.html")).expect("a page"), before, "{page} {filter:?}");
        }
    }
    // For an export a page is a file as any other.
    let export = depeche(&["export", "--to", "csv"])
        .arg(run())
        .arg("-o")
        .arg(at("whole.html"))
        .output();
    assert_code(&export.expect("the program is built"), 2);
}

#[test]
fn what_is_no_run_is_said_with_what_was_wanted() {
    let dir = TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    fs::write(at("file.txt"), "x").expect("a file");
    fs::create_dir(at("empty")).expect("a folder");
    let gold = run().join("../gold.jsonl");
    for (given, fault) in [
        (run().join("events.jsonl"), "events.jsonl: this is a file"),
        (at("file.txt"), "this is a file"),
        (at("nowhere"), "there is no such folder"),
        (at("file.txt/run"), "there is no such folder"),
        (at("empty"), "no documents.jsonl here"),
    ] {
        let asked: [&[&str]; 3] = [
            &["export", "--to", "csv", "-o", "-"],
            &["view", "-o", "-"],
            &["evaluate", "--gold", gold.to_str().expect("UTF-8")],
        ];
        for arguments in asked {
            let done = depeche(arguments).arg(&given).output().expect("the program is built");
            assert_code(&done, 2);
            let told = message(&done);
            let wanted = "wanted the folder of a run, as `depeche extract … -o DIR` writes it";
            assert!(told.contains(fault) && told.contains(wanted), "{told}");
            assert!(!told.contains("os error"), "{told}");
            let of_run = given.starts_with(run()).then(|| format!("writes it: {}\n", run().display()));
            assert!(told.ends_with(of_run.as_deref().unwrap_or("writes it\n")), "{told}");
        }
    }
}

#[test]
fn an_output_that_cannot_be_made_is_refused_at_once() {
    let dir = TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    fs::write(at("file.txt"), "x").expect("a file");
    fs::create_dir(at("empty")).expect("a folder");
    for (out, wanted) in [
        ("nodir/sub/z.csv", "sub is not there; make it first"),
        ("file.txt/z.csv", "file.txt is a file; name a folder"),
        ("empty", "this is a folder; give the name of a file in it"),
    ] {
        for command in [
            &["export", "--to", "csv"][..],
            &["export", "--to", "gexf", "--force"],
            &["view"],
        ] {
            let done = depeche(command)
                .arg(run())
                .arg("-o")
                .arg(at(out))
                .output()
                .expect("the program is built");
            assert_code(&done, 2);
            let told = message(&done);
            assert!(told.contains(wanted) && !told.contains("os error"), "{told}");
        }
    }
    assert_code(
        &depeche(&["export", "--to", "tables"])
            .arg(run())
            .arg("-o")
            .arg(at("new/tables"))
            .output()
            .expect("the program is built"),
        0,
    );
    assert!(at("new/tables/events.parquet").is_file() && !at("nodir").exists());
}

#[test]
fn a_finished_run_given_again_has_nothing_to_do() {
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join("in"), dir.path().join("out"));
    article(&input.join("x.txt"));
    fs::write(input.join("y.txt"), "").expect("a file");
    let say = |more: &[&str]| {
        let done = extract(&input, &out, more);
        // One document fails: that is so whether it was done now or then.
        assert_code(&done, 1);
        message(&done)
    };
    say(&[]);
    let page = fs::read(out.join("run.json")).expect("a page");
    let again = say(&[]);
    assert!(again.contains("nothing to do") && again.contains("--restart"), "{again}");
    assert!(again.contains("1 document failed") && again.contains("read.empty"), "{again}");
    assert!(say(&["--quiet"]).is_empty());
    assert_eq!(fs::read(out.join("run.json")).expect("a page"), page);
    assert!(!say(&["--restart"]).contains("nothing to do"));
    // A run that lacks one of its files is no whole one.
    fs::remove_file(out.join("events.jsonl")).expect("it is there");
    assert!(!say(&[]).contains("nothing to do"));
    assert!(out.join("events.jsonl").is_file());
}

#[test]
fn a_file_of_records_is_replaced_when_that_is_asked_for() {
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join("x.txt"), dir.path().join("x.jsonl"));
    article(&input);
    let records = "{\"schema\":\"depeche.event/1\",\"event_id\":\"1\"}\n";
    fs::write(&out, records).expect("a file");
    let refused = extract(&input, &out, &[]);
    assert_code(&refused, 2);
    assert!(message(&refused).contains("--restart"), "{}", message(&refused));
    assert_eq!(fs::read_to_string(&out).expect("a file"), records);
    assert_code(&extract(&input, &out, &["--restart", "--quiet"]), 0);
    assert_ne!(fs::read_to_string(&out).expect("a file"), records);
}

#[test]
fn a_journal_of_somebody_else_stays() {
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join("x.txt"), dir.path().join("out"));
    article(&input);
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("run.journal"), "my runs: 10 km\n").expect("a file");
    assert_code(&extract(&input, &out, &["--restart"]), 2);
    assert_eq!(
        fs::read_to_string(out.join("run.journal")).expect("a file"),
        "my runs: 10 km\n"
    );
    // A journal whose first line a kill has torn is depeche's.
    fs::write(out.join("run.journal"), "{\"schema\":\"dep").expect("a file");
    assert_code(&extract(&input, &out, &["--quiet"]), 0);
}

#[test]
fn a_merge_replaces_another_run_when_that_is_asked_for() {
    let dir = TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    for name in ["a", "b"] {
        article(&at("in").join(format!("{name}.txt")));
        fs::write(at("in").join("note.md"), "no article").expect("a file");
    }
    for (shard, out) in [("1/2", "one"), ("2/2", "two")] {
        assert_code(&extract(&at("in"), &at(out), &["--shard", shard, "--quiet"]), 0);
    }
    assert_code(&extract(&at("in/a.txt"), &at("other"), &["--quiet"]), 0);
    let merge = |to: &str, more: &[&str]| {
        let mut command = depeche(&["merge"]);
        let run = command.args([at("one"), at("two"), "-o".into(), at(to)]).args(more).output();
        run.expect("the program is built")
    };
    for _ in 0..2 {
        assert_code(&merge("whole", &[]), 0);
    }
    let page: serde_json::Value = serde_json::from_slice(&fs::read(at("whole/run.json")).expect("a page")).expect("JSON");
    assert_eq!(page["odd"]["without_date"], 2);
    assert_eq!(page["left_out"]["programs, notes and read-me files"], 1);
    let refused = merge("other", &[]);
    assert_code(&refused, 2);
    assert!(message(&refused).contains("--restart"), "{}", message(&refused));
    assert_code(&merge("other", &["--restart"]), 0);
}

#[test]
fn an_output_that_promises_something_else_is_refused() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("x.txt");
    article(&input);
    for (out, remedy) in [
        ("x.txt", "no folder"),
        ("new.json", ".jsonl file"),
        ("new.html", "depeche view DIR"),
        ("new.csv", "depeche export DIR --to csv"),
    ] {
        let refused = extract(&input, &dir.path().join(out), &[]);
        assert_code(&refused, 2);
        assert!(message(&refused).contains(remedy), "{out}: {}", message(&refused));
    }
    assert!(fs::read_to_string(&input).expect("a text").starts_with("Kelvar"));
    let refused = extract(&input, Path::new(""), &[]);
    assert_code(&refused, 2);
    assert!(message(&refused).contains("-o is empty"), "{}", message(&refused));
    assert_code(&extract(&input, &dir.path().join("out"), &["--limit", "0"]), 2);
    // Folders on the way to a file are made, as those to a folder are.
    assert_code(&extract(&input, &dir.path().join("far/away/x.jsonl"), &["--quiet"]), 0);
    assert!(dir.path().join("far/away/x.jsonl").is_file());
}

#[test]
fn an_export_goes_to_standard_output_and_ends_quietly_where_nobody_reads_on() {
    let dir = TempDir::new().expect("a folder");
    let export = |to: &str| {
        let mut command = depeche(&["export", "--to", to, "-o", "-"]);
        command
            .arg(run())
            .current_dir(dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    };
    let whole = export("csv").output().expect("the program is built");
    assert_code(&whole, 0);
    assert!(whole.stdout.starts_with(b"event_id,"));
    assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 0, "no file « - »");
    assert_code(&export("tables").output().expect("the program is built"), 2);
    let mut child = export("csv").spawn().expect("the program is built");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("it ends");
    assert_code(&done, 0);
    assert!(!message(&done).contains("could not write"), "{}", message(&done));
}

#[test]
fn a_merge_of_runs_that_share_documents_is_refused() {
    let dir = TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    let rows = |name: &str, ids: &[(&str, &str)]| {
        let rows: String = ids
            .iter()
            .map(|(id, text)| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n"))
            .collect();
        fs::write(at(name), rows).expect("rows");
    };
    rows("1.jsonl", &[("a", "Le port ferme."), ("b", "Le pont ferme.")]);
    rows(
        "2.jsonl",
        &[("c", "Le port ferme."), ("b", "Le pont ferme."), ("a", "Le port ferme.")],
    );
    // An id may stand for another document in another dump, and a text under another id.
    rows("3.jsonl", &[("a", "La gare ferme."), ("d", "Le port ferme.")]);
    for n in ["1", "2", "3"] {
        assert_code(&extract(&at(&format!("{n}.jsonl")), &at(n), &["--quiet"]), 0);
    }
    let merge = |parts: &[PathBuf]| {
        let mut command = depeche(&["merge", "--restart"]);
        command
            .args(parts)
            .arg("-o")
            .arg(at("m"))
            .output()
            .expect("the program is built")
    };
    for (parts, why) in [
        (vec![at("1"), at("1")], "are the same folder, which would count twice"),
        (
            vec![at("1"), at("3"), at("3/../1")],
            "are the same folder, which would count twice",
        ),
        (
            vec![at("1"), at("3"), at("2")],
            "documents in common, the first of them \"b\"",
        ),
    ] {
        let refused = merge(&parts);
        assert_code(&refused, 2);
        let told = message(&refused);
        let last = parts[parts.len() - 1].display().to_string();
        assert!(told.contains(why) && told.contains(&last), "{told}");
        assert!(told.contains(&parts[0].display().to_string()), "{told}");
        assert!(!at("m").exists());
    }
    assert_code(&merge(&[at("1"), at("3")]), 0);
    assert_eq!(values(&at("m").join("documents.jsonl"), "doc_id"), ["a", "b", "a", "d"]);
}

#[test]
fn what_depeche_writes_into_its_input_changes_nothing_about_it() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in");
    article(&input.join("a.txt"));
    fs::write(input.join("b.csv"), "id,text\nb,Le port ferme.\n").expect("a table");
    let out = input.join("out");
    let again = || message(&extract(&input, &out, &[]));
    assert_code(&extract(&input, &out, &["--quiet"]), 0);
    let make = |arguments: &[&str], to: &str| {
        let mut command = depeche(arguments);
        let done = command.arg(&out).arg("-o").arg(input.join(to)).arg("--quiet").output();
        assert_code(&done.expect("the program is built"), 0);
    };
    for (arguments, to) in [
        (&["view"][..], "report.html"),
        (&["export", "--to", "csv"], "events.csv"),
        (&["export", "--to", "parquet"], "events.parquet"),
        (&["export", "--to", "tables", "--as", "csv"], "tables"),
        (&["export", "--to", "tables"], "columns"),
    ] {
        make(arguments, to);
        let told = again();
        assert!(told.contains("nothing to do"), "{to}: {told}");
    }
    fs::write(input.join("e.jsonl"), "{\"schema\":\"depeche.event/1\"}\n").expect("records");
    assert!(again().contains("nothing to do"));
    // So does what is copied: its time of change is told, for the figures are the same.
    let stamp = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(2_000_000_000);
    fs::File::options()
        .append(true)
        .open(input.join("a.txt"))
        .and_then(|file| file.set_modified(stamp))
        .expect("its time is set");
    assert!(
        again().contains("has changed since (a.txt has another time of change: 2033-05-18T03:33:20Z)"),
        "{}",
        again()
    );
    // What others write does change it.
    fs::write(input.join("c.csv"), "id,text\nc,Le port ferme.\n").expect("a table");
    assert!(again().contains("has changed since"));
}

#[test]
fn a_run_in_which_nothing_was_done_does_not_stand_in_the_way_of_its_remedy() {
    let dir = TempDir::new().expect("a folder");
    let out = dir.path().join("out");
    for (name, content, more) in [
        (
            "a.csv",
            "7;2024-07-16;Le port ferme.\n8;2024-07-16;Le pont ferme.\n",
            ["--columns", "id,date,text"],
        ),
        (
            "b.jsonl",
            "{\"id\": \"7\", \"haupt\": \"Le port ferme.\"}\n",
            ["--text-key", "haupt"],
        ),
    ] {
        let input = dir.path().join(name);
        fs::write(&input, content).expect("rows");
        // The run before has documents.
        assert_code(&extract(&input, &out, &["--quiet", "--restart"]), 1);
        assert_code(&extract(&input, &out, &[&["--quiet"], &more[..]].concat()), 0);
        assert_eq!(values(&out.join("documents.jsonl"), "doc_id")[0], "7");
        let refused = extract(&input, &out, &[]);
        assert_code(&refused, 2);
        let told = message(&refused);
        let was = format!("{} was {}, now none", more[0], more[1]);
        assert!(told.contains(&was), "{told}");
    }
}

#[test]
fn a_full_folder_keeps_the_files_of_others() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("a.txt");
    article(&input);
    let full = dir.path().join("full");
    let mine = |name: &str| {
        fs::create_dir_all(&full).expect("a folder");
        fs::write(full.join(name), "mine\n").expect("a file");
    };
    let kept = |name: &str| fs::read_to_string(full.join(name)).is_ok_and(|text| text == "mine\n");
    // Beside them it writes, over them never, even when it is to begin anew.
    mine("notes.txt");
    assert_code(&extract(&input, &full, &["--quiet"]), 0);
    assert!(kept("notes.txt") && full.join("run.json").is_file());
    for name in [
        "events.jsonl",
        "documents.jsonl",
        "errors.jsonl",
        "run.json",
        "run.journal",
        "order.tsv",
        "events.jsonl.part",
        "run.json.part",
    ] {
        fs::remove_dir_all(&full).expect("it is there");
        mine(name);
        for more in [&["--quiet"][..], &["--quiet", "--restart"], &["--quiet", "--shard", "1/1"]] {
            assert_code(&extract(&input, &full, more), 2);
            assert!(kept(name), "{name} {more:?}");
        }
    }
    fs::remove_dir_all(&full).expect("it is there");
    mine("e.jsonl.errors.jsonl");
    assert_code(&extract(&input, &full.join("e.jsonl"), &["--quiet"]), 2);
    assert!(kept("e.jsonl.errors.jsonl"));
}

/// Two tables of aliases with the same rows but for what stands for what are two settings.
#[test]
fn a_run_with_other_aliases_is_another_run() {
    let dir = TempDir::new().expect("a temporary folder");
    let (input, out) = (dir.path().join("in"), dir.path().join("out"));
    article(&input.join("x.txt"));
    let table = |name: &str, rows: &str| {
        let path = dir.path().join(name);
        fs::write(&path, rows).expect("a table");
        path
    };
    let one = table("one.tsv", "Kelvar\tAlpha\nOrvalis\tBravo\n");
    let same = table("same.tsv", "Orvalis\tBravo\nKelvar\tAlpha\n");
    let other = table("other.tsv", "Kelvar\tBravo\nOrvalis\tAlpha\n");
    let run = |aliases: &Path| extract(&input, &out, &["--aliases", aliases.to_str().expect("a path")]);
    assert_code(&run(&one), 0);
    let again = run(&same);
    assert_code(&again, 0);
    assert!(message(&again).contains("nothing to do"), "{}", message(&again));
    assert_code(&run(&other), 2);
}
