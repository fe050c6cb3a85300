"""The styles of a report as the decree wants them, and the style sheet of a template they go into.

A template edited in Word keeps its own version of a style; only what it lacks is added. So every style
here says all that it needs and leans on nothing but the others here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lcdraft import wordml as names
from lcdraft.wordml import StyleTable, W, is_on, style_key, val

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["DEFAULT_STYLES", "FONTS", "StyleSheet"]

FONTS = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" '
    'w:cs="Times New Roman"/>'
)
_LANGUAGE = '<w:lang w:val="vi-VN"/>'
_LINE = "ND30Dong"
"""A line by itself: no indent, no space around it. Base of everything that is not running text."""


def _spacing(before: int = 0, after: int = 0, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_CENTRE = '<w:jc w:val="center"/>'
_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_KEEP = "<w:keepNext/>"
_NO_INDENT = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_TOP_RULE = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'


def _style(
    name: str, base: str = "", paragraph: str = "", run: str = "", *, kind: str = "paragraph", then: str = ""
) -> str:
    """One style, its id still to be filled in; ``base`` and ``then`` are names in braces for the same reason."""
    links = f'<w:basedOn w:val="{{{base}}}"/>' if base else ""
    links += f'<w:next w:val="{{{then}}}"/>' if then else ""
    custom = "" if name in (names.FOOTNOTE_TEXT, names.FOOTNOTE_REFERENCE) else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{kind}"{custom} w:styleId="{{{name}}}"><w:name w:val="{name}"/>{links}<w:qFormat/>'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _heading(name: str, outline: int, run: str, *, centred: bool = False) -> str:
    place = _NO_INDENT + _CENTRE if centred else ""
    then = names.PART_TITLE if name == names.PART else names.BODY
    return _style(name, names.BODY, f'{_KEEP}{place}<w:outlineLvl w:val="{outline}"/>', run, then=then)


_BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

DEFAULT_STYLES: dict[str, str] = {
    names.BODY: _style(
        names.BODY,
        paragraph="<w:widowControl/>"
        + _spacing(before=120, line=240)
        + '<w:ind w:left="0" w:right="0" w:firstLine="720"/><w:jc w:val="both"/>',
        run=f'{FONTS}<w:color w:val="auto"/>{_size(28)}{_LANGUAGE}',
    ),
    _LINE: _style(
        _LINE,
        paragraph=f'<w:widowControl/>{_spacing()}{_NO_INDENT}<w:jc w:val="left"/>',
        run=f'{FONTS}<w:color w:val="auto"/>{_size(28)}{_LANGUAGE}',
    ),
    names.MOTTO_STATE: _style(names.MOTTO_STATE, _LINE, _CENTRE, _BOLD + _size(26), then=names.MOTTO),
    names.MOTTO: _style(names.MOTTO, _LINE, _CENTRE, _BOLD + _size(28), then=names.RULE),
    names.RULE: _style(
        names.RULE,
        _LINE,
        f'{_TOP_RULE}<w:spacing w:before="60" w:after="0" w:line="20" w:lineRule="exact"/>{_CENTRE}',
        _size(2),
    ),
    names.SUPERIOR: _style(names.SUPERIOR, _LINE, _CENTRE, _size(26), then=names.AGENCY),
    names.AGENCY: _style(names.AGENCY, _LINE, _CENTRE, _BOLD + _size(26), then=names.RULE),
    names.NUMBER_LINE: _style(names.NUMBER_LINE, _LINE, _spacing(before=120) + _CENTRE, _size(26)),
    names.PLACE_DATE: _style(names.PLACE_DATE, _LINE, _spacing(before=120) + _CENTRE, _ITALIC + _size(28)),
    names.KIND: _style(names.KIND, _LINE, _KEEP + _spacing(before=360) + _CENTRE, _BOLD, then=names.SUBJECT),
    names.SUBJECT: _style(names.SUBJECT, _LINE, _KEEP + _CENTRE, _BOLD, then=names.RULE),
    # "Kính gửi" is 1000 twips wide at 14 pt, so a dash at 2220 stands under the colon of a line that starts at 1220.
    names.ADDRESSEES: _style(
        names.ADDRESSEES, _LINE, _spacing(before=240) + '<w:ind w:left="1220" w:right="0" w:firstLine="0"/>'
    ),
    names.ADDRESSEE_LINE: _style(
        names.ADDRESSEE_LINE, _LINE, _spacing(before=60) + '<w:ind w:left="2383" w:right="0" w:hanging="163"/>'
    ),
    names.BASIS: _style(names.BASIS, names.BODY, "", _ITALIC),
    names.PART: _heading(names.PART, 0, _BOLD, centred=True),
    names.PART_TITLE: _heading(names.PART_TITLE, 0, _BOLD, centred=True),
    names.ROMAN: _heading(names.ROMAN, 1, _BOLD),
    names.ARABIC: _heading(names.ARABIC, 2, _BOLD),
    names.LETTER: _heading(names.LETTER, 3, ""),  # the decree prints a point upright and plain
    names.ITEM: _style(names.ITEM, names.BODY),
    names.SPACER: _style(
        names.SPACER, _LINE, '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>', _size(8)
    ),
    names.GAP: _style(names.GAP, run=f'{_BOLD}<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>', kind="character"),
    names.FOOTNOTE_TEXT: _style(names.FOOTNOTE_TEXT, _LINE, '<w:jc w:val="both"/>', _size(20)),
    names.FOOTNOTE_REFERENCE: _style(
        names.FOOTNOTE_REFERENCE, run='<w:vertAlign w:val="superscript"/>', kind="character"
    ),
    names.NOTE_ITEM: _style(names.NOTE_ITEM, names.FOOTNOTE_TEXT),
    names.TABLE: (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{{{names.TABLE}}}"><w:name w:val="{names.TABLE}"/>'
        f'<w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{_BORDER}</w:tblBorders><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    ),
    names.CELL: _style(names.CELL, _LINE, _spacing(before=30, after=30), _size(24)),
    names.CELL_HEAD: _style(names.CELL_HEAD, names.CELL, _KEEP + _CENTRE, _BOLD),
    names.CELL_ITEM: _style(names.CELL_ITEM, names.CELL),
    names.SMALL_CELL: _style(names.SMALL_CELL, names.CELL, run=_size(22)),
    names.SMALL_CELL_HEAD: _style(names.SMALL_CELL_HEAD, names.CELL_HEAD, run=_size(22)),
    names.AUTHORITY: _style(names.AUTHORITY, _LINE, _KEEP + _CENTRE, _BOLD),
    names.SIGNER: _style(names.SIGNER, _LINE, _spacing(before=1600) + _CENTRE, _BOLD),
    names.RECIPIENTS: _style(names.RECIPIENTS, _LINE, _KEEP, _BOLD + _ITALIC + _size(24), then=names.RECIPIENT_LINE),
    names.RECIPIENT_LINE: _style(names.RECIPIENT_LINE, _LINE, "", _size(22)),
    names.ANNEX: _style(names.ANNEX, _LINE, _KEEP + _CENTRE, _BOLD, then=names.ANNEX_TITLE),
    names.ANNEX_TITLE: _style(names.ANNEX_TITLE, _LINE, _KEEP + _CENTRE, _BOLD, then=names.ANNEX_REFERENCE),
    names.ANNEX_REFERENCE: _style(names.ANNEX_REFERENCE, _LINE, _KEEP + _CENTRE, _ITALIC, then=names.RULE),
}
"""Style name -> its XML, with ``{name}`` where the id of the style of that name belongs."""

_LEVELLED = re.compile(rf"({'|'.join(names.ITEM_STYLES)})([2-9]|[1-9]\d+)")


_AFTER_SIZE = frozenset(
    f"{W}{tag}"
    for tag in (
        *(
            "highlight",
            "u",
            "effect",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
            "lang",
            "eastAsianLayout",
        ),
        *("specVanish", "oMath", "rPrChange"),
    )
)
"""What stands after the size in the properties of a run, by the schema."""


class StyleSheet(StyleTable):
    """The styles of a template; what the text uses and the template lacks is added to ``root``."""

    def __init__(self, root: etree._Element) -> None:
        super().__init__(root)
        self.root = root

    def id(self, name: str) -> str:
        """The id of the style of this name, which is added from our defaults if it is missing.

        Raises:
            KeyError: for a style that is neither in the template nor one of ours.
        """
        found = self._ids.get(style_key(name))
        if found is None and name in self._elements:
            found = name  # renamed in Word: the id stayed
        return found if found is not None else self._add(name)

    def points(self, id: str) -> float:
        """The size of the letters of a paragraph style."""
        size = self.find(id, "rPr/sz")
        if size is None:
            size = self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        return int(val(size, "20")) / 2

    def set_points(self, name: str, points: int) -> None:
        """Give the style of this name another size, in the style itself; the style is added where it is missing."""
        id = self.id(name)
        if self.points(id) == points:
            return
        style = self._elements[id]
        run = style.find(f"{W}rPr")
        if run is None:
            run = style.makeelement(f"{W}rPr")
            properties = style.find(f"{W}pPr")
            if properties is not None:
                properties.addnext(run)
            else:
                style.append(run)
        for tag in ("sz", "szCs"):
            old = run.find(f"{W}{tag}")
            if old is not None:
                run.remove(old)
        after = next((child for child in run if child.tag in _AFTER_SIZE), None)
        for tag in ("sz", "szCs"):
            size = run.makeelement(f"{W}{tag}", {f"{W}val": str(2 * points)})
            if after is not None:
                after.addprevious(size)
            else:
                run.append(size)
        self._found.clear()

    def bold(self, id: str) -> bool:
        """True where the paragraph style is bold."""
        return is_on(self.find(id, "rPr/b")) is True

    def _add(self, name: str) -> str:
        from lxml import etree

        levelled = _LEVELLED.fullmatch(name)
        source = _style(name, levelled[1]) if levelled else DEFAULT_STYLES[name]
        id = "".join(part[:1].upper() + part[1:] for part in name.split())
        while id in self._elements:
            id += "1"
        self._ids[style_key(name)] = id
        filled = re.sub(r"\{([^}]*)\}", lambda m: id if m[1] == name else self.id(m[1]), source)
        wrapper = etree.fromstring(f'<w:styles xmlns:w="{W[1:-1]}">{filled}</w:styles>')
        element = wrapper[0]
        self.root.append(element)
        self._elements[id] = element
        self._found.clear()
        return id
