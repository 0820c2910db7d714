use crate::batch::read::{Reader, file_of};
use crate::batch::{Input, Output, Settings};
use crate::digest::{hex, sha256};
use crate::error::SetupError;
use crate::run_dir::RunDir;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

/// Texts of documents, by their digest.
#[derive(Debug, Clone, Default)]
pub struct Texts(HashMap<String, String>);

impl Texts {
    /// Adds a text.
    pub fn insert(&mut self, text: String) {
        let digest = hex(&sha256(text.as_bytes()));
        self.0.insert(digest, text);
    }

    pub(crate) fn of(&self, digest: &str) -> Option<&str> {
        self.0.get(digest).map(String::as_str)
    }
}

/// Reads the texts of a run's documents again: from the given inputs, or from where each document says it came.
///
/// What is gone or changed since is left out. Only texts that the run knows are kept.
///
/// # Errors
/// When the run or a given input cannot be read.
pub fn find_texts(run: &RunDir, inputs: &[PathBuf]) -> Result<Texts, SetupError> {
    let mut digests = BTreeSet::new();
    let mut sources = BTreeSet::new();
    for document in run.documents()? {
        let document = document?;
        digests.insert(document.sha256);
        sources.insert(file_of(&document.source));
    }
    let paths: Vec<PathBuf> = if inputs.is_empty() {
        sources.into_iter().filter(|path| path.is_file()).collect()
    } else {
        inputs.to_vec()
    };
    let mut settings = Settings::new(paths.into_iter().map(Input::Path).collect(), Output::Stdout)?;
    settings.read_as(&run.settings()?);
    let mut texts = Texts::default();
    for entry in Reader::new(&settings) {
        if let Ok(document) = entry.document(&settings) {
            texts.insert(document.text);
        }
    }
    texts.0.retain(|digest, _| digests.contains(digest));
    Ok(texts)
}
