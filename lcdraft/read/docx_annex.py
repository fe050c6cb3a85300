"""Annexes in a Word document: known by the styles of their first lines, or by what those lines say.

In documents of others an annex begins behind the signature with "Phụ lục" alone on a centred or bold line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lcdraft import wordml as names
from lcdraft.document import Annex, Block
from lcdraft.frame import is_annex_label
from lcdraft.read.docx_frame import Line
from lcdraft.read.headings import is_capitals
from lcdraft.text import fold
from lcdraft.wordml import W

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["AnnexReader"]

_REFERENCE = "(kèm theo"
_STYLES = (names.ANNEX_TITLE, names.ANNEX_REFERENCE, names.RULE)


@dataclass(slots=True)
class _Head:
    label: str
    title: list[str] = field(default_factory=list)
    reference: str = ""
    is_open: bool = True
    landscape: bool | None = None


class AnnexReader:
    """Takes the lines that open an annex, and notes how its pages lie."""

    def __init__(self) -> None:
        self._heads: list[_Head] = []

    def __len__(self) -> int:
        return len(self._heads)

    def take(self, line: Line, *, after_signature: bool) -> bool:
        """Whether the paragraph belongs to the opening of an annex; it may begin one."""
        if line.style == names.ANNEX or (after_signature and _opens(line)):
            if line.text:
                self._heads.append(_Head(" ".join(line.text.split())))
            return bool(line.text)
        head = self._heads[-1] if self._heads else None
        if head is None or not head.is_open or line.label is not None:
            return False
        if line.style in _STYLES or self._continues(head, line):
            self._take_line(head, line)
            return True
        head.is_open = not line.text
        return False

    def look_at(self, section: etree._Element | None) -> None:
        """The properties of the section that ends here, which say how the pages of the annex lie."""
        size = None if section is None else section.find(f"{W}pgSz")
        for head in self._heads if section is not None else ():
            if head.landscape is None:
                head.landscape = size is not None and size.get(f"{W}orient") == "landscape"

    def annexes(self, texts: Sequence[tuple[Block, ...]]) -> tuple[Annex, ...]:
        """The annexes found, with the blocks of each."""
        return tuple(
            Annex(head.label, " ".join(" ".join(head.title).split()), head.reference, blocks, bool(head.landscape))
            for head, blocks in zip(self._heads, texts, strict=True)
        )

    def _continues(self, head: _Head, line: Line) -> bool:
        """In other documents the title is in bold capitals, and the reference opens with "(Kèm theo"."""
        if names.is_ours(line.style) or not line.text or head.reference:
            return False
        if fold(line.text).startswith(_REFERENCE):
            return True
        return line.is_centred and (line.is_bold or is_capitals(line.text))

    def _take_line(self, head: _Head, line: Line) -> None:
        text = line.text.strip()
        if line.style == names.ANNEX_REFERENCE or fold(text).startswith(_REFERENCE):
            head.reference = f"{head.reference} {text}".strip()
        elif text:
            head.title.append(text)


def _opens(line: Line) -> bool:
    return is_annex_label(line.text) and (line.is_centred or line.is_bold) and not line.row.boxes
