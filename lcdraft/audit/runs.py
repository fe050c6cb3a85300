"""What stands in one paragraph: runs with their looks, fields, marks of notes, drawn lines.

Tracked changes read as if accepted; of a field the result is read; hidden text is left out, as on paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lcdraft.audit.drawings import drawn_lines, holds_object
from lcdraft.audit.layout import Look, Par, Run
from lcdraft.audit.properties import Properties
from lcdraft.read.docx_inlines import unwrapped
from lcdraft.text import normalize
from lcdraft.wordml import W

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["RunReader", "field_name"]

_TRANSPARENT = {
    f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "customXml", "dir", "bdo")
}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
_FIELD_NAME = re.compile(r"\s*([A-Za-z]+)")


class RunReader:
    """Reads what stands in one paragraph into it."""

    def __init__(
        self,
        properties: Properties,
        style: str,
        table: tuple[str, bool] | None,
        par: Par,
        open_fields: list[list[str]],
    ) -> None:
        self._properties = properties
        self._style, self._table, self._par = style, table, par
        self._open = open_fields
        self._runs: list[Run] = []
        self._fields: list[tuple[str, Look]] = []
        self._notes: list[tuple[str, str, bool]] = []
        self._drawn: list[int] = []

    def read(self, paragraph: etree._Element) -> None:
        self._children(paragraph)
        self._par.runs = tuple(self._runs)
        self._par.fields = tuple(self._fields)
        self._par.notes = tuple(self._notes)
        self._par.drawn = tuple(self._drawn)

    def _children(self, parent: etree._Element) -> None:
        for child in unwrapped(parent):
            if child.tag == f"{W}r":
                self._run(child)
            elif child.tag == f"{W}fldSimple":
                first = child.find(f"{W}r/{W}rPr")
                look = self._properties.look(first, self._style, self._table)
                self._fields.append((field_name(child.get(f"{W}instr", "")), look))
                self._children(child)
            elif child.tag in _TRANSPARENT:
                self._children(child)

    def _run(self, run: etree._Element) -> None:
        look = self._properties.look(run.find(f"{W}rPr"), self._style, self._table)
        for child in unwrapped(run):
            name = str(child.tag).rpartition("}")[2]
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""), look)
            elif name == "instrText" and self._open:
                self._open[-1].append(child.text or "")
            elif name in ("footnoteReference", "endnoteReference"):
                raised = look.raised == "superscript"
                self._notes.append((name.removesuffix("Reference"), child.get(f"{W}id", ""), raised))
            elif name in ("drawing", "pict", "object"):
                self._drawn += drawn_lines(child)
                self._par.has_object = self._par.has_object or holds_object(child)
            elif name == "br" and child.get(f"{W}type", "textWrapping") != "textWrapping":
                self._par.breaks_page = True
            elif look.hidden or (self._open and "\0" not in self._open[-1]):
                continue
            elif name == "t":
                self._runs.append(Run(normalize(child.text or ""), look))
            elif name == "br":
                self._runs.append(Run("\n", look))
            elif name in _SIGNS:
                self._runs.append(Run(_SIGNS[name], look))

    def _field(self, kind: str, look: Look) -> None:
        """Open fields hold their code; a zero byte in it says that the result has begun."""
        if kind == "begin":
            self._open.append([])
        elif self._open and kind == "separate":
            self._close_code(look)
            self._open[-1].append("\0")
        elif self._open and kind == "end":
            if "\0" not in self._open[-1]:
                self._close_code(look)
            self._open.pop()

    def _close_code(self, look: Look) -> None:
        self._fields.append((field_name("".join(self._open[-1])), look))


def field_name(code: str) -> str:
    """The first word of the code of a field: ``PAGE``."""
    found = _FIELD_NAME.match(code)
    return found[1].upper() if found else ""
