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

/// The months as datelines have them, folded.
const MONTHS: &str = r"janvier|janv\.|fevrier|fevr?\.|mars|avril|avr\.|mai|juin|juillet|juil\.|aout|septembre|sept\.|octobre|oct\.|novembre|nov\.|decembre|dec\.";

/// Who put a text out when: « Publié le ».
const PUT_OUT: &str = r"(?: (?:publie|mis\ a\ jour|modifie|redige|poste) \ (?:le\ )? (?:[a-z]+\ )? )?";

/// The day of the week before a date.
const WEEKDAY: &str = r"(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) ,? \ )?";

/// A first line that says the date: `date 2024-07`, « Date : 16/07/24 », « Date : mardi 16 juillet 2024 ».
static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?x)
        ^\s* date (?: \s*:\s* | \s+ )
        (?: (?<iso>\d{{4}}(?:-\d{{2}}(?:-\d{{2}})?)?) (?:\s|$)
          | (?:le\ )? {WEEKDAY}
            (?: (?<day>\d{{1,2}}) (?:er)? \ (?<month>{MONTHS}) \ (?<year>(?:1[6-9]|20)\d{{2}})
              | (?<d2>\d{{1,2}}) [/.] (?<m2>\d{{1,2}}) [/.] (?<y2>(?:1[6-9]|20)\d{{2}}|\d{{2}}) )
            [\ \t]* (?:[\n\r]|$) )
        "
    ))
});

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?xm)
        ^[\ \t]*
        (?: [^\n.:;]{{0,60}}? [\ (,–-] )??
        {PUT_OUT}
        (?: le \ )?
        {WEEKDAY}
        (?:
            (?<day>\d{{1,2}}) (?:er)? \ 
            (?<month>{MONTHS})
            \ (?<year>(?:19|20)\d{{2}})
          | (?<d2>\d{{1,2}}) [/.] (?<m2>\d{{1,2}}) [/.] (?<y2>(?:19|20)\d{{2}})
          | (?<iso>(?:19|20)\d{{2}}-\d{{2}}-\d{{2}})
        )
        (?<after> \s* (?: $ | [.,]?\s*[–-] | \.\s | \s*\([^)\n]{{1,40}}\) | [\ ,]*(?:a\ )?\d{{1,2}}\s?[h:] | \s*[|/•·] | \s*: | ,\ p(?:\.|age)\ ?\d ) )
        "
    ))
});

/// A line that holds a date with a year of two figures and hardly anything else: « 16/07/24 », « Publié le 16/07/24 à 10h30 », « Le Monde, 03/03/99 ».
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?xm)
        ^[\ \t]*
        (?: [^\n.:;\d]{{1,40}},\ )?
        {PUT_OUT}
        (?: le \ )?
        {WEEKDAY}
        (?<d2>\d{{1,2}}) [/.] (?<m2>\d{{1,2}}) [/.] (?<y2>\d{{2}})
        (?: [\ ,]* (?:a\ )? \d{{1,2}} \s? [h:] \s? (?:\d{{2}})? )?
        [\ \t\r]* $
        "
    ))
});

/// A date in the words of a file's name, with the word before it: « Le Monde, 3 mars 1999.txt ».
static WORDED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
        (?: ^ | (?<before>[a-z]*) [^a-z0-9]+ )
        (?<day>\d{1,2}) (?:er)? [\ _.-]+
        (?<month>janvier|janv|fevrier|fevr?|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec)
        [\ _.-]+ (?<year>(?:1[6-9]|20)\d{2})
        (?: [^0-9] | $ )",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed and tested")
}

/// The year that two figures mean: 30 to 99 are years of the last century, 00 to 29 of this one, as Excel and LibreOffice read them.
///
/// ```
/// use depeche_core::text::year_of_two;
/// assert_eq!((year_of_two(29), year_of_two(30)), (2029, 1930));
/// ```
pub fn year_of_two(figures: i16) -> i16 {
    if figures < 30 { 2000 + figures } else { 1900 + figures }
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
    // What the first line says may be no date: « Date : 16/17/24 ».
    let said = HEADER.captures(&head).and_then(|c| match c.name("iso") {
        Some(iso) => iso.as_str().parse().ok(),
        None => calendar_date(&c).map(PartialDate::day),
    });
    if let Some(date) = said {
        return Some(Published {
            date,
            source: DateSource::Header,
        });
    }
    let dated = |c: Captures| Some((c.get(0)?.start(), calendar_date(&c)?));
    let long = DATELINE.captures_iter(&head).find_map(dated);
    let short = SHORT.captures_iter(&head).find_map(dated);
    let (_, date) = long.into_iter().chain(short).min()?;
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
        None => {
            let year = number("y2")?;
            let year = if c["y2"].len() == 2 { year_of_two(year) } else { year };
            (year, number("m2")? as i8, number("d2")?)
        }
    };
    Date::new(year, month, day as i8).ok()
}

fn month_number(folded: &str) -> Option<i8> {
    const STEMS: [&str; 12] = [
        "jan", "fev", "mar", "avr", "mai", "juin", "juil", "ao", "sep", "oct", "nov", "dec",
    ];
    STEMS.iter().position(|stem| folded.starts_with(stem)).map(|i| i as i8 + 1)
}

/// The date that an address or a file name holds: `/2024/07/15/`, `2024-07-15`, `2024.07.15`, `2024-07`, `20240715`, with the day first
/// `15-07-2024` and `15.07.2024`, in a file's name also « 15 juillet 2024 ». Years are those from 1600 on.
///
/// A date that is told of (« procès du 13 novembre 2015 ») is none, and neither is `1.2.2024`, which may be a version.
///
/// ```
/// use depeche_core::text::from_name;
/// assert_eq!(from_name("14-2023-11-08-greve.txt").unwrap().to_string(), "2023-11-08");
/// assert_eq!(from_name("Le Monde, 3 mars 1999.txt").unwrap().to_string(), "1999-03-03");
/// assert_eq!(from_name("rapport-2000-soldats.txt"), None);
/// ```
pub fn from_name(name: &str) -> Option<PartialDate> {
    let figures = Figures::of(name);
    let all = || 0..figures.runs.len();
    let year_first = all().find_map(|i| {
        let date = figures.year_first(i)?;
        // The year of « 16-07-2024-12 » is the last of a date, and the twelve is none of its months.
        let other = || figures.day_first(i.checked_sub(2)?);
        date.exact().is_none().then(other).flatten().or(Some(date))
    });
    year_first
        .or_else(|| all().find_map(|i| figures.day_first(i)))
        .or_else(|| worded(name))
}

/// The years that a name may hold.
const YEARS: Range<i16> = 1600..2100;
/// Years before this one are met so seldom that what may be a number is none of them.
const RECENT: i16 = 1900;

/// The runs of figures in a name.
struct Figures<'a> {
    name: &'a str,
    runs: Vec<Range<usize>>,
}

impl<'a> Figures<'a> {
    fn of(name: &'a str) -> Self {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, _) in name.bytes().enumerate().filter(|(_, b)| b.is_ascii_digit()) {
            match runs.last_mut().filter(|run| run.end == at) {
                Some(run) => run.end = at + 1,
                None => runs.push(at..at + 1),
            }
        }
        Self { name, runs }
    }

    /// The number of a run that has so many figures.
    fn number(&self, run: usize, figures: usize) -> Option<i16> {
        let run = self.runs.get(run).filter(|run| run.len() == figures)?;
        self.name[run.clone()].parse().ok()
    }

    fn year(&self, run: usize) -> Option<i16> {
        self.number(run, 4).filter(|year| YEARS.contains(year))
    }

    /// What stands between a run and the next.
    fn gap(&self, run: usize) -> Option<&str> {
        Some(&self.name[self.runs[run].end..self.runs.get(run + 1)?.start])
    }

    fn before(&self, run: usize) -> &str {
        &self.name[..self.runs[run].start]
    }

    /// A day or month whose year opens it: `2024-07-15`, `2024/07`, `20240715`.
    fn year_first(&self, i: usize) -> Option<PartialDate> {
        const JOINED: [&str; 3] = ["-", "_", "/"];
        const SPACED: [&str; 2] = [".", " "];
        if self.runs[i].len() == 8 {
            let digits = &self.name[self.runs[i].clone()];
            let number = |range: Range<usize>| digits[range].parse::<i16>().ok();
            let year = number(0..4).filter(|year| YEARS.contains(year))?;
            // Eight figures that begin with 16, 17 or 18 are more often the number of an article.
            let meant = year >= RECENT || self.before(i).is_empty();
            let date = Date::new(year, number(4..6)? as i8, number(6..8)? as i8).ok();
            return date.filter(|_| meant).map(PartialDate::day);
        }
        let (year, month) = (self.year(i)?, self.number(i + 1, 2)?);
        let (first, second) = (self.gap(i)?, self.gap(i + 1).unwrap_or_default());
        let joined = JOINED.contains(&first);
        let whole = joined && JOINED.contains(&second) || first == second && SPACED.contains(&first);
        let day = self.number(i + 2, 2).filter(|_| whole);
        let date = day.and_then(|day| Date::new(year, month as i8, day as i8).ok());
        if let Some(date) = date {
            return Some(PartialDate::day(date));
        }
        let meant = year >= RECENT || self.before(i).is_empty() || self.before(i).ends_with('/');
        PartialDate::month(year, month as i8).filter(|_| joined && meant)
    }

    /// A day whose year closes it, all of it in full: `15-07-2024`; points behind another number or a v make it a version.
    fn day_first(&self, i: usize) -> Option<PartialDate> {
        const JOINED: [&str; 4] = ["-", "_", ".", " "];
        let (day, month, year) = (self.number(i, 2)?, self.number(i + 1, 2)?, self.year(i + 2)?);
        let joined = self
            .gap(i)
            .filter(|gap| JOINED.contains(gap) && self.gap(i + 1) == Some(*gap))?;
        let version = joined == "." && self.before(i).ends_with(['.', 'v', 'V']);
        let date = Date::new(year, month as i8, day as i8).ok();
        date.filter(|_| !version).map(PartialDate::day)
    }
}

/// The date in the words of a file's name. Words of an address are those of a headline, which tells of other days.
fn worded(name: &str) -> Option<PartialDate> {
    /// Behind these a date is told of.
    const TOLD_OF: [&str; 8] = ["du", "de", "d", "des", "au", "depuis", "avant", "apres"];
    if name.contains('/') {
        return None;
    }
    let folded = fold(name);
    let own = |c: &Captures| c.name("before").is_none_or(|word| !TOLD_OF.contains(&word.as_str()));
    let date = WORDED.captures_iter(&folded).filter(own).find_map(|c| calendar_date(&c))?;
    Some(PartialDate::day(date))
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

    #[test]
    fn first_lines_say_the_date_also_with_a_label_and_in_two_figures() {
        for (text, want) in [
            ("date: 16/07/2024\nLe port", "2024-07-16"),
            ("Date : 16/07/24\nLe port", "2024-07-16"),
            ("Date : mardi 16 juillet 2024\n\nLe port", "2024-07-16"),
            ("date: 2024-07-16\nLe port", "2024-07-16"),
            ("Le port ferme\nPublié le 16/07/24\nLe port", "2024-07-16"),
            ("Publié le 16/07/24 à 10h30\nLe port", "2024-07-16"),
            ("16/07/24\nLe port", "2024-07-16"),
            ("16.07.24", "2024-07-16"),
            ("Le Monde, 03/03/99\n\nLe port", "1999-03-03"),
            ("16/07/45\nLe port", "1945-07-16"),
            ("Date : 07/16/2024\nParis, le 17 juillet 2024 – Le port", "2024-07-17"),
            ("Le Figaro, no 1234, mardi 16 juillet 2024, p. 3\nLe port", "2024-07-16"),
        ] {
            let found = find_published(text).map(|p| p.date.to_string());
            assert_eq!(found.as_deref(), Some(want), "{text}");
        }
        let source = |text: &str| find_published(text).map(|p| p.source);
        assert_eq!(source("Date : 16/07/24\nLe port"), Some(DateSource::Header));
        assert_eq!(source("16/07/24\nLe port"), Some(DateSource::Dateline));
        for text in [
            "Le port a fermé le 16/07/24 et rouvrira.",
            "Né le 16/07/45, il dirige le port.",
            "Date limite : 16/07/24\nLe port",
            "Date : 16/17/24\nLe port",
            "Score : 12/10/15",
        ] {
            assert_eq!(find_published(text), None, "{text}");
        }
    }

    #[test]
    fn names_hold_dates_of_many_spellings_and_numbers_that_are_none() {
        for (name, want) in [
            ("1848-02-24.txt", "1848-02-24"),
            ("18480224.txt", "1848-02-24"),
            ("1899-01-02.txt", "1899-01-02"),
            ("https://gallica.bnf.fr/1848/02/24/x.html", "1848-02-24"),
            ("1848/02", "1848-02"),
            ("16-07-2024.txt", "2024-07-16"),
            ("https://a.fr/16-07-2024/x", "2024-07-16"),
            ("03.03.1999", "1999-03-03"),
            ("lot_03_03_1999_b.txt", "1999-03-03"),
            ("16-07-2024-12.txt", "2024-07-16"),
            ("2024.07.16.txt", "2024-07-16"),
            ("2024 07 16.txt", "2024-07-16"),
            ("Le Monde, 3 mars 1999.txt", "1999-03-03"),
            ("Le Monde - 16 juillet 2024.txt", "2024-07-16"),
            ("3_mars_1999.txt", "1999-03-03"),
            ("1er août 1944.txt", "1944-08-01"),
            ("article_2024_07_16_3.txt", "2024-07-16"),
            ("https://a.fr/2024/07/proces-2023-05-12", "2024-07"),
            ("https://a.fr/2024/07/proces-12-05-2023", "2024-07"),
            ("presse-2024-07", "2024-07"),
            ("20240715-a.txt", "2024-07-15"),
        ] {
            assert_eq!(from_name(name).map(|d| d.to_string()).as_deref(), Some(want), "{name}");
        }
        for name in [
            "rapport-2000-soldats.txt",
            "1.2.2024.txt",
            "notes-v12.08.2024.txt",
            "1.03.03.1999.txt",
            "07-16-2024.txt",
            "16-07-24.txt",
            "1548-02-24.txt",
            "https://a.fr/article/18110412",
            "article-18110412.txt",
            "article-1712-10.txt",
            "proces-du-13-novembre-2015.txt",
            "https://a.fr/13-novembre-2015-le-proces",
            "12 mars.txt",
            "2024.txt",
            "01 02 03.txt",
        ] {
            assert_eq!(from_name(name), None, "{name}");
        }
    }
}
