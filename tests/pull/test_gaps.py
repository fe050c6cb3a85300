"""Drafts with gaps: what is typed over one is a first value, or the text of a section."""

from __future__ import annotations

from typing import Any

import pytest

from lcdraft.errors import DataError, Place
from lcdraft.pull.account import account_lines
from lcdraft.pull.figures import Accepted
from lcdraft.pull.filling_in import fill_value
from lcdraft.pull.yamlfile import YamlFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORT = "6-thang-2025"
DATA = f"data/bao-cao/{REPORT}.yaml"
FIGURES = f"data/so-lieu/{REPORT}.yaml"
TEXT = f"""\
ky: {REPORT}
noi_dung:
  kinh-te: |
    Thương mại ổn định, {{{{ ban_le.ten }}}} {{{{ ban_le.uoc_dat }}}}, {{{{ ban_le.dat_kh }}}}; tính theo triệu đồng là
    {{{{ ban_le.gia_tri('triệu đồng') }}}}; độ che phủ rừng đạt {{{{ ty_le_rung.gia_tri }}}}.
nhiem_vu:
  - Tăng cường quản lý thị trường.
"""


@pytest.fixture
def desk(small_desk: Any) -> Any:
    small_desk.write(DATA, TEXT)
    small_desk.change(FIGURES, "  ban_le: 2.327", "  ban_le:   # Phòng Kinh tế")
    small_desk.change(FIGURES, "  ty_le_rung: 28,34", "  ty_le_rung: {gia_tri: , trang_thai: thuc_hien}")
    return small_desk


def type_over(file: Any, at: int, text: str) -> None:
    """Type over a gap of the text, its look kept."""
    gaps = [t for t in file.main.iter(f"{W}t") if t.text == "[…]"]
    gaps[at].text = text


def test_a_number_over_a_gap_is_a_figure(desk: Any) -> None:
    file = desk.open(REPORT)
    type_over(file, 0, "2.400")
    before = desk.read(FIGURES)
    pulled = desk.pull(file)
    [change] = pulled.left
    [figure] = change.figures
    assert (figure.span.origin.indicator, figure.printed, figure.typed) == (
        "ban_le",
        "ước đạt […] tỷ đồng",
        "ước đạt 2.400 tỷ đồng",
    )
    line = before.split("\n").index("  ban_le:   # Phòng Kinh tế") + 1
    told = "\n".join(account_lines(pulled))
    assert f"{FIGURES}:{line}:3: LC601" in told
    assert "chưa có số liệu" in told
    assert (desk.read(FIGURES), desk.read(DATA)) == (before, TEXT)


def test_a_first_value_is_taken_over_when_asked(desk: Any) -> None:
    file = desk.open(REPORT)
    type_over(file, 0, "2.400")
    type_over(file, 0, "28,5")  # the second gap is now the first that is left: in another unit
    pulled = desk.pull(file, accept_figures=True)
    assert [(found.indicator, found.new) for found in pulled.accepted] == [("ban_le", "2.400")]
    assert "  ban_le: 2.400   # Phòng Kinh tế\n" in desk.read(FIGURES)
    assert "49,1%" in "\n".join(desk.contents(REPORT))
    [change] = pulled.left
    assert "đổi đơn vị" in "\n".join(issue.message for issue in change.issues)


def test_a_rate_is_an_input_too(desk: Any) -> None:
    file = desk.open(REPORT)
    type_over(file, 2, "28,5")
    assert desk.pull(file, accept_figures=True).left == []
    assert '  ty_le_rung: {gia_tri: "28,5", trang_thai: thuc_hien}\n' in desk.read(FIGURES)
    assert "độ che phủ rừng đạt 28,5%" in "\n".join(desk.contents(REPORT))


def test_words_around_a_gap_come_home_with_it(desk: Any) -> None:
    file = desk.open(REPORT)
    type_over(file, 0, "2.400")
    file.replace("Thương mại ổn định", "Thương mại khởi sắc")
    pulled = desk.pull(file, accept_figures=True)
    assert pulled.left == []
    assert "Thương mại khởi sắc, {{ ban_le.ten }} {{ ban_le.uoc_dat }}" in desk.read(DATA)
    assert "ban_le: 2.400" in desk.read(FIGURES)


@pytest.mark.parametrize(("typed", "said"), [("2.4.00", "số viết sai"), ("khá lớn", "chữ quanh con số cũng đổi")])
def test_what_is_no_number_is_told(desk: Any, typed: str, said: str) -> None:
    file = desk.open(REPORT)
    type_over(file, 0, typed)
    before = desk.read(FIGURES)
    pulled = desk.pull(file, accept_figures=True)
    assert said in "\n".join(issue.message for change in pulled.left for issue in change.issues)
    assert desk.read(FIGURES) == before


def test_a_figure_that_is_not_declared_is_told(desk: Any) -> None:
    desk.change(FIGURES, "  ban_le:   # Phòng Kinh tế\n", "")
    file = desk.open(REPORT)
    type_over(file, 0, "2.400")
    pulled = desk.pull(file, accept_figures=True)
    assert 'thêm dòng "ban_le: 2.400"' in "\n".join(issue.message for c in pulled.left for issue in c.issues)


@pytest.fixture
def draft(desk: Any) -> Any:
    """A report with a section that nobody has written."""
    call = "{{ noi_dung('kinh-te') }}"
    desk.change("templates/6-thang.md.j2", call, f"{call}\n\n{{{{ noi_dung('xa-hoi') }}}}")
    return desk


def test_text_over_the_gap_of_a_section(draft: Any) -> None:
    file = draft.open(REPORT)
    type_over(file, 3, "Xã hội của thành phố tiếp tục ổn định # * [x].")
    assert draft.pull(file).left == []
    assert "  xa-hoi: |\n    Xã hội của thành phố tiếp tục ổn định # \\* \\[x\\].\n" in draft.read(DATA)
    assert draft.contents(REPORT) == draft.edited_contents(file)


def test_two_paragraphs_over_the_gap_of_a_section(draft: Any) -> None:
    file = draft.open(REPORT)
    type_over(file, 3, "Giáo dục của thành phố phát triển.")
    file.add_after("Giáo dục của thành phố", "Y tế được củng cố, đủ thuốc cho người dân.")
    assert draft.pull(file).left == []
    text = "  xa-hoi: |\n    Giáo dục của thành phố phát triển.\n\n    Y tế được củng cố, đủ thuốc cho người dân.\n"
    assert text in draft.read(DATA)


def test_text_over_the_gap_of_a_section_that_is_there_and_empty(desk: Any) -> None:
    desk.write(DATA, f"ky: {REPORT}\nnoi_dung:\n  kinh-te: # chưa viết\nnhiem_vu:\n  - Việc.\n")
    file = desk.open(REPORT)
    type_over(file, 0, "Kinh tế của thành phố tiếp tục ổn định.")
    assert desk.pull(file).left == []
    assert "Kinh tế của thành phố tiếp tục ổn định." in "\n".join(desk.contents(REPORT))


@pytest.mark.parametrize(
    ("line", "key", "now"),
    [
        ("  a:", "gia_tri", "  a: 1,5"),
        ("  a: # ghi", "gia_tri", "  a: 1,5 # ghi"),
        ("  a: ~  # ghi", "gia_tri", "  a: 1,5  # ghi"),
        ("  a: {gia_tri: , trang_thai: uoc}", "gia_tri", '  a: {gia_tri: "1,5", trang_thai: uoc}'),
        ("  a:\n    gia_tri:\n    trong_ky:", "trong_ky", "  a:\n    gia_tri:\n    trong_ky: 1,5"),
        ("  a:\n    uoc_ca_nam: {gia_tri: }", "uoc_ca_nam", '  a:\n    uoc_ca_nam: {gia_tri: "1,5"}'),
    ],
)
def test_first_values_are_written_behind_their_key(line: str, key: str, now: str) -> None:
    text = f"ky: x\nso_lieu:\n{line}\n  b: 2\n"
    wanted = f"ky: x\nso_lieu:\n{now}\n  b: 2\n"
    value = Accepted("a", Place("x.yaml", 3, 3), "[…]", "1,5", key)
    assert filled(text, value) == wanted
    crlf = "\ufeff" + text.replace("\n", "\r\n")
    assert filled(crlf, value) == "\ufeff" + wanted.replace("\n", "\r\n")


def filled(text: str, value: Accepted) -> str:
    file = YamlFile("x.yaml", text.encode())
    fill_value(file, value)
    return file.data().decode()


@pytest.mark.parametrize("line", ["  a: 2", '  a: ""', "  b:", "  a: [1]", "  a:\n    trong_ky:"])
def test_no_first_value_where_no_key_waits_for_it(line: str) -> None:
    with pytest.raises(DataError) as raised:
        filled(f"ky: x\nso_lieu:\n{line}\n", Accepted("a", Place("x.yaml", 3, 3), "[…]", "1,5", "gia_tri"))
    assert [(each.code, each.place.line) for each in raised.value.problems] == [("LC610", 3)]
