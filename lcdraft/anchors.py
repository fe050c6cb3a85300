"""Anchors: the names by which the paragraphs of a rendered .docx are known again when it comes back from Word.

Each paragraph of the text carries a hidden bookmark that holds its place in the text and a digest of its content as
it was printed. Word and LibreOffice keep bookmarks; the digest tells, much later, whether the paragraph or the data
have changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from lcdraft.document import (
    Block,
    Cell,
    Emphasis,
    Footnote,
    Inline,
    LineBreak,
    ListItem,
    Paragraph,
    Span,
    Strong,
    Table,
    Text,
)
from lcdraft.inlines import tidy_inlines

__all__ = [
    "BOLD",
    "ITALIC",
    "MARKS",
    "NOTE",
    "PARA",
    "anchor_digest",
    "anchor_names",
    "block_content",
    "cell_content",
    "digest",
    "inlines_content",
    "loosened",
    "plain_content",
]

NOTE, BOLD, ITALIC = ("\ue100", "\ue101"), ("\ue102", "\ue103"), ("\ue104", "\ue105")
"""What opens and closes a note, bold and italic text in the content of a paragraph."""

PARA = "\ue106"
"""What stands between the paragraphs of a cell, or of several paragraphs looked at as one."""

MARKS = "".join((*NOTE, *BOLD, *ITALIC, PARA))

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NAME = re.compile(r"_lc_\d{4,}_([0-9a-f]{10})(?:_\d+)?")
_BLANKS = re.compile(r"[ \t\u00a0\u202f\u2009]+")
_BLANK_BEFORE = re.compile(rf" (?=[,.;:)%{NOTE[0]}{NOTE[1]}{PARA}\n])")
_BLANK_AFTER = re.compile(rf"(?<=[({NOTE[0]}{PARA}\n]) ")
_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


def inlines_content(inlines: Iterable[Inline]) -> str:
    """Inlines as one string in which a character of `MARKS` stands for every change of look and every note."""
    return "".join(_content(tidy_inlines(inlines, merge_spans=True)))


def block_content(block: Block) -> str:
    """The content of a paragraph, heading or list item without its number; of a table its cells, row by row.

    What the program itself prints at the end of a legal basis and of the whole text is left out.
    """
    if isinstance(block, Table):
        return PARA.join(cell_content(cell) for row in block.rows for cell in row)
    text = inlines_content(block.inlines)
    if isinstance(block, Paragraph) and block.role == "basis":
        return text.rstrip(" ;.")
    return text.removesuffix("/.") if text.endswith("./.") else text


def cell_content(cell: Cell) -> str:
    """The content of a cell, its paragraphs parted by `PARA`."""
    return PARA.join(block_content(block) for block in cell.blocks)


def loosened(content: str) -> str:
    """The content with blanks as official style has them, so that what only differs in blanks is equal."""
    text = _BLANK_AFTER.sub("", _BLANK_BEFORE.sub("", _BLANKS.sub(" ", content)))
    return _STOPS.sub(".", text).strip()


def plain_content(content: str) -> str:
    """The content as people read it: notes in square brackets, no marks of bold and italic."""
    shown = content.replace(NOTE[0], " [").replace(NOTE[1], "]").replace(PARA, " ¶ ").replace("\n", " ")
    return _PRIVATE.sub("", shown)


def digest(content: str) -> str:
    """Ten hexadecimal digits that tell one content from another."""
    return sha256(loosened(content).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def anchor_names(blocks: Sequence[Block]) -> list[str]:
    """The name of the bookmark of every block, empty for tables.

    The name begins with "_", by which Word keeps a bookmark out of its list.
    """
    return [
        "" if isinstance(block, Table) else f"_lc_{number:04}_{digest(block_content(block))}"
        for number, block in enumerate(blocks, 1)
    ]


def anchor_digest(name: str) -> str | None:
    """The digest in the name of a bookmark, or None for a bookmark that is none of ours."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None


def _note_content(block: Block) -> str:
    """A paragraph of a note; a dash or number that somebody typed in front of it is text there."""
    text = block_content(block)
    return f"{block.marker} {text}" if isinstance(block, ListItem) else text


def _content(inlines: Iterable[Inline]) -> Iterable[str]:
    for inline in inlines:
        match inline:
            case Text(text) | Span(text):
                yield _PRIVATE.sub("\ufffd", text)
            case Strong(children):
                yield from (BOLD[0], *_content(children), BOLD[1])
            case Emphasis(children):
                yield from (ITALIC[0], *_content(children), ITALIC[1])
            case LineBreak():
                yield "\n"
            case Footnote(blocks):
                inner = " ".join(_note_content(block).replace(PARA, " ") for block in blocks)
                yield from (NOTE[0], inner, NOTE[1])
