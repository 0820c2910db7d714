//! The words of `lexicon/data/amount_words.tsv`: what each says of a figure near it.

use crate::lexicon;
use crate::text::fold;
use std::collections::HashMap;
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
    /// A participle, masculine singular, that tells what became of the counted: « deux autres arrêtés ».
    Fate,
    /// An adjective, masculine singular, that picks some of the counted: « dont trois graves ».
    Elliptic,
    /// Before « 3 sur 5 », makes it a mark on a scale: « note ».
    Rating,
    /// Of making and reading books: « publier ».
    Book,
    /// « être » in the plural, behind whose subject its number stands: « ils sont huit ».
    Copula,
    /// What a figure with a noun behind it describes: « berline cinq portes ».
    Fitted,
    /// Who lived through it: « un rescapé ».
    Survivor,
    /// What is named by the weight of its balls: « canon de 25 livres ».
    Gun,
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
            "fate" => Self::Fate,
            "elliptic" => Self::Elliptic,
            "rating" => Self::Rating,
            "book" => Self::Book,
            "copula" => Self::Copula,
            "fitted" => Self::Fitted,
            "gun" => Self::Gun,
            "survivor" => Self::Survivor,
            other => panic!("amount_words.tsv: class {other:?} is unknown"),
        }
    }

    fn bit(self) -> u64 {
        1 << self as u8
    }
}

#[derive(Default)]
struct Table {
    whole: HashMap<String, u64, foldhash::fast::FixedState>,
    begins: Vec<(String, u64)>,
    ends: Vec<(String, u64)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for row in lexicon::rows(include_str!("../lexicon/data/amount_words.tsv")) {
        let bit = Class::of(row[1]).bit();
        match (row[0].strip_suffix('*'), row[0].strip_prefix('*')) {
            (Some(stem), _) => table.begins.push((fold(stem), bit)),
            (_, Some(ending)) => table.ends.push((fold(ending), bit)),
            _ => *table.whole.entry(fold(row[0])).or_default() |= bit,
        }
    }
    table
});

/// Whether the folded word is of the class.
pub(super) fn is(word: &str, class: Class) -> bool {
    let bit = class.bit();
    TABLE.whole.get(word).is_some_and(|bits| bits & bit != 0)
        || TABLE
            .begins
            .iter()
            .any(|(stem, b)| b & bit != 0 && word.starts_with(stem.as_str()))
        || TABLE
            .ends
            .iter()
            .any(|(ending, b)| b & bit != 0 && word.ends_with(ending.as_str()) && word.len() > ending.len() + 1)
}

/// Whether the folded word is of the class in its masculine singular: « blessées ».
pub(super) fn bends(word: &str, class: Class) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    is(word, class) || is(singular, class) || singular.strip_suffix('e').is_some_and(|masculine| is(masculine, class))
}

#[cfg(test)]
mod tests {
    use super::{Class, bends, is};

    #[test]
    fn words_stems_and_endings_are_told_apart() {
        assert!(is("mort", Class::Toll) && !is("mort", Class::Rate));
        assert!(is("popularite", Class::Rate) && !is("populaire", Class::Rate));
        assert!(bends("blessees", Class::Fate) && !bends("blesser", Class::Fate));
        assert!(is("juriste", Class::PersonEnding) && !is("liste", Class::Toll));
    }
}
