"""What users give, as JSON rows: the form in which the command reads articles from standard input."""

from __future__ import annotations

import datetime
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from . import _depeche

#: Rows of a pandas frame that are turned into objects at a time.
ROWS = 1024

_END = object()


class Keys(NamedTuple):
    """The columns of a table that hold text, date, id, headline and newspaper; None for the usual names."""

    text: str | None = None
    date: str | None = None
    id: str | None = None
    title: str | None = None
    publication: str | None = None


class Rows(NamedTuple):
    """Rows to process: how many, if that is known, and the keys that hold what is in them."""

    rows: Iterator[bytes]
    total: int | None
    keys: Keys


def read(texts: Any, dates: Any, ids: Any, titles: Any, urls: Any, publications: Any, text_column: str | None) -> Rows:
    """The rows of a table or of columns."""
    if isinstance(texts, (str, bytes)):
        raise TypeError("texts is one string: give a list, extract([text]); for files and folders there is the command `depeche extract`")
    if isinstance(texts, dict):
        raise TypeError("texts is a dict: give its lists by name, extract(d['text'], dates=d['date']), or a data frame made of it")
    if is_table(texts):
        named = (("dates", dates), ("ids", ids), ("titles", titles), ("publications", publications))
        keys = Keys(text_column, *(_key(name, given) for name, given in named))
        _key("urls", urls)
        return _table(texts, keys)
    if text_column is not None:
        raise TypeError("text_column names a column, but texts is no table: extract(frame, text_column='body')")
    columns = {"text": texts, "date": dates, "id": ids, "title": titles, "url": urls, "publication": publications}
    return _columns({name: column for name, column in columns.items() if column is not None})


def is_table(value: Any) -> bool:
    """Whether a value has columns: a frame of pandas or polars, an Arrow table or stream, a DuckDB relation."""
    if type(value).__name__ == "LazyFrame":
        raise TypeError("texts is a LazyFrame: extract(frame.collect())")
    if hasattr(value, "iloc"):
        return hasattr(value, "columns")
    named = any(hasattr(value, name) for name in ("columns", "column_names", "schema"))
    return named and hasattr(value, "__arrow_c_stream__")


def _key(what: str, given: Any) -> str | None:
    if given is None or isinstance(given, str):
        return given
    raise TypeError(f"{what}: with a table, name the column: extract(frame, {what}='…')")


def _table(table: Any, keys: Keys) -> Rows:
    total = len(table) if hasattr(table, "__len__") else None
    if hasattr(table, "iloc"):
        _check(keys, [str(c) for c in table.columns])
        parts = (table.iloc[at : at + ROWS].to_dict("records") for at in range(0, len(table), ROWS))
        rows = (_row({str(k): v for k, v in row.items()}) for part in parts for row in part)
        return Rows(rows, total, keys)
    if hasattr(table, "iter_slices"):
        # Not by Arrow: polars lends columns of nulls in a form that Arrow's Rust library refuses.
        _check(keys, table.columns)
        return Rows((_row(row) for row in table.iter_rows(named=True)), total, keys)
    stream = _depeche.arrow_rows(table)
    _check(keys, stream.columns)
    return Rows((row.encode() for part in stream for row in part), total, keys)


def _check(keys: Keys, columns: Sequence[str]) -> None:
    for what, name in zip(("text_column", "dates", "ids", "titles", "publications"), keys, strict=True):
        if name is not None and name not in columns:
            raise _depeche.SettingsError(f"{what}={name!r}: the table has no such column; it has {', '.join(columns)}")


def _columns(columns: dict[str, Any]) -> Rows:
    arguments = {"text": "texts", "date": "dates", "id": "ids", "title": "titles", "url": "urls", "publication": "publications"}
    for name, column in columns.items():
        if isinstance(column, (str, bytes)):
            raise TypeError(f"{arguments[name]} is one string: give one for each text" + (", or date=… for all of them" if name == "date" else ""))
    lengths = {name: len(column) for name, column in columns.items() if hasattr(column, "__len__")}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{n} {arguments[name]}" for name, n in lengths.items())
        raise ValueError(f"{told}: give one of each for each text, None where there is none")
    # A key that is named is expected in each row.
    keys = Keys(*(name if name in columns else None for name in Keys._fields))
    return Rows(_zip(columns, arguments), lengths.get("text"), keys)


def _zip(columns: dict[str, Any], arguments: dict[str, str]) -> Iterator[bytes]:
    iterators = [_values(column) for column in columns.values()]
    for number, cells in enumerate(itertools.zip_longest(*iterators, fillvalue=_END), start=1):
        if any(cell is _END for cell in cells):
            short = ", ".join(arguments[name] for name, cell in zip(columns, cells, strict=True) if cell is _END)
            raise ValueError(f"{short}: ends before item {number}: give one for each text, None where there is none")
        yield _row(dict(zip(columns, cells, strict=True)))


def _values(column: Iterable[Any]) -> Iterator[Any]:
    """The Python values of a column, whatever library it is of."""
    for convert in ("to_pylist", "to_list"):
        if hasattr(column, convert):
            return iter(getattr(column, convert)())
    return iter(column)


def _row(row: dict[str, Any]) -> bytes:
    """A JSON object. Half of a pair of surrogates is no character and becomes « ? », so that positions stay."""
    plain = {key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in row.items()}
    return json.dumps(plain, ensure_ascii=False, default=_plain).encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    """What JSON has no form for: dates as ISO 8601, missing values as null, what is of NumPy as numbers and lists, the rest as it prints itself."""
    if isinstance(value, (bytes, bytearray)):
        raise TypeError("a value is bytes: decode it first, as value.decode('utf-8')")
    if type(value).__name__ in ("NaTType", "NAType") or str(value) == "NaT":
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    if type(value).__name__ != "datetime64" and hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "as_py"):
        return value.as_py()
    return str(value)
