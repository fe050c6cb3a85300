"""Which stretches of two paragraphs are equal, by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Segment", "compare_texts", "replaced"]

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+|\s+|.", re.DOTALL)
_LEAST_COMMON = 0.25
_MOST_TOKENS = 20_000


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of both texts that is equal, or one of the old text that another of the new one replaces."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    equal: bool


def replaced(old: str, new: str) -> list[Segment]:
    """All of one text in place of all of the other."""
    return [Segment(0, len(old), 0, len(new), equal=False)] if old or new else []


def compare_texts(old: str, new: str) -> list[Segment]:
    """The two texts in segments, whole words each; texts that have next to nothing in common are one segment."""
    if old == new:
        return [Segment(0, len(old), 0, len(new), equal=True)] if old else []
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    if not left or not right or len(left) + len(right) > _MOST_TOKENS:
        return replaced(old, new)
    found = _segments(left, right)
    common = sum(
        each.old_end - each.old_start
        for each in found
        if each.equal and not old[each.old_start : each.old_end].isspace()
    )
    if common < _LEAST_COMMON * min(len(old), len(new)):
        return replaced(old, new)
    return _smoothed(found, old)


def _segments(left: list[str], right: list[str]) -> list[Segment]:
    old_at, new_at = _starts(left), _starts(right)
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [
        Segment(old_at[i1], old_at[i2], new_at[j1], new_at[j2], equal=kind == "equal") for kind, i1, i2, j1, j2 in codes
    ]


def _starts(tokens: list[str]) -> list[int]:
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _smoothed(found: list[Segment], old: str) -> list[Segment]:
    """Join changes between which only blanks are equal."""
    joined: list[Segment] = []
    for at, each in enumerate(found):
        blank = each.equal and 0 < at < len(found) - 1 and old[each.old_start : each.old_end].isspace()
        equal = each.equal and not blank
        last = joined[-1] if joined else None
        if last is not None and not last.equal and not equal:
            joined[-1] = Segment(last.old_start, each.old_end, last.new_start, each.new_end, equal=False)
        else:
            joined.append(Segment(each.old_start, each.old_end, each.new_start, each.new_end, equal=equal))
    return joined
