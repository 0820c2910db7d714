//! Counts of people and things.

use super::context::Context;
use super::figure::Figure;
use super::measure::Measure;
use super::noun::{self, Behind, Noun};
use super::words::{self, Class};
use super::{Amount, AmountKind, Quantity, cue};
use crate::lexicon::words::WordSet;
use crate::number::NumeralKind;
use crate::text::TokenKind;
use crate::text::fold;
use rust_decimal::Decimal;

/// Reads a figure with the noun that it counts; the token to go on from.
pub(super) fn find(cx: &mut Context<'_, '_>, figure: Figure) -> Option<usize> {
    if figure.kind == NumeralKind::Fraction || is_label(cx, &figure) {
        return None;
    }
    let m = match behind(cx, &figure) {
        Behind::Noun(n) if owes(cx, &figure, &n) || describes(cx, &figure, &n) || measures(cx, &figure, &n) => None,
        Behind::Noun(n) if let Some(m) = elliptic(cx, &figure, &n) => Some(m),
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
    // « 300 et quelques salariés ».
    if cx.word(t) == "et" && cx.word(t + 1) == "quelques" {
        t += 2;
    }
    // « deux « réserves » », « cinq [associations] ».
    t += usize::from(WordSet::OpensQuoted.has(cx.word(t)));
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
        || figure.value.is_zero()
        || is_year_of_name(cx, figure, &n)
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
        && let Some((unit, person)) = others(cx, figure)
    {
        m.unit = unit;
        m.person = person;
    }
    Some(m)
}

/// What « trois autres » are: what was counted before in the sentence, else what was named there (« une audience lundi, trois
/// autres mardi »), else what was counted before in the paragraph. Others than the dead and hurt are people.
fn others(cx: &Context<'_, '_>, figure: &Figure) -> Option<(String, bool)> {
    let of = |a: &Amount| match words::is(&fold(&a.unit), Class::Toll) {
        true => ("personne".to_owned(), true),
        false => (a.unit.clone(), a.person),
    };
    if let Some(a) = cx.counted_since(cx.sentence.start, |_| true) {
        return Some(of(a));
    }
    let named = (cx.sentence.start..figure.first)
        .filter(|&t| WordSet::A.has(cx.word(t)))
        .find_map(|t| match noun::read(cx.text, t + 1, figure.first, true) {
            Behind::Noun(n) => Some((n.lemma, n.person)),
            _ => None,
        });
    named.or_else(|| cx.counted_since(cx.paragraph(), |_| true).map(of))
}

/// Whether four digits behind « en » are the year before a name: « En 1876 Nikolaus ». Not « en 2000 Belges ».
fn is_year_of_name(cx: &Context<'_, '_>, figure: &Figure, n: &Noun) -> bool {
    let years = Decimal::ONE_THOUSAND..Decimal::from(2100u32);
    let year = figure.digits && figure.first == figure.last && cx.raw(figure.first).len() == 4 && years.contains(&figure.value);
    let name = cx.raw(n.token).starts_with(char::is_uppercase) && !noun::is_known_people(cx.word(n.token));
    year && name && cx.back(figure.first, 1) == "en"
}

/// Whether the figure with its noun only describes what stands before it: « une berline cinq portes », « un hôtel quatre étoiles »,
/// « aux quatre coins du monde », « un canon de 25 livres », « l'entre deux guerres », « 1 rue Monge », « une inflation à deux
/// chiffres ». Not « les quatre roues du camion ».
fn describes(cx: &Context<'_, '_>, figure: &Figure, n: &Noun) -> bool {
    let before = cx.back(figure.first, 1);
    let noun = cx.word(n.token);
    let direct = n.token == figure.last + 1;
    let fitted = direct && words::is(before, Class::Fitted);
    let corners = noun == "coins" && figure.value == Decimal::from(4u32) && WordSet::OfAny.has(cx.word(n.token + 1));
    let gun = WordSet::Pound.has(noun) && before == "de" && words::is(cx.back(figure.first, 2), Class::Gun);
    let between = before == "entre" && cx.back(figure.first, 2) == "l'";
    let address = figure.digits && figure.value < Decimal::TWO && words::is(noun, Class::Label);
    let figures = noun == "chiffres" && before == "a";
    fitted || corners || gun || between || address || figures
}

/// Whether the participle behind « les » or « des » leans on a measure told before, which is no count: « 45 km/h au lieu des 25 |
/// autorisés ». Not « les 25 autorisés » alone, « 45 camions au lieu des 25 autorisés ».
fn measures(cx: &Context<'_, '_>, figure: &Figure, n: &Noun) -> bool {
    let leans = WordSet::OfArticle.has(cx.back(figure.first, 1)) || cx.back(figure.first, 1) == "les";
    if !leans || !noun::is_participle(cx.text, n.token) || cx.counted_since(cx.sentence.start, |_| true).is_some() {
        return false;
    }
    (cx.sentence.start..figure.first)
        .rev()
        .filter(|&t| cx.kind(t) == Some(TokenKind::Number))
        .find_map(|t| cx.figure(t))
        .is_some_and(|f| matches!(behind(cx, &f), Behind::Unit))
}

/// A figure whose noun was counted before, with what became of these or which they are: « vingt films, dont huit | sortis »,
/// « 30 salariés (20 | permanents et 10 | saisonniers) », « six passagers ont été tués et 30 | blessés »,
/// « 500 postes, sur les 4 000 | existants ». Not « six morts, deux blessés et 30 disparus », « dix permanents », « dont deux marchés ».
fn elliptic(cx: &Context<'_, '_>, figure: &Figure, n: &Noun) -> Option<Measure> {
    if n.token != figure.last + 1 {
        return None;
    }
    let word = cx.word(n.token);
    let start = cue::before(cx.text, cx.sentence.start, figure.first).map_or(figure.first, |(_, at)| at);
    let of_whole = WordSet::OpensWhole.has(cx.back(start, 2)) && cx.back(start, 1) == "les";
    let opener = cx.back(start, if of_whole { 2 } else { 1 });
    let fate = words::bends(word, Class::Fate);
    // « deux acteurs, dont un déguisé » names one.
    let told_so = || !figure.is_article(cx.text) && noun::is_participle(cx.text, n.token);
    let picks = words::bends(word, Class::Elliptic) || told_so();
    if !(fate || picks) || figure.is_article(cx.text) && opener != "dont" {
        return None;
    }
    let part = WordSet::OpensPart.has(opener) || of_whole;
    let whole = cx.counted_since(cx.sentence.start, |a| !part || of_whole || holds(a, figure))?;
    if words::bends(word, Class::Toll) && words::is(&fold(&whole.unit), Class::Toll) {
        return None;
    }
    let near = cx.tokens.last().is_some_and(|t| t.end + 4 >= start);
    let named = crate::lexicon::person::is_listed(&fold(&noun::singular(cx.raw(n.token))));
    let told = || fate && WordSet::AndComma.has(opener) && words::bends(cx.back(start, 2), Class::Fate);
    let listed = || cx.found.last().is_some_and(|a| a.rule == ELLIPTIC) && cx.tokens.last().is_some_and(|t| t.end + 2 == start);
    let joined = WordSet::AndComma.has(opener);
    let sides = || (joined || near && opener == "sur") && fate && !named || joined && listed();
    if !(part && !named || told() || sides()) {
        return None;
    }
    let mut m = Measure::of(figure, figure.last, AmountKind::Count, &whole.unit, ELLIPTIC);
    m.person = whole.person;
    Some(m)
}

/// The rule of a count whose noun was counted before.
const ELLIPTIC: &str = "amount.count.elliptic";

/// Whether « un » is a figure here: « un mort », « au moins un wagon », « dont un policier ».
fn counts_one(cx: &Context<'_, '_>, figure: &Figure, n: &Noun) -> bool {
    let before = cx.back(figure.first, 1);
    let toll = words::is(cx.word(n.token), Class::Toll) && !is_one_of_them(cx, figure, n) || is_victim(cx, n);
    // « deux hommes et une femme ».
    let listed = before == "et"
        && n.person
        && cx.found.last().is_some_and(|a| a.person)
        && cx.tokens.last().is_some_and(|t| t.end + 1 == figure.first);
    toll || listed || before == "dont" && n.person || WordSet::Least.has(before) && cx.back(figure.first, 2) == "au"
}

/// Whether « une mort » is the event, or « un survivant » of something is told for who he is: « la mort d'un rescapé du camp ».
fn is_one_of_them(cx: &Context<'_, '_>, figure: &Figure, n: &Noun) -> bool {
    let word = cx.word(n.token);
    let death = word == "mort" && cx.word(figure.first) == "une";
    let lived =
        words::is(word, Class::Survivor) && (cx.back(figure.first, 1) == "d'" || WordSet::OfAny.has(cx.word(n.token + 1)));
    death || lived
}

/// Whether « une personne » is counted among the dead, hurt or arrested: « une personne a été tuée », « une personne est portée
/// disparue », « une personne blessée ». Not « une personne proche du dossier ».
fn is_victim(cx: &Context<'_, '_>, n: &Noun) -> bool {
    if cx.word(n.token) != "personne" {
        return false;
    }
    let mut t = n.token + 1;
    // « a été », not « a blessé deux passants ».
    while t < n.token + 4 && (WordSet::BeforeFate.has(cx.word(t)) || cx.word(t + 1) == "ete") {
        t += 1;
    }
    // « blessée », not « blessé ».
    words::bends(cx.word(t), Class::Harmed) && cx.raw(t).ends_with('e')
}

/// The score of a match, which is no count: « battus par 2 buts à 1 »; the token behind it. Not « 2 buts à la mi-temps ».
fn score(cx: &Context<'_, '_>, n: &Noun) -> Option<usize> {
    if !words::is(cx.word(n.token), Class::ScoreNoun) || cx.word(n.token + 1) != "a" {
        return None;
    }
    let second = cx.figure(n.token + 2)?;
    let own = matches!(noun::read(cx.text, second.last + 1, cx.sentence.end, false), Behind::Noun(_));
    (!second.links() && !own).then_some(second.last + 1)
}

/// Whether the amount is at least as great as the figure.
fn holds(a: &Amount, figure: &Figure) -> bool {
    match a.quantity {
        Quantity::Exact(v) | Quantity::Between(_, v) => v >= figure.value,
    }
}

/// The unit of « eux »: what was last counted as at least so many, else people.
fn last_counted(cx: &Context<'_, '_>, figure: &Figure) -> (String, bool) {
    let counts = || cx.found.iter().rev().filter(|a| a.kind == AmountKind::Count).take(12);
    let earlier = counts().find(|a| holds(a, figure)).or_else(|| counts().next());
    earlier.map_or_else(|| ("personne".to_owned(), true), |a| (a.unit.clone(), a.person))
}

/// Whether it only says that there are several.
fn is_no_figure(figure: &Figure) -> bool {
    figure.plural && figure.scale == Decimal::ONE
}

/// « 430 d'entre eux », « douze d'entre elles ». Not « l'un d'entre eux ».
fn among_them(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let t = figure.last + 1;
    let them = cx.word(t) == "d'" && cx.word(t + 1) == "entre" && WordSet::Them.has(cx.word(t + 2));
    if !them || cx.back(figure.first, 1) == "l'" || is_no_figure(figure) {
        return None;
    }
    let (unit, person) = last_counted(cx, figure);
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
    if !n.person && (figure.digits || words::is(cx.back(figure.first, 1), Class::Label)) {
        return None;
    }
    let mut m = Measure::of(figure, n.token, AmountKind::Count, &n.lemma, "amount.count.among");
    m.person = n.person;
    Some(m)
}

/// « 35 de nos compatriotes », « trois de ses collaborateurs ». Not « 35 de plus », « plusieurs de ses amis ».
fn among_owned(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let t = figure.last + 1;
    let owned = cx.word(t) == "de" && words::is(cx.word(t + 1), Class::Owner);
    if !owned || figure.is_article(cx.text) || is_no_figure(figure) {
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
