"""The numbers that the program prints before headings and list items.

A template names one scheme per heading level (``danh_so: [phan, la-ma, so, chu]``), and a heading may name
another for itself; counters start again under each parent. List items count through a section, over
interruptions, until the next heading.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LETTERS", "SCHEMES", "HeadingCounter", "Numbering", "NumberingError", "roman"]

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Vietnamese letters in the order in which a decree letters its points (no ă â ê ô ơ ư, no f j w z)."""

SCHEMES = ("phan", "phan-chu", "chu-hoa", "la-ma", "so", "thap-phan", "chu")
"""Phần I · Phần thứ nhất · A. · I. · 1. · 1.1. · a)"""

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_DECIMAL = ("so", "thap-phan")


class NumberingError(ValueError):
    """A number that the scheme cannot print; the message is for the clerk."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a report numbers: ``levels`` holds one scheme per heading level, ``item`` the form of a numbered item."""

    levels: tuple[str, ...] = ("phan", "la-ma", "so", "chu")
    item: str = "({n})."

    def __post_init__(self) -> None:
        unknown = [scheme for scheme in self.levels if scheme not in SCHEMES]
        if unknown:
            raise NumberingError(f'không có cách đánh số "{unknown[0]}"; các cách có: {", ".join(SCHEMES)}')
        if "{n}" not in self.item:
            raise NumberingError(f'cách đánh số mục "{self.item}" phải có {{n}} ở chỗ của số')

    def item_marker(self, number: int) -> str:
        """The printed marker of a numbered item: ``Numbering().item_marker(3) == "(3)."``."""
        return self.item.replace("{n}", str(number))


class HeadingCounter:
    """Counts the headings of one document.

    >>> counter = HeadingCounter(Numbering(("la-ma", "so", "thap-phan")))
    >>> [counter.next(level) for level in (1, 2, 3, 3, 2, 1, 2)]
    ['I.', '1.', '1.1.', '1.2.', '2.', 'II.', '1.']
    """

    def __init__(self, numbering: Numbering) -> None:
        self._levels = numbering.levels
        self._counts: list[int] = []
        self._schemes: list[str] = []

    @property
    def depth(self) -> int:
        """The level of the last heading, 0 before the first."""
        return len(self._counts)

    def next(self, level: int, scheme: str = "") -> str:
        """The printed number of the next heading of this level, which is at most one below the last.

        ``scheme`` is used instead of that of the level, as in a chapter that counts 2.1. where others count a).

        >>> counter = HeadingCounter(Numbering(("la-ma", "so", "chu")))
        >>> [counter.next(1), counter.next(2), counter.next(3, "thap-phan"), counter.next(3, "thap-phan")]
        ['I.', '1.', '1.1.', '1.2.']

        Raises:
            NumberingError: for a level without a scheme, an unknown scheme, a scheme that changes between
                neighbours, or a number that the scheme does not have.
        """
        scheme = scheme or (self._levels[level - 1] if level <= len(self._levels) else "")
        if not scheme:
            raise NumberingError(f"đề mục ở cấp {level}, nhưng danh_so của mẫu chỉ khai {len(self._levels)} cấp")
        if scheme not in SCHEMES:
            raise NumberingError(f'không có cách đánh số "{scheme}"; các cách có: {", ".join(SCHEMES)}')
        del self._counts[level:]
        del self._schemes[level:]
        if len(self._counts) < level:
            self._counts.append(1)
            self._schemes.append(scheme)
        elif self._schemes[-1] != scheme:
            raise NumberingError(
                f'đánh số kiểu "{scheme}", nhưng mục cùng cấp ở trên đánh số kiểu "{self._schemes[-1]}"'
            )
        else:
            self._counts[-1] += 1
        return self._label(level)

    def _label(self, level: int) -> str:
        number = self._counts[level - 1]
        match self._schemes[level - 1]:
            case "phan":
                return f"Phần {roman(number)}"
            case "phan-chu":
                return f"Phần thứ {_ordinal(number)}"
            case "chu-hoa":
                return f"{_letter(number).upper()}."
            case "la-ma":
                return f"{roman(number)}."
            case "so":
                return f"{number}."
            case "thap-phan":
                return "".join(f"{count}." for count in self._decimal_counts(level))
            case _:
                return f"{_letter(number)})"

    def _decimal_counts(self, level: int) -> list[int]:
        first = level - 1
        while first > 0 and self._schemes[first] == "thap-phan" and self._schemes[first - 1] in _DECIMAL:
            first -= 1
        return self._counts[first:level]


def roman(number: int) -> str:
    """The number in Roman digits: ``roman(4) == "IV"``."""
    text = ""
    for value, digits in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += digits * (number // value)
        number %= value
    return text


def _ordinal(number: int) -> str:
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    if number >= 20:
        raise NumberingError(f"phần thứ {number}: chỉ đánh số bằng chữ đến phần thứ mười chín")
    unit = {1: "một", 4: "bốn", 5: "lăm"}.get(number - 10) or _ORDINALS[number - 11]
    return f"mười {unit}"


def _letter(number: int) -> str:
    if number > len(LETTERS):
        raise NumberingError(f"mục thứ {number}: sau chữ {LETTERS[-1]} không còn chữ cái nào để đánh số")
    return LETTERS[number - 1]
