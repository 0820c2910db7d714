"""Copies of sentences with their names exchanged for others of the same type.

They show the student more names in news contexts; the teacher labels them like any other text.
"""

from __future__ import annotations

import random
from dataclasses import replace

import names
from records import Sentence

VOWELS = "aeiouyhàâäéèêëîïôöùûüœæ"
ARTICLES = ("le", "la", "les", "l'", "du", "des", "au", "aux", "en", "d'")

Key = tuple[str, bool, str]


def _key(kind: str, words: list[str], first: int) -> Key:
    """Type, whether an elision may stand before it, and the article or « en » that does."""
    before = words[first - 1].lower().replace("\u2019", "'") if first else ""
    return kind, words[first][:1].lower() in VOWELS, before if before in ARTICLES else ""


def pools(sentences: list[Sentence]) -> dict[Key, list[tuple[list[str], list[bool]]]]:
    """Names by what may take their place."""
    found: dict = {}
    for sentence in sentences:
        if sentence.ner is None:
            continue
        for first, last, kind in names.spans(sentence.ner):
            words = sentence.words[first:last]
            if words[0][0].isalnum() and words[0][0] == words[0][0].upper():
                key = _key(kind, sentence.words, first)
                found.setdefault(key, []).append((words, sentence.glued[first:last]))
    return found


def exchange(
    sentences: list[Sentence], pool: dict, dice: random.Random, share: float = 0.7
) -> list[Sentence]:
    """One copy of every sentence that has a name, most of its names exchanged."""
    out = []
    for sentence in sentences:
        spans = names.spans(sentence.ner)
        if not spans:
            continue
        words, glued, labels, at, changed = [], [], [], 0, False
        for first, last, kind in [*spans, (len(sentence.words), len(sentence.words), "")]:
            words += sentence.words[at:first]
            glued += sentence.glued[at:first]
            labels += sentence.ner[at:first]
            if kind:
                choice = pool.get(_key(kind, sentence.words, first))
                own = (sentence.words[first:last], sentence.glued[first:last])
                if choice and dice.random() < share:
                    own = dice.choice(choice)
                    changed = True
                words += own[0]
                glued += [sentence.glued[first], *own[1][1:]]
                labels += ["B-" + kind] + ["I-" + kind] * (len(own[0]) - 1)
            at = last
        if changed:
            out.append(
                replace(sentence, source="swap", words=words, glued=glued, ner=labels, doc="")
            )
    return out
