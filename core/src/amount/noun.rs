//! The counted noun behind a figure: where it stands, its lemma, whether it names people.

use super::words::{self, Class};
use crate::lexicon::words::WordSet;
use crate::lexicon::{self, inflection, person};
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

/// What stands behind the first word of a counted phrase.
struct Phrase {
    rest: Vec<String>,
    lemma: &'static str,
    person: bool,
}

/// Phrases that are counted as one noun, by their first word, the longest first.
static PHRASES: LazyLock<Map<Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: Map<Vec<Phrase>> = Map::default();
    for row in lexicon::rows(include_str!("../lexicon/data/counted_phrases.tsv")) {
        let folded = fold(row[0]).replace('\'', "' ");
        let mut words = folded.split(' ').map(str::to_owned);
        let first = words.next().unwrap_or_default();
        phrases.entry(first).or_default().push(Phrase {
            rest: words.collect(),
            lemma: row[0],
            person: row[1] == "person",
        });
    }
    for list in phrases.values_mut() {
        list.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
    }
    phrases
});

/// The phrase whose first word in the singular is `folded` at `t`: « gardes à vue », « chefs d'État ». Not « gardes à la porte ».
fn phrase(text: &Text<'_>, t: usize, hi: usize, folded: &str) -> Option<Noun> {
    let phrases = PHRASES.get(folded)?;
    let fits = |at: usize, want: &str| text.word(at) == want || fold(&singular(text.raw_word(at))) == want;
    let found = phrases
        .iter()
        .find(|p| t + p.rest.len() < hi && p.rest.iter().enumerate().all(|(k, want)| fits(t + 1 + k, want)))?;
    Some(Noun {
        token: t + found.rest.len(),
        lemma: found.lemma.to_owned(),
        person: found.person,
    })
}

/// The singular of a noun in lower case: by the table of irregular plurals, else by its ending.
pub(super) fn singular(raw: &str) -> String {
    let lower = raw.to_lowercase();
    match lower.split_once('-') {
        Some((head, tail)) if !tail.is_empty() => match PLURALS.get(&fold(&lower)) {
            Some(&s) => s.to_owned(),
            // « trois-mâts » and « deux-roues » keep their number.
            None if crate::number::is_word(&fold(head)) => lower,
            None => format!("{}-{}", singular_part(head), singular_part(tail)),
        },
        _ => singular_part(&lower),
    }
}

fn singular_part(word: &str) -> String {
    if let Some(&s) = PLURALS.get(&fold(word)) {
        return s.to_owned();
    }
    // « lépreux » is its own singular; « jeux » and the like stand in the table.
    // « burundais » and « danois » are their own singular too; « délais » and « lois » stand in the table.
    if word.ends_with("eux") || word.len() > 4 && (word.ends_with("ais") || word.ends_with("ois")) {
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
    if let Some(yes) = person::listed(folded) {
        return yes;
    }
    let head = folded.split('-').next().unwrap_or(folded);
    if head != folded
        && let Some(yes) = person::listed(head)
    {
        return yes;
    }
    folded.len() > 5 && words::is(folded, Class::PersonEnding)
}

/// What a count counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// People: « salarié », « blessé », « Français ».
    People,
    /// Jobs, or what ends or begins one: « emploi », « poste de travail », « licenciement ».
    Jobs,
    /// Anything else: « magasin », « famille ».
    Things,
}

impl Counted {
    /// What the unit of a count stands for.
    ///
    /// ```
    /// use depeche_core::amount::Counted;
    /// assert_eq!(Counted::of("poste de travail"), Counted::Jobs);
    /// assert_eq!(Counted::of("salarié"), Counted::People);
    /// assert_eq!(Counted::of("magasin"), Counted::Things);
    /// ```
    pub fn of(unit: &str) -> Self {
        let whole = fold(unit);
        let noun = whole.split([' ', '-']).next().unwrap_or(&whole);
        if JOBS.contains(noun) {
            Self::Jobs
        } else if is_person(&whole) || is_person(noun) || is_people(noun, true) {
            Self::People
        } else {
            Self::Things
        }
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Jobs => "jobs",
            Self::Things => "things",
        }
    }
}

/// Nouns of jobs, folded.
static JOBS: LazyLock<std::collections::HashSet<String, foldhash::fast::FixedState>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../lexicon/data/job_nouns.tsv"));
    rows.filter_map(|row| row.first().map(|noun| fold(noun))).collect()
});

/// The adjectives of countries and peoples, folded, masculine singular.
static PEOPLES: LazyLock<std::collections::HashSet<String, foldhash::fast::FixedState>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/countries.tsv"))
        .filter_map(|row| row.get(2).copied())
        .flat_map(|names| names.split('|'))
        .chain(lexicon::rows(include_str!("../lexicon/data/peoples.tsv")).filter_map(|row| row.first().copied()))
        .map(fold)
        .collect()
});

/// The peoples by the table of countries or by their endings: « un Ouzbek », « Français », « Syriennes », « Américains ».
fn is_people(folded: &str, one: bool) -> bool {
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    let feminine = singular.strip_suffix('e').unwrap_or(singular);
    let doubled = feminine.strip_suffix('n').unwrap_or(feminine);
    [folded, singular, feminine, doubled].iter().any(|w| PEOPLES.contains(*w)) || !one && words::is(folded, Class::PeopleEnding)
}

/// Garments that name those who wear them, with their colors.
static WORN: LazyLock<Map<Vec<String>>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/worn.tsv"))
        .map(|row| (fold(row[0]), row[1].split(' ').map(fold).collect()))
        .collect()
});

/// Whether the garment in its color names those who wear it: « trois Casques bleus », « 800 blouses blanches »; not « dix robes rouges ».
fn worn(singular: &str, color: &str) -> bool {
    WORN.get(singular).is_some_and(|colors| colors.iter().any(|c| c == color))
}

/// Whether « points de … » are places or things: « points de contrôle », « points de vente ».
fn is_place(word: &str) -> bool {
    word.len() > 3 && !WordSet::NoCountedNoun.has(word)
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

/// The bar of a word behind a figure: by the table, else a unit with a prefix of the metric system (« mégawatts »).
fn bar(word: &str, singular: &str) -> Option<Bar> {
    if let Some(&bar) = BARS.get(word).or_else(|| BARS.get(singular)) {
        return Some(bar);
    }
    const PREFIXES: [&str; 13] = [
        "kilo", "mega", "giga", "tera", "peta", "milli", "micro", "nano", "pico", "centi", "deci", "hecto", "deca",
    ];
    PREFIXES
        .iter()
        .filter_map(|p| BARS.get(singular.strip_prefix(p)?))
        .find(|&&b| b == Bar::Unit)
        .copied()
}

/// The noun that the figure before `token` counts. `one`: the figure is below two, the noun in the singular.
///
/// Plural nouns are known by their ending, those of people also in the singular (« quinze personne »); adjectives that
/// stand before a noun are passed over (« trois jeunes filles ») and stand for one when none follows (« 64 autres blessées »).
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
        let lemma = singular(text.raw_word(t));
        let folded = fold(&lemma);
        // « 700 jeunes venus », « 30 autres blessées »; « deux autres blessés sont » counts them.
        let fate = || words::bends(word, Class::Fate) || is_participle(text, t);
        let told = t > token && words::is(text.word(t - 1), Class::HeadAdjective) && fate();
        let counted = told && WordSet::Other.has(text.word(t - 1)) && t + 1 < hi && words::is(text.word(t + 1), Class::Verb);
        if told && !counted {
            break;
        }
        if (!one || folded == word)
            && let Some(noun) = phrase(text, t, hi, &folded)
        {
            return Behind::Noun(noun);
        }
        match bar(word, &folded) {
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
        match head(text, t, lemma, &folded, one) {
            Some(noun) => return Behind::Noun(noun),
            None => break,
        }
    }
    match adjective {
        Some(t) if words::is(text.word(t), Class::HeadAdjective) => Behind::Noun(Noun {
            token: t,
            lemma: singular(text.raw_word(t)),
            person: true,
        }),
        _ => Behind::Nothing,
    }
}

/// Whether the word is a model of vehicles or arms: « F-16 », « Su-35 », « Tu-154M », « A380 ». Not « Covid-19 ».
fn is_model(raw: &str) -> bool {
    // « A380 » has no hyphen; roads and rooms have two digits or other letters.
    if let Some(digits) = raw.strip_prefix('A') {
        return digits.len() == 3 && digits.starts_with('3') && digits.bytes().all(|b| b.is_ascii_digit());
    }
    let Some((letters, digits)) = raw.split_once('-') else {
        return false;
    };
    let digits = digits.trim_end_matches(|c: char| c.is_ascii_uppercase());
    (1..=3).contains(&letters.len())
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && letters.bytes().all(|b| b.is_ascii_alphabetic())
        && (2..=3).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the word at `t` is a participle by its ending and no noun: « fermées », « recherchées ». Not « marchés », « blessés ».
pub(super) fn is_participle(text: &Text<'_>, t: usize) -> bool {
    if !inflection::is_participle_in_e(text.raw_word(t)) {
        return false;
    }
    let folded = fold(&singular(text.raw_word(t)));
    !words::is(&folded, Class::NounInE) && person::listed(&folded).is_none() && bar(text.word(t), &folded).is_none()
}

/// Whether a word behind a figure is small and no noun: « en », « cette ».
pub(super) fn is_small(word: &str) -> bool {
    BARS.get(word) == Some(&Bar::Small)
}

/// Whether a word behind a figure stands before its noun: « premiers ».
pub(super) fn is_before(word: &str) -> bool {
    BARS.get(word) == Some(&Bar::Before)
}

/// Whether a folded word names a people that the tables know: « belges ». Not « Nikolaus », which only ends so.
pub(super) fn is_known_people(folded: &str) -> bool {
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    is_people(folded, true) || is_people(singular, true)
}

/// The word at `t` as a counted noun: « 12 employés », « deux Syriens », « 27 États », « six Airbus ». Not « 12 Dupont ».
fn head(text: &Text<'_>, t: usize, lemma: String, folded: &str, one: bool) -> Option<Noun> {
    let word = text.word(t);
    let raw = text.raw_word(t);
    // « EHPAD », « Ehpad ».
    let spelled = raw.len() > 1 && raw.bytes().all(|b| b.is_ascii_uppercase())
        || raw.len() > 4 && raw.starts_with(|c: char| c.is_ascii_uppercase());
    if spelled && !one && (words::is(word, Class::Acronym) || words::is(word, Class::PersonAcronym)) {
        return Some(Noun {
            token: t,
            lemma: raw.to_uppercase(),
            person: words::is(word, Class::PersonAcronym),
        });
    }
    if word.len() <= 2 || word.ends_with('\'') || crate::number::is_word(word) {
        return None;
    }
    if !one && is_model(raw) {
        return Some(Noun {
            token: t,
            lemma: raw.to_owned(),
            person: false,
        });
    }
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let shouted = raw.chars().filter(|c| c.is_alphabetic()).count() > 3 && !raw.chars().any(char::is_lowercase);
    if capital && !one && words::is(word, Class::Make) {
        return Some(Noun {
            token: t,
            lemma: raw.to_owned(),
            person: false,
        });
    }
    let person = is_person(folded);
    let plural = word.ends_with(['s', 'x', 'z']) || folded != word && lemma != raw.to_lowercase();
    let said_alone = person && !capital && person::listed(folded).is_some();
    if !(one || plural || said_alone) {
        return None;
    }
    if !capital || shouted {
        return Some(Noun { token: t, lemma, person });
    }
    if is_people(word, one) {
        return Some(Noun {
            token: t,
            lemma: singular(&raw.to_lowercase()),
            person: true,
        });
    }
    (!one && words::is(word, Class::CapitalNoun)).then_some(Noun {
        token: t,
        lemma,
        person: false,
    })
}
