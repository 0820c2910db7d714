//! From words to pieces of the vocabulary.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use foldhash::{HashMap, HashMapExt};
use tokenizers::{Model, ModelWrapper, NormalizedString, Normalizer, NormalizerWrapper, Tokenizer};

use crate::error::SetupError;

/// Words that are kept with their pieces; past that the table starts anew, so that memory does not grow with the run.
const KNOWN: usize = 100_000;

/// `<s>`.
pub(super) const START: u32 = 0;
/// `</s>`.
pub(super) const END: u32 = 2;
/// `<unk>`.
const UNKNOWN: u32 = 3;

/// Words and their pieces.
type Known = HashMap<Box<str>, Arc<[u32]>>;

/// Pieces of words, each word by itself: « ▁ » stands before it unless it is glued to the word before.
pub(super) struct Pieces {
    normalizer: Option<NormalizerWrapper>,
    model: ModelWrapper,
    /// By the word; apart for words that are glued to the one before.
    known: [RwLock<Known>; 2],
}

impl Pieces {
    /// Reads `tokenizer.json`.
    pub(super) fn new(json: &[u8], folder: &Path) -> Result<Self, SetupError> {
        let tokenizer = Tokenizer::from_bytes(json).map_err(|e| SetupError::Model {
            path: folder.to_owned(),
            message: format!("tokenizer.json: {e}"),
        })?;
        let mut model = tokenizer.get_model().clone();
        // The crate's own table would keep every word a second time.
        if let ModelWrapper::Unigram(unigram) = &mut model {
            unigram.resize_cache(0);
        }
        Ok(Self {
            normalizer: tokenizer.get_normalizer().cloned(),
            model,
            known: [RwLock::new(HashMap::new()), RwLock::new(HashMap::new())],
        })
    }

    /// The pieces of a word, at least one and at most `limit`.
    pub(super) fn of(&self, word: &str, glued: bool, limit: usize) -> Arc<[u32]> {
        let known = &self.known[usize::from(glued)];
        if let Some(found) = known.read().unwrap_or_else(PoisonError::into_inner).get(word) {
            return Arc::clone(found);
        }
        let mut plain = NormalizedString::from(word);
        if let Some(normalizer) = &self.normalizer {
            // The normalizers of a model are maps without failure; a word that one refused would go through as it is.
            let _ = normalizer.normalize(&mut plain);
        }
        let mut text = plain.get().trim().replace(' ', "▁");
        if !glued {
            text.insert(0, '▁');
        }
        let mut ids: Vec<u32> = self
            .model
            .tokenize(&text)
            .map(|tokens| tokens.into_iter().map(|t| t.id).collect())
            .unwrap_or_default();
        ids.truncate(limit);
        if ids.is_empty() {
            ids.push(UNKNOWN);
        }
        let ids: Arc<[u32]> = ids.into();
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN {
            known.clear();
        }
        known.insert(word.into(), Arc::clone(&ids));
        ids
    }
}
