"""Moves the plainest labels, until the layer that judges all of them is merged."""

from __future__ import annotations

from typing import NamedTuple

from lcdraft.periods import Period


class RolledLabel(NamedTuple):
    """One label of a text."""

    verdict: str
    old: str
    new: str
    start: int
    reason: str


class RolledText(NamedTuple):
    """A text and its labels."""

    text: str
    labels: tuple[RolledLabel, ...]


def roll_text(text: str, old: Period, new: Period) -> RolledText:
    """The text with the label of its period moved on."""
    labels = []
    for before, after in ((old.label, new.label), (old.short_rest_label, new.short_rest_label)):
        at = text.find(before)
        if at >= 0:
            text = text.replace(before, after)
            labels.append(RolledLabel("moved", before, after, at, "kỳ báo cáo"))
    return RolledText(text, tuple(labels))
