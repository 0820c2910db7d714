"""Real articles with events, kept without their text.

    python articles.py SHARED INLINE.txt … > articles.tsv
    python articles.py SHARED --gold fresh.tsv > fresh.jsonl

`articles.tsv` holds what readers marked in texts of ../shared that have no other events (Wikinews,
French TimeBank, passages of the Sequoia treebank, single sentences of GSD and of WikiNER, reports
of POPCORN) and their second reading of shared briefs that may not be copied. A text's line is `@`,
its id, the file it stands in and the first digits of the SHA-256 of its text as `texts` gives it;
an event's line its type, factuality and trigger, then its links, all spans in code points of that
text. The first command makes it from inline annotation (SHARED/tools/inline.py) whose header ends
with the text's id. `fresh.tsv` has the same form and only measures: the second command turns it
into gold lines.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import names
from records import Sentence

FILES = ("data/articles/wikinews-fr.jsonl", "gold/timebank-dev.jsonl")
TREEBANK = "data/ud/sequoia/fr_sequoia-ud-train.conllu"
# Of the treebank: regional press and encyclopedia articles on affairs of state and court, in
# passages of so many sentences. The date is about that of the former; the treebank gives none.
FAMILIES = ("annodis", "frwiki")
PASSAGE = 12
WRITTEN = "2003"
# Single sentences; the years are about those in which they were written.
GSD = ("data/ud/gsd/fr_gsd-ud-dev.conllu", "2012")
WIKINER = ("data/ner/wikiner-fr.silver.bio", "2008")
POPCORN = ("data/events/popcorn.train.jsonl", "2020")
BRIEFS = "data/events/briefs"
# What holds no articles of the press.
NOT_PRESS = (GSD[0], WIKINER[0], POPCORN[0], BRIEFS)
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
    """Of each text: its file, its date and the text, as `plain` leaves it but for briefs."""
    found = {}
    for name in FILES:
        for line in (shared / name).read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            key = article.get("doc_id") or article["id"]
            found[key] = (name, article.get("published") or article["date"], plain(article["text"]))
    for key, text in passages((shared / TREEBANK).read_text(encoding="utf-8")):
        found[key] = (TREEBANK, WRITTEN, plain(text))
    for key, text in _treebank((shared / GSD[0]).read_text(encoding="utf-8")):
        found[key] = (*GSD, plain(text))
    for i, sentence in enumerate(names.from_tokens(shared / WIKINER[0], "wikiner")):
        found[f"wikiner-{i}"] = (*WIKINER, plain(joined(sentence)))
    for line in (shared / POPCORN[0]).read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        found[report["doc_id"]] = (*POPCORN, plain(report["text"]))
    found |= {key: (name, date, text) for key, name, date, text in _briefs(shared)}
    return found


def joined(sentence: Sentence) -> str:
    """The words of a sentence as a text."""
    pairs = zip(sentence.words, sentence.glued, strict=True)
    return "".join(word if glued else f" {word}" for word, glued in pairs).lstrip()


def _inline(shared: Path) -> ModuleType:
    """The reader of the inline notation."""
    tools = str(shared / "tools")
    if tools not in sys.path:
        sys.path.insert(0, tools)
    return importlib.import_module("inline")


def _briefs(shared: Path) -> Iterator[tuple[str, str, str, str]]:
    """Id, file, date and text of each shared brief: the file's name and the number of the brief."""
    parse = _inline(shared).parse
    for path in sorted((shared / BRIEFS).glob("*.txt")):
        blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        for i, block in enumerate(b.strip("\n") for b in blocks if b.strip()):
            head, *rows = block.split("\n")
            date = head.split("|")[0].removeprefix("@").strip()
            text, _ = parse("\n".join(rows))
            yield f"{path.stem}-{i}", f"{BRIEFS}/{path.name}", date, text


def _treebank(conllu: str) -> list[tuple[str, str]]:
    """Id and text of each sentence."""
    return re.findall(r"^# sent_id = (\S+)\n(?:#.*\n)*?# text = (.*)$", conllu, re.MULTILINE)


def passages(treebank: str) -> list[tuple[str, str]]:
    """The id of the first sentence and the text of each passage, a line a sentence."""
    found, out = _treebank(treebank), []
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
            new = {"doc_id": key, "source": name, "published": date, "text": text, "events": []}
            out.append(new)
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
    inline = _inline(shared)
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
