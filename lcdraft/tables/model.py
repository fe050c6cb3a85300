"""A computed table of indicators: what every output of it (Word, Markdown, HTML, Excel) is made from.

Three columns are always there and are fields of the row: its ordinal ("TT"), the name, the unit. The rest
are `IndicatorTable.columns`, and `TableRow.cells` has one cell for each of them, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lcdraft.document import Origin

__all__ = ["COMPLETION", "HEADS", "Column", "IndicatorTable", "RowKind", "TableCell", "TableRow"]

HEADS = ("TT", "Chỉ tiêu", "Đơn vị tính")
"""The titles of the columns that every table begins with."""

COMPLETION = "so_ke_hoach"
"""The key of the column that says how much of its plan an indicator has reached."""


class RowKind(StrEnum):
    """What a row is."""

    GROUP = "group"
    INDICATOR = "indicator"
    SUBTOTAL = "subtotal"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values.

    ``key`` is a name of `lcdraft.load.forms.ANNEX_COLUMNS`, years being ``nam_2021`` and so on; ``unit`` is
    that of all its numbers ("%") or empty where each row has its own. ``is_text`` marks the column of notes.
    """

    key: str
    title: str
    unit: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """One value: as printed, and as a number.

    ``value`` is exactly the number that ``text`` prints, with ``decimals`` decimals; None where nothing is
    known. ``gap`` marks a figure that is declared and not typed yet, printed as in the text. ``unit`` is set
    where it is not that of the row or column: ``điểm %`` where rates are compared.
    """

    text: str = ""
    value: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    origin: Origin | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A heading, an indicator or a subtotal.

    ``level`` counts from 0: of groups among groups, of indicators among the indicators of their group (a
    part of the whole above it has level 1). ``direction`` (``tang``, ``giam``, ``trung_tinh``) says which way
    is better, ``nature`` (``luy_ke``, ``thoi_diem``, ``ty_le``) how values add up; ``inverse`` that the
    completion is plan over value.
    """

    kind: RowKind
    ordinal: str
    name: str
    level: int = 0
    unit: str = ""
    cells: tuple[TableCell, ...] = ()
    indicator: str = ""
    direction: str = ""
    nature: str = ""
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The table of one annex. ``id`` names its file in data/phu-luc.

    ``elapsed`` is the share of the plan's time that has passed at the end of the period, in per cent (50 for
    six months of a yearly plan).
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    elapsed: Decimal

    def cell(self, row: TableRow, key: str) -> TableCell | None:
        """The cell of a row under the column of this key; None for a heading or where there is no such column."""
        pairs = zip(self.columns, row.cells, strict=False)
        return next((cell for column, cell in pairs if column.key == key), None)

    def indicators(self) -> Iterator[TableRow]:
        """The rows that show an indicator, subtotals among them."""
        return (row for row in self.rows if row.kind is not RowKind.GROUP)
