"""Reporting periods: their ids, every label that a report prints of them, and their neighbours.

Cut-off days follow Decree 09/2019/NĐ-CP, Article 12: a month runs from the 15th of the month before
to the 14th, and longer periods are made of such months. A data file may state another cut-off day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lcdraft.dates import format_date
from lcdraft.text import strip_marks

__all__ = ["SAME_PERIOD", "Kind", "Period", "PeriodError", "parse_period"]

SAME_PERIOD = "cùng kỳ"
"""How the label of the same period last year begins; what follows is its year."""
ROMAN_QUARTERS = ("I", "II", "III", "IV")
FIRST_YEAR, LAST_YEAR = 1990, 2100


class PeriodError(ValueError):
    """Text that is not a period id; ``advice`` says what to write instead."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class Kind(StrEnum):
    """What a report covers; the value is the first part of the period id and the name of its template."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF_YEAR = "6-thang"
    NINE_MONTHS = "9-thang"
    YEAR = "nam"
    MID_TERM = "giua-ky"
    FIVE_YEARS = "5-nam"


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period. ``number`` is the month or the quarter; ``first_year`` opens a plan of several years."""

    kind: Kind
    year: int
    number: int = 0
    first_year: int = 0

    @property
    def id(self) -> str:
        """The id in file names: ``thang-2023-02``, ``quy-1-2025``, ``6-thang-2025``, ``giua-ky-2021-2025``."""
        match self.kind:
            case Kind.MONTH:
                return f"thang-{self.year}-{self.number:02}"
            case Kind.QUARTER:
                return f"quy-{self.number}-{self.year}"
            case Kind.MID_TERM | Kind.FIVE_YEARS:
                return f"{self.kind.value}-{self.first_year}-{self.year}"
            case _:
                return f"{self.kind.value}-{self.year}"

    def __str__(self) -> str:
        return self.id

    @property
    def is_multi_year(self) -> bool:
        """Whether the period is measured against a plan of several years instead of a plan of one year."""
        return self.kind in (Kind.MID_TERM, Kind.FIVE_YEARS)

    @property
    def months(self) -> int:
        """Months from the start of the plan (of the year, or of the several years) to the end of the period."""
        match self.kind:
            case Kind.MONTH:
                return self.number
            case Kind.QUARTER:
                return 3 * self.number
            case Kind.HALF_YEAR:
                return 6
            case Kind.NINE_MONTHS:
                return 9
            case Kind.YEAR:
                return 12
            case Kind.MID_TERM:
                return 12 * (self.last_reported_year - self.first_year + 1)
            case Kind.FIVE_YEARS:
                return self.plan_months

    @property
    def last_reported_year(self) -> int:
        """The year in which the figures end: the middle year of a mid-term review, else the year of the period."""
        return (self.first_year + self.year) // 2 if self.kind is Kind.MID_TERM else self.year

    # Labels

    @property
    def label(self) -> str:
        """With the year: ``6 tháng đầu năm 2025``, ``tháng 2 năm 2023``, ``quý I năm 2025``."""
        match self.kind:
            case Kind.YEAR:
                return f"năm {self.year}"
            case Kind.MID_TERM:
                return f"giữa kỳ giai đoạn {self.first_year}-{self.year}"
            case Kind.FIVE_YEARS:
                return f"5 năm giai đoạn {self.first_year}-{self.year}"
            case Kind.MONTH | Kind.QUARTER:
                return f"{self.short_label} năm {self.year}"
            case _:
                return f"{self.short_label} {self.year}"

    @property
    def short_label(self) -> str:
        """Without the year: ``6 tháng đầu năm``, ``tháng 2``, ``quý I``."""
        match self.kind:
            case Kind.MONTH:
                return f"tháng {self.number}"
            case Kind.QUARTER:
                return f"quý {ROMAN_QUARTERS[self.number - 1]}"
            case Kind.HALF_YEAR:
                return "6 tháng đầu năm"
            case Kind.NINE_MONTHS:
                return "9 tháng đầu năm"
            case Kind.YEAR:
                return "cả năm"
            case Kind.MID_TERM:
                return "giữa kỳ"
            case Kind.FIVE_YEARS:
                return "5 năm"

    @property
    def slash_label(self) -> str:
        """``tháng 6/2022``, ``quý II/2022``; other kinds as `label`."""
        if self.kind in (Kind.MONTH, Kind.QUARTER):
            return f"{self.short_label}/{self.year}"
        return self.label

    @property
    def cumulative_label(self) -> str:
        """From the start of the year: ``2 tháng đầu năm 2023``; a first month is ``tháng 1 năm 2023``."""
        if self.is_multi_year or self.kind is Kind.YEAR or self.months == 1:
            return self.label
        if self.months == 12:
            return f"12 tháng năm {self.year}"
        return f"{self.months} tháng đầu năm {self.year}"

    @property
    def cumulative_count(self) -> str:
        """What follows ``lũy kế``: ``2 tháng``, ``6 tháng``, ``cả năm``, ``từ đầu giai đoạn``."""
        if self.is_multi_year:
            return "từ đầu giai đoạn"
        return "cả năm" if self.kind is Kind.YEAR else f"{self.months} tháng"

    @property
    def within_label(self) -> str:
        """How a text refers to its period: ``trong tháng``, ``trong quý``, ``trong năm``, otherwise ``trong kỳ``."""
        labels = {Kind.MONTH: "trong tháng", Kind.QUARTER: "trong quý", Kind.YEAR: "trong năm"}
        return labels.get(self.kind, "trong kỳ")

    @property
    def rest_label(self) -> str:
        """What the task section speaks of: the rest of the year, or the next period where that is the custom.

        ``6 tháng cuối năm 2025``, ``3 tháng cuối năm 2024``, ``tháng 3 năm 2023``, ``quý II năm 2025``,
        ``năm 2026``, ``2 năm còn lại của giai đoạn 2021-2025``, ``giai đoạn 2026-2030``.
        """
        match self.kind:
            case Kind.HALF_YEAR | Kind.NINE_MONTHS:
                return f"{self.short_rest_label} {self.year}"
            case Kind.MID_TERM:
                return f"{self.short_rest_label} của giai đoạn {self.first_year}-{self.year}"
            case Kind.FIVE_YEARS:
                return f"giai đoạn {self.next.first_year}-{self.next.year}"
            case _:
                return self.next.label

    @property
    def short_rest_label(self) -> str:
        """`rest_label` without the year where it has one to drop: ``6 tháng cuối năm``, ``tháng 3``, ``quý II``."""
        match self.kind:
            case Kind.HALF_YEAR | Kind.NINE_MONTHS:
                return f"{12 - self.months} tháng cuối năm"
            case Kind.MID_TERM:
                return f"{self.year - self.last_reported_year} năm còn lại"
            case Kind.MONTH | Kind.QUARTER:
                return self.next.short_label
            case _:
                return self.rest_label

    @property
    def rest_of_year(self) -> str | None:
        """``10 tháng cuối năm 2023``, ``6 tháng cuối năm 2025``; None once the year is over."""
        left = 12 - self.months
        if self.is_multi_year or left <= 0:
            return None
        return f"{left} tháng cuối năm {self.year}" if left > 1 else f"tháng 12 năm {self.year}"

    @property
    def same_period_label(self) -> str:
        """The base of a year-on-year comparison: ``cùng kỳ năm 2024``; a whole year compares with ``năm 2024``."""
        if self.is_multi_year:
            return f"năm {self.first_year - 1}"
        return f"năm {self.year - 1}" if self.kind is Kind.YEAR else f"{SAME_PERIOD} năm {self.year - 1}"

    # Neighbours

    @property
    def same_period_last_year(self) -> Period | None:
        """The same span one year earlier; a review of several years has none."""
        return None if self.is_multi_year else replace(self, year=self.year - 1)

    @property
    def previous(self) -> Period:
        """The period of the same kind before this one."""
        return self._shift(-1)

    @property
    def next(self) -> Period:
        """The period of the same kind after this one."""
        return self._shift(1)

    def _shift(self, step: int) -> Period:
        if self.is_multi_year:
            span = self.year - self.first_year + 1
            return replace(self, year=self.year + step * span, first_year=self.first_year + step * span)
        per_year = {Kind.MONTH: 12, Kind.QUARTER: 4}.get(self.kind)
        if per_year is None:
            return replace(self, year=self.year + step)
        index = self.year * per_year + self.number - 1 + step
        return replace(self, year=index // per_year, number=index % per_year + 1)

    @property
    def plan_id(self) -> str:
        """The plan it is measured against, as the plan's file is named: ``2025`` or ``2021-2025``."""
        return f"{self.first_year}-{self.year}" if self.is_multi_year else str(self.year)

    @property
    def next_plan_id(self) -> str:
        """The plan after it: that of the next year, or of the next several years."""
        return self.next.plan_id if self.is_multi_year else str(self.year + 1)

    @property
    def plan_label(self) -> str:
        """``năm 2025`` or ``giai đoạn 2021-2025``."""
        return self._plan_label(self.plan_id)

    @property
    def next_plan_label(self) -> str:
        """`plan_label` of the plan after it."""
        return self._plan_label(self.next_plan_id)

    def _plan_label(self, plan_id: str) -> str:
        return f"giai đoạn {plan_id}" if self.is_multi_year else f"năm {plan_id}"

    @property
    def plan_months(self) -> int:
        """Months that its plan lasts: 12, or 60 for a plan of five years."""
        return 12 * (self.year - self.first_year + 1) if self.is_multi_year else 12

    def months_at(self, day: date) -> int:
        """Months of its plan gone by on a day; a month counts from its cut-off day, the 14th.

        >>> parse_period("giua-ky-2021-2025").months_at(date(2023, 6, 30))
        30
        """
        months = 12 * (day.year - self.base_year - 1) + day.month - (day.day < 14)
        return min(max(months, 1), self.plan_months)

    @property
    def base_year(self) -> int:
        """The year before the plan, which growth over the plan is measured from."""
        return (self.first_year or self.year) - 1

    # Days

    @property
    def opening_date(self) -> date:
        """The first day counted: the 15th of the month before, or 1 January of the first year of a long plan."""
        if self.is_multi_year:
            return date(self.first_year, 1, 1)
        first_month = {Kind.MONTH: self.number, Kind.QUARTER: 3 * self.number - 2}.get(self.kind, 1)
        return date(self.year, first_month - 1, 15) if first_month > 1 else date(self.year - 1, 12, 15)

    @property
    def closing_date(self) -> date:
        """The cut-off day: the 14th of the last month, or 31 December for a plan of several years."""
        if self.is_multi_year:
            return date(self.last_reported_year, 12, 31)
        return date(self.year, self.months, 14)

    @property
    def closing_label(self) -> str:
        """The cut-off day as printed: ``14/6/2025``."""
        return format_date(self.closing_date)


_FORMS = (
    (re.compile(r"thang-(?P<year>\d{4})-(?P<number>\d{2})", re.ASCII), Kind.MONTH),
    (re.compile(r"quy-(?P<number>\d)-(?P<year>\d{4})", re.ASCII), Kind.QUARTER),
    (re.compile(r"6-thang-(?P<year>\d{4})", re.ASCII), Kind.HALF_YEAR),
    (re.compile(r"9-thang-(?P<year>\d{4})", re.ASCII), Kind.NINE_MONTHS),
    (re.compile(r"nam-(?P<year>\d{4})", re.ASCII), Kind.YEAR),
    (re.compile(r"giua-ky-(?P<first>\d{4})-(?P<year>\d{4})", re.ASCII), Kind.MID_TERM),
    (re.compile(r"5-nam-(?P<first>\d{4})-(?P<year>\d{4})", re.ASCII), Kind.FIVE_YEARS),
)
_ADVICE = (
    "Viết theo mẫu thang-2023-02, quy-1-2025, 6-thang-2025, 9-thang-2024, nam-2025, "
    "giua-ky-2021-2025 hoặc 5-nam-2021-2025."
)


def parse_period(text: str) -> Period:
    """Read a period id.

    Raises:
        PeriodError: for another form, a month or quarter that does not exist, or a year out of reach.

    >>> parse_period("thang-2023-02").label
    'tháng 2 năm 2023'
    """
    for form, kind in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        groups = match.groupdict()
        period = Period(kind, int(groups["year"]), int(groups.get("number") or 0), int(groups.get("first") or 0))
        _validate(period, text)
        return period
    raise PeriodError(f'"{text[:40]}" không phải mã kỳ báo cáo', _suggest(text))


def _validate(period: Period, text: str) -> None:
    if not FIRST_YEAR <= period.year <= LAST_YEAR:
        raise PeriodError(f'năm trong "{text}" không hợp lý', f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if period.kind is Kind.MONTH and not 1 <= period.number <= 12:
        raise PeriodError(
            f'không có tháng {period.number} trong "{text}"', "Tháng viết từ 01 đến 12, ví dụ thang-2025-07."
        )
    if period.kind is Kind.QUARTER and not 1 <= period.number <= 4:
        raise PeriodError(f'không có quý {period.number} trong "{text}"', "Quý viết từ 1 đến 4, ví dụ quy-1-2025.")
    if period.is_multi_year and period.year - period.first_year != 4:
        raise PeriodError(f'"{text}" không phải giai đoạn 5 năm', "Viết năm đầu và năm cuối, ví dụ 2021-2025.")


def _suggest(text: str) -> str:
    """Advice that names the id probably meant, found by trying small repairs."""
    squeezed = re.sub(r"[^0-9a-z]+", "", strip_marks(text).lower())
    year = re.search(r"(?:19|20|21)[0-9]{2}", strip_marks(text))
    if year is not None:
        rest = squeezed.replace(year[0], "", 1)
        for head, kind in (("6thang", Kind.HALF_YEAR), ("9thang", Kind.NINE_MONTHS), ("nam", Kind.YEAR)):
            if rest == head:
                return f'Có phải "{kind.value}-{year[0]}"?'
        if (month := re.fullmatch(r"thang([0-9]{1,2})", rest)) and 1 <= int(month[1]) <= 12:
            return f'Có phải "thang-{year[0]}-{int(month[1]):02}"?'
        if quarter := re.fullmatch(r"quy([1-4])", rest):
            return f'Có phải "quy-{quarter[1]}-{year[0]}"?'
    return _ADVICE
