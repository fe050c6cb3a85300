"""Documents that know no style of ours: typed by hand, right and wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

from lcdraft.audit.finding import Finding

from .typed import build, plain, write

Audit = Callable[..., list[Finding]]


def paragraph(document: Document, begin: str) -> Any:
    """The paragraph of the body or of a table that begins so."""
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    every = [*document.paragraphs, *(par for cell in cells for par in cell.paragraphs)]
    return next(par for par in every if par.text.startswith(begin))


def words(begin: str, new: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        paragraph(document, begin).runs[0].text = new

    return change


def run(begin: str, **look: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for name, value in look.items():
            setattr(paragraph(document, begin).runs[0].font, name, value)

    return change


def form(begin: str, **look: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for name, value in look.items():
            setattr(paragraph(document, begin).paragraph_format, name, value)

    return change


def undrawn(begin: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        own = paragraph(document, begin)._p
        for drawing in own.findall(".//{*}AlternateContent"):
            own.remove(drawing.getparent())

    return change


def stretched(begin: str, points: float) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for extent in paragraph(document, begin)._p.iter("{*}extent"):
            extent.set("cx", str(round(points * 12700)))

    return change


def underlined(begin: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        undrawn(begin)(document)
        paragraph(document, begin).runs[0].font.underline = True

    return change


def page_below(document: Document) -> None:
    section = document.sections[0]
    number = section.header.paragraphs[0]._p
    section.footer.paragraphs[0]._p.addnext(number)


def blank_line(document: Document) -> None:
    paragraph(document, "Tổng thu").insert_paragraph_before("")


def lying(document: Document) -> None:
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.different_first_page_header_footer = False


def automatic(document: Document) -> None:
    """Points counted by Word, which knows no đ."""
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    last = paragraph(document, "Trên đây")
    for letter in "abcde":
        added = last.insert_paragraph_before()
        write(added, f"Nội dung {letter};".replace(" a;", " một;"), align=ALIGN.JUSTIFY, before=6, first=1.27)
        properties = added._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))


def themed(document: Document) -> None:
    fonts = document.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")
    fonts.set(qn("w:hAnsiTheme"), "minorHAnsi")


def switched_off(document: Document) -> None:
    """Bold in the style, switched off in the run, in the third of the ways to write it."""
    properties = paragraph(document, "1. Thu").runs[0]._r.get_or_add_rPr()
    properties.find(qn("w:b")).set(qn("w:val"), "off")


WRONG: dict[str, tuple[Callable[[Document], None], str, str]] = {
    "motto without its rule": (undrawn("Độc lập"), "ND30-12", "không có đường kẻ"),
    "rule of the motto too long": (stretched("Độc lập", 220), "ND30-12", "77,6 mm"),
    "motto underlined": (underlined("Độc lập"), "ND30-12", "gạch chân"),
    "rule of the agency too long": (stretched("SỞ TÀI", 90), "ND30-16", "1/3 đến 1/2"),
    "no rule below the subject": (undrawn("Tình hình thực hiện"), "ND30-25", "không có đường kẻ"),
    "state in 14": (run("CỘNG", size=Pt(14)), "ND30-10", "cỡ chữ 14"),
    "state misspelt": (words("CỘNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIÊT NAM"), "ND30-10", "VIÊT"),
    "agency not in capitals": (words("SỞ TÀI", "Sở TÀI CHÍNH"), "ND30-15", "in thường"),
    "number of a decision": (words("Số:", "Số: 05/QĐ-STC"), "ND30-17", "QĐ-STC"),
    "number without a colon": (words("Số:", "Số 05/BC-STC"), "ND30-17", "Số 05"),
    "number below ten": (words("Số:", "Số: 5/BC-STC"), "ND30-17", "5/BC"),
    "date not in italics": (run("Mẫu,", italic=False), "ND30-19", "không in nghiêng"),
    "date without zero": (words("Mẫu,", "Mẫu, ngày 3 tháng 02 năm 2025"), "ND30-20", "ngày 3"),
    "month without zero": (words("Mẫu,", "Mẫu, ngày 03 tháng 2 năm 2025"), "ND30-20", "tháng 2"),
    "kind in small letters": (words("BÁO CÁO", "Báo cáo"), "ND30-23", "Báo cáo"),
    "subject not bold": (run("Tình hình thực hiện", bold=False), "ND30-24", "không in đậm"),
    "bold addressee": (run("Kính gửi", bold=True), "ND30-26", "in đậm"),
    "left": (form("Tổng thu", alignment=ALIGN.LEFT), "ND30-32", "không căn đều"),
    "12 points": (run("Tổng thu", size=Pt(12)), "ND30-32", "cỡ chữ 12"),
    "1.5 cm": (form("Tổng thu", first_line_indent=Cm(1.5)), "ND30-33", "1,5 cm"),
    "typed blanks": (words("Tổng thu", "      Tổng thu ngân sách tăng."), "ND30-33", "dấu cách"),
    "too close": (form("Tổng thu", space_before=Pt(3)), "ND30-34", "3 pt"),
    "empty line": (blank_line, "ND30-34", "đoạn trống"),
    "double spaced": (form("Tổng thu", line_spacing=2.0), "ND30-35", "2,00"),
    "exactly 30 points": (form("Tổng thu", line_spacing=Pt(30)), "ND30-35", "30 pt"),
    "points counted by Word": (automatic, "ND30-41", "“đ)”"),
    "gap in the headings": (words("II.", "III. NHIỆM VỤ THÁNG 02"), "ND30-43", "III."),
    "no end mark": (words("Trên đây", "Trên đây là báo cáo của Sở Tài chính."), "ND30-44", "./."),
    "stranded heading": (form("1. Thu", keep_with_next=None), "ND30-45", "nằm trơ"),
    "deputy of another": (words("PHÓ GIÁM", "PHÓ CHÁNH VĂN PHÒNG"), "ND30-51", "PHÓ GIÁM ĐỐC"),
    "doctor": (words("Nguyễn", "TS. Nguyễn Văn Mẫu"), "ND30-54", "TS."),
    "receivers in 13": (run("Nơi nhận", size=Pt(13)), "ND30-55", "cỡ chữ 13"),
    "receiver in 12": (run("- Giám đốc", size=Pt(12)), "ND30-56", "cỡ chữ 12"),
    "archive without stop": (words("- Lưu", "- Lưu: VT, NS"), "ND30-57", "Lưu: VT, NS"),
    "not as above": (words("- Như trên", "- UBND tỉnh;"), "ND30-58", "Như trên"),
    "page number below": (page_below, "ND30-07", "chân trang"),
    "lying without a table": (lying, "ND30-02", "nằm ngang"),
    "theme font": (themed, "ND30-04", "phông chữ"),
}


def test_a_report_typed_by_hand_breaks_no_rule(audit: Audit) -> None:
    assert audit(build()) == []
    assert audit(build(), issued=False) == []


@pytest.mark.parametrize("name", WRONG)
def test_a_report_typed_wrongly_breaks_one(name: str, audit: Audit) -> None:
    change, code, said = WRONG[name]
    found = audit(build(change))
    assert {finding.code for finding in found} == {code}, [finding.message for finding in found]
    assert any(said in finding.message for finding in found), [finding.message for finding in found]


def test_coloured_text(audit: Audit) -> None:
    def colour(document: Document) -> None:
        paragraph(document, "Tổng thu").runs[0].font.color.rgb = RGBColor(0, 0, 255)

    assert [finding.code for finding in audit(build(colour))] == ["ND30-06"]


def test_bold_switched_off_is_not_bold(audit: Audit) -> None:
    found = audit(build(switched_off))
    assert [(finding.code, finding.severity) for finding in found] == [("ND30-40", "warning")]


def test_a_letterhead_kept_apart_by_tabs(audit: Audit) -> None:
    """Without a table the elements are found by their words; what tabs do to alignment nobody can tell."""

    def flat(document: Document) -> None:
        table = document.tables[0]._tbl
        for left, right, size in (
            ("UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13),
            ("SỞ TÀI CHÍNH", "Độc lập - Tự do - Hạnh phúc", 14),
            ("Số: 05/BC-STC", "Mẫu, ngày 03 tháng 02 năm 2025", 14),
        ):
            added = document.add_paragraph()
            write(added, left, 13, bold=left.startswith("SỞ"))
            write(added, "\t\t", 13)
            write(added, right, size, bold=not right.startswith("Mẫu"), italic=right.startswith("Mẫu"))
            table.addprevious(added._p)
        table.getparent().remove(table)

    codes = {finding.code for finding in audit(build(flat))}
    assert codes == {"ND30-12", "ND30-16"}  # the rules went with the table


def test_brackets_in_the_room_for_the_signature(audit: Audit) -> None:
    def signed(document: Document) -> None:
        empty = paragraph(document, "PHÓ GIÁM ĐỐC")._p.getnext()
        for text in ("(Chữ ký số,", "dấu của cơ quan)"):
            added = document.add_paragraph()
            write(added, text, 12, italic=True, align=ALIGN.CENTER)
            empty.addnext(added._p)
            empty = added._p

    assert audit(build(signed)) == []


def test_lines_in_italics_go_on_with_the_bases(audit: Audit) -> None:
    def with_bases(document: Document) -> None:
        first = paragraph(document, "Sở Tài chính báo cáo")
        for text in (
            "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;",
            "Theo đề nghị của Trưởng phòng Ngân sách.",
        ):
            added = first.insert_paragraph_before()
            write(added, text, italic=True, align=ALIGN.JUSTIFY, before=6, first=1.27)

    assert audit(build(with_bases)) == []


def test_the_weight_behind_the_name_of_the_font(audit: Audit) -> None:
    def named(document: Document) -> None:
        run("1. Thu", name="Times New Roman Bold")(document)

    assert audit(build(named)) == []


@pytest.mark.parametrize(("letters", "codes"), [("ABBC", {"ND30-43"}), ("ABC", set()), ("ABD", {"ND30-43"})])
def test_headings_with_capital_letters(letters: str, codes: set[str], audit: Audit) -> None:
    """C is no Roman hundred, and what stands below a letter begins again at I."""

    def lettered(document: Document) -> None:
        last = paragraph(document, "Trên đây")
        for letter in letters:
            for text in (f"{letter}. LĨNH VỰC {letter}", "I. KẾT QUẢ", "II. HẠN CHẾ"):
                look = {"bold": True, "keep": True, "align": ALIGN.JUSTIFY, "before": 6, "first": 1.27}
                write(last.insert_paragraph_before(), text, **look)
                write(last.insert_paragraph_before(), "Ổn định.", align=ALIGN.JUSTIFY, before=6, first=1.27)

    assert {finding.code for finding in audit(build(lettered))} == codes


def test_addressees_in_a_table_without_lines(audit: Audit) -> None:
    def two_columns(document: Document) -> None:
        label = paragraph(document, "Kính gửi")
        table = document.add_table(1, 2)
        label._p.addnext(table._tbl)
        label._p.getparent().remove(label._p)
        left, right = table.rows[0].cells
        plain(left, "Kính gửi:", 14, align=ALIGN.RIGHT)
        plain(right, "- Ủy ban nhân dân tỉnh;", 14)
        plain(right, "- Sở Nội vụ.", 14)

    assert audit(build(two_columns)) == []

    def without_stop(document: Document) -> None:
        two_columns(document)
        words("- Sở Nội vụ", "- Sở Nội vụ;")(document)

    assert [finding.code for finding in audit(build(without_stop))] == ["ND30-26"]


def test_a_letterhead_in_one_row(audit: Audit) -> None:
    """Number and date stand on one line where as much stands above each, whatever the rows."""

    def one_row(document: Document) -> None:
        table = document.tables[0]
        for above, below in zip(table.rows[0].cells, table.rows[1].cells, strict=True):
            for own in below.paragraphs:
                above._tc.append(own._p)
        table._tbl.remove(table.rows[1]._tr)

    assert audit(build(one_row)) == []

    def three_lines(document: Document) -> None:
        one_row(document)
        paragraph(document, "UBND TỈNH").insert_paragraph_before("").add_run("ĐẢNG BỘ")
        write(paragraph(document, "ĐẢNG BỘ"), "", 13, align=ALIGN.CENTER)
        paragraph(document, "ĐẢNG BỘ").runs[0].font.size = Pt(13)

    assert [finding.code for finding in audit(build(three_lines))] == ["ND30-21"]


def test_an_empty_document(audit: Audit) -> None:
    import io

    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    codes = {finding.code for finding in audit(out.getvalue())}
    assert {"ND30-01", "ND30-10", "ND30-11", "ND30-15", "ND30-17", "ND30-19", "ND30-23", "ND30-50", "ND30-55"} <= codes
