//! The words of `lexicon/data/amount_words.tsv`: what each says of a figure near it.

use crate::lexicon::{self, Outline};
use crate::text::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a word says of the figure near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// Makes bare « points » a difference of percentages: « taux ».
    Rate,
    /// Makes « points » those of an index, a game or a license: « match ».
    Game,
    /// Of paying and pricing: « amende ».
    Price,
    /// Before a figure, makes it a label: « article ».
    Label,
    /// The dead and hurt, whom « un » counts: « un mort ».
    Toll,
    /// A name of money that mostly means something else: « livre ».
    OpenCurrency,
    /// One of these that is no money in small figures: « couronne ».
    Homonym,
    /// A name of money that may have a capital: « Euros ».
    Capitalized,
    /// Behind a fraction, makes it no share: « un quart d'heure ».
    NoPart,
    /// Behind a ratio, makes it none: « deux jours sur trois ».
    NoRatio,
    /// Of moving from one level to another: « passer ».
    Level,
    /// Begins like one of these and is none: « passager ».
    NoLevel,
    /// Of belonging: « nos ».
    Owner,
    /// An adjective that stands for people by itself: « les autres ».
    HeadAdjective,
    /// The ending of nouns of people: « -iste ».
    PersonEnding,
    /// The ending of the names of peoples in the plural: « -ais ».
    PeopleEnding,
    /// What consists of as many as the figure behind « de » says: « groupe ».
    Group,
    /// What goals and sets are counted in: « buts ».
    ScoreNoun,
    /// An auxiliary in the plural: « ont ».
    Verb,
    /// What a bare figure sums up: « bilan ».
    Tally,
    /// A preposition of place: « à ».
    PlacePreposition,
    /// Goes on behind a bare figure in brackets: « (6 000 selon la police) ».
    Cited,
    /// Before a bare figure, takes it out of a count: « parmi ».
    Among,
    /// A determiner in the plural: « les ».
    Determiner,
    /// A make that is counted in the singular: « Airbus ».
    Make,
    /// A common noun that is written with a capital: « États ».
    CapitalNoun,
    /// What is measured in money: « milliards de pertes ».
    MoneyNoun,
    /// An acronym that is counted: « ONG ».
    Acronym,
    /// One that names people: « CRS ».
    PersonAcronym,
    /// A verb whose object « en » stands for: « il en compte douze ».
    Counting,
}

impl Class {
    fn of(name: &str) -> Self {
        match name {
            "rate" => Self::Rate,
            "game" => Self::Game,
            "price" => Self::Price,
            "label" => Self::Label,
            "toll" => Self::Toll,
            "open_currency" => Self::OpenCurrency,
            "homonym" => Self::Homonym,
            "capitalized" => Self::Capitalized,
            "no_part" => Self::NoPart,
            "no_ratio" => Self::NoRatio,
            "level" => Self::Level,
            "no_level" => Self::NoLevel,
            "owner" => Self::Owner,
            "head_adjective" => Self::HeadAdjective,
            "person_ending" => Self::PersonEnding,
            "people_ending" => Self::PeopleEnding,
            "group" => Self::Group,
            "score_noun" => Self::ScoreNoun,
            "verb" => Self::Verb,
            "tally" => Self::Tally,
            "place_preposition" => Self::PlacePreposition,
            "cited" => Self::Cited,
            "among" => Self::Among,
            "determiner" => Self::Determiner,
            "make" => Self::Make,
            "capital_noun" => Self::CapitalNoun,
            "money_noun" => Self::MoneyNoun,
            "acronym" => Self::Acronym,
            "person_acronym" => Self::PersonAcronym,
            "counting" => Self::Counting,
            other => panic!("amount_words.tsv: class {other:?} is unknown"),
        }
    }
}

/// The words of a class.
#[derive(Default, Clone)]
struct Members {
    outline: Outline,
    whole: HashSet<String, foldhash::fast::FixedState>,
    /// Stems and endings of others.
    begins: Vec<String>,
    ends: Vec<String>,
}

/// By class.
static TABLE: LazyLock<Vec<Members>> = LazyLock::new(|| {
    let mut table = vec![Members::default(); Class::Counting as usize + 1];
    for row in lexicon::rows(include_str!("../lexicon/data/amount_words.tsv")) {
        let of = &mut table[Class::of(row[1]) as usize];
        match (row[0].strip_suffix('*'), row[0].strip_prefix('*')) {
            (Some(stem), _) => of.begins.push(fold(stem)),
            (_, Some(ending)) => of.ends.push(fold(ending)),
            _ => drop(of.whole.insert(fold(row[0]))),
        }
    }
    for of in &mut table {
        of.outline = Outline::of(of.whole.iter().map(String::as_str));
    }
    table
});

/// Whether the folded word is of the class.
pub(super) fn is(word: &str, class: Class) -> bool {
    let of = &TABLE[class as usize];
    of.outline.may_hold(word) && of.whole.contains(word)
        || of.begins.iter().any(|stem| word.starts_with(stem.as_str()))
        || of
            .ends
            .iter()
            .any(|ending| word.ends_with(ending.as_str()) && word.len() > ending.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::{Class, is};

    #[test]
    fn words_stems_and_endings_are_told_apart() {
        assert!(is("mort", Class::Toll) && !is("mort", Class::Rate));
        assert!(is("popularite", Class::Rate) && !is("populaire", Class::Rate));
        assert!(is("juriste", Class::PersonEnding) && !is("liste", Class::Toll));
    }
}
