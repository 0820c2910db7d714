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

/// Whose a word or a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// « la chanteuse », « Mme », « Anne ».
    Feminine,
    /// « le chanteur », « M. », « Paul ».
    Masculine,
}

impl Gender {
    /// « f » and « m » of the tables; anything else is both.
    fn from_column(column: &str) -> Option<Self> {
        match column {
            "f" => Some(Self::Feminine),
            "m" => Some(Self::Masculine),
            _ => None,
        }
    }
}

/// A noun for what has been named.
#[derive(Debug, PartialEq, Eq)]
pub struct StandIn {
    /// An organization or a person.
    pub stands_for: StandsFor,
    /// Its grammatical gender; `None` where it has both.
    pub gender: Option<Gender>,
    /// The kinds of the who's who that it may stand for, by their names; empty for any.
    pub kinds: Vec<&'static str>,
    /// An organization that somebody owns.
    owned: bool,
}

static NOUNS: LazyLock<HashMap<&'static str, StandIn>> = LazyLock::new(|| {
    super::rows(include_str!("data/anaphora.tsv"))
        .map(|row| {
            let stand_in = StandIn {
                stands_for: match row[0] {
                    "PER" => StandsFor::Person,
                    _ => StandsFor::Organization,
                },
                gender: Gender::from_column(row[2]),
                kinds: row[3].split('|').filter(|k| !k.is_empty()).collect(),
                owned: row[0] == "FIRM",
            };
            (row[1], stand_in)
        })
        .collect()
});

static FIRST_NAMES: LazyLock<HashMap<&'static str, Option<Gender>>> = LazyLock::new(|| {
    super::rows(include_str!("data/first_names.tsv"))
        .map(|row| (row[0], Gender::from_column(row[1])))
        .collect()
});

/// What a folded noun stands for, with its gender and kinds, if the table has it (`data/anaphora.tsv`).
pub fn stand_in(noun: &str) -> Option<&'static StandIn> {
    NOUNS.get(noun)
}

/// What a folded noun stands for, if the table has it.
pub fn stands_for(noun: &str) -> Option<StandsFor> {
    NOUNS.get(noun).map(|n| n.stands_for)
}

/// Whether a folded noun is that of an organization which somebody owns: « entreprise », not « parti ».
pub fn is_firm(noun: &str) -> bool {
    NOUNS.get(noun).is_some_and(|n| n.owned)
}

/// Whether a folded word is a first name, and whose: « anne », « jean-paul »; `Some(None)` for one that both have, as « camille ».
pub fn first_name(word: &str) -> Option<Option<Gender>> {
    FIRST_NAMES.get(word).copied()
}

/// Whose title a folded word is: « mme », not « me ».
pub fn gender_of_title(word: &str) -> Option<Gender> {
    match word {
        "m." | "m" | "mm." | "monsieur" | "mgr" => Some(Gender::Masculine),
        "mme" | "mme." | "mmes" | "mlle" | "madame" => Some(Gender::Feminine),
        _ => None,
    }
}

/// Whether a word as written is a title of several people: « MM. Abadi et Roche », « Mes Abadi et Roche », but not « mes amis ».
pub fn is_plural_title(raw: &str) -> bool {
    matches!(raw, "MM." | "MM" | "Mmes" | "Mes")
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
