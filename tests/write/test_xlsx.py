"""The workbook of tables, opened again with openpyxl and as XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lcdraft.document import Annex, Properties
from lcdraft.render import Rendering
from lcdraft.tables.model import Column, IndicatorTable, RowKind, TableCell, TableRow
from lcdraft.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from tests.conftest import Workspace

PROPERTIES = Properties("Chỉ tiêu", "UBND xã Mẫu", date(2025, 6, 14))
COLUMNS = (
    Column("thuc_hien", "Thực hiện"),
    Column("so_ke_hoach", "So với kế hoạch (%)", "%"),
    Column("so_cung_ky", "Tăng, giảm so với cùng kỳ (%)", "%"),
    Column("ghi_chu", "Ghi chú", is_text=True),
)


def row(name: str, *cells: TableCell, unit: str = "tỷ đồng", level: int = 0) -> TableRow:
    full = (*cells, *(TableCell(),) * (len(COLUMNS) - len(cells)))
    return TableRow(RowKind.INDICATOR, "1", name, level, unit, full, "x")


def number(text: str, value: str, decimals: int = 0, unit: str = "") -> TableCell:
    return TableCell(text, Decimal(value), decimals, unit)


def workbook_of(*rows: TableRow, annex: Annex | None = None) -> Workbook:
    return load_workbook(io.BytesIO(made(*rows, annex=annex)))


def made(*rows: TableRow, annex: Annex | None = None) -> bytes:
    table = IndicatorTable("chinh", "Chỉ tiêu", COLUMNS, rows, Decimal(50))
    return write_xlsx([table], [annex or Annex("Phụ lục", "CHỈ TIÊU", "(Kèm theo)", landscape=True)], PROPERTIES)


def sheet_of(*rows: TableRow) -> Worksheet:
    return workbook_of(*rows).worksheets[0]


def test_numbers_are_numbers_with_the_decimals_that_the_report_prints() -> None:
    sheet = sheet_of(
        row("Bán lẻ", number("2.327,50", "2327.50", 2), number("47,6", "47.6", 1), number("+2", "2")),
        row("Rừng", number("28,34", "28.34", 2), TableCell(), number("-0,41 điểm %", "-0.41", 2, "điểm %"), unit="%"),
    )
    first, second = ([sheet.cell(at, column) for column in range(4, 8)] for at in (6, 7))
    assert [cell.value for cell in first] == [2327.5, 47.6, 2, None]
    assert [cell.data_type for cell in first[:3]] == ["n", "n", "n"]
    assert [cell.number_format for cell in first[:3]] == ["#,##0.00", "#,##0.0", "+#,##0;-#,##0;#,##0"]
    assert [cell.value for cell in second] == [28.34, None, -0.41, None]
    assert second[2].number_format == '+#,##0.00" điểm %";-#,##0.00" điểm %";#,##0.00" điểm %"'
    assert all(cell.alignment.horizontal == "right" for cell in first[:3])


@given(st.decimals(-(10**9), 10**9, places=4))
@settings(max_examples=60)
def test_a_cell_holds_exactly_the_decimal(value: Decimal) -> None:
    xml = sheet_xml(made(row("Một", TableCell(str(value), value, 4))))
    found = re.search(r'<c r="D6"[^>]*><v>([^<]*)</v>', xml)
    assert found is not None
    assert Decimal(found[1]) == value


def test_a_number_longer_than_excel_keeps_is_text() -> None:
    cell = sheet_of(row("Một", TableCell("12.345.678.901.234.567", Decimal("12345678901234567")))).cell(6, 4)
    assert (cell.value, cell.data_type) == ("12.345.678.901.234.567", "s")


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "#N/A",
    "#REF!",
    "1e5",
    "TRUE",
    "'x",
    "_x0041_",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_an_error_or_a_number(text: str) -> None:
    data = made(row(text, TableCell(text), unit=text), annex=Annex(text, text, text))
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    places = ["A1", "A2", "A3", "B6", "C6", "D6"]
    shown = text.replace("_x", "_x005F_x")  # so that Excel shows "_x0041_" and not "A"
    assert [sheet[place].value for place in places] == [shown] * len(places)
    assert {sheet[place].data_type for place in places} == {"s"}
    assert "<f>" not in sheet_xml(data)
    assert all(sheet[place].quotePrefix == (text[0] in "=+-@") for place in places)


@given(st.text(min_size=1, max_size=20))
@settings(max_examples=100)
def test_any_name_is_kept_as_text(name: str) -> None:
    data = made(row(name))
    cell = load_workbook(io.BytesIO(data)).worksheets[0]["B6"]
    unwritable = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
    assert cell.value == unwritable.sub("\ufffd", name)
    assert cell.data_type == "s"
    assert "<f>" not in sheet_xml(data)


def test_the_page_prints_on_its_side_with_the_head_repeated() -> None:
    sheet = sheet_of(row("Một"))
    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["D"].width
    assert [sheet.cell(5, at).value for at in range(1, 8)] == [
        "TT",
        "Chỉ tiêu",
        "Đơn vị tính",
        *(c.title for c in COLUMNS),
    ]
    assert sheet["B5"].font.bold


def test_groups_subtotals_parts_and_gaps_look_different() -> None:
    sheet = sheet_of(
        TableRow(RowKind.GROUP, "I", "Kinh tế"),
        row("Phần", TableCell("[…]", gap=True), level=1),
        TableRow(RowKind.SUBTOTAL, "", "Cộng", cells=(TableCell(),) * 4),
    )
    assert (sheet["B6"].value, sheet["B6"].font.bold) == ("KINH TẾ", True)
    assert sheet["B7"].alignment.indent == 1
    assert (sheet["D7"].value, sheet["D7"].fill.fgColor.rgb) == ("[…]", "00FFFF00")
    assert sheet["B8"].font.bold


def test_sheets_are_named_after_their_annex() -> None:
    table = IndicatorTable("x", "X", COLUMNS, (), Decimal(50))
    annexes = [Annex("Phụ lục I", "A"), Annex("Phụ lục I", "B"), Annex("a/b:c*?[d]" + "x" * 40, "C"), Annex("", "D")]
    workbook = load_workbook(io.BytesIO(write_xlsx([table] * 4, annexes, PROPERTIES)))
    assert workbook.sheetnames[:2] == ["Phụ lục I", "Phụ lục I 2"]
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in workbook.sheetnames)


def test_the_same_tables_give_the_same_bytes_without_the_clock() -> None:
    data = made(row("Một"))
    assert data == made(row("Một"))
    properties = load_workbook(io.BytesIO(data)).properties
    assert (properties.created, properties.modified) == (datetime(2025, 6, 14), datetime(2025, 6, 14))
    assert (properties.title, properties.creator) == ("Chỉ tiêu", "UBND xã Mẫu")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_sample_keeps_every_number(sample_rendering: Rendering) -> None:
    assert sample_rendering.document is not None
    data = write_xlsx(sample_rendering.tables, sample_rendering.document.annexes, PROPERTIES)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    [table] = sample_rendering.tables
    numbers = 0
    for at, found in enumerate(table.rows, 6):
        assert sheet.cell(at, 1).value == (found.ordinal or None)
        for column, cell in enumerate(found.cells, 4):
            value = sheet.cell(at, column).value
            if cell.value is None:
                assert value == (cell.text or None)
            else:
                assert Decimal(str(value)) == cell.value
                numbers += 1
    assert numbers > 150


def test_a_malicious_name_in_the_catalogue(new_workspace: Callable[..., Workspace]) -> None:
    from lcdraft.workspace import load_workspace

    annex = "tieu_de: A\nnhom:\n  - ten: Một\n    chi_tieu: [don_thu]\n"
    workspace = new_workspace({"data/phu-luc/chinh.yaml": annex})
    workspace.change("data/chi-tieu.yaml", "ten: Số đơn tiếp nhận", "ten: \"=cmd|'/c calc'!A1\"")
    data, _ = load_workspace(workspace.root).table("6-thang-2025", "xlsx", ["chinh"])
    cell = load_workbook(io.BytesIO(data)).worksheets[0]["B7"]
    assert (cell.value, cell.data_type) == ("=cmd|'/c calc'!A1", "s")


def sheet_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()
