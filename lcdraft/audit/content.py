"""The paragraphs between letterhead and signature: legal bases, headings, text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lcdraft import wordml as names
from lcdraft.audit.layout import Layout, Par, Table
from lcdraft.read.headings import is_capitals, match_heading, match_marker
from lcdraft.wordml import style_key

__all__ = ["ITEM_RANK", "Item", "find_content"]

_KINDS = {
    style_key(names.BASIS): "basis",
    style_key(names.PART): "part",
    style_key(names.PART_TITLE): "part_title",
    style_key(names.ROMAN): "heading",
    style_key(names.ARABIC): "heading",
    style_key(names.LETTER): "heading",
}
_HEADING_STYLE = re.compile(r"heading[1-9]")
_PART = re.compile(r"(?i)(phần|chương|mục|tiểu mục)\s+(thứ\s+\S+|[ivxlc]+|\d{1,2}|[a-e])\b")
_ARTICLE = re.compile(r"Điều\s+(\d+)\b\s*[.:]?\s*")
_BASIS = re.compile(r"Căn cứ\s")
_LONGEST_PART = 30
ITEM_RANK = 9


@dataclass(eq=False, slots=True)
class Item:
    """A paragraph of the text.

    ``kind`` is ``basis``, ``part``, ``part_title``, ``article``, ``heading`` or ``body``. ``number`` is the printed
    number of a heading or list item, ``title`` what follows it, ``rank`` tells which kind of number stands above
    which (as in `lcdraft.read.headings`). ``styled`` is True where a style says what it is, ``where`` names its
    section.
    """

    par: Par
    kind: str
    number: str = ""
    title: str = ""
    rank: int = ITEM_RANK
    styled: bool = False
    where: str = ""

    @property
    def is_heading(self) -> bool:
        return self.kind in ("part", "part_title", "article", "heading")


def find_content(layout: Layout, blocks: Sequence[Par | Table]) -> Iterator[Item]:
    """Every paragraph with text, in order; tables are passed by."""
    trail = _Trail()
    previous: Item | None = None
    pars = [block for block in blocks if isinstance(block, Par) and block.text]
    all_bases = True
    for par in pars:
        item = _styled(par) or _typed(par, previous, may_be_basis=all_bases)
        all_bases = all_bases and item.kind == "basis"
        trail.enter(item)
        item.where = trail.where
        previous = item
        yield item


def _styled(par: Par) -> Item | None:
    """What the style says; None where it says nothing."""
    kind = _KINDS.get(style_key(par.style))
    if kind is not None:
        number, title, rank = _split(par)
        if kind == "part":
            found = _PART.match(par.printed)
            number, title = (found[0], par.printed[found.end() :].strip(" .:–-")) if found else (par.printed, "")
        return Item(par, kind, number, title, _part_rank(number) if kind == "part" else rank, styled=True)
    if names.is_ours(par.style):
        return _body(par, styled=True)
    return None


def _typed(par: Par, previous: Item | None, *, may_be_basis: bool) -> Item:
    """What a paragraph without our styles is, by its words and looks."""
    if may_be_basis and _BASIS.match(par.text) and not par.text.endswith(":") and "như sau" not in par.text:
        return Item(par, "basis")
    if previous is not None and previous.kind == "basis" and may_be_basis and _goes_on(par):
        return Item(par, "basis")
    bold = all(look.bold for look in par.line.looks)
    part = _PART.match(par.printed)
    if part is not None and (len(par.printed) <= _LONGEST_PART or bold):
        return Item(par, "part", part[0], par.printed[part.end() :].strip(" .:–-"), _part_rank(part[0]))
    article = _ARTICLE.match(par.printed)
    if article is not None and (bold or par.printed[: article.end()].rstrip().endswith((".", ":"))):
        return Item(par, "article", article[1], par.printed[article.end() :], 4)
    waits = previous is not None and previous.kind == "part" and not previous.title
    if waits and (bold or is_capitals(par.text) or par.format.align == "center"):
        return Item(par, "part_title", "", par.text, 1)
    outlined = _HEADING_STYLE.fullmatch(style_key(par.style)) is not None
    if outlined or bold or (is_capitals(par.text) and match_heading(par.printed) is not None):
        number, title, rank = _split(par)
        if number or outlined:
            return Item(par, "heading", number, title, rank, styled=outlined)
    return _body(par)


def _part_rank(number: str) -> int:
    """Parts and chapters stand above the sections in them."""
    return 1 if number.lower().startswith(("phần", "chương")) else 2


def _goes_on(par: Par) -> bool:
    """True for a line in italics in the row of legal bases: "Theo đề nghị của …;"."""
    return par.text.endswith((";", ".")) and all(look.italic and not look.bold for look in par.line.looks)


def _body(par: Par, *, styled: bool = False) -> Item:
    marker = match_marker(par.printed)
    number = marker[0] if marker else ""
    return Item(par, "body", number, marker[1] if marker else par.text, ITEM_RANK, styled)


def _split(par: Par) -> tuple[str, str, int]:
    """Number, title and rank of a heading; empty, the whole text and the lowest rank where it has no number."""
    found = match_heading(par.printed, styled=True)
    if found is None:
        alone = match_heading(f"{par.printed} A", styled=True)
        if alone is not None and alone[2] == "A":
            return alone[1], "", alone[0]
        return "", par.text, ITEM_RANK
    return found[1], found[2], found[0]


class _Trail:
    """The numbers of the headings above a paragraph, joined as people cite them: ``Phần I.II.1.a``."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, item: Item) -> None:
        if item.kind not in ("part", "heading") or not item.number:
            return
        rank = item.rank
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()
        number = item.number.rstrip(".)/ ")
        if self._open and rank in (5, 6):
            number = number.rpartition(".")[2]
        self._open.append((rank, number))

    @property
    def where(self) -> str:
        return ".".join(number for _, number in self._open) or "mở đầu"
