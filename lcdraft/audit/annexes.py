"""The annexes behind the signature: label, title, the line that ties them to the report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lcdraft import wordml as names
from lcdraft.audit.layout import Layout, Line, Par, Table
from lcdraft.wordml import style_key

__all__ = ["Annex", "find_annexes"]

_LABEL = re.compile(r"(?i)phụ lục(?:\s+(?:số\s+)?([ivxlc]+|\d{1,2}|[a-zđ]))?\s*[.:]?")
_REFERENCE = re.compile(r"(?i)\(?\s*(?:ban hành\s+)?kèm theo")


@dataclass(eq=False, slots=True)
class Annex:
    """One annex; ``start`` and ``end`` count top-level blocks, ``number`` is what is printed after "Phụ lục"."""

    label: Line
    number: str
    start: int
    end: int
    section: int
    titles: list[Line] = field(default_factory=list)
    reference: Line | None = None

    @property
    def name(self) -> str:
        return f"Phụ lục {self.number}".strip()


def find_annexes(layout: Layout, start: int) -> tuple[Annex, ...]:
    """The annexes of a document in which the signature ends before the block ``start``."""
    annexes: list[Annex] = []
    for at in range(start, len(layout.blocks)):
        block = layout.blocks[at]
        if isinstance(block, Par) and (number := _label_number(block)) is not None:
            if annexes:
                annexes[-1].end = at
            annexes.append(Annex(block.lines()[0], number, at, len(layout.blocks), block.section))
    for annex in annexes:
        _read(layout, annex)
    return tuple(annexes)


def _label_number(par: Par) -> str | None:
    """What stands after "Phụ lục" in a label; None where the paragraph is no label."""
    lines = par.lines()
    if not lines:
        return None
    found = _LABEL.fullmatch(lines[0].text)
    if style_key(par.style) == style_key(names.ANNEX):
        return found[1] or "" if found else ""
    if found is None:
        return None
    stands_out = par.format.align == "center" or all(look.bold for look in lines[0].looks)
    return found[1] or "" if stands_out else None


def _read(layout: Layout, annex: Annex) -> None:
    """Title and reference line: what stands above the first table or ordinary paragraph."""
    annex.titles += [line for line in annex.label.par.lines() if line.text != annex.label.text]
    for block in layout.blocks[annex.start + 1 : annex.end]:
        if isinstance(block, Table):
            break
        if not block.text:
            continue
        line = block.line
        if style_key(block.style) == style_key(names.ANNEX_REFERENCE) or _REFERENCE.match(block.text):
            annex.reference = line
            break
        if style_key(block.style) != style_key(names.ANNEX_TITLE) and not _is_title(block):
            break
        annex.titles += block.lines()


def _is_title(par: Par) -> bool:
    return par.format.align == "center" or all(look.bold for look in par.line.looks)
