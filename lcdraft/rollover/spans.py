"""Rules for labels of months of a year: ``6 tháng đầu năm 2025``, ``3 tháng cuối năm``, ``cùng kỳ năm 2024``."""

from __future__ import annotations

import re

from lcdraft.periods import Kind, Period
from lcdraft.rollover.case import Case, Decision, ask, keep, move
from lcdraft.rollover.labels import Form

__all__ = [
    "bare_same_period",
    "count",
    "first_months",
    "first_months_base",
    "last_months",
    "mid_term",
    "months_left",
    "other_first_months",
    "other_last_months",
    "same_period",
    "same_period_of_year",
]

_MOVED = "nhãn kỳ báo cáo chuyển sang kỳ mới"
_BASE = "mốc so sánh chuyển theo kỳ báo cáo"
_COUNTED = (
    r"lũy +kế(?: +(?:ước|thực +hiện|hết|trong))?|ước(?: +thực +hiện)?|trong|thực +hiện|sau|qua|chỉ +tiêu|kết +quả"
    r"|tính +chung|tình +hình|nhiệm +vụ|của"
)


def same_period(case: Case) -> Decision | None:
    """The base of the comparison with its year."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.SAME_PERIOD or label.year == 0:
        return None
    if label.year != old.year - 1:
        return ask(f"mốc so sánh không phải năm trước của kỳ {old.label}")
    if case.in_list_of_years:
        return ask("so sánh với nhiều năm; hãy tự chọn mốc cho kỳ mới")
    if not case.to_year and not case.turns:
        return keep("mốc so sánh không đổi giữa hai kỳ")
    return move(new.same_period_label, _BASE)


def same_period_of_year(case: Case) -> Decision | None:
    """``cùng kỳ năm trước`` is right in every report within a year."""
    if case.label.form is not Form.SAME_PERIOD or not case.label.word:
        return None
    if case.to_year:
        return move("năm trước", "cả năm so sánh với năm trước")
    return keep("mốc so sánh nói theo kỳ báo cáo, không ghi năm")


def bare_same_period(case: Case) -> Decision | None:
    """``cùng kỳ`` alone is right in every report within a year."""
    if case.label.form is not Form.SAME_PERIOD:
        return None
    if case.to_year:
        return move("năm trước", "cả năm so sánh với năm trước")
    return keep("mốc so sánh nói theo kỳ báo cáo, không ghi năm")


def first_months_base(case: Case) -> Decision | None:
    """The same months of the year before, compared with."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.FIRST_MONTHS or label.number != old.months or label.year != old.year - 1:
        return None
    before = new.same_period_last_year
    if case.compared and before is not None:
        return move(_cumulative(before, with_year=True), _BASE)
    return ask(f"năm {label.year} không khớp với kỳ {old.label}; có thể là nhãn cũ còn sót")


def first_months(case: Case) -> Decision | None:
    """From the start of the year to the end of the period."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.FIRST_MONTHS or label.number != old.months or label.year not in (0, old.year):
        return None
    if old.kind is Kind.YEAR:
        return ask("12 tháng của báo cáo năm: hãy chọn nhãn cho kỳ mới") if case.from_year else _year_span(case)
    words = _cumulative(new, with_year=label.year > 0)
    if new.kind is Kind.YEAR and label.year == 0 and case.follows("trong"):
        words = "năm"
    return move(words, _MOVED)


def _year_span(case: Case) -> Decision:
    label = case.label
    return (
        move(f"12 tháng năm {case.new.year}", _MOVED)
        if label.year
        else keep("khoảng thời gian trong năm, không ghi năm")
    )


def other_first_months(case: Case) -> Decision | None:
    """Other months of a year than those of the period."""
    if case.label.form is Form.FIRST_MONTHS:
        return ask(f"không khớp với kỳ {case.old.label}; có thể là kỳ khác hoặc nhãn cũ còn sót")
    return None


def last_months(case: Case) -> Decision | None:
    """What is left of the year after the period."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.LAST_MONTHS or label.number != 12 - old.months or label.year not in (0, old.year):
        return None
    return move(_rest_of_year(new, with_year=label.year > 0), "phần còn lại của năm tính theo kỳ mới")


def months_left(case: Case) -> Decision | None:
    """``3 tháng còn lại của năm``: the count follows the period."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.REMAINING:
        return None
    left = 12 - new.months
    if label.number != 12 - old.months or label.year not in (0, old.year) or left < 2:
        return ask("hãy tự ghi thời gian còn lại của năm")
    words = [f"{left} tháng", *case.view.plain[label.start : label.end].split()[2:]]
    if label.year:
        words[-1] = str(new.year)
    return move(" ".join(words), "phần còn lại của năm tính theo kỳ mới")


def other_last_months(case: Case) -> Decision | None:
    """A count of months left that does not fit the period."""
    if case.label.form is Form.LAST_MONTHS:
        return ask(f"không phải phần còn lại của năm sau kỳ {case.old.label}; có thể viết nhầm số tháng")
    return None


def count(case: Case) -> Decision | None:
    """A count of months alone, which may be the period or a duration."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.COUNT:
        return None
    if label.number != old.months or old.kind is Kind.YEAR:
        return keep("khoảng thời gian, không trùng với kỳ báo cáo") if label.number != old.months else ask(_DURATION)
    if _GOES_ON_AS_DURATION.match(case.after) or (case.to_year and not case.follows(r"lũy +kế")):
        return ask(_DURATION)
    if case.after.startswith(" đầu") and not case.to_year:
        return move(f"{new.months} tháng", "số tháng tính từ đầu năm chuyển theo kỳ mới")
    if case.follows(_COUNTED):
        return move(new.cumulative_count, "số tháng lũy kế chuyển theo kỳ mới")
    return ask(_DURATION)


_GOES_ON_AS_DURATION = re.compile(
    r",? +(?:kể +từ|triển +khai|thực +hiện +[a-zđ]|thi +công|liên +t|liền|trở +lên|hoạt +động|đầu +năm +học)"
)
_DURATION = "có thể là kỳ báo cáo, có thể là một khoảng thời gian khác"


def mid_term(case: Case) -> Decision | None:
    """``giữa kỳ`` is right as long as both reports are mid-term reviews."""
    if case.label.form is not Form.MID_TERM:
        return None
    if case.old.kind is Kind.MID_TERM and case.new.kind is not Kind.MID_TERM:
        return ask("kỳ mới không phải báo cáo giữa kỳ")
    return keep("giữa kỳ của kế hoạch nhiều năm")


def _cumulative(period: Period, *, with_year: bool) -> str:
    """From the start of the year; without the year that is one month, some months, or the whole year."""
    if with_year:
        return period.cumulative_label
    if period.kind is Kind.YEAR or period.months == 1:
        return period.short_label if period.kind is Kind.YEAR else "tháng 1"
    return "12 tháng" if period.months == 12 else period.cumulative_label.removesuffix(f" {period.year}")


def _rest_of_year(period: Period, *, with_year: bool) -> str:
    """What is left of the year, or what comes after it."""
    words = period.rest_of_year
    if words is None:
        return period.rest_label if with_year else period.short_rest_label
    return (
        words
        if with_year
        else words.removesuffix(f" {period.year}").removesuffix(" năm" if 12 - period.months == 1 else "")
    )
