"""What comes out."""

import copy
import datetime
import multiprocessing
import pathlib
import pickle
import subprocess
import sys
import threading
import time

import duckdb
import polars
import pyarrow
import pytest

import depeche
from conftest import IDS, ROOT, TEXTS

TABLES = ["events", "arguments", "amounts", "dates", "documents", "mentions", "entities"]


def test_records_have_their_keys_as_attributes(result):
    event = result[0].events[0]
    assert event.type == event["type"] == "ECO.Layoff"
    assert [(a.role, a.text) for a in event.arguments if a.role == "actor"] == [("actor", "Kelvar")]
    assert event.dates[0].earliest == "2024-07-16"
    assert "trigger" in dir(event) and copy.deepcopy(event) == event == pickle.loads(pickle.dumps(event))
    with pytest.raises(AttributeError, match="no key 'triger' in this record; it has schema"):
        event.triger


def test_positions_are_those_of_python(result):
    for document in result:
        for span in [*document.entities, *document.timexes, *document.amounts, *(e.trigger for e in document.events)]:
            assert document.text[span.start : span.end] == span.text


@pytest.mark.parametrize("name", TABLES)
def test_every_table_goes_everywhere(result, name):
    table = getattr(result, name)
    frames = table.to_arrow(), table.to_pandas(), table.to_polars()
    assert {len(frame) for frame in (*frames, table, table.to_dicts())} == {len(table)}
    assert all(list(columns) == table.column_names for columns in (frames[0].column_names, frames[1].columns, frames[2].columns))
    assert frames[0].to_pylist() == frames[2].to_dicts() == table.to_dicts()
    assert pyarrow.schema(table) == frames[0].schema


def test_the_row_of_an_event_answers_who_what_when_and_how_much(result):
    row = next(row for row in result.events.to_dicts() if row["doc_id"] == "a")
    assert (row["actor"], row["actor_id"], row["type"]) == ("Kelvar", "org:kelvar", "ECO.Layoff")
    assert (row["count_value"], row["count_unit"]) == (134.0, "salarié")
    assert (row["date_earliest"], row["date_precision"], row["date_source"]) == (datetime.date(2024, 7, 16), "day", "event")
    row = next(row for row in result.events.to_dicts() if row["type"] == "ECO.Acquire")
    assert (row["money_value"], row["money_unit"], row["date_source"]) == (1_680_000_000.0, "EUR", "document")


def test_other_libraries_read_the_stream(result):
    events = result.events
    assert polars.DataFrame(events).height == len(events)
    rows = events.to_arrow()
    assert len(rows) and duckdb.sql("select count(*) from rows where type = 'ECO.Layoff'").fetchall() == [(1,)]
    frame = result.to_pandas()
    assert str(frame["date_earliest"].dtype).startswith("datetime64") and frame["money_value"].dtype == "float64"


def test_a_notebook_shows_a_document_and_no_text_leaves_its_place():
    # No tag of a web page, which would be stripped: what is left in a text is escaped.
    evil = "<svg onload=alert(1)> Kelvar a licencié 134 salariés mardi & jeudi."
    for unit in ("codepoint", "utf16", "byte"):
        (document,) = depeche.extract([f"😀é {evil}"], titles=["<svg>x"], offset_unit=unit, progress=False)
        page = document._repr_html_()
        assert "<svg" not in page and "&lt;svg onload" in page and "&lt;svg&gt;x" in page
        assert ">134 salariés</mark>" in page and ">licencié</mark>" in page and ">Kelvar</mark>" in page, unit
    assert "keep_text=False" in depeche.extract([evil], keep_text=False, progress=False)[0]._repr_html_()
    assert "no word" in depeche.extract([" "], backend="none", progress=False)[0]._repr_html_()


def test_a_stream_gives_documents_before_the_end_of_the_input():
    taken = 0

    def texts():
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield f"Le {number % 28 + 1} mars 2024."

    extractor = depeche.Extractor(backend="none", workers=2)
    first = next(extractor.stream(texts(), progress=False))
    assert first.timexes[0].value == "2024-03-01" and taken < 100


def test_the_lock_is_released_and_threads_share_an_extractor(rows):
    extractor = depeche.Extractor(workers=1)
    texts = [row["text"] for row in rows[:12]]
    want = extractor.extract(texts, progress=False).events_jsonl()
    beats, got = 0, []
    threads = [threading.Thread(target=lambda: got.append(extractor.extract(texts, progress=False).events_jsonl())) for _ in range(2)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        beats += 1
        time.sleep(0.001)
    assert got == [want, want] and beats > 20


SHARED = depeche.Extractor(workers=2)


def _count(extractor):
    return len((extractor or SHARED).extract(TEXTS, progress=False).events)


def test_processes_may_have_an_extractor(result):
    assert _count(None) == len(result.events)
    assert repr(pickle.loads(pickle.dumps(SHARED))) == repr(SHARED)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_count, (None,)).get(timeout=120) == len(result.events)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply_async(_count, (SHARED,)).get(timeout=120) == len(result.events)


def test_a_bar_is_shown_where_it_is_wanted(capsys):
    depeche.extract(TEXTS, backend="none", progress=True)
    assert "3/3" in capsys.readouterr().err
    depeche.extract(TEXTS, backend="none")
    assert capsys.readouterr().err == ""


def test_nothing_is_written_over(result, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="give a new folder"):
        result.save(tmp_path)


def test_the_stubs_are_those_of_the_program():
    command = [sys.executable, ROOT / "bindings/python/stubs.py", pathlib.Path(sys.executable).parent / "depeche", "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_example_of_the_page_runs():
    page = (ROOT / "bindings/python/README.md").read_text(encoding="utf-8")
    example = page.split("```python\n")[1].split("```")[0]
    exec(compile(example, "README.md", "exec"), {})


def test_ids_are_kept(result):
    assert [document.doc_id for document in result] == IDS and repr(result).startswith("<Result: 3 documents, ")
