//! Which errors are shown where not all are: some of as many documents as there are.

use super::score::Miss;

/// As many errors as are asked for, spread evenly over the documents and within each, in their order.
///
/// The choice is fixed: the same errors give the same examples.
pub(super) fn examples(misses: &[Miss], most: usize) -> Vec<&Miss> {
    let documents: Vec<&[Miss]> = misses.chunk_by(|a, b| a.doc_id == b.doc_id).collect();
    let sizes: Vec<usize> = documents.iter().map(|d| d.len()).collect();
    let quotas = quotas(&sizes, most);
    let drawn = documents.into_iter().zip(quotas).filter(|(_, quota)| *quota > 0);
    drawn
        .enumerate()
        .flat_map(|(rank, (document, quota))| picks(rank, quota, document.len()).map(|index| &document[index]))
        .collect()
}

/// How many errors each document gives: one of each in turn, and one of evenly spaced documents where there is not one left for each.
fn quotas(sizes: &[usize], most: usize) -> Vec<usize> {
    let mut quotas = vec![0; sizes.len()];
    let mut left = most.min(sizes.iter().sum());
    while left > 0 {
        let open: Vec<usize> = (0..sizes.len()).filter(|&d| quotas[d] < sizes[d]).collect();
        let turn = left.min(open.len());
        for i in 0..turn {
            quotas[open[(2 * i + 1) * open.len() / (2 * turn)]] += 1;
        }
        left -= turn;
    }
    quotas
}

/// Which of a document's errors are shown: evenly spaced, from a start that differs from document to document, since those that were missed
/// come before those that are spurious.
fn picks(rank: usize, quota: usize, size: usize) -> impl Iterator<Item = usize> {
    // The bits in reverse order halve what is between the starts before them, whatever the number of documents.
    let start = u128::from((rank as u32).reverse_bits());
    (0..quota).map(move |i| ((((i as u128) << 32) + start) * size as u128 / ((quota as u128) << 32)) as usize)
}

#[cfg(test)]
mod tests {
    use super::super::score::Kind;
    use super::*;
    use std::collections::BTreeMap;

    /// Errors of documents with so many each: missed ones, then as many spurious ones.
    fn misses(sizes: &[usize]) -> Vec<Miss> {
        let one = |document: usize, index: usize, size: usize| Miss {
            kind: if 2 * index < size { Kind::Missed } else { Kind::Spurious },
            doc_id: format!("d{document}"),
            what: index.to_string(),
        };
        let document = |(document, &size)| (0..size).map(move |index| one(document, index, size));
        sizes.iter().enumerate().flat_map(document).collect()
    }

    fn by_document(drawn: &[&Miss]) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for miss in drawn {
            *counts.entry(miss.doc_id.clone()).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    #[test]
    fn examples_are_drawn_evenly_over_the_documents() {
        for (sizes, most, wanted) in [
            (vec![9, 9, 9, 9], 4, vec![1, 1, 1, 1]),
            (vec![9, 9, 9, 9], 2, vec![0, 1, 0, 1]),
            (vec![9, 9, 9, 9, 9, 9], 3, vec![0, 1, 0, 1, 0, 1]),
            (vec![9, 9, 9], 1, vec![0, 1, 0]),
            (vec![9, 1, 9], 7, vec![3, 1, 3]),
            (vec![1, 2], 9, vec![1, 2]),
            (vec![5], 0, vec![0]),
            (vec![], 5, vec![]),
        ] {
            let all = misses(&sizes);
            let drawn = examples(&all, most);
            let wanted: Vec<(String, usize)> = wanted
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(document, &count)| (format!("d{document}"), count))
                .collect();
            assert_eq!(by_document(&drawn), wanted, "{most} of {sizes:?}");
            let again = examples(&all, most);
            assert_eq!(drawn, again);
            let place = |miss: &Miss| all.iter().position(|m| m == miss);
            assert!(
                drawn.windows(2).all(|two| place(two[0]) < place(two[1])),
                "in their order, none twice"
            );
        }
    }

    #[test]
    fn examples_are_missed_and_spurious_ones() {
        for most in [4, 8, 16] {
            let all = misses(&[10; 8]);
            let drawn = examples(&all, most);
            let missed = drawn.iter().filter(|m| m.kind == Kind::Missed).count();
            assert_eq!((drawn.len(), missed), (most, most / 2), "{most}");
        }
    }
}
