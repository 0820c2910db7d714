//! The who's who as evidence: what a form usually names, weighed against what the model read and what stands around it.
//!
//! A sure form settles between a person, an organization and a place, unless a title or a preposition of place speaks against
//! it; an ambiguous one only where the model hesitates. Products and sites keep the model's `MISC` unless they act as firms do.

use super::{Label, Mention, Tagging, titled};
use crate::knowledge::{self, Kind, Sense};
use crate::syntax::{Deprel, Parse, Upos};
use crate::text::{Text, TokenKind};

/// From this score on a place in a place's context stays one, whatever the form usually names: « à Suez ».
const SURE_PLACE: f32 = 0.7;
/// Below this score an ambiguous form turns a person into the organization that it may name: « Roche ».
const HESITANT_PERSON: f32 = 0.9;
/// Below this score an ambiguous form turns a place into the organization that it may name: « Suez ».
const HESITANT_PLACE: f32 = 0.7;
/// Below this score a product that is also a firm becomes one where it acts.
const HESITANT_PRODUCT: f32 = 0.97;
/// The score of a name that only the table found.
const OF_TABLE: f32 = 0.6;

/// Weighs the names of a document against the who's who.
pub(super) fn weigh(text: &Text<'_>, tagging: &mut Tagging) {
    let Tagging { mentions, parses } = tagging;
    let parse = |sentence: usize| parses.get(sentence).and_then(Option::as_ref);
    for m in mentions.iter_mut() {
        let senses = knowledge::senses(m.span.of(text.raw()));
        if let Some(label) = usual(text, m, &senses, parse(m.sentence)) {
            m.label = label;
        }
    }
    for (index, sentence) in text.sentences().iter().enumerate() {
        let range = sentence.tokens();
        let mut at = range.start;
        while at < range.end {
            match knowledge::longest(text, at, range.end) {
                Some((last, senses)) => {
                    complete(text, mentions, index, (at, last), &senses, parse(index));
                    at = last + 1;
                }
                None => at += 1,
            }
        }
    }
}

/// The one type that all senses have.
fn only_label(senses: &[Sense]) -> Option<Label> {
    let label = senses.first()?.known.label();
    senses.iter().all(|s| s.known.label() == label).then_some(label)
}

/// The type that a name should have by its usual meaning, where that outweighs the model's.
fn usual(text: &Text<'_>, m: &Mention, senses: &[Sense], parse: Option<&Parse>) -> Option<Label> {
    let label = only_label(senses)?;
    if label == m.label || titled(text, m) || !matches!(label, Label::Org | Label::Per) {
        return None;
    }
    let sure = senses.iter().any(|s| !s.ambiguous);
    let first = text.token_at(m.span.start());
    let last = text.token_at(m.span.end() - 1);
    let wins = match (m.label, label) {
        (Label::Misc, Label::Org) => sure && m.score < HESITANT_PRODUCT && !senses.iter().any(is_product) && acts(text, m, parse),
        (Label::Misc, _) => false,
        (Label::Loc, _) if in_place(text, m, first) => sure && m.score < SURE_PLACE,
        (Label::Loc, Label::Org) => sure || m.score < HESITANT_PLACE,
        (Label::Loc, _) => sure,
        (Label::Per, Label::Org) => sure || m.score < HESITANT_PERSON && first == last,
        (Label::Org, Label::Per) => sure && first < last,
        _ => false,
    };
    wins.then_some(label)
}

fn is_product(sense: &Sense) -> bool {
    matches!(sense.known.kind(), Kind::Product | Kind::Brand)
}

/// Whether a preposition of place stands before token `first`, with an article or without.
fn in_place(text: &Text<'_>, m: &Mention, first: usize) -> bool {
    let start = text.sentences()[m.sentence].tokens().start;
    first > start && matches!(text.word(first - 1), "a" | "au" | "aux" | "en" | "dans" | "vers")
}

/// Words after which a site or product is the thing that one uses: « sur Twitter », « la page Facebook ».
fn leads_to_use(word: &str) -> bool {
    matches!(
        word,
        "sur"
            | "via"
            | "page"
            | "pages"
            | "compte"
            | "comptes"
            | "reseau"
            | "reseaux"
            | "site"
            | "sites"
            | "application"
            | "appli"
            | "profil"
            | "message"
            | "video"
            | "messagerie"
            | "groupe"
            | "fil"
    )
}

/// Whether a name is that of a firm which does something, not of its product: « Twitter a supprimé 100 postes », not
/// « sur Twitter », nor a list of sites without a verb.
fn acts(text: &Text<'_>, m: &Mention, parse: Option<&Parse>) -> bool {
    const NEAR: usize = 4;
    let Some(parse) = parse else { return false };
    let start = text.sentences()[m.sentence].tokens().start;
    let first = text.token_at(m.span.start());
    let used = (start.max(first.saturating_sub(NEAR))..first).rev().find(|&i| {
        // Back over the names before it in a list: « sur Facebook, Twitter et Reddit ».
        !matches!(text.word(i), "," | "et" | "ou" | "l'" | "le" | "la") && !text.raw_word(i).starts_with(char::is_uppercase)
    });
    let told = parse
        .words()
        .iter()
        .any(|w| matches!(w.upos, Upos::Verb | Upos::Aux) && w.deprel != Deprel::Amod);
    told && !used.is_some_and(|i| leads_to_use(text.word(i)))
}

/// Mends or adds the name at tokens `first` to `last`, which has these senses.
fn complete(
    text: &Text<'_>,
    mentions: &mut Vec<Mention>,
    sentence: usize,
    (first, last): (usize, usize),
    senses: &[Sense],
    parse: Option<&Parse>,
) {
    let sure = senses.iter().any(|s| !s.ambiguous) && only_label(senses) == Some(Label::Org);
    if !sure || !text.raw_word(first).starts_with(char::is_uppercase) || senses.iter().any(is_product) {
        return;
    }
    let span = text.span(first, last);
    let from = mentions.partition_point(|m| m.span.end() <= span.start());
    let to = from + mentions[from..].iter().take_while(|m| m.span.start() < span.end()).count();
    let whole = Mention {
        span,
        sentence,
        label: Label::Org,
        score: OF_TABLE,
    };
    if from < to {
        let inside = |m: &Mention| span.start() <= m.span.start() && m.span.end() <= span.end() && m.span != span;
        let person = |m: &Mention| m.label == Label::Per && m.span.of(text.raw()).contains(' ');
        let local = senses.iter().any(|s| s.known.kind() == Kind::Government);
        if first < last && !local && mentions[from..to].iter().all(|m| inside(m) && !person(m)) {
            mentions.splice(from..to, [whole]);
        }
    } else if senses.iter().all(|s| is_told(s.known.kind())) && !names_model(text, sentence, last) && acts(text, &whole, parse) {
        mentions.insert(from, whole);
    }
}

/// Kinds whose names the model is known to miss; soldiers, police and crowds are described more than named.
fn is_told(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::ArmedGroup | Kind::Army | Kind::Police | Kind::Government | Kind::StockIndex | Kind::Church | Kind::Other
    )
}

/// Whether a number or a name with figures goes on behind the maker: « un Antonov An-26 ».
fn names_model(text: &Text<'_>, sentence: usize, last: usize) -> bool {
    let next = last + 1;
    next < text.sentences()[sentence].tokens().end
        && (text.tokens()[next].kind() == TokenKind::Number || text.word(next).contains(|c: char| c.is_ascii_digit()))
}
