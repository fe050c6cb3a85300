"""Proof that a redline says what it should: accepted it is the new draft, rejected the old one.

Looked at twice, in two ways: the XML of the redline with all changes carried out has the paragraphs, notes and
tables of the draft, look for look; and the reader of documents reads the same document from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from lcdraft.diff.redline.content import Content
from lcdraft.diff.redline.side import Side, paragraph_shape
from lcdraft.diff.redline.xml import BLOCKS
from lcdraft.wordml import W, val

__all__ = ["Difference", "differences", "fingerprint"]

Line = tuple[str, object, object]
"""Place and text of a paragraph, its looks, its notes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph that is not as it should be; ``text`` says that its words are concerned, not only its look."""

    wanted: str
    found: str
    text: bool


def fingerprint(side: Side) -> list[Line]:
    """Everything of a draft that a redline must give back, one entry a paragraph."""
    return list(_lines(side, side.body, "main", ""))


def differences(wanted: list[Line], found: list[Line]) -> list[Difference]:
    """Where two drafts are not the same."""
    if wanted == found:
        return []
    nothing: Line = ("", None, None)
    return [
        Difference(left[0], right[0], (left[0], left[2]) != (right[0], right[2]))
        for left, right in zip_longest(wanted, found, fillvalue=nothing)
        if left != right
    ]


def _lines(side: Side, container: etree._Element, root: str, place: str) -> Iterator[Line]:
    for child in container:
        if child.tag not in BLOCKS:
            continue
        if child.tag == f"{W}tbl":
            for row_at, row in enumerate(child.iterchildren(f"{W}tr"), 1):
                for cell_at, cell in enumerate(row.iterchildren(f"{W}tc"), 1):
                    span = val(cell.find(f"{W}tcPr/{W}gridSpan"))
                    yield from _lines(side, cell, root, f"{place}{row_at}.{cell_at}.{span} ")
            yield f"{place}/", None, None
            continue
        content = side.content(child, root)
        looks = (paragraph_shape(child.find(f"{W}pPr")), content.looks())
        yield f"{place}|{content.text}", looks, _notes(side, content)


def _notes(side: Side, content: Content) -> list[object]:
    found: list[object] = []
    for _, atom in content.notes():
        note = side.notes[atom.note].get(atom.elements[0].get(f"{W}id", ""))
        lines = [] if note is None else list(_lines(side, note, atom.note, ""))
        found.append([(text, notes) for text, _, notes in lines])
    return found
