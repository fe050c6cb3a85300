"""Figures that were typed into a narrative by hand and look like the value of an indicator.

A number that the data file holds too is printed twice and kept once: the next period changes one of them. So it is
pointed out together with the expression to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from lcdraft.dataset import Figures, Indicator
from lcdraft.numbers import NumberError, parse_number
from lcdraft.text import fold

__all__ = ["TypedFigure", "Values", "known_values", "typed_figures"]

PLAIN_BELOW = 100
"""Whole numbers below are too common: the name of the indicator must stand near them."""

NEAR = 90
"""Characters before and after a number in which the name of its indicator is looked for."""

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\w/]|[.,-]\d)")
_WORD = re.compile(r"\w+")
_COMMON = frozenset("số tổng tỷ lệ của và các được có trên địa bàn theo là".split())


class Values(NamedTuple):
    """An indicator with one of its values and the expression that prints it."""

    indicator: Indicator
    expression: str


class TypedFigure(NamedTuple):
    """A number in a text (``start`` counts characters), as typed with its unit, and what may be written instead."""

    start: int
    words: str
    instead: tuple[str, ...]


def known_values(figures: Figures | None, catalogue: Mapping[str, Indicator]) -> dict[Decimal, list[Values]]:
    """Every value of a period, and the indicators that have it."""
    found: dict[Decimal, list[Values]] = {}
    for key, figure in (figures.by_indicator if figures is not None else {}).items():
        for estimate, way in ((figure.main, ""), (figure.single, ".trong_ky"), (figure.full_year, ".ca_nam")):
            if estimate is not None and estimate.amount is not None:
                entry = Values(catalogue[key], f"{{{{ {key}{way}.gia_tri }}}}")
                found.setdefault(estimate.amount.value, []).append(entry)
    return found


def typed_figures(text: str, known: Mapping[Decimal, Iterable[Values]]) -> Iterator[TypedFigure]:
    """The numbers of a text, outside of its expressions, that are values of an indicator in the same unit."""
    literal = _EXPRESSION.sub(lambda found: " " * len(found[0]), text)
    for number in _NUMBER.finditer(literal):
        try:
            value = parse_number(number[1])
        except NumberError:
            continue
        entries = [entry for entry in known.get(value, ()) if _unit_follows(literal, number.end(), entry.indicator)]
        if not entries:
            continue
        around = fold(literal[max(0, number.start() - NEAR) : number.end() + NEAR])
        likely = [entry for entry in entries if _is_named(entry.indicator, around)]
        if not likely and (value == value.to_integral_value() and value < PLAIN_BELOW):
            continue
        chosen = likely or entries
        unit = chosen[0].indicator.unit
        glue = "" if unit in ("%", "‰") else " "
        yield TypedFigure(number.start(), f"{number[1]}{glue}{unit}", tuple(entry.expression for entry in chosen))


def _unit_follows(text: str, end: int, indicator: Indicator) -> bool:
    unit = fold(indicator.unit)
    after = fold(text[end : end + len(indicator.unit) + 8])
    following = after[len(unit) : len(unit) + 1]
    return bool(unit) and after.startswith(unit) and not following.isalnum()


def _is_named(indicator: Indicator, around: str) -> bool:
    """Whether most of the words of the indicator's name, or of its short name, stand around the number."""
    unit = set(_WORD.findall(fold(indicator.unit)))
    near = set(_WORD.findall(around))
    for name in (indicator.name, indicator.short_name):
        words = set(_WORD.findall(fold(name))) - _COMMON - unit
        if words and len(words & near) * 3 >= len(words) * 2:
            return True
    return False
