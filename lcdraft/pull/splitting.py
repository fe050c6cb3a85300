"""A sentence typed anew: what stands for its words, and what for its computed figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lcdraft.document import Span
from lcdraft.inlines import GAP
from lcdraft.pull.hunks import Hunk, compare, new_range
from lcdraft.pull.mapping import Spot
from lcdraft.pull.placing import is_unwritten

__all__ = ["split_hunks"]

_NUMBER = rf"(?:[-−]?\d[\d.,]*\d|\d|{re.escape(GAP)})"
_BOUND = r"(?<![\w,.]){}(?!\w|[.,]\d)"


def split_hunks(old: str, new: str, spots: Sequence[Spot | None], hunks: Sequence[Hunk]) -> list[Hunk]:
    """The hunks, those cut apart that replace words and a computed figure in one.

    A figure is known again in the new words by its own text or, with another number in it, by the words around the
    number. A hunk in which one is not known again stays as it is: nobody can say what of it is the figure.
    """
    found: list[Hunk] = []
    for hunk in _whole_gaps(new, spots, hunks):
        found += _split(old, new, spots, hunk) or [hunk]
    return found


def _whole_gaps(new: str, spots: Sequence[Spot | None], hunks: Sequence[Hunk]) -> list[Hunk]:
    """The hunks, those that lie in the gap of a section made one: brackets in what was typed are none of the gap's."""
    found = list(hunks)
    for start, end, span in _parts(spots, 0, len(spots)):
        inside = [hunk for hunk in found if start <= hunk.start and hunk.end <= end and hunk.start < end]
        if span is None or not is_unwritten(span) or len(inside) < 2:
            continue
        first, last = new_range(found, start, end)
        at = found.index(inside[0])
        found[at : at + len(inside)] = [Hunk(start, end, new[first:last], first, last)]
    return found


def _split(old: str, new: str, spots: Sequence[Spot | None], hunk: Hunk) -> list[Hunk]:
    start, end = hunk.start, hunk.end
    new_start, new_end = hunk.new_start, hunk.new_end
    parts = list(_parts(spots, start, end))
    if len(parts) < 2 or all(span is None for _, _, span in parts):
        return []
    pieces: list[tuple[int, int, int, int]] = []
    at, before = new_start, start
    for first, last, span in parts:
        if span is None:
            continue
        match = _again(old[first:last], new, at, new_end)
        if match is None:
            return []
        pieces += [(before, first, at, match[0]), (first, last, *match)]
        at, before = match[1], last
    pieces.append((before, end, at, new_end))
    return [inner for piece in pieces for inner in _compared(old, new, *piece)]


def _parts(spots: Sequence[Spot | None], start: int, end: int) -> Iterator[tuple[int, int, Span | None]]:
    """The stretches of the old words that come from one computed figure, or from none."""
    at = start
    while at < end:
        span = _span(spots[at])
        last = at + 1
        while last < end and _span(spots[last]) is span:
            last += 1
        yield at, last, span
        at = last


def _span(spot: Spot | None) -> Span | None:
    return spot.span if spot is not None else None


def _again(printed: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a printed figure, or one that says another number in its place, stands in the new words."""
    if not any(letter.isalnum() for letter in printed) and GAP not in printed:
        return None
    at = new.find(printed, start, end)
    if at >= 0:
        return at, at + len(printed)
    parts = re.split(_NUMBER, printed)
    if len(parts) == 1:
        return None
    pattern = re.compile(_BOUND.format(_NUMBER.join(re.escape(part) for part in parts)))
    found = pattern.search(new, start, end)
    return found.span() if found is not None else None


def _compared(old: str, new: str, start: int, end: int, new_start: int, new_end: int) -> list[Hunk]:
    return [
        Hunk(h.start + start, h.end + start, h.text, h.new_start + new_start, h.new_end + new_start)
        for h in compare(old[start:end], new[new_start:new_end])
    ]
