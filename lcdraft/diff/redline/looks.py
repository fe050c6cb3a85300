"""Styles and lists of the old draft under the names that they have in the new one; what is missing comes along."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from lcdraft.diff.redline.parts import Parts
from lcdraft.diff.redline.xml import element, shape
from lcdraft.wordml import W, style_key, val

__all__ = ["bring_lists", "bring_styles"]

_NAMING = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_LINKS = ("basedOn", "next", "link")
_EMPTY_STYLES = f'<w:styles xmlns:w="{W[1:-1]}"/>'.encode()
_EMPTY_NUMBERING = f'<w:numbering xmlns:w="{W[1:-1]}"/>'.encode()
_OWN_NUMBERS = ("nsid", "tmpl")


def bring_styles(old: Parts, new: Parts, roots: list[etree._Element]) -> tuple[list[str], list[etree._Element]]:
    """Rename the styles in ``roots``, parts of the old draft, and add those that the new one has not.

    Returns the names of the styles that both drafts have and that look different, of which the new ones are used,
    and the styles that were added.
    """
    part = old.related("styles")
    if part is None:
        return [], []
    target = _Styles(new.root(new.make("styles", _EMPTY_STYLES)))
    source = _Styles(old.root(part))
    mover = _StyleMover(source, target)
    for root in roots:
        for name in root.iter(*_NAMING):
            name.set(f"{W}val", mover.id(val(name)))
    return mover.different(), mover.added


class _Styles:
    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.by_id = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
        self.by_name = {_style_name(style): id for id, style in reversed(self.by_id.items())}


class _StyleMover:
    def __init__(self, source: _Styles, target: _Styles) -> None:
        self._source = source
        self._target = target
        self._ids: dict[str, str] = {}
        self.added: list[etree._Element] = []

    def id(self, old: str) -> str:
        """The id in the new draft of a style of the old one; the style is added where it is missing."""
        if old in self._ids or old not in self._source.by_id:
            return self._ids.get(old, old)
        style = self._source.by_id[old]
        known = self._target.by_name.get(_style_name(style))
        if known is None:
            known = old
            while known in self._target.by_id:
                known += "Cu"
            self._ids[old] = known
            self._add(style, known)
        self._ids[old] = known
        return known

    def different(self) -> list[str]:
        """The names of the styles used that both drafts have with another look."""
        found = []
        for old, new in self._ids.items():
            own, other = self._source.by_id[old], self._target.by_id[new]
            if any(_look(own, part) != _look(other, part) for part in ("pPr", "rPr", "tblPr")):
                found.append(val(other.find(f"{W}name"), new))
        return sorted(found)

    def _add(self, style: etree._Element, id: str) -> None:
        added = deepcopy(style)
        added.set(f"{W}styleId", id)
        if added.get(f"{W}default") is not None:
            del added.attrib[f"{W}default"]
        self._target.by_id[id] = added
        self._target.by_name[_style_name(style)] = id
        self._target.root.append(added)
        self.added.append(added)
        for link in (link for name in _LINKS for link in added.iterchildren(f"{W}{name}")):
            link.set(f"{W}val", self.id(val(link)))


def bring_lists(old: Parts, new: Parts, roots: list[etree._Element]) -> None:
    """Number the automatic lists in ``roots``, parts of the old draft, as the new draft numbers lists of their kind."""
    part = old.related("numbering")
    used = [mark for root in roots for mark in root.iter(f"{W}numId") if val(mark) not in ("", "0")]
    if part is None or not used:
        return
    target = new.root(new.make("numbering", _EMPTY_NUMBERING))
    source = old.root(part)
    free = {num.get(f"{W}numId", ""): _definition(target, num) for num in target.iterchildren(f"{W}num")}
    ids: dict[str, str] = {}
    for num in source.iterchildren(f"{W}num"):
        id = num.get(f"{W}numId", "")
        wanted = _definition(source, num)
        same = id if free.get(id) == wanted else next((own for own, known in free.items() if known == wanted), None)
        if same is not None:
            free.pop(same)
            ids[id] = same
    for mark in used:
        id = val(mark)
        if id not in ids:
            copied = _copy_list(source, target, id)
            if copied is None:
                continue
            ids[id] = copied
        mark.set(f"{W}val", ids[id])


def _definition(root: etree._Element, num: etree._Element) -> object:
    """Everything that a list looks like: its kind, and where it starts anew."""
    kind = _kind(root, val(num.find(f"{W}abstractNumId")))
    overrides = tuple(shape(child) for child in num.iterchildren(f"{W}lvlOverride"))
    if kind is None:
        return None, overrides
    return tuple(shape(child) for child in kind if child.tag not in _tags(_OWN_NUMBERS)), overrides


def _kind(root: etree._Element, id: str) -> etree._Element | None:
    return next((kind for kind in root.iterchildren(f"{W}abstractNum") if kind.get(f"{W}abstractNumId") == id), None)


def _copy_list(source: etree._Element, target: etree._Element, id: str) -> str | None:
    """A list of the old draft and its kind under numbers of their own; kinds stand before lists."""
    num = next((num for num in source.iterchildren(f"{W}num") if num.get(f"{W}numId") == id), None)
    kind = None if num is None else _kind(source, val(num.find(f"{W}abstractNumId")))
    if num is None or kind is None:
        return None
    kind, num = deepcopy(kind), deepcopy(num)
    for own in [child for child in kind if child.tag in _tags(_OWN_NUMBERS)]:
        kind.remove(own)
    kind_id = _next_number(target.iterchildren(f"{W}abstractNum"), "abstractNumId")
    num_id = _next_number(target.iterchildren(f"{W}num"), "numId")
    kind.set(f"{W}abstractNumId", kind_id)
    num.set(f"{W}numId", num_id)
    link = num.find(f"{W}abstractNumId")
    if link is None:
        link = element("abstractNumId")
        num.insert(0, link)
    link.set(f"{W}val", kind_id)
    first = next(target.iterchildren(f"{W}num"), None)
    if first is None:
        target.append(kind)
    else:
        first.addprevious(kind)
    last = list(target.iterchildren(f"{W}num", f"{W}abstractNum"))[-1]
    last.addnext(num)
    return num_id


def _next_number(found: Iterator[etree._Element], name: str) -> str:
    ids = (each.get(f"{W}{name}", "") for each in found)
    return str(max((int(id) for id in ids if id.isdecimal()), default=0) + 1)


def _style_name(style: etree._Element) -> tuple[str, str]:
    return style.get(f"{W}type", "paragraph"), style_key(val(style.find(f"{W}name"), style.get(f"{W}styleId", "")))


def _look(style: etree._Element, part: str) -> object:
    found = style.find(f"{W}{part}")
    return () if found is None else tuple(sorted((shape(child) for child in found), key=repr))


def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{W}{name}" for name in names)
