//! Two figures that share a unit: « entre 10 et 20 millions d'euros », « de 12 à 15 euros », « passer de 10 à 20 % ».

use super::figure::Figure;
use super::measure::{self, Measure};
use super::noun::{self, Behind};
use super::scan::Scan;
use super::{Amount, AmountKind, Comparator, Quantity, cue};
use crate::number::NumeralKind;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// What joins two figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// « à », « - ».
    To,
    /// « et » behind « entre ».
    Between,
    /// « ou ».
    Or,
}

/// Reads two joined figures from token `i` on: one amount with two bounds, or two levels behind a verb of change
/// (« passer de 22 à 21 milliards »); the token to go on from.
///
/// Not « 3 à 2 » (no unit), « 12 morts et 30 blessés » (each has its own).
pub(super) fn find(scan: &mut Scan<'_, '_>, i: usize, prefix: Option<&Measure>, figure: Option<Figure>) -> Option<usize> {
    let first = match (prefix, figure) {
        (Some(m), _) => Some(m.clone()),
        (None, Some(f)) if f.kind != NumeralKind::Fraction => measure::behind(scan, f),
        _ => return None,
    };
    let last = first.as_ref().map(|m| m.last).or(figure.map(|f| f.last))?;
    let joint = joint(scan, i, last)?;
    // « passé de 89 % en 2015 à 39 % ».
    if first.is_none() && i > scan.sentence.start && scan.word(i - 1) == "en" && scan.raw(i).len() == 4 {
        return None;
    }
    if joint == Joint::Or && first.is_some() {
        return None;
    }
    let at = last + 2;
    let second = match measure::money_before(scan, at) {
        Some(m) => Some(m),
        None => {
            let f = scan
                .figure(at)
                .filter(|f| f.kind == NumeralKind::Cardinal && !f.signed || f.kind == NumeralKind::Collective)?;
            match measure::behind(scan, f) {
                Some(m) => Some(m),
                None if first.is_none() => counted(scan, figure?, f),
                None => None,
            }
        }
    }?;
    let unlike = first
        .as_ref()
        .is_some_and(|m| m.kind != second.kind || m.kind == AmountKind::Money && m.unit != second.unit);
    if unlike || second.kind == AmountKind::PercentagePoint && first.is_none() && joint == Joint::Or {
        return None;
    }
    let low = match &first {
        Some(m) => m.value,
        None => figure.and_then(|f| lift(f, &second))?,
    };
    let start = first.as_ref().map_or(i, |m| m.first);
    let levels = joint == Joint::To
        && (cue::moves(scan.text, scan.sentence.start, start)
            || first.is_some() && cue::changes(scan.text, scan.sentence.start, start));
    if levels || low >= second.value {
        let mut a = first.or_else(|| {
            figure.filter(|_| joint == Joint::To).map(|f| Measure {
                first: f.first,
                last: f.last,
                ..second.clone()
            })
        })?;
        if joint == Joint::Or || joint == Joint::Between {
            return None;
        }
        a.value = low;
        a.rule = "amount.level.from";
        scan.push(&a);
        return Some(scan.push(&second));
    }
    let comparator = Comparator::Range;
    let direction = match second.kind {
        AmountKind::Count => None,
        _ => scan.direction(if joint == Joint::Between && start > scan.sentence.start {
            start - 1
        } else {
            start
        }),
    };
    let amount = Amount {
        span: scan.text.span(start, second.last),
        kind: second.kind,
        quantity: Quantity::Between(low.normalize(), second.value.normalize()),
        unit: second.unit.clone(),
        person: second.person,
        comparator,
        direction,
        rule: "amount.range",
    };
    scan.keep(start..second.last + 1, amount);
    if second.scale > Decimal::ONE_HUNDRED {
        scan.lender = Some(scan.found.len() - 1);
    }
    Some(second.last + 1)
}

/// What joins the figure from `first` to `last` with the next.
fn joint(scan: &Scan<'_, '_>, first: usize, last: usize) -> Option<Joint> {
    let word = scan.word(last + 1);
    match word {
        "a" if matches!(scan.raw(last + 1), "à" | "À") => Some(Joint::To),
        "-" | "–" => {
            let next = scan.kind(last + 2)?;
            (next == TokenKind::Number).then_some(Joint::To)
        }
        "et" => {
            let before = |k: usize| first.checked_sub(k).map_or("", |t| scan.word(t));
            (before(1) == "entre" || before(2) == "entre").then_some(Joint::Between)
        }
        "ou" => Some(Joint::Or),
        _ => None,
    }
}

/// The first figure in the scale of the second: « de 10 à 20 millions » means ten million, « 60 et 80 000 » sixty thousand;
/// « 500 000 à 1 million » and « 500 à 2 000 » mean what they say.
fn lift(f: Figure, second: &Measure) -> Option<Decimal> {
    if f.scale > Decimal::ONE || f.value >= Decimal::ONE_THOUSAND {
        return Some(f.value);
    }
    let round = second.value >= Decimal::from(10_000u32) && (second.value % Decimal::ONE_THOUSAND).is_zero();
    let by = match second.scale {
        s if s > Decimal::ONE => s,
        _ if round && f.digits && f.value.is_integer() => Decimal::ONE_THOUSAND,
        _ => return Some(f.value),
    };
    let lifted = f.value.checked_mul(by)?;
    // A fall may begin higher: « de 22,5 à 21,6 milliards ».
    let fits = if second.scale > Decimal::ONE {
        lifted.checked_div(Decimal::from(50u32))? <= second.value
    } else {
        lifted <= second.value && lifted.checked_mul(Decimal::TEN)? >= second.value
    };
    Some(if fits { lifted } else { f.value })
}

/// « 700 à 800 personnes », « deux ou trois policiers »: the second with its counted noun.
fn counted(scan: &Scan<'_, '_>, first: Figure, f: Figure) -> Option<Measure> {
    let t = f.last + 1 + usize::from(f.links() && matches!(scan.word(f.last + 1), "de" | "d'"));
    if first.is_article(scan.text) {
        return None;
    }
    match noun::read(scan.text, t, scan.sentence.end, false) {
        Behind::Noun(n) => {
            let mut m = Measure::of(&f, n.token, AmountKind::Count, &n.lemma, "amount.count");
            m.person = n.person;
            Some(m)
        }
        _ => None,
    }
}
