"""A finished document as if it were a report of ours: its text to sections by heading, its figures as proposals.

Nothing of it is taken for certain. Sentences with a figure that the template prints from the data are kept aside; the
values go into comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lcdraft.dataset import Dataset, Passage, Report
from lcdraft.document import Block, Document, Heading, ListItem, Paragraph, Table, inlines_text
from lcdraft.errors import Place
from lcdraft.load.nodes import Scalar, Sequence
from lcdraft.periods import Period
from lcdraft.successor.carry import VERBATIM
from lcdraft.successor.outline import Outline
from lcdraft.successor.recognized import Recognizer
from lcdraft.successor.said import passage_text, sentences, table_rows
from lcdraft.successor.slots import Slots
from lcdraft.successor.sources import Proposal, Source
from lcdraft.template.asked import Asked, indicators_in
from lcdraft.text import fold
from lcdraft.write.markdown_inline import guard_start

__all__ = ["document_source"]

_AHEAD = re.compile(r"^(?!.*(?:kết quả|đánh giá|tình hình)).*(?:mục tiêu|nhiệm vụ|phương hướng|giải pháp)(?! quốc gia)")
"""Titles of the parts that look ahead."""


def document_source(
    dataset: Dataset, document: Document, shown: str, period: Period, asked: Asked, words: int
) -> Source:
    """A document of a period as a source for another, laid out as ``asked`` says.

    ``shown`` names the file in messages.
    """
    filing = _Filing(
        asked,
        shown,
        Outline(asked),
        Slots(asked, dataset.reports.values()),
        Recognizer(dataset.catalogue),
        frozenset(indicators_in(asked.code, dataset.catalogue)),
    )
    filing.take(document.blocks)
    head = document.letterhead
    addressees = [*(head.addressees if head is not None else ()), *filing.addressees]
    settings = {"kinh_gui": Sequence(1, 1, [Scalar(name, 1, 1, '"') for name in addressees])} if addressees else {}
    report = Report(
        period=period,
        path=shown,
        template=period.kind.value,
        bases=tuple(filing.bases),
        sections=filing.joined(filing.sections),
        lists={key: tuple(items) for key, items in filing.lists.items()},
        parked=filing.joined(filing.parked),
        place=Place(shown),
    )
    proposals = {key: tuple(found) for key, found in filing.proposals.items()}
    return Source(report, shown, dataset.figures.get(period.id), settings, {}, proposals, words)


@dataclass(slots=True)
class _Under:
    """A heading of the document: its level, and the heading of the template that it belongs to.

    ``unknown`` is its own title where the template has no such heading; ``is_ahead`` says that it is about the time to
    come, so that its figures are targets.
    """

    level: int
    heading: str
    unknown: str = ""
    is_ahead: bool = False


@dataclass(slots=True)
class _Filing:
    """Puts the blocks of a document where they belong."""

    asked: Asked
    shown: str
    outline: Outline
    slots: Slots
    recognizer: Recognizer
    printed: frozenset[str]
    bases: list[Passage] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[Passage]] = field(default_factory=dict)
    parked: dict[str, list[str]] = field(default_factory=dict)
    proposals: dict[str, list[Proposal]] = field(default_factory=dict)
    number: int = 0
    heading: str = ""
    last: str = ""

    def take(self, blocks: Iterable[Block]) -> None:
        trail: list[_Under] = []
        is_address = False
        for number, block in enumerate(blocks, 1):
            self.number = number
            if isinstance(block, Heading):
                self._open(trail, block)
            elif isinstance(block, Table):
                self._park("bang", "\n".join(table_rows(block)))
            elif not trail and (is_address := _is_address(block, goes_on=is_address)):
                self._address(inlines_text(block.inlines))
            else:
                self._file(block, trail[-1] if trail else _Under(0, ""))

    def joined(self, found: Mapping[str, list[str]]) -> dict[str, Passage]:
        return {name: self._passage("\n\n".join(texts)) for name, texts in found.items()}

    def _passage(self, text: str) -> Passage:
        return Passage(text, Place(self.shown), exact=False)

    def _open(self, trail: list[_Under], block: Heading) -> None:
        while trail and trail[-1].level >= block.level:
            trail.pop()
        title = inlines_text(block.inlines)
        above = trail[-1].heading if trail else ""
        found = self.outline.matching(title, above, self.heading)
        self.heading = found or self.heading
        if not found and title.strip():
            self._park("de-muc", title)
        is_ahead = _AHEAD.search(fold(title)) is not None or any(under.is_ahead for under in trail)
        trail.append(_Under(block.level, found or above, "" if found else title, is_ahead))
        self.last = ""

    def _address(self, text: str) -> None:
        name = text.rpartition("Kính gửi:")[2].strip(" -;.")
        if name:
            self.addressees.append(name)

    def _file(self, block: Paragraph | ListItem, under: _Under) -> None:
        text = passage_text(block.inlines).strip()
        heading = under.heading
        if not text:
            return
        if isinstance(block, Paragraph) and (block.role == "basis" or (not heading and text.startswith("Căn cứ "))):
            self.bases.append(self._passage(text.rstrip(" ;.")))
            return
        listed = next((key for key, place in self.asked.lists.items() if heading and place == heading), "")
        if listed and not text.endswith(":"):
            self.lists.setdefault(listed, []).append(self._passage(guard_start(text)))
            return
        self._sort(text, under, is_item=isinstance(block, ListItem))

    def _sort(self, text: str, under: _Under, *, is_item: bool) -> None:
        """Sentences that the template prints from the data go aside, the others to the places they belong to."""
        heading = under.heading
        names = self.slots.of([heading]) or self.slots.of(self.outline.below(heading) if heading else ())
        led, text = self.slots.led(text, names)
        kept: list[str] = []
        aside: list[str] = []
        for sentence in sentences(text):
            found = set(self._recognized(sentence, proposed=not under.is_ahead))
            (aside if found & self.printed else kept).append(sentence)
        places = [led] * len(kept) if led else self.slots.placed(kept, names, under.unknown)
        for place, group in groupby(zip(places, kept, strict=True), key=lambda each: each[0]):
            self._add(place, heading, " ".join(sentence for _, sentence in group), is_item=is_item)
        if aside:
            self._park(f"{heading or 'mo-dau'}.cau-co-so-lieu", " ".join(aside))

    def _add(self, place: str, heading: str, text: str, *, is_item: bool) -> None:
        """A text to the place it belongs to; where none is sure, to what a report adds, or behind the text before."""
        target = place or self._further(heading) or self.last or next(iter(self.slots.of([heading])), "")
        if not target:
            self._park(heading or "mo-dau", text)
            return
        dash = "- " if is_item and not place else ""
        self.sections.setdefault(target, []).append(dash + guard_start(text))
        self.last = target

    def _further(self, heading: str) -> str:
        """Where a report adds paragraphs under a heading; empty where it adds none."""
        if heading in self.asked.further:
            return f"{heading}.them"
        return next((f"{base}.them" for base, place in self.asked.further.items() if place == heading), "")

    def _park(self, name: str, text: str) -> None:
        self.parked.setdefault(f"{VERBATIM}{name}", []).append(text)

    def _recognized(self, sentence: str, *, proposed: bool) -> Iterator[str]:
        """The indicators whose value stands in a sentence."""
        for key, proposal in self.recognizer.values_in(sentence, self.number):
            if proposed:
                self.proposals.setdefault(key, []).append(proposal)
            yield key


def _is_address(block: Paragraph | ListItem, *, goes_on: bool) -> bool:
    """Whether a block before the text says to whom the report goes."""
    return fold(inlines_text(block.inlines)).startswith("kính gửi") or (goes_on and isinstance(block, ListItem))
