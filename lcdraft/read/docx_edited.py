"""A .docx that came back from Word or LibreOffice: its text, and what only an edited file has.

That is the anchors which the paragraphs carried when they were rendered, comments, tracked changes that nobody has
decided on, and the id of the report that the file was made from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lcdraft.anchors import anchor_digest
from lcdraft.document import Document
from lcdraft.opc import Package
from lcdraft.read.docx_beside import paragraph_remarks, running_texts
from lcdraft.read.docx_changes import PENDING, has_changes
from lcdraft.text import normalize
from lcdraft.wordml import REPORT_PROPERTY, W

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["BlockMarks", "Comment", "Edited", "MarkReader"]

_UNREAD = ("drawing", "pict", "object")


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark somebody wrote beside the text; ``about`` is the text of the paragraph it belongs to."""

    author: str
    text: str
    about: str


@dataclass(slots=True)
class BlockMarks:
    """What stands in the XML of one block beside its text.

    ``pending`` says that tracked changes are in it, ``pictures`` that it holds something that is not read as text,
    ``remarks`` what of it is read as something else, ``boxed`` that it stands in a text box.
    """

    anchors: list[str] = field(default_factory=list)
    pending: bool = False
    pictures: bool = False
    remarks: list[str] = field(default_factory=list)
    boxed: bool = False

    def add(self, other: BlockMarks) -> None:
        self.anchors += other.anchors
        self.pending = self.pending or other.pending
        self.pictures = self.pictures or other.pictures
        self.remarks += other.remarks


@dataclass(frozen=True, slots=True)
class Edited:
    """``marks`` has an entry for every block of the document's text, in the same order.

    ``running`` are the heads and feet of its pages, ``embedded`` counts documents put into it as they are.
    """

    document: Document
    marks: tuple[BlockMarks, ...]
    comments: tuple[Comment, ...] = ()
    report: str = ""
    running: tuple[tuple[str, str], ...] = ()
    embedded: int = 0


class MarkReader:
    """Gathers marks while the blocks of a document are read."""

    def __init__(self, package: Package, main: str) -> None:
        self.comments: list[Comment] = []
        self._package = package
        self._written = self._read_comments(main)
        self._main = main
        self._changed_notes = self._read_changed_notes(main)

    def look_at(self, element: etree._Element) -> BlockMarks:
        """The marks of a paragraph or table, its comments added to `comments`."""
        names = [mark.get(f"{W}name", "") for mark in element.iter(f"{W}bookmarkStart")]
        notes = {mark.get(f"{W}id", "") for mark in element.iter(f"{W}footnoteReference")}
        for mark in element.iter(f"{W}commentReference"):
            if (written := self._written.pop(mark.get(f"{W}id", ""), None)) is not None:
                self.comments.append(Comment(*written, _text(element)))
        return BlockMarks(
            [name for name in dict.fromkeys(names) if anchor_digest(name)],
            has_changes(element) or element.get(PENDING) is not None or bool(notes & self._changed_notes),
            next(element.iter(*(f"{W}{name}" for name in _UNREAD)), None) is not None,
            list(paragraph_remarks(element)),
        )

    def running(self) -> tuple[tuple[str, str], ...]:
        """The heads and feet of the pages."""
        return running_texts(self._package, self._main)

    def other_comments(self) -> list[Comment]:
        """The remarks that belong to no paragraph of the text: those beside notes, and those that stand nowhere."""
        parts = [self._package.related(self._main, kind) for kind in ("footnotes", "endnotes")]
        notes = [note for part in parts if part is not None for note in self._package.xml(part)]
        marks = [(mark.get(f"{W}id", ""), note) for note in notes for mark in note.iter(f"{W}commentReference")]
        found = [Comment(*self._written.pop(id), _text(note)) for id, note in marks if id in self._written]
        return [*found, *(Comment(*written, "") for written in self._written.values())]

    def report(self) -> str:
        """The id of the report that the file was rendered from, or nothing."""
        part = self._package.related("", "custom-properties")
        for entry in () if part is None else self._package.xml(part):
            if entry.get("name") == REPORT_PROPERTY:
                return "".join(str(text) for text in entry.itertext()).strip()
        return ""

    def _read_comments(self, main: str) -> dict[str, tuple[str, str]]:
        part = self._package.related(main, "comments")
        if part is None:
            return {}
        comments = self._package.xml(part).iter(f"{W}comment")
        return {each.get(f"{W}id", ""): (each.get(f"{W}author", ""), _text(each)) for each in comments}

    def _read_changed_notes(self, main: str) -> set[str]:
        part = self._package.related(main, "footnotes")
        notes = () if part is None else self._package.xml(part).iter(f"{W}footnote")
        return {note.get(f"{W}id", "") for note in notes if has_changes(note)}


def _text(element: etree._Element) -> str:
    paragraphs = ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in element.iter(f"{W}p")]
    return normalize(" ".join(" ".join(paragraphs).split()))
