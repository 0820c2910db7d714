//! Currencies: signs, codes of ISO 4217 and French names, and whose « francs » a text means.

use crate::lexicon;
use crate::lexicon::words::WordSet;
use crate::named::named;
use crate::text::{PartialDate, Text, TokenKind, fold};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::LazyLock;

type Map<V> = HashMap<String, V, foldhash::fast::FixedState>;

/// ISO 4217's code for « no currency »: a unit of money whose country the text does not tell.
pub(super) const OPEN: &str = "XXX";

/// The franc of two currency unions, whose country decides which: « francs CFA », « FCFA ».
pub(super) const CFA: &str = "franc cfa";

/// Whether the folded word is « F », with or without the point of its sentence.
pub(super) fn is_franc_sign(word: &str) -> bool {
    word.trim_end_matches('.') == "f"
}

/// One name of a currency behind its first word.
struct Name {
    rest: Vec<String>,
    code: &'static str,
    part: Decimal,
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
            part: row[2].parse().expect("the test below reads every row of the table"),
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
    /// Cues of several words by their first one: what follows it, and the code's index.
    phrases: Map<Vec<(Vec<String>, usize)>>,
}

impl Cues {
    /// Whose cue begins at a token, and whether it is the code itself: « genevois », « Conseil fédéral », « CHF ».
    fn told(&self, text: &Text<'_>, token: usize) -> Option<(usize, bool)> {
        let word = text.word(token);
        // « COP » may be a conference of the parties.
        let is_here = |code: &str| code == text.raw_word(token) && !is_acronym(code);
        if let Some(index) = self.codes.iter().position(|code| is_here(code)) {
            return Some((index, true));
        }
        let of_phrase = || {
            let phrases = self.phrases.get(word)?;
            let told = phrases.iter().find(|(rest, _)| follows(text, token, rest).is_some());
            told.map(|&(_, index)| index)
        };
        let index = self.words.get(word).copied().or_else(of_phrase)?;
        Some((index, false))
    }
}

static CUES: LazyLock<Map<Cues>> = LazyLock::new(|| {
    let mut cues: Map<Cues> = Map::default();
    for row in lexicon::rows(include_str!("../lexicon/data/currency_cues.tsv")) {
        let of = cues.entry(row[0].to_owned()).or_default();
        let index = of.codes.len();
        of.codes.push(row[1]);
        for cue in row[2].split(' ') {
            let folded = fold(cue);
            match folded.split_once('_') {
                Some((first, rest)) => {
                    let rest = rest.split('_').map(|w| singular(w).to_owned()).collect();
                    of.phrases.entry(first.to_owned()).or_default().push((rest, index));
                }
                None => drop(of.words.insert(folded, index)),
            }
        }
    }
    cues
});

/// A currency as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// ISO 4217.
    pub(super) code: &'static str,
    /// How much of the currency's unit it is: a hundredth for « centime », a thousandth for « millime ».
    pub(super) part: Decimal,
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

/// What a mark of `currency_marks.tsv` is.
#[derive(Default)]
struct Marks {
    signs: Vec<&'static str>,
    scales: Map<u64>,
    glued: Vec<(&'static str, u64)>,
    dollars: Map<&'static str>,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    let mut marks = Marks::default();
    for row in lexicon::rows(include_str!("../lexicon/data/currency_marks.tsv")) {
        let by = || row[2].parse().expect("a scale of the table is a number");
        match row[1] {
            "sign" => marks.signs.push(row[0]),
            "scale" => drop(marks.scales.insert(row[0].to_owned(), by())),
            "glued" => marks.glued.push((row[0], by())),
            _ => drop(marks.dollars.insert(row[0].to_owned(), row[2])),
        }
    }
    marks
});

/// The code with its scale as one word: « MUSD », « kEUR ».
pub(super) fn scaled_code(raw: &str) -> Option<(u64, &'static str)> {
    if raw.len() < 4 {
        return None;
    }
    MARKS
        .glued
        .iter()
        .find_map(|&(prefix, by)| Some((by, *CODES.get(raw.strip_prefix(prefix)?)?)))
}

named! {
    /// What lets an abbreviation of `currency_short.tsv` stand for money.
    pub(super) enum Use {
        /// A figure before it.
        Alone = "alone",
        /// A scale before it: « 300 ME ».
        Scaled = "scaled",
        /// A scale before it, a thousand of it, or its country in the text.
        Told = "told",
        /// Its country in the text.
        Country = "country",
    }
}

/// An abbreviation of money that stands only behind a figure: « DH », « DT ».
pub(super) struct Short {
    /// ISO 4217, or « ? » where the country decides.
    code: &'static str,
    pub(super) usage: Use,
    /// The bare name that its country tells.
    pub(super) name: &'static str,
}

impl Short {
    /// Its currency, where the text takes the bare name for `told`.
    pub(super) fn code(&self, told: &'static str, scaled: bool) -> Option<&'static str> {
        match self.usage {
            Use::Country if self.code == "?" => Some(told),
            Use::Alone => Some(self.code),
            Use::Scaled | Use::Told if scaled => Some(self.code),
            Use::Told | Use::Country => (told == self.code).then_some(self.code),
            Use::Scaled => None,
        }
    }
}

static SHORT: LazyLock<Map<Short>> = LazyLock::new(|| {
    let read = |row: Vec<&'static str>| {
        let usage = Use::from_name(row[2]).unwrap_or_else(|| panic!("currency_short.tsv: use {:?} is unknown", row[2]));
        let (code, name) = (row[1], row[3]);
        (row[0].to_owned(), Short { code, usage, name })
    };
    lexicon::rows(include_str!("../lexicon/data/currency_short.tsv"))
        .map(read)
        .collect()
});

/// The abbreviation that a word is, with the scale that stands glued before it: « DH », « MMDH » (a thousand million). « D » needs one.
pub(super) fn short(raw: &str) -> Option<(u64, &'static Short)> {
    if let Some(short) = SHORT.get(raw).filter(|_| raw.len() > 1) {
        return Some((1, short));
    }
    MARKS
        .glued
        .iter()
        .filter(|&&(prefix, by)| by > 1000 || raw.len() > prefix.len() + 1 || raw.ends_with('E'))
        .find_map(|&(prefix, by)| Some((by, SHORT.get(raw.strip_prefix(prefix)?)?)))
}

/// What an abbreviated scale multiplies by: « 10 M€ », « 3 Mds € », « 50 k€ ».
pub(super) fn scale(raw: &str) -> Option<u64> {
    MARKS.scales.get(raw).copied()
}

/// Whether a token can be a sign before a figure.
pub(super) fn is_sign(word: &str) -> bool {
    MARKS.signs.contains(&word)
}

/// Whether the code is mostly another acronym: « COP 21 ».
pub(super) fn is_acronym(raw: &str) -> bool {
    ACRONYMS.contains(&raw)
}

/// The currency of a dollar's prefix: « US$ », « mxn$ ».
pub(super) fn dollar(folded: &str) -> Option<&'static str> {
    MARKS.dollars.get(folded).copied()
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
            part: Decimal::ONE,
            bare: (word == "fcfa").then_some(CFA),
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
            part: Decimal::ONE,
            bare: None,
            last: token + 1,
        });
    }
    let mut parts = word.split('-');
    let first = parts.next()?;
    let names = NAMES.get(first).or_else(|| NAMES.get(singular(first)))?;
    for name in names {
        if let Some(last) = follows(text, token, &name.rest) {
            let bare = match (name.code, name.rest.as_slice()) {
                ("?", rest) if rest.last().is_some_and(|w| w == "cfa") || WordSet::Cfa.has(first) => Some(CFA),
                ("?", _) if is_franc_sign(first) => Some("franc"),
                ("?", _) => Some(NAMES.get_key_value(singular(first)).map_or("", |(k, _)| k.as_str())),
                _ => (name.rest.is_empty() && word == "$").then_some("$"),
            };
            return Some(Unit {
                code: if name.code == "?" { OPEN } else { name.code },
                part: name.part,
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

/// What a bare name means where no country tells: today, and before the euro.
static DEFAULTS: LazyLock<Map<[&'static str; 2]>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/currency_defaults.tsv"))
        .map(|row| (row[0].to_owned(), [row[1], row[2]]))
        .collect()
});

/// How many tokens the headline and the dateline take, about.
const HEAD: usize = 30;
/// How much a country named there counts, and how much it takes to be the article's.
const TOP: usize = 3;
/// How much the code of one of its currencies counts: more than countries do.
const SURE: usize = 1000;

/// Whose the bare name is: the country that the document speaks of most; else what the name means in France.
pub(super) fn settle(text: &Text<'_>, name: &str, published: Option<PartialDate>) -> &'static str {
    let before_the_euro = published.is_some_and(|d| d.first().year() < 2002);
    let default = DEFAULTS.get(name).map_or(OPEN, |codes| codes[usize::from(before_the_euro)]);
    let Some(cues) = CUES.get(if name == "dollar" { "$" } else { name }) else {
        return default;
    };
    // A country named once in passing is not the article's; in the headline or dateline it is.
    let dollar = WordSet::Dollar.has(name);
    let mut counts = vec![0usize; cues.codes.len()];
    for (i, tok) in text.tokens().iter().enumerate() {
        if tok.kind() == TokenKind::Word
            && let Some((row, is_code)) = cues.told(text, i)
        {
            counts[row] += match (is_code, dollar) {
                (true, false) => SURE,
                // A bare « $ » beside a code may well be another dollar.
                (true, true) => 0,
                (false, true) if i >= HEAD => 1,
                (false, _) => TOP,
            };
        }
    }
    let best = (0..counts.len())
        .filter(|&i| before_the_euro || !matches!(cues.codes[i], "FRF" | "BEF" | "LUF"))
        .max_by_key(|&i| (counts[i], std::cmp::Reverse(i)));
    match best {
        Some(i) if counts[i] >= TOP => cues.codes[i],
        _ => default,
    }
}

impl Unit {
    /// Whether it is a part of the currency's unit.
    pub(super) fn is_minor(&self) -> bool {
        self.part != Decimal::ONE
    }

    /// A currency given by its code.
    pub(super) fn plain(code: &'static str, last: usize) -> Self {
        Self {
            code,
            part: Decimal::ONE,
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
        part: name.part,
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

/// Whether the text has the bare name, in the singular or plural.
pub(super) fn names(text: &Text<'_>, name: &str) -> bool {
    (0..text.tokens().len()).any(|t| singular(text.word(t)) == name)
}

/// The code as a word of the tables.
pub(super) fn known(code: &str) -> Option<&'static str> {
    CODES.get(code).copied()
}
