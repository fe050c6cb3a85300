"""A document as Markdown: the text that git, reviewers and `lcdraft.read.markdown` read.

One paragraph is one line, so that a diff shows sentences and not line breaks. Numbers are printed as in the
report, notes are reference notes collected at the end. Letterhead and signature are tables as they are on
paper, known again by "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" and "Nơi nhận". An annex begins with a paragraph
whose first line is "**Phụ lục**".

Not kept: where a figure came from, heading ids, the file's properties, and what paragraph roles say other
than "basis" before the first heading; of tables, alignment and covered cells; whether an annex lies on its
side. A table inside a table cell becomes text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lcdraft.document import (
    Annex,
    Block,
    Cell,
    Document,
    Emphasis,
    Heading,
    Inline,
    Letterhead,
    ListItem,
    Paragraph,
    Signature,
    Strong,
    Table,
    Text,
)
from lcdraft.frame import ADDRESSEES, MOTTO, RECIPIENTS, STATE, is_annex_label, list_lines
from lcdraft.inlines import tidy_inlines
from lcdraft.read.frame import ANNEX_OPENING
from lcdraft.write.markdown_inline import (
    Marks,
    entity,
    escape,
    guard_heading,
    guard_item,
    guard_marker,
    render_inlines,
)

__all__ = ["write_markdown"]

_DEEPEST_HEADING = 6
_MARKDOWN_MARKER = re.compile(r"[-+*]|\d{1,9}[.)]")
_DELIMITER_CELL = "---"
_OPENS_BLOCK = re.compile(r" *(?:[-+*]|\d+[.)]) |\||    ")
_SHALLOW = ("- ", "+ ", "* ", "  - ", "  + ", "  * ")


def write_markdown(document: Document) -> str:
    """The document as Markdown, ending in a line end; the same document gives the same text."""
    parts_of_text = (document.blocks, *(annex.blocks for annex in document.annexes))
    writer = _Writer(has_headings=any(isinstance(block, Heading) for blocks in parts_of_text for block in blocks))
    parts: list[str] = []
    if document.letterhead is not None:
        parts += _letterhead(document.letterhead)
    parts += writer.blocks(document.blocks)
    if document.signature is not None:
        parts.append(_signature(document.signature))
    for annex in document.annexes:
        parts += writer.annex(annex)
    parts += writer.notes()
    return "\n\n".join(part for part in parts if part) + "\n"


class _Writer:
    """Writes blocks, and gathers the notes that stand in them."""

    def __init__(self, *, has_headings: bool) -> None:
        self._marks = Marks()
        self._has_headings = has_headings
        self._before_headings = True

    def blocks(self, blocks: Sequence[Block]) -> list[str]:
        """One part per block; list items that follow each other share a part."""
        parts: list[str] = []
        in_list = False
        for block in blocks:
            part = self._block(block)
            if not part:
                continue
            is_bullet = isinstance(block, ListItem) and block.marker in ("-", "+", "*")
            if is_bullet and in_list:
                parts[-1] += f"\n{part}"
            else:
                parts.append(part)
            # Markdown takes the line after a deeply indented item for its continuation if no blank line parts them.
            in_list = is_bullet and (in_list or part.startswith(_SHALLOW))
        return parts

    def annex(self, annex: Annex) -> list[str]:
        """The opening of an annex and its blocks."""
        self._before_headings = False
        lines = [_bold(annex.label), _bold(annex.title), _italic(annex.reference)]
        while len(lines) > 2 and not lines[-1]:
            lines.pop()
        return ["<br>".join(lines), *self.blocks(annex.blocks)]

    def notes(self) -> list[str]:
        """The definitions of all notes, in the order of their marks."""
        self._before_headings = False
        definitions = []
        number = 0
        while number < len(self._marks.notes):
            note = self._marks.notes[number]
            number += 1
            parts = self.blocks(note.blocks)
            if parts and _OPENS_BLOCK.match(parts[0]):
                parts.insert(0, "")
            lines = "\n\n".join(parts).split("\n")
            indented = "\n".join([lines[0], *(f"    {line}" if line else "" for line in lines[1:])])
            blank = " " if lines[0] else ""
            definitions.append(f"[^{number}]:{blank}{indented}")
        return definitions

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                self._before_headings = False
                return self._heading(block)
            case Paragraph(inlines, role):
                return self._paragraph(tidy_inlines(inlines, merge_spans=True), role)
            case ListItem():
                return self._item(block)
            case Table():
                return self._table(block)

    def _heading(self, heading: Heading) -> str:
        title = self._inlines(heading.inlines)
        if title.endswith("#"):
            title = f"{title[:-1]}\\#"
        if not heading.number:
            label, title = "", guard_heading(title, styled=True)
        else:
            stop = "" if heading.number[-1] in ".)/" or not title else "."
            label = escape(heading.number) + stop
        return " ".join(part for part in ("#" * min(max(heading.level, 1), _DEEPEST_HEADING), label, title) if part)

    def _paragraph(self, inlines: tuple[Inline, ...], role: str) -> str:
        if not inlines:
            return ""
        if not self._before_headings:
            return self._guarded(inlines, guard_marker(render_inlines(inlines, self._marks)))
        if role == "basis":
            whole = tidy_inlines([Emphasis(inlines)])
            return guard_marker(render_inlines(whole, self._marks))
        line = guard_marker(render_inlines(inlines, self._marks))
        if len(inlines) == 1 and isinstance(inlines[0], Emphasis):
            # A legal basis ends in "_": the blank that nobody sees tells this paragraph from one.
            return line + entity(" ")
        line = re.sub(r"\A([*_]*)C(?=ăn cứ )", lambda found: found[1] + entity("C"), line)
        return self._guarded(inlines, line)

    def _guarded(self, inlines: tuple[Inline, ...], line: str) -> str:
        """The line so that it is not taken for the opening of an annex, nor for a heading typed in bold."""
        opening = ANNEX_OPENING.match(line)
        if opening and is_annex_label(opening[1]):
            line = f"**{entity(line[2])}{line[3:]}"
        return self._guard_typed_heading(inlines, line)

    def _guard_typed_heading(self, inlines: tuple[Inline, ...], line: str) -> str:
        """In a text without headings, the reader takes a line in bold such as "**I. KINH TẾ**" for one."""
        if self._has_headings or len(inlines) != 1 or not isinstance(inlines[0], Strong):
            return line
        return f"**{guard_heading(line[2:-2], styled=False)}**"

    def _item(self, item: ListItem) -> str:
        line = self._inlines(item.inlines)
        if not line:
            return ""
        indent = "  " * (item.level - 1)
        if _MARKDOWN_MARKER.fullmatch(item.marker):
            return f"{indent}{item.marker} {guard_item(line)}"
        return f"{indent}{escape(item.marker)} {line}".rstrip()

    def _table(self, table: Table) -> str:
        width = max((len(row) for row in table.rows), default=0)
        if not width:
            return ""
        delimiter = _row([_DELIMITER_CELL] * width)
        cells = [[*(self._cell(cell) for cell in row), *[""] * (width - len(row))] for row in table.rows]
        lines = [_row(row) for row in cells]
        bare_head = table.header_rows == 0 or not any(cells[0])
        if bare_head:
            lines.insert(0, _row([""] * width))
        lines.insert(1, delimiter)
        if table.header_rows > (0 if bare_head else 1):
            lines.insert(min(table.header_rows, len(table.rows)) + (2 if bare_head else 1), delimiter)
        return "\n".join(lines)

    def _cell(self, cell: Cell) -> str:
        return "<br>".join(line for block in cell.blocks if (line := self._cell_line(block)))

    def _cell_line(self, block: Block) -> str:
        match block:
            case Heading(number=number, inlines=inlines):
                return self._inlines((Strong((Text(f"{number} "), *inlines)),), in_cell=True)
            case Paragraph(inlines):
                return guard_marker(self._inlines(inlines, in_cell=True))
            case ListItem(inlines, marker):
                line = self._inlines(inlines, in_cell=True)
                return f"{escape(marker, in_cell=True)} {line}" if line else ""
            case Table(rows):
                return "<br>".join(" – ".join(self._cell(cell) for cell in row) for row in rows)

    def _inlines(self, inlines: Iterable[Inline], *, in_cell: bool = False) -> str:
        return render_inlines(tidy_inlines(inlines, merge_spans=True), self._marks, in_cell=in_cell)


def _letterhead(letterhead: Letterhead) -> list[str]:
    agency = [*map(_plain, letterhead.superior), *map(_bold, letterhead.agency)]
    head = [
        _row(["<br>".join(agency), f"{_bold(STATE)}<br>{_bold(MOTTO)}"]),
        _row([_DELIMITER_CELL] * 2),
        _row([_plain(letterhead.number), _italic(letterhead.place_date)]),
    ]
    # The line break stands there even without a subject, so that a bold first paragraph is not taken for one.
    parts = ["\n".join(head), f"{_bold(letterhead.kind)}<br>{_bold(letterhead.subject)}"]
    if len(letterhead.addressees) == 1:
        parts.append(f"{ADDRESSEES} {_plain(letterhead.addressees[0])}")
    elif letterhead.addressees:
        parts.append("<br>".join([ADDRESSEES, *map(escape, list_lines(letterhead.addressees))]))
    return parts


def _signature(signature: Signature) -> str:
    recipients = [_bold(RECIPIENTS), *(escape(line, in_cell=True) for line in list_lines(signature.recipients))]
    return "\n".join(
        [
            _row(["<br>".join(recipients), "<br>".join(map(_bold, signature.authority))]),
            _row([_DELIMITER_CELL] * 2),
            _row(["", _bold(signature.name)]),
        ]
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    return escape(text.strip(), in_cell=True)


def _bold(text: str) -> str:
    return f"**{_plain(text)}**" if text.strip() else ""


def _italic(text: str) -> str:
    return f"_{_plain(text)}_" if text.strip() else ""
