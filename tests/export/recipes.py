"""The four questions of docs/RECIPES.md, in pandas and in DuckDB, over a run of the corpus: each in three lines at most, both with the same
answer, and with the numbers that the corpus's articles tell. usage: recipes.py RUN_DIR [DEPECHE]"""
import os, pathlib, re, subprocess, sys, tempfile

import duckdb, pandas

root = pathlib.Path(__file__).resolve().parents[2]
run = pathlib.Path(sys.argv[1]).resolve()
depeche = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else pathlib.Path(sys.executable).parent / "depeche"
page = (root / "docs/RECIPES.md").read_text(encoding="utf-8")
# The French page has the same code, and the same examples as its English sister.
code = lambda text: re.findall(r"```(?:python|sql)\n(.*?)```", text, re.S)
french = (root / "docs/RECIPES.fr.md").read_text(encoding="utf-8")
gold = [re.search(r"```json\n(.*?)```", (root / f"docs/{name}").read_text(encoding="utf-8"), re.S)[1] for name in ("EVALUATE.md", "EVALUATE.fr.md")]
assert code(page) == code(french), "docs/RECIPES.fr.md has other code than docs/RECIPES.md"
assert gold[0] == gold[1], "docs/EVALUATE.fr.md has another example than docs/EVALUATE.md"
page = page.split("\n# Filters")[0]
os.chdir(tempfile.mkdtemp())
subprocess.run([depeche, "export", run, "--to", "tables", "-o", "tables", "--quiet"], check=True)

# What each answer must hold: rows as the articles tell them, in the columns that both ways give.
WANTED = {
    "Layoffs by firm and month": [("Kelvar", "2024-07", 240), ("Verralie", "2021-09", 612)],
    "Amounts above one million, with who pays and who gets": [
        ("Banque Corvan", "ECO.Acquire", None, 1.68e9, "EUR", "asserted"),
        ("Galénor", "JUS.Convict", None, 3.5e6, "EUR", "asserted"),
        ("Terrenoire Capital", "ECO.Invest", "Brindé", 18e6, "EUR", "asserted"),
        ("La région", "POL.Aid", "un éventuel repreneur", 5e6, "EUR", "planned"),
    ],
    "Who accuses whom": [("Confédération générale du travail", "la direction", 1), ("La justice", "Fabrice Lambotte", 1)],
    "One actor's events in time order": [
        ("1999-01-01", "ECO.Found", "Fondé", "asserted"),
        ("2024-07-16", "ECO.Layoff", "suppression", "planned"),
    ],
}


def rows(frame):
    """The rows with days, missing values and figures in one form."""
    plain = lambda v: None if v is None or v != v else str(v)[:10] if hasattr(v, "isoformat") else float(v) if isinstance(v, (int, float)) else str(v)
    frame = frame.reset_index() if any(frame.index.names) else frame
    return [tuple(plain(v) for v in row) for row in frame.itertuples(index=False)]


opening = re.search(r"```python\n(.*?)```", page, re.S)[1]
passed = failed = 0
for section in re.split(r"\n## ", page)[1:]:
    title = section.split("\n")[0]
    python, sql = (re.search(rf"```{kind}\n(.*?)```", section, re.S)[1].strip() for kind in ("python", "sql"))
    space = {}
    exec(opening + python, space)
    answer = space["answer"]
    by_pandas, by_duckdb = rows(answer.to_frame() if isinstance(answer, pandas.Series) else answer), rows(duckdb.sql(sql).df())
    lines = max(len(code.split("\n")) for code in (python, sql))
    lack = [row for row in WANTED[title] if tuple(float(v) if isinstance(v, int) else v for v in row) not in by_pandas]
    problems = [f"{lines} lines"] * (lines > 3) + [f"lacks {lack}"] * bool(lack) + ["no answer"] * (not by_pandas)
    if title.startswith("One") and [row[0] for row in by_pandas] != sorted(row[0] for row in by_pandas):
        problems.append("not in time order")
    if title.startswith("Layoffs") and by_pandas != [tuple(map(lambda v: float(v) if isinstance(v, int) else v, row)) for row in WANTED[title]]:
        problems.append("not the truth of the corpus")
    if sorted(by_pandas, key=str) != sorted(by_duckdb, key=str):
        problems.append(f"pandas and DuckDB differ: {set(by_pandas) ^ set(by_duckdb)}")
    passed, failed = passed + (not problems), failed + bool(problems)
    print("FAIL" if problems else "ok  ", title, f"({len(by_pandas)} rows)", *problems)
    if "-v" in sys.argv:
        print(*by_pandas, sep="\n")
print(f"{passed} passed, {failed} failed")
sys.exit(bool(failed) or passed != len(WANTED))
