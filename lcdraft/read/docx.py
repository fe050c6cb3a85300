"""Word documents: ours, ours after editing in Word or LibreOffice, and those of others.

In our own documents the styles say what a paragraph is. In others, outline levels and heading styles do;
failing them the numbers that people type ("I.", "1.", "a)") and the dashes before list items. Headers,
footers, comments and pictures are not read; everything else that shows as text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lcdraft import wordml as names
from lcdraft.document import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Properties,
    Strong,
    Table,
    inlines_text,
)
from lcdraft.inlines import drop_prefix
from lcdraft.opc import Package, open_package
from lcdraft.read.docx_annex import AnnexReader
from lcdraft.read.docx_beside import embedded_parts
from lcdraft.read.docx_changes import PENDING, has_changes, reject_changes
from lcdraft.read.docx_edited import BlockMarks, Edited, MarkReader
from lcdraft.read.docx_frame import HeadReader, Line, is_letterhead, is_signature, read_signature
from lcdraft.read.docx_inlines import InlineReader, Row, is_deleted, unwrapped
from lcdraft.read.docx_numbering import Label, ListNumbers
from lcdraft.read.headings import is_capitals, marker_level, match_heading, match_marker, nest_levels
from lcdraft.text import normalize
from lcdraft.wordml import StyleTable, W, style_key, val

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["block_elements", "read_docx", "read_docx_properties", "read_edited_docx", "table_rows"]

_PLAIN_STYLE = re.compile(
    r"(normal|bodytext|textbody|standard|default|list|table|tablecontents|plaintext|nospacing|footnote|endnote|framecontents)"
    r"[a-z0-9()]*"
)
_HEADING_STYLE = re.compile(r"heading([1-9])")
_ITEM_STYLE = re.compile(rf"({'|'.join(names.ITEM_STYLES)})(\d*)")
_DASHES = ("-", "+", "–", "•")
_OWN_MARKER = re.compile(r"([^\w\s]{1,3}|[^\w\s]?(?:\d{1,3}|[a-zđ]|[ivxlIVXL]{1,7})[^\w\s]{1,2})\s+(?=\S)")
"""A marker of a numbering that a template has chosen; a short first word is none."""
_BODY_OUTLINE = 9


@dataclass(slots=True)
class _Typed:
    """A heading known only by its typed number; its level follows from the other headings."""

    rank: int
    number: str
    inlines: tuple[Inline, ...]


@dataclass(slots=True)
class _Part:
    """Where a part is in the reading: paragraphs whose end is deleted run on, "Phần I" waits for its title."""

    kind: str = "body"
    carried: Row | None = None
    waits_for_title: bool = False
    seen_heading: bool = False
    blocks: list[Block | _Typed] = field(default_factory=list)
    marks: dict[int, BlockMarks] = field(default_factory=dict)
    waiting: BlockMarks = field(default_factory=BlockMarks)

    def mark(self, found: BlockMarks, before: int) -> None:
        """Note what was found in the XML of the blocks that came in since there were ``before`` of them."""
        self.waiting.add(found)
        if self.carried is not None:
            return
        at = before if len(self.blocks) > before else before - 1
        if at >= 0:
            self.marks.setdefault(at, BlockMarks()).add(self.waiting)
            self.waiting = BlockMarks()


def read_docx(source: bytes | Path, name: str = "") -> Document:
    """The document in a .docx file; ``name`` is how messages call it.

    Raises:
        DocumentError: LC401 to LC403, for what is no sound .docx file.
    """
    return _Reader(open_package(source, name)).document()


def read_docx_properties(source: bytes | Path, name: str = "") -> Properties:
    """What a .docx file says of itself, its text left unread.

    Raises:
        DocumentError: LC401 to LC403, for what is no sound .docx file.
    """
    return _properties(open_package(source, name))


def read_edited_docx(source: bytes | Path, name: str = "", *, reject: bool = False) -> Edited:
    """The document in a .docx file that was edited, with its anchors and comments.

    With ``reject`` tracked changes read as if rejected, else as if accepted.

    Raises:
        DocumentError: LC401 to LC403, for what is no sound .docx file.
    """
    return _Reader(open_package(source, name), reject=reject).edited()


class _Reader:
    def __init__(self, package: Package, *, reject: bool = False) -> None:
        self._package = package
        self._reject = reject
        self._main = package.main_part()
        self._styles = StyleTable(self._related("styles"))
        self._numbers = ListNumbers(self._related("numbering"), self._styles)
        self._inlines = InlineReader(self._styles, self._note)
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._in_note = False

    def document(self) -> Document:
        """Everything in the main part, letterhead and signature taken out."""
        return self._read(None)[0]

    def edited(self) -> Edited:
        """The document with the marks of every block."""
        found = MarkReader(self._package, self._main)
        document, marks = self._read(found)
        kept = tuple(marks.get(at, BlockMarks()) for at in range(len(document.blocks)))
        comments = (*found.comments, *found.other_comments())
        embedded = embedded_parts(self._package.xml(self._main).find(f"{W}body"))
        return Edited(document, kept, comments, found.report(), found.running(), embedded)

    def _xml(self, part: str) -> etree._Element:
        root = self._package.xml(part)
        if not self._reject:
            return root
        for element in root.iter(f"{W}p", f"{W}tbl"):
            if has_changes(element):
                element.set(PENDING, "1")
        return reject_changes(root)

    def _read(self, found: MarkReader | None) -> tuple[Document, dict[int, BlockMarks]]:
        body = self._xml(self._main).find(f"{W}body")
        head = HeadReader()
        signature = None
        part = _Part()
        texts = [part]
        annexes = AnnexReader()
        for element in () if body is None else block_elements(body):
            here = found.look_at(element) if found is not None else None
            before = len(part.blocks)
            if element.tag == f"{W}tbl" and next(table_rows(element), None) is None:
                continue  # removed, or added and rejected
            if element.tag == f"{W}tbl":
                lines = [] if head.is_closed and signature else list(self._table_lines(element))
                if not head.is_closed and is_letterhead(lines):
                    part.blocks += head.take_table(lines)
                    continue
                head.is_closed = True
                if signature is None and is_signature(lines):
                    signature, rest = read_signature(lines)
                    part.blocks += rest
                else:
                    self._add_table(element, part)
                if here is not None:
                    part.mark(here, before)
                continue
            line = self._line(element, part)
            taken = line is not None and annexes.take(line, after_signature=signature is not None)
            if len(annexes) == len(texts):
                self._finish(part)
                part = _Part(seen_heading=True)
                texts.append(part)
                head.is_closed = True
            annexes.look_at(element.find(f"{W}pPr/{W}sectPr"))
            if taken or (line is not None and not head.is_closed and head.take(line)):
                continue
            if line is not None:
                head.is_closed = head.is_closed or bool(line.text)
                self._add(line, part)
            if here is not None:
                part.mark(here, before)
        self._finish(part)
        annexes.look_at(None if body is None else body.find(f"{W}sectPr"))
        blocks, *others = (tuple(_settled(part.blocks)) for part in texts)
        document = Document(blocks, head.letterhead(), signature, _properties(self._package), annexes.annexes(others))
        return document, texts[0].marks

    def _related(self, kind: str) -> etree._Element | None:
        part = self._package.related(self._main, kind)
        return None if part is None else self._xml(part)

    # Paragraphs

    def _line(self, paragraph: etree._Element, part: _Part) -> Line | None:
        """The paragraph with all that its look tells; None where it runs on into the next one."""
        style = val(paragraph.find(f"{W}pPr/{W}pStyle"))
        row = self._inlines.read(paragraph, style)
        if part.carried is not None:
            row.pieces[:0] = part.carried.pieces
            row.boxes[:0] = part.carried.boxes
            part.carried = None
        if is_deleted(paragraph):
            part.carried = row
            return None
        return self._looked_at(paragraph, style, row)

    def _looked_at(self, paragraph: etree._Element, style: str, row: Row) -> Line:
        inlines = row.inlines()
        justified = paragraph.find(f"{W}pPr/{W}jc")
        if justified is None:
            justified = self._styles.find(style, "pPr/jc")
        return Line(
            style=self._styles.name(style),
            text=inlines_text(inlines).rstrip(),
            inlines=inlines,
            row=row,
            is_bold=row.is_bold or names.is_on(self._styles.find(style, "rPr/b")) is True,
            is_centred=val(justified) == "center",
            outline=self._outline(paragraph, style),
            label=self._numbers.next(paragraph, style) if row.pieces else None,
        )

    def _outline(self, paragraph: etree._Element, style: str) -> int | None:
        """The outline level counted from 1, or None for running text."""
        level = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if level is None:
            level = self._styles.find(style, "pPr/outlineLvl")
        if level is not None:
            depth = val(level)
            return int(depth) + 1 if depth.isdecimal() and int(depth) < _BODY_OUTLINE else None
        named = _HEADING_STYLE.fullmatch(style_key(self._styles.name(style)))
        return int(named[1]) if named else None

    def _add(self, line: Line, part: _Part) -> None:
        """Append what a paragraph is to the blocks of its part, then the text boxes anchored in it."""
        if line.inlines:
            block = self._block(line, part)
            if block is not None:
                part.blocks.append(block)
                part.waits_for_title = isinstance(block, Heading | _Typed) and not block.inlines
                part.seen_heading = part.seen_heading or isinstance(block, Heading | _Typed)
            else:
                part.waits_for_title = False
        for box in line.row.boxes:
            before = len(part.blocks)
            part.blocks += self._blocks(box, part.kind)
            for at in range(before, len(part.blocks)):
                part.marks.setdefault(at, BlockMarks()).boxed = True

    def _block(self, line: Line, part: _Part) -> Block | _Typed | None:
        """The block that a paragraph is; None where it was the title of the heading before."""
        if part.waits_for_title and self._is_title_below(line):
            self._give_title(part, line.row.inlines(plain=True))
            return None
        if line.style in names.HEADING_STYLES or (part.kind == "body" and line.outline is not None):
            return self._heading(line)
        own_item = _ITEM_STYLE.fullmatch(line.style)
        if own_item:
            return self._own_item(line, int(own_item[2] or 1))
        if line.label is not None:
            return self._numbered(line, line.label, part)
        dash = match_marker(line.text)
        if dash is not None and dash[0] in _DASHES:
            return _item(line, *dash, level=marker_level(dash[0]))
        if part.kind == "body":
            ours = names.is_ours(line.style)
            typed = match_heading(line.text) if line.is_bold or not ours else None
            if typed is None and line.row.is_bold:
                typed = match_heading(line.text, styled=True)
            if typed is not None:
                rank, number, title = typed
                inlines = line.row.inlines(plain=True)
                return _Typed(rank, number, drop_prefix(inlines, len(line.text) - len(title)))
            if not ours and dash is not None:
                return _item(line, *dash, level=marker_level(dash[0]))
        return Paragraph(line.inlines, self._role(line, part))

    def _is_title_below(self, line: Line) -> bool:
        if line.style == names.PART_TITLE:
            return True
        return line.style not in names.HEADING_STYLES and is_capitals(line.text) and match_heading(line.text) is None

    def _give_title(self, part: _Part, inlines: tuple[Inline, ...]) -> None:
        last = part.blocks[-1]
        if isinstance(last, Heading):
            part.blocks[-1] = replace(last, inlines=inlines)
        elif isinstance(last, _Typed):
            last.inlines = inlines

    def _heading(self, line: Line) -> Heading:
        ours = names.is_ours(line.style)
        inlines = line.inlines if ours else line.row.inlines(plain=True)
        level = line.outline or 1
        if line.label is not None and not line.label.is_bullet:
            return Heading(level, line.label.text, inlines)
        found = match_heading(line.text, styled=True)
        if found is not None:
            return Heading(level, found[1], drop_prefix(inlines, len(line.text) - len(found[2])))
        if line.style == names.PART:
            return Heading(level, line.text, ())
        return Heading(level, "", inlines)

    def _own_item(self, line: Line, level: int) -> Block:
        """A list item of ours opens with its marker; where someone took it away the style still says it is one."""
        found = match_marker(line.text)
        marker = found[0] if found else None
        if marker is None and (first := _OWN_MARKER.match(line.text)) is not None:
            marker = first[1]
        if marker is None:
            return ListItem(line.inlines, "-", level)
        rest = line.text[len(marker) :].lstrip()
        return ListItem(drop_prefix(line.inlines, len(line.text) - len(rest)), marker, level)

    def _numbered(self, line: Line, label: Label, part: _Part) -> Block | _Typed:
        """A paragraph whose number Word counts: a heading if it looks like one, else a list item."""
        if part.kind == "body" and not label.is_bullet:
            typed = match_heading(f"{label.text} {line.text}", styled=line.row.is_bold)
            if typed is not None and typed[2] == line.text:
                return _Typed(typed[0], label.text, line.row.inlines(plain=True))
        return ListItem(line.inlines, label.text, label.level)

    def _role(self, line: Line, part: _Part) -> str:
        if line.style == names.BASIS:
            return "basis"
        if line.style in names.BODY_STYLES or line.style == names.SPACER or part.kind != "body":
            return "body"
        if names.is_ours(line.style):
            return line.style
        if line.text.startswith("Căn cứ ") and not part.seen_heading:
            return "basis"
        return "body" if _PLAIN_STYLE.fullmatch(style_key(line.style)) else line.style or "body"

    # Containers

    def _blocks(self, container: etree._Element, kind: str) -> list[Block | _Typed]:
        """The blocks in a note, a cell or a text box."""
        part = _Part(kind)
        for element in block_elements(container):
            if element.tag == f"{W}tbl":
                self._add_table(element, part)
            elif (line := self._line(element, part)) is not None:
                self._add(line, part)
        self._finish(part)
        return part.blocks

    def _finish(self, part: _Part) -> None:
        """The last paragraph cannot run on."""
        if part.carried is not None:
            inlines = part.carried.inlines()
            part.carried = None
            if inlines:
                part.blocks.append(Paragraph(inlines))

    def _note(self, kind: str, id: str) -> tuple[Block, ...] | None:
        """The blocks of a footnote or endnote by its id, or None where there is no such note."""
        if kind not in self._notes:
            root = self._related(f"{kind}s")
            notes = () if root is None else root.iterchildren(f"{W}{kind}")
            self._notes[kind] = {note.get(f"{W}id", ""): note for note in notes}
        note = self._notes[kind].get(id)
        if note is None or self._in_note:
            return None
        self._in_note = True
        inlines, self._inlines = self._inlines, InlineReader(self._styles, self._note)
        try:
            return tuple(_settled(self._blocks(note, "note")))
        finally:
            self._in_note, self._inlines = False, inlines

    # Tables

    def _add_table(self, table: etree._Element, part: _Part) -> None:
        part.waits_for_title = False
        rows = list(table_rows(table))
        ours = style_key(self._styles.name(val(table.find(f"{W}tblPr/{W}tblStyle")))) == style_key(names.TABLE)
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        header_rows = marked.index(False) if False in marked else len(marked)
        if not ours and not header_rows and rows and self._is_bold_row(rows[0]):
            header_rows = 1
        cells = [self._cells(row, plain=at < header_rows and not ours) for at, row in enumerate(rows)]
        if cells:
            part.blocks.append(Table(tuple(cells), header_rows))

    def _cells(self, row: etree._Element, *, plain: bool) -> tuple[Cell, ...]:
        """The cells of a row, those that a merged cell covers being empty, so that columns stay in line."""
        cells = [Cell(())] * _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in unwrapped(row):
            if cell.tag != f"{W}tc":
                continue
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            covered = merged is not None and val(merged, "continue") == "continue"
            blocks = tuple(_settled(self._blocks(cell, "cell")))
            if plain:
                blocks = tuple(_without_bold(block) for block in blocks)
            span = max(_count(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)
            cells.append(Cell(() if covered and not blocks else blocks, span))
            cells += [Cell(())] * (span - 1)
        return tuple(cells)

    def _is_bold_row(self, row: etree._Element) -> bool:
        lines = [line for cell in unwrapped(row) if cell.tag == f"{W}tc" for line in self._lines(cell)]
        return bool(lines) and all(line.is_bold for line in lines)

    def _lines(self, cell: etree._Element) -> Iterator[Line]:
        """The paragraphs of a cell that hold text, without counting lists on."""
        carried: Row | None = None
        for paragraph in cell.iter(f"{W}p"):
            style = val(paragraph.find(f"{W}pPr/{W}pStyle"))
            row = self._inlines.read(paragraph, style)
            row.pieces[:0] = carried.pieces if carried is not None else []
            carried = row if is_deleted(paragraph) else None
            if carried is None and (line := self._looked_at(paragraph, style, row)).text:
                yield line

    def _table_lines(self, table: etree._Element) -> Iterator[tuple[int, Line]]:
        """Every line of text of a table with the column it stands in."""
        for row in table_rows(table):
            cells = [cell for cell in unwrapped(row) if cell.tag == f"{W}tc"]
            for column, cell in enumerate(cells):
                for line in self._lines(cell):
                    yield from ((column, part) for part in line.split())


def _properties(package: Package) -> Properties:
    part = package.related("", "core-properties")
    if part is None:
        return Properties()
    texts = {str(child.tag).rpartition("}")[2]: child.text or "" for child in package.xml(part)}
    created = None
    if found := re.match(r"\d{4}-\d\d-\d\d", texts.get("created", "")):
        try:
            created = date.fromisoformat(found[0])
        except ValueError:
            created = None
    return Properties(normalize(texts.get("title", "")), normalize(texts.get("creator", "")), created)


def _item(line: Line, marker: str, rest: str, *, level: int) -> ListItem:
    return ListItem(drop_prefix(line.inlines, len(line.text) - len(rest)), marker, level)


def block_elements(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, whatever wraps them."""
    for child in unwrapped(container):
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"):
            yield from block_elements(child)


def table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table that are not deleted."""
    for row in unwrapped(table):
        if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None:
            yield row
        elif row.tag == f"{W}customXml":
            yield from table_rows(row)


def _count(element: etree._Element | None, default: int) -> int:
    """A number of columns; the largest table of Word has 63."""
    text = val(element)
    return min(int(text), 63) if text.isdecimal() else default


def _without_bold(block: Block) -> Block:
    if isinstance(block, Paragraph) and len(block.inlines) == 1 and isinstance(block.inlines[0], Strong):
        return replace(block, inlines=block.inlines[0].children)
    return block


def _settled(blocks: list[Block | _Typed]) -> Iterator[Block]:
    """The blocks with a level for every heading: a typed number stands where styled ones of its kind stand."""
    known: dict[int, int] = {}
    ranks: list[int] = []
    for block in blocks:
        if isinstance(block, Heading) and (found := match_heading(f"{block.number} A", styled=True)) is not None:
            known.setdefault(found[0], block.level)
        elif isinstance(block, _Typed):
            ranks.append(block.rank)
    levels = iter(nest_levels(ranks))
    for block in blocks:
        if isinstance(block, _Typed):
            level = next(levels)
            yield Heading(known.get(block.rank, level), block.number, block.inlines)
        else:
            yield block
