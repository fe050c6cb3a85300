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

COMMON_UP_TO = 100
"""Whole numbers up to it are too common: the name of the indicator must stand near them."""

MOST = 3
"""Expressions that are offered for one number."""

NEAR = 90
"""Characters before and after a number in which the name of its indicator is looked for."""

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\w/]|[.,-]\d)")
_WORD = re.compile(r"\w+")
_COMMON = frozenset(["số", "tổng", "tỷ", "lệ", "của", "và", "các", "được", "có", "trên", "địa", "bàn", "theo", "là"])


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
        entries = [entry for entry in known.get(value, ()) if _unit_end(literal, number.end(), entry.indicator)]
        if not entries:
            continue
        around = fold(literal[max(0, number.start() - NEAR) : number.end() + NEAR])
        likely = [entry for entry in entries if _is_named(entry.indicator, around)]
        if not likely and value == value.to_integral_value() and value <= COMMON_UP_TO:
            continue
        chosen = likely or entries
        end = max(_unit_end(literal, number.end(), entry.indicator) for entry in chosen)
        words = " ".join(text[number.start() : end].split())
        yield TypedFigure(number.start(), words, tuple(entry.expression for entry in chosen[:MOST]))


def _unit_end(text: str, start: int, indicator: Indicator) -> int:
    """Where the unit of an indicator ends if it stands at ``start``, else 0."""
    words = r"\s+".join(map(re.escape, indicator.unit.split()))
    found = re.compile(rf"\s*{words}(?!\w)", re.IGNORECASE).match(text, start) if words else None
    return found.end() if found is not None else 0


def _is_named(indicator: Indicator, around: str) -> bool:
    """Whether most of the words of the indicator's name, or of its short name, stand around the number."""
    unit = set(_WORD.findall(fold(indicator.unit)))
    near = set(_WORD.findall(around))
    for name in (indicator.name, indicator.short_name):
        words = set(_WORD.findall(fold(name))) - _COMMON - unit
        if words and len(words & near) * 3 >= len(words) * 2:
            return True
    return False
