"""Reading a .docx into a `Layout`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lcdraft.audit.layout import Cell, HeaderPart, Layout, Note, Par, Row, Section, Table, is_composed
from lcdraft.audit.properties import Properties, twips
from lcdraft.audit.runs import RunReader, field_name
from lcdraft.opc import RELATIONSHIP, Package, open_package
from lcdraft.read.docx import block_elements, table_rows
from lcdraft.read.docx_inlines import unwrapped
from lcdraft.read.docx_numbering import ListNumbers
from lcdraft.wordml import W, is_on, val

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["read_layout"]

_R = f"{{{RELATIONSHIP[:-1]}}}"
_REVISIONS = {
    "ins": "đoạn thêm vào (theo dõi thay đổi)",
    "del": "đoạn xóa đi (theo dõi thay đổi)",
    "moveFrom": "đoạn chuyển chỗ (theo dõi thay đổi)",
    "moveTo": "đoạn chuyển chỗ (theo dõi thay đổi)",
    "rPrChange": "thay đổi định dạng (theo dõi thay đổi)",
    "pPrChange": "thay đổi định dạng (theo dõi thay đổi)",
    "commentReference": "bình luận",
    "vanish": "chữ ẩn",
}
_TAGS = re.compile(r"\{\{|\{%|⟦")
_NO_BORDER = ("", "nil", "none")
_CELL_SIDE = 108
_MARGINS = {"top": 1440, "bottom": 1440, "left": 1440, "right": 1440, "gutter": 0, "header": 720, "footer": 720}
"""The page of a document that does not describe one, in twips."""


def read_layout(source: bytes | Path, name: str = "") -> Layout:
    """The layout of a .docx file; ``name`` is how messages call it.

    Raises:
        DocumentError: LC401 to LC403, for what is no sound .docx file.
    """
    return _Reader(open_package(source, name)).layout()


@dataclass(slots=True)
class _State:
    """Where the reading stands: which section, which cell, the table's style."""

    section: int = 0
    cell: Cell | None = None
    table: tuple[str, bool] | None = None
    open_fields: list[list[str]] = field(default_factory=list)


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part()
        numbering = self._related("numbering")
        self._properties = Properties(self._related("styles"), self._related("theme"), numbering)
        self._styles = self._properties.table
        self._numbers = ListNumbers(numbering, self._styles)
        self._pars: list[Par] = []
        self._strange: list[tuple[Par, str]] = []
        self._headers: dict[str, HeaderPart] = {}
        self._in_body = True

    def layout(self) -> Layout:
        """Everything, the body first, since lists count on from part to part."""
        root = self._package.xml(self._main)
        body = root.find(f"{W}body")
        state = _State()
        blocks = [] if body is None else list(self._blocks(body, state))
        self._in_body = False
        settings = self._related("settings")
        layout = Layout(
            self._package.name,
            blocks,
            self._pars,
            self._sections(root),
            [note for kind in ("footnote", "endnote") for note in self._notes(kind)],
            self._properties.language,
            _setting(settings, "evenAndOddHeaders"),
            _setting(settings, "compat/doNotUseHTMLParagraphAutoSpacing"),
            self._revisions(root),
            self._strange,
        )
        for table in layout.tables:
            if table.section < len(layout.sections):
                layout.sections[table.section].has_table = True
        return layout

    def _related(self, kind: str) -> etree._Element | None:
        part = self._package.related(self._main, kind)
        return None if part is None else self._package.xml(part)

    # Blocks

    def _blocks(self, container: etree._Element, state: _State) -> Iterator[Par | Table]:
        for element in block_elements(container):
            if element.tag == f"{W}tbl":
                yield self._table(element, state)
            else:
                yield self._paragraph(element, state)

    def _paragraph(self, element: etree._Element, state: _State) -> Par:
        properties = element.find(f"{W}pPr")
        style = val(element.find(f"{W}pPr/{W}pStyle"))
        table = state.table
        par = Par(
            len(self._pars) + 1 if self._in_body else 0,
            self._styles.name(style),
            (),
            self._properties.format(properties, style, table),
            self._properties.look(element.find(f"{W}pPr/{W}rPr"), style, table),
            section=state.section,
            cell=state.cell,
        )
        RunReader(self._properties, style, table, par, state.open_fields).read(element)
        if par.text:
            par.label = self._numbers.next(element, style)
        if self._in_body:
            self._pars.append(par)
            stored = "".join(text.text or "" for text in element.iter(f"{W}t"))
            if not is_composed(stored):
                self._strange.append((par, stored))
        if properties is not None and properties.find(f"{W}sectPr") is not None:
            par.ends_section = True
            state.section += 1
        return par

    def _table(self, element: etree._Element, state: _State) -> Table:
        style = val(element.find(f"{W}tblPr/{W}tblStyle"))
        section = state.section
        grid = [twips(column.get(f"{W}w")) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        rows: list[Row] = []
        inner: list[Table] = []
        for number, row in enumerate(table_rows(element)):
            inside = _State(state.section, None, (style, number == 0), state.open_fields)
            rows.append(self._row(row, element, grid, inside, inner))
        table = Table(
            tuple(rows), self._styles.name(style) if style else "", section, self._is_bordered(element, style)
        )
        table.inner = tuple(inner)
        for made in rows:
            made.table = table
        return table

    def _row(
        self, element: etree._Element, table: etree._Element, grid: list[int], state: _State, inner: list[Table]
    ) -> Row:
        column = _count(element.find(f"{W}trPr/{W}gridBefore"), 0)
        cells: list[Cell] = []
        for child in unwrapped(element):
            if child.tag != f"{W}tc":
                continue
            span = max(_count(child.find(f"{W}tcPr/{W}gridSpan"), 1), 1)
            merged = child.find(f"{W}tcPr/{W}vMerge")
            covered = merged is not None and val(merged, "continue") == "continue"
            cell = Cell((), self._cell_width(child, table, grid[column : column + span]), column, covered)
            state.cell = cell
            pars: list[Par] = []
            for block in self._blocks(child, state):
                if isinstance(block, Table):
                    inner.append(block)
                else:
                    pars.append(block)
            cell.pars = tuple(pars)
            cells.append(cell)
            column += span
        row = Row(
            tuple(cells),
            is_on(element.find(f"{W}trPr/{W}tblHeader")) is True,
            is_on(element.find(f"{W}trPr/{W}cantSplit")) is True,
        )
        for cell in cells:
            cell.row = row
        return row

    def _cell_width(self, cell: etree._Element, table: etree._Element, columns: list[int]) -> int | None:
        width = cell.find(f"{W}tcPr/{W}tcW")
        whole = 0
        if width is not None and width.get(f"{W}type", "dxa") == "dxa":
            whole = twips(width.get(f"{W}w"))
        whole = whole or sum(columns)
        if not whole:
            return None
        return max(whole - self._cell_side(cell, table, "left") - self._cell_side(cell, table, "right"), 0)

    def _cell_side(self, cell: etree._Element, table: etree._Element, side: str) -> int:
        """The margin inside a cell: its own, the table's, that of the table's style."""
        other = {"left": "start", "right": "end"}[side]
        style = val(table.find(f"{W}tblPr/{W}tblStyle"))
        holders = [cell.find(f"{W}tcPr/{W}tcMar"), table.find(f"{W}tblPr/{W}tblCellMar")]
        if style:
            holders += [styled.find(f"{W}tblPr/{W}tblCellMar") for styled in self._styles.chain(style)]
        for holder in holders:
            for name in (side, other):
                margin = None if holder is None else holder.find(f"{W}{name}")
                if margin is not None:
                    return twips(margin.get(f"{W}w"), _CELL_SIDE)
        return _CELL_SIDE

    def _is_bordered(self, table: etree._Element, style: str) -> bool:
        """True where lines are drawn between its cells."""
        holders = [table.find(f"{W}tblPr/{W}tblBorders")]
        if style:
            holders += [styled.find(f"{W}tblPr/{W}tblBorders") for styled in self._styles.chain(style)]
        for side in ("insideH", "insideV"):
            found = next((b for h in holders if h is not None and (b := h.find(f"{W}{side}")) is not None), None)
            if found is not None and val(found) not in _NO_BORDER:
                return True
        cells = table.iter(f"{W}tcBorders")
        return any(val(border) not in _NO_BORDER for cell in cells for border in cell)

    # Sections, headers, notes

    def _sections(self, root: etree._Element) -> list[Section]:
        holders = (f"{W}pPr", f"{W}body")
        every = root.iter(f"{W}sectPr")
        found = [section for section in every if (above := section.getparent()) is not None and above.tag in holders]
        sections: list[Section] = []
        for number, element in enumerate(found):
            before = sections[-1] if sections else None
            sections.append(self._section(number, element, before))
        return sections or [Section(0, 12240, 15840, _MARGINS)]

    def _section(self, number: int, element: etree._Element, before: Section | None) -> Section:
        size, margins, pages = (element.find(f"{W}{name}") for name in ("pgSz", "pgMar", "pgNumType"))
        start = None if pages is None else pages.get(f"{W}start")
        return Section(
            number,
            12240 if size is None else twips(size.get(f"{W}w")),
            15840 if size is None else twips(size.get(f"{W}h")),
            {
                side: default if margins is None else twips(margins.get(f"{W}{side}"))
                for side, default in _MARGINS.items()
            },
            self._references(element, "header", before.headers if before else {}),
            self._references(element, "footer", before.footers if before else {}),
            is_on(element.find(f"{W}titlePg")) is True,
            "" if pages is None else pages.get(f"{W}fmt", ""),
            None if start is None else twips(start),
            val(element.find(f"{W}type")) == "continuous",
        )

    def _references(
        self, section: etree._Element, kind: str, inherited: dict[str, HeaderPart] | object
    ) -> dict[str, HeaderPart]:
        found = dict(inherited) if isinstance(inherited, dict) else {}
        targets = {id: target for id, _, target in self._package.relations(self._main)}
        for reference in section.iterchildren(f"{W}{kind}Reference"):
            target = targets.get(reference.get(f"{_R}id", ""), "")
            if target in self._package:
                found[reference.get(f"{W}type", "default")] = self._header(target)
        return found

    def _header(self, part: str) -> HeaderPart:
        if part not in self._headers:
            root = self._package.xml(part)
            pars = [par for block in self._blocks(root, _State()) for par in _inside(block)]
            codes = [text.text or "" for text in root.iter(f"{W}instrText")]
            codes += [simple.get(f"{W}instr", "") for simple in root.iter(f"{W}fldSimple")]
            has_page = any(field_name(code) == "PAGE" for code in codes)
            self._headers[part] = HeaderPart(part, tuple(pars), has_page)
        return self._headers[part]

    def _notes(self, kind: str) -> Iterator[Note]:
        root = self._related(f"{kind}s")
        for note in () if root is None else root.iterchildren(f"{W}{kind}"):
            if note.get(f"{W}type", "normal") == "normal":
                pars = [par for block in self._blocks(note, _State()) for par in _inside(block)]
                yield Note(note.get(f"{W}id", ""), kind, tuple(pars))

    def _revisions(self, main: etree._Element) -> dict[str, str]:
        """Marks of work in progress in the parts that are printed: what they are -> the part."""
        found: dict[str, str] = {}
        kinds = ("header", "footer", "footnotes", "endnotes")
        names = [target for _, kind, target in self._package.relations(self._main) if kind in kinds]
        roots = [(self._main, main), *((name, self._package.xml(name)) for name in names if name in self._package)]
        for name, root in roots:
            for element in root.iter():
                tag = str(element.tag).removeprefix(W)
                if tag in _REVISIONS and not (tag == "vanish" and (is_on(element) is not True or _is_mark(element))):
                    found.setdefault(_REVISIONS[tag], name)
                elif tag == "t" and (tagged := _TAGS.search(element.text or "")):
                    found.setdefault(f"thẻ của tệp mẫu “{tagged[0]}”", name)
        return found


def _inside(block: Par | Table) -> Iterator[Par]:
    if isinstance(block, Par):
        yield block
    else:
        yield from block.pars


def _is_mark(element: etree._Element) -> bool:
    """True for what is said of a paragraph's mark, or in a style, and not of text."""
    parent = element.getparent()
    holder = None if parent is None else parent.getparent()
    return holder is None or holder.tag != f"{W}r"


def _setting(settings: etree._Element | None, path: str) -> bool:
    found = None if settings is None else settings.find("/".join(f"{W}{step}" for step in path.split("/")))
    return is_on(found) is True


def _count(element: etree._Element | None, default: int) -> int:
    text = val(element)
    return min(int(text), 63) if text.isdecimal() else default
