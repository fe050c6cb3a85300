from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.dataset import Status
from lcdraft.numbers import parse_number, round_half_up
from lcdraft.phrases.values import (
    Quantity,
    cumulative_phrase,
    number_text,
    percent_text,
    quantity_text,
    single_period_phrase,
    value_phrase,
    verb_entry,
)
from lcdraft.phrases.wording import Wording

D = Decimal
WORDS = Wording()


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("2327", "tỷ đồng", None, "2.327 tỷ đồng"),
        ("375998", "triệu đồng", None, "375.998 triệu đồng"),
        ("138334220", "đồng", None, "138.334.220 đồng"),
        ("5215.5", "tấn", None, "5.215,5 tấn"),
        ("28.34", "%", None, "28,34%"),
        ("8.16", "‰", None, "8,16‰"),
        ("4", "hợp tác xã", None, "04 hợp tác xã"),
        ("9", "vụ", None, "09 vụ"),
        ("10", "vụ", None, "10 vụ"),
        ("0", "đơn", None, "0 đơn"),
        ("7", "xã, phường", None, "07 xã, phường"),
        ("5", "ha", None, "5 ha"),
        ("6", "tỷ đồng", None, "6 tỷ đồng"),
        ("5", "triệu đồng/người/năm", None, "5 triệu đồng/người/năm"),
        ("3", "sao", None, "3 sao"),
        ("40.1", "tỷ đồng", 2, "40,10 tỷ đồng"),
        ("310.28", "tỷ đồng", 1, "310,3 tỷ đồng"),
        ("260.5", "tỷ đồng", 0, "261 tỷ đồng"),
        ("8.6", "đơn", 0, "09 đơn"),
        ("65", "", None, "65"),
    ],
)
def test_quantity_text(value: str, unit: str, decimals: int | None, text: str) -> None:
    assert quantity_text(Quantity(D(value), unit, decimals)) == text


@pytest.mark.parametrize("word", ["trên", "hơn", "gần", "khoảng"])
def test_a_word_of_approximation_stands_before_the_number(word: str) -> None:
    assert quantity_text(Quantity(D("2.7"), "tỷ đồng", approximation=word)) == f"{word} 2,7 tỷ đồng"


@pytest.mark.parametrize(
    ("verb", "status", "phrase"),
    [
        ("dat", Status.ESTIMATE, "ước đạt 2.327 tỷ đồng"),
        ("dat", Status.ACTUAL, "đạt 2.327 tỷ đồng"),
        ("dat", Status.TARGET, "phấn đấu đạt 2.327 tỷ đồng"),
        ("thuc_hien", Status.ESTIMATE, "ước thực hiện 2.327 tỷ đồng"),
        ("thuc_hien", Status.ACTUAL, "thực hiện 2.327 tỷ đồng"),
        ("thuc_hien", Status.TARGET, "phấn đấu thực hiện 2.327 tỷ đồng"),
        ("la", Status.ESTIMATE, "là 2.327 tỷ đồng"),
        ("la", Status.ACTUAL, "là 2.327 tỷ đồng"),
        ("con", Status.ACTUAL, "còn 2.327 tỷ đồng"),
    ],
)
def test_the_verb_tells_how_sure_a_value_is(verb: str, status: Status, phrase: str) -> None:
    assert value_phrase(Quantity(D(2327), "tỷ đồng"), status, WORDS, verb) == phrase
    assert verb_entry(verb, status) in {
        "uoc_dat",
        "dat",
        "phan_dau",
        "uoc_thuc_hien",
        "thuc_hien",
        "phan_dau_thuc_hien",
        verb,
    }


def test_an_estimate_may_be_approximate() -> None:
    quantity = Quantity(D(18222), "triệu đồng", approximation="trên")
    assert value_phrase(quantity, Status.ESTIMATE, WORDS) == "ước đạt trên 18.222 triệu đồng"


@pytest.mark.parametrize(
    ("value", "status", "span", "phrase"),
    [
        ("611", Status.ESTIMATE, "2 tháng", "lũy kế 2 tháng ước đạt 611 tỷ đồng"),
        ("611", Status.ACTUAL, "2 tháng", "lũy kế 2 tháng đạt 611 tỷ đồng"),
        ("4889", Status.ACTUAL, "cả năm", "lũy kế cả năm đạt 4.889 tỷ đồng"),
    ],
)
def test_cumulative_phrase(value: str, status: Status, span: str, phrase: str) -> None:
    assert cumulative_phrase(Quantity(D(value), "tỷ đồng"), status, span, WORDS) == phrase


@pytest.mark.parametrize(
    ("status", "phrase"),
    [
        (Status.ESTIMATE, "riêng trong tháng 7 ước đạt 230,6 tỷ đồng"),
        (Status.ACTUAL, "riêng trong tháng 7 đạt 230,6 tỷ đồng"),
    ],
)
def test_single_period_phrase(status: Status, phrase: str) -> None:
    assert single_period_phrase(Quantity(D("230.6"), "tỷ đồng"), status, "tháng 7", WORDS) == phrase


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("47.586", 1, "47,6%"),
        ("47.65", 1, "47,7%"),
        ("112.5", 0, "113%"),
        ("100", 1, "100%"),
        ("99.96", 1, "100%"),
        ("1.28", 2, "1,28%"),
        ("0.04", 1, "0%"),
        ("9", 1, "9%"),
    ],
)
def test_percentages_round_half_up_and_drop_zeros(value: str, decimals: int, text: str) -> None:
    assert percent_text(D(value), decimals) == text


UNITS = ("tỷ đồng", "triệu đồng", "ha", "%", "‰", "hồ sơ", "vụ", "xã, phường", "tấn", "% kế hoạch")


@given(
    st.decimals(min_value=0, max_value=10**12, places=3),
    st.sampled_from(UNITS),
    st.one_of(st.none(), st.integers(0, 4)),
    st.sampled_from(list(Status)),
    st.sampled_from(("dat", "thuc_hien", "la", "con")),
    st.sampled_from(("", "trên", "khoảng")),
)
def test_a_value_phrase_is_clean_and_holds_the_number(
    value: Decimal, unit: str, decimals: int | None, status: Status, verb: str, approximation: str
) -> None:
    quantity = Quantity(value, unit, decimals, approximation)
    phrase = value_phrase(quantity, status, WORDS, verb)
    assert phrase == unicodedata.normalize("NFC", phrase)
    assert "  " not in phrase
    assert phrase == phrase.strip()
    printed = re.search(r"[\d.]*\d(?:,\d+)?", phrase)
    assert printed is not None
    expected = value if decimals is None else round_half_up(value, decimals)
    assert parse_number(printed[0]) == expected
    assert phrase.endswith(unit)


@given(st.integers(0, 99), st.sampled_from(("hồ sơ", "xã", "vụ", "đơn")))
def test_counts_from_one_to_nine_have_two_digits(count: int, unit: str) -> None:
    text = number_text(Quantity(D(count), unit))
    assert text == ("0" if count == 0 else f"{count:02}")
