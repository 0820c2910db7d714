"""Articles that nobody annotated, with events as teachers see them.

The program reads an article twice: once without events, so that the teachers can tell which words
are triggers, and once with those, so that its rules say what they make of them.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import torch

import batches
import events
import network
from articles import annotated
from labels import Labels
from network import Network
from records import Sentence

# A word may be a trigger from this probability on.
SEEN = 0.3


def lines(articles: Path, gold: list[Path]) -> list[dict]:
    """The articles that nobody annotated, as gold lines without events."""
    taken = annotated()
    for path in gold:
        with path.open(encoding="utf-8") as rows:
            taken |= {json.loads(row).get("doc_id") for row in rows}
    with articles.open(encoding="utf-8") as rows:
        found = [json.loads(row) for row in rows]
    return [
        {"doc_id": a["id"], "published": a["date"], "text": a["text"], "events": []}
        for a in found
        if a["id"] not in taken
    ]


def lessons(documents: list[dict], program: Path, work: Path, name: str) -> list[dict]:
    """What `examples/event_lessons` makes of the documents."""
    gold, out = work / f"{name}.gold.jsonl", work / f"lessons.{name}.jsonl"
    gold.write_text("".join(json.dumps(d) + "\n" for d in documents), encoding="utf-8")
    with out.open("wb") as target:
        subprocess.run([str(program), str(gold)], check=True, stdout=target)
    return events.read(out)


@torch.no_grad()
def _told(
    net: Network,
    sentence: Sentence,
    encoder: batches.Encoder,
    labels: Labels,
    lexicon: events.Lexicon,
) -> dict[str, torch.Tensor]:
    batch = batches.collate(
        encoder, labels, [(0, sentence, sentence)], net.events, lexicon, leave_out=False
    )
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=network.HALF):
        out = net(batch.ids, batch.keep, batch.first)
        return events.run(net.events, out["words"], batch.events)


def triggers(
    documents: list[dict],
    read: list[dict],
    teachers: list[Network],
    inventory: events.Inventory,
    encoder: batches.Encoder,
    labels: Labels,
    lexicon: events.Lexicon,
) -> list[dict]:
    """The documents with the events whose words the teachers together hold for triggers."""
    found = []
    for document, lesson in zip(documents, read, strict=True):
        told = []
        spans = [s["spans"] for s in lesson["sentences"] if s["words"]]
        for span, sentence in zip(
            spans, events.sentences([lesson], inventory, "silver"), strict=True
        ):
            own = [_told(net, sentence, encoder, labels, lexicon)["types"][0] for net in teachers]
            p = torch.stack([x.softmax(-1) for x in own]).mean(0)[:, 1:]
            best, kind = p.max(-1)
            for i in (best > SEEN).nonzero().flatten().tolist():
                start, end = span[i]
                told.append(
                    {
                        "type": inventory.kinds[int(kind[i]) + 1],
                        "trigger": {"start": start, "end": end},
                        "factuality": "asserted",
                        "args": [],
                        "dates": [],
                        "amounts": [],
                    }
                )
        found.append(document | {"events": told})
    return found


def label(
    sentences: list[Sentence],
    teachers: list[Network],
    encoder: batches.Encoder,
    labels: Labels,
    lexicon: events.Lexicon,
) -> None:
    """Lays the mean of the teachers' logits into the sentences' event layers."""
    for net in teachers:
        net.eval()
    for sentence in sentences:
        told = [_told(net, sentence, encoder, labels, lexicon) for net in teachers]
        n = told[0]["types"].shape[1]

        def mean(key: str, told: list = told) -> np.ndarray:
            return torch.stack([t[key].float() for t in told]).mean(0).numpy().astype(np.float16)

        layer = sentence.event
        layer.events = [e for e in layer.events if e.word < n]
        empty = np.zeros((0, n, len(events.LINKS)), np.float16)
        layer.soft = events.Soft(
            mean("types")[0],
            mean("links") if layer.events else empty,
            mean("facts") if layer.events else np.zeros((0, len(events.FACTS)), np.float16),
        )
