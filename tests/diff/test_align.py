"""Which text of one draft is which of the other."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.diff.align import Item, Pair, align
from lcdraft.diff.model import CELL


def items(*texts: str) -> list[Item]:
    """Texts, of which those with a "#" in front are headings and those with a "|" rows of one table."""
    return [
        Item(text.lstrip("# "), "chữ", anchor=True, level=1)
        if text.startswith("#")
        else Item(text.replace("|", CELL), "dòng", part=1)
        if "|" in text
        else Item(text, "chữ")
        for text in texts
    ]


def pairs(old: list[Item], new: list[Item]) -> list[tuple[int | None, int | None] | tuple[int | None, int | None, str]]:
    return [(p.old, p.new, "moved") if p.moved else (p.old, p.new) for p in align(old, new)]


RETAIL = "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng ước đạt {} tỷ đồng, tăng {}% so với cùng kỳ năm {}."
SCHOOL = "Quy mô, mạng lưới trường lớp được sắp xếp tinh gọn; toàn thành phố có {} trường đạt chuẩn quốc gia năm {}."
FOREST = "Công tác bảo vệ rừng, phòng cháy, chữa cháy rừng được chỉ đạo chặt chẽ; tỷ lệ che phủ rừng đạt {}%."


def test_figures_and_years_may_differ() -> None:
    old = items(RETAIL.format("2.327", "2", "2024"), SCHOOL.format(27, 2025), FOREST.format("28,34"))
    new = items(RETAIL.format("3.314", "11", "2023"), SCHOOL.format(23, 2024), FOREST.format("27,93"))
    assert pairs(old, new) == [(0, 0), (1, 1), (2, 2)]


def test_removed_stands_behind_what_stood_before_it() -> None:
    old = items("một hai", RETAIL.format(1, 2, 3), "ba bốn")
    assert pairs(old, items("một hai", "ba bốn")) == [(0, 0), (1, None), (2, 1)]
    assert pairs(items("một hai", "ba bốn"), old) == [(0, 0), (None, 1), (1, 2)]
    assert pairs(items("một", "hai"), items("ba", "bốn")) == [(0, None), (1, None), (None, 0), (None, 1)]


def test_a_moved_text_has_two_places() -> None:
    old = items("# A", RETAIL.format(1, 2, 3), "một hai ba", "# B", SCHOOL.format(1, 2))
    new = items("# A", "một hai ba", "# B", SCHOOL.format(1, 2), RETAIL.format(5, 6, 7))
    assert pairs(old, new) == [(0, 0), (1, None, "moved"), (2, 1), (3, 2), (4, 3), (1, 4, "moved")]


def test_a_moved_section_takes_its_short_lines_along() -> None:
    old = items(
        "# Kinh tế", RETAIL.format(1, 2, 3), FOREST.format(5), "# Giáo dục", SCHOOL.format(1, 2), "Không phát sinh."
    )
    new = items(
        "# Giáo dục", SCHOOL.format(8, 9), "Không phát sinh.", "# Kinh tế", RETAIL.format(1, 2, 3), FOREST.format(5)
    )
    found = align(old, new)
    assert {(pair.old, pair.new) for pair in found if pair.new is not None} == {
        (0, 3),
        (1, 4),
        (2, 5),
        (3, 0),
        (4, 1),
        (5, 2),
    }
    assert {pair.old for pair in found if pair.moved} == {3, 4, 5}


def test_headings_lead_whatever_stands_under_them() -> None:
    old = items("# Kết quả đạt được", "Không phát sinh.", "# Tồn tại, hạn chế", "Không phát sinh.")
    new = items("# Kết quả đạt được", "# Tồn tại và hạn chế", "Không phát sinh.")
    assert pairs(old, new) == [(0, 0), (1, None), (2, 1), (3, 2)]


def test_the_bigger_part_of_a_split_paragraph_is_its_partner() -> None:
    whole = f"{RETAIL.format(1, 2, 3)} {FOREST.format(5)} {SCHOOL.format(6, 7)}"
    parts = [FOREST.format(5), f"{RETAIL.format(1, 2, 3)} {SCHOOL.format(6, 7)}"]
    assert pairs(items(whole), items(*parts)) == [(None, 0), (0, 1)]
    assert pairs(items(*parts), items(whole)) == [(0, None), (1, 0)]


def test_rows_are_paired_in_their_tables() -> None:
    old = items("Bảng một", "TT|Chỉ tiêu|2024", "1|Diện tích lúa|100", "2|Diện tích ngô|50", "3|Diện tích hoa|7")
    new = items("Bảng một", "TT|Chỉ tiêu|2025", "1|Diện tích ngô|55", "2|Diện tích chè|9", "3|Diện tích hoa|8")
    assert pairs(old, new) == [(0, 0), (1, 1), (2, None), (3, 2), (None, 3), (4, 4)]


def test_a_row_is_never_a_paragraph() -> None:
    assert pairs([Item("1 lúa 100", "dòng", part=1)], [Item("1 lúa 100", "chữ")]) == [(0, None), (None, 0)]


def test_tables_are_paired_as_wholes() -> None:
    def table(part: int, *rows: str) -> list[Item]:
        return [Item(row.replace("|", CELL), "dòng", part=part) for row in rows]

    lua = ("TT|Cây trồng|Diện tích", "1|Lúa mùa|100", "2|Ngô xuân|20")
    don = ("TT|Đơn thư|Số đơn", "1|Khiếu nại|3", "2|Tố cáo|1")
    found = align([*table(1, *lua), *table(2, *don)], [*table(1, *don), *table(2, *lua)])
    assert {(pair.old, pair.new) for pair in found if pair.new is not None} == {
        (0, 3),
        (1, 4),
        (2, 5),
        (3, 0),
        (4, 1),
        (5, 2),
    }


def test_tone_marks_and_blanks_do_not_part_texts() -> None:
    assert pairs(items("Uỷ ban hoà  giải"), items("a b c", "Ủy ban hòa giải")) == [(None, 0), (0, 1)]


def test_a_heading_is_no_paragraph_unless_it_says_the_same() -> None:
    assert pairs(items("# Kinh tế"), items("Kinh tế")) == [(0, 0)]
    assert pairs(items("# Về kinh tế xã hội"), items("Kinh tế xã hội phát triển khá")) == [(0, None), (None, 0)]


ITEM = st.one_of(
    st.builds(Item, st.sampled_from(["a", "b", "một hai ba", "một hai bốn", "", "7"]), st.just("chữ")),
    st.builds(Item, st.sampled_from(["A", "B c"]), st.just("chữ"), st.just(True), st.just(0), st.integers(1, 2)),
    st.builds(
        Item,
        st.sampled_from([f"1{CELL}x", f"2{CELL}y", f"3{CELL}x"]),
        st.just("dòng"),
        st.just(False),
        st.integers(1, 2),
    ),
)
ITEMS = st.lists(ITEM, max_size=12)


@given(ITEMS, ITEMS)
def test_every_item_has_one_place(old: list[Item], new: list[Item]) -> None:
    found = align(old, new)
    places = [pair for pair in found if not (pair.moved and pair.new is None)]
    assert sorted(pair.old for pair in places if pair.old is not None) == list(range(len(old)))
    assert [pair.new for pair in found if pair.new is not None] == list(range(len(new)))
    moved = [pair.old for pair in found if pair.moved]
    assert sorted(moved) == sorted(2 * list({at for at in moved if at is not None}))
    kept = [pair.old for pair in found if pair.old is not None and not (pair.moved and pair.new is not None)]
    assert kept == list(range(len(old)))
    for pair in places:
        if pair.old is not None and pair.new is not None:
            assert old[pair.old].kind == new[pair.new].kind


@given(ITEMS, ITEMS)
def test_exchanging_the_drafts_exchanges_the_pairs(old: list[Item], new: list[Item]) -> None:
    one = {(pair.old, pair.new) for pair in align(old, new) if not (pair.moved and pair.new is None)}
    other = {(pair.new, pair.old) for pair in align(new, old) if not (pair.moved and pair.new is None)}
    assert one == other


@given(ITEMS)
def test_a_draft_is_itself(old: list[Item]) -> None:
    assert align(old, old) == [Pair(at, at) for at in range(len(old))]


@pytest.mark.parametrize("share", [0.05, 1.0])
def test_many_lines_do_not_take_long(share: float) -> None:
    """Ten times the lines cost about ten times the time, not a hundred times."""
    chance = random.Random(5)
    words = [f"{a}{b}" for a in "bcdghklmnpqrstvx" for b in ("a", "anh", "ong", "iên", "uy", "ai", "ơi", "ưng")]

    def drafts(count: int) -> tuple[list[Item], list[Item]]:
        old = [" ".join(chance.choices(words, k=40)) for _ in range(count)]
        new = [
            " ".join(word if chance.random() > 0.4 else chance.choice(words) for word in text.split())
            if chance.random() < share
            else text
            for text in old
        ]
        return items(*old), items(*new)

    def seconds(count: int) -> float:
        old, new = drafts(count)
        start = time.process_time()
        assert sum(pair.old is not None and pair.new is not None for pair in align(old, new)) > 0.9 * count
        return time.process_time() - start

    assert seconds(3000) < 40 * max(seconds(300), 0.05)
