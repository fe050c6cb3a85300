"""What is left to do in a draft, one short list for each report in place of hundreds of warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lcdraft.dataset import Dataset, Report
from lcdraft.errors import Problem

__all__ = ["FEW", "NOBODY", "Todo", "todo_of"]

FEW = 10
"""So many findings of a draft are read one by one; more are counted."""

NOBODY = "chưa ghi đơn vị cung cấp"
"""In place of a supplier that the catalogue does not name."""

_EMPTY, _ECHOES = "LC116", ("LC120", "LC121")
_TEXTS = ("LC311", "LC320", "LC321", "LC322")
_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Todo:
    """The work on one draft: empty values by supplying unit, and what else is wanting, by code.

    ``stands_for`` are all the findings that the list sums up; ``elsewhere`` of them are gaps whose value is not asked
    for in the figures file of this report.
    """

    report: Report
    figures: str
    values: Mapping[str, Sequence[Problem]]
    texts: Mapping[str, Sequence[Problem]]
    elsewhere: Sequence[Problem]
    stands_for: frozenset[Problem]

    @property
    def empty(self) -> int:
        """How many indicators have no value yet."""
        return sum(map(len, self.values.values()))


def todo_of(dataset: Dataset, report: Report, problems: Iterable[Problem]) -> Todo | None:
    """The list for a report from all that was found about it; None where there is too little for a list."""
    figures = dataset.figures.get(report.period.id)
    path = figures.path if figures is not None else f"data/so-lieu/{report.period.id}.yaml"
    found = dict.fromkeys(problem for problem in problems if problem.severity != "error")
    empty = [problem for problem in found if problem.code == _EMPTY and problem.place.path == path]
    echoes = [problem for problem in found if problem.code in _ECHOES]
    texts = {code: [problem for problem in found if problem.code == code] for code in _TEXTS}
    stands_for = frozenset((*empty, *echoes, *(problem for listed in texts.values() for problem in listed)))
    if len(stands_for) <= FEW:
        return None
    names = {_subject(problem) for problem in empty}
    elsewhere = [problem for problem in echoes if _subject(problem) not in names]
    return Todo(report, path, _by_supplier(dataset, empty), texts, elsewhere, stands_for)


def _by_supplier(dataset: Dataset, empty: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Empty values by the unit that supplies them; the busiest unit first."""
    found: dict[str, list[Problem]] = {}
    for problem in empty:
        indicator = dataset.catalogue.get(_subject(problem))
        found.setdefault((indicator.supplier if indicator is not None else "") or NOBODY, []).append(problem)
    return dict(sorted(found.items(), key=lambda each: (each[0] == NOBODY, -len(each[1]), each[0])))


def _subject(problem: Problem) -> str:
    """The indicator that a message begins with: ``ban_le.so_cung_ky: …``."""
    name = _NAME.match(problem.message)
    return name[0] if name is not None else ""
