"""Whether an indicator will reach its plan: the one place of the rule that sorts indicators into three groups.

In order, with "meets" read by the direction of the indicator (at least the plan where more is better, at most
the plan where less is better):

1. ``dat``: the value meets the plan already, and nothing says that it will not stay so. A running total of
   something that should stay low (accidents over five years) is settled only when the plan is over.
2. ``se-dat``: what is expected at the end of the plan meets it.
3. ``kho-dat``: neither. A running total that has passed its ceiling stands here whatever is forecast.

What is expected is the forecast of the data file. Where there is none, it is the present pace carried on to the
end: a running total counts from zero, a state or a rate from the base year, the one before the plan. An aim
("phấn đấu") is not a forecast; callers leave it out. Comparisons are exact, on the figures as typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lcdraft.dataset import Direction, Nature
from lcdraft.phrases.values import NoPhraseError

__all__ = ["Course", "Outlook", "expected_at_end", "outlook"]


class Outlook(StrEnum):
    """One of the three groups; the value is its name in templates."""

    REACHED = "dat"
    WITHIN_REACH = "se-dat"
    OUT_OF_REACH = "kho-dat"


@dataclass(frozen=True, slots=True)
class Course:
    """One indicator on its way to its plan, all numbers in its unit.

    ``months`` of the ``plan_months`` of the plan have gone by. ``forecast`` is what is expected for the end of
    the plan, ``base`` the value of the year before the plan; None where the data have none.
    """

    value: Decimal
    plan: Decimal
    direction: Direction
    nature: Nature
    months: int
    plan_months: int
    forecast: Decimal | None = None
    base: Decimal | None = None

    def meets(self, amount: Decimal | Fraction) -> bool:
        """Whether an amount is as good as the plan."""
        good, plan = Fraction(amount), Fraction(self.plan)
        return good <= plan if self.direction is Direction.LOWER_IS_BETTER else good >= plan

    @property
    def is_growing_burden(self) -> bool:
        """A running total that should stay low: it can still pass its ceiling until the plan is over."""
        return self.nature is Nature.CUMULATIVE and self.direction is Direction.LOWER_IS_BETTER


def outlook(course: Course) -> Outlook:
    """The group that an indicator belongs to; see the rule at the head of this module.

    Raises:
        NoPhraseError: where the direction is neutral, so that nothing is better or worse, or where there is
            neither a forecast nor a base year to draw the pace from. The text says so, in Vietnamese.

    >>> outlook(Course(Decimal(2345), Decimal(3000), Direction.HIGHER_IS_BETTER, Nature.CUMULATIVE, 36, 60))
    <Outlook.WITHIN_REACH: 'se-dat'>
    """
    if course.direction is Direction.NEUTRAL:
        raise NoPhraseError("chỉ tiêu có chiều trung tính (chieu), không rõ tăng hay giảm là tốt")
    if course.is_growing_burden:
        return _of_burden(course)
    if course.meets(course.value) and _stays(course):
        return Outlook.REACHED
    return Outlook.WITHIN_REACH if course.meets(expected_at_end(course)) else Outlook.OUT_OF_REACH


def expected_at_end(course: Course) -> Decimal | Fraction:
    """The forecast, or the present pace carried on to the end of the plan.

    Raises:
        NoPhraseError: for a state or a rate with neither forecast nor base year.

    >>> expected_at_end(Course(Decimal(360), Decimal(1206), Direction.HIGHER_IS_BETTER, Nature.CUMULATIVE, 36, 60))
    Fraction(600, 1)
    """
    if course.forecast is not None:
        return course.forecast
    base = Decimal(0) if course.nature is Nature.CUMULATIVE else course.base
    if course.months >= course.plan_months:
        return course.value
    if base is None:
        raise NoPhraseError("chưa có ước đến cuối kỳ kế hoạch (uoc_ca_nam) và số liệu của năm gốc để dự báo")
    return Fraction(base) + (Fraction(course.value) - Fraction(base)) * course.plan_months / course.months


def _stays(course: Course) -> bool:
    """A total stays reached; a state or a rate does unless the forecast says otherwise."""
    return course.nature is Nature.CUMULATIVE or course.forecast is None or course.meets(course.forecast)


def _of_burden(course: Course) -> Outlook:
    if not course.meets(course.value):
        return Outlook.OUT_OF_REACH
    if course.months >= course.plan_months:
        return Outlook.REACHED
    return Outlook.WITHIN_REACH if course.meets(expected_at_end(course)) else Outlook.OUT_OF_REACH
