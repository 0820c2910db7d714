"""Reads CoNLL-U and derives the surface view, where « du » is one word."""

from __future__ import annotations

from pathlib import Path

from records import Sentence

FEATURES = (
    "VerbForm",
    "Mood",
    "Tense",
    "Voice",
    "Person",
    "Number",
    "Gender",
    "Polarity",
    "PronType",
    "Poss",
    "Reflex",
)


def _features(column: str) -> dict[str, str]:
    pairs = (pair.split("=", 1) for pair in column.split("|") if "=" in pair)
    return {name: value for name, value in pairs if name in FEATURES}


def _surface(sentence: Sentence, joins: list[tuple[int, int, str]]) -> Sentence:
    """Joins multiword tokens: « du » keeps its « de », « auquel » keeps its « lequel »."""
    kept = list(range(len(sentence.words)))
    stands_for: dict[int, int] = {}
    form: dict[int, str] = {}
    for first, last, token in joins:
        keep = first if sentence.upos[last] == "DET" else last
        for i in range(first, last + 1):
            if i != keep:
                kept.remove(i)
                stands_for[i] = keep
        form[keep] = token
    place = {old: new for new, old in enumerate(kept)}

    def head(i: int) -> int:
        h = sentence.head[i]
        seen = 0
        while h and (h - 1) in stands_for and seen < 4:
            keep = stands_for[h - 1]
            h = sentence.head[h - 1] if keep == i else keep + 1
            seen += 1
        return 0 if h == 0 else place[h - 1] + 1

    starts = {}
    for first, last, _ in joins:
        starts[first if first in place else last] = first
    return Sentence(
        source=sentence.source,
        words=[form.get(i, sentence.words[i]) for i in kept],
        glued=[sentence.glued[starts.get(i, i)] for i in kept],
        upos=[sentence.upos[i] for i in kept],
        feats=[sentence.feats[i] for i in kept],
        lemma=[sentence.lemma[i] for i in kept],
        head=[head(i) for i in kept],
        deprel=[sentence.deprel[i] for i in kept],
        doc=sentence.doc,
    )


def read(path: Path, source: str) -> list[Sentence]:
    """The file's sentences over syntactic words, each with its surface view if that differs."""
    sentences = []
    for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
        rows, joins = [], []
        glue_next, glued, doc = False, [], f"{source}-{number}"
        inside = 0
        for line in block.splitlines():
            if line.startswith("# sent_id"):
                doc = line.split("=", 1)[1].strip()
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            tight = "SpaceAfter=No" in cells[9]
            if "-" in cells[0]:
                first, last = (int(n) for n in cells[0].split("-"))
                joins.append((first - 1, last - 1, cells[1]))
                inside, outer_tight = last, tight
                opening = True
                continue
            index = int(cells[0])
            if index <= inside:
                glued.append(glue_next if opening else False)
                opening = False
                glue_next = outer_tight if index == inside else False
            else:
                glued.append(glue_next)
                glue_next = tight
            rows.append(cells)
        if not rows:
            continue
        sentence = Sentence(
            source=source,
            words=[r[1] for r in rows],
            glued=glued,
            upos=[r[3] for r in rows],
            feats=[_features(r[5]) for r in rows],
            lemma=[r[2] for r in rows],
            head=[int(r[6]) for r in rows],
            deprel=[r[7] for r in rows],
            doc=doc,
        )
        if joins:
            sentence.surface = _surface(sentence, joins)
        sentences.append(sentence)
    return sentences
