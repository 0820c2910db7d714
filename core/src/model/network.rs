//! The forward pass: a BERT encoder (post-LN, exact GELU, learned positions) and the heads on each word's first piece.
//!
//! Sentences lie one behind the other without padding. Every number of a sentence depends on that sentence alone: linear maps work
//! row by row (with a scale for each row in 8 bits), attention stays inside the sentence, so alone or in a batch the bits are the same.

use std::path::Path;

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions};
use rten_simd::SimdOp;

use super::attention::{self, Attend};
use super::manifest::Manifest;
use super::relations::{self, Arc, Relations};
use super::simd::Then;
use super::tree;
use super::weights::{Gemm, LayerNorm, Linear, Precision, Rounded, Store, strided};
use crate::error::SetupError;
use crate::heads;
use half::f16;
use half::slice::HalfFloatSliceExt;

/// Pieces that go through a layer together; a block of this size stays in the caches of a core.
const BLOCK: usize = 256;

/// A sentence for the encoder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Sequence {
    /// With `<s>` and `</s>`.
    pub(super) pieces: Vec<u32>,
    /// For each word, the place of its first piece.
    pub(super) first: Vec<u32>,
}

/// What the heads say of a sentence; flat lists of one entry (or one row) a word.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reading {
    /// Logits of the name labels.
    pub(super) ner: Vec<f32>,
    pub(super) upos: Vec<u8>,
    /// One value for each feature group.
    pub(super) feats: Vec<u8>,
    pub(super) lemma: Vec<u16>,
    /// 0 is the root, i + 1 the word i.
    pub(super) head: Vec<u32>,
    pub(super) deprel: Vec<u8>,
    /// What the event heads get, [`heads::WIDTH`] for each word; empty in a model without them.
    pub(super) events: Vec<f16>,
}

struct Layer {
    qkv: Linear,
    attended: Linear,
    attended_norm: LayerNorm,
    widen: Linear,
    narrow: Linear,
    out_norm: LayerNorm,
}

impl Layer {
    /// The weights of layer `i`, whose inner width is `wide`.
    fn load(store: &Store<'_>, gemm: &Gemm, manifest: &Manifest, i: usize, wide: usize) -> Result<Self, SetupError> {
        let h = manifest.hidden;
        // Attention divides by the root of the head's width; that goes into the queries once and for all.
        let shrink = ((h / manifest.heads) as f32).sqrt().recip();
        let name = |part: &str| format!("l{i}.{part}");
        let one = |part: &str, inputs, outputs| Linear::stack(store, gemm, inputs, &[(&name(part), outputs, 1.0)]);
        Ok(Self {
            qkv: Linear::stack(
                store,
                gemm,
                h,
                &[(&name("q"), h, shrink), (&name("k"), h, 1.0), (&name("v"), h, 1.0)],
            )?,
            attended: one("ao", h, h)?,
            attended_norm: LayerNorm::load(store, &name("aln"), h)?,
            widen: one("fi", h, wide)?,
            narrow: one("fo", wide, h)?,
            out_norm: LayerNorm::load(store, &name("oln"), h)?,
        })
    }
}

/// Widths of the heads' outputs.
struct Sizes {
    ner: usize,
    upos: usize,
    feats: Vec<usize>,
    lemma: usize,
    deprel: usize,
    arc: usize,
    rel: usize,
}

impl Sizes {
    fn read(store: &Store<'_>, manifest: &Manifest) -> Result<Self, SetupError> {
        let labels = &manifest.labels;
        Ok(Self {
            ner: labels.ner.len(),
            upos: labels.upos.len(),
            feats: labels.feats.iter().map(|g| g.values.len()).collect(),
            lemma: labels.lemma.len(),
            deprel: labels.deprel.len(),
            arc: store.width("arc.dep.b")?,
            rel: store.width("rel.dep.b")?,
        })
    }
}

/// The network of one model in one precision.
pub(super) struct Network {
    precision: Precision,
    hidden: usize,
    heads: usize,
    words: Vec<u8>,
    word_scales: Vec<f32>,
    positions: Vec<f32>,
    input_norm: LayerNorm,
    layers: Vec<Layer>,
    sizes: Sizes,
    /// ner, upos, feats, lemma.
    tags: Linear,
    /// arc.dep, arc.head, rel.dep, rel.head.
    links: Linear,
    arc: Linear,
    rel: Relations,
    events: Option<Linear>,
}

/// The kernels (they may not change threads) and the buffers of one thread.
pub(super) struct Scratch {
    gemm: Gemm,
    x: Vec<f32>,
    y: Vec<f32>,
    wide: Vec<f32>,
    qkv: Vec<f32>,
    context: Vec<f32>,
    scores: Vec<f32>,
    mixed: Vec<f32>,
    tags: Vec<f32>,
    links: Vec<f32>,
    events: Vec<f32>,
    attention: attention::Room,
    relations: relations::Room,
    rounded: Rounded,
}

impl Network {
    /// Reads the weights.
    pub(super) fn load(bytes: &[u8], manifest: &Manifest, precision: Precision, folder: &Path) -> Result<Self, SetupError> {
        let store = Store::new(bytes, folder)?;
        let gemm = Gemm::new(precision);
        let h = manifest.hidden;
        let sizes = Sizes::read(&store, manifest)?;
        let wide = store.width("l0.fi.b")?;
        let layers = (0..manifest.layers)
            .map(|i| Layer::load(&store, &gemm, manifest, i, wide))
            .collect::<Result<_, _>>()?;
        let (d, r, relations) = (sizes.arc, sizes.rel, sizes.deprel);
        let feats = sizes.feats.iter().sum();
        let tags = Linear::stack(
            &store,
            &gemm,
            h,
            &[
                ("ner", sizes.ner, 1.0),
                ("upos", sizes.upos, 1.0),
                ("feats", feats, 1.0),
                ("lemma", sizes.lemma, 1.0),
            ],
        )?;
        let links = Linear::stack(
            &store,
            &gemm,
            h,
            &[
                ("arc.dep", d, 1.0),
                ("arc.head", d, 1.0),
                ("rel.dep", r, 1.0),
                ("rel.head", r, 1.0),
            ],
        )?;
        let u = store.floats("arc.u", &[d + 1, d])?;
        let arc = Linear::of_floats(&gemm, d, d, &u[..d * d], u[d * d..].to_vec());
        let u = store.floats("rel.u", &[relations, r + 1, r + 1])?;
        let rel = Relations::new(&gemm, relations, r, &u);
        let events = match &manifest.events {
            Some(_) => Some(Linear::stack(&store, &gemm, h, &[("ev.word", heads::WIDTH, 1.0)])?),
            None => None,
        };
        Ok(Self {
            precision,
            hidden: h,
            heads: manifest.heads,
            words: store.codes("emb.word.q", &[manifest.vocab, h])?.to_vec(),
            word_scales: store.floats("emb.word.s", &[manifest.vocab])?,
            positions: store.floats("emb.pos", &[manifest.max_pieces, h])?,
            input_norm: LayerNorm::load(&store, "emb.ln", h)?,
            layers,
            sizes,
            tags,
            links,
            arc,
            rel,
            events,
        })
    }

    /// Buffers and kernels for a thread that runs this network.
    pub(super) fn scratch(&self) -> Scratch {
        Scratch {
            gemm: Gemm::new(self.precision),
            x: Vec::new(),
            y: Vec::new(),
            wide: Vec::new(),
            qkv: Vec::new(),
            context: Vec::new(),
            scores: Vec::new(),
            mixed: Vec::new(),
            tags: Vec::new(),
            links: Vec::new(),
            events: Vec::new(),
            attention: attention::Room::default(),
            relations: relations::Room::default(),
            rounded: Rounded::default(),
        }
    }

    /// Reads sequences, in their order.
    pub(super) fn read(&self, sequences: &[Sequence], scratch: &mut Scratch) -> Vec<Reading> {
        let mut out = Vec::with_capacity(sequences.len());
        let mut from = 0;
        while from < sequences.len() {
            let mut to = from;
            let mut pieces = 0;
            while to < sequences.len() && (to == from || pieces + sequences[to].pieces.len() <= BLOCK) {
                pieces += sequences[to].pieces.len();
                to += 1;
            }
            self.encode(&sequences[from..to], scratch);
            self.decode(&sequences[from..to], scratch, &mut out);
            from = to;
        }
        out
    }

    /// Leaves the last hidden states of a block's words in `scratch.x`, rounded too; before those of a sentence that of its `<s>`.
    fn encode(&self, block: &[Sequence], scratch: &mut Scratch) {
        let h = self.hidden;
        let count: usize = block.iter().map(|s| s.pieces.len()).sum();
        let Scratch {
            gemm,
            x,
            y,
            wide,
            qkv,
            context,
            attention: room,
            rounded,
            ..
        } = scratch;
        x.resize(count * h, 0.0);
        let places = block.iter().flat_map(|s| s.pieces.iter().enumerate());
        for (row, (place, &piece)) in x.chunks_exact_mut(h).zip(places) {
            let piece = piece as usize;
            let scale = self.word_scales[piece];
            let codes = &self.words[piece * h..(piece + 1) * h];
            let position = &self.positions[place * h..(place + 1) * h];
            for ((x, &q), p) in row.iter_mut().zip(codes).zip(position) {
                *x = f32::from(q as i8) * scale + p;
            }
        }
        rounded.normalize(gemm, &self.input_norm, x);
        context.resize(count * h, 0.0);
        for (i, layer) in self.layers.iter().enumerate() {
            layer.qkv.run(gemm, x, rounded, Then::Plain, qkv);
            let mut at = 0;
            for sequence in block {
                let n = sequence.pieces.len();
                let (qkv, context) = (&qkv[at * 3 * h..(at + n) * 3 * h], &mut context[at * h..(at + n) * h]);
                let width = h / self.heads;
                for from in (0..h).step_by(width) {
                    Attend {
                        queries: &qkv[from..],
                        keys: &qkv[h + from..],
                        values: &qkv[2 * h + from..],
                        stride: 3 * h,
                        width,
                        n,
                        context: &mut context[from..],
                        context_stride: h,
                        room,
                    }
                    .dispatch();
                }
                at += n;
            }
            if i + 1 == self.layers.len() {
                // From here on every row is for itself, and the heads read those of the words only.
                keep(block, h, x);
                keep(block, h, context);
            }
            rounded.take(gemm, context, h);
            layer.attended.run(gemm, context, rounded, Then::Add(x), y);
            rounded.normalize(gemm, &layer.attended_norm, y);
            layer.widen.run(gemm, y, rounded, Then::Gelu, wide);
            rounded.take(gemm, wide, layer.widen.outputs);
            layer.narrow.run(gemm, wide, rounded, Then::Add(y), x);
            rounded.normalize(gemm, &layer.out_norm, x);
        }
    }

    /// Runs the heads on the block that was encoded last.
    fn decode(&self, block: &[Sequence], scratch: &mut Scratch, out: &mut Vec<Reading>) {
        let (d, r) = (self.sizes.arc, self.sizes.rel);
        let Scratch {
            gemm,
            x,
            scores,
            mixed,
            tags,
            links,
            events,
            relations,
            rounded,
            ..
        } = scratch;
        let rows = x.len() / self.hidden;
        self.tags.run(gemm, x, rounded, Then::Plain, tags);
        self.links.run(gemm, x, rounded, Then::Gelu, links);
        if let Some(map) = &self.events {
            map.run(gemm, x, rounded, Then::Plain, events);
        }
        let stride = self.links.outputs;
        self.arc.run_strided(gemm, links, stride, rows, mixed);
        let mut at = 0;
        let mut arcs = Vec::with_capacity(rows);
        let block_from = out.len();
        for sequence in block {
            let n = sequence.first.len();
            let mut reading = Reading::default();
            if self.events.is_some() {
                let words = &events[(at + 1) * heads::WIDTH..(at + 1 + n) * heads::WIDTH];
                reading.events.resize(words.len(), f16::ZERO);
                reading.events.convert_from_f32_slice(words);
            }
            for row in tags.chunks_exact(self.tags.outputs).skip(at + 1).take(n) {
                let (ner, row) = row.split_at(self.sizes.ner);
                let (upos, mut row) = row.split_at(self.sizes.upos);
                reading.ner.extend_from_slice(ner);
                reading.upos.push(best(upos) as u8);
                for &values in &self.sizes.feats {
                    reading.feats.push(best(&row[..values]) as u8);
                    row = &row[values..];
                }
                reading.lemma.push(best(&row[..self.sizes.lemma]) as u16);
            }
            if n > 0 {
                scores.resize(n * (n + 1), 0.0);
                let heads = strided(&links[at * stride + d..], n + 1, d, stride);
                gemm.f32
                    .gemm(
                        scores,
                        GemmInputA::Unpacked(strided(&mixed[(at + 1) * d..], n, d, d)),
                        GemmInputB::Unpacked(heads.transposed()),
                        GemmOptions::default(),
                    )
                    .expect("dependents and heads are of one width");
                reading.head = tree::best(scores, n);
                for (word, &head) in reading.head.iter().enumerate() {
                    let dependent = (at + 1 + word) * stride + 2 * d;
                    let head = (at + head as usize) * stride + 2 * d + r;
                    arcs.push(Arc {
                        dependent: &links[dependent..dependent + r],
                        head: &links[head..head + r],
                    });
                }
            }
            out.push(reading);
            at += n + 1;
        }
        let mut labels = self.rel.best(gemm, &arcs, rounded, relations).into_iter();
        for reading in &mut out[block_from..] {
            reading.deprel = labels.by_ref().take(reading.head.len()).collect();
        }
    }
}

/// Keeps of a block's rows those of each `<s>` and of the first piece of each word.
fn keep(block: &[Sequence], width: usize, rows: &mut Vec<f32>) {
    let (mut at, mut kept) = (0, 0);
    for sequence in block {
        for &place in std::iter::once(&0).chain(&sequence.first) {
            let row = (at + place as usize) * width;
            rows.copy_within(row..row + width, kept);
            kept += width;
        }
        at += sequence.pieces.len();
    }
    rows.truncate(kept);
}

/// The index of the largest value, the first of equals.
fn best(values: &[f32]) -> usize {
    let mut top = (0, f32::NEG_INFINITY);
    for (i, &v) in values.iter().enumerate() {
        if v > top.1 {
            top = (i, v);
        }
    }
    top.0
}
