"""As many words around a part of a template as it takes to stand there only once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lcdraft.template.wordings import EXPRESSION, find_words

__all__ = ["Range", "grown", "opening_words"]

MIN_WORDS = 4
"""Words that an entry shows of the template, where it has so many, so that a reader knows the place."""

CLOSE = 3
"""Words that are taken along where no more of them are left before the end of the text."""

MAX_LENGTH = 600
OPENING = 12
"""Words by which a paragraph is told."""

_HARD = re.compile(r"\{%.*?%\}|\{##.*?##\}|[ \t]*\{#[^#}\n][^}\n]*\}", re.DOTALL)
_ID = re.compile(r"[ \t]*\{#[\w.-]+\}")
_NOTE = re.compile(r"\^\[|\]")
_SENTENCE_END = re.compile(r"(?<=[.;:!?])[ \t\n]+")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_LINE_MARK = re.compile(r"(?m)^[ \t]*(?:#{1,6}|[-+*]|\d{1,9}[.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Range:
    """Characters ``start`` to ``end`` of a template."""

    start: int
    end: int

    def meets(self, other: Range) -> bool:
        """Whether the two have a character in common, or this one lies within the other."""
        return (
            max(self.start, other.start) < min(self.end, other.end)
            or other.start <= self.start <= self.end <= other.end
        )


def grown(source: str, part: Range, others: Sequence[Range], *, settled: bool) -> tuple[Range, str] | None:
    """The part with the words around it that make it the only such place; None where nothing does.

    It keeps clear of statements and of ``others``. Words of the same sentence are taken first, then those of the
    paragraph, then expressions. ``settled`` parts need no more words than that. With it comes the id of a heading that
    only its id tells from others.
    """
    hard = _between(part, _stops(source, others, _HARD))
    if hard is None:
        return None
    is_heading = _is_heading(source, part)
    text = (_HARD, EXPRESSION, _EMPTY_LINE, _LINE_MARK)
    paragraph = _between(part, _stops(source, others, *text))
    sentence = _between(part, _stops(source, others, *text, _NOTE, _SENTENCE_END))
    for limits in (paragraph if is_heading else sentence, paragraph, hard):
        if limits is None:
            continue
        whole = limits is paragraph and is_heading and not settled
        wanted = MIN_WORDS if limits is not hard and not settled else 1
        found = _unique(source, _steps(source, part, limits, whole), wanted)
        if found is not None:
            return (found if settled else _rounded(source, found, limits)), ""
        if whole and (told := _told_by_id(source, part, limits)) is not None:
            return told
    return None


def _told_by_id(source: str, part: Range, limits: Range) -> tuple[Range, str] | None:
    """A whole heading, and its id."""
    wide = next(_steps(source, part, limits, True), None)
    found = _ID.match(source, wide.end) if wide is not None else None
    if wide is None or found is None:
        return None
    suffix = f" {found[0].strip()}"
    is_only = find_words(source, source[wide.start : wide.end] + suffix) == [(wide.start, wide.end)]
    return (wide, suffix) if is_only else None


def _unique(source: str, steps: Iterator[Range], wanted: int) -> Range | None:
    """The first step that stands once and has the words wanted, else the longest that stands once."""
    best: Range | None = None
    for wide in steps:
        words = source[wide.start : wide.end]
        if len(words) > MAX_LENGTH:
            break
        if find_words(source, words) == [(wide.start, wide.end)]:
            best = wide
            if len(EXPRESSION.sub(" ", words).split()) >= wanted:
                break
    return best


def _rounded(source: str, wide: Range, limits: Range) -> Range:
    """With the few words that are left before and behind, up to the limits."""
    before = list(_pieces(source, Range(limits.start, wide.start)))
    after = list(_pieces(source, Range(wide.end, min(limits.end, len(source)))))
    start = before[0].start() if 0 < len(before) <= CLOSE else wide.start
    return Range(start, after[-1].end() if 0 < len(after) <= CLOSE else wide.end)


def opening_words(source: str, whole: Range) -> str | None:
    """Words by which a paragraph can be told: the first of its text if they are the only ones like it."""
    text = source[whole.start : whole.end]
    runs = [found for found in _literal_runs(text) if len(found.split()) > 1]
    runs += [" ".join(found[0].split()) for found in EXPRESSION.finditer(text) if found[0].startswith("{{")]
    for run in runs:
        words = run.split(" ") if not run.startswith("{{") else [run]
        for count in dict.fromkeys((min(OPENING, len(words)), *range(OPENING + 1, len(words) + 1))):
            chosen = " ".join(words[:count])
            found = find_words(source, chosen)
            if len(found) == 1 and whole.start <= found[0][0] < whole.end:
                return chosen
    return None


def _literal_runs(text: str) -> Iterator[str]:
    """The literal text between expressions, without the signs that open lines and the ids of headings."""
    for run in EXPRESSION.split(text):
        for line in _HARD.sub("\n", _LINE_MARK.sub("", run)).split("\n"):
            if any(sign.isalpha() for sign in line):
                yield " ".join(line.split())


def _stops(source: str, others: Sequence[Range], *patterns: re.Pattern[str]) -> list[Range]:
    front = _FRONT.match(source)
    found = [Range(*front.span())] if front is not None else []
    found += [Range(*each.span()) for pattern in patterns for each in pattern.finditer(source)]
    return [*found, *others]


def _between(part: Range, stops: Sequence[Range]) -> Range | None:
    """From the last stop before the part to the first behind it; None where one lies in it."""
    start, end = 0, 10**9
    for stop in stops:
        if stop.end <= part.start:
            start = max(start, stop.end)
        elif part.end <= stop.start:
            end = min(end, stop.start)
        elif stop.start < part.end and part.start < stop.end:
            return None
    return Range(start, end)


def _is_heading(source: str, part: Range) -> bool:
    line = source[source.rfind("\n", 0, part.start) + 1 :]
    return re.match(r"[ \t]*#{1,6}[ \t]", line) is not None


def _steps(source: str, part: Range, limits: Range, whole: bool) -> Iterator[Range]:
    """The part with whole words, then with one word more in turn before and behind it, up to the limits."""
    limits = Range(limits.start, min(limits.end, len(source)))
    pieces = [Range(*found.span()) for found in _pieces(source, limits)]
    if not pieces:
        return
    touching = [at for at, each in enumerate(pieces) if each.start <= part.end and part.start <= each.end]
    inside = [at for at in touching if pieces[at].start < part.end and part.start < pieces[at].end]
    first, last = (min(inside or touching), max(inside or touching)) if touching else _around(pieces, part)
    if whole:
        first, last = 0, len(pieces) - 1
    while True:
        yield Range(min(pieces[first].start, part.start), max(pieces[last].end, part.end))
        if first == 0 and last == len(pieces) - 1:
            return
        if first > 0:
            first -= 1
            yield Range(min(pieces[first].start, part.start), max(pieces[last].end, part.end))
        if last < len(pieces) - 1:
            last += 1


def _around(pieces: Sequence[Range], part: Range) -> tuple[int, int]:
    """The word before a place between two words, else the one behind it."""
    before = [at for at, each in enumerate(pieces) if each.end <= part.start]
    at = before[-1] if before else 0
    return at, at


def _pieces(source: str, limits: Range) -> Iterator[re.Match[str]]:
    pattern = re.compile(rf"(?:{EXPRESSION.pattern}|[^\s\u00a0])+", re.DOTALL)
    return pattern.finditer(source, limits.start, limits.end)
