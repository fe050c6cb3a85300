"""How a table lies on the page: the width of its columns, where their text stands, how small its letters are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lcdraft.document import Cell, Table, inlines_text
from lcdraft.write.metrics import text_width

__all__ = ["Layout", "lay_out"]

_POINTS, _SMALL_POINTS = 12, 11
_MARGIN, _SMALL_MARGIN = 85, 57
_SLACK = 40
"""Twips that a column has to spare: programs round widths in their own ways."""

_ROOMY = 0.85
"""A table whose longest words take up more of the page than this gets smaller letters."""

_NUMBER = re.compile(r"[-+−]?\d[\d.,]*(\s?[%‰])?|[-–—]|")
_ORDINAL_HEADS = ("tt", "stt", "số tt")
_GAPS = re.compile(r"\s+|(?<=\w-)(?=\w)")
_GAPS_AND_SLASHES = re.compile(r"\s+|(?<=\w[-/])(?=\w)")


@dataclass(frozen=True, slots=True)
class Layout:
    """Widths and margins are in twips; ``places`` are values of ``w:jc``, empty for that of the style.

    ``is_small`` asks for the smaller letters, ``breaks_units`` for a line end after the slash of
    "đồng/người/năm", without which the longest words do not fit.
    """

    widths: tuple[int, ...]
    places: tuple[str, ...]
    margin: int = _MARGIN
    is_small: bool = False
    breaks_units: bool = False


def lay_out(table: Table, width: int) -> Layout:
    """The layout of a table with ``width`` twips of room. No word is broken if that can be helped.

    A table that is too wide gets smaller letters and margins, and then breaks after slashes.
    """
    columns = list(_columns(table))
    found = [_alignment(column, table.header_rows) for column in columns]
    places = tuple(given or own for given, own in zip_longest(table.align[: len(columns)], found, fillvalue=""))
    wished = table.widths if len(table.widths) == len(columns) and sum(table.widths) > 0 else ()
    for small, breaks in ((False, False), (True, False), (True, True)):
        measure = _Measure(_SMALL_POINTS if small else _POINTS, _SMALL_MARGIN if small else _MARGIN, breaks)
        least = [measure.least(column, table.header_rows) for column in columns]
        if sum(least) <= width * _ROOMY or (not wished and sum(least) < width):
            break
    if sum(least) >= width:
        shares = [width * column // sum(least) for column in least]
    elif wished:
        shares = _wished_widths(least, wished, width)
    else:
        shares = _shared_widths(least, [measure.wanted(column, table.header_rows) for column in columns], width)
    shares = [max(share, 1) for share in shares]
    shares[-1] = max(shares[-1] + width - sum(shares), 1)
    return Layout(tuple(shares), places, measure.margin, small, breaks)


@dataclass(frozen=True, slots=True)
class _Measure:
    """Measures texts as they will be printed."""

    points: int
    margin: int
    breaks_units: bool

    def least(self, column: Sequence[str], header_rows: int) -> int:
        """What the longest word of a column needs."""
        gaps = _GAPS_AND_SLASHES if self.breaks_units else _GAPS
        words = (
            self._twips(word, bold=row < header_rows) for row, text in enumerate(column) for word in gaps.split(text)
        )
        return max(words, default=0) + self._margins()

    def wanted(self, column: Sequence[str], header_rows: int) -> int:
        """What a column needs to have its texts on one line, its head on three."""
        lines = (
            self._twips(text, bold=row < header_rows) // (3 if row < header_rows else 1)
            for row, text in enumerate(column)
        )
        return max(lines, default=0) + self._margins()

    def _margins(self) -> int:
        return 2 * self.margin + _SLACK

    def _twips(self, text: str, *, bold: bool) -> int:
        return int(text_width(text, self.points, bold=bold) * 20) + 1


def _columns(table: Table) -> Iterator[list[str]]:
    """The plain text of the cells, column by column; one that covers several columns says nothing of any."""
    for at in range(max((len(row) for row in table.rows), default=0)):
        cells = (row[at] if at < len(row) else Cell(()) for row in table.rows)
        yield [_cell_text(cell) if cell.span == 1 else "" for cell in cells]


def _cell_text(cell: Cell) -> str:
    return " ".join(inlines_text(block.inlines) for block in cell.blocks if not isinstance(block, Table)).strip()


def _alignment(column: list[str], header_rows: int) -> str:
    """Numbers stand at the right, ordinals in the middle, words where the style puts them."""
    if any(text.lower() in _ORDINAL_HEADS for text in column[:header_rows]):
        return "center"
    body = [text for text in column[header_rows:] if text]
    return "right" if body and all(_NUMBER.fullmatch(text) for text in body) else ""


def _shared_widths(least: Sequence[int], wanted: Sequence[int], width: int) -> list[int]:
    """What is left of the width goes first to the columns that need the least of it."""
    shares = list(least)
    spare = width - sum(least)
    more = [max(full - own, 0) for full, own in zip(wanted, least, strict=True)]
    for rank, i in enumerate(sorted(range(len(least)), key=lambda i: (more[i], i))):
        given = min(more[i], spare // (len(least) - rank))
        shares[i] += given
        spare -= given
    return [share + spare * share // sum(shares) for share in shares]


def _wished_widths(least: Sequence[int], wished: Sequence[int], width: int) -> list[int]:
    """The shares wished for, except that a column whose words need more gets that from the others."""
    shares = list(least)
    free = set(range(len(least)))
    while free:
        rest, weight = width - sum(shares[i] for i in range(len(shares)) if i not in free), sum(wished[i] for i in free)
        tight = {i for i in free if rest * wished[i] < least[i] * weight}
        if not tight:
            for i in free:
                shares[i] = rest * wished[i] // weight
            break
        free -= tight
    return shares
