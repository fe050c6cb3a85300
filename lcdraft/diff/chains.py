"""Pairs that keep their order: the heaviest of all such choices."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["heaviest_chain"]


def heaviest_chain(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of pairs (old, new, weight) those that rise on both sides and weigh most together, in order.

    Costs p log p for p pairs.

    >>> heaviest_chain([(0, 1, 1.0), (1, 0, 3.0), (2, 2, 1.0)])
    [(1, 0), (2, 2)]
    """
    # Falling in the new one where the old is the same, so that a pair never follows its like.
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1], -pair[2]))
    ranks = {new: rank for rank, new in enumerate(sorted({pair[1] for pair in ordered}), 1)}
    size = len(ranks)
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before: list[int] = []
    last, most = -1, 0.0
    for at, (_, new, weight) in enumerate(ordered):
        rank = ranks[new]
        total, previous = 0.0, -1
        step = rank - 1
        while step > 0:
            if best[step][0] > total:
                total, previous = best[step]
            step -= step & -step
        total += weight
        before.append(previous)
        step = rank
        while step <= size:
            if total > best[step][0]:
                best[step] = total, at
            step += step & -step
        if total > most:
            last, most = at, total
    chain: list[tuple[int, int]] = []
    while last >= 0:
        chain.append((ordered[last][0], ordered[last][1]))
        last = before[last]
    return chain[::-1]
