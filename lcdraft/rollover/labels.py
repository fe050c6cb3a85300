"""Where a text speaks of a period: every form of label that reports use, found but not yet judged.

Besides period labels the finder takes what looks like one and is none (dates, numbers of documents, school
years, lunar years), so that it can be listed as left alone on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lcdraft.rollover.view import View

__all__ = ["DOCUMENT_NUMBER", "Form", "Label", "find_labels"]


class Form(StrEnum):
    """What a label looks like; each is shown by an example in `PATTERNS`."""

    ADDRESS = "address"
    DOCUMENT = "document"
    DATE = "date"
    SCHOOL_YEAR = "school-year"
    SPAN = "span"
    LUNAR = "lunar"
    TERM = "term"
    SAME_PERIOD = "same-period"
    FIRST_MONTHS = "first-months"
    LAST_MONTHS = "last-months"
    REMAINING = "remaining"
    MONTH = "month"
    QUARTER = "quarter"
    COUNT = "count"
    MID_TERM = "mid-term"
    EDGE = "edge"
    NEW_YEAR = "new-year"
    YEAR = "year"
    RELATIVE = "relative"
    ABBREVIATED = "abbreviated"
    BARE_YEAR = "bare-year"
    PERIOD_ID = "period-id"


@dataclass(frozen=True, slots=True)
class Label:
    """One occurrence: its place in the view, its form, and what it names (0 where it does not say).

    ``number`` is a month, a quarter or a count of months; ``last`` the last year of a span; ``word`` the part that
    tells relative labels apart. ``slash`` marks ``tháng 6/2022``, ``roman`` a quarter in Roman digits.
    """

    form: Form
    start: int
    end: int
    number: int = 0
    year: int = 0
    last: int = 0
    word: str = ""
    slash: bool = False
    roman: bool = True
    in_expression: bool = False


_WORDS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_NUMBERS = {
    **{word: number for number, word in enumerate(_WORDS, 1)},
    "bốn": 4,
    **{roman: number for number, roman in enumerate(("i", "ii", "iii", "iv"), 1)},
}
_COUNT_WORDS = "hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một|mười"
_MONTH_WORDS = "mười một|mười hai|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười"

_Y = r"(?:19|20|21)\d\d"
_NO_MORE = r"(?![\w%]|[.,/-]\d)"
_COUNT = rf"(?<![\w.,/-])(?P<number>\d{{1,2}}|{_COUNT_WORDS}) +tháng"
_DAY = r"\d{1,2}/\d{1,2}/\d{4}"
_LONG_DAY = rf"\d{{1,2}} +tháng +\d{{1,2}} +năm +{_Y}"

DOCUMENT_NUMBER = re.compile(
    r"(?<![\w/.,-])\d{1,5}(?:/\d{4})?[-/][a-zđ]{1,6}\d{0,2}(?: ?[-/] ?[a-zđư]{2,8})*\d{0,2}(?![\w/])"
)
"""A number of a document in the view: ``617/kh-ubnd``, ``47/2024/qh15``, ``57-nq/tw``, ``34/2019/qđ-ubnd``."""
_DOCUMENT_TYPES = (
    "nghị quyết|quyết định|nghị định|thông tư|chỉ thị|công điện|công văn|kế hoạch hành động|kế hoạch|đề án|kết luận|"
    "chương trình hành động|chương trình|thông báo|thông tri|hướng dẫn|quy định|báo cáo|tờ trình|luật|pháp lệnh|văn bản"
)

PATTERNS: tuple[tuple[Form, str], ...] = (
    # https://example.org/2025/06
    (Form.ADDRESS, r"\bhttps?://[^\s<>()\[\]]+"),
    # Kế hoạch số 617/KH-UBND ngày 03/3/2025; Luật số 47/2024/QH15 (a number alone that shows no year is no label)
    (
        Form.DOCUMENT,
        rf"(?:\b(?:{_DOCUMENT_TYPES}) +)?(?:số +)?{DOCUMENT_NUMBER.pattern}(?:,? *ngày +(?:{_DAY}|{_LONG_DAY}))?",
    ),
    # 03/3/2025; ngày 17 tháng 12 năm 2024; ngày 05 tháng 9
    (
        Form.DATE,
        rf"(?:\bngày +)?(?:(?<![\d/]){_DAY}(?![\d/])|(?<![\w/.,-]){_LONG_DAY}(?!\d))"
        r"|\bngày +\d{1,2} +tháng +\d{1,2}(?! +tháng)(?![\d/])|\bngày +tháng +năm +\d{4}",
    ),
    # năm học 2024-2025; năm học mới 2024 - 2025
    (Form.SCHOOL_YEAR, rf"\bnăm +học(?: +mới)? +(?P<year>{_Y})(?: *- *(?P<last>{_Y}))?(?!\d)"),
    # giai đoạn 2021-2025; 5 năm 2021-2025; thời kỳ 2021-2030; nhiệm kỳ 2020-2025; năm 2021-2022
    (
        Form.SPAN,
        rf"(?:\b(?P<word>(?:5 +năm,? +)?giai +đoạn(?: +năm)?|thời +kỳ|nhiệm +kỳ|khóa|5 +năm,?|năm|các +năm) +)?"
        rf"(?<![\w/.,-])(?P<year>{_Y}) *- *(?P<last>{_Y}){_NO_MORE}",
    ),
    # Xuân Ất Tỵ năm 2025; Giáp Thìn 2024; Quý Mão
    (
        Form.LUNAR,
        r"\b(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý) +(?:tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)\b"
        rf"(?:,? *-? *(?:năm +)?\(?(?P<year>{_Y}){_NO_MORE}\)?)?",
    ),
    # nửa đầu nhiệm kỳ
    (Form.TERM, r"\b(?:nửa +(?:đầu|cuối) +)?nhiệm +kỳ\b(?! +\d)"),
    # cùng kỳ; cùng kỳ năm 2024; cùng kỳ 2023; cùng kỳ năm trước
    (
        Form.SAME_PERIOD,
        rf"\bcùng +kỳ\b(?! +(?:họp|thi))(?: +(?:(?:năm +)?(?P<year>{_Y}){_NO_MORE}|(?P<word>năm +(?:trước|ngoái))))?",
    ),
    # 6 tháng đầu năm 2025; 02 tháng đầu năm; 9 tháng năm 2024
    (
        Form.FIRST_MONTHS,
        rf"{_COUNT} +(?:đầu +năm\b(?! +(?:học|mới))(?:(?: +|/)(?P<year>{_Y}){_NO_MORE})?"
        rf"|(?:của +)?năm +(?P<year2>{_Y}){_NO_MORE})",
    ),
    # 6 tháng cuối năm 2025
    (Form.LAST_MONTHS, rf"{_COUNT} +cuối +năm\b(?! +học)(?:(?: +|/)(?P<year>{_Y}){_NO_MORE})?"),
    # 3 tháng còn lại của năm 2024; 3 tháng còn lại
    (Form.REMAINING, rf"{_COUNT} +còn +lại(?: +(?:của +)?năm\b(?: +(?P<year>{_Y}){_NO_MORE})?)?"),
    # tháng 02; tháng 7 năm 2022; tháng 6/2022; tháng Hai
    (
        Form.MONTH,
        rf"\btháng +(?P<number>0?[1-9]|1[0-2]|(?:{_MONTH_WORDS})\b)(?!\d| +tháng\b)"
        rf"(?P<list>-\d{{1,2}})?(?:(?P<slash> *[/-] *)(?P<year>{_Y})|,? +năm +(?P<year2>{_Y}))?{_NO_MORE}",
    ),
    # quý II; quý IV/2023; quý 2 năm 2022
    (
        Form.QUARTER,
        rf"\bquý +(?P<number>i{{1,3}}|iv|[1-4])\b(?P<list>-[ivx\d]+)?"
        rf"(?:(?P<slash> *[/-] *)(?P<year>{_Y})|,? +năm +(?P<year2>{_Y}))?{_NO_MORE}",
    ),
    # lũy kế 2 tháng; ước 6 tháng
    (Form.COUNT, rf"{_COUNT}\b(?! +(?:tuổi|tù))"),
    # giữa kỳ; sơ kết giữa kỳ
    (Form.MID_TERM, r"\bgiữa +kỳ\b"),
    # đầu năm; từ đầu năm 2025; cuối năm; những tháng cuối năm
    (
        Form.EDGE,
        rf"\b(?:(?P<from>từ|so +với) +)?(?:tháng +)?(?P<word>đầu|giữa|cuối) +năm\b(?! +(?:học|mới))"
        rf"(?:(?: +|/)(?P<year>{_Y}){_NO_MORE})?",
    ),
    # năm mới 2025
    (Form.NEW_YEAR, rf"\bnăm +mới(?: +năm)? +(?P<year>{_Y}){_NO_MORE}"),
    # năm 2025
    (Form.YEAR, rf"\bnăm +(?P<year>{_Y}){_NO_MORE}"),
    # trong tháng; tháng trước; quý này; cả năm; năm qua
    (
        Form.RELATIVE,
        r"\b(?<!hàng )(?<!hằng )(?P<word>trong +(?:tháng|quý|năm|kỳ)(?: +(?:này|nay|qua))?"
        r"|(?:tháng|quý|năm|kỳ) +(?:này|nay|trước|sau|tới|qua|ngoái)|cả +năm|cả +kỳ)"
        r"\b(?! +(?:\d|học|họp|thi|nghỉ|kế|sinh|tuyển|đầu|cuối|hành +động|thanh +niên|giêng|chạp))",
    ),
    # 'nam-2025'; 'thang-2025-06': what an expression calls another period by
    (
        Form.PERIOD_ID,
        rf"(?<=['\"])(?:thang-(?P<year>{_Y})-\d\d|quy-\d-{_Y}|[69]-thang-{_Y}|nam-{_Y}"
        rf"|(?:giua-ky|5-nam)-{_Y}-{_Y})(?=['\"])",
    ),
    # T6/2025; 6T/2025; QII/2025; 06/2025
    (
        Form.ABBREVIATED,
        rf"(?<![\w/.,-])(?:t\d{{1,2}}|\d{{1,2}}t|q(?:i{{1,3}}|iv|[1-4])|0?[1-9]|1[0-2])[/.-](?P<year>{_Y})(?![\w/-])",
    ),
    # 2025
    (Form.BARE_YEAR, rf"(?<![\w.,/%-])(?P<year>{_Y}){_NO_MORE}(?! *%)"),
)
"""In order: what an earlier form took is not looked at by a later one."""

_FORMS = tuple((form, re.compile(pattern)) for form, pattern in PATTERNS)
_YEAR_OR_DATE = re.compile(rf"{_Y}|ngày")


def find_labels(view: View) -> tuple[Label, ...]:
    """Every label of a text in the order of the text; none overlaps another."""
    found = list(_find(view, view.plain, 0, len(view.plain)))
    for start, end in view.expressions:
        found += _find(view, view.bare, start, end, in_expression=True)
    return tuple(sorted(found, key=lambda label: label.start))


def _find(view: View, text: str, start: int, end: int, *, in_expression: bool = False) -> Iterator[Label]:
    taken = bytearray(end - start)
    for form, pattern in _FORMS:
        for match in pattern.finditer(text, start, end):
            here = slice(match.start() - start, match.end() - start)
            if any(taken[here]) or not _is_label(form, match, view):
                continue
            taken[here] = b"\1" * (match.end() - match.start())
            yield _label(form, match, in_expression=in_expression)


def _is_label(form: Form, match: re.Match[str], view: View) -> bool:
    """Refuse what only looks like one: ``số 02/KH-UBND`` shows no year; ``tháng năm`` in small letters is no May."""
    if form is Form.DOCUMENT:
        return _YEAR_OR_DATE.search(match[0]) is not None
    if form is Form.MONTH and not match["number"][0].isdigit():
        return view.shown[match.start("number")].isupper()
    return True


def _label(form: Form, match: re.Match[str], *, in_expression: bool) -> Label:
    groups = match.groupdict()
    year = groups.get("year") or groups.get("year2")
    number = " ".join((groups.get("number") or "").split())
    word = groups.get("word") or ""
    return Label(
        form,
        match.start(),
        match.end(),
        number=int(number) if number.isdigit() else _NUMBERS.get(number, 0),
        year=int(year) if year else 0,
        last=int(groups.get("last") or 0),
        word=" ".join(" ".join((groups.get("from") or groups.get("list") or "", word)).split()),
        slash=groups.get("slash") is not None,
        roman=not number.isdigit(),
        in_expression=in_expression,
    )
