"""A paragraph taken apart: its text as one string, with the look of every stretch and what is no text.

Runs that Word cut up are one stretch where they look the same; content controls and smart tags, which only wrap,
are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from lcdraft.diff.redline.signs import FIRST_SIGN, NOTE_SIGN, Signs
from lcdraft.diff.redline.xml import Shape, element, properties_shape, shape
from lcdraft.wordml import W

__all__ = ["Atom", "Content", "ContentReader", "Stretch"]

_WRAPPERS = frozenset(f"{W}{name}" for name in ("smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "ins"))
_MARKERS = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
)
_SKIPPED = frozenset(
    f"{W}{name}" for name in ("pPr", "proofErr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rPr")
)
_UNPRINTED = frozenset(f"{W}{name}" for name in ("rPr", "lastRenderedPageBreak"))
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_PRIVATE = re.compile(f"([\ue000-\uf8ff{chr(FIRST_SIGN)}-\U0010ffff])")


@dataclass(slots=True)
class Stretch:
    """Text of one look; ``shell`` is the hyperlink it stands in."""

    start: int
    end: int
    look: etree._Element | None
    key: Shape
    shell: etree._Element | None


@dataclass(slots=True)
class Atom:
    """What a sign stands for: children of a run, or (``whole``) elements beside runs. ``note`` is the kind of note."""

    elements: list[etree._Element]
    whole: bool = False
    note: str = ""


@dataclass(slots=True)
class Content:
    """``text`` has a sign where an atom stands; ``markers`` are bookmarks and the like, which have no width."""

    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    atoms: dict[int, Atom] = field(default_factory=dict)
    markers: list[tuple[int, etree._Element]] = field(default_factory=list)

    def notes(self) -> list[tuple[int, Atom]]:
        """The marks of notes and where they stand."""
        return [(at, atom) for at, atom in self.atoms.items() if atom.note]

    def looks(self) -> list[tuple[int, Shape]]:
        """Where each look ends; equal for paragraphs of equal text that look the same."""
        return [(stretch.end, stretch.key) for stretch in self.stretches]

    def plain(self) -> str:
        """The letters alone."""
        return _PRIVATE.sub("", self.text) if self.atoms else self.text

    def keyed(self, signs: dict[int, str]) -> str:
        """The text with other signs for the notes that stand at some places."""
        if not signs:
            return self.text
        chars = list(self.text)
        for at, sign in signs.items():
            chars[at] = sign
        return "".join(chars)


class ContentReader:
    """Takes the paragraphs of one part apart; ``target`` gives a name to what a relationship id leads to."""

    def __init__(self, signs: Signs, target: Callable[[str], str]) -> None:
        self._signs = signs
        self._target = target

    def read(self, paragraph: etree._Element) -> Content:
        """The content of a paragraph; its elements are shared with the tree, not copied."""
        taken = _Taking(self._signs, self._target)
        taken.whole_fields = _fields_balance(paragraph)
        taken.children(paragraph, None)
        content = taken.content
        content.text = "".join(taken.texts)
        return content


@dataclass(slots=True)
class _Taking:
    signs: Signs
    target: Callable[[str], str]
    content: Content = field(default_factory=Content)
    texts: list[str] = field(default_factory=list)
    length: int = 0
    whole_fields: bool = True
    depth: int = 0
    open_field: list[etree._Element] = field(default_factory=list)

    def children(self, parent: etree._Element, shell: etree._Element | None) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self.run(child, shell)
            elif tag in _SKIPPED:
                continue
            elif tag in _MARKERS:
                self.content.markers.append((self.length, child))
            elif tag == f"{W}hyperlink":
                self.children(child, child)
            elif tag in _WRAPPERS:
                self.children(child, shell)
            else:
                self.add(self.signs.of(shape(child, self.target)), None, (), shell, Atom([child], whole=True))

    def run(self, run: etree._Element, shell: etree._Element | None) -> None:
        look: etree._Element | None = None
        key: Shape = ()
        for child in run:
            tag = child.tag
            if tag == f"{W}rPr":
                look, key = child, properties_shape(child)
            elif self.depth or (tag == f"{W}fldChar" and self.whole_fields):
                self.in_field(child, look, shell)
            elif tag == f"{W}t":
                self.letters(child.text or "", look, key, shell)
            elif tag in _UNPRINTED:
                continue
            elif tag == f"{W}commentReference":
                self.content.markers.append((self.length, _run_of(look, child)))
            elif tag in _NOTES:
                self.add(NOTE_SIGN, look, key, shell, Atom([child], note=_NOTES[str(tag)]))
            else:
                self.add(self.signs.of(shape(child, self.target)), look, key, shell, Atom([child]))

    def in_field(self, child: etree._Element, look: etree._Element | None, shell: etree._Element | None) -> None:
        """Gather a field, code and result, into one atom."""
        kind = child.get(f"{W}fldCharType") if child.tag == f"{W}fldChar" else ""
        if child.tag in _UNPRINTED:
            return
        self.open_field.append(_run_of(look, child))
        self.depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if self.depth == 0:
            gathered, self.open_field = self.open_field, []
            self.add(
                self.signs.of(("field", *(shape(run, self.target) for run in gathered))),
                None,
                (),
                shell,
                Atom(gathered, whole=True),
            )

    def letters(self, text: str, look: etree._Element | None, key: Shape, shell: etree._Element | None) -> None:
        if not text:
            return
        if max(text) < "\ue000":
            self.extend(text, look, key, shell)
            return
        for part in filter(None, _PRIVATE.split(text)):
            if _PRIVATE.match(part) is None:
                self.extend(part, look, key, shell)
            else:
                typed = element("t")
                typed.text = part
                self.add(self.signs.of(("t", part)), look, key, shell, Atom([typed]))

    def add(self, sign: str, look: etree._Element | None, key: Shape, shell: etree._Element | None, atom: Atom) -> None:
        self.content.atoms[self.length] = atom
        self.extend(sign, look, key, shell)

    def extend(self, text: str, look: etree._Element | None, key: Shape, shell: etree._Element | None) -> None:
        start = self.length
        self.texts.append(text)
        self.length += len(text)
        stretches = self.content.stretches
        if stretches and stretches[-1].key == key and stretches[-1].shell is shell:
            stretches[-1].end = self.length
        else:
            stretches.append(Stretch(start, self.length, look, key, shell))


def _run_of(look: etree._Element | None, child: etree._Element) -> etree._Element:
    """A run of its own for one child, which leaves the run it stood in only when the copy is used."""
    run = element("r")
    if look is not None:
        run.append(deepcopy(look))
    run.append(deepcopy(child))
    return run


def _fields_balance(paragraph: etree._Element) -> bool:
    """Whether every field that begins in the paragraph ends in it."""
    depth = 0
    for mark in paragraph.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        if depth < 0:
            return False
    return depth == 0
