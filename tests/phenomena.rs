//! Linguistic phenomena and classes of faults, as short texts with checks: `tests/phenomena/README.md`.
//!
//! The classes of `open/` are there to be read and mended. Those of `held/` tell whether what was mended carries over: of them a run says
//! which cases fail and not why, and whoever mends rules does not read them. `known.txt` lists what fails; it may only shrink.

use depeche::Extractor;
use depeche::assemble::Records;
use depeche::text::{DateSource, Document, Published, Text, find_published};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    class: String,
    text: String,
    /// Of the article; what its first line tells where there is none.
    date: Option<String>,
    checks: Vec<String>,
}

/// Splits at the last « = », where the text before it may hold one.
fn value(check: &str) -> (&str, &str) {
    check.rsplit_once('=').expect("a check with a value")
}

/// Type and words of an event: « ECO.Close/ferme ».
fn event(of: &str) -> (&str, String) {
    let (kind, trigger) = of.split_once('/').unwrap_or((of, ""));
    (kind, trigger.to_lowercase())
}

struct Read<'r> {
    records: &'r Records,
    sentences: usize,
}

impl Read<'_> {
    fn events(&self, of: &str) -> impl Iterator<Item = &depeche::record::EventRecord> {
        let (kind, trigger) = event(of);
        let kind = kind.to_owned();
        let events = self.records.events.iter();
        events.filter(move |e| e.kind == kind && e.trigger.text.to_lowercase().contains(&trigger))
    }

    fn holds(&self, check: &str) -> bool {
        let (name, rest) = check.split_once(':').unwrap_or((check, ""));
        let document = &self.records.document;
        match name {
            "E" => {
                let (of, told) = value(rest);
                self.events(of).any(|e| told.split('|').any(|f| e.factuality == f))
            }
            "noE" => self.events(rest).next().is_none(),
            "R" | "noR" => {
                let (of, text) = value(rest);
                let (of, role) = of.rsplit_once('.').expect("a role");
                let mut arguments = self.events(of).flat_map(|e| &e.arguments);
                let told = arguments.any(|a| a.role == role && a.text.contains(text));
                // An event that is missed has no wrong argument either, and is not right for it.
                told == (name == "R") && self.events(of).next().is_some()
            }
            "D" | "noD" => {
                let (of, day) = value(rest);
                let told = self.events(of).flat_map(|e| &e.dates).any(|d| d.value == day);
                told == (name == "D") && self.events(of).next().is_some()
            }
            "T" => {
                let (text, day) = value(rest);
                document.timexes.iter().any(|t| t.text.contains(text) && t.value == day)
            }
            "noT" => !document.timexes.iter().any(|t| t.text.contains(rest)),
            "L" => {
                let (text, day) = value(rest);
                document
                    .timexes
                    .iter()
                    .any(|t| t.text.contains(text) && t.latest.as_deref() == Some(day))
            }
            "A" => {
                let (text, amount) = value(rest);
                let (figure, unit) = amount.split_once(',').map_or((amount, None), |(f, u)| (f, Some(u)));
                document.amounts.iter().any(|a| {
                    let figures = match a.value {
                        Some(value) => value.normalize().to_string(),
                        None => {
                            let of = |bound: Option<rust_decimal::Decimal>| bound.unwrap_or_default().normalize().to_string();
                            format!("{}..{}", of(a.low), of(a.high))
                        }
                    };
                    a.text.contains(text) && figures == figure && unit.is_none_or(|unit| a.unit == unit)
                })
            }
            "noA" => !document.amounts.iter().any(|a| a.text.contains(rest)),
            "N" => {
                let (text, kind) = rest.split_once('=').map_or((rest, None), |(t, k)| (t, Some(k)));
                document
                    .entities
                    .iter()
                    .any(|e| e.text == text && kind.is_none_or(|kind| e.kind == kind))
            }
            "noN" => !document.entities.iter().any(|e| e.text == rest),
            "S" => self.sentences == rest.parse::<usize>().expect("a number of sentences"),
            "I" => {
                let ids: BTreeSet<&str> = document.entities.iter().map(|e| e.entity_id.as_str()).collect();
                ids.len() == rest.parse::<usize>().expect("a number of entities")
            }
            "C" => {
                let events = &self.records.events;
                let clusters: BTreeSet<&str> = events.iter().map(|e| e.cluster_id.as_str()).collect();
                events.len() > 1
                    && match rest {
                        "same" => clusters.len() == 1,
                        "different" => clusters.len() == events.len(),
                        other => panic!("{other} is no way to be clustered"),
                    }
            }
            other => panic!("{other} is no check"),
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phenomena")
}

/// The cases of a part, in the order of their files.
fn cases(part: &str) -> Vec<Case> {
    let files = fs::read_dir(folder().join(part)).expect("a folder of cases");
    let mut files: Vec<PathBuf> = files.map(|f| f.expect("an entry").path()).collect();
    files.sort();
    let read = |file: &PathBuf| fs::read_to_string(file).expect("a file of cases");
    let lines: Vec<String> = files.iter().map(read).collect();
    let cases = lines.iter().flat_map(|text| text.lines());
    cases.map(|line| serde_json::from_str(line).expect("a case")).collect()
}

#[test]
fn no_case_fails_that_held_before_and_none_is_listed_that_holds() {
    let extractor = Extractor::new().expect("the built-in model").into_inner();
    let known = fs::read_to_string(folder().join("known.txt")).expect("the list of known failures");
    let mut failing = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for part in ["open", "held"] {
        let mut shares: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for case in cases(part) {
            assert!(ids.insert(case.id.clone()), "{} stands twice", case.id);
            let mut document = Document::from_text(&case.id, &case.text);
            let given = case.date.as_ref().map(|date| Published {
                date: date.parse().expect("a day"),
                source: DateSource::Metadata,
            });
            document.published = given.or_else(|| find_published(&case.text));
            let records = extractor.extract_document(&document).expect("a text that can be read");
            let read = Read {
                records: &records,
                sentences: Text::new(&case.text).sentences().len(),
            };
            let fails: Vec<&String> = case.checks.iter().filter(|check| !read.holds(check)).collect();
            let (held, all) = shares
                .entry(case.id.split('-').next().unwrap_or_default().to_owned())
                .or_default();
            *all += 1;
            if fails.is_empty() {
                *held += 1;
                continue;
            }
            if part == "open" {
                let date = case.date.as_deref().unwrap_or("no date");
                println!("{} « {} » ({date}; {}): {fails:?}", case.id, case.text, case.class);
            }
            failing.insert(case.id);
        }
        for (field, (held, all)) in shares {
            println!("{part} {field}: {held} of {all}");
        }
    }
    if std::env::var_os("DEPECHE_WRITE_PHENOMENA").is_some() {
        let list: String = failing.iter().map(|id| format!("{id}\n")).collect();
        fs::write(folder().join("known.txt"), list).expect("a list that can be written");
        return;
    }
    let known: BTreeSet<String> = known.lines().map(str::to_owned).collect();
    let new: Vec<&String> = failing.difference(&known).collect();
    assert!(new.is_empty(), "these fail: {new:?}");
    let mended: Vec<&String> = known.difference(&failing).collect();
    assert!(
        mended.is_empty(),
        "these hold or are gone, take them out of known.txt: {mended:?}"
    );
}
