//! Builds the who's who (`src/knowledge/data/*.tsv`) and the places (`src/place/data/*.tsv`) into finite-state maps of folded forms, and checks
//! the tables on the way.
//!
//! Written for the who's who to the build folder: `forms.fst` (folded form → its senses), `senses.bin` (four bytes each: entity and flags, little-endian),
//! `entries.tsv` (one entity a line) and `entries.bin` (where its lines begin).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/text/fold.rs"]
#[allow(dead_code, missing_docs)]
mod fold;

#[path = "src/knowledge/kind.rs"]
#[allow(dead_code, missing_docs)]
mod kind;

#[path = "src/place/key.rs"]
mod key;

#[path = "src/place/layout.rs"]
#[allow(dead_code, reason = "the program reads what the script only writes")]
mod layout;

#[path = "src/place/pack.rs"]
mod pack;

/// The tables and the type of their names.
const TABLES: [(&str, &str); 4] = [
    ("organizations", "ORG"),
    ("people", "PER"),
    ("products", "MISC"),
    ("sites", "LOC"),
];

/// Flags of a sense, as `src/knowledge/mod.rs` reads them.
const AMBIGUOUS: u32 = 1;
const CAPITALS: u32 = 2;
const SMALL: u32 = 4;
const MAIN: u32 = 8;

/// One form as a table writes it.
struct Form<'t> {
    text: &'t str,
    ambiguous: bool,
}

impl<'t> Form<'t> {
    fn read(written: &'t str) -> Self {
        let text = written.strip_suffix('?').unwrap_or(written);
        Self {
            text,
            ambiguous: text.len() < written.len(),
        }
    }

    /// What a text must hold: folded words with one space between them.
    fn key(&self) -> String {
        fold::fold(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn flags(&self, main: bool) -> u32 {
        let capitals = self.text.chars().filter(|c| c.is_uppercase()).count();
        let shouted = capitals >= 2 && !self.text.chars().any(char::is_lowercase);
        let small = capitals == 0 || self.text.starts_with(char::is_lowercase);
        (u32::from(self.ambiguous) * AMBIGUOUS)
            | (u32::from(shouted) * CAPITALS)
            | (u32::from(small) * SMALL)
            | (u32::from(main) * MAIN)
    }
}

/// What is made of the tables.
#[derive(Default)]
struct Built {
    entries: String,
    offsets: Vec<u32>,
    forms: BTreeMap<String, Vec<u32>>,
}

impl Built {
    /// Takes in one row: canonical name, kind, country, other forms.
    fn row(&mut self, label: &str, row: &str) -> Result<(), String> {
        let [canonical, kind, country, others] = row
            .split('\t')
            .collect::<Vec<_>>()
            .try_into()
            .map_err(|_| "wanted four columns".to_owned())?;
        if kind::Kind::from_name(kind).is_none() {
            return Err(format!("\"{kind}\" is no kind"));
        }
        if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(format!("\"{country}\" is no country"));
        }
        let name = Form::read(canonical);
        let id = u32::try_from(self.offsets.len()).map_err(|e| e.to_string())?;
        self.offsets
            .push(u32::try_from(self.entries.len()).map_err(|e| e.to_string())?);
        writeln!(self.entries, "{label}\t{}\t{kind}\t{country}", name.text).map_err(|e| e.to_string())?;
        // « Le Temps (Tunisie) » is told from its namesakes by the brackets, which no text has.
        let bare = name.text.split(" (").next().unwrap_or(name.text);
        let main = Form {
            text: bare,
            ambiguous: name.ambiguous || bare.len() < name.text.len(),
        };
        let others = others.split('|').filter(|f| !f.is_empty()).map(Form::read);
        for (form, is_main) in std::iter::once((main, true)).chain(others.map(|f| (f, false))) {
            let key = form.key();
            if key.is_empty() {
                return Err(format!("\"{}\" has no letters", form.text));
            }
            let senses = self.forms.entry(key).or_default();
            if senses.iter().any(|s| s >> 8 == id) {
                return Err(format!("\"{}\" stands twice", form.text));
            }
            senses.push(id << 8 | form.flags(is_main));
        }
        Ok(())
    }

    fn write(&self, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
        let mut map = fst::MapBuilder::new(fs::File::create(out.join("forms.fst"))?)?;
        let mut senses: Vec<u8> = Vec::new();
        for (key, found) in &self.forms {
            let first = senses.len() as u64 / 4;
            map.insert(key, first << 8 | found.len() as u64)?;
            senses.extend(found.iter().flat_map(|s| s.to_le_bytes()));
        }
        map.finish()?;
        fs::write(out.join("senses.bin"), senses)?;
        fs::write(out.join("entries.tsv"), &self.entries)?;
        let offsets: Vec<u8> = self.offsets.iter().flat_map(|o| o.to_le_bytes()).collect();
        fs::write(out.join("entries.bin"), offsets)?;
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/text/fold.rs");
    println!("cargo::rerun-if-changed=src/knowledge");
    println!("cargo::rerun-if-changed=src/place");
    let mut built = Built::default();
    for (table, label) in TABLES {
        let file = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join(format!("src/knowledge/data/{table}.tsv"));
        for (number, line) in fs::read_to_string(&file)?.lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with('#') {
                built
                    .row(label, line)
                    .map_err(|e| format!("{table}.tsv, line {}: {e}", number + 1))?;
            }
        }
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    built.write(&out)?;
    pack::pack(&PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("src/place/data"), &out)
}
