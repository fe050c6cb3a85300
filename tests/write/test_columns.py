"""The layout of tables: widths, and what gives way where a table is too wide."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lcdraft.document import Cell, Document, Paragraph, Table, Text
from lcdraft.opc import open_package
from lcdraft.read.docx import read_docx
from lcdraft.wordml import W
from lcdraft.write.columns import lay_out
from lcdraft.write.docx import write_docx
from lcdraft.write.metrics import text_width

TEMPLATE = (Path(__file__).resolve().parents[2] / "templates" / "bao-cao.docx").read_bytes()
A4, LANDSCAPE = 9355, 14287


def table(*rows: tuple[str, ...], widths: tuple[int, ...] = ()) -> Table:
    made = tuple(tuple(Cell((Paragraph((Text(text),)),)) if text else Cell(()) for text in row) for row in rows)
    return Table(made, 1, widths=widths)


def room(text: str, points: int, *, bold: bool = False) -> float:
    return text_width(text, points, bold=bold) * 20


YEARS = tuple(f"Năm {year}" for year in range(2020, 2026))
WIDE = table(
    ("TT", "Chỉ tiêu", "Đơn vị tính", *YEARS, "Kế hoạch giai đoạn", "Thực hiện", "So với kế hoạch (%)", "Ghi chú"),
    ("1", "Thu nhập", "triệu đồng/người/năm", *["2.197.008"] * 6, "1.206.000", "1.071.000", "100,3", "30/6/2023"),
    widths=(4, 32, 10, *[10] * 6, 10, 10, 9, 14),
)


def test_a_table_with_room_keeps_the_usual_letters() -> None:
    layout = lay_out(table(("TT", "Chỉ tiêu", "Số"), ("1", "Bán lẻ", "2.327")), A4)
    assert (layout.is_small, layout.breaks_units, layout.margin) == (False, False, 85)
    assert layout.places == ("center", "", "right")
    assert sum(layout.widths) == A4


def test_wished_shares_are_kept_where_words_fit() -> None:
    layout = lay_out(table(("A", "B", "C"), ("1", "2", "3"), widths=(1, 2, 1)), 4000)
    assert layout.widths == (1000, 2000, 1000)


def test_a_column_whose_words_need_more_takes_it_from_the_others() -> None:
    layout = lay_out(table(("A", "B", "C"), ("1.234.567.890", "2", "3"), widths=(1, 10, 10)), 6000)
    assert layout.widths[0] >= room("1.234.567.890", 12) + 170
    assert abs(layout.widths[1] - layout.widths[2]) <= 1


def test_a_wide_table_gets_smaller_letters_and_no_word_is_broken() -> None:
    layout = lay_out(WIDE, LANDSCAPE)
    assert (layout.is_small, layout.breaks_units) == (True, True)
    texts = ("Chỉ", "đồng/", "2.197.008", "1.206.000", "1.071.000", "30/6/2023")
    for at, text in zip((1, 2, 3, 9, 10, 12), texts, strict=True):
        assert layout.widths[at] >= room(text, 11) + 2 * layout.margin, text
    assert sum(layout.widths) == LANDSCAPE


def test_small_letters_and_breaks_are_written_and_read_back() -> None:
    data = write_docx(Document((WIDE,)), template=TEMPLATE)
    body = open_package(data).xml("word/document.xml")
    styles = {style.get(f"{W}val") for style in body.iter(f"{W}pStyle")}
    assert {"ND30BangNho", "ND30BangNhoDau"} <= styles
    assert "ND30Bang" not in styles
    texts = [leaf.text for leaf in body.iter(f"{W}t")]
    assert "triệu đồng/\u200bngười/\u200bnăm" in texts
    assert "30/6/2023" in texts
    [read] = read_docx(data).blocks
    assert isinstance(read, Table)
    assert read.rows == WIDE.rows


@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "đồng/người/năm", "2.327", "x" * 60]), min_size=1, max_size=20), min_size=1
    ),
    st.integers(1, 20000),
    st.lists(st.integers(0, 40), max_size=20),
)
def test_any_table_fills_its_width(rows: list[list[str]], width: int, wished: list[int]) -> None:
    made = table(*map(tuple, rows), widths=tuple(wished))
    layout = lay_out(made, width)
    count = max(map(len, rows))
    assert len(layout.widths) == len(layout.places) == count
    assert all(share >= 1 for share in layout.widths)
    assert sum(layout.widths) == max(width, sum(layout.widths[:-1]) + 1)
