use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many items were found, invented and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found.
    pub tp: u64,
    /// Spurious.
    pub fp: u64,
    /// Missed.
    pub fn_: u64,
}

impl Counts {
    /// Of gold and predicted items, so many of them paired.
    pub(super) fn of(gold: usize, predicted: usize, paired: usize) -> Self {
        Self {
            tp: paired as u64,
            fp: (predicted - paired) as u64,
            fn_: (gold - paired) as u64,
        }
    }

    /// Gold items.
    pub fn support(self) -> u64 {
        self.tp + self.fn_
    }

    /// Predicted items.
    pub fn predicted(self) -> u64 {
        self.tp + self.fp
    }

    /// Items of either side, pairs counted once.
    pub(super) fn all(self) -> u64 {
        self.tp + self.fp + self.fn_
    }

    /// Found among all predicted; 0 when nothing was.
    pub fn precision(self) -> f64 {
        ratio(self.tp, self.predicted())
    }

    /// Found among all in gold; 0 when nothing is.
    pub fn recall(self) -> f64 {
        ratio(self.tp, self.support())
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.tp += other.tp;
        self.fp += other.fp;
        self.fn_ += other.fn_;
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Rounds to four decimals from the exact value, halves to even, as the published figures are.
pub(super) fn rounded(figure: f64) -> f64 {
    format!("{figure:.4}").parse().expect("digits with a point are a float")
}

/// The name of a measure, as `event.type`. Sorts in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Measure(usize);

const NAMES: [&str; 21] = [
    "ner",
    "ner.LOC",
    "ner.MISC",
    "ner.ORG",
    "ner.PER",
    "timex.strict",
    "timex.relaxed",
    "timex.value",
    "amount.span",
    "amount.value",
    "amount.span.money",
    "amount.value.money",
    "event.trigger",
    "event.type",
    "event.actor",
    "event.actor.name",
    "event.date",
    "event.amount",
    "event.record",
    "event.factuality",
    "event.source",
];

/// The measures of values.
const OF_VALUES: [&str; 3] = ["timex.value", "amount.value", "amount.value.money"];

/// The measures of what else is no span with a label or a role: factuality, and dates, amounts and sources of events.
const OF_LINKS: [&str; 5] = [
    "event.date",
    "event.amount",
    "event.record",
    "event.factuality",
    "event.source",
];

impl Measure {
    /// Whether it measures values.
    pub(super) fn is_of_values(self) -> bool {
        OF_VALUES.contains(&self.name())
    }

    /// Whether it measures factuality, or what is linked to events.
    pub(super) fn is_of_links(self) -> bool {
        OF_LINKS.contains(&self.name())
    }

    /// The measure of that name.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().position(|n| *n == name).map(Self)
    }

    /// All measures, in the order of the report.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..NAMES.len()).map(Self)
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        NAMES[self.0]
    }
}

/// Counts by measure, of one document or of all.
pub(super) type Tally = BTreeMap<Measure, Counts>;

/// Adds one document's counts.
pub(super) fn add(total: &mut Tally, document: &Tally) {
    for (measure, counts) in document {
        *total.entry(*measure).or_default() += *counts;
    }
}
