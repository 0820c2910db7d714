//! Sets that are joined pair by pair.

/// Disjoint sets of numbers; which sets come out does not depend on the order of the pairs.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The number that stands for the set of `i`: its smallest.
    pub(super) fn root(&self, mut i: usize) -> usize {
        while self.0[i] != i {
            i = self.0[i];
        }
        i
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low;
    }
}

#[cfg(test)]
mod tests {
    use super::Sets;

    #[test]
    fn the_order_of_pairs_does_not_matter() {
        let roots = |pairs: &[(usize, usize)]| {
            let mut sets = Sets::new(6);
            pairs.iter().for_each(|&(a, b)| sets.join(a, b));
            (0..6).map(|i| sets.root(i)).collect::<Vec<_>>()
        };
        assert_eq!(roots(&[(4, 2), (5, 4), (0, 1)]), [0, 0, 2, 3, 2, 2]);
        assert_eq!(roots(&[(1, 0), (2, 5), (4, 5)]), [0, 0, 2, 3, 2, 2]);
    }
}
