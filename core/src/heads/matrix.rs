//! Small matrices of floats, row by row.

/// Rows of one width.
#[derive(Debug)]
pub(super) struct Matrix {
    data: Vec<f32>,
    columns: usize,
}

impl Matrix {
    pub(super) fn new(data: Vec<f32>, columns: usize) -> Self {
        Self { data, columns }
    }

    pub(super) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.columns..(i + 1) * self.columns]
    }

    pub(super) fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.columns..(i + 1) * self.columns]
    }

    pub(super) fn transposed(&self) -> Self {
        let rows = self.data.len() / self.columns;
        let mut data = Vec::with_capacity(self.data.len());
        for c in 0..self.columns {
            data.extend((0..rows).map(|r| self.data[r * self.columns + c]));
        }
        Self { data, columns: rows }
    }

    /// Adds to `out` each row times its factor, in the order of the rows.
    pub(super) fn add_product(&self, factors: &[f32], out: &mut [f32]) {
        for (row, &factor) in self.data.chunks_exact(self.columns).zip(factors) {
            if factor != 0.0 {
                for (out, x) in out.iter_mut().zip(row) {
                    *out += factor * x;
                }
            }
        }
    }
}

/// Cuts off what is below zero.
pub(super) fn relu(values: &mut [f32]) {
    for x in values {
        *x = x.max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::Matrix;

    #[test]
    fn a_product_is_the_sum_of_the_rows() {
        let m = Matrix::new(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3);
        let mut out = [1.0, 0.0, 0.0];
        m.add_product(&[2.0, -1.0], &mut out);
        assert_eq!(out, [-1.0, -1.0, 0.0]);
        assert_eq!(m.transposed().row(2), [3.0, 6.0]);
    }
}
