from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.units import UnitError, convert, is_counted, is_rate, joined

D = Decimal
MONEY = ("đồng", "nghìn đồng", "triệu đồng", "trđ", "tỷ đồng", "nghìn tỷ đồng")
WEIGHT = ("kg", "tạ", "tấn", "nghìn tấn")
AREA = ("m2", "m²", "ha", "nghìn ha", "km2", "km²")


@pytest.mark.parametrize(
    ("unit", "counted"),
    [
        ("hồ sơ", True),
        ("xã, phường", True),
        ("hợp tác xã", True),
        ("đơn", True),
        ("vụ", True),
        ("lượt", True),
        ("giấy phép", True),
        ("ha", False),
        ("m2", False),
        ("km²", False),
        ("km", False),
        ("tấn", False),
        ("tỷ đồng", False),
        ("triệu đồng", False),
        ("trđ", False),
        ("đồng", False),
        ("%", False),
        ("‰", False),
        ("% kế hoạch", False),
        ("tạ/ha", False),
        ("triệu đồng/người/năm", False),
        ("sao", False),
        ("tuổi", False),
        ("phút", False),
        ("điểm", False),
    ],
)
def test_what_is_measured_is_not_padded(unit: str, counted: bool) -> None:
    assert is_counted(unit) is counted


@pytest.mark.parametrize(("unit", "rate"), [("%", True), ("‰", True), ("% kế hoạch", True), ("ha", False), ("", False)])
def test_is_rate(unit: str, rate: bool) -> None:
    assert is_rate(unit) is rate


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("28,34", "%", "28,34%"),
        ("8,16", "‰", "8,16‰"),
        ("40,6", "% kế hoạch", "40,6% kế hoạch"),
        ("2.327", "tỷ đồng", "2.327 tỷ đồng"),
        ("118,7", "ha", "118,7 ha"),
        ("04", "hợp tác xã", "04 hợp tác xã"),
        ("5", "", "5"),
    ],
)
def test_joined(number: str, unit: str, text: str) -> None:
    assert joined(number, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "target", "expected"),
    [
        ("170300", "triệu đồng", "tỷ đồng", "170.3"),
        ("2.327", "tỷ đồng", "triệu đồng", "2327"),
        ("138334220", "đồng", "trđ", "138.33422"),
        ("12.9", "nghìn tấn", "tấn", "12900"),
        ("48156.5", "m2", "ha", "4.81565"),
        ("48156.5", "m²", "ha", "4.81565"),
        ("1", "km2", "ha", "100"),
        ("910", "phút", "phút", "910"),
        ("5", "hồ sơ", "hồ sơ", "5"),
    ],
)
def test_convert(value: str, unit: str, target: str, expected: str) -> None:
    assert convert(D(value), unit, target) == D(expected)


@pytest.mark.parametrize(
    ("unit", "target"),
    [("tỷ đồng", "ha"), ("tấn", "hồ sơ"), ("hồ sơ", "đơn"), ("%", "‰"), ("tỷ đồng", "tỷ"), ("ha", "kg")],
)
def test_units_of_different_kinds_are_refused(unit: str, target: str) -> None:
    with pytest.raises(UnitError, match="không đổi được") as caught:
        convert(D(1), unit, target)
    assert (caught.value.unit, caught.value.target) == (unit, target)
    assert f'"{unit}"' in str(caught.value)
    assert f'"{target}"' in str(caught.value)


@given(
    st.sampled_from([pair for kind in (MONEY, WEIGHT, AREA) for pair in permutations(kind, 2)]),
    st.decimals(min_value=0, max_value=10**9, places=3),
)
def test_there_and_back_is_the_same_quantity(pair: tuple[str, str], value: Decimal) -> None:
    unit, target = pair
    assert convert(convert(value, unit, target), target, unit) == value
