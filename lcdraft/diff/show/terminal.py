"""A comparison as lines of a terminal: figures first, then every change with what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lcdraft.diff.model import Comparison, FigureChange, LineKind, Row, Status
from lcdraft.diff.show.columns import Segment, columns_of, painted, plain_segments, shortened_to, wrapped
from lcdraft.diff.show.entries import labels_changed, notes_changed, row_kinds
from lcdraft.diff.show.paths import Path, heading_paths
from lcdraft.diff.show.tokens import Sign, Token, shortened, tokens_of
from lcdraft.diff.show.words import (
    KIND_NAMES,
    cause_kind,
    delta_words,
    follow_words,
    ignored_words,
    periods_words,
    place_words,
    plain_text,
    printable,
    reason_words,
    shown_causes,
    summary_words,
    uncaused_words,
    uncompared_words,
    value_words,
)

__all__ = ["terminal_lines"]

_LEAST_WIDTH = 40
_TABLE_WIDTH = 72
"""A figures table needs so much; a narrower terminal gets its figures as sentences."""
_MARGIN = 4
_SIGNS = {Status.CHANGED: "~", Status.ADDED: "+", Status.REMOVED: "-", Status.MOVED: ">"}
_STYLES = {Status.ADDED: "new", Status.REMOVED: "old"}
_BRACKETS = {Status.ADDED: ("{+", "+}"), Status.REMOVED: ("[-", "-]")}


def terminal_lines(
    comparison: Comparison, *, width: int = 100, colour: bool = False, context: int = 1
) -> Iterator[str]:
    """The lines, none wider than ``width`` columns (nor is a width below 40 heeded); escape codes only for colour.

    ``context`` is how many unchanged lines stand before and after a changed one.
    """
    view = _View(max(width, _LEAST_WIDTH), colour)
    names = f"{printable(comparison.old_name)} → {printable(comparison.new_name)}"
    yield from view.lines(f"{names}: {summary_words(comparison)}", style="strong", hanging=2)
    if comparison.figures:
        yield ""
        yield from view.figures(comparison)
    if comparison.changed:
        yield ""
        yield from view.changes(comparison, context)
    closing = (ignored_words(comparison.ignored), uncompared_words(comparison.uncompared))
    if any(closing):
        yield ""
    for text in closing:
        yield from view.lines(printable(text), hanging=2)


class _View:
    """Lays out lines for one terminal."""

    def __init__(self, width: int, colour: bool) -> None:
        self._width = width
        self._colour = colour

    def lines(self, text: str, *, style: str = "", margin: int = 0, hanging: int = 0) -> Iterator[str]:
        yield from self._laid(plain_segments(text, style), margin=margin, hanging=hanging)

    def figures(self, comparison: Comparison) -> Iterator[str]:
        yield from self.lines("SỐ LIỆU ĐỔI", style="strong")
        yield from self._causes(comparison)
        if comparison.causes or comparison.other_periods:
            said = periods_words(comparison) or uncaused_words(comparison)
            yield from self.lines(said, margin=2, hanging=2)
            yield ""
        rows = [_figure_row(number, figure) for number, figure in enumerate(comparison.figures, 1)]
        yield from self._table(rows) if self._width >= _TABLE_WIDTH else self._list(rows)

    def _causes(self, comparison: Comparison) -> Iterator[str]:
        """One cause as a sentence; several of a kind as a list."""
        for _, group in groupby(shown_causes(comparison), key=lambda cause: cause.kind):
            causes = list(group)
            if len(causes) == 1:
                yield from self.lines(printable(reason_words(causes[0])), margin=2, hanging=2)
                continue
            yield from self.lines(f"{len(causes)} {cause_kind(causes[0])} đổi:", margin=2, hanging=2)
            for cause in causes:
                yield from self.lines(printable(follow_words(cause)), margin=4, hanging=2)

    def changes(self, comparison: Comparison, context: int) -> Iterator[str]:
        yield from self.lines("THAY ĐỔI", style="strong")
        rows = comparison.rows
        paths = list(heading_paths(rows))
        path: Path | None = None
        for first, hunk in enumerate(_hunks(rows, context)):
            if first:
                yield ""
            for place, number in enumerate(hunk):
                row = rows[number]
                if paths[number] != path and not _is_heading(row):
                    path = paths[number]
                    if place:
                        yield ""
                    yield from self._path(path)
                yield from self._row(row)

    def _path(self, path: Path) -> Iterator[str]:
        room = max(12, self._width // max(len(path), 1) - 3)
        short = [shortened_to(text, room if number < len(path) - 1 else 60) for number, text in enumerate(path)]
        yield from self.lines(" › ".join(short) or "Phần đầu văn bản", style="strong", hanging=2)

    def _row(self, row: Row) -> Iterator[str]:
        if row.status is Status.EQUAL:
            yield from self.lines(self._one_line(row), style="quiet", margin=_MARGIN)
            return
        yield from self.lines(f"{_SIGNS[row.status]} {_heading_of(row)}", style="moved", margin=2, hanging=2)
        if row.status is Status.MOVED and not any(token.different for token in tokens_of(row)):
            yield from self.lines(self._one_line(row), margin=_MARGIN)
            return
        yield from self._laid(_segments(shortened(row), colour=self._colour), margin=_MARGIN)

    def _one_line(self, row: Row) -> str:
        return shortened_to(plain_text(f"{row.line.label} {row.line.text}", bar="│"), self._width - _MARGIN)

    def _table(self, rows: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
        """Number, name, values, difference; the values have the room they need, within a half, the name the rest."""
        number = max(columns_of(row[0]) for row in rows)
        difference = min(max((columns_of(row[3]) for row in rows), default=0), self._width // 4)
        values = min(max(columns_of(row[2]) for row in rows), self._width * 2 // 5)
        name = self._width - 2 - number - values - difference - 3 * 2
        widths = (number, min(name, max(columns_of(row[1]) for row in rows)), values, difference)
        for row in rows:
            yield from self._table_row(row, widths)

    def _table_row(self, row: tuple[str, str, str, str], widths: Sequence[int]) -> Iterator[str]:
        cells = [list(wrapped(plain_segments(text), size)) for text, size in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts: list[str] = []
            for place, (cell, size) in enumerate(zip(cells, widths, strict=True)):
                text = painted(cell[number], colour=False) if number < len(cell) else ""
                blanks = " " * (size - columns_of(text))
                parts.append(f"{blanks}{text}" if place == 0 else f"{text}{blanks}")
            yield f"  {'  '.join(parts)}".rstrip()

    def _list(self, rows: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
        for number, name, values, difference in rows:
            told = f" ({difference})" if difference else ""
            yield from self.lines(f"{number} {name}: {values}{told}", margin=2, hanging=2)

    def _laid(self, segments: Iterable[Segment], *, margin: int = 0, hanging: int = 0) -> Iterator[str]:
        for number, line in enumerate(wrapped(segments, self._width - margin, hanging=hanging)):
            yield " " * (margin + (hanging if number else 0)) + painted(line, colour=self._colour)


def _figure_row(number: int, figure: FigureChange) -> tuple[str, str, str, str]:
    where = f" ({figure.where})" if figure.where else ""
    name = printable(f"{figure.name or 'Số liệu'}{where}")
    return f"{number}.", name, printable(value_words(figure)), printable(delta_words(figure))


def _hunks(rows: Sequence[Row], context: int) -> Iterator[list[int]]:
    """The rows to show, those that touch together; a moved line shows where it stands now."""
    shown: set[int] = set()
    for number, row in enumerate(rows):
        if row.status not in (Status.EQUAL, Status.MOVED_AWAY):
            shown.add(number)
            shown.update(_context(rows, range(number - 1, -1, -1), context))
            shown.update(_context(rows, range(number + 1, len(rows)), context))
    for _, group in groupby(enumerate(sorted(shown)), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in group]


def _context(rows: Sequence[Row], around: range, context: int) -> Iterator[int]:
    """Up to ``context`` equal rows that touch; headings are not among them, since the path names them."""
    for number in around[:context]:
        if rows[number].status is not Status.EQUAL or _is_heading(rows[number]):
            return
        yield number


def _is_heading(row: Row) -> bool:
    return row.line.kind is LineKind.HEADING


def _heading_of(row: Row) -> str:
    """What changed and where: ``số liệu, câu chữ · II.1.a, đoạn 57 · có trong chú thích``."""
    kinds = ", ".join(KIND_NAMES[kind] for kind in row_kinds(row))
    parts = [kinds, place_words(row.line)]
    if row.status is Status.MOVED and row.old is not None:
        was = place_words(row.old)
        parts.append(f"trước ở {was}" if was != parts[1] else "")
    elif labels_changed(row) and row.old is not None and row.new is not None and row.old.kind is not row.new.kind:
        parts.append(f"từ {row.old.kind} thành {row.new.kind}")
    if row.old is not None and row.new is not None and notes_changed(row):
        parts.append("có trong chú thích")
    return " · ".join(printable(part) for part in parts if part)


def _segments(tokens: Sequence[Token], *, colour: bool) -> Iterator[Segment]:
    """The tokens of a row; what changed stands in brackets unless there is colour to show it."""
    last: Status | None = None
    for status, group in groupby(tokens, key=lambda token: token.status):
        stretch = [_segment(token) for token in group]
        if status in _BRACKETS:
            # "[-2.327-] {+2.410+}": what replaces a word does not stick to it.
            first = stretch[0]
            stretch[0] = Segment(first.text, first.style, blank=first.blank or (last is not None and last in _BRACKETS))
            if not colour:
                stretch = _bracketed(stretch, *_BRACKETS[status])
        yield from stretch
        last = status


def _segment(token: Token) -> Segment:
    style = _STYLES.get(token.status, "")
    match token.sign:
        case Sign.OPEN:
            return Segment("[chú thích:", style)
        case Sign.CLOSE:
            return Segment("]", style, blank=False)
        case Sign.CELL:
            return Segment("│", style)
        case Sign.BREAK:
            return Segment("↵", style)
        case Sign.GAP:
            return Segment("…", "quiet")
        case Sign.WORD:
            return Segment(token.text, style, token.blank)


def _bracketed(stretch: Sequence[Segment], opening: str, closing: str) -> list[Segment]:
    texts = [segment.text for segment in stretch]
    texts[0] = opening + texts[0]
    texts[-1] += closing
    return [Segment(text, old.style, old.blank) for text, old in zip(texts, stretch, strict=True)]
