//! Figures in a row that share the unit of the last: « 2,4 et 2,7 % », « 38 contre 19 % », « 3, 5 et 8 millions d'euros ».

use super::AmountKind;
use super::bare;
use super::context::Context;
use super::count::is_label;
use super::currency;
use super::figure::Figure;
use super::measure::Measure;
use super::unit;
use crate::number::NumeralKind;
use rust_decimal::Decimal;

/// The most figures of a series.
const LONGEST: usize = 6;

/// Keeps the figures from `figure` on that stand before the last of their series; the token of that last one, which the walk
/// reads next.
///
/// Not « entre 2 et 3 % » (a range), « en 2016 et 3 % », « l'article 3 et 5 % », « 12 morts et 30 % ».
pub(super) fn find(cx: &mut Context<'_, '_>, figure: Figure) -> Option<usize> {
    if !may_share(cx, &figure) {
        return None;
    }
    let mut bare = vec![figure];
    let mut joined = false;
    let (last, at) = loop {
        let end = bare.last()?.last + 1;
        let at = match cx.word(end) {
            "et" | "puis" | "contre" => {
                joined = true;
                end + 1
            }
            "," if cx.word(end + 1) == "puis" || cx.word(end + 1) == "contre" => {
                joined = true;
                end + 2
            }
            "," if !joined => end + 1,
            _ => return None,
        };
        let next = cx
            .figure(at)
            .filter(|f| f.kind == NumeralKind::Cardinal && !f.is_article(cx.text))?;
        match unit::behind(cx, next).or_else(|| bare::scaled(cx, &next)) {
            Some(m) if joined => break (m, at),
            Some(_) => return None,
            None if !joined && bare.len() < LONGEST && may_share(cx, &next) => bare.push(next),
            None => return None,
        }
    };
    if last.kind == AmountKind::Count {
        return None;
    }
    let alike = |f: &Figure| {
        let (a, b) = (lifted(f, &last).unwrap_or(f.value).abs(), last.value.abs());
        let most = Decimal::from(200u32);
        a.checked_div(most).is_some_and(|a| a <= b) && b.checked_div(most).is_some_and(|b| b <= a)
    };
    if !bare.iter().all(alike) {
        return None;
    }
    for f in bare {
        let m = Measure {
            first: f.first,
            last: f.last,
            value: lifted(&f, &last)?,
            approximate: f.approximate,
            plural: f.plural,
            signed: f.signed,
            rule: "amount.series",
            ..last.clone()
        };
        cx.push(&m);
    }
    Some(at)
}

/// The figure in the scale of the last: two million in « 2 et 3 millions d'euros ».
fn lifted(f: &Figure, last: &Measure) -> Option<Decimal> {
    if last.scale > Decimal::ONE && !f.links() && f.value < Decimal::ONE_THOUSAND {
        f.value.checked_mul(last.scale)
    } else {
        currency::in_units(f.value, last.part)
    }
}

/// Whether the figure may take the unit of a later one: it is no year, no label, no word « un ».
fn may_share(cx: &Context<'_, '_>, figure: &Figure) -> bool {
    let four = figure.first == figure.last && cx.raw(figure.first).len() == 4;
    let year = figure.value.is_integer() && four && figure.digits;
    let other = figure.is_article(cx.text) || is_label(cx, figure) || cx.is_time(figure.first, figure.last);
    let begins_range = cx.back(figure.first, 1) == "entre";
    figure.kind == NumeralKind::Cardinal && !(year || other || begins_range)
}
