#!/usr/bin/env python3
"""Makes a big dump from a few articles, to measure runs on: each article has an id of its own.

usage: dump.py ARTICLES.jsonl MEGABYTES [--in-order] > dump.jsonl

Articles are drawn at random by a fixed seed, or taken over and over in their order. The same arguments give the same bytes.
"""

import itertools
import json
import random
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    wanted, written, draw = float(sys.argv[2]) * 1e6, 0, random.Random(7)
    in_order = itertools.cycle(rows)
    while written < wanted:
        row = dict(next(in_order) if "--in-order" in sys.argv else draw.choice(rows))
        row["id"] = f"{row['id']}-{written}"
        line = (json.dumps(row, ensure_ascii=False) + "\n").encode()
        sys.stdout.buffer.write(line)
        written += len(line)


if __name__ == "__main__":
    main()
