"""Which unit of the edited file is which unit of the rendered one: by anchors, by text, by likeness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lcdraft.anchors import anchor_digest, loosened, plain_content
from lcdraft.inlines import GAP
from lcdraft.pull.units import Unit

__all__ = ["UNSEEN", "Group", "align"]

_WORD = re.compile(r"\w+")
_LIKE, _HELD = 0.5, 0.6
"""How alike two paragraphs must be to count as one edited; how much of a part must stand in a whole."""

UNSEEN = (-1,)
"""In the place of new units: the old unit stays, whatever the edited file says."""

_FIXED = 3
"""How much more a unit counts that cannot be moved, where two changed places: the other one has moved."""

_ANCHORED = 0.1
"""With the same anchor hardly anything in common is enough."""


@dataclass(frozen=True, slots=True)
class Group:
    """Units that belong together: one and one, several and one (merged), one and several (split), one and none."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def align(old: Sequence[Unit], new: Sequence[Unit], fixed: Collection[int] = frozenset()) -> list[Group]:
    """The groups in the order of the edited file; a deleted unit comes where it stood.

    ``fixed`` are old units that stand where a template has them: of two that changed places the other one has moved.
    """
    pairs = _Pairing(old, new)
    pairs.by_anchor_and_text()
    pairs.by_text()
    pairs.by_anchor()
    pairs.by_likeness()
    return _ordered(*pairs.groups(), fixed)


class _Pairing:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self._old, self._new = old, new
        self._texts = [loosened(unit.content) for unit in old], [loosened(unit.content) for unit in new]
        self._words = tuple([Counter(_WORD.findall(text)) for text in texts] for texts in self._texts)
        self._to_new: dict[int, int] = {}
        self._to_old: dict[int, int] = {}

    def by_anchor_and_text(self) -> None:
        for i, j in self._anchored():
            if self._texts[0][i] == self._texts[1][j]:
                self._pair(i, j)

    def by_text(self) -> None:
        """Equal texts in the same order, then equal texts wherever they stand."""
        matcher = SequenceMatcher(None, self._keys(0), self._keys(1), autojunk=False)
        for start, other, length in matcher.get_matching_blocks():
            for step in range(length):
                self._pair(start + step, other + step)
        waiting: dict[tuple[int, str], list[int]] = defaultdict(list)
        for i in self._free(0):
            waiting[self._keys(0)[i]].append(i)
        for j in self._free(1):
            if found := waiting.get(self._keys(1)[j]):
                self._pair(found.pop(0), j)

    def by_anchor(self) -> None:
        gaps = [(i, j) for i, j in self._exactly_anchored() if plain_content(self._old[i].content).strip() == GAP]
        for i, j in gaps:  # nothing that is typed over a gap is like it
            self._pair(i, j)
        wanted = [(self._likeness(i, j), i, j) for i, j in self._anchored()]
        for likeness, i, j in sorted(wanted, key=lambda found: (-found[0], found[1:])):
            if likeness >= _ANCHORED:
                self._pair(i, j)

    def by_likeness(self) -> None:
        """Pairs left over that are alike; of those that share a word, since the rest cannot be."""
        wanted = [
            (likeness, abs(i - j), i, j)
            for i in self._free(0)
            for j in self._free(1)
            if self._may_pair(i, j) and (likeness := self._likeness(i, j)) >= _LIKE
        ]
        for _, _, i, j in sorted(wanted, key=lambda found: (-found[0], *found[1:])):
            self._pair(i, j)

    def groups(self) -> tuple[list[tuple[tuple[int, ...], tuple[int, ...]]], list[int]]:
        """Groups of paired units, neighbours that merged or split included; and old units without a counterpart."""
        olds = {j: [i] for j, i in self._to_old.items()}
        news = {j: [j] for j in self._to_old}
        for i in self._free(0):
            if (j := self._merged_into(i)) is not None:
                olds[j].append(i)
                self._to_new[i] = j
        for j in self._free(1):
            if (home := self._split_from(j, olds)) is not None:
                news[home].append(j)
                self._to_old[j] = olds[home][0]
        found = [(tuple(sorted(olds[j])), tuple(sorted(news[j]))) for j in olds]
        found += [((), (j,)) for j in self._free(1)]
        return found, self._free(0)

    def _merged_into(self, i: int) -> int | None:
        """The unit that holds the text of ``i`` beside that of a neighbour."""
        for neighbour in (i - 1, i + 1):
            j = self._to_new.get(neighbour)
            if j is None or not self._same_sort(i, j) or not self._held(self._words[0][i], self._words[1][j]):
                continue
            both = self._words[0][neighbour] + self._words[0][i]
            if self._share(both, self._words[1][j]) > self._share(self._words[0][neighbour], self._words[1][j]):
                return j
        return None

    def _split_from(self, j: int, olds: dict[int, list[int]]) -> int | None:
        """The neighbour that this unit was split from, if the old unit of that one holds its text."""
        for neighbour in (j - 1, j + 1):
            if neighbour not in olds:
                continue
            first = olds[neighbour][0]
            rest = self._words[0][first] - self._words[1][neighbour]
            if self._held(self._words[1][j], rest) and self._same_sort(first, j):
                return neighbour
        return None

    def _held(self, part: Counter[str], whole: Counter[str]) -> bool:
        count = sum(part.values())
        return count >= 3 and sum((part & whole).values()) >= _HELD * count

    def _share(self, one: Counter[str], other: Counter[str]) -> float:
        total = sum(one.values()) + sum(other.values())
        return 2 * sum((one & other).values()) / total if total else 0.0

    def _likeness(self, i: int, j: int) -> float:
        if not self._same_sort(i, j):
            return 0.0
        return self._share(self._words[0][i], self._words[1][j])

    def _may_pair(self, i: int, j: int) -> bool:
        return self._old[i].part == self._new[j].part

    def _same_sort(self, i: int, j: int) -> bool:
        return (self._old[i].kind == "bảng") == (self._new[j].kind == "bảng")

    def _pair(self, i: int, j: int) -> None:
        if i not in self._to_new and j not in self._to_old and self._may_pair(i, j):
            self._to_new[i], self._to_old[j] = j, i

    def _free(self, side: int) -> list[int]:
        taken, units = (self._to_new, self._old) if side == 0 else (self._to_old, self._new)
        return [at for at in range(len(units)) if at not in taken]

    def _keys(self, side: int) -> list[tuple[int, str]]:
        units = self._old if side == 0 else self._new
        return [(unit.part, text) for unit, text in zip(units, self._texts[side], strict=True)]

    def _exactly_anchored(self) -> list[tuple[int, int]]:
        names = {name: i for i, unit in enumerate(self._old) for name in unit.anchors}
        return [(names[name], j) for j, unit in enumerate(self._new) for name in unit.anchors if name in names]

    def _anchored(self) -> list[tuple[int, int]]:
        """Pairs by the name of an anchor; by its digest alone where paragraphs before it came or went in the data."""
        names = {name: i for i, unit in enumerate(self._old) for name in unit.anchors}
        digests = {anchor_digest(name): i for name, i in reversed(names.items())}
        marked = [(name, j) for j, unit in enumerate(self._new) for name in unit.anchors]
        return self._exactly_anchored() + [
            (digests[found], j) for name, j in marked if (found := anchor_digest(name)) in digests
        ]


def _ordered(
    groups: list[tuple[tuple[int, ...], tuple[int, ...]]], deleted: list[int], fixed: Collection[int]
) -> list[Group]:
    """The groups in the order of the edited file, each deleted unit behind what stood before it."""
    groups.sort(key=lambda group: group[1])
    kept = _heaviest_rise([group[0][0] for group in groups if group[0]], fixed)
    found = [Group(olds, news, bool(olds) and olds[0] not in kept) for olds, news in groups]
    for i in deleted:
        before = [at for at, group in enumerate(found) if group.old and not group.moved and group.old[-1] < i]
        found.insert(before[-1] + 1 if before else 0, Group((i,), ()))
    return found


def _heaviest_rise(numbers: Sequence[int], fixed: Collection[int]) -> set[int]:
    """The rising row of numbers that counts most: what kept its order; the rest has moved."""
    best: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        earlier = [(best[other], -other) for other in range(at) if numbers[other] < number]
        count, place = max(earlier, default=(0, 1))
        best.append(count + (_FIXED if number in fixed else 1))
        before.append(-place)
    kept: set[int] = set()
    at = max(range(len(best)), key=lambda found: best[found], default=-1)
    while at >= 0:
        kept.add(numbers[at])
        at = before[at]
    return kept
