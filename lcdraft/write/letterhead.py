"""What stands around the text: the values for the template's tags, and the rules drawn under three lines of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lcdraft import wordml as names
from lcdraft.document import Document, Letterhead, Signature
from lcdraft.errors import DocumentError, Place, Problem
from lcdraft.frame import list_lines
from lcdraft.wordml import NUMBER_LABEL, W
from lcdraft.write.docx_xml import forbidden
from lcdraft.write.metrics import fit_lines, text_width
from lcdraft.write.styles import StyleSheet

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["column_width", "fit_rules", "letterhead_values", "paragraph_text", "section_width", "style_id"]

_SHORT_RULE = 0.42
"""Length of a rule against the text above it where the decree says a third to a half."""

_A4_TEXT = 9355


def letterhead_values(document: Document) -> dict[str, object]:
    """The values of ``vb`` in a .docx template. Punctuation of the lists is put here, not typed by people.

    Raises:
        DocumentError: LC406 for a value with a character that XML cannot hold.
    """
    head = document.letterhead or Letterhead(())
    end = document.signature or Signature()
    addressees = head.addressees if len(head.addressees) < 2 else list_lines(head.addressees)
    values: dict[str, object] = {
        "co_dau": document.letterhead is not None,
        "co_ky": document.signature is not None,
        "chu_quan": head.superior,
        "co_quan": head.agency,
        "so_ky_hieu": head.number.removeprefix(NUMBER_LABEL),
        "dia_danh_ngay": head.place_date,
        "ten_loai": head.kind,
        "trich_yeu": head.subject,
        "kinh_gui": addressees,
        "quyen_han": end.authority,
        "ho_ten": end.name,
        "noi_nhan": list_lines(end.recipients),
    }
    _refuse_control_characters(values)
    return values


def fit_rules(root: etree._Element, styles: StyleSheet) -> None:
    """Give every rule its length: that of the motto, or a good third of the agency's name and of the subject.

    A rule is an empty paragraph with a border, and its indents make its length. They follow from the text
    above it and the width of its column, so moved margins and columns of an edited template are no trouble.
    """
    for rule in root.iter(f"{W}p"):
        if _style_name(rule, styles) != names.RULE:
            continue
        lines = _lines_above(rule, styles)
        if not lines:
            continue
        column = column_width(rule)
        style = style_id(lines[0])
        points, bold = styles.points(style), styles.bold(style)
        texts = [
            line for paragraph in lines for line in fit_lines(paragraph_text(paragraph), column / 20, points, bold=bold)
        ]
        length = max(text_width(text, points, bold=bold) for text in texts) * 20
        if _style_name(lines[0], styles) != names.MOTTO:
            length *= _SHORT_RULE
        _set_indents(rule, max(round((column - length) / 2), 0))


def section_width(element: etree._Element) -> int:
    """The width in twips of the text of the section that ``element`` stands in."""
    document = element.getroottree().getroot()
    sections = [s for s in document.iter(f"{W}sectPr") if not _precedes(s, element)]
    if not sections:
        return _A4_TEXT
    size, margins = sections[0].find(f"{W}pgSz"), sections[0].find(f"{W}pgMar")
    if size is None or margins is None:
        return _A4_TEXT
    sides = (_number(margins, "left", 1701), _number(margins, "right", 850), _number(margins, "gutter", 0))
    return max(_number(size, "w", 11906) - sum(sides), 1000)


def _refuse_control_characters(values: Mapping[str, object]) -> None:
    problems = []
    for name, value in values.items():
        for text in value if isinstance(value, tuple | list) else (value,):
            if isinstance(text, str) and (bad := forbidden(text)):
                message = f"{name}: {text.replace(bad, '□')!r} có ký tự điều khiển U+{ord(bad):04X}"
                advice = "Hãy xóa ký tự ẩn đó trong dữ liệu (gõ lại đoạn chữ, không dán từ nơi khác)."
                problems.append(Problem("LC406", message, Place("thể thức văn bản"), advice))
    if problems:
        raise DocumentError(problems)


def _lines_above(rule: etree._Element, styles: StyleSheet) -> list[etree._Element]:
    """The paragraphs right above a rule that share one style: the lines of one name."""
    lines: list[etree._Element] = []
    for above in rule.itersiblings(f"{W}p", preceding=True):
        if not paragraph_text(above) or (lines and style_id(above) != style_id(lines[0])):
            break
        lines.append(above)
    return lines


def column_width(rule: etree._Element) -> int:
    """The width in twips that a paragraph has: that of its cell without the margins, or of the page."""
    cell = next(rule.iterancestors(f"{W}tc"), None)
    width = cell.find(f"{W}tcPr/{W}tcW") if cell is not None else None
    if cell is None or width is None or width.get(f"{W}type") not in (None, "dxa"):
        return section_width(rule)
    table = next(cell.iterancestors(f"{W}tbl"))
    margins = [cell.find(f"{W}tcPr/{W}tcMar"), table.find(f"{W}tblPr/{W}tblCellMar")]
    own = next((margin for margin in margins if margin is not None), None)
    sides = 216 if own is None else sum(_side(own, *pair) for pair in (("left", "start"), ("right", "end")))
    return max(_number(width, "w", 4000) - sides, 200)


def _side(margins: etree._Element, *names_of_side: str) -> int:
    found = next((side for n in names_of_side if (side := margins.find(f"{W}{n}")) is not None), None)
    return 108 if found is None else _number(found, "w", 108)


def _set_indents(rule: etree._Element, indent: int) -> None:
    properties = rule.find(f"{W}pPr")
    if properties is None:  # a rule has a style, so it has properties
        return
    old = properties.find(f"{W}ind")
    new = rule.makeelement(f"{W}ind", {f"{W}left": str(indent), f"{W}right": str(indent), f"{W}firstLine": "0"})
    if old is not None:
        properties.replace(old, new)
        return
    before = next((c for c in properties if str(c.tag).rpartition("}")[2] in _AFTER_INDENT), None)
    if before is not None:
        before.addprevious(new)
    else:
        properties.append(new)


_AFTER_INDENT = (
    *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
    *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)


def style_id(paragraph: etree._Element) -> str:
    """The id of the style of a paragraph, empty for the default one."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _style_name(paragraph: etree._Element, styles: StyleSheet) -> str:
    return styles.name(style_id(paragraph))


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph."""
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip()


def _number(element: etree._Element, name: str, default: int) -> int:
    try:
        return int(float(element.get(f"{W}{name}", default)))
    except ValueError:
        return default


def _precedes(section: etree._Element, element: etree._Element) -> bool:
    """True where a section ended before ``element`` begins."""
    for other in element.getroottree().getroot().iter():
        if other is section:
            return True
        if other is element:
            return False
    return False
