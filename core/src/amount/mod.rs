//! Money, percentages and counts: exact values with unit, comparator and direction.

mod bare;
mod context;
mod count;
mod cue;
mod currency;
mod figure;
mod measure;
mod money;
mod noun;
mod percent;
mod range;
mod scan;
mod series;
mod unit;
mod words;

pub use noun::Counted;

use crate::named::named;
use crate::text::{PartialDate, Span, Text};
use crate::timex::Timex;
use rust_decimal::Decimal;
use std::convert::Infallible;

named! {
    /// What is measured.
    pub enum AmountKind {
        /// A sum of money.
        Money = "money",
        /// A share or a rate in hundredths.
        Percent = "percent",
        /// A difference of two percentages.
        PercentagePoint = "percentage_point",
        /// A count of people or things.
        Count = "count",
    }
}

named! {
    /// How the figure bounds the truth.
    pub enum Comparator {
        /// Stated plainly.
        Equal = "eq",
        /// About.
        Approximate = "approx",
        /// Less than, at most.
        Less = "lt",
        /// More than, at least.
        More = "gt",
        /// Between two figures.
        Range = "range",
    }
}

named! {
    /// Which way a quantity moved by the amount.
    pub enum Direction {
        /// It rose.
        Up = "up",
        /// It fell.
        Down = "down",
    }
}

/// How much: one figure or two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// One exact figure, multiplied out.
    Exact(Decimal),
    /// From the first to the second, the first being the smaller.
    Between(Decimal, Decimal),
}

/// One amount with its exact value.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// Figure with currency, unit or counted noun; without the comparator.
    pub span: Span,
    /// What is measured.
    pub kind: AmountKind,
    /// How much.
    pub quantity: Quantity,
    /// ISO 4217, `percent`, `percentage_point`, or the lemma of the counted noun.
    pub unit: String,
    /// Whether the counted noun names people.
    pub person: bool,
    /// How the figure bounds the truth.
    pub comparator: Comparator,
    /// Which way a quantity moved by it.
    pub direction: Option<Direction>,
    /// The rule that read it, as `amount.money.name`.
    pub rule: &'static str,
}

/// The amounts of a text, in order, without overlaps; none inside a temporal expression, none outside the sentences.
///
/// `published` tells which currencies were legal tender (« francs » before 2002). A value that an exact decimal (28 digits)
/// does not hold makes no amount. A unit of money whose country the text does not tell has the code `XXX`.
///
/// ```
/// use depeche_core::amount::{self, Direction, Quantity};
/// use depeche_core::text::Text;
/// let text = Text::new("Ses revenus ont baissé de 4 % à 721 millions de dollars.");
/// let found = amount::find(&text, None, &[]);
/// assert_eq!(found[0].direction, Some(Direction::Down));
/// assert_eq!((found[1].quantity, found[1].unit.as_str()), (Quantity::Exact(721_000_000.into()), "USD"));
/// ```
pub fn find(text: &Text<'_>, published: Option<PartialDate>, timexes: &[Timex]) -> Vec<Amount> {
    let Ok(found) = find_while(text, published, timexes, || Ok::<(), Infallible>(()));
    found
}

/// As [`find`], asking before each sentence whether to go on.
///
/// # Errors
/// What `go_on` stops for.
pub fn find_while<E>(
    text: &Text<'_>,
    published: Option<PartialDate>,
    timexes: &[Timex],
    go_on: impl FnMut() -> Result<(), E>,
) -> Result<Vec<Amount>, E> {
    scan::run(context::Context::new(text, published, timexes), go_on)
}
