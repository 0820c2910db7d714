//! With which two letters the words of a table begin: most words of a text are told apart from it without a look-up.

/// The first two bytes of a table's words.
#[derive(Debug)]
pub struct Openings([bool; 1024]);

impl Openings {
    /// Those of `words`, which are folded.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut seen = [false; 1024];
        for word in words {
            if let Some(key) = key(word) {
                seen[key] = true;
            }
        }
        Self(seen)
    }

    /// Whether the table may hold a word that begins like `word`; never `false` for one that it holds.
    #[inline]
    pub fn may_open(&self, word: &str) -> bool {
        key(word).is_none_or(|key| self.0[key])
    }
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
    use super::Openings;

    #[test]
    fn words_of_the_table_are_never_turned_away() {
        let openings = Openings::of(["deux", "vingt", "\u{e9}t\u{e9}", "a"].into_iter());
        for held in ["deux", "vingt", "\u{e9}t\u{e9}", "a", "", "x"] {
            assert!(openings.may_open(held), "{held}");
        }
        assert!(!openings.may_open("firme"));
    }
}
