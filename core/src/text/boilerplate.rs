//! Lines that belong to the web page, not to the article: sign-in links, cookie notices, share buttons.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// Folded openings and fragments, one a row of `lexicon/data/boilerplate.tsv`: `whole`, `starts` or `holds`, and the words.
struct Table {
    whole: Vec<String>,
    starts: Vec<String>,
    holds: AhoCorasick,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let (mut whole, mut starts, mut holds) = (Vec::new(), Vec::new(), Vec::new());
    for row in crate::lexicon::rows(include_str!("../lexicon/data/boilerplate.tsv")) {
        let words = super::fold::fold(row[1]);
        match row[0] {
            "whole" => whole.push(words),
            "starts" => starts.push(words),
            _ => holds.push(words),
        }
    }
    Table {
        whole,
        starts,
        holds: AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(holds)
            .expect("the table's fragments are few and short"),
    }
});

/// The longest line, in folded bytes, that may be boilerplate; longer ones are paragraphs.
const LONGEST: usize = 240;

/// Whether a folded line is web boilerplate.
pub(super) fn is_boilerplate(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return false;
    }
    let bare = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    TABLE.whole.iter().any(|w| w == bare)
        || TABLE.starts.iter().any(|w| line.starts_with(w.as_str()))
        || TABLE.holds.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_furniture_is_boilerplate_and_sentences_are_not() {
        for line in [
            "connectez-vous",
            "abonnez-vous !",
            "cette page necessite javascript pour etre affichee.",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in ["le groupe a partage ses resultats.", "les abonnes du club manifestent."] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }
}
