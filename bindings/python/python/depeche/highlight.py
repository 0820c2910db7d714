"""A document with its highlights, as a notebook shows it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from .records import AmountRecord, DocumentRecord, EntityRecord, ErrorRecord, EventRecord, TimexRecord

#: Background of each kind of highlight, light enough for black letters on any theme.
COLORS = {"event": "#ffd6a5", "name": "#cfe8ff", "date": "#d5f5d0", "amount": "#f5e0ff"}
#: Characters of a text that are shown.
SHOWN = 20_000


class Mark(NamedTuple):
    """A stretch of the text and what it is."""

    start: int
    end: int
    kind: str
    label: str


class Shown(Protocol):
    """What is shown of a document."""

    @property
    def doc_id(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def record(self) -> DocumentRecord | None: ...
    @property
    def error(self) -> ErrorRecord | None: ...
    @property
    def events(self) -> list[EventRecord]: ...
    @property
    def entities(self) -> list[EntityRecord]: ...
    @property
    def timexes(self) -> list[TimexRecord]: ...
    @property
    def amounts(self) -> list[AmountRecord]: ...


def page(document: Shown, unit: str) -> str:
    """The document as HTML: its head, its text with marks, its events. All that comes from documents is escaped."""
    if document.error is not None:
        return f"<p><b>{html.escape(document.doc_id)}</b>: {html.escape(document.error.message)}</p>"
    record = document.record
    assert record is not None
    title = f" · {html.escape(record.title)}" if record.title else ""
    head = f"<p><b>{html.escape(record.doc_id)}</b>{title} · {html.escape(record.doc_date or 'no date')} · {len(document.events)} events</p>"
    if document.text is None:
        body = "<p><i>The text was not kept (keep_text=False).</i></p>"
    else:
        style = "white-space:pre-wrap;max-width:50em;line-height:1.7"
        body = f'<div style="{style}">{_marked(document.text, _marks(document, document.text, unit))}</div>'
    return f"<div>{head}{body}{_events(document)}</div>"


def _marks(document: Shown, text: str, unit: str) -> list[Mark]:
    """The marks in the order of the text; what names an event comes before a name, a date or an amount at the same place."""
    found = [Mark(e.trigger.start, e.trigger.end, "event", f"{e.type} {e.factuality}") for e in document.events]
    found += [Mark(e.start, e.end, "name", f"{e.type} {e.canonical}") for e in document.entities]
    found += [Mark(t.start, t.end, "date", t.value) for t in document.timexes]
    found += [Mark(a.start, a.end, "amount", f"{a.value if a.value is not None else f'{a.low}–{a.high}'} {a.unit}") for a in document.amounts]
    if unit != "codepoint":
        found = [mark._replace(start=_point(text, mark.start, unit), end=_point(text, mark.end, unit)) for mark in found]
    return sorted(found, key=lambda mark: (mark.start, list(COLORS).index(mark.kind)))


def _point(text: str, position: int, unit: str) -> int:
    """The code point at a position that counts UTF-16 units or bytes."""
    if unit == "byte":
        return len(text.encode()[:position].decode(errors="ignore"))
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", errors="ignore"))


def _marked(text: str, marks: list[Mark]) -> str:
    """The text with marks that do not overlap: the first of those that do is shown."""
    parts, at = [], 0
    for mark in marks:
        if mark.start < at or mark.end > SHOWN:
            continue
        words = html.escape(text[mark.start : mark.end])
        style = f"background:{COLORS[mark.kind]};color:#000;border-radius:3px;padding:1px 2px"
        parts += [html.escape(text[at : mark.start]), f'<mark style="{style}" title="{html.escape(mark.label)}">{words}</mark>']
        at = mark.end
    rest = text[at:SHOWN] + (" …" if len(text) > SHOWN else "")
    return "".join([*parts, html.escape(rest)])


def _events(document: Shown) -> str:
    rows = ""
    for event in document.events:
        who = ", ".join(f"{a.role}: {a.canonical or a.text}" for a in event.arguments)
        what = ", ".join(a.text for a in event.amounts)
        when = ", ".join(d.earliest or d.text for d in event.dates)
        cells = (event.type, event.trigger.text, event.factuality, who, when, what, event.confidence)
        rows += "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in cells) + "</tr>"
    if not rows:
        return ""
    names = ("type", "trigger", "factuality", "who", "when", "amounts", "confidence")
    return "<table><tr>" + "".join(f"<th>{name}</th>" for name in names) + f"</tr>{rows}</table>"
