"""Every rule has a document that breaks it, and it alone: the sample with one fault put in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from lcdraft.audit.finding import Finding
from lcdraft.audit.rules import RULES
from lcdraft.audit.run import audit_file

from .conftest import (
    DOCUMENT,
    HEADER,
    STYLES,
    Edit,
    after,
    all_of,
    form,
    gone,
    look,
    pack,
    par,
    style,
    swap,
    text,
)

Audit = Callable[..., list[Finding]]


@dataclass(frozen=True)
class Broken:
    """A document with one fault: the rule, what it is, how it is made, and what the finding must say."""

    code: str
    name: str
    edit: Edit
    said: str = ""
    base: str = "issued"


def size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/>'


BOLD, PLAIN = "<w:b/>", '<w:b w:val="0"/>'
ITALIC, UPRIGHT = "<w:i/>", '<w:i w:val="false"/>'
LEFT = '<w:jc w:val="left"/>'


def page(pattern: str, new: str) -> Edit:
    return swap(rf"(<w:sectPr\b(?:(?!</w:sectPr>).)*?){pattern}", rf"\g<1>{new}", regex=True)


def margin(side: str, twips: int) -> Edit:
    return page(rf'w:{side}="\d+"', f'w:{side}="{twips}"')


def typed(words: str, properties: str = "", paragraph: str = '<w:pStyle w:val="ND30Body"/>') -> str:
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


SENTENCE = "Tình hình chung ổn định."


def said(words: str) -> Edit:
    """A paragraph of text more."""
    return after("ND30Body", typed(words))


def table(
    cells: str = "", *, header: str = "<w:tblHeader/>", row: str = "<w:cantSplit/>", figure: str = "right"
) -> Edit:
    """A small table of figures behind the first paragraph of the text."""

    def cell(words: str, kind: str, jc: str, properties: str = "") -> str:
        inner = f'<w:pStyle w:val="{kind}"/><w:jc w:val="{jc}"/>'
        return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{typed(words, properties, inner)}</w:tc>'

    rows = (
        f"<w:tr><w:trPr>{row}{header}</w:trPr>"
        + cell("Chỉ tiêu", "ND30BangDau", "center", cells)
        + cell("Số lượng", "ND30BangDau", "center")
        + f"</w:tr><w:tr><w:trPr>{row}</w:trPr>"
        + cell("Diện tích", "ND30Bang", "left")
        + cell("2.327,5", "ND30Bang", figure)
        + "</w:tr>"
    )
    xml = f'<w:tbl><w:tblPr><w:tblStyle w:val="ND30BangKe"/></w:tblPr><w:tblGrid/>{rows}</w:tbl>'
    return after("ND30Body", xml + typed(SENTENCE))


def heading(name: str, number: str, new: str, nth: int = 0) -> Edit:
    return par(name, lambda xml: xml.replace(f">{number} ", f">{new} "), nth)


PAGE = [
    Broken("ND30-01", "letter paper", page(r'w:w="\d+" w:h="\d+"', 'w:w="12240" w:h="15840"'), "215,9 mm × 279,4 mm"),
    Broken(
        "ND30-02",
        "lying without a table",
        swap(r'(kèm theo\..*?</w:sectPr>.*?<w:pgSz )w:w="\d+" w:h="\d+"', r'\g<1>w:w="16838" w:h="11906"', regex=True),
        "nằm ngang",
        "annexes",
    ),
    Broken("ND30-03", "top margin", margin("top", 850), "lề trên 15 mm"),
    Broken("ND30-03", "bottom margin", margin("bottom", 1701), "lề dưới 30 mm"),
    Broken("ND30-03", "left margin", margin("left", 1440), "lề trái 25,4 mm"),
    Broken("ND30-03", "right margin", margin("right", 567), "lề phải 10 mm"),
    Broken("ND30-03", "gutter", margin("gutter", 284), "lề gáy"),
    Broken(
        "ND30-04", "another font in a run", look("ND30Body", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'), "Arial"
    ),
    Broken(
        "ND30-04", "another font in notes", style("FootnoteText", '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>')
    ),
    Broken("ND30-05", "old font", look("ND30Body", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'), ".VnTime"),
    Broken("ND30-05", "broken letter", said("Tình hình \ufffd chung ổn định."), "U+FFFD"),
    Broken("ND30-05", "loose marks", said("Ti\u0300nh hi\u0300nh chung ổn định."), "chưa đối chiếu"),
    Broken("ND30-06", "red letters", look("ND30Body", '<w:color w:val="FF0000"/>'), "#FF0000"),
    Broken("ND30-06", "highlighted", look("ND30Body", '<w:highlight w:val="yellow"/>'), "tô nền"),
    Broken("ND30-06", "shaded", look("ND30Body", '<w:shd w:val="clear" w:fill="FFFF00"/>'), "tô nền"),
    Broken("ND30-07", "no number", swap(" PAGE ", " DATE ", HEADER), "không có số trang"),
    Broken("ND30-07", "number aside", swap("</w:pPr>", '<w:jc w:val="right"/></w:pPr>', HEADER), "không ở giữa"),
    Broken("ND30-07", "small number", style("header", size(11)), "cỡ chữ 11"),
    Broken("ND30-07", "Roman numbers", page("<w:pgNumType[^>]*/>", '<w:pgNumType w:fmt="lowerRoman"/>'), "lowerRoman"),
    Broken("ND30-07", "counted from 5", page("<w:pgNumType[^>]*/>", '<w:pgNumType w:start="5"/>'), "bắt đầu từ 5"),
    Broken("ND30-07", "below the margin", margin("header", 1300), "không nằm trong lề trên"),
    Broken("ND30-08", "number on page 1", page("<w:titlePg/>", ""), "trang thứ nhất"),
    Broken("ND30-09", "sizes that do not go together", style("ND30DiaDanh", size(13)), "13, 14, 13"),
]

LETTERHEAD = [
    Broken("ND30-10", "large", style("ND30QuocHieu", size(14)), "cỡ chữ 14"),
    Broken("ND30-10", "not bold", style("ND30QuocHieu", PLAIN), "không in đậm"),
    Broken("ND30-10", "misspelt", text("ND30QuocHieu", "CHỦ NGHĨA", "CHÚ NGHĨA"), "CHÚ NGHĨA"),
    Broken(
        "ND30-10",
        "small letters",
        par("ND30QuocHieu", lambda xml: re.sub("CỘNG.*NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam", xml)),
    ),
    Broken("ND30-10", "aside", form("ND30QuocHieu", LEFT), "căn trái"),
    Broken("ND30-11", "en dashes", text("ND30TieuNgu", " - Tự do", " – Tự do"), "gạch nối"),
    Broken("ND30-11", "capitals", text("ND30TieuNgu", "phúc", "Phúc"), "Hạnh Phúc"),
    Broken("ND30-11", "italic", style("ND30TieuNgu", ITALIC), "in nghiêng"),
    Broken("ND30-12", "short rule", form("ND30Rule", '<w:ind w:left="2000" w:right="2000"/>', 1), "đường kẻ dài"),
    Broken("ND30-12", "no rule", gone("ND30Rule", 1), "không có đường kẻ"),
    Broken(
        "ND30-12", "underlined", all_of(gone("ND30Rule", 1), look("ND30TieuNgu", '<w:u w:val="single"/>')), "gạch chân"
    ),
    Broken("ND30-12", "typed rule", par("ND30Rule", lambda _: typed("___________"), 1), "gõ bằng ký tự"),
    Broken(
        "ND30-12",
        "dotted rule",
        form("ND30Rule", '<w:pBdr><w:top w:val="dotted" w:sz="6"/></w:pBdr>', 1),
        "kiểu dotted",
    ),
    Broken("ND30-13", "distance", form("ND30TieuNgu", '<w:spacing w:before="120"/>'), "6 pt"),
    Broken(
        "ND30-14",
        "bold",
        par(
            "ND30CoQuan",
            lambda xml: xml.replace("ND30CoQuan", "ND30ChuQuan").replace("<w:r>", f"<w:r><w:rPr>{BOLD}</w:rPr>"),
        ),
        "in đậm",
    ),
    Broken("ND30-15", "not bold", look("ND30CoQuan", PLAIN, 1), "không in đậm"),
    Broken("ND30-15", "small letters", text("ND30CoQuan", "ỦY BAN", "Ủy ban"), "in thường"),
    Broken("ND30-16", "long rule", form("ND30Rule", '<w:ind w:left="100" w:right="100"/>'), "1/3 đến 1/2"),
    Broken("ND30-16", "rule aside", form("ND30Rule", '<w:ind w:left="940" w:right="1540"/>'), "lệch"),
    Broken("ND30-16", "no rule", gone("ND30Rule"), "không có đường kẻ"),
    Broken("ND30-17", "blank between", text("ND30So", "/BC", " / BC"), "/ BC"),
    Broken("ND30-17", "no leading zero", text("ND30So", "215", "5"), "Số: 5/BC"),
    Broken("ND30-17", "no number", text("ND30So", "215", "      "), "chưa có số"),
    Broken("ND30-17", "size", style("ND30So", size(14)), "cỡ chữ 14"),
    Broken("ND30-19", "upright", style("ND30DiaDanh", UPRIGHT), "không in nghiêng"),
    Broken("ND30-19", "no comma", text("ND30DiaDanh", ", ngày", " ngày"), "dấu phẩy"),
    Broken("ND30-20", "day without zero", text("ND30DiaDanh", "ngày 16", "ngày 6")),
    Broken("ND30-20", "month with a zero", text("ND30DiaDanh", "tháng 6", "tháng 06")),
    Broken("ND30-20", "no such day", text("ND30DiaDanh", "ngày 16 tháng 6", "ngày 31 tháng 6"), "31/6/2025"),
    Broken("ND30-20", "no day", text("ND30DiaDanh", "ngày 16", "ngày    "), "chưa ghi đủ"),
    Broken("ND30-21", "rows apart", form("ND30So", '<w:spacing w:before="600"/>'), "lệch nhau"),
    Broken("ND30-23", "another kind", text("ND30TenLoai", "BÁO CÁO", "BÁO CÁO TỔNG HỢP"), "BÁO CÁO TỔNG HỢP"),
    Broken("ND30-23", "large", style("ND30TenLoai", size(16)), "cỡ chữ 16"),
    Broken("ND30-24", "not bold", style("ND30TrichYeu", PLAIN), "không in đậm"),
    Broken(
        "ND30-24",
        "capitals",
        par("ND30TrichYeu", lambda xml: re.sub(">([^<>]+)<", lambda m: f">{m[1].upper()}<", xml)),
        "chữ in hoa",
    ),
    Broken("ND30-24", "full stop", text("ND30TrichYeu", "2025<", "2025.<"), "chưa đối chiếu"),
    Broken("ND30-25", "long rule", form("ND30Rule", '<w:ind w:left="500" w:right="500"/>', 2), "1/3 đến 1/2"),
    Broken("ND30-25", "no rule", gone("ND30Rule", 2), "không có đường kẻ"),
    Broken("ND30-26", "no semicolon", text("ND30KinhGuiDong", ";<", "<"), "dấu “;”"),
    Broken("ND30-26", "bold", style("ND30KinhGui", BOLD), "in đậm"),
    Broken("ND30-26", "no colon", text("ND30KinhGui", ":", ""), "hai chấm"),
    Broken(
        "ND30-26",
        "dash not below the colon",
        form("ND30KinhGuiDong", '<w:ind w:left="1400" w:hanging="163"/>', 1),
        "lệch so với",
    ),
]

CONTENT = [
    Broken("ND30-30", "upright", look("ND30CanCu", UPRIGHT), "không in nghiêng"),
    Broken("ND30-30", "full stop in the middle", text("ND30CanCu", ";<", ".<"), "dấu “;”"),
    Broken("ND30-30", "semicolon at the end", text("ND30CanCu", r"\.<", ";<", -1), "dấu “.”"),
    Broken("ND30-31", "no date", said("Theo Kế hoạch số 919/KH-UBND, công tác tiếp tục triển khai."), "919/KH-UBND"),
    Broken(
        "ND30-31",
        "no issuer",
        said("Bộ phận Một cửa hoạt động theo Kế hoạch số 919/KH-UBND ngày 05/3/2025, kịp thời phục vụ Nhân dân."),
        "919/KH-UBND",
    ),
    Broken("ND30-32", "not justified", form("ND30Body", LEFT, 1), "không căn đều"),
    Broken("ND30-32", "small", look("ND30Body", size(12), 1), "cỡ chữ 12"),
    Broken("ND30-32", "two sizes", look("ND30Body", size(13), 1), "một cỡ chữ"),
    Broken(
        "ND30-32",
        "emphasis",
        after("ND30Body", typed(SENTENCE)[:-6] + f"<w:r><w:rPr>{BOLD}</w:rPr><w:t> Rất tốt.</w:t></w:r></w:p>"),
        "chữ đậm",
    ),
    Broken("ND30-33", "no indent", form("ND30Body", '<w:ind w:firstLine="0"/>', 1), "lùi vào 0 cm"),
    Broken(
        "ND30-33",
        "a tab instead",
        par("ND30Body", lambda xml: xml.replace("<w:r>", "<w:r><w:tab/></w:r><w:r>", 1), 1),
        "Tab",
    ),
    Broken("ND30-33", "all lines in", form("ND30Body", '<w:ind w:left="720" w:firstLine="0"/>', 1), "cả đoạn lùi"),
    Broken("ND30-33", "two indents", form("ND30Body", '<w:ind w:firstLine="567"/>', 1), "một mức"),
    Broken("ND30-34", "close", form("ND30Body", '<w:spacing w:before="40"/>', 1), "2 pt"),
    Broken("ND30-34", "empty paragraph", after("ND30Body", typed("", ""), 1), "đoạn trống"),
    Broken(
        "ND30-34",
        "contextual",
        all_of(after("ND30Body", typed(SENTENCE)), form("ND30Body", "<w:contextualSpacing/>", 1)),
        "0 pt",
    ),
    Broken(
        "ND30-35",
        "double",
        form("ND30Body", '<w:spacing w:before="120" w:line="480" w:lineRule="auto"/>', 1),
        "2,00 dòng",
    ),
    Broken(
        "ND30-35",
        "squeezed",
        form("ND30Body", '<w:spacing w:before="120" w:line="280" w:lineRule="exact"/>', 1),
        "14 pt",
    ),
    Broken("ND30-36", "Arabic number", text("ND30Phan", "Phần II", "Phần 2", 1), "Phần 2"),
    Broken("ND30-36", "capitals", text("ND30Phan", "Phần II", "PHẦN II", 1), "PHẦN II"),
    Broken(
        "ND30-36",
        "title in small letters",
        par("ND30PhanTen", lambda xml: re.sub(">([^<>]+)<", lambda m: f">{m[1].capitalize()}<", xml)),
        "in thường",
    ),
    Broken("ND30-36", "aside", form("ND30PhanTen", LEFT), "căn trái"),
    Broken("ND30-37", "small letters", par("ND30Muc", lambda xml: xml.replace("TÌNH HÌNH", "Tình hình")), "in thường"),
    Broken("ND30-37", "not bold", look("ND30Muc", PLAIN), "không in đậm"),
    Broken(
        "ND30-38",
        "colon",
        after(
            "ND30Body",
            typed("Mục 1:", BOLD, '<w:keepNext/><w:spacing w:before="120"/><w:jc w:val="center"/>')
            + typed("TỔ CHỨC", BOLD, '<w:keepNext/><w:spacing w:before="120"/><w:jc w:val="center"/>')
            + typed(SENTENCE),
            -2,
        ),
        "Mục 1:",
    ),
    Broken(
        "ND30-39",
        "no full stop",
        after(
            "ND30Body",
            typed(
                "Điều 1 Tổ chức thực hiện", BOLD, '<w:keepNext/><w:spacing w:before="120"/><w:ind w:firstLine="720"/>'
            )
            + typed(SENTENCE),
            -2,
        ),
        "Điều 1",
    ),
    Broken("ND30-40", "not bold", look("ND30Khoan", PLAIN), "không in đậm"),
    Broken("ND30-40", "slash", heading("ND30Khoan", "1.", "1/"), "1/"),
    Broken("ND30-41", "skipped letter", heading("ND30Diem", "đ)", "e)", 4), "“đ)”"),
    Broken("ND30-41", "letter that is not used", heading("ND30Diem", "b)", "â)", 1), "chưa đối chiếu"),
    Broken(
        "ND30-42", "number alone", par("ND30Khoan", lambda xml: re.sub(r">1\. [^<]*<", ">1.<", xml)), "không có tiêu đề"
    ),
    Broken("ND30-43", "gap", heading("ND30Khoan", "2.", "3.", 1), "3."),
    Broken("ND30-43", "repeated", heading("ND30Muc", "II.", "I.", 1), "I."),
    Broken("ND30-44", "no mark", text("ND30Body", r"\./\.<", ".<", -1), "./."),
    Broken("ND30-44", "mark in the middle", text("ND30Body", r"\.<", "./.<", 1), "giữa văn bản"),
    Broken("ND30-45", "stranded heading", form("ND30Khoan", '<w:keepNext w:val="0"/>'), "nằm trơ"),
    Broken("ND30-45", "single lines", form("ND30Body", '<w:widowControl w:val="0"/>', 1), "một dòng lẻ"),
]

ENDING = [
    Broken("ND30-50", "not bold", look("ND30QuyenHan", PLAIN, 1), "không in đậm"),
    Broken("ND30-50", "no full stop", text("ND30QuyenHan", r"TM\. ", "TM "), "TM "),
    Broken("ND30-51", "deputy of nobody", text("ND30QuyenHan", "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG", 2), "chưa đối chiếu"),
    Broken("ND30-52", "no post", all_of(gone("ND30QuyenHan", 2), gone("ND30QuyenHan", 1)), "không có chức vụ"),
    Broken(
        "ND30-52",
        "no official post",
        text("ND30QuyenHan", "PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", 2),
        "THƯỜNG TRỰC",
    ),
    Broken("ND30-53", "no room", form("ND30HoTen", '<w:spacing w:before="120"/>'), "6 pt"),
    Broken("ND30-54", "degree", text("ND30HoTen", "Nguyễn", "TS. Nguyễn"), "TS."),
    Broken("ND30-54", "no name", text("ND30HoTen", "Nguyễn Văn Mẫu", ""), "chưa có họ tên"),
    Broken("ND30-54", "capitals", text("ND30HoTen", "Nguyễn Văn Mẫu", "NGUYỄN VĂN MẪU"), "in hoa"),
    Broken("ND30-55", "upright", style("ND30NoiNhan", UPRIGHT), "không in nghiêng"),
    Broken("ND30-55", "no colon", text("ND30NoiNhan", ":", ""), "hai chấm"),
    Broken("ND30-56", "large", style("ND30NoiNhanDong", size(12)), "cỡ chữ 12"),
    Broken("ND30-56", "no semicolon", text("ND30NoiNhanDong", ";<", "<", 1), "dấu “;”"),
    Broken("ND30-56", "no dash", text("ND30NoiNhanDong", "- ", "", 1), "“- ”"),
    Broken("ND30-56", "indented", form("ND30NoiNhanDong", '<w:ind w:left="284"/>', 1), "14,2 pt"),
    Broken("ND30-57", "no full stop", text("ND30NoiNhanDong", r"\.<", ";<", -1), "Lưu"),
    Broken("ND30-57", "no archive", text("ND30NoiNhanDong", "Lưu: VT", "Văn thư", -1), "Văn thư"),
    Broken("ND30-58", "not as above", text("ND30NoiNhanDong", "Như trên", "UBND tỉnh"), "Như trên"),
]


def drawn(title: str, words: str, wide: bool = False) -> str:
    """An annex typed by hand, without styles of ours."""
    middle = '<w:jc w:val="center"/>'
    return (
        typed(title, BOLD + size(14), middle)
        + typed(words, BOLD + size(14), middle)
        + typed(
            "(Kèm theo Báo cáo số      /BC-UBND ngày      tháng      năm 2025 của Ủy ban nhân dân xã)", ITALIC, middle
        )
        + (
            "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>Biểu</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
            if wide
            else typed(SENTENCE, "", '<w:jc w:val="both"/>')
        )
    )


def annexes(parts: dict[str, str]) -> None:
    """Two annexes, the second lying, each with pages of its own."""
    said("Số liệu chi tiết tại Phụ lục I và Phụ lục II kèm theo.")(parts)
    xml = parts[DOCUMENT]
    found = list(re.finditer(r"<w:sectPr\b.*?</w:sectPr>", xml))[-1]
    standing = found[0]
    if "<w:pgNumType" not in standing:
        standing = standing.replace("<w:titlePg/>", '<w:pgNumType w:start="1"/><w:titlePg/>')
    standing = re.sub("<w:pgNumType[^>]*/>", '<w:pgNumType w:start="1"/>', standing)
    lying = re.sub(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', r'<w:pgSz w:w="\2" w:h="\1" w:orient="landscape"', standing)
    parts[DOCUMENT] = (
        xml[: found.start()]
        + f"<w:p><w:pPr>{standing}</w:pPr></w:p>"
        + drawn("Phụ lục I", "DANH MỤC CÔNG TRÌNH")
        + f"<w:p><w:pPr>{standing}</w:pPr></w:p>"
        + drawn("Phụ lục II", "BIỂU CHỈ TIÊU CHỦ YẾU", wide=True)
        + lying
        + xml[found.end() :]
    )


def word(old: str, new: str, part: str = DOCUMENT) -> Edit:
    return swap(old, new, part)


def around(old: str, new: str) -> Edit:
    """Change what stands before or in the paragraph of a text in the annexes."""
    return swap(rf"{old}", new, regex=True)


ANNEXES = [
    Broken(
        "ND30-60",
        "not mentioned",
        word("Phụ lục I và Phụ lục II kèm theo", "Phụ lục I kèm theo"),
        "Phụ lục II",
        "annexes",
    ),
    Broken(
        "ND30-61",
        "Arabic numbers",
        all_of(word(">Phụ lục II<", ">Phụ lục 2<"), word("Phụ lục II kèm", "các phụ lục kèm")),
        "Phụ lục II",
        "annexes",
    ),
    Broken("ND30-61", "same number", word(">Phụ lục II<", ">Phụ lục I<"), "Phụ lục II", "annexes"),
    Broken("ND30-62", "capitals", word(">Phụ lục II<", ">PHỤ LỤC II<"), "PHỤ LỤC II", "annexes"),
    Broken(
        "ND30-62", "small", around(rf"{size(14)}(</w:rPr><w:t>Phụ lục I<)", rf"{size(13)}\1"), "cỡ chữ 13", "annexes"
    ),
    Broken("ND30-63", "small letters", word("DANH MỤC CÔNG TRÌNH", "Danh mục công trình"), "in thường", "annexes"),
    Broken(
        "ND30-63", "not bold", around(r"<w:b/>(<w:sz [^>]*/></w:rPr><w:t>DANH MỤC)", r"\1"), "không in đậm", "annexes"
    ),
    Broken("ND30-64", "upright", around(r"<w:i/>(</w:rPr><w:t>\(Kèm)", r"\1"), "không in nghiêng", "annexes"),
    Broken("ND30-64", "no number", word("Kèm theo Báo cáo số ", "Kèm theo Báo cáo "), "Kèm theo", "annexes"),
    Broken("ND30-65", "numbers run on", swap(r"(.*)<w:pgNumType[^>]*/>", r"\g<1>", regex=True), "chạy tiếp", "annexes"),
    Broken(
        "ND30-65", "number on its first page", swap(r"(.*)<w:titlePg/>", r"\g<1>", regex=True), "trang đầu", "annexes"
    ),
    Broken(
        "ND30-66",
        "unknown urgency",
        after("ND30So", typed("KHẨN CẤP", BOLD + size(13), '<w:jc w:val="center"/>')),
        "KHẨN CẤP",
    ),
    Broken(
        "ND30-67",
        "unknown circulation",
        after("ND30So", typed("LƯU HÀNH HẠN CHẾ", BOLD + size(13), '<w:jc w:val="center"/>')),
        "HẠN CHẾ",
    ),
    Broken(
        "ND30-68",
        "drafter's mark",
        after("ND30NoiNhanDong", typed("pl.300", size(11), '<w:pStyle w:val="ND30NoiNhanDong"/>'), -1),
        "pl.300",
    ),
    Broken(
        "ND30-69",
        "address",
        swap(
            "</w:p></w:hdr>",
            '</w:p><w:p><w:pPr><w:pStyle w:val="header"/></w:pPr><w:r><w:t>Địa chỉ: số 1</w:t></w:r></w:p></w:hdr>',
            HEADER,
        ),
        "địa chỉ",
    ),
    Broken("ND30-70", "secret", after("ND30So", typed("MẬT", BOLD + size(13), '<w:jc w:val="center"/>')), "MẬT"),
]

CAPITALS = [
    Broken("ND30-80", "small letter after a full stop", said("Kinh tế ổn định. các ngành tiếp tục phát triển."), "“c”"),
    Broken("ND30-80", "small letter on a new line", said("- tiếp tục chỉ đạo các đơn vị."), "“t”"),
    Broken(
        "ND30-81",
        "province",
        said("Cùng với Tỉnh Sơn La, các địa phương phối hợp. Đoàn thăm Tỉnh Sơn La và cùng Tỉnh Yên Bái."),
        "tỉnh",
    ),
    Broken("ND30-81", "numbered unit", said("Công trình tại phường 5."), "Phường 5"),
    Broken("ND30-82", "body in small letters", said("Theo chỉ đạo của ủy ban nhân dân tỉnh."), "Ủy ban nhân dân"),
    Broken("ND30-82", "too many capitals", said("Theo chỉ đạo của Ủy Ban Nhân Dân tỉnh."), "Ủy Ban Nhân Dân"),
    Broken("ND30-83", "people", said("Đời sống của nhân dân được nâng lên."), "Nhân dân"),
    Broken("ND30-84", "post before a name", said("Đoàn do chủ tịch Nguyễn Văn Mẫu dẫn đầu."), "Chủ tịch"),
    Broken(
        "ND30-85", "document", said("Thực hiện quyết định số 12/QĐ-UBND ngày 05/01/2025 của UBND tỉnh."), "Quyết định"
    ),
    Broken("ND30-86", "article", said("Theo điểm a khoản 2 điều 103 của Luật Đất đai."), "Điều"),
    Broken("ND30-86", "clause", said("Theo quy định tại Khoản 2 Điều 103 Luật Đất đai."), "khoản 2"),
    Broken("ND30-87", "New Year", said("Công tác chăm lo tết Nguyên Đán được quan tâm."), "tết Nguyên đán"),
    Broken("ND30-87", "month", said("Cuộc họp diễn ra trong tháng tám."), "tháng Tám"),
]

TRACKED = '<w:ins w:id="900" w:author="A" w:date="2025-01-01T00:00:00Z"><w:r><w:t> Thêm.</w:t></w:r></w:ins>'
HOUSE = [
    Broken("H-01", "large notes", style("FootnoteText", size(12)), "cỡ chữ 12"),
    Broken("H-01", "notes not justified", style("FootnoteText", LEFT, kind="pPr"), "căn đều"),
    Broken(
        "H-01",
        "mark not raised",
        swap('<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference', "<w:footnoteReference"),
        "không nằm trên cao",
    ),
    Broken(
        "H-01",
        "orphan",
        swap(r'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="1"/></w:r>', ""),
        "không được nhắc",
    ),
    Broken(
        "H-01",
        "order",
        swap(
            '<w:footnoteReference w:id="1"/>(.*?)<w:footnoteReference w:id="2"/>',
            r'<w:footnoteReference w:id="2"/>\1<w:footnoteReference w:id="1"/>',
            regex=True,
        ),
        "thứ tự",
    ),
    Broken("H-02", "small letters", table(size(9)), "cỡ 9"),
    Broken("H-02", "header not repeated", table(header=""), "không lặp lại"),
    Broken("H-02", "rows split", table(row=""), "ngắt"),
    Broken("H-02", "figures to the left", table(figure="left"), "căn phải"),
    Broken("H-02", "header not bold", table(PLAIN), "không in đậm"),
    Broken("H-03", "decimal point", said("Sản lượng đạt 47.6% kế hoạch."), "47.6"),
    Broken("H-03", "commas between thousands", said("Tổng thu là 1,234,567 đồng."), "1,234,567"),
    Broken("H-03", "blank before %", said("Sản lượng đạt 47,6 % kế hoạch."), "6 %"),
    Broken(
        "H-04",
        "tracked change",
        par("ND30Body", lambda xml: xml.replace("</w:p>", TRACKED + "</w:p>"), 1),
        "theo dõi thay đổi",
    ),
    Broken("H-04", "template tag", said("Tổng thu {{ thu }} đồng."), "{{"),
    Broken(
        "H-04",
        "hidden text",
        par(
            "ND30Body", lambda xml: xml.replace("</w:p>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"), 1
        ),
        "chữ ẩn",
    ),
    Broken("H-05", "English", swap('w:lang w:val="vi-VN"', 'w:lang w:val="en-US"', STYLES), "en-US"),
]

BROKEN = [*PAGE, *LETTERHEAD, *CONTENT, *ENDING, *ANNEXES, *CAPITALS, *HOUSE]


@pytest.fixture(scope="session")
def bases(issued: dict[str, str]) -> dict[str, dict[str, str]]:
    found = {"issued": issued, "annexes": dict(issued)}
    annexes(found["annexes"])
    return found


@pytest.fixture(scope="session")
def held(bases: dict[str, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Counter[str]]:
    """What is found in a document before it is broken."""

    @cache
    def codes(base: str) -> Counter[str]:
        path = tmp_path_factory.mktemp("nguyen") / "van-ban.docx"
        path.write_bytes(pack(bases[base]))
        return Counter(finding.code for finding in audit_file(path, RULES, issued=True))

    return codes


def test_there_are_enough_broken_documents_and_every_rule_has_one() -> None:
    assert len(BROKEN) >= 60
    assert len({(broken.code, broken.name) for broken in BROKEN}) == len(BROKEN)
    assert {broken.code for broken in BROKEN} == {rule.code for rule in RULES if rule.check is not None}


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.code} {broken.name}")
def test_a_broken_document_raises_its_rule_alone(
    broken: Broken, bases: dict[str, dict[str, str]], held: Callable[[str], Counter[str]], audit: Audit
) -> None:
    parts = dict(bases[broken.base])
    before = held(broken.base)
    broken.edit(parts)
    found = audit(parts)
    codes = Counter(finding.code for finding in found)
    assert set(codes - before) == {broken.code}, [f"{f.code} {f.message}" for f in found if (codes - before)[f.code]]
    assert not before - codes
    own = [finding for finding in found if finding.code == broken.code]
    assert any(broken.said in finding.message for finding in own), [finding.message for finding in own]
    for finding in own:
        assert finding.printed
        assert finding.expected
        assert finding.block or finding.where


def test_each_finding_quotes_the_paragraph_that_it_names(issued: dict[str, str], audit: Audit) -> None:
    parts = dict(issued)
    form("ND30Body", LEFT, 3)(parts)
    found = next(finding for finding in audit(parts) if finding.code == "ND30-32")
    pars = re.findall(r"<w:p>.*?</w:p>|<w:p/>", parts[DOCUMENT])
    shown = re.sub(r"<[^>]+>", "", pars[found.block - 1])
    assert shown.startswith(found.excerpt)
    assert len(found.excerpt) > 40
    assert found.where


@pytest.mark.parametrize("mode", [True, False], ids=["issued", "draft"])
def test_the_sample_breaks_no_rule(
    mode: bool, sample_bytes: bytes, issued: dict[str, str], draft: dict[str, str], audit: Audit
) -> None:
    for parts in (issued,) if mode else (issued, draft, sample_bytes):
        errors = [finding for finding in audit(parts, issued=mode) if finding.severity == "error"]
        assert errors == []


def test_annexes_typed_by_hand_break_no_rule(bases: dict[str, dict[str, str]], audit: Audit) -> None:
    codes = {finding.code for finding in audit(bases["annexes"])}
    assert not {code for code in codes if "ND30-60" <= code <= "ND30-70"}
    assert codes == {finding.code for finding in audit(bases["issued"])}


def test_what_a_draft_may_leave_open(draft: dict[str, str], audit: Audit) -> None:
    asked = {finding.code for finding in audit(draft)} - {finding.code for finding in audit(draft, issued=False)}
    assert asked == {"ND30-17", "ND30-20", "ND30-54"}


def test_rules_have_unique_codes_in_order_and_say_what_they_check() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for rule in RULES:
        assert rule.title
        assert rule.about.endswith(".")
        assert (rule.check is None) == bool(rule.unchecked), rule.code
        assert set(rule.source.replace("+", "").split("/")) <= set("ABKH")


def test_capitals_are_warnings_all() -> None:
    assert {rule.severity for rule in RULES if rule.code >= "ND30-80"} == {"warning"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Kế hoạch số 919/KH-UBND ngày 05/3/2025 của UBND thành phố, công tác tiếp tục triển khai.",
        "UBND thành phố ban hành Kế hoạch số 919/KH-UBND ngày 05/3/2025 về công tác dân vận.",
        "Chính phủ đã có Nghị quyết số 919/NQ-CP ngày 05 tháng 3 năm 2025 để tháo gỡ khó khăn.",
    ],
)
def test_a_first_citation_names_the_issuer_before_or_after(sentence: str, issued: dict[str, str], audit: Audit) -> None:
    before = {finding.code for finding in audit(issued)}
    parts = dict(issued)
    said(sentence)(parts)
    assert {finding.code for finding in audit(parts)} == before


def test_a_sentence_that_repeats_the_title_cites_nothing(issued: dict[str, str], audit: Audit) -> None:
    parts = dict(issued)
    title = "Tình hình thực hiện Nghị quyết số 919/NQ-CP"
    swap(r'(w:pStyle w:val="ND30TrichYeu"/>.*?<w:t[^>]*>)[^<]*', rf"\g<1>{title}", regex=True)(parts)
    said("UBND báo cáo tình hình thực hiện Nghị quyết số 919/NQ-CP như sau:")(parts)
    assert "ND30-31" not in {finding.code for finding in audit(parts)}
    said("Công tác tiếp tục theo Nghị quyết số 919/NQ-CP và các kế hoạch.")(parts)
    assert "ND30-31" in {finding.code for finding in audit(parts)}
