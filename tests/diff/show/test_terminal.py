"""What a terminal shows of a comparison."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.diff.model import Comparison, FigureChange, LineKind
from lcdraft.diff.show.columns import columns_of, painted, plain_segments, shortened_to, wrapped
from lcdraft.diff.show.terminal import terminal_lines

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def shown(comparison: Comparison, **options: object) -> str:
    return "\n".join(terminal_lines(comparison, **options)) + "\n"  # type: ignore[arg-type]


def test_the_sample(made: SimpleNamespace, golden: Callable[[str, str], None]) -> None:
    golden("terminal.txt", shown(made.sample))


def test_the_sample_on_a_narrow_terminal(made: SimpleNamespace, golden: Callable[[str, str], None]) -> None:
    golden("terminal-60.txt", shown(made.sample, width=60, context=0))


@pytest.mark.parametrize("width", [40, 60, 71, 72, 80, 100, 140, 200])
@pytest.mark.parametrize("which", ["sample", "hostile", "same", "real"])
def test_no_line_is_wider_than_it_may_be(made: SimpleNamespace, which: str, width: int) -> None:
    for colour in (False, True):
        for line in terminal_lines(getattr(made, which), width=width, colour=colour):
            assert columns_of(ESCAPES.sub("", line)) <= width, line


def test_colour_only_replaces_the_brackets(made: SimpleNamespace) -> None:
    plain, colour = shown(made.sample), shown(made.sample, colour=True)
    assert "\x1b" not in plain
    assert "[-" not in colour
    assert "\x1b[31m2.327\x1b[0m" in colour
    assert "\x1b[1;32m2.410\x1b[0m" in colour
    bare = " ".join(ESCAPES.sub("", colour).split())
    assert bare == " ".join(re.sub(r"\[-|-\]|\{\+|\+\}", "", plain).split())


def test_every_line_of_colour_ends_without_it(made: SimpleNamespace) -> None:
    for line in terminal_lines(made.sample, width=50, colour=True):
        codes = ESCAPES.findall(line)
        assert not codes or codes[-1] == "\x1b[0m"


def test_no_text_of_a_draft_reaches_the_terminal_as_a_command(made: SimpleNamespace) -> None:
    text = shown(made.hostile)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\ufffd" in text


def test_that_nothing_changed_is_a_sentence_with_what_was_not_compared(made: SimpleNamespace) -> None:
    assert shown(made.same).splitlines() == [
        "a.docx → b.docx: Không có thay đổi: lời văn, số liệu, chú thích, bảng và đề mục của hai bản như",
        "  nhau.",
        "",
        "Chưa so: 1 hộp chữ.",
    ]


def test_a_real_pair_names_every_change_once(made: SimpleNamespace) -> None:
    text = shown(made.real)
    signs = re.findall(r"(?m)^  [~+>-] (?:số liệu|câu chữ|thêm|bớt|chuyển)", text)
    assert len(signs) == len(list(made.real.changes()))
    assert "\n\n\n" not in text
    assert f"{len(made.real.figures)} số liệu đổi" in text


def test_annexes_stand_under_their_own_title(made: SimpleNamespace) -> None:
    text = shown(made.real)
    heads = re.findall(r"(?m)^\S.* › .*$|^Phụ lục .*$", text)
    assert heads[-1].startswith("Phụ lục ")


def test_context_is_as_asked_for(made: SimpleNamespace) -> None:
    make = made.Maker(where="I")
    rows = [make.row(f"Đoạn thứ {number}.") for number in range(1, 10)]
    rows[4] = make.row("Đoạn [-cũ-]{+mới+}.")
    for context in range(4):
        text = shown(Comparison("a", "b", tuple(rows)), context=context)
        assert text.count("Đoạn thứ") == 2 * context
        assert "Đoạn [-cũ-] {+mới+}." in text


def test_a_long_paragraph_shows_the_sentence_that_changed(made: SimpleNamespace) -> None:
    long = "Nội dung không đổi của đoạn văn này. " * 40
    row = made.Maker(where="I").row(f"{long}Kết quả đạt [-cao-]{{+khá+}} trong kỳ. {long}")
    text = shown(Comparison("a", "b", (row,)))
    assert "    … Kết quả đạt [-cao-] {+khá+} trong kỳ. …\n" in text


def test_a_note_without_a_change_leaves_no_sign_behind(made: SimpleNamespace) -> None:
    start = "Một câu mở đầu khá dài để bị lược bớt⟨một chú thích không đổi nào đó ở đây⟩ và phần sau của câu ấy. "
    row = made.Maker(where="I").row(f"{start}Kết quả [-cao-]{{+khá+}}.")
    text = shown(Comparison("a", "b", (row,)))
    assert "chú thích" not in text.split("THAY ĐỔI")[1]
    assert "… Kết quả [-cao-] {+khá+}." in text


def test_a_note_with_a_change_opens_and_closes(made: SimpleNamespace) -> None:
    note = "Trong đó một phần rất dài không hề thay đổi gì cả, kể cả ở đây, còn lại là [-5-]{+6+} hộ nghèo"
    row = made.Maker(where="I").row(f"Câu{' mở' * 30}⟨{note}⟩ và câu{' kết' * 30}.")
    text = " ".join(shown(Comparison("a", "b", (row,))).split())
    assert text.count("[chú thích:") == text.count("hộ nghèo]") == 1


def test_blanks_that_are_the_change_are_seen(made: SimpleNamespace) -> None:
    row = made.Maker(where="I").row("Ủy ban[-  -]{+ +}nhân dân")
    assert "Ủy ban[-␣␣-] {+␣+}nhân dân" in shown(Comparison("a", "b", (row,)))


def test_a_line_that_became_a_heading_says_so(made: SimpleNamespace) -> None:
    from dataclasses import replace

    from lcdraft.diff.model import Status

    row = made.Maker(where="I").row("Về văn hóa", LineKind.HEADING, level=1)
    changed = replace(row, status=Status.CHANGED, old=replace(row.line, kind=LineKind.PARAGRAPH))
    assert "~ câu chữ · I, đoạn 1 · từ đoạn văn thành đề mục" in shown(Comparison("a", "b", (changed,)))


def test_a_figure_of_a_percentage_has_its_sign_at_both_values() -> None:
    figure = FigureChange("Tỷ lệ", "I", "47,6", "49,3", "%", "đạt", "kế hoạch", "+1,7 điểm phần trăm")
    from lcdraft.diff.show.words import value_words

    assert value_words(figure) == "đạt 47,6% → 49,3% kế hoạch"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("hòa", 3), ("ho\u0300a", 3), ("Ủy ban", 6), ("表", 2), ("a\u200bb", 2), ("ＡＢ", 4), ("", 0)],
)
def test_columns(text: str, columns: int) -> None:
    assert columns_of(text) == columns


@given(st.text(alphabet="aế\u0300表 \u200bxyz.", max_size=120), st.integers(2, 40))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    lines = [painted(line, colour=False) for line in wrapped(plain_segments(text), width)]
    assert all(columns_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(alphabet="aế\u0300表 xyz", max_size=80), st.integers(4, 40))
def test_shortening_keeps_the_width(text: str, width: int) -> None:
    short = shortened_to(text, width)
    assert columns_of(short) <= width
    assert short == " ".join(text.split()) or short.endswith("…")
