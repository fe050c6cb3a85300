"""Typed numbers: what is a heading, what is an item, what is neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.read.headings import is_capitals, marker_level, match_heading, match_marker, nest_levels


@pytest.mark.parametrize(
    ("text", "rank", "number", "title"),
    [
        ("Phần I", 1, "Phần I", ""),
        ("PHẦN THỨ NHẤT", 1, "PHẦN THỨ NHẤT", ""),
        ("Phần thứ II", 1, "Phần thứ II", ""),
        ("Phần thứ mười lăm. TỔNG KẾT", 1, "Phần thứ mười lăm", "TỔNG KẾT"),
        ("Phần I TÌNH HÌNH", 1, "Phần I", "TÌNH HÌNH"),
        ("Phần hai: Nhiệm vụ", 1, "Phần hai", "Nhiệm vụ"),
        ("A. NHỮNG THUẬN LỢI", 2, "A.", "NHỮNG THUẬN LỢI"),
        ("C. ĐÁNH GIÁ", 2, "C.", "ĐÁNH GIÁ"),
        ("I. TÌNH HÌNH", 3, "I.", "TÌNH HÌNH"),
        ("XIV. KẾT LUẬN", 3, "XIV.", "KẾT LUẬN"),
        ("II/ Nhiệm vụ", 3, "II/", "Nhiệm vụ"),
        ("1. Về phát triển kinh tế", 4, "1.", "Về phát triển kinh tế"),
        ("1.Về kinh tế", 4, "1.", "Về kinh tế"),
        ("2/ Xã hội", 4, "2/", "Xã hội"),
        ("2.1. Tồn tại hạn chế", 5, "2.1.", "Tồn tại hạn chế"),
        ("2.1 Tồn tại hạn chế", 5, "2.1", "Tồn tại hạn chế"),
        ("1.2.3. Thủy sản", 6, "1.2.3.", "Thủy sản"),
        ("a) Thương mại - dịch vụ, du lịch:", 7, "a)", "Thương mại - dịch vụ, du lịch:"),
        ("đ) Công tác dân tộc", 7, "đ)", "Công tác dân tộc"),
        ("  b. Về chăn nuôi  ", 7, "b.", "Về chăn nuôi"),
        ("1. 05 chỉ tiêu vượt kế hoạch", 4, "1.", "05 chỉ tiêu vượt kế hoạch"),
        ("3. VỀ TRIỂN KHAI NGHỊ QUYẾT SỐ 01.", 4, "3.", "VỀ TRIỂN KHAI NGHỊ QUYẾT SỐ 01."),
    ],
)
def test_headings(text: str, rank: int, number: str, title: str) -> None:
    assert match_heading(text) == (rank, number, title)
    assert text.rstrip().endswith(title)


@pytest.mark.parametrize(
    "text",
    [
        "Phần lớn các hộ dân chấp hành tốt",
        "Phần hai của đề án đã trình",
        "phần một. Xong",
        "2.327 tỷ đồng, tăng 2%",
        "15.4 tỷ đồng",
        "14/6/2025 là ngày chốt",
        "24/24 giờ",
        "27/28 trường đạt chuẩn",
        "1. Tập trung chỉ đạo các nhiệm vụ đề ra.",
        "1. Tập trung chỉ đạo. Các cơ quan chủ động tham mưu",
        "2. Đẩy mạnh thu ngân sách;",
        "a) theo quy định của pháp luật",
        "IVI. KHÔNG PHẢI SỐ",
        "- Về trồng trọt",
        "(1). Thu nhập bình quân",
        "UBND thành phố báo cáo",
        "1.",
        "",
        "1. " + "Rất dài " * 60,
    ],
)
def test_no_headings(text: str) -> None:
    assert match_heading(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Tập trung chỉ đạo.", (4, "1.", "Tập trung chỉ đạo.")),
        ("3) Du lịch", (4, "3)", "Du lịch")),
        ("Phần I. tình hình.", (1, "Phần I", "tình hình.")),
        ("IV.", (3, "IV.", "")),
        ("a) về chăn nuôi", (7, "a)", "về chăn nuôi")),
        ("Tình hình chung", None),
        ("1/2 số xã", None),
    ],
)
def test_where_a_style_says_so_only_the_number_counts(text: str, expected: tuple[int, str, str] | None) -> None:
    assert match_heading(text, styled=True) == expected


@pytest.mark.parametrize(
    ("text", "marker", "rest"),
    [
        ("- Lâm nghiệp: rừng", "-", "Lâm nghiệp: rừng"),
        ("-Lâm nghiệp", "-", "Lâm nghiệp"),
        ("– Đã trồng", "–", "Đã trồng"),
        ("+ Diện tích", "+", "Diện tích"),
        ("• Diện tích", "•", "Diện tích"),
        ("(1). Thu nhập", "(1).", "Thu nhập"),
        ("(12) Tỷ lệ", "(12)", "Tỷ lệ"),
        ("(a) tăng", "(a)", "tăng"),
        ("1. Tập trung.", "1.", "Tập trung."),
        ("3) tăng", "3)", "tăng"),
        ("a) tăng 2%;", "a)", "tăng 2%;"),
        ("2.1. tăng.", "2.1.", "tăng."),
    ],
)
def test_markers(text: str, marker: str, rest: str) -> None:
    assert match_marker(text) == (marker, rest)


@pytest.mark.parametrize(
    "text",
    ["-5% so với cùng kỳ", "-ăn", "*Ghi chú", "(có biểu kèm)", "1.234 hộ", "2,5 ha", "a)", "-", "(1).", "12 xã", ""],
)
def test_no_markers(text: str) -> None:
    assert match_marker(text) is None


def test_levels_nest_by_what_stands_above() -> None:
    # Report of 9 months: I. > 2. > 2.1., then I. > 3. > a); mid-term review: I. > a), 1. > 1.1. > a)
    assert nest_levels([3, 4, 5, 5, 4, 7, 7, 3]) == [1, 2, 3, 3, 2, 3, 3, 1]
    assert nest_levels([1, 2, 3, 7, 3, 4, 5, 7, 1, 4]) == [1, 2, 3, 4, 3, 4, 5, 6, 1, 2]
    assert nest_levels([]) == []


@given(st.lists(st.integers(1, 7)))
def test_levels_never_skip(ranks: list[int]) -> None:
    levels = nest_levels(ranks)
    assert all(1 <= level <= before + 1 for before, level in zip([0, *levels], levels, strict=False))


def test_capitals() -> None:
    assert is_capitals("ĐÁNH GIÁ 6 THÁNG ĐẦU NĂM 2025")
    assert not is_capitals("Đánh giá")
    assert not is_capitals("2025")


def test_plus_stands_below_dash() -> None:
    assert [marker_level(marker) for marker in ("-", "+", "(1).")] == [1, 2, 1]


@given(st.text(max_size=40))
def test_any_text_is_judged_and_split_without_loss(text: str) -> None:
    for styled in (False, True):
        heading = match_heading(text, styled=styled)
        if heading is not None:
            assert text.rstrip().endswith(heading[2])
            assert 1 <= heading[0] <= 7
    marked = match_marker(text)
    if marked is not None:
        assert marked[1]
        assert "".join(text.split()) == "".join((marked[0] + marked[1]).split())
