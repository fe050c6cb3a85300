"""Under which headings a row stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lcdraft.diff.lines import ANNEX_TITLE
from lcdraft.diff.model import Line, LineKind, Row
from lcdraft.diff.show.columns import shortened_to
from lcdraft.diff.show.words import plain_text

__all__ = ["Path", "heading_paths", "heading_text", "section_paths", "short_path"]

Path = tuple[str, ...]


def heading_paths(rows: Sequence[Row]) -> Iterator[Path]:
    """For every row the headings over it, the highest first: those of the new draft, of the old for what is gone.

    A heading does not stand under itself; one that both drafts have is named as the new one names it.
    """
    old: list[tuple[int, str]] = []
    new: list[tuple[int, str]] = []
    for row in rows:
        for line, stack in ((row.old, old), (row.new, new)):
            if line is not None:
                _close(stack, line)
        yield tuple(text for _, text in (old if row.new is None else new))
        for line, stack in ((row.old, old), (row.new, new)):
            if line is not None and _opens(line):
                stack.append((_level(line), heading_text(row.line)))


def _opens(line: Line) -> bool:
    return line.kind is LineKind.HEADING or _is_annex(line)


def _is_annex(line: Line) -> bool:
    return line.kind is LineKind.FRAME and line.where == ANNEX_TITLE


def _level(line: Line) -> int:
    return 0 if _is_annex(line) else line.level


def _close(stack: list[tuple[int, str]], line: Line) -> None:
    """Leave the headings that end where the line stands: letterhead and signature stand under none."""
    if _opens(line):
        while stack and stack[-1][0] >= _level(line):
            stack.pop()
    elif line.kind is LineKind.FRAME and not (stack and stack[0][0] == 0):
        stack.clear()


def section_paths(rows: Sequence[Row]) -> Iterator[Path]:
    """As `heading_paths`, but a heading opens the section that it names."""
    for row, path in zip(rows, heading_paths(rows), strict=True):
        yield (*path, heading_text(row.line)) if _opens(row.line) else path


def short_path(path: Path, room: int = 48) -> Path:
    """The path with the headings over the last one cut where they are long."""
    return tuple(shortened_to(text, room if number < len(path) else 3 * room) for number, text in enumerate(path, 1))


def heading_text(line: Line) -> str:
    """``II. Về văn hóa - xã hội``."""
    return " ".join(plain_text(f"{line.label} {line.text}").split())
