//! The who's who as evidence: what a form usually names, weighed against what the model read and what stands around it.
//!
//! A sure form settles between a person, an organization and a place, unless a title or a preposition of place speaks against
//! it; an ambiguous one only where the model hesitates. Products and sites keep the model's `MISC` unless they act as firms do.

use super::{Label, Mention, Tagging, titled};
use crate::knowledge::{self, Kind, Sense};
use crate::lexicon::words::{Nouns, WordSet};
use crate::lexicon::{appellation, rows};
use crate::syntax::{Deprel, Parse, Upos};
use crate::text::{Text, TokenKind, fold};
use foldhash::HashSet;
use std::sync::LazyLock;

/// From this score on a place in a place's context stays one, whatever the form usually names: « à Suez ».
const SURE_PLACE: f32 = 0.7;
/// Below this score an ambiguous form turns a person into the organization that it may name: « Roche ».
const HESITANT_PERSON: f32 = 0.9;
/// Below this score an ambiguous form turns a place into the organization that it may name: « Suez ».
const HESITANT_PLACE: f32 = 0.7;
/// Below this score a product that is also a firm becomes one where it acts.
const HESITANT_PRODUCT: f32 = 0.97;
/// Below this score an organization that is called like a country or its capital is the place.
const HESITANT_STATE: f32 = 0.8;
/// The score of a name that only the table found.
const OF_TABLE: f32 = 0.6;

/// Weighs the names of a document against the who's who.
pub(super) fn weigh(text: &Text<'_>, tagging: &mut Tagging) {
    let Tagging { mentions, parses, .. } = tagging;
    let parse = |sentence: usize| parses.get(sentence).and_then(Option::as_ref);
    split(text, mentions);
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
    let first = text.token_at(m.span.start());
    if m.label != Label::Org && !titled(text, m) && senses.iter().any(is_media) && told_as_media(text, m, first) {
        return Some(Label::Org);
    }
    // « Hollande » is also a president.
    if !titled(text, m) && senses.iter().all(|s| s.known.label() != Label::Per) && is_state(m, text) {
        return Some(Label::Loc);
    }
    let label = only_label(senses)?;
    if label == m.label || titled(text, m) {
        return None;
    }
    let sure = senses.iter().any(|s| !s.ambiguous);
    if label == Label::Misc {
        let product = senses.iter().all(|s| s.known.kind() == Kind::Product);
        return (sure && product).then_some(label);
    }
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

/// Whether a person or a doubtful organization is called like a country or its capital: « [Kigali] nie », but not « [Victoria] »,
/// which is a first name.
fn is_state(m: &Mention, text: &Text<'_>) -> bool {
    static STATES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        rows(include_str!("../lexicon/data/countries.tsv"))
            .flat_map(|row| [1, 3].map(|column| row.get(column).copied().unwrap_or_default()))
            .flat_map(|names| names.split('|'))
            .map(fold)
            .filter(|name| name.len() > 2 && appellation::first_name(name).is_none())
            .collect()
    });
    let doubtful = m.label == Label::Per || m.label == Label::Org && m.score < HESITANT_STATE;
    doubtful && STATES.contains(&fold(m.span.of(text.raw())))
}

fn is_media(sense: &Sense) -> bool {
    sense.known.kind() == Kind::Media
}

/// Whether the words before a name present it as a paper or station, articles, quotes and adjectives aside: « le quotidien
/// régional [Le Progrès] », « selon [Libération] », but not « la [Libération] ».
fn told_as_media(text: &Text<'_>, m: &Mention, first: usize) -> bool {
    const NEAR: usize = 3;
    let start = text.sentences()[m.sentence].tokens().start;
    let mut before = (start.max(first.saturating_sub(NEAR))..first).rev();
    let is_noun = |word: &str| Nouns::Media.has(word);
    if before.clone().next().is_some_and(|i| WordSet::According.has(text.word(i))) {
        return true;
    }
    before.any(|i| is_noun(text.word(i)))
}

/// Two names in a row that the model took for one: « [Kelvar Anne Roy] », when the first words are a known firm and the rest
/// begins with a first name; not « [Airbus Helicopters] ».
fn split(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    let mut i = 0;
    while i < mentions.len() {
        let m = mentions[i];
        let (first, last) = (text.token_at(m.span.start()), text.token_at(m.span.end() - 1));
        let whole_is_known = !knowledge::senses(m.span.of(text.raw())).is_empty();
        let parts = knowledge::longest(text, first, last.saturating_sub(1)).filter(|(end, senses)| {
            let sure = senses.iter().any(|s| !s.ambiguous) && only_label(senses) == Some(Label::Org);
            let person = appellation::first_name(text.word(end + 1)).is_some()
                && (end + 1..=last).all(|k| text.raw_word(k).starts_with(char::is_uppercase));
            sure && person && !whole_is_known
        });
        if let Some((end, _)) = parts {
            let part = |span, label| Mention { span, label, ..m };
            let halves = [
                part(text.span(first, end), Label::Org),
                part(text.span(end + 1, last), Label::Per),
            ];
            mentions.splice(i..=i, halves);
            i += 1;
        }
        i += 1;
    }
}

fn is_product(sense: &Sense) -> bool {
    matches!(sense.known.kind(), Kind::Product | Kind::Brand)
}

/// Whether a preposition of place stands before token `first`, with an article or without.
fn in_place(text: &Text<'_>, m: &Mention, first: usize) -> bool {
    let start = text.sentences()[m.sentence].tokens().start;
    first > start && WordSet::TowardPlace.has(text.word(first - 1))
}

/// Words after which a site or product is the thing that one uses: « sur Twitter », « la page Facebook ».
fn leads_to_use(word: &str) -> bool {
    WordSet::OnSite.has(word)
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
        !WordSet::InList.has(text.word(i)) && !text.raw_word(i).starts_with(char::is_uppercase)
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

#[cfg(test)]
mod tests {
    use super::weigh;
    use crate::ner::marked::read;
    use crate::ner::{Mention, Tagging};
    use crate::text::{Span, Text};

    /// Names as the model read them, `[LOC Thales]` with a score of .8, and what becomes of them.
    fn weighed(marked: &str) -> String {
        let (raw, names) = read(marked);
        let text = Text::new(&raw);
        let mut tagging = Tagging {
            mentions: names
                .into_iter()
                .map(|(label, range)| Mention {
                    sentence: text.sentence_at(range.start).expect("a sentence"),
                    span: Span::new(&raw, range).expect("a name"),
                    label,
                    score: 0.8,
                })
                .collect(),
            parses: vec![None; text.sentences().len()],
            ..Tagging::default()
        };
        weigh(&text, &mut tagging);
        let show = |m: &Mention| format!("{} {}", m.label.name(), m.span.of(&raw));
        tagging.mentions.iter().map(show).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_sure_form_settles_the_type_and_a_title_outweighs_it() {
        assert_eq!(weighed("Le groupe [LOC Thales] embauche."), "ORG Thales");
        assert_eq!(weighed("Hier, M. [PER Thales] a parlé."), "PER Thales");
    }

    #[test]
    fn an_ambiguous_form_leaves_a_sure_place_alone() {
        assert_eq!(weighed("Il vit à [LOC Suez] depuis peu."), "LOC Suez");
        assert_eq!(weighed("Selon [PER Libération], il part."), "ORG Libération");
        assert_eq!(weighed("Il habite place [LOC Libération] en ville."), "LOC Libération");
    }

    #[test]
    fn a_capital_is_no_person_and_a_product_no_firm() {
        assert_eq!(weighed("Hier [PER Kigali] a nié."), "LOC Kigali");
        assert_eq!(weighed("Hier [PER Victoria] a nié."), "PER Victoria");
    }

    #[test]
    fn parts_of_a_known_name_are_one_and_two_names_are_two() {
        assert_eq!(
            weighed("Il dirige [ORG Reckitt] Benckiser à ce jour."),
            "ORG Reckitt Benckiser"
        );
        assert_eq!(
            weighed("Le patron de [ORG Solocal Pierre Danon] part."),
            "ORG Solocal, PER Pierre Danon"
        );
    }

    #[test]
    fn sites_without_a_verb_of_theirs_stay_what_the_model_says() {
        assert_eq!(weighed("Partager : [MISC Facebook]"), "MISC Facebook");
    }
}
