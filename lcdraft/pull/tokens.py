"""A source cut into tokens, each with what it shows in the document: a letter, a mark, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lcdraft.anchors import BOLD, ITALIC, NOTE, PARA
from lcdraft.pull.tracing import EXPRESSION

__all__ = ["Token", "opening_marker", "tokenize"]

_HEADING_ID = re.compile(r"\{#[^}\n]*\}")
_BLANKS = re.compile(r"[ \t\n\u00a0]+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKER = re.compile(r"[ \t]*(?:#{1,6}|[-+*]|\d{1,9}[.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a source: ``shown`` holds the characters of which it may show one; nothing where it shows none.

    ``evaluated`` marks what Jinja replaces by something unknown.
    """

    start: int
    end: int
    shown: str
    evaluated: bool = False


@lru_cache(maxsize=512)
def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a source, in order and without holes."""
    tokens: list[Token] = []
    at = 0
    notes = 0
    if (marker := _MARKER.match(text)) is not None:
        tokens.append(Token(0, marker.end(), ""))
        at = marker.end()
    while at < len(text):
        token = _next(text, at, notes)
        if token.shown == NOTE[0]:
            notes += 1
        elif token.shown == NOTE[1]:
            notes -= 1
        tokens.append(token)
        at = token.end
    return tuple(tokens)


def opening_marker(text: str) -> str:
    """The marker of a heading or item that a text opens with, or nothing."""
    found = _MARKER.match(text)
    return found[0] if found else ""


def _next(text: str, at: int, notes: int) -> Token:
    sign = text[at]
    if sign == "{":
        if (found := EXPRESSION.match(text, at)) is not None:
            return Token(at, found.end(), "", evaluated=True)
        if (found := _HEADING_ID.match(text, at)) is not None:
            return Token(at, found.end(), "")
    if sign in " \t\n\u00a0":
        return _blank(text, at)
    if sign == "\\" and (found := _ESCAPE.match(text, at)) is not None:
        return Token(at, found.end(), found[1])
    if text.startswith("^[", at):
        return Token(at, at + 2, NOTE[0])
    if sign == "]" and notes:
        return Token(at, at + 1, NOTE[1])
    if text.startswith(("**", "__"), at):
        return Token(at, at + 2, "".join(BOLD))
    if sign in "*_":
        return Token(at, at + 1, "".join((sign, *ITALIC)))
    if sign == "|":
        return Token(at, at + 1, "|")
    return Token(at, at + 1, sign)


def _blank(text: str, at: int) -> Token:
    """Blanks show as one; with an empty line, or a list marker behind them, as the end of a paragraph."""
    found = _BLANKS.match(text, at)
    assert found is not None
    end, lines = found.end(), found[0].count("\n")
    if lines:
        marker = _MARKER.match(text, text.rfind("\n", at, end) + 1)
        if (
            marker is not None
            and marker.end() >= end
            and (lines > 1 or not text[marker.end() : marker.end() + 1].islower())
        ):
            return Token(at, marker.end(), PARA)
        if lines > 1:
            return Token(at, end, PARA)
    return Token(at, end, " ")
