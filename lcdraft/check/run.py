"""All checks of a workspace in one run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lcdraft.check.agencies import check_agencies
from lcdraft.check.drafts import check_draft
from lcdraft.check.figures import check_figures
from lcdraft.check.todo import Todo, todo_of
from lcdraft.dataset import Dataset, Report
from lcdraft.errors import Problem
from lcdraft.load.workspace import load_dataset
from lcdraft.render import render_document

__all__ = ["CheckResult", "check_workspace"]


ECHOES = ("LC116", "LC120", "LC121")
"""Warnings that a figure is missing, or a phrase for want of one."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Every finding, sorted by file and line; ``checked`` counts values, plans and reports looked at.

    ``illustrative`` counts the values among them that were made up for a sample. ``todos`` sum up what the drafts
    among the reports still lack.
    """

    findings: tuple[Problem, ...]
    checked: int
    illustrative: int = 0
    todos: tuple[Todo, ...] = ()

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        return sum(finding.severity == "warning" for finding in self.findings)


def check_workspace(root: Path, folders: tuple[Path, ...]) -> CheckResult:
    """Load everything, look at the figures, and render every report without writing it."""
    dataset, problems = load_dataset(root)
    found = list(problems)
    by_report: list[tuple[Report, list[Problem]]] = []
    if dataset is not None:
        figures = check_figures(dataset)
        found += [*figures, *check_agencies(dataset)]
        for report in dataset.reports.values():
            rendering = render_document(dataset, report, folders)
            about = [*rendering.problems, *check_draft(dataset, report, folders)]
            by_report.append((report, [*figures, *about]))
            found += about
            if not rendering.errors:
                found += _unused(dataset, report.period.id, rendering.used)
        found = _without_echoes(dataset, found)
    unique = dict.fromkeys(found)
    ordered = sorted(unique, key=lambda problem: (problem.place.order, problem.code, problem.message))
    illustrative = sum(figures.illustrative for figures in dataset.figures.values()) if dataset is not None else 0
    return CheckResult(tuple(ordered), _count(dataset), illustrative, _todos(dataset, by_report, set(ordered)))


def _todos(
    dataset: Dataset | None, by_report: list[tuple[Report, list[Problem]]], told: set[Problem]
) -> tuple[Todo, ...]:
    """A list for each draft, of what is told at all."""
    if dataset is None:
        return ()
    found = (todo_of(dataset, report, (problem for problem in about if problem in told)) for report, about in by_report)
    return tuple(todo for todo in found if todo is not None)


def _without_echoes(dataset: Dataset, problems: list[Problem]) -> list[Problem]:
    """Leave out warnings that a figure or plan is missing where it stands there but could not be read."""
    files = {problem.place.path for problem in problems if problem.severity == "error" and problem.code < "LC030"}
    if any(path.startswith(("data/so-lieu/", "data/ke-hoach/")) for path in files):
        return [problem for problem in problems if problem.code not in (*ECHOES, "LC113")]
    wrong = {(problem.place.path, problem.place.line) for problem in problems if problem.severity == "error"}
    broken: set[str] = set()
    for figures in dataset.figures.values():
        starts = sorted((figure.place.line, key) for key, figure in figures.by_indicator.items())
        ends = [line for line, _ in starts[1:]] + [starts[-1][0] + 20] if starts else []
        for (line, key), end in zip(starts, ends, strict=True):
            if any((figures.path, number) in wrong for number in range(line, end)):
                broken.add(key)
    return [
        problem
        for problem in problems
        if problem.code not in ECHOES or re.split(r"[.:]", problem.message, maxsplit=1)[0] not in broken
    ]


def _unused(dataset: Dataset, period: str, used: frozenset[str]) -> list[Problem]:
    figures = dataset.figures.get(period)
    if figures is None:
        return []
    return [
        Problem(
            "LC114",
            f"{key}: không mẫu hay lời văn nào dùng số liệu này",
            figure.place,
            "Dùng trong noi_dung hoặc mẫu, hoặc bỏ khỏi tệp số liệu.",
            "warning",
        )
        for key, figure in figures.by_indicator.items()
        if key not in used and figure.amounts  # one without a value may be printed once it has one
    ]


def _count(dataset: Dataset | None) -> int:
    if dataset is None:
        return 0
    figures = sum(len(figures.by_indicator) for figures in dataset.figures.values())
    plans = sum(len(plan.targets) for plan in dataset.plans.values())
    return figures + plans + len(dataset.reports)
