"""The model in the middle: readers build a `Document`, writers print one, nothing else is between them.

Few block types, few inline types, all frozen. A footnote is an inline that holds blocks and sits where
its mark stands; writers number the notes. A `Span` is text that the program computed, with its origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lcdraft.errors import Place

__all__ = [
    "NOT_TYPED",
    "NOT_WRITTEN",
    "Annex",
    "Block",
    "Cell",
    "Document",
    "Emphasis",
    "Footnote",
    "Heading",
    "Inline",
    "Letterhead",
    "LineBreak",
    "ListItem",
    "Operand",
    "Origin",
    "Pace",
    "Paragraph",
    "Progress",
    "Properties",
    "Signature",
    "Span",
    "Strong",
    "Table",
    "Text",
    "inlines_text",
    "shown_cells",
]


@dataclass(frozen=True, slots=True)
class Operand:
    """One number that a computed text was made from, as printed, and where it was typed."""

    name: str
    value: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Why a computed text says what it says.

    ``formula`` is for people ("2.327 : 4.889 × 100 = 47,596…"), ``indicator`` is the id in the catalogue.
    """

    indicator: str
    formula: str
    operands: tuple[Operand, ...] = ()


NOT_TYPED = {
    "gia_tri": "chưa có số liệu",
    "trong_ky": "chưa có số riêng của kỳ (trong_ky)",
    "uoc_ca_nam": "chưa có số ước cả năm (uoc_ca_nam)",
}
"""The formula of a gap: which value of the indicator it waits for, by its key in the figures file."""

NOT_WRITTEN = "chưa có lời văn"
"""The formula of a gap that waits for the text of a section, which is its ``indicator``."""


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Text that the program wrote from the data; ``gap`` marks a figure that has no value yet (``[…]``).

    ``unreviewed`` marks text of either kind that was carried over from another report and is to be looked at.
    """

    text: str
    origin: Origin | None = None
    gap: bool = False
    unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note, standing where its mark stands. Notes do not nest."""

    blocks: tuple[Block, ...]


Inline = Text | Span | Strong | Emphasis | LineBreak | Footnote


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title. ``number`` is the printed label ("Phần I", "II.", "1.", "đ)") or empty."""

    level: int
    number: str
    inlines: tuple[Inline, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``role``: ``body``, ``basis`` (a legal basis, căn cứ), or the style name of a foreign document."""

    inlines: tuple[Inline, ...]
    role: str = "body"


@dataclass(frozen=True, slots=True)
class ListItem:
    """A paragraph that opens with a printed marker: ``-``, ``+``, ``(1).``; ``level`` counts from 1."""

    inlines: tuple[Inline, ...]
    marker: str = "-"
    level: int = 1


class Pace(StrEnum):
    """How a plan completion stands against the time that has passed."""

    REACHED = "dat"
    ON_TIME = "kip"
    BEHIND = "cham"


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan completion in per cent, beside the per cent of the plan's time that have passed, and the verdict."""

    percent: Decimal
    elapsed: Decimal
    pace: Pace


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that covers ``span`` columns; the cells that it covers stand in the row all the same, empty.

    ``progress`` is what a writer that can draw may draw beside the number.
    """

    blocks: tuple[Block, ...]
    span: int = 1
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first ``header_rows`` rows repeat at the top of each page.

    ``align`` places the text of each column (``left``, ``center``, ``right``), ``widths`` are the shares of
    the columns in the width of the page; empty leaves both to the writer.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    align: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


Block = Heading | Paragraph | ListItem | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of the first page: who writes, which number, where and when, what kind of text and about what.

    ``sizes`` are the points of state name, motto and place; None leaves them to the template of the page.
    """

    agency: tuple[str, ...]
    superior: tuple[str, ...] = ()
    number: str = ""
    place_date: str = ""
    kind: str = "BÁO CÁO"
    subject: str = ""
    addressees: tuple[str, ...] = ()
    sizes: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of the text: who signs for whom, and who receives a copy."""

    authority: tuple[str, ...] = ()
    name: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature, on pages of its own: a label ("Phụ lục", "Phụ lục II"), a title, its text.

    ``reference`` says which document it belongs to ("(Kèm theo Báo cáo số …)").
    """

    label: str
    title: str
    reference: str = ""
    blocks: tuple[Block, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What goes into the file's own properties; taken from the data, never from the clock.

    ``notice`` is what a reader should know of the whole document and is no part of its text; ``report`` is the id of
    the report that the document was rendered from.
    """

    title: str = ""
    author: str = ""
    created: date | None = None
    notice: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """``text_points`` is the size of the letters of the text; None leaves it to the template of the page."""

    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    signature: Signature | None = None
    properties: Properties = field(default_factory=Properties)
    annexes: tuple[Annex, ...] = ()
    text_points: int | None = None

    def walk(self) -> Iterator[Block]:
        """Every block in reading order: table cells' blocks after their table, notes' blocks after their paragraph.

        The blocks of the annexes come last.
        """
        yield from _walk_blocks(self.blocks)
        for annex in self.annexes:
            yield from _walk_blocks(annex.blocks)

    def footnotes(self) -> Iterator[Footnote]:
        """The notes in the order of their marks, which is the order of their numbers."""
        for block in self.walk():
            if not isinstance(block, Table):
                yield from _footnotes(block.inlines)


def _walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _walk_blocks(cell.blocks)
        else:
            for note in _footnotes(block.inlines):
                yield from _walk_blocks(note.blocks)


def _footnotes(inlines: Iterable[Inline]) -> Iterator[Footnote]:
    for inline in inlines:
        if isinstance(inline, Footnote):
            yield inline
        elif isinstance(inline, Strong | Emphasis):
            yield from _footnotes(inline.children)


def shown_cells(row: Iterable[Cell]) -> Iterator[tuple[Cell, int]]:
    """The cells of a row that show, each with the number of columns it covers.

    A cell covers no other that has something in it, whatever its span says.
    """
    waiting: tuple[Cell, int] | None = None
    left = 0
    for cell in row:
        if waiting is not None and left > 0 and not cell.blocks:
            waiting = waiting[0], waiting[1] + 1
            left -= 1
            continue
        if waiting is not None:
            yield waiting
        waiting, left = (cell, 1), cell.span - 1
    if waiting is not None:
        yield waiting


def inlines_text(inlines: Iterable[Inline], note: Callable[[Footnote], str] = lambda _note: "") -> str:
    """The plain text of inlines; ``note`` says what stands in place of a footnote mark (nothing by default)."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text) | Span(text):
                parts.append(text)
            case Strong(children) | Emphasis(children):
                parts.append(inlines_text(children, note))
            case LineBreak():
                parts.append("\n")
            case Footnote():
                parts.append(note(inline))
    return "".join(parts)
