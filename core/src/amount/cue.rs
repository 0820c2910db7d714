//! The words around a figure: comparators and directions.

use super::words::{self, Class};
use super::{Comparator, Direction};
use crate::lexicon;
use crate::lexicon::inflection;
use crate::lexicon::words::WordSet;
use crate::number::{self, NumeralKind};
use crate::text::{Text, TokenKind, fold};
use std::collections::HashMap;
use std::sync::LazyLock;

type Map<V> = HashMap<String, V, foldhash::fast::FixedState>;

/// The words of a row in reading order away from the figure.
type Row = (Vec<String>, Comparator);

struct Comparators {
    before: Map<Vec<Row>>,
    after: Map<Vec<Row>>,
}

static COMPARATORS: LazyLock<Comparators> = LazyLock::new(|| {
    let mut both = Comparators {
        before: Map::default(),
        after: Map::default(),
    };
    for row in lexicon::rows(include_str!("../lexicon/data/comparators.tsv")) {
        let comparator = match row[2] {
            "approx" => Comparator::Approximate,
            "lt" => Comparator::Less,
            _ => Comparator::More,
        };
        let folded = fold(row[0]).replace('\'', "' ");
        let mut words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
        let side = if row[1] == "before" {
            words.reverse();
            &mut both.before
        } else {
            &mut both.after
        };
        side.entry(words[0].clone()).or_default().push((words, comparator));
    }
    for side in [&mut both.before, &mut both.after] {
        for rows in side.values_mut() {
            rows.sort_by_key(|r| std::cmp::Reverse(r.0.len()));
        }
    }
    both
});

/// The beginning of a word that tells a direction.
struct Stem {
    begins: String,
    direction: Direction,
    /// Whether it tells that of a count too.
    counts: bool,
}

static STEMS: LazyLock<Vec<Stem>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/data/directions.tsv"))
        .map(|row| Stem {
            begins: fold(row[0]),
            direction: if row[1] == "up" { Direction::Up } else { Direction::Down },
            counts: row[2] == "count",
        })
        .collect()
});

/// « d' » is « de » before a vowel, « des » holds it; but « en plus des 120 » compares nothing.
fn same(word: &str, want: &str) -> bool {
    word == want || want == "de" && WordSet::OfElided.has(word)
}

/// The comparator that ends right before `first` (a determiner may stand between), and the token it begins at.
pub(super) fn before(text: &Text<'_>, lo: usize, first: usize) -> Option<(Comparator, usize)> {
    let mut end = first;
    if end > lo && WordSet::ArticleBehindCue.has(text.word(end - 1)) {
        end -= 1;
    }
    for end in [first, end] {
        if end == lo {
            continue;
        }
        let word = text.word(end - 1);
        let key = if WordSet::OfElided.has(word) { "de" } else { word };
        for (words, comparator) in COMPARATORS.before.get(key).into_iter().flatten() {
            let fits = end >= lo + words.len() && words.iter().enumerate().all(|(k, w)| same(text.word(end - 1 - k), w));
            if !fits || word == "des" && WordSet::MoreOrLess.has(&words[1]) && !is_fraction(text, first) {
                continue;
            }
            let at = end - words.len();
            return (!is_reached(text, lo, at)).then_some((*comparator, at));
        }
        if let Some(bound) = bounded(text, lo, end) {
            return Some(bound);
        }
    }
    if let Some(bound) = threshold(text, lo, first) {
        return Some(bound);
    }
    // « au moins à 50 », « environ les »: one preposition between.
    if first > lo + 1 && text.word(first - 1) == "a" {
        return before(text, lo, first - 1).filter(|_| text.word(first - 2) != "quelques");
    }
    None
}

/// Whether a fraction stands there: « plus des trois quarts ».
fn is_fraction(text: &Text<'_>, token: usize) -> bool {
    number::read(text, token).is_some_and(|n| n.kind == NumeralKind::Fraction)
}

/// Whether « jusqu'à » at `at` tells a level that was reached: « est montée jusqu'à 9 % ». Not « peut monter jusqu'à 9 % »,
/// « a supprimé jusqu'à 300 postes ».
fn is_reached(text: &Text<'_>, lo: usize, at: usize) -> bool {
    if text.word(at) != "jusqu'" || at < lo + 2 {
        return false;
    }
    let (verb, helper) = (at - 1, text.word(at - 2));
    let moved = stem(text.word(verb)).is_some() || words::is(text.word(verb), Class::Level);
    moved && inflection::is_participle_in_e(text.raw_word(verb)) && WordSet::Auxiliary.has(helper)
}

/// The verb that ends before `end` and bounds the figure behind it: « dépasse | 12 % », « ne dépasse pas | 3 % », « frôle les | 9 % ».
/// Not « le dépassement | de 3 % ».
fn bounded(text: &Text<'_>, lo: usize, end: usize) -> Option<(Comparator, usize)> {
    let mut verb = end.checked_sub(1).filter(|&v| v >= lo)?;
    let linked = WordSet::OfElided.has(text.word(verb)) || WordSet::Of.has(text.word(verb)) || text.word(verb) == "avec";
    let denied = WordSet::DeniesVerb.has(text.word(verb));
    if linked || denied {
        verb = verb.checked_sub(1).filter(|&v| v >= lo)?;
    }
    let word = text.word(verb);
    if words::is(word, Class::Near) && !denied {
        return Some((Comparator::Approximate, verb));
    }
    if !words::is(word, Class::Exceed) || linked {
        return None;
    }
    let negated = is_denied(text, lo, verb);
    match (denied, negated) {
        (true, false) => None,
        (_, true) => Some((Comparator::Less, verb)),
        (_, false) => Some((Comparator::More, verb)),
    }
}

/// Whether the verb is denied: « ne peut dépasser », « n'a pas franchi », « sans dépasser ».
fn is_denied(text: &Text<'_>, lo: usize, verb: usize) -> bool {
    (lo..verb)
        .rev()
        .take(4)
        .take_while(|&i| text.tokens()[i].kind() == TokenKind::Word)
        .any(|i| WordSet::Without.has(text.word(i)))
}

/// A mark that the figure is, with the word that tells on which side of it: « franchi le cap des | 300 », « sous le seuil
/// symbolique de | 20 », « approche la barre des | 9 ». Not « fixer la barre à | 10 », « le seuil de | 2 % n'est pas atteint ».
fn threshold(text: &Text<'_>, lo: usize, first: usize) -> Option<(Comparator, usize)> {
    let of = first.checked_sub(1).filter(|&t| t > lo && WordSet::OfAny.has(text.word(t)))?;
    let noun = (lo..of).rev().take(2).find(|&t| words::is(text.word(t), Class::Threshold))?;
    let article = noun.checked_sub(1).filter(|&t| t > lo)?;
    if !WordSet::ArticleContracted.has(text.word(article)) {
        return None;
    }
    if let Some(bound) = bounded(text, lo, article) {
        return Some(bound);
    }
    // « ne franchit pas le », « au-dessus de la ».
    let before = text.word(article - 1);
    let linked = WordSet::Of.has(before);
    let at = article - 1 - usize::from((linked || WordSet::DeniesVerb.has(before)) && article > lo + 1);
    let word = text.word(at);
    let crosses = words::is(word, Class::Cross) && !linked;
    let side = match word {
        _ if crosses && is_denied(text, lo, at) => Comparator::Less,
        _ if crosses || WordSet::Above.has(word) => Comparator::More,
        _ if WordSet::Below.has(word) => Comparator::Less,
        _ => return None,
    };
    Some((side, at))
}

/// Whether a comparator at `at` says of sums what it may say of people beside: « proche de », « vers », « approche ».
pub(super) fn is_near(text: &Text<'_>, at: usize) -> bool {
    WordSet::CloseTo.has(text.word(at)) || words::is(text.word(at), Class::Near)
}

/// The comparator that begins right behind `last`.
pub(super) fn after(text: &Text<'_>, last: usize, hi: usize) -> Option<Comparator> {
    if last + 1 >= hi {
        return None;
    }
    let rows = COMPARATORS.after.get(text.word(last + 1))?;
    rows.iter()
        .find(|(words, _)| last + words.len() < hi && words.iter().enumerate().all(|(k, w)| text.word(last + 1 + k) == w))
        .map(|(_, comparator)| *comparator)
}

/// The direction of a figure whose words (with comparator) begin at `first`: « baissé de », « une hausse de », « perdu ».
///
/// None behind « à », which tells a level: « baissé à 721 millions ».
pub(super) fn direction(text: &Text<'_>, lo: usize, first: usize) -> Option<Direction> {
    told(text, lo, first).map(|stem| stem.direction)
}

/// As [`direction`], of a count: « une baisse de 300 inscrits ». Not « la chute de deux arbres », « gagner trois médailles ».
pub(super) fn direction_of_count(text: &Text<'_>, lo: usize, first: usize) -> Option<Direction> {
    first
        .checked_sub(1)
        .filter(|&at| at >= lo && WordSet::Of.has(text.word(at)))
        .and_then(|_| told(text, lo, first))
        .filter(|stem| stem.counts)
        .map(|stem| stem.direction)
}

/// The direction that is told right behind a figure: « 3 % de plus », « 300 lits en moins ». Not « 300 élèves de plus de six ans »,
/// « 3 % de plus en plus ».
pub(super) fn direction_after(text: &Text<'_>, last: usize, hi: usize) -> Option<Direction> {
    let word = |k: usize| if last + k < hi { text.word(last + k) } else { "" };
    let more = WordSet::MoreOrLess.has(word(2));
    let again = word(3) == "en" && WordSet::MoreOrLess.has(word(4));
    if !more || !WordSet::OfOrIn.has(word(1)) || again || WordSet::Of.has(word(3)) {
        return None;
    }
    Some(if word(2) == "plus" { Direction::Up } else { Direction::Down })
}

fn told(text: &Text<'_>, lo: usize, first: usize) -> Option<&'static Stem> {
    let mut at = first.checked_sub(1).filter(|&at| at >= lo)?;
    let linked = WordSet::Of.has(text.word(at));
    if linked {
        at = at.checked_sub(1).filter(|&at| at >= lo)?;
    }
    let reach = if linked { 6 } else { 1 };
    for k in 0..reach {
        let i = at.checked_sub(k).filter(|&i| i >= lo)?;
        if text.tokens()[i].kind() != TokenKind::Word {
            return None;
        }
        let word = text.word(i);
        // « un manque à gagner de » is no gain.
        if let Some(stem) = stem(word).filter(|_| word != "gagner") {
            return Some(stem);
        }
        if k > 0 && WordSet::Joins.has(word) && text.raw_word(i) != "a" {
            return None;
        }
    }
    None
}

fn stem(word: &str) -> Option<&'static Stem> {
    if word.len() < 3 {
        return None;
    }
    STEMS
        .iter()
        .filter(|s| word.starts_with(s.begins.as_str()) && (s.begins.len() > 4 || word.len() <= s.begins.len() + 6))
        .max_by_key(|s| s.begins.len())
}

/// Whether « de A à B » behind these words tells two levels and no range: « passer de 10 à 20 ».
pub(super) fn moves(text: &Text<'_>, lo: usize, first: usize) -> bool {
    let Some(de) = first.checked_sub(1).filter(|&d| d >= lo && WordSet::Of.has(text.word(d))) else {
        return false;
    };
    (lo..de)
        .rev()
        .take(8)
        .take_while(|&i| text.tokens()[i].kind() == TokenKind::Word)
        .any(|i| {
            let word = text.word(i);
            words::is(word, Class::Level) && !words::is(word, Class::NoLevel)
        })
}

/// Whether a verb of change stands before « de A à B ».
pub(super) fn changes(text: &Text<'_>, lo: usize, first: usize) -> bool {
    moves(text, lo, first) || direction(text, lo, first).is_some()
}
