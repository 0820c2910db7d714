//! `sentencepiece.bpe.model`: the tokenizer of CamemBERT and XLM-R checkpoints that come without `tokenizer.json`.

use protobuf::{CodedInputStream, ProtobufError};
use tokenizers::Tokenizer;
use tokenizers::models::unigram::Unigram;
use tokenizers::normalizers::Precompiled;
use tokenizers::pre_tokenizers::metaspace::{Metaspace, PrependScheme};
use tokenizers::processors::template::TemplateProcessing;

/// What a tokenizer needs of the file (`sentencepiece_model.proto`).
#[derive(Debug, Default, PartialEq)]
struct Model {
    pieces: Vec<(String, f64)>,
    /// 1 is a unigram model.
    kind: u64,
    /// How characters are normalized, for the crate `spm_precompiled`.
    characters: Vec<u8>,
}

const UNIGRAM: u64 = 1;

impl Model {
    fn read(bytes: &[u8]) -> Result<Self, ProtobufError> {
        // A file that says nothing of its kind has the default one.
        let mut out = Self {
            kind: UNIGRAM,
            ..Self::default()
        };
        let mut file = CodedInputStream::from_bytes(bytes);
        while !file.eof()? {
            let (field, wire) = file.read_tag_unpack()?;
            match field {
                1 => out.pieces.push(piece(&file.read_bytes()?)?),
                2 => {
                    let trainer = file.read_bytes()?;
                    let mut trainer = CodedInputStream::from_bytes(&trainer);
                    while !trainer.eof()? {
                        match trainer.read_tag_unpack()? {
                            (3, _) => out.kind = trainer.read_uint64()?,
                            (_, wire) => trainer.skip_field(wire)?,
                        }
                    }
                }
                3 => {
                    let normalizer = file.read_bytes()?;
                    let mut normalizer = CodedInputStream::from_bytes(&normalizer);
                    while !normalizer.eof()? {
                        match normalizer.read_tag_unpack()? {
                            (2, _) => out.characters = normalizer.read_bytes()?,
                            (_, wire) => normalizer.skip_field(wire)?,
                        }
                    }
                }
                _ => file.skip_field(wire)?,
            }
        }
        Ok(out)
    }
}

/// A piece and its logarithmic probability.
fn piece(bytes: &[u8]) -> Result<(String, f64), ProtobufError> {
    let mut out = (String::new(), 0.0);
    let mut message = CodedInputStream::from_bytes(bytes);
    while !message.eof()? {
        match message.read_tag_unpack()? {
            (1, _) => out.0 = message.read_string()?,
            (2, _) => out.1 = f64::from(message.read_float()?),
            (_, wire) => message.skip_field(wire)?,
        }
    }
    Ok(out)
}

/// The tokenizer of a checkpoint, with the numbers that its kind gives to the pieces.
///
/// Both kinds were trained with fairseq, which put pieces of its own before those of the file: CamemBERT keeps the file's `<s>`
/// and `</s>` beside them, XLM-R leaves them out.
pub(super) fn tokenizer(bytes: &[u8], camembert: bool) -> Result<Tokenizer, String> {
    let model = Model::read(bytes).map_err(|e| e.to_string())?;
    if model.kind != UNIGRAM {
        return Err("is no unigram model; a folder with tokenizer.json is wanted".into());
    }
    let own = |names: &[&str]| names.iter().map(|&n| (n.to_owned(), 0.0)).collect::<Vec<_>>();
    let (mut vocabulary, skipped) = if camembert {
        let mut vocabulary = own(&["<s>NOTUSED", "<pad>", "</s>NOTUSED", "<unk>"]);
        vocabulary.push(("<unk>NOTUSED".to_owned(), -100.0));
        (vocabulary, 1)
    } else {
        (own(&["<s>", "<pad>", "</s>", "<unk>"]), 3)
    };
    vocabulary.extend(model.pieces.into_iter().skip(skipped));
    vocabulary.push(("<mask>".to_owned(), 0.0));
    let number = |name: &str| {
        let at = vocabulary.iter().position(|(piece, _)| piece == name);
        at.map(|at| (name.to_owned(), at as u32))
            .ok_or_else(|| format!("has no piece {name}"))
    };
    let ends = vec![number("<s>")?, number("</s>")?];
    let frame = TemplateProcessing::builder()
        .try_single("<s> $A </s>")
        .map_err(|e| e.to_string())?
        .special_tokens(ends)
        .build()
        .map_err(|e| e.to_string())?;
    let unigram = Unigram::from(vocabulary, Some(3), false).map_err(|e| e.to_string())?;
    let mut out = Tokenizer::new(unigram);
    if !model.characters.is_empty() {
        let characters = Precompiled::from(&model.characters).map_err(|e| e.to_string())?;
        out.with_normalizer(Some(characters));
    }
    out.with_pre_tokenizer(Some(Metaspace::new('▁', PrependScheme::Always, true)));
    out.with_post_processor(Some(frame));
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::tokenizer;
    use protobuf::CodedOutputStream;

    fn message(write: impl FnOnce(&mut CodedOutputStream<'_>) -> protobuf::ProtobufResult<()>) -> Vec<u8> {
        let mut out = Vec::new();
        {
            let mut stream = CodedOutputStream::vec(&mut out);
            write(&mut stream).and_then(|()| stream.flush()).expect("memory");
        }
        out
    }

    /// A file of pieces with scores, written as sentencepiece does.
    fn file(pieces: &[(&str, f32)], kind: i32) -> Vec<u8> {
        message(|file| {
            for (piece, score) in pieces {
                let piece = message(|m| m.write_string(1, piece).and_then(|()| m.write_float(2, *score)));
                file.write_bytes(1, &piece)?;
            }
            let trainer = message(|m| m.write_string(1, "corpus.txt").and_then(|()| m.write_enum(3, kind)));
            file.write_bytes(2, &trainer)
        })
    }

    const PIECES: [(&str, f32); 7] = [
        ("<unk>", 0.0),
        ("<s>", 0.0),
        ("</s>", 0.0),
        ("▁Paris", -3.0),
        ("▁", -4.0),
        ("é", -5.0),
        ("t", -5.5),
    ];

    fn pieces(camembert: bool) -> (Vec<u32>, Vec<(usize, usize)>) {
        let tokenizer = tokenizer(&file(&PIECES, 1), camembert).expect("a unigram model");
        let encoding = tokenizer.encode("été Paris", true).expect("a text");
        (encoding.get_ids().to_vec(), encoding.get_offsets().to_vec())
    }

    #[test]
    fn camembert_and_xlm_r_number_their_pieces_as_fairseq_did() {
        // camembert-base: <s> is 5, </s> is 6, the first piece of its own 7.
        let (ids, offsets) = pieces(true);
        assert_eq!(ids, [5, 8, 9, 10, 9, 7, 6]);
        assert_eq!(offsets[5], (5, 11), "bytes, with the space before: {offsets:?}");
        // xlm-roberta-base: <s> is 0, </s> is 2, the first piece of its own 4.
        assert_eq!(pieces(false).0, [0, 5, 6, 7, 6, 4, 2]);
    }

    #[test]
    fn other_files_are_refused() {
        assert!(tokenizer(&file(&PIECES, 2), true).is_err_and(|e| e.contains("unigram")));
        assert!(tokenizer(&file(&PIECES[3..], 1), true).is_err());
        assert!(tokenizer(b"\x0a\xff no model", true).is_err());
    }
}
