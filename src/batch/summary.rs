//! What a run did: counts, seconds by stage, and its page `run.json`.

use super::document::{Done, STAGES};
use super::read::Listing;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a run did.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Documents in `documents.jsonl`.
    pub documents: u64,
    /// Documents in `errors.jsonl`.
    pub failed: u64,
    /// Event records.
    pub events: u64,
    /// Bytes of text processed.
    pub bytes: u64,
    /// Failed documents by code.
    pub codes: BTreeMap<String, u64>,
    /// Documents that are there and of which something was odd, by what it was: `without_date`, `not_french` …
    #[serde(default)]
    pub odd: BTreeMap<String, u64>,
    /// Events with a warning, by what it warns of: `asserted_after_article`, `planned_before_article`.
    #[serde(default)]
    pub odd_events: BTreeMap<String, u64>,
    /// Rows among the documents: they have keys.
    #[serde(default)]
    pub rows: u64,
    /// Of each option that names a key, how many rows lack it, and what the first of them says.
    #[serde(default)]
    pub missing: BTreeMap<String, (u64, String)>,
    /// Of each option whose key no row has, what the first of them says.
    #[serde(default)]
    pub keys_not_found: Vec<String>,
    /// Columns that look like dates, in files of which none was taken for the date.
    #[serde(default)]
    pub likely_dates: Vec<String>,
    /// Whether there was nothing at all in the input.
    #[serde(default)]
    pub without_articles: bool,
    /// What lay in the inputs and was not read, by what it is.
    #[serde(default)]
    pub left_out: BTreeMap<String, u64>,
    /// Seconds spent in each stage, summed over the workers.
    pub stages: BTreeMap<String, f64>,
    /// Seconds of all its parts from start to end.
    pub seconds: f64,
    /// Whether it was stopped before the end.
    #[serde(default)]
    pub interrupted: bool,
    /// Whether the reader of standard output went away.
    #[serde(default)]
    pub closed: bool,
    /// Whether the output held this finished run already, so that nothing was done.
    #[serde(default)]
    pub already: bool,
}

impl Summary {
    pub(super) fn add(&mut self, done: &Done) {
        match &done.error {
            Some(error) => {
                self.failed += 1;
                *self.codes.entry(error.code.clone()).or_default() += 1;
            }
            None => self.documents += 1,
        }
        for what in &done.odd {
            *self.odd.entry((*what).to_owned()).or_default() += 1;
        }
        for what in &done.odd_events {
            *self.odd_events.entry((*what).to_owned()).or_default() += 1;
        }
        self.rows += u64::from(done.row);
        for (option, says) in &done.missing {
            self.missing
                .entry((*option).to_owned())
                .or_insert_with(|| (0, says.clone()))
                .0 += 1;
        }
        self.events += done.events;
        self.bytes += done.bytes;
        for (stage, seconds) in STAGES.iter().zip(done.stages.0) {
            match self.stages.get_mut(stage.name()) {
                Some(sum) => *sum += seconds,
                None => drop(self.stages.insert(stage.name().to_owned(), seconds)),
            }
        }
    }

    /// The options that name a key which no row has: what the first row says of each.
    pub(super) fn never_found(&self) -> Vec<String> {
        let never = self.missing.values().filter(|(n, _)| *n == self.rows);
        never.map(|(_, says)| says.clone()).collect()
    }

    /// What a shard tells of the keys that were named, for the merge with the others: they are missing in all rows only together.
    pub(super) fn keys_page(&self) -> serde_json::Value {
        serde_json::json!({"rows": self.rows, "missing": self.missing})
    }

    /// Adds what the page of a shard tells of the keys.
    pub(super) fn add_keys(&mut self, page: &serde_json::Value) {
        self.rows += page["keys"]["rows"].as_u64().unwrap_or(0);
        let missing: BTreeMap<String, (u64, String)> =
            serde_json::from_value(page["keys"]["missing"].clone()).unwrap_or_default();
        for (option, (rows, says)) in missing {
            self.missing.entry(option).or_insert_with(|| (0, says)).0 += rows;
        }
    }

    /// Whether the program is to say that not all went well: documents failed, there were none, or a key that was named was in no row.
    pub fn has_faults(&self) -> bool {
        self.failed > 0 || self.without_articles || !self.keys_not_found.is_empty()
    }

    /// What a finished run did, by its `run.json`.
    pub(super) fn of_page(page: &serde_json::Value) -> Self {
        let count = |name: &str| page["counts"][name].as_u64().unwrap_or(0);
        let counts = |name: &str| serde_json::from_value(page[name].clone()).unwrap_or_default();
        Self {
            documents: count("documents"),
            failed: count("errors"),
            events: count("events"),
            bytes: count("bytes"),
            codes: counts("errors_by_code"),
            odd: counts("odd"),
            odd_events: counts("odd_events"),
            left_out: counts("left_out"),
            keys_not_found: serde_json::from_value(page["keys_not_found"].clone()).unwrap_or_default(),
            likely_dates: serde_json::from_value(page["likely_dates"].clone()).unwrap_or_default(),
            seconds: page["seconds"].as_f64().unwrap_or_default(),
            already: true,
            ..Self::default()
        }
    }

    /// `run.json`, of a run with these settings over these inputs.
    pub(super) fn page(
        &self,
        settings: &serde_json::Value,
        inputs: &[Listing],
        workers: usize,
        resumed: bool,
    ) -> serde_json::Value {
        let rate = |n: u64| n as f64 / self.seconds.max(1e-9);
        serde_json::json!({
            "schema": "depeche.run/1",
            "settings": settings,
            "inputs": inputs,
            "workers": workers,
            "counts": {
                "documents": self.documents,
                "errors": self.failed,
                "events": self.events,
                "bytes": self.bytes,
            },
            "errors_by_code": self.codes,
            "odd": self.odd,
            "odd_events": self.odd_events,
            "left_out": self.left_out,
            "keys_not_found": self.keys_not_found,
            "likely_dates": self.likely_dates,
            "seconds": self.seconds,
            "seconds_by_stage": self.stages,
            "documents_per_second": rate(self.documents + self.failed),
            "bytes_per_second": rate(self.bytes),
            "resumed": resumed,
        })
    }
}
