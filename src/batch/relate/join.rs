//! Sets that are joined pair by pair.

/// Disjoint sets of numbers, four bytes each; which sets come out does not depend on the order of the pairs.
pub(super) struct Sets(Vec<u32>);

impl Sets {
    pub(super) fn new(count: u32) -> Self {
        Self((0..count).collect())
    }

    /// The number that stands for the set of `i`: its smallest.
    pub(super) fn root(&mut self, mut i: u32) -> u32 {
        while self.0[i as usize] != i {
            // Each number that is passed points half the way further, so that no chain grows long.
            let next = self.0[self.0[i as usize] as usize];
            self.0[i as usize] = next;
            i = next;
        }
        i
    }

    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high as usize] = low;
    }
}

#[cfg(test)]
mod tests {
    use super::Sets;

    #[test]
    fn the_order_of_pairs_does_not_matter() {
        let roots = |pairs: &[(u32, u32)]| {
            let mut sets = Sets::new(6);
            pairs.iter().for_each(|&(a, b)| sets.join(a, b));
            (0..6).map(|i| sets.root(i)).collect::<Vec<_>>()
        };
        assert_eq!(roots(&[(4, 2), (5, 4), (0, 1)]), [0, 0, 2, 3, 2, 2]);
        assert_eq!(roots(&[(1, 0), (2, 5), (4, 5)]), [0, 0, 2, 3, 2, 2]);
    }
}
