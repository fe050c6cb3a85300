"""How a change is worded: the summary, a figure with its difference, a cause with its place. Vietnamese, plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lcdraft.anchors import NOTE, PARA
from lcdraft.diff.model import CELL, Cause, CauseKind, Comparison, FigureChange, Ignored, Line, LineKind
from lcdraft.diff.show.entries import Kind, Tally, tally_of

__all__ = [
    "KIND_NAMES",
    "cause_kind",
    "cause_place",
    "cause_values",
    "count_words",
    "delta_words",
    "follow_words",
    "ignored_words",
    "periods_words",
    "place_words",
    "plain_text",
    "printable",
    "reason_words",
    "shown_causes",
    "summary_words",
    "uncaused_words",
    "uncompared_words",
    "value_pair",
    "value_words",
]

KIND_NAMES = {
    Kind.FIGURE: "số liệu",
    Kind.TEXT: "câu chữ",
    Kind.ADDED: "thêm",
    Kind.REMOVED: "bớt",
    Kind.MOVED: "chuyển",
}

_CAUSES = {
    CauseKind.INPUT: "số nhập",
    CauseKind.PLAN: "số kế hoạch",
    CauseKind.BASE: "số gốc để so sánh",
    CauseKind.TEMPLATE: "mẫu báo cáo",
}
# Controls, halves of characters and what turns the direction of writing: none may reach a terminal or a page.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def printable(text: str) -> str:
    """The text with a sign in place of every character that could do something instead of being read."""
    if text.isprintable():
        return text
    return _PRIVATE.sub("", _UNPRINTABLE.sub("\ufffd", text))


def plain_text(text: str, *, bar: str = "|") -> str:
    """The text of a line as people read it: notes in square brackets, cells between bars."""
    shown = text.replace(NOTE[0], " [chú thích: ").replace(NOTE[1], "]").replace(CELL, f" {bar} ").replace(PARA, " ¶ ")
    return printable(shown)


def count_words(tally: Tally) -> str:
    """``5 số liệu đổi, 2 đoạn đổi câu chữ, 1 đoạn thêm, không có đoạn bớt, 1 đoạn chuyển chỗ``."""
    counts = (
        (tally.figures, "số liệu đổi"),
        (tally.texts, "đoạn đổi câu chữ"),
        (tally.added, "đoạn thêm"),
        (tally.removed, "đoạn bớt"),
        (tally.moved, "đoạn chuyển chỗ"),
    )
    some = [f"{count} {name}" for count, name in counts if count]
    none = [name for count, name in counts if not count]
    return ", ".join(some) + (f"; không có {', '.join(none)}" if none else "")


def summary_words(comparison: Comparison) -> str:
    """What became of the draft in one sentence; that nothing changed is said as carefully."""
    if comparison.changed:
        return f"{count_words(tally_of(comparison))}."
    said = "Không có thay đổi: lời văn, số liệu, chú thích, bảng và đề mục của hai bản như nhau"
    return f"{said}, trừ những điểm được coi như nhau dưới đây." if comparison.ignored else f"{said}."


def value_words(figure: FigureChange) -> str:
    """``đạt 47,6% → 49,3% kế hoạch``."""
    old, new = _with_units(figure.old, figure.new, figure.unit)
    return " ".join(part for part in (figure.prefix, f"{old} → {new}", figure.suffix) if part)


def value_pair(figure: FigureChange) -> tuple[str, str]:
    """Both values, each with its unit."""
    old, new = _with_units(figure.old, figure.new, figure.unit)
    told = f" {figure.unit}"
    return (f"{old}{told}" if new.endswith(told) and not old.endswith(told) else old), new


def delta_words(figure: FigureChange) -> str:
    """``+83; +3,6%``."""
    return "; ".join(part for part in (figure.delta, figure.percent) if part)


def cause_kind(cause: Cause) -> str:
    """``số nhập``."""
    return _CAUSES[cause.kind]


def cause_values(cause: Cause) -> str:
    """``2.327 → 2.410 tỷ đồng``; a value that was not there, or is no more, is said so; empty for equal values."""
    if cause.old == cause.new:
        return ""
    if not cause.old or not cause.new:
        if cause.new:
            return f"(chưa có) → {cause.new}"
        return f"{cause.old} → (không còn)" if cause.old else ""
    old, _, unit = cause.old.partition(" ")
    new, _, new_unit = cause.new.partition(" ")
    return f"{old} → {new} {unit}" if unit and unit == new_unit else f"{cause.old} → {cause.new}"


def cause_place(cause: Cause) -> str:
    """Where the value stands, in the old data too where that is another file or line."""
    old, new = cause.old_place, cause.new_place
    if old is not None and new is not None and old != new and old.path == new.path and new.line:
        return f"{old} → {new.line}:{new.column}"
    return " → ".join(dict.fromkeys(str(place) for place in (old, new) if place is not None))


def reason_words(cause: Cause) -> str:
    """``Một số nhập đổi: bán lẻ 2.327 → 2.410 tỷ đồng (data/so-lieu/…:12:11) kéo theo 4 chỗ``."""
    head = "Mẫu báo cáo đổi" if cause.kind is CauseKind.TEMPLATE else f"Một {cause_kind(cause)} đổi"
    return f"{head}: {follow_words(cause)}"


def follow_words(cause: Cause) -> str:
    """``bán lẻ 2.327 → 2.410 tỷ đồng (data/so-lieu/…:12:11) kéo theo 4 chỗ``; the place is the one to look at now."""
    found = cause.new_place or cause.old_place
    place = f" ({found})" if found is not None else ""
    what = " ".join(part for part in (cause.name or cause.indicator, cause_values(cause)) if part)
    if not cause.figures:
        return f"{what}{place}, không câu nào đổi theo"
    return f"{what}{place} kéo theo {len(cause.figures)} chỗ"


def shown_causes(comparison: Comparison) -> tuple[Cause, ...]:
    """The causes to list: none for reports of different periods, where every value is another one."""
    return () if comparison.other_periods else comparison.causes


def periods_words(comparison: Comparison) -> str:
    """Why no causes are listed where the periods differ."""
    if not comparison.other_periods:
        return ""
    return "Hai báo cáo thuộc hai kỳ khác nhau, mỗi báo cáo dùng số liệu của kỳ mình nên không nêu nguyên nhân từng số."


def uncaused_words(comparison: Comparison) -> str:
    """How many figures are of unknown cause, where the cause of others is known."""
    count = sum(not figure.causes for figure in comparison.figures)
    if not count or not shown_causes(comparison):
        return ""
    return f"{count} số liệu đổi trong lời văn, không lần được về số nào trong dữ liệu."


def ignored_words(ignored: Sequence[Ignored]) -> str:
    """What does not count as a change, with its count."""
    if not ignored:
        return ""
    return f"Coi như nhau: {', '.join(f'{item.name} ({item.count} chỗ)' for item in ignored)}."


def uncompared_words(uncompared: Sequence[str]) -> str:
    """What was not looked at."""
    return f"Chưa so: {'; '.join(item.rstrip('.') for item in uncompared)}." if uncompared else ""


def place_words(line: Line) -> str:
    """``II.1.a, đoạn 57`` or ``Phụ lục, bảng ở đoạn 90, dòng 3``."""
    if line.kind is LineKind.FRAME:
        return line.where or "phần đầu, phần cuối văn bản"
    block = f"đoạn {line.block}" if line.block else ""
    if line.row:
        block = f"bảng ở {block}, dòng {line.row}" if block else f"dòng {line.row}"
    return ", ".join(part for part in (line.where, block) if part)


def _with_units(old: str, new: str, unit: str) -> tuple[str, str]:
    if unit in ("%", "‰"):
        return f"{old.removesuffix(unit)}{unit}", f"{new.removesuffix(unit)}{unit}"
    return (old, f"{new} {unit}") if unit and not new.endswith(unit) else (old, new)
