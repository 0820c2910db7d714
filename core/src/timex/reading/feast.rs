//! The days of feasts.

use super::calendar::{day, shift};
use super::{Context, Dated, Way, day as days};
use crate::timex::word::{Feast, Unit};
use jiff::civil::{Date, Weekday};

/// Easter Sunday of a Gregorian year, by the anonymous computus (Nature, 20 April 1876; Meeus, Astronomical Algorithms, ch. 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// The last Sunday of May, the first of June where that is Whitsunday.
fn mothers(y: i16) -> Option<Date> {
    let last = Date::new(y, 5, 1).ok()?.nth_weekday_of_month(-1, Weekday::Sunday).ok()?;
    let whit = shift(easter(y)?, Unit::Day, 49)?;
    if last == whit {
        shift(last, Unit::Week, 1)
    } else {
        Some(last)
    }
}

/// The day of a feast in a year.
fn in_year(feast: Feast, y: i16) -> Option<Date> {
    match feast {
        Feast::Fixed { month, day } => Date::new(y, month, day).ok(),
        Feast::Easter(offset) => shift(easter(y)?, Unit::Day, offset),
        Feast::Mothers => mothers(y),
        Feast::Fathers => Date::new(y, 6, 1).ok()?.nth_weekday_of_month(3, Weekday::Sunday).ok(),
        Feast::Once(date) => Some(date),
        Feast::Moon => None,
    }
}

/// A feast of its year, or of the year that fits, and so many days away from it.
pub(super) fn resolve(feast: Feast, year: Option<i16>, offset: i64, c: Context<'_>) -> Option<Dated> {
    let at = match (year, feast) {
        (Some(y), _) => in_year(feast, y)?,
        (None, Feast::Once(date)) => date,
        (None, _) => days::fitting(|y| in_year(feast, y), c, Way::Open)?,
    };
    Some(day(shift(at, Unit::Day, offset)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_the_known_sundays() {
        for (year, month, day) in [(1999, 4, 4), (2000, 4, 23), (2016, 3, 27), (2024, 3, 31), (2038, 4, 25)] {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }
}
