//! From one date to another.

use super::calendar::{day, month, span};
use super::{Context, Dated, Reading, Way};
use jiff::civil::Date;

/// Both ends; the first takes from the second what it does not say itself.
pub(super) fn resolve(first: &Reading, last: &Reading, c: Context<'_>) -> Option<Dated> {
    let b = holding(first, last, c).or_else(|| last.resolve(c))?;
    let end = b.first;
    let a = match (first, end) {
        (
            Reading::Day {
                year: None,
                month: Some(m),
                day: d,
                ..
            },
            Some(end),
        ) => {
            let same = Date::new(end.year(), *m, *d).ok()?;
            day(if same > end {
                Date::new(end.year() - 1, *m, *d).ok()?
            } else {
                same
            })
        }
        (
            Reading::Day {
                year: None,
                month: None,
                day: d,
                ..
            },
            Some(end),
        ) => day(Date::new(end.year(), end.month(), *d).ok().filter(|same| *same <= end)?),
        (
            Reading::Month {
                year: None, month: m, ..
            },
            Some(end),
        ) => month(if *m > end.month() { end.year() - 1 } else { end.year() }, *m)?,
        (first, _) => first.resolve(c)?,
    };
    let anchor = b.anchor;
    Some(span(format!("{}/{}", a.value, b.value), a.first?, b.last?)?.leaning_on(anchor))
}

/// The last day of a span without a year that holds the document's day: « valable du 20 janvier au 20 février ».
fn holding(first: &Reading, last: &Reading, c: Context<'_>) -> Option<Dated> {
    let ends = |reading: &Reading| match reading {
        Reading::Day {
            year: None,
            month: Some(m),
            day: d,
            way: Way::Open,
            ..
        } => Some((*m, *d)),
        _ => None,
    };
    let ((first_month, first_day), (month, last_day)) = (ends(first)?, ends(last)?);
    let year = c.doc.year();
    (year..=year + 1).find_map(|y| {
        let end = Date::new(y, month, last_day).ok()?;
        let same = Date::new(y, first_month, first_day).ok()?;
        let begin = if same > end {
            Date::new(y - 1, first_month, first_day).ok()?
        } else {
            same
        };
        (begin <= c.doc && c.doc <= end).then(|| day(end))
    })
}

/// Both ends without a year: a first day that shares the month of the last one has it also here.
pub(super) fn open(first: &Reading, last: &Reading) -> String {
    let shared = match (first, last) {
        (Reading::Day { month: None, day: d, .. }, Reading::Day { month: Some(m), .. }) => Reading::day_of(*m, *d).open(),
        _ => first.open(),
    };
    format!("{shared}/{}", last.open())
}
