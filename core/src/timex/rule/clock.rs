//! Clock times and parts of the day.

use super::super::Modifier;
use super::super::reading::{Base, Reading, Way};
use super::super::word::{Class, Part, Unit};
use super::period::end_of_day;
use super::reader::{Parsed, Reader, is_figure, opens_with_digit};
use super::{Found, Moment, What, family};
use crate::lexicon::words::WordSet;

family! {
    /// « 14h30 », « 15:30 », « 21 heures GMT », « midi »; not « 48 heures », « la cote est de 11:33330 ».
    CLOCK = "timex.clock",
        reads "Départ à 8h10m00 précises." as "2024-07-18T08:10:00",
        leaves "La cote est de 11:33330.";
    /// « en 3h45 », « la traversée a duré 2 heures 56 », « après 4 h 15 de débats »; not « à 3h45 ».
    LASTS = "timex.clock.lasts",
        reads "Elle a couru le marathon en 2 heures 56." as "PT2H56M",
        leaves "Elle est partie à 2 heures 56.";
    /// « 14h30 lundi », « 14h30 le 3 mai », « 14h30, ce lundi 4 mars », « entre 6 h et 7 h lundi »; not « 14h30 le bus ».
    CLOCK_DAY = "timex.clock.day",
        reads "Départ à 14h30 le 3 mai." as "2024-05-03T14:30",
        leaves "À 14h30 le bus part.";
    /// « de 7 h à 11 h » of a market that is open on Tuesdays; not of one that opens on a day.
    OPENING_HOUR = "timex.set.opening.hour",
        reads "La halle accueille les maraîchers le mardi de 7 h à 11 h." as "XXXX-XX-XXT11:00",
        leaves "La halle accueillera les maraîchers le mardi de 7 h à 11 h.";
    /// « 8 heures ce soir »; not « 8 heures ce samedi ».
    CLOCK_EVENING = "timex.clock.evening",
        reads "Départ à 8 heures ce soir." as "2024-07-18T20:00",
        leaves "Départ à 8 heures ce samedi.";
    /// « la nuit », « la nuit dernière », « le soir même », « l'après-midi », « au petit matin », « à l'aube », « en pleine nuit »; not « bon soir ».
    PART = "timex.part",
        reads "Il a plu dans la soirée." as "2024-07-18TEV",
        leaves "Il a dit bon soir.";
    /// « la soirée de samedi », « la nuit du 16 au 17 octobre »; not « la nuit du théâtre ».
    PART_OF = "timex.part.of",
        reads "Dans la nuit du 16 au 17 octobre 2016, il a neigé." as "2016-10-16TNI",
        leaves "La nuit du théâtre fut belle.";
    /// « dans la journée », the day of the story or the document; not « dans la journée du patrimoine ».
    IN_THE_DAY = "timex.part.day",
        reads "Ils saisiront le tribunal dans la journée." as "2024-07-18",
        leaves "Dans la journée type d'un élève, il y a des pauses.";
    /// « la nuit de samedi à dimanche »; not « la nuit de samedi ».
    NIGHT = "timex.night",
        reads "Il a neigé dans la nuit de samedi à dimanche." as "2024-07-13TNI",
        leaves "Il a neigé dans la nuit de samedi.";
}

/// Whether a part of the day is mostly said of other things, and so needs its preposition: « l'aube », « le crépuscule ».
fn is_twilight(word: &str) -> bool {
    WordSet::Twilight.has(word)
}

/// « 8 heures du soir » is 20:00.
fn of_the_evening(clock: String) -> String {
    match clock[..2].parse::<u8>() {
        Ok(h) if h < 12 => format!("{:02}{}", h + 12, &clock[2..]),
        _ => clock,
    }
}

/// « 3h45 » as a length.
fn length_of_clock(clock: &str) -> Option<String> {
    let (h, m) = clock.split_once(':')?;
    let (h, m): (u8, u8) = (h.parse().ok()?, m.parse().ok()?);
    Some(match (h, m) {
        (0, m) => format!("PT{m}M"),
        (h, 0) => format!("PT{h}H"),
        (h, m) => format!("PT{h}H{m}M"),
    })
}

/// So many minutes past an hour, or before it.
fn past(hour: i64, minutes: i64) -> String {
    const DAY: i64 = 24 * 60;
    if minutes == 0 {
        return format!("{hour:02}:00");
    }
    let at = (hour * 60 + minutes).rem_euclid(DAY);
    format!("{:02}:{:02}", at / 60, at % 60)
}

/// A day with the time behind it, if one stands there, and the token behind both.
pub(super) struct Timed {
    pub(super) what: What,
    pub(super) end: usize,
    pub(super) modifier: Option<Modifier>,
}

impl Timed {
    /// A date without a time.
    fn without(date: Reading, end: usize) -> Self {
        let what = What::Date(date);
        Self {
            what,
            end,
            modifier: None,
        }
    }

    /// A part of a day.
    fn part(date: Reading, part: Part, end: usize, modifier: Option<Modifier>) -> Self {
        let what = What::Time(Some(date), Moment::Part(part));
        Self { what, end, modifier }
    }
}

impl Reader<'_> {
    /// « 14h30 », « 14 h 30 », « 21 heures », « 15:30 », « midi »; not « 48 heures » of work.
    pub(super) fn clock(&self, i: usize) -> Parsed<String> {
        if let Some(Class::Noon(h)) = self.class(i) {
            let (minutes, end) = self.minutes_in_words(i + 1).unwrap_or((0, i + 1));
            return Some((past(i64::from(h), minutes), end));
        }
        let w = self.w(i);
        if opens_with_digit(w) {
            // « 1/4h » is a quarter of an hour.
            if self.glued(i) && self.before(i) == "/" {
                return None;
            }
            if let Some(at) = w.find([':', 'h']) {
                return clock_of_one_word(w, at).map(|clock| (clock, i + 1));
            }
        }
        let (h, j) = if is_figure(w) || self.class(i) == Some(Class::Number) || w.contains('-') {
            self.integer(i)?
        } else {
            return None;
        };
        if !(0..=24).contains(&h) || !WordSet::Hour.has(self.w(j)) {
            return None;
        }
        let m = self.w(j + 1);
        if m.len() == 2 && is_figure(m) && m < "60" {
            // « en 4 heures 50 minutes et 39 secondes » is a length.
            let length = matches!(self.class(j + 2), Some(Class::Unit(Unit::Minute)));
            let told = WordSet::At.has(self.before(i));
            return (!length || told).then(|| (format!("{h:02}:{m}"), j + 2 + usize::from(length)));
        }
        if matches!(self.class(j + 2), Some(Class::Unit(Unit::Minute))) && self.w(j + 1) != "a" {
            return None;
        }
        if let Some((minutes, end)) = self.minutes_in_words(j + 1)
            && WordSet::AtOrIs.has(self.before(i))
        {
            return Some((past(h, minutes), end));
        }
        if WordSet::During.has(self.before(i)) {
            return None;
        }
        // « de 21 heures à 6 heures », « à partir de 20 heures », « peu après 20 heures ».
        let from = self.before(i) == "de" && (self.back(i, 2) == "partir" || self.w(j + 1) == "a" && self.clock(j + 2).is_some());
        // « entre 14 heures et 16 heures »
        let to = self.before(i) == "et"
            && (self.back(i, 3) == "entre" || self.back(i, 4) == "entre")
            && self.clock(i - 2 - usize::from(self.back(i, 4) == "entre")).is_some();
        // « vers 5 ou 6 heures »
        let either = self.before(i) == "ou" && WordSet::NearClock.has(self.back(i, 3)) && self.integer(i - 2).is_some();
        let leads = self.w(j) == "h"
            || from
            || either
            || to
            || WordSet::NearClock.has(self.before(i))
            || self.is_around(i)
            || self.before(i) == "apres" && self.back(i, 2) == "peu"
            || WordSet::BehindClock.has(self.w(j + 1));
        leads.then(|| (format!("{h:02}:00"), j + 1))
    }

    /// The minutes behind an hour in words: « et demie », « et quart », « moins le quart », « moins dix ».
    fn minutes_in_words(&self, i: usize) -> Parsed<i64> {
        match (self.w(i), self.w(i + 1), self.w(i + 2)) {
            ("et", "demi" | "demie", _) => Some((30, i + 2)),
            ("et", "quart", _) => Some((15, i + 2)),
            ("moins", "le", "quart") => Some((-15, i + 3)),
            ("moins", ..) => {
                let (n, end) = self.integer(i + 1).filter(|(n, _)| matches!(n, 5 | 10 | 20 | 25))?;
                Some((-n, end))
            }
            _ => None,
        }
    }

    /// Whether what is written as a clock time is how long something takes.
    fn lasts(&self, i: usize, end: usize, clock: &str) -> bool {
        let noon = matches!(self.class(i), Some(Class::Noon(_)));
        // « d'une durée de 1 h 52 »
        let long = WordSet::Of.has(self.before(i)) && WordSet::Lasts.has(self.back(i, 2));
        // « après 4 h 15 de débats »
        let spent = self.before(i) == "apres" && WordSet::Of.has(self.w(end));
        // « il faut désormais 3 h 10 pour », not « il faut partir à 3 h 10 pour »
        let needed = self.w(end) == "pour" && (1..=2).any(|n| WordSet::NeedsTime.has(self.back(i, n))) && self.before(i) != "a";
        !noon && clock.len() == 5 && (WordSet::Lasting.has(self.before(i)) || long || spent || needed)
    }

    /// Whether a clock time is half of the saying « chercher midi à quatorze heures ».
    pub(super) fn is_noon_at_two(&self, i: usize) -> bool {
        let two = |k: usize| self.integer(k).is_some_and(|(n, _)| n == 14);
        let sought = |noon: usize| WordSet::Seek.has(self.before(noon));
        self.w(i) == "midi" && self.w(i + 1) == "a" && two(i + 2) && sought(i)
            || two(i) && self.before(i) == "a" && self.back(i, 2) == "midi" && sought(i - 2)
    }

    /// Whether « aux environs de », « autour de » stand before a token.
    pub(super) fn is_around(&self, i: usize) -> bool {
        WordSet::Of.has(self.before(i)) && WordSet::Around.has(self.back(i, 2))
    }

    /// A clock time with the day or the part of day behind it.
    pub(super) fn clock_time(&self, i: usize) -> Option<Found> {
        let (clock, end) = self.clock(i)?;
        if self.lasts(i, end, &clock) {
            return Some(Found::new(i, end, What::Duration(length_of_clock(&clock)?), &LASTS));
        }
        // « chercher midi à quatorze heures »
        if self.is_noon_at_two(i) {
            return None;
        }
        // « en 1:57:17 » is how long it took.
        if self.before(i) == "en"
            && let [h, m, s] = clock.split(':').filter_map(|p| p.parse::<u8>().ok()).collect::<Vec<_>>()[..]
        {
            return Some(Found::new(i, end, What::Duration(format!("PT{h}H{m}M{s}S")), &CLOCK));
        }
        let end = self.zone(end);
        if let Some((day, end)) = self.day_of_clock(end) {
            return Some(Found::new(i, end, What::Time(Some(day), Moment::Clock(clock)), &CLOCK_DAY));
        }
        // « entre 6 h et 7 h lundi »
        let joined = || self.clock(end + 1).filter(|_| WordSet::JoinsClocks.has(self.w(end)));
        if let Some((_, last)) = joined()
            && let Some((day, _)) = self.day_of_clock(self.zone(last))
        {
            return Some(Found::new(i, end, What::Time(Some(day), Moment::Clock(clock)), &CLOCK_DAY));
        }
        if self.is_of_opening(i) {
            return Some(Found::new(i, end, What::Set(format!("XXXX-XX-XXT{clock}")), &OPENING_HOUR));
        }
        if self.w(end) == "ce" && self.w(end + 1) == "soir" {
            let what = What::Time(Some(Reading::whole(Unit::Day, 0)), Moment::Clock(of_the_evening(clock)));
            return Some(Found::new(i, end + 2, what, &CLOCK_EVENING));
        }
        let (clock, behind) = self.clock_in_part(clock, end);
        // « 2 heures du matin lundi »
        if behind > end
            && let Some((day, end)) = self.day_of_clock(behind)
        {
            return Some(Found::new(i, end, What::Time(Some(day), Moment::Clock(clock)), &CLOCK_DAY));
        }
        Some(Found::new(i, behind, What::Time(None, Moment::Clock(clock)), &CLOCK))
    }

    /// The day behind a clock time: « lundi », « le 3 mai », « , le 3 mai », « , ce lundi 4 mars »; not « , le 3, ».
    fn day_of_clock(&self, i: usize) -> Parsed<Reading> {
        let comma = usize::from(self.w(i) == ",");
        let led = i + comma + usize::from(WordSet::BeforeDayOfClock.has(self.w(i + comma)));
        let (day, end, _) = self.dated(led)?;
        let whole = matches!(
            day,
            Reading::Day { month: Some(_), .. } | Reading::Day { weekday: Some(_), .. } | Reading::Weekday { .. }
        );
        let plain = led == i + comma || comma == 0 && self.w(i) == "le";
        (plain || whole).then_some((day, end))
    }

    /// « du soir », « du matin » behind a clock time.
    fn clock_in_part(&self, clock: String, end: usize) -> (String, usize) {
        match (self.w(end), self.class(end + 1)) {
            ("du", Some(Class::Part(_))) if self.w(end + 1) == "soir" => (of_the_evening(clock), end + 2),
            ("du", Some(Class::Part(_))) => (clock, end + 2),
            ("de", _) if self.w(end + 1) == "l'" && self.class(end + 2) == Some(Class::Part(Part::Afternoon)) => {
                (of_the_evening(clock), end + 3)
            }
            _ => (clock, end),
        }
    }

    /// Behind « GMT », « UTC+01:00 », « UTC−5 », « locales », if they stand at `i`.
    fn zone(&self, i: usize) -> usize {
        if !(WordSet::TimeZone.has(self.w(i)) || self.w(i).starts_with("utc")) {
            return i;
        }
        let signed = self.glued(i + 1) && self.w(i + 1).starts_with(['+', '-', '−', '–']);
        match (signed, self.w(i + 1).chars().count()) {
            (true, 1) if self.glued(i + 2) => i + 3,
            (true, n) if n > 1 => i + 2,
            _ => i + 1,
        }
    }

    /// Behind a day: « mardi soir », « le 3 mars à 14h30 », « lundi 29 août, au matin », « hier vers 16 heures », « mardi en fin de
    /// matinée », « dimanche 22 heures ».
    pub(super) fn with_time(&self, date: Reading, from: usize) -> Timed {
        // « en juillet 2014, au soir de la finale »
        if matches!(date.grain(), Some(Unit::Month | Unit::Year)) {
            return Timed::without(date, from);
        }
        let j = from + usize::from(self.w(from) == ",");
        let adverb = |w: &str| WordSet::BeforeClock.has(w);
        let (mut k, mut modifier) = (j, None);
        if self.w(j) == "en"
            && let (true, Some(Class::Piece(piece))) = (WordSet::Part.has(self.w(j + 1)), self.class(j + 1))
        {
            (k, modifier) = (j + 2 + usize::from(self.w(j + 2) == "d'"), piece.modifier());
        }
        while k < j + 4 && adverb(self.w(k)) {
            if WordSet::Around.has(self.w(k)) {
                modifier = Some(Modifier::Approx);
            }
            k += 1;
        }
        // « mardi en fin de journée »
        if k > j + 1
            && self.w(j) == "en"
            && let (Some(part), "journee") = (end_of_day(self.w(j + 1)), self.w(k))
        {
            return Timed::part(date, part, k + 1, None);
        }
        if let Some((clock, end)) = self.clock(k).or_else(|| self.hours(k).filter(|_| k == from)) {
            let (clock, end) = if self.w(end) == "dans" && self.w(end + 2) == "soiree" {
                (of_the_evening(clock), end + 3)
            } else {
                self.clock_in_part(clock, end)
            };
            let what = What::Time(Some(date), Moment::Clock(clock));
            return Timed { what, end, modifier };
        }
        let k = k + usize::from(self.w(k) == "petit" && self.w(k + 1) == "matin");
        if let Some((part, end)) = self.part_behind(k) {
            return match self.clock_of_part(part, end) {
                Some((clock, end, about)) => Timed {
                    what: What::Time(Some(date), Moment::Clock(clock)),
                    end,
                    modifier: modifier.or(about),
                },
                None => Timed::part(date, part, end, modifier),
            };
        }
        Timed::without(date, from)
    }

    /// The part of the day at `i`: « soir », « après-midi », « après midi »; not « crépuscule » as a name.
    fn part_behind(&self, i: usize) -> Parsed<Part> {
        if self.is_afternoon(i) {
            return Some((Part::Afternoon, i + 2));
        }
        match self.class(i) {
            Some(Class::Part(part)) if !(is_twilight(self.w(i)) && self.is_titled(i)) => Some((part, i + 1)),
            _ => None,
        }
    }

    /// Whether « après midi » in two words stands at `i`.
    pub(super) fn is_afternoon(&self, i: usize) -> bool {
        self.w(i) == "apres" && self.w(i + 1) == "midi"
    }

    /// The clock time behind a part of the day, and whether it is about: « lundi soir 21h15 », « lundi matin vers 6 heures »; « lundi soir, vers 21 h »
    /// are two.
    fn clock_of_part(&self, part: Part, i: usize) -> Option<(String, usize, Option<Modifier>)> {
        const SMALL: usize = 4;
        let k = (i..i + SMALL).find(|k| !WordSet::BeforeClock.has(self.w(*k)))?;
        let about = (i..k).any(|n| WordSet::Around.has(self.w(n)));
        let (clock, end) = self.clock(k)?;
        let late = matches!(part, Part::Afternoon | Part::Evening);
        let clock = if late { of_the_evening(clock) } else { clock };
        Some((clock, self.zone(end), about.then_some(Modifier::Approx)))
    }

    /// The hour of « dimanche 22 heures »; not « dimanche 12 heures d'affilée ».
    fn hours(&self, i: usize) -> Parsed<String> {
        let (h, j) = self.integer(i).filter(|(h, _)| (0..24).contains(h))?;
        let length = WordSet::Of.has(self.w(j + 1)) || WordSet::BehindHours.has(self.w(j + 1));
        (self.w(j) == "heures" && !length).then(|| (format!("{h:02}:00"), j + 1))
    }

    /// A part of the day, alone or of a day named behind it.
    pub(super) fn part(&self, i: usize, part: Part) -> Option<Found> {
        if let Some((what, end)) = self.part_of(part, i + 1) {
            return Some(Found::new(i, end, what, &PART_OF));
        }
        let (way, behind) = self.way(i + 1);
        let day = match (way, part) {
            _ if self.w(i + 1) == "meme" => Some((Reading::of_story(Unit::Day, 0), i + 2)),
            (Way::Last, Part::Night) => Some((Reading::whole(Unit::Day, -1), behind)),
            (Way::Next, Part::Night) => Some((Reading::whole(Unit::Day, 0), behind)),
            _ => None,
        };
        if let Some((day, end)) = day {
            return Some(Found::new(i, end, What::Time(Some(day), Moment::Part(part)), &PART));
        }
        if let Some(start) = self.part_led(i) {
            return Some(Found::new(start, i + 1, What::Time(None, Moment::Part(part)), &PART));
        }
        let alone = !is_twilight(self.w(i)) && WordSet::DeterminerOfDay.has(self.before(i));
        alone.then(|| Found::new(i, i + 1, What::Time(None, Moment::Part(part)), &PART))
    }

    /// Where a part of the day begins that its preposition makes a time: « au | petit matin », « au | matin », « à l'| aube », « en
    /// pleine | nuit ». Not « à l'aube d'une ère », « dans l'Aube », « au soir de sa vie ».
    fn part_led(&self, i: usize) -> Option<usize> {
        if self.is_titled(i) {
            return None;
        }
        let goes_on = WordSet::OfAny.has(self.w(i + 1));
        match (self.back(i, 2), self.before(i)) {
            ("au" | "le", "petit") if self.w(i) == "matin" => Some(i - 1),
            ("en", "plein" | "pleine") => Some(i),
            (_, "au") if WordSet::PartWithAu.has(self.w(i)) && !goes_on => Some(i),
            ("a" | "des" | "avant", "l'") if self.w(i) == "aube" && !goes_on => Some(i),
            _ => None,
        }
    }

    /// « la journée » behind « dans »: `i` is the article.
    pub(super) fn in_the_day(&self, i: usize) -> Option<Found> {
        let named = self.before(i) == "dans" && self.w(i) == "la" && self.w(i + 1) == "journee" && !self.is_titled(i + 1);
        let closes = self.stops(i + 2) || WordSet::AfterTheDay.has(self.w(i + 2));
        // « mardi dans la journée » has told its day.
        let told = |n: usize| {
            i >= self.start + n
                && matches!(
                    self.class(i - n),
                    Some(Class::Weekday(_) | Class::Deictic(_) | Class::Month(_))
                )
        };
        let (unit, by, base) = (Unit::Day, 0, Base::Scene);
        let day = || What::Date(Reading::Whole { unit, by, base });
        (named && closes && !told(2) && !told(3)).then(|| Found::new(i, i + 2, day(), &IN_THE_DAY))
    }

    /// « la matinée de samedi », « la nuit du 3 au 4 mai », « le soir du 3 mai vers 19 heures »; not « la nuit du théâtre ».
    fn part_of(&self, part: Part, i: usize) -> Parsed<What> {
        if !WordSet::OfMasculine.has(self.w(i)) {
            return None;
        }
        // A night goes by the day on which it begins.
        if let Some(Found {
            what: What::Date(between @ Reading::Between(..)),
            end,
            ..
        }) = self.interval(i)
        {
            return Some((
                What::Time(Some(Reading::FirstDay(Box::new(between))), Moment::Part(part)),
                end,
            ));
        }
        let (day, end, _) = self.dated(i + 1)?;
        let is_day = matches!(
            day,
            Reading::Weekday { .. } | Reading::Whole { unit: Unit::Day, .. } | Reading::Day { .. } | Reading::Feast { .. }
        );
        if !is_day || WordSet::ToDay.has(self.w(end)) && self.day(end + 1).is_some() {
            return None;
        }
        let timed = self.with_time(day, end);
        Some(match timed.what {
            What::Date(day) => (What::Time(Some(day), Moment::Part(part)), end),
            told => (told, timed.end),
        })
    }

    /// The night from `start` on, whose two weekdays stand behind `i`: « de samedi à dimanche ».
    pub(super) fn night(&self, start: usize, i: usize) -> Option<Found> {
        if self.w(i - 1) != "nuit" {
            return None;
        }
        let (day, end) = self.night_between(i)?;
        let (way, week) = (Way::Gone, None);
        let what = What::Time(Some(Reading::Weekday { day, way, week }), Moment::Part(Part::Night));
        Some(Found::new(start, end, what, &NIGHT))
    }
}

/// « 14h30 », « 14h », « 15:30 », « 15:30:10 », « 8h10m00 »: `at` is where the first sign that is no digit of the hour stands.
fn clock_of_one_word(w: &str, at: usize) -> Option<String> {
    let h: u8 = w[..at].parse().ok()?;
    let rest = &w[at + 1..];
    let colon = w.as_bytes()[at] == b':';
    let seconds = rest
        .split_once('m')
        .map(|(m, s)| (m, s.trim_start_matches(['n', 'i']).trim_end_matches('s')));
    if let (false, Some((m, s))) = (colon, seconds)
        && s.len() == 2
    {
        let (m, s): (u8, u8) = (m.parse().ok()?, s.parse().ok()?);
        return (h < 25 && m < 60 && s < 60).then(|| format!("{h:02}:{m:02}:{s:02}"));
    }
    let rest = rest.trim_end_matches("mn").trim_end_matches("min").trim_end_matches('m');
    let seconds = rest.len() == 5 && colon && rest.as_bytes()[2] == b':' && rest.as_bytes()[3] < b'6';
    let ok = rest.is_empty() && !colon || rest.len() == 2 && !rest.contains(':') || seconds;
    if !ok || h > 24 || !rest.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return None;
    }
    let m: u8 = if rest.is_empty() { 0 } else { rest.get(..2)?.parse().ok()? };
    (m < 60).then(|| match rest.len() {
        5 => format!("{h:02}:{rest}"),
        _ => format!("{h:02}:{m:02}"),
    })
}
