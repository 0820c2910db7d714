"""Narrows the feed-forward layers of a trained network to their busiest neurons."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

import batches
import measure
from labels import Labels
from network import Network
from records import Sentence


def importance(
    teacher: Network, sentences: list[Sentence], encoder: batches.Encoder, labels: Labels
) -> list[Tensor]:
    """For each layer, each inner neuron's mean output times the length of its outgoing weights."""
    sums = [torch.zeros(layer.fi.out_features) for layer in teacher.layers]

    def watch(i: int):
        def hook(_module, _inputs, out: Tensor) -> None:
            sums[i] += F.gelu(out.float()).abs().sum((0, 1))

        return hook

    hooks = [layer.fi.register_forward_hook(watch(i)) for i, layer in enumerate(teacher.layers)]
    measure.predict(teacher, sentences, encoder, labels, relations=False)
    for hook in hooks:
        hook.remove()
    return [
        total * layer.fo.weight.detach().norm(dim=0)
        for total, layer in zip(sums, teacher.layers, strict=True)
    ]


def narrow(state: dict[str, Tensor], ranks: list[Tensor], width: int) -> dict[str, Tensor]:
    """The state dict with only the `width` most important inner neurons of each layer."""
    out = dict(state)
    for i, rank in enumerate(ranks):
        kept = rank.topk(width).indices.sort().values
        key = f"layers.{i}."
        out[key + "fi.weight"] = state[key + "fi.weight"][kept]
        out[key + "fi.bias"] = state[key + "fi.bias"][kept]
        out[key + "fo.weight"] = state[key + "fo.weight"][:, kept]
    return out
