//! The rust-bert backend: our own weights read the same through libtorch; sentences, words and architectures are fed right.

use std::path::Path;

use depeche::model::{BUILT_IN, Embedded, Precision, RustBert, export_hf};
use depeche::ner::{Label, NerBackend, RawMention, Tagged, Words, sentence_words, tag_document};
use depeche::text::Text;
use safetensors::SafeTensors;
use safetensors::tensor::TensorView;

const TEXT: &str = "Le groupe Kaspersky Lab a annoncé mardi l'ouverture d’un centre à Zurich. M. Dupont, ministre de l'Intérieur, \
    s'est rendu à Saint-Pétersbourg avec Angela Merkel. L'Oréal rachète la start-up pour 2,5 milliards d'euros, selon Les Échos. \
    FRANCE : TROIS BLESSÉS DANS UN ACCIDENT PRÈS DE LYON. Les États-Unis et l'Iran n'ont pas signé l'accord. \
    Le PSG s'est imposé 3-1 face à l'Olympique de Marseille. La Banque centrale européenne relève ses taux de 0,25 point. \
    Elle aimait l'été à Paris où vécut Molière. Un 🎉 pour le Real\u{a0}Madrid !";

fn exported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    export_hf(&BUILT_IN, folder.path()).expect("the built-in model");
    folder
}

fn change(path: &Path, edit: impl FnOnce(&mut serde_json::Value)) {
    let text = std::fs::read_to_string(path).expect("the exported configuration");
    let mut json = serde_json::from_str(&text).expect("JSON");
    edit(&mut json);
    std::fs::write(path, json.to_string()).expect("the changed configuration");
}

fn places(tagged: &[Tagged]) -> Vec<Vec<(usize, usize, Label)>> {
    let place = |m: &RawMention| (m.first, m.last, m.label);
    tagged.iter().map(|t| t.mentions.iter().map(place).collect()).collect()
}

#[test]
fn our_weights_name_the_same_through_libtorch() {
    let folder = exported();
    let torch = RustBert::new(folder.path()).expect("our own folder");
    let embedded = Embedded::new(&BUILT_IN, Precision::F32).expect("the built-in model");
    let text = Text::new(TEXT);
    let sentences = sentence_words(&text);
    let ours = embedded.tag(&sentences).expect("the embedded engine");
    let theirs = torch.tag(&sentences).expect("libtorch");
    assert_eq!(places(&ours), places(&theirs));
    assert!(ours.iter().map(|t| t.mentions.len()).sum::<usize>() > 10);
    for (a, b) in ours.iter().zip(&theirs) {
        for (a, b) in a.mentions.iter().zip(&b.mentions) {
            assert!((a.score - b.score).abs() < 1e-3, "{a:?} {b:?}");
        }
    }
}

#[test]
fn accents_do_not_shift_names() {
    let folder = exported();
    // As a foreign checkpoint: the tokenizer gets whole sentences.
    change(&folder.path().join("config.json"), |c| c["depeche_words"] = false.into());
    let torch = RustBert::new(folder.path()).expect("a folder without our key");
    let raw = "Elle aimait l'été à Paris où vécut Molière.";
    let text = Text::new(raw);
    let tagging = tag_document(&text, &torch).expect("libtorch");
    let names: Vec<_> = tagging.mentions.iter().map(|m| (m.span.of(raw), m.label)).collect();
    assert_eq!(names, [("Paris", Label::Loc), ("Molière", Label::Per)]);
}

#[test]
fn the_same_network_as_xlm_roberta_reads_the_same() {
    let folder = exported();
    let path = folder.path().join("model.safetensors");
    let bytes = std::fs::read(&path).expect("the exported weights");
    let tensors = SafeTensors::deserialize(&bytes).expect("safetensors");
    let mut renamed = Vec::new();
    for (name, tensor) in tensors.tensors() {
        let (mut shape, mut data) = (tensor.shape().to_vec(), tensor.data().to_vec());
        if name.ends_with("position_embeddings.weight") {
            // RoBERTa counts its positions from 2.
            let row = data.len() / shape[0];
            data.splice(0..0, vec![0; 2 * row]);
            shape[0] += 2;
        }
        renamed.push((name.replace("bert.", "roberta."), tensor.dtype(), shape, data));
    }
    let views: Vec<_> = renamed
        .iter()
        .map(|(name, kind, shape, data)| (name, TensorView::new(*kind, shape.clone(), data).expect("a tensor")))
        .collect();
    safetensors::serialize_to_file(views, None, &path).expect("the renamed weights");
    change(&folder.path().join("config.json"), |c| {
        c["model_type"] = "xlm-roberta".into();
        c["max_position_embeddings"] = 514.into();
    });
    let torch = RustBert::new(folder.path()).expect("an XLM-R folder");
    let embedded = Embedded::new(&BUILT_IN, Precision::F32).expect("the built-in model");
    let text = Text::new(TEXT);
    let sentences = sentence_words(&text);
    let ours = embedded.tag(&sentences).expect("the embedded engine");
    assert_eq!(places(&ours), places(&torch.tag(&sentences).expect("libtorch")));
}

/// Reads a sentence of `tests/camembert/reference.json` as the reference did: (first byte, label) of each piece.
fn reference(row: &serde_json::Value) -> Vec<(usize, Option<Label>)> {
    let text = row["text"].as_str().expect("a text");
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let pieces = row["characters"].as_array().expect("places").iter();
    let labels = row["labels"].as_array().expect("labels").iter();
    pieces
        .zip(labels)
        .filter_map(|(place, label)| {
            let (from, to) = (place[0].as_u64()? as usize, place[1].as_u64()? as usize);
            let label = label.as_str().and_then(|l| Label::from_name(l.trim_start_matches("I-")));
            // `<s>` and `</s>` have no place.
            (from < to).then_some((bytes[from], label))
        })
        .collect()
}

#[test]
fn a_checkpoint_written_by_transformers_reads_as_transformers_reads_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/camembert");
    let torch = RustBert::new(&folder).expect("a CamemBERT folder with a sentencepiece model");
    let rows: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("reference.json")).expect("the reference")).expect("JSON");
    let (mut names, mut kinds) = (0, std::collections::HashSet::new());
    for row in rows.as_array().expect("sentences") {
        let raw = row["text"].as_str().expect("a text");
        let pieces = reference(row);
        let words: Vec<&str> = raw.split_whitespace().collect();
        let sentence = Words {
            glued: vec![false; words.len()],
            words: words.clone(),
        };
        let found = torch
            .tag(std::slice::from_ref(&sentence))
            .expect("libtorch")
            .remove(0)
            .mentions;
        let mut wanted: Vec<(usize, usize, Label)> = Vec::new();
        for (i, word) in words.iter().enumerate() {
            let from = word.as_ptr() as usize - raw.as_ptr() as usize;
            // The space before is part of the word's first piece, or is that piece.
            let first = pieces
                .iter()
                .find(|(at, _)| (from.saturating_sub(1)..from + word.len()).contains(at));
            let Some(label) = first.and_then(|(_, label)| *label) else {
                continue;
            };
            match wanted.last_mut() {
                Some(last) if last.1 + 1 == i && last.2 == label => last.1 = i,
                _ => wanted.push((i, i, label)),
            }
        }
        let found: Vec<_> = found.iter().map(|m| (m.first, m.last, m.label)).collect();
        assert_eq!(found, wanted, "{raw}");
        names += found.len();
        kinds.extend(found.iter().map(|m| m.2.name()));
    }
    assert!(names > 10 && kinds.len() == 4, "{names} names of {kinds:?}");
}

#[test]
fn a_folder_that_does_not_serve_is_refused() {
    let folder = exported();
    let config = folder.path().join("config.json");
    let refusal = |folder: &Path| RustBert::new(folder).expect_err("a folder that does not serve").to_string();
    change(&config, |c| c["id2label"] = serde_json::json!({"0": "O", "1": "B-DATE"}));
    assert!(refusal(folder.path()).contains("does not fold"), "{}", refusal(folder.path()));
    change(&config, |c| c["model_type"] = "gpt2".into());
    assert!(refusal(folder.path()).contains("gpt2"), "{}", refusal(folder.path()));
    std::fs::remove_file(&config).expect("the configuration");
    assert!(refusal(folder.path()).contains("config.json"), "{}", refusal(folder.path()));
}

#[test]
fn a_sentence_past_the_limit_is_read_in_windows() {
    let folder = exported();
    let list = "Angela Merkel de Berlin, ".repeat(300);
    let words: Vec<&str> = list.split_whitespace().collect();
    let sentence = Words {
        glued: vec![false; words.len()],
        words,
    };
    for whole in [true, false] {
        change(&folder.path().join("config.json"), |c| c["depeche_words"] = (!whole).into());
        let torch = RustBert::new(folder.path()).expect("the exported folder");
        let tagged = torch
            .tag(std::slice::from_ref(&sentence))
            .expect("a long sentence is no failure");
        let late = tagged[0]
            .mentions
            .iter()
            .filter(|m| m.first > sentence.words.len() - 40)
            .count();
        assert!(late > 10, "{late} names at the end");
    }
}
