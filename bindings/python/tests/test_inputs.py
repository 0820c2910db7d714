"""What may be given, and what is said where it may not."""

import datetime

import numpy
import pandas
import polars
import pyarrow
import pytest

import depeche
from conftest import DATES, IDS, TEXTS

FAST = {"backend": "none", "progress": False}


def dates(result):
    return [document.record.doc_date for document in result]


@pytest.mark.parametrize(
    "column", [list, tuple, iter, pandas.Series, polars.Series, pyarrow.array, numpy.array, lambda t: (x for x in t)], ids=str
)
def test_any_column_of_texts(column):
    assert [document.text for document in depeche.extract(column(TEXTS), **FAST)] == TEXTS


@pytest.mark.parametrize(
    "column",
    [
        DATES,
        [datetime.date(2024, 7, 16), datetime.datetime(2018, 5, 22, 10, 30), None],
        pandas.Series(pandas.to_datetime(DATES)),
        polars.Series([datetime.date(2024, 7, 16), datetime.date(2018, 5, 22), None]),
        pyarrow.array([datetime.date(2024, 7, 16), datetime.date(2018, 5, 22), None]),
        numpy.array(["2024-07-16", "2018-05-22", "NaT"], dtype="datetime64[D]"),
        ["2024-07-16", "2018-05-22", float("nan")],
    ],
    ids=["text", "datetime", "pandas", "polars", "arrow", "numpy", "nan"],
)
def test_any_column_of_dates(column):
    assert dates(depeche.extract(TEXTS, dates=column, **FAST)) == DATES


def test_columns_of_a_table_have_names():
    frame = pandas.DataFrame({"body": TEXTS, "when": pandas.to_datetime(DATES), "key": IDS, "rest": [1.5, None, 3]})
    for table in (frame, polars.from_pandas(frame), pyarrow.Table.from_pandas(frame)):
        result = depeche.extract(table, text_column="body", dates="when", ids="key", **FAST)
        assert dates(result) == DATES and [d.doc_id for d in result] == IDS
    with pytest.raises(depeche.SettingsError, match="no such column; it has body, when"):
        depeche.extract(frame, text_column="corps", **FAST)


def test_newspapers_are_a_column_too():
    papers = ["Le Soir", None, "Le Temps"]
    given = depeche.extract(TEXTS, publications=papers, **FAST)
    frame = pandas.DataFrame({"text": TEXTS, "organe": papers})
    named = depeche.extract(frame, publications="organe", **FAST)
    for result in (given, named):
        assert [row["publication"] for row in result.documents.to_dicts()] == papers


def test_a_relation_of_duckdb_is_a_table():
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.sql("select 'Le 3 mars 2024, elle a levé 5 M€.' as texte, date '2024-03-04' as date")
    assert dates(depeche.extract(relation, **FAST)) == ["2024-03-04"]


@pytest.mark.parametrize(
    ("call", "error", "remedy"),
    [
        (lambda: depeche.extract("Un texte."), TypeError, r"give a list, extract\(\[text\]\)"),
        (lambda: depeche.extract({"text": TEXTS}), TypeError, "d\\['text'\\]"),
        (lambda: depeche.extract(TEXTS, dates="2024-07-16"), TypeError, "date=… for all of them"),
        (lambda: depeche.extract(TEXTS, dates=DATES[:2]), ValueError, "3 texts, 2 dates: give one of each"),
        (lambda: depeche.extract(iter(TEXTS), dates=iter(DATES[:2]), **FAST), ValueError, "dates: ends before item 3"),
        (lambda: depeche.extract([b"Un texte."], **FAST), TypeError, "decode it first"),
        (lambda: depeche.extract(TEXTS, text_column="body"), TypeError, "texts is no table"),
        (lambda: depeche.extract(TEXTS, backend="bert"), depeche.SettingsError, 'wanted "embedded"'),
        (lambda: depeche.extract(TEXTS, date="yesterday"), depeche.SettingsError, "wanted YYYY"),
        (lambda: depeche.extract(TEXTS, date_order="mmddyyyy"), depeche.SettingsError, "date_order: .* wanted dmy"),
        (lambda: depeche.extract(TEXTS, offset_unit="char"), depeche.SettingsError, 'wanted "codepoint"'),
        (lambda: depeche.extract(TEXTS, min_confidence=2.0), depeche.SettingsError, "from 0 to 1"),
        (lambda: depeche.extract(TEXTS, model="/nowhere"), depeche.SettingsError, "/nowhere"),
        (lambda: depeche.extract(polars.LazyFrame({"text": TEXTS})), TypeError, "collect"),
        (lambda: depeche.extract(TEXTS, workers=1, colour=3), TypeError, "colour"),
    ],
)
def test_what_cannot_be_done_says_the_remedy(call, error, remedy):
    with pytest.raises(error, match=remedy):
        call()


def test_an_order_of_dates_is_settled():
    texts, days = ["Le port ferme."] * 2, ["05/06/2024", "12/31/2024"]
    assert dates(depeche.extract(texts, dates=days, date_order="mdy", **FAST)) == ["2024-05-06", "2024-12-31"]
    assert dates(depeche.extract(texts, dates=days, date_order="dmy", **FAST)) == ["2024-06-05", None]


def test_a_document_that_fails_costs_itself_only():
    result = depeche.extract(["", None, "Le 3 mars 2024.", 7, "à \ud800 b"], ids=list("vwxyz"), **FAST)
    assert [document.error and document.error.code for document in result] == [
        "read.no_text" if result[0].error.code == "read.no_text" else "read.empty", "read.no_text", None, "read.type", None
    ]
    assert [document.doc_id for document in result] == list("vwxyz")
    assert result[4].text == "à ? b" and len(result.documents) == 2 and len(result.errors) == 3
    assert result[0].record is None and result[0].events == [] and result[0].entities == []
    with pytest.raises(depeche.ExtractionError, match="and 2 more"):
        result.raise_for_errors()
    assert result[2:3].raise_for_errors()[0].text == "Le 3 mars 2024."


def test_no_document_is_no_error():
    result = depeche.extract([], **FAST)
    assert len(result) == 0 and len(result.events) == 0 and result.events_jsonl() == ""
    assert result.to_pandas().shape[0] == 0 and "actor" in result.to_polars().columns
