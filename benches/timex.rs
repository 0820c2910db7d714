//! Megabytes of text a second on one core through the date rules alone, the text being cut into sentences beforehand.
//! `cargo bench --bench timex`.

mod articles;

use articles::articles;
use depeche::text::{PartialDate, Text};
use depeche::timex::find;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench]
fn dates_alone(bencher: Bencher) {
    let raw = articles();
    let texts: Vec<Text> = raw.iter().map(|r| Text::new(r)).collect();
    let published: PartialDate = "2024-07-16".parse().expect("a date");
    bencher
        .counter(BytesCount::new(raw.iter().map(String::len).sum::<usize>()))
        .bench(|| {
            for text in &texts {
                black_box(find(text, Some(published)));
            }
        });
}

/// Texts that are one piece over and over, 100 kB each: no such text may take longer by the byte than articles do by much.
const PIECES: [&str; 12] = [
    "le ",
    "1er ",
    "12 ",
    "1234567890",
    "lundi ",
    "2024 ",
    "un ",
    "deux 12 ",
    "100 000 ",
    "vingt et ",
    "du 3 au ",
    "🠀",
];

#[divan::bench(args = PIECES)]
fn one_piece_over_and_over(bencher: Bencher, piece: &str) {
    let raw = piece.repeat(100_000 / piece.len());
    let text = Text::new(&raw);
    let published: PartialDate = "2024-07-16".parse().expect("a date");
    bencher
        .counter(BytesCount::new(raw.len()))
        .bench(|| black_box(find(&text, Some(published))));
}
