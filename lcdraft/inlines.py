"""Operations on rows of inlines that readers and writers share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lcdraft.document import Emphasis, Footnote, Inline, LineBreak, Span, Strong, Text

__all__ = ["GAP", "drop_prefix", "text_length", "tidy_inlines"]

GAP = "[…]"
"""What is printed where a figure has no value yet."""


def tidy_inlines(inlines: Iterable[Inline], *, merge_spans: bool = False) -> tuple[Inline, ...]:
    """The same text in its plainest form, the one in which two documents can be compared.

    Neighbouring texts become one, so do neighbouring bold and italic runs; bold in bold is bold; blanks
    at the edge of a run move outside it; blanks at both ends of the row go, as do empty runs. Word cuts
    text into runs anywhere, so this loses nothing that a reader can see.
    With ``merge_spans`` a computed text becomes plain text, in which each gap stands by itself, in bold.
    """
    row = _tidy(inlines, merge_spans=merge_spans, inside=frozenset())
    return tuple(_trim(row))


def drop_prefix(inlines: Sequence[Inline], count: int) -> tuple[Inline, ...]:
    """The inlines without their first ``count`` characters of text; notes and origins stay where they were."""
    kept: list[Inline] = []
    for inline in inlines:
        if count <= 0:
            kept.append(inline)
            continue
        match inline:
            case Text(text) | Span(text):
                if len(text) > count:
                    kept.append(_with_text(inline, text[count:]))
            case Strong(children) | Emphasis(children):
                rest = drop_prefix(children, count)
                if rest:
                    kept.append(type(inline)(rest))
            case Footnote():
                kept.append(inline)
        count -= text_length((inline,))
    return tuple(kept)


def text_length(inlines: Iterable[Inline]) -> int:
    """The number of characters that `inlines_text` would give, notes left out."""
    total = 0
    for inline in inlines:
        match inline:
            case Text(text) | Span(text):
                total += len(text)
            case Strong(children) | Emphasis(children):
                total += text_length(children)
            case LineBreak():
                total += 1
    return total


def _with_text(inline: Text | Span, text: str) -> Text | Span:
    return Text(text) if isinstance(inline, Text) else replace(inline, text=text)


def _tidy(inlines: Iterable[Inline], *, merge_spans: bool, inside: frozenset[type]) -> list[Inline]:
    row: list[Inline] = []
    for inline in inlines:
        match inline:
            case Span(text, gap=True) if merge_spans:
                for child in _tidy(_bold_gaps(text), merge_spans=False, inside=inside):
                    _append(row, child)
            case Text(text) | Span(text):
                if text:
                    _append(row, Text(text) if merge_spans else inline)
            case Strong(children) | Emphasis(children):
                kind = type(inline)
                below = _tidy(children, merge_spans=merge_spans, inside=inside | {kind})
                if kind in inside:
                    for child in below:
                        _append(row, child)
                else:
                    before, middle, after = _split_edges(below)
                    _append_text(row, before)
                    if middle:
                        _append(row, kind(tuple(middle)))
                    _append_text(row, after)
            case _:
                row.append(inline)
    return row


def _bold_gaps(text: str) -> Iterator[Inline]:
    if GAP not in text:
        yield Strong((Text(text),))
        return
    for position, part in enumerate(text.split(GAP)):
        if position:
            yield Strong((Span(GAP, gap=True),))
        yield Text(part)


def _append(row: list[Inline], inline: Inline) -> None:
    last = row[-1] if row else None
    match last, inline:
        case Text(before), Text(text):
            row[-1] = Text(before + text)
        case (Strong(before), Strong(children)) | (Emphasis(before), Emphasis(children)):
            joined: list[Inline] = list(before)
            for child in children:
                _append(joined, child)
            row[-1] = Strong(tuple(joined)) if isinstance(inline, Strong) else Emphasis(tuple(joined))
        case _:
            row.append(inline)


def _append_text(row: list[Inline], text: str) -> None:
    if text:
        _append(row, Text(text))


def _split_edges(row: list[Inline]) -> tuple[str, list[Inline], str]:
    """Blanks before, the rest, blanks after: only plain text gives up its blanks."""
    before = after = ""
    if row and isinstance(row[0], Text):
        text = row[0].text
        before = text[: len(text) - len(text.lstrip())]
        row[0:1] = [Text(text.lstrip())] if text.strip() else []
    if row and isinstance(row[-1], Text):
        text = row[-1].text
        after = text[len(text.rstrip()) :]
        row[-1:] = [Text(text.rstrip())] if text.strip() else []
    return before, row, after


def _trim(row: list[Inline]) -> list[Inline]:
    _, kept, _ = _split_edges(row)
    return kept
