//! Which types of events a word of the command line means.

use crate::batch::near::distance;
use crate::event::ontology::{EventType, ontology};
use crate::text::fold;

/// Codes that a message lists.
const SHOWN: usize = 5;

/// The codes, or the family, that a word means: a code in any letter case, or a name of the codebook or a part of one between commas. `own`
/// are the codes of the run's own types.
pub(super) fn codes(wanted: &str, own: &[String]) -> Vec<String> {
    let wanted = fold(wanted.trim());
    let types = &ontology().types;
    let code = || types.iter().map(|t| t.code.as_str()).chain(own.iter().map(String::as_str));
    let families = code().filter_map(|code| Some(code.split_once('.')?.0));
    if let Some(code) = code().chain(families).find(|code| fold(code) == wanted) {
        return vec![code.to_owned()];
    }
    let named = types.iter().filter(|t| names(t).contains(&wanted));
    named.map(|t| t.code.clone()).collect()
}

/// What is said of a word that means no type.
pub(super) fn unknown(wanted: &str) -> String {
    let folded = fold(wanted.trim());
    let near = ontology().types.iter().filter(|t| is_near(t, &folded));
    let near: Vec<&str> = near.map(|t| t.code.as_str()).take(SHOWN).collect();
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!("did you mean {}? ", near.join(", "))
    };
    format!("--type {wanted}: no such type of event; {hint}`depeche schema codebook` lists all types")
}

/// The French and the English name of a type, whole and in the parts between commas, folded.
fn names(kind: &EventType) -> Vec<String> {
    let labels = [kind.label_fr.as_str(), kind.codebook.label_en.as_str()];
    let whole = labels.into_iter();
    let parts = labels.into_iter().flat_map(|l| l.split([',', '/']));
    whole.chain(parts).map(|name| fold(name.trim())).collect()
}

/// Whether a folded word is close to a type's code or to a word of its names.
fn is_near(kind: &EventType, wanted: &str) -> bool {
    const SHORTEST: usize = 3;
    let code = fold(&kind.code);
    let name = |text: &str| text.rsplit('.').next().unwrap_or_default().to_owned();
    let labels = names(kind);
    let words = labels.iter().flat_map(|l| l.split_whitespace().map(str::to_owned));
    let close = |known: &str, wanted: &str| {
        let short = known.len() < SHORTEST || wanted.len() < SHORTEST;
        !short && (known.starts_with(wanted) || wanted.starts_with(known) || distance(known, wanted) <= wanted.len() / 4)
    };
    close(&name(&code), &name(wanted)) || close(&code, wanted) || words.into_iter().any(|word| close(&word, wanted))
}
