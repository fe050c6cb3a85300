"""Two paragraphs as one: words that stayed, words that came, words that went, and the looks that changed."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from rapidfuzz import fuzz

from lcdraft.diff.redline.content import Atom, Content
from lcdraft.diff.redline.notes import NoteBook
from lcdraft.diff.redline.sections import merge_section
from lcdraft.diff.redline.side import Block, Side, paragraph_shape
from lcdraft.diff.redline.stamps import Mark, Stamps, base_properties, paragraph_properties
from lcdraft.diff.redline.wording import Segment, compare_texts, replaced
from lcdraft.diff.redline.writing import LineWriter
from lcdraft.diff.redline.xml import R, bare_copy, element, properties_shape
from lcdraft.wordml import W

__all__ = ["ParagraphMerger"]

_ALIKE = 50
_MANY_NOTES = 40


class ParagraphMerger:
    """Rewrites paragraphs of the new draft (and those of the old one that go) as parts of the redline."""

    def __init__(
        self, old: Side, new: Side, stamps: Stamps, notes: NoteBook, told: list[str], *, coarse: bool = False
    ) -> None:
        self._old = old
        self._new = new
        self._stamps = stamps
        self._notes = notes
        self._told = told
        self._coarse = coarse

    def merge(self, old: Block, new: Block, root: str) -> None:
        """A paragraph that both drafts have; it becomes the redline of itself."""
        before, after = old.content, new.content
        assert before is not None
        assert after is not None
        if before.text == after.text and before.looks() == after.looks():
            for (_, former), (_, present) in zip(before.notes(), after.notes(), strict=True):
                self._notes.merge(former, present)
        else:
            self._rewrite(new.element, before, after, root)
        self._merge_properties(old, new)

    def whole(self, block: Block, mark: Mark, root: str, *, ends: bool) -> None:
        """A paragraph of one draft only; one that ``ends`` its container keeps its end."""
        content = block.content
        assert content is not None
        line = self._emptied(block.element, root)
        line.run_through(content, 0, len(content.text), mark)
        if not ends:
            self._stamps.end_of_paragraph(paragraph_properties(block.element), mark)

    def note_properties(self, former: etree._Element | None, present: etree._Element) -> None:
        """Note inside the properties of a paragraph what they were in the old draft, where that differs."""
        if paragraph_shape(former) != paragraph_shape(present):
            self._stamps.change(present, base_properties(former), "pPr")
        self._note_end(former, present)

    def _merge_properties(self, old: Block, new: Block) -> None:
        former, present = old.element.find(f"{W}pPr"), new.element.find(f"{W}pPr")
        if present is not None or former is not None:
            self.note_properties(former, paragraph_properties(new.element))
        if new.section is not None:
            merge_section(old.section, new.section, self._stamps)
            if old.section is None:
                self._tell("chỗ ngắt phần (section) mới thêm vào đoạn đã có: từ chối sửa đổi thì chỗ ngắt vẫn còn")
        elif old.section is not None:
            self._tell("chỗ ngắt phần (section) đã bỏ khỏi đoạn còn giữ: từ chối sửa đổi không lấy lại được chỗ ngắt")

    def _note_end(self, former: etree._Element | None, present: etree._Element) -> None:
        """The look of the paragraph's end, which lists take for their numbers."""
        before = None if former is None else former.find(f"{W}rPr")
        after = present.find(f"{W}rPr")
        if properties_shape(before) == properties_shape(after):
            return
        if after is None:
            after = element("rPr")
            behind = next((child for child in present if child.tag in (f"{W}sectPr", f"{W}pPrChange")), None)
            if behind is None:
                present.append(after)
            else:
                behind.addprevious(after)
        self._stamps.change(after, before, "rPr")

    def _rewrite(self, paragraph: etree._Element, old: Content, new: Content, root: str) -> None:
        old_text, new_text = self._keyed(old, new)
        compare = replaced if self._coarse else compare_texts
        self._emptied(paragraph, root).merge(old, new, compare(old_text, new_text))

    def _keyed(self, old: Content, new: Content) -> tuple[str, str]:
        """The texts with one sign for the marks of two notes that are one, and signs of their own for the others."""
        before, after = old.notes(), new.notes()
        if not before and not after:
            return old.text, new.text
        signs = self._new.signs
        own = {at: signs.fresh() for at, _ in before}
        other = {at: signs.fresh() for at, _ in after}
        for left, right in self._note_pairs(before, after):
            other[right] = own[left]
        return old.keyed(own), new.keyed(other)

    def _note_pairs(self, before: list[tuple[int, Atom]], after: list[tuple[int, Atom]]) -> Iterator[tuple[int, int]]:
        """Notes that are one, by what they say: in order, each paired at most once."""
        olds = [(at, atom.note, self._notes.text(self._old, atom)) for at, atom in before]
        news = [(at, atom.note, self._notes.text(self._new, atom)) for at, atom in after]
        if len(olds) == len(news):
            scores = [_score(left, right) for left, right in zip(olds, news, strict=True)]
            if all(scores) or max(len(olds), len(news)) > _MANY_NOTES:
                yield from ((left[0], right[0]) for left, right in zip(olds, news, strict=True) if left[1] == right[1])
                return
        start = 0
        for left in olds[:_MANY_NOTES]:
            scores = [_score(left, right) for right in news[start:_MANY_NOTES]]
            best = max(scores, default=0.0)
            if best:
                found = start + scores.index(best)
                yield left[0], news[found][0]
                start = found + 1

    def _emptied(self, paragraph: etree._Element, root: str) -> _Line:
        for child in [child for child in paragraph if child.tag != f"{W}pPr"]:
            paragraph.remove(child)
        writer = LineWriter(
            paragraph, self._stamps, lambda shell: self._copied_shell(shell, root), lambda it: self._adopt(it, root)
        )
        return _Line(writer, self._notes)

    def _copied_shell(self, shell: etree._Element, root: str) -> etree._Element | None:
        """The hyperlink of removed text, empty; None where its address cannot come along."""
        copied = bare_copy(shell)
        if self._adopt(copied, root):
            return copied
        return None

    def _adopt(self, found: etree._Element, root: str) -> bool:
        """Make what an element of the old draft refers to part of the new package; False where it is not there."""
        source, target = self._part(self._old, root), self._part(self._new, root)
        for each in found.iter(etree.Element):
            for key, value in each.items():
                if not str(key).startswith(R) or not value:
                    continue
                id = self._new.parts.adopt(self._old.parts, source, str(value), target)
                if id is None:
                    self._tell("có hình hoặc liên kết trong chữ bị xóa không mang sang được")
                    return False
                each.set(key, id)
        return True

    def _part(self, side: Side, root: str) -> str:
        return side.parts.main if root == "main" else side.parts.related(f"{root}s") or side.parts.main

    def _tell(self, message: str) -> None:
        if message not in self._told:
            self._told.append(message)


class _Line:
    """Writes the segments of a paragraph and sends the notes on them where they go."""

    def __init__(self, writer: LineWriter, notes: NoteBook) -> None:
        self._writer = writer
        self._notes = notes

    def merge(self, old: Content, new: Content, segments: list[Segment]) -> None:
        """What is equal stays, what was replaced goes before what came."""
        markers = _Markers(new)
        for each in segments:
            if not each.equal:
                self._part(old, each.old_start, each.old_end, Mark.REMOVED)
                self._with_markers(markers, new, each.new_start, each.new_end, Mark.ADDED)
                continue
            shift = each.old_start - each.new_start
            for start, end in self._between(markers, each.new_start, each.new_end):
                self._writer.kept(old, start + shift, new, start, end)
            for at, atom in new.notes():
                if each.new_start <= at < each.new_end:
                    self._notes.merge(old.atoms[at + shift], atom)
        self._rest(markers)

    def run_through(self, content: Content, start: int, end: int, mark: Mark) -> None:
        """All of one draft."""
        if mark.goes:
            self._part(content, start, end, mark)
            return
        markers = _Markers(content)
        self._with_markers(markers, content, start, end, mark)
        self._rest(markers)

    def _with_markers(self, markers: _Markers, content: Content, start: int, end: int, mark: Mark) -> None:
        for low, high in self._between(markers, start, end):
            self._part(content, low, high, mark)

    def _part(self, content: Content, start: int, end: int, mark: Mark) -> None:
        if start >= end:
            return
        self._writer.stretch(content, start, end, mark)
        for at, atom in content.notes():
            if start <= at < end:
                (self._notes.remove if mark.goes else self._notes.add)(atom, mark)

    def _between(self, markers: _Markers, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places between the markers of a stretch; the markers are written on the way."""
        at = start
        for place, found in markers.until(end):
            if place > at:
                yield at, place
                at = place
            self._writer.marker(found)
        if end > at:
            yield at, end

    def _rest(self, markers: _Markers) -> None:
        for _, found in markers.until(None):
            self._writer.marker(found)


class _Markers:
    """The bookmarks of a paragraph, each written once, in order."""

    def __init__(self, content: Content) -> None:
        self._waiting = list(reversed(content.markers))

    def until(self, end: int | None) -> Iterator[tuple[int, etree._Element]]:
        """Those that stand before a place."""
        while self._waiting and (end is None or self._waiting[-1][0] < end):
            yield self._waiting.pop()


def _score(left: tuple[int, str, str], right: tuple[int, str, str]) -> float:
    if left[1] != right[1]:
        return 0.0
    return fuzz.ratio(left[2], right[2], score_cutoff=_ALIKE) if left[2] != right[2] else 100.0
