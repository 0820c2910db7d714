"""Runs docs/R.md in R over a run of the corpus. usage: r_page.py PAGE RUN_DIR [DEPECHE]

Blocks that need a package of their own (« r arrow ») run where R has it."""
import pathlib, re, subprocess, sys, tempfile

page, run = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
depeche = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else "target/release/depeche").resolve()
blocks = re.findall(r"```r( \w+)?\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
has = lambda name: subprocess.run(["Rscript", "-e", f"quit(status = !requireNamespace('{name}', quietly = TRUE))"], capture_output=True).returncode == 0
ran = [code for package, code in blocks if not package or has(package.strip())]
left = [package.strip() for package, code in blocks if package and not has(package.strip())]
checks = """
stopifnot(inherits(events$date_earliest, "Date"), nrow(events) == nrow(records), is.numeric(events$money_max))
stopifnot(layoffs$count_min[layoffs$actor == "Kelvar" & layoffs$month == "2024-07"] == 240)
stopifnot(nrow(money) > 5, min(money$money_max) >= 1e6, nrow(accusations) > 2, nrow(kelvar) > 2)
"""
with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    (work / "out").symlink_to(run)
    for form in ("csv", "parquet"):
        subprocess.run([depeche, "export", "out", "--to", "tables", "--as", form, "-o", "tables", "--quiet"], cwd=work, check=True)
    (work / "page.R").write_text("\n".join([*ran, checks]), encoding="utf-8")
    done = subprocess.run(["Rscript", "--encoding=UTF-8", "page.R"], cwd=work, capture_output=True, text=True)
print(done.stdout[-3000:], done.stderr[-3000:] if done.returncode else "")
print(f"{len(ran)} blocks of {page.name} ran" + (f"; R lacks {', '.join(left)}, which the others need" if left else ""))
sys.exit(done.returncode)
