"""From sentences to tensors: pieces, noise, contexts of several sentences, batches by length."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

import events
from labels import Labels, script
from records import Sentence
from vocabulary import pieces

IGNORE = -100
UNKNOWN = 3
HIDDEN_WORD = "\ufffd"
HIDDEN_SHARE = 0.15


@dataclass
class Batch:
    """Tensors of one step; targets are IGNORE where not annotated."""

    ids: Tensor
    keep: Tensor
    first: Tensor
    targets: dict[str, Tensor]
    sentences: list[int]
    events: events.Batch | None = None


class Encoder:
    """Tokenizes with a memory of words."""

    def __init__(self, tokenizer: Tokenizer, limit: int = 510):
        self.tokenizer = tokenizer
        self.limit = limit
        self.known: dict[tuple[str, bool], list[int]] = {
            (HIDDEN_WORD, glued): [UNKNOWN] for glued in (False, True)
        }

    def word(self, word: str, glued: bool) -> list[int]:
        key = (word, glued)
        if key not in self.known:
            self.known[key] = pieces(self.tokenizer, word, glued)
        return self.known[key]

    def sentence(self, sentence: Sentence) -> tuple[list[int], list[int]]:
        """Piece ids with `<s>` and `</s>`, and each word's first place."""
        ids, first = [0], [0]
        for word, glued in zip(sentence.words, sentence.glued, strict=True):
            found = self.word(word, glued)
            if len(ids) + len(found) > self.limit:
                break
            first.append(len(ids))
            ids += found
        return [*ids, 2], first


def noisy(sentence: Sentence, dice: random.Random) -> Sentence:
    """Sometimes the sentence as a headline in capitals, in lower case, without accents, or with
    other quotes, so that names are found there too. Words stay one to one."""
    roll = dice.random()
    words = sentence.words
    if roll < 0.05:
        words = [w.upper() for w in words]
    elif roll < 0.10:
        words = [w.lower() for w in words]
    elif roll < 0.115:
        table = str.maketrans("éèêëàâîïôöùûüç", "eeeeaaiioouuuc")
        words = [w.lower().translate(table) for w in words]
    elif roll < 0.13:
        table = str.maketrans("ÉÈÊËÀÂÎÏÔÖÙÛÜÇ", "EEEEAAIIOOUUUC")
        words = [w.upper().translate(table) for w in words]
    elif roll < 0.15:
        words = [w[:1].upper() + w[1:] for w in words]
    elif roll < 0.17:
        start = next((i for i, w in enumerate(words) if w.isalpha() and len(w) > 1), 0)
        words = [w.upper() if start <= i < start + 4 else w for i, w in enumerate(words)]
    elif roll < 0.20:
        swap = {"«": '"', "»": '"', "…": "...", "–": "-", "—": "-"}
        words = [swap.get(w, w) for w in words]
    elif roll < 0.22:
        swap = {'"': dice.choice(["«", "»", "“", "”"]), "...": "…", "-": "–"}
        words = [swap.get(w, w) for w in words]
    elif roll < 0.25 and words[-1] in ".!?…":
        return cut(sentence, len(words) - 1)
    if words is sentence.words:
        return sentence
    return replace(sentence, words=words)


def hidden(sentence: Sentence, dice: random.Random) -> Sentence:
    """Some words that may tell events are hidden, so that context and tables must decide."""
    if sentence.event is None:
        return sentence
    telling = {w for w, *_ in sentence.event.offers} | {e.word for e in sentence.event.events}
    words = [
        HIDDEN_WORD if i in telling and dice.random() < HIDDEN_SHARE else w
        for i, w in enumerate(sentence.words)
    ]
    return replace(sentence, words=words)


def cut(sentence: Sentence, n: int) -> Sentence:
    """Only the first `n` words, when no tree hangs on the rest."""
    if n == 0 or sentence.head is not None:
        return sentence
    return replace(
        sentence,
        words=sentence.words[:n],
        glued=sentence.glued[:n],
        ner=sentence.ner[:n] if sentence.ner else None,
        soft={key: value[:n] for key, value in sentence.soft.items()} if sentence.soft else None,
    )


def targets(sentence: Sentence, labels: Labels, n: int) -> dict[str, list]:
    """Label indices of the first `n` words."""
    out: dict[str, list] = {}
    places = {
        key: {label: i for i, label in enumerate(getattr(labels, key))}
        for key in ("ner", "upos", "deprel", "lemma")
    }
    if sentence.ner:
        out["ner"] = [places["ner"][x] for x in sentence.ner[:n]]
    if sentence.upos:
        out["upos"] = [places["upos"].get(x, IGNORE) for x in sentence.upos[:n]]
        out["lemma"] = [
            places["lemma"].get(script(w, x), IGNORE)
            for w, x in zip(sentence.words[:n], sentence.lemma[:n], strict=True)
        ]
        out["deprel"] = [
            places["deprel"].get(x, places["deprel"].get(x.split(":")[0], IGNORE))
            for x in sentence.deprel[:n]
        ]
        out["head"] = [h if h <= n else IGNORE for h in sentence.head[:n]]
        out["feats"] = [
            [values.index(feats.get(name, "_")) for name, values in labels.feats.items()]
            for feats in sentence.feats[:n]
        ]
    return out


def collate(
    encoder: Encoder,
    labels: Labels,
    chosen: list[tuple[int, Sentence, Sentence]],
    heads: events.Heads | None = None,
    lexicon: events.Lexicon | None = None,
    leave_out: bool = True,
) -> Batch:
    """Pads; each item is (index, sentence as fed, sentence whose labels count).

    With the event heads and the lexicon also the event layer; `leave_out` takes a document's own
    counts out of the lexicon, as in training.
    """
    coded = [encoder.sentence(fed) for _, fed, _ in chosen]
    width = max(len(ids) for ids, _ in coded)
    most = max(len(first) for _, first in coded)
    b = len(chosen)
    ids = torch.ones(b, width, dtype=torch.long)
    first = torch.zeros(b, most, dtype=torch.long)
    aims = {
        key: torch.full((b, most - 1), IGNORE, dtype=torch.long)
        for key in ("ner", "upos", "lemma", "deprel", "head")
    }
    aims["feats"] = torch.full((b, most - 1, len(labels.feats)), IGNORE, dtype=torch.long)
    for row, ((pids, firsts), (_, _, clean)) in enumerate(zip(coded, chosen, strict=True)):
        ids[row, : len(pids)] = torch.tensor(pids)
        first[row, : len(firsts)] = torch.tensor(firsts)
        n = len(firsts) - 1
        for key, values in targets(clean, labels, n).items():
            aims[key][row, :n] = torch.tensor(values)
    told = None
    if heads is not None:
        layers = [
            (row, clean.event, min(len(firsts) - 1, len(clean.event.kind)))
            for row, ((_, firsts), (_, _, clean)) in enumerate(zip(coded, chosen, strict=True))
            if clean.event is not None
        ]
        told = events.collate(layers, most - 1, heads, lexicon, leave_out)
    return Batch(ids, ids != 1, first, aims, [i for i, _, _ in chosen], told)


def by_length(lengths: list[int], budget: int, dice: random.Random) -> list[list[int]]:
    """Indices in batches of about `budget` padded pieces, like lengths together, shuffled."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + dice.random() * 3)
    groups, group, longest = [], [], 0
    for i in order:
        longest_now = max(longest, lengths[i])
        if group and longest_now * (len(group) + 1) > budget:
            groups.append(group)
            group, longest_now = [], lengths[i]
        group.append(i)
        longest = longest_now
    if group:
        groups.append(group)
    dice.shuffle(groups)
    return groups


def together(softs: list[dict | None]) -> dict | None:
    """A teacher's outputs for consecutive sentences read as one: no tree."""
    if any(soft is None for soft in softs):
        return None
    return {
        key: np.concatenate([soft[key] for soft in softs])
        for key in ("ner", "upos", "feats", "lemma")
    }


def joined(sentences: list[Sentence], dice: random.Random, share: float) -> list[Sentence]:
    """Sometimes two or three consecutive sentences of a document as one, where no tree is lost."""
    out, i = [], 0
    while i < len(sentences):
        s = sentences[i]
        take = 1
        if dice.random() < share and s.head is None and s.event is None:
            take = dice.choice((2, 2, 3))
        group = [t for t in sentences[i : i + take] if t.doc == s.doc and t.source == s.source]
        if len(group) > 1 and sum(len(t.words) for t in group) < 120:
            s = replace(
                s,
                words=[w for t in group for w in t.words],
                glued=[g for t in group for g in t.glued],
                ner=[x for t in group for x in t.ner] if s.ner else None,
                soft=together([t.soft for t in group]),
            )
            i += len(group)
        else:
            i += 1
        out.append(s)
    return out
