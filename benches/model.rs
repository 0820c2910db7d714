//! Words a second of the embedded model on one thread, and its start-up time.
//!
//! `cargo bench --bench model`; the text is the corpus of the repository, each article a batch of its own as in a run.

mod articles;

use articles::articles;
use depeche::model::{BUILT_IN, Embedded, Precision};
use depeche::ner::{NerBackend, Words, sentence_words};
use depeche::text::Text;
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

fn tag(bencher: Bencher<'_, '_>, precision: Precision) {
    let articles = articles();
    let texts: Vec<Text<'_>> = articles.iter().map(|a| Text::new(a)).collect();
    let sentences: Vec<Vec<Words<'_>>> = texts.iter().map(sentence_words).collect();
    let words: usize = sentences.iter().flatten().map(|s| s.words.len()).sum();
    let engine = Embedded::new(&BUILT_IN, precision).expect("the built-in model");
    bencher.counter(ItemsCount::new(words)).bench_local(|| {
        for article in &sentences {
            divan::black_box(engine.tag(article).expect("the engine runs"));
        }
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn tag_int8(bencher: Bencher<'_, '_>) {
    tag(bencher, Precision::Int8);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn tag_f32(bencher: Bencher<'_, '_>) {
    tag(bencher, Precision::F32);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn start_up(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Embedded::new(&BUILT_IN, Precision::Int8).expect("the built-in model"));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn start_up_of_the_tokenizer(bencher: Bencher<'_, '_>) {
    let json = BUILT_IN.bytes("tokenizer.json").expect("the built-in model");
    bencher.bench_local(|| tokenizers::Tokenizer::from_bytes(&json).expect("a tokenizer"));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn start_up_of_the_digest(bencher: Bencher<'_, '_>) {
    let weights = BUILT_IN.bytes("model.safetensors").expect("the built-in model");
    bencher.bench_local(|| depeche::digest::sha256(&weights));
}
