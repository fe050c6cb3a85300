"""Rules for reviews of several years: a year of one plan becomes the year at the same place in the next.

Only where the text itself says that the year is one of the plan: because it stands before a value that is called from
that very year, because it closes the figures of the review, or because something is to be reached by the end of the
plan. The year of anything else is left to the clerk.
"""

from __future__ import annotations

import re

from lcdraft.periods import Kind, Period, PeriodError, parse_period
from lcdraft.rollover.case import Case, Decision, ask, keep, move
from lcdraft.rollover.labels import Form

__all__ = [
    "base",
    "called",
    "called_by",
    "column",
    "distant_year",
    "end_of_figures",
    "end_of_plan",
    "named_scheme",
    "opening_of_plan",
    "other_label",
    "other_year",
    "span",
]

_YEARS = (Form.YEAR, Form.BARE_YEAR)
_PERIODS = (
    Form.SAME_PERIOD, Form.FIRST_MONTHS, Form.LAST_MONTHS, Form.REMAINING, Form.MONTH, Form.QUARTER, Form.COUNT,
    Form.EDGE, Form.RELATIVE,
)  # fmt: skip
_CALL = re.compile(r"ky_khac\( *['\"]([\w-]+)['\"] *\)")
_BREAK = re.compile(r"[.;:\n\[\]]")
_ANOTHER = re.compile(r"(?<!\w)(?:(?:năm|tháng|quý) +[\divx]+|(?:19|20|21)\d\d)(?!\w)")
_OF_SCHEME = re.compile(r",? *(?:định +hướng|tầm +nhìn)(?: +đến)? +(?:năm +)?\d{4}")
_STRIVES = re.compile(r"phấn +đấu(?!\w)[^.;:\n\[\]]{0,120}$|có +khả +năng +hoàn +thành[^.;:\n\[\]]{0,40}$")

_CALLED = "kỳ mà biểu thức liền sau gọi số liệu, chuyển sang năm cùng vị trí của giai đoạn mới"
_SAME_PLAN = "năm của giai đoạn không đổi"


def _both_review(case: Case) -> bool:
    return case.old.is_multi_year and case.new.is_multi_year


def _shift(case: Case) -> int:
    """Years from the old plan to the new one; 0 where both reviews are of one plan."""
    return case.new.year - case.old.year


def _within_plan(case: Case, year: int) -> bool:
    return case.old.base_year < year <= case.old.year


def _is_next_of_kind(case: Case) -> bool:
    """Whether the same kind of review is made of another plan, so that every year of the plan has its counterpart."""
    return _both_review(case) and case.old.kind is case.new.kind and _shift(case) != 0


def called(case: Case) -> Decision | None:
    """The id of a period of the plan, in an expression: ``{{ x.ky_khac('nam-2022').dat }}``."""
    label = case.label
    if label.form is not Form.PERIOD_ID or not label.in_expression or not _both_review(case):
        return None
    period = _period(case.view.bare[label.start : label.end])
    if period is None or period.is_multi_year or not _within_plan(case, period.year):
        return None
    if _is_next_of_kind(case):
        return move(_shifted(period, _shift(case)).id, "số liệu của năm cùng vị trí trong giai đoạn mới")
    is_whole = period.kind is Kind.YEAR and _shift(case) == 0
    return keep("số liệu của một năm đã qua, giai đoạn không đổi") if is_whole else None


def called_by(case: Case) -> Decision | None:
    """The words for a period of the plan before a value that is called from it: ``năm 2022 {{ x.ky_khac(…) }}``."""
    label = case.label
    if label.form not in (*_YEARS, Form.FIRST_MONTHS, Form.QUARTER, Form.MONTH) or label.in_expression:
        return None
    if not _both_review(case) or not _within_plan(case, label.year):
        return None
    period = _called_after(case)
    if period is None or not _names(case, period):
        return None
    if _is_next_of_kind(case):
        words = case.view.plain[label.start : label.end]
        return move(words.replace(str(label.year), str(label.year + _shift(case))), _CALLED)
    return keep(_SAME_PLAN) if period.kind is Kind.YEAR and _shift(case) == 0 else None


def _called_after(case: Case) -> Period | None:
    """The period of the first expression that follows in the clause, no other year standing between."""
    view, end = case.view, case.label.end
    opening = next((start for start, _ in view.expressions if start >= end), None)
    if opening is None or (between := view.plain[end:opening]).count("^"):
        return None
    if _BREAK.search(between) or _ANOTHER.search(between):
        return None
    closing = next(stop for start, stop in view.expressions if start == opening)
    call = _CALL.search(view.bare, opening, closing)
    return _period(call[1]) if call is not None else None


def _names(case: Case, period: Period) -> bool:
    """Whether the label says which period this is."""
    label = case.label
    if label.year != period.year:
        return False
    match label.form:
        case Form.YEAR | Form.BARE_YEAR:
            return period.kind is Kind.YEAR
        case Form.FIRST_MONTHS:
            return period.kind in (Kind.HALF_YEAR, Kind.NINE_MONTHS) and label.number == period.months
        case Form.QUARTER:
            return period.kind is Kind.QUARTER and label.number == period.number
        case _:
            return period.kind is Kind.MONTH and label.number == period.number


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except PeriodError:
        return None


def _shifted(period: Period, years: int) -> Period:
    return Period(period.kind, period.year + years, period.number)


def span(case: Case) -> Decision | None:
    """The plan under review and those before and after it."""
    label, old = case.label, case.old
    if label.form is not Form.SPAN or not _both_review(case) or case.in_title:
        return None
    spans = {(each.first_year, each.year) for each in (old, old.next, old.previous)}
    if _shift(case) == 0 or (label.year, label.last) not in spans:
        return None
    head = f"{label.word} " if label.word else ""
    words = f"{head}{label.year + _shift(case)}-{label.last + _shift(case)}"
    return move(words, "giai đoạn kế hoạch chuyển theo kỳ báo cáo")


def named_scheme(case: Case) -> Decision | None:
    """A span that goes on to a horizon, and the horizon: the name of a scheme, a programme or a zoning plan."""
    label = case.label
    if not _both_review(case):
        return None
    goes_on = label.form is Form.SPAN and _OF_SCHEME.match(case.after)
    horizon = label.form in _YEARS and case.follows(r"\d{4},? *(?:định +hướng|tầm +nhìn)(?: +đến)?")
    if goes_on or horizon:
        return ask("thuộc tên đề án, chương trình có mốc định hướng; giai đoạn mới có thể có văn bản khác")
    return None


def base(case: Case) -> Decision | None:
    """The year before the plan, compared with."""
    label, old, new = case.label, case.old, case.new
    if not _both_review(case) or label.form is not Form.YEAR or label.year != old.base_year or not case.compared:
        return None
    if new.base_year == old.base_year:
        return keep("năm gốc của giai đoạn không đổi")
    return move(f"năm {new.base_year}", "năm gốc chuyển theo giai đoạn kế hoạch")


def end_of_figures(case: Case) -> Decision | None:
    """The year that the figures of the review reach: ``ước đến hết năm 2023``."""
    label, old, new = case.label, case.old, case.new
    if not _both_review(case) or label.form is not Form.YEAR or label.year != old.last_reported_year:
        return None
    if not case.follows(r"ước(?: +(?:tính|thực +hiện))?(?: +đến)? +hết|chỉ +tiêu(?: +ước)? +đến +hết"):
        return None
    if new.last_reported_year == old.last_reported_year:
        return keep("năm cuối của số liệu không đổi")
    return move(f"năm {new.last_reported_year}", "năm cuối của số liệu chuyển theo kỳ báo cáo")


def end_of_plan(case: Case) -> Decision | None:
    """The last year of the plan, by which something is to be reached: ``phấn đấu đến năm 2025``."""
    label = case.label
    if not _is_next_of_kind(case) or case.old.kind is not Kind.MID_TERM:
        return None
    if label.form is not Form.YEAR or label.year != case.old.year or _STRIVES.search(case.before) is None:
        return None
    return move(f"năm {case.new.year}", "năm cuối của giai đoạn kế hoạch")


def opening_of_plan(case: Case) -> Decision | None:
    """The first year of the plan, since which results are counted: ``kết quả từ năm 2021 đến nay``."""
    label, shift = case.label, _shift(case)
    if not _both_review(case) or label.year != case.old.base_year + 1:
        return None
    since = label.form is Form.YEAR and case.follows(r"(?:kết +quả|số +liệu|lũy +kế|tính)(?: +tính)? +từ")
    since_start = (
        label.form is Form.EDGE
        and label.word == "từ đầu"
        and case.follows(r"(?:kết +quả|số +liệu|lũy +kế|tính)(?: +tính)?")
    )
    if not since and not since_start:
        return None
    if shift == 0:
        return keep(_SAME_PLAN)
    head = "từ đầu " if since_start else ""
    return move(f"{head}năm {label.year + shift}", "năm đầu của giai đoạn kế hoạch")


def column(case: Case) -> Decision | None:
    """A year that heads a column of a table."""
    label = case.label
    if not _is_next_of_kind(case) or label.form is not Form.YEAR:
        return None
    alone = re.search(r"\| *$", case.before) and re.match(r" *\|", case.after)
    if not alone or not case.old.base_year <= label.year <= case.old.year:
        return None
    return move(f"năm {label.year + _shift(case)}", "cột số liệu của năm cùng vị trí trong giai đoạn mới")


def distant_year(case: Case) -> Decision | None:
    """A year far from the plan: a horizon, or history."""
    label, old = case.label, case.old
    if label.form not in _YEARS or not _both_review(case):
        return None
    if not old.base_year - 5 <= label.year <= old.year + 5:
        return keep("năm của việc khác, mốc lịch sử hoặc mốc quy hoạch")
    return None


def other_year(case: Case) -> Decision | None:
    """Any other year in a review of several years."""
    if case.label.form not in (*_YEARS, Form.EDGE) or not (case.old.is_multi_year or case.new.is_multi_year):
        return None
    return ask("báo cáo nhiều năm: hãy xem lại năm này")


def other_label(case: Case) -> Decision | None:
    """Labels within a year when one of the reports reviews several years."""
    if case.label.form in _PERIODS and (case.old.is_multi_year or case.new.is_multi_year):
        return ask("báo cáo nhiều năm: chương trình không suy ra được nhãn tương ứng")
    return None
