"""Dates as official texts write them, in both directions."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["DateError", "format_date", "format_long_date", "parse_date"]

_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class DateError(ValueError):
    """Text that is not a date; ``advice`` says what to write instead."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def parse_date(text: str) -> date:
    """Read ``14/6/2025`` (day, month, year).

    Raises:
        DateError: for another form or a day that does not exist.

    >>> parse_date("05/01/2024")
    datetime.date(2024, 1, 5)
    """
    stripped = text.strip()
    match = _SHORT.fullmatch(stripped)
    if match is None:
        raise DateError(f'cần một ngày, nhưng gặp "{stripped[:40]}"', "Viết ngày/tháng/năm, ví dụ 14/6/2025.")
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f'không có ngày "{stripped}" trong lịch', "Kiểm tra lại ngày và tháng.") from None


def format_date(value: date) -> str:
    """``05/01/2024``, ``14/7/2022``: the day below 10 and the months 1 and 2 are padded, other months are not.

    >>> format_date(date(2025, 3, 3))
    '03/3/2025'
    """
    return f"{value.day:02}/{_month(value)}/{value.year}"


def format_long_date(value: date) -> str:
    """The date of a document, as Decree 30/2020/NĐ-CP prints it.

    >>> format_long_date(date(2024, 1, 5))
    'ngày 05 tháng 01 năm 2024'
    """
    return f"ngày {value.day:02} tháng {_month(value)} năm {value.year}"


def _month(value: date) -> str:
    return f"{value.month:02}" if value.month <= 2 else str(value.month)
