"""What somebody typed in Word, as it has to stand in a data file so that it prints as typed."""

from __future__ import annotations

import re

from lcdraft.anchors import BOLD, ITALIC, NOTE, PARA
from lcdraft.inlines import GAP

__all__ = ["as_source", "shown_markup"]

_SPECIAL = re.compile(r"[\\`*_\[\]|~^<>]|&(?=#?\w+;)|(?<=\{)[{%#]|(?<=[%}#])\}")
_START = re.compile(rf"(\A|[{PARA}\n])([#+=>-])")
_NUMBER = re.compile(rf"(\A|[{PARA}\n])(\d{{1,9}})([.)])(?=\s)")
_MARKUP = {NOTE[0]: "^[", NOTE[1]: "]", BOLD[0]: "**", BOLD[1]: "**", ITALIC[0]: "*", ITALIC[1]: "*", PARA: "\n\n"}
_MARKED = re.compile("|".join(map(re.escape, _MARKUP)))


def as_source(content: str, *, at_start: bool, before: str = "") -> str:
    """Markdown with Jinja for a typed content; ``at_start`` where it opens a paragraph.

    ``before`` is the character that stands in front of it in the source: with it two harmless characters may make
    a sign that acts, such as two opening braces.
    """
    text = content.replace("\n", " ")
    text = _SPECIAL.sub(r"\\\g<0>", text)
    if before == "{" and text[:1] in ("{", "%", "#"):
        text = f"\\{text}"
    if at_start:
        text = _NUMBER.sub(r"\1\2\\\3", _START.sub(r"\1\\\2", text))
    elif PARA in text:
        head, mark, rest = text.partition(PARA)
        text = head + _NUMBER.sub(r"\1\2\\\3", _START.sub(r"\1\\\2", mark + rest))
    return _MARKED.sub(lambda found: _MARKUP[found[0]], text)


def shown_markup(content: str) -> str:
    """A piece of content as a clerk would write it, for messages only."""
    shown = _MARKED.sub(lambda found: " ¶ " if found[0] == PARA else _MARKUP[found[0]], content)
    return " ".join(shown.replace(f"**{GAP}**", GAP).split())
