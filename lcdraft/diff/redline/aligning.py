"""Blocks and rows of both drafts paired the way the lines of a comparison are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lcdraft.diff.align import Item, align

__all__ = ["Item", "paired"]


def paired(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[int, int, bool]]:
    """Pairs of places in both rows, and whether the pair was moved."""
    for pair in align(old, new):
        if pair.old is not None and pair.new is not None:
            yield pair.old, pair.new, pair.moved
