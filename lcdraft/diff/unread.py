"""What a reader of a document does not see, counted: a comparison must not pass it over in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lcdraft.document import Block, Document, Table, inlines_text
from lcdraft.opc import Package, open_package
from lcdraft.text import normalize
from lcdraft.wordml import BREAKABLE_SLASH, W, is_on

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["RUNNING", "running_text", "unread_in_docx", "unread_in_markdown", "unread_in_text"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"

_BOX, _IMAGE, _DRAWING = "hộp văn bản", "hình ảnh", "hình vẽ"
_CHANGES = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_FORMATS = {f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr")}
_SIMPLE = {
    _PICTURE: _IMAGE,
    _CHART: "biểu đồ",
    _DIAGRAM: "sơ đồ",
    f"{W}object": "đối tượng nhúng",
    f"{_M}oMath": "công thức (chỉ so phần chữ)",
    **dict.fromkeys(_CHANGES, "sửa đổi theo dõi (Track Changes), đọc như đã chấp nhận"),
    **dict.fromkeys(_FORMATS, "thay đổi định dạng theo dõi"),
}
RUNNING = {"header": "phần đầu trang", "footer": "phần chân trang"}
"""The parts that stand on every page, by the kind of their relationship."""
_WATCHED = (*_SIMPLE, f"{W}txbxContent", f"{_V}imagedata", f"{W}drawing", f"{W}pict", f"{W}vanish")
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]\n]*\]\(")
_NOTHING = re.compile(r"[\W\d_]*")


def unread_in_docx(data: bytes, name: str, document: Document) -> tuple[str, ...]:
    """What stands in a .docx and not in the document that was read from it, each kind with its number.

    >>> unread_in_markdown("![Bản đồ](ban-do.png)")
    ('1 hình ảnh',)
    """
    package = open_package(data, name)
    main = package.main_part()
    counts: Counter[str] = Counter()
    read = _squeezed(_texts(document))
    for part in (main, *(target for kind in ("footnotes", "endnotes") for target in _related(package, main, kind))):
        _count(package.xml(part), counts, read)
    for kind, called in RUNNING.items():
        texts = {running_text(package.xml(part)) for part in _related(package, main, kind)}
        counts[called] = len(texts - {""})
    for part in _related(package, main, "comments"):
        counts["bình luận"] += sum(1 for _ in package.xml(part).iter(f"{W}comment"))
    return _told(counts)


def unread_in_markdown(text: str) -> tuple[str, ...]:
    """What stands in a Markdown file and is not read."""
    return _told(Counter({_IMAGE: len(_MARKDOWN_IMAGE.findall(text))}))


def unread_in_text() -> tuple[str, ...]:
    """What no plain text can hold."""
    return ("bảng (tệp .txt chỉ giữ các dòng chữ)",)


def _told(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(f"{count} {kind}" for kind, count in counts.items() if count)


def _related(package: Package, part: str, kind: str) -> list[str]:
    return [target for _, of, target in package.relations(part) if of == kind and target in package]


def _count(root: etree._Element, counts: Counter[str], read: str) -> None:
    has_alternatives = next(root.iter(f"{_MC}AlternateContent"), None) is not None
    for element in _shown(root) if has_alternatives else root.iter(*_WATCHED):
        kind = _SIMPLE.get(element.tag)
        if kind is not None:
            counts[kind] += 1
        elif element.tag == f"{W}txbxContent":
            # Word counts a box inside a box with the outer one.
            counts[_BOX] += not _is_read(element, read)
        elif element.tag == f"{_V}imagedata" and not _inside(element, f"{W}object"):
            counts[_IMAGE] += 1
        elif element.tag in (f"{W}drawing", f"{W}pict"):
            counts[_DRAWING] += _is_plain_drawing(element)
        elif element.tag == f"{W}vanish":
            counts["đoạn chữ ẩn"] += _hides_text(element)


def _hides_text(vanish: etree._Element) -> bool:
    """Whether the property is one of a run with text, and is on."""
    properties = vanish.getparent()
    run = None if properties is None else properties.getparent()
    return run is not None and run.tag == f"{W}r" and is_on(vanish) is True and run.find(f"{W}t") is not None


def _shown(root: etree._Element) -> Iterator[etree._Element]:
    """Every element, without the alternatives for programs that cannot show the first one."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        children = list(element)
        if element.tag == f"{_MC}AlternateContent" and any(child.tag == f"{_MC}Choice" for child in children):
            children = [child for child in children if child.tag == f"{_MC}Choice"][:1]
        waiting.extend(reversed(children))


def _is_plain_drawing(drawing: etree._Element) -> bool:
    """True for a shape without text or picture that is more than a line."""
    from lcdraft.audit.drawings import holds_object

    known = (_PICTURE, _CHART, _DIAGRAM, f"{W}txbxContent", f"{_V}imagedata")
    return next(drawing.iter(*known), None) is None and holds_object(drawing)


def _is_read(box: etree._Element, read: str) -> bool:
    paragraphs = ("".join(text.text or "" for text in each.iter(f"{W}t")) for each in box.iter(f"{W}p"))
    return all(_squeezed([paragraph]) in read for paragraph in paragraphs)


def running_text(root: etree._Element) -> str:
    """The text of a running head or foot that is more than a page number."""
    texts: list[str] = []
    open_fields = 0
    for element in root.iter(f"{W}fldChar", f"{W}t"):
        if element.tag == f"{W}fldChar":
            open_fields += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType", ""), 0)
        elif open_fields <= 0 and not _inside(element, f"{W}fldSimple"):
            texts.append(element.text or "")
    text = "".join(texts)
    return "" if _NOTHING.fullmatch(text) else text


def _inside(element: etree._Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _squeezed(texts: Iterable[str]) -> str:
    return "".join(normalize("".join(texts)).replace(BREAKABLE_SLASH, "/").split())


def _texts(document: Document) -> Iterator[str]:
    """All that a document says, in no order that matters."""
    for block in document.walk():
        yield _text(block)
    if (head := document.letterhead) is not None:
        yield from (*head.agency, *head.superior, head.number, head.place_date, head.kind, head.subject)
        yield from head.addressees
    if (end := document.signature) is not None:
        yield from (*end.authority, end.name, *end.recipients)
    for annex in document.annexes:
        yield from (annex.label, annex.title, annex.reference)


def _text(block: Block) -> str:
    return "" if isinstance(block, Table) else inlines_text(block.inlines)
