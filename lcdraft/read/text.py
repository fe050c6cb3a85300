"""Plain text, as word processors and PDF readers export a report, to a document.

One paragraph is one line; notes stand as ``[footnoteRef:1]`` in the line and ``[1:  text]`` behind it. Text
that is cut at the width of a page goes through `lcdraft.read.wrapped` first. No word is lost: what cannot be
placed stays a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lcdraft.document import (
    Annex,
    Block,
    Document,
    Footnote,
    Heading,
    Inline,
    Letterhead,
    ListItem,
    Paragraph,
    Signature,
    Text,
)
from lcdraft.frame import ADDRESSEES, RECIPIENTS, bare_line, is_annex_label, is_motto, is_state
from lcdraft.read.headings import is_capitals, marker_level, match_heading, match_marker, nest_levels
from lcdraft.read.wrapped import is_wrapped, unwrap
from lcdraft.text import fold, normalize

__all__ = ["read_text"]

_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
_REFERENCE = re.compile(r"\[footnoteRef:(\d+)\]")
_DEFINITION = re.compile(r"\[(\d+):[ \t]*")
_BRACKET = re.compile(r"[\[\]]")
_EMPTY_BRACKETS = re.compile(r"\A\(\s*\)\s*")
_SENTENCE_END = re.compile(r"[.;:!?…][)”\"]?\Z")
_PLACE_DATE = re.compile(r"ngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"Số\s*:")
_KIND = "báo cáo"
_LAST_LINE_OF_HEAD = 20
_LONGEST_SUBJECT_WORDS = 80
_NAME_WORDS = range(2, 7)


def read_text(text: str, name: str = "") -> Document:
    """The document that a plain text holds; ``name`` is the file it came from, for messages."""
    text = normalize(re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff")))
    text, notes = _take_definitions(_BOOKMARK.sub("", text))
    lines = text.replace("\f", "\n ").split("\n")
    wrapped = is_wrapped(lines)
    lines, tail = _split_signature(lines)
    tail, annexes = _split_annexes(tail)
    if wrapped:
        paragraphs, page_notes = unwrap(lines)
        notes = {number: note for number, note in page_notes.items() if number not in notes} | notes
    else:
        paragraphs = list(_join_lines(lines))
    letterhead, paragraphs = _take_letterhead(paragraphs)
    signature, rest = _read_signature(tail)
    reader = _Reader(notes)
    blocks = [*reader.blocks(paragraphs), *reader.blocks(rest)]
    return Document(
        tuple(blocks), letterhead, signature, annexes=tuple(_read_annex(annex, reader) for annex in annexes)
    )


class _Reader:
    """Turns paragraphs into blocks and puts each note at its first mark."""

    def __init__(self, notes: dict[int, str]) -> None:
        self._notes = dict(notes)
        self._before_headings = True

    def blocks(self, paragraphs: Sequence[str]) -> list[Block]:
        blocks: list[Block] = []
        for paragraph in paragraphs:
            block = self._block(paragraph)
            above = blocks[-1] if blocks else None
            if isinstance(above, Heading) and _takes_title(above, paragraph, block):
                joint: tuple[Inline, ...] = (Text(" "),) if above.inlines else ()
                block = Heading(above.level, above.number, (*above.inlines, *joint, *self._inlines(paragraph)))
                blocks[-1] = block
            else:
                blocks.append(block)
        levels = iter(nest_levels(block.level for block in blocks if isinstance(block, Heading)))
        return [
            Heading(next(levels), block.number, block.inlines) if isinstance(block, Heading) else block
            for block in blocks
        ]

    def _block(self, paragraph: str) -> Block:
        bare = _REFERENCE.sub("", paragraph).rstrip()
        heading = match_heading(bare)
        if heading is not None:
            rank, number, title = heading
            self._before_headings = False
            return Heading(rank, number, self._inlines(paragraph[len(bare) - len(title) :]) if title else ())
        return self._plain_block(paragraph)

    def _plain_block(self, paragraph: str) -> Paragraph | ListItem:
        marked = match_marker(paragraph)
        if marked is not None:
            return ListItem(self._inlines(marked[1]), marked[0], marker_level(marked[0]))
        is_basis = self._before_headings and paragraph.startswith("Căn cứ ")
        return Paragraph(self._inlines(paragraph), "basis" if is_basis else "body")

    def _inlines(self, text: str) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        end = 0
        for mark in _REFERENCE.finditer(text):
            note = self._notes.pop(int(mark[1]), None)
            if note is None:
                continue
            if mark.start() > end:
                inlines.append(Text(text[end : mark.start()]))
            inlines.append(Footnote(tuple(self._note_blocks(note))))
            end = mark.end()
        if end < len(text):
            inlines.append(Text(text[end:]))
        return tuple(inlines)

    def _note_blocks(self, note: str) -> Iterator[Block]:
        before, self._before_headings = self._before_headings, False
        for paragraph in _join_lines(_EMPTY_BRACKETS.sub("", note).split("\n")):
            yield self._plain_block(paragraph)
        self._before_headings = before


def _takes_title(above: Heading, paragraph: str, block: Block) -> bool:
    """A bare "Phần I" takes the lines in capitals that follow it for its title."""
    if not above.number.lower().startswith("phần") or not isinstance(block, Paragraph):
        return False
    return is_capitals(paragraph)


def _take_definitions(text: str) -> tuple[str, dict[int, str]]:
    """The text without note definitions, and the notes that some mark refers to."""
    wanted = {int(number) for number in _REFERENCE.findall(text)}
    notes: dict[int, str] = {}
    kept: list[str] = []
    end = 0
    closing = _closing_brackets(text) if wanted else {}
    for start in _DEFINITION.finditer(text):
        number = int(start[1])
        close = closing.get(start.start())
        if start.start() < end or number not in wanted or number in notes or close is None:
            continue
        kept.append(text[end : start.start()])
        notes[number] = text[start.end() : close].strip()
        end = close + 1
    kept.append(text[end:])
    return "".join(kept), notes


def _closing_brackets(text: str) -> dict[int, int]:
    """For every "[" that is closed, where."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            closing[opened.pop()] = found.start()
    return closing


def _join_lines(lines: Iterable[str]) -> Iterator[str]:
    """One paragraph per line; a line that goes on in small letters belongs to the line right above it."""
    paragraph = ""
    for line in lines:
        text = line.strip()
        if paragraph and not (text and _goes_on(text, paragraph)):
            yield paragraph
            paragraph = ""
        if text:
            paragraph = f"{paragraph} {text}" if paragraph else text
    if paragraph:
        yield paragraph


def _goes_on(text: str, above: str) -> bool:
    if not text[0].islower() or _SENTENCE_END.search(above):
        return False
    return match_heading(text) is None and match_marker(text) is None


def _take_letterhead(paragraphs: Sequence[str]) -> tuple[Letterhead | None, list[str]]:
    """Letterhead and subject, where a line "BÁO CÁO" stands near the top; what fits nowhere stays a paragraph."""
    head = paragraphs[:_LAST_LINE_OF_HEAD]
    kinds = [position for position, paragraph in enumerate(head) if fold(paragraph) == _KIND]
    if not kinds:
        return None, list(paragraphs)
    agency: list[str] = []
    other: list[str] = []
    number = place_date = ""
    for paragraph in paragraphs[: kinds[0]]:
        if is_state(paragraph) or is_motto(paragraph):
            continue
        if not number and _NUMBER_LINE.match(paragraph):
            number = " ".join(paragraph.split())
        elif not place_date and _PLACE_DATE.search(paragraph):
            place_date = " ".join(paragraph.split())
        elif is_capitals(paragraph):
            agency.append(paragraph)
        else:
            other.append(paragraph)
    rest = list(paragraphs[kinds[0] + 1 :])
    subject = rest.pop(0) if rest and _is_subject(rest[0]) else ""
    return (
        Letterhead(tuple(agency), (), number, place_date, paragraphs[kinds[0]], subject, _take_addressees(rest)),
        other + rest,
    )


def _is_subject(paragraph: str) -> bool:
    if paragraph.startswith(("Căn cứ ", ADDRESSEES)) or _REFERENCE.search(paragraph):
        return False
    return match_heading(paragraph) is None and len(paragraph.split()) <= _LONGEST_SUBJECT_WORDS


def _take_addressees(rest: list[str]) -> tuple[str, ...]:
    if not rest or not rest[0].startswith(ADDRESSEES):
        return ()
    names = [bare_line(rest.pop(0).removeprefix(ADDRESSEES))]
    while rest and not names[0] and rest[0].startswith("-"):
        names.append(bare_line(rest.pop(0)))
    return tuple(name for name in names if name)


def _split_signature(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines before and from "Nơi nhận", which stands near the end."""
    label = fold(RECIPIENTS.rstrip(":"))
    for position in range(len(lines) - 1, -1, -1):
        if fold(lines[position]).startswith(label):
            return list(lines[:position]), list(lines[position:])
    return list(lines), []


def _split_annexes(lines: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The lines of the signature, and those of each annex behind it, which opens with "Phụ lục" on its own line."""
    starts = [position for position, line in enumerate(lines) if is_annex_label(line)]
    bounds = [*starts, len(lines)]
    return list(lines[: bounds[0]]), [list(lines[start:end]) for start, end in pairwise(bounds)]


def _read_annex(lines: Sequence[str], reader: _Reader) -> Annex:
    """Label, a title in capitals, "(Kèm theo …)", and what follows, one paragraph per line."""
    paragraphs = list(_join_lines(lines[1:]))
    title: list[str] = []
    while paragraphs and is_capitals(paragraphs[0]) and match_heading(paragraphs[0]) is None:
        title.append(paragraphs.pop(0))
    reference = paragraphs.pop(0) if paragraphs and fold(paragraphs[0]).startswith("(kèm theo") else ""
    return Annex(" ".join(lines[0].split()), " ".join(title), reference, tuple(reader.blocks(paragraphs)))


def _read_signature(lines: Sequence[str]) -> tuple[Signature | None, list[str]]:
    """Receivers, then who signs in capitals, then a name; the lines that are none of these come back."""
    if not lines:
        return None, []
    recipients: list[str] = []
    authority: list[str] = []
    name = ""
    rest: list[str] = []
    first = lines[0].strip()[len(RECIPIENTS) - 1 :].lstrip(": ")
    for line in filter(None, map(str.strip, [first, *lines[1:]])):
        if is_capitals(line) and not line.startswith("-") and not name:
            authority.append(line)
        elif authority and not name and len(line.split()) in _NAME_WORDS and line.istitle():
            name = line
        elif authority:
            rest.append(line)
        elif line.startswith(("-", "–", "+")) or not recipients:
            recipients.append(line)
        else:
            recipients[-1] += f" {line}"
    return Signature(tuple(authority), name, tuple(map(bare_line, recipients))), rest
