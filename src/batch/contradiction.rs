//! What an event's dates say against its factuality, given the day of its article.

use crate::event::{DateRole, Factuality};
use crate::text::PartialDate;
use jiff::civil::Date;

/// A date that does not go with what the event is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contradiction {
    /// Asserted, and dated after its article.
    Ahead {
        /// The first day of the event.
        event: Date,
        article: PartialDate,
    },
    /// Planned, and wholly before its article.
    Past {
        /// The last day of the event.
        event: Date,
        article: PartialDate,
    },
}

/// How the warnings begin, and under which name a run counts them.
const AHEAD: (&str, &str) = ("dated after its article", "asserted_after_article");
const PAST: (&str, &str) = ("dated before its article", "planned_before_article");

impl Contradiction {
    /// What the dates of an event (role, first and last day) say against its factuality.
    ///
    /// « L'usine a fermé le 3 septembre » of 2 July is ahead; « l'usine fermera le 3 septembre » is not, nor is « l'usine est fermée
    /// jusqu'au 3 septembre ». An event with several dates is told only when all of them are on the wrong side.
    pub(super) fn of(
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

    /// The warning of the record.
    pub(super) fn words(self) -> String {
        match self {
            Self::Ahead { event, article } => format!("{}: asserted for {event}, told on {article}", AHEAD.0),
            Self::Past { event, article } => format!("{}: planned for {event}, told on {article}", PAST.0),
        }
    }

    /// Under which name the run counts a warning of an event's record.
    pub(super) fn counted(warning: &str) -> Option<&'static str> {
        let of = |(begin, _): &(&str, &str)| warning.starts_with(begin);
        [AHEAD, PAST].into_iter().find(of).map(|(_, name)| name)
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
        Contradiction::counted(&found.words())
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
}
