//! Lengths of time.

use super::super::reading::Way;
use super::super::word::{Class, Unit, class};
use super::reader::Reader;
use super::set::letter;
use super::{Found, What, family};
use crate::lexicon::inflection::{is_future, is_infinitive};
use crate::lexicon::person;
use crate::lexicon::words::WordSet;
use crate::number::NumeralKind;
use crate::text::TokenKind;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

family! {
    /// « trois ans », « une vingtaine d'années », « un an et demi », « 3jours »; not « un homme de 37 ans », « trois voitures ».
    DURATION = "timex.duration",
        reads "Un bail de 37 ans a été signé." as "P37Y",
        leaves "Un homme de 37 ans a été blessé.";
    /// « trois mois et un jour », « deux ans et six mois »; not « âgé de deux ans et six mois ».
    MIXED = "timex.duration.mixed",
        reads "Il y est resté trois mois et un jour." as "P3M1D",
        leaves "Un enfant âgé de deux ans et six mois a été blessé.";
    /// « trois nuits », « en une nuit », as days, for TIMEX3 counts no nights; not « une nuit, il partit ».
    NIGHTS = "timex.duration.nights",
        reads "Le quartier a connu trois nuits de heurts." as "P3D",
        leaves "Une nuit de fête s'annonce.";
    /// « deux à trois mois », « entre 3 et 5 jours »; not « âgés de 17 à 24 ans », « de 8 à 10 heures ».
    RANGE = "timex.duration.range",
        reads "Le chantier prendra deux à trois mois." as "P2M/P3M",
        leaves "Deux hommes âgés de 17 à 24 ans ont été blessés.";
    /// « un jour » as some day of the future or the past; not « la visite a duré un jour ».
    SOME_DAY = "timex.reference.some_day",
        reads "Un jour, il partira." as "FUTURE_REF",
        leaves "La visite a duré un jour.";
    /// « tout l'an », « toute la semaine »; not « toute la ville ».
    WHOLE = "timex.duration.whole",
        reads "Le site a été fermé toute la semaine." as "P1W",
        leaves "Le site a alerté toute la ville.";
}

/// A length of time that the text names.
pub(super) struct Length {
    /// How many, where the text counts them in whole ones.
    pub(super) count: Option<i64>,
    /// Its TIMEX3 value.
    pub(super) value: String,
    pub(super) unit: Unit,
    /// The token behind it.
    pub(super) end: usize,
}

/// So many quarters of a unit as a TIMEX3 length.
fn quarters_of(quarters: i32, unit: Unit, end: usize) -> Option<Length> {
    let value = match unit {
        Unit::Hour => format!("PT{}M", quarters * 15),
        Unit::Minute => format!("PT{}S", quarters * 15),
        Unit::Day => format!("PT{}H", quarters * 6),
        Unit::Year => format!("P{}M", quarters * 3),
        Unit::Century => format!("P{}Y", quarters * 25),
        Unit::Decade if quarters == 2 => "P5Y".to_owned(),
        _ => return None,
    };
    Some(Length {
        count: None,
        value,
        unit,
        end,
    })
}

/// Nouns and adjectives of nationality by their endings: « un électricien allemand de 37 ans, ».
fn ends_like_a_person(word: &str) -> bool {
    [
        "ien", "ienne", "ais", "aise", "ain", "aine", "and", "ande", "eur", "euse", "iste", "ier", "iere",
    ]
    .iter()
    .any(|e| word.len() > e.len() + 1 && word.ends_with(e))
}

/// Whether two words are « une seconde », which may also be « the second ».
fn one_second(first: &str, second: &str) -> bool {
    first == "une" && second == "seconde"
}

/// So many of a unit in ISO 8601: « P3M », « PT30M »; « PXM » of a count that is not told.
pub(super) fn iso(count: Option<Decimal>, unit: Unit) -> Option<String> {
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
    let figure = match count {
        None => "X".to_owned(),
        Some(a) if times > 1 => (a * Decimal::from(times)).normalize().to_string(),
        Some(a) => a.to_string(),
    };
    let time = if unit < Unit::Day { "T" } else { "" };
    Some(format!("P{time}{figure}{letter}"))
}

impl Reader<'_> {
    /// Whether a word that is neither a preposition, an article nor a verb of a few letters stands at a token.
    fn is_noun(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Word && self.w(i).len() > 3 && !WordSet::NoMeasure.has(self.w(i))
    }

    /// Whether a word of time is written as a name: with a capital where its neighbors are not all capitals.
    pub(super) fn is_titled(&self, i: usize) -> bool {
        let raw = self.text.raw_word(i);
        i > self.start && raw.starts_with(char::is_uppercase) && raw.chars().any(char::is_lowercase)
    }

    /// « trois ans », « une vingtaine d'années », « un an et demi », « quelques heures »; not « trois voitures ».
    pub(super) fn length(&self, i: usize) -> Option<Length> {
        let w = self.w(i);
        // « des années 60 » is a decade.
        if w == "des" && self.w(i + 1) == "annees" && self.integer(i + 2).is_some() {
            return None;
        }
        if let Some(part) = self.part_of_unit(i) {
            return Some(part);
        }
        let (amount, unit, mut end) = self.amount_of_unit(i)?;
        let half = self.w(end) == "et" && WordSet::Half.has(self.w(end + 1));
        // « un mois et demi »: no other unit says half of these.
        let whole = matches!(unit, Unit::Year | Unit::Hour | Unit::Minute | Unit::Day);
        let extra = if half && !whole { Decimal::new(5, 1) } else { Decimal::ZERO };
        let amount = amount.and_then(|a| a.checked_add(extra));
        let mut value = iso(amount, unit)?;
        if half {
            value.push_str(match unit {
                Unit::Year => "6M",
                Unit::Hour => "30M",
                Unit::Minute => "30S",
                Unit::Day => "T12H",
                _ => "",
            });
            end += 2;
        }
        Some(Length {
            count: amount.and_then(|a| a.to_i64()),
            value,
            unit,
            end,
        })
    }

    /// The number, unless it is vague, and the unit of a length.
    fn amount_of_unit(&self, i: usize) -> Option<(Option<Decimal>, Unit, usize)> {
        if let Some((digits, Class::Unit(unit))) = self.glued_number(i) {
            return Some((Some(digits.replace(',', ".").parse().ok()?), unit, i + 1));
        }
        let (amount, j) = if WordSet::Few.has(self.w(i)) {
            (None, i + 1)
        } else {
            let n = self.number(i)?;
            if !matches!(n.kind, NumeralKind::Cardinal | NumeralKind::Collective) {
                return None;
            }
            (Some(n.value), i + n.tokens)
        };
        let of = j + usize::from(WordSet::Of.has(self.w(j)));
        let sized = WordSet::SizeOfUnit.has(self.w(of));
        let (unit, end) = self.unit(of + usize::from(sized))?;
        // « une bonne journée » is a wish.
        let fits = !sized || self.w(of).starts_with("long") || matches!(unit, Unit::Hour | Unit::Minute);
        fits.then_some((amount, unit, end))
    }

    /// « un demi-siècle », « une demi-heure », « un quart d'heure », « trois quarts d'heure »; not « un quart des voix ».
    fn part_of_unit(&self, i: usize) -> Option<Length> {
        let quarters = match self.w(i) {
            "trois" => 3,
            _ => 1,
        };
        if self.slashed(i + 1) && matches!(self.w(i), "1" | "3") {
            return self.fraction_of_unit(i);
        }
        let j = i + usize::from(WordSet::QuarterFigure.has(self.w(i)));
        let (share, unit, end) = match self.w(j) {
            "quart" | "quarts" if WordSet::Of.has(self.w(j + 1)) => (quarters, self.unit(j + 2)?.0, j + 3),
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
        quarters_of(share, unit, end)
    }

    /// « 1/2 heure », « 3/4 d'heure », « 1/4h »
    fn fraction_of_unit(&self, i: usize) -> Option<Length> {
        let below = self.w(i + 2);
        let share = match (self.w(i), below.as_bytes().first()?) {
            ("1", b'2') => 2,
            ("1", b'4') => 1,
            ("3", b'4') => 3,
            _ => return None,
        };
        let (unit, end) = if below.len() == 1 {
            self.unit(i + 3 + usize::from(WordSet::Of.has(self.w(i + 3))))?
        } else {
            match class(below.get(1..)?)? {
                Class::Unit(unit) => (unit, i + 3),
                _ => return None,
            }
        };
        quarters_of(share, unit, end)
    }

    /// The length that begins at `i` as an expression of its own: no age, no « trois fois », no « des heures ».
    pub(super) fn duration(&self, i: usize, length: Length) -> Option<Found> {
        let mixed = self.mixed(&length);
        let rule = if mixed.is_some() { &MIXED } else { &DURATION };
        let unit = length.unit;
        let (value, end) = mixed.unwrap_or((length.value, length.end));
        let w = self.w(i);
        let one = w == "un" || w == "une";
        let age = WordSet::Of.has(self.before(i)) && WordSet::Aged.has(self.back(i, 2))
            || self.is_infant(i, unit)
            || unit == Unit::Year && self.is_age(i, end);
        // « une minute de silence », « une seconde victoire »
        let silence = unit == Unit::Minute && self.w(end) == "de" && WordSet::KeptForMinute.has(self.w(end + 1));
        // « une année 2015 difficile », « au fil des années »
        let dated = unit == Unit::Year && one && self.year(end).is_some() || self.before(i) == "fil";
        let month = unit == Unit::Month && one && self.month(i + 1).is_some_and(|(_, end)| end > i + 2);
        let second = one_second(self.w(i), self.w(i + 1)) && end < self.end && self.is_noun(end);
        // « les Journées mondiales », « le 20 Heures »
        let named = self.is_titled(end - 1);
        // « deux trois minutes » is one or the other.
        let either = self.class(i) == Some(Class::Number) && i > self.start && self.class(i - 1) == Some(Class::Number);
        // « 28 000 ans » is no « 000 ans ».
        let cut = self.is_number(i) && i > self.start && self.is_number(i - 1);
        let none = age
            || cut
            || silence
            || second
            || month
            || dated
            || named
            || either
            || self.is_noon_at_two(i)
            || self.w(end) == "fois"
            || one && self.w(end) == "ou"
            || w == "des"
                && !matches!(
                    unit,
                    Unit::Century | Unit::Decade | Unit::Year | Unit::Month | Unit::Week | Unit::Day
                );
        (!none).then(|| Found::new(i, end, What::Duration(value), rule))
    }

    /// Lengths that follow one another, each of a smaller unit, as one value: « deux ans et six mois », « 3 heures, 21 minutes
    /// et 28 secondes ».
    fn mixed(&self, length: &Length) -> Option<(String, usize)> {
        length.count?;
        let clock = length.unit < Unit::Day;
        let (mut value, mut end, mut unit) = (length.value.clone(), length.end, length.unit);
        // TIMEX3 has no weeks beside other units, and a quarter is no unit of ISO 8601.
        let plain = |u: Unit| u < Unit::Day || matches!(u, Unit::Day | Unit::Month | Unit::Year);
        loop {
            let join = usize::from(WordSet::AndComma.has(self.w(end)) && (clock || self.w(end) == "et"));
            let joins = join > 0 || clock && self.is_counted(end);
            let Some(rest) = joins.then(|| self.length(end + join)).flatten() else {
                break;
            };
            if rest.count.is_none() || rest.unit >= unit || !plain(rest.unit) || !plain(unit) || clock != (rest.unit < Unit::Day)
            {
                break;
            }
            value.push_str(rest.value.trim_start_matches('P').trim_start_matches('T'));
            (end, unit) = (rest.end, rest.unit);
        }
        if let Some((rest, behind)) = self.bare_rest(end, unit) {
            value.push_str(&rest);
            end = behind;
        }
        (end > length.end).then_some((value, end))
    }

    /// The smaller unit that a number alone tells behind an hour or a minute: « deux minutes quarante », « 2 mn 30 », « 18 min 12 s »;
    /// not « 2 mn, 30 fans ».
    fn bare_rest(&self, i: usize, unit: Unit) -> Option<(String, usize)> {
        let letter = match unit {
            Unit::Hour => "M",
            Unit::Minute => "S",
            _ => return None,
        };
        if !self.is_counted(i) {
            return None;
        }
        let (n, end) = self.integer(i).filter(|(n, _)| (1..60).contains(n))?;
        let rest = format!("{n}{letter}");
        if self.w(end) == "s" && unit == Unit::Minute {
            return Some((rest, end + 1));
        }
        (self.stops(end) || WordSet::BehindLength.has(self.w(end))).then_some((rest, end))
    }

    /// « deux à trois mois », « entre 3 et 5 jours », « de trois à cinq ans de prison » as one length with both bounds; not « de 17 à 24 ans » of an age.
    pub(super) fn range(&self, i: usize) -> Option<Found> {
        let first = self
            .number(i)
            .filter(|n| n.kind == NumeralKind::Cardinal && n.scale == Decimal::ONE)?;
        let (n, j) = (first.value, i + first.tokens);
        let entre = self.before(i) == "entre";
        let joins = WordSet::ToOrOr.has(self.w(j)) || entre && self.w(j) == "et";
        if !joins || self.number(j + 1)?.scale != Decimal::ONE {
            return None;
        }
        let to = self
            .length(j + 1)
            .filter(|to| to.count.is_some_and(|m| Decimal::from(m) > n))?;
        // « de 8 à 10 heures » is told by the clock.
        let at = WordSet::NearClock.has(self.before(i));
        let clock = to.unit == Unit::Hour && (at || self.before(i) == "de") && !WordSet::Of.has(self.w(to.end));
        // « les jeunes de 15 à 25 ans »: years are mostly those of an age.
        let spent = WordSet::BehindTerm.has(self.w(to.end))
            || WordSet::Spanning.has(self.before(i))
            || WordSet::OfAny.has(self.before(i)) && WordSet::Lasts.has(self.back(i, 2))
            || WordSet::Lasting.has(self.before(i))
            || WordSet::Lasting.has(self.back(i, 2))
            || self.is_set_to(i);
        let ago = self.before(i) == "a" && self.back(i, 2) == "y";
        let age = to.unit == Unit::Year && !ago && (!spent || self.is_age(i, to.end));
        let value = format!("{}/{}", iso(Some(n.normalize()), to.unit)?, to.value);
        (!clock && !age).then(|| Found::new(i, to.end, What::Duration(value), &RANGE))
    }

    /// « un jour » as some day: « Un jour, il partira », « verra-t-on un jour la mer »; not « il a duré un jour ».
    pub(super) fn some_day(&self, i: usize) -> Option<Found> {
        if self.w(i) != "un" || self.w(i + 1) != "jour" || WordSet::BehindOneDay.has(self.w(i + 2)) {
            return None;
        }
        let future = |k: usize| {
            let raw = self.text.raw_word(k);
            is_future(raw.split('-').next().unwrap_or(raw)) && !WordSet::TakesTime.has(self.w(k))
        };
        let opens = (i == self.start || WordSet::OpensSomeDay.has(self.before(i)))
            && (self.w(i + 2) == "," || WordSet::SubjectPronoun.has(self.w(i + 2)) || WordSet::Articles.has(self.w(i + 2)));
        // « verra-t-on un jour »
        let verb = i
            .checked_sub(1)
            .map(|k| k - usize::from(self.w(k).starts_with('-') && k > self.start));
        let verb = verb.is_some_and(|k| k >= self.start && future(k))
            || is_infinitive(self.w(i + 2)) && !WordSet::Lasting.has(self.before(i));
        (opens || verb).then(|| Found::new(i, i + 2, What::Someday, &SOME_DAY))
    }

    /// « trois nuits », « plusieurs nuits »; « une nuit » only where a length is asked for: « en une nuit ».
    pub(super) fn nights(&self, i: usize) -> Option<Found> {
        if !WordSet::Nights.has(self.w(i + 1)) {
            return None;
        }
        let count = match self.w(i) {
            "quelques" | "plusieurs" => "X".to_owned(),
            "un" | "une" | "1" => {
                let asked = WordSet::SpansNight.has(self.before(i));
                asked.then(|| "1".to_owned())?
            }
            _ => self.integer(i).filter(|(n, end)| *n > 1 && *end == i + 1)?.0.to_string(),
        };
        // « deux nuits de samedi à dimanche » are of the calendar.
        let dated = self.night_between(i + 2).is_some();
        (!dated).then(|| Found::new(i, i + 2, What::Duration(format!("P{count}D")), &NIGHTS))
    }

    /// Whether a number stands at a token.
    fn is_counted(&self, i: usize) -> bool {
        i < self.end && (self.is_number(i) || self.class(i) == Some(Class::Number))
    }

    /// « toute la semaine »; not « toute la semaine dernière », which is a date.
    pub(super) fn whole(&self, i: usize) -> Option<Found> {
        if !WordSet::Article.has(self.w(i + 1)) {
            return None;
        }
        let (unit, end) = self.unit(i + 2)?;
        if unit < Unit::Day || self.way(end).0 != Way::Open || self.year(end).is_some() {
            return None;
        }
        Some(Found::new(i, end, What::Duration(format!("P{}", letter(unit)?)), &WHOLE))
    }

    /// Whether « 37 ans » tells an age: at a name, of a person, « avait 37 ans »; not « 15 ans de prison », « un bail de 15 ans ».
    fn is_age(&self, i: usize, end: usize) -> bool {
        let two = self.back(i, 2);
        let named = i >= self.start + 2 && self.text.raw_word(i - 2).starts_with(char::is_uppercase);
        let spent = WordSet::BehindTerm.has(self.w(end));
        match self.before(i) {
            "," | "(" => {
                let closes = end >= self.end || WordSet::EndsAge.has(self.w(end));
                closes && (named || matches!(self.w(end), "," | ")"))
            }
            "de" | "d'" => {
                // « les plus de 60 ans », « les jeunes de moins de 25 ans »
                let limit = WordSet::MoreOrLess.has(two);
                let limited = limit
                    && (WordSet::PluralArticle.has(self.back(i, 3))
                        || WordSet::Of.has(self.back(i, 3)) && self.is_person(i, 4)
                        || self.is_person(i, 3));
                limited
                    || WordSet::AgedWritten.has(two)
                    || self.is_person(i, 2) && (!WordSet::A.has(self.w(i)) || self.is_round(i)) && !WordSet::OneOfThem.has(two)
                    || named && i > self.start + 2 && !spent
                    || WordSet::BehindAge.has(self.w(end)) && ends_like_a_person(two) && person::listed(two) != Some(false)
                    || !spent && self.is_agent(i, 2)
                    || self.is_one_of_persons(i)
                    || WordSet::Animal.has(two)
                    || self.befalls(end)
            }
            "ses" | "leurs" | "homme" | "femme" | "garcon" | "fille" | "age" | "agee" => true,
            "a" if !self.text.raw_word(i - 1).starts_with('a') => {
                WordSet::Befalls.has(two) || (!spent || self.w(end) == "apres") && !self.is_set_to(i) && !self.is_left_to(i, end)
            }
            "a" | "ai" | "as" | "avait" | "avaient" | "aura" | "auront" | "aurait" | "ayant" | "avoir" | "eu" | "fete"
            | "fetera" => !spent,
            "environ" | "pres" | "deja" => {
                WordSet::Of.has(two) && self.is_person(i, 3)
                    || WordSet::AgeBefore.has(two) && WordSet::Aged.has(self.back(i, 3))
                    || WordSet::Had.has(two) && !spent
            }
            _ => self.is_aged_otherwise(i, end),
        }
    }

    /// Whether « de trois mois » is the age of a baby.
    fn is_infant(&self, i: usize, unit: Unit) -> bool {
        let short = matches!(unit, Unit::Month | Unit::Week | Unit::Day);
        short && self.before(i) == "de" && WordSet::Infant.has(self.back(i, 2))
    }

    /// Whether « dès 6 ans » is from which age on: not « dès deux ans de présence », and « des ans » has no number.
    fn is_least_age(&self, i: usize, end: usize) -> bool {
        i > self.start && self.text.raw_word(i - 1).to_lowercase() == "dès" && !WordSet::OfAny.has(self.w(end))
    }

    /// Whether the number is « une vingtaine » and the like.
    fn is_round(&self, i: usize) -> bool {
        self.number(i).is_some_and(|n| n.kind == NumeralKind::Collective)
    }

    /// Whether the words behind an age say what befell a person, or where one is from: « de 61 ans est décédé », « de 19 ans, originaire de ».
    fn befalls(&self, end: usize) -> bool {
        let told = |k: usize| WordSet::Befalls.has(self.w(k));
        let helped = WordSet::Auxiliary.has(self.w(end)) && (told(end + 1) || self.w(end + 1) == "ete" && told(end + 2));
        told(end) || helped || self.w(end) == "," && told(end + 1)
    }

    /// Whether « à trois ans » is how long something is to last: « limitée à », « une peine allant jusqu'à », « porte la durée à ».
    fn is_set_to(&self, i: usize) -> bool {
        const REACH: usize = 10;
        let near = |set: WordSet| (2..REACH).any(|n| set.has(self.back(i, n)));
        let set = WordSet::SetTo.has(self.back(i, 2)) || self.back(i, 2) == "jusqu'" && near(WordSet::Lasts);
        // « l'âge de la retraite porté à 65 ans »
        set && !near(WordSet::AgeNoun)
    }

    /// Whether « à un an » at the head of what is said is how long it is to something: « À trois ans du bicentenaire », « À deux ans à peine des Jeux »; not
    /// « à 26 ans, il ».
    fn is_left_to(&self, i: usize, end: usize) -> bool {
        const FEW: i64 = 10;
        let about = usize::from(WordSet::AdverbOfAgo.has(self.w(end)));
        let about = if WordSet::About.has_pair(self.w(end), self.w(end + 1)) {
            2
        } else {
            about
        };
        let few = self.integer(i).is_some_and(|(n, _)| n <= FEW);
        let heads = i == self.start + 1 || WordSet::OpensAside.has(self.back(i, 2));
        few && heads && WordSet::OfAny.has(self.w(end + about))
    }

    /// Whether « l'une de 34 ans », « le troisième de 19 ans » is one of the persons that the sentence names before; not of contracts, terms.
    fn is_one_of_persons(&self, i: usize) -> bool {
        let before = || self.near(i).start..i;
        let ends = |noun: &str| ends_like_a_person(noun) && person::listed(noun) != Some(false);
        let named = |k: usize| self.is_person(k + 1, 1) || ends(self.w(k).trim_end_matches('s'));
        WordSet::OneOfThem.has(self.back(i, 2)) && before().any(named) && !before().any(|k| WordSet::Lasts.has(self.w(k)))
    }

    /// Whether the word so many tokens before is a noun of who does something, by its ending and its article: « le sculpteur », « une gardienne »;
    /// not « la valeur », « un secteur ».
    fn is_agent(&self, i: usize, n: usize) -> bool {
        const MASCULINE: [&str; 4] = ["eur", "ant", "ien", "iste"];
        const FEMININE: [&str; 4] = ["euse", "ante", "ienne", "trice"];
        let (noun, article) = (self.back(i, n), self.back(i, n + 1));
        let ends = |endings: &[&str]| endings.iter().any(|e| noun.len() > e.len() + 2 && noun.ends_with(e));
        let agent = WordSet::Masculine.has(article) && ends(&MASCULINE) || WordSet::Feminine.has(article) && ends(&FEMININE);
        agent && person::listed(noun) != Some(false)
    }

    /// « 26, 30 et 48 ans », « 84 ou 86 ans », « dix ans son aînée »: other ages stand before, or who is older.
    fn is_aged_otherwise(&self, i: usize, end: usize) -> bool {
        let elder = WordSet::His.has(self.w(end)) && WordSet::Sibling.has(self.w(end + 1));
        let listed = WordSet::AndOr.has(self.before(i)) && i >= self.start + 2 && self.is_number(i - 2);
        let told = |k: usize| self.w(k).starts_with("age") || WordSet::HadOrOf.has(self.w(k)) || self.w(k) == "ont";
        // « les 40 ans du président », « avait aujourd'hui 79 ans »
        let feasted = WordSet::PluralDeterminer.has(self.before(i)) && self.w(end) == "du" && person::is_listed(self.w(end + 1));
        let two = self.back(i, 2);
        // « aux 80 ans et plus »
        let group = WordSet::PluralArticle.has(self.before(i)) && self.w(end) == "et" && WordSet::MoreOrLess.has(self.w(end + 1));
        let now = self.before(i) == "aujourd'hui" && (WordSet::Had.has(two) || WordSet::HadNow.has(two));
        // « une femme d'une | quarantaine d'années »
        let round = WordSet::A.has(self.before(i)) && self.is_round(i) && self.is_age(i - 1, end);
        round
            || self.is_least_age(i, end)
            || feasted
            || group
            || now
            || elder
            || listed && (self.start.max(i.saturating_sub(7))..i).any(told)
    }

    /// Whether the word so many tokens before is a noun of a person, or says that one is of an age.
    fn is_person(&self, i: usize, n: usize) -> bool {
        let noun = self.back(i, n);
        WordSet::Aged.has(noun) || person::is_listed(noun) || noun.strip_suffix('s').is_some_and(person::is_listed)
    }
}
