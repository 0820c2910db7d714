#!/usr/bin/env python3
"""Draws event records of a run by a seed and prints each with its sentence, to be read and judged.

usage: sample.py RUN [--count 200] [--seed 6] [--without GOLD.jsonl …]

RUN is a folder that `depeche extract` wrote. Each record is printed as its number, document, place, type, confidence, the arguments, and the
sentence with the trigger in ⟦⟧. The draw depends on the seed and on documents, types and places, not on the order of the records.
Documents of --without (gold that rules were tuned on) are left out, and so is COM.Statement, which no figure counts.
"""
import argparse
import hashlib
import json


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("run")
    ap.add_argument("--count", type=int, default=200)
    ap.add_argument("--seed", default="6")
    ap.add_argument("--without", nargs="*", default=[])
    a = ap.parse_args()
    known = {doc["doc_id"] for path in a.without for doc in rows(path)}

    def lot(event):
        place = f"{a.seed} {event['doc_id']} {event['type']} {event['trigger']['start']}"
        return hashlib.sha256(place.encode()).hexdigest()

    events = [e for e in rows(a.run + "/events.jsonl") if e["doc_id"] not in known and e["type"] != "COM.Statement"]
    for number, e in enumerate(sorted(events, key=lot)[: a.count], 1):
        trigger, sentence = e["trigger"], e["sentence"]
        start, end = (trigger[k] - sentence["start"] for k in ("start", "end"))
        text = sentence["text"]
        told = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}".replace("\n", " ")
        arguments = "; ".join(f"{x['role']}: {x['text']}" for x in e["arguments"]) or "none"
        print(f"{number}\t{e['doc_id']}\t{trigger['start']}\t{e['type']}\t{e['confidence']}\t{arguments}\n\t{told}")


if __name__ == "__main__":
    main()
