"""The passages of a report as they go into the next one: labels rolled, doubtful places noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lcdraft.dataset import Passage, Report, Wording
from lcdraft.load.forms import LISTS
from lcdraft.periods import Period
from lcdraft.rollover import RolledLabel, Verdict, roll_text
from lcdraft.successor.notes import Topic
from lcdraft.successor.typed import TypedFigure, Values, typed_figures
from lcdraft.template.asked import Asked

__all__ = ["VERBATIM", "Carried", "Narrative", "Remark", "carry", "yearly_basis"]

_TOPICS = {
    Verdict.MOVED: Topic.MOVED,
    Verdict.PROTECTED: Topic.PROTECTED,
    Verdict.UNDECIDED: Topic.UNDECIDED,
}
_YEARLY = re.compile(r"kế hoạch|dự toán|chỉ tiêu", re.IGNORECASE)
VERBATIM = "van-ban-cu."
"""How the names of texts begin that are quoted from a document: figures of its period, under its labels."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a passage: ``start`` is the character in its new text, ``words`` what stands there."""

    topic: Topic
    start: int
    words: str
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """One passage: its name in the new report, its new text and what to look at in it."""

    name: str
    text: str
    remarks: tuple[Remark, ...] = ()
    passage: Passage | None = None

    @property
    def doubts(self) -> tuple[Remark, ...]:
        """The remarks that stand as comments above the passage."""
        return tuple(remark for remark in self.remarks if remark.topic in (Topic.UNDECIDED, Topic.TYPED))


@dataclass(slots=True)
class Narrative:
    """Everything that a new report takes over: ``parked`` is kept and not printed.

    ``wordings`` are the entries of ``loi_mau``, each with its new words, or those by which a paragraph is told.
    """

    sections: dict[str, Carried]
    lists: dict[str, list[Carried]]
    parked: dict[str, Carried]
    bases: list[Carried]
    title: Carried | None = None
    wordings: list[tuple[Wording, Carried]] = field(default_factory=list)

    def park(self, name: str) -> bool:
        """Move a section, or all items of a list, to what is not printed; False where there is none."""
        if name in self.sections:
            self.parked[name] = self.sections.pop(name)
            return True
        items = self.lists.pop(name, [])
        self.parked |= {item.name: item for item in items}
        return bool(items)

    @property
    def printed(self) -> Iterator[Carried]:
        """What the new report prints, in the order of its file."""
        yield from (self.title,) if self.title is not None else ()
        yield from self.bases
        yield from self.sections.values()
        for items in self.lists.values():
            yield from items
        yield from (item for _, item in self.wordings)


def carry(
    report: Report,
    period: Period,
    asked: Asked,
    known: Mapping[Decimal, Iterable[Values]],
    *,
    same_template: bool,
    wordings: Iterable[Wording] = (),
) -> Narrative:
    """The passages of a report for another period; those that the new template does not ask for are parked.

    ``wordings`` are the entries of its ``loi_mau`` that act in the new template too.
    """
    old = report.period

    def moved(name: str, passage: Passage) -> Carried:
        if name.startswith(VERBATIM):
            return Carried(name, passage.text.strip(), (), passage)
        return _carried(name, passage, old, period, known)

    texts = {
        name: passage for name, passage in report.parked.items() if "/" not in name and name not in report.sections
    }
    sections = {
        name: moved(name, passage) for name, passage in {**report.sections, **texts}.items() if _filled(passage)
    }
    kept = {name: each for name, each in sections.items() if asked.takes(name)}
    narrative = Narrative(
        sections=dict(sorted(kept.items(), key=lambda item: asked.order(item[0]))),
        lists={
            key: [moved(f"{key}/{n}", each) for n, each in enumerate(report.lists.get(key, ()), 1)] for key in LISTS
        },
        parked={name: each for name, each in sections.items() if name not in kept},
        wordings=[
            (each, moved(f"loi_mau/{n}", each.new) if each.new is not None else Carried(f"loi_mau/{n}", each.old.text))
            for n, each in enumerate(wordings, 1)
        ],
        bases=[_basis(number, base, old, period) for number, base in enumerate(report.bases, 1)],
    )
    earlier = {name: passage for name, passage in report.parked.items() if name not in texts and _filled(passage)}
    for key in LISTS:
        if key not in asked.lists:
            narrative.park(key)
    for name, passage in earlier.items():
        narrative.parked.setdefault(name, moved(name, passage))
    if report.title is not None:
        title = moved("tieu_de", report.title)
        if same_template:
            narrative.title = title
        else:
            narrative.parked["tieu_de"] = title
    return narrative


def yearly_basis(text: str, year: int) -> bool:
    """Whether a legal basis sets the plan or the budget of a year."""
    return f"năm {year}" in " ".join(text.split()) and _YEARLY.search(text) is not None


def _filled(passage: Passage) -> bool:
    return bool(passage.text.strip())


def _carried(
    name: str, passage: Passage, old: Period, new: Period, known: Mapping[Decimal, Iterable[Values]]
) -> Carried:
    rolled = roll_text(passage.text.strip(), old, new)
    remarks = [*map(_label_remark, rolled.labels), *map(_typed_remark, typed_figures(rolled.text, known))]
    return Carried(name, rolled.text, tuple(sorted(remarks, key=lambda remark: remark.start)), passage)


def _label_remark(label: RolledLabel) -> Remark:
    topic = _TOPICS[label.verdict]
    message = f"“{label.old}” → “{label.new}”" if topic is Topic.MOVED else f"“{label.old}”"
    return Remark(topic, label.new_start, label.new, " ".join(message.split()), label.reason)


def _typed_remark(typed: TypedFigure) -> Remark:
    return Remark(
        Topic.TYPED, typed.start, typed.words, f"“{typed.words}” gõ tay", f"viết {' hoặc '.join(typed.instead)}"
    )


def _basis(number: int, base: Passage, old: Period, new: Period) -> Carried:
    text = base.text.strip()
    remarks: tuple[Remark, ...] = ()
    if new.year != old.year and yearly_basis(text, old.year):
        advice = f"thay bằng văn bản về năm {new.year}"
        remarks = (Remark(Topic.BASIS, 0, text[:40], f"căn cứ về kế hoạch, dự toán năm {old.year}", advice),)
    return Carried(f"can_cu/{number}", text, remarks, base)
