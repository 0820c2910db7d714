"""The mean of two runs' weights (Wortsman et al. 2022, "Model soups").

Both began with the same student and had the same recipe, but other lessons; relations that only one
of them knows keep its weights.
"""

from __future__ import annotations

from torch import Tensor

import events

# Of the new run, in the mean.
SHARE = 0.7


def of(
    new: dict[str, Tensor], old: dict[str, Tensor], own: events.Inventory, other: events.Inventory
) -> dict[str, Tensor]:
    """`SHARE` of `new` and the rest of `old`, whose inventories are `own` and `other`."""
    if own.kinds != other.kinds:
        raise SystemExit("mean: the two runs know other types of events")
    rows = [
        (i, other.relation_of[r]) for i, r in enumerate(own.relations) if r in other.relation_of
    ]
    out = {}
    for key, value in new.items():
        before = old[key].float()
        if before.shape != value.shape:
            before = _aligned(value, before, rows, len(own.relations), len(other.relations))
        out[key] = SHARE * value.float() + (1 - SHARE) * before
    return out


def _aligned(
    new: Tensor, old: Tensor, rows: list[tuple[int, int]], wide: int, narrow: int
) -> Tensor:
    """`old` in the shape of `new`, which has a block of all relations for each kind of path."""
    dim = next(i for i, (a, b) in enumerate(zip(new.shape, old.shape, strict=True)) if a != b)
    out = new.float().clone()
    for block in range(new.shape[dim] // wide):
        for i, j in rows:
            out.select(dim, block * wide + i).copy_(old.select(dim, block * narrow + j))
    return out
