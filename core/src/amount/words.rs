//! The words of `lexicon/data/amount_words.tsv`: what each says of a figure near it.

use crate::lexicon::{self, Outline};
use crate::named::named;
use crate::text::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

named! {
    /// What a word says of the figure near it.
    pub(super) enum Class {
        /// Makes bare « points » a difference of percentages: « taux ».
        Rate = "rate",
        /// Makes « points » those of an index, a game or a license: « match ».
        Game = "game",
        /// Of paying and pricing: « amende ».
        Price = "price",
        /// Before a figure, makes it a label: « article ».
        Label = "label",
        /// The dead and hurt, whom « un » counts: « un mort ».
        Toll = "toll",
        /// A name of money that mostly means something else: « livre ».
        OpenCurrency = "open_currency",
        /// One of these that is no money in small figures: « couronne ».
        Homonym = "homonym",
        /// A name of money that may have a capital: « Euros ».
        Capitalized = "capitalized",
        /// Behind a fraction, makes it no share: « un quart d'heure ».
        NoPart = "no_part",
        /// Behind a ratio, makes it none: « deux jours sur trois ».
        NoRatio = "no_ratio",
        /// Of moving from one level to another: « passer ».
        Level = "level",
        /// Begins like one of these and is none: « passager ».
        NoLevel = "no_level",
        /// Of belonging: « nos ».
        Owner = "owner",
        /// An adjective that stands for people by itself: « les autres ».
        HeadAdjective = "head_adjective",
        /// The ending of nouns of people: « -iste ».
        PersonEnding = "person_ending",
        /// The ending of the names of peoples in the plural: « -ais ».
        PeopleEnding = "people_ending",
        /// What consists of as many as the figure behind « de » says: « groupe ».
        Group = "group",
        /// What goals and sets are counted in: « buts ».
        ScoreNoun = "score_noun",
        /// An auxiliary in the plural: « ont ».
        Verb = "verb",
        /// What a bare figure sums up: « bilan ».
        Tally = "tally",
        /// A preposition of place: « à ».
        PlacePreposition = "place_preposition",
        /// Goes on behind a bare figure in brackets: « (6 000 selon la police) ».
        Cited = "cited",
        /// Before a bare figure, takes it out of a count: « parmi ».
        Among = "among",
        /// A determiner in the plural: « les ».
        Determiner = "determiner",
        /// A make that is counted in the singular: « Airbus ».
        Make = "make",
        /// A common noun that is written with a capital: « États ».
        CapitalNoun = "capital_noun",
        /// What is measured in money: « milliards de pertes ».
        MoneyNoun = "money_noun",
        /// An acronym that is counted: « ONG ».
        Acronym = "acronym",
        /// One that names people: « CRS ».
        PersonAcronym = "person_acronym",
        /// A verb whose object « en » stands for: « il en compte douze ».
        Counting = "counting",
        /// A participle, masculine singular, that tells what became of the counted: « deux autres arrêtés ».
        Fate = "fate",
        /// An adjective, masculine singular, that picks some of the counted: « dont trois graves ».
        Elliptic = "elliptic",
        /// Before « 3 sur 5 », makes it a mark on a scale: « note ».
        Rating = "rating",
        /// Of making and reading books: « publier ».
        Book = "book",
        /// « être » in the plural, behind whose subject its number stands: « ils sont huit ».
        Copula = "copula",
        /// What a figure with a noun behind it describes: « berline cinq portes ».
        Fitted = "fitted",
        /// A participle, masculine singular, that makes « une personne » one of the dead, hurt or arrested.
        Harmed = "harmed",
        /// Who lived through it: « un rescapé ».
        Survivor = "survivor",
        /// Of passing a figure: « dépasser ».
        Exceed = "exceed",
        /// Of passing a threshold: « franchir le cap de ».
        Cross = "cross",
        /// Of coming close to a figure: « frôler ».
        Near = "near",
        /// What a figure is a mark of: « la barre des ».
        Threshold = "threshold",
        /// A noun that ends as a participle in -é does: « marché ».
        NounInE = "noun_in_e",
        /// A verb whose object in millions is money: « coûter ».
        Costing = "costing",
        /// A noun, in the singular, whose figure in millions is money: « un déficit de 3 milliards ».
        SumNoun = "sum_noun",
        /// What is named by the weight of its balls: « canon de 25 livres ».
        Gun = "gun",
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
    let mut table = vec![Members::default(); Class::ALL.len()];
    for row in lexicon::rows(include_str!("../lexicon/data/amount_words.tsv")) {
        let class = Class::from_name(row[1]).unwrap_or_else(|| panic!("amount_words.tsv: class {:?} is unknown", row[1]));
        let of = &mut table[class as usize];
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
