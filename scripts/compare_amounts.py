#!/usr/bin/env python3
"""Reads the same French phrases with depeche, quantulum3 and price-parser, in one run, and says who has the value right.

usage: compare_amounts.py CASES.jsonl… --bin target/release/depeche
Needs quantulum3 and price-parser (pip, in a venv outside the repository). A row of CASES holds text, kind, value, and for
money currency; rows of money and percent with one value count. Values only, no currencies: price-parser gives symbols and
quantulum3 names of units. Time is that of the reading, the start of the programs left out.
"""
import argparse
import json
import pathlib
import re
import subprocess
import tempfile
import time


def rows(paths):
    for path in paths:
        for line in open(path, encoding="utf-8"):
            c = json.loads(line)
            kind = c["kind"].split("_")[0]
            value = c.get("value")
            if value is None and c.get("expected"):
                m = re.fullmatch(r"(\d+(?:\.\d+)?)(?: [A-Z]{3})?", str(c["expected"]))
                value = float(m[1]) if m else None
            if kind in ("money", "percent") and isinstance(value, (int, float)):
                yield c["text"], kind, float(value)


def near(found, value):
    return any(abs(float(f) - value) <= 1e-6 * max(1, abs(value)) for f in found)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("cases", nargs="+")
    ap.add_argument("--bin", required=True)
    a = ap.parse_args()
    phrases = list(rows(a.cases))
    texts = [t for t, _, _ in phrases]

    from price_parser import Price
    from quantulum3 import parser

    def quantulum(text):
        try:
            return [q.value for q in parser.parse(text)]
        except Exception:
            return []

    def price(text):
        p = Price.fromstring(text)
        return [] if p.amount is None else [p.amount]

    quantulum("10 euros"), price("10 euros")
    found, seconds = {}, {}
    for name, read in (("quantulum3", quantulum), ("price-parser", price)):
        t = time.perf_counter()
        found[name] = [read(x) for x in texts]
        seconds[name] = time.perf_counter() - t
    with tempfile.TemporaryDirectory() as tmp:
        src = pathlib.Path(tmp, "in.jsonl")
        times = []
        for repeat in (0, 100):
            rows_in = texts + texts * repeat
            src.write_text(
                "".join(json.dumps(dict(id=str(i), text=t), ensure_ascii=False) + "\n" for i, t in enumerate(rows_in)), encoding="utf-8"
            )
            t = time.perf_counter()
            out = f"{tmp}/out{repeat}"
            subprocess.run([a.bin, "extract", str(src), "-o", out, "--backend", "none", "--quiet"], check=True)
            times.append(time.perf_counter() - t)
        seconds["depeche"] = (times[1] - times[0]) / 100
        out = f"{tmp}/out0"
        docs = [json.loads(line) for line in open(out + "/documents.jsonl", encoding="utf-8")]
        found["depeche"] = [[x["value"] for x in d["amounts"] if x["value"] is not None] for d in docs]
    for name in ("depeche", "quantulum3", "price-parser"):
        for kind in ("money", "percent"):
            of = [(f, v) for f, (_, k, v) in zip(found[name], phrases) if k == kind]
            right = sum(near(f, v) for f, v in of)
            print(f"{name:<14}{kind:<9}{right:>4} of {len(of)}")
        print(f"{name:<14}{'time':<9}{1e6 * seconds[name] / len(texts):>8.0f} µs a phrase")


if __name__ == "__main__":
    main()
