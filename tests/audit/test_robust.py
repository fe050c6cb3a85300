"""No document brings the audit down: parts missing, elements gone, values that make no sense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lcdraft.audit.elements import find_elements
from lcdraft.audit.facts import read_layout
from lcdraft.audit.rules import RULES

from .conftest import DOCUMENT, FOOTNOTES, HEADER, STYLES, pack
from .test_rules import annexes, table

PARTS = (DOCUMENT, STYLES, FOOTNOTES, HEADER)
TAGS = (
    *("pPr", "rPr", "pStyle", "rStyle", "t", "r", "p", "sectPr", "pgSz", "pgMar", "pgNumType", "titlePg"),
    *("headerReference", "pgBorders", "vertAlign", "widowControl"),
    *("tbl", "tblPr", "tblGrid", "gridCol", "tr", "trPr", "tc", "tcPr", "tcW", "tblBorders", "tblCellMar", "ind", "jc"),
    *("spacing", "pBdr", "top", "b", "i", "sz", "rFonts", "color", "lang", "docDefaults", "rPrDefault", "pPrDefault"),
    *("style", "name", "basedOn", "footnote", "footnoteReference", "fldChar", "instrText", "keepNext", "outlineLvl"),
)
VALUES = ("", "x", "-1", "99999999999999999999", "1.5", "12cm", "\u0661", "0")


def held(parts: dict[str, str]) -> int:
    """How many faults there are; what counts is that they can be counted."""
    count = 0
    for issued in (True, False):
        case = find_elements(read_layout(pack(parts), "van-ban.docx"), issued=issued)
        for rule in RULES:
            count += sum(1 for _ in rule.check(case)) if rule.check is not None else 0
    return count


@pytest.fixture(scope="module")
def whole(issued: dict[str, str]) -> dict[str, str]:
    parts = dict(issued)
    table()(parts)
    annexes(parts)
    return parts


@pytest.mark.parametrize("tag", TAGS)
def test_an_element_may_be_missing_everywhere(tag: str, whole: dict[str, str]) -> None:
    parts = dict(whole)
    for part in PARTS:
        parts[part] = re.sub(rf"<w:{tag}(?: [^>]*)?/>", "", parts[part])
        parts[part] = re.sub(rf"<w:{tag}(?: [^>]*)?>.*?</w:{tag}>", "", parts[part]) if tag != "tbl" else parts[part]
    try_well_formed(parts)
    assert held(parts) >= 0


def try_well_formed(parts: dict[str, str]) -> None:
    """Put back what a cut through nested elements left without its other half."""
    from lxml import etree

    for part in PARTS:
        parser = etree.XMLParser(recover=True)
        root = etree.fromstring(parts[part].encode(), parser)
        parts[part] = etree.tostring(root, encoding="unicode")


def attributes() -> Iterator[tuple[str, str]]:
    for name in (
        "val",
        "w",
        "h",
        "left",
        "right",
        "firstLine",
        "before",
        "line",
        "top",
        "start",
        "id",
        "type",
        "ascii",
    ):
        for value in VALUES:
            yield name, value


@pytest.mark.parametrize(("name", "value"), list(attributes()))
def test_a_value_may_make_no_sense(name: str, value: str, whole: dict[str, str]) -> None:
    parts = dict(whole)
    for part in (DOCUMENT, STYLES):
        parts[part] = re.sub(rf'w:{name}="[^"]*"', f'w:{name}="{value}"', parts[part])
    assert held(parts) >= 0


@pytest.mark.parametrize(
    ("part", "is_missed"),
    # The header of the first page is empty anyway.
    [(STYLES, True), (FOOTNOTES, True), (HEADER, True), ("word/settings.xml", False), ("word/header2.xml", False)],
)
def test_a_part_may_be_missing(part: str, is_missed: bool, whole: dict[str, str]) -> None:
    parts = dict(whole)
    del parts[part]
    assert (held(parts) > held(whole)) == is_missed


def test_styles_based_on_each_other(whole: dict[str, str]) -> None:
    parts = dict(whole)
    parts[STYLES] = parts[STYLES].replace(
        '<w:name w:val="ND30Body"/>', '<w:name w:val="ND30Body"/><w:basedOn w:val="ND30Muc"/>'
    )
    assert held(parts) >= 0


def test_tables_in_tables(whole: dict[str, str]) -> None:
    parts = dict(whole)
    inner = "<w:p/>"
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    parts[DOCUMENT] = parts[DOCUMENT].replace("<w:body>", f"<w:body>{inner}", 1)
    assert held(parts) == held(whole), "empty cells break no rule"


def test_a_long_document_takes_seconds(whole: dict[str, str], tmp_path: Path) -> None:
    """Some 300 pages."""
    import time

    parts = dict(whole)
    body = re.findall(r'<w:p><w:pPr><w:pStyle w:val="ND30Body"/></w:pPr>.*?</w:p>', parts[DOCUMENT])[1]
    body = re.sub(r"<w:r><w:rPr><w:rStyle.*?</w:r>", "", body)
    parts[DOCUMENT] = (
        parts[DOCUMENT]
        .replace(body, body, 1)
        .replace('<w:p><w:pPr><w:pStyle w:val="ND30Muc"/>', body * 1500 + '<w:p><w:pPr><w:pStyle w:val="ND30Muc"/>', 1)
    )
    started = time.perf_counter()
    assert held(parts) >= 0
    assert time.perf_counter() - started < 60
