//! What is compared, in one form for gold and run.

use crate::record::{AmountRecord, EntityRecord, EventRecord, TimexRecord};
use rust_decimal::Decimal;
use serde_json::Number;

/// Types of names that are scored.
pub(super) const NAME_TYPES: [&str; 4] = ["LOC", "MISC", "ORG", "PER"];

/// A span in code points, as a file gives it: it may point outside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: u64,
    pub(super) end: u64,
}

impl Place {
    pub(super) fn new(start: u64, end: u64) -> Self {
        Self { start, end }
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What has a place in the text.
pub(super) trait Placed {
    fn place(&self) -> Place;
}

#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) at: Place,
    pub(super) kind: String,
}

#[derive(Debug, Clone)]
pub(super) struct Timex {
    pub(super) at: Place,
    pub(super) kind: String,
    pub(super) value: String,
}

#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) at: Place,
    pub(super) kind: String,
    /// One figure, the bounds of a range, or nothing when it is not known.
    pub(super) numbers: Vec<Figure>,
    pub(super) unit: String,
}

#[derive(Debug, Clone)]
pub(super) struct Argument {
    pub(super) at: Place,
    pub(super) role: String,
    pub(super) named: bool,
}

/// A date or an amount linked to an event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Linked {
    pub(super) at: Place,
}

/// Which parts of an event are annotated; those that are not are not measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) arguments: bool,
    pub(super) dates: bool,
    pub(super) amounts: bool,
    pub(super) source: bool,
}

impl Parts {
    /// What a run tells.
    const ALL: Self = Self {
        arguments: true,
        dates: true,
        amounts: true,
        source: true,
    };

    /// What some of these events tell; all of it where there are none.
    pub(super) fn of_any(events: &[Event]) -> Self {
        let both = |a: Self, b: Self| Self {
            arguments: a.arguments || b.arguments,
            dates: a.dates || b.dates,
            amounts: a.amounts || b.amounts,
            source: a.source || b.source,
        };
        events.iter().map(|event| event.has).reduce(both).unwrap_or(Self::ALL)
    }

    /// Whether all is there that makes a record.
    pub(super) fn of_record(self) -> bool {
        self.arguments && self.dates && self.amounts
    }
}

#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) has: Parts,
    /// The trigger's place.
    pub(super) at: Place,
    pub(super) kind: String,
    pub(super) arguments: Vec<Argument>,
    pub(super) dates: Vec<Linked>,
    pub(super) amounts: Vec<Linked>,
    pub(super) factuality: String,
    pub(super) source: Option<Place>,
}

macro_rules! placed {
    ($($of:ty),*) => {
        $(impl Placed for $of {
            fn place(&self) -> Place {
                self.at
            }
        })*
    };
}
placed!(Name, Timex, Amount, Argument, Linked, Event);

/// A figure as it is compared and as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// The nearest float, by way of the decimal digits as any JSON reader takes them.
    pub(super) float: f64,
    /// All digits that are told, without an exponent and zeros behind the point.
    plain: String,
}

impl Figure {
    /// The figure of a gold file.
    pub(super) fn of(number: &Number) -> Option<Self> {
        let told = number.to_string();
        let exact = told.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&told));
        Some(Self {
            float: number.as_f64()?,
            plain: exact.map_or(told, |d| d.normalize().to_string()),
        })
    }

    fn of_record(figure: &Decimal) -> Option<Self> {
        Some(Self {
            float: figure.to_string().parse().ok()?,
            plain: figure.normalize().to_string(),
        })
    }
}

impl Amount {
    /// Figure and unit, as « 60000000–65000000 EUR ».
    pub(super) fn told(&self) -> String {
        let figures: Vec<&str> = self.numbers.iter().map(|n| n.plain.as_str()).collect();
        if figures.is_empty() {
            return format!("no figure {}", self.unit).trim_end().to_owned();
        }
        format!("{} {}", figures.join("–"), self.unit).trim_end().to_owned()
    }
}

impl From<&EntityRecord> for Name {
    fn from(name: &EntityRecord) -> Self {
        Self {
            at: Place::new(name.start, name.end),
            kind: name.kind.clone(),
        }
    }
}

impl From<&TimexRecord> for Timex {
    fn from(timex: &TimexRecord) -> Self {
        Self {
            at: Place::new(timex.start, timex.end),
            kind: timex.kind.clone(),
            value: timex.value.clone(),
        }
    }
}

impl From<&AmountRecord> for Amount {
    fn from(amount: &AmountRecord) -> Self {
        let figures = match &amount.value {
            Some(value) => [Some(value), None],
            None => [amount.low.as_ref(), amount.high.as_ref()],
        };
        Self {
            at: Place::new(amount.start, amount.end),
            kind: amount.kind.clone(),
            numbers: figures.into_iter().flatten().filter_map(Figure::of_record).collect(),
            unit: amount.unit.clone(),
        }
    }
}

impl From<&EventRecord> for Event {
    fn from(event: &EventRecord) -> Self {
        Self {
            at: Place::new(event.trigger.start, event.trigger.end),
            kind: event.kind.clone(),
            has: Parts::ALL,
            arguments: event
                .arguments
                .iter()
                .map(|a| Argument {
                    at: Place::new(a.start, a.end),
                    role: a.role.clone(),
                    named: a.mention == "name",
                })
                .collect(),
            dates: event
                .dates
                .iter()
                .map(|d| Linked {
                    at: Place::new(d.start, d.end),
                })
                .collect(),
            amounts: event
                .amounts
                .iter()
                .map(|a| Linked {
                    at: Place::new(a.start, a.end),
                })
                .collect(),
            factuality: event.factuality.clone(),
            source: event.attribution.source.as_ref().map(|s| Place::new(s.start, s.end)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_with_plain_exact_figures() {
        for (numbers, unit, told) in [
            ("[300.0]", "person", "300 person"),
            ("[1680000000]", "USD", "1680000000 USD"),
            ("[1.68e9]", "USD", "1680000000 USD"),
            ("[60000000.0, 65000000.0]", "EUR", "60000000–65000000 EUR"),
            ("[0.10]", "percent", "0.1 percent"),
            ("[-2.50]", "", "-2.5"),
            ("[12345678901234567890]", "job", "12345678901234567890 job"),
            ("[]", "EUR", "no figure EUR"),
            ("[]", "", "no figure"),
        ] {
            let parsed: Vec<Number> = serde_json::from_str(numbers).expect("numbers");
            let amount = Amount {
                at: Place::new(0, 1),
                kind: String::new(),
                numbers: parsed.iter().filter_map(Figure::of).collect(),
                unit: unit.to_owned(),
            };
            assert_eq!(amount.told(), told, "{numbers}");
        }
    }

    #[test]
    fn figures_of_gold_and_run_are_the_same() {
        let record = Figure::of_record(&Decimal::new(375_000, 4)).expect("a figure");
        let gold = Figure::of(&serde_json::from_str("37.5").expect("a number")).expect("a figure");
        assert_eq!(record, gold);
    }
}
