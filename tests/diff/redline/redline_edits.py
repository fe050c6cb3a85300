"""Drafts made of the samples and edited the way people edit: by word, figure, note, row, label, block."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st
from lxml import etree
from redline_files import Parts, W

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WORDS = ("kịp thời", "cơ bản", "Ủy ban nhân dân", "hoà bình", "tăng 2,5%", "1.234", "R&D <10 ha", "…", "  ", "ư\u0309")


@dataclass
class Draft:
    """The trees of one draft."""

    parts: Parts
    main: etree._Element
    notes: etree._Element | None

    @classmethod
    def of(cls, package: bytes) -> Draft:
        parts = Parts.of(package)
        notes = parts.xml("word/footnotes.xml") if "word/footnotes.xml" in parts.data else None
        return cls(parts, parts.xml("word/document.xml"), notes)

    def packed(self) -> bytes:
        self._number_notes()
        self.parts.put("word/document.xml", self.main)
        if self.notes is not None:
            self.parts.put("word/footnotes.xml", self.notes)
        return self.parts.packed()

    @property
    def body(self) -> etree._Element:
        return self.main.find(f"{W}body")

    def paragraphs(self) -> list[etree._Element]:
        """Those of the body and of cells."""
        return list(self.body.iter(f"{W}p"))

    def texts(self) -> list[etree._Element]:
        """Runs of letters in body and notes."""
        roots = [self.body] if self.notes is None else [self.body, self.notes]
        return [text for root in roots for text in root.iter(f"{W}t") if (text.text or "").strip()]

    def _number_notes(self) -> None:
        """Notes in the order of their marks and none without one, as Word writes them."""
        if self.notes is None:
            return
        found = {note.get(f"{W}id"): note for note in self.notes if note.get(f"{W}type") is None}
        for note in found.values():
            self.notes.remove(note)
        for number, mark in enumerate(self.main.iter(f"{W}footnoteReference"), 1):
            note = copy.deepcopy(found[mark.get(f"{W}id")])
            for element in (mark, note):
                element.set(f"{W}id", str(number))
            self.notes.append(note)


def excerpt(package: bytes, start: int, length: int) -> bytes:
    """Some blocks of a report with its letterhead, rows of a long table left out."""
    draft = Draft.of(package)
    blocks = [child for child in draft.body if child.tag in (f"{W}p", f"{W}tbl")]
    start = min(start, max(len(blocks) - length, 1))
    for at, block in enumerate(blocks):
        if at and not start <= at < start + length:
            block.getparent().remove(block)
        elif block.tag == f"{W}tbl":
            for row in list(block.iter(f"{W}tr"))[6:]:
                row.getparent().remove(row)
    _end_with_paragraph(draft.body)
    return draft.packed()


def _end_with_paragraph(body: etree._Element) -> None:
    blocks = [child for child in body if child.tag in (f"{W}p", f"{W}tbl")]
    if blocks[-1].tag == f"{W}tbl":
        blocks[-1].addnext(etree.Element(f"{W}p"))


# Edits: each takes a draft and a function that chooses a number below another


Choose = Callable[[int], int]


def _set(text: etree._Element, value: str) -> None:
    text.text = value
    text.set(SPACE, "preserve")


def type_over(draft: Draft, choose: Choose) -> None:
    """Other words in the place of some."""
    texts = draft.texts()
    if texts:
        text = texts[choose(len(texts))]
        words = text.text.split(" ")
        at = choose(len(words))
        words[at : at + choose(3)] = [WORDS[choose(len(WORDS))]]
        _set(text, " ".join(words))


def figure(draft: Draft, choose: Choose) -> None:
    texts = [text for text in draft.texts() if re.search(r"\d", text.text)]
    if texts:
        text = texts[choose(len(texts))]
        places = list(re.finditer(r"\d+", text.text))
        place = places[choose(len(places))]
        _set(text, text.text[: place.start()] + str(choose(3000)) + text.text[place.end() :])


def delete_words(draft: Draft, choose: Choose) -> None:
    texts = draft.texts()
    if texts:
        text = texts[choose(len(texts))]
        start = choose(len(text.text))
        _set(text, text.text[:start] + text.text[start + 1 + choose(30) :])


def bold(draft: Draft, choose: Choose) -> None:
    """Some letters get another look."""
    runs = [run for run in draft.body.iter(f"{W}r") if run.find(f"{W}t") is not None]
    if runs:
        run = runs[choose(len(runs))]
        text = run.find(f"{W}t")
        at = choose(len(text.text or "") + 1)
        other = copy.deepcopy(run)
        _set(other.find(f"{W}t"), (text.text or "")[at:])
        _set(text, (text.text or "")[:at])
        run.addnext(other)
        look = other.find(f"{W}rPr")
        if look is None:
            look = etree.Element(f"{W}rPr")
            other.insert(0, look)
        if look.find(f"{W}i") is None:
            etree.SubElement(look, f"{W}i")


def add_paragraph(draft: Draft, choose: Choose) -> None:
    paragraphs = draft.paragraphs()
    paragraph = paragraphs[choose(len(paragraphs))]
    added = etree.Element(f"{W}p")
    if (properties := paragraph.find(f"{W}pPr")) is not None:
        added.append(copy.deepcopy(properties))
        for section in list(added.iter(f"{W}sectPr")):
            section.getparent().remove(section)
    text = etree.SubElement(etree.SubElement(added, f"{W}r"), f"{W}t")
    _set(text, " ".join(WORDS[choose(len(WORDS))] for _ in range(choose(12))))
    (paragraph.addnext if choose(2) else paragraph.addprevious)(added)


def delete_paragraph(draft: Draft, choose: Choose) -> None:
    paragraphs = [each for each in draft.paragraphs() if _may_go(each)]
    if paragraphs:
        paragraph = paragraphs[choose(len(paragraphs))]
        paragraph.getparent().remove(paragraph)


def _may_go(block: etree._Element) -> bool:
    """Containers end with a paragraph, and two tables do not touch."""
    siblings = [child for child in block.getparent() if child.tag in (f"{W}p", f"{W}tbl")]
    at = siblings.index(block)
    before = siblings[at - 1].tag if at else f"{W}p"
    if block.find(f".//{W}sectPr") is not None:
        return False
    if at == len(siblings) - 1:
        return at > 0 and before == f"{W}p"
    return not (before == siblings[at + 1].tag == f"{W}tbl")


def split_paragraph(draft: Draft, choose: Choose) -> None:
    paragraphs = [each for each in draft.paragraphs() if each.find(f"{W}r") is not None]
    if paragraphs:
        paragraph = paragraphs[choose(len(paragraphs))]
        runs = list(paragraph.iterchildren(f"{W}r"))
        rest = etree.Element(f"{W}p")
        if (properties := paragraph.find(f"{W}pPr")) is not None:
            rest.append(copy.deepcopy(properties))
            for section in list(properties.iter(f"{W}sectPr")):
                section.getparent().remove(section)
        for run in runs[choose(len(runs)) :]:
            rest.append(run)
        paragraph.addnext(rest)


def move_block(draft: Draft, choose: Choose) -> None:
    blocks = [child for child in draft.body if child.tag == f"{W}p" and _may_go(child)]
    if len(blocks) > 2:
        block, target = blocks[choose(len(blocks))], blocks[choose(len(blocks))]
        if block is not target and _may_go(block):
            target.addprevious(block)


def restyle(draft: Draft, choose: Choose) -> None:
    """A paragraph in the style of another."""
    properties = [each for each in draft.body.iter(f"{W}pPr") if each.find(f"{W}pStyle") is not None]
    if properties:
        one, other = properties[choose(len(properties))], properties[choose(len(properties))]
        one.find(f"{W}pStyle").set(f"{W}val", other.find(f"{W}pStyle").get(f"{W}val"))


def label(draft: Draft, choose: Choose) -> None:
    """Another number before a heading or an item."""
    texts = [text for text in draft.texts() if re.match(r"([IVX]+|\d+|[a-zđ])[.)] |- ", text.text)]
    if texts:
        text = texts[choose(len(texts))]
        _set(text, ("II. ", "3. ", "đ) ", "+ ", "")[choose(5)] + text.text.partition(" ")[2])


def add_note(draft: Draft, choose: Choose) -> None:
    paragraphs = [each for each in draft.paragraphs() if each.find(f"{W}r") is not None]
    if paragraphs and draft.notes is not None:
        runs = list(paragraphs[choose(len(paragraphs))].iterchildren(f"{W}r"))
        id = str(1 + max((int(note.get(f"{W}id")) for note in draft.notes), default=0))
        mark = etree.Element(f"{W}r")
        etree.SubElement(mark, f"{W}footnoteReference").set(f"{W}id", id)
        runs[choose(len(runs))].addnext(mark)
        note = etree.SubElement(draft.notes, f"{W}footnote", {f"{W}id": id})
        for _ in range(1 + choose(2)):
            text = etree.SubElement(etree.SubElement(etree.SubElement(note, f"{W}p"), f"{W}r"), f"{W}t")
            _set(text, f"Chú thích {WORDS[choose(len(WORDS))]}")


def delete_note(draft: Draft, choose: Choose) -> None:
    marks = list(draft.body.iter(f"{W}footnoteReference"))
    if marks:
        run = marks[choose(len(marks))].getparent()
        run.getparent().remove(run)


def add_row(draft: Draft, choose: Choose) -> None:
    rows = list(draft.body.iter(f"{W}tr"))
    if rows:
        row = rows[choose(len(rows))]
        added = copy.deepcopy(row)
        for text in added.iter(f"{W}t"):
            _set(text, WORDS[choose(len(WORDS))])
        for mark in list(added.iter(f"{W}footnoteReference")):
            mark.getparent().remove(mark)
        (row.addnext if choose(2) else row.addprevious)(added)


def delete_row(draft: Draft, choose: Choose) -> None:
    rows = [row for row in draft.body.iter(f"{W}tr") if len(list(row.getparent().iterchildren(f"{W}tr"))) > 1]
    if rows:
        row = rows[choose(len(rows))]
        row.getparent().remove(row)


def delete_column(draft: Draft, choose: Choose) -> None:
    tables = [table for table in draft.body.iter(f"{W}tbl") if len(table.find(f"{W}tblGrid")) > 2]
    if tables:
        table = tables[choose(len(tables))]
        grid = table.find(f"{W}tblGrid")
        at = choose(len(grid))
        grid.remove(grid[at])
        for row in table.iterchildren(f"{W}tr"):
            cells = list(row.iterchildren(f"{W}tc"))
            if len(cells) > 1:
                row.remove(cells[min(at, len(cells) - 1)])


def delete_table(draft: Draft, choose: Choose) -> None:
    tables = list(draft.body.iterchildren(f"{W}tbl"))
    if len(tables) > 1:
        table = tables[choose(len(tables))]
        table.getparent().remove(table)


def copy_table(draft: Draft, choose: Choose) -> None:
    tables = list(draft.body.iterchildren(f"{W}tbl"))
    paragraphs = list(draft.body.iterchildren(f"{W}p"))
    if tables and paragraphs:
        copied = copy.deepcopy(tables[choose(len(tables))])
        for mark in list(copied.iter(f"{W}footnoteReference")):
            mark.getparent().remove(mark)
        paragraph = paragraphs[choose(len(paragraphs))]
        paragraph.addprevious(copied)


def signs(draft: Draft, choose: Choose) -> None:
    """A tab, a line break, a symbol, a field in the middle of the text."""
    runs = [run for run in draft.body.iter(f"{W}r") if run.find(f"{W}t") is not None]
    if not runs:
        return
    run = runs[choose(len(runs))]
    if choose(2):
        sign = etree.Element(f"{W}{('tab', 'br', 'noBreakHyphen')[choose(3)]}")
        (run.find(f"{W}t").addnext if choose(2) else run.find(f"{W}t").addprevious)(sign)
        return
    field: list[Any] = [("fldChar", "begin"), ("instrText", " PAGE "), ("fldChar", "separate"), ("t", str(choose(9)))]
    for name, value in reversed([*field, ("fldChar", "end")]):
        added = etree.Element(f"{W}r")
        child = etree.SubElement(added, f"{W}{name}")
        if name == "fldChar":
            child.set(f"{W}fldCharType", value)
        else:
            _set(child, value)
        run.addnext(added)


EDITS = (
    *(type_over, figure, delete_words, bold, add_paragraph, delete_paragraph, split_paragraph, move_block, restyle),
    *(label, add_note, delete_note, add_row, delete_row, delete_column, delete_table, copy_table, signs),
)


def edited(package: bytes, edits: list[tuple[int, list[int]]]) -> bytes:
    """The draft after some edits; each is a number of `EDITS` and the choices that it makes."""
    draft = Draft.of(package)
    for number, choices in edits:
        waiting = list(choices)

        def choose(below: int, waiting: list[int] = waiting) -> int:
            return (waiting.pop() if waiting else 0) % max(below, 1)

        EDITS[number % len(EDITS)](draft, choose)
    return draft.packed()


EDIT = st.tuples(st.integers(0, len(EDITS) - 1), st.lists(st.integers(0, 9999), min_size=4, max_size=16))
"""What `edited` takes."""


@cache
def cut(package: bytes, start: int, length: int) -> bytes:
    """`excerpt`, made once."""
    return excerpt(package, start, length)
