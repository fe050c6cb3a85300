"""Vietnamese number notation, in and out, and the one place where numbers are rounded.

A dot groups thousands, a comma marks decimals: ``2.327`` is two thousand three hundred and twenty-seven,
``47,6`` is forty-seven point six. Babel's own parser reads ``47.6`` as 476 and ``1.23`` as 123
(python-babel/babel#589, #749), so reading is a strict grammar of ours and refuses what it cannot be sure of.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

__all__ = ["NumberError", "format_number", "parse_number", "round_half_up", "share"]

MAX_DIGITS = 24
"""More digits than any figure of a report has; longer input is a mistake, not a number."""

# A first group of "0" would make the English 0.500 five hundred.
_GRAMMAR = re.compile(r"(?P<sign>[-−]?)(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?", re.ASCII)
_ENGLISH = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})", re.ASCII)
_ONE_DOT = re.compile(r"[-−]?\d+\.\d+", re.ASCII)
_BLANKS = re.compile(r"[-−]?[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?", re.ASCII)
_WITH_UNIT = re.compile(r"([-−]?[\d.,]*\d)\s*[^\W\d_][^\d_]*[23²³]?")
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)


class NumberError(ValueError):
    """Text that is not a number in Vietnamese notation; ``advice`` says what to write instead."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def parse_number(text: str) -> Decimal:
    """Read a number as clerks write it.

    Leading zeros count for nothing (``02`` is two). The minus sign may be a hyphen or U+2212.

    Raises:
        NumberError: for anything else, with advice.

    >>> parse_number("2.327,5")
    Decimal('2327.5')
    >>> parse_number("1.625.313.564")
    Decimal('1625313564')
    """
    stripped = text.strip()
    match = _GRAMMAR.fullmatch(stripped)
    if match is None:
        raise NumberError(*_diagnose(stripped))
    whole = match["whole"].replace(".", "")
    decimals = match["decimals"] or ""
    if len(whole) + len(decimals) > MAX_DIGITS:
        raise NumberError(
            f"số có {len(whole) + len(decimals)} chữ số, nhiều hơn {MAX_DIGITS} chữ số cho phép",
            "Kiểm tra lại số liệu, có thể đã dán nhầm nhiều số liền nhau.",
        )
    sign = "-" if match["sign"] else ""
    return Decimal(f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}")


def format_number(value: Decimal, decimals: int | None = None, *, keep_zeros: bool = False, pad: bool = False) -> str:
    """Write a number in Vietnamese notation, rounded half up to ``decimals`` (None: all the digits it has).

    Trailing zeros of the decimals are dropped unless ``keep_zeros``; ``pad`` writes a whole number
    from 1 to 9 with a leading zero, as official style does for counts.

    >>> format_number(Decimal("2327.5"))
    '2.327,5'
    >>> format_number(Decimal("47.65"), 1)
    '47,7'
    >>> format_number(Decimal("100.0"), 1)
    '100'
    >>> format_number(Decimal("4"), pad=True)
    '04'
    """
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    if decimals is not None:
        value = round_half_up(value, decimals)
    plain = format(value, "f")
    negative = plain.startswith("-")
    whole, _, fraction = plain.lstrip("-").partition(".")
    if not keep_zeros:
        fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    if pad and not fraction and len(grouped) == 1 and grouped != "0":
        grouped = f"0{grouped}"
    body = f"{grouped},{fraction}" if fraction else grouped
    is_zero = not fraction.strip("0") and int(whole) == 0
    return f"-{body}" if negative and not is_zero else body


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to so many decimals, halves away from zero: the only rounding in lcdraft.

    Published reports round half up (81 of 72 is 112,5 %, printed 113 %); `Decimal` and Babel round half to even.

    >>> round_half_up(Decimal("112.5"), 0)
    Decimal('113')
    """
    return value.quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)


def share(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` as a percentage of ``whole``, unrounded (60 digits).

    Raises:
        ZeroDivisionError: if ``whole`` is zero; callers say so instead of printing a percentage.
    """
    if whole == 0:
        raise ZeroDivisionError("a percentage of zero")
    return _CONTEXT.divide(part * 100, whole)


def _diagnose(text: str) -> tuple[str, str]:
    """What is wrong with ``text`` and what to write instead, in the clerk's words."""
    if not text:
        return "ô số liệu để trống", "Ghi một số, hoặc xóa cả dòng nếu chưa có chỉ tiêu này."
    shown = f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'
    if text.lower() in {"yes", "no", "true", "false", "on", "off", "có", "không", "null", "~"}:
        return (
            f"cần một số, nhưng gặp {shown}",
            "Ghi số bằng chữ số, ví dụ 2.327 hoặc 47,6; không có phát sinh thì ghi 0.",
        )
    if any(char.isdecimal() and not char.isascii() for char in text):
        return f"chữ số không thuộc hệ chữ số thường dùng: {shown}", "Gõ lại bằng các chữ số 0 đến 9."
    if re.fullmatch(r"[-+]?[\d.,]*\d[eE][-+]?\d+", text):
        return f"cần một số, nhưng gặp cách viết khoa học {shown}", "Viết đủ các chữ số, ví dụ 1.000 thay cho 1e3."
    repaired = _repaired(text)
    if _ENGLISH.fullmatch(text):
        advice = f"Viết {repaired} (dấu chấm tách hàng nghìn, dấu phẩy là phần thập phân)."
        return f"số viết theo kiểu Anh - Mỹ: {shown}", advice
    if _ONE_DOT.fullmatch(text):
        why = "không tách đúng ba chữ số" if len(text.partition(".")[2]) != 3 else "không phải dấu tách hàng nghìn"
        return f"dấu chấm trong {shown} {why}", f"Viết {repaired} nếu là số thập phân."
    if _BLANKS.fullmatch(text):
        return f"hàng nghìn trong {shown} tách bằng dấu cách", f"Viết {repaired} (dấu chấm tách hàng nghìn)."
    if re.fullmatch(r"[-−]?[\d.,]+", text):
        return f"dấu chấm, dấu phẩy trong {shown} đặt sai chỗ", "Viết như 2.327 hoặc 47,6 hoặc 2.327,5."
    if match := re.fullmatch(r"([-−]?[\d.,]*\d)\s*%", text):
        number = _repaired(match[1]) or "chỉ con số, như 47,6"
        return f"cần một số, nhưng gặp {shown}", f"Viết {number}; dấu % đã khai ở đơn vị của chỉ tiêu."
    if match := _WITH_UNIT.fullmatch(text):
        number = _repaired(match[1]) or "chỉ con số, như 2.327"
        return f"cần một số, nhưng gặp {shown}", f"Viết {number}; đơn vị của chỉ tiêu đã khai trong danh mục chỉ tiêu."
    if re.fullmatch(r"\d+(:\d+)+", text):
        return f"cần một số, nhưng gặp {shown}", "Tỷ lệ n/N ghi hai số riêng: gia_tri và mau_so."
    if re.fullmatch(r"\d+ ?/ ?\d+", text):
        return f"cần một số, nhưng gặp phân số {shown}", "Ghi tử số ở gia_tri và mẫu số ở mau_so."
    return f"cần một số, nhưng gặp {shown}", "Viết bằng chữ số như 2.327 hoặc 47,6 hoặc 2.327,5."


def _repaired(text: str) -> str | None:
    """The number that was probably meant, in the notation of the files; None where it could be several."""
    if _GRAMMAR.fullmatch(text):
        return text
    if _ENGLISH.fullmatch(text):
        return text.translate(str.maketrans(",.", ".,"))
    if _ONE_DOT.fullmatch(text):
        return text.replace(".", ",")
    return re.sub(r"\s", ".", text) if _BLANKS.fullmatch(text) else None
