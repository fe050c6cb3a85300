"""Figures of a finished document that look like the value of an indicator. They are proposed, never taken."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from rapidfuzz import fuzz

from lcdraft.dataset import Indicator
from lcdraft.numbers import NumberError, parse_number
from lcdraft.successor.sources import Proposal
from lcdraft.text import fold

__all__ = ["Recognizer"]

NEAR = 110
"""Characters before a number in which the name of its indicator is looked for."""

CERTAIN = 92
"""How much of a name must stand before the number, of 100; spelling and a word or two may differ."""

BEHIND = 60
"""Characters behind it in which the words of a name may go on: ``166 hộ nghèo``."""

WHOLE = 0.9
"""The share of a name's words, by what they tell, that must stand around a number."""

TELLING = 5.0
"""So much these words must tell: one word that many names have is not enough."""

FEWEST_LETTERS = 5
"""Shorter names stand in too many places to be looked for."""

_VALUE = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\w/]|[.,-]\d)")
_CLAUSE = re.compile(r"[;:.]\s|\^\[|\\?[\[\]()]")
_CLAUSE_AFTER = re.compile(r"[;:.,(]\s?|\^\[|\\?[\[\]()]|\s+(?:và|với|trong đó|gồm)\s")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(["số", "tổng", "của", "và", "các", "được", "có", "trên", "theo", "là", "đã", "về", "do", "cho"])
_CHANGE = re.compile(
    r"(?:tăng|giảm|vượt|thấp hơn|cao hơn|kế hoạch|kh)(?: thêm| thấp| là| năm \d{4})*\s*$", re.IGNORECASE
)
"""Before these stands no value of its own but a change, or the plan."""


class _Name(NamedTuple):
    text: str
    words: frozenset[str]
    indicator: Indicator


class _Number(NamedTuple):
    """A number with its unit, and what the clause says before and after it, from the number before to the next."""

    start: int
    end: int
    unit: str
    before: str
    after: str


class Recognizer:
    """Finds the values of a catalogue's indicators in sentences."""

    def __init__(self, catalogue: Mapping[str, Indicator]) -> None:
        self._by_unit: dict[str, list[_Name]] = {}
        for indicator in catalogue.values():
            unit = fold(indicator.unit)
            for name in dict.fromkeys(fold(name) for name in (indicator.name, indicator.short_name)):
                words = frozenset(_WORD.findall(name)) - frozenset(_WORD.findall(unit)) - _COMMON
                if len(name) >= FEWEST_LETTERS and words:
                    self._by_unit.setdefault(unit, []).append(_Name(name, words, indicator))
        numbers = Counter(word for names in self._by_unit.values() for name in names for word in name.words)
        total = sum(map(len, self._by_unit.values())) or 1
        self._rarity = {word: math.log(1 + total / number) for word, number in numbers.items()}
        units = sorted((unit for unit in self._by_unit if unit), key=len, reverse=True)
        forms = "|".join(r"\s+".join(map(re.escape, unit.split())) for unit in units)
        self._unit = re.compile(rf"\s?({forms})(?!\w)")

    def values_in(self, sentence: str, block: int) -> Iterator[tuple[str, Proposal]]:
        """The indicators whose name stands at a number in their unit, each with the number as printed.

        ``block`` says which block of the document the sentence stands in. A number is the value of one indicator at
        most, and an indicator has one value in a sentence.
        """
        seen: set[str] = set()
        for number in self._numbers(sentence):
            key = self._named(number, seen)
            if key:
                seen.add(key)
                yield key, Proposal(sentence[number.start : number.end], block, _excerpt(sentence, number))

    def _numbers(self, sentence: str) -> Iterator[_Number]:
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in sentence)
        # a number without a unit is part of a label ("6 tháng đầu năm 2025") or of n/N: it parts no names
        found = [
            (match, unit)
            for match in _VALUE.finditer(sentence)
            if (unit := self._unit.match(lowered, match.end())) is not None and _is_number(match[1])
        ]
        begin = 0
        for (match, unit), following in zip_longest(found, found[1:]):
            before = sentence[max(begin, match.start() - NEAR) : match.start()]
            after = sentence[
                unit.end() : min(following[0].start() if following else len(sentence), unit.end() + BEHIND)
            ]
            ends = [stop.end() for stop in _CLAUSE.finditer(before)]
            stop = _CLAUSE_AFTER.search(after)
            yield _Number(
                match.start(),
                unit.end(),
                fold(unit[1]),
                before[ends[-1] :] if ends else before,
                after[: stop.start()] if stop else after,
            )
            begin = unit.end()

    def _named(self, number: _Number, seen: set[str]) -> str:
        """The indicator whose name stands right before a number, or else whose words stand around it."""
        if _CHANGE.search(number.before):
            return ""
        names = [name for name in self._by_unit[number.unit] if name.indicator.id not in seen]
        before = fold(number.before)
        rated = [
            (len(name.text) * score, name.indicator.id)
            for name in names
            if len(name.text) <= len(before) + 2
            and (score := fuzz.partial_ratio(name.text, before, score_cutoff=CERTAIN)) >= CERTAIN
        ]
        around = Counter(_WORD.findall(f"{before} {fold(number.after)}"))
        rated = rated or [
            (weight, name.indicator.id) for name in names if (weight := self._weight(name.words, around)) > 0
        ]
        return max(rated, default=(0.0, ""))[1]

    def _weight(self, words: frozenset[str], around: Mapping[str, int]) -> float:
        """How much the words of a name tell, where nearly all of them stand around; else 0."""
        whole = sum(self._rarity[word] for word in words)
        there = sum(self._rarity[word] for word in words if word in around)
        return there if there >= WHOLE * whole and there >= TELLING else 0.0


def _excerpt(sentence: str, number: _Number) -> str:
    before = sentence[max(0, number.start - 60) : number.start]
    before = before if number.start <= 60 else f"…{before.partition(' ')[2]}"
    return " ".join(f"{before}{sentence[number.start : number.end]}".split())


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except NumberError:
        return False
    return True
