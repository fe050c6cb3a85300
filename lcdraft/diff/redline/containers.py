"""What tables and notes ask of whoever works through containers, theirs among them."""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from lcdraft.diff.redline.side import Side
from lcdraft.diff.redline.stamps import Mark

__all__ = ["Containers"]


class Containers(Protocol):
    """Works through containers; ``root`` names the part that a container stands in."""

    old: Side
    new: Side

    def container(self, old: etree._Element, new: etree._Element, root: str) -> None:
        """One that both drafts have."""

    def whole(self, side: Side, container: etree._Element, mark: Mark, root: str) -> None:
        """One that only one draft has."""
