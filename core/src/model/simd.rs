//! Row operations of the encoder, vectorized for the machine at hand by `rten-simd`.
//!
//! Rows are whole numbers of 16 floats, so no operation has a tail: widths are padded when weights are loaded.

use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp};

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
    let larger = |a: f32, b: f32| if a > b { a } else { b };
    let mut lanes = [0.0; WIDTH];
    let array = v.to_array();
    let array = array.as_ref();
    lanes[..array.len()].copy_from_slice(array);
    for half in [8, 4, 2, 1] {
        for lane in 0..half {
            lanes[lane] = larger(lanes[lane], lanes[lane + half]);
        }
    }
    larger(lanes[0], 1e-12)
}

/// x · Φ(x), Φ being the normal distribution (Hendrycks and Gimpel 2016), by a polynomial: within 3e-5 where |x| < 4.2, and there Φ stays.
///
/// The coefficients are the minimax ones for x · Φ(x), found by linear programming on Chebyshev points.
#[inline(always)]
fn gelu<F: FloatOps<f32>>(f: F, x: F::Simd) -> F::Simd {
    const EDGE: f32 = 4.2;
    /// Of x, x³, … x¹⁷ in Φ(x) − ½.
    const POWERS: [f32; 9] = [
        3.988_345_6e-1,
        -6.622_206e-2,
        9.740_928e-3,
        -1.086_455_9e-3,
        8.983_546e-5,
        -5.289_52e-6,
        2.072_452_8e-7,
        -4.795_593_7e-9,
        4.923_736e-11,
    ];
    let y = f.max(f.min(x, f.splat(EDGE)), f.splat(-EDGE));
    let square = f.mul(y, y);
    let mut p = f.splat(POWERS[POWERS.len() - 1]);
    for &power in POWERS[..POWERS.len() - 1].iter().rev() {
        p = f.mul_add(p, square, f.splat(power));
    }
    f.mul(x, f.mul_add(p, y, f.splat(0.5)))
}

/// What follows a linear map.
#[derive(Clone, Copy)]
pub(super) enum Then<'a> {
    /// Nothing.
    Plain,
    /// GELU.
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
                        f.store(gelu(f, x), o);
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
                    f.store(gelu(f, x), o);
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

#[cfg(test)]
pub(super) mod tests {
    use super::{Finish, Norm, Product, Quantize, Rescale, Then};
    use rten_simd::{Isa, SimdOp};

    /// Numbers without a pattern between −1 and 1, the same each time.
    pub(in crate::model) fn values(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    /// Something that is computed with a given instruction set.
    pub(in crate::model) trait Case {
        fn run<I: Isa>(isa: I) -> Vec<f32>;
    }

    /// Runs a case with each instruction set of this machine that has fused products and sums; all must give the same bits.
    pub(in crate::model) fn same_bits<C: Case>() -> Vec<f32> {
        #[cfg(target_arch = "x86_64")]
        let all = [
            rten_simd::isa::Avx2Isa::new().map(C::run),
            rten_simd::isa::Avx512Isa::new().map(C::run),
        ];
        #[cfg(target_arch = "aarch64")]
        let all = [rten_simd::isa::ArmNeonIsa::new().map(C::run)];
        let bits = |values: &Vec<f32>| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        let mut all = all.into_iter().flatten();
        let first = all.next().expect("an instruction set with fused products and sums");
        for other in all {
            assert_eq!(bits(&first), bits(&other));
        }
        first
    }

    struct Normalized;

    impl Case for Normalized {
        fn run<I: Isa>(isa: I) -> Vec<f32> {
            let mut rows = values(5 * 384, 1);
            let (weight, bias) = (values(384, 2), values(384, 3));
            Norm {
                rows: &mut rows,
                weight: &weight,
                bias: &bias,
            }
            .eval(isa);
            rows
        }
    }

    struct Rounded;

    impl Case for Rounded {
        fn run<I: Isa>(isa: I) -> Vec<f32> {
            let (mut codes, mut scales) = (vec![0; 7 * 96], vec![0.0; 7]);
            Quantize {
                rows: &values(7 * 96, 4),
                width: 96,
                codes: &mut codes,
                scales: &mut scales,
            }
            .eval(isa);
            codes.into_iter().map(f32::from).chain(scales).collect()
        }
    }

    struct Rescaled;

    impl Case for Rescaled {
        fn run<I: Isa>(isa: I) -> Vec<f32> {
            let sums: Vec<i32> = values(9 * 64, 5).into_iter().map(|x| (x * 40_000.0) as i32).collect();
            let mut out = vec![0.0; sums.len()];
            Rescale {
                sums: &sums,
                row_scales: &[1e-3; 9],
                column_scales: &values(64, 6),
                bias: &values(64, 7),
                then: Then::Gelu,
                out: &mut out,
            }
            .eval(isa);
            out
        }
    }

    struct Multiplied;

    impl Case for Multiplied {
        fn run<I: Isa>(isa: I) -> Vec<f32> {
            let mut out = vec![0.0; 32];
            Product {
                row: &values(20, 8),
                matrix: &values(21 * 32, 9),
                out: &mut out,
            }
            .eval(isa);
            out
        }
    }

    #[test]
    fn bits_do_not_depend_on_the_instruction_set() {
        same_bits::<Normalized>();
        same_bits::<Rounded>();
        same_bits::<Rescaled>();
        same_bits::<Multiplied>();
    }

    #[test]
    fn gelu_is_that_of_the_definition() {
        // The normal distribution at some numbers, from its table.
        let known = [
            (0.5, 0.691_462_461_274),
            (1.0, 0.841_344_746_069),
            (2.0, 0.977_249_868_052),
            (3.0, 0.998_650_101_968),
            (4.0, 0.999_968_328_758),
            (9.0, 1.0),
        ];
        for (x, share) in known {
            for (x, share) in [(x, share), (-x, 1.0 - share)] {
                let mut out = [x as f32; 16];
                Finish {
                    then: Then::Gelu,
                    out: &mut out,
                }
                .dispatch();
                assert!(
                    (f64::from(out[0]) - x * share).abs() < 1.2e-4,
                    "{x}: {}, wanted {}",
                    out[0],
                    x * share
                );
            }
        }
    }

    #[test]
    fn a_product_ends_with_its_bias() {
        let mut out = [0.0; 16];
        let matrix: Vec<f32> = [[1.0; 16], [2.0; 16], [0.5; 16]].concat();
        Product {
            row: &[3.0, 4.0],
            matrix: &matrix,
            out: &mut out,
        }
        .dispatch();
        assert_eq!(out, [11.5; 16]);
    }
}
