use super::Sheet;
use super::annotation::Labels;
use serde_json::{Value, json};
use std::io::{self, Write};

/// A JSON array of tasks; spans count UTF-16 units, as a browser does.
pub(super) struct Tasks<W: Write> {
    out: W,
    count: usize,
}

impl<W: Write> Tasks<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, count: 0 }
    }

    pub(super) fn write(&mut self, sheet: &Sheet<'_>) -> io::Result<()> {
        let points: Vec<char> = sheet.text.chars().collect();
        let mut units = Vec::with_capacity(points.len() + 1);
        let mut unit = 0;
        for c in &points {
            units.push(unit);
            unit += c.len_utf16();
        }
        units.push(unit);
        let at = |point: u64| units[(point as usize).min(points.len())];
        let labels = Labels::of(sheet);
        let mut result: Vec<Value> = labels
            .iter()
            .map(|(number, label)| {
                let end = (label.end as usize).min(points.len());
                let words: String = points[(label.start as usize).min(end)..end].iter().collect();
                json!({
                    "id": format!("s{number}"),
                    "from_name": "label",
                    "to_name": "text",
                    "type": "labels",
                    "value": {"start": at(label.start), "end": at(label.end), "text": words, "labels": [label.name]},
                })
            })
            .collect();
        for event in sheet.events {
            let trigger = labels
                .number(event.trigger.start, event.trigger.end, Some(&event.kind))
                .expect("every trigger was labeled with its type");
            for argument in &event.arguments {
                if let Some(target) = labels.argument(argument.start, argument.end) {
                    result.push(json!({
                        "type": "relation",
                        "from_id": format!("s{trigger}"),
                        "to_id": format!("s{target}"),
                        "direction": "right",
                        "labels": [argument.role],
                    }));
                }
            }
        }
        let document = sheet.document;
        let task = json!({
            "data": {"text": sheet.text, "doc_id": document.doc_id, "date": document.doc_date, "source": document.source},
            "predictions": [{"model_version": "depeche", "result": result}],
        });
        let before = if self.count == 0 { "[" } else { "," };
        self.count += 1;
        writeln!(self.out, "{before}{task}")
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        writeln!(self.out, "{}", if self.count == 0 { "[]" } else { "]" })?;
        self.out.flush()
    }
}
