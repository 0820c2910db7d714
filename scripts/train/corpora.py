"""Turns ../shared/data into training records: one command, no network.

Writes `winer`, `winer.dev`, `sequoia`, `sequoia.dev`, `gsd`, `gsd.dev` (200 sentences held out for
choosing), `wikiner` (machine-made names), `popcorn` (names where its entities tell them all) and
`texts` (written for this project, `texts/`) as JSON lines.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import names
import records
import treebank
import words

HELD_OUT = 200


def _plain_text(text: str, source: str, doc: str) -> list[tuple[int, records.Sentence]]:
    """Unlabelled sentences with their starts, cut at full stops before a capital."""
    out, at = [], 0
    for part in re.split(r"(?<=[.!?…])\s+(?=[«A-ZÀ-Ý])|\n+", text):
        at = text.index(part, at)
        ranges = words.split(part)
        if 3 <= len(ranges) <= 120:
            found = [part[a:b] for a, b in ranges]
            sentence = records.Sentence(source, found, words.glued(part, ranges), doc=doc)
            out.append((at, sentence))
        at += len(part)
    return out


def _common(sentences: list[records.Sentence]) -> set[str]:
    """Words seen in lower case at least twice."""
    seen = Counter(w for s in sentences for w in s.words if w.islower())
    return {w for w, n in seen.items() if n > 1}


def build(data: Path, gold: Path, work: Path) -> None:
    """Reads everything below `data`; `gold` tells which articles are the dev ones."""
    work.mkdir(parents=True, exist_ok=True)
    held = {json.loads(x)["doc_id"] for x in (gold / "ner-dev.jsonl").read_text().splitlines()}
    articles = names.read_articles(data / "articles/wikinews-fr.jsonl")
    train = [a for a in articles if a["id"] not in held]
    dev = [a for a in articles if a["id"] in held]
    sets = {
        "winer": names.from_articles(data / "ner/winer-fr.train.bio", train, "winer"),
        "winer.dev": names.from_articles(data / "ner/winer-fr.dev.bio", dev, "winer"),
        "wikiner": names.from_tokens(data / "ner/wikiner-fr.silver.bio", "wikiner"),
    }
    for part, key in (("train", "sequoia"), ("dev", "sequoia.dev")):
        sets[key] = treebank.read(data / f"ud/sequoia/fr_sequoia-ud-{part}.conllu", "sequoia")
        names.over_treebank(data / f"ner/sequoia-prim.{part}.bio", sets[key])
    gsd = treebank.read(data / "ud/gsd/fr_gsd-ud-dev.conllu", "gsd")
    step = len(gsd) // HELD_OUT
    sets["gsd.dev"] = gsd[::step][:HELD_OUT]
    outside = {id(s) for s in sets["gsd.dev"]}
    sets["gsd"] = [s for s in gsd if id(s) not in outside]
    sets["popcorn"] = []
    common = _common(sets["winer"] + sets["wikiner"])
    for line in (data / "events/popcorn.train.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        parts = _plain_text(report["text"], "popcorn", report["doc_id"])
        names.over_report(report, parts, common)
        sets["popcorn"] += [sentence for _, sentence in parts]
    own = Path(__file__).parent / "texts"
    sets["texts"] = [s for path in sorted(own.glob("*.txt")) for s in names.from_marked(path)]
    for key, sentences in sets.items():
        records.write(work / f"{key}.jsonl", sentences)
        named = sum(len(names.spans(s.ner)) for s in sentences if s.ner)
        print(
            f"{key}: {len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words, "
            f"{named} names"
        )


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
