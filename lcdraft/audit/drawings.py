"""Lines that people draw: as shapes of Word 2010 and later, or in the older vector language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lcdraft.audit.properties import twips
from lcdraft.read.docx_inlines import unwrapped

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["drawn_lines", "holds_object"]

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_LINES = ("line", "straightConnector1")
_FLAT = 25_400
"""Height in EMU (2 points) up to which a shape counts as a level line."""
_EMU = 635
"""EMU in a twip."""
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*([^;]+)")


def drawn_lines(drawing: etree._Element) -> list[int]:
    """The lengths in twips of the level lines in a drawing."""
    lengths: list[int] = []
    for holder in (*drawing.iter(f"{_WP}anchor"), *drawing.iter(f"{_WP}inline")):
        extent = holder.find(f"{_WP}extent")
        if extent is None or _number(extent.get("cy")) > _FLAT:
            continue
        forms = [form.get("prst", "") for form in holder.iter(f"{_A}prstGeom")]
        if any(form in _LINES for form in forms):
            lengths.append(round(_number(extent.get("cx")) / _EMU))
    for line in drawing.iter(f"{_V}line"):
        start, end = (_points(line.get(side)) for side in ("from", "to"))
        if start is not None and end is not None:
            lengths.append(abs(end - start))
    for shape in drawing.iter(f"{_V}shape"):
        found = _WIDTH.search(shape.get("style", ""))
        if "_x0000_t32" in shape.get("type", "") and found:
            lengths.append(twips(found[1].strip()))
    return [length for length in lengths if length > 0]


def holds_object(drawing: etree._Element) -> bool:
    """True for a picture, a text box or whatever else is more than a line."""
    return not drawn_lines(drawing) or any(True for child in unwrapped(drawing) if child.tag == f"{_V}imagedata")


def _points(text: str | None) -> int | None:
    """The horizontal part of a point of the vector language, ``12pt,3pt``."""
    across = (text or "").split(",")[0].strip()
    return twips(across, -1) if across else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0
