//! French numerals, in digits or words, read to exact decimals.
//!
//! [`read`] begins at a token and takes as many as belong to the numeral; the unit behind it is for others to read.

mod digit;
mod roman;
mod word;

use crate::text::{Text, TokenKind};
use rust_decimal::Decimal;
use word::{Atom, Piece, Pieces};

/// What a numeral is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumeralKind {
    /// « 12 », « deux mille », « 2,5 millions ».
    Cardinal,
    /// « deuxième », « 21e ».
    Ordinal,
    /// « une dizaine », « des centaines de milliers », « plusieurs ».
    Collective,
    /// « un quart », « deux tiers », « la moitié »: the value is the quotient.
    Fraction,
    /// « XIV », « XXIe ».
    Roman,
}

/// A numeral and its value.
///
/// ```
/// use depeche_core::number::{self, NumeralKind};
/// use depeche_core::text::Text;
/// let text = Text::new("quatre-vingt-dix-sept mille euros");
/// let n = number::read(&text, 0).expect("a numeral");
/// assert_eq!((n.value, n.tokens, n.kind), (97_000.into(), 2, NumeralKind::Cardinal));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// The exact value; of a plural without figure the bound that it is said to pass: « des dizaines » twenty, « des
    /// centaines » a hundred, « plusieurs centaines » two hundred.
    pub value: Decimal,
    /// How many tokens it takes, at least 1.
    pub tokens: usize,
    /// What it is.
    pub kind: NumeralKind,
    /// Whether the word itself is a round figure: « une centaine ».
    pub approximate: bool,
    /// Whether the value is only a lower bound: « des centaines », « plusieurs ».
    pub plural: bool,
    /// What its last noun multiplies by: 1000000 in « 2,5 millions », 1 in « 2500 ». Above 1 the unit follows with « de ».
    pub scale: Decimal,
    /// Whether it begins with digits.
    pub digits: bool,
}

impl Numeral {
    fn new(value: Decimal, tokens: usize, kind: NumeralKind) -> Self {
        Self {
            value,
            tokens,
            kind,
            approximate: false,
            plural: false,
            scale: Decimal::ONE,
            digits: false,
        }
    }
}

/// Reads the numeral that begins at `token`, the longest there is.
///
/// « un » and « une » are read as 1 whether they count or not; « second » is an ordinal even where it is a unit of time.
/// `None` for anything else, and for a value that an exact decimal (28 digits) does not hold.
pub fn read(text: &Text<'_>, token: usize) -> Option<Numeral> {
    match text.tokens().get(token)?.kind() {
        // « 12O » is no « 12o ».
        TokenKind::Number => digit::ordinal(text.word(token))
            .filter(|_| digit::scanned(text.raw_word(token)).is_none())
            .map(|n| Numeral::new(n, 1, NumeralKind::Ordinal))
            .or_else(|| compose(text, token)),
        TokenKind::Word => compose(text, token)
            .or_else(|| roman::read(text.raw_word(token)).map(|n| Numeral::new(n.into(), 1, NumeralKind::Roman))),
        _ => None,
    }
}

fn compose(text: &Text<'_>, token: usize) -> Option<Numeral> {
    let pieces = word::pieces(text, token)?;
    let (mut n, end) = several(&pieces)
        .or_else(|| half(&pieces))
        .or_else(|| collective(&pieces))
        .or_else(|| fraction(&pieces))
        .or_else(|| ordinal_word(&pieces))
        .or_else(|| cardinal(&pieces))
        .or_else(|| the_scale(text, token, &pieces))?;
    let last = pieces.at(end - 1)?;
    if !last.closes {
        return None;
    }
    n.tokens = last.token + 1 - token;
    n.digits = matches!(pieces.at(0)?.atom, Atom::Digits { .. });
    n.value = n.value.normalize();
    Some(n)
}

fn decimal(n: u64) -> Decimal {
    Decimal::from(n)
}

/// « de milliers », « de millions » behind a collective or a scale: multiplies.
fn of_scale(p: &Pieces, mut i: usize, n: &mut Numeral) -> Option<usize> {
    while let (Some(Atom::Of), Some(next)) = (p.atom(i), p.atom(i + 1)) {
        let by = match next {
            Atom::Scale { by, plural: true } => by,
            Atom::Collective { by: 1000, plural: true } => 1000,
            _ => break,
        };
        n.value = n.value.checked_mul(decimal(by))?;
        n.scale = decimal(by);
        i += 2;
    }
    Some(i)
}

/// What a plural without a figure passes, from two of its nouns: « des dizaines » are twenty at least, while « des centaines » and
/// all greater ones are said of more than one.
fn passed(two: Decimal) -> Decimal {
    if two > Decimal::ONE_HUNDRED { two / Decimal::TWO } else { two }
}

/// Plurals without a figure: « des centaines de milliers », « plusieurs dizaines », « des millions », « plusieurs ».
/// Not « des policiers ».
fn several(p: &Pieces) -> Option<(Numeral, usize)> {
    let bare = match p.atom(0)? {
        Atom::Several => true,
        Atom::Some => false,
        _ => return None,
    };
    let mut n = Numeral::new(Decimal::TWO, 1, NumeralKind::Collective);
    n.plural = true;
    let by = match p.atom(1) {
        Some(Atom::Collective { by, plural: true } | Atom::Scale { by, plural: true }) => by,
        Some(Atom::Digits { .. }) => return None,
        _ => return bare.then_some((n, 1)),
    };
    n.value = decimal(2).checked_mul(decimal(by))?;
    n.scale = decimal(by);
    let end = of_scale(p, 2, &mut n)?;
    if !bare {
        n.value = passed(n.value);
    }
    Some((n, end))
}

/// « un demi-million », « une demi-douzaine de milliers ». Not « une demi-heure ».
fn half(p: &Pieces) -> Option<(Numeral, usize)> {
    let i = usize::from(matches!(p.atom(0)?, Atom::Unit(1)));
    if p.atom(i)? != Atom::Half {
        return None;
    }
    let (by, approximate) = match p.atom(i + 1) {
        Some(Atom::Scale { by, .. }) => (by, false),
        Some(Atom::Collective { by, .. }) => (by, true),
        _ => return None,
    };
    let mut n = Numeral::new(decimal(by) / Decimal::TWO, 1, NumeralKind::Cardinal);
    if approximate {
        n.kind = NumeralKind::Collective;
        n.approximate = true;
    }
    n.scale = decimal(by);
    let end = of_scale(p, i + 2, &mut n)?;
    Some((n, end))
}

/// « une centaine », « une bonne dizaine de milliers », « deux douzaines », « centaines ». Not « une dixième ».
fn collective(p: &Pieces) -> Option<(Numeral, usize)> {
    let (count, mut i) = match mantissa(p, 0) {
        Some((m, next)) => (Some(m), next),
        None => (None, 0),
    };
    if count.is_some() && p.atom(i) == Some(Atom::Epithet) {
        i += 1;
    }
    let Atom::Collective { by, plural } = p.atom(i)? else {
        return None;
    };
    let open = count.is_none() && plural;
    let count = count.unwrap_or(if plural { Decimal::TWO } else { Decimal::ONE });
    let mut n = Numeral::new(count.checked_mul(decimal(by))?, 1, NumeralKind::Collective);
    n.approximate = !open;
    n.plural = open;
    n.scale = decimal(by);
    let mut end = of_scale(p, i + 1, &mut n)?;
    if p.atom(end) == Some(Atom::And) && p.atom(end + 1) == Some(Atom::Half) {
        n.value = n.value.checked_add(n.scale / Decimal::TWO)?;
        end += 2;
    }
    if open {
        n.value = passed(n.value);
    }
    Some((n, end))
}

/// « un quart », « deux tiers », « trois cinquièmes », « moitié », « trois quarts de million ». Not « le troisième ».
fn fraction(p: &Pieces) -> Option<(Numeral, usize)> {
    let quotient = |a: Decimal, b: u64| a.checked_div(decimal(b));
    if p.atom(0)? == Atom::Fraction(2) {
        return Some((Numeral::new(quotient(Decimal::ONE, 2)?, 1, NumeralKind::Fraction), 1));
    }
    let (top, i) = below_hundred(p, 0)?;
    let piece = p.at(i)?;
    if p.at(i - 1)?.ordinal || top == 0 {
        return None;
    }
    let under = match piece.atom {
        Atom::Fraction(by) if by > 2 => u64::from(by),
        _ if piece.ordinal && (top == 1 || piece.plural) && piece.atom != Atom::Unit(1) => {
            let (n, end) = thousands(p, i)?;
            if end != i + 1 {
                return None;
            }
            n
        }
        Atom::Half if top == 1 => 2,
        _ => return None,
    };
    let value = quotient(decimal(top), under)?;
    // « trois quarts de million ».
    if let (Some(Atom::Of), Some(Atom::Scale { by, plural: false })) = (p.atom(i + 1), p.atom(i + 2)) {
        let mut n = Numeral::new(value.checked_mul(decimal(by))?, 1, NumeralKind::Cardinal);
        n.scale = decimal(by);
        return Some((n, i + 3));
    }
    Some((Numeral::new(value, 1, NumeralKind::Fraction), i + 1))
}

/// « deuxième », « vingt et unième », « second ». Not « deux ».
fn ordinal_word(p: &Pieces) -> Option<(Numeral, usize)> {
    if let Atom::Ordinal(n) = p.atom(0)? {
        return Some((Numeral::new(decimal(u64::from(n)), 1, NumeralKind::Ordinal), 1));
    }
    let (n, end) = thousands(p, 0)?;
    p.at(end - 1)?
        .ordinal
        .then(|| (Numeral::new(decimal(n), 1, NumeralKind::Ordinal), end))
}

/// Sums of scales, the greater first: « un million deux cent mille », « 1 milliard 200 millions », « trois milliards et demi ».
/// Behind a scale of digits, a small word is another figure or an article: « 640 millions un an plus tôt ».
fn cardinal(p: &Pieces) -> Option<(Numeral, usize)> {
    let mut n = Numeral::new(Decimal::ZERO, 1, NumeralKind::Cardinal);
    let mut i = 0;
    let mut last = u64::MAX;
    let in_digits = matches!(p.atom(0), Some(Atom::Digits { .. }));
    while let Some((m, next)) = mantissa(p, i) {
        let in_words = !matches!(p.atom(i), Some(Atom::Digits { .. }));
        if p.at(next - 1)?.ordinal || i > 0 && in_digits && in_words && m < Decimal::ONE_HUNDRED {
            break;
        }
        let next = match (p.atom(next), p.atom(next + 1)) {
            // « 10 premiers millions ».
            (Some(Atom::Epithet | Atom::Ordinal(1)), Some(Atom::Scale { plural: true, .. })) => next + 1,
            _ => next,
        };
        let Some(Atom::Scale { by, .. }) = p.atom(next) else {
            // A rest without its own scale: « un million deux cents », « 1 million 200 000 ».
            let digits = matches!(p.atom(i), Some(Atom::Digits { .. }));
            let grouped = matches!(p.atom(i), Some(Atom::Digits { grouped: true, .. }));
            if i == 0 || m < decimal(last) && !m.is_zero() && (!digits || grouped) {
                n.value = n.value.checked_add(m)?;
                n.scale = Decimal::ONE;
                i = next;
                if n.value == m && p.atom(i) == Some(Atom::And) && p.atom(i + 1) == Some(Atom::Half) && m.is_integer() {
                    n.value = n.value.checked_add(Decimal::new(5, 1))?;
                    i += 2;
                }
            }
            break;
        };
        if by >= last {
            break;
        }
        n.value = n.value.checked_add(m.checked_mul(decimal(by))?)?;
        n.scale = decimal(by);
        last = by;
        i = next + 1;
        if p.atom(i) == Some(Atom::And) && p.atom(i + 1) == Some(Atom::Half) {
            n.value = n.value.checked_add(decimal(by) / Decimal::TWO)?;
            i += 2;
            break;
        }
        if let (Some(Atom::Of), Some(Atom::Scale { .. })) = (p.atom(i), p.atom(i + 1)) {
            i = of_scale(p, i, &mut n)?;
            break;
        }
    }
    // What was read up to the last closed token stands, even if a hyphenated word went on.
    (i > 0).then_some((n, i))
}

/// One of a scale behind its article: « le cap du million de visiteurs », « dépasse le milliard ». Not « million », « les millions ».
fn the_scale(text: &Text<'_>, token: usize, p: &Pieces) -> Option<(Numeral, usize)> {
    let Atom::Scale { by, plural: false } = p.atom(0)? else {
        return None;
    };
    let article = token.checked_sub(1).map(|before| text.word(before));
    let mut n = Numeral::new(decimal(by), 1, NumeralKind::Cardinal);
    n.scale = decimal(by);
    matches!(article, Some("le" | "du" | "au")).then_some((n, 1))
}

/// What stands before a scale: digits, or words below a million.
fn mantissa(p: &Pieces, i: usize) -> Option<(Decimal, usize)> {
    if let Atom::Digits { value, .. } = p.atom(i)? {
        return match p.atom(i + 1) {
            Some(Atom::Mille) => Some((value.checked_mul(decimal(1000))?, i + 2)),
            _ => Some((value, i + 1)),
        };
    }
    let (n, end) = thousands(p, i)?;
    Some(with_decimals(p, n, end).unwrap_or((decimal(n), end)))
}

/// The decimals that are told behind whole words: « deux virgule cinq », « zéro virgule zéro sept ».
fn with_decimals(p: &Pieces, whole: u64, i: usize) -> Option<(Decimal, usize)> {
    if p.atom(i)? != Atom::Comma {
        return None;
    }
    let zeros = (i + 1..).take_while(|&k| p.atom(k) == Some(Atom::Unit(0))).count();
    let (part, end) = below_thousand(p, i + 1 + zeros)?;
    let places = zeros + part.to_string().len();
    let decimals = Decimal::new(i64::try_from(part).ok()?, u32::try_from(places).ok()?);
    Some((decimal(whole).checked_add(decimals)?, end))
}

/// Words below a million: « deux cent mille trois », « mille », « mil neuf cent ».
fn thousands(p: &Pieces, i: usize) -> Option<(u64, usize)> {
    let (head, mut i) = match p.atom(i)? {
        Atom::Mille => (1, i),
        Atom::Mil if below_thousand(p, i + 1).is_some() => (1, i),
        _ => below_thousand(p, i)?,
    };
    if !matches!(p.atom(i), Some(Atom::Mille | Atom::Mil)) || i > 0 && p.at(i - 1).is_some_and(|x| x.ordinal) || head == 0 {
        return Some((head, i));
    }
    let stop = p.at(i)?.ordinal;
    i += 1;
    match below_thousand(p, i) {
        Some((rest, end)) if !stop && rest > 0 => Some((head * 1000 + rest, end)),
        _ => Some((head * 1000, i)),
    }
}

/// Words below a thousand: « deux cent trois », « cent », « dix-neuf cent », « onze cents ouvriers ». Not the coins of « onze cents ».
fn below_thousand(p: &Pieces, i: usize) -> Option<(u64, usize)> {
    let (hundreds, at) = match p.atom(i)? {
        Atom::Cent { .. } => (1, i),
        _ => {
            let (n, end) = below_hundred(p, i)?;
            match p.atom(end) {
                Some(Atom::Cent { .. }) if (2..=9).contains(&n) && !p.at(end - 1)?.ordinal => (n, end),
                Some(Atom::Cent { plural })
                    if (11..=19).contains(&n) && !p.at(end - 1)?.ordinal && !(plural && p.ends_at(end)) =>
                {
                    (n, end)
                }
                _ => return Some((n, end)),
            }
        }
    };
    let stop = p.at(at)?.ordinal;
    match below_hundred(p, at + 1) {
        Some((rest, end)) if !stop && rest > 0 => Some((hundreds * 100 + rest, end)),
        _ => Some((hundreds * 100, at + 1)),
    }
}

/// Words below a hundred, of France, Belgium and Switzerland.
fn below_hundred(p: &Pieces, i: usize) -> Option<(u64, usize)> {
    let piece: Piece = p.at(i)?;
    let stop = piece.ordinal;
    let open = |k: usize| if stop { None } else { p.atom(k) };
    match piece.atom {
        Atom::Unit(4) if open(i + 1) == Some(Atom::Ten(20)) => {
            if p.at(i + 1)?.ordinal {
                return Some((80, i + 2));
            }
            Some(match low(p, i + 2) {
                Some((n, end)) if (1..20).contains(&n) => (80 + n, end),
                _ => (80, i + 2),
            })
        }
        Atom::Unit(n) => Some((u64::from(n), i + 1)),
        Atom::Teen(_) => low(p, i),
        Atom::Ten(n) => {
            let n = u64::from(n);
            let top = if n == 60 { 20 } else { 10 };
            if open(i + 1) == Some(Atom::And) {
                if let Some((rest @ (1 | 11), end)) = low(p, i + 2)
                    && rest < top
                {
                    return Some((n + rest, end));
                }
            } else if !stop
                && let Some((rest, end)) = low(p, i + 1)
                && (1..top).contains(&rest)
            {
                return Some((n + rest, end));
            }
            Some((n, i + 1))
        }
        _ => None,
    }
}

/// Words from zero to nineteen.
fn low(p: &Pieces, i: usize) -> Option<(u64, usize)> {
    match p.atom(i)? {
        Atom::Unit(n) => Some((u64::from(n), i + 1)),
        Atom::Teen(10) if !p.at(i)?.ordinal => Some(match p.atom(i + 1) {
            Some(Atom::Unit(n @ 7..=9)) => (10 + u64::from(n), i + 2),
            _ => (10, i + 1),
        }),
        Atom::Teen(n) => Some((u64::from(n), i + 1)),
        _ => None,
    }
}

/// Whether a folded word is a word of numerals: « mille », « dix-sept ». Not « deux-roues ».
pub(crate) fn is_word(folded: &str) -> bool {
    word::is_atom(folded)
}

/// Whether a numeral may begin with a folded word. `true` says nothing; `false` is sure, Roman numerals aside.
pub(crate) fn may_begin(folded: &str) -> bool {
    word::may_begin(folded)
}

/// What a folded scale multiplies by: « millions ».
pub(crate) fn scale(folded: &str) -> Option<u64> {
    word::scale(folded)
}

/// Whether a word is a figure whose digits a scanner took for letters: « l5 ».
pub(crate) fn is_scanned(raw: &str) -> bool {
    digit::scanned(raw).is_some()
}

/// The value of one written figure, as folded: « 1.234,50 ».
pub(crate) fn figure(word: &str) -> Option<Decimal> {
    digit::parse(word)
}
