"""From a report of a dataset to a `Document`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lcdraft.agencies import issuer_of
from lcdraft.dataset import Dataset, Report
from lcdraft.dates import format_long_date
from lcdraft.document import (
    Annex,
    Block,
    Document,
    Letterhead,
    Paragraph,
    Properties,
    Signature,
    Span,
    Table,
    Text,
    inlines_text,
)
from lcdraft.ending import early_end_marks
from lcdraft.errors import Place, Problem, TemplateError
from lcdraft.frame import AS_ABOVE, FILED, ILLUSTRATIVE, annex_label, is_filing_line, mentioned_annexes
from lcdraft.markup import Numbering, parse_markup
from lcdraft.tables.annex import table_annex
from lcdraft.tables.compute import compute_table
from lcdraft.tables.model import IndicatorTable
from lcdraft.template.making import Reading
from lcdraft.template.render import AnnexText, ReportText, render_annex_texts, render_text
from lcdraft.template.session import Session

__all__ = ["Rendering", "render_annexes", "render_document"]

MIN_LETTERS = 4
"""Shorter excerpts stand in too many places to tell one by."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered report: the document, what was wrong on the way, and which indicators it printed.

    ``tables`` are those of the document's annexes, in the same order.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    used: frozenset[str] = field(default_factory=frozenset)
    tables: tuple[IndicatorTable, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def render_document(
    dataset: Dataset, report: Report, folders: tuple[Path, ...], *, highlight: bool = False
) -> Rendering:
    """Render one report. The document is None where there are errors: a report is whole or it is not made.

    ``highlight`` marks the text that nobody has reviewed.
    """
    text = render_text(dataset, report, folders, highlight=highlight)
    problems = list(text.session.problems)
    known = len(problems)
    document: Document | None = None
    names = [name for name in report.annexes if name in dataset.annexes]  # a file may have been unreadable
    annexes = _Annexes(dataset, report, text.session)
    try:
        document = _document(dataset, report, text)
        document = replace(document, annexes=annexes.make(names, text.annexes))
        problems += _unmentioned(document, names, report.path)
        problems += (_placed(problem, report, text) for problem in early_end_marks(document.blocks))
    except TemplateError as error:
        problems.extend(_placed(problem, report, text) for problem in error.problems)
    return _rendering(document, [*problems, *text.session.problems[known:]], text.session, annexes.tables)


def render_annexes(dataset: Dataset, report: Report, names: Sequence[str], folders: tuple[Path, ...]) -> Rendering:
    """Only annexes of a report, as a document without letterhead, text and signature.

    ``names`` may hold annexes that the report itself does not come with.
    """
    session, texts = render_annex_texts(dataset, report, names, folders)
    annexes = _Annexes(dataset, report, session)
    problems: list[Problem] = []
    document: Document | None = None
    try:
        made = annexes.make(names, texts)
        title = made[0].title if len(made) == 1 else f"Phụ lục báo cáo {report.period.label}"
        created = report.issued or report.period.closing_date
        author = issuer_of(dataset.settings, report).agency.name
        properties = Properties(title, author, created, _notice(dataset, report))
        document = Document((), properties=properties, annexes=made)
    except TemplateError as error:
        problems += error.problems
    return _rendering(document, [*session.problems, *problems], session, annexes.tables)


def _notice(dataset: Dataset, report: Report) -> str:
    return ILLUSTRATIVE if dataset.is_illustrative(report) else ""


def _rendering(
    document: Document | None, problems: list[Problem], session: Session, tables: Sequence[IndicatorTable]
) -> Rendering:
    if any(problem.severity == "error" for problem in problems):
        document = None
    # The head of a template is read twice, once for the numbering and once by Jinja.
    return Rendering(document, tuple(dict.fromkeys(problems)), frozenset(session.used), tuple(tables))


class _Annexes:
    """Makes the annexes of one report, and keeps their tables."""

    def __init__(self, dataset: Dataset, report: Report, session: Session) -> None:
        self.tables: list[IndicatorTable] = []
        self._dataset = dataset
        self._report = report
        self._session = session

    def make(self, names: Sequence[str], texts: Sequence[AnnexText]) -> tuple[Annex, ...]:
        """The annexes of these names, numbered where there are several.

        Raises:
            TemplateError: for a title or note that is not understood.
        """
        pairs = list(zip(names, texts, strict=True))
        return tuple(self._annex(name, text, annex_label(at, len(pairs))) for at, (name, text) in enumerate(pairs, 1))

    def _annex(self, name: str, text: AnnexText, label: str) -> Annex:
        plan = self._dataset.annexes[name]
        reading = Reading(self._dataset, self._report.period, self._session, self._report)
        title = " ".join(_plain(self._blocks(text.title, plan.path)).split())
        table = compute_table(plan, reading, title)
        self.tables.append(table)
        note = self._blocks(text.note, plan.path)
        return table_annex(table, label, self._reference(), note, landscape=not plan.portrait)

    def _blocks(self, source: str, path: str) -> tuple[Block, ...]:
        return parse_markup(source, spans=self._session.spans, numbering=Numbering(), path=path) if source else ()

    def _reference(self) -> str:
        """Which report the annex belongs to; number and day stay blank in a draft."""
        report, agency = self._report, issuer_of(self._dataset.settings, self._report).agency
        number = report.number or "       "
        return f"(Kèm theo Báo cáo số {number}/BC-{agency.symbol} {_day(report)} của {agency.name})"


def _unmentioned(document: Document, names: Sequence[str], path: str) -> Iterator[Problem]:
    """A warning for every annex that the text never points to (Decree 30/2020/NĐ-CP wants it mentioned)."""
    if not document.annexes:
        return
    texts = (inlines_text(b.inlines) for b in replace(document, annexes=()).walk() if not isinstance(b, Table))
    mentioned = mentioned_annexes("\n".join(texts))
    for name, annex in zip(names, document.annexes, strict=True):
        if annex.label not in mentioned:
            message = f'báo cáo không nhắc đến {annex.label} ("{name}")'
            advice = f"Viết trong mẫu hoặc lời văn: Chi tiết tại {{{{ phu_luc('{name}') }}}} kèm theo."
            yield Problem("LC313", message, Place(path), advice, "warning")


def _day(report: Report) -> str:
    blank = f"ngày      tháng      năm {report.period.last_reported_year}"
    return format_long_date(report.issued) if report.issued else blank


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
    day = _day(report)
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
        properties=Properties(
            title=title,
            author=agency.name,
            created=issued or report.period.closing_date,
            notice=_notice(dataset, report),
            report=report.period.id,
        ),
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
    last_one = inlines[-1] if inlines else None
    if isinstance(last_one, Text) or (isinstance(last_one, Span) and last_one.unreviewed):
        inlines = (*inlines[:-1], replace(last_one, text=last_one.text.rstrip(" ;.")))
    return Paragraph((*inlines, Text("." if last else ";")), role="basis")
