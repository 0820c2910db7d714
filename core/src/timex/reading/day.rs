//! Days and months without a year.

use super::super::Anchor;
use super::super::story::Told;
use super::super::tense::Tense;
use super::super::word::Unit;
use super::calendar::{self, shift};
use super::{Context, Dated, Way};
use jiff::civil::Date;

/// How far the nearest year may go against a past tense, in days: « a annoncé que la grève du 30 août… » names days to come.
const PAST_SLACK: i32 = 100;
/// How far the nearest year may go against a future tense, in days.
const FUTURE_SLACK: i32 = 30;
/// How far back a chronicle may step within its year, in days.
const STEP_BACK: i32 = 60;

/// Of the same day in three years the nearest, unless the tense contradicts it clearly.
pub(super) fn fitting(of: impl Fn(i16) -> Option<Date>, c: Context<'_>, way: Way) -> Option<Date> {
    let years = [c.doc.year() - 1, c.doc.year(), c.doc.year() + 1];
    let all: Vec<Date> = years.into_iter().filter_map(&of).collect();
    let away = |d: &Date| (*d - c.doc).get_days();
    let past = all.iter().rfind(|d| **d <= c.doc).copied();
    let next = all.iter().find(|d| **d >= c.doc).copied();
    let near = all.iter().min_by_key(|d| away(d).abs()).copied();
    let ahead = near.as_ref().map_or(0, away);
    match way {
        Way::Last => past,
        Way::Next => next,
        _ => match c.tense {
            Tense::Done if ahead > 0 => past,
            Tense::Past if ahead > PAST_SLACK => past,
            Tense::Future if ahead < -FUTURE_SLACK => next,
            Tense::Alone => next,
            _ => near,
        },
    }
    .or(near)
}

/// The day of a chronicle that goes on from a frame: of the frame's year, or of the next where that would be far back.
fn in_chronicle(of: impl Fn(i16) -> Option<Date>, frame: Told) -> Option<Date> {
    let year = frame.first.year();
    let same = of(year);
    let back = |d: &Date| frame.grain < Unit::Year && (frame.first - *d).get_days() > STEP_BACK;
    same.filter(|d| !back(d)).or_else(|| of(year + 1)).or(same)
}

/// What « de la même année » makes of a day or month: that of the story's year, or `open` where the text has told none.
fn in_same_year(of: impl FnOnce(i16) -> Option<Dated>, open: String, c: Context<'_>) -> Option<Dated> {
    match c.story.anchor(Unit::Year, c.at) {
        Some(told) => Some(of(told.year())?.leaning_on(Anchor::Timex)),
        None => Some(Dated::open(open)),
    }
}

/// A day and month; a weekday beside them chooses among the years.
pub(super) fn of_month(m: i8, d: i8, weekday: Option<i8>, way: Way, c: Context<'_>) -> Option<Dated> {
    let all = |y| Date::new(y, m, d).ok();
    if way == Way::Same {
        return in_same_year(|y| all(y).map(calendar::day), format!("XXXX-{m:02}-{d:02}"), c);
    }
    let named = |y| all(y).filter(|x| weekday.is_some_and(|w| x.weekday().to_monday_one_offset() == w));
    let near = |x: &Date| (*x - c.doc).get_days().abs() <= 200;
    let by_document = match fitting(named, c, way).filter(near) {
        Some(found) => Some(found),
        None => fitting(all, c, way),
    };
    if way == Way::Open
        && weekday.is_none()
        && let Some(told) = c.story.frame(c.at, c.tense).and_then(|frame| in_chronicle(all, frame))
    {
        return by_chronicle(calendar::day(told), by_document.map(calendar::day), c);
    }
    by_document.map(calendar::day)
}

/// What a chronicle tells, unless the document's own reading is news; then the other one is kept beside it.
fn by_chronicle(told: Dated, by_document: Option<Dated>, c: Context<'_>) -> Option<Dated> {
    match by_document {
        Some(near) if near.last.is_some_and(|d| c.story.is_news(d)) => Some(Dated {
            other: Some(told.value),
            ..near
        }),
        _ => Some(told.leaning_on(Anchor::Timex)),
    }
}

/// The number of a day, with or without its weekday: « le 16 », « mardi 16 ».
pub(super) fn alone(d: i8, weekday: Option<i8>, c: Context<'_>) -> Option<Dated> {
    if weekday.is_none()
        && let Some(frame) = c.story.frame(c.at, c.tense).filter(|f| f.grain < Unit::Year)
    {
        let same = Date::new(frame.first.year(), frame.first.month(), d).ok();
        let told = same.filter(|x| *x >= frame.first || frame.grain == Unit::Month);
        let next = || {
            let next = shift(frame.first.first_of_month(), Unit::Month, 1)?;
            Date::new(next.year(), next.month(), d).ok()
        };
        if let Some(told) = told.or_else(next) {
            return Some(calendar::day(told).leaning_on(Anchor::Timex));
        }
    }
    let at = |by: i64| {
        let base = shift(c.doc.first_of_month(), Unit::Month, by)?;
        Date::new(base.year(), base.month(), d).ok()
    };
    let all: Vec<Date> = (-6..=6)
        .filter_map(at)
        .filter(|x| weekday.is_none_or(|w| x.weekday().to_monday_one_offset() == w))
        .collect();
    let past = all.iter().rfind(|x| **x <= c.doc);
    let next = all.iter().find(|x| **x >= c.doc);
    let near = all.iter().min_by_key(|x| (**x - c.doc).get_days().abs());
    // A weekday and a day of the month meet but every few months: the one of these weeks is meant.
    let close = near.filter(|x| weekday.is_some() && (**x - c.doc).get_days().abs() <= 15);
    let found = close.or(match c.tense {
        Tense::Past | Tense::Done => past,
        Tense::Future | Tense::Alone => next,
        Tense::Unknown => near,
    });
    Some(calendar::day(*found.or(near)?))
}

/// Of the same month in three years the most recent, or the next one when the tense is future.
fn fitting_month(m: i8, c: Context<'_>, way: Way) -> Option<Date> {
    let doc = c.doc.first_of_month();
    let of = |by: i16| Date::new(doc.year() + by, m, 1).ok();
    let this = of(0)?;
    match (way, c.tense) {
        (Way::Next, _) => of(i16::from(this <= doc)),
        (Way::Last, _) => of(-i16::from(this >= doc)),
        (_, Tense::Future | Tense::Alone) => of(i16::from(this < doc)),
        // A month or two ahead without a verb is a month to come: « Festival, juillet », printed in May.
        (_, Tense::Unknown) if this > doc && (this - doc).get_days() <= 62 => Some(this),
        _ => of(-i16::from(this > doc)),
    }
}

/// A month without a year.
pub(super) fn month(m: i8, way: Way, c: Context<'_>) -> Option<Dated> {
    if way == Way::Same {
        return in_same_year(|y| calendar::month(y, m), format!("XXXX-{m:02}"), c);
    }
    let of = |d: Date| calendar::month(d.year(), d.month());
    let by_document = fitting_month(m, c, way).and_then(of);
    if way == Way::Open
        && let Some(frame) = c.story.frame(c.at, c.tense)
        && let Some(told) = in_chronicle(|y| Date::new(y, m, 1).ok(), frame).and_then(of)
    {
        return Some(told.leaning_on(Anchor::Timex));
    }
    by_document
}
