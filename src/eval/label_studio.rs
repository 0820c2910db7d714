//! Tasks of Label Studio as gold: those that `depeche export --to label-studio` writes, once people have corrected them.
//!
//! A task has spans with a label and relations from triggers to arguments; it has no values of dates and amounts, no factuality, no linked
//! dates and amounts and no source.

use super::file;
use super::gold::{Annotated, GoldDocument, GoldEvent, GoldPlace};
use super::label::{self, Label, Spans, solid};
use super::shown::plain;
use crate::event::Factuality;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Task {
    data: Data,
    #[serde(default)]
    annotations: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Data {
    doc_id: String,
    text: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Annotation {
    result: Vec<Item>,
    was_cancelled: bool,
    ground_truth: bool,
}

/// A span (`id`, `value`), a relation (`from_id`, `to_id`, `labels`), or something else that is passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    id: Option<String>,
    value: Option<Region>,
    from_id: Option<String>,
    to_id: Option<String>,
    labels: Vec<String>,
}

#[derive(Deserialize)]
struct Region {
    #[serde(default)]
    start: u64,
    #[serde(default)]
    end: u64,
    text: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
}

/// The gold document of a task; else what is wrong with it, and in which of its lines.
pub(super) fn document(json: &str) -> Result<GoldDocument, (usize, String)> {
    let Task { data, annotations } = serde_json::from_str(json).map_err(|e| (e.line(), file::no_gold(&e)))?;
    let failed = |message| (1, format!("task of document « {} »: {message}", plain(&data.doc_id)));
    let result = chosen(annotations).map_err(failed)?;
    let mut gold = Gold::of(&data.text);
    result.iter().try_for_each(|item| gold.region(item)).map_err(failed)?;
    result.iter().try_for_each(|item| gold.relation(item)).map_err(failed)?;
    Ok(GoldDocument {
        entities: Some(gold.spans.names),
        timexes: Some(gold.spans.timexes),
        amounts: Some(gold.spans.amounts),
        events: Some(gold.events),
        line: 1,
        annotated: Annotated::Spans,
        file: None,
        doc_id: data.doc_id,
        text: data.text,
    })
}

/// What people made of a task: the one annotation that was submitted, or the one that is marked as ground truth.
fn chosen(annotations: Vec<Annotation>) -> Result<Vec<Item>, String> {
    let mut submitted: Vec<Annotation> = annotations.into_iter().filter(|a| !a.was_cancelled).collect();
    if submitted.iter().any(|a| a.ground_truth) {
        submitted.retain(|a| a.ground_truth);
    }
    match (submitted.pop(), submitted.len()) {
        (Some(annotation), 0) => Ok(annotation.result),
        (Some(_), others) => Err(format!(
            "{} annotations; mark the one that counts as ground truth in Label Studio, or delete the others",
            others + 1
        )),
        (None, _) => Err("no annotation: nobody has corrected it; submit it in Label Studio and export as JSON again".to_owned()),
    }
}

/// A labeled span: where it is, whether it is a name, and of which event it is the trigger.
struct Known {
    at: GoldPlace,
    named: bool,
    event: Option<usize>,
}

/// A gold document in the making.
#[derive(Default)]
struct Gold {
    points: Vec<char>,
    /// The code point that begins at a UTF-16 unit, and the end.
    by_unit: HashMap<u64, u64>,
    spans: Spans,
    events: Vec<GoldEvent>,
    known: HashMap<String, Known>,
}

impl Gold {
    fn of(text: &str) -> Self {
        let mut gold = Self::default();
        let mut unit = 0;
        for (point, c) in (0..).zip(text.chars()) {
            gold.by_unit.insert(unit, point);
            gold.points.push(c);
            unit += c.len_utf16() as u64;
        }
        gold.by_unit.insert(unit, gold.points.len() as u64);
        gold
    }

    /// Where a region is. Label Studio counts UTF-16 units, as the browser does; code points, as some scripts write, are known by the words.
    fn place(&self, region: &Region) -> Result<GoldPlace, String> {
        let Region { start, end, .. } = *region;
        let units = self.by_unit.get(&start).zip(self.by_unit.get(&end));
        let told = region.text.as_deref();
        let reads = |place: &GoldPlace| {
            let words = self.points.get(place.start as usize..place.end as usize);
            words.is_some_and(|words| told.is_none_or(|told| solid(told) == solid(&String::from_iter(words))))
        };
        let in_units = units.map(|(&start, &end)| GoldPlace { start, end });
        let mut candidates = in_units.into_iter().chain([GoldPlace { start, end }]);
        candidates.find(reads).ok_or_else(|| {
            format!(
                "the span from {start} to {end} does not read « {} » in its text; import the task again, as depeche wrote it",
                plain(told.unwrap_or_default())
            )
        })
    }

    /// Takes what a span with its labels says.
    fn region(&mut self, item: &Item) -> Result<(), String> {
        let Some(region) = item.value.as_ref().filter(|r| !r.labels.is_empty()) else {
            return Ok(());
        };
        let mut known = Known {
            at: self.place(region)?,
            named: false,
            event: None,
        };
        for label in &region.labels {
            self.label(label, &mut known)?;
        }
        self.known.extend(item.id.clone().map(|id| (id, known)));
        Ok(())
    }

    fn label(&mut self, label: &str, known: &mut Known) -> Result<(), String> {
        let meaning = Label::of(label).ok_or_else(|| Label::unknown(label))?;
        known.named |= meaning == Label::Name;
        if meaning == Label::Trigger {
            known.event = Some(self.events.len());
            // Whether it is a fact is not measured on tasks.
            let event = GoldEvent::told(known.at, label, Factuality::Asserted.name());
            self.events.push(event);
        }
        self.spans.take(meaning, label, known.at);
        Ok(())
    }

    /// Takes what a relation says, from whichever end it was drawn: the trigger is the event's.
    fn relation(&mut self, item: &Item) -> Result<(), String> {
        let (Some(from), Some(to)) = (&item.from_id, &item.to_id) else {
            return Ok(());
        };
        let ends = self.known.get(from).zip(self.known.get(to));
        let joined = ends.and_then(|(from, to)| match (from.event, to.event) {
            (Some(event), _) => Some((event, to)),
            (None, event) => Some((event?, from)),
        });
        let (Some((event, argument)), [role]) = (joined, item.labels.as_slice()) else {
            return Err(format!(
                "the relation from {from} to {to} with the labels [{}] is no argument of an event; wanted the trigger at one end, a labeled \
                 span at the other, and one role, as actor",
                plain(&item.labels.join(", "))
            ));
        };
        let argument = label::argument(role, argument.at, argument.named);
        self.events[event].args.get_or_insert_default().push(argument);
        Ok(())
    }
}
