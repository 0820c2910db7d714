//! Megabytes of text a second that the amounts of the corpus's articles take, on one core, and the numerals alone.
//! `cargo bench --bench amount`.

mod articles;

use articles::articles;
use depeche::amount;
use depeche::number;
use depeche::text::{PartialDate, Text};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench]
fn amounts(bencher: Bencher) {
    let raw = articles();
    let texts: Vec<Text<'_>> = raw.iter().map(|r| Text::new(r)).collect();
    let published = PartialDate::year(2024);
    bencher
        .counter(BytesCount::new(raw.iter().map(String::len).sum::<usize>()))
        .bench_local(|| {
            texts
                .iter()
                .map(|t| amount::find(black_box(t), published, &[]).len())
                .sum::<usize>()
        });
}

#[divan::bench]
fn numerals(bencher: Bencher) {
    let raw = articles();
    let texts: Vec<Text<'_>> = raw.iter().map(|r| Text::new(r)).collect();
    bencher
        .counter(BytesCount::new(raw.iter().map(String::len).sum::<usize>()))
        .bench_local(|| {
            texts
                .iter()
                .map(|t| {
                    (0..t.tokens().len())
                        .filter(|&i| number::read(black_box(t), i).is_some())
                        .count()
                })
                .sum::<usize>()
        });
}
