//! Which events of a run are looked at.

use super::when::When;
use crate::error::SetupError;
use crate::event::ontology::ontology;
use crate::record::{EventAmountRecord, EventRecord};
use crate::text::{PartialDate, fold};
use jiff::civil::Date;
use rust_decimal::Decimal;

const FACTUALITIES: [&str; 4] = ["asserted", "planned", "possible", "denied"];

/// Which events are kept: those that meet every condition that is set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    types: Vec<String>,
    entities: Vec<String>,
    factuality: Vec<String>,
    since: Option<Date>,
    until: Option<Date>,
    amount: Option<Bound>,
    confidence: Option<Decimal>,
    no_duplicates: bool,
}

/// The least amount that an event must tell, with its unit: `1000000` (money of any currency), `1000000EUR`, `10%`, `50 emploi`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    least: Decimal,
    /// Folded; `None` for money of any currency.
    unit: Option<String>,
}

impl std::str::FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || {
            format!("{text:?} is no amount; wanted a number and, if you like, its unit, as 1000000, 1000000EUR, 10% or 50 emploi")
        };
        let end = text
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_'))
            .unwrap_or(text.len());
        let least = text[..end].replace('_', "").parse().map_err(|_| wanted())?;
        let unit = match text[end..].trim() {
            "" => None,
            "%" => Some("percent".to_owned()),
            // « 1M », « 5 k »: no unit has one letter.
            unit if unit.chars().count() == 1 => return Err(wanted()),
            // What begins with a digit is the rest of a number written otherwise: « 1 000 000 ».
            unit if unit.starts_with(|c: char| c.is_alphabetic()) => Some(fold(unit)),
            _ => return Err(wanted()),
        };
        Ok(Self { least, unit })
    }
}

impl Bound {
    /// Whether the amount reaches it; a range does when its upper bound does.
    fn reached_by(&self, amount: &EventAmountRecord) -> bool {
        let right = match &self.unit {
            None => amount.kind == "money",
            Some(unit) => fold(&amount.unit) == *unit,
        };
        right
            && [amount.value, amount.high, amount.low]
                .into_iter()
                .flatten()
                .any(|v| v >= self.least)
    }
}

impl Filter {
    /// Keeps events of these types; `ECO` keeps the whole family.
    ///
    /// # Errors
    /// When there is no such type.
    pub fn types(mut self, types: &[String]) -> Result<Self, SetupError> {
        for wanted in types {
            let prefix = format!("{wanted}.");
            let mut codes = ontology().types.iter().map(|t| t.code.as_str());
            if !codes.any(|code| code == wanted || code.starts_with(&prefix)) {
                let codes = ontology().types.iter().map(|t| t.code.as_str());
                let like: Vec<&str> = codes.filter(|code| alike(code, wanted)).collect();
                let hint = if like.is_empty() {
                    "the types are in docs/SCHEMA.md and in the README".to_owned()
                } else {
                    format!("did you mean {}?", like.join(", "))
                };
                return Err(SetupError::Usage(format!("--type {wanted}: no such type of event; {hint}")));
            }
        }
        self.types = types.to_vec();
        Ok(self)
    }

    /// Keeps events in which one of these takes part or is the source: by entity id, by name, or by the words in the text;
    /// case and accents aside.
    pub fn entities(mut self, names: &[String]) -> Self {
        self.entities = names.iter().map(|n| fold(n.trim())).collect();
        self
    }

    /// Keeps events that may lie between these days, both included. Those of which no day is known are left out.
    pub fn between(mut self, since: Option<PartialDate>, until: Option<PartialDate>) -> Self {
        self.since = since.map(PartialDate::first);
        self.until = until.map(PartialDate::last);
        self
    }

    /// Keeps events with an amount that reaches the bound.
    pub fn least_amount(mut self, bound: Option<Bound>) -> Self {
        self.amount = bound;
        self
    }

    /// Keeps events of at least this confidence.
    pub fn least_confidence(mut self, least: Option<f32>) -> Self {
        self.confidence = least.and_then(|c| Decimal::try_from(c).ok());
        self
    }

    /// Leaves out the events of articles that repeat another.
    pub fn without_duplicates(mut self, wanted: bool) -> Self {
        self.no_duplicates = wanted;
        self
    }

    /// Keeps events of these factualities.
    ///
    /// # Errors
    /// When there is no such factuality.
    pub fn factuality(mut self, wanted: &[String]) -> Result<Self, SetupError> {
        if let Some(other) = wanted.iter().find(|w| !FACTUALITIES.contains(&w.as_str())) {
            let known = FACTUALITIES.join(", ");
            return Err(SetupError::Usage(format!("--factuality {other}: wanted one of {known}")));
        }
        self.factuality = wanted.to_vec();
        Ok(self)
    }

    /// Whether nothing is left out.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the event is kept.
    pub fn keeps(&self, event: &EventRecord) -> bool {
        self.of_type(&event.kind)
            && !(self.no_duplicates && event.duplicate_of.is_some())
            && (self.factuality.is_empty() || self.factuality.contains(&event.factuality))
            && self.confidence.is_none_or(|least| event.confidence >= least)
            && self
                .amount
                .as_ref()
                .is_none_or(|bound| event.amounts.iter().any(|a| bound.reached_by(a)))
            && self.within(event)
            && (self.entities.is_empty() || self.tells_of(event))
    }

    fn of_type(&self, code: &str) -> bool {
        let family = code.split('.').next().unwrap_or_default();
        self.types.is_empty() || self.types.iter().any(|t| t == code || t == family)
    }

    fn within(&self, event: &EventRecord) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let when = When::of(event);
        let (Some(first), Some(last)) = (when.earliest.or(when.latest), when.latest.or(when.earliest)) else {
            return false;
        };
        self.since.is_none_or(|since| last >= since) && self.until.is_none_or(|until| first <= until)
    }

    fn tells_of(&self, event: &EventRecord) -> bool {
        let arguments = event.arguments.iter().map(|a| (&a.text, &a.entity_id, &a.canonical));
        let source = event.attribution.source.iter().map(|s| (&s.text, &s.entity_id, &s.canonical));
        arguments.chain(source).any(|(text, id, name)| {
            let known = [Some(text), id.as_ref(), name.as_ref()];
            known.into_iter().flatten().any(|word| self.entities.contains(&fold(word)))
        })
    }
}

/// Whether a code is what was meant: the same letters in another case, or the name without its family.
fn alike(code: &str, wanted: &str) -> bool {
    let name = |text: &str| text.rsplit('.').next().unwrap_or_default().to_lowercase();
    let (code, wanted) = (name(code), name(wanted));
    wanted.len() > 2 && (code.starts_with(&wanted) || wanted.starts_with(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> EventRecord {
        let line = include_str!("../../tests/eval/run/events.jsonl")
            .lines()
            .next()
            .expect("a line");
        let mut event: EventRecord = serde_json::from_str(line).expect("an event");
        event.kind = "ECO.Layoff".to_owned();
        event.doc_date = Some("2024-07".to_owned());
        event.dates.clear();
        event.amounts.clear();
        event
    }

    fn amount(kind: &str, unit: &str, value: u32) -> EventAmountRecord {
        serde_json::from_value(serde_json::json!({
            "role": "level", "text": "", "start": 0, "end": 1, "kind": kind, "value": value, "low": null, "high": null,
            "unit": unit, "cmp": "eq", "direction": null
        }))
        .expect("an amount")
    }

    #[test]
    fn types_are_codes_or_families_and_others_are_refused() {
        let keeps = |types: &[&str]| {
            let types: Vec<String> = types.iter().map(|t| (*t).to_owned()).collect();
            Filter::default().types(&types).map(|f| f.keeps(&event()))
        };
        assert!(keeps(&["ECO.Layoff"]).expect("a type"));
        assert!(keeps(&["POL", "ECO"]).expect("families"));
        assert!(!keeps(&["ECO.Hire"]).expect("a type"));
        let error = keeps(&["layoff"]).expect_err("no code");
        assert!(error.to_string().contains("did you mean ECO.Layoff?"), "{error}");
        assert!(keeps(&["EC"]).is_err());
    }

    #[test]
    fn days_overlap_as_far_as_they_are_known() {
        let date = |text: &str| text.parse::<PartialDate>().ok();
        let keeps = |since: &str, until: &str| Filter::default().between(date(since), date(until)).keeps(&event());
        assert!(keeps("2024-07-15", ""));
        assert!(keeps("2024", "2024"));
        assert!(keeps("", "2024-07-01"));
        assert!(!keeps("2024-08", ""));
        assert!(!keeps("", "2024-06"));
        let undated = EventRecord {
            doc_date: None,
            ..event()
        };
        assert!(!Filter::default().between(date("1900"), None).keeps(&undated));
        assert!(Filter::default().keeps(&undated));
    }

    #[test]
    fn amounts_are_of_the_unit_that_is_asked_for() {
        let keeps = |bound: &str, amounts: Vec<EventAmountRecord>| {
            let bound = bound.parse().expect("a bound");
            Filter::default()
                .least_amount(Some(bound))
                .keeps(&EventRecord { amounts, ..event() })
        };
        let euros = || vec![amount("money", "EUR", 2_000_000)];
        assert!(keeps("1_000_000", euros()) && keeps("2000000 eur", euros()));
        assert!(!keeps("2000001", euros()) && !keeps("1000000USD", euros()));
        assert!(keeps("50 salarie", vec![amount("count", "salarié", 50)]));
        assert!(!keeps("50", vec![amount("count", "salarié", 50)]));
        assert!(keeps("10%", vec![amount("percent", "percent", 10)]));
        for wrong in ["", "many", "1 000 000", "1,5", "10 €"] {
            assert!(wrong.parse::<Bound>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_entity_is_known_by_id_by_name_and_by_its_words() {
        let mut event = event();
        event.arguments = vec![
            serde_json::from_value(serde_json::json!({
                "role": "actor", "text": "l’éditeur", "start": 0, "end": 1, "mention": "nominal", "entity_id": "org:kelvar",
                "canonical": "Kélvar", "entity_type": "ORG", "score": 0.5
            }))
            .expect("an argument"),
        ];
        let keeps = |name: &str| Filter::default().entities(&[name.to_owned()]).keeps(&event);
        assert!(keeps("org:kelvar") && keeps("KELVAR") && keeps("L'EDITEUR"));
        assert!(!keeps("Kel") && !keeps("kelvar s.a."));
    }

    #[test]
    fn factuality_is_one_of_four() {
        assert!(Filter::default().factuality(&["asserted".to_owned()]).is_ok());
        let error = Filter::default().factuality(&["sure".to_owned()]).expect_err("no factuality");
        assert!(error.to_string().contains("asserted, planned"), "{error}");
    }
}
