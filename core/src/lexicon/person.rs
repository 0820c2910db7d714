//! Nouns of people (`data/person_nouns.tsv`).

use foldhash::HashMap;
use std::sync::LazyLock;

static NOUNS: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    super::rows(include_str!("data/person_nouns.tsv"))
        .map(|row| (row[0], row[1] == "yes"))
        .collect()
});

/// Whether a folded noun in the singular is listed as one of people, or as one that only looks like them by its ending; `None` where
/// it is not listed.
pub fn listed(folded: &str) -> Option<bool> {
    NOUNS.get(folded).copied()
}

/// Whether a folded noun in the singular is listed as one of people.
pub fn is_listed(folded: &str) -> bool {
    listed(folded) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_folded_and_says_yes_or_no_once() {
        let rows: Vec<Vec<&str>> = super::super::rows(include_str!("data/person_nouns.tsv")).collect();
        for row in &rows {
            assert!(row[0].is_ascii() && row[0].to_lowercase() == row[0], "{row:?} is not folded");
            assert!(matches!(row[1..], ["yes" | "no"]), "{row:?}");
        }
        assert_eq!(rows.len(), NOUNS.len(), "a noun stands twice");
        assert!(is_listed("garconnet") && !is_listed("garnison"));
    }
}
