"""What `pull` tells the clerk: every change, the plan as a diff, and the file of what has no place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from lcdraft.pull.changes import Change
from lcdraft.pull.figures import figure_advice, figure_message, places_of
from lcdraft.pull.pulling import Pulled
from lcdraft.pull.units import shorten
from lcdraft.pull.unreviewed import UNREVIEWED

__all__ = ["account_lines", "leftover_page", "plan_diff", "summary_line"]


def account_lines(pulled: Pulled, *, dry_run: bool = False) -> Iterator[str]:
    """Every change with what became of it, then the comments of the file."""
    for number, change in enumerate(pulled.changes, 1):
        yield f"{number}. {change.kind}{f' ({shorten(change.where, 60)})' if change.where else ''}"
        if change.excerpts and change.old and change.new:
            yield from (f"   {shorten(excerpt, 150)}" for excerpt in change.excerpts)
        else:
            yield from (f"   {label}: {shorten(text)}" for label, text in _sides(change) if text)
        for placed in change.placed:
            yield f"   {'sẽ đưa về' if dry_run else 'đã đưa về'}: {placed}"
        yield from (f"   {line}" for line in _reasons(change))
    yield from _remarks(pulled)
    for comment in pulled.comments:
        yield f"Nhận xét của {comment.author or 'không rõ ai'}: {comment.text}"
        yield f"   ở đoạn: {shorten(comment.about)}"


def _remarks(pulled: Pulled) -> Iterator[str]:
    """What the clerk should look at in the data afterwards."""
    if pulled.unreviewed:
        yield f"Vẫn ghi trong {UNREVIEWED}: {', '.join(pulled.unreviewed)}"
        yield "   Sửa trong Word chưa phải là rà soát: đọc lại cả đoạn rồi xóa dòng của đoạn ấy."
    for shown, comment in pulled.kept_comments:
        yield f"{shown}: giữ lời ghi đứng ngay trên đoạn đã bỏ: {shorten(comment)}"
        yield "   Lời ghi nói riêng về đoạn ấy thì xóa đi."


def summary_line(pulled: Pulled) -> str:
    """How many changes there are, and how many of them have found their place."""
    total, left = len(pulled.changes), len(pulled.left)
    if not total:
        return f"Không có thay đổi nào so với báo cáo {pulled.report}."
    return f"{total} thay đổi: {total - left} đưa về được trọn vẹn, {left} còn phần phải xem lại."


def plan_diff(pulled: Pulled) -> str:
    """What would be written, as a unified diff."""
    parts: list[str] = []
    for name, new in pulled.new.items():
        old_lines, new_lines = _lines(pulled.old[name]), _lines(new)
        parts += difflib.unified_diff(old_lines, new_lines, name, name, lineterm="")
    return "\n".join(line.rstrip() for line in parts)


def leftover_page(pulled: Pulled, source: str) -> str:
    """Everything that is not in the data, with the whole texts; nothing where all of it is."""
    if not pulled.left:
        return ""
    parts = [
        f"# Phần chưa đưa về dữ liệu của {source}",
        f"Báo cáo {pulled.report}. Mỗi mục là một chỗ sửa trong Word mà chương trình không tự ghi vào dữ liệu.",
    ]
    for number, change in enumerate(pulled.left, 1):
        parts.append(f"## {number}. {change.kind}{f': {change.where}' if change.where else ''}")
        if change.old:
            parts.append(f"Trước khi sửa:\n\n{_quoted(change.old)}")
        if change.new:
            parts.append(f"Sau khi sửa:\n\n{_quoted(change.new)}")
        if change.placed:
            parts.append("Đã đưa về: " + "; ".join(change.placed) + ".")
        parts.append("\n".join(f"- {line}" for line in _reasons(change)))
    if pulled.comments:
        parts.append("## Nhận xét trong tệp")
        parts.append("\n".join(f"- {c.author}: {c.text} (ở đoạn “{shorten(c.about)}”)" for c in pulled.comments))
    return "\n\n".join(parts) + "\n"


def _reasons(change: Change) -> Iterable[str]:
    for figure in change.figures:
        place = next(iter(places_of(figure)), None)
        yield f"{f'{place}: ' if place else ''}LC601: {figure_message(figure)}"
        yield f"  {figure_advice(figure)}"
    for issue in change.issues:
        yield f"{f'{issue.place}: ' if issue.place else ''}{issue.code}: {issue.message}"
        if issue.advice:
            yield f"  {issue.advice}"


def _sides(change: Change) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("cũ", change.old), ("mới", change.new)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split(" ¶ "))


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
