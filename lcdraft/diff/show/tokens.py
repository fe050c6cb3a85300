"""What of a row is shown: its words with what became of each, and for a long one only what is near a change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from lcdraft.anchors import NOTE, PARA
from lcdraft.diff.model import CELL, LineKind, Piece, Row, Status
from lcdraft.diff.show.entries import labels_changed
from lcdraft.diff.show.words import printable

__all__ = ["GAP", "Sign", "Token", "clipped", "near_figure", "shortened", "shown_pieces", "tokens_of"]

_BEFORE, _AFTER = 9, 6
_OF_ONE_DRAFT = {
    Status.ADDED: Status.ADDED,
    Status.REMOVED: Status.REMOVED,
    Status.MOVED_AWAY: Status.EQUAL,  # it is not gone
}
_SHORT = 4
"""A gap of so few words is not worth its dots."""
_SMALL_ROW = 60
_PARTS = re.compile(f"([{NOTE[0]}{NOTE[1]}{CELL}{PARA}\n])")


class Sign(StrEnum):
    """What a token is."""

    WORD = "word"
    OPEN = "note-open"
    CLOSE = "note-close"
    CELL = "cell"
    BREAK = "break"
    GAP = "gap"


_SIGNS = {NOTE[0]: Sign.OPEN, NOTE[1]: Sign.CLOSE, CELL: Sign.CELL, PARA: Sign.BREAK, "\n": Sign.BREAK}


class Token(NamedTuple):
    """A word or a sign of a row; ``blank`` says that a blank stands before it."""

    text: str
    status: Status = Status.EQUAL
    sign: Sign = Sign.WORD
    blank: bool = True
    figure: int | None = None
    note: bool = False

    @property
    def different(self) -> bool:
        """Whether only one of the drafts has it."""
        return self.status is not Status.EQUAL


GAP = Token("…", sign=Sign.GAP)


def shown_pieces(row: Row) -> tuple[Piece, ...]:
    """The label and the text of a row as pieces; a label that changed is both, and so is another kind of line."""
    old, new = row.old, row.new
    if old is None or new is None:
        status = _OF_ONE_DRAFT[row.status]
        text = row.pieces or (Piece(status, row.line.text),)
        return (*_label(row.line.label, status), *text)
    pieces = row.pieces or (Piece(Status.EQUAL, new.text),)
    if old.label == new.label or not labels_changed(row):
        return (*_label(new.label, Status.EQUAL), *pieces)
    return (*_label(old.label, Status.REMOVED), *_label(new.label, Status.ADDED), *pieces)


def tokens_of(row: Row) -> list[Token]:
    """Every word of a row in order."""
    tokens: list[Token] = []
    noted = {Status.REMOVED: False, Status.ADDED: False}
    blank = False
    for status, group in groupby(shown_pieces(row), key=lambda piece: piece.status):
        pieces = list(group)
        text = "".join(piece.text for piece in pieces)
        if status is not Status.EQUAL and text and not text.strip():
            # Only --exact gets here: a blank that is a change of its own has to be seen.
            tokens.append(Token("␣" * len(text), status, blank=False, note=pieces[0].note))
            continue
        for piece in pieces:
            for part in _PARTS.split(piece.text):
                sign = _SIGNS.get(part)
                if sign is None:
                    inside = noted[status] if status in noted else noted[Status.ADDED] or noted[Status.REMOVED]
                    words = _words(part, piece, blank, note=inside)
                    tokens += words
                    blank = part[-1:].isspace() or (blank and not words)
                    continue
                if sign in (Sign.OPEN, Sign.CLOSE):
                    for side in (status,) if status in noted else noted:
                        noted[side] = sign is Sign.OPEN
                tokens.append(Token("", status, sign, blank=False))
                blank = sign is not Sign.CLOSE
    return tokens


def clipped(tokens: Sequence[Token], *, before: int = _BEFORE, after: int = _AFTER) -> list[Token]:
    """The tokens near a change, with a gap where words were left out; cells all stay, though not all their words."""
    if not any(token.different for token in tokens) or len(tokens) <= before + after:
        return list(tokens)
    kept = _near_changes(tokens, before, after)
    _keep_signs(tokens, kept)
    _close_small_gaps(tokens, kept)
    result: list[Token] = []
    for number, token in enumerate(tokens):
        if kept[number]:
            follows_gap = bool(result) and result[-1].sign is Sign.GAP
            result.append(token._replace(blank=True) if follows_gap and token.sign is Sign.WORD else token)
        elif not result or result[-1].sign is not Sign.GAP:
            result.append(GAP)
    return result


def shortened(row: Row, *, before: int = _BEFORE, after: int = _AFTER) -> list[Token]:
    """The tokens of a row as a view of little room shows them: a line that is new or gone, and a small row, whole."""
    tokens = tokens_of(row)
    if row.status not in (Status.CHANGED, Status.MOVED):
        return tokens
    if row.line.kind is LineKind.ROW and len(tokens) <= _SMALL_ROW:
        return tokens
    return clipped(tokens, before=before, after=after)


def near_figure(tokens: Sequence[Token], figure: int, *, before: int = 14, after: int = 10) -> list[Token]:
    """The words of a row around a figure, within its sentence: what a list of the places of a figure shows."""
    places = [number for number, token in enumerate(tokens) if token.figure == figure]
    if not places:
        return list(tokens[: before + after])
    first, last = places[0], places[-1]
    start = first
    while start > max(0, first - before) and not _stops(tokens[start - 1]):
        start -= 1
    end = last
    while (
        end < min(len(tokens) - 1, last + after) and not _stops(tokens[end]) and tokens[end + 1].sign is not Sign.CLOSE
    ):
        end += 1
    opening = [] if start == 0 or _stops(tokens[start - 1]) else [GAP]
    closing = [] if end == len(tokens) - 1 or _ends_sentence(tokens[end]) else [GAP]
    return [*opening, *tokens[start : end + 1], *closing]


def _stops(token: Token) -> bool:
    return _ends_sentence(token) or token.sign is Sign.OPEN


def _label(label: str, status: Status) -> tuple[Piece, ...]:
    return (Piece(status, f"{label} "),) if label else ()


def _words(part: str, piece: Piece, blank: bool, *, note: bool) -> list[Token]:
    words = printable(part).split()
    starts = blank or part[:1].isspace()
    return [
        Token(word, piece.status, blank=starts if number == 0 else True, figure=piece.figure, note=note)
        for number, word in enumerate(words)
    ]


def _near_changes(tokens: Sequence[Token], before: int, after: int) -> list[bool]:
    """Which tokens are changed, or near a change in the same sentence, without the notes beside it."""
    kept = [token.different for token in tokens]
    for number, token in enumerate(tokens):
        if not token.different:
            continue
        for near in range(number - 1, max(-1, number - before - 1), -1):
            if tokens[near].different or (near < number - 1 and _ends_sentence(tokens[near])):
                break
            if tokens[near].sign is Sign.CLOSE:
                break
            kept[near] = True
        for near in range(number + 1, min(len(tokens), number + after + 1)):
            if tokens[near].different or tokens[near].sign is Sign.OPEN:
                break
            kept[near] = True
            if _ends_sentence(tokens[near]):
                break
    return kept


def _ends_sentence(token: Token) -> bool:
    return token.text.endswith((".", ";"))


def _keep_signs(tokens: Sequence[Token], kept: list[bool]) -> None:
    """Cells always; the signs of a note where any word of it is kept, and neither where none is."""
    for number, token in enumerate(tokens):
        if token.sign is Sign.CELL:
            kept[number] = True
    for start, end in _notes(tokens):
        inside = any(kept[start + 1 : end])
        kept[start] = kept[start] or inside
        if end < len(tokens):
            kept[end] = kept[end] or kept[start]


def _notes(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for number, token in enumerate(tokens):
        if token.sign is Sign.OPEN and start is None:
            start = number
        elif token.sign is Sign.CLOSE and start is not None:
            yield start, number
            start = None
    if start is not None:
        yield start, len(tokens)


def _close_small_gaps(tokens: Sequence[Token], kept: list[bool]) -> None:
    number = 0
    for keep, group in groupby(list(kept)):
        size = len(list(group))
        if not keep and size <= _SHORT and not any(t.sign in (Sign.OPEN, Sign.CLOSE) for t in tokens[number:][:size]):
            kept[number : number + size] = [True] * size
        number += size
