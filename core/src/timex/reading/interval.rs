//! From one date to another.

use super::calendar::{day, month, span};
use super::{Context, Dated, Reading};
use jiff::civil::Date;

/// Both ends; the first takes from the second what it does not say itself.
pub(super) fn resolve(first: &Reading, last: &Reading, c: Context<'_>) -> Option<Dated> {
    let b = last.resolve(c)?;
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

/// Both ends without a year: a first day that shares the month of the last one has it also here.
pub(super) fn open(first: &Reading, last: &Reading) -> String {
    let shared = match (first, last) {
        (Reading::Day { month: None, day: d, .. }, Reading::Day { month: Some(m), .. }) => Reading::day_of(*m, *d).open(),
        _ => first.open(),
    };
    format!("{shared}/{}", last.open())
}
