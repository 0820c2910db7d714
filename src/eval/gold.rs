//! What a gold file says.

use super::item::{Amount, Argument, Event, Figure, Linked, Name, Parts, Place, Timex};
use super::shown::quoted;
use super::tally::Measure;
use crate::amount::AmountKind;
use crate::error::brief;
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};
use std::path::PathBuf;

/// Characters of a wrong value that a message shows.
const SHOWN: usize = 60;
/// What a unit of money is.
const ISO_4217: &str = "three letters of ISO 4217 such as EUR, or XXX where the text does not tell";

/// A document of a gold file. A part that is `None` is not scored on this document; an empty one is.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldDocument {
    /// The id, the same as in the run.
    pub doc_id: String,
    /// The text, into which offsets point.
    pub text: String,
    #[serde(default)]
    pub(super) entities: Option<Vec<GoldName>>,
    #[serde(default)]
    pub(super) timexes: Option<Vec<GoldTimex>>,
    #[serde(default)]
    pub(super) amounts: Option<Vec<GoldAmount>>,
    #[serde(default)]
    pub(super) events: Option<Vec<GoldEvent>>,
    /// The line of the file in which it begins.
    #[serde(skip)]
    pub(super) line: usize,
    /// What was annotated.
    #[serde(skip)]
    pub(super) annotated: Annotated,
    /// The file that it has for itself.
    #[serde(skip)]
    pub(super) file: Option<PathBuf>,
}

/// How much the form of a gold document can tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Annotated {
    /// All: gold documents.
    #[default]
    All,
    /// No values of dates and amounts: files of brat.
    Links,
    /// Nothing but spans, their labels and roles: tasks of Label Studio.
    Spans,
}

impl Annotated {
    /// Whether it tells what the measure measures.
    pub(super) fn tells(self, measure: Measure) -> bool {
        match self {
            Self::All => true,
            Self::Links => !measure.is_of_values(),
            Self::Spans => !measure.is_of_values() && !measure.is_of_links(),
        }
    }

    /// The measures that it leaves out.
    pub fn lacks(self) -> impl Iterator<Item = Measure> {
        Measure::all().filter(move |measure| !self.tells(*measure))
    }
}

impl GoldDocument {
    /// How much its form can tell; the measures that need more are left out.
    pub fn annotated(&self) -> Annotated {
        self.annotated
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct GoldPlace {
    pub(super) start: u64,
    pub(super) end: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldName {
    pub(super) start: u64,
    pub(super) end: u64,
    #[serde(rename = "type")]
    pub(super) kind: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldTimex {
    pub(super) start: u64,
    pub(super) end: u64,
    #[serde(rename = "type", default)]
    pub(super) kind: Option<String>,
    pub(super) value: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldAmount {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) kind: String,
    /// A number, or `[low, high]`.
    #[serde(default)]
    pub(super) value: Value,
    #[serde(default)]
    pub(super) low: Option<Number>,
    #[serde(default)]
    pub(super) high: Option<Number>,
    #[serde(default)]
    pub(super) unit: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldArgument {
    pub(super) role: String,
    pub(super) start: u64,
    pub(super) end: u64,
    #[serde(default)]
    pub(super) mention: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldAttribution {
    #[serde(default)]
    pub(super) source: Option<GoldPlace>,
}

/// A value that is there, though it may be null.
fn there<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<GoldPlace>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// An event as annotated (`args`, `source`) or as a run writes it (`arguments`, `attribution.source`). A part that is `None` is not scored on it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldEvent {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) trigger: GoldPlace,
    #[serde(alias = "arguments", default)]
    pub(super) args: Option<Vec<GoldArgument>>,
    #[serde(default)]
    pub(super) dates: Option<Vec<GoldPlace>>,
    #[serde(default)]
    pub(super) amounts: Option<Vec<GoldPlace>>,
    pub(super) factuality: String,
    /// `Some(None)` is null: nobody reports it.
    #[serde(default, deserialize_with = "there")]
    pub(super) source: Option<Option<GoldPlace>>,
    #[serde(default)]
    pub(super) attribution: Option<GoldAttribution>,
    /// The line in which it stands, where it has one of its own.
    #[serde(skip)]
    pub(super) line: Option<usize>,
}

impl From<GoldPlace> for Place {
    fn from(place: GoldPlace) -> Self {
        Self::new(place.start, place.end)
    }
}

impl From<&GoldName> for Name {
    fn from(name: &GoldName) -> Self {
        Self {
            at: Place::new(name.start, name.end),
            kind: name.kind.clone(),
        }
    }
}

impl From<&GoldTimex> for Timex {
    fn from(timex: &GoldTimex) -> Self {
        Self {
            at: Place::new(timex.start, timex.end),
            kind: timex.kind.clone().unwrap_or_else(|| "DATE".to_owned()),
            value: timex.value.clone(),
        }
    }
}

impl GoldAmount {
    /// An amount of which the figure was not annotated.
    pub(super) fn spanning(at: GoldPlace, kind: &str) -> Self {
        Self {
            start: at.start,
            end: at.end,
            kind: kind.to_owned(),
            value: Value::Null,
            low: None,
            high: None,
            unit: None,
        }
    }

    /// What is wrong with figure or unit, as far as they were annotated.
    pub(super) fn fault(&self) -> Option<String> {
        let numbers = match &self.value {
            Value::Null | Value::Number(_) => true,
            Value::Array(bounds) => bounds.len() == 2 && bounds.iter().all(Value::is_number),
            _ => false,
        };
        if !numbers {
            return Some(format!(
                "value is {}; wanted a number, or [low, high]",
                brief(&self.value.to_string(), SHOWN)
            ));
        }
        let figure = !self.numbers().is_empty();
        match (AmountKind::from_name(&self.kind)?, self.unit.as_deref()) {
            (AmountKind::Money, None) if figure => Some(format!("unit is missing; wanted {ISO_4217}")),
            (AmountKind::Money, Some(unit)) if unit.len() != 3 || !unit.bytes().all(|b| b.is_ascii_uppercase()) => {
                Some(format!("unit is {}; wanted {ISO_4217}", quoted(unit)))
            }
            _ => None,
        }
    }

    /// The figures: one, or the bounds of a range.
    fn numbers(&self) -> Vec<Figure> {
        match &self.value {
            Value::Array(bounds) => bounds.iter().filter_map(Value::as_number).filter_map(Figure::of).collect(),
            Value::Null => [&self.low, &self.high].into_iter().flatten().filter_map(Figure::of).collect(),
            value => value.as_number().and_then(Figure::of).into_iter().collect(),
        }
    }
}

impl From<&GoldAmount> for Amount {
    fn from(amount: &GoldAmount) -> Self {
        Self {
            at: Place::new(amount.start, amount.end),
            kind: amount.kind.clone(),
            numbers: amount.numbers(),
            unit: amount.unit.clone().unwrap_or_default(),
        }
    }
}

impl GoldEvent {
    /// An event without arguments, dates, amounts and source.
    pub(super) fn told(trigger: GoldPlace, kind: &str, factuality: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            trigger,
            args: Some(Vec::new()),
            dates: Some(Vec::new()),
            amounts: Some(Vec::new()),
            factuality: factuality.to_owned(),
            source: Some(None),
            attribution: None,
            line: None,
        }
    }

    /// Who reports it, wherever that stands.
    pub(super) fn reported_by(&self) -> Option<GoldPlace> {
        let attributed = self.attribution.as_ref().and_then(|a| a.source);
        self.source.flatten().or(attributed)
    }
}

impl From<&GoldEvent> for Event {
    fn from(event: &GoldEvent) -> Self {
        Self {
            at: event.trigger.into(),
            kind: event.kind.clone(),
            has: Parts {
                arguments: event.args.is_some(),
                dates: event.dates.is_some(),
                amounts: event.amounts.is_some(),
                source: event.source.is_some() || event.attribution.is_some(),
            },
            arguments: event
                .args
                .iter()
                .flatten()
                .map(|a| Argument {
                    at: Place::new(a.start, a.end),
                    role: a.role.clone(),
                    named: a.mention.as_deref() == Some("name"),
                })
                .collect(),
            dates: event.dates.iter().flatten().map(|&d| Linked { at: d.into() }).collect(),
            amounts: event.amounts.iter().flatten().map(|&a| Linked { at: a.into() }).collect(),
            factuality: event.factuality.clone(),
            source: event.reported_by().map(Place::from),
        }
    }
}
