//! The counted noun behind a figure: where it stands, its lemma, whether it names people.

use crate::lexicon;
use crate::text::{Text, TokenKind, fold};
use std::collections::HashMap;
use std::sync::LazyLock;

type Map<V> = HashMap<String, V, foldhash::fast::FixedState>;

/// A counted noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noun {
    /// Its token.
    pub(super) token: usize,
    /// Its singular, as written (« employé »).
    pub(super) lemma: String,
    /// Whether it names people.
    pub(super) person: bool,
}

/// Why a word behind a figure is not the counted noun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bar {
    Unit,
    Small,
    Before,
}

static BARS: LazyLock<Map<Bar>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/uncounted.tsv"))
        .map(|row| {
            let bar = match row[1] {
                "unit" => Bar::Unit,
                "small" => Bar::Small,
                _ => Bar::Before,
            };
            (fold(row[0]), bar)
        })
        .collect()
});

static PLURALS: LazyLock<Map<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/plural_nouns.tsv"))
        .map(|row| (fold(row[0]), row[1]))
        .collect()
});

static PEOPLE: LazyLock<Map<bool>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/person_nouns.tsv"))
        .map(|row| (fold(row[0]), row[1] == "yes"))
        .collect()
});

/// The singular of a noun in lower case: by the table of irregular plurals, else by its ending.
pub(super) fn singular(raw: &str) -> String {
    let lower = raw.to_lowercase();
    if let Some(&s) = PLURALS.get(&fold(&lower)) {
        return s.to_owned();
    }
    if let Some((head, tail)) = lower.split_once('-')
        && !tail.is_empty()
    {
        return format!("{}-{}", singular_part(head), singular_part(tail));
    }
    singular_part(&lower)
}

fn singular_part(word: &str) -> String {
    if let Some(&s) = PLURALS.get(&fold(word)) {
        return s.to_owned();
    }
    // « lépreux » is its own singular; « jeux » and the like stand in the table.
    if word.ends_with("eux") {
        return word.to_owned();
    }
    if word.ends_with("eaux") || word.ends_with("oux") {
        return word[..word.len() - 1].to_owned();
    }
    match word.strip_suffix("aux") {
        Some(stem) if stem.len() > 1 => format!("{stem}al"),
        _ => match word.strip_suffix('s') {
            Some(stem) if stem.len() > 1 && !stem.ends_with('s') => stem.to_owned(),
            _ => word.to_owned(),
        },
    }
}

/// Whether a folded singular names people: by the table, else by its ending (« -iste », « -ateur », « -ien »).
fn is_person(folded: &str) -> bool {
    if let Some(&yes) = PEOPLE.get(folded) {
        return yes;
    }
    let head = folded.split('-').next().unwrap_or(folded);
    if head != folded
        && let Some(&yes) = PEOPLE.get(head)
    {
        return yes;
    }
    [
        "eur", "euse", "trice", "iste", "ien", "ienne", "een", "eenne", "logue", "naute", "ologue", "crate", "phobe", "aire",
    ]
    .iter()
    .any(|end| folded.ends_with(end) && folded.len() > end.len() + 2)
        && !folded.ends_with("aire")
        || folded.ends_with("tionnaire")
}

/// The peoples by their endings: « Français », « Syriens », « Afghans », « Américains ».
fn is_people(folded: &str) -> bool {
    [
        "ais", "aises", "ois", "oises", "iens", "iennes", "eens", "eennes", "ains", "aines", "ans", "anes", "ards", "ins",
        "ines", "ques", "tes", "bes", "ses", "rds", "cs", "lges", "erges", "chs",
    ]
    .iter()
    .any(|end| folded.ends_with(end) && folded.len() > end.len() + 1)
}

/// Whether the garment in its colour names those who wear it: « trois Casques bleus », « 800 blouses blanches »; not « dix robes rouges ».
fn worn(singular: &str, colour: &str) -> bool {
    matches!(
        (singular, colour),
        ("gilet", "jaunes")
            | ("casque", "bleus" | "blancs")
            | ("bonnet", "rouges")
            | ("beret", "verts" | "rouges" | "noirs")
            | ("chemise", "rouges" | "noires" | "brunes")
            | ("blouse", "blanches" | "roses")
            | ("robe", "noires")
            | ("foulard", "rouges")
            | ("col", "blancs" | "bleus")
    )
}

/// Whether « points de … » are places or things: « points de contrôle », « points de vente ».
fn is_place(word: &str) -> bool {
    word.len() > 3
        && !matches!(
            word,
            "moins" | "plus" | "pourcentage" | "pourcentages" | "base" | "croissance"
        )
}

/// What stands behind a figure.
pub(super) enum Behind {
    /// A counted noun.
    Noun(Noun),
    /// A unit of measure or of time: the figure is no count.
    Unit,
    /// Something else: the figure stands alone.
    Nothing,
}

/// The noun that the figure before `token` counts. `one`: the figure is below two, the noun in the singular.
///
/// Plural nouns are known by their ending; adjectives that stand before a noun are passed over (« trois jeunes filles »),
/// and stand for one when none follows (« 64 autres blessées »).
pub(super) fn read(text: &Text<'_>, token: usize, hi: usize, one: bool) -> Behind {
    let mut t = token;
    let mut adjective = None;
    while t < hi && t < token + 3 {
        let tok = text.tokens()[t];
        if tok.kind() != TokenKind::Word {
            if t == token && tok.kind() == TokenKind::Symbol && text.word(t) == "°" {
                return Behind::Unit;
            }
            break;
        }
        let word = text.word(t);
        let raw = text.raw_word(t);
        let lemma = singular(raw);
        let folded = fold(&lemma);
        match BARS.get(word).or_else(|| BARS.get(&folded)) {
            // « deux points de contrôle » are places; « deux points de pourcentage » are read before.
            Some(Bar::Unit) if folded == "point" && t + 2 < hi && text.word(t + 1) == "de" && is_place(text.word(t + 2)) => {}
            Some(Bar::Unit) => return Behind::Unit,
            Some(Bar::Small) => break,
            Some(Bar::Before) => {
                adjective = Some(t);
                t += 1;
                continue;
            }
            None => {}
        }
        if !one && t + 1 < hi && worn(&folded, text.word(t + 1)) {
            return Behind::Noun(Noun {
                token: t + 1,
                lemma: format!("{lemma} {}", singular(text.raw_word(t + 1))),
                person: true,
            });
        }
        let capital = raw.chars().next().is_some_and(char::is_uppercase);
        let shouted = raw.chars().filter(|c| c.is_alphabetic()).count() > 3 && !raw.chars().any(char::is_lowercase);
        let person = is_person(&folded);
        let plural = word.ends_with(['s', 'x', 'z']) || folded != word && lemma != raw.to_lowercase();
        let noun = if one {
            word.len() > 2 && !word.ends_with('\'')
        } else {
            plural && word.len() > 2
        };
        if !noun || crate::number::is_word(word) {
            break;
        }
        if capital && !shouted {
            if !is_people(word) {
                break;
            }
            return Behind::Noun(Noun {
                token: t,
                lemma: singular(&raw.to_lowercase()),
                person: true,
            });
        }
        // « 64 autres blessées », « deux jeunes tués »: the participle describes, the adjective is the head.
        return Behind::Noun(Noun { token: t, lemma, person });
    }
    match adjective {
        Some(t) if matches!(text.word(t), "jeunes" | "autres" | "autre" | "anciens" | "vieux") => Behind::Noun(Noun {
            token: t,
            lemma: singular(text.raw_word(t)),
            person: true,
        }),
        _ => Behind::Nothing,
    }
}
