"""What templates and narratives can see: indicators with their phrases, the period, the agency.

Attribute names are the clerk's vocabulary, Vietnamese without diacritics; the guide lists each beside
its output. Views only pick numbers out of the dataset, phrases are made in `lcdraft.phrases`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial

from lcdraft.dataset import Amount, Authority, Dataset, Estimate, Figure, Indicator, Nature, Report, Status
from lcdraft.dates import format_date
from lcdraft.document import Operand, Origin
from lcdraft.numbers import format_number
from lcdraft.periods import Kind, Period
from lcdraft.phrases import counts, growth, plan, values
from lcdraft.phrases.values import NoPhraseError, Quantity, quantity_text
from lcdraft.phrases.wording import Wording
from lcdraft.template.session import Made, Phrase, Session, Visible
from lcdraft.text import capitalize_first
from lcdraft.units import convert, joined

__all__ = ["AgencyView", "IndicatorView", "PeriodView", "Reading", "indicator_views", "period_view"]


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


# Which of a figure's values a view speaks of
Horizon = Callable[[Figure], Estimate | None]


def _main(figure: Figure) -> Estimate | None:
    return figure.main


def _full_year(figure: Figure) -> Estimate | None:
    return figure.full_year


def _single(figure: Figure) -> Estimate | None:
    return figure.single


class IndicatorView(Visible):
    """One indicator as a template sees it: ``ban_le.uoc_dat``, ``ban_le.so_cung_ky``, ``ban_le.ca_nam.dat_kh``."""

    __slots__ = ("_horizon", "_indicator", "_reading", "_title")

    def __init__(self, reading: Reading, indicator: Indicator, horizon: Horizon = _main, suffix: str = "") -> None:
        self._reading = reading
        self._indicator = indicator
        self._horizon = horizon
        self._title = indicator.id + suffix

    def __str__(self) -> str:
        return str(self.gia_tri)

    # Names

    @property
    def ten(self) -> Phrase:
        """Tên đầy đủ của chỉ tiêu."""
        return self._phrase("ten", lambda: Made(self._indicator.name))

    @property
    def ten_ngan(self) -> Phrase:
        """Tên ngắn của chỉ tiêu; không khai tên ngắn thì là tên đầy đủ."""
        return self._phrase("ten_ngan", lambda: Made(self._indicator.short_name or self._indicator.name))

    @property
    def don_vi(self) -> Phrase:
        """Đơn vị tính."""
        return self._phrase("don_vi", lambda: Made(self._indicator.unit))

    @property
    def co(self) -> bool:
        """Đã có số liệu hay chưa, dùng trong {% if %}."""
        return self._amount() is not None

    @property
    def den_ngay(self) -> Phrase:
        """Ngày chốt của riêng số liệu này; không ghi riêng thì là ngày chốt của kỳ."""
        return self._phrase("den_ngay", self._as_of)

    # Other values of the same indicator

    @property
    def ca_nam(self) -> IndicatorView:
        """Ước thực hiện cả năm (hoặc cả giai đoạn) của chỉ tiêu; dùng được mọi cụm từ."""
        return IndicatorView(self._reading, self._indicator, _full_year, ".ca_nam")

    @property
    def trong_ky(self) -> IndicatorView:
        """Số liệu riêng của tháng, quý; dùng được mọi cụm từ."""
        return IndicatorView(self._reading, self._indicator, _single, ".trong_ky")

    # Values

    @property
    def so(self) -> Phrase:
        """Chỉ con số."""
        return self._phrase("so", self._number)

    @property
    def gia_tri(self) -> Phrase:
        """Con số kèm đơn vị."""
        return self._phrase("gia_tri", self._value)

    @property
    def uoc_dat(self) -> Phrase:
        """“ước đạt …”, “đạt …” hoặc “phấn đấu đạt …” theo trạng thái của số liệu."""
        return self._phrase("uoc_dat", partial(self._said, "dat"))

    @property
    def dat(self) -> Phrase:
        """Luôn là “đạt …”."""
        return self._phrase("dat", partial(self._said, "=dat"))

    @property
    def uoc_thuc_hien(self) -> Phrase:
        """“ước thực hiện …”, “thực hiện …” hoặc “phấn đấu thực hiện …” theo trạng thái."""
        return self._phrase("uoc_thuc_hien", partial(self._said, "thuc_hien"))

    @property
    def la(self) -> Phrase:
        """“là …”."""
        return self._phrase("la", partial(self._said, "la"))

    @property
    def con(self) -> Phrase:
        """“còn …”."""
        return self._phrase("con", partial(self._said, "con"))

    @property
    def uoc(self) -> Phrase:
        """Động từ tự chọn, thêm “ước” khi số liệu là ước tính: uoc('đón')."""
        return self._phrase("uoc", self._own_verb)

    @property
    def luy_ke(self) -> Phrase:
        """“lũy kế 2 tháng ước đạt …”."""
        return self._phrase("luy_ke", self._cumulative)

    @property
    def rieng_ky(self) -> Phrase:
        """“riêng trong tháng 7 ước đạt …”."""
        return self._phrase("rieng_ky", self._single_period)

    # Against the plan

    @property
    def ke_hoach(self) -> Phrase:
        """Giá trị kế hoạch kèm đơn vị."""
        return self._phrase("ke_hoach", self._plan_value)

    @property
    def phan_tram_kh(self) -> Phrase:
        """Chỉ tỷ lệ phần trăm so với kế hoạch."""
        return self._phrase("phan_tram_kh", self._plan_percentage)

    @property
    def dat_kh(self) -> Phrase:
        """“đạt 47,6% kế hoạch giao”; nhiều cấp giao thì nối bằng “và”."""
        return self._phrase("dat_kh", partial(self._ratio, "dat_kh"))

    @property
    def bang_kh(self) -> Phrase:
        """“bằng 47,6% kế hoạch giao”."""
        return self._phrase("bang_kh", partial(self._ratio, "bang_kh"))

    @property
    def bang_kh_gd(self) -> Phrase:
        """“bằng 47% KH giai đoạn (KHGĐ là 2.226 tỷ đồng)”."""
        return self._phrase("bang_kh_gd", self._with_plan_value)

    @property
    def ngoac_kh(self) -> Phrase:
        """“(kế hoạch giao 67,9%)”."""
        return self._phrase("ngoac_kh", self._plan_bracket)

    @property
    def vuot_kh(self) -> Phrase:
        """“vượt 1,4‰ kế hoạch”: điểm đối với tỷ lệ, phần trăm đối với chỉ tiêu khác."""
        return self._phrase("vuot_kh", self._excess)

    @property
    def dat_kh_chu(self) -> Phrase:
        """“đạt kế hoạch giao”, “vượt kế hoạch giao” hoặc “chưa đạt kế hoạch giao”."""
        return self._phrase("dat_kh_chu", partial(self._plan_words, False))

    @property
    def vuot_kh_giao(self) -> Phrase:
        """Như dat_kh_chu, kèm giá trị kế hoạch: “vượt kế hoạch giao (kế hoạch giao 10 người)”."""
        return self._phrase("vuot_kh_giao", partial(self._plan_words, True))

    @property
    def tren_kh(self) -> Phrase:
        """“186/110 ha”: thực hiện trên kế hoạch."""
        return self._phrase("tren_kh", self._over_plan)

    # Against another period

    @property
    def so_cung_ky(self) -> Phrase:
        """“tăng 2% so với cùng kỳ năm 2024”; chỉ tiêu tỷ lệ so bằng điểm phần trăm."""
        return self._phrase("so_cung_ky", self._year_on_year)

    @property
    def so_cung_ky_so(self) -> Phrase:
        """“tăng 36 đơn so với cùng kỳ năm 2024”."""
        return self._phrase("so_cung_ky_so", self._year_on_year_units)

    @property
    def so_ky_truoc(self) -> Phrase:
        """“tăng 21,69% so với tháng 6/2022”."""
        return self._phrase("so_ky_truoc", self._on_previous)

    @property
    def gap(self) -> Phrase:
        """“gấp 2,5 lần so với cùng kỳ năm 2024”."""
        return self._phrase("gap", self._times)

    @property
    def so_nam(self) -> Phrase:
        """“tăng 12% so với năm 2020”: so_nam(2020)."""
        return self._phrase("so_nam", self._on_year)

    @property
    def so_nam_so(self) -> Phrase:
        """“tăng 06 nhà so với năm 2020”: so_nam_so(2020)."""
        return self._phrase("so_nam_so", self._on_year_units)

    @property
    def chi_so_nam(self) -> Phrase:
        """“đạt 108% so với năm 2020”: chi_so_nam(2020)."""
        return self._phrase("chi_so_nam", self._index)

    @property
    def tang_binh_quan(self) -> Phrase:
        """“tốc độ tăng bình quân hàng năm đạt 4%/năm”: tang_binh_quan(2020)."""
        return self._phrase("tang_binh_quan", self._mean_growth)

    # Of a whole, and into parts

    @property
    def tren(self) -> Phrase:
        """“27/28 trường”."""
        return self._phrase("tren", self._fraction)

    @property
    def tren_ty_le(self) -> Phrase:
        """“27/28 trường, đạt tỷ lệ 96,4%”."""
        return self._phrase("tren_ty_le", self._fraction_share)

    @property
    def ty_le(self) -> Phrase:
        """Tỷ lệ so với mẫu số: “96,4%”."""
        return self._phrase("ty_le", self._share)

    @property
    def chiem(self) -> Phrase:
        """“chiếm 23,3%”."""
        return self._phrase("chiem", self._takes)

    @property
    def trong_do(self) -> Phrase:
        """“trong đó: … 2.173 tỷ đồng; … 154 tỷ đồng” theo các chỉ tiêu thành phần."""
        return self._phrase("trong_do", self._breakdown)

    # How each is made

    def _phrase(self, name: str, compose: Callable[..., Made]) -> Phrase:
        self._reading.session.used.add(self._indicator.id)
        return Phrase(self._reading.session, f"{self._title}.{name}", compose)

    def _figure(self) -> Figure | None:
        return self._reading.dataset.figure(self._indicator.id, self._reading.period)

    def _estimate(self) -> Estimate | None:
        figure = self._figure()
        return None if figure is None else self._horizon(figure)

    def _amount(self) -> Amount | None:
        estimate = self._estimate()
        return None if estimate is None else estimate.amount

    def _known(self) -> Amount:
        amount = self._amount()
        if amount is None:
            raise NoPhraseError("chưa có số liệu kỳ này")
        return amount

    def _quantity(self, don_vi: str = "", so_le: int | None = None) -> Quantity | None:
        """The value in the unit asked for, or None while it has not been typed."""
        estimate = self._estimate()
        if estimate is None or estimate.amount is None:
            return None
        return self._measured(estimate.amount.value, don_vi, so_le, estimate.approximation)

    def _measured(
        self, value: Decimal, don_vi: str = "", so_le: int | None = None, approximation: str = ""
    ) -> Quantity:
        unit = don_vi or self._indicator.unit
        decimals = so_le if so_le is not None else self._indicator.decimals if unit == self._indicator.unit else None
        return Quantity(convert(value, self._indicator.unit, unit), unit, decimals, approximation)

    def _gap(self, unit: str = "") -> str:
        """What stands for a value not yet typed; said once where it is printed."""
        reading = self._reading
        where = f"data/so-lieu/{reading.period.id}.yaml"
        reading.session.report(
            "LC121",
            f"{self._title}: chưa có số liệu kỳ {reading.period.id}; chỗ trống in {reading.wording('khoang_trong')}",
            f'Điền giá trị cho "{self._indicator.id}" trong {where}.',
            needle=self._title,
            severity="warning",
        )
        return joined(reading.wording("khoang_trong"), unit or self._indicator.unit)

    def _origin(self, formula: str, *operands: tuple[str, str, Amount | None]) -> Origin:
        listed = tuple(
            Operand(
                f"{name} (suy ra)" if amount is not None and amount.derived else name,
                text,
                amount.place if amount else None,
            )
            for name, text, amount in operands
        )
        return Origin(self._indicator.id, formula, listed)

    def _own_operand(self) -> tuple[str, str, Amount | None]:
        amount = self._amount()
        text = self._text(amount.value) if amount is not None else self._reading.wording("khoang_trong")
        return (self._indicator.name, text, amount)

    def _text(self, value: Decimal) -> str:
        return quantity_text(Quantity(value, self._indicator.unit))

    def _typed(self, text: str, don_vi: str = "") -> Made:
        operand = self._own_operand()
        formula = "số liệu nhập" if not don_vi or don_vi == self._indicator.unit else f"{operand[1]} đổi sang {don_vi}"
        return Made(text, self._origin(formula, operand))

    def _as_of(self) -> Made:
        figure = self._figure()
        day = figure.as_of if figure is not None else None
        return Made(format_date(day)) if day is not None else Made(period_view(self._reading).den_ngay)

    def _number(self, don_vi: str = "", so_le: int | None = None) -> Made:
        quantity = self._quantity(don_vi, so_le)
        if quantity is None:
            self._gap()
            return Made(self._reading.wording("khoang_trong"), gap=True)
        return self._typed(values.number_text(quantity), don_vi)

    def _value(self, don_vi: str = "", so_le: int | None = None) -> Made:
        quantity = self._quantity(don_vi, so_le)
        return Made(self._gap(don_vi), gap=True) if quantity is None else self._typed(quantity_text(quantity), don_vi)

    def _said(self, verb: str, don_vi: str = "", so_le: int | None = None) -> Made:
        """The value behind a verb; ``=`` before the verb takes it whatever the status."""
        estimate = self._estimate()
        status = estimate.status if estimate is not None else Status.ESTIMATE
        if verb.startswith("="):
            verb, status = verb[1:], Status.ACTUAL
        quantity = self._quantity(don_vi, so_le)
        if quantity is not None:
            return self._typed(values.value_phrase(quantity, status, self._reading.wording, verb), don_vi)
        key = values.verb_entry(verb, status)
        return Made(self._reading.wording(key, gia_tri=self._gap(don_vi)), gap=True)

    def _own_verb(self, dong_tu: str, don_vi: str = "", so_le: int | None = None) -> Made:
        estimate = self._estimate()
        estimated = estimate is None or estimate.status is not Status.ACTUAL
        verb = f"{self._reading.wording('uoc')} {dong_tu}" if estimated else dong_tu
        made = self._value(don_vi, so_le)
        return Made(f"{verb} {made.text}", made.origin, made.gap)

    def _cumulative(self) -> Made:
        estimate, period = self._estimate(), self._reading.period
        quantity = self._quantity()
        if estimate is None or quantity is None:
            raise NoPhraseError("chưa có số liệu kỳ này")
        wording = self._reading.wording
        return self._typed(values.cumulative_phrase(quantity, estimate.status, period.cumulative_count, wording))

    def _single_period(self) -> Made:
        view = self if self._horizon is _single else self.trong_ky
        estimate, quantity = view._estimate(), view._quantity()
        if estimate is None or quantity is None:
            raise NoPhraseError("chưa có số liệu riêng của kỳ này (mục trong_ky)")
        text = values.single_period_phrase(
            quantity, estimate.status, self._reading.period.short_label, self._reading.wording
        )
        return view._typed(text)

    # Plan

    def _targets(self, authorities: tuple[str, ...]) -> list[tuple[Authority, Amount]]:
        """The plans asked for, or all that the plan file has for the indicator.

        Raises:
            NoPhraseError: where the plan, or one of the authorities named, has no value.
        """
        dataset, plan_id = self._reading.dataset, self._reading.period.plan_id
        found = dataset.plans.get(plan_id)
        target = found.targets.get(self._indicator.id) if found is not None else None
        if target is None:
            raise NoPhraseError(f"chưa có kế hoạch {plan_id} trong data/ke-hoach/{plan_id}.yaml")
        if self._horizon is _single:
            raise NoPhraseError("số liệu riêng một kỳ không so với kế hoạch năm; dùng số lũy kế")
        known = dataset.settings.authorities
        for name in authorities:
            if name not in target.by_authority:
                raise NoPhraseError(f'kế hoạch {plan_id} không có mức giao "{name}"')
        return [(known[name], target.by_authority[name]) for name in authorities or tuple(target.by_authority)]

    def _excluded(self) -> tuple[Decimal, list[tuple[str, str, Amount | None]]]:
        """What is left out of plan percentages: an amount, or the value of another indicator."""
        figure = self._figure()
        if figure is None or figure.excluded is None or self._horizon is not _main:
            return Decimal(0), []
        amount, name = figure.excluded, "Phần loại trừ"
        if isinstance(amount, str):
            view = self._other(amount)
            name, amount = f"Loại trừ: {view._indicator.name}", view._known()
        return amount.value, [(name, self._text(amount.value), amount)]

    def _other(self, indicator: str) -> IndicatorView:
        self._reading.session.used.add(indicator)
        return IndicatorView(self._reading, self._reading.dataset.catalogue[indicator])

    def _ratios(self, authorities: tuple[str, ...]) -> tuple[list[plan.PlanRatio], Origin]:
        value = self._known()
        excluded, left_out = self._excluded()
        targets = self._targets(authorities)
        inverse = self._indicator.inverse_ratio
        ratios = [
            plan.PlanRatio(value.value, amount.value, authority, excluded, inverse) for authority, amount in targets
        ]
        formulas = [self._ratio_formula(comparison) for comparison in ratios]
        operands = [(authority.name, self._text(amount.value), amount) for authority, amount in targets]
        origin = self._origin("; ".join(formulas), self._own_operand(), *left_out, *operands)
        return ratios, origin

    def _ratio_formula(self, comparison: plan.PlanRatio) -> str:
        value = format_number(comparison.value)
        if comparison.excluded:
            value = f"({value} − {format_number(comparison.excluded)})"
        target = format_number(comparison.plan)
        over, under = (target, value) if comparison.inverse else (value, target)
        return f"{over} : {under} × 100 = {format_number(plan.ratio(comparison), 3)}%"

    def _ratio(self, verb: str, *cap_giao: str, gon: bool = False, so_le: int | None = None) -> Made:
        ratios, origin = self._ratios(cap_giao)
        decimals = self._reading.ratio_decimals(self._indicator) if so_le is None else so_le
        return Made(plan.plan_ratio_phrase(ratios, decimals, self._reading.wording, verb=verb, short=gon), origin)

    def _plan_percentage(self, cap_giao: str = "", so_le: int | None = None) -> Made:
        ratios, origin = self._ratios((cap_giao,) if cap_giao else ())
        decimals = self._reading.ratio_decimals(self._indicator) if so_le is None else so_le
        return Made(values.percent_text(plan.ratio(ratios[0]), decimals), origin)

    def _first_target(self, cap_giao: str, don_vi: str = "") -> tuple[Authority, Amount, Quantity]:
        authority, amount = self._targets((cap_giao,) if cap_giao else ())[0]
        return authority, amount, self._measured(amount.value, don_vi)

    def _plan_value(self, cap_giao: str = "", don_vi: str = "") -> Made:
        authority, amount, quantity = self._first_target(cap_giao, don_vi)
        operand = (authority.name, self._text(amount.value), amount)
        return Made(quantity_text(quantity), self._origin("số liệu kế hoạch", operand))

    def _with_plan_value(self, cap_giao: str = "", don_vi: str = "", so_le: int | None = None) -> Made:
        ratios, origin = self._ratios((cap_giao,) if cap_giao else ())
        _, _, quantity = self._first_target(cap_giao, don_vi)
        decimals = self._reading.ratio_decimals(self._indicator) if so_le is None else so_le
        return Made(plan.plan_value_phrase(ratios[0], quantity, decimals, self._reading.wording), origin)

    def _plan_bracket(self, cap_giao: str = "", don_vi: str = "") -> Made:
        authority, amount, quantity = self._first_target(cap_giao, don_vi)
        operand = (authority.name, self._text(amount.value), amount)
        return Made(
            plan.plan_bracket(authority, quantity, self._reading.wording), self._origin("số liệu kế hoạch", operand)
        )

    def _excess(self, cap_giao: str = "", gon: bool = False, so_le: int | None = None) -> Made:
        ratios, origin = self._ratios((cap_giao,) if cap_giao else ())
        decimals = self._reading.ratio_decimals(self._indicator) if so_le is None else so_le
        indicator, wording = self._indicator, self._reading.wording
        text = plan.excess_phrase(ratios[0], indicator.unit, indicator.direction, decimals, wording, short=gon)
        formula = f"{format_number(ratios[0].value)} so với {format_number(ratios[0].plan)}"
        return Made(text, Origin(origin.indicator, formula, origin.operands))

    def _plan_words(self, kem_gia_tri: bool, cap_giao: str = "", gon: bool = False) -> Made:
        ratios, origin = self._ratios((cap_giao,) if cap_giao else ())
        _, _, quantity = self._first_target(cap_giao)
        text = plan.plan_words_phrase(
            ratios[0],
            self._indicator.direction,
            self._reading.wording,
            plan=quantity if kem_gia_tri else None,
            short=gon,
        )
        return Made(text, origin)

    def _over_plan(self, cap_giao: str = "") -> Made:
        self._known()
        ratios, origin = self._ratios((cap_giao,) if cap_giao else ())
        part, whole = self._quantity(), self._measured(ratios[0].plan)
        assert part is not None
        text = counts.fraction_phrase(part, whole, self._reading.wording)
        return Made(text, Origin(origin.indicator, "thực hiện trên kế hoạch", origin.operands))

    # Other periods

    def _value_in(self, period: Period | None, horizon: Horizon) -> Amount | None:
        figure = self._reading.dataset.figure(self._indicator.id, period) if period is not None else None
        estimate = horizon(figure) if figure is not None else None
        return None if estimate is None else estimate.amount

    def _base(self) -> tuple[Amount, str]:
        """The value of the same span last year and how it is called."""
        period, figure = self._reading.period, self._figure()
        if self._horizon is _full_year:
            return self._in_year(period.year - 1)
        amount = self._value_in(period.same_period_last_year, self._horizon)
        if amount is None and figure is not None and self._horizon is _main:
            amount = figure.base
        if amount is None:
            last = period.same_period_last_year
            where = f"data/so-lieu/{last.id}.yaml" if last is not None else "tệp số liệu"
            raise NoPhraseError(f"chưa có số liệu cùng kỳ trong {where}")
        return amount, period.same_period_label

    def _in_year(self, year: int) -> tuple[Amount, str]:
        amount = self._value_in(Period(Kind.YEAR, year), _main)
        if amount is None:
            raise NoPhraseError(f"chưa có số liệu năm {year} trong data/so-lieu/nam-{year}.yaml")
        return amount, f"năm {year}"

    def _change(self, base: Amount, label: str) -> tuple[growth.Change, Origin]:
        now = self._known()
        change = growth.Change(now.value, base.value, self._indicator.unit)
        operand = (capitalize_first(label), self._text(base.value), base)
        formula = f"{format_number(now.value)} so với {format_number(base.value)}"
        return change, self._origin(formula, self._own_operand(), operand)

    def _compared(self, base: Amount, label: str, since: str | None, so_le: int | None) -> Made:
        """Growth in per cent, or in points where the indicator is itself a rate."""
        change, origin = self._change(base, label)
        wording = self._reading.wording
        if self._indicator.nature is Nature.RATE:
            return Made(growth.absolute_change_phrase(change, since, wording, decimals=so_le), origin)
        decimals = self._reading.change_decimals(self._indicator) if so_le is None else so_le
        text = growth.growth_phrase(change, decimals, since, wording)
        formula = (
            f"({format_number(change.now)} − {format_number(change.before)}) : {format_number(change.before)}"
            f" × 100 = {format_number(growth.growth_rate(change), 3)}%"
        )
        return Made(text, Origin(origin.indicator, formula, origin.operands))

    def _since(self, label: str, nam: bool, so_voi: bool) -> str | None:
        if not so_voi:
            return None
        short = self._reading.wording("cung_ky")
        return short if not nam and label.startswith(short) else label

    def _year_on_year(self, nam: bool = True, so_voi: bool = True, so_le: int | None = None) -> Made:
        base, label = self._base()
        return self._compared(base, label, self._since(label, nam, so_voi), so_le)

    def _year_on_year_units(self, nam: bool = True, so_voi: bool = True, so_le: int | None = None) -> Made:
        base, label = self._base()
        change, origin = self._change(base, label)
        since = self._since(label, nam, so_voi)
        return Made(growth.absolute_change_phrase(change, since, self._reading.wording, decimals=so_le), origin)

    def _on_previous(self, so_voi: bool = True, so_le: int | None = None) -> Made:
        if self._horizon is _main and self._indicator.nature is Nature.CUMULATIVE:
            raise NoPhraseError("số lũy kế không so với kỳ trước; dùng trong_ky.so_ky_truoc")
        previous, figure = self._reading.period.previous, self._figure()
        amount = self._value_in(previous, self._horizon) or (figure.previous if figure is not None else None)
        if amount is None:
            raise NoPhraseError(f"chưa có số liệu kỳ trước trong data/so-lieu/{previous.id}.yaml")
        label = previous.slash_label
        return self._compared(amount, label, label if so_voi else None, so_le)

    def _times(self, nam: bool = True, so_le: int = 1) -> Made:
        base, label = self._base()
        change, origin = self._change(base, label)
        since = self._since(label, nam, True) or label
        return Made(growth.times_phrase(change, since, self._reading.wording, decimals=so_le), origin)

    def _on_year(self, nam: int, so_le: int | None = None) -> Made:
        base, label = self._in_year(nam)
        return self._compared(base, label, label, so_le)

    def _on_year_units(self, nam: int, so_le: int | None = None) -> Made:
        base, label = self._in_year(nam)
        change, origin = self._change(base, label)
        return Made(growth.absolute_change_phrase(change, label, self._reading.wording, decimals=so_le), origin)

    def _index(self, nam: int, so_le: int | None = None) -> Made:
        base, label = self._in_year(nam)
        change, origin = self._change(base, label)
        decimals = self._reading.change_decimals(self._indicator) if so_le is None else so_le
        return Made(growth.index_phrase(change, decimals, label, self._reading.wording), origin)

    def _mean_growth(self, nam: int, so_le: int | None = None) -> Made:
        base, label = self._in_year(nam)
        change, origin = self._change(base, label)
        last = self._reading.period.year if self._horizon is _full_year else self._reading.period.last_reported_year
        decimals = self._reading.change_decimals(self._indicator) if so_le is None else so_le
        return Made(growth.mean_growth_phrase(change, last - nam, decimals, self._reading.wording), origin)

    # Wholes and parts

    def _whole(self) -> Amount:
        """The denominator of n/N: of the figure, or of the catalogue; an id stands for its value."""
        figure = self._figure()
        whole = figure.denominator if figure is not None else None
        if whole is None:
            whole = self._indicator.denominator
        if isinstance(whole, str):
            whole = self._other(whole)._known()
        if whole is None:
            raise NoPhraseError("chưa khai mẫu số (mau_so)")
        return whole

    def _part_of_whole(self) -> tuple[Quantity, Quantity, Origin]:
        self._known()
        whole, part = self._whole(), self._quantity()
        assert part is not None
        formula = f"{format_number(part.value)} : {format_number(whole.value)} × 100"
        origin = self._origin(formula, self._own_operand(), ("Mẫu số", self._text(whole.value), whole))
        return part, self._measured(whole.value), origin

    def _fraction(self) -> Made:
        part, whole, origin = self._part_of_whole()
        return Made(counts.fraction_phrase(part, whole, self._reading.wording), origin)

    def _fraction_share(self, so_le: int | None = None) -> Made:
        part, whole, origin = self._part_of_whole()
        decimals = self._reading.ratio_decimals(self._indicator) if so_le is None else so_le
        return Made(counts.fraction_share_phrase(part, whole, decimals, self._reading.wording), origin)

    def _share(self, so_le: int | None = None) -> Made:
        part, whole, origin = self._part_of_whole()
        decimals = self._reading.ratio_decimals(self._indicator) if so_le is None else so_le
        return Made(values.percent_text(counts.share_of(part.value, whole.value), decimals), origin)

    def _takes(self, so_le: int | None = None) -> Made:
        made = self._share(so_le)
        return Made(self._reading.wording("chiem", ty_le=made.text), made.origin)

    def _breakdown(self, hoa: bool = False, so_truoc: bool = False) -> Made:
        parts: list[tuple[str, Quantity]] = []
        operands: list[tuple[str, str, Amount | None]] = []
        for key in (*self._indicator.parts, *self._indicator.partial_parts):
            self._reading.session.used.add(key)
            view = IndicatorView(self._reading, self._reading.dataset.catalogue[key], self._horizon)
            quantity = view._quantity()
            if quantity is None:
                raise NoPhraseError(f'thành phần "{key}" chưa có số liệu')
            parts.append((view._indicator.short_name or view._indicator.name, quantity))
            operands.append(view._own_operand())
        text = counts.breakdown_phrase(parts, self._reading.wording, number_first=so_truoc)
        origin = self._origin("các thành phần", *operands)
        return Made(capitalize_first(text) if hoa else text, origin)


class PeriodView(Visible):
    """``ky``: the period of the report and every label printed of it."""

    __slots__ = ("_as_of", "_period")

    def __init__(self, period: Period, as_of: str) -> None:
        self._period = period
        self._as_of = as_of

    def __str__(self) -> str:
        return self._period.label

    @property
    def loai(self) -> str:
        """Loại kỳ: thang, quy, 6-thang, 9-thang, nam, giua-ky, 5-nam."""
        return self._period.kind.value

    @property
    def nhan(self) -> str:
        """“6 tháng đầu năm 2025”."""
        return self._period.label

    @property
    def nhan_ngan(self) -> str:
        """“6 tháng đầu năm”."""
        return self._period.short_label

    @property
    def luy_ke(self) -> str:
        """“2 tháng đầu năm 2023”: từ đầu năm đến hết kỳ."""
        return self._period.cumulative_label

    @property
    def con_lai(self) -> str:
        """“6 tháng cuối năm 2025”, “tháng 3 năm 2023”: phần nhiệm vụ nói đến."""
        return self._period.rest_label

    @property
    def con_lai_ngan(self) -> str:
        """“6 tháng cuối năm”, “tháng 3”."""
        return self._period.short_rest_label

    @property
    def nam(self) -> int:
        """Năm của kỳ báo cáo."""
        return self._period.year

    @property
    def nam_truoc(self) -> int:
        """Năm trước."""
        return self._period.year - 1

    @property
    def nam_sau(self) -> int:
        """Năm sau."""
        return self._period.year + 1

    @property
    def cung_ky(self) -> str:
        """“cùng kỳ năm 2024”."""
        return self._period.same_period_label

    @property
    def truoc(self) -> str:
        """Kỳ liền trước: “tháng 6/2022”."""
        return self._period.previous.slash_label

    @property
    def ke_hoach(self) -> str:
        """“năm 2025” hoặc “giai đoạn 2021-2025”."""
        return self._period.plan_label

    @property
    def so_thang(self) -> int:
        """Số tháng từ đầu năm đến hết kỳ, dùng trong {% if %}."""
        return self._period.months

    @property
    def den_ngay(self) -> str:
        """Ngày chốt số liệu: “14/6/2025”."""
        return self._as_of


class AgencyView(Visible):
    """``co_quan``: who writes the report."""

    __slots__ = ("_reading",)

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def _text(self, name: str, text: str) -> Phrase:
        return Phrase(self._reading.session, f"co_quan.{name}", lambda: Made(text))

    @property
    def ten(self) -> Phrase:
        """“Ủy ban nhân dân thành phố Lai Châu”."""
        return self._text("ten", self._reading.dataset.settings.agency.name)

    @property
    def viet_tat(self) -> Phrase:
        """“UBND thành phố”."""
        return self._text("viet_tat", self._reading.dataset.settings.agency.short_name)

    @property
    def cap(self) -> Phrase:
        """“thành phố”."""
        return self._text("cap", self._reading.dataset.settings.agency.level)

    @property
    def don_vi(self) -> Phrase:
        """“thành phố Lai Châu”."""
        return self._text("don_vi", self._reading.dataset.settings.agency.unit)

    @property
    def dia_danh(self) -> Phrase:
        """“Lai Châu”."""
        return self._text("dia_danh", self._reading.dataset.settings.agency.seat)


def indicator_views(reading: Reading) -> Mapping[str, IndicatorView]:
    """A view of every indicator of the catalogue, by id."""
    return {key: IndicatorView(reading, indicator) for key, indicator in reading.dataset.catalogue.items()}


def period_view(reading: Reading) -> PeriodView:
    """The view of the report's period, with the cut-off day that its figures state."""
    figures = reading.dataset.figures.get(reading.period.id)
    as_of = figures.as_of if figures is not None else None
    return PeriodView(reading.period, format_date(as_of or reading.period.closing_date))
