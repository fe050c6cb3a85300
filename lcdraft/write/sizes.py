"""The size of the letters: one of the decree's two sets at the head, 13 or 14 points in the text.

A template keeps its own sizes unless the data ask for others, or the line of place and date is too long for
its cell: then the smaller set is taken, as a whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lcdraft import wordml as names
from lcdraft.document import Document
from lcdraft.wordml import W
from lcdraft.write.letterhead import column_width, paragraph_text, style_id
from lcdraft.write.metrics import text_width
from lcdraft.write.styles import StyleSheet

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["SMALL_SET", "WIDEST_DATE", "fit_sizes"]

SMALL_SET = (12, 13, 13)
"""State name, motto, place and date: they go up and down together (Decree 30/2020/NĐ-CP, Annex I, part V)."""

_STATE = (names.MOTTO_STATE, names.SUPERIOR, names.AGENCY)
_TEXT = (
    *(names.BODY, names.BASIS, *names.HEADING_STYLES, names.ITEM),
    *(names.KIND, names.SUBJECT, names.ADDRESSEES, names.ADDRESSEE_LINE, names.AUTHORITY, names.SIGNER),
)
WIDEST_DATE = "ngày 29 tháng 12 năm 2025"
"""As wide as a date can be: digits are all of one width."""


def fit_sizes(root: etree._Element, styles: StyleSheet, document: Document) -> None:
    """Set the sizes of the styles of a filled-in template as the document asks, or as its place name needs."""
    head = document.letterhead
    if head is not None:
        wanted = head.sizes or (SMALL_SET if _is_too_long(root, styles) else None)
        if wanted is not None:
            state, motto, place = wanted
            for name in _STATE:
                styles.set_points(name, state)
            styles.set_points(names.MOTTO, motto)
            styles.set_points(names.PLACE_DATE, place)
    if document.text_points is not None:
        for name in _TEXT:
            styles.set_points(name, document.text_points)


def _is_too_long(root: etree._Element, styles: StyleSheet) -> bool:
    """True where some line of place and date, on its longest day, is wider than its cell."""
    for line in root.iter(f"{W}p"):
        style = style_id(line)
        if styles.name(style) == names.PLACE_DATE:
            text = re.sub(r"ngày\b.*", WIDEST_DATE, paragraph_text(line))
            if text_width(text, styles.points(style)) > column_width(line) / 20:
                return True
    return False
