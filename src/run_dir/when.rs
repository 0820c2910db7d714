//! When an event took place, as far as a table can say it in two days and a word.

use crate::record::EventRecord;
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
    /// An event's own date; else from its beginning to its end, where these are dated; else its article's date.
    ///
    /// A beginning alone leaves the last day open. An end alone is a deadline: the event lies between the article and that day
    /// (« d'ici au 1er octobre »), or its first day is open where the article is later. An event without a date mostly is of its
    /// article's days, but nothing says so: `told` tells the two apart.
    pub fn of(event: &EventRecord) -> Self {
        let role = |role: &str| {
            let mut dates = event.dates.iter().filter(|d| d.role == role);
            dates.find(|d| d.earliest.is_some() || d.latest.is_some())
        };
        let article = Self::of_article(event.doc_date.as_deref());
        let (earliest, latest) = match (role("event_time"), role("begin"), role("end")) {
            (Some(own), _, _) => (day(own.earliest.as_deref()), day(own.latest.as_deref())),
            (None, None, None) => return article,
            (None, begin, end) => {
                let latest = end.and_then(|d| day(d.latest.as_deref().or(d.earliest.as_deref())));
                let earliest = match begin {
                    Some(d) => day(d.earliest.as_deref().or(d.latest.as_deref())),
                    None => article.earliest.filter(|first| latest.is_some_and(|last| *first <= last)),
                };
                (earliest, latest)
            }
        };
        Self {
            earliest,
            latest,
            told: true,
        }
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
        (when.earliest.map(|d| d.to_string()), when.latest.map(|d| d.to_string()))
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
}
