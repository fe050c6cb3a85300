"""Tables of the narrative: rows, columns and cells that changed in Word go into the lines of the Markdown table."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from lxml import etree

from lcdraft.pull.changes import Kind
from lcdraft.pull.rows import matched

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORT = "6-thang-2025"
DATA = f"data/bao-cao/{REPORT}.yaml"
TEXT = f"""\
ky: {REPORT}
noi_dung:
  kinh-te: |
    Kết quả của các xã như sau:

    | Đơn vị | Chợ | Ghi chú |
    |:---|---:|---|
    | Xã San Thàng | 2 | đã nâng cấp |
    | Xã Sùng Phài | {{{{ ban_le.gia_tri }}}} | gồm chợ A \\| chợ B |
    | Phường Tân Phong | 3 | |

    Đoạn văn sau bảng.
nhiem_vu:
  - Tăng cường quản lý thị trường.
"""


@pytest.fixture
def desk(small_desk: Any) -> Any:
    small_desk.write(DATA, TEXT)
    return small_desk


def rows(file: Any) -> list[Any]:
    """The rows of the table of the text."""
    return [
        row
        for table in file.main.iter(f"{W}tbl")
        if any("Xã San Thàng" in (t.text or "") for t in table.iter(f"{W}t"))
        for row in table.iter(f"{W}tr")
    ]


def fill(row: Any, *texts: str) -> Any:
    """Type into the cells of a row."""
    for cell, text in zip(row.iter(f"{W}tc"), texts, strict=True):
        paragraphs = list(cell.iter(f"{W}p"))
        for run in list(paragraphs[0].iter(f"{W}r")):
            run.getparent().remove(run)
        run = etree.SubElement(paragraphs[0], f"{W}r")
        etree.SubElement(run, f"{W}t").text = text
    return row


def new_row(like: Any, *texts: str) -> Any:
    return fill(copy.deepcopy(like), *texts)


def home(desk: Any, file: Any) -> Any:
    """Everything comes home, and the report then says what the edited file says."""
    edited = desk.edited_contents(file)
    pulled = desk.pull(file)
    assert pulled.left == [], [c.issues for c in pulled.left]
    assert desk.contents(REPORT) == edited
    assert desk.pull(desk.open(REPORT)).changes == []
    return pulled


def test_a_row_is_added(desk: Any) -> None:
    file = desk.open(REPORT)
    third = rows(file)[2]
    third.addprevious(new_row(third, "Xã mới | cũ", "07", "# có {{ ngoặc }} và ^[x]"))
    pulled = home(desk, file)
    assert [change.kind for change in pulled.changes] == [Kind.CELLS]
    line = "    | Xã mới \\| cũ | 07 | # có {\\{ ngoặc }\\} và \\^\\[x\\] |\n"
    assert desk.read(DATA) == TEXT.replace("    | Xã Sùng", f"{line}    | Xã Sùng")


def test_a_row_is_added_at_the_end(desk: Any) -> None:
    file = desk.open(REPORT)
    last = rows(file)[-1]
    last.addnext(new_row(last, "Tổng cộng", "12", ""))
    home(desk, file)
    assert "    | Phường Tân Phong | 3 | |\n    | Tổng cộng | 12 |  |\n\n    Đoạn văn" in desk.read(DATA)


def test_a_row_is_deleted(desk: Any) -> None:
    file = desk.open(REPORT)
    gone = rows(file)[2]
    gone.getparent().remove(gone)
    home(desk, file)
    assert "Sùng Phài" not in desk.read(DATA)
    assert "| Xã San Thàng | 2 | đã nâng cấp |\n    | Phường" in desk.read(DATA)


def test_a_row_is_moved_with_its_expression(desk: Any) -> None:
    file = desk.open(REPORT)
    rows(file)[-1].addnext(rows(file)[2])
    home(desk, file)
    assert desk.read(DATA).index("Tân Phong") < desk.read(DATA).index("| Xã Sùng Phài | {{ ban_le.gia_tri }} | gồm")


def test_cells_are_edited(desk: Any) -> None:
    file = desk.open(REPORT)
    fill(rows(file)[1], "Xã San Thàng", "2", "đã nâng cấp | mở rộng năm 2025")
    fill(rows(file)[3], "Phường Tân Phong", "3", "ô này trước để trống")
    home(desk, file)
    assert "| Xã San Thàng | 2 | đã nâng cấp \\| mở rộng năm 2025 |" in desk.read(DATA)
    assert "| Phường Tân Phong | 3 | ô này trước để trống |" in desk.read(DATA)


def test_a_note_in_a_cell(desk: Any) -> None:
    desk.change(DATA, "đã nâng cấp", "đã nâng cấp^[Theo báo cáo của xã.]")
    file = desk.open(REPORT)
    file.replace("Theo báo cáo của xã", "Theo báo cáo tháng 5 của xã", inside=file.note("Theo báo cáo của xã"))
    rows(file)[-1].addnext(new_row(rows(file)[-1], "Xã khác", "1", "chưa có"))
    home(desk, file)
    assert "| đã nâng cấp^[Theo báo cáo tháng 5 của xã.] |" in desk.read(DATA)


def test_a_column_is_added(desk: Any) -> None:
    file = desk.open(REPORT)
    for number, row in enumerate(rows(file)):
        first = next(iter(row.iter(f"{W}tc")))
        first.addnext(copy.deepcopy(first))
        texts = ["".join(t.text or "" for t in c.iter(f"{W}t")) for c in row.iter(f"{W}tc")]
        fill(row, texts[0], f"cột {number}", *texts[2:])
    home(desk, file)
    assert "| Đơn vị | cột 0 | Chợ | Ghi chú |\n    | :--- | --- | ---: | --- |" in desk.read(DATA)
    assert "| Xã Sùng Phài | cột 2 | {{ ban_le.gia_tri }} | gồm chợ A \\| chợ B |" in desk.read(DATA)


def test_a_column_is_removed(desk: Any) -> None:
    file = desk.open(REPORT)
    for row in rows(file):
        row.remove(list(row.iter(f"{W}tc"))[1])
    home(desk, file)
    assert "| Đơn vị | Ghi chú |\n    | :--- | --- |" in desk.read(DATA)


def test_a_figure_in_a_cell_is_told_and_the_row_comes_home(desk: Any) -> None:
    file = desk.open(REPORT)
    row = rows(file)[2]
    typed = ["".join(t.text or "" for t in c.iter(f"{W}t")) for c in row.iter(f"{W}tc")]
    fill(row, "Xã Sùng Phài (mới)", "9.999 tỷ đồng", typed[2])
    rows(file)[-1].addnext(new_row(rows(file)[-1], "Xã khác", "1", ""))
    pulled = desk.pull(file)
    [change] = pulled.left
    assert [figure.typed for figure in change.figures] == ["9.999 tỷ đồng"]
    assert "| Xã Sùng Phài (mới) | {{ ban_le.gia_tri }} |" in desk.read(DATA)
    assert "| Xã khác | 1 |" in desk.read(DATA)


def test_several_paragraphs_in_a_cell_are_joined_and_told(desk: Any) -> None:
    file = desk.open(REPORT)
    cell = list(rows(file)[1].iter(f"{W}tc"))[2]
    paragraph = next(iter(cell.iter(f"{W}p")))
    paragraph.addnext(copy.deepcopy(paragraph))
    pulled = desk.pull(file)
    [change] = pulled.left
    assert "nhiều dòng" in change.issues[0].message
    assert "| đã nâng cấp đã nâng cấp |" in desk.read(DATA)


def test_rows_of_a_loop_are_told(desk: Any) -> None:
    desk.change(
        DATA,
        "    | Phường Tân Phong | 3 | |\n",
        "    {% for n in [1, 2] %}\n    | Xã {{ n }} | 1 | |\n    {% endfor %}\n",
    )
    file = desk.open(REPORT)
    gone = rows(file)[1]
    gone.getparent().remove(gone)
    [change] = desk.pull(file, dry_run=True).left
    assert change.issues[0].code == "LC603"
    assert change.issues[0].place is not None


def test_rows_are_known_again() -> None:
    old = [("a b", "1"), ("c d", "2"), ("e f", "3")]
    assert matched(old, [("e f", "3"), ("a b", "1"), ("c d x", "2")]) == [2, 0, 1]
    assert matched(old, [("a b", "1"), ("hoàn toàn khác", "9"), ("c d", "2"), ("e f", "3")]) == [0, None, 1, 2]
    assert matched(old, [("a b", "1"), ("khác hẳn", "9"), ("e f", "3")]) == [0, 1, 2]
