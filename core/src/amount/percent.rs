//! Percentages, differences of them, fractions and ratios.

use super::AmountKind;
use super::context::Context;
use super::figure::Figure;
use super::measure::Measure;
use super::noun::{self, Behind};
use super::words::{self, Class};
use crate::lexicon::words::WordSet;
use crate::number::NumeralKind;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// « 4 % », « vingt pour cent », « 4 p. 100 », « 10 pourcents ». Not « 4 pour cent personnes » (one has to be wrong) nor « 4 pour 5 ».
pub(super) fn percent(cx: &mut Context<'_, '_>, figure: Figure) -> Option<Measure> {
    if figure.kind != NumeralKind::Cardinal {
        return None;
    }
    let t = figure.last + 1;
    let last = match cx.word(t) {
        "%" | "pourcent" | "pourcents" | "pourcentage" | "pc" => t,
        "pour" | "p." if WordSet::Hundred.has(cx.word(t + 1)) => t + 1,
        "p" if cx.word(t + 1) == "." && cx.word(t + 2) == "100" => t + 2,
        _ => return None,
    };
    Some(Measure::of(&figure, last, AmountKind::Percent, "percent", "amount.percent"))
}

/// « 12 points de pourcentage », « 3,6 points », « 25 points de base » (0.25), « un point de part de marché ». Not « 12 points au classement ».
pub(super) fn points(cx: &mut Context<'_, '_>, figure: Figure) -> Option<Measure> {
    let t = figure.last + 1;
    if !WordSet::Point.has(cx.word(t)) || figure.kind != NumeralKind::Cardinal {
        return None;
    }
    let mut m = Measure::of(&figure, t, AmountKind::PercentagePoint, "percentage_point", "amount.point");
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
    (!(near(Class::Game)) && (!whole || near(Class::Rate))).then_some(m)
}

/// « les trois quarts des électeurs », « un quart des ventes », « baisse d'un tiers », « réduite de moitié », « dont un cinquième »,
/// « moins cher d'un quart ». Not « un quart d'heure », « quart de finale », « vendu le tiers », « l'avis d'un tiers ».
pub(super) fn fraction(cx: &mut Context<'_, '_>, figure: Figure) -> Option<Measure> {
    let bare = figure.first == figure.last;
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
    if !by_half && !changed && !of_something && !among && !by_part {
        return None;
    }
    if of_something && words::is(cx.word(t + 1), Class::NoPart) {
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

/// « trois Français sur quatre », « une personne sur dix », « neuf sur dix ». Not « 60 employés sur les 420 », « deux jours sur trois ».
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
    let round = WordSet::RoundWhole.has(&whole.value.to_string());
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
    let mut m = Measure::of(&figure, whole.last, AmountKind::Percent, "percent", "amount.percent.ratio");
    m.value = figure.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
    Some(cx.push(&m))
}
