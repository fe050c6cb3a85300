"""The next period's files, made from the last report: what to type, what to review, nothing invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from lcdraft.dataset import AnnexGroup, AnnexItem, Dataset, Figures, Passage, Report, Wording
from lcdraft.document import Document, Table, inlines_text
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.load.files import read_text_file
from lcdraft.periods import Period
from lcdraft.promises import Task, tasks_of
from lcdraft.render import Rendering, render_document
from lcdraft.successor.carry import Narrative, carry
from lcdraft.successor.figures import (
    Entry,
    Followed,
    Sheet,
    empty_figures,
    entries,
    usual_status,
    write_figures,
    write_lacking,
)
from lcdraft.successor.notes import Note, Topic, Work
from lcdraft.successor.report import Draft, write_report
from lcdraft.successor.sources import Source, pattern_of, topics_of
from lcdraft.successor.typed import known_values
from lcdraft.template.asked import (
    Asked,
    asked_by,
    compared_in,
    full_year_in,
    included_by,
    indicators_in,
    on_previous_in,
)
from lcdraft.template.session import Session
from lcdraft.template.sources import SUFFIX, TemplateFolder
from lcdraft.template.wordings import place_wordings

__all__ = ["NewPeriod", "count_words", "make_period", "template_for"]

_LIMIT = 5
"""Rounds of trying the draft; each parks what its template turned out not to print."""


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """Files by path relative to the workspace, what was noted on the way, and what is left to do.

    ``kept`` is the figures file where the period has one already; ``lacking`` says from which line of the report's file
    stand the indicators that it lacks, 0 where it lacks none.
    """

    period: Period
    files: Mapping[str, str]
    notes: tuple[Note, ...]
    work: Work
    kept: str = ""
    lacking: int = 0


def make_period(dataset: Dataset, period: Period, source: Source | None, folders: tuple[Path, ...]) -> NewPeriod:
    """The files of a new period. Nothing is written.

    Raises:
        UsageError: where there is no template for this kind of report.
    """
    return _Maker(dataset, period, source, folders).make()


def template_for(dataset: Dataset, period: Period, old: Report | None, folders: tuple[Path, ...]) -> tuple[str, Asked]:
    """The template of a new report and what it asks for: that of the old one, or of the last one of the same kind.

    Raises:
        UsageError: where there is no such template.
    """
    pattern = pattern_of(dataset, period)
    model = old if old is not None and old.period.kind is period.kind else None
    model = model or (dataset.reports.get(pattern.period.id) if pattern is not None else None)
    name = model.template if model is not None else period.kind.value
    asked = asked_by(dataset.root, folders, name)
    if asked is None:
        place = Place(f"templates/{name}.md.j2")
        advice = "Lập mẫu này trước (xem docs/viet-mau.md), hoặc chọn loại kỳ khác."
        raise UsageError(Problem("LC305", f'không có mẫu "{name}" cho kỳ {period}', place, advice))
    return name, asked


def count_words(document: Document) -> int:
    """The words of a document's text and notes, without its annexes."""
    blocks = (block for block in replace(document, annexes=()).walk() if not isinstance(block, Table))
    return sum(len(inlines_text(block.inlines).split()) for block in blocks)


class _Maker:
    def __init__(self, dataset: Dataset, period: Period, source: Source | None, folders: tuple[Path, ...]) -> None:
        self.dataset = dataset
        self.period = period
        self.source = source
        self.folders = folders
        self.pattern = pattern_of(dataset, period)
        self.model = dataset.reports.get(self.pattern.period.id) if self.pattern is not None else None
        self.figures_path = f"data/so-lieu/{period.id}.yaml"
        self.report_path = f"data/bao-cao/{period.id}.yaml"
        old = source.report if source is not None else None
        self.template, self.asked = template_for(dataset, period, old, folders)
        self.annexes = self._annexes()
        self.last = source.figures if source is not None else None
        self.present = dataset.figures.get(period.id)

    def make(self) -> NewPeriod:
        narrative = self._narrative()
        followed = self._printed_of(self._followed(narrative, frozenset()), narrative)
        for _ in range(_LIMIT):
            rendering = self._try(narrative, followed)
            printed = {problem.message.split(":")[0].split(".")[0] for problem in _with(rendering, "LC121")}
            wanting = frozenset(key for key in printed if key in self.dataset.catalogue and key not in followed.ids)
            if not _park_lost(narrative, rendering) and not wanting:
                break
            more = self._followed(narrative, wanting)
            ids = {*followed.ids, *wanting}
            leftover = tuple(key for key in followed.leftover if key not in ids)
            followed = replace(more, ids=tuple(key for key in self.dataset.catalogue if key in ids), leftover=leftover)
        if self.present is not None:  # what it lacks may close a branch of the template that prints a text
            _park_lost(narrative, self._render(narrative, self.present))
        return self._written(narrative, followed, rendering)

    def _lost_wordings(self, narrative: Narrative) -> tuple[Wording, ...]:
        kept = [each.place for each, _ in narrative.wordings]
        old = self.source.report.wordings if self.source is not None else ()
        return tuple(each for each in old if each.place not in kept)

    # What there is to ask for

    def _annexes(self) -> tuple[str, ...]:
        same = self.source is not None and self.source.period.kind is self.period.kind
        report = self.source.report if same and self.source is not None else self.model
        report = report or (self.source.report if self.source is not None else None)
        return tuple(name for name in (report.annexes if report is not None else ()) if name in self.dataset.annexes)

    def _narrative(self) -> Narrative:
        if self.source is None:
            return Narrative({}, {key: [] for key in self.asked.lists}, {}, [])
        old = self.source.report
        known = known_values(self.last, self.dataset.catalogue)
        same = old.period.kind is self.period.kind and old.template == self.template
        return carry(old, self.period, self.asked, known, same_template=same, wordings=self._acting(old))

    def _acting(self, old: Report) -> list[Wording]:
        """The entries of ``loi_mau`` that act in the new template too, whose own file may have another name."""
        if not old.wordings:
            return []
        loader = TemplateFolder(self.dataset.root, self.folders, Session())
        parts = included_by(loader, self.template + SUFFIX)
        own = {old.template + SUFFIX: self.template + SUFFIX}
        found = [each._replace(template=own.get(each.template, each.template)) for each in old.wordings]
        return [
            each
            for each in found
            if each.template in parts and not place_wordings(parts[each.template], each.template, [(1, each)])[1]
        ]

    def _followed(self, narrative: Narrative, more: frozenset[str]) -> Followed:
        """The indicators that somebody followed before and that the new texts print."""
        catalogue = self.dataset.catalogue
        texts = "".join(item.text for item in narrative.printed)
        code = self.asked.code + texts
        printed = indicators_in(code, catalogue) | self._in_annexes()
        for key in list(printed):
            printed |= self._needed_by(key)
        before = set(self.last.by_indicator if self.last is not None else ())
        usual = set(self.pattern.by_indicator if self.pattern is not None else ())
        known = (before | usual | set(self.source.proposals if self.source else ())) or set(catalogue)
        chosen = (printed & known) | indicators_in(texts, catalogue) | self._suggested(narrative) | more
        return Followed(
            tuple(key for key in catalogue if key in chosen),
            frozenset(compared_in(code)),
            frozenset(on_previous_in(code)),
            frozenset(full_year_in(code) | self._in_annexes()),
            tuple(key for key in catalogue if key in before and key not in chosen),
        )

    def _suggested(self, narrative: Narrative) -> set[str]:
        """The indicators that a clerk is told to write in place of a typed figure."""
        typed = (each.advice for item in narrative.printed for each in item.remarks if each.topic is Topic.TYPED)
        return indicators_in("".join(typed), self.dataset.catalogue)

    def _in_annexes(self) -> set[str]:
        return {key for name in self.annexes for group in self.dataset.annexes[name].groups for key in self._of(group)}

    def _of(self, group: AnnexGroup) -> Iterable[str]:
        yield from _ids(group.items)
        yield from (group.total,) if group.total else ()
        for inner in group.groups:
            yield from self._of(inner)
        if not group.items and group.field:
            yield from (key for key, each in self.dataset.catalogue.items() if each.field.startswith(group.field))

    def _needed_by(self, key: str) -> set[str]:
        """Parts and measures of an indicator, which are printed with it."""
        indicator = self.dataset.catalogue[key]
        found = {*indicator.parts, *indicator.partial_parts}
        if isinstance(indicator.denominator, str):
            found.add(indicator.denominator)
        followed = (figures.by_indicator.get(key) for figures in (self.last, self.pattern) if figures is not None)
        latest = next((figure for figure in followed if figure is not None), None)
        if latest is not None:
            found.update(other for other in (latest.excluded, latest.denominator) if isinstance(other, str))
            found.update(latest.parts or ())
        return found - {key}

    # The draft as it will be loaded

    def _printed_of(self, followed: Followed, narrative: Narrative) -> Followed:
        """Those that are printed once every value is there."""
        printed = self._try(narrative, followed, Decimal(1)).used | self._suggested(narrative)
        kept = tuple(key for key in followed.ids if key in printed)
        before = self.last.by_indicator if self.last is not None else {}
        leftover = tuple(key for key in self.dataset.catalogue if key in before and key not in kept)
        return replace(followed, ids=kept, leftover=leftover)

    def _try(self, narrative: Narrative, followed: Followed, value: Decimal | None = None) -> Rendering:
        """The report as it would come out, all its figures unknown or of one value."""
        figures = empty_figures(self.period, self.figures_path, self._entries(followed), value)
        if self.present is not None:
            present = self.present.by_indicator
            figures = self.present._replace(by_indicator={**figures.by_indicator, **present})
        return self._render(narrative, figures)

    def _render(self, narrative: Narrative, figures: Figures) -> Rendering:
        dataset = replace(self.dataset, figures={**self.dataset.figures, self.period.id: figures})
        return render_document(dataset, self._report(narrative), self.folders)

    def _entries(self, followed: Followed) -> tuple[Entry, ...]:
        """One for each indicator that the figures file still lacks."""
        there = self.present.by_indicator if self.present is not None else {}
        found = entries(self.dataset, self.period, followed, self.last, self.pattern)
        return tuple(entry for entry in found if entry.indicator.id not in there)

    def _report(self, narrative: Narrative) -> Report:
        place = Place(self.report_path, 1, 1)

        def passage(text: str) -> Passage:
            return Passage(text, place, exact=False)

        return Report(
            period=self.period,
            path=self.report_path,
            template=self.template,
            title=passage(narrative.title.text) if narrative.title is not None else None,
            bases=tuple(passage(item.text) for item in narrative.bases),
            sections={name: passage(item.text) for name, item in narrative.sections.items()},
            lists={key: tuple(passage(item.text) for item in items) for key, items in narrative.lists.items()},
            annexes=self.annexes,
            wordings=tuple(
                each._replace(new=passage(item.text) if each.new is not None else None)
                for each, item in narrative.wordings
            ),
            place=place,
        )

    # The files

    def _written(self, narrative: Narrative, followed: Followed, rendering: Rendering) -> NewPeriod:
        missing = {
            name: self._where_written(name) for problem in _with(rendering, "LC311") if (name := _quoted(problem))
        }
        source = self.source
        draft = Draft(
            period=self.period,
            path=self.report_path,
            source=source.shown if source is not None else "",
            old=source.period if source is not None else None,
            narrative=narrative,
            template=self.template if self.template != self.period.kind.value else "",
            settings=source.settings if source is not None else {},
            annexes=self.annexes,
            topics=self._section_topics(),
            missing=missing,
            order={
                name: rank for rank, name in enumerate(sorted({*narrative.sections, *missing}, key=self.asked.order))
            },
            owed=self._owed(),
            lost_wordings=self._lost_wordings(narrative),
        )
        report, notes = write_report(draft)
        found = self._entries(followed)
        files, places, lacking = self._files(report, found, followed)
        notes += self._more_notes(followed, places)
        order = {topic: rank for rank, topic in enumerate(Topic)}
        reviewed = list(narrative.printed)
        work = Work(
            values=sum(len(entry.asked) for entry in found),
            bases=sum("cung_ky" in entry.asked for entry in found),
            reviews=len(reviewed),
            review_words=sum(len(item.text.split()) for item in reviewed),
            writes=len(missing),
            report_words=source.words if source is not None else 0,
        )
        return NewPeriod(
            self.period,
            files,
            tuple(sorted(notes, key=lambda note: (order[note.topic], note.place.order))),
            work,
            self.present.path if self.present is not None else "",
            lacking,
        )

    def _files(
        self, report: str, found: tuple[Entry, ...], followed: Followed
    ) -> tuple[dict[str, str], dict[str, Place], int]:
        """The files, where each indicator stands in them, and the first line of those that an older file lacks."""
        source = self.source
        sheet = Sheet(
            self.dataset,
            self.period,
            self.last,
            self._indicator_topics(),
            source.proposals if source is not None else {},
        )
        if self.present is None:
            figures, lines = write_figures(
                sheet,
                found,
                source=f" từ {source.shown}" if source is not None else "",
                usual=usual_status(self.pattern or self.last),
                leftover=followed.leftover,
            )
            places = {key: Place(self.figures_path, line, 3) for key, line in lines.items()}
            return {self.figures_path: figures, self.report_path: report}, places, 0
        places = {key: figure.place for key, figure in self.present.by_indicator.items()}
        if not found:
            return {self.report_path: report}, places, 0
        addition, lines = write_lacking(sheet, found, self.present.path)
        before = report.count("\n")
        places |= {key: Place(self.report_path, before + line, 3) for key, line in lines.items()}
        return {self.report_path: report + addition}, places, before + min(lines.values())

    def _more_notes(self, followed: Followed, places: Mapping[str, Place]) -> list[Note]:
        notes = []
        for key, proposals in (self.source.proposals if self.source is not None else {}).items():
            place = places.get(key, Place(self.figures_path))
            notes += [
                Note(Topic.PROPOSED, place, f"{key}: {each.printed} (đoạn {each.block}: “{each.excerpt}”)")
                for each in proposals
            ]
        if followed.leftover:
            notes += (Note(Topic.LEFT, Place(self.figures_path), name) for name in followed.leftover)
        if self.period.plan_id not in self.dataset.plans:
            path = f"data/ke-hoach/{self.period.plan_id}.yaml"
            message = f"chưa có tệp kế hoạch {self.period.plan_label}: lập tệp này khi có quyết định giao chỉ tiêu"
            notes.append(Note(Topic.PLAN, Place(path), message))
        return notes

    def _owed(self) -> tuple[Task, ...]:
        """The tasks that the last report set, and those that it left unanswered itself."""
        report = self.source.report if self.source is not None else None
        if report is None or report.period.closing_date >= self.period.closing_date:
            return ()
        still = (Task(words, place) for words, place in report.owed)
        return tuple({task.key: task for task in (*tasks_of(report), *still)}.values())

    def _where_written(self, section: str) -> str:
        passage = self.model.sections.get(section) if self.model is not None else None
        return f" Xem {passage.place.path}:{passage.place.line}." if passage is not None else ""

    def _section_topics(self) -> Mapping[str, str]:
        own = self.source.topics if self.source is not None else {}
        if self.model is None:
            return own
        text = read_text_file(self.dataset.root / self.model.path, self.model.path, []) or ""
        return {**own, **topics_of(text, {name: each.place.line for name, each in self.model.sections.items()})}

    def _indicator_topics(self) -> Mapping[str, str]:
        path = "data/chi-tieu.yaml"
        text = read_text_file(self.dataset.root / path, path, []) or ""
        found = topics_of(text, {key: each.place.line for key, each in self.dataset.catalogue.items()})
        return found if any(found.values()) else {key: each.field for key, each in self.dataset.catalogue.items()}


def _park_lost(narrative: Narrative, rendering: Rendering) -> bool:
    """Keep aside what the template turned out not to print; whether there was any."""
    lost = [name for problem in _with(rendering, "LC312") if (name := _quoted(problem))]
    parked = [narrative.park(name) for name in lost]
    return any(parked)


def _with(rendering: Rendering, code: str) -> list[Problem]:
    return [problem for problem in rendering.problems if problem.code == code]


def _quoted(problem: Problem) -> str:
    found = re.search(r'"([^"]+)"', problem.message)
    return found[1] if found else ""


def _ids(items: Iterable[AnnexItem]) -> Iterable[str]:
    for item in items:
        yield item.indicator
        yield from _ids(item.parts)
