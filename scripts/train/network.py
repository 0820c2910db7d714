"""The encoder with its heads, in PyTorch; names of parameters follow the exported file."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import events

HIDDEN, HEADS, FFN = 384, 12, 1536
ARC, REL = 192, 96
WEIGHT_MAX, ACTIVATION_MAX = 63, 127
# Products in bfloat16 where the processor has instructions for them; AVX2 alone imitates them, ten
# times slower than it multiplies floats.
HALF = torch.backends.cpu.get_cpu_capability() not in ("DEFAULT", "AVX2")
LINEARS = ("q", "k", "v", "ao", "fi", "fo")


class Linear(nn.Linear):
    """A linear map that can act as the exported one does, its gradient passed straight through.

    Weights: 7 bits, a scale per output. Activations: 8 bits, a scale per row, in inference only;
    training sees exact activations unless `simulate` is "full".
    """

    simulate = ""

    def forward(self, x: Tensor) -> Tensor:
        if not Linear.simulate:
            return super().forward(x)
        weight = self.weight + (rounded(self.weight, WEIGHT_MAX) - self.weight).detach()
        if Linear.simulate == "full":
            x = x + (rounded(x, ACTIVATION_MAX) - x).detach()
        return F.linear(x, weight, self.bias)


def rounded(t: Tensor, top: int) -> Tensor:
    """Symmetric rounding of each last-dimension row to -top...top steps of max|row| / top."""
    scale = t.detach().abs().amax(-1, keepdim=True).float().clamp(min=1e-12) / top
    return ((t / scale).round() * scale).to(t.dtype)


class Layer(nn.Module):
    """A post-LN BERT layer."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = Linear(HIDDEN, inner), Linear(inner, HIDDEN)
        self.aln, self.oln = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        # Attention is spelt out: the fused CPU kernel's backward pass is four times slower in bf16.
        # No dropout here: drawing it costs a tenth of the step.
        b, n, _ = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2)

        scores = split(self.q(x)) @ split(self.k(x)).transpose(2, 3) * (HIDDEN // HEADS) ** -0.5
        context = (scores + mask).softmax(-1).to(scores.dtype) @ split(self.v(x))
        context = self.ao(context.transpose(1, 2).reshape(b, n, HIDDEN))
        x = self.aln(x + context)
        inner = self.fo(F.gelu(self.fi(x)))
        return self.oln(x + F.dropout(inner, drop, self.training))


class Network(nn.Module):
    """Encoder, then on each word's first piece: names, part of speech, features, lemma, tree."""

    def __init__(
        self,
        vocab: int,
        layers: int,
        sizes: dict[str, int],
        inner: int = FFN,
        positions: int = 512,
    ):
        super().__init__()
        self.word = nn.Embedding(vocab, HIDDEN, padding_idx=1)
        self.pos = nn.Embedding(positions, HIDDEN)
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(inner) for _ in range(layers))
        self.drop, self.head_drop = 0.1, 0.2
        heads = {k: Linear(HIDDEN, sizes[k]) for k in ("ner", "upos", "feats", "lemma")}
        heads |= {"arc_dep": Linear(HIDDEN, ARC), "arc_head": Linear(HIDDEN, ARC)}
        heads |= {"rel_dep": Linear(HIDDEN, REL), "rel_head": Linear(HIDDEN, REL)}
        self.heads = nn.ModuleDict(heads)
        self.arc_u = nn.Parameter(torch.randn(ARC + 1, ARC) / ARC)
        self.rel_u = nn.Parameter(torch.randn(sizes["deprel"], REL + 1, REL + 1) / REL)
        for head in heads.values():
            nn.init.normal_(head.weight, std=0.03)
            nn.init.zeros_(head.bias)
        self.events = None
        if "kinds" in sizes:
            self.events = events.Heads(Linear, HIDDEN, sizes["kinds"], sizes["relations"])

    def encode(self, ids: Tensor, keep: Tensor) -> Tensor:
        """Last hidden states; `keep` is true on pieces and false on padding."""
        drop = self.drop
        x = self.word(ids) + self.pos.weight[: ids.shape[1]]
        x = F.dropout(self.ln(x), drop, self.training)
        mask = torch.zeros(keep.shape, dtype=x.dtype).masked_fill(~keep, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            mask = mask.bfloat16()
        for layer in self.layers:
            x = layer(x, mask, drop)
        return x

    def forward(self, ids: Tensor, keep: Tensor, first: Tensor) -> dict[str, Tensor]:
        """`first` [b, w+1] holds the place of `<s>`, then of each word's first piece (0 = none)."""
        x = self.encode(ids, keep)
        x = x.gather(1, first[:, :, None].expand(-1, -1, HIDDEN))
        x = F.dropout(x, self.drop, self.training)
        words = x[:, 1:]
        out = {k: self.heads[k](words) for k in ("ner", "upos", "feats", "lemma")}

        def hidden(name: str, t: Tensor) -> Tensor:
            return F.dropout(F.gelu(self.heads[name](t)), self.head_drop, self.training)

        dep, head = hidden("arc_dep", words), hidden("arc_head", x)
        arc = (_one(dep) @ self.arc_u) @ head.transpose(1, 2)
        there = first > 0
        there[:, 0] = True
        out["arc"] = arc.float().masked_fill(~there[:, None, :], -1e4)
        out["rel_dep"] = _one(hidden("rel_dep", words))
        out["rel_head"] = _one(hidden("rel_head", x))
        out["words"] = words
        return out

    def relations(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Relation logits [b, w, r] for the given heads (0 = root)."""
        head = out["rel_head"].gather(1, heads[:, :, None].expand(-1, -1, REL + 1))
        dep = out["rel_dep"]
        r = self.rel_u.shape[0]
        mixed = (dep @ self.rel_u.permute(1, 0, 2).reshape(REL + 1, r * (REL + 1))).view(
            *dep.shape[:2], r, REL + 1
        )
        return (mixed * head[:, :, None, :]).sum(-1)


def _one(t: Tensor) -> Tensor:
    return torch.cat([t, torch.ones_like(t[..., :1])], dim=-1)


def load_encoder(
    network: Network, tensors: dict[str, np.ndarray], rows: list[int], picked: list[int]
) -> None:
    """Fills the encoder with the pretrained rows and layers, token type 0 folded into positions."""
    with torch.no_grad():
        network.word.weight.copy_(torch.from_numpy(tensors["emb.word"][rows]))
        positions = tensors["emb.pos"] + tensors["emb.type"][0]
        network.pos.weight.copy_(torch.from_numpy(positions[: network.pos.num_embeddings]))
        network.ln.weight.copy_(torch.from_numpy(tensors["emb.ln.w"]))
        network.ln.bias.copy_(torch.from_numpy(tensors["emb.ln.b"]))
        for layer, i in zip(network.layers, picked, strict=True):
            for name in (*LINEARS, "aln", "oln"):
                part = getattr(layer, name)
                part.weight.copy_(torch.from_numpy(tensors[f"l{i}.{name}.w"]))
                part.bias.copy_(torch.from_numpy(tensors[f"l{i}.{name}.b"]))


def take_layers(student: Network, teacher: dict[str, Tensor], picked: list[int]) -> None:
    """Copies embeddings, heads and the picked layers of a trained network into a smaller one."""
    state = {}
    for name, value in teacher.items():
        if name.startswith("layers."):
            _, index, rest = name.split(".", 2)
            if int(index) in picked:
                state[f"layers.{picked.index(int(index))}.{rest}"] = value
        else:
            state[name] = value
    student.load_state_dict(state)


def parameter_groups(network: Network, rate: float, head_rate: float) -> list[dict]:
    """Encoder and heads learn at their own rates; no decay on biases and norms."""
    groups: dict[tuple[float, float], list] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        own = head_rate if name.startswith(("heads.", "arc_u", "rel_u", "events.")) else rate
        if name.startswith("events.bias."):
            own = 10 * head_rate
        decay = 0.01 if parameter.ndim > 1 and "ln." not in name else 0.0
        groups.setdefault((own, decay), []).append(parameter)
    return [{"params": p, "lr": r, "peak": r, "weight_decay": d} for (r, d), p in groups.items()]


def schedule(step: int, total: int, warm: float = 0.06) -> float:
    """Linear warm-up, then linear decay to a fiftieth."""
    if step < warm * total:
        return (step + 1) / (warm * total)
    return max(0.02, (total - step) / (total - warm * total))
