"""Events: lessons from annotated text, the heads over words and pairs of words, loss and figures.

A lesson is what `examples/event_lessons.rs` writes of an annotated document: sentences with words,
parse, what tables and rules say, and gold events. A trigger's first word stands for it, the head
word of an argument for the argument.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from names import over_words
from records import Sentence

KINDS = 11
FACTS = ("asserted", "planned", "possible", "denied")
LINKS = (
    "actor", "recipient", "theme", "place", "event_time", "begin", "end", "level", "change",
    "share", "count", "price", "total", "forecast", "source",
)  # fmt: skip
VERDICTS = (
    "told", "name", "reflexive", "excluded", "missing", "weak", "beaten", "told_elsewhere",
)  # fmt: skip
# Types that no head tells: annotators agree on them too little.
UNLEARNED = ("COM.Statement",)
# What an offered type has: verdicts, prior, prior if told; then of the lemma in annotated text:
# seen, log-odds, how often.
OFFERED = len(VERDICTS) + 2
FEATURES = OFFERED + 3
# Distances to the trigger, in words, at which a bucket begins; the same to the left and the right.
STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 25)
PATHS = ("self", "child", "parent", "grandchild", "sibling", "far")
TYPE, TRIGGER, WORD, FACT = 192, 128, 128, 64
WIDTH = TYPE + TRIGGER + WORD + FACT


@dataclass
class Event:
    """A gold event of a sentence; words are indices."""

    word: int
    kind: int
    fact: int
    links: list[tuple[int, int]]
    said: list[tuple[int, int]]
    said_fact: int


@dataclass
class Soft:
    """Teachers' logits for a sentence that nobody annotated and for the triggers they see there."""

    types: np.ndarray
    links: np.ndarray
    facts: np.ndarray


@dataclass
class Layer:
    """What a sentence has beside its words."""

    kind: list[int]
    head: list[int]
    deprel: list[int]
    lemma: list[str]
    pos: list[str]
    offers: list[tuple[int, int, int, float]]
    events: list[Event]
    doc: str
    soft: Soft | None = field(default=None, repr=False)


def pos_class(upos: str) -> str:
    """Parts of speech as the lexicon tells them apart."""
    return {"VERB": "V", "AUX": "V", "ADJ": "A"}.get(upos, "N")


class Inventory:
    """The types and relations by index; index 0 of the types is no event."""

    def __init__(self, kinds: list[str], relations: list[str]):
        self.kinds, self.relations = kinds, relations
        self.kind_of = {k: i for i, k in enumerate(kinds)}
        self.relation_of = {r: i for i, r in enumerate(relations)}

    @staticmethod
    def of(lessons: list[dict], codes: list[str]) -> Inventory:
        relations = {r for d in lessons for s in d["sentences"] for r in s["deprel"]}
        return Inventory(["none", *sorted(set(codes) - set(UNLEARNED))], sorted(relations))


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sentences(lessons: list[dict], inventory: Inventory, source: str) -> list[Sentence]:
    """The sentences of lessons with their event layer, and names where the document has them."""
    out = []
    for document in lessons:
        for s in document["sentences"]:
            if not s["words"]:
                continue
            names = document["names"]
            ner = None
            if names is not None:
                ner = over_words([tuple(x) for x in s["spans"]], [tuple(n) for n in names])
            sentence = Sentence(source, s["words"], s["glued"], ner=ner, doc=document["doc_id"])
            sentence.event = _layer(s, inventory, document["doc_id"])
            out.append(sentence)
    return out


def _layer(s: dict, inventory: Inventory, doc: str) -> Layer:
    links = {name: i for i, name in enumerate(LINKS)}
    events = []
    for e in s["events"]:
        if e["type"] in UNLEARNED:
            continue
        known = [(links[r], w) for r, w in e["links"] if r in links]
        said = [(links[r], w) for r, w in e["rules"]["links"] if r in links]
        events.append(
            Event(
                e["word"],
                inventory.kind_of[e["type"]],
                FACTS.index(e["factuality"]),
                known,
                said,
                FACTS.index(e["rules"]["factuality"]),
            )
        )
    offers = [
        (w, inventory.kind_of[t], VERDICTS.index(v), p)
        for w, t, v, p in s["offers"]
        if t in inventory.kind_of
    ]
    return Layer(
        s["kind"],
        s["head"],
        [inventory.relation_of.get(r, 0) for r in s["deprel"]],
        s["lemma"],
        [pos_class(u) for u in s["upos"]],
        offers,
        events,
        doc,
    )


class Lexicon:
    """How often a lemma tells each type in annotated text, with or without a document's own."""

    def __init__(self, sentences: list[Sentence]):
        self.seen: Counter = Counter()
        self.told: dict[tuple[str, str], Counter] = defaultdict(Counter)
        self.by_doc: dict[str, tuple[Counter, dict]] = {}
        for s in sentences:
            layer = s.event
            seen, told = self.by_doc.setdefault(layer.doc, (Counter(), defaultdict(Counter)))
            kinds = {e.word: e.kind for e in layer.events}
            for i, lemma in enumerate(layer.lemma):
                key = (lemma, layer.pos[i])
                self.seen[key] += 1
                seen[key] += 1
                if i in kinds:
                    self.told[key][kinds[i]] += 1
                    told[key][kinds[i]] += 1

    def rows(self) -> list[tuple[str, str, int, dict[int, int]]]:
        """Every lemma that tells an event: lemma, class, how often seen, how often each type."""
        return [
            (lemma, pos, self.seen[lemma, pos], dict(told))
            for (lemma, pos), told in sorted(self.told.items())
            if told
        ]

    def offered(self, layer: Layer, i: int, leave_out: bool) -> list[tuple[int, float, float]]:
        """(type, log-odds, log of times seen) of what the annotated text offers for a word."""
        key = (layer.lemma[i], layer.pos[i])
        told = self.told.get(key)
        if not told:
            return []
        own_seen, own_told = (
            self.by_doc.get(layer.doc, (Counter(), {})) if leave_out else (Counter(), {})
        )
        seen = self.seen[key] - own_seen[key]
        own = own_told.get(key, Counter())
        if seen <= 0:
            return []
        out = []
        for kind, n in told.items():
            n -= own[kind]
            if n > 0:
                out.append((kind, log_odds(n, seen), math.log(seen + 1.0)))
        return out


def log_odds(told: int, seen: int) -> float:
    """Smoothed log-odds of a lemma's telling a type."""
    return math.log((told + 0.5) / (max(seen - told, 0) + 1.0))


def features(layer: Layer, n: int, kinds: int, lexicon: Lexicon, leave_out: bool) -> np.ndarray:
    """[n, kinds, FEATURES]: what tables and annotated text say of each word and type."""
    out = np.zeros((n, kinds, FEATURES), dtype=np.float32)
    for w, kind, verdict, prior in layer.offers:
        if w < n:
            out[w, kind, verdict] = 1.0
            out[w, kind, len(VERDICTS)] = max(out[w, kind, len(VERDICTS)], prior)
            if verdict == 0:
                out[w, kind, len(VERDICTS) + 1] = prior
    for i in range(n):
        for kind, odds, often in lexicon.offered(layer, i, leave_out):
            out[i, kind, OFFERED:] = (1.0, odds, often)
    return out


def bucket(distance: int) -> int:
    """0 for the trigger itself, then buckets to the right, then to the left."""
    if distance == 0:
        return 0
    step = sum(abs(distance) >= s for s in STEPS)
    return step if distance > 0 else len(STEPS) + step


BUCKETS = 2 * len(STEPS) + 1


def paths(layer: Layer, i: int, n: int, relations: int) -> list[int]:
    """For each word, how the parse leads there from word `i`: a kind of path and a relation."""
    head, rel = layer.head, layer.deprel
    out = []
    for j in range(n):
        if j == i:
            kind, r = 0, 0
        elif head[j] == i:
            kind, r = 1, rel[j]
        elif head[i] == j:
            kind, r = 2, rel[i]
        elif head[j] >= 0 and head[head[j]] == i:
            kind, r = 3, rel[j]
        elif head[j] == head[i]:
            kind, r = 4, rel[j]
        else:
            kind, r = 5, 0
        out.append(kind * relations + r)
    return out


class Heads(nn.Module):
    """Types of words, links from triggers to words, factuality.

    Each is a sum of what the encoder, the tables and the rules say.
    """

    def __init__(self, linear, hidden: int, kinds: int, relations: int):
        super().__init__()
        self.kinds, self.relations = kinds, relations
        self.word = linear(hidden, WIDTH)
        nn.init.normal_(self.word.weight, std=0.03)
        nn.init.zeros_(self.word.bias)
        self.kind_type = nn.Embedding(KINDS, TYPE)
        self.kind_word = nn.Embedding(KINDS, WORD)
        self.type_trigger = nn.Embedding(kinds, TRIGGER)
        self.said_fact = nn.Embedding(len(FACTS), FACT)
        for table in (self.kind_type, self.kind_word, self.type_trigger, self.said_fact):
            nn.init.normal_(table.weight, std=0.03)
        self.type_out = nn.Linear(TYPE, kinds)
        self.fact_out = nn.Linear(FACT, len(FACTS))
        self.link_u = nn.Parameter(torch.randn(len(LINKS), TRIGGER, WORD) / TRIGGER)
        self.link_word = nn.Linear(WORD, len(LINKS))
        self.link_trigger = nn.Linear(TRIGGER, len(LINKS), bias=False)
        # Additive evidence; learns faster than the rest.
        bias = {
            "offer": torch.zeros(FEATURES),
            "told": torch.zeros(kinds),
            "distance": torch.zeros(len(LINKS), BUCKETS),
            "path": torch.zeros(len(LINKS), len(PATHS) * relations),
            "said": torch.full((len(LINKS),), 2.0),
            "taken": torch.zeros(len(LINKS)),
            "fact": torch.eye(len(FACTS)) * 1.5,
        }
        bias["offer"][0] = 2.0
        self.bias = nn.ParameterDict({k: nn.Parameter(v) for k, v in bias.items()})
        nn.init.constant_(self.link_word.bias, -4.0)
        self.drop = 0.2

    def split(self, x: Tensor) -> tuple[Tensor, ...]:
        return self.word(x).split((TYPE, TRIGGER, WORD, FACT), -1)

    def types(self, hidden: Tensor, kind: Tensor, offered: Tensor) -> Tensor:
        """[..., kinds] logits of words."""
        h = F.dropout(F.relu(hidden + self.kind_type(kind)), self.drop, self.training)
        told = offered[..., 0] * self.bias["told"]
        return self.type_out(h).float() + offered @ self.bias["offer"] + told

    def links(
        self, trigger: Tensor, word: Tensor, kind: Tensor, types: Tensor, extra: Tensor
    ) -> Tensor:
        """[t, w, links] logits; `trigger` [t, TRIGGER], `word` [t, w, WORD] of its sentence."""
        a = F.dropout(F.relu(trigger + self.type_trigger(types)), self.drop, self.training)
        c = F.dropout(F.relu(word + self.kind_word(kind)), self.drop, self.training)
        mixed = torch.einsum("td,rde->tre", a, self.link_u.to(a.dtype))
        score = torch.einsum("tre,twe->twr", mixed, c) + self.link_word(c)
        return score.float() + self.link_trigger(a).float()[:, None, :] + extra

    def facts(self, hidden: Tensor, said: Tensor) -> Tensor:
        h = F.dropout(F.relu(hidden + self.said_fact(said)), self.drop, self.training)
        return self.fact_out(h).float() + self.bias["fact"][said]


@dataclass
class Batch:
    """Event tensors of a batch of sentences."""

    rows: Tensor
    kind: Tensor
    offered: Tensor
    target: Tensor
    # Triggers: row, word, type, factuality, what the rules say of it.
    at: Tensor
    types: Tensor
    facts: Tensor
    said_facts: Tensor
    distance: Tensor
    path: Tensor
    said: Tensor
    goal: Tensor
    there: Tensor
    # Rows of no annotation, and teachers' logits of their words and triggers (zeros elsewhere).
    taught: Tensor
    soft_types: Tensor
    soft_links: Tensor
    soft_facts: Tensor


def collate(
    layers: list[tuple[int, Layer, int]],
    width: int,
    heads: Heads,
    lexicon: Lexicon,
    leave_out: bool,
) -> Batch | None:
    """`layers` are (row of the batch, layer, words that the encoder sees)."""
    if not layers:
        return None
    b, k = len(layers), heads.kinds
    kind = torch.zeros(b, width, dtype=torch.long)
    offered = torch.zeros(b, width, k, FEATURES)
    target = torch.full((b, width), -100, dtype=torch.long)
    at, types, facts, said_facts, distance, path, pairs, goals = [], [], [], [], [], [], [], []
    there = torch.zeros(b, width, dtype=torch.bool)
    taught = torch.zeros(b, dtype=torch.bool)
    soft_types, soft_links, soft_facts = torch.zeros(b, width, k), [], []
    for i, (_, layer, n) in enumerate(layers):
        kind[i, :n] = torch.tensor(layer.kind[:n])
        offered[i, :n] = torch.from_numpy(features(layer, n, k, lexicon, leave_out))
        there[i, :n] = True
        soft = layer.soft
        if soft is None:
            target[i, :n] = 0
        else:
            taught[i] = True
            soft_types[i, :n] = torch.from_numpy(soft.types[:n].astype(np.float32))
        for t, e in enumerate(layer.events):
            if e.word >= n:
                continue
            own_links, own_facts = torch.zeros(width, len(LINKS)), torch.zeros(len(FACTS))
            if soft is None:
                target[i, e.word] = e.kind
            else:
                own_links[:n] = torch.from_numpy(soft.links[t, :n].astype(np.float32))
                own_facts = torch.from_numpy(soft.facts[t].astype(np.float32))
            soft_links.append(own_links)
            soft_facts.append(own_facts)
            at.append((i, e.word))
            types.append(e.kind)
            facts.append(e.fact)
            said_facts.append(e.said_fact)
            d = [bucket(j - e.word) for j in range(n)] + [0] * (width - n)
            distance.append(d)
            path.append(paths(layer, e.word, n, heads.relations) + [0] * (width - n))
            for store, links in ((pairs, e.said), (goals, e.links)):
                grid = torch.zeros(width, len(LINKS))
                for link, w in links:
                    if w < n:
                        grid[w, link] = 1.0
                store.append(grid)

    def whole(values: list) -> Tensor:
        return torch.tensor(values, dtype=torch.long)

    grid = torch.zeros(0, width, len(LINKS))
    return Batch(
        torch.tensor([row for row, _, _ in layers]),
        kind,
        offered,
        target,
        whole(at).view(-1, 2),
        whole(types),
        whole(facts),
        whole(said_facts),
        whole(distance).view(-1, width),
        whole(path).view(-1, width),
        torch.stack(pairs) if pairs else grid,
        torch.stack(goals) if goals else grid,
        there,
        taught,
        soft_types,
        torch.stack(soft_links) if soft_links else grid,
        torch.stack(soft_facts) if soft_facts else torch.zeros(0, len(FACTS)),
    )


def extra(heads: Heads, batch: Batch) -> Tensor:
    """[t, w, links]: what distance, path and rules add."""
    bias = heads.bias
    taken = (batch.said.amax(1, keepdim=True) - batch.said) * bias["taken"]
    near = bias["distance"].t()[batch.distance] + bias["path"].t()[batch.path]
    return near + batch.said * bias["said"] + taken


def run(heads: Heads, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Logits of the batch's words and of its triggers; `x` [b, w, hidden] are the word vectors."""
    type_h, trigger, word, fact = heads.split(x[batch.rows])
    row, at = batch.at[:, 0], batch.at[:, 1]
    out = {"types": heads.types(type_h, batch.kind, batch.offered)}
    if len(row):
        out["links"] = heads.links(
            trigger[row, at], word[row], batch.kind[row], batch.types, extra(heads, batch)
        )
        out["facts"] = heads.facts(fact[row, at], batch.said_facts)
    return out


# What the words of a document tell together, as `Context` in core/src/event/learned/decide.rs
# weighs it.
CONTEXT_WEIGHT, CONTEXT_FLOOR, CONTEXT_SPARING = 0.35, 0.3, 0.5


def in_context(logits: list[Tensor], documents: list[str]) -> list[Tensor]:
    """The probabilities [words, kinds] of each sentence, in the light of its document's words."""
    own = [x.softmax(-1) for x in logits]
    mass: dict[str, Tensor] = {}
    for p, doc in zip(own, documents, strict=True):
        mass[doc] = mass.get(doc, 0) + p.sum(0)
    out = []
    for x, p, doc in zip(logits, own, documents, strict=True):
        told = ((mass[doc][None] - p).clamp(min=0) + CONTEXT_FLOOR).log()[:, 1:]
        more = CONTEXT_WEIGHT * (told - told.mean(-1, keepdim=True) - CONTEXT_SPARING)
        out.append(torch.cat([x[:, :1], x[:, 1:] + more], 1).softmax(-1))
    return out


WEIGHT = {"types": 1.5, "facts": 1.2, "links": 1.0}


def loss(out: dict[str, Tensor], batch: Batch) -> Tensor:
    """Summed over words and triggers: cross-entropy with the annotation, divergence (Hinton et al.
    2015) from teachers' probabilities where there is none."""
    total = WEIGHT["types"] * F.cross_entropy(
        out["types"].flatten(0, 1), batch.target.flatten(), ignore_index=-100, reduction="sum"
    )
    mask = batch.there & batch.taught[:, None]
    if mask.any():
        total = total + WEIGHT["types"] * _divergence(out["types"][mask], batch.soft_types[mask])
    if "links" not in out:
        return total
    rows = batch.at[:, 0]
    told, taught = ~batch.taught[rows], batch.taught[rows]
    total = total + WEIGHT["facts"] * (
        F.cross_entropy(out["facts"][told], batch.facts[told], reduction="sum")
        + _divergence(out["facts"][taught], batch.soft_facts[taught])
    )
    aim = torch.where(taught[:, None, None], batch.soft_links.sigmoid(), batch.goal)
    pairs = F.binary_cross_entropy_with_logits(out["links"], aim, reduction="none")
    return total + WEIGHT["links"] * (pairs.sum(-1) * batch.there[rows]).sum()


def _divergence(own: Tensor, aim: Tensor) -> Tensor:
    return F.kl_div(
        F.log_softmax(own, -1), F.log_softmax(aim, -1), log_target=True, reduction="sum"
    )


GROUPS = {
    "actor": (0, 1),
    "theme": (2,),
    "place": (3,),
    "date": (4, 5, 6),
    "amount": tuple(range(7, 14)),
    "source": (14,),
}


class Figures:
    """Micro F1 of types and, from gold triggers, of links by group; accuracy of factuality.

    Beside them those of tables and rules on the same words.
    """

    def __init__(self, threshold: float = 0.4):
        self.threshold = threshold
        self.tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.facts = [0, 0, 0]

    def _count(self, key: str, own: set, gold: set) -> None:
        t = self.tally[key]
        t[0] += len(own & gold)
        t[1] += len(own)
        t[2] += len(gold)

    def add(self, layer: Layer, batch: Batch, out: dict[str, Tensor]) -> None:
        """One sentence, alone in its batch."""
        n = int(batch.there[0].sum())
        events = [e for e in layer.events if e.word < n]
        gold = {(e.word, e.kind) for e in events}
        best, kind = out["types"][0, :n].softmax(-1)[:, 1:].max(-1)
        own = {(i, int(kind[i]) + 1) for i in range(n) if best[i] > self.threshold}
        self._count("type", own, gold)
        self._count(
            "type.tables", {(w, k) for w, k, v, _ in layer.offers if v == 0 and w < n}, gold
        )
        for t, e in enumerate(events):
            self.facts[0] += int(out["facts"][t].argmax()) == e.fact
            self.facts[1] += e.said_fact == e.fact
            self.facts[2] += 1
            hits = (out["links"][t, :n].sigmoid() > self.threshold).nonzero().tolist()
            for key, members in GROUPS.items():
                wanted = {(r, w) for r, w in e.links if r in members and w < n}
                self._count(key, {(r, w) for w, r in hits if r in members}, wanted)
                self._count(
                    key + ".rules", {(r, w) for r, w in e.said if r in members and w < n}, wanted
                )

    def all(self) -> dict[str, float]:
        out = {k: round(2 * a / max(b + c, 1), 4) for k, (a, b, c) in self.tally.items()}
        own, rules, n = self.facts
        return out | {"fact": round(own / max(n, 1), 4), "fact.rules": round(rules / max(n, 1), 4)}
