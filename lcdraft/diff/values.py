"""The typed values that one report rests on, each known by the part it plays: so those of two drafts can be compared.

The same indicator may be typed as the value of the period, of the month alone, of the same period last year, or as
the plan of two authorities. What a value is for does not depend on the period of the report, so that "the value of
the same period last year" of one draft is set against that of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lcdraft.dataset import Amount, Dataset, Estimate, Figure, Indicator
from lcdraft.diff.model import CauseKind
from lcdraft.errors import Place
from lcdraft.numbers import format_number
from lcdraft.periods import Period
from lcdraft.units import joined

__all__ = ["Key", "Value", "Values"]

Key = tuple[str, str, str]
"""Whose value it is, of what time (``now``, ``last year``, a plan), and which of the values of that time."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number of the data as people read it; ``amount`` has where it stands."""

    key: Key
    kind: CauseKind
    name: str
    text: str
    amount: Amount


class Values:
    """All values that a report may use, by what they are for and by where they stand."""

    def __init__(self, dataset: Dataset, period: Period) -> None:
        self.by_key: dict[Key, Value] = {}
        self.by_place: dict[Place, Value] = {}
        self.dataset = dataset
        self.period = period
        for value in self._all():
            self.by_key.setdefault(value.key, value)
            self.by_place.setdefault(value.amount.place, value)

    def of_report(self) -> Mapping[Key, Value]:
        """Those of the report's own period, its plan, and what it is compared with by custom."""
        near = {_NOW, _LAST_YEAR, _PLAN, _CATALOGUE}
        return {key: value for key, value in self.by_key.items() if key[1] in near}

    def parts(self, indicator: str) -> set[str]:
        """An indicator and all that it is made of, to any depth."""
        found: set[str] = set()
        waiting = [indicator]
        while waiting:
            name = waiting.pop()
            known = self.dataset.catalogue.get(name)
            if name in found or known is None:
                continue
            found.add(name)
            figure = self.dataset.figure(name, self.period)
            waiting += (*known.parts, *known.partial_parts, *((figure.parts or ()) if figure is not None else ()))
        return found

    def _all(self) -> Iterator[Value]:
        for id, figures in self.dataset.figures.items():
            when = self._when(figures.period)
            for name, figure in figures.by_indicator.items():
                indicator = self.dataset.catalogue.get(name)
                if indicator is not None:
                    yield from _of_figure(indicator, figure, when, id)
        for id, plan in self.dataset.plans.items():
            when = _PLAN if id == self.period.plan_id else f"kế hoạch {id}"
            for name, target in plan.targets.items():
                indicator = self.dataset.catalogue.get(name)
                if indicator is not None:
                    for authority, amount in target.by_authority.items():
                        yield _value(indicator, CauseKind.PLAN, when, authority, amount, "")
        for indicator in self.dataset.catalogue.values():
            if isinstance(indicator.denominator, Amount):
                yield _value(indicator, CauseKind.INPUT, _CATALOGUE, "mau_so", indicator.denominator, " (mẫu số)")

    def _when(self, period: Period) -> str:
        if period == self.period:
            return _NOW
        return _LAST_YEAR if period == self.period.same_period_last_year else period.label


_NOW, _LAST_YEAR, _PLAN, _CATALOGUE = "now", "last year", "plan", "catalogue"


def _of_figure(indicator: Indicator, figure: Figure, when: str, period: str) -> Iterator[Value]:
    kind = CauseKind.INPUT if when == _NOW else CauseKind.BASE
    about = "" if when == _NOW else " (cùng kỳ năm trước)" if when == _LAST_YEAR else f" ({when})"
    slots: tuple[tuple[str, Amount | Estimate | str | None, str], ...] = (
        ("gia_tri", figure.main, ""),
        ("trong_ky", figure.single, " (riêng trong kỳ)"),
        ("ca_nam", figure.full_year, " (ước cả năm)"),
        ("loai_tru", figure.excluded, " (phần loại trừ)"),
        ("mau_so", figure.denominator, " (mẫu số)"),
    )
    for slot, held, said in slots:
        amount = held.amount if isinstance(held, Estimate) else held
        if isinstance(amount, Amount):
            yield _value(indicator, kind, when, slot, amount, said + about)
    if figure.base is not None:
        # Typed beside the value, it plays the part of last year's file.
        last = _LAST_YEAR if when == _NOW else f"{when}: {_LAST_YEAR}"
        yield _value(indicator, CauseKind.BASE, last, "gia_tri", figure.base, " (cùng kỳ năm trước)")
    if figure.previous is not None:
        last = "previous" if when == _NOW else f"{when}: previous"
        yield _value(indicator, CauseKind.BASE, last, "gia_tri", figure.previous, " (kỳ trước)")


def _value(indicator: Indicator, kind: CauseKind, when: str, slot: str, amount: Amount, about: str) -> Value:
    text = joined(format_number(amount.value), indicator.unit)
    return Value((indicator.id, when, slot), kind, indicator.name + about, text, amount)
