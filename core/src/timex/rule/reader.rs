//! The tokens of one sentence, as the rules ask for them.

use super::super::reading::Way;
use super::super::word::{Class, Unit, Words, class};
use crate::lexicon::words::WordSet;
use crate::number::{self, Numeral, NumeralKind};
use crate::text::{Text, TokenKind};
use rust_decimal::prelude::ToPrimitive;
use std::cell::Cell;
use std::ops::Range;

/// What a rule has read and the token behind it.
pub(super) type Parsed<T> = Option<(T, usize)>;

/// How many numerals are kept: several rules ask for the same one, few look further ahead than this.
const KEPT: usize = 8;

/// One sentence to read.
pub(in crate::timex) struct Reader<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) words: &'t Words,
    pub(super) start: usize,
    pub(super) end: usize,
    numerals: [Cell<(usize, Option<Numeral>)>; KEPT],
}

impl<'t> Reader<'t> {
    /// A reader of the sentence of these tokens.
    pub(in crate::timex) fn new(text: &'t Text<'t>, words: &'t Words, tokens: Range<usize>) -> Self {
        Self {
            text,
            words,
            start: tokens.start,
            end: tokens.end,
            numerals: [const { Cell::new((usize::MAX, None)) }; KEPT],
        }
    }

    /// The numeral at a token.
    pub(super) fn number(&self, i: usize) -> Option<Numeral> {
        let kept = &self.numerals[i % KEPT];
        let (at, known) = kept.get();
        if at == i {
            return known;
        }
        let read = number::read(self.text, i);
        kept.set((i, read));
        read
    }

    /// The folded word at a token, empty behind the sentence.
    pub(super) fn w(&self, i: usize) -> &'t str {
        if i < self.end { self.text.word(i) } else { "" }
    }

    /// The folded word `n` tokens before, empty before the sentence.
    pub(super) fn back(&self, i: usize, n: usize) -> &'t str {
        if i >= self.start + n { self.text.word(i - n) } else { "" }
    }

    pub(super) fn before(&self, i: usize) -> &'t str {
        self.back(i, 1)
    }

    pub(super) fn class(&self, i: usize) -> Option<Class> {
        if i < self.end { self.words.class(i) } else { None }
    }

    /// The kind of a token; a mark behind the sentence.
    pub(super) fn kind(&self, i: usize) -> TokenKind {
        if i < self.end {
            self.text.tokens()[i].kind()
        } else {
            TokenKind::Punct
        }
    }

    /// Whether a token is a number that begins with a figure.
    pub(super) fn is_number(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Number
    }

    pub(super) fn glued(&self, i: usize) -> bool {
        i < self.end && i > 0 && self.text.tokens()[i].is_glued_to(&self.text.tokens()[i - 1])
    }

    /// Whether tokens `i` and `i + 1` follow without a space: the « / » of « 3/4 » and what is behind it.
    pub(super) fn slashed(&self, i: usize) -> bool {
        self.w(i) == "/" && self.glued(i) && self.glued(i + 1)
    }

    /// Whether nothing but small words and marks stands before a token in its sentence: « Le 12 juin, … », « « En mars … ».
    pub(in crate::timex) fn opens(&self, i: usize) -> bool {
        const SMALL: usize = 3;
        i <= self.start + SMALL && (self.start..i).all(|k| self.kind(k) != TokenKind::Word || WordSet::BeforeDate.has(self.w(k)))
    }

    /// The tokens of the sentence near a token; the cost of a rule may not grow with the sentence.
    pub(super) fn near(&self, i: usize) -> Range<usize> {
        const REACH: usize = 25;
        self.start.max(i.saturating_sub(REACH))..self.end.min(i + REACH)
    }

    /// Whether what stands before a token sets it against something: « contre 3 % au | premier trimestre ».
    pub(in crate::timex) fn is_compared(&self, i: usize) -> bool {
        const REACH: usize = 8;
        let clause = (1..=REACH).map(|n| self.back(i, n));
        let mut clause = clause.take_while(|word| !word.is_empty() && !WordSet::ClauseMark.has(word));
        clause.any(|word| WordSet::SetAgainst.has(word))
    }

    /// Whether the sentence ends here or a punctuation mark stands here.
    pub(super) fn stops(&self, i: usize) -> bool {
        i >= self.end || self.kind(i) == TokenKind::Punct
    }

    /// An integer in figures or words.
    pub(super) fn integer(&self, i: usize) -> Parsed<i64> {
        let w = self.w(i);
        if w.is_empty() {
            return None;
        }
        if is_figure(w) && w.len() <= 4 {
            return Some((w.parse().ok()?, i + 1));
        }
        let n = self.number(i)?;
        (n.kind == NumeralKind::Cardinal && i + n.tokens <= self.end).then_some((n.value.to_i64()?, i + n.tokens))
    }

    /// The number of « XIXe ».
    pub(super) fn roman(&self, i: usize) -> Option<i16> {
        let n = self.number(i)?;
        (n.kind == NumeralKind::Roman).then(|| n.value.to_i16()).flatten()
    }

    /// The number and the word of « 3jours », « 3,5ans », « 30-minutes », « 35H », « 15juin »; not « 20h », « 4x4 ».
    pub(super) fn glued_number(&self, i: usize) -> Option<(&'t str, Class)> {
        let w = self.w(i);
        let cut = w.find(|c: char| c.is_alphabetic()).filter(|cut| *cut > 0)?;
        let (digits, word) = w.split_at(cut);
        let digits = digits.strip_suffix('-').unwrap_or(digits);
        let whole = !digits.is_empty() && digits.len() <= 6 && digits.as_bytes()[0].is_ascii_digit();
        // « 11-Septembre » is a name.
        let hyphen = w.as_bytes()[cut - 1] == b'-';
        let class = class(word).filter(|c| matches!(c, Class::Unit(_)) || matches!(c, Class::Month(_)) && !hyphen)?;
        // « 35h » is no hour of the clock.
        let length = word != "h" || digits.parse::<u32>().is_ok_and(|h| h > 24);
        (whole && length).then_some((digits, class))
    }

    pub(super) fn unit(&self, i: usize) -> Parsed<Unit> {
        match self.class(i)? {
            Class::Unit(u) => Some((u, i + 1)),
            _ => None,
        }
    }

    /// Which way the adjective at a token points, and the token behind it.
    pub(super) fn way(&self, i: usize) -> (Way, usize) {
        match self.w(i) {
            "dernier" | "derniere" | "ecoule" | "ecoulee" | "passe" | "passee" | "precedent" | "precedente" => (Way::Last, i + 1),
            "prochain" | "prochaine" | "prochains" => (Way::Next, i + 1),
            "suivant" | "suivante" => (Way::Following, i + 1),
            "d'" if self.w(i + 1) == "apres" => (Way::Following, i + 2),
            _ if self.w(i + 2) == "meme" && self.w(i) == "de" && WordSet::Year.has(self.w(i + 3)) => (Way::Same, i + 4),
            "qui" if self.w(i + 1) == "vient" => (Way::Next, i + 2),
            _ => (Way::Open, i),
        }
    }
}

/// Whether a word is nothing but digits; so is the empty one.
pub(super) fn is_figure(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word begins with a digit.
pub(super) fn opens_with_digit(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
}
