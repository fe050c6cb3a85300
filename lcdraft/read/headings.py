"""Numbers that people type: "Phần I", "II.", "1.", "2.1.", "đ)" before a title, "-", "+", "(1)." before an item.

A reader of a foreign document meets headings only as text. `match_heading` judges one paragraph by
itself and returns a *rank* (how high this kind of number stands); `nest_levels` turns the ranks of a
whole document into levels, since "1." stands under "I." in one report and under "Phần thứ hai" in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lcdraft.inlines import drop_prefix

__all__ = [
    "drop_prefix",
    "is_capitals",
    "marker_level",
    "match_heading",
    "match_marker",
    "nest_levels",
]

_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_ORDINAL = r"nhất|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười(?:[ ]+(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín))?"
_PART = re.compile(
    rf"((?:Phần|PHẦN)[ ]+(?i:thứ[ ]+)?(?:(?i:{_ORDINAL})|{_ROMAN}|\d{{1,2}}|[A-EĐ]))(?![\w/])[ ]*([.:–—-]?)[ ]*"
)
# The rank says which kind of number stands above which; only the order of the ranks matters.
_LABELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (3, re.compile(rf"({_ROMAN}[./])(?![\d.])[ ]*")),
    (2, re.compile(r"([A-ZĐ][./])(?![\d.])(?:[ ]+|\Z)")),
    (6, re.compile(r"(\d{1,2}(?:\.\d{1,2}){2,3}\.?)(?![\w.,/%])[ ]*")),
    (5, re.compile(r"(\d{1,2}\.\d{1,2}\.?)(?![\w.,/%])[ ]*")),
    (4, re.compile(r"(\d{1,2}[./])(?![\d.,])[ ]*")),
    (7, re.compile(r"([a-zđ](?:\)|[./](?=[ ])))[ ]*")),
)
_STYLED_ONLY: tuple[tuple[int, re.Pattern[str]], ...] = ((4, re.compile(r"(\d{1,2}\))[ ]*")),)

_MARKER = re.compile(
    r"([-–—+*•●▪◦·]|\((?:\d{1,3}|[a-zđ]|[ivx]{1,4})\)[.:]?|\d{1,2}(?:\.\d{1,2}){0,3}[.)](?![\d.,])|[a-zđ]\))(\s*)"
)
_SENTENCE_BREAK = re.compile(r"[a-zà-ỹđ0-9)%”\"][.!?…]+\s+(\w)")
_LONGEST_TITLE_WORDS = 80


def match_heading(text: str, *, styled: bool = False) -> tuple[int, str, str] | None:
    """Split a typed heading into rank, printed number and title; `None` where the text is no heading.

    The title is the unchanged tail of ``text`` (without trailing blanks), so the length of what stands
    before it is ``len(text.rstrip()) - len(title)``. Without ``styled`` the paragraph must also look like
    a title: no full stop or semicolon at its end, one sentence, not long. Pass ``styled=True`` where a
    style or Markdown's "#" already says that it is a heading, and only the number is to be cut off.

    >>> match_heading("II. TÌNH HÌNH THỰC HIỆN")
    (3, 'II.', 'TÌNH HÌNH THỰC HIỆN')
    >>> match_heading("Phần thứ hai")
    (1, 'Phần thứ hai', '')
    >>> match_heading("1. Tập trung chỉ đạo các nhiệm vụ đề ra.") is None
    True
    """
    text = text.rstrip()
    start = len(text) - len(text.lstrip())
    part = _PART.match(text, start)
    if part:
        title = text[part.end() :]
        if not title or is_capitals(title) or (part[2] and _looks_like_title(title)) or (styled and part[2]):
            return 1, " ".join(part[1].split()), title
        return None
    for rank, pattern in (*_LABELS, *_STYLED_ONLY) if styled else _LABELS:
        found = pattern.match(text, start)
        if found is None:
            continue
        title = text[found.end() :]
        if styled or (title and _looks_like_title(title)):
            return (rank, found[1], title) if _plausible(found[1], title) else None
        return None
    return None


def match_marker(text: str) -> tuple[str, str] | None:
    """Split a list item into its printed marker and the rest, or `None`.

    Ask `match_heading` first: "a) Về trồng trọt" is a title, "a) tăng 2% so với cùng kỳ;" an item.
    The rest is the unchanged tail of ``text`` (without trailing blanks).

    >>> match_marker("(1). Thu nhập bình quân đầu người")
    ('(1).', 'Thu nhập bình quân đầu người')
    >>> match_marker("-5% so với cùng kỳ") is None
    True
    """
    text = text.rstrip()
    found = _MARKER.match(text, len(text) - len(text.lstrip()))
    if found is None or found.end() == len(text):
        return None
    marker, blank, rest = found[1], found[2], text[found.end() :]
    if not blank and (marker in "*·" or not rest[0].isupper()):
        return None
    return marker, rest


def marker_level(marker: str) -> int:
    """The level that a marker has by custom: "+" stands under "-", everything else on the first level."""
    return 2 if marker == "+" else 1


def nest_levels(ranks: Iterable[int]) -> list[int]:
    """Turn the ranks of a document's headings, in order, into levels that count from 1 without gaps.

    >>> nest_levels([1, 3, 4, 7, 7, 4, 1, 4])
    [1, 2, 3, 4, 4, 3, 1, 2]
    """
    open_ranks: list[int] = []
    levels: list[int] = []
    for rank in ranks:
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        open_ranks.append(rank)
        levels.append(len(open_ranks))
    return levels


def is_capitals(text: str) -> bool:
    """True for a title in capitals, such as the line that follows a bare "Phần I"."""
    return text.upper() == text and any(character.isalpha() for character in text)


def _plausible(number: str, title: str) -> bool:
    """Rule out dates and fractions ("1/ 2"), and decimals without a closing dot before a lower-case word."""
    if number.endswith("/"):
        return title[:1].isupper()
    if number[-1].isdigit():
        return title[:1].isupper() or title[:1] in "“\"'("
    return True


def _looks_like_title(title: str) -> bool:
    if title[0].islower() or len(title.split()) > _LONGEST_TITLE_WORDS:
        return False
    if is_capitals(title):
        return True
    if title.endswith((".", ";", ",")):
        return False
    return not any(found[1].isupper() for found in _SENTENCE_BREAK.finditer(title))
