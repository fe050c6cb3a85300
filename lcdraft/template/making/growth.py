"""Phrases that compare a value with the same indicator at another time."""

from __future__ import annotations

from decimal import Decimal

from lcdraft.dataset import Amount, Nature
from lcdraft.document import Origin
from lcdraft.numbers import format_number, round_half_up
from lcdraft.periods import SAME_PERIOD, Kind, Period
from lcdraft.phrases import growth
from lcdraft.phrases.values import NoPhraseError
from lcdraft.template.making.base import Horizon, full_year, main_value
from lcdraft.template.making.plan import PlanMaker
from lcdraft.template.session import Made
from lcdraft.text import capitalize_first

__all__ = ["ChangeMaker"]


class ChangeMaker(PlanMaker):
    """Makes phrases of change over time."""

    __slots__ = ()

    def value_in(self, period: Period | None, horizon: Horizon) -> Amount | None:
        figure = self.reading.dataset.figure(self.indicator.id, period) if period is not None else None
        estimate = horizon(figure) if figure is not None else None
        return None if estimate is None else estimate.amount

    def base(self) -> tuple[Amount, str]:
        """The value of the same span last year and how it is called."""
        period, figure = self.reading.period, self.figure()
        if self.horizon is full_year:
            return self.in_year(period.year - 1)
        amount = self.value_in(period.same_period_last_year, self.horizon)
        if amount is None and figure is not None and self.horizon is main_value:
            amount = figure.base
        if amount is None:
            last = period.same_period_last_year
            where = f"data/so-lieu/{last.id}.yaml" if last is not None else "tệp số liệu"
            raise NoPhraseError(f"chưa có số liệu cùng kỳ trong {where}")
        return amount, period.same_period_label

    def in_year(self, year: int) -> tuple[Amount, str]:
        amount = self.value_in(Period(Kind.YEAR, year), main_value)
        if amount is None:
            raise NoPhraseError(f"chưa có số liệu năm {year} trong data/so-lieu/nam-{year}.yaml")
        return amount, f"năm {year}"

    def change(self, base: Amount, label: str) -> tuple[growth.Change, Origin]:
        now = self.known()
        change = growth.Change(now.value, base.value, self.indicator.unit)
        operand = (capitalize_first(label), self.text(base.value), base)
        formula = f"{format_number(now.value)} so với {format_number(base.value)}"
        return change, self.origin(formula, self.own_operand(), operand)

    def compared(self, base: Amount, label: str, since: str | None, so_le: int | None) -> Made:
        """Growth in per cent, or in points where the indicator is itself a rate."""
        return self.grown(*self.change(base, label), since, so_le)

    def grown(self, change: growth.Change, origin: Origin, since: str | None, so_le: int | None) -> Made:
        wording = self.reading.wording
        if self.indicator.nature is Nature.RATE:
            return Made(growth.absolute_change_phrase(change, since, wording, decimals=so_le), origin)
        decimals = self.reading.change_decimals(self.indicator) if so_le is None else so_le
        text = growth.growth_phrase(change, decimals, since, wording)
        return Made(text, Origin(origin.indicator, _growth_formula(change), origin.operands))

    def year_on_year_number(self) -> tuple[Decimal, Origin]:
        """The number that `year_on_year` words: growth in per cent, or the difference where it is itself a rate."""
        base, label = self.base()
        change, origin = self.change(base, label)
        if self.indicator.nature is Nature.RATE:
            return change.now - change.before, origin
        rounded = round_half_up(growth.growth_rate(change), self.reading.change_decimals(self.indicator))
        return rounded, Origin(origin.indicator, _growth_formula(change), origin.operands)

    def since(self, label: str, nam: bool, so_voi: bool) -> str | None:
        if not so_voi:
            return None
        return self.reading.wording("cung_ky") if not nam and label.startswith(SAME_PERIOD) else label

    def year_on_year(self, nam: bool = True, so_voi: bool = True, so_le: int | None = None) -> Made:
        base, label = self.base()
        return self.compared(base, label, self.since(label, nam, so_voi), so_le)

    def year_on_year_units(self, nam: bool = True, so_voi: bool = True, so_le: int | None = None) -> Made:
        base, label = self.base()
        change, origin = self.change(base, label)
        since = self.since(label, nam, so_voi)
        return Made(growth.absolute_change_phrase(change, since, self.reading.wording, decimals=so_le), origin)

    def on_previous(self, so_voi: bool = True, so_le: int | None = None) -> Made:
        if self.horizon is main_value and self.indicator.nature is Nature.CUMULATIVE:
            raise NoPhraseError("số lũy kế không so với kỳ trước; dùng trong_ky.so_ky_truoc")
        previous, figure = self.reading.period.previous, self.figure()
        amount = self.value_in(previous, self.horizon) or (figure.previous if figure is not None else None)
        if amount is None:
            raise NoPhraseError(f"chưa có số liệu kỳ trước trong data/so-lieu/{previous.id}.yaml")
        label = previous.slash_label
        return self.compared(amount, label, label if so_voi else None, so_le)

    def next_plan_change(self, cap_giao: str = "", so_voi: bool = True, so_le: int | None = None) -> Made:
        """The plan of the next year against the value of this one."""
        period = self.reading.period
        if period.is_multi_year or (self.horizon is not full_year and period.kind is not Kind.YEAR):
            raise NoPhraseError("kế hoạch năm sau chỉ so với số cả năm; dùng ca_nam")
        now, label = self.known(), f"năm {period.year}"
        authority, amount, _ = self.first_target(cap_giao, plan_id=period.next_plan_id)
        operand = (f"{capitalize_first(authority.name)} {period.next_plan_id}", self.text(amount.value), amount)
        formula = f"{format_number(amount.value)} so với {format_number(now.value)}"
        change = growth.Change(amount.value, now.value, self.indicator.unit)
        return self.grown(change, self.origin(formula, operand, self.own_operand()), label if so_voi else None, so_le)

    def times(self, nam: bool = True, so_le: int = 1) -> Made:
        base, label = self.base()
        change, origin = self.change(base, label)
        since = self.since(label, nam, True) or label
        return Made(growth.times_phrase(change, since, self.reading.wording, decimals=so_le), origin)

    def on_year(self, nam: int, so_le: int | None = None) -> Made:
        base, label = self.in_year(nam)
        return self.compared(base, label, label, so_le)

    def on_base_year(self) -> Made:
        """As `on_year` for the year before the plan; a total of several years does not compare with one year."""
        if self.indicator.nature is Nature.CUMULATIVE:
            raise NoPhraseError("số cộng dồn nhiều năm không so với một năm")
        return self.on_year(self.reading.period.base_year)

    def on_year_units(self, nam: int, so_le: int | None = None) -> Made:
        base, label = self.in_year(nam)
        change, origin = self.change(base, label)
        return Made(growth.absolute_change_phrase(change, label, self.reading.wording, decimals=so_le), origin)

    def index(self, nam: int, so_le: int | None = None) -> Made:
        base, label = self.in_year(nam)
        change, origin = self.change(base, label)
        decimals = self.reading.change_decimals(self.indicator) if so_le is None else so_le
        return Made(growth.index_phrase(change, decimals, label, self.reading.wording), origin)

    def mean_growth(self, nam: int, so_le: int | None = None) -> Made:
        base, label = self.in_year(nam)
        change, origin = self.change(base, label)
        last = self.reading.period.year if self.horizon is full_year else self.reading.period.last_reported_year
        decimals = self.reading.change_decimals(self.indicator) if so_le is None else so_le
        return Made(growth.mean_growth_phrase(change, last - nam, decimals, self.reading.wording), origin)


def _growth_formula(change: growth.Change) -> str:
    difference = f"({format_number(change.now)} − {format_number(change.before)}) : {format_number(change.before)}"
    return f"{difference} × 100 = {format_number(growth.growth_rate(change), 3)}%"
