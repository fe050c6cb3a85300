from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.dates import DateError, format_date, format_long_date, parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/6/2025", date(2025, 6, 14)),
        ("05/01/2024", date(2024, 1, 5)),
        ("5/1/2024", date(2024, 1, 5)),
        ("29/02/2024", date(2024, 2, 29)),
        (" 03/3/2025 ", date(2025, 3, 3)),
    ],
)
def test_parse_date(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("31/11/2025", "không có ngày", "Kiểm tra lại ngày và tháng"),
        ("29/02/2025", "không có ngày", "Kiểm tra lại ngày và tháng"),
        ("32/1/2025", "không có ngày", "Kiểm tra lại ngày và tháng"),
        ("14/13/2025", "không có ngày", "Kiểm tra lại ngày và tháng"),
        ("0/1/2025", "không có ngày", "Kiểm tra lại ngày và tháng"),
        ("1/1/0000", "không có ngày", "Kiểm tra lại ngày và tháng"),
        ("2025-06-14", "cần một ngày", "14/6/2025"),
        ("14-6-2025", "cần một ngày", "14/6/2025"),
        ("14/6/25", "cần một ngày", "14/6/2025"),
        ("14/6", "cần một ngày", "14/6/2025"),
        ("ngày 14 tháng 6 năm 2025", "cần một ngày", "14/6/2025"),
        ("١٤/٦/٢٠٢٥", "cần một ngày", "14/6/2025"),
        ("", "cần một ngày", "14/6/2025"),
    ],
)
def test_parse_date_refuses_with_advice(text: str, message: str, advice: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert message in caught.value.message
    assert advice in caught.value.advice


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2022, 7, 14), "14/7/2022", "ngày 14 tháng 7 năm 2022"),
        (date(2024, 1, 5), "05/01/2024", "ngày 05 tháng 01 năm 2024"),
        (date(2025, 3, 3), "03/3/2025", "ngày 03 tháng 3 năm 2025"),
        (date(2025, 2, 28), "28/02/2025", "ngày 28 tháng 02 năm 2025"),
        (date(2025, 12, 31), "31/12/2025", "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_days_below_ten_and_the_months_one_and_two_are_padded(day: date, short: str, long: str) -> None:
    assert format_date(day) == short
    assert format_long_date(day) == long


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_printed_date_can_be_read_again(day: date) -> None:
    assert parse_date(format_date(day)) == day
