use std::collections::BTreeSet;

/// Names of files for documents, one each, in the order of the run: what exports call them, and evaluation finds them by.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    used: BTreeSet<String>,
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
        let mut number = 1;
        while !self.used.insert(name.clone()) {
            number += 1;
            name = format!("{safe}-{number}");
        }
        name
    }
}
