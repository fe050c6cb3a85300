"""A value with its unit, and the verb in front of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lcdraft.dataset import Status
from lcdraft.numbers import format_number
from lcdraft.phrases.wording import Wording
from lcdraft.units import is_counted, joined

__all__ = [
    "MisuseError",
    "NoPhraseError",
    "Quantity",
    "cumulative_phrase",
    "number_text",
    "percent_text",
    "quantity_text",
    "single_period_phrase",
    "value_phrase",
    "verb_entry",
]

_BY_STATUS = {
    "dat": {Status.ESTIMATE: "uoc_dat", Status.ACTUAL: "dat", Status.TARGET: "phan_dau"},
    "thuc_hien": {Status.ESTIMATE: "uoc_thuc_hien", Status.ACTUAL: "thuc_hien", Status.TARGET: "phan_dau_thuc_hien"},
}


class NoPhraseError(ValueError):
    """The numbers do not make the phrase asked for (no base, a base of zero); the text says why, in Vietnamese."""


class NotYetError(NoPhraseError):
    """The phrase will be there once the value is: somebody has still to type it."""


class MisuseError(ValueError):
    """A phrase was asked for with something that there is not; ``advice`` says what there is."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in its unit. ``decimals`` None prints the digits it was typed with; ``approximation`` is a word."""

    value: Decimal
    unit: str
    decimals: int | None = None
    approximation: str = ""


def number_text(quantity: Quantity) -> str:
    """Only the number: grouped, counts below ten padded (``04`` hợp tác xã, but ``5`` ha)."""
    pad = is_counted(quantity.unit)
    return format_number(quantity.value, quantity.decimals, keep_zeros=quantity.decimals is not None, pad=pad)


def quantity_text(quantity: Quantity) -> str:
    """Number and unit, with the word of approximation in front.

    >>> quantity_text(Quantity(Decimal("2.7"), "tỷ đồng", approximation="trên"))
    'trên 2,7 tỷ đồng'
    """
    text = joined(number_text(quantity), quantity.unit)
    return f"{quantity.approximation} {text}" if quantity.approximation else text


def percent_text(percentage: Decimal, decimals: int) -> str:
    """A percentage rounded half up, trailing zeros dropped: ``47,6%``, ``100%``."""
    return f"{format_number(percentage, decimals)}%"


def value_phrase(quantity: Quantity, status: Status, wording: Wording, verb: str = "dat") -> str:
    """The value behind a verb that tells how sure it is.

    ``verb`` is ``dat`` or ``thuc_hien``, chosen by status; any other entry of the table is taken as it
    stands (``la``, ``con``).

    >>> value_phrase(Quantity(Decimal(2327), "tỷ đồng"), Status.ESTIMATE, Wording())
    'ước đạt 2.327 tỷ đồng'
    """
    return wording(verb_entry(verb, status), gia_tri=quantity_text(quantity))


def verb_entry(verb: str, status: Status) -> str:
    """The entry of the table for a verb: ``dat`` and ``thuc_hien`` depend on the status, others do not."""
    return _BY_STATUS[verb][status] if verb in _BY_STATUS else verb


def cumulative_phrase(quantity: Quantity, status: Status, span: str, wording: Wording) -> str:
    """From the start of the year; ``span`` is "2 tháng".

    >>> cumulative_phrase(Quantity(Decimal(611), "tỷ đồng"), Status.ESTIMATE, "2 tháng", Wording())
    'lũy kế 2 tháng ước đạt 611 tỷ đồng'
    """
    return wording("luy_ke", so_ky=span, gia_tri=value_phrase(quantity, status, wording))


def single_period_phrase(quantity: Quantity, status: Status, period: str, wording: Wording) -> str:
    """The month or quarter alone; ``period`` is "tháng 7".

    >>> single_period_phrase(Quantity(Decimal("230.6"), "tỷ đồng"), Status.ESTIMATE, "tháng 7", Wording())
    'riêng trong tháng 7 ước đạt 230,6 tỷ đồng'
    """
    return wording("rieng_ky", ky=period, gia_tri=value_phrase(quantity, status, wording))
