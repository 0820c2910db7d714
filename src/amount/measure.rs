//! Figures with a unit: money, percentages, percentage points, ratios.

use super::AmountKind;
use super::currency::{self, Unit};
use super::figure::Figure;
use super::noun::{self, Behind};
use super::scan::Scan;
use crate::number::NumeralKind;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// A figure with its unit.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) value: Decimal,
    pub(super) scale: Decimal,
    pub(super) kind: AmountKind,
    pub(super) unit: String,
    pub(super) person: bool,
    pub(super) approximate: bool,
    pub(super) plural: bool,
    pub(super) signed: bool,
    pub(super) minor: bool,
    pub(super) rule: &'static str,
}

impl Measure {
    pub(super) fn of(figure: &Figure, last: usize, kind: AmountKind, unit: &str, rule: &'static str) -> Self {
        Self {
            first: figure.first,
            last,
            value: figure.value,
            scale: figure.scale,
            kind,
            unit: unit.to_owned(),
            person: false,
            approximate: figure.approximate,
            plural: figure.plural,
            signed: figure.signed,
            minor: false,
            rule,
        }
    }
}

/// The unit behind a figure, if it has one: percent, points, money.
pub(super) fn behind(scan: &mut Scan<'_, '_>, figure: Figure) -> Option<Measure> {
    let m = percent(scan, figure)
        .or_else(|| points(scan, figure))
        .or_else(|| fraction(scan, figure))
        .or_else(|| money_after(scan, figure))?;
    (!scan.is_time(m.first, m.last)).then_some(m)
}

/// « 4 % », « vingt pour cent », « 4 p. 100 », « 10 pourcents ». Not « 4 pour cent personnes » (one has to be wrong) nor « 4 pour 5 ».
fn percent(scan: &mut Scan<'_, '_>, figure: Figure) -> Option<Measure> {
    if figure.kind != NumeralKind::Cardinal {
        return None;
    }
    let t = figure.last + 1;
    let last = match scan.word(t) {
        "%" | "pourcent" | "pourcents" | "pourcentage" | "pc" => t,
        "pour" | "p." if matches!(scan.word(t + 1), "cent" | "cents" | "100") => t + 1,
        "p" if scan.word(t + 1) == "." && scan.word(t + 2) == "100" => t + 2,
        _ => return None,
    };
    Some(Measure::of(&figure, last, AmountKind::Percent, "percent", "amount.percent"))
}

/// Words that make bare « points » a difference of percentages, by their beginnings.
const RATES: [&str; 22] = [
    "taux",
    "pourcentage",
    "%",
    "popularit",
    "sondage",
    "intention",
    "croissance",
    "chomage",
    "inflation",
    "pib",
    "deficit",
    "cote",
    "marge",
    "suffrage",
    "voix",
    "part",
    "tva",
    "csg",
    "hausse",
    "baisse",
    "recul",
    "reduction",
];

/// Words beside which « points » are those of an index, a game or a licence, by their beginnings.
const SCORES: [&str; 27] = [
    "finale",
    "olympi",
    "medaille",
    "champion",
    "athlete",
    "indice",
    "cac",
    "dow",
    "nasdaq",
    "nikkei",
    "dax",
    "ftse",
    "bourse",
    "match",
    "championnat",
    "classement",
    "ligue",
    "permis",
    "rebond",
    "panier",
    "joueur",
    "equipe",
    "victoire",
    "set",
    "score",
    "club",
    "course",
];

/// « 12 points de pourcentage », « 3,6 points », « 25 points de base » (0.25). Not « 12 points au classement ».
fn points(scan: &mut Scan<'_, '_>, figure: Figure) -> Option<Measure> {
    let t = figure.last + 1;
    if !matches!(scan.word(t), "point" | "points") || figure.kind != NumeralKind::Cardinal {
        return None;
    }
    let mut m = Measure::of(&figure, t, AmountKind::PercentagePoint, "percentage_point", "amount.point");
    if scan.word(t + 1) == "de" {
        match scan.word(t + 2) {
            "pourcentage" | "pourcentages" | "pourcent" | "%" => {
                m.last = t + 2;
                return Some(m);
            }
            "base" => {
                m.last = t + 2;
                m.value = m.value.checked_div(Decimal::ONE_HUNDRED)?;
                return Some(m);
            }
            "pib" | "croissance" => return Some(m),
            "plus" | "moins" => {}
            _ => return None,
        }
    }
    let near = |stems: &[&str]| {
        scan.sentence.clone().any(|i| {
            let w = scan.text.word(i);
            stems.iter().any(|s| w.starts_with(s))
        })
    };
    let whole = m.value.is_integer();
    (near(&RATES) && !near(&SCORES) || !whole && !near(&SCORES)).then_some(m)
}

/// « un quart des ventes », « deux tiers des électeurs », « la moitié des postes », « réduite de moitié ». Not « un quart d'heure », « quart de finale ».
fn fraction(scan: &mut Scan<'_, '_>, figure: Figure) -> Option<Measure> {
    if figure.kind != NumeralKind::Fraction || figure.first == figure.last && scan.word(figure.first) != "moitie" {
        return None;
    }
    let t = figure.last + 1;
    // « réduite de moitié ».
    let by_half = figure.first == figure.last && figure.first > scan.sentence.start && scan.word(figure.first - 1) == "de";
    if !by_half && !matches!(scan.word(t), "de" | "d'" | "des" | "du") {
        return None;
    }
    let of = scan.word(t + 1);
    let barred = [
        "heure",
        "finale",
        "siecle",
        "litre",
        "seconde",
        "tour",
        "millimetre",
        "an",
        "annee",
        "vie",
    ];
    if barred.iter().any(|b| of == *b || of.strip_suffix('s') == Some(b)) {
        return None;
    }
    let mut m = Measure::of(
        &figure,
        figure.last,
        AmountKind::Percent,
        "percent",
        "amount.percent.fraction",
    );
    m.value = m.value.checked_mul(Decimal::ONE_HUNDRED)?;
    if figure.first > scan.sentence.start && matches!(scan.word(figure.first - 1), "la" | "les") {
        m.first -= 1;
    }
    Some(m)
}

/// « trois Français sur quatre », « une personne sur dix », « neuf sur dix ». Not « 60 employés sur les 420 », « deux jours sur trois ».
pub(super) fn ratio(scan: &mut Scan<'_, '_>, figure: Figure) -> Option<usize> {
    if figure.kind != NumeralKind::Cardinal || figure.links() || !figure.value.is_integer() {
        return None;
    }
    let noun = usize::from(scan.word(figure.last + 1) != "sur");
    let sur = figure.last + 1 + noun;
    if scan.word(sur) != "sur" || noun == 1 && scan.kind(figure.last + 1) != Some(TokenKind::Word) {
        return None;
    }
    let whole = scan.figure(sur + 1)?;
    let round = matches!(
        whole.value.to_string().as_str(),
        "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "20" | "100" | "1000" | "10000"
    );
    let unit = scan.word(whole.last + 1);
    let time = |w: &str| {
        matches!(
            w,
            "ans"
                | "an"
                | "mois"
                | "jours"
                | "jour"
                | "heures"
                | "heure"
                | "semaine"
                | "semaines"
                | "points"
                | "pages"
                | "m"
                | "km"
                | "metres"
        )
    };
    if !round
        || figure.value >= whole.value
        || figure.value <= Decimal::ZERO
        || time(unit)
        || noun == 1 && time(scan.word(figure.last + 1))
        || unit == "%"
    {
        return None;
    }
    // « un moratoire sur trois mesures » shares nothing.
    if matches!(
        noun::read(scan.text, whole.last + 1, scan.sentence.end, false),
        Behind::Noun(_)
    ) {
        return None;
    }
    let mut m = Measure::of(&figure, whole.last, AmountKind::Percent, "percent", "amount.percent.ratio");
    m.value = figure.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
    Some(scan.push(&m))
}

/// « 721 millions de dollars », « 10 M€ », « 3 Mds € », « 50 MUSD », « 280 millions de $ », « 12 euros ». Not « dix livres de
/// cuisine », « 10 millions de vues ».
fn money_after(scan: &mut Scan<'_, '_>, figure: Figure) -> Option<Measure> {
    if figure.kind == NumeralKind::Fraction {
        return None;
    }
    let mut t = figure.last + 1;
    let mut value = figure.value;
    let mut scale = figure.scale;
    if let Some((by, code)) = currency::scaled_code(scan.raw(t)).filter(|_| !figure.links()) {
        let mut m = Measure::of(&figure, t, AmountKind::Money, code, "amount.money.code");
        m.scale = Decimal::from(by);
        m.value = value.checked_mul(m.scale)?;
        return Some(m);
    }
    let mut abbreviated = false;
    if let Some(by) = currency::scale(scan.raw(t)).filter(|&by| figure.scale < Decimal::from(by)) {
        abbreviated = true;
        scale = Decimal::from(by);
        value = value.checked_mul(scale)?;
        t += 1;
        if scan.word(t) == "." {
            t += 1;
        }
    }
    if (figure.links() || abbreviated) && matches!(scan.word(t), "de" | "d'") {
        t += 1;
    }
    if !scan.sentence.contains(&t) {
        return None;
    }
    let unit = currency::read(scan.text, t).filter(|u| u.last < scan.sentence.end)?;
    if !is_money(scan, &figure, &unit, t) {
        return None;
    }
    let code = named(scan, &unit, t);
    let mut m = Measure::of(&figure, unit.last, AmountKind::Money, code, "amount.money.name");
    m.value = currency::in_units(value, unit.minor)?;
    m.scale = scale;
    m.minor = unit.minor;
    if scan.kind(t) == Some(TokenKind::Symbol) {
        m.rule = "amount.money.sign";
    }
    Some(m)
}

/// The code of a currency, remembered for later bare names: « francs burundais », then « francs ».
fn named(scan: &mut Scan<'_, '_>, unit: &Unit, token: usize) -> &'static str {
    if unit.bare.is_none()
        && !unit.minor
        && unit.last > token
        && let Some(first) = currency::read_bare(scan.text, token)
        && !matches!(first, "$" | "dollar")
    {
        scan.tell(first, unit.code);
    }
    if unit.minor && unit.bare.is_some() {
        let earlier =
            scan.found.iter().rev().find(|a| {
                a.kind == AmountKind::Money && (unit.bare == Some("centime") || a.unit.ends_with('D') || a.unit == "EUR")
            });
        if let Some(a) = earlier
            && let Some(code) = currency::known(&a.unit)
        {
            return code;
        }
    }
    scan.code(unit)
}

/// Words of paying and pricing, by their beginnings.
const PRICES: [&str; 15] = [
    "cout", "prix", "pay", "amende", "somme", "montant", "salaire", "factur", "billet", "sterling", "emprunt", "gagn", "budget",
    "vaut", "loyer",
];

/// Whether an ambiguous name behind a figure is money: « livres » are books or weight, « couronnes » those of kings,
/// « marks » and « sols » are rare. Large, scaled or decimal figures and words of paying decide.
fn is_money(scan: &Scan<'_, '_>, figure: &Figure, unit: &Unit, token: usize) -> bool {
    let raw = scan.raw(token);
    if currency::is_acronym(raw) {
        return figure.value >= Decimal::ONE_THOUSAND;
    }
    if scan.kind(token) == Some(TokenKind::Word) && raw.len() > 1 && raw.chars().next().is_some_and(char::is_uppercase) {
        // « 100 Francs » is written so, « Won » and « Real » are names.
        let shouted = raw.chars().all(|c| !c.is_lowercase());
        if !shouted
            && !matches!(
                scan.word(token),
                "euro" | "euros" | "dollar" | "dollars" | "francs" | "livres" | "yens" | "yuans"
            )
        {
            return false;
        }
    }
    let ambiguous = matches!(
        scan.word(token),
        "livre"
            | "livres"
            | "couronne"
            | "couronnes"
            | "real"
            | "lire"
            | "lires"
            | "mark"
            | "marks"
            | "rand"
            | "som"
            | "lei"
            | "lev"
            | "lek"
            | "dong"
            | "gourde"
            | "gourdes"
            | "pula"
            | "leone"
            | "florin"
            | "pound"
            | "escudo"
            | "sum"
            | "bolivar"
    );
    if !ambiguous || unit.last > token || figure.links() {
        return true;
    }
    let book = matches!(scan.word(token), "livre" | "livres");
    if !book {
        return !matches!(
            scan.word(token),
            "real" | "lire" | "gourde" | "gourdes" | "couronne" | "couronnes"
        ) || figure.value >= Decimal::TEN;
    }
    let alone = scan.sentence.start == figure.first && token + 2 >= scan.sentence.end;
    let priced = scan.sentence.clone().any(|i| {
        let w = scan.text.word(i);
        PRICES.iter().any(|p| w.starts_with(p))
    });
    let of = matches!(scan.word(token + 1), "de" | "d'");
    !of && (alone || priced || figure.value >= Decimal::ONE_THOUSAND || !figure.value.is_integer())
}

/// « $75 millions », « £ 8,10 millions », « US$ 5 m », « CHF 1'200.20 », « €500 », « USD1,23 ». Not « $ » alone, « US 2 ».
pub(super) fn money_before(scan: &mut Scan<'_, '_>, token: usize) -> Option<Measure> {
    let raw = scan.raw(token);
    let kind = scan.kind(token)?;
    let (unit, mut t) = match kind {
        TokenKind::Symbol if currency::is_sign(scan.word(token)) => {
            let unit = currency::read_sign(scan.text, token)?;
            (unit, token + 1)
        }
        TokenKind::Word => {
            if scan.word(token + 1) == "$"
                && scan.text.tokens()[token + 1].is_glued_to(&scan.text.tokens()[token])
                && let Some(code) = currency::dollar(scan.word(token))
            {
                (Unit::plain(code, token + 1), token + 2)
            } else if let Some(code) = currency::code(raw) {
                (Unit::plain(code, token), token + 1)
            } else {
                return glued_code(scan, token);
            }
        }
        _ => return None,
    };
    let mut m = match scan.figure(t).filter(|f| !f.signed && f.digits) {
        Some(figure) => {
            let code = scan.code(&unit);
            t = figure.last;
            let mut m = Measure::of(&figure, t, AmountKind::Money, code, "amount.money.before");
            if let Some(by) = currency::scale(scan.raw(t + 1)).filter(|_| !figure.links()) {
                m.last = t + 1;
                m.scale = Decimal::from(by);
                m.value = m.value.checked_mul(m.scale)?;
            }
            m
        }
        None => {
            let word = scan.raw(t);
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let by = currency::scale(&word[digits.len()..])?;
            let value = crate::number::figure(digits)?;
            let code = scan.code(&unit);
            Measure {
                first: token,
                last: t,
                value: value.checked_mul(Decimal::from(by))?,
                scale: Decimal::from(by),
                kind: AmountKind::Money,
                unit: code.to_owned(),
                person: false,
                approximate: false,
                plural: false,
                signed: false,
                minor: false,
                rule: "amount.money.before",
            }
        }
    };
    m.first = token;
    if kind == TokenKind::Word && m.value < Decimal::ONE_THOUSAND && currency::is_acronym(raw) {
        return None;
    }
    // « $10 USD », « $10 millions de dollars canadiens »: the later name is the fuller one.
    let mut next = m.last + 1;
    if matches!(scan.word(next), "de" | "d'") && m.scale > Decimal::ONE {
        next += 1;
    }
    if scan.sentence.contains(&next)
        && let Some(unit) = currency::read(scan.text, next).filter(|u| u.last < scan.sentence.end)
    {
        m.unit = scan.code(&unit).to_owned();
        m.last = unit.last;
    }
    (!scan.is_time(m.first, m.last)).then_some(m)
}

/// A code and its figure without a space: « USD1,23 », « EUR500 ».
fn glued_code(scan: &mut Scan<'_, '_>, token: usize) -> Option<Measure> {
    let raw = scan.raw(token);
    if !raw.as_bytes()[0].is_ascii_uppercase() || !raw.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let code = currency::code(raw.get(..3)?)?;
    let value = crate::number::figure(&raw[3..])?;
    if value < Decimal::ONE_THOUSAND && currency::is_acronym(&raw[..3]) {
        return None;
    }
    Some(Measure {
        first: token,
        last: token,
        value,
        scale: Decimal::ONE,
        kind: AmountKind::Money,
        unit: code.to_owned(),
        person: false,
        approximate: false,
        plural: false,
        signed: false,
        minor: false,
        rule: "amount.money.before",
    })
}

/// Cents behind whole units: « deux euros et cinq centimes », « 15 dollars 50 », « 1 USD 23 cents ». Not « 15 dollars et 50 personnes ».
pub(super) fn with_minor(scan: &mut Scan<'_, '_>, m: Measure) -> Measure {
    if m.kind != AmountKind::Money || m.minor || m.scale > Decimal::ONE || !m.value.is_integer() {
        return m;
    }
    let linked = scan.word(m.last + 1) == "et";
    let Some(figure) = scan.figure(m.last + 1 + usize::from(linked)) else {
        return m;
    };
    if figure.kind != NumeralKind::Cardinal
        || figure.value >= Decimal::ONE_HUNDRED
        || figure.value < Decimal::ONE
        || figure.signed
    {
        return m;
    }
    let t = figure.last + 1;
    let cents = currency::read_in(scan.text, t, scan.sentence.end).filter(|u| u.minor);
    let last = match cents {
        Some(unit) => unit.last,
        None => {
            let two = figure.digits && scan.raw(figure.last).len() == 2 && figure.first == figure.last;
            let words = !figure.digits && figure.value > Decimal::TEN && !linked;
            let ends = scan.kind(t).is_none_or(|k| k == TokenKind::Punct)
                || !linked
                    && matches!(
                        scan.word(t),
                        "le" | "la" | "les" | "par" | "pour" | "en" | "au" | "contre" | "de" | "a" | "l'"
                    );
            if !(two || words) || !ends {
                return m;
            }
            figure.last
        }
    };
    let Some(part) = figure.value.checked_div(Decimal::ONE_HUNDRED) else {
        return m;
    };
    let Some(value) = m.value.checked_add(part) else { return m };
    Measure {
        value,
        last,
        rule: "amount.money.cents",
        ..m
    }
}
