"""Which block of the old draft became which of the new one, so that the end of every container is kept.

The end of a cell, a note or the text cannot be added or removed; so the last paragraphs of both drafts are one pair,
or the end of the paragraph before takes the part of the last one (`Pairing.tail`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise

from lcdraft.diff.redline.aligning import Item, paired
from lcdraft.diff.redline.side import Block
from lcdraft.wordml import W, val

__all__ = ["Pairing", "Tail", "pair_blocks"]

_EMPTY = "¶"
_SECTION = "§"


class Tail(Enum):
    """What happens behind the last pair of a container."""

    NOTHING = auto()
    ADDED = auto()
    REMOVED = auto()


@dataclass(slots=True)
class Pairing:
    """``kept`` and ``moved`` lead from places in the old draft to places in the new one.

    With a tail the end of the last kept paragraph is added or removed, and that of the last paragraph is kept.
    """

    kept: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    tail: Tail = Tail.NOTHING


def pair_blocks(olds: Sequence[Block], news: Sequence[Block]) -> Pairing:
    """Pair the blocks of one container in both drafts."""
    found = Pairing()
    if len(olds) == len(news) == 1 and olds[0].is_table == news[0].is_table:
        found.kept[0] = 0
        return found
    for old, new, moved in paired([_item(block) for block in olds], [_item(block) for block in news]):
        if olds[old].is_table == news[new].is_table:
            (found.moved if moved else found.kept)[old] = new
    _drop_uneven_moves(found, olds, news)
    _keep_end(found, olds, news)
    _part_tables(found, olds, news)
    return found


def _item(block: Block) -> Item:
    """What a block is to be paired by; an empty paragraph is known by its style and what it ends."""
    if block.is_table:
        return Item(block.text, "table")
    if block.content is not None and block.content.text:
        return Item(block.text, "text", anchor=block.level > 0, level=block.level)
    style = val(block.element.find(f"{W}pPr/{W}pStyle"))
    return Item(f"{_EMPTY if block.section is None else _SECTION} {style}", "empty")


def _drop_uneven_moves(found: Pairing, olds: Sequence[Block], news: Sequence[Block]) -> None:
    """Only whole paragraphs that stayed as they were are shown as moved; others are removed here and added there."""
    for old, new in list(found.moved.items()):
        before, after = olds[old].content, news[new].content
        same = before is not None and after is not None and before.text == after.text and before.text
        if not same or olds[old].section is not None or news[new].section is not None:
            del found.moved[old]


def _keep_end(found: Pairing, olds: Sequence[Block], news: Sequence[Block]) -> None:
    last_old, last_new = len(olds) - 1, len(news) - 1
    if last_old < 0 or last_new < 0 or olds[last_old].is_table or news[last_new].is_table:
        return
    found.moved = {old: new for old, new in found.moved.items() if old != last_old and new != last_new}
    partner = next((old for old, new in found.kept.items() if new == last_new), None)
    if partner == last_old:
        return
    if partner is not None and not any(block.is_table for block in olds[partner:]):
        found.tail = Tail.REMOVED
    elif last_old in found.kept and not any(block.is_table for block in news[found.kept[last_old] :]):
        found.tail = Tail.ADDED
    else:
        found.kept.pop(last_old, None)
        if partner is not None:
            del found.kept[partner]
        found.kept[last_old] = last_new


def _part_tables(found: Pairing, olds: Sequence[Block], news: Sequence[Block]) -> None:
    """Keep a removed table from standing next to an added one, which Word takes for one table.

    A paragraph beside them is removed and added again, so that it stands between.
    """
    for _ in range(len(olds) + len(news)):
        clash = _clash(found, olds, news)
        if clash is None:
            return
        before, after = clash
        last = len(olds) - 1
        behind = after is not None and after != last and not olds[after].is_table
        if behind and after is not None:
            del found.kept[after]
        elif (
            before is not None and not olds[before].is_table and not (found.tail is not Tail.NOTHING and after is None)
        ):
            del found.kept[before]
        else:
            return


def _clash(found: Pairing, olds: Sequence[Block], news: Sequence[Block]) -> tuple[int | None, int | None] | None:
    """The kept blocks around the first place where a removed table meets an added one."""
    kept = sorted(found.kept.items())
    edges = [(-1, -1), *kept, (len(olds), len(news))]
    for (old, new), (next_old, next_new) in pairwise(edges):
        meets = next_old - old > 1 and next_new - new > 1
        if meets and olds[next_old - 1].is_table and news[new + 1].is_table:
            return (old if old >= 0 else None), (next_old if next_old < len(olds) else None)
    return None
