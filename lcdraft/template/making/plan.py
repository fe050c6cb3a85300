"""Phrases that measure a value against its plan."""

from __future__ import annotations

from decimal import Decimal

from lcdraft.dataset import Amount, Authority
from lcdraft.document import Origin
from lcdraft.numbers import format_number
from lcdraft.phrases import counts, plan, values
from lcdraft.phrases.values import MisuseError, NoPhraseError, Quantity, quantity_text
from lcdraft.template.making.base import ValueMaker, main_value, single
from lcdraft.template.session import Made
from lcdraft.text import capitalize_first, lower_first, nearest

__all__ = ["PlanMaker"]


class PlanMaker(ValueMaker):
    """Makes phrases of the plan of one indicator."""

    __slots__ = ()

    def targets(self, authorities: tuple[str, ...], plan_id: str = "") -> list[tuple[Authority, Amount]]:
        """The plans asked for, or all that the plan file has for the indicator; the plan of the period, or another.

        Raises:
            MisuseError: for an authority that is not declared.
            NoPhraseError: where the plan, or one of the authorities named, has no value.
        """
        dataset, plan_id = self.reading.dataset, plan_id or self.reading.period.plan_id
        known = dataset.settings.authorities
        for name in authorities:
            if name not in known:
                near = nearest(name, known)
                advice = f'Có phải "{near}"?' if near else f"Các cấp giao đã khai: {', '.join(known)}."
                raise MisuseError(f'không có cấp giao kế hoạch "{name}"', advice)
        found = dataset.plans.get(plan_id)
        target = found.targets.get(self.indicator.id) if found is not None else None
        if target is None or not target.by_authority:
            raise NoPhraseError(f"chưa có kế hoạch {plan_id} trong data/ke-hoach/{plan_id}.yaml")
        if self.horizon is single:
            raise NoPhraseError("số liệu riêng một kỳ không so với kế hoạch năm; dùng số lũy kế")
        for name in authorities:
            if name not in target.by_authority:
                raise NoPhraseError(f'kế hoạch {plan_id} không có mức giao "{name}"')
        return [(known[name], target.by_authority[name]) for name in authorities or tuple(target.by_authority)]

    def excluded(self) -> tuple[Decimal, list[tuple[str, str, Amount | None]]]:
        """What is left out of plan percentages: an amount, or the value of another indicator."""
        figure = self.figure()
        if figure is None or figure.excluded is None or self.horizon is not main_value:
            return Decimal(0), []
        amount, name = figure.excluded, "Phần loại trừ"
        if isinstance(amount, str):
            view = self.other(amount)
            name, amount = f"Loại trừ: {view.indicator.name}", view.known()
        return amount.value, [(name, self.text(amount.value), amount)]

    def left_out(self) -> Made:
        """What `excluded` is, in words."""
        figure = self.figure()
        excluded, operands = self.excluded()
        if figure is None or figure.excluded is None or not operands:
            raise NoPhraseError("chưa khai phần loại trừ (loai_tru)")
        name = ""
        if isinstance(figure.excluded, str):
            other = self.other(figure.excluded).indicator
            name = lower_first(other.short_name or other.name)
        text = plan.exclusion_phrase(name, self.measured(excluded), self.reading.wording)
        return Made(text, self.origin("phần loại trừ khỏi tỷ lệ kế hoạch", *operands))

    def ratios(self, authorities: tuple[str, ...]) -> tuple[list[plan.PlanRatio], Origin]:
        value = self.known()
        excluded, left_out = self.excluded()
        targets = self.targets(authorities)
        inverse = self.indicator.inverse_ratio
        ratios = [
            plan.PlanRatio(value.value, amount.value, authority, excluded, inverse) for authority, amount in targets
        ]
        formulas = [self.ratio_formula(comparison) for comparison in ratios]
        operands = [(authority.name, self.text(amount.value), amount) for authority, amount in targets]
        origin = self.origin("; ".join(formulas), self.own_operand(), *left_out, *operands)
        return ratios, origin

    def ratio_formula(self, comparison: plan.PlanRatio) -> str:
        value = format_number(comparison.value)
        if comparison.excluded:
            value = f"({value} − {format_number(comparison.excluded)})"
        target = format_number(comparison.plan)
        over, under = (target, value) if comparison.inverse else (value, target)
        return f"{over} : {under} × 100 = {format_number(plan.ratio(comparison), 3)}%"

    def ratio(self, verb: str, *cap_giao: str, gon: bool = False, so_le: int | None = None) -> Made:
        ratios, origin = self.ratios(cap_giao)
        decimals = self.reading.ratio_decimals(self.indicator) if so_le is None else so_le
        return Made(plan.plan_ratio_phrase(ratios, decimals, self.reading.wording, verb=verb, short=gon), origin)

    def plan_percentage(self, cap_giao: str = "", so_le: int | None = None) -> Made:
        ratios, origin = self.ratios((cap_giao,) if cap_giao else ())
        decimals = self.reading.ratio_decimals(self.indicator) if so_le is None else so_le
        return Made(values.percent_text(plan.ratio(ratios[0]), decimals), origin)

    def first_target(self, cap_giao: str, don_vi: str = "", plan_id: str = "") -> tuple[Authority, Amount, Quantity]:
        authority, amount = self.targets((cap_giao,) if cap_giao else (), plan_id)[0]
        return authority, amount, self.measured(amount.value, don_vi)

    def plan_value(self, cap_giao: str = "", don_vi: str = "") -> Made:
        authority, amount, quantity = self.first_target(cap_giao, don_vi)
        operand = (authority.name, self.text(amount.value), amount)
        return Made(quantity_text(quantity), self.origin("số liệu kế hoạch", operand))

    def next_plan_value(self, cap_giao: str = "", don_vi: str = "") -> Made:
        plan_id = self.reading.period.next_plan_id
        authority, amount, quantity = self.first_target(cap_giao, don_vi, plan_id)
        operand = (f"{capitalize_first(authority.name)} {plan_id}", self.text(amount.value), amount)
        return Made(quantity_text(quantity), self.origin(f"số liệu kế hoạch {plan_id}", operand))

    def with_plan_value(self, cap_giao: str = "", don_vi: str = "", so_le: int | None = None) -> Made:
        ratios, origin = self.ratios((cap_giao,) if cap_giao else ())
        _, _, quantity = self.first_target(cap_giao, don_vi)
        decimals = self.reading.ratio_decimals(self.indicator) if so_le is None else so_le
        return Made(plan.plan_value_phrase(ratios[0], quantity, decimals, self.reading.wording), origin)

    def published_plan(self, don_vi: str = "") -> Made:
        """As `with_plan_value`; a plan that was deduced, not published, is measured against but not shown."""
        if self.targets(())[0][1].derived:
            return self.ratio("bang_kh", gon=True)
        return self.with_plan_value(don_vi=don_vi)

    def plan_bracket(self, cap_giao: str = "", don_vi: str = "") -> Made:
        authority, amount, quantity = self.first_target(cap_giao, don_vi)
        operand = (authority.name, self.text(amount.value), amount)
        return Made(
            plan.plan_bracket(authority, quantity, self.reading.wording), self.origin("số liệu kế hoạch", operand)
        )

    def excess(self, cap_giao: str = "", gon: bool = False, so_le: int | None = None) -> Made:
        ratios, origin = self.ratios((cap_giao,) if cap_giao else ())
        decimals = self.reading.ratio_decimals(self.indicator) if so_le is None else so_le
        indicator, wording = self.indicator, self.reading.wording
        text = plan.excess_phrase(ratios[0], indicator.unit, indicator.direction, decimals, wording, short=gon)
        formula = f"{format_number(ratios[0].value)} so với {format_number(ratios[0].plan)}"
        return Made(text, Origin(origin.indicator, formula, origin.operands))

    def plan_words(self, kem_gia_tri: bool, cap_giao: str = "", gon: bool = False) -> Made:
        ratios, origin = self.ratios((cap_giao,) if cap_giao else ())
        _, _, quantity = self.first_target(cap_giao)
        text = plan.plan_words_phrase(
            ratios[0],
            self.indicator.direction,
            self.reading.wording,
            plan=quantity if kem_gia_tri else None,
            short=gon,
        )
        return Made(text, origin)

    def over_plan(self, cap_giao: str = "") -> Made:
        self.known()
        ratios, origin = self.ratios((cap_giao,) if cap_giao else ())
        part, whole = self.quantity(), self.measured(ratios[0].plan)
        assert part is not None
        text = counts.fraction_phrase(part, whole, self.reading.wording)
        return Made(text, Origin(origin.indicator, "thực hiện trên kế hoạch", origin.operands))
