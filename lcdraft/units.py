"""Units of measure: which are measured rather than counted, how they are joined to a number, and conversion."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["MEASURES", "UnitError", "convert", "is_counted", "is_money", "is_rate", "joined"]

MEASURES = frozenset(
    (
        *("ha", "nghìn ha", "m2", "m²", "km2", "km²", "m3", "m³", "khối", "lít", "m", "km", "cm", "mm"),
        *("tấn", "nghìn tấn", "triệu tấn", "tạ", "yến", "kg", "g"),
        *("đồng", "đ", "nghìn đồng", "triệu đồng", "trđ", "tỷ đồng", "tỷ", "nghìn tỷ đồng"),
        *("phút", "giờ", "ngày", "tháng", "năm", "tuổi", "sao", "điểm", "thứ hạng", "%", "‰"),
    )
)
"""Units whose small numbers are not zero-padded: 30 of 32 such numbers in five published reports are bare."""

_GLUED = frozenset({"%", "‰"})

_SCALES: tuple[dict[str, Decimal], ...] = (
    {
        "đồng": Decimal(1),
        "nghìn đồng": Decimal(10) ** 3,
        "triệu đồng": Decimal(10) ** 6,
        "trđ": Decimal(10) ** 6,
        "tỷ đồng": Decimal(10) ** 9,
        "nghìn tỷ đồng": Decimal(10) ** 12,
    },
    {"kg": Decimal(1), "tạ": Decimal(100), "tấn": Decimal(1000), "nghìn tấn": Decimal(10) ** 6},
    {
        "m2": Decimal(1),
        "m²": Decimal(1),
        "ha": Decimal(10) ** 4,
        "nghìn ha": Decimal(10) ** 7,
        "km2": Decimal(10) ** 6,
        "km²": Decimal(10) ** 6,
    },
    {"m": Decimal(1), "km": Decimal(1000)},
    {"phút": Decimal(1), "giờ": Decimal(60)},
)


class UnitError(ValueError):
    """Two units of different kinds, which no factor can turn into one another."""

    def __init__(self, unit: str, target: str) -> None:
        super().__init__(f'không đổi được từ "{unit}" sang "{target}"')
        self.unit = unit
        self.target = target


def is_rate(unit: str) -> bool:
    """Whether the unit is a rate (``%``, ``‰``), whose changes are measured in points.

    >>> is_rate("% kế hoạch")
    True
    """
    return unit[:1] in _GLUED


def is_counted(unit: str) -> bool:
    """Whether the unit counts things or people, so that numbers below ten are padded (``02 xã``).

    >>> [is_counted(unit) for unit in ("hồ sơ", "ha", "triệu đồng/ha/năm", "% kế hoạch")]
    [True, False, False, False]
    """
    return not (unit in MEASURES or is_rate(unit) or unit.split("/")[0] in MEASURES)


def is_money(unit: str) -> bool:
    """Whether the unit is an amount of money.

    >>> [is_money(unit) for unit in ("triệu đồng", "triệu đồng/ha/năm", "ha")]
    [True, False, False]
    """
    return unit in _SCALES[0]


def joined(number: str, unit: str) -> str:
    """Number and unit as printed: ``28,34%`` is glued, ``118,7 ha`` has a blank.

    >>> joined("47,6", "%"), joined("2.327", "tỷ đồng"), joined("40,6", "% kế hoạch")
    ('47,6%', '2.327 tỷ đồng', '40,6% kế hoạch')
    """
    if not unit:
        return number
    return f"{number}{unit}" if is_rate(unit) else f"{number} {unit}"


def convert(value: Decimal, unit: str, target: str) -> Decimal:
    """The same quantity in another unit of its kind: triệu đồng to tỷ đồng, kg to tấn.

    Raises:
        UnitError: if the units are of different kinds, or unknown.

    >>> convert(Decimal("170300"), "triệu đồng", "tỷ đồng")
    Decimal('170.3')
    """
    if unit == target:
        return value
    for scale in _SCALES:
        if unit in scale and target in scale:
            return (value * scale[unit] / scale[target]).normalize()
    raise UnitError(unit, target)
