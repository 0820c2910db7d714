//! Calendar dates: days, months and years, in words and in figures.

use super::super::cue::{Cue, cue};
use super::super::reading::{Reading, Way};
use super::super::word::{Class, Unit, class};
use super::reader::{Parsed, Reader, is_figure, opens_with_digit};
use super::{Found, Moment, What, family};
use crate::lexicon::words::WordSet;
use crate::text::TokenKind;
use jiff::civil::Date;

family! {
    /// « lundi 14 mars 2022 », « le 16 », « 14/03/22 », « 2022-03-14 »; not « 14 soldats ».
    DAY = "timex.calendar.day",
        reads "Elle est née le 14 mars 2022." as "2022-03-14",
        leaves "Elle commande 14 soldats.";
    /// « mars 2022 », « en mars », « novembre dernier », « 11/2016 »; not « la planète Mars ».
    MONTH = "timex.calendar.month",
        reads "Les ventes ont baissé en novembre." as "2023-11",
        leaves "La sonde s'est posée sur Mars.";
    /// « 2016-12-16T12:23:59Z », as machines write; not « 2016-12-16T ».
    STAMP = "timex.calendar.stamp",
        reads "Relevé du 2016-12-16T12:23:59Z." as "2016-12-16T12:23:59",
        leaves "Relevé du 2016-12-16T.";
    /// « en 2017 », « l'an 1000 »; not « 2017 soldats ».
    YEAR = "timex.calendar.year",
        reads "Le site a fermé en 2017." as "2017",
        leaves "Elle a mobilisé 2017 soldats.";
    /// « le traité de 1648 », « la révolte des tisserands de 1744 », « l'église date de 1210 », « prise en 732 par »; not « un navire de 1200 tonneaux ».
    OLD_YEAR = "timex.calendar.year.old",
        reads "Le concordat de 1801 fut signé." as "1801",
        leaves "Un navire de 1200 tonneaux fut lancé.";
    /// « 9 thermidor an II », « 18 brumaire »; not « 18 messieurs ».
    REPUBLICAN = "timex.calendar.republican",
        reads "Il fut élu le 12 germinal an III." as "1795-04-01",
        leaves "Il fut élu par 12 messieurs.";
    /// « élu en 95 », « les élections de 97 »; not « en 95 minutes », « de 97 habitants ».
    SHORT_YEAR = "timex.calendar.year.short",
        reads "Élue en 95, elle est restée." as "1995",
        leaves "Elle a fini en 95 minutes.";
    /// « 190 av. J.-C. », « 52 avant Jésus-Christ »; not « 52 avant J. Martin ».
    BEFORE_CHRIST = "timex.calendar.before_christ",
        reads "Ce port date de 190 av. J.-C. environ." as "BC0190",
        leaves "Ils étaient 190 avant J. Martin.";
}

/// The year of « 2022 » or « 22 » in a date of figures.
fn full_year(year: &str) -> Option<i16> {
    let n: i16 = year.parse().ok()?;
    match year.len() {
        4 => (1000..2101).contains(&n).then_some(n),
        2 => Some(if n < 50 { 2000 + n } else { 1900 + n }),
        _ => None,
    }
}

/// A date of figures that the calendar has.
fn figures(year: &str, month: &str, day: &str) -> Option<Reading> {
    on_calendar(year, month.parse().ok()?, day)
}

/// The days of « 19-20 ».
pub(super) fn two_days(word: &str) -> Option<(i8, i8)> {
    let (a, b) = word.split_once('-').filter(|(a, b)| is_figure(a) && is_figure(b))?;
    let (a, b): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
    ((1..b).contains(&a) && b <= 31).then_some((a, b))
}

fn on_calendar(year: &str, month: i8, day: &str) -> Option<Reading> {
    let (year, day) = (full_year(year)?, day.parse().ok()?);
    Date::new(year, month, day).ok()?;
    Some(Reading::date(year, month, day))
}

impl Reader<'_> {
    /// A day of the month: « 14 », « 1er », « premier », « vingt-neuf ».
    pub(super) fn day(&self, i: usize) -> Parsed<i8> {
        let w = self.w(i);
        let figure = w.bytes().take_while(u8::is_ascii_digit).count();
        let digits = if figure == w.len() || WordSet::OrdinalEnding.has(&w[figure..]) {
            &w[..figure]
        } else {
            ""
        };
        let (d, next) = if w == "premier" {
            (1, i + 1)
        } else if w == "1" && self.w(i + 1) == "er" {
            (1, i + 2)
        } else if let Some(d) = self.scanned_day(i) {
            (i64::from(d), i + 1)
        } else if matches!(digits.len(), 1 | 2) {
            (digits.parse().ok()?, i + 1)
        } else if self.class(i) == Some(Class::Number) || w.contains('-') {
            self.integer(i)?
        } else {
            return None;
        };
        (1..=31).contains(&d).then_some((d as i8, next))
    }

    /// A day whose figures a scanner took for letters: « l2 mars », « ll novembre », « 1O mai », « ler mai »; not « le lundi ».
    pub(super) fn scanned_day(&self, i: usize) -> Option<i8> {
        let w = self.w(i);
        if !matches!(self.class(i + 1), Some(Class::Month(_))) {
            return None;
        }
        if w == "ler" {
            return Some(1);
        }
        if w.len() != 2 {
            return None;
        }
        let figures: String = w
            .chars()
            .map(|c| match c {
                'l' | 'i' => '1',
                'o' => '0',
                c => c,
            })
            .collect();
        let scanned = figures != w && !WordSet::NoScannedDay.has(w);
        figures.parse().ok().filter(|d| scanned && (1..=31).contains(d))
    }

    /// A day of the republican calendar, and the two that are known without a year.
    pub(super) fn republican(&self, i: usize) -> Parsed<Reading> {
        /// Paris, autumn 1792: the first of vendémiaire of year I.
        const FIRST: Date = jiff::civil::date(1792, 9, 22);
        if !self.is_number(i) && self.w(i) != "premier" {
            return None;
        }
        let (day, j) = self.day(i).filter(|(d, _)| *d <= 30)?;
        let Some(Class::Republican(month)) = self.class(j) else {
            return None;
        };
        let (year, end) = if self.w(j + 1) == "an" {
            let number = self.roman(j + 2).or_else(|| self.integer(j + 2).map(|(n, _)| n as i16));
            (number.filter(|n| (1..=14).contains(n))?, j + 3)
        } else {
            match (day, month) {
                (9, 11) => (2, j + 1),
                (18, 2) => (8, j + 1),
                _ => return None,
            }
        };
        // Years III, VII and XI had a day more.
        let leaps = i64::from(year / 4);
        let days = i64::from(year - 1) * 365 + leaps + i64::from(month - 1) * 30 + i64::from(day) - 1;
        let date = FIRST.checked_add(jiff::ToSpan::days(days)).ok()?;
        Some((Reading::date(date.year(), date.month(), date.day()), end))
    }

    /// The year that a list of days or months shares: « janvier et novembre 2015 », « en mars puis en mai 2015 », « le 3 mars et le 4 mai 2015 ».
    /// Not « en mars, comme en mai 2015 ».
    fn shared_year(&self, i: usize, days: bool) -> Option<i16> {
        let mut j = i;
        loop {
            let joint = j;
            while WordSet::JoinsDates.has(self.w(j)) {
                j += 1;
            }
            if j == joint {
                return None;
            }
            if days {
                j += usize::from(self.w(j) == "le");
                j = self.day(j)?.1;
            } else {
                j += usize::from(self.w(j) == "en");
            }
            j = self.month(j)?.1;
            if let Some((year, _)) = self.year(j).filter(|_| self.w(j) != ",") {
                return Some(year);
            }
        }
    }

    /// A month: « mars », « mois de mars ».
    pub(super) fn month(&self, i: usize) -> Parsed<i8> {
        let i = if self.w(i) == "mois" && WordSet::Of.has(self.w(i + 1)) {
            i + 2
        } else {
            i
        };
        match self.class(i)? {
            Class::Month(m) => Some((m, i + 1)),
            _ => None,
        }
    }

    /// A year of four figures or in words: « 2022 », « de l'an deux mille ».
    pub(super) fn year(&self, i: usize) -> Parsed<i16> {
        let i = match (self.w(i), self.w(i + 1)) {
            ("de", _) => i + 1,
            (",", y) if y.len() == 4 => i + 1,
            ("l'", "an" | "annee") => i + 2,
            ("an" | "annee", _) => i + 1,
            _ => i,
        };
        let w = self.w(i);
        let (y, next) = if is_figure(w) && w.len() == 4 {
            (w.parse().ok()?, i + 1)
        } else if WordSet::YearInWords.has(w) {
            self.integer(i)?
        } else {
            return None;
        };
        ((1000..=2100).contains(&y) && !matches!(self.class(next), Some(Class::Unit(_)))).then_some((y as i16, next))
    }

    /// The year behind what it belongs to, if one stands there.
    pub(super) fn year_behind(&self, i: usize) -> (Option<i16>, usize) {
        self.year(i).map_or((None, i), |(y, end)| (Some(y), end))
    }

    /// A year of two figures behind a month: « juillet 98 », « octobre 06 »; not « octobre 15 », « en mars 45 demandes ».
    pub(super) fn short_year(&self, i: usize) -> Parsed<i16> {
        let w = self.w(i);
        if w.len() != 2 || !is_figure(w) {
            return None;
        }
        let y: i16 = w.parse().ok()?;
        let full = match y {
            0..=9 => 2000 + y,
            32.. => 1900 + y,
            _ => return None,
        };
        let noun = i + 1 < self.end && self.kind(i + 1) == TokenKind::Word && !WordSet::BehindDay.has(self.w(i + 1));
        (!noun && !matches!(self.w(i + 1), "%" | "€")).then_some((full, i + 1))
    }

    /// A day of the calendar, in words or figures: what [`DAY`] reads.
    pub(super) fn calendar(&self, i: usize) -> Parsed<Reading> {
        if let Some(found) = self.numeric(i) {
            return Some(found);
        }
        let (weekday, mut j) = match self.class(i) {
            Some(Class::Weekday(d)) => (Some(d), i + 1),
            _ => (None, i),
        };
        if weekday.is_some() {
            if self.w(j) == "," || self.w(j) == "le" {
                j += 1;
            }
            if let Some(found) = self.numeric(j) {
                return Some(found);
            }
        }
        if let Some(found) = self.month_first(j, weekday) {
            return Some(found);
        }
        let (d, k, written) = self.day_and_month(j)?;
        let k = if self.w(k) == "de" { k + 1 } else { k };
        if let Some((m, mut k)) = written.map(|m| (m, k)).or_else(|| self.month(k)) {
            if self.w(k) == "." && self.year(k + 1).is_some() {
                k += 1;
            }
            let year = self.year(k).or_else(|| self.short_year(k));
            let (year, k) = year.map_or((None, k), |(y, k)| (Some(y), k));
            let (way, k) = if year.is_none() { self.way(k) } else { (Way::Open, k) };
            let year = year.or_else(|| self.shared_year(k, true));
            let reading = Reading::Day {
                year,
                month: Some(m),
                day: d,
                weekday,
                way,
            };
            return Some((reading, k));
        }
        if let Some(found) = self.day_of_month_away(d, k).filter(|_| weekday.is_none()) {
            return Some(found);
        }
        if let (None, Some(Class::Weekday(named)), "le") = (weekday, self.class(k), self.before(i))
            && self.w(j) != "premier"
        {
            return Some((Reading::day_alone(d, Some(named)), k + 1));
        }
        let closes =
            k >= self.end || self.kind(k) == TokenKind::Punct && !self.glued(k + 1) || WordSet::BetweenDays.has(self.w(k));
        let leads = weekday.is_some() && self.w(j) != "un" || WordSet::ArticleBeforeDay.has(self.before(i));
        // « le premier, arrêté hier », « du neuf » are no days.
        let ordinal = weekday.is_none() && (self.w(j) == "premier" || self.w(j) == "neuf" && self.before(i) == "du");
        let ok = leads && closes && !ordinal && !matches!(self.class(k), Some(Class::Unit(_))) && k > j;
        ok.then_some((Reading::day_alone(d, weekday), k))
    }

    /// « 15 du mois prochain »; not « 15 du mois de mai ».
    fn day_of_month_away(&self, day: i8, i: usize) -> Parsed<Reading> {
        let j = i + usize::from(self.w(i) == "du");
        if self.w(j) != "mois" {
            return None;
        }
        let by = match self.way(j + 1).0 {
            Way::Last => -1,
            Way::Next => 1,
            _ => return None,
        };
        Some((Reading::nth_day(day, Reading::whole(Unit::Month, by)), j + 2))
    }

    /// Two days of one month as one word: « 19-20 novembre 2024 »; not « 19-20 ans ».
    pub(super) fn days_of_month(&self, i: usize) -> Option<(Reading, Reading, usize)> {
        let (first, last) = two_days(self.w(i))?;
        let (month, k) = self.month(i + 1)?;
        let (year, end) = self.year_behind(k);
        let reading = Reading::Day {
            year,
            month: Some(month),
            day: last,
            weekday: None,
            way: Way::Open,
        };
        Some((Reading::day_alone(first, None), reading, end))
    }

    /// A day and, where both are written together, its month: « 15 », « 15juin ».
    fn day_and_month(&self, i: usize) -> Option<(i8, usize, Option<i8>)> {
        if let Some((digits, Class::Month(m))) = self.glued_number(i)
            && let Ok(d @ 1..=31) = digits.parse()
        {
            return Some((d, i + 1, Some(m)));
        }
        self.day(i).map(|(d, end)| (d, end, None))
    }

    /// « mai vingt-neuf », « décembre 5 2014 »; not « en mai 20 personnes ».
    fn month_first(&self, i: usize, weekday: Option<i8>) -> Parsed<Reading> {
        let Some(Class::Month(m)) = self.class(i) else {
            return None;
        };
        let j = i + 1 + usize::from(self.w(i + 1) == "." && self.glued(i + 1));
        let (d, k) = self.day(j)?;
        let (year, end) = self.year_behind(k);
        let closes = year.is_some() || end >= self.end || self.kind(end) == TokenKind::Punct && !self.glued(end + 1);
        let reading = Reading::Day {
            year,
            month: Some(m),
            day: d,
            weekday,
            way: Way::Open,
        };
        (closes && !WordSet::BeforeSpan.has(self.before(i))).then_some((reading, end))
    }

    /// « 2022-03-14 », « 14.03.2022 », « 14/03/22 », « 23/Sep/2020 », « le 14/3 »; not « 24/7 ».
    fn numeric(&self, i: usize) -> Parsed<Reading> {
        let w = self.w(i);
        if !opens_with_digit(w) {
            return None;
        }
        for sep in ['-', '.'] {
            let mut parts = w.split(sep);
            if let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) {
                let date = if a.len() == 4 { figures(a, b, c) } else { figures(c, b, a) };
                return Some((date?, i + 1));
            }
        }
        if !self.slashed(i + 1) {
            return None;
        }
        let (b, next) = (self.w(i + 2), i + 3);
        if self.slashed(next) {
            let c = self.w(next + 1);
            let named = match (self.class(i + 2), class(c)) {
                (Some(Class::Month(m)), _) if w.len() == 4 => on_calendar(w, m, c),
                (Some(Class::Month(m)), _) => on_calendar(c, m, w),
                (_, Some(Class::Month(m))) if w.len() == 4 => on_calendar(w, m, b),
                _ => None,
            };
            let date = named.or_else(|| if w.len() == 4 { figures(w, b, c) } else { figures(c, b, w) });
            return Some((date?, next + 2));
        }
        if self.before(i) == "le" && w.len() <= 2 && b.len() <= 2 {
            let (d, m): (i8, i8) = (w.parse().ok()?, b.parse().ok()?);
            return ((1..=31).contains(&d) && (1..=12).contains(&m)).then_some((Reading::day_of(m, d), next));
        }
        None
    }

    /// « 11/2016 », « 11-2016 », « 2016 - 11 »; not « 06/11/2016 », « la saison 2016-17 », « la loi 2016-11 », « 24/7 ».
    fn numeric_month(&self, i: usize) -> Parsed<Reading> {
        let w = self.w(i);
        if !opens_with_digit(w)
            || self.glued(i) && WordSet::InNumber.has(self.before(i))
            || WordSet::NumberedByYear.has(self.before(i))
        {
            return None;
        }
        let apart = WordSet::Slash.has(self.w(i + 1)) && !self.glued(i + 1);
        let (a, b, end) = match w.split_once('-') {
            Some((a, b)) => (a, b, i + 1),
            None if apart || self.slashed(i + 1) => (w, self.w(i + 2), i + 3),
            None => (w, self.w(i + 1).strip_prefix('-').filter(|b| b.len() == 2)?, i + 2),
        };
        let (y, m) = match (a.len(), b.len()) {
            (1 | 2, 4) => (b, a),
            (4, 2) => (a, b),
            _ => return None,
        };
        let (year, month): (i16, i8) = (y.parse().ok()?, m.parse().ok()?);
        let follows_a_year = y == a && i16::from(month) == (year + 1) % 100;
        let closes = end >= self.end || self.kind(end) != TokenKind::Word || end == i + 1 || self.glued(i + 1);
        let goes_on = self.glued(end) && WordSet::Slash.has(self.w(end));
        let ok = (1900..2101).contains(&year) && (1..=12).contains(&month) && !follows_a_year && closes && !goes_on;
        ok.then_some((Reading::month(Some(year), month), end))
    }

    /// A month with or without its year: what [`MONTH`] reads.
    pub(super) fn month_alone(&self, i: usize) -> Parsed<Reading> {
        if let Some(found) = self.numeric_month(i) {
            return Some(found);
        }
        let (m, j) = self.month(i)?;
        // « 32 août 2014 » is no month with a number before it.
        if matches!(self.before(i).parse::<u16>(), Ok(32..=99)) && self.before(i).len() == 2 {
            return None;
        }
        let behind = j + usize::from(self.w(j) == ".");
        if let Some((y, end)) = self.year(behind).or_else(|| self.short_year(behind)) {
            return Some((Reading::month(Some(y), m), end));
        }
        let (way, end) = self.way(j);
        let raw = self.text.raw_word(j - 1);
        let leads = WordSet::BeforeYear.has(self.before(i))
            || WordSet::BoundsMonth.has(self.before(i)) && self.w(i) != "sept" && self.stops(end)
            || WordSet::Delivery.has(self.before(i))
            || j > i + 1
            || way != Way::Open
            || self.end - self.start == 1;
        let month = Reading::Month {
            year: self.shared_year(end, false).filter(|_| way == Way::Open),
            month: m,
            way,
        };
        (leads && !raw.ends_with('.') && (raw.starts_with(char::is_lowercase) || way != Way::Open)).then_some((month, end))
    }

    /// « prochain mars »; not « prochain ministre ».
    pub(super) fn coming_month(&self, i: usize) -> Option<Found> {
        let Some(Class::Month(month)) = self.class(i + 1) else {
            return None;
        };
        let reading = Reading::Month {
            year: None,
            month,
            way: Way::Next,
        };
        Some(Found::new(i, i + 2, What::Date(reading), &MONTH))
    }

    pub(super) fn stamp(&self, i: usize) -> Option<Found> {
        let (day, time) = self.w(i).split_once('t')?;
        let mut parts = day.split('-').map(|p| (p.len(), p));
        let (Some((4, y)), Some((2, m)), Some((2, d)), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return None;
        };
        let time = time.strip_suffix('z').unwrap_or(time);
        let clock: Vec<u8> = time
            .split(':')
            .map(|p| p.parse().ok().filter(|_| p.len() == 2))
            .collect::<Option<_>>()?;
        let fits =
            matches!(clock[..], [h, m] if h < 25 && m < 60) || matches!(clock[..], [h, m, s] if h < 25 && m < 60 && s < 61);
        let reading = Reading::date(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?);
        fits.then(|| Found::new(i, i + 1, What::Time(Some(reading), Moment::Clock(time.to_owned())), &STAMP))
    }

    pub(super) fn year_before_christ(&self, i: usize, end: usize) -> Option<Found> {
        let year = self.w(i).parse().ok().filter(|y| (1..10_000).contains(y))?;
        Some(Found::new(i, end, What::Date(Reading::Before(year)), &BEFORE_CHRIST))
    }

    /// Behind « av. J.-C. », « avant Jésus-Christ ».
    pub(super) fn before_christ(&self, i: usize) -> Option<usize> {
        let mut j = match self.w(i) {
            "avant" | "av" | "av." => i + 1,
            _ => return None,
        };
        while self.w(j) == "." {
            j += 1;
        }
        let christ = self.w(j);
        if christ.starts_with("jesus") {
            return Some(j + 1 + usize::from(self.w(j + 1) == "christ"));
        }
        if !WordSet::Christ.has(christ) {
            return None;
        }
        j += 1;
        let mut named = christ.contains('c');
        while WordSet::ChristEnd.has(self.w(j)) && self.glued(j) || !named && WordSet::ChristInitial.has(self.w(j)) {
            named |= self.w(j).starts_with('c');
            j += 1;
        }
        named.then_some(j)
    }

    /// Whether the word before a year names what took place in it: « Tour de France 2016 », « CAN 2017 »; not « Office 2016 ».
    fn names_event(&self, i: usize) -> bool {
        i > self.start
            && self.kind(i - 1) == TokenKind::Word
            && self.text.raw_word(i - 1).starts_with(char::is_uppercase)
            && self.text.raw_word(i - 1).len() > 1
            && cue(self.before(i)) != Some(Cue::Product)
            && self.class(i - 1).is_none()
    }

    /// Whether a year is the second decade of « les années 1990 ou 2000 ».
    fn lists_decade(&self, i: usize, year: i16) -> bool {
        let joined = WordSet::AndOrComma.has(self.before(i)) || self.before(i) == "puis";
        let second = joined && self.back(i, 3) == "annees";
        second && year % 10 == 0 && self.back(i, 2).ends_with('0')
    }

    /// A year before 1900 where its place says that it is one: « le traité de 1648 », « l'église date de 1210 », « en 1386 ou 1387 »,
    /// « (Stendhal, 1830) »; not « un lot de 1863 pièces », « l'article (1382) », « Roubaix (1500) ».
    fn old_year(&self, i: usize, year: i16, end: usize) -> Option<Found> {
        let next_word = end < self.end && self.kind(end) == TokenKind::Word;
        let function = WordSet::BehindYear.has(self.w(end));
        // « la conférence de 1830 fixa les frontières »
        let verb = next_word
            && self.text.raw_word(end).starts_with(char::is_lowercase)
            && !self.w(end).ends_with(['s', 'x', 'z'])
            && (WordSet::DatedByYear.has(self.back(i, 2)) || WordSet::DatedByYear.has(self.back(i, 4)));
        // « 1200 € »
        let sign = end < self.end && self.kind(end) == TokenKind::Symbol;
        if year >= 1900 || self.w(i).len() != 4 || sign || next_word && !function && !verb {
            return None;
        }
        let before = self.before(i);
        let open = (self.near(i).start..i).rfind(|k| self.w(*k) == "(");
        // « (Stendhal, 1830) », « (La cryptographie militaire, 1883) »
        let work = open.is_some_and(|k| before == "," && self.text.raw_word(k + 1).starts_with(char::is_uppercase));
        let published = work && self.w(end) == ")";
        let other = is_figure(self.back(i, 2)) && self.back(i, 2).len() == 4 && self.back(i, 3) == "en";
        let ok = before == "de" && self.is_dated_by(i) || published || WordSet::AndOr.has(before) && other;
        ok.then(|| Found::new(i, end, What::Date(Reading::Year(year)), &OLD_YEAR))
    }

    /// Whether what stands before « de » at `i - 1` has a year for itself: « le traité », « la révolte des paysans », « date », « à partir ».
    fn is_dated_by(&self, i: usize) -> bool {
        const REACH: usize = 6;
        let governs = |word: &str| WordSet::DatedByYear.has(word);
        WordSet::DatesFrom.has(self.back(i, 2))
            || governs(self.back(i, 2))
            || governs(self.back(i, 3))
            || (3..REACH).any(|n| governs(self.back(i, n)) && WordSet::OfAny.has(self.back(i, n - 1)))
    }

    /// A year before 1000 behind « en », « date de » or « entre »: « prise en 732 par les Francs »; not « en 320 pages », « en 500 mètres ».
    pub(super) fn early_year(&self, i: usize) -> Option<Found> {
        let w = self.w(i);
        if w.len() != 3 || !is_figure(w) || w < "100" {
            return None;
        }
        let closes = |k: usize| self.stops(k) && self.w(k) != "-" || self.is_behind_early_year(k);
        let dates = self.before(i) == "de" && WordSet::Dates.has(self.back(i, 2));
        let told = self.before(i) == "en" && closes(i + 1) && !(self.w(i + 1) == "," && self.integer(i + 2).is_some());
        let ok = told || dates && closes(i + 1);
        let year = w.parse().ok().filter(|_| ok)?;
        Some(Found::new(i, i + 1, What::Date(Reading::Year(year)), &OLD_YEAR))
    }

    /// Whether a word shows that the figure before it is a year: « en 732 par les Francs », « quand »; not « en 120 par classe ».
    fn is_behind_early_year(&self, k: usize) -> bool {
        let doer = || {
            k + 1 < self.end
                && (WordSet::Articles.has(self.w(k + 1)) || self.text.raw_word(k + 1).starts_with(char::is_uppercase))
        };
        WordSet::BehindEarlyYear.has(self.w(k)) || self.w(k) == "par" && doer()
    }

    /// « entre 612 et 640 sous les rois »: `i` is the first year.
    pub(super) fn early_years(&self, i: usize) -> Option<Found> {
        let early = |k: usize| {
            self.w(k)
                .parse()
                .ok()
                .filter(|y| self.w(k).len() == 3 && (100..1000).contains(y))
        };
        let led = self.before(i) == "entre" && self.w(i + 1) == "et" && self.is_behind_early_year(i + 3);
        let (a, b) = (early(i)?, early(i + 2)?);
        let between = Reading::between(Reading::Year(a), Reading::Year(b));
        (led && a < b).then(|| Found::new(i, i + 3, What::Date(between), &OLD_YEAR))
    }

    /// A year of two figures that its place tells: « élu en 95 », « les élections de 97 ». Those below 32 may be days or votes.
    pub(super) fn bare_short_year(&self, i: usize) -> Option<Found> {
        let w = self.w(i);
        let closes = self.stops(i + 1) && self.w(i + 1) != "-" || WordSet::BehindYear.has(self.w(i + 1));
        if w.len() != 2 || !is_figure(w) || w < "32" || !closes || self.glued(i) || self.glued(i + 1) && self.w(i + 1) == "-" {
            return None;
        }
        let counted = || opens_with_digit(self.back(i, 2));
        let led =
            self.before(i) == "en" && !counted() || self.before(i) == "de" && WordSet::DatedByShortYear.has(self.back(i, 2));
        let year: i16 = w.parse().ok().filter(|_| led)?;
        Some(Found::new(i, i + 1, What::Date(Reading::Year(1900 + year)), &SHORT_YEAR))
    }

    pub(super) fn bare_year(&self, i: usize) -> Option<Found> {
        let (y, end) = self.year(i)?;
        let found = || Found::new(i, end, What::Date(Reading::Year(y)), &YEAR);
        if self.lists_decade(i, y) {
            return Some(Found::new(i, end, What::Date(Reading::years(y, 10)), &YEAR));
        }
        if self.w(i) == "l'" || self.before(i) == "an" || self.before(i) == "annee" {
            return Some(found());
        }
        if let Some(found) = self.old_year(i, y, end) {
            return Some(found);
        }
        if self.w(i).len() != 4 || self.glued(i) && self.before(i) != "(" && self.before(i) != "/" {
            return None;
        }
        let next_word = end < self.end && self.kind(end) == TokenKind::Word;
        let function = WordSet::BehindYear.has(self.w(end));
        // « les élections de 2027 approchent »: what is counted would stand in the plural.
        let counts = y % 50 == 0 || self.w(end).len() < 3 || self.w(end).ends_with(['s', 'x', 'z']);
        // « 2014 UZ224 » is a planet.
        let lower = next_word && self.text.raw_word(end).starts_with(char::is_lowercase);
        let function = function || lower && !counts && (1950..2050).contains(&y);
        let symbol = WordSet::UnitSign.has(self.w(end));
        if symbol || self.w(end) == "/" && !self.glued(end) {
            return None;
        }
        let strong = WordSet::BeforeBareYear.has(self.before(i));
        let noun_before = i > self.start
            && self.kind(i - 1) == TokenKind::Word
            && self.text.raw_word(i - 1).starts_with(char::is_lowercase)
            && !WordSet::NoYear.has(self.before(i));
        let range = (1900..2060).contains(&y);
        // « de 2022 et 2023 »
        let listed = WordSet::AndOrComma.has(self.before(i))
            && is_figure(self.back(i, 2))
            && self.back(i, 2).len() == 4
            && (self.before(i) != "," || !next_word || function);
        let event = self.names_event(i) && (!next_word || function);
        let ok = if strong {
            // « en 1876 Nikolaus Otto inventa »
            let subject = self.before(i) == "en" && self.text.raw_word(end.min(self.end - 1)).starts_with(char::is_uppercase);
            !next_word || function || subject || range && self.before(i) != "des"
        } else {
            range && (listed || event || (noun_before || matches!(self.before(i), "(" | "/" | "")) && (!next_word || function))
        };
        ok.then(found)
    }
}
