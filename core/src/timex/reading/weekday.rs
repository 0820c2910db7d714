//! Weekdays and the weeks around them.

use super::super::Anchor;
use super::super::tense::Tense;
use super::super::word::Unit;
use super::calendar::{day, monday, shift, week};
use super::day::fitting;
use super::{Context, Dated, Reading, Way};
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A weekday: of a week so many away, or the one that fits.
pub(super) fn resolve(w: i8, way: Way, of_week: Option<i64>, c: Context<'_>) -> Option<Dated> {
    let in_week = |by: i64| shift(monday(c.doc)?, Unit::Day, by * 7 + i64::from(w) - 1);
    if let Some(by) = of_week {
        return Some(day(in_week(by)?));
    }
    let wanted = Weekday::from_monday_one_offset(w).ok()?;
    let before = c.doc.nth_weekday(-1, wanted).ok()?;
    let after = c.doc.nth_weekday(1, wanted).ok()?;
    let same = c.doc.weekday() == wanted;
    if way == Way::Following
        && let Some(told) = c.story.day(c.at)
    {
        return Some(day(told.nth_weekday(1, wanted).ok()?).leaning_on(Anchor::Timex));
    }
    if way == Way::Preceding
        && let Some(told) = c.story.day(c.at)
    {
        return Some(day(told.nth_weekday(-1, wanted).ok()?).leaning_on(Anchor::Timex));
    }
    if way == Way::That {
        let Some(told) = c.story.day(c.at) else {
            return Some(Dated::open(format!("XXXX-WXX-{w}")));
        };
        // The text has named that day by its date, or one of the days around it.
        let near = told
            .nth_weekday(-1, wanted)
            .ok()
            .filter(|before| (told - *before).get_days() <= 3);
        let that = if told.weekday() == wanted { Some(told) } else { near };
        return Some(day(that.or(told.nth_weekday(1, wanted).ok())?).leaning_on(Anchor::Timex));
    }
    let other = |value: Date, other: Date| {
        Some(Dated {
            other: Some(other.to_string()),
            ..day(value)
        })
    };
    match (way, c.tense) {
        (Way::Last | Way::Preceding, _) => Some(day(before)),
        // « samedi prochain », said on a Thursday, is the day after tomorrow, or that of next week.
        (Way::Next, _) => match in_week(1)? {
            later if later > after => other(after, later),
            _ => Some(day(after)),
        },
        (Way::Following, _) => Some(day(in_week(1)?)),
        _ if same && c.tense != Tense::Alone => Some(day(c.doc)),
        (Way::This, _) if same => Some(day(c.doc)),
        (Way::This, Tense::Unknown | Tense::Alone) => Some(day(in_week(0)?)),
        (_, Tense::Past | Tense::Done) | (Way::Gone, Tense::Unknown) => Some(day(before)),
        (_, Tense::Future | Tense::Alone) => Some(day(after)),
        _ if (c.doc - before).get_days() <= (after - c.doc).get_days() => other(before, after),
        _ => other(after, before),
    }
}

/// « mardi en huit »: the next such day and a week; « en quinze » and two.
pub(super) fn in_weeks(w: i8, weeks: i64, c: Context<'_>) -> Option<Dated> {
    let wanted = Weekday::from_monday_one_offset(w).ok()?;
    let next = if c.doc.weekday() == wanted {
        c.doc
    } else {
        c.doc.nth_weekday(1, wanted).ok()?
    };
    Some(day(shift(next, Unit::Week, weeks)?))
}

/// The week of a number: of its year, or of the year that fits.
pub(super) fn week_numbered(number: i8, year: Option<i16>, c: Context<'_>) -> Option<Dated> {
    let of = |y| Some(ISOWeekDate::new(y, number, Weekday::Monday).ok()?.date());
    match year {
        Some(y) => Some(week(of(y)?)?.leaning_on(Anchor::Text)),
        None => {
            let past = matches!(c.tense, Tense::Past | Tense::Done);
            week(fitting(of, c, if past { Way::Last } else { Way::Open })?)
        }
    }
}

/// The week that holds a day.
pub(super) fn week_of(of: &Reading, c: Context<'_>) -> Option<Dated> {
    let of = of.resolve(c)?;
    let first = of.first?;
    // A week goes by its first day: « la semaine du dimanche 6 » is the one about to begin.
    let at = if first.weekday().to_monday_one_offset() > 5 {
        shift(first, Unit::Day, 2)?
    } else {
        first
    };
    Some(week(at)?.leaning_on(of.anchor))
}
