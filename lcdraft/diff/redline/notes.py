"""Footnotes and endnotes: a note goes where its mark goes, with its text tracked in its own part."""

from __future__ import annotations

from lxml import etree

from lcdraft.diff.redline.containers import Containers
from lcdraft.diff.redline.content import Atom
from lcdraft.diff.redline.side import NOTE_KINDS, Side
from lcdraft.diff.redline.stamps import Mark
from lcdraft.diff.redline.xml import element
from lcdraft.wordml import W
from lcdraft.write.footnotes import separators

__all__ = ["NoteBook"]

_SETTINGS = f'<w:settings xmlns:w="{W[1:-1]}"/>'.encode()


class NoteBook:
    """The notes of both drafts; those of the old one that go are moved into the part of the new one."""

    def __init__(self, old: Side, new: Side, containers: Containers) -> None:
        self._old = old
        self._new = new
        self._containers = containers
        self._removed = 0

    def text(self, side: Side, atom: Atom) -> str:
        """The words of the note of a mark."""
        note = side.notes[atom.note].get(_id(atom))
        return "" if note is None else "".join(text.text or "" for text in note.iter(f"{W}t"))

    def merge(self, old: Atom, new: Atom) -> None:
        """A note whose mark stands in both drafts."""
        former, present = self._old.notes[old.note].get(_id(old)), self._new.notes[new.note].get(_id(new))
        if former is not None and present is not None:
            self._containers.container(former, present, new.note)

    def add(self, atom: Atom, mark: Mark) -> None:
        """A note of which the mark is added."""
        note = self._new.notes[atom.note].get(_id(atom))
        if note is not None:
            self._containers.whole(self._new, note, _plain(mark), atom.note)

    def remove(self, atom: Atom, mark: Mark) -> None:
        """A note of which the mark is removed; its text comes along, marked as removed."""
        note = self._old.notes[atom.note].get(_id(atom))
        if note is None:
            return
        self._containers.whole(self._old, note, _plain(mark), atom.note)
        self._removed += 1
        id = f"cu{self._removed}"
        for found in (note, atom.elements[0]):
            found.set(f"{W}id", id)
        self._root(atom.note).append(note)

    def number(self) -> None:
        """Give the notes their numbers in the order of the marks, by which LibreOffice finds them."""
        for kind in NOTE_KINDS:
            root = self._new.roots.get(kind)
            if root is not None:
                _number(self._new.roots["main"], root, kind)

    def _root(self, kind: str) -> etree._Element:
        """The notes of a kind in the new draft; the part is made where it has none."""
        if kind not in self._new.roots:
            empty = f'<w:{kind}s xmlns:w="{W[1:-1]}">{separators().replace("w:footnote", f"w:{kind}")}</w:{kind}s>'
            self._new.roots[kind] = self._new.parts.root(self._new.parts.make(f"{kind}s", empty.encode()))
            self._declare_separators(kind)
        return self._new.roots[kind]

    def _declare_separators(self, kind: str) -> None:
        settings = self._new.parts.root(self._new.parts.make("settings", _SETTINGS))
        found = settings.find(f"{W}{kind}Pr")
        if found is None:
            found = element(f"{kind}Pr")
            _insert_setting(settings, found)
        if found.find(f"{W}{kind}") is None:
            found.extend(element(kind, {"id": id}) for id in ("-1", "0"))


def _number(main: etree._Element, root: etree._Element, kind: str) -> None:
    notes = {note.get(f"{W}id", ""): note for note in root.iterchildren(f"{W}{kind}")}
    special = {id: note for id, note in notes.items() if note.get(f"{W}type", "normal") != "normal"}
    next_id = max((int(id) for id in special if id.lstrip("-").isdecimal()), default=0) + 1
    marked = [notes[id] for mark in main.iter(f"{W}{kind}Reference") if (id := mark.get(f"{W}id", "")) in notes]
    for mark, note, number in zip(
        main.iter(f"{W}{kind}Reference"), marked, range(next_id, next_id + len(marked)), strict=False
    ):
        mark.set(f"{W}id", str(number))
        note.set(f"{W}id", str(number))
        root.append(note)
    numbered = set(map(id_of, marked))
    for note in [note for id, note in notes.items() if id not in special and id_of(note) not in numbered]:
        root.remove(note)


def id_of(note: etree._Element) -> str:
    """The number of a note."""
    return note.get(f"{W}id", "")


def _insert_setting(settings: etree._Element, found: etree._Element) -> None:
    """Put the setting where the schema wants it: before the compatibility settings."""
    behind = next((child for child in settings if str(child.tag).rpartition("}")[2] in _BEHIND), None)
    if behind is None:
        settings.append(found)
    else:
        behind.addprevious(found)


_BEHIND = (
    *("endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
    *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
    *("smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)


def _id(atom: Atom) -> str:
    return atom.elements[0].get(f"{W}id", "")


def _plain(mark: Mark) -> Mark:
    """Inside a note that moves with its mark the text is removed here and added there."""
    return Mark.REMOVED if mark.goes else Mark.ADDED
