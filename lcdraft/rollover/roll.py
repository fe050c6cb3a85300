"""Move the period labels of a text from one report to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from lcdraft.periods import Period
from lcdraft.rollover.case import Case, Verdict
from lcdraft.rollover.labels import Label, find_labels
from lcdraft.rollover.rules import judge
from lcdraft.rollover.view import View, make_view
from lcdraft.text import capitalize_first, fold

__all__ = ["RolledLabel", "RolledText", "roll_text"]


@dataclass(frozen=True, slots=True)
class RolledLabel:
    """One label of a text: where it stood, where it stands now, what became of it and why.

    ``start`` is its place in the old text, ``new_start`` in the new one, both counted in characters from 0. ``new``
    equals ``old`` unless the label moved. ``rule`` is an id of `lcdraft.rollover.rules.RULES`, ``reason`` is for
    the clerk.
    """

    start: int
    new_start: int
    old: str
    new: str
    verdict: Verdict
    rule: str
    reason: str

    @property
    def end(self) -> int:
        """Where the label ends in the old text."""
        return self.start + len(self.old)

    @property
    def new_end(self) -> int:
        """Where the label ends in the new text."""
        return self.new_start + len(self.new)


@dataclass(frozen=True, slots=True)
class RolledText:
    """The text with its labels moved, and every label found in it, in order."""

    text: str
    labels: tuple[RolledLabel, ...]


def roll_text(text: str, old: Period, new: Period) -> RolledText:
    """Move the labels of a narrative (Markdown with Jinja) that was written for ``old`` on to ``new``.

    Nothing but the words of moved labels changes; what cannot be decided stays and says so.

    >>> from lcdraft.periods import parse_period
    >>> rolled = roll_text("Trong 6 tháng đầu năm 2025", parse_period("6-thang-2025"), parse_period("9-thang-2025"))
    >>> rolled.text, rolled.labels[0].verdict.value, rolled.labels[0].rule
    ('Trong 9 tháng đầu năm 2025', 'moved', 'first-months')
    """
    view = make_view(text)
    parts: list[str] = []
    rolled: list[RolledLabel] = []
    position = length = 0
    for label in find_labels(view):
        start, end = view.starts[label.start], view.starts[label.end]
        between = text[position:start]
        entry = _roll(view, label, old, new, start, length + len(between))
        parts += (between, entry.new)
        length = entry.new_end
        position = end
        rolled.append(entry)
    return RolledText("".join((*parts, text[position:])), tuple(rolled))


def _roll(view: View, label: Label, old: Period, new: Period, start: int, new_start: int) -> RolledLabel:
    case = Case(view, label, old, new)
    rule, decision = judge(case)
    words = view.raw(label.start, label.end)
    if decision.verdict is not Verdict.MOVED:
        return RolledLabel(start, new_start, words, words, decision.verdict, rule, decision.reason)
    moved = _in_the_manner_of(words, decision.words, opens=case.starts_sentence)
    if _key(moved) == _key(words):
        return RolledLabel(start, new_start, words, words, Verdict.PROTECTED, rule, "nhãn của hai kỳ như nhau")
    return RolledLabel(start, new_start, words, moved, Verdict.MOVED, rule, decision.reason)


def _key(words: str) -> str:
    return re.sub(r"\b0(?=\d)", "", fold(words))


def _in_the_manner_of(old: str, new: str, *, opens: bool) -> str:
    """``new`` with the capitals, the white space and, where words are the same, the spelling of ``old``."""
    if old.upper() == old and old.lower() != old:
        new = new.upper()
    elif old[:1].isupper() or (opens and old[:1].isdigit()):
        new = capitalize_first(new)
    pieces = re.split(r"(\s+)", old)
    words, blanks = pieces[::2], pieces[1::2]
    shown = [
        before if before is not None and not before[0].isdigit() and fold(before) == fold(after) else after
        for before, after in zip_longest(words, new.split(" "))
        if after is not None
    ]
    gaps = [*blanks, *[" "] * len(shown)]
    return "".join(word + gap for word, gap in zip(shown[:-1], gaps, strict=False)) + shown[-1]
