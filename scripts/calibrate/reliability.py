#!/usr/bin/env python3
"""Expected calibration error of a run's probabilities, in ten bins.

usage: reliability.py GOLD.jsonl RUN_DIR

`confidence` of an event is right when a gold event of its type has an overlapping trigger; `score` of an argument, a date or an amount when that
event has an overlapping one of the same role. Parts count only for events whose type is right. Prints error and number of each kind.
"""
import collections
import json
import pathlib
import sys

BINS = 10


def lines(path):
    with open(path, encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def error(pairs):
    """Of (probability, right): the mean distance of what is told and what is found, weighted by the bins' sizes."""
    bins = collections.defaultdict(list)
    for p, right in pairs:
        bins[min(int(p * BINS), BINS - 1)].append((p, right))
    gaps = (abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return sum(gaps) / max(len(pairs), 1)


def main():
    gold = {d["doc_id"]: d.get("events") or [] for d in lines(sys.argv[1])}
    found = collections.defaultdict(list)
    for event in lines(pathlib.Path(sys.argv[2]) / "events.jsonl"):
        if event["doc_id"] not in gold or event["type"] == "COM.Statement":
            continue
        same = [g for g in gold[event["doc_id"]] if g["type"] == event["type"] and overlap(g["trigger"], event["trigger"])]
        found["events"].append((event["confidence"], bool(same)))
        for key, of in (("arguments", "args"), ("dates", "dates"), ("amounts", "amounts")):
            for part in event[key] if same else []:
                if part["score"] is not None:
                    right = any(x["role"] == part["role"] and overlap(x, part) for x in same[0][of])
                    found[key].append((part["score"], right))
    for key, pairs in found.items():
        told = sum(p for p, _ in pairs) / len(pairs)
        right = sum(r for _, r in pairs) / len(pairs)
        print(f"{key:10} error {error(pairs):.3f}, {len(pairs)} told {told:.3f}, right {right:.3f}")


if __name__ == "__main__":
    main()
