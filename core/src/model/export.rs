//! The names head and its encoder as a Hugging Face folder: `BertForTokenClassification` in 32-bit floats.

use std::collections::BTreeMap;
use std::path::Path;

use safetensors::tensor::TensorView;
use safetensors::{Dtype, serialize};
use serde_json::{Map, json};

use super::files::Files;
use super::manifest::Manifest;
use super::weights::Store;
use crate::error::SetupError;

/// Writes `config.json`, `tokenizer.json` and `model.safetensors` of a model into `out`, for the rust-bert backend and other programs.
///
/// The key `depeche_words` in `config.json` says that the pieces of each word are made from that word alone, as in training.
///
/// # Errors
/// When the model is damaged or `out` cannot be written.
pub fn export_hf(files: &Files, out: &Path) -> Result<(), SetupError> {
    let manifest = files.manifest()?;
    let weights = files.checked("model.safetensors", &manifest)?;
    let tokenizer = files.checked("tokenizer.json", &manifest)?;
    let store = Store::new(&weights, files.folder())?;
    let wide = store.width("l0.fi.b")?;
    let tensors = tensors(&store, &manifest, wide)?;
    std::fs::create_dir_all(out).map_err(|e| SetupError::io("could not create", out, e))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = out.join(name);
        std::fs::write(&path, bytes).map_err(|e| SetupError::io("could not write", path, e))
    };
    write("config.json", format!("{:#}\n", config(&manifest, wide)).as_bytes())?;
    write("tokenizer.json", &tokenizer)?;
    let bytes: Vec<Vec<u8>> = tensors
        .iter()
        .map(|t| t.data.iter().flat_map(|x| x.to_le_bytes()).collect())
        .collect();
    let fail = |e: safetensors::SafeTensorError| SetupError::Model {
        path: out.to_owned(),
        message: format!("model.safetensors: {e}"),
    };
    let mut views = BTreeMap::new();
    for (tensor, bytes) in tensors.iter().zip(&bytes) {
        let view = TensorView::new(Dtype::F32, tensor.shape.clone(), bytes).map_err(fail)?;
        views.insert(tensor.name.clone(), view);
    }
    write("model.safetensors", &serialize(views, None).map_err(fail)?)
}

/// A tensor under the name that transformers give it.
struct Tensor {
    name: String,
    shape: Vec<usize>,
    data: Vec<f32>,
}

/// Embeddings, layers and the classifier of names.
fn tensors(store: &Store<'_>, manifest: &Manifest, wide: usize) -> Result<Vec<Tensor>, SetupError> {
    let (h, labels) = (manifest.hidden, manifest.labels.ner.len());
    let mut tensors = Vec::new();
    let mut add = |name: String, shape: &[usize], data: Vec<f32>| {
        let shape = shape.to_vec();
        tensors.push(Tensor { name, shape, data });
    };
    let embeddings = "bert.embeddings";
    add(
        format!("{embeddings}.word_embeddings.weight"),
        &[manifest.vocab, h],
        store.weight("emb.word", manifest.vocab, h)?,
    );
    let positions = store.floats("emb.pos", &[manifest.max_pieces, h])?;
    add(
        format!("{embeddings}.position_embeddings.weight"),
        &[manifest.max_pieces, h],
        positions,
    );
    // The token type is part of the positions already.
    add(
        format!("{embeddings}.token_type_embeddings.weight"),
        &[2, h],
        vec![0.0; 2 * h],
    );
    add(
        format!("{embeddings}.LayerNorm.weight"),
        &[h],
        store.floats("emb.ln.w", &[h])?,
    );
    add(format!("{embeddings}.LayerNorm.bias"), &[h], store.floats("emb.ln.b", &[h])?);
    for i in 0..manifest.layers {
        let maps = [
            ("q", "attention.self.query", h, h),
            ("k", "attention.self.key", h, h),
            ("v", "attention.self.value", h, h),
            ("ao", "attention.output.dense", h, h),
            ("fi", "intermediate.dense", wide, h),
            ("fo", "output.dense", h, wide),
        ];
        for (own, name, outputs, inputs) in maps {
            let (own, name) = (format!("l{i}.{own}"), format!("bert.encoder.layer.{i}.{name}"));
            add(
                format!("{name}.weight"),
                &[outputs, inputs],
                store.weight(&own, outputs, inputs)?,
            );
            add(
                format!("{name}.bias"),
                &[outputs],
                store.floats(&format!("{own}.b"), &[outputs])?,
            );
        }
        for (own, name) in [("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")] {
            let (own, name) = (format!("l{i}.{own}"), format!("bert.encoder.layer.{i}.{name}"));
            add(format!("{name}.weight"), &[h], store.floats(&format!("{own}.w"), &[h])?);
            add(format!("{name}.bias"), &[h], store.floats(&format!("{own}.b"), &[h])?);
        }
    }
    add("classifier.weight".into(), &[labels, h], store.weight("ner", labels, h)?);
    add("classifier.bias".into(), &[labels], store.floats("ner.b", &[labels])?);
    Ok(tensors)
}

/// What transformers read beside the weights.
fn config(manifest: &Manifest, wide: usize) -> serde_json::Value {
    let id2label: Map<_, _> = manifest
        .labels
        .ner
        .iter()
        .enumerate()
        .map(|(i, l)| (i.to_string(), json!(l)))
        .collect();
    let label2id: Map<_, _> = manifest
        .labels
        .ner
        .iter()
        .enumerate()
        .map(|(i, l)| (l.clone(), json!(i)))
        .collect();
    json!({
        "architectures": ["BertForTokenClassification"], "model_type": "bert", "depeche_words": true,
        "hidden_act": "gelu", "attention_probs_dropout_prob": 0.1, "hidden_dropout_prob": 0.1, "initializer_range": 0.02,
        "layer_norm_eps": 1e-12, "hidden_size": manifest.hidden, "intermediate_size": wide, "num_attention_heads": manifest.heads,
        "num_hidden_layers": manifest.layers, "max_position_embeddings": manifest.max_pieces, "type_vocab_size": 2,
        "vocab_size": manifest.vocab, "pad_token_id": 1, "id2label": id2label, "label2id": label2id,
    })
}
