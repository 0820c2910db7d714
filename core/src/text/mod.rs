//! A document's text, made ready for every later stage: folded view, words, sentences.
//!
//! The text itself is never edited. [`Text::new`] walks over it once and keeps what all stages share.

mod boilerplate;
mod dateline;
mod document;
mod fold;
mod language;
mod sentence;
mod span;
mod token;

pub use dateline::{find_published, from_name, year_of_two};
pub use document::{DateSource, Document, PartialDate, Precision, Published, Warning};
pub use fold::{Folded, fold};
pub use language::Language;
pub use sentence::{Sentence, SentenceKind};
pub use span::Span;
pub use token::{Token, TokenKind};

/// A text with its folded view, tokens and sentences.
///
/// ```
/// use depeche_core::text::Text;
/// let text = Text::new("L’éditeur a perdu 4 % à 721 millions. Il se retire.");
/// assert_eq!(text.sentences().len(), 2);
/// assert_eq!(text.word(0), "l'");
/// assert_eq!(text.word(1), "editeur");
/// ```
#[derive(Debug)]
pub struct Text<'d> {
    raw: &'d str,
    folded: Folded,
    tokens: Vec<Token>,
    /// Tokens that are read otherwise than they stand, by their index: words that the end of a line breaks, acronyms with points.
    mended: Vec<(usize, String)>,
    sentences: Vec<Sentence>,
}

impl<'d> Text<'d> {
    /// Folds, tokenizes and segments `raw`. Linear in its length.
    pub fn new(raw: &'d str) -> Self {
        let (folded, tokens) = token::tokenize(raw);
        let sentences = sentence::segment(raw, &folded, &tokens);
        let broken = raw.contains("-\n") || raw.contains("-\r\n");
        let mended = |(i, token): (usize, &Token)| {
            let word = token.span().of(raw);
            if broken && word.contains('\n') {
                Some((i, token::unbroken(word)))
            } else if token::is_dotted_acronym(word) {
                Some((i, word.replace('.', "")))
            } else {
                None
            }
        };
        let mended = tokens.iter().enumerate().filter_map(mended).collect();
        Self {
            raw,
            folded,
            tokens,
            mended,
            sentences,
        }
    }

    /// The text as read.
    pub fn raw(&self) -> &'d str {
        self.raw
    }

    /// The view for matching: lower case, no accents, plain apostrophes and spaces.
    pub fn folded(&self) -> &Folded {
        &self.folded
    }

    /// All tokens, in order; those of boilerplate lines too.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The sentences, in order. Boilerplate lines and the date header are in none.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The folded form of token `i`.
    pub fn word(&self, i: usize) -> &str {
        self.tokens[i].folded(&self.folded)
    }

    /// Token `i` with its accents and capitals, as it stands in the text but for a break at the end of a line and the points of
    /// an acronym: « condamné » of « con-⏎damné », « SNCF » of « S.N.C.F. ».
    pub fn written(&self, i: usize) -> &str {
        match self.mended.binary_search_by_key(&i, |(token, _)| *token) {
            Ok(found) => &self.mended[found].1,
            Err(_) => self.raw_word(i),
        }
    }

    /// The words of token `i` as they stand in the text.
    pub fn raw_word(&self, i: usize) -> &'d str {
        self.tokens[i].span().of(self.raw)
    }
    /// The span from token `first` to token `last`, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.tokens[first].span().to(self.tokens[last].span())
    }

    /// The index of the sentence that holds the byte position, if any does.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let i = self.sentences.partition_point(|s| s.span().end() <= byte);
        (i < self.sentences.len() && self.sentences[i].span().start() <= byte).then_some(i)
    }

    /// The tokens of the place that opens a sentence before its date: « LA HAYE, 9 octobre 2024 (Agence) – ».
    pub fn dateline_place(&self, sentence: usize) -> Option<std::ops::Range<usize>> {
        dateline::place(self, sentence)
    }

    /// The index of the first token that ends after the byte position (`tokens().len()` when there is none).
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.span().end() <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Texts of the pieces that the tokenizer treats apart, in any order.
    fn texts() -> impl Strategy<Value = String> {
        const PIECES: [&str; 22] = [
            "é",
            "a",
            "Z",
            "œ",
            "-",
            "-\n",
            "-\r\n",
            "\n",
            " ",
            "'",
            "’",
            ".",
            "S.N.C.F.",
            "peut-",
            "anti-",
            "t-il",
            "#",
            "❤\u{fe0f}",
            "12",
            "\u{ad}",
            "\u{301}",
            "™",
        ];
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn tokens_follow_one_another_and_map_to_the_folded_view(raw in texts()) {
            let text = Text::new(&raw);
            let mut end = 0;
            for (i, token) in text.tokens().iter().enumerate() {
                prop_assert!(token.span().start() >= end);
                end = token.span().end();
                prop_assert!(!text.raw_word(i).is_empty() && !text.word(i).is_empty() && !text.written(i).contains('\n'));
                prop_assert_eq!(text.folded().origin(token.folded_range().start), token.span().start());
            }
        }
    }
}
