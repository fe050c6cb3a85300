"""Whatever somebody types in Word prints as typed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcdraft.anchors import loosened

REPORT = "6-thang-2025"
SIGNS = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "{##",
            "##}",
            "{",
            "}",
            "|",
            "^[",
            "[",
            "]",
            "](",
            "[^1]",
            "![",
            "\\",
            "`",
        ),
        *(
            "*",
            "**",
            "_",
            "__",
            "~",
            "~~~",
            "<b>",
            "<!--",
            "&nbsp;",
            "&",
            "<",
            ">",
            "#",
            "# ",
            "- ",
            "+ ",
            "1. ",
            "1) ",
        ),
        *(
            "=",
            "---",
            "'",
            '"',
            ":",
            ": ",
            " # ",
            "@",
            "!",
            "%",
            ",",
            ".",
            ";",
            "…",
            "“",
            "”",
            "đ",
            "Ấ",
            "chữ",
            "2.327",
            " ",
        ),
    ]
)
TYPED = st.lists(SIGNS, min_size=1, max_size=8).map(lambda signs: " ".join("".join(signs).split())).filter(bool)


@pytest.fixture
def opened(small_desk: Any) -> Any:
    return small_desk, small_desk.open(REPORT).data()


def settled(text: str) -> str:
    return loosened(loosened(text))


@given(text=TYPED)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_in_a_paragraph(opened: Any, word_file: Any, text: str) -> None:
    desk, data = opened
    original = desk.read(f"data/bao-cao/{REPORT}.yaml")
    file = word_file(data)
    file.replace("Thương mại ổn định", f"Thương mại {text} ổn định")
    try:
        pulled = desk.pull(file)
        expected = [settled(each) for each in desk.edited_contents(file)]
        assert [settled(each) for each in desk.contents(REPORT)] == expected or pulled.left
        if not any(sign in text for sign in ".,;:%)"):
            assert pulled.left == []
    finally:
        desk.write(f"data/bao-cao/{REPORT}.yaml", original)


@given(text=TYPED)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_new_paragraph(opened: Any, word_file: Any, text: str) -> None:
    desk, data = opened
    original = desk.read(f"data/bao-cao/{REPORT}.yaml")
    file = word_file(data)
    file.add_after("Thương mại ổn định", f"{text} rồi thêm vài chữ nữa cho đủ câu.")
    try:
        pulled = desk.pull(file)
        expected = [settled(each) for each in desk.edited_contents(file)]
        assert [settled(each) for each in desk.contents(REPORT)] == expected or pulled.left
    finally:
        desk.write(f"data/bao-cao/{REPORT}.yaml", original)
