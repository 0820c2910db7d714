"""How fast the package is beside the command, over the same articles, in seconds of the processor, model loading included.

usage: throughput.py ARTICLES.jsonl [LIMIT [ROUNDS]]   (rows with `text`; run it with the Python of an environment that has the package)
Rounds alternate, and the quickest of each counts, so that what else the machine does falls out. Exit code 1 above 5 percent."""
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

PACKAGE = """
import json, sys
import depeche
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
result = depeche.extract([row["text"] for row in rows], ids=[row["doc_id"] for row in rows], workers=1, progress=False)
print(len(result.events), len(result.documents))
"""


def seconds(command):
    """Processor seconds of a command, and its output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


articles = pathlib.Path(sys.argv[1])
limit, rounds = (int(sys.argv[i]) if len(sys.argv) > i else other for i, other in ((2, 1000), (3, 3)))
command = pathlib.Path(sys.executable).parent / "depeche"
with tempfile.TemporaryDirectory() as folder:
    rows = pathlib.Path(folder) / "rows.jsonl"
    lines = articles.read_text(encoding="utf-8").splitlines()[:limit]
    given = [json.loads(line) for line in lines]
    kept = [{"doc_id": str(i), "text": row["text"]} for i, row in enumerate(given) if row.get("text")]
    rows.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")
    of_command, of_package = [], []
    for _ in range(rounds):
        out = pathlib.Path(folder) / "out"
        of_command.append(seconds([command, "extract", rows, "-o", out, "--restart", "--quiet", "--workers", "1"])[0])
        taken, told = seconds([sys.executable, "-c", PACKAGE, rows])
        of_package.append(taken)
    events = sum(1 for _ in open(out / "events.jsonl", encoding="utf-8"))
    assert told.split() == [str(events), str(len(kept))], (told, events, len(kept))
quickest = min(of_command), min(of_package)
ratio = quickest[1] / quickest[0]
print(f"{len(kept)} articles: command {quickest[0]:.2f} s, package {quickest[1]:.2f} s of the processor, {100 * (ratio - 1):+.1f} %")
sys.exit(ratio > 1.05)
