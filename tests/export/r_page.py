"""Runs a page of docs/ for R, all of it as it stands: the commands on the corpus, then the blocks of R. usage: r_page.py PAGE DEPECHE

Blocks that need a package of their own (« r arrow ») run where R has it."""
import os, pathlib, re, subprocess, sys, tempfile

page, depeche = (pathlib.Path(given).resolve() for given in sys.argv[1:3])
root = pathlib.Path(__file__).resolve().parents[2]
text = page.read_text(encoding="utf-8")
blocks = [(package.strip(), code) for package, code in re.findall(r"```r( \w+)?\n(.*?)```", text, re.S)]


def has(package):
    asked = ["Rscript", "-e", f"quit(status = !requireNamespace('{package}', quietly = TRUE))"]
    return not package or subprocess.run(asked, capture_output=True).returncode == 0


ran = [code for package, code in blocks if has(package)]
left = sorted({package for package, _ in blocks if not has(package)})
checks = """
stopifnot(inherits(events$date_earliest, "Date"), nrow(events) == nrow(records), is.numeric(events$money_max))
stopifnot(layoffs$count_min[layoffs$actor == "Kelvar" & layoffs$month == "2024-07"] == 240)
stopifnot(nrow(money) > 5, min(money$money_max) >= 1e6, nrow(accusations) > 2, nrow(kelvar) > 2)
"""
with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    (work / "corpus").symlink_to(root / "corpus")
    (work / "bin").mkdir()
    (work / "bin/depeche").symlink_to(depeche)
    path = os.pathsep.join([str(work / "bin"), os.environ["PATH"]])
    commands = re.findall(r"`(depeche extract [^`]*)`", text)[:1] + re.findall(r"```sh\n(depeche .*?)```", text, re.S)
    for command in commands:
        subprocess.run(["bash", "-euc", command], cwd=work, env={**os.environ, "PATH": path}, check=True, capture_output=True)
    (work / "page.R").write_text("\n".join([*ran, checks]), encoding="utf-8")
    done = subprocess.run(["Rscript", "--encoding=UTF-8", "page.R"], cwd=work, capture_output=True, text=True)
print(done.stdout[-3000:] if done.returncode else "", done.stderr[-3000:] if done.returncode else "")
print(f"{len(ran)} blocks of {page.name} ran" + (f"; R lacks {', '.join(left)}, which the others need" if left else ""))
sys.exit(done.returncode)
