"""Signs: one character of a private plane for each thing in a paragraph that is no letter.

So a paragraph is a string, and whatever compares strings compares tabs, fields, pictures and notes as well.
"""

from __future__ import annotations

from lcdraft.diff.redline.xml import Shape
from lcdraft.errors import DocumentError, Place, Problem

__all__ = ["FIRST_SIGN", "NOTE_SIGN", "Signs"]

FIRST_SIGN = 0xF0000
_LAST_SIGN = 0x10FFFD

NOTE_SIGN = chr(FIRST_SIGN)
"""Stands for the mark of any note; which note it is, is looked at when two paragraphs are compared."""


class Signs:
    """Gives equal things equal signs, for both drafts."""

    def __init__(self) -> None:
        self._known: dict[Shape, str] = {}
        self._next = FIRST_SIGN + 1

    def of(self, key: Shape) -> str:
        """The sign of whatever has this shape."""
        sign = self._known.get(key)
        if sign is None:
            sign = self._known[key] = self.fresh()
        return sign

    def fresh(self) -> str:
        """A sign that nothing else has.

        Raises:
            DocumentError: LC402 for drafts with more things than there are signs.
        """
        while self._next & 0xFFFE == 0xFFFE:
            self._next += 1
        if self._next > _LAST_SIGN:
            advice = "Hãy so sánh từng phần của văn bản."
            message = "văn bản có quá nhiều hình, trường và ký hiệu khác nhau"
            raise DocumentError(Problem("LC402", message, Place("bản so sánh"), advice))
        self._next += 1
        return chr(self._next - 1)
