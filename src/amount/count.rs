//! Counts of people and things, and scaled figures that take their unit from an earlier amount.

use super::figure::Figure;
use super::measure::Measure;
use super::noun::{self, Behind, Noun};
use super::scan::Scan;
use super::{AmountKind, cue};
use crate::number::NumeralKind;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// Reads a figure without unit: what it counts, or what an earlier amount lends it; the token to go on from.
pub(super) fn find(scan: &mut Scan<'_, '_>, figure: Figure) -> Option<usize> {
    if figure.kind == NumeralKind::Fraction || is_label(scan, &figure) {
        return None;
    }
    let m = match behind(scan, &figure) {
        Behind::Noun(n) => of_noun(scan, &figure, n),
        Behind::Unit => None,
        Behind::Nothing => compatriots(scan, &figure)
            .or_else(|| borrowed(scan, &figure))
            .or_else(|| part(scan, &figure)),
    }?;
    (!scan.is_time(m.first, m.last)).then(|| scan.push(&m))
}

/// The noun behind the figure, past « de » where the figure asks for it.
fn behind(scan: &Scan<'_, '_>, figure: &Figure) -> Behind {
    let mut t = figure.last + 1;
    let linked = matches!(scan.word(t), "de" | "d'");
    if figure.links() {
        if !linked {
            return Behind::Nothing;
        }
        t += 1;
    } else if linked || !scan.sentence.contains(&t) {
        return Behind::Nothing;
    }
    noun::read(
        scan.text,
        t,
        scan.sentence.end,
        figure.value < Decimal::TWO && !figure.links(),
    )
}

/// « 134 emplois », « une centaine d'habitants », « 1,5 million de foyers », « trois jeunes filles », « un mort ».
/// Not « un homme » (an article), « 12 kilomètres », « plusieurs pays » (no figure).
fn of_noun(scan: &Scan<'_, '_>, figure: &Figure, n: Noun) -> Option<Measure> {
    if figure.plural && figure.scale == Decimal::ONE {
        return None;
    }
    if figure.is_article(scan.text) && !counts_one(scan, figure, &n) {
        return None;
    }
    if figure.value < Decimal::TWO && !figure.links() && !figure.is_article(scan.text) && !figure.digits {
        return None;
    }
    if figure.value.is_sign_negative() || figure.value < Decimal::ONE && !figure.links() {
        return None;
    }
    // « tous les deux placés en garde à vue ».
    let all = |k: usize| {
        figure
            .first
            .checked_sub(k)
            .is_some_and(|t| matches!(scan.word(t), "tous" | "toutes"))
    };
    if all(1) || all(2) && scan.word(figure.first - 1) == "les" {
        return None;
    }
    let mut m = Measure::of(figure, n.token, AmountKind::Count, &n.lemma, "amount.count");
    m.person = n.person;
    if matches!(scan.word(n.token), "autres" | "autre")
        && let Some(earlier) = scan.found.iter().rev().find(|a| a.kind == AmountKind::Count)
    {
        m.unit = earlier.unit.clone();
        m.person = earlier.person;
    }
    Some(m)
}

/// Whether « un » is a figure here: « un mort », « au moins un wagon », « dont un policier ».
fn counts_one(scan: &Scan<'_, '_>, figure: &Figure, n: &Noun) -> bool {
    let before = figure.first.checked_sub(1).map_or("", |t| scan.word(t));
    let toll = matches!(
        scan.word(n.token),
        "mort" | "blesse" | "blessee" | "tue" | "disparu" | "disparue" | "survivant" | "rescape"
    );
    // « deux hommes et une femme ».
    let listed = before == "et"
        && n.person
        && scan.found.last().is_some_and(|a| a.person)
        && scan.tokens.last().is_some_and(|t| t.end + 1 == figure.first);
    toll || listed
        || before == "dont" && n.person
        || figure.first > 1 && scan.word(figure.first - 1) == "moins" && scan.word(figure.first - 2) == "au"
}

/// « 35 de nos compatriotes », « trois de ses collaborateurs », « 430 d'entre eux ». Not « 35 de plus ».
fn compatriots(scan: &Scan<'_, '_>, figure: &Figure) -> Option<Measure> {
    let t = figure.last + 1;
    if scan.word(t) == "d'" && scan.word(t + 1) == "entre" && matches!(scan.word(t + 2), "eux" | "elles" | "nous") {
        let earlier = scan.found.iter().rev().find(|a| a.kind == AmountKind::Count);
        let unit = earlier.map_or("personne", |a| a.unit.as_str());
        let mut m = Measure::of(figure, t + 2, AmountKind::Count, unit, "amount.count.among");
        m.person = earlier.is_none_or(|a| a.person);
        return Some(m);
    }
    if scan.word(t) != "de"
        || !matches!(scan.word(t + 1), "nos" | "ses" | "leurs" | "ces" | "vos" | "mes" | "notre")
        || figure.is_article(scan.text)
    {
        return None;
    }
    match noun::read(scan.text, t + 2, scan.sentence.end, false) {
        Behind::Noun(n) => {
            let mut m = Measure::of(figure, n.token, AmountKind::Count, &n.lemma, "amount.count.among");
            m.person = n.person;
            Some(m)
        }
        _ => None,
    }
}

/// A scaled figure without unit takes that of the last scaled amount: « 22,5 milliards de dollars … 21,6 milliards »;
/// an unscaled one beside it takes its scale too: « 8 millions de dollars d'exportations et 2,5 d'importations ».
/// Not « 120 millions de vues », nor a figure before any amount.
fn borrowed(scan: &Scan<'_, '_>, figure: &Figure) -> Option<Measure> {
    let index = scan.lender?;
    let lender = &scan.found[index];
    let great = figure.scale >= Decimal::from(1_000_000u32);
    let mut m = Measure::of(figure, figure.last, lender.kind, &lender.unit, "amount.borrowed");
    m.person = lender.person;
    if great {
        return (lender.kind == AmountKind::Money || !figure.plural).then_some(m);
    }
    // The scale is borrowed only within the sentence, behind « et », and before « de » or the end of a clause.
    let tokens = &scan.tokens[index];
    let near = tokens.start >= scan.sentence.start && figure.first < tokens.end + 8 && index + 1 == scan.found.len();
    let joined = figure.first > scan.sentence.start && matches!(scan.word(figure.first - 1), "et" | "contre" | "a");
    let small = figure.scale == Decimal::ONE && figure.digits && figure.value < Decimal::ONE_THOUSAND;
    let next = scan.word(figure.last + 1);
    let goes_on =
        matches!(next, "d'" | "de") || !figure.value.is_integer() && (matches!(next, "en" | "pour" | "" | "," | "." | ")"));
    let scale = lender_scale(scan, index)?;
    if !(near && joined && small && goes_on) || lender.kind != AmountKind::Money {
        return None;
    }
    m.value = figure.value.checked_mul(scale)?;
    m.scale = scale;
    m.rule = "amount.borrowed.scale";
    Some(m)
}

/// The scale noun in the words of an amount.
fn lender_scale(scan: &Scan<'_, '_>, index: usize) -> Option<Decimal> {
    scan.tokens[index].clone().find_map(|t| match scan.text.word(t) {
        "million" | "millions" => Some(Decimal::from(1_000_000u32)),
        "milliard" | "milliards" => Some(Decimal::from(1_000_000_000u32)),
        _ => None,
    })
}

/// A part or a member of the people counted just before: « 27 blessés, dont 4 », « 60 employés sur les 420 »,
/// « (+ 3 300) », « (56 plus exactement) ». Not « dont 4 en 2016 », not without a count before.
fn part(scan: &Scan<'_, '_>, figure: &Figure) -> Option<Measure> {
    let earlier = scan.found.iter().rposition(|a| a.kind == AmountKind::Count)?;
    let here = scan.tokens[earlier].start >= scan.sentence.start;
    let before = figure.first.checked_sub(1).map_or("", |t| scan.word(t));
    let next = scan.word(figure.last + 1);
    let start = cue::before(scan.text, scan.sentence.start, figure.first).map_or(figure.first, |(_, at)| at);
    let opener = start.checked_sub(1).map_or("", |t| scan.word(t));
    let whole = figure.value.is_integer() && !figure.is_article(scan.text) && !figure.links();
    let among = here && whole && opener == "dont" && !matches!(next, "d'" | "%");
    let out_of = here && whole && figure.digits && before == "les" && figure.first > 1 && scan.word(figure.first - 2) == "sur";
    let signed = figure.signed && whole && before == "(" && next == ")";
    let precise = here && whole && before == "(" && matches!(next, "plus" | "exactement" | "precisement");
    let group = figure.kind == NumeralKind::Collective
        && !figure.plural
        && scan.found[earlier].person
        && scan.kind(figure.last + 1) == Some(TokenKind::Word)
        && figure.first != figure.last
        && !matches!(next, "de" | "d'");
    // « 212 machines, contre 95 un an plus tôt », « 430 emplois ici et 182 au siège », « trente hôpitaux, soit dix de plus ».
    let against = here && whole && opener == "contre" && !matches!(next, "%" | "de" | "d'");
    let elsewhere = here
        && whole
        && figure.digits
        && opener == "et"
        && earlier + 1 == scan.found.len()
        && matches!(next, "au" | "a" | "en" | "dans" | "aux" | "chez");
    let more = here && whole && opener == "soit" && next == "de" && matches!(scan.word(figure.last + 2), "plus" | "moins");
    if !(among || out_of || signed || precise || group || against || elsewhere || more) {
        return None;
    }
    let lender = &scan.found[earlier];
    let mut m = Measure::of(figure, figure.last, AmountKind::Count, &lender.unit, "amount.count.part");
    m.person = lender.person;
    Some(m)
}

/// Words before a figure that make it a name or a number in a list.
const LABELS: [&str; 31] = [
    "article",
    "articles",
    "n°",
    "no",
    "numero",
    "numeros",
    "page",
    "pages",
    "chapitre",
    "tome",
    "vol",
    "ligne",
    "route",
    "rue",
    "boulevard",
    "avenue",
    "place",
    "quai",
    "chambre",
    "canal",
    "chaine",
    "tel.",
    "telephone",
    "age",
    "agee",
    "ages",
    "agees",
    "version",
    "windows",
    "saison",
    "episode",
];

/// Whether the figure is a label and counts nothing: « article 49 », « n° 12 », « 007 ».
fn is_label(scan: &Scan<'_, '_>, figure: &Figure) -> bool {
    let before = figure.first.checked_sub(1).map_or("", |t| scan.word(t));
    figure.digits
        && (LABELS.contains(&before)
            || scan.raw(figure.first).starts_with('0') && scan.raw(figure.first).len() > 1 && figure.value.is_integer())
}
