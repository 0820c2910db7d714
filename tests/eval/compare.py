"""`depeche evaluate` gives the figures of the reference scorer, to the last digit. usage: compare.py DEPECHE SHARED"""
import json, pathlib, subprocess, sys, tempfile

depeche, shared = sys.argv[1], pathlib.Path(sys.argv[2])
passed = failed = 0
for name in ("events-dev", "seeds"):
    gold = shared / "gold" / f"{name}.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        dump = pathlib.Path(folder) / "in.jsonl"
        dump.write_text(subprocess.run([sys.executable, shared / "tools/gold_to_input.py", gold], check=True, capture_output=True, text=True).stdout)
        subprocess.run([depeche, "extract", dump, "-o", f"{folder}/run", "--quiet"], check=True)
        ours = json.loads(subprocess.run([depeche, "evaluate", "--gold", gold, f"{folder}/run", "--json"], capture_output=True, text=True).stdout)
        theirs = json.loads(subprocess.run([sys.executable, shared / "tools/score.py", gold, f"{folder}/run", "--json"], capture_output=True, text=True).stdout)
    # Where there is nothing to take a share of, we say null and the scorer 0.0, or nothing of a measure without items.
    for measure, row in list(ours["measures"].items()):
        row.update({k: row[k] or 0.0 for k in ("precision", "recall", "f1")})
        if measure not in theirs and not (row["tp"] or row["fp"] or row["fn"]):
            del ours["measures"][measure]
    counts = (ours["documents"], len(ours["missing"]), ours["bad_offsets"])
    same = counts == tuple(theirs.pop(k) for k in ("documents", "missing", "bad_offsets")) and ours["measures"] == theirs
    print("ok   " if same else "FAIL ", f"evaluate equals the reference scorer on {name}: {len(theirs)} measures")
    passed, failed = passed + same, failed + (not same)
print(f"{passed} passed, {failed} failed")
sys.exit(bool(failed))
