//! Sums of money: the currency behind, before or around a figure.

use super::AmountKind;
use super::context::Context;
use super::currency::{self, Unit, Use};
use super::figure::Figure;
use super::measure::Measure;
use super::noun;
use super::words::{self, Class};
use crate::lexicon::words::WordSet;
use crate::number::NumeralKind;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// « 721 millions de dollars », « 10 M€ », « 3 Mds € », « 50 MUSD », « 280 millions de $ », « 12 euros ». Not « dix livres de
/// cuisine », « 10 millions de vues ».
pub(super) fn after(cx: &mut Context<'_, '_>, figure: Figure) -> Option<Measure> {
    if figure.kind == NumeralKind::Fraction {
        return None;
    }
    // « 52.– CHF »
    let mut t = whole_francs(cx, figure.last) + 1;
    let mut value = figure.value;
    let mut scale = figure.scale;
    if let Some((by, code)) = currency::scaled_code(cx.raw(t)).filter(|_| !figure.links()) {
        let mut m = Measure::of(&figure, t, AmountKind::Money, code, "amount.money.code");
        m.scale = Decimal::from(by);
        m.value = value.checked_mul(m.scale)?;
        return Some(m);
    }
    if let Some(m) = short(cx, &figure, t, Decimal::ONE) {
        return Some(m);
    }
    let mut abbreviated = false;
    if let Some(by) = currency::scale(cx.raw(t)).filter(|&by| figure.scale < Decimal::from(by)) {
        abbreviated = true;
        scale = Decimal::from(by);
        value = value.checked_mul(scale)?;
        t += 1;
        if cx.word(t) == "." {
            t += 1;
        }
    }
    if (figure.links() || abbreviated) && WordSet::Of.has(cx.word(t)) {
        t += 1;
    }
    if !cx.sentence.contains(&t) {
        return None;
    }
    // « 10 premiers euros ».
    t += usize::from(noun::is_before(cx.word(t)) && currency::read_in(cx.text, t + 1, cx.sentence.end).is_some());
    let by = if abbreviated { scale } else { Decimal::ONE };
    if t > figure.last + 1
        && let Some(m) = short(cx, &figure, t, by)
    {
        return Some(m);
    }
    let unit = currency::read(cx.text, t).filter(|u| u.last < cx.sentence.end)?;
    if !is_money(cx, &figure, &unit, t) {
        return None;
    }
    let code = named(cx, &unit, t);
    let mut m = Measure::of(&figure, unit.last, AmountKind::Money, code, "amount.money.name");
    m.value = value.checked_mul(unit.part)?;
    m.scale = scale;
    m.part = unit.part;
    if cx.kind(t) == Some(TokenKind::Symbol) {
        m.rule = "amount.money.sign";
    }
    Some(m)
}

/// An abbreviation at token `t` behind the figure, which a scale between multiplies `by`: « 45,3 MMDH », « 12 Mds DA », « 300 ME »;
/// « 280 MD » where the text speaks of dinars. Not « 3 MD$ », « 20 000 FC » outside Congo, « 3 DA », « 4 FC Metz ».
fn short(cx: &mut Context<'_, '_>, figure: &Figure, t: usize, by: Decimal) -> Option<Measure> {
    let (glued, short) = currency::short(cx.raw(t)).filter(|_| figure.digits && !figure.signed)?;
    let by = by.checked_mul(Decimal::from(glued))?;
    // A thousand is as plain as a scale: « 2 000 DA ».
    let thousand = short.usage == Use::Told && figure.value >= Decimal::ONE_THOUSAND;
    let scaled = figure.links() || by > Decimal::ONE || thousand;
    let sign = cx.kind(t + 1) == Some(TokenKind::Symbol);
    let named = short.usage == Use::Country && cx.raw(t + 1).starts_with(char::is_uppercase);
    if sign || named {
        return None;
    }
    let told = cx.meant(short.name);
    let code = short.code(told, scaled)?;
    if code == currency::OPEN && !cx.names(short.name) {
        return None;
    }
    let mut m = Measure::of(figure, t, AmountKind::Money, code, "amount.money.code");
    m.value = figure.value.checked_mul(by)?;
    m.scale = figure.scale.max(by);
    Some(m)
}

/// The code of a currency, remembered for later bare names: « francs burundais », then « francs ».
fn named(cx: &mut Context<'_, '_>, unit: &Unit, token: usize) -> &'static str {
    if unit.bare.is_none()
        && !unit.is_minor()
        && unit.last > token
        && let Some(first) = currency::read_bare(cx.text, token)
        && !WordSet::Dollar.has(first)
    {
        cx.tell(first, unit.code);
    }
    if unit.is_minor() && unit.bare.is_some() {
        let earlier =
            cx.found.iter().rev().find(|a| {
                a.kind == AmountKind::Money && (unit.bare == Some("centime") || a.unit.ends_with('D') || a.unit == "EUR")
            });
        if let Some(a) = earlier
            && let Some(code) = currency::known(&a.unit).or((a.unit == currency::OPEN).then_some(currency::OPEN))
        {
            return code;
        }
    }
    let code = cx.code(unit);
    if unit.bare == Some(currency::CFA) {
        cx.tell("franc", code);
    }
    code
}

/// Whether an ambiguous name behind a figure is money: « livres » are books or weight, « couronnes » those of kings,
/// « marks » and « sols » are rare. Large, scaled or decimal figures and words of paying decide.
fn is_money(cx: &Context<'_, '_>, figure: &Figure, unit: &Unit, token: usize) -> bool {
    let raw = cx.raw(token);
    if currency::is_acronym(raw) {
        return figure.value >= Decimal::ONE_THOUSAND;
    }
    if cx.kind(token) == Some(TokenKind::Word) && raw.len() > 1 && raw.chars().next().is_some_and(char::is_uppercase) {
        // « 100 Francs » is written so, « Won » and « Real » are names.
        let shouted = raw.chars().all(|c| !c.is_lowercase());
        if !shouted && !words::is(cx.word(token), Class::Capitalized) {
            return false;
        }
    }
    if unit.last == token && currency::is_franc_sign(cx.word(token)) {
        return is_franc(cx, figure, token);
    }
    let ambiguous = words::is(cx.word(token), Class::OpenCurrency);
    let book = WordSet::Pound.has(cx.word(token));
    if ambiguous && book && unit.last == token && figure.links() {
        return !is_of_books(cx, figure, token);
    }
    if !ambiguous || unit.last > token || figure.links() {
        return true;
    }
    if !book {
        return !words::is(cx.word(token), Class::Homonym) || figure.value >= Decimal::TEN;
    }
    let alone = cx.sentence.start == figure.first && token + 2 >= cx.sentence.end;
    let priced = cx.sentence.clone().any(|i| words::is(cx.text.word(i), Class::Price));
    let of = WordSet::Of.has(cx.word(token + 1));
    !of && (alone || priced || figure.value >= Decimal::ONE_THOUSAND || !figure.value.is_integer())
}

/// Whether a scaled figure counts books: « une dizaine de livres », « deux millions de livres vendus ». Not « dix millions de
/// livres », « une trentaine de livres » where something is paid.
fn is_of_books(cx: &Context<'_, '_>, figure: &Figure, token: usize) -> bool {
    let near = |class: Class| cx.sentence.clone().any(|i| words::is(cx.text.word(i), class));
    let paid = || near(Class::Price) || cx.found.iter().any(|a| a.unit == "GBP");
    match figure.kind {
        NumeralKind::Collective => !paid() && (figure.scale <= Decimal::ONE_THOUSAND || near(Class::Book)),
        _ => words::is(cx.word(token + 1), Class::Book),
    }
}

/// Whether « F » behind a figure is the franc: « 500 F » before the euro, where something is paid, or by the thousand. Not « 90 °F »,
/// « 3 F ».
fn is_franc(cx: &Context<'_, '_>, figure: &Figure, token: usize) -> bool {
    let old = cx.published.is_some_and(|d| d.first().year() < 2002);
    let priced = || cx.sentence.clone().any(|i| words::is(cx.text.word(i), Class::Price));
    let great = figure.value >= Decimal::ONE_THOUSAND;
    cx.raw(token).starts_with('F') && figure.digits && (old || great || figure.value >= Decimal::TEN && priced())
}

/// The last token of a sum that ends on a dash for its centimes: « 52.- », « CHF 25.– »; `last` where it does not.
fn whole_francs(cx: &Context<'_, '_>, last: usize) -> usize {
    let glued = |t: usize| cx.sentence.contains(&t) && cx.text.tokens()[t].is_glued_to(&cx.text.tokens()[t - 1]);
    let dash = cx.word(last + 1) == "." && WordSet::Dash.has(cx.word(last + 2)) && glued(last + 1) && glued(last + 2);
    if dash { last + 2 } else { last }
}

/// « $75 millions », « £ 8,10 millions », « US$ 5 m », « CHF 1'200.20 », « €500 », « USD1,23 ». Not « $ » alone, « US 2 ».
pub(super) fn before(cx: &mut Context<'_, '_>, token: usize) -> Option<Measure> {
    let raw = cx.raw(token);
    let kind = cx.kind(token)?;
    let (unit, mut t) = match kind {
        TokenKind::Symbol if currency::is_sign(cx.word(token)) => {
            let unit = currency::read_sign(cx.text, token)?;
            (unit, token + 1)
        }
        TokenKind::Word => {
            if cx.word(token + 1) == "$"
                && cx.text.tokens()[token + 1].is_glued_to(&cx.text.tokens()[token])
                && let Some(code) = currency::dollar(cx.word(token))
            {
                (Unit::plain(code, token + 1), token + 2)
            } else if let Some(code) = currency::code(raw) {
                (Unit::plain(code, token), token + 1)
            } else {
                return glued_code(cx, token);
            }
        }
        TokenKind::Number => return glued_short(cx, token),
        _ => return None,
    };
    let mut m = match cx.figure(t).filter(|f| !f.signed && f.digits) {
        Some(figure) => {
            let code = cx.code(&unit);
            t = figure.last;
            let mut m = Measure::of(&figure, t, AmountKind::Money, code, "amount.money.before");
            if let Some(by) = currency::scale(cx.raw(t + 1)).filter(|_| !figure.links()) {
                m.last = t + 1;
                m.scale = Decimal::from(by);
                m.value = m.value.checked_mul(m.scale)?;
            }
            m
        }
        None => {
            let word = cx.raw(t);
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let by = currency::scale(&word[digits.len()..])?;
            let value = crate::number::figure(digits)?;
            let code = cx.code(&unit);
            Measure {
                last: t,
                value: value.checked_mul(Decimal::from(by))?,
                scale: Decimal::from(by),
                ..Measure::sum(token, code, "amount.money.before")
            }
        }
    };
    m.first = token;
    m.last = whole_francs(cx, m.last);
    if kind == TokenKind::Word && m.value < Decimal::ONE_THOUSAND && currency::is_acronym(raw) {
        return None;
    }
    // « $10 USD », « $10 millions de dollars canadiens »: the later name is the fuller one.
    let mut next = m.last + 1;
    if WordSet::Of.has(cx.word(next)) && m.scale > Decimal::ONE {
        next += 1;
    }
    if cx.sentence.contains(&next)
        && let Some(unit) = currency::read(cx.text, next).filter(|u| u.last < cx.sentence.end)
    {
        m.unit = cx.code(&unit).to_owned();
        m.last = unit.last;
    }
    (!cx.is_time(m.first, m.last)).then_some(m)
}

/// A code and its figure without a space: « USD1,23 », « EUR500 ».
fn glued_code(cx: &mut Context<'_, '_>, token: usize) -> Option<Measure> {
    let raw = cx.raw(token);
    if !raw.as_bytes()[0].is_ascii_uppercase() || !raw.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let code = currency::code(raw.get(..3)?)?;
    let value = crate::number::figure(&raw[3..])?;
    if value < Decimal::ONE_THOUSAND && currency::is_acronym(&raw[..3]) {
        return None;
    }
    Some(Measure {
        value,
        ..Measure::sum(token, code, "amount.money.before")
    })
}

/// A figure and an abbreviation without a space: « 1200fr », « 150DH ». Not « 2ME », which is the second.
fn glued_short(cx: &mut Context<'_, '_>, token: usize) -> Option<Measure> {
    let raw = cx.raw(token);
    let digits = raw.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (1, short) = currency::short(&raw[digits.len()..])? else {
        return None;
    };
    let value = crate::number::figure(digits)?;
    let told = cx.meant(short.name);
    let thousand = short.usage == Use::Told && value >= Decimal::ONE_THOUSAND;
    let code = short.code(told, thousand)?;
    Some(Measure {
        value,
        ..Measure::sum(token, code, "amount.money.code")
    })
}

/// Cents behind whole units: « deux euros et cinq centimes », « 15 dollars 50 », « 1 USD 23 cents ». Not « 15 dollars et 50 personnes ».
pub(super) fn with_minor(cx: &mut Context<'_, '_>, m: Measure) -> Measure {
    if m.kind != AmountKind::Money || m.is_minor() || m.scale > Decimal::ONE || !m.value.is_integer() {
        return m;
    }
    let linked = cx.word(m.last + 1) == "et";
    let Some(figure) = cx.figure(m.last + 1 + usize::from(linked)) else {
        return m;
    };
    if figure.kind != NumeralKind::Cardinal || figure.value < Decimal::ONE || figure.signed {
        return m;
    }
    let t = figure.last + 1;
    let cents = currency::read_in(cx.text, t, cx.sentence.end).filter(Unit::is_minor);
    let size = cents.as_ref().map_or(Decimal::new(1, 2), |unit| unit.part);
    let Some(part) = figure.value.checked_mul(size).filter(|part| *part < Decimal::ONE) else {
        return m;
    };
    let last = match cents {
        Some(unit) => unit.last,
        None => {
            let two = figure.digits && cx.raw(figure.last).len() == 2 && figure.first == figure.last;
            let words = !figure.digits && figure.value > Decimal::TEN && !linked;
            let ends = cx.kind(t).is_none_or(|k| k == TokenKind::Punct) || !linked && WordSet::BeforePrice.has(cx.word(t));
            if !(two || words) || !ends {
                return m;
            }
            figure.last
        }
    };
    let Some(value) = m.value.checked_add(part) else { return m };
    Measure {
        value,
        last,
        rule: "amount.money.cents",
        ..m
    }
}
