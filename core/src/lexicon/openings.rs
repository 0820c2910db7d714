//! How the words of a table begin and how long they are: most words of a text are told apart from it without a look-up.

/// The first two bytes of a table's words, and how long those are that begin so.
#[derive(Debug)]
pub struct Openings(Box<[u64; 1024]>);

impl Openings {
    /// Those of `words`, which are folded.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut seen = Box::new([0; 1024]);
        for word in words {
            if let Some(key) = key(word) {
                seen[key] |= length(word);
            }
        }
        Self(seen)
    }

    /// Whether the table may hold a word that begins like `word`; never `false` for one that it holds.
    #[inline]
    pub fn may_open(&self, word: &str) -> bool {
        key(word).is_none_or(|key| self.0[key] != 0)
    }

    /// Whether the table may hold `word` itself; never `false` for one that it holds.
    #[inline]
    pub fn may_hold(&self, word: &str) -> bool {
        key(word).is_none_or(|key| self.0[key] & length(word) != 0)
    }
}

/// The first bytes of a set's words and how long they are: what [`Openings`] is to a table, for a set of some words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outline {
    firsts: u64,
    lengths: u64,
}

impl Outline {
    /// That of `words`, which are folded.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        words.fold(Self::default(), |seen, word| Self {
            firsts: seen.firsts | first(word),
            lengths: seen.lengths | length(word),
        })
    }

    /// Whether the set may hold `word`; never `false` for one that it holds.
    #[inline]
    pub fn may_hold(self, word: &str) -> bool {
        self.firsts & first(word) != 0 && self.lengths & length(word) != 0
    }
}

/// A bit for the length of a word; all that are longer than a table's words commonly are share one.
#[inline]
fn length(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// A bit for the first byte of a word.
#[inline]
fn first(word: &str) -> u64 {
    1 << (word.as_bytes().first().unwrap_or(&0) & 63)
}

#[inline]
fn key(word: &str) -> Option<usize> {
    match word.as_bytes() {
        [a, b, ..] => Some(usize::from(a & 31) << 5 | usize::from(b & 31)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Openings, Outline};

    #[test]
    fn words_of_the_table_are_never_turned_away() {
        let openings = Openings::of(["deux", "vingt", "\u{e9}t\u{e9}", "a"].into_iter());
        for held in ["deux", "vingt", "\u{e9}t\u{e9}", "a", "", "x"] {
            assert!(openings.may_open(held) && openings.may_hold(held), "{held}");
        }
        assert!(!openings.may_open("firme"));
        assert!(openings.may_open("deuxieme") && !openings.may_hold("deuxieme"));
        let long = "a".repeat(99);
        let words = ["deux", "", "\u{e9}t\u{e9}", long.as_str()];
        let outline = Outline::of(words.into_iter());
        assert!(words.iter().all(|held| outline.may_hold(held)));
        assert!(!outline.may_hold("vingt") && !outline.may_hold("dix"));
    }
}
