"""Two paragraphs that became one: what the second says goes behind the first, wherever the two were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lcdraft.pull.edits import Edit, Splice, Step
from lcdraft.pull.escaping import as_source
from lcdraft.pull.hunks import Hunk
from lcdraft.pull.placing import FigureEdit, Issue, Piece, Placer, end_of

__all__ = ["Merge", "plan_merge"]


@dataclass(slots=True)
class Merge:
    """How two paragraphs are made one: the ways to do it, the hunks that are done by it, and what is refused."""

    ways: list[Edit] = field(default_factory=list)
    hunks: list[Hunk] = field(default_factory=list)
    refused: list[Issue | FigureEdit] = field(default_factory=list)


def plan_merge(placer: Placer, pair: tuple[int, int], hunks: Sequence[Hunk], new: str) -> Merge | Issue:
    """The merge of two old units; ``hunks`` lead from both, one mark between them, to the new content ``new``.

    An issue says why it cannot be done at all.
    """
    first, second = (placer.pieces[at] for at in pair)
    border = len(first.content)
    joint = next(hunk for hunk in hunks if hunk.start <= border < hunk.end)
    host = _end(first)
    removals = placer.removals(pair[1])
    if isinstance(host, Issue) or isinstance(removals, Issue):
        return host if isinstance(host, Issue) else removals  # type: ignore[return-value]
    key, offset = host
    merge = Merge(hunks=[joint])
    steps: list[Step] = []
    for hunk in (hunk for hunk in hunks if hunk.end <= border):
        found = placer.place_hunk(first, hunk, list(hunks), new)
        if isinstance(found, Edit):
            steps += found.steps
            merge.hunks.append(hunk)
        else:
            merge.refused.append(found)
    moved: list[Hunk] = []
    for hunk in (hunk for hunk in hunks if hunk.start > border):
        inner = _shifted(hunk, border + 1)
        found = placer.place_hunk(second, inner, [_shifted(each, border + 1) for each in hunks], new)
        if isinstance(found, Edit):
            moved.append(inner)
            merge.hunks.append(hunk)
        else:
            merge.refused.append(found)
    if joint.end > border + 1:
        moved.append(Hunk(0, joint.end - border - 1, "", joint.new_end, joint.new_end))
    text = placer.payload(pair[1], moved)
    cut = _cut(placer, first, joint, border)
    if isinstance(text, Issue) or cut is None:
        return text if isinstance(text, Issue) else placer.cannot("gộp đoạn", first)
    steps += cut
    steps.append(Splice(key, offset, offset, as_source(joint.text, at_start=False) + text))
    merge.ways = [Edit([*steps, *removal.steps]) for removal in removals]
    return merge


def _end(piece: Piece) -> tuple[tuple[str, str], int] | Issue:
    """The passage or template in which a paragraph ends, and where."""
    spot = next((s for s in reversed(piece.spots) if s is not None and s.source is not None), None)
    if spot is None or spot.source is None:
        return Issue("LC603", "gộp đoạn: đoạn trước do chương trình in ra", None, "Sửa tay ở mẫu hoặc tệp dữ liệu.")
    return spot.source.slot, end_of(piece)


def _cut(placer: Placer, first: Piece, joint: Hunk, border: int) -> list[Step] | None:
    """What goes from the end of the first paragraph, such as its full stop."""
    if joint.start == border:
        return []
    last = Hunk(joint.start, border, "", joint.new_start, joint.new_start)
    found = placer.place_hunk(first, last, [last], "")
    return found.steps if isinstance(found, Edit) else None


def _shifted(hunk: Hunk, by: int) -> Hunk:
    return Hunk(hunk.start - by, hunk.end - by, hunk.text, hunk.new_start, hunk.new_end)
