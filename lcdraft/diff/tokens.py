"""The words, numbers and signs of a text, each with the blank before it and the key by which two are the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lcdraft.diff.hunks import Grain
from lcdraft.diff.model import CELL
from lcdraft.text import respell

__all__ = [
    "BLANK",
    "BLANKS",
    "HYPHENS",
    "NUMBER",
    "QUOTES",
    "TONES",
    "UNICODE",
    "Token",
    "difference",
    "plain_key",
    "tokens_of",
]

BLANKS = "khoảng trắng"
QUOTES = "dấu ngoặc kép"
HYPHENS = "dấu gạch nối"
TONES = "cách đặt dấu thanh"
UNICODE = "dạng Unicode"

NUMBER = r"\d+(?:[.,]\d+)*(?:/\d+(?:[.,]\d+)*)*(?:/[A-ZĐ]\w*(?:[-\u2010\u2011][^\W\d_]\w*)*)?(?:-[A-ZĐ]+/[A-ZĐ]\w*)?"
"""A number with its groups and decimals, a date or share (14/6/2025, 13/19), the sign of a document (617/KH-UBND,
40-CT/TW)."""

_WORD = r"(?:[^\W\d_][\u0300-\u036f]*)+"
BLANK = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]*")
"""White space, and what shows even less: soft hyphens, joiners."""

_TOKEN = re.compile(rf"({BLANK.pattern})({NUMBER}|{_WORD}|.|\Z)", re.DOTALL)
_SIGNS = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'") | dict.fromkeys("\u2010\u2011", "-"))
_STOPS = {".": 2, "!": 2, "?": 2, "\n": 2, ",": 1, ";": 1, ":": 1}
_QUOTES = frozenset("\"'“”„‟«»″‘’‚‛′")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign: ``blank`` is what stands before it, the key of ``grain`` equal for like spellings."""

    blank: str
    text: str
    grain: Grain

    @property
    def printed(self) -> str:
        return self.blank + self.text


def tokens_of(text: str, *, exact: bool = False) -> list[Token]:
    """The tokens of a text; put together they are the text. A blank at the end goes with an empty last one.

    >>> [token.text for token in tokens_of("đạt 2.327,5 tỷ (số 617/KH-UBND, 14/6/2025)")]
    ['đạt', '2.327,5', 'tỷ', '(', 'số', '617/KH-UBND', ',', '14/6/2025', ')']
    """
    found = [Token(blank, word, _grain(word, exact)) for blank, word in _TOKEN.findall(text)]
    while found and not found[-1].text and not found[-1].blank:
        found.pop()
    return found


def plain_key(text: str) -> str:
    """A key under which two texts are equal that differ in nothing that counts; blanks do not stand in it at all."""
    return _spelled("".join(text.split()))


def difference(old: str, new: str) -> str:
    """The name of the class in which two spellings of one token differ, empty where they do not."""
    if old == new:
        return ""
    if old[:1] in _QUOTES:
        return QUOTES
    if unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
        return UNICODE
    if respell(old) == respell(new):
        return TONES
    return HYPHENS


def _spelled(text: str) -> str:
    return text if text.isascii() else respell(text.translate(_SIGNS))


@lru_cache(maxsize=16384)
def _grain(text: str, exact: bool) -> Grain:
    key = text if exact else _spelled(text)
    return Grain(key, int(text[:1].isalnum()), text[:1].isdigit(), _STOPS.get(text, 0), text == CELL)
