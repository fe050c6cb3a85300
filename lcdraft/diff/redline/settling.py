"""Tracked changes carried out: every one accepted, or every one rejected, in the XML of a part.

A paragraph whose end is taken away runs on into the next one and takes the look of that one, as in Word.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from lcdraft.diff.redline.xml import BLOCKS, add_before_section, blocks_in, drop, unwrap
from lcdraft.wordml import W

__all__ = ["has_changes", "settle"]

_ADDED = ("ins", "moveTo")
_REMOVED = ("del", "moveFrom")
_FORMER = ("rPr", "pPr", "tcPr", "trPr", "tblPr", "sectPr", "tblGrid", "tblPrEx")
_RANGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
_CELLS = ("cellIns", "cellDel", "cellMerge")
_OTHERS = ("numberingChange", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart")
_RESTORED = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_KEPT_BY_RESTORING = tuple(f"{W}{name}" for name in (*_ADDED, *_REMOVED, "rPr", "sectPr", *_CELLS))
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{W}{name}" for name in names)


_CHANGES = _tags((*_ADDED, *_REMOVED, *(f"{name}Change" for name in _FORMER), *_RANGES, *_CELLS, *_OTHERS))


def has_changes(root: etree._Element) -> bool:
    """Whether any tracked change stands in the part."""
    return next(root.iter(*_CHANGES), None) is not None


def settle(root: etree._Element, *, accept: bool) -> None:
    """Carry out every tracked change of the part, in place: accept it, or undo it."""
    gone = _tags(_REMOVED if accept else _ADDED)
    kept = _tags(_ADDED if accept else _REMOVED)
    _settle_looks(root, accept=accept)
    _settle_rows(root, gone)
    ended = [mark.getparent() for mark in root.iter(*gone) if _is_paragraph_end(mark)]
    for change in [change for change in root.iter(*gone) if not _is_property(change)]:
        drop(change)
    for change in list(root.iter(*kept, *gone)):
        if _is_property(change):
            drop(change)
        else:
            unwrap(change)
    for element in list(root.iter(*_tags((*_RANGES, *_CELLS, *_OTHERS)))):
        drop(element)
    for text in list(root.iter(*_RESTORED)):
        text.tag = _RESTORED[str(text.tag)]
    for properties in ended:
        _run_on(properties)


def _settle_looks(root: etree._Element, *, accept: bool) -> None:
    for name in _FORMER:
        for change in list(root.iter(f"{W}{name}Change")):
            if not accept:
                _restore(change, change.find(f"{W}{name}"))
            drop(change)


def _restore(change: etree._Element, former: etree._Element | None) -> None:
    """Put the former properties in the place of the present ones; what they cannot say stays."""
    properties = change.getparent()
    if properties is None:
        return
    kept = [child for child in properties if child.tag in _KEPT_BY_RESTORING or child is change]
    references = [child for child in properties if child.tag in _REFERENCES]
    first = [child for child in kept if child.tag in _tags((*_ADDED, *_REMOVED))] if _is_run_look(properties) else []
    for child in list(properties):
        properties.remove(child)
    properties.extend(references)
    properties.extend(first)
    if former is not None:
        properties.extend(list(former))
    properties.extend(child for child in kept if child not in first)


def _is_run_look(properties: etree._Element) -> bool:
    return properties.tag == f"{W}rPr"


def _settle_rows(root: etree._Element, gone: tuple[str, ...]) -> None:
    tables = []
    for row in list(root.iter(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        if properties is not None and any(child.tag in gone for child in properties):
            tables.append(row.getparent())
            drop(row)
    for table in tables:
        if table is not None and table.tag == f"{W}tbl" and table.find(f"{W}tr") is None:
            drop(table)


def _is_property(change: etree._Element) -> bool:
    """True for the mark of a paragraph's end, of a row or of properties, which wraps nothing."""
    parent = change.getparent()
    return parent is not None and parent.tag in (f"{W}rPr", f"{W}trPr")


def _is_paragraph_end(change: etree._Element) -> bool:
    parent = change.getparent()
    above = parent.getparent() if parent is not None and parent.tag == f"{W}rPr" else None
    return above is not None and above.tag == f"{W}pPr"


def _run_on(marks: etree._Element | None) -> None:
    """Join a paragraph to the one behind it; one with nothing behind it stays, unless it is empty."""
    properties = None if marks is None else marks.getparent()
    paragraph = None if properties is None else properties.getparent()
    if paragraph is None or properties is None:
        return
    content = [child for child in paragraph if child is not properties]
    following = next(_blocks_behind(paragraph), None)
    if following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        for offset, child in enumerate(content):
            following.insert(at + offset, child)
        drop(paragraph)
    elif not any(child.tag == f"{W}r" or child.find(f".//{W}r") is not None for child in content):
        _drop_empty(paragraph, following)


def _drop_empty(paragraph: etree._Element, following: etree._Element | None) -> None:
    """Take an empty paragraph out of its container, unless it is the one that the container must end with."""
    container = paragraph.getparent()
    if container is None:
        return
    before = [block for block in blocks_in(container) if block is not paragraph]
    if following is not None or (before and before[-1].tag == f"{W}p"):
        for child in list(paragraph):
            if child.tag != f"{W}pPr":
                paragraph.addprevious(child)
        drop(paragraph)
    elif not before:
        add_before_section(container, paragraph)


def _blocks_behind(paragraph: etree._Element) -> Iterator[etree._Element]:
    return (sibling for sibling in paragraph.itersiblings() if sibling.tag in BLOCKS)
