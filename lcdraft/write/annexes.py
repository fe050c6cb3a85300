"""Annexes of a .docx: each in a section of its own after everything that the template holds.

A section says how its pages look at its end, so the template's last section is closed where the annexes
begin, and every annex gets a copy of it: the same paper, margins, headers and footers, laid on its side where
asked, pages counted from 1, no number on the first.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lcdraft import wordml as names
from lcdraft.document import Annex
from lcdraft.opc import RELATIONSHIP
from lcdraft.wordml import W
from lcdraft.write.docx_xml import BodyXml, escape
from lcdraft.write.letterhead import section_width
from lcdraft.write.package import PackageEditor
from lcdraft.write.styles import StyleSheet

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["AnnexSections"]

_PLACE = "lcdraft-phu-luc-"
_ID = f"{{{RELATIONSHIP[:-1]}}}id"
_A4 = ("11906", "16838")
_EMPTY_HEADER = f'<w:hdr xmlns:w="{W[1:-1]}"><w:p/></w:hdr>'.encode()

# What the schema puts before and after the elements that are set here.
_REFERENCES = ("headerReference", "footerReference")
_ORDER = (
    *_REFERENCES,
    *("footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols"),
    *("formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings"),
)


class AnnexSections:
    """Opens the sections of annexes in a rendered main part; their contents are filled in as text later."""

    def __init__(
        self, main: etree._Element, styles: StyleSheet, editor: PackageEditor, annexes: Sequence[Annex]
    ) -> None:
        self._styles = styles
        self._annexes = annexes
        self._places: list[etree._Element] = []
        body = main.find(f"{W}body")
        if annexes and body is not None:
            self._open(body, editor)

    def contents(self, first_note: int) -> tuple[Mapping[str, str], list[str]]:
        """The XML for the place of each annex, and their notes, numbered from ``first_note``.

        Raises:
            DocumentError: LC406 for text that no .docx can hold.
        """
        writer = BodyXml(self._styles, width=0, first_note=first_note)
        texts = {
            f"{_PLACE}{number}": writer.annex_blocks(annex, section_width(place))
            for number, (annex, place) in enumerate(zip(self._annexes, self._places, strict=True), 1)
        }
        return texts, writer.notes

    def _open(self, body: etree._Element, editor: PackageEditor) -> None:
        from lxml import etree

        last = body.find(f"{W}sectPr")
        if last is None:
            last = body.makeelement(f"{W}sectPr")
        else:
            body.remove(last)
        model = self._model(last, editor)
        self._close(body, last)
        for number, annex in enumerate(self._annexes, 1):
            for paragraph in self._head(annex):
                body.append(paragraph)
            place = etree.ProcessingInstruction(f"{_PLACE}{number}")
            body.append(place)
            self._places.append(place)
            section = _laid_out(copy.deepcopy(model), landscape=annex.landscape)
            if number == len(self._annexes):
                body.append(self._spacer(body))
                body.append(section)
            else:
                body.append(self._spacer(body, section))

    def _model(self, last: etree._Element, editor: PackageEditor) -> etree._Element:
        """The section of every annex, upright still."""
        model = copy.deepcopy(last)
        for name in ("type", "titlePg", "pgNumType"):
            for old in model.findall(f"{W}{name}"):
                model.remove(old)
        _insert(model, model.makeelement(f"{W}pgNumType", {f"{W}start": "1"}))
        _insert(model, model.makeelement(f"{W}titlePg"))
        for reference in model.findall(f"{W}headerReference"):
            if reference.get(f"{W}type") == "first" and editor.has_text(reference.get(_ID, "")):
                # A letterhead, which belongs on the first page of the report only.
                reference.set(_ID, editor.add("header", _EMPTY_HEADER))
        return model

    def _close(self, body: etree._Element, section: etree._Element) -> None:
        """End the template's last section: in its last paragraph, or in one added behind a table."""
        last = next((child for child in reversed(body) if isinstance(child.tag, str)), None)
        properties = last.find(f"{W}pPr") if last is not None and last.tag == f"{W}p" else None
        if (
            last is None
            or last.tag != f"{W}p"
            or (properties is not None and properties.find(f"{W}sectPr") is not None)
        ):
            body.append(self._spacer(body, section))
            return
        if properties is None:
            properties = last.makeelement(f"{W}pPr")
            last.insert(0, properties)
        change = properties.find(f"{W}pPrChange")
        if change is not None:
            change.addprevious(section)
        else:
            properties.append(section)

    def _spacer(self, body: etree._Element, section: etree._Element | None = None) -> etree._Element:
        paragraph = body.makeelement(f"{W}p")
        properties = body.makeelement(f"{W}pPr")
        properties.append(body.makeelement(f"{W}pStyle", {f"{W}val": self._styles.id(names.SPACER)}))
        if section is not None:
            properties.append(section)
        paragraph.append(properties)
        return paragraph

    def _head(self, annex: Annex) -> Sequence[etree._Element]:
        from lxml import etree

        xml = BodyXml(self._styles, width=0).annex_head(annex)
        return list(etree.fromstring(f'<w:body xmlns:w="{escape(W[1:-1])}">{xml}</w:body>'))


def _laid_out(section: etree._Element, *, landscape: bool) -> etree._Element:
    """The section with its paper upright or on its side, whichever way the template has it."""
    size = section.find(f"{W}pgSz")
    if size is None:
        size = section.makeelement(f"{W}pgSz", dict(zip((f"{W}w", f"{W}h"), _A4, strict=True)))
        _insert(section, size)
    sides = sorted((size.get(f"{W}w", _A4[0]), size.get(f"{W}h", _A4[1])), key=lambda side: float(side))
    width, height = reversed(sides) if landscape else sides
    size.set(f"{W}w", width)
    size.set(f"{W}h", height)
    if landscape:
        size.set(f"{W}orient", "landscape")
    elif f"{W}orient" in size.attrib:
        del size.attrib[f"{W}orient"]
    return section


def _insert(section: etree._Element, element: etree._Element) -> None:
    """Put an element where the schema wants it."""
    rank = _ORDER.index(str(element.tag).rpartition("}")[2])
    for child in section:
        name = str(child.tag).rpartition("}")[2]
        if (_ORDER.index(name) if name in _ORDER else len(_ORDER)) > rank:
            child.addprevious(element)
            return
    section.append(element)
