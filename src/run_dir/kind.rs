//! Which types of events a word of the command line means.

use crate::event::ontology::{EventType, ontology};
use crate::near::{self, Nearest};
use crate::text::fold;

/// Types that a message names as close.
const SHOWN: usize = 5;

/// The codes, or the family, that a word means: a code in any letter case, or a name of the codebook or a part of one between commas, in the
/// singular or the plural. `own` are the codes of the run's own types.
pub(super) fn codes(wanted: &str, own: &[String]) -> Vec<String> {
    let wanted = fold(wanted.trim());
    let types = &ontology().types;
    let code = || types.iter().map(|t| t.code.as_str()).chain(own.iter().map(String::as_str));
    let families = code().filter_map(|code| Some(code.split_once('.')?.0));
    if let Some(code) = code().chain(families).find(|code| fold(code) == wanted) {
        return vec![code.to_owned()];
    }
    let (wanted, types) = (singular(&wanted), types.iter());
    let named = types.filter(|t| names(t).iter().any(|name| singular(name) == wanted));
    named.map(|t| t.code.clone()).collect()
}

/// What is said of a word that means no type.
pub(super) fn unknown(wanted: &str, own: &[String]) -> String {
    let folded = fold(wanted.trim());
    let mut nearest = Nearest::new(SHOWN);
    for kind in &ontology().types {
        let named = names(kind).iter().filter_map(|name| near::of_name(name, &folded)).min();
        let distance = of_code(&kind.code, &folded).into_iter().chain(named).min();
        nearest.see(distance, 0, &format!("{} ({})", kind.code, kind.label_fr));
    }
    let own: Vec<&str> = own.iter().map(String::as_str).filter(|code| !is_ours(code)).collect();
    own.iter().for_each(|code| nearest.see(of_code(code, &folded), 0, code));
    let near = nearest.into_names();
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!("did you mean {}? ", near.join(" or "))
    };
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

/// The French and the English name of a type, whole and in the parts between commas, folded.
fn names(kind: &EventType) -> Vec<String> {
    let labels = [kind.label_fr.as_str(), kind.codebook.label_en.as_str()];
    let whole = labels.into_iter();
    let parts = labels.into_iter().flat_map(|l| l.split([',', '/']));
    whole.chain(parts).map(|name| fold(name.trim())).collect()
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
