"""The rule that sorts indicators by whether they will reach their plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.dataset import Direction, Nature
from lcdraft.phrases.outlook import Course, Outlook, expected_at_end, outlook
from lcdraft.phrases.values import NoPhraseError

D = Decimal
UP, DOWN, NEUTRAL = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER, Direction.NEUTRAL
TOTAL, STATE, RATE = Nature.CUMULATIVE, Nature.POINT_IN_TIME, Nature.RATE
REACHED, WITHIN, OUT = Outlook.REACHED, Outlook.WITHIN_REACH, Outlook.OUT_OF_REACH


def course(
    value: str,
    plan: str,
    direction: Direction = UP,
    nature: Nature = TOTAL,
    *,
    forecast: str | None = None,
    base: str | None = None,
    months: int = 36,
) -> Course:
    """At the end of the third year of five, unless ``months`` says otherwise."""
    ahead, behind = (None if text is None else D(text) for text in (forecast, base))
    return Course(D(value), D(plan), direction, nature, months, 60, ahead, behind)


@pytest.mark.parametrize(
    ("given_course", "group"),
    [
        pytest.param(course("915", "900"), REACHED, id="total reached"),
        pytest.param(course("900", "900"), REACHED, id="total just reached"),
        pytest.param(course("2345", "3000"), WITHIN, id="total, pace 3908"),
        pytest.param(course("540", "900"), WITHIN, id="total, pace just enough"),
        pytest.param(course("539.9", "900"), OUT, id="total, pace just short"),
        pytest.param(course("2345", "3000", forecast="2990"), OUT, id="the forecast goes before the pace"),
        pytest.param(course("360", "1206", forecast="1206"), WITHIN, id="the forecast goes before a slow pace"),
        pytest.param(course("915", "900", forecast="880"), REACHED, id="a total does not fall back"),
        pytest.param(course("20", "40", DOWN), WITHIN, id="burden, pace 33"),
        pytest.param(course("24", "40", DOWN), WITHIN, id="burden, pace just at the ceiling"),
        pytest.param(course("24.1", "40", DOWN), OUT, id="burden, pace over the ceiling"),
        pytest.param(course("41", "40", DOWN, forecast="39"), OUT, id="burden over the ceiling already"),
        pytest.param(course("40", "40", DOWN, months=60), REACHED, id="burden, the plan over"),
        pytest.param(course("41", "40", DOWN, months=60), OUT, id="burden, the plan over and missed"),
        pytest.param(course("98.6", "96", nature=RATE), REACHED, id="rate reached"),
        pytest.param(course("98.6", "96", nature=RATE, forecast="95"), OUT, id="rate that will fall back"),
        pytest.param(course("59", "65", nature=RATE, forecast="65"), WITHIN, id="rate, forecast"),
        pytest.param(course("50", "95", nature=RATE, forecast="70"), OUT, id="rate, forecast short"),
        pytest.param(course("62", "70", nature=STATE, base="50"), WITHIN, id="state, pace from the base year"),
        pytest.param(course("61.9", "70", nature=STATE, base="50"), OUT, id="state, pace short"),
        pytest.param(course("235", "130", DOWN, STATE, base="400"), WITHIN, id="falling state, pace 125"),
        pytest.param(course("239", "130", DOWN, STATE, base="400"), OUT, id="falling state, pace 131"),
        pytest.param(course("10.78", "9.5", DOWN, RATE, forecast="10.5"), OUT, id="falling rate, forecast short"),
        pytest.param(course("9.7", "10.5", DOWN, RATE, forecast="9"), REACHED, id="falling rate reached"),
        pytest.param(course("27.8", "28", nature=RATE, months=60), OUT, id="rate, the plan over"),
        pytest.param(course("0", "0", DOWN, STATE), REACHED, id="nothing planned, nothing there"),
    ],
)
def test_outlook(given_course: Course, group: Outlook) -> None:
    assert outlook(given_course) is group


def test_what_is_expected_is_exact() -> None:
    assert expected_at_end(course("1", "3", months=36)) == Fraction(5, 3)
    assert expected_at_end(course("27.8", "28", nature=RATE, base="27.5")) == 28
    assert expected_at_end(course("1", "3", forecast="2.5")) == D("2.5")


@pytest.mark.parametrize(
    ("given_course", "reason"),
    [
        (course("47084", "51384", NEUTRAL, STATE, forecast="51384"), "trung tính"),
        (course("27.8", "28", nature=RATE), "uoc_ca_nam"),
        (course("235", "130", DOWN, STATE), "năm gốc"),
    ],
)
def test_what_cannot_be_judged_says_why(given_course: Course, reason: str) -> None:
    with pytest.raises(NoPhraseError, match=reason):
        outlook(given_course)


amounts = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
courses = st.builds(
    Course,
    amounts,
    amounts,
    st.sampled_from([UP, DOWN]),
    st.sampled_from(Nature),
    st.integers(1, 60),
    st.just(60),
    st.none() | amounts,
    amounts,
)
ORDER = [REACHED, WITHIN, OUT]


def better(given_course: Course, amount: Decimal, by: Decimal) -> Decimal:
    return amount - by if given_course.direction is DOWN else amount + by


@given(courses, st.decimals(min_value=0, max_value=10**6, places=2))
def test_a_better_value_never_moves_an_indicator_to_a_worse_group(given_course: Course, by: Decimal) -> None:
    improved = replace(given_course, value=better(given_course, given_course.value, by))
    assert ORDER.index(outlook(improved)) <= ORDER.index(outlook(given_course))


@given(courses.filter(lambda each: each.forecast is not None), st.decimals(min_value=0, max_value=10**6, places=2))
def test_a_better_forecast_never_moves_an_indicator_to_a_worse_group(given_course: Course, by: Decimal) -> None:
    assert given_course.forecast is not None
    improved = replace(given_course, forecast=better(given_course, given_course.forecast, by))
    assert ORDER.index(outlook(improved)) <= ORDER.index(outlook(given_course))


@given(courses, st.decimals(min_value=0, max_value=10**6, places=2))
def test_a_harder_plan_never_moves_an_indicator_to_a_better_group(given_course: Course, by: Decimal) -> None:
    harder = replace(given_course, plan=better(given_course, given_course.plan, by))
    assert ORDER.index(outlook(harder)) >= ORDER.index(outlook(given_course))


@given(courses, st.integers(1, 10**6))
def test_the_unit_does_not_matter(given_course: Course, factor: int) -> None:
    """In triệu đồng or in tỷ đồng, an indicator stands in the same group."""
    scaled = replace(
        given_course,
        value=given_course.value * factor,
        plan=given_course.plan * factor,
        forecast=None if given_course.forecast is None else given_course.forecast * factor,
        base=None if given_course.base is None else given_course.base * factor,
    )
    assert outlook(scaled) is outlook(given_course)


@given(courses)
def test_when_the_plan_is_over_only_the_value_and_the_forecast_count(given_course: Course) -> None:
    ended = replace(given_course, months=60, forecast=None)
    assert outlook(ended) is (REACHED if ended.meets(ended.value) else OUT)
