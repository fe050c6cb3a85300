"""A comparison as a comment on a pull request."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from markdown_it import MarkdownIt

from lcdraft.diff.model import Comparison, FigureChange, Row
from lcdraft.diff.show.markdown import LIMIT, write_comment

GITHUB = 65_536
TAG = re.compile(r"</?[a-z][^>]*>")


def rendered(text: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(text))


def test_the_sample(made: SimpleNamespace, golden: Callable[[str, str], None]) -> None:
    golden("comment.md", write_comment(made.sample))


def test_nothing_changed(made: SimpleNamespace) -> None:
    text = write_comment(made.same)
    assert "Không có thay đổi" in text
    assert text.endswith("Chưa so: 1 hộp chữ.\n")
    assert "details" not in text


def test_hostile_text_stays_text(made: SimpleNamespace) -> None:
    text = write_comment(made.hostile)
    assert re.search(r"@\w|(?<!&)#\d|javascript:", text) is None
    page = rendered(text)
    assert "<script" not in page
    assert "<a " not in page
    assert "<!--" not in page
    assert "alert(1)" in page
    assert page.count("<details>") == page.count("</details>") > 0
    assert page.count("<ins>") == page.count("</ins>")
    assert page.count("<del>") == page.count("</del>")
    assert page.count("<tr>") == 2, "the bar in a name makes no cell"
    assert page.count("<td") == 4


SIGNS = (
    "/close", "@all", "xem #12 và !34", "GH-7", "~bug %12 &3 $5", "http://a.vn", "www.a.vn", "a@b.vn", "- mục",
    "1. mục", "*đậm* _nghiêng_", "# đề", "> dẫn", "![x](y)", "[x](y)", "`mã`", "~~xóa~~", "a|b", ":tada:",
    "&lt;b&gt;", "\\*",
)  # fmt: skip


def comment_on(made: SimpleNamespace, text: str) -> str:
    make = made.Maker(where="I")
    rows = (make.row(f"{text} [-cũ-]{{+mới+}}"), make.added(text), make.row(f"x [-{text}-]{{+{text}{text}+}}"))
    figure = FigureChange(text, text, "1", "2", row=0)
    return write_comment(Comparison("a", "b", rows, (figure,), uncompared=(text,)))


@pytest.mark.parametrize("text", SIGNS)
def test_signs_mean_nothing_wherever_a_line_begins_with_them(made: SimpleNamespace, text: str) -> None:
    comment = comment_on(made, text)
    page = rendered(comment)
    assert TAG.findall(page) == TAG.findall(rendered(comment_on(made, "chữ"))), "the same page but for the words"
    told = html.unescape(TAG.sub("", page)).replace("\u2060", "")
    assert told.count(text) == 8
    assert not re.search(r"(?m)^\s*/", comment)
    source = re.sub(r"&#\d+;", "", comment)
    assert not re.search(r"@\w|#\d|![0-9]|GH-\d|~\w|[%&$]\d|(?<!\u2060)://|(?<!\u2060)\.a\.vn|:tada:", source)


def many(made: SimpleNamespace, count: int, length: int) -> Comparison:
    make = made.Maker(where="I.1")
    rows: list[Row] = [make.row(f"{'dài ' * length}[-0:{n}-]{{+0:{n + 1}+}}") for n in range(count)]
    figures = tuple(FigureChange(f"Chỉ tiêu {n}", "I.1", str(n), str(n + 1), "người", row=n) for n in range(count))
    return Comparison("cũ.docx", "mới.docx", tuple(rows), figures, uncompared=("1 hình ảnh",))


@pytest.mark.parametrize(("count", "length"), [(50, 5), (800, 10), (5_000, 3), (3, 60_000), (400, 2_000)])
def test_a_comment_is_never_too_long(made: SimpleNamespace, count: int, length: int) -> None:
    text = write_comment(many(made, count, length))
    assert len(text) <= LIMIT < GITHUB
    assert len(text.encode()) <= 4 * GITHUB
    page = rendered(text)
    assert page.count("<details>") == page.count("</details>")
    assert text.endswith("Chưa so: 1 hình ảnh.\n"), "what was not compared is never cut"


def test_what_is_left_out_is_counted(made: SimpleNamespace) -> None:
    text = write_comment(many(made, 2_000, 10))
    rows = len(re.findall(r"^\| \d+ \|", text, re.MULTILINE))
    left = re.search(r"Còn (\d+) dòng về số liệu", text)
    assert left is not None
    assert rows + int(left[1]) == 2_000
    shown = len(re.findall(r"^- \*\*số liệu\*\*", text, re.MULTILINE))
    hidden = re.search(r"Còn (\d+) chỗ thay đổi", text)
    assert hidden is not None
    assert shown + int(hidden[1]) == 2_000
    assert shown > 50


def test_a_note_of_what_was_not_compared_has_an_end_too(made: SimpleNamespace) -> None:
    text = write_comment(Comparison("a", "b", (made.Maker().added("x"),), uncompared=("hình ảnh rất nhiều " * 9_000,)))
    assert len(text) <= LIMIT
    assert "Chưa so: hình ảnh" in text


@pytest.mark.parametrize("other_periods", [True, False])
def test_a_real_pair_fits(made: SimpleNamespace, other_periods: bool) -> None:
    text = write_comment(replace(made.real, other_periods=other_periods))
    assert len(text) <= LIMIT
    page = rendered(text)
    assert page.count("<details>") == page.count("</details>") > 10
    rows = len(re.findall(r"^\| \d+ \|", text, re.MULTILINE))
    left = re.search(r"Còn (\d+) dòng về số liệu", text)
    assert rows + len(re.findall(r"^- (?!\*\*)", text, re.MULTILINE)) + (int(left[1]) if left else 0) == len(
        made.real.figures
    ) + (0 if other_periods else len(made.real.causes))
