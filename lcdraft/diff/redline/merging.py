"""The old draft worked into the new one: block by block, the tree of the new draft becomes the redline.

What both have stays where it is; what only the old one has is moved in behind what stood before it there.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from lcdraft.diff.redline.notes import NoteBook
from lcdraft.diff.redline.pairing import Pairing, Tail, pair_blocks
from lcdraft.diff.redline.paragraphs import ParagraphMerger
from lcdraft.diff.redline.sections import merge_section, removed_section
from lcdraft.diff.redline.side import Block, Side
from lcdraft.diff.redline.spacing import part_insertions
from lcdraft.diff.redline.stamps import Mark, Stamps, paragraph_properties
from lcdraft.diff.redline.tables import TableMerger
from lcdraft.diff.redline.xml import BLOCKS, add_before_section
from lcdraft.wordml import W

__all__ = ["Merger"]


@dataclass(slots=True)
class Merger:
    """Works the old draft into the tree of the new one; ``told`` gathers what could not be said by a tracked change.

    ``origins`` says which block of each draft a block of the text was.
    With ``coarse`` no paragraph is compared by words: each changed one is removed and added whole.
    """

    old: Side
    new: Side
    stamps: Stamps
    coarse: bool = False
    told: list[str] = field(default_factory=list)
    paragraphs: ParagraphMerger = field(init=False)
    tables: TableMerger = field(init=False)
    notes: NoteBook = field(init=False)
    origins: dict[etree._Element, tuple[int | None, int | None]] = field(default_factory=dict)
    _moves: int = 0

    def __post_init__(self) -> None:
        self.notes = NoteBook(self.old, self.new, self)
        self.paragraphs = ParagraphMerger(self.old, self.new, self.stamps, self.notes, self.told, coarse=self.coarse)
        self.tables = TableMerger(self.stamps, self)

    def merge_text(self) -> None:
        """The whole text with its notes and the properties of its last section."""
        self.container(self.old.body, self.new.body, "main")
        merge_section(self.old.body.find(f"{W}sectPr"), self.new.body.find(f"{W}sectPr"), self.stamps)
        self.notes.number()
        for root in self.new.roots.values():
            part_insertions(root, self.stamps)

    def container(self, old: etree._Element, new: etree._Element, root: str) -> None:
        """A container that both drafts have: the body, a cell, a note; ``root`` is the part it stands in."""
        olds, news = self.old.blocks(old, root), self.new.blocks(new, root)
        pairing = self._paired(olds, news)
        if new is self.new.body:
            self._note_origins(pairing, olds, news)
        tail = _tail(pairing, olds, news)
        self._add_blocks(pairing, olds, news, root)
        self._place_old_blocks(pairing, olds, news, new, root)
        if tail is not None:
            self._shift_end(tail)
        for old_at, new_at in pairing.moved.items():
            self._mark_ranges(olds[old_at].element, news[new_at].element)

    def whole(self, side: Side, container: etree._Element, mark: Mark, root: str) -> None:
        """A container of one draft only: everything in it is marked, but the end that it must have."""
        blocks = side.blocks(container, root)
        for at, block in enumerate(blocks):
            self._mark_block(block, mark, root, ends=at == len(blocks) - 1)

    def _paired(self, olds: list[Block], news: list[Block]) -> Pairing:
        pairing = pair_blocks(olds, news)
        for old, new in list(pairing.kept.items()):
            if olds[old].is_table and not self.tables.fit(olds[old].element, news[new].element):
                del pairing.kept[old]
        return pairing

    def _note_origins(self, pairing: Pairing, olds: list[Block], news: list[Block]) -> None:
        self.origins = {block.element: (None, at) for at, block in enumerate(news)}
        self.origins.update({block.element: (at, None) for at, block in enumerate(olds)})
        self.origins.update({news[new].element: (old, new) for old, new in pairing.kept.items()})

    # What only the new draft has

    def _add_blocks(self, pairing: Pairing, olds: list[Block], news: list[Block], root: str) -> None:
        kept = set(pairing.kept.values())
        moved = {new: old for old, new in pairing.moved.items()}
        last = len(news) - 1
        for at, block in enumerate(news):
            if at in kept:
                continue
            if at in moved:
                self._mark_block(block, Mark.MOVED_TO, root)
                self._mark_block(olds[moved[at]], Mark.MOVED_FROM, root)
            else:
                self._mark_block(block, Mark.ADDED, root, ends=at == last and pairing.tail is Tail.ADDED)

    def _mark_ranges(self, old: etree._Element, new: etree._Element) -> None:
        """Say by a common name which removed paragraph is which added one."""
        self._moves += 1
        for paragraph, mark in ((old, Mark.MOVED_FROM), (new, Mark.MOVED_TO)):
            start, end = self.stamps.move_range(mark, f"lcdraft{self._moves}")
            paragraph_properties(paragraph).addnext(start)
            paragraph.addnext(end)

    def _mark_block(self, block: Block, mark: Mark, root: str, *, ends: bool = False) -> None:
        if block.is_table:
            self.tables.whole(block.element, mark, root)
        else:
            self.paragraphs.whole(block, mark, root, ends=ends)

    # What the old draft has

    def _place_old_blocks(
        self, pairing: Pairing, olds: list[Block], news: list[Block], container: etree._Element, root: str
    ) -> None:
        before: etree._Element | None = None
        first = next((child for child in container if child.tag in BLOCKS), None)
        for at, block in enumerate(olds):
            if at in pairing.kept:
                found = news[pairing.kept[at]]
                self._merge(block, found, root)
                before = found.element
                continue
            if at not in pairing.moved:
                self._remove(block, root, ends=at == len(olds) - 1 and pairing.tail is Tail.REMOVED)
            if before is not None:
                before.addnext(block.element)
            elif first is not None:
                first.addprevious(block.element)
            else:
                add_before_section(container, block.element)
            before = block.element

    def _merge(self, old: Block, new: Block, root: str) -> None:
        if new.is_table:
            self.tables.merge(old.element, new.element, root)
        else:
            self.paragraphs.merge(old, new, root)

    def _remove(self, block: Block, root: str, *, ends: bool) -> None:
        section = block.section
        self._mark_block(block, Mark.REMOVED, root, ends=ends)
        if section is not None and not ends:
            removed_section(section, self.new.body.find(f"{W}sectPr"))

    def _shift_end(self, tail: _TailLooks) -> None:
        """The end that goes or comes is that of the last kept paragraph; that of the very last one stays."""
        _give(tail.kept, tail.kept_look)
        self.stamps.end_of_paragraph(paragraph_properties(tail.kept), tail.mark)
        _give(tail.last, tail.last_look)
        self.paragraphs.note_properties(tail.former_look, paragraph_properties(tail.last))


@dataclass(frozen=True, slots=True)
class _TailLooks:
    """The last kept paragraph and the very last one, and what the properties of their ends are to be."""

    mark: Mark
    kept: etree._Element
    kept_look: etree._Element
    last: etree._Element
    last_look: etree._Element
    former_look: etree._Element


def _tail(pairing: Pairing, olds: list[Block], news: list[Block]) -> _TailLooks | None:
    """The looks of the ends of a container with a tail, copied before anything is changed."""
    if pairing.tail is Tail.NOTHING:
        return None
    old_at, new_at = max(pairing.kept.items())
    old, new = _look(olds[old_at]), _look(news[new_at])
    kept = news[new_at].element
    if pairing.tail is Tail.ADDED:
        return _TailLooks(Mark.ADDED, kept, new, news[-1].element, _look(news[-1]), old)
    return _TailLooks(Mark.REMOVED, kept, old, olds[-1].element, new, _look(olds[-1]))


def _look(block: Block) -> etree._Element:
    return deepcopy(paragraph_properties(block.element))


def _give(paragraph: etree._Element, properties: etree._Element) -> None:
    paragraph.replace(paragraph_properties(paragraph), properties)
