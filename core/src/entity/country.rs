//! Countries by name, adjective, inhabitants and capital (`lexicon/data/countries.tsv`).

use crate::lexicon::Openings;
use crate::text::fold;
use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

/// One country.
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 (XK for Kosovo, which has none of its own).
    pub code: &'static str,
    /// The usual French name.
    pub name: &'static str,
}

struct Tables {
    countries: Vec<Country>,
    by_name: HashMap<String, usize>,
    by_adjective: HashMap<String, usize>,
    by_capital: HashMap<String, usize>,
    adjectives: Openings,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut t = Tables {
        countries: Vec::new(),
        by_name: HashMap::new(),
        by_adjective: HashMap::new(),
        by_capital: HashMap::new(),
        adjectives: Openings::of(std::iter::empty()),
    };
    for row in crate::lexicon::rows(include_str!("../lexicon/data/countries.tsv")) {
        let index = t.countries.len();
        let mut names = row[1].split('|');
        let name = names.next().unwrap_or_default();
        t.countries.push(Country { code: row[0], name });
        for name in std::iter::once(name).chain(names) {
            t.by_name.insert(fold(name), index);
        }
        for adjective in row[2].split('|').filter(|a| !a.is_empty()) {
            for form in inflected(&fold(adjective)) {
                t.by_adjective.entry(form).or_insert(index);
            }
        }
        for capital in row[3].split('|').filter(|c| !c.is_empty()) {
            t.by_capital.insert(fold(capital), index);
        }
    }
    t.adjectives = Openings::of(t.by_adjective.keys().map(String::as_str));
    t
});

/// The four forms of a folded adjective of nationality, from its masculine singular.
pub(super) fn inflected(masculine: &str) -> [String; 4] {
    let feminine = match masculine {
        "turc" => "turque".to_owned(),
        "grec" => "grecque".to_owned(),
        "andorran" | "nauruan" | "samoan" => format!("{masculine}e"),
        m if m.ends_with("en") || m.ends_with("on") => format!("{m}ne"),
        m if m.ends_with('e') => m.to_owned(),
        m => format!("{m}e"),
    };
    let plural = |s: &str| if s.ends_with('s') { s.to_owned() } else { format!("{s}s") };
    [masculine.to_owned(), plural(masculine), plural(&feminine), feminine]
}

fn look(map: &HashMap<String, usize>, folded: &str) -> Option<&'static Country> {
    map.get(folded).map(|&i| &TABLES.countries[i])
}

/// The country of that folded name: « etats-unis », « rdc ».
pub fn named(folded: &str) -> Option<&'static Country> {
    look(&TABLES.by_name, folded)
}

/// The country whose adjective or inhabitants the folded word names: « russes », « americaine ».
///
/// ```
/// use depeche_core::entity::country;
/// assert_eq!(country::of_adjective("etasuniennes").map(|c| c.code), Some("US"));
/// assert_eq!(country::of_adjective("europeenne"), None);
/// ```
pub fn of_adjective(folded: &str) -> Option<&'static Country> {
    if !TABLES.adjectives.may_hold(folded) {
        return None;
    }
    look(&TABLES.by_adjective, folded)
}

/// The country that is governed from the folded name: « moscou ».
pub fn of_capital(folded: &str) -> Option<&'static Country> {
    look(&TABLES.by_capital, folded)
}
