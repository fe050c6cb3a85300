"""What the editor did, as it is told to the clerk: one entry per paragraph, footnotes and cells included."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lcdraft.pull.placing import FigureEdit, Issue

__all__ = ["PULL_CODES", "Change", "Kind"]

PULL_CODES = ("LC601", "LC602", "LC603", "LC604", "LC605", "LC606")


class Kind(StrEnum):
    """The sorts of change, as a report of `pull` names them."""

    CHANGED = "sửa"
    ADDED = "thêm"
    DELETED = "xóa"
    MOVED = "chuyển"
    MERGED = "gộp"
    SPLIT = "tách"
    CELLS = "sửa ô bảng"
    FRAME = "sửa phần đầu, phần cuối"


@dataclass(slots=True)
class Change:
    """One change. ``placed`` says what was written into the data, ``issues`` and ``figures`` what was not, and why.

    ``old`` and ``new`` are the texts before and after, as people read them, ``excerpts`` the places that differ.
    """

    kind: Kind
    where: str
    old: str
    new: str
    excerpts: list[str] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    figures: list[FigureEdit] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """Whether every bit of it is in the data now."""
        return not self.issues and not self.figures
