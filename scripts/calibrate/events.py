#!/usr/bin/env python3
"""Fits the confidence of events (core/src/event/data/confidence.tsv) on gold, and says by cross-validation what it is worth.

usage: events.py OUT.tsv --tuned GOLD.jsonl FEATURES.jsonl … --fresh GOLD.jsonl FEATURES.jsonl … [--read read-7.tsv FEATURES.jsonl …] [--l2 X]

FEATURES.jsonl comes from the engine:
  cargo run --release --example event_features -- GOLD.jsonl > FEATURES.jsonl
A candidate is right when a gold event of its type overlaps its trigger; COM.Statement, which the gold does not score, is left out. Logistic
regression with an L2 penalty, ten folds by document. Rules were tuned on the errors of the --tuned sets, so candidates are right more often
there: the fit gives those sets a shift of their own, which the written weights leave out. Records judged by reading (drawn by
sample.py) are fresh, too, as long as no rule learned from them. Needs numpy.
"""
import argparse
import collections
import hashlib
import json

import numpy as np

FOLDS = 10
# Fewer candidates than this say nothing about a feature.
SEEN = 8


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def judged(gold_path, features_path, tuned):
    """Candidates of gold documents: document, features, right or not, tuned or not."""
    found = collections.defaultdict(list)
    for row in rows(features_path):
        found[row["doc_id"]].append(row)
    for doc in rows(gold_path):
        gold = [e for e in doc.get("events", []) if e["type"] != "COM.Statement"]
        taken = set()
        for row in found[doc["doc_id"]]:
            if row["type"] == "COM.Statement":
                continue
            hit = next((i for i, g in enumerate(gold) if i not in taken and g["type"] == row["type"] and overlap(g["trigger"], row)), None)
            taken.add(hit)
            yield doc["doc_id"], row["features"], float(hit is not None), tuned


def read(judgements_path, features_path):
    """Candidates that were judged by reading."""
    found = {(row["doc_id"], str(row["start"]), row["type"]): row for row in rows(features_path)}
    with open(judgements_path, encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                doc, start, kind, right = line.rstrip("\n").split("\t")
                row = found.get((doc, start, kind))
                # A record that the rules no longer propose has no features.
                if row:
                    yield doc, row["features"], float(right != "none"), False


def fit(x, y, l2):
    """Newton's method; the penalty spares the bias, which comes first."""
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], l2)
    penalty[0] = 1e-6
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(penalty + 1e-9), x.T @ (p - y) + penalty * w)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def crossed(x, y, fold, l2):
    """The probability of each candidate from the folds that its document is not in."""
    p = np.zeros(len(y))
    for k in range(FOLDS):
        held = fold == k
        if held.any():
            p[held] = 1 / (1 + np.exp(-x[held] @ fit(x[~held], y[~held], l2)))
    return p


def area(y, p):
    """The share of pairs of a right and a wrong candidate in which the right one scores higher."""
    right, wrong = p[y == 1], p[y == 0]
    return np.mean((right[:, None] > wrong[None]) + 0.5 * (right[:, None] == wrong[None]))


def worth(name, y, p):
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    print(f"{name:<44} Brier {np.mean((p - y) ** 2):.4f}  log loss {loss:.4f}  area {area(y, p):.3f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--tuned", nargs="+", default=[])
    ap.add_argument("--fresh", nargs="+", default=[])
    ap.add_argument("--read", nargs="+", default=[])
    ap.add_argument("--l2", type=float, default=3.0)
    ap.add_argument("--only", nargs="*", help="beginnings of the names of the features to keep")
    ap.add_argument("--each", action="store_true", help="say what each group of features adds")
    a = ap.parse_args()
    data = []
    for files, tuned in ((a.tuned, True), (a.fresh, False)):
        for gold, features in zip(files[::2], files[1::2], strict=True):
            data += judged(gold, features, tuned)
    for judgements, features in zip(a.read[::2], a.read[1::2], strict=True):
        data += read(judgements, features)
    y = np.array([right for _, _, right, _ in data])
    fresh = np.array([not tuned for *_, tuned in data])
    fold = np.array([int(hashlib.sha256(doc.encode()).hexdigest(), 16) % FOLDS for doc, *_ in data])

    def table(keep):
        counts = collections.Counter(name for _, features, _, _ in data for name in features)
        names = ["bias", "tuned"] + sorted(n for n, c in counts.items() if c >= SEEN and n != "bias" and keep(n))
        at = {n: i for i, n in enumerate(names)}
        x = np.zeros((len(data), len(names)))
        for i, (_, features, _, tuned) in enumerate(data):
            for name, value in features.items():
                if name in at:
                    x[i, at[name]] = value
            x[i, 1] = float(tuned)
        return names, x

    kept = lambda n: a.only is None or any(n.startswith(o) for o in a.only)
    names, x = table(kept)
    _, bare = table(lambda _: False)
    p, constant = crossed(x, y, fold, a.l2), crossed(bare, y, fold, a.l2)
    print(f"{len(y)} candidates of {len({d for d, *_ in data})} documents, {int(y.sum())} right; fresh: {fresh.sum()}, {int(y[fresh].sum())} right")
    worth("constant a set, all", y, constant)
    worth("features, all", y, p)
    worth("constant, fresh", y[fresh], constant[fresh])
    worth("features, fresh", y[fresh], p[fresh])
    if a.each:
        for group in sorted({n.split("=")[0] for n in names[2:]}):
            _, without = table(lambda n: kept(n) and n.split("=")[0] != group)
            worth(f"without {group}, all", y, crossed(without, y, fold, a.l2))
    edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    for name, part in (("all", np.ones(len(y), bool)), ("fresh", fresh)):
        error = 0.0
        print(f"{name}: predicted, observed, n (cross-validated)")
        for low, high in zip(edges, edges[1:]):
            inside = part & (p >= low) & (p < high)
            if inside.any():
                print(f"{low:.1f}–{min(high, 1.0):.1f}  {p[inside].mean():.2f}  {y[inside].mean():.2f}  {inside.sum()}")
                error += abs(y[inside].mean() - p[inside].mean()) * inside.sum() / part.sum()
        print(f"expected calibration error {error:.3f}")
    with open(a.out, "w", encoding="utf-8") as f:
        f.write("# made by scripts/calibrate/events.py; do not edit by hand\n")
        for name, value in zip(names, fit(x, y, a.l2)):
            if name != "tuned":
                f.write(f"{name}\t{value:.4f}\n")


if __name__ == "__main__":
    main()
