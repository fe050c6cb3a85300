"""Which period a finished document reports on: the one that its subject names first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from lcdraft.document import Document, Heading, ListItem, Paragraph, inlines_text
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.periods import Kind, Period
from lcdraft.text import fold

__all__ = ["period_of_document", "unknown_period"]

HEADINGS = 4
"""So many headings are looked at where the subject names no period."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:(?:[ ,]+năm |/)((?:19|20)\d\d))?"
_WITHIN_YEAR = (
    (re.compile(r"\b(?:6|sáu) tháng(?! cuối)(?: đầu)?" + _YEAR), Kind.HALF_YEAR),
    (re.compile(r"\b(?:9|chín) tháng(?! cuối)(?: đầu)?" + _YEAR), Kind.NINE_MONTHS),
    (re.compile(r"(?<!\d )\btháng (\d{1,2})" + _YEAR), Kind.MONTH),
    (re.compile(r"\bq(?:uý|úy) (iv|i{1,3}|[1-4])\b" + _YEAR), Kind.QUARTER),
)
_SPAN = re.compile(r"\b((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)\b")
_SOME_YEAR = re.compile(r"\bnăm ((?:19|20)\d\d)\b")
_LIMITS = {Kind.MONTH: 12, Kind.QUARTER: 4}


def period_of_document(document: Document) -> Period | None:
    """The period that the subject of a document names, or else its first headings; None where none does."""
    return next((found for text in _telling(document) if (found := _period_in(fold(text))) is not None), None)


def unknown_period(shown: str) -> UsageError:
    """The error for a document whose subject names no period."""
    advice = "Nói rõ kỳ của văn bản này bằng --period, ví dụ --period 6-thang-2025."
    return UsageError(Problem("LC508", "không nhận ra kỳ báo cáo của văn bản", Place(shown), advice))


def _telling(document: Document) -> Iterator[str]:
    """The subject; where the reader found none, what stands before the legal bases and the text; headings."""
    head = document.letterhead
    if head is not None and head.subject:
        yield head.subject
    else:
        opening = takewhile(lambda block: isinstance(block, Paragraph | ListItem), document.blocks)
        lines = (inlines_text(block.inlines) for block in opening if isinstance(block, Paragraph))
        yield " ".join(takewhile(lambda line: not fold(line).startswith(("căn cứ", "thực hiện công", "kính")), lines))
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    yield from (inlines_text(block.inlines) for block in headings[:HEADINGS])


def _period_in(text: str) -> Period | None:
    """The period within a year that is named first; a plan of several years; a whole year."""
    review = _SPAN.search(text)
    if review is not None and ("giữa kỳ" in text or "5 năm" in text):
        kind = Kind.MID_TERM if "giữa kỳ" in text else Kind.FIVE_YEARS
        first, last = int(review[1]), int(review[2])
        return Period(kind, last, first_year=first) if last - first == 4 else None
    found = [(match.start(), match, kind) for form, kind in _WITHIN_YEAR if (match := form.search(text)) is not None]
    if not found:
        year = _SOME_YEAR.search(text)
        return Period(Kind.YEAR, int(year[1])) if year is not None else None
    _, match, kind = min(found, key=lambda each: each[0])
    groups = match.groups()
    later = _SOME_YEAR.search(text, match.end()) or _SOME_YEAR.search(text)
    stated = groups[-1] or (later[1] if later is not None else "")
    if not stated:
        return None
    if kind not in _LIMITS:
        return Period(kind, int(stated))
    number = _ROMAN.get(groups[0]) or int(groups[0])
    return Period(kind, int(stated), number) if 1 <= number <= _LIMITS[kind] else None
