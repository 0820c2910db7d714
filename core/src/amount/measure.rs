//! A figure with what it measures or counts.

use super::AmountKind;
use super::figure::Figure;
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
    /// How much of the currency's unit its unit is: a hundredth of « centimes ».
    pub(super) part: Decimal,
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
            part: Decimal::ONE,
            rule,
        }
    }

    /// A sum of money in one token, its value not yet known.
    pub(super) fn sum(token: usize, code: &str, rule: &'static str) -> Self {
        Self {
            first: token,
            last: token,
            value: Decimal::ZERO,
            scale: Decimal::ONE,
            kind: AmountKind::Money,
            unit: code.to_owned(),
            person: false,
            approximate: false,
            plural: false,
            signed: false,
            part: Decimal::ONE,
            rule,
        }
    }

    /// Whether it is told in a part of the currency's unit.
    pub(super) fn is_minor(&self) -> bool {
        self.part != Decimal::ONE
    }
}
