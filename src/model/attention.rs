//! Attention of one head inside one sentence, in vectors of the machine at hand.
//!
//! Every number is summed in an order of its own that does not depend on how wide vectors are.

use rten_simd::ops::{BitOps, FloatOps, IntOps, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp};

use super::simd::WIDTH;

/// Queries that are answered together.
const QUERIES: usize = 8;

/// Buffers of a thread.
#[derive(Default)]
pub(super) struct Room {
    /// The keys column by column, each as long as the sentence, in whole [`WIDTH`]s.
    keys: Vec<f32>,
    /// Scores and then weights of the queries at hand, a row each.
    weights: Vec<f32>,
}

/// One head: rows of queries, keys and values, `width` wide and `stride` floats apart, into rows of `context`.
pub(super) struct Attend<'a> {
    pub(super) queries: &'a [f32],
    pub(super) keys: &'a [f32],
    pub(super) values: &'a [f32],
    pub(super) stride: usize,
    /// A multiple of [`WIDTH`].
    pub(super) width: usize,
    /// Rows.
    pub(super) n: usize,
    pub(super) context: &'a mut [f32],
    pub(super) context_stride: usize,
    pub(super) room: &'a mut Room,
}

impl SimdOp for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (n, length) = (self.n, self.n.next_multiple_of(WIDTH));
        let Room { keys, weights } = self.room;
        if keys.len() < length * self.width {
            keys.resize(length * self.width, 0.0);
        }
        if weights.len() < length * QUERIES {
            weights.resize(length * QUERIES, 0.0);
        }
        let (keys, weights) = (&mut keys[..length * self.width], &mut weights[..length * QUERIES]);
        for (j, key) in self.keys.chunks(self.stride).take(n).enumerate() {
            for (column, &x) in keys.chunks_exact_mut(length).zip(&key[..self.width]) {
                column[j] = x;
            }
        }
        for from in (0..n).step_by(QUERIES) {
            // Past the end the last query is answered again; nobody reads that.
            let rows: [&[f32]; QUERIES] = std::array::from_fn(|r| {
                let at = (from + r).min(n - 1) * self.stride;
                &self.queries[at..at + self.width]
            });
            score(isa, rows, keys, weights);
            let mut sums = [0.0; QUERIES];
            for (row, sum) in weights.chunks_exact_mut(length).zip(&mut sums) {
                *sum = exponentials(isa, row, n);
            }
            let used = QUERIES.min(n - from);
            let out = &mut self.context[from * self.context_stride..];
            for column in (0..self.width).step_by(2 * isa.f32().len()) {
                let values = self.values[column..].chunks(self.stride).take(n);
                mix(isa, weights, values, (column, self.context_stride), &sums[..used], out);
            }
        }
    }
}

/// The inner products of the queries with all keys, a row of `scores` for each query.
#[inline(always)]
fn score<I: Isa>(isa: I, queries: [&[f32]; QUERIES], keys: &[f32], scores: &mut [f32]) {
    let (f, lanes) = (isa.f32(), isa.f32().len());
    let length = scores.len() / QUERIES;
    for at in (0..length).step_by(lanes) {
        let mut sums = [f.zero(); QUERIES];
        for (d, column) in keys.chunks_exact(length).enumerate() {
            let key = f.load(&column[at..at + lanes]);
            for r in 0..QUERIES {
                sums[r] = f.mul_add(f.splat(queries[r][d]), key, sums[r]);
            }
        }
        for (row, sum) in scores.chunks_exact_mut(length).zip(sums) {
            f.store(sum, &mut row[at..at + lanes]);
        }
    }
}

/// Turns the first `n` scores of a row into exponentials of their distance to the largest; their sum.
#[inline(always)]
fn exponentials<I: Isa>(isa: I, row: &mut [f32], n: usize) -> f32 {
    /// e^x is summed by powers of x up to this: right to the last bit or two within half of ln 2.
    const POWERS: [f32; 7] = [1.0, 1.0, 0.5, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0];
    /// e to this is the smallest number that is not slow; beside the largest, which is 1, it weighs nothing.
    const LEAST: f32 = -87.0;
    let (f, i, lanes) = (isa.f32(), isa.i32(), isa.f32().len());
    row[n..].fill(f32::NEG_INFINITY);
    let mut top = f.splat(f32::NEG_INFINITY);
    for x in row.chunks_exact(lanes) {
        top = f.max(top, f.load(x));
    }
    let top = f.splat(top.to_array().into_iter().fold(f32::NEG_INFINITY, f32::max));
    let mut sums = [f.zero(); WIDTH / 4];
    for wide in row.chunks_exact_mut(WIDTH) {
        for (x, sum) in wide.chunks_exact_mut(lanes).zip(&mut sums) {
            // e^x = 2^k · e^r with |r| at most half of ln 2.
            let d = f.max(f.sub(f.load(x), top), f.splat(LEAST));
            let k = f.to_int_round(f.mul(d, f.splat(std::f32::consts::LOG2_E)));
            let whole = i.to_float(k);
            let r = f.mul_add(whole, f.splat(-0.693_359_4), d);
            let r = f.mul_add(whole, f.splat(2.121_944_4e-4), r);
            let mut p = f.splat(POWERS[POWERS.len() - 1]);
            for &power in POWERS[..POWERS.len() - 1].iter().rev() {
                p = f.mul_add(p, r, f.splat(power));
            }
            let scale = i.shift_left::<23>(i.add(k, i.splat(127)));
            let e = f.mul(p, scale.reinterpret_cast::<I::F32>());
            *sum = f.add(*sum, e);
            f.store(e, x);
        }
    }
    let mut total = [0.0; WIDTH];
    for (total, sum) in total.chunks_exact_mut(lanes).zip(sums) {
        f.store(sum, total);
    }
    for half in [8, 4, 2, 1] {
        for lane in 0..half {
            total[lane] += total[lane + half];
        }
    }
    total[0]
}

/// The sum of the values by each query's weights, divided by the weights' sum: two vectors of columns into the rows of `out`.
#[inline(always)]
fn mix<'v, I: Isa>(
    isa: I,
    weights: &[f32],
    values: impl Iterator<Item = &'v [f32]>,
    (column, stride): (usize, usize),
    totals: &[f32],
    out: &mut [f32],
) {
    let (f, lanes) = (isa.f32(), isa.f32().len());
    let length = weights.len() / QUERIES;
    let rows: [&[f32]; QUERIES] = std::array::from_fn(|r| &weights[r * length..(r + 1) * length]);
    let mut sums = [[f.zero(); 2]; QUERIES];
    for (j, value) in values.enumerate() {
        let value = [f.load(&value[..lanes]), f.load(&value[lanes..2 * lanes])];
        for r in 0..QUERIES {
            let weight = f.splat(rows[r][j]);
            sums[r][0] = f.mul_add(weight, value[0], sums[r][0]);
            sums[r][1] = f.mul_add(weight, value[1], sums[r][1]);
        }
    }
    for (r, (total, sums)) in totals.iter().zip(sums).enumerate() {
        let share = f.splat(1.0 / total);
        let at = r * stride + column;
        f.store(f.mul(sums[0], share), &mut out[at..at + lanes]);
        f.store(f.mul(sums[1], share), &mut out[at + lanes..at + 2 * lanes]);
    }
}
