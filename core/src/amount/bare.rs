//! Figures without a unit that take it from what was measured or counted before: « 27 blessés, dont 4 », « 8 millions de
//! dollars contre 6,5 », « 12 % en mai, 15 en juin ».

use super::context::Context;
use super::count::{self, is_label, is_name_number};
use super::figure::Figure;
use super::measure::Measure;
use super::noun::{self, Behind};
use super::words::{self, Class};
use super::{Amount, AmountKind, Quantity, cue};
use crate::lexicon::inflection;
use crate::lexicon::words::WordSet;
use crate::number::NumeralKind;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// How many sentences back a count may still lend its noun.
const REACH: usize = 4;

/// Reads a figure that nothing follows; the token to go on from.
pub(super) fn find(cx: &mut Context<'_, '_>, figure: Figure) -> Option<usize> {
    if figure.kind == NumeralKind::Fraction || figure.is_article(cx.text) || is_label(cx, &figure) || is_score(cx, &figure) {
        return None;
    }
    let after_noun = match count::behind(cx, &figure) {
        Behind::Noun(n) if !count::owes(cx, &figure, &n) => return None,
        // « 400 000 pour la fête » is no « 4 pour … ».
        Behind::Unit if !(is_grouped(&figure) && cx.word(figure.last + 1) == "pour") => return None,
        _ => figure.last + 1,
    };
    let great = figure.scale >= Decimal::from(1_000_000u32) && !figure.plural;
    if great && let Some(m) = great_number(cx, &figure).filter(|m| !cx.is_time(m.first, m.last)) {
        return Some(cx.push(&m));
    }
    if great && lends_scale(cx).is_none() && !cx.is_time(figure.first, figure.last) {
        let sum = is_sum(cx, &figure);
        cx.wait(figure, sum);
        return Some(figure.last + 1);
    }
    let m = scaled(cx, &figure)
        .or_else(|| percent(cx, &figure))
        .or_else(|| difference(cx, &figure))
        .or_else(|| part_of_sum(cx, &figure))
        .or_else(|| counted(cx, &figure, after_noun))?;
    (!cx.is_time(m.first, m.last)).then(|| cx.push(&m))
}

/// Whether a scaled figure without a unit is money by what stands around it: « un déficit de 3 milliards », « coûtera 3 millions »,
/// « 3 milliards de surcoûts ». Not « 3 millions », « un déficit, 3 millions ».
fn is_sum(cx: &Context<'_, '_>, figure: &Figure) -> bool {
    if matches!(count::behind(cx, figure), Behind::Noun(n) if count::owes(cx, figure, &n)) {
        return true;
    }
    let start = cue::before(cx.text, cx.sentence.start, figure.first).map_or(figure.first, |(_, at)| at);
    let near = || {
        (1..7)
            .map(|k| start.saturating_sub(k))
            .take_while(|&t| cx.kind(t) == Some(TokenKind::Word))
    };
    words::is(cx.back(start, 1), Class::Costing) || near().any(|t| is_sum_noun(cx.word(t)))
}

/// Whether a noun, in the singular or plural, is of sums of money.
fn is_sum_noun(word: &str) -> bool {
    words::is(word.strip_suffix('s').unwrap_or(word), Class::SumNoun)
}

/// A figure of millions by « le nombre de … » around it: « le nombre de visiteurs atteint 3 millions ». Not « le nombre de visiteurs
/// augmente et le bénéfice atteint 3 millions ».
pub(super) fn great_number(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let lender = numbered(cx, figure).filter(|_| figure.scale >= Decimal::from(1_000_000u32))?;
    let other = |t: usize| {
        let word = cx.word(t);
        is_sum_noun(word) || word == "et" && WordSet::Articles.has(cx.word(t + 1))
    };
    if (lender.at + 2..figure.first).any(other) {
        return None;
    }
    let mut m = Measure::of(figure, figure.last, lender.kind, &lender.unit, "amount.count.part");
    m.person = lender.person;
    Some(m)
}

/// Whether the figure is half of a score, a fraction or a time: « 3-2 », « 5/10 », « 1'43 ».
fn is_score(cx: &Context<'_, '_>, figure: &Figure) -> bool {
    let glued = |a: usize, b: usize| {
        cx.sentence.contains(&a) && cx.sentence.contains(&b) && cx.text.tokens()[b].is_glued_to(&cx.text.tokens()[a])
    };
    let mark = |w: &str| WordSet::InScore.has(w);
    let behind = glued(figure.last, figure.last + 1) && mark(cx.word(figure.last + 1));
    let before = figure.first > 0 && glued(figure.first - 1, figure.first) && mark(cx.word(figure.first - 1));
    let versus = cx.word(figure.last + 1) == "a" && cx.kind(figure.last + 2) == Some(TokenKind::Number)
        || cx.back(figure.first, 1) == "a" && figure.first > 1 && cx.kind(figure.first - 2) == Some(TokenKind::Number);
    behind || before || versus && figure.first == figure.last && figure.value < Decimal::ONE_HUNDRED
}

/// A scaled figure without unit takes that of the last scaled amount: « 22,5 milliards de dollars … 21,6 milliards »;
/// an unscaled one beside it takes its scale too: « 8 millions de dollars d'exportations et 2,5 d'importations ».
/// Not « 120 millions de vues », nor a figure before any amount.
pub(super) fn scaled(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let index = lends_scale(cx)?;
    let lender = &cx.found[index];
    let great = figure.scale >= Decimal::from(1_000_000u32);
    let mut m = Measure::of(figure, figure.last, lender.kind, &lender.unit, "amount.borrowed");
    m.person = lender.person;
    if great {
        return (lender.kind == AmountKind::Money || !figure.plural).then_some(m);
    }
    // The scale is borrowed only within the sentence, behind a joint, and before « de » or the end of a clause.
    let tokens = &cx.tokens[index];
    let near = tokens.start >= cx.sentence.start && figure.first < tokens.end + 8 && index + 1 == cx.found.len();
    let joined = WordSet::JoinsBorrowed.has(cx.back(figure.first, 1));
    let small = figure.scale == Decimal::ONE && figure.digits && figure.value < Decimal::ONE_THOUSAND;
    let next = cx.word(figure.last + 1);
    let goes_on = WordSet::Of.has(next) || !figure.value.is_integer() && (next.is_empty() || WordSet::EndsCount.has(next));
    let scale = lender_scale(cx, index)?;
    if !(near && joined && small && goes_on) || lender.kind != AmountKind::Money {
        return None;
    }
    m.value = figure.value.checked_mul(scale)?;
    m.scale = scale;
    m.rule = "amount.borrowed.scale";
    Some(m)
}

/// The amount that a scaled figure leans on: the last scaled one, else the last sum of money.
fn lends_scale(cx: &Context<'_, '_>) -> Option<usize> {
    cx.lender
        .or_else(|| cx.found.iter().rposition(|a| a.kind == AmountKind::Money))
}

/// The scale noun in the words of an amount.
fn lender_scale(cx: &Context<'_, '_>, index: usize) -> Option<Decimal> {
    cx.tokens[index].clone().find_map(|t| match cx.text.word(t) {
        "million" | "millions" => Some(Decimal::from(1_000_000u32)),
        "milliard" | "milliards" => Some(Decimal::from(1_000_000_000u32)),
        _ => None,
    })
}

/// A percentage beside another: « 12,3 % en mai contre 11,8 en avril », « 20 % en 2015 et 25 en 2016 ».
/// Not « 12 % contre 11 personnes ».
fn percent(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let last = cx.found.last().filter(|a| a.kind == AmountKind::Percent)?;
    let here = cx.tokens.last().is_some_and(|t| t.start >= cx.sentence.start);
    let next = cx.word(figure.last + 1);
    let opener = cx.back(figure.first, 1);
    let against = opener == "contre" && !WordSet::Of.has(next);
    let listed = WordSet::AndThen.has(opener) && next == "en" && cx.is_time(figure.last + 2, figure.last + 2);
    let small = figure.digits && figure.scale == Decimal::ONE && figure.value <= Decimal::ONE_HUNDRED;
    (here && small && (against || listed))
        .then(|| Measure::of(figure, figure.last, AmountKind::Percent, &last.unit, "amount.percent.bare"))
}

/// A change of the rate just given: « 44,4 % des jeunes (+0,6) ». Not « 44 % (+ 1 200) », « 12 voix (+2) ».
fn difference(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    cx.found.last().filter(|a| a.kind == AmountKind::Percent)?;
    let here = cx.tokens.last().is_some_and(|t| t.start >= cx.sentence.start);
    let next = cx.word(figure.last + 1);
    let bracketed = cx.back(figure.first, 1) == "(" && WordSet::EndsBareSum.has(next);
    let small = figure.value.abs() <= Decimal::from(20u32) && figure.first + 1 == figure.last;
    (here && figure.signed && bracketed && small).then(|| {
        Measure::of(
            figure,
            figure.last,
            AmountKind::PercentagePoint,
            "percentage_point",
            "amount.point.bare",
        )
    })
}

/// A part of the sum just told: « 15 000 euros d'amende, dont 5 000 avec sursis ». Not « 900 euros, dont 2000 », « 12 euros, dont 4 élus ».
fn part_of_sum(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let start = cue::before(cx.text, cx.sentence.start, figure.first).map_or(figure.first, |(_, at)| at);
    let last = cx.found.last().filter(|a| a.kind == AmountKind::Money)?;
    let here = cx.tokens.last().is_some_and(|t| t.start >= cx.sentence.start);
    let holds = matches!(last.quantity, Quantity::Exact(v) if v > figure.value);
    let plain = figure.digits && !figure.links() && figure.value >= Decimal::TEN;
    (here && holds && plain && cx.back(start, 1) == "dont" && cx.word(figure.last + 1) != "%")
        .then(|| Measure::of(figure, figure.last, AmountKind::Money, &last.unit, "amount.borrowed.part"))
}

/// What stands around a bare figure.
struct Around<'c, 'a, 'd> {
    cx: &'c Context<'a, 'd>,
    figure: &'c Figure,
    /// The word before the figure, its comparator and determiner set aside.
    opener: &'a str,
    /// The word right before the figure.
    before: &'a str,
    next: &'a str,
    /// Whether the amount that lends its noun stands in this sentence.
    here: bool,
    /// Whether it stands no more than [`REACH`] sentences back.
    recent: bool,
    /// Whether it stands in this paragraph besides.
    near: bool,
    /// Whether it is the last one found.
    last: bool,
    /// Whether it counts people.
    person: bool,
    /// Whether the figure is written in groups of three: « 12 700 ».
    grouped: bool,
    /// Where the figure begins, with its comparator and determiner.
    start: usize,
}

/// A rule that says whether a bare figure counts what was counted before.
type Rule = for<'x, 'c, 'a, 'd> fn(&'x Around<'c, 'a, 'd>) -> bool;

const RULES: [Rule; 17] = [
    part,
    then,
    out_of,
    signed,
    precisely,
    some_of_them,
    against,
    elsewhere,
    more,
    great,
    predicate,
    adverb,
    only,
    cited,
    object,
    voters,
    sum,
];

/// A bare whole figure that counts what an earlier one did. Not « en 2016 », « Europe 1 », not before any count.
fn counted(cx: &Context<'_, '_>, figure: &Figure, after: usize) -> Option<Measure> {
    if let Some(m) = group(cx, figure).or_else(|| so_many(cx, figure)) {
        return Some(m);
    }
    let whole = figure.value.is_integer() && !figure.links() || figure.kind == NumeralKind::Collective;
    if !whole || figure.value.abs() < Decimal::TWO && !figure.digits {
        return None;
    }
    let lender = lender(cx, figure)?;
    let start = cue::before(cx.text, cx.sentence.start, figure.first).map_or(figure.first, |(_, at)| at);
    let start = start - usize::from(words::is(cx.back(start, 1), Class::Determiner) && start == figure.first);
    let around = Around {
        cx,
        figure,
        opener: cx.back(start, 1),
        before: cx.back(figure.first, 1),
        next: cx.word(after),
        here: lender.at >= cx.sentence.start,
        recent: lender.at >= cx.reach(REACH),
        near: lender.at >= cx.reach(REACH).max(cx.paragraph()),
        last: cx.tokens.last().is_some_and(|t| t.start == lender.at),
        person: lender.person,
        grouped: is_grouped(figure),
        start,
    };
    if is_year(cx, figure) || !RULES.iter().any(|rule| rule(&around)) {
        return None;
    }
    let mut m = Measure::of(figure, figure.last, lender.kind, &lender.unit, "amount.count.part");
    m.person = lender.person;
    Some(m)
}

/// Whether it is written in groups of three: « 12 700 ».
fn is_grouped(figure: &Figure) -> bool {
    let pieces = figure.last > figure.first + usize::from(figure.signed);
    figure.digits && pieces && figure.value.is_integer() && figure.value.abs() >= Decimal::ONE_THOUSAND
}

/// The number of a subject: « ils sont huit à candidater », « les grévistes étaient 4 000, selon la police ».
/// Not « ils sont arrivés à huit heures », « les numéros gagnants sont 4 et 8 ».
fn so_many(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    if figure.links() && figure.kind != NumeralKind::Collective || figure.signed || is_name_number(cx, figure) {
        return None;
    }
    let mut verb = cue::before(cx.text, cx.sentence.start, figure.first).map_or(figure.first, |(_, at)| at);
    while WordSet::AdverbOfNumber.has(cx.back(verb, 1)) {
        verb -= 1;
    }
    let next = cx.word(figure.last + 1);
    let listed = WordSet::AndComma.has(next) && cx.kind(figure.last + 2) == Some(TokenKind::Number);
    let goes_on = !listed && (next.is_empty() || WordSet::GoesOnBehindNumber.has(next));
    if !goes_on || !words::is(cx.back(verb, 1), Class::Copula) {
        return None;
    }
    let (unit, person) = subject(cx, verb - 1, next == "a" || figure.value >= Decimal::TEN)?;
    let mut m = Measure::of(figure, figure.last, AmountKind::Count, &unit, "amount.count.predicate");
    m.person = person;
    Some(m)
}

/// Who is so many: the first plural noun of the clause before the verb; for « ils » what the paragraph counted last, else people, where
/// only people can be `meant`.
fn subject(cx: &Context<'_, '_>, verb: usize, meant: bool) -> Option<(String, bool)> {
    let pronoun = verb - usize::from(WordSet::BeforeVerb.has(cx.back(verb, 1)));
    if WordSet::They.has(cx.back(pronoun, 1)) {
        let counted = cx.counted_since(cx.paragraph(), |_| true).map(|a| (a.unit.clone(), a.person));
        return counted.or_else(|| meant.then(|| ("personne".to_owned(), true)));
    }
    let clause = (cx.sentence.start..verb)
        .rev()
        .take(12)
        .take_while(|&t| cx.kind(t) == Some(TokenKind::Word))
        .last()?;
    let label = (clause..verb).any(|t| words::is(cx.word(t), Class::Label));
    let noun = (clause..verb)
        .filter(|&t| words::is(cx.word(t), Class::Determiner))
        .find_map(|t| match noun::read(cx.text, t + 1, verb, false) {
            Behind::Noun(n) => Some((n.lemma, n.person)),
            _ => None,
        });
    noun.filter(|_| !label)
}

/// Whether four digits without a mark between may be a year.
fn is_year(cx: &Context<'_, '_>, figure: &Figure) -> bool {
    let years = Decimal::from(1800u32)..Decimal::from(2100u32);
    figure.digits && figure.first == figure.last && cx.raw(figure.first).len() == 4 && years.contains(&figure.value)
}

/// What a bare figure counts, and where that was said.
struct Lender {
    unit: String,
    person: bool,
    kind: AmountKind,
    /// The token where it stands.
    at: usize,
}

/// What the figure leans on: the noun of « le nombre de … » around it, the last count, the last sum of money where only that is
/// of its size, else the nearest plural noun before it in the sentence.
fn lender(cx: &Context<'_, '_>, figure: &Figure) -> Option<Lender> {
    if let Some(lender) = numbered(cx, figure) {
        return Some(lender);
    }
    let of = |kind: AmountKind| cx.found.iter().rposition(|a| a.kind == kind);
    let count = of(AmountKind::Count);
    let small = |i: usize| match cx.found[i].quantity {
        Quantity::Exact(v) | Quantity::Between(v, _) => v.checked_mul(Decimal::ONE_THOUSAND).is_some_and(|v| v < figure.value),
    };
    let great = figure.value.abs() >= Decimal::from(100_000u32);
    let money = of(AmountKind::Money).filter(|&i| great && count.is_none_or(|c| i > c || small(c)));
    let Some(index) = money.or(count) else {
        return plural_before(cx, figure).or_else(|| subject_before(cx, figure));
    };
    let Amount { kind, unit, person, .. } = &cx.found[index];
    Some(Lender {
        unit: unit.clone(),
        person: *person,
        kind: *kind,
        at: cx.tokens[index].start,
    })
}

/// « une baisse de 12 700 du nombre de chômeurs », « le nombre de naissances est estimé à 63 500 », « et celui des décès à 58 000 ».
fn numbered(cx: &Context<'_, '_>, figure: &Figure) -> Option<Lender> {
    let behind = figure.last + 1..(figure.last + 4).min(cx.sentence.end);
    let before = figure.first.saturating_sub(18).max(cx.sentence.start)..figure.first;
    let number = |&t: &usize| cx.word(t) == "nombre" && WordSet::Of.has(cx.word(t + 1));
    let that = |&t: &usize| {
        let named = || (cx.sentence.start..t).any(|n| number(&n));
        cx.word(t) == "celui" && WordSet::OfAny.has(cx.word(t + 1)) && named()
    };
    let at = behind
        .into_iter()
        .find(number)
        .or_else(|| before.rev().find(|t| number(t) || that(t)))?;
    match noun::read(cx.text, at + 2, cx.sentence.end, false) {
        Behind::Noun(n) => Some(Lender {
            unit: n.lemma,
            person: n.person,
            kind: AmountKind::Count,
            at,
        }),
        _ => None,
    }
}

/// « les chômeurs sont 5 400 de plus »: the nearest plural noun behind a determiner.
fn plural_before(cx: &Context<'_, '_>, figure: &Figure) -> Option<Lender> {
    let from = figure.first.saturating_sub(20).max(cx.sentence.start);
    (from..figure.first).rev().find_map(|t| {
        if !words::is(cx.word(t), Class::Determiner) {
            return None;
        }
        match noun::read(cx.text, t + 1, figure.first, false) {
            Behind::Noun(n) => Some(Lender {
                unit: n.lemma,
                person: n.person,
                kind: AmountKind::Count,
                at: t,
            }),
            _ => None,
        }
    })
}

/// « de douze morts à quinze, puis dix-huit. » Not « au 12, puis au 14 ».
fn then(a: &Around<'_, '_, '_>) -> bool {
    let joint = if a.cx.back(a.start, 2) == "," { 2 } else { 1 };
    let follows = a.cx.tokens.last().is_some_and(|t| t.end + joint == a.start);
    a.here && a.opener == "puis" && follows && a.cx.kind(a.figure.last + 1).is_none_or(|k| k == TokenKind::Punct)
}

/// « Les agents ont cherché partout. Plus d'une vingtaine étaient mobilisés »: the plural noun that opens the sentence before.
fn subject_before(cx: &Context<'_, '_>, figure: &Figure) -> Option<Lender> {
    let at = cx.reach(1);
    let opens = figure.first < cx.sentence.start + 3 && figure.kind == NumeralKind::Collective && at >= cx.paragraph();
    match noun::read(cx.text, at + 1, cx.sentence.start, false) {
        Behind::Noun(n) if opens && words::is(cx.text.word(at), Class::Determiner) => Some(Lender {
            unit: n.lemma,
            person: n.person,
            kind: AmountKind::Count,
            at,
        }),
        _ => None,
    }
}

/// « 27 blessés, dont 4 ». Not « dont 4 % ».
fn part(a: &Around<'_, '_, '_>) -> bool {
    a.here && a.opener == "dont" && !matches!(a.next, "d'" | "%")
}

/// « 60 employés sur les 420 », « 178 postes sur 710 », « parmi les 276 ».
fn out_of(a: &Around<'_, '_, '_>) -> bool {
    let behind_count = a.last && a.cx.tokens.last().is_some_and(|t| t.end + 1 == a.figure.first);
    let told = a.before == "les" && (a.here && a.opener == "sur" || a.near && a.opener == "parmi");
    a.figure.digits && told || a.before == "sur" && behind_count
}

/// « (+ 3 300) », « (+ 48 000, 0,9 %) ».
fn signed(a: &Around<'_, '_, '_>) -> bool {
    let goes_on = WordSet::EndsBareCount.has(a.next);
    a.figure.signed && a.before == "(" && goes_on && a.figure.value.abs() >= Decimal::TEN
}

/// « (56 plus exactement) ».
fn precisely(a: &Around<'_, '_, '_>) -> bool {
    a.here && a.before == "(" && WordSet::MoreExactly.has(a.next)
}

/// « une dizaine grièvement » behind people.
fn some_of_them(a: &Around<'_, '_, '_>) -> bool {
    a.figure.kind == NumeralKind::Collective
        && !a.figure.plural
        && a.person
        && a.cx.kind(a.figure.last + 1) == Some(TokenKind::Word)
        && a.figure.first != a.figure.last
        && !WordSet::Of.has(a.next)
}

/// « 212 machines, contre 95 un an plus tôt ».
fn against(a: &Around<'_, '_, '_>) -> bool {
    a.here && a.opener == "contre" && !WordSet::OfPercent.has(a.next)
}

/// « 430 emplois ici, 120 à Lyon et 182 au siège ».
fn elsewhere(a: &Around<'_, '_, '_>) -> bool {
    a.here
        && a.last
        && WordSet::AndThen.has(a.opener)
        && words::is(a.next, Class::PlacePreposition)
        && (a.figure.digits || a.figure.kind == NumeralKind::Collective || a.opener == "et")
        && a.cx.kind(a.figure.last + 2) != Some(TokenKind::Number)
}

/// « trente hôpitaux, soit dix de plus », « ils sont 5 400 de plus ».
fn more(a: &Around<'_, '_, '_>) -> bool {
    a.next == "de" && WordSet::MoreOrLess.has(a.cx.word(a.figure.last + 2))
}

/// « une hausse de 12 700 en mai »: what is written so is no label. Not « 12 700 km ».
fn great(a: &Around<'_, '_, '_>) -> bool {
    a.grouped && !is_name_number(a.cx, a.figure)
}

/// « 12 morts ; 44 ont été hospitalisés », « 60 riverains : 42 l'ont signée », « 18 s'opposent ». Not « les deux ont ».
fn predicate(a: &Around<'_, '_, '_>) -> bool {
    let clitic = WordSet::BeforeVerbAny.has(a.cx.word(a.figure.last + 1));
    let at = a.figure.last + 1 + usize::from(clitic);
    let acts = clitic && a.cx.word(at).ends_with("ent") && !a.cx.word(at).ends_with("ment");
    let first = a.start == a.cx.sentence.start;
    // « des Boeing 737 et 777 sont ».
    let own = a.cx.tokens.last().is_some_and(|t| t.end + 1 == a.figure.first);
    let name = a.opener == "et" && !own && a.cx.kind(a.figure.first.saturating_sub(2)) == Some(TokenKind::Number);
    a.near
        && !name
        && (acts || words::is(a.cx.word(at), Class::Verb))
        && (first || WordSet::OpensCount.has(a.opener))
        && !words::is(a.before, Class::Determiner)
}

/// « trois personnes tuées, deux grièvement blessées », « 40 magasins sont fermés et 225 partiellement ».
fn adverb(a: &Around<'_, '_, '_>) -> bool {
    let behind = a.figure.last + 2;
    let ends = a.opener == "et" && a.cx.kind(behind).is_none_or(|k| k == TokenKind::Punct);
    a.here
        && WordSet::AndAmong.has(a.opener)
        && a.next.ends_with("ement")
        && (a.person && a.cx.word(behind).ends_with('s') || ends)
}

/// « 42 pays participaient, seuls 26 sont qualifiés ».
fn only(a: &Around<'_, '_, '_>) -> bool {
    a.near && WordSet::Only.has(a.before) && a.cx.kind(a.figure.last + 1) == Some(TokenKind::Word)
}

/// « (6 000 selon la police) », « les coureurs (188 au départ) », « 900 personnes selon l'un, 450 selon l'autre ». Not « (43 ans) », « (12) ».
fn cited(a: &Around<'_, '_, '_>) -> bool {
    let bracketed = a.before == "(" && words::is(a.next, Class::Cited);
    let told = a.here && WordSet::According.has(a.next) && WordSet::AndComma.has(a.opener);
    a.figure.digits && (bracketed || told) && a.figure.value >= Decimal::TEN
}

/// « ses jets, il en a douze », « les Philippines en comptaient 300 », « veut en licencier 150 ». Not « en Iran 300 ».
fn object(a: &Around<'_, '_, '_>) -> bool {
    let start = cue::before(a.cx.text, a.cx.sentence.start, a.figure.first).map_or(a.figure.first, |(_, at)| at);
    let verb = |k: usize| words::is(a.cx.back(start, k), Class::Counting);
    let raw_a = |k: usize| a.cx.back(start, k) != "a" || start >= k && a.cx.raw(start - k) == "a";
    // « en janvier »
    let infinitive = || inflection::is_infinitive(a.cx.back(start, 1)) && !a.cx.is_time(start - 1, start - 1);
    if a.near && a.cx.back(start, 2) == "en" && infinitive() {
        return true;
    }
    a.near && verb(1) && raw_a(1) && (a.cx.back(start, 2) == "en" || a.cx.back(start, 3) == "en" && verb(2))
}

/// « 116 voix pour, 17 abstentions et 4 contre ».
fn voters(a: &Around<'_, '_, '_>) -> bool {
    a.here && WordSet::AndComma.has(a.opener) && WordSet::ForOrAgainst.has(a.next) && a.cx.found.iter().any(|x| x.unit == "voix")
}

/// « le bilan passe à 26 », « le nombre de morts est de 26 ». Not « un nombre de 26 pages ».
fn sum(a: &Around<'_, '_, '_>) -> bool {
    let first = a.figure.first;
    if WordSet::Of.has(a.before) && WordSet::Whole.has(a.cx.back(first, 2)) {
        return a.recent;
    }
    let told = a.before == "a" && a.cx.raw(first - 1) == "à"
        || WordSet::Of.has(a.before) && {
            let verb = a.cx.back(first, 2);
            WordSet::ToBe.has(verb)
        };
    a.recent
        && told
        && (2..16)
            .map(|k| a.cx.back(first, k))
            .take_while(|w| !w.is_empty() && *w != ";")
            .any(|w| words::is(w, Class::Tally))
}

/// A group by its size: « un groupe de trois se détache », « au nombre de 26 ». Not « un groupe de trois pays ».
fn group(cx: &Context<'_, '_>, figure: &Figure) -> Option<Measure> {
    let start = cue::before(cx.text, cx.sentence.start, figure.first).map_or(figure.first, |(_, at)| at);
    let whole = figure.value.is_integer() && figure.value >= Decimal::TWO && !figure.links() && !figure.signed;
    let of = WordSet::Of.has(cx.back(start, 1)) && words::is(cx.back(start, 2), Class::Group);
    let next = cx.word(figure.last + 1);
    if !of || !whole || WordSet::OfPercent.has(next) || is_year(cx, figure) {
        return None;
    }
    let mut m = Measure::of(figure, figure.last, AmountKind::Count, "personne", "amount.count.group");
    m.person = true;
    Some(m)
}
