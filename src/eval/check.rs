//! Whether gold says what can be: a wrong span, type or role would count as missed for ever, and nobody would know why.

use super::gold::{Annotated, GoldDocument, GoldEvent, GoldPlace};
use super::item::NAME_TYPES;
use super::shown::quoted;
use crate::amount::AmountKind;
use crate::error::{SetupError, brief};
use crate::event::ontology::{EventType, ontology};
use crate::event::{Factuality, MentionKind, Role};
use crate::near::{Nearest, distance, of_word};
use crate::run_dir::RunDir;
use crate::text::fold;
use crate::timex::{TimexKind, is_value};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// How many faults a message lists.
const SHOWN: usize = 10;
/// How many of the types a message names.
const NEAREST: usize = 3;
/// Of a value, as much as a message shows.
const LONGEST: usize = 60;

/// Refuses gold that says what cannot be. Types are those of the ontology, the run's own, and those of its records.
///
/// # Errors
/// When something is wrong, with all that is, as far as it can be listed; when the run cannot be read.
pub(super) fn check(file: &Path, gold: &[GoldDocument], run: &RunDir) -> Result<(), SetupError> {
    let types = Types::of(gold, run)?;
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut faults = Vec::new();
    for document in gold {
        let mut sheet = Sheet {
            document,
            length: document.text.chars().count() as u64,
            types: &types,
            line: document.line,
            faults: &mut faults,
        };
        if let Some(line) = first.insert(&document.doc_id, document.line) {
            sheet.fault(format!(
                "stands in line {line} already; give each document once, with all that is in it"
            ));
        }
        sheet.check();
    }
    refuse(file, &faults)
}

/// A file where the document has one for itself, a line and what is wrong there.
pub(super) type Fault = (Option<PathBuf>, usize, String);

/// All faults in one message, as far as they fit.
///
/// # Errors
/// When there are faults.
pub(super) fn refuse(all: &Path, faults: &[Fault]) -> Result<(), SetupError> {
    let Some(((first, line, message), others)) = faults.split_first() else {
        return Ok(());
    };
    let name = |file: &Option<PathBuf>| file.as_deref().unwrap_or(all).display().to_string();
    let mut message = message.clone();
    for (file, line, other) in others.iter().take(SHOWN - 1) {
        message += &format!("\n{}, line {line}: {other}", name(file));
    }
    if others.len() >= SHOWN {
        message += &format!("\n{}: and {} more of this kind", all.display(), others.len() + 1 - SHOWN);
    }
    Err(SetupError::Table {
        file: name(first),
        line: *line,
        message,
    })
}

/// The types of events that there are for a run.
struct Types {
    /// Of the ontology, with what they are called.
    ours: Vec<(&'static str, Vec<String>)>,
    own: BTreeSet<String>,
}

impl Types {
    fn of(gold: &[GoldDocument], run: &RunDir) -> Result<Self, SetupError> {
        let named = |t: &'static EventType| {
            let labels = format!("{} {}", t.label_fr, t.codebook.label_en);
            let words = labels.split(|c: char| !c.is_alphanumeric()).map(fold);
            (t.code.as_str(), words.collect())
        };
        let mut types = Self {
            ours: ontology().types.iter().map(named).collect(),
            own: BTreeSet::new(),
        };
        let mut events = gold.iter().flat_map(|d| d.events.iter().flatten());
        // All lines of a run are read only if gold has a type that the ontology lacks.
        if events.any(|e| !types.know(&e.kind)) {
            let own = run.own_types()?.into_iter().map(|kind| kind.code);
            let mut own = BTreeSet::from_iter(own);
            for event in run.events()? {
                own.insert(event?.kind);
            }
            own.retain(|code| !types.know(code));
            types.own = own;
        }
        Ok(types)
    }

    fn know(&self, code: &str) -> bool {
        self.own.contains(code) || self.ours.iter().any(|(known, _)| *known == code)
    }

    /// The codes that are near to a word, by their letters or by what the types are called, the nearest first; none for a word like no other.
    fn near(&self, wanted: &str) -> Vec<String> {
        let wanted = fold(wanted);
        let name = |code: &str| fold(code.rsplit('.').next().unwrap_or(code));
        let far = |code: &str, words: &[String]| {
            let by_word = words.iter().filter_map(|word| of_word(word, &wanted));
            let by_code = [of_word(&fold(code), &wanted), of_word(&name(code), &name(&wanted))];
            by_word.chain(by_code.into_iter().flatten()).min()
        };
        let mut nearest = Nearest::new(NEAREST);
        for (code, words) in &self.ours {
            nearest.see(far(code, words), 0, code);
        }
        for code in &self.own {
            nearest.see(far(code, &[]), 0, code);
        }
        nearest.into_names()
    }
}

/// What people call mentions that we never give; only whether one is a name is measured.
const OTHER_MENTIONS: [&str; 3] = ["adjective", "clause", "metonym"];

/// A document that is being checked.
struct Sheet<'a> {
    document: &'a GoldDocument,
    /// Code points of its text.
    length: u64,
    types: &'a Types,
    /// The line that is being checked.
    line: usize,
    faults: &'a mut Vec<Fault>,
}

impl Sheet<'_> {
    fn fault(&mut self, message: String) {
        let id = shown(&self.document.doc_id);
        let fault = format!("document {id}: {message}");
        self.faults.push((self.document.file.clone(), self.line, fault));
    }

    /// Refuses a span that is empty, turned around or out of the text.
    fn span(&mut self, at: &str, start: u64, end: u64) {
        let length = self.length;
        let wrong = if end < start {
            "ends before it begins".to_owned()
        } else if end == start {
            "is empty".to_owned()
        } else if end > length {
            format!("is out of the text of {length} characters")
        } else {
            return;
        };
        self.fault(format!(
            "{at}: the span from {start} to {end} {wrong}; wanted 0 ≤ start < end ≤ {length}, in code points, as text[start:end] in Python"
        ));
    }

    /// Refuses what is not of a closed set.
    fn one_of(&mut self, at: &str, value: &str, set: &[&str]) {
        if set.contains(&value) {
            return;
        }
        let mut nearest = set.to_vec();
        let folded = fold(value);
        if !folded.is_empty() {
            nearest.sort_by_key(|known| distance(&fold(known), &folded));
        }
        self.fault(format!("{at} is {}; wanted one of {}", shown(value), nearest.join(", ")));
    }

    fn check(&mut self) {
        let document = self.document;
        for (i, name) in document.entities.iter().flatten().enumerate() {
            self.span(&format!("entities[{i}]"), name.start, name.end);
            self.one_of(&format!("entities[{i}].type"), &name.kind, &NAME_TYPES);
        }
        for (i, timex) in document.timexes.iter().flatten().enumerate() {
            self.span(&format!("timexes[{i}]"), timex.start, timex.end);
            if let Some(kind) = &timex.kind {
                self.one_of(&format!("timexes[{i}].type"), kind, &TimexKind::ALL.map(TimexKind::name));
            }
            // Files of annotation tools tell no values.
            if document.annotated == Annotated::All && !may_be_value(&timex.value) {
                let value = shown(&timex.value);
                self.fault(format!(
                    "timexes[{i}].value is {value}, no value of TIMEX3; wanted one such as 2024-07-20, 2024-Q3, XXXX-07, P3M or PAST_REF"
                ));
            }
        }
        for (i, amount) in document.amounts.iter().flatten().enumerate() {
            self.span(&format!("amounts[{i}]"), amount.start, amount.end);
            let kinds = AmountKind::ALL.map(AmountKind::name);
            self.one_of(&format!("amounts[{i}].kind"), &amount.kind, &kinds);
            if let Some(wrong) = amount.fault() {
                self.fault(format!("amounts[{i}].{wrong}"));
            }
        }
        for (i, event) in document.events.iter().flatten().enumerate() {
            self.event(&format!("events[{i}]"), event);
        }
    }

    fn event(&mut self, at: &str, event: &GoldEvent) {
        self.line = event.line.unwrap_or(self.document.line);
        if !self.types.know(&event.kind) {
            let near = match self.types.near(&event.kind).join(", ") {
                near if near.is_empty() => near,
                near => format!("; the nearest are {near}"),
            };
            self.fault(format!(
                "{at}.type is {}, which is no type of events{near}; `depeche schema codebook` lists all",
                shown(&event.kind)
            ));
        }
        let factualities = Factuality::ALL.map(Factuality::name);
        self.one_of(&format!("{at}.factuality"), &event.factuality, &factualities);
        self.place(&format!("{at}.trigger"), event.trigger);
        let ours = MentionKind::ALL.map(MentionKind::name);
        let mentions: Vec<&str> = ours.into_iter().chain(OTHER_MENTIONS).collect();
        for (i, argument) in event.args.iter().flatten().enumerate() {
            let at = format!("{at}.args[{i}]");
            self.span(&at, argument.start, argument.end);
            self.one_of(&format!("{at}.role"), &argument.role, &Role::ALL.map(Role::name));
            if let Some(mention) = &argument.mention {
                self.one_of(&format!("{at}.mention"), mention, &mentions);
            }
        }
        for (part, places) in [("dates", &event.dates), ("amounts", &event.amounts)] {
            for (i, &place) in places.iter().flatten().enumerate() {
                self.place(&format!("{at}.{part}[{i}]"), place);
            }
        }
        if let Some(source) = event.reported_by() {
            self.place(&format!("{at}.source"), source);
        }
    }

    fn place(&mut self, at: &str, place: GoldPlace) {
        self.span(at, place.start, place.end);
    }
}

/// Whether a string may be a TIMEX3 value. People annotate some that we never give, as `2019-04-15TMI` (midday), `196X` or `2018-12-13T06`: what is
/// refused is what no form of TIMEX3 has.
fn may_be_value(value: &str) -> bool {
    let formed = value.starts_with(|c: char| c.is_ascii_digit() || "XPTB".contains(c))
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || ":./+-".contains(c));
    is_value(value) || formed
}

/// A value of the file in a message, of which nothing may steer a terminal.
fn shown(value: &str) -> String {
    quoted(&brief(value, LONGEST))
}
