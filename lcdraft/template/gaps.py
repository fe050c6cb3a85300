"""Gaps for values that are not typed yet: each where the sentence needs one, none said twice.

"Tổng thu […] triệu đồng, tăng […], đạt […]" waits for one number: the phrases behind the value go, as they do where
they cannot be said at all. "Lượng khách […], doanh thu […]" keeps its gaps, or nothing would be left of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lcdraft.fences import ABSENT, FENCE, fenced_number

__all__ = ["without_echoes"]

_PARAGRAPH = re.compile(r"(\n[ \t]*\n|\n(?=[ \t]*(?:[-+*]|\d{1,9}[.)]|#{1,6})[ \t]))")
_JOINED = re.compile(r"(?:[,;]|\bvà|[-–])\s*\Z")
_ENDS = re.compile(r"\s*(?:[,.;:)\]]|\^\[|\Z)")
"""What follows a phrase that nothing in the sentence depends on."""


def without_echoes(text: str, awaited: Mapping[int, tuple[str, bool]]) -> str:
    """The text, from which a phrase goes that waits for a value which its paragraph shows as a gap already.

    ``awaited`` is `Session.awaited`. Only what a comma or "và" joins on goes; elsewhere the gap holds the sentence.
    """
    if not any(not itself for _, itself in awaited.values()):
        return text
    return "".join(_paragraph(piece, awaited) for piece in _PARAGRAPH.split(text))


def _paragraph(text: str, awaited: Mapping[int, tuple[str, bool]]) -> str:
    shown: set[str] = set()
    parts: list[str] = []
    position = 0
    for fence in FENCE.finditer(text):
        indicator, itself = awaited.get(fenced_number(fence[1]), ("", True))
        parts.append(text[position : fence.start()])
        is_joined = _JOINED.search("".join(parts)[-8:]) is not None and _ENDS.match(text, fence.end()) is not None
        is_echo = not itself and indicator in shown and is_joined
        parts.append(ABSENT if is_echo else fence[0])
        shown |= {indicator} if indicator else set()
        position = fence.end()
    return "".join((*parts, text[position:]))
