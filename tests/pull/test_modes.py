"""Tracked changes, comments, newer data, lost anchors, and the command itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lcdraft.cli import main
from lcdraft.pull.changes import Kind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORT = "6-thang-2025"
DATA = f"data/bao-cao/{REPORT}.yaml"

PARAGRAPHS = f"""\
ky: {REPORT}
can_cu:
  - Căn cứ Quyết định số 34/2019/QĐ-UBND ngày 30/9/2019 của UBND tỉnh
noi_dung:
  # Lời mở đầu của mục.
  kinh-te: |
    Thương mại ổn định trong cả kỳ báo cáo. {{{{ ban_le.ten }}}} {{{{ ban_le.uoc_dat }}}}, {{{{ ban_le.dat_kh }}}}.

    Công nghiệp tăng trưởng khá^[Theo báo cáo của các cơ sở sản xuất.] và bền vững hơn năm trước.

    Nông nghiệp được mùa, giá cả ổn định, đời sống người dân khá hơn.
nhiem_vu:
  - Tăng cường quản lý thị trường.
  - Chăm lo đời sống người có công. # giữ
"""


@pytest.fixture
def desk(small_desk: Any) -> Any:
    small_desk.write(DATA, PARAGRAPHS)
    return small_desk


def test_an_edit_keeps_what_stands_around_it(desk: Any) -> None:
    file = desk.open(REPORT)
    file.replace("ổn định trong cả kỳ", "khởi sắc trong cả kỳ")
    pulled = desk.pull(file)
    assert [change.kind for change in pulled.changes] == [Kind.CHANGED]
    assert desk.read(DATA) == PARAGRAPHS.replace("ổn định trong cả kỳ", "khởi sắc trong cả kỳ")


def test_merged_inside_one_passage(desk: Any) -> None:
    file = desk.open(REPORT)
    file.merge_with_next("Công nghiệp tăng trưởng khá")
    pulled = desk.pull(file)
    assert [change.kind for change in pulled.changes] == [Kind.MERGED]
    assert pulled.left == []
    assert desk.contents(REPORT) == desk.edited_contents(file)
    assert "năm trước. Nông nghiệp được mùa" in " ".join(desk.read(DATA).split())


def test_split_inside_one_passage(desk: Any) -> None:
    file = desk.open(REPORT)
    file.split_before("đời sống người dân khá hơn")
    pulled = desk.pull(file)
    assert [change.kind for change in pulled.changes] == [Kind.SPLIT]
    assert pulled.left == []
    assert desk.contents(REPORT) == desk.edited_contents(file)


def test_merged_and_split_at_once(desk: Any) -> None:
    file = desk.open(REPORT)
    file.merge_with_next("Công nghiệp tăng trưởng khá")
    file.split_before("đời sống người dân khá hơn")
    assert desk.pull(file).left == []
    assert desk.contents(REPORT) == desk.edited_contents(file)


def test_moved_inside_one_passage(desk: Any) -> None:
    file = desk.open(REPORT)
    file.move_after("Thương mại ổn định", "Nông nghiệp được mùa")
    pulled = desk.pull(file)
    assert pulled.left == []
    assert desk.contents(REPORT) == desk.edited_contents(file)
    assert "{{ ban_le.uoc_dat }}, {{ ban_le.dat_kh }}" in desk.read(DATA)


def test_deleted_inside_one_passage(desk: Any) -> None:
    file = desk.open(REPORT)
    file.delete("Công nghiệp tăng trưởng khá")
    assert desk.pull(file).left == []
    assert desk.contents(REPORT) == desk.edited_contents(file)
    assert "# Lời mở đầu của mục." in desk.read(DATA)


TABLE = """
    Bảng dưới đây nêu kết quả của hai phường.

    | Phường | Kết quả |
    | --- | --- |
    | Đông | khá, {{ ban_le.uoc_dat }} |
    | Tây | còn chậm |

    Hết bảng."""


def test_cells_of_a_table_in_a_passage(desk: Any) -> None:
    desk.write(DATA, PARAGRAPHS.replace("\n\n    Công nghiệp", f"\n{TABLE}\n\n    Công nghiệp"))
    file = desk.open(REPORT)
    file.replace("còn chậm", "còn chậm | do *mưa*", inside=file.cell("còn chậm", "Tây"))
    file.replace("khá, ", "tốt, ", inside=file.cell("khá", "Đông"))
    pulled = desk.pull(file)
    assert [change.kind for change in pulled.changes] == [Kind.CELLS]
    assert pulled.left == []
    assert desk.contents(REPORT) == desk.edited_contents(file)
    assert r"| Tây | còn chậm \| do \*mưa\* |" in desk.read(DATA)
    assert "| Đông | tốt, {{ ban_le.uoc_dat }} |" in desk.read(DATA)


def test_rows_that_went(desk: Any) -> None:
    desk.write(DATA, PARAGRAPHS.replace("\n\n    Công nghiệp", f"\n{TABLE}\n\n    Công nghiệp"))
    file = desk.open(REPORT)
    row = file.cell("còn chậm", "Tây").getparent()
    row.getparent().remove(row)
    text = desk.read(DATA)
    assert desk.pull(file).left == []
    assert desk.read(DATA) == text.replace("    | Tây | còn chậm |\n", "")


def tracked(desk: Any) -> Any:
    file = desk.open(REPORT)
    file.track_replace("khá hơn", "tốt hơn")
    file.replace("bền vững hơn", "vững chắc hơn")
    file.track_add_after("Công nghiệp tăng trưởng khá", "Đoạn thêm có theo dõi.")
    return file


def test_tracked_changes_are_taken(desk: Any) -> None:
    file = tracked(desk)
    assert desk.pull(file).left == []
    text = "\n".join(desk.contents(REPORT))
    assert "tốt hơn" in text
    assert "vững chắc hơn" in text
    assert "Đoạn thêm có theo dõi." in text


def test_tracked_changes_are_rejected(desk: Any) -> None:
    file = tracked(desk)
    assert desk.pull(file, reject=True).left == []
    text = "\n".join(desk.contents(REPORT))
    assert "khá hơn" in text
    assert "vững chắc hơn" in text
    assert "Đoạn thêm" not in text


def test_paragraphs_that_wait_are_left_alone(desk: Any) -> None:
    file = desk.open(REPORT)
    file.track_replace("khá hơn", "tốt hơn")
    file.replace("Nông nghiệp được mùa", "Nông nghiệp bội thu")
    file.replace("bền vững hơn", "vững chắc hơn")
    pulled = desk.pull(file, only_accepted=True)
    text = "\n".join(desk.contents(REPORT))
    assert "Nông nghiệp được mùa" in text
    assert "vững chắc hơn" in text
    assert [issue.code for change in pulled.left for issue in change.issues] == ["LC605"]


def test_lost_anchors(desk: Any) -> None:
    file = desk.open(REPORT)
    file.drop_bookmarks()
    file.replace("bền vững hơn", "vững chắc hơn")
    file.delete("Nông nghiệp được mùa")
    file.add_after("Thương mại ổn định", "Đoạn mới.")
    assert desk.pull(file).left == []
    assert desk.contents(REPORT) == desk.edited_contents(file)


def test_rewritten_altogether_under_its_anchor(desk: Any) -> None:
    """The anchor says which paragraph it was, although only a few words are left of it."""
    file = desk.open(REPORT)
    paragraph = file.paragraph("Nông nghiệp được mùa")
    file.replace(
        "Nông nghiệp được mùa, giá cả ổn định, đời sống người dân khá hơn.",
        "Vụ xuân đạt kết quả tốt nhất từ trước đến nay, giá cả có lợi cho bà con xã viên.",
        inside=paragraph,
    )
    pulled = desk.pull(file)
    assert [change.kind for change in pulled.changes] == [Kind.CHANGED]
    assert desk.contents(REPORT) == desk.edited_contents(file)


def test_newer_data_are_not_undone(desk: Any) -> None:
    """The clerk went on writing while the leader had the file."""
    file = desk.open(REPORT)
    file.replace("bền vững hơn", "vững chắc hơn")
    desk.change(DATA, "Nông nghiệp được mùa", "Nông nghiệp rất được mùa")
    desk.change(DATA, "  - Tăng cường", "  - Việc clerk vừa thêm vào đây.\n  - Tăng cường")
    pulled = desk.pull(file)
    text = desk.read(DATA)
    assert pulled.stale
    assert "rất được mùa" in text
    assert "vững chắc hơn" in text
    assert "Việc clerk vừa thêm" in text
    assert {issue.code for change in pulled.left for issue in change.issues} == {"LC604"}


def test_the_base_tells_what_was_edited(desk: Any, tmp_path: Path) -> None:
    file = desk.open(REPORT)
    base = desk.save(file, "goc.docx")
    file.replace("bền vững hơn", "vững chắc hơn")
    file.replace("giá cả ổn định", "giá cả tăng nhẹ")
    file.delete("Chăm lo đời sống")
    desk.change(DATA, "Nông nghiệp được mùa", "Nông nghiệp rất được mùa")
    desk.change(DATA, "  - Tăng cường", "  - Việc vừa thêm vào đây.\n  - Tăng cường")
    pulled = desk.pull(file, base=base)
    text = desk.read(DATA)
    assert "vững chắc hơn" in text
    assert "Việc vừa thêm" in text
    assert "Chăm lo đời sống" not in text
    assert "giá cả ổn định" in text  # both sides changed this paragraph
    assert [issue.code for change in pulled.left for issue in change.issues] == ["LC604"]


def test_what_is_pulled_twice_changes_nothing(desk: Any) -> None:
    file = tracked(desk)
    desk.pull(file)
    text = desk.read(DATA)
    again = desk.pull(file)
    assert again.changes == []
    assert desk.read(DATA) == text


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_and_marks_of_windows_stay(desk: Any, ending: str) -> None:
    data = b"\xef\xbb\xbf" + PARAGRAPHS.replace("\n", ending).encode()
    (desk.root / DATA).write_bytes(data)
    file = desk.open(REPORT)
    file.replace("bền vững hơn", "vững chắc hơn")
    desk.pull(file)
    expected = data.replace("bền vững hơn".encode(), "vững chắc hơn".encode())
    assert (desk.root / DATA).read_bytes() == expected


def test_the_note_of_an_annex(whole_desk: Any) -> None:
    [name] = whole_desk.workspace.report(REPORT).annexes
    path = f"data/phu-luc/{name}.yaml"
    text = whole_desk.read(path)
    assert "\nghi_chu:" not in text
    whole_desk.write(path, f"{text}\nghi_chu: Số liệu {{{{ ky.nhan }}}} do các phòng cung cấp. # nguồn\n")
    file = whole_desk.open(REPORT)
    file.replace("do các phòng cung cấp", "do các phòng, ban cung cấp")
    pulled = whole_desk.pull(file)
    assert pulled.left == []
    assert list(pulled.new) == [path]
    assert whole_desk.read(path).endswith("ghi_chu: Số liệu {{ ky.nhan }} do các phòng, ban cung cấp. # nguồn\n")
    assert whole_desk.contents(REPORT) == whole_desk.edited_contents(file)


# The command


def run(desk: Any, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["pull", *arguments, "-C", str(desk.root)])


def test_nothing_to_do(desk: Any) -> None:
    path = desk.save(desk.open(REPORT))
    result = run(desk, str(path))
    assert result.exit_code == 0, result.output
    assert f"Không có thay đổi nào so với báo cáo {REPORT}." in result.output


def test_dry_run_writes_nothing(desk: Any) -> None:
    file = desk.open(REPORT)
    file.replace("bền vững hơn", "vững chắc hơn")
    file.replace("2.327", "2.400")
    path = desk.save(file)
    result = run(desk, str(path), "--dry-run")
    assert result.exit_code == 1
    assert "-    Công nghiệp tăng trưởng khá" in result.output
    assert "+    Công nghiệp tăng trưởng khá" in result.output
    assert "sẽ đưa về" in result.output
    assert desk.read(DATA) == PARAGRAPHS
    assert sorted(each.name for each in path.parent.iterdir() if each.is_file()) == ["sua.docx"]


def test_what_has_no_place_is_kept(desk: Any) -> None:
    file = desk.open(REPORT)
    file.replace("TÌNH HÌNH KINH TẾ", "TÌNH HÌNH KINH TẾ XÃ HỘI")
    file.replace("2.327", "2.400")
    file.comment("Nông nghiệp được mùa", "Ghi rõ sản lượng")
    path = desk.save(file)
    result = run(desk, str(path))
    assert result.exit_code == 1
    page = path.with_name("sua.khong-dat-duoc.md").read_text(encoding="utf-8")
    for words in ("2.400 tỷ đồng", "LC601", "Ghi rõ sản lượng"):
        assert words in page
    assert "KINH TẾ XÃ HỘI" not in page  # words of the template have a place of their own
    assert "moi: TÌNH HÌNH KINH TẾ XÃ HỘI" in desk.read(DATA)
    assert "sua.khong-dat-duoc.md" in result.output
    assert "Ghi rõ sản lượng" in result.output
    # An older page is not overwritten.
    path.with_name("sua.khong-dat-duoc.md").write_text("của lần trước")
    assert run(desk, str(path)).exit_code == 1
    assert path.with_name("sua.khong-dat-duoc.md").read_text() == "của lần trước"
    assert path.with_name("sua-2.khong-dat-duoc.md").is_file()


def test_accepted_figures(desk: Any) -> None:
    file = desk.open(REPORT)
    file.replace("2.327", "2.400")
    file.replace("47,6%", "50%")
    result = run(desk, str(desk.save(file)), "--accept-figures")
    assert result.exit_code == 1
    assert "tỷ lệ do chương trình tính" in result.output
    assert "ban_le: 2.400\n" in desk.read(f"data/so-lieu/{REPORT}.yaml")
    assert "đạt 49,1% kế hoạch giao" in "\n".join(desk.contents(REPORT))


def test_letterhead(desk: Any) -> None:
    file = desk.open(REPORT)
    file.replace("Số: ", "Số: 12", inside=file.paragraph("/BC-UBND"))
    result = run(desk, str(desk.save(file)))
    assert result.exit_code == 1
    assert "LC606" in result.output
    assert "so_ky_hieu" in result.output


def test_which_report(desk: Any) -> None:
    file = desk.open(REPORT)
    del file.parts["docProps/custom.xml"]
    path = desk.save(file)
    result = run(desk, str(path))
    assert result.exit_code == 2
    assert f"--report MÃ-KỲ. Các báo cáo hiện có: {REPORT}" in result.output
    assert run(desk, str(path), "--report", REPORT).exit_code == 0
    assert run(desk, str(path), "--report", "6-thang-2026").exit_code == 2


@pytest.mark.parametrize(
    ("name", "data", "arguments"),
    [
        ("a.docx", b"", ()),
        ("a.docx", b"PK\x03\x04rubbish", ()),
        ("a.odt", b"x", ()),
        ("missing.docx", None, ()),
        ("a.docx", b"", ("--reject", "--only-accepted")),
    ],
)
def test_bad_input(desk: Any, name: str, data: bytes | None, arguments: tuple[str, ...]) -> None:
    path = desk.root.parent / name
    if data is not None:
        path.write_bytes(data)
    result = run(desk, str(path), *arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert desk.read(DATA) == PARAGRAPHS


def test_a_file_of_nothing_deletes_nothing_by_accident(desk: Any) -> None:
    """Another document under the name of the report: everything is told, and can be undone by hand."""
    result = run(desk, str(desk.save(desk.open(REPORT))), "--base", str(desk.root / "khong-co.docx"))
    assert result.exit_code == 2
