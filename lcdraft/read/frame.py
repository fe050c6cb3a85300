"""Letterhead and signature, known again in the blocks of a document that was read as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lcdraft.document import (
    Annex,
    Block,
    Cell,
    Inline,
    Letterhead,
    LineBreak,
    ListItem,
    Paragraph,
    Signature,
    Strong,
    Table,
    inlines_text,
)
from lcdraft.frame import ADDRESSEES, RECIPIENTS, bare_line, is_state
from lcdraft.text import fold

__all__ = ["ANNEX_OPENING", "ANNEX_ROLE", "split_annexes", "split_lines", "take_letterhead", "take_signature"]

ANNEX_OPENING = re.compile(r"\*\*([^*<\n]{1,40})\*\*<br ?/?>")
"""How the first line of an annex looks in Markdown, if its text is the label of one."""

ANNEX_ROLE = "annex"
"""Role of the paragraph that opens an annex, until `split_annexes` has taken it out."""


def take_letterhead(blocks: Sequence[Block]) -> tuple[Letterhead | None, list[Block]]:
    """The letterhead that the blocks begin with, if they do, and the blocks after it."""
    rest = list(blocks)
    table = rest[0] if rest else None
    if not isinstance(table, Table) or not _is_letterhead(table):
        return None, rest
    del rest[0]
    names = [(isinstance(_only(block), Strong), text) for block, text in _cell_lines(table.rows[0][0])]
    below = table.rows[1] if len(table.rows) > 1 else ()
    kind, subject = _take_title(rest)
    return (
        Letterhead(
            agency=tuple(text for bold, text in names if bold),
            superior=tuple(text for bold, text in names if not bold),
            number=_cell_text(below[:1]),
            place_date=_cell_text(below[1:2]),
            kind=kind,
            subject=subject,
            addressees=_take_addressees(rest),
        ),
        rest,
    )


def take_signature(blocks: Sequence[Block]) -> tuple[Signature | None, list[Block]]:
    """The signature that the blocks end with, if they do, and the blocks before it."""
    rest = list(blocks)
    table = rest[-1] if rest else None
    if not isinstance(table, Table) or not table.rows or len(table.rows[0]) != 2:
        return None, rest
    left = [text for _, text in _cell_lines(table.rows[0][0])]
    if not left or not fold(left[0]).startswith(fold(RECIPIENTS.rstrip(":"))):
        return None, rest
    return (
        Signature(
            authority=tuple(text for _, text in _cell_lines(table.rows[0][1])),
            name=" ".join(_cell_text(row[1:2]) for row in table.rows[1:]).strip(),
            recipients=tuple(bare_line(text) for text in left[1:]),
        ),
        rest[:-1],
    )


def split_annexes(blocks: Iterable[Block]) -> tuple[list[Block], tuple[Annex, ...]]:
    """The blocks before the first annex, and the annexes, each of which opens with a paragraph of its role."""
    body: list[Block] = []
    opened: list[tuple[Paragraph, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.role == ANNEX_ROLE:
            opened.append((block, []))
        else:
            (opened[-1][1] if opened else body).append(block)
    return body, tuple(_annex(head, tuple(rest)) for head, rest in opened)


def _annex(head: Paragraph, blocks: tuple[Block, ...]) -> Annex:
    """Label and title in bold, one line each, then the reference; what stands besides goes to the title."""
    lines = [inlines_text(line).strip() for line in split_lines(head.inlines)]
    reference = lines.pop() if len(lines) > 2 else ""
    return Annex(lines[0], " ".join(lines[1:]).strip(), reference, blocks)


def split_lines(inlines: Iterable[Inline]) -> list[tuple[Inline, ...]]:
    """The inlines cut at line breaks."""
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [tuple(line) for line in lines]


def _is_letterhead(table: Table) -> bool:
    if not table.rows or len(table.rows[0]) != 2:
        return False
    return any(is_state(text) for _, text in _cell_lines(table.rows[0][1]))


def _take_title(rest: list[Block]) -> tuple[str, str]:
    """Kind and subject: one paragraph of two bold lines, or two paragraphs in bold."""
    lines = _bold_lines(rest[0]) if rest else None
    if lines is None:
        return "", ""
    del rest[0]
    if len(lines) > 1:
        return lines[0], " ".join(lines[1:]).strip()
    below = _bold_lines(rest[0]) if rest else None
    if below is None:
        return lines[0], ""
    del rest[0]
    return lines[0], " ".join(below)


def _bold_lines(block: Block) -> list[str] | None:
    """The lines of a paragraph that is in bold throughout, or None."""
    if not isinstance(block, Paragraph):
        return None
    lines = split_lines(_unwrap(block.inlines))
    if any(line and not (len(line) == 1 and isinstance(line[0], Strong)) for line in lines):
        return None
    return [inlines_text(line).strip() for line in lines]


def _unwrap(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Line breaks inside one bold run stand between bold runs."""
    only = inlines[0] if len(inlines) == 1 else None
    if not isinstance(only, Strong) or LineBreak() not in only.children:
        return inlines
    parts: list[Inline] = []
    for number, line in enumerate(split_lines(only.children)):
        if number:
            parts.append(LineBreak())
        if line:
            parts.append(Strong(line))
    return tuple(parts)


def _take_addressees(rest: list[Block]) -> tuple[str, ...]:
    block = rest[0] if rest else None
    if not isinstance(block, Paragraph):
        return ()
    lines = [inlines_text(line).strip() for line in split_lines(block.inlines)]
    if not lines[0].startswith(ADDRESSEES):
        return ()
    del rest[0]
    lines[0] = lines[0].removeprefix(ADDRESSEES).strip()
    return tuple(name for line in lines if (name := bare_line(line)))


def _cell_lines(cell: Cell) -> list[tuple[Block, str]]:
    lines: list[tuple[Block, str]] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph | ListItem):
            lines += [(block, inlines_text(line).strip()) for line in split_lines(block.inlines)]
    return lines


def _cell_text(cells: Sequence[Cell]) -> str:
    return " ".join(text for cell in cells for _, text in _cell_lines(cell))


def _only(block: Block) -> Inline | None:
    return block.inlines[0] if isinstance(block, Paragraph | ListItem) and len(block.inlines) == 1 else None
