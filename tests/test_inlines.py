"""Rows of inlines in their plainest form, and cut at the front."""

from __future__ import annotations

import pytest

from lcdraft.document import Emphasis, Footnote, Inline, LineBreak, Origin, Paragraph, Span, Strong, Text, inlines_text
from lcdraft.inlines import drop_prefix, text_length, tidy_inlines

_NOTE = Footnote((Paragraph((Text("chú thích"),)),))
_SPAN = Span("47,6%", Origin("ban_le", "2.327 : 4.889"))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param((Text("a"), Text(""), Text("b")), (Text("ab"),), id="texts-join"),
        pytest.param((Strong((Text("a"),)), Strong((Text("b"),))), (Strong((Text("ab"),)),), id="runs-join"),
        pytest.param((Strong((Strong((Text("a"),)),)),), (Strong((Text("a"),)),), id="bold-in-bold"),
        pytest.param(
            (Text("x"), Strong((Text(" a "),)), Text("y")),
            (Text("x "), Strong((Text("a"),)), Text(" y")),
            id="blanks-move-out",
        ),
        pytest.param((Text(" a "),), (Text("a"),), id="edges"),
        pytest.param((Strong((Text("  "),)),), (), id="blank-run"),
        pytest.param((Text("a "), _NOTE), (Text("a "), _NOTE), id="note-stays"),
        pytest.param((Text("a"), LineBreak(), Text("b")), (Text("a"), LineBreak(), Text("b")), id="line-break"),
        pytest.param((Text("a"), _SPAN, Text("b")), (Text("a"), _SPAN, Text("b")), id="span-keeps-its-origin"),
    ],
)
def test_tidy(row: tuple[Inline, ...], expected: tuple[Inline, ...]) -> None:
    assert tidy_inlines(row) == expected
    assert tidy_inlines(expected) == expected


def test_spans_become_text_and_gaps_stand_alone_in_bold() -> None:
    row = (Text("đạt "), _SPAN, Span("; tăng […] tỷ", None, True))
    gap = Strong((Span("[…]", gap=True),))
    assert tidy_inlines(row, merge_spans=True) == (Text("đạt 47,6%; tăng "), gap, Text(" tỷ"))
    assert tidy_inlines((Span("chưa có", None, True),), merge_spans=True) == (Strong((Text("chưa có"),)),)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, (Strong((Text("1. Về"),)), _NOTE, Text(" kinh tế"))),
        (3, (Strong((Text("Về"),)), _NOTE, Text(" kinh tế"))),
        (5, (_NOTE, Text(" kinh tế"))),
        (6, (_NOTE, Text("kinh tế"))),
        (99, (_NOTE,)),
    ],
)
def test_drop_prefix(count: int, expected: tuple[Inline, ...]) -> None:
    assert drop_prefix((Strong((Text("1. Về"),)), _NOTE, Text(" kinh tế")), count) == expected


def test_drop_prefix_keeps_origins_and_counts_line_breaks() -> None:
    row: tuple[Inline, ...] = (Text("a"), LineBreak(), _SPAN)
    assert drop_prefix(row, 3) == (Span("7,6%", _SPAN.origin),)
    assert drop_prefix((Emphasis((Text("ab"),)),), 1) == (Emphasis((Text("b"),)),)


def test_text_length_is_that_of_the_plain_text() -> None:
    row: tuple[Inline, ...] = (Text("ab"), Strong((_SPAN, LineBreak())), _NOTE)
    assert text_length(row) == len(inlines_text(row)) == 8
