"""What changed in a line: words, numbers, notes, cells, and what only looks different."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.anchors import NOTE
from lcdraft.diff.model import CELL, Status
from lcdraft.diff.words import WordDiff, compare_words

OPEN, CLOSE = NOTE


def shown(diff: WordDiff) -> str:
    """The merged text, removed words in [-…-], added ones in {+…+}."""
    marks = {Status.EQUAL: "{}", Status.REMOVED: "[-{}-]", Status.ADDED: "{{+{}+}}"}
    text = "".join(marks[part.status].format(part.new or part.old) for part in diff.parts)
    return text.replace(OPEN, "«").replace(CLOSE, "»").replace(CELL, "|")


def note(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "ước đạt 2.327 tỷ đồng", "ước đạt 2.410 tỷ đồng", "ước đạt [-2.327-]{+2.410+} tỷ đồng", id="number"
        ),
        pytest.param("đạt 47,6% kế hoạch", "đạt 49,3% kế hoạch", "đạt [-47,6-]{+49,3+}% kế hoạch", id="percentage"),
        pytest.param("tăng 2% so với", "giảm 3% so với", "[-tăng-]{+giảm+} [-2-]{+3+}% so với", id="word-and-number"),
        pytest.param("tăng 2%, đạt 50%", "tăng 3%, đạt 60%", "tăng [-2-]{+3+}%, đạt [-50-]{+60+}%", id="two-numbers"),
        pytest.param("số 617/KH-UBND", "số 619/KH-UBND", "số [-617/KH-UBND-]{+619/KH-UBND+}", id="document"),
        pytest.param("Chỉ thị 40-CT/TW", "Chỉ thị 41-CT/TW", "Chỉ thị [-40-CT/TW-]{+41-CT/TW+}", id="of-the-party"),
        pytest.param("ngày 14/6/2025", "ngày 15/6/2025", "ngày [-14/6/2025-]{+15/6/2025+}", id="date"),
        pytest.param("Một. Hai. Ba.", "Một. Ba.", "Một.[- Hai.-] Ba.", id="sentence-removed"),
        pytest.param("Một. Ba.", "Một. Hai. Ba.", "Một.{+ Hai.+} Ba.", id="sentence-added"),
        pytest.param("một, hai, ba", "một, hai, bốn, ba", "một, hai{+, bốn+}, ba", id="clause-added"),
        pytest.param("A B", "B", "[-A -]B", id="first-word"),
        pytest.param(
            "516,3 ha lúa", "520ha lúa", "[-516,3-]{+520+} ha lúa".replace("+} ha", "+}ha"), id="blank-by-number"
        ),
        pytest.param(
            "Ủy ban nhân dân Tỉnh", "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân [-Tỉnh-]{+tỉnh+}", id="case-counts"
        ),
        pytest.param("a – b", "a - b", "a [-–-]{+-+} b", id="dash-counts"),
        pytest.param("1|Thóc|tấn|100", "1|Thóc|tấn|120", "1|Thóc|tấn|[-100-]{+120+}", id="cell"),
        pytest.param("1|100|100|2", "1|90|100|100", "1|[-100-]{+90+}|100|[-2-]{+100+}", id="cell-by-cell"),
        pytest.param("1|Thóc|100", "1|Thóc|90|100", "1|Thóc|{+90|+}100", id="column-added"),
        pytest.param(
            "Tập trung chăm sóc chè hiện có; gieo trồng vụ xuân đúng lịch.",
            "Đẩy mạnh phòng chống dịch bệnh; chăm sóc rừng, trồng cây xanh.",
            "[-Tập trung chăm sóc chè hiện có; gieo trồng vụ xuân đúng lịch-]"
            "{+Đẩy mạnh phòng chống dịch bệnh; chăm sóc rừng, trồng cây xanh+}.",
            id="rewritten-clause-whole",
        ),
    ],
)
def test_changes(old: str, new: str, expected: str) -> None:
    assert shown(compare_words(old.replace("|", CELL), new.replace("|", CELL))) == expected


def test_notes_are_compared_with_notes() -> None:
    diff = compare_words(f"A{note('chè 5 ha')} B{note('lúa 7 ha')}.", f"A B{note('lúa 8 ha')} lúa.")
    assert shown(diff) == "A[-«chè 5 ha»-] B«lúa [-7-]{+8+} ha»{+ lúa+}."
    assert [(part.new or part.old) for part in diff.parts if part.note] == [
        note("chè 5 ha"),
        f"{OPEN}lúa ",
        "7",
        "8",
        f" ha{CLOSE}",
    ]


def test_a_new_note_does_not_shift_the_others() -> None:
    old = f"Một{note('vốn đầu tư 12 tỷ')}, hai{note('vốn sự nghiệp 3 tỷ')}."
    new = f"Một{note('hoàn toàn khác')}{note('vốn đầu tư 15 tỷ')}, hai{note('vốn sự nghiệp 3 tỷ')}."
    assert shown(compare_words(old, new)) == (
        "Một{+«hoàn toàn khác»+}«vốn đầu tư [-12-]{+15+} tỷ», hai«vốn sự nghiệp 3 tỷ»."
    )


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("hoà thuận", "hòa thuận", "cách đặt dấu thanh"),
        ("THUỶ SẢN", "THỦY SẢN", "cách đặt dấu thanh"),
        ("Gia đình “văn hóa”", 'Gia đình “văn hóa"', "dấu ngoặc kép"),
        ("một hai", "một  hai", "khoảng trắng"),
        ("một hai", "một\u00a0hai", "khoảng trắng"),
        ("516,3 ha", "516,3ha", "khoảng trắng"),
        ("theo quy định .", "theo quy định.", "khoảng trắng"),
        ("đạt kế hoạch", unicodedata.normalize("NFD", "đạt") + " kế hoạch", "dạng Unicode"),
        ("kinh tế-xã hội", "kinh tế\u2011xã hội", "dấu gạch nối"),
    ],
)
def test_what_does_not_count_is_counted(old: str, new: str, name: str) -> None:
    for one, other in ((old, new), (new, old)):
        diff = compare_words(one, other)
        assert diff.equal
        assert diff.ignored == {name: 1}
        exact = compare_words(one, other, exact=True)
        assert not exact.equal
        assert not exact.ignored


def test_a_long_line_does_not_take_long() -> None:
    """Where a full comparison would cost too much, words that occur once lead the way."""
    old = [f"từ {number}" for number in range(20_000)]
    new = [*old[:9_000], "chen vào", *old[9_001:]]
    diff = compare_words(" ".join(old), " ".join(new))
    assert [(part.old, part.new) for part in diff.parts if part.status is not Status.EQUAL] == [
        ("từ 9000", ""),
        ("", "chen vào"),
    ]


WORDS = st.sampled_from(
    [
        "đạt",
        "tăng",
        "giảm",
        "hoà",
        "hòa",
        "kế",
        "2.327",
        "47,6",
        "%",
        ",",
        ".",
        " ",
        "  ",
        "\u00a0",
        "“",
        '"',
        "\n",
        "a",
        "Tỉnh",
    ]
)
TEXT = st.lists(WORDS, max_size=25).map("".join)
NOTED = st.lists(st.one_of(TEXT, TEXT.map(note)), max_size=4).map("".join)
LINE = st.lists(NOTED, min_size=1, max_size=3).map(CELL.join)


@given(LINE, LINE, st.booleans())
def test_the_sides_of_the_parts_are_the_texts(old: str, new: str, exact: bool) -> None:
    diff = compare_words(old, new, exact=exact)
    assert "".join(part.old for part in diff.parts) == old
    assert "".join(part.new for part in diff.parts) == new
    for part in diff.parts:
        assert part.old if part.status is Status.REMOVED else part.new or not part.new
        if part.status is Status.REMOVED:
            assert part.old
            assert not part.new
        elif part.status is Status.ADDED:
            assert part.new
            assert not part.old
        elif exact:
            assert part.old == part.new


@given(LINE, LINE, st.booleans())
def test_no_two_neighbours_are_of_one_sort(old: str, new: str, exact: bool) -> None:
    parts = compare_words(old, new, exact=exact).parts
    assert all((a.status, a.note) != (b.status, b.note) for a, b in pairwise(parts))


@given(LINE, LINE, st.booleans())
def test_exchanging_the_texts_exchanges_the_sides(old: str, new: str, exact: bool) -> None:
    diff, back = compare_words(old, new, exact=exact), compare_words(new, old, exact=exact)
    for status, other in ((Status.REMOVED, Status.ADDED), (Status.EQUAL, Status.EQUAL)):
        assert [(part.old, part.note) for part in diff.parts if part.status is status] == [
            (part.new, part.note) for part in back.parts if part.status is other
        ]
    assert diff.ignored == back.ignored


@given(LINE, st.booleans())
def test_a_text_is_equal_to_itself(text: str, exact: bool) -> None:
    diff = compare_words(text, text, exact=exact)
    assert diff.equal
    assert diff.ignored == Counter()


@given(NOTED, NOTED)
def test_notes_stay_whole(old: str, new: str) -> None:
    """Each side of a comparison, read by itself, opens and closes every note, and says rightly what is in one."""
    parts = compare_words(old, new).parts
    for side in ("old", "new"):
        inside = False
        for part in parts:
            for sign in getattr(part, side):
                inside = inside or sign == OPEN
                assert part.note is inside
                inside = inside and sign != CLOSE
        assert not inside
