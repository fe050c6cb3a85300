from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.numbers import parse_number
from lcdraft.phrases.growth import (
    Change,
    absolute_change_phrase,
    growth_phrase,
    growth_rate,
    index_phrase,
    mean_growth,
    mean_growth_phrase,
    times_phrase,
)
from lcdraft.phrases.values import NoPhraseError
from lcdraft.phrases.wording import Wording

D = Decimal
WORDS = Wording()
LAST_YEAR = "cùng kỳ năm 2024"


def change(now: str, before: str, unit: str = "tỷ đồng") -> Change:
    return Change(D(now), D(before), unit)


@pytest.mark.parametrize(
    ("now", "before", "decimals", "since", "phrase"),
    [
        ("2327", "2280", 0, LAST_YEAR, "tăng 2% so với cùng kỳ năm 2024"),
        ("72", "81", 1, LAST_YEAR, "giảm 11,1% so với cùng kỳ năm 2024"),
        ("81", "72", 1, LAST_YEAR, "tăng 12,5% so với cùng kỳ năm 2024"),
        ("81", "72", 0, LAST_YEAR, "tăng 13% so với cùng kỳ năm 2024"),
        ("260.9", "173", 0, LAST_YEAR, "tăng 51% so với cùng kỳ năm 2024"),
        ("260.9", "173", 0, "cùng kỳ", "tăng 51% so với cùng kỳ"),
        ("260.9", "173", 0, None, "tăng 51%"),
        ("121.69", "100", 2, "tháng 6/2022", "tăng 21,69% so với tháng 6/2022"),
        ("96", "100", 0, "năm 2020", "giảm 4% so với năm 2020"),
        ("300", "100", 0, LAST_YEAR, "tăng 200% so với cùng kỳ năm 2024"),
        ("0", "100", 0, LAST_YEAR, "giảm 100% so với cùng kỳ năm 2024"),
        pytest.param("1000.1", "1000", 0, LAST_YEAR, "bằng cùng kỳ năm 2024", id="rounds-away-up"),
        pytest.param("999.6", "1000", 0, LAST_YEAR, "bằng cùng kỳ năm 2024", id="rounds-away-down"),
        pytest.param("999.6", "1000", 1, LAST_YEAR, "bằng cùng kỳ năm 2024", id="0,04-rounds-away"),
        pytest.param("995", "1000", 0, LAST_YEAR, "giảm 1% so với cùng kỳ năm 2024", id="half-goes-up"),
        pytest.param("1000", "1000", 0, LAST_YEAR, "bằng cùng kỳ năm 2024", id="unchanged"),
        pytest.param("1000.1", "1000", 0, None, "không đổi", id="rounds-away-without-base"),
        pytest.param("1000.1", "1000", 0, "cùng kỳ", "bằng cùng kỳ", id="rounds-away-without-year"),
    ],
)
def test_growth_phrase(now: str, before: str, decimals: int, since: str | None, phrase: str) -> None:
    assert growth_phrase(change(now, before), decimals, since, WORDS) == phrase


@pytest.mark.parametrize(
    ("now", "before", "unit", "decimals", "since", "phrase"),
    [
        ("75", "39", "đơn", None, LAST_YEAR, "tăng 36 đơn so với cùng kỳ năm 2024"),
        ("27", "21", "lượt", None, LAST_YEAR, "tăng 06 lượt so với cùng kỳ năm 2024"),
        ("4", "5", "vụ", None, "cùng kỳ năm 2023", "giảm 01 vụ so với cùng kỳ năm 2023"),
        ("97", "0", "ca", None, "cùng kỳ", "tăng 97 ca so với cùng kỳ"),
        ("20", "11", "HTX", None, "năm 2020", "tăng 09 HTX so với năm 2020"),
        ("10", "5.5", "km", None, None, "tăng 4,5 km"),
        ("5", "5", "vụ", None, LAST_YEAR, "bằng cùng kỳ năm 2024"),
        ("5", "5", "vụ", None, None, "không đổi"),
        ("28.34", "27.93", "%", None, LAST_YEAR, "tăng 0,41 điểm phần trăm so với cùng kỳ năm 2024"),
        ("28.34", "27.93", "%", 1, LAST_YEAR, "tăng 0,4 điểm phần trăm so với cùng kỳ năm 2024"),
        ("1.21", "1.28", "%", None, None, "giảm 0,07 điểm phần trăm"),
        ("8.16", "9.56", "‰", None, LAST_YEAR, "giảm 1,4 điểm phần nghìn so với cùng kỳ năm 2024"),
        pytest.param("28.34", "28.33", "%", 1, LAST_YEAR, "bằng cùng kỳ năm 2024", id="points-round-away"),
        pytest.param("100.4", "100", "tấn", 0, LAST_YEAR, "bằng cùng kỳ năm 2024", id="units-round-away"),
    ],
)
def test_absolute_change_phrase(
    now: str, before: str, unit: str, decimals: int | None, since: str | None, phrase: str
) -> None:
    assert absolute_change_phrase(change(now, before, unit), since, WORDS, decimals=decimals) == phrase


def test_index_phrase() -> None:
    assert index_phrase(change("78", "72"), 0, "năm 2020", WORDS) == "đạt 108% so với năm 2020"
    assert index_phrase(change("72", "72"), 0, "năm 2020", WORDS) == "đạt 100% so với năm 2020"


@pytest.mark.parametrize(
    ("now", "before", "decimals", "phrase"),
    [
        ("250", "100", 1, "gấp 2,5 lần so với cùng kỳ năm 2024"),
        ("300", "100", 1, "gấp 3 lần so với cùng kỳ năm 2024"),
        ("115", "100", 1, "gấp 1,2 lần so với cùng kỳ năm 2024"),
        ("1256", "100", 2, "gấp 12,56 lần so với cùng kỳ năm 2024"),
    ],
)
def test_times_phrase(now: str, before: str, decimals: int, phrase: str) -> None:
    assert times_phrase(change(now, before), LAST_YEAR, WORDS, decimals=decimals) == phrase


@pytest.mark.parametrize(("now", "before"), [("100", "100"), ("50", "100"), ("104", "100"), ("0", "100")])
def test_nothing_is_a_multiple_of_what_it_does_not_exceed(now: str, before: str) -> None:
    with pytest.raises(NoPhraseError, match="không lớn hơn gốc"):
        times_phrase(change(now, before), LAST_YEAR, WORDS)


@pytest.mark.parametrize(
    ("now", "before", "years", "decimals", "phrase"),
    [
        ("112", "100", 3, 0, "tốc độ tăng bình quân đạt 4%/năm"),
        ("112", "100", 3, 2, "tốc độ tăng bình quân đạt 3,85%/năm"),
        ("125", "100", 1, 0, "tốc độ tăng bình quân đạt 25%/năm"),
        ("200", "100", 5, 1, "tốc độ tăng bình quân đạt 14,9%/năm"),
        ("81", "100", 2, 0, "tốc độ giảm bình quân là 10%/năm"),
        ("100", "100", 3, 0, "bình quân hằng năm không đổi"),
        ("100.5", "100", 3, 0, "bình quân hằng năm không đổi"),
    ],
)
def test_mean_growth_phrase(now: str, before: str, years: int, decimals: int, phrase: str) -> None:
    assert mean_growth_phrase(change(now, before), years, decimals, WORDS) == phrase


def test_mean_growth_over_less_than_a_year_has_no_meaning() -> None:
    with pytest.raises(NoPhraseError, match="dưới một năm"):
        mean_growth(change("112", "100"), 0)


@pytest.mark.parametrize(
    ("now", "before", "reason"),
    [("5", "0", "giá trị gốc so sánh bằng 0"), ("0", "0", "bằng 0"), ("-5", "10", "số âm"), ("5", "-10", "số âm")],
)
def test_a_base_that_has_no_percentage(now: str, before: str, reason: str) -> None:
    for make in (
        lambda found: growth_phrase(found, 1, LAST_YEAR, WORDS),
        lambda found: index_phrase(found, 1, LAST_YEAR, WORDS),
        lambda found: times_phrase(found, LAST_YEAR, WORDS),
        lambda found: mean_growth_phrase(found, 3, 1, WORDS),
    ):
        with pytest.raises(NoPhraseError, match=reason):
            make(change(now, before))


VALUES = st.decimals(min_value=0, max_value=10**9, places=2)
BASES = st.decimals(min_value=D("0.01"), max_value=10**9, places=2)
SINCE = st.sampled_from((LAST_YEAR, "cùng kỳ", "tháng 6/2022", "năm 2020", None))
NOTHING = re.compile(r"(?:tăng|giảm) 0+(?:,0+)?(?:%| |$)")


@given(VALUES, BASES, st.integers(0, 3), SINCE)
def test_growth_words_follow_the_numbers(now: Decimal, before: Decimal, decimals: int, since: str | None) -> None:
    phrase = growth_phrase(Change(now, before, "tấn"), decimals, since, WORDS)
    assert NOTHING.search(phrase) is None
    assert phrase == unicodedata.normalize("NFC", phrase)
    assert "  " not in phrase
    assert "-" not in phrase
    exact = (Fraction(now) - Fraction(before)) / Fraction(before) * 100
    half = Fraction(1, 2 * 10**decimals)
    if phrase.startswith(("tăng", "giảm")):
        printed = Fraction(parse_number(phrase.split("%")[0].split(" ")[1]))
        assert phrase.startswith("tăng") == (now > before)
        assert -half < printed - abs(exact) <= half
    else:
        assert abs(exact) < half
        assert phrase == ("không đổi" if since is None else f"bằng {since}")
    assert since is None or phrase.endswith(since)


@given(VALUES, VALUES, st.sampled_from(("đơn", "vụ", "ha", "%", "‰")), st.one_of(st.none(), st.integers(0, 1)), SINCE)
def test_absolute_words_follow_the_numbers(
    now: Decimal, before: Decimal, unit: str, decimals: int | None, since: str | None
) -> None:
    phrase = absolute_change_phrase(Change(now, before, unit), since, WORDS, decimals=decimals)
    assert NOTHING.search(phrase) is None
    assert "-" not in phrase
    assert "  " not in phrase
    if phrase.startswith(("tăng", "giảm")):
        assert phrase.startswith("tăng") == (now > before)
    else:
        assert abs(now - before) <= (D(0) if decimals is None else D("0.5").scaleb(-decimals))


@given(BASES, BASES, st.integers(1, 10))
def test_mean_growth_compounded_is_the_growth(now: Decimal, before: Decimal, years: int) -> None:
    found = Change(now, before, "tấn")
    compounded = ((1 + mean_growth(found, years) / 100) ** years - 1) * 100
    assert abs(compounded - growth_rate(found)) <= abs(growth_rate(found)) * D("1e-15") + D("1e-15")


@given(BASES, BASES, st.integers(1, 10), st.integers(0, 2))
def test_mean_growth_words_follow_the_numbers(now: Decimal, before: Decimal, years: int, decimals: int) -> None:
    phrase = mean_growth_phrase(Change(now, before, "tấn"), years, decimals, WORDS)
    assert re.search(r"(?<![\d,.])0%", phrase) is None
    assert ("tăng" in phrase) <= (now > before)
    assert ("giảm" in phrase) <= (now < before)
