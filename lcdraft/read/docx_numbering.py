"""The numbers that Word counts itself: "1.", "a)", "-" of automatic lists, as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lcdraft.wordml import StyleTable, W, val

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Label", "ListNumbers"]

_LEVELS = 9
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class Label:
    """A printed list number and how deep its list is, counted from 1."""

    text: str
    level: int
    is_bullet: bool


class ListNumbers:
    """Counts the automatic lists of a document, in the order in which its paragraphs come."""

    def __init__(self, root: etree._Element | None, styles: StyleTable) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._shared: dict[str, str] = {}
        if root is not None:
            self._load(root)

    def next(self, paragraph: etree._Element, style: str) -> Label | None:
        """The label of the next paragraph, or None where it is in no list."""
        place = self._place(paragraph, style)
        if place is None:
            return None
        list_id, depth = place
        levels = self._levels[list_id]
        counts = self._counts.setdefault(self._shared[list_id], [None] * _LEVELS)
        for above in range(depth):
            if counts[above] is None:
                counts[above] = self._start(list_id, above)
        now = counts[depth]
        counts[depth] = self._start(list_id, depth) if now is None else now + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        level = levels.get(depth)
        if level is None:
            return None
        form = val(level.find(f"{W}numFmt"), "decimal")
        pattern = val(level.find(f"{W}lvlText"))
        if form in ("bullet", "none"):
            return Label(_bullet(pattern), depth + 1, is_bullet=True) if form == "bullet" else None
        text = pattern
        for at in range(depth + 1):
            text = text.replace(f"%{at + 1}", self._print(levels.get(at), counts[at] or 0))
        return Label(text, depth + 1, is_bullet=False) if text else None

    def _place(self, paragraph: etree._Element, style: str) -> tuple[str, int] | None:
        """List and depth of a paragraph; its own mark counts before that of its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        styled = self._styles.find(style, "pPr/numPr")
        ids = [val(mark.find(f"{W}numId")) for mark in (own, styled) if mark is not None]
        depths = [val(mark.find(f"{W}ilvl")) for mark in (own, styled) if mark is not None]
        list_id = next((id for id in ids if id), "")
        depth = next((int(depth) for depth in depths if depth.isdecimal()), 0)
        if list_id not in self._levels or depth >= _LEVELS:
            return None
        return list_id, depth

    def _load(self, root: etree._Element) -> None:
        kinds = {kind.get(f"{W}abstractNumId", ""): kind for kind in root.iter(f"{W}abstractNum")}
        for number in root.iter(f"{W}num"):
            id = number.get(f"{W}numId", "")
            kind_id = val(number.find(f"{W}abstractNumId"))
            kind = kinds.get(kind_id)
            if id == "0" or kind is None:
                continue
            self._levels[id] = {_depth(level): level for level in kind.iter(f"{W}lvl")}
            self._shared[id] = f"kind {kind_id}"
            for override in number.iter(f"{W}lvlOverride"):
                # A list that starts again counts by itself; otherwise all lists of a kind go on counting together.
                self._shared[id] = f"list {id}"
                start = val(override.find(f"{W}startOverride"))
                if start.isdecimal():
                    self._starts[id, _depth(override)] = int(start)
                if (level := override.find(f"{W}lvl")) is not None:
                    self._levels[id][_depth(override)] = level

    def _start(self, list_id: str, depth: int) -> int:
        level = self._levels[list_id].get(depth)
        start = val(level.find(f"{W}start"), "1") if level is not None else "1"
        return self._starts.get((list_id, depth), int(start) if start.isdecimal() else 1)

    def _print(self, level: etree._Element | None, number: int) -> str:
        form = val(level.find(f"{W}numFmt"), "decimal") if level is not None else "decimal"
        if not 0 < number < _LARGEST:
            return str(number)
        match form:
            case "upperRoman":
                return _roman(number).upper()
            case "lowerRoman":
                return _roman(number)
            case "upperLetter":
                return _letters(number).upper()
            case "lowerLetter":
                return _letters(number)
            case "decimalZero":
                return f"{number:02d}"
            case "none":
                return ""
        return str(number)


def _depth(level: etree._Element) -> int:
    depth = level.get(f"{W}ilvl", "0")
    return int(depth) if depth.isdecimal() else 0


def _bullet(pattern: str) -> str:
    """The bullet as people type it; those of symbol fonts (private use) are dashes in official documents."""
    sign = pattern.strip()
    return sign if sign and not any(0xE000 <= ord(char) <= 0xF8FF for char in sign) and sign != "o" else "-"


def _roman(number: int) -> str:
    text = ""
    for value, digits in (*_ROMAN, *_ROMAN_LOW):
        text += digits * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """Word's own letters: a … z, aa, bb; they skip no letter and know no đ."""
    return _LOWER[(number - 1) % 26] * ((number - 1) // 26 + 1)
