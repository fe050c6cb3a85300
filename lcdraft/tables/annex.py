"""A table of indicators as an annex of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lcdraft.document import Annex, Block, Cell, Inline, Paragraph, Span, Strong, Table, Text
from lcdraft.tables.model import COMPLETION, HEADS, Column, IndicatorTable, RowKind, TableCell, TableRow
from lcdraft.tables.progress import row_progress

__all__ = ["table_annex"]

_FIRST, _NUMBER, _YEAR, _PERCENT, _NOTE, _OUTLOOK_NOTE = (4, 32, 10), 10, 9, 9, 14, 20
"""Shares of the columns in the width of the page: ordinal, name and unit; then each of its kind.

The notes of a review of several years are longer: what will come of the plan, and up to which day.
"""


def table_annex(
    table: IndicatorTable, label: str, reference: str, below: tuple[Block, ...] = (), *, landscape: bool = True
) -> Annex:
    """The annex that shows a table; ``below`` are the blocks that follow it."""
    heads = (*HEADS, *(column.title for column in table.columns))
    rows = (tuple(_cell((Text(head),)) for head in heads), *(_row(table, row, len(heads)) for row in table.rows))
    align = ("left" if column.is_text else "right" for column in table.columns)
    of_years = any(_is_year(column) for column in table.columns)
    widths = (_width(column, _OUTLOOK_NOTE if of_years else _NOTE) for column in table.columns)
    printed = Table(rows, 1, ("center", "left", "center", *align), (*_FIRST, *widths))
    return Annex(label, table.title.upper(), reference, (printed, *below), landscape)


def _is_year(column: Column) -> bool:
    return column.key.startswith("nam_")


def _width(column: Column, note: int) -> int:
    if column.is_text:
        return note
    return _PERCENT if column.unit else _YEAR if _is_year(column) else _NUMBER


def _row(table: IndicatorTable, row: TableRow, width: int) -> tuple[Cell, ...]:
    if row.kind is RowKind.GROUP:
        title = row.name.upper() if row.level == 0 else row.name
        covered = (Cell(()),) * (width - 2)
        return (_bold(row.ordinal), Cell(_bold(title).blocks, span=width - 1), *covered)
    cells = tuple(_cell(inlines, bold=row.kind is RowKind.SUBTOTAL) for inlines in _inlines(row))
    progress = row_progress(table, row)
    if progress is None:
        return cells
    at = len(HEADS) + [column.key for column in table.columns].index(COMPLETION)
    return (*cells[:at], replace(cells[at], progress=progress), *cells[at + 1 :])


def _inlines(row: TableRow) -> Iterator[tuple[Inline, ...]]:
    for text in (row.ordinal, row.name, row.unit):
        yield (Text(text),) if text else ()
    for cell in row.cells:
        yield _value(cell)


def _value(cell: TableCell) -> tuple[Inline, ...]:
    return (Span(cell.text, cell.origin, cell.gap),) if cell.text else ()


def _cell(inlines: tuple[Inline, ...], *, bold: bool = False) -> Cell:
    if not inlines:
        return Cell(())
    return Cell((Paragraph((Strong(inlines),) if bold else inlines),))


def _bold(text: str) -> Cell:
    return _cell((Text(text),) if text else (), bold=True)
