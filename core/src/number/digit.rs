//! Figures: « 1 234 567,89 », « 1.234.567 », « 2,5 », « 1'200.20 », « 21e ».

use crate::text::{Text, TokenKind};
use rust_decimal::Decimal;

/// The value of one written figure with its separators, as folded. Longer than a decimal holds, or not a figure: `None`.
///
/// A comma is the decimal mark; a point too, unless three digits follow one to three (« 1.000 »); where both stand, or one
/// of them repeats, the last kind marks the decimals and the others group by three.
pub(crate) fn parse(word: &str) -> Option<Decimal> {
    let bytes = word.as_bytes();
    if bytes.len() > 40 || !bytes.first()?.is_ascii_digit() || !bytes.last()?.is_ascii_digit() {
        return None;
    }
    if bytes.iter().all(u8::is_ascii_digit) {
        return if bytes.len() < 19 {
            word.parse::<u64>().ok().map(Decimal::from)
        } else {
            Decimal::from_str_exact(word).ok()
        };
    }
    let marks = |m: u8| bytes.iter().filter(|&&b| b == m).count();
    let (points, commas, quotes) = (marks(b'.'), marks(b','), marks(b'\''));
    if points + commas + quotes + bytes.iter().filter(|b| b.is_ascii_digit()).count() != bytes.len() {
        return None;
    }
    let last = |m: u8| bytes.iter().rposition(|&b| b == m);
    let point_groups = || {
        let at = last(b'.').unwrap_or(0);
        bytes.len() - at == 4 && at <= 3 && bytes[0] != b'0'
    };
    let mark = match (points, commas) {
        (0, 0) => None,
        (0, 1) => last(b','),
        (1, 0) if quotes == 0 && point_groups() => None,
        (1, 0) => last(b'.'),
        (0, _) | (_, 0) => None,
        _ => last(b'.').max(last(b',')),
    };
    let (whole, part) = match mark {
        Some(at) => (&word[..at], &word[at + 1..]),
        None => (word, ""),
    };
    let mut groups = whole.split(['.', ',', '\'']);
    let mut plain = String::with_capacity(bytes.len());
    let first = groups.next()?;
    plain.push_str(first);
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        grouped = true;
        plain.push_str(group);
    }
    if grouped && !(1..=3).contains(&first.len()) || part.contains(['.', ',', '\'']) {
        return None;
    }
    if !part.is_empty() {
        plain.push('.');
        plain.push_str(part);
    }
    Decimal::from_str_exact(&plain).ok().map(|d| d.normalize())
}

/// The figure that begins at `token`, its last token, and whether spaces group it; with a fraction behind it (« 4 1/2 »).
pub(super) fn read(text: &Text<'_>, token: usize) -> Option<(Decimal, usize, bool)> {
    let (value, last, grouped) = whole(text, token)?;
    if value.is_integer()
        && let Some(part) = mixed(text, last)
    {
        return Some((value.checked_add(part)?, last + 3, grouped));
    }
    Some((value, last, grouped))
}

/// The fraction behind a whole number, « 1/2 », « 1/4 » or « 3/4 » apart from it by a space. Not the « 1/2 » of « 3-1/2 » or « 4 1/2023 ».
fn mixed(text: &Text<'_>, last: usize) -> Option<Decimal> {
    let words = text.tokens().get(last + 1..=last + 3)?;
    let glued = words[1].is_glued_to(&words[0]) && words[2].is_glued_to(&words[1]);
    if !glued || text.word(last + 2) != "/" || !spaced(text, last) {
        return None;
    }
    match (text.word(last + 1), text.word(last + 3)) {
        ("1", "2") => Some(Decimal::new(5, 1)),
        ("1", "4") => Some(Decimal::new(25, 2)),
        ("3", "4") => Some(Decimal::new(75, 2)),
        _ => None,
    }
}

/// The figures that a scanner took for letters, put right: « 12O » is 120, « 3l0 » 310, « l5 » 15. Not « 5l » (litres), « 2o » (second), « H2O ».
pub(super) fn scanned(raw: &str) -> Option<String> {
    const LONGEST: usize = 9;
    let bytes = raw.as_bytes();
    let is_one = |b: u8| matches!(b, b'l' | b'I');
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return None;
    };
    let letters = bytes.iter().filter(|b| !b.is_ascii_digit()).count();
    let fits = bytes.iter().all(|&b| b.is_ascii_digit() || b == b'O' || is_one(b));
    if !fits || letters == 0 || letters == bytes.len() || bytes.len() > LONGEST || *first == b'O' || is_one(*last) {
        return None;
    }
    let figures = raw.chars().map(|c| match c {
        'O' => '0',
        'l' | 'I' => '1',
        c => c,
    });
    Some(figures.collect())
}

/// The whole or decimal figure that begins at `token`.
fn whole(text: &Text<'_>, token: usize) -> Option<(Decimal, usize, bool)> {
    let scanned = scanned(text.raw_word(token));
    let word = scanned.as_deref().unwrap_or_else(|| text.word(token));
    if let Some(value) = vulgar(word) {
        return Some((value, token, false));
    }
    let head = (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) && !word.starts_with('0');
    if !head {
        // « 000 » is the end of a figure that could not be read.
        if word.len() > 1 && word.bytes().all(|b| b == b'0') {
            return None;
        }
        return parse(word).map(|value| (value, token, false));
    }
    let mut last = token;
    let mut joined = String::new();
    while let Some(next) = text.tokens().get(last + 1) {
        let group = text.word(last + 1);
        let whole = group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
        let ends = group.len() > 4
            && group.as_bytes()[..3].iter().all(u8::is_ascii_digit)
            && matches!(group.as_bytes()[3], b',' | b'.')
            && group.as_bytes()[4..].iter().all(u8::is_ascii_digit);
        if next.kind() != TokenKind::Number || !(whole || ends) || !spaced(text, last) {
            break;
        }
        if joined.is_empty() {
            joined.push_str(word);
        }
        joined.push_str(group);
        // Stopping here keeps a text of nothing but groups linear: every token begins a figure.
        if joined.len() > 40 {
            return None;
        }
        last += 1;
        if ends {
            break;
        }
    }
    if last == token {
        return parse(word).map(|value| (value, token, false));
    }
    let value = Decimal::from_str_exact(&joined.replace(',', ".")).ok()?;
    Some((value.normalize(), last, true))
}

/// Whether only a space or two stand between the token and the next: no line break.
fn spaced(text: &Text<'_>, token: usize) -> bool {
    let (a, b) = (text.tokens()[token].span().end(), text.tokens()[token + 1].span().start());
    a < b && b - a <= 6 && !text.raw()[a..b].contains(['\n', '\r', '\t'])
}

/// « ½ », « 2½ ».
fn vulgar(word: &str) -> Option<Decimal> {
    let sign = word.chars().next_back()?;
    let part = match sign {
        '½' => Decimal::new(5, 1),
        '¼' => Decimal::new(25, 2),
        '¾' => Decimal::new(75, 2),
        _ => return None,
    };
    match &word[..word.len() - sign.len_utf8()] {
        "" => Some(part),
        n => n.parse::<u32>().ok().map(|n| Decimal::from(n) + part),
    }
}

/// « 1er », « 2e », « 21e », « 3eme » as folded.
pub(super) fn ordinal(word: &str) -> Option<Decimal> {
    let n = word.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=6).contains(&n) {
        return None;
    }
    matches!(
        &word[n..],
        "e" | "er" | "re" | "ere" | "eme" | "ieme" | "nd" | "nde" | "d" | "es" | "ers" | "res" | "emes" | "iemes" | "o" | "ᵉ"
    )
    .then(|| word[..n].parse::<u32>().ok().map(Decimal::from))
    .flatten()
}
