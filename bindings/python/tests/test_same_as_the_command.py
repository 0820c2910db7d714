"""The package and the command give the same bytes for the same input.

Events are those of a stream (`-o -`): what the second pass over a folder knows, clusters and near copies across documents, stands in neither.
"""

import json
import re
import subprocess
import sys

import depeche
import pytest
from conftest import DATES, IDS, TEXTS, command


def run(rows, folder, *more):
    """The command over rows on standard input."""
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    stream = command("extract", "-", "-o", "-", "--quiet", *more, input=lines)
    done = command("extract", "-", "-o", folder, "--quiet", *more, input=lines)
    assert stream.returncode in (0, 1) and done.returncode in (0, 1), stream.stderr + done.stderr
    documents = (folder / "documents.jsonl").read_text(encoding="utf-8")
    return {"events": stream.stdout, "documents": re.sub('"duplicate_of":"[^"]*"', '"duplicate_of":null', documents)}


def test_columns_give_the_bytes_of_the_command(rows, tmp_path):
    columns = {name: [row.get(name) for row in rows] for name in ("text", "date", "id", "title")}
    ours = depeche.extract(columns["text"], columns["date"], columns["id"], columns["title"], progress=False)
    given = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    theirs = run(given, tmp_path / "out")
    assert ours.events_jsonl() == theirs["events"]
    assert ours.documents_jsonl() == theirs["documents"]
    assert len(theirs["events"].splitlines()) > 100


def test_tables_give_the_bytes_of_the_command(rows, tmp_path):
    import pandas
    import polars
    import pyarrow

    rows = rows[:6]
    theirs = run(rows, tmp_path / "out")
    plain = [{name: row.get(name) for name in ("id", "text", "date", "title")} for row in rows]
    frames = [pandas.DataFrame(plain), polars.DataFrame(plain, infer_schema_length=None), pyarrow.Table.from_pylist(plain)]
    for frame in [*frames, frames[2].to_reader()]:
        ours = depeche.extract(frame, progress=False)
        assert ours.events_jsonl() == theirs["events"], type(frame)
        assert ours.documents_jsonl() == theirs["documents"], type(frame)


def test_rows_without_ids_are_named_as_standard_input_names_them(tmp_path):
    ours = depeche.extract(TEXTS, DATES, progress=False)
    rows = [{"text": text, "date": date} for text, date in zip(TEXTS, DATES, strict=True)]
    assert ours.documents_jsonl() == run(rows, tmp_path / "out")["documents"]
    assert [document.doc_id for document in ours] == ["stdin#1", "stdin#2", "stdin#3"]


def test_settings_are_those_of_the_command(tmp_path):
    settings = {"offset_unit": "utf16", "min_confidence": 0.6, "min_score": 0.5, "date": "2020-03", "workers": 1}
    ours = depeche.extract(TEXTS, ids=IDS, progress=False, **settings)
    rows = [{"id": name, "text": text} for name, text in zip(IDS, TEXTS, strict=True)]
    options = ["--offset-unit", "utf16", "--min-confidence", "0.6", "--min-score", "0.5", "--date", "2020-03", "--workers", "1"]
    theirs = run(rows, tmp_path / "out", *options)
    assert (ours.events_jsonl(), ours.documents_jsonl()) == (theirs["events"], theirs["documents"])


OWN_TYPE = """
code = "ENV.Pollute"
label_fr = "Pollution"
[frames.verb]
subj = "actor"
obj = "recipient"
[[trigger]]
pos = "verb"
lemmas = ["polluer"]
"""

OWN_TYPES = """
import sys, depeche
result = depeche.Extractor(types=sys.argv[1]).extract(["L'usine Kelvar a pollué la rivière."], ids=["a"], progress=False)
sys.stdout.write(result.events_jsonl())
try:
    depeche.Extractor()
    sys.exit("an extractor without them would have them all the same")
except depeche.SettingsError:
    pass
"""


def test_own_types_are_those_of_the_command(tmp_path):
    types = tmp_path / "types"
    types.mkdir()
    (types / "ENV.Pollute.toml").write_text(OWN_TYPE, encoding="utf-8")
    # The types hold for a whole process, and this one has read texts with ours.
    ours = subprocess.run([sys.executable, "-c", OWN_TYPES, types], capture_output=True, text=True, check=False)
    assert ours.returncode == 0, ours.stderr
    theirs = run([{"id": "a", "text": "L'usine Kelvar a pollué la rivière."}], tmp_path / "out", "--types", types)
    assert ours.stdout == theirs["events"]
    assert json.loads(ours.stdout)["type"] == "ENV.Pollute"
    with pytest.raises(depeche.SettingsError, match="other types"):
        depeche.Extractor(types=types)


def test_workers_and_chunks_change_nothing(rows):
    texts = [row["text"] for row in rows[:20]]
    few = depeche.extract(texts, workers=1, progress=False)
    many = depeche.extract(iter(texts), workers=3, progress=False)
    assert few.documents_jsonl() == many.documents_jsonl()
    assert few.events_jsonl() == many.events_jsonl()


def test_a_saved_result_is_a_run(result, tmp_path):
    result.save(tmp_path / "out")
    done = command("export", tmp_path / "out", "--to", "tables", "--as", "csv", "-o", tmp_path / "tables")
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "tables" / "events.csv").read_text(encoding="utf-8").splitlines()) == 1 + len(result.events)


def test_the_command_is_whole():
    assert command("--version").stdout == f"depeche {depeche.__version__}\n"
    wrong = command("extract", "/nowhere/at/all")
    assert wrong.returncode == 2 and "/nowhere/at/all" in wrong.stderr
    told = command("explain", TEXTS[0], "--date", "2024-07-16")
    assert told.returncode == 0 and "ECO.Layoff" in told.stdout
