"""The standard sentence on one indicator, put together from phrases that keep their own origin."""

from __future__ import annotations

from typing import Any, Protocol, Self

from lcdraft.template.making import Reading
from lcdraft.template.session import Phrase, Visible
from lcdraft.units import is_money

__all__ = ["Statement"]


class _View(Protocol):
    """The phrases of one indicator that a statement is put together from."""

    @property
    def co(self) -> bool: ...
    @property
    def trong_ky(self) -> Self: ...
    @property
    def ca_nam(self) -> Self: ...
    @property
    def gia_tri(self) -> Phrase: ...
    @property
    def uoc(self) -> Phrase: ...
    @property
    def uoc_dat(self) -> Phrase: ...
    @property
    def luy_ke(self) -> Phrase: ...
    @property
    def so_cung_ky(self) -> Phrase: ...
    @property
    def so_ky_truoc(self) -> Phrase: ...
    @property
    def dat_kh(self) -> Phrase: ...
    @property
    def bang_kh(self) -> Phrase: ...
    def _plan_clause(self, don_vi: str) -> Phrase: ...
    def _is_money(self) -> bool: ...
    def _is_kept(self) -> bool: ...
    def _since_base_year(self) -> Phrase: ...


class Statement(Visible):
    """The value, then what it is compared with, as far as the data go.

    ``ước đạt 2.327 tỷ đồng, tăng 2% so với cùng kỳ năm 2024, đạt 47,6% kế hoạch giao``; in a month or quarter
    whose own value is known, ``trong tháng ước đạt 260 tỷ đồng (lũy kế 2 tháng ước đạt 611 tỷ đồng, đạt 16,5%
    kế hoạch)``. In a review of several years the base year stands in place of last year, and the estimate for the
    whole plan follows: ``ước đạt 1.041 tỷ đồng, bằng 47% KH giai đoạn (KHGĐ là 2.226 tỷ đồng); cả giai đoạn
    2021-2025 ước đạt 2.250 tỷ đồng, bằng 101% KH giai đoạn``. A comparison that the data do not make is left out
    without a warning, which is what sets the statement apart from its phrases written one by one.
    """

    __slots__ = ("_authorities", "_options", "_reading", "_view")

    is_exposed = True

    def __init__(
        self,
        view: _View,
        reading: Reading,
        authorities: tuple[str, ...] = (),
        options: dict[str, Any] | None = None,
    ) -> None:
        self._view = view
        self._reading = reading
        self._authorities = authorities
        self._options = options or {}

    def __call__(self, *cap_giao: str, dong_tu: str = "", gon: bool = False, tien: str = "") -> Statement:
        return Statement(self._view, self._reading, cap_giao, {"dong_tu": dong_tu, "gon": gon, "tien": tien})

    def __str__(self) -> str:
        if self._reading.period.is_multi_year:
            return self._over_several_years()
        single = self._view.trong_ky
        if not single.co:
            return ", ".join((str(self._value(self._view)), *self._comparisons()))
        alone = ", ".join((str(self._value(single)), *_made(single.so_ky_truoc)))
        if not self._view.co:
            return f"{self._reading.period.within_label} {alone}"
        cumulative = ", ".join((str(self._view.luy_ke(don_vi=self._unit())), *self._comparisons()))
        return self._reading.wording(
            "tinh_hinh", trong_ky=self._reading.period.within_label, rieng=alone, luy_ke=cumulative
        )

    def _over_several_years(self) -> str:
        period, whole = self._reading.period, self._view.ca_nam
        since = _made(self._view._since_base_year())
        named = self._authorities
        plan = self._view.bang_kh(*named, gon=True) if named else self._view._plan_clause(self._unit())
        so_far = ", ".join((str(self._value(self._view)), *since, *_made(plan)))
        if not whole.co:
            return so_far
        if self._view._is_kept():
            kept, until = str(whole.gia_tri(don_vi=self._unit())), period.plan_label
            return self._reading.wording("tinh_hinh_giu", den_nay=so_far, gia_tri=kept, giai_doan=until)
        expected = ", ".join((str(self._value(whole)), *_made(whole.bang_kh(*self._authorities, gon=True))))
        return self._reading.wording(
            "tinh_hinh_giai_doan", den_nay=so_far, giai_doan=period.plan_label, ca_giai_doan=expected
        )

    def _value(self, view: _View) -> Phrase:
        verb, unit = self._options.get("dong_tu", ""), self._unit()
        return view.uoc(verb, don_vi=unit) if verb else view.uoc_dat(don_vi=unit)

    def _unit(self) -> str:
        """The unit asked for where the indicator is money, so that one option serves a list of indicators.

        Where it is not a unit of money, it goes to the phrase, which refuses it.
        """
        wanted: str = self._options.get("tien", "")
        return wanted if not is_money(wanted) or self._view._is_money() else ""

    def _comparisons(self) -> list[str]:
        plan = self._view.dat_kh(*self._authorities, gon=self._options.get("gon", False))
        return [*_made(self._view.so_cung_ky), *_made(plan)]


def _made(phrase: Phrase) -> list[str]:
    """The token of a phrase, or nothing where the data do not make it."""
    return [str(phrase)] if phrase else []
