//! Where names begin and end, and what is none: « la Cour constitutionnelle | du pays », « le général | de Gaulle », « les Guyanais ».
//!
//! What a tagger that looks at one word after the other gets wrong whatever its weights are. Each rule was kept because it
//! brought names of the WiNER articles (training and development) without taking others away.

use super::{Label, Mention, Tagging};
use crate::lexicon::appellation::{is_honorific, is_rank, is_title};
use crate::syntax::{Parse, Upos};
use crate::text::{Text, TokenKind};

/// Applies the rules to a document.
pub(super) fn mend(text: &Text<'_>, tagging: &mut Tagging) {
    let Tagging { mentions, parses, .. } = tagging;
    let parse = |m: &Mention| parses.get(m.sentence).and_then(Option::as_ref);
    dateline(text, mentions);
    unfinished(text, mentions);
    places_with_article(text, mentions);
    numbered(text, mentions, parse);
    acronym(text, mentions);
    for m in mentions.iter_mut() {
        of_the_country(text, m);
        particle(text, m);
        honorific(text, m);
    }
    mentions.retain(|m| !only_articles(text, m) && !common_word(text, m, parse(m)) && !inhabitants(text, m));
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
    matches!(
        word,
        "de" | "du" | "des" | "d'" | "l'" | "la" | "le" | "les" | "a" | "au" | "aux" | "en" | "pour" | "of" | "the"
    )
}

/// A name does not end in a preposition or article: « [City University de] [New York] » goes on, « [Dupont de] nouveau » ends before.
fn unfinished(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    let lower = |i: usize| !is_capitalized(text.raw_word(i));
    let mut i = 0;
    while i < mentions.len() {
        let (first, last) = tokens(text, &mentions[i]);
        if first < last && lower(last) && leads_on(text.word(last)) {
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

/// An article alone that is taken for a place opens its name: « [Le] Mans », but not « [Le] maire ».
fn places_with_article(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    for i in (0..mentions.len()).rev() {
        let (first, last) = tokens(text, &mentions[i]);
        let goes_on = last + 1 < sentence(text, &mentions[i]).end && is_capitalized(text.raw_word(last + 1));
        if mentions[i].label == Label::Loc && first == last && goes_on && matches!(text.word(first), "le" | "la" | "les" | "l'") {
            stretch(text, mentions, i, first, last + 1);
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
    leads_on(word) || matches!(word, "et" | "contre" | "sur" | "dans" | "and" | "for" | "un" | "une" | "sans")
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
    if last >= first + 2 && text.raw_word(last) == "pays" && matches!(text.word(last - 1), "du" | "ce" | "leur" | "son") {
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
        && matches!(text.word(first - 1), "les" | "des" | "aux" | "ces")
        && ENDINGS
            .iter()
            .any(|(ending, least)| word.len() >= ending.len() + least && word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Deprel, Features, Word};
    use crate::text::Span;

    /// Names marked as in `[PER Gaulle]`, and the text without the marks.
    fn read(marked: &str) -> (String, Vec<(Label, std::ops::Range<usize>)>) {
        let (mut raw, mut names, mut rest) = (String::new(), Vec::new(), marked);
        while let Some((before, name)) = rest.split_once('[') {
            let (name, after) = name.split_once(']').expect("a closing bracket");
            let (label, name) = name.split_once(' ').expect("a label and a name");
            raw.push_str(before);
            names.push((Label::from_name(label).expect("a label"), raw.len()..raw.len() + name.len()));
            raw.push_str(name);
            rest = after;
        }
        raw.push_str(rest);
        (raw, names)
    }

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
}
