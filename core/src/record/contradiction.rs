//! What contradicts itself in an event's record: what its dates say against its factuality, given the day of its article.

use crate::event::{DateRole, Factuality};
use crate::text::PartialDate;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A date that does not go with what the event is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// Asserted, and dated after its article.
    Ahead {
        /// The first day of the event.
        event: Date,
        /// The day of the article, as far as it is known.
        article: PartialDate,
    },
    /// Planned, and wholly before its article.
    Past {
        /// The last day of the event.
        event: Date,
        /// The day of the article, as far as it is known.
        article: PartialDate,
    },
}

impl Contradiction {
    /// What the dates of an event (role, first and last day) say against its factuality.
    ///
    /// « L'usine a fermé le 3 septembre » of 2 July is ahead; « l'usine fermera le 3 septembre » is not, nor is « l'usine est fermée
    /// jusqu'au 3 septembre ». An event with several dates is told only when all of them are on the wrong side.
    pub fn of(
        factuality: Factuality,
        article: PartialDate,
        dates: impl Iterator<Item = (DateRole, Option<Date>, Option<Date>)>,
    ) -> Option<Self> {
        match factuality {
            Factuality::Asserted => {
                let begins = dates.filter(|(role, ..)| *role != DateRole::End);
                let event = begins.filter_map(|(_, first, _)| first).min()?;
                (event > article.last()).then_some(Self::Ahead { event, article })
            }
            Factuality::Planned => {
                let ends: Option<Vec<Date>> = dates.map(|(_, _, last)| last).collect();
                let event = ends?.into_iter().max()?;
                (event < article.first()).then_some(Self::Past { event, article })
            }
            Factuality::Possible | Factuality::Denied => None,
        }
    }

    /// The name under which a run counts it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ahead { .. } => "asserted_after_article",
            Self::Past { .. } => "planned_before_article",
        }
    }
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ahead { event, article } => write!(f, "dated after its article: asserted for {event}, told on {article}"),
            Self::Past { event, article } => write!(f, "dated before its article: planned for {event}, told on {article}"),
        }
    }
}

/// A warning of an event's record; a line has its words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum EventWarning {
    /// Of a record that was just made.
    Contradiction(Contradiction),
    /// Of a line that was read back.
    Told(String),
}

impl EventWarning {
    /// The name under which a run counts it.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            Self::Contradiction(contradiction) => Some(contradiction.name()),
            Self::Told(_) => None,
        }
    }
}

impl fmt::Display for EventWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contradiction(contradiction) => contradiction.fmt(f),
            Self::Told(words) => f.write_str(words),
        }
    }
}

impl PartialEq for EventWarning {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl From<String> for EventWarning {
    fn from(words: String) -> Self {
        Self::Told(words)
    }
}

impl From<EventWarning> for String {
    fn from(warning: EventWarning) -> Self {
        warning.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(month: i8, day: i8) -> Option<Date> {
        Some(date(2024, month, day))
    }

    #[track_caller]
    fn found(factuality: Factuality, article: &str, dates: &[(DateRole, Option<Date>, Option<Date>)]) -> Option<&'static str> {
        let article = article.parse().expect("a date");
        let found = Contradiction::of(factuality, article, dates.iter().copied())?;
        Some(found.name())
    }

    #[test]
    fn asserted_events_lie_not_after_their_article() {
        let fact = Factuality::Asserted;
        let on = |first, last| [(DateRole::EventTime, first, last)];
        assert_eq!(
            found(fact, "2024-07-02", &on(day(9, 3), day(9, 3))),
            Some("asserted_after_article")
        );
        assert_eq!(found(fact, "2024-07-02", &on(day(7, 2), day(7, 2))), None);
        // A month that the article stands in, an article known to the month or year, an end, a date that is open.
        assert_eq!(found(fact, "2024-07-02", &on(day(7, 1), day(7, 31))), None);
        assert_eq!(found(fact, "2024-09", &on(day(9, 30), day(9, 30))), None);
        assert_eq!(found(fact, "2024", &on(day(12, 31), day(12, 31))), None);
        assert_eq!(found(fact, "2024-07-02", &[(DateRole::End, day(9, 3), day(9, 3))]), None);
        assert_eq!(found(fact, "2024-07-02", &on(None, None)), None);
        let two = [
            (DateRole::EventTime, day(6, 1), day(6, 1)),
            (DateRole::EventTime, day(9, 3), day(9, 3)),
        ];
        assert_eq!(found(fact, "2024-07-02", &two), None);
        assert_eq!(found(Factuality::Planned, "2024-07-02", &on(day(9, 3), day(9, 3))), None);
        assert_eq!(found(Factuality::Possible, "2024-07-02", &on(day(9, 3), day(9, 3))), None);
    }

    #[test]
    fn planned_events_lie_not_wholly_before_their_article() {
        let fact = Factuality::Planned;
        let on = |first, last| [(DateRole::EventTime, first, last)];
        assert_eq!(
            found(fact, "2024-07-02", &on(day(6, 1), day(6, 30))),
            Some("planned_before_article")
        );
        // A month that is not over, an end that is not known, an article of which only the month is known.
        assert_eq!(found(fact, "2024-07-02", &on(day(7, 1), day(7, 31))), None);
        assert_eq!(found(fact, "2024-07-02", &on(day(6, 1), None)), None);
        assert_eq!(found(fact, "2024-07", &on(day(7, 1), day(7, 1))), None);
        assert_eq!(found(Factuality::Asserted, "2024-07-02", &on(day(6, 1), day(6, 30))), None);
        assert_eq!(found(fact, "2024-07-02", &[]), None);
    }

    #[test]
    fn a_warning_that_is_read_back_is_the_one_that_was_written() {
        let warning = EventWarning::Contradiction(Contradiction::Ahead {
            event: date(2024, 9, 3),
            article: "2024-07-02".parse().expect("a date"),
        });
        let line = serde_json::to_string(&warning).expect("a line");
        assert_eq!(
            line,
            "\"dated after its article: asserted for 2024-09-03, told on 2024-07-02\""
        );
        let read: EventWarning = serde_json::from_str(&line).expect("a warning");
        assert_eq!(read, warning);
        assert_ne!(read, EventWarning::Told("dated after its article".to_owned()));
    }
}
