//! Names that the user declares to be one: `--aliases FILE.tsv`.

use crate::error::SetupError;
use crate::ner::Label;
use crate::text::fold;
use foldhash::{HashMap, HashMapExt};
use std::path::Path;

/// Other names of entities, given by the user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases(HashMap<String, (String, Option<Label>)>);

impl Aliases {
    /// Reads rows of `alias TAB canonical name [TAB PER|ORG|LOC|MISC]`; empty lines and lines that begin with `#` are left out.
    ///
    /// # Errors
    /// When a row has another number of columns, an empty name or an unknown type; the error names the line.
    pub fn parse(file: &Path, table: &str) -> Result<Self, SetupError> {
        let mut map = HashMap::new();
        for (number, line) in table.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |message: &str| SetupError::Table {
                file: file.display().to_string(),
                line: number + 1,
                message: message.to_owned(),
            };
            let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
            let (alias, canonical, label) = match columns[..] {
                [alias, canonical] => (alias, canonical, None),
                [alias, canonical, label] => {
                    let label = Label::from_name(label).ok_or_else(|| bad("the third column is not PER, ORG, LOC or MISC"))?;
                    (alias, canonical, Some(label))
                }
                _ => return Err(bad("wanted alias, tab, canonical name and, if you like, tab and type")),
            };
            if alias.is_empty() || canonical.is_empty() {
                return Err(bad("an empty name"));
            }
            map.insert(fold(alias), (canonical.to_owned(), label));
        }
        Ok(Self(map))
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or as [`Aliases::parse`].
    pub fn load(file: &Path) -> Result<Self, SetupError> {
        let table = std::fs::read_to_string(file).map_err(|e| SetupError::io("could not read the aliases", file, e))?;
        Self::parse(file, &table)
    }

    /// The canonical name that the user gave to a folded name of the label.
    pub fn canonical(&self, folded: &str, label: Label) -> Option<&str> {
        let (canonical, only) = self.0.get(folded)?;
        only.is_none_or(|only| only == label).then_some(canonical.as_str())
    }
}
