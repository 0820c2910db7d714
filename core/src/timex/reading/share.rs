//! Parts of a year, a month or a week.

use super::super::Anchor;
use super::super::tense::Tense;
use super::super::word::{Piece, Season, Share, Unit};
use super::calendar::{self, day, shift, span, week, whole};
use super::{Context, Dated, Nth, Reading, Way};
use jiff::civil::{Date, Weekday};

/// How far ahead, in days, a quarter without a verb is that of the year before; how far back one to come is that of the next.
const FAR: i32 = 183;

/// A quarter or a half without its year: that of the share that its sentence has told with a year, else the document's, unless the tense says that
/// it is over or still to come.
pub(super) fn fitting(of: Share, number: i8, c: Context<'_>) -> Option<Dated> {
    if let Some(told) = c.story.period(c.at) {
        let same = calendar::share(of, number, told.first.year())?;
        // « 8 au premier trimestre 2017, contre 6 au quatrième »
        let back = c.at.compared && same.first > Some(told.first);
        let year = told.first.year() - i16::from(back);
        return Some(calendar::share(of, number, year)?.leaning_on(Anchor::Timex));
    }
    let year = c.doc.year();
    let this = calendar::share(of, number, year)?;
    let ahead = (this.first? - c.doc).get_days();
    let by = match c.tense {
        Tense::Past | Tense::Done if ahead > 0 => -1,
        Tense::Unknown if ahead > FAR => -1,
        Tense::Future if (c.doc - this.last?).get_days() > FAR => 1,
        _ => return Some(this),
    };
    calendar::share(of, number, year + by)
}

/// The season before or after a day; else the one that holds it, and by the tense the last to begin, the next or that of its year.
pub(super) fn season(name: Season, way: Way, c: Context<'_>) -> Option<Dated> {
    let day = match way {
        Way::Following => c.story.day(c.at).unwrap_or(c.doc),
        _ => c.doc,
    };
    let near = (-2..=1).filter_map(|by| calendar::season(name, day.year() + by));
    let mut last = near.clone().filter(|s| s.last.is_some_and(|last| last < day));
    let mut next = near.clone().filter(|s| s.first.is_some_and(|first| first > day));
    let mut begun = near.clone().filter(|s| s.first.is_some_and(|first| first <= day));
    let mut this = near.filter(|s| s.first <= Some(day) && Some(day) <= s.last);
    match (way, c.tense) {
        (Way::Last, _) => last.next_back(),
        (Way::Next | Way::Following, _) => next.next(),
        (_, Tense::Past | Tense::Done) => begun.next_back(),
        (_, Tense::Future) => this.next().or_else(|| next.next()),
        _ => this.next().or_else(|| calendar::season(name, day.year())),
    }
}

/// The season of a sport that holds the document's day, or so many away: it turns in July.
pub(super) fn sports(by: i16, c: Context<'_>) -> Option<Dated> {
    const TURNS: i8 = 7;
    let first = c.doc.year() - i16::from(c.doc.month() < TURNS) + by;
    let bounds = (Date::new(first, TURNS, 1).ok()?, Date::new(first + 1, TURNS - 1, 30).ok()?);
    span(format!("{first:04}/{:04}", first + 1), bounds.0, bounds.1)
}

/// What « début », « milieu » or « fin » cuts from a period; where usage knows no days for it, the whole.
pub(super) fn piece(of: &Reading, piece: Piece, c: Context<'_>) -> Option<Dated> {
    let mut out = of.resolve(c)?;
    let (first, last) = (out.first?, out.last?);
    let Reading::Whole { unit, .. } = of else {
        return Some(out);
    };
    let cut = match (unit, piece) {
        (Unit::Year, Piece::End) => Some((Date::new(first.year(), 11, 1).ok()?, last)),
        (Unit::Year, Piece::Start) => Some((first, Date::new(first.year(), 2, 1).ok()?.last_of_month())),
        (Unit::Week, Piece::Start) => Some((first, first.tomorrow().ok()?)),
        (Unit::Week, Piece::Mid) => Some((shift(first, Unit::Day, 2)?, shift(first, Unit::Day, 3)?)),
        (Unit::Week, Piece::End) => Some((shift(first, Unit::Day, 3)?, last)),
        (Unit::Month, Piece::End) => Some((shift(first, Unit::Day, 20)?, last)),
        (Unit::Month, Piece::Start) => Some((first, shift(first, Unit::Day, 9)?)),
        _ => None,
    };
    if let Some((first, last)) = cut {
        (out.first, out.last) = (Some(first), Some(last));
    }
    Some(out)
}

/// The first or the last month of a year: that of its « premiers jours ».
pub(super) fn end_month(of: &Reading, last: bool, c: Context<'_>) -> Option<Dated> {
    let of = of.resolve(c)?;
    let at = if last { of.last? } else { of.first? };
    Some(calendar::month(at.year(), at.month())?.leaning_on(of.anchor))
}

/// So many months, weeks or days from the first day of a period on, or up to its last; never more than it has.
pub(super) fn edge(of: &Reading, unit: Unit, n: i64, last: bool, c: Context<'_>) -> Option<Dated> {
    let of = of.resolve(c)?;
    let (begin, end) = (of.first?, of.last?);
    let (a, b) = if last {
        (shift(end.tomorrow().ok()?, unit, -n)?, end)
    } else {
        (begin, shift(begin, unit, n)?.yesterday().ok()?)
    };
    if a < begin || b > end {
        return None;
    }
    let value = if unit == Unit::Month {
        format!("{:04}-{:02}/{:04}-{:02}", a.year(), a.month(), b.year(), b.month())
    } else {
        format!("{a}/{b}")
    };
    Some(span(value, a, b)?.leaning_on(of.anchor))
}

/// The n-th day, weekday, week or weekend of a month.
pub(super) fn nth(n: i8, of: Nth, month: &Reading, c: Context<'_>) -> Option<Dated> {
    let month = month.resolve(c)?;
    let (first, last) = (month.first?, month.last?);
    let out = match of {
        Nth::Week if n < 0 => week(shift(last, Unit::Day, -6)?)?,
        Nth::Week => week(shift(first, Unit::Week, i64::from(n) - 1)?)?,
        Nth::Weekend => whole(first.nth_weekday_of_month(n, Weekday::Saturday).ok()?, Unit::Weekend)?,
        Nth::Day if n < 0 => day(last),
        Nth::Day => day(shift(first, Unit::Day, i64::from(n) - 1).filter(|d| *d <= last)?),
        Nth::Weekday(w) => day(first.nth_weekday_of_month(n, Weekday::from_monday_one_offset(w).ok()?).ok()?),
    };
    Some(out.leaning_on(month.anchor))
}

/// A half of a month: to the 15th, from the 16th.
pub(super) fn fortnight(second: bool, month: &Reading, c: Context<'_>) -> Option<Dated> {
    let of = month.resolve(c)?;
    let (first, last) = (of.first?, of.last?);
    let (a, b) = if second {
        (shift(first, Unit::Day, 15)?, last)
    } else {
        (first, shift(first, Unit::Day, 14)?)
    };
    Some(span(format!("{a}/{b}"), a, b)?.leaning_on(of.anchor))
}
