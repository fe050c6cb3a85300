"""A text as the rules compare it: lower case, NFC, one placement of tone marks, Jinja blotted out.

Every character of the view stands for one letter of the text with its marks, so that a place in the
view is a place in the text, whatever normal form the text has.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["BLOT", "View", "make_view"]

BLOT = "\ufffc"
"""Stands for every character of a Jinja expression."""

_HARD_BREAK = re.compile(r"\n(?= *(?:\n|\Z|[-*+>] |#|\d{1,2}[.)] ))|(?<=\n) *\n")
_QUOTATION = re.compile(r"“[^“”\n]*”|«[^«»\n]*»|\"[^\"\n]*\"")
_DASHES = str.maketrans("–—‑−", "----")
_OLD_TONE = re.compile(r"o[àáảãạèéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)|(?<=q)úy(?!\w)|(?<=qu)í(?!\w)|(?<=\bk)ì(?!\w)")
_NEW_TONE = {
    **{f"o{old}": f"{new}a" for old, new in zip("àáảãạ", "òóỏõọ", strict=True)},
    **{f"o{old}": f"{new}e" for old, new in zip("èéẻẽẹ", "òóỏõọ", strict=True)},
    **{f"u{old}": f"{new}y" for old, new in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)},
    "úy": "uý",
    "í": "ý",
    "ì": "ỳ",
}
_JINJA_OPEN = re.compile(r"\{[{%#]")
_JINJA_END = {
    "{{": re.compile(r"\"[^\"]*\"|'[^']*'|\}\}"),
    "{%": re.compile(r"\"[^\"]*\"|'[^']*'|%\}"),
    "{#": re.compile(r"#\}"),
}


@dataclass(frozen=True, slots=True)
class View:
    """``plain`` is compared, ``shown`` keeps capitals, ``bare`` is ``plain`` with its Jinja; all are of one length.

    In all three a line break within a paragraph is a blank, one between paragraphs or list items is a line break.
    ``starts`` gives the place in the text of each character and of the end.
    """

    text: str
    plain: str
    shown: str
    bare: str
    starts: tuple[int, ...]
    expressions: tuple[tuple[int, int], ...]
    quotations: tuple[tuple[int, int], ...]

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether this part of the view stands in quotation marks that are closed in their paragraph."""
        index = bisect(self.quotations, (start, start))
        return index > 0 and end <= self.quotations[index - 1][1]

    def raw(self, start: int, end: int) -> str:
        """What stands in the text between two places of the view."""
        return self.text[self.starts[start] : self.starts[end]]


def make_view(text: str) -> View:
    """The view of a text of any normal form and any white space.

    >>> make_view("Luỹ  kế {{ x }}").plain.replace(BLOT, "*")
    'lũy  kế *******'
    """
    starts = tuple(_cluster_starts(text))
    shown = _breaks("".join(_one(text[a:b]) for a, b in pairwise(starts)))
    bare = _OLD_TONE.sub(lambda m: _NEW_TONE[m[0]], "".join(map(_lower, shown)))
    expressions = tuple(_expressions(shown))
    plain = bare
    for start, end in expressions:
        plain = plain[:start] + BLOT * (end - start) + plain[end:]
    quotations = tuple(match.span() for match in _QUOTATION.finditer(plain))
    return View(text, plain, shown, bare, starts, expressions, quotations)


def _cluster_starts(text: str) -> Iterator[int]:
    """Where each letter with its marks begins, and the end of the text."""
    for index, char in enumerate(text):
        if index == 0 or not unicodedata.combining(char):
            yield index
    yield len(text)


def _one(cluster: str) -> str:
    """One character for a letter with its marks."""
    if cluster.isascii():
        return " " if cluster in "\t\r\v\f" else cluster
    composed = unicodedata.normalize("NFC", cluster)[0].translate(_DASHES)
    return " " if composed.isspace() else composed


def _lower(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


def _breaks(shown: str) -> str:
    """Line breaks only where a paragraph or a list item ends."""
    marked = _HARD_BREAK.sub(lambda m: "\0" * len(m[0]), shown.replace("\0", " "))
    return marked.replace("\n", " ").replace("\0", "\n")


def _expressions(text: str) -> Iterator[tuple[int, int]]:
    """Where Jinja stands; one that is never closed reaches to the end, so that nothing in it is touched."""
    position = 0
    while opening := _JINJA_OPEN.search(text, position):
        marks = _JINJA_END[opening[0]].finditer(text, opening.end())
        closing = next((mark for mark in marks if mark[0][0] not in "\"'"), None)
        position = closing.end() if closing else len(text)
        yield opening.start(), position
