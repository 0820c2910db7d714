//! From one date to another.

use super::super::reading::{Reading, Way};
use super::super::word::{Class, class};
use super::calendar::two_days;
use super::reader::{Parsed, Reader, is_figure};
use super::{Found, What, family};
use crate::lexicon::words::WordSet;
use crate::text::TokenKind;

family! {
    /// « du 3 au 5 mai », « de mars à mai », « entre 2017 et 2022 », « les 27 et 28 juillet »; not « entre 20 et 30 ».
    INTERVAL = "timex.interval",
        reads "Le salon ouvrira du 13 au 15 juillet." as "2024-07-13/2024-07-15",
        leaves "Elle emploie entre 20 et 30 personnes.";
    /// « mai 3 au 5 », « mai 3-5 »; not « mai 3 ».
    MONTH_FIRST = "timex.interval.month_first",
        reads "Le salon ouvrira septembre 3 au 5." as "2024-09-03/2024-09-05",
        leaves "Le salon ouvrira septembre 3.";
    /// « juin-juillet 2021 », « avril-mai prochain »; not « mars-la-ville ».
    TWO_MONTHS = "timex.interval.months",
        reads "Le salon ouvrira en avril-mai prochain." as "2025-04/2025-05",
        leaves "Le salon Avril-Mai a ouvert.";
    /// « 2016-2018 », « 1971-72 », « 2016/17 »; not « 2018-2016 », « l'arrêté n° 2019-20 ».
    YEARS = "timex.interval.years",
        reads "Le plan 2016-2018 a échoué." as "2016/2018",
        leaves "Le plan 2018-2016 a échoué.";
    /// « la guerre de 14-18 », « les combattants de 39-45 », « la guerre de 70 »; not « les 14-18 ans », « menées 39-45 ».
    WAR = "timex.interval.war",
        reads "Il fut blessé pendant la guerre de 14-18." as "1914/1918",
        leaves "Le stage accueille les 14-18 ans.";
}

impl Reader<'_> {
    pub(super) fn interval(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.month_first_interval(i) {
            return Some(found);
        }
        if self.is_number(i)
            && let Some((first, last, end)) = self.days_of_month(i)
        {
            return Some(Found::new(i, end, What::Date(Reading::between(first, last)), &INTERVAL));
        }
        if let Some((first, last, end)) = self.days_in_a_row(i) {
            return Some(Found::new(i, end, What::Date(Reading::between(first, last)), &INTERVAL));
        }
        let w = self.w(i);
        let (opens, entre) = (WordSet::OpensInterval.has(w), w == "entre");
        // « reportée du 14 novembre au 2 mars » tells two days.
        if w == "du" && WordSet::Moved.has(self.before(i)) || self.before(i) == "du" && WordSet::Moved.has(self.back(i, 2)) {
            return None;
        }
        let leads = opens || self.before(i) == "les" || self.is_number(i) || matches!(self.class(i), Some(Class::Weekday(_)));
        if !leads {
            return None;
        }
        let mut j = i + usize::from(opens);
        if opens && WordSet::ArticleFull.has(self.w(j)) {
            j += 1;
        }
        let start = j;
        let weekday = matches!(self.class(j), Some(Class::Weekday(_)));
        let day = self.day(j + usize::from(weekday));
        let starts = [self.end_of_interval(j), day.map(|(d, k)| (Reading::day_alone(d, None), k))];
        for (a, first_end) in starts.into_iter().flatten() {
            let k = first_end;
            let joins = match self.w(k) {
                "au" | "-" | "–" => !entre,
                "a" => WordSet::Of.has(w),
                // « les lundis et mardis 8 et 9 avril »
                "et" => entre || WordSet::ArticleOfDays.has(self.before(i)) || weekday && self.w(i).ends_with('s'),
                "jusqu'" => self.w(k + 1) == "au",
                _ => false,
            };
            if !joins {
                continue;
            }
            let mut k = k + 1 + usize::from(self.w(k) == "jusqu'");
            if self.w(k) == "le" {
                k += 1;
            }
            let bare_end = || {
                let (d, end) = self.day(k)?;
                (w == "du" || entre).then_some((Reading::day_alone(d, None), end))
            };
            let Some((b, end)) = self.end_of_interval(k).or_else(bare_end) else {
                continue;
            };
            // « entre 20 et 30 » counts something.
            let counts = entre && a.is_bare_day() && b.is_bare_day() && self.w(i + 1) != "le";
            // « les 1990 et 1999 » are two years, not a span of ten.
            let joined = !entre && (self.w(k - 1) == "et" || self.w(k - 2) == "et");
            // « le 5 mars 1870 et le 25 avril 1871 » are two days.
            let full = |year: &str| year.len() == 4 && is_figure(year);
            // So are « le 5 mars et le 25 avril 1871 ».
            let each = self.w(k - 1) == "le" && matches!(a, Reading::Day { month: Some(_), .. });
            let years = full(self.back(first_end, 1)) && full(self.back(end, 1));
            let two = joined && (matches!(b, Reading::Year(_)) || years || each);
            let same_kind =
                !matches!(a, Reading::Day { month: None, .. }) || matches!(b, Reading::Day { .. } | Reading::Nth { .. });
            if !counts && !two && same_kind && !matches!(b, Reading::Weekday { .. }) {
                return Some(Found::new(start, end, What::Date(Reading::between(a, b)), &INTERVAL));
            }
        }
        None
    }

    /// Three days or more of one month: « 3, 4 et 5 juillet ».
    fn days_in_a_row(&self, i: usize) -> Option<(Reading, Reading, usize)> {
        if !self.is_number(i) || !matches!(self.before(i), "les" | "") {
            return None;
        }
        let (first, mut j) = self.day(i)?;
        let mut days = 1;
        while self.w(j) == "," {
            j = self.day(j + 1)?.1;
            days += 1;
        }
        if days < 2 || self.w(j) != "et" {
            return None;
        }
        match self.calendar(j + 1)? {
            (last @ Reading::Day { month: Some(_), .. }, end) => Some((Reading::day_alone(first, None), last, end)),
            _ => None,
        }
    }

    /// A day, month or year that an interval begins or ends with.
    fn end_of_interval(&self, i: usize) -> Parsed<Reading> {
        match self.dated(i) {
            Some((reading, end, _)) => Some((reading, end)),
            None => self.year(i).map(|(y, end)| (Reading::Year(y), end)),
        }
    }

    fn month_first_interval(&self, i: usize) -> Option<Found> {
        let Some(Class::Month(month)) = self.class(i) else {
            return None;
        };
        let (first, last, end) = match two_days(self.w(i + 1)) {
            Some((first, last)) => (first, last, i + 2),
            None => {
                let (first, k) = self.day(i + 1)?;
                if !matches!(self.w(k), "au" | "-") {
                    return None;
                }
                let (last, end) = self.day(k + 1)?;
                (first, last, end)
            }
        };
        let between = Reading::between(Reading::day_of(month, first), Reading::day_of(month, last));
        Some(Found::new(i, end, What::Date(between), &MONTH_FIRST))
    }

    /// « juin-juillet 2021 », « avril-mai prochain »: two months as one word.
    pub(super) fn two_months(&self, i: usize) -> Option<Found> {
        let (a, b) = self.w(i).split_once('-')?;
        let (Some(Class::Month(first)), Some(Class::Month(month))) = (class(a), class(b)) else {
            return None;
        };
        let (year, end) = self.year_behind(i + 1);
        let (way, end) = if year.is_none() { self.way(end) } else { (Way::Open, end) };
        let led = year.is_some() || way != Way::Open || self.before(i) == "en";
        let last = Reading::Month { year, month, way };
        let between = Reading::between(Reading::month(None, first), last);
        led.then(|| Found::new(i, end, What::Date(between), &TWO_MONTHS))
    }

    /// « 2016-2018 », « 1971-72 » as one word, and « 2016/17 ».
    pub(super) fn years(&self, i: usize) -> Option<Found> {
        let (a, b, end) = match self.w(i).split_once('-') {
            Some((a, b)) => (a, b, i + 1),
            None if self.slashed(i + 1) && !self.slashed(i + 3) => (self.w(i), self.w(i + 2), i + 3),
            None => return None,
        };
        let short = b.len() == 2;
        if a.len() != 4 || !(short || b.len() == 4 && end == i + 1) || WordSet::NumberedAct.has(self.before(i)) {
            return None;
        }
        let (a, mut b): (i16, i16) = (a.parse().ok()?, b.parse().ok()?);
        // « la saison 1998-99 »
        if short {
            b = Some(a + 1).filter(|next| (1900..2100).contains(&a) && next % 100 == b)?;
        }
        let between = Reading::between(Reading::Year(a), Reading::Year(b));
        ((1000..2100).contains(&a) && a < b && b < 2101).then(|| Found::new(i, end, What::Date(between), &YEARS))
    }

    /// The years of a war that is called by two figures of them: « guerre de 14 », « combattants de 39-45 ».
    pub(super) fn war(&self, i: usize) -> Option<Found> {
        const REACH: usize = 5;
        if !WordSet::WarYears.has(self.w(i)) {
            return None;
        }
        // « la guerre de 70 » is that of 1870.
        let year = |short: &str| short.parse().ok().map(|n: i16| if n < 70 { 1900 + n } else { 1800 + n });
        let (first, last) = self.w(i).split_once('-').map_or((self.w(i), None), |(a, b)| (a, Some(b)));
        let (from, several) = (Reading::Year(year(first)?), last.is_some());
        let reading = match last {
            Some(last) => Reading::between(from, Reading::Year(year(last)?)),
            None => from,
        };
        let led = WordSet::BeforeWarYears.has(self.before(i));
        let named = if several {
            (1..=REACH).any(|n| WordSet::OfWar.has(self.back(i, n)))
        } else {
            self.back(i, 2) == "guerre"
        };
        let counts = self.kind(i + 1) == TokenKind::Symbol || matches!(self.class(i + 1), Some(Class::Unit(_) | Class::Month(_)));
        (led && named && !counts).then(|| Found::new(i, i + 1, What::Date(reading), &WAR))
    }
}
