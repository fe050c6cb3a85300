"""Sections of pages: another size or margin is a tracked change, a removed section has the headers of the new draft."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from lcdraft.diff.redline.stamps import Stamps
from lcdraft.diff.redline.xml import properties_shape
from lcdraft.wordml import W

__all__ = ["merge_section", "removed_section"]

_REFERENCES = (f"{W}headerReference", f"{W}footerReference")
_UNSEEN = frozenset((*_REFERENCES, f"{W}sectPrChange"))


def merge_section(old: etree._Element | None, new: etree._Element | None, stamps: Stamps) -> None:
    """Note what the pages of a section were like in the old draft, where that differs."""
    if new is None or old is None or properties_shape(old, _UNSEEN) == properties_shape(new, _UNSEEN):
        return
    former = deepcopy(old)
    for reference in [child for child in former if child.tag in _UNSEEN]:
        former.remove(reference)
    stamps.change(new, former, "sectPr")


def removed_section(section: etree._Element, present: etree._Element | None) -> None:
    """A section that only the old draft has, with the headers and footers that the new draft has."""
    for reference in [child for child in section if child.tag in _UNSEEN]:
        section.remove(reference)
    references = [] if present is None else [child for child in present if child.tag in _REFERENCES]
    for at, reference in enumerate(references):
        section.insert(at, deepcopy(reference))
