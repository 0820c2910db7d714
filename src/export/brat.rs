use super::Sheet;
use super::annotation::{Label, Labels};
use crate::batch::read::FACTUALITY_OF_BRAT;
use crate::event::Role;
use crate::run_dir::FileNames;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;
use std::path::Path;

/// A folder of `.txt` and `.ann`, with the `annotation.conf` that brat wants.
pub(super) struct Folder<'a> {
    path: &'a Path,
    spans: BTreeSet<String>,
    events: BTreeSet<String>,
    names: FileNames,
}

impl<'a> Folder<'a> {
    pub(super) fn create(path: &'a Path) -> io::Result<Self> {
        std::fs::create_dir_all(path)?;
        Ok(Self {
            path,
            spans: BTreeSet::new(),
            events: BTreeSet::new(),
            names: FileNames::default(),
        })
    }

    /// Keeps the name of a document's files free, though none are written.
    pub(super) fn pass_over(&mut self, doc_id: &str) {
        self.names.next(doc_id);
    }

    pub(super) fn write(&mut self, sheet: &Sheet<'_>) -> io::Result<()> {
        let name = self.names.next(&sheet.document.doc_id);
        let annotations = self.annotate(sheet);
        std::fs::write(self.path.join(format!("{name}.txt")), sheet.text)?;
        std::fs::write(self.path.join(format!("{name}.ann")), annotations)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        let mut conf = String::from("[entities]\n");
        for name in &self.spans {
            conf += &format!("{name}\n");
        }
        conf += "[relations]\n[events]\n";
        let roles = Role::ALL.map(|r| format!("{r}*:<ENTITY>"));
        let linked = "date*:<ENTITY>, amount*:<ENTITY>, source?:<ENTITY>";
        for name in &self.events {
            conf += &format!("{name}\t{}, {linked}\n", roles.join(", "));
        }
        conf += "[attributes]\n";
        conf += FACTUALITY_OF_BRAT;
        std::fs::write(self.path.join("annotation.conf"), conf)
    }

    fn annotate(&mut self, sheet: &Sheet<'_>) -> String {
        let points: Vec<char> = sheet.text.chars().collect();
        let labels = Labels::with_sources(sheet);
        let mut out = String::new();
        for (number, label) in labels.iter() {
            let name = label.name.replace('.', "_");
            let (places, words) = fragments(&points, label);
            out += &format!("T{number}\t{name} {places}\t{words}\n");
            if !label.name.contains('.') {
                self.spans.insert(name);
            }
        }
        for (index, event) in sheet.events.iter().enumerate() {
            let name = event.kind.replace('.', "_");
            let trigger = labels
                .number(event.trigger.start, event.trigger.end, Some(&event.kind))
                .expect("every trigger was labeled with its type");
            let id = index + 1;
            let mut line = format!("E{id}\t{name}:T{trigger}");
            let mut seen: Vec<(&str, u32)> = Vec::new();
            let spans = event
                .arguments
                .iter()
                .map(|a| (a.role.as_str(), a.start, a.end))
                .chain(event.dates.iter().map(|d| ("date", d.start, d.end)))
                .chain(event.amounts.iter().map(|a| ("amount", a.start, a.end)))
                .chain(event.attribution.source.iter().map(|s| ("source", s.start, s.end)));
            for (role, start, end) in spans {
                let Some(target) = labels.argument(start, end) else { continue };
                // brat tells several arguments of one role apart by a number behind it.
                let count = match seen.iter_mut().find(|(r, _)| *r == role) {
                    Some((_, count)) => {
                        *count += 1;
                        count.to_string()
                    }
                    None => {
                        seen.push((role, 1));
                        String::new()
                    }
                };
                write!(line, " {role}{count}:T{target}").expect("writing to a string does not fail");
            }
            out += &format!("{line}\nA{id}\tFactuality E{id} {}\n", event.factuality);
            self.events.insert(name);
        }
        out
    }
}

/// The places of a span, apart where a line ends in it, and its words on one line.
fn fragments(points: &[char], label: &Label) -> (String, String) {
    let end = (label.end as usize).min(points.len());
    let start = (label.start as usize).min(end);
    let mut places = Vec::new();
    let mut words = Vec::new();
    let mut from = start;
    for i in start..=end {
        if i == end || points[i] == '\n' || points[i] == '\r' {
            if i > from {
                places.push(format!("{from} {i}"));
                words.push(points[from..i].iter().collect::<String>());
            }
            from = i + 1;
        }
    }
    (places.join(";"), words.join(" "))
}
