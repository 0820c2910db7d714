//! Currencies: signs, codes of ISO 4217 and French names, and whose « francs » a text means.

use crate::lexicon;
use crate::text::{PartialDate, Text, TokenKind, fold};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::LazyLock;

type Map<V> = HashMap<String, V, foldhash::fast::FixedState>;

/// ISO 4217's code for « no currency »: a unit of money whose country the text does not tell.
const OPEN: &str = "XXX";

/// One name of a currency behind its first word.
struct Name {
    rest: Vec<String>,
    code: &'static str,
    minor: bool,
}

/// Names by their first word, the longest first.
static NAMES: LazyLock<Map<Vec<Name>>> = LazyLock::new(|| {
    let mut names: Map<Vec<Name>> = Map::default();
    for row in lexicon::rows(include_str!("../lexicon/data/currencies.tsv")) {
        let mut words = row[0].split([' ', '-']).map(|w| singular(&fold(w)).to_owned());
        let first = words.next().expect("split yields at least one part");
        names.entry(first).or_default().push(Name {
            rest: words.collect(),
            code: row[1],
            minor: row[2] != "1",
        });
    }
    for list in names.values_mut() {
        list.sort_by_key(|n| std::cmp::Reverse(n.rest.len()));
    }
    names
});

static CODES: LazyLock<Map<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/currency_codes.tsv"))
        .map(|row| (row[0].to_owned(), row[1]))
        .collect()
});

static ACRONYMS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/currency_codes.tsv"))
        .filter(|row| row[2] == "acronym")
        .map(|row| row[0])
        .collect()
});

/// The countries a bare name may belong to: their codes, and the words that tell them.
#[derive(Default)]
struct Cues {
    codes: Vec<&'static str>,
    words: Map<usize>,
}

static CUES: LazyLock<Map<Cues>> = LazyLock::new(|| {
    let mut cues: Map<Cues> = Map::default();
    for row in lexicon::rows(include_str!("../lexicon/data/currency_cues.tsv")) {
        let of = cues.entry(row[0].to_owned()).or_default();
        let index = of.codes.len();
        of.codes.push(row[1]);
        of.words.extend(row[2].split(' ').map(|w| (fold(w), index)));
    }
    cues
});

/// A currency as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// ISO 4217.
    pub(super) code: &'static str,
    /// Whether a hundred of it make the currency's unit.
    pub(super) minor: bool,
    /// The bare name whose country the text did not give: « franc ».
    pub(super) bare: Option<&'static str>,
    /// The last token of the name.
    pub(super) last: usize,
}

/// A folded word without the ending of the plural.
fn singular(word: &str) -> &str {
    match word.strip_suffix(['s', 'x']) {
        Some(stem) if stem.len() > 1 => stem,
        _ => word,
    }
}

/// The code that a word in capitals is: « EUR », « FCFA ».
pub(super) fn code(raw: &str) -> Option<&'static str> {
    if !(3..=4).contains(&raw.len()) || !raw.as_bytes()[0].is_ascii_uppercase() {
        return None;
    }
    CODES.get(raw).copied()
}

/// The code with its scale as one word: « MUSD », « kEUR ».
pub(super) fn scaled_code(raw: &str) -> Option<(u64, &'static str)> {
    for (prefix, by) in [
        ("Mds", 1_000_000_000),
        ("Md", 1_000_000_000),
        ("M", 1_000_000),
        ("k", 1000),
        ("K", 1000),
    ] {
        if let Some(code) = raw.strip_prefix(prefix).and_then(|rest| CODES.get(rest)) {
            return Some((by, code));
        }
    }
    None
}

/// What an abbreviated scale multiplies by: « 10 M€ », « 3 Mds € », « 50 k€ ».
pub(super) fn scale(raw: &str) -> Option<u64> {
    Some(match raw {
        "k" | "K" => 1000,
        "m" | "M" | "mn" | "Mn" | "mio" | "Mio" | "mios" | "Mios" => 1_000_000,
        "Md" | "Mds" | "md" | "mds" | "Mrd" | "Mrds" | "mrd" | "mrds" | "G" | "bn" | "Bn" | "B" | "MM" | "Md." | "Mds." => {
            1_000_000_000
        }
        _ => return None,
    })
}

/// Whether a token can be a sign before a figure.
pub(super) fn is_sign(word: &str) -> bool {
    matches!(
        word,
        "$" | "€" | "£" | "¥" | "₩" | "₽" | "₹" | "₺" | "₪" | "₴" | "฿" | "₫" | "₦" | "₱" | "₿"
    )
}

/// Whether the code is mostly another acronym: « COP 21 ».
pub(super) fn is_acronym(raw: &str) -> bool {
    ACRONYMS.contains(&raw)
}

/// The currency of a dollar's prefix: « US$ », « mxn$ ».
pub(super) fn dollar(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "us" | "usd" => "USD",
        "c" | "ca" | "can" | "cad" => "CAD",
        "a" | "au" | "aud" => "AUD",
        "nz" | "nzd" => "NZD",
        "hk" | "hkd" => "HKD",
        "s" | "sg" | "sgd" => "SGD",
        "nt" | "twd" => "TWD",
        "r" | "brl" => "BRL",
        "mxn" => "MXN",
        "ars" => "ARS",
        "clp" => "CLP",
        "cop" => "COP",
        _ => return None,
    })
}

/// The currency that begins at `token`: a code, a sign or a name with its adjectives, the longest.
pub(super) fn read(text: &Text<'_>, token: usize) -> Option<Unit> {
    let tok = text.tokens().get(token)?;
    let word = text.word(token);
    if tok.kind() == TokenKind::Word
        && let Some(code) = code(text.raw_word(token))
    {
        return Some(Unit {
            code,
            minor: false,
            bare: None,
            last: token,
        });
    }
    // « US$ » behind the figure.
    if text.tokens().get(token + 1).is_some_and(|t| t.is_glued_to(tok))
        && text.word(token + 1) == "$"
        && let Some(code) = dollar(word)
    {
        return Some(Unit {
            code,
            minor: false,
            bare: None,
            last: token + 1,
        });
    }
    let mut parts = word.split('-');
    let first = parts.next()?;
    let names = NAMES.get(first).or_else(|| NAMES.get(singular(first)))?;
    for name in names {
        if let Some(last) = follows(text, token, &name.rest) {
            let bare = if name.code == "?" || name.rest.is_empty() && word == "$" {
                Some(NAMES.get_key_value(singular(first)).map_or("", |(k, _)| k.as_str()))
            } else {
                None
            };
            return Some(Unit {
                code: if name.code == "?" { OPEN } else { name.code },
                minor: name.minor,
                bare,
                last,
            });
        }
    }
    None
}

/// Whether the words `rest` stand behind the first word of `token`; the last token they take.
fn follows(text: &Text<'_>, token: usize, rest: &[String]) -> Option<usize> {
    let mut t = token;
    let mut parts = text.word(t).split('-');
    parts.next();
    for want in rest {
        let part = match parts.next() {
            Some(p) => p,
            None => {
                t += 1;
                if text.tokens().get(t)?.kind() != TokenKind::Word {
                    return None;
                }
                parts = text.word(t).split('-');
                parts.next()?
            }
        };
        // « dollar de Hong Kong » and « cent d'euro » keep their small words; one letter must be a capital or stand by the sign.
        let short = want.len() == 1 && text.word(token) != "$";
        if singular(part) != want || short {
            return None;
        }
    }
    parts.next().is_none().then_some(t)
}

/// Whose the bare name is: the country that the document speaks of most; else what the name means in France.
pub(super) fn settle(text: &Text<'_>, name: &str, published: Option<PartialDate>) -> &'static str {
    let before_the_euro = published.is_some_and(|d| d.first().year() < 2002);
    let default = match name {
        "$" => "USD",
        "franc" if before_the_euro => return "FRF",
        "mark" if before_the_euro => return "DEM",
        "franc" => "FRF",
        "mark" => "DEM",
        "livre" => "GBP",
        "roupie" => "INR",
        "couronne" => OPEN,
        "rial" => "IRR",
        "riyal" => "SAR",
        "cent" => "USD",
        "centime" if before_the_euro => return "FRF",
        "centime" => "EUR",
        _ => OPEN,
    };
    let Some(cues) = CUES.get(name) else {
        return default;
    };
    let mut counts = vec![0usize; cues.codes.len()];
    for (i, tok) in text.tokens().iter().enumerate() {
        if tok.kind() == TokenKind::Word
            && let Some(&row) = cues.words.get(text.word(i))
        {
            counts[row] += 1;
        }
    }
    let best = (0..counts.len()).max_by_key(|&i| (counts[i], std::cmp::Reverse(i)));
    match best {
        Some(i) if counts[i] > 0 => cues.codes[i],
        _ => default,
    }
}

/// The value in units of the currency.
pub(super) fn in_units(value: Decimal, minor: bool) -> Option<Decimal> {
    if minor {
        value.checked_div(Decimal::ONE_HUNDRED)
    } else {
        Some(value)
    }
}

impl Unit {
    /// A currency given by its code.
    pub(super) fn plain(code: &'static str, last: usize) -> Self {
        Self {
            code,
            minor: false,
            bare: None,
            last,
        }
    }
}

/// The sign at `token` alone.
pub(super) fn read_sign(text: &Text<'_>, token: usize) -> Option<Unit> {
    let (key, names) = NAMES.get_key_value(text.word(token))?;
    let name = names.iter().find(|n| n.rest.is_empty())?;
    Some(Unit {
        code: if name.code == "?" { OPEN } else { name.code },
        minor: name.minor,
        bare: (name.code == "?").then_some(key.as_str()),
        last: token,
    })
}

/// As [`read`], within the tokens before `hi`.
pub(super) fn read_in(text: &Text<'_>, token: usize, hi: usize) -> Option<Unit> {
    if token >= hi {
        return None;
    }
    read(text, token).filter(|u| u.last < hi)
}

/// The bare name, in the singular, that the name at `token` begins with: « franc » of « francs burundais ».
pub(super) fn read_bare(text: &Text<'_>, token: usize) -> Option<&'static str> {
    let first = text.word(token).split('-').next()?;
    let (key, names) = NAMES.get_key_value(first).or_else(|| NAMES.get_key_value(singular(first)))?;
    names
        .iter()
        .any(|n| n.rest.is_empty() && n.code == "?")
        .then_some(key.as_str())
}

/// The code as a word of the tables.
pub(super) fn known(code: &str) -> Option<&'static str> {
    CODES.get(code).copied()
}
