"""A redline made of two .docx packages, and proven before anybody gets it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from lcdraft.diff.redline.looks import bring_lists, bring_styles
from lcdraft.diff.redline.merging import Merger
from lcdraft.diff.redline.side import Side
from lcdraft.diff.redline.signs import Signs
from lcdraft.diff.redline.stamps import Stamps
from lcdraft.diff.redline.verifying import Line, differences, fingerprint
from lcdraft.document import Document, Properties
from lcdraft.errors import DocumentError, Place, Problem
from lcdraft.opc import open_package, write_package
from lcdraft.read.docx import read_docx, read_edited_docx

__all__ = ["Redline", "make_redline"]

_NAMES = ("bản cũ", "bản mới")


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
    for coarse in (False, True):
        attempt = _Attempt(old, new, names)
        made = attempt.make(author, date, coarse=coarse)
        faults = attempt.faults(made.data)
        if faults is not None:
            told = (*made.unexpressed, *faults)
            return replace(made, unexpressed=tuple(dict.fromkeys(told)))
    advice = "Hãy mở cả hai tệp bằng Word, lưu lại rồi thử lại; hoặc so sánh với --to html."
    message = "không lập được bản theo dõi sửa đổi mà chấp nhận hết thì ra bản mới, từ chối hết thì ra bản cũ"
    raise DocumentError(Problem("LC750", message, Place(names[1]), advice))


class _Attempt:
    """One way of making the redline; what the drafts are like is noted before their trees are worked into one."""

    def __init__(self, old: bytes, new: bytes, names: tuple[str, str]) -> None:
        self._signs = Signs()
        self._bytes = old, new
        self._names = names
        self._old = Side.open(open_package(old, names[0]), self._signs, names[0])
        self._new = Side.open(open_package(new, names[1]), self._signs, names[1])
        self._told = self._match_looks()
        self._wanted = fingerprint(self._old), fingerprint(self._new)

    def make(self, author: str, date: datetime, *, coarse: bool) -> Redline:
        """The redline, not yet proven."""
        stamps = Stamps(author, date, self._new.roots.values())
        merger = Merger(self._old, self._new, stamps, coarse=coarse)
        merger.merge_text()
        told = (*self._old.told, *self._new.told, *self._told, *merger.told)
        return Redline(write_package(self._new.parts.packed()), told)

    def faults(self, data: bytes) -> list[str] | None:
        """What does not come back, in words; None where a word would be lost or would stay."""
        told: list[str] = []
        for wanted, accept, name in ((self._wanted[1], True, self._names[1]), (self._wanted[0], False, self._names[0])):
            found = differences(wanted, self._settled(data, accept=accept))
            if any(each.text for each in found):
                return None
            if found:
                told.append(f"định dạng của {len(found)} đoạn trong {name} không khôi phục được đầy đủ")
        return told if self._reads_back(data) else None

    def _match_looks(self) -> list[str]:
        roots = list(self._old.roots.values())
        self._old.drop_remarks(self._names[0])
        different, added = bring_styles(self._old.parts, self._new.parts, roots)
        bring_lists(self._old.parts, self._new.parts, [*roots, *added])
        if not different:
            return []
        shown = ", ".join(different[:8]) + (", …" if len(different) > 8 else "")
        return [f"kiểu định dạng (style) khác nhau giữa hai bản, dùng theo {self._names[1]}: {shown}"]

    def _settled(self, data: bytes, *, accept: bool) -> list[Line]:
        package = open_package(data, "bản so sánh")
        side = Side.open(package, self._signs, "bản so sánh", accept=accept)
        return fingerprint(side)

    def _reads_back(self, data: bytes) -> bool:
        """Whether the reader of documents finds the same words in the redline as in both drafts."""
        accepted = _said(read_docx(data)), _said(read_docx(self._bytes[1]))
        rejected = _said(read_edited_docx(data, reject=True).document), _said(read_docx(self._bytes[0]))
        return accepted[0] == accepted[1] and rejected[0] == rejected[1]


def _said(document: Document) -> Document:
    """A document without what no tracked change can say: the properties of the file, how the pages lie."""
    annexes = tuple(replace(annex, landscape=False) for annex in document.annexes)
    return replace(document, properties=Properties(), annexes=annexes)
