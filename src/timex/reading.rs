//! What an expression says without its context, and what it means on a given day.

use super::Anchor;
use super::tense::Tense;
use super::word::Unit;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// Which way an expression points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The tense decides.
    Open,
    /// « dernier ».
    Last,
    /// « prochain ».
    Next,
    /// « ce ».
    This,
    /// « suivant »: from the story.
    Following,
}

/// A dated expression, free of context.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    Day {
        year: Option<i16>,
        month: Option<i8>,
        day: i8,
        weekday: Option<i8>,
        way: Way,
    },
    Month {
        year: Option<i16>,
        month: i8,
        way: Way,
    },
    Year(i16),
    Weekday {
        day: i8,
        way: Way,
        week: Option<i64>,
    },
    /// A whole unit, so many away: « la semaine dernière ».
    Whole {
        unit: Unit,
        by: i64,
        story: bool,
    },
    /// A distance to the day: « il y a trois mois ».
    Distance {
        unit: Unit,
        by: i64,
        story: bool,
    },
    /// The last or next units: « les dix derniers mois »; rolling ones end today.
    Run {
        unit: Unit,
        by: i64,
        rolling: bool,
    },
    /// Quarter (4) or half (2) of a year.
    Share {
        of: char,
        number: i8,
        year: Option<i16>,
    },
    Season {
        season: &'static str,
        year: Option<i16>,
        way: Way,
    },
    /// First year and length: decades and centuries.
    Years {
        first: i16,
        length: i16,
    },
    Feast {
        rule: &'static str,
        year: Option<i16>,
        offset: i64,
    },
    Between(Box<Reading>, Box<Reading>),
    /// A part of a month, week or year: first and last day in it, for what has a usage of its own.
    Piece {
        of: Box<Reading>,
        piece: &'static str,
    },
    /// The n-th weekday (1–7), week (0), day (8) or weekend (9) of a month; −1 is the last.
    Nth {
        n: i8,
        weekday: i8,
        month: Box<Reading>,
    },
    Fortnight {
        second: bool,
        month: Box<Reading>,
    },
    /// From the day on: « d'ici trois mois ».
    Within {
        unit: Unit,
        by: i64,
    },
    /// So far from a day that the text names: « trois jours après le 12 janvier ».
    From {
        unit: Unit,
        by: i64,
        day: Box<Reading>,
    },
    /// The week that holds a day: « la semaine du 7 octobre ».
    WeekOf(Box<Reading>),
    /// The day on which a span of days begins: « la nuit du 3 au 4 mai ».
    FirstDay(Box<Reading>),
    /// A year before our era.
    Before(i16),
}

impl Reading {
    /// « 3 mai 2024 ».
    pub(super) fn date(year: i16, month: i8, day: i8) -> Self {
        Self::Day {
            year: Some(year),
            month: Some(month),
            day,
            weekday: None,
            way: Way::Open,
        }
    }

    /// « 3 mai ».
    pub(super) fn day_of(month: i8, day: i8) -> Self {
        Self::Day {
            year: None,
            month: Some(month),
            day,
            weekday: None,
            way: Way::Open,
        }
    }

    /// « le 3 », « lundi 3 ».
    pub(super) fn day_alone(day: i8, weekday: Option<i8>) -> Self {
        Self::Day {
            year: None,
            month: None,
            day,
            weekday,
            way: Way::Open,
        }
    }

    /// « mars », « mars 2024 ».
    pub(super) fn month(year: Option<i16>, month: i8) -> Self {
        let way = Way::Open;
        Self::Month { year, month, way }
    }

    /// « lundi ».
    pub(super) fn weekday(day: i8) -> Self {
        let (way, week) = (Way::Open, None);
        Self::Weekday { day, way, week }
    }

    /// « la semaine dernière », from the document.
    pub(super) fn whole(unit: Unit, by: i64) -> Self {
        Self::Whole { unit, by, story: false }
    }

    /// « la semaine suivante », from the story.
    pub(super) fn of_story(unit: Unit, by: i64) -> Self {
        Self::Whole { unit, by, story: true }
    }

    /// « il y a trois mois », from the document.
    pub(super) fn distance(unit: Unit, by: i64) -> Self {
        Self::Distance { unit, by, story: false }
    }

    /// « les années 1960 ».
    pub(super) fn years(first: i16, length: i16) -> Self {
        Self::Years { first, length }
    }

    /// A feast of the year that fits.
    pub(super) fn feast(rule: &'static str) -> Self {
        let (year, offset) = (None, 0);
        Self::Feast { rule, year, offset }
    }

    /// « du 3 au 5 mai ».
    pub(super) fn between(first: Self, last: Self) -> Self {
        Self::Between(Box::new(first), Box::new(last))
    }

    /// « trois jours après le 12 janvier ».
    pub(super) fn from(day: Self, unit: Unit, by: i64) -> Self {
        Self::From {
            unit,
            by,
            day: Box::new(day),
        }
    }

    /// « 15 du mois prochain ».
    pub(super) fn nth_day(n: i8, month: Self) -> Self {
        let (weekday, month) = (8, Box::new(month));
        Self::Nth { n, weekday, month }
    }

    /// Whether only the number of a day is said: « le 3 ».
    pub(super) fn is_bare_day(&self) -> bool {
        matches!(
            self,
            Self::Day {
                month: None,
                weekday: None,
                ..
            }
        )
    }
}

/// A value with its bounds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dated {
    pub value: String,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub anchor: Anchor,
}

/// What a reading is resolved against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub doc: Date,
    pub story: Option<Date>,
    pub tense: Tense,
}

fn day(date: Date) -> Dated {
    Dated {
        value: date.to_string(),
        first: Some(date),
        last: Some(date),
        anchor: Anchor::DocDate,
    }
}

fn span(value: String, first: Date, last: Date) -> Option<Dated> {
    (first <= last).then_some(Dated {
        value,
        first: Some(first),
        last: Some(last),
        anchor: Anchor::DocDate,
    })
}

pub(super) fn month(year: i16, month: i8) -> Option<Dated> {
    let first = Date::new(year, month, 1).ok()?;
    span(format!("{year:04}-{month:02}"), first, first.last_of_month())
}

fn year(year: i16) -> Option<Dated> {
    span(
        format!("{year:04}"),
        Date::new(year, 1, 1).ok()?,
        Date::new(year, 12, 31).ok()?,
    )
}

fn monday(date: Date) -> Option<Date> {
    date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
        .ok()
}

fn week(date: Date) -> Option<Dated> {
    let first = monday(date)?;
    let iso: ISOWeekDate = first.iso_week_date();
    span(
        format!("{:04}-W{:02}", iso.year(), iso.week()),
        first,
        first.checked_add(6.days()).ok()?,
    )
}

pub(super) fn shift(date: Date, unit: Unit, by: i64) -> Option<Date> {
    if by.abs() > 9000 {
        return None;
    }
    let span = match unit {
        Unit::Day => by.days(),
        Unit::Week | Unit::Weekend => by.weeks(),
        Unit::Month => by.months(),
        Unit::Quarter => (by * 3).months(),
        Unit::Half => (by * 6).months(),
        Unit::Year => by.years(),
        Unit::Decade if by.abs() < 900 => (by * 10).years(),
        Unit::Century if by.abs() < 90 => (by * 100).years(),
        _ => return None,
    };
    date.checked_add(span).ok()
}

/// The whole unit that holds the day.
fn whole(date: Date, unit: Unit) -> Option<Dated> {
    let (y, m) = (date.year(), date.month());
    match unit {
        Unit::Day => Some(day(date)),
        Unit::Week => week(date),
        Unit::Weekend => {
            let iso = date.iso_week_date();
            let saturday = monday(date)?.checked_add(5.days()).ok()?;
            span(
                format!("{:04}-W{:02}-WE", iso.year(), iso.week()),
                saturday,
                saturday.tomorrow().ok()?,
            )
        }
        Unit::Month => month(y, m),
        Unit::Quarter => share('Q', (m - 1) / 3 + 1, y),
        Unit::Half => share('H', (m - 1) / 6 + 1, y),
        Unit::Year => year(y),
        Unit::Decade => years(y - y.rem_euclid(10), 10),
        Unit::Century => years(y - y.rem_euclid(100), 100),
        _ => None,
    }
}

fn share(of: char, number: i8, y: i16) -> Option<Dated> {
    let length = if of == 'Q' { 3 } else { 6 };
    let first = Date::new(y, (number - 1) * length + 1, 1).ok()?;
    span(
        format!("{y:04}-{of}{number}"),
        first,
        Date::new(y, number * length, 1).ok()?.last_of_month(),
    )
}

fn years(first: i16, length: i16) -> Option<Dated> {
    let value = if length == 10 {
        format!("{:03}", first / 10)
    } else {
        format!("{:02}", first / 100)
    };
    span(
        value,
        Date::new(first, 1, 1).ok()?,
        Date::new(first + length - 1, 12, 31).ok()?,
    )
}

fn season(season: &str, y: i16) -> Option<Dated> {
    let ((a, b), (c, d), later) = match season {
        "SP" => ((3, 21), (6, 20), 0),
        "SU" => ((6, 21), (9, 23), 0),
        "FA" => ((9, 24), (12, 20), 0),
        _ => ((12, 21), (3, 20), 1),
    };
    span(
        format!("{y:04}-{season}"),
        Date::new(y, a, b).ok()?,
        Date::new(y + later, c, d).ok()?,
    )
}

/// The season before or after a day; else the one that holds it or is of its year.
fn season_near(name: &str, day: Date, way: Way) -> Option<Dated> {
    let near = (-2..=1).filter_map(|by| season(name, day.year() + by));
    let mut last = near.clone().filter(|s| s.last.is_some_and(|last| last < day));
    let mut next = near.clone().filter(|s| s.first.is_some_and(|first| first > day));
    let mut this = near.filter(|s| s.first <= Some(day) && Some(day) <= s.last);
    match way {
        Way::Last => last.next_back(),
        Way::Next | Way::Following => next.next(),
        _ => this.next().or_else(|| season(name, day.year())),
    }
}

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

fn feast(rule: &str, y: i16) -> Option<Date> {
    match rule {
        // The last Sunday of May, the first of June where that is Whitsunday.
        "mothers" => {
            let last = Date::new(y, 5, 1).ok()?.nth_weekday_of_month(-1, Weekday::Sunday).ok()?;
            let whit = shift(easter(y)?, Unit::Day, 49)?;
            return if last == whit {
                shift(last, Unit::Week, 1)
            } else {
                Some(last)
            };
        }
        "fathers" => return Date::new(y, 6, 1).ok()?.nth_weekday_of_month(3, Weekday::Sunday).ok(),
        _ => {}
    }
    if let Some(offset) = rule.strip_prefix("easter") {
        return shift(easter(y)?, Unit::Day, offset.parse().ok()?);
    }
    let (m, d) = rule.split_once('-')?;
    Date::new(y, m.parse().ok()?, d.parse().ok()?).ok()
}

/// How far the nearest year may go against a past tense, in days: « a annoncé que la grève du 30 août… » names days to come.
const PAST_SLACK: i32 = 100;
/// How far the nearest year may go against a future tense, in days.
const FUTURE_SLACK: i32 = 30;

/// Of the same day in three years the nearest, unless the tense contradicts it clearly.
fn fitting(of: impl Fn(i16) -> Option<Date>, c: Context, way: Way) -> Option<Date> {
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
            Tense::Past if ahead > PAST_SLACK => past,
            Tense::Future if ahead < -FUTURE_SLACK => next,
            Tense::Alone => next,
            _ => near,
        },
    }
    .or(near)
}

/// Of the same month in three years the most recent, or the next one when the tense is future.
fn fitting_month(m: i8, c: Context, way: Way) -> Option<Date> {
    let of = |by: i16| Date::new(c.doc.year() + by, m, 1).ok();
    let (doc, this) = (c.doc, of(0)?);
    match (way, c.tense) {
        (Way::Next, _) => of(i16::from(this <= doc)),
        (Way::Last, _) => of(-i16::from(this >= doc)),
        (_, Tense::Future | Tense::Alone) => of(i16::from(this < doc)),
        // A month or two ahead without a verb is a month to come: « Festival, juillet », printed in May.
        (_, Tense::Unknown) if this > doc && (this - doc).get_days() <= 62 => Some(this),
        _ => of(-i16::from(this > doc)),
    }
}

impl Reading {
    /// The meaning on the document's day; `None` when the calendar has no such date.
    pub(super) fn resolve(&self, c: Context) -> Option<Dated> {
        let with = |d: Dated, anchor| Some(Dated { anchor, ..d });
        match self {
            Self::Day {
                year: Some(y),
                month: Some(m),
                day: d,
                ..
            } => with(day(Date::new(*y, *m, *d).ok()?), Anchor::Text),
            Self::Day {
                year: None,
                month: Some(m),
                day: d,
                weekday,
                way,
            } => {
                let all = |y| Date::new(y, *m, *d).ok();
                let named = |y| all(y).filter(|x| weekday.is_some_and(|w| x.weekday().to_monday_one_offset() == w));
                let near = |x: &Date| (*x - c.doc).get_days().abs() <= 200;
                Some(day(match fitting(named, c, *way).filter(near) {
                    Some(found) => found,
                    None => fitting(all, c, *way)?,
                }))
            }
            Self::Day { day: d, weekday, .. } => {
                let at = |by: i64| {
                    let base = shift(Date::new(c.doc.year(), c.doc.month(), 1).ok()?, Unit::Month, by)?;
                    Date::new(base.year(), base.month(), *d).ok()
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
                    Tense::Past => past,
                    Tense::Future | Tense::Alone => next,
                    Tense::Unknown => near,
                });
                Some(day(*found.or(near)?))
            }
            Self::Month {
                year: Some(y), month: m, ..
            } => with(month(*y, *m)?, Anchor::Text),
            Self::Month { month: m, way, .. } => {
                let doc = c.doc.first_of_month();
                let found = fitting_month(*m, Context { doc, ..c }, *way)?;
                month(found.year(), found.month())
            }
            Self::Year(y) => with(year(*y)?, Anchor::Text),
            Self::Weekday { day: w, way, week: at } => {
                let today = c.doc.weekday().to_monday_one_offset();
                let in_week = |by: i64| shift(monday(c.doc)?, Unit::Day, by * 7 + i64::from(*w) - 1);
                if let Some(by) = at {
                    return Some(day(in_week(*by)?));
                }
                let wanted = Weekday::from_monday_one_offset(*w).ok()?;
                let before = c.doc.nth_weekday(-1, wanted).ok()?;
                let after = c.doc.nth_weekday(1, wanted).ok()?;
                let same = *w == today;
                let found = match (way, c.tense) {
                    (Way::Last, _) => before,
                    (Way::Next, _) => after,
                    (Way::Following, _) => match c.story {
                        Some(s) => return with(day(s.nth_weekday(1, wanted).ok()?), Anchor::Timex),
                        None => in_week(1)?,
                    },
                    (Way::This, _) if same => c.doc,
                    (Way::This, Tense::Unknown | Tense::Alone) => in_week(0)?,
                    (_, Tense::Past) if same => c.doc,
                    (_, Tense::Past) => before,
                    (_, Tense::Future) if same => c.doc,
                    (_, Tense::Future | Tense::Alone) => after,
                    _ if same => c.doc,
                    _ if (c.doc - before).get_days() <= (after - c.doc).get_days() => before,
                    _ => after,
                };
                Some(day(found))
            }
            Self::Whole { unit, by, story } => {
                let base = if *story { c.story } else { None };
                let out = whole(shift(base.unwrap_or(c.doc), *unit, *by)?, *unit)?;
                with(out, if base.is_some() { Anchor::Timex } else { Anchor::DocDate })
            }
            Self::Distance { unit, by, story } => {
                let base = if *story { c.story } else { None };
                let at = shift(base.unwrap_or(c.doc), *unit, *by)?;
                let mut out = whole(at, *unit)?;
                // « il y a trois mois » counts to the day; years are told in whole ones.
                if *unit < Unit::Year {
                    (out.first, out.last) = (Some(at), Some(at));
                }
                with(out, if base.is_some() { Anchor::Timex } else { Anchor::DocDate })
            }
            Self::Run { unit, by, rolling } => {
                let n = by.abs();
                let (first, last) = if *rolling {
                    if *by < 0 {
                        (shift(c.doc, *unit, *by)?, c.doc.yesterday().ok()?)
                    } else {
                        (c.doc, shift(c.doc, *unit, n)?.yesterday().ok()?)
                    }
                } else if *by < 0 {
                    (
                        whole(shift(c.doc, *unit, -n)?, *unit)?.first?,
                        whole(shift(c.doc, *unit, -1)?, *unit)?.last?,
                    )
                } else {
                    (
                        whole(shift(c.doc, *unit, 1)?, *unit)?.first?,
                        whole(shift(c.doc, *unit, n)?, *unit)?.last?,
                    )
                };
                let (times, letter) = match unit {
                    Unit::Day => (1, "D"),
                    Unit::Week => (1, "W"),
                    Unit::Month => (1, "M"),
                    Unit::Quarter => (1, "Q"),
                    Unit::Half => (6, "M"),
                    Unit::Year => (1, "Y"),
                    Unit::Decade => (10, "Y"),
                    Unit::Century => (100, "Y"),
                    _ => return None,
                };
                span(format!("P{}{letter}", n * times), first, last)
            }
            Self::Share { of, number, year } => match year {
                Some(y) => with(share(*of, *number, *y)?, Anchor::Text),
                None => share(*of, *number, c.doc.year()),
            },
            Self::Season { season: s, year, way } => match year {
                Some(y) => with(season(s, *y)?, Anchor::Text),
                None => season_near(
                    s,
                    if *way == Way::Following {
                        c.story.unwrap_or(c.doc)
                    } else {
                        c.doc
                    },
                    *way,
                ),
            },
            Self::Years { first, length } => with(years(*first, *length)?, Anchor::Text),
            Self::Feast { rule, year, offset } => {
                let at = match year {
                    Some(y) => feast(rule, *y)?,
                    None if rule.len() == 10 => rule.parse().ok()?,
                    None => fitting(|y| feast(rule, y), c, Way::Open)?,
                };
                Some(day(shift(at, Unit::Day, *offset)?))
            }
            Self::Between(a, b) => {
                let b = b.resolve(c)?;
                let a = match (&**a, b.first) {
                    // The first end takes from the second what it does not say itself.
                    (
                        Self::Day {
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
                        Self::Day {
                            year: None,
                            month: None,
                            day: d,
                            ..
                        },
                        Some(end),
                    ) => {
                        let same = Date::new(end.year(), end.month(), *d).ok()?;
                        day(if same > end { return None } else { same })
                    }
                    (
                        Self::Month {
                            year: None, month: m, ..
                        },
                        Some(end),
                    ) => month(if *m > end.month() { end.year() - 1 } else { end.year() }, *m)?,
                    (a, _) => a.resolve(c)?,
                };
                let anchor = b.anchor;
                with(span(format!("{}/{}", a.value, b.value), a.first?, b.last?)?, anchor)
            }
            Self::Piece { of, piece } => {
                let mut out = of.resolve(c)?;
                let (first, last) = (out.first?, out.last?);
                match (&**of, *piece) {
                    (Self::Whole { unit: Unit::Year, .. }, "END") => out.first = Date::new(first.year(), 11, 1).ok(),
                    (Self::Whole { unit: Unit::Year, .. }, "START") => {
                        out.last = Some(Date::new(first.year(), 2, 1).ok()?.last_of_month())
                    }
                    (Self::Whole { unit: Unit::Week, .. }, "START") => out.last = first.tomorrow().ok(),
                    (Self::Whole { unit: Unit::Week, .. }, "MID") => {
                        (out.first, out.last) = (shift(first, Unit::Day, 2), shift(first, Unit::Day, 3))
                    }
                    (Self::Whole { unit: Unit::Week, .. }, "END") => out.first = shift(first, Unit::Day, 3),
                    (Self::Whole { unit: Unit::Month, .. }, "END") => out.first = Some(first.with().day(21).build().ok()?),
                    (Self::Whole { unit: Unit::Month, .. }, "START") => out.last = shift(first, Unit::Day, 9),
                    _ => (out.first, out.last) = (Some(first), Some(last)),
                }
                Some(out)
            }
            Self::Nth { n, weekday, month } => {
                let of = month.resolve(c)?;
                let (first, last) = (of.first?, of.last?);
                let out = if *weekday == 0 {
                    if *n < 0 {
                        week(shift(
                            last,
                            Unit::Day,
                            -6 + i64::from(7 - last.weekday().to_monday_one_offset()).min(0),
                        )?)?
                    } else {
                        week(shift(first, Unit::Week, i64::from(*n) - 1)?)?
                    }
                } else if *weekday == 9 {
                    whole(first.nth_weekday_of_month(*n, Weekday::Saturday).ok()?, Unit::Weekend)?
                } else if *weekday == 8 {
                    day(if *n < 0 {
                        last
                    } else {
                        shift(first, Unit::Day, i64::from(*n) - 1).filter(|d| *d <= last)?
                    })
                } else {
                    day(first
                        .nth_weekday_of_month(*n, Weekday::from_monday_one_offset(*weekday).ok()?)
                        .ok()?)
                };
                with(out, of.anchor)
            }
            Self::Within { unit, by } => {
                let end = shift(c.doc, *unit, *by)?;
                span(format!("{}/{end}", c.doc), c.doc, end)
            }
            Self::From { unit, by, day: of } => {
                let of = of.resolve(c)?;
                let at = shift(of.first.filter(|_| of.first == of.last)?, *unit, *by)?;
                with(day(at), of.anchor)
            }
            Self::WeekOf(of) => {
                let of = of.resolve(c)?;
                let first = of.first?;
                // A week goes by its first day: « la semaine du dimanche 6 » is the one about to begin.
                let at = if first.weekday().to_monday_one_offset() > 5 {
                    shift(first, Unit::Day, 2)?
                } else {
                    first
                };
                with(week(at)?, of.anchor)
            }
            Self::FirstDay(of) => {
                let of = of.resolve(c)?;
                with(day(of.first?), of.anchor)
            }
            Self::Before(y) => Some(Dated {
                value: format!("BC{y:04}"),
                first: None,
                last: None,
                anchor: Anchor::Text,
            }),
            Self::Fortnight { second, month } => {
                let of = month.resolve(c)?;
                let (first, last) = (of.first?, of.last?);
                let (a, b) = if *second {
                    (shift(first, Unit::Day, 14)?, last)
                } else {
                    (first, shift(first, Unit::Day, 13)?)
                };
                let end = shift(b, Unit::Day, 1)?;
                with(span(format!("{a}/{end}"), a, b)?, of.anchor)
            }
        }
    }

    /// The TIMEX3 value without any date to lean on.
    pub(super) fn open(&self) -> String {
        match self {
            Self::Day { month, day, .. } => {
                month.map_or_else(|| format!("XXXX-XX-{day:02}"), |m| format!("XXXX-{m:02}-{day:02}"))
            }
            Self::Month { month, .. } => format!("XXXX-{month:02}"),
            Self::Weekday { day, .. } => format!("XXXX-WXX-{day}"),
            Self::Whole { unit, .. } | Self::Distance { unit, .. } | Self::Run { unit, .. } => match unit {
                Unit::Week => "XXXX-WXX".into(),
                Unit::Weekend => "XXXX-WXX-WE".into(),
                Unit::Month => "XXXX-XX".into(),
                Unit::Quarter => "XXXX-QX".into(),
                Unit::Half => "XXXX-HX".into(),
                Unit::Year => "XXXX".into(),
                Unit::Decade => "XXX".into(),
                Unit::Century => "XX".into(),
                _ => "XXXX-XX-XX".into(),
            },
            Self::Share { of, number, .. } => format!("XXXX-{of}{number}"),
            Self::Season { season, .. } => format!("XXXX-{season}"),
            Self::Feast { rule, offset: 0, .. } if rule.len() == 5 => format!("XXXX-{rule}"),
            Self::Between(a, b) => format!("{}/{}", a.open(), b.open()),
            Self::Piece { of, .. } => of.open(),
            Self::Year(y) => format!("{y:04}"),
            Self::Before(y) => format!("BC{y:04}"),
            Self::WeekOf(_) => "XXXX-WXX".into(),
            _ => "XXXX-XX-XX".into(),
        }
    }

    /// Whether the meaning needs no document date.
    pub(super) fn is_complete(&self) -> bool {
        match self {
            Self::Day { year, month, .. } => year.is_some() && month.is_some(),
            Self::Month { year, .. } | Self::Share { year, .. } | Self::Season { year, .. } => year.is_some(),
            Self::Feast { year, rule, .. } => year.is_some() || rule.len() == 10,
            Self::Year(_) | Self::Years { .. } | Self::Before(_) => true,
            Self::From { day, .. } | Self::WeekOf(day) | Self::FirstDay(day) => day.is_complete(),
            Self::Between(_, b) => b.is_complete(),
            Self::Piece { of, .. } | Self::Nth { month: of, .. } | Self::Fortnight { month: of, .. } => of.is_complete(),
            _ => false,
        }
    }
}
