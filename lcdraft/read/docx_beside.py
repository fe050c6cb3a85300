"""What a Word document has beside its running text: heads and feet of pages, and what no passage of text can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lcdraft.opc import Package
from lcdraft.text import normalize
from lcdraft.wordml import W

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["embedded_parts", "paragraph_remarks", "running_texts"]

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_RUNNING = {"header": "đầu trang", "footer": "chân trang"}
_BREAKS = {"page": "ngắt trang", "column": "ngắt cột"}
_EMBEDDED = (f"{W}altChunk", f"{W}subDoc")


def running_texts(package: Package, main: str) -> tuple[tuple[str, str], ...]:
    """Where ("đầu trang", "chân trang") and the text of every head and foot that has one; page numbers are none."""
    found: dict[tuple[str, str], None] = {}
    for _, kind, part in package.relations(main):
        if kind in _RUNNING and part in package:
            text = _typed_text(package.xml(part))
            if text and not text.isdigit():
                found[_RUNNING[kind], text] = None
    return tuple(found)


def paragraph_remarks(element: etree._Element) -> Iterator[str]:
    """What stands in a paragraph or table and is not read as the text that it is."""
    if next(element.iter(_MATH), None) is not None:
        yield "công thức toán chèn trong Word chỉ còn là chữ nối nhau"
    for kind in dict.fromkeys(mark.get(f"{W}type", "") for mark in element.iter(f"{W}br")):
        if kind in _BREAKS:
            yield f"{_BREAKS[kind]} chèn trong Word không giữ lại; trang do chương trình dàn"
    if next(element.iter(f"{W}endnoteReference"), None) is not None:
        yield "chú thích cuối văn bản in thành chú thích chân trang"


def embedded_parts(body: etree._Element | None) -> int:
    """How many other documents are put into the text as they are; what they say is not read."""
    return 0 if body is None else sum(1 for _ in body.iter(*_EMBEDDED))


def _typed_text(root: etree._Element) -> str:
    """The text of a part without what fields print, such as the page number."""
    parts: list[str] = []
    depth = 0
    for element in root.iter(f"{W}t", f"{W}fldChar", f"{W}p"):
        if element.tag == f"{W}p":
            parts.append(" ")
        elif element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType", "")
            depth += (kind == "begin") - (kind == "end")
        elif depth <= 0 and next(element.iterancestors(f"{W}fldSimple", f"{W}del"), None) is None:
            parts.append(element.text or "")
    return normalize(" ".join("".join(parts).split()))
