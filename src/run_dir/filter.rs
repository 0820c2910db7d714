//! Which events of a run are looked at.

use super::bound::Bound;
use super::named::takers;
use super::when::When;
use super::{OwnType, fact, kind};
use crate::error::SetupError;
use crate::event::Factuality;
use crate::record::EventRecord;
use crate::text::{PartialDate, fold};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Which events are kept: those that meet every condition that is set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    types: Vec<String>,
    /// Names as they were asked for.
    entities: Vec<String>,
    /// The same, folded.
    words: Vec<String>,
    /// Those of them that entities of a run bear.
    whole: BTreeSet<String>,
    /// The entities of a run that have these names.
    ids: BTreeSet<String>,
    factuality: Vec<Factuality>,
    since: Option<Date>,
    until: Option<Date>,
    amount: Option<Bound>,
    confidence: Option<Decimal>,
    no_duplicates: bool,
}

impl Filter {
    /// Keeps events of these types, given by their code in any letter case or by a name of the codebook; `ECO` keeps the whole family.
    /// `own` are a run's own types ([`own_types`](super::RunDir::own_types)).
    ///
    /// # Errors
    /// When there is no such type.
    pub fn types(mut self, types: &[String], own: &[OwnType]) -> Result<Self, SetupError> {
        for wanted in types {
            let codes = kind::codes(wanted, own);
            if codes.is_empty() {
                return Err(SetupError::Usage(kind::unknown(wanted, own)));
            }
            self.types.extend(codes);
        }
        Ok(self)
    }

    /// Keeps events in which one of these takes part or is the source: by entity id, by name, or by the words in the text, of noun phrases
    /// without the article and by the first of them; case and accents aside. [`RunDir::narrowed`](super::RunDir::narrowed) finds which entities of a run have such a name elsewhere.
    pub fn entities(mut self, names: &[String]) -> Self {
        self.entities = names.to_vec();
        self.words = names.iter().map(|n| fold(n.trim())).collect();
        self
    }

    /// The names that [`entities`](Self::entities) was given.
    pub fn names(&self) -> &[String] {
        &self.entities
    }

    /// Keeps the events of these entities too, where entities are asked for.
    pub(super) fn of_ids(mut self, ids: impl IntoIterator<Item = String>) -> Self {
        self.ids.extend(ids);
        self
    }

    /// Of these names, which entities bear, only the very words are taken: « Le Monde » is not « le monde du travail ».
    pub(super) fn whole<'n>(mut self, names: impl Iterator<Item = &'n str>) -> Self {
        self.whole.extend(names.map(|name| fold(name.trim())));
        self
    }

    /// Keeps events that may lie between these days, both included. Those of which no day is known are left out.
    ///
    /// # Errors
    /// When the first day is after the last one.
    pub fn between(mut self, since: Option<PartialDate>, until: Option<PartialDate>) -> Result<Self, SetupError> {
        self.since = since.map(PartialDate::first);
        self.until = until.map(PartialDate::last);
        match (since, until) {
            (Some(since), Some(until)) if self.since > self.until => Err(SetupError::Usage(format!(
                "--since {since} is after --until {until}, so no event can lie between them; give the earlier date to --since"
            ))),
            _ => Ok(self),
        }
    }

    /// Whether days are asked for.
    pub(super) fn is_of_days(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Whether an event is left out for want of any date.
    pub(super) fn misses_date_of(&self, event: &EventRecord) -> bool {
        self.is_of_days() && days(event).is_none() && self.keeps_on_any_day(event)
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

    /// Whether articles that repeat another are left out.
    pub fn leaves_duplicates_out(&self) -> bool {
        self.no_duplicates
    }

    /// Keeps events of these factualities, given by their name in the records or by a French word for it (affirmé, prévu, possible, nié).
    ///
    /// # Errors
    /// When there is no such factuality.
    pub fn factuality(mut self, wanted: &[String]) -> Result<Self, SetupError> {
        let read = |word: &String| fact::read(word).ok_or_else(|| SetupError::Usage(fact::unknown(word)));
        self.factuality = wanted.iter().map(read).collect::<Result<_, _>>()?;
        Ok(self)
    }

    /// What was asked for, the same words for the same filter; which entities of a run have a name is no part of it.
    pub(crate) fn key(&self) -> String {
        let Self {
            types,
            entities: _,
            words,
            whole: _,
            ids: _,
            factuality,
            since,
            until,
            amount,
            confidence,
            no_duplicates,
        } = self;
        format!("{types:?} {words:?} {factuality:?} {since:?} {until:?} {amount:?} {confidence:?} {no_duplicates}")
    }

    /// Whether nothing is left out.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the event is kept.
    pub fn keeps(&self, event: &EventRecord) -> bool {
        self.within(event) && self.keeps_on_any_day(event)
    }

    /// Whether the event is kept, as far as it does not hang on when it took place.
    fn keeps_on_any_day(&self, event: &EventRecord) -> bool {
        self.of_type(&event.kind)
            && !(self.no_duplicates && event.duplicate_of.is_some())
            && (self.factuality.is_empty() || self.factuality.iter().any(|fact| fact.name() == event.factuality))
            && self.confidence.is_none_or(|least| event.confidence >= least)
            && self
                .amount
                .as_ref()
                .is_none_or(|bound| event.amounts.iter().any(|a| bound.reached_by(a)))
            && (self.words.is_empty() || self.tells_of(event))
    }

    fn of_type(&self, code: &str) -> bool {
        let family = code.split('.').next().unwrap_or_default();
        self.types.is_empty() || self.types.iter().any(|t| t == code || t == family)
    }

    fn within(&self, event: &EventRecord) -> bool {
        let reached =
            |(first, last)| self.since.is_none_or(|since| last >= since) && self.until.is_none_or(|until| first <= until);
        !self.is_of_days() || days(event).is_some_and(reached)
    }

    fn tells_of(&self, event: &EventRecord) -> bool {
        takers(event).any(|taker| {
            let known = [taker.id, taker.canonical];
            let words = fold(taker.words);
            taker.id.is_some_and(|id| self.ids.contains(id))
                || self
                    .words
                    .iter()
                    .any(|asked| words == *asked || !self.whole.contains(asked) && taker.is_worded(&words, asked))
                || known.into_iter().flatten().any(|word| self.words.contains(&fold(word)))
        })
    }
}

/// The first and the last day of an event, as far as one of them is known.
fn days(event: &EventRecord) -> Option<(Date, Date)> {
    let when = When::of(event);
    let (first, last) = (when.earliest(), when.latest());
    Some((first.or(last)?, last.or(first)?))
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
        let own = OwnType {
            code: "ENV.Pollute".to_owned(),
            labels: vec!["Pollution, marée noire".to_owned(), "Oil spill".to_owned()],
            ..OwnType::default()
        };
        let keeps = |types: &[&str]| {
            let types: Vec<String> = types.iter().map(|t| (*t).to_owned()).collect();
            Filter::default()
                .types(&types, std::slice::from_ref(&own))
                .map(|f| f.keeps(&event()))
        };
        assert!(keeps(&["ECO.Layoff"]).expect("a type"));
        assert!(keeps(&["POL", "ECO"]).expect("families"));
        assert!(!keeps(&["ECO.Hire"]).expect("a type"));
        assert!(keeps(&["eco.layoff"]).expect("a type") && keeps(&["eco"]).expect("a family"));
        assert!(keeps(&["licenciement"]).expect("a French name") && keeps(&["Layoff", " job cuts"]).expect("English names"));
        for plural in ["licenciements", "suppressions de postes", "LICENCIEMENTS", "layoffs"] {
            assert!(keeps(&[plural]).expect("a name in the plural"), "{plural}");
        }
        assert!(!keeps(&["démissions"]).expect("another in the plural"));
        assert!(!keeps(&["demission"]).expect("a name without accents"));
        for own in [
            "env.pollute",
            "ENV",
            "pollution",
            "Marées noires",
            "oil spills",
            "MAREE NOIRE",
        ] {
            assert!(!keeps(&[own]).expect("the run's own type, its family or its name"), "{own}");
        }
        for (wrong, near) in [
            ("ECO.Layof", "ECO.Layoff"),
            ("licenciment", "ECO.Layoff"),
            ("atack", "SEC.Attack (Attaque armée, attentat, guerre)"),
            ("licencier", "did you mean ECO.Layoff"),
            ("manifestaton", "did you mean POL.Protest"),
            ("EC", "schema"),
            ("banane", "types of its own: ENV.Pollute (Pollution, marée noire)"),
            ("ENV.Polute", "did you mean ENV.Pollute (Pollution, marée noire)?"),
            ("polution", "did you mean ENV.Pollute (Pollution, marée noire)?"),
        ] {
            let error = keeps(&[wrong]).expect_err("no code").to_string();
            assert!(error.contains(near) && error.contains("depeche schema codebook"), "{error}");
        }
    }

    #[test]
    fn days_overlap_as_far_as_they_are_known() {
        let date = |text: &str| text.parse::<PartialDate>().ok();
        let between = |since: &str, until: &str| Filter::default().between(date(since), date(until));
        let keeps = |since: &str, until: &str| between(since, until).expect("days in order").keeps(&event());
        assert!(keeps("2024-07-15", ""));
        assert!(keeps("2024", "2024"));
        assert!(keeps("", "2024-07-01"));
        assert!(!keeps("2024-08", ""));
        assert!(!keeps("", "2024-06"));
        let mut undated = event();
        undated.doc_date = None;
        let filter = between("1900", "").expect("days in order");
        assert!(!filter.keeps(&undated) && filter.misses_date_of(&undated) && !filter.misses_date_of(&event()));
        // What other conditions leave out is not missed for want of a date.
        let denied = filter.factuality(&["nié".to_owned()]).expect("a factuality");
        assert!(!denied.misses_date_of(&undated));
        assert!(Filter::default().keeps(&undated) && !Filter::default().misses_date_of(&undated));
    }

    #[test]
    fn days_in_the_wrong_order_are_refused() {
        let between = |since: &str, until: &str| Filter::default().between(since.parse().ok(), until.parse().ok());
        for (since, until) in [("2024", "2023"), ("2024-07-02", "2024-07-01"), ("2024-07", "2024-06-30")] {
            let error = between(since, until).expect_err("no day is between them").to_string();
            assert!(error.contains(since) && error.contains(until), "{error}");
        }
        for (since, until) in [("2024", "2024"), ("2024-07-01", "2024"), ("2024-07-01", "2024-07-01")] {
            assert!(between(since, until).is_ok(), "{since} {until}");
        }
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
        let count = |unit: &str| vec![amount("count", unit, 50)];
        for (wanted, kept, others) in [
            ("50 personnes", ["salarié", "blessé", "personne"], ["poste", "magasin"]),
            ("50 people", ["salarié", "mort", "personne"], ["licenciement", "euro"]),
            ("50 emplois", ["poste", "licenciement", "emploi"], ["salarié", "magasin"]),
            ("50 jobs", ["poste de travail", "CDI", "emploi"], ["personne", "usine"]),
            (
                "cinquante personnes",
                ["salarié", "habitant", "personne"],
                ["emploi", "navire"],
            ),
        ] {
            for unit in kept {
                assert!(keeps(wanted, count(unit)), "{wanted}: {unit}");
            }
            for unit in others {
                assert!(!keeps(wanted, count(unit)), "{wanted}: {unit}");
            }
            assert!(!keeps(wanted, euros()), "{wanted}: euros");
        }
        assert!(keeps("50 postes", count("poste")) && !keeps("50 postes", count("emploi")));
        assert!(keeps("10%", vec![amount("percent", "percent", 10)]));
        for wrong in ["", "-5", "-5 EUR", "many", "1M", "5 k", "1e400", "plus de 50 emplois"] {
            assert!(wrong.parse::<Bound>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn families_are_known_by_their_names_and_types_by_those_of_the_page() {
        let codes = |word: &str| kind::codes(word, &[]);
        for (word, code) in [
            ("Économie", "ECO"),
            ("economy", "ECO"),
            ("Prises de parole", "COM"),
            ("Parole", "COM"),
            ("force armee", "SEC"),
            ("Sécurité", "SEC"),
            ("security", "SEC"),
            ("Sécurité informatique", "CYB"),
            ("Suppressions d’emplois", "ECO.Layoff"),
            ("suppression d'emploi", "ECO.Layoff"),
            ("Cyberattack", "CYB.Attack"),
        ] {
            assert_eq!(codes(word), [code], "{word}");
        }
        assert!(codes("parole d'honneur").is_empty());
        // What the page calls a type or a family is taken, whatever it is called elsewhere.
        let page = include_str!("../view/page/words.js");
        let table = |name: &str| {
            let line = page
                .lines()
                .find(|line| line.starts_with(&format!("const {name} = ")))
                .expect("a table of the page");
            let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            quoted
        };
        let names = ["TYPES_EN", "FAMILY_NAMES"].map(table).concat();
        assert!(names.len() > 40);
        for name in names.into_iter().chain(["Suppressions d’emplois"]) {
            for part in name.split(',') {
                assert!(!codes(part).is_empty(), "{part}");
            }
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
        assert!(keeps("éditeur") && keeps("cet editeur") && !keeps("edit") && !keeps("l'"));
        event.arguments[0].text = "Le tribunal correctionnel de Nantes".to_owned();
        let keeps = |name: &str| Filter::default().entities(&[name.to_owned()]).keeps(&event);
        for name in [
            "tribunal",
            "le tribunal",
            "tribunal correctionnel de Nantes",
            "Le tribunal correctionnel de Nantes",
        ] {
            assert!(keeps(name), "{name}");
        }
        for name in ["tribunal de Nantes", "Nantes", "correctionnel", "tribunaux", "le"] {
            assert!(!keeps(name), "{name}");
        }
        // Of a name all words are asked for.
        event.arguments[0].mention = "name".to_owned();
        assert!(!Filter::default().entities(&["tribunal".to_owned()]).keeps(&event));
        let found = |id: &str| {
            Filter::default()
                .entities(&["K".to_owned()])
                .of_ids([id.to_owned()])
                .keeps(&event)
        };
        assert!(found("org:kelvar") && !found("org:kel"));
    }

    #[test]
    fn factuality_is_one_of_four_in_either_language() {
        let filter = |word: &str| Filter::default().factuality(&[word.to_owned()]);
        for (fact, words) in [
            (
                "asserted",
                &["asserted", "avéré", "avérée", "affirmé", "Affirmés", "affirme"][..],
            ),
            ("planned", &["planned", "prévu", "prévue", "prévues", "planifié", "PLANIFIÉE"]),
            ("possible", &["possible", "possibles", "Possible"]),
            ("denied", &["denied", "nié", "niée", "nie"]),
        ] {
            for word in words {
                for other in ["asserted", "planned", "possible", "denied"] {
                    let mut told = event();
                    told.factuality = other.to_owned();
                    let kept = filter(word).expect("a factuality").keeps(&told);
                    assert_eq!(kept, fact == other, "{word}: {other}");
                }
            }
        }
        for wrong in ["sure", "", "e", "plan"] {
            let error = filter(wrong).expect_err("no factuality").to_string();
            let wanted = "wanted one of asserted (affirmé), planned (prévu), possible, denied (nié)";
            assert!(error.contains(wanted), "{error}");
        }
    }

    #[test]
    fn a_filter_has_the_key_of_what_was_asked_for() {
        let of = |name: &str| Filter::default().entities(&[name.to_owned()]);
        assert_eq!(
            of("Fillon").key(),
            of("fillon ").of_ids(["per:francois-fillon".to_owned()]).key()
        );
        assert_ne!(of("Fillon").key(), of("Kelvar").key());
        assert_ne!(of("Fillon").key(), of("Fillon").without_duplicates(true).key());
    }
}
