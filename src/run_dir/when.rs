//! When an event took place, as far as a table can say it in two days and a word.

use crate::record::{EventDateRecord, EventRecord};
use crate::text::PartialDate;
use jiff::ToSpan;
use jiff::civil::Date;

/// The days between which an event lies; a bound is missing where the text leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct When {
    /// First day.
    pub first: Option<Edge>,
    /// Last day.
    pub last: Option<Edge>,
    /// Whether its days only bound a date whose year is not known: « le 6 février » in an article of 2024.
    pub open: bool,
}

/// A day, and what tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The day.
    pub day: Date,
    /// What tells it.
    pub by: Teller,
}

/// What tells a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Teller {
    /// A date of the event's own.
    Event,
    /// The date of its article.
    Document,
}

impl When {
    /// An event's own date; else from its beginning to its end, where these are dated; else its article's date.
    ///
    /// A beginning alone leaves the last day open. An end alone is a deadline: the event lies between the article and that day
    /// (« d'ici au 1er octobre »), or its first day is open where the article is later. An event without a date mostly is of its
    /// article's days, but nothing says so: [`Self::source`] tells these apart.
    pub fn of(event: &EventRecord) -> Self {
        let role = |role: &str| {
            let mut dates = event.dates.iter().filter(|d| d.role == role);
            dates.find(|d| d.earliest.is_some() || d.latest.is_some())
        };
        let article = Self::of_article(event.doc_date.as_deref());
        match (role("event_time"), role("begin"), role("end")) {
            (Some(own), _, _) => Self {
                open: is_open(&own.value),
                ..Self::told(day(own.earliest.as_deref()), day(own.latest.as_deref()))
            },
            (None, None, None) => article,
            (None, None, Some(end)) => Self {
                open: is_open(&end.value),
                ..article.until(last_day(end))
            },
            (None, Some(begin), end) => {
                let first = day(begin.earliest.as_deref().or(begin.latest.as_deref()));
                Self {
                    open: is_open(&begin.value) || end.is_some_and(|end| is_open(&end.value)),
                    ..Self::told(first, end.and_then(last_day))
                }
            }
        }
    }

    fn told(first: Option<Date>, last: Option<Date>) -> Self {
        let bound = |day| Edge { day, by: Teller::Event };
        Self {
            first: first.map(bound),
            last: last.map(bound),
            open: false,
        }
    }

    /// From the article's first day to a deadline; the first day is open where the article is later.
    fn until(self, deadline: Option<Date>) -> Self {
        let first = self.first.filter(|first| deadline.is_some_and(|last| first.day <= last));
        Self {
            first,
            ..Self::told(None, deadline)
        }
    }

    /// The days of an article's date, known to the day, the month or the year.
    pub fn of_article(date: Option<&str>) -> Self {
        let date: Option<PartialDate> = date.and_then(|d| d.parse().ok());
        let bound = |day| Edge {
            day,
            by: Teller::Document,
        };
        Self {
            first: date.map(|date| bound(date.first())),
            last: date.map(|date| bound(date.last())),
            open: false,
        }
    }

    /// The first day.
    pub fn earliest(&self) -> Option<Date> {
        self.first.map(|bound| bound.day)
    }

    /// The last day.
    pub fn latest(&self) -> Option<Date> {
        self.last.map(|bound| bound.day)
    }

    /// Whose date it is: `event`, `document`, `both` (from the document's day to a deadline that the event names), or nothing.
    pub fn source(&self) -> Option<&'static str> {
        let by = |bound: Option<Edge>| bound.map(|bound| bound.by);
        let name = |teller| match teller {
            Teller::Event => "event",
            Teller::Document => "document",
        };
        match (by(self.first), by(self.last)) {
            (Some(first), Some(last)) if first != last => Some("both"),
            (first, last) => first.or(last).map(name),
        }
    }

    /// How far the days tell the date: see [`precision`]; `open` where its year is not known.
    pub fn precision(&self) -> Option<&'static str> {
        precision(self.earliest(), self.latest()).map(|known| if self.open { OPEN } else { known })
    }
}

/// The precision of a date whose year is not known.
pub const OPEN: &str = "open";

/// Whether a TIMEX3 value leaves its year open: `XXXX-02-06`, `XXXX-WXX-1`.
///
/// ```
/// use depeche::run_dir::is_open;
/// assert!(is_open("XXXX-02-06"));
/// assert!(!is_open("2024-02-06"));
/// ```
pub fn is_open(value: &str) -> bool {
    value.starts_with("XXXX")
}

fn last_day(date: &EventDateRecord) -> Option<Date> {
    day(date.latest.as_deref().or(date.earliest.as_deref()))
}

/// A day as records write it.
fn day(text: Option<&str>) -> Option<Date> {
    text.and_then(|t| t.parse().ok())
}

/// How far two days tell a date: `day`, `week`, `month`, `year`, else `period`, also where one of them is open; nothing where both are.
///
/// ```
/// use depeche::run_dir::precision;
/// use jiff::civil::date;
/// assert_eq!(precision(Some(date(2024, 2, 1)), Some(date(2024, 2, 29))), Some("month"));
/// assert_eq!(precision(Some(date(2024, 2, 1)), Some(date(2024, 2, 28))), Some("period"));
/// assert_eq!(precision(None, Some(date(2024, 2, 28))), Some("period"));
/// ```
pub fn precision(earliest: Option<Date>, latest: Option<Date>) -> Option<&'static str> {
    let (Some(first), Some(last)) = (earliest, latest) else {
        return earliest.or(latest).map(|_| "period");
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    fn event(dates: &str) -> EventRecord {
        let page = include_str!("../../tests/eval/run/events.jsonl");
        let mut line: serde_json::Value = serde_json::from_str(page.lines().next().expect("an event")).expect("JSON");
        let date = |role: &str, first: &str, last: &str| {
            serde_json::json!({"role": role, "text": "x", "start": 0, "end": 1, "type": "DATE", "value": first, "mod": null,
                "earliest": first, "latest": last, "anchor": "text", "score": 1})
        };
        let read = |d: &str| {
            let parts: Vec<&str> = d.split(' ').collect();
            date(parts[0], parts[1], parts[2])
        };
        line["doc_date"] = "2024-07-16".into();
        line["dates"] = dates.split("; ").filter(|d| !d.is_empty()).map(read).collect();
        serde_json::from_value(line).expect("an event")
    }

    fn days(dates: &str) -> (Option<String>, Option<String>) {
        let when = When::of(&event(dates));
        (when.earliest().map(|d| d.to_string()), when.latest().map(|d| d.to_string()))
    }

    #[test]
    fn deadlines_and_beginnings_are_bounds() {
        let some = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(
            days("event_time 2024-03-01 2024-03-31; end 2024-10-01 2024-10-01"),
            some("2024-03-01", "2024-03-31")
        );
        assert_eq!(days("end 2024-10-01 2024-10-01"), some("2024-07-16", "2024-10-01"));
        assert_eq!(days("end 2024-06-01 2024-06-30"), (None, Some("2024-06-30".to_owned())));
        assert_eq!(days("begin 2024-03-01 2024-03-31"), (Some("2024-03-01".to_owned()), None));
        assert_eq!(
            days("begin 2024-03-01 2024-03-31; end 2024-10-01 2024-10-01"),
            some("2024-03-01", "2024-10-01")
        );
        assert_eq!(days(""), some("2024-07-16", "2024-07-16"));
    }

    #[test]
    fn the_source_tells_whose_days_they_are() {
        for (dates, source, precision) in [
            ("event_time 2024-03-01 2024-03-31", "event", "month"),
            ("end 2024-10-01 2024-10-01", "both", "period"),
            ("end 2024-06-01 2024-06-30", "event", "period"),
            ("begin 2024-03-01 2024-03-31", "event", "period"),
            ("", "document", "day"),
        ] {
            let when = When::of(&event(dates));
            assert_eq!((when.source(), when.precision()), (Some(source), Some(precision)), "{dates}");
        }
    }

    #[test]
    fn a_date_without_a_year_is_open() {
        let mut event = event("event_time 2024-02-06 2025-02-06");
        assert_eq!(When::of(&event).precision(), Some("period"));
        for role in ["event_time", "begin", "end"] {
            event.dates[0].role = role.into();
            event.dates[0].value = "XXXX-02-06".into();
            assert_eq!(When::of(&event).precision(), Some("open"), "{role}");
        }
    }
}
