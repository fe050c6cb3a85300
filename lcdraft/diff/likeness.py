"""How alike two paragraphs are when figures and years may differ: by the words that few others have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log

from rapidfuzz.distance import Indel

from lcdraft.anchors import NOTE
from lcdraft.text import fold

__all__ = ["Likeness"]

_NOTE = re.compile(f"{NOTE[0]}[^{NOTE[0]}{NOTE[1]}]*{NOTE[1]}")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = 6
"""The words at the start of a paragraph, which name its subject."""

_SHORT = 12
"""Up to so many words the letters are looked at as well."""

_RARE, _COMMON, _NEAREST = 24, 24, 8
"""Candidates share one of so many of the rarest words, which at most so many texts have; the nearest are weighed."""


class Likeness:
    """Weighs pairs of two rows of texts; a text is taken apart when it is first asked for."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._texts = old, new
        self._features: tuple[dict[int, _Features], dict[int, _Features]] = ({}, {})
        self._counts: Counter[str] = Counter()
        self._rarity: dict[str, float] = {}

    def prepare(self, old: Iterable[int], new: Iterable[int]) -> None:
        """Take the texts apart that are still to be paired; how rare a word is, is judged among them."""
        for side, numbers in enumerate((old, new)):
            for at in numbers:
                if at not in self._features[side]:
                    found = self._features[side][at] = _Features(self._texts[side][at])
                    self._counts.update(found.words)
        total = sum(map(len, self._features))
        self._rarity = {word: log(1 + total / count) for word, count in self._counts.items()}
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
            return 0.0 if one.words or other.words else 0.2
        common = self._sum(one.words & other.words)
        alike = 2 * common / (one.total + other.total)
        if min(one.size, other.size) <= _SHORT:
            return max(alike, Indel.normalized_similarity(one.masked, other.masked, score_cutoff=0.6))
        opening = len(one.opening & other.opening) / max(len(one.opening), len(other.opening))
        held = common / min(one.total, other.total)
        return max(0.85 * alike + 0.15 * opening, 0.6 * held)

    def candidates(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """Pairs that may be one, with their likeness; all of them where there are few."""
        if len(old) * len(new) <= 1600:
            yield from ((i, j, self.of(i, j)) for i in old for j in new)
            return
        places: dict[str, list[int]] = defaultdict(list)
        for j in new:
            for word in self._features[1][j].words:
                places[word].append(j)
        for i in old:
            words = self._features[0][i].words
            known = sorted((len(places[word]), word) for word in words if word in places)[:_RARE]
            shared: Counter[int] = Counter()
            for count, word in known:
                if count <= _COMMON:
                    for j in places[word]:
                        shared[j] += 1
            yield from ((i, j, self.of(i, j)) for j, _ in shared.most_common(_NEAREST))

    def _sum(self, words: Iterable[str]) -> float:
        return sum(map(self._rarity.__getitem__, words))


class _Features:
    """A text without its notes: letters with figures masked, single words and pairs of neighbours."""

    __slots__ = ("masked", "opening", "size", "total", "words")

    def __init__(self, text: str) -> None:
        self.masked = _NUMBER.sub("0", fold(_NOTE.sub(" ", text)))
        found = _WORD.findall(self.masked)
        self.size = len(found)
        self.opening = frozenset(found[:_OPENING])
        self.words = frozenset(found).union(f"{one} {other}" for one, other in pairwise(found))
        self.total = 0.0
