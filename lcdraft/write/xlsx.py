"""Tables of indicators as an Excel workbook: real numbers in real cells, one sheet per annex.

Every text is written as text, so that nothing typed in a data file can become a formula. openpyxl stamps the
time of saving into the file; the workbook is zipped again with times of ours, so the same tables give the
same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from lcdraft.document import Annex, Properties
from lcdraft.opc import write_package
from lcdraft.tables.model import HEADS, Column, IndicatorTable, RowKind, TableCell, TableRow

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_xlsx"]

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_NO_DATE = date(1980, 1, 1)

_HEAD_ROW = 5
_DIGITS = 15
"""Significant digits that a number of Excel has."""
_FONT = "Times New Roman"
_WIDTHS = (6, 46, 16)
_NUMBER_WIDTH, _TEXT_WIDTH = 13, 30


def write_xlsx(tables: Sequence[IndicatorTable], annexes: Sequence[Annex], properties: Properties) -> bytes:
    """The tables as a workbook; ``annexes`` give each its label, title and reference, in the same order."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    taken: set[str] = set()
    for table, annex in zip(tables, annexes, strict=True):
        sheet = workbook.create_sheet(_sheet_name(annex.label, taken))
        _Sheet(sheet, table, annex).fill()
    created = datetime.combine(properties.created or _NO_DATE, datetime.min.time())
    workbook.properties.title = _clean(properties.title)
    workbook.properties.creator = _clean(properties.author)
    workbook.properties.created = created
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _with_fixed_times(buffer.getvalue(), created)


class _Sheet:
    """Fills one sheet."""

    def __init__(self, sheet: Worksheet, table: IndicatorTable, annex: Annex) -> None:
        self._sheet = sheet
        self._table = table
        self._annex = annex
        self._width = len(HEADS) + len(table.columns)

    def fill(self) -> None:
        self._title()
        self._head()
        for number, row in enumerate(self._table.rows, _HEAD_ROW + 1):
            if row.kind is RowKind.GROUP:
                self._group(number, row)
            else:
                self._values(number, row)
        self._page()

    def _title(self) -> None:
        lines = (
            (self._annex.label, True, False),
            (self._annex.title, True, False),
            (self._annex.reference, False, True),
        )
        for number, (text, bold, italic) in enumerate(lines, 1):
            cell = self._text(number, 1, text)
            cell.font = _font(bold=bold, italic=italic, size=13)
            cell.alignment = _align("center")
            self._sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=self._width)

    def _head(self) -> None:
        heads = (*HEADS, *(column.title for column in self._table.columns))
        for at, head in enumerate(heads, 1):
            cell = self._framed(self._text(_HEAD_ROW, at, head))
            cell.font = _font(bold=True)
            cell.alignment = _align("center")

    def _group(self, number: int, row: TableRow) -> None:
        title = row.name.upper() if row.level == 0 else row.name
        for at, text in ((1, row.ordinal), (2, title), *((at, "") for at in range(3, self._width + 1))):
            cell = self._framed(self._text(number, at, text))
            cell.font = _font(bold=True)
            # Not merged, so that the rows can still be sorted; the title runs on over the empty cells.
            cell.alignment = _align("center" if at == 1 else "left", wrap=False)

    def _values(self, number: int, row: TableRow) -> None:
        bold = row.kind is RowKind.SUBTOTAL
        for at, (text, place) in enumerate(((row.ordinal, "center"), (row.name, "left"), (row.unit, "center")), 1):
            cell = self._framed(self._text(number, at, text))
            cell.font = _font(bold=bold)
            cell.alignment = _align(place, indent=row.level if at == 2 else 0)
        for at, (column, value) in enumerate(zip(self._table.columns, row.cells, strict=True), len(HEADS) + 1):
            cell = self._framed(self._value(number, at, column, value))
            cell.font = _font(bold=bold)

    def _value(self, number: int, at: int, column: Column, value: TableCell) -> Cell:
        if value.value is None or len(value.value.as_tuple().digits) > _DIGITS:
            cell = self._text(number, at, value.text)
            cell.alignment = _align("left" if column.is_text else "right")
            if value.gap:
                from openpyxl.styles import PatternFill

                cell.fill = PatternFill("solid", fgColor="FFFF00")
            return cell
        # Given as digits: openpyxl would print a Decimal as a float of 16 digits, the last of them wrong.
        cell = self._sheet.cell(number, at, format(value.value, "f"))
        cell.data_type = "n"
        cell.number_format = _number_format(value, signed=column.key == "so_cung_ky")
        cell.alignment = _align("right")
        return cell

    def _text(self, row: int, column: int, text: str) -> Cell:
        """A cell with text in it, whatever the text begins with: never a formula, an error or a number."""
        cell: Cell = self._sheet.cell(row, column)
        if text:
            # Excel reads _x0041_ as an escaped letter.
            cell.value = _EXCEL_ESCAPE.sub("_x005F_", _clean(text))
            cell.data_type = "s"
            cell.quotePrefix = text[0] in "=+-@"
        return cell

    def _framed(self, cell: Cell) -> Cell:
        from openpyxl.styles import Border, Side

        line = Side("thin")
        cell.border = Border(line, line, line, line)
        return cell

    def _page(self) -> None:
        """What Excel shows and prints: the head stays, A4, as wide as one page."""
        from openpyxl.utils import get_column_letter

        sheet = self._sheet
        sheet.freeze_panes = f"C{_HEAD_ROW + 1}"
        sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
        sheet.page_setup.orientation = "landscape" if self._annex.landscape else "portrait"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        sheet.oddHeader.center.text = "&P"
        widths = (*_WIDTHS, *(_TEXT_WIDTH if column.is_text else _NUMBER_WIDTH for column in self._table.columns))
        for at, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = width


def _number_format(cell: TableCell, *, signed: bool) -> str:
    """The format that prints the number as the report does: so many decimals, its unit, its sign."""
    digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
    unit = f'" {cell.unit}"' if cell.unit else ""
    return f"+{digits}{unit};-{digits}{unit};{digits}{unit}" if signed else digits + unit


def _font(*, bold: bool = False, italic: bool = False, size: int = 11) -> Any:
    from openpyxl.styles import Font

    return Font(name=_FONT, size=size, bold=bold, italic=italic)


def _align(horizontal: str, *, indent: int = 0, wrap: bool = True) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap, indent=indent)


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _sheet_name(label: str, taken: set[str]) -> str:
    base = _NO_SHEET_NAME.sub(" ", _clean(label)).strip()[: _LONGEST_SHEET_NAME - 4] or "Bảng"
    name, number = base, 2
    while name.lower() in taken:
        name, number = f"{base} {number}", number + 1
    taken.add(name.lower())
    return name


def _with_fixed_times(data: bytes, created: datetime) -> bytes:
    """The same workbook without the time at which it was saved."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stamp = f"{created.isoformat()}Z".encode()
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(lambda found: found[1] + stamp + found[2], parts[core])
    return write_package(parts)
