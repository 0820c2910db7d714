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

/// The intervals of one measure; none of a figure that no draw gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intervals {
    /// Of precision.
    pub precision: Option<Interval>,
    /// Of recall.
    pub recall: Option<Interval>,
    /// Of F1.
    pub f1: Option<Interval>,
}

/// Percentile bootstrap over documents: so many times, as many documents are drawn with replacement and scored.
///
/// Whole documents are drawn, since errors within one are not independent. The draws are fixed: the same scores give the
/// same intervals. A draw in which a figure has nothing to take a share of does not count for it.
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
            let of = |share: fn(Counts) -> u64, figure: fn(Counts) -> f64| {
                interval(drawn.iter().filter(|&&c| share(c) > 0).map(|&c| figure(c)).collect())
            };
            let intervals = Intervals {
                precision: of(Counts::predicted, Counts::precision),
                recall: of(Counts::support, Counts::recall),
                f1: of(Counts::all, Counts::f1),
            };
            (measure, intervals)
        })
        .collect()
}

fn interval(mut figures: Vec<f64>) -> Option<Interval> {
    figures.sort_by(f64::total_cmp);
    let last = figures.len().checked_sub(1)?;
    let at = |share: f64| figures[(last as f64 * share).round() as usize];
    Some(Interval {
        low: at(0.025),
        high: at(0.975),
    })
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
        let (f1, precision) = (ner.f1.expect("an interval"), ner.precision.expect("an interval"));
        assert!((f1.low - f1.high).abs() < 1e-12);
        assert!((precision.low - 7.0 / 8.0).abs() < 1e-12);
    }

    #[test]
    fn documents_that_differ_give_a_width_around_the_figure_and_the_same_one_again() {
        let scores = scores(&[0, 9, 3, 8, 1, 9, 0, 12]);
        let measure = Measure::named("ner").expect("a measure");
        let f1 = scores.counts(measure).expect("scored").f1();
        let once = bootstrap(&scores, 500)[&measure];
        let around = once.f1.expect("an interval");
        assert!(around.low < f1 - 0.05 && f1 + 0.05 < around.high, "{once:?} around {f1}");
        assert_eq!(once, bootstrap(&scores, 500)[&measure]);
    }

    #[test]
    fn what_is_not_available_has_no_interval() {
        let measure = Measure::named("ner").expect("a measure");
        let counts = |tp, fp, fn_| Counts { tp, fp, fn_ };
        // Whether precision, recall and F1 have an interval.
        for (documents, wanted) in [
            (vec![counts(0, 0, 0), counts(0, 0, 0)], [false, false, false]),
            (vec![counts(0, 0, 3), counts(0, 0, 0)], [false, true, true]),
            (vec![counts(0, 2, 0), counts(0, 0, 0)], [true, false, true]),
            (vec![counts(2, 0, 0), counts(0, 0, 0)], [true, true, true]),
        ] {
            let scores = Scores {
                by_document: documents.iter().map(|&c| Tally::from([(measure, c)])).collect(),
                ..Scores::default()
            };
            let i = bootstrap(&scores, 100)[&measure];
            assert_eq!([i.precision, i.recall, i.f1].map(|i| i.is_some()), wanted, "{documents:?}");
            // Draws of empty documents alone say nothing: they are no draws of a zero.
            if documents[0].tp > 0 {
                assert_eq!(i.f1, Some(Interval { low: 1.0, high: 1.0 }));
            }
        }
    }
}
