//! The spans of a document as annotation tools want them: each once, with ids that events refer to.

use super::Sheet;
use crate::eval::MENTION;
use std::collections::BTreeMap;

/// A labeled span, in code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) name: String,
}

/// A document's spans, sorted and without doubles.
pub(super) struct Labels(BTreeMap<Label, usize>);

impl Labels {
    pub(super) fn of(sheet: &Sheet<'_>) -> Self {
        Self::made(sheet, false)
    }

    /// The same, with the sources of events.
    pub(super) fn with_sources(sheet: &Sheet<'_>) -> Self {
        Self::made(sheet, true)
    }

    fn made(sheet: &Sheet<'_>, sources: bool) -> Self {
        let document = sheet.document;
        let mut labels = BTreeMap::new();
        let mut add = |start, end, name: &str| {
            let name = name.to_owned();
            labels.insert(Label { start, end, name }, 0);
        };
        for e in &document.entities {
            add(e.start, e.end, &e.kind);
        }
        for t in &document.timexes {
            add(t.start, t.end, &t.kind);
        }
        for a in &document.amounts {
            add(a.start, a.end, &amount_label(&a.kind));
        }
        for event in sheet.events {
            add(event.trigger.start, event.trigger.end, &event.kind);
            let arguments = event.arguments.iter().map(|a| (a.start, a.end));
            let source = event.attribution.source.iter().filter(|_| sources).map(|s| (s.start, s.end));
            for (start, end) in arguments.chain(source) {
                if !named(sheet, start, end) {
                    add(start, end, MENTION);
                }
            }
        }
        for (index, place) in labels.values_mut().enumerate() {
            *place = index + 1;
        }
        Self(labels)
    }

    /// The spans with their numbers, from 1.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Label)> {
        self.0.iter().map(|(label, &number)| (number, label))
    }

    /// The number of a span with one of the given names, or of any span there.
    pub(super) fn number(&self, start: u64, end: u64, name: Option<&str>) -> Option<usize> {
        self.iter()
            .find(|(_, l)| l.start == start && l.end == end && name.is_none_or(|name| l.name == name))
            .map(|(number, _)| number)
    }

    /// The number of a span that is no trigger.
    pub(super) fn argument(&self, start: u64, end: u64) -> Option<usize> {
        self.iter()
            .find(|(_, l)| l.start == start && l.end == end && !l.name.contains('.'))
            .map(|(number, _)| number)
    }
}

fn named(sheet: &Sheet<'_>, start: u64, end: u64) -> bool {
    sheet.document.entities.iter().any(|e| e.start == start && e.end == end)
}

/// `money` as `MONEY`.
pub(super) fn amount_label(kind: &str) -> String {
    kind.to_uppercase()
}
