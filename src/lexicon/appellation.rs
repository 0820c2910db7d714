//! Words that stand before or instead of a name: titles, and nouns for what has been named.

use foldhash::HashMap;
use std::sync::LazyLock;

/// What a noun stands for once it has been named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandsFor {
    /// « la firme », « l'éditeur ».
    Organization,
    /// « le ministre », « la candidate ».
    Person,
}

static NOUNS: LazyLock<HashMap<&'static str, StandsFor>> = LazyLock::new(|| {
    super::rows(include_str!("data/anaphora.tsv"))
        .map(|row| {
            let kind = if row[0] == "ORG" {
                StandsFor::Organization
            } else {
                StandsFor::Person
            };
            (row[1], kind)
        })
        .collect()
});

/// What a folded noun stands for, if the table has it (`data/anaphora.tsv`).
pub fn stands_for(noun: &str) -> Option<StandsFor> {
    NOUNS.get(noun).copied()
}

/// Whether a folded word is the title of a person, standing right before the name.
pub fn is_title(word: &str) -> bool {
    matches!(
        word,
        "m." | "m" | "mm." | "mme" | "mme." | "mmes" | "mlle" | "monsieur" | "madame" | "me" | "mgr"
    )
}
