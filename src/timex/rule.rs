//! The rules: from the words of one sentence to readings without context.

use super::Modifier;
use super::reading::{Reading, Way};
use super::word::{Class, Unit, Words, class};
use crate::number::{self, Numeral, NumeralKind};
use crate::text::{Text, TokenKind};
use rust_decimal::prelude::ToPrimitive;
use std::cell::Cell;
use std::ops::Range;

/// What a rule makes of some tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    Date(Reading),
    /// A clock time or part of day: `14:30`, `MO`; with the day it is said of.
    Time(Option<Reading>, String),
    Duration(String),
    Set(String),
    Reference(&'static str),
}

/// A rule's find: tokens `start..end`.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub what: What,
    pub piece: Option<&'static str>,
    pub rule: &'static str,
}

/// One sentence to read.
pub(super) struct Reader<'t> {
    pub text: &'t Text<'t>,
    pub words: &'t Words,
    pub start: usize,
    pub end: usize,
    numeral: Cell<(usize, Option<Numeral>)>,
}

type Parsed<T> = Option<(T, usize)>;

impl<'t> Reader<'t> {
    /// A reader of the sentence of these tokens.
    pub(super) fn new(text: &'t Text<'t>, words: &'t Words, tokens: Range<usize>) -> Self {
        Self {
            text,
            words,
            start: tokens.start,
            end: tokens.end,
            numeral: Cell::new((usize::MAX, None)),
        }
    }

    /// The numeral at a token; the last answer is kept, since several rules ask for the same one.
    fn number(&self, i: usize) -> Option<Numeral> {
        let (at, known) = self.numeral.get();
        if at == i {
            return known;
        }
        let read = number::read(self.text, i);
        self.numeral.set((i, read));
        read
    }

    fn w(&self, i: usize) -> &'t str {
        if i < self.end { self.text.word(i) } else { "" }
    }

    fn before(&self, i: usize) -> &'t str {
        if i > self.start { self.text.word(i - 1) } else { "" }
    }

    fn class(&self, i: usize) -> Option<Class> {
        if i < self.end { self.words.class(i) } else { None }
    }

    fn glued(&self, i: usize) -> bool {
        i < self.end && i > 0 && self.text.tokens()[i].is_glued_to(&self.text.tokens()[i - 1])
    }

    fn integer(&self, i: usize) -> Parsed<i64> {
        let w = self.w(i);
        if w.is_empty() {
            return None;
        }
        if w.bytes().all(|b| b.is_ascii_digit()) && w.len() <= 4 {
            return Some((w.parse().ok()?, i + 1));
        }
        let n = self.number(i)?;
        (n.kind == NumeralKind::Cardinal && i + n.tokens <= self.end).then_some((n.value.to_i64()?, i + n.tokens))
    }

    /// The number of « XIXe ».
    fn roman(&self, i: usize) -> Option<i16> {
        let n = self.number(i)?;
        (n.kind == NumeralKind::Roman).then(|| n.value.to_i16()).flatten()
    }

    fn day(&self, i: usize) -> Parsed<i8> {
        let w = self.w(i);
        let figure = w.bytes().take_while(u8::is_ascii_digit).count();
        let digits = if matches!(&w[figure..], "" | "e" | "er" | "eme") {
            &w[..figure]
        } else {
            ""
        };
        let (d, next) = if w == "premier" {
            (1, i + 1)
        } else if matches!(digits.len(), 1 | 2) {
            (digits.parse().ok()?, i + 1)
        } else if self.class(i) == Some(Class::Number) || w.contains('-') {
            self.integer(i)?
        } else {
            return None;
        };
        (1..=31).contains(&d).then_some((d as i8, next))
    }

    fn month(&self, i: usize) -> Parsed<i8> {
        let i = if self.w(i) == "mois" && matches!(self.w(i + 1), "de" | "d'") {
            i + 2
        } else {
            i
        };
        match self.class(i)? {
            Class::Month(m) => Some((m, i + 1)),
            _ => None,
        }
    }

    fn year(&self, i: usize) -> Parsed<i16> {
        let i = match (self.w(i), self.w(i + 1)) {
            ("de", _) => i + 1,
            (",", y) if y.len() == 4 => i + 1,
            ("l'", "an" | "annee") => i + 2,
            ("an" | "annee", _) => i + 1,
            _ => i,
        };
        let w = self.w(i);
        let digits = w.bytes().all(|b| b.is_ascii_digit());
        let (y, next) = if digits && w.len() == 4 {
            (w.parse().ok()?, i + 1)
        } else if matches!(w, "deux" | "mille" | "mil") {
            self.integer(i)?
        } else {
            return None;
        };
        ((1000..=2100).contains(&y) && !matches!(self.class(next), Some(Class::Unit(_)))).then_some((y as i16, next))
    }

    fn short_year(&self, i: usize) -> Parsed<i16> {
        let w = self.w(i);
        if w.len() == 2 && w.bytes().all(|b| b.is_ascii_digit()) {
            let y: i16 = w.parse().ok()?;
            let noun = i + 1 < self.end
                && self.text.tokens()[i + 1].kind() == TokenKind::Word
                && !matches!(self.w(i + 1), "est" | "a" | "et" | "au" | "de" | "du" | "par");
            return (y >= 32 && !noun && !matches!(self.w(i + 1), "%" | "€")).then_some((1900 + y, i + 1));
        }
        None
    }

    fn way(&self, i: usize) -> (Way, usize) {
        match self.w(i) {
            "dernier" | "derniere" | "passe" | "passee" | "precedent" | "precedente" => (Way::Last, i + 1),
            "prochain" | "prochaine" | "prochains" => (Way::Next, i + 1),
            "suivant" | "suivante" => (Way::Following, i + 1),
            "d'" if self.w(i + 1) == "apres" => (Way::Following, i + 2),
            _ => (Way::Open, i),
        }
    }

    /// The number and the word of « 3jours », « 3,5ans », « 30-minutes », « 15juin »; not « 20h », « 4x4 ».
    fn glued_number(&self, i: usize) -> Option<(&'t str, Class)> {
        let w = self.w(i);
        let cut = w.find(|c: char| c.is_alphabetic()).filter(|cut| *cut > 0)?;
        let (digits, word) = w.split_at(cut);
        let digits = digits.strip_suffix('-').unwrap_or(digits);
        let whole = !digits.is_empty() && digits.len() <= 6 && digits.as_bytes()[0].is_ascii_digit();
        // « 11-Septembre » is a name.
        let hyphen = w.as_bytes()[cut - 1] == b'-';
        let class = class(word).filter(|c| matches!(c, Class::Unit(_)) || matches!(c, Class::Month(_)) && !hyphen)?;
        (whole && word != "h").then_some((digits, class))
    }

    /// Full and partial calendar dates: « lundi 14 mars 2022 », « le 16 », « 14/03/22 », « 2022-03-14 »; not « 14 soldats ».
    fn calendar(&self, i: usize) -> Parsed<Reading> {
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
        // « 15juin 2016 »
        let written_together = match self.glued_number(j) {
            Some((d, Class::Month(m))) => d.parse().ok().filter(|d| (1..=31).contains(d)).map(|d| (d, j + 1, Some(m))),
            _ => None,
        };
        if let Some((d, k, written)) = written_together.or_else(|| self.day(j).map(|(d, k)| (d, k, None))) {
            let k = if self.w(k) == "de" { k + 1 } else { k };
            if let Some((m, mut k)) = written.map(|m| (m, k)).or_else(|| self.month(k)) {
                if self.w(k) == "." && self.year(k + 1).is_some() {
                    k += 1;
                }
                let (year, k) = self
                    .year(k)
                    .or_else(|| self.short_year(k))
                    .map_or((None, k), |(y, k)| (Some(y), k));
                let (way, k) = if year.is_none() { self.way(k) } else { (Way::Open, k) };
                return Some((
                    Reading::Day {
                        year,
                        month: Some(m),
                        day: d,
                        weekday,
                        way,
                    },
                    k,
                ));
            }
            if let (None, Some(Class::Weekday(wd)), "le") = (weekday, self.class(k), self.before(i))
                && self.w(j) != "premier"
            {
                return Some((
                    Reading::Day {
                        year: None,
                        month: None,
                        day: d,
                        weekday: Some(wd),
                        way: Way::Open,
                    },
                    k + 1,
                ));
            }
            let closes = k >= self.end
                || self.text.tokens()[k].kind() == TokenKind::Punct && !self.glued(k + 1)
                || matches!(self.w(k), "a" | "au" | "et" | "par" | "vers" | "dans" | "jusqu'");
            let leads = weekday.is_some() && self.w(j) != "un" || matches!(self.before(i), "le" | "du" | "au");
            if leads && closes && !matches!(self.class(k), Some(Class::Unit(_))) && k > j {
                return Some((
                    Reading::Day {
                        year: None,
                        month: None,
                        day: d,
                        weekday,
                        way: Way::Open,
                    },
                    k,
                ));
            }
        }
        None
    }

    /// « mai vingt-neuf », « décembre 5 2014 »; not « en mai 20 personnes ».
    fn month_first(&self, i: usize, weekday: Option<i8>) -> Parsed<Reading> {
        let Some(Class::Month(m)) = self.class(i) else {
            return None;
        };
        let j = i + 1 + usize::from(self.w(i + 1) == "." && self.glued(i + 1));
        let (d, k) = self.day(j)?;
        let (year, end) = self.year(k).map_or((None, k), |(y, e)| (Some(y), e));
        let closes = end >= self.end || self.text.tokens()[end].kind() == TokenKind::Punct && !self.glued(end + 1);
        (closes && !matches!(self.before(i), "en" | "de" | "d'" | "depuis")).then_some((
            Reading::Day {
                year,
                month: Some(m),
                day: d,
                weekday,
                way: Way::Open,
            },
            end,
        ))
    }

    fn numeric(&self, i: usize) -> Parsed<Reading> {
        let w = self.w(i);
        if !w.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let ymd = |y: i16, m: i8, d: i8| {
            (jiff::civil::Date::new(y, m, d).is_ok()).then_some(Reading::Day {
                year: Some(y),
                month: Some(m),
                day: d,
                weekday: None,
                way: Way::Open,
            })
        };
        let full = |y: &str| -> Option<i16> {
            let n: i16 = y.parse().ok()?;
            match y.len() {
                4 => (1000..2101).contains(&n).then_some(n),
                2 => Some(if n < 50 { 2000 + n } else { 1900 + n }),
                _ => None,
            }
        };
        for sep in ['-', '.'] {
            let mut parts = w.split(sep);
            if let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) {
                let date = if a.len() == 4 {
                    ymd(full(a)?, b.parse().ok()?, c.parse().ok()?)
                } else {
                    ymd(full(c)?, b.parse().ok()?, a.parse().ok()?)
                };
                return Some((date?, i + 1));
            }
        }
        if self.w(i + 1) == "/" && self.glued(i + 1) && self.glued(i + 2) {
            let (b, next) = (self.w(i + 2), i + 3);
            if self.w(next) == "/" && self.glued(next) && self.glued(next + 1) {
                let c = self.w(next + 1);
                let named = match (self.class(i + 2), class(c)) {
                    (Some(Class::Month(m)), _) if w.len() == 4 => ymd(full(w)?, m, c.parse().ok()?),
                    (Some(Class::Month(m)), _) => ymd(full(c)?, m, w.parse().ok()?),
                    (_, Some(Class::Month(m))) if w.len() == 4 => ymd(full(w)?, m, b.parse().ok()?),
                    _ => None,
                };
                if let Some(named) = named {
                    return Some((named, next + 2));
                }
            }
            if self.w(next) == "/" && self.glued(next) && self.glued(next + 1) {
                let c = self.w(next + 1);
                let date = if w.len() == 4 {
                    ymd(full(w)?, b.parse().ok()?, c.parse().ok()?)
                } else {
                    ymd(full(c)?, b.parse().ok()?, w.parse().ok()?)
                };
                return Some((date?, next + 2));
            }
            if self.before(i) == "le" && w.len() <= 2 && b.len() <= 2 {
                let (d, m): (i8, i8) = (w.parse().ok()?, b.parse().ok()?);
                return ((1..=31).contains(&d) && (1..=12).contains(&m)).then_some((
                    Reading::Day {
                        year: None,
                        month: Some(m),
                        day: d,
                        weekday: None,
                        way: Way::Open,
                    },
                    next,
                ));
            }
        }
        None
    }

    /// « 11/2016 », « 11-2016 », « 2016 - 11 »; not « 06/11/2016 », « la saison 2016-17 », « la loi 2016-11 », « 24/7 ».
    fn numeric_month(&self, i: usize) -> Parsed<Reading> {
        let w = self.w(i);
        if !w.as_bytes().first().is_some_and(u8::is_ascii_digit)
            || self.glued(i) && matches!(self.before(i), "/" | "-" | "°")
            || matches!(
                self.before(i),
                "saison"
                    | "exercice"
                    | "hiver"
                    | "loi"
                    | "n°"
                    | "numero"
                    | "decret"
                    | "arrete"
                    | "ordonnance"
                    | "decision"
                    | "reglement"
                    | "directive"
            )
        {
            return None;
        }
        let apart = matches!(self.w(i + 1), "/" | "-") && !self.glued(i + 1);
        let (a, b, end) = match w.split_once('-') {
            Some((a, b)) => (a, b, i + 1),
            None if apart || self.w(i + 1) == "/" && self.glued(i + 1) && self.glued(i + 2) => (w, self.w(i + 2), i + 3),
            None => (w, self.w(i + 1).strip_prefix('-').filter(|b| b.len() == 2)?, i + 2),
        };
        let (y, m) = match (a.len(), b.len()) {
            (1 | 2, 4) => (b, a),
            (4, 2) => (a, b),
            _ => return None,
        };
        let (year, month): (i16, i8) = (y.parse().ok()?, m.parse().ok()?);
        let follows_a_year = y == a && i16::from(month) == (year + 1) % 100;
        let closes = end >= self.end || self.text.tokens()[end].kind() != TokenKind::Word || end == i + 1 || self.glued(i + 1);
        let goes_on = self.glued(end) && matches!(self.w(end), "/" | "-");
        let ok = (1900..2101).contains(&year) && (1..=12).contains(&month) && !follows_a_year && closes && !goes_on;
        ok.then_some((
            Reading::Month {
                year: Some(year),
                month,
                way: Way::Open,
            },
            end,
        ))
    }

    /// « mars 2022 », « en mars », « novembre dernier »; not « la planète Mars ».
    fn month_alone(&self, i: usize) -> Parsed<Reading> {
        if let Some(found) = self.numeric_month(i) {
            return Some(found);
        }
        let (m, mut j) = self.month(i)?;
        // « 32 août 2014 » is no month with a number before it.
        if matches!(self.before(i).parse::<u16>(), Ok(32..=99)) && self.before(i).len() == 2 {
            return None;
        }
        if self.w(j) == "." {
            j += 1;
        }
        if let Some((y, k)) = self.year(j).or_else(|| self.short_year(j)) {
            return Some((
                Reading::Month {
                    year: Some(y),
                    month: m,
                    way: Way::Open,
                },
                k,
            ));
        }
        let j = self.month(i)?.1;
        let (way, k) = self.way(j);
        let raw = self.text.raw_word(j - 1);
        let leads = matches!(
            self.before(i),
            "en" | "de"
                | "depuis"
                | "des"
                | "debut"
                | "fin"
                | "mi"
                | "a"
                | "et"
                | "d'"
                | "courant"
                | "pour"
                | "ce"
                | "jusqu'en"
                | "entre"
                | "du"
        ) || j > i + 1
            || way != Way::Open
            || self.end - self.start == 1;
        (leads && !raw.ends_with('.') && (raw.starts_with(char::is_lowercase) || way != Way::Open)).then_some((
            Reading::Month {
                year: None,
                month: m,
                way,
            },
            k,
        ))
    }

    fn unit(&self, i: usize) -> Parsed<Unit> {
        match self.class(i)? {
            Class::Unit(u) => Some((u, i + 1)),
            _ => None,
        }
    }

    /// « un demi-siècle », « une demi-heure », « un quart d'heure », « trois quarts d'heure »; not « un quart des voix ».
    fn part_of_unit(&self, i: usize) -> Option<(Option<i64>, String, Unit, usize)> {
        // « 1/2 heure », « 3/4 d'heure », « 1/4h »
        if self.w(i + 1) == "/" && self.glued(i + 1) && self.glued(i + 2) && matches!(self.w(i), "1" | "3") {
            let below = self.w(i + 2);
            let share = match (self.w(i), below.as_bytes().first()?) {
                ("1", b'2') => 2,
                ("1", b'4') => 1,
                ("3", b'4') => 3,
                _ => return None,
            };
            let (unit, end) = if below.len() == 1 {
                self.unit(i + 3 + usize::from(matches!(self.w(i + 3), "d'" | "de")))?
            } else {
                match class(below.get(1..)?)? {
                    Class::Unit(unit) => (unit, i + 3),
                    _ => return None,
                }
            };
            return Some((None, share_of(share, unit)?, unit, end));
        }
        let j = i + usize::from(matches!(self.w(i), "un" | "une" | "trois"));
        let quarters = match self.w(i) {
            "trois" => 3,
            _ => 1,
        };
        let (share, unit, end) = match self.w(j) {
            "quart" | "quarts" if matches!(self.w(j + 1), "d'" | "de") => (quarters, self.unit(j + 2)?.0, j + 3),
            "demi" | "demie" if quarters == 1 => {
                let k = j + usize::from(self.w(j + 1) == "-") + 1;
                (2, self.unit(k)?.0, k + 1)
            }
            w if quarters == 1 => match class(w.strip_prefix("demi-")?)? {
                Class::Unit(unit) => (2, unit, j + 1),
                _ => return None,
            },
            _ => return None,
        };
        Some((None, share_of(share, unit)?, unit, end))
    }

    /// « trois ans », « une vingtaine d'années », « un an et demi », « quelques heures »; not « trois voitures ».
    fn length(&self, i: usize) -> Option<(Option<i64>, String, Unit, usize)> {
        let w = self.w(i);
        let vague = matches!(w, "quelques" | "plusieurs" | "des");
        // « des années 60 » is a decade.
        if w == "des" && self.w(i + 1) == "annees" && self.integer(i + 2).is_some() {
            return None;
        }
        if let Some(part) = self.part_of_unit(i) {
            return Some(part);
        }
        let together = match self.glued_number(i) {
            Some((digits, Class::Unit(unit))) => Some((digits.replace(',', ".").parse().ok()?, unit)),
            _ => None,
        };
        let (amount, j) = if vague {
            (None, i + 1)
        } else if let Some((amount, _)) = together {
            (Some(amount), i + 1)
        } else {
            let n = self.number(i)?;
            if !matches!(n.kind, NumeralKind::Cardinal | NumeralKind::Collective) {
                return None;
            }
            (Some(n.value), i + n.tokens)
        };
        let (unit, mut j) = match together {
            Some((_, unit)) => (unit, j),
            None => self.unit(j + usize::from(matches!(self.w(j), "d'" | "de")))?,
        };
        let figure = amount.map_or_else(|| "X".to_owned(), |a| a.to_string());
        let (letter, times) = match unit {
            Unit::Second => ("S", 1),
            Unit::Minute => ("M", 1),
            Unit::Hour => ("H", 1),
            Unit::Day => ("D", 1),
            Unit::Week => ("W", 1),
            Unit::Month => ("M", 1),
            Unit::Quarter => ("Q", 1),
            Unit::Half => ("M", 6),
            Unit::Year => ("Y", 1),
            Unit::Decade => ("Y", 10),
            Unit::Century => ("Y", 100),
            Unit::Weekend => return None,
        };
        let figure = if times > 1 {
            amount.map_or("X".to_owned(), |a| {
                (a * rust_decimal::Decimal::from(times)).normalize().to_string()
            })
        } else {
            figure
        };
        let clock = matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
        let half = self.w(j) == "et" && matches!(self.w(j + 1), "demi" | "demie");
        let mut value = format!("P{}{figure}{letter}", if clock { "T" } else { "" });
        if half {
            value.push_str(match unit {
                Unit::Year => "6M",
                Unit::Hour => "30M",
                Unit::Minute => "30S",
                _ => "",
            });
            j += 2;
        }
        Some((amount.and_then(|a| a.to_i64()), value, unit, j))
    }

    /// « 14h30 », « 14 h 30 », « 21 heures », « 15:30 », « midi »; not « 48 heures » of work.
    fn clock(&self, i: usize) -> Parsed<String> {
        if let Some(Class::Noon(h)) = self.class(i) {
            return Some((format!("{h:02}:00"), i + 1));
        }
        let w = self.w(i);
        if w.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            // « 1/4h » is a quarter of an hour.
            if self.glued(i) && self.before(i) == "/" {
                return None;
            }
            let sep = w.find([':', 'h']);
            if let Some(at) = sep {
                let h: u8 = w[..at].parse().ok()?;
                let rest = &w[at + 1..];
                // « 8h10m00 »
                let seconds = rest
                    .split_once('m')
                    .map(|(m, s)| (m, s.trim_start_matches(['n', 'i']).trim_end_matches('s')));
                if let (b'h', Some((m, s))) = (w.as_bytes()[at], seconds)
                    && s.len() == 2
                {
                    let (m, s): (u8, u8) = (m.parse().ok()?, s.parse().ok()?);
                    return (h < 25 && m < 60 && s < 60).then(|| (format!("{h:02}:{m:02}:{s:02}"), i + 1));
                }
                let rest = rest.trim_end_matches("mn").trim_end_matches("min").trim_end_matches('m');
                let colon = w.as_bytes()[at] == b':';
                let seconds = rest.len() == 5 && colon && rest.as_bytes()[2] == b':' && rest.as_bytes()[3] < b'6';
                let ok = rest.is_empty() && !colon || rest.len() == 2 && !rest.contains(':') || seconds;
                if !ok || h > 24 || !rest.bytes().all(|b| b.is_ascii_digit() || b == b':') {
                    return None;
                }
                let m: u8 = if rest.is_empty() { 0 } else { rest.get(..2)?.parse().ok()? };
                return (m < 60).then(|| {
                    (
                        format!("{h:02}:{}", if rest.len() == 5 { rest.to_owned() } else { format!("{m:02}") }),
                        i + 1,
                    )
                });
            }
        }
        let (h, j) = if w.bytes().all(|b| b.is_ascii_digit()) || self.class(i) == Some(Class::Number) || w.contains('-') {
            self.integer(i)?
        } else {
            return None;
        };
        if !(0..=24).contains(&h) || !matches!(self.w(j), "h" | "heures" | "heure") {
            return None;
        }
        let m = self.w(j + 1);
        if m.len() == 2 && m.bytes().all(|b| b.is_ascii_digit()) && m < "60" {
            return Some((format!("{h:02}:{m}"), j + 2));
        }
        if matches!(self.before(i), "pour" | "pendant" | "durant") {
            return None;
        }
        let leads = self.w(j) == "h"
            || matches!(self.before(i), "a" | "vers" | "des" | "entre")
            || matches!(self.w(j + 1), "gmt" | "utc" | "locales" | "locale" | "du");
        leads.then(|| (format!("{h:02}:00"), j + 1))
    }

    /// Behind a day: « mardi soir », « le 3 mars à 14h30 », « lundi 29 août, au matin ».
    fn with_time(&self, date: Reading, from: usize) -> (What, usize) {
        let mut j = from;
        if self.w(j) == "," {
            j += 1;
        }
        let adverb = |w: &str| {
            matches!(
                w,
                "a" | "vers" | "au" | "dans" | "en" | "l'" | "la" | "environ" | "autour" | "de" | "aux" | "alentours" | "des"
            )
        };
        let mut k = j;
        if self.w(j) == "en" && matches!(self.w(j + 1), "debut" | "fin" | "milieu") {
            k = j + 2 + usize::from(self.w(j + 2) == "d'");
        }
        while k < j + 4 && adverb(self.w(k)) {
            k += 1;
        }
        // « mardi en fin de journée »
        if k > j + 1
            && self.w(j) == "en"
            && let (Some(part), "journee") = (end_of_day(self.w(j + 1)), self.w(k))
        {
            return (What::Time(Some(date), part.to_owned()), k + 1);
        }
        if let Some((clock, end)) = self.clock(k) {
            let evening =
                self.w(end) == "du" && self.w(end + 1) == "soir" || self.w(end) == "dans" && self.w(end + 2) == "soiree";
            let hour: i32 = clock[..2].parse().unwrap_or(0);
            let clock = if evening && hour < 12 {
                format!("{:02}{}", hour + 12, &clock[2..])
            } else {
                clock
            };
            let end = if evening && self.w(end) == "dans" {
                end + 3
            } else if matches!(self.w(end), "du") && matches!(self.class(end + 1), Some(Class::Part(_))) {
                end + 2
            } else {
                end
            };
            return (What::Time(Some(date), clock), end);
        }
        if let Some(Class::Part(p)) = self.class(k) {
            return (What::Time(Some(date), p.to_owned()), k + 1);
        }
        (What::Date(date), from)
    }

    /// A day said in any way, for intervals and times.
    fn dated(&self, i: usize) -> Option<(Reading, usize, &'static str)> {
        if let Some((r, j)) = self.calendar(i) {
            return Some((r, j, "timex.calendar.day"));
        }
        if let Some((r, j)) = self.month_alone(i) {
            return Some((r, j, "timex.calendar.month"));
        }
        match self.class(i) {
            // « un lundi » is any.
            Some(Class::Weekday(_)) if self.before(i) == "un" && self.way(i + 1).0 == Way::Open => None,
            Some(Class::Weekday(day)) if !self.w(i).ends_with('s') => {
                if self.w(i + 1) == "en" && matches!(self.w(i + 2), "huit" | "quinze") {
                    return Some((
                        Reading::Weekday {
                            day,
                            way: Way::Open,
                            week: Some(if self.w(i + 2) == "huit" { 2 } else { 3 }),
                        },
                        i + 3,
                        "timex.weekday.in_eight",
                    ));
                }
                let j = if self.w(i + 1) == "de" { i + 2 } else { i + 1 };
                if let Some((by, k)) = self.relative_week(j) {
                    return Some((
                        Reading::Weekday {
                            day,
                            way: Way::Open,
                            week: Some(by),
                        },
                        k,
                        "timex.weekday.of_week",
                    ));
                }
                let (way, k) = self.way(i + 1);
                let way = if way == Way::Open && matches!(self.before(i), "ce") {
                    Way::This
                } else {
                    way
                };
                Some((Reading::Weekday { day, way, week: None }, k, "timex.weekday"))
            }
            Some(Class::Deictic(by)) => Some((
                Reading::Whole {
                    unit: Unit::Day,
                    by,
                    story: false,
                },
                i + 1,
                "timex.deictic",
            )),
            Some(Class::Season(season))
                if self.w(i) != "ete"
                    || self.text.raw_word(i) == "été"
                        && (self.year(i + 1).is_some() || matches!(self.before(i), "l'" | "cet" | "d'")) =>
            {
                // « l'hiver 2022-2023 » begins in the first of the two.
                let pair = self.w(i + 1).split_once('-').filter(|(a, b)| a.len() == 4 && b.len() == 4);
                let (year, j) = self
                    .year(i + 1)
                    .or_else(|| Some((pair?.0.parse().ok().filter(|y| (1000..2100).contains(y))?, i + 2)))
                    .map_or((None, i + 1), |(y, j)| (Some(y), j));
                (year.is_some() || matches!(self.before(i), "cet" | "ce" | "l'" | "au")).then_some((
                    Reading::Season { season, year },
                    j,
                    "timex.season",
                ))
            }
            Some(Class::Label(label)) => {
                let (y, j) = self.year(i + 1)?;
                Some((
                    Reading::Share {
                        of: if label.starts_with('t') { 'Q' } else { 'H' },
                        number: (label.as_bytes()[2] - b'0') as i8,
                        year: Some(y),
                    },
                    j,
                    "timex.share.label",
                ))
            }
            Some(Class::Feast(rule)) if rule != "open" => {
                let (year, j) = self.year(i + 1).map_or((None, i + 1), |(y, j)| (Some(y), j));
                let easter_monday = self.before(i) == "de" && i >= self.start + 2 && self.w(i - 2) == "lundi";
                Some((
                    Reading::Feast {
                        rule,
                        year,
                        offset: i64::from(easter_monday),
                    },
                    j,
                    "timex.feast",
                ))
            }
            _ if self.w(i) == "fete" && self.w(i + 1) == "du" && self.w(i + 2) == "travail" => Some((
                Reading::Feast {
                    rule: "05-01",
                    year: None,
                    offset: 0,
                },
                i + 3,
                "timex.feast",
            )),
            _ if matches!((self.w(i), self.w(i + 1), self.w(i + 2)), ("jour", "de", "l'")) && self.w(i + 3) == "an" => Some((
                Reading::Feast {
                    rule: "01-01",
                    year: None,
                    offset: 0,
                },
                i + 4,
                "timex.feast",
            )),
            _ if let Some((rule, words)) = self.long_feast(i) => {
                let (year, j) = self.year(i + words).map_or((None, i + words), |(y, j)| (Some(y), j));
                Some((Reading::Feast { rule, year, offset: 0 }, j, "timex.feast"))
            }
            _ if self.w(i) == "nouvel" && self.w(i + 1) == "an" => Some((
                Reading::Feast {
                    rule: "01-01",
                    year: None,
                    offset: 0,
                },
                i + 2,
                "timex.feast",
            )),
            _ => self.share(i),
        }
    }

    /// The rule and the number of words of a feast of several words.
    fn long_feast(&self, i: usize) -> Option<(&'static str, usize)> {
        let four = [self.w(i), self.w(i + 1), self.w(i + 2), self.w(i + 3)];
        Some(match four {
            ["jour", "des", "morts", _] => ("11-02", 3),
            ["fete", "nationale", ..] if self.before(i) == "la" => ("07-14", 2),
            ["fete", "de", "la", "musique"] => ("06-21", 4),
            ["fete", "des", "meres", _] => ("mothers", 3),
            ["fete", "des", "peres", _] => ("fathers", 3),
            ["mardi", "gras", ..] => ("easter-47", 2),
            ["mercredi", "des", "cendres", _] => ("easter-46", 3),
            ["vendredi", "saint", ..] => ("easter-2", 2),
            ["saint" | "st", "valentin", ..] => ("02-14", 2),
            ["saint" | "st", "sylvestre", ..] => ("12-31", 2),
            ["reveillon", "de", "noel", _] => ("12-24", 3),
            _ => return None,
        })
    }

    /// « premier semestre 2023 », « première quinzaine d'avril », « premier mercredi du mois prochain ».
    fn share(&self, i: usize) -> Option<(Reading, usize, &'static str)> {
        let n: i8 = match self.w(i) {
            "premier" | "premiere" | "1er" => 1,
            "deuxieme" | "second" | "seconde" | "2e" => 2,
            "troisieme" | "3e" | "3eme" => 3,
            "quatrieme" | "4e" => 4,
            "dernier" | "derniere" => -1,
            _ => return None,
        };
        let j = i + 2;
        let of = if matches!(self.w(j), "de" | "d'" | "du") { j + 1 } else { j };
        let month = || {
            self.month_alone(of).or_else(|| {
                let (u, k) = self.unit(of)?;
                let (by, k) = match self.way(k) {
                    (Way::Next, k) => (1, k),
                    (Way::Last, k) => (-1, k),
                    _ => return None,
                };
                (u == Unit::Month).then_some((
                    Reading::Whole {
                        unit: u,
                        by,
                        story: false,
                    },
                    k,
                ))
            })
        };
        match (self.w(i + 1), self.class(i + 1)) {
            (_, Some(Class::Unit(u @ (Unit::Quarter | Unit::Half)))) if n > 0 => {
                let (year, k) = self.year(j).map_or((None, j), |(y, k)| (Some(y), k));
                (u == Unit::Quarter || n < 3).then_some((
                    Reading::Share {
                        of: if u == Unit::Quarter { 'Q' } else { 'H' },
                        number: n,
                        year,
                    },
                    k,
                    "timex.share",
                ))
            }
            ("quinzaine", _) if (1..3).contains(&n) => month().map(|(m, k)| {
                (
                    Reading::Fortnight {
                        second: n == 2,
                        month: Box::new(m),
                    },
                    k,
                    "timex.fortnight",
                )
            }),
            (_, Some(Class::Weekday(weekday))) => month().map(|(m, k)| {
                (
                    Reading::Nth {
                        n,
                        weekday,
                        month: Box::new(m),
                    },
                    k,
                    "timex.nth.weekday",
                )
            }),
            (_, Some(Class::Unit(u @ (Unit::Week | Unit::Day | Unit::Weekend)))) => month().map(|(m, k)| {
                (
                    Reading::Nth {
                        n,
                        weekday: match u {
                            Unit::Week => 0,
                            Unit::Day => 8,
                            _ => 9,
                        },
                        month: Box::new(m),
                    },
                    k,
                    "timex.nth.week",
                )
            }),
            _ => None,
        }
    }

    /// « la matinée de samedi », « la nuit du 3 au 4 mai », « le soir du 3 mai vers 19 heures »; not « la nuit du théâtre ».
    fn part_of(&self, part: &str, i: usize) -> Parsed<What> {
        if !matches!(self.w(i), "de" | "du" | "d'") {
            return None;
        }
        // A night goes by the day on which it begins.
        if let Some(Found {
            what: What::Date(between @ Reading::Between(..)),
            end,
            ..
        }) = self.interval(i)
        {
            return Some((What::Time(Some(Reading::FirstDay(Box::new(between))), part.to_owned()), end));
        }
        let (day, end, _) = self.dated(i + 1)?;
        let is_day = matches!(
            day,
            Reading::Weekday { .. } | Reading::Whole { unit: Unit::Day, .. } | Reading::Day { .. } | Reading::Feast { .. }
        );
        if !is_day || matches!(self.w(end), "au" | "a") && self.day(end + 1).is_some() {
            return None;
        }
        Some(match self.with_time(day.clone(), end) {
            (What::Date(_), _) => (What::Time(Some(day), part.to_owned()), end),
            told => told,
        })
    }

    /// What « dernier », « prochain », « suivant », « précédent », « d'avant » at `j` make of a unit.
    fn unit_away(&self, unit: Unit, j: usize) -> Parsed<Reading> {
        let (by, story, end) = match (self.w(j), self.way(j)) {
            ("precedent" | "precedente", _) => (-1, true, j + 1),
            ("d'", _) if self.w(j + 1) == "avant" => (-1, true, j + 2),
            (_, (Way::Last, end)) => (-1, false, end),
            (_, (Way::Next, end)) => (1, false, end),
            (_, (Way::Following, end)) => (1, true, end),
            _ => return None,
        };
        Some((Reading::Whole { unit, by, story }, end))
    }

    /// What recurs behind « chaque » and « tous les »: « 14 juillet », « étés », « matins »; not « tous les deux ».
    fn recurrent(&self, i: usize) -> Parsed<String> {
        if let Some((
            Reading::Day {
                year: None,
                month: Some(m),
                day,
                ..
            },
            end,
        )) = self.calendar(i).or_else(|| {
            // « chaque 15/4 »
            let (d, m) = (self.w(i).parse().ok()?, self.w(i + 2).parse().ok()?);
            let written = self.w(i + 1) == "/" && self.glued(i + 1) && self.glued(i + 2) && self.w(i + 3) != "/";
            let reading = Reading::Day {
                year: None,
                month: Some(m),
                day: d,
                weekday: None,
                way: Way::Open,
            };
            (written && (1..=31).contains(&d) && (1..=12).contains(&m)).then_some((reading, i + 3))
        }) {
            return Some((format!("XXXX-{m:02}-{day:02}"), end));
        }
        match self.class(i)? {
            Class::Part(part) => Some((format!("XXXX-XX-XXT{part}"), i + 1)),
            Class::Season(season) => Some((format!("XXXX-{season}"), i + 1)),
            _ => {
                let (m, end) = self.month(i)?;
                Some((format!("XXXX-{m:02}"), end))
            }
        }
    }

    fn relative_week(&self, i: usize) -> Parsed<i64> {
        if self.w(i) == "cette" && self.w(i + 1) == "semaine" {
            return Some((0, i + 2));
        }
        if self.w(i) == "la" && self.w(i + 1) == "semaine" {
            return match self.way(i + 2) {
                (Way::Next | Way::Following, k) => Some((1, k)),
                (Way::Last, k) => Some((-1, k)),
                _ => None,
            };
        }
        None
    }

    /// The find that begins at token `i`, if any rule reads one.
    pub(super) fn at(&self, i: usize) -> Option<Found> {
        let token = self.text.tokens()[i];
        let number = token.kind() == TokenKind::Number;
        let century = || self.w(i + 1) == "siecle" && self.roman(i).is_some();
        if !number && (token.kind() != TokenKind::Word || self.class(i).is_none() && !self.w(i).contains('-') && !century()) {
            return None;
        }
        if !number && self.words.leads_nowhere(i, self.w(i)) {
            return None;
        }
        let found = |end, what, rule| {
            Some(Found {
                start: i,
                end,
                what,
                piece: None,
                rule,
            })
        };
        let w = self.w(i);
        if let Some(f) = self.relative(i) {
            return Some(f);
        }
        if let Some(f) = self.interval(i) {
            return Some(f);
        }
        if let Some((r, clock)) = number.then(|| self.stamp(i)).flatten() {
            return found(i + 1, What::Time(Some(r), clock), "timex.calendar.stamp");
        }
        if let Some((r, end, rule)) = self.dated(i) {
            let (what, end) = self.with_time(r, end);
            return found(end, what, rule);
        }
        if let Some((clock, end)) = self.clock(i) {
            let end = self.zone(end);
            let k = if self.w(end) == "," || self.w(end) == "le" {
                end + 1
            } else {
                end
            };
            if let Some((r, k, _)) = self.dated(k) {
                return found(k, What::Time(Some(r), clock), "timex.clock.day");
            }
            if self.w(end) == "ce" && self.w(end + 1) == "soir" {
                let h: i32 = clock[..2].parse().unwrap_or(0);
                return found(
                    end + 2,
                    What::Time(
                        Some(Reading::Whole {
                            unit: Unit::Day,
                            by: 0,
                            story: false,
                        }),
                        format!("{:02}{}", if h < 12 { h + 12 } else { h }, &clock[2..]),
                    ),
                    "timex.clock.evening",
                );
            }
            let evening = self.w(end) == "du" && self.w(end + 1) == "soir";
            let h: i32 = clock[..2].parse().unwrap_or(0);
            let clock = if evening && h < 12 {
                format!("{:02}{}", h + 12, &clock[2..])
            } else {
                clock
            };
            let end = if self.w(end) == "du" && matches!(self.class(end + 1), Some(Class::Part(_))) {
                end + 2
            } else {
                end
            };
            return found(end, What::Time(None, clock), "timex.clock");
        }
        if let Some((_, value, unit, end)) = self.length(i) {
            let age = self.before(i) == "de" && i >= self.start + 2 && matches!(self.w(i - 2), "age" | "agee" | "ages" | "agees")
                || unit == Unit::Year && self.is_age(i, end);
            let one = w == "un" || w == "une";
            // « deux trois minutes » is one or the other.
            let either = self.class(i) == Some(Class::Number) && i > self.start && self.class(i - 1) == Some(Class::Number);
            if age
                || either
                || matches!(self.w(end), "fois")
                || one && matches!(self.w(end), "ou")
                || w == "des" && !matches!(unit, Unit::Year | Unit::Month | Unit::Week | Unit::Day)
            {
                return None;
            }
            return found(end, What::Duration(value), "timex.duration");
        }
        if number && let Some(end) = self.before_christ(i + 1) {
            let y: i16 = w.parse().ok().filter(|y| (1..10_000).contains(y))?;
            return found(end, What::Date(Reading::Before(y)), "timex.calendar.before_christ");
        }
        if number || w == "l'" {
            if let Some((y, end)) = self.bare_year(i) {
                return found(end, What::Date(Reading::Year(y)), "timex.calendar.year");
            }
        }
        if number && w.len() == 9 && w.as_bytes()[4] == b'-' {
            let (a, b): (i16, i16) = (w[..4].parse().ok()?, w[5..].parse().ok()?);
            if (1000..2100).contains(&a) && a < b && b < 2101 {
                return found(
                    i + 1,
                    What::Date(Reading::Between(Box::new(Reading::Year(a)), Box::new(Reading::Year(b)))),
                    "timex.interval.years",
                );
            }
        }
        if self.w(i + 1) == "siecle" {
            let n: i16 = if number {
                w.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok()?
            } else {
                self.roman(i)?
            };
            return (2..22).contains(&n).then(|| Found {
                start: i,
                end: i + 2,
                what: What::Date(Reading::Years {
                    first: (n - 1) * 100,
                    length: 100,
                }),
                piece: None,
                rule: "timex.century",
            });
        }
        match self.class(i)? {
            Class::Reference(v) => found(i + 1, What::Reference(v), "timex.reference"),
            // « le quotidien local » is a newspaper.
            Class::Adjective("P1D") if matches!(self.before(i), "le" | "du" | "un" | "les" | "des") => None,
            Class::Adjective(v) => found(i + 1, What::Set(v.to_owned()), "timex.set.adjective"),
            Class::Anaphor(by) => {
                if matches!(self.w(i + 1), "du" | "de") {
                    if let Some((r, j, _)) = self.dated(i + 2) {
                        let r = match r {
                            Reading::Feast { rule, year, offset } => Reading::Feast {
                                rule,
                                year,
                                offset: offset + by,
                            },
                            Reading::Day { .. } => Reading::From {
                                unit: Unit::Day,
                                by,
                                day: Box::new(r),
                            },
                            _ => return None,
                        };
                        return found(j, What::Date(r), "timex.anaphor.of");
                    }
                }
                let r = Reading::Whole {
                    unit: Unit::Day,
                    by,
                    story: true,
                };
                let (what, end) = self.with_time(r, i + 1);
                found(end, what, "timex.anaphor")
            }
            Class::Part(p) if let Some((what, end)) = self.part_of(p, i + 1) => found(end, what, "timex.part.of"),
            Class::Part(p) if matches!(self.before(i), "la" | "le" | "l'" | "ce" | "cette") => {
                found(i + 1, What::Time(None, p.to_owned()), "timex.part")
            }
            _ => None,
        }
    }

    /// « 2016-12-16T12:23:59 », « 2016-12-16T12:23Z » as machines write; not « 2016-12-16T ».
    fn stamp(&self, i: usize) -> Option<(Reading, String)> {
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
        let reading = Reading::Day {
            year: Some(y.parse().ok()?),
            month: Some(m.parse().ok()?),
            day: d.parse().ok()?,
            weekday: None,
            way: Way::Open,
        };
        fits.then(|| (reading, time.to_owned()))
    }

    /// Behind « GMT », « UTC+01:00 », « UTC−5 », « locales », if they stand at `i`.
    fn zone(&self, i: usize) -> usize {
        if !(matches!(self.w(i), "gmt" | "utc" | "locales" | "locale") || self.w(i).starts_with("utc")) {
            return i;
        }
        let signed = self.glued(i + 1) && self.w(i + 1).starts_with(['+', '-', '−', '–']);
        match (signed, self.w(i + 1).chars().count()) {
            (true, 1) if self.glued(i + 2) => i + 3,
            (true, n) if n > 1 => i + 2,
            _ => i + 1,
        }
    }

    /// Whether the sentence tells a state and no event: no past participle with its auxiliary, no clock time, no other day.
    fn generic(&self) -> bool {
        !(self.start..self.end).any(|k| {
            matches!(self.w(k), "a" | "ont" | "est" | "sont")
                && self.text.raw_word(k) != "à"
                && (1..3).any(|n| self.text_ends_in_participle(k + n))
                || self.clock(k).is_some()
        })
    }

    fn text_ends_in_participle(&self, k: usize) -> bool {
        k < self.end && ["é", "ée", "és", "ées"].iter().any(|e| self.text.raw_word(k).ends_with(e))
    }

    /// Behind « av. J.-C. », « avant Jésus-Christ ».
    fn before_christ(&self, i: usize) -> Option<usize> {
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
        if !matches!(christ, "j" | "j." | "j.-c" | "j.-c." | "j-c" | "jc") {
            return None;
        }
        j += 1;
        while matches!(self.w(j), "." | "-" | "c" | "c." | ".-") && self.glued(j) {
            j += 1;
        }
        Some(j)
    }

    /// Whether « 37 ans » tells an age: at a name, of a person, « à 37 ans »; not « 15 ans de prison », « un bail de 15 ans ».
    fn is_age(&self, i: usize, end: usize) -> bool {
        let two = if i >= self.start + 2 { self.w(i - 2) } else { "" };
        let name = |k: usize| self.text.raw_word(k).starts_with(char::is_uppercase);
        match self.before(i) {
            "," | "(" => {
                let closes = end >= self.end || matches!(self.w(end), "," | ")" | "." | "et" | ";");
                closes && (i >= self.start + 2 && name(i - 2) || matches!(self.w(end), "," | ")"))
            }
            "de" => {
                matches!(
                    two,
                    "homme"
                        | "femme"
                        | "garcon"
                        | "garconnet"
                        | "fille"
                        | "fillette"
                        | "enfant"
                        | "adolescent"
                        | "adolescente"
                        | "jeune"
                        | "habitant"
                        | "habitante"
                        | "etudiant"
                        | "etudiante"
                        | "lyceen"
                        | "lyceenne"
                        | "conducteur"
                        | "conductrice"
                        | "suspect"
                        | "retraite"
                        | "retraitee"
                        | "ressortissant"
                        | "quadragenaire"
                        | "pere"
                        | "mere"
                        | "fils"
                        | "citoyen"
                        | "militant"
                        | "militante"
                        | "policier"
                        | "age"
                        | "joueur"
                        | "joueuse"
                ) || i >= self.start + 2 && name(i - 2) && i - 2 > self.start
                    || matches!(self.w(end), "," | "et") && ends_like_a_person(two)
            }
            "ses" => true,
            "homme" | "femme" | "garcon" | "fille" => true,
            "a" => self.text.raw_word(i - 1) == "à" && !matches!(self.w(end), "de" | "d'" | "ferme" | "avec"),
            _ => false,
        }
    }

    /// What the words before a find make of it: « avant 2020 », « d'ici 2030 », « près de vingt ans ».
    pub(super) fn modifier(&self, found: &Found) -> Option<Modifier> {
        let mut i = found.start;
        if i > self.start && matches!(self.w(i - 1), "le" | "la" | "l'" | "les") {
            i -= 1;
        }
        let back = |n: usize| i.checked_sub(n).filter(|k| *k >= self.start).map_or("", |k| self.w(k));
        match &found.what {
            What::Date(_) | What::Time(..) => match back(1) {
                "avant" => Some(Modifier::Before),
                "apres" => Some(Modifier::After),
                "ici" if back(2) == "d'" => Some(Modifier::OnOrBefore),
                "jusqu'en" => Some(Modifier::OnOrBefore),
                "en" | "au" | "a" if matches!(back(2), "jusqu'" | "jusque") => Some(Modifier::OnOrBefore),
                "du" | "de" if back(2) == "partir" => Some(Modifier::OnOrAfter),
                "du" if back(2) == "compter" => Some(Modifier::OnOrAfter),
                "depuis" | "des" => Some(Modifier::OnOrAfter),
                "vers" | "environ" => Some(Modifier::Approx),
                _ => None,
            },
            What::Duration(_) => match (back(2), back(1)) {
                ("moins", "de" | "d'") => Some(Modifier::LessThan),
                ("plus", "de" | "d'") => Some(Modifier::MoreThan),
                ("moins", _) if back(3) == "au" => Some(Modifier::EqualOrMore),
                ("plus", _) if back(3) == "au" => Some(Modifier::EqualOrLess),
                ("pres", "de" | "d'") | (_, "environ") => Some(Modifier::Approx),
                _ => None,
            },
            _ => None,
        }
    }

    fn bare_year(&self, i: usize) -> Parsed<i16> {
        let (y, j) = self.year(i)?;
        if self.w(i) == "l'" || self.before(i) == "an" || self.before(i) == "annee" {
            return Some((y, j));
        }
        if self.w(i).len() != 4 || self.glued(i) && self.before(i) != "(" && self.before(i) != "/" {
            return None;
        }
        let next_word = j < self.end && self.text.tokens()[j].kind() == TokenKind::Word;
        let function = matches!(
            self.w(j),
            "et" | "a"
                | "de"
                | "du"
                | "la"
                | "le"
                | "les"
                | "l'"
                | "est"
                | "ont"
                | "par"
                | "pour"
                | "sur"
                | "dans"
                | "en"
                | "au"
                | "aux"
                | "qui"
                | "que"
                | "d'"
                | "des"
                | "il"
                | "elle"
                | "s'"
                | "avec"
                | "avait"
                | "sera"
        );
        let symbol = matches!(self.w(j), "€" | "%" | "$" | "-" | "°");
        if symbol || self.w(j) == "/" && !self.glued(j) {
            return None;
        }
        let strong = matches!(
            self.before(i),
            "en" | "depuis"
                | "des"
                | "jusqu'en"
                | "avant"
                | "apres"
                | "fin"
                | "debut"
                | "courant"
                | "vers"
                | "ici"
                | "entre"
                | "exercice"
                | "saison"
        );
        let noun_before = i > self.start
            && self.text.tokens()[i - 1].kind() == TokenKind::Word
            && self.text.raw_word(i - 1).starts_with(char::is_lowercase)
            && !matches!(
                self.before(i),
                "numero"
                    | "article"
                    | "page"
                    | "les"
                    | "aux"
                    | "ces"
                    | "ses"
                    | "code"
                    | "route"
                    | "est"
                    | "sont"
                    | "quelque"
                    | "environ"
                    | "plus"
                    | "que"
                    | "loi"
            );
        let range = (1900..2060).contains(&y);
        let ok = if strong {
            !next_word || function || range && self.before(i) != "des"
        } else {
            range && (noun_before || matches!(self.before(i), "(" | "/" | "")) && (!next_word || function)
        };
        ok.then_some((y, j))
    }

    /// « il y a trois ans », « dans deux mois », « la semaine dernière », « ce soir », « deux jours plus tard », « chaque lundi ».
    fn relative(&self, i: usize) -> Option<Found> {
        let found = |end, what, rule| {
            Some(Found {
                start: i,
                end,
                what,
                piece: None,
                rule,
            })
        };
        let date = |r| What::Date(r);
        let w = self.w(i);
        match w {
            "il" if self.w(i + 1) == "y" && self.w(i + 2) == "a" => {
                let j = if matches!(self.w(i + 3), "environ" | "pres") {
                    i + 4
                } else {
                    i + 3
                };
                let (n, value, unit, end) = self.length(j)?;
                if unit < Unit::Day {
                    return found(end, What::Reference("PAST_REF"), "timex.ago.clock");
                }
                return match n {
                    Some(n) => found(
                        end,
                        date(Reading::Distance {
                            unit,
                            by: -n,
                            story: false,
                        }),
                        "timex.ago",
                    ),
                    None => found(end, What::Duration(value), "timex.ago.vague"),
                };
            }
            "dans" if !matches!(self.w(i + 1), "les" | "la" | "le" | "l'" | "des") => {
                let (n, value, unit, end) = self.length(i + 1)?;
                if unit < Unit::Day {
                    return None;
                }
                return match n {
                    Some(n) => found(
                        end,
                        date(Reading::Distance {
                            unit,
                            by: n,
                            story: false,
                        }),
                        "timex.ahead",
                    ),
                    None => found(end, What::Duration(value), "timex.ahead.vague"),
                };
            }
            "ce" | "cet" | "cette" | "ces" => {
                let j = i + 1;
                match self.class(j)? {
                    Class::Part(p) => {
                        return found(
                            j + 1,
                            What::Time(
                                Some(Reading::Whole {
                                    unit: Unit::Day,
                                    by: 0,
                                    story: false,
                                }),
                                p.to_owned(),
                            ),
                            "timex.this.part",
                        );
                    }
                    Class::Unit(
                        unit @ (Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Half | Unit::Year),
                    ) if w != "ces" => {
                        return found(
                            j + 1,
                            date(Reading::Whole {
                                unit,
                                by: 0,
                                story: false,
                            }),
                            "timex.this",
                        );
                    }
                    Class::Weekday(_) | Class::Month(_) | Class::Season(_) => {
                        let (r, end, _) = self.dated(j)?;
                        let (what, end) = self.with_time(r, end);
                        return found(end, what, "timex.this.named");
                    }
                    _ => {}
                }
                if matches!(self.w(j), "dernieres" | "derniers") {
                    let (unit, end) = self.unit(j + 1)?;
                    let short = match unit {
                        Unit::Hour => Some("PTXH"),
                        Unit::Day => Some("PXD"),
                        Unit::Week => Some("PXW"),
                        _ => None,
                    };
                    return match short {
                        Some(value) => found(end, What::Duration(value.to_owned()), "timex.recent.days"),
                        None => found(end, What::Reference("PAST_REF"), "timex.recent"),
                    };
                }
                return None;
            }
            // « le plus tôt possible », « dès que possible »; not « il est possible que ».
            "possible" => {
                let back = |n: usize| i.checked_sub(n).filter(|k| *k >= self.start).map_or("", |k| self.w(k));
                let length = match (back(3), back(2), back(1)) {
                    ("le", "plus", "tot" | "vite") => 3,
                    (_, "des", "que") => 2,
                    _ => return None,
                };
                return Some(Found {
                    start: i - length,
                    end: i + 1,
                    what: What::Reference("FUTURE_REF"),
                    piece: None,
                    rule: "timex.reference.soon",
                });
            }
            // « la prochaine semaine », « au dernier trimestre »; not « le dernier trimestre de 2023 ».
            "prochain" | "prochaine" | "dernier" | "derniere"
                if match self.class(i + 1) {
                    Some(Class::Unit(Unit::Quarter | Unit::Half)) => true,
                    // « la dernière semaine » is mostly the last of something.
                    Some(Class::Unit(Unit::Week | Unit::Month | Unit::Year | Unit::Decade)) => w.starts_with("prochain"),
                    _ => false,
                } && matches!(self.before(i), "le" | "la" | "au" | "du")
                    && !matches!(self.w(i + 2), "de" | "du" | "d'" | "des" | "ou")
                    && self.year(i + 2).is_none() =>
            {
                let (unit, end) = self.unit(i + 1)?;
                let by = if w.starts_with("prochain") { 1 } else { -1 };
                return found(end, date(Reading::Whole { unit, by, story: false }), "timex.away");
            }
            // « du mois dernier », « au trimestre suivant », « semaine prochaine »; not « une année passée en prison ».
            _ if matches!(self.before(i), "du" | "au" | "")
                && let Some(Class::Unit(unit)) = self.class(i)
                && unit >= Unit::Day
                && let Some((r, end)) = self.unit_away(unit, i + 1) =>
            {
                return found(end, date(r), "timex.away");
            }
            "la" | "le" | "l'" => {
                if self.w(i + 1) == "meme" && self.w(i + 2) == "jour" {
                    return found(
                        i + 3,
                        date(Reading::Whole {
                            unit: Unit::Day,
                            by: 0,
                            story: true,
                        }),
                        "timex.same_day",
                    );
                }
                if let Some((unit, j)) = self.unit(i + 1) {
                    if unit < Unit::Day {
                        return None;
                    }
                    if let (Unit::Week, true) = (unit, matches!(self.w(j), "du" | "de")) {
                        if let Some((r @ Reading::Day { .. }, end)) = self.calendar(j + 1) {
                            return found(end, date(Reading::WeekOf(Box::new(r))), "timex.week_of");
                        }
                    }
                    let (r, end) = self.unit_away(unit, j)?;
                    return found(end, date(r), "timex.away");
                }
                if w == "la" && self.w(i + 1) == "nuit" && self.w(i + 2) == "de" {
                    if let (Some(Class::Weekday(day)), "a", Some(Class::Weekday(_))) =
                        (self.class(i + 3), self.w(i + 4), self.class(i + 5))
                    {
                        return found(
                            i + 6,
                            What::Time(
                                Some(Reading::Weekday {
                                    day,
                                    way: Way::Open,
                                    week: None,
                                }),
                                "NI".into(),
                            ),
                            "timex.night",
                        );
                    }
                }
                return None;
            }
            "nuit" if self.w(i + 1) == "de" => {
                if let (Some(Class::Weekday(day)), "a", Some(Class::Weekday(_))) =
                    (self.class(i + 2), self.w(i + 3), self.class(i + 4))
                {
                    return found(
                        i + 5,
                        What::Time(
                            Some(Reading::Weekday {
                                day,
                                way: Way::Open,
                                week: None,
                            }),
                            "NI".into(),
                        ),
                        "timex.night",
                    );
                }
            }
            "chaque" => {
                return match self.class(i + 1).unwrap_or(Class::Lead) {
                    Class::Weekday(d) => found(i + 2, What::Set(format!("XXXX-WXX-{d}")), "timex.set.each"),
                    Class::Unit(u) => found(i + 2, What::Set(format!("P{}", letter(u)?)), "timex.set.each"),
                    _ => self
                        .recurrent(i + 1)
                        .and_then(|(set, end)| found(end, What::Set(set), "timex.set.each")),
                };
            }
            "tous" | "toutes" if self.w(i + 1) == "les" => {
                if let Some(Class::Weekday(d)) = self.class(i + 2) {
                    return found(i + 3, What::Set(format!("XXXX-WXX-{d}")), "timex.set.all");
                }
                if let Some((u, end)) = self.unit(i + 2) {
                    return found(end, What::Set(format!("P{}", letter(u)?)), "timex.set.all");
                }
                if let Some((set, end)) = self.recurrent(i + 2) {
                    return found(end, What::Set(set), "timex.set.all");
                }
                let (_, value, _, end) = self.length(i + 2)?;
                return found(end, What::Set(value), "timex.set.every");
            }
            "tout" | "toute" if matches!(self.w(i + 1), "le" | "la" | "l'") => {
                let (u, end) = self.unit(i + 2)?;
                return (u >= Unit::Day && self.way(end).0 == Way::Open)
                    .then(|| letter(u))?
                    .and_then(|l| found(end, What::Duration(format!("P{l}")), "timex.duration.whole"));
            }
            // « d'ici trois mois », « dans les quinze jours »; not « dans les trois jours qui ont suivi ».
            "d'" if self.w(i + 1) == "ici" => {
                let j = i + 2 + usize::from(matches!(self.w(i + 2), "a" | "les"));
                let (n, _, unit, end) = self.length(j)?;
                return (unit >= Unit::Day).then_some(Found {
                    start: j,
                    end,
                    what: date(Reading::Within { unit, by: n? }),
                    piece: None,
                    rule: "timex.within",
                });
            }
            "dans" if self.w(i + 1) == "la" && self.w(i + 2) == "semaine" => {
                let open = i + 3 >= self.end || self.text.tokens()[i + 3].kind() == TokenKind::Punct;
                return open.then_some(Found {
                    start: i + 1,
                    end: i + 3,
                    what: date(Reading::Whole {
                        unit: Unit::Week,
                        by: 0,
                        story: false,
                    }),
                    piece: None,
                    rule: "timex.this",
                });
            }
            "dans" if self.w(i + 1) == "les" && self.integer(i + 2).is_some() => {
                let (n, _, unit, end) = self.length(i + 2)?;
                let open = end >= self.end || self.text.tokens()[end].kind() == TokenKind::Punct;
                return (unit >= Unit::Day && open).then_some(Found {
                    start: i + 2,
                    end,
                    what: date(Reading::Within { unit, by: n? }),
                    piece: None,
                    rule: "timex.within",
                });
            }
            "prochain" | "prochaine" | "prochains" if matches!(self.class(i + 1), Some(Class::Month(_))) => {
                let Class::Month(month) = self.class(i + 1)? else {
                    return None;
                };
                return found(
                    i + 2,
                    date(Reading::Month {
                        year: None,
                        month,
                        way: Way::Next,
                    }),
                    "timex.calendar.month",
                );
            }
            "jours" | "semaines" | "mois" | "annees" if self.w(i + 1) == "a" && self.w(i + 2) == "venir" => {
                return found(i + 3, What::Reference("FUTURE_REF"), "timex.reference.coming");
            }
            // « Aujourd'hui, rares sont ceux… »: generic at the head of a sentence, before a comma.
            "aujourd'hui" if i == self.start && self.w(i + 1) == "," && self.generic() => {
                return found(i + 1, What::Reference("PRESENT_REF"), "timex.reference.today");
            }
            "par" => {
                let (u, end) = self.unit(i + 1)?;
                return found(end, What::Set(format!("P{}", letter(u)?)), "timex.set.per");
            }
            "pour" if self.w(i + 1) == "l'" && matches!(self.w(i + 2), "instant" | "heure") => {
                return found(i + 3, What::Reference("PRESENT_REF"), "timex.reference.now");
            }
            "jusqu'" if self.w(i + 1) == "a" && self.w(i + 2) == "present" => {
                return found(i + 3, What::Reference("PRESENT_REF"), "timex.reference.now");
            }
            "moyen" | "long" | "court" if self.w(i + 1) == "terme" => {
                return found(i + 2, What::Reference("FUTURE_REF"), "timex.reference.term");
            }
            "annees" => {
                let (n, end) = self.integer(i + 1)?;
                let n = if n < 100 { 1900 + n } else { n };
                return (n % 10 == 0 && (1000..2100).contains(&n)).then_some(Found {
                    start: i,
                    end,
                    what: date(Reading::Years {
                        first: n as i16,
                        length: 10,
                    }),
                    piece: None,
                    rule: "timex.decade",
                });
            }
            "avant" if self.w(i + 1) == "hier" => {
                return found(
                    i + 2,
                    date(Reading::Whole {
                        unit: Unit::Day,
                        by: -2,
                        story: false,
                    }),
                    "timex.deictic",
                );
            }
            _ => {}
        }
        if let Some(piece) = match self.class(i) {
            Some(Class::Piece(p)) => Some(p),
            _ if w.starts_with("mi-") => Some("MID"),
            _ => None,
        } {
            if let Some(Class::Month(m)) = w.strip_prefix("mi-").and_then(class) {
                let (year, end) = self.year(i + 1).map_or((None, i + 1), |(y, e)| (Some(y), e));
                return Some(Found {
                    start: i,
                    end,
                    what: date(Reading::Month {
                        year,
                        month: m,
                        way: Way::Open,
                    }),
                    piece: Some("MID"),
                    rule: "timex.piece",
                });
            }
            let mut j = i + 1;
            while j < i + 4 && matches!(self.w(j), "de" | "d'" | "du" | "la" | "l'" | "le") {
                j += 1;
            }
            // « en fin d'après-midi », « en fin de journée », « la fin de dimanche »; not « la fin du 3 mai » of a story.
            if let (Some(Class::Part(part)), true) = (self.class(j), j > i + 1) {
                return Some(Found {
                    start: i,
                    end: j + 1,
                    what: What::Time(None, part.to_owned()),
                    piece: Some(piece),
                    rule: "timex.piece.part",
                });
            }
            if let (Some(part), "de" | "d'") = (end_of_day(w), self.w(i + 1)) {
                let day = match self.dated(i + 2) {
                    _ if self.w(i + 2) == "journee" => Some((None, i + 3)),
                    Some((r @ (Reading::Weekday { .. } | Reading::Whole { unit: Unit::Day, .. }), end, _)) => {
                        Some((Some(r), end))
                    }
                    _ => None,
                };
                if let Some((day, end)) = day {
                    return found(end, What::Time(day, part.to_owned()), "timex.piece.day");
                }
            }
            let decade = self.w(j) == "des" && self.w(j + 1) == "annees";
            let (r, end) = if let Some(Found {
                what: What::Date(r @ Reading::Years { .. }),
                end,
                ..
            }) = decade.then(|| self.relative(j + 1)).flatten()
            {
                (r, end)
            } else if let Some((r, end)) = self.month_alone(j) {
                (r, end)
            } else if let Some((y, end)) = self.year(j) {
                (Reading::Year(y), end)
            } else if let (Some((unit @ (Unit::Week | Unit::Month | Unit::Year), end)), true) = (self.unit(j), j > i + 1) {
                let (by, end) = match self.way(end) {
                    (Way::Last, e) => (-1, e),
                    (Way::Next, e) => (1, e),
                    _ => (0, end),
                };
                (Reading::Whole { unit, by, story: false }, end)
            } else {
                return None;
            };
            return Some(Found {
                start: i,
                end,
                what: date(Reading::Piece { of: Box::new(r), piece }),
                piece: Some(piece).filter(|p| *p != "DURING"),
                rule: "timex.piece",
            });
        }
        // « dix derniers mois », « 3 prochaines semaines », « deux jours plus tard ».
        if let Some((n, j)) = self
            .integer(i)
            .filter(|_| self.text.tokens()[i].kind() == TokenKind::Number || self.class(i).is_some())
        {
            let way = |w: &str| match w {
                "dernier" | "derniers" | "dernieres" | "passes" | "passees" => Some(-n),
                "prochains" | "prochaines" | "suivant" | "suivants" | "suivantes" => Some(n),
                _ => None,
            };
            let pair = match (way(self.w(j)), self.unit(j), self.unit(j + 1)) {
                (Some(by), _, Some((u, end))) => Some((by, u, end)),
                (None, Some((u, end)), _) => way(self.w(end)).map(|by| (by, u, end + 1)),
                _ => None,
            };
            if let Some((by, unit, end)) = pair {
                let rolling = by < 0 && matches!(self.before(i), "ces" | "les" | "des");
                return found(end, date(Reading::Run { unit, by, rolling }), "timex.run");
            }
        }
        let (n, value, unit, end) = self.length(i)?;
        if let (Some(n), true, "le" | "la") = (n, unit >= Unit::Day, self.w(end + 1)) {
            let sign = match self.w(end) {
                "apres" => 1,
                "avant" => -1,
                _ => 0,
            };
            if let (Some((r @ Reading::Day { .. }, end)), true) = (self.calendar(end + 2), sign != 0) {
                return found(
                    end,
                    date(Reading::From {
                        unit,
                        by: sign * n,
                        day: Box::new(r),
                    }),
                    "timex.distance.from",
                );
            }
        }
        let by = match (self.w(end), self.w(end + 1)) {
            ("plus", "tard") => (1, end + 2),
            ("plus", "tot") => (-1, end + 2),
            ("auparavant", _) => (-1, end + 1),
            ("apres", next) if self.end == end + 1 || next == "," || next == "." => (1, end + 1),
            ("avant", next) if self.end == end + 1 || next == "," || next == "." => (-1, end + 1),
            _ => return None,
        };
        match n {
            Some(n) if unit >= Unit::Day => found(
                by.1,
                date(Reading::Distance {
                    unit,
                    by: by.0 * n,
                    story: true,
                }),
                "timex.story.distance",
            ),
            _ => found(by.1, What::Duration(value), "timex.story.vague"),
        }
    }

    /// « du 3 au 5 mai », « de mars à mai », « entre 2017 et 2022 », « les 27 et 28 juillet », « 13 au 15 juillet ».
    fn interval(&self, i: usize) -> Option<Found> {
        let end_of = |i: usize| -> Parsed<Reading> {
            self.dated(i)
                .map(|(r, j, _)| (r, j))
                .or_else(|| self.year(i).map(|(y, j)| (Reading::Year(y), j)))
        };
        let opens = matches!(self.w(i), "du" | "de" | "entre");
        let mut j = if opens { i + 1 } else { i };
        if opens && matches!(self.w(j), "le" | "la") {
            j += 1;
        }
        let leads = opens
            || matches!(self.before(i), "les")
            || self.text.tokens()[i].kind() == TokenKind::Number
            || matches!(self.class(i), Some(Class::Weekday(_)));
        if let (Some(Class::Month(month)), Some((first, k))) = (self.class(i), self.day(i + 1))
            && matches!(self.w(k), "au" | "-")
            && let Some((last, end)) = self.day(k + 1)
        {
            let day = |day| Reading::Day {
                year: None,
                month: Some(month),
                day,
                weekday: None,
                way: Way::Open,
            };
            return Some(Found {
                start: i,
                end,
                what: What::Date(Reading::Between(Box::new(day(first)), Box::new(day(last)))),
                piece: None,
                rule: "timex.interval.month_first",
            });
        }
        if !leads {
            return None;
        }
        let weekday = matches!(self.class(j), Some(Class::Weekday(_)));
        let day = self.day(if weekday { j + 1 } else { j });
        let starts = [
            end_of(j),
            day.map(|(day, k)| {
                (
                    Reading::Day {
                        year: None,
                        month: None,
                        day,
                        weekday: None,
                        way: Way::Open,
                    },
                    k,
                )
            }),
        ];
        for (a, k) in starts.into_iter().flatten() {
            let entre = self.w(i) == "entre";
            let joins = match self.w(k) {
                "au" | "-" | "–" => !entre,
                "a" => self.w(i) == "de",
                "et" => entre || self.before(i) == "les",
                "jusqu'" => self.w(k + 1) == "au",
                _ => false,
            };
            if !joins {
                continue;
            }
            let mut k = if self.w(k) == "jusqu'" { k + 2 } else { k + 1 };
            if self.w(k) == "le" {
                k += 1;
            }
            let second = end_of(k).or_else(|| {
                let (day, e) = self.day(k)?;
                (self.w(i) == "du" || entre).then_some((
                    Reading::Day {
                        year: None,
                        month: None,
                        day,
                        weekday: None,
                        way: Way::Open,
                    },
                    e,
                ))
            });
            if let Some((b, end)) = second {
                // « entre 20 et 30 » counts something.
                let bare = |r: &Reading| {
                    matches!(
                        r,
                        Reading::Day {
                            month: None,
                            weekday: None,
                            ..
                        }
                    )
                };
                if entre && bare(&a) && bare(&b) && self.w(i + 1) != "le" {
                    continue;
                }
                // « les 1990 et 1999 » are two years, not a span of ten.
                if self.w(k - 1) == "et" && !entre && matches!(b, Reading::Year(_)) {
                    continue;
                }
                let same_kind = !matches!(a, Reading::Day { month: None, .. }) || matches!(b, Reading::Day { .. });
                if same_kind && !matches!(b, Reading::Weekday { .. }) {
                    return Some(Found {
                        start: if opens { i + 1 } else { i },
                        end,
                        what: What::Date(Reading::Between(Box::new(a), Box::new(b))),
                        piece: None,
                        rule: "timex.interval",
                    });
                }
            }
        }
        None
    }
}

/// The part of the day that « début » or « fin » cuts from a day.
fn end_of_day(piece: &str) -> Option<&'static str> {
    match piece {
        "debut" => Some("MO"),
        "fin" => Some("EV"),
        _ => None,
    }
}

/// So many quarters of a unit as a TIMEX3 length.
fn share_of(quarters: i32, unit: Unit) -> Option<String> {
    Some(match unit {
        Unit::Hour => format!("PT{}M", quarters * 15),
        Unit::Minute => format!("PT{}S", quarters * 15),
        Unit::Day => format!("PT{}H", quarters * 6),
        Unit::Year => format!("P{}M", quarters * 3),
        Unit::Century => format!("P{}Y", quarters * 25),
        Unit::Decade if quarters == 2 => "P5Y".to_owned(),
        _ => return None,
    })
}

/// Nouns and adjectives of nationality by their endings: « un électricien allemand de 37 ans, ».
fn ends_like_a_person(word: &str) -> bool {
    [
        "ien", "ienne", "ais", "aise", "ain", "aine", "and", "ande", "eur", "euse", "iste", "ier", "iere",
    ]
    .iter()
    .any(|e| word.len() > e.len() + 2 && word.ends_with(e))
}

fn letter(unit: Unit) -> Option<&'static str> {
    Some(match unit {
        Unit::Second => "T1S",
        Unit::Minute => "T1M",
        Unit::Hour => "T1H",
        Unit::Day => "1D",
        Unit::Week => "1W",
        Unit::Month => "1M",
        Unit::Quarter => "3M",
        Unit::Half => "6M",
        Unit::Year => "1Y",
        _ => return None,
    })
}
