"""Which stretches of two paragraphs are equal, by words."""

from __future__ import annotations

from dataclasses import dataclass

from lcdraft.diff.model import Status
from lcdraft.diff.words import compare_words

__all__ = ["Segment", "compare_texts", "replaced"]

_LEAST_COMMON = 0.2
_LONGEST = 400_000


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
    if not old or not new or len(old) + len(new) > _LONGEST:
        return replaced(old, new)
    found: list[Segment] = []
    at, new_at, common = 0, 0, 0
    for part in compare_words(old, new, exact=True).parts:
        equal = part.status is Status.EQUAL
        end, new_end = at + len(part.old), new_at + len(part.new)
        last = found[-1] if found else None
        if last is not None and last.equal is equal:
            found[-1] = Segment(last.old_start, end, last.new_start, new_end, equal=equal)
        else:
            found.append(Segment(at, end, new_at, new_end, equal=equal))
        common += len(part.old) if equal else 0
        at, new_at = end, new_end
    return found if common >= _LEAST_COMMON * min(len(old), len(new)) else replaced(old, new)
