//! « le géant russe Kaspersky », « la société Morvan », « M. Morvan et son entreprise »: the words that tell a firm from the
//! person of its name.

use super::{Label, Mention, Tagging};
use crate::lexicon::appellation::{StandsFor, is_firm, is_title, stands_for};
use crate::syntax::{Deprel, Upos};
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
        if m.span.end() <= text.tokens()[first].span().end() && names_a_firm(text, tagging, m.sentence, first) {
            firms.insert(fold(m.span.of(text.raw())));
        }
    }
    firms.extend(owners(text, tagging));
    for m in &mut tagging.mentions {
        if m.label == Label::Per && !titled(text, m) && firms.contains(&fold(m.span.of(text.raw()))) {
            m.label = Label::Org;
        }
    }
}

/// Whether a title stands before the name: « M. Kaspersky ».
pub fn titled(text: &Text<'_>, m: &Mention) -> bool {
    let first = text.token_at(m.span.start());
    first > 0 && is_title(text.word(first - 1))
}

/// Folded surnames of persons who are named in full, go by « M. » or « Mme » after that, and have « son entreprise » near
/// one of these names: the surname alone is then the firm's.
fn owners(text: &Text<'_>, tagging: &Tagging) -> HashSet<String> {
    const NEAR: usize = 2;
    let owning: Vec<usize> = (1..text.tokens().len())
        .filter(|&i| matches!(text.word(i - 1), "son" | "sa") && is_firm(text.word(i)))
        .filter_map(|i| text.sentence_at(text.tokens()[i].span().start()))
        .collect();
    let persons = || tagging.mentions.iter().filter(|m| m.label == Label::Per);
    persons()
        .filter(|m| titled(text, m))
        .map(|m| fold(m.span.of(text.raw())))
        .filter(|surname| {
            persons()
                .filter(|m| titled(text, m) || m.span.of(text.raw()).contains(' '))
                .filter(|m| fold(m.span.of(text.raw())).split(' ').next_back() == Some(surname))
                .any(|m| owning.iter().any(|&s| s.abs_diff(m.sentence) <= NEAR))
                && persons().any(|m| fold(m.span.of(text.raw())).ends_with(&format!(" {surname}")))
        })
        .collect()
}

/// Whether the parse hangs the name at token `at` as an apposition on a noun for firms, or on the complement of one:
/// « le géant de la cybersécurité Kaspersky », but not « le groupe du général Morvan ».
fn names_a_firm(text: &Text<'_>, tagging: &Tagging, sentence: usize, at: usize) -> bool {
    let Some(parse) = tagging.parses.get(sentence).and_then(Option::as_ref) else {
        return false;
    };
    let start = text.sentences()[sentence].tokens().start;
    let words = parse.words();
    let cased = |i: usize| parse.children(i).any(|c| words[c].deprel == Deprel::Case);
    let word = &words[at - start];
    // The children last: they are sought in the whole sentence.
    if !matches!(word.deprel, Deprel::Appos | Deprel::FlatName | Deprel::Nmod | Deprel::Amod) || cased(at - start) {
        return false;
    }
    let mut noun = word.head.filter(|&head| head < at - start);
    while let Some(i) = noun {
        match stands_for(text.word(start + i)) {
            Some(kind) => return kind == StandsFor::Organization,
            None if words[i].deprel == Deprel::Nmod && words[i].upos == Upos::Noun && cased(i) => {
                noun = words[i].head.filter(|&head| head < i);
            }
            None => return false,
        }
    }
    false
}
