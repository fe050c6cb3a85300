"""Paragraphs put together again: kept, added and removed stretches in one line of runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from lcdraft.diff.redline.content import Atom, Content, Stretch
from lcdraft.diff.redline.stamps import Mark, Stamps
from lcdraft.diff.redline.xml import Shape, bare_copy, element
from lcdraft.wordml import W

__all__ = ["LineWriter"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}


class LineWriter:
    """Appends stretches to a paragraph that has nothing but its properties.

    ``shell`` gives the copy of a hyperlink of the old draft that can stand in the new one, ``adopt`` makes the
    elements of an atom of the old draft fit there (pictures); either gives None for what cannot come along.
    """

    def __init__(
        self,
        paragraph: etree._Element,
        stamps: Stamps,
        shell: Callable[[etree._Element], etree._Element | None],
        adopt: Callable[[etree._Element], bool],
    ) -> None:
        self._paragraph = paragraph
        self._stamps = stamps
        self._shell_of = shell
        self._adopt = adopt
        self._mark = Mark.KEPT
        self._parent = paragraph
        self._wrapper: etree._Element | None = None
        self._shell: etree._Element | None = None

    def marker(self, found: etree._Element) -> None:
        """A bookmark or the like; it stands between runs and belongs to no change."""
        self._leave()
        self._paragraph.append(found)

    def stretch(self, content: Content, start: int, end: int, mark: Mark) -> None:
        """A part of one draft, as it stands there."""
        for part in _parts(content, start, end):
            self._pieces(content, part, mark, part.look)

    def kept(self, old: Content, old_start: int, new: Content, start: int, end: int) -> None:
        """A part that both drafts have; where its look changed the former look is noted."""
        for part, former in _compared(old, old_start, new, start, end):
            if former is None or former.key == part.key:
                self._pieces(new, part, Mark.KEPT, part.look)
            else:
                look = element("rPr") if part.look is None else deepcopy(part.look)
                self._stamps.change(look, former.look, "rPr")
                self._pieces(new, part, Mark.KEPT, look)

    def _pieces(self, content: Content, part: Stretch, mark: Mark, look: etree._Element | None) -> None:
        self._go_to(mark, part.shell)
        run: etree._Element | None = None
        for piece in _cut(content, part.start, part.end):
            if isinstance(piece, Atom):
                if mark.goes and not all(self._adopt(child) for child in piece.elements):
                    continue
                if piece.whole:
                    run = None
                    for child in piece.elements:
                        self._append(_as_removed(child) if mark is Mark.REMOVED else child, mark)
                    continue
            if run is None:
                run = element("r")
                if look is not None:
                    run.append(deepcopy(look))
                self._append(run, mark)
            if isinstance(piece, str):
                run.append(_text(piece, mark))
            else:
                run.extend(_as_removed(child) if mark is Mark.REMOVED else child for child in piece.elements)

    def _append(self, found: etree._Element, mark: Mark) -> None:
        if mark is Mark.KEPT:
            self._parent.append(found)
            return
        if self._wrapper is None:
            self._wrapper = self._stamps.mark(mark)
            self._parent.append(self._wrapper)
        self._wrapper.append(found)

    def _go_to(self, mark: Mark, shell: etree._Element | None) -> None:
        if shell is not self._shell:
            self._leave()
            self._shell = shell
            if shell is not None:
                self._parent = self._copied(shell, mark)
        if mark is not self._mark:
            self._wrapper = None
            self._mark = mark

    def _copied(self, shell: etree._Element, mark: Mark) -> etree._Element:
        copied: etree._Element | None = bare_copy(shell)
        if mark.goes:
            copied = self._shell_of(shell)
        if copied is None:
            return self._paragraph
        self._paragraph.append(copied)
        return copied

    def _leave(self) -> None:
        self._parent, self._shell, self._wrapper = self._paragraph, None, None


def _parts(content: Content, start: int, end: int) -> Iterator[Stretch]:
    """The stretches of a content between two places."""
    for stretch in content.stretches:
        if stretch.end > start and stretch.start < end:
            low, high = max(stretch.start, start), min(stretch.end, end)
            yield Stretch(low, high, stretch.look, stretch.key, stretch.shell)


def _compared(
    old: Content, old_start: int, new: Content, start: int, end: int
) -> Iterator[tuple[Stretch, Stretch | None]]:
    """The stretches of the new draft between two places, cut where the look of the old one changes."""
    shift = start - old_start
    former = list(_parts(old, old_start, old_start + end - start))
    for part in _parts(new, start, end):
        waiting: tuple[Stretch, Stretch | None] | None = None
        for other in former:
            low, high = max(part.start, other.start + shift), min(part.end, other.end + shift)
            if low >= high:
                continue
            same = other.key == part.key
            if waiting is not None and (waiting[1] is None) == same and (same or _key(waiting[1]) == other.key):
                waiting[0].end = high
                continue
            if waiting is not None:
                yield waiting
            waiting = Stretch(low, high, part.look, part.key, part.shell), None if same else other
        if waiting is not None:
            yield waiting


def _key(stretch: Stretch | None) -> Shape | None:
    return None if stretch is None else stretch.key


def _cut(content: Content, start: int, end: int) -> Iterator[str | Atom]:
    """Letters and atoms in turn."""
    text = content.text
    at = start
    for place in sorted(place for place in content.atoms if start <= place < end):
        if place > at:
            yield text[at:place]
        yield content.atoms[place]
        at = place + 1
    if at < end:
        yield text[at:end]


def _text(letters: str, mark: Mark) -> etree._Element:
    found = element("delText" if mark is Mark.REMOVED else "t")
    found.set(_SPACE, "preserve")
    found.text = letters
    return found


def _as_removed(found: etree._Element) -> etree._Element:
    """Text of a removed field or symbol is deleted text; that of a text box inside a drawing stays as it is."""
    if found.tag in _DELETED:
        found.tag = _DELETED[str(found.tag)]
    elif found.tag == f"{W}r":
        for child in found:
            if child.tag in _DELETED:
                child.tag = _DELETED[str(child.tag)]
    return found
