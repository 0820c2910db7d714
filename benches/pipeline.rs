//! Megabytes of text a second on one core without a model: reading, dates, amounts, records, writing.
//! `cargo bench --bench pipeline`; the floor is 15 MB/s.

mod articles;

use articles::articles;
use depeche::batch::{Control, Input, Output, Settings, run};
use depeche::ner::NoBackend;
use divan::Bencher;
use divan::counter::BytesCount;
use std::fmt::Write;
use std::fs;
use std::sync::atomic::AtomicBool;

fn main() {
    divan::main();
}

/// A dump of the corpus's own articles, repeated with other ids; returns the bytes of text in it.
fn dump(path: &std::path::Path, megabytes: usize) -> usize {
    let texts = articles();
    let (mut rows, mut bytes) = (String::new(), 0);
    for (i, text) in texts.iter().cycle().enumerate() {
        if bytes >= megabytes << 20 {
            break;
        }
        bytes += text.len();
        let text = serde_json::to_string(text).expect("a string");
        writeln!(rows, "{{\"id\": \"a{i}\", \"date\": \"2024-07-16\", \"text\": {text}}}").expect("memory");
    }
    fs::write(path, rows).expect("a dump");
    bytes
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn without_model_on_one_core(bencher: Bencher) {
    let dir = tempfile::tempdir().expect("a folder");
    let input = dir.path().join("dump.jsonl");
    let bytes = dump(&input, 8);
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let output = Output::Folder(dir.path().join("out"));
        let mut settings = Settings::new(vec![Input::Path(input.clone())], output).expect("the dump is there");
        settings.workers = 1;
        let control = Control {
            stop: &AtomicBool::new(false),
            observer: &(),
        };
        run(&settings, &NoBackend::default(), control).expect("a run")
    });
}
