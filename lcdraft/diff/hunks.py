"""The stretches in which two rows of keys agree and differ, cleaned up so that people can follow them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from lcdraft.diff.chains import heaviest_chain

__all__ = ["Grain", "Hunk", "hunks_of"]

_CELLS = 25_000_000
"""Bits of the matrix of a longest common subsequence; above that only keys that occur once are lined up."""

_SHORT = 5
"""So many equal words between two bigger changes are an accident."""


@dataclass(frozen=True, slots=True)
class Grain:
    """What is compared: ``weight`` 0 is a mere sign; a ``firm`` one is never taken for an accident."""

    key: Hashable
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
    if [str(key) for key in one] > [str(key) for key in other]:
        return [hunk.swapped for hunk in _hunks(new, old, other, one)]
    return _hunks(old, new, one, other)


def _hunks(old: Sequence[Grain], new: Sequence[Grain], one: list[Hashable], other: list[Hashable]) -> list[Hunk]:
    return _slid(_cleaned(_alternating(_runs(one, other), len(one), len(other)), old, new), old, new)


def _runs(one: list[Hashable], other: list[Hashable]) -> list[tuple[int, int, int, int]]:
    """The equal runs: common ends first, then a longest common subsequence of the middle."""
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


def _middle_runs(one: list[Hashable], other: list[Hashable]) -> list[tuple[int, int, int, int]]:
    if not one or not other:
        return []
    if len(one) * len(other) <= _CELLS:
        found = LCSseq.opcodes(one, other)
        return [(at.src_start, at.src_end, at.dest_start, at.dest_end) for at in found if at.tag == "equal"]
    places = _once(other)
    pairs = [(at, places[key], 1.0) for key, at in _once(one).items() if key in places]
    return [(a, a + 1, c, c + 1) for a, c in heaviest_chain(pairs)]


def _once(keys: list[Hashable]) -> dict[Hashable, int]:
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


def _cleaned(hunks: list[Hunk], old: Sequence[Grain], new: Sequence[Grain]) -> list[Hunk]:
    """The hunks without equal stretches that are accidents between two changes.

    A changed number keeps to itself: it takes more than a word or sign beside it to be part of a rewritten clause.
    """
    done: list[Hunk] = []
    for hunk in hunks:
        done.append(hunk)
        while _dissolve(done, old, new):
            pass
    return done


def _dissolve(done: list[Hunk], old: Sequence[Grain], new: Sequence[Grain]) -> bool:
    """Put the last three or five hunks together where what is equal between them is an accident."""
    if len(done) >= 3 and not done[-1].equal and _is_accident(done[-3], done[-2], done[-1], old, new):
        done[-3:] = [_joined(done[-3], done[-1])]
        return True
    if len(done) >= 5 and not done[-1].equal and _is_number(done[-3], old, new):
        first, left, _, right, last = done[-5:]
        small = max(_weight(old, left), _weight(old, right)) <= 1 and not (_firm(old, left) or _firm(old, right))
        if small and min(_size(first, old, new), _size(last, old, new)) >= 4:
            done[-5:] = [_joined(first, last)]
            return True
    return False


def _is_accident(left: Hunk, middle: Hunk, right: Hunk, old: Sequence[Grain], new: Sequence[Grain]) -> bool:
    if _firm(old, middle) or _is_number(left, old, new) or _is_number(right, old, new):
        return False
    weight = _weight(old, middle)
    return weight <= _SHORT and weight <= min(_size(left, old, new), _size(right, old, new))


def _joined(first: Hunk, last: Hunk) -> Hunk:
    return Hunk(False, first.start, last.end, first.new_start, last.new_end)


def _is_number(hunk: Hunk, old: Sequence[Grain], new: Sequence[Grain]) -> bool:
    """Whether one number took the place of another, and nothing else."""
    single = hunk.end - hunk.start == 1 == hunk.new_end - hunk.new_start
    return single and old[hunk.start].number and new[hunk.new_start].number


def _size(hunk: Hunk, old: Sequence[Grain], new: Sequence[Grain]) -> int:
    return max(
        sum(grain.weight for grain in old[hunk.start : hunk.end]),
        sum(grain.weight for grain in new[hunk.new_start : hunk.new_end]),
    )


def _weight(old: Sequence[Grain], hunk: Hunk) -> int:
    return sum(grain.weight for grain in old[hunk.start : hunk.end])


def _firm(old: Sequence[Grain], hunk: Hunk) -> bool:
    return any(grain.firm for grain in old[hunk.start : hunk.end])


def _slid(hunks: list[Hunk], old: Sequence[Grain], new: Sequence[Grain]) -> list[Hunk]:
    """What was only added or only removed begins where a sentence or clause begins, if it could."""
    found = list(hunks)
    for at in range(1, len(found) - 1):
        hunk = found[at]
        if hunk.equal or (hunk.start < hunk.end and hunk.new_start < hunk.new_end):
            continue
        row, start, end = (old, hunk.start, hunk.end) if hunk.start < hunk.end else (new, hunk.new_start, hunk.new_end)
        shift = _best_shift(row, start, end, _length(found[at - 1]), _length(found[at + 1]))
        if shift:
            before, after = found[at - 1], found[at + 1]
            found[at - 1] = Hunk(True, before.start, before.end + shift, before.new_start, before.new_end + shift)
            found[at] = Hunk(False, hunk.start + shift, hunk.end + shift, hunk.new_start + shift, hunk.new_end + shift)
            found[at + 1] = Hunk(True, after.start + shift, after.end, after.new_start + shift, after.new_end)
    return found


def _length(hunk: Hunk) -> int:
    return hunk.end - hunk.start


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
