"""Differences and steps in the words of the clerk."""

from __future__ import annotations

from collections.abc import Sequence

from lcdraft.anchors import cell_content, plain_content
from lcdraft.document import Table, shown_cells
from lcdraft.pull.annex_rows import is_row, row_of
from lcdraft.pull.edits import DropParagraph, InsertItem, NewSection, Remove, Splice, Step, is_of_template
from lcdraft.pull.escaping import shown_markup
from lcdraft.pull.hunks import Hunk

__all__ = ["changed_cells", "excerpts", "step_name"]


def excerpts(old: str, new: str, hunks: Sequence[Hunk]) -> list[str]:
    """Every difference with the words before it; words with only a blank between them are one."""
    joined: list[Hunk] = []
    for hunk in hunks:
        last = joined[-1] if joined else None
        if last is not None and old[last.end : hunk.start] == " ":
            text = new[last.new_start : hunk.new_end]
            hunk = Hunk(last.start, hunk.end, text, last.new_start, hunk.new_end)
            joined.pop()
        joined.append(hunk)
    found: list[str] = []
    for hunk in joined:
        start = max(old.rfind(" ", 0, max(hunk.start - 20, 0)), 0)
        before = plain_content(old[start : hunk.start]).strip()
        gone, come = shown_markup(old[hunk.start : hunk.end]), shown_markup(hunk.text)
        what = f"“{gone}” thành “{come}”" if gone and come else f"bỏ “{gone}”" if gone else f"thêm “{come}”"
        found.append(f"sau “{before}”: {what}" if before else f"đầu đoạn: {what}")
    return found


def changed_cells(old: object, new: object) -> tuple[str, str]:
    """The cells of two tables that differ, or all of both where rows or columns came or went."""
    assert isinstance(old, Table)
    assert isinstance(new, Table)
    rows = [
        [" | ".join(plain_content(cell_content(cell)) for cell, _ in shown_cells(row)) for row in t.rows]
        for t in (old, new)
    ]
    if len(rows[0]) != len(rows[1]):
        gone = [row for row in rows[0] if row not in rows[1]]
        come = [row for row in rows[1] if row not in rows[0]]
        return " // ".join(gone), " // ".join(come)
    pairs = [(one, other) for one, other in zip(*rows, strict=True) if one != other]
    return " // ".join(one for one, _ in pairs), " // ".join(other for _, other in pairs)


def step_name(step: Step) -> str:
    """A step in the words of the clerk."""
    match step:
        case Splice(key) if is_of_template(step):
            return f"lời của mẫu, đổi riêng cho báo cáo này (loi_mau, templates/{key[1]})"
        case DropParagraph(key):
            return f"đoạn của mẫu, bỏ riêng trong báo cáo này (loi_mau, templates/{key[1]})"
        case Splice(key):
            return f"sửa {_key_name(key)}"
        case Remove(key) if is_row(key):
            annex, indicator = row_of(key)
            return f"bỏ dòng {indicator} khỏi data/phu-luc/{annex}.yaml"
        case Remove(key):
            return f"bỏ {_key_name(key)}"
        case InsertItem(name):
            return f"thêm một mục vào {name}"
        case NewSection(section):
            return f"thêm noi_dung.{section}"
    return ""


def _key_name(key: tuple[str, str]) -> str:
    name, inner = key
    if is_row(key):
        annex, indicator = row_of(key)
        return f"tên dòng {indicator} ở data/phu-luc/{annex}.yaml"
    if name == "phu-luc":
        return f"data/phu-luc/{inner.partition('/')[0]}.yaml: {inner.partition('/')[2]}"
    return f"{name}, mục thứ {inner[1:]}" if inner.startswith("#") else f"{name}.{inner}" if inner else name
