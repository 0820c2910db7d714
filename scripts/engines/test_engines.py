#!/usr/bin/env python3
"""Runs depeche on Spark, datatrove, a Slurm task array and GNU parallel, all locally, and compares with the single run.

usage: test_engines.py PATH_TO_DEPECHE [OPTIONS OF extract …]
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = ("events", "documents", "errors")
# The id's place in the dump is not known to engines, which hand over rows one by one, nor what other documents tell.
PLACES = ("source", "byte_offset", "message", "raw_base64", "cluster_id", "cluster_size", "duplicate_of")


def lines(pattern):
    out = []
    for path in glob.glob(pattern):
        with open(path, encoding="utf-8") as file:
            out += [json.loads(line) for line in file]
    return out


def comparable(records):
    bare = [{k: v for k, v in r.items() if k not in PLACES} for r in records]
    return sorted(json.dumps(r, sort_keys=True, ensure_ascii=False) for r in bare)


def check(name, single, pattern):
    for kind in NAMES:
        got, wanted = comparable(lines(pattern.format(kind))), comparable(lines(f"{single}/{kind}.jsonl"))
        assert got == wanted, f"{name}: {kind}: {len(got)} lines of {len(wanted)}, or other ones"
    print(f"{name}: equal to the single run")


def check_bytes(name, single, merged):
    for kind in NAMES:
        with open(f"{single}/{kind}.jsonl", "rb") as a, open(f"{merged}/{kind}.jsonl", "rb") as b:
            assert a.read() == b.read(), f"{name}: {kind}.jsonl differs"
    print(f"{name}: the same bytes as the single run")


def run(command, wanted=(0,), **more):
    code = subprocess.run(command, **more).returncode
    assert code in wanted, f"{command}: exit code {code}"


def main():
    program = os.path.abspath(sys.argv[1])
    options = sys.argv[2:]
    with tempfile.TemporaryDirectory() as work:
        os.makedirs(f"{work}/in")
        dump = f"{work}/in"
        # Two files, so that engines which divide by files have something to divide.
        for part in range(2):
            with open(f"{dump}/part{part}.jsonl", "w", encoding="utf-8") as file:
                for i in range(part * 100, part * 100 + 100):
                    row = {"id": f"d{i}", "date": "2024-07-16", "title": f"Titre {i}"}
                    row["text"] = "" if i % 17 == 3 else f"L'éditeur a supprimé {i} postes lundi, soit {i % 100} % de ses effectifs."
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
        single = f"{work}/single"
        run([program, "extract", dump, "-o", single, "--quiet", *options], wanted=(1,))
        assert "none" in options or lines(f"{single}/events.jsonl"), "the single run has no event to compare"

        spark = f"{work}/spark"
        environment = {**os.environ, "PYTHONPATH": HERE, "PYSPARK_PYTHON": sys.executable}
        command = [sys.executable, f"{HERE}/spark.py", dump, spark, "--program", program, "--", *options]
        run(command, env=environment)
        check("spark", single, spark + "/{}/part-*")

        trove = f"{work}/datatrove"
        command = [sys.executable, f"{HERE}/datatrove_block.py", dump, trove, "--tasks", "2", "--workers", "2", "--program", program]
        run([*command, "--", *options], env=environment)
        check("datatrove", single, trove + "/{}/*.jsonl")

        slurm = f"{work}/slurm"
        for task in (1, 2, 3):
            environment = {**os.environ, "DEPECHE": program, "SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_MAX": "3"}
            run([f"{HERE}/slurm.sh", slurm, dump, *options], env=environment)
        run([program, "merge", *sorted(glob.glob(f"{slurm}/part-*")), "-o", f"{slurm}/merged", "--quiet"], wanted=(1,))
        check_bytes("slurm array", single, f"{slurm}/merged")

        if shutil.which("parallel"):
            out = f"{work}/parallel"
            run([f"{HERE}/parallel.sh", "2", out, dump, "--", *options], wanted=(1,), env={**os.environ, "DEPECHE": program})
            check_bytes("GNU parallel", single, f"{out}/merged")
        else:
            print("GNU parallel: not installed, not run")


if __name__ == "__main__":
    main()
