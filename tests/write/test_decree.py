"""The letterhead and styles that come with lcdraft, against Annex I of Decree 30/2020/NĐ-CP, rule by rule.

Effective values count: what a style does not say itself it takes from those it is based on, then from the defaults.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from lcdraft.document import Document, Footnote, Heading, Letterhead, ListItem, Paragraph, Signature, Text
from lcdraft.wordml import StyleTable, W, is_on, val
from lcdraft.write.docx import write_docx

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = (("Phần I", "ĐÁNH GIÁ"), ("I.", "KINH TẾ"), ("1.", "Thương mại"), ("a)", "Du lịch"))
DOCUMENT = Document(
    (
        Paragraph((Text("Căn cứ Luật Ngân sách nhà nước."),), role="basis"),
        *(Heading(level, number, (Text(title),)) for level, (number, title) in enumerate(HEADINGS, 1)),
        Paragraph((Text("Đạt kế hoạch"), Footnote((Paragraph((Text("Chú thích."),)),)), Text("."))),
        ListItem((Text("một;"),)),
        ListItem((Text("hai."),), "+", 2),
        Paragraph((Text("Trân trọng báo cáo./."),)),
    ),
    Letterhead(
        ("ỦY BAN NHÂN DÂN", "XÃ MẪU"),
        ("CƠ QUAN CHỦ QUẢN",),
        "Số: 07/BC-UBND",
        "Mẫu, ngày 05 tháng 01 năm 2025",
        subject="Tình hình kinh tế - xã hội",
        addressees=("Ủy ban nhân dân tỉnh", "Sở Tài chính"),
    ),
    Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn A", ("Như trên", "Lưu: VT")),
)


@pytest.fixture(scope="module")
def parts() -> dict[str, etree._Element]:
    made = write_docx(DOCUMENT, template=(ROOT / "templates" / "bao-cao.docx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}


class Look:
    """How a paragraph style looks in the end."""

    def __init__(self, parts: dict[str, etree._Element], name: str) -> None:
        styles = parts["word/styles.xml"]
        self.table = StyleTable(styles)
        self.styles = list(styles.iter(f"{W}style"))
        [self.id] = [
            style.get(f"{W}styleId", "") for style in styles.iter(f"{W}style") if val(style.find(f"{W}name")) == name
        ]
        self.defaults = styles.find(f"{W}docDefaults")

    def find(self, path: str) -> etree._Element | None:
        found = self.table.find(self.id, path)
        if found is None and self.defaults is not None:
            holder = "rPrDefault" if path.startswith("rPr") else "pPrDefault"
            found = self.defaults.find(f"{W}{holder}/" + "/".join(f"{W}{step}" for step in path.split("/")))
        return found

    def spacing(self, name: str) -> str:
        """One attribute of the spacing; a style that says another attribute only still inherits this one."""
        id = self.id
        while id:
            [style] = [style for style in self.styles if style.get(f"{W}styleId") == id]
            found = style.find(f"{W}pPr/{W}spacing")
            if found is not None and found.get(f"{W}{name}") is not None:
                return found.get(f"{W}{name}", "")
            id = val(style.find(f"{W}basedOn"))
        return ""

    @property
    def points(self) -> float:
        return int(val(self.find("rPr/sz"))) / 2

    @property
    def letters(self) -> str:
        bold, italic = is_on(self.find("rPr/b")), is_on(self.find("rPr/i"))
        return " ".join(word for word, on in (("bold", bold), ("italic", italic)) if on) or "plain"

    @property
    def place(self) -> str:
        return val(self.find("pPr/jc"), "left")


RULES = (
    # rule, style, size, letters, place
    ("ND30-10", "ND30QuocHieu", 13, "bold", "center"),
    ("ND30-11", "ND30TieuNgu", 14, "bold", "center"),
    ("ND30-14", "ND30ChuQuan", 13, "plain", "center"),
    ("ND30-15", "ND30CoQuan", 13, "bold", "center"),
    ("ND30-17", "ND30So", 13, "plain", "center"),
    ("ND30-19", "ND30DiaDanh", 14, "italic", "center"),
    ("ND30-23", "ND30TenLoai", 14, "bold", "center"),
    ("ND30-24", "ND30TrichYeu", 14, "bold", "center"),
    ("ND30-26", "ND30KinhGui", 14, "plain", "left"),
    ("ND30-26", "ND30KinhGuiDong", 14, "plain", "left"),
    ("ND30-30", "ND30CanCu", 14, "italic", "both"),
    ("ND30-32", "ND30Body", 14, "plain", "both"),
    ("ND30-32", "ND30DauDong", 14, "plain", "both"),
    ("ND30-36", "ND30Phan", 14, "bold", "center"),
    ("ND30-36", "ND30PhanTen", 14, "bold", "center"),
    ("ND30-37", "ND30Muc", 14, "bold", "both"),
    ("ND30-40", "ND30Khoan", 14, "bold", "both"),
    ("ND30-41", "ND30Diem", 14, "plain", "both"),
    ("ND30-50", "ND30QuyenHan", 14, "bold", "center"),
    ("ND30-54", "ND30HoTen", 14, "bold", "center"),
    ("ND30-55", "ND30NoiNhan", 12, "bold italic", "left"),
    ("ND30-56", "ND30NoiNhanDong", 11, "plain", "left"),
    ("H-01", "footnote text", 10, "plain", "both"),
    ("ND30-07", "header", 14, "plain", "center"),
)


@pytest.mark.parametrize(("rule", "style", "points", "letters", "place"), RULES, ids=lambda value: str(value))
def test_letters(
    parts: dict[str, etree._Element], rule: str, style: str, points: float, letters: str, place: str
) -> None:
    look = Look(parts, style)
    assert (look.points, look.letters, look.place) == (points, letters, place), rule


STYLES = tuple(dict.fromkeys(row[1] for row in RULES))


@pytest.mark.parametrize("style", STYLES)
def test_nd30_04_05_06_font_language_and_colour(parts: dict[str, etree._Element], style: str) -> None:
    look = Look(parts, style)
    fonts = look.find("rPr/rFonts")
    assert fonts is not None
    assert {name.removeprefix(W): font for name, font in fonts.attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "cs", "eastAsia"), "Times New Roman"
    )
    assert val(look.find("rPr/lang")) == "vi-VN"
    assert val(look.find("rPr/color"), "auto") in ("auto", "000000")
    assert val(look.find("rPr/szCs")) == val(look.find("rPr/sz"))


@pytest.mark.parametrize("style", ["ND30Body", "ND30CanCu", "ND30DauDong", "ND30Muc", "ND30Khoan", "ND30Diem"])
def test_nd30_33_34_35_paragraphs_of_the_text(parts: dict[str, etree._Element], style: str) -> None:
    look = Look(parts, style)
    indent = look.find("pPr/ind")
    assert indent is not None
    assert (indent.get(f"{W}firstLine"), indent.get(f"{W}left")) == ("720", "0")
    assert int(look.spacing("before")) + int(look.spacing("after")) >= 120
    assert (look.spacing("line"), look.spacing("lineRule")) == ("240", "auto")
    assert look.find("pPr/contextualSpacing") is None


@pytest.mark.parametrize("style", ["ND30QuocHieu", "ND30TieuNgu", "ND30ChuQuan", "ND30CoQuan", "footnote text"])
def test_nd30_13_15_single_lines_without_space(parts: dict[str, etree._Element], style: str) -> None:
    look = Look(parts, style)
    assert [look.spacing(name) for name in ("before", "after", "line")] == ["0", "0", "240"]


@pytest.mark.parametrize("style", ["ND30Phan", "ND30PhanTen", "ND30Muc", "ND30Khoan", "ND30Diem"])
def test_nd30_45_headings_stay_with_their_text(parts: dict[str, etree._Element], style: str) -> None:
    look = Look(parts, style)
    assert is_on(look.find("pPr/keepNext"))
    assert is_on(look.find("pPr/widowControl"))


def test_nd30_01_02_03_07_08_page(parts: dict[str, etree._Element]) -> None:
    [section] = parts["word/document.xml"].iter(f"{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert {name.removeprefix(W): int(twips) for name, twips in margins.attrib.items()} == {
        "top": 1134,
        "bottom": 1134,
        "left": 1701,
        "right": 850,
        "header": 567,
        "footer": 567,
        "gutter": 0,
    }
    assert section.find(f"{W}titlePg") is not None
    assert val(section.find(f"{W}pgNumType")) == ""
    fields = {name: "".join(code.text or "" for code in part.iter(f"{W}instrText")) for name, part in parts.items()}
    assert {name for name, code in fields.items() if "PAGE" in code} == {"word/header1.xml"}


def test_nd30_13_34_no_empty_paragraph_makes_room(parts: dict[str, etree._Element]) -> None:
    """Rules are empty paragraphs with a border; after the signature stands the one that Word itself wants."""
    body = parts["word/document.xml"][0]
    styles = StyleTable(parts["word/styles.xml"])
    empty = [
        styles.name(val(paragraph.find(f"{W}pPr/{W}pStyle")))
        for paragraph in body.iter(f"{W}p")
        if not "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip()
    ]
    assert empty == ["ND30Rule", "ND30Rule", "ND30Rule", "ND30Cach"]


def test_nd30_12_16_25_rules_are_borders(parts: dict[str, etree._Element]) -> None:
    look = Look(parts, "ND30Rule")
    border = look.find("pPr/pBdr/top")
    assert border is not None
    assert (val(border), border.get(f"{W}color")) == ("single", "000000")
    assert parts["word/document.xml"].find(f".//{W}u") is None


def test_nd30_17_20_21_number_and_date(parts: dict[str, etree._Element]) -> None:
    row = list(parts["word/document.xml"].iter(f"{W}tr"))[1]
    number, place = ("".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc"))
    assert re.fullmatch(r"Số: ?(0[1-9]|[1-9]\d+)/BC-[A-ZĐÂĂÊÔƠƯ]+", number)
    date = r".+, ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm \d{4}"
    assert re.fullmatch(date, place)


def test_nd30_50_53_55_end(parts: dict[str, etree._Element]) -> None:
    table = list(parts["word/document.xml"].iter(f"{W}tbl"))[-1]
    [row] = table.iter(f"{W}tr")
    assert row.find(f"{W}trPr/{W}cantSplit") is not None
    left, right = row.iter(f"{W}tc")
    styles = [[val(style) for style in cell.iter(f"{W}pStyle")] for cell in (left, right)]
    assert styles == [
        ["ND30NoiNhan", "ND30NoiNhanDong", "ND30NoiNhanDong"],
        ["ND30QuyenHan", "ND30QuyenHan", "ND30HoTen"],
    ]
    assert int(Look(parts, "ND30HoTen").spacing("before")) >= 1200
    last = table.getprevious()
    assert last is not None
    assert "".join(text.text or "" for text in last.iter(f"{W}t")).endswith("./.")
    assert last.find(f"{W}pPr/{W}keepNext") is not None


def test_h_05_language_of_the_document(parts: dict[str, etree._Element]) -> None:
    language = parts["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert val(language) == "vi-VN"
