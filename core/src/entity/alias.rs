//! Names that the user declares to be one: `--aliases FILE.tsv`.

use crate::error::SetupError;
use crate::ner::Label;
use crate::text::fold;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;
use std::path::Path;

/// What the user says of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The name to show.
    pub canonical: String,
    /// The type that it has, whatever the model takes it for.
    pub label: Option<Label>,
    /// The country of its seat, ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// Other names of entities, given by the user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases(HashMap<String, Declared>);

impl Aliases {
    /// All rows in the order of their aliases, the same for the same table however it is written.
    pub fn rows(&self) -> BTreeMap<&str, &Declared> {
        self.0.iter().map(|(alias, declared)| (alias.as_str(), declared)).collect()
    }

    /// Reads rows of `alias TAB canonical name [TAB PER|ORG|LOC|MISC [TAB country]]`; an empty third or fourth column says nothing.
    /// Empty lines and lines that begin with `#` are left out.
    ///
    /// ```
    /// use depeche_core::entity::Aliases;
    /// use std::path::Path;
    /// let file = Path::new("aliases.tsv");
    /// assert!(Aliases::parse(file, "Kelvar SA\tKelvar\tORG\tFR").is_ok());
    /// assert!(Aliases::parse(file, "Kelvar SA\tKelvar\tORG\tFrance").is_err());
    /// ```
    ///
    /// # Errors
    /// When a row has another number of columns, an empty name, an unknown type or a country that is no two letters; the error names
    /// the line.
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
            let (alias, canonical, label, country) = match columns[..] {
                [alias, canonical] => (alias, canonical, "", ""),
                [alias, canonical, label] => (alias, canonical, label, ""),
                [alias, canonical, label, country] => (alias, canonical, label, country),
                _ => {
                    return Err(bad(
                        "wanted alias, tab, canonical name and, if you like, tab and type, tab and country",
                    ));
                }
            };
            if alias.is_empty() || canonical.is_empty() {
                return Err(bad("an empty name"));
            }
            let label = match label {
                "" => None,
                label => Some(Label::from_name(label).ok_or_else(|| bad("the third column is not PER, ORG, LOC or MISC"))?),
            };
            let country = Some(country.to_ascii_uppercase()).filter(|c| !c.is_empty());
            if country
                .as_ref()
                .is_some_and(|c| c.len() != 2 || !c.bytes().all(|b| b.is_ascii_uppercase()))
            {
                return Err(bad("the fourth column is not a country of two letters"));
            }
            let declared = Declared {
                canonical: canonical.to_owned(),
                label,
                country,
            };
            map.insert(fold(alias), declared);
        }
        Ok(Self(map))
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or as [`Aliases::parse`].
    pub fn load(file: &Path) -> Result<Self, SetupError> {
        let table = std::fs::read_to_string(file).map_err(|e| SetupError::io("could not read", file, e))?;
        Self::parse(file, &table)
    }

    /// What the user declared of a folded name that the text uses as `label`: a firm that the model took for a person is one, but
    /// a place keeps its name beside a firm that is called like it.
    pub fn declared(&self, folded: &str, label: Label) -> Option<&Declared> {
        let declared = self.0.get(folded)?;
        let fits = match declared.label {
            None => true,
            Some(wanted) => wanted == label || wanted != Label::Loc && label != Label::Loc,
        };
        fits.then_some(declared)
    }
}
