"""Text of a finished document as a passage of a data file says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lcdraft.document import Emphasis, Footnote, Inline, LineBreak, Span, Strong, Table, Text

__all__ = ["passage_text", "sentences", "table_rows"]

_SPECIAL = re.compile(r"[\\`*_\[\]|~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<=\{)[{%#]|\^(?=\[)|!(?=\[)")
_STOP = re.compile(r"[.;!?…](?=\s+[^\W\d_a-zà-ỹ])")


def passage_text(inlines: Iterable[Inline]) -> str:
    """Inlines as a passage of a data file says them: Markdown of our kind, notes where their marks stand."""
    return "".join(map(_said, inlines))


def sentences(text: str) -> list[str]:
    """The sentences of a passage; a note belongs to the sentence that it stands in.

    >>> sentences("Một^[Hai. Ba.]. Bốn năm.")
    ['Một^[Hai. Ba.].', 'Bốn năm.']
    """
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if text.count("^[", 0, stop.end()) > _closed(text[: stop.end()]):
            continue
        found.append(text[start : stop.end()].strip())
        start = stop.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _closed(text: str) -> int:
    """How many notes are closed in a text; other brackets are escaped there."""
    return len(re.findall(r"(?<!\\)\]", text))


def _said(inline: Inline) -> str:
    match inline:
        case Text(text) | Span(text):
            return _SPECIAL.sub(r"\\\g<0>", " ".join(re.split(r"[\r\n\t]+", text)))
        case Strong(children) | Emphasis(children):
            inner = passage_text(children)
            mark = "**" if isinstance(inline, Strong) else "*"
            plain = bool(inner) and inner[0].isalnum() and inner[-1].isalnum()
            return f"{mark}{inner}{mark}" if plain else inner
        case LineBreak():
            return " "
        case Footnote(blocks):
            texts = (passage_text(block.inlines) for block in blocks if not isinstance(block, Table))
            return f"^[{' '.join(' '.join(texts).split())}]"


def table_rows(table: Table) -> Iterator[str]:
    """The rows of a table, each on one line."""
    for row in table.rows:
        cells = (
            " ".join(passage_text(block.inlines) for block in cell.blocks if not isinstance(block, Table))
            for cell in row
        )
        yield " \\| ".join(cells)
