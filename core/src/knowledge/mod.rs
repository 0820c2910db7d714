//! A who's who of the news: firms, institutions, parties, media, armed groups and public figures with the forms of their names.
//!
//! It is evidence, not a verdict: a form says what it usually names, and the stages that ask weigh that against the text.
//! The tables are under `data/`; `build.rs` checks them and makes a finite-state map of them, so nothing is read at start-up.

mod kind;

pub use kind::Kind;

use crate::text::{Text, fold};
use fst::raw::{Fst, Output};
use std::sync::LazyLock;

/// Type of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A person.
    Per,
    /// An organization: firm, party, institution, team, media.
    Org,
    /// A place, countries among them.
    Loc,
    /// Anything else with a name: product, work, named event.
    Misc,
}

impl Label {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Per => "PER",
            Self::Org => "ORG",
            Self::Loc => "LOC",
            Self::Misc => "MISC",
        }
    }

    /// Reads a label of common tag sets: `PER`, `PERSON`, `GPE`, `LOCATION`, `ORGANIZATION` …
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_uppercase().as_str() {
            "PER" | "PERSON" | "PERS" => Some(Self::Per),
            "ORG" | "ORGANIZATION" | "ORGANISATION" => Some(Self::Org),
            "LOC" | "LOCATION" | "GPE" | "PLACE" => Some(Self::Loc),
            "MISC" | "MISCELLANEOUS" | "PROD" | "PRODUCT" | "EVENT" => Some(Self::Misc),
            _ => None,
        }
    }
}

/// Flags of a sense, as `build.rs` writes them.
const AMBIGUOUS: u32 = 1;
const CAPITALS: u32 = 2;
const SMALL: u32 = 4;
const MAIN: u32 = 8;

static ENTRIES: &str = include_str!(concat!(env!("OUT_DIR"), "/entries.tsv"));
static OFFSETS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entries.bin"));
static SENSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/senses.bin"));
static FORMS: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms.fst"));
    Fst::new(bytes).expect("the build script wrote the map")
});

fn number(table: &[u8], at: usize) -> Option<u32> {
    let bytes = table.get(at * 4..at * 4 + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// Someone or something of the who's who; equal when it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Known(u32);

impl Known {
    fn column(self, column: usize) -> &'static str {
        let start = number(OFFSETS, self.0 as usize).map_or(ENTRIES.len(), |o| o as usize);
        let line = ENTRIES[start..].lines().next().unwrap_or_default();
        line.split('\t').nth(column).unwrap_or_default()
    }

    /// The name to show.
    pub fn canonical(self) -> &'static str {
        self.column(1)
    }

    /// The type of its name.
    pub fn label(self) -> Label {
        Label::from_name(self.column(0)).expect("the build script wrote the type")
    }

    /// What kind of thing it is.
    pub fn kind(self) -> Kind {
        Kind::from_name(self.column(2)).expect("the build script checked the kind")
    }

    /// The country of its seat: ISO 3166-1 alpha-2, `EU` for the Union; `None` for what has no country.
    pub fn country(self) -> Option<&'static str> {
        Some(self.column(3)).filter(|&c| c != "XX")
    }
}

/// What a form may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// Who or what.
    pub known: Known,
    /// The form is also an ordinary word, a first name, a place or the name of something else.
    pub ambiguous: bool,
    /// The form is the canonical name, not another one.
    pub main: bool,
}

/// The entities that the words of a name may stand for, as the text writes them; capitals count.
///
/// ```
/// use depeche_core::knowledge::senses;
/// assert_eq!(senses("LR")[0].known.canonical(), "Les Républicains");
/// assert!(senses("lr").is_empty() && senses("Sylvain Dupont-Morel").is_empty());
/// ```
pub fn senses(surface: &str) -> Vec<Sense> {
    let key = fold(surface).split_whitespace().collect::<Vec<_>>().join(" ");
    match FORMS.get(&key) {
        Some(found) => read(found.value(), surface),
        None => Vec::new(),
    }
}

/// The longest known form that begins with token `first` and ends before token `end`: its last token and what it may name.
pub fn longest(text: &Text<'_>, first: usize, end: usize) -> Option<(usize, Vec<Sense>)> {
    let fst: &Fst<&'static [u8]> = &FORMS;
    let (mut node, mut output) = (fst.root(), Output::zero());
    let mut ends: Vec<(usize, Output)> = Vec::new();
    for i in first..end {
        let token = &text.tokens()[i];
        let spaced = i > first && !token.is_glued_to(&text.tokens()[i - 1]);
        let bytes = spaced.then_some(b' ').into_iter().chain(text.word(i).bytes());
        for byte in bytes {
            let Some(step) = node.find_input(byte) else {
                return settle(text, first, &ends);
            };
            let transition = node.transition(step);
            output = output.cat(transition.out);
            node = fst.node(transition.addr);
        }
        if node.is_final() {
            ends.push((i, output.cat(node.final_output())));
        }
    }
    settle(text, first, &ends)
}

/// The longest of the forms whose capitals the text has.
fn settle(text: &Text<'_>, first: usize, ends: &[(usize, Output)]) -> Option<(usize, Vec<Sense>)> {
    ends.iter().rev().find_map(|&(last, output)| {
        let senses = read(output.value(), text.span(first, last).of(text.raw()));
        (!senses.is_empty()).then_some((last, senses))
    })
}

/// The senses of a found form that the capitals of the text allow: « LR » not « lr », « Le Monde » not « le monde ».
fn read(found: u64, surface: &str) -> Vec<Sense> {
    let (start, count) = ((found >> 8) as usize, (found & 0xff) as usize);
    let shouted = !surface.chars().any(char::is_lowercase);
    let all_small = !surface.chars().any(char::is_uppercase);
    let small = surface.starts_with(char::is_lowercase);
    (start..start + count)
        .filter_map(|i| number(SENSES, i))
        .filter(|sense| {
            let short = surface.chars().count() <= LONGEST_SHOUT;
            let capitals = sense & CAPITALS == 0 || shouted || !short;
            let written_small = sense & SMALL != 0;
            // A form of several words may begin small inside a sentence: « l'autorité des marchés financiers ».
            capitals && (written_small || !all_small && (!small || surface.contains(' ')))
        })
        .map(|sense| Sense {
            known: Known(sense >> 8),
            ambiguous: sense & AMBIGUOUS != 0,
            main: sense & MAIN != 0,
        })
        .collect()
}

/// Forms in capitals up to this length must be in capitals in the text.
const LONGEST_SHOUT: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_wins_and_small_letters_are_no_name() {
        let text = Text::new("La Banque centrale européenne a parlé à Le Monde, pas au monde.");
        let (last, senses) = longest(&text, 1, text.tokens().len()).expect("a known name");
        assert_eq!(text.span(1, last).of(text.raw()), "Banque centrale européenne");
        assert_eq!(senses[0].known.label(), Label::Org);
        assert!(longest(&text, text.tokens().len() - 2, text.tokens().len()).is_none());
    }

    #[test]
    fn every_entity_can_be_read() {
        let count = OFFSETS.len() / 4;
        assert!(count > 10_000);
        for id in 0..count {
            let known = Known(u32::try_from(id).expect("a small table"));
            let _ = (known.label(), known.kind(), known.country());
            assert!(!known.canonical().is_empty());
        }
    }

    #[test]
    fn a_form_of_several_is_ambiguous_or_has_one_owner() {
        let owners = senses("Donald Trump");
        assert!(
            owners
                .iter()
                .any(|s| s.known.kind() == Kind::Leader && !s.ambiguous && s.main)
        );
        assert!(senses("Canard").iter().all(|s| s.ambiguous));
    }
}
