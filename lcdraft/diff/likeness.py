"""How alike two paragraphs are when figures and years may differ: by the words that few others have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log

from rapidfuzz.distance import Indel

from lcdraft.anchors import NOTE
from lcdraft.diff.model import CELL
from lcdraft.text import fold

__all__ = ["Likeness"]

_NOTE = re.compile(f"{NOTE[0]}[^{NOTE[0]}{NOTE[1]}]*{NOTE[1]}")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = 6
"""The words at the start of a paragraph, which name its subject."""

_SHORT = 12
"""Up to so many words the letters are looked at as well."""

_HEAD = 3
"""Cells at the start of a row that say what it is about: ordinal, name, unit."""

_WORDLESS = 0.4
"""How alike texts are in which there is nothing but figures."""

_FEW = 1600
_RARE, _COMMON, _NEAREST = 24, 24, 12
"""Where there are more pairs than few, candidates share one of so many of the rarest words, which at most so many
texts have; the nearest are weighed."""


class Likeness:
    """Weighs pairs of two rows of texts; `prepare` says which of them are to be weighed."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._texts = old, new
        self._features: tuple[dict[int, _Features], dict[int, _Features]] = ({}, {})
        self._rarity: dict[str, int] = {}
        self._nearest: dict[int, list[tuple[int, float]]] | None = None

    def prepare(self, old: Iterable[int], new: Iterable[int]) -> None:
        """Take the texts apart that are to be paired; how rare a word is, is judged among them."""
        counts: Counter[str] = Counter()
        for side, numbers in enumerate((old, new)):
            for at in numbers:
                found = self._features[side][at] = _Features(self._texts[side][at])
                counts.update(found.words)
        total = sum(map(len, self._features))
        # Whole numbers, whose sum does not depend on the order of a set: the same drafts pair alike in every run.
        rarities = {count: round(1000 * log(1 + total / count)) for count in set(counts.values())}
        self._rarity = {word: rarities[count] for word, count in counts.items()}
        for features in self._features:
            for found in features.values():
                found.total = self._sum(found.words)

    def size(self, side: int, at: int) -> int:
        """The number of words of a text, notes left out."""
        return self._features[side][at].size

    def of(self, i: int, j: int) -> float:
        """From 0, nothing in common, to 1: the same but for figures and notes."""
        one, other = self._features[0][i], self._features[1][j]
        if one.masked == other.masked:
            return 1.0
        if not one.words or not other.words:
            return 0.0 if one.words or other.words else _WORDLESS
        common = self._sum(one.words & other.words)
        alike = 2 * common / (one.total + other.total)
        if one.is_row or other.is_row:
            return alike
        if min(one.size, other.size) <= _SHORT:
            return max(alike, Indel.normalized_similarity(one.masked, other.masked, score_cutoff=0.6))
        opening = len(one.opening & other.opening) / max(len(one.opening), len(other.opening))
        held = common / min(one.total, other.total)
        return max(0.85 * alike + 0.15 * opening, 0.6 * held)

    def candidates(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """Pairs that may be one, with their likeness; all of them where there are few, else those that share words."""
        if len(old) * len(new) <= _FEW:
            yield from ((i, j, self.of(i, j)) for i in old for j in new)
            return
        if self._nearest is None:
            self._nearest = dict(self._find_nearest())
        wanted = set(new)
        for i in old:
            yield from ((i, j, likeness) for j, likeness in self._nearest.get(i, ()) if j in wanted)

    def _find_nearest(self) -> Iterator[tuple[int, list[tuple[int, float]]]]:
        """For each old text the new ones that have most of its rare words, wherever they stand."""
        places: dict[str, list[int]] = defaultdict(list)
        for j, features in self._features[1].items():
            for word in features.words:
                places[word].append(j)
        common = {word for word, found in places.items() if len(found) > _COMMON}
        for i, features in self._features[0].items():
            words = sorted(
                (len(places[word]), word) for word in features.words if word in places and word not in common
            )
            shared = Counter(j for _, word in words[:_RARE] for j in places[word])
            nearest = sorted(shared.items(), key=lambda found: (-found[1], found[0]))[:_NEAREST]
            yield i, [(j, self.of(i, j)) for j, _ in nearest]

    def _sum(self, words: Iterable[str]) -> int:
        return sum(map(self._rarity.__getitem__, words))


class _Features:
    """A text without its notes: letters with figures masked, single words and pairs of neighbours.

    Of a table row only the first cells count: what follows is figures and remarks on them.
    """

    __slots__ = ("is_row", "masked", "opening", "size", "total", "words")

    def __init__(self, text: str) -> None:
        self.is_row = CELL in text
        self.masked = _NUMBER.sub("0", fold(_NOTE.sub(" ", CELL.join(text.split(CELL)[:_HEAD]))))
        found = _WORD.findall(self.masked)
        self.size = len(found)
        self.opening = frozenset(found[:_OPENING])
        self.words = frozenset(found).union(f"{one} {other}" for one, other in pairwise(found))
        self.total = 0
