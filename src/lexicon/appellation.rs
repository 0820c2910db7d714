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

static NOUNS: LazyLock<HashMap<&'static str, (StandsFor, bool)>> = LazyLock::new(|| {
    super::rows(include_str!("data/anaphora.tsv"))
        .map(|row| {
            let kind = match row[0] {
                "PER" => StandsFor::Person,
                _ => StandsFor::Organization,
            };
            (row[1], (kind, row[0] == "FIRM"))
        })
        .collect()
});

/// What a folded noun stands for, if the table has it (`data/anaphora.tsv`).
pub fn stands_for(noun: &str) -> Option<StandsFor> {
    NOUNS.get(noun).map(|&(kind, _)| kind)
}

/// Whether a folded noun is that of an organization which somebody owns: « entreprise », not « parti ».
pub fn is_firm(noun: &str) -> bool {
    NOUNS.get(noun).is_some_and(|&(_, firm)| firm)
}

/// Whether a folded word is the title of a person, standing right before the name.
pub fn is_title(word: &str) -> bool {
    matches!(
        word,
        "m." | "m" | "mm." | "mme" | "mme." | "mmes" | "mlle" | "monsieur" | "madame" | "me" | "mgr"
    )
}

/// Whether a folded word is a form of address that a name is wrongly given: « Lord Brett Sinclair ».
pub fn is_honorific(word: &str) -> bool {
    matches!(
        word,
        "lord" | "lady" | "sir" | "dr" | "dr." | "pr" | "pr." | "docteur" | "professeur"
    )
}

/// Whether a folded word is a rank behind which a particle opens the name: « le général de Gaulle », « le comte de Montalembert ».
pub fn is_rank(word: &str) -> bool {
    matches!(
        word,
        "general"
            | "marechal"
            | "amiral"
            | "colonel"
            | "commandant"
            | "capitaine"
            | "lieutenant"
            | "comte"
            | "comtesse"
            | "marquis"
            | "marquise"
            | "baron"
            | "baronne"
            | "duc"
            | "duchesse"
            | "monseigneur"
    )
}
