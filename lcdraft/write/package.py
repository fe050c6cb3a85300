"""The parts of the package being written: their content types, the relationships between them, the properties."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from typing import TYPE_CHECKING

from lcdraft.document import Properties
from lcdraft.errors import DocumentError, Place, Problem
from lcdraft.opc import RELATIONSHIP, Package, parse_xml, write_package
from lcdraft.wordml import REPORT_PROPERTY, W
from lcdraft.write.docx_xml import escape, forbidden

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["WORD_TYPE", "PackageEditor", "serialize"]

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_KIND = f"{RELATIONSHIP}custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/"
_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def serialize(root: etree._Element) -> bytes:
    """An XML part as Word writes it: UTF-8, declared stand-alone."""
    from lxml import etree

    return _PROLOG.encode() + etree.tostring(root, encoding="UTF-8")


class PackageEditor:
    """A copy of a package's parts that can be changed and zipped again."""

    def __init__(self, package: Package) -> None:
        self.name = package.name
        self.parts = {part: package.read(part) for part in package.names}
        self.main = package.main_part()
        self._package = package

    def xml(self, part: str) -> etree._Element:
        """The part as it stands now, parsed; `put` brings it back."""
        return parse_xml(self.parts[part], self.name, part)

    def put(self, part: str, root: etree._Element) -> None:
        self.parts[part] = serialize(root)

    def content_type(self, part: str) -> str:
        """What kind of part this is, by the package's own table."""
        for entry in self.xml("[Content_Types].xml").iter(f"{_TYPES}Override"):
            if entry.get("PartName", "").lower() == f"/{part}".lower():
                return entry.get("ContentType", "")
        return ""

    def related(self, kind: str) -> list[str]:
        """The parts that the text names as its ``kind``: styles, settings, footnotes, header, footer."""
        return [part for _, of, part in self._package.relations(self.main) if of == kind and part in self.parts]

    def part(self, kind: str, empty: bytes) -> str:
        """The one part of this kind; where the template has none it is made, from ``empty``, and declared."""
        found = self.related(kind)
        if found:
            return found[0]
        folder = posixpath.dirname(self.main)
        part = posixpath.join(folder, f"{kind}.xml")
        self.parts[part] = empty
        self._declare(part, f"{WORD_TYPE}{kind}+xml")
        self._relate(self.main, f"{RELATIONSHIP}{kind}", f"{kind}.xml")
        return part

    def add(self, kind: str, data: bytes) -> str:
        """Another part of this kind beside those of the template; the id by which the text names it."""
        folder = posixpath.dirname(self.main)
        number = 1
        while (part := posixpath.join(folder, f"{kind}{number}.xml")) in self.parts:
            number += 1
        self.parts[part] = data
        self._declare(part, f"{WORD_TYPE}{kind}+xml")
        return self._relate(self.main, f"{RELATIONSHIP}{kind}", f"{kind}{number}.xml")

    def has_text(self, id: str) -> bool:
        """Whether the part that the text names by this id shows anything: a word, a picture."""
        parts = [part for own, _, part in self._package.relations(self.main) if own == id and part in self.parts]
        shows = [f"{W}{name}" for name in ("t", "drawing", "pict", "object", "fldChar", "fldSimple")]
        return any(next(self.xml(part).iter(*shows), None) is not None for part in parts)

    def set_properties(self, properties: Properties) -> None:
        """Replace the core properties by those of the document; nothing comes from the clock or the template.

        Raises:
            DocumentError: LC406 for a title, author or notice that XML cannot hold.
        """
        for text in (properties.title, properties.author, properties.notice):
            if bad := forbidden(text):
                message = f'thuộc tính "{text!r}" của tệp có ký tự điều khiển U+{ord(bad):04X}'
                raise DocumentError(Problem("LC406", message, Place("nội dung báo cáo"), "Hãy gõ lại đoạn chữ đó."))
        part = self._package.related("", "core-properties")
        if part is None:
            part = "docProps/core.xml"
            self._declare(part, _CORE_TYPE)
            self._relate("", _CORE_KIND, part)
        self.parts[part] = _core_properties(properties).encode()
        if properties.report:
            self._set_report(properties.report)

    def _set_report(self, report: str) -> None:
        """A property of our own that says which report this is; those of the template stay."""
        part = self._package.related("", "custom-properties")
        if part is None:
            part = "docProps/custom.xml"
            self.parts[part] = f'<Properties xmlns="{_CUSTOM}custom-properties"/>'.encode()
            self._declare(part, _CUSTOM_TYPE)
            self._relate("", _CUSTOM_KIND, part)
        root = self.xml(part)
        namespace = f"{{{_CUSTOM}custom-properties}}"
        for old in [entry for entry in root if entry.get("name") == REPORT_PROPERTY]:
            root.remove(old)
        used = {int(pid) for entry in root if (pid := entry.get("pid", "")).isdecimal()}
        place = {"fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid": str(max(used, default=1) + 1)}
        entry = root.makeelement(f"{namespace}property", {**place, "name": REPORT_PROPERTY})
        value = entry.makeelement(f"{{{_CUSTOM}docPropsVTypes}}lpwstr", nsmap={"vt": f"{_CUSTOM}docPropsVTypes"})
        value.text = report
        entry.append(value)
        root.append(entry)
        self.put(part, root)

    def pack(self) -> bytes:
        return write_package(self.parts)

    def _declare(self, part: str, content_type: str) -> None:
        types = self.xml("[Content_Types].xml")
        types.append(types.makeelement(f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": content_type}))
        self.put("[Content_Types].xml", types)

    def _relate(self, source: str, kind: str, target: str) -> str:
        folder, base = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self.parts:
            self.parts[rels] = f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode()
        root = self.xml(rels)
        used = {int(n[1]) for rel in root if (n := re.fullmatch(r"rId(\d+)", rel.get("Id", "")))}
        id = f"rId{max(used, default=0) + 1}"
        root.append(root.makeelement(f"{_RELATIONS}Relationship", {"Id": id, "Type": kind, "Target": target}))
        self.put(rels, root)
        return id


def _core_properties(properties: Properties) -> str:
    def moment(day: date | None, name: str) -> str:
        if day is None:
            return ""
        return f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'

    author = escape(properties.author)
    keywords = f"<cp:keywords>{escape(properties.notice)}</cp:keywords>" if properties.notice else ""
    return (
        f'{_PROLOG}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properties.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f"{keywords}<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{moment(properties.created, 'created')}{moment(properties.created, 'modified')}"
        "<dc:language>vi-VN</dc:language>"
        "</cp:coreProperties>"
    )
