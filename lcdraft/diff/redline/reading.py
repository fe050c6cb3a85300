"""What the reader of documents makes of a redline, held against what it makes of the two drafts.

Where both drafts have the same styles and lists, only blocks that the redline touched are read: of both drafts and of
the redline the same ones, so that like is compared with like. Else everything is read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from lcdraft.diff.redline.settling import has_changes
from lcdraft.diff.redline.side import NOTE_KINDS
from lcdraft.diff.redline.stored import store_words
from lcdraft.diff.redline.xml import BLOCKS, blocks_in, drop
from lcdraft.document import Document, Properties
from lcdraft.opc import parse_xml
from lcdraft.read.docx import read_docx, read_edited_docx
from lcdraft.wordml import W
from lcdraft.write.package import serialize

__all__ = ["Touched", "reads_back", "touched_blocks"]

Package = dict[str, bytes]


Places = dict[int, frozenset[int] | None]
"""Places among the blocks of a body; of a table the rows that count, None for all that there is."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The places of the blocks that the redline touched, in both drafts and in itself."""

    old: Places = field(default_factory=dict)
    new: Places = field(default_factory=dict)
    redline: Places = field(default_factory=dict)


def touched_blocks(
    body: etree._Element,
    notes: Collection[etree._Element],
    origins: Mapping[etree._Element, tuple[int | None, int | None]],
) -> Touched:
    """The blocks of a redline in which something is tracked, in their text or in their notes."""
    marked = {(str(note.tag), note.get(f"{W}id")) for root in notes for note in root if has_changes(note)}
    found = Touched()
    for at, block in enumerate(child for child in body if child.tag in BLOCKS):
        if not _is_touched(block, marked):
            continue
        before, after = origins.get(block, (None, None))
        rows: tuple[frozenset[int] | None, ...] = (None, None, None)
        if block.tag == f"{W}tbl" and before is not None and after is not None:
            rows = _touched_rows(block, marked)
        for places, place, kept in zip((found.old, found.new, found.redline), (before, after, at), rows, strict=True):
            if place is not None:
                places[place] = kept
    return found


def _touched_rows(table: etree._Element, marked: set[tuple[str, str | None]]) -> tuple[frozenset[int], ...]:
    """The rows in which something is tracked, by their places in both drafts and in the redline."""
    old: set[int] = set()
    new: set[int] = set()
    redline: set[int] = set()
    old_at = new_at = 0
    for at, row in enumerate(table.iterchildren(f"{W}tr")):
        added = row.find(f"{W}trPr/{W}ins") is not None
        removed = row.find(f"{W}trPr/{W}del") is not None
        if _is_touched(row, marked):
            redline.add(at)
            old.update(() if added else (old_at,))
            new.update(() if removed else (new_at,))
        old_at += not added
        new_at += not removed
    return frozenset(old), frozenset(new), frozenset(redline)


def reads_back(old: Package, new: Package, redline: Package, main: tuple[str, str], touched: Touched | None) -> bool:
    """Whether the redline reads as the new draft where its changes are accepted, as the old one where rejected.

    ``main`` names the parts that hold the text of the old draft and of the new one.
    """
    if touched is not None:
        old = _only(old, main[0], touched.old)
        new = _only(new, main[1], touched.new)
        redline = _only(redline, main[1], touched.redline)
    data = store_words(redline)
    accepted = _said(read_docx(data)) == _said(read_docx(store_words(new)))
    return accepted and _said(read_edited_docx(data, reject=True).document) == _said(read_docx(store_words(old)))


def _is_touched(found: etree._Element, marked: set[tuple[str, str | None]]) -> bool:
    if has_changes(found):
        return True
    references = ((kind, mark) for kind in NOTE_KINDS for mark in found.iter(f"{W}{kind}Reference"))
    return bool(marked) and any((f"{W}{kind}", mark.get(f"{W}id")) in marked for kind, mark in references)


def _only(parts: Package, main: str, places: Places) -> Package:
    """The package with some blocks of its text only."""
    root = parse_xml(parts[main], main, main)
    body = root.find(f"{W}body")
    for at, block in enumerate(blocks_in(body) if body is not None else ()):
        rows = places.get(at)
        if at not in places:
            drop(block)
        elif rows is not None:
            for row in [row for place, row in enumerate(block.iterchildren(f"{W}tr")) if place not in rows]:
                drop(row)
    return {**parts, main: serialize(root)}


def _said(document: Document) -> Document:
    """A document without what no tracked change can say: the properties of the file, how the pages lie."""
    annexes = tuple(replace(annex, landscape=False) for annex in document.annexes)
    return replace(document, properties=Properties(), annexes=annexes)
