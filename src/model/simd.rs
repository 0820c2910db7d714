//! Row operations of the encoder, vectorized for the machine at hand by `rten-simd`.
//!
//! Rows are whole numbers of 16 floats, so no operation has a tail: widths are padded when weights are loaded.

use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp, SimdUnaryOp};
use rten_vecmath::Gelu;

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

/// What follows a linear map.
#[derive(Clone, Copy)]
pub(super) enum Then<'a> {
    /// Nothing.
    Plain,
    /// GELU, the exact one.
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
                        f.store(Gelu {}.eval(isa, x), o);
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
                    f.store(Gelu {}.eval(isa, x), o);
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

/// The sum over [`WIDTH`] lanes, however many vectors they take: halves are added until one is left.
#[inline(always)]
fn total<F: FloatOps<f32>>(f: F, sums: [F::Simd; WIDTH / 4]) -> f32 {
    let mut lanes = [0.0; WIDTH];
    for (lanes, sum) in lanes.chunks_exact_mut(f.len()).zip(sums) {
        f.store(sum, lanes);
    }
    for half in [8, 4, 2, 1] {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
    }
    lanes[0]
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
            let mut sums = [f.zero(); WIDTH / 4];
            for wide in row.chunks_exact(WIDTH) {
                for (x, sum) in wide.chunks_exact(n).zip(&mut sums) {
                    *sum = f.add(*sum, f.load(x));
                }
            }
            let mean = f.splat(total(f, sums) / width as f32);
            let mut squares = [f.zero(); WIDTH / 4];
            for wide in row.chunks_exact(WIDTH) {
                for (x, sum) in wide.chunks_exact(n).zip(&mut squares) {
                    let d = f.sub(f.load(x), mean);
                    *sum = f.mul_add(d, d, *sum);
                }
            }
            let inverse = f.splat(1.0 / (total(f, squares) / width as f32 + EPSILON).sqrt());
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

/// The inner product of `row` with each plane of `planes`, plus its entry of `more`, into `scores`.
pub(super) struct Inner<'a> {
    pub(super) planes: &'a [f32],
    pub(super) row: &'a [f32],
    pub(super) more: &'a [f32],
    pub(super) scores: &'a mut Vec<f32>,
}

impl SimdOp for Inner<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (f, n) = (isa.f32(), isa.f32().len());
        self.scores.clear();
        for (plane, more) in self.planes.chunks_exact(self.row.len()).zip(self.more) {
            let mut sum = f.zero();
            for (x, y) in plane.chunks_exact(n).zip(self.row.chunks_exact(n)) {
                sum = f.mul_add(f.load(x), f.load(y), sum);
            }
            self.scores.push(f.sum(sum) + more);
        }
    }
}

/// The product of a row with a matrix in floats, and then the bias in its last row.
pub(super) struct Product<'a> {
    pub(super) row: &'a [f32],
    /// As wide as `out`, with a row more than `row` is long.
    pub(super) matrix: &'a [f32],
    pub(super) out: &'a mut [f32],
}

impl SimdOp for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (f, n, width) = (isa.f32(), isa.f32().len(), self.out.len());
        for (at, out) in self.out.chunks_exact_mut(n).enumerate() {
            let mut sum = f.zero();
            let mut column = self.matrix[at * n..].chunks(width);
            for (&x, y) in self.row.iter().zip(&mut column) {
                sum = f.mul_add(f.splat(x), f.load(&y[..n]), sum);
            }
            if let Some(bias) = column.next() {
                sum = f.add(sum, f.load(&bias[..n]));
            }
            f.store(sum, out);
        }
    }
}
