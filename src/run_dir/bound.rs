//! The least amount that an event must tell.

use crate::amount::{self, AmountKind, Counted, Quantity};
use crate::number::{self, NumeralKind};
use crate::record::{EventAmountRecord, EventRecord};
use crate::text::{Text, fold};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Units that a message lists.
const SHOWN: usize = 20;

/// The least amount, with its unit: `1000000` and `1e6` (money of any currency), `1000000EUR`, « 1 million d'euros », `10%`, « 50 salariés »;
/// « 50 personnes » and « 50 emplois » are counts of any people and of any jobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// As it was written.
    written: String,
    least: Decimal,
    unit: Unit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Unit {
    /// Money of any currency.
    AnyMoney,
    /// A currency or a share: a unit there is, whether or not a run holds it.
    Known(String),
    /// Whatever people or jobs are counted: « salarié » and « blessé », « poste » and « licenciement ».
    Any(Counted),
    /// What is counted, folded and in the singular.
    Counted(String),
}

/// Nouns that stand for all of their kind, folded and in the singular.
const KINDS: [(&str, Counted); 4] = [
    ("personne", Counted::People),
    ("people", Counted::People),
    ("emploi", Counted::Jobs),
    ("job", Counted::Jobs),
];

impl Unit {
    /// The unit of a count of these.
    fn of_noun(noun: &str) -> Self {
        let noun = singular(noun);
        let kind = KINDS.iter().find(|(known, _)| *known == noun);
        kind.map_or(Self::Counted(noun), |(_, kind)| Self::Any(*kind))
    }
}

impl std::str::FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.starts_with('-') {
            return Err(format!(
                "{text:?} is below nothing; amounts are told without a sign, so give a number from 0 on"
            ));
        }
        // « 1 million » is one number, though it begins with plain figures.
        let grouped = text.contains(char::is_whitespace).then(|| numeral(text)).flatten();
        let (least, unit) = grouped.or_else(|| figures(text)).or_else(|| whole(text)).ok_or_else(|| {
            format!(
                "{text:?} is no amount; wanted a number and, if you like, its unit, as 1000000, 1e6, 1000000EUR, \"1 million d'euros\", 10% or \"50 emplois\""
            )
        })?;
        Ok(Self {
            written: text.to_owned(),
            least,
            unit,
        })
    }
}

impl Bound {
    /// Whether the amount reaches it; a range does when its upper bound does.
    pub(super) fn reached_by(&self, amount: &EventAmountRecord) -> bool {
        self.is_of(amount)
            && [amount.value, amount.high, amount.low]
                .into_iter()
                .flatten()
                .any(|v| v >= self.least)
    }

    /// Whether the amount has its unit.
    fn is_of(&self, amount: &EventAmountRecord) -> bool {
        match &self.unit {
            Unit::AnyMoney => amount.kind == AmountKind::Money.name(),
            Unit::Known(unit) => amount.unit == *unit,
            Unit::Any(kind) => amount.kind == AmountKind::Count.name() && Counted::of(&amount.unit) == *kind,
            Unit::Counted(unit) => singular(&amount.unit) == *unit,
        }
    }

    /// What is wrong with its unit, where no amount of these events has it; `None` for a currency, a share, people or jobs.
    pub(super) fn unknown_in<E>(&self, events: impl Iterator<Item = Result<EventRecord, E>>) -> Result<Option<String>, E> {
        if !matches!(self.unit, Unit::Counted(_)) {
            return Ok(None);
        }
        let mut units: BTreeMap<String, u64> = BTreeMap::new();
        for event in events {
            for amount in event?.amounts {
                if self.is_of(&amount) {
                    return Ok(None);
                }
                *units.entry(amount.unit).or_default() += 1;
            }
        }
        let mut units: Vec<(String, u64)> = units.into_iter().collect();
        units.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        let mut message = format!("--min-amount {:?}: no amount of the run has this unit; ", self.written);
        let shown: Vec<&str> = units.iter().take(SHOWN).map(|(unit, _)| unit.as_str()).collect();
        let written = if shown.is_empty() {
            write!(message, "the run holds no amounts, leave the option out")
        } else {
            let more = if units.len() > SHOWN { " …" } else { "" };
            write!(message, "take one of those that it holds: {}{more}", shown.join(", "))
        };
        written.expect("a string takes whatever is written");
        Ok(Some(message))
    }
}

/// An amount that begins with plain figures: `1000000`, `1_000_000EUR`, `1e6`, `10%`, `50 salaries`.
fn figures(text: &str) -> Option<(Decimal, Unit)> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_'))
        .unwrap_or(text.len());
    let exponent = text[end..].strip_prefix(['e', 'E']).map(|rest| {
        let signed = rest.len() - rest.trim_start_matches('+').len();
        let digits = rest[signed..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len() - signed);
        (signed, digits)
    });
    let (end, exact) = match exponent {
        Some((signed, digits)) if digits > 0 && signed < 2 => (end + 1 + signed + digits, false),
        _ => (end, true),
    };
    let number = text[..end].replace(['_', '+'], "");
    let least = if exact {
        number.parse().ok()?
    } else {
        Decimal::from_scientific(&number).ok()?
    };
    let unit = match text[end..].trim() {
        "" => Unit::AnyMoney,
        "%" => Unit::Known(AmountKind::Percent.name().to_owned()),
        unit => unit_of(unit)?,
    };
    Some((least, unit))
}

/// A unit behind a number: a currency as the reader of amounts knows it, its code in any letter case, or what is counted; none where a
/// part of it multiplies the number, as « million » does.
fn unit_of(unit: &str) -> Option<Unit> {
    const NUMBER: u32 = 1000;
    let begins = unit.starts_with(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'));
    if !begins || number::read(&Text::new(unit), 0).is_some_and(|n| n.kind == NumeralKind::Cardinal) {
        return None;
    }
    let read = [unit.to_owned(), unit.to_uppercase()].map(|unit| whole(&format!("{NUMBER} {unit}")));
    let known = read.iter().flatten().find(|(_, unit)| matches!(unit, Unit::Known(_)));
    if let Some((least, unit)) = known.or(read[0].as_ref()) {
        return (*least == Decimal::from(NUMBER)).then(|| unit.clone());
    }
    let one_word = unit.chars().count() > 1 && unit.chars().all(char::is_alphabetic);
    one_word.then(|| Unit::of_noun(unit))
}

/// An amount as an article writes it, which is the whole of a text: « 1 million d'euros », « 50 000 emplois », « 2 M€ ».
fn whole(text: &str) -> Option<(Decimal, Unit)> {
    let found = amount::find(&Text::new(text), None, &[]);
    let [found] = found.as_slice() else { return None };
    let Quantity::Exact(least) = found.quantity else {
        return None;
    };
    let unit = match found.kind {
        AmountKind::Count => Unit::of_noun(&found.unit),
        _ => Unit::Known(found.unit.clone()),
    };
    (found.span.of(text) == text).then_some((least, unit))
}

/// A number in words, in groups of three or before a word as « million », with what is counted behind it: « 1 million », « 1 000 000 », « deux mille postes ».
fn numeral(text: &str) -> Option<(Decimal, Unit)> {
    let view = Text::new(text);
    let number = number::read(&view, 0).filter(|n| n.kind == NumeralKind::Cardinal)?;
    let rest = text[view.span(0, number.tokens - 1).end()..].trim();
    let unit = if rest.is_empty() { Unit::AnyMoney } else { unit_of(rest)? };
    Some((number.value, unit))
}

/// A folded word without the ending of the plural, so that « emplois » is « emploi ».
fn singular(word: &str) -> String {
    let folded = fold(word.trim());
    let stem = folded.strip_suffix(['s', 'x']).filter(|stem| stem.len() > 1);
    stem.unwrap_or(&folded).to_owned()
}
