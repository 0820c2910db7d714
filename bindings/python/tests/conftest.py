"""The articles that every test reads, and the command to compare with."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

import depeche

ROOT = pathlib.Path(__file__).resolve().parents[3]
WIRES = ROOT / "corpus" / "depeches.jsonl"

TEXTS = [
    "Kelvar a licencié 134 salariés mardi.",
    "« Élan » : le groupe Brivance a racheté Solmaris pour 1,68 milliard d'euros 😀, a annoncé Brivance.",
    "Le syndicat accuse Voltane d'avoir caché la fuite. Un concert aura lieu.",
]
DATES = ["2024-07-16", "2018-05-22", None]
IDS = ["a", "b", "c"]


def command(*arguments, **more):
    """Runs the command of the package that is tested."""
    beside = pathlib.Path(sys.executable).parent / "depeche"
    return subprocess.run([os.fspath(beside), *map(os.fspath, arguments)], capture_output=True, text=True, **more)


@pytest.fixture(scope="session")
def rows():
    """Articles as a dump has them."""
    articles = [
        {"id": path.name, "text": path.read_text(encoding="utf-8"), "date": None, "title": None}
        for path in sorted((ROOT / "corpus").glob("[0-9]*.txt"))
    ]
    wires = [json.loads(line) for line in WIRES.read_text(encoding="utf-8").splitlines() if line.strip()]
    return articles + wires


@pytest.fixture(scope="session")
def result():
    """Three short articles."""
    return depeche.extract(TEXTS, dates=DATES, ids=IDS, progress=False)
