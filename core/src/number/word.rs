//! Number words: the table and the split of tokens at their hyphens.

use super::digit;
use crate::lexicon::{self, Openings};
use crate::text::{Text, TokenKind, fold};
use rust_decimal::Decimal;
use smallvec::SmallVec;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One word of a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    /// 0 to 9.
    Unit(u8),
    /// 10 to 16.
    Teen(u8),
    /// 20 to 90 by tens.
    Ten(u8),
    Cent {
        plural: bool,
    },
    Mille,
    Mil,
    Scale {
        by: u64,
        plural: bool,
    },
    Collective {
        by: u64,
        plural: bool,
    },
    Half,
    Fraction(u8),
    /// « virgule », the decimal mark in words.
    Comma,
    And,
    Of,
    /// « des ».
    Some,
    /// « plusieurs », « quelques ».
    Several,
    /// « bonne » in « une bonne centaine ».
    Epithet,
    /// « premier », « second ».
    Ordinal(u8),
    Digits {
        value: Decimal,
        grouped: bool,
    },
}

/// An atom where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) atom: Atom,
    /// The token it ends in.
    pub(super) token: usize,
    /// Whether it ends that token.
    pub(super) closes: bool,
    /// Whether it has the ending of an ordinal: « -ième ».
    pub(super) ordinal: bool,
    /// Whether that ending is plural.
    pub(super) plural: bool,
}

/// The longest numeral below 10^18 has 6 words in each of its 6 groups, and 5 scales.
const MOST: usize = 48;

/// The atoms that follow each other from a token on.
pub(super) struct Pieces {
    all: SmallVec<[Piece; 4]>,
    /// Whether a noun in the plural may follow them.
    noun: bool,
}

impl Pieces {
    pub(super) fn at(&self, i: usize) -> Option<Piece> {
        self.all.get(i).copied()
    }

    /// Whether the numeral cannot go on behind its piece `i`: nothing that it would count follows.
    pub(super) fn ends_at(&self, i: usize) -> bool {
        i + 1 == self.all.len() && !self.noun
    }

    pub(super) fn atom(&self, i: usize) -> Option<Atom> {
        self.all.get(i).map(|p| p.atom)
    }
}

static WORDS: LazyLock<HashMap<String, Atom, foldhash::fast::FixedState>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/number_words.tsv"))
        .map(|row| {
            let n: u64 = row[2].parse().expect("tests/number.rs reads every row");
            let atom = match row[1] {
                "unit" => Atom::Unit(n as u8),
                "teen" => Atom::Teen(n as u8),
                "ten" => Atom::Ten(n as u8),
                "cent" => Atom::Cent { plural: false },
                "cents" => Atom::Cent { plural: true },
                "mille" => Atom::Mille,
                "mil" => Atom::Mil,
                "scale" => Atom::Scale { by: n, plural: false },
                "scales" => Atom::Scale { by: n, plural: true },
                "collective" => Atom::Collective { by: n, plural: false },
                "collectives" => Atom::Collective { by: n, plural: true },
                "half" => Atom::Half,
                "fraction" => Atom::Fraction(n as u8),
                "comma" => Atom::Comma,
                "and" => Atom::And,
                "of" => Atom::Of,
                "some" => Atom::Some,
                "several" => Atom::Several,
                "epithet" => Atom::Epithet,
                "ordinal" => Atom::Ordinal(n as u8),
                other => panic!("number_words.tsv: class {other:?} is unknown"),
            };
            (fold(row[0]), atom)
        })
        .collect()
});

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| Openings::of(WORDS.keys().map(String::as_str)));

/// What stands before the ending of an ordinal: « deux » of « deuxieme ».
fn stem_of_ordinal(word: &str) -> Option<&str> {
    word.strip_suffix("ieme").or_else(|| word.strip_suffix("iemes"))
}

/// Whether a numeral may begin with a folded word; most words are told apart here. « de » and « et » go on with one and never begin one.
pub(super) fn may_begin(word: &str) -> bool {
    !matches!(word, "de" | "et" | "virgule")
        && OPENINGS.may_open(word)
        && (OPENINGS.may_hold(word) || word.contains('-') || stem_of_ordinal(word).is_some())
}

/// The atom of a folded word, and whether it is an ordinal, and a plural one.
fn atom(word: &str) -> Option<(Atom, bool, bool)> {
    if let Some(&a) = Some(word).filter(|w| OPENINGS.may_hold(w)).and_then(|w| WORDS.get(w)) {
        return Some((a, false, false));
    }
    let plural = word.ends_with("iemes");
    let stem = stem_of_ordinal(word)?;
    let base = match stem {
        "cinqu" => "cinq",
        "neuv" => "neuf",
        "quatr" => "quatre",
        _ => stem,
    };
    let a = WORDS.get(base).or_else(|| {
        let mut longer = String::with_capacity(base.len() + 1);
        longer.push_str(base);
        longer.push('e');
        WORDS.get(longer.as_str())
    });
    match a? {
        &a @ (Atom::Unit(_) | Atom::Teen(_) | Atom::Ten(_) | Atom::Cent { .. } | Atom::Mille | Atom::Scale { .. }) => {
            Some((a, true, plural))
        }
        _ => None,
    }
}

/// All atoms from `token` on; `None` when there is none.
pub(super) fn pieces(text: &Text<'_>, token: usize) -> Option<Pieces> {
    let scanned = |t: usize| digit::scanned(text.raw_word(t)).is_some();
    if text.tokens().get(token)?.kind() == TokenKind::Word && !may_begin(text.word(token)) && !scanned(token) {
        return None;
    }
    let mut all: SmallVec<[Piece; 4]> = SmallVec::new();
    let mut t = token;
    'tokens: while let Some(tok) = text.tokens().get(t) {
        if all.len() + 8 > MOST || t > token && (broken(text, t) || repeats(&all)) {
            break;
        }
        if tok.kind() == TokenKind::Number || scanned(t) {
            let Some((value, last, grouped)) = digit::read(text, t) else {
                break;
            };
            all.push(Piece {
                atom: Atom::Digits { value, grouped },
                token: last,
                closes: true,
                ordinal: false,
                plural: false,
            });
            t = last + 1;
            continue;
        }
        if let Some(end) = repeated(text, t, &all) {
            all.last_mut()?.token = end;
            t = end + 1;
            continue;
        }
        if tok.kind() != TokenKind::Word {
            break;
        }
        let word = text.word(t);
        let before = all.len();
        for part in word.split('-') {
            match atom(part) {
                Some((atom, ordinal, plural)) if all.len() < MOST => all.push(Piece {
                    atom,
                    token: t,
                    closes: false,
                    ordinal,
                    plural,
                }),
                _ => {
                    all.truncate(before);
                    break 'tokens;
                }
            }
        }
        let last = all.last_mut()?;
        last.closes = true;
        if last.ordinal {
            break;
        }
        t += 1;
    }
    let last = all.last()?;
    let noun = last.closes && counts(text, last.token + 1);
    Some(Pieces { all, noun })
}

/// The bracket that closes behind the same number in figures: « douze (12) soldats », « deux (2) milliards ». Not « douze (13) ».
fn repeated(text: &Text<'_>, token: usize, pieces: &[Piece]) -> Option<usize> {
    if text.word(token) != "(" || pieces.iter().any(|p| matches!(p.atom, Atom::Digits { .. })) {
        return None;
    }
    let inside = text.tokens().get(token + 1).filter(|t| t.kind() == TokenKind::Number);
    let (value, last, _) = inside.and_then(|_| digit::read(text, token + 1))?;
    let closes = last + 1 < text.tokens().len() && text.word(last + 1) == ")";
    let so_far = Pieces {
        all: pieces.into(),
        noun: true,
    };
    let (told, end) = super::cardinal(&so_far)?;
    (closes && end == pieces.len() && told.value == value).then_some(last + 1)
}

/// Whether the last two atoms are of one class: no numeral has two digits, units, tens or scales in a row, so that it ended
/// between them.
fn repeats(pieces: &[Piece]) -> bool {
    matches!(pieces, [.., a, b] if std::mem::discriminant(&a.atom) == std::mem::discriminant(&b.atom))
}

/// Whether a word in the plural stands at the token: « ouvriers », « euros ». Not « plus ».
fn counts(text: &Text<'_>, token: usize) -> bool {
    text.tokens().get(token).is_some_and(|t| t.kind() == TokenKind::Word)
        && text.word(token).len() > 4
        && text.word(token).ends_with(['s', 'x'])
        && !matches!(text.word(token), "moins" | "apres" | "depuis" | "alors" | "puis")
}

/// Whether an empty line stands before the token.
fn broken(text: &Text<'_>, token: usize) -> bool {
    let (a, b) = (text.tokens()[token - 1].span().end(), text.tokens()[token].span().start());
    b - a > 1 && text.raw()[a..b].matches('\n').count() > 1
}

/// What a folded scale multiplies by: « millions ».
pub(super) fn scale(word: &str) -> Option<u64> {
    match atom(word)? {
        (Atom::Scale { by, .. }, false, _) => Some(by),
        _ => None,
    }
}

/// Whether all parts of a folded word are atoms.
pub(super) fn is_atom(word: &str) -> bool {
    word.split('-').all(|part| atom(part).is_some())
}
