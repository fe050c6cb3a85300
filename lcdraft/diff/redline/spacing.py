"""Two minutes between insertions that meet at the end of a paragraph.

LibreOffice takes insertions of one author within a minute for one where the first ends a paragraph and the second opens
the next; rejecting them would take away the end of the paragraph, which was there before.
"""

from __future__ import annotations

from lxml import etree

from lcdraft.diff.redline.stamps import Stamps
from lcdraft.diff.redline.xml import BLOCKS
from lcdraft.wordml import W

__all__ = ["part_insertions"]

_ADDED = (f"{W}ins", f"{W}moveTo")
_CONTENT = (f"{W}r", f"{W}hyperlink", f"{W}del", f"{W}moveFrom", *_ADDED)


def part_insertions(root: etree._Element, stamps: Stamps) -> None:
    """Give one of two such insertions a later time, all through a part."""
    for added in root.iter(*_ADDED):
        paragraph = _closed_by(added)
        following = None if paragraph is None else next(paragraph.itersiblings(*BLOCKS), None)
        if following is None or following.tag != f"{W}p" or stamps.is_later(added):
            continue
        mark = _end_mark(following)
        opening = next((child for child in following.iterchildren(*_CONTENT)), None)
        if opening is not None and opening.tag == f"{W}hyperlink":
            opening = next((child for child in opening.iterchildren(*_CONTENT)), None)
        if opening is None or opening.tag not in _ADDED:
            for found in () if mark is None or opening is not None else (mark,):
                stamps.make_later(found)
            continue
        for found in (opening,) if mark is None else (*following.iter(*_ADDED),):
            stamps.make_later(found)


def _closed_by(added: etree._Element) -> etree._Element | None:
    """The paragraph of which an insertion is the last word, and of which the end itself was not added."""
    above = added.getparent()
    if above is not None and above.tag == f"{W}hyperlink":
        added, above = above, above.getparent()
    if above is None or above.tag != f"{W}p" or next(added.itersiblings(*_CONTENT), None) is not None:
        return None
    return above if _end_mark(above) is None else None


def _end_mark(paragraph: etree._Element) -> etree._Element | None:
    look = paragraph.find(f"{W}pPr/{W}rPr")
    return None if look is None else next(look.iterchildren(*_ADDED), None)
