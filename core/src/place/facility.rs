//! Streets, stations, bridges and roads: names in a text that say nothing of the town they are taken from.

use crate::lexicon::words::WordSet;
use crate::text::{Text, fold};

/// What a name is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facility {
    /// A road with a number.
    Road,
    /// A street: it may be named after any place.
    Street,
    /// A station, a bridge, a stadium: named after any place, or after the town around it.
    Building,
}

/// What the noun before a name makes of it; `first` is the first token of the name.
///
/// « la rue de Rivoli », « boulevard Malesherbes », « le stade Maracana »; not « les rues de Limoges », nor « une rue de Limoges »,
/// which is any in that town.
pub(super) fn behind_noun(text: &Text<'_>, first: usize) -> Option<Facility> {
    let word = |back: usize| first.checked_sub(back).map(|i| text.word(i));
    let noun = match (word(2), word(1)) {
        (Some("de"), Some("la" | "l'")) => 3,
        (_, Some("de" | "du" | "d'" | "des")) => 2,
        _ => 1,
    };
    let facility = match word(noun)? {
        way if WordSet::Way.has(way) => Facility::Street,
        "quai" => Facility::Street,
        "gare" | "pont" | "stade" => Facility::Building,
        _ => return None,
    };
    let any = |back: usize| word(back).is_some_and(|w| WordSet::AnyOf.has(w));
    (!any(noun + 1) && !any(noun + 2)).then_some(facility)
}

/// Whether a name is the number of a road: « A10 », « N 7 », « RD930 », « autoroute A6 »; not « M6 », a channel, or « Pont-de-l'Ain ».
pub(super) fn is_road(name: &str) -> bool {
    const CLASSES: [&str; 6] = ["A", "N", "D", "RN", "RD", "E"];
    const KINDS: [&str; 3] = ["autoroute", "route", "voie"];
    let mut rest = name.trim();
    if let Some((kind, number)) = rest.split_once(char::is_whitespace)
        && KINDS.contains(&fold(kind).as_str())
    {
        rest = number.trim_start();
    }
    let letters = rest.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let digits = letters.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
    CLASSES.contains(&&rest[..rest.len() - letters.len()])
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the name itself begins with « île », or stands behind « l'île de »: it is an island, not the town of that name.
pub(super) fn is_island(text: &Text<'_>, first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).map(|i| text.word(i));
    let behind = match (word(2), word(1)) {
        (Some("de"), Some("la" | "l'")) => word(3),
        (island, Some("de" | "du" | "d'")) => island,
        _ => None,
    };
    text.word(first) == "ile" || behind == Some("ile")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_before_a_name_makes_it_a_street_or_a_building() {
        let of = |raw: &str| {
            let text = Text::new(raw);
            let last = text.token_at(raw.len() - 1);
            behind_noun(&text, last)
        };
        assert_eq!(of("Il marche dans la rue de Courbevoie"), Some(Facility::Street));
        assert_eq!(of("Il marche boulevard Malesherbes"), Some(Facility::Street));
        assert_eq!(of("Il est né avenue de la Courneuve"), Some(Facility::Street));
        assert_eq!(of("Le bus attend au pont d'Arcole"), Some(Facility::Building));
        assert_eq!(of("Il marche dans les rues de Courbevoie"), None);
        assert_eq!(of("Il marche dans une rue de Courbevoie"), None);
        assert_eq!(of("Il vit à Courbevoie"), None);
        assert_eq!(of("Courbevoie"), None);
    }

    #[test]
    fn a_letter_and_a_number_are_a_road() {
        for road in ["A10", "N 7", "N\u{a0}7", "RD930", "E15", "autoroute A6"] {
            assert!(is_road(road), "{road}");
        }
        for other in ["M6", "M6 Mobile", "G20", "Ain", "A", "10", "AB7", "N", "Aéroport 2", ""] {
            assert!(!is_road(other), "{other}");
        }
    }

    #[test]
    fn an_island_is_told_by_its_noun() {
        let of = |raw: &str, name: &str| {
            let text = Text::new(raw);
            is_island(&text, text.token_at(raw.find(name).expect("the name")))
        };
        assert!(of("Un pont vers l'île d'Orvanne", "île"));
        assert!(of("Un pont vers l'île d'Orvanne", "Orvanne"));
        assert!(!of("Un pont vers la ville d'Orvanne", "Orvanne"));
    }
}
