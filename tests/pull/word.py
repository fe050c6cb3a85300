"""Editing a .docx the way Word does it: runs and paragraphs are changed, bookmarks stay where they were."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class WordFile:
    """The parts of a .docx, changed in place."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.main = etree.fromstring(self.parts["word/document.xml"])
        notes = self.parts.get("word/footnotes.xml")
        self.notes = etree.fromstring(notes) if notes else None

    def data(self) -> bytes:
        self._order_notes()
        self.parts["word/document.xml"] = etree.tostring(self.main, encoding="UTF-8", standalone=True)
        if self.notes is not None:
            self.parts["word/footnotes.xml"] = etree.tostring(self.notes, encoding="UTF-8", standalone=True)
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return out.getvalue()

    # Finding

    def paragraph(self, words: str, *, nth: int = 0) -> etree._Element:
        """The paragraph of the body that has these words."""
        found = [p for p in self.main.iter(f"{W}p") if words in text_of(p)]
        assert len(found) > nth, f"no paragraph has {words!r}"
        return found[nth]

    def note(self, words: str) -> etree._Element:
        assert self.notes is not None
        found = [note for note in self.notes.iter(f"{W}footnote") if words in text_of(note)]
        assert len(found) == 1, f"{len(found)} notes have {words!r}"
        return found[0]

    def cell(self, words: str, beside: str) -> etree._Element:
        """The cell with some words in the row that has other words."""
        rows = [row for row in self.main.iter(f"{W}tr") if beside in text_of(row)]
        assert rows, f"no row has {beside!r}"
        found = [cell for cell in rows[0].iter(f"{W}tc") if words in text_of(cell)]
        assert found, f"no cell has {words!r}"
        return found[0]

    # Typing

    def replace(self, old: str, new: str, *, inside: etree._Element | None = None) -> None:
        """Type over words that stand in one run."""
        where = inside if inside is not None else self.paragraph(old)
        for text in where.iter(f"{W}t"):
            if old in (text.text or ""):
                text.text = (text.text or "").replace(old, new, 1)
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                return
        raise AssertionError(f"{old!r} stands in no single run")

    def look(self, words: str, element: str) -> None:
        """Make words bold (``b``) or italic (``i``)."""
        run = self._cut_out(self.paragraph(words), words)
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        etree.SubElement(properties, f"{W}{element}")

    def add_after(self, words: str, text: str) -> None:
        """A new paragraph of the same style behind the one with ``words``."""
        paragraph = self.paragraph(words)
        paragraph.addnext(self._like(paragraph, text))

    def delete(self, words: str) -> None:
        paragraph = self.paragraph(words)
        paragraph.getparent().remove(paragraph)

    def move_after(self, words: str, target: str) -> None:
        paragraph = self.paragraph(words)
        self.paragraph(target).addnext(paragraph)

    def merge_with_next(self, words: str, *, drop: str = "") -> None:
        """Delete the paragraph mark, and the number of the next item."""
        paragraph = self.paragraph(words)
        following = paragraph.getnext()
        if drop:
            self.replace(drop, "", inside=following)
        paragraph.append(run_of(" "))
        for child in list(following):
            if child.tag != f"{W}pPr":
                paragraph.append(child)
        following.getparent().remove(following)

    def split_before(self, words: str, *, opening: str = "") -> None:
        """Press Enter in front of words; ``opening`` is a marker typed there."""
        paragraph = self.paragraph(words)
        run = self._cut_out(paragraph, words)
        rest = etree.Element(f"{W}p")
        if (properties := paragraph.find(f"{W}pPr")) is not None:
            rest.append(copy.deepcopy(properties))
        if opening:
            rest.append(run_of(opening))
        before = run.getprevious()
        if before is not None and (last := before.find(f"{W}t")) is not None:
            last.text = (last.text or "").rstrip()
        for child in [run, *run.itersiblings()]:
            rest.append(child)
        paragraph.addnext(rest)

    def add_note(self, words: str, text: str) -> None:
        """A footnote behind words."""
        assert self.notes is not None
        run = self._cut_out(self.paragraph(words), words)
        number = str(max(int(note.get(f"{W}id")) for note in self.notes.iter(f"{W}footnote")) + 1)
        mark = etree.Element(f"{W}r")
        etree.SubElement(mark, f"{W}footnoteReference").set(f"{W}id", number)
        run.addnext(mark)
        note = etree.SubElement(self.notes, f"{W}footnote")
        note.set(f"{W}id", number)
        etree.SubElement(note, f"{W}p").append(run_of(text))

    def remove_note(self, words: str) -> None:
        note = self.note(words)
        for mark in self.main.iter(f"{W}footnoteReference"):
            if mark.get(f"{W}id") == note.get(f"{W}id"):
                mark.getparent().getparent().remove(mark.getparent())
                return

    def retype(self, words: str, text: str) -> None:
        """Delete a whole paragraph and type another sentence in its place; its notes stay."""
        paragraph = self.paragraph(words)
        for run in list(paragraph.iter(f"{W}r")):
            if run.find(f"{W}footnoteReference") is None:
                run.getparent().remove(run)
        paragraph.append(run_of(text))

    def delete_row(self, words: str) -> None:
        """The row of a table that has these words."""
        row = next(row for row in self.main.iter(f"{W}tr") if words in text_of(row))
        row.getparent().remove(row)

    def add_note_paragraph(self, words: str, text: str) -> None:
        """Press Enter at the end of the note of a paragraph with ``words``, and type on."""
        assert self.notes is not None
        mark = next(iter(self.paragraph(words).iter(f"{W}footnoteReference")))
        note = next(note for note in self.notes.iter(f"{W}footnote") if note.get(f"{W}id") == mark.get(f"{W}id"))
        etree.SubElement(note, f"{W}p").append(run_of(text))

    # Tracked changes and comments

    def track_replace(self, old: str, new: str) -> None:
        """Type over words with tracking on."""
        run = self._cut_out(self.paragraph(old), old)
        removed = etree.Element(f"{W}del", {f"{W}id": "9001", f"{W}author": "A"})
        run.addprevious(removed)
        added = etree.Element(f"{W}ins", {f"{W}id": "9002", f"{W}author": "A"})
        removed.addnext(added)
        typed = copy.deepcopy(run)
        text = typed.find(f"{W}t")
        text.text = new
        added.append(typed)
        removed.append(run)
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"

    def track_delete(self, words: str) -> None:
        """Delete a paragraph with tracking on."""
        paragraph = self.paragraph(words)
        properties = paragraph.find(f"{W}pPr")
        marks = etree.SubElement(properties, f"{W}rPr")
        etree.SubElement(marks, f"{W}del", {f"{W}id": "9003", f"{W}author": "A"})
        for run in list(paragraph.iter(f"{W}r")):
            removed = etree.Element(f"{W}del", {f"{W}id": "9004", f"{W}author": "A"})
            run.addprevious(removed)
            removed.append(run)
            for text in run.iter(f"{W}t"):
                text.tag = f"{W}delText"

    def track_add_after(self, words: str, text: str) -> None:
        """A new paragraph with tracking on."""
        paragraph = self.paragraph(words)
        added = self._like(paragraph, text)
        properties = added.find(f"{W}pPr")
        marks = etree.SubElement(properties, f"{W}rPr")
        etree.SubElement(marks, f"{W}ins", {f"{W}id": "9005", f"{W}author": "A"})
        for run in list(added.iter(f"{W}r")):
            wrapped = etree.Element(f"{W}ins", {f"{W}id": "9006", f"{W}author": "A"})
            run.addprevious(wrapped)
            wrapped.append(run)
        paragraph.addnext(added)

    def comment(self, words: str, remark: str, author: str = "Lãnh đạo") -> None:
        paragraph = self.paragraph(words)
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}commentReference").set(f"{W}id", "7")
        self.parts["word/comments.xml"] = (
            f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="7" w:author="{author}"><w:p><w:r><w:t>{remark}'
            "</w:t></w:r></w:p></w:comment></w:comments>"
        ).encode()
        self._declare("comments")

    # Anchors

    def bookmarks(self) -> list[str]:
        """The names of the bookmarks of the program."""
        names = [mark.get(f"{W}name") for mark in self.main.iter(f"{W}bookmarkStart")]
        return [name for name in names if name.startswith("_lc_")]

    def drop_bookmarks(self) -> None:
        """As some programs do when they save."""
        for mark in list(self.main.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)

    # Inside

    def _order_notes(self) -> None:
        """Notes in the order of their marks and none without one, as Word writes them."""
        if self.notes is None:
            return
        found = {note.get(f"{W}id"): note for note in self.notes if note.get(f"{W}type") is None}
        for note in found.values():
            self.notes.remove(note)
        for number, mark in enumerate(self.main.iter(f"{W}footnoteReference"), 1):
            note = found[mark.get(f"{W}id")]
            for element in (mark, note):
                element.set(f"{W}id", str(number))
            self.notes.append(note)

    def change(self, work: Callable[[etree._Element], None]) -> None:
        work(self.main)

    def _declare(self, kind: str) -> None:
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        etree.SubElement(types, f"{TYPES}Override", {"PartName": f"/word/{kind}.xml", "ContentType": content})
        self.parts["[Content_Types].xml"] = etree.tostring(types)
        name = "word/_rels/document.xml.rels"
        rels = etree.fromstring(self.parts[name])
        attributes = {"Id": f"rId{kind}", "Type": f"{OFFICE}/{kind}", "Target": f"{kind}.xml"}
        etree.SubElement(rels, f"{RELATIONS}Relationship", attributes)
        self.parts[name] = etree.tostring(rels)

    def _like(self, paragraph: etree._Element, text: str) -> etree._Element:
        added = etree.Element(f"{W}p")
        if (properties := paragraph.find(f"{W}pPr")) is not None:
            added.append(copy.deepcopy(properties))
        added.append(run_of(text))
        return added

    def _cut_out(self, paragraph: etree._Element, words: str) -> etree._Element:
        """The words in a run of their own."""
        for run in paragraph.iter(f"{W}r"):
            text = run.find(f"{W}t")
            if text is None or words not in (text.text or ""):
                continue
            before, _, after = (text.text or "").partition(words)
            for part, put in ((before, run.addprevious), (after, run.addnext)):
                if part:
                    other = copy.deepcopy(run)
                    piece = other.find(f"{W}t")
                    piece.text = part
                    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                    put(other)
            text.text = words
            return run
        raise AssertionError(f"{words!r} stands in no single run")


def run_of(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    piece = etree.SubElement(run, f"{W}t")
    piece.text = text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def text_of(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))
