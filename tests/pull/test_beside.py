"""What Word puts beside the text, or where no passage can hold it: all of it is told."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
REPORT = "6-thang-2025"
DATA = f"data/bao-cao/{REPORT}.yaml"
TEXT = f"""\
ky: {REPORT}
noi_dung:
  kinh-te: |
    Thương mại ổn định trong cả kỳ báo cáo^[Theo báo cáo của phòng chuyên môn.].

    Công nghiệp tăng trưởng khá và bền vững hơn năm trước.
nhiem_vu:
  - Tăng cường quản lý thị trường.
"""


@pytest.fixture
def desk(small_desk: Any) -> Any:
    small_desk.write(DATA, TEXT)
    return small_desk


def run(paragraph: Any, name: str, **attributes: str) -> Any:
    """A run at the end of a paragraph with one element in it."""
    added = etree.SubElement(paragraph, f"{W}r")
    return etree.SubElement(added, f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})


def told(pulled: Any) -> str:
    return "\n".join(f"{c.old} {c.new} {[issue.message for issue in c.issues]}" for c in pulled.left)


def test_a_head_of_the_page(desk: Any) -> None:
    file = desk.open(REPORT)
    name = next(name for name in file.parts if name.startswith("word/header"))
    head = etree.fromstring(file.parts[name])
    paragraph = next(iter(head.iter(f"{W}p")))
    run(paragraph, "t").text = "TÀI LIỆU HỌP"
    file.parts[name] = etree.tostring(head)
    pulled = desk.pull(file)
    [change] = pulled.left
    assert (change.where, change.old, change.new) == ("đầu trang", "", "TÀI LIỆU HỌP")
    assert change.issues[0].code == "LC606"
    assert desk.read(DATA) == TEXT


def test_a_text_box_is_told_and_no_paragraph(desk: Any) -> None:
    file = desk.open(REPORT)
    paragraph = file.paragraph("Công nghiệp tăng trưởng khá")
    box = etree.SubElement(run(paragraph, "pict"), f"{W}txbxContent")
    run(etree.SubElement(box, f"{W}p"), "t").text = "Chữ trong hộp"
    pulled = desk.pull(file)
    assert "Chữ trong hộp" in told(pulled)
    assert "hộp văn bản" in told(pulled)
    assert desk.read(DATA) == TEXT


@pytest.mark.parametrize(
    ("element", "attributes", "said"),
    [("br", {"type": "page"}, "ngắt trang"), ("br", {"type": "column"}, "ngắt cột"), ("object", {}, "hình")],
)
def test_breaks_and_objects(desk: Any, element: str, attributes: dict[str, str], said: str) -> None:
    file = desk.open(REPORT)
    run(file.paragraph("Công nghiệp tăng trưởng khá"), element, **attributes)
    assert said in told(desk.pull(file))
    assert desk.read(DATA) == TEXT


def test_an_equation_comes_as_letters_and_is_told(desk: Any) -> None:
    file = desk.open(REPORT)
    math = etree.SubElement(file.paragraph("Công nghiệp tăng trưởng khá"), f"{M}oMath")
    etree.SubElement(etree.SubElement(math, f"{M}r"), f"{M}t").text = "a/b"
    assert "công thức" in told(desk.pull(file))
    assert "a/b" in desk.read(DATA)


def test_a_symbol_of_a_font_stays_behind(desk: Any) -> None:
    file = desk.open(REPORT)
    run(file.paragraph("Công nghiệp tăng trưởng khá"), "sym", font="Wingdings", char="F0FC")
    pulled = desk.pull(file)
    assert "ký hiệu" in told(pulled)
    assert desk.read(DATA) == TEXT
    added = copy.deepcopy(file.paragraph("Công nghiệp tăng trưởng khá"))
    for mark in list(added.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    next(iter(added.iter(f"{W}t"))).text = "Đoạn mới có ký hiệu lạ ở cuối: "
    file.paragraph("Công nghiệp tăng trưởng khá").addnext(added)
    assert "Đoạn mới có ký hiệu lạ" in told(desk.pull(file))
    assert "\ufffd" not in desk.read(DATA)


def test_a_symbol_that_unicode_knows_is_text(desk: Any) -> None:
    file = desk.open(REPORT)
    run(file.paragraph("Công nghiệp tăng trưởng khá"), "sym", font="Arial", char="00B2")
    assert desk.pull(file).left == []
    assert "năm trước.²" in desk.read(DATA)


def test_content_controls_and_fields_are_text(desk: Any) -> None:
    file = desk.open(REPORT)
    paragraph = file.paragraph("Công nghiệp tăng trưởng khá")
    control = etree.SubElement(etree.SubElement(paragraph, f"{W}sdt"), f"{W}sdtContent")
    run(control, "t").text = " Chữ trong ô điều khiển."
    run(paragraph, "fldChar", fldCharType="begin")
    run(paragraph, "instrText").text = "DATE"
    run(paragraph, "fldChar", fldCharType="separate")
    run(paragraph, "t").text = " Ngày 20/6/2025."
    run(paragraph, "fldChar", fldCharType="end")
    assert desk.pull(file).left == []
    assert "Chữ trong ô điều khiển. Ngày 20/6/2025." in " ".join(desk.read(DATA).split())


def test_a_note_of_two_paragraphs_is_told(desk: Any) -> None:
    file = desk.open(REPORT)
    note = file.note("Theo báo cáo")
    paragraph = etree.SubElement(note, f"{W}p")
    run(paragraph, "t").text = "- Đoạn thứ hai của chú thích."
    pulled = desk.pull(file)
    assert "chú thích có 2 đoạn" in told(pulled)
    assert "^[Theo báo cáo của phòng chuyên môn. - Đoạn thứ hai của chú thích.]" in " ".join(desk.read(DATA).split())


def test_a_note_split_in_two_is_told_though_its_words_are_the_same(desk: Any) -> None:
    file = desk.open(REPORT)
    note = file.note("Theo báo cáo")
    file.replace("Theo báo cáo của phòng chuyên môn.", "Theo báo cáo", inside=note)
    run(etree.SubElement(note, f"{W}p"), "t").text = "của phòng chuyên môn."
    pulled = desk.pull(file)
    assert "chú thích có 2 đoạn" in told(pulled)
    assert desk.read(DATA) == TEXT


def test_a_comment_beside_a_note(desk: Any) -> None:
    file = desk.open(REPORT)
    file.comment("Công nghiệp tăng trưởng", "Bổ sung nguồn")
    mark = next(iter(file.main.iter(f"{W}commentReference")))
    next(iter(file.note("Theo báo cáo").iter(f"{W}p"))).append(mark.getparent())
    pulled = desk.pull(file)
    assert [(c.text, "Theo báo cáo" in c.about) for c in pulled.comments] == [("Bổ sung nguồn", True)]


def test_a_document_put_in_as_it_is(desk: Any) -> None:
    file = desk.open(REPORT)
    file.paragraph("Công nghiệp tăng trưởng").addnext(etree.Element(f"{W}altChunk"))
    assert "nhúng" in told(desk.pull(file))


def test_a_short_first_word_of_an_item_stays(desk: Any) -> None:
    file = desk.open(REPORT)
    file.add_after("Tăng cường quản lý", "Một nhiệm vụ mới gõ không có số.")
    assert desk.pull(file).left == []
    assert "Một nhiệm vụ mới gõ không có số." in desk.read(DATA)
