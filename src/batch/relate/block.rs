//! What is compared at all: values that meet in a block, sorted on disk, so that no run is too large for it.

use super::shelf::Shelved;
use extsort::{ExternalSorter, PushExternalSorter, Sortable};
use serde::de::DeserializeOwned;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::path::Path;

/// A value's place in one block. The fields' order is the order in which blocks and their entries are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// The block: what kind of thing meets in it, and by which key.
    pub block: (u64, u64),
    /// The day by which the value stands in the block.
    pub day: i32,
    /// Puts values of one day into an order that does not depend on when they came.
    pub tie: u64,
    /// The value's number.
    pub number: u32,
    /// Its place on the shelf.
    pub place: u64,
}

/// Bytes of an entry on disk.
const SIZE: usize = 40;

impl Sortable for Entry {
    fn encode<W: Write>(&self, to: &mut W) -> io::Result<()> {
        to.write_all(&self.block.0.to_le_bytes())?;
        to.write_all(&self.block.1.to_le_bytes())?;
        to.write_all(&self.day.to_le_bytes())?;
        to.write_all(&self.tie.to_le_bytes())?;
        to.write_all(&self.number.to_le_bytes())?;
        to.write_all(&self.place.to_le_bytes())
    }

    fn decode<R: Read>(from: &mut R) -> io::Result<Self> {
        let mut bytes = [0; SIZE];
        from.read_exact(&mut bytes)?;
        let long = |at: usize| u64::from_le_bytes(std::array::from_fn(|i| bytes[at + i]));
        let short = |at: usize| u32::from_le_bytes(std::array::from_fn(|i| bytes[at + i]));
        Ok(Self {
            block: (long(0), long(8)),
            day: short(16).cast_signed(),
            tie: long(20),
            number: short(28),
            place: long(32),
        })
    }
}

type Order = fn(&Entry, &Entry) -> Ordering;

/// The blocks of a run while they are filled.
pub(super) struct Blocks(PushExternalSorter<Entry, Order>);

impl Blocks {
    /// Entries that are held in memory, 10 MB. Each time they are full they become a file of `folder`, all of which are open in the end: with
    /// the usual limit of 1,024 open files there may be 250 million entries, some 15 million articles.
    const HELD: usize = 250_000;

    /// Blocks whose entries are kept in `folder` once they are too many to be held.
    pub(super) fn new(folder: &Path) -> Self {
        Self::holding(folder, Self::HELD)
    }

    fn holding(folder: &Path, held: usize) -> Self {
        let sorter = ExternalSorter::new()
            .with_segment_size(held)
            .with_sort_dir(folder.to_path_buf());
        Self(sorter.pushed_by(Entry::cmp))
    }

    pub(super) fn push(&mut self, entry: Entry) -> io::Result<()> {
        self.0.push(entry)
    }

    /// Calls `meet` for each two values of a block of which at most `most` others stand between them.
    pub(super) fn pairs<T: DeserializeOwned>(
        self,
        shelf: &mut Shelved<T>,
        most: usize,
        mut meet: impl FnMut((u32, &T), (u32, &T)),
    ) -> io::Result<()> {
        let mut last: Option<Entry> = None;
        let mut near: VecDeque<(u32, T)> = VecDeque::new();
        for entry in self.0.done()? {
            let entry = entry?;
            match last.replace(entry).filter(|last| last.block == entry.block) {
                // Most blocks have one entry: a value is read when a second one comes.
                Some(first) if near.is_empty() => near.push_back((first.number, shelf.get(first.place)?)),
                Some(_) => {}
                None => {
                    near.clear();
                    continue;
                }
            }
            let value = shelf.get(entry.place)?;
            for (number, other) in &near {
                meet((*number, other), (entry.number, &value));
            }
            near.push_back((entry.number, value));
            if near.len() > most {
                near.pop_front();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::shelf::Shelf;
    use super::{Blocks, Entry};

    fn met(order: &[u32], most: usize, held: usize) -> Vec<(u32, u32)> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut shelf = Shelf::new(folder.path());
        let mut blocks = Blocks::holding(folder.path(), held);
        for &number in order {
            let place = shelf.push(&number).expect("written");
            let entry = Entry {
                block: (u64::from(number % 2), 7),
                day: i32::try_from(number).expect("small") - 3,
                tie: 0,
                number,
                place,
            };
            blocks.push(entry).expect("written");
        }
        let mut pairs = Vec::new();
        let mut shelf = shelf.close().expect("closed");
        blocks
            .pairs(&mut shelf, most, |(a, x), (b, y)| {
                assert_eq!((a, b), (*x, *y));
                pairs.push((a, b));
            })
            .expect("read");
        pairs
    }

    #[test]
    fn those_of_one_block_meet_in_the_order_of_days() {
        for held in [2, 100] {
            assert_eq!(met(&[4, 1, 2, 3, 6], 9, held), [(2, 4), (2, 6), (4, 6), (1, 3)]);
            assert_eq!(met(&[6, 3, 2, 1, 4], 1, held), [(2, 4), (4, 6), (1, 3)]);
            assert_eq!(met(&[1, 2], 9, held), []);
        }
    }
}
