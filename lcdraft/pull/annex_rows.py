"""The lines of annex tables as passages: the name of a line can be edited, and a line can be taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lcdraft.dataset import AnnexGroup, AnnexItem, AnnexPlan, Dataset, Passage
from lcdraft.errors import Place
from lcdraft.text import capitalize_first

__all__ = ["Key", "is_row", "parts_of", "row_key", "row_of", "row_passages", "with_rows"]

Key = tuple[str, str]
"""Where text stands: ``("noi_dung", "thuong-mai.mo-dau")``, ``("nhiem_vu", "#3")``, ``("phu-luc", "a/ghi_chu")``,
``("phu-luc", "a/dong/ban_le")``: the name of a line of an annex."""

_ROW = "/dong/"


def row_key(annex: str, indicator: str) -> Key:
    """The key of the name of a line."""
    return "phu-luc", f"{annex}{_ROW}{indicator}"


def is_row(key: Key) -> bool:
    """Whether a key is that of the name of a line of an annex."""
    return key[0] == "phu-luc" and _ROW in key[1]


def row_of(key: Key) -> tuple[str, str]:
    """The annex and the indicator of the name of a line."""
    annex, _, indicator = key[1].partition(_ROW)
    return annex, indicator


def row_passages(plan: AnnexPlan, dataset: Dataset) -> dict[Key, Passage]:
    """The name of every line that an annex lists, as it is printed, with the place where the line is listed."""
    found: dict[Key, Passage] = {}
    for item in _items(plan.groups):
        label = plan.labels.get(item.indicator)
        name = label.text if label else capitalize_first(dataset.catalogue[item.indicator].name)
        place = label.place if label else item.place
        found[row_key(plan.id, item.indicator)] = Passage(name, place, exact=False)
    return found


def with_rows(plan: AnnexPlan, names: Mapping[Key, str | None]) -> AnnexPlan:
    """The annex with other names of its lines; a line without a name is taken out, with a group left empty by it."""
    gone = {item.indicator for item in _items(plan.groups) if names.get(row_key(plan.id, item.indicator), "") is None}
    labels = {
        item.indicator: Passage(text, Place(""), exact=False)
        for item in _items(plan.groups)
        if (text := names.get(row_key(plan.id, item.indicator))) is not None
    }
    groups = tuple(_kept_groups(plan.groups, gone)) if gone else plan.groups
    return plan._replace(labels={**plan.labels, **labels}, groups=groups)


def _kept_groups(groups: tuple[AnnexGroup, ...], gone: set[str]) -> Iterator[AnnexGroup]:
    for group in groups:
        yield group._replace(items=tuple(_kept(group.items, gone)), groups=tuple(_kept_groups(group.groups, gone)))


def _kept(items: tuple[AnnexItem, ...], gone: set[str]) -> Iterator[AnnexItem]:
    for item in items:
        if item.indicator not in gone:
            yield item._replace(parts=tuple(_kept(item.parts, gone)))


def _items(groups: tuple[AnnexGroup, ...]) -> Iterator[AnnexItem]:
    """Every line of the groups, parts behind their whole."""
    for group in groups:
        yield from _with_parts(group.items)
        yield from _items(group.groups)


def _with_parts(items: tuple[AnnexItem, ...]) -> Iterator[AnnexItem]:
    for item in items:
        yield item
        yield from _with_parts(item.parts)


def parts_of(plan: AnnexPlan, key: Key) -> tuple[list[Key], list[Key], bool]:
    """The lines beside a line in its group, the parts below it, and whether the group adds them up."""
    for group in _groups(plan.groups):
        listed = [row_key(plan.id, item.indicator) for item in _with_parts(group.items)]
        for item in _with_parts(group.items):
            if row_key(plan.id, item.indicator) == key:
                below = [row_key(plan.id, part.indicator) for part in _with_parts(item.parts)]
                return listed, below, bool(group.total)
    return [], [], False


def _groups(groups: tuple[AnnexGroup, ...]) -> Iterator[AnnexGroup]:
    for group in groups:
        yield group
        yield from _groups(group.groups)
