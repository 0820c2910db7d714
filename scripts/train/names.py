"""Reads BIO files and lays their names over real text or over a treebank's words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import words
from records import Sentence

ELISION = re.compile(r"(?:[ldnscjmt]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]", re.IGNORECASE)


def read_bio(path: Path) -> list[list[tuple[str, str]]]:
    """Sentences of (token, label)."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            token, label = line.split("\t")[:2]
            sentences[-1].append((token, label))
        elif sentences[-1]:
            sentences.append([])
    return [s for s in sentences if s]


def spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """Names as (first, past the last, type); a stray I- opens a name."""
    found: list[list] = []
    for i, label in enumerate(labels):
        kind = label[2:]
        if label[0] == "B" or (label[0] == "I" and not (found and found[-1][1:] == [i, kind])):
            found.append([i, i + 1, kind])
        elif label[0] == "I":
            found[-1][1] = i + 1
    return [tuple(f) for f in found]


def over_words(ranges: list[tuple[int, int]], entities: list[tuple[int, int, str]]) -> list[str]:
    """BIO labels of the words that overlap each entity; the earlier entity keeps a shared word."""
    labels = ["O"] * len(ranges)
    for start, end, kind in entities:
        first = True
        for i, (a, b) in enumerate(ranges):
            if a < end and b > start and labels[i] == "O":
                labels[i] = ("B-" if first else "I-") + kind
                first = False
    return labels


def from_articles(bio: Path, articles: list[dict], source: str) -> list[Sentence]:
    """Lays the names of a BIO file over the articles' text, of which it holds every character.

    Sentences are those of the BIO file, cut at blank lines of the article as well.
    """
    chars = [
        (a, i)
        for a, article in enumerate(articles)
        for i, c in enumerate(article["text"])
        if not c.isspace()
    ]
    out, at = [], 0
    for sentence in read_bio(bio):
        entities, starts = [], []
        for token, _ in sentence:
            token = re.sub(r"\s", "", token)
            starts.append((at, at + len(token)))
            at += len(token)
        for first, last, kind in spans([label for _, label in sentence]):
            entities.append(
                (chars[starts[first][0]][1], chars[starts[last - 1][1] - 1][1] + 1, kind)
            )
        article, begin = chars[starts[0][0]]
        end = chars[at - 1][1] + 1
        text = articles[article]["text"]
        for part in re.finditer(r"(?:(?!\n\s*\n).)+", text[begin:end], re.DOTALL):
            shift = begin + part.start()
            ranges = words.split(part.group())
            if not ranges:
                continue
            moved = [(s - shift, e - shift, k) for s, e, k in entities]
            out.append(
                Sentence(
                    source=source,
                    words=[part.group()[s:e] for s, e in ranges],
                    glued=words.glued(part.group(), ranges),
                    ner=over_words(ranges, moved),
                    doc=articles[article]["id"],
                )
            )
    if at != len(chars):
        raise ValueError(f"{bio}: {at} characters, the articles have {len(chars)}")
    return out


def over_treebank(bio: Path, sentences: list[Sentence]) -> None:
    """Adds a BIO file's names to a treebank of the same sentences, in both views."""
    layer = read_bio(bio)
    if len(layer) != len(sentences):
        raise ValueError(f"{bio}: {len(layer)} sentences, the treebank has {len(sentences)}")
    for names, sentence in zip(layer, sentences, strict=True):
        ranges, at = [], 0
        for token, _ in names:
            length = len(re.sub(r"[\s_]", "", token))
            ranges.append((at, at + length))
            at += length
        entities = [
            (ranges[a][0], ranges[b - 1][1], kind) for a, b, kind in spans([x for _, x in names])
        ]
        own, at = [], 0
        for word in sentence.words:
            length = len(re.sub(r"[\s_]", "", word))
            own.append((at, at + length))
            at += length
        if at != ranges[-1][1]:
            raise ValueError(f"{bio}: {' '.join(sentence.words)} differs from its names")
        sentence.ner = over_words(own, entities)
        if sentence.surface:
            sentence.surface.ner = _project(sentence)


def _project(sentence: Sentence) -> list[str]:
    """Labels of the surface view, read off the words that both views share, in order."""
    labels, i = [], 0
    for word in sentence.surface.words:
        if sentence.words[i] == word:
            labels.append(sentence.ner[i])
            i += 1
        else:
            labels.append(sentence.ner[i])
            i += 2
    previous = "O"
    for k, label in enumerate(labels):
        if label[0] == "I" and previous[2:] != label[2:]:
            labels[k] = "B-" + label[2:]
        previous = labels[k]
    return labels


def from_tokens(bio: Path, source: str) -> list[Sentence]:
    """A BIO file without its text: spacing is guessed by the rules of French typography."""
    out = []
    for sentence in read_bio(bio):
        tokens = [t for t, _ in sentence]
        out.append(
            Sentence(
                source=source,
                words=tokens,
                glued=guess_glued(tokens),
                ner=[label for _, label in sentence],
            )
        )
    return out


MARK = re.compile(r"\[(PER|ORG|LOC|MISC) ([^\[\]]+)\]")


def from_marked(path: Path) -> list[Sentence]:
    """Sentences a line with names marked as in « [PER Jeanne Morvan] vit à [LOC Brest]. »."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, entities, at = "", [], 0
        for mark in MARK.finditer(line):
            text += line[at : mark.start()]
            entities.append((len(text), len(text) + len(mark[2]), mark[1]))
            text += mark[2]
            at = mark.end()
        text += line[at:]
        if "[" in text or "]" in text:
            raise ValueError(f"{path}: a bracket that marks nothing: {line}")
        ranges = words.split(text)
        if ranges:
            out.append(
                Sentence(
                    source="texts",
                    words=[text[a:b] for a, b in ranges],
                    glued=words.glued(text, ranges),
                    ner=over_words(ranges, entities),
                )
            )
    return out


POPCORN = {
    "CIVILIAN": "PER",
    "MILITARY": "PER",
    "TERRORIST_OR_CRIMINAL": "PER",
    "NON_GOVERNMENTAL_ORGANISATION": "ORG",
    "NON_MILITARY_GOVERNMENT_ORGANISATION": "ORG",
    "MILITARY_ORGANISATION": "ORG",
    "INTERGOVERNMENTAL_ORGANISATION": "ORG",
    "PLACE": "LOC",
    "NATIONALITY": "",
}
TITLES = {"M.", "Mme", "Mlle", "Madame", "Monsieur", "Mr", "Dr", "Me"}


def over_report(report: dict, parts: list[tuple[int, Sentence]], common: set[str]) -> None:
    """Adds names to those sentences of a POPCORN report that its entities tell completely.

    `parts` are (start in the text, sentence). Entities are persons, organizations and places, named
    or not, and things; a name is a mention with a capital. A sentence keeps `ner` None where some
    other word has a capital (but the first, titles and nationalities) or a capital on a word that
    is `common` without one is all that speaks for a name (« Parlement »).
    """
    text = report["text"]
    mentions = [
        (m["start"], m["end"], POPCORN[entity["type"]])
        for entity in report["entities"]
        if entity["type"] in POPCORN
        for m in entity["mentions"]
        if m["text"][:1].isupper()
    ]
    for begin, sentence in parts:
        ranges, at = [], begin
        for word in sentence.words:
            at = text.index(word, at)
            ranges.append((at, at + len(word)))
            at += len(word)
        first, last = ranges[0][0], ranges[-1][1]
        inside = [m for m in mentions if first <= m[0] and m[1] <= last]
        named = [m for m in inside if text[m[0] : m[1]].lower() not in common]
        labels = over_words(ranges, named)
        if all(
            label != "O"
            or not word[:1].isupper()
            or word in TITLES
            or (i == 0 and word.lower() in common)
            for i, (word, label) in enumerate(zip(sentence.words, labels, strict=True))
        ):
            sentence.ner = ["O" if label == "B-" or label == "I-" else label for label in labels]


def guess_glued(tokens: list[str]) -> list[bool]:
    """Elisions glue what follows; closing signs glue to what precedes."""
    flags, quote_open = [], False
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        tight = bool(before) and (
            re.fullmatch(r"(?i)(?:[ldnscjmt]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]", before)
            is not None
            or before in "([/"
            or token in ",.)]…/"
            or re.match(r"-[a-z]", token) is not None
            or (before == '"' and quote_open)
            or (token == '"' and quote_open)
        )
        if token == '"':
            quote_open = not quote_open
        flags.append(tight)
    return flags


def read_articles(path: Path) -> list[dict]:
    """JSON lines with `id`, `text`."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
