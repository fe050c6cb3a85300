"""The headings of a finished document against those of a template: which says the same, wherever it stands."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from lcdraft.template.asked import Asked
from lcdraft.text import fold

__all__ = ["Outline"]

SIMILAR = 68
"""From here on, of 100, two titles say the same; `_bare` has taken out what titles share."""

ELSEWHERE = 82
"""So alike a title must be to one that does not stand below the heading which the document has above it."""

_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    {"công", "tác", "về", "lĩnh", "vực", "một", "số", "những", "các", "và", "việc", "của", "trên", "địa", "bàn"}
    | {"tình", "hình", "thực", "hiện", "triển", "khai"}
)


class Outline:
    """The headings of a template by id, each with the headings above it."""

    def __init__(self, asked: Asked) -> None:
        self._titles = {name: _bare(_MARKS.sub(" ", title)) for name, title in asked.headings.items()}
        self._above: dict[str, tuple[str, ...]] = {}
        trail: list[tuple[int, str]] = []
        for name in asked.headings:
            level = asked.levels.get(name, 1)
            while trail and trail[-1][0] >= level:
                trail.pop()
            self._above[name] = tuple(each for _, each in trail)
            trail.append((level, name))

    def matching(self, title: str, above: str, last: str = "") -> str:
        """The id of the heading that says the same as ``title``, below the heading ``above`` if any does; else "".

        Elsewhere it must stand behind ``last``, the heading found before: a document may swap sections, but its tasks
        do not go back to its results.
        """
        wanted = _bare(title)
        best, rank = "", (0.0, 0.0)
        order = list(self._titles)
        passed = order.index(last) if last in self._titles else -1
        for place, (name, known) in enumerate(self._titles.items()):
            likeness = _likeness(wanted, known)
            below = not above or above in self._above[name]
            if likeness < (SIMILAR if below else ELSEWHERE) or (not below and place < passed):
                continue
            score = (likeness + (12 if below else 0), fuzz.ratio(wanted, known))
            if score > rank:
                best, rank = name, score
        return best

    def below(self, name: str) -> tuple[str, ...]:
        """A heading and all that stand below it; without a name all headings."""
        return tuple(each for each, above in self._above.items() if not name or each == name or name in above)


def _bare(title: str) -> str:
    """The telling words of a title: no numbers, no words that every title has."""
    words = _WORD.findall(fold(title))
    return " ".join([word for word in words if word not in _COMMON] or words)


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    return (fuzz.token_sort_ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2
