#!/usr/bin/env python3
"""Turns annotations/*.json into gold.jsonl, checking every span.

usage: build.py            write gold.jsonl beside this file
       build.py --check    fail if gold.jsonl is not what the annotations and the articles give

A span in the annotations is [exact text, n]: the n-th occurrence of that text in the article, counted from 1 from the
top of the file, non-overlapping. In gold.jsonl it is a half-open range of Unicode code points into the file as read,
header included. Standard library only.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ARTICLES = HERE.parent
GOLD = HERE / "gold.jsonl"

TYPES = set("""COM.Statement COM.Accuse COM.Criticize COM.Deny COM.Reject COM.Request COM.Threaten COM.Promise COM.Support
POL.Meet POL.Agree POL.Cooperate POL.Aid POL.Sanction POL.Ban POL.Legislate POL.Elect POL.Appoint POL.Resign POL.Withdraw
POL.Protest SEC.Attack SEC.Casualty SEC.Mobilize CYB.Attack CYB.Vulnerability CYB.Espionage CYB.Protect JUS.Investigate
JUS.Arrest JUS.Prosecute JUS.Convict JUS.Release ECO.Found ECO.Close ECO.Acquire ECO.Invest ECO.Trade ECO.Suspend
ECO.Layoff ECO.Hire ECO.Result ECO.Launch ECO.Expand DIS.Disaster""".split())
ENTITY_TYPES = {"PER", "ORG", "LOC", "MISC"}
TIMEX_TYPES = {"DATE", "TIME", "DURATION", "SET"}
KINDS = {"money", "percent", "percentage_point", "count"}
COMPARATORS = {"eq", "approx", "lt", "gt", "range"}
FACTUALITIES = {"asserted", "planned", "possible", "denied"}
ROLES = {"actor", "recipient", "theme", "place", "instrument", "beneficiary", "counterpart", "scope"}
MENTIONS = {"name", "nominal", "pronoun"}
DATE_ROLES = {"event_time", "begin", "end"}
AMOUNT_ROLES = {"level", "change", "share", "count", "price", "total", "forecast"}


class Wrong(Exception):
    """What is wrong with an annotation, and where."""


def among(value, allowed, what):
    if value not in allowed:
        raise Wrong(f"{what} {value!r} is none of {', '.join(sorted(allowed))}")
    return value


def locate(text, span):
    """[exact text, n] as {start, end, text}."""
    exact, n = span
    start, end = -1, 0
    for _ in range(n):
        start = text.find(exact, end)
        if start < 0 or not exact:
            raise Wrong(f"no occurrence {n} of {exact!r}")
        end = start + len(exact)
    return {"start": start, "end": end, "text": exact}


def document(note):
    name = note["doc_id"]
    # newline="" keeps the offsets true to the file: a CR LF would count as two characters
    with open(ARTICLES / name, encoding="utf-8", newline="") as file:
        text = file.read()

    entities = [dict(locate(text, e["span"]), type=among(e["type"], ENTITY_TYPES, "entity type")) for e in note["entities"]]
    timexes = [dict(locate(text, t["span"]), type=among(t["type"], TIMEX_TYPES, "timex type"), value=t["value"])
               for t in note["timexes"]]
    amounts = []
    for a in note["amounts"]:
        if isinstance(a["value"], list) != (a["cmp"] == "range"):
            raise Wrong(f"{a['span']}: a range has two values, anything else one")
        amounts.append(dict(locate(text, a["span"]), kind=among(a["kind"], KINDS, "amount kind"), value=a["value"],
                            unit=a["unit"], cmp=among(a["cmp"], COMPARATORS, "comparator")))

    for what, items in (("entity", entities), ("timex", timexes), ("amount", amounts)):
        items.sort(key=lambda x: x["start"])
        for left, right in zip(items, items[1:]):
            if right["start"] < left["end"]:
                raise Wrong(f"{what} {left['text']!r} overlaps {right['text']!r}")
    if overlap := [(t["text"], a["text"]) for t in timexes for a in amounts if t["start"] < a["end"] and a["start"] < t["end"]]:
        raise Wrong(f"both a timex and an amount: {overlap}")

    at = lambda items: {(x["start"], x["end"]) for x in items}
    events, triggers = [], {}
    for e in note["events"]:
        kind, trigger = among(e["type"], TYPES, "event type"), locate(text, e["trigger"])
        where = f"{e['id']} {kind} {trigger['text']!r}"
        if (kind, trigger["start"]) in triggers:
            raise Wrong(f"{where} is annotated twice")
        triggers[kind, trigger["start"]] = e["id"]
        arguments = [dict(role=among(role, ROLES, "role"), **locate(text, span), mention=among(mention, MENTIONS, "mention"))
                     for role, span, mention in e["args"]]
        dates = [dict(role=among(role, DATE_ROLES, "date role"), **locate(text, span)) for role, span in e["dates"]]
        figures = [dict(role=among(role, AMOUNT_ROLES, "amount role"), **locate(text, span)) for role, span in e["amounts"]]
        for linked, found, what in ((dates, at(timexes), "timex"), (figures, at(amounts), "amount")):
            if stray := [x["text"] for x in linked if (x["start"], x["end"]) not in found]:
                raise Wrong(f"{where} is linked to {stray}, which is no {what} of the document")
        source = locate(text, e["source"]) if e["source"] else None
        events.append({"id": e["id"], "type": kind, "trigger": trigger,
                       "factuality": among(e["factuality"], FACTUALITIES, "factuality"),
                       "args": arguments, "dates": dates, "amounts": figures, "source": source})
    return {"doc_id": name, "published": note["published"], "text": text, "entities": entities, "timexes": timexes,
            "amounts": amounts, "events": events}


def main():
    rows = []
    for path in sorted((HERE / "annotations").glob("*.json")):
        try:
            rows.append(document(json.loads(path.read_text(encoding="utf-8"))))
        except (Wrong, KeyError, ValueError, TypeError, OSError) as why:
            sys.exit(f"{path.name}: {why}")
    built = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    count = lambda key: sum(len(row[key]) for row in rows)
    summary = ", ".join(f"{count(key)} {key}" for key in ("entities", "timexes", "amounts", "events"))
    if sys.argv[1:] == ["--check"]:
        if not GOLD.exists() or GOLD.read_text(encoding="utf-8") != built:
            sys.exit("gold.jsonl is not what build.py makes: run it and commit the result")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        GOLD.write_text(built, encoding="utf-8", newline="\n")
    print(f"{len(rows)} documents: {summary}")


if __name__ == "__main__":
    main()
