"""The changed figures of a comparison: which number became which, by how much, and of what it is said.

A number stands for another where both stand in the same line, in the same order, and measure the same thing. Where
that is not sure the change is left to the text: a wrong "2.327 → 15" would be worse than none.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lcdraft.diff.columns import Columns
from lcdraft.diff.lines import Drawn
from lcdraft.diff.model import FigureChange, Line, LineKind, Piece, Row, Status
from lcdraft.diff.pairing import Sided, figure_pairs, figures_of_side
from lcdraft.diff.quantities import Figure
from lcdraft.diff.terms import canonical_unit, converted
from lcdraft.document import Origin
from lcdraft.inlines import GAP
from lcdraft.numbers import format_number, round_half_up
from lcdraft.text import capitalize_first
from lcdraft.units import is_counted, is_rate, joined

__all__ = ["Found", "Origins", "figures_of"]

Origins = tuple[Origin | None, Origin | None]
"""Where a figure comes from in the old and in the new draft."""

_RUN = re.compile(rf"\d+(?:[.,]\d+)*|{re.escape(GAP)}")
PARTS = "các thành phần"
"""The formula of a phrase that lists the parts of an indicator."""

_MOST_DECIMALS = 6
_NO_FIGURES = (LineKind.FRAME, LineKind.BASIS)
"""Lines in which numbers only name documents, days and places."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows whose pieces know their figure, the figures, and the origins of each.

    ``others`` is where the computed text of all changed lines comes from, in the old draft and in the new.
    """

    rows: tuple[Row, ...]
    figures: tuple[FigureChange, ...] = ()
    origins: tuple[Origins, ...] = ()
    others: tuple[tuple[Origin, ...], tuple[Origin, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of the text of one draft that belongs to a figure."""

    start: int
    end: int
    figure: int


def figures_of(
    rows: Sequence[Row], old: Iterable[Drawn], new: Iterable[Drawn], names: Mapping[str, str] | None = None
) -> Found:
    """Find the figures that changed; ``names`` has the name of each indicator that an origin may be of."""
    finder = _Finder(rows, (*old, *new), names or {})
    kept = tuple(finder.look_at(index, row) for index, row in enumerate(rows))
    return Found(kept, tuple(finder.figures), tuple(finder.origins), finder.others())


class _Finder:
    def __init__(self, rows: Sequence[Row], drawn: Iterable[Drawn], names: Mapping[str, str]) -> None:
        self.figures: list[FigureChange] = []
        self.origins: list[Origins] = []
        self._names = names
        self._origins_of = {id(each.line): each.origins for each in drawn}
        self._columns = Columns(rows)
        self._rows = rows

    def others(self) -> tuple[tuple[Origin, ...], tuple[Origin, ...]]:
        """The origins of the lines that differ."""
        rows = [row for row in self._rows if row.status is not Status.EQUAL]
        was = (origin for row in rows for _, _, origin in self._origins_of.get(id(row.old), ()))
        now = (origin for row in rows for _, _, origin in self._origins_of.get(id(row.new), ()))
        return tuple(was), tuple(now)

    def look_at(self, index: int, row: Row) -> Row:
        """The row with its figures found, and its pieces cut where they begin and end."""
        if (
            row.old is None
            or row.new is None
            or row.new.kind in _NO_FIGURES
            or all(piece.status is Status.EQUAL for piece in row.pieces)
        ):
            return row
        old = self._with_origins(figures_of_side(row.pieces, Status.REMOVED), row, row.old, Status.REMOVED)
        new = self._with_origins(figures_of_side(row.pieces, Status.ADDED), row, row.new, Status.ADDED)
        cuts: dict[Status, list[_Cut]] = {Status.REMOVED: [], Status.ADDED: [], Status.EQUAL: []}
        for one, other in figure_pairs(old, new):
            if not _differs(one.figure, other.figure) or self._columns.is_number(row.new, other.figure.cell):
                continue
            number = len(self.figures)
            self.figures.append(self._change(index, row.new, one, other))
            self.origins.append((one.origin, other.origin))
            cuts[Status.REMOVED].append(_extent(one.figure, other.figure, number))
            cuts[Status.ADDED].append(_extent(other.figure, one.figure, number))
            cuts[Status.EQUAL].append(_Cut(other.figure.start, other.figure.end, number))
        return replace(row, pieces=tuple(_cut(row.pieces, cuts))) if cuts[Status.ADDED] else row

    def _with_origins(self, sides: list[Sided], row: Row, line: Line, own: Status) -> list[Sided]:
        """The figures with their origins, found by how many numbers stand before each in the line."""
        origins = self._origins_of.get(id(line), ())
        if not origins or not sides:
            return sides
        text = "".join(piece.text for piece in row.pieces if piece.status in (Status.EQUAL, own))
        runs = {found.start(): count for count, found in enumerate(_RUN.finditer(text))}
        places = [found.start() for found in _RUN.finditer(line.text)]
        if len(places) != len(runs):
            return sides
        known = []
        for side in sides:
            count = runs.get(side.figure.start)
            at = places[count] if count is not None else -1
            found = next((origin for start, end, origin in origins if start <= at < end), None)
            known.append(replace(side, origin=found))
        return known

    def _change(self, index: int, line: Line, one: Sided, other: Sided) -> FigureChange:
        old, new = self._in_column(line, one.figure), self._in_column(line, other.figure)
        origin = other.origin or one.origin
        name = self._name(origin, new)
        if line.kind is LineKind.ROW:
            name = name or self._columns.row_name(line)
        unit, old_text, new_text = _spelt(old, new)
        delta, percent = _difference(old, new)
        return FigureChange(
            name=capitalize_first(name or new.subject or old.subject or line.where),
            where=line.where,
            old=old_text,
            new=new_text,
            unit=unit,
            prefix=self._columns.head(line, new.cell) or ("" if _is_turned(old, new) else new.lead),
            suffix=new.suffix,
            delta=delta,
            percent=percent,
            indicator=origin.indicator if origin is not None else "",
            row=index,
        )

    def _name(self, origin: Origin | None, figure: Figure) -> str:
        """The name of the indicator that a computed figure is of; in a list of parts, that of the part."""
        if origin is None:
            return ""
        if origin.formula == PARTS:
            printed = joined(figure.text, figure.unit)
            part = next((operand.name for operand in origin.operands if operand.value == printed), "")
            return part.partition(" (")[0]
        return self._names.get(origin.indicator, "")

    def _in_column(self, line: Line, figure: Figure) -> Figure:
        """A figure of a table with the unit that its column or row says."""
        if figure.unit or line.kind is not LineKind.ROW:
            return figure
        unit = self._columns.unit(line, figure.cell)
        return replace(figure, unit=unit, suffix="") if unit else figure


def _differs(old: Figure, new: Figure) -> bool:
    """Whether the figure is another one: another number, direction or measure, not only another spelling."""
    if old.value is None or new.value is None:
        return old.text != new.text
    if (old.signed, old.parts) != (new.signed, new.parts) or old.sign * new.sign < 0:
        return True
    one, other = canonical_unit(old.unit), canonical_unit(new.unit)
    return bool(one and other) and one != other and not (is_counted(one) and is_counted(other))


def _is_turned(old: Figure, new: Figure) -> bool:
    """Whether the words before the number change what it says: its direction, or that it is an estimate."""
    turned = old.sign != new.sign and bool(old.lead or new.lead)
    return turned or old.estimates != new.estimates


def _is_remeasured(old: Figure, new: Figure) -> bool:
    return canonical_unit(old.unit) != canonical_unit(new.unit)


def _extent(figure: Figure, other: Figure, number: int) -> _Cut:
    """The digits, with the words and the unit where these are part of the change."""
    start = figure.opens if _is_turned(figure, other) else figure.start
    return _Cut(start, figure.closes if _is_remeasured(figure, other) else figure.end, number)


def _spelt(old: Figure, new: Figure) -> tuple[str, str, str]:
    """The unit that both have, and both numbers; with their words and units where these differ."""
    words = _is_turned(old, new)
    unit = _is_remeasured(old, new) or (words and is_rate(new.unit))
    return "" if unit else new.unit, old.spelt(words=words, unit=unit), new.spelt(words=words, unit=unit)


def _difference(old: Figure, new: Figure) -> tuple[str, str]:
    """By how much the figure changed, in its unit and in per cent; empty where that means nothing."""
    if old.value is None or new.value is None or not _comparable(old, new):
        return "", ""
    before, now = old.signed, new.signed
    assert before is not None
    assert now is not None
    same_unit = canonical_unit(old.unit) == canonical_unit(new.unit)
    if not same_unit:
        if not old.unit or not new.unit:
            return "", ""
        same = converted(before, old.unit, new.unit)
        if same is None:
            return "", ""
        before = same
    delta = now - before
    if is_rate(new.unit):
        points = "điểm phần nghìn" if canonical_unit(new.unit).startswith("‰") else "điểm phần trăm"
        return f"{_signed(delta)} {points}", ""
    said = _signed(delta) if same_unit else joined(_signed(delta), new.unit)
    return said, _percent(delta, before) if before * now > 0 else ""


def _comparable(old: Figure, new: Figure) -> bool:
    """Plain numbers, or fractions of the same whole."""
    if old.parts is None and new.parts is None:
        return True
    return old.parts is not None and old.parts == new.parts and old.parts[0] == "/"


def _percent(delta: Decimal, before: Decimal) -> str:
    exact = delta * 100 / abs(before)
    for decimals in (1, 2):
        if rounded := round_half_up(exact, decimals):
            return f"{_signed(rounded)}%"
    return ""


def _signed(value: Decimal) -> str:
    value = round_half_up(value, _MOST_DECIMALS)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + format_number(abs(value))


def _cut(pieces: Iterable[Piece], cuts: Mapping[Status, Sequence[_Cut]]) -> Iterator[Piece]:
    """The pieces, parted where a figure begins and ends, each part with the figure that it belongs to."""
    old_at = new_at = 0
    waiting = {status: deque(held) for status, held in cuts.items()}
    for piece in pieces:
        start = old_at if piece.status is Status.REMOVED else new_at
        end = start + len(piece.text)
        ahead = waiting.get(piece.status, deque())
        while ahead and ahead[0].end <= start:
            ahead.popleft()
        yield from _parted(piece, start, [*_until(ahead, end)])
        old_at += len(piece.text) if piece.status is not Status.ADDED else 0
        new_at += len(piece.text) if piece.status is not Status.REMOVED else 0


def _until(cuts: Iterable[_Cut], end: int) -> Iterator[_Cut]:
    for cut in cuts:
        if cut.start >= end:
            return
        yield cut


def _parted(piece: Piece, start: int, cuts: Sequence[_Cut]) -> Iterator[Piece]:
    end, at = start + len(piece.text), start
    for cut in cuts:
        opens, closes = max(cut.start, at), min(cut.end, end)
        if opens >= closes:
            continue
        if opens > at:
            yield replace(piece, text=piece.text[at - start : opens - start])
        yield replace(piece, text=piece.text[opens - start : closes - start], figure=cut.figure)
        at = closes
    if at < end or not piece.text:
        yield replace(piece, text=piece.text[at - start :]) if at > start else piece
