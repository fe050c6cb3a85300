"""The stretches in which two rows of keys agree and differ, cleaned up so that people can follow them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import LCSseq

from lcdraft.diff.chains import heaviest_chain

__all__ = ["Grain", "Hunk", "equal_runs", "hunks_of"]

_CELLS = 25_000_000
"""Bits of the matrix of a longest common subsequence; above that only keys that occur once are lined up."""

_SHORT = 5
"""So many equal words between two bigger changes are an accident."""

_REWRITTEN = 4
"""Words of a change that may draw in a changed number near it."""

_FAR = 200
"""Items that a stretch is slid over at most."""


@dataclass(frozen=True, slots=True)
class Grain:
    """What is compared: ``weight`` 0 is a mere sign; a ``firm`` one is never taken for an accident.

    ``stop`` is 2 for a sign that ends a sentence, 1 for one that ends a clause.
    """

    key: str
    weight: int = 1
    number: bool = False
    stop: int = 0
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Hunk:
    """Items ``start`` to ``end`` of the old row and ``new_start`` to ``new_end`` of the new one."""

    equal: bool
    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def swapped(self) -> Hunk:
        """The same with old and new exchanged."""
        return Hunk(self.equal, self.new_start, self.new_end, self.start, self.end)


def hunks_of(old: Sequence[Grain], new: Sequence[Grain]) -> list[Hunk]:
    """Hunks that cover both rows, equal and changed in turn; exchanging old and new exchanges their sides."""
    one, other = [grain.key for grain in old], [grain.key for grain in new]
    if one > other:
        return [hunk.swapped for hunk in hunks_of(new, old)]
    hunks = _alternating(equal_runs(one, other), len(one), len(other))
    return _slid(_Cleaning(old, new).cleaned(hunks), old, new)


def equal_runs(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """Runs (start, end, new start, new end) that are equal: common ends, then a longest common subsequence between.

    Where that would take too long, only what occurs once in both is lined up between the ends.
    """
    shorter = min(len(one), len(other))
    head = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    middle, opposite = one[head : len(one) - tail], other[head : len(other) - tail]
    runs = [(0, head, 0, head)] if head else []
    runs += [(a + head, b + head, c + head, d + head) for a, b, c, d in _middle_runs(middle, opposite)]
    if tail:
        runs.append((len(one) - tail, len(one), len(other) - tail, len(other)))
    return runs


def _middle_runs(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    if not one or not other:
        return []
    if len(one) * len(other) <= _CELLS:
        found = LCSseq.opcodes(one, other)
        return [(at.src_start, at.src_end, at.dest_start, at.dest_end) for at in found if at.tag == "equal"]
    places = _once(other)
    pairs = [(at, places[key], 1.0) for key, at in _once(one).items() if key in places]
    return [(a, a + 1, c, c + 1) for a, c in heaviest_chain(pairs)]


def _once(keys: Sequence[Hashable]) -> dict[Hashable, int]:
    """The keys that occur once, with their place."""
    places: dict[Hashable, int] = {}
    for at, key in enumerate(keys):
        places[key] = at if key not in places else -1
    return {key: at for key, at in places.items() if at >= 0}


def _alternating(runs: Sequence[tuple[int, int, int, int]], length: int, new_length: int) -> list[Hunk]:
    hunks: list[Hunk] = []
    at = new_at = 0
    for a, b, c, d in (*runs, (length, length, new_length, new_length)):
        if a > at or c > new_at:
            hunks.append(Hunk(False, at, a, new_at, c))
        if b > a:
            if hunks and hunks[-1].equal:
                last = hunks.pop()
                hunks.append(Hunk(True, last.start, b, last.new_start, d))
            else:
                hunks.append(Hunk(True, a, b, c, d))
        at, new_at = b, d
    return hunks


class _Cleaning:
    """Dissolves equal stretches that are accidents between two changes.

    A changed number keeps to itself: it takes more than a word or sign beside it to be part of a rewritten clause.
    """

    def __init__(self, old: Sequence[Grain], new: Sequence[Grain]) -> None:
        self._old, self._new = old, new
        self._weights = tuple(list(accumulate((grain.weight for grain in row), initial=0)) for row in (old, new))
        self._firm = list(accumulate((grain.firm for grain in old), initial=0))

    def cleaned(self, hunks: Sequence[Hunk]) -> list[Hunk]:
        done: list[Hunk] = []
        for hunk in hunks:
            done.append(hunk)
            while not hunk.equal and (count := self._accident(done)):
                first, last = done[-count], done[-1]
                done[-count:] = [Hunk(False, first.start, last.end, first.new_start, last.new_end)]
        return done

    def _accident(self, done: Sequence[Hunk]) -> int:
        """How many of the last hunks are one change in truth."""
        if len(done) >= 3 and self._between(done[-3], done[-2], done[-1]):
            return 3
        if len(done) >= 5 and self._is_number(done[-3]) and not (self._is_firm(done[-4]) or self._is_firm(done[-2])):
            near = max(self._weight(done[-4]), self._weight(done[-2]))
            return 5 if near <= 1 and min(self._size(done[-5]), self._size(done[-1])) >= _REWRITTEN else 0
        return 0

    def _between(self, left: Hunk, middle: Hunk, right: Hunk) -> bool:
        if self._is_firm(middle) or self._is_number(left) or self._is_number(right):
            return False
        return self._weight(middle) <= min(_SHORT, self._size(left), self._size(right))

    def _is_number(self, hunk: Hunk) -> bool:
        """Whether one number took the place of another, and nothing else."""
        if hunk.end - hunk.start != 1 or hunk.new_end - hunk.new_start != 1:
            return False
        return self._old[hunk.start].number and self._new[hunk.new_start].number

    def _is_firm(self, hunk: Hunk) -> bool:
        return self._firm[hunk.end] > self._firm[hunk.start]

    def _weight(self, hunk: Hunk) -> int:
        return self._weights[0][hunk.end] - self._weights[0][hunk.start]

    def _size(self, hunk: Hunk) -> int:
        return max(self._weight(hunk), self._weights[1][hunk.new_end] - self._weights[1][hunk.new_start])


def _slid(hunks: list[Hunk], old: Sequence[Grain], new: Sequence[Grain]) -> list[Hunk]:
    """What was only added or only removed begins where a sentence or clause begins, if it could."""
    found = list(hunks)
    for at in range(1, len(found) - 1):
        hunk = found[at]
        if hunk.equal or (hunk.start < hunk.end and hunk.new_start < hunk.new_end):
            continue
        row, start, end = (old, hunk.start, hunk.end) if hunk.start < hunk.end else (new, hunk.new_start, hunk.new_end)
        left, right = (min(found[beside].end - found[beside].start, _FAR) for beside in (at - 1, at + 1))
        shift = _best_shift(row, start, end, left, right)
        if shift:
            before, after = found[at - 1], found[at + 1]
            found[at - 1] = Hunk(True, before.start, before.end + shift, before.new_start, before.new_end + shift)
            found[at] = Hunk(False, hunk.start + shift, hunk.end + shift, hunk.new_start + shift, hunk.new_end + shift)
            found[at + 1] = Hunk(True, after.start + shift, after.end, after.new_start + shift, after.new_end)
    return found


def _best_shift(row: Sequence[Grain], start: int, end: int, left: int, right: int) -> int:
    """How far to slide ``row[start:end]`` over like items; both neighbours keep one item at least."""
    low = 0
    while -low < left - 1 and row[start + low - 1].key == row[end + low - 1].key:
        low -= 1
    high = 0
    while high < right - 1 and end + high < len(row) and row[start + high].key == row[end + high].key:
        high += 1
    return max(range(low, high + 1), key=lambda shift: (_begins_well(row, start + shift), shift == 0, shift))


def _begins_well(row: Sequence[Grain], start: int) -> int:
    """3 behind the end of a sentence, 2 with a sign that opens a clause, 1 behind such a sign."""
    before = row[start - 1].stop if start else 2
    if before == 2:
        return 3
    return 2 if row[start].stop == 1 else before
