//! Pieces of a period, decades and centuries.

use super::super::reading::{Reading, Way};
use super::super::word::{Class, Part, Piece, Unit, class};
use super::reader::Reader;
use super::{Found, Moment, What, family};
use crate::lexicon::words::WordSet;
use crate::text::TokenKind;

family! {
    /// « début 2023 », « fin mars », « mi-juillet », « mi-2021 », « courant 2021 », « la fin de la semaine »; not « la fin du film ».
    PIECE = "timex.piece",
        reads "Le site fermera mi-septembre." as "2024-09",
        leaves "La fin du film est belle.";
    /// « les premiers jours de l'année 2017 », « les dernières semaines de mai », « les premiers mois de l'année »; not « les premiers jours de la crise ».
    FIRST_DAYS = "timex.piece.first_days",
        reads "Les premiers jours de mai furent froids." as "2024-05",
        leaves "Les premiers jours de la crise furent durs.";
    /// « la nouvelle année »; not « une nouvelle année de baisse ».
    NEW_YEAR = "timex.piece.new_year",
        reads "Elle fêtera la nouvelle année en famille." as "2025",
        leaves "Elle craint une nouvelle année de baisse.";
    /// « en fin de matinée »; not « en fin de compte ».
    PIECE_PART = "timex.piece.part",
        reads "Il a plu en fin de matinée." as "2024-07-18TMO",
        leaves "Il a plu en fin de compte.";
    /// « en fin de journée », « la fin de dimanche »; not « la fin de course ».
    PIECE_DAY = "timex.piece.day",
        reads "Il a plu en fin de journée." as "2024-07-18TEV",
        leaves "Il a plu en fin de course.";
    /// « les années 60 », « des années 1990 »; not « 60 années ».
    DECADE = "timex.decade",
        reads "Un tube des années 60 revient." as "196",
        leaves "Le chantier a pris 60 années.";
    /// « XIXe siècle », « 21e siècle »; not « 330e siècle ».
    CENTURY = "timex.century",
        reads "L'usine fut bâtie au XIXe siècle." as "18",
        leaves "Au 330e siècle, on verra.";
    /// « XIVe et XVe siècles », « du XVIe au XVIIIe siècle »; not « le XIVe et le XVe arrondissement ».
    CENTURIES = "timex.century.two",
        reads "L'empire recula aux XIVe et XVe siècles." as "13/14",
        leaves "Il traverse les XIVe et XVe arrondissements.";
}

/// The part of the day that « début » or « fin » cuts from a day.
pub(super) fn end_of_day(piece: &str) -> Option<Part> {
    match piece {
        "debut" => Some(Part::Morning),
        "fin" => Some(Part::Evening),
        _ => None,
    }
}

/// The reading of a find that is a date, and the token behind it.
fn of_date(found: Found) -> Option<(Reading, usize)> {
    match found.what {
        What::Date(reading) => Some((reading, found.end)),
        _ => None,
    }
}

impl Reader<'_> {
    /// What « début », « fin », « mi- » or « courant » cuts from a period or a day.
    pub(super) fn piece(&self, i: usize, piece: Piece) -> Option<Found> {
        if let Some(Class::Month(m)) = self.w(i).strip_prefix("mi-").and_then(class) {
            let (year, end) = self.year_behind(i + 1);
            return Some(Found::piece(i, end, What::Date(Reading::month(year, m)), Piece::Mid, &PIECE));
        }
        if let Some((year, end)) = self.mid_year(i) {
            return Some(Found::piece(i, end, What::Date(Reading::Year(year)), Piece::Mid, &PIECE));
        }
        let mut j = i + 1;
        while j < i + 4 && WordSet::OfPeriod.has(self.w(j)) {
            j += 1;
        }
        // « en fin d'après-midi », « en fin de journée », « la fin de dimanche »; not « la fin du 3 mai » of a story.
        if let (Some(Class::Part(part)), true) = (self.class(j), j > i + 1) {
            return Some(Found::piece(
                i,
                j + 1,
                What::Time(None, Moment::Part(part)),
                piece,
                &PIECE_PART,
            ));
        }
        if let Some(found) = self.piece_of_day(i) {
            return Some(found);
        }
        let (of, end) = if let Some(decade) = self.decade_behind(j) {
            decade
        } else if let Some(century) = self.century_behind(j) {
            century
        } else if let Some(month) = self.month_alone(j) {
            month
        } else if let Some((y, end)) = self.year(j) {
            (Reading::Year(y), end)
        } else if let (Some((unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Century), end)), true) =
            (self.unit(j), j > i + 1)
        {
            // « la fin du siècle » may be of any.
            if unit == Unit::Century && self.way(end).0 == Way::Open {
                return None;
            }

            let (by, end) = match self.way(end) {
                (Way::Last, e) => (-1, e),
                (Way::Next, e) => (1, e),
                _ => (0, end),
            };
            (Reading::whole(unit, by), end)
        } else {
            return None;
        };
        let what = What::Date(Reading::Piece { of: Box::new(of), piece });
        Some(match piece {
            Piece::During => Found::new(i, end, what, &PIECE),
            _ => Found::piece(i, end, what, piece, &PIECE),
        })
    }

    /// The year of « mi-2021 », however its hyphen was cut; not « mi-1500 mètres ».
    fn mid_year(&self, i: usize) -> Option<(i16, usize)> {
        let (figure, end) = match self.w(i).strip_prefix("mi-") {
            Some(rest) => (rest, i + 1),
            None if self.w(i) == "mi" && self.w(i + 1) == "-" && self.glued(i + 1) => (self.w(i + 2), i + 3),
            None if self.w(i) == "mi" && self.glued(i + 1) => (self.w(i + 1).strip_prefix('-')?, i + 2),
            None => return None,
        };
        let year = figure
            .parse()
            .ok()
            .filter(|y| figure.len() == 4 && (1900..2101).contains(y))?;
        Some((year, end))
    }

    /// « premiers jours de mai », « derniers mois de l'année »: `i` is the adjective.
    pub(super) fn first_days(&self, i: usize) -> Option<Found> {
        let unit = self.unit(i + 1)?.0;
        if !matches!(unit, Unit::Day | Unit::Week | Unit::Month) || !WordSet::OfMasculine.has(self.w(i + 2)) {
            return None;
        }
        let piece = if self.w(i).starts_with("premier") {
            Piece::Start
        } else {
            Piece::End
        };
        if unit == Unit::Month {
            let (of, end) = self.year_shared(i + 3)?;
            let what = What::Date(Reading::Piece { of: Box::new(of), piece });
            return Some(Found::piece(i, end, what, piece, &FIRST_DAYS));
        }
        let (of, end) = match self.month_alone(i + 3) {
            Some(month) => month,
            None => {
                let (year, end) = self.year(i + 3)?;
                let (of, last) = (Box::new(Reading::Year(year)), piece == Piece::End);
                (Reading::FirstMonth { of, last }, end)
            }
        };
        Some(Found::piece(i, end, What::Date(of), piece, &FIRST_DAYS))
    }

    /// « la nouvelle année »: `i` is the adjective.
    pub(super) fn new_year(&self, i: usize) -> Option<Found> {
        let named = self.w(i + 1) == "annee" && WordSet::BeforeNewYear.has(self.before(i)) && !WordSet::Of.has(self.w(i + 2));
        named.then(|| Found::new(i, i + 2, What::Date(Reading::whole(Unit::Year, 1)), &NEW_YEAR))
    }

    fn piece_of_day(&self, i: usize) -> Option<Found> {
        let part = end_of_day(self.w(i))?;
        if !WordSet::Of.has(self.w(i + 1)) {
            return None;
        }
        let (day, end) = match self.dated(i + 2) {
            _ if self.w(i + 2) == "journee" => (None, i + 3),
            Some((day @ (Reading::Weekday { .. } | Reading::Whole { unit: Unit::Day, .. }), end, _)) => (Some(day), end),
            _ => return None,
        };
        Some(Found::new(i, end, What::Time(day, Moment::Part(part)), &PIECE_DAY))
    }

    /// « des années 1990 » behind a piece.
    fn decade_behind(&self, i: usize) -> Option<(Reading, usize)> {
        if self.w(i) != "des" || self.w(i + 1) != "annees" {
            return None;
        }
        of_date(self.decade(i + 1)?)
    }

    /// « XIXe siècle » behind a piece.
    fn century_behind(&self, i: usize) -> Option<(Reading, usize)> {
        of_date(self.century(i, i < self.end && self.is_number(i))?)
    }

    /// « années 60 », « décennie 1980 », « décennie des années 1980 »: `i` is the noun.
    pub(super) fn decade(&self, i: usize) -> Option<Found> {
        let mut j = i + 1;
        if self.w(i).starts_with("decennie") {
            j += usize::from(WordSet::OfAny.has(self.w(j)));
            j += usize::from(self.w(j) == "annees");
        }
        let (n, end) = self.integer(j)?;
        let n = if n < 100 { 1900 + n } else { n };
        // « la décennie des 30 glorieuses »
        let counts = self.w(i).starts_with("decennie")
            && end < self.end
            && self.kind(end) == TokenKind::Word
            && self.back(end, 2) == "des";
        let decade = n % 10 == 0 && (1000..2100).contains(&n) && !counts;
        decade.then(|| Found::new(i, end, What::Date(Reading::years(n as i16, 10)), &DECADE))
    }

    /// The token behind « siècle » when a century's number can stand at `i`: « XXe siècle », « XX e siècle ».
    pub(super) fn century_end(&self, i: usize) -> Option<usize> {
        let century = |k: usize| self.class(k) == Some(Class::Unit(Unit::Century));
        match self.w(i + 1) {
            _ if century(i + 1) => Some(i + 2),
            "e" | "eme" if century(i + 2) => Some(i + 3),
            _ => None,
        }
    }

    /// Whether a century may begin at `i`, alone or first of two: « XIVe et XVe siècles ».
    pub(super) fn begins_century(&self, i: usize) -> bool {
        // Nearly every word is told by its letters not to be a Roman numeral.
        let numeral = |b: u8| matches!(b, b'i' | b'v' | b'x' | b'e' | b'm' | b'r');
        if !self.w(i).bytes().all(numeral) {
            return false;
        }
        let second = || (2..4).any(|n| self.century_end(i + n).is_some());
        self.century_end(i).is_some() || WordSet::JoinsCenturies.has(self.w(i + 1)) && second()
    }

    /// « XIVe et XVe siècles », « du XVIe au XVIIIe siècle », « Ve ou VIe siècle ».
    pub(super) fn centuries(&self, i: usize) -> Option<Found> {
        if self.century_end(i).is_some() || !self.begins_century(i) {
            return None;
        }
        let j = i + 2 + usize::from(WordSet::BeforeCentury.has(self.w(i + 2)));
        let (a, b, end) = (self.roman(i)?, self.roman(j)?, self.century_end(j)?);
        let fits = (2..22).contains(&a) && (2..22).contains(&b) && a < b && self.before_christ(end).is_none();
        let century = |n: i16| Reading::years((n - 1) * 100, 100);
        fits.then(|| Found::new(i, end, What::Date(Reading::between(century(a), century(b))), &CENTURIES))
    }

    pub(super) fn century(&self, i: usize, number: bool) -> Option<Found> {
        let end = self.century_end(i)?;
        let n: i16 = if number {
            self.w(i).trim_end_matches(|c: char| c.is_alphabetic()).parse().ok()?
        } else {
            self.roman(i)?
        };
        // TIMEX3 has no century before our era.
        let before_us = self.before_christ(end).is_some() || self.w(end) == "avant" && self.w(end + 1) == "notre";
        if before_us {
            return None;
        }
        let century = || Reading::years((n - 1) * 100, 100);
        (2..22)
            .contains(&n)
            .then(|| Found::new(i, end, What::Date(century()), &CENTURY))
    }
}
