"""What the next period starts from: a report of the workspace, or a finished document read as if it were one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lcdraft.dataset import Dataset, Figures, Report
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.load.files import read_text_file
from lcdraft.load.nodes import Mapping as MappingNode
from lcdraft.load.nodes import Node, compose
from lcdraft.periods import Kind, Period

__all__ = ["Proposal", "Source", "default_source", "pattern_of", "report_source", "topics_of"]

_FAMILIES = ((Kind.MONTH,), (Kind.QUARTER,), (Kind.HALF_YEAR, Kind.NINE_MONTHS, Kind.YEAR))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that was recognised in a document: as printed, and where it stands there."""

    printed: str
    block: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Source:
    """A report to carry over. ``shown`` names it in messages.

    ``settings`` are the entries of its file that hold no passage (addressees, signer, decimals), as written there;
    ``topics`` the comments that head groups of sections; ``proposals`` what was read in a document, by indicator.
    """

    report: Report
    shown: str
    figures: Figures | None = None
    settings: Mapping[str, Node] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    proposals: Mapping[str, tuple[Proposal, ...]] = field(default_factory=dict)
    words: int = 0

    @property
    def period(self) -> Period:
        return self.report.period


def report_source(dataset: Dataset, report: Report, words: int) -> Source:
    """A report of the workspace as a source."""
    text, root = _text_of(dataset, report.path)
    return Source(
        report,
        report.path,
        dataset.figures.get(report.period.id),
        {key.text: value for key, value in root.items} if root is not None else {},
        topics_of(text, {name: passage.place.line for name, passage in report.sections.items()}),
        words=words,
    )


def default_source(dataset: Dataset, period: Period) -> Report | None:
    """The report to start from where none is named: the last one of the same family before the period.

    Half-year, nine-month and year reports follow each other; a month follows a month. Where the family has none, any
    earlier report will do.
    """
    earlier = [
        report
        for report in dataset.reports.values()
        if not report.period.is_multi_year and report.period.closing_date < period.closing_date
    ]
    if period.is_multi_year:
        same = [report for report in dataset.reports.values() if report.period.kind is period.kind]
        earlier = [report for report in same if report.period.year < period.year] or earlier
    family = next((kinds for kinds in _FAMILIES if period.kind in kinds), (period.kind,))
    related = [report for report in earlier if report.period.kind in family]
    return max(related or earlier, key=lambda report: report.period.closing_date, default=None)


def pattern_of(dataset: Dataset, period: Period) -> Figures | None:
    """The last figures of the same kind before the period: they show which values such a report takes."""
    same = [figures for figures in dataset.figures.values() if figures.period.kind is period.kind]
    earlier = [figures for figures in same if figures.period.closing_date < period.closing_date]
    with_report = [figures for figures in earlier if figures.period.id in dataset.reports]
    return max(with_report, key=lambda figures: figures.period.closing_date, default=None)


def topics_of(text: str, lines: Mapping[str, int]) -> dict[str, str]:
    """The comment ``# --- … ---`` that heads the group to which each name belongs; ``lines`` says where names stand."""
    heads: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        comment = line.strip()
        if comment.startswith("# ---") and comment.endswith("---"):
            heads.append((number, comment.strip("#- ")))
    found: dict[str, str] = {}
    for name, line_number in lines.items():
        above = [topic for number, topic in heads if number < line_number]
        found[name] = above[-1] if above else ""
    return found


def _text_of(dataset: Dataset, path: str) -> tuple[str, MappingNode | None]:
    problems: list[Problem] = []
    text = read_text_file(dataset.root / path, path, problems)
    root = compose(text, path, problems) if text is not None else None
    if problems:
        raise UsageError(problems)
    if not isinstance(root, MappingNode):
        raise UsageError(Problem("LC012", "tệp chưa có nội dung", Place(path, 1, 1)))
    return text or "", root
