"""Label inventories: fixed where the task fixes them, counted from the treebanks elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from records import Sentence
from treebank import FEATURES

NER = [
    "O",
    "B-PER",
    "I-PER",
    "B-ORG",
    "I-ORG",
    "B-LOC",
    "I-LOC",
    "B-MISC",
    "I-MISC",
]
UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
KEEP_CASE = "="


@dataclass
class Labels:
    """Index lists; `feats` maps a feature to its values, "_" first."""

    ner: list[str]
    upos: list[str]
    deprel: list[str]
    lemma: list[str]
    feats: dict[str, list[str]]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @staticmethod
    def load(path: Path) -> Labels:
        return Labels(**json.loads(path.read_text(encoding="utf-8")))


def script(form: str, lemma: str) -> str:
    """How the lemma comes from the form: "=" keeps it with its case; "2|er" lower-cases it, strips
    two code points from its end and appends « er »."""
    lower = form.lower().replace("\u2019", "'")
    if lemma == form and lower != form:
        return KEEP_CASE
    if lemma.lower() == lower and lemma != lower:
        return KEEP_CASE
    target = lemma.replace("\u2019", "'")
    common = 0
    while common < min(len(lower), len(target)) and lower[common] == target[common]:
        common += 1
    return f"{len(lower) - common}|{target[common:]}"


def apply(form: str, rule: str) -> str:
    """The lemma that a script makes of a form."""
    if rule == KEEP_CASE:
        return form
    lower = form.lower().replace("\u2019", "'")
    strip, suffix = rule.split("|", 1)
    return lower[: len(lower) - int(strip)] + suffix


def collect(sentences: list[Sentence]) -> Labels:
    """Relations seen five times or more, scripts seen twice or more, all feature values."""
    relations, scripts = Counter(), Counter()
    values: dict[str, set[str]] = {name: set() for name in FEATURES}
    for sentence in sentences:
        for view in (sentence, sentence.surface):
            if view is None or view.upos is None:
                continue
            relations.update(view.deprel)
            scripts.update(map(script, view.words, view.lemma))
            for feats in view.feats:
                for name, value in feats.items():
                    values[name].add(value)
    return Labels(
        ner=NER,
        upos=UPOS,
        deprel=sorted(r for r, n in relations.items() if n >= 5),
        lemma=["0|", KEEP_CASE]
        + sorted(s for s, n in scripts.items() if n >= 3 and s not in ("0|", KEEP_CASE)),
        feats={name: ["_", *sorted(found)] for name, found in values.items()},
    )
