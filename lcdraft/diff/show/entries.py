"""What counts as one change, the same in every view: a figure, a wording, a line added, removed or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lcdraft.diff.model import Comparison, Piece, Row, Status

__all__ = [
    "Entry",
    "Kind",
    "Tally",
    "entries_of",
    "labels_changed",
    "notes_changed",
    "row_kinds",
    "tally_of",
    "texts_changed",
]

_DIFFERENT = (Status.ADDED, Status.REMOVED)


class Kind(StrEnum):
    """What a change is; the values are a contract of ``lcdraft diff --to json``."""

    FIGURE = "figure"
    TEXT = "text"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its row, and for a figure its index in `Comparison.figures`."""

    kind: Kind
    row: int
    figure: int | None = None
    note: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many changes of each kind, how many rows have one in a footnote, how many lines are as they were."""

    figures: int
    texts: int
    added: int
    removed: int
    moved: int
    notes: int
    equal: int

    @property
    def total(self) -> int:
        """All changes; those in footnotes are among them."""
        return self.figures + self.texts + self.added + self.removed + self.moved


def entries_of(comparison: Comparison) -> Iterator[Entry]:
    """Every change in reading order.

    A line that stands in both drafts gives one entry for each figure that changed in it, and one for all that
    changed in its wording, be it one word or many. A line that moved gives one entry more; a line that was added or
    removed gives one entry, whatever figures stand in it.
    """
    figures: dict[int, list[int]] = {}
    for index, figure in enumerate(comparison.figures):
        figures.setdefault(figure.row, []).append(index)
    for number, row in comparison.changes():
        if row.status in _DIFFERENT:
            yield Entry(Kind(row.status.value), number, note=False)
            continue
        if row.status is Status.MOVED:
            yield Entry(Kind.MOVED, number)
        for index in figures.get(number, ()):
            yield Entry(Kind.FIGURE, number, index, any(piece.note for piece in row.pieces if piece.figure == index))
        if texts_changed(row):
            wordings = [piece for piece in row.pieces if _is_wording(piece)]
            yield Entry(Kind.TEXT, number, note=bool(wordings) and all(piece.note for piece in wordings))


def texts_changed(row: Row) -> bool:
    """Whether a line that stands in both drafts is worded in another way now; or numbered, where nothing else is."""
    if row.old is None or row.new is None or row.status not in (Status.CHANGED, Status.MOVED):
        return False
    different = [piece for piece in row.pieces if piece.status in _DIFFERENT]
    if not different:
        return row.status is Status.CHANGED
    # A blank that goes with a figure is no wording of its own.
    has_figure = any(piece.figure is not None for piece in different)
    return any(piece.figure is None and (piece.text.strip() or not has_figure) for piece in different)


def labels_changed(row: Row) -> bool:
    """Whether number, marker or kind are the change; beside other changes they do not count."""
    return row.status is Status.CHANGED and not any(piece.status in _DIFFERENT for piece in row.pieces)


def notes_changed(row: Row) -> bool:
    """Whether anything changed in a footnote of the row."""
    return any(piece.note and piece.status in _DIFFERENT for piece in row.pieces)


def row_kinds(row: Row) -> tuple[Kind, ...]:
    """The kinds of changes that a row has, figures first."""
    if row.status in _DIFFERENT:
        return (Kind(row.status.value),)
    kinds = [Kind.FIGURE] if any(piece.figure is not None for piece in row.pieces) else []
    kinds += [Kind.TEXT] if texts_changed(row) else []
    return (*kinds, Kind.MOVED) if row.status is Status.MOVED else tuple(kinds)


def tally_of(comparison: Comparison) -> Tally:
    """The counts that every view opens with."""
    kinds = Counter(entry.kind for entry in entries_of(comparison))
    return Tally(
        kinds[Kind.FIGURE],
        kinds[Kind.TEXT],
        kinds[Kind.ADDED],
        kinds[Kind.REMOVED],
        kinds[Kind.MOVED],
        sum(notes_changed(row) for row in comparison.rows),
        sum(row.status is Status.EQUAL for row in comparison.rows),
    )


def _is_wording(piece: Piece) -> bool:
    return piece.status in _DIFFERENT and piece.figure is None and bool(piece.text.strip())
