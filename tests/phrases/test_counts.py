from __future__ import annotations

import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.numbers import parse_number
from lcdraft.phrases.counts import breakdown_phrase, fraction_phrase, fraction_share_phrase, fraction_text, share_of
from lcdraft.phrases.values import NoPhraseError, Quantity
from lcdraft.phrases.wording import Wording

D = Decimal
WORDS = Wording()


def of(value: str, unit: str, approximation: str = "") -> Quantity:
    return Quantity(D(value), unit, approximation=approximation)


@pytest.mark.parametrize(
    ("part", "whole", "unit", "text"),
    [
        ("27", "28", "trường", "27/28 trường"),
        ("7", "7", "xã, phường", "07/07 xã, phường"),
        ("7", "21", "đơn", "07/21 đơn"),
        ("0", "5", "đơn", "0/05 đơn"),
        ("5823", "20000", "trđ", "5.823/20.000 trđ"),
        ("68.65", "65.7", "ha", "68,65/65,7 ha"),
        ("4605", "3000", "người", "4.605/3.000 người"),
        ("70", "95", "%", "70/95%"),
    ],
)
def test_the_unit_stands_once_after_the_whole(part: str, whole: str, unit: str, text: str) -> None:
    assert fraction_text(of(part, unit), of(whole, unit), WORDS) == text


def test_a_fraction_may_be_approximate() -> None:
    assert fraction_phrase(of("27", "trường", "hơn"), of("28", "trường"), WORDS) == "hơn 27/28 trường"
    assert fraction_phrase(of("27", "trường"), of("28", "trường"), WORDS) == "27/28 trường"


@pytest.mark.parametrize(
    ("part", "whole", "unit", "decimals", "phrase"),
    [
        ("27", "28", "trường", 1, "27/28 trường, đạt tỷ lệ 96,4%"),
        ("53", "59", "hộ", 1, "53/59 hộ, đạt tỷ lệ 89,8%"),
        ("53", "59", "hộ", 0, "53/59 hộ, đạt tỷ lệ 90%"),
        ("7", "7", "xã", 1, "07/07 xã, đạt tỷ lệ 100%"),
        ("0", "7", "xã", 1, "0/07 xã, đạt tỷ lệ 0%"),
        ("17", "26", "đơn", 1, "17/26 đơn, đạt tỷ lệ 65,4%"),
    ],
)
def test_fraction_share_phrase(part: str, whole: str, unit: str, decimals: int, phrase: str) -> None:
    assert fraction_share_phrase(of(part, unit), of(whole, unit), decimals, WORDS) == phrase


@pytest.mark.parametrize(
    ("part", "whole", "reason"), [("5", "0", "mẫu số bằng 0"), ("-1", "5", "số âm"), ("1", "-5", "số âm")]
)
def test_a_share_that_has_no_meaning(part: str, whole: str, reason: str) -> None:
    with pytest.raises(NoPhraseError, match=reason):
        share_of(D(part), D(whole))


PARTS = [
    ("Thương nghiệp", of("2173", "tỷ đồng")),
    ("Dịch vụ", of("154", "tỷ đồng")),
    ("vi phạm niêm yết giá", of("2", "vụ")),
]


@pytest.mark.parametrize(
    ("parts", "number_first", "phrase"),
    [
        (PARTS[:1], False, "trong đó: Thương nghiệp 2.173 tỷ đồng"),
        (PARTS[:2], False, "trong đó: Thương nghiệp 2.173 tỷ đồng; Dịch vụ 154 tỷ đồng"),
        (PARTS[2:], True, "trong đó: 02 vụ vi phạm niêm yết giá"),
        ([("ước", of("5", "tấn", "khoảng"))], False, "trong đó: ước khoảng 5 tấn"),
    ],
)
def test_breakdown_phrase(parts: list[tuple[str, Quantity]], number_first: bool, phrase: str) -> None:
    assert breakdown_phrase(parts, WORDS, number_first=number_first) == phrase


def test_no_breakdown_without_parts() -> None:
    with pytest.raises(NoPhraseError, match="chưa có số liệu thành phần"):
        breakdown_phrase([], WORDS)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3), st.sampled_from(("trường", "ha", "đơn")))
def test_the_printed_share_is_that_of_the_printed_fraction(part: int, whole: int, decimals: int, unit: str) -> None:
    phrase = fraction_share_phrase(Quantity(D(part), unit), Quantity(D(whole), unit), decimals, WORDS)
    fraction, _, percentage = phrase.partition(", đạt tỷ lệ ")
    over, _, under = fraction.removesuffix(f" {unit}").partition("/")
    assert (parse_number(over), parse_number(under)) == (part, whole)
    exact = Fraction(part, whole) * 100
    difference = Fraction(parse_number(percentage.removesuffix("%"))) - exact
    assert -Fraction(1, 2 * 10**decimals) < difference <= Fraction(1, 2 * 10**decimals)
    assert phrase == unicodedata.normalize("NFC", phrase)
    assert "  " not in phrase


@given(
    st.lists(st.tuples(st.sampled_from(("Thương nghiệp", "chi khác")), st.integers(0, 10**6)), min_size=1, max_size=6)
)
def test_a_breakdown_names_every_part_once(parts: list[tuple[str, int]]) -> None:
    phrase = breakdown_phrase([(name, Quantity(D(value), "triệu đồng")) for name, value in parts], WORDS)
    listed = phrase.removeprefix("trong đó: ").split("; ")
    assert len(listed) == len(parts)
    for text, (name, value) in zip(listed, parts, strict=True):
        assert text.startswith(f"{name} ")
        assert parse_number(text.removeprefix(f"{name} ").removesuffix(" triệu đồng")) == value
