"""Chooses the pieces to keep and writes the trimmed `tokenizer.json`.

Kept: the special pieces, every single character of the scripts that French news prints, and the
pieces most used in the training texts (as they stand, in capitals and in lower case), in French
word lists and in a list of city and person names, until the wanted size is reached.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer
from wordfreq import iter_wordlist, zipf_frequency

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
APOSTROPHES = ("\u2019", "\u2018", "\u02bc", "\u00b4")


def pieces(tokenizer: Tokenizer, word: str, glued: bool) -> list[int]:
    """Ids of one word: `▁` stands before it unless it is glued to the word before."""
    text = tokenizer.normalizer.normalize_str(word).strip().replace(" ", "▁")
    found = tokenizer.model.tokenize(text if glued else "▁" + text)
    return [token.id for token in found] or [3]


def _plain(piece: str) -> bool:
    """Whether a one-character piece belongs to Latin, Greek or Cyrillic, figures or signs."""
    letter = piece.removeprefix("▁")
    if len(letter) > 1:
        return False
    if not letter:
        return True
    name = unicodedata.name(letter, "")
    category = unicodedata.category(letter)
    if category[0] == "L":
        return name.startswith(("LATIN", "GREEK SMALL", "GREEK CAPITAL", "CYRILLIC"))
    return category[0] in "NPS" and ord(letter) < 0x2B00


def _prepared(source: Path) -> dict:
    spec = json.loads(source.read_text(encoding="utf-8"))
    straight = [{"type": "Replace", "pattern": {"String": a}, "content": "'"} for a in APOSTROPHES]
    spec["normalizer"]["normalizers"] = straight + spec["normalizer"]["normalizers"]
    return spec


def _usage(spec: dict, counted: Counter) -> Counter:
    tokenizer = Tokenizer.from_str(json.dumps(spec))
    usage: Counter = Counter()
    for (word, glued), count in counted.items():
        for piece in pieces(tokenizer, word, glued):
            usage[piece] += count
    return usage


def choose(source: Path, texts: list[tuple[str, bool]], size: int, out: Path) -> list[int]:
    """Writes the trimmed tokenizer to `out`; returns the kept rows of the embedding, in order."""
    spec = _prepared(source)
    table = spec["model"]["vocab"]
    counted: Counter = Counter()
    for word, glued in texts:
        counted[word, glued] += 100
        counted[word.lower(), glued] += 20
        counted[word.upper(), glued] += 10
    for word in iter_wordlist("fr", "large"):
        weight = 10 ** max(0.0, zipf_frequency(word, "fr", "large") - 1.5)
        for form, share in ((word, 1.0), (word.capitalize(), 0.3), (word.upper(), 0.05)):
            counted[form, False] += weight * share
            counted[form, True] += weight * share * 0.05
    usage = _usage(spec, counted)
    kept = [i for i, (piece, _) in enumerate(table) if i > 3 and _plain(piece)]
    chosen = set(kept)
    for index, _ in usage.most_common():
        if len(chosen) + len(SPECIAL) >= size:
            break
        if index > 3:
            chosen.add(index)
    rows = [0, 1, 2, 3, *sorted(chosen)]
    spec["model"]["vocab"] = [table[i] for i in rows]
    spec["model"]["unk_id"] = 3
    spec["added_tokens"] = [t for t in spec["added_tokens"] if t["id"] < 4]
    out.write_text(json.dumps(spec, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    total = sum(usage.values())
    print(
        f"vocabulary: {len(rows)} of {len(table)} pieces, "
        f"{sum(usage[i] for i in rows) / total:.5f} of the counted use, "
        f"{len(kept)} single characters"
    )
    return rows


def rows(source: Path, chosen: Path) -> list[int]:
    """The rows of the source's embedding that a trimmed `tokenizer.json` keeps, in its order."""
    table = json.loads(source.read_text(encoding="utf-8"))["model"]["vocab"]
    place = {piece: i for i, (piece, _) in reversed(list(enumerate(table)))}
    kept = json.loads(chosen.read_text(encoding="utf-8"))["model"]["vocab"]
    return [place[piece] for piece, _ in kept]
