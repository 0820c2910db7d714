//! The calendar: days, weeks, months and what they are parts of, each with its TIMEX3 value and its bounds.

use super::super::Anchor;
use super::super::word::{Season, Share, Unit};
use super::Dated;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate};

pub(super) fn day(date: Date) -> Dated {
    Dated {
        value: date.to_string(),
        first: Some(date),
        last: Some(date),
        anchor: Anchor::DocDate,
        other: None,
    }
}

pub(super) fn span(value: String, first: Date, last: Date) -> Option<Dated> {
    (first <= last).then_some(Dated {
        value,
        first: Some(first),
        last: Some(last),
        anchor: Anchor::DocDate,
        other: None,
    })
}

pub(super) fn month(year: i16, month: i8) -> Option<Dated> {
    let first = Date::new(year, month, 1).ok()?;
    span(format!("{year:04}-{month:02}"), first, first.last_of_month())
}

pub(super) fn year(year: i16) -> Option<Dated> {
    span(
        format!("{year:04}"),
        Date::new(year, 1, 1).ok()?,
        Date::new(year, 12, 31).ok()?,
    )
}

pub(super) fn monday(date: Date) -> Option<Date> {
    date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
        .ok()
}

pub(super) fn week(date: Date) -> Option<Dated> {
    let first = monday(date)?;
    let iso: ISOWeekDate = first.iso_week_date();
    span(
        format!("{:04}-W{:02}", iso.year(), iso.week()),
        first,
        first.checked_add(6.days()).ok()?,
    )
}

fn weekend(date: Date) -> Option<Dated> {
    let iso = date.iso_week_date();
    let saturday = monday(date)?.checked_add(5.days()).ok()?;
    span(
        format!("{:04}-W{:02}-WE", iso.year(), iso.week()),
        saturday,
        saturday.tomorrow().ok()?,
    )
}

/// So many units before or after a day.
pub(super) fn shift(date: Date, unit: Unit, by: i64) -> Option<Date> {
    if by.abs() > 9000 {
        return None;
    }
    let span = match unit {
        Unit::Day => by.days(),
        Unit::Week | Unit::Weekend => by.weeks(),
        Unit::Month => by.months(),
        Unit::Quarter => (by * 3).months(),
        Unit::Half => (by * 6).months(),
        Unit::Year => by.years(),
        Unit::Decade if by.abs() < 900 => (by * 10).years(),
        Unit::Century if by.abs() < 90 => (by * 100).years(),
        _ => return None,
    };
    date.checked_add(span).ok()
}

/// The whole unit that holds the day.
pub(super) fn whole(date: Date, unit: Unit) -> Option<Dated> {
    let (y, m) = (date.year(), date.month());
    match unit {
        Unit::Day => Some(day(date)),
        Unit::Week => week(date),
        Unit::Weekend => weekend(date),
        Unit::Month => month(y, m),
        Unit::Quarter => share(Share::Quarter, (m - 1) / 3 + 1, y),
        Unit::Half => share(Share::Half, (m - 1) / 6 + 1, y),
        Unit::Year => year(y),
        Unit::Decade => years(y - y.rem_euclid(10), 10),
        Unit::Century => years(y - y.rem_euclid(100), 100),
        _ => None,
    }
}

/// The n-th quarter or half of a year.
pub(super) fn share(of: Share, number: i8, y: i16) -> Option<Dated> {
    let months = of.months();
    let first = Date::new(y, (number - 1) * months + 1, 1).ok()?;
    span(
        format!("{y:04}-{}{number}", of.letter()),
        first,
        Date::new(y, number * months, 1).ok()?.last_of_month(),
    )
}

/// A decade (10) or a century (100).
pub(super) fn years(first: i16, length: i16) -> Option<Dated> {
    let value = if length == 10 {
        format!("{:03}", first / 10)
    } else {
        format!("{:02}", first / 100)
    };
    span(
        value,
        Date::new(first, 1, 1).ok()?,
        Date::new(first + length - 1, 12, 31).ok()?,
    )
}

/// A season of a year; a winter goes by the year in which it begins.
pub(super) fn season(season: Season, y: i16) -> Option<Dated> {
    let ((a, b), (c, d), later) = match season {
        Season::Spring => ((3, 21), (6, 20), 0),
        Season::Summer => ((6, 21), (9, 23), 0),
        Season::Fall => ((9, 24), (12, 20), 0),
        Season::Winter => ((12, 21), (3, 20), 1),
    };
    span(
        format!("{y:04}-{}", season.code()),
        Date::new(y, a, b).ok()?,
        Date::new(y + later, c, d).ok()?,
    )
}
