"""Bold and italics, which do not count as changes: how often they differ."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from lcdraft.diff.lines import Drawn
from lcdraft.diff.model import Status
from lcdraft.diff.words import WordPart

__all__ = ["count_looks"]


def count_looks(old: Drawn, new: Drawn, parts: Iterable[WordPart]) -> int:
    """In how many stretches of what both lines have the looks differ; blanks have none."""
    if old.looks == new.looks and (not old.looks or old.line.text == new.line.text):
        return 0
    before, after = _looks(old), _looks(new)
    count = at = new_at = 0
    for part in parts:
        end, new_end = at + len(part.old), new_at + len(part.new)
        if part.status is Status.EQUAL:
            one = [look for sign, look in zip(part.old, before[at:end], strict=True) if not sign.isspace()]
            other = [look for sign, look in zip(part.new, after[new_at:new_end], strict=True) if not sign.isspace()]
            # Where the spelling has another length, the letters cannot be laid side by side: the stretch counts once.
            differs = map(_differ, one, other) if len(one) == len(other) else iter([set(one) != set(other)])
            count += sum(1 for different, _ in groupby(differs) if different)
        at, new_at = end, new_end
    return count


def _looks(drawn: Drawn) -> list[str]:
    """For every letter the names of its looks."""
    looks = [""] * len(drawn.line.text)
    for start, end, look in sorted(drawn.looks, key=lambda stretch: stretch[2]):
        for at in range(start, end):
            if look not in looks[at]:
                looks[at] += look
    return looks


def _differ(one: str, other: str) -> bool:
    return one != other
