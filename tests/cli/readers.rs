//! Every form of input, whole and damaged: each document in exactly one of documents.jsonl and errors.jsonl.

use super::program::{assert_code, depeche, extract, lines, values};
use flate2::write::GzEncoder;
use serde_json::Value;
use std::fs;
use std::io::Write;
use tempfile::TempDir;

/// Runs over one file and returns the folder, with the documents' lines and the errors' lines.
fn run(name: &str, bytes: &[u8], code: i32) -> (TempDir, Vec<Value>, Vec<Value>) {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join(name);
    fs::write(&input, bytes).expect("an input");
    let out = dir.path().join("out");
    assert_code(&extract(&input, &out, &["--quiet"]), code);
    let documents = lines(&out.join("documents.jsonl"));
    let errors = lines(&out.join("errors.jsonl"));
    (dir, documents, errors)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn code_of(name: &str, bytes: &[u8]) -> String {
    let (_dir, documents, errors) = run(name, bytes, 1);
    assert_eq!((documents.len(), errors.len()), (0, 1), "{name}: {documents:?} {errors:?}");
    errors[0]["code"].as_str().expect("a code").to_owned()
}

#[test]
fn western_encodings_are_decoded_and_reported() {
    let text = "L’été à Orléans : « 3 € ».";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let (_dir, documents, _) = run("a.txt", &bytes, 0);
    assert_eq!(documents[0]["chars"], text.chars().count());
    assert_eq!(documents[0]["warnings"][0], "encoding guessed: windows-1252");
    assert_eq!(documents[0]["status"], "warnings");
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let (_dir, documents, _) = run("a.txt", &utf16, 0);
    assert_eq!(documents[0]["chars"], text.chars().count());
    let rows = format!("{{\"text\": \"{text}\"}}\n");
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(rows.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let (_dir, documents, _) = run("a.jsonl", &utf16, 0);
    assert_eq!(documents[0]["chars"], text.chars().count());
}

#[test]
fn what_is_no_text_is_an_error_with_a_stable_code() {
    for (name, bytes, code) in [
        ("nul.txt", vec![0; 1000], "read.encoding"),
        (
            "broken.txt",
            b"L'\xc3\xa9t\xc3\xa9 \xc3\xa0 Orl\xff\xc3\xa9ans".to_vec(),
            "read.encoding",
        ),
        ("empty.txt", Vec::new(), "read.empty"),
        ("empty.jsonl", Vec::new(), "read.empty"),
        ("deep.json", vec![b'['; 200_000], "read.too_deep"),
        ("list.json", b"[[1, 2]]".to_vec(), "read.json"),
        ("torn.gz", gzip(b"")[..9].to_vec(), "read.damaged"),
        ("fake.parquet", b"PAR1 and no more".to_vec(), "read.damaged"),
        ("fake.jsonl.zst", b"\x28\xb5\x2f\xfd and no more".to_vec(), "read.damaged"),
        ("page.html", b"<html><p>Rien</p></html>".to_vec(), "read.format"),
        ("bomb.txt.gz", gzip(&vec![b' '; 64 << 20]), "read.too_large"),
    ] {
        assert_eq!(code_of(name, &bytes), code, "{name}");
    }
}

#[test]
fn rows_of_wrong_types_cost_themselves_only() {
    let rows =
        b"{\"text\": 42}\n{\"text\": [\"a\"]}\n\n[1]\n{\"id\": {}, \"text\": \"Le port ferme.\"}\nnull\n{}\n{\"text\": null}\n";
    let (_dir, documents, errors) = run("rows.jsonl", rows, 1);
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0]["doc_id"], "rows.jsonl#5");
    let codes: Vec<_> = errors.iter().map(|e| e["code"].as_str().expect("a code")).collect();
    assert_eq!(
        codes,
        [
            "read.type",
            "read.type",
            "read.json",
            "read.json",
            "read.no_text",
            "read.no_text"
        ]
    );
    let message = errors[0]["message"].as_str().expect("a message");
    assert!(
        message.contains("rows.jsonl#1") && message.contains("--text-key"),
        "{message}"
    );
}

#[test]
fn a_deep_row_costs_itself_only() {
    let rows = format!("{{\"text\": {}\n{{\"text\": \"Le port ferme.\"}}\n", "[".repeat(200_000));
    let (_dir, documents, errors) = run("rows.jsonl", rows.as_bytes(), 1);
    assert_eq!((documents.len(), &errors[0]["code"]), (1, &Value::from("read.too_deep")));
}

#[test]
fn a_truncated_gzip_keeps_the_rows_before() {
    let rows: String = (0..5000)
        .map(|i| format!("{{\"id\": \"d{i}\", \"text\": \"Article {}.\"}}\n", i * i))
        .collect();
    let packed = gzip(rows.as_bytes());
    let (_dir, documents, errors) = run("rows.jsonl.gz", &packed[..packed.len() / 2], 1);
    assert!(documents.len() > 100, "{}", documents.len());
    assert_eq!((errors.len(), &errors[0]["code"]), (1, &Value::from("read.damaged")));
}

#[test]
fn a_bomb_of_rows_stops_at_its_ratio() {
    let mut rows = b"{\"text\": \"Le port ferme.\"}\n".to_vec();
    rows.extend(std::iter::repeat_n(b'\n', 40 << 20));
    let (_dir, documents, errors) = run("rows.jsonl.gz", &gzip(&rows), 1);
    assert_eq!((documents.len(), &errors[0]["code"]), (1, &Value::from("read.too_large")));
}

#[test]
fn packed_members_are_read_one_after_the_other() {
    let mut bytes = gzip("Première partie. ".as_bytes());
    bytes.extend(gzip(b"Seconde partie."));
    let (_dir, documents, _) = run("a.txt.gz", &bytes, 0);
    assert_eq!(documents[0]["chars"], 32);
    let row = b"{\"id\": \"a\", \"text\": \"Le port ferme.\"}\n";
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(row).expect("memory");
    let (_dir, documents, _) = run("a.jsonl.bz2", &encoder.finish().expect("memory"), 0);
    assert_eq!(documents[0]["doc_id"], "a");
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
    encoder.write_all(row).expect("memory");
    let (_dir, documents, _) = run("a.jsonl.xz", &encoder.finish().expect("memory"), 0);
    assert_eq!(documents[0]["doc_id"], "a");
    let mut two = zstd::encode_all(row.as_slice(), 1).expect("memory");
    two.extend(zstd::encode_all(row.as_slice(), 1).expect("memory"));
    let (_dir, documents, _) = run("a.jsonl.zst", &two, 0);
    assert_eq!(documents.len(), 2);
}

#[test]
fn json_files_hold_one_or_many() {
    let row = |i| format!("{{\n \"id\": \"d{i}\",\n \"text\": \"Le port, [n° {i}], {{ferme}}.\"\n}}");
    for (text, ids) in [
        (row(1), vec!["d1"]),
        (format!("[{}, {}]", row(1), row(2)), vec!["d1", "d2"]),
        (format!("{}\n{}", row(1), row(2)), vec!["d1", "d2"]),
        (
            format!("{{\"status\": \"ok\", \"articles\": [{},{}], \"n\": 2}}", row(1), row(2)),
            vec!["d1", "d2"],
        ),
    ] {
        let (dir, _, _) = run("a.json", text.as_bytes(), 0);
        assert_eq!(values(&dir.path().join("out/documents.jsonl"), "doc_id"), ids, "{text}");
    }
}

#[test]
fn tables_have_french_headers_and_lame_rows() {
    let table = "Identifiant;Titre;Date de publication;Texte\nx1;T;16/07/2024;\"Le port\nferme à Orléans.\"\nx2;T\nx3;;;Bon.\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(table);
    let (_dir, documents, errors) = run("t.csv", &bytes, 1);
    assert_eq!(documents.len(), 2);
    assert_eq!(
        (&documents[0]["doc_id"], &documents[0]["doc_date"], &documents[0]["title"]),
        (&Value::from("x1"), &Value::from("2024-07-16"), &Value::from("T"))
    );
    assert_eq!(errors[0]["code"], "read.row");
    let (_dir, documents, _) = run("t.tsv", b"id\ttext\na\tLe port ferme.\n", 0);
    assert_eq!(documents[0]["doc_id"], "a");
}

#[test]
fn an_unclosed_quote_costs_its_own_line_only() {
    let rows: String = (3..500).map(|i| format!("{i},Le port ferme.\n")).collect();
    // With no quote after it, with quoted texts after it, and beside texts of several lines.
    for after in ["2,Bon.\n", "2,\"Bon, dit-il.\"\n", "2,\"Il dit \"\"bon\"\".\nPuis rien.\"\n"] {
        let table = format!("id,text\r\n0,\"Une\n\nsuite\"\n1,\"never closed\n{after}{rows}");
        let (_dir, documents, errors) = run("open.csv", table.as_bytes(), 1);
        assert_eq!((documents.len(), errors.len()), (499, 1), "{after}");
        assert_eq!(
            (&errors[0]["code"], &errors[0]["byte_offset"]),
            (&"read.row".into(), &24.into())
        );
        let message = errors[0]["message"].as_str().expect("a message");
        assert!(
            message.contains("open.csv#2: line 5 opens a quote") && message.contains("close it"),
            "{message}"
        );
        let ids: Vec<&Value> = documents.iter().map(|d| &d["doc_id"]).collect();
        assert_eq!(ids[..3], ["0", "2", "3"]);
    }
    // In the last line of the file.
    let (_dir, documents, errors) = run("open.csv", b"id,text\n1,Bon.\n2,\"Bon.", 1);
    assert_eq!((documents.len(), errors.len()), (1, 1));
    // A quote inside a text is none that opens a field.
    let (_dir, documents, _) = run("inner.csv", b"id,text\n1,Il dit \"oui.\n2,Bon.\n", 0);
    assert_eq!(documents.len(), 2);
}

#[test]
fn rows_are_cut_whatever_their_length_and_line_ends() {
    let long = "mot ".repeat(50_000);
    let table = format!("\u{feff}id,text\r1,\"{long}\nsuite\"\r\r\n\n2,Bon.\r3,\"\"\"Bon\"\"\"\r\n4,\"x\ny");
    let (_dir, documents, errors) = run("t.csv", table.as_bytes(), 1);
    let ids: Vec<&Value> = documents.iter().map(|d| &d["doc_id"]).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!((&documents[0]["chars"], &documents[2]["chars"]), (&200_006.into(), &5.into()));
    // The open quote costs its line; what is left of the text is no row of two fields.
    let codes: Vec<&Value> = errors.iter().map(|e| &e["code"]).collect();
    assert_eq!(codes, ["read.row", "read.row"]);

    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("long.csv");
    fs::write(
        &input,
        format!("id,text\n1,{}\n2,{}\n3,Bon.\n", "a".repeat(2000), "a".repeat(200_000)),
    )
    .expect("a table");
    let out = dir.path().join("out");
    assert_code(&extract(&input, &out, &["--quiet", "--max-document", "1000"]), 1);
    assert_eq!(values(&out.join("documents.jsonl"), "doc_id"), ["3"]);
    assert_eq!(
        values(&out.join("errors.jsonl"), "code"),
        ["read.too_large", "read.too_large"]
    );
}

#[test]
fn parquet_columns_of_every_kind_are_read() {
    use arrow_array::types::Int32Type;
    use arrow_array::{
        ArrayRef, Date32Array, Date64Array, DictionaryArray, LargeStringArray, RecordBatch, StringArray,
        TimestampNanosecondArray, TimestampSecondArray,
    };
    use std::sync::Arc;
    let dictionary: DictionaryArray<Int32Type> = ["Titre A", "Titre B"].into_iter().collect();
    let texts: ArrayRef = Arc::new(LargeStringArray::from(vec![Some("Le port ferme."), None]));
    // 22:30 of the day before in universal time: the day is that of the column's zone.
    let evening = TimestampNanosecondArray::from(vec![1_721_082_600_000_000_000; 2]);
    let dates: [ArrayRef; 7] = [
        Arc::new(Date32Array::from(vec![19_920, 19_920])),
        Arc::new(Date64Array::from(vec![1_721_088_000_000; 2])),
        Arc::new(evening.clone().with_timezone("Europe/Paris")),
        Arc::new(evening.with_timezone("+02:00")),
        // Parquet has no seconds: it stores milliseconds, and knows the zone only from the file's Arrow schema.
        Arc::new(TimestampSecondArray::from(vec![1_721_082_600; 2]).with_timezone("Europe/Paris")),
        Arc::new(TimestampSecondArray::from(vec![1_721_120_000, 1_721_120_000])),
        Arc::new(StringArray::from(vec!["2024-07-16", "2024-07-16"])),
    ];
    for date in dates {
        let batch = RecordBatch::try_from_iter([
            ("texte", texts.clone()),
            ("titre", Arc::new(dictionary.clone()) as ArrayRef),
            ("date", date),
        ])
        .expect("a batch");
        let mut bytes = Vec::new();
        let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
        writer.write(&batch).expect("memory");
        writer.close().expect("memory");
        let (_dir, documents, errors) = run("a.parquet", &bytes, 1);
        assert_eq!(
            (&documents[0]["doc_date"], &documents[0]["title"]),
            (&Value::from("2024-07-16"), &Value::from("Titre A"))
        );
        assert_eq!(errors[0]["code"], "read.no_text");
    }
}

#[test]
fn a_europresse_page_holds_several_articles() {
    let article = |day: u8| {
        format!(
            "<article><header><div class=\"rdp__DocPublicationName\">La Gazette</div><div class=\"DocHeader\">Éco, lundi {day} juillet 2024 - 3 mots</div>\
             <div class=\"titreArticle\"><p class=\"rdp__articletitle\">Titre {day}</p></div></header>\
             <section><div class=\"docOcurrContainer\"><p>Le port ferme.</p><p>Il rouvrira.</p></div></section></article>"
        )
    };
    let page = format!("<!DOCTYPE html><html><body>{}{}</body></html>", article(15), article(16));
    let (_dir, documents, _) = run("export.html", page.as_bytes(), 0);
    assert_eq!(documents.len(), 2);
    assert_eq!(
        (
            &documents[1]["doc_date"],
            &documents[1]["title"],
            &documents[1]["doc_date_source"]
        ),
        (&Value::from("2024-07-16"), &Value::from("Titre 16"), &Value::from("metadata"))
    );
    assert_eq!(documents[1]["doc_id"], "export.html#2");
}

#[test]
fn a_line_of_two_megabytes_without_a_space_is_read() {
    let (_dir, documents, _) = run("long.txt", &vec![b'a'; 2_000_000], 0);
    assert_eq!(documents[0]["chars"], 2_000_000);
}

#[test]
fn a_failed_document_can_be_tried_again() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("rows.jsonl");
    fs::write(
        &input,
        "{\"id\": \"a\", \"haupt\": \"Le port ferme.\"}\n{\"id\": \"b\", \"text\": \"Le port ferme.\"}\n",
    )
    .expect("rows");
    let out = dir.path().join("out");
    assert_code(&extract(&input, &out, &["--quiet"]), 1);
    let again = dir.path().join("again");
    let errors = out.join("errors.jsonl");
    // Never over the run that they come from.
    let over = depeche(&["extract", "--backend", "none", "--retry"])
        .arg(&errors)
        .arg("-o")
        .arg(&out)
        .output();
    assert_code(&over.expect("the program is built"), 2);
    assert_eq!(lines(&errors).len(), 1);
    let mut command = depeche(&["extract", "--backend", "none", "--text-key", "haupt", "--retry"]);
    let retried = command
        .arg(&errors)
        .arg("-o")
        .arg(&again)
        .output()
        .expect("the program is built");
    assert_code(&retried, 0);
    assert_eq!(values(&again.join("documents.jsonl"), "doc_id"), ["a"]);
}
