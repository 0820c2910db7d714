"""What comes out: documents with their records, and tables of them."""

from __future__ import annotations

import functools
import pathlib
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, cast, overload

from . import _depeche
from .highlight import page
from .records import parse

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from .records import AmountRecord, DocumentRecord, EntityRecord, ErrorRecord, EventRecord, TimexRecord


class ExtractionError(Exception):
    """Documents could not be processed; `errors` has what is wrong with each."""

    def __init__(self, errors: list[ErrorRecord]) -> None:
        more = f" (and {len(errors) - 1} more, see .errors)" if len(errors) > 1 else ""
        super().__init__(f"{errors[0].code}: {errors[0].message}{more}")
        self.errors = errors


class Document:
    """One input: its record, its events, or why there are none."""

    __slots__ = ("_item", "_unit", "__dict__")

    def __init__(self, item: _depeche.Item, unit: str) -> None:
        self._item = item
        self._unit = unit

    @functools.cached_property
    def record(self) -> DocumentRecord | None:
        """Its line of documents.jsonl; None when it could not be processed."""
        line = self._item.document()
        return None if line is None else parse(line)

    @functools.cached_property
    def events(self) -> list[EventRecord]:
        """Its lines of events.jsonl."""
        return [parse(line) for line in self._item.events()]

    @functools.cached_property
    def error(self) -> ErrorRecord | None:
        """Its line of errors.jsonl; None when all went well."""
        line = self._item.error()
        return None if line is None else parse(line)

    @property
    def text(self) -> str | None:
        """The text as it was read; None with keep_text=False, or when it could not be processed."""
        return self._item.text

    @property
    def doc_id(self) -> str:
        """The given id, else one made from the place in the input."""
        record = self.record if self.error is None else self.error
        assert record is not None
        return str(record.doc_id)

    @property
    def entities(self) -> list[EntityRecord]:
        """Every name in it."""
        return self.record.entities if self.record else []

    @property
    def timexes(self) -> list[TimexRecord]:
        """Every temporal expression in it."""
        return self.record.timexes if self.record else []

    @property
    def amounts(self) -> list[AmountRecord]:
        """Every amount in it."""
        return self.record.amounts if self.record else []

    def __repr__(self) -> str:
        if self.error is not None:
            return f"<Document {self.doc_id}: {self.error.code}>"
        return f"<Document {self.doc_id}: {len(self.events)} events, {len(self.entities)} names>"

    def _repr_html_(self) -> str:
        return page(self, self._unit)


class Table:
    """A table that any library takes which reads Arrow: one row an event, an argument, an amount … (docs/TABLES.md)."""

    __slots__ = ("_table", "name")

    def __init__(self, name: str, items: Sequence[_depeche.Item]) -> None:
        self.name = name
        self._table = _depeche.Table(name, items)

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
        return self._table.column_names

    def __len__(self) -> int:
        return len(self._table)

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self)} rows, {len(self.column_names)} columns>"

    def __arrow_c_schema__(self) -> object:
        return self._table.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def column(self, name: str) -> list[Any]:
        """A column as a list."""
        return self._table.column(name)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts."""
        names = self.column_names
        return [dict(zip(names, row, strict=True)) for row in zip(*map(self.column, names), strict=True)]

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table, of the same memory."""
        return _library("pyarrow", "arrow").table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame; days are datetimes."""
        _library("pandas", "pandas")
        return cast("pandas.DataFrame", self.to_arrow().to_pandas(date_as_object=False))

    def to_polars(self) -> polars.DataFrame:
        """A polars frame."""
        return _library("polars", "polars").DataFrame(self)

    def _repr_html_(self) -> str:
        return f"<p>{self.name}: {len(self)} rows, {len(self.column_names)} columns (<code>.to_pandas()</code>, <code>.to_polars()</code>)</p>"


def _library(name: str, extra: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        raise ImportError(f"this needs {name}: pip install 'depeche[{extra}]'") from None


class Result(Sequence[Document]):
    """All documents, in the order of the input, and the tables of them."""

    def __init__(self, items: list[_depeche.Item], unit: str) -> None:
        self._items = items
        self._unit = unit

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> Result: ...
    def __getitem__(self, index: int | slice) -> Document | Result:
        if isinstance(index, slice):
            return Result(self._items[index], self._unit)
        return Document(self._items[index], self._unit)

    def __iter__(self) -> Iterator[Document]:
        return (Document(item, self._unit) for item in self._items)

    @functools.cached_property
    def events(self) -> Table:
        """One row an event mention."""
        return Table("events", self._items)

    @functools.cached_property
    def arguments(self) -> Table:
        """One row an argument of an event."""
        return Table("arguments", self._items)

    @functools.cached_property
    def amounts(self) -> Table:
        """One row an amount."""
        return Table("amounts", self._items)

    @functools.cached_property
    def dates(self) -> Table:
        """One row a date."""
        return Table("dates", self._items)

    @functools.cached_property
    def documents(self) -> Table:
        """One row a document that could be processed."""
        return Table("documents", self._items)

    @functools.cached_property
    def mentions(self) -> Table:
        """One row a name in a document."""
        return Table("mentions", self._items)

    @functools.cached_property
    def entities(self) -> Table:
        """One row an entity."""
        return Table("entities", self._items)

    @functools.cached_property
    def errors(self) -> list[ErrorRecord]:
        """The lines of errors.jsonl: what is wrong with each document that could not be processed."""
        lines = (item.error() for item in self._items)
        return [parse(line) for line in lines if line is not None]

    def raise_for_errors(self) -> Result:
        """Raises ExtractionError when a document could not be processed; gives the result itself else."""
        if self.errors:
            raise ExtractionError(self.errors)
        return self

    def to_arrow(self) -> pyarrow.Table:
        """The events as an Arrow table."""
        return self.events.to_arrow()

    def to_pandas(self) -> pandas.DataFrame:
        """The events as a pandas frame."""
        return self.events.to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """The events as a polars frame."""
        return self.events.to_polars()

    def events_jsonl(self) -> str:
        """What the command writes to events.jsonl for the same input."""
        return _lines(line for item in self._items for line in item.events())

    def documents_jsonl(self) -> str:
        """What the command writes to documents.jsonl for the same input."""
        return _lines(line for item in self._items if (line := item.document()) is not None)

    def errors_jsonl(self) -> str:
        """The errors as lines."""
        return _lines(line for item in self._items if (line := item.error()) is not None)

    def save(self, folder: str | PathLike[str]) -> None:
        """Writes the files of a run into a new folder, for `depeche view`, `export` and `evaluate`."""
        path = pathlib.Path(folder)
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise FileExistsError(f"{path} is there and not empty: give a new folder")
        path.mkdir(parents=True, exist_ok=True)
        for name in ("events", "documents", "errors"):
            lines = getattr(self, f"{name}_jsonl")()
            (path / f"{name}.jsonl").write_text(lines, encoding="utf-8", newline="\n")

    def __repr__(self) -> str:
        return f"<Result: {len(self)} documents, {len(self.events)} events, {len(self.errors)} errors>"

    def _repr_html_(self) -> str:
        shown = "".join(document._repr_html_() for document in self[:3])
        more = f"<p>… {len(self) - 3} more</p>" if len(self) > 3 else ""
        return f"<p>{len(self)} documents, {len(self.events)} events, {len(self.errors)} errors</p>{shown}{more}"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
