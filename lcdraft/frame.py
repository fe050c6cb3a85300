"""What stands around the text of every official document: state name, motto, labels, lists of receivers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lcdraft.numbering import roman
from lcdraft.text import fold

__all__ = [
    "ADDRESSEES",
    "ANNEX",
    "AS_ABOVE",
    "FILED",
    "ILLUSTRATIVE",
    "MOTTO",
    "RECIPIENTS",
    "STATE",
    "TOTAL",
    "annex_label",
    "annex_mention",
    "bare_line",
    "is_annex_label",
    "is_filing_line",
    "is_motto",
    "is_state",
    "list_lines",
    "mentioned_annexes",
]

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ADDRESSEES = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
ANNEX = "Phụ lục"
TOTAL = "Cộng: "
"""What a line of totals in a table begins with."""
AS_ABOVE = "Như trên"
"""The first receiver of a text that names addressees at its top."""
ILLUSTRATIVE = "Số liệu minh họa, không phải số đã công bố"
"""Said of a report whose figures, or some of them, were made up for a sample."""
FILED = "Lưu: VT"
"""The last receiver: what the office itself keeps."""


def is_state(text: str) -> bool:
    """True for the name of the state, in either spelling of HÒA."""
    return fold(text) == fold(STATE)


def is_motto(text: str) -> bool:
    """True for the motto, whatever dashes and blanks it is typed with."""
    return _letters(text) == _letters(MOTTO)


def is_filing_line(text: str) -> bool:
    """True for the receiver that says what is kept: ``Lưu: VT, TH``."""
    return fold(text.strip(" -")).startswith("lưu")


def list_lines(names: Sequence[str]) -> list[str]:
    """Names as they are printed one below the other: a dash before, ";" after, "." after the last.

    >>> list_lines(["UBND tỉnh", "Lưu: VT"])
    ['- UBND tỉnh;', '- Lưu: VT.']
    """
    last = len(names) - 1
    return [f"- {name.rstrip(' ;./')}{'.' if number == last else ';'}" for number, name in enumerate(names)]


def bare_line(line: str) -> str:
    """A name without the dash, semicolon or stop that `list_lines` puts around it."""
    return line.strip().lstrip("-–+").rstrip(" ;./").strip()


def annex_label(number: int, count: int) -> str:
    """What stands above an annex: numbered, in Roman, only where there are two or more.

    >>> annex_label(1, 1), annex_label(2, 3)
    ('Phụ lục', 'Phụ lục II')
    """
    return f"{ANNEX} {roman(number)}" if count > 1 else ANNEX


def annex_mention(count: int) -> str:
    """How a sentence names all the annexes; empty where there are none.

    >>> annex_mention(1), annex_mention(3)
    ('Phụ lục', 'các Phụ lục I, II và III')
    """
    if count < 2:
        return ANNEX if count else ""
    numbers = [roman(number) for number in range(1, count + 1)]
    return f"các {ANNEX} {', '.join(numbers[:-1])} và {numbers[-1]}"


def is_annex_label(text: str) -> bool:
    """True for the line above an annex: "Phụ lục", "PHỤ LỤC II", "Phụ lục 3"."""
    return bool(_ANNEX_LABEL.fullmatch(fold(text)))


def mentioned_annexes(text: str) -> set[str]:
    """The labels of the annexes that a text points to.

    >>> sorted(mentioned_annexes("nêu tại các Phụ lục I, II và phụ lục kèm theo"))
    ['Phụ lục', 'Phụ lục I', 'Phụ lục II']
    """
    found: set[str] = set()
    for match in _MENTION.finditer(text):
        numbers = re.findall(r"[IVXL]+", match[1])
        found |= {f"{ANNEX} {number}" for number in numbers} if numbers else {ANNEX}
    return found


_ANNEX_LABEL = re.compile(r"phụ lục(?: (?:[ivxl]+|\d{1,2}))?[.:]?")
_MENTION = re.compile(r"[Pp]hụ lục((?:(?:, | và |; | )[IVXL]+\b)*)")


def _letters(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalpha())
