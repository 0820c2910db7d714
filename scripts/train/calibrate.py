"""From the event heads' logits to probabilities, fitted on held-out articles."""

from __future__ import annotations

import math

import torch

import batches
import events
from labels import Labels
from network import Network
from records import Sentence

STEPS = [x / 100 for x in range(20, 71, 2)]
TELL = 0.4
# Positives below which a link keeps the scale of its group.
FEW = 40


def _fit(logits: torch.Tensor, right: torch.Tensor) -> tuple[float, float]:
    """Slope and offset of a logistic curve, by Newton's method with a light pull to (1, 0)."""
    x, y = logits.double(), right.double()
    w = torch.tensor([1.0, 0.0], dtype=torch.double)
    for _ in range(30):
        p = torch.sigmoid(w[0] * x + w[1])
        d = p * (1 - p)
        pull = torch.tensor([1.0, 0.0], dtype=torch.double) - w
        gradient = torch.stack([((y - p) * x).sum(), (y - p).sum()]) + pull
        curve = torch.stack([(d * x * x).sum(), (d * x).sum(), (d * x).sum(), d.sum()]).view(2, 2)
        w = w + torch.linalg.solve(curve + torch.eye(2, dtype=torch.double), gradient)
    return float(w[0]), float(w[1])


def _threshold(p: torch.Tensor, right: torch.Tensor, positives: int) -> float:
    """Half the highest F1, where that of calibrated probabilities is highest (Lipton et al. 2014).

    Steadier on few examples than the best step itself. `positives` are all that should be found.
    """

    def f1(t: float) -> float:
        told = p >= t
        return 2 * float((told & right).sum()) / max(float(told.sum()) + positives, 1.0)

    return round(max(map(f1, STEPS)) / 2, 3)


@torch.no_grad()
def scales(
    net: Network,
    sentences: list[Sentence],
    encoder: batches.Encoder,
    labels: Labels,
    lexicon: events.Lexicon,
) -> dict[str, list[float]]:
    """For `type` and each link [slope, offset, threshold]."""
    net.eval()
    logits: list[torch.Tensor] = []
    targets: list[torch.Tensor] = []
    links: list[list[tuple[float, bool]]] = [[] for _ in events.LINKS]
    for s in sentences:
        batch = batches.collate(encoder, labels, [(0, s, s)], net.events, lexicon, leave_out=False)
        out = net(batch.ids, batch.keep, batch.first)
        told = events.run(net.events, out["words"], batch.events)
        n = int(batch.events.there[0].sum())
        logits.append(told["types"][0, :n])
        targets.append(batch.events.target[0, :n])
        for t in range(len(batch.events.at)):
            grid, goal = told["links"][t, :n], batch.events.goal[t, :n] > 0
            for link in range(len(events.LINKS)):
                near = (grid[:, link] > -5) | goal[:, link]
                links[link] += zip(
                    grid[near, link].tolist(), goal[near, link].tolist(), strict=True
                )

    types: list[tuple[float, bool]] = []
    gold = 0
    for p, target in zip(
        events.in_context(logits, [s.event.doc for s in sentences]), targets, strict=True
    ):
        best, kind = p[:, 1:].max(-1)
        gold += int((target > 0).sum())
        for i in range(len(target)):
            if best[i] > 0.02:
                b = float(best[i].clamp(1e-6, 1 - 1e-6))
                types.append((math.log(b / (1 - b)), bool(target[i] == kind[i] + 1)))

    def scale(pairs: list[tuple[float, bool]], positives: int | None = None) -> list[float]:
        x = torch.tensor([a for a, _ in pairs])
        y = torch.tensor([b for _, b in pairs])
        slope, offset = _fit(x, y)
        p = torch.sigmoid(slope * x + offset)
        threshold = _threshold(p, y, int(y.sum()) if positives is None else positives)
        return [round(slope, 4), round(offset, 4), threshold]

    slope, offset, half = scale(types, gold)
    # A record is wrong as a whole when its type is, so its threshold is a little higher.
    out = {"type": [slope, offset, max(half, TELL)]}
    for members in events.GROUPS.values():
        together = scale([pair for link in members for pair in links[link]])
        for link in members:
            own = sum(right for _, right in links[link])
            slope, offset, half = scale(links[link]) if own >= FEW else together
            out[events.LINKS[link]] = [slope, offset, half]
    return out
