"""Tables of the narrative: rows, columns and cells that changed go into the lines of the Markdown table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lcdraft.anchors import PARA, cell_content, loosened
from lcdraft.document import Table
from lcdraft.pull.edits import Edit, Splice
from lcdraft.pull.escaping import as_source
from lcdraft.pull.hunks import Hunk, apply_hunks, compare
from lcdraft.pull.placing import FigureEdit, Issue, Piece, Placer, sliced
from lcdraft.pull.splitting import split_hunks
from lcdraft.pull.tokens import tokenize
from lcdraft.pull.tracing import EXPRESSION, Source

__all__ = ["TablePlan", "matched", "plan_table", "shape", "table_source"]

_DELIMITER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_WORD = re.compile(r"\w+")
_LIKE = 0.4
"""How alike two rows must be to count as one that was edited."""

Row = tuple[str, ...]


@dataclass(slots=True)
class TablePlan:
    """How a table is changed: the edit, the content it makes, and what of the changes is refused."""

    edit: Edit
    content: str
    refused: list[Issue | FigureEdit] = field(default_factory=list)


def table_source(piece: Piece) -> Source | None:
    """The passage that a table is written in; None for one of a template, or one that the program makes."""
    found = {id(spot.source): spot.source for spot in piece.spots if spot is not None and spot.source is not None}
    source = next(iter(found.values())) if len(found) == 1 else None
    return source if source is not None and source.key is not None and source.key[0] == "noi_dung" else None


def plan_table(placer: Placer, piece: Piece, source: Source, old: Table, new: Table) -> TablePlan | Issue:
    """The lines of a Markdown table as they must be to print ``new``, or why that cannot be said.

    A cell holds one paragraph: several typed into one are joined, and told.
    """
    lines = _Lines.of(source, piece)
    before, after = shape(old), shape(new)
    if lines is None or [len(row) for row in lines.cells] != [len(row) for row in before]:
        message = "bảng có dòng do biểu thức lập ra, không sửa từng dòng được"
        return Issue("LC603", message, source.locate(0), "Sửa tay ở tệp nêu trên.")
    writer = _Writer(placer, piece, lines, before, after)
    text, content = writer.write()
    assert source.key is not None
    return TablePlan(Edit([Splice(source.key, lines.start, lines.end, text)]), content, writer.refused)


def shape(table: Table) -> list[Row]:
    """The contents of the cells, row by row."""
    return [tuple(cell_content(cell) for cell in row) for row in table.rows]


def matched(old: Sequence[Row], new: Sequence[Row]) -> list[int | None]:
    """For every new row the old one that it is: the same first, then one that is much like it; the rest are new."""
    found: list[int | None] = [None] * len(new)
    free = set(range(len(old)))

    def pair(at: int, place: int) -> None:
        found[at] = place
        free.discard(place)

    keys = [[tuple(map(loosened, row)) for row in rows] for rows in (old, new)]
    for at, key in enumerate(keys[1]):
        same = [place for place in sorted(free, key=lambda place: abs(place - at)) if keys[0][place] == key]
        if same:
            pair(at, same[0])
    wanted = [
        (-share, abs(place - at), at, place)
        for at in range(len(new))
        if found[at] is None
        for place in free
        if (share := _share(old[place], new[at])) >= _LIKE
    ]
    for _, _, at, place in sorted(wanted):
        if found[at] is None and place in free:
            pair(at, place)
    if len(old) == len(new):
        for at in range(len(new)):
            if found[at] is None and at in free:
                pair(at, at)
    return found


def _share(one: Row, other: Row) -> float:
    first, second = (Counter(_WORD.findall(loosened(" ".join(row)))) for row in (one, other))
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0


@dataclass(slots=True)
class _Lines:
    """The lines of a Markdown table: where they stand, and where in them the text of every printed cell is."""

    text: str
    start: int
    end: int
    head: str
    cells: list[list[tuple[int, int]]]
    rows: list[tuple[int, int]]
    delimiter: str

    @classmethod
    def of(cls, source: Source, piece: Piece) -> _Lines | None:
        text = source.text
        tokens = tokenize(text)
        places = [tokens[s.index].start for s in piece.spots if s is not None and s.source is source]
        start = text.rfind("\n\n", 0, min(places)) + 2 if "\n\n" in text[: min(places)] else 0
        end = text.find("\n\n", max(places))
        end = len(text.rstrip()) if end < 0 else end
        spans = _line_spans(text, start, end)
        border = next((n for n, (a, b) in enumerate(spans) if _DELIMITER.fullmatch(text[a:b])), 0)
        if border != 1 or any("{%" in text[a:b] for a, b in spans):
            return None
        rows = [spans[0], *spans[2:]]
        cells = [_cell_spans(text, a, b) for a, b in rows]
        head = ""
        if not any(text[a:b].strip() for a, b in cells[0]):
            head = text[rows[0][0] : rows[0][1]]
            rows, cells = rows[1:], cells[1:]
        return cls(text, start, spans[-1][1], head, cells, rows, text[spans[1][0] : spans[1][1]])


def _line_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _cell_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line without the blanks around them, of an empty one the blanks.

    A bar in an expression or behind a backslash parts nothing.
    """
    hidden = [found.span() for found in EXPRESSION.finditer(text, start, end)]
    bars = [
        at
        for at in range(start, end)
        if text[at] == "|" and text[at - 1 : at] != "\\" and not any(a <= at < b for a, b in hidden)
    ]
    first = start if not bars or text[start : bars[0]].strip() else bars.pop(0) + 1
    cells: list[tuple[int, int]] = []
    for bar in [*bars, end]:
        if bar == end and bars and not text[first:end].strip():
            break
        raw = text[first:bar]
        left = first + len(raw) - len(raw.lstrip()) if raw.strip() else first
        cells.append((left, left + len(raw.strip()) if raw.strip() else bar))
        first = bar + 1
    return cells


class _Writer:
    """Writes the lines of the new table; what cannot be written goes to ``refused``."""

    def __init__(self, placer: Placer, piece: Piece, lines: _Lines, old: list[Row], new: list[Row]) -> None:
        self.refused: list[Issue | FigureEdit] = []
        self._placer, self._piece, self._lines = placer, piece, lines
        self._old, self._new = old, new
        self._rows = matched(old, new)
        width = max((len(row) for row in new), default=0)
        self._columns: list[int | None] = list(range(width))
        if width != max((len(row) for row in old), default=0):
            self._columns = matched(_turned(old), _turned(new))
        self._same_columns = self._columns == list(range(len(lines.cells[0])))

    def write(self) -> tuple[str, str]:
        """The lines of the table, and the content that they print."""
        lines: list[str] = []
        contents: list[str] = []
        for at, row in enumerate(self._new):
            made = [self._cell(at, column, text) for column, text in enumerate(row)]
            contents += [content for _, content in made]
            place = self._rows[at]
            kept = place is not None and self._same_columns
            lines.append(
                self._line(place or 0, made) if kept else f"| {' | '.join(text.strip() for text, _ in made)} |"
            )
        head = [self._lines.head] if self._lines.head else lines[:1]
        body = lines if self._lines.head else lines[1:]
        return "\n".join([*head, self._delimiter(), *body]), PARA.join(contents)

    def _line(self, place: int, made: Sequence[tuple[str, str]]) -> str:
        """An old line with the new texts of its cells, its blanks as they were."""
        start, end = self._lines.rows[place]
        text, shift = self._lines.text[start:end], 0
        for (first, last), (cell, _) in zip(self._lines.cells[place], made, strict=True):
            text = text[: first - start + shift] + cell + text[last - start + shift :]
            shift += len(cell) - (last - first)
        return text

    def _delimiter(self) -> str:
        if self._same_columns:
            return self._lines.delimiter
        old = [part.strip() for part in self._lines.delimiter.strip().strip("|").split("|")]
        return f"| {' | '.join(old[place] if place is not None else '---' for place in self._columns)} |"

    def _cell(self, at: int, column: int, typed: str) -> tuple[str, str]:
        """Source and content of a cell of the new table."""
        row, old_column = self._rows[at], self._columns[column]
        single = typed
        if PARA in typed or "\n" in typed:
            single = " ".join(typed.replace(PARA, " ").replace("\n", " ").split())
            message = "ô bảng có nhiều dòng; ô trong lời văn chỉ giữ một dòng nên đã nối lại"
            self._refuse(Issue("LC603", message, None, "Tách thành nhiều dòng của bảng nếu cần."))
        if row is None or old_column is None:
            return as_source(single, at_start=False), single
        start, end = self._lines.cells[row][old_column]
        raw, before = self._lines.text[start:end], self._old[row][old_column]
        if loosened(before) == loosened(single):
            return raw, before
        if not raw.strip():
            return f" {as_source(single, at_start=False)} ", single
        return self._edited(row, old_column, single)

    def _edited(self, row: int, column: int, typed: str) -> tuple[str, str]:
        before = self._old[row][column]
        offset = self._offset(row, column)
        inside = Piece(before, self._piece.spots[offset : offset + len(before)], self._piece.kind)
        start, end = self._lines.cells[row][column]
        good: list[Hunk] = []
        splices: list[Splice] = []
        hunks = split_hunks(before, typed, inside.spots, compare(before, typed))
        for hunk in hunks:
            found = self._placer.place_hunk(inside, hunk, hunks, typed)
            if isinstance(found, Edit):
                steps = [step for step in found.steps if isinstance(step, Splice)]
                if len(steps) == len(found.steps) and all(start <= s.start and s.end <= end for s in steps):
                    good.append(hunk)
                    splices += steps
                    continue
                found = self._placer.cannot("sửa ô bảng", inside)
            self._refuse(found)
        return sliced(self._lines.text, start, end, splices), apply_hunks(before, good)

    def _offset(self, row: int, column: int) -> int:
        """Where the content of an old cell begins in that of the table."""
        cells = [cell for line in self._old[:row] for cell in line] + list(self._old[row][:column])
        return sum(len(cell) + 1 for cell in cells)

    def _refuse(self, found: Issue | FigureEdit) -> None:
        if found not in self.refused:
            self.refused.append(found)


def _turned(rows: Sequence[Row]) -> list[Row]:
    return [tuple(column) for column in zip(*rows, strict=True)] if len({len(row) for row in rows}) == 1 else []
