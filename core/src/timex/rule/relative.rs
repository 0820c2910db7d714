//! What counts from the day of the document: « hier », « la semaine dernière », « il y a trois ans ».

use super::super::Modifier;
use super::super::reading::{Base, Reading, Way};
use super::super::word::{Class, DASH_CI, DASH_LA, Part, Reference, Unit, class};
use super::duration::{Length, iso};
use super::reader::{Parsed, Reader};
use super::{Dating, Found, Moment, What, family};
use crate::lexicon::words::WordSet;
use crate::text::TokenKind;

family! {
    /// « hier », « avant-hier », « après-demain »; not « l'avant ».
    DEICTIC = "timex.deictic",
        reads "Il a signé avant-hier." as "2024-07-16",
        leaves "Il était là avant.";
    /// « cette semaine », « cet an », « dans la semaine »; not « ces mois », « dans la semaine sainte ».
    THIS = "timex.this",
        reads "Les ventes montent cette semaine." as "2024-W29",
        leaves "Les ventes montent dans la semaine sainte.";
    /// « à ce jour »; not « de ce jour ».
    THIS_DAY = "timex.this.day",
        reads "Rien n'est connu à ce jour." as "PRESENT_REF",
        leaves "Elle court à ce jeu.";
    /// « ce soir », « cette nuit »; not « ce cinéma ».
    THIS_PART = "timex.this.part",
        reads "Le match a lieu ce soir." as "2024-07-18TEV",
        leaves "Le match a lieu un soir.";
    /// « ce lundi », « cet été », « ce 3 mai »; not « ce Mars ».
    THIS_NAMED = "timex.this.named",
        reads "Il sera reçu ce samedi." as "2024-07-20",
        leaves "Il sera reçu samedi.";
    /// « ce jour-là », « cette année-là », « ce soir-là », « ce lundi-là », « ce jeudi soir-là », « ce 3 avril-là »; not « ce ministre-là ».
    THAT = "timex.that",
        reads "Elle a signé le 3 mai 2019 ; ce jour-là, il pleuvait." as "2019-05-03",
        leaves "Elle a signé le 3 mai 2019 ; ce ministre-là aussi.";
    /// « la semaine dernière », « l'an prochain », « la prochaine semaine », « du mois dernier »; not « la dernière semaine ».
    AWAY = "timex.away",
        reads "Les ventes ont baissé la semaine dernière." as "2024-W28",
        leaves "La dernière semaine fut rude.";
    /// « il y a trois ans »; not « il y a trois ports ».
    AGO = "timex.ago",
        reads "Elle est partie il y a un peu plus de trois ans." as "2021",
        leaves "Dans la baie, il y a trois ports.";
    /// « il y a deux heures »; not « il y a deux ports ».
    AGO_CLOCK = "timex.ago.clock",
        reads "Elle est partie il y a deux heures." as "PAST_REF",
        leaves "Elle est partie il y a deux mois.";
    /// « il y a quelques jours »; not « il y a quelques ports ».
    AGO_VAGUE = "timex.ago.vague",
        reads "Elle est partie il y a quelques jours." as "PAST_REF",
        leaves "Dans la baie, il y a quelques ports.";
    /// « dans deux mois »; not « dans deux ports », « dans deux heures ».
    AHEAD = "timex.ahead",
        reads "Le procès s'ouvrira dans moins de deux mois." as "2024-09",
        leaves "Le bateau passe dans moins de deux ports.";
    /// « dans quelques jours »; not « dans quelques ports ».
    AHEAD_VAGUE = "timex.ahead.vague",
        reads "Le procès s'ouvrira dans quelques jours." as "FUTURE_REF",
        leaves "Le bateau passe dans quelques ports.";
    /// « d'ici trois mois », « dans les quinze jours »; not « dans les trois jours qui ont suivi ».
    WITHIN = "timex.within",
        reads "Le tribunal tranchera d'ici trois mois." as "2024-07-18/2024-10-18",
        leaves "Il parla dans les trois jours qui ont suivi.";
    /// « les dix derniers mois », « 3 prochaines semaines »; not « les dix derniers ports ».
    RUN = "timex.run",
        reads "Il vivra ici trois prochaines semaines." as "P3W",
        leaves "Il cite les dix derniers ports.";
    /// « les trois premières semaines du siège » as a length; not « les trois premières versions ».
    FIRST_ONES = "timex.run.first",
        reads "Les trois premières semaines du siège furent rudes." as "P3W",
        leaves "Les trois premières versions furent lentes.";
    /// « la semaine du 14 octobre »; not « la semaine du goût ».
    WEEK_OF = "timex.week_of",
        reads "Il viendra la semaine du 14 octobre." as "2024-W42",
        leaves "Il viendra la semaine du goût.";
    /// « en semaine 33 », « la semaine 34 »; not « la semaine 5 du tournoi ».
    WEEK_NUMBER = "timex.week_number",
        reads "Les entrées ont doublé en semaine 7." as "2024-W07",
        leaves "Il fut blessé en semaine 5 du tournoi.";
}

impl Reader<'_> {
    /// « hier » and its like, so many days from the document.
    pub(super) fn deictic(&self, i: usize, by: i64) -> Dating {
        // « d'aujourd'hui en huit »
        match (self.w(i + 1), self.w(i + 2)) {
            ("en", "huit") => (Reading::whole(Unit::Day, by + 7), i + 3, &DEICTIC),
            ("en", "quinze") => (Reading::whole(Unit::Day, by + 14), i + 3, &DEICTIC),
            // « hier mercredi »
            _ => {
                let named = matches!(self.class(i + 1), Some(Class::Weekday(_)));
                (Reading::whole(Unit::Day, by), i + 1 + usize::from(named), &DEICTIC)
            }
        }
    }

    /// « avant hier » in two words; not « avant midi ».
    pub(super) fn before_yesterday(&self, i: usize) -> Option<Found> {
        (self.w(i + 1) == "hier").then(|| Found::new(i, i + 2, What::Date(Reading::whole(Unit::Day, -2)), &DEICTIC))
    }

    pub(super) fn ago(&self, i: usize) -> Option<Found> {
        /// So many years ago there are no dates.
        const AGES: i64 = 2000;
        let j = match (self.w(i), self.w(i + 1), self.w(i + 2)) {
            ("il", "y", "a") => i + 3,
            ("voici" | "voila", ..) => i + 1,
            _ => return None,
        };
        let exactly = WordSet::Exactly.has(self.w(j));
        let length = self.length_or_fortnight(j + self.about(j))?;
        let (exact, end) = self.to_the_day(length.end);
        let (what, rule) = match length.count {
            _ if length.unit < Unit::Day => (What::Reference(Reference::Past), &AGO_CLOCK),
            Some(n) if length.unit >= Unit::Year && n >= AGES => (What::Reference(Reference::Past), &AGO_VAGUE),
            Some(n) => {
                let (unit, by) = (length.unit, -n);
                let exact = exact || exactly && unit < Unit::Year;
                // « contre 10,5 % il y a un an » compares with the month under report.
                let compares = matches!(self.before(i), "%" | ",") && unit == Unit::Year && self.compares(i);
                let base = if compares { Base::Report } else { Base::Document };
                (What::Date(Reading::Distance { unit, by, base, exact }), &AGO)
            }
            None => (What::Reference(Reference::Past), &AGO_VAGUE),
        };
        Some(Found::new(i, end, what, rule).modified(self.bound(j, Modifier::Before, Modifier::After)))
    }

    /// Whether a figure that is set against another stands before token `i`: « contre 10,5 % », « 11,8 % ».
    fn compares(&self, i: usize) -> bool {
        const REACH: usize = 4;
        (1..=REACH).any(|n| matches!(self.back(i, n), "contre" | "%"))
    }

    /// « jour pour jour », « aujourd'hui » behind a distance: it is to the day; and the token behind.
    fn to_the_day(&self, i: usize) -> (bool, usize) {
        match (self.w(i), self.w(i + 1), self.w(i + 2)) {
            ("jour", "pour", "jour") => (true, i + 3),
            ("aujourd'hui", ..) => (true, i + 1),
            _ => (false, i),
        }
    }

    /// A length, or « une quinzaine » for fifteen days.
    fn length_or_fortnight(&self, i: usize) -> Option<Length> {
        if matches!((self.w(i), self.w(i + 1)), ("une", "quinzaine")) && !WordSet::Of.has(self.w(i + 2)) {
            return Some(Length {
                count: Some(15),
                value: "P15D".to_owned(),
                unit: Unit::Day,
                end: i + 2,
            });
        }
        self.length(i)
    }

    /// How many words at `i` say that a length is no exact one, or quite one: « environ », « à peine », « un peu plus de ».
    fn about(&self, i: usize) -> usize {
        let small = if self.w(i) == "un" && self.w(i + 1) == "peu" { 2 } else { 0 };
        if WordSet::AdverbOfAgo.has(self.w(i)) {
            return 1;
        }
        if WordSet::About.has_pair(self.w(i), self.w(i + 1)) {
            return 2 + usize::from(self.w(i + 2) == "pres");
        }
        match (self.w(i + small), self.w(i + small + 1)) {
            ("pres" | "moins" | "plus", "de" | "d'") => small + 2,
            ("environ" | "quelque", _) if small == 0 => 1,
            ("au", "moins" | "plus") if small == 0 => 2,
            _ => 0,
        }
    }

    /// The mod that « plus de », « moins de » or « environ » at `i` give to a day so far away.
    fn bound(&self, i: usize, more: Modifier, less: Modifier) -> Option<Modifier> {
        let small = if self.w(i) == "un" && self.w(i + 1) == "peu" { 2 } else { 0 };
        let word = self.w(i + small);
        let of = WordSet::Of.has(self.w(i + small + 1));
        if of && word == "plus" {
            Some(more)
        } else if of && word == "moins" {
            Some(less)
        } else {
            (of && word == "pres" || word == "environ" || word == "quelque").then_some(Modifier::Approx)
        }
    }

    pub(super) fn ahead(&self, i: usize) -> Option<Found> {
        if WordSet::ArticleAny.has(self.w(i + 1)) {
            return None;
        }
        let length = self.length_or_fortnight(i + 1 + self.about(i + 1))?;
        let (what, rule) = match length.count {
            _ if length.unit < Unit::Day => return None,
            Some(n) => (What::Date(Reading::distance(length.unit, n)), &AHEAD),
            None => (What::Reference(Reference::Future), &AHEAD_VAGUE),
        };
        Some(Found::new(i, length.end, what, rule).modified(self.bound(i + 1, Modifier::After, Modifier::Before)))
    }

    /// « d'ici trois mois », « d'ici à trois mois ».
    pub(super) fn before_then(&self, i: usize) -> Option<Found> {
        if self.w(i + 1) != "ici" {
            return None;
        }
        self.within(i + 2 + usize::from(WordSet::BehindHence.has(self.w(i + 2))))
    }

    /// « dans les quinze jours » where nothing tells from when.
    pub(super) fn in_the_next(&self, i: usize) -> Option<Found> {
        if self.w(i + 1) != "les" {
            return None;
        }
        self.integer(i + 2)?;
        self.within(i + 2).filter(|found| self.stops(found.end))
    }

    fn within(&self, i: usize) -> Option<Found> {
        let length = self.length(i)?;
        let within = Reading::Within {
            unit: length.unit,
            by: length.count?,
        };
        (length.unit >= Unit::Day).then(|| Found::new(i, length.end, What::Date(within), &WITHIN))
    }

    /// « dans la semaine » at the end of what is said.
    pub(super) fn in_the_week(&self, i: usize) -> Option<Found> {
        let this = self.w(i + 1) == "la" && self.w(i + 2) == "semaine" && self.stops(i + 3);
        this.then(|| Found::new(i + 1, i + 3, What::Date(Reading::whole(Unit::Week, 0)), &THIS))
    }

    /// What « ce », « cette », « ces » point at.
    pub(super) fn this(&self, i: usize) -> Option<Found> {
        let j = i + 1;
        if let Some(found) = self.that(i) {
            return Some(found);
        }
        // « à ce jour » is now; « cette journée de mobilisation » is what is told of.
        let day = matches!(self.class(j), Some(Class::Unit(Unit::Day)));
        if day && self.before(i) == "a" && self.w(j) == "jour" {
            return Some(Found::new(i, j + 1, What::Reference(Reference::Present), &THIS_DAY));
        }
        if day && WordSet::OfAny.has(self.w(j + 1)) || WordSet::OfArticle.has(self.w(j + 1)) {
            return None;
        }
        // « ce 3 mai », « ce mois de mai »
        let named = self.is_number(j) || self.w(j) == "mois" && WordSet::Of.has(self.w(j + 1));
        if named
            && self.w(i) == "ce"
            && let Some((reading @ (Reading::Day { month: Some(_), .. } | Reading::Month { .. }), end, _)) = self.dated(j)
        {
            let timed = self.with_time(reading, end);
            return Some(Found::new(i, timed.end, timed.what, &THIS_NAMED).modified(timed.modifier));
        }
        if self.is_afternoon(j) {
            let what = What::Time(Some(Reading::whole(Unit::Day, 0)), Moment::Part(Part::Afternoon));
            return Some(Found::new(i, j + 2, what, &THIS_PART));
        }
        match self.class(j)? {
            Class::Part(part) => {
                let what = What::Time(Some(Reading::whole(Unit::Day, 0)), Moment::Part(part));
                Some(Found::new(i, j + 1, what, &THIS_PART))
            }
            Class::Unit(
                unit @ (Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Half | Unit::Year),
            ) if self.w(i) != "ces" => {
                let (by, base) = (0, if unit == Unit::Month { Base::Report } else { Base::Document });
                Some(Found::new(i, j + 1, What::Date(Reading::Whole { unit, by, base }), &THIS))
            }
            Class::Weekday(_) | Class::Month(_) | Class::Season(_) => {
                let (reading, end, _) = self.dated(j)?;
                let timed = self.with_time(reading, end);
                Some(Found::new(i, timed.end, timed.what, &THIS_NAMED).modified(timed.modifier))
            }
            _ => self.these_last(i),
        }
    }

    /// « ce jour-là », « cette année-là », « ce soir-là », « ce lundi-là »: of the story.
    fn that(&self, i: usize) -> Option<Found> {
        let word = self.w(i + 1);
        if let Some(Class::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Half | Unit::Year))) =
            word.strip_suffix(DASH_CI).and_then(class)
            && self.w(i) != "ces"
        {
            let (by, base) = (0, if unit == Unit::Month { Base::Report } else { Base::Document });
            return Some(Found::new(i, i + 2, What::Date(Reading::Whole { unit, by, base }), &THIS));
        }
        // « ce 3 avril-là »
        if let (Some((day, k)), "ce") = (self.day(i + 1), self.w(i))
            && let Some(Class::Month(month)) = self.w(k).strip_suffix(DASH_LA).and_then(class)
        {
            let reading = Reading::Day {
                year: None,
                month: Some(month),
                day,
                weekday: None,
                way: Way::Same,
            };
            return Some(Found::new(i, k + 1, What::Date(reading), &THAT));
        }
        let that = |day| Reading::Weekday {
            day,
            way: Way::That,
            week: None,
        };
        if let (Some(Class::Weekday(day)), Some(part)) = (self.class(i + 1), self.w(i + 2).strip_suffix(DASH_LA))
            && let Class::Part(part) = class(part)?
        {
            let what = What::Time(Some(that(day)), Moment::Part(part));
            return Some(Found::new(i, i + 3, what, &THAT));
        }
        let what = match class(word.strip_suffix(DASH_LA)?)? {
            Class::Weekday(day) => What::Date(that(day)),
            Class::Part(part) => What::Time(Some(Reading::of_story(Unit::Day, 0)), Moment::Part(part)),
            Class::Unit(unit) if unit >= Unit::Day && self.w(i) != "ces" => What::Date(Reading::of_story(unit, 0)),
            _ => return None,
        };
        Some(Found::new(i, i + 2, what, &THAT))
    }

    /// What « dernier », « prochain », « suivant », « précédent », « d'avant » at `j` make of a unit.
    fn unit_away(&self, unit: Unit, j: usize) -> Parsed<Reading> {
        let (by, base, end) = match (self.w(j), self.way(j)) {
            ("precedent" | "precedente", _) => (-1, Base::Story, j + 1),
            ("d'", _) if self.w(j + 1) == "avant" => (-1, Base::Story, j + 2),
            // « l'année en cours », not « l'année en cours de débat »
            ("en", _) if self.w(j + 1) == "cours" && !WordSet::OfAny.has(self.w(j + 2)) => (0, Base::Document, j + 2),
            (_, (Way::Last, end)) => (-1, Base::Document, end),
            (_, (Way::Next, end)) => (1, Base::Document, end),
            (_, (Way::Following, end)) => (1, Base::Story, end),
            _ => return None,
        };
        Some((Reading::Whole { unit, by, base }, end))
    }

    /// « du mois dernier », « au trimestre suivant », « semaine prochaine »; not « une année passée en prison ».
    pub(super) fn unit_behind_preposition(&self, i: usize, unit: Unit) -> Option<Found> {
        if unit < Unit::Day || !(self.before(i).is_empty() || WordSet::BeforeUnit.has(self.before(i))) {
            return None;
        }
        let (reading, end) = self.unit_away(unit, i + 1)?;
        Some(Found::new(i, end, What::Date(reading), &AWAY))
    }

    /// « semaine 33 », « semaine 33 de 2021 » behind « en » or « la », or where the clause ends: `i` is the noun; not « la semaine 5 du tournoi », « une semaine 33 trains ».
    pub(super) fn numbered_week(&self, i: usize) -> Option<Found> {
        if self.w(i) != "semaine" || !self.is_number(i + 1) {
            return None;
        }
        let j = i + 2;
        // « reprendra semaine 42. »
        let closes = self.stops(j) && !WordSet::Determiner.has(self.before(i));
        if !closes && !WordSet::BeforeWeekNumber.has(self.before(i)) {
            return None;
        }
        let number = self.w(i + 1).parse().ok().filter(|n| (1..=53).contains(n))?;
        let (year, end) = self.year_behind(j);
        let counts = self.kind(j) == TokenKind::Word && self.w(j).ends_with(['s', 'x']) || self.is_number(j);
        let other = WordSet::OfAny.has(self.w(j)) || WordSet::UnitSign.has(self.w(j)) || self.unit(j).is_some() || counts;
        let what = What::Date(Reading::WeekNumber { number, year });
        (year.is_some() || !other).then(|| Found::new(i, end, what, &WEEK_NUMBER))
    }

    /// « la semaine dernière », « la semaine du 14 octobre »; not « la minute suivante ».
    pub(super) fn unit_behind_article(&self, i: usize) -> Option<Found> {
        let (unit, j) = self.unit(i + 1).filter(|(unit, _)| *unit >= Unit::Day)?;
        if unit == Unit::Week
            && WordSet::OfOrFrom.has(self.w(j))
            && let Some((reading @ Reading::Day { .. }, end)) = self.calendar(j + 1)
        {
            return Some(Found::new(i, end, What::Date(Reading::WeekOf(Box::new(reading))), &WEEK_OF));
        }
        let (reading, end) = self.unit_away(unit, j)?;
        Some(Found::new(i, end, What::Date(reading), &AWAY))
    }

    /// « la prochaine semaine », « au dernier trimestre »; not « le dernier trimestre de 2023 ».
    pub(super) fn unit_behind_adjective(&self, i: usize) -> Option<Found> {
        let next = self.w(i).starts_with("prochain");
        let (unit, end) = self.unit(i + 1)?;
        let clear = match unit {
            Unit::Quarter | Unit::Half => true,
            // « la dernière semaine » is mostly the last of something.
            Unit::Week | Unit::Month | Unit::Year | Unit::Decade => next,
            _ => false,
        };
        let ok = clear
            && WordSet::ArticleContracted.has(self.before(i))
            && !WordSet::BehindRelative.has(self.w(end))
            && self.year(end).is_none();
        let by = if next { 1 } else { -1 };
        ok.then(|| Found::new(i, end, What::Date(Reading::whole(unit, by)), &AWAY))
    }

    /// « trois premières semaines » of something, as a length: `i` is the number.
    pub(super) fn first_ones(&self, i: usize) -> Option<Found> {
        let (n, j) = self.integer(i).filter(|(n, _)| *n > 1)?;
        if !WordSet::FirstOnes.has(self.w(j)) {
            return None;
        }
        let (unit, end) = self.unit(j + 1)?;
        let plain = !matches!(unit, Unit::Quarter | Unit::Half | Unit::Decade | Unit::Century);
        let value = iso(Some(n.into()), unit).filter(|_| plain)?;
        Some(Found::new(i, end, What::Duration(value), &FIRST_ONES))
    }

    /// « dix derniers mois », « 3 semaines suivantes ».
    pub(super) fn run(&self, i: usize) -> Option<Found> {
        if !self.is_number(i) && self.class(i).is_none() {
            return None;
        }
        let (n, j) = self.integer(i)?;
        let way = |w: &str| match w {
            "dernier" | "derniers" | "dernieres" | "passes" | "passees" => Some(-n),
            "prochains" | "prochaines" | "suivant" | "suivants" | "suivantes" => Some(n),
            _ => None,
        };
        let (by, unit, end) = match (way(self.w(j)), self.unit(j), self.unit(j + 1)) {
            (Some(by), _, Some((unit, end))) => (by, unit, end),
            (None, Some((unit, end)), _) => (way(self.w(end))?, unit, end + 1),
            _ => return None,
        };
        if unit < Unit::Day {
            let length = iso(Some(n.into()), unit)?;
            return Some(Found::new(i, end, What::Duration(length), &RUN));
        }
        let rolling = by < 0 && WordSet::PluralTold.has(self.before(i));
        Some(Found::new(i, end, What::Date(Reading::Run { unit, by, rolling }), &RUN))
    }
}
