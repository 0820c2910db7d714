//! Names by rust-bert: any BERT, RoBERTa, CamemBERT or XLM-R token classifier in a local folder.
//!
//! Only the network is rust-bert's. Pieces come from the `tokenizers` crate, with byte offsets taken for what they are, and names are
//! decoded by the code of the embedded engine.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rust_bert::bert::{BertConfig, BertForTokenClassification};
use rust_bert::roberta::RobertaForTokenClassification;
use tch::nn::VarStore;
use tch::{Device, Kind, Tensor, no_grad};
use tokenizers::Tokenizer;

use super::names::{Folding, Scheme};
use super::pieces::{END, Pieces, START};
use super::{sentencepiece, window};
use crate::error::SetupError;
use crate::ner::{BackendError, BackendId, NerBackend, Tagged, Words};

/// Pieces of one word that the network sees, as in the embedded engine.
const WORD_LIMIT: usize = 64;

/// The tokenizer of CamemBERT and XLM-R folders that have no `tokenizer.json`.
const SENTENCEPIECE: &str = "sentencepiece.bpe.model";

/// Room for the special pieces of a pass and for pieces that change at the border of a window.
const MARGIN: usize = 12;

enum Model {
    Bert(BertForTokenClassification),
    Roberta(RobertaForTokenClassification),
}

/// How sentences become pieces.
enum Feed {
    /// The sentence as a whole, as its tokenizer wants it.
    Sentence(Box<Tokenizer>),
    /// Each word by itself: the folder was written by `depeche model export-hf`.
    Words(Pieces),
}

/// A token classifier behind [`NerBackend`], computed by libtorch.
pub struct RustBert {
    id: BackendId,
    folder: PathBuf,
    weights: PathBuf,
    config: BertConfig,
    roberta: bool,
    limit: usize,
    feed: Feed,
    folding: Folding,
    scheme: Scheme,
    /// libtorch's tensors may change threads but not be shared: one model for each caller at a time.
    idle: Mutex<Vec<Model>>,
}

impl fmt::Debug for RustBert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RustBert").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The tokenizer of a foreign model: its `tokenizer.json`, or else the SentencePiece model of CamemBERT and XLM-R.
fn sentence_tokenizer(
    folder: &Path,
    roberta: bool,
    camembert: bool,
    read: impl Fn(&str) -> Result<Vec<u8>, SetupError>,
) -> Result<Tokenizer, SetupError> {
    let fail = |name: &str, e: &dyn fmt::Display| SetupError::Model {
        path: folder.to_owned(),
        message: format!("{name}: {e}"),
    };
    let json = "tokenizer.json";
    let sentencepiece = roberta && !folder.join(json).exists() && folder.join(SENTENCEPIECE).exists();
    let mut whole = if sentencepiece {
        sentencepiece::tokenizer(&read(SENTENCEPIECE)?, camembert).map_err(|e| fail(SENTENCEPIECE, &e))?
    } else {
        Tokenizer::from_bytes(read(json)?).map_err(|e| fail(json, &e))?
    };
    whole.with_padding(None);
    whole.with_truncation(None).map_err(|e| fail(json, &e))?;
    Ok(whole)
}

impl RustBert {
    /// Reads a folder with `config.json`, `tokenizer.json` (or, for CamemBERT and XLM-R, `sentencepiece.bpe.model`) and
    /// `model.safetensors` or `rust_model.ot`.
    ///
    /// # Errors
    /// [`SetupError::Model`] when a file is missing, the architecture is another one, or its labels do not fold into ours.
    pub fn new(folder: &Path) -> Result<Self, SetupError> {
        let fail = |message: String| SetupError::Model {
            path: folder.to_owned(),
            message,
        };
        let read = |name: &str| {
            std::fs::read(folder.join(name)).map_err(|e| {
                fail(format!(
                    "{name}: {e}; the folder needs config.json, tokenizer.json (or {SENTENCEPIECE}) and model.safetensors or rust_model.ot"
                ))
            })
        };
        let text = read("config.json")?;
        let json: serde_json::Value = serde_json::from_slice(&text).map_err(|e| fail(format!("config.json: {e}")))?;
        let config: BertConfig = serde_json::from_slice(&text).map_err(|e| fail(format!("config.json: {e}")))?;
        let roberta = match json["model_type"].as_str() {
            Some("bert") => false,
            Some("roberta" | "camembert" | "xlm-roberta") => true,
            other => {
                return Err(fail(format!(
                    "config.json: model_type {other:?} is not bert, roberta, camembert or xlm-roberta"
                )));
            }
        };
        let labels =
            ordered(config.id2label.as_ref()).ok_or_else(|| fail("config.json: id2label is missing or has gaps".into()))?;
        let folding = Folding::new(&labels).ok_or_else(|| {
            fail(format!(
                "config.json: id2label {labels:?} does not fold into PER, ORG, LOC and MISC; use a model for those"
            ))
        })?;
        let words = json["depeche_words"].as_bool() == Some(true);
        let feed = if words {
            Feed::Words(Pieces::new(&read("tokenizer.json")?, folder)?)
        } else {
            Feed::Sentence(Box::new(sentence_tokenizer(
                folder,
                roberta,
                json["model_type"] == "camembert",
                read,
            )?))
        };
        let weights = ["model.safetensors", "rust_model.ot"]
            .iter()
            .map(|name| folder.join(name))
            .find(|path| path.is_file())
            .ok_or_else(|| fail("neither model.safetensors nor rust_model.ot is there".into()))?;
        let bytes = std::fs::read(&weights).map_err(|e| SetupError::io("could not read", &weights, e))?;
        // RoBERTa counts its positions from 2.
        let limit = usize::try_from(config.max_position_embeddings)
            .ok()
            .and_then(|n| n.checked_sub(if roberta { 2 + MARGIN } else { MARGIN }))
            .filter(|&n| n > WORD_LIMIT)
            .ok_or_else(|| fail("config.json: max_position_embeddings is too small".into()))?;
        tch::set_num_threads(1);
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned());
        let backend = Self {
            id: BackendId {
                name: "rust-bert".into(),
                model: name,
                digest: Some(crate::digest::hex(&crate::digest::sha256(&bytes))),
            },
            folder: folder.to_owned(),
            weights,
            config,
            roberta,
            limit,
            feed,
            // Our own weights keep the rules that they were trained with.
            scheme: if words { Scheme::new(&labels) } else { None }.unwrap_or_else(|| folding.scheme()),
            folding,
            idle: Mutex::new(Vec::new()),
        };
        let model = backend.load()?;
        backend.idle.lock().unwrap_or_else(PoisonError::into_inner).push(model);
        Ok(backend)
    }

    fn load(&self) -> Result<Model, SetupError> {
        let fail = |message: String| SetupError::Model {
            path: self.folder.clone(),
            message,
        };
        let mut store = VarStore::new(Device::Cpu);
        let model = if self.roberta {
            RobertaForTokenClassification::new(store.root(), &self.config).map(Model::Roberta)
        } else {
            BertForTokenClassification::new(store.root(), &self.config).map(Model::Bert)
        }
        .map_err(|e| fail(format!("config.json: {e}")))?;
        store
            .load(&self.weights)
            .map_err(|e| fail(format!("{}: {e}", self.weights.display())))?;
        store.freeze();
        Ok(model)
    }

    /// The logits of our labels for each word of a sentence.
    fn logits(&self, model: &Model, sentence: &Words<'_>) -> Result<Vec<f32>, BackendError> {
        let n = sentence.words.len();
        let (_, first) = self.pieces(sentence, 0..n)?;
        let lengths: Vec<usize> = first.iter().map(|r| r.len().min(WORD_LIMIT)).collect();
        let mut out = Vec::with_capacity(n * self.scheme.len());
        for window in window::plan(&lengths, self.limit) {
            let (mut ids, first) = self.pieces(sentence, window.words.clone())?;
            ids.truncate(self.limit + MARGIN);
            let rows = forward(model, &ids)?;
            let labels = rows.len() / ids.len();
            for word in window.own.clone() {
                let at = first[word - window.words.start].start.min(ids.len() - 1);
                self.folding.fold(&rows[at * labels..(at + 1) * labels], &mut out);
            }
        }
        Ok(out)
    }

    /// The pieces of some words of a sentence with the special ones, and for each word the range of its own.
    fn pieces(&self, sentence: &Words<'_>, words: Range<usize>) -> Result<(Vec<i64>, Vec<Range<usize>>), BackendError> {
        match &self.feed {
            Feed::Words(pieces) => {
                let mut ids = vec![i64::from(START)];
                let mut places = Vec::with_capacity(words.len());
                for i in words {
                    let from = ids.len();
                    let found = pieces.of(sentence.words[i], sentence.glued[i], WORD_LIMIT);
                    ids.extend(found.iter().map(|&p| i64::from(p)));
                    places.push(from..ids.len());
                }
                ids.push(i64::from(END));
                Ok((ids, places))
            }
            Feed::Sentence(tokenizer) => {
                let mut text = String::new();
                let mut spans = Vec::with_capacity(words.len());
                for i in words {
                    // The space before belongs to the word: it may be a piece of its own, the one that bears the label.
                    let from = text.len();
                    if !text.is_empty() && !sentence.glued[i] {
                        text.push(' ');
                    }
                    // A monstrous word is read by its beginning, as in the embedded engine.
                    text.extend(sentence.words[i].chars().take(4 * WORD_LIMIT));
                    spans.push(from..text.len());
                }
                // `encode` gives byte offsets, and these spans are in bytes.
                let encoding = tokenizer
                    .encode(text.as_str(), true)
                    .map_err(|e| BackendError(format!("tokenizer.json: {e}")))?;
                let ids: Vec<i64> = encoding.get_ids().iter().map(|&i| i64::from(i)).collect();
                let tokens = encoding.get_offsets().iter().zip(encoding.get_special_tokens_mask());
                let tokens: Vec<Range<usize>> = tokens
                    .map(|(&(a, b), &special)| if special == 1 { 0..0 } else { a..b })
                    .collect();
                Ok((ids, align(&spans, &tokens)))
            }
        }
    }
}

/// For each span of a word the range of tokens that share a byte with it; a word without any gets the place where it would be.
fn align(spans: &[Range<usize>], tokens: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut from = 0;
    spans
        .iter()
        .map(|span| {
            while from < tokens.len() && tokens[from].end <= span.start {
                from += 1;
            }
            let to = tokens[from..]
                .iter()
                .take_while(|t| t.start < span.end && t.end > span.start)
                .count();
            from..from + to.max(1)
        })
        .collect()
}

/// Rows of logits, one for each piece.
fn forward(model: &Model, ids: &[i64]) -> Result<Vec<f32>, BackendError> {
    let input = Tensor::from_slice(ids).unsqueeze(0);
    let logits = no_grad(|| match model {
        Model::Bert(m) => m.forward_t(Some(&input), None, None, None, None, false).logits,
        Model::Roberta(m) => m.forward_t(Some(&input), None, None, None, None, false).logits,
    });
    Vec::<f32>::try_from(logits.to_kind(Kind::Float).contiguous().view(-1)).map_err(|e| BackendError(format!("libtorch: {e}")))
}

/// The labels in the order of their numbers.
fn ordered(id2label: Option<&HashMap<i64, String>>) -> Option<Vec<String>> {
    let map = id2label?;
    (0..map.len() as i64).map(|i| map.get(&i).cloned()).collect()
}

impl NerBackend for RustBert {
    fn id(&self) -> &BackendId {
        &self.id
    }

    fn tag(&self, sentences: &[Words<'_>]) -> Result<Vec<Tagged>, BackendError> {
        let free = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let model = match free {
            Some(model) => model,
            None => self.load().map_err(|e| BackendError(e.to_string()))?,
        };
        // One sentence a pass: what stands beside a sentence may not move its bits.
        let answer = sentences
            .iter()
            .map(|sentence| {
                let mentions = if sentence.words.is_empty() {
                    Vec::new()
                } else {
                    self.scheme.mentions(&self.logits(&model, sentence)?)
                };
                Ok(Tagged {
                    mentions,
                    ..Tagged::default()
                })
            })
            .collect();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(model);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::align;
    use std::ops::Range;

    #[test]
    fn words_find_their_first_piece_by_bytes() {
        // « à Paris où vécut Molière » : letters with accents are two bytes.
        let text = "à Paris où vécut Molière";
        let mut spans: Vec<Range<usize>> = Vec::new();
        for word in text.split(' ') {
            let at = spans.last().map_or(0, |last| last.end);
            spans.push(at..at + usize::from(at > 0) + word.len());
        }
        // <s> ▁à ▁Paris ▁où ▁vé cut ▁Mol ière </s>, with the space before as part of a piece.
        let tokens = [0..0, 0..2, 2..8, 8..12, 12..16, 16..19, 19..23, 23..28, 0..0];
        assert_eq!(text.len(), 28);
        assert_eq!(align(&spans, &tokens), [1..2, 2..3, 3..4, 4..6, 6..8]);
    }

    #[test]
    fn a_space_that_is_a_piece_is_the_first_of_its_word() {
        // ▁à ▁ É pinal
        assert_eq!(align(&[0..2, 2..10], &[0..2, 2..3, 3..5, 5..10]), [0..1, 1..4]);
    }

    #[test]
    fn two_words_may_share_a_piece() {
        assert_eq!(align(&[0..2, 2..7], &[0..0, 0..7, 0..0]), [1..2, 1..2]);
    }
}
