"""Under which headings a row stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lcdraft.diff.model import Line, LineKind, Row
from lcdraft.diff.show.words import plain_text

__all__ = ["Path", "heading_paths", "heading_text", "section_paths"]

Path = tuple[str, ...]


def heading_paths(rows: Sequence[Row]) -> Iterator[Path]:
    """For every row the headings over it, the highest first: those of the new draft, of the old for what is gone.

    A heading does not stand under itself.
    """
    old: list[tuple[int, str]] = []
    new: list[tuple[int, str]] = []
    for row in rows:
        for line, stack in ((row.old, old), (row.new, new)):
            if line is not None and line.kind is LineKind.HEADING:
                while stack and stack[-1][0] >= line.level:
                    stack.pop()
        yield tuple(text for _, text in (old if row.new is None else new))
        for line, stack in ((row.old, old), (row.new, new)):
            if line is not None and line.kind is LineKind.HEADING:
                stack.append((line.level, heading_text(line)))


def section_paths(rows: Sequence[Row]) -> Iterator[Path]:
    """As `heading_paths`, but a heading opens the section that it names."""
    for row, path in zip(rows, heading_paths(rows), strict=True):
        yield (*path, heading_text(row.line)) if row.line.kind is LineKind.HEADING else path


def heading_text(line: Line) -> str:
    """``II. Về văn hóa - xã hội``."""
    return " ".join(plain_text(f"{line.label} {line.text}").split())
