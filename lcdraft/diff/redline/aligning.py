"""Stand-in until align of the core is there."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

__all__ = ["align_texts"]


def align_texts(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[tuple[int, int, bool]]:
    """Pairs of places in both lists, and whether the pair was moved."""
    pairs: list[tuple[int, int, bool]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, list(old), list(new), autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += [(i1 + at, j1 + at, False) for at in range(i2 - i1)]
        elif kind == "replace":
            j = j1
            for i in range(i1, i2):
                scores = [
                    (fuzz.ratio(old[i][1], new[k][1]) if old[i][0] == new[k][0] else 0.0, k) for k in range(j, j2)
                ]
                best = max(scores, default=(0.0, 0), key=lambda each: (each[0], -each[1]))
                if best[0] > 50:
                    pairs.append((i, best[1], False))
                    j = best[1] + 1
    left = {}
    taken_old, taken_new = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    for j, item in enumerate(new):
        if j not in taken_new and len(item[1]) > 20:
            left.setdefault(item, j)
    for i, item in enumerate(old):
        if i not in taken_old and item in left:
            pairs.append((i, left.pop(item), True))
    return pairs
