//! Which types of events a word of the command line means.

use crate::event::behavior::Behavior;
use crate::event::codebook::family_names;
use crate::event::ontology::ontology;
use crate::near::{self, Nearest};
use crate::text::fold;
use std::collections::BTreeSet;

/// Types that a message names as close.
const SHOWN: usize = 5;

/// A type of a run that a user's file describes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnType {
    /// The code.
    pub code: String,
    /// What it is called, in French and in English; nothing in runs before 0.3.0.
    pub labels: Vec<String>,
    /// What its file says of who pays, the only part of it that a run keeps; nothing in runs that have not kept it.
    pub behavior: Option<Behavior<String>>,
}

impl OwnType {
    /// The type of an entry of `types` in the settings of a run.
    pub(super) fn of_page(page: &serde_json::Value) -> Option<Self> {
        let labels = ["label_fr", "label_en"].iter().filter_map(|key| page[key].as_str());
        Some(Self {
            code: page["file"].as_str()?.strip_suffix(".toml")?.to_owned(),
            labels: labels.map(str::to_owned).collect(),
            behavior: serde_json::from_value(page["behavior"].clone()).unwrap_or_default(),
        })
    }
}

/// A type as it is looked up: its code and what it is called.
struct Known<'a> {
    code: &'a str,
    labels: Vec<&'a str>,
}

impl Known<'_> {
    /// The names, whole and in the parts between commas, folded.
    fn names(&self) -> Vec<String> {
        let whole = self.labels.iter().copied();
        let parts = self.labels.iter().flat_map(|l| l.split([',', '/']));
        whole.chain(parts).map(|name| fold(name.trim())).collect()
    }

    /// The code, with the first name where there is one.
    fn told(&self) -> String {
        let label = self.labels.first().map(|label| format!(" ({label})"));
        format!("{}{}", self.code, label.unwrap_or_default())
    }
}

/// Our types, then the run's own; one that takes the place of ours has both its names.
fn known(own: &[OwnType]) -> impl Iterator<Item = Known<'_>> {
    let theirs = own.iter().map(|kind| Known {
        code: &kind.code,
        labels: kind.labels.iter().map(String::as_str).collect(),
    });
    let ours = ontology().types.iter().map(|kind| Known {
        code: &kind.code,
        labels: vec![&kind.label_fr, &kind.codebook.label_en],
    });
    ours.chain(theirs)
}

/// What the page to read a run calls families and types, where the codebook has other names for them: code, name.
const OF_PAGE: &str = include_str!("page_names.tsv");

fn names_of_page() -> impl Iterator<Item = (&'static str, &'static str)> {
    OF_PAGE.lines().filter_map(|row| row.split_once('\t'))
}

/// The codes, or the family, that a word means: a code in any letter case, or a name of the codebook, of the page or of a user's type, or a
/// part of one between commas, in the singular or the plural.
pub(super) fn codes(wanted: &str, own: &[OwnType]) -> Vec<String> {
    let wanted = fold(wanted.trim());
    let code = || known(own).map(|kind| kind.code);
    let families = code().filter_map(|code| Some(code.split_once('.')?.0));
    if let Some(code) = code().chain(families).find(|code| fold(code) == wanted) {
        return vec![code.to_owned()];
    }
    let wanted = singular(&wanted);
    let named = known(own).filter(|kind| kind.names().iter().any(|name| singular(name) == wanted));
    let codes: BTreeSet<&str> = named.map(|kind| kind.code).collect();
    if !codes.is_empty() {
        return codes.into_iter().map(str::to_owned).collect();
    }
    let other = family_names()
        .chain(names_of_page())
        .find(|(_, name)| singular(&fold(name)) == wanted);
    other.map(|(code, _)| code.to_owned()).into_iter().collect()
}

/// What is said of a word that means no type.
pub(super) fn unknown(wanted: &str, own: &[OwnType]) -> String {
    let folded = fold(wanted.trim());
    let mut nearest = Nearest::new(SHOWN);
    for kind in known(own) {
        let names = kind.names();
        let named = names.iter().filter_map(|name| near::of_name(name, &folded)).min();
        let distance = of_code(kind.code, &folded).into_iter().chain(named).min();
        nearest.see(distance, 0, &kind.told());
    }
    let near = nearest.into_names();
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!("did you mean {}? ", near.join(" or "))
    };
    let own: Vec<String> = known(own)
        .filter(|kind| !is_ours(kind.code))
        .map(|kind| kind.told())
        .collect();
    let others = if own.is_empty() {
        String::new()
    } else {
        format!(", and the run has types of its own: {}", own.join(", "))
    };
    format!("--type {wanted}: no such type of event; {hint}`depeche schema codebook` lists all types{others}")
}

fn is_ours(code: &str) -> bool {
    ontology().types.iter().any(|kind| kind.code == code)
}

/// Folded words without the endings of the plural: « suppressions de postes » is « suppression de poste ».
fn singular(words: &str) -> String {
    let words: Vec<&str> = words
        .split_whitespace()
        .map(|word| word.trim_end_matches(['s', 'x']))
        .collect();
    words.join(" ")
}

/// How far a folded word is from a code, or from the part of it behind the family.
fn of_code(code: &str, wanted: &str) -> Option<usize> {
    let code = fold(code);
    let name = |text: &str| text.rsplit('.').next().unwrap_or_default().to_owned();
    let parts = near::of_word(&name(&code), &name(wanted));
    parts.into_iter().chain(near::of_word(&code, wanted)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_page_are_of_types_and_families_that_there_are() {
        assert_eq!(names_of_page().count(), OF_PAGE.lines().count());
        for (code, name) in names_of_page() {
            let known = ontology()
                .types
                .iter()
                .any(|t| t.code == code || t.code.split('.').next() == Some(code));
            assert!(known && !codes(name, &[]).is_empty(), "{code} {name}");
        }
    }
}
