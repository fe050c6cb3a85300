"""A value compared with the same indicator at another time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from lcdraft.numbers import format_number, round_half_up, share
from lcdraft.phrases.values import NoPhraseError, Quantity, percent_text, quantity_text
from lcdraft.phrases.wording import Wording
from lcdraft.units import is_rate

__all__ = [
    "Change",
    "absolute_change_phrase",
    "growth_phrase",
    "growth_rate",
    "index_phrase",
    "mean_growth",
    "mean_growth_phrase",
    "times_phrase",
]

_CONTEXT = Context(prec=40)


@dataclass(frozen=True, slots=True)
class Change:
    """Two values of one indicator, ``before`` being the base; both in ``unit``."""

    now: Decimal
    before: Decimal
    unit: str


def growth_rate(change: Change) -> Decimal:
    """The growth in per cent, unrounded, negative for a fall.

    Raises:
        NoPhraseError: for a base of zero or a negative value, of which no percentage can be said.
    """
    if change.before == 0:
        raise NoPhraseError("giá trị gốc so sánh bằng 0")
    if change.before < 0 or change.now < 0:
        raise NoPhraseError("giá trị so sánh là số âm")
    return share(change.now - change.before, change.before)


def growth_phrase(change: Change, decimals: int, since: str | None, wording: Wording) -> str:
    """By how many per cent the value stands above or below its base.

    The percentage is rounded first and worded after, so nothing "tăng 0%". ``since`` names the base;
    None leaves it out, where the lead clause has named it.

    >>> growth_phrase(Change(Decimal(81), Decimal(72), "tỷ đồng"), 1, "cùng kỳ năm 2024", Wording())
    'tăng 12,5% so với cùng kỳ năm 2024'
    """
    rounded = round_half_up(growth_rate(change), decimals)
    return _changed(rounded, f"{format_number(abs(rounded))}%", since, wording)


def absolute_change_phrase(change: Change, since: str | None, wording: Wording, *, decimals: int | None = None) -> str:
    """By how many units; for a rate by how many points.

    >>> absolute_change_phrase(Change(Decimal(75), Decimal(39), "đơn"), "cùng kỳ năm 2024", Wording())
    'tăng 36 đơn so với cùng kỳ năm 2024'
    >>> absolute_change_phrase(Change(Decimal("28.34"), Decimal("27.93"), "%"), "cùng kỳ năm 2024", Wording())
    'tăng 0,41 điểm phần trăm so với cùng kỳ năm 2024'
    """
    difference = change.now - change.before
    if decimals is not None:
        difference = round_half_up(difference, decimals)
    if is_rate(change.unit):
        key = "diem_phan_nghin" if change.unit.startswith("‰") else "diem_phan_tram"
        amount = wording(key, so=format_number(abs(difference)))
    else:
        amount = quantity_text(Quantity(abs(difference), change.unit))
    return _changed(difference, amount, since, wording)


def index_phrase(change: Change, decimals: int, since: str, wording: Wording) -> str:
    """The value as a percentage of its base: ``đạt 104% so với năm 2020``."""
    growth_rate(change)
    return wording("chi_so", ty_le=percent_text(share(change.now, change.before), decimals), goc=since)


def times_phrase(change: Change, since: str, wording: Wording, *, decimals: int = 1) -> str:
    """How many times the base: ``gấp 2,5 lần so với cùng kỳ năm 2024``.

    Raises:
        NoPhraseError: where the value is not above its base, for which "gấp" would mislead.
    """
    growth_rate(change)
    times = round_half_up(_CONTEXT.divide(change.now, change.before), decimals)
    if times <= 1:
        raise NoPhraseError("giá trị không lớn hơn gốc so sánh")
    return wording("gap", so=format_number(times), goc=since)


def mean_growth(change: Change, years: int) -> Decimal:
    """The mean annual growth over ``years`` in per cent: ((now / before) ^ (1 / years) - 1) × 100.

    Raises:
        NoPhraseError: for a base of zero, a negative value, or less than one year.
    """
    if years < 1:
        raise NoPhraseError("khoảng thời gian dưới một năm")
    growth_rate(change)
    quotient = _CONTEXT.divide(change.now, change.before)
    return (_CONTEXT.power(quotient, _CONTEXT.divide(Decimal(1), Decimal(years))) - 1) * 100


def mean_growth_phrase(change: Change, years: int, decimals: int, wording: Wording) -> str:
    """The mean annual growth.

    >>> mean_growth_phrase(Change(Decimal(112), Decimal(100), "tỷ đồng"), 3, 0, Wording())
    'tốc độ tăng bình quân đạt 4%/năm'
    """
    rounded = round_half_up(mean_growth(change, years), decimals)
    if rounded == 0:
        return wording("khong_doi_binh_quan")
    key = "tang_binh_quan" if rounded > 0 else "giam_binh_quan"
    return wording(key, ty_le=f"{format_number(abs(rounded))}%")


def _changed(rounded: Decimal, amount: str, since: str | None, wording: Wording) -> str:
    if rounded == 0:
        return wording("khong_doi") if since is None else wording("bang", goc=since)
    words = wording("tang" if rounded > 0 else "giam", muc=amount)
    return words if since is None else wording("thay_doi_so_voi", thay_doi=words, goc=since)
