"""A report as a clerk types it in Word: no styles of ours, formatting by hand, lines drawn."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

LINE = (
    "<w:r {ns}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor distT='0' distB='0' distL='0'"
    " distR='0' simplePos='0' relativeHeight='1' behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'>"
    "<wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'><wp:align>center</wp:align></wp:positionH>"
    "<wp:positionV relativeFrom='paragraph'><wp:posOffset>220000</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{cx}' cy='0'/><wp:effectExtent l='0' t='0' r='0' b='0'/><wp:wrapNone/>"
    "<wp:docPr id='{id}' name='Line {id}'/><wp:cNvGraphicFramePr/><a:graphic>"
    "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp><wps:cNvCnPr/>"
    "<wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{cx}' cy='0'/></a:xfrm><a:prstGeom prst='line'><a:avLst/>"
    "</a:prstGeom><a:ln w='9525'><a:solidFill><a:srgbClr val='000000'/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/>"
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)
SPACES = (
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
    " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
    " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
)


def line(paragraph: Any, points: float) -> None:
    """Draw a level line of this length below a paragraph."""
    paragraph._p.append(parse_xml(LINE.format(ns=SPACES, cx=round(points * 12700), id=round(points))))


def write(
    paragraph: Any,
    words: str,
    size: float = 14,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Any = None,
    before: float = 0,
    first: float | None = None,
    keep: bool = False,
) -> Any:
    """Words in a paragraph, formatted by hand."""
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(0), 1.0
    form.keep_with_next = keep or None
    if first is not None:
        form.first_line_indent = Cm(first)
    return paragraph


def plain(cell: Any, words: str, size: float, **look: Any) -> Any:
    """A line more in a cell."""
    paragraph = cell.paragraphs[0] if not cell.text and not cell.paragraphs[0].runs else cell.add_paragraph()
    return write(paragraph, words, size, **look)


def build(change: Callable[[Document], None] | None = None) -> bytes:
    """The report; ``change`` is made to it at the end."""
    document = docx.Document()
    _page(document)
    _letterhead(document)
    _text(document)
    _ending(document)
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.gutter = Mm(10), 0
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    for kind, code in (("begin", None), (None, " PAGE "), ("separate", None), ("text", "2"), ("end", None)):
        run = number.add_run("2" if kind == "text" else "")
        run.font.size = Pt(13)
        if code is not None and kind is None:
            element = OxmlElement("w:instrText")
            element.text = code
            run._r.append(element)
        elif kind != "text":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), str(kind))
            run._r.append(element)
    for style in (document.styles["Normal"], document.styles["Header"]):
        style.font.name, style.font.size = "Times New Roman", Pt(14)
        style.element.rPr.rFonts.set(qn("w:hAnsi"), "Times New Roman")
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    language.set(qn("w:val"), "vi-VN")


def _widths(table: Any, *centimetres: float) -> None:
    for column, width in zip(table.columns, centimetres, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _letterhead(document: Document) -> None:
    table = document.add_table(2, 2)
    table.autofit = False
    _widths(table, 6.4, 10.1)
    left, right = table.rows[0].cells
    centre = {"align": ALIGN.CENTER}
    plain(left, "UBND TỈNH MẪU", 13, **centre)
    line(plain(left, "SỞ TÀI CHÍNH", 13, bold=True, **centre), 42)
    plain(right, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True, **centre)
    line(plain(right, "Độc lập - Tự do - Hạnh phúc", 14, bold=True, **centre), 171.4)
    plain(table.rows[1].cells[0], "Số: 05/BC-STC", 13, before=6, **centre)
    plain(table.rows[1].cells[1], "Mẫu, ngày 03 tháng 02 năm 2025", 14, italic=True, before=6, **centre)


def _text(document: Document) -> None:
    centre = {"align": ALIGN.CENTER}
    write(document.add_paragraph(), "BÁO CÁO", bold=True, before=12, **centre)
    line(write(document.add_paragraph(), "Tình hình thực hiện nhiệm vụ tháng 01 năm 2025", bold=True, **centre), 120)
    document.add_paragraph()
    write(document.add_paragraph(), "Kính gửi: Ủy ban nhân dân tỉnh.", **centre)
    body = {"align": ALIGN.JUSTIFY, "before": 6, "first": 1.27}
    for words, look in (
        ("Sở Tài chính báo cáo kết quả thực hiện nhiệm vụ như sau:", {}),
        ("I. KẾT QUẢ THỰC HIỆN", {"bold": True, "keep": True}),
        ("1. Thu ngân sách", {"bold": True, "keep": True}),
        ("Tổng thu ngân sách đạt 1.234,5 tỷ đồng, bằng 10,5% dự toán.", {}),
        ("- Thu nội địa đạt 1.000 tỷ đồng;", {}),
        ("- Thu khác đạt 234,5 tỷ đồng.", {}),
        ("2. Chi ngân sách", {"bold": True, "keep": True}),
        ("a) Chi thường xuyên bảo đảm đúng dự toán;", {}),
        ("b) Chi đầu tư giải ngân đạt 12% kế hoạch.", {}),
        ("II. NHIỆM VỤ THÁNG 02", {"bold": True, "keep": True}),
        ("Tiếp tục quản lý chặt chẽ nguồn thu." + " Rà soát các khoản nợ đọng." * 60, {}),
        ("Trên đây là báo cáo của Sở Tài chính./.", {}),
    ):
        write(document.add_paragraph(), words, **body, **look)


def _ending(document: Document) -> None:
    document.add_paragraph()
    table = document.add_table(1, 2)
    table.autofit = False
    _widths(table, 7, 9.5)
    left, right = table.rows[0].cells
    plain(left, "Nơi nhận:", 12, bold=True, italic=True)
    for words in ("- Như trên;", "- Giám đốc Sở (b/c);", "- Lưu: VT, NS."):
        plain(left, words, 11)
    centre = {"align": ALIGN.CENTER, "bold": True}
    plain(right, "KT. GIÁM ĐỐC", 14, **centre)
    plain(right, "PHÓ GIÁM ĐỐC", 14, **centre)
    for _ in range(4):
        write(right.add_paragraph(), "", 14)
    plain(right, "Nguyễn Văn Mẫu", 14, **centre)


__all__ = ["build", "line", "plain", "write"]
