"""Which figures changed, by how much, and what they are said to count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.anchors import NOTE
from lcdraft.diff.figures import Found, figures_of
from lcdraft.diff.lines import Drawn
from lcdraft.diff.model import CELL, FigureChange, Line, LineKind, Piece, Row, Status
from lcdraft.diff.quantities import figures_in
from lcdraft.document import Origin

TOKEN = re.compile(r"\[…\]|\d+(?:[.,]\d+)*(?:/[\w.,-]+)*|\w+|\s+|.", re.DOTALL)


def pieces_of(old: str, new: str) -> Iterator[Piece]:
    """What changed between two texts, word by word."""
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Status.EQUAL, "".join(now[c:d]))
            continue
        if b > a:
            yield Piece(Status.REMOVED, "".join(was[a:b]))
        if d > c:
            yield Piece(Status.ADDED, "".join(now[c:d]))


def row_of(old: str, new: str, kind: LineKind = LineKind.PARAGRAPH, **more: int) -> Row:
    lines = [Line(kind, text, where="II.1", **more) for text in (old, new)]
    return Row(Status.CHANGED, lines[0], lines[1], tuple(pieces_of(old, new)))


def found_in(old: str, new: str, kind: LineKind = LineKind.PARAGRAPH) -> Found:
    return figures_of([row_of(old, new, kind)], (), ())


def shown(figure: FigureChange) -> str:
    """A figure as the issue writes it."""
    glue = "" if figure.unit[:1] in ("%", "‰", "") else " "
    change = f"{figure.old} → {figure.new}{glue}{figure.unit}"
    words = " ".join(filter(None, (figure.prefix, change, figure.suffix)))
    differences = "; ".join(filter(None, (figure.delta, figure.percent)))
    return f"{figure.name}: {words}" + (f" ({differences})" if differences else "")


SENTENCES = [
    pytest.param(
        "Tổng mức bán lẻ hàng hóa ước đạt 2.327 tỷ đồng, tăng 2% so với cùng kỳ năm 2024, đạt 47,6% kế hoạch giao.",
        "Tổng mức bán lẻ hàng hóa ước đạt 2.410 tỷ đồng, tăng 6% so với cùng kỳ năm 2024, đạt 49,3% kế hoạch giao.",
        [
            "Tổng mức bán lẻ hàng hóa: ước đạt 2.327 → 2.410 tỷ đồng (+83; +3,6%)",
            "Tổng mức bán lẻ hàng hóa: tăng 2 → 6% so với cùng kỳ năm 2024 (+4 điểm phần trăm)",
            "Tổng mức bán lẻ hàng hóa: đạt 47,6 → 49,3% kế hoạch giao (+1,7 điểm phần trăm)",
        ],
        id="value-growth-plan",
    ),
    pytest.param(
        "Giá trị sản xuất tăng 2% so với cùng kỳ năm 2024.",
        "Giá trị sản xuất giảm 3% so với cùng kỳ năm 2024.",
        ["Giá trị sản xuất: tăng 2% → giảm 3% so với cùng kỳ năm 2024 (−5 điểm phần trăm)"],
        id="turned-round",
    ),
    pytest.param(
        "Thu ngân sách tăng 5% so với cùng kỳ.",
        "Thu ngân sách giảm 5% so với cùng kỳ.",
        ["Thu ngân sách: tăng 5% → giảm 5% so với cùng kỳ (−10 điểm phần trăm)"],
        id="turned-round-same-number",
    ),
    pytest.param(
        "Tai nạn giao thông xảy ra 12 vụ, giảm 03 vụ so với cùng kỳ.",
        "Tai nạn giao thông xảy ra 14 vụ, giảm 01 vụ so với cùng kỳ.",
        [
            "Tai nạn giao thông xảy ra: 12 → 14 vụ (+2; +16,7%)",
            "Tai nạn giao thông xảy ra: giảm 03 → 01 vụ so với cùng kỳ (+2; +66,7%)",
        ],
        id="smaller-fall",
    ),
    pytest.param(
        "Tổng thu ngân sách đạt 2.327 tỷ đồng.",
        "Tổng thu ngân sách đạt 2.410.000 triệu đồng.",
        ["Tổng thu ngân sách: đạt 2.327 tỷ đồng → 2.410.000 triệu đồng (+83.000 triệu đồng; +3,6%)"],
        id="other-unit-of-money",
    ),
    pytest.param(
        "Kinh phí hỗ trợ 65 triệu đồng.",
        "Kinh phí hỗ trợ 65 tỷ đồng.",
        ["Kinh phí hỗ trợ: 65 triệu đồng → 65 tỷ đồng (+64,935 tỷ đồng; +99.900%)"],
        id="same-number-other-unit",
    ),
    pytest.param(
        "Phạt vi phạm hành chính 68,3 trđ.",
        "Phạt vi phạm hành chính 70 triệu đồng.",
        ["Phạt vi phạm hành chính: 68,3 → 70 triệu đồng (+1,7; +2,5%)"],
        id="unit-in-short",
    ),
    pytest.param(
        "Có 27/28 trường chuẩn quốc gia, đạt tỷ lệ 96,4%.",
        "Có 28/28 trường chuẩn quốc gia, đạt tỷ lệ 100%.",
        [
            "Có: 27/28 → 28/28 trường (+1; +3,7%)",
            "Có: đạt tỷ lệ 96,4 → 100% (+3,6 điểm phần trăm)",
        ],
        id="fraction",
    ),
    pytest.param(
        "Diện tích 186/110ha, đạt 169,1%KH năm.",
        "Diện tích 190/112ha, đạt 169,6%KH năm.",
        ["Diện tích: 186/110 → 190/112 ha", "Diện tích: đạt 169,1 → 169,6% KH năm (+0,5 điểm phần trăm)"],
        id="fraction-of-another-whole",
    ),
    pytest.param(
        "Thiệt hại trên 2.000 con gia cầm.",
        "Thiệt hại khoảng 2.150 con gia cầm.",
        ["Thiệt hại: trên 2.000 → khoảng 2.150 con (+150; +7,5%)"],
        id="estimates",
    ),
    pytest.param("Thành lập 02 xã.", "Thành lập 03 xã.", ["Thành lập: 02 → 03 xã (+1; +50%)"], id="padded"),
    pytest.param("Thành lập 02 xã.", "Thành lập 2 xã.", [], id="padding-is-spelling"),
    pytest.param(
        "Công nhận 3-4 sao cho sản phẩm.",
        "Công nhận 3-5 sao cho sản phẩm.",
        ["Công nhận: 3-4 → 3-5 sao"],
        id="range",
    ),
    pytest.param(
        "Thu đạt 53,9% so với kế hoạch tỉnh và 53,5% Nghị quyết HĐND thành phố giao.",
        "Thu đạt 55,1% so với kế hoạch tỉnh và 54,7% Nghị quyết HĐND thành phố giao.",
        [
            "Thu: đạt 53,9 → 55,1% so với kế hoạch tỉnh (+1,2 điểm phần trăm)",
            "Thu: 53,5 → 54,7% Nghị quyết HĐND thành phố giao (+1,2 điểm phần trăm)",
        ],
        id="two-authorities",
    ),
    pytest.param(
        "Tỷ lệ tăng dân số tự nhiên 8,16%o, vượt 1,4%o kế hoạch.",
        "Tỷ lệ tăng dân số tự nhiên 8,20%o, vượt 1,3%o kế hoạch.",
        [
            "Tỷ lệ tăng dân số tự nhiên: 8,16 → 8,20%o (+0,04 điểm phần nghìn)",
            "Tỷ lệ tăng dân số tự nhiên: vượt 1,4 → 1,3%o kế hoạch (−0,1 điểm phần nghìn)",
        ],
        id="per-mille",
    ),
    pytest.param(
        "Năng suất 37,6 tạ/ha; thu nhập 65 triệu đồng/người/năm.",
        "Năng suất 38 tạ/ha; thu nhập 66,5 triệu đồng/người/năm.",
        [
            "Năng suất: 37,6 → 38 tạ/ha (+0,4; +1,1%)",
            "Thu nhập: 65 → 66,5 triệu đồng/người/năm (+1,5; +2,3%)",
        ],
        id="per-what",
    ),
    pytest.param(
        "Doanh thu ước đạt […] tỷ đồng.",
        "Doanh thu ước đạt 37 tỷ đồng.",
        ["Doanh thu: ước đạt […] → 37 tỷ đồng"],
        id="a-gap-filled",
    ),
    pytest.param(
        "Khách đạt 260 nghìn lượt khách.",
        "Khách đạt 271.500 lượt khách.",
        ["Khách: đạt 260 nghìn lượt khách → 271.500 lượt khách (+11.500 lượt khách; +4,4%)"],
        id="thousands-in-words",
    ),
    pytest.param(
        "Số hộ nghèo giảm từ 235 hộ xuống 217 hộ, còn 1,83%.",
        "Số hộ nghèo giảm từ 235 hộ xuống 210 hộ, còn 1,77%.",
        [
            "Số hộ nghèo: xuống 217 → 210 hộ (−7; −3,2%)",
            "Số hộ nghèo: còn 1,83 → 1,77% (−0,06 điểm phần trăm)",
        ],
        id="down-to",
    ),
    pytest.param(
        f"Rừng{NOTE[0]}Trong đó: Rừng tự nhiên 2.455ha; rừng trồng 200,3ha.{NOTE[1]} được bảo vệ.",
        f"Rừng{NOTE[0]}Trong đó: Rừng tự nhiên 2.460ha; rừng trồng 200,3ha.{NOTE[1]} được bảo vệ.",
        ["Rừng tự nhiên: 2.455 → 2.460 ha (+5; +0,2%)"],
        id="in-a-note",
    ),
    pytest.param(
        "Thu hồi 03 lượt = 7 người = 3 vụ việc.",
        "Thu hồi 04 lượt = 8 người = 3 vụ việc.",
        ["Thu hồi: 03 → 04 lượt (+1; +33,3%)", "Thu hồi: 7 → 8 người (+1; +14,3%)"],
        id="counted-twice",
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), SENTENCES)
def test_figures_of_a_sentence(old: str, new: str, expected: list[str]) -> None:
    assert [shown(figure) for figure in found_in(old, new).figures] == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Thực hiện Kế hoạch số 617/KH-UBND.", "Thực hiện Kế hoạch số 618/KH-UBND."),
        ("Theo Nghị định 30/2020/NĐ-CP.", "Theo Nghị định 78/2025/NĐ-CP."),
        ("Tính đến ngày 14/6/2025.", "Tính đến ngày 15/6/2025."),
        ("Tính đến 30/6 đã hoàn thành.", "Tính đến 25/6 đã hoàn thành."),
        ("Trong 6 tháng đầu năm 2025.", "Trong 9 tháng đầu năm 2024."),
        ("So với tháng 6/2022 tăng.", "So với tháng 7/2022 tăng."),
        ("Quý 2 năm 2025 và quý 3.", "Quý 3 năm 2025 và quý 4."),
        ("Giai đoạn 2021-2025.", "Giai đoạn 2026-2030."),
        ("Luật số 59/2020/QH14.", "Luật số 60/2020/QH15."),
        ("Tỷ lệ 1/500 và trực 24/24 giờ.", "Tỷ lệ 1/2000 và trực 24/7 giờ."),
        ("Phòng chống COVID-19, quốc lộ 32.", "Phòng chống COVID-20, quốc lộ 4."),
        ("Hoàn thành 12 hộ.", "Hoàn thành 15 xã."),
        ("Học sinh lớp 4, tổ 12.", "Học sinh lớp 5, tổ 13."),
        ("Kết quả: (1) thu; (2) chi.", "Kết quả: (2) thu; (3) chi."),
        ("Cuộc họp lúc 7h30.", "Cuộc họp lúc 8h00."),
    ],
)
def test_numbers_that_are_no_figures(old: str, new: str) -> None:
    assert found_in(old, new).figures == ()


def test_a_line_without_a_partner_has_no_changed_figures() -> None:
    line = Line(LineKind.PARAGRAPH, "Thu 12 tỷ đồng.")
    rows = [
        Row(Status.ADDED, None, line, (Piece(Status.ADDED, line.text),)),
        Row(Status.REMOVED, line, None, (Piece(Status.REMOVED, line.text),)),
    ]
    assert figures_of(rows, (), ()).figures == ()


def test_letterheads_and_legal_bases_have_no_figures() -> None:
    for kind in (LineKind.FRAME, LineKind.BASIS):
        assert found_in("Số: 12 hộ", "Số: 15 hộ", kind).figures == ()


def test_pieces_are_cut_where_a_figure_begins_and_ends() -> None:
    old, new = "Thu đạt 12 tỷ đồng và 5 xã.", "Thu đạt 15 tỷ đồng và 6 xã."
    line = [Line(LineKind.PARAGRAPH, text) for text in (old, new)]
    coarse = (
        Piece(Status.EQUAL, "Thu đạt "),
        Piece(Status.REMOVED, "12 tỷ đồng và 5"),
        Piece(Status.ADDED, "15 tỷ đồng và 6"),
        Piece(Status.EQUAL, " xã."),
    )
    found = figures_of([Row(Status.CHANGED, line[0], line[1], coarse)], (), ())
    marked = [(piece.text, piece.figure) for piece in found.rows[0].pieces if piece.figure is not None]
    assert marked == [("12", 0), ("5", 1), ("15", 0), ("6", 1)]
    for own, text in ((Status.REMOVED, old), (Status.ADDED, new)):
        assert "".join(piece.text for piece in found.rows[0].pieces if piece.status in (Status.EQUAL, own)) == text


def test_a_number_that_stays_is_marked_where_its_direction_turned() -> None:
    row = found_in("Thu tăng 5% so với cùng kỳ.", "Thu giảm 5% so với cùng kỳ.").rows[0]
    assert [(piece.status, piece.text) for piece in row.pieces if piece.figure == 0] == [
        (Status.REMOVED, "tăng"),
        (Status.ADDED, "giảm"),
        (Status.EQUAL, "5"),
    ]


def test_a_cell_is_named_by_its_row_and_column() -> None:
    head = Line(
        LineKind.ROW,
        CELL.join(("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "So sánh (%)")),
        block=4,
        row=1,
        header=True,
    )
    old = CELL.join(("1", "Tổng mức bán lẻ", "tỷ đồng", "4.889", "47,6"))
    new = CELL.join(("2", "Tổng mức bán lẻ", "tỷ đồng", "4.900", "47,5"))
    rows = [Row(Status.EQUAL, head, head, ()), row_of(old, new, LineKind.ROW, block=4, row=2)]
    assert [shown(figure) for figure in figures_of(rows, (), ()).figures] == [
        "Tổng mức bán lẻ: Kế hoạch 4.889 → 4.900 tỷ đồng (+11; +0,2%)",
        "Tổng mức bán lẻ: So sánh (%) 47,6 → 47,5% (−0,1 điểm phần trăm)",
    ]


def test_an_origin_gives_the_name_of_the_indicator() -> None:
    row = row_of("Doanh thu ước đạt 37 tỷ đồng.", "Doanh thu ước đạt 39 tỷ đồng.")
    assert row.old is not None
    assert row.new is not None
    origin = Origin("du_lich", "số liệu nhập")
    drawn = [Drawn(line, ((10, 28, origin),)) for line in (row.old, row.new)]
    found = figures_of([row], drawn[:1], drawn[1:], {"du_lich": "Doanh thu du lịch"})
    assert [figure.name for figure in found.figures] == ["Doanh thu du lịch"]
    assert found.origins == ((origin, origin),)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Trong 6 tháng đầu năm 2025, thành phố ước đón 158.727 lượt khách, đạt 58,7% KH; doanh thu đạt 260,9 tỷ",
            ["thành phố", "thành phố", "doanh thu"],
        ),
        (
            "Tổng mức bán lẻ đạt 260 tỷ đồng (lũy kế 2 tháng ước đạt 611 tỷ đồng)",
            ["Tổng mức bán lẻ", "Tổng mức bán lẻ, lũy kế 2 tháng"],
        ),
        (
            "Chi ngân sách 10 tỷ (Trong đó: Chi thường xuyên 8 tỷ, chi đầu tư 2 tỷ)",
            ["Chi ngân sách", "Chi thường xuyên", "chi đầu tư"],
        ),
        ("Sản xuất công nghiệp (theo giá hiện hành) đạt 38 tỷ đồng", ["Sản xuất công nghiệp"]),
        ("Bán 02 vụ kinh doanh. 04 vụ hàng giả", ["Bán", "vụ hàng giả"]),
    ],
)
def test_what_figures_are_said_of(text: str, subjects: list[str]) -> None:
    assert [figure.subject for figure in figures_in(text)] == subjects


WORDS = (
    *("2.327", "47,6", "27/28", "3-4", "[…]", " ", ", ", "; ", "(", ")", " đạt ", " tăng ", " giảm ", "%", " tỷ đồng"),
    *(" hộ", " năm 2025", "14/6/2025", "617/KH-UBND", NOTE[0], NOTE[1], CELL, "\n", " khoảng ", "1,2,3", "0" * 30),
    *(" và ", ". "),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


@given(TEXTS, TEXTS)
def test_no_text_is_lost_and_figures_are_what_pieces_say(old: str, new: str) -> None:
    row = row_of(old, new)
    found = figures_of([row], (), ())
    for own, text in ((Status.REMOVED, old), (Status.ADDED, new)):
        assert "".join(piece.text for piece in found.rows[0].pieces if piece.status in (Status.EQUAL, own)) == text
    marked = {piece.figure for piece in found.rows[0].pieces if piece.figure is not None}
    assert marked == set(range(len(found.figures)))
    assert all(figure.name and figure.old != figure.new for figure in found.figures)


def test_very_long_lines_are_read_in_time() -> None:
    row = row_of("x", "x")
    assert row.old is not None
    assert row.new is not None
    parts = (Piece(Status.REMOVED, "12"), Piece(Status.ADDED, "13"), Piece(Status.EQUAL, " hộ, "))
    assert len(figures_of([Row(Status.CHANGED, row.old, row.new, parts * 1_000)], (), ()).figures) == 1_000
    start = process_time()
    for part in ("1", "(", "đạt ", NOTE[0], "1.", "a", ", ", "tháng 6 "):
        figures_in(part * 50_000 + "5")
    assert process_time() - start < 10
