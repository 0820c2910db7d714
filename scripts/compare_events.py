#!/usr/bin/env python3
"""Events in the terms of others: ACE's four figures on gold of our own kind, and POPCORN's reports by a mapping of types.

usage: compare_events.py GOLD.jsonl… --bin target/release/depeche

A file of POPCORN (rows with `textmine_id`) is measured on its own types, as `popcorn.tsv` beside this script maps them. An
event of POPCORN is found if one of our events of a mapped type has a trigger that overlaps one of its triggers; one of our
events of a mapped type is right if it overlaps a trigger so. Of the events found, a place, start or end date or initiator is
found if one of our arguments of that role overlaps one of its mentions. Precision of links is not measured, since POPCORN
marks them by event and we by mention.

For other gold the terms are those of ACE 2005 (Doddington et al. 2004): trigger identified (overlapping span), trigger
classified (its type too), argument identified (an event of that type, overlapping span), argument classified (role too);
arguments are actors, recipients, themes, places, dates and amounts. COM.Statement is left out on both sides, as by `depeche
evaluate`. Below them stands where whole records are lost: an event without a trigger of ours, one that we tell as another type,
and one of the right type whose actors and recipients, dates or amounts differ.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

DISPUTED = "COM.Statement"
MAP = pathlib.Path(__file__).with_name("popcorn.tsv")
LINKS = {
    "places": {"place"},
    "start_date": {"event_time", "begin"},
    "end_date": {"event_time", "end"},
    "initiators": {"actor"},
}


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def read(path):
    with open(path, encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def run(binary, documents):
    """Our events by document."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "in.jsonl")
        with source.open("w", encoding="utf-8") as out:
            for d in documents:
                out.write(json.dumps({"id": d["doc_id"], "text": d["text"], "date": d.get("published")}) + "\n")
        subprocess.run([binary, "extract", source, "-o", f"{folder}/out", "--quiet"], check=True)
        found = collections.defaultdict(list)
        for e in read(f"{folder}/out/events.jsonl"):
            found[e["doc_id"]].append(e)
    return found


def parts(event, arguments):
    """The arguments, dates and amounts of an event."""
    return [x for key in (arguments, "dates", "amounts") for x in event.get(key, [])]


def matched(gold, own, same):
    """How many pairs there are, each item in one at most."""
    free, n = list(own), 0
    for g in gold:
        hit = next((x for x in free if same(g, x)), None)
        if hit is not None:
            free.remove(hit)
            n += 1
    return n


def line(name, hit, own, gold):
    p, r = hit / max(own, 1), hit / max(gold, 1)
    print(f"{name:24} P {p:.3f}  R {r:.3f}  F1 {2 * hit / max(own + gold, 1):.3f}   {hit} of {gold}, {own} told")


def differing(gold, own):
    """The parts of a record that differ."""
    takes_part = lambda e: [x for x in e.get("args", e.get("arguments", [])) if x["role"] in ("actor", "recipient")]  # noqa: E731
    near = lambda a, b: overlap(a, b) and a["role"] == b["role"]  # noqa: E731
    parts_of = (
        ("actors", takes_part(gold), takes_part(own), near),
        ("dates", gold["dates"], own["dates"], overlap),
        ("amounts", gold["amounts"], own["amounts"], overlap),
    )
    return [name for name, a, b, same in parts_of if not len(a) == len(b) == matched(a, b, same)]


def lost(gold, own, counts):
    """Counts where the records of a document are lost."""
    free = list(own)
    for g in gold:
        there = [x for x in free if overlap(g["trigger"], x["trigger"])]
        same = next((x for x in there if x["type"] == g["type"]), None)
        if same is None:
            counts["told as another type" if there else "without a trigger"] += 1
            continue
        free.remove(same)
        wrong = differing(g, same)
        counts["right type, wrong " + " and ".join(wrong) if wrong else "whole"] += 1


def ace(documents, found):
    counts, records = collections.Counter(), collections.Counter()
    for d in documents:
        gold, own = ([e for e in events if e["type"] != DISPUTED] for events in (d["events"], found[d["doc_id"]]))
        counts["gold"] += len(gold)
        counts["own"] += len(own)
        lost(gold, own, records)
        overlaps = lambda g, x: overlap(g["trigger"], x["trigger"])  # noqa: E731
        counts["identified"] += matched(gold, own, overlaps)
        counts["classified"] += matched(gold, own, lambda g, x: overlaps(g, x) and g["type"] == x["type"])
        want = [(e["type"], a) for e in gold for a in parts(e, "args" if "args" in e else "arguments")]
        tell = [(e["type"], a) for e in own for a in parts(e, "arguments")]
        counts["arguments"] += len(want)
        counts["told"] += len(tell)
        near = lambda g, x: g[0] == x[0] and overlap(g[1], x[1])  # noqa: E731
        counts["argument"] += matched(want, tell, near)
        counts["role"] += matched(want, tell, lambda g, x: near(g, x) and g[1]["role"] == x[1]["role"])
    line("trigger identified", counts["identified"], counts["own"], counts["gold"])
    line("trigger classified", counts["classified"], counts["own"], counts["gold"])
    line("argument identified", counts["argument"], counts["told"], counts["arguments"])
    line("argument classified", counts["role"], counts["told"], counts["arguments"])
    for name, n in records.most_common():
        print(f"  {name:44} {n / counts['gold']:.3f}   {n} of {counts['gold']}")


def popcorn(documents, found):
    ours = {}
    for row in MAP.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            theirs, types = row.split("\t")
            ours[theirs] = set(types.split("|"))
    mapped = set().union(*ours.values())
    hit, gold, right, own = (collections.Counter() for _ in range(4))
    links = collections.defaultdict(lambda: [0, 0])
    for d in documents:
        entities = {e["id"]: e for e in d["entities"]}
        told = [e for e in found[d["doc_id"]] if e["type"] in mapped]
        seen = set()
        for event in d["events"]:
            types = ours.get(event["type"])
            if types is None:
                continue
            gold[event["type"]] += 1
            same = [e for e in told if e["type"] in types and any(overlap(t, e["trigger"]) for t in event["triggers"])]
            seen |= {e["event_id"] for e in same}
            if not same:
                continue
            hit[event["type"]] += 1
            arguments = [a for e in same for a in parts(e, "arguments")]
            for key, roles in LINKS.items():
                for entity in event[key]:
                    mentions = entities[entity]["mentions"]
                    links[key][1] += 1
                    links[key][0] += any(a["role"] in roles and any(overlap(m, a) for m in mentions) for a in arguments)
        for e in told:
            own[e["type"]] += 1
            right[e["type"]] += e["event_id"] in seen
    total = sum(hit.values()), sum(gold.values())
    print(f"events found              {total[0] / max(total[1], 1):.3f}   {total[0]} of {total[1]}")
    for kind in sorted(gold):
        print(f"  {kind:30} {hit[kind] / gold[kind]:.3f}   {hit[kind]} of {gold[kind]}")
    print(f"our events right          {sum(right.values()) / max(sum(own.values()), 1):.3f}   {sum(right.values())} of {sum(own.values())}")
    for key, (n, of) in sorted(links.items()):
        print(f"  {key:30} {n / max(of, 1):.3f}   {n} of {of}, of the events found")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="+")
    ap.add_argument("--bin", required=True)
    a = ap.parse_args()
    for path in a.gold:
        documents = read(path)
        if not documents:
            sys.exit(f"{path}: no documents; give gold in JSON Lines")
        print(f"== {path}, {len(documents)} documents")
        (popcorn if "textmine_id" in documents[0] else ace)(documents, run(a.bin, documents))


if __name__ == "__main__":
    main()
