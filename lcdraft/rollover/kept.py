"""Rules for what is never touched: documents, dates, school years, plan periods, events, quotations."""

from __future__ import annotations

import datetime
import re

from lcdraft.rollover.case import Case, Decision, ask, keep
from lcdraft.rollover.heads import Head
from lcdraft.rollover.labels import Form

__all__ = [
    "address",
    "cut_off",
    "date",
    "document",
    "event",
    "expression",
    "lunar",
    "new_year",
    "other_period",
    "quoted",
    "school_year",
    "span",
    "term",
    "title",
]

_DAY = re.compile(r"(\d{1,2})(?:/| +tháng +)(\d{1,2})(?:/| +năm +)(\d{4})")
_REVOLUTION = r"cách +mạng"


def expression(case: Case) -> Decision | None:
    """Inside ``{{ … }}`` or ``{% … %}``."""
    return keep("nằm trong biểu thức của mẫu; chương trình không sửa biểu thức") if case.label.in_expression else None


def other_period(case: Case) -> Decision | None:
    """The id of a period inside an expression: ``{{ x.ky_khac('nam-2025').gia_tri }}``."""
    if case.label.in_expression and case.label.form is Form.PERIOD_ID:
        return ask("biểu thức gọi số liệu của kỳ khác; sửa tay nếu kỳ ấy phải đổi theo")
    return None


def quoted(case: Case) -> Decision | None:
    """Inside “…” or "…"."""
    if case.view.is_quoted(case.label.start, case.label.end):
        return keep("nằm trong đoạn trích dẫn hoặc tên riêng trong ngoặc kép")
    return None


def address(case: Case) -> Decision | None:
    """Inside a web address."""
    return keep("nằm trong địa chỉ trang thông tin") if case.label.form is Form.ADDRESS else None


def document(case: Case) -> Decision | None:
    """Number and date of a document."""
    return keep("số, ký hiệu và ngày của văn bản") if case.label.form is Form.DOCUMENT else None


def cut_off(case: Case) -> Decision | None:
    """The day the figures of the old period were counted to."""
    label, old = case.label, case.old
    day = _DAY.search(case.view.plain, label.start, label.end)
    if label.form is not Form.DATE or day is None or old.is_multi_year:
        return None
    number, month, year = (int(part) for part in day.groups())
    closes = case.follows(r"đến(?: +hết)?") and (number, month, year) == _parts(old.closing_date)
    counted = case.follows(r"(?:tính|ước|lũy +kế|số +liệu)(?: +(?:thực +hiện|giải +ngân))? +đến(?: +hết)?")
    if closes or (counted and (month, year) == (old.months, old.year)):
        return ask("ngày chốt số liệu của kỳ trước; hãy thay bằng ngày chốt của kỳ này")
    return None


def _parts(day: datetime.date) -> tuple[int, int, int]:
    return day.day, day.month, day.year


def date(case: Case) -> Decision | None:
    """A full date."""
    return keep("ngày, tháng cụ thể của một sự việc") if case.label.form is Form.DATE else None


def lunar(case: Case) -> Decision | None:
    """A lunar year, with its solar year if it has one."""
    return keep("tên năm âm lịch, gắn với sự kiện của năm đó") if case.label.form is Form.LUNAR else None


def school_year(case: Case) -> Decision | None:
    """A school year."""
    if case.label.form is Form.SCHOOL_YEAR:
        return keep("năm học; chỉ đổi khi nội dung nói về năm học khác")
    return None


def span(case: Case) -> Decision | None:
    """The years of a plan, a programme, a term, a school."""
    if case.label.form is Form.SPAN:
        return keep("giai đoạn, thời kỳ hoặc nhiệm kỳ của kế hoạch, chương trình")
    return None


def term(case: Case) -> Decision | None:
    """A term of office, or half of it."""
    return keep("nhiệm kỳ, không phải kỳ báo cáo") if case.label.form is Form.TERM else None


def title(case: Case) -> Decision | None:
    """The year or period in the title of a numbered document."""
    forms = (Form.YEAR, Form.FIRST_MONTHS, Form.LAST_MONTHS, Form.MONTH, Form.QUARTER)
    if case.label.form in forms and case.in_title:
        return keep("thuộc tên của văn bản đã dẫn số, ký hiệu")
    return None


def event(case: Case) -> Decision | None:
    """The year of an event, of a contest, of a law; the August of the Revolution."""
    label = case.label
    if label.form is Form.MONTH and case.follows(_REVOLUTION):
        return keep("tên sự kiện lịch sử")
    if label.form not in (Form.YEAR, Form.BARE_YEAR):
        return None
    if case.head is Head.EVENT:
        return keep("thuộc tên sự kiện, lễ hội, cuộc thi hoặc đợt việc của năm đó")
    if case.head is Head.LAW:
        return keep("thuộc tên văn bản quy phạm hoặc văn bản chỉ đạo")
    return None


def new_year(case: Case) -> Decision | None:
    """The coming of a year."""
    return keep("tên dịp đón năm mới") if case.label.form is Form.NEW_YEAR else None
