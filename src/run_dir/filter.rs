//! Which events of a run are looked at.

use super::bound::Bound;
use super::kind;
use super::when::When;
use crate::error::SetupError;
use crate::record::EventRecord;
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

impl Filter {
    /// Keeps events of these types, given by their code in any letter case or by a name of the codebook; `ECO` keeps the whole family.
    /// `own` are the codes of a run's own types ([`own_types`](super::RunDir::own_types)).
    ///
    /// # Errors
    /// When there is no such type.
    pub fn types(mut self, types: &[String], own: &[String]) -> Result<Self, SetupError> {
        for wanted in types {
            let codes = kind::codes(wanted, own);
            if codes.is_empty() {
                return Err(SetupError::Usage(kind::unknown(wanted)));
            }
            self.types.extend(codes);
        }
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

    /// The least amount, when one is asked for.
    pub fn bound(&self) -> Option<&Bound> {
        self.amount.as_ref()
    }

    /// Keeps events of at least this confidence.
    pub fn least_confidence(mut self, least: Option<f32>) -> Self {
        self.confidence = least.and_then(|c| Decimal::try_from(c).ok());
        self
    }

    /// The least confidence, when one is asked for.
    pub fn confidence(&self) -> Option<Decimal> {
        self.confidence
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::EventAmountRecord;

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
            Filter::default()
                .types(&types, &["ENV.Pollute".to_owned()])
                .map(|f| f.keeps(&event()))
        };
        assert!(keeps(&["ECO.Layoff"]).expect("a type"));
        assert!(keeps(&["POL", "ECO"]).expect("families"));
        assert!(!keeps(&["ECO.Hire"]).expect("a type"));
        assert!(keeps(&["eco.layoff"]).expect("a type") && keeps(&["eco"]).expect("a family"));
        assert!(keeps(&["licenciement"]).expect("a French name") && keeps(&["Layoff", " job cuts"]).expect("English names"));
        assert!(!keeps(&["demission"]).expect("a name without accents"));
        assert!(!keeps(&["env.pollute"]).expect("the run's own type") && !keeps(&["ENV"]).expect("its family"));
        for (wrong, near) in [
            ("ECO.Layof", "ECO.Layoff"),
            ("licenciment", "ECO.Layoff"),
            ("attack", "SEC.Attack"),
            ("EC", "schema"),
            ("ENV.Polute", "schema"),
        ] {
            let error = keeps(&[wrong]).expect_err("no code").to_string();
            assert!(error.contains(near) && error.contains("depeche schema codebook"), "{error}");
        }
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
        let mut undated = event();
        undated.doc_date = None;
        assert!(!Filter::default().between(date("1900"), None).keeps(&undated));
        assert!(Filter::default().keeps(&undated));
    }

    #[test]
    fn amounts_are_of_the_unit_that_is_asked_for() {
        let keeps = |bound: &str, amounts: Vec<EventAmountRecord>| {
            let bound = bound.parse().expect("a bound");
            let mut event = event();
            event.amounts = amounts;
            Filter::default().least_amount(Some(bound)).keeps(&event)
        };
        let euros = || vec![amount("money", "EUR", 2_000_000)];
        assert!(keeps("1_000_000", euros()) && keeps("2000000 eur", euros()));
        assert!(!keeps("2000001", euros()) && !keeps("1000000USD", euros()));
        for wanted in [
            "1000000 euros",
            "1000000€",
            "1 million d'euros",
            "1,5 million d’euros",
            "1e6",
            "1e6EUR",
            "2 M€",
            "1 million",
            "1 000 000",
        ] {
            assert!(keeps(wanted, euros()), "{wanted}");
            assert!(!keeps(wanted, vec![amount("money", "EUR", 900_000)]), "{wanted}");
        }
        assert!(!keeps("1 milliard d'euros", euros()));
        let staff = || vec![amount("count", "salarié", 50)];
        assert!(keeps("50 salarie", staff()) && keeps("50 salariés", staff()) && keeps("50 salaries", staff()));
        assert!(
            keeps("50 emplois", vec![amount("count", "emploi", 50)]) && !keeps("51 emplois", vec![amount("count", "emploi", 50)])
        );
        assert!(!keeps("50", staff()));
        assert!(keeps("10%", vec![amount("percent", "percent", 10)]));
        for wrong in ["", "many", "1M", "5 k", "1e400", "plus de 50 emplois"] {
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
