"""Who changed what and when: the elements that mark a change, numbered through the whole file."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from lxml import etree

from lcdraft.diff.redline.xml import element
from lcdraft.wordml import W

__all__ = ["Mark", "Stamps", "base_properties", "paragraph_properties"]

_IDS = tuple(f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd"))
_BEHIND_LOOK = (f"{W}sectPr", f"{W}pPrChange")


class Mark(StrEnum):
    """What a stretch of text is in a redline; the values are the names of the elements that mark it."""

    KEPT = ""
    ADDED = "ins"
    REMOVED = "del"
    MOVED_TO = "moveTo"
    MOVED_FROM = "moveFrom"

    @property
    def goes(self) -> bool:
        """Whether accepting takes the text away."""
        return self in (Mark.REMOVED, Mark.MOVED_FROM)


class Stamps:
    """Makes elements that carry author, date and a number of their own; the same calls give the same numbers."""

    def __init__(self, author: str, date: datetime, roots: Iterable[etree._Element]) -> None:
        moment = date.astimezone(UTC) if date.tzinfo is not None else date
        self._author = "".join(char for char in author if char.isprintable())
        self._date, self._later = (
            (moment + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ") for minutes in (0, 2)
        )
        self._used = {mark.get(f"{W}id", "") for root in roots for mark in root.iter(*_IDS)}
        self._last = 0

    def number(self) -> str:
        """A number that no mark of the file has."""
        self._last += 1
        while str(self._last) in self._used:
            self._last += 1
        return str(self._last)

    def mark(self, name: str) -> etree._Element:
        """An element that marks a change: ``ins``, ``del``, ``rPrChange``."""
        return element(name, {"id": self.number(), "author": self._author, "date": self._date})

    def is_later(self, mark: etree._Element) -> bool:
        """Whether a mark was made later than the others."""
        return mark.get(f"{W}date") == self._later

    def make_later(self, mark: etree._Element) -> None:
        """Let a mark be made later than the others."""
        mark.set(f"{W}date", self._later)

    def move_range(self, mark: Mark, name: str) -> tuple[etree._Element, etree._Element]:
        """The two ends of the range in which a moved block stands."""
        start = self.mark(f"{mark}RangeStart")
        start.set(f"{W}name", name)
        return start, element(f"{mark}RangeEnd", {"id": start.get(f"{W}id", "")})

    def end_of_paragraph(self, properties: etree._Element, mark: Mark) -> None:
        """Say that the end of the paragraph was added, removed or moved."""
        look = properties.find(f"{W}rPr")
        if look is None:
            look = element("rPr")
            behind = next((child for child in properties if child.tag in _BEHIND_LOOK), None)
            if behind is None:
                properties.append(look)
            else:
                behind.addprevious(look)
        look.insert(0, self.mark(mark))

    def change(self, present: etree._Element, former: etree._Element | None, name: str) -> None:
        """Note the former properties (of ``name``: ``rPr``, ``tcPr``) inside the present ones."""
        note = self.mark(f"{name}Change")
        inside = element(name)
        inside.extend(deepcopy(child) for child in (() if former is None else former))
        note.append(inside)
        present.append(note)


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """The properties of a paragraph, made where it has none."""
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = element("pPr")
        paragraph.insert(0, found)
    return found


def base_properties(properties: etree._Element | None) -> etree._Element:
    """A copy of what a paragraph's properties say of the paragraph itself, not of its end or its section."""
    found = element("pPr")
    for child in () if properties is None else properties:
        if child.tag not in (f"{W}rPr", *_BEHIND_LOOK):
            found.append(deepcopy(child))
    return found
