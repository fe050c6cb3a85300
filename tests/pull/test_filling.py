"""Lines of passages that were edited: few of them change, and none is ragged in the middle."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.pull.filling import file_width, one_line, refilled, with_breaks_of

OLD = [
    "một hai ba bốn năm sáu bảy",
    "tám chín mười một hai ba",
    "bốn năm sáu bảy tám chín",
    "mười.",
]
WIDTH = 26


def edit(old: str, new: str) -> list[str]:
    text = "\n".join(OLD)
    assert text.count(old) == 1
    return text.replace(old, new).split("\n")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("chín mười", "chín 10", ["tám chín 10 một hai ba", *OLD[2:]], id="fits: one line"),
        pytest.param(
            "chín mười",
            "chín dạy và mười",
            ["tám chín dạy và mười một", "hai ba bốn năm sáu bảy tám", "chín mười."],
            id="too long: filled on, no short line",
        ),
        pytest.param(
            "tám chín mười một hai ba",
            "tám chín mười một hai ba và một hai ba bốn năm sáu a",
            ["tám chín mười một hai ba", "và một hai ba bốn năm sáu", "a bốn năm sáu bảy tám chín", "mười."],
            id="filled until a line need not give",
        ),
        pytest.param(
            "tám chín mười một hai ba",
            "tám",
            ["tám bốn năm sáu bảy tám", "chín mười."],
            id="too short: takes from the next",
        ),
    ],
)
def test_only_what_follows_the_change_is_filled(old: str, new: str, expected: list[str]) -> None:
    assert refilled(OLD, edit(old, new), WIDTH) == [OLD[0], *expected]


def test_a_writer_who_begins_a_line_with_every_sentence() -> None:
    old = ["Ổn định.", "Câu hai dài đến hai mươi chữ.", "Câu ba."]
    assert refilled(old, ["Rất ổn định.", *old[1:]], 40) == ["Rất ổn định.", *old[1:]]


def test_what_stands_by_itself_stays() -> None:
    lines = ["| a | " + "b " * 40 + "|", "# " + "c " * 40 + "d", "{% if x %}", "đ " * 30 + "e", "{% endif %}", "- mục"]
    made = refilled([], lines, 40)
    assert made[:3] == lines[:3]
    assert made[-2:] == lines[-2:]
    assert made[3:-2] == ["đ" + " đ" * 19, "đ" + " đ" * 9 + " e"]


def test_lines_of_an_item_are_set_in() -> None:
    assert refilled([], ["- " + "a " * 12 + "b"], 16) == ["- a a a a a a a", "  a a a a a b"]


def test_nothing_is_broken_in_a_file_of_long_lines() -> None:
    assert file_width(["x" * 300, "y" * 200, "z" * 90]) == 0
    assert refilled([], ["x " * 300 + "z"], 0) == ["x " * 300 + "z"]


def test_the_width_of_a_file() -> None:
    assert file_width(["x" * 100] * 40 + ["y" * 120]) == 100
    assert file_width(["x" * 40]) == 110


def test_lines_of_a_folded_text() -> None:
    assert with_breaks_of(["một hai", "ba bốn", "năm"], "một hai ba rưỡi bốn năm") == ["một hai", "ba rưỡi bốn", "năm"]
    assert with_breaks_of([], "một\u00a0hai \n ba") == ["một\u00a0hai ba"]


PIECES = ["chợ", "-", "1.", "#", ">", "|", "{{ ban_le.uoc_dat }}", "{% if x %}", "a\u00a0b", "tăng trưởng", "=", "*"]
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join)


@given(st.lists(LINES, max_size=6), st.lists(LINES, max_size=6), st.integers(8, 60))
def test_words_stay_and_nothing_opens_by_accident(old: list[str], new: list[str], width: int) -> None:
    made = refilled(old, new, width)
    assert one_line("\n".join(made)) == one_line("\n".join(new))
    assert {line for line in made if _opens(line)} <= {line for line in new if _opens(line)} | {
        line for line in made if any(_opens(other) and other.startswith(line) for other in new)
    }
    assert refilled(made, made, width) == made


def _opens(line: str) -> bool:
    """Whether a line is more than running text, or holds nothing but statements."""
    return bool(re.match(r"\s*(?:[-+*] |#|>|\||=|\d+[.)])|\s*(?:\{%.*?%\}\s*)+$", line))
