//! What words around a date say of it, from `lexicon/data/timex_cues.tsv`.

use crate::lexicon::Openings;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word says of a date beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// An event that nobody plans: « l'accident du 7 février ».
    Happened,
    /// A participle of what is over: « élu le 3 mai ».
    Over,
    /// A participle of what is still to come: « prévu le 3 mai ».
    Awaited,
    /// A participle of what is put off: « reporté à septembre ».
    Moved,
    /// A participle of what is called off: « annulé ».
    Off,
    /// A verb whose infinitive is still to come: « appelle à manifester samedi ».
    Toward,
    /// What is called after a day: « la rue du 8-Mai ».
    Place,
    /// What a feast gives its name to: « le marché de Noël ».
    Feast,
    /// Goods with a number that is no year: « Windows 2000 ».
    Product,
}

fn cue_of(name: &str) -> Option<Cue> {
    Some(match name {
        "happened" => Cue::Happened,
        "over" => Cue::Over,
        "awaited" => Cue::Awaited,
        "moved" => Cue::Moved,
        "off" => Cue::Off,
        "toward" => Cue::Toward,
        "place" => Cue::Place,
        "feast" => Cue::Feast,
        "product" => Cue::Product,
        _ => return None,
    })
}

static CUES: LazyLock<HashMap<String, Cue, foldhash::fast::FixedState>> = LazyLock::new(|| {
    crate::lexicon::rows(include_str!("../lexicon/data/timex_cues.tsv"))
        .map(|row| {
            let cue = cue_of(row[1]).expect("the test below reads every row of the table");
            (crate::text::fold(row[0]), cue)
        })
        .collect()
});

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| Openings::of(CUES.keys().map(String::as_str)));

/// What a folded word says of a date beside it.
pub(super) fn cue(folded: &str) -> Option<Cue> {
    if !OPENINGS.may_hold(folded) {
        return None;
    }
    CUES.get(folded).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_loads() {
        assert_eq!(cue("accident"), Some(Cue::Happened));
        assert_eq!(cue("reunion"), None);
    }
}
