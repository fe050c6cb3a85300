"""Fractions of a whole, shares, and breakdowns into parts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lcdraft.numbers import share
from lcdraft.phrases.values import NoPhraseError, Quantity, number_text, percent_text, quantity_text
from lcdraft.phrases.wording import Wording
from lcdraft.units import joined

__all__ = ["breakdown_phrase", "fraction_phrase", "fraction_share_phrase", "fraction_text", "share_of"]


def share_of(part: Decimal, whole: Decimal) -> Decimal:
    """The part in per cent of the whole, unrounded.

    Raises:
        NoPhraseError: for a whole of zero, or a negative side.
    """
    if whole == 0:
        raise NoPhraseError("mẫu số bằng 0")
    if part < 0 or whole < 0:
        raise NoPhraseError("tử số hoặc mẫu số là số âm")
    return share(part, whole)


def fraction_text(part: Quantity, whole: Quantity, wording: Wording) -> str:
    """``27/28 trường``; the unit stands once, after the whole.

    >>> fraction_text(Quantity(Decimal(7), "xã, phường"), Quantity(Decimal(7), "xã, phường"), Wording())
    '07/07 xã, phường'
    """
    return joined(wording("phan_so", tu=number_text(part), mau=number_text(whole)), whole.unit)


def fraction_phrase(part: Quantity, whole: Quantity, wording: Wording) -> str:
    """The fraction with the word of approximation that its part carries."""
    text = fraction_text(part, whole, wording)
    return f"{part.approximation} {text}" if part.approximation else text


def fraction_share_phrase(part: Quantity, whole: Quantity, decimals: int, wording: Wording) -> str:
    """The fraction and what it is in per cent.

    >>> trường = Quantity(Decimal(28), "trường")
    >>> fraction_share_phrase(Quantity(Decimal(27), "trường"), trường, 1, Wording())
    '27/28 trường, đạt tỷ lệ 96,4%'
    """
    percentage = percent_text(share_of(part.value, whole.value), decimals)
    return wording("phan_so_ty_le", phan_so=fraction_phrase(part, whole, wording), ty_le=percentage)


def breakdown_phrase(parts: Sequence[tuple[str, Quantity]], wording: Wording, *, number_first: bool = False) -> str:
    """What a total is made of: names and quantities in the order given.

    >>> breakdown_phrase([("chi thường xuyên", Quantity(Decimal(206950), "triệu đồng"))], Wording())
    'trong đó: chi thường xuyên 206.950 triệu đồng'
    """
    if not parts:
        raise NoPhraseError("chưa có số liệu thành phần")
    key = "phan_so_truoc" if number_first else "phan_ten_truoc"
    texts = [wording(key, ten=name, gia_tri=quantity_text(quantity)) for name, quantity in parts]
    return wording("trong_do", cac_phan=wording("ngan_cach_phan").join(texts))
