//! Percentages, differences of them, fractions and ratios.

use super::AmountKind;
use super::context::Context;
use super::cue;
use super::figure::Figure;
use super::measure::Measure;
use super::noun::{self, Behind};
use super::words::{self, Class};
use crate::lexicon::words::WordSet;
use crate::number::NumeralKind;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// « 4 % », « vingt pour cent », « 4 p. 100 », « 4 p.c. », « 10 pourcents ». Not « un pourcentage », « 4 pour cent personnes » (one has to be wrong) nor « 4 pour 5 ».
pub(super) fn percent(cx: &mut Context<'_, '_>, figure: Figure) -> Option<Measure> {
    if figure.kind != NumeralKind::Cardinal {
        return None;
    }
    let t = figure.last + 1;
    let last = match cx.word(t) {
        "pourcentage" if figure.is_article(cx.text) => return None,
        "%" | "pourcent" | "pourcents" | "pourcentage" | "pc" => t,
        "pour" | "p." if WordSet::Hundred.has(cx.word(t + 1)) => t + 1,
        "p" if cx.word(t + 1) == "." && cx.word(t + 2) == "100" => t + 2,
        // « 38 p.c. », in Belgium
        _ if cx.word(t) == "p." && cx.word(t + 1) == "c" => t + 1 + usize::from(cx.word(t + 2) == "."),
        _ => return None,
    };
    Some(Measure::of(&figure, last, AmountKind::Percent, "percent", "amount.percent"))
}

/// « 12 points de pourcentage », « 3,6 points », « 25 points de base » (0.25), « 4 pb » (0.04), « un point de part de marché »,
/// « (+ 8 points) ». Not « 12 points au classement », nor those of an index: « 5.412,30 points », « 6 points (+0,03 %) ».
pub(super) fn points(cx: &mut Context<'_, '_>, figure: Figure) -> Option<Measure> {
    let t = figure.last + 1;
    if let Some(m) = half_point(cx, figure) {
        return Some(m);
    }
    let basis = WordSet::BasisPoint.has(cx.word(t));
    if !(basis || WordSet::Point.has(cx.word(t))) || figure.kind != NumeralKind::Cardinal {
        return None;
    }
    let mut m = Measure::of(&figure, t, AmountKind::PercentagePoint, "percentage_point", "amount.point");
    if basis {
        m.value = m.value.checked_div(Decimal::ONE_HUNDRED)?;
        return Some(m);
    }
    if cx.word(t + 1) == "de" {
        match cx.word(t + 2) {
            "pourcentage" | "pourcentages" | "pourcent" | "%" => {
                m.last = t + 2;
                return Some(m);
            }
            "base" => {
                m.last = t + 2;
                m.value = m.value.checked_div(Decimal::ONE_HUNDRED)?;
                return Some(m);
            }
            "pib" | "croissance" | "part" | "parts" | "marge" => return Some(m),
            "plus" | "moins" => {}
            _ => return None,
        }
    }
    let near = |class: Class| cx.sentence.clone().any(|i| words::is(cx.text.word(i), class));
    let whole = m.value.is_integer();
    let short = cx.word(t).starts_with("pt");
    let bracketed = figure.signed && cx.back(figure.first, 1) == "(";
    let told = !whole && !short || bracketed || near(Class::Rate);
    (told && !near(Class::Game) && !is_of_index(cx, &m)).then_some(m)
}

/// Whether points are those of an index: more of them than a percentage has, or than the change in percent behind says, so that the
/// whole is more than a hundred: « 6 points (+0,03 %) ». Not « 0,4 point (-4 %) ».
fn is_of_index(cx: &Context<'_, '_>, m: &Measure) -> bool {
    let change = cx.figure(m.last + 2).filter(|f| cx.word(m.last + 1) == "(" && f.signed);
    let small = change.is_some_and(|f| cx.word(f.last + 1) == "%" && f.value.abs() < m.value.abs());
    small || m.value.abs() > Decimal::ONE_HUNDRED
}

/// « un quart de point », « trois quarts de point », « un demi-point ». Not « un quart des points ».
fn half_point(cx: &Context<'_, '_>, figure: Figure) -> Option<Measure> {
    let t = figure.last + 1;
    let (value, last) = match figure.kind {
        NumeralKind::Fraction if WordSet::Of.has(cx.word(t)) && cx.word(t + 1) == "point" => (figure.value, t + 1),
        NumeralKind::Cardinal if figure.is_article(cx.text) && cx.word(t) == "demi-point" => (Decimal::new(5, 1), t),
        _ => return None,
    };
    let mut m = Measure::of(
        &figure,
        last,
        AmountKind::PercentagePoint,
        "percentage_point",
        "amount.point.part",
    );
    m.value = value;
    Some(m)
}

/// « 1/3 du capital », « les 2/3 des sièges ». Not « 1/4 de finale », « 3/10/2020 », « 24/24 ».
fn slashed(cx: &Context<'_, '_>, figure: Figure) -> Option<Measure> {
    let t = figure.last + 1;
    let tokens = cx.text.tokens();
    let glued = |a: usize| cx.sentence.contains(&(a + 1)) && tokens[a + 1].is_glued_to(&tokens[a]);
    if !figure.digits || figure.signed || cx.word(t) != "/" || !glued(figure.last) || !glued(t) {
        return None;
    }
    let below = cx
        .figure(t + 1)
        .filter(|f| f.first == f.last && f.kind == NumeralKind::Cardinal)?;
    let small =
        figure.value < below.value && below.value <= Decimal::TEN && figure.value.is_integer() && below.value.is_integer();
    let of = WordSet::OfAny.has(cx.word(t + 2)) && !words::is(cx.word(t + 3), Class::NoPart);
    if !small || figure.value < Decimal::ONE || !of {
        return None;
    }
    let mut m = Measure::of(&figure, t + 1, AmountKind::Percent, "percent", "amount.percent.slash");
    m.value = figure.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(below.value)?;
    Some(m)
}

/// « les trois quarts des électeurs », « un quart des ventes », « baisse d'un tiers », « réduite de moitié », « dont un cinquième »,
/// « moins cher d'un quart », « plus de la moitié, soit ». Not « un quart d'heure », « quart de finale », « vendu le tiers », « l'avis d'un tiers »,
/// « d'un cinquième titre ».
pub(super) fn fraction(cx: &mut Context<'_, '_>, figure: Figure) -> Option<Measure> {
    if let Some(m) = slashed(cx, figure) {
        return Some(m);
    }
    // « les trois-quarts », not the player « le trois-quarts ».
    let hyphened = cx.word(figure.first).contains('-') && words::is(cx.back(figure.first, 1), Class::Determiner);
    let bare = figure.first == figure.last && !hyphened;
    if figure.kind != NumeralKind::Fraction || bare && cx.word(figure.first) != "moitie" {
        return None;
    }
    let t = figure.last + 1;
    let by_half = bare && cx.back(figure.first, 1) == "de";
    let first = figure.first - usize::from(WordSet::ArticleOfFraction.has(cx.back(figure.first, 1)));
    let changed = cx.direction(first).is_some();
    let of_something = WordSet::OfAny.has(cx.word(t));
    let among = cx.back(first, 1) == "dont";
    let by_part = !bare && cx.back(first, 1) == "d'" && cx.word(figure.last) != "tiers";
    let told = by_half || changed || of_something || among || by_part;
    if !told && !is_compared(cx, first, t) && !is_in_row(cx, t) {
        return None;
    }
    if of_something && words::is(cx.word(t + 1), Class::NoPart) {
        return None;
    }
    // « d'un cinquième titre » is the fifth.
    let ranks = cx.word(figure.last).ends_with("ieme") && cx.kind(t) == Some(TokenKind::Word);
    if ranks && !of_something && !noun::is_small(cx.word(t)) {
        return None;
    }
    let mut m = Measure::of(
        &figure,
        figure.last,
        AmountKind::Percent,
        "percent",
        "amount.percent.fraction",
    );
    m.value = m.value.checked_mul(Decimal::ONE_HUNDRED)?;
    m.first = first;
    Some(m)
}

/// Whether a fraction from `first` on has a comparator and ends its clause at `t`: « plus de la moitié, », « près d'un tiers ont ».
/// Not « plus de la moitié sud », « jusqu'à un quart voire un tiers ».
fn is_compared(cx: &Context<'_, '_>, first: usize, t: usize) -> bool {
    let small = noun::is_small(cx.word(t)) && cx.word(t) != "voire" && !WordSet::AndOr.has(cx.word(t));
    let ends = cx.kind(t) != Some(TokenKind::Word) || small || words::is(cx.word(t), Class::Verb);
    ends && cue::before(cx.text, cx.sentence.start, first).is_some()
}

/// Whether the fraction that ends before `t` stands in a row with one of something: « la moitié ou les trois quarts des ventes ».
fn is_in_row(cx: &Context<'_, '_>, t: usize) -> bool {
    let next = t + 1 + usize::from(WordSet::ArticleOfFraction.has(cx.word(t + 1)));
    let other = || cx.figure(next).filter(|f| f.kind == NumeralKind::Fraction);
    WordSet::AndOrComma.has(cx.word(t))
        && other().is_some_and(|f| {
            let behind = f.last + 1;
            let of = WordSet::OfAny.has(cx.word(behind)) && !words::is(cx.word(behind + 1), Class::NoPart);
            of || is_in_row(cx, behind)
        })
}

/// « trois Français sur quatre », « une personne sur dix », « neuf sur dix ». Not « 60 employés sur les 420 », « deux jours sur trois »,
/// « noté 3 sur 5 », « 4 étoiles sur 5 ».
pub(super) fn ratio(cx: &mut Context<'_, '_>, figure: Figure) -> Option<usize> {
    if figure.kind != NumeralKind::Cardinal || figure.links() || !figure.value.is_integer() {
        return None;
    }
    let noun = usize::from(cx.word(figure.last + 1) != "sur");
    let sur = figure.last + 1 + noun;
    if cx.word(sur) != "sur" || noun == 1 && cx.kind(figure.last + 1) != Some(TokenKind::Word) {
        return None;
    }
    let whole = cx.figure(sur + 1)?;
    let dozen = figure.value == Decimal::ONE && noun == 1 && whole.value.is_integer() && whole.value <= Decimal::from(20u32);
    let round = dozen || WordSet::RoundWhole.has(&whole.value.to_string());
    let unit = cx.word(whole.last + 1);
    let time = |w: &str| words::is(w, Class::NoRatio);
    if !round
        || figure.value >= whole.value
        || figure.value <= Decimal::ZERO
        || time(unit)
        || noun == 1 && time(cx.word(figure.last + 1))
        || unit == "%"
    {
        return None;
    }
    // « un moratoire sur trois mesures » shares nothing.
    if matches!(noun::read(cx.text, whole.last + 1, cx.sentence.end, false), Behind::Noun(_)) {
        return None;
    }
    let starred = noun == 1 && words::is(cx.word(figure.last + 1), Class::Rating);
    if starred || noun == 0 && is_mark(cx, figure.first) {
        return Some(whole.last + 1);
    }
    let mut m = Measure::of(&figure, whole.last, AmountKind::Percent, "percent", "amount.percent.ratio");
    m.value = figure.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
    Some(cx.push(&m))
}

/// Whether the ratio that begins at `first` is a mark on a scale: « une note de 4 sur 5 », « le risque (3 sur 5) ».
fn is_mark(cx: &Context<'_, '_>, first: usize) -> bool {
    (1..10)
        .map(|k| cx.back(first, k))
        .take_while(|w| !w.is_empty() && !WordSet::EndsClause.has(w))
        .any(|w| words::is(w, Class::Rating))
}
