"""Copies of sentences with their names exchanged for others of the same type, known or coined.

They show more names in news contexts, and names that only their context tells.
"""

from __future__ import annotations

import random
from dataclasses import replace

import names
from coin import Coiner, stands, vowel
from records import Sentence

ARTICLES = ("le", "la", "les", "l'", "du", "des", "au", "aux", "en", "d'")

Key = tuple[str, bool, str]


def _key(kind: str, words: list[str], first: int) -> Key:
    """Type, whether an elision may stand before it, and the article or « en » that does."""
    before = words[first - 1].lower().replace("\u2019", "'") if first else ""
    return kind, vowel(words[first]), before if before in ARTICLES else ""


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


def coiner(sentences: list[Sentence]) -> Coiner:
    """Learns the manner of each type's names."""
    return Coiner(
        [
            (kind, sentence.words[first:last])
            for sentence in sentences
            if sentence.ner is not None
            for first, last, kind in names.spans(sentence.ner)
        ]
    )


def _manner(kind: str, name: list[str], dice: random.Random) -> str:
    """The type whose names a coined one is made after: firms often bear a person's or a place's."""
    if kind == "ORG" and len(name) == 1 and not name[0].isupper():
        return dice.choice(("ORG", "ORG", "PER", "LOC"))
    return kind


def exchange(
    sentences: list[Sentence],
    pool: dict,
    mint: Coiner,
    dice: random.Random,
    share: float = 0.7,
    coined: float = 0.5,
) -> list[Sentence]:
    """One copy of every sentence that has a name, most of its names exchanged.

    A name is exchanged with chance `share`: for a coined one with chance `coined` where it is short
    enough to be coined, else for a known one. A word is coined the same way all over a sentence.
    """
    out = []
    for sentence in sentences:
        spans = names.spans(sentence.ner)
        if not spans:
            continue
        words, glued, labels, at, changed = [], [], [], 0, False
        made: dict[tuple[str, str], str] = {}
        for first, last, kind in [*spans, (len(sentence.words), len(sentence.words), "")]:
            words += sentence.words[at:first]
            glued += sentence.glued[at:first]
            labels += sentence.ner[at:first]
            if kind:
                own = (sentence.words[first:last], sentence.glued[first:last])
                choice = pool.get(_key(kind, sentence.words, first))
                if dice.random() < share:
                    if stands(own[0]) and dice.random() < coined:
                        for word in own[0]:
                            if (kind, word) not in made:
                                manner = _manner(kind, own[0], dice)
                                made[kind, word] = mint.word(manner, word, dice)
                        own = ([made[kind, word] for word in own[0]], own[1])
                        changed = True
                    elif choice:
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
