"""The figures of a text: each number with its unit, the words that lead to it, and what it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from lcdraft.anchors import NOTE, PARA
from lcdraft.diff.model import CELL
from lcdraft.diff.terms import APPROXIMATE, LEAD, NOT_FIGURES, UNIT, VERBS_DOWN, suffix_of, words_behind
from lcdraft.inlines import GAP
from lcdraft.numbers import NumberError, parse_number
from lcdraft.text import lower_first
from lcdraft.units import is_rate, joined

__all__ = ["Figure", "figures_in"]

_NUMBER = r"\d+(?:[.,]\d+)*"
_TOKEN = re.compile(
    rf"(?P<sign>(?:(?<=[\s(:])|(?<={CELL})|^)[-−+])?(?P<first>{_NUMBER})"
    rf"(?P<inner>\s?(?:tỷ đồng|triệu đồng|trđ|đồng|ha|km|m2)(?=\s?/\s?\d))?"
    rf"(?:\s?(?P<mark>[/–-])\s?(?P<second>{_NUMBER}))?|{re.escape(GAP)}"
)
_ESTIMATE = re.compile(rf"(?<!\w)(?:{'|'.join(APPROXIMATE)})(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOOK_BACK = 60
_LONGEST_NAME = 90
_MIN_LETTERS = 2

_RATE = re.compile(r"\s?(?P<unit>%o|%|‰)")
_ASIDE = re.compile(rf"\([^()\d{NOTE[0]}{NOTE[1]}]*\)|{NOTE[0]}[^{NOTE[0]}{NOTE[1]}]*{NOTE[1]}")
"""What is said in brackets or a note, without figures, between a subject and its figure."""
_OPEN_CLOSE = re.compile(f"([(){NOTE[0]}{NOTE[1]}])")
_BEHIND = re.compile(rf"[,(:)]|\s(?:và|với)\s|[.!?…]\s|[;\n{CELL}{PARA}{NOTE[0]}{NOTE[1]}]")
_TRAILING = re.compile(
    r"(?:\s(?:đối với|với|có|cho|được|đã|của|tại|là|và|(?<!cấp )trên|gồm|cả)|,\s*(?:mới|đã|chỉ))+$", re.IGNORECASE
)
_ONLY_WHEN = re.compile(
    r"(?:lũy kế|luỹ kế|trong|riêng|ước|thực hiện|đến|hết|\s)*"
    r"(?:\d+ tháng(?: đầu năm| cuối năm)?|tháng(?: \d+)?|năm(?: \d{4})?|quý \w+|kỳ|đến nay)?(?:\s?(?:năm )?\d{4})?",
    re.IGNORECASE,
)
_WHEN_BEHIND = re.compile(r"(?:,|\s(?=trong))\s?(?:lũy kế|trong|riêng)[^,]*$")
_STRONG = re.compile(rf"[.!?…]\s+|[;\n{CELL}{PARA}]")
_CONNECTIVES = re.compile(
    r"(?:[-–+•,.\s]+|(?:và|với|trong đó|cụ thể|bao gồm|gồm|nhất là|riêng|đồng thời|ngoài ra|như sau)(?!\w)[:,]?\s*)+",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:(?:trong|tính|đến|lũy kế|luỹ kế|ước|thực hiện|từ)\s)?[^,:]{0,30}"
    r"(?:\d+ tháng|tháng \d+|năm \d{4}|quý \w+|ngày \d+|đầu năm|đến nay|thời điểm báo cáo)[^,:]{0,40},\s*(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text, or a fraction or range; ``start`` and ``end`` bound the digits.

    ``lead`` is the words right before it and ``sign`` what they, or a sign, say of a change (-1, 0, 1);
    ``opens`` is where they begin and ``closes`` where the unit ends. ``value`` is None for a gap and for what is no
    sound number, ``parts`` what a fraction or range has beside its first number. ``subject`` is what it is said of.
    ``cell`` counts the cells of a table row before it.
    """

    start: int
    end: int
    opens: int
    closes: int
    text: str
    value: Decimal | None
    parts: tuple[str, Decimal] | None = None
    unit: str = ""
    lead: str = ""
    sign: int = 0
    suffix: str = ""
    subject: str = ""
    cell: int = 0

    @property
    def estimates(self) -> tuple[str, ...]:
        """The words of estimation in the lead: ``trên``, ``khoảng``."""
        return tuple(_ESTIMATE.findall(self.lead.casefold())) if self.lead else ()

    @property
    def signed(self) -> Decimal | None:
        """The value with the sign that its words give it."""
        return None if self.value is None else -self.value if self.sign < 0 else self.value

    def spelt(self, *, words: bool, unit: bool) -> str:
        """As printed, with the words that lead to it or its unit on demand: ``giảm 3%``."""
        number = joined(self.text, self.unit) if unit else self.text
        return f"{self.lead} {number}".strip() if words else number


def figures_in(text: str) -> list[Figure]:
    """The figures of a line's text; numbers of documents, dates, years and periods are none.

    >>> [(each.subject, each.lead, each.text) for each in figures_in("Thu đạt 37 tỷ, tăng 51% so với năm 2024")]
    [('Thu', 'đạt', '37'), ('Thu', 'tăng', '51')]
    """
    found: list[Figure] = []
    speaker = _Speaker()
    done, cell = 0, 0
    for token in _tokens(text):
        figure, behind = _figure(text, token)
        between = text[done : figure.opens]
        cell += between.count(CELL)
        subject = speaker.hear(between) or _counted(text, figure)
        found.append(replace(figure, subject=subject, cell=cell))
        done = behind
    return found


def _tokens(text: str) -> Iterator[re.Match[str]]:
    others = [found.span() for found in NOT_FIGURES.finditer(text)]
    at = 0
    for token in _TOKEN.finditer(text):
        start, end = token.span("first") if token["first"] else token.span()
        while at < len(others) and others[at][1] <= start:
            at += 1
        if at < len(others) and others[at][0] < end:
            continue
        if _YEAR.fullmatch(text, start, end) and not token["mark"] and UNIT.match(text, end) is None:
            continue
        yield token


def _figure(text: str, token: re.Match[str]) -> tuple[Figure, int]:
    """A figure, and where that which belongs to it ends."""
    end = token.end()
    start = token.start("first") if token["first"] else token.start()
    measured = _RATE.match(text, end) or UNIT.match(text, end)
    unit = "" if measured is None else " ".join(measured["unit"].split())
    closes = end if measured is None else measured.end()
    led = LEAD.search(text, max(0, start - _LOOK_BACK), token.start())
    lead = "" if led is None else " ".join(led[0].split()).rstrip(":")
    opens = token.start() if led is None else led.start()
    suffix, behind = suffix_of(text, closes, unit)
    value, parts = _value(token)
    sign = _sign(lead, token["sign"] or "")
    printed = (token["sign"] or "") + text[start:end]
    return Figure(start, end, opens, closes, printed, value, parts, unit, lead, sign, suffix), behind


def _value(token: re.Match[str]) -> tuple[Decimal | None, tuple[str, Decimal] | None]:
    if token["first"] is None:
        return None, None
    try:
        value = parse_number(token["first"])
        if token["second"] is None:
            return value, None
        return value, (token["mark"], parse_number(token["second"]))
    except NumberError:
        return None, None


def _sign(lead: str, written: str) -> int:
    if written:
        return 1 if written == "+" else -1
    words = lead.casefold()
    if re.search(r"(?:^|\s)(?:từ|còn|xuống|lên|đến)$", words):
        return 0
    found = re.findall(r"(?<!\w)(?:tăng|cao hơn|vượt|giảm|thấp hơn|hụt)(?!\w)", words)
    return 0 if not found else -1 if found[-1] in VERBS_DOWN else 1


class _Speaker:
    """Keeps what a text is speaking of, in its sentence and in each open bracket and note."""

    def __init__(self) -> None:
        self._subjects = [""]
        self._begun = False

    def hear(self, between: str) -> str:
        """What the next figure is said of, after the words that stand between the last one and it."""
        if self._begun:
            # What follows the last figure up to a comma or bracket belongs to that one.
            cut = _BEHIND.search(between)
            between = between[cut.start() :] if cut else ""
        self._begun = True
        words = ""
        for part in _OPEN_CLOSE.split(_ASIDE.sub(" ", between)):
            if part in ("(", NOTE[0]):
                self._take(words)
                self._subjects.append(self._subjects[-1] if part == "(" else "")
                words = ""
            elif part in (")", NOTE[1]):
                if len(self._subjects) > 1:
                    self._subjects.pop()
                words = ""
            else:
                words = part
        self._take(words)
        return self._subjects[-1]

    def _take(self, words: str) -> None:
        *ended, words = _STRONG.split(words)
        before = "" if ended else self._subjects[-1]
        named = _named(words)
        if named and before and _ONLY_WHEN.fullmatch(named):
            named = f"{_WHEN_BEHIND.sub('', before)}, {lower_first(named)}"
        self._subjects[-1] = named or before


def _counted(text: str, figure: Figure) -> str:
    """What a figure counts, where nothing before it says so: its unit and the words behind."""
    words = words_behind(text, figure.closes)
    return "" if is_rate(figure.unit) else " ".join(filter(None, (figure.unit, words)))


def _named(words: str) -> str:
    """A name out of the words before a figure: without joints, and without when it was."""
    head, _, tail = words.rpartition(":")
    if head:
        words = tail if _letters(tail) >= _MIN_LETTERS else head
    words = " ".join(words.split())
    while (found := _CONNECTIVES.match(words)) is not None:
        words = words[found.end() :]
    if (when := _WHEN.match(words)) is not None and _letters(words[when.end() :]) >= _MIN_LETTERS:
        words = words[when.end() :]
    words = _TRAILING.sub("", words.strip(' ,:;-–“”"'))
    if len(words) > _LONGEST_NAME:
        tail = words.rpartition(", ")[2]
        words = tail if 12 <= len(tail) <= _LONGEST_NAME else "…" + words[-_LONGEST_NAME:].partition(" ")[2]
    return words if _letters(words) >= _MIN_LETTERS else ""


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)
