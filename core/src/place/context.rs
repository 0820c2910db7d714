//! What a document says about where it is: the countries it names, the country of its paper, and what stands beside a place.

use super::table::{Listed, senses};
use crate::entity::{Entities, country};
use crate::knowledge;
use crate::ner::{Label, Mention};
use crate::text::{Document, Text, TokenKind};
use std::collections::BTreeMap;

/// Where papers come from that say nothing else.
const HOME: &str = "FR";

/// How often a document names each country, and where its paper comes from.
pub(super) struct Context {
    named: BTreeMap<&'static str, usize>,
    pub home: &'static str,
}

impl Context {
    /// Counts names and adjectives of countries.
    pub(super) fn of(document: &Document, text: &Text<'_>, entities: &Entities) -> Self {
        let mut named = BTreeMap::new();
        let mut count = |code: Option<&'static str>| {
            if let Some(code) = code {
                *named.entry(code).or_insert(0) += 1;
            }
        };
        for &index in &entities.of_mention {
            count(entities.of(index).country);
        }
        for i in 0..text.tokens().len() {
            if text.tokens()[i].kind() == TokenKind::Word {
                count(country::of_adjective(text.word(i)).map(|c| c.code));
            }
        }
        Self {
            named,
            home: home(document),
        }
    }

    /// How much the document speaks of a country, 0 to 1.
    pub(super) fn share(&self, country: &str) -> f64 {
        const ENOUGH: usize = 3;
        self.named.get(country).map_or(0.0, |&n| n.min(ENOUGH) as f64 / ENOUGH as f64)
    }
}

/// The country of the paper: by its name, else by its address.
fn home(document: &Document) -> &'static str {
    const ADDRESSES: [(&str, &str); 18] = [
        (".be", "BE"),
        (".ch", "CH"),
        (".ca", "CA"),
        (".lu", "LU"),
        (".ma", "MA"),
        (".dz", "DZ"),
        (".tn", "TN"),
        (".sn", "SN"),
        (".ci", "CI"),
        (".cd", "CD"),
        (".cm", "CM"),
        (".bf", "BF"),
        (".ml", "ML"),
        (".ht", "HT"),
        (".lb", "LB"),
        (".mg", "MG"),
        (".re", "RE"),
        (".nc", "NC"),
    ];
    let paper = document.publication.iter().flat_map(|p| knowledge::senses(p));
    let by_name = paper.filter_map(|s| s.known.country()).find(|c| *c != "EU");
    let host = document.url.as_deref().and_then(|url| {
        let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
        rest.split(['/', ':', '?', '#']).next()
    });
    let by_address = || {
        let host = host?;
        ADDRESSES.iter().find(|(end, _)| host.ends_with(end)).map(|(_, code)| *code)
    };
    by_name.or_else(by_address).unwrap_or(HOME)
}

/// What a place is said to lie in, right behind its name: « Springfield (Illinois) », « à Paris, au Texas », « Ham, dans la Somme ».
pub(super) struct Within {
    /// The regions or countries that the words may mean.
    wholes: Vec<Listed>,
}

impl Within {
    /// Reads what stands behind mention `i`.
    pub(super) fn behind(text: &Text<'_>, mentions: &[Mention], entities: &Entities, i: usize) -> Option<Self> {
        let (here, next) = (mentions.get(i)?, mentions.get(i + 1)?);
        if next.label != Label::Loc || next.sentence != here.sentence {
            return None;
        }
        let first = text.token_at(here.span.end() - 1) + 1;
        let last = text.token_at(next.span.start());
        let between: Vec<&str> = (first..last).map(|t| text.word(t)).collect();
        let leads = match between[..] {
            ["("] | [","] => true,
            [.., "en" | "dans" | "au" | "aux"] => {
                between.len() <= 2 && matches!(between[0], "(" | "," | "en" | "dans" | "au" | "aux")
            }
            _ => is_inside(&between),
        };
        if !leads {
            return None;
        }
        let after = text.token_at(next.span.end() - 1) + 1;
        let closed = |w: &str| (after < text.tokens().len()) && text.word(after) == w;
        // A comma alone is a list as well, unless another one closes it: « à Ham, Somme, ».
        if between == [","] && !closed(",") {
            return None;
        }
        let named = entities
            .of(entities.of_mention[i + 1])
            .country
            .and_then(super::table::country);
        let areas = senses(next.span.of(text.raw())).into_iter().map(|s| s.place);
        let wholes: Vec<Listed> = named
            .into_iter()
            .chain(areas.filter(|a| a.extent() == super::Extent::Area && a.country().is_some()))
            .collect();
        (!wholes.is_empty()).then_some(Self { wholes })
    }

    /// Whether a place may lie there.
    pub(super) fn holds(&self, place: Listed) -> bool {
        self.whole_of(place).is_some()
    }

    /// The whole itself, where the words leave no doubt.
    pub(super) fn only(&self) -> Option<Listed> {
        let [one] = self.wholes[..] else { return None };
        Some(one)
    }

    fn whole_of(&self, place: Listed) -> Option<Listed> {
        // A department lies around its seat, in one region with it.
        const REACH: f64 = 120.0;
        self.wholes.iter().copied().find(|whole| {
            let near = || match (whole.point(), place.point()) {
                (Some(a), Some(b)) => a.distance(b) < REACH,
                _ => true,
            };
            let division = match (whole.extent(), whole.division()) {
                (super::Extent::Country, _) | (_, None) => true,
                (_, division) => division == place.division() && (place.country() != Some("FR") || near()),
            };
            whole.country() == place.country() && division
        })
    }
}

/// Whether words end in « dans » with an article and say where the place before them lies: « Ham, dans la », « Ham (dans la ».
/// Not « Ham et dans la », which goes on with a list.
fn is_inside(between: &[&str]) -> bool {
    match between {
        [rest @ .., "dans", "le" | "la" | "l'" | "les"] => matches!(rest, [] | ["(" | ","]),
        _ => false,
    }
}
