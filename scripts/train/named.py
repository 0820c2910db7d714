"""Names of real texts, kept without the text.

    python named.py SHARED MARKED.tsv … > names.tsv

`names.tsv` holds the names that readers marked in texts of ../shared which had none (French
TimeBank, single sentences of GSD). A text's line is as in `articles.tsv`; a name's line its type
and its span in code points of that text. The command makes it from one line a paragraph: the text's
id (`#` and the number of the paragraph where it has several), then `TYPE=words` for each name, in
order, after tabs.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import articles

TABLE = Path(__file__).parent / "names.tsv"
TYPES = ("PER", "ORG", "LOC", "MISC")


def add(lines: list[str], known: dict[str, tuple[str, str, str]], table: Path = TABLE) -> list[str]:
    """Gold lines with the names that the table holds of them; `known` as `articles.texts`."""
    marked = dict(_read(known, table))
    out = []
    for line in lines:
        document = json.loads(line)
        if document["doc_id"] in marked:
            document["entities"] = marked[document["doc_id"]]
        out.append(json.dumps(document, ensure_ascii=False))
    return out


def _read(
    known: dict[str, tuple[str, str, str]], table: Path
) -> Iterator[tuple[str, list[dict[str, int | str]]]]:
    """Id and names of each text; one whose text is not the annotated one ends the run."""
    for block in table.read_text(encoding="utf-8").split("@ ")[1:]:
        head, *rows = block.splitlines()
        key, name, digest = head.split(" ")
        found, _, text = known[key]
        if found != name or articles.digest(text) != digest:
            raise SystemExit(f"{table.name}: the text of {key} in {name} is another one")
        spans = [row.split("\t") for row in rows]
        yield key, [{"type": kind, **articles.span(where)} for kind, where in spans]


def find(text: str, marks: list[str], start: int) -> Iterator[tuple[str, int, int]]:
    """Type and span of each mark `TYPE=words`, whole words in order from `start` on."""
    at = start
    for mark in marks:
        kind, _, words = mark.partition("=")
        match = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, at)
        if kind not in TYPES or match is None:
            raise SystemExit(f"no name of a known type, or not in the text: {mark}")
        yield kind, match.start(), match.end()
        at = match.end()


def main() -> None:
    known = articles.texts(Path(sys.argv[1]))
    print("# made by named.py: id file digest; TYPE span")
    before = ""
    for path in sys.argv[2:]:
        for row in Path(path).read_text(encoding="utf-8").splitlines():
            where, *marks = row.split("\t")
            key, _, paragraph = where.partition("#")
            name, _, text = known[key]
            if key != before:
                print("@", key, name, articles.digest(text))
            before = key
            start = sum(len(p) + 1 for p in text.split("\n")[: int(paragraph or 0)])
            for kind, a, b in find(text, marks, start):
                print(f"{kind}\t{a}-{b}")


if __name__ == "__main__":
    main()
