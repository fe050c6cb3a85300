"""What the making of the next period's files came across, for the clerk to read: ``lcdraft new --explain``."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from lcdraft.errors import Place

__all__ = ["TITLES", "Note", "Topic", "Work"]


class Topic(StrEnum):
    """What a note is about."""

    MOVED = "moved"
    UNDECIDED = "undecided"
    PROTECTED = "protected"
    TYPED = "typed"
    PROPOSED = "proposed"
    OWED = "owed"
    BASIS = "basis"
    MISSING = "missing"
    PARKED = "parked"
    LEFT = "left"
    PLAN = "plan"


TITLES: Mapping[Topic, str] = {
    Topic.MOVED: "Nhãn kỳ đã chuyển",
    Topic.UNDECIDED: "Nhãn cần xem lại (chương trình không tự quyết)",
    Topic.PROTECTED: "Nhãn để nguyên",
    Topic.TYPED: "Số gõ tay trong lời văn, giống số liệu kỳ trước",
    Topic.PROPOSED: "Số nhận ra trong văn bản cũ",
    Topic.OWED: "Nhiệm vụ kỳ trước phải trả lời",
    Topic.BASIS: "Căn cứ",
    Topic.MISSING: "Mục mẫu cần mà báo cáo cũ không có",
    Topic.PARKED: "Đoạn mẫu không dùng, giữ trong cat_giu",
    Topic.LEFT: "Chỉ tiêu kỳ trước có, kỳ này không in",
    Topic.PLAN: "Kế hoạch",
}
"""The heading of each kind of note, in the order in which they are told."""


class Note(NamedTuple):
    """One thing, and where it stands in the new files."""

    topic: Topic
    place: Place
    message: str


class Work(NamedTuple):
    """What is left to do by hand: values to type, passages to review (and their words), passages to write.

    ``report_words`` is the length of the report that was carried over, its notes included.
    """

    values: int
    bases: int
    reviews: int
    review_words: int
    writes: int
    report_words: int
