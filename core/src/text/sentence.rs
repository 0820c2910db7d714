//! Sentences of French news: lines first (headlines, lists, dialogue), then final stops inside them.

use super::boilerplate::is_boilerplate;
use super::fold::Folded;
use super::span::Span;
use super::token::{Token, TokenKind};
use std::ops::Range;

/// How a sentence stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentenceKind {
    /// Running text.
    Body,
    /// A line of its own without a final stop: headline, intertitle, list item.
    Headline,
}

/// One sentence: a span of the text and a run of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    span: Span,
    tokens: Range<usize>,
    paragraph: usize,
    kind: SentenceKind,
}

impl Sentence {
    /// Where it stands in the text.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The indices of its tokens, never empty.
    pub fn tokens(&self) -> Range<usize> {
        self.tokens.clone()
    }

    /// The number of its paragraph (a run of text without a line break that ends a sentence), from 0.
    pub fn paragraph(&self) -> usize {
        self.paragraph
    }

    /// How it stands on the page.
    pub fn kind(&self) -> SentenceKind {
        self.kind
    }
}

/// Words that open a sentence more often than they follow an initial: « avant J.-C. Le site … ».
fn opens_sentence(folded: &str) -> bool {
    matches!(
        folded,
        "le" | "la"
            | "les"
            | "l'"
            | "il"
            | "elle"
            | "ils"
            | "elles"
            | "on"
            | "un"
            | "une"
            | "des"
            | "ce"
            | "cet"
            | "cette"
            | "ces"
            | "c'"
            | "en"
            | "dans"
            | "pour"
            | "selon"
            | "mais"
            | "et"
            | "au"
            | "aux"
            | "a"
            | "d'"
            | "du"
            | "son"
            | "sa"
            | "ses"
            | "nous"
            | "apres"
            | "avant"
            | "depuis"
            | "par"
            | "sur"
            | "si"
            | "leur"
            | "leurs"
    )
}

/// Titles before a name: their point never ends a sentence.
fn is_title(folded: &str) -> bool {
    matches!(
        folded,
        "m." | "mm." | "mme." | "mmes." | "mlle." | "mlles." | "dr." | "drs." | "pr." | "mgr." | "me." | "st." | "ste."
    )
}

/// Segments the text; the date header and boilerplate lines belong to no sentence.
pub(super) fn segment(raw: &str, folded: &Folded, tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::with_capacity(tokens.len() / 20 + 1);
    let mut paragraph = 0;
    let mut at = header_tokens(folded, tokens);
    let mut from = at;
    while at < tokens.len() {
        let line_end = end_of_line(raw, tokens, at);
        let line = &folded.text()[tokens[at].folded_range().start..tokens[line_end - 1].folded_range().end];
        if is_boilerplate(line) {
            if from < at {
                split(raw, folded, tokens, from..at, paragraph, &mut out);
                paragraph += 1;
            }
            from = line_end;
        } else if line_end == tokens.len() || !continues(raw, tokens, line_end) {
            split(raw, folded, tokens, from..line_end, paragraph, &mut out);
            paragraph += 1;
            from = line_end;
        }
        at = line_end;
    }
    out
}

/// How many tokens the header ` date 2024-07 ` takes at the top of the text.
fn header_tokens(folded: &Folded, tokens: &[Token]) -> usize {
    let [first, second, ..] = tokens else { return 0 };
    let date = second.folded(folded);
    let shape = date.bytes().all(|b| b.is_ascii_digit() || b == b'-') && matches!(date.len(), 4 | 7 | 10);
    if first.folded(folded) == "date" && shape { 2 } else { 0 }
}

fn between<'t>(raw: &'t str, a: &Token, b: &Token) -> &'t str {
    &raw[a.span().end()..b.span().start()]
}

/// The token after the last one on the line of token `at`.
fn end_of_line(raw: &str, tokens: &[Token], at: usize) -> usize {
    (at + 1..tokens.len())
        .find(|&i| {
            let gap = &raw.as_bytes()[tokens[i - 1].span().end()..tokens[i].span().start()];
            gap.iter().any(|b| matches!(b, b'\n' | b'\r'))
        })
        .unwrap_or(tokens.len())
}

/// Small words that end no sentence: the line that ends with one goes on.
fn leads_on(word: &str) -> bool {
    matches!(
        word,
        "à" | "au"
            | "aux"
            | "de"
            | "du"
            | "des"
            | "le"
            | "la"
            | "les"
            | "un"
            | "une"
            | "et"
            | "ou"
            | "par"
            | "pour"
            | "avec"
            | "dans"
            | "sur"
            | "son"
            | "sa"
            | "ses"
            | "leur"
            | "leurs"
            | "ce"
            | "cette"
            | "ces"
            | "dont"
            | "que"
            | "qui"
            | "d'"
            | "l'"
            | "d’"
            | "l’"
            | "qu'"
            | "qu’"
            | ","
    )
}

/// Whether the line break before token `next` only wraps a sentence that goes on: « … a condamné ⏎ la société », « à ⏎ 35 000
/// euros ». Not the break behind a final stop or before a capital.
fn continues(raw: &str, tokens: &[Token], next: usize) -> bool {
    let gap = between(raw, &tokens[next - 1], &tokens[next]);
    if gap.bytes().filter(|&b| b == b'\n').count() > 1 {
        return false;
    }
    let last = tokens[next - 1].span().of(raw);
    let first = tokens[next].span().of(raw).chars().next();
    let stopped = matches!(last, "." | "!" | "?" | "…" | "..." | ":" | ";" | "»");
    !stopped && (first.is_some_and(char::is_lowercase) || leads_on(last) && first.is_some_and(char::is_alphanumeric))
}

/// Whether the words before a point only number an item of a list: « 1. », « II. », « b. ». Not « 2016. », « Fin. ».
fn numbers_item<'f>(mut words: impl Iterator<Item = &'f str>) -> bool {
    let (Some(word), None) = (words.next(), words.next()) else {
        return false;
    };
    let digits = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let roman = word.len() <= 4 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    digits || roman || word.len() == 1
}

/// Cuts one paragraph at its final stops.
fn split(raw: &str, folded: &Folded, tokens: &[Token], range: Range<usize>, paragraph: usize, out: &mut Vec<Sentence>) {
    let mut push = |tokens_of: Range<usize>, kind| {
        out.push(Sentence {
            span: tokens[tokens_of.start].span().to(tokens[tokens_of.end - 1].span()),
            tokens: tokens_of,
            paragraph,
            kind,
        });
    };
    let mut start = range.start;
    let mut straight_quotes = 0;
    let mut i = range.start;
    while i < range.end {
        let (kind, last) = (tokens[i].kind(), tokens[i].folded_range().end - 1);
        // Words and figures without a point, most of a text, end nothing.
        let pointed = folded.text().as_bytes()[last] == b'.';
        if !matches!(kind, TokenKind::Punct | TokenKind::Symbol) && !pointed {
            i += 1;
            continue;
        }
        let word = tokens[i].folded(folded);
        if word == "\"" {
            straight_quotes += 1;
        }
        let stop = matches!(word, "." | "!" | "?" | "…" | "...");
        let abbreviation = kind == TokenKind::Word && pointed && !is_title(word);
        if !stop && !abbreviation {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while end < range.end {
            let closer = tokens[end].folded(folded);
            let closes = matches!(closer, "»" | ")" | "]" | "." | "!" | "?" | "…" | "...")
                || closer == "\"" && straight_quotes % 2 == 1
                || closer == "'" && tokens[end].is_glued_to(&tokens[end - 1]);
            if !closes {
                break;
            }
            straight_quotes += usize::from(closer == "\"");
            end += 1;
        }
        let ends = end == range.end || {
            let next = &tokens[end];
            let first = next.span().of(raw).chars().next().unwrap_or(' ');
            let opens = first.is_uppercase()
                || first.is_ascii_digit()
                || matches!(first, '«' | '"' | '“' | '–' | '—' | '-' | '•' | '(' | '[' | '…');
            if abbreviation {
                first.is_uppercase() && opens_sentence(next.folded(folded))
            } else if word == "." && end == i + 1 && numbers_item(tokens[start..i].iter().map(|t| t.folded(folded))) {
                false
            } else if stop && word == "." && next.is_glued_to(&tokens[end - 1]) {
                first.is_uppercase()
            } else {
                opens
            }
        };
        if ends {
            push(start..end, SentenceKind::Body);
            start = end;
        }
        i = end;
    }
    if start < range.end {
        let whole = start == range.start;
        push(
            start..range.end,
            if whole { SentenceKind::Headline } else { SentenceKind::Body },
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    fn sentences(raw: &str) -> Vec<&str> {
        let text = Text::new(raw);
        text.sentences().iter().map(|s| s.span().of(raw)).collect()
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        assert_eq!(
            sentences("M. Durand a vendu 2,5 M€. Il part. Fondée av. J.-C. Le site rouvre."),
            ["M. Durand a vendu 2,5 M€.", "Il part.", "Fondée av. J.-C.", "Le site rouvre."]
        );
    }

    #[test]
    fn quotes_close_with_their_sentence_and_speech_verbs_stay() {
        assert_eq!(
            sentences("« Nous partons. » Elle rit. « Vraiment ? », a-t-il dit. \"Oui !\" Rien."),
            [
                "« Nous partons. »",
                "Elle rit.",
                "« Vraiment ? », a-t-il dit.",
                "\"Oui !\"",
                "Rien."
            ]
        );
    }

    #[test]
    fn headlines_and_wrapped_lines_are_told_apart() {
        let raw =
            "Un titre sans point\nLe groupe a annoncé mardi la fermeture de son usine\nde Nancy. Fin.\n– Un point\n– Deux points";
        assert_eq!(
            sentences(raw),
            [
                "Un titre sans point",
                "Le groupe a annoncé mardi la fermeture de son usine\nde Nancy.",
                "Fin.",
                "– Un point",
                "– Deux points"
            ]
        );
    }

    #[test]
    fn the_header_and_boilerplate_are_in_no_sentence() {
        assert_eq!(
            sentences(" date 2024-07 Le géant ferme.\nConnectez-vous\nAbonnez-vous !\nIl part."),
            ["Le géant ferme.", "Il part."]
        );
    }
}
