"""The way in: `extract` and `Extractor`."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from os import PathLike
from typing import Any

from . import _depeche
from .inputs import Rows, read
from .result import Document, Result

#: Documents that each worker gets before the next are read, as in the command.
CHUNK = 16


class Extractor:
    """Model and settings, loaded once. Calls release the GIL and use all cores; several threads may call one extractor.

    backend: "embedded" (the model inside), "gazetteer", or "none" (dates and amounts only, about twenty times as fast).
    model: folder of another model for the embedded backend.
    date: date of documents that give none themselves, "2024-07-16", "2024-07" or "2024".
    date_order: "dmy" (31/12/2024), "mdy" (12/31/2024) or "ymd", where dates are three numbers; day first unless given.
    aliases: file of your own names for entities (alias, tab, canonical name).
    types: folder of your own types of events (CODE.toml), beside ours; they hold for all extractors of a process.
    offset_unit: "codepoint" (as Python counts), "utf16" or "byte".
    min_confidence: events of less confidence are left out.
    min_score: arguments, dates and amounts of a lower score are left out of their event.
    max_document, timeout: bytes and seconds that one document may take; past them it gets an error.
    workers: threads; all cores unless given.
    """

    def __init__(
        self,
        *,
        backend: str = "embedded",
        model: str | PathLike[str] | None = None,
        date: str | None = None,
        date_order: str | None = None,
        aliases: str | PathLike[str] | None = None,
        types: str | PathLike[str] | None = None,
        offset_unit: str = "codepoint",
        min_confidence: float | None = None,
        min_score: float | None = None,
        max_document: int | None = None,
        timeout: float | None = None,
        workers: int | None = None,
    ) -> None:
        self._settings: dict[str, Any] = {
            "backend": backend,
            "model": model,
            "date": None if date is None else str(date),
            "date_order": date_order,
            "aliases": aliases,
            "types": types,
            "offset_unit": offset_unit,
            "min_confidence": min_confidence,
            "min_score": min_score,
            "max_document": max_document,
            "timeout": timeout,
            "workers": workers,
        }
        self._engine = _depeche.Engine(**self._settings)

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(type(self), **self._settings), ()

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self._settings.items() if value is not None)
        return f"Extractor({given})"

    @property
    def workers(self) -> int:
        """Threads that work at a time."""
        return self._engine.workers

    def extract(
        self,
        texts: Any,
        dates: Any = None,
        ids: Any = None,
        titles: Any = None,
        urls: Any = None,
        *,
        publications: Any = None,
        text_column: str | None = None,
        progress: bool | None = None,
        keep_text: bool = True,
    ) -> Result:
        """Processes all documents; see `depeche.extract`."""
        rows = read(texts, dates, ids, titles, urls, publications, text_column)
        items = [item for part in self._parts(rows, progress, keep_text) for item in part]
        return Result(items, self._settings["offset_unit"])

    def stream(
        self,
        texts: Any,
        dates: Any = None,
        ids: Any = None,
        titles: Any = None,
        urls: Any = None,
        *,
        publications: Any = None,
        text_column: str | None = None,
        progress: bool | None = None,
        keep_text: bool = True,
    ) -> Iterator[Document]:
        """Gives the documents one by one, in order, as they are done: memory does not grow with their number."""
        rows = read(texts, dates, ids, titles, urls, publications, text_column)
        return (Document(item, self._settings["offset_unit"]) for part in self._parts(rows, progress, keep_text) for item in part)

    def _parts(self, rows: Rows, progress: bool | None, keep_text: bool) -> Iterator[list[_depeche.Item]]:
        done = 0
        with _bar(rows.total, progress) as bar:
            while part := list(itertools.islice(rows.rows, CHUNK * self.workers)):
                items = self._engine.run(part, done + 1, rows.keys, keep_text)
                done += len(items)
                bar.update(len(items))
                yield items


class _NoBar:
    def __enter__(self) -> _NoBar:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def update(self, _: int) -> None:
        return None


def _bar(total: int | None, progress: bool | None) -> Any:
    """tqdm's bar; unasked only where it is installed, and on a terminal or in a notebook."""
    if progress is False:
        return _NoBar()
    try:
        from tqdm.auto import tqdm
    except ImportError:
        if progress:
            raise ImportError("progress=True needs tqdm: pip install tqdm") from None
        return _NoBar()
    return tqdm(total=total, unit=" documents", desc="depeche", disable=None if progress is None else False)


@functools.lru_cache(maxsize=4)
def _extractor(settings: tuple[tuple[str, Any], ...]) -> Extractor:
    return Extractor(**dict(settings))


def extract(
    texts: Iterable[str] | Any,
    dates: Any = None,
    ids: Any = None,
    titles: Any = None,
    urls: Any = None,
    *,
    publications: Any = None,
    text_column: str | None = None,
    progress: bool | None = None,
    keep_text: bool = True,
    **settings: Any,
) -> Result:
    """Extracts events from French articles.

    texts: a list, an iterator or a column of texts; or a table, whose columns are then known by their usual names (text, date, id, title, url)
        or by those given: `extract(frame, text_column="body", dates="published")`.
    dates: of publication, one for each text: str, date, datetime or None. « hier » means nothing without.
    ids, titles, urls, publications (the newspapers): one for each text.
    progress: whether a bar is shown; None shows it on a terminal or in a notebook when tqdm is installed.
    keep_text: whether documents keep their text, for `document.text` and their highlights in a notebook.
    settings: those of `Extractor`. The extractor is kept, so that another call with the same settings loads nothing.
    """
    extractor = _extractor(tuple(sorted(settings.items())))
    return extractor.extract(
        texts,
        dates,
        ids,
        titles,
        urls,
        publications=publications,
        text_column=text_column,
        progress=progress,
        keep_text=keep_text,
    )
