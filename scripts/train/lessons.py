"""Prepares the lessons of the event heads: gold documents through the program's own stages.

    python lessons.py WORK SHARED PROGRAM

Reads ../shared's annotated articles and briefs, its other articles with the events that
`articles.tsv` and the names that `names.tsv` holds of them, and the project's own briefs
(`corpus/briefs`; those that are a second reading of a shared one take its place), turns inline
annotation into gold lines, lets PROGRAM (`examples/event_lessons`) read them, and writes
`lessons.train.jsonl` and `lessons.dev.jsonl` (one document in ten) to WORK, with the ids of real
articles in `articles.txt`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import articles as more
import named

TENTH = 10


def inline(paths: list[Path], tool: Path, out: Path) -> list[str]:
    """The gold lines of files with inline annotation; a fault in one ends the run."""
    lines = []
    for path in paths:
        target = out / f"{path.stem}.gold.jsonl"
        subprocess.run(
            [sys.executable, str(tool), str(path), "-o", str(target)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        lines += target.read_text(encoding="utf-8").splitlines()
    return lines


def bare(line: str) -> str:
    """The text of a gold line, by which a second reading is known."""
    return "".join(json.loads(line)["text"].split())


def unread(first: list[str], second: list[str]) -> list[str]:
    """The lines of `first` that had no second reading."""
    read = {bare(line) for line in second}
    return [line for line in first if bare(line) not in read]


def held(doc_id: str) -> bool:
    """Whether a document is held out: one in ten, the same whatever else there is."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % TENTH == 0


def main() -> None:
    work, shared, program = map(Path, sys.argv[1:4])
    own = Path(__file__).parents[2] / "corpus/briefs"
    tool = shared / "tools/inline.py"
    work.mkdir(parents=True, exist_ok=True)
    briefs = inline(sorted(own.glob("*.txt")), tool, work)
    first = inline(sorted((shared / "data/events/briefs").glob("*.txt")), tool, work)
    articles = (
        (shared / "data/events/wikinews.train.jsonl").read_text(encoding="utf-8").splitlines()
    )
    articles += more.lines(shared)
    articles = named.add(articles, more.texts(shared))
    briefs += unread(first, briefs + articles)
    read = map(json.loads, articles)
    real = [d["doc_id"] for d in read if not d.get("source", "").startswith(more.NOT_PRESS)]
    (work / "articles.txt").write_text("\n".join(real) + "\n", encoding="utf-8")
    parts = {"dev": [], "train": []}
    for lines in (articles, briefs):
        for line in lines:
            parts["dev" if held(json.loads(line)["doc_id"]) else "train"].append(line)
    for key, lines in parts.items():
        gold = work / f"{key}.gold.jsonl"
        gold.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with (work / f"lessons.{key}.jsonl").open("wb") as out:
            subprocess.run([str(program), str(gold)], check=True, stdout=out)
        events = sum(len(json.loads(x)["events"]) for x in lines)
        print(f"lessons.{key}: {len(lines)} documents, {events} events")


if __name__ == "__main__":
    main()
