//! A figure with its sign, before its unit is known.

use crate::lexicon::words::WordSet;
use crate::number::{self, Numeral, NumeralKind};
use crate::text::{Text, TokenKind};
use rust_decimal::Decimal;

/// A numeral that may measure or count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) value: Decimal,
    /// See [`Numeral::scale`].
    pub(super) scale: Decimal,
    pub(super) kind: NumeralKind,
    pub(super) approximate: bool,
    pub(super) plural: bool,
    pub(super) digits: bool,
    /// Whether a plus or minus stands before it.
    pub(super) signed: bool,
}

impl Figure {
    fn of(n: &Numeral, first: usize, signed: bool, negative: bool) -> Self {
        Self {
            first,
            last: first + usize::from(signed) + n.tokens - 1,
            value: if negative { -n.value } else { n.value },
            scale: n.scale,
            kind: n.kind,
            approximate: n.approximate,
            plural: n.plural,
            digits: n.digits,
            signed,
        }
    }

    /// Whether a unit follows with « de »: « 2 millions d'euros ».
    pub(super) fn links(&self) -> bool {
        self.scale > Decimal::ONE
    }

    /// Whether it is « un » or « une » alone, mostly an article.
    pub(super) fn is_article(&self, text: &Text<'_>) -> bool {
        self.first == self.last && WordSet::A.has(text.word(self.first))
    }
}

/// The figure at `token`: a numeral that is neither ordinal nor Roman, with a sign that belongs to it.
///
/// « + 15 % », « (- 4,4 %) »; not the dash of « 10 - 15 » or of a list.
pub(super) fn read(text: &Text<'_>, lo: usize, token: usize) -> Option<Figure> {
    let tok = text.tokens().get(token)?;
    let numeral = |at: usize| number::read(text, at).filter(|n| !matches!(n.kind, NumeralKind::Ordinal | NumeralKind::Roman));
    match tok.kind() {
        TokenKind::Number | TokenKind::Word => numeral(token).map(|n| Figure::of(&n, token, false, false)),
        _ => {
            let negative = match text.word(token) {
                "+" => false,
                "-" | "–" => true,
                _ => return None,
            };
            let next = text.tokens().get(token + 1)?;
            let glued = next.is_glued_to(tok);
            let apart = token == lo || !tok.is_glued_to(&text.tokens()[token - 1]) || text.word(token - 1) == "(";
            let after_figure = token > lo && text.tokens()[token - 1].kind() == TokenKind::Number;
            let opened = token > lo && WordSet::OpensFigure.has(text.word(token - 1));
            let belongs = !negative || glued && !after_figure || opened && text.word(token) == "-";
            (next.kind() == TokenKind::Number && apart && belongs)
                .then(|| numeral(token + 1).map(|n| Figure::of(&n, token, true, negative)))
                .flatten()
        }
    }
}
