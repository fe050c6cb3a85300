"""The differences between two contents, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from lcdraft.anchors import MARKS

__all__ = ["Hunk", "apply_hunks", "compare", "new_range"]

_PIECE = re.compile(rf"\d+(?:[.,/]\d+)*|[^\W\d]+|[{MARKS}]|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hunk:
    """Characters ``start`` to ``end`` of the old content became ``text``, which is ``new_start`` to ``new_end`` of the
    new one."""

    start: int
    end: int
    text: str
    new_start: int
    new_end: int


def compare(old: str, new: str) -> list[Hunk]:
    """The hunks that lead from one content to the other, in order."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    starts, ends = _offsets(before), _offsets(after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        Hunk(starts[a], starts[b], new[ends[c] : ends[d]], ends[c], ends[d])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def apply_hunks(old: str, hunks: list[Hunk]) -> str:
    """The old content with some of its hunks."""
    parts: list[str] = []
    done = 0
    for hunk in hunks:
        parts += (old[done : hunk.start], hunk.text)
        done = hunk.end
    return "".join((*parts, old[done:]))


def new_range(hunks: list[Hunk], start: int, end: int) -> tuple[int, int]:
    """Where the characters ``start`` to ``end`` of the old content stand in the new one."""
    return _moved(hunks, start, after=False), _moved(hunks, end, after=True)


def _moved(hunks: list[Hunk], at: int, *, after: bool) -> int:
    """The new position of a boundary; what was inserted just there stays outside of the range."""
    shift = 0
    for hunk in hunks:
        if hunk.start < at < hunk.end:
            return hunk.new_end if after else hunk.new_start
        if hunk.start > at or (hunk.start == at and (after or hunk.end > at)):
            break
        shift = hunk.new_end - hunk.end
    return at + shift


def _offsets(pieces: list[str]) -> list[int]:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets
