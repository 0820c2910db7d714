//! Articles that repeat another: the same wire in several papers.

use super::block::{Blocks, Entry};
use super::join::Sets;
use super::profile::number;
use super::shelf::Shelf;
use crate::assemble::sketch::{BAND, LENGTH, Sketch, hash};
use crate::text::PartialDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::path::Path;

/// What of an article says whether it repeats another.
#[derive(Debug, Serialize, Deserialize)]
struct Article {
    id: String,
    /// The first day of its date.
    day: Option<i32>,
    /// The last day of it.
    until: Option<i32>,
    sketch: Sketch,
}

/// What of a document's line is read for it.
#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    doc_id: Cow<'a, str>,
    #[serde(borrow)]
    doc_date: Option<Cow<'a, str>>,
    #[serde(borrow)]
    sketch: Option<Cow<'a, str>>,
}

impl Article {
    /// `None` of an article too short to be known again.
    fn of(row: Row<'_>) -> Option<Self> {
        let date = row.doc_date.as_deref().and_then(|d| d.parse::<PartialDate>().ok());
        Some(Self {
            sketch: row.sketch.as_deref().and_then(Sketch::read)?,
            id: row.doc_id.into_owned(),
            day: date.map(|d| number(d.first())),
            until: date.map(|d| number(d.last())),
        })
    }

    /// The order in which the first of several is taken: the one that is surely the earliest, then by id; undated ones last. So a copy
    /// dated to the day comes before one of which only the year is known.
    fn rank(&self) -> (bool, Option<i32>, Option<i32>, &str) {
        (self.until.is_none(), self.until, self.day, &self.id)
    }
}

/// Part of the runs of three words that a copy shares with its original.
const ALIKE: f64 = 0.6;
/// Articles of a block that are compared with one: a page without text of its own fills no run's time.
const MOST: usize = 64;

/// For each article that repeats another, the first of them.
pub(super) fn find(documents: &Path, folder: &Path) -> io::Result<HashMap<String, String>> {
    let mut shelf = Shelf::new(folder);
    let mut blocks = Blocks::new(folder);
    let mut count: u32 = 0;
    let mut head = Vec::new();
    super::each_line(documents, |line| {
        super::take_head(line, &mut head);
        let Some(article) = Article::of(serde_json::from_slice(&head)?) else {
            return Ok(());
        };
        let place = shelf.push(&article)?;
        for band in 0..LENGTH / BAND {
            blocks.push(Entry {
                block: (band as u64, u64::from(u32::from_le_bytes(article.sketch.band(band)))),
                day: article.day.unwrap_or(i32::MAX),
                tie: hash(article.id.as_bytes()),
                number: count,
                place,
            })?;
        }
        count = count.checked_add(1).ok_or_else(super::too_many)?;
        Ok(())
    })?;
    let mut shelf = shelf.close()?;
    let mut sets = Sets::new(count);
    blocks.pairs(&mut shelf, MOST, |(a, x), (b, y)| {
        if x.sketch.likeness(&y.sketch) >= ALIKE {
            sets.join(a, b);
        }
    })?;
    let joined = super::joined(&mut sets, count);
    let mut groups: HashMap<u32, Vec<Article>> = HashMap::new();
    for (i, article) in (0..count).zip(shelf.all()?) {
        let article = article?;
        if joined.contains(i) {
            groups.entry(sets.root(i)).or_default().push(article);
        }
    }
    let mut repeats = HashMap::new();
    for mut group in groups.into_values() {
        group.sort_by(|a, b| a.rank().cmp(&b.rank()));
        // What is like a copy need not be like the original: such an article is the first of others, or stands alone.
        while !group.is_empty() {
            let first = group.remove(0);
            let is_copy = |a: &Article| a.sketch.likeness(&first.sketch) >= ALIKE;
            let (copies, others): (Vec<_>, Vec<_>) = group.into_iter().partition(is_copy);
            repeats.extend(copies.into_iter().map(|copy| (copy.id, first.id.clone())));
            group = others;
        }
    }
    Ok(repeats)
}
