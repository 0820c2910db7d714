//! When an event took place, as far as a table can say it in two days and a word.

use crate::record::{EventDateRecord, EventRecord};
use crate::text::PartialDate;
use jiff::ToSpan;
use jiff::civil::Date;

/// The days between which an event lies; a bound is missing where the text leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct When {
    /// First day.
    pub earliest: Option<Date>,
    /// Last day.
    pub latest: Option<Date>,
    /// Whether the event's own date says so; else it is the article's date.
    pub told: bool,
}

impl When {
    /// An event's own date, its beginning or its end, the first of these that is dated; else its article's date.
    ///
    /// An event without a date mostly is of its article's days, but nothing says so: `told` tells the two apart.
    pub fn of(event: &EventRecord) -> Self {
        let rank = |date: &EventDateRecord| ["event_time", "begin", "end"].iter().position(|role| *role == date.role);
        let dated = event.dates.iter().filter(|d| d.earliest.is_some() || d.latest.is_some());
        if let Some(date) = dated.min_by_key(|d| rank(d).unwrap_or(usize::MAX)) {
            return Self {
                earliest: day(date.earliest.as_deref()),
                latest: day(date.latest.as_deref()),
                told: true,
            };
        }
        Self::of_article(event.doc_date.as_deref())
    }

    /// The days of an article's date, known to the day, the month or the year.
    pub fn of_article(date: Option<&str>) -> Self {
        let date: Option<PartialDate> = date.and_then(|d| d.parse().ok());
        Self {
            earliest: date.map(PartialDate::first),
            latest: date.map(PartialDate::last),
            told: false,
        }
    }

    /// `event`, `document` or nothing: whose date it is.
    pub fn source(&self) -> Option<&'static str> {
        match (self.earliest.or(self.latest), self.told) {
            (None, _) => None,
            (_, true) => Some("event"),
            (_, false) => Some("document"),
        }
    }
}

/// A day as records write it.
fn day(text: Option<&str>) -> Option<Date> {
    text.and_then(|t| t.parse().ok())
}

/// How far two days tell a date: `day`, `week`, `month`, `year`, else `period`; nothing where a bound is open.
///
/// ```
/// use depeche::run_dir::precision;
/// use jiff::civil::date;
/// assert_eq!(precision(Some(date(2024, 2, 1)), Some(date(2024, 2, 29))), Some("month"));
/// assert_eq!(precision(Some(date(2024, 2, 1)), Some(date(2024, 2, 28))), Some("period"));
/// ```
pub fn precision(earliest: Option<Date>, latest: Option<Date>) -> Option<&'static str> {
    let (first, last) = (earliest?, latest?);
    Some(if first == last {
        "day"
    } else if first.weekday() == jiff::civil::Weekday::Monday && first.checked_add(6.days()).ok() == Some(last) {
        "week"
    } else if first.day() == 1 && last == first.last_of_month() {
        "month"
    } else if first.day_of_year() == 1 && last == first.last_of_year() {
        "year"
    } else {
        "period"
    })
}
