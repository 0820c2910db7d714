//! What the columns of tables were taken for, and what is to be said of a whole table or of all rows of a file.

use super::json::{key_of, of_role};
use super::oddity::Oddity;
use super::published::{Written, ambiguous, looks_like_date, written};
use super::role::{Keys, LONGEST_KEY, Role};
use crate::error::brief;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Tables of different columns that are told apart; of a folder with more, the rest is not told.
const MOST: usize = 100;

/// What was read of all tables so far; counts on while the reader reads.
#[derive(Debug, Clone, Default)]
pub struct Tables(Arc<Mutex<Told>>);

/// The column of each role.
type Columns = [Option<String>; Role::ALL.len()];

#[derive(Debug, Default)]
struct Told {
    /// The columns by role, with the first file that has them and how many do.
    taken: BTreeMap<Columns, (String, u64)>,
    notes: Vec<String>,
    /// Columns that were taken for nothing and hold what looks like a date, of files without a column of dates.
    dates: BTreeSet<String>,
}

impl Tables {
    fn with<T>(&self, change: impl FnOnce(&mut Told) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is to be said now, each once.
    pub fn notes(&self) -> Vec<String> {
        self.with(|told| std::mem::take(&mut told.notes))
    }

    /// Which columns were taken for what, as `run.json` has it.
    pub fn page(&self) -> Value {
        self.with(|told| {
            let page = |(keys, (first, files)): (&Columns, &(String, u64))| {
                let mut page = json!({"first": first, "files": files});
                for (role, key) in Role::ALL.iter().zip(keys) {
                    page[role.name()] = json!(key);
                }
                page
            };
            told.taken.iter().map(page).collect()
        })
    }

    /// Columns that may hold dates and were not taken for them, in files without another.
    pub fn likely_dates(&self) -> Vec<String> {
        self.with(|told| told.dates.iter().cloned().collect())
    }

    fn take(&self, keys: Columns, source: &str) {
        self.with(|told| {
            if told.taken.len() < MOST || told.taken.contains_key(&keys) {
                told.taken.entry(keys).or_insert_with(|| (source.to_owned(), 0)).1 += 1;
            }
        });
    }
}

/// What the rows of one table have shown so far, in their order: the same for any number of workers.
#[derive(Debug, Default)]
pub(super) struct Shown {
    begun: bool,
    month_first: bool,
}

impl Shown {
    /// Looks at the next row, and warns of it. Where an order of dates was given, nothing is said of it.
    pub(super) fn row(
        &mut self,
        row: &Map<String, Value>,
        warnings: &mut Vec<Oddity>,
        source: &str,
        (keys, ordered): (&Keys, bool),
        tables: &Tables,
    ) {
        let key = |role| key_of(row, role, keys).map(|(key, _)| brief(key, LONGEST_KEY).into_owned());
        if self.begins() {
            tables.take(Role::ALL.map(key), source);
            look_for_dates(row, keys, tables);
        }
        if !ordered {
            self.date(row, warnings, source, keys, tables);
        }
    }

    /// Whether no row was looked at yet; from now on one was.
    pub(super) fn begins(&mut self) -> bool {
        !std::mem::replace(&mut self.begun, true)
    }

    /// Looks at the date of the next row, where no order of dates was given.
    pub(super) fn date(
        &mut self,
        row: &Map<String, Value>,
        warnings: &mut Vec<Oddity>,
        source: &str,
        keys: &Keys,
        tables: &Tables,
    ) {
        let Some(value) = of_role(row, Role::Date, keys, &mut Vec::new()) else {
            return;
        };
        match written(&value) {
            Written::MonthFirst(_) if !std::mem::replace(&mut self.month_first, true) => {
                let key = key_of(row, Role::Date, keys).map(|(key, _)| brief(key, LONGEST_KEY));
                let (value, key) = (brief(&value, LONGEST_KEY), key.unwrap_or_default());
                tables.with(|told| {
                    told.notes.push(format!(
                        "{source}: the date {value:?} in {key:?} has its month first, so dates such as 05/06/2024 in it are ambiguous: they \
                         are read day-first; settle it with --date-order mdy (or dmy) and --restart"
                    ));
                });
            }
            Written::Either(_) if self.month_first => warnings.extend(ambiguous(&value)),
            _ => {}
        }
    }
}

/// Notes the columns of a row without a date that hold what looks like one.
pub(super) fn look_for_dates(row: &Map<String, Value>, keys: &Keys, tables: &Tables) {
    if Role::Date.named(keys).is_some() || key_of(row, Role::Date, keys).is_some() {
        return;
    }
    let like = row.iter().filter(|(_, value)| value.as_str().is_some_and(looks_like_date));
    let names: Vec<String> = like.map(|(key, _)| brief(key, LONGEST_KEY).into_owned()).collect();
    tables.with(|told| {
        told.dates.extend(names);
        while told.dates.len() > MOST {
            told.dates.pop_last();
        }
    });
}
