//! Attention of one head inside one sentence, in vectors of the machine at hand.
//!
//! Every number is summed in an order of its own that does not depend on how wide vectors are.

use rten_simd::ops::{BitOps, FloatOps, IntOps, NumOps};
use rten_simd::{Isa, Simd, SimdOp};

use super::simd::WIDTH;

/// Queries that are answered together.
const QUERIES: usize = 8;

/// Values that are added up in one go; longer sentences have a sum for each so many.
const TERMS: usize = 256;

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
            softmax(isa, weights, n);
            let used = QUERIES.min(n - from);
            let out = &mut self.context[from * self.context_stride..];
            for column in (0..self.width).step_by(2 * isa.f32().len()) {
                let values = &self.values[column..];
                mix(
                    isa,
                    weights,
                    (values, self.stride, n),
                    (column, self.context_stride, used),
                    out,
                );
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

/// Turns the first `n` scores of each query's row into weights: exponentials of their distance to the largest, divided by their sum.
///
/// Largest values and sums of all rows are folded lane by lane together: each waits for the one before it, but not for the other rows.
#[inline(always)]
fn softmax<I: Isa>(isa: I, weights: &mut [f32], n: usize) {
    /// e^x by powers of x within half of ln 2.
    const POWERS: [f32; 7] = [
        1.0,
        1.0,
        4.999_998_5e-1,
        1.666_647_2e-1,
        4.166_953_6e-2,
        8.373_124_5e-3,
        1.378_059_4e-3,
    ];
    /// ln 2 in two parts.
    const LN_2: [f32; 2] = [6.931_457_5e-1, 1.428_606_8e-6];
    /// Added and taken away again, it rounds to a whole number.
    const WHOLE: f32 = 12_582_912.0;
    /// e to less than this is lost beside the largest, which is 1, and would lead to numbers that processors are slow with.
    const LEAST: f32 = -60.0;
    let (f, i, lanes) = (isa.f32(), isa.i32(), isa.f32().len());
    let length = weights.len() / QUERIES;
    let mut lanewise = [[0.0; WIDTH]; QUERIES];
    for (row, tops) in weights.chunks_exact_mut(length).zip(&mut lanewise) {
        row[n..].fill(f32::NEG_INFINITY);
        let mut top = f.splat(f32::MIN);
        for x in row.chunks_exact(lanes) {
            top = f.max(top, f.load(x));
        }
        f.store(top, &mut tops[..lanes]);
    }
    let tops = across(&lanewise, lanes, f32::MIN, |top, x| if x > top { x } else { top });
    for ((row, totals), top) in weights.chunks_exact_mut(length).zip(&mut lanewise).zip(tops) {
        let top = f.splat(top);
        let mut sums = [f.zero(); WIDTH / 4];
        for wide in row.chunks_exact_mut(WIDTH) {
            for (x, sum) in wide.chunks_exact_mut(lanes).zip(&mut sums) {
                // e^d = 2^k · e^r with |r| at most half of ln 2.
                let d = f.sub(f.load(x), top);
                let k = f.sub(
                    f.mul_add(d, f.splat(std::f32::consts::LOG2_E), f.splat(WHOLE)),
                    f.splat(WHOLE),
                );
                let r = f.mul_add(k, f.splat(-LN_2[0]), d);
                let r = f.mul_add(k, f.splat(-LN_2[1]), r);
                let mut p = f.splat(POWERS[POWERS.len() - 1]);
                for &power in POWERS[..POWERS.len() - 1].iter().rev() {
                    p = f.mul_add(p, r, f.splat(power));
                }
                let scale = i.shift_left::<23>(i.add(f.to_int_trunc(k), i.splat(127)));
                let e = f.mul(p, scale.reinterpret_cast::<I::F32>());
                let e = f.select(f.zero(), e, f.lt(d, f.splat(LEAST)));
                *sum = f.add(*sum, e);
                f.store(e, x);
            }
        }
        for (total, sum) in totals.chunks_exact_mut(lanes).zip(sums) {
            f.store(sum, total);
        }
    }
    let totals = across(&lanewise, WIDTH, 0.0, |total, x| total + x);
    for (row, total) in weights.chunks_exact_mut(length).zip(totals) {
        let share = f.splat(1.0 / total);
        for x in row.chunks_exact_mut(lanes) {
            f.store(f.mul(f.load(x), share), x);
        }
    }
}

/// Folds the first `lanes` numbers of each row from left to right, all rows in step.
#[inline(always)]
fn across(rows: &[[f32; WIDTH]; QUERIES], lanes: usize, start: f32, fold: impl Fn(f32, f32) -> f32) -> [f32; QUERIES] {
    let mut out = [start; QUERIES];
    for lane in 0..lanes {
        for (out, row) in out.iter_mut().zip(rows) {
            *out = fold(*out, row[lane]);
        }
    }
    out
}

/// Adds up the first `n` values, rows `stride` floats apart, by each query's weights: two vectors of columns into `used` rows of `out`.
#[inline(always)]
fn mix<I: Isa>(
    isa: I,
    weights: &[f32],
    (values, stride, n): (&[f32], usize, usize),
    (column, out_stride, used): (usize, usize, usize),
    out: &mut [f32],
) {
    let (f, lanes) = (isa.f32(), isa.f32().len());
    let length = weights.len() / QUERIES;
    let rows: [&[f32]; QUERIES] = std::array::from_fn(|r| &weights[r * length..(r + 1) * length]);
    for from in (0..n).step_by(TERMS) {
        let mut sums = [[f.zero(); 2]; QUERIES];
        for (j, value) in (from..n.min(from + TERMS)).zip(values[from * stride..].chunks(stride)) {
            let value = [f.load(&value[..lanes]), f.load(&value[lanes..2 * lanes])];
            for r in 0..QUERIES {
                let weight = f.splat(rows[r][j]);
                sums[r][0] = f.mul_add(weight, value[0], sums[r][0]);
                sums[r][1] = f.mul_add(weight, value[1], sums[r][1]);
            }
        }
        for (r, sums) in sums.into_iter().enumerate().take(used) {
            for (half, mut sum) in sums.into_iter().enumerate() {
                let at = r * out_stride + column + half * lanes;
                if from > 0 {
                    sum = f.add(f.load(&out[at..at + lanes]), sum);
                }
                f.store(sum, &mut out[at..at + lanes]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Attend, Room};
    use crate::model::simd::tests::{Case, same_bits, values};
    use rten_simd::{Isa, SimdOp};

    const HEAD: usize = 32;

    /// Attention in a sentence of `N` pieces.
    struct Of<const N: usize>;

    impl<const N: usize> Case for Of<N> {
        fn run<I: Isa>(isa: I) -> Vec<f32> {
            let qkv: Vec<f32> = values(N * 3 * HEAD, 11).into_iter().map(|x| x * 3.0).collect();
            let mut context = vec![0.0; N * HEAD];
            Attend {
                queries: &qkv,
                keys: &qkv[HEAD..],
                values: &qkv[2 * HEAD..],
                stride: 3 * HEAD,
                width: HEAD,
                n: N,
                context: &mut context,
                context_stride: HEAD,
                room: &mut Room::default(),
            }
            .eval(isa);
            context
        }
    }

    /// The same by the definition, in double precision.
    fn reference(n: usize) -> Vec<f64> {
        let qkv: Vec<f64> = values(n * 3 * HEAD, 11).into_iter().map(|x| f64::from(x * 3.0)).collect();
        let row = |i: usize, part: usize| &qkv[(i * 3 + part) * HEAD..(i * 3 + part + 1) * HEAD];
        let mut out = Vec::new();
        for i in 0..n {
            let scores: Vec<f64> = (0..n)
                .map(|j| row(i, 0).iter().zip(row(j, 1)).map(|(q, k)| q * k).sum())
                .collect();
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let weights: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
            let sum: f64 = weights.iter().sum();
            out.extend((0..HEAD).map(|d| (0..n).map(|j| weights[j] * row(j, 2)[d]).sum::<f64>() / sum));
        }
        out
    }

    fn check<const N: usize>() {
        for (i, (a, b)) in same_bits::<Of<N>>().into_iter().zip(reference(N)).enumerate() {
            assert!((f64::from(a) - b).abs() < 2e-4, "{N} pieces, number {i}: {a}, wanted {b}");
        }
    }

    #[test]
    fn attention_is_that_of_the_definition_on_every_instruction_set() {
        check::<1>();
        check::<2>();
        check::<15>();
        check::<33>();
        // More values than are added up in one go.
        check::<300>();
    }
}
