"""The private-use characters that carry computed text through a template and Markdown unread.

A phrase leaves a fence in the text, the number of its span between two marks; the parser puts the span
back. Data files are refused if they hold such characters, so no text can forge one.
"""

from __future__ import annotations

import re

__all__ = [
    "ABSENT",
    "FENCE",
    "FENCE_OPEN",
    "MARKS",
    "MARK_CLOSE",
    "MARK_OPEN",
    "STRAY",
    "fence_span",
    "fenced_number",
    "mark_lines",
]

FENCE_OPEN, _CLOSE, _ZERO = "\ue000", "\ue001", 0xE010
ABSENT = "\ue002"
"""Stands for a phrase that cannot be said; vanishes together with the separator before it."""

MARK_OPEN, MARK_CLOSE = "\ue003", "\ue004"
"""Around text that nobody has reviewed yet, where a rendering is to show it."""

FENCE = re.compile(r"\ue000([\ue010-\ue019]+)\ue001")
STRAY = re.compile(r"[\ue000-\uf8ff]")
"""Any private-use character: one that is no fence has no business in a text."""

_TO_PRIVATE = {ord(str(digit)): chr(_ZERO + digit) for digit in range(10)}
_TO_PLAIN = {_ZERO + digit: str(digit) for digit in range(10)}


MARKS = re.compile(r"([\ue003\ue004])")
# What opens a line in Markdown (list, bold, cell) stays outside of the mark, and so does what closes it; and what takes
# no blank before it.
_LINE = re.compile(
    r"((?:[ \t]*(?:[-+*]|\d{1,9}[.)]|#{1,6})(?:[ \t]+|\Z))*[ \t]*[*_]*[ \t]*[,.;:)%]*)"
    r"(.*?)"
    r"((?:[ \t]*(?<!\\)[*_]+)?(?:(?<!\\)\\)?[ \t]*)"
)


def mark_lines(text: str) -> str:
    """The text with every line (every cell of a table) between marks.

    >>> mark_lines("- Một **hai**") == f"- {MARK_OPEN}Một **hai{MARK_CLOSE}**"
    True
    """
    return "\n".join(_marked_row(line) if "|" in line else _marked(line) for line in text.split("\n"))


def _marked(text: str) -> str:
    opening, body, closing = _LINE.fullmatch(text).groups()  # type: ignore[union-attr]
    # Signs alone (an empty item, a rule) mean something as a line, and show nothing that could be marked.
    wordy = any(char.isalnum() or char == FENCE_OPEN for char in body)
    return f"{opening}{MARK_OPEN}{body}{MARK_CLOSE}{closing}" if wordy else text


def _marked_row(row: str) -> str:
    cells = re.split(r"(?<!\\)\|", row)
    return "|".join(map(_marked, cells))


def fence_span(index: int) -> str:
    """The fence that stands for the span with this number."""
    return f"{FENCE_OPEN}{str(index).translate(_TO_PRIVATE)}{_CLOSE}"


def fenced_number(digits: str) -> int:
    """The number that `FENCE` caught between the marks.

    >>> fenced_number(FENCE.fullmatch(fence_span(407))[1])
    407
    """
    return int(digits.translate(_TO_PLAIN))
