//! What a model folder says of itself, checked before anything runs.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::error::SetupError;
use crate::ner::Label;
use crate::syntax::{Deprel, Upos};

/// The format that this program reads.
pub const FORMAT: &str = "depeche.model/1";

/// `manifest.toml` of a model folder.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    /// Always [`FORMAT`].
    pub format: String,
    /// The model's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Licence expression of the weights.
    pub licence: String,
    /// One sentence for the reader.
    pub description: String,
    /// Language codes.
    pub languages: Vec<String>,
    /// Pieces that fit into one pass, `<s>` and `</s>` among them.
    pub max_pieces: usize,
    /// Encoder layers.
    pub layers: usize,
    /// Width of a hidden state.
    pub hidden: usize,
    /// Attention heads of a layer.
    pub heads: usize,
    /// Pieces of the vocabulary.
    pub vocab: usize,
    /// sha256 of each file.
    pub files: BTreeMap<String, String>,
    /// What the heads' outputs mean.
    pub labels: Labels,
    /// What the outputs of the event heads mean, where the model has them.
    pub events: Option<Events>,
    /// Measured figures.
    #[serde(default)]
    pub scores: BTreeMap<String, f64>,
    /// What the weights were made from.
    #[serde(default)]
    pub training: Vec<Source>,
}

/// Names of the outputs of each head, in order.
#[derive(Debug, Clone, Deserialize)]
pub struct Labels {
    /// `O`, `B-PER`, `I-PER` …
    pub ner: Vec<String>,
    /// Parts of speech.
    pub upos: Vec<String>,
    /// Relations.
    pub deprel: Vec<String>,
    /// Edit scripts from form to lemma.
    pub lemma: Vec<String>,
    /// Feature groups.
    pub feats: Vec<Group>,
}

/// Names of what the event heads read and give.
#[derive(Debug, Clone, Deserialize)]
pub struct Events {
    /// Codes of the types of events, in the order of the head's outputs; the first stands for no event.
    pub codes: Vec<String>,
    /// Relations of the parse, as the heads' biases count them.
    pub relations: Vec<String>,
    /// For the types (`type`) and each link: slope and offset of the logit, and the threshold.
    pub scales: BTreeMap<String, [f32; 3]>,
}

/// A morphological feature and its values; the first, `_`, means absent.
#[derive(Debug, Clone, Deserialize)]
pub struct Group {
    /// As in Universal Dependencies.
    pub name: String,
    /// In the order of the head's outputs.
    pub values: Vec<String>,
}

/// Training data and its licence.
#[derive(Debug, Clone, Deserialize)]
pub struct Source {
    /// What it is.
    pub name: String,
    /// Under which licence it came.
    pub licence: String,
}

impl Manifest {
    /// Reads and checks the text of a manifest; `folder` is named in errors.
    ///
    /// # Errors
    /// When it is no TOML, of another format, or its labels are not understood.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, SetupError> {
        let fail = |message: String| SetupError::Model {
            path: folder.to_owned(),
            message,
        };
        let found: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |s| text[..s.start].matches('\n').count() + 1);
            fail(format!("manifest.toml, line {line}: {}", e.message()))
        })?;
        if found.format != FORMAT {
            return Err(fail(format!(
                "manifest.toml: format {:?} is not {FORMAT:?}; use a model made for this version of depeche",
                found.format
            )));
        }
        let fits = found.hidden.is_multiple_of(16)
            && found.heads > 0
            && found.hidden.is_multiple_of(found.heads)
            // Attention takes two vectors of columns at a time.
            && (found.hidden / found.heads).is_multiple_of(32)
            && found.max_pieces >= 8;
        if !fits || found.layers == 0 {
            return Err(fail(format!(
                "manifest.toml: {} layers, hidden {} in {} heads, {} pieces: not a shape that the engine runs",
                found.layers, found.hidden, found.heads, found.max_pieces
            )));
        }
        for label in &found.labels.ner {
            bio(label).ok_or_else(|| fail(format!("manifest.toml: ner label {label:?} is not O, B-TYPE or I-TYPE")))?;
        }
        for label in &found.labels.upos {
            Upos::from_name(label).ok_or_else(|| fail(format!("manifest.toml: upos {label:?} is not known")))?;
        }
        for label in &found.labels.deprel {
            Deprel::from_name_or_base(label).ok_or_else(|| fail(format!("manifest.toml: deprel {label:?} is not known")))?;
        }
        for script in &found.labels.lemma {
            super::lemma::Script::parse(script)
                .ok_or_else(|| fail(format!("manifest.toml: lemma script {script:?} is not « = » or « N|suffix »")))?;
        }
        Ok(found)
    }
}

/// A place in a name: outside, or begin (`true`) or inside of a type. `None` for another string.
pub(super) fn bio(label: &str) -> Option<Option<(bool, Label)>> {
    match label.split_once('-') {
        None => (label == "O").then_some(None),
        Some((place, kind)) => {
            let begins = match place {
                "B" => true,
                "I" => false,
                _ => return None,
            };
            Some(Some((begins, Label::from_name(kind)?)))
        }
    }
}
