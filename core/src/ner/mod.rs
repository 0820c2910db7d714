//! Names of people, organizations and places: one trait, several backends, one check on what they answer.

mod apposition;
mod border;
mod combined;
mod consistency;
mod evidence;
mod gazetteer;
#[cfg(test)]
mod marked;
mod scripted;

pub use apposition::{firm_noun, titled};
pub use combined::Combined;
pub use gazetteer::Gazetteer;
pub use scripted::Scripted;

pub use crate::knowledge::Label;

use crate::error::{Code, DocError, Stage};
use crate::heads::{EventHeads, Vectors};
use crate::syntax::{Parse, light_verb};
use crate::text::{Span, Text, TokenKind};
use std::sync::Arc;

/// Which backend made the names: program and weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackendId {
    /// `embedded`, `rust-bert`, `gazetteer`, `none`.
    pub name: String,
    /// The model's name, when there is one.
    pub model: Option<String>,
    /// sha256 of the weights, when there are any.
    pub digest: Option<String>,
}

/// A sentence as backends get it: its words and whether each is glued to the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words<'t> {
    /// The words as they stand in the text.
    pub words: Vec<&'t str>,
    /// Whether the word follows the one before it without a space; as long as `words`.
    pub glued: Vec<bool>,
}

/// A name in one sentence, by word indices, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RawMention {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// Type.
    pub label: Label,
    /// 0 to 1.
    pub score: f32,
}

/// What a backend read in one sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tagged {
    /// Names in order, without overlaps.
    pub mentions: Vec<RawMention>,
    /// The parse, from backends whose encoder also has the syntax heads.
    pub parse: Option<Parse>,
    /// The words' vectors, from backends that have [`event_heads`](NerBackend::event_heads).
    pub vectors: Option<Vectors>,
}

/// Why a backend could not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BackendError(pub String);

/// Something that finds names in sentences.
///
/// Deterministic: the answer for a sentence does not depend on the others of its batch, on the thread or on earlier calls. Uses one thread.
pub trait NerBackend: Send + Sync {
    /// Which backend this is.
    fn id(&self) -> &BackendId;

    /// Whether it looks for names at all; without it the stage is passed over.
    fn names(&self) -> bool {
        true
    }

    /// The learned heads that read the vectors of its answers, if it has any.
    fn event_heads(&self) -> Option<Arc<EventHeads>> {
        None
    }

    /// Reads each sentence.
    ///
    /// # Errors
    /// When the engine fails; a long sentence is no error: it is read in windows.
    fn tag(&self, sentences: &[Words<'_>]) -> Result<Vec<Tagged>, BackendError>;

    /// As [`tag`](Self::tag), asking now and then whether to go on; `None` when told not to.
    ///
    /// A backend that may take long over one sentence, or gains by seeing all of them, has its own; this one asks every few sentences.
    ///
    /// # Errors
    /// When the engine fails.
    fn tag_while(&self, sentences: &[Words<'_>], go_on: &mut dyn FnMut() -> bool) -> Result<Option<Vec<Tagged>>, BackendError> {
        let mut out = Vec::with_capacity(sentences.len());
        for few in sentences.chunks(16) {
            if !go_on() {
                return Ok(None);
            }
            let tagged = self.tag(few)?;
            if tagged.len() != few.len() {
                return Err(BackendError(format!("answered {} sentences of {}", tagged.len(), few.len())));
            }
            out.extend(tagged);
        }
        Ok(Some(out))
    }
}

/// A name at its place in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// Its words.
    pub span: Span,
    /// The index of its sentence.
    pub sentence: usize,
    /// Type.
    pub label: Label,
    /// 0 to 1.
    pub score: f32,
}

/// What the backend found in a document: names in order, and a parse for each sentence (`None` without syntax heads).
#[derive(Debug, Clone, Default)]
pub struct Tagging {
    /// Names, sorted by span, without overlaps.
    pub mentions: Vec<Mention>,
    /// One for each sentence of the text.
    pub parses: Vec<Option<Parse>>,
    /// The words' vectors of each sentence, where the backend has event heads.
    pub vectors: Vec<Option<Vectors>>,
    /// The heads that read them.
    pub heads: Option<Arc<EventHeads>>,
}

/// The words of each sentence of a text, as backends get them: put together where the end of a line breaks them, and with a comma for signs
/// that are no words, which models have not learned to read over: « #Kelvar », « Kelvar™ ».
pub fn sentence_words<'t>(text: &'t Text<'_>) -> Vec<Words<'t>> {
    text.sentences()
        .iter()
        .map(|s| {
            let range = s.tokens();
            let word = |i: usize| if is_ornament(text, i) { "," } else { text.written(i) };
            Words {
                words: range.clone().map(word).collect(),
                glued: range
                    .clone()
                    .map(|i| i > range.start && text.tokens()[i].is_glued_to(&text.tokens()[i - 1]))
                    .collect(),
            }
        })
        .collect()
}

/// Whether a token is a sign set to a word: « # », « ™ », an emoji. Signs of units and currencies are words: « % », « ° », « € ».
fn is_ornament(text: &Text<'_>, i: usize) -> bool {
    let mut signs = text.raw_word(i).chars();
    let ornament = |c: char| {
        matches!(c, '#' | '™' | '®' | '©') || matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{2bff}') || c >= '\u{1f000}'
    };
    text.tokens()[i].kind() == TokenKind::Symbol && signs.all(ornament)
}

/// Reads a document with a backend and checks the answer: count, ranges, order, parse length. A name keeps one type in the document.
///
/// # Errors
/// `ner.backend` when the backend fails or breaks its contract.
pub fn tag_document(text: &Text<'_>, backend: &dyn NerBackend) -> Result<Tagging, DocError> {
    tag_document_while(text, backend, || Ok(()))
}

/// As [`tag_document`], asking between batches of sentences whether to go on.
///
/// # Errors
/// What `go_on` stops for, too.
pub fn tag_document_while(
    text: &Text<'_>,
    backend: &dyn NerBackend,
    mut go_on: impl FnMut() -> Result<(), DocError>,
) -> Result<Tagging, DocError> {
    if !backend.names() {
        let count = text.sentences().len();
        return Ok(Tagging {
            parses: vec![None; count],
            vectors: vec![None; count],
            ..Tagging::default()
        });
    }
    let fail = |message: String| DocError::new(Code::BACKEND, Stage::Ner, format!("{}: {message}", backend.id().name));
    let sentences = sentence_words(text);
    let mut stopped = Ok(());
    let mut asked = || {
        stopped = go_on();
        stopped.is_ok()
    };
    let tagged = backend.tag_while(&sentences, &mut asked).map_err(|e| fail(e.to_string()))?;
    stopped?;
    let tagged = tagged.ok_or_else(|| fail("stopped without being told to".to_owned()))?;
    if tagged.len() != sentences.len() {
        return Err(fail(format!("answered {} sentences of {}", tagged.len(), sentences.len())));
    }
    let mut out = Tagging {
        heads: backend.event_heads(),
        ..Tagging::default()
    };
    for (index, (answer, sentence)) in tagged.into_iter().zip(text.sentences()).enumerate() {
        go_on()?;
        let range = sentence.tokens();
        let mut free = 0;
        for m in answer.mentions {
            if m.first < free || m.last < m.first || m.last >= range.len() || !(0.0..=1.0).contains(&m.score) {
                return Err(fail(format!(
                    "sentence {index}: a name at words {} to {} of {}",
                    m.first,
                    m.last,
                    range.len()
                )));
            }
            free = m.last + 1;
            out.mentions.push(Mention {
                span: text.span(range.start + m.first, range.start + m.last),
                sentence: index,
                label: m.label,
                score: m.score,
            });
        }
        if answer.parse.as_ref().is_some_and(|p| p.words().len() != range.len()) {
            return Err(fail(format!("sentence {index}: the parse has another number of words")));
        }
        if answer.vectors.as_ref().is_some_and(|v| v.len() != range.len()) {
            return Err(fail(format!(
                "sentence {index}: there are vectors for another number of words"
            )));
        }
        let words = &sentences[index].words;
        out.parses.push(answer.parse.map(|parse| light_verb(parse, words)));
        out.vectors.push(answer.vectors);
    }
    border::mend(text, &mut out);
    consistency::agree(text, &mut out.mentions);
    evidence::weigh(text, &mut out);
    apposition::relabel(text, &mut out);
    Ok(out)
}

/// The backend that finds nothing (`--backend none`).
#[derive(Debug)]
pub struct NoBackend(BackendId);

impl Default for NoBackend {
    fn default() -> Self {
        Self(BackendId {
            name: "none".into(),
            model: None,
            digest: None,
        })
    }
}

impl NerBackend for NoBackend {
    fn id(&self) -> &BackendId {
        &self.0
    }

    fn names(&self) -> bool {
        false
    }

    fn tag(&self, sentences: &[Words<'_>]) -> Result<Vec<Tagged>, BackendError> {
        Ok(vec![Tagged::default(); sentences.len()])
    }
}
