"""What stands around the text of every official document: state name, motto, labels, lists of receivers."""

from __future__ import annotations

from collections.abc import Sequence

from lcdraft.text import fold

__all__ = [
    "ADDRESSEES",
    "AS_ABOVE",
    "FILED",
    "MOTTO",
    "RECIPIENTS",
    "STATE",
    "bare_line",
    "is_filing_line",
    "is_motto",
    "is_state",
    "list_lines",
]

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ADDRESSEES = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
AS_ABOVE = "Như trên"
"""The first receiver of a text that names addressees at its top."""
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


def _letters(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalpha())
