"""What is odd about figures: sums, falls of a cumulative, jumps against last year, missing plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from lcdraft.dataset import Amount, Dataset, Estimate, Figure, Figures, Indicator, Nature, Status
from lcdraft.errors import Place, Problem
from lcdraft.numbers import format_number
from lcdraft.periods import Period

__all__ = ["check_figures"]

JUMP = 3
"""A value over three times, or under a third, of the same period last year is worth a second look."""


def check_figures(dataset: Dataset) -> list[Problem]:
    """Warnings about the figures of every period; nothing here is certain to be wrong."""
    problems: list[Problem] = []
    for figures in dataset.figures.values():
        for figure in figures.by_indicator.values():
            indicator = dataset.catalogue[figure.indicator]
            problems += _empty(figure, figures)
            problems += _parts(dataset, indicator, figure, figures)
            problems += _falling(dataset, indicator, figure, figures.period)
            problems += _jump(dataset, figure, figures.period)
            problems += _two_bases(dataset, figure, figures.period)
            problems += _fraction(dataset, indicator, figure, figures)
    return problems + list(_plans(dataset))


def _warning(code: str, place: Place, message: str, advice: str, printed: str = "", expected: str = "") -> Problem:
    return Problem(code, message, place, advice, "warning", printed=printed, expected=expected)


def _value(estimate: Estimate | None) -> Amount | None:
    return None if estimate is None else estimate.amount


def _empty(figure: Figure, figures: Figures) -> Iterator[Problem]:
    if all(_value(estimate) is None for estimate in (figure.main, figure.single, figure.full_year)):
        message = f"{figure.indicator}: chưa có số liệu kỳ {figures.period}"
        yield _warning("LC116", figure.place, message, "Điền số sau dấu hai chấm khi đơn vị phụ trách gửi.")


_HORIZONS: tuple[tuple[str, Callable[[Figure], Estimate | None]], ...] = (
    ("", lambda figure: figure.main),
    (" (uoc_ca_nam)", lambda figure: figure.full_year),
    (" (trong_ky)", lambda figure: figure.single),
)


def _parts(dataset: Dataset, indicator: Indicator, figure: Figure, figures: Figures) -> Iterator[Problem]:
    """The parts against their total, wherever total and all parts have a value in the same unit."""
    parts = indicator.parts if figure.parts is None else figure.parts
    for suffix, horizon in _HORIZONS:
        total = _value(horizon(figure))
        if total is None:
            continue
        found = {key: _value(horizon(part)) for key in parts if (part := figures.by_indicator.get(key))}
        values = [amount.value for amount in found.values() if amount is not None]
        if parts and len(values) == len(parts) and _one_unit(dataset, indicator, parts):
            added = sum(values, Decimal(0))
            if added != total.value:
                listed = " + ".join(format_number(value) for value in values)
                yield _warning(
                    "LC110",
                    total.place,
                    f"{indicator.id}{suffix}: các thành phần cộng lại là {format_number(added)}"
                    f" ({listed}), khác tổng {format_number(total.value)}",
                    f"Chênh {format_number(added - total.value)}; kiểm tra {', '.join(parts)}.",
                    format_number(total.value),
                    format_number(added),
                )
        for key in indicator.partial_parts:
            part = figures.by_indicator.get(key)
            amount = _value(horizon(part)) if part is not None else None
            if amount is not None and amount.value > total.value and dataset.catalogue[key].unit == indicator.unit:
                yield _warning(
                    "LC110",
                    amount.place,
                    f"{key}{suffix}: {format_number(amount.value)} lớn hơn tổng {indicator.id}"
                    f" là {format_number(total.value)}",
                    "Kiểm tra lại hai số liệu.",
                )


def _one_unit(dataset: Dataset, indicator: Indicator, parts: tuple[str, ...]) -> bool:
    return all(dataset.catalogue[key].unit == indicator.unit for key in parts)


def _falling(dataset: Dataset, indicator: Indicator, figure: Figure, period: Period) -> Iterator[Problem]:
    """A cumulative value below one of an earlier cut-off in the same year."""
    now = figure.main.amount
    if indicator.nature is not Nature.CUMULATIVE or now is None or figure.confirmed or period.is_multi_year:
        return
    earlier: tuple[Period, Amount] | None = None
    for other in dataset.figures.values():
        if other.period.year != period.year or other.period.is_multi_year or other.period.months >= period.months:
            continue
        before = other.by_indicator.get(indicator.id)
        amount = before.main.amount if before is not None and before.main.status is not Status.TARGET else None
        if amount is not None and amount.value > now.value and (earlier is None or amount.value > earlier[1].value):
            earlier = (other.period, amount)
    if earlier is not None:
        yield _warning(
            "LC111",
            now.place,
            f"{indicator.id}: lũy kế {format_number(now.value)} thấp hơn {format_number(earlier[1].value)}"
            f" của {earlier[0].label}",
            f"Kiểm tra lại; số kỳ trước ở {earlier[1].place}.",
            format_number(now.value),
        )


def _jump(dataset: Dataset, figure: Figure, period: Period) -> Iterator[Problem]:
    now, last = figure.main.amount, period.same_period_last_year
    before = dataset.figure(figure.indicator, last) if last is not None else None
    base = before.main.amount if before is not None else figure.base
    if now is None or base is None or figure.confirmed or base.value <= 0 or now.value < 0:
        return
    if now.value > JUMP * base.value or now.value * JUMP < base.value:
        yield _warning(
            "LC112",
            now.place,
            f"{figure.indicator}: {format_number(now.value)} so với {period.same_period_label} là"
            f" {format_number(base.value)}, chênh lệch quá {JUMP} lần",
            f"Kiểm tra đơn vị tính và dấu chấm, dấu phẩy; số cùng kỳ ở {base.place}.",
            format_number(now.value),
        )


def _two_bases(dataset: Dataset, figure: Figure, period: Period) -> Iterator[Problem]:
    last = period.same_period_last_year
    before = dataset.figure(figure.indicator, last) if last is not None else None
    filed = before.main.amount if before is not None else None
    if figure.base is not None and filed is not None and filed.value != figure.base.value:
        yield _warning(
            "LC115",
            figure.base.place,
            f"{figure.indicator}: cung_ky là {format_number(figure.base.value)}"
            f" nhưng {filed.place} ghi {format_number(filed.value)}",
            "Chương trình dùng số trong tệp kỳ trước; xóa cung_ky hoặc sửa tệp kia.",
            format_number(figure.base.value),
            format_number(filed.value),
        )


def _fraction(dataset: Dataset, indicator: Indicator, figure: Figure, figures: Figures) -> Iterator[Problem]:
    whole = figure.denominator if figure.denominator is not None else indicator.denominator
    if isinstance(whole, str):
        other = figures.by_indicator.get(whole)
        whole = other.main.amount if other is not None and dataset.catalogue[whole].unit == indicator.unit else None
    part = figure.main.amount
    if part is not None and whole is not None and part.value > whole.value:
        yield _warning(
            "LC117",
            part.place,
            f"{indicator.id}: tử số {format_number(part.value)} lớn hơn mẫu số {format_number(whole.value)}",
            "Kiểm tra lại gia_tri và mau_so.",
            format_number(part.value),
        )


def _plans(dataset: Dataset) -> Iterator[Problem]:
    """A report without the plan of its year; an indicator whose plan of the year before has no successor."""
    for report in dataset.reports.values():
        plan_id = report.period.plan_id
        plan = dataset.plans.get(plan_id)
        if plan is None:
            message = f"chưa có kế hoạch {plan_id} cho báo cáo {report.period}"
            yield _warning("LC113", report.place, message, f"Thêm tệp data/ke-hoach/{plan_id}.yaml.")
            continue
        before = dataset.plans.get(str(report.period.year - 1)) if not report.period.is_multi_year else None
        for key, target in (before.targets if before is not None else {}).items():
            if key not in plan.targets and dataset.figure(key, report.period) is not None:
                message = f"{key}: năm trước có kế hoạch, {plan_id} chưa có"
                yield _warning(
                    "LC113", target.place, message, f'Thêm "{key}" vào {plan.path}; không giao thì chỉ ghi ghi_chu.'
                )
