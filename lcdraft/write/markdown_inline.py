"""Inlines as Markdown, escaped only where a character would act.

The rules of CommonMark for where ``**`` and ``_`` may open and close look at the characters around them. Where
those stand in the way ("**Trong đó:**a"), the neighbour is written as a numeric entity, which reads the same.
Bold is always ``**`` and italic ``_``, so that two runs that touch never melt into one row of stars.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lcdraft.document import Emphasis, Footnote, Inline, LineBreak, Span, Strong, Text
from lcdraft.inlines import GAP
from lcdraft.read.headings import match_heading, match_marker

__all__ = ["Marks", "entity", "escape", "guard_heading", "guard_item", "guard_marker", "render_inlines"]

_SPECIAL = re.compile(
    r"[\\`*_]"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)"  # tags and entities
    r"|\^(?=\[|\Z)|\[(?=\^|…\])|\](?=[(\[:])|!(?=\[)"  # notes, gaps, links
    r"|~(?=~)|(?<=~)~"
)
_CELL_SPECIAL = re.compile(rf"{_SPECIAL.pattern}|\|")
_BLOCK_START = re.compile(r"#{1,6}(?=\s|\Z)|[-+](?=\s|\Z)|>|-{2,}\s*\Z|=+\s*\Z")
_ORDERED_START = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")
_TASK_BOX = re.compile(r"\[(?=[ xX]\]\s)")
_FIRST_STOP = re.compile(r"[.)/]")


@dataclass(slots=True)
class _Delimiter:
    mark: str
    opens: bool


@dataclass(slots=True)
class _Raw:
    """Output that is Markdown already; it begins and ends with punctuation."""

    markdown: str


@dataclass(slots=True)
class _Literal:
    text: str
    encode_first: bool = False
    encode_last: bool = False


_Piece = _Delimiter | _Raw | _Literal


class Marks:
    """Numbers the notes in the order of their marks, and keeps them for the end of the document."""

    def __init__(self) -> None:
        self.notes: list[Footnote] = []

    def add(self, note: Footnote) -> str:
        self.notes.append(note)
        return f"[^{len(self.notes)}]"


def render_inlines(inlines: Iterable[Inline], marks: Marks, *, in_cell: bool = False) -> str:
    """One line of Markdown for inlines that `tidy_inlines` has put in order (spans merged)."""
    pieces = list(_pieces(inlines, marks, in_cell=in_cell))
    delimiters = [position for position, piece in enumerate(pieces) if isinstance(piece, _Delimiter)]
    # An entity is punctuation to the delimiter on its other side, which may need one in turn.
    while any(_clear_way(pieces, position) for position in delimiters):
        pass
    return "".join(_markdown(pieces, in_cell=in_cell))


def escape(text: str, *, in_cell: bool = False) -> str:
    """Text in which nothing acts as Markdown inside a line."""
    return (_CELL_SPECIAL if in_cell else _SPECIAL).sub(r"\\\g<0>", text)


def entity(character: str) -> str:
    """A character as a numeric entity: no rule of Markdown looks through it."""
    return f"&#{ord(character)};"


def guard_start(markdown: str) -> str:
    """The line so that its start opens no heading, list, quotation or rule."""
    if _BLOCK_START.match(markdown):
        return f"\\{markdown}"
    return _ORDERED_START.sub(r"\1\\\2", markdown, count=1) if markdown[:1].isdigit() else markdown


def guard_item(markdown: str) -> str:
    """The text of a list item so that its start opens nothing, nor is read as a box to tick."""
    return f"\\{markdown}" if _TASK_BOX.match(markdown) else guard_start(markdown)


def guard_marker(markdown: str) -> str:
    """A paragraph's line so that its start is not read as the marker of a list item."""
    guarded = guard_start(markdown)
    if match_marker(guarded) is None:
        return guarded
    if guarded[0].isascii() and not guarded[0].isalnum():
        return f"\\{guarded}"
    return _break_label(guarded)


def guard_heading(markdown: str, *, styled: bool) -> str:
    """A title so that its start is not read as the number of a heading; see `match_heading`."""
    return markdown if match_heading(markdown, styled=styled) is None else _break_label(markdown)


def _break_label(markdown: str) -> str:
    stop = _FIRST_STOP.search(markdown, 0, 6)
    if stop and markdown[: stop.start()].isalnum() and markdown[0].isascii():
        return f"{markdown[: stop.start()]}\\{markdown[stop.start() :]}"
    return entity(markdown[0]) + markdown[1:]


def _pieces(inlines: Iterable[Inline], marks: Marks, *, in_cell: bool) -> Iterator[_Piece]:
    for inline in inlines:
        match inline:
            case Span(text, gap=True) if text == GAP:
                yield _Raw(GAP)
            case Text(text) | Span(text):
                yield _Literal(re.sub(r"\r\n|[\r\n]", " ", text))
            case Strong(children) | Emphasis(children):
                mark = "**" if isinstance(inline, Strong) else "_"
                yield _Delimiter(mark, opens=True)
                yield from _pieces(children, marks, in_cell=in_cell)
                yield _Delimiter(mark, opens=False)
            case LineBreak():
                yield _Raw("<br/>" if in_cell else "<br>")
            case Footnote():
                yield _Raw(marks.add(inline))


def _clear_way(pieces: Sequence[_Piece], position: int) -> bool:
    """See to it that the delimiter at ``position`` can open (or close) where it stands; True if that took a change."""
    delimiter = pieces[position]
    assert isinstance(delimiter, _Delimiter)
    step = -1 if delimiter.opens else 1
    if _lets_pass(_neighbour(pieces, position, step)):
        return False
    if delimiter.mark == "**" and not _lets_pass(_neighbour(pieces, position, -step)):
        return False
    literal = pieces[position + step]
    assert isinstance(literal, _Literal)
    if delimiter.opens:
        literal.encode_last = True
    else:
        literal.encode_first = True
    return True


def _neighbour(pieces: Sequence[_Piece], position: int, step: int) -> str:
    """The character that stands next to a delimiter; Markdown that we wrote counts as punctuation."""
    if not 0 <= position + step < len(pieces):
        return " "
    piece = pieces[position + step]
    if not isinstance(piece, _Literal):
        return "*"
    encoded = piece.encode_first or piece.encode_last if len(piece.text) == 1 else False
    if encoded or (piece.encode_first if step > 0 else piece.encode_last):
        return ";"
    return piece.text[0] if step > 0 else piece.text[-1]


def _lets_pass(character: str) -> bool:
    """True for blanks and punctuation, beside which every delimiter can act."""
    return character.isspace() or character in "$+<=>^`|~" or unicodedata.category(character).startswith("P")


def _markdown(pieces: Sequence[_Piece], *, in_cell: bool) -> Iterator[str]:
    for position, piece in enumerate(pieces):
        match piece:
            case _Delimiter(mark):
                yield mark
            case _Raw(markdown):
                yield markdown
            case _Literal(text):
                before = after = ""
                if piece.encode_first:
                    before, text = entity(text[0]), text[1:]
                if piece.encode_last and text:
                    text, after = text[:-1], entity(text[-1])
                body = escape(text, in_cell=in_cell)
                follows_mark = position > 0 and isinstance(pieces[position - 1], _Raw)
                if follows_mark and not before and body.startswith(("(", ":", "[")):
                    body = f"\\{body}"
                yield f"{before}{body}{after}"
