use super::item::{Amount, Argument, Event, Figure, Linked, Name, Place, Timex};
use crate::error::SetupError;
use serde::Deserialize;
use serde_json::{Number, Value};
use std::path::Path;

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
}

/// Reads a gold file: one document a line, or over several lines as an editor lays it out.
///
/// # Errors
/// When the file cannot be read, a value is not a gold document, or there is none.
pub fn read(path: &Path) -> Result<Vec<GoldDocument>, SetupError> {
    let text = std::fs::read_to_string(path).map_err(|e| SetupError::io("could not read", path, e))?;
    let documents = parse(&text).map_err(|(line, error)| SetupError::Table {
        file: path.display().to_string(),
        line,
        message: format!("not the gold document wanted here: {error}"),
    })?;
    if documents.is_empty() {
        return Err(SetupError::Usage(format!(
            "{}: holds no document; wanted lines of {{doc_id, text, entities?, timexes?, amounts?, events?}}",
            path.display()
        )));
    }
    Ok(documents)
}

/// The values one after the other; for one that is no gold document the line in which it goes wrong.
fn parse(text: &str) -> Result<Vec<GoldDocument>, (usize, serde_json::Error)> {
    let values = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter();
    values.map(|value| value.map_err(|e| (e.line(), e))).collect()
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct GoldPlace {
    start: u64,
    end: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldName {
    start: u64,
    end: u64,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldTimex {
    start: u64,
    end: u64,
    #[serde(rename = "type", default)]
    kind: Option<String>,
    value: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldAmount {
    start: u64,
    end: u64,
    kind: String,
    /// A number, or `[low, high]`.
    #[serde(default)]
    value: Value,
    #[serde(default)]
    low: Option<Number>,
    #[serde(default)]
    high: Option<Number>,
    #[serde(default)]
    unit: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldArgument {
    role: String,
    start: u64,
    end: u64,
    #[serde(default)]
    mention: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct GoldAttribution {
    #[serde(default)]
    source: Option<GoldPlace>,
}

/// An event as annotated (`args`, `source`) or as a run writes it (`arguments`, `attribution.source`).
#[derive(Debug, Clone, Deserialize)]
pub(super) struct GoldEvent {
    #[serde(rename = "type")]
    kind: String,
    trigger: GoldPlace,
    #[serde(alias = "arguments", default)]
    args: Vec<GoldArgument>,
    #[serde(default)]
    dates: Vec<GoldPlace>,
    #[serde(default)]
    amounts: Vec<GoldPlace>,
    factuality: String,
    #[serde(default)]
    source: Option<GoldPlace>,
    #[serde(default)]
    attribution: Option<GoldAttribution>,
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

impl From<&GoldEvent> for Event {
    fn from(event: &GoldEvent) -> Self {
        let attributed = event.attribution.as_ref().and_then(|a| a.source);
        Self {
            at: event.trigger.into(),
            kind: event.kind.clone(),
            arguments: event
                .args
                .iter()
                .map(|a| Argument {
                    at: Place::new(a.start, a.end),
                    role: a.role.clone(),
                    named: a.mention.as_deref() == Some("name"),
                })
                .collect(),
            dates: event.dates.iter().map(|&d| Linked { at: d.into() }).collect(),
            amounts: event.amounts.iter().map(|&a| Linked { at: a.into() }).collect(),
            factuality: event.factuality.clone(),
            source: event.source.or(attributed).map(Place::from),
        }
    }
}
