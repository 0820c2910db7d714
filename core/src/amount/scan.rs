//! One walk over a text's sentences: which rule reads what begins at a token.

use super::context::Context;
use super::{Amount, bare, count, figure, money, percent, range, series, unit};
use crate::number;
use crate::text::{Token, TokenKind};

/// Reads all sentences of the text, asking before each whether to go on.
pub(super) fn run<E>(mut cx: Context<'_, '_>, mut go_on: impl FnMut() -> Result<(), E>) -> Result<Vec<Amount>, E> {
    for index in 0..cx.text.sentences().len() {
        go_on()?;
        cx.enter(index);
        let mut i = cx.sentence.start;
        while i < cx.sentence.end {
            i = step(&mut cx, i).max(i + 1);
        }
    }
    Ok(cx.finish())
}

/// Whether anything may begin at token `i`: not at a word that opens no numeral, is no code and stands before no sign, which most are.
fn may_begin(cx: &Context<'_, '_>, i: usize) -> bool {
    let tokens = cx.text.tokens();
    let next = || tokens.get(i + 1).map(Token::kind);
    match tokens[i].kind() {
        TokenKind::Word => {
            // A code has three capitals or four, or its figure behind it without a space; the prefix of a sign (« mxn$ ») has the sign.
            let raw = cx.text.raw_word(i).as_bytes();
            let code = raw[0].is_ascii_uppercase() && (raw.len() <= 4 || raw[raw.len() - 1].is_ascii_digit());
            let opens = number::may_begin(cx.text.word(i)) || number::is_scanned(cx.text.raw_word(i));
            code || next() == Some(TokenKind::Symbol) || opens
        }
        TokenKind::Punct => next() == Some(TokenKind::Number),
        TokenKind::Url => false,
        TokenKind::Number | TokenKind::Symbol => true,
    }
}

/// Reads what begins at token `i`; the token to go on from.
fn step(cx: &mut Context<'_, '_>, i: usize) -> usize {
    if !may_begin(cx, i) {
        return i + 1;
    }
    if let Some(next) = cx.past_timex(i) {
        return next;
    }
    let prefix = money::before(cx, i);
    let figure = if prefix.is_some() {
        None
    } else {
        figure::read(cx.text, cx.sentence.start, i).filter(|f| f.last < cx.sentence.end)
    };
    if prefix.is_none() && figure.is_none() {
        return range::hyphenated(cx, i).unwrap_or(i + 1);
    }
    if let Some(next) = range::find(cx, i, prefix.as_ref(), figure) {
        return next;
    }
    if let Some(m) = prefix {
        let m = money::with_minor(cx, m);
        return cx.push(&m);
    }
    let Some(figure) = figure else { return i + 1 };
    if let Some(next) = percent::ratio(cx, figure).or_else(|| series::find(cx, figure)) {
        return next;
    }
    if let Some(m) = unit::behind(cx, figure) {
        let m = money::with_minor(cx, m);
        return cx.push(&m);
    }
    count::find(cx, figure)
        .or_else(|| bare::find(cx, figure))
        .unwrap_or(figure.last + 1)
}
