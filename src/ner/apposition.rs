//! « le géant russe Kaspersky », « la société Morvan », « M. Morvan et son entreprise »: the words that tell a firm from the
//! person of its name.

use super::{Label, Mention, Tagging};
use crate::lexicon::appellation::{StandsFor, is_firm, is_plural_title, is_title, stands_for};
use crate::lexicon::words::WordSet;
use crate::syntax::{Deprel, Parse, Upos};
use crate::text::{Text, fold};
use foldhash::HashSet;

/// Makes a one-word person an organization wherever it stands without a title, when the text once calls it one, or when
/// the person of that name goes by a title and has a firm.
///
/// A person of that name (« Eugene Kaspersky », « M. Kaspersky ») stays one beside the firm.
pub(super) fn relabel(text: &Text<'_>, tagging: &mut Tagging) {
    let mut firms: HashSet<String> = HashSet::default();
    for m in tagging.mentions.iter().filter(|m| m.label == Label::Per) {
        let first = text.token_at(m.span.start());
        let start = text.sentences()[m.sentence].tokens().start;
        if m.span.end() <= text.tokens()[first].span().end()
            && let Some(Some(parse)) = tagging.parses.get(m.sentence)
            && firm_noun(text, parse, start, first - start).is_some()
        {
            firms.insert(fold(m.span.of(text.raw())));
        }
    }
    firms.extend(owners(text, &tagging.mentions));
    for m in &mut tagging.mentions {
        if m.label == Label::Per && !titled(text, m) && firms.contains(&fold(m.span.of(text.raw()))) {
            m.label = Label::Org;
        }
    }
}

/// Whether a title stands before the name, or before the names that it is listed with: « M. Kaspersky », « Mes Abadi et [Roche] ».
pub fn titled(text: &Text<'_>, m: &Mention) -> bool {
    const REACH: usize = 10;
    let first = text.token_at(m.span.start());
    let Some(before) = first.checked_sub(1) else {
        return false;
    };
    if is_title(text.word(before)) || is_plural_title(text.raw_word(before)) {
        return true;
    }
    let joins = |i: usize| WordSet::AndComma.has(text.word(i));
    joins(before)
        && (before.saturating_sub(REACH)..before)
            .rev()
            .take_while(|&i| joins(i) || text.raw_word(i).starts_with(char::is_uppercase))
            .any(|i| is_plural_title(text.raw_word(i)))
}

/// Folded surnames of persons who are named in full, go by « M. » or « Mme » after that, and have « son entreprise » near
/// one of these names: the surname alone is then the firm's.
fn owners(text: &Text<'_>, mentions: &[Mention]) -> HashSet<String> {
    const NEAR: usize = 2;
    let persons = || mentions.iter().filter(|m| m.label == Label::Per);
    let surnames: HashSet<String> = persons()
        .filter(|m| titled(text, m))
        .map(|m| fold(m.span.of(text.raw())))
        .collect();
    if surnames.is_empty() {
        return surnames;
    }
    let owning: Vec<usize> = (1..text.tokens().len())
        .filter(|&i| WordSet::His.has(text.word(i - 1)) && is_firm(text.word(i)))
        .filter_map(|i| text.sentence_at(text.tokens()[i].span().start()))
        .collect();
    let (mut full, mut owner) = (HashSet::default(), HashSet::default());
    for m in persons() {
        let name = fold(m.span.of(text.raw()));
        let surname = name.rsplit(' ').next().unwrap_or_default();
        let long = surname.len() < name.len();
        if !surnames.contains(surname) || !long && !titled(text, m) {
            continue;
        }
        if owning.iter().any(|&s| s.abs_diff(m.sentence) <= NEAR) {
            owner.insert(surname.to_owned());
        }
        if long {
            full.insert(surname.to_owned());
        }
    }
    owner.intersection(&full).cloned().collect()
}

/// The noun for firms on which the parse of a sentence hangs the name at word `at`, or on the complement of which: « le géant
/// de la cybersécurité Kaspersky », but not « le groupe du général Morvan ». The sentence begins at token `start`.
pub fn firm_noun(text: &Text<'_>, parse: &Parse, start: usize, at: usize) -> Option<usize> {
    let words = parse.words();
    let cased = |i: usize| parse.children(i).any(|c| words[c].deprel == Deprel::Case);
    let word = &words[at];
    // The children last: they are sought in the whole sentence.
    if !matches!(word.deprel, Deprel::Appos | Deprel::FlatName | Deprel::Nmod | Deprel::Amod) || cased(at) {
        return None;
    }
    let mut noun = word.head.filter(|&head| head < at);
    while let Some(i) = noun {
        match stands_for(text.word(start + i)) {
            Some(kind) => return (kind == StandsFor::Organization).then_some(i),
            None if words[i].deprel == Deprel::Nmod && words[i].upos == Upos::Noun && cased(i) => {
                noun = words[i].head.filter(|&head| head < i);
            }
            None => return None,
        }
    }
    None
}
