//! Where names begin and end, and what is none: « la Cour constitutionnelle | du pays », « le général | de Gaulle », « les Guyanais ».
//!
//! What a tagger that looks at one word after the other gets wrong whatever its weights are. Each rule was kept because it
//! brought names of the WiNER articles (training and development) without taking others away.

use super::{Label, Mention, Tagging, is_ornament, titled};
use crate::lexicon::appellation::{is_honorific, is_plural_title, is_rank, is_title};
use crate::lexicon::rows;
use crate::lexicon::words::WordSet;
use crate::syntax::{Parse, Upos};
use crate::text::{Text, TokenKind, fold};
use foldhash::HashSet;
use std::sync::LazyLock;

/// The score of a name that only a rule tells.
const UNSEEN: f32 = 0.6;

/// Applies the rules to a document.
pub(super) fn mend(text: &Text<'_>, tagging: &mut Tagging) {
    let Tagging { mentions, parses, .. } = tagging;
    let parse = |m: &Mention| parses.get(m.sentence).and_then(Option::as_ref);
    dateline(text, mentions);
    unfinished(text, mentions);
    places_with_article(text, mentions);
    small_word_before(text, mentions);
    numbered(text, mentions, parse);
    acronym(text, mentions);
    ministries(text, mentions);
    behind_titles(text, mentions);
    streets(text, mentions);
    for m in mentions.iter_mut() {
        signs(text, m);
        prefixed(text, m);
        of_the_country(text, m);
        particle(text, m);
        honorific(text, m);
    }
    mentions.retain(|m| {
        !only_articles(text, m)
            && !only_signs(text, m)
            && !in_hashtag(text, m)
            && !is_none(text, m)
            && !common_word(text, m, parse(m))
            && !inhabitants(text, m)
    });
}

/// The first and the last token of a name.
fn tokens(text: &Text<'_>, m: &Mention) -> (usize, usize) {
    (text.token_at(m.span.start()), text.token_at(m.span.end() - 1))
}

/// The tokens of the sentence of a name.
fn sentence(text: &Text<'_>, m: &Mention) -> std::ops::Range<usize> {
    text.sentences()[m.sentence].tokens()
}

fn is_capitalized(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Gives name `i` the tokens `first` to `last`; names that stand there become part of it.
fn stretch(text: &Text<'_>, mentions: &mut Vec<Mention>, i: usize, first: usize, last: usize) {
    let mut span = text.span(first, last);
    let (mut from, mut to) = (i, i + 1);
    while from > 0 && mentions[from - 1].span.overlaps(span) {
        from -= 1;
        span = span.to(mentions[from].span);
    }
    while to < mentions.len() && mentions[to].span.overlaps(span) {
        span = span.to(mentions[to].span);
        to += 1;
    }
    let whole = Mention { span, ..mentions[i] };
    mentions.splice(from..to, [whole]);
}

/// A place before the date that opens a line is one, in capitals too: « [LA HAYE], 9 octobre 2024 (Agence) – », but not
/// « LA [HAYE] ACCUSE, 9 procès ».
fn dateline(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    let mut i = 0;
    while i < mentions.len() {
        let (first, _) = tokens(text, &mentions[i]);
        if let Some(place) = text.dateline_place(mentions[i].sentence).filter(|p| p.contains(&first)) {
            mentions[i].label = Label::Loc;
            stretch(text, mentions, i, place.start, place.end - 1);
        }
        i += 1;
    }
}

/// Words at which no name ends.
fn leads_on(word: &str) -> bool {
    WordSet::OpensNothing.has(word)
}

/// A name does not end in a preposition, article or conjunction: « [City University de] [New York] », « [comité social et] économique »
/// go on, « [Dupont de] nouveau » ends before.
fn unfinished(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    let lower = |i: usize| !is_capitalized(text.raw_word(i));
    let mut i = 0;
    while i < mentions.len() {
        let (first, last) = tokens(text, &mentions[i]);
        if first < last && lower(last) && (leads_on(text.word(last)) || WordSet::AndSign.has(text.word(last))) {
            let end = sentence(text, &mentions[i]).end;
            let next = (last + 1..end).find(|&k| !(leads_on(text.word(k)) && lower(k)));
            let long = matches!(mentions[i].label, Label::Org | Label::Misc);
            let next =
                next.filter(|&k| matches!(text.tokens()[k].kind(), TokenKind::Word | TokenKind::Number) && (long || !lower(k)));
            match next {
                Some(k) => stretch(text, mentions, i, first, k),
                None => {
                    let kept = (first..last).rev().find(|&k| !(leads_on(text.word(k)) && lower(k)));
                    mentions[i].span = text.span(first, kept.unwrap_or(first));
                }
            }
        }
        i += 1;
    }
}

/// An article that is taken for a place opens its name, and so does one with a capital behind a preposition: « [Le] Mans »,
/// « à La [Rochelle] », but not « [Le] maire », « de la [Meuse] ».
fn places_with_article(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    for i in (0..mentions.len()).rev() {
        let (first, last) = tokens(text, &mentions[i]);
        if first > sentence(text, &mentions[i]).start && has_article(text, first - 1, last) {
            mentions[i].label = Label::Loc;
            stretch(text, mentions, i, first - 1, last);
            continue;
        }
        let inside = mentions[i].label == Label::Loc && first > sentence(text, &mentions[i]).start + 1;
        if inside && WordSet::ArticleCapital.has(text.raw_word(first - 1)) && WordSet::BeforePlace.has(text.word(first - 2)) {
            stretch(text, mentions, i, first - 1, last);
            continue;
        }
        let goes_on = last + 1 < sentence(text, &mentions[i]).end && is_capitalized(text.raw_word(last + 1));
        if mentions[i].label == Label::Loc && first == last && goes_on && WordSet::Articles.has(text.word(first)) {
            stretch(text, mentions, i, first, last + 1);
        }
    }
}

/// Whether the tokens are a town that is called with its article, which has a capital: « Le Havre », « La Haye », not « la Haye ».
fn has_article(text: &Text<'_>, article: usize, last: usize) -> bool {
    static TOWNS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        rows(include_str!("../lexicon/data/towns_with_article.tsv"))
            .map(|row| fold(row[0]))
            .collect()
    });
    WordSet::ArticleOfTown.has(text.raw_word(article)) && TOWNS.contains(&fold(text.span(article, last).of(text.raw())))
}

/// No person's name begins with a word in small letters that is no particle: « le logisticien havrais [Veltrane] », « [de Gaulle] »,
/// « le [père Noël] ».
fn small_word_before(text: &Text<'_>, mentions: &mut [Mention]) {
    for m in mentions.iter_mut().filter(|m| m.label == Label::Per) {
        let (first, last) = tokens(text, m);
        let small = |i: usize| text.raw_word(i).chars().all(char::is_lowercase);
        let particle = WordSet::NameParticle.has(text.word(first));
        if first < last && small(first) && !particle && is_capitalized(text.raw_word(first + 1)) {
            m.span = text.span(first + 1, last);
        }
    }
}

/// A product keeps its second word and its number: « [Windows] XP », « [Windows] 8 », but not « [Angiox] 250 mg ».
fn numbered<'p>(text: &Text<'_>, mentions: &mut [Mention], parse: impl Fn(&Mention) -> Option<&'p Parse>) {
    let mut i = 0;
    while i < mentions.len() {
        let m = mentions[i];
        let (first, mut last) = tokens(text, &m);
        let range = sentence(text, &m);
        let free = |k: usize| {
            k < range.end
                && mentions
                    .get(i + 1)
                    .is_none_or(|next| next.span.start() >= text.tokens()[k].span().end())
        };
        while m.label == Label::Misc && free(last + 1) {
            let next = &text.tokens()[last + 1];
            let belongs = match next.kind() {
                TokenKind::Word => is_capitalized(text.raw_word(last + 1)),
                TokenKind::Number => {
                    let inside = |head: usize| (first..=last).contains(&(range.start + head));
                    parse(&m).is_some_and(|p| p.words()[last + 1 - range.start].head.is_some_and(inside))
                }
                _ => false,
            };
            if !belongs || next.is_glued_to(&text.tokens()[last]) {
                break;
            }
            last += 1;
        }
        mentions[i].span = text.span(first, last);
        i += 1;
    }
}

/// What stands before an organization in brackets and has its letters is its full name: « la [brigade de répression du
/// banditisme] ([BRB]) », but not « le banditisme ([BRB]) ».
fn acronym(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    const LONGEST: usize = 14;
    const MOST_LETTERS: usize = 9;
    let mut i = 0;
    while i < mentions.len() {
        let m = mentions[i];
        let (at, last) = tokens(text, &m);
        let range = sentence(text, &m);
        let bracketed = at == last
            && m.label == Label::Org
            && at > range.start + 1
            && text.word(at - 1) == "("
            && at + 1 < range.end
            && text.word(at + 1) == ")"
            && text.raw_word(at).chars().filter(|c| c.is_uppercase()).count() > 1;
        if bracketed {
            let letters: Vec<char> = text.word(at).chars().filter(|&c| c != '.').collect();
            // Longer ones are words in capitals, and each letter could begin in several words.
            if letters.len() > MOST_LETTERS {
                i += 1;
                continue;
            }
            let end = at - 1;
            let start = (range.start.max(end.saturating_sub(LONGEST))..end)
                .rev()
                .take_while(|&k| text.tokens()[k].kind() == TokenKind::Word)
                .find(|&k| k + 1 < end && !is_small(text.word(k)) && abbreviates(text, &letters, k..end));
            if let Some(start) = start {
                let span = text.span(start, end - 1);
                let inner = mentions.iter().position(|o| o.span.overlaps(span));
                match inner {
                    Some(k) => {
                        let before = mentions.len();
                        mentions[k].label = Label::Org;
                        stretch(text, mentions, k, start, end - 1);
                        i -= before - mentions.len();
                    }
                    None => {
                        mentions.insert(i, Mention { span, ..m });
                        i += 1;
                    }
                }
            }
        }
        i += 1;
    }
}

/// Words that acronyms mostly leave out.
fn is_small(word: &str) -> bool {
    leads_on(word) || WordSet::PartsName.has(word)
}

/// Whether the letters are the beginnings of the words, in their order, each word with up to four of its letters.
fn abbreviates(text: &Text<'_>, letters: &[char], words: std::ops::Range<usize>) -> bool {
    const MOST: usize = 4;
    let Some(first) = words.clone().next() else {
        return letters.is_empty();
    };
    let rest = words.start + 1..words.end;
    let word = text.word(first);
    if is_small(word) && abbreviates(text, letters, rest.clone()) {
        return true;
    }
    let shared = word.chars().zip(letters).take_while(|(a, b)| a == *b).take(MOST).count();
    (1..=shared).any(|n| abbreviates(text, &letters[n..], rest.clone()))
}

/// « du pays » is not part of an institution's name: « le [ministère de la Santé du pays] », but « le [Parti du Pays] ».
fn of_the_country(text: &Text<'_>, m: &mut Mention) {
    let (first, last) = tokens(text, m);
    if last >= first + 2 && text.raw_word(last) == "pays" && WordSet::BeforeCommonNoun.has(text.word(last - 1)) {
        let cut = last - if text.word(last - 1) == "du" { 1 } else { 2 };
        if cut > first {
            m.span = text.span(first, cut - 1);
        }
    }
}

/// The particle belongs to the name behind a title or rank: « le général de [Gaulle] », but not « la mère de [Gaulle] ».
fn particle(text: &Text<'_>, m: &mut Mention) {
    let (first, last) = tokens(text, m);
    let start = sentence(text, m).start;
    let before = |k: usize| first.checked_sub(k).filter(|&i| i >= start).map(|i| text.word(i));
    let long = match (before(2), before(1)) {
        (_, Some("de" | "d'" | "du")) => 1,
        (Some("de"), Some("la")) => 2,
        _ => return,
    };
    if m.label == Label::Per && before(long + 1).is_some_and(|w| is_title(w) || is_rank(w)) {
        m.span = text.span(first - long, last);
    }
}

/// A form of address is not part of the name: « [Lord Brett Sinclair] », but « [Don Quichotte] ».
fn honorific(text: &Text<'_>, m: &mut Mention) {
    let (first, last) = tokens(text, m);
    // « Lady Gaga » is called so.
    let called_so = first + 1 == last && !is_title(text.word(first));
    if m.label == Label::Per && first < last && !called_so && (is_title(text.word(first)) || is_honorific(text.word(first))) {
        m.span = text.span(first + 1, last);
    }
}

/// Whether a folded noun is what a ministry is for: « justice », « affaires », not « tutelle ».
fn is_portfolio(word: &str) -> bool {
    static PORTFOLIOS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        rows(include_str!("../lexicon/data/portfolios.tsv"))
            .map(|row| row[0])
            .collect()
    });
    PORTFOLIOS.contains(word)
}

/// A ministry is named with what it is for, whatever stands between: « le [ministère américain de la justice] », « le [ministère
/// de l'Économie et des Finances] », but not « le ministère de tutelle ».
fn ministries(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    const LONGEST: usize = 12;
    for (index, sentence) in text.sentences().iter().enumerate() {
        let range = sentence.tokens();
        for at in range.clone().filter(|&i| text.word(i) == "ministere") {
            let mut end = None;
            let mut next = at + 1;
            // One adjective: « américain », « fédéral ».
            if next + 1 < range.end && !is_of(text.word(next)) && is_of(text.word(next + 1)) {
                next += 1;
            }
            while next < range.end.min(at + LONGEST) {
                let noun = (next..range.end.min(next + 4)).find(|&i| !leads_on(text.word(i)) && text.word(i) != "et");
                let Some(noun) = noun.filter(|&n| n > next && is_portfolio(text.word(n))) else {
                    break;
                };
                let follows = |i: usize| i < range.end && WordSet::PortfolioAdjective.has(text.word(i));
                let last = if follows(noun + 1) { noun + 1 } else { noun };
                end = Some(last);
                next = last + 1;
                if next < range.end && text.word(next) == "," {
                    next += 1;
                }
            }
            if let Some(end) = end {
                name_as(Label::Org, text, mentions, index, (at, end));
            }
        }
    }
}

fn is_of(word: &str) -> bool {
    WordSet::OfAny.has(word)
}

/// Makes the tokens a name of that type, with the names that it reaches into; a name inside lends it its score.
fn name_as(label: Label, text: &Text<'_>, mentions: &mut Vec<Mention>, sentence: usize, (first, last): (usize, usize)) {
    let span = text.span(first, last);
    match mentions.iter().position(|m| m.span.overlaps(span)) {
        Some(i) => {
            let (own_first, own_last) = tokens(text, &mentions[i]);
            mentions[i].label = label;
            stretch(text, mentions, i, first.min(own_first), last.max(own_last));
        }
        None => {
            let at = mentions.partition_point(|m| m.span.end() <= span.start());
            let whole = Mention {
                span,
                sentence,
                label,
                score: UNSEEN,
            };
            mentions.insert(at, whole);
        }
    }
}

/// What stands behind a title is a person, whatever the model took it for: « M. [Orange] », « Mes [Abadi] et [Roche] », but not
/// « Mme la maire ».
fn behind_titles(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    const LONGEST: usize = 4;
    for m in mentions.iter_mut() {
        let (first, last) = tokens(text, m);
        if last < first + LONGEST && titled(text, m) && is_capitalized(text.raw_word(first)) {
            m.label = Label::Per;
        }
    }
    for (index, sentence) in text.sentences().iter().enumerate() {
        let range = sentence.tokens();
        for at in range.start + 1..range.end {
            let title = text.raw_word(at - 1);
            let named = WordSet::ShortTitle.has(title) || is_plural_title(title);
            let word = text.raw_word(at);
            let mixed = word.chars().any(char::is_lowercase) && !is_title(text.word(at));
            if named && mixed && is_capitalized(word) && !mentions.iter().any(|m| m.span.overlaps(text.span(at, at))) {
                let more = (at + 1..range.end.min(at + LONGEST))
                    .take_while(|&i| {
                        is_capitalized(text.raw_word(i)) && !mentions.iter().any(|m| m.span.overlaps(text.span(i, i)))
                    })
                    .last();
                let whole = Mention {
                    span: text.span(at, more.unwrap_or(at)),
                    sentence: index,
                    label: Label::Per,
                    score: UNSEEN,
                };
                let place = mentions.partition_point(|m| m.span.end() <= whole.span.start());
                mentions.insert(place, whole);
            }
        }
    }
}

/// A street is a place, named with its noun, whatever the model took the name for: « la [rue Vignon] », « [boulevard de la Sarre] », but
/// not « une rue de [Limoges] », « les rues de [Limoges] », « la rue du maire ».
fn streets(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    for (index, sentence) in text.sentences().iter().enumerate() {
        let range = sentence.tokens();
        for at in range.clone().filter(|&i| WordSet::Way.has(text.word(i))) {
            let any = at > range.start && WordSet::AnyOf.has(text.word(at - 1));
            let word = |i: usize| if i < range.end { text.word(i) } else { "" };
            let of = usize::from(is_of(word(at + 1)));
            let article = usize::from(of == 1 && WordSet::Articles.has(word(at + 2)));
            let name = at + 1 + of + article;
            if any || name >= range.end || !is_capitalized(text.raw_word(name)) {
                continue;
            }
            // « la rue de Mme Dupont », « la rue du Premier ministre »
            let titled = is_title(word(name)) || WordSet::ShortTitle.has(text.raw_word(name)) || WordSet::Ordinal.has(word(name));
            if titled {
                continue;
            }
            match mentions.iter().position(|m| m.span.overlaps(text.span(name, name))) {
                Some(i) => {
                    let (own_first, last) = tokens(text, &mentions[i]);
                    if own_first > at {
                        mentions[i].label = Label::Loc;
                        stretch(text, mentions, i, at, last);
                    }
                }
                None => {
                    let more = (name + 1..range.end).take_while(|&i| is_capitalized(text.raw_word(i))).last();
                    name_as(Label::Loc, text, mentions, index, (at, more.unwrap_or(name)));
                }
            }
        }
    }
}

/// A prefix is not part of the name: « l'[ex-Zaïre] », « [anti-Kelvar] », but not « [Exxon] ».
fn prefixed(text: &Text<'_>, m: &mut Mention) {
    let (first, last) = tokens(text, m);
    if first < last && text.raw_word(first).ends_with('-') {
        m.span = text.span(first + 1, last);
    }
}

/// Words with a capital that name nobody: « l'[État] », and feasts that were taken for places: « à [Pâques] », but not « l'île de
/// [Pâques] ».
fn is_none(text: &Text<'_>, m: &Mention) -> bool {
    let (first, last) = tokens(text, m);
    first == last
        && match text.word(first) {
            "etat" => true,
            "noel" | "paques" | "pentecote" | "toussaint" | "halloween" => {
                m.label == Label::Loc && !(first > 1 && text.word(first - 1) == "de" && text.word(first - 2) == "ile")
            }
            _ => false,
        }
}

/// Emoji and other signs beside a name are none of it: « [🇫🇷 Kelvar] », « [@Kelvar] », « [Kelvar™] », but « [Canal+] ».
fn signs(text: &Text<'_>, m: &mut Mention) {
    let (mut first, mut last) = tokens(text, m);
    let sign = |i: usize| text.tokens()[i].kind() == TokenKind::Symbol;
    while first < last && sign(first) {
        first += 1;
    }
    let glued = |i: usize| text.tokens()[i].is_glued_to(&text.tokens()[i - 1]);
    while last > first && sign(last) && (is_ornament(text, last) || !glued(last)) {
        last -= 1;
    }
    m.span = text.span(first, last);
}

/// Whether signs are all that is left of a name.
fn only_signs(text: &Text<'_>, m: &Mention) -> bool {
    let (first, last) = tokens(text, m);
    (first..=last).all(|i| is_ornament(text, i))
}

/// A hashtag of several words is no name: « #[KelvarGate] », but « #[Kelvar] », « #[ONU] ».
fn in_hashtag(text: &Text<'_>, m: &Mention) -> bool {
    let (first, _) = tokens(text, m);
    let glued = |i: usize| text.tokens()[i].is_glued_to(&text.tokens()[i - 1]);
    let word = text.raw_word(first);
    let one_word = word.chars().all(char::is_uppercase) || !word.chars().skip(1).any(char::is_uppercase);
    first > 0 && text.raw_word(first - 1) == "#" && glued(first) && !one_word
}

/// An article alone is no name: « [Le] Crapaud-Buffle », but « [LA] » in capitals may be one.
fn only_articles(text: &Text<'_>, m: &Mention) -> bool {
    let (first, last) = tokens(text, m);
    (first..=last).all(|i| {
        let word = text.raw_word(i);
        leads_on(text.word(i)) && !(word.chars().count() > 1 && word.chars().all(char::is_uppercase))
    })
}

/// A lower-case word that the parse takes for another part of speech is no name: « l'[armée] syrienne », but « [franceinfo] ».
fn common_word(text: &Text<'_>, m: &Mention, parse: Option<&Parse>) -> bool {
    let (first, last) = tokens(text, m);
    let lower = |word: &str| word.chars().all(|c| c.is_lowercase());
    first == last
        && lower(text.raw_word(first))
        && parse.is_some_and(|p| {
            let upos = p.words()[first - sentence(text, m).start].upos;
            !matches!(upos, Upos::Propn | Upos::X)
        })
}

/// People are not the place that they live in: « les [Guyanais] », but « les [Balkans] ».
fn inhabitants(text: &Text<'_>, m: &Mention) -> bool {
    // With the letters that must stand before each, so that « les Marais » and « les Bains » stay.
    const ENDINGS: [(&str, usize); 7] = [
        ("ais", 4),
        ("ois", 4),
        ("aises", 3),
        ("oises", 3),
        ("ains", 3),
        ("iens", 3),
        ("eens", 3),
    ];
    let (first, last) = tokens(text, m);
    let word = text.word(first);
    m.label == Label::Loc
        && first == last
        && first > sentence(text, m).start
        && WordSet::PluralDeterminer.has(text.word(first - 1))
        && ENDINGS
            .iter()
            .any(|(ending, least)| word.len() >= ending.len() + least && word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ner::marked::read;
    use crate::syntax::{Deprel, Features, Word};
    use crate::text::Span;

    /// What becomes of a marked text; words are common nouns and numbers hang on the word before, or after where `counts`.
    fn mended(marked: &str, counts: bool) -> String {
        let (raw, names) = read(marked);
        let text = Text::new(&raw);
        let mention = |(label, range): (Label, std::ops::Range<usize>)| Mention {
            sentence: text.sentence_at(range.start).expect("a sentence"),
            span: Span::new(&raw, range).expect("a name"),
            label,
            score: 1.0,
        };
        let parse = |s: &crate::text::Sentence| {
            let words = s.tokens().map(|i| {
                let at = i - s.tokens().start;
                let number = text.tokens()[i].kind() == TokenKind::Number;
                Word {
                    lemma: String::new(),
                    upos: if number { Upos::Num } else { Upos::Noun },
                    features: Features::default(),
                    head: match at {
                        0 => None,
                        _ if number && counts => Some(at + 1),
                        _ if at > 1 && text.tokens()[i - 1].kind() == TokenKind::Number => Some(0),
                        _ => Some(at - 1),
                    },
                    deprel: Deprel::Nmod,
                }
            });
            Parse::new(words.collect())
        };
        let mut tagging = Tagging {
            mentions: names.into_iter().map(mention).collect(),
            parses: text.sentences().iter().map(parse).collect(),
            ..Tagging::default()
        };
        mend(&text, &mut tagging);
        let (mut out, mut at) = (String::new(), 0);
        for m in &tagging.mentions {
            out.push_str(&raw[at..m.span.start()]);
            out.push_str(&format!("[{} {}]", m.label.name(), m.span.of(&raw)));
            at = m.span.end();
        }
        out + &raw[at..]
    }

    fn becomes(marked: &str, wanted: &str) {
        assert_eq!(mended(marked, false), wanted);
    }

    fn stays(marked: &str) {
        becomes(marked, marked);
    }

    #[test]
    fn of_the_country_is_left_outside() {
        becomes(
            "Selon le [ORG ministère de la Santé du pays], dix.",
            "Selon le [ORG ministère de la Santé] du pays, dix.",
        );
        becomes(
            "La [ORG Cour suprême de ce pays] siège.",
            "La [ORG Cour suprême] de ce pays siège.",
        );
        stays("Le [ORG Parti du Pays] siège.");
    }

    #[test]
    fn particles_belong_to_names_behind_a_rank() {
        becomes("La tombe du général de [PER Gaulle].", "La tombe du général [PER de Gaulle].");
        becomes("M. de [PER Villepin] part.", "M. [PER de Villepin] part.");
        becomes("Mme de la [PER Fayette] écrit.", "Mme [PER de la Fayette] écrit.");
        stays("La tombe de [PER Gaulle].");
        stays("Le général du [ORG Morvan].");
    }

    #[test]
    fn streets_are_places_with_their_noun() {
        becomes("Un feu a pris rue [ORG Vignon] hier.", "Un feu a pris [LOC rue Vignon] hier.");
        becomes(
            "Le boulevard de la [LOC Sarre] est fermé.",
            "Le [LOC boulevard de la Sarre] est fermé.",
        );
        becomes(
            "Devant l'avenue [PER Roux], dix cars.",
            "Devant l'[LOC avenue Roux], dix cars.",
        );
        becomes("L'impasse Verlot est barrée.", "L'[LOC impasse Verlot] est barrée.");
        stays("Dans une rue de [LOC Limoges], dix cars.");
        stays("Les rues de [LOC Limoges] sont fermées.");
        stays("La rue en [LOC Savoie] gronde.");
        stays("La rue de Mme [PER Dupont] est calme.");
        stays("La rue du Premier ministre est calme.");
        stays("La rue du maire est fermée.");
    }

    #[test]
    fn forms_of_address_are_left_outside() {
        becomes(
            "Le rôle de [PER Lord Brett Sinclair].",
            "Le rôle de Lord [PER Brett Sinclair].",
        );
        stays("Le rôle de [PER Don Quichotte] et de [PER Lord].");
    }

    #[test]
    fn names_do_not_end_in_a_preposition() {
        becomes(
            "La [ORG City University de] [LOC New York] ouvre.",
            "La [ORG City University de New York] ouvre.",
        );
        becomes(
            "L'[ORG Agence des systèmes d']information agit.",
            "L'[ORG Agence des systèmes d'information] agit.",
        );
        becomes("[PER Dupont de] nouveau chef.", "[PER Dupont] de nouveau chef.");
        becomes("La [ORG Revue des], dit-il.", "La [ORG Revue] des, dit-il.");
        stays("Le [ORG Parti de la rose] et [ORG Les Verts].");
    }

    #[test]
    fn articles_alone_are_no_names() {
        becomes("Il filma [PER Le] Crapaud-Buffle.", "Il filma Le Crapaud-Buffle.");
        becomes("De Brest au [LOC Le] Mans.", "De Brest au [LOC Le Mans].");
        becomes("Devant [LOC Le] maire.", "Devant Le maire.");
        stays("Il vit à [LOC LA] depuis.");
    }

    #[test]
    fn products_keep_their_numbers() {
        becomes("Ils ont [MISC Windows] XP.", "Ils ont [MISC Windows XP].");
        becomes("Ils ont [MISC Windows] 8 encore.", "Ils ont [MISC Windows 8] encore.");
        assert_eq!(mended("Ils ont [MISC Angiox] 250 mg.", true), "Ils ont [MISC Angiox] 250 mg.");
        stays("Le [MISC Tour] de [LOC France].");
        stays("Le [MISC Tour] [LOC France].");
        stays("Le [LOC Nord] Est.");
    }

    #[test]
    fn letters_in_brackets_show_the_full_name() {
        becomes(
            "Une plainte à la brigade de répression du banditisme ([ORG BRB]) suit.",
            "Une plainte à la [ORG brigade de répression du banditisme] ([ORG BRB]) suit.",
        );
        becomes(
            "La [ORG Mission] pour la stabilisation en [LOC Haïti] ([ORG MISTAH]) part.",
            "La [ORG Mission pour la stabilisation en Haïti] ([ORG MISTAH]) part.",
        );
        stays("Une plainte pour banditisme ([ORG BRB]) suit.");
        stays("L'[ORG Otan] ([ORG ONU]) part.");
    }

    #[test]
    fn common_words_in_lower_case_are_no_names() {
        becomes("L'[ORG armée] syrienne avance.", "L'armée syrienne avance.");
        stays("L'[ORG armée syrienne] et l'[ORG Armée].");
    }

    #[test]
    fn inhabitants_are_no_places() {
        becomes("Elle répond aux [LOC Guyanais].", "Elle répond aux Guyanais.");
        becomes("Le massacre des [LOC Indiens].", "Le massacre des Indiens.");
        stays("Il pleut sur les [LOC Balkans] et à [LOC Cascais], dans les [LOC Marais].");
    }

    #[test]
    fn places_open_datelines() {
        becomes(
            "Titre\n\nLA [ORG HAYE], 9 octobre 2024 (Agence) – Un mandat.",
            "Titre\n\n[LOC LA HAYE], 9 octobre 2024 (Agence) – Un mandat.",
        );
        becomes(
            "[PER NIAMEY], 30 janvier 2023 (Agence) – Un otage.",
            "[LOC NIAMEY], 30 janvier 2023 (Agence) – Un otage.",
        );
        stays("LA [ORG HAYE] accuse, le 9 octobre 2024, un homme.");
    }

    #[test]
    fn ministries_are_named_with_what_they_are_for() {
        assert_eq!(
            mended(
                "Le ministère américain de la justice et le [ORG ministère de l'Économie] et des Finances.",
                false
            ),
            "Le [ORG ministère américain de la justice] et le [ORG ministère de l'Économie et des Finances]."
        );
        assert_eq!(
            mended("Le ministère de tutelle et le ministère public.", false),
            "Le ministère de tutelle et le ministère public."
        );
    }

    #[test]
    fn who_goes_by_a_title_is_a_person() {
        assert_eq!(
            mended("Hier, Mes Abadi et [LOC Roche] et M. [ORG Orange].", false),
            "Hier, Mes [PER Abadi] et [PER Roche] et M. [PER Orange]."
        );
        assert_eq!(mended("Mes amis et Mme la maire.", false), "Mes amis et Mme la maire.");
    }

    #[test]
    fn signs_and_hashtags_are_no_names() {
        assert_eq!(
            mended("Vive #[ORG KelvarGate], #[ORG Kelvar] et [ORG Kelvar 🚀] !", false),
            "Vive #KelvarGate, #[ORG Kelvar] et [ORG Kelvar] 🚀 !"
        );
        assert_eq!(
            mended("[ORG Kelvar™] quitte [ORG Canal+] [ORG 🚀].", false),
            "[ORG Kelvar]™ quitte [ORG Canal+] 🚀."
        );
    }

    #[test]
    fn towns_keep_their_article() {
        assert_eq!(
            mended("La [LOC Haye] nie. Il va à la [LOC Haye].", false),
            "[LOC La Haye] nie. Il va à la [LOC Haye]."
        );
    }

    #[test]
    fn small_words_before_a_person_are_none_of_the_name() {
        assert_eq!(
            mended("Le logisticien [PER havrais Veltrane] nie.", false),
            "Le logisticien havrais [PER Veltrane] nie."
        );
        assert_eq!(mended("Le [PER père Noël] est là.", false), "Le [PER père Noël] est là.");
    }

    #[test]
    fn the_state_and_feasts_name_nobody() {
        assert_eq!(mended("Dit l'[ORG État] à [LOC Pâques].", false), "Dit l'État à Pâques.");
        assert_eq!(
            mended("Il voit l'île de [LOC Pâques].", false),
            "Il voit l'île de [LOC Pâques]."
        );
    }

    #[test]
    fn names_lose_their_prefix() {
        assert_eq!(
            mended("L'[LOC ex-Zaïre] et l'[ORG ex-UMP].", false),
            "L'ex-[LOC Zaïre] et l'ex-[ORG UMP]."
        );
        assert_eq!(mended("Un tract [PER anti-Roy].", false), "Un tract anti-[PER Roy].");
        assert_eq!(mended("Chez [ORG Exxon] hier.", false), "Chez [ORG Exxon] hier.");
    }
}
