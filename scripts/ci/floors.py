#!/usr/bin/env python3
"""Fails when a figure on the development gold falls under its floor.

usage: floors.py BINARY SHARED_DIR

Floors stand in floors.tsv beside this file: set, measure, floor. The set `corpus` is the repository's own gold, measured by
`depeche evaluate`; the others are a gold file of SHARED_DIR/gold (scored by tools/score.py) or a case file of
SHARED_DIR/cases (judged by tools/cases.py; the measure is `value:KINDS`; the set `checks.dev` by tools/checks.py, the
measure is the class), and are left out when SHARED_DIR is not there.
A floor is lowered only with the reason in the commit.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

binary, shared = sys.argv[1], pathlib.Path(sys.argv[2])
floors = collections.defaultdict(list)
for line in (pathlib.Path(__file__).parent / "floors.tsv").read_text(encoding="utf-8").splitlines():
    if line and not line.startswith("#"):
        name, measure, floor = line.split("\t")
        floors[name].append((measure, float(floor)))


def run(*command, **options):
    """The standard output of a command that must succeed (score.py exits 1 on missing documents: that fails too)."""
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True, **options).stdout


def corpus_figures():
    """Measure to F1 of the corpus's own gold."""
    root = pathlib.Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run([binary, "extract", str(root / "corpus"), "-o", tmp + "/run", "--quiet"], check=True)
        rows = json.loads(run(binary, "evaluate", "--gold", root / "corpus/gold/gold.jsonl", tmp + "/run", "--json"))
    # Null is what nothing was there to measure of.
    return {k: v["f1"] or 0.0 for k, v in rows["measures"].items()}


def gold_figures(name):
    """Measure to F1 of one gold set."""
    gold = shared / "gold" / f"{name}.jsonl"
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        (tmp / "in.jsonl").write_text(run("python3", shared / "tools/gold_to_input.py", gold), encoding="utf-8")
        subprocess.run([binary, "extract", str(tmp / "in.jsonl"), "-o", str(tmp / "run"), "--quiet"], check=True)
        rows = json.loads(run("python3", shared / "tools/score.py", gold, tmp / "run", "--json"))
    return {k: v["f1"] for k, v in rows.items() if isinstance(v, dict)}


def case_figures(name, measures):
    """Measure `value:KINDS` to the share of cases read right."""
    out = {}
    for measure, _ in measures:
        kinds = measure.split(":")[1]
        rows = json.loads(
            run("python3", shared / "tools/cases.py", shared / "cases" / f"{name}.jsonl", "--bin", binary, "--kinds", kinds, "--json")
        )
        out[measure] = rows["all"]["value"]
    return out


def check_figures(name):
    """Class of faults to the share of texts whose checks all hold."""
    rows = json.loads(run("python3", shared / "tools/checks.py", shared / "cases" / f"{name}.jsonl", "--bin", binary, "--json"))
    return {k: v["share"] for k, v in rows.items() if isinstance(v, dict)}


failed = 0
passed = 0
for name, measures in floors.items():
    if name == "corpus":
        figures = corpus_figures()
    elif not shared.is_dir():
        continue
    elif (shared / "gold" / f"{name}.jsonl").exists():
        figures = gold_figures(name)
    elif name.startswith("checks"):
        figures = check_figures(name)
    else:
        figures = case_figures(name, measures)
    for measure, floor in measures:
        got = figures.get(measure, 0.0)
        ok = got >= floor
        passed, failed = passed + ok, failed + (not ok)
        print(f"{'ok  ' if ok else 'LOW '} {name:<14} {measure:<32} {got:.4f}  (floor {floor})")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
