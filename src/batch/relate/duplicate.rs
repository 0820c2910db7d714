//! Articles that repeat another: the same wire in several papers.

use super::join::Sets;
use super::sketch::{BAND, LENGTH, Sketch};
use crate::record::DocumentRecord;
use crate::text::PartialDate;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// What of an article tells whether it repeats another.
#[derive(Debug)]
pub(super) struct Article {
    id: String,
    date: Option<Date>,
    sketch: Option<Sketch>,
}

impl Article {
    pub(super) fn of(record: &DocumentRecord) -> Self {
        let date = record.doc_date.as_deref().and_then(|d| d.parse::<PartialDate>().ok());
        Self {
            id: record.doc_id.clone(),
            date: date.map(PartialDate::first),
            sketch: record.sketch.as_deref().and_then(Sketch::read),
        }
    }

    /// The order in which the first of several is taken: the earliest, then by id; undated ones last.
    fn rank(&self) -> (bool, Option<Date>, &str) {
        (self.date.is_none(), self.date, &self.id)
    }
}

/// Part of the runs of three words that a copy shares with its original.
const ALIKE: f64 = 0.6;
/// Articles of a block that are compared with one: a page without text of its own fills no run's time.
const MOST: usize = 64;

/// For each article that repeats another, the first of them.
pub(super) fn find(articles: &[Article]) -> HashMap<String, String> {
    let mut blocks: BTreeMap<(usize, [u8; BAND]), Vec<usize>> = BTreeMap::new();
    for (i, article) in articles.iter().enumerate() {
        let Some(sketch) = &article.sketch else { continue };
        for band in 0..LENGTH / BAND {
            blocks.entry((band, sketch.band(band))).or_default().push(i);
        }
    }
    let mut sets = Sets::new(articles.len());
    for block in blocks.values_mut() {
        block.sort_by_key(|&i| articles[i].rank());
        for (n, &a) in block.iter().enumerate() {
            for &b in block[n + 1..].iter().take(MOST) {
                if let (Some(x), Some(y)) = (&articles[a].sketch, &articles[b].sketch)
                    && x.likeness(y) >= ALIKE
                {
                    sets.join(a, b);
                }
            }
        }
    }
    let mut first: HashMap<usize, usize> = HashMap::new();
    for i in 0..articles.len() {
        let best = first.entry(sets.root(i)).or_insert(i);
        if articles[i].rank() < articles[*best].rank() {
            *best = i;
        }
    }
    let repeats = (0..articles.len()).filter_map(|i| {
        let original = first[&sets.root(i)];
        (original != i).then(|| (articles[i].id.clone(), articles[original].id.clone()))
    });
    repeats.collect()
}
