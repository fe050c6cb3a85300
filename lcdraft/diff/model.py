"""What a comparison of two drafts says; all that shows one (terminal, HTML, Markdown, JSON) works from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lcdraft.errors import Place

__all__ = [
    "CELL",
    "Cause",
    "CauseKind",
    "Comparison",
    "FigureChange",
    "Ignored",
    "Line",
    "LineKind",
    "Piece",
    "Row",
    "Status",
]

CELL = "\ue107"
"""What stands between the cells of a table row in the text of its line."""


class LineKind(StrEnum):
    """What a line is in its document."""

    FRAME = "khung"  # letterhead, signature, the head of an annex: one line a field
    HEADING = "đề mục"
    PARAGRAPH = "đoạn văn"
    BASIS = "căn cứ"
    ITEM = "mục"
    ROW = "dòng bảng"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading, list item, table row or field of the letterhead.

    ``text`` is what people read, notes where their mark stands between the signs `lcdraft.anchors.NOTE`, cells of a
    row parted by `CELL`; bold and italic are not in it. ``label`` is the printed number or marker ("II.", "-").
    ``block`` counts paragraphs and tables of the document from 1, 0 for the frame; a row counts as its table, and
    ``row`` counts the rows of a table from 1. ``level`` is that of a heading or item, else 0.
    """

    kind: LineKind
    text: str
    label: str = ""
    where: str = ""
    block: int = 0
    row: int = 0
    level: int = 0
    header: bool = False


class Status(StrEnum):
    """What became of a line."""

    EQUAL = "equal"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """Stands elsewhere now; it may have been changed too. It has one row, at its place in the new draft."""
    MOVED_AWAY = "moved-away"
    """Where a moved line stood in the old draft; the row has only ``old``, and no pieces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the merged text of a row: both drafts have it, or only the old, or only the new one.

    ``text`` is that of the new draft where both have it. ``figure`` is the index in `Comparison.figures` of the
    change that the piece belongs to; ``note`` says that it stands in a footnote (the signs of `NOTE` are pieces of
    text like others: a writer shows them as it shows notes).
    """

    status: Status
    text: str
    figure: int | None = None
    note: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of lines that are one, or one line without the other; ``twin`` is the other row of a moved line."""

    status: Status
    old: Line | None
    new: Line | None
    pieces: tuple[Piece, ...] = ()
    twin: int | None = None

    @property
    def line(self) -> Line:
        """The new line, or the old one where there is no new."""
        found = self.new or self.old
        assert found is not None
        return found


class CauseKind(StrEnum):
    """Why a computed figure changed."""

    INPUT = "input"  # the value of the period was typed anew
    PLAN = "plan"
    BASE = "base"  # the value it is compared with: same period last year, start of the term
    TEMPLATE = "template"  # same numbers, another way of saying or computing it


@dataclass(frozen=True, slots=True)
class Cause:
    """One value of the data that changed, with all figures that follow from it.

    ``old`` and ``new`` are as printed with unit, empty where the value was not there; the places say where they stand.
    ``figures`` are indices in `Comparison.figures`.
    """

    kind: CauseKind
    indicator: str
    name: str
    old: str
    new: str
    old_place: Place | None = None
    new_place: Place | None = None
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number that is another now.

    ``name`` says what it counts: the name of the indicator, else the words before it. ``old`` and ``new`` are as
    printed, with unit and without ("2.327 tỷ đồng" has ``old`` "2.327" and ``unit`` "tỷ đồng"); ``suffix`` is what
    belongs to the figure behind it ("kế hoạch", "so với cùng kỳ năm 2024") and ``prefix`` what leads to it ("đạt").
    ``delta`` and ``percent`` are signed and in Vietnamese notation ("+83", "+3,6%"), empty where they mean nothing
    (units that differ; percentages have ``delta`` in điểm phần trăm and no ``percent``; a base of zero).
    ``row`` is the index in `Comparison.rows`, ``causes`` are indices in `Comparison.causes`.
    """

    name: str
    where: str
    old: str
    new: str
    unit: str = ""
    prefix: str = ""
    suffix: str = ""
    delta: str = ""
    percent: str = ""
    indicator: str = ""
    row: int = 0
    causes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """A class of difference that does not count as a change ("khoảng trắng"), and how often it occurred."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is to be said of two drafts.

    ``rows`` has every line of both in reading order; ``uncompared`` says in words what was not looked at (text boxes,
    pictures, running heads); ``old_name`` and ``new_name`` are the drafts as the user named them. Reports of
    ``other_periods`` rest on other data throughout: their causes say what the values of an indicator are in each, not
    what somebody changed.
    """

    old_name: str
    new_name: str
    rows: tuple[Row, ...]
    figures: tuple[FigureChange, ...] = ()
    causes: tuple[Cause, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    uncompared: tuple[str, ...] = ()
    other_periods: bool = False

    @property
    def changed(self) -> bool:
        """Whether there is any change that counts."""
        return any(row.status is not Status.EQUAL for row in self.rows)

    def changes(self) -> Iterator[tuple[int, Row]]:
        """The rows that differ, with their index; a moved line once, where it stands now."""
        for index, row in enumerate(self.rows):
            if row.status not in (Status.EQUAL, Status.MOVED_AWAY):
                yield index, row
