"""The rule that says who is behind the plan."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.dataset import Direction, Nature
from lcdraft.document import Pace
from lcdraft.tables.progress import pace_of

UP, DOWN, NEUTRAL = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER, Direction.NEUTRAL
SUM, STATE, RATE = Nature.CUMULATIVE, Nature.POINT_IN_TIME, Nature.RATE
ORDER = [Pace.BEHIND, Pace.ON_TIME, Pace.REACHED]


@pytest.mark.parametrize(
    ("percent", "elapsed", "direction", "nature", "inverse", "pace"),
    [
        ("47.6", 50, UP, SUM, False, Pace.BEHIND),
        ("50", 50, UP, SUM, False, Pace.ON_TIME),
        ("58.7", 50, UP, SUM, False, Pace.ON_TIME),
        ("100", 50, UP, SUM, False, Pace.REACHED),
        ("169.1", 50, NEUTRAL, SUM, False, Pace.REACHED),
        ("99.9", 100, UP, STATE, False, Pace.BEHIND),
        # A limit: violations counted over the year, a rate that has to stay under its plan
        ("30", 50, DOWN, SUM, False, Pace.ON_TIME),
        ("60", 50, DOWN, SUM, False, Pace.BEHIND),
        ("97", 50, DOWN, RATE, False, Pace.REACHED),
        ("103", 50, DOWN, STATE, False, Pace.BEHIND),
        # Plan over value: more is better again
        ("108", 50, DOWN, RATE, True, Pace.REACHED),
        ("96", 100, DOWN, RATE, True, Pace.BEHIND),
    ],
)
def test_the_rule(percent: str, elapsed: int, direction: Direction, nature: Nature, inverse: bool, pace: Pace) -> None:
    found = pace_of(Decimal(percent), Decimal(elapsed), direction=direction, nature=nature, inverse=inverse)
    assert found is pace


PERCENTS = st.decimals(0, 300, places=1)


@given(
    PERCENTS,
    PERCENTS,
    st.decimals(1, 100, places=1),
    st.sampled_from(Direction),
    st.sampled_from(Nature),
    st.booleans(),
)
def test_who_does_better_never_stands_worse(
    one: Decimal, other: Decimal, elapsed: Decimal, direction: Direction, nature: Nature, inverse: bool
) -> None:
    better, worse = (min, max) if direction is DOWN and not inverse else (max, min)
    ranks = [
        ORDER.index(pace_of(percent, elapsed, direction=direction, nature=nature, inverse=inverse))
        for percent in (better(one, other), worse(one, other))
    ]
    assert ranks[0] >= ranks[1]


@given(PERCENTS, st.decimals(1, 100, places=1), st.decimals(1, 100, places=1), st.sampled_from(Direction))
def test_the_same_completion_earlier_in_the_year_is_no_worse_for_a_goal(
    percent: Decimal, one: Decimal, other: Decimal, direction: Direction
) -> None:
    early, late = min(one, other), max(one, other)
    ranks = [
        ORDER.index(pace_of(percent, elapsed, direction=direction, nature=SUM, inverse=True))
        for elapsed in (early, late)
    ]
    assert ranks[0] >= ranks[1]
