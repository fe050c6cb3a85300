"""Which figure of a changed line became which: in order, where they measure the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rapidfuzz import fuzz

from lcdraft.diff.model import Piece, Status
from lcdraft.diff.quantities import Figure, figures_in
from lcdraft.diff.terms import canonical_unit, converted
from lcdraft.document import Origin
from lcdraft.text import fold
from lcdraft.units import is_counted

__all__ = ["Sided", "figure_pairs", "figures_of_side"]

_ENOUGH = 3
_FEW_WORDS = 6
_ALIKE, _UNLIKE = 75, 45
_PLAN = re.compile(r"kế hoạch|\bKH|nghị quyết|chỉ tiêu|dự toán|mục tiêu", re.IGNORECASE)
_WORD = re.compile(r"\w[\w.,]*")
_MOST = 10_000
"""Above so many possible pairs not all of them are weighed."""


@dataclass(frozen=True, slots=True)
class Sided:
    """A figure of one draft in a row.

    ``anchor`` names the piece, and the place in it, of a number that both drafts have; ``hunk`` the stretch of changed
    pieces that it stands in.
    """

    figure: Figure
    anchor: tuple[int, int] | None
    hunk: int
    in_short_hunk: bool
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
        found.append(Sided(figure, (at, figure.start - opens) if whole else None, *hunks[at]))
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


def _hunks(pieces: Sequence[Piece]) -> list[tuple[int, bool]]:
    """The number of the stretch of changes that each piece stands in, and whether it is short.

    Blanks and signs do not part a stretch.
    """
    numbers: list[int] = []
    words: dict[int, dict[Status, int]] = {}
    current = 0
    for piece in pieces:
        size = len(_WORD.findall(piece.text))
        if piece.status is Status.EQUAL and size:
            current += 1
        elif piece.status is not Status.EQUAL:
            held = words.setdefault(current, {})
            held[piece.status] = held.get(piece.status, 0) + size
        numbers.append(current)
    return [(number, max(words.get(number, {}).values(), default=0) <= _FEW_WORDS) for number in numbers]


def _best(old: Sequence[Sided], new: Sequence[Sided]) -> list[tuple[Sided, Sided]]:
    """The pairs, in order, that together fit best; of very many figures only those in one stretch of changes."""
    if not old or not new:
        return []
    if len(old) * len(new) > _MOST:
        stretches = [{hunk: list(held) for hunk, held in groupby(side, lambda each: each.hunk)} for side in (old, new)]
        if max(map(len, stretches)) == 1:
            return []
        shared = (hunk for hunk in stretches[0] if hunk in stretches[1])
        return [pair for hunk in shared for pair in _best(stretches[0][hunk], stretches[1][hunk])]
    fits = [[_fit(one, other) for other in new] for one in old]
    sums = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            taken = fits[i][j] + sums[i + 1][j + 1] if fits[i][j] >= _ENOUGH else -1
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], taken)
    pairs: list[tuple[Sided, Sided]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if fits[i][j] >= _ENOUGH and sums[i][j] == fits[i][j] + sums[i + 1][j + 1]:
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
    fit = unit + _subject_fit(old.subject, new.subject)
    if one.hunk == other.hunk:
        fit += 3 if one.in_short_hunk else 1
    fit += bool(old.lead) and fold(old.lead) == fold(new.lead)
    fit += _kind_fit(old, new)
    fit -= 3 * ((old.parts is None) != (new.parts is None))
    if one.origin is not None and other.origin is not None:
        fit += 3 if one.origin.indicator == other.origin.indicator else -4
    return fit


def _subject_fit(old: str, new: str) -> int:
    """Whether two figures are said of the same thing, as far as the words tell."""
    if not old or not new:
        return 0
    alike = fuzz.ratio(fold(old), fold(new))
    return 2 if alike >= _ALIKE else 0 if alike >= _UNLIKE else -3


def _kind_fit(old: Figure, new: Figure) -> int:
    """Whether both are the level of something, a share of a plan, or a change over time."""
    one, other = (_PLAN.search(figure.suffix) is not None for figure in (old, new))
    if old.suffix and new.suffix and one != other:
        return -4
    return -2 if bool(old.sign) != bool(new.sign) else 0


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
