"""From the characters of a paragraph to the tokens of the sources that they came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lcdraft.anchors import BOLD, PARA
from lcdraft.document import Span
from lcdraft.pull.tokens import Token, tokenize
from lcdraft.pull.tracing import Source, Tracer

__all__ = ["Spot", "fixed_units", "spots_of"]

_COMPUTED = "\ue108"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one character came from: the token ``index`` of a source, or a computed span."""

    source: Source | None = None
    index: int = 0
    span: Span | None = None

    @property
    def token(self) -> Token:
        assert self.source is not None
        return tokenize(self.source.text)[self.index]


def spots_of(traced: str, plain: str, tracer: Tracer) -> list[Spot | None]:
    """A spot for every character of ``plain``, the content of a paragraph; ``traced`` is the same content traced.

    None stands where nothing is known: what a template computed without telling, or another text altogether.
    """
    spots: list[Spot | None] = [None] * len(plain)
    if len(traced) != len(plain):
        return spots
    for at, sign in enumerate(traced):
        letter = tracer.look_up(sign)
        if letter is None or sign == plain[at]:
            if sign.casefold() != plain[at].casefold():
                return [None] * len(plain)
        elif letter.span is not None:
            spots[at] = Spot(span=letter.span)
        elif letter.source is not None and letter.original.casefold() == plain[at].casefold():
            index = _token_at(letter.source, letter.offset)
            if index is not None:
                spots[at] = Spot(letter.source, index)
    _extend(spots, plain, 1)
    _extend(spots, plain, -1)
    _fill_between(spots, plain)
    _fill_end(spots, plain)
    _dress_gaps(spots, plain)
    return spots


def _dress_gaps(spots: list[Spot | None], plain: str) -> None:
    """Let the marks of bold around a gap belong to it."""
    for at, sign in enumerate(plain):
        inside = at + 1 if sign == BOLD[0] else at - 1 if sign == BOLD[1] else -1
        if not 0 <= inside < len(plain) or spots[at] is not None:
            continue
        spot = spots[inside]
        if spot is not None and spot.span is not None and spot.span.gap:
            spots[at] = spot


def fixed_units(traced: Sequence[str], tracer: Tracer) -> set[int]:
    """Which paragraphs stand where a template has them, because words of a template or none of a passage are in them;
    ``traced`` are their traced contents."""
    fixed: set[int] = set()
    for at, content in enumerate(traced):
        found = [letter.source for sign in content if (letter := tracer.look_up(sign)) is not None and letter.source]
        if not found or any(source.key is None for source in found):
            fixed.add(at)
    return fixed


def _token_at(source: Source, offset: int) -> int | None:
    tokens = tokenize(source.text)
    low, high = 0, len(tokens) - 1
    while low <= high:
        middle = (low + high) // 2
        if tokens[middle].end <= offset:
            low = middle + 1
        elif tokens[middle].start > offset:
            high = middle - 1
        else:
            return middle
    return None


def _extend(spots: list[Spot | None], plain: str, step: int) -> None:
    """Let every known letter tell the letters behind it (``step`` 1) or before it (-1)."""
    order = range(len(plain)) if step > 0 else range(len(plain) - 1, -1, -1)
    for at in order:
        before = at - step
        if spots[at] is not None or not 0 <= before < len(plain):
            continue
        known = spots[before]
        if known is None or known.source is None:
            continue
        index = _neighbour(known.source, known.index, step, plain[at])
        if index is not None:
            spots[at] = Spot(known.source, index)


def _neighbour(source: Source, index: int, step: int, sign: str) -> int | None:
    """The token next to a token that shows ``sign``; blanks that official style leaves out are stepped over."""
    tokens = tokenize(source.text)
    index += step
    blanks = 0
    while 0 <= index < len(tokens):
        token = tokens[index]
        if token.evaluated:
            return None
        if sign in token.shown and token.shown:
            return index
        if token.shown and (token.shown != " " or blanks):
            return None
        blanks += token.shown == " "
        index += step
    return None


def _fill_between(spots: list[Spot | None], plain: str) -> None:
    """Between two letters of one source with expressions between them, find the literal text of the source."""
    known = [at for at, spot in enumerate(spots) if spot is not None and spot.source is not None]
    for left, right in pairwise(known):
        first, last = spots[left], spots[right]
        assert first is not None
        assert last is not None
        if right - left < 2 or first.source is not last.source or first.source is None or last.index <= first.index:
            continue
        shown = "".join(_COMPUTED if spots[at] is not None else plain[at] for at in range(left + 1, right))
        between = tokenize(first.source.text)[first.index + 1 : last.index]
        for offset, index in _matched(shown, between, first.index + 1).items():
            if spots[left + 1 + offset] is None:
                spots[left + 1 + offset] = Spot(first.source, index)


def _fill_end(spots: list[Spot | None], plain: str) -> None:
    """Behind the last letter of a source, the literal text between expressions up to the end of the paragraph."""
    known = [at for at, spot in enumerate(spots) if spot is not None and spot.source is not None]
    if not known or known[-1] == len(plain) - 1:
        return
    last = spots[known[-1]]
    assert last is not None
    assert last.source is not None
    tokens = tokenize(last.source.text)
    end = next((at for at in range(last.index + 1, len(tokens)) if tokens[at].shown == PARA), len(tokens))
    shown = "".join(_COMPUTED if spots[at] is not None else plain[at] for at in range(known[-1] + 1, len(plain)))
    for offset, index in _matched(shown, tokens[last.index + 1 : end], last.index + 1).items():
        if spots[known[-1] + 1 + offset] is None:
            spots[known[-1] + 1 + offset] = Spot(last.source, index)


def _matched(shown: str, tokens: Sequence[Token], first: int) -> dict[int, int]:
    """Which characters are shown by which tokens, where the tokens fit what is shown in one way."""
    pattern: list[str] = []
    groups: dict[int, int] = {}
    for index, token in enumerate(tokens, first):
        if token.evaluated:
            if not pattern or pattern[-1] != "(?:.*?)":
                pattern.append("(?:.*?)")
        elif token.shown:
            groups[len(groups) + 1] = index
            signs = "".join(re.escape(sign) for sign in token.shown)
            pattern.append(f"([{signs}])" if token.shown != " " else "( ?)")
    if len(groups) > 90 or len(tokens) > 400:
        return {}
    found = re.fullmatch("".join(pattern), shown, re.DOTALL)
    if found is None:
        return {}
    return {found.start(group): index for group, index in groups.items() if found[group]}
