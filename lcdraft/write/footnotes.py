"""The part of a .docx that holds the footnotes, and everything that must agree with it.

LibreOffice pairs marks and notes by counting, Word by id: both are satisfied where ids run 1…n in the
order of the marks and no note is without a mark.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lcdraft.wordml import W
from lcdraft.write.package import PackageEditor, serialize

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["BODY_PLACE", "FootnotePart", "fill_places", "is_body_place", "separators"]

BODY_PLACE = "lcdraft-than-bai"
"""Name of the processing instruction that stands where the text will go. No data can hold one."""

_NOTES_PLACE = "lcdraft-chu-thich"
_LATER_PLACE = "lcdraft-chu-thich-phu-luc"
_NAMESPACE = W[1:-1]
_EMPTY = f'<w:footnotes xmlns:w="{_NAMESPACE}"/>'.encode()
_EMPTY_SETTINGS = f'<w:settings xmlns:w="{_NAMESPACE}"/>'.encode()
_SEPARATORS = (("separator", "-1"), ("continuationSeparator", "0"))

# What the schema puts after w:footnotePr in the settings.
_AFTER_FOOTNOTES = (
    *("endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
    *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
    *("smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)


class FootnotePart:
    """The notes of the template and, between them, those of the text."""

    def __init__(self, editor: PackageEditor, document: etree._Element, footnotes: etree._Element | None) -> None:
        self._editor = editor
        self._document = document
        self._own = {} if footnotes is None else _own_notes(footnotes)
        marks = list(_marks_and_place(document))
        place = next((at for at, mark in enumerate(marks) if not _is_mark(mark)), len(marks))
        self._before = [mark for mark in marks[:place] if _is_mark(mark)]
        self._after = [mark for mark in marks[place:] if _is_mark(mark)]

    @property
    def first_note(self) -> int:
        """The number of the first note of the text."""
        return len(self._before) + 1

    @property
    def own_after(self) -> int:
        """How many notes the template has behind the place of the text."""
        return len(self._after)

    def write(self, notes: list[str], annex_notes: list[str] | None = None) -> None:
        """Number the template's own marks around ``notes`` and write footnotes.xml and the settings.

        ``annex_notes`` are those of what follows the template: they come last.
        """
        later = annex_notes or []
        kept: list[etree._Element] = []
        for number, mark in enumerate(self._before, start=1):
            kept.append(self._renumber(mark, number))
        split = len(kept)
        for number, mark in enumerate(self._after, start=split + len(notes) + 1):
            kept.append(self._renumber(mark, number))
        if not kept and not notes and not later and not self._editor.related("footnotes"):
            return
        from lxml import etree

        part = self._editor.part("footnotes", _EMPTY)
        root = self._editor.xml(part)
        for note in list(root):
            root.remove(note)
        root.extend(etree.fromstring(f'<w:footnotes xmlns:w="{_NAMESPACE}">{separators()}</w:footnotes>'))
        root.extend(kept[:split])
        root.append(etree.ProcessingInstruction(_NOTES_PLACE))
        root.extend(kept[split:])
        root.append(etree.ProcessingInstruction(_LATER_PLACE))
        self._editor.parts[part] = fill_places(root, {_NOTES_PLACE: "".join(notes), _LATER_PLACE: "".join(later)})
        self._write_settings()

    def _renumber(self, mark: etree._Element, number: int) -> etree._Element:
        """A copy of the note of a mark, both with their new number; one note per mark even if a loop repeats it."""
        from lxml import etree

        own = self._own.get(mark.get(f"{W}id", ""))
        note = (
            copy.deepcopy(own)
            if own is not None
            else etree.fromstring(f'<w:footnote xmlns:w="{_NAMESPACE}"><w:p/></w:footnote>')
        )
        for element in (mark, note):
            element.set(f"{W}id", str(number))
        return note

    def _write_settings(self) -> None:
        part = self._editor.part("settings", _EMPTY_SETTINGS)
        settings = self._editor.xml(part)
        wanted = settings.makeelement(f"{W}footnotePr")
        old = settings.find(f"{W}footnotePr")
        if old is not None:
            wanted.extend(child for child in old if child.tag != f"{W}footnote")
            settings.remove(old)
        wanted.extend(settings.makeelement(f"{W}footnote", {f"{W}id": id}) for _, id in _SEPARATORS)
        _insert_setting(settings, wanted)
        self._editor.put(part, settings)


def fill_places(root: etree._Element, texts: Mapping[str, str]) -> bytes:
    """The part with XML in the place of each mark that it has; the marks come in the order of ``texts``."""
    done: list[bytes] = []
    rest = serialize(root)
    for place, xml in texts.items():
        before, mark, after = rest.partition(f"<?{place} ?>".encode())
        if mark:
            done += (before, xml.encode())
            rest = after
    return b"".join((*done, rest))


def is_body_place(element: etree._Element) -> bool:
    """True for the mark at the place of the text."""
    return not isinstance(element.tag, str) and getattr(element, "target", "") == BODY_PLACE


def _insert_setting(settings: etree._Element, footnotes: etree._Element) -> None:
    """Put ``w:footnotePr`` where the schema wants it: before the compatibility settings."""
    for at, child in enumerate(settings):
        if str(child.tag).rpartition("}")[2] in _AFTER_FOOTNOTES:
            settings.insert(at, footnotes)
            return
    settings.append(footnotes)


def _own_notes(root: etree._Element) -> dict[str, etree._Element]:
    """The notes typed into the template, without the separators Word keeps beside them."""
    notes = root.iter(f"{W}footnote")
    return {note.get(f"{W}id", ""): note for note in notes if note.get(f"{W}type", "normal") == "normal"}


def _marks_and_place(document: etree._Element) -> list[etree._Element]:
    return [element for element in document.iter() if _is_mark(element) or is_body_place(element)]


def _is_mark(element: etree._Element) -> bool:
    return element.tag == f"{W}footnoteReference"


def separators() -> str:
    """The two notes that are no notes: the line above the notes, and the line above a note that runs on."""
    return "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, id in _SEPARATORS
    )
