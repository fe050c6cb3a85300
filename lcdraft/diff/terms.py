"""The words around a number: units, verbs that lead to it, and what in a text is a number but no figure."""

from __future__ import annotations

import re
from decimal import Decimal

from lcdraft.units import MEASURES, UnitError, convert, is_rate

__all__ = [
    "APPROXIMATE",
    "LEAD",
    "NOT_FIGURES",
    "UNIT",
    "VERBS_DOWN",
    "canonical_unit",
    "converted",
    "suffix_of",
    "words_behind",
]

_COUNTED = (
    *("lượt khách", "lượt người", "lượt hồ sơ", "lượt hộ", "lượt", "khách", "hồ sơ", "bộ hồ sơ", "hộ gia đình"),
    *("hộ nghèo", "hộ cận nghèo", "hộ kinh doanh", "hộ", "nhân khẩu", "khẩu", "người", "lao động", "học sinh"),
    *("học viên", "sinh viên", "giáo viên", "trẻ em", "trẻ", "cán bộ", "công chức", "viên chức", "đảng viên"),
    *("đoàn viên", "hội viên", "bệnh nhân", "cháu", "em", "ca", "vụ việc", "vụ", "đơn", "trường hợp", "đối tượng"),
    *("bị can", "bị cáo", "trường học", "trường", "lớp", "phòng", "cơ sở", "điểm trường", "tiêu chí", "chỉ tiêu"),
    *("sản phẩm", "doanh nghiệp", "hợp tác xã", "HTX", "tổ hợp tác", "xã", "phường", "thị trấn", "bản", "tổ dân phố"),
    *("khu dân cư", "tổ", "dự án", "công trình", "đồ án", "gói thầu", "giấy phép", "giấy chứng nhận", "giấy", "cuộc"),
    *("buổi", "đợt", "hội nghị", "đoàn", "văn bản", "nghị quyết", "kế hoạch", "quyết định", "thủ tục", "TTHC"),
    *("tập thể", "cá nhân", "câu lạc bộ", "CLB", "đội", "nhóm", "ngôi nhà", "nhà", "thửa", "lô", "con", "cây", "liều"),
    *("suất", "chiếc", "xe", "máy", "tin", "bài", "lần", "mục", "nhiệm vụ", "ý kiến", "kiến nghị", "quầy", "gian hàng"),
    *("chợ", "nhà máy", "trạm", "tuyến", "hạng mục", "mô hình", "chuỗi", "chứng chỉ", "phiếu", "quả", "bao", "thẻ"),
)
"""Nouns that reports count in."""

_SPELT = {
    "trđ": "triệu đồng",
    "tr.đ": "triệu đồng",
    "triệu": "triệu đồng",
    "tỷ": "tỷ đồng",
    "tỉ": "tỷ đồng",
    "tỉ đồng": "tỷ đồng",
    "đ": "đồng",
    "vnđ": "đồng",
    "%o": "‰",
    "m2": "m²",
    "km2": "km²",
    "m3": "m³",
}
"""Units written in several ways, and the way in which they compare."""

_MULTIPLES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}

_NAMES = sorted({*MEASURES, *_COUNTED, *_SPELT} - {"tỷ", "tỉ", "năm", "tháng"}, key=len, reverse=True)
_LISTED = "|".join(re.escape(name) for name in _NAMES)
UNIT = re.compile(
    rf"\s?(?P<unit>(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s(?=(?:{_LISTED})(?!\w)))?(?:(?:{_LISTED})(?!\w)|[tT][ỷỉ](?!\w)(?!\s(?:lệ|trọng|suất)))"
    r"(?:/[^\W\d_]{1,10}(?!\w)(?:\s(?=lao động)lao động)?){0,3})",
    re.IGNORECASE,
)
"""A unit behind a number, with what it is counted per (``triệu đồng/ha/năm``)."""

VERBS_DOWN = ("giảm", "thấp hơn", "hụt")
_UP = ("tăng thêm", "tăng", "cao hơn", "vượt")
APPROXIMATE = ("trên", "hơn", "gần", "khoảng", "xấp xỉ", "dưới", "tối thiểu", "tối đa", "không quá", "ít nhất")
_VERBS = (
    *("ước thực hiện", "ước TH", "ước tính", "dự ước", "ước", "thực hiện", "tỷ lệ đạt", "đạt tỷ lệ", "đạt", "bằng"),
    *("giảm xuống còn", "giảm còn", "còn lại", "còn", "là", "chiếm", "thêm", "đón", "tương đương", "tương ứng"),
    *("tới", "từ", "đến", "xuống", "lên", "trị giá"),
    *_UP,
    *VERBS_DOWN,
    *APPROXIMATE,
)
_LED = "|".join(re.escape(word) for word in sorted(_VERBS, key=len, reverse=True))
LEAD = re.compile(rf"(?<!\w)(?<!cấp )(?:(?:{_LED}):?\s+)+$|(?<!\w)(?:{_LED}):\s*$", re.IGNORECASE)
"""The verbs and words of estimation right before a number."""

_DOCUMENTS = (
    "Chỉ thị|Nghị định|Nghị quyết|Quyết định|Kế hoạch|Thông tư|Công văn|Công điện|Tờ trình|Báo cáo|Luật|Văn bản|"
    "Thông báo|Chương trình|Đề án|Hướng dẫn|Kết luận|Pháp lệnh|Lệnh|Giấy mời|Biên bản|Hợp đồng"
)
_LABELS = (
    "ngày|tháng|quý|thứ|lần thứ|khóa|Điều|khoản|mục|tiểu mục|chương|phụ lục|mẫu số|quốc lộ|tỉnh lộ|tuần|vòng|đợt|bước|"
    "hạng|mức độ|cấp độ|số hiệu|chú thích|trang|thế kỷ|tiểu đoàn|trung đoàn|tổ|lớp|tiểu dự án|dự án|khối|chỉ thị|"
    "nghị định|thông tư|luật|công điện"
)
_DOCUMENTS, _LABELS = _DOCUMENTS.replace(" ", r"\ "), _LABELS.replace(" ", r"\ ")
_YEAR = r"(?:19|20)\d{2}"
NOT_FIGURES = re.compile(
    rf"""
    (?<![\d.])\d[\d.]{{0,15}}/(?:{_YEAR}/)?(?-i:[A-ZĐ])[\w&]*(?:-[\w&]+)*     # 617/KH-UBND, 30/2020/NĐ-CP
    | (?:{_DOCUMENTS})\ số\ ?:?\ ?\d[\d.]*                   # Quyết định số 12
    | \d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}                    # 14/6/2025
    | (?<![\d.,/])\d{{1,2}}/{_YEAR}(?!\d|[.,]\d)            # 6/2025
    | (?<!\w)(?:{_LABELS})\ (?:\d{{1,2}}/\d{{1,2}}|\d{{1,2}})(?:\s?[-–]\s?\d{{1,2}})?(?![\d.,/]*\d)(?!\s?%)
    | (?:(?<=đến\ )|(?<=từ\ )|(?<=hết\ )|(?<=trước\ )|(?<=sau\ ))(?:[0-2]?\d|3[01])/(?:0?\d|1[0-2])(?![\d/.,]*\d)
    | {_YEAR}\s?[-–]\s?{_YEAR}                               # 2021-2025
    | (?<![\d.,])\d{{1,2}}\ (?:tháng|năm|quý)(?!\w)          # 6 tháng đầu năm
    | 24/24 | 24/7 | 1/\d?\d[.]?[05]00(?!\d)                 # around the clock; scales of maps
    | (?<![\d.,])\d[.]0(?!\d)                                # công nghiệp 4.0
    | \d{{1,2}}h\d{{0,2}}(?!\w)                              # 7h30
    | \(\d{{1,2}}\)                                          # (1) as a label
    | (?m:^)\d{{1,2}}[.)]\s                                  # a label that was typed
    | (?<!\d)0\d{{5,}}(?!\d)                                 # telephones
    | [^\W\d_][-–]?\d[\w.]*                                  # COVID-19, QL32
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Numbers of documents, days, periods, labels and codes; they change as text does."""

_RATE_SUFFIX = re.compile(
    r"\s*((?:so với|của|theo|kế hoạch|KH\w*|nghị quyết|chỉ tiêu|dự toán|mục tiêu|cùng kỳ|tổng)"
    r"(?:(?!\s(?:và|đạt|tăng|giảm|bằng|trong đó)\s)[^,.;:()\n\ue100-\ue107]){0,70})",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s*(so với(?:(?!\s(?:và|đạt|tăng|giảm|bằng)\s)[^,.;:()\n\ue100-\ue107]){0,70})", re.IGNORECASE)
_WORDS = re.compile(
    r"\s?((?!(?:và|đạt|tăng|giảm|bằng|trong|ước|là|với|so|từ|đến)\s)[^\W\d_]+"
    r"(?:\s(?!(?:và|đạt|tăng|giảm|bằng|trong|ước|là|với|so|từ|đến|được|đã|có)(?!\w))[^\W\d_]+){0,3})"
)


def suffix_of(text: str, at: int, unit: str) -> tuple[str, int]:
    """What belongs to a figure behind its unit (its plan, what it is compared with, what it counts); where that ends.

    >>> suffix_of("49,3% kế hoạch giao, tăng", 5, "%")
    ('kế hoạch giao', 19)
    >>> suffix_of("27 ngôi chùa được tu sửa", 2, "")[0]
    'ngôi chùa'
    """
    form = _RATE_SUFFIX if is_rate(unit) else _SUFFIX if unit else _WORDS
    found = form.match(text, at)
    return ("", at) if found is None else (" ".join(found[1].split()).rstrip("-– "), found.end())


def words_behind(text: str, at: int) -> str:
    """The first words from a place on, up to a verb or sign.

    >>> words_behind("vụ kinh doanh hàng nhập lậu, phạt 5 triệu đồng", 2)
    'kinh doanh hàng nhập'
    """
    found = _WORDS.match(text, at)
    return "" if found is None else " ".join(found[1].split())


def canonical_unit(unit: str) -> str:
    """The way in which a unit compares.

    >>> [canonical_unit(unit) for unit in ("trđ", "Tỷ", "%o", "Lượt khách", "trđ/ha")]
    ['triệu đồng', 'tỷ đồng', '‰', 'lượt khách', 'triệu đồng/ha']
    """
    head, slash, rest = " ".join(unit.casefold().split()).partition("/")
    return _SPELT.get(head, head) + slash + rest


def converted(value: Decimal, unit: str, target: str) -> Decimal | None:
    """A quantity in another unit, or None where the two measure different things.

    >>> converted(Decimal(2327), "tỷ đồng", "triệu đồng"), converted(Decimal(5), "nghìn lượt khách", "lượt khách")
    (Decimal('2327000'), Decimal('5000'))
    >>> converted(Decimal(5), "ha", "tấn") is None
    True
    """
    unit, target = canonical_unit(unit), canonical_unit(target)
    if unit == target:
        return value
    (unit, _, per), (target, _, other) = unit.partition("/"), target.partition("/")
    if per != other or not unit or not target:
        return None
    (times, base), (other_times, other_base) = _multiple(unit), _multiple(target)
    if base == other_base:
        return Decimal(format((value * times / other_times).normalize(), "f"))
    try:
        return Decimal(format(convert(value * times, base, other_base) / other_times, "f"))
    except UnitError:
        return None


def _multiple(unit: str) -> tuple[Decimal, str]:
    """How many of what: ``nghìn tấn`` is 1000 times ``tấn``."""
    word, _, rest = unit.partition(" ")
    if rest and word in _MULTIPLES:
        return Decimal(10) ** _MULTIPLES[word], rest
    return Decimal(1), unit
