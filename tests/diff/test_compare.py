"""Two drafts compared: every line once, what changed in it, what was passed over, and the figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcdraft.diff.compare import compare_drafts, compare_lines
from lcdraft.diff.drafts import Draft
from lcdraft.diff.lines import lines_of
from lcdraft.diff.model import Comparison, Ignored, Row, Status
from lcdraft.document import Block, Cell, Document, Heading, ListItem, Paragraph, Strong, Table, Text
from lcdraft.read.files import read_document
from lcdraft.workspace import load_workspace

ROOT = Path(__file__).parents[2]


def paragraph(text: str, role: str = "body") -> Paragraph:
    return Paragraph((Text(text),), role)


def draft(*blocks: Block, name: str = "nháp") -> Draft:
    return Draft(name, Document(blocks))


def compared(old: tuple[Block, ...], new: tuple[Block, ...], *, exact: bool = False) -> Comparison:
    return compare_drafts(draft(*old), draft(*new), exact=exact)


@cache
def sample(name: str) -> Document:
    return load_workspace(ROOT).render(name)[0]


def old_side(row: Row) -> str:
    return "".join(piece.text for piece in row.pieces if piece.status is not Status.ADDED)


def new_side(row: Row) -> str:
    return "".join(piece.text for piece in row.pieces if piece.status is not Status.REMOVED)


def folded(text: str) -> str:
    """A text without what does not count; in these tests only blanks differ so."""
    return "".join(text.split())


def check(comparison: Comparison, old: Document, new: Document) -> None:
    """What must hold for any two drafts."""
    before, after = ([drawn.line for drawn in lines_of(document)] for document in (old, new))
    rows = comparison.rows
    assert [row.new for row in rows if row.new] == after
    assert [row.old for row in rows if row.old and row.status is not Status.MOVED] == before
    for index, row in enumerate(rows):
        if row.twin is not None:
            twin = rows[row.twin]
            assert twin.twin == index
            assert {row.status, twin.status} == {Status.MOVED, Status.MOVED_AWAY}
            assert row.old is twin.old
        else:
            assert row.status not in (Status.MOVED, Status.MOVED_AWAY)
        if row.status is Status.MOVED_AWAY:
            assert not row.pieces
            continue
        assert folded(old_side(row)) == folded(row.old.text if row.old else "")
        assert new_side(row) == (row.new.text if row.new else "")
        if row.status is Status.EQUAL:
            assert all(piece.status is Status.EQUAL for piece in row.pieces)
        if row.status is Status.CHANGED:
            assert any(piece.status is not Status.EQUAL for piece in row.pieces)


def statuses(comparison: Comparison) -> Counter[Status]:
    return Counter(row.status for row in comparison.rows)


NAMES = ["6-thang-2025", "9-thang-2024", "thang-2022-07", "thang-2023-02"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("exact", [False, True])
def test_a_draft_has_no_change_against_itself(name: str, exact: bool) -> None:
    comparison = compare_drafts(Draft("a", sample(name)), Draft("b", sample(name)), exact=exact)
    assert not comparison.changed
    assert comparison.ignored == ()
    assert comparison.figures == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", ["docx", "md"])
def test_a_report_and_its_file_are_the_same(name: str, ending: str) -> None:
    read = read_document(ROOT / f"examples/{name}/bao-cao.{ending}")
    comparison = compare_drafts(Draft(name, sample(name)), Draft("tệp", read))
    check(comparison, sample(name), read)
    assert not comparison.changed
    assert {ignored.name for ignored in comparison.ignored} <= {"in đậm, in nghiêng", "khoảng trắng"}


@pytest.mark.parametrize(("old", "new"), [(NAMES[0], NAMES[1]), (NAMES[2], NAMES[3])])
def test_two_reports(old: str, new: str) -> None:
    one, other = sample(old), sample(new)
    comparison = compare_drafts(Draft(old, one), Draft(new, other))
    check(comparison, one, other)
    assert comparison.figures
    for index, figure in enumerate(comparison.figures):
        assert any(piece.figure == index for piece in comparison.rows[figure.row].pieces)
    back = compare_drafts(Draft(new, other), Draft(old, one))
    check(back, other, one)
    here, there = statuses(comparison), statuses(back)
    assert (here[Status.ADDED], here[Status.REMOVED]) == (there[Status.REMOVED], there[Status.ADDED])
    assert here[Status.EQUAL] == there[Status.EQUAL]
    # Which of two lines that changed places is said to have moved may differ, but not how many.
    assert here[Status.MOVED] == there[Status.MOVED]


def test_one_changed_figure() -> None:
    old = (Heading(1, "I.", (Text("KINH TẾ"),)), paragraph("Tổng mức bán lẻ ước đạt 2.327 tỷ đồng."))
    new = (old[0], paragraph("Tổng mức bán lẻ ước đạt 2.410 tỷ đồng."))
    comparison = compared(old, new)
    assert [(index, row.status) for index, row in comparison.changes()] == [(1, Status.CHANGED)]
    [figure] = comparison.figures
    assert (figure.old, figure.new, figure.unit, figure.delta, figure.percent) == (
        "2.327",
        "2.410",
        "tỷ đồng",
        "+83",
        "+3,6%",
    )
    marked = [piece.text for piece in comparison.rows[1].pieces if piece.figure == 0]
    assert marked == ["2.327", "2.410"]


def test_renumbered_headings_and_items_are_the_same() -> None:
    old = (
        Heading(2, "2.", (Text("Về văn hóa"),)),
        ListItem((Text("Chợ đêm"),), "(1)."),
        ListItem((Text("Lễ hội"),), "-"),
    )
    new = (
        Heading(2, "3.", (Text("Về văn hóa"),)),
        ListItem((Text("Chợ đêm"),), "(2)."),
        ListItem((Text("Lễ hội"),), "+"),
    )
    comparison = compared(old, new)
    assert not comparison.changed
    assert comparison.ignored == (Ignored("số thứ tự", 2), Ignored("dấu đầu dòng", 1))
    assert statuses(compared(old, new, exact=True)) == {Status.CHANGED: 3}


def test_a_basis_that_is_no_longer_the_last_is_the_same() -> None:
    old = (paragraph("Căn cứ Luật A.", "basis"),)
    new = (paragraph("Căn cứ Luật A;", "basis"), paragraph("Căn cứ Nghị định B.", "basis"))
    comparison = compared(old, new)
    assert [row.status for row in comparison.rows] == [Status.EQUAL, Status.ADDED]
    assert comparison.ignored == (Ignored("dấu cuối dòng căn cứ", 1),)
    assert [row.status for row in compared(old, new, exact=True).rows] == [Status.CHANGED, Status.ADDED]


def test_bold_does_not_count_and_is_counted() -> None:
    plain = (paragraph("Một hai ba bốn năm"),)
    bold = (Paragraph((Text("Một "), Strong((Text("hai ba"),)), Text(" bốn "), Strong((Text("năm"),)))),)
    comparison = compared(plain, bold)
    assert not comparison.changed
    assert comparison.ignored == (Ignored("in đậm, in nghiêng", 2),)


def test_an_exact_comparison_says_what_it_does_not_see() -> None:
    old, new = (paragraph("hoà “a”"),), (paragraph('hòa "a"'),)
    assert not compared(old, new).changed
    assert compared(old, new).uncompared == ()
    exact = compared(old, new, exact=True)
    assert exact.changed
    assert exact.ignored == ()
    assert any("Unicode" in text for text in exact.uncompared)


def test_what_a_file_has_besides_is_said_once_where_both_have_it() -> None:
    old = replace(draft(name="cũ.docx"), uncompared=("1 hình ảnh", "2 hộp văn bản"))
    new = replace(draft(name="mới.docx"), uncompared=("1 hình ảnh", "3 hộp văn bản"))
    assert compare_drafts(old, new).uncompared == (
        "1 hình ảnh",
        "cũ.docx: 2 hộp văn bản",
        "mới.docx: 3 hộp văn bản",
    )


def test_a_moved_paragraph_may_have_changed() -> None:
    first = "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng ước đạt {} tỷ đồng."
    rest = [paragraph(f"Đoạn thứ {word} nói về một việc khác hẳn, không liên quan.") for word in ("hai", "ba", "tư")]
    old, new = (paragraph(first.format("2.327")), *rest), (*rest, paragraph(first.format("2.410")))
    comparison = compared(old, new)
    check(comparison, Document(old), Document(new))
    assert [row.status for row in comparison.rows] == [Status.MOVED_AWAY, *[Status.EQUAL] * 3, Status.MOVED]
    assert comparison.rows[4].twin == 0
    assert [index for index, _ in comparison.changes()] == [4]
    assert comparison.figures[0].row == 4


def edits(block: Block) -> st.SearchStrategy[list[Block]]:
    """What may become of a block."""
    if isinstance(block, Table):
        rows = list(block.rows)
        return st.sampled_from(
            [[block], [], [replace(block, rows=(*rows[:1], *rows[2:]))], [replace(block, rows=(*rows, rows[-1]))]]
        )
    texts = [
        [replace(block, inlines=(*block.inlines, Text(f" Thêm {word} vào đây.")))] for word in ("một câu", "12,5 ha")
    ]
    return st.sampled_from([[block], [], [block, paragraph("Một đoạn hoàn toàn mới, 7 chữ.")], *texts])


@settings(max_examples=25)
@given(st.data())
def test_any_edits_of_a_sample(data: st.DataObject) -> None:
    original = sample("thang-2023-02")
    blocks: list[Block] = []
    for block in original.blocks:
        blocks += data.draw(edits(block)) if data.draw(st.integers(0, 4)) == 0 else [block]
    if len(blocks) > 3:
        at, to = data.draw(st.integers(0, len(blocks) - 1)), data.draw(st.integers(0, len(blocks) - 1))
        blocks.insert(to, blocks.pop(at))
    edited = replace(original, blocks=tuple(blocks))
    comparison = compare_drafts(Draft("a", original), Draft("b", edited))
    check(comparison, original, edited)
    back = compare_drafts(Draft("b", edited), Draft("a", original))
    assert statuses(comparison)[Status.ADDED] == statuses(back)[Status.REMOVED]
    assert comparison.changed is back.changed
    if original == edited:
        assert not comparison.changed


@settings(max_examples=60)
@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8))
def test_rows_of_tables(old: list[str], new: list[str]) -> None:
    def document(names: list[str]) -> Document:
        rows = [
            tuple(Cell((paragraph(text),)) for text in (str(n), f"Chỉ tiêu {name}", "5"))
            for n, name in enumerate(names, 1)
        ]
        return Document((paragraph("Bảng sau:"), Table(tuple(rows), 0)) if rows else (paragraph("Bảng sau:"),))

    one, other = document(old), document(new)
    rows, _ = compare_lines(lines_of(one), lines_of(other))
    check(Comparison("a", "b", rows), one, other)
