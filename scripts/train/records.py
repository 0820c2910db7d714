"""The common form of a training sentence, and how it is stored (JSON lines)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    """One sentence as words; `None` where a layer is not annotated.

    `soft` holds a teacher's outputs while a student is trained, `event` what a lesson says of the
    sentence's events; neither is stored with the rest.
    """

    source: str
    words: list[str]
    glued: list[bool]
    ner: list[str] | None = None
    upos: list[str] | None = None
    feats: list[dict[str, str]] | None = None
    lemma: list[str] | None = None
    head: list[int] | None = None
    deprel: list[str] | None = None
    doc: str = ""
    surface: Sentence | None = field(default=None)
    soft: dict | None = field(default=None, repr=False)
    event: object | None = field(default=None, repr=False)


def write(path: Path, sentences: list[Sentence]) -> None:
    """One sentence a line."""
    with path.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            fields = asdict(sentence)
            for view in (fields, fields["surface"] or {}):
                view.pop("event", None)
            out.write(json.dumps(fields, ensure_ascii=False) + "\n")


def _load(fields: dict) -> Sentence:
    surface = fields.pop("surface", None)
    return Sentence(**fields, surface=_load(surface) if surface else None)


def read(path: Path) -> list[Sentence]:
    """What `write` wrote."""
    with path.open(encoding="utf-8") as lines:
        return [_load(json.loads(line)) for line in lines]
