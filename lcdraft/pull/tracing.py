"""Where every character of a rendered report came from: a passage, a template, or a computed phrase.

The report is rendered a second time from sources in which one letter of each word is replaced by a rare ideograph that
stands for its own position (Unicode has more than sixty thousand that no Vietnamese text uses). To Jinja and Markdown
they are letters like any other, so that they arrive in the document where the words arrive; the letters between them
follow (`lcdraft.pull.mapping`). Nothing in the rendering has to know of it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lcdraft.anchors import MARKS
from lcdraft.dataset import Dataset, Report
from lcdraft.document import Block, Cell, Document, Emphasis, Footnote, Inline, Span, Strong, Table, Text
from lcdraft.errors import Place
from lcdraft.inlines import GAP
from lcdraft.pull.rewording import WORDINGS, TemplateText
from lcdraft.pull.texts import Key, Texts
from lcdraft.render import render_document
from lcdraft.template.wordings import EXPRESSION

__all__ = ["EXPRESSION", "Letter", "Source", "TracedDocument", "Tracer", "trace"]

_RANGES = ((0x20000, 0x2A6DE), (0x2A700, 0x2B734), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x30000, 0x3134A))
"""Ideographs of Unicode 13, which every Python that runs lcdraft knows as letters."""

_SIGNS = [chr(code) for first, last in _RANGES for code in range(first, last + 1)]
_NUMBERS = {sign: number for number, sign in enumerate(_SIGNS)}

_NOT_LITERAL = re.compile(rf"(?:{EXPRESSION.pattern})|\{{#[^}}\n]*\}}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that words of the report come from: a passage (``key``) or a template (``key`` None).

    Of a template it is the text that this report has, words that it says otherwise included.
    """

    path: str
    text: str
    key: Key | None = None
    place: Place | None = None
    exact: bool = True
    template: TemplateText | None = None

    @property
    def slot(self) -> Key:
        """The key of the passage, or that of the template."""
        assert self.key is not None or self.template is not None
        return self.key or (WORDINGS, self.template.name if self.template is not None else "")

    def locate(self, offset: int) -> Place:
        """The place in its file of a character of the text."""
        if self.template is not None:
            return self.template.locate(offset)
        before = self.text[:offset]
        line, column = before.count("\n"), offset - (before.rfind("\n") + 1)
        if self.place is None:
            return Place(self.path, line + 1, column + 1)
        if not self.exact:
            return self.place
        return Place(self.path, self.place.line + line, self.place.column + column)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one ideograph stands for: a letter of a source, or any letter of a computed span."""

    source: Source | None
    offset: int = 0
    span: Span | None = None
    original: str = ""


@dataclass(slots=True)
class Tracer:
    """Hands out ideographs and remembers what they stand for; one word in ``stride`` gets one."""

    stride: int = 1
    letters: list[Letter] = field(default_factory=list)

    def take(self, letter: Letter) -> str:
        """A character for a letter, or nothing once they are used up."""
        number = len(self.letters)
        if number >= len(_SIGNS):
            return ""
        self.letters.append(letter)
        return _SIGNS[number]

    def look_up(self, character: str) -> Letter | None:
        """The letter that a character stands for, or None for an ordinary one."""
        number = _NUMBERS.get(character, -1)
        return self.letters[number] if 0 <= number < len(self.letters) else None

    def marked(self, source: Source) -> str:
        """The text of a source with one letter of every word replaced."""
        text = source.text
        parts: list[str] = []
        done = 0
        fixed = [found.span() for found in _NOT_LITERAL.finditer(text)]
        if source.key is None and (front := _FRONT.match(text)):
            fixed.insert(0, front.span())
        at = 0
        for number, word in enumerate(_WORD.finditer(text)):
            if number % self.stride:
                continue
            while at < len(fixed) and fixed[at][1] <= word.start():
                at += 1
            if at < len(fixed) and fixed[at][0] < word.end():
                continue
            place = _letter_of(text, word)
            if place is None or place < done:
                continue
            sign = self.take(Letter(source, place, original=text[place]))
            if not sign:
                break
            parts += (text[done:place], sign)
            done = place + 1
        return "".join((*parts, text[done:]))


def _letter_of(text: str, word: re.Match[str]) -> int | None:
    """Which letter of a word is replaced: one inside, since rules of spelling and Markdown look at the ends."""
    length = word.end() - word.start()
    if length == 2:
        last = word.end() - 1
        return None if word[0] == "và" or text[word.end() : word.end() + 1] in ("\n", "") else last
    return word.end() - 2


@dataclass(frozen=True, slots=True)
class TracedDocument:
    """A document in which ideographs tell where words came from, and who knows what they stand for."""

    document: Document
    tracer: Tracer


def trace(dataset: Dataset, report: Report, templates: Mapping[str, TemplateText]) -> TracedDocument | None:
    """The report rendered with its sources marked; None where it cannot be rendered so."""
    texts = Texts.of(dataset, report)
    texts.wordings = ()  # they stand in the templates already
    words = sum(slot.origin.text.count(" ") for slot in texts.slots.values() if slot.origin is not None)
    tracer = Tracer(1 + words // (len(_SIGNS) // 2))
    for slot in texts.slots.values():
        passage = slot.origin
        if passage is not None:
            slot.text = tracer.marked(Source(passage.place.path, passage.text, slot.key, passage.place, passage.exact))
    marked_dataset, marked_report = texts.into(dataset, report)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _mark_templates(templates, folder, tracer)
        rendering = render_document(marked_dataset, marked_report, (folder,))
    if rendering.document is None:
        return None
    return TracedDocument(_with_marked_spans(rendering.document, tracer), tracer)


def _mark_templates(templates: Mapping[str, TemplateText], target: Path, tracer: Tracer) -> None:
    """Copies of all templates, marked."""
    for name, template in templates.items():
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        source = Source(template.path, template.text, template=template)
        copy.write_text(tracer.marked(source), encoding="utf-8", newline="\n")


def _with_marked_spans(document: Document, tracer: Tracer) -> Document:
    blocks = tuple(_block(block, tracer) for block in document.blocks)
    annexes = tuple(
        replace(annex, blocks=tuple(_block(block, tracer) for block in annex.blocks)) for annex in document.annexes
    )
    return replace(document, blocks=blocks, annexes=annexes)


def _block(block: Block, tracer: Tracer) -> Block:
    if isinstance(block, Table):
        rows = tuple(tuple(_cell(cell, tracer) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return replace(block, inlines=_inlines(block.inlines, tracer))


def _cell(cell: Cell, tracer: Tracer) -> Cell:
    return replace(cell, blocks=tuple(_block(block, tracer) for block in cell.blocks))


def _inlines(inlines: Iterable[Inline], tracer: Tracer) -> tuple[Inline, ...]:
    return tuple(traced for inline in inlines for traced in _inline(inline, tracer))


def _inline(inline: Inline, tracer: Tracer) -> Iterable[Inline]:
    match inline:
        case Span(text, _, gap) if not set(text) & set(MARKS) and (sign := tracer.take(Letter(None, span=inline))):
            yield from _traced_gap(text, sign) if gap and GAP in text else (Text(sign * len(text)),)
        case Strong(children) | Emphasis(children):
            yield replace(inline, children=_inlines(children, tracer))
        case Footnote(blocks):
            yield Footnote(tuple(_block(block, tracer) for block in blocks))
        case _:
            yield inline


def _traced_gap(text: str, sign: str) -> Iterable[Inline]:
    """A phrase with gaps, each of which stands by itself, in bold, as in the content of a paragraph."""
    for number, part in enumerate(text.split(GAP)):
        if number:
            yield Strong((Text(sign * len(GAP)),))
        if part:
            yield Text(sign * len(part))
