//! The grammar of French temporal expressions as a generator: what it draws has its value from the calendar, not from the rules.
//!
//! `DEPECHE_DRAWS=200000 DEPECHE_SEED=7 cargo test --release --test timex_grammar` draws more, or others.

mod drawn;

use depeche::text::{PartialDate, Text};
use depeche::timex::{Modifier, find};
use drawn::Draw;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use std::collections::BTreeMap;

const DRAWS: usize = 20_000;
/// How many of a thousand drawn expressions must be read right.
const RIGHT: usize = 995;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const SMALL: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
    "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 5] = ["vingt", "trente", "quarante", "cinquante", "soixante"];

/// A day of the years `first` to `last`.
fn day(d: &mut Draw, first: i64, last: i64) -> Date {
    let year = d.of(first, last) as i16;
    date(year, 1, 1).saturating_add((d.of(0, 364)).days())
}

/// A number up to 9999 in words.
fn words(n: i64) -> String {
    match n {
        0..20 => SMALL[n as usize].to_owned(),
        20..70 => tens(TENS[(n / 10 - 2) as usize], n % 10, true),
        70..80 if n == 71 => "soixante et onze".to_owned(),
        70..80 => format!("soixante-{}", words(n - 60)),
        80 => "quatre-vingts".to_owned(),
        81..100 => format!("quatre-vingt-{}", words(n - 80)),
        100..1000 => {
            let hundreds = if n < 200 {
                "cent".to_owned()
            } else {
                format!("{} cent", words(n / 100))
            };
            rest(hundreds, n % 100)
        }
        _ => {
            let thousands = if n < 2000 {
                "mille".to_owned()
            } else {
                format!("{} mille", words(n / 1000))
            };
            rest(thousands, n % 1000)
        }
    }
}

fn tens(ten: &str, unit: i64, and: bool) -> String {
    match unit {
        0 => ten.to_owned(),
        1 if and => format!("{ten} et un"),
        _ => format!("{ten}-{}", words(unit)),
    }
}

fn rest(head: String, n: i64) -> String {
    if n == 0 { head } else { format!("{head} {}", words(n)) }
}

/// A unit: its singular, its plural, its TIMEX3 letter, whether it is feminine.
#[derive(Clone, Copy)]
struct Unit(&'static str, &'static str, char, bool);

const DAY: Unit = Unit("jour", "jours", 'D', false);
const WEEK: Unit = Unit("semaine", "semaines", 'W', true);
const MONTH: Unit = Unit("mois", "mois", 'M', false);
const YEAR: Unit = Unit("an", "ans", 'Y', false);

impl Unit {
    fn of(self, n: i64, figures: bool) -> String {
        let number = match n {
            _ if figures => n.to_string(),
            1 if self.3 => "une".to_owned(),
            n => words(n),
        };
        format!("{number} {}", if n == 1 { self.0 } else { self.1 })
    }

    fn shift(self, day: Date, by: i64) -> Date {
        match self.2 {
            'D' => day.saturating_add(by.days()),
            'W' => day.saturating_add(by.weeks()),
            'M' => day.saturating_add(by.months()),
            _ => day.saturating_add(by.years()),
        }
    }

    /// The value of the whole unit that holds a day.
    fn value(self, day: Date) -> String {
        match self.2 {
            'D' => day.to_string(),
            'W' => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            'M' => month(day),
            _ => format!("{:04}", day.year()),
        }
    }
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// When the clause around an expression is.
#[derive(Clone, Copy, PartialEq)]
enum Clause {
    Past,
    Future,
}

/// An expression in its sentence, and what it means.
struct Drawn {
    family: &'static str,
    document: Date,
    text: String,
    value: String,
    modifier: Option<Modifier>,
    /// The first and the last day.
    bounds: Option<(Date, Date)>,
}

/// Puts an expression into a sentence.
fn sentence(d: &mut Draw, expression: &str, clause: Clause) -> String {
    let mut head = expression.to_owned();
    if let Some(first) = head.chars().next() {
        head.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    match (clause, d.of(0, 3)) {
        (Clause::Past, 0) => format!("{head}, le conseil a fermé le port."),
        (Clause::Past, 1) => format!("Le conseil a fermé le port {expression}."),
        (Clause::Past, 2) => format!("Selon la mairie, la société a vendu {expression} son usine."),
        (Clause::Past, _) => format!("Les ouvriers ont manifesté {expression}, a dit la préfecture."),
        (Clause::Future, 0) => format!("{head}, le conseil fermera le port."),
        (Clause::Future, 1) => format!("Le conseil fermera le port {expression}."),
        (Clause::Future, 2) => format!("Selon la mairie, la société vendra {expression} son usine."),
        (Clause::Future, _) => format!("Les ouvriers manifesteront {expression}, a dit la préfecture."),
    }
}

impl Drawn {
    fn new(family: &'static str, document: Date, text: String, value: impl Into<String>) -> Self {
        Self {
            family,
            document,
            text,
            value: value.into(),
            modifier: None,
            bounds: None,
        }
    }

    fn within(self, first: Date, last: Date) -> Self {
        let bounds = Some((first, last));
        Self { bounds, ..self }
    }

    fn with(self, modifier: Option<Modifier>) -> Self {
        Self { modifier, ..self }
    }

    /// What is wrong with how it is read.
    fn fault(&self) -> Option<String> {
        let found = find(&Text::new(&self.text), Some(PartialDate::day(self.document)));
        let right = |t: &depeche::timex::Timex| {
            t.value == self.value
                && (self.modifier.is_none() || t.modifier == self.modifier)
                && self.bounds.is_none_or(|(a, b)| (t.earliest, t.latest) == (Some(a), Some(b)))
        };
        if found.iter().any(right) {
            return None;
        }
        let read: Vec<String> = found
            .iter()
            .map(|t| format!("{} {:?} {:?}", t.value, t.modifier, t.latest))
            .collect();
        let (document, text, value) = (self.document, &self.text, &self.value);
        Some(format!(
            "{document} « {text} » is {value} {:?}, read as {read:?}",
            self.modifier
        ))
    }
}

/// What leads to a day, a month or a year: preposition before a day, before the rest, and the mod.
const LEADS: [(&str, &str, Option<Modifier>); 6] = [
    ("le", "en", None),
    ("avant le", "avant", Some(Modifier::Before)),
    ("après le", "après", Some(Modifier::After)),
    ("dès le", "dès", Some(Modifier::OnOrAfter)),
    ("depuis le", "depuis", Some(Modifier::OnOrAfter)),
    ("jusqu'au", "jusqu'en", Some(Modifier::OnOrBefore)),
];

/// The number of a day in one of its forms.
fn day_number(d: &mut Draw, day: i8) -> String {
    match (day, d.of(0, 3)) {
        (1, 0) => "premier".to_owned(),
        (1, _) => "1er".to_owned(),
        (_, 0) => words(i64::from(day)),
        _ => day.to_string(),
    }
}

/// « le vendredi trois mai 2024 », « depuis le 03/05/2024 ».
fn full_day(d: &mut Draw, document: Date) -> Drawn {
    let day = day(d, 1950, 2049);
    let (lead, _, modifier) = LEADS[d.of(0, 5) as usize];
    let (y, m) = (day.year(), day.month());
    let weekday = WEEKDAYS[day.weekday().to_monday_zero_offset() as usize];
    let number = day_number(d, day.day());
    let name = MONTHS[m as usize - 1];
    let said = match d.of(0, 6) {
        0 => format!("{:02}/{m:02}/{y}", day.day()),
        1 => day.to_string(),
        2 => format!("{weekday} {number} {name} {y}"),
        3 => format!("{number} {name} {}", words(i64::from(y))),
        4 => format!("{:02}.{m:02}.{y}", day.day()),
        _ => format!("{number} {name} {y}"),
    };
    let text = sentence(d, &format!("{lead} {said}"), Clause::Past);
    Drawn::new("a day of the calendar", document, text, day.to_string())
        .within(day, day)
        .with(modifier)
}

/// « en mai 2024 », « fin mai 2024 », « début 2024 ».
fn month_or_year(d: &mut Draw, document: Date) -> Drawn {
    let day = day(d, 1950, 2049).first_of_month();
    let (_, lead, modifier) = LEADS[d.of(0, 5) as usize];
    let y = day.year();
    let name = MONTHS[day.month() as usize - 1];
    let monthly = d.of(0, 1) == 0;
    let (value, first, last) = if monthly {
        (month(day), day, day.last_of_month())
    } else {
        (y.to_string(), day.first_of_year(), day.last_of_year())
    };
    let bare = if monthly { format!("{name} {y}") } else { y.to_string() };
    let (said, modifier) = match d.of(0, 4) {
        0 => (format!("début {bare}"), Some(Modifier::Start)),
        1 => (format!("fin {bare}"), Some(Modifier::End)),
        2 if monthly => (format!("à la mi-{bare}"), Some(Modifier::Mid)),
        3 if monthly && modifier.is_none() => (format!("au mois {}{bare}", of(&bare)), None),
        _ => (format!("{lead} {bare}"), modifier),
    };
    let text = sentence(d, &said, Clause::Past);
    Drawn::new("a month or a year", document, text, value)
        .within(first, last)
        .with(modifier)
}

/// « de » or « d' » before a word.
fn of(word: &str) -> &'static str {
    if word.starts_with(['a', 'o', 'é', 'h', 'u']) {
        "d'"
    } else {
        "de "
    }
}

/// « il y a environ trois semaines », « dans deux ans », « d'ici trois mois ».
fn distance(d: &mut Draw, document: Date) -> Drawn {
    let unit = [DAY, WEEK, MONTH, YEAR][d.of(0, 3) as usize];
    let (n, figures) = (d.of(1, 60), d.of(0, 1) == 0);
    let length = unit.of(n, figures);
    let about = d.one(&["", "environ ", "plus de ", "moins de ", "près de "]);
    let (said, by, clause) = match d.of(0, 3) {
        0 => (format!("dans {about}{length}"), n, Clause::Future),
        1 => {
            let end = unit.shift(document, n);
            let text = sentence(d, &format!("d'ici {length}"), Clause::Future);
            return Drawn::new("within", document, text, format!("{document}/{end}")).within(document, end);
        }
        2 => (format!("voici {about}{length}"), -n, Clause::Past),
        _ => (format!("il y a {about}{length}"), -n, Clause::Past),
    };
    let at = unit.shift(document, by);
    Drawn::new("a distance", document, sentence(d, &said, clause), unit.value(at))
}

/// « la semaine dernière », « le mois prochain », « cette année ».
fn unit_away(d: &mut Draw, document: Date) -> Drawn {
    let (unit, article, feminine) = [
        (WEEK, "la semaine", true),
        (MONTH, "le mois", false),
        (YEAR, "l'an", false),
        (YEAR, "l'année", true),
    ][d.of(0, 3) as usize];
    let (said, by, clause) = match (d.of(0, 2), feminine) {
        (0, true) => (format!("{article} dernière"), -1, Clause::Past),
        (0, false) => (format!("{article} dernier"), -1, Clause::Past),
        (1, true) => (format!("{article} prochaine"), 1, Clause::Future),
        (1, false) => (format!("{article} prochain"), 1, Clause::Future),
        _ => (
            d.one(&["cette semaine", "cette année", "ce mois-ci"]).to_owned(),
            0,
            Clause::Future,
        ),
    };
    let unit = match said.as_str() {
        "cette semaine" => WEEK,
        "cette année" => YEAR,
        "ce mois-ci" => MONTH,
        _ => unit,
    };
    let value = unit.value(unit.shift(document, by));
    Drawn::new("a unit away", document, sentence(d, &said, clause), value)
}

/// « lundi », « mardi dernier », « jeudi prochain », « vendredi en huit », with a time of the day or without.
fn weekday(d: &mut Draw, document: Date) -> Drawn {
    let w = d.of(1, 7) as i8;
    let wanted = Weekday::from_monday_one_offset(w).expect("a day of the week");
    let name = WEEKDAYS[w as usize - 1];
    let before = document.nth_weekday(-1, wanted).expect("a day of the calendar");
    let after = document.nth_weekday(1, wanted).expect("a day of the calendar");
    let same = document.weekday() == wanted;
    let (said, day, clause) = match d.of(0, 4) {
        0 => (format!("{name} dernier"), before, Clause::Past),
        1 => (format!("{name} prochain"), after, Clause::Future),
        2 => (name.to_owned(), if same { document } else { before }, Clause::Past),
        3 => (name.to_owned(), if same { document } else { after }, Clause::Future),
        _ => {
            let next = if same { document } else { after };
            (format!("{name} en huit"), next.saturating_add(7.days()), Clause::Future)
        }
    };
    if said == name && d.of(0, 1) == 0 {
        let (time, value) = time_of_day(d);
        let text = sentence(d, &format!("{said} {time}"), clause);
        return Drawn::new("a weekday and a time", document, text, format!("{day}T{value}")).within(day, day);
    }
    Drawn::new("a weekday", document, sentence(d, &said, clause), day.to_string()).within(day, day)
}

/// A clock time or a part of the day behind a day.
fn time_of_day(d: &mut Draw) -> (String, String) {
    let (h, m) = (d.of(0, 23), d.of(0, 59));
    let clock = format!("{h:02}:{m:02}");
    match d.of(0, 10) {
        8 => (
            format!("matin{}{}h{m:02}", d.one(&[" ", " à ", " vers "]), h % 12),
            format!("{:02}:{m:02}", h % 12),
        ),
        9 => (
            format!("soir{}{}h{m:02}", d.one(&[" ", " à ", " vers "]), 18 + h % 6),
            format!("{}:{m:02}", 18 + h % 6),
        ),
        10 => ("après midi".to_owned(), "AF".to_owned()),
        0 => (format!("à {h}h{m:02}"), clock),
        1 => (format!("à {h} h {m:02}"), clock),
        2 => (format!("vers {h:02}:{m:02}"), clock),
        3 if h > 1 => (format!("à {h} heures"), format!("{h:02}:00")),
        4 if h > 1 && h < 21 => (format!("à {} heures", words(h)), format!("{h:02}:00")),
        5 => ("matin".to_owned(), "MO".to_owned()),
        6 => ("après-midi".to_owned(), "AF".to_owned()),
        _ => ("soir".to_owned(), "EV".to_owned()),
    }
}

/// « hier soir », « demain à 14h30 », « avant-hier ».
fn deictic(d: &mut Draw, document: Date) -> Drawn {
    let (word, by, clause) = [
        ("hier", -1, Clause::Past),
        ("avant-hier", -2, Clause::Past),
        ("demain", 1, Clause::Future),
        ("après-demain", 2, Clause::Future),
    ][d.of(0, 3) as usize];
    let day = document.saturating_add(by.days());
    if d.of(0, 1) == 0 {
        return Drawn::new("yesterday", document, sentence(d, word, clause), day.to_string()).within(day, day);
    }
    let (time, value) = time_of_day(d);
    let text = sentence(d, &format!("{word} {time}"), clause);
    Drawn::new("yesterday and a time", document, text, format!("{day}T{value}"))
}

/// « au deuxième trimestre 2023 », « T2 2023 », « au premier semestre de l'exercice 2023 », « l'été 2023 ».
fn share(d: &mut Draw, document: Date) -> Drawn {
    let y = d.of(1980, 2040);
    let link = d.one(&["", "de ", "de l'année ", "de l'exercice "]);
    let quarter = d.of(1, 4);
    let ordinal = ["premier", "deuxième", "troisième", "quatrième"][quarter as usize - 1];
    let season = d.of(0, 3) as usize;
    let half = quarter.min(2);
    let months = d.one(&["2", "4", "5", "7", "8", "9", "10", "11"]);
    let of_months: i64 = months.parse().expect("a figure of the line above");
    let months = if d.of(0, 1) == 0 {
        months.to_owned()
    } else {
        words(of_months)
    };
    let (said, value) = match d.of(0, 6) {
        5 => (
            format!("sur les {months} premiers mois de {y}"),
            format!("{y}-01/{y}-{of_months:02}"),
        ),
        6 => (
            format!("sur les {months} derniers mois de {y}"),
            format!("{y}-{:02}/{y}-12", 13 - of_months),
        ),
        0 => (format!("au {ordinal} trimestre {link}{y}"), format!("{y}-Q{quarter}")),
        1 => (format!("au T{quarter} {y}"), format!("{y}-Q{quarter}")),
        2 => (
            format!("au {} semestre {link}{y}", ["premier", "second"][half as usize - 1]),
            format!("{y}-H{half}"),
        ),
        3 => (
            format!("au {quarter}e trimestre {y}").replace("1e ", "1er "),
            format!("{y}-Q{quarter}"),
        ),
        _ => (
            format!("{} {y}", ["au printemps", "à l'été", "à l'automne", "à l'hiver"][season]),
            format!("{y}-{}", ["SP", "SU", "FA", "WI"][season]),
        ),
    };
    Drawn::new("a share of a year", document, sentence(d, &said, Clause::Past), value)
}

/// « du 3 au 5 mai 2024 », « du 28 avril au 5 mai 2024 », « de mars à mai 2024 », « entre 2010 et 2014 », « les 27 et 28 mai ».
fn interval(d: &mut Draw, document: Date) -> Drawn {
    let a = day(d, 1990, 2040);
    let b = a.saturating_add(d.of(1, 90).days());
    let (ma, mb) = (MONTHS[a.month() as usize - 1], MONTHS[b.month() as usize - 1]);
    let (da, db) = (day_number(d, a.day()), day_number(d, b.day()));
    let y = b.year();
    let days = format!("{a}/{b}");
    let same = a.first_of_month() == b.first_of_month();
    let (said, value, bounds) = match d.of(0, 6) {
        0 | 1 if same => (format!("du {da} au {db} {mb} {y}"), days, (a, b)),
        2 if same => (format!("les {} et {} {mb} {y}", a.day(), b.day()), days, (a, b)),
        0 => (format!("du {da} {ma} {} au {db} {mb} {y}", a.year()), days, (a, b)),
        1 if a.year() == y => (format!("entre le {da} {ma} et le {db} {mb} {y}"), days, (a, b)),
        2 | 3 if a.year() == y && !same => (
            format!(
                "{} {mb} {y}",
                [format!("de {ma} à"), format!("entre {ma} et")][d.of(0, 1) as usize]
            )
            .replace("de a", "d'a")
            .replace("de o", "d'o"),
            format!("{}/{}", month(a), month(b)),
            (a.first_of_month(), b.last_of_month()),
        ),
        4 => (
            format!("entre {} et {}", y - 4, y),
            format!("{}/{y}", y - 4),
            (date(y - 4, 1, 1), date(y, 12, 31)),
        ),
        5 => (
            format!("de {} à {}", y - 4, y),
            format!("{}/{y}", y - 4),
            (date(y - 4, 1, 1), date(y, 12, 31)),
        ),
        _ => (format!("du {da} {ma} {} au {db} {mb} {y}", a.year()), days, (a, b)),
    };
    Drawn::new("an interval", document, sentence(d, &said, Clause::Past), value).within(bounds.0, bounds.1)
}

/// « pendant trois ans », « moins de 48 heures », « deux ans et demi ».
fn duration(d: &mut Draw, document: Date) -> Drawn {
    let hour = Unit("heure", "heures", 'H', true);
    let minute = Unit("minute", "minutes", 'N', true);
    let unit = [DAY, WEEK, MONTH, YEAR, hour, minute][d.of(0, 5) as usize];
    let (n, figures) = (d.of(2, 99), d.of(0, 1) == 0);
    let (lead, modifier) = [
        ("pendant", None),
        ("durant", None),
        ("pendant moins de", Some(Modifier::LessThan)),
        ("pendant plus de", Some(Modifier::MoreThan)),
        ("pendant près de", Some(Modifier::Approx)),
        ("pendant au moins", Some(Modifier::EqualOrMore)),
    ][d.of(0, 5) as usize];
    let mut said = unit.of(n, figures);
    if figures && n > 20 && unit.3 {
        said = unit.of(n, true);
    }
    let half = d.of(0, 5) == 0 && matches!(unit.2, 'Y' | 'H');
    let value = match (unit.2, half) {
        ('Y', true) => format!("P{n}Y6M"),
        ('H', true) => format!("PT{n}H30M"),
        ('H', false) => format!("PT{n}H"),
        ('N', _) => format!("PT{n}M"),
        (letter, _) => format!("P{n}{letter}"),
    };
    if half {
        said.push_str(if unit.3 { " et demie" } else { " et demi" });
    }
    let text = sentence(d, &format!("{lead} {said}"), Clause::Past);
    Drawn::new("a length", document, text, value).with(modifier)
}

/// « est ouvert du mardi au dimanche », « fermé le jeudi matin », « le 8 juin de chaque année ».
fn recurring(d: &mut Draw, document: Date) -> Drawn {
    let (a, b) = (d.of(1, 4) as usize, d.of(5, 7) as usize);
    let day = day(d, 1990, 2040);
    let (open, shut) = (d.one(&["ouvert", "accessible et ouvert"]), d.one(&["fermé", "visible"]));
    let (from, to) = (WEEKDAYS[a - 1], WEEKDAYS[b - 1]);
    let (text, value) = match d.of(0, 3) {
        0 => (
            format!("Le guichet est {open} du {from} au {to}."),
            format!("XXXX-WXX-{a}/XXXX-WXX-{b}"),
        ),
        1 => (format!("Le parc est {shut} le {from}."), format!("XXXX-WXX-{a}")),
        2 => (format!("Le parc est {shut} le {from} matin."), format!("XXXX-WXX-{a}TMO")),
        _ => (
            format!(
                "Les loyers changent le {} {} de chaque année.",
                day_number(d, day.day()),
                MONTHS[day.month() as usize - 1]
            ),
            format!("XXXX-{:02}-{:02}", day.month(), day.day()),
        ),
    };
    Drawn::new("what recurs", document, text, value)
}

/// « en semaine 12 », « la semaine 12 de 2023 ».
fn week_number(d: &mut Draw, document: Date) -> Drawn {
    let (week, year) = (d.of(1, 52), d.of(1990, 2040));
    let said = d.one(&["en semaine", "durant la semaine"]);
    let text = sentence(d, &format!("{said} {week} de {year}"), Clause::Past);
    Drawn::new("a week by its number", document, text, format!("{year}-W{week:02}"))
}

/// « chaque lundi », « tous les trois mois », « par an ».
fn set(d: &mut Draw, document: Date) -> Drawn {
    let w = d.of(1, 7) as usize;
    let unit = [DAY, WEEK, MONTH, YEAR][d.of(0, 3) as usize];
    let n = d.of(2, 20);
    let tous = if unit.3 { "toutes" } else { "tous" };
    let figures = d.of(0, 1) == 0;
    let (said, value) = match d.of(0, 4) {
        0 => (format!("chaque {}", WEEKDAYS[w - 1]), format!("XXXX-WXX-{w}")),
        1 => (format!("tous les {}s", WEEKDAYS[w - 1]), format!("XXXX-WXX-{w}")),
        2 => (
            format!("chaque {}", if unit.2 == 'Y' { "année" } else { unit.0 }),
            format!("P1{}", unit.2),
        ),
        3 => (format!("{tous} les {}", unit.of(n, figures)), format!("P{n}{}", unit.2)),
        _ => (format!("{tous} les {}", unit.1), format!("P1{}", unit.2)),
    };
    Drawn::new("a set", document, sentence(d, &said, Clause::Past), value)
}

/// « le premier lundi de mai 2024 », « le dernier vendredi d'avril 2024 ».
fn nth_weekday(d: &mut Draw, document: Date) -> Drawn {
    let first = day(d, 1990, 2040).first_of_month();
    let w = d.of(1, 7) as i8;
    let (word, n) = [("premier", 1), ("deuxième", 2), ("troisième", 3), ("dernier", -1)][d.of(0, 3) as usize];
    let wanted = Weekday::from_monday_one_offset(w).expect("a day of the week");
    let day = first.nth_weekday_of_month(n, wanted).expect("every month has three of each");
    let name = MONTHS[first.month() as usize - 1];
    let said = format!("le {word} {} {}{name} {}", WEEKDAYS[w as usize - 1], of(name), first.year());
    Drawn::new(
        "the n-th weekday",
        document,
        sentence(d, &said, Clause::Past),
        day.to_string(),
    )
    .within(day, day)
}

/// « Élu le 3 mai 2019, … deux jours plus tard », « En 2014, … trois ans après, ».
fn story(d: &mut Draw, document: Date) -> Drawn {
    let told = day(d, 1990, 2015);
    let unit = [DAY, MONTH, YEAR][d.of(0, 2) as usize];
    let (n, figures) = (d.of(2, 20), d.of(0, 1) == 0);
    let length = unit.of(n, figures);
    let (behind, by) = [("plus tard", n), ("plus tôt", -n), ("auparavant", -n)][d.of(0, 2) as usize];
    let date = format!(
        "{} {} {}",
        day_number(d, told.day()),
        MONTHS[told.month() as usize - 1],
        told.year()
    );
    let text = match d.of(0, 2) {
        0 => format!("Le maire a été élu le {date}. Il a quitté le parti {length} {behind}."),
        1 => format!("Élue le {date}, elle a vendu sa maison {length} {behind}."),
        _ if unit.2 == 'Y' => format!(
            "La ville a acheté le port en {}. Elle l'a vendu {length} {behind}.",
            told.year()
        ),
        _ => format!("Le {date}, le port a brûlé ; {length} {behind}, il a rouvert."),
    };
    Drawn::new("from the story", document, text, unit.value(unit.shift(told, by)))
}

/// « les années 1980 », « au XIXe siècle », « dans les années soixante ».
fn era(d: &mut Draw, document: Date) -> Drawn {
    const ROMAN: [&str; 7] = ["XVe", "XVIe", "XVIIe", "XVIIIe", "XIXe", "XXe", "XXIe"];
    let decade = d.of(1, 9) * 10;
    let at = d.of(0, 6) as usize;
    let (said, value) = match d.of(0, 2) {
        0 => (format!("dans les années {}", 1900 + decade), format!("{}", 190 + decade / 10)),
        1 if (20..70).contains(&decade) => (format!("dans les années {}", words(decade)), format!("{}", 190 + decade / 10)),
        1 => (format!("dans les années {decade}"), format!("{}", 190 + decade / 10)),
        _ => (format!("au {} siècle", ROMAN[at]), format!("{}", 14 + at)),
    };
    Drawn::new("an era", document, sentence(d, &said, Clause::Past), value)
}

/// « le 3 mai dernier », « le 12 juin prochain », « en mars dernier ».
fn without_year(d: &mut Draw, document: Date) -> Drawn {
    let (m, n) = (d.of(1, 12) as i8, d.of(1, 28) as i8);
    let name = MONTHS[m as usize - 1];
    let years = [document.year() - 1, document.year(), document.year() + 1];
    let last = d.of(0, 1) == 0;
    let (clause, word) = if last {
        (Clause::Past, "dernier")
    } else {
        (Clause::Future, "prochain")
    };
    if d.of(0, 1) == 0 {
        let this = document.first_of_month();
        let mut all = years.map(|y| date(y, m, 1)).into_iter();
        let at = if last {
            all.rfind(|x| *x < this)
        } else {
            all.find(|x| *x > this)
        };
        let at = at.expect("one of three years");
        return Drawn::new(
            "a month last or next",
            document,
            sentence(d, &format!("en {name} {word}"), clause),
            month(at),
        );
    }
    let mut all = years.map(|y| date(y, m, n)).into_iter();
    let at = if last {
        all.rfind(|x| *x <= document)
    } else {
        all.find(|x| *x >= document)
    };
    let at = at.expect("one of three years");
    let said = format!("le {} {name} {word}", day_number(d, n));
    Drawn::new("a day last or next", document, sentence(d, &said, clause), at.to_string()).within(at, at)
}

/// What the grammar draws, and what it cannot be asked: « il y a un jour » of hours, « mi- » of a year, weeks of the story
/// (their whole or their day), « les premiers » without a month, years of two figures, days without their month.
const GRAMMAR: [fn(&mut Draw, Date) -> Drawn; 16] = [
    full_day,
    month_or_year,
    distance,
    unit_away,
    weekday,
    deictic,
    share,
    interval,
    duration,
    set,
    recurring,
    week_number,
    nth_weekday,
    story,
    era,
    without_year,
];

fn from_environment(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

#[test]
fn what_the_grammar_draws_is_read() {
    let seed = from_environment("DEPECHE_SEED", 1);
    let draws = from_environment("DEPECHE_DRAWS", DRAWS);
    let mut d = Draw(seed as u64);
    let mut faults: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for _ in 0..draws {
        let document = day(&mut d, 1996, 2035);
        let rule = GRAMMAR[d.of(0, GRAMMAR.len() as i64 - 1) as usize];
        let drawn = rule(&mut d, document);
        if let Some(fault) = drawn.fault() {
            faults.entry(drawn.family).or_default().push(fault);
        }
    }
    let wrong: usize = faults.values().map(Vec::len).sum();
    let mut report = format!("seed {seed}: {} of {draws} read right", draws - wrong);
    for (family, faults) in &mut faults {
        faults.sort_by_key(|f| (f.len(), f.clone()));
        report.push_str(&format!("\n{family}: {} wrong, the shortest {}", faults.len(), faults[0]));
        if std::env::var_os("DEPECHE_FAULTS").is_some() {
            for fault in faults.iter().skip(1).step_by(1 + faults.len() / 8) {
                report.push_str(&format!("\n    {fault}"));
            }
        }
    }
    println!("{report}");
    assert!((draws - wrong) * 1000 >= draws * RIGHT, "{report}");
}
