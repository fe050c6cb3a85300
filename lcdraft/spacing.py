"""Blanks, separators and absent phrases: what can be settled before Markdown is parsed.

Templates put phrases side by side ("{{ x.gia_tri }}, {{ x.so_cung_ky }}, {{ x.dat_kh }}."). Where one of them cannot
be said, the sentence has to close over the hole it leaves.
"""

from __future__ import annotations

import re

from lcdraft.fences import ABSENT

__all__ = ["drop_absent", "keep_wrapped_dashes", "tidy_spacing"]

_DASH = re.compile(r"([ \t]*)- (\w)")
_UNFINISHED = re.compile(r"(?![ \t]*(?:[-+*#|>]|\d+[.)]\s)).*[\w)%”\"] *\Z")
_BLANKS = re.compile(r"(?<!\\)[ \t]*\n[ \t]*|[ \t]{2,}|\t")
_BLANK_BEFORE = re.compile(r"(?<=\S) (?=[,.;:)%]|\^\[)")
_AFTER_BLANK = (" ,", " .", " ;", " :", " )", " %", " ^[")
_BLANK_AFTER = re.compile(r"(?<=\() (?=\S)")
_DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")


def keep_wrapped_dashes(text: str) -> str:
    """Escape a dash that only came to stand at the start of a line: "…kinh tế⏎- xã hội" is no list.

    A list that follows text without a blank line announces itself by a colon or a capital letter.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        dash = _DASH.match(line)
        if dash and number and dash[2].islower() and _UNFINISHED.match(lines[number - 1]):
            lines[number] = f"{dash[1]}\\{line[dash.end(1) :]}"
    return "\n".join(lines)


def tidy_spacing(content: str) -> str:
    """One blank where there were several or a line end, none where official style has none."""
    content = content.strip()
    # Most texts have nothing to tidy, and to look for that is cheaper than to substitute.
    if any(sign in content for sign in ("\n", "  ", "\t")):
        content = _BLANKS.sub(" ", content)
    if any(sign in content for sign in _AFTER_BLANK):
        content = _BLANK_BEFORE.sub("", content)
    if "( " in content:
        content = _BLANK_AFTER.sub("", content)
    return _DOUBLE_STOP.sub(".", content) if ".." in content else content


_ABSENT_WRAPPED = re.compile(rf"(\*{{1,3}}|_{{1,3}})\s*{ABSENT}\s*\1|(?<!\^)[\[(]\s*{ABSENT}\s*[\])]")
_ABSENT_NOTE = re.compile(rf"\s*\^\[\s*{ABSENT}\s*[.,;:]?\s*\]")
_SEPARATOR_BEFORE = re.compile(r"(?:\s*[,;]|\s+và|\s+[-–])(\*{0,3})\s*\Z")
_STARTS_HERE = re.compile(r"(?:\A|[(\[“\"]|[.!?…:]\*{0,3}\s|(?:\A|[\s(\[])\*{1,3})\s*\Z")
_SEPARATOR_AFTER = re.compile(r"\s*(?:[,;]\s*|và\s+)?")


def drop_absent(content: str) -> str:
    """Take out every absent phrase with the separator that belonged to it."""
    while True:
        while ABSENT in content:
            shorter = _ABSENT_NOTE.sub("", _ABSENT_WRAPPED.sub(ABSENT, content))
            if shorter == content:
                break
            content = shorter
        before, absent, after = content.partition(ABSENT)
        if not absent:
            return content
        content = _join_without(before, after)


def _join_without(before: str, after: str) -> str:
    separator = _SEPARATOR_BEFORE.search(before)
    if separator:
        return before[: separator.start()] + separator[1] + after
    if _STARTS_HERE.search(before):
        after = after[_SEPARATOR_AFTER.match(after).end() :]  # type: ignore[union-attr]
        if not before.strip():
            return after.lstrip(" \t\n.,;")
        if before.rstrip().endswith(":") and after[:1] in (".", ";", ","):
            return before.rstrip()[:-1] + after
        return before + after
    return before.rstrip() + after
