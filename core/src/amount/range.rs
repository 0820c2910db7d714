//! Two figures that share a unit: « entre 10 et 20 millions d'euros », « de 12 à 15 euros », « passer de 10 à 20 % ».

use super::context::Context;
use super::figure::Figure;
use super::measure::Measure;
use super::noun::{self, Behind};
use super::{Amount, AmountKind, Comparator, Quantity, bare, cue, money, unit};
use crate::lexicon::words::WordSet;
use crate::number::{self, NumeralKind};
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// What joins two figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// « à », « - ».
    To,
    /// « et » behind « entre ».
    Between,
    /// « ou », « voire ».
    Or,
}

/// The two sides of a joint.
struct Sides {
    joint: Joint,
    /// The first side with a unit of its own.
    first: Option<Measure>,
    /// The first figure, where no sign of money opens it.
    figure: Option<Figure>,
    /// Where the first side begins.
    start: usize,
    low: Decimal,
    second: Measure,
}

/// Reads two joined figures from token `i` on: one amount with two bounds, or two levels behind a verb of change
/// (« passer de 22 à 21 milliards »); the token to go on from.
///
/// Not « 3 à 2 » (no unit), « 12 morts et 30 blessés » (each has its own).
pub(super) fn find(cx: &mut Context<'_, '_>, i: usize, prefix: Option<&Measure>, figure: Option<Figure>) -> Option<usize> {
    let sides = sides(cx, i, prefix, figure)?;
    let levels = sides.joint == Joint::To
        && (cue::moves(cx.text, cx.sentence.start, sides.start)
            || follows_levels(cx, sides.start)
            || sides.first.is_some() && cue::changes(cx.text, cx.sentence.start, sides.start));
    if levels || sides.low >= sides.second.value {
        two_levels(cx, sides)
    } else {
        Some(one_range(cx, &sides))
    }
}

/// Both sides with their values, where they agree in what they measure.
fn sides(cx: &mut Context<'_, '_>, i: usize, prefix: Option<&Measure>, figure: Option<Figure>) -> Option<Sides> {
    let first = match (prefix, figure) {
        (Some(m), _) => Some(m.clone()),
        (None, Some(f)) if f.kind != NumeralKind::Fraction => unit::behind(cx, f),
        _ => return None,
    };
    let last = first.as_ref().map(|m| m.last).or(figure.map(|f| f.last))?;
    let joint = joint(cx, i, last)?;
    // « passé de 89 % en 2015 à 39 % ».
    if first.is_none() && cx.back(i, 1) == "en" && cx.raw(i).len() == 4 || joint == Joint::Or && first.is_some() {
        return None;
    }
    let at = last + 2;
    let (second, f) = match money::before(cx, at) {
        Some(m) => (m, None),
        None => {
            let f = cx
                .figure(at)
                .filter(|f| f.kind == NumeralKind::Cardinal && !f.signed || f.kind == NumeralKind::Collective)?;
            let m = match unit::behind(cx, f) {
                Some(m) => m,
                None if first.is_none() => counted(cx, figure?, f)
                    .or_else(|| bare::great_number(cx, &f))
                    .or_else(|| bare::scaled(cx, &f))?,
                None => return None,
            };
            (m, Some(f))
        }
    };
    let unlike = first
        .as_ref()
        .is_some_and(|m| m.kind != second.kind || m.kind == AmountKind::Money && m.unit != second.unit);
    if unlike || second.kind == AmountKind::PercentagePoint && first.is_none() && joint == Joint::Or {
        return None;
    }
    let low = match &first {
        Some(m) => m.value,
        None => lift(figure?, &second, f.map_or(Decimal::ONE, |f| magnitude(cx, f)))?,
    };
    Some(Sides {
        joint,
        start: first.as_ref().map_or(i, |m| m.first),
        first,
        figure,
        low,
        second,
    })
}

/// Whether what begins at `start` goes on with two levels told before: « le prix passe de 4 à 5 euros, celui du gaz de | 6 à 7 euros ».
/// Not « passe de 4 à 5 euros, sous peine d'une amende de | 300 à 500 euros ».
fn follows_levels(cx: &Context<'_, '_>, start: usize) -> bool {
    let ([.., from, _], [.., first, to]) = (&cx.found[..], &cx.tokens[..]) else {
        return false;
    };
    let near = from.rule == LEVEL && first.start >= cx.sentence.start && (to.end + 2..to.end + 8).contains(&start);
    let joined = WordSet::AndComma.has(cx.word(to.end)) && WordSet::OpensLevel.has(cx.word(to.end + 1));
    near && joined && WordSet::Of.has(cx.back(start, 1))
}

/// The rule of the first of two levels.
const LEVEL: &str = "amount.level.from";

/// Two amounts, from one level to the other: « passe de 22,5 à 21,6 milliards ».
fn two_levels(cx: &mut Context<'_, '_>, sides: Sides) -> Option<usize> {
    if sides.joint != Joint::To {
        return None;
    }
    let mut from = match (sides.first, sides.figure) {
        (Some(m), _) => m,
        (None, Some(f)) => Measure {
            first: f.first,
            last: f.last,
            ..sides.second.clone()
        },
        _ => return None,
    };
    from.value = sides.low;
    from.rule = LEVEL;
    cx.push(&from);
    Some(cx.push(&sides.second))
}

/// One amount with two bounds.
fn one_range(cx: &mut Context<'_, '_>, sides: &Sides) -> usize {
    let Sides { start, second, .. } = sides;
    let before = if sides.joint == Joint::Between && *start > cx.sentence.start {
        start - 1
    } else {
        *start
    };
    let direction = match second.kind {
        AmountKind::Count => None,
        _ => cx.direction(before),
    };
    let amount = Amount {
        span: cx.text.span(*start, second.last),
        kind: second.kind,
        quantity: Quantity::Between(sides.low.normalize(), second.value.normalize()),
        unit: second.unit.clone(),
        person: second.person,
        comparator: Comparator::Range,
        direction,
        rule: "amount.range",
    };
    cx.keep(*start..second.last + 1, amount);
    if second.scale > Decimal::ONE_HUNDRED {
        cx.lender = Some(cx.found.len() - 1);
    }
    second.last + 1
}

/// What joins the figure from `first` to `last` with the next.
fn joint(cx: &Context<'_, '_>, first: usize, last: usize) -> Option<Joint> {
    match cx.word(last + 1) {
        "a" if matches!(cx.raw(last + 1), "à" | "À") => Some(Joint::To),
        "-" | "–" => {
            let next = cx.kind(last + 2)?;
            (next == TokenKind::Number).then_some(Joint::To)
        }
        "et" => (1..4)
            .take_while(|&k| k == 1 || !WordSet::AndComma.has(cx.back(first, k - 1)))
            .any(|k| cx.back(first, k) == "entre")
            .then_some(Joint::Between),
        "ou" | "voire" => Some(Joint::Or),
        _ => None,
    }
}

/// What the last word of a numeral multiplies by: 1000 in « trois mille », 100 in « six cents », 1 in « 3 000 ».
fn magnitude(cx: &Context<'_, '_>, f: Figure) -> Decimal {
    match cx.word(f.last) {
        _ if f.scale > Decimal::ONE || f.first == f.last => Decimal::ONE,
        "mille" => Decimal::ONE_THOUSAND,
        "cent" | "cents" => Decimal::ONE_HUNDRED,
        _ => Decimal::ONE,
    }
}

/// The first figure in the scale of the second: « de 10 à 20 millions » means ten million, « 60 et 80 000 » sixty thousand,
/// « deux à trois mille » two thousand; « 500 000 à 1 million » and « 500 à 2 000 » mean what they say.
fn lift(f: Figure, second: &Measure, magnitude: Decimal) -> Option<Decimal> {
    if f.scale > Decimal::ONE || f.value >= Decimal::ONE_THOUSAND {
        return Some(f.value);
    }
    let round = second.value >= Decimal::from(10_000u32) && (second.value % Decimal::ONE_THOUSAND).is_zero();
    let by = match second.scale {
        s if s > Decimal::ONE => s,
        _ if magnitude > Decimal::ONE => magnitude,
        _ if round && f.digits && f.value.is_integer() => Decimal::ONE_THOUSAND,
        _ => return Some(f.value),
    };
    let lifted = f.value.checked_mul(by)?;
    let fits = if second.scale > Decimal::ONE {
        // A fall may begin higher: « de 22,5 à 21,6 milliards ».
        lifted.checked_div(Decimal::from(50u32))? <= second.value
    } else if magnitude > Decimal::ONE {
        lifted < second.value
    } else {
        lifted <= second.value && lifted.checked_mul(Decimal::TEN)? >= second.value
    };
    Some(if fits { lifted } else { f.value })
}

/// « 700 à 800 personnes », « un ou deux policiers »: the second with its counted noun. Not « un ou plusieurs pays ».
fn counted(cx: &Context<'_, '_>, first: Figure, f: Figure) -> Option<Measure> {
    let t = f.last + 1 + usize::from(f.links() && WordSet::Of.has(cx.word(f.last + 1)));
    if first.is_article(cx.text) && (f.plural || cx.back(first.first, 1) == "l'") {
        return None;
    }
    match noun::read(cx.text, t, cx.sentence.end, false) {
        Behind::Noun(n) => {
            let mut m = Measure::of(&f, n.token, AmountKind::Count, &n.lemma, "amount.count");
            m.person = n.person;
            Some(m)
        }
        _ => None,
    }
}

/// Two figures in one token with a unit behind: « 10-15 % », « 200-300 personnes ». Not « 2016-2018 », « 2-1 ».
pub(super) fn hyphenated(cx: &mut Context<'_, '_>, i: usize) -> Option<usize> {
    if cx.kind(i) != Some(TokenKind::Number) {
        return None;
    }
    let (a, b) = cx.word(i).split_once('-')?;
    let (low, high) = (number::figure(a)?, number::figure(b)?);
    // « 10-15 millions d'euros »
    let scale = number::scale(cx.word(i + 1));
    let by = scale.map_or(Decimal::ONE, Decimal::from);
    let (low, high) = (low.checked_mul(by)?, high.checked_mul(by)?);
    let figure = Figure {
        first: i,
        last: i + usize::from(scale.is_some()),
        value: high,
        scale: by,
        kind: NumeralKind::Cardinal,
        approximate: false,
        plural: false,
        digits: true,
        signed: false,
    };
    if low >= high || cx.is_time(i, i) {
        return None;
    }
    let second = unit::behind(cx, figure).or_else(|| counted(cx, figure, figure).filter(|m| m.person))?;
    let low = low.checked_mul(second.value)?.checked_div(high)?;
    Some(one_range(
        cx,
        &Sides {
            joint: Joint::To,
            first: None,
            figure: None,
            start: i,
            low,
            second,
        },
    ))
}
