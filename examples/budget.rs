//! Where the time of a run goes on this machine: each stage, and each part of the encoder beside the peak of its 8-bit product.
//!
//! `cargo run --release --example budget`; the text is the corpus of the repository. One thread, by the clock: run it on a quiet machine.

use std::time::Instant;

use depeche::entity::Aliases;
use depeche::error::{DocError, Stage};
use depeche::model::{BUILT_IN, Embedded, Precision, budget};
use depeche::ner::{NerBackend, Words, sentence_words};
use depeche::pipeline::{Watch, extract};
use depeche::text::{Document, Text};

/// Seconds by stage.
struct Clock {
    last: Instant,
    stage: Stage,
    seconds: Vec<(Stage, f64)>,
}

impl Watch for Clock {
    fn enter(&mut self, stage: Stage) -> Result<(), DocError> {
        let spent = self.last.elapsed().as_secs_f64();
        match self.seconds.iter_mut().find(|(s, _)| *s == self.stage) {
            Some((_, sum)) => *sum += spent,
            None => self.seconds.push((self.stage, spent)),
        }
        (self.last, self.stage) = (Instant::now(), stage);
        Ok(())
    }

    fn go_on(&mut self) -> Result<(), DocError> {
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "txt") {
            texts.push(std::fs::read_to_string(path)?);
        }
    }
    let started = Instant::now();
    let engine = Embedded::new(&BUILT_IN, Precision::Int8)?;
    println!("start-up: {:.3} s", started.elapsed().as_secs_f64());

    let mut clock = Clock {
        last: Instant::now(),
        stage: Stage::Read,
        seconds: Vec::new(),
    };
    for (i, text) in texts.iter().enumerate() {
        let document = Document::from_text(i.to_string(), text);
        extract(&document, &engine, &Aliases::default(), &mut clock)?;
        clock.enter(Stage::Read)?;
    }
    let all: f64 = clock.seconds.iter().map(|s| s.1).sum();
    for (stage, seconds) in &clock.seconds {
        println!("stage {:8} {seconds:7.3} s {:5.1} %", stage.name(), 100.0 * seconds / all);
    }

    let prepared: Vec<Text<'_>> = texts.iter().map(|t| Text::new(t)).collect();
    let sentences: Vec<Words<'_>> = prepared.iter().flat_map(sentence_words).collect();
    let mut pieces = 0;
    for sentence in &sentences {
        pieces += engine.scores(sentence).map_or(0, |s| s.pieces.len());
    }
    let tagging = Instant::now();
    engine.tag(&sentences)?;
    let whole = tagging.elapsed().as_secs_f64() * 1e6 / pieces as f64;
    println!("model: {:.0} pieces/s, {whole:.1} µs a piece", 1e6 / whole);

    let parts = budget();
    let speed = |operations: f64, microseconds: f64| operations / microseconds / 1e3;
    let peak = parts.last().map_or(1.0, |p| speed(p.operations, p.microseconds));
    println!("peak of the 8-bit product: {peak:.0} GOP/s");
    let mut rest = whole;
    for part in parts.iter().rev().skip(1).rev() {
        rest -= part.microseconds;
        print!(
            "{:22} {:6.2} µs {:5.1} %",
            part.name,
            part.microseconds,
            100.0 * part.microseconds / whole
        );
        if part.operations > 0.0 {
            let speed = speed(part.operations, part.microseconds);
            print!(" {speed:6.0} GOP/s, {:3.0} % of the peak", 100.0 * speed / peak);
        }
        println!();
    }
    println!("{:22} {rest:6.2} µs {:5.1} %", "the rest", 100.0 * rest / whole);
    Ok(())
}
