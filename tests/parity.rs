//! The engine against the reference that the training script wrote: `models/depeche-fr/parity.json`.

use depeche::heads::{LINKS, Path, Relation};
use depeche::model::{BUILT_IN, Embedded, Precision};
use depeche::ner::{NerBackend, Words};
use serde::Deserialize;

#[derive(Deserialize)]
struct Parity {
    tolerance: Tolerance,
    sentences: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Tolerance {
    f32: f32,
    int8: f32,
}

#[derive(Deserialize)]
struct Sentence {
    words: Vec<(String, bool)>,
    pieces: Vec<u32>,
    f32: Vec<Reference>,
    int8: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    ner: Vec<f32>,
    upos: String,
    /// The parts of speech as likely as that one, where two exact computations of the network may differ.
    #[serde(default)]
    upos_near: Vec<String>,
    head: usize,
    deprel: String,
    /// Logits of the event heads on the bare word: types, links to the first word as a trigger of type 1, factuality.
    types: Vec<f32>,
    links: Vec<f32>,
    facts: Vec<f32>,
}

fn parity() -> Parity {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/models/depeche-fr/parity.json");
    let text = std::fs::read_to_string(path).expect("the model's parity.json");
    serde_json::from_str(&text).expect("parity.json of the known format")
}

fn compare(precision: Precision) {
    let parity = parity();
    let engine = Embedded::new(&BUILT_IN, precision).expect("the built-in model");
    let (mut worst, mut sum, mut count) = (0.0f32, 0.0f64, 0usize);
    // What rounding itself costs in the reference.
    let (mut worst_rounding, mut sum_rounding) = (0.0f32, 0.0f64);
    let mut labels_differ = Vec::new();
    for sentence in &parity.sentences {
        let words = Words {
            words: sentence.words.iter().map(|w| w.0.as_str()).collect(),
            glued: sentence.words.iter().map(|w| w.1).collect(),
        };
        let found = engine.scores(&words).expect("a sentence of one pass");
        assert_eq!(found.pieces, sentence.pieces, "{:?}", words.words);
        let reference = match precision {
            Precision::F32 => &sentence.f32,
            Precision::Int8 => &sentence.int8,
        };
        for (i, wanted) in reference.iter().enumerate() {
            for (a, b) in found.ner[i].iter().zip(&wanted.ner) {
                worst = worst.max((a - b).abs());
                sum += f64::from((a - b).abs());
                count += 1;
            }
            for (a, b) in sentence.f32[i].ner.iter().zip(&sentence.int8[i].ner) {
                worst_rounding = worst_rounding.max((a - b).abs());
                sum_rounding += f64::from((a - b).abs());
            }
            let upos = found.upos[i].name();
            let near = precision == Precision::Int8 && wanted.upos_near.iter().any(|u| u == upos);
            let same = (upos == wanted.upos || near) && found.head[i] == wanted.head && found.deprel[i] == wanted.deprel;
            if !same {
                labels_differ.push(format!(
                    "{}: {} {} {}, wanted {} {} {}",
                    words.words[i],
                    found.upos[i].name(),
                    found.head[i],
                    found.deprel[i],
                    wanted.upos,
                    wanted.head,
                    wanted.deprel
                ));
            }
        }
    }
    let mean = sum / count as f64;
    println!("{precision:?}: largest difference {worst}, mean {mean}, labels that differ {labels_differ:?}");
    match precision {
        Precision::F32 => {
            let tolerance = parity.tolerance.f32;
            assert!(
                worst <= tolerance,
                "largest difference {worst} of a name logit, tolerance {tolerance}"
            );
        }
        // A value that lies on the border of two steps falls to one side or the other by the last bit of a float sum, and each such
        // step moves the next layer's values: two exact computations of the same network differ, but by less than rounding costs.
        Precision::Int8 => {
            let tolerance = parity.tolerance.int8.max(worst_rounding);
            assert!(
                worst <= tolerance,
                "largest difference {worst} of a name logit, tolerance {tolerance}"
            );
            let rounding = sum_rounding / count as f64;
            assert!(
                mean <= 0.6 * rounding,
                "mean difference {mean}, rounding itself costs {rounding}"
            );
        }
    }
    assert!(labels_differ.is_empty(), "{labels_differ:#?}");
}

#[test]
fn the_f32_engine_computes_what_the_trainer_computed() {
    compare(Precision::F32);
}

#[test]
fn the_int8_engine_computes_what_the_trainer_simulated() {
    compare(Precision::Int8);
}

/// The logits of the event heads on a sentence's words, as the reference has them.
fn event_logits(engine: &Embedded, words: &Words<'_>) -> Vec<[Vec<f32>; 3]> {
    let heads = engine.event_heads().expect("the model has event heads");
    let tagged = engine.tag(std::slice::from_ref(words)).expect("a sentence of one pass");
    let vectors = tagged[0].vectors.as_ref().expect("vectors for the heads");
    let trigger = heads.trigger(vectors, 0, 1, [false; LINKS]);
    let bare = Relation {
        kind: 0,
        distance: 0,
        path: Path::Same,
        relation: 0,
        said: [false; LINKS],
    };
    (0..vectors.len())
        .map(|i| {
            let word = heads.word(vectors, i, 0);
            [
                heads.types(vectors, i, 0, &[]),
                heads.links(&trigger, &word, &bare).to_vec(),
                heads.facts(vectors, i, 0).to_vec(),
            ]
        })
        .collect()
}

#[test]
fn the_event_heads_compute_what_the_trainer_computed() {
    // Vectors are handed on in 16 bits; a logit is a sum of some hundred products of them.
    const TOLERANCE: f32 = 0.05;
    let parity = parity();
    let engine = Embedded::new(&BUILT_IN, Precision::F32).expect("the built-in model");
    for sentence in &parity.sentences {
        let words = Words {
            words: sentence.words.iter().map(|w| w.0.as_str()).collect(),
            glued: sentence.words.iter().map(|w| w.1).collect(),
        };
        for (found, wanted) in event_logits(&engine, &words).iter().zip(&sentence.f32) {
            for (found, wanted) in found.iter().zip([&wanted.types, &wanted.links, &wanted.facts]) {
                assert_eq!(found.len(), wanted.len());
                for (a, b) in found.iter().zip(wanted) {
                    assert!((a - b).abs() <= TOLERANCE, "{a} where {b} is wanted: {:?}", words.words);
                }
            }
        }
    }
}
