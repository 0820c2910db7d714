//! A run measured against gold: precision, recall and F1 of every part of the record.
//!
//! The measures are those of `depeche evaluate`, and their figures do not depend on anything but the two inputs: micro
//! averages over all documents, a gold item matched at most once, exact spans first and then in text order.
//!
//! | measure | a gold item is found when |
//! | --- | --- |
//! | `ner`, `ner.TYPE` | start, end and type are the same |
//! | `timex.strict` | the spans are the same once leading determiners and prepositions are set aside |
//! | `timex.relaxed` | the spans overlap |
//! | `timex.value` | the spans overlap and the values agree (durations by their length) |
//! | `amount.span` | the spans overlap and the kind is the same |
//! | `amount.value` | so does the value, and for money and percentages the unit |
//! | `amount.*.money` | the same over money and percentages alone |
//! | `event.trigger` | the triggers overlap |
//! | `event.type` | and the types are the same |
//! | `event.actor` | actors and recipients of type-matched events: same role, overlapping span |
//! | `event.actor.name` | the same over mentions that are names |
//! | `event.date`, `event.amount` | dates and amounts of type-matched events: overlapping span |
//! | `event.record` | whole records: type-matched events whose actors, recipients, dates and amounts are all found, with none too many |
//! | `event.factuality` | accuracy over type-matched events |
//! | `event.source` | the attributed source of type-matched events: overlapping span |
//!
//! `COM.Statement` is left out on both sides, since annotators agree on it too little to score it.

mod brat;
mod check;
mod draw;
mod file;
mod gold;
mod interval;
mod item;
mod keys;
mod label;
mod label_studio;
mod open;
mod report;
mod score;
mod shown;
mod tally;

pub use gold::{Annotated, GoldDocument};
pub use interval::{Interval, Intervals, bootstrap};
pub(crate) use label::MENTION;
pub use open::read as read_gold;
pub use report::{Report, print};
pub use score::{Part, Scores, score};
pub use tally::{Counts, Measure};
