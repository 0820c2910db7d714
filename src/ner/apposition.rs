//! « le géant russe Kaspersky », « la société Morvan »: the noun before a lone surname tells a firm from a person.

use super::{Label, Mention, Tagging};
use crate::lexicon::appellation::{StandsFor, is_title, stands_for};
use crate::syntax::Deprel;
use crate::text::{Text, fold};
use foldhash::HashSet;

/// Makes a one-word person an organization wherever it stands without a title, when the text once calls it one.
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

/// Whether the parse hangs the name at token `at` as an apposition on a noun for firms.
fn names_a_firm(text: &Text<'_>, tagging: &Tagging, sentence: usize, at: usize) -> bool {
    let Some(parse) = tagging.parses.get(sentence).and_then(Option::as_ref) else {
        return false;
    };
    let start = text.sentences()[sentence].tokens().start;
    let word = &parse.words()[at - start];
    let Some(head) = word.head else { return false };
    let bare = || !parse.children(at - start).any(|c| parse.words()[c].deprel == Deprel::Case);
    let apposed = matches!(word.deprel, Deprel::Appos | Deprel::FlatName | Deprel::Nmod | Deprel::Amod);
    // The children last: they are sought in the whole sentence.
    apposed && head < at - start && stands_for(text.word(start + head)) == Some(StandsFor::Organization) && bare()
}
