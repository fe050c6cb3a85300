"""Small steps on the XML of a Word document: shapes that compare, wrappers that go, elements in schema order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from lxml import etree

from lcdraft.wordml import W

__all__ = [
    "BLOCKS",
    "R",
    "Shape",
    "add_before_section",
    "bare_copy",
    "blocks_in",
    "drop",
    "element",
    "properties_shape",
    "shape",
    "unwrap",
]

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BLOCKS = (f"{W}p", f"{W}tbl")
_NOISE = (
    f"{W}rsid",
    "{http://schemas.microsoft.com/office/word/2010/wordml}",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}",
)

Shape = tuple[object, ...]
"""An element as a value: its name, its attributes, the shapes of its children, its text."""

_UNSEEN_LOOKS = frozenset(f"{W}{name}" for name in ("lang", "noProof", "rPrChange", "ins", "del", "moveFrom", "moveTo"))
_ON = {f"{W}{name}" for name in ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish", "keepNext")}
_NO_SHAPE: Shape = ()
_NAMES = {"w": W[1:-1]}
_MAKER = etree.Element("maker")


def element(name: str, attributes: dict[str, str] | None = None) -> etree._Element:
    """An empty element of the language of Word documents; attributes are of the same namespace."""
    found = _MAKER.makeelement(f"{W}{name}", nsmap=_NAMES)
    for key, value in (attributes or {}).items():
        found.set(f"{W}{key}", value)
    return found


def bare_copy(found: etree._Element) -> etree._Element:
    """An element with the same name and attributes, and nothing in it."""
    copied = etree.Element(found.tag, nsmap={"w": W[1:-1], "r": R[1:-1]})
    for key, value in found.items():
        copied.set(key, value)
    return copied


def shape(found: etree._Element, target: Callable[[str], str] | None = None) -> Shape:
    """The element as a value; what Word notes for itself (revision ids, the numbers of drawings) is left out.

    ``target`` gives a name to what a relationship id leads to, which tells more than the id.
    """
    attributes = [(str(key), str(value)) for key, value in found.items()]
    if attributes:
        attributes = sorted(pair for pair in attributes if not _is_noise(pair[0], str(found.tag)))
        if target is not None:
            attributes = [(key, target(value) if key.startswith(R) else value) for key, value in attributes]
    children = tuple(shape(child, target) for child in found) if len(found) else ()
    return (found.tag, tuple(attributes), children, found.text or "")


def properties_shape(properties: etree._Element | None, leaving: frozenset[str] = _UNSEEN_LOOKS) -> Shape:
    """The properties of a run or paragraph as a value, in whatever order they stand."""
    if properties is None or not len(properties):
        return _NO_SHAPE
    return _shape_of(etree.tostring(properties, with_tail=False), leaving)


@lru_cache(maxsize=4096)
def _shape_of(data: bytes, leaving: frozenset[str]) -> Shape:
    """A document has thousands of properties, and few that differ."""
    found = [_property(child) for child in etree.fromstring(data) if child.tag not in leaving]
    return tuple(sorted(found, key=repr)) if len(found) > 1 else tuple(found)


def _property(child: etree._Element) -> Shape:
    if child.tag in _ON and child.get(f"{W}val") in ("1", "true", "on"):
        return (child.tag, (), (), "")
    return shape(child)


def blocks_in(container: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables that stand directly in a container."""
    return [child for child in container if child.tag in BLOCKS]


def drop(found: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = found.getparent()
    if parent is not None:
        parent.remove(found)


def unwrap(found: etree._Element, children: Iterable[etree._Element] | None = None) -> None:
    """Put the children of an element in its place."""
    parent = found.getparent()
    if parent is None:
        return
    at = parent.index(found)
    for offset, child in enumerate(list(found if children is None else children)):
        parent.insert(at + offset, child)
    parent.remove(found)


def add_before_section(container: etree._Element, block: etree._Element) -> None:
    """Append a block to a container; in the body the properties of the last section stay last."""
    last = container[-1] if len(container) else None
    if last is not None and last.tag == f"{W}sectPr":
        last.addprevious(block)
    else:
        container.append(block)


def _is_noise(attribute: str, tag: str) -> bool:
    return attribute.startswith(_NOISE) or (attribute in ("id", "name") and tag.endswith("}docPr"))
