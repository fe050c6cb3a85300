"""The model in the middle: readers build a `Document`, writers print one, nothing else is between them.

Few block types, few inline types, all frozen. A footnote is an inline that holds blocks and sits where
its mark stands; writers number the notes. A `Span` is text that the program computed, with its origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from lcdraft.errors import Place

__all__ = [
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
    "Paragraph",
    "Properties",
    "Signature",
    "Span",
    "Strong",
    "Table",
    "Text",
    "inlines_text",
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


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Text that the program wrote from the data; ``gap`` marks a figure that has no value yet (``[…]``)."""

    text: str
    origin: Origin | None = None
    gap: bool = False


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


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first ``header_rows`` rows repeat at the top of each page."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1


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
class Properties:
    """What goes into the file's own properties; taken from the data, never from the clock."""

    title: str = ""
    author: str = ""
    created: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """``text_points`` is the size of the letters of the text; None leaves it to the template of the page."""

    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    signature: Signature | None = None
    properties: Properties = field(default_factory=Properties)
    text_points: int | None = None

    def walk(self) -> Iterator[Block]:
        """Every block in reading order: table cells' blocks after their table, notes' blocks after their paragraph."""
        yield from _walk_blocks(self.blocks)

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
