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
    places: dict[int, str] = field(default_factory=dict)
    """Number of a paragraph -> the part of the document that it belongs to."""

    @property
    def tables(self) -> list[Table]:
        """The tables that hold figures: neither letterhead nor signature."""
        framing = (self.head.table, self.ending.table)
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
) -> dict[int, str]:
    places: dict[int, str] = {}
    for block in layout.blocks[: head.end]:
        _name(block, "phần đầu văn bản", places)
    for item in items:
        places[item.par.number] = item.where
    if ending.start is not None:
        for block in layout.blocks[ending.start : ending.end]:
            _name(block, "nơi nhận, chữ ký", places)
    for annex in annexes:
        for block in layout.blocks[annex.start : annex.end]:
            _name(block, annex.name, places)
    last = ""
    for par in layout.pars:
        last = places.setdefault(par.number, last)
    return places


def _name(block: Par | Table, place: str, places: dict[int, str]) -> None:
    for par in (block,) if isinstance(block, Par) else block.pars:
        places[par.number] = place
