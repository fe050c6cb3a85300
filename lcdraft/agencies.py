"""Who writes a report: the agency of its day, and what the report itself says of signer and receivers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lcdraft.dataset import Agency, Report, Settings, Signing
from lcdraft.dates import format_date
from lcdraft.errors import Place, Problem

__all__ = [
    "LAST_DISTRICT_DAY",
    "Issuer",
    "agency_of",
    "agency_on",
    "is_valid",
    "issuer_of",
    "no_agency",
    "report_day",
]

LAST_DISTRICT_DAY = date(2025, 6, 30)
"""Since 1 July 2025 there are provinces and communes only (Law 72/2025/QH15)."""


class Issuer(NamedTuple):
    """Everything that a report prints of the body it comes from."""

    agency: Agency
    signing: Signing
    recipients: tuple[str, ...]


def issuer_of(settings: Settings, report: Report) -> Issuer:
    """The issuer of a report; the report's own signer and receivers come before those of the agency."""
    agency = agency_of(settings, report_day(report))
    own = report.signing
    signing = agency.signing
    if own is not None and own.authority:
        signing = own
    elif own is not None and own.name:
        signing = signing._replace(name=own.name)
    recipients = agency.recipients if report.recipients is None else report.recipients
    return Issuer(agency, signing, recipients)


def agency_of(settings: Settings, day: date) -> Agency:
    """The record that holds on a day, or the nearest one: loading has warned of a report of a day without any."""
    return agency_on(settings.agencies, day) or _nearest(settings.agencies, day)


def report_day(report: Report) -> date:
    """The day whose agency a report comes from: that of issue, in a draft the closing day of its period."""
    return report.issued or report.period.closing_date


def agency_on(agencies: Sequence[Agency], day: date) -> Agency | None:
    """The record that holds on a day."""
    return next((agency for agency in agencies if is_valid(agency, day)), None)


def is_valid(agency: Agency, day: date) -> bool:
    """True from the first to the last day of a record, both included."""
    return (agency.valid_from or date.min) <= day <= (agency.valid_to or date.max)


def no_agency(settings: Settings, day: date, place: Place, *, issued: bool = False) -> Problem:
    """What to tell about a day on which no record holds: an error once the report is ``issued``, before a warning."""
    nearest = _nearest(settings.agencies, day)
    what = "ngày ban hành" if issued else "ngày chốt số liệu của kỳ"
    message = f"chưa khai cơ quan có hiệu lực vào {what} {format_date(day)}"
    if nearest.valid_to is not None and nearest.valid_to < day:
        wanted = f"hieu_luc_tu: {format_date(nearest.valid_to + timedelta(days=1))}"
    else:
        first = nearest.valid_from
        wanted = f"hieu_luc_den: {format_date(first - timedelta(days=1))}" if first is not None else "ngày hiệu lực ấy"
    covered = "; ".join(f"{agency.name} {_days(agency)}".rstrip() for agency in settings.agencies)
    advice = (
        f"{settings.path} khai: {covered}. Thêm vào co_quan một cơ quan có {wanted}"
        f' (hướng dẫn: mục "Cơ quan thay đổi theo thời gian").'
    )
    if not issued:
        advice += f" Trong khi chờ, bản dự thảo in tên {nearest.name}."
    return Problem("LC041", message, place, advice, "error" if issued else "warning")


def _days(agency: Agency) -> str:
    """The days of a record in words."""
    first = f"từ {format_date(agency.valid_from)}" if agency.valid_from else ""
    last = f"đến {format_date(agency.valid_to)}" if agency.valid_to else ""
    return " ".join(part for part in (first, last) if part)


def _nearest(agencies: Sequence[Agency], day: date) -> Agency:
    def distance(agency: Agency) -> int:
        first, last = agency.valid_from or date.min, agency.valid_to or date.max
        return max((first - day).days, (day - last).days)

    return min(agencies, key=distance)
