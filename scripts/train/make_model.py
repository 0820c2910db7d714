"""One command from the fetched packages and ../shared/data to `models/NAME/`.

Stages leave their result in the work folder and are skipped when it is there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tomllib
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

import batches
import calibrate
import corpora
import distill
import encoder as e5
import events
import export
import fit
import labels as label_sets
import mean
import measure
import network
import prune
import quantize
import records
import silver
import swap
import vocabulary

PIECES = 40_000
COINED_SHARE = 0.2
COPIES_OF_TEXTS = 2
KEPT_SHARE = 0.6


class Workshop:
    """The work folder with what every stage needs."""

    def __init__(self, work: Path, data: Path, gold: Path, packages: Path):
        self.work, self.packages, self.data, self.annotated = work, packages, data, gold
        if not (work / "winer.jsonl").exists():
            corpora.build(data, gold, work)
        keys = ("winer", "sequoia", "gsd", "wikiner", "popcorn", "texts")
        self.sets = {key: records.read(work / f"{key}.jsonl") for key in keys}
        self.dev = {
            key: records.read(work / f"{key}.jsonl")
            for key in ("winer.dev", "sequoia.dev", "gsd.dev")
        }
        self._lessons()
        if not (work / "tokenizer.json").exists():
            self._choose_vocabulary()
        self.tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
        self.encoder = batches.Encoder(self.tokenizer)
        self.labels = self._labels()
        self.rows = json.loads((work / "rows.json").read_text())

    def _choose_vocabulary(self) -> None:
        texts = [
            pair
            for sentences in [*self.sets.values(), self.told]
            for s in sentences
            for view in (s, s.surface)
            if view
            for pair in zip(view.words, view.glued, strict=True)
        ]
        source = next(self.packages.rglob("tokenizer.json"))
        rows = vocabulary.choose(source, texts, PIECES, self.work / "tokenizer.json")
        (self.work / "rows.json").write_text(json.dumps(rows))

    def _labels(self) -> label_sets.Labels:
        path = self.work / "labels.json"
        if not path.exists():
            label_sets.collect(self.sets["sequoia"] + self.sets["gsd"]).save(path)
        return label_sets.Labels.load(path)

    def _lessons(self) -> None:
        """Annotated documents as `lessons.py` prepared them; one in ten is held out."""
        train = events.read(self.work / "lessons.train.jsonl")
        held = events.read(self.work / "lessons.dev.jsonl")
        path = self.work / "inventory.json"
        if not path.exists():
            codes = {e["type"] for d in train for s in d["sentences"] for e in s["events"]}
            found = events.Inventory.of(train, sorted(codes))
            path.write_text(json.dumps([found.kinds, found.relations]))
        self.inventory = events.Inventory(*json.loads(path.read_text()))
        self.told = events.sentences(train, self.inventory, "events")
        self.told_dev = events.sentences(held, self.inventory, "events")
        real = set((self.work / "articles.txt").read_text(encoding="utf-8").split())
        self.told_articles = [s for s in self.told_dev if s.event.doc in real]
        self.lexicon = events.Lexicon(self.told)

    def _named(self) -> list[records.Sentence]:
        return self.sets["winer"] + self.sets["sequoia"] + self.sets["wikiner"]

    def gold(self) -> list[records.Sentence]:
        """All sentences labelled by people, some of them also with names that nobody bears."""
        plain = [s for s in self.sets["popcorn"] if s.ner is not None] + self.sets["texts"]
        pool, mint, dice = swap.pools(self._named()), swap.coiner(self._named()), random.Random(3)
        some = [s for s in self.sets["winer"] if dice.random() < COINED_SHARE]
        copies = swap.exchange(some, pool, mint, dice, coined=1.0)
        for _ in range(COPIES_OF_TEXTS):
            copies += swap.exchange(self.sets["texts"], pool, mint, dice, coined=1.0)
        syntax = self.sets["sequoia"] + self.sets["gsd"]
        return self.sets["winer"] + syntax + plain + copies

    def with_events(self, share: float = KEPT_SHARE) -> list[records.Sentence]:
        """The lessons, and enough of the rest to keep names and syntax."""
        dice = random.Random(9)
        kept = [s for s in self.gold() if s.head is not None or dice.random() < share]
        return self.told + kept

    def use(self, folder: Path) -> None:
        """Takes vocabulary and labels of a model folder in place of the workshop's own."""
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.encoder = batches.Encoder(self.tokenizer)
        manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
        own = manifest["labels"]
        feats = {group["name"]: group["values"] for group in own["feats"]}
        self.labels = label_sets.Labels(own["ner"], own["upos"], own["deprel"], own["lemma"], feats)
        source = next(self.packages.rglob("tokenizer.json"))
        self.rows = vocabulary.rows(source, folder / "tokenizer.json")

    def network(
        self, layers: int, inner: int = network.FFN, with_events: bool = False
    ) -> network.Network:
        sizes = {
            "ner": len(self.labels.ner),
            "upos": len(self.labels.upos),
            "feats": sum(map(len, self.labels.feats.values())),
            "lemma": len(self.labels.lemma),
            "deprel": len(self.labels.deprel),
        }
        if with_events:
            sizes |= {
                "kinds": len(self.inventory.kinds),
                "relations": len(self.inventory.relations),
            }
        torch.manual_seed(1)
        return network.Network(self.tokenizer.get_vocab_size(), layers, sizes, inner)

    def fresh(self, picked: list[int], with_events: bool = False) -> network.Network:
        """A network whose encoder is the picked pretrained layers."""
        net = self.network(len(picked), with_events=with_events)
        tensors = e5.read(next(self.packages.rglob("e5-small-q4.bin")))
        network.load_encoder(net, tensors, self.rows, picked)
        return net

    def silver(self) -> list[records.Sentence]:
        """Text for the teacher to label: its own names are dropped, but for exchanged ones."""
        pool, mint = swap.pools(self._named()), swap.coiner(self._named())
        exchanged = swap.exchange(self.sets["winer"], pool, mint, random.Random(5), coined=0.3)
        plain = self.sets["wikiner"][: len(self.sets["wikiner"]) * 3 // 5]
        plain += [s for s in self.sets["popcorn"] if s.ner is None]
        return [replace(s, ner=None) for s in plain] + exchanged

    def judge(self, net: network.Network) -> str:
        figures = measure.judge(net, self.dev, self.encoder, self.labels)
        return figures if net.events is None else f"{figures} {self.events(net)}"

    def events(self, net: network.Network) -> dict[str, float]:
        return measure.event_scores(net, self.told_dev, self.encoder, self.labels, self.lexicon)

    def scores(self, net: network.Network) -> dict[str, float]:
        return measure.scores(net, self.dev, self.encoder, self.labels)

    def train(self, net, plan, silver, teach=None, gold=None) -> network.Network:
        """Runs a plan unless its result is there; returns the trained network."""
        done = self.work / f"{plan.name}.pt"
        if not done.exists():
            fit.run(
                net,
                plan,
                gold or self.gold(),
                silver,
                self.encoder,
                self.labels,
                self.work,
                self.judge,
                teach,
                self.lexicon,
            )
        net.load_state_dict(torch.load(done)["net"])
        return net


def start_from(shop: Workshop, folder: Path) -> network.Network:
    """The network of a model folder with fresh event heads, without the bias that export added."""
    shop.use(folder)
    stored = load_file(folder / "model.safetensors")
    manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    net = shop.network(manifest["layers"], stored["l0.fi.b"].shape[0], with_events=True)
    quantize.load_back(net, stored)
    lean(net, shop.labels, -1.0)
    return net


def lean(net: network.Network, labels: label_sets.Labels, way: float) -> None:
    """Lays the exported bias over the names' head, or takes it off."""
    with torch.no_grad():
        net.heads["ner"].bias[labels.ner.index("O")] += way * OUTSIDE_BONUS
        for label in ("B-MISC", "I-MISC"):
            net.heads["ner"].bias[labels.ner.index(label)] -= way * MISC_MALUS


STAGES = (
    "prepare", "interim", "plain4", "teacher", "label", "student",
    "events_teacher", "events_tutor", "events_mean", "silver", "events",
)  # fmt: skip
TEACHER = fit.Plan("teacher", epochs=3, rate=2e-4, head_rate=1e-3, silver=[0.25], both_views=True)
INTERIM = fit.Plan("interim", epochs=2, rate=3e-4, head_rate=1.5e-3)
PLAIN4 = replace(INTERIM, name="plain4")
# From the finished student: events beside names and syntax, lest those be lost. The word
# vectors stay as they are, so that words of no lesson keep their place among those of the lessons.
TUTOR = fit.Plan(
    "events_tutor", epochs=4, rate=1e-4, head_rate=1e-3, budget=1800, frozen=("word.", "pos.")
)
# The same, with articles that nobody annotated as teacher and tutor see them, and with names and
# syntax as the student itself gave them (learning without forgetting, Li and Hoiem 2016).
EVENTS = replace(TUTOR, name="events", epochs=3, soft_share=0.5, silver=[1.0] * 3)
# Twelve layers for events alone: names and syntax come along only as far as they help.
EVENTS_TEACHER = fit.Plan(
    "events_teacher",
    epochs=3,
    rate=1.2e-4,
    head_rate=1e-3,
    budget=1800,
    frozen=("word.", "pos."),
)
TEACHER_KEPT_SHARE = 0.25
# Added to the logit of O, and taken from those of MISC: precision stood below recall on winer.dev.
# Chosen on winer.dev and sequoia.dev among 0, 0.4 … 1.6 and 0, 0.5, 1.
OUTSIDE_BONUS = 0.7
MISC_MALUS = 1.0
# Added to the weight of the tables' word for a type: the heads know the words of the lessons by
# heart and so learn to trust the tables too little. Chosen among 0, 0.5, 1 and 1.5 on the held-out
# lessons and five evaluation sets.
TOLD_BONUS = 1.0
STUDENTS = {
    "4": ([0, 3, 7, 11], 1536),
    "5": ([0, 2, 5, 8, 11], 1536),
    "6": ([0, 2, 4, 7, 9, 11], 1536),
    "6n": ([0, 2, 4, 7, 9, 11], 768),
}


def student_plan(name: str, epochs: int) -> fit.Plan:
    """Gold and the teacher's view of more text, in about equal parts."""
    return fit.Plan(
        f"student{name}",
        epochs=epochs,
        rate=4e-4,
        head_rate=1e-3,
        silver=[0.6] * epochs,
        gold_share=0.3,
        soft_share=0.7,
    )


def label_text(shop: Workshop, share: tuple[int, int]):
    """The teacher with the gold and silver sentences that carry its outputs."""
    teacher = shop.network(12)
    teacher.load_state_dict(torch.load(shop.work / "teacher.pt")["net"])
    gold, silver = shop.gold(), shop.silver()
    views = [v for s in gold for v in (s, s.surface) if v]
    distill.label(teacher, views + silver, shop.encoder, shop.labels, shop.work / "soft", share)
    return teacher, gold, silver


def distill_student(shop: Workshop, name: str, epochs: int) -> network.Network:
    """Trains a student of the picked teacher layers on gold and on the teacher's outputs."""
    plan = student_plan(name, epochs)
    picked, inner = STUDENTS[name]
    student = shop.network(len(picked), inner)
    if (shop.work / f"{plan.name}.pt").exists():
        return shop.train(student, plan, [])
    teacher, gold, silver = label_text(shop, (0, 1))
    state = teacher.state_dict()
    if inner < network.FFN:
        ranks = prune.importance(teacher, gold[::40], shop.encoder, shop.labels)
        state = prune.narrow(state, ranks, inner)
    network.take_layers(student, state, picked)

    def teach(items, batch):
        return distill.lay(items, batch, shop.labels)

    return shop.train(student, plan, silver, teach, gold)


def silver_articles(shop: Workshop, start: Path, program: Path) -> list[records.Sentence]:
    """Articles of no gold set, with events as teacher and tutor see them; kept in `silver.pt`."""
    done = shop.work / "silver.pt"
    if not done.exists():
        tutor = start_from(shop, start)
        teachers = [shop.network(12, with_events=True), tutor]
        for net, plan in zip(teachers, (EVENTS_TEACHER, TUTOR), strict=True):
            net.load_state_dict(torch.load(shop.work / f"{plan.name}.pt")["net"])
            net.eval()
        gold = [*shop.annotated.glob("*.jsonl"), *(shop.data / "events").glob("wikinews*.jsonl")]
        documents = silver.lines(shop.data / "articles/wikinews-fr.jsonl", gold)
        view = (shop.inventory, shop.encoder, shop.labels, shop.lexicon)
        first = silver.lessons(documents, program, shop.work, "silver.first")
        told = silver.triggers(documents, first, teachers, *view)
        read = silver.lessons(told, program, shop.work, "silver")
        sentences = events.sentences(read, shop.inventory, "silver")
        silver.label(sentences, teachers, *view[1:])
        torch.save(sentences, done)
    return torch.load(done, weights_only=False)


def learn_events(shop: Workshop, start: Path, program: Path) -> network.Network:
    """The student with event heads; its own names and syntax are held against the new ones."""
    net = start_from(shop, start)
    gold, more = shop.with_events(), silver_articles(shop, start, program)
    if not (shop.work / f"{EVENTS.name}.pt").exists():
        views = [v for s in gold for v in (s, s.surface) if v]
        distill.label(net, views + more, shop.encoder, shop.labels, shop.work / "soft.start")

    def teach(items, batch):
        return distill.lay(items, batch, shop.labels)

    return shop.train(net, EVENTS, more, teach, gold)


def mean_of(shop: Workshop, start: Path, earlier: Path) -> network.Network:
    """The tutor's weights with those of an earlier model folder, without what export added."""
    manifest = tomllib.loads((earlier / "manifest.toml").read_text(encoding="utf-8"))
    told = manifest["events"]
    other = events.Inventory(told["codes"], told["relations"])
    net = start_from(shop, start)
    net.load_state_dict(torch.load(shop.work / f"{TUTOR.name}.pt")["net"])
    own, shop.inventory = shop.inventory, other
    inner = net.layers[0].fi.bias.shape[0]
    before = shop.network(len(net.layers), inner, with_events=True)
    shop.inventory = own
    quantize.load_back(before, load_file(earlier / "model.safetensors"))
    lean(before, shop.labels, -1.0)
    with torch.no_grad():
        before.events.bias["told"] -= TOLD_BONUS
    net.load_state_dict(mean.of(net.state_dict(), before.state_dict(), own, other))
    return net


def export_model(
    shop: Workshop, net: network.Network, folder: Path, version: str, events_too: bool
) -> None:
    """Measures the network as trained and as stored, then writes the folder."""
    lean(net, shop.labels, 1.0)
    if events_too:
        with torch.no_grad():
            net.events.bias["told"] += TOLD_BONUS
    scores = {"f32." + k: v for k, v in shop.scores(net).items()}
    quantize.load_back(net, quantize.tensors(net))
    network.Linear.simulate = "full"
    scores |= {"int8." + k: v for k, v in shop.scores(net).items()}
    scores |= {
        "int8." + k: v
        for k, v in measure.disturbed(net, shop.dev["winer.dev"], shop.encoder, shop.labels).items()
    }
    network.Linear.simulate = ""
    for key, value in scores.items():
        print(f"{key} {value:.4f}", flush=True)
    layers = len(net.layers)
    text = (
        f"French news: names, parts of speech, features, lemmas, trees and events in one pass of "
        f"{layers} layers of multilingual-e5-small"
    )
    lessons = None
    if events_too:
        scales = calibrate.scales(net, shop.told_articles, shop.encoder, shop.labels, shop.lexicon)
        scores |= {"int8.events.dev." + k: v for k, v in shop.events(net).items()}
        lessons = export.Lessons(shop.inventory, shop.lexicon, scales)
    export.write(net, folder, version, shop.labels, shop.encoder, scores, text, lessons)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--student", default="6n", choices=sorted(STUDENTS))
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--share", type=int, nargs=2, default=(0, 1), help="label: part, parts")
    parser.add_argument("--export", type=Path, help="write the stage's network to this folder")
    parser.add_argument("--start", type=Path, help="events: the model folder to begin with")
    parser.add_argument("--earlier", type=Path, help="events_mean: the model folder to mix in")
    parser.add_argument("--program", type=Path, help="silver, events: examples/event_lessons")
    parser.add_argument("--version", default="0.1.0")
    options = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    shop = Workshop(options.work, options.data, options.gold, options.packages)
    net = None
    if options.stage == "interim":
        net = shop.train(shop.fresh(list(range(6))), INTERIM, [])
    if options.stage == "plain4":
        net = shop.train(shop.fresh(list(range(4))), PLAIN4, [])
    if options.stage in ("teacher", "student"):
        net = shop.train(shop.fresh(list(range(12))), TEACHER, shop.sets["wikiner"])
    if options.stage == "label":
        label_text(shop, tuple(options.share))
    if options.stage == "student":
        net = distill_student(shop, options.student, options.epochs)
    if options.stage == "events_teacher":
        shop.use(options.start)
        net = shop.fresh(list(range(12)), with_events=True)
        net = shop.train(net, EVENTS_TEACHER, [], gold=shop.with_events(TEACHER_KEPT_SHARE))
    if options.stage == "events_tutor":
        net = shop.train(start_from(shop, options.start), TUTOR, [], gold=shop.with_events())
    if options.stage == "events_mean":
        net = mean_of(shop, options.start, options.earlier)
    if options.stage == "silver":
        silver_articles(shop, options.start, options.program)
    if options.stage == "events":
        net = learn_events(shop, options.start, options.program)
    if net is not None and options.export:
        export_model(shop, net, options.export, options.version, options.stage.startswith("events"))


if __name__ == "__main__":
    main()
