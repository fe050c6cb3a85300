"""What stands in a Word paragraph: runs, notes, fields, tracked changes, text boxes, as inlines.

Tracked changes read as if accepted. Of a field the result is read, not its code. Hidden text is left out,
as it is on paper; so are comments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lcdraft import wordml as names
from lcdraft.document import Block, Emphasis, Footnote, Inline, LineBreak, Span, Strong, Text
from lcdraft.inlines import tidy_inlines
from lcdraft.text import normalize
from lcdraft.wordml import StyleTable, W, is_on, style_key, val

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["InlineReader", "Row", "is_deleted", "unwrapped"]

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED = {f"{W}del", f"{W}moveFrom"}
_TRANSPARENT = {
    f"{W}{name}"
    for name in [
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdtContent",
        "customXml",
        "fldSimple",
        "dir",
        "bdo",
        "rubyBase",
    ]
}
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


@dataclass(frozen=True, slots=True)
class _Piece:
    inline: Inline
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(slots=True)
class Row:
    """The content of one paragraph, and the text boxes anchored in it."""

    pieces: list[_Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def is_bold(self) -> bool:
        """True where all the text is bold, beyond what the style says."""
        return self._all(lambda piece: piece.bold)

    @property
    def is_italic(self) -> bool:
        return self._all(lambda piece: piece.italic)

    def inlines(self, *, plain: bool = False) -> tuple[Inline, ...]:
        """The content in its plainest form; ``plain`` leaves out bold and italic that cover everything."""
        no_bold, no_italic = plain and self.is_bold, plain and self.is_italic
        dressed = []
        for piece in _joined(_without_commas(self.pieces)):
            inline = piece.inline
            if piece.italic and not no_italic:
                inline = Emphasis((inline,))
            if (piece.bold and not no_bold) or isinstance(inline, Span):
                inline = Strong((inline,))
            dressed.append(inline)
        return tidy_inlines(dressed)

    def _all(self, test: Callable[[_Piece], bool]) -> bool:
        texts = [piece for piece in self.pieces if isinstance(piece.inline, Text) and piece.inline.text.strip()]
        return bool(texts) and all(test(piece) for piece in texts)


class InlineReader:
    """Reads the paragraphs of one part; fields may run over several paragraphs, so it remembers the open ones."""

    def __init__(self, styles: StyleTable, note: Callable[[str, str], tuple[Block, ...] | None]) -> None:
        self._styles = styles
        self._note = note
        self._fields: list[bool] = []

    def read(self, paragraph: etree._Element, style: str) -> Row:
        """The content of a paragraph of this style id; what the style makes bold is not bold text."""
        row = Row()
        base = (
            is_on(self._styles.find(style, "rPr/b")) is True,
            is_on(self._styles.find(style, "rPr/i")) is True,
        )
        self._children(paragraph, row, base)
        return row

    def _children(self, parent: etree._Element, row: Row, base: tuple[bool, bool]) -> None:
        for child in unwrapped(parent):
            if child.tag == f"{W}r":
                self._run(child, row, base)
            elif child.tag in _TRANSPARENT:
                self._children(child, row, base)
            elif child.tag == f"{W}ruby":
                for rubied in child.iter(f"{W}rubyBase"):
                    self._children(rubied, row, base)
            else:
                for math in child.iter(_MATH_TEXT):
                    row.pieces.append(_Piece(Text(normalize(math.text or ""))))

    def _run(self, run: etree._Element, row: Row, base: tuple[bool, bool]) -> None:
        properties = run.find(f"{W}rPr")
        look = self._look(properties, base)
        hidden = properties is not None and is_on(properties.find(f"{W}vanish")) is True
        for child in unwrapped(run):
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
                continue
            if hidden or any(self._fields):
                continue
            if name == "t":
                self._text((child.text or "").replace(names.BREAKABLE_SLASH, "/"), row, look)
            elif name in _SIGNS:
                self._text(_SIGNS[name], row, look)
            elif name == "sym":
                self._text(_symbol(child), row, look)
            elif name == "cr" or (name == "br" and child.get(f"{W}type", "textWrapping") == "textWrapping"):
                row.pieces.append(_Piece(LineBreak()))
            elif name in ("footnoteReference", "endnoteReference"):
                blocks = self._note(name.removesuffix("Reference"), child.get(f"{W}id", ""))
                if blocks is not None:
                    row.pieces.append(_Piece(Footnote(blocks)))
            elif name in ("drawing", "pict", "object"):
                row.boxes += _outermost_boxes(child)

    def _text(self, text: str, row: Row, look: tuple[str, bool, bool, bool]) -> None:
        if not text:
            return
        style, bold, italic, raised = look
        if style_key(style) == style_key(names.GAP):
            # Whoever types over a gap types in its look: words and numbers are no gap any more.
            is_gap = not any(letter.isalnum() for letter in text)
            row.pieces.append(_Piece(Span(normalize(text), gap=True) if is_gap else Text(normalize(text))))
        else:
            row.pieces.append(_Piece(Text(normalize(text)), bold, italic, raised))

    def _look(self, properties: etree._Element | None, base: tuple[bool, bool]) -> tuple[str, bool, bool, bool]:
        """Name of the character style, bold and italic beyond the paragraph's style, and whether it is raised."""
        if properties is None:
            return "", False, False, False
        style = val(properties.find(f"{W}rStyle"))
        switches = []
        for at, name in enumerate(("b", "i")):
            switch = is_on(properties.find(f"{W}{name}"))
            if switch is None and style:
                switch = is_on(self._styles.find(style, f"rPr/{name}"))
            switches.append(switch is True and not base[at])
        raised = val(properties.find(f"{W}vertAlign")) == "superscript"
        if style and not raised:
            raised = val(self._styles.find(style, "rPr/vertAlign")) == "superscript"
        return self._styles.name(style) if style else "", switches[0], switches[1], raised

    def _field(self, kind: str) -> None:
        """Keep track of which fields are open; True stands for one of which the code is being read."""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()


def is_deleted(paragraph: etree._Element) -> bool:
    """True where the paragraph's end is deleted, so that it runs on into the next."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(mark.tag in _DELETED for mark in marks)


def unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, with those of content controls and of the chosen alternative in their place."""
    for child in parent:
        if child.tag in _DELETED:
            continue
        if child.tag == f"{W}sdt":
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from unwrapped(content)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            choice = child.find(f"{_COMPATIBILITY}Choice")
            chosen = choice if choice is not None else child.find(f"{_COMPATIBILITY}Fallback")
            if chosen is not None:
                yield from unwrapped(chosen)
        else:
            yield child


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """The pieces with texts of one look put together, as Word may cut them anywhere."""
    last: _Piece | None = None
    for piece in pieces:
        if last is None:
            last = piece
        elif (
            isinstance(last.inline, Text)
            and isinstance(piece.inline, Text)
            and (last.bold, last.italic) == (piece.bold, piece.italic)
        ):
            last = replace(last, inline=Text(last.inline.text + piece.inline.text))
        else:
            yield last
            last = piece
    if last is not None:
        yield last


def _without_commas(pieces: list[_Piece]) -> Iterable[_Piece]:
    """Leave out the raised comma that stands between the marks of two notes."""
    for at, piece in enumerate(pieces):
        between = 0 < at < len(pieces) - 1 and all(
            isinstance(pieces[beside].inline, Footnote) for beside in (at - 1, at + 1)
        )
        if not (between and piece.raised and isinstance(piece.inline, Text) and piece.inline.text.strip() in ",;"):
            yield piece


def _outermost_boxes(drawing: etree._Element) -> list[etree._Element]:
    boxes: list[etree._Element] = []
    for child in unwrapped(drawing):
        if child.tag == f"{W}txbxContent":
            boxes.append(child)
        else:
            boxes += _outermost_boxes(child)
    return boxes


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
