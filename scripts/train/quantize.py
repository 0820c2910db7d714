"""Writes a trained network as the engine reads it: int8 rows, f16 tables, f32 norms and biases."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from network import LINEARS, WEIGHT_MAX, Network

EMBEDDING_MAX = 127
HEADS = {
    "ner": "ner",
    "upos": "upos",
    "feats": "feats",
    "lemma": "lemma",
    "arc_dep": "arc.dep",
    "arc_head": "arc.head",
    "rel_dep": "rel.dep",
    "rel_head": "rel.head",
}


def rows(weight: Tensor, top: int) -> tuple[Tensor, Tensor]:
    """Codes in -top...top and the scale of each row."""
    scale = weight.abs().amax(1).clamp(min=1e-12) / top
    return (weight / scale[:, None]).round().to(torch.int8), scale.float()


def tensors(net: Network) -> dict[str, Tensor]:
    """Every tensor of `model.safetensors` by its name."""
    out: dict[str, Tensor] = {}

    def linear(name: str, module: torch.nn.Linear) -> None:
        out[f"{name}.q"], out[f"{name}.s"] = rows(module.weight.detach(), WEIGHT_MAX)
        out[f"{name}.b"] = module.bias.detach().float()

    out["emb.word.q"], out["emb.word.s"] = rows(net.word.weight.detach(), EMBEDDING_MAX)
    out["emb.pos"] = net.pos.weight.detach().half()
    out["emb.ln.w"], out["emb.ln.b"] = net.ln.weight.detach(), net.ln.bias.detach()
    for i, layer in enumerate(net.layers):
        for name in LINEARS:
            linear(f"l{i}.{name}", getattr(layer, name))
        for name in ("aln", "oln"):
            norm = getattr(layer, name)
            out[f"l{i}.{name}.w"] = norm.weight.detach()
            out[f"l{i}.{name}.b"] = norm.bias.detach()
    for name, stored in HEADS.items():
        linear(stored, net.heads[name])
    out["arc.u"] = net.arc_u.detach().half()
    out["rel.u"] = net.rel_u.detach().half()
    if net.events is not None:
        linear("ev.word", net.events.word)
        for name, parameter in _event_floats(net):
            out[name] = parameter.detach().half()
    return {name: t.contiguous() for name, t in out.items()}


def _event_floats(net: Network) -> list[tuple[str, Tensor]]:
    """The event heads' small tensors by their stored names."""
    heads = net.events
    named = [
        (f"ev.{key}", getattr(heads, key).weight)
        for key in ("kind_type", "kind_word", "type_trigger", "said_fact")
    ]
    for key in ("type_out", "fact_out", "link_word", "link_trigger"):
        part = getattr(heads, key)
        named.append((f"ev.{key}.w", part.weight))
        if part.bias is not None:
            named.append((f"ev.{key}.b", part.bias))
    named.append(("ev.link_u", heads.link_u))
    return named + [(f"ev.bias.{key}", value) for key, value in heads.bias.items()]


def write(net: Network, path: Path) -> None:
    """Writes `model.safetensors`."""
    save_file(tensors(net), path, metadata={"format": "depeche.model/1"})


def load_back(net: Network, stored: dict[str, Tensor]) -> None:
    """Fills `net` with the dequantised tensors, so that it computes as the engine does."""

    def linear(name: str, module: torch.nn.Linear) -> None:
        module.weight.copy_(stored[f"{name}.q"].float() * stored[f"{name}.s"][:, None])
        module.bias.copy_(stored[f"{name}.b"])

    with torch.no_grad():
        net.word.weight.copy_(stored["emb.word.q"].float() * stored["emb.word.s"][:, None])
        net.pos.weight.copy_(stored["emb.pos"].float())
        net.ln.weight.copy_(stored["emb.ln.w"])
        net.ln.bias.copy_(stored["emb.ln.b"])
        for i, layer in enumerate(net.layers):
            for name in LINEARS:
                linear(f"l{i}.{name}", getattr(layer, name))
            for name in ("aln", "oln"):
                norm = getattr(layer, name)
                norm.weight.copy_(stored[f"l{i}.{name}.w"])
                norm.bias.copy_(stored[f"l{i}.{name}.b"])
        for name, key in HEADS.items():
            linear(key, net.heads[name])
        net.arc_u.copy_(stored["arc.u"].float())
        net.rel_u.copy_(stored["rel.u"].float())
        if net.events is not None and "ev.word.q" in stored:
            linear("ev.word", net.events.word)
            for name, parameter in _event_floats(net):
                parameter.copy_(stored[name].float())
