"""The elements above the text: state and motto, agency, number, place and date, kind, subject, addressees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lcdraft import wordml as names
from lcdraft.audit.layout import Layout, Line, Par, Table
from lcdraft.frame import is_motto, is_state
from lcdraft.read.headings import is_capitals, match_heading
from lcdraft.text import fold
from lcdraft.wordml import style_key

__all__ = ["DrawnRule", "Head", "find_head"]

_TOP_BLOCKS = 25
_TOP_TABLES = 3
_NUMBER = re.compile(r"(?i)số\s*(?::|[\d.…\s]*/)")
_DATE = re.compile(r"(?i)ngày\b.*\btháng\b.*\bnăm\b")
_TYPED_RULE = re.compile(r"[\s_*=\-–—─]{3,}")
_ADDRESSED = re.compile(r"(?i)kính gửi\s*:?")
_DASH = re.compile(r"\s*[-–—+]")
_KINDS = frozenset(
    fold(kind)
    for kind in (
        *("báo cáo", "nghị quyết", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo", "thông báo"),
        *("hướng dẫn", "chương trình", "kế hoạch", "phương án", "đề án", "dự án", "biên bản", "tờ trình", "công điện"),
    )
)
_LONGEST_KIND = 40
_MOST_SUBJECT_LINES = 6
_BLANKS_TO_RULE = 3


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """A rule below a line of text.

    ``kind`` is ``border``, ``drawing``, ``underline`` or ``typed``; ``length`` in twips, None where the file does
    not tell. ``left`` and ``right`` are the free spaces beside a border.
    """

    kind: str
    par: Par
    length: int | None = None
    left: int = 0
    right: int = 0


@dataclass(eq=False, slots=True)
class Head:
    """What was found above the text; ``end`` counts the top-level blocks that belong to it."""

    table: Table | None = None
    state: Line | None = None
    motto: Line | None = None
    superior: list[Line] = field(default_factory=list)
    agency: list[Line] = field(default_factory=list)
    number: Line | None = None
    place_date: Line | None = None
    kind: Line | None = None
    subject: list[Line] = field(default_factory=list)
    addressed: Par | None = None
    addressees: list[Par] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    rules: dict[str, DrawnRule] = field(default_factory=dict)
    """Rules below ``motto``, ``agency`` and ``subject``."""
    loose_lines: int = 0
    """Drawn lines of which the file does not tell what they stand under."""
    end: int = 0


def find_head(layout: Layout) -> Head:
    """The elements at the top of a document."""
    head = Head()
    at = _letterhead(layout, head)
    at = _title(layout, head, at)
    head.end = _addressees(layout, head, at)
    _find_rules(layout, head)
    return head


# Letterhead


def _letterhead(layout: Layout, head: Head) -> int:
    """Take the table that holds the name of the state, or the paragraphs that stand for it; where they end."""
    tables = [(at, block) for at, block in enumerate(layout.blocks[:_TOP_BLOCKS]) if isinstance(block, Table)]
    for at, table in tables[:_TOP_TABLES]:
        if any(_is_state(line) for par in table.pars for line in par.lines()):
            head.table = table
            for row in table.rows:
                for position, cell in enumerate(row.cells):
                    for line in cell.lines():
                        _take(line, head, on_left=position == 0)
            _tell_superior(head)
            return at + 1
    return _typed_letterhead(layout, head)


def _typed_letterhead(layout: Layout, head: Head) -> int:
    """A letterhead without a table: lines side by side, kept apart by tabs."""
    end = 0
    for at, block in enumerate(layout.blocks[:_TOP_BLOCKS]):
        if isinstance(block, Table):
            break
        lines = block.lines(at_tabs=True)
        if any(fold(line.text) in _KINDS or _is(line, names.KIND) for line in lines):
            break
        known = [line for line in lines if _is_known(line)]
        if known:
            for line in lines:
                _take(line, head, on_left=line is lines[0] and line.parted)
            end = at + 1
    if head.state is None and head.motto is None:
        return 0
    _tell_superior(head)
    return end


def _is_known(line: Line) -> bool:
    return bool(_is_state(line) or _is_motto(line) or _NUMBER.match(line.text) or _DATE.search(line.text))


def _is_state(line: Line) -> bool:
    """The name of the state, be it misspelt further on."""
    return _is(line, names.MOTTO_STATE) or is_state(line.text) or fold(line.text).startswith("cộng hòa xã hội")


def _is_motto(line: Line) -> bool:
    return _is(line, names.MOTTO) or is_motto(line.text) or fold(line.text).startswith("độc lập")


def _take(line: Line, head: Head, *, on_left: bool) -> None:
    """Put a line of the letterhead where it belongs."""
    text = line.text
    if _is_state(line) and head.state is None:
        head.state = line
    elif _is_motto(line) and head.motto is None:
        head.motto = line
    elif (_is(line, names.NUMBER_LINE) or _NUMBER.match(text)) and head.number is None:
        head.number = line
    elif (_is(line, names.PLACE_DATE) or _DATE.search(text)) and head.place_date is None:
        head.place_date = line
    elif _is(line, names.SUPERIOR):
        head.superior.append(line)
    elif _is(line, names.AGENCY) or (on_left and head.number is None and not _TYPED_RULE.fullmatch(text)):
        head.agency.append(line)
    elif not _TYPED_RULE.fullmatch(text):
        head.others.append(line)


def _tell_superior(head: Head) -> None:
    """Names that are not bold stand above the agency's own, which is."""
    if head.superior or any(_is(line, names.AGENCY) for line in head.agency):
        return
    bold = [all(look.bold for look in line.looks) for line in head.agency]
    if True in bold:
        first = bold.index(True)
        head.superior, head.agency = head.agency[:first], head.agency[first:]


# Kind, subject, addressees


def _title(layout: Layout, head: Head, at: int) -> int:
    """Kind and subject below the letterhead; where they end."""
    end = at
    for block in layout.blocks[at:]:
        if isinstance(block, Table):
            break
        lines = block.lines()
        if head.kind is None:
            if lines and not _is_kind(lines[0], head):
                break
            if lines:
                head.kind = lines[0]
                head.subject += lines[1:]
        elif lines and _TYPED_RULE.fullmatch(block.text) is None:
            if not _continues_subject(block, head):
                break
            head.subject += lines
        end += 1
        if block.ends_section:
            break
    return end if head.kind is not None else at


def _is_kind(line: Line, head: Head) -> bool:
    if _is(line, names.KIND) or fold(line.text) in _KINDS:
        return True
    # Below a letterhead any line in capitals in the middle is the name of a kind.
    known = head.state is not None and line.par.format.align == "center"
    return known and is_capitals(line.text) and len(line.text) <= _LONGEST_KIND and match_heading(line.text) is None


def _continues_subject(par: Par, head: Head) -> bool:
    if style_key(par.style) == style_key(names.SUBJECT):
        return True
    if names.is_ours(par.style) or par.label is not None or len(head.subject) >= _MOST_SUBJECT_LINES:
        return False
    if par.format.align != "center" or match_heading(par.text) or _ADDRESSED.match(par.text):
        return False
    # A title in capitals below a subject in small letters belongs to the text.
    return not head.subject or not is_capitals(par.text) or is_capitals(head.subject[-1].text)


def _addressees(layout: Layout, head: Head, at: int) -> int:
    """ "Kính gửi" and the lines that belong to it; where the head ends."""
    end = at
    for offset, block in enumerate(layout.blocks[at:], start=at + 1):
        if isinstance(block, Table):
            if head.addressed is None and _take_addressed_table(block, head):
                end = offset
            break
        if not block.text:
            continue
        if head.addressed is None:
            if not (_ADDRESSED.match(block.text) or style_key(block.style) == style_key(names.ADDRESSEES)):
                break
            head.addressed = block
        elif style_key(block.style) == style_key(names.ADDRESSEE_LINE) or (
            not names.is_ours(block.style) and _DASH.match(block.printed) and _ends_open(head)
        ):
            head.addressees.append(block)
        else:
            break
        end = offset
    return end


def _take_addressed_table(table: Table, head: Head) -> bool:
    """Take "Kính gửi" where a table without lines keeps the names in a column of their own."""
    pars = [par for par in table.pars if par.text]
    if table.bordered or not pars or not _ADDRESSED.match(pars[0].text):
        return False
    head.addressed, head.addressees = pars[0], pars[1:]
    return True


def _ends_open(head: Head) -> bool:
    """True while the list of addressees is not closed by a full stop."""
    last = head.addressees[-1] if head.addressees else head.addressed
    return last is not None and not last.text.endswith(".")


# Rules


def _find_rules(layout: Layout, head: Head) -> None:
    used: set[int] = set()
    for name, lines in (
        ("motto", [head.motto] if head.motto else []),
        ("agency", head.agency),
        ("subject", head.subject),
    ):
        if lines:
            found = _rule_below(layout, lines, head, used)
            if found is not None:
                head.rules[name] = found
                used.add(id(found.par))
    region = [par for block in layout.blocks[: head.end + 2] for par in _pars(block)]
    head.loose_lines = sum(len(par.drawn) for par in region if id(par) not in used)


def _rule_below(layout: Layout, lines: Sequence[Line], head: Head, used: set[int]) -> DrawnRule | None:
    last = lines[-1].par
    if any(look.underline for line in lines for look in line.looks):
        return DrawnRule("underline", last)
    neighbours = _neighbours(layout, last)
    after = neighbours[neighbours.index(last) + 1 :] if last in neighbours else []
    if last.format.border_bottom:
        return _border(layout, last)
    for blanks, par in enumerate(after):
        if blanks >= _BLANKS_TO_RULE:
            break
        if par.text:
            if _TYPED_RULE.fullmatch(par.text):
                return DrawnRule("typed", par)
            break
        if par.format.border_top or par.format.border_bottom:
            return _border(layout, par)
        if par.drawn and id(par) not in used:
            return DrawnRule("drawing", par, par.drawn[0])
    typed = next((line for line in last.lines() if _TYPED_RULE.fullmatch(line.text)), None)
    if typed is not None:
        return DrawnRule("typed", last)
    own = [line.par for line in lines] + ([head.kind.par] if head.kind is not None and lines == head.subject else [])
    anchors: Iterable[Par] = [*own, *(last.cell.pars if last.cell is not None else ())]
    for par in anchors:
        if par.drawn and id(par) not in used:
            return DrawnRule("drawing", par, par.drawn[0])
    return None


def _border(layout: Layout, par: Par) -> DrawnRule:
    width = layout.column_width(par)
    length = None if width is None else width - par.format.left - par.format.right
    return DrawnRule("border", par, length, par.format.left, par.format.right)


def _neighbours(layout: Layout, par: Par) -> Sequence[Par]:
    """The paragraphs of the same cell, or of the body outside tables."""
    if par.cell is not None:
        return par.cell.pars
    return [block for block in layout.blocks if isinstance(block, Par)]


def _pars(block: Par | Table) -> Iterable[Par]:
    return (block,) if isinstance(block, Par) else block.pars


def _is(line: Line, style: str) -> bool:
    return style_key(line.par.style) == style_key(style)
