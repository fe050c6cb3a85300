"""Which line of one draft is which line of the other: equal ones first, then those that are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lcdraft.diff.chains import heaviest_chain
from lcdraft.diff.hunks import equal_runs
from lcdraft.diff.likeness import Likeness
from lcdraft.diff.tokens import plain_key

__all__ = ["Item", "Pair", "align"]

_TITLE = 0.55
"""How alike two headings must be."""

_OTHER = 0.8
"""From here on a heading and a paragraph are one text that changed its style."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """How alike two texts must be: that follow a common one; that changed places in one section; that stand anywhere;
    and what is left of both drafts between the same lines. Only texts of more than ``movable`` words are looked for
    out of their order: short ones are like others by chance."""

    like: float
    near: float
    moved: float
    left: float
    movable: int


_TEXT = _Scale(0.34, 0.42, 0.55, 0.16, 8)
_ROWS = _Scale(0.5, 0.8, 0.8, 0.36, 2)
"""Rows of a table have few words, most of which others have too."""


@dataclass(frozen=True, slots=True)
class Item:
    """A text to be paired with another of the same ``kind``.

    An ``anchor`` is a heading: it is paired before what stands under it. Neighbours with one ``part`` above 0 are the
    rows of a table: the table is paired as a whole and its rows with those of its partner. ``level`` is that of a
    heading or list item, below 0 for another sort of text (a legal basis), of which only the same text is a partner.
    """

    text: str
    kind: str = ""
    anchor: bool = False
    part: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that are one, or one that has no partner.

    A ``moved`` one stands where the new draft has it; a second pair, ``moved`` too and without ``new``, stands where
    the old draft had it.
    """

    old: int | None
    new: int | None
    moved: bool = False


def align(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Pairs that cover both rows, in the order of the new one; what was removed stands behind what stood before it."""
    blocks, opposite = _blocks(old), _blocks(new)
    found = _matched([block.item for block in blocks], [block.item for block in opposite], _TEXT)
    pairs: list[tuple[int, int]] = []
    for i, j in found:
        one, other = blocks[i], opposite[j]
        if not one.is_table:
            pairs.append((one.start, other.start))
            continue
        rows = _matched(old[one.start : one.end], new[other.start : other.end], _ROWS)
        pairs += [(one.start + a, other.start + b) for a, b in rows]
    return list(_merged(pairs, old, new))


@dataclass(frozen=True, slots=True)
class _Block:
    """An item outside of tables, or all the rows of a table as one item."""

    item: Item
    start: int
    end: int
    is_table: bool


def _blocks(items: Sequence[Item]) -> list[_Block]:
    blocks: list[_Block] = []
    at = 0
    for part, group in groupby(items, key=lambda item: item.part):
        members = list(group)
        if part:
            item = Item("\n".join(member.text for member in members), f"{members[0].kind}s")
            blocks.append(_Block(item, at, at + len(members), True))
        else:
            blocks += [_Block(item, at + step, at + step + 1, False) for step, item in enumerate(members)]
        at += len(members)
    return blocks


def _matched(old: Sequence[Item], new: Sequence[Item], scale: _Scale) -> list[tuple[int, int]]:
    """The pairs of two rows; which row is called old makes no difference."""
    if [item.text for item in old] > [item.text for item in new]:
        return [(i, j) for j, i in _Matching(new, old, scale).pairs()]
    return _Matching(old, new, scale).pairs()


class _Matching:
    """Pairs found so far: ``kept`` are those that stand in the same order in both rows."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item], scale: _Scale) -> None:
        self._items = old, new
        self._scale = scale
        raw = {(item.kind, item.text) for item in old} & {(item.kind, item.text) for item in new}
        self._keys = tuple(
            [(item.kind, item.text if (item.kind, item.text) in raw else plain_key(item.text)) for item in row]
            for row in (old, new)
        )
        self._likeness = Likeness([item.text for item in old], [item.text for item in new])
        self._to_new: dict[int, int] = {}
        self._to_old: dict[int, int] = {}
        self._kept: list[tuple[int, int]] = []

    def pairs(self) -> list[tuple[int, int]]:
        self._by_text()
        if len(self._to_new) < len(self._items[0]) and len(self._to_old) < len(self._items[1]):
            self._likeness.prepare(self._free(0), self._free(1))
            self._by_title()
            self._by_likeness(self._scale.like)
            self._by_move()
            self._by_likeness(self._scale.left)
        return sorted(self._to_new.items())

    def _by_text(self) -> None:
        """Texts that occur once in both, then equal ones in order between them."""
        places = _places(self._keys[1])
        pairs = [
            (found[0], places[key][0], _weight(self._items[0][found[0]]))
            for key, found in _places(self._keys[0]).items()
            if len(found) == 1 == len(places.get(key, ()))
        ]
        self._keep(heaviest_chain(pairs))
        self._keep([pair for gap in self._gaps() for pair in self._in_order(*gap)])

    def _in_order(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int]]:
        one, other = [self._keys[0][i] for i in olds], [self._keys[1][j] for j in news]
        if not set(one).isdisjoint(other):
            for a, b, c, _ in equal_runs(one, other):
                yield from ((olds[a + at], news[c + at]) for at in range(b - a))

    def _by_title(self) -> None:
        titles = [
            ([i for i in olds if self._items[0][i].anchor], [j for j in news if self._items[1][j].anchor])
            for olds, news in self._gaps()
        ]
        self._keep([pair for olds, news in titles for pair in self._chain(olds, news, _TITLE)])

    def _by_likeness(self, least: float) -> None:
        self._keep([pair for gap in self._gaps() for pair in self._chain(*gap, least)])

    def _chain(self, olds: Sequence[int], news: Sequence[int], least: float) -> list[tuple[int, int]]:
        """The pairs of a gap that are alike enough, in order; squares, so that one good pair beats two poor ones."""
        return heaviest_chain((i, j, likeness**2) for i, j, likeness in self._alike(olds, news, least))

    def _alike(self, olds: Sequence[int], news: Sequence[int], least: float) -> Iterator[tuple[int, int, float]]:
        for i, j, likeness in self._likeness.candidates(olds, news):
            one, other = self._items[0][i], self._items[1][j]
            if one.kind != other.kind or (_sort(one) != _sort(other) and likeness < _OTHER):
                continue
            likeness -= 0.05 * (one.level != other.level)
            if likeness >= (max(least, _TITLE) if one.anchor else least):
                yield i, j, likeness

    def _by_move(self) -> None:
        """Equal texts anywhere, then texts that are very much alike, each with the neighbours that moved with it."""
        places = {key: found for key, found in _places(self._keys[1], self._free(1)).items() if len(found) == 1}
        for key, found in _places(self._keys[0], self._free(0)).items():
            if len(found) == 1 and key in places and self._likeness.size(0, found[0]) > 1:
                self._pair(found[0], places[key][0])
        for olds, news in self._sections():
            self._best_first(olds, news, self._scale.near)
        self._best_first(self._free(0), self._free(1), self._scale.moved)
        kept = set(self._kept)
        for i, j in [pair for pair in self._to_new.items() if pair not in kept]:
            self._extend(i, j)

    def _best_first(self, olds: Sequence[int], news: Sequence[int], least: float) -> None:
        """Pair what is alike, wherever it stands."""
        long = [at for at in olds if self._likeness.size(0, at) > self._scale.movable]
        opposite = [at for at in news if self._likeness.size(1, at) > self._scale.movable]
        for i, j, _ in sorted(self._alike(long, opposite, least), key=lambda found: (-found[2], found[:2])):
            self._pair(i, j)

    def _extend(self, i: int, j: int) -> None:
        for step in (-1, 1):
            a, b = i + step, j + step
            while 0 <= a < len(self._items[0]) and 0 <= b < len(self._items[1]):
                if a in self._to_new or b in self._to_old or not list(self._alike([a], [b], self._scale.like)):
                    break
                self._pair(a, b)
                a, b = a + step, b + step

    def _pair(self, i: int, j: int) -> None:
        if i not in self._to_new and j not in self._to_old:
            self._to_new[i], self._to_old[j] = j, i

    def _keep(self, pairs: Sequence[tuple[int, int]]) -> None:
        for i, j in pairs:
            self._pair(i, j)
        self._kept = sorted([*self._kept, *pairs])

    def _gaps(self) -> list[tuple[list[int], list[int]]]:
        """What is free in both rows between each two pairs that were kept."""
        return self._between(self._kept)

    def _sections(self) -> list[tuple[list[int], list[int]]]:
        """What is free in both rows between each two headings that were kept."""
        return self._between([(i, j) for i, j in self._kept if self._items[0][i].anchor and self._items[1][j].anchor])

    def _between(self, edges: Sequence[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
        gaps: list[tuple[list[int], list[int]]] = []
        a = b = 0
        for i, j in (*edges, (len(self._items[0]), len(self._items[1]))):
            olds = [at for at in range(a, i) if at not in self._to_new]
            news = [at for at in range(b, j) if at not in self._to_old]
            if olds and news:
                gaps.append((olds, news))
            a, b = i + 1, j + 1
        return gaps

    def _free(self, side: int) -> list[int]:
        taken = self._to_new if side == 0 else self._to_old
        return [at for at in range(len(self._items[side])) if at not in taken]


def _sort(item: Item) -> tuple[bool, bool]:
    return item.anchor, item.level < 0


def _weight(item: Item) -> float:
    return 1 + min(len(item.text), 400) / 50


def _places(keys: Sequence[tuple[str, str]], among: Iterable[int] | None = None) -> dict[tuple[str, str], list[int]]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in range(len(keys)) if among is None else among:
        places[keys[at]].append(at)
    return places


def _merged(pairs: Sequence[tuple[int, int]], old: Sequence[Item], new: Sequence[Item]) -> Iterator[Pair]:
    """Everything of both rows in reading order, with what kept its order and what moved told apart."""
    stays = heaviest_chain((i, j, _weight(old[i]) + _weight(new[j])) for i, j in pairs)
    moved = dict(set(pairs).difference(stays))
    origins = {j: i for i, j in moved.items()}
    for (i, j), (end, new_end) in pairwise([(-1, -1), *stays, (len(old), len(new))]):
        if i >= 0:
            yield Pair(i, j)
        yield from (Pair(at, None, at in moved) for at in range(i + 1, end))
        yield from (Pair(origins.get(at), at, at in origins) for at in range(j + 1, new_end))
