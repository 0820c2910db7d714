use super::score::Scores;
use super::tally::{self, Counts, Measure, Tally};
use std::collections::BTreeMap;

/// Between which bounds 95 of 100 resampled figures lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The 2.5th percentile.
    pub low: f64,
    /// The 97.5th percentile.
    pub high: f64,
}

/// The intervals of one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intervals {
    /// Of precision.
    pub precision: Interval,
    /// Of recall.
    pub recall: Interval,
    /// Of F1.
    pub f1: Interval,
}

/// Percentile bootstrap over documents: so many times, as many documents are drawn with replacement and scored.
///
/// Whole documents are drawn, since errors within one are not independent. The draws are fixed: the same scores give the
/// same intervals. A draw in which a measure has nothing to score does not count for it.
pub fn bootstrap(scores: &Scores, draws: usize) -> BTreeMap<Measure, Intervals> {
    let documents = &scores.by_document;
    let mut figures: BTreeMap<Measure, Vec<Counts>> = BTreeMap::new();
    let mut random = SplitMix(0x6465_7065_6368_6531);
    for _ in 0..draws {
        let mut total = Tally::new();
        for _ in documents {
            tally::add(&mut total, &documents[random.below(documents.len())]);
        }
        for (measure, counts) in total {
            figures.entry(measure).or_default().push(counts);
        }
    }
    figures
        .into_iter()
        .map(|(measure, drawn)| {
            let of = |figure: fn(Counts) -> f64| interval(drawn.iter().map(|&c| figure(c)).collect());
            let intervals = Intervals {
                precision: of(Counts::precision),
                recall: of(Counts::recall),
                f1: of(Counts::f1),
            };
            (measure, intervals)
        })
        .collect()
}

fn interval(mut figures: Vec<f64>) -> Interval {
    figures.sort_by(f64::total_cmp);
    let at = |share: f64| figures[((figures.len() - 1) as f64 * share).round() as usize];
    Interval {
        low: at(0.025),
        high: at(0.975),
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `limit` exclusive; the bias is below one in 2^40 for any number of documents met in practice.
    fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(tp: &[u64]) -> Scores {
        let measure = Measure::named("ner").expect("a measure");
        Scores {
            by_document: tp
                .iter()
                .map(|&tp| Tally::from([(measure, Counts { tp, fp: 1, fn_: 2 })]))
                .collect(),
            ..Scores::default()
        }
    }

    #[test]
    fn documents_that_agree_leave_no_width() {
        let intervals = bootstrap(&scores(&[7, 7, 7, 7]), 200);
        let ner = intervals[&Measure::named("ner").expect("a measure")];
        assert!((ner.f1.low - ner.f1.high).abs() < 1e-12);
        assert!((ner.precision.low - 7.0 / 8.0).abs() < 1e-12);
    }

    #[test]
    fn documents_that_differ_give_a_width_around_the_figure_and_the_same_one_again() {
        let scores = scores(&[0, 9, 3, 8, 1, 9, 0, 12]);
        let measure = Measure::named("ner").expect("a measure");
        let f1 = scores.counts(measure).expect("scored").f1();
        let once = bootstrap(&scores, 500)[&measure];
        assert!(once.f1.low < f1 - 0.05 && f1 + 0.05 < once.f1.high, "{once:?} around {f1}");
        assert_eq!(once, bootstrap(&scores, 500)[&measure]);
    }
}
