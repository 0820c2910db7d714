//! What is so far away: whole units, distances and runs of units.

use super::super::Anchor;
use super::super::tense::Tense;
use super::super::word::Unit;
use super::calendar::{self, day, shift, span};
use super::{Base, Context, Dated, Reading, open_unit};
use jiff::civil::{Date, Weekday};

/// The day to count from, and what it is; nothing where the text would have to tell it and does not.
fn base(unit: Unit, base: Base, c: Context<'_>) -> Option<(Date, Anchor)> {
    let told = match base {
        Base::Document => None,
        // « la semaine suivante » as all that is said counts from the document.
        Base::Story if c.tense == Tense::Alone => c.story.anchor(unit, c.at),
        Base::Story => return c.story.anchor(unit, c.at).map(|day| (day, Anchor::Timex)),
        Base::Scene => c.story.stage(c.at),
        Base::Report => c.story.report(c.at),
    };
    Some(told.map_or((c.doc, Anchor::DocDate), |day| (day, Anchor::Timex)))
}

/// A whole unit, so many away.
pub(super) fn whole(unit: Unit, by: i64, from: Base, c: Context<'_>) -> Option<Dated> {
    let Some((base, anchor)) = base(unit, from, c) else {
        return Some(Dated::open(open_unit(unit).into()));
    };
    // Monday's paper tells of last weekend as « ce week-end ».
    let told = unit == Unit::Weekend
        && by == 0
        && matches!(c.tense, Tense::Past | Tense::Done)
        && c.doc.weekday().to_monday_one_offset() <= Weekday::Thursday.to_monday_one_offset();
    let by = if told { -1 } else { by };
    Some(calendar::whole(shift(base, unit, by)?, unit)?.leaning_on(anchor))
}

/// A distance; weeks and months are told in whole ones, unless the text counts to the day.
pub(super) fn distance(unit: Unit, by: i64, from: Base, exact: bool, c: Context<'_>) -> Option<Dated> {
    let open = || Some(Dated::open(open_unit(unit).into()));
    let Some((base, mut anchor)) = base(unit, from, c) else {
        return open();
    };
    let at = shift(base, unit, by)?;
    // What has been cannot lie ahead: the distance counts from what the text has not told.
    if from == Base::Story && matches!(c.tense, Tense::Past | Tense::Done) && base <= c.doc && at > c.doc {
        return open();
    }
    let mut out = if exact {
        day(at)
    } else if from == Base::Report && anchor == Anchor::Timex {
        calendar::whole(at, Unit::Month)?
    } else {
        calendar::whole(at, unit)?
    };
    if unit == Unit::Week && !exact {
        out.other = Some(at.to_string());
    }
    if from == Base::Document {
        anchor = Anchor::DocDate;
    }
    Some(out.leaning_on(anchor))
}

/// The last or next units as a length with bounds.
pub(super) fn run(unit: Unit, by: i64, rolling: bool, c: Context<'_>) -> Option<Dated> {
    let n = by.abs();
    let whole = |by: i64| calendar::whole(shift(c.doc, unit, by)?, unit);
    let (first, last) = match (rolling, by < 0) {
        (true, true) => (shift(c.doc, unit, by)?, c.doc.yesterday().ok()?),
        (true, false) => (c.doc, shift(c.doc, unit, n)?.yesterday().ok()?),
        (false, true) => (whole(-n)?.first?, whole(-1)?.last?),
        (false, false) => (whole(1)?.first?, whole(n)?.last?),
    };
    let (times, letter) = match unit {
        Unit::Day => (1, "D"),
        Unit::Week => (1, "W"),
        Unit::Month => (1, "M"),
        Unit::Quarter => (1, "Q"),
        Unit::Half => (6, "M"),
        Unit::Year => (1, "Y"),
        Unit::Decade => (10, "Y"),
        Unit::Century => (100, "Y"),
        _ => return None,
    };
    span(format!("P{}{letter}", n * times), first, last)
}

/// From the document's day to so much later.
pub(super) fn within(unit: Unit, by: i64, c: Context<'_>) -> Option<Dated> {
    let end = shift(c.doc, unit, by)?;
    span(format!("{}/{end}", c.doc), c.doc, end)
}

/// So far from a day that the text names.
pub(super) fn from(unit: Unit, by: i64, of: &Reading, c: Context<'_>) -> Option<Dated> {
    let of = of.resolve(c)?;
    let at = shift(of.first.filter(|_| of.first == of.last)?, unit, by)?;
    Some(day(at).leaning_on(of.anchor))
}
