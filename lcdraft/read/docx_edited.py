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

    ``pending`` says that tracked changes are in it, ``pictures`` that it holds something that is not read as text.
    """

    anchors: list[str] = field(default_factory=list)
    pending: bool = False
    pictures: bool = False

    def add(self, other: BlockMarks) -> None:
        self.anchors += other.anchors
        self.pending = self.pending or other.pending
        self.pictures = self.pictures or other.pictures


@dataclass(frozen=True, slots=True)
class Edited:
    """``marks`` has an entry for every block of the document's text, in the same order."""

    document: Document
    marks: tuple[BlockMarks, ...]
    comments: tuple[Comment, ...] = ()
    report: str = ""


class MarkReader:
    """Gathers marks while the blocks of a document are read."""

    def __init__(self, package: Package, main: str) -> None:
        self.comments: list[Comment] = []
        self._package = package
        self._written = self._read_comments(main)
        self._changed_notes = self._read_changed_notes(main)

    def look_at(self, element: etree._Element) -> BlockMarks:
        """The marks of a paragraph or table, its comments added to `comments`."""
        names = [mark.get(f"{W}name", "") for mark in element.iter(f"{W}bookmarkStart")]
        notes = {mark.get(f"{W}id", "") for mark in element.iter(f"{W}footnoteReference")}
        for mark in element.iter(f"{W}commentReference"):
            if (written := self._written.get(mark.get(f"{W}id", ""))) is not None:
                self.comments.append(Comment(*written, _text(element)))
        return BlockMarks(
            [name for name in dict.fromkeys(names) if anchor_digest(name)],
            has_changes(element) or element.get(PENDING) is not None or bool(notes & self._changed_notes),
            next(element.iter(*(f"{W}{name}" for name in _UNREAD)), None) is not None,
        )

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
