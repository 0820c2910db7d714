//! Files of brat as gold: the folder that `depeche export --to brat` writes, once people have corrected it.
//!
//! Each `.ann` with the `.txt` beside it is a document. It has all but the values of dates and amounts.

use super::check;
use super::file;
use super::gold::{Annotated, GoldDocument, GoldEvent, GoldPlace};
use super::label::{Label, Spans, argument, solid};
use super::shown::plain;
use crate::error::SetupError;
use crate::run_dir::{FileNames, RunDir};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Roles of an event that are no argument of it.
const DATE: &str = "date";
const AMOUNT: &str = "amount";
const SOURCE: &str = "source";

/// Whether a path is a file of annotations or a folder that has one.
pub(super) fn is_brat(path: &Path) -> bool {
    let annotates = |path: &Path| path.extension().is_some_and(|ending| ending == "ann");
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().any(|entry| annotates(&entry.path())),
        Err(_) => annotates(path),
    }
}

/// Reads a folder, or one file of annotations.
///
/// # Errors
/// When a file cannot be read, says what cannot be read as an event, or has no text beside it.
pub(super) fn read(path: &Path, run: &RunDir) -> Result<Vec<GoldDocument>, SetupError> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        let failed = |e| SetupError::io("could not read", path, e);
        let entries = std::fs::read_dir(path).map_err(failed)?;
        let paths = entries.map(|entry| entry.map(|e| e.path()));
        files = paths.collect::<Result<_, _>>().map_err(failed)?;
        files.retain(|file| is_brat(file) && !file.is_dir());
        files.sort();
    }
    let ids = ids(run)?;
    let (mut documents, mut faults) = (Vec::new(), Vec::new());
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = file.with_extension("txt");
        if !text.is_file() {
            let why = format!("no {} beside it; wanted the text that it annotates", text.display());
            faults.push((Some(file), 1, why));
            continue;
        }
        let mut gold = Gold::of(&file::read(&text)?);
        let lines = file::read(&file)?;
        gold.take(&lines, &mut |line, why| faults.push((Some(file.clone()), line, why)));
        documents.push(gold.document(ids.get(&name).cloned().unwrap_or(name), file));
    }
    check::refuse(path, &faults)?;
    Ok(documents)
}

/// The ids of the run's documents by the names that the export gives to their files.
fn ids(run: &RunDir) -> Result<HashMap<String, String>, SetupError> {
    let (mut names, mut ids) = (FileNames::default(), HashMap::new());
    for document in run.documents()? {
        let id = document?.doc_id;
        ids.insert(names.next(&id), id);
    }
    Ok(ids)
}

/// A labeled span.
#[derive(Clone, Copy)]
struct Known {
    at: GoldPlace,
    label: Label,
}

/// An event as its line has it.
struct Told<'a> {
    id: &'a str,
    line: usize,
    kind: String,
    trigger: GoldPlace,
    /// Roles with the ids of what fills them.
    fillers: Vec<(&'a str, &'a str)>,
}

/// A gold document in the making.
struct Gold {
    text: String,
    points: Vec<char>,
    spans: Spans,
    events: Vec<GoldEvent>,
}

impl Gold {
    fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            points: text.chars().collect(),
            spans: Spans::default(),
            events: Vec::new(),
        }
    }

    fn document(self, doc_id: String, file: PathBuf) -> GoldDocument {
        GoldDocument {
            doc_id,
            text: self.text,
            entities: Some(self.spans.names),
            timexes: Some(self.spans.timexes),
            amounts: Some(self.spans.amounts),
            events: Some(self.events),
            line: 1,
            annotated: Annotated::Links,
            file: Some(file),
        }
    }

    /// Takes all lines; notes and normalizations are passed over.
    fn take(&mut self, lines: &str, fault: &mut dyn FnMut(usize, String)) {
        let numbered =
            |line: &str| line.starts_with(['T', 'E', 'A', 'M', 'R']) && line[1..].starts_with(|c: char| c.is_ascii_digit());
        for (number, _) in (1..)
            .zip(lines.lines())
            .filter(|(_, line)| numbered(line) && !line.contains('\t'))
        {
            fault(
                number,
                "no tab behind the id; wanted ID, a tab and what it says (an editor may have made blanks of tabs)".to_owned(),
            );
        }
        let lines = || {
            (1..)
                .zip(lines.lines())
                .filter_map(|(number, line)| Some((number, line.split_once('\t')?)))
        };
        let mut known: HashMap<&str, Known> = HashMap::new();
        for (number, (id, rest)) in lines().filter(|(_, (id, _))| id.starts_with('T')) {
            match self.span(rest) {
                Ok(span) => {
                    known.insert(id, span);
                }
                Err(why) => fault(number, why),
            }
        }
        let mut facts: HashMap<&str, &str> = HashMap::new();
        let mut told = Vec::new();
        for (line, (id, rest)) in lines() {
            match id.chars().next() {
                Some('E') => match event(id, line, rest, &known) {
                    Ok(event) => told.push(event),
                    Err(why) => fault(line, why),
                },
                Some('A' | 'M') => {
                    let mut words = rest.split_whitespace();
                    if let (Some("Factuality"), Some(of), Some(value)) = (words.next(), words.next(), words.next()) {
                        facts.insert(of, value);
                    }
                }
                Some('R') => fault(
                    line,
                    "a relation; what takes part in an event is drawn from its trigger, by its role".to_owned(),
                ),
                _ => {}
            }
        }
        let triggers: HashMap<&str, GoldPlace> = told.iter().map(|event| (event.id, event.trigger)).collect();
        for told in &told {
            match assembled(told, facts.get(told.id).copied(), &known, &triggers) {
                Ok(event) => self.events.push(event),
                Err(why) => fault(told.line, why),
            }
        }
    }

    /// Takes a labeled span, `ORG 0 5` or `ORG 0 5;6 9`, a tab and its words.
    fn span(&mut self, line: &str) -> Result<Known, String> {
        let (head, words) = line.split_once('\t').unwrap_or((line, ""));
        let (name, places) = head.split_once(' ').unwrap_or((head, ""));
        let parts: Option<Vec<(usize, usize)>> = places
            .split(';')
            .map(|part| {
                let (start, end) = part.split_once(' ')?;
                Some((start.parse().ok()?, end.parse().ok()?))
            })
            .collect();
        let parts = parts.ok_or_else(|| format!("« {} » is no place in a text; wanted START END", plain(places)))?;
        let read: Option<Vec<String>> = parts
            .iter()
            .map(|&(start, end)| Some(self.points.get(start..end)?.iter().collect()))
            .collect();
        if read.is_none_or(|read| solid(&read.concat()) != solid(words)) {
            let words = plain(words);
            return Err(format!(
                "the span {places} does not read « {words} » in the text beside it; annotate the text as depeche wrote it"
            ));
        }
        let start = parts.iter().map(|part| part.0).min().unwrap_or_default() as u64;
        let end = parts.iter().map(|part| part.1).max().unwrap_or_default() as u64;
        let at = GoldPlace { start, end };
        // brat allows no point in a name: the export writes `ECO_Layoff`.
        let label = Label::of(name).or_else(|| Label::of(&code(name)));
        let label = label.ok_or_else(|| Label::unknown(name))?;
        self.spans.take(label, name, at);
        Ok(Known { at, label })
    }
}

/// The code of a type of events by its name in brat.
fn code(name: &str) -> String {
    name.replacen('_', ".", 1)
}

/// Reads the line of an event: `ECO_Layoff:T3 actor:T1 actor2:T4`.
fn event<'a>(id: &'a str, line: usize, rest: &'a str, known: &HashMap<&str, Known>) -> Result<Told<'a>, String> {
    let mut pairs = rest.split_whitespace().map(|pair| pair.split_once(':'));
    let wrong = || format!("« {} » is no event; wanted TYPE:T1 role:T2 …", plain(rest));
    let (name, trigger) = pairs.next().flatten().ok_or_else(wrong)?;
    let trigger = known.get(trigger).filter(|span| span.label == Label::Trigger);
    let trigger = trigger.ok_or_else(|| format!("the trigger of {id} is no span with a type of events"))?;
    Ok(Told {
        id,
        line,
        kind: code(name),
        trigger: trigger.at,
        fillers: pairs.collect::<Option<_>>().ok_or_else(wrong)?,
    })
}

/// The event with what takes part in it.
fn assembled(
    told: &Told<'_>,
    factuality: Option<&str>,
    known: &HashMap<&str, Known>,
    triggers: &HashMap<&str, GoldPlace>,
) -> Result<GoldEvent, String> {
    let factuality = factuality.ok_or_else(|| {
        format!(
            "{} has no Factuality; give it one in brat: asserted, planned, possible or denied",
            told.id
        )
    })?;
    let mut event = GoldEvent::told(told.trigger, &told.kind, factuality);
    event.line = Some(told.line);
    for &(role, target) in &told.fillers {
        // brat tells several of one role apart by a number behind it.
        let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
        let span = known.get(target).copied();
        let at = span.map(|span| span.at).or_else(|| triggers.get(target).copied());
        let at = at.ok_or_else(|| format!("{role} of {} is {target}, which the file does not have", told.id))?;
        match role {
            DATE => event.dates.get_or_insert_default().push(at),
            AMOUNT => event.amounts.get_or_insert_default().push(at),
            SOURCE => event.source = Some(Some(at)),
            _ => {
                let named = span.is_some_and(|span| span.label == Label::Name);
                event.args.get_or_insert_default().push(argument(role, at, named));
            }
        }
    }
    Ok(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong in the lines, which annotate « Adobe rachète\nMagento hier. ».
    fn faults(lines: &str) -> Vec<String> {
        let mut gold = Gold::of("Adobe rachète\nMagento hier.");
        let mut faults = Vec::new();
        gold.take(lines, &mut |line, why| faults.push(format!("{line}: {why}")));
        faults
    }

    #[test]
    fn lines_that_say_what_cannot_be_are_named() {
        let whole = "T1\tORG 0 5\tAdobe\nT2\tECO_Acquire 6 13\trachète\nE1\tECO_Acquire:T2 actor:T1 theme:E1\nA1\tFactuality E1 asserted\n#1\tAnnotatorNotes E1\t?\n";
        assert_eq!(faults(whole), [""; 0]);
        for (from, to, wanted) in [
            ("0 5", "0 4", "1: the span 0 4 does not read « Adobe »"),
            ("0 5", "0 99", "1: the span 0 99 does not read"),
            ("0 5", "zero", "1: « zero » is no place"),
            ("ORG", "Firm", "1: the label « Firm » is none of LOC, MISC, ORG, PER, DATE"),
            (
                "ECO_Acquire:T2",
                "ECO_Acquire:T1",
                "3: the trigger of E1 is no span with a type",
            ),
            (
                "ECO_Acquire:T2 actor",
                "ECO_Acquire actor",
                "3: « ECO_Acquire actor:T1 theme:E1 » is no event",
            ),
            ("theme:E1", "theme:T9", "3: theme of E1 is T9, which the file does not have"),
            ("A1\tFactuality", "A1\tSure", "3: E1 has no Factuality"),
            ("#1\tAnnotatorNotes", "R1\tactor", "5: a relation; what takes part"),
        ] {
            let told = faults(&whole.replacen(from, to, 1));
            assert!(
                told.first().is_some_and(|first| first.starts_with(wanted)),
                "{wanted}: {told:?}"
            );
        }
    }
}
