"""The elements below the text: who receives copies, who signs and by what right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lcdraft import wordml as names
from lcdraft.audit.layout import Layout, Line, Par, Table
from lcdraft.frame import RECIPIENTS
from lcdraft.read.headings import is_capitals
from lcdraft.text import fold
from lcdraft.wordml import style_key

__all__ = ["Ending", "find_ending"]

_AUTHORITY = re.compile(r"(TM|KT|TL|TUQ|Q)\.\s*\S")
_DASH = re.compile(r"\s*[-–—+]")
_NAME = re.compile(r"(?:\w+\.\s*)*[A-ZĐÀ-Ỹ]\S*(?:\s+[A-ZĐÀ-Ỹ]\S*){1,6}")
_SPACE_FOR_NAME = 800
"""Twips above a line that set it apart as the name of who signs."""
_MOST_PARAGRAPHS = 45


@dataclass(eq=False, slots=True)
class Ending:
    """What was found; ``start`` and ``end`` count top-level blocks, ``start`` is None where there is no ending."""

    table: Table | None = None
    label: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    authority: list[Line] = field(default_factory=list)
    signer: Line | None = None
    space: int | None = None
    """Twips between the lines above the signature and the name; None where there is no name."""
    has_picture: bool = False
    start: int | None = None
    end: int = 0


def find_ending(layout: Layout, start: int) -> Ending:
    """The signature block of a document whose text begins at the block ``start``."""
    for at in range(start, len(layout.blocks)):
        block = layout.blocks[at]
        if isinstance(block, Table) and _is_signature(block):
            ending = Ending(block, start=at, end=at + 1)
            _read_table(block, ending)
            return ending
    return _typed_ending(layout, start)


def _is_signature(table: Table) -> bool:
    """True for a table one of whose columns opens by saying who receives copies, or by whose right is signed."""
    if not table.rows or max(len(row.cells) for row in table.rows) > 3:
        return False
    firsts = [lines[0] for row in table.rows[:1] for cell in row.cells if (lines := cell.lines())]
    return any(_is_label(line) for line in firsts) or any(
        _is(line, names.AUTHORITY) or (len(table.rows) <= 3 and _AUTHORITY.match(line.text)) for line in firsts
    )


def _read_table(table: Table, ending: Ending) -> None:
    columns: dict[int, list[Par]] = {}
    for row in table.rows:
        for cell in row.cells:
            columns.setdefault(cell.column, []).extend(cell.pars)
    texts = {column: [line for par in pars for line in par.lines()] for column, pars in columns.items()}
    side = next((column for column, lines in texts.items() if lines and _is_label(lines[0])), None)
    if side is not None:
        ending.label, *ending.recipients = texts[side]
    others = [column for column, lines in texts.items() if column != side and (lines or columns[column])]
    if others:
        _read_signature(columns[others[-1]], ending)


def _read_signature(pars: list[Par], ending: Ending) -> None:
    """Authority above, name below, and the space between them."""
    ending.has_picture = any(par.has_object for par in pars)
    lines = list(_without_asides([line for par in pars for line in par.lines()]))
    if not lines:
        return
    last = lines[-1]
    styled = any(_is(line, names.AUTHORITY) or _is(line, names.SIGNER) for line in lines)
    if styled:
        named = [line for line in lines if _is(line, names.SIGNER)]
    else:
        named = [last] if _is_name(last, pars, lines) else []
    ending.signer = named[-1] if named else None
    ending.authority = [line for line in lines if line not in named]
    if ending.signer is not None and ending.authority:
        ending.space = _space(pars, ending.authority[-1], ending.signer)


def _without_asides(lines: list[Line]) -> Iterator[Line]:
    """The lines that are not in brackets, such as "(Chữ ký, dấu)" or "[đã ký]", be it over several lines."""
    inside = False
    for line in lines:
        inside = inside or line.text.startswith(("(", "["))
        if not inside:
            yield line
        elif line.text.endswith((")", "]")):
            inside = False


def _is_name(line: Line, pars: list[Par], lines: list[Line]) -> bool:
    if len(lines) > 1 and _space(pars, lines[-2], line) >= _SPACE_FOR_NAME:
        return True
    return not is_capitals(line.text) and _NAME.fullmatch(line.text) is not None and len(lines) > 1


def _space(pars: list[Par], above: Line, below: Line) -> int:
    """The height in twips between two lines: empty lines, and the distances of the paragraphs."""
    first, last = pars.index(above.par), pars.index(below.par)
    height = 0
    if first == last:
        text = "".join(run.text for run in below.par.runs)
        between = text[text.find(above.text) + len(above.text) : text.rfind(below.text)]
        return round(max(between.count("\n") - 1, 0) * 20 * below.size * 1.15)
    for par in pars[first + 1 : last]:
        size = max((run.look.size for run in par.runs), default=par.mark.size)
        lines = 1 + sum(run.text.count("\n") for run in par.runs)
        each = par.format.line if par.format.line_rule == "exact" else round(size * 23 * par.format.line / 240)
        height += par.format.before + par.format.after + each * lines
    own = "".join(run.text for run in below.par.runs)
    leading = len(own) - len(own.lstrip("\n"))
    return height + pars[first].format.after + below.par.format.before + round(leading * below.size * 23)


def _typed_ending(layout: Layout, start: int) -> Ending:
    """A signature without a table: lines side by side, kept apart by tabs, from "Nơi nhận" on."""
    ending = Ending(end=len(layout.blocks))
    pars = [(at, block) for at, block in enumerate(layout.blocks) if at >= start and isinstance(block, Par)]
    opened = next((at for at, par in pars if any(_is_label(line) for line in par.lines(at_tabs=True))), None)
    if opened is None:
        return ending
    above = [at for at, par in pars if at < opened and _AUTHORITY.match(par.text) and is_capitals(par.text)]
    if above and opened - above[0] < _MOST_PARAGRAPHS:
        opened = above[0]
    ending.start = opened
    left, right = list[Line](), list[Line]()
    for at, par in pars:
        if at < opened or at >= opened + _MOST_PARAGRAPHS:
            continue
        ending.end = at + 1
        for line in par.lines(at_tabs=True):
            (left if _belongs_left(line) else right).append(line)
        if par.ends_section:
            break
    ending.label = next((line for line in left if _is_label(line)), None)
    ending.recipients = [line for line in left if line is not ending.label]
    right = list(_without_asides(right))
    ending.authority = [line for line in right if is_capitals(line.text)]
    names_below = [line for line in right if not is_capitals(line.text)]
    ending.signer = names_below[-1] if names_below else None
    return ending


def _belongs_left(line: Line) -> bool:
    return _is_label(line) or _DASH.match(line.text) is not None


def _is_label(line: Line) -> bool:
    text = fold(line.text)
    return _is(line, names.RECIPIENTS) or text == fold(RECIPIENTS.rstrip(":")) or text.startswith(fold(RECIPIENTS))


def _is(line: Line, style: str) -> bool:
    return style_key(line.par.style) == style_key(style)
