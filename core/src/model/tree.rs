//! The best tree over head scores: Chu-Liu/Edmonds with exactly one root.

const NEVER: f32 = -1e9;

/// Roots that are tried when the best heads are no tree with one root.
const ROOTS: usize = 8;

/// For each of `n` words its head (0 root, i + 1 the word i) in the best tree over `scores`, rows of n + 1 heads a word.
pub(super) fn best(scores: &[f32], n: usize) -> Vec<u32> {
    if n == 0 {
        return Vec::new();
    }
    let m = n + 1;
    let mut full = vec![NEVER; m * m];
    full[m..].copy_from_slice(&scores[..n * m]);
    for i in 1..m {
        full[i * m + i] = NEVER;
    }
    let heads = greedy(&full, m);
    if heads[1..].iter().filter(|&&h| h == 0).count() == 1 && cycle(&heads).is_empty() {
        return heads[1..].iter().map(|&h| h as u32).collect();
    }
    let mut roots: Vec<usize> = (1..m).collect();
    roots.sort_by(|&a, &b| full[b * m].total_cmp(&full[a * m]).then(a.cmp(&b)));
    let mut top: Option<(f32, Vec<usize>)> = None;
    for &root in roots.iter().take(ROOTS) {
        let mut only = full.clone();
        for i in (1..m).filter(|&i| i != root) {
            only[i * m] = NEVER;
        }
        let found = edmonds(&only, m);
        let total = (1..m).map(|i| only[i * m + found[i]]).sum();
        if top.as_ref().is_none_or(|t| total > t.0) {
            top = Some((total, found));
        }
    }
    let (_, found) = top.expect("a sentence with a word has a root to try");
    found[1..].iter().map(|&h| h as u32).collect()
}

/// The best head of each node by itself; node 0 is its own.
fn greedy(scores: &[f32], m: usize) -> Vec<usize> {
    let mut heads = vec![0; m];
    for (i, head) in heads.iter_mut().enumerate().skip(1) {
        let row = &scores[i * m..(i + 1) * m];
        for (j, &score) in row.iter().enumerate() {
            if score > row[*head] {
                *head = j;
            }
        }
    }
    heads
}

/// The nodes of a cycle, or none.
fn cycle(heads: &[usize]) -> Vec<usize> {
    let mut state = vec![0u8; heads.len()];
    state[0] = 2;
    for start in 0..heads.len() {
        let mut path = Vec::new();
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            path.push(at);
            at = heads[at];
        }
        if state[at] == 1 {
            let from = path.iter().position(|&p| p == at).unwrap_or(0);
            return path.split_off(from);
        }
        for p in path {
            state[p] = 2;
        }
    }
    Vec::new()
}

/// The best arborescence from node 0.
fn edmonds(scores: &[f32], m: usize) -> Vec<usize> {
    let heads = greedy(scores, m);
    let ring = cycle(&heads);
    if ring.is_empty() {
        return heads;
    }
    let mut inside = vec![false; m];
    for &i in &ring {
        inside[i] = true;
    }
    let rest: Vec<usize> = (0..m).filter(|&i| !inside[i]).collect();
    let weight: f32 = ring.iter().map(|&i| scores[i * m + heads[i]]).sum();
    // The ring becomes the last node of a smaller graph.
    let k = rest.len();
    let mut small = vec![NEVER; (k + 1) * (k + 1)];
    let mut leaving = vec![0; k];
    let mut entering = vec![0; k];
    for (a, &i) in rest.iter().enumerate() {
        for (b, &j) in rest.iter().enumerate() {
            if a != b {
                small[a * (k + 1) + b] = scores[i * m + j];
            }
        }
        let mut out = (0, f32::NEG_INFINITY);
        let mut into = (0, f32::NEG_INFINITY);
        for (c, &j) in ring.iter().enumerate() {
            let score = scores[i * m + j];
            if score > out.1 {
                out = (c, score);
            }
            let score = scores[j * m + i] - scores[j * m + heads[j]] + weight;
            if score > into.1 {
                into = (c, score);
            }
        }
        leaving[a] = out.0;
        small[a * (k + 1) + k] = out.1;
        entering[a] = into.0;
        small[k * (k + 1) + a] = into.1;
    }
    let sub = edmonds(&small, k + 1);
    let mut result = vec![0; m];
    for a in 1..k {
        result[rest[a]] = if sub[a] == k { ring[leaving[a]] } else { rest[sub[a]] };
    }
    for &i in &ring {
        result[i] = heads[i];
    }
    let entry = sub[k];
    result[ring[entering[entry]]] = rest[entry];
    result
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Words 1 and 2 prefer each other; the root is cheaper through word 2.
        let scores = [0.0, 0.0, 10.0, 5.0, 9.0, 0.0];
        assert_eq!(best(&scores, 2), [2, 0]);
    }

    #[test]
    fn two_roots_become_one() {
        let scores = [9.0, 0.0, 1.0, 8.0, 2.0, 0.0];
        assert_eq!(best(&scores, 2), [0, 1]);
    }

    #[test]
    fn a_lone_word_is_the_root() {
        assert_eq!(best(&[-3.0, 7.0], 1), [0]);
        assert!(best(&[], 0).is_empty());
    }

    /// All trees with one root over `n` words, by brute force.
    fn brute(scores: &[f32], n: usize) -> f32 {
        let mut top = f32::NEG_INFINITY;
        let mut heads = vec![0usize; n];
        loop {
            let rooted = heads.iter().filter(|&&h| h == 0).count() == 1;
            let reaches = (0..n).all(|i| {
                let mut at = i + 1;
                (0..=n).any(|_| {
                    at = heads[at - 1];
                    at == 0
                })
            });
            if rooted && reaches {
                let total = (0..n).map(|i| scores[i * (n + 1) + heads[i]]).sum();
                top = f32::max(top, total);
            }
            let mut i = 0;
            while i < n && heads[i] == n {
                heads[i] = 0;
                i += 1;
            }
            if i == n {
                return top;
            }
            heads[i] += 1;
        }
    }

    #[test]
    fn the_tree_is_the_best_of_all() {
        let mut seed = 7u64;
        for n in [2usize, 3, 4, 5] {
            for _ in 0..60 {
                let scores: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                        (seed >> 40) as f32 / 1000.0
                    })
                    .collect();
                let found = best(&scores, n);
                let total: f32 = (0..n).map(|i| scores[i * (n + 1) + found[i] as usize]).sum();
                assert_eq!(found.iter().filter(|&&h| h == 0).count(), 1);
                assert!((total - brute(&scores, n)).abs() < 0.01, "{found:?}");
            }
        }
    }
}
