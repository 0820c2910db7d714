"""Records: the objects of `events.jsonl`, `documents.jsonl` and `errors.jsonl`, with their keys as attributes too.

What keys a record has is in `records.pyi`, which is made from the program's own types, and in docs/SCHEMA.md.
"""

from __future__ import annotations

import json
from typing import Any


class Record(dict[str, Any]):
    """A JSON object: `record.type` is `record["type"]`."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            known = ", ".join(self)
            raise AttributeError(f"no key {name!r} in this record; it has {known}") from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]


def parse(line: str) -> Any:
    """The record of a line."""
    return json.loads(line, object_hook=Record)


def __getattr__(name: str) -> type[Record]:
    """Every kind of record is a `Record`; their names are for annotations."""
    if name.endswith("Record"):
        return Record
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
