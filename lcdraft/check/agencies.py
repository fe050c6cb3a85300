"""Warnings about the head of the reports: names that are too long for it, days that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator

from lcdraft.agencies import agency_of, report_day
from lcdraft.dataset import Agency, Dataset
from lcdraft.dates import format_date
from lcdraft.errors import Place, Problem
from lcdraft.write.metrics import text_width
from lcdraft.write.sizes import SMALL_SET, WIDEST_DATE

__all__ = ["check_agencies"]

NAME_WIDTH, PLACE_WIDTH = 185.75, 282.0
"""Points that the letterhead which comes with lcdraft has for the agency's name, and for place and date."""
MAX_DAYS = 366
"""A report that is issued later than that most probably carries the year of another one."""


def check_agencies(dataset: Dataset) -> list[Problem]:
    """Warnings about the agencies that have reports, and about the days of these."""
    agencies = {agency_of(dataset.settings, report_day(report)): None for report in dataset.reports.values()}
    found = [problem for agency in agencies for problem in _lengths(agency)]
    return [*found, *_days(dataset)]


def _lengths(agency: Agency) -> Iterator[Problem]:
    is_long = text_width(f"{agency.seat}, {WIDEST_DATE}", 14) > PLACE_WIDTH
    state, _, place = agency.head_points or (SMALL_SET if is_long else (13, 14, 14))
    for bold, lines in ((False, agency.superior), (True, agency.lines)):
        for line in lines:
            if text_width(line, state, bold=bold) > NAME_WIDTH:
                message = f'co_quan: "{line}" dài hơn chỗ dành cho tên cơ quan, Word sẽ tự xuống dòng'
                yield _warning("LC044", agency.place, message, "Chia thành nhiều dòng ở dong_ten (hoặc chu_quan).")
    if text_width(f"{agency.seat}, {WIDEST_DATE}", place) > PLACE_WIDTH:
        message = f'co_quan: địa danh "{agency.seat}" kèm ngày tháng không đủ chỗ trên một dòng ở cỡ chữ {place}'
        smaller = place > SMALL_SET[2]
        advice = "Bỏ co_chu, hoặc ghi co_chu: 12-13-13." if smaller else "Nới cột bên phải của phần đầu trong tệp mẫu."
        yield _warning("LC044", agency.place, message, advice)


def _days(dataset: Dataset) -> Iterator[Problem]:
    for report in dataset.reports.values():
        figures = dataset.figures.get(report.period.id)
        stated = figures.as_of if figures is not None else None
        if report.issued is None or (stated is None and report.period.is_multi_year):
            continue
        closing = stated or report.period.closing_date
        if not 0 <= (report.issued - closing).days <= MAX_DAYS:
            side = "trước" if report.issued < closing else "quá một năm sau"
            message = f"ngay: {format_date(report.issued)} là {side} ngày chốt số liệu {format_date(closing)}"
            yield _warning("LC045", report.place, message, "Kiểm tra lại ngày ban hành, nhất là năm.")


def _warning(code: str, place: Place, message: str, advice: str) -> Problem:
    return Problem(code, message, place, advice, "warning")
