"""Two drafts compared: every line with what became of it, the figures that changed, and why they did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lcdraft.diff.align import Item, align
from lcdraft.diff.figures import figures_of
from lcdraft.diff.lines import ANNEX_TITLE, Drawn, lines_of
from lcdraft.diff.looks import count_looks
from lcdraft.diff.model import Cause, Comparison, FigureChange, Ignored, Line, LineKind, Piece, Row, Status
from lcdraft.diff.words import WordDiff, WordPart, compare_words

if TYPE_CHECKING:
    from lcdraft.diff.drafts import Draft
    from lcdraft.diff.figures import Found

__all__ = ["compare_drafts", "compare_lines"]

LABELS, MARKERS, KINDS = "số thứ tự", "dấu đầu dòng", "loại, cấp của đoạn"
LOOKS = "in đậm, in nghiêng"
BASIS_ENDS = "dấu cuối dòng căn cứ"

_ENDS = ";. "
_UNSEEN = (
    "dạng Unicode (khi đọc, chữ của cả hai bản đã đưa về NFC)",
    "khoảng trắng ở hai đầu đoạn và đoạn trống",
    "định dạng, kể cả in đậm, in nghiêng",
)
"""What even an exact comparison does not see."""


def compare_drafts(old: Draft, new: Draft, *, exact: bool = False) -> Comparison:
    """Everything that is to be said of two drafts; with ``exact`` differences of spelling count as changes."""
    before, after = lines_of(old.document), lines_of(new.document)
    rows, ignored = compare_lines(before, after, exact=exact)
    found = figures_of(rows, before, after, {**_names(old), **_names(new)})
    figures, causes, other_periods = _explained(found, old, new)
    return Comparison(
        old.name,
        new.name,
        found.rows,
        figures,
        causes,
        tuple(Ignored(name, count) for name, count in ignored.most_common()),
        (*_uncompared(old, new), *(_UNSEEN if exact else ())),
        other_periods,
    )


def _explained(found: Found, old: Draft, new: Draft) -> tuple[tuple[FigureChange, ...], tuple[Cause, ...], bool]:
    """The figures, what made them change, and whether their periods differ: only the data of both drafts can tell."""
    if old.workspace is None or new.workspace is None:
        return found.figures, (), False
    from lcdraft.diff.causes import causes_of

    before, after = old.workspace.report(old.report), new.workspace.report(new.report)
    return *causes_of(found, old, new), before.period != after.period


def compare_lines(
    old: Sequence[Drawn], new: Sequence[Drawn], *, exact: bool = False
) -> tuple[tuple[Row, ...], Counter[str]]:
    """The rows of a comparison in reading order, figures not looked at, and what was ignored in them."""
    judge = _Judge(exact)
    rows: list[Row] = []
    moved: dict[int, list[int]] = {}
    for pair in align([_item(drawn.line) for drawn in old], [_item(drawn.line) for drawn in new]):
        if pair.moved and pair.old is not None:
            moved.setdefault(pair.old, []).append(len(rows))
        one = None if pair.old is None else old[pair.old]
        other = None if pair.new is None else new[pair.new]
        rows.append(judge.row(one, other, moved=pair.moved))
    for here, there in moved.values():
        rows[here], rows[there] = replace(rows[here], twin=there), replace(rows[there], twin=here)
    return tuple(rows), judge.ignored


def _item(line: Line) -> Item:
    """Rows go with rows, a field of the frame with the same field, all other text with text."""
    text = line.text or line.label
    if line.kind is LineKind.ROW:
        return Item(text, "dòng", part=line.block)
    if line.kind is LineKind.FRAME:
        return Item(text, f"{line.kind}: {line.where}", anchor=line.where == ANNEX_TITLE)
    level = -1 if line.kind is LineKind.BASIS else line.level
    return Item(text, "chữ", anchor=line.kind is LineKind.HEADING, level=level)


@dataclass(slots=True)
class _Judge:
    """Says what became of a line, and counts what it passes over."""

    exact: bool
    ignored: Counter[str] = field(default_factory=Counter)

    def row(self, old: Drawn | None, new: Drawn | None, *, moved: bool) -> Row:
        if old is not None and new is not None:
            return self._both(old, new, moved=moved)
        if old is not None:
            pieces = () if moved else tuple(_whole(old.line.text, Status.REMOVED))
            return Row(Status.MOVED_AWAY if moved else Status.REMOVED, old.line, None, pieces)
        assert new is not None
        return Row(Status.ADDED, None, new.line, tuple(_whole(new.line.text, Status.ADDED)))

    def _both(self, old: Drawn, new: Drawn, *, moved: bool) -> Row:
        diff = self._words(old.line, new.line)
        self.ignored.update(diff.ignored)
        if looks := count_looks(old, new, diff.parts):
            self.ignored[LOOKS] += looks
        relabelled = self._label(old.line, new.line)
        same = Status.EQUAL if diff.equal and not relabelled else Status.CHANGED
        return Row(Status.MOVED if moved else same, old.line, new.line, tuple(map(_piece, diff.parts)))

    def _words(self, old: Line, new: Line) -> WordDiff:
        """The words that differ; the sign that closes a legal basis only says whether another one follows."""
        if self.exact or not old.kind is new.kind is LineKind.BASIS or old.text == new.text:
            return compare_words(old.text, new.text, exact=self.exact)
        body, new_body = old.text.rstrip(_ENDS), new.text.rstrip(_ENDS)
        end, new_end = old.text[len(body) :], new.text[len(new_body) :]
        diff = compare_words(body, new_body)
        if end != new_end:
            diff.ignored[BASIS_ENDS] += 1
        return replace(diff, parts=_appended(diff.parts, WordPart(Status.EQUAL, end, new_end)))

    def _label(self, old: Line, new: Line) -> bool:
        """Whether number, marker or kind differ and that counts."""
        if old.label != new.label:
            numbered = all(any(sign.isalnum() for sign in line.label) for line in (old, new))
            name = LABELS if numbered else MARKERS
        elif (old.kind, old.level) != (new.kind, new.level):
            name = KINDS
        else:
            return False
        if not self.exact:
            self.ignored[name] += 1
        return self.exact


def _appended(parts: Sequence[WordPart], end: WordPart) -> tuple[WordPart, ...]:
    if not end.old and not end.new:
        return tuple(parts)
    if parts and parts[-1].status is end.status and not parts[-1].note:
        return (*parts[:-1], WordPart(end.status, parts[-1].old + end.old, parts[-1].new + end.new))
    return (*parts, end)


def _piece(part: WordPart) -> Piece:
    return Piece(part.status, part.old if part.status is Status.REMOVED else part.new, note=part.note)


def _whole(text: str, status: Status) -> Iterator[Piece]:
    """A line that has no partner, its notes in pieces of their own."""
    for part in compare_words(text, text).parts:
        yield Piece(status, part.new, note=part.note)


def _names(draft: Draft) -> dict[str, str]:
    if draft.workspace is None:
        return {}
    return {key: indicator.name for key, indicator in draft.workspace.dataset.catalogue.items()}


def _uncompared(old: Draft, new: Draft) -> Iterator[str]:
    """What the readers left aside, with the draft it stands in where it is not in both alike."""
    for text in old.uncompared:
        yield text if text in new.uncompared else f"{old.name}: {text}"
    yield from (f"{new.name}: {text}" for text in new.uncompared if text not in old.uncompared)
