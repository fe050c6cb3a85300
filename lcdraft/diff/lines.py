"""A document as one row of lines, each with what people read in it and where its computed figures stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lcdraft.anchors import NOTE
from lcdraft.diff.model import CELL, Line, LineKind
from lcdraft.document import (
    Annex,
    Block,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    ListItem,
    Origin,
    Paragraph,
    Signature,
    Span,
    Strong,
    Table,
    Text,
)

__all__ = ["ANNEX_TITLE", "BOLD", "ITALIC", "Drawn", "lines_of"]

BOLD, ITALIC = "b", "i"

ANNEX_TITLE = "tên phụ lục"
"""The ``where`` of the line that opens an annex."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OPENING = "mở đầu"
_LONGEST_TITLE = 40

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line, with the stretches of its text (start, end) that were computed and those in bold or italics."""

    line: Line
    origins: tuple[tuple[int, int, Origin], ...] = ()
    looks: tuple[tuple[int, int, str], ...] = ()


def lines_of(document: Document) -> list[Drawn]:
    """Every line of a document in reading order: letterhead, text, signature, annexes.

    A heading, paragraph, legal basis, list item, table row is one line, and so is each field of letterhead and
    signature and of the head of an annex; a list of receivers is one line a receiver. Paragraphs without text are none.
    """
    drawing = _Drawing()
    if document.letterhead is not None:
        drawing.lines += _letterhead(document.letterhead)
    drawing.blocks(document.blocks, "")
    if document.signature is not None:
        drawing.lines += _signature(document.signature)
    for annex in document.annexes:
        drawing.lines += _annex_head(annex)
        drawing.blocks(annex.blocks, annex.label)
    return drawing.lines


@dataclass(slots=True)
class _Drawing:
    """The lines so far; ``count`` is the number of the last block, which annexes count on."""

    lines: list[Drawn] = field(default_factory=list)
    count: int = 0

    def blocks(self, blocks: Iterable[Block], part: str) -> None:
        trail = _Trail(part)
        for block in blocks:
            self.count += 1
            if isinstance(block, Table):
                self._rows(block, trail.where)
                continue
            above = trail.where
            if isinstance(block, Heading):
                above = trail.enter(block)
            drawn = _drawn_block(block, above, self.count)
            if drawn.line.text or isinstance(block, Heading):
                self.lines.append(drawn)

    def _rows(self, table: Table, where: str) -> None:
        for number, row in enumerate(table.rows, 1):
            pen = _Pen()
            for column, cell in enumerate(row):
                if column:
                    pen.write(CELL)
                pen.paragraphs(cell.blocks, "\n")
            header = number <= table.header_rows
            self.lines.append(
                pen.drawn(LineKind.ROW, where=where, block=self.count, row=number, header=header, strip=False)
            )


class _Trail:
    """The numbers of the open headings, as people cite them: ``Phần I.II.1.a``; a title where there is no number."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._open: list[tuple[int, str]] = []

    def enter(self, heading: Heading) -> str:
        """Open a heading; what it stands under."""
        while self._open and self._open[-1][0] >= heading.level:
            self._open.pop()
        above = self.where
        self._open.append((heading.level, self._cited(heading)))
        return above

    @property
    def where(self) -> str:
        names = [self._part, *(name for _, name in self._open)]
        return ".".join(filter(None, names)) or _OPENING

    def _cited(self, heading: Heading) -> str:
        number = heading.number.strip().rstrip(".)/: ")
        if not number:
            pen = _Pen()
            pen.inlines(heading.inlines, notes=False)
            title = " ".join(pen.text.split())
            return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
        above = self._open[-1][1] if self._open else ""
        # "1.2." under "1." is cited as 1.2, not as 1.1.2.
        return number.rpartition(".")[2] if above and "." in number else number


def _drawn_block(block: Heading | Paragraph | ListItem, where: str, count: int) -> Drawn:
    pen = _Pen()
    pen.inlines(block.inlines)
    match block:
        case Heading(level, number):
            return pen.drawn(LineKind.HEADING, label=number, level=level, where=where, block=count)
        case ListItem(_, marker, level):
            return pen.drawn(LineKind.ITEM, label=marker, level=level, where=where, block=count)
        case Paragraph(_, role):
            kind = LineKind.BASIS if role == "basis" else LineKind.PARAGRAPH
            return pen.drawn(kind, where=where, block=count)


def _letterhead(head: Letterhead) -> Iterator[Drawn]:
    """Lines that only the width of a column breaks are one."""
    yield from _frame("cơ quan chủ quản", "\n".join(head.superior))
    yield from _frame("cơ quan ban hành", "\n".join(head.agency))
    yield from _frame("số, ký hiệu", head.number)
    yield from _frame("địa danh, ngày tháng", head.place_date)
    yield from _frame("tên loại", head.kind)
    yield from _frame("trích yếu", head.subject)
    yield from _frame("kính gửi", *head.addressees)


def _signature(end: Signature) -> Iterator[Drawn]:
    yield from _frame("nơi nhận", *end.recipients, label="-")
    yield from _frame("quyền hạn, chức vụ người ký", "\n".join(end.authority))
    yield from _frame("người ký", end.name)


def _annex_head(annex: Annex) -> Iterator[Drawn]:
    """The title, whose number is the label: "Phụ lục II" may become "Phụ lục III"."""
    if annex.title.strip():
        yield from _frame(ANNEX_TITLE, annex.title, label=annex.label)
    else:
        yield from _frame(ANNEX_TITLE, annex.label)
    yield from _frame("phụ lục kèm theo", annex.reference)


def _frame(where: str, *texts: str, label: str = "") -> Iterator[Drawn]:
    for text in texts:
        if shown := _PRIVATE.sub("\ufffd", text).strip():
            yield Drawn(Line(LineKind.FRAME, shown, label, where))


class _Pen:
    """Writes inlines as text and keeps where the computed stretches and the looks are."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._origins: list[tuple[int, int, Origin]] = []
        self._looks: list[tuple[int, int, str]] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def inlines(self, inlines: Iterable[Inline], *, notes: bool = True) -> None:
        for inline in inlines:
            start = self._length
            match inline:
                case Text(text):
                    self.write(_PRIVATE.sub("\ufffd", text))
                case Span(text, origin, gap):
                    self.write(_PRIVATE.sub("\ufffd", text))
                    if origin is not None and self._length > start:
                        self._origins.append((start, self._length, origin))
                    if gap:  # which every writer prints in bold
                        self._look(start, BOLD)
                case Strong(children) | Emphasis(children):
                    self.inlines(children, notes=notes)
                    self._look(start, BOLD if isinstance(inline, Strong) else ITALIC)
                case LineBreak():
                    self.write("\n")
                case Footnote(blocks) if notes:
                    self.write(NOTE[0])
                    self.paragraphs(blocks, "\n")
                    self.write(NOTE[1])

    def paragraphs(self, blocks: Sequence[Block], joint: str) -> None:
        """The paragraphs of a note or cell, with their numbers; a table in it cell by cell."""
        for number, block in enumerate(blocks):
            if number:
                self.write(joint)
            match block:
                case Table(rows):
                    for at, cell in enumerate(cell for row in rows for cell in row):
                        if at:
                            self.write(joint)
                        self.paragraphs(cell.blocks, joint)
                case Heading(_, label, inlines) | ListItem(inlines, label):
                    if label:
                        self.write(f"{label} ")
                    self.inlines(inlines)
                case Paragraph(inlines):
                    self.inlines(inlines)

    def drawn(
        self,
        kind: LineKind,
        *,
        label: str = "",
        where: str = "",
        block: int = 0,
        row: int = 0,
        level: int = 0,
        header: bool = False,
        strip: bool = True,
    ) -> Drawn:
        """What was written as a line, without the blanks around it."""
        whole = self.text
        text = whole.strip() if strip else whole
        shift = len(whole) - len(whole.lstrip()) if strip else 0
        line = Line(kind, text, label, where, block, row, level, header)
        origins = tuple(_shifted(self._origins, shift, len(text)))
        return Drawn(line, origins, tuple(_shifted(sorted(self._looks), shift, len(text))))

    def _look(self, start: int, look: str) -> None:
        if self._length > start:
            self._looks.append((start, self._length, look))


def _shifted(stretches: Iterable[tuple[int, int, _T]], shift: int, length: int) -> Iterator[tuple[int, int, _T]]:
    for start, end, what in stretches:
        start, end = max(start - shift, 0), min(end - shift, length)
        if start < end:
            yield start, end, what
