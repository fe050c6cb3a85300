from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.document import (
    Block,
    Cell,
    Footnote,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Span,
    Table,
    Text,
    inlines_text,
)
from lcdraft.ending import early_end_marks, with_end_mark
from lcdraft.workspace import load_workspace

if TYPE_CHECKING:
    from tests.conftest import Workspace


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (paragraph(Text("Trân trọng báo cáo.")), "Trân trọng báo cáo./."),
        (paragraph(Text("Trân trọng báo cáo./.")), "Trân trọng báo cáo./."),
        (paragraph(Text("Trân trọng báo cáo./. ")), "Trân trọng báo cáo./. "),
        (paragraph(Text("Trân trọng báo cáo")), "Trân trọng báo cáo./."),
        (paragraph(Text("Đạt "), Span("47,6%")), "Đạt 47,6%./."),
        (paragraph(Text("Đạt "), Span("47,6%"), Text(".")), "Đạt 47,6%./."),
        (paragraph(Text("Hết"), Footnote((paragraph(Text("Chú thích.")),))), "Hết./."),
        (ListItem((Text("việc cuối;"),)), "việc cuối./."),
    ],
)
def test_the_last_words_are_closed(last: Paragraph | ListItem, text: str) -> None:
    first = paragraph(Text("Đoạn đầu."))
    blocks = with_end_mark([first, last])
    assert blocks[0] is first
    assert isinstance(blocks[1], Paragraph | ListItem)
    assert type(blocks[1]) is type(last)
    assert inlines_text(blocks[1].inlines) == text


@pytest.mark.parametrize("last", [Heading(1, "I.", (Text("KINH TẾ"),)), Table(((Cell(()),),))])
def test_headings_and_tables_are_left_alone(last: Block) -> None:
    assert with_end_mark([last]) == (last,)
    assert with_end_mark([]) == ()


@given(st.lists(st.text(alphabet="ab ./;\n", max_size=12), max_size=4))
def test_closing_twice_is_closing_once(texts: list[str]) -> None:
    once = with_end_mark([paragraph(Text(text)) for text in texts])
    assert with_end_mark(once) == once


def test_a_mark_before_the_end_is_a_warning() -> None:
    blocks = [paragraph(Text("Phần đầu đã xong./.")), paragraph(Text("Hết./. thật./."))]
    found = list(early_end_marks(blocks))
    assert [(problem.code, problem.severity) for problem in found] == [("LC314", "warning")] * 2
    assert "Phần đầu đã xong" in found[0].message
    assert list(early_end_marks(blocks[:1])) == []


def test_a_report_ends_once(workspace: Workspace) -> None:
    document, problems = load_workspace(workspace.root).render("6-thang-2025")
    texts = [inlines_text(block.inlines) for block in document.blocks if not isinstance(block, Table)]
    assert texts[-1] == "Tăng cường quản lý thị trường./."
    assert "".join(texts).count("./.") == 1
    assert problems == ()


def test_an_early_mark_is_placed_in_the_data_file(workspace: Workspace) -> None:
    workspace.change("data/bao-cao/6-thang-2025.yaml", "Thương mại ổn định.", "Thương mại ổn định./.")
    [problem] = workspace.render().problems
    assert (problem.code, str(problem.place)) == ("LC314", "data/bao-cao/6-thang-2025.yaml:6:5")
