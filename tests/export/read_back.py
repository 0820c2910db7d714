"""Reads every export of a run back with the tool that it is for. usage: read_back.py DEPECHE RUN_DIR"""
import collections, csv, json, os, pathlib, re, subprocess, sys, tempfile
import xml.etree.ElementTree as xml

import duckdb, networkx, pandas, polars, pyarrow.parquet, spacy

depeche, run = sys.argv[1], pathlib.Path(sys.argv[2])
root = pathlib.Path(__file__).resolve().parents[2]
lines = lambda path: [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
documents, events = lines(run / "documents.jsonl"), lines(run / "events.jsonl")
work = pathlib.Path(tempfile.mkdtemp())
types = collections.Counter(e["type"] for e in events)
money = sum(a["kind"] == "money" for e in events for a in e["amounts"])


def export(to, name, *more, of=run):
    path = work / name
    subprocess.run([depeche, "export", of, "--to", to, "-o", path, "--quiet", *more], check=True)
    return path


def made(name, docs, evs):
    folder = work / name
    folder.mkdir()
    for file, rows in (("documents", docs), ("events", evs)):
        (folder / f"{file}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return folder


def csv_in_pandas():
    frame = pandas.read_csv(export("csv", "events.csv"))
    assert len(frame) == len(events) and dict(frame["type"].value_counts()) == dict(types)
    assert list(frame["event_id"]) == [e["event_id"] for e in events]
    assert list(frame["start"]) == [e["trigger"]["start"] for e in events]
    want = [next((a["value"] for a in sorted(e["amounts"], key=lambda a: a["kind"] != "money")), None) for e in events]
    assert [None if pandas.isna(v) else float(v) for v in frame["amount_value"]] == [None if v is None else float(v) for v in want]


def csv_with_bom():
    path = export("csv", "bom.csv", "--bom")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(list(csv.DictReader(open(path, encoding="utf-8-sig")))) == len(events)


def csv_formulas():
    evil = ["=HYPERLINK(\"http://x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1"]
    event = lambda i, w: {**events[0], "event_id": f"e{i}", "doc_title": w, "trigger": {**events[0]["trigger"], "text": w, "lemma": w},
                          "arguments": [{"role": "actor", "text": w, "start": 0, "end": 1, "mention": "name", "entity_id": w, "canonical": w, "entity_type": "ORG", "score": 0.5}]}
    path = export("csv", "evil.csv", "--excel", of=made("evil", documents, [event(i, w) for i, w in enumerate(evil)]))
    for row in csv.DictReader(open(path, encoding="utf-8")):
        bad = [v for v in row.values() if v and v[0] in "=+-@\t\r" and not re.fullmatch(r"-?\d+(\.\d+)?", v)]
        assert not bad, bad


def parquet_in_pyarrow():
    table = pyarrow.parquet.read_table(export("parquet", "events.parquet"))
    assert table.num_rows == len(events)
    for part in ("arguments", "dates", "amounts", "cues"):
        assert sum(map(len, table[part].to_pylist())) == sum(len(e[part]) for e in events), part
    assert table["event_id"].to_pylist() == [e["event_id"] for e in events]
    got = [[a["value"] for a in row] for row in table["amounts"].to_pylist()]
    assert got == [[None if a["value"] is None else float(a["value"]) for a in e["amounts"]] for e in events]
    bare = [{**e, "arguments": [], "dates": [], "amounts": [], "cues": [], "url": None, "doc_title": None} for e in events]
    for name, evs in (("bare", bare), ("none", [])):
        assert pyarrow.parquet.read_schema(export("parquet", f"{name}.parquet", of=made(name, documents, evs))).equals(table.schema), name


def parquet_in_duckdb():
    path = work / "events.parquet"
    assert duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0] == len(events)
    assert dict(duckdb.sql(f"select type, count(*) from '{path}' group by 1").fetchall()) == dict(types)
    assert duckdb.sql(f"select count(*) from (select unnest(amounts) a from '{path}') where a.kind = 'money'").fetchall()[0][0] == money


def parquet_in_polars():
    frame = polars.read_parquet(work / "events.parquet")
    assert frame.height == len(events)
    flat = frame.explode("amounts").unnest("amounts", separator=".") if "separator" in polars.DataFrame.unnest.__code__.co_varnames else frame.select("amounts").explode("amounts").unnest("amounts").rename({"kind": "amounts.kind"})
    assert flat.filter(polars.col("amounts.kind") == "money").height == money


def spacy_spans():
    nlp = spacy.blank("fr")
    rows = lines(export("spacy", "spacy.jsonl"))
    assert len(rows) == len(documents)
    spans, stored = 0, spacy.tokens.DocBin()
    for row, document in zip(rows, documents):
        doc = nlp.make_doc(row["text"])
        for span, name in zip(row["spans"], document["entities"]):
            assert row["text"][span["start"]:span["end"]] == name["text"]
            found = doc.char_span(span["start"], span["end"], label=span["label"], alignment_mode="expand")
            assert found is not None and name["text"] in found.text
            spans += 1
        doc.spans["names"] = [doc.char_span(s["start"], s["end"], label=s["label"], alignment_mode="expand") for s in row["spans"]]
        for e in row["events"]:
            assert doc.char_span(e["start"], e["end"], label=e["label"], alignment_mode="expand") is not None
        stored.add(doc)
    assert spans == sum(len(d["entities"]) for d in documents)
    assert sum(len(r["events"]) for r in rows) == len(events)
    again = list(spacy.tokens.DocBin().from_bytes(stored.to_bytes()).get_docs(nlp.vocab))
    assert sum(len(d.spans["names"]) for d in again) == spans


def label_studio():
    tasks = json.load(open(export("label-studio", "tasks.json"), encoding="utf-8"))
    assert len(tasks) == len(documents)
    relations = 0
    for task in tasks:
        units = task["data"]["text"].encode("utf-16-le")
        result = task["predictions"][0]["result"]
        ids = {r["id"] for r in result if r["type"] == "labels"}
        for r in result:
            if r["type"] == "labels":
                v = r["value"]
                assert units[2 * v["start"]:2 * v["end"]].decode("utf-16-le") == v["text"]
            else:
                relations += 1
                assert r["from_id"] in ids and r["to_id"] in ids
    assert relations == sum(len(e["arguments"]) for e in events)
    triggers = {(e["doc_id"], e["type"], e["trigger"]["start"], e["trigger"]["end"]) for e in events}
    assert sum("." in r["value"]["labels"][0] for t in tasks for r in t["predictions"][0]["result"] if r["type"] == "labels") == len(triggers)


def blocks_of_the_recipes():
    """The interface for Label Studio has all labels and relations of its tasks, and DuckDB's table all lines: both as the pages say it."""
    for name in ("RECIPES.md", "RECIPES.fr.md"):
        page = (root / "docs" / name).read_text(encoding="utf-8")
        folder = work / name
        (folder / "bin").mkdir(parents=True)
        (folder / "bin/depeche").symlink_to(pathlib.Path(depeche).resolve())
        (folder / "out").symlink_to(run.resolve())
        (folder / "corpus").symlink_to(root / "corpus")
        environment = {**os.environ, "PATH": os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])}

        def ran(language, mark, *command):
            code = next(c for c in re.findall(rf"```{language}\n(.*?)```", page, re.S) if mark in c)
            subprocess.run([*command, code], cwd=folder, env=environment, check=True, capture_output=True)

        ran("sh", "interface.xml", "bash", "-euc")
        interface, tasks = xml.parse(folder / "interface.xml"), json.load(open(folder / "tasks.json", encoding="utf-8"))
        has = {kind: {e.get("value") for e in interface.iter(kind)} for kind in ("Label", "Relation")}
        results = [r for task in tasks for r in task["predictions"][0]["result"]]
        assert {r["value"]["labels"][0] for r in results if r["type"] == "labels"} <= has["Label"], name
        assert {r["labels"][0] for r in results if r["type"] == "relation"} <= has["Relation"], name
        ran("sh", "events.sql", "bash", "-euc")
        ran("python", "events.duckdb", sys.executable, "-c")
        with duckdb.connect(str(folder / "events.duckdb")) as db:
            assert db.sql("SELECT count(*) FROM events").fetchall() == [(len(events),)]
            db.sql(re.search(r"`(INSERT INTO events BY NAME .*?)`", page)[1].replace("'out/", f"'{folder}/out/"))
            assert db.sql("SELECT count(*) FROM events").fetchall() == [(len(events) + types["ECO.Layoff"],)]


def workbook():
    sheets = pandas.read_excel(export("xlsx", "tables.xlsx"), sheet_name=None)
    frame = sheets["events"]
    assert list(frame["event_id"]) == [e["event_id"] for e in events] and len(sheets["documents"]) == len(documents)
    assert frame["date_earliest"].dropna().map(lambda day: hasattr(day, "year")).all() and frame["money_value"].dtype.kind == "f"
    assert len(sheets["arguments"]) == sum(len(e["arguments"]) for e in events)


def brat():
    folder = export("brat", "brat")
    found, arguments = collections.Counter(), 0
    for ann in folder.glob("*.ann"):
        text = ann.with_suffix(".txt").read_text(encoding="utf-8", newline="") if sys.version_info >= (3, 13) else open(ann.with_suffix(".txt"), encoding="utf-8", newline="").read()
        spans = {}
        for line in open(ann, encoding="utf-8", newline="\n").read().split("\n"):
            if line.startswith("T"):
                key, kind, words = line.split("\t")
                name, places = kind.split(" ", 1)
                pieces = [text[int(a):int(b)] for a, b in (p.split() for p in places.split(";"))]
                assert " ".join(pieces) == words, (pieces, words)
                spans[key] = name
            elif line.startswith("E"):
                _, rest = line.split("\t")
                parts = rest.split()
                kind, trigger = parts[0].split(":")
                assert spans[trigger] == kind
                assert all(p.split(":")[1] in spans for p in parts[1:])
                found[kind.replace("_", ".")] += 1
                arguments += len(parts) - 1
    assert found == types, (found, types)
    sources = sum(e["attribution"]["source"] is not None for e in events)
    assert arguments == sources + sum(len(e["arguments"]) + len(e["dates"]) + len(e["amounts"]) for e in events)
    conf = (folder / "annotation.conf").read_text(encoding="utf-8")
    assert all(t.replace(".", "_") in conf for t in types)


def iramuteq():
    text = export("iramuteq", "corpus.txt").read_text(encoding="utf-8")
    heads = [line for line in text.split("\n") if line.startswith("****")]
    assert len(heads) == len(documents)
    assert all(re.fullmatch(r"\*\*\*\*( \*[A-Za-z0-9]+_[A-Za-z0-9]+)+", h) for h in heads), heads[:3]
    assert sum("*" in line for line in text.split("\n") if not line.startswith("****")) == 0


def gexf():
    graph = networkx.read_gexf(export("gexf", "actors.gexf"))
    ids = lambda e, roles: {a["entity_id"] for a in e["arguments"] if a["role"] in roles and a["entity_id"]}
    actors = {i for e in events for i in ids(e, ("actor", "recipient", "counterpart"))}
    ties = collections.Counter((a, b) for e in events for a in ids(e, ("actor",)) for b in ids(e, ("recipient", "counterpart")) if a != b)
    assert set(graph) == actors and graph.is_directed()
    assert {(a, b): d["weight"] for a, b, d in graph.edges(data=True)} == dict(ties)


passed = failed = 0
for check in (csv_in_pandas, csv_with_bom, csv_formulas, workbook, parquet_in_pyarrow, parquet_in_duckdb, parquet_in_polars, spacy_spans, label_studio, blocks_of_the_recipes, brat, iramuteq, gexf):
    try:
        check()
        passed += 1
        print("ok   ", check.__name__.replace("_", " "))
    except Exception as e:
        failed += 1
        print("FAIL ", check.__name__.replace("_", " "), type(e).__name__, str(e)[:600])
print(f"{passed} passed, {failed} failed")
sys.exit(bool(failed))
