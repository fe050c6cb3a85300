"""Annexes of a .docx, opened again as files: their sections, their first lines, their tables, their notes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from lxml import etree

from lcdraft.document import Annex, Cell, Document, Footnote, Paragraph, Signature, Span, Strong, Table, Text
from lcdraft.errors import DocumentError
from lcdraft.opc import RELATIONSHIP, open_package, write_package
from lcdraft.read.docx import read_docx
from lcdraft.wordml import W
from lcdraft.write.docx import write_docx
from lcdraft.write.markdown import write_markdown
from lcdraft.write.metrics import text_width

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "bao-cao.docx").read_bytes()
R_ID = f"{{{RELATIONSHIP[:-1]}}}id"
HOSTILE = "R&D <10 ha> \"x\" 'y' {{ 7*7 }} {% if %} ]]> <?lcdraft-phu-luc-2 ?>"
REFERENCE = "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng      năm 2025 của Ủy ban nhân dân thành phố)"


def p(*inlines: object) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def note(text: str) -> Footnote:
    return Footnote((p(text),))


def cell(*inlines: object, span: int = 1) -> Cell:
    return Cell((p(*inlines),) if inlines else (), span)


TABLE = Table(
    (
        (cell("TT"), cell("Chỉ tiêu"), cell("Đơn vị", note("Trong bảng.")), cell("Số")),
        (cell(Strong((Text("I"),))), cell(Strong((Text("Kinh tế"),)), span=3), cell(), cell()),
        (cell("1"), cell("Tổng mức bán lẻ"), cell("tỷ đồng"), cell(Span("2.327"))),
        (cell("-"), cell("Tỷ lệ che phủ rừng"), cell("%"), cell(Span("+0,41 điểm %"))),
    ),
    1,
    ("center", "left", "center", "right"),
    (4, 30, 10, 10),
)
ANNEXES = (
    Annex("Phụ lục I", "HỆ THỐNG CHỈ TIÊU", REFERENCE, (TABLE, p("Ghi chú", note("Dưới bảng."), ".")), True),
    Annex("Phụ lục II", "DANH MỤC", REFERENCE, (p("Một dòng", note("Phụ lục hai."), "."),)),
)
REPORT = Document(
    (p("Chi tiết tại các Phụ lục I và II", note("Trong bài."), "./."),),
    signature=Signature(("CHỦ TỊCH",), "", ("Lưu: VT",)),
    annexes=ANNEXES,
)


def write(document: Document = REPORT, template: bytes = TEMPLATE) -> bytes:
    return write_docx(document, template=template)


def body_of(data: bytes) -> etree._Element:
    body = open_package(data).xml("word/document.xml").find(f"{W}body")
    assert body is not None
    return body


def sections_of(data: bytes) -> list[etree._Element]:
    return list(body_of(data).iter(f"{W}sectPr"))


def side(section: etree._Element, element: str, name: str) -> str:
    return section.find(f"{W}{element}").get(f"{W}{name}", "")


def style_of(paragraph: etree._Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def text_of(element: etree._Element) -> str:
    return "".join(leaf.text or "" for leaf in element.iter(f"{W}t"))


def template_with(body: str, **parts: bytes) -> bytes:
    """The letterhead's package with another text; ``parts`` are its other parts to replace, by last name."""
    package = open_package(TEMPLATE)
    found = {name: package.read(name) for name in package.names}
    found["word/document.xml"] = (
        f'<w:document xmlns:w="{W[1:-1]}" xmlns:r="{RELATIONSHIP[:-1]}"><w:body>{body}</w:body></w:document>'
    ).encode()
    for name, content in parts.items():
        found[f"word/{name}.xml"] = content
    return write_package(found)


PLACE = "<w:p><w:r><w:t>{{ vb.than_bai }}</w:t></w:r></w:p>"
A4 = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/>'


class TestSections:
    def test_each_annex_has_pages_of_its_own(self) -> None:
        first, *annexes = sections_of(write())
        assert len(annexes) == len(ANNEXES)
        assert first.getparent().tag == f"{W}pPr"
        for section in annexes:
            assert side(section, "pgNumType", "start") == "1"
            assert section.find(f"{W}titlePg") is not None
            assert section.find(f"{W}type") is None  # the next page, which is the default

    def test_the_first_annex_lies_on_its_side_with_the_same_margins(self) -> None:
        first, wide, upright = sections_of(write())
        assert [side(section, "pgSz", "orient") for section in (first, wide, upright)] == ["", "landscape", ""]
        assert (side(wide, "pgSz", "w"), side(wide, "pgSz", "h")) == ("16838", "11906")
        assert (side(upright, "pgSz", "w"), side(upright, "pgSz", "h")) == ("11906", "16838")
        margins = [dict(section.find(f"{W}pgMar").attrib) for section in (first, wide, upright)]
        assert margins[0] == margins[1] == margins[2]

    def test_headers_are_those_of_the_report(self) -> None:
        package = open_package(write())
        known = {id: part for id, kind, part in package.relations("word/document.xml") if kind == "header"}
        for section in sections_of(write()):
            named = {ref.get(f"{W}type"): known[ref.get(R_ID)] for ref in section.iter(f"{W}headerReference")}
            assert named == {"default": "word/header1.xml", "first": "word/header2.xml"}

    def test_python_docx_sees_the_same(self) -> None:
        sections = docx.Document(io.BytesIO(write())).sections
        assert [section.orientation for section in sections] == [
            WD_ORIENT.PORTRAIT,
            WD_ORIENT.LANDSCAPE,
            WD_ORIENT.PORTRAIT,
        ]
        assert {section.start_type for section in sections} == {WD_SECTION.NEW_PAGE}
        assert all(section.different_first_page_header_footer for section in sections)

    def test_elements_stand_in_the_order_of_the_schema(self) -> None:
        order = ["headerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]
        grid = '<w:docGrid w:linePitch="360"/>'
        section = f'<w:sectPr><w:type w:val="continuous"/>{A4}<w:cols w:space="720"/>{grid}</w:sectPr>'
        for made in sections_of(write(template=template_with(PLACE + section)))[1:]:
            names = [etree.QName(child).localname for child in made]
            assert names == sorted(names, key=order.index)
            assert "type" not in names
            assert {"pgNumType", "titlePg", "cols", "docGrid"} <= set(names)

    def test_a_report_without_annexes_has_one_section(self) -> None:
        [section] = sections_of(write(replace(REPORT, annexes=())))
        assert section.getparent().tag == f"{W}body"


class TestTemplates:
    def test_annexes_follow_everything_in_the_template(self) -> None:
        table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Chữ ký riêng</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        data = write(template=template_with(f"{PLACE}{table}<w:sectPr>{A4}</w:sectPr>"))
        texts = [text_of(element) for element in body_of(data) if text_of(element)]
        assert texts.index("Chữ ký riêng") < texts.index("Phụ lục I") < texts.index("Phụ lục II")
        sections = sections_of(data)
        assert len(sections) == 3
        # A section may end in a paragraph only, so one is added behind the table.
        assert sections[0].getparent().getparent().getprevious().tag == f"{W}tbl"

    def test_a_template_without_a_section(self) -> None:
        _, wide, _ = sections_of(write(template=template_with(PLACE)))
        assert (side(wide, "pgSz", "w"), side(wide, "pgSz", "h")) == ("16838", "11906")

    def test_a_template_of_several_sections(self) -> None:
        cover = f"<w:p><w:pPr><w:sectPr>{A4}</w:sectPr></w:pPr><w:r><w:t>Bìa</w:t></w:r></w:p>"
        last = f"<w:p><w:pPr><w:sectPr>{A4}</w:sectPr></w:pPr></w:p><w:sectPr>{A4}</w:sectPr>"
        data = write(template=template_with(cover + PLACE + last))
        assert len(sections_of(data)) == 5
        assert write_markdown(read_docx(data)).count("**Phụ lục I") == 2

    def test_a_template_on_its_side_gives_an_upright_annex(self) -> None:
        size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        _, wide, upright = sections_of(write(template=template_with(f"{PLACE}<w:sectPr>{size}</w:sectPr>")))
        assert (side(wide, "pgSz", "w"), side(wide, "pgSz", "orient")) == ("16838", "landscape")
        assert (side(upright, "pgSz", "w"), side(upright, "pgSz", "orient")) == ("11906", "")

    def test_a_letterhead_in_the_first_header_is_not_repeated(self) -> None:
        header = f'<w:hdr xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>ỦY BAN NHÂN DÂN</w:t></w:r></w:p></w:hdr>'.encode()
        package = open_package(TEMPLATE)
        found = {name: package.read(name) for name in package.names} | {"word/header2.xml": header}
        data = write(template=write_package(found))
        package = open_package(data)
        known = {id: part for id, _, part in package.relations("word/document.xml")}
        firsts = [
            text_of(package.xml(known[ref.get(R_ID)]))
            for section in sections_of(data)
            for ref in section.iter(f"{W}headerReference")
            if ref.get(f"{W}type") == "first"
        ]
        assert firsts == ["ỦY BAN NHÂN DÂN", "", ""]
        assert docx.Document(io.BytesIO(data)).sections[1].first_page_header.paragraphs[0].text == ""

    def test_a_template_without_a_place_for_the_text_has_no_annexes(self) -> None:
        data = write(template=template_with("<w:p><w:r><w:t>Giấy mời</w:t></w:r></w:p><w:sectPr/>"))
        assert text_of(body_of(data)) == "Giấy mời"
        assert len(sections_of(data)) == 1

    def test_a_template_from_before_there_were_annexes_gets_their_styles(self) -> None:
        styles = open_package(TEMPLATE).read("word/styles.xml").decode()
        older = re.sub(r'<w:style [^>]*w:styleId="ND30PhuLuc\w*">.*?</w:style>', "", styles)
        assert "ND30PhuLuc" not in older
        package = open_package(TEMPLATE)
        found = {name: package.read(name) for name in package.names} | {"word/styles.xml": older.encode()}
        data = write(template=write_package(found))
        assert read_docx(data).annexes == read_docx(write()).annexes


class TestHead:
    def test_label_title_and_reference_are_set_as_the_decree_wants(self) -> None:
        document = docx.Document(io.BytesIO(write()))
        lines = {found.style.name: found for found in document.paragraphs if found.style.name.startswith("ND30PhuLuc")}
        assert [lines[name].text for name in ("ND30PhuLuc", "ND30PhuLucTen", "ND30PhuLucKem")] == [
            "Phụ lục II",
            "DANH MỤC",
            REFERENCE,
        ]
        styles = [document.styles[name] for name in ("ND30PhuLuc", "ND30PhuLucTen", "ND30PhuLucKem")]
        assert [(style.font.bold, style.font.italic) for style in styles] == [(True, None), (True, None), (None, True)]
        assert document.styles["ND30Dong"].font.size.pt == 14
        assert all(style.base_style.name == "ND30Dong" and style.font.size is None for style in styles)
        assert all(style.paragraph_format.alignment == 1 and style.paragraph_format.keep_with_next for style in styles)

    def test_a_short_rule_stands_below_the_reference(self) -> None:
        rules = [
            (paragraph.getprevious(), paragraph)
            for paragraph in body_of(write()).iter(f"{W}p")
            if style_of(paragraph) == "ND30Rule"
        ]
        above, rule = rules[-2]
        assert text_of(above) == REFERENCE
        indent = rule.find(f"{W}pPr/{W}ind")
        width = 16838 - 1701 - 850 - 2 * int(indent.get(f"{W}left"))
        share = width / 20 / text_width(REFERENCE, 14)
        assert 1 / 3 <= share <= 1 / 2

    def test_hostile_text_stays_text(self) -> None:
        annex = Annex("Phụ lục", HOSTILE, HOSTILE, (p(HOSTILE, note(HOSTILE)), TABLE), True)
        again = read_docx(write(replace(REPORT, annexes=(annex,))))
        assert (again.annexes[0].title, again.annexes[0].reference) == (HOSTILE, HOSTILE)
        assert write_markdown(again) == write_markdown(replace(REPORT, annexes=(annex,)))

    @pytest.mark.parametrize("field", ["label", "title", "reference"])
    def test_a_character_that_xml_cannot_hold_is_refused(self, field: str) -> None:
        annex = replace(ANNEXES[0], **{field: "Phụ\x02lục"})
        with pytest.raises(DocumentError) as caught:
            write(replace(REPORT, annexes=(annex,)))
        assert {problem.code for problem in caught.value.problems} == {"LC406"}


class TestTable:
    def rows(self) -> list[etree._Element]:
        found = [
            row
            for row in body_of(write()).iter(f"{W}tr")
            if "Chỉ tiêu" in text_of(row) or row.find(f"{W}tc") is not None
        ]
        start = next(at for at, row in enumerate(found) if text_of(row).startswith("TTChỉ tiêu"))
        return found[start : start + 4]

    def test_the_head_repeats_and_no_row_is_split(self) -> None:
        head, *rest = self.rows()
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rest))

    def test_numbers_stand_at_the_right_whatever_their_form(self) -> None:
        for row in self.rows()[2:]:
            places = [paragraph.find(f"{W}pPr/{W}jc") for paragraph in row.iter(f"{W}p")]
            assert [place.get(f"{W}val") for place in places] == ["center", "left", "center", "right"]

    def test_a_heading_covers_the_row_and_stays_with_the_next(self) -> None:
        group = self.rows()[1]
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in group.iter(f"{W}tc")]
        assert [None if span is None else span.get(f"{W}val") for span in spans] == [None, "3"]
        assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in group.iter(f"{W}p"))

    def test_columns_fill_the_page_and_hold_their_words(self) -> None:
        table = self.rows()[0].getparent()
        widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == 16838 - 1701 - 850
        assert widths[1] > 2 * widths[2]
        merged = self.rows()[1].findall(f"{W}tc")[1].find(f"{W}tcPr/{W}tcW").get(f"{W}w")
        assert int(merged) == sum(widths[1:])

    def test_the_cells_that_a_heading_covers_are_kept_if_they_hold_text(self) -> None:
        rows = ((cell("A"), cell("B"), cell("C")), (cell("I", span=3), cell(), cell("giữ lại")))
        data = write(replace(REPORT, annexes=(replace(ANNEXES[0], blocks=(Table(rows),)),)))
        assert "giữ lại" in text_of(body_of(data))


class TestNotes:
    def test_notes_run_on_through_the_annexes_in_the_order_of_their_marks(self) -> None:
        data = write()
        marks = [mark.get(f"{W}id") for mark in body_of(data).iter(f"{W}footnoteReference")]
        notes = open_package(data).xml("word/footnotes.xml")
        texts = [text_of(found).strip() for found in notes if found.get(f"{W}type") is None]
        assert marks == ["1", "2", "3", "4"]
        assert texts == ["Trong bài.", "Trong bảng.", "Dưới bảng.", "Phụ lục hai."]

    def test_notes_of_the_template_behind_the_text_come_before_those_of_annexes(self) -> None:
        own = '<w:p><w:r><w:t>Nơi nhận</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
        footnotes = (
            f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="7"><w:p><w:r><w:t>Của mẫu.</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        ).encode()
        data = write(template=template_with(f"{PLACE}{own}<w:sectPr>{A4}</w:sectPr>", footnotes=footnotes))
        marks = [mark.get(f"{W}id") for mark in body_of(data).iter(f"{W}footnoteReference")]
        notes = [found for found in open_package(data).xml("word/footnotes.xml") if found.get(f"{W}type") is None]
        assert marks == [found.get(f"{W}id") for found in notes] == ["1", "2", "3", "4", "5"]
        assert [text_of(found).strip() for found in notes][:3] == ["Trong bài.", "Của mẫu.", "Trong bảng."]


def test_two_writes_are_the_same_to_the_byte() -> None:
    assert write() == write()


def test_text_of_the_docx_is_the_markdown() -> None:
    assert write_markdown(read_docx(write())) == write_markdown(REPORT)


def test_the_sample_with_its_annex_comes_back_from_word_as_its_markdown(sample_document: Document) -> None:
    assert sample_document.annexes
    data = write_docx(sample_document, template=TEMPLATE)
    assert write_markdown(read_docx(data)) == write_markdown(sample_document)
