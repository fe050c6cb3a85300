"""Tracked changes of a Word document, undone: the text as if everybody had rejected them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lcdraft.wordml import W

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["PENDING", "has_changes", "reject_changes"]

PENDING = "lcdraft-pending"
"""An attribute for paragraphs in which changes were undone; no file has it."""

_ADDED = (f"{W}ins", f"{W}moveTo")
_REMOVED = (f"{W}del", f"{W}moveFrom")
_FORMER = {f"{W}{name}Change": f"{W}{name}" for name in ("rPr", "pPr", "tcPr", "trPr", "tblPr", "sectPr")}
_PENDING = (*_ADDED, *_REMOVED, *_FORMER)


def has_changes(element: etree._Element) -> bool:
    """Whether a tracked change stands in the element, of its words or of their look."""
    return next(element.iter(*_PENDING), None) is not None


def reject_changes(root: etree._Element) -> etree._Element:
    """The part with every tracked change undone, in place: what was added goes, what was removed stands again."""
    for change in list(root.iter(*_FORMER)):
        _restore(change)
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}ins") is not None:
            _drop(row)
    for change in list(root.iter(*_REMOVED)):
        _bring_back(change)
    for change in list(root.iter(*_ADDED)):
        _take_out(change)
    return root


def _restore(change: etree._Element) -> None:
    """Put the former properties of a run, paragraph or cell in the place of the present ones."""
    properties = change.getparent()
    former = change.find(_FORMER[str(change.tag)])
    if properties is None:
        return
    # The mark of a paragraph's end keeps its own tracked change, which is looked at by itself.
    kept = [child for child in properties if child.tag in (f"{W}ins", f"{W}del", f"{W}sectPr", f"{W}rPr")]
    for child in list(properties):
        properties.remove(child)
    if former is not None:
        properties.extend(list(former))
    properties.extend(child for child in kept if properties.find(child.tag) is None)


def _bring_back(change: etree._Element) -> None:
    parent = change.getparent()
    if parent is None:
        return
    for text in list(change.iter(f"{W}delText")):
        text.tag = f"{W}t"
    _unwrap(change, parent)


def _take_out(change: etree._Element) -> None:
    parent = change.getparent()
    if parent is None:
        return
    if parent.tag == f"{W}rPr" and (above := parent.getparent()) is not None and above.tag == f"{W}pPr":
        # The end of the paragraph was typed in: without it the paragraph runs on into the next.
        parent.replace(change, change.makeelement(f"{W}del"))
    else:
        _drop(change)


def _unwrap(element: etree._Element, parent: etree._Element) -> None:
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
