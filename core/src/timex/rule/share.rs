//! Parts of a year or a month: seasons, quarters, half-years, fortnights, the n-th weekday.

use super::super::reading::{Nth, OfYear, Reading, Way};
use super::super::word::{Class, Season, Share, Unit};
use super::reader::{Parsed, Reader};
use super::{Dating, Found, What, family};
use crate::lexicon::words::WordSet;

family! {
    /// « printemps 2020 », « printemps dernier », « cet automne », « l'hiver 2022-2023 »; not « a été », « un printemps ».
    SEASON = "timex.season",
        reads "La loi date de l'hiver 2022-2023." as "2022-WI",
        leaves "Il a été reçu.";
    /// « cette saison », « la saison prochaine » of a sport; not « la saison des pluies ».
    SPORTS = "timex.season.sports",
        reads "Le club jouera en Coupe la saison prochaine." as "2025/2026",
        leaves "Le club jouera à la saison des pluies.";
    /// « T3 2022 », « S1 2023 »; not « le bus T3 ».
    LABEL = "timex.share.label",
        reads "Les ventes du T3 2022 ont baissé." as "2022-Q3",
        leaves "Le bus T3 passe.";
    /// « premier semestre 2023 », « deuxième trimestre », « second semestre de l'exercice 2017 »; not « troisième semestre ».
    SHARE = "timex.share",
        reads "Il a progressé au deuxième trimestre de 2023." as "2023-Q2",
        leaves "Il a progressé au troisième semestre.";
    /// « neuf premiers mois de 2023 », « deux derniers trimestres de l'exercice 2021 », « quinze premiers jours de mai »; not « neuf premiers mois de prison ».
    FIRST_MONTHS = "timex.share.first_months",
        reads "Sur les neuf premiers mois de 2023, les ventes ont baissé." as "2023-01/2023-09",
        leaves "Les neuf premiers mois de prison furent rudes.";
    /// « première quinzaine d'avril »; not « première quinzaine du salon ».
    FORTNIGHT = "timex.fortnight",
        reads "Il viendra dans la première quinzaine d'avril 2025." as "2025-04-01/2025-04-15",
        leaves "La première quinzaine du salon fut calme.";
    /// « premier mercredi du mois prochain »; not « premier mercredi du salon ».
    NTH_WEEKDAY = "timex.nth.weekday",
        reads "Il viendra le premier mercredi du mois prochain." as "2024-08-07",
        leaves "Le premier mercredi du salon fut calme.";
    /// « premier week-end de septembre », « dernière semaine de mai 2023 »; not « première semaine du salon ».
    NTH_WEEK = "timex.nth.week",
        reads "Le premier week-end de septembre sera festif." as "2024-W36-WE",
        leaves "La première semaine du salon fut calme.";
}

/// The year that a reading names, or how far away it is.
fn of_year(reading: &Reading) -> OfYear {
    match reading {
        Reading::Year(year) => OfYear::Named(*year),
        Reading::Whole { by, .. } => i16::try_from(*by).map_or(OfYear::Open, OfYear::Away),
        _ => OfYear::Open,
    }
}

impl Reader<'_> {
    /// « neuf premiers mois de 2023 », from January on; « deux derniers mois de l'année », to December; « dix premiers jours de
    /// mai »; not « neuf premiers mois » of something else.
    pub(super) fn first_months(&self, i: usize) -> Option<Found> {
        let (n, j) = self.integer(i)?;
        let last = match self.w(j) {
            "premiers" | "premieres" => false,
            "derniers" | "dernieres" => true,
            _ => return None,
        };
        let (unit, n) = (self.unit(j + 1)?.0, i8::try_from(n).ok().filter(|n| *n > 1)?);
        if !WordSet::OfMasculine.has(self.w(j + 2)) {
            return self.first_months_told(i, j + 2, n).filter(|_| unit == Unit::Month && !last);
        }
        let (of, end) = match unit {
            Unit::Day | Unit::Week => self.month_alone(j + 3).or_else(|| self.year_shared(j + 3))?,
            _ => self.year_shared(j + 3)?,
        };
        let year = of_year(&of);
        let this = !matches!(year, OfYear::Away(by) if by != 0);
        let share = |of, number| Reading::Share { of, number, year };
        let part = match (unit, n) {
            (Unit::Month, 3) if this => share(Share::Quarter, if last { 4 } else { 1 }),
            (Unit::Month, 6) if this => share(Share::Half, if last { 2 } else { 1 }),
            (Unit::Quarter, 2 | 3) if this => {
                let first = if last { 5 - n } else { 1 };
                Reading::between(share(Share::Quarter, first), share(Share::Quarter, first + n - 1))
            }
            (Unit::Month, 2..12) | (Unit::Day | Unit::Week, 2..31) => Reading::Edge {
                of: Box::new(of),
                unit,
                n,
                last,
            },
            _ => return None,
        };
        Some(Found::new(i, end, What::Date(part), &FIRST_MONTHS))
    }

    /// « six premiers mois » of the year that is not said: « sur les trois premiers mois, il a plu »; not « de guerre ».
    fn first_months_told(&self, i: usize, end: usize, n: i8) -> Option<Found> {
        let led = self.before(i) == "les" && self.back(i, 2) == "sur" && self.stops(end);
        let of = match n {
            3 => Share::Quarter,
            6 => Share::Half,
            _ => return None,
        };
        let (number, year) = (1, OfYear::Open);
        let share = Reading::Share { of, number, year };
        led.then(|| Found::new(i, end, What::Date(share), &FIRST_MONTHS))
    }

    /// The year behind « mois de »: « 2020 », « l'année », « l'exercice 2021 », « cette année », « l'année dernière »; not « l'année
    /// scolaire ».
    pub(super) fn year_shared(&self, i: usize) -> Parsed<Reading> {
        if let Some((year, end)) = self.year(i) {
            return Some((Reading::Year(year), end));
        }
        let named = self.w(i) == "l'" && (WordSet::YearNames.has(self.w(i + 1)) || self.is_year_away(i + 1))
            || self.w(i) == "cette" && self.w(i + 1) == "annee";
        if !named {
            return None;
        }
        if let Some((year, end)) = self.year(i + 2) {
            return Some((Reading::Year(year), end));
        }
        let (by, end) = match self.way(i + 2) {
            (Way::Last, end) => (-1, end),
            (Way::Next, end) => (1, end),
            (Way::Open, end) => (0, end),
            _ => return None,
        };
        let other = WordSet::OtherYear.has(self.w(end));
        (!other).then_some((Reading::whole(Unit::Year, by), end))
    }

    /// « an dernier », « an passé »; « l'an » alone is no year.
    fn is_year_away(&self, i: usize) -> bool {
        WordSet::Year.has(self.w(i)) && self.way(i + 1).0 != Way::Open
    }

    /// The year behind a quarter or a half: « 2020 », « de l'année 2020 », « de l'an dernier », « de cette année »; not « de l'année scolaire ».
    fn year_of_share(&self, i: usize) -> (OfYear, usize) {
        if let Some((year, end)) = self.year(i) {
            return (OfYear::Named(year), end);
        }
        let of = WordSet::Of.has(self.w(i)).then(|| self.year_shared(i + 1)).flatten();
        of.map_or((OfYear::Open, i), |(reading, end)| (of_year(&reading), end))
    }

    pub(super) fn season(&self, i: usize, season: Season) -> Option<Dating> {
        let being = self.w(i) == "ete"
            && (self.is_being(i)
                || !(self.text.raw_word(i) == "été"
                    && (self.year(i + 1).is_some() || WordSet::BeforeSeason.has(self.before(i)))));
        // « les Jeux olympiques d'été de 2024 »
        let games = self.before(i) == "d'" && (WordSet::Games.has(self.back(i, 2)) || self.w(i + 1) == "de");
        if being || games {
            return None;
        }
        // « l'hiver 2022-2023 » begins in the first of the two.
        let first_of_two = || {
            let j = i + 1 + usize::from(self.w(i + 1) == "de");
            let (a, b) = self.w(j).split_once('-')?;
            let year = a.parse().ok().filter(|y| (1000..2100).contains(y))?;
            (a.len() == 4 && matches!(b.len(), 2 | 4)).then_some((year, j + 1))
        };
        let year = self.year(i + 1).or_else(first_of_two).or_else(|| self.short_year(i + 1));
        let (year, end) = year.map_or((None, i + 1), |(y, end)| (Some(y), end));
        let (way, end) = if year.is_none() { self.way(end) } else { (Way::Open, end) };
        let named = year.is_some() || way != Way::Open || WordSet::ThisSeason.has(self.before(i));
        named.then_some((Reading::Season { season, year, way }, end, &SEASON))
    }

    /// « cette saison », « la saison dernière » of a sport, from summer to summer: `i` is the noun; not « la saison des pluies ».
    pub(super) fn sports_season(&self, i: usize) -> Option<Found> {
        if self.w(i) != "saison" {
            return None;
        }
        let (by, end) = match self.way(i + 1) {
            (Way::Last, end) => (-1, end),
            (Way::Next, end) => (1, end),
            _ => (0, i + 1),
        };
        let led = if by == 0 {
            self.before(i) == "cette"
        } else {
            self.before(i) == "la"
        };
        let named = WordSet::OfAny.has(self.w(end)) || self.year(end).is_some() || self.w(end).contains('-');
        let sport = || self.near(i).any(|k| WordSet::Sport.has(self.w(k)));
        let found = |by| Found::new(i - 1, end, What::Date(Reading::SportsSeason { by }), &SPORTS);
        (led && !named && sport()).then(|| found(by))
    }

    /// Whether « été » at token `i` is the participle: « l'année record avait été 2003 ».
    fn is_being(&self, i: usize) -> bool {
        WordSet::HavingBeen.has(self.before(i))
            || WordSet::AdverbOfHaving.has(self.before(i)) && WordSet::HavingBeen.has(self.back(i, 2))
    }

    /// « T3 2022 ».
    pub(super) fn label(&self, i: usize, of: Share, number: i8) -> Option<Dating> {
        let (year, end) = self.year(i + 1)?;
        let year = OfYear::Named(year);
        let reading = Reading::Share { of, number, year };
        Some((reading, end, &LABEL))
    }

    /// What an ordinal and the noun behind it cut out of a year or a month.
    pub(super) fn share(&self, i: usize) -> Option<Dating> {
        let n: i8 = match self.w(i) {
            "premier" | "premiere" | "1er" => 1,
            "1" if self.w(i + 1) == "er" => return self.share_numbered(1, i + 1),
            "deuxieme" | "second" | "seconde" | "2e" => 2,
            "troisieme" | "3e" | "3eme" => 3,
            "quatrieme" | "4e" => 4,
            "dernier" | "derniere" => -1,
            _ => return None,
        };
        self.share_numbered(n, i)
    }

    /// What the n-th of the noun behind token `i` cuts out.
    fn share_numbered(&self, n: i8, i: usize) -> Option<Dating> {
        let j = i + 2;
        let nth = |of, rule| {
            let (month, end) = self.month_shared(j)?;
            let month = Box::new(month);
            Some((Reading::Nth { n, of, month }, end, rule))
        };
        match (self.w(i + 1), self.class(i + 1)) {
            (_, Some(Class::Unit(unit @ (Unit::Quarter | Unit::Half)))) if n > 0 => {
                let (year, end) = self.year_of_share(j);
                let reading = Reading::Share {
                    of: if unit == Unit::Quarter { Share::Quarter } else { Share::Half },
                    number: n,
                    year,
                };
                (unit == Unit::Quarter || n < 3).then_some((reading, end, &SHARE))
            }
            ("quinzaine", _) if (1..3).contains(&n) => {
                let (month, end) = self.month_shared(j)?;
                let fortnight = Reading::Fortnight {
                    second: n == 2,
                    month: Box::new(month),
                };
                Some((fortnight, end, &FORTNIGHT))
            }
            (_, Some(Class::Weekday(weekday))) => nth(Nth::Weekday(weekday), &NTH_WEEKDAY),
            (_, Some(Class::Unit(Unit::Week))) => nth(Nth::Week, &NTH_WEEK),
            (_, Some(Class::Unit(Unit::Day))) => nth(Nth::Day, &NTH_WEEK),
            (_, Some(Class::Unit(Unit::Weekend))) => nth(Nth::Weekend, &NTH_WEEK),
            _ => None,
        }
    }

    /// The month behind « quinzaine » or « mercredi »: « d'avril », « du mois prochain ».
    fn month_shared(&self, i: usize) -> Parsed<Reading> {
        let of = i + usize::from(WordSet::OfMasculine.has(self.w(i)));
        if let Some(month) = self.month_alone(of) {
            return Some(month);
        }
        let (unit, j) = self.unit(of)?;
        let (by, end) = match self.way(j) {
            (Way::Next, end) => (1, end),
            (Way::Last, end) => (-1, end),
            _ => return None,
        };
        (unit == Unit::Month).then_some((Reading::whole(unit, by), end))
    }
}
