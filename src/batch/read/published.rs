//! The document's date: the first source that knows it, in the order of trust.

use super::oddity::Oddity;
use crate::text::{DateSource, PartialDate, Published, find_published, fold, from_name, year_of_two};
use jiff::civil::Date;

/// The places where a document's date may stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places<'a> {
    /// What a key of the input says, once read.
    pub metadata: Option<PartialDate>,
    /// The text itself.
    pub text: &'a str,
    /// The address.
    pub url: Option<&'a str>,
    /// The name of a file that holds this document only.
    pub file: Option<&'a str>,
    /// The folders that it lies in, below the input.
    pub folder: Option<&'a str>,
    /// The option `--date`.
    pub option: Option<PartialDate>,
}

/// The date and where it was found.
pub(super) fn published(places: Places<'_>) -> Option<Published> {
    let from = |source| move |date| Published { date, source };
    if let Some(date) = places.metadata {
        return Some(from(DateSource::Metadata)(date));
    }
    let own = find_published(places.text);
    if own.is_some_and(|p| p.source == DateSource::Header) {
        return own;
    }
    places
        .url
        .and_then(from_name)
        .map(from(DateSource::Url))
        .or_else(|| places.file.and_then(from_name).map(from(DateSource::Filename)))
        .or(own)
        .or_else(|| places.folder.and_then(folder_date).map(from(DateSource::Filename)))
        .or_else(|| places.option.map(from(DateSource::Option)))
}

/// The date that names of folders hold, the whole first: `2024/2024-07-16`, `2024/07/16`, `presse-2024-07`, `2024`.
fn folder_date(folder: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = folder.split('/').collect();
    let found = |joined: &str| from_name(joined).filter(|d| in_time(*d));
    let exact = |joined: &str| found(joined).filter(|d| d.exact().is_some());
    let single = || parts.iter().rev().find_map(|p| exact(p));
    let year = || {
        let year = parts.iter().rev().find(|p| p.len() == 4)?;
        year.parse().ok().filter(|d| in_time(*d))
    };
    single().or_else(|| found(folder)).or_else(year)
}

/// First and last year that an article may be of.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

fn in_time(date: PartialDate) -> bool {
    YEARS.contains(&date.first().year())
}

/// The dates of metadata that are read, for a message.
pub(super) const WANTED: &str =
    "wanted YYYY-MM-DD, YYYY-MM, DD/MM/YYYY, 20240716, \"16 juillet 2024\", \"July 16, 2024\" or seconds since 1970";

/// In which order day, month and year are written where all three are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
    /// 24/12/31; a year of four figures in the first place is one in any case.
    YearFirst,
}

impl DateOrder {
    const NAMES: [(&str, Self); 3] = [("dmy", Self::DayFirst), ("mdy", Self::MonthFirst), ("ymd", Self::YearFirst)];

    /// Its name: `dmy`, `mdy`, `ymd`.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, order)| *order == self)
            .map_or("", |(name, _)| name)
    }
}

impl std::str::FromStr for DateOrder {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found
            .map(|(_, order)| *order)
            .ok_or_else(|| format!("{name:?} is no order of dates; wanted dmy (31/12/2024), mdy (12/31/2024) or ymd (24/12/31)"))
    }
}

/// What the numbers of a date say about their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// The month can only be first: 12/31/2024.
    MonthFirst(PartialDate),
    /// Day or month may be first, and it makes a difference: 05/06/2024, read with the day first.
    Either(PartialDate),
    /// Neither question arises.
    Plainly,
}

/// Whether a JSON row may have such a date: a string that begins with two numbers of one or two figures and a third behind the same sign.
pub(super) fn may_be_numbered(json: &[u8]) -> bool {
    let figures = |at: usize| json[at..].iter().take(2).take_while(|b| b.is_ascii_digit()).count();
    // PHP writes « 05\/13\/2024 ».
    let bare = |at: usize| at + usize::from(json.get(at) == Some(&b'\\'));
    let opens = |at: usize| {
        let first = figures(at);
        let between = bare(at + first);
        let sign = json.get(between).filter(|b| matches!(b, b'/' | b'.' | b'-' | b' '))?;
        let second = between + 1;
        let end = bare(second + figures(second));
        (first > 0 && end > second && json.get(end) == Some(sign) && json.get(end + 1)?.is_ascii_digit()).then_some(())
    };
    let quotes = (1..).zip(json).filter(|(_, byte)| **byte == b'"').map(|(behind, _)| behind);
    let trimmed = |at: usize| at + json[at..].iter().take_while(|b| **b == b' ').count();
    quotes
        .map(trimmed)
        .filter(|at| json.get(*at).is_some_and(u8::is_ascii_digit))
        .any(|at| opens(at).is_some())
}

/// What the numbers of a date say about their order.
pub(super) fn written(value: &str) -> Written {
    let value = value.trim();
    let (Some([a, b, c]), Some(date)) = (numbers(value), numbered(value, None)) else {
        return Written::Plainly;
    };
    if a.len() == 4 || !year_is_last(c) {
        Written::Plainly
    } else if month_is_first(a, b) {
        Written::MonthFirst(date)
    } else if is_month(a) && is_month(b) && a.parse::<u8>() != b.parse::<u8>() {
        Written::Either(date)
    } else {
        Written::Plainly
    }
}

/// What is to be said of a date that can only be read with its month first: others of its column, which could be read in both orders, were
/// read with the day first.
pub(super) fn month_first(value: &str) -> Option<Oddity> {
    let Written::MonthFirst(date) = written(value) else {
        return None;
    };
    Some(Oddity::MonthFirst {
        value: value.to_owned(),
        date,
    })
}

/// What is to be said of a date that could be read in both orders, in a column that has shown dates with their month first.
pub(super) fn ambiguous(value: &str) -> Option<Oddity> {
    let Written::Either(date) = written(value) else { return None };
    Some(Oddity::EitherOrder {
        value: value.to_owned(),
        date,
    })
}

/// Reads the date of a metadata key, in this order where its numbers have one, or says why it is none.
pub(super) fn read_date(value: &str, order: Option<DateOrder>) -> Result<PartialDate, String> {
    match dated(value, order) {
        Some(date) if in_time(date) => Ok(date),
        Some(date) => Err(format!("is of the year {}, which is left out", date.first().year())),
        None => match order.filter(|_| numbers(value.trim()).is_some()) {
            Some(order) => Err(format!("is not read in the order {} (--date-order)", order.name())),
            None => Err("is not read".to_owned()),
        },
    }
}

/// Reads the date of a metadata key: ISO 8601 with or without a time, `16/07/2024`, `16/07/24`, `20240716`, « mardi 16 juillet 2024 »,
/// « mar. 16 juil. 2024 », `Tue, 16 Jul 2024 10:00:00 GMT`, seconds or milliseconds since 1970, days as Excel counts them. The day is the
/// one written, whatever the time zone.
pub(super) fn metadata_date(value: &str) -> Option<PartialDate> {
    dated(value, None)
}

fn dated(value: &str, order: Option<DateOrder>) -> Option<PartialDate> {
    let value = value.trim();
    // Columns of figures with a gap come as floats: « 2024.0 », « 1721086200.5 ».
    let whole = match value.split_once('.') {
        Some((whole, part)) if part == "0" || whole.len() >= 9 && part.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => value,
    };
    if let Ok(date) = whole.parse::<PartialDate>()
        && (whole.len() != 4 || in_time(date))
    {
        return Some(date);
    }
    if !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) {
        return counted(whole);
    }
    // An order that was given is not doubted.
    if order.is_some() && numbers(value).is_some() {
        return numbered(value, order);
    }
    // Where an order was given, figures in running words are no date unless the year is first.
    let has_month = || value.split(|c: char| !c.is_alphabetic()).any(|word| month_of(word).is_some());
    let plain = |date: &PartialDate| order.is_none() || value.contains(&date.to_string()) || has_month();
    numbered(value, None).or_else(|| worded(value)).or_else(|| {
        let found = find_published(value).map(|p| p.date);
        found.or_else(|| from_name(value)).filter(plain)
    })
}

/// Whether a value may be nothing but a day, by its form: figures alone are one only as `20240716`.
pub(super) fn looks_like_date(value: &str) -> bool {
    /// Characters of the longest that is seen, with a day of the week and a time.
    const LONGEST: usize = 40;
    let value = value.trim();
    if value.len() > LONGEST {
        return false;
    }
    let bare = value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let begins = value.starts_with("19") || value.starts_with("20");
    let formed = if bare {
        value.len() == 8 && begins || numbers(value).is_some()
    } else {
        true
    };
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    // « 01 02 03 04 05 » is a telephone.
    let runs = value
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .count();
    formed
        && letters < value.len() / 2 + 8
        && (letters > 0 || runs <= 3 || value.contains(':'))
        && read_date(value, None).is_ok_and(|date| date.exact().is_some())
}

/// A date of figures alone: `20240716`, `202407`, seconds, milliseconds, days since 1900.
fn counted(value: &str) -> Option<PartialDate> {
    let number: i64 = value.parse().ok()?;
    let of_seconds = |seconds: i64| {
        let stamp = jiff::Timestamp::from_second(seconds).ok()?;
        Some(PartialDate::day(jiff::tz::TimeZone::UTC.to_datetime(stamp).date()))
    };
    match value.len() {
        // Excel counts 1900 as a leap year: its first day is two days before 1 January 1900.
        5 => {
            let first = Date::new(1899, 12, 30).ok()?;
            let day = first.checked_add(jiff::Span::new().try_days(number).ok()?).ok()?;
            Some(PartialDate::day(day))
        }
        6 => PartialDate::month((number / 100) as i16, (number % 100) as i8),
        8 => Date::new((number / 10_000) as i16, (number / 100 % 100) as i8, (number % 100) as i8)
            .ok()
            .map(PartialDate::day),
        9..=11 => of_seconds(number),
        12..=14 if value.starts_with("20") || value.starts_with("19") => {
            counted(&value[..8]).or_else(|| of_seconds(number / 1000))
        }
        12..=14 => of_seconds(number / 1000),
        15..=17 => of_seconds(number / 1_000_000),
        18..=19 => of_seconds(number / 1_000_000_000),
        _ => None,
    }
}

/// The three numbers of a date with signs between them: `16/07/24`, `16.07.2024 12:00`, `2024/07/16`.
fn numbers(value: &str) -> Option<[&str; 3]> {
    let value = after_weekday(value);
    value.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let end = value
        .find(|c: char| !c.is_ascii_digit() && !"/.- ".contains(c))
        .unwrap_or(value.len());
    let mut numbers = value[..end].split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty());
    Some([numbers.next()?, numbers.next()?, numbers.next()?])
}

fn is_month(number: &str) -> bool {
    number.parse::<u8>().is_ok_and(|n| n <= 12)
}

/// Whether the month must be first: « 07/16/2024 » has no sixteenth month.
fn month_is_first(a: &str, b: &str) -> bool {
    is_month(a) && b.parse::<u8>().is_ok_and(|n| n > 12)
}

fn year_is_last(c: &str) -> bool {
    c.len() == 4 || c.len() == 2
}

/// A date of three numbers, the day first unless the year is, or the month must be, or another order was given.
fn numbered(value: &str, order: Option<DateOrder>) -> Option<PartialDate> {
    let [a, b, c] = numbers(value)?;
    let order = order.unwrap_or(if month_is_first(a, b) {
        DateOrder::MonthFirst
    } else {
        DateOrder::DayFirst
    });
    let (y, m, d) = match order {
        _ if a.len() == 4 => (a, b, c),
        DateOrder::YearFirst => (a, b, c),
        _ if !year_is_last(c) => return None,
        DateOrder::MonthFirst => (c, a, b),
        DateOrder::DayFirst => (c, b, a),
    };
    let date = Date::new(year(y)?, m.parse().ok()?, d.parse().ok()?).ok()?;
    Some(PartialDate::day(date))
}

/// A year of four figures, or of two: 30 to 99 are of the last century, 00 to 29 of this one, as Excel and LibreOffice read them.
fn year(figures: &str) -> Option<i16> {
    let number: i16 = figures.parse().ok()?;
    match figures.len() {
        4 => Some(number),
        2 => Some(year_of_two(number)),
        _ => None,
    }
}

/// What stands behind a day of the week: « mar. 16 juil. 2024 », « Tue, 16 Jul 2024 »; all of it where no day of the week opens it.
fn after_weekday(value: &str) -> &str {
    const DAYS: [&str; 14] = [
        "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    ];
    let end = value.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(value.len());
    let word = fold(value[..end].trim_end_matches('.'));
    let rest = value[end..].trim_start_matches([' ', ',', '\u{a0}']);
    let known = word.chars().all(char::is_alphabetic) && DAYS.iter().any(|d| word.starts_with(d));
    if known && rest.starts_with(|c: char| c.is_alphanumeric()) {
        rest
    } else {
        value
    }
}

/// A month by its French or English name, whole or cut: « juil. », « août », « Sept », « Jul ».
fn month_of(word: &str) -> Option<i8> {
    const STEMS: [(&str, i8); 27] = [
        ("jan", 1),
        ("fev", 2),
        ("feb", 2),
        ("mars", 3),
        ("march", 3),
        ("mar", 3),
        ("avr", 4),
        ("apr", 4),
        ("mai", 5),
        ("may", 5),
        ("juin", 6),
        ("june", 6),
        ("jun", 6),
        ("juil", 7),
        ("july", 7),
        ("jul", 7),
        ("aout", 8),
        ("aug", 8),
        ("sep", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
        ("janv", 1),
        ("sept", 9),
        ("fevr", 2),
        ("juill", 7),
        ("aou", 8),
    ];
    let word = fold(word.trim_matches('.'));
    let whole = [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if let Some(at) = whole.iter().position(|w| *w == word) {
        return Some((at % 12) as i8 + 1);
    }
    STEMS.iter().find(|(stem, _)| *stem == word).map(|(_, n)| *n)
}

/// A date with its month in words: « 16 Jul 2024 », « July 16, 2024 », « mar. 16 juil. 2024 », « 1er août 2024 », « juillet 2024 »,
/// « 01 Jul 15 ».
fn worded(value: &str) -> Option<PartialDate> {
    // « mar. 16 » may be a Tuesday, « Mar 16, 2024 » is in March.
    worded_from(after_weekday(value)).or_else(|| worded_from(value))
}

fn worded_from(value: &str) -> Option<PartialDate> {
    let words: Vec<&str> = value
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/'))
        .filter(|w| !w.is_empty())
        .collect();
    let at = words.iter().take(6).position(|w| month_of(w).is_some())?;
    let month = month_of(words[at])?;
    let number = |i: usize| -> Option<&str> {
        let word = words.get(i)?;
        let figures = word
            .trim_end_matches('.')
            .trim_end_matches("er")
            .trim_end_matches("st")
            .trim_end_matches("nd")
            .trim_end_matches("rd")
            .trim_end_matches("th");
        (!figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit())).then_some(figures)
    };
    let before = at.checked_sub(1).and_then(number).filter(|d| d.len() <= 2);
    let (day, year_at) = match before {
        Some(day) => (Some(day), at + 1),
        None => match (number(at + 1)?, number(at + 2)) {
            (day, Some(year)) if day.len() <= 2 && year.len() == 4 => (Some(day), at + 2),
            _ => (None, at + 1),
        },
    };
    let written = number(year_at)?;
    match day {
        Some(day) => Date::new(year(written)?, month, day.parse().ok()?).ok().map(PartialDate::day),
        None if written.len() == 4 => PartialDate::month(year(written)?, month),
        None => None,
    }
}

/// The first day with month and year that stands in a heading, as « Économie, lundi 15 juillet 2024, p. 12 » or « Friday, November 13,
/// 2015 ».
pub(super) fn heading_date(heading: &str) -> Option<PartialDate> {
    let words: Vec<&str> = heading
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty())
        .collect();
    words.windows(3).find_map(|w| {
        let four = w[2].len() == 4 && w[2].bytes().all(|b| b.is_ascii_digit());
        let date = if four { worded(&w.join(" "))? } else { return None };
        date.exact().map(PartialDate::day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_a_date_of_three_numbers_need_no_second_look() {
        for row in [
            r#"{"date": "05/06/2024"}"#,
            r#"{"d":"5-6-24"}"#,
            r#"{"d": "12.31.2024 10:00"}"#,
        ] {
            assert!(may_be_numbered(row.as_bytes()), "{row}");
        }
        for row in [
            r#"{"date": "2024-05-06", "text": "le 05/06/2024", "url": "https://a/2024/05/06"}"#,
            r#"{"date": 20240506, "n": "12", "m": "3/4", "x": "5/"#,
            r#"{"date": "1/"#,
            "",
        ] {
            assert!(!may_be_numbered(row.as_bytes()), "{row}");
        }
    }

    #[test]
    fn what_looks_like_a_day_is_told_from_other_values() {
        for value in [
            "16/07/2024",
            "2024-07-16",
            "20240716",
            "mardi 16 juillet 2024",
            "Tue, 16 Jul 2024 10:00:00 GMT",
            "16.07.24",
        ] {
            assert!(looks_like_date(value), "{value}");
        }
        for value in [
            "45489",
            "1721120000",
            "2024",
            "12",
            "p. 12",
            "01 02 03 04 05",
            "10.12.20.24",
            "",
            "Le Monde",
            "Le port a rouvert le 16 juillet 2024 vers midi et plus",
        ] {
            assert!(!looks_like_date(value), "{value}");
        }
    }

    #[test]
    fn a_date_with_the_month_first_is_told() {
        let told = month_first("12/31/2024").expect("a warning").to_string();
        assert!(
            told.starts_with("date \"12/31/2024\" read as 2024-12-31: the column seems to be month-first"),
            "{told}"
        );
        for value in [
            "03/04/2024",
            "31/12/2024",
            "2024/12/31",
            "2024-12-31",
            "31 décembre 2024",
            "hier",
        ] {
            assert_eq!(month_first(value), None, "{value}");
        }
    }

    #[test]
    fn an_order_that_is_given_is_not_doubted() {
        let (day, month, year) = (DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst);
        for (value, order, want) in [
            ("05/06/2024", None, Some("2024-06-05")),
            ("05/06/2024", Some(day), Some("2024-06-05")),
            ("05/06/2024", Some(month), Some("2024-05-06")),
            ("05/06/07", Some(year), Some("2005-06-07")),
            ("05.06.07 10:00", Some(month), Some("2007-05-06")),
            ("Paris, 05-06-2024", Some(month), None),
            ("Paris, 2024-05-06", Some(month), Some("2024-05-06")),
            ("12/31/2024", None, Some("2024-12-31")),
            ("12/31/2024", Some(day), None),
            ("31/12/2024", Some(month), None),
            ("31/12/2024", Some(year), None),
            ("2024/12/31", Some(day), Some("2024-12-31")),
            ("2024-12-31", Some(month), Some("2024-12-31")),
            ("3 mai 2024", Some(month), Some("2024-05-03")),
            ("20240503", Some(month), Some("2024-05-03")),
        ] {
            let read = read_date(value, order).map(|d| d.to_string());
            assert_eq!(read.as_deref().ok(), want, "{value} {order:?}");
        }
        let told = read_date("31/12/2024", Some(month)).expect_err("no month");
        assert_eq!(told, "is not read in the order mdy (--date-order)");
        for (name, order) in DateOrder::NAMES {
            assert_eq!((name.parse(), order.name()), (Ok(order), name));
        }
        assert!("ydm".parse::<DateOrder>().is_err());
    }

    #[test]
    fn a_date_that_could_be_read_in_two_orders_is_told() {
        for value in ["05/06/2024", "5.6.24", "01-12-2024 08:00"] {
            assert!(
                ambiguous(value).is_some_and(|told| told.to_string().starts_with("date order of ")),
                "{value}"
            );
        }
        for value in ["05/05/2024", "13/05/2024", "05/13/2024", "2024/05/06", "5 juin 2024", "hier"] {
            assert_eq!(ambiguous(value), None, "{value}");
        }
    }

    #[test]
    fn every_form_that_a_warning_names_is_read() {
        for value in [
            "2024-07-16",
            "2024-07",
            "16/07/2024",
            "20240716",
            "16 juillet 2024",
            "July 16, 2024",
        ] {
            assert!(read_date(value, None).is_ok(), "{value}");
        }
    }

    #[test]
    fn metadata_dates_come_in_many_spellings() {
        for value in [
            "2024-07-16",
            "2024-07-16T08:00:00Z",
            "2024-07-16 08:00:00+02:00",
            "2024/07/16",
            "16/07/2024",
            "16.07.2024 12:00",
            "20240716",
            "1721120000",
            "1721120000000",
            "Tue, 16 Jul 2024 10:00:00 GMT",
            "July 16, 2024",
            "16 juillet 2024",
            "mardi 16 juillet 2024",
            "mar. 16 juil. 2024",
            "mar., 16 juil. 2024 08:05:00 +0200",
            "16/07/24",
            "16-07-2024",
            "16 Jul 24",
            "45489",
            "20240716103000",
            "1721120000.0",
            "2024-07-16T08:00",
        ] {
            assert_eq!(
                metadata_date(value).map(|d| d.to_string()),
                Some("2024-07-16".into()),
                "{value}"
            );
        }
        assert_eq!(metadata_date("2024-07").map(|d| d.to_string()), Some("2024-07".into()));
        for (value, want) in [
            ("1er août 2019", "2019-08-01"),
            ("Mon, 16 Sept 2024 08:00:00 +0200", "2024-09-16"),
            ("Wed, 01 Jul 15 00:00:00 +0200", "2015-07-01"),
            ("12 mars 1998", "1998-03-12"),
            ("juillet 2024", "2024-07"),
            ("Mar 16, 2024", "2024-03-16"),
            ("07/16/2024", "2024-07-16"),
            ("03/08/2024", "2024-08-03"),
            ("01/02/70", "1970-02-01"),
            ("16/07/36", "1936-07-16"),
            ("16/07/29", "2029-07-16"),
            ("16 Jul 45", "1945-07-16"),
        ] {
            assert_eq!(metadata_date(value).map(|d| d.to_string()), Some(want.into()), "{value}");
        }
        for value in ["9999-01-01", "1/1/0001", "0000-00-00", "45", "le 16", "p. 12"] {
            assert!(read_date(value, None).is_err(), "{value}");
        }
        assert_eq!(metadata_date("hier"), None);
        assert_eq!(metadata_date("2024-13-45"), None);
        for (folder, want) in [
            ("presse/2024/2024-07-16", "2024-07-16"),
            ("2024/07/16", "2024-07-16"),
            ("presse-2024-07", "2024-07"),
            ("2024", "2024"),
        ] {
            assert_eq!(folder_date(folder).map(|d| d.to_string()), Some(want.into()), "{folder}");
        }
        assert_eq!(folder_date("lot 2/presse"), None);
        let heading = "World, Friday, November 13, 2015 230 words";
        assert_eq!(heading_date(heading).map(|d| d.to_string()), Some("2015-11-13".into()));
        let heading = "Économie, lundi 15 juillet 2024 - 650 mots, p. 12";
        assert_eq!(heading_date(heading).map(|d| d.to_string()), Some("2024-07-15".into()));
    }
}
