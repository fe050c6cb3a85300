"""The mark ``./.`` that closes a document: once, behind the last word of the text (Decree 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lcdraft.document import Block, Inline, ListItem, Paragraph, Text, inlines_text
from lcdraft.errors import Place, Problem

__all__ = ["END_MARK", "early_end_marks", "with_end_mark"]

END_MARK = "./."


def with_end_mark(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the mark in place of the last full stop. A text that ends in a table or heading has none.

    >>> [block] = with_end_mark([Paragraph((Text("Trân trọng báo cáo."),))])
    >>> inlines_text(block.inlines)
    'Trân trọng báo cáo./.'
    """
    if not blocks or not isinstance(blocks[-1], Paragraph | ListItem):
        return tuple(blocks)
    last = blocks[-1]
    if inlines_text(last.inlines).rstrip().endswith(END_MARK):
        return tuple(blocks)
    return (*blocks[:-1], replace(last, inlines=_closed(last.inlines)))


def early_end_marks(blocks: Sequence[Block]) -> Iterator[Problem]:
    """A warning for every mark before the end of the text."""
    for number, block in enumerate(blocks, start=1):
        if not isinstance(block, Paragraph | ListItem):
            continue
        text = inlines_text(block.inlines).rstrip()
        if END_MARK in (text if number < len(blocks) else text.removesuffix(END_MARK)):
            before = text.partition(END_MARK)[0]
            message = f'dấu kết thúc "{END_MARK}" đứng trước khi hết văn bản, sau chữ "{before[-40:].strip()}"'
            advice = "Thay bằng dấu chấm; dấu kết thúc ở cuối văn bản do chương trình in."
            yield Problem("LC314", message, Place(""), advice, "warning", excerpt=f"{before[-40:].strip()}{END_MARK}")


def _closed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    last = inlines[-1] if inlines else None
    if isinstance(last, Text):
        kept = last.text.rstrip(" .;\n")
        return (*inlines[:-1], Text(kept + END_MARK))
    return (*inlines, Text(END_MARK))
