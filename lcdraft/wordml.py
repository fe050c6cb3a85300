"""The names by which writer, reader and letterhead know the parts of a Word document.

Every element of a report has a paragraph style of its own, found by its *name*: people edit the
template in Word and LibreOffice, and both keep names but not always ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["REPORT_PROPERTY", "StyleTable", "W", "heading_style", "is_on", "is_ours", "item_style", "style_key", "val"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

REPORT_PROPERTY = "lcdraft-bao-cao"
"""Name of the document property that holds the id of the report; Word and LibreOffice keep it."""

NUMBER_LABEL = "Số: "
"""What stands before the number of a document."""


# Letterhead
MOTTO_STATE = "ND30QuocHieu"
MOTTO = "ND30TieuNgu"
RULE = "ND30Rule"
SUPERIOR = "ND30ChuQuan"
AGENCY = "ND30CoQuan"
NUMBER_LINE = "ND30So"
PLACE_DATE = "ND30DiaDanh"
KIND = "ND30TenLoai"
SUBJECT = "ND30TrichYeu"
ADDRESSEES = "ND30KinhGui"
ADDRESSEE_LINE = "ND30KinhGuiDong"

# Text
BODY = "ND30Body"
BASIS = "ND30CanCu"
PART = "ND30Phan"
PART_TITLE = "ND30PhanTen"
ROMAN = "ND30Muc"
ARABIC = "ND30Khoan"
LETTER = "ND30Diem"
ITEM = "ND30DauDong"
SPACER = "ND30Cach"
GAP = "ND30ChoTrong"
FOOTNOTE_TEXT = "footnote text"
FOOTNOTE_REFERENCE = "footnote reference"
NOTE_ITEM = "ND30ChuThichDauDong"

# Tables
TABLE = "ND30BangKe"
CELL = "ND30Bang"
CELL_HEAD = "ND30BangDau"
CELL_ITEM = "ND30BangDauDong"
SMALL_CELL = "ND30BangNho"
SMALL_CELL_HEAD = "ND30BangNhoDau"
CELL_STYLES = {
    (False, False): CELL,
    (False, True): CELL_HEAD,
    (True, False): SMALL_CELL,
    (True, True): SMALL_CELL_HEAD,
}
"""By two questions: is the table wide, so that its letters are small? does the cell belong to the head?"""
BREAKABLE_SLASH = "/\u200b"
"""A slash after which a line may end, in a column too narrow for "đồng/người/năm"; read as a slash."""

# Signature
AUTHORITY = "ND30QuyenHan"
SIGNER = "ND30HoTen"
RECIPIENTS = "ND30NoiNhan"
RECIPIENT_LINE = "ND30NoiNhanDong"

# Annexes
ANNEX = "ND30PhuLuc"
ANNEX_TITLE = "ND30PhuLucTen"
ANNEX_REFERENCE = "ND30PhuLucKem"

HEADING_STYLES = (PART, PART_TITLE, ROMAN, ARABIC, LETTER)
ITEM_STYLES = (ITEM, NOTE_ITEM, CELL_ITEM)
BODY_STYLES = (BODY, *CELL_STYLES.values())

_FORMS = (
    (re.compile(r"(?i)(phần|chương)\s"), PART),
    (re.compile(r"[IVXLC]+[.)/]?$|[A-ZĐ][.)/]?$"), ROMAN),
    (re.compile(r"\d"), ARABIC),
    (re.compile(r"\w+[.)]"), LETTER),
)
_BY_LEVEL = (PART_TITLE, ROMAN, ARABIC, LETTER)


def heading_style(number: str, level: int) -> str:
    """The style of a heading, by the form of its number; by its level where it has none.

    >>> [heading_style(number, 1) for number in ("Phần I", "II.", "1.2.", "đ)", "")]
    ['ND30Phan', 'ND30Muc', 'ND30Khoan', 'ND30Diem', 'ND30PhanTen']
    """
    for form, style in _FORMS:
        if form.match(number):
            return style
    return _BY_LEVEL[min(level, len(_BY_LEVEL)) - 1]


def item_style(base: str, level: int) -> str:
    """The style of a list item of some level: the first level has the plain name, others carry their number."""
    return base if level <= 1 else f"{base}{level}"


def style_key(name: str) -> str:
    """The form in which style names compare: Word, LibreOffice and python-docx differ in case and blanks."""
    return "".join(name.split()).lower()


def is_ours(name: str) -> bool:
    """True for a style that only lcdraft makes."""
    return name.startswith("ND30")


def val(element: etree._Element | None, default: str = "") -> str:
    """The ``w:val`` of an element that may not be there."""
    return default if element is None else element.get(f"{W}val", default)


def is_on(toggle: etree._Element | None) -> bool | None:
    """What a switch such as ``w:b`` says: on, off, or (None) nothing."""
    return None if toggle is None else toggle.get(f"{W}val", "1") not in ("0", "false", "off")


class StyleTable:
    """The styles of a document, by id and by name.

    ``root`` is the parsed ``styles.xml``, or None for a document without one.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._ids: dict[str, str] = {}
        self._default = ""
        self._found: dict[tuple[str, str], etree._Element | None] = {}
        for style in () if root is None else root.iter(f"{W}style"):
            id = style.get(f"{W}styleId", "")
            self._elements[id] = style
            self._ids.setdefault(style_key(val(style.find(f"{W}name"), id)), id)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self._default = id

    def has(self, name: str) -> bool:
        return style_key(name) in self._ids

    def name(self, id: str) -> str:
        """The name of the style with this id, the id itself where it is unknown; the default style for no id."""
        element = self._elements.get(id or self._default)
        return val(element.find(f"{W}name"), id) if element is not None else id

    def find(self, id: str, path: str) -> etree._Element | None:
        """What the style says at ``path`` (``rPr/b``), or the nearest one that it is based on."""
        key = (id, path)
        if key not in self._found:
            steps = "/".join(f"{W}{step}" for step in path.split("/"))
            self._found[key] = next((it for style in self.chain(id) if (it := style.find(steps)) is not None), None)
        return self._found[key]

    def chain(self, id: str) -> Iterator[etree._Element]:
        """The style with this id (the default paragraph style for none) and those it is based on, nearest first."""
        id = id or self._default
        seen: set[str] = set()
        while id in self._elements and id not in seen:
            seen.add(id)
            yield self._elements[id]
            id = val(self._elements[id].find(f"{W}basedOn"))
