//! « le géant russe Kaspersky », « la société Morvan »: the noun before a lone surname tells a firm from a person.

use super::{Label, Tagging};
use crate::lexicon::appellation::{StandsFor, is_title, stands_for};
use crate::syntax::Deprel;
use crate::text::{Text, fold};
use foldhash::{HashMap, HashSet};

/// Makes a one-word person an organization throughout the document when the text once calls it one and never gives it a title or first name.
pub(super) fn relabel(text: &Text<'_>, tagging: &mut Tagging) {
    let mut called: HashMap<String, bool> = HashMap::default();
    let mut persons: HashSet<String> = HashSet::default();
    for m in &tagging.mentions {
        let first = text.token_at(m.span.start());
        let last = text.token_at(m.span.end().saturating_sub(1));
        let surface = fold(text.raw_word(last));
        if m.label == Label::Per && first != last {
            persons.insert(surface);
            continue;
        }
        let title = first > 0 && is_title(text.word(first - 1));
        if title {
            persons.insert(surface);
        } else if first == last && m.label == Label::Per {
            let firm = names_a_firm(text, tagging, m.sentence, first);
            *called.entry(surface).or_insert(false) |= firm;
        }
    }
    for m in &mut tagging.mentions {
        let name = fold(m.span.of(text.raw()));
        if m.label == Label::Per && called.get(&name) == Some(&true) && !persons.contains(&name) {
            m.label = Label::Org;
        }
    }
}

/// Whether the parse hangs the name at token `at` as an apposition on a noun for firms.
fn names_a_firm(text: &Text<'_>, tagging: &Tagging, sentence: usize, at: usize) -> bool {
    let Some(parse) = tagging.parses.get(sentence).and_then(Option::as_ref) else {
        return false;
    };
    let start = text.sentences()[sentence].tokens().start;
    let word = &parse.words()[at - start];
    let Some(head) = word.head else { return false };
    let bare = !parse.children(at - start).any(|c| parse.words()[c].deprel == Deprel::Case);
    let apposed = matches!(word.deprel, Deprel::Appos | Deprel::FlatName | Deprel::Nmod | Deprel::Amod);
    bare && apposed && head < at - start && stands_for(text.word(start + head)) == Some(StandsFor::Organization)
}
