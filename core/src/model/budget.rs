//! What the parts of the encoder cost, each measured alone on shapes of the built-in model; see `examples/budget.rs`.

use std::time::Instant;

use rten_simd::SimdOp;

use super::attention::{Attend, Room};
use super::simd::{Then, WIDTH};
use super::weights::{Gemm, Linear, Precision, Rounded};

/// Pieces of the block that is measured.
const PIECES: usize = 252;
/// Words of it, with a start for each sentence.
const WORDS: usize = 168;
/// Pieces of its sentences.
const SENTENCE: usize = 36;
const HIDDEN: usize = 384;
const HEAD: usize = 32;
const LAYERS: usize = 6;
/// Shortest time over which something is measured.
const LEAST: f64 = 0.04;

/// A part of the encoder.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What is computed.
    pub name: &'static str,
    /// Microseconds for a piece, all layers together.
    pub microseconds: f64,
    /// Products and sums for a piece, two for each weight; 0 where there is no matrix.
    pub operations: f64,
}

/// Measures the parts in 8 bits on this thread; the last is the product that has the best conditions, the peak of this machine.
pub fn budget() -> Vec<Part> {
    let gemm = Gemm::new(Precision::Int8);
    let mut parts = Vec::new();
    let layers = [
        ("queries, keys, values", HIDDEN, 3 * HIDDEN, false),
        ("attended", HIDDEN, HIDDEN, false),
        ("widened, with GELU", HIDDEN, 2 * HIDDEN, true),
        ("narrowed", 2 * HIDDEN, HIDDEN, false),
    ];
    for (name, inputs, outputs, gelu) in layers {
        parts.push(product(&gemm, name, (PIECES, inputs, outputs), gelu, LAYERS as f64));
    }
    parts.push(product(&gemm, "tags, links, events", (WORDS, HIDDEN, 1408), false, 1.0));
    parts.push(product(&gemm, "relations", (WORDS / 3, 96, 5056), false, 3.0));
    for (name, width, times) in [("rounded", HIDDEN, LAYERS), ("rounded, wide", 2 * HIDDEN, LAYERS)] {
        let (rows, mut rounded) = (values(PIECES * width), Rounded::default());
        let seconds = measure(|| rounded.take(&gemm, &rows, width));
        parts.push(part(name, seconds * times as f64, 0.0));
    }
    let (qkv, mut context) = (values(PIECES * 3 * HIDDEN), vec![0.0; PIECES * HIDDEN]);
    let mut room = Room::default();
    let seconds = measure(|| {
        for from in (0..PIECES / SENTENCE * SENTENCE).step_by(SENTENCE) {
            let qkv = &qkv[from * 3 * HIDDEN..];
            for head in (0..HIDDEN).step_by(HEAD) {
                Attend {
                    queries: &qkv[head..],
                    keys: &qkv[HIDDEN + head..],
                    values: &qkv[2 * HIDDEN + head..],
                    stride: 3 * HIDDEN,
                    width: HEAD,
                    n: SENTENCE,
                    context: &mut context[from * HIDDEN + head..],
                    context_stride: HIDDEN,
                    room: &mut room,
                }
                .dispatch();
            }
        }
    });
    let operations = (4 * SENTENCE * HIDDEN * LAYERS * PIECES) as f64;
    parts.push(part("attention", seconds * LAYERS as f64, operations));
    parts.push(product(&gemm, "peak", (PIECES, 1536, 64), false, 1.0));
    parts
}

fn part(name: &'static str, seconds: f64, operations: f64) -> Part {
    Part {
        name,
        microseconds: seconds * 1e6 / PIECES as f64,
        operations: operations / PIECES as f64,
    }
}

fn product(gemm: &Gemm, name: &'static str, shape: (usize, usize, usize), gelu: bool, times: f64) -> Part {
    let (rows, inputs, outputs) = shape;
    let map = Linear::of_rows(
        gemm,
        inputs,
        &values(inputs * outputs),
        vec![0.0; outputs.next_multiple_of(WIDTH)],
    );
    let (input, mut out, mut rounded) = (values(rows * inputs), Vec::new(), Rounded::default());
    rounded.take(gemm, &input, inputs);
    let seconds = measure(|| {
        let then = if gelu { Then::Gelu } else { Then::Plain };
        map.run(gemm, &input, &mut rounded, then, &mut out);
    });
    part(name, seconds * times, 2.0 * times * (rows * inputs * outputs) as f64)
}

/// Numbers without a pattern between −1 and 1, the same each time.
fn values(count: usize) -> Vec<f32> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

/// Seconds of the fastest of several runs.
fn measure(mut run: impl FnMut()) -> f64 {
    run();
    let (begun, mut best) = (Instant::now(), f64::INFINITY);
    while begun.elapsed().as_secs_f64() < LEAST {
        let once = Instant::now();
        run();
        best = best.min(once.elapsed().as_secs_f64());
    }
    best
}
