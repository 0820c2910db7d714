use std::collections::{BTreeSet, HashMap};

/// Names of files for documents, one each, in the order of the run: what exports call them, and evaluation finds them by.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    used: BTreeSet<String>,
    /// The last number behind each name that several ids give.
    last: HashMap<String, usize>,
}

impl FileNames {
    /// The document's id as a file name, with a number behind it should two ids give one name.
    pub(crate) fn next(&mut self, id: &str) -> String {
        let safe: String = id
            .chars()
            .map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' })
            .take(120)
            .collect();
        let safe = safe.trim_start_matches('.').to_owned();
        let mut name = safe.clone();
        while !self.used.insert(name.clone()) {
            let number = self.last.entry(safe.clone()).or_insert(1);
            *number += 1;
            name = format!("{safe}-{number}");
        }
        name
    }
}
