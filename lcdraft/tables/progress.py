"""How far an indicator has come on its plan, against the time that has passed: the rule in one place."""

from __future__ import annotations

from decimal import Decimal

from lcdraft.dataset import Direction, Nature
from lcdraft.document import Pace, Progress
from lcdraft.tables.model import COMPLETION, IndicatorTable, TableRow

__all__ = ["pace_of", "row_progress"]

_WHOLE = Decimal(100)


def row_progress(table: IndicatorTable, row: TableRow) -> Progress | None:
    """The progress that a row of a table shows; None where it has no plan or no value yet."""
    cell = table.cell(row, COMPLETION)
    if cell is None or cell.value is None:
        return None
    pace = pace_of(
        cell.value, table.elapsed, direction=Direction(row.direction), nature=Nature(row.nature), inverse=row.inverse
    )
    return Progress(cell.value, table.elapsed, pace)


def pace_of(percent: Decimal, elapsed: Decimal, *, direction: Direction, nature: Nature, inverse: bool = False) -> Pace:
    """Judge a plan completion of ``percent`` when ``elapsed`` per cent of the plan's time have passed.

    A plan is a goal: whoever has reached it is done, and is behind who has done less of it than the share of
    the time. The plan of an indicator of which less is better is a limit, unless its completion is measured
    the other way round (``inverse``: plan over value): a state or a rate has to stay under it, and what adds
    up over the year may use no more of it than the share of the time.

    >>> pace_of(Decimal("47.6"), Decimal(50), direction=Direction.HIGHER_IS_BETTER, nature=Nature.CUMULATIVE).value
    'cham'
    >>> pace_of(Decimal(30), Decimal(50), direction=Direction.LOWER_IS_BETTER, nature=Nature.CUMULATIVE).value
    'kip'
    """
    if direction is Direction.LOWER_IS_BETTER and not inverse:
        if nature is Nature.CUMULATIVE:
            return Pace.ON_TIME if percent <= elapsed else Pace.BEHIND
        return Pace.REACHED if percent <= _WHOLE else Pace.BEHIND
    if percent >= _WHOLE:
        return Pace.REACHED
    return Pace.ON_TIME if percent >= elapsed else Pace.BEHIND
