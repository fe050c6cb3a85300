"""What the table around a number says of it: the name of its row, the head and the unit of its column."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lcdraft.anchors import NOTE, PARA
from lcdraft.diff.model import CELL, Line, LineKind, Row
from lcdraft.text import fold

__all__ = ["Columns"]

_NOTES = re.compile(f"{NOTE[0]}[^{NOTE[1]}]*{NOTE[1]}")
_UNITS = ("đơn vị tính", "đơn vị", "đvt")
_NUMBERS = ("stt", "tt", "số tt", "số thứ tự")
_IN_HEAD = re.compile(r"\(\s*(?:đơn vị(?: tính)?:?\s*)?(%|‰)\s*\)|^%|tỷ lệ \(?%")


class Columns:
    """The heads of all tables of the new draft, known from their header rows."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._heads: dict[int, list[list[str]]] = {}
        for row in rows:
            line = row.new
            if line is not None and line.kind is LineKind.ROW and line.header:
                for column, text in enumerate(_cells(line)):
                    heads = self._heads.setdefault(line.block, [])
                    heads.extend([] for _ in range(column + 1 - len(heads)))
                    if text and text not in heads[column]:
                        heads[column].append(text)

    def head(self, line: Line, cell: int) -> str:
        """The head of a column, the lines of a head in several rows one behind the other."""
        heads = self._heads.get(line.block, []) if line.kind is LineKind.ROW else []
        return ", ".join(heads[cell]) if cell < len(heads) else ""

    def row_name(self, line: Line) -> str:
        """The first cell of a row that says something in words."""
        return next((text for text in _cells(line) if sum(char.isalpha() for char in text) > 1), "")

    def is_number(self, line: Line, cell: int) -> bool:
        """Whether a cell only counts the rows."""
        return fold(self.head(line, cell)) in _NUMBERS

    def unit(self, line: Line, cell: int) -> str:
        """The unit of a number: per cent where the head of its column says so, else what the row's own cell says."""
        found = _IN_HEAD.search(fold(self.head(line, cell)))
        if found is not None:
            return found[1] or "%"
        cells = _cells(line)
        units = (at for at in range(len(cells)) if fold(self.head(line, at)) in _UNITS)
        return next((cells[at] for at in units if at != cell), "")


def _cells(line: Line) -> list[str]:
    return [" ".join(_NOTES.sub("", cell).replace(PARA, " ").split()) for cell in line.text.split(CELL)]
