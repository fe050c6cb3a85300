"""The parts of the package that becomes the redline, and what of the old package comes along with removed text."""

from __future__ import annotations

import posixpath
import re
from hashlib import sha256

from lxml import etree

from lcdraft.diff.redline.xml import R
from lcdraft.errors import DocumentError, Place, Problem
from lcdraft.opc import PACKAGE_RELATIONSHIPS, RELATIONSHIP, Package, parse_xml
from lcdraft.write.package import WORD_TYPE, serialize

__all__ = ["Parts"]

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"
_CONTENT_TYPES = "[Content_Types].xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONSHIP[:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
_DEEPEST = 8


class Parts:
    """The parts of a package as bytes, its relationships and content types; new ones can be added."""

    def __init__(self, package: Package) -> None:
        self.name = package.name
        self.main = package.main_part()
        self.data = {part: _transitional(package.read(part)) for part in package.names}
        self._roots: dict[str, etree._Element] = {}
        self._adopted: dict[str, str] = {}

    def root(self, part: str) -> etree._Element:
        """The XML of a part; what is changed in it is in the package that `packed` gives.

        Raises:
            DocumentError: LC401 where the part is missing, LC403 where it is no XML.
        """
        if part not in self._roots:
            if part not in self.data:
                advice = "Hãy mở tệp bằng Word, lưu lại thành Word Document (.docx), rồi thử lại."
                raise DocumentError(Problem("LC401", f"thiếu phần {part}", Place(self.name), advice))
            self._roots[part] = parse_xml(self.data[part], self.name, part)
        return self._roots[part]

    def packed(self) -> dict[str, bytes]:
        """All parts with what was changed in them."""
        return {**self.data, **{part: serialize(root) for part, root in self._roots.items()}}

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """By id: the type, the target (a part of the package, or an address), and whether it is outside."""
        rels = _relations_of(part)
        found: dict[str, tuple[str, str, bool]] = {}
        for relation in self.root(rels).iter(_RELATION) if rels in self.data else ():
            target, outside = relation.get("Target", ""), relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
            found[relation.get("Id", "")] = relation.get("Type", ""), target, outside
        return found

    def related(self, kind: str) -> str | None:
        """The part that the text names as its ``kind``."""
        found = self.relations(self.main).values()
        return next((part for of, part, _ in found if of.rpartition("/")[2] == kind and part in self.data), None)

    def make(self, kind: str, empty: bytes) -> str:
        """The part of this kind, made and declared where there is none."""
        found = self.related(kind)
        if found is None:
            found = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
            self.data[found] = empty
            self._declare(found, f"{WORD_TYPE}{kind}+xml")
            self.relate(self.main, f"{RELATIONSHIP}{kind}", found)
        return found

    def relate(self, source: str, kind: str, target: str, *, outside: bool = False) -> str:
        """A new relationship of a part; its id."""
        rels = _relations_of(source)
        if rels not in self.data:
            self.data[rels] = f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode()
        root = self.root(rels)
        used = {relation.get("Id", "") for relation in root}
        number = len(used) + 1
        while (id := f"rId{number}") in used:
            number += 1
        where = target if outside else posixpath.relpath(target, posixpath.dirname(source) or ".")
        relation = etree.SubElement(root, _RELATION, {"Id": id, "Type": kind, "Target": where})
        if outside:
            relation.set("TargetMode", "External")
        return id

    def adopt(self, other: Parts, source: str, id: str, target: str, depth: int = 0) -> str | None:
        """Take along what ``id`` leads to from the part ``source`` of another package; the id here, from ``target``.

        None where it leads nowhere.
        """
        kind, found, outside = other.relations(source).get(id, ("", "", False))
        if not kind or depth > _DEEPEST or (not outside and found not in other.data):
            return None
        if outside:
            return self.relate(target, kind, found, outside=True)
        own = self._adopted.get(found)
        if own is None:
            own = self._adopted[found] = self._free_name(found)
            self.data[own] = other.data[found]
            self._declare(own, other.content_type(found))
            self._adopt_relations(other, found, own, depth)
        return self.relate(target, kind, own)

    def content_type(self, part: str) -> str:
        """What kind of part this is, by the package's own table."""
        root = self.root(_CONTENT_TYPES)
        for entry in root.iter(f"{_TYPES}Override"):
            if entry.get("PartName", "").lower() == f"/{part}".lower():
                return entry.get("ContentType", "")
        ending = part.rpartition(".")[2].lower()
        for entry in root.iter(f"{_TYPES}Default"):
            if entry.get("Extension", "").lower() == ending:
                return entry.get("ContentType", "")
        return "application/octet-stream"

    def digest(self, part: str, id: str) -> str:
        """A name for what a relationship id leads to: the address, or a digest of the part."""
        _, found, outside = self.relations(part).get(id, ("", "", True))
        return found if outside or found not in self.data else sha256(self.data[found]).hexdigest()

    def _adopt_relations(self, other: Parts, source: str, target: str, depth: int) -> None:
        """What the adopted part itself points to comes along, and the part names it by the new ids."""
        ids = {id: self.adopt(other, source, id, target, depth + 1) for id in other.relations(source)}
        renamed = {id: new for id, new in ids.items() if new is not None and new != id}
        if not renamed or not target.endswith(".xml"):
            return
        root = parse_xml(self.data[target], self.name, target)
        for found in root.iter(etree.Element):
            for key, value in found.items():
                if str(key).startswith(R) and value in renamed:
                    found.set(key, renamed[str(value)])
        self.data[target] = serialize(root)

    def _declare(self, part: str, content_type: str) -> None:
        etree.SubElement(
            self.root(_CONTENT_TYPES), f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": content_type}
        )

    def _free_name(self, part: str) -> str:
        stem, dot, ending = part.rpartition(".")
        taken = {known.lower() for known in self.data}
        number = 1
        while (name := f"{stem or part}-cu{number}{dot}{ending if stem else ''}").lower() in taken:
            number += 1
        return name


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _transitional(data: bytes) -> bytes:
    """A part of "Strict Open XML" under the names that everybody reads; other bytes as they are."""
    if _STRICT not in data or not data.lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        return data
    for strict, transitional in _TRANSITIONAL:
        data = data.replace(strict, transitional)
    return re.sub(rb'\s(?:\w+:)?conformance="strict"', b"", data, count=1)
