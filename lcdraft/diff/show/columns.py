"""Text in columns of a terminal: how wide it is there, and lines that are never wider than they may be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Segment", "columns_of", "painted", "plain_segments", "shortened_to", "wrapped"]


class Segment(NamedTuple):
    """A stretch without blanks at its ends; ``blank`` parts it from what stands before it on the same line."""

    text: str
    style: str = ""
    blank: bool = True


_PAINT = {"old": "\x1b[31m", "new": "\x1b[1;32m", "quiet": "\x1b[2m", "strong": "\x1b[1m", "moved": "\x1b[36m"}
_OFF = "\x1b[0m"


@lru_cache(maxsize=8192)
def columns_of(text: str) -> int:
    """How many columns of a terminal the text takes: none for a mark over a letter, two for a wide character."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def plain_segments(text: str, style: str = "") -> list[Segment]:
    """The words of a text, all in one style."""
    return [Segment(word, style) for word in text.split()]


def wrapped(segments: Iterable[Segment], width: int, *, hanging: int = 0) -> Iterator[list[Segment]]:
    """Lines of segments, none wider than ``width``; all but the first leave ``hanging`` columns free.

    Segments without a blank between them stay together where a line has room for them.
    """
    line: list[Segment] = []
    used = 0
    room = width
    for group in _groups(segments):
        size = sum(columns_of(segment.text) for segment in group)
        gap = 1 if line and group[0].blank else 0
        if line and used + gap + size > room:
            yield line
            line, used, gap, room = [], 0, 0, width - hanging
        while size > room:
            head, group = _split(group, room)
            yield head
            room = width - hanging
            size = sum(columns_of(segment.text) for segment in group)
        if group:
            line += group
            used += gap + size
    if line:
        yield line


def painted(line: Sequence[Segment], *, colour: bool) -> str:
    """The line as text; one stretch of a style is painted as one, blanks inside it too."""
    parts: list[str] = []
    now = ""
    for number, segment in enumerate(line):
        style = segment.style if colour else ""
        if style != now and now:
            parts.append(_OFF)
        if number and segment.blank:
            parts.append(" ")
        if style != now and style:
            parts.append(_PAINT[style])
        parts.append(segment.text)
        now = style
    return "".join(parts) + (_OFF if now else "")


def shortened_to(text: str, width: int) -> str:
    """The text on one line, its end cut at a blank where it is too wide."""
    text = " ".join(text.split())
    if columns_of(text) <= width:
        return text
    used = 0
    for number, char in enumerate(text):
        used += columns_of(char)
        if used > width - 2:
            cut = text.rfind(" ", 0, number)
            return f"{text[: cut if cut > 0 else number].rstrip()} …" if cut > 0 else f"{text[:number]}…"
    return text


def _groups(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    group: list[Segment] = []
    for segment in segments:
        if not segment.text:
            continue
        if group and segment.blank:
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


def _split(group: list[Segment], room: int) -> tuple[list[Segment], list[Segment]]:
    """As much of a group as there is room for, at least a character, and the rest."""
    head: list[Segment] = []
    left = max(room, 1)
    for number, segment in enumerate(group):
        size = columns_of(segment.text)
        if size <= left:
            head.append(segment)
            left -= size
            continue
        at = _fitting(segment.text, left) or (0 if head else 1)
        if at:
            head.append(segment._replace(text=segment.text[:at]))
        return head, [segment._replace(text=segment.text[at:], blank=False), *group[number + 1 :]]
    return head, []


def _fitting(text: str, room: int) -> int:
    used = 0
    for number, char in enumerate(text):
        used += columns_of(char)
        if used > room:
            return number
    return len(text)
