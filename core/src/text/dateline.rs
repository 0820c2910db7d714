//! The document's own date: header, address, file name, dateline.

use super::document::{DateSource, PartialDate, Published};
use super::fold::fold;
use super::{Text, TokenKind};
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// How much of the text's beginning may hold a dateline, in bytes.
const HEAD: usize = 600;

static HEADER: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s*date\s+(?<iso>\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:\s|$)"));

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xm)
        ^[\ \t]*
        (?: [^\n.:;]{0,60}? [\ (,–-] )??
        (?: (?:publie|mis\ a\ jour|modifie|redige|poste) \ (?:le\ )? (?:[a-z]+\ )? )?
        (?: le \ )?
        (?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) ,? \ )?
        (?:
            (?<day>\d{1,2}) (?:er)? \ 
            (?<month>janvier|janv\.|fevrier|fevr?\.|mars|avril|avr\.|mai|juin|juillet|juil\.|aout|septembre|sept\.|octobre|oct\.|novembre|nov\.|decembre|dec\.)
            \ (?<year>(?:19|20)\d{2})
          | (?<d2>\d{1,2}) [/.] (?<m2>\d{1,2}) [/.] (?<y2>(?:19|20)\d{2})
          | (?<iso>(?:19|20)\d{2}-\d{2}-\d{2})
        )
        (?<after> \s* (?: $ | [.,]?\s*[–-] | \.\s | \s*\([^)\n]{1,40}\) | [\ ,]*(?:a\ )?\d{1,2}\s?[h:] | \s*[|/•·] | \s*: ) )
        ",
    )
});

static IN_NAME: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
        (?:^|[^0-9])
        (?: (?<y>(?:19|20)\d{2}) (?<sep>[-_/]) (?<m>0[1-9]|1[0-2]) (?: [-_/] (?<d>0[1-9]|[12]\d|3[01]) )?
          | (?<y8>(?:19|20)\d{2}) (?<m8>0[1-9]|1[0-2]) (?<d8>0[1-9]|[12]\d|3[01]) )
        (?:[^0-9]|$)",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed and tested")
}

/// The date that the text gives of itself: its header, else a dateline in its first lines.
///
/// ```
/// use depeche_core::text::find_published;
/// let found = find_published("NANTES, 26 mai 2018. – Le port rouvre.").unwrap();
/// assert_eq!((found.date.to_string(), found.source.name()), ("2018-05-26".into(), "dateline"));
/// ```
pub fn find_published(text: &str) -> Option<Published> {
    let mut end = HEAD.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = fold(&text[..end]);
    if let Some(c) = HEADER.captures(&head) {
        let date = c["iso"].parse().ok()?;
        return Some(Published {
            date,
            source: DateSource::Header,
        });
    }
    let date = DATELINE.captures_iter(&head).find_map(|c| calendar_date(&c))?;
    Some(Published {
        date: PartialDate::day(date),
        source: DateSource::Dateline,
    })
}

/// The tokens of the place that opens a dateline, when sentence `sentence` begins with one: « LA HAYE, 9 octobre 2024 (Agence) – ».
pub(super) fn place(text: &Text<'_>, sentence: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 4;
    const LINE: usize = 160;
    let tokens = text.sentences()[sentence].tokens();
    let begins = text.tokens()[tokens.start].span().start();
    let (before, line) = text.raw().split_at(begins);
    if !before.trim_end_matches([' ', '\t', '\u{a0}']).is_empty() && !before.trim_end_matches([' ', '\t']).ends_with('\n') {
        return None;
    }
    let comma = tokens
        .clone()
        .take(LONGEST + 1)
        .find(|&i| matches!(text.word(i), "," | "("))?;
    let place = tokens.start..comma;
    let named = |i: usize| text.tokens()[i].kind() == TokenKind::Word && text.raw_word(i).starts_with(char::is_uppercase);
    let line: String = line.chars().take_while(|&c| c != '\n').take(LINE).collect();
    let line = fold(&line);
    (!place.is_empty() && place.clone().all(named) && DATELINE.is_match(&line)).then_some(place)
}

fn calendar_date(c: &Captures) -> Option<Date> {
    if let Some(iso) = c.name("iso") {
        return iso.as_str().parse().ok();
    }
    let number = |name: &str| c.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    let (year, month, day) = match c.name("month") {
        Some(name) => (number("year")?, month_number(name.as_str())?, number("day")?),
        None => (number("y2")?, number("m2")? as i8, number("d2")?),
    };
    Date::new(year, month, day as i8).ok()
}

fn month_number(folded: &str) -> Option<i8> {
    const STEMS: [&str; 12] = [
        "jan", "fev", "mar", "avr", "mai", "juin", "juil", "ao", "sep", "oct", "nov", "dec",
    ];
    STEMS.iter().position(|stem| folded.starts_with(stem)).map(|i| i as i8 + 1)
}

/// The date that an address or a file name holds: `/2024/07/15/`, `2024-07-15`, `2024-07`, `20240715`.
///
/// ```
/// use depeche_core::text::from_name;
/// assert_eq!(from_name("14-2023-11-08-greve.txt").unwrap().to_string(), "2023-11-08");
/// assert_eq!(from_name("rapport-2000-soldats.txt"), None);
/// ```
pub fn from_name(name: &str) -> Option<PartialDate> {
    let c = IN_NAME.captures(name)?;
    let number = |name: &str| c.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    if let Some(y) = number("y8") {
        return Date::new(y, number("m8")? as i8, number("d8")? as i8)
            .ok()
            .map(PartialDate::day);
    }
    let (y, m) = (number("y")?, number("m")? as i8);
    match number("d") {
        Some(d) => Date::new(y, m, d as i8).ok().map(PartialDate::day),
        None => PartialDate::month(y, m),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_read_and_dates_in_running_text_are_not() {
        let day = |t: &str| find_published(t).map(|p| p.date.to_string());
        assert_eq!(day("Titre\n\n29 décembre 2016. – Le président"), Some("2016-12-29".into()));
        assert_eq!(day("Paris, le 3 mars 2024 – Le port"), Some("2024-03-03".into()));
        assert_eq!(day("LYON, 3 mars 2024 (Agence) – Le port"), Some("2024-03-03".into()));
        assert_eq!(day("Publié le 15/07/2024 à 12h05\nLe port"), Some("2024-07-15".into()));
        assert_eq!(day(" date 2024-07 Le géant"), Some("2024-07".into()));
        assert_eq!(day("Le 3 mars 2024, le port a fermé."), None);
        assert_eq!(day("La loi du 3 mars 2024 ferme le port."), None);
    }
}
