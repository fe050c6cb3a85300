"""Rows of tables stand one by one between other rows; here they get columns that stand under each other."""

from __future__ import annotations

from collections.abc import Sequence

from lcdraft.anchors import NOTE
from lcdraft.diff.model import CELL, Line, LineKind, Row

__all__ = ["SIDE_BY_SIDE", "column_rules", "tables_of", "wide_tables"]

SIDE_BY_SIDE = 6
"""Columns that half a window has room for; a table of more stays whole in the view of two columns."""
_NARROW, _BROAD = 6, 24


def tables_of(rows: Sequence[Row]) -> list[int | None]:
    """For each row the number of its table on the page, None where it is no row of a table."""
    found: list[int | None] = []
    number = -1
    block: tuple[int | None, int | None] | None = None
    for row in rows:
        if row.line.kind is not LineKind.ROW:
            block = None
            found.append(None)
            continue
        old, new = (line.block if line is not None else None for line in (row.old, row.new))
        if block is None or not _same(block, (old, new)):
            number += 1
            block = (old, new)
        block = (old if old is not None else block[0], new if new is not None else block[1])
        found.append(number)
    return found


def column_rules(rows: Sequence[Row], tables: Sequence[int | None]) -> str:
    """Style rules for the tables: as many columns as the longest row has, each as wide as its text asks for."""
    weights: dict[int, list[int]] = {}
    for row, table in zip(rows, tables, strict=True):
        if table is None:
            continue
        columns = weights.setdefault(table, [])
        for line in (row.old, row.new):
            if line is not None:
                _widen(columns, line)
    return "\n".join(
        f".t{table} {{ grid-template-columns: {' '.join(f'minmax(0, {weight}fr)' for weight in columns)}; }}"
        for table, columns in weights.items()
    )


def wide_tables(rows: Sequence[Row], tables: Sequence[int | None]) -> set[int]:
    """The tables of more columns than stand side by side."""
    return {
        table
        for row, table in zip(rows, tables, strict=True)
        if table is not None and row.line.text.count(CELL) >= SIDE_BY_SIDE
    }


def _same(block: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Whether a row may belong to the table: it says nothing else for either draft."""
    return all(one is None or two is None or one == two for one, two in zip(block, other, strict=True))


def _widen(columns: list[int], line: Line) -> None:
    """Make room for the longest word of each cell, and for some of its text; a title of a column may break."""
    for number, cell in enumerate(line.text.split(CELL)):
        text = cell.split(NOTE[0])[0]
        word = max(map(len, text.split()), default=0) + 2
        weight = min(max(word, _NARROW, 0 if line.header else min(len(text), _BROAD)), 2 * _BROAD)
        if number < len(columns):
            columns[number] = max(columns[number], weight)
        else:
            columns.append(weight)
