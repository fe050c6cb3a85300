from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcdraft.dataset import Authority, Direction
from lcdraft.numbers import parse_number
from lcdraft.phrases.plan import (
    PlanRatio,
    excess_phrase,
    exclusion_phrase,
    plan_bracket,
    plan_ratio_phrase,
    plan_value_phrase,
    plan_words_phrase,
    ratio,
)
from lcdraft.phrases.values import NoPhraseError, Quantity
from lcdraft.phrases.wording import Wording

D = Decimal
WORDS = Wording()

GIAO = Authority("giao", "kế hoạch giao", "KH giao")
NAM = Authority("nam", "kế hoạch", "KH năm")
CHI_TIEU = Authority("chi_tieu", "chỉ tiêu kế hoạch giao", "chỉ tiêu KH giao")
TINH = Authority("tinh", "kế hoạch tỉnh giao", "KH tỉnh giao", compared=True)
HDND = Authority("hdnd", "Nghị quyết HĐND thành phố giao", "KH thành phố giao", compared=True)
TABMIS = Authority("tabmis", "kế hoạch vốn đã nhập tabmis", "KHV", compared=True)
GIAI_DOAN = Authority("giai_doan", "kế hoạch giai đoạn", "KH giai đoạn", basis="KHGĐ")


def against(authority: Authority, value: str, plan: str, **options: object) -> PlanRatio:
    return PlanRatio(D(value), D(plan), authority, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("authority", "verb", "short", "phrase"),
    [
        (GIAO, "dat_kh", False, "đạt 47,6% kế hoạch giao"),
        (GIAO, "dat_kh", True, "đạt 47,6% KH giao"),
        (GIAO, "bang_kh", False, "bằng 47,6% kế hoạch giao"),
        (NAM, "dat_kh", False, "đạt 47,6% kế hoạch"),
        (NAM, "dat_kh", True, "đạt 47,6% KH năm"),
        (CHI_TIEU, "dat_kh", False, "đạt 47,6% chỉ tiêu kế hoạch giao"),
        (TINH, "dat_kh", False, "đạt 47,6% so với kế hoạch tỉnh giao"),
        (TINH, "dat_kh", True, "đạt 47,6% KH tỉnh giao"),
        (HDND, "dat_kh", False, "đạt 47,6% so với Nghị quyết HĐND thành phố giao"),
        (TABMIS, "dat_kh", False, "đạt 47,6% so với kế hoạch vốn đã nhập tabmis"),
        (TABMIS, "bang_kh", True, "bằng 47,6% KHV"),
        (GIAI_DOAN, "bang_kh", False, "bằng 47,6% kế hoạch giai đoạn"),
        (GIAI_DOAN, "bang_kh", True, "bằng 47,6% KH giai đoạn"),
    ],
)
def test_one_authority(authority: Authority, verb: str, short: bool, phrase: str) -> None:
    found = plan_ratio_phrase([against(authority, "2327", "4889")], 1, WORDS, verb=verb, short=short)
    assert found == phrase


@pytest.mark.parametrize(
    ("value", "plan", "decimals", "printed"),
    [
        ("2327", "4889", 1, "47,6"),
        ("81", "72", 0, "113"),
        ("598", "970", 1, "61,6"),
        ("970", "970", 1, "100"),
        ("186", "110", 1, "169,1"),
        ("68.65", "65.7", 1, "104,5"),
        ("0", "10", 1, "0"),
        ("50.394", "100", 2, "50,39"),
        ("4605", "3000", 0, "154"),
    ],
)
def test_the_percentage_rounds_half_up(value: str, plan: str, decimals: int, printed: str) -> None:
    phrase = plan_ratio_phrase([against(GIAO, value, plan)], decimals, WORDS)
    assert phrase == f"đạt {printed}% kế hoạch giao"


def test_two_authorities_with_two_percentages() -> None:
    both = [against(TINH, "375998", "526000", excluded=D(92628)), against(HDND, "375998", "530000", excluded=D(92628))]
    assert (
        plan_ratio_phrase(both, 1, WORDS)
        == "đạt 53,9% so với kế hoạch tỉnh giao và đạt 53,5% so với Nghị quyết HĐND thành phố giao"
    )
    assert plan_ratio_phrase(both, 1, WORDS, short=True) == "đạt 53,9% KH tỉnh giao và đạt 53,5% KH thành phố giao"


def test_two_authorities_share_one_percentage_when_it_prints_the_same() -> None:
    both = [against(TINH, "90", "1000"), against(HDND, "90", "1004")]
    assert plan_ratio_phrase(both, 0, WORDS) == "đạt 9% kế hoạch tỉnh giao và Nghị quyết HĐND thành phố giao"
    assert (
        plan_ratio_phrase(both, 2, WORDS)
        == "đạt 9% so với kế hoạch tỉnh giao và đạt 8,96% so với Nghị quyết HĐND thành phố giao"
    )


def test_three_authorities() -> None:
    three = [against(GIAO, "50", "100"), against(TINH, "50", "200"), against(HDND, "50", "50")]
    assert (
        plan_ratio_phrase(three, 1, WORDS)
        == "đạt 50% kế hoạch giao, đạt 25% so với kế hoạch tỉnh giao và đạt 100% so với Nghị quyết HĐND thành phố giao"
    )


def test_what_is_carried_over_is_left_out() -> None:
    assert ratio(against(TINH, "375998", "526000", excluded=D(92628))) == ratio(against(TINH, "283370", "526000"))


def test_the_inverse_ratio_of_an_indicator_where_less_is_better() -> None:
    growth = against(GIAI_DOAN, "10.5", "9.5", inverse=True)
    assert plan_ratio_phrase([growth], 0, WORDS, verb="bang_kh", short=True) == "bằng 90% KH giai đoạn"
    undernourished = against(GIAI_DOAN, "9.7", "10.5", inverse=True)
    assert plan_ratio_phrase([undernourished], 0, WORDS, verb="bang_kh", short=True) == "bằng 108% KH giai đoạn"


def test_the_plan_of_several_years_with_its_value() -> None:
    comparison = against(GIAI_DOAN, "1046", "2226")
    plan = Quantity(D(2226), "tỷ đồng")
    assert plan_value_phrase(comparison, plan, 0, WORDS) == "bằng 47% KH giai đoạn (KHGĐ là 2.226 tỷ đồng)"
    assert (
        plan_value_phrase(comparison, plan, 0, WORDS, verb="dat_kh") == "đạt 47% KH giai đoạn (KHGĐ là 2.226 tỷ đồng)"
    )


def test_the_plan_value_of_an_authority_without_a_basis() -> None:
    plan = Quantity(D("67.9"), "%")
    assert plan_value_phrase(against(GIAO, "66.7", "67.9"), plan, 1, WORDS) == "bằng 98,2% KH giao (KH giao là 67,9%)"
    assert plan_bracket(GIAO, plan, WORDS) == "(kế hoạch giao 67,9%)"
    assert plan_bracket(GIAI_DOAN, plan, WORDS) == "(KHGĐ 67,9%)"


UP, DOWN, NEITHER = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER, Direction.NEUTRAL


@pytest.mark.parametrize(
    ("value", "plan", "unit", "direction", "decimals", "phrase"),
    [
        ("8.16", "9.56", "‰", DOWN, 1, "vượt 1,4‰ kế hoạch"),
        ("9.2", "9.6", "%", DOWN, 1, "vượt 0,4% kế hoạch"),
        ("10.5", "9.5", "‰", DOWN, 1, "cao hơn 1‰ so với kế hoạch"),
        ("97.5", "97.1", "%", UP, 1, "vượt 0,4% kế hoạch"),
        ("96.7", "97.1", "%", UP, 1, "thấp hơn 0,4% so với kế hoạch"),
        ("96.7", "97.1", "%", NEITHER, 1, "thấp hơn 0,4% so với kế hoạch"),
        ("97.12", "97.1", "%", UP, 1, "đạt kế hoạch"),
        ("9.58", "9.56", "‰", DOWN, 1, "đạt kế hoạch"),
        ("110", "100", "tỷ đồng", UP, 1, "vượt 10% kế hoạch"),
        ("90", "100", "tỷ đồng", UP, 1, "thấp hơn 10% so với kế hoạch"),
        ("100", "100", "tỷ đồng", UP, 1, "đạt kế hoạch"),
        ("90", "100", "hộ", DOWN, 1, "vượt 10% kế hoạch"),
        ("110", "100", "hộ", DOWN, 1, "cao hơn 10% so với kế hoạch"),
    ],
)
def test_excess_phrase(value: str, plan: str, unit: str, direction: Direction, decimals: int, phrase: str) -> None:
    assert excess_phrase(against(NAM, value, plan), unit, direction, decimals, WORDS) == phrase


def test_excess_phrase_with_the_short_name() -> None:
    assert excess_phrase(against(NAM, "110", "100"), "tấn", UP, 0, WORDS, short=True) == "vượt 10% KH năm"


@pytest.mark.parametrize(
    ("value", "plan", "direction", "phrase"),
    [
        ("65", "65", UP, "đạt kế hoạch giao"),
        ("65", "65", DOWN, "đạt kế hoạch giao"),
        ("16", "10", UP, "vượt kế hoạch giao"),
        ("16", "10", NEITHER, "vượt kế hoạch giao"),
        ("16", "10", DOWN, "chưa đạt kế hoạch giao"),
        ("9", "10", UP, "chưa đạt kế hoạch giao"),
        ("9", "10", DOWN, "vượt kế hoạch giao"),
    ],
)
def test_plan_words_phrase(value: str, plan: str, direction: Direction, phrase: str) -> None:
    assert plan_words_phrase(against(GIAO, value, plan), direction, WORDS) == phrase


def test_plan_words_with_the_plan_value_behind() -> None:
    words = plan_words_phrase(against(GIAO, "16", "10"), UP, WORDS, plan=Quantity(D(10), "người"))
    assert words == "vượt kế hoạch giao (kế hoạch giao 10 người)"
    assert plan_words_phrase(against(GIAO, "16", "10"), UP, WORDS, short=True) == "vượt KH giao"


def test_plan_words_leave_out_what_is_carried_over() -> None:
    assert plan_words_phrase(against(GIAO, "110", "100", excluded=D(20)), UP, WORDS) == "chưa đạt kế hoạch giao"


@pytest.mark.parametrize(
    ("comparison", "reason"),
    [
        (against(GIAO, "5", "0"), "kế hoạch bằng 0"),
        (against(GIAO, "0", "5", inverse=True), "giá trị thực hiện bằng 0"),
        (against(GIAO, "-5", "10"), "số âm"),
        (against(GIAO, "5", "-10"), "số âm"),
        (against(GIAO, "5", "10", excluded=D(6)), "số âm"),
    ],
)
def test_no_phrase_where_a_ratio_has_no_meaning(comparison: PlanRatio, reason: str) -> None:
    with pytest.raises(NoPhraseError, match=reason):
        plan_ratio_phrase([comparison], 1, WORDS)


def test_no_phrase_without_a_plan() -> None:
    with pytest.raises(NoPhraseError, match="chưa có kế hoạch"):
        plan_ratio_phrase([], 1, WORDS)


def test_no_excess_over_a_plan_of_nothing() -> None:
    with pytest.raises(NoPhraseError, match="kế hoạch bằng 0"):
        excess_phrase(against(GIAO, "5", "0"), "hộ", UP, 1, WORDS)


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
PLANS = st.decimals(min_value=D("0.01"), max_value=10**9, places=2)


@given(AMOUNTS, PLANS, st.integers(0, 3), st.booleans(), st.sampled_from([GIAO, NAM, TINH, HDND, GIAI_DOAN]))
def test_the_printed_percentage_is_the_nearest(
    value: Decimal, plan: Decimal, decimals: int, inverse: bool, authority: Authority
) -> None:
    assume(value > 0 or not inverse)
    phrase = plan_ratio_phrase([PlanRatio(value, plan, authority, inverse=inverse)], decimals, WORDS)
    over, under = (plan, value) if inverse else (value, plan)
    exact = Fraction(over) / Fraction(under) * 100
    printed = Fraction(parse_number(phrase.split("%")[0].removeprefix("đạt ")))
    assert abs(printed - exact) <= Fraction(1, 2 * 10**decimals)
    assert printed - exact != Fraction(-1, 2 * 10**decimals)
    assert authority.name in phrase
    assert phrase == unicodedata.normalize("NFC", phrase)
    assert "  " not in phrase


@given(AMOUNTS, PLANS, st.sampled_from(list(Direction)), st.sampled_from(("%", "‰", "ha", "hộ")), st.integers(0, 2))
def test_words_of_excess_follow_the_numbers(
    value: Decimal, plan: Decimal, direction: Direction, unit: str, decimals: int
) -> None:
    phrase = excess_phrase(PlanRatio(value, plan, GIAO), unit, direction, decimals, WORDS)
    assert re.search(r"(?<![\d,.])0[%‰]", phrase) is None
    assert "-" not in phrase
    better = value < plan if direction is DOWN else value > plan
    if phrase.startswith("vượt"):
        assert better
    elif phrase.startswith("cao hơn"):
        assert value > plan
        assert not better
    elif phrase.startswith("thấp hơn"):
        assert value < plan
        assert not better
    else:
        assert phrase == "đạt kế hoạch giao"
        difference = abs(value - plan) if unit in "%‰" else abs(value - plan) / plan * 100
        assert difference <= D("0.5").scaleb(-decimals)


@given(AMOUNTS, PLANS, st.sampled_from(list(Direction)))
def test_plan_words_follow_the_numbers(value: Decimal, plan: Decimal, direction: Direction) -> None:
    phrase = plan_words_phrase(PlanRatio(value, plan, GIAO), direction, WORDS)
    ahead = plan - value if direction is DOWN else value - plan
    expected = "đạt" if ahead == 0 else "vượt" if ahead > 0 else "chưa đạt"
    assert phrase == f"{expected} kế hoạch giao"


def test_what_a_percentage_leaves_out() -> None:
    amount = Quantity(D("92628"), "triệu đồng")
    assert exclusion_phrase("thu chuyển nguồn", amount, WORDS) == "đã loại trừ thu chuyển nguồn (92.628 triệu đồng)"
    assert exclusion_phrase("", amount, WORDS) == "đã loại trừ 92.628 triệu đồng"
