"""Which figure of a changed line became which: in order, where they measure the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lcdraft.diff.model import Piece, Status
from lcdraft.diff.quantities import Figure, figures_in
from lcdraft.diff.terms import canonical_unit, converted
from lcdraft.document import Origin
from lcdraft.text import fold
from lcdraft.units import is_counted

__all__ = ["Sided", "figure_pairs", "figures_of_side"]

_ENOUGH = 2
_MOST = 10_000
"""Above so many possible pairs a stretch is left to the text."""


@dataclass(frozen=True, slots=True)
class Sided:
    """A figure of one draft in a row.

    ``anchor`` names the piece, and the place in it, of a number that both drafts have; ``hunk`` the stretch of changed
    pieces that it stands in.
    """

    figure: Figure
    anchor: tuple[int, int] | None
    hunk: int
    origin: Origin | None = None


def figures_of_side(pieces: Sequence[Piece], own: Status) -> list[Sided]:
    """The figures of one draft in a row, whose own pieces have the status ``own``."""
    held = [(at, piece) for at, piece in enumerate(pieces) if piece.status in (Status.EQUAL, own)]
    text = "".join(piece.text for _, piece in held)
    hunks = _hunks(pieces)
    bounds: list[tuple[int, int, int]] = []
    start = 0
    for at, piece in held:
        bounds.append((start, start + len(piece.text), at))
        start += len(piece.text)
    found: list[Sided] = []
    current = 0
    for figure in figures_in(text):
        while bounds[current][1] <= figure.start:
            current += 1
        opens, closes, at = bounds[current]
        whole = pieces[at].status is Status.EQUAL and figure.end <= closes
        found.append(Sided(figure, (at, figure.start - opens) if whole else None, hunks[at]))
    return found


def figure_pairs(old: Sequence[Sided], new: Sequence[Sided]) -> list[tuple[Sided, Sided]]:
    """The figures that are one, in order; those that have no partner are left out."""
    places = {side.anchor: at for at, side in enumerate(new) if side.anchor is not None}
    fixed = [(at, places[side.anchor]) for at, side in enumerate(old) if side.anchor in places]
    pairs: list[tuple[Sided, Sided]] = []
    for (one, other), (next_one, next_other) in pairwise([(-1, -1), *fixed, (len(old), len(new))]):
        if one >= 0:
            pairs.append((old[one], new[other]))
        pairs += _best(old[one + 1 : next_one], new[other + 1 : next_other])
    return pairs


def _hunks(pieces: Sequence[Piece]) -> list[int]:
    """The number of the stretch of changes that each piece stands in; blanks and signs do not part one."""
    numbers: list[int] = []
    current = 0
    for piece in pieces:
        if piece.status is Status.EQUAL and any(char.isalnum() for char in piece.text):
            current += 1
        numbers.append(current)
    return numbers


def _best(old: Sequence[Sided], new: Sequence[Sided]) -> list[tuple[Sided, Sided]]:
    """The pairs, in order, that together fit best."""
    if not old or not new or len(old) * len(new) > _MOST:
        return []
    sums = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            fit = _fit(old[i], new[j])
            taken = fit + sums[i + 1][j + 1] if fit >= _ENOUGH else -1
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], taken)
    pairs: list[tuple[Sided, Sided]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        fit = _fit(old[i], new[j])
        if fit >= _ENOUGH and sums[i][j] == fit + sums[i + 1][j + 1]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _fit(one: Sided, other: Sided) -> int:
    """How well a figure of the new draft fits one of the old; below `_ENOUGH` they are two."""
    old, new = one.figure, other.figure
    if old.cell != new.cell:
        return 0
    unit = _unit_fit(old, new)
    if unit is None:
        return 0
    fit = unit + (3 if one.hunk == other.hunk else 0)
    fit += bool(old.lead) and fold(old.lead) == fold(new.lead)
    fit += bool(old.subject) and fold(old.subject) == fold(new.subject)
    fit -= (old.parts is None) != (new.parts is None)
    if one.origin is not None and other.origin is not None:
        fit += 2 if one.origin.indicator == other.origin.indicator else -2
    return fit


def _unit_fit(old: Figure, new: Figure) -> int | None:
    """How well the units agree; None where the two count different things."""
    if not old.unit or not new.unit:
        if old.unit or new.unit:
            return -1
        if not old.suffix or not new.suffix:
            return 0
        return 2 if fold(old.suffix).split()[0] == fold(new.suffix).split()[0] else -1
    one, other = canonical_unit(old.unit), canonical_unit(new.unit)
    if one == other:
        return 2
    if old.value is not None and converted(old.value, one, other) is not None:
        return 1
    if is_counted(one) and is_counted(other) and (one.startswith(other) or other.startswith(one)):
        return 1  # "lượt" and "lượt khách"
    return None
