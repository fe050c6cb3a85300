"""Tables of annexes: names of lines and deleted lines come home, all else is told with the place where it is made."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from lcdraft.errors import DataError
from lcdraft.pull.account import account_lines
from lcdraft.pull.annex_writing import write_rows
from lcdraft.pull.yamlfile import YamlFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORT = "6-thang-2025"
DATA = f"data/bao-cao/{REPORT}.yaml"
ANNEX = "data/phu-luc/chinh.yaml"
ANNEX_TEXT = """\
tieu_de: Chỉ tiêu chủ yếu
cot: [thuc_hien, so_ke_hoach]
nhom:
  - ten: Kinh tế
    chi_tieu:
      - ban_le: # gồm hai phần
          - thuong_nghiep
          - dich_vu
      - ty_le_rung
  - ten: Xã hội
    chi_tieu:
      - truong_chuan
"""


@pytest.fixture
def desk(small_desk: Any) -> Any:
    small_desk.root.joinpath("data/phu-luc").mkdir()
    small_desk.write(ANNEX, ANNEX_TEXT)
    small_desk.write(DATA, small_desk.read(DATA) + "phu_luc: [chinh]\n")
    return small_desk


def share(desk: Any) -> None:
    """Another report uses the annex too."""
    desk.write("data/bao-cao/nam-2024.yaml", "ky: nam-2024\nmau: 6-thang\nphu_luc: [chinh]\n")


def row(file: Any, words: str) -> Any:
    return next(r for r in file.main.iter(f"{W}tr") if words in "".join(t.text or "" for t in r.iter(f"{W}t")))


def test_the_name_of_a_line(desk: Any) -> None:
    file = desk.open(REPORT)
    name = "".join(t.text or "" for t in list(row(file, "rừng").iter(f"{W}tc"))[1].iter(f"{W}t"))
    file.replace(name, "Độ che phủ: rừng * [mới] # 5", inside=row(file, "rừng"))
    assert desk.pull(file).left == []
    assert desk.read(ANNEX) == (
        f"{ANNEX_TEXT}\n# Tên riêng của dòng trong phụ lục này, thay cho tên trong danh mục.\n"
        'ten_dong:\n  ty_le_rung: "Độ che phủ: rừng * [mới] # 5"\n'
    )
    assert desk.contents(REPORT) == desk.edited_contents(file)
    again = desk.open(REPORT)
    again.replace("[mới]", "[cũ]", inside=row(again, "Độ che phủ"))
    assert desk.pull(again).left == []
    assert desk.read(ANNEX).count("ty_le_rung") == 2
    assert desk.contents(REPORT) == desk.edited_contents(again)


def test_other_reports_that_change_are_named(desk: Any) -> None:
    share(desk)
    file = desk.open(REPORT)
    cell = list(row(file, "rừng").iter(f"{W}tc"))[1]
    next(iter(cell.iter(f"{W}t"))).text = "Tỷ lệ rừng"
    pulled = desk.pull(file)
    assert pulled.left == []
    assert "nam-2024 cũng đổi theo" in "\n".join(account_lines(pulled))


def test_a_deleted_line(desk: Any) -> None:
    file = desk.open(REPORT)
    gone = row(file, "rừng")
    gone.getparent().remove(gone)
    assert desk.pull(file).left == []
    assert desk.read(ANNEX) == ANNEX_TEXT.replace("      - ty_le_rung\n", "")
    assert desk.contents(REPORT) == desk.edited_contents(file)


def test_a_deleted_line_of_a_shared_annex_is_told(desk: Any) -> None:
    share(desk)
    file = desk.open(REPORT)
    gone = row(file, "rừng")
    gone.getparent().remove(gone)
    [change] = desk.pull(file).left
    [issue] = change.issues
    assert "nam-2024 cũng dùng phụ lục này" in issue.message
    assert (issue.place.path, issue.place.line) == (ANNEX, 9)
    assert desk.read(ANNEX) == ANNEX_TEXT


def test_the_last_line_of_a_group_stays(desk: Any) -> None:
    file = desk.open(REPORT)
    gone = list(file.main.iter(f"{W}tr"))[-1]
    gone.getparent().remove(gone)
    [change] = desk.pull(file).left
    assert "nhóm sẽ không còn dòng nào" in change.issues[0].message


def test_a_whole_stays_while_its_parts_do(desk: Any) -> None:
    file = desk.open(REPORT)
    gone = next(r for r in file.main.iter(f"{W}tr") if "2.327" in "".join(t.text or "" for t in r.iter(f"{W}t")))
    gone.getparent().remove(gone)
    [change] = desk.pull(file).left
    assert "các dòng thành phần của nó còn lại" in change.issues[0].message


def test_an_added_line_is_told(desk: Any) -> None:
    file = desk.open(REPORT)
    like = row(file, "rừng")
    added = copy.deepcopy(like)
    for cell, text in zip(added.iter(f"{W}tc"), ["3", "Số chợ", "chợ", "12", ""], strict=False):
        for piece in cell.iter(f"{W}t"):
            piece.text = text
    like.addnext(added)
    [change] = desk.pull(file).left
    assert "Số chợ | chợ" in change.issues[0].message
    assert (change.issues[0].place.path, change.issues[0].place.line) == (ANNEX, 9)


def test_titles_units_and_order_are_told(desk: Any) -> None:
    file = desk.open(REPORT)
    file.replace("KINH TẾ", "KINH TẾ SỐ", inside=row(file, "KINH TẾ"))
    rows = list(row(file, "rừng").getparent().iter(f"{W}tr"))
    rows[-1].addnext(row(file, "rừng"))
    [change] = desk.pull(file).left
    told = [issue.message for issue in change.issues]
    assert any("KINH TẾ SỐ" in message for message in told)
    assert any("thứ tự dòng" in message for message in told)
    assert desk.read(ANNEX) == ANNEX_TEXT


def written(text: str, names: dict[str, str | None]) -> str:
    file = YamlFile(ANNEX, text.encode())
    write_rows(file, names)
    return file.data().decode()


def test_lines_in_brackets_are_refused() -> None:
    with pytest.raises(DataError) as raised:
        written("nhom:\n  - ten: A\n    chi_tieu: [ban_le, dich_vu]\n", {"ban_le": None})
    assert raised.value.problems[0].code == "LC610"


def test_names_are_written_where_they_stand() -> None:
    head = "nhom:\n  - ten: A\n    chi_tieu:\n      - ban_le\n      - dich_vu\n"
    text = f'{head}ten_dong:\n  # giữ\n  ban_le: "Cũ"\nghi_chu: x\n'
    assert written(text, {"ban_le": "Mới", "dich_vu": "Dịch vụ"}) == text.replace('"Cũ"\n', "Mới\n  dich_vu: Dịch vụ\n")
    gone = written(text.replace("\n", "\r\n"), {"ban_le": None})
    assert gone == "nhom:\r\n  - ten: A\r\n    chi_tieu:\r\n      - dich_vu\r\n  # giữ\r\nghi_chu: x\r\n"


def test_a_line_goes_with_its_parts_and_their_names() -> None:
    text = f"{ANNEX_TEXT}\n# riêng\nten_dong:\n  dich_vu: Dịch vụ\n  ty_le_rung: Rừng   # ngắn\n"
    gone = written(text, {"ban_le": None, "thuong_nghiep": None, "dich_vu": None})
    block = "      - ban_le: # gồm hai phần\n          - thuong_nghiep\n          - dich_vu\n"
    assert gone == text.replace(block, "").replace("  dich_vu: Dịch vụ\n", "")
    part = written(text, {"dich_vu": None, "ty_le_rung": "Tỷ lệ: rừng"})
    assert part == text.replace("          - dich_vu\n", "").replace("  dich_vu: Dịch vụ\n", "").replace(
        "Rừng ", '"Tỷ lệ: rừng" '
    )


def test_the_first_name_and_the_last_leave_nothing_behind() -> None:
    for text in (ANNEX_TEXT, f"{ANNEX_TEXT}# hết\n"):
        named = written(text, {"ty_le_rung": "Rừng", "ban_le": "Bán lẻ"})
        assert named.endswith("ten_dong:\n  ty_le_rung: Rừng\n  ban_le: Bán lẻ\n")
        gone = {"ty_le_rung": None, "ban_le": None, "thuong_nghiep": None, "dich_vu": None}
        kept = written(named, gone)
        assert kept == written(text, gone)
        assert "# Tên riêng" not in kept
