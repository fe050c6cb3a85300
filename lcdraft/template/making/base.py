"""What a phrase starts from: the report's view of the dataset, one indicator's value, its unit, its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Self

from lcdraft.agencies import agency_of, report_day
from lcdraft.dataset import Agency, Amount, Dataset, Estimate, Figure, Indicator, Report, Status
from lcdraft.dates import format_date
from lcdraft.document import NOT_TYPED, Operand, Origin
from lcdraft.periods import Period
from lcdraft.phrases import values
from lcdraft.phrases.values import NoPhraseError, NotYetError, Quantity, quantity_text
from lcdraft.phrases.wording import Wording
from lcdraft.template.session import Made, Session
from lcdraft.units import convert, joined

__all__ = ["Horizon", "Reading", "ValueMaker", "full_year", "main_value", "single"]


@dataclass(frozen=True)
class Reading:
    """A dataset as seen from one report: which period "now" is, and which decimals hold."""

    dataset: Dataset
    period: Period
    session: Session
    report: Report | None = None

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.dataset.settings.wording)

    @property
    def agency(self) -> Agency:
        """Who writes the report, as it was called then."""
        day = self.period.closing_date if self.report is None else report_day(self.report)
        return agency_of(self.dataset.settings, day)

    @property
    def as_of(self) -> date:
        """The cut-off day that the figures of the period state, or the one that the law gives it."""
        figures = self.dataset.figures.get(self.period.id)
        stated = figures.as_of if figures is not None else None
        return stated or self.period.closing_date

    def ratio_decimals(self, indicator: Indicator) -> int:
        return self._decimals(indicator.ratio_decimals, "ratio_decimals")

    def change_decimals(self, indicator: Indicator) -> int:
        return self._decimals(indicator.change_decimals, "change_decimals")

    def _decimals(self, own: int | None, name: str) -> int:
        if own is not None:
            return own
        of_report: int | None = getattr(self.report, name, None)
        default: int = getattr(self.dataset.settings.defaults, name)
        return default if of_report is None else of_report


Horizon = Callable[[Figure], Estimate | None]
"""Which of a figure's values a phrase speaks of."""


def main_value(figure: Figure) -> Estimate | None:
    """From the start of the plan year to the cut-off day, or the state on that day."""
    return figure.main


def full_year(figure: Figure) -> Estimate | None:
    """The estimate for the whole plan year."""
    return figure.full_year


def single(figure: Figure) -> Estimate | None:
    """The month or quarter alone."""
    return figure.single


class ValueMaker:
    """Makes phrases of the value of one indicator."""

    __slots__ = ("horizon", "indicator", "reading", "title")

    def __init__(self, reading: Reading, indicator: Indicator, horizon: Horizon = main_value, suffix: str = "") -> None:
        self.reading = reading
        self.indicator = indicator
        self.horizon = horizon
        self.title = indicator.id + suffix

    def other(self, indicator: str, horizon: Horizon = main_value) -> Self:
        """The maker of another indicator of the same report, which thereby counts as used."""
        self.reading.session.used.add(indicator)
        return type(self)(self.reading, self.reading.dataset.catalogue[indicator], horizon)

    def figure(self) -> Figure | None:
        return self.reading.dataset.figure(self.indicator.id, self.reading.period)

    def estimate(self) -> Estimate | None:
        figure = self.figure()
        return None if figure is None else self.horizon(figure)

    def amount(self) -> Amount | None:
        estimate = self.estimate()
        return None if estimate is None else estimate.amount

    def known(self) -> Amount:
        amount = self.amount()
        if amount is None:
            raise self.no_value()
        return amount

    def no_value(self) -> NoPhraseError:
        """Why there is no phrase: the value is awaited where its entry is there and still empty, else there is none."""
        figure, estimate = self.figure(), self.estimate()
        is_awaited = figure is not None and estimate is not None and not figure.amounts
        return (NotYetError if is_awaited else NoPhraseError)("chưa có số liệu kỳ này")

    def quantity(self, don_vi: str = "", so_le: int | None = None) -> Quantity | None:
        """The value in the unit asked for, or None while it has not been typed."""
        estimate = self.estimate()
        if estimate is None or estimate.amount is None:
            return None
        return self.measured(estimate.amount.value, don_vi, so_le, estimate.approximation)

    def measured(self, value: Decimal, don_vi: str = "", so_le: int | None = None, approximation: str = "") -> Quantity:
        unit = don_vi or self.indicator.unit
        decimals = so_le if so_le is not None else self.indicator.decimals if unit == self.indicator.unit else None
        return Quantity(convert(value, self.indicator.unit, unit), unit, decimals, approximation)

    def gap(self, unit: str = "") -> str:
        """What stands for a value not yet typed; said once where it is printed."""
        reading = self.reading
        where = f"data/so-lieu/{reading.period.id}.yaml"
        reading.session.report(
            "LC121",
            f"{self.title}: chưa có số liệu kỳ {reading.period.id}; chỗ trống in {reading.wording('khoang_trong')}",
            f'Điền giá trị cho "{self.indicator.id}" trong {where}.',
            needle=self.title,
            severity="warning",
        )
        return joined(reading.wording("khoang_trong"), unit or self.indicator.unit)

    def origin(self, formula: str, *operands: tuple[str, str, Amount | None]) -> Origin:
        listed = tuple(
            Operand(name + _standing(amount), text, amount.place if amount else None) for name, text, amount in operands
        )
        return Origin(self.indicator.id, formula, listed)

    def gap_origin(self, don_vi: str = "") -> Origin:
        """Which value a gap stands for, and where its line is in the figures file."""
        horizons: dict[Horizon, str] = {full_year: "uoc_ca_nam", single: "trong_ky"}
        formula = NOT_TYPED[horizons.get(self.horizon, "gia_tri")]
        if don_vi and don_vi != self.indicator.unit:
            formula = f"{formula}, đổi sang {don_vi}"
        figure = self.figure()
        place = None if figure is None else figure.place
        return Origin(
            self.indicator.id, formula, (Operand(self.indicator.name, self.reading.wording("khoang_trong"), place),)
        )

    def own_operand(self) -> tuple[str, str, Amount | None]:
        amount = self.amount()
        text = self.text(amount.value) if amount is not None else self.reading.wording("khoang_trong")
        return (self.indicator.name, text, amount)

    def text(self, value: Decimal) -> str:
        return quantity_text(Quantity(value, self.indicator.unit))

    def typed(self, text: str, don_vi: str = "") -> Made:
        operand = self.own_operand()
        formula = "số liệu nhập" if not don_vi or don_vi == self.indicator.unit else f"{operand[1]} đổi sang {don_vi}"
        return Made(text, self.origin(formula, operand))

    def as_of(self) -> Made:
        figure = self.figure()
        day = figure.as_of if figure is not None else None
        return Made(format_date(day or self.reading.as_of))

    def number(self, don_vi: str = "", so_le: int | None = None) -> Made:
        quantity = self.quantity(don_vi, so_le)
        if quantity is None:
            self.gap()
            return Made(self.reading.wording("khoang_trong"), self.gap_origin(don_vi), gap=True)
        return self.typed(values.number_text(quantity), don_vi)

    def value(self, don_vi: str = "", so_le: int | None = None) -> Made:
        quantity = self.quantity(don_vi, so_le)
        if quantity is None:
            return Made(self.gap(don_vi), self.gap_origin(don_vi), gap=True)
        return self.typed(quantity_text(quantity), don_vi)

    def said(self, verb: str, don_vi: str = "", so_le: int | None = None) -> Made:
        """The value behind a verb; ``=`` before the verb takes it whatever the status."""
        estimate = self.estimate()
        status = estimate.status if estimate is not None else Status.ESTIMATE
        if verb.startswith("="):
            verb, status = verb[1:], Status.ACTUAL
        quantity = self.quantity(don_vi, so_le)
        if quantity is not None:
            return self.typed(values.value_phrase(quantity, status, self.reading.wording, verb), don_vi)
        key = values.verb_entry(verb, status)
        return Made(self.reading.wording(key, gia_tri=self.gap(don_vi)), self.gap_origin(don_vi), gap=True)

    def own_verb(self, dong_tu: str, don_vi: str = "", so_le: int | None = None) -> Made:
        estimate = self.estimate()
        estimated = estimate is None or estimate.status is not Status.ACTUAL
        verb = f"{self.reading.wording('uoc')} {dong_tu}" if estimated else dong_tu
        made = self.value(don_vi, so_le)
        return Made(f"{verb} {made.text}", made.origin, made.gap)

    def cumulative(self, don_vi: str = "") -> Made:
        estimate, period = self.estimate(), self.reading.period
        quantity = self.quantity(don_vi)
        if estimate is None or quantity is None:
            raise self.no_value()
        wording = self.reading.wording
        return self.typed(values.cumulative_phrase(quantity, estimate.status, period.cumulative_count, wording), don_vi)

    def single_period(self) -> Made:
        view = self if self.horizon is single else type(self)(self.reading, self.indicator, single, ".trong_ky")
        estimate, quantity = view.estimate(), view.quantity()
        if estimate is None or quantity is None:
            raise NoPhraseError("chưa có số liệu riêng của kỳ này (mục trong_ky)")
        text = values.single_period_phrase(
            quantity, estimate.status, self.reading.period.short_label, self.reading.wording
        )
        return view.typed(text)


def _standing(amount: Amount | None) -> str:
    """What a reader must know of a number that was not published."""
    if amount is None:
        return ""
    words = ("suy ra" if amount.derived else "", "số minh họa" if amount.illustrative else "")
    said = ", ".join(filter(None, words))
    return f" ({said})" if said else ""
