"""Real articles with events, kept without their text.

    python articles.py SHARED INLINE.txt … > articles.tsv
    python articles.py SHARED --gold fresh.tsv > fresh.jsonl

`articles.tsv` holds what readers marked in articles of ../shared that have no other events
(Wikinews, French TimeBank, passages of the Sequoia treebank): an article's line is `@`, its id, the
file it stands in and the first digits of the SHA-256 of its text as `plain` leaves it; an event's
line its type, factuality and trigger, then its links, all spans in code points of that text. The
first command makes it from inline annotation (SHARED/tools/inline.py) whose header ends with the
article's id. `fresh.tsv` has the same form and only measures: the second command turns it into
gold lines.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

FILES = ("data/articles/wikinews-fr.jsonl", "gold/timebank-dev.jsonl")
TREEBANK = "data/ud/sequoia/fr_sequoia-ud-train.conllu"
# Of the treebank: regional press and encyclopedia articles on affairs of state and court, in
# passages of so many sentences. The date is about that of the former; the treebank gives none.
FAMILIES = ("annodis", "frwiki")
PASSAGE = 12
WRITTEN = "2003"
HERE = Path(__file__).parent
TABLE, FRESH = HERE / "articles.tsv", HERE / "fresh.tsv"
DIGITS = 12


def plain(text: str) -> str:
    """A text without the site's closing lines, its brackets round, its lines trimmed and full."""
    text = re.split(r"\n\s*(?:Évènements du|Partager cet article|Sources?\s*$)", text)[0]
    text = re.sub(r"[\[{]", "(", text)
    text = re.sub(r"[\]}]", ")", text).replace("|", "/")
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def texts(shared: Path) -> dict[str, tuple[str, str, str]]:
    """Of each article: the file that holds it, its date, and its text as `plain` leaves it."""
    found = {}
    for name in FILES:
        for line in (shared / name).read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            key = article.get("doc_id") or article["id"]
            found[key] = (name, article.get("published") or article["date"], plain(article["text"]))
    for key, text in passages((shared / TREEBANK).read_text(encoding="utf-8")):
        found[key] = (TREEBANK, WRITTEN, plain(text))
    return found


def passages(treebank: str) -> list[tuple[str, str]]:
    """The id of the first sentence and the text of each passage, a line a sentence."""
    found = re.findall(r"^# sent_id = (\S+)\n(?:#.*\n)*?# text = (.*)$", treebank, re.MULTILINE)
    out = []
    for family in FAMILIES:
        rows = [row for row in found if row[0].startswith(family)]
        for i in range(0, len(rows), PASSAGE):
            part = rows[i : i + PASSAGE]
            out.append((part[0][0], "\n".join(text for _, text in part)))
    return out


def annotated() -> set[str]:
    """The ids of all articles of both tables."""
    rows = [row for t in (TABLE, FRESH) for row in t.read_text(encoding="utf-8").splitlines()]
    return {row.split(" ")[1] for row in rows if row.startswith("@")}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def lines(shared: Path, table: Path = TABLE) -> list[str]:
    """The gold lines of all articles; one whose text is not the annotated one ends the run."""
    known, out = texts(shared), []
    for row in table.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        if row.startswith("@"):
            _, key, name, sum_ = row.split(" ")
            found, date, text = known[key]
            if found != name or digest(text) != sum_:
                raise SystemExit(f"{table.name}: the text of {key} in {name} is another one")
            out.append({"doc_id": key, "published": date, "text": text, "events": []})
            continue
        kind, fact, trigger, *links = row.split("\t")
        event = {"type": kind, "factuality": fact, "trigger": span(trigger), "source": None}
        event |= {"args": [], "dates": [], "amounts": []}
        for link in links:
            role, where = link.split(" ")
            if role == "source":
                event["source"] = span(where)
            else:
                event[part(role)].append({"role": role, **span(where)})
        out[-1]["events"].append(event)
    return [json.dumps(article, ensure_ascii=False) for article in out]


def part(role: str) -> str:
    if role in ("actor", "recipient", "theme", "place"):
        return "args"
    return "dates" if role in ("event_time", "begin", "end") else "amounts"


def span(text: str) -> dict[str, int]:
    start, end = map(int, text.split("-"))
    return {"start": start, "end": end}


def main() -> None:
    shared = Path(sys.argv[1])
    if sys.argv[2] == "--gold":
        print("\n".join(lines(shared, Path(sys.argv[3]))))
        return
    sys.path.insert(0, str(shared / "tools"))
    import inline

    known = texts(shared)
    print("# made by articles.py: @ id file digest; TYPE factuality trigger links")
    for path in sys.argv[2:]:
        for block in Path(path).read_text(encoding="utf-8").strip().split("\n\n"):
            rows = block.split("\n")
            key = rows[0].split()[-1]
            name, _, text = known[key]
            gold = inline.brief(rows, key)
            if gold["text"] != text:
                raise SystemExit(f"{path}: the text of {key} was changed")
            print("@", key, name, digest(text))
            for e in sorted(gold["events"], key=lambda e: e["trigger"]["start"]):
                links = [*e["args"], *e["dates"], *e["amounts"]]
                links += [{"role": "source", **e["source"]}] if e["source"] else []
                marks = [f"{x['role']} {x['start']}-{x['end']}" for x in links]
                trigger = f"{e['trigger']['start']}-{e['trigger']['end']}"
                print(e["type"], e["factuality"], trigger, *marks, sep="\t")


if __name__ == "__main__":
    main()
