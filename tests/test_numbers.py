from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lcdraft.numbers import MAX_DIGITS, NumberError, format_number, parse_number, round_half_up, share

D = Decimal


@st.composite
def decimals(draw: st.DrawFn) -> Decimal:
    """Any number that a data file may hold."""
    places = draw(st.integers(0, MAX_DIGITS))
    digits = draw(st.integers(0, 10**MAX_DIGITS - 1))
    return D(digits).scaleb(-places) * draw(st.sampled_from((1, -1)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.327", "2327"),
        ("47,6", "47.6"),
        ("2.327,5", "2327.5"),
        ("02", "2"),
        ("007", "7"),
        ("0", "0"),
        ("0,58", "0.58"),
        ("1.625.313.564", "1625313564"),
        ("1541", "1541"),
        ("7633,1", "7633.1"),
        ("47,60", "47.60"),
        ("100", "100"),
        ("-2.327,5", "-2327.5"),
        ("−5", "-5"),
        ("  12 ", "12"),
        ("\u00a05\u00a0", "5"),
        ("999.999.999.999.999.999.999.999", "999999999999999999999999"),
    ],
)
def test_parse_number(text: str, value: str) -> None:
    assert parse_number(text) == D(value)


def test_the_decimals_that_were_typed_are_kept() -> None:
    assert str(parse_number("47,60")) == "47.60"


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("47.6", "không tách đúng ba chữ số", "Viết 47,6 nếu"),
        ("1.23", "không tách đúng ba chữ số", "Viết 1,23 nếu"),
        ("-1.2345", "không tách đúng ba chữ số", "Viết -1,2345 nếu"),
        ("1234.567", "không phải dấu tách hàng nghìn", "Viết 1234,567 nếu"),
        ("0.123", "không phải dấu tách hàng nghìn", "Viết 0,123 nếu"),
        ("0.500", "0.500", "Viết 0,500 nếu"),
        ("02.327", "02.327", "Viết 02,327 nếu"),
        ("2,327.5", "kiểu Anh - Mỹ", "Viết 2.327,5"),
        ("1,234,567", "kiểu Anh - Mỹ", "Viết 1.234.567"),
        ("1,234,567.89", "kiểu Anh - Mỹ", "Viết 1.234.567,89"),
        ("1.234.56", "đặt sai chỗ", "2.327"),
        ("47,", "đặt sai chỗ", "47,6"),
        (",5", "đặt sai chỗ", "47,6"),
        ("1..234", "đặt sai chỗ", "2.327"),
        ("1e3", "viết khoa học", "1.000 thay cho 1e3"),
        ("1.5E-3", "viết khoa học", "1.000 thay cho 1e3"),
        ("yes", '"yes"', "thì ghi 0"),
        ("No", '"No"', "thì ghi 0"),
        ("không", '"không"', "thì ghi 0"),
        ("true", '"true"', "thì ghi 0"),
        ("", "để trống", "xóa cả dòng"),
        ("   ", "để trống", "xóa cả dòng"),
        ("٢٣٢٧", "hệ chữ số thường dùng", "0 đến 9"),
        ("२३२७", "hệ chữ số thường dùng", "0 đến 9"),
        ("２.３２７", "hệ chữ số thường dùng", "0 đến 9"),
        ("12:30", '"12:30"', "gia_tri và mau_so"),
        ("27/28", "phân số", "mau_so"),
        ("27 / 28", "phân số", "mau_so"),
        ("07/07", "phân số", "mau_so"),
        ("5%", '"5%"', "Viết 5; dấu %"),
        ("47,6 %", '"47,6 %"', "Viết 47,6; dấu %"),
        ("47.6%", '"47.6%"', "Viết 47,6; dấu %"),
        ("2.327 tỷ đồng", '"2.327 tỷ đồng"', "Viết 2.327; đơn vị"),
        ("2,327.5 tỷ đồng", "tỷ đồng", "Viết 2.327,5; đơn vị"),
        ("118,7ha", '"118,7ha"', "Viết 118,7; đơn vị"),
        ("48.156,5 m²", "m²", "Viết 48.156,5; đơn vị"),
        ("10 000", '"10 000"', "Viết 10.000"),
        ("1 234 567,5", '"1 234 567,5"', "Viết 1.234.567,5"),
        ("2\u00a0327", "327", "Viết 2.327"),
        ("NaN", '"NaN"', "bằng chữ số"),
        ("Infinity", '"Infinity"', "bằng chữ số"),
        ("-Infinity", '"-Infinity"', "bằng chữ số"),
        ("1_000", '"1_000"', "bằng chữ số"),
        ("0x1F", '"0x1F"', "bằng chữ số"),
        ("+5", '"+5"', "bằng chữ số"),
        ("--5", '"--5"', "bằng chữ số"),
        ("trên 2,7", '"trên 2,7"', "bằng chữ số"),
        ("3-4", '"3-4"', "bằng chữ số"),
        ("=A1+B1", '"=A1+B1"', "bằng chữ số"),
        ("5\n6", "5", "Viết"),
        ("9" * 40, "40 chữ số", "dán nhầm"),
        ("1," + "3" * 40, "41 chữ số", "dán nhầm"),
    ],
)
def test_parse_number_refuses_with_advice(text: str, message: str, advice: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert message in caught.value.message
    assert advice in caught.value.advice
    assert str(caught.value) == caught.value.message


def test_a_long_refused_text_is_shown_shortened() -> None:
    with pytest.raises(NumberError) as caught:
        parse_number("x" * 5000)
    assert len(caught.value.message) < 100


ADVISED = re.compile(r"Viết (\S+?)[;.]? ?(?:nếu|\(|;|dấu|đơn vị|$)")


@pytest.mark.parametrize(
    "text", ["47.6", "2,327.5", "5%", "47.6%", "2.327 tỷ đồng", "2,327.5 tỷ đồng", "10 000", "0.500"]
)
def test_what_the_advice_says_to_write_can_be_read(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    advised = ADVISED.match(caught.value.advice)
    assert advised is not None
    parse_number(advised[1])


@pytest.mark.parametrize(
    ("value", "places", "options", "expected"),
    [
        ("2327", None, {}, "2.327"),
        ("2327.5", None, {}, "2.327,5"),
        ("1625313564", None, {}, "1.625.313.564"),
        ("47.65", 1, {}, "47,7"),
        ("112.5", 0, {}, "113"),
        ("-112.5", 0, {}, "-113"),
        ("100.0", 1, {}, "100"),
        ("9.0", 1, {"keep_zeros": True}, "9,0"),
        ("40.1", 2, {"keep_zeros": True}, "40,10"),
        ("4", None, {"pad": True}, "04"),
        ("0", None, {"pad": True}, "0"),
        ("10", None, {"pad": True}, "10"),
        ("4.5", None, {"pad": True}, "4,5"),
        ("9.6", 0, {"pad": True}, "10"),
        ("8.6", 0, {"pad": True}, "09"),
        ("1E+3", None, {}, "1.000"),
        ("1E-7", None, {}, "0,0000001"),
        ("-0", None, {}, "0"),
        ("-0.04", 1, {}, "0"),
        ("-0.04", 1, {"keep_zeros": True}, "0,0"),
        ("999.95", 1, {}, "1.000"),
    ],
)
def test_format_number(value: str, places: int | None, options: dict[str, bool], expected: str) -> None:
    assert format_number(D(value), places, **options) == expected


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_format_number_refuses_what_is_no_number(value: str) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        format_number(D(value))


@given(decimals())
@example(D("0.000000000000000000000001"))
@example(D("-999999999999999999999999"))
def test_reading_what_was_written_gives_the_number_back(value: Decimal) -> None:
    text = format_number(value)
    assume(sum(char.isdigit() for char in text) <= MAX_DIGITS)
    assert parse_number(text) == value


@given(decimals(), st.integers(0, 6))
def test_padding_and_kept_zeros_do_not_change_the_number(value: Decimal, places: int) -> None:
    plain = parse_number(format_number(round_half_up(value, places)))
    assume(sum(char.isdigit() for char in format_number(value, places, keep_zeros=True)) <= MAX_DIGITS)
    assert parse_number(format_number(value, places, pad=True)) == plain
    assert parse_number(format_number(value, places, keep_zeros=True)) == plain


@given(st.text(st.sampled_from("0123456789.,-−+ eE%/:_\u00a0٣x"), max_size=14))
@example("0.123")
@example("01.234")
def test_nothing_is_read_that_would_not_be_written_so(text: str) -> None:
    """Up to leading zeros of a number without dots, trailing zeros, and dots left out."""
    try:
        value = parse_number(text)
    except NumberError:
        return
    written = format_number(value)
    typed = text.strip().replace("−", "-")
    sign, digits = ("-", typed[1:]) if typed.startswith("-") else ("", typed)
    whole, _, fraction = digits.partition(",")
    if "." not in whole:
        whole = f"{int(whole):,}".replace(",", ".")
    fraction = fraction.rstrip("0")
    rewritten = sign + whole + (f",{fraction}" if fraction else "")
    assert rewritten in (written, f"-{written}" if value == 0 else written)


def half_up(digits: int, exponent: int, places: int) -> Decimal:
    """``digits × 10^exponent`` rounded half away from zero, in integers only."""
    shift = exponent + places
    if shift >= 0:
        return D(digits * 10**shift).scaleb(-places)
    unit = 10**-shift
    magnitude = (2 * abs(digits) + unit) // (2 * unit)
    return D(magnitude if digits >= 0 else -magnitude).scaleb(-places)


@given(st.integers(-(10**20), 10**20), st.integers(-10, 3), st.integers(0, 6))
@example(1125, -1, 0)
@example(-5, -2, 1)
@example(25, -1, 0)
def test_half_up_agrees_with_integers(digits: int, exponent: int, places: int) -> None:
    assert round_half_up(D(digits).scaleb(exponent), places) == half_up(digits, exponent, places)


@given(st.integers(0, 10**15), st.integers(1, 10**15), st.integers(0, 4))
@example(81, 72, 0)
@example(2327, 4890, 1)
def test_a_rounded_share_agrees_with_integers(part: int, whole: int, places: int) -> None:
    scale = 10 ** (places + 2)
    expected = D((2 * part * scale + whole) // (2 * whole)).scaleb(-places)
    assert round_half_up(share(D(part), D(whole)), places) == expected


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        share(D(1), D(0))
