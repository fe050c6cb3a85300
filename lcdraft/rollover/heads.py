"""What a year belongs to: an event, a law, a yearly target, a plan, or the title of a numbered document."""

from __future__ import annotations

import re
from enum import StrEnum

from lcdraft.rollover.labels import DOCUMENT_NUMBER

__all__ = ["Head", "ends_title", "last_head"]


class Head(StrEnum):
    """The kind of the last telling word before a year in its clause."""

    EVENT = "event"
    LAW = "law"
    TARGET = "target"
    PLAN = "plan"
    NONE = ""


_WORDS: dict[Head, tuple[str, ...]] = {
    Head.EVENT: (
        *(f"hội {word}" for word in ("chợ", "thi", "diễn", "thao", "khỏe", "xuân", "nghị", "thảo", "báo", "trại")),
        "lễ(?! (?:tân|lớn))",
        "tuần (?:lễ|văn hóa)",
        "ngày hội",
        "tháng hành động",
        "tết",
        "xuân",
        "mùa (?:xuân|hè)",
        "năm du lịch",
        "sea games",
        "cuộc (?:thi|vận động)",
        "kỳ thi",
        "thi tốt nghiệp",
        "giải(?! (?:pháp|ngân|quyết|phóng))",
        "cúp",
        "cự ly",
        "đại hội",
        "liên hoan",
        "festival",
        "gala",
        "diễn tập",
        "(?:khai|bế) giảng",
        "giao (?:nhận )?quân",
        "tuyển quân",
        r"lần(?: thứ)? (?:[ivx]+|\d+)",
        r"đợt (?:[ivx]+|\d+)",
        "bắn pháo hoa",
        "chương trình nghệ thuật",
    ),
    Head.LAW: (
        "luật",
        "bộ luật",
        "hiến pháp",
        "pháp lệnh",
        "nghị quyết số",
        "nghị định",
        "thông tư",
        "chỉ thị",
        "công văn",
        "công điện",
    ),
    Head.TARGET: (
        r"(?:đạt|vượt|bằng|hoàn thành|so với|\d[\d.,]* *%) (?:so với )?kế hoạch(?: giao)?",
        "kế hoạch phát triển kinh tế",
        "kinh tế *- *xã hội(?! vùng)",
        "quốc phòng,? *-? *(?:và )?an ninh",
        "ước(?: thực hiện)?(?: cả)?",
        "cả",
        "chỉ tiêu",
        "mục tiêu(?! quốc gia)",
        "nhiệm vụ(?= (?:trọng|chủ|phát triển|năm)| *(?:của)? *$)",
        "giải pháp",
        "phương hướng",
        "chương trình công tác",
        "dự toán",
        "ngân sách",
        "vốn",
        "đầu tư công",
        "nợ đọng thuế",
        "nợ thuế",
        "thu nhập bình quân",
        "tăng trưởng",
    ),
    Head.PLAN: (
        "kế hoạch",
        "đề án",
        "đồ án",
        "dự án",
        "chương trình",
        "phương án",
        "danh (?:mục|sách|hiệu)",
        "hợp đồng",
        "biên (?:chế|bản)",
        "mô hình",
        "đơn giá",
        "kết luận",
        "hồ sơ",
        "thống kê",
        "kiểm kê",
        "chỉ số",
        "bảo hiểm y tế",
        "bhyt",
        "mtqg",
    ),
}
"""Blanks stand for any blanks. At one place an earlier head wins; of several places the last one counts."""

_NEAR = 60
"""How many characters before a year ``chỉ tiêu`` and the like still govern it."""


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(words).replace(" ", " +").replace(" +*", " *")


_HEADS = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{head.name}>{_any_of(words)})" for head, words in _WORDS.items()) + r")(?!\w)"
)


def last_head(clause: str) -> Head:
    """What the last telling word of a clause says of the year that follows it.

    >>> last_head("kế hoạch tổ chức lễ hội hoa lan ").value
    'event'
    """
    found = list(_HEADS.finditer(clause))
    if not found:
        return Head.NONE
    head = Head[found[-1].lastgroup or "NONE"]
    is_far = len(clause) - found[-1].end() > _NEAR
    return Head.NONE if is_far and head is Head.TARGET else head


_ISSUED = re.compile(r",? *ngày +[\d/]+|,? *ngày +\d+ +tháng +\d+ +năm +\d{4}")
_ISSUER = re.compile(r"(?: +của [^,]{1,40})? *")
_ABOUT = re.compile(
    r"(?: *\([^()]{0,40}\))?,?(?: +của +[^,.;]{1,80}?)?,?"
    r" +(?:về|giao(?: +chỉ +tiêu| +dự +toán| +kế +hoạch)|phê +duyệt)(?!\w)"
)
_ENDS_TITLE = re.compile(
    r"(?<![\d/])năm +\d{4}"
    r"|(?:, +|và +)(?:các|thành +phố|ubnd|đồng +thời|kế +hoạch|chương +trình|nghị +quyết|quyết +định)\b"
)


def ends_title(sentence: str, *, is_year: bool) -> bool:
    """Whether what follows a sentence so far ends the title of a numbered document: ``… số 604/KH-UBND về … năm 2025``.

    A year may follow a comma of the title; a period (``is_year`` false) after a comma is rather that of the report.
    """
    numbers = list(DOCUMENT_NUMBER.finditer(sentence))
    if not numbers:
        return False
    between = _ISSUED.sub("", sentence[numbers[-1].end() :])
    about = _ABOUT.match(between)
    if about is None:
        return is_year and _ISSUER.fullmatch(between) is not None
    named = between[about.end() :]
    return _ENDS_TITLE.search(named) is None and (is_year or "," not in named)
