"""A document as a row of units that are compared one by one: paragraphs, headings, items, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lcdraft.anchors import block_content, plain_content
from lcdraft.document import Block, Document, Heading, ListItem, Paragraph, Table, inlines_text
from lcdraft.read.docx_edited import BlockMarks

__all__ = ["Unit", "shorten", "units_of"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One block: ``part`` 0 is the text, 1… the annexes; ``where`` says in words which section it stands in."""

    block: Block
    content: str
    part: int = 0
    where: str = ""
    anchors: tuple[str, ...] = ()
    pending: bool = False
    pictures: bool = False
    remarks: tuple[str, ...] = ()
    boxed: bool = False

    @property
    def kind(self) -> str:
        """What sort of block it is; an edit that changes this changes more than words."""
        match self.block:
            case Heading(level):
                return f"đề mục cấp {level}"
            case ListItem(_, marker, level):
                numbered = any(character.isalnum() for character in marker)
                return f"mục đánh số cấp {level}" if numbered else f"gạch đầu dòng cấp {level}"
            case Table():
                return "bảng"
            case Paragraph(_, "basis"):
                return "căn cứ"
            case _:
                return "đoạn văn"

    @property
    def text(self) -> str:
        return plain_content(self.content)


def units_of(document: Document, marks: Sequence[BlockMarks] = (), names: Sequence[str] = ()) -> list[Unit]:
    """The units of text and annexes in reading order; blank paragraphs are none.

    The anchors are those of ``marks`` (a document that was read) or ``names`` (one that was rendered).
    """
    found = [marks[at] if at < len(marks) else BlockMarks() for at in range(len(document.blocks))]
    if names:
        found = [BlockMarks([name] if name else []) for name in names]
    units = list(_units(document.blocks, 0, "", found))
    for number, annex in enumerate(document.annexes, 1):
        units += _units(annex.blocks, number, annex.label, ())
    return units


def _units(blocks: Iterable[Block], part: int, where: str, marks: Sequence[BlockMarks]) -> Iterable[Unit]:
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            where = f"{block.number} {inlines_text(block.inlines)}".strip()
        content = block_content(block)
        own = marks[at] if at < len(marks) else BlockMarks()
        if content.strip() or isinstance(block, Table) or own.remarks:
            yield Unit(block, content, part, where, tuple(own.anchors), own.pending, own.pictures, *_beside(own))


def _beside(marks: BlockMarks) -> tuple[tuple[str, ...], bool]:
    return tuple(dict.fromkeys(marks.remarks)), marks.boxed


def shorten(text: str, width: int = 90) -> str:
    """The text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"
