"""Which paragraph is which element of an official document: what rules are held against.

An element is known by the name of its style where the document is ours, else by what it says and where
it stands, since the decree is also obeyed in documents typed by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lcdraft.audit.annexes import Annex, find_annexes
from lcdraft.audit.content import Item, find_content
from lcdraft.audit.ending import Ending, find_ending
from lcdraft.audit.head import Head, find_head
from lcdraft.audit.layout import Layout, Par, Table

__all__ = ["Case", "find_elements"]


@dataclass(eq=False, slots=True)
class Case:
    """A document before the rules: its layout and its elements, and whether it is issued or still a draft."""

    layout: Layout
    issued: bool
    head: Head
    items: tuple[Item, ...]
    ending: Ending
    annexes: tuple[Annex, ...]
    text_blocks: tuple[Par | Table, ...] = ()
    """The blocks between letterhead and signature."""
    places: dict[int, tuple[int, str]] = field(default_factory=dict)
    """``id`` of a paragraph -> the number of the paragraph of the body where people find it, and its section."""

    @property
    def tables(self) -> list[Table]:
        """The tables that hold figures: neither letterhead nor signature."""
        above = [block for block in self.layout.blocks[: self.head.end] if isinstance(block, Table)]
        framing = (*above, self.ending.table)
        return [table for table in self.layout.tables if table not in framing]


def find_elements(layout: Layout, *, issued: bool) -> Case:
    """Find the elements of a document; what is not there stays empty."""
    head = find_head(layout)
    ending = find_ending(layout, head.end)
    annexes = find_annexes(layout, ending.end)
    stop = ending.start if ending.start is not None else annexes[0].start if annexes else len(layout.blocks)
    blocks = tuple(layout.blocks[head.end : stop])
    items = tuple(find_content(layout, blocks))
    return Case(layout, issued, head, items, ending, annexes, blocks, _places(layout, head, items, ending, annexes))


def _places(
    layout: Layout, head: Head, items: tuple[Item, ...], ending: Ending, annexes: tuple[Annex, ...]
) -> dict[int, tuple[int, str]]:
    named: dict[int, str] = {item.par.number: item.where for item in items}
    for block in layout.blocks[: head.end]:
        _name(block, "phần đầu văn bản", named)
    for block in layout.blocks[ending.start : ending.end] if ending.start is not None else ():
        _name(block, "nơi nhận, chữ ký", named)
    for annex in annexes:
        for block in layout.blocks[annex.start : annex.end]:
            _name(block, annex.name, named)
    places: dict[int, tuple[int, str]] = {}
    last = ""
    for par in layout.pars:
        last = named.get(par.number, last)
        places[id(par)] = (par.number, last)
    for section in layout.sections:
        for side, parts in (("đầu trang", section.headers), ("chân trang", section.footers)):
            for part in parts.values():
                places.update({id(par): (0, side) for par in part.pars})
    return places | _note_places(layout)


def _note_places(layout: Layout) -> dict[int, tuple[int, str]]:
    """The paragraphs of notes, found where the text refers to them."""
    notes = {(note.kind, note.id): note for note in layout.notes}
    places: dict[int, tuple[int, str]] = {}
    counts = {"footnote": 0, "endnote": 0}
    for par in layout.pars:
        for kind, note_id, _ in par.notes:
            counts[kind] += 1
            note = notes.get((kind, note_id))
            for inside in note.pars if note is not None else ():
                places.setdefault(id(inside), (par.number, f"chú thích {counts[kind]}"))
    return places


def _name(block: Par | Table, place: str, named: dict[int, str]) -> None:
    for par in (block,) if isinstance(block, Par) else block.pars:
        named[par.number] = place
