"""Who writes a report: the agency of its day, and what the report itself says of signer and receivers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from lcdraft.dataset import Agency, Report, Settings, Signing

__all__ = ["LAST_DISTRICT_DAY", "Issuer", "agency_of", "agency_on", "is_valid", "issuer_of", "report_day"]

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


def _nearest(agencies: Sequence[Agency], day: date) -> Agency:
    def distance(agency: Agency) -> int:
        first, last = agency.valid_from or date.min, agency.valid_to or date.max
        return max((first - day).days, (day - last).days)

    return min(agencies, key=distance)
