"""What templates and narratives can see: indicators with their phrases, the period, the agency.

Attribute names are the clerk's vocabulary, Vietnamese without diacritics; the guide lists each beside
its output. Views only name phrases; `lcdraft.template.making` makes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from lcdraft.dataset import Indicator, Nature, Status
from lcdraft.dates import format_date
from lcdraft.periods import Period, PeriodError, parse_period
from lcdraft.template.environment import exposed
from lcdraft.template.making import Horizon, Maker, Reading, full_year, main_value, single
from lcdraft.template.session import Made, Phrase, Visible
from lcdraft.template.statement import Statement
from lcdraft.text import enumerated
from lcdraft.units import is_money

__all__ = ["AgencyView", "IndicatorView", "PeriodView", "Reading", "indicator_views", "period_view"]


class IndicatorView(Visible):
    """One indicator as a template sees it: ``ban_le.uoc_dat``, ``ban_le.so_cung_ky``, ``ban_le.ca_nam.dat_kh``."""

    __slots__ = ("_make", "_phrases")

    def __init__(self, reading: Reading, indicator: Indicator, horizon: Horizon = main_value, suffix: str = "") -> None:
        self._make = Maker(reading, indicator, horizon, suffix)
        self._phrases: dict[str, Phrase] | None = None

    def __str__(self) -> str:
        return str(self.gia_tri)

    # Names

    @property
    def ten(self) -> Phrase:
        """Tên đầy đủ của chỉ tiêu."""
        return self._phrase("ten", lambda: Made(self._make.indicator.name))

    @property
    def ten_ngan(self) -> Phrase:
        """Tên ngắn của chỉ tiêu; không khai tên ngắn thì là tên đầy đủ."""
        return self._phrase("ten_ngan", lambda: Made(self._make.indicator.short_name or self._make.indicator.name))

    @property
    def don_vi(self) -> Phrase:
        """Đơn vị tính."""
        return self._phrase("don_vi", lambda: Made(self._make.indicator.unit))

    @property
    def co(self) -> bool:
        """Đã có số liệu hay chưa, dùng trong {% if %}."""
        return self._make.amount() is not None

    @property
    def theo_doi(self) -> bool:
        """Tệp số liệu của kỳ có dòng của chỉ tiêu hay không, dù đã có số hay chưa; dùng trong {% if %}."""
        self._make.reading.session.used.add(self._make.indicator.id)
        return self._make.estimate() is not None

    @property
    def den_ngay(self) -> Phrase:
        """Ngày chốt của riêng số liệu này; không ghi riêng thì là ngày chốt của kỳ."""
        return self._phrase("den_ngay", self._make.as_of)

    # Other values of the same indicator

    @property
    def ca_nam(self) -> IndicatorView:
        """Ước thực hiện cả năm (hoặc cả giai đoạn) của chỉ tiêu; dùng được mọi cụm từ."""
        return IndicatorView(self._make.reading, self._make.indicator, full_year, ".ca_nam")

    @property
    def trong_ky(self) -> IndicatorView:
        """Số liệu riêng của tháng, quý; dùng được mọi cụm từ."""
        return IndicatorView(self._make.reading, self._make.indicator, single, ".trong_ky")

    @property
    def ky_nay(self) -> IndicatorView:
        """Số riêng của tháng, quý nếu tệp số liệu có; không thì số chung. Dùng cho câu “Trong kỳ, đã …”."""
        alone = self.trong_ky
        return alone if alone._make.estimate() is not None else self

    @exposed
    def ky_khac(self, ky: object) -> IndicatorView:
        """Số liệu của một kỳ khác; dùng được mọi cụm từ, so với kế hoạch của kỳ ấy: ky_khac('6-thang-2023')."""
        reading = self._make.reading
        try:
            period = parse_period(str(ky))
        except PeriodError as error:
            message = f"{self._make.title}.ky_khac: {error.message}"
            reading.session.report("LC304", message, error.advice, needle="ky_khac")
            period = reading.period
        return IndicatorView(replace(reading, period=period), self._make.indicator, main_value, f".ky_khac('{period}')")

    # Values

    @property
    def so(self) -> Phrase:
        """Chỉ con số."""
        return self._phrase("so", self._make.number)

    @property
    def gia_tri(self) -> Phrase:
        """Con số kèm đơn vị."""
        return self._phrase("gia_tri", self._make.value)

    @property
    def uoc_dat(self) -> Phrase:
        """“ước đạt …”, “đạt …” hoặc “phấn đấu đạt …” theo trạng thái của số liệu."""
        return self._phrase("uoc_dat", partial(self._make.said, "dat"))

    @property
    def dat(self) -> Phrase:
        """Luôn là “đạt …”."""
        return self._phrase("dat", partial(self._make.said, "=dat"))

    @property
    def uoc_thuc_hien(self) -> Phrase:
        """“ước thực hiện …”, “thực hiện …” hoặc “phấn đấu thực hiện …” theo trạng thái."""
        return self._phrase("uoc_thuc_hien", partial(self._make.said, "thuc_hien"))

    @property
    def la(self) -> Phrase:
        """“là …”."""
        return self._phrase("la", partial(self._make.said, "la"))

    @property
    def con(self) -> Phrase:
        """“còn …”."""
        return self._phrase("con", partial(self._make.said, "con"))

    @property
    def uoc(self) -> Phrase:
        """Động từ tự chọn, thêm “ước” khi số liệu là ước tính: uoc('đón')."""
        return self._phrase("uoc", self._make.own_verb)

    @property
    def luy_ke(self) -> Phrase:
        """“lũy kế 2 tháng ước đạt …”."""
        return self._phrase("luy_ke", self._make.cumulative)

    @property
    def rieng_ky(self) -> Phrase:
        """“riêng trong tháng 7 ước đạt …”."""
        return self._phrase("rieng_ky", self._make.single_period)

    @property
    def tinh_hinh(self) -> Statement:
        """Cả câu: giá trị, so cùng kỳ, so kế hoạch; kỳ có số riêng thì số riêng trước, lũy kế trong ngoặc."""
        return Statement(self, self._make.reading)

    # Against the plan

    @property
    def ke_hoach(self) -> Phrase:
        """Giá trị kế hoạch kèm đơn vị."""
        return self._phrase("ke_hoach", self._make.plan_value)

    @property
    def ke_hoach_nam_sau(self) -> Phrase:
        """Giá trị kế hoạch của năm sau kèm đơn vị, trong tệp kế hoạch năm sau."""
        return self._phrase("ke_hoach_nam_sau", self._make.next_plan_value)

    @property
    def tang_nam_sau(self) -> Phrase:
        """Kế hoạch năm sau so với số cả năm nay: “tăng 9% so với năm 2024”; dùng ở báo cáo năm, hoặc sau ca_nam."""
        return self._phrase("tang_nam_sau", self._make.next_plan_change)

    @property
    def phan_tram_kh(self) -> Phrase:
        """Chỉ tỷ lệ phần trăm so với kế hoạch."""
        return self._phrase("phan_tram_kh", self._make.plan_percentage)

    @property
    def dat_kh(self) -> Phrase:
        """“đạt 47,6% kế hoạch giao”; nhiều cấp giao thì nối bằng “và”."""
        return self._phrase("dat_kh", partial(self._make.ratio, "dat_kh"))

    @property
    def bang_kh(self) -> Phrase:
        """“bằng 47,6% kế hoạch giao”."""
        return self._phrase("bang_kh", partial(self._make.ratio, "bang_kh"))

    @property
    def bang_kh_gd(self) -> Phrase:
        """“bằng 47% KH giai đoạn (KHGĐ là 2.226 tỷ đồng)”."""
        return self._phrase("bang_kh_gd", self._make.with_plan_value)

    @property
    def ngoac_kh(self) -> Phrase:
        """“(kế hoạch giao 67,9%)”."""
        return self._phrase("ngoac_kh", self._make.plan_bracket)

    @property
    def vuot_kh(self) -> Phrase:
        """“vượt 1,4‰ kế hoạch”: điểm đối với tỷ lệ, phần trăm đối với chỉ tiêu khác."""
        return self._phrase("vuot_kh", self._make.excess)

    @property
    def dat_kh_chu(self) -> Phrase:
        """“đạt kế hoạch giao”, “vượt kế hoạch giao” hoặc “chưa đạt kế hoạch giao”."""
        return self._phrase("dat_kh_chu", partial(self._make.plan_words, False))

    @property
    def vuot_kh_giao(self) -> Phrase:
        """Như dat_kh_chu, kèm giá trị kế hoạch: “vượt kế hoạch giao (kế hoạch giao 10 người)”."""
        return self._phrase("vuot_kh_giao", partial(self._make.plan_words, True))

    @property
    def da_loai_tru(self) -> Phrase:
        """“đã loại trừ thu chuyển nguồn (92.628 triệu đồng)”: phần không tính vào tỷ lệ kế hoạch."""
        return self._phrase("da_loai_tru", self._make.left_out)

    @property
    def tren_kh(self) -> Phrase:
        """“186/110 ha”: thực hiện trên kế hoạch."""
        return self._phrase("tren_kh", self._make.over_plan)

    # Against another period

    @property
    def so_cung_ky(self) -> Phrase:
        """“tăng 2% so với cùng kỳ năm 2024”; chỉ tiêu tỷ lệ so bằng điểm phần trăm."""
        return self._phrase("so_cung_ky", self._make.year_on_year)

    @property
    def so_cung_ky_so(self) -> Phrase:
        """“tăng 36 đơn so với cùng kỳ năm 2024”."""
        return self._phrase("so_cung_ky_so", self._make.year_on_year_units)

    @property
    def so_ky_truoc(self) -> Phrase:
        """“tăng 21,69% so với tháng 6/2022”."""
        return self._phrase("so_ky_truoc", self._make.on_previous)

    @property
    def gap(self) -> Phrase:
        """“gấp 2,5 lần so với cùng kỳ năm 2024”."""
        return self._phrase("gap", self._make.times)

    @property
    def so_nam(self) -> Phrase:
        """“tăng 12% so với năm 2020”: so_nam(2020)."""
        return self._phrase("so_nam", self._make.on_year)

    @property
    def so_nam_so(self) -> Phrase:
        """“tăng 06 nhà so với năm 2020”: so_nam_so(2020)."""
        return self._phrase("so_nam_so", self._make.on_year_units)

    @property
    def chi_so_nam(self) -> Phrase:
        """“đạt 108% so với năm 2020”: chi_so_nam(2020)."""
        return self._phrase("chi_so_nam", self._make.index)

    @property
    def tang_binh_quan(self) -> Phrase:
        """“tốc độ tăng bình quân đạt 4%/năm”: tang_binh_quan(2020)."""
        return self._phrase("tang_binh_quan", self._make.mean_growth)

    # Of a whole, and into parts

    @property
    def tren(self) -> Phrase:
        """“27/28 trường”."""
        return self._phrase("tren", self._make.fraction)

    @property
    def tren_ty_le(self) -> Phrase:
        """“27/28 trường, đạt tỷ lệ 96,4%”."""
        return self._phrase("tren_ty_le", self._make.fraction_share)

    @property
    def ty_le(self) -> Phrase:
        """Tỷ lệ so với mẫu số: “96,4%”."""
        return self._phrase("ty_le", self._make.share)

    @property
    def chiem(self) -> Phrase:
        """“chiếm 23,3%”."""
        return self._phrase("chiem", self._make.takes)

    @property
    def trong_do(self) -> Phrase:
        """“trong đó: … 2.173 tỷ đồng; … 154 tỷ đồng” theo các chỉ tiêu thành phần."""
        return self._phrase("trong_do", self._make.breakdown)

    def _since_base_year(self) -> Phrase:
        """For `Statement`: the change since the year before the plan, where one year compares with another."""
        return Phrase(self._make.reading.session, f"{self._make.title}.so_nam", self._make.on_base_year)

    def _is_kept(self) -> bool:
        """For `Statement`: whether a state or rate is expected to be at the end what it is now."""
        figure, amount = self._make.figure(), self._make.amount()
        end = figure.full_year if figure is not None else None
        if self._make.indicator.nature is Nature.CUMULATIVE or amount is None or end is None or end.amount is None:
            return False
        return end.status is not Status.TARGET and end.amount.value == amount.value

    def _is_money(self) -> bool:
        """For `Statement`: whether the indicator is an amount of money."""
        return is_money(self._make.indicator.unit)

    def _plan_clause(self, don_vi: str) -> Phrase:
        """For `Statement`: the plan with its value, unless that was deduced and not published."""
        compose = partial(self._make.published_plan, don_vi)
        return Phrase(self._make.reading.session, f"{self._make.title}.bang_kh_gd", compose)

    def _phrase(self, name: str, compose: Callable[..., Made]) -> Phrase:
        """The phrase of this name; asked for again (``{% if x.dat_kh %}{{ x.dat_kh }}``), it is not made again."""
        if self._phrases is None:
            self._make.reading.session.used.add(self._make.indicator.id)
            self._phrases = {}
        phrase = self._phrases.get(name)
        if phrase is None:
            phrase = Phrase(self._make.reading.session, f"{self._make.title}.{name}", compose)
            self._phrases[name] = phrase
        return phrase


class PeriodView(Visible):
    """``ky``: the period of the report and every label printed of it."""

    __slots__ = ("_as_of", "_period")

    def __init__(self, period: Period, as_of: str) -> None:
        self._period = period
        self._as_of = as_of

    def __str__(self) -> str:
        return self._period.label

    @property
    def loai(self) -> str:
        """Loại kỳ: thang, quy, 6-thang, 9-thang, nam, giua-ky, 5-nam."""
        return self._period.kind.value

    @property
    def nhan(self) -> str:
        """Tên kỳ kèm năm: “6 tháng đầu năm 2025”."""
        return self._period.label

    @property
    def nhan_ngan(self) -> str:
        """Tên kỳ không kèm năm: “6 tháng đầu năm”."""
        return self._period.short_label

    @property
    def luy_ke(self) -> str:
        """Từ đầu năm đến hết kỳ: “2 tháng đầu năm 2023”."""
        return self._period.cumulative_label

    @property
    def con_lai(self) -> str:
        """Thời gian mà phần nhiệm vụ nói đến: “6 tháng cuối năm 2025”, “tháng 3 năm 2023”."""
        return self._period.rest_label

    @property
    def con_lai_ngan(self) -> str:
        """Như con_lai, không kèm năm: “6 tháng cuối năm”, “tháng 3”."""
        return self._period.short_rest_label

    @property
    def nam(self) -> int:
        """Năm của kỳ báo cáo."""
        return self._period.year

    @property
    def nam_dau(self) -> int:
        """Năm đầu của kế hoạch: năm đầu của giai đoạn 5 năm, hoặc chính năm báo cáo."""
        return self._period.base_year + 1

    @property
    def nam_goc(self) -> int:
        """Năm gốc để so sánh, liền trước kế hoạch: so_nam(ky.nam_goc)."""
        return self._period.base_year

    @property
    def nam_bao_cao(self) -> int:
        """Năm mà số liệu của kỳ dừng lại: năm giữa của giai đoạn trong báo cáo giữa kỳ."""
        return self._period.last_reported_year

    @property
    def nam_truoc(self) -> int:
        """Năm trước."""
        return self._period.year - 1

    @property
    def nam_sau(self) -> int:
        """Năm sau."""
        return self._period.year + 1

    @property
    def trong(self) -> str:
        """Kỳ của số liệu riêng: “trong tháng”, “trong quý”, “trong năm”; loại kỳ khác là “trong kỳ”."""
        return self._period.within_label

    @property
    def cung_ky(self) -> str:
        """Kỳ so sánh của năm trước: “cùng kỳ năm 2024”."""
        return self._period.same_period_label

    @property
    def truoc(self) -> str:
        """Kỳ liền trước: “tháng 6/2022”."""
        return self._period.previous.slash_label

    @property
    def ke_hoach(self) -> str:
        """Thời gian của kế hoạch: “năm 2025” hoặc “giai đoạn 2021-2025”."""
        return self._period.plan_label

    @property
    def so_thang(self) -> int:
        """Số tháng từ đầu năm đến hết kỳ, dùng trong {% if %}."""
        return self._period.months

    @property
    def den_ngay(self) -> str:
        """Ngày chốt số liệu: “14/6/2025”."""
        return self._as_of


class AgencyView(Visible):
    """``co_quan``: who writes the report."""

    __slots__ = ("_agency", "_reading")

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._agency = reading.agency

    def _text(self, name: str, text: str) -> Phrase:
        return Phrase(self._reading.session, f"co_quan.{name}", lambda: Made(text))

    @property
    def ten(self) -> Phrase:
        """Tên đầy đủ của cơ quan."""
        return self._text("ten", self._agency.name)

    @property
    def viet_tat(self) -> Phrase:
        """Tên gọi tắt của cơ quan trong câu văn."""
        return self._text("viet_tat", self._agency.short_name)

    @property
    def cap(self) -> Phrase:
        """Cấp hành chính."""
        return self._text("cap", self._agency.level_word)

    @property
    def don_vi(self) -> Phrase:
        """Tên đơn vị hành chính."""
        return self._text("don_vi", self._agency.unit)

    @property
    def dia_danh(self) -> Phrase:
        """Địa danh ghi trước ngày tháng."""
        return self._text("dia_danh", self._agency.seat)

    @property
    def tien_than(self) -> Phrase:
        """Các đơn vị hành chính được sắp xếp thành đơn vị này."""
        return self._text("tien_than", enumerated(self._agency.predecessors))


def indicator_views(reading: Reading) -> Mapping[str, IndicatorView]:
    """A view of every indicator of the catalogue, by id."""
    return {key: IndicatorView(reading, indicator) for key, indicator in reading.dataset.catalogue.items()}


def period_view(reading: Reading) -> PeriodView:
    """The view of the report's period, with the cut-off day that its figures state."""
    return PeriodView(reading.period, format_date(reading.as_of))
