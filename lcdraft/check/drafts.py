"""What a draft still lacks before it is final: unreviewed passages, unanswered tasks, gaps, texts not printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lcdraft.agencies import agency_on, no_agency, report_day
from lcdraft.dataset import Dataset, Report
from lcdraft.document import Document, Emphasis, Footnote, Inline, Span, Strong, Table
from lcdraft.errors import Place, Problem
from lcdraft.promises import tasks_of
from lcdraft.template.asked import Asked, asked_by
from lcdraft.text import fold

__all__ = ["check_draft", "count_gaps", "excerpt_of", "unanswered", "unreviewed", "without_agency"]

EXCERPT = 60


def check_draft(dataset: Dataset, report: Report, folders: tuple[Path, ...]) -> list[Problem]:
    """Warnings about what nobody has reviewed or answered, and a word on each text that is kept and not printed."""
    found = [*unreviewed(report), *unanswered(dataset, report)]
    if report.parked:
        asked = asked_by(dataset.root, folders, report.template)
        found += _parked(report, asked or Asked())
    return found


def unreviewed(report: Report) -> list[Problem]:
    """One warning for each passage that was carried over and not looked at since, at the passage itself."""
    passages = report.passages
    return [
        Problem(
            "LC320",
            f'đoạn "{name}" chép từ kỳ trước, chưa rà soát: “{excerpt_of(passages[name].text)}”',
            passages[name].place,
            f"Đọc lại, sửa cho đúng kỳ này, rồi xóa dòng “{name}” trong chua_ra_soat (dòng {place.line}).",
            "warning",
        )
        for name, place in report.unreviewed.items()
    ]


def unanswered(dataset: Dataset, report: Report) -> list[Problem]:
    """One warning for each task of an earlier report that this one does not answer yet."""
    reports = dataset.reports.values() if report.owed else ()
    set_at = {task.key: task.place for each in reports for task in tasks_of(each)}
    found = []
    for words, place in report.owed:
        origin = set_at.get(fold(words))
        told = f" (đề ra ở {origin.path}:{origin.line})" if origin is not None else ""
        message = f"nhiệm vụ kỳ trước chưa được trả lời: “{words}”{told}"
        advice = "Viết kết quả vào ket_qua hoặc mục của lĩnh vực ấy, rồi xóa dòng này."
        found.append(Problem("LC322", message, place, advice, "warning"))
    return found


def without_agency(dataset: Dataset, report: Report) -> list[Problem]:
    """A warning where the report comes out under the name of an agency that no longer, or not yet, exists."""
    day = report_day(report)
    if agency_on(dataset.settings.agencies, day) is not None:
        return []
    return [no_agency(dataset.settings, day, Place(dataset.settings.path))]


def excerpt_of(text: str) -> str:
    """The first words of a passage, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1].rstrip()}…"


def count_gaps(document: Document) -> int:
    """How many places of a document still have no value, its notes and annexes included."""
    return sum(
        1
        for block in document.walk()
        if not isinstance(block, Table)
        for inline in _leaves(block.inlines)
        if isinstance(inline, Span) and inline.gap
    )


def _leaves(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Strong | Emphasis):
            yield from _leaves(inline.children)
        elif not isinstance(inline, Footnote):
            yield inline


def _parked(report: Report, asked: Asked) -> Iterator[Problem]:
    for name, passage in report.parked.items():
        message = f'đoạn "{name}" giữ trong cat_giu, không in ra báo cáo: “{excerpt_of(passage.text)}”'
        advice = "Không cần nữa thì xóa."
        if name in report.sections:
            advice = f'noi_dung đã có mục "{name}"; ' + advice[0].lower() + advice[1:]
        elif asked.takes(name):
            advice = f'Mẫu "{report.template}" có mục này: muốn in thì chuyển lên noi_dung.'
        yield Problem("LC321", message, passage.place, advice, "info")
