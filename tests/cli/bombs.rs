//! Small files that would unpack, nest or multiply without end: each ends in an error line, and the run goes on.

use super::program::{assert_code, extract, lines};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, ListArray, RecordBatch, StringArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{ParquetMetaDataBuilder, ParquetMetaDataReader, ParquetMetaDataWriter};
use parquet::file::properties::WriterProperties;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::sync::Arc;
use tempfile::TempDir;

/// Runs over one file and returns the documents' lines and the errors' lines.
fn run(name: &str, bytes: &[u8], more: &[&str]) -> (Vec<Value>, Vec<Value>) {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join(name);
    fs::write(&input, bytes).expect("an input");
    let out = dir.path().join("out");
    assert_code(&extract(&input, &out, &[&["--quiet"], more].concat()), 1);
    (lines(&out.join("documents.jsonl")), lines(&out.join("errors.jsonl")))
}

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).expect("a batch");
    let packing = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(packing).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).expect("a writer");
    writer.write(&batch).expect("memory");
    writer.close().expect("memory");
    bytes
}

#[track_caller]
fn assert_last(errors: &[Value], code: &str, advice: &str) {
    let last = errors.last().expect("an error");
    assert_eq!(last["code"], code);
    let message = last["message"].as_str().expect("a message");
    assert!(message.contains(advice), "{message}");
}

#[test]
fn parquet_rows_that_repeat_one_text_stop_at_the_ratio() {
    let text = "Le port ferme. ".repeat(10_000);
    let keys = Int32Array::from(vec![0; 20_000]);
    let texts = DictionaryArray::<Int32Type>::try_new(keys, Arc::new(StringArray::from(vec![text]))).expect("keys in range");
    let bytes = parquet(vec![("text", Arc::new(texts))]);
    assert!(bytes.len() < 6_000, "{}", bytes.len());
    let (documents, errors) = run("a.parquet", &bytes, &[]);
    assert!((40..60).contains(&documents.len()), "{}", documents.len());
    assert_eq!(errors.len(), 1);
    assert_last(&errors, "read.too_large", "raise --max-ratio");
    let (_, errors) = run("a.parquet", &bytes, &["--max-ratio", "100000", "--max-unpacked", "1000000"]);
    assert_last(&errors, "read.too_large", "raise --max-unpacked");
}

#[test]
fn parquet_rows_of_nothing_stop_at_the_ratio() {
    let bytes = parquet(vec![("text", Arc::new(StringArray::new_null(5_000_000)))]);
    let (documents, errors) = run("a.parquet", &bytes, &[]);
    assert!(documents.is_empty() && errors.len() < 200_000, "{}", errors.len());
    assert_last(&errors, "read.too_large", "raise --max-ratio");
}

#[test]
fn a_parquet_page_that_unpacks_to_too_much_is_not_unpacked() {
    let bytes = parquet(vec![("text", Arc::new(StringArray::from(vec![" ".repeat(40 << 20)])))]);
    assert!(bytes.len() < 20_000, "{}", bytes.len());
    let (documents, errors) = run("a.parquet", &bytes, &[]);
    assert_eq!((documents.len(), errors.len()), (0, 1));
    assert_last(&errors, "read.too_large", "raise --max-ratio");
}

#[test]
fn parquet_lists_are_not_decoded() {
    let item = Arc::new(Field::new("item", DataType::Int32, true));
    let offsets = OffsetBuffer::from_lengths([10_000_000]);
    let list = ListArray::new(item, offsets, Arc::new(Int32Array::new_null(10_000_000)), None);
    let bytes = parquet(vec![
        ("text", Arc::new(StringArray::from(vec!["Le port ferme."]))),
        ("list", Arc::new(list)),
    ]);
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join("a.parquet"), dir.path().join("out"));
    fs::write(&input, &bytes).expect("an input");
    assert_code(&extract(&input, &out, &["--quiet"]), 0);
    assert_eq!(lines(&out.join("documents.jsonl")).len(), 1);
}

#[test]
fn parquet_row_groups_that_share_their_bytes_stop_at_the_ratio() {
    let text = "Le port ferme à Morvaux. ".repeat(20_000);
    let bytes = parquet(vec![("text", Arc::new(StringArray::from(vec![text])))]);
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(&bytes).expect("a file");
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&file).expect("metadata");
    let groups = vec![metadata.row_group(0).clone(); 3_000];
    let groups = groups.into_iter().enumerate().map(|(i, g)| {
        let group = g.into_builder().set_ordinal(i32::try_from(i).expect("few"));
        group.build().expect("a row group")
    });
    let many = ParquetMetaDataBuilder::new(metadata.file_metadata().clone())
        .set_row_groups(groups.collect())
        .build();
    let mut file = bytes;
    ParquetMetaDataWriter::new(&mut file, &many).finish().expect("memory");
    let (documents, errors) = run("a.parquet", &file, &["--max-ratio", "20"]);
    assert!((5..100).contains(&documents.len()), "{}", documents.len());
    assert_last(&errors, "read.too_large", "raise --max-ratio");
}

#[test]
fn a_parquet_schema_of_many_levels_is_refused() {
    const GROUP: [u8; 8] = [0x35, 0, 0x18, 1, b'g', 0x15, 2, 0];
    let mut footer = vec![0x15, 2, 0x19, 0xfc];
    // A number of elements in seven bits a byte: the root, 200,000 groups and a leaf.
    let mut count = 200_002u32;
    while count >= 0x80 {
        footer.push(count as u8 | 0x80);
        count >>= 7;
    }
    footer.push(count as u8);
    footer.extend([0x48, 1, b'r', 0x15, 2, 0]);
    (0..200_000).for_each(|_| footer.extend(GROUP));
    footer.extend([0x15, 12, 0x25, 0, 0x18, 1, b'a', 0]);
    footer.extend([0x16, 0, 0x19, 0x0c, 0]);
    let length = u32::try_from(footer.len()).expect("small");
    let bytes = [b"PAR1", footer.as_slice(), &length.to_le_bytes(), b"PAR1"].concat();
    let (documents, errors) = run("a.parquet", &bytes, &[]);
    assert_eq!((documents.len(), errors.len()), (0, 1));
    assert_last(&errors, "read.too_deep", "flat columns");
}

/// A list of 2^31 - 1 elements of a kind, of which the file holds none.
fn endless(kind: u8) -> [u8; 6] {
    [0xf0 | kind, 0xff, 0xff, 0xff, 0xff, 7]
}

#[test]
fn parquet_lists_without_end_are_not_walked_through() {
    // In the footer, among fields that nobody knows: flags, which take no bytes at all.
    let footer = [&[0x15, 2, 0xf9], &endless(1)[..], &[0]].concat();
    let length = u32::try_from(footer.len()).expect("small");
    let bytes = [b"PAR1", footer.as_slice(), &length.to_le_bytes(), b"PAR1"].concat();
    let (_, errors) = run("a.parquet", &bytes, &[]);
    assert_last(&errors, "read.damaged", "more flags than any");

    // In the header of a page, behind its kind and sizes: flags, and numbers of eight bytes beyond the end of the file.
    let plain = parquet(vec![("text", Arc::new(StringArray::from(vec!["Le port ferme."])))]);
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(&plain).expect("a file");
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&file).expect("metadata");
    for kind in [1, 7] {
        let mut file = plain.clone();
        let header = [&[0x15, 0, 0x15, 0x14, 0x15, 0x14, 0xf9], &endless(kind)[..], &[0; 12]].concat();
        let column = metadata.row_group(0).column(0).clone().into_builder();
        let column = column
            .set_data_page_offset(i64::try_from(file.len()).expect("small"))
            .set_dictionary_page_offset(None)
            .set_total_compressed_size(1 << 20);
        file.extend(header);
        let group = metadata.row_group(0).clone().into_builder();
        let group = group.set_column_metadata(vec![column.build().expect("a column")]);
        let other = ParquetMetaDataBuilder::new(metadata.file_metadata().clone())
            .set_row_groups(vec![group.build().expect("a row group")])
            .build();
        ParquetMetaDataWriter::new(&mut file, &other).finish().expect("memory");
        let (documents, errors) = run("a.parquet", &file, &[]);
        assert_eq!((documents.len(), errors.len()), (0, 1));
        assert_last(&errors, "read.damaged", "header contradicts the page");
    }
}

fn article(text: &str) -> String {
    format!("<article><div class=\"docOcurrContainer\"><p>{text}</p></div></article>")
}

#[test]
fn a_page_that_nests_or_multiplies_costs_itself_only() {
    let nested = "<div>".repeat(200_000);
    // Elements that are never closed are opened again in each paragraph.
    let mut open = String::new();
    for i in 0..400 {
        write!(open, "<b id={i}>").expect("memory");
    }
    open.push_str(&"<p>a".repeat(20_000));
    for (middle, code, advice) in [
        (nested, "read.too_deep", "nested deeper than 512"),
        (open, "read.too_large", "more than 1048576 elements"),
    ] {
        let page = format!(
            "<html>{}{}{}",
            article("Le port ferme."),
            article(&middle),
            article("Il rouvre.")
        );
        let (documents, errors) = run("a.html", page.as_bytes(), &[]);
        let ids: Vec<&Value> = documents.iter().map(|d| &d["doc_id"]).collect();
        assert_eq!(ids, ["a.html#1", "a.html#3"]);
        assert_eq!((errors.len(), &errors[0]["stage"]), (1, &json!("read")));
        assert_last(&errors, code, advice);
    }
}

#[test]
fn an_article_past_the_limit_does_not_swallow_the_next() {
    let long = "mot ".repeat(50_000);
    let page = format!(
        "<html>{}{}{}",
        article("Le port ferme."),
        article(&long),
        article("Il rouvre.")
    );
    let (documents, errors) = run("a.html", page.as_bytes(), &["--max-document", "1000"]);
    let ids: Vec<&Value> = documents.iter().map(|d| &d["doc_id"]).collect();
    assert_eq!(ids, ["a.html#1", "a.html#3"]);
    let offset = page.match_indices("<article").nth(1).map(|(at, _)| at);
    assert_eq!(
        (errors[0]["byte_offset"].as_u64(), errors.len()),
        (offset.map(|o| o as u64), 1)
    );
    assert_last(&errors, "read.too_large", "--max-document");
}

#[test]
fn the_time_limit_holds_while_a_page_is_parsed() {
    // The parser compares each attribute with all before it.
    let mut tag = String::from("<p");
    for i in 0..700_000 {
        write!(tag, " a{i}").expect("memory");
    }
    let page = format!("<html>{}{tag}>{}", article("Le port ferme."), article("Il rouvre."));
    let (documents, errors) = run("a.html", page.as_bytes(), &["--timeout", "2", "--workers", "1"]);
    assert_eq!((documents.len(), errors.len()), (1, 1));
    assert_eq!(errors[0]["stage"], "read");
    assert_last(
        &errors,
        "run.timeout",
        "took longer than 2 s; cut the document or raise --timeout",
    );
}

#[test]
fn keys_and_dates_of_any_length_leave_messages_short() {
    let long = "clé ".repeat(500);
    let mut row = serde_json::Map::new();
    for i in 0..1_000 {
        row.insert(format!("{i:04} {long}"), json!(i));
    }
    let spaced = format!("text{}", " ".repeat(50_000));
    let rows = [
        Value::Object(row),
        json!({ (spaced.as_str()): 42 }),
        json!({"text": "Le port ferme.", "date": long}),
    ];
    let rows: String = rows.iter().map(|r| format!("{r}\n")).collect();
    let (documents, errors) = run("a.jsonl", rows.as_bytes(), &[]);
    let codes: Vec<&Value> = errors.iter().map(|e| &e["code"]).collect();
    assert_eq!(codes, ["read.no_text", "read.type"]);
    // The path of the file is part of them.
    for error in &errors {
        let message = error["message"].as_str().expect("a message");
        assert!(message.chars().count() < 900 && message.contains("--text-key"), "{message}");
    }
    let warning = documents[0]["warnings"][0].as_str().expect("a warning");
    assert!(warning.chars().count() < 200 && warning.contains("YYYY-MM-DD"), "{warning}");
}
