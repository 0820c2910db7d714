"""Decoding that the engine repeats: names under BIO constraints, heads as one tree."""

from __future__ import annotations

import numpy as np


def viterbi(logits: np.ndarray, labels: list[str]) -> list[str]:
    """The best label sequence in which I-X follows only B-X or I-X."""
    n, k = logits.shape
    allowed = np.zeros((k, k), dtype=bool)
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            allowed[i, j] = after[0] != "I" or before[2:] == after[2:]
    start = np.array([label[0] != "I" for label in labels])
    score = np.where(start, logits[0], -1e9)
    back = np.zeros((n, k), dtype=int)
    for t in range(1, n):
        step = np.where(allowed, score[:, None], -1e9)
        back[t] = step.argmax(0)
        score = step.max(0) + logits[t]
    path = [int(score.argmax())]
    for t in range(n - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return [labels[i] for i in reversed(path)]


def tree(scores: np.ndarray) -> list[int]:
    """Heads [n] of the best tree over scores [n, n+1] (column 0 = root) with exactly one root."""
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -1e9)
    full[1:, :] = scores
    np.fill_diagonal(full, -1e9)
    heads = full.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return heads[1:].tolist()
    best, found = -np.inf, None
    for root in np.argsort(-full[1:, 0])[: min(n, 8)] + 1:
        only = full.copy()
        only[1:, 0] = -1e9
        only[root, 0] = full[root, 0]
        candidate = _edmonds(only)
        total = only[np.arange(1, n + 1), candidate[1:]].sum()
        if total > best:
            best, found = total, candidate
    return found[1:].tolist()


def _cycle(heads: np.ndarray) -> list[int]:
    state = np.zeros(len(heads), dtype=int)
    state[0] = 2
    for start in range(1, len(heads)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if state[at] == 1:
            return path[path.index(at) :]
        state[path] = 2
    return []


def _edmonds(scores: np.ndarray) -> np.ndarray:
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    rest = np.where(~inside)[0]
    weight = scores[cycle, heads[cycle]].sum()
    m = len(rest)
    small = np.full((m + 1, m + 1), -1e9)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    out_of = scores[np.ix_(rest, cycle)]
    small[:m, m] = out_of.max(1)
    into = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None] + weight
    small[m, :m] = into.max(0)
    np.fill_diagonal(small, -1e9)
    sub = _edmonds(small)
    result = np.zeros(len(heads), dtype=int)
    for i in range(1, m):
        h = sub[i]
        result[rest[i]] = cycle[out_of[i].argmax()] if h == m else rest[h]
    result[cycle] = heads[cycle]
    entry = rest[sub[m]]
    broken = cycle[into[:, sub[m]].argmax()]
    result[broken] = entry
    return result
