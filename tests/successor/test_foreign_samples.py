"""Every sample as a stranger would have typed it: where its words land, and which of its figures are recognised.

The documents are our samples without styles, bookmarks and properties, numbers typed by hand and headings reworded.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from lcdraft.dataset import Dataset, Figure, Report
from lcdraft.document import Document
from lcdraft.numbers import parse_number
from lcdraft.periods import Period
from lcdraft.read.docx import read_docx
from lcdraft.successor.dated import period_of_document
from lcdraft.successor.foreign import document_source
from lcdraft.successor.make import template_for
from lcdraft.successor.sources import Source
from lcdraft.template.asked import Asked
from lcdraft.text import fold

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAMPLES = (
    *("6-thang-2025", "9-thang-2024", "giua-ky-2021-2025", "nam-2024"),
    *("quy-2-2025", "thang-2022-07", "thang-2023-02"),
)
REWORDED = (("Công tác ", "Về công tác "), ("Về phát triển ", "Lĩnh vực "), (" và ", ", "), ("Một số ", ""))


def foreign(period: str) -> Document:
    """The sample as a document that knows nothing of ours."""
    source = zipfile.ZipFile(ROOT / "examples" / period / "bao-cao.docx")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if not name.startswith("docProps"):
                made.writestr(name, plain_part(name, source.read(name)))
    return read_docx(target.getvalue(), "cu.docx")


def plain_part(name: str, data: bytes) -> bytes:
    if name in ("[Content_Types].xml", "_rels/.rels"):
        return re.sub(rb"<(?:Override|Relationship) [^>]*docProps[^>]*/>", b"", data)
    if name not in ("word/document.xml", "word/footnotes.xml"):
        return data
    root = etree.fromstring(data)
    for paragraph in root.iter(f"{W}p"):
        plain_paragraph(paragraph)
    for mark in [*root.iter(f"{W}bookmarkStart"), *root.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    return etree.tostring(root)


def plain_paragraph(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return
    is_heading = properties.find(f"{W}outlineLvl") is not None
    for child in [*properties.iter(f"{W}pStyle"), *properties.iter(f"{W}outlineLvl")]:
        properties.remove(child)
    for run in paragraph.iter(f"{W}r") if is_heading else ():
        looks = run.find(f"{W}rPr")
        if looks is None:
            looks = etree.Element(f"{W}rPr")
            run.insert(0, looks)
        looks.append(etree.Element(f"{W}b"))
        for text in run.iter(f"{W}t"):
            for old, new in REWORDED:
                text.text = (text.text or "").replace(old, new)


def as_source(sample: Dataset, period: str) -> tuple[Report, Asked, Source]:
    """What is made of the document in a workspace that does not have this report."""
    report = sample.reports[period]
    others = replace(sample, reports={name: each for name, each in sample.reports.items() if name != period})
    has_own_template = report.template != report.period.kind.value
    old = report.period
    new = old.next if old.is_multi_year else Period(old.kind, old.year + 1, old.number)
    _, asked = template_for(others, new, report if has_own_template else None, (ROOT / "templates",))
    return report, asked, document_source(others, foreign(period), "cu.docx", old, asked, 0)


@pytest.fixture(scope="module")
def sources(sample: Dataset) -> dict[str, tuple[Report, Asked, Source]]:
    return {period: as_source(sample, period) for period in SAMPLES}


@pytest.mark.parametrize("period", SAMPLES)
def test_the_period_is_known_again(period: str) -> None:
    found = period_of_document(foreign(period))
    assert found is not None
    assert found.id == period


EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def clauses(report: Report) -> Iterator[tuple[str, str]]:
    """The literal clauses of a report, each with the section or list that it belongs to."""
    passages = [*report.sections.items(), *((key, each) for key, items in report.lists.items() for each in items)]
    for name, passage in passages:
        for clause in re.split(r"\0|\^\[|\]|\n\n|(?<=[.;!?])\s", EXPRESSION.sub("\0", passage.text)):
            if len(clause.split()) >= 5:
                yield name, clause


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(EXPRESSION.sub(" ", text))))


def heading_of(asked: Asked, name: str) -> str:
    base = asked.opening_of(name)
    return asked.further[base] if base else asked.lists.get(name) or asked.sections.get(name, "")


def landed(report: Report, asked: Asked, source: Source) -> Counter[str]:
    """How many words land in their section, elsewhere under their heading, aside, under a wrong heading, nowhere."""
    made = source.report
    texts = {name: letters(passage.text) for name, passage in made.sections.items()}
    texts |= {key: letters(" ".join(each.text for each in items)) for key, items in made.lists.items()}
    aside = letters(" ".join(passage.text for passage in (*made.parked.values(), *made.bases)))
    counts: Counter[str] = Counter()
    for name, clause in clauses(report):
        wanted, words = letters(clause), len(clause.split())
        here = [each for each, text in texts.items() if wanted in text]
        if name in here:
            counts["right"] += words
        elif here:
            same = heading_of(asked, name) in [heading_of(asked, each) for each in here]
            counts["heading" if same else "wrong"] += words
        else:
            counts["aside" if wanted in aside else "lost"] += words
    return counts


@pytest.mark.parametrize("period", SAMPLES)
def test_words_land_in_their_sections(sources: dict[str, tuple[Report, Asked, Source]], period: str) -> None:
    counts = landed(*sources[period])
    total = counts.total()
    assert counts["right"] >= 0.7 * total, counts
    assert counts["wrong"] <= 0.02 * total, counts
    assert counts["lost"] <= 0.03 * total, counts  # the words of headings, which are reworded here


def test_most_words_of_all_samples_land_in_their_sections(sources: dict[str, tuple[Report, Asked, Source]]) -> None:
    counts = sum((landed(*each) for each in sources.values()), Counter[str]())
    assert counts["right"] >= 0.8 * counts.total(), counts
    assert counts["wrong"] <= 0.01 * counts.total(), counts


def values_of(figure: Figure) -> set[object]:
    estimates = (figure.main, figure.single, figure.full_year)
    return {each.amount.value for each in estimates if each is not None and each.amount is not None}


def test_most_of_what_is_proposed_is_right(sample: Dataset, sources: dict[str, tuple[Report, Asked, Source]]) -> None:
    counts: Counter[bool] = Counter()
    for period, (_, _, source) in sources.items():
        figures = sample.figures[period].by_indicator
        for key, proposals in source.proposals.items():
            for proposal in proposals:
                number = re.match(r"[\d.,]*\d", proposal.printed)
                assert number is not None
                counts[key in figures and parse_number(number[0]) in values_of(figures[key])] += 1
    assert counts[True] >= 500, counts
    assert counts[True] >= 8 * counts[False], counts
