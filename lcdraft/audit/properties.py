"""Effective properties: what a run or paragraph says, else its styles, its table's style, the defaults.

    run:        w:rPr → character style → paragraph style → table style → w:docDefaults
    paragraph:  w:pPr → list level → paragraph style → table style → w:docDefaults

each style with those it is based on. Theme fonts are looked up. Switches such as bold that stand in several
styles cancel out, as in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lcdraft.audit.layout import Format, Look
from lcdraft.wordml import StyleTable, W, is_on, val

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Properties", "twips"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TOGGLES = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "hidden"}
_FONT_SLOTS = (("ascii", "ascii"), ("hAnsi", "other"), ("cs", "complex"))
_THEMED = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "cs": "cstheme"}
_UNITS = {"pt": 20.0, "mm": 56.6929, "cm": 566.929, "in": 1440.0, "pc": 240.0, "pi": 240.0}
_MEASURE = re.compile(r"([-+]?\d{1,9}(?:\.\d{1,9})?)(pt|mm|cm|in|pc|pi)?")
_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both", "": "left"}
_NO_BORDER = ("", "nil", "none")
_AUTO_SPACE = 280

Values = dict[str, Any]


def twips(text: str | None, default: int = 0) -> int:
    """A length in twips; newer files may write ``1.27cm``."""
    found = _MEASURE.fullmatch((text or "").strip())
    if found is None:
        return default
    return round(float(found[1]) * _UNITS.get(found[2] or "", 1.0))


class Properties:
    """Works out looks and formats in one document; ``styles``, ``theme`` and ``numbering`` are its parts' roots."""

    def __init__(
        self, styles: etree._Element | None, theme: etree._Element | None, numbering: etree._Element | None
    ) -> None:
        self.table = StyleTable(styles)
        self._theme = _theme_fonts(theme)
        self._run_defaults = self._run_values(_at(styles, "docDefaults/rPrDefault/rPr"))
        self._par_defaults = _par_values(_at(styles, "docDefaults/pPrDefault/pPr"))
        self._levels = _list_indents(numbering)
        self._style_runs: dict[str, Values] = {}
        self._style_pars: dict[str, Values] = {}
        self._table_layers: dict[tuple[str, bool], tuple[Values, Values]] = {}
        self._looks: dict[Any, Look] = {}
        ordinary = self.table.find("", "rPr/lang")
        self.language = val(ordinary if ordinary is not None else _at(styles, "docDefaults/rPrDefault/rPr/lang"))

    def look(self, properties: etree._Element | None, style: str, table: tuple[str, bool] | None = None) -> Look:
        """How a run is printed. ``style`` is the id of its paragraph's style, ``table`` as for `format`."""
        own = self._run_values(properties)
        key = (style, table, tuple(own.items()))
        if key not in self._looks:
            character = own.pop("style", "")
            layers = [self._style_run(style)]
            if character:
                layers.insert(0, self._style_run(character))
            if table is not None:
                layers.append(self._table_layer(*table)[1])
            self._looks[key] = self._merge(own, layers)
        return self._looks[key]

    def format(self, properties: etree._Element | None, style: str, table: tuple[str, bool] | None = None) -> Format:
        """How a paragraph is set; ``table`` names the style of the table around it, and if it is in the first row."""
        own = _par_values(properties)
        if style not in self._style_pars:
            chain = [_par_values(element.find(f"{W}pPr")) for element in self.table.chain(style)]
            self._style_pars[style] = _merged(chain)
        styled = self._style_pars[style]
        layers = [own, styled]
        if "list" in own or "list" in styled:
            place = own.get("list") or styled["list"]
            if "list" in own and "list" in styled:
                place = (own["list"][0] or styled["list"][0], own["list"][1] or styled["list"][1])
            layers.insert(1 if "list" in own else 2, self._levels.get((place[0], place[1] or "0"), {}))
        if table is not None:
            layers.append(self._table_layer(*table)[0])
        layers.append(self._par_defaults)
        return _format(_merged(layers))

    def _merge(self, own: Values, layers: list[Values]) -> Look:
        values = _merged([own, *layers, self._run_defaults])
        for name in _TOGGLES.values():
            if name not in own:
                votes = sum(bool(layer.get(name)) for layer in layers)
                values[name] = bool(self._run_defaults.get(name)) or votes % 2 == 1
        size = values.pop("complex_size" if values.get("is_complex") else "size", None)
        for extra in ("size", "complex_size", "is_complex", "style"):
            values.pop(extra, None)
        return Look(size=size if size is not None else 10.0, **values)

    def _style_run(self, style: str) -> Values:
        if style not in self._style_runs:
            chain = [self._run_values(element.find(f"{W}rPr")) for element in self.table.chain(style)]
            merged = _merged(chain)
            merged.pop("style", None)
            self._style_runs[style] = merged
        return self._style_runs[style]

    def _table_layer(self, style: str, is_first_row: bool) -> tuple[Values, Values]:
        key = (style, is_first_row)
        if key not in self._table_layers:
            pars: list[Values] = []
            runs: list[Values] = []
            for element in self.table.chain(style) if style else ():
                holders = [element]
                if is_first_row:
                    first = [part for part in element.iter(f"{W}tblStylePr") if part.get(f"{W}type") == "firstRow"]
                    holders = [*first, element]
                for holder in holders:
                    pars.append(_par_values(holder.find(f"{W}pPr")))
                    runs.append(self._run_values(holder.find(f"{W}rPr")))
            self._table_layers[key] = _merged(pars), _merged(runs)
        return self._table_layers[key]

    def _run_values(self, properties: etree._Element | None) -> Values:
        """What one ``w:rPr`` says, by the names of `Look`."""
        values: Values = {}
        for child in () if properties is None else properties:
            name = str(child.tag).rpartition("}")[2]
            if name in _TOGGLES:
                values[_TOGGLES[name]] = is_on(child) is True
            elif name == "rFonts":
                values.update(self._fonts(child))
            elif name in ("sz", "szCs"):
                size = twips(val(child), -1)
                if size > 0:
                    values["size" if name == "sz" else "complex_size"] = size / 2
            elif name in ("rtl", "cs"):
                values["is_complex"] = is_on(child) is True
            elif name == "u":
                values["underline"] = "" if val(child, "single") in ("none",) else val(child, "single")
            elif name == "color":
                themed = child.get(f"{W}themeColor", "")
                values["color"] = "auto" if themed in ("text1", "dark1") else val(child, "auto").lower()
            elif name == "highlight":
                values["highlight"] = "" if val(child) == "none" else val(child)
            elif name == "shd":
                values["shade"] = _shade(child)
            elif name == "vertAlign":
                values["raised"] = "" if val(child) == "baseline" else val(child)
            elif name == "rStyle":
                values["style"] = val(child)
        return values

    def _fonts(self, fonts: etree._Element) -> Iterable[tuple[str, str]]:
        for slot, name in _FONT_SLOTS:
            themed = self._theme.get(fonts.get(f"{W}{_THEMED[slot]}", ""), "")
            found = themed or fonts.get(f"{W}{slot}")
            if found:
                yield name, found


def _format(values: Mapping[str, Any]) -> Format:
    known = {name: value for name, value in values.items() if name in Format.__slots__}
    for side in ("before", "after"):
        if values.get(f"{side}_auto"):
            known[side] = _AUTO_SPACE
    return Format(**known)


def _par_values(properties: etree._Element | None) -> Values:
    """What one ``w:pPr`` says, by the names of `Format`."""
    values: Values = {}
    for child in () if properties is None else properties:
        name = str(child.tag).rpartition("}")[2]
        if name == "jc":
            values["align"] = _ALIGNMENTS.get(val(child), val(child))
        elif name == "ind":
            values.update(_indents(child))
        elif name == "spacing":
            values.update(_spacing(child))
        elif name == "contextualSpacing":
            values["contextual"] = is_on(child) is True
        elif name == "keepNext":
            values["keep_next"] = is_on(child) is True
        elif name == "widowControl":
            values["widow"] = is_on(child) is True
        elif name == "pBdr":
            for side in ("top", "bottom"):
                border = child.find(f"{W}{side}")
                if border is not None:
                    values[f"border_{side}"] = "" if val(border) in _NO_BORDER else val(border)
        elif name == "numPr":
            values["list"] = (val(child.find(f"{W}numId")), val(child.find(f"{W}ilvl")))
        elif name == "framePr":
            values["framed"] = child.get(f"{W}xAlign", "left")
    return values


def _indents(element: etree._Element) -> Iterable[tuple[str, int]]:
    for side, other in (("left", "start"), ("right", "end")):
        text = element.get(f"{W}{side}", element.get(f"{W}{other}"))
        if text is not None:
            yield side, twips(text)
    if (hanging := element.get(f"{W}hanging")) is not None:
        yield "first", -twips(hanging)
    elif (first := element.get(f"{W}firstLine")) is not None:
        yield "first", twips(first)


def _spacing(element: etree._Element) -> Iterable[tuple[str, Any]]:
    for side in ("before", "after"):
        if (text := element.get(f"{W}{side}")) is not None:
            yield side, twips(text)
        if (auto := element.get(f"{W}{side}Autospacing")) is not None:
            yield f"{side}_auto", auto in ("1", "true", "on")
    if (line := element.get(f"{W}line")) is not None:
        yield "line", twips(line, 240)
        yield "line_rule", element.get(f"{W}lineRule", "auto")


def _merged(layers: Iterable[Values]) -> Values:
    """All that the layers say, the first one that says something winning."""
    values: Values = {}
    for layer in layers:
        for name, value in layer.items():
            values.setdefault(name, value)
    return values


def _shade(element: etree._Element) -> str:
    """The colour behind the text; white and automatic are none."""
    fill = element.get(f"{W}fill", "auto").lower()
    if val(element, "clear") not in ("clear", "nil"):
        return fill if fill not in ("auto", "ffffff") else val(element)
    return "" if fill in ("auto", "ffffff") else fill


def _at(root: etree._Element | None, path: str) -> etree._Element | None:
    return None if root is None else root.find("/".join(f"{W}{step}" for step in path.split("/")))


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Names such as ``minorHAnsi`` -> the typeface of the theme."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        fonts = None if theme is None else theme.find(f".//{_A}{kind}Font")
        if fonts is None:
            continue
        for part, uses in (("latin", ("Ascii", "HAnsi")), ("cs", ("Bidi",)), ("ea", ("EastAsia",))):
            face = fonts.find(f"{_A}{part}")
            for use in uses:
                if face is not None and face.get("typeface"):
                    found[f"{kind}{use}"] = face.get("typeface", "")
    return found


def _list_indents(numbering: etree._Element | None) -> dict[tuple[str, str], Values]:
    """List and level -> the indents that the level gives its paragraphs."""
    found: dict[tuple[str, str], Values] = {}
    if numbering is None:
        return found
    kinds = {kind.get(f"{W}abstractNumId", ""): kind for kind in numbering.iter(f"{W}abstractNum")}
    for number in numbering.iter(f"{W}num"):
        kind = kinds.get(val(number.find(f"{W}abstractNumId")))
        own = number.iter(f"{W}lvl")
        for level in (*(() if kind is None else kind.iter(f"{W}lvl")), *own):
            values = _par_values(level.find(f"{W}pPr"))
            values.pop("list", None)
            found[number.get(f"{W}numId", ""), level.get(f"{W}ilvl", "0")] = values
    return found
