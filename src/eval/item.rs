//! What is compared, in one form for gold and run.

use crate::record::{AmountRecord, EntityRecord, EventRecord, TimexRecord};
use rust_decimal::Decimal;

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
    pub(super) numbers: Vec<f64>,
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

#[derive(Debug, Clone)]
pub(super) struct Event {
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

/// The nearest float, by way of the decimal digits as any JSON reader takes them.
fn float(figure: &Decimal) -> Option<f64> {
    figure.to_string().parse().ok()
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
            numbers: figures.into_iter().flatten().filter_map(float).collect(),
            unit: amount.unit.clone(),
        }
    }
}

impl From<&EventRecord> for Event {
    fn from(event: &EventRecord) -> Self {
        Self {
            at: Place::new(event.trigger.start, event.trigger.end),
            kind: event.kind.clone(),
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
