"""Dev figures: names by exact span and type, parts of speech, attachment."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import torch

import batches
import decode
import events
import names
import network
from labels import Labels, apply
from network import Network
from records import Sentence


@torch.no_grad()
def predict(
    net: Network,
    sentences: list[Sentence],
    encoder: batches.Encoder,
    labels: Labels,
    budget: int = 2400,
    bf16: bool = True,
    relations: bool = True,
) -> list[dict[str, np.ndarray]]:
    """Logits of every word, sentence by sentence; `rel` for the highest-scoring head."""
    net.eval()
    lengths = [len(encoder.sentence(s)[0]) for s in sentences]
    found: list[dict] = [{} for _ in sentences]
    for group in batches.by_length(lengths, budget, random.Random(0)):
        batch = batches.collate(encoder, labels, [(i, sentences[i], sentences[i]) for i in group])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16 and network.HALF):
            out = net(batch.ids, batch.keep, batch.first)
            heads = out["arc"].argmax(-1)
            rel = net.relations(out, heads) if relations else None
        for row, i in enumerate(group):
            n = int((batch.first[row, 1:] > 0).sum())
            kept = {k: out[k][row, :n].float().numpy() for k in ("ner", "upos", "feats", "lemma")}
            kept["arc"] = out["arc"][row, :n, : n + 1].float().numpy()
            kept["head"] = heads[row, :n].numpy()
            if rel is not None:
                kept["rel"] = rel[row, :n].float().numpy()
            found[i] = kept
    return found


@torch.no_grad()
def relations_at(
    net: Network, sentence: Sentence, heads: list[int], encoder: batches.Encoder, labels: Labels
) -> list[str]:
    """The relations of one sentence's words to the given heads."""
    net.eval()
    batch = batches.collate(encoder, labels, [(0, sentence, sentence)])
    out = net(batch.ids, batch.keep, batch.first)
    found = net.relations(out, torch.tensor([heads]))[0]
    return [labels.deprel[int(i)] for i in found.argmax(-1)]


@torch.no_grad()
def event_scores(
    net: Network,
    sentences: list[Sentence],
    encoder: batches.Encoder,
    labels: Labels,
    lexicon: events.Lexicon,
    bf16: bool = True,
) -> dict[str, float]:
    """The event heads' figures beside those of tables and rules."""
    net.eval()
    figures = events.Figures()
    for s in sentences:
        batch = batches.collate(encoder, labels, [(0, s, s)], net.events, lexicon, leave_out=False)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16 and network.HALF):
            out = net(batch.ids, batch.keep, batch.first)
            told = events.run(net.events, out["words"], batch.events)
        figures.add(s.event, batch.events, told)
    return figures.all()


def name_scores(
    sentences: list[Sentence], predicted: list[list[str]]
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall, F1 of exact spans, per type and for all."""
    counts: dict[str, list[int]] = {}
    for sentence, labels in zip(sentences, predicted, strict=True):
        gold, own = set(names.spans(sentence.ner)), set(names.spans(labels))
        for span in gold | own:
            for key in (span[2], "all"):
                hit, g, p = counts.setdefault(key, [0, 0, 0])
                counts[key] = [
                    hit + (span in gold and span in own),
                    g + (span in gold),
                    p + (span in own),
                ]
    out = {}
    for key, (hit, gold_n, own_n) in counts.items():
        precision, recall = hit / max(own_n, 1), hit / max(gold_n, 1)
        out[key] = (precision, recall, 2 * hit / max(gold_n + own_n, 1))
    return out


def names_of(found: list[dict], sentences: list[Sentence], labels: Labels) -> list[list[str]]:
    """Constrained decoding; words past the window get O."""
    return [
        (decode.viterbi(f["ner"], labels.ner) + ["O"] * len(s.words))[: len(s.words)]
        for f, s in zip(found, sentences, strict=True)
    ]


def tree_scores(sentences: list[Sentence], found: list[dict], labels: Labels) -> dict[str, float]:
    """UPOS, features (all groups right), lemma scripts, UAS, LAS (without subtypes) over words."""
    n = upos = feats = lemma = uas = las = exact = 0
    for sentence, f in zip(sentences, found, strict=True):
        heads = decode.tree(f["arc"])
        relations = [labels.deprel[i] for i in f["rel"].argmax(-1)]
        for i in range(len(heads)):
            n += 1
            upos += labels.upos[f["upos"][i].argmax()] == sentence.upos[i]
            at, right = 0, True
            for name, values in labels.feats.items():
                own = values[f["feats"][i, at : at + len(values)].argmax()]
                right &= own == sentence.feats[i].get(name, "_")
                at += len(values)
            feats += right
            lemma += apply(sentence.words[i], labels.lemma[f["lemma"][i].argmax()]) == (
                sentence.lemma[i].replace("\u2019", "'")
            )
            if heads[i] == sentence.head[i]:
                uas += 1
                las += relations[i].split(":")[0] == sentence.deprel[i].split(":")[0]
                exact += relations[i] == sentence.deprel[i]
    return {
        "upos": upos / n,
        "feats": feats / n,
        "lemma": lemma / n,
        "uas": uas / n,
        "las": las / n,
        "las_sub": exact / n,
    }


def scores(
    net: Network,
    dev: dict[str, list[Sentence]],
    encoder: batches.Encoder,
    labels: Labels,
    bf16: bool = False,
) -> dict[str, float]:
    """The figures that choose the model: names on two dev sets, trees on two."""
    out = {}
    for key, sentences in dev.items():
        found = predict(net, sentences, encoder, labels, bf16=bf16)
        if sentences[0].ner:
            for kind, (_, _, f1) in sorted(
                name_scores(sentences, names_of(found, sentences, labels)).items()
            ):
                out[f"{key}.f1.{kind}"] = round(f1, 4)
        if sentences[0].head:
            for kind, value in tree_scores(sentences, found, labels).items():
                out[f"{key}.{kind}"] = round(value, 4)
    return out


def disturbed(
    net: Network, sentences: list[Sentence], encoder: batches.Encoder, labels: Labels
) -> dict[str, float]:
    """Names when the same sentences come in capitals or in lower case."""
    out = {}
    for key, change in (("capitals", str.upper), ("lower", str.lower)):
        changed = [replace(s, words=[change(w) for w in s.words]) for s in sentences]
        found = predict(net, changed, encoder, labels, bf16=False, relations=False)
        f1 = name_scores(changed, names_of(found, changed, labels))["all"][2]
        out[f"winer.dev.{key}.f1.all"] = round(f1, 4)
    return out


def judge(
    net: Network, dev: dict[str, list[Sentence]], encoder: batches.Encoder, labels: Labels
) -> str:
    """The figures on one line."""
    found = scores(net, dev, encoder, labels, bf16=True)
    return " ".join(f"{key}={100 * value:.1f}" for key, value in found.items())
