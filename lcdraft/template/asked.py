"""What a text template asks for: passages, lists and indicators, read from its text without running it.

A run shows only the branches that today's figures open. Here every branch counts, so that a passage which the
template prints in some other month is not taken for one that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lcdraft.template.session import Session
from lcdraft.template.sources import SUFFIX, TemplateFolder

__all__ = ["Asked", "asked_by", "compared_in", "full_year_in", "included_by", "indicators_in", "on_previous_in"]

MAX_DEPTH = 8
"""Parts that include parts; deeper is a circle, which rendering reports."""

_INCLUDE = re.compile(r"""\{%[-+]?\s*include\s+['"]([^'"]+)['"][^%]*%\}""")
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_CALL = re.compile(r"""\b(noi_dung|neu_co|co_noi_dung|noi_dung_them)\(\s*['"]([^'"]+)['"]\s*\)""")
_LIST = re.compile(r"\bbao_cao\.(ket_qua|ton_tai|nguyen_nhan|nhiem_vu)\b")
_WORD = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
_HEADING = re.compile(r"(?m)^(#{1,6}) +(.*?)\s*\{#([\w.-]+)[^}]*\}[ \t]*$")
_SIGN = re.compile("|".join((_HEADING.pattern.removeprefix("(?m)"), _CALL.pattern, _LIST.pattern)), re.MULTILINE)
_ID = r"\b([a-z_][a-z0-9_]*)"
_COMPARED = re.compile(_ID + r"(?:\.(?:trong_ky|ky_nay))?\.(?:so_cung_ky_so|so_cung_ky|gap|tinh_hinh)\b")
_ON_PREVIOUS = re.compile(_ID + r"(?:\.(?:trong_ky|ky_nay))?\.so_ky_truoc\b")
_FULL_YEAR = re.compile(_ID + r"\.ca_nam\b")


@dataclass(slots=True)
class Asked:
    """What one template asks for.

    ``sections`` maps each section to the id of the heading above it, in the order of the template; ``further`` are
    the sections that more paragraphs may follow (``thuong-mai`` takes ``thuong-mai.them``,
    ``thuong-mai.them-cho``), ``lists`` those of a report that are printed. ``headings`` maps ids to titles, ``levels``
    to how deep they stand.
    """

    sections: dict[str, str] = field(default_factory=dict)
    further: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    code: str = ""

    def takes(self, section: str) -> bool:
        """Whether the template prints a section of this id in some branch."""
        return section in self.sections or self.opening_of(section) is not None

    def opening_of(self, section: str) -> str | None:
        """The section that this one adds paragraphs to, or None."""
        base, mark, rest = section.partition(".them")
        return base if mark and base in self.further and (not rest or rest.startswith("-")) else None

    def order(self, section: str) -> int:
        """Where a section stands in the template; those that it does not know come last."""
        base = self.opening_of(section)
        name = section if base is None else f"{base}.them"
        return next((rank for rank, known in enumerate(self.sections) if known == name), len(self.sections))


def asked_by(root: Path, folders: tuple[Path, ...], template: str) -> Asked | None:
    """What the template of this name asks for, with the parts that it includes; None where there is no such file."""
    loader = TemplateFolder(root, folders, Session())
    if loader.find(template + SUFFIX) is None:
        return None
    return _read("".join(_expanded(loader, template + SUFFIX, 0)))


def included_by(loader: TemplateFolder, name: str, depth: int = 0) -> dict[str, str]:
    """A template and the parts that it includes in some branch, each with its body."""
    found = loader.read(name) if depth < MAX_DEPTH else None
    if found is None:
        return {}
    bodies = {name: found[0]}
    for part in _INCLUDE.findall(found[0]):
        if part not in bodies:
            bodies |= included_by(loader, part, depth + 1)
    return bodies


def indicators_in(code: str, known: Collection[str]) -> set[str]:
    """The indicators that the expressions and statements of a text name, in expressions or as words in quotes."""
    return {word for piece in _CODE.findall(code) for word in _WORD.findall(piece) if word in known}


def compared_in(code: str) -> set[str]:
    """Names whose value is compared with the same period last year."""
    return set(_COMPARED.findall(code))


def on_previous_in(code: str) -> set[str]:
    """Names whose value is compared with the period before."""
    return set(_ON_PREVIOUS.findall(code))


def full_year_in(code: str) -> set[str]:
    """Names whose estimate for the whole year is printed."""
    return set(_FULL_YEAR.findall(code))


def _expanded(loader: TemplateFolder, name: str, depth: int) -> Iterator[str]:
    found = loader.read(name) if depth < MAX_DEPTH else None
    if found is None:
        return
    for number, piece in enumerate(_INCLUDE.split(found[0])):
        if number % 2:
            yield from _expanded(loader, piece, depth + 1)
        else:
            yield piece


def _read(text: str) -> Asked:
    asked, heading = Asked(code=text), ""
    for sign in _SIGN.finditer(text):
        marks, title, anchor, call, section, listed = sign.groups()
        if anchor:
            heading = anchor
            asked.levels[anchor] = len(marks)
            asked.headings[anchor] = title
            # a heading may itself print a passage
            inner = [(found[1], found[2]) for found in _CALL.finditer(title)]
        else:
            inner = [(call, section)] if call else []
        for way, name in inner:
            _note(asked, way, name, heading)
        if listed:
            asked.lists.setdefault(listed, heading)
    return asked


def _note(asked: Asked, way: str, name: str, heading: str) -> None:
    if way == "noi_dung_them":
        asked.further.setdefault(name, heading)
        name = f"{name}.them"
    asked.sections.setdefault(name, heading)
