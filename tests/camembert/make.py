#!/usr/bin/env python3
"""Writes the tiny CamemBERT checkpoint beside this file, in the files that transformers writes, and what transformers reads with it.

usage: tests/camembert/make.py        (needs torch, transformers 4.46 and sentencepiece 0.2 from PyPI)
The weights are random and large, so that the labels of pieces differ; nothing is learnt. The pieces are those of the corpus's articles.
"""
import json
import pathlib

import sentencepiece
import torch
from transformers import CamembertConfig, CamembertForTokenClassification, CamembertTokenizer, CamembertTokenizerFast

HERE = pathlib.Path(__file__).parent
# As Jean-Baptiste/camembert-ner: inside labels only.
LABELS = ["O", "I-LOC", "I-PER", "I-MISC", "I-ORG"]
SENTENCES = [
    "Elle aimait l'été à Paris où vécut Molière.",
    "Le groupe Verralie a supprimé 612 postes à Épinal, selon Les Échos.",
    "« Où ça ? », demande M. Lœwen à l'Assemblée nationale.",
    "L’État, l'Iran et l'Union européenne négocient : 2,5 millions d'euros…",
    "Un 🎉 pour le Real Madrid !",
]


def main():
    torch.manual_seed(7)
    lines = [l for p in sorted(HERE.parents[1].glob("corpus/*.txt")) for l in p.read_text(encoding="utf-8").splitlines()]
    prefix = HERE / "sentencepiece"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([l for l in lines if l.strip()]), model_prefix=str(prefix), vocab_size=800, num_threads=1
    )
    slow = CamembertTokenizer(f"{prefix}.model")
    slow.save_pretrained(HERE)
    config = CamembertConfig(
        vocab_size=len(slow),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=130,
        type_vocab_size=1,
        layer_norm_eps=1e-5,
        initializer_range=0.4,
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
    )
    model = CamembertForTokenClassification(config).eval()
    with torch.no_grad():
        # The decoder weighs labels of neighbors against each other; where one is far ahead, it is the piece's.
        model.classifier.weight.mul_(20)
    model.save_pretrained(HERE)
    fast = CamembertTokenizerFast.from_pretrained(HERE)
    rows = []
    for text in SENTENCES:
        pieces = fast(text, return_offsets_mapping=True, return_tensors="pt")
        assert pieces["input_ids"][0].tolist() == slow(text)["input_ids"], text
        with torch.no_grad():
            logits = model(input_ids=pieces["input_ids"]).logits[0]
        rows.append(
            {
                "text": text,
                "pieces": pieces["input_ids"][0].tolist(),
                "characters": pieces["offset_mapping"][0].tolist(),
                "labels": [LABELS[i] for i in logits.argmax(-1).tolist()],
            }
        )
    (HERE / "reference.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name in ["sentencepiece.model", "sentencepiece.vocab", "added_tokens.json", "special_tokens_map.json", "tokenizer_config.json"]:
        (HERE / name).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
