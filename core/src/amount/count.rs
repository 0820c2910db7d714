//! Counts of people and things.

use super::AmountKind;
use super::context::Context;
use super::figure::Figure;
use super::measure::Measure;
use super::noun::{self, Behind, Noun};
use super::words::{self, Class};
use crate::lexicon::words::WordSet;
use crate::number::NumeralKind;
use rust_decimal::Decimal;

/// Reads a figure with the noun that it counts; the token to go on from.
pub(super) fn find(cx: &mut Context<'_, '_>, figure: Figure) -> Option<usize> {
    if figure.kind == NumeralKind::Fraction || is_label(cx, &figure) {
        return None;
    }
    let m = match behind(cx, &figure) {
        Behind::Noun(n) if owes(cx, &figure, &n) => None,
        Behind::Noun(n) => {
            if let Some(next) = score(cx, &n) {
                return Some(next);
            }
            of_noun(cx, &figure, n)
        }
        Behind::Unit => None,
        Behind::Nothing => among_them(cx, &figure)
            .or_else(|| among_whole(cx, &figure))
            .or_else(|| among_owned(cx, &figure)),
    }?;
    (!cx.is_time(m.first, m.last)).then(|| cx.push(&m))
}

/// What stands behind the figure, past « de » where the figure asks for it.
pub(super) fn behind(cx: &Context<'_, '_>, figure: &Figure) -> Behind {
    let mut t = figure.last + 1;
    let linked = WordSet::Of.has(cx.word(t));
    if figure.links() {
        if !linked {
            return Behind::Nothing;
        }
        t += 1;
    } else if linked || !cx.sentence.contains(&t) {
        return Behind::Nothing;
    }
    noun::read(cx.text, t, cx.sentence.end, figure.value < Decimal::TWO && !figure.links())
}

/// Whether the noun is what the figure measures in money, and counts nothing: « 10 milliards de pertes ». Not « dix aides ».
pub(super) fn owes(cx: &Context<'_, '_>, figure: &Figure, n: &Noun) -> bool {
    figure.scale >= Decimal::from(1_000_000u32) && words::is(cx.word(n.token), Class::MoneyNoun)
}

/// « 134 emplois », « une centaine d'habitants », « 1,5 million de foyers », « trois jeunes filles », « un mort ».
/// Not « un homme » (an article), « 12 kilomètres », « plusieurs pays » (no figure), « tous les deux placés ».
fn of_noun(cx: &Context<'_, '_>, figure: &Figure, n: Noun) -> Option<Measure> {
    let article = figure.is_article(cx.text);
    let below_two = figure.value < Decimal::TWO && !figure.links();
    if figure.plural && figure.scale == Decimal::ONE
        || article && !counts_one(cx, figure, &n)
        || below_two && !article && !figure.digits
        || figure.value.is_sign_negative()
        || below_two && figure.value < Decimal::ONE
    {
        return None;
    }
    // « un JAS 39 Gripen » is one.
    if words::is(cx.word(n.token), Class::Make) && is_name_number(cx, figure) {
        return None;
    }
    let all = |k: usize| WordSet::Every.has(cx.back(figure.first, k));
    if all(1) || all(2) && cx.back(figure.first, 1) == "les" {
        return None;
    }
    let mut m = Measure::of(figure, n.token, AmountKind::Count, &n.lemma, "amount.count");
    m.person = n.person;
    if WordSet::Other.has(cx.word(n.token))
        && let Some(earlier) = cx.found.iter().rev().find(|a| a.kind == AmountKind::Count)
    {
        m.unit = earlier.unit.clone();
        m.person = earlier.person;
    }
    Some(m)
}

/// Whether « un » is a figure here: « un mort », « au moins un wagon », « dont un policier ».
fn counts_one(cx: &Context<'_, '_>, figure: &Figure, n: &Noun) -> bool {
    let before = cx.back(figure.first, 1);
    let toll = words::is(cx.word(n.token), Class::Toll);
    // « deux hommes et une femme ».
    let listed = before == "et"
        && n.person
        && cx.found.last().is_some_and(|a| a.person)
        && cx.tokens.last().is_some_and(|t| t.end + 1 == figure.first);
    toll || listed || before == "dont" && n.person || WordSet::Least.has(before) && cx.back(figure.first, 2) == "au"
}

/// The score of a match, which is no count: « battus par 2 buts à 1 »; the token behind it. Not « 2 buts à la mi-temps ».
fn score(cx: &Context<'_, '_>, n: &Noun) -> Option<usize> {
    if !words::is(cx.word(n.token), Class::ScoreNoun) || cx.word(n.token + 1) != "a" {
        return None;
    }
    let second = cx.figure(n.token + 2)?;
    (!second.links()).then_some(second.last + 1)
}

/// The unit of « eux »: what was counted last, else people.
fn last_counted(cx: &Context<'_, '_>) -> (String, bool) {
    let earlier = cx.found.iter().rev().find(|a| a.kind == AmountKind::Count);
    earlier.map_or_else(|| ("personne".to_owned(), true), |a| (a.unit.clone(), a.person))
}

/// « 430 d'entre eux », « douze d'entre elles ». Not « l'un d'entre eux ».
fn among_them(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let t = figure.last + 1;
    let them = cx.word(t) == "d'" && cx.word(t + 1) == "entre" && WordSet::Them.has(cx.word(t + 2));
    if !them || cx.back(figure.first, 1) == "l'" {
        return None;
    }
    let (unit, person) = last_counted(cx);
    let mut m = Measure::of(figure, t + 2, AmountKind::Count, &unit, "amount.count.among");
    m.person = person;
    Some(m)
}

/// A part of a whole that is told behind it, the figure alone where the whole has one: « 312 | des 195 000 candidats »,
/// « trois | de ces 128 pays », « deux des accusés ». Not « le numéro 2 des ventes », « 12 des mois ».
fn among_whole(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let t = figure.last + 1;
    let whole = match cx.word(t) {
        "des" => t + 1,
        "de" if words::is(cx.word(t + 1), Class::Determiner) => t + 2,
        _ => return None,
    };
    if figure.is_article(cx.text) || !figure.value.is_integer() || figure.signed || figure.plural || is_name_number(cx, figure) {
        return None;
    }
    if let Some(all) = cx
        .figure(whole)
        .filter(|all| all.value >= figure.value && all.kind != NumeralKind::Fraction)
    {
        let Behind::Noun(n) = behind(cx, &all) else { return None };
        let mut m = Measure::of(figure, figure.last, AmountKind::Count, &n.lemma, "amount.count.among");
        m.person = n.person;
        return Some(m);
    }
    if cx.word(t) != "des" || figure.digits && figure.value < Decimal::TEN {
        return None;
    }
    let Behind::Noun(n) = noun::read(cx.text, whole, cx.sentence.end, false) else {
        return None;
    };
    if !n.person {
        return None;
    }
    let mut m = Measure::of(figure, n.token, AmountKind::Count, &n.lemma, "amount.count.among");
    m.person = n.person;
    Some(m)
}

/// « 35 de nos compatriotes », « trois de ses collaborateurs ». Not « 35 de plus ».
fn among_owned(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let t = figure.last + 1;
    if cx.word(t) != "de" || !words::is(cx.word(t + 1), Class::Owner) || figure.is_article(cx.text) {
        return None;
    }
    match noun::read(cx.text, t + 2, cx.sentence.end, false) {
        Behind::Noun(n) => {
            let mut m = Measure::of(figure, n.token, AmountKind::Count, &n.lemma, "amount.count.among");
            m.person = n.person;
            Some(m)
        }
        _ => None,
    }
}

/// Whether the figure belongs to the name before it: « Europe 1 », « Boeing 737 ». Not « À Lyon, 12 blessés ».
pub(super) fn is_name_number(cx: &Context<'_, '_>, figure: &Figure) -> bool {
    let Some(t) = figure.first.checked_sub(1).filter(|t| cx.sentence.contains(t)) else {
        return false;
    };
    let capital = cx.raw(t).chars().next().is_some_and(char::is_uppercase);
    figure.digits && capital && t > cx.sentence.start && cx.back(t, 1) != "."
}

/// Whether the figure is a label and counts nothing: « article 49 », « n° 12 », « 007 ». Not « à la place 180 millions ».
pub(super) fn is_label(cx: &Context<'_, '_>, figure: &Figure) -> bool {
    figure.digits
        && !figure.links()
        && (words::is(cx.back(figure.first, 1), Class::Label)
            || cx.raw(figure.first).starts_with('0') && cx.raw(figure.first).len() > 1 && figure.value.is_integer())
}
