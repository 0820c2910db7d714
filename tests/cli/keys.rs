//! Which key or column of a row stands for what: named, found, missing, and in which order its dates are written.

use super::program::{assert_code, depeche, extract, lines, values};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A run over one file, and what it said.
struct Ran {
    _dir: TempDir,
    out: PathBuf,
    told: String,
}

#[track_caller]
fn run(name: &str, bytes: &[u8], code: i32, more: &[&str]) -> Ran {
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join(name), dir.path().join("out"));
    fs::write(&input, bytes).expect("an input");
    let done = extract(&input, &out, more);
    assert_code(&done, code);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    Ran { _dir: dir, out, told }
}

impl Ran {
    fn documents(&self) -> Vec<Value> {
        lines(&self.out.join("documents.jsonl"))
    }

    fn errors(&self) -> Vec<Value> {
        lines(&self.out.join("errors.jsonl"))
    }

    fn page(&self) -> Value {
        page(&self.out)
    }

    fn of(&self, key: &str) -> Vec<Value> {
        self.documents().iter().map(|d| d[key].clone()).collect()
    }
}

fn page(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join("run.json")).expect("a page")).expect("JSON")
}

const TABLE: &str = "id,date_parution,titre,texte\n1,2024-07-16,Le port,Le port ferme.\n2,2024-07-17,Le pont,\n";

#[test]
fn a_column_that_was_named_and_is_not_there_is_an_error_of_its_table() {
    for (option, key, first) in [
        ("--text-key", "text", "texte"),
        ("--date-key", "parution", "date_parution"),
        ("--date-key", "date_de_parution", "date_parution"),
        ("--id-key", "ident", "id"),
        ("--title-key", "titres", "titre"),
    ] {
        let found = run("a.csv", TABLE.as_bytes(), 1, &["--quiet", option, key]);
        assert_eq!(found.documents().len(), 0, "{option} {key}");
        let errors = found.errors();
        let code = if option == "--text-key" {
            "read.no_text"
        } else {
            "read.no_key"
        };
        assert_eq!((errors.len(), &errors[0]["code"]), (2, &Value::from(code)), "{option} {key}");
        let message = errors[0]["message"].as_str().expect("a message");
        let wanted = format!("a.csv#1: no key {key:?} ({option}); it has {first}");
        assert!(message.contains(&wanted), "{message}, not {wanted}");
    }
    // A column that is there may be empty in a row.
    let found = run(
        "a.csv",
        "id,jour,texte\n1,,Le port ferme.\n".as_bytes(),
        0,
        &["--date-key", "jour", "--quiet"],
    );
    assert_eq!(found.of("doc_date"), [Value::Null]);
    assert_eq!(found.of("warnings"), [Value::Array(Vec::new())]);
}

#[test]
fn rows_that_lack_the_named_key_are_warned_of_and_counted() {
    let rows = "{\"id\": \"a\", \"jour\": \"2024-07-16\", \"text\": \"Le port ferme.\"}\n\
        {\"id\": \"b\", \"jours\": \"2024-07-16\", \"text\": \"Le port ferme.\"}\n";
    let found = run("a.jsonl", rows.as_bytes(), 0, &["--date-key", "jour"]);
    assert_eq!(found.of("doc_date"), [Value::from("2024-07-16"), Value::Null]);
    let warnings = found.of("warnings");
    assert_eq!(warnings[0], Value::Array(Vec::new()));
    let told = warnings[1][0].as_str().expect("a warning");
    assert!(
        told.starts_with("--date-key \"jour\" is no key of this row; it has jours, "),
        "{told}"
    );
    assert!(
        found.told.contains("1 document without the key of --date-key"),
        "{}",
        found.told
    );
    assert_eq!(found.page()["odd"]["missing_date_key"], 1);
    assert_eq!(found.page()["keys_not_found"], Value::Array(Vec::new()));
}

#[test]
fn a_key_that_no_row_has_is_a_fault_of_the_run() {
    let rows = "{\"id\": \"a\", \"date\": \"2024-07-16\", \"text\": \"Le port ferme.\"}\n\
        {\"id\": \"b\", \"date\": \"2024-07-16\", \"text\": \"Le pont rouvre.\"}\n";
    for (option, key) in [
        ("--date-key", "dat"),
        ("--id-key", "ids"),
        ("--title-key", "date2"),
        ("--publication-key", "revue"),
    ] {
        let found = run("a.jsonl", rows.as_bytes(), 1, &[option, key]);
        assert_eq!(found.documents().len(), 2);
        let wanted = format!("{option} {key:?} is no key");
        assert!(
            found.told.contains("is in no row of the input") && found.told.contains(&wanted),
            "{}",
            found.told
        );
        let told = found.page()["keys_not_found"][0].as_str().expect("an option").to_owned();
        assert!(told.starts_with(&wanted), "{told}");
    }
    // The same said again where the finished run is given again; a text file has no keys.
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join("in"), dir.path().join("out"));
    fs::create_dir(&input).expect("a folder");
    fs::write(input.join("a.txt"), "Le port ferme.").expect("a text");
    assert_code(&extract(&input, &out, &["--quiet", "--date-key", "jour"]), 0);
    fs::write(input.join("b.jsonl"), rows).expect("rows");
    for more in [&["--restart", "--date-key", "jour"][..], &["--date-key", "jour"]] {
        let done = extract(&input, &out, more);
        assert_code(&done, 1);
        assert!(String::from_utf8_lossy(&done.stderr).contains("is in no row of the input"));
    }
}

#[test]
fn the_paper_is_known_by_common_names_and_by_the_one_that_is_named() {
    for (header, value, wanted) in [
        ("titre,Titre de presse,texte", "La Gazette", Some("La Gazette")),
        ("titre,Nom du journal,texte", "La Gazette", Some("La Gazette")),
        ("titre,NOM_DE_LA_PUBLICATION,texte", "La Gazette", Some("La Gazette")),
        ("titre,Support,texte", "La Gazette", Some("La Gazette")),
        ("titre,source,texte", "La Gazette", Some("La Gazette")),
        ("titre,source,texte", "https://a.fr/1", None),
        ("titre,id_journal,texte", "La Gazette", None),
    ] {
        let table = format!("{header}\nUn titre,{value},Le port ferme.\n");
        let found = run("a.csv", table.as_bytes(), 0, &["--quiet"]);
        assert_eq!(found.of("publication"), [wanted.map_or(Value::Null, Value::from)], "{header}");
        let taken = &found.page()["columns_taken"][0];
        assert_eq!(
            (taken["publication"].is_null(), &taken["title"]),
            (wanted.is_none(), &"titre".into()),
            "{header}"
        );
    }
    let rows = "{\"revue\": \"La Gazette\", \"journal\": \"J\", \"text\": \"Le port ferme.\"}\n";
    let found = run("a.jsonl", rows.as_bytes(), 0, &["--quiet", "--publication-key", "revue"]);
    assert_eq!(found.of("publication"), ["La Gazette"]);
}

#[test]
fn a_column_of_dates_that_is_not_known_is_told_with_its_remedy() {
    let table = "id;Paru le;Réf.;texte\n1;16/07/2024;12;Le port ferme.\n2;17/07/2024;13;Le pont rouvre.\n";
    let rows = "{\"id\": 1, \"Paru le\": \"16/07/2024\", \"texte\": \"Le port ferme.\"}\n";
    let hint = "without a date (\"Paru le\" looks like a date: name the column with --date-key)";
    for (name, bytes, count) in [("a.csv", table, "2 documents "), ("a.jsonl", rows, "1 document ")] {
        let found = run(name, bytes.as_bytes(), 0, &[]);
        assert!(found.told.contains(&format!("; {count}{hint}")), "{}", found.told);
        let named = run(name, bytes.as_bytes(), 0, &["--date-key", "Paru le"]);
        assert_eq!(named.of("doc_date")[0], "2024-07-16");
        assert!(!named.told.contains("--date-key"), "{}", named.told);
    }
    let without = run("a.csv", b"id;nom;texte\n1;12;Le port ferme.\n", 0, &[]);
    assert!(
        !without.told.contains("--date-key") && without.told.contains("; 1 document without a date"),
        "{}",
        without.told
    );
}

#[test]
fn columns_are_known_by_their_words_and_told_in_the_page() {
    for (header, wanted) in [
        ("ID_ARTICLE;Date de l'article;Titre de l'article;Texte de l'article", true),
        ("id article;Date;Titre;Corps de l’article", true),
        ("Identifiant;date de parution;titre;Contenu complet", true),
        ("ID_JOURNAL;Date;Titre;Texte", false),
    ] {
        let table = format!("{header}\nx7;16/07/2024;Le port;Le port ferme.\n");
        let found = run("a.csv", table.as_bytes(), 0, &["--quiet"]);
        let id = if wanted { "x7" } else { "a.csv#1" };
        assert_eq!(
            (found.of("doc_id"), found.of("doc_date"), found.of("title")),
            (vec![id.into()], vec!["2024-07-16".into()], vec!["Le port".into()]),
            "{header}"
        );
        let taken = &found.page()["columns_taken"][0];
        let columns: Vec<&str> = header.split(';').collect();
        assert_eq!(
            [&taken["id"], &taken["date"], &taken["title"], &taken["text"], &taken["files"]],
            [
                &if wanted { columns[0].into() } else { Value::Null },
                &columns[1].into(),
                &columns[2].into(),
                &columns[3].into(),
                &1.into()
            ],
            "{header}"
        );
    }
}

#[test]
fn a_merge_says_of_the_keys_what_its_runs_say_together() {
    let dir = TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    let page = |run: &str| -> Value {
        let page = fs::read(at(run).join("run.json")).expect("a page");
        serde_json::from_slice(&page).expect("JSON")
    };
    let merge = |parts: &[&str]| {
        let mut command = depeche(&["merge", "--quiet", "--restart"]);
        command.args(parts.iter().map(|part| at(part))).arg("-o").arg(at("merged"));
        assert_code(&command.output().expect("the program is built"), 0);
        page("merged")
    };
    let ids = |n: usize, letter: &str| (0..n).map(|i| format!("{letter}{i}")).collect::<Vec<_>>();
    let row = |id: &String| format!("{{\"id\": \"{id}\", \"date\": \"2024-07-16\", \"text\": \"Le port ferme.\"}}\n");
    let line = |id: &String| format!("{id},2024-07-16,Le port ferme.\n");
    for (name, n) in [("a", 12), ("b", 2)] {
        let ids = ids(n, name);
        fs::write(at(&format!("{name}.jsonl")), ids.iter().map(row).collect::<String>()).expect("rows");
        let table: String = ids.iter().map(line).collect();
        fs::write(at(&format!("{name}.csv")), format!("id,date,text\n{table}")).expect("a table");
    }
    for (ending, key, missing) in [("jsonl", "jour", true), ("jsonl", "date", false), ("csv", "date", false)] {
        let named: &[&str] = &["--quiet", "--restart", "--date-key", key];
        let (a, b) = (at(&format!("a.{ending}")), at(&format!("b.{ending}")));
        assert_code(&extract(&a, &at("whole"), named), i32::from(missing));
        assert_code(&extract(&b, &at("other"), named), i32::from(missing));
        for i in ["1", "2"] {
            assert_code(&extract(&a, &at(i), &[named, &["--shard", &format!("{i}/2")]].concat()), 0);
        }
        let (whole, shards) = (page("whole"), merge(&["1", "2"]));
        for told in ["keys_not_found", "columns_taken"] {
            assert_eq!(shards[told], whole[told], "{told}");
        }
        let two = merge(&["whole", "other"]);
        assert_eq!(two["keys_not_found"].as_array().map(Vec::len), Some(usize::from(missing)));
        if ending == "csv" {
            assert_eq!(two["columns_taken"][0]["files"], 2);
            assert_eq!(two["columns_taken"][0]["first"], whole["columns_taken"][0]["first"]);
        }
    }
}

/// A table with these dates.
fn dated(dates: &[&str]) -> String {
    let row = |(i, date): (usize, &&str)| format!("{i},{date},Le port ferme.\n");
    let rows: String = dates.iter().enumerate().map(row).collect();
    format!("id,date,text\n{rows}")
}

#[test]
fn a_column_that_proves_month_first_makes_its_other_dates_doubtful() {
    let dates = ["05/06/2024", "12/31/2024", "05/06/2024", "07/07/2024", "2024-05-06", "hier"];
    for workers in ["1", "4"] {
        let found = run("a.csv", dated(&dates).as_bytes(), 0, &["--workers", workers]);
        let read = ["2024-06-05", "2024-12-31", "2024-06-05", "2024-07-07", "2024-05-06"].map(Value::from);
        assert_eq!(found.of("doc_date")[..5], read);
        let odd = &found.page()["odd"];
        assert_eq!(
            [&odd["ambiguous_date"], &odd["inferred_date"], &odd["unread_date"]],
            [&Value::from(1); 3],
            "{odd}"
        );
        for words in [
            "dates such as 05/06/2024 in it are ambiguous",
            "1 with a date that was not read",
            "1 with a date that was inferred",
            "1 document with a date that may be month-first",
        ] {
            assert_eq!(found.told.matches(words).count(), 1, "{words}: {}", found.told);
        }
        // What was read before is not changed and not known to be doubtful.
        assert_eq!(found.of("warnings")[0], Value::Array(Vec::new()));
        let told = found.of("warnings")[2][0].as_str().expect("a warning").to_owned();
        assert!(told.contains("--date-order"), "{told}");
    }
    let plain = run("a.csv", dated(&["05/06/2024", "31/12/2024"]).as_bytes(), 0, &[]);
    assert!(!plain.told.contains("ambiguous"), "{}", plain.told);
}

/// JSON lines and a JSON array are told of as a table is.
#[test]
fn rows_of_json_that_prove_month_first_make_other_dates_doubtful() {
    let dates = ["05/06/2024", "12/31/2024", "05/06/2024", "2024-05-06"];
    let rows: Vec<String> = (0..)
        .zip(dates)
        .map(|(i, date)| format!("{{\"id\": {i}, \"date\": \"{date}\", \"text\": \"Le port ferme.\"}}"))
        .collect();
    for (name, bytes) in [("a.jsonl", rows.join("\n")), ("a.json", format!("[{}]", rows.join(",\n")))] {
        for workers in ["1", "4"] {
            let found = run(name, bytes.as_bytes(), 0, &["--workers", workers]);
            assert_eq!(
                found.told.matches("dates such as 05/06/2024 in it are ambiguous").count(),
                1,
                "{}",
                found.told
            );
            assert!(found.told.contains("in \"date\" has its month first"), "{}", found.told);
            assert_eq!(found.page()["odd"]["ambiguous_date"], 1);
            let warnings = found.of("warnings");
            assert_eq!(warnings[0], Value::Array(Vec::new()));
            assert!(
                warnings[2][0]
                    .as_str()
                    .is_some_and(|told| told.contains("--date-order mdy or dmy")),
                "{warnings:?}"
            );
            assert_eq!(found.page()["columns_taken"].as_array().map(Vec::len), Some(0));
        }
        let settled = run(name, bytes.as_bytes(), 0, &["--date-order", "mdy"]);
        assert!(!settled.told.contains("ambiguous"), "{}", settled.told);
        assert_eq!(settled.of("doc_date")[0], "2024-05-06");
    }
}

#[test]
fn an_order_of_dates_settles_it() {
    let dates = ["05/06/2024", "12/31/2024", "24/12/31"];
    for (order, wanted) in [
        ("mdy", [Some("2024-05-06"), Some("2024-12-31"), None]),
        ("dmy", [Some("2024-06-05"), None, Some("1931-12-24")]),
        ("ymd", [None, None, Some("2024-12-31")]),
    ] {
        let found = run("a.csv", dated(&dates).as_bytes(), 0, &["--date-order", order]);
        let wanted = wanted.map(|date| date.map_or(Value::Null, Value::from));
        assert_eq!(found.of("doc_date"), wanted, "{order}");
        assert!(
            !found.told.contains("ambiguous") && !found.told.contains("inferred"),
            "{}",
            found.told
        );
        assert_eq!(found.page()["settings"]["date_order"], order);
    }
    let rows = "{\"id\": \"a\", \"date\": \"05/06/2024\", \"text\": \"Le port ferme.\"}\n";
    let found = run("a.jsonl", rows.as_bytes(), 0, &["--date-order", "mdy"]);
    assert_eq!(values(&found.out.join("documents.jsonl"), "doc_date"), ["2024-05-06"]);
}

/// A part of the input says nothing of the rows that it leaves out.
#[test]
fn a_part_of_a_run_blames_no_key() {
    let rows = b"{\"id\": 1, \"text\": \"Le port ferme.\"}\n{\"id\": 2, \"titre2\": \"Le pont\", \"text\": \"Le pont ferme.\"}\n";
    for part in [&["--limit", "1"][..], &["--shard", "1/2"], &["--shard", "2/2"]] {
        let more = [&["--title-key", "titre2"][..], part].concat();
        let ran = run("in.jsonl", rows, 0, &more);
        assert!(!ran.told.contains("in no row"), "{part:?}: {}", ran.told);
    }
    assert!(
        !run("in.jsonl", rows, 0, &["--title-key", "titre2"])
            .told
            .contains("in no row")
    );
}
