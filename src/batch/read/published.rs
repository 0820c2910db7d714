//! The document's date: the first source that knows it, in the order of trust.

use crate::text::{DateSource, PartialDate, Published, find_published, from_name};
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
        .or_else(|| places.option.map(from(DateSource::Option)))
}

/// Reads the date of a metadata key: ISO 8601 with or without a time, `16/07/2024`, `20240716`, « mardi 16 juillet 2024 »,
/// `Tue, 16 Jul 2024 10:00:00 GMT`, seconds or milliseconds since 1970. The day is the one written, whatever the time zone.
pub(super) fn metadata_date(value: &str) -> Option<PartialDate> {
    let value = value.trim();
    if let Ok(date) = value.parse::<PartialDate>() {
        return Some(date);
    }
    if value.len() >= 9 && value.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = value.parse().ok()?;
        let seconds = if value.len() > 11 { number / 1000 } else { number };
        let stamp = jiff::Timestamp::from_second(seconds).ok()?;
        return Some(PartialDate::day(jiff::tz::TimeZone::UTC.to_datetime(stamp).date()));
    }
    let numbers: Vec<&str> = value
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .take(3)
        .collect();
    if value.starts_with(|c: char| c.is_ascii_digit())
        && let [a, b, c] = numbers[..]
        && value[..value.find(c)?]
            .chars()
            .all(|c| c.is_ascii_digit() || "/.- ".contains(c))
    {
        let (y, m, d) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
        if y.len() == 4 {
            return Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
                .ok()
                .map(PartialDate::day);
        }
    }
    english(value)
        .or_else(|| find_published(value).map(|p| p.date))
        .or_else(|| from_name(value))
}

/// The day of RFC 2822 and of other English spellings: « 16 Jul 2024 », « July 16, 2024 ».
fn english(value: &str) -> Option<PartialDate> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let words: Vec<String> = value
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let at = words.iter().position(|w| {
        MONTHS
            .iter()
            .any(|m| w.starts_with(m) && w.bytes().all(|b| b.is_ascii_lowercase()))
    })?;
    let month = MONTHS.iter().position(|m| words[at].starts_with(m))? as i8 + 1;
    let number = |i: usize| words.get(i).and_then(|w| w.parse::<i16>().ok());
    let day = at.checked_sub(1).and_then(number).or_else(|| number(at + 1))?;
    let year = number(at + 1).filter(|y| *y > 31).or_else(|| number(at + 2))?;
    Date::new(year, month, i8::try_from(day).ok()?).ok().map(PartialDate::day)
}

/// The first day with month and year that stands in a French heading, as « Économie, lundi 15 juillet 2024, p. 12 ».
pub(super) fn heading_date(heading: &str) -> Option<PartialDate> {
    let words: Vec<&str> = heading
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty())
        .collect();
    words.windows(3).find_map(|w| {
        let day = w[0].trim_end_matches("er");
        (day.len() <= 2 && day.bytes().all(|b| b.is_ascii_digit())).then_some(())?;
        find_published(&format!("{day} {} {}", w[1], w[2])).map(|p| p.date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(
                metadata_date(value).map(|d| d.to_string()),
                Some("2024-07-16".into()),
                "{value}"
            );
        }
        assert_eq!(metadata_date("2024-07").map(|d| d.to_string()), Some("2024-07".into()));
        assert_eq!(metadata_date("hier"), None);
        assert_eq!(metadata_date("2024-13-45"), None);
        let heading = "Économie, lundi 15 juillet 2024 - 650 mots, p. 12";
        assert_eq!(heading_date(heading).map(|d| d.to_string()), Some("2024-07-15".into()));
    }
}
