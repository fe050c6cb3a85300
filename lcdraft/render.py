"""From a report of a dataset to a `Document`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from lcdraft.agencies import issuer_of
from lcdraft.dataset import Dataset, Report
from lcdraft.dates import format_long_date
from lcdraft.document import Block, Document, Letterhead, Paragraph, Properties, Signature, Text, inlines_text
from lcdraft.ending import early_end_marks
from lcdraft.errors import Place, Problem, TemplateError
from lcdraft.frame import AS_ABOVE, FILED, is_filing_line
from lcdraft.markup import Numbering, parse_markup
from lcdraft.template.render import ReportText, render_text

__all__ = ["Rendering", "render_document"]

MIN_LETTERS = 4
"""Shorter excerpts stand in too many places to tell one by."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered report: the document, what was wrong on the way, and which indicators it printed."""

    document: Document | None
    problems: tuple[Problem, ...] = ()
    used: frozenset[str] = field(default_factory=frozenset)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def render_document(dataset: Dataset, report: Report, folders: tuple[Path, ...]) -> Rendering:
    """Render one report. The document is None where there are errors: a report is whole or it is not made."""
    text = render_text(dataset, report, folders)
    problems = list(text.session.problems)
    document: Document | None = None
    try:
        document = _document(dataset, report, text)
        problems += (_placed(problem, report, text) for problem in early_end_marks(document.blocks))
    except TemplateError as error:
        problems.extend(_placed(problem, report, text) for problem in error.problems)
    if any(problem.severity == "error" for problem in problems):
        document = None
    # The head of a template is read twice, once for the numbering and once by Jinja.
    return Rendering(document, tuple(dict.fromkeys(problems)), frozenset(text.session.used))


def _document(dataset: Dataset, report: Report, text: ReportText) -> Document:
    agency, signing, recipients = issuer_of(dataset.settings, report)
    numbering = Numbering(text.front.levels, text.front.item)

    def blocks(source: str) -> tuple[Block, ...]:
        return parse_markup(
            source, spans=text.session.spans, numbering=numbering, path=f"templates/{report.template}.md.j2"
        )

    title = " ".join(_plain(blocks(text.title)).split()).rstrip(" .")
    bases = [_basis(blocks(base), last=number == len(text.bases)) for number, base in enumerate(text.bases, 1)]
    issued = report.issued
    year = report.period.last_reported_year
    day = format_long_date(issued) if issued else f"ngày      tháng      năm {year}"
    number = report.number or "       "
    return Document(
        blocks=(*bases, *blocks(text.body)),
        letterhead=Letterhead(
            agency=agency.lines,
            superior=agency.superior,
            number=f"Số: {number}/BC-{agency.symbol}",
            place_date=f"{agency.seat}, {day}" if agency.seat else day,
            kind="BÁO CÁO",
            subject=title,
            addressees=report.addressees,
            sizes=agency.head_points,
        ),
        signature=Signature(signing.authority, signing.name, _recipients(recipients, report.addressees)),
        properties=Properties(title=title, author=agency.name, created=issued or report.period.closing_date),
        text_points=agency.text_points,
    )


def _recipients(recipients: tuple[str, ...], addressees: tuple[str, ...]) -> tuple[str, ...]:
    """Who receives a copy: "as above" first where the text has addressees, what is filed last."""
    first = (AS_ABOVE,) if addressees else ()
    last = () if any(map(is_filing_line, recipients)) else (FILED,)
    return (*first, *recipients, *last)


def _placed(problem: Problem, report: Report, text: ReportText) -> Problem:
    """A problem of the marked-up text with the place of its words, where a data file or a template has them."""
    if problem.place.line:
        return problem
    for words in _literals(problem.excerpt):
        if (place := _place_of(words, report, text)) is not None:
            return replace(problem, place=place)
    return problem


def _place_of(words: str, report: Report, text: ReportText) -> Place | None:
    passages = [*report.sections.values(), *(passage for found in report.lists.values() for passage in found)]
    for passage in passages:
        for number, line in enumerate(passage.text.split("\n")):
            if words in line:
                start = passage.place
                if not passage.exact:
                    return start
                return Place(start.path, start.line + number, start.column + line.index(words))
    for source in text.session.sources.values():
        for number, line in enumerate(source.lines, 1):
            if words in line:
                return Place(source.path, source.before + number, line.index(words) + 1)
    return None


def _literals(excerpt: str) -> list[str]:
    """Runs of the excerpt that probably stand in the source as they are: without figures, the longest first."""
    runs = [run.strip() for run in re.split(r"[\d[\]…]+|\n|(?<=[.;]) ", excerpt)]
    found = [*sorted(runs, key=len, reverse=True)[:3], excerpt[:24].strip(), excerpt[:12].strip()]
    return [run[:60] for run in found if len(run) >= MIN_LETTERS]


def _plain(blocks: Iterable[Block]) -> str:
    return " ".join(inlines_text(block.inlines) for block in blocks if isinstance(block, Paragraph))


def _basis(blocks: tuple[Block, ...], *, last: bool) -> Block:
    """A legal basis: an italic line of its own that ends in ";", the last one in "."."""
    inlines = tuple(inline for block in blocks if isinstance(block, Paragraph) for inline in block.inlines)
    if inlines and isinstance(inlines[-1], Text):
        inlines = (*inlines[:-1], Text(inlines[-1].text.rstrip(" ;.")))
    return Paragraph((*inlines, Text("." if last else ";")), role="basis")
