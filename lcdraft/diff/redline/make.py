"""A redline made of two .docx packages, and proven before anybody gets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from lcdraft.diff.redline.looks import bring_lists, bring_styles
from lcdraft.diff.redline.merging import Merger
from lcdraft.diff.redline.reading import Touched, reads_back, touched_blocks
from lcdraft.diff.redline.side import Side
from lcdraft.diff.redline.signs import Signs
from lcdraft.diff.redline.stamps import Stamps
from lcdraft.diff.redline.stored import open_stored
from lcdraft.diff.redline.verifying import differences, fingerprint
from lcdraft.diff.unread import RUNNING, running_text
from lcdraft.errors import DocumentError, Place, Problem
from lcdraft.opc import open_package, parse_xml, write_package
from lcdraft.text import normalize

__all__ = ["Redline", "make_redline"]

_NAMES = ("bản cũ", "bản mới")
_MADE = "bản so sánh"
_LONGEST = 80
"""Characters of a running head that a message quotes."""


@dataclass(frozen=True, slots=True)
class Redline:
    """A .docx with tracked changes, and in words what of the difference it does not show."""

    data: bytes
    unexpressed: tuple[str, ...] = ()


def make_redline(old: bytes, new: bytes, *, author: str, date: datetime, names: tuple[str, str] = _NAMES) -> Redline:
    """The new draft with every change from the old one tracked: accepting all gives the new, rejecting all the old.

    ``author`` and ``date`` stand at every change; the same drafts give the same bytes. ``names`` is what messages
    call the two drafts.

    Raises:
        DocumentError: LC401 to LC403 for what is no sound .docx file, LC750 where no redline can be made of which
            both drafts come back.
    """
    second_best: Redline | None = None
    for coarse in (False, True):
        attempt = _Attempt(old, new, names)
        made = attempt.make(author, date, coarse=coarse)
        if not attempt.gives_back_words():
            continue
        if attempt.reads_back():
            return made
        second_best = second_best or replace(made, unexpressed=(*made.unexpressed, _misread(names)))
    if second_best is not None:
        return second_best
    advice = "Hãy mở cả hai tệp bằng Word, lưu lại rồi thử lại; hoặc so sánh với --to html."
    message = "không lập được bản theo dõi sửa đổi mà chấp nhận hết thì ra bản mới, từ chối hết thì ra bản cũ"
    raise DocumentError(Problem("LC750", message, Place(names[1]), advice))


def _misread(names: tuple[str, str]) -> str:
    return (
        f"chữ của {names[0]} và {names[1]} khôi phục được đủ, nhưng số thứ tự tự động hoặc vai trò của vài đoạn "
        "(đề mục, phần đầu, nơi nhận) có thể khác bản gốc"
    )


class _Attempt:
    """One way of making the redline; what the drafts are like is noted before their trees are worked into one."""

    def __init__(self, old: bytes, new: bytes, names: tuple[str, str]) -> None:
        self._signs = Signs()
        self._names = names
        self._old = Side.open(open_package(old, names[0]), self._signs, names[0])
        self._new = Side.open(open_package(new, names[1]), self._signs, names[1])
        self._files = dict(self._old.parts.data), dict(self._new.parts.data)
        self._same_looks = _looks(self._old) == _looks(self._new)
        self._told = [*self._old.told, *self._new.told, *self._match_looks()]
        self._wanted = fingerprint(self._old), fingerprint(self._new)
        self._parts: dict[str, bytes] = {}
        self._touched: Touched | None = None

    def make(self, author: str, date: datetime, *, coarse: bool) -> Redline:
        """The redline, not yet proven."""
        stamps = Stamps(author, date, self._new.roots.values())
        merger = Merger(self._old, self._new, stamps, coarse=coarse)
        merger.merge_text()
        self._parts = self._new.parts.packed()
        if self._same_looks and self._old.as_filed and self._new.as_filed:
            notes = [root for kind, root in self._new.roots.items() if kind != "main"]
            self._touched = touched_blocks(self._new.body, notes, merger.origins)
        told = dict.fromkeys([*self._told, *merger.told])
        return Redline(write_package(self._parts), tuple(told))

    def gives_back_words(self) -> bool:
        """Whether the XML of the redline has every paragraph, note and table of both drafts, look for look."""
        package = open_stored(self._parts, _MADE)
        return not any(
            differences(wanted, fingerprint(Side.open(package, self._signs, _MADE, accept=accept)))
            for wanted, accept in ((self._wanted[1], True), (self._wanted[0], False))
        )

    def reads_back(self) -> bool:
        """Whether the reader of documents finds both drafts in the redline."""
        main = self._old.parts.main, self._new.parts.main
        return reads_back(*self._files, self._parts, main, self._touched)

    def _match_looks(self) -> list[str]:
        roots = list(self._old.roots.values())
        told = [*self._old.drop_remarks(self._names[0]), *self._old.drop_dangling(self._names[0])]
        different, added = bring_styles(self._old.parts, self._new.parts, roots)
        bring_lists(self._old.parts, self._new.parts, [*roots, *added])
        if different:
            shown = ", ".join(different[:8]) + (", …" if len(different) > 8 else "")
            told.append(f"kiểu định dạng (style) khác nhau giữa hai bản, dùng theo {self._names[1]}: {shown}")
        return [*told, *self._running_told()]

    def _running_told(self) -> Iterator[str]:
        """What stands on every page is taken from the new draft; where the old one says something else that is told."""
        for kind, called in RUNNING.items():
            old, new = (_running_texts(side, kind) for side in (self._old, self._new))
            if set(old) != set(new):
                was, now = (
                    _quoted(text for text in texts if text not in others) for texts, others in ((old, new), (new, old))
                )
                yield f"{called} khác nhau giữa hai bản, dùng theo {self._names[1]}: {was} → {now}"


def _running_texts(side: Side, kind: str) -> list[str]:
    """The different texts of the running heads or feet of a draft, page numbers aside."""
    found = side.parts.relations(side.parts.main).values()
    parts = [part for of, part, _ in found if of.rpartition("/")[2] == kind and part in side.parts.data]
    texts = (running_text(parse_xml(side.parts.data[part], side.parts.name, part)) for part in parts)
    return list(dict.fromkeys(normalize(" ".join(text.split())) for text in texts if text.strip()))


def _quoted(texts: Iterable[str]) -> str:
    shown = [f'"{text[:_LONGEST]}…"' if len(text) > _LONGEST else f'"{text}"' for text in texts]
    return ", ".join(shown) or "(không có)"


def _looks(side: Side) -> list[bytes]:
    """The parts that say what paragraphs look like and how lists count."""
    parts = (side.parts.related(kind) for kind in ("styles", "numbering"))
    return [b"" if part is None else side.parts.data[part] for part in parts]
