//! What an expression says without its context, and what it means on a given day: one file a family.

mod away;
mod calendar;
mod day;
mod feast;
mod interval;
mod share;
mod weekday;

use super::Anchor;
use super::story::{Place, Story};
use super::tense::Tense;
use super::word::{Feast, Piece, Season, Share, Unit};
use jiff::civil::Date;

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
    /// « précédent », « d'avant » of a weekday: back from the story.
    Preceding,
    /// « de la même année »: of the story's year.
    Same,
    /// « ce dimanche-là »: of the days that the story tells.
    That,
    /// « la nuit de samedi à dimanche »: over, unless the tense is future.
    Gone,
}

/// What an expression counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// The document's date: « la semaine dernière ».
    Document,
    /// What the text told last: « la semaine suivante »; open where it told nothing.
    Story,
    /// What the text told last, else the document's date: « dans la journée ».
    Scene,
    /// The month under report, if there is one, else the document: « ce mois ».
    Report,
}

/// What the n-th of a month is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nth {
    /// From 1, Monday.
    Weekday(i8),
    Day,
    Week,
    Weekend,
}

/// Which year a part of one belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfYear {
    /// The story and the tense decide.
    Open,
    /// « de 2020 », « de l'année 2020 ».
    Named(i16),
    /// So many years from the document's: « de l'année dernière ».
    Away(i16),
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
    /// So many weeks after the next such weekday: « mardi en huit ».
    InWeeks {
        weekday: i8,
        weeks: i64,
    },
    /// A whole unit, so many away: « la semaine dernière ».
    Whole {
        unit: Unit,
        by: i64,
        base: Base,
    },
    /// A distance: « il y a trois mois »; to the day where the text says so, « jour pour jour ».
    Distance {
        unit: Unit,
        by: i64,
        base: Base,
        exact: bool,
    },
    /// The last or next units: « les dix derniers mois »; rolling ones end today.
    Run {
        unit: Unit,
        by: i64,
        rolling: bool,
    },
    /// A quarter or half of a year.
    Share {
        of: Share,
        number: i8,
        year: OfYear,
    },
    Season {
        season: Season,
        year: Option<i16>,
        way: Way,
    },
    /// The season of a sport, from summer to summer, so many away.
    SportsSeason {
        by: i16,
    },
    /// First year and length: decades and centuries.
    Years {
        first: i16,
        length: i16,
    },
    Feast {
        feast: Feast,
        year: Option<i16>,
        offset: i64,
    },
    Between(Box<Reading>, Box<Reading>),
    /// A part of a month, week or year: first and last day in it, for what has a usage of its own.
    Piece {
        of: Box<Reading>,
        piece: Piece,
    },
    /// The n-th day, weekday, week or weekend of a month; −1 is the last.
    Nth {
        n: i8,
        of: Nth,
        month: Box<Reading>,
    },
    /// So many units at the beginning or the end of a year or a month: « les huit premiers mois de 2020 ».
    Edge {
        of: Box<Reading>,
        unit: Unit,
        n: i8,
        last: bool,
    },
    /// The first months of a year: « les premiers jours de 2017 » are of January.
    FirstMonth {
        of: Box<Reading>,
        last: bool,
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
    /// « semaine 33 », by the numbers of ISO 8601.
    WeekNumber {
        number: i8,
        year: Option<i16>,
    },
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

    /// « la semaine dernière », from the document.
    pub(super) fn whole(unit: Unit, by: i64) -> Self {
        let base = Base::Document;
        Self::Whole { unit, by, base }
    }

    /// « la semaine suivante », from the story.
    pub(super) fn of_story(unit: Unit, by: i64) -> Self {
        let base = Base::Story;
        Self::Whole { unit, by, base }
    }

    /// « il y a trois mois », from the document.
    pub(super) fn distance(unit: Unit, by: i64) -> Self {
        let (base, exact) = (Base::Document, false);
        Self::Distance { unit, by, base, exact }
    }

    /// « les années 1960 ».
    pub(super) fn years(first: i16, length: i16) -> Self {
        Self::Years { first, length }
    }

    /// A feast of the year that fits.
    pub(super) fn feast(feast: Feast) -> Self {
        let (year, offset) = (None, 0);
        Self::Feast { feast, year, offset }
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
        let (of, month) = (Nth::Day, Box::new(month));
        Self::Nth { n, of, month }
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

    /// How fine a time it tells, for the story's clock; nothing for what is no single day, month, part of a year or year.
    pub(super) fn grain(&self) -> Option<Unit> {
        match self {
            Self::Day { .. }
            | Self::Weekday { .. }
            | Self::InWeeks { .. }
            | Self::Feast { .. }
            | Self::From { .. }
            | Self::FirstDay(_)
            | Self::Nth {
                of: Nth::Weekday(_) | Nth::Day,
                ..
            } => Some(Unit::Day),
            Self::Month { .. } => Some(Unit::Month),
            Self::Year(_) => Some(Unit::Year),
            Self::Whole { unit, .. } | Self::Distance { unit, .. } => {
                Some(*unit).filter(|u| matches!(u, Unit::Day | Unit::Month | Unit::Year))
            }
            Self::Between(_, last) => match last.grain()? {
                Unit::Day => Some(Unit::Day),
                Unit::Month | Unit::Quarter => Some(Unit::Half),
                _ => None,
            },
            Self::Piece { of, .. } => of.grain(),
            Self::Share { of, .. } => Some(match of {
                Share::Quarter => Unit::Quarter,
                Share::Half => Unit::Half,
            }),
            Self::Edge { unit: Unit::Month, .. } => Some(Unit::Half),
            Self::Run { .. }
            | Self::Season { .. }
            | Self::SportsSeason { .. }
            | Self::Years { .. }
            | Self::Nth {
                of: Nth::Week | Nth::Weekend,
                ..
            }
            | Self::Edge { .. }
            | Self::FirstMonth { .. }
            | Self::Fortnight { .. }
            | Self::Within { .. }
            | Self::WeekOf(_)
            | Self::WeekNumber { .. }
            | Self::Before(_) => None,
        }
    }

    /// Whether it names its year itself.
    pub(super) fn names_year(&self) -> bool {
        match self {
            Self::Day { year, .. } | Self::Month { year, .. } => year.is_some(),
            Self::Share { year, .. } => matches!(year, OfYear::Named(_)),
            Self::Year(_) => true,
            Self::Between(_, of) | Self::Piece { of, .. } | Self::Edge { of, .. } => of.names_year(),
            Self::Weekday { .. }
            | Self::InWeeks { .. }
            | Self::Whole { .. }
            | Self::Distance { .. }
            | Self::Run { .. }
            | Self::Season { .. }
            | Self::SportsSeason { .. }
            | Self::Years { .. }
            | Self::Feast { .. }
            | Self::Nth { .. }
            | Self::FirstMonth { .. }
            | Self::Fortnight { .. }
            | Self::Within { .. }
            | Self::From { .. }
            | Self::WeekOf(_)
            | Self::WeekNumber { .. }
            | Self::FirstDay(_)
            | Self::Before(_) => false,
        }
    }
}

/// A value with its bounds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dated {
    pub value: String,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub anchor: Anchor,
    /// Another value that is as likely.
    pub other: Option<String>,
}

impl Dated {
    /// A value that keeps its X's.
    fn open(value: String) -> Self {
        Self {
            value,
            first: None,
            last: None,
            anchor: Anchor::None,
            other: None,
        }
    }

    fn leaning_on(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }
}

/// What a reading is resolved against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'s> {
    pub doc: Date,
    pub story: &'s Story,
    pub tense: Tense,
    pub at: Place,
}

impl Reading {
    /// The meaning on the document's day; `None` when the calendar has no such date.
    pub(super) fn resolve(&self, c: Context<'_>) -> Option<Dated> {
        let with = |d: Dated, anchor| Some(d.leaning_on(anchor));
        match self {
            Self::Day {
                year,
                month,
                day,
                weekday,
                way,
            } => match (year, month) {
                (Some(y), Some(m)) => with(calendar::day(Date::new(*y, *m, *day).ok()?), Anchor::Text),
                (None, Some(m)) => day::of_month(*m, *day, *weekday, *way, c),
                _ => day::alone(*day, *weekday, c),
            },
            Self::Month { year, month, way } => match year {
                Some(y) => with(calendar::month(*y, *month)?, Anchor::Text),
                None => day::month(*month, *way, c),
            },
            Self::Year(y) => with(calendar::year(*y)?, Anchor::Text),
            Self::Weekday { day, way, week } => weekday::resolve(*day, *way, *week, c),
            Self::InWeeks { weekday, weeks } => weekday::in_weeks(*weekday, *weeks, c),
            Self::Whole { unit, by, base } => away::whole(*unit, *by, *base, c),
            Self::Distance { unit, by, base, exact } => away::distance(*unit, *by, *base, *exact, c),
            Self::Run { unit, by, rolling } => away::run(*unit, *by, *rolling, c),
            Self::Within { unit, by } => away::within(*unit, *by, c),
            Self::From { unit, by, day } => away::from(*unit, *by, day, c),
            Self::Share { of, number, year } => match year {
                OfYear::Named(y) => with(calendar::share(*of, *number, *y)?, Anchor::Text),
                OfYear::Away(by) => calendar::share(*of, *number, c.doc.year() + by),
                OfYear::Open => share::fitting(*of, *number, c),
            },
            Self::Season { season, year, way } => match year {
                Some(y) => with(calendar::season(*season, *y)?, Anchor::Text),
                None => share::season(*season, *way, c),
            },
            Self::SportsSeason { by } => share::sports(*by, c),
            Self::Years { first, length } => with(calendar::years(*first, *length)?, Anchor::Text),
            Self::Feast { feast, year, offset } => feast::resolve(*feast, *year, *offset, c),
            Self::Between(first, last) => interval::resolve(first, last, c),
            Self::Piece { of, piece } => share::piece(of, *piece, c),
            Self::Nth { n, of, month } => share::nth(*n, *of, month, c),
            Self::FirstMonth { of, last } => share::end_month(of, *last, c),
            Self::Edge { of, unit, n, last } => share::edge(of, *unit, i64::from(*n), *last, c),
            Self::Fortnight { second, month } => share::fortnight(*second, month, c),
            Self::WeekOf(of) => weekday::week_of(of, c),
            Self::WeekNumber { number, year } => weekday::week_numbered(*number, *year, c),
            Self::FirstDay(of) => {
                let of = of.resolve(c)?;
                with(calendar::day(of.first?), of.anchor)
            }
            Self::Before(y) => Some(Dated {
                value: format!("BC{y:04}"),
                first: None,
                last: None,
                anchor: Anchor::Text,
                other: None,
            }),
        }
    }

    /// The TIMEX3 value without any date to lean on.
    pub(super) fn open(&self) -> String {
        match self {
            Self::Day { month, day, .. } => {
                month.map_or_else(|| format!("XXXX-XX-{day:02}"), |m| format!("XXXX-{m:02}-{day:02}"))
            }
            Self::Month { month, .. } => format!("XXXX-{month:02}"),
            Self::Weekday { day, .. } | Self::InWeeks { weekday: day, .. } => format!("XXXX-WXX-{day}"),
            Self::Whole { unit, .. } | Self::Distance { unit, .. } | Self::Run { unit, .. } => open_unit(*unit).into(),
            Self::Share { of, number, .. } => format!("XXXX-{}{number}", of.letter()),
            Self::Season { season, .. } => format!("XXXX-{}", season.code()),
            Self::SportsSeason { .. } => "XXXX/XXXX".into(),
            Self::Feast {
                feast: Feast::Fixed { month, day },
                offset: 0,
                ..
            } => format!("XXXX-{month:02}-{day:02}"),
            Self::Between(a, b) => interval::open(a, b),
            Self::Piece { of, .. } => of.open(),
            Self::Year(y) => format!("{y:04}"),
            Self::Before(y) => format!("BC{y:04}"),
            Self::WeekOf(_) => "XXXX-WXX".into(),
            Self::WeekNumber { number, .. } => format!("XXXX-W{number:02}"),
            Self::Edge {
                unit: Unit::Month,
                n,
                last,
                ..
            } => {
                let first = if *last { 13 - n } else { 1 };
                format!("XXXX-{first:02}/XXXX-{:02}", first + n - 1)
            }
            Self::FirstMonth { last, .. } => format!("XXXX-{}", if *last { "12" } else { "01" }),
            Self::Years { .. }
            | Self::Feast { .. }
            | Self::Nth { .. }
            | Self::Edge { .. }
            | Self::Fortnight { .. }
            | Self::Within { .. }
            | Self::From { .. }
            | Self::FirstDay(_) => "XXXX-XX-XX".into(),
        }
    }

    /// Whether the meaning needs no document date.
    pub(super) fn is_complete(&self) -> bool {
        match self {
            Self::Day { year, month, .. } => year.is_some() && month.is_some(),
            Self::Month { year, .. } | Self::Season { year, .. } => year.is_some(),
            Self::Share { year, .. } => matches!(year, OfYear::Named(_)),
            Self::WeekNumber { year, .. } => year.is_some(),
            Self::Feast { year, feast, .. } => year.is_some() || matches!(feast, Feast::Once(_)),
            Self::Year(_) | Self::Years { .. } | Self::Before(_) => true,
            Self::From { day, .. } | Self::WeekOf(day) | Self::FirstDay(day) => day.is_complete(),
            Self::Between(_, b) => b.is_complete(),
            Self::Piece { of, .. }
            | Self::Nth { month: of, .. }
            | Self::Fortnight { month: of, .. }
            | Self::Edge { of, .. }
            | Self::FirstMonth { of, .. } => of.is_complete(),
            Self::Weekday { .. }
            | Self::InWeeks { .. }
            | Self::SportsSeason { .. }
            | Self::Whole { .. }
            | Self::Distance { .. }
            | Self::Run { .. }
            | Self::Within { .. } => false,
        }
    }
}

/// A unit of which nothing is known.
fn open_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        _ => "XXXX-XX-XX",
    }
}
