"""The rows of a comparison as HTML: each once, with what was there and what is there now marked in the text.

The two columns are made of this by the script of the page, which leaves out one or the other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from lcdraft.anchors import NOTE, PARA
from lcdraft.diff.model import CELL, LineKind, Piece, Row, Status
from lcdraft.diff.show.entries import notes_changed, row_kinds
from lcdraft.diff.show.tokens import Sign, Token, shown_pieces
from lcdraft.diff.show.words import KIND_NAMES, place_words, printable

__all__ = ["HtmlRows", "escape", "figure_link", "marked_tokens"]

_TAGS = {Status.ADDED: "ins", Status.REMOVED: "del", Status.EQUAL: "span"}
_CELLS = {Status.ADDED: "cell new", Status.REMOVED: "cell gone", Status.EQUAL: "cell"}
_SIGNS = re.compile(f"([{NOTE[0]}{NOTE[1]}{CELL}{PARA}\n])")
_OPENING = " [chú thích: "
_DEEPEST_HEADING = 6
_HIGHEST_HEADING = 3


def escape(text: str) -> str:
    """Text that means nothing to HTML."""
    return html.escape(printable(text))


def figure_link(index: int) -> str:
    """The id of the place of a figure in the text."""
    return f"f-{index + 1}"


class HtmlRows:
    """Writes rows.

    ``tables`` says for every row of a table which table of the page it belongs to, ``wide`` which of those are too
    wide to stand in half a window.
    """

    def __init__(self, rows: Sequence[Row], tables: Sequence[int | None], wide: Set[int] = frozenset()) -> None:
        self._rows = rows
        self._tables = tables
        self._wide = wide
        self._linked: set[int] = set()
        self._number = 0

    def row(self, index: int) -> str:
        """A row whose id is its index; a change says its number, its kinds and its place."""
        row = self._rows[index]
        text = self._text(index)
        if row.status is Status.EQUAL:
            return f'<div class="row eq">{text}</div>'
        if row.status is Status.MOVED_AWAY:
            told = f"Trước ở {escape(place_words(row.line))} · {self._link(row, 'đã chuyển đến')}"
            meta = f'<p class="meta"><span>{told}</span></p>'
            return f'<div class="row away" id="d-{index}" data-k="moved">{meta}{text}</div>'
        self._number += 1
        kinds = row_kinds(row)
        noted = notes_changed(row)
        keys = " ".join([*(kind.value for kind in kinds), *(("note",) if noted else ())])
        names = [KIND_NAMES[kind] for kind in kinds] + ["chú thích"] * noted
        place = place_words(row.line)
        label = escape(f"Thay đổi {self._number}: {', '.join(names)}; {place}")
        tags = "".join(
            f'<span class="tag k-{key}">{name}</span>' for key, name in zip(keys.split(), names, strict=True)
        )
        moved = f" · {self._link(row, 'trước ở')}" if row.status is Status.MOVED else ""
        meta = f'<span class="no">{self._number}</span>{tags}<span class="at">{escape(place)}{moved}</span>'
        return (
            f'<div class="row ch {row.status.value}" id="d-{index}" data-k="{keys}" tabindex="-1" role="group"'
            f' aria-label="{label}"><p class="meta">{meta}</p>{text}</div>'
        )

    def _link(self, row: Row, said: str) -> str:
        if row.twin is None:
            return f"{said} {escape(place_words(row.old))}" if row.old is not None else said
        twin = self._rows[row.twin]
        return f'{said} <a href="#d-{row.twin}">{escape(place_words(twin.line)) or "chỗ khác"}</a>'

    def _text(self, index: int) -> str:
        row = self._rows[index]
        line = row.line
        if line.kind is LineKind.ROW:
            table = self._tables[index]
            shape = f"{' head' if line.header else ''}{' wide' if table in self._wide else ''}"
            return f'<div class="text cells t{table}{shape}">{self._cells(row)}</div>'
        content = "".join(self._marked(row))
        if line.kind is LineKind.HEADING:
            tag = f"h{min(max(line.level, 1) + _HIGHEST_HEADING - 1, _DEEPEST_HEADING)}"
            return f'<{tag} class="text">{content}</{tag}>'
        shape = {LineKind.FRAME: " frame", LineKind.BASIS: " basis"}.get(line.kind, "")
        level = f" i{min(max(line.level, 1), 3)}" if line.kind is LineKind.ITEM else ""
        return f'<div class="text{shape}{level}">{content}</div>'

    def _cells(self, row: Row) -> str:
        return f'<span class="{_CELLS.get(row.status, "cell")}">{"".join(self._marked(row))}</span>'

    def _marked(self, row: Row) -> Iterator[str]:
        """The pieces of a row, every stretch of a status in a tag of its own, so that tags never cross."""
        pieces = shown_pieces(row)
        noted = {Status.REMOVED: False, Status.ADDED: False}
        last = {piece.figure: number for number, piece in enumerate(pieces) if piece.figure is not None}
        for number, piece in enumerate(pieces):
            if piece.status is Status.ADDED and number and pieces[number - 1].status is Status.REMOVED:
                yield "<wbr>"
            linked = piece.figure is not None and last[piece.figure] == number
            for part in _SIGNS.split(piece.text):
                if part == CELL:
                    yield f'</span><span class="{_CELLS[piece.status]}">'
                elif part in (PARA, "\n"):
                    yield _tagged("<br>", piece.status) if part == "\n" else _tagged(" ¶ ", piece.status)
                elif part in NOTE and part:
                    for side in (piece.status,) if piece.status in noted else noted:
                        noted[side] = part == NOTE[0]
                    yield _tagged(_OPENING if part == NOTE[0] else "]", piece.status, note=True)
                elif part:
                    inside = noted.get(piece.status, any(noted.values()))
                    yield self._piece(piece, part, note=inside, linked=linked)

    def _piece(self, piece: Piece, text: str, *, note: bool, linked: bool) -> str:
        content = escape(text)
        if piece.figure is None:
            return _tagged(content, piece.status, note=note)
        key = f' data-f="{piece.figure + 1}"'
        if linked:
            anchor = "" if piece.figure in self._linked else f' id="{figure_link(piece.figure)}"'
            self._linked.add(piece.figure)
            content = f'<a{anchor} href="#s-{piece.figure + 1}" title="Về dòng này của bảng số liệu">{content}</a>'
        return _tagged(content, piece.status, note=note, figure=key)


def _tagged(content: str, status: Status, *, note: bool = False, figure: str = "") -> str:
    shape = " ".join(name for name, holds in (("n", note), ("f", bool(figure))) if holds)
    if status is Status.EQUAL and not shape:
        return content
    tag = _TAGS.get(status, "span")
    shown = f' class="{shape}"' if shape else ""
    return f"<{tag}{shown}{figure}>{content}</{tag}>"


def marked_tokens(tokens: Sequence[Token]) -> str:
    """Words near a change, marked; for lists outside of the text."""
    parts: list[str] = []
    last = Status.EQUAL
    for status, group in groupby(tokens, key=lambda token: token.status):
        words = "".join(_word(token) for token in group)
        blank = " " if words[:1] == " " or (last is not Status.EQUAL and status is not Status.EQUAL) else ""
        parts.append(blank + _tagged(words.strip(), status))
        last = status
    return "".join(parts).strip()


def _word(token: Token) -> str:
    match token.sign:
        case Sign.OPEN:
            return " [chú thích:"
        case Sign.CLOSE:
            return "]"
        case Sign.CELL:
            return " │"
        case Sign.BREAK:
            return " "
        case Sign.GAP:
            return " …"
        case Sign.WORD:
            return f"{' ' if token.blank else ''}{escape(token.text)}"
