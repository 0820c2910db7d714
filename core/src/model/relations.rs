//! The relation between each word and its head: a bilinear form for each label, of which the largest wins.
//!
//! In 8 bits the form is first computed roughly for all labels, and then in floats for those that could still be the largest.

use rten_simd::SimdOp;

use super::simd::{Inner, Product, Then, WIDTH};
use super::weights::{Gemm, Linear, Rounded};

/// Words that are scored together: what the rough map gives, some thousand floats a word, stays in the cache.
const TOGETHER: usize = 64;

/// How far two rough scores are apart when they are sure to be in the right order, in standard deviations of their error.
const SURE: f32 = 8.0;

/// The forms of all labels.
pub(super) struct Relations {
    labels: usize,
    /// Width of dependents and heads.
    width: usize,
    rough: Linear,
    /// Matrix by matrix, rows for the dependent and one for its constant 1, columns for the head, its constant 1, and padding.
    exact: Vec<f32>,
    padded: usize,
    /// Largest step of the weights in the rough map.
    step: f32,
    /// Largest length that a matrix gives to a head of length 1, at most.
    stretch: f32,
}

/// Buffers of a thread.
#[derive(Default)]
pub(super) struct Room {
    dependents: Vec<f32>,
    rough: Vec<f32>,
    scores: Vec<f32>,
    product: Vec<f32>,
}

/// Rows of a word and its head.
#[derive(Clone, Copy)]
pub(super) struct Arc<'a> {
    pub(super) dependent: &'a [f32],
    pub(super) head: &'a [f32],
}

impl Relations {
    /// From weights of [label, dependent, head], each with a constant 1 behind its `width` values.
    pub(super) fn new(gemm: &Gemm, labels: usize, width: usize, weights: &[f32]) -> Self {
        let outputs = (labels * (width + 1)).next_multiple_of(WIDTH);
        let padded = (width + 1).next_multiple_of(WIDTH);
        // Rows of (label, head) over the dependent, whose constant 1 is the bias; what goes with the head's constant comes behind.
        let mut rough = vec![0.0; outputs * width];
        let mut bias = vec![0.0; outputs];
        let mut exact = Vec::with_capacity(labels * (width + 1) * padded);
        let (mut step, mut stretch) = (0.0f32, 0.0f32);
        for (k, plane) in weights.chunks_exact((width + 1) * (width + 1)).enumerate() {
            for (i, row) in plane.chunks_exact(width + 1).enumerate() {
                exact.extend_from_slice(row);
                exact.resize(exact.len() + padded - row.len(), 0.0);
                for (j, &x) in row.iter().enumerate() {
                    let output = if j < width { k * width + j } else { labels * width + k };
                    if i < width {
                        rough[output * width + i] = x;
                    } else {
                        bias[output] = x;
                    }
                }
            }
            step = plane.iter().fold(step, |a, x| a.max(x.abs()));
            stretch = stretch.max(length(plane));
        }
        Self {
            labels,
            width,
            rough: Linear::of_rows(gemm, width, &rough, bias),
            exact,
            padded,
            step: step / 63.0,
            stretch,
        }
    }

    /// The label of each arc, the first of equals.
    pub(super) fn best(&self, gemm: &Gemm, arcs: &[Arc<'_>], rounded: &mut Rounded, room: &mut Room) -> Vec<u8> {
        let Room {
            dependents,
            rough,
            scores,
            product,
        } = room;
        dependents.clear();
        for arc in arcs {
            dependents.extend_from_slice(arc.dependent);
        }
        rounded.take(gemm, dependents, self.width);
        product.resize(self.padded, 0.0);
        let mut out = Vec::with_capacity(arcs.len());
        for (i, arcs) in arcs.chunks(TOGETHER).enumerate() {
            let some = i * TOGETHER..i * TOGETHER + arcs.len();
            self.rough.run_some(gemm, dependents, some, rounded, Then::Plain, rough);
            for (row, arc) in rough.chunks_exact(self.rough.outputs).zip(arcs) {
                let (planes, more) = row.split_at(self.labels * self.width);
                Inner {
                    planes,
                    row: arc.head,
                    more: &more[..self.labels],
                    scores,
                }
                .dispatch();
                out.push(self.choose(*arc, scores, product) as u8);
            }
        }
        out
    }

    /// The label with the largest exact score, given the rough ones.
    fn choose(&self, arc: Arc<'_>, rough: &[f32], product: &mut [f32]) -> usize {
        let largest = rough.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let bound = largest - self.doubt(arc);
        let mut left = (0..self.labels).filter(|&k| rough[k] >= bound);
        let Some(first) = left.next() else { return 0 };
        let Some(second) = left.next() else { return first };
        let mut top = (0, f32::NEG_INFINITY);
        for k in [first, second].into_iter().chain(left) {
            let size = (self.width + 1) * self.padded;
            Product {
                row: arc.dependent,
                matrix: &self.exact[k * size..(k + 1) * size],
                out: product,
            }
            .dispatch();
            let score = dot(&product[..self.width], arc.head) + product[self.width];
            if score > top.1 {
                top = (k, score);
            }
        }
        top.0
    }

    /// How far two rough scores must be apart to be sure.
    fn doubt(&self, arc: Arc<'_>) -> f32 {
        let largest = arc.dependent.iter().fold(0.0f32, |a, x| a.max(x.abs()));
        // The square of what rounding changes is a twelfth of that of the step, in the mean; each of the two scores has its error.
        let rows = largest / 127.0 * self.stretch;
        let weights = self.step * length(arc.dependent);
        let head = (1.0 + length(arc.head).powi(2)).sqrt();
        SURE * (2.0 / 12.0f32).sqrt() * (rows.powi(2) + weights.powi(2)).sqrt() * head
    }
}

fn length(values: &[f32]) -> f32 {
    values.iter().map(|x| x * x).sum::<f32>().sqrt()
}

/// The inner product, summed in eight lanes so that the compiler can vectorize it.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a8.zip(b8) {
        for i in 0..8 {
            lanes[i] += x[i] * y[i];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::{Arc, Relations, Room, dot};
    use crate::model::simd::tests::values;
    use crate::model::weights::{Gemm, Precision, Rounded};

    const LABELS: usize = 9;
    const WIDTH: usize = 32;

    /// The best label by the definition.
    fn reference(weights: &[f32], arc: Arc<'_>) -> u8 {
        let scores: Vec<f32> = weights
            .chunks_exact((WIDTH + 1) * (WIDTH + 1))
            .map(|plane| {
                let rows = plane.chunks_exact(WIDTH + 1).zip(arc.dependent.iter().chain(&[1.0]));
                rows.map(|(row, x)| x * (dot(&row[..WIDTH], arc.head) + row[WIDTH])).sum()
            })
            .collect();
        (0..LABELS).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0) as u8
    }

    #[test]
    fn rounding_does_not_change_which_relation_wins() {
        let weights = values(LABELS * (WIDTH + 1) * (WIDTH + 1), 21);
        let rows = values(2 * 500 * WIDTH, 22);
        let arcs: Vec<Arc<'_>> = rows
            .chunks_exact(2 * WIDTH)
            .map(|both| Arc {
                dependent: &both[..WIDTH],
                head: &both[WIDTH..],
            })
            .collect();
        let wanted: Vec<u8> = arcs.iter().map(|&arc| reference(&weights, arc)).collect();
        for precision in [Precision::Int8, Precision::F32] {
            let gemm = Gemm::new(precision);
            let relations = Relations::new(&gemm, LABELS, WIDTH, &weights);
            let found = relations.best(&gemm, &arcs, &mut Rounded::default(), &mut Room::default());
            assert_eq!(found, wanted, "{precision:?}");
        }
    }

    #[test]
    fn no_arcs_have_no_relations() {
        let gemm = Gemm::new(Precision::Int8);
        let relations = Relations::new(&gemm, 1, 16, &values(17 * 17, 23));
        assert!(
            relations
                .best(&gemm, &[], &mut Rounded::default(), &mut Room::default())
                .is_empty()
        );
    }
}
