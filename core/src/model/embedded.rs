//! The embedded engine: names and parses from one pass.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use super::files::Files;
use super::lane::Lanes;
use super::lemma::Script;
use super::manifest::{Events, Group, Manifest};
use super::names::Scheme;
use super::network::{Network, Reading, Sequence};
use super::pieces::{END, Pieces, START};
use super::weights::{Precision, Store};
use super::window::{self, Window};
use crate::error::SetupError;
use crate::heads::{self, EventHeads, Lexicon, Scale, Vectors};
use crate::ner::{BackendError, BackendId, NerBackend, Tagged, Words};
use crate::syntax::{Deprel, Features, Gender, Mood, Number, Parse, Person, Tense, Upos, VerbForm, Word};

/// Pieces of one word that the encoder sees; longer words are links and garbage, their beginnings say enough.
const WORD_LIMIT: usize = 64;

/// The embedded model behind [`NerBackend`]: pure Rust, no library of the system, the same bits for any batch and any thread.
pub struct Embedded {
    id: BackendId,
    manifest: Manifest,
    pieces: Pieces,
    lanes: Lanes,
    scheme: Scheme,
    upos: Vec<Upos>,
    deprel: Vec<Deprel>,
    lemma: Vec<Script>,
    heads: Option<Arc<EventHeads>>,
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Raw answers of the heads for one sentence, to compare engines with.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// For each word, the logits of the name labels.
    pub ner: Vec<Vec<f32>>,
    /// For each word, its part of speech.
    pub upos: Vec<Upos>,
    /// For each word, its head: 0 for the root, i + 1 for the word i.
    pub head: Vec<usize>,
    /// For each word, the relation to its head, as the model names it.
    pub deprel: Vec<String>,
    /// The pieces, with `<s>` and `</s>`.
    pub pieces: Vec<u32>,
}

impl Embedded {
    /// Builds the engine from checked files.
    ///
    /// # Errors
    /// [`SetupError::Model`] when a file is damaged or does not fit the manifest.
    pub fn new(files: &Files, precision: Precision) -> Result<Self, SetupError> {
        let manifest = files.manifest()?;
        let folder = files.folder();
        let weights = files.checked("model.safetensors", &manifest)?;
        let tokenizer = files.checked("tokenizer.json", &manifest)?;
        let fail = |message: &str| SetupError::Model {
            path: folder.to_owned(),
            message: format!("manifest.toml: {message}"),
        };
        let labels = &manifest.labels;
        let heads = match &manifest.events {
            Some(names) => Some(Arc::new(event_heads(files, &manifest, names, &weights)?)),
            None => None,
        };
        Ok(Self {
            id: BackendId {
                name: "embedded".into(),
                model: Some(format!("{} {}", manifest.name, manifest.version)),
                digest: manifest.files.get("model.safetensors").cloned(),
            },
            pieces: Pieces::new(&tokenizer, folder)?,
            lanes: Lanes::new(Network::load(&weights, &manifest, precision, folder)?),
            scheme: Scheme::new(&labels.ner).ok_or_else(|| fail("the ner labels are no BIO scheme"))?,
            upos: labels.upos.iter().filter_map(|l| Upos::from_name(l)).collect(),
            deprel: labels.deprel.iter().filter_map(|l| Deprel::from_name_or_base(l)).collect(),
            lemma: labels.lemma.iter().filter_map(|l| Script::parse(l)).collect(),
            heads,
            manifest,
        })
    }

    /// What the model says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The heads' raw answers for one sentence that fits into one pass.
    ///
    /// # Errors
    /// When the engine fails or the sentence is longer than one pass.
    pub fn scores(&self, words: &Words<'_>) -> Result<Scores, BackendError> {
        let (sequences, windows) = self.sequences(words, &mut || true).unwrap_or_default();
        if windows.len() != 1 {
            return Err(BackendError("the sentence does not fit into one pass".into()));
        }
        let pieces = sequences[0].pieces.clone();
        let reading = self
            .lanes
            .read(sequences, &mut || true)?
            .and_then(|mut r| r.pop())
            .unwrap_or_default();
        Ok(Scores {
            ner: reading.ner.chunks_exact(self.scheme.len()).map(<[f32]>::to_vec).collect(),
            upos: reading.upos.iter().map(|&u| self.upos[usize::from(u)]).collect(),
            head: reading.head.iter().map(|&h| h as usize).collect(),
            deprel: reading
                .deprel
                .iter()
                .map(|&d| self.manifest.labels.deprel[usize::from(d)].clone())
                .collect(),
            pieces,
        })
    }

    /// The windows of a sentence and what the encoder gets for each; `None` when told not to go on.
    fn sequences(&self, sentence: &Words<'_>, go_on: &mut dyn FnMut() -> bool) -> Option<(Vec<Sequence>, Vec<Window>)> {
        let limit = self.manifest.max_pieces - 2;
        let mut pieces = Vec::with_capacity(sentence.words.len());
        for (i, (word, &glued)) in sentence.words.iter().zip(&sentence.glued).enumerate() {
            if i.is_multiple_of(256) && !go_on() {
                return None;
            }
            pieces.push(self.pieces.of(word, glued, WORD_LIMIT.min(limit)));
        }
        let lengths: Vec<usize> = pieces.iter().map(|p| p.len()).collect();
        let windows = window::plan(&lengths, limit);
        let sequences = windows
            .iter()
            .map(|w| {
                let mut sequence = Sequence {
                    pieces: vec![START],
                    first: Vec::with_capacity(w.words.len()),
                };
                for word in &pieces[w.words.clone()] {
                    sequence.first.push(sequence.pieces.len() as u32);
                    sequence.pieces.extend_from_slice(word);
                }
                sequence.pieces.push(END);
                sequence
            })
            .collect();
        Some((sequences, windows))
    }

    /// Makes the answer of a sentence from the readings of its windows.
    fn assemble(&self, sentence: &Words<'_>, windows: &[Window], readings: &[Reading]) -> Tagged {
        let n = sentence.words.len();
        if n == 0 {
            return Tagged {
                parse: Parse::new(Vec::new()),
                vectors: self.heads.as_ref().map(|_| Vectors::default()),
                ..Tagged::default()
            };
        }
        let mut logits = Vec::with_capacity(n * self.scheme.len());
        let mut heads = Vec::with_capacity(n);
        let mut words = Vec::with_capacity(n);
        let mut vectors = Vectors::default();
        let groups = self.manifest.labels.feats.len();
        for (window, reading) in windows.iter().zip(readings) {
            for word in window.own.clone() {
                let i = word - window.words.start;
                if self.heads.is_some() {
                    vectors.push(&reading.events[i * heads::WIDTH..(i + 1) * heads::WIDTH]);
                }
                logits.extend_from_slice(&reading.ner[i * self.scheme.len()..(i + 1) * self.scheme.len()]);
                heads.push((reading.head[i] as usize).checked_sub(1).map(|h| window.words.start + h));
                words.push(Word {
                    lemma: self.lemma[usize::from(reading.lemma[i])].apply(sentence.words[word]),
                    upos: self.upos[usize::from(reading.upos[i])],
                    features: features(&self.manifest.labels.feats, &reading.feats[i * groups..(i + 1) * groups]),
                    head: None,
                    deprel: self.deprel[usize::from(reading.deprel[i])],
                });
            }
        }
        for (word, (head, stray)) in words.iter_mut().zip(window::join(&heads)) {
            word.head = head;
            if head.is_none() {
                word.deprel = Deprel::Root;
            } else if stray || word.deprel == Deprel::Root {
                word.deprel = Deprel::Parataxis;
            }
        }
        Tagged {
            mentions: self.scheme.mentions(&logits),
            parse: Parse::new(words),
            vectors: self.heads.as_ref().map(|_| vectors),
        }
    }
}

impl NerBackend for Embedded {
    fn id(&self) -> &BackendId {
        &self.id
    }

    fn event_heads(&self) -> Option<Arc<EventHeads>> {
        self.heads.clone()
    }

    fn tag(&self, sentences: &[Words<'_>]) -> Result<Vec<Tagged>, BackendError> {
        Ok(self.tag_while(sentences, &mut || true)?.unwrap_or_default())
    }

    fn tag_while(&self, sentences: &[Words<'_>], go_on: &mut dyn FnMut() -> bool) -> Result<Option<Vec<Tagged>>, BackendError> {
        // Each distinct sentence goes through the encoder once.
        let mut seen: HashMap<(&[&str], &[bool]), usize> = HashMap::new();
        let mut distinct: Vec<(&Words<'_>, Vec<Window>, Range<usize>)> = Vec::new();
        let mut jobs = Vec::new();
        let mut which = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let index = *seen.entry((&sentence.words, &sentence.glued)).or_insert(distinct.len());
            if index == distinct.len() {
                let Some((sequences, windows)) = self.sequences(sentence, go_on) else {
                    return Ok(None);
                };
                let from = jobs.len();
                jobs.extend(sequences);
                distinct.push((sentence, windows, from..jobs.len()));
            }
            which.push(index);
        }
        let Some(readings) = self.lanes.read(jobs, go_on)? else {
            return Ok(None);
        };
        let answers: Vec<Tagged> = distinct
            .iter()
            .map(|(sentence, windows, range)| self.assemble(sentence, windows, &readings[range.clone()]))
            .collect();
        Ok(Some(which.into_iter().map(|i| answers[i].clone()).collect()))
    }
}

/// The event heads of a model that has them, with the words of its lessons.
fn event_heads(files: &Files, manifest: &Manifest, names: &Events, weights: &[u8]) -> Result<EventHeads, SetupError> {
    let fail = |message: String| SetupError::Model {
        path: files.folder().to_owned(),
        message,
    };
    let words = files.checked("words.tsv", manifest)?;
    let words = std::str::from_utf8(&words).map_err(|_| fail("words.tsv is not UTF-8".into()))?;
    let lexicon = Lexicon::parse(words, &names.codes).map_err(|line| {
        fail(format!(
            "words.tsv, line {line}: lemma, V, N or A, times seen and TYPE:times are wanted"
        ))
    })?;
    let scale = |name: &str| {
        let found = names
            .scales
            .get(name)
            .ok_or_else(|| fail(format!("manifest.toml has no scale of {name:?} under [events.scales]")));
        found.map(|&[slope, offset, threshold]| Scale {
            slope,
            offset,
            threshold,
        })
    };
    let mut links = [scale("type")?; heads::LINKS];
    for (scaled, link) in links.iter_mut().zip(heads::Link::ALL) {
        *scaled = scale(link.name())?;
    }
    let names = heads::Names {
        codes: names.codes.clone(),
        relations: names.relations.clone(),
        types: scale("type")?,
        links,
    };
    let store = Store::new(weights, files.folder())?;
    EventHeads::load(names, lexicon, |name, shape| store.floats(name, shape))
}

/// The features of a word from the values of its groups.
fn features(groups: &[Group], values: &[u8]) -> Features {
    let mut out = Features::default();
    for (group, &value) in groups.iter().zip(values) {
        let value = group.values[usize::from(value)].as_str();
        match group.name.as_str() {
            "VerbForm" => out.verb_form = VerbForm::from_name(value),
            "Mood" => out.mood = Mood::from_name(value),
            "Tense" => out.tense = Tense::from_name(value),
            "Voice" => out.passive = value == "Pass",
            "Person" => out.person = Person::from_name(value),
            "Number" => out.number = Number::from_name(value),
            "Gender" => out.gender = Gender::from_name(value),
            "Polarity" => out.negative = value == "Neg",
            "PronType" => out.relative = value == "Rel",
            "Poss" => out.possessive = value == "Yes",
            "Reflex" => out.reflexive = value == "Yes",
            _ => {}
        }
    }
    out
}
