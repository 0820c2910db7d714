"""The teacher's outputs: computed once for clean sentences, stored, laid into batches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

import batches
import measure
from batches import IGNORE, Batch
from labels import Labels
from network import Network
from records import Sentence

FAR = -1e4
CHUNK = 2000


def label(
    teacher: Network,
    sentences: list[Sentence],
    encoder: batches.Encoder,
    labels: Labels,
    folder: Path,
    share: tuple[int, int] = (0, 1),
) -> None:
    """Sets `soft` on every sentence; resumes from the chunks already in `folder`.

    With `share` (i, n) only every n-th chunk is done, so that n processes can divide the work.
    """
    folder.mkdir(exist_ok=True)
    for start in range(share[0] * CHUNK, len(sentences), share[1] * CHUNK):
        chunk = sentences[start : start + CHUNK]
        path = folder / f"{start}.pt"
        if not path.exists():
            found = measure.predict(teacher, chunk, encoder, labels)
            for f in found:
                f["lemma"] = f["lemma"].argmax(-1).astype(np.int16)
                for key in ("ner", "upos", "feats", "arc", "rel"):
                    f[key] = f[key].astype(np.float16)
            torch.save(found, path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)
            print(f"teacher labels: {start + len(chunk)} of {len(sentences)}", flush=True)
        for sentence, soft in zip(chunk, torch.load(path, weights_only=False), strict=True):
            if len(soft["ner"]) == len(sentence.words):
                sentence.soft = soft


def lay(items: list[tuple[int, Sentence, Sentence]], batch: Batch, labels: Labels) -> dict:
    """The stored outputs of a batch's sentences as padded tensors."""
    b, w = batch.first.shape[0], batch.first.shape[1] - 1
    sizes = {
        "ner": len(labels.ner),
        "upos": len(labels.upos),
        "feats": sum(map(len, labels.feats.values())),
        "rel": len(labels.deprel),
        "arc": w + 1,
    }
    out: dict[str, Tensor] = {k: torch.zeros(b, w, n) for k, n in sizes.items()}
    out["arc"].fill_(FAR)
    out["head"] = torch.zeros(b, w, dtype=torch.long)
    out["lemma"] = torch.full((b, w), IGNORE, dtype=torch.long)
    out["there"] = torch.zeros(b, w, dtype=torch.bool)
    out["trees"] = torch.zeros(b, w, dtype=torch.bool)
    for row, (_, _, clean) in enumerate(items):
        soft = clean.soft
        if soft is None:
            continue
        n = int((batch.first[row, 1:] > 0).sum())
        out["there"][row, :n] = True
        for key in ("ner", "upos", "feats", "lemma"):
            out[key][row, :n] = torch.from_numpy(soft[key][:n].astype(np.float32))
        if "arc" in soft:
            out["arc"][row, :n, : n + 1] = torch.from_numpy(
                soft["arc"][:n, : n + 1].astype(np.float32)
            ).clamp(min=FAR)
            heads = torch.from_numpy(soft["head"][:n].astype(np.int64))
            out["trees"][row, :n] = heads <= n
            out["head"][row, :n] = heads.clamp(max=n)
            out["rel"][row, :n] = torch.from_numpy(soft["rel"][:n].astype(np.float32))
    return out
