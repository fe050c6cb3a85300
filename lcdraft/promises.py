"""The tasks that a report sets for the time after it: the next report says what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lcdraft.dataset import Passage, Report
from lcdraft.errors import Place
from lcdraft.text import fold

__all__ = ["MOST_LETTERS", "TASKS", "Task", "tasks_of"]

TASKS = "nhiem_vu"
SECTION = "nhiem-vu."
"""Tasks are the list `TASKS` of a report, or its sections whose names begin so."""

OUTLOOK = frozenset({"mo-dau", "thuan-loi", "kho-khan", "phuong-huong"})
"""Sections beside the tasks that promise nothing: an introduction, what helps, what hinders, the general direction."""

MOST_LETTERS = 160
"""The first words of a task, up to here, name it."""

FEWEST_LETTERS = 40
"""A clause shorter than that says too little to tell a task by."""

_SENTENCE_END = re.compile(r"[.;!?](?=\s|\Z)")
_COMMA = re.compile(r",(?=\s)")
_NOTE = re.compile(r"\^\[[^\]]*\]")
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARKS = re.compile(r"\*+|\\(?=\W)|^\s*(?:[-+]|\d{1,2}[.)])\s+")


class Task(NamedTuple):
    """One task: its first words, where it was set, and the field of the section it stands in (``thuong-mai``)."""

    words: str
    place: Place
    field: str = ""

    @property
    def key(self) -> str:
        """Under which the same task is found again, however it is spelt."""
        return fold(self.words)


def tasks_of(report: Report) -> Iterator[Task]:
    """The tasks in the order of the report; each paragraph of a section is one of its own."""
    for passage in report.lists.get(TASKS, ()):
        yield from _tasks(passage, "", whole=True)
    for name, passage in report.sections.items():
        field = name.removeprefix(SECTION)
        if name.startswith(SECTION) and field not in OUTLOOK:
            yield from _tasks(passage, field, whole=False)


def _tasks(passage: Passage, field: str, *, whole: bool) -> Iterator[Task]:
    text = passage.text
    pieces = [re.match(r".*", text, re.DOTALL)] if whole else re.finditer(r"(?:[^\n]|\n(?!\s*(?:\n|[-+] )))+", text)
    for piece in pieces:
        said = piece[0].strip() if piece is not None else ""
        if piece is None or not said or (said.endswith(":") and not whole):
            continue  # what ends in a colon opens a list of tasks
        lead = len(piece[0]) - len(piece[0].lstrip())
        line = text.count("\n", 0, piece.start() + lead) if passage.exact else 0
        place = passage.place
        yield Task(_first_words(said), Place(place.path, place.line + line, place.column), field)


def _first_words(text: str) -> str:
    """The first sentence of a task, without notes and marks, cut at a clause where it is long.

    A very short sentence is told with the next, since the words have to tell one task from another.

    >>> _first_words("**Thu hoạch** lúa mùa^[Trên 80 ha.] đúng khung thời vụ, gieo hết diện tích ngô. Chăm sóc chè.")
    'Thu hoạch lúa mùa đúng khung thời vụ, gieo hết diện tích ngô'
    """
    plain = " ".join(_MARKS.sub("", _EXPRESSION.sub("…", _NOTE.sub("", text))).split())
    end = _SENTENCE_END.search(plain, FEWEST_LETTERS) or _SENTENCE_END.search(plain)
    first = plain[: end.start()] if end is not None else plain.rstrip(":")
    if len(first) <= MOST_LETTERS:
        return first
    commas = [found.start() for found in _COMMA.finditer(first, FEWEST_LETTERS, MOST_LETTERS)]
    return first[: commas[-1]] if commas else f"{first[: MOST_LETTERS - 1].rsplit(' ', 1)[0]}…"
