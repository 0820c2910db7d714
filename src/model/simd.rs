//! Row operations of the encoder, vectorized for the machine at hand by `rten-simd`.
//!
//! Rows are whole numbers of 16 floats, so no operation has a tail: widths are padded when weights are loaded.

use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp, SimdUnaryOp};
use rten_vecmath::Gelu as Exact;

/// Rows are padded to multiples of this.
pub(super) const WIDTH: usize = 16;

/// Rounds each row to 8 bits around 128 with a scale of its own: x ≈ (q − 128) · scale.
pub(super) struct Quantize<'a> {
    pub(super) rows: &'a [f32],
    pub(super) width: usize,
    pub(super) codes: &'a mut [u8],
    pub(super) scales: &'a mut [f32],
}

impl SimdOp for Quantize<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (f, i, n) = (isa.f32(), isa.i32(), isa.f32().len());
        let zero_point = i.splat(128);
        for ((row, codes), scale) in self
            .rows
            .chunks_exact(self.width)
            .zip(self.codes.chunks_exact_mut(self.width))
            .zip(self.scales)
        {
            let mut top = f.zero();
            for x in row.chunks_exact(n) {
                top = f.max(top, f.abs(f.load(x)));
            }
            let top = largest(top);
            let inverse = f.splat(127.0 / top);
            *scale = top / 127.0;
            let mut rest = 0;
            if n * 4 <= self.width && self.width.is_multiple_of(n * 4) {
                for (x, q) in row.chunks_exact(n * 4).zip(codes.chunks_exact_mut(n * 4)) {
                    let v = f
                        .load_many::<4>(x)
                        .map(|x| i.add(f.to_int_round(f.mul(x, inverse)), zero_point));
                    let low = i.narrow_saturate(v[0], v[1]);
                    let high = i.narrow_saturate(v[2], v[3]);
                    isa.u8().store(isa.i16().narrow_saturate(low, high), q);
                }
                rest = self.width;
            }
            for (x, q) in row[rest..].iter().zip(&mut codes[rest..]) {
                *q = ((x * (127.0 / top)).round_ties_even() as i32 + 128).clamp(0, 255) as u8;
            }
        }
    }
}

/// The largest lane, or a small positive number when all are zero, so that a row of zeros divides well.
#[inline(always)]
fn largest(v: impl Simd<Elem = f32>) -> f32 {
    v.to_array().into_iter().fold(1e-12, f32::max)
}

/// From here on Φ is 1, and below the negative of it 0, for what 8 bits can tell.
const GELU_EDGE: f32 = 5.0;
/// Lays the squares from 0 to that of [`GELU_EDGE`] over −1 to 1.
const GELU_STEP: f32 = 2.0 / (GELU_EDGE * GELU_EDGE);
/// erf(x / √2) / x by powers of the square of x laid over −1 to 1, fitted at the Chebyshev nodes: x · Φ(x) is right to 3e-7 up to
/// the edge and to 2e-6 beyond it.
const GELU: [f32; 17] = [
    2.827_276_1e-1,
    -1.405_936_6e-1,
    1.030_385_6e-1,
    -8.085_165_5e-2,
    6.291_086_5e-2,
    -4.682_527_2e-2,
    3.272_329_4e-2,
    -2.128_869_3e-2,
    1.283_616_8e-2,
    -7.145_049_4e-3,
    3.720_984_9e-3,
    -1.869_361_1e-3,
    8.371_710_1e-4,
    -2.823_031_7e-4,
    1.183_007e-4,
    -8.634_142e-5,
    2.927_057_2e-5,
];

/// x · Φ(x) by a polynomial: a third of the exact one's work.
struct Gelu;

impl SimdUnaryOp<f32> for Gelu {
    #[inline(always)]
    fn eval<I: Isa>(&self, isa: I, x: I::F32) -> I::F32 {
        let f = isa.f32();
        let near = f.max(f.min(x, f.splat(GELU_EDGE)), f.splat(-GELU_EDGE));
        let s = f.mul_add(f.mul(near, near), f.splat(GELU_STEP), f.splat(-1.0));
        let mut p = f.splat(GELU[GELU.len() - 1]);
        for &c in GELU[..GELU.len() - 1].iter().rev() {
            p = f.mul_add(p, s, f.splat(c));
        }
        let erf = f.max(f.min(f.mul(near, p), f.one()), f.splat(-1.0));
        let half = f.mul(x, f.splat(0.5));
        f.mul_add(half, erf, half)
    }
}

/// What follows a linear map.
#[derive(Clone, Copy)]
pub(super) enum Then<'a> {
    /// Nothing.
    Plain,
    /// GELU: the exact one in floats, a polynomial in 8 bits.
    Gelu,
    /// The rows before the map are added (a residual connection).
    Add(&'a [f32]),
}

/// out = codes · (row scale · column scale) + bias, and what follows.
pub(super) struct Rescale<'a> {
    pub(super) sums: &'a [i32],
    pub(super) row_scales: &'a [f32],
    pub(super) column_scales: &'a [f32],
    pub(super) bias: &'a [f32],
    pub(super) then: Then<'a>,
    pub(super) out: &'a mut [f32],
}

impl SimdOp for Rescale<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (f, i, n) = (isa.f32(), isa.i32(), isa.f32().len());
        let width = self.bias.len();
        for (r, (sums, out)) in self
            .sums
            .chunks_exact(width)
            .zip(self.out.chunks_exact_mut(width))
            .enumerate()
        {
            let row_scale = f.splat(self.row_scales[r]);
            let columns = self.column_scales.chunks_exact(n).zip(self.bias.chunks_exact(n));
            let cells = sums.chunks_exact(n).zip(out.chunks_exact_mut(n)).zip(columns);
            match self.then {
                Then::Plain => {
                    for ((s, o), (c, b)) in cells {
                        let scale = f.mul(row_scale, f.load(c));
                        f.store(f.mul_add(i.to_float(i.load(s)), scale, f.load(b)), o);
                    }
                }
                Then::Gelu => {
                    for ((s, o), (c, b)) in cells {
                        let scale = f.mul(row_scale, f.load(c));
                        let x = f.mul_add(i.to_float(i.load(s)), scale, f.load(b));
                        f.store(Gelu.eval(isa, x), o);
                    }
                }
                Then::Add(rows) => {
                    let before = rows[r * width..(r + 1) * width].chunks_exact(n);
                    for (((s, o), (c, b)), before) in cells.zip(before) {
                        let scale = f.mul(row_scale, f.load(c));
                        let x = f.mul_add(i.to_float(i.load(s)), scale, f.load(b));
                        f.store(f.add(x, f.load(before)), o);
                    }
                }
            }
        }
    }
}

/// What follows a linear map, on sums that are floats already and hold the bias.
pub(super) struct Finish<'a> {
    pub(super) then: Then<'a>,
    pub(super) out: &'a mut [f32],
}

impl SimdOp for Finish<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (f, n) = (isa.f32(), isa.f32().len());
        match self.then {
            Then::Plain => {}
            Then::Gelu => {
                for o in self.out.chunks_exact_mut(n) {
                    let x = f.load(o);
                    f.store(Exact {}.eval(isa, x), o);
                }
            }
            Then::Add(rows) => {
                for (o, b) in self.out.chunks_exact_mut(n).zip(rows.chunks_exact(n)) {
                    let x = f.load(o);
                    f.store(f.add(x, f.load(b)), o);
                }
            }
        }
    }
}

/// Layer normalization of each row in place.
pub(super) struct Norm<'a> {
    pub(super) rows: &'a mut [f32],
    pub(super) weight: &'a [f32],
    pub(super) bias: &'a [f32],
}

impl SimdOp for Norm<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        const EPSILON: f32 = 1e-12;
        let (f, n) = (isa.f32(), isa.f32().len());
        let width = self.weight.len();
        for row in self.rows.chunks_exact_mut(width) {
            let mut sum = f.zero();
            for x in row.chunks_exact(n) {
                sum = f.add(sum, f.load(x));
            }
            let mean = f.splat(f.sum(sum) / width as f32);
            let mut squares = f.zero();
            for x in row.chunks_exact(n) {
                let d = f.sub(f.load(x), mean);
                squares = f.mul_add(d, d, squares);
            }
            let inverse = f.splat(1.0 / (f.sum(squares) / width as f32 + EPSILON).sqrt());
            for ((x, w), b) in row
                .chunks_exact_mut(n)
                .zip(self.weight.chunks_exact(n))
                .zip(self.bias.chunks_exact(n))
            {
                let d = f.mul(f.sub(f.load(x), mean), inverse);
                f.store(f.mul_add(d, f.load(w), f.load(b)), x);
            }
        }
    }
}

/// Which plane of `planes` has the largest inner product with `row` plus its entry of `more`; the first of equals.
pub(super) struct Likeliest<'a> {
    pub(super) planes: &'a [f32],
    pub(super) row: &'a [f32],
    pub(super) more: &'a [f32],
}

impl SimdOp for Likeliest<'_> {
    type Output = usize;

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) -> usize {
        let (f, n) = (isa.f32(), isa.f32().len());
        let mut top = (0, f32::NEG_INFINITY);
        for (k, (plane, more)) in self.planes.chunks_exact(self.row.len()).zip(self.more).enumerate() {
            let mut sum = f.zero();
            for (x, y) in plane.chunks_exact(n).zip(self.row.chunks_exact(n)) {
                sum = f.mul_add(f.load(x), f.load(y), sum);
            }
            let score = f.sum(sum) + more;
            if score > top.1 {
                top = (k, score);
            }
        }
        top.0
    }
}
