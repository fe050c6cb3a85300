"""A finished document as if it were a report of ours: its text to sections by heading, its figures as proposals.

Nothing of it is taken for certain. Sentences with a figure that some indicator has are printed by the template from
the data, so they are kept aside; the values go into comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher

from lcdraft.dataset import Dataset, Indicator, Passage, Report
from lcdraft.document import (
    Block,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    LineBreak,
    ListItem,
    Paragraph,
    Span,
    Strong,
    Table,
    Text,
    inlines_text,
)
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.load.nodes import Scalar, Sequence
from lcdraft.numbers import NumberError, parse_number
from lcdraft.periods import Kind, Period
from lcdraft.successor.carry import VERBATIM
from lcdraft.successor.sources import Proposal, Source
from lcdraft.template.asked import Asked
from lcdraft.text import fold
from lcdraft.write.markdown_inline import guard_start

__all__ = ["document_source", "passage_text", "period_of_document", "sentences"]

SIMILAR = 0.62
"""From here on two headings say the same; `fold` has taken out case and tone placement."""

NEAR = 90
"""Characters behind the name of an indicator in which its value is looked for."""

_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_SPECIAL = re.compile(r"[\\`*_\[\]|~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<=\{)[{%#]|\^(?=\[)|!(?=\[)")
_VALUE = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\w/]|[.,-]\d)")
_STOP = re.compile(r"[.;!?…](?=\s+[^\W\d_a-zà-ỹ])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LABELS = (
    (re.compile(r"\b(?:6|sáu) tháng đầu năm (\d{4})"), Kind.HALF_YEAR),
    (re.compile(r"\b(?:9|chín) tháng(?: đầu)? năm (\d{4})"), Kind.NINE_MONTHS),
    (re.compile(r"\btháng (\d{1,2})(?: năm |/)(\d{4})"), Kind.MONTH),
    (re.compile(r"\bq(?:uý|úy) (iv|i{1,3}|[1-4])(?: năm |/)(\d{4})"), Kind.QUARTER),
    (re.compile(r"\b(?:6|sáu) tháng(?! cuối)"), Kind.HALF_YEAR),
    (re.compile(r"\b(?:9|chín) tháng(?! cuối)"), Kind.NINE_MONTHS),
    (re.compile(r"\bnăm (\d{4})"), Kind.YEAR),
)
_YEAR = re.compile(r"\bnăm ((?:19|20)\d\d)")


def period_of_document(document: Document) -> Period | None:
    """The period that the subject of a document names, or else its first headings; None where none does."""
    head = document.letterhead
    texts = [head.subject] if head is not None and head.subject else []
    texts += [inlines_text(block.inlines) for block in document.blocks if isinstance(block, Heading)][:4]
    for text in texts:
        found = _period_in(fold(text))
        if found is not None:
            return found
    return None


def document_source(
    dataset: Dataset, document: Document, shown: str, period: Period, asked: Asked, words: int
) -> Source:
    """A document of a period as a source for another, laid out as ``asked`` says.

    ``shown`` names the file in messages.
    """
    filing = _Filing(dataset.catalogue, asked, shown)
    filing.take(document.blocks)
    settings = {}
    head = document.letterhead
    if head is not None and head.addressees:
        settings["kinh_gui"] = Sequence(1, 1, [Scalar(name, 1, 1, '"') for name in head.addressees])
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


def passage_text(inlines: Iterable[Inline]) -> str:
    """Inlines as a passage of a data file says them: Markdown of our kind, notes where their marks stand."""
    return "".join(map(_said, inlines))


def sentences(text: str) -> list[str]:
    """The sentences of a passage; a note belongs to the sentence that it stands in.

    >>> sentences("Một^[Hai. Ba.]. Bốn năm.")
    ['Một^[Hai. Ba.].', 'Bốn năm.']
    """
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if text.count("^[", 0, stop.end()) > _closed(text[: stop.end()]):
            continue
        found.append(text[start : stop.end()].strip())
        start = stop.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _closed(text: str) -> int:
    """How many notes are closed in a text; other brackets are escaped there."""
    return len(re.findall(r"(?<!\\)\]", text))


def _said(inline: Inline) -> str:
    match inline:
        case Text(text) | Span(text):
            return _SPECIAL.sub(r"\\\g<0>", " ".join(re.split(r"[\r\n\t]+", text)))
        case Strong(children) | Emphasis(children):
            inner = passage_text(children)
            mark = "**" if isinstance(inline, Strong) else "*"
            plain = bool(inner) and inner[0].isalnum() and inner[-1].isalnum()
            return f"{mark}{inner}{mark}" if plain else inner
        case LineBreak():
            return " "
        case Footnote(blocks):
            texts = (passage_text(block.inlines) for block in blocks if not isinstance(block, Table))
            return f"^[{' '.join(' '.join(texts).split())}]"


def _period_in(text: str) -> Period | None:
    year = _YEAR.search(text)
    for form, kind in _LABELS:
        found = form.search(text)
        if found is None:
            continue
        groups = found.groups()
        stated = int(groups[-1]) if groups else int(year[1]) if year else 0
        number = 0
        if kind in (Kind.MONTH, Kind.QUARTER):
            number = _ROMAN.get(groups[0]) or int(groups[0])
        limit = {Kind.MONTH: 12, Kind.QUARTER: 4}.get(kind, 0)
        is_sound = 1990 <= stated <= 2100 and (not limit or 1 <= number <= limit)
        return Period(kind, stated, number) if is_sound else None
    return None


@dataclass(slots=True)
class _Filing:
    """Puts the blocks of a document where they belong."""

    catalogue: Mapping[str, Indicator]
    asked: Asked
    shown: str
    bases: list[Passage] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[Passage]] = field(default_factory=dict)
    parked: dict[str, list[str]] = field(default_factory=dict)
    proposals: dict[str, list[Proposal]] = field(default_factory=dict)
    number: int = 0

    def take(self, blocks: Iterable[Block]) -> None:
        trail: list[tuple[int, str]] = []
        for number, block in enumerate(blocks, 1):
            self.number = number
            if isinstance(block, Heading):
                while trail and trail[-1][0] >= block.level:
                    trail.pop()
                above = trail[-1][1] if trail else ""
                trail.append((block.level, self._heading(inlines_text(block.inlines)) or above))
            elif isinstance(block, Table):
                self._park("bang", "\n".join(_rows(block)))
            else:
                self._file(block, trail[-1][1] if trail else "")

    def joined(self, found: Mapping[str, list[str]]) -> dict[str, Passage]:
        return {name: self._passage("\n\n".join(texts)) for name, texts in found.items()}

    def _passage(self, text: str) -> Passage:
        return Passage(text, Place(self.shown), exact=False)

    def _heading(self, title: str) -> str:
        """The heading of the template that says the same, or nothing."""
        wanted = _bare(title)
        rated = (
            (_likeness(wanted, _bare(_MARKS.sub(" ", known))), name) for name, known in self.asked.headings.items()
        )
        ratio, name = max(rated, default=(0.0, ""))
        return name if ratio >= SIMILAR else ""

    def _file(self, block: Paragraph | ListItem, heading: str) -> None:
        text = passage_text(block.inlines).strip()
        if not text:
            return
        if isinstance(block, Paragraph) and (block.role == "basis" or (not heading and text.startswith("Căn cứ "))):
            self.bases.append(self._passage(text.rstrip(" ;.")))
            return
        listed = next((key for key, place in self.asked.lists.items() if heading and place == heading), "")
        if listed and not text.endswith(":"):
            self.lists.setdefault(listed, []).append(self._passage(guard_start(text)))
            return
        self._sort(text, heading, dash="- " if isinstance(block, ListItem) else "")

    def _sort(self, text: str, heading: str, dash: str) -> None:
        """Sentences that the template prints from the data go aside, the others into the section."""
        kept: list[str] = []
        aside: list[str] = []
        for sentence in sentences(text):
            found = list(self._recognized(sentence))
            (aside if found else kept).append(sentence)
        target = self._section(heading)
        if kept and target:
            self.sections.setdefault(target, []).append(dash + guard_start(" ".join(kept)))
        elif kept:
            self._park(heading or "mo-dau", " ".join(kept))
        if aside:
            self._park(f"{heading or 'mo-dau'}.cau-co-so-lieu", " ".join(aside))

    def _section(self, heading: str) -> str:
        """Where further text under a heading goes: paragraphs that a report adds, else its first section."""
        added = next((base for base, place in self.asked.further.items() if place == heading), "")
        added = heading if heading in self.asked.further else added
        first = next((name for name, place in self.asked.sections.items() if place == heading), "")
        return f"{added}.them" if added else first

    def _park(self, name: str, text: str) -> None:
        self.parked.setdefault(f"{VERBATIM}{name}", []).append(text)

    def _recognized(self, sentence: str) -> Iterator[str]:
        """The indicators whose name stands before a number in their unit; each is proposed."""
        lowered = sentence.lower()
        for indicator in self.catalogue.values():
            value = _value_of(indicator, sentence, lowered)
            if value is not None:
                start, printed = value
                before = sentence[max(0, start - 60) : start]
                before = before if start <= 60 else f"…{before.partition(' ')[2]}"
                excerpt = " ".join(f"{before}{printed}".split())
                proposal = Proposal(printed, self.number, excerpt)
                self.proposals.setdefault(indicator.id, []).append(proposal)
                yield indicator.id


def _value_of(indicator: Indicator, sentence: str, lowered: str) -> tuple[int, str] | None:
    """Where the value of an indicator stands in a sentence, and how it is printed there."""
    for name in (indicator.name, indicator.short_name):
        at = lowered.find(name.lower()) if len(name) > 3 else -1
        if at < 0:
            continue
        start = at + len(name)
        for number in _VALUE.finditer(sentence, start, min(len(sentence), start + NEAR)):
            unit = re.compile(r"\s?" + r"\s+".join(map(re.escape, indicator.unit.split())) + r"(?!\w)", re.IGNORECASE)
            found = unit.match(sentence, number.end())
            if found is not None and _is_number(number[1]):
                return number.start(), sentence[number.start() : found.end()]
    return None


def _is_number(text: str) -> bool:
    try:
        return isinstance(parse_number(text), Decimal)
    except NumberError:
        return False


def _bare(title: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", fold(title)))


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    first, second = set(one.split()), set(other.split())
    shared = 2 * len(first & second) / (len(first) + len(second))
    return max(shared, SequenceMatcher(None, one, other, autojunk=False).ratio()) if shared > 0.3 else 0.0


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = (
            " ".join(passage_text(block.inlines) for block in cell.blocks if not isinstance(block, Table))
            for cell in row
        )
        yield " \\| ".join(cells)


def unknown_period(shown: str) -> UsageError:
    """The error for a document whose subject names no period."""
    advice = "Nói rõ kỳ của văn bản này bằng --period, ví dụ --period 6-thang-2025."
    return UsageError(Problem("LC508", "không nhận ra kỳ báo cáo của văn bản", Place(shown), advice))
