"""Tables: rows that came or went are marked as rows, cells are containers like others."""

from __future__ import annotations

from lxml import etree

from lcdraft.diff.model import CELL
from lcdraft.diff.redline.aligning import Item, paired
from lcdraft.diff.redline.containers import Containers
from lcdraft.diff.redline.side import Side
from lcdraft.diff.redline.stamps import Mark, Stamps
from lcdraft.diff.redline.xml import element, properties_shape
from lcdraft.wordml import W, val

__all__ = ["TableMerger"]

_WIDTHS = frozenset(f"{W}{name}" for name in ("tblW", "tblLook", "tcW", "tblPrChange", "tcPrChange", "trPrChange"))
_PLAIN = {Mark.MOVED_FROM: Mark.REMOVED, Mark.MOVED_TO: Mark.ADDED}


class TableMerger:
    """Works tables of the old draft into those of the new one; ``containers`` works through their cells."""

    def __init__(self, stamps: Stamps, containers: Containers) -> None:
        self._stamps = stamps
        self._containers = containers

    def fit(self, old: etree._Element, new: etree._Element) -> bool:
        """Whether one can become the other: they have as many columns."""
        return _columns(old) == _columns(new)

    def merge(self, old: etree._Element, new: etree._Element, root: str) -> None:
        """A table that both drafts have."""
        olds, news = list(old.iterchildren(f"{W}tr")), list(new.iterchildren(f"{W}tr"))
        kept = self._paired_rows(olds, news)
        taken = set(kept.values())
        for at, row in enumerate(news):
            if at not in taken:
                self._mark_row(self._containers.new, row, Mark.ADDED, root)
        self._place_old_rows(olds, news, kept, new, root)
        self._note(old.find(f"{W}tblPr"), new.find(f"{W}tblPr"), "tblPr")

    def whole(self, table: etree._Element, mark: Mark, root: str) -> None:
        """A table that only one draft has: all its rows are marked."""
        mark = _PLAIN.get(mark, mark)
        side = self._containers.old if mark.goes else self._containers.new
        for row in table.iterchildren(f"{W}tr"):
            self._mark_row(side, row, mark, root)

    def _paired_rows(self, olds: list[etree._Element], news: list[etree._Element]) -> dict[int, int]:
        pairs = paired([_item(row) for row in olds], [_item(row) for row in news])
        return {old: new for old, new, moved in pairs if not moved and _cell_shape(olds[old]) == _cell_shape(news[new])}

    def _place_old_rows(
        self,
        olds: list[etree._Element],
        news: list[etree._Element],
        kept: dict[int, int],
        table: etree._Element,
        root: str,
    ) -> None:
        before: etree._Element | None = None
        for at, row in enumerate(olds):
            if at in kept:
                found = news[kept[at]]
                self._merge_row(row, found, root)
                before = found
                continue
            self._mark_row(self._containers.old, row, Mark.REMOVED, root)
            if before is not None:
                before.addnext(row)
            elif news:
                news[0].addprevious(row)
            else:
                table.append(row)
            before = row

    def _merge_row(self, old: etree._Element, new: etree._Element, root: str) -> None:
        self._note(old.find(f"{W}trPr"), new.find(f"{W}trPr"), "trPr")
        for former, present in zip(old.iterchildren(f"{W}tc"), new.iterchildren(f"{W}tc"), strict=True):
            self._note(former.find(f"{W}tcPr"), present.find(f"{W}tcPr"), "tcPr")
            self._containers.container(former, present, root)

    def _mark_row(self, side: Side, row: etree._Element, mark: Mark, root: str) -> None:
        for cell in row.iterchildren(f"{W}tc"):
            self._containers.whole(side, cell, mark, root)
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = element("trPr")
            exception = row.find(f"{W}tblPrEx")
            if exception is None:
                row.insert(0, properties)
            else:
                exception.addnext(properties)
        properties.append(self._stamps.mark(mark))

    def _note(self, former: etree._Element | None, present: etree._Element | None, name: str) -> None:
        """Note former properties of a table, row or cell, but for widths, which follow from the text."""
        before, after = properties_shape(former, _WIDTHS), properties_shape(present, _WIDTHS)
        if present is not None and before != after:
            self._stamps.change(present, former, name)


def _item(row: etree._Element) -> Item:
    texts = ("".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.iterchildren(f"{W}tc"))
    return Item(CELL.join(texts), "row")


def _columns(table: etree._Element) -> int:
    grid = table.find(f"{W}tblGrid")
    if grid is not None and len(grid):
        return sum(1 for _ in grid.iterchildren(f"{W}gridCol"))
    return max((_width(row) for row in table.iterchildren(f"{W}tr")), default=0)


def _width(row: etree._Element) -> int:
    spans = (val(cell.find(f"{W}tcPr/{W}gridSpan"), "1") for cell in row.iterchildren(f"{W}tc"))
    return sum(int(span) if span.isdecimal() else 1 for span in spans)


def _cell_shape(row: etree._Element) -> list[tuple[str, str]]:
    """How the cells of a row lie in the columns."""
    shapes = []
    for cell in row.iterchildren(f"{W}tc"):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        shapes.append((val(cell.find(f"{W}tcPr/{W}gridSpan"), "1"), "" if merged is None else val(merged, "continue")))
    return shapes + [(name, val(row.find(f"{W}trPr/{W}{name}"), "0")) for name in ("gridBefore", "gridAfter")]
