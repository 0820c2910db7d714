//! Exports as a user asks for them: tables, filters, spreadsheets.

use super::program::{assert_code, depeche, extract, lines};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn run() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/run")
}

/// The rows of a CSV file as the values of some columns.
fn cells(path: &Path, columns: &[&str]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).expect("a CSV file");
    let names = reader.headers().expect("a header").clone();
    let places: Vec<usize> = columns
        .iter()
        .map(|c| {
            names
                .iter()
                .position(|n| n == *c)
                .unwrap_or_else(|| panic!("no {c} in {names:?}"))
        })
        .collect();
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| places.iter().map(|&i| row[i].to_owned()).collect()).collect()
}

#[track_caller]
fn export(run: &Path, out: &Path, more: &[&str]) {
    let mut command = depeche(&["export", "--quiet"]);
    let done = command
        .arg(run)
        .arg("-o")
        .arg(out)
        .args(more)
        .output()
        .expect("the program is built");
    assert_code(&done, 0);
}

/// Events of the run as `export --to csv` gives them with a filter.
fn kept(more: &[&str]) -> Vec<Vec<String>> {
    let folder = TempDir::new().expect("a temporary folder");
    let out = folder.path().join("events.csv");
    export(&run(), &out, &[&["--to", "csv"], more].concat());
    cells(&out, &["event_id", "type", "factuality", "confidence", "doc_date"])
}

#[test]
fn tables_hold_each_event_argument_amount_and_date_and_join_by_ids() {
    let folder = TempDir::new().expect("a temporary folder");
    export(&run(), folder.path(), &["--to", "tables", "--as", "csv"]);
    let (events, documents) = (lines(&run().join("events.jsonl")), lines(&run().join("documents.jsonl")));
    let list = |lines: &[Value], key: &str| lines.iter().map(|l| l[key].as_array().expect("a list").len()).sum::<usize>();
    let table = |name: &str, columns: &[&str]| cells(&folder.path().join(format!("{name}.csv")), columns);
    let rows = table("events", &["event_id", "doc_id", "date_source"]);
    assert_eq!(rows.len(), events.len());
    let ids: BTreeSet<&String> = rows.iter().map(|r| &r[0]).collect();
    assert!(
        rows.iter().all(|r| ["event", "document", "both"].contains(&r[2].as_str())),
        "{rows:?}"
    );
    assert_eq!(table("documents", &["doc_id"]).len(), documents.len());
    assert_eq!(table("mentions", &["entity_id"]).len(), list(&documents, "entities"));
    let arguments = table("arguments", &["event_id"]);
    assert_eq!(arguments.len(), list(&events, "arguments"));
    assert!(arguments.iter().all(|r| ids.contains(&r[0])));
    for (name, of_events, of_documents) in [("amounts", "amounts", "amounts"), ("dates", "dates", "timexes")] {
        let rows = table(name, &["event_id", "doc_id", "start", "end"]);
        assert_eq!(
            rows.iter().filter(|r| !r[0].is_empty()).count(),
            list(&events, of_events),
            "{name}"
        );
        let places: BTreeSet<&[String]> = rows.iter().map(|r| &r[1..]).collect();
        assert_eq!(
            places.len(),
            list(&documents, of_documents),
            "each of {name} is there once or more"
        );
    }
    let mentioned: BTreeSet<Vec<String>> = table("mentions", &["entity_id"]).into_iter().collect();
    let known: BTreeSet<Vec<String>> = table("entities", &["entity_id"]).into_iter().collect();
    assert!(mentioned.is_subset(&known));
}

#[test]
fn filters_keep_what_they_name() {
    let all = kept(&[]);
    assert!(kept(&["--type", "ECO.Layoff"]).iter().all(|r| r[1] == "ECO.Layoff"));
    let two = kept(&["--type", "ECO.Layoff,POL"]);
    assert_eq!(
        two.len(),
        all.iter()
            .filter(|r| r[1] == "ECO.Layoff" || r[1].starts_with("POL."))
            .count()
    );
    let planned = kept(&["--factuality", "planned,denied"]);
    assert_eq!(
        planned.len(),
        all.iter().filter(|r| r[2] == "planned" || r[2] == "denied").count()
    );
    let confidence = |row: &[String]| row[3].parse::<f64>().expect("a number");
    let sure = kept(&["--min-confidence", "0.8"]);
    assert_eq!(sure.len(), all.iter().filter(|r| confidence(r) >= 0.8).count());
    assert!(!sure.is_empty() && sure.len() < all.len());
    let named = kept(&["--entity", "verralie"]);
    assert!(named.len() >= 5 && named.len() < all.len(), "{}", named.len());
    let rich = kept(&["--min-amount", "1000000000EUR"]);
    assert!(rich.len() >= 2 && rich.len() < kept(&["--min-amount", "1000000"]).len());
    let (before, after) = (kept(&["--until", "2021-09-17"]), kept(&["--since", "2021-09-18"]));
    // An event of a whole year may be of either time.
    assert!(!before.is_empty() && !after.is_empty());
    assert!(before.len() < all.len() && after.len() < all.len() && before.len() + after.len() >= all.len());
}

#[test]
fn wrong_filters_say_what_was_wanted() {
    let out = std::env::temp_dir().join("never-written.csv");
    for (option, wrong, wanted) in [
        ("--type", "Layof", "did you mean ECO.Layoff (Licenciement"),
        ("--type", "Layof", "depeche schema codebook"),
        ("--min-amount", "5 licornes", "those that it holds: "),
        (
            "--factuality",
            "sure",
            "wanted one of asserted (affirmé), planned (prévu), possible, denied (nié)",
        ),
        ("--min-amount", "beaucoup", "wanted a number"),
        ("--since", "hier", "give YYYY"),
        ("--as", "parquet", "--as goes with --to tables only"),
        ("--as", "csv", "--as goes with --to tables only"),
    ] {
        let format: &[&str] = if option == "--to" { &[] } else { &["--to", "csv"] };
        let mut command = depeche(&[&["export", option, wrong], format].concat());
        let done = command.arg(run()).arg("-o").arg(&out).output().expect("the program is built");
        assert_code(&done, 2);
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(told.contains(wanted), "{told}");
        assert!(!out.exists());
    }
}

#[test]
fn tables_say_which_files_they_are() {
    let folder = TempDir::new().expect("a temporary folder");
    for (form, ending) in [("parquet", "parquet"), ("csv", "csv")] {
        let out = folder.path().join(form);
        let mut command = depeche(&["export", "--to", "tables", "--as", form]);
        let done = command.arg(run()).arg("-o").arg(&out).output().expect("the program is built");
        assert_code(&done, 0);
        let told = String::from_utf8_lossy(&done.stderr);
        let mut files: Vec<String> = fs::read_dir(&out)
            .expect("a folder")
            .map(|file| file.expect("a file").file_name().into_string().expect("UTF-8"))
            .collect();
        files.sort();
        let line = told
            .lines()
            .find(|line| line.contains("wrote to "))
            .expect("a line of the files");
        let (_, names) = line.rsplit_once(": ").expect("the files");
        let mut named: Vec<&str> = names.split(", ").collect();
        named.sort_unstable();
        assert_eq!(named, files);
        assert!(files.iter().all(|name| name.ends_with(ending)), "{files:?}");
    }
}

#[test]
fn a_format_that_holds_texts_is_refused_without_them() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    let text = "Kelvar a supprimé 134 emplois mardi.";
    let written = |name: &str| fs::write(at("in").join(name), format!("{name}. {text}\n")).expect("a text");
    fs::create_dir(at("in")).expect("a folder");
    written("a.txt");
    written("b.txt");
    assert_code(&extract(&at("in"), &at("run"), &["--quiet"]), 0);
    fs::rename(at("in"), at("moved")).expect("moved");
    fs::create_dir(at("few")).expect("a folder");
    fs::copy(at("moved/a.txt"), at("few/a.txt")).expect("copied");
    for to in ["iramuteq", "spacy", "label-studio", "brat"] {
        for (texts, code, said) in [
            (None, 2, "name the inputs by --text INPUT"),
            (Some("few"), 1, "1 document left out: no text was found; --text INPUT"),
            (Some("moved"), 0, ""),
        ] {
            let out = at(&format!("{to}-{code}"));
            let mut command = depeche(&["export", "--to", to]);
            command.arg(at("run")).arg("-o").arg(&out);
            texts.map(|name| command.arg("--text").arg(at(name)));
            let done = command.output().expect("the program is built");
            assert_code(&done, code);
            let told = String::from_utf8_lossy(&done.stderr);
            assert!(told.contains(said), "{to}: {told}");
            assert_eq!(told.contains("--text"), code > 0, "{to}: {told}");
            assert_eq!(out.exists(), code < 2, "{to} {code}");
        }
    }
    let corpus = fs::read_to_string(at("iramuteq-1")).expect("a corpus");
    assert!(
        corpus.contains(&format!("a.txt. {text}")) && !corpus.contains("b.txt."),
        "{corpus}"
    );
}

#[test]
fn a_filtered_page_shows_only_articles_with_such_an_event() {
    let folder = TempDir::new().expect("a temporary folder");
    let page = |more: &[&str]| {
        let out = folder.path().join("report.html");
        let mut command = depeche(&["view", "--quiet", "--force"]);
        let done = command
            .arg(run())
            .arg("-o")
            .arg(&out)
            .args(more)
            .output()
            .expect("the program is built");
        assert_code(&done, 0);
        fs::read_to_string(out).expect("a page")
    };
    let (whole, few) = (page(&[]), page(&["--type", "ECO.Layoff"]));
    assert!(whole.contains("\"CYB.Attack\":{") && !few.contains("\"CYB.Attack\":{"));
    assert!(few.contains("\"ECO.Layoff\":{") && few.len() < whole.len());
}

#[test]
fn only_a_spreadsheet_gets_apostrophes_and_figures_stay_figures() {
    let folder = TempDir::new().expect("a temporary folder");
    let evil = folder.path().join("evil");
    fs::create_dir(&evil).expect("a folder");
    let mut event = lines(&run().join("events.jsonl")).swap_remove(0);
    event["doc_title"] = json!("=HYPERLINK(\"http://x\")");
    event["amounts"] = json!([{"role": "change", "text": "-4 %", "start": 0, "end": 4, "kind": "percent", "value": -4, "low": null,
        "high": null, "unit": "percent", "cmp": "eq", "direction": "down"}]);
    fs::write(evil.join("events.jsonl"), format!("{event}\n")).expect("written");
    let documents = fs::read_to_string(run().join("documents.jsonl")).expect("documents");
    fs::write(evil.join("documents.jsonl"), documents).expect("written");
    for (more, title) in [
        (&[][..], "=HYPERLINK(\"http://x\")"),
        (&["--excel"][..], "'=HYPERLINK(\"http://x\")"),
    ] {
        let (flat, tables) = (folder.path().join("flat.csv"), folder.path().join("tables"));
        let asked = &[more, &["--force"]].concat();
        export(&evil, &flat, &[&["--to", "csv"][..], asked].concat());
        assert_eq!(cells_of(&flat, &["doc_title", "amount_value"]), [title, "-4"]);
        export(&evil, &tables, &[&["--to", "tables", "--as", "csv"][..], asked].concat());
        assert_eq!(
            cells_of(&tables.join("events.csv"), &["doc_title", "percent_value"]),
            [title, "-4"]
        );
        let bytes = fs::read(&flat).expect("a file");
        assert_eq!(bytes.starts_with(b"\xef\xbb\xbf"), !more.is_empty());
    }
    // A French spreadsheet parts cells by semicolons and figures by commas.
    let french = folder.path().join("french.csv");
    export(&evil, &french, &["--to", "csv", "--excel=fr"]);
    let page = fs::read_to_string(&french).expect("a file");
    assert!(page.starts_with("\u{feff}event_id;doc_id;"), "{page}");
    let mut command = depeche(&["export", "--to", "tables", "--excel"]);
    let done = command
        .arg(&evil)
        .arg("-o")
        .arg(folder.path().join("t"))
        .output()
        .expect("the program is built");
    assert_code(&done, 2);
    assert!(String::from_utf8_lossy(&done.stderr).contains("--as csv"));
}

#[test]
fn more_and_less_than_are_bounds_and_no_exact_figures() {
    let amount = |cmp: &str, value: Value, bounds: [Value; 2]| {
        json!({"role": "level", "text": "x", "start": 0, "end": 1, "kind": "money", "value": value, "low": bounds[0],
            "high": bounds[1], "unit": "EUR", "cmp": cmp, "direction": null})
    };
    let open = || [Value::Null, Value::Null];
    for (amount, wanted) in [
        (amount("eq", json!(2), open()), ["2", "2", "2", "eq"]),
        (amount("approx", json!(2), open()), ["2", "2", "2", "approx"]),
        (amount("gt", json!(2), open()), ["", "2", "", "gt"]),
        (amount("lt", json!(2), open()), ["", "", "2", "lt"]),
        (amount("range", Value::Null, [json!(1), json!(3)]), ["", "1", "3", "range"]),
    ] {
        let (_folder, tables, flat) = exported(|event| event["amounts"] = json!([amount]));
        let columns = ["money_value", "money_min", "money_max", "money_cmp"];
        assert_eq!(cells_of(&tables, &columns), wanted);
        assert_eq!(cells_of(&flat, &["amount_cmp"]), [wanted[3]]);
    }
}

#[test]
fn tables_and_csv_date_an_event_alike() {
    let (_folder, tables, flat) = exported(|event| {
        event["doc_date"] = json!("2024-07-16");
        event["dates"] = json!([{"role": "end", "text": "d'ici au 1er octobre", "start": 0, "end": 1, "type": "DATE",
            "value": "2024-10-01", "mod": null, "earliest": "2024-10-01", "latest": "2024-10-01", "anchor": "text", "score": 1}]);
    });
    let columns = ["date_earliest", "date_latest", "date_precision", "date_source"];
    for path in [&tables, &flat] {
        assert_eq!(cells_of(path, &columns), ["2024-07-16", "2024-10-01", "period", "both"]);
    }
}

/// The first event of the run, changed, as tables (their `events.csv`) and as one CSV file.
fn exported(change: impl Fn(&mut Value)) -> (TempDir, PathBuf, PathBuf) {
    let folder = TempDir::new().expect("a temporary folder");
    let own = folder.path().join("run");
    fs::create_dir(&own).expect("a folder");
    let mut event = lines(&run().join("events.jsonl")).swap_remove(0);
    change(&mut event);
    fs::write(own.join("events.jsonl"), format!("{event}\n")).expect("written");
    fs::copy(run().join("documents.jsonl"), own.join("documents.jsonl")).expect("copied");
    let (tables, flat) = (folder.path().join("tables"), folder.path().join("flat.csv"));
    export(&own, &tables, &["--to", "tables", "--as", "csv"]);
    export(&own, &flat, &["--to", "csv"]);
    (folder, tables.join("events.csv"), flat)
}

/// The cells of the only row.
fn cells_of(path: &Path, columns: &[&str]) -> Vec<String> {
    cells(path, columns).swap_remove(0)
}

/// The sheets of a workbook: names, and rows of cells.
fn workbook(path: &Path) -> Vec<(String, Vec<Vec<calamine::Data>>)> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let sheets = book.worksheets().into_iter();
    sheets
        .map(|(name, range)| (name, range.rows().map(<[_]>::to_vec).collect()))
        .collect()
}

/// A day as Excel counts it.
fn day_of(number: f64) -> String {
    let days = jiff::Span::new().days(number as i64);
    jiff::civil::date(1899, 12, 30).checked_add(days).expect("a day").to_string()
}

#[test]
fn a_workbook_holds_the_tables_with_dates_and_numbers() {
    use calamine::{Data, DataType};
    let folder = TempDir::new().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    export(&run(), &at("csv"), &["--to", "tables", "--as", "csv"]);
    export(&run(), &at("book.xlsx"), &["--to", "xlsx"]);
    export(&run(), &at("again.xlsx"), &["--to", "excel"]);
    let bytes = |name: &str| fs::read(at(name)).expect("a file");
    assert!(bytes("book.xlsx") == bytes("again.xlsx"), "the same bytes for the same run");
    let sheets = workbook(&at("book.xlsx"));
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["events", "arguments", "amounts", "dates", "documents", "mentions", "entities"]
    );
    let (mut days, mut figures) = (0, 0);
    for (name, rows) in &sheets {
        let mut reader = csv::Reader::from_path(at(&format!("csv/{name}.csv"))).expect("a table");
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let told: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
        assert_eq!(told, header);
        let records: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(records.len() + 1, rows.len(), "{name}");
        for (record, row) in records.iter().zip(&rows[1..]) {
            for (column, (want, cell)) in header.iter().zip(record.iter().zip(row)) {
                let same = match cell {
                    Data::Empty => want.is_empty(),
                    Data::DateTime(day) => {
                        days += 1;
                        day_of(day.as_f64()) == want
                    }
                    Data::Float(number) => {
                        figures += 1;
                        want.parse() == Ok(*number)
                    }
                    cell => cell.as_string().as_deref() == Some(want),
                };
                assert!(same, "{name}.{column}: {want:?} and {cell:?}");
                assert!(
                    !column.starts_with("date_e") || want < "1900" || !matches!(cell, Data::String(_)),
                    "{column}: {cell:?}"
                );
            }
        }
    }
    assert!(days > 5 && figures > 50, "{days} {figures}");
    // It is no input, and no stream.
    let done = extract(&at("book.xlsx"), &at("run"), &[]);
    assert_code(&done, 1);
    assert!(String::from_utf8_lossy(&done.stderr).contains("read.own_output"), "{done:?}");
    let mut to_stdout = depeche(&["export", "--to", "xlsx", "-o", "-"]);
    let done = to_stdout.arg(run()).output().expect("the program is built");
    assert_code(&done, 2);
    assert!(String::from_utf8_lossy(&done.stderr).contains("-o FILE.xlsx"), "{done:?}");
}

/// Runs with the model, so that there are events.
#[track_caller]
fn extract_events(input: &Path, out: &Path, more: &[&str]) {
    let mut command = depeche(&["extract", "--quiet"]);
    command.args(more).arg(input).arg("-o").arg(out);
    assert_code(&command.output().expect("the program is built"), 0);
}

#[test]
fn what_is_exported_for_annotation_is_no_article_and_a_corpus_of_iramuteq_is_read_back() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).expect("a folder");
    for (name, date, text) in [
        ("a", "2024-07-16", "Mardi, Kelvar a supprimé 134 emplois à Lyon."),
        ("b", "2024-07", "Selon le maire, l'usine fermera en mars."),
    ] {
        fs::write(at(&format!("in/{name}-{date}.txt")), format!("{text}\n")).expect("a text");
    }
    extract_events(&at("in"), &at("run"), &[]);
    fs::create_dir(at("press")).expect("a folder");
    for (to, name) in [
        ("brat", "brat"),
        ("label-studio", "tasks.json"),
        ("gexf", "graph.xml"),
        ("xlsx", "book.xlsx"),
    ] {
        export(&at("run"), &at("press").join(name), &["--to", to]);
    }
    fs::write(at("press/c.txt"), "Le pont rouvre.\n").expect("a text");
    let done = extract(&at("press"), &at("again"), &[]);
    assert_code(&done, 0);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        told.contains("4 files of annotations (brat, Label Studio) left out"),
        "{told}"
    );
    assert!(told.contains("2 files that depeche wrote left out"), "{told}");
    assert!(told.contains("2 texts that depeche exported to brat left out"), "{told}");
    assert_eq!(lines(&at("again/documents.jsonl")).len(), 1, "the article that lies beside");
    for (name, remedy) in [
        ("brat/a-2024-07-16.txt.ann", "give the .txt beside it"),
        ("tasks.json", ".data' FILE > articles.jsonl"),
    ] {
        let done = extract(&at("press").join(name), &at("refused"), &["--restart"]);
        assert_code(&done, 1);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(told.contains("read.annotations") && told.contains(remedy), "{told}");
    }
    export(&at("run"), &at("corpus.txt"), &["--to", "iramuteq"]);
    for more in [&[][..], &["--format", "iramuteq"]] {
        extract_events(&at("corpus.txt"), &at("back"), &[&["--restart"], more].concat());
        let keys = ["doc_date", "doc_date_precision"];
        let of = |run: &str| -> Vec<Value> {
            let documents = lines(&at(run).join("documents.jsonl")).into_iter();
            documents.map(|d| json!(keys.map(|key| d[key].clone()))).collect()
        };
        assert_eq!(of("back"), of("run"));
        let events = |run: &str| -> Vec<Value> {
            let events = lines(&at(run).join("events.jsonl")).into_iter();
            events
                .map(|e| json!([e["type"], e["trigger"], e["dates"], e["amounts"]]))
                .collect()
        };
        assert!(events("run").len() > 1);
        assert_eq!(events("back"), events("run"));
    }
}

#[test]
fn an_export_for_brat_is_gold_that_the_run_meets() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).expect("a folder");
    for (name, text) in [
        (
            "a/1",
            "Selon le maire, Kelvar a supprimé 134 emplois mardi.\nAdobe\nSystems va racheter Magento pour 1,68 milliard de dollars.",
        ),
        (
            "a_1",
            "Le port de Lyon a été fermé en mars. L'usine n'a pas licencié de salariés.",
        ),
    ] {
        let path = at("in").join(format!("{name}.txt"));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a text");
    }
    extract_events(&at("in"), &at("run"), &[]);
    export(&at("run"), &at("gold"), &["--to", "brat"]);
    let evaluate = |gold: &str| {
        let mut command = depeche(&["evaluate", "--json", "--gold"]);
        command.arg(at(gold)).arg(at("run"));
        command.output().expect("the program is built")
    };
    let done = evaluate("gold");
    assert_code(&done, 0);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        told.contains("brat hold no values, so timex.value, amount.value, amount.value.money are not measured"),
        "{told}"
    );
    let json: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(json["documents"], 2);
    let measures = json["measures"].as_object().expect("measures");
    for wanted in [
        "ner",
        "event.type",
        "event.actor",
        "event.date",
        "event.record",
        "event.factuality",
        "event.source",
    ] {
        let counts = &measures[wanted];
        assert!(
            counts["tp"].as_u64() > Some(0) && counts["fp"] == 0 && counts["fn"] == 0,
            "{wanted}: {counts}"
        );
    }
    assert!(measures["timex.value"]["f1"].is_null());
    // One file alone is gold for its document, and what is missing is named with its file.
    assert_code(&evaluate("gold/a_1.txt.ann"), 0);
    fs::remove_file(at("gold/a_1.txt.txt")).expect("it was there");
    let done = evaluate("gold");
    assert_code(&done, 2);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        told.contains("a_1.txt.ann, line 1: no ") && told.contains("a_1.txt.txt beside it"),
        "{told}"
    );
}
