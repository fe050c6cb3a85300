"""Every sample report of this repository: its outline, what no report may hold, where its numbers come from.

`data/de-muc-PERIOD.yaml` lists the headings that a report must have; where the published report had another
number or title, it says which and why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml

from lcdraft.dataset import Dataset
from lcdraft.document import (
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Span,
    Strong,
    Table,
    inlines_text,
)
from lcdraft.numbering import LETTERS
from lcdraft.numbers import parse_number
from lcdraft.render import Rendering, render_document

ROOT = Path(__file__).parents[1]
OUTLINES = Path(__file__).parent / "data"
REPORTS = sorted(path.stem for path in (ROOT / "data/bao-cao").glob("*.yaml"))

NOTES_IN_PRINT = {
    "6-thang-2025": 37,
    "9-thang-2024": 56,
    "giua-ky-2021-2025": 42,
    "thang-2022-07": 0,
    "thang-2023-02": 5,
}
"""Footnotes of the published reports; a sample has at least as many."""


@pytest.fixture(scope="module", params=REPORTS)
def period(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def rendering(sample: Dataset, sample_root: Path, period: str) -> Rendering:
    return render_document(sample, sample.reports[period], (sample_root / "templates",))


@pytest.fixture(scope="module")
def document(rendering: Rendering) -> Document:
    assert rendering.document is not None, rendering.problems
    return rendering.document


# The outline


@cache
def outline(period: str) -> list[dict[str, str]]:
    """The headings that a report must have, every scalar a text."""
    text = (OUTLINES / f"de-muc-{period}.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)["headings"]
    return rows


def headings_of(document: Document) -> list[Heading]:
    return [block for block in document.blocks if isinstance(block, Heading)]


def test_every_heading_stands_in_its_place(document: Document, period: str) -> None:
    found = [(heading.level, heading.number, inlines_text(heading.inlines)) for heading in headings_of(document)]
    assert found == [(int(row["level"]), row["number"], row["title"]) for row in outline(period)]


def test_headings_that_differ_from_the_print_say_why(period: str) -> None:
    changed = [row for row in outline(period) if "printed" in row or "printed_title" in row]
    assert [row for row in changed if not row.get("note")] == []
    assert [row for row in changed if row.get("printed_title") == row["title"]] == []
    assert [row for row in changed if row.get("printed") == row["number"]] == []


ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def number_of(label: str, above: str) -> tuple[str, int]:
    """What kind of label it is, and which number it stands for; decimals have to repeat the label above them."""
    kinds: dict[str, Iterable[str]] = {
        "phan-chu": (f"Phần thứ {word}" for word in ORDINALS),
        "phan": (f"Phần {roman}" for roman in ROMAN),
        "la-ma": (f"{roman}." for roman in ROMAN),
        "chu-hoa": (f"{letter.upper()}." for letter in LETTERS),
        "chu": (f"{letter})" for letter in LETTERS),
        "so": (f"{number}." for number in range(1, 40)),
        "thap-phan": (f"{above}{number}." for number in range(1, 40)),
    }
    # "I." could be a capital letter too, the tenth; what stands first in the table wins.
    for kind, labels in kinds.items():
        if kind == "thap-phan" and not above:
            continue
        for position, known in enumerate(labels, 1):
            if known == label:
                return kind, position
    raise AssertionError(f"no number: {label!r} under {above!r}")


def test_headings_are_numbered_without_a_gap(document: Document) -> None:
    last: list[tuple[str, int]] = []
    labels: list[str] = []
    for heading in headings_of(document):
        assert heading.level <= len(last) + 1, heading
        above = labels[heading.level - 2] if heading.level > 1 else ""
        kind, number = number_of(heading.number, above)
        siblings = last[heading.level - 1 : heading.level]
        assert number == (siblings[0][1] + 1 if siblings else 1), heading
        assert not siblings or siblings[0][0] == kind, heading
        last = [*last[: heading.level - 1], (kind, number)]
        labels = [*labels[: heading.level - 1], heading.number]


def test_headings_have_ids_and_titles_of_their_own(document: Document) -> None:
    headings = headings_of(document)
    ids = [heading.id for heading in headings]
    assert all(ids)
    assert len(set(ids)) == len(ids)
    for heading in headings:
        title = inlines_text(heading.inlines)
        assert title.strip()
        assert title[-1] not in ".:;,", title


def test_no_heading_is_empty(document: Document) -> None:
    blocks = document.blocks
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading):
            assert following is not None
            assert not isinstance(following, Heading) or following.level > block.level, inlines_text(block.inlines)


def test_items_are_numbered_without_a_gap(document: Document) -> None:
    count = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            count = 0
        elif isinstance(block, ListItem) and (found := re.fullmatch(r"\(?(\d+)[.)]+", block.marker)):
            count += 1
            assert int(found[1]) == count


def test_there_are_at_least_as_many_notes_as_in_print(document: Document, period: str) -> None:
    notes = list(document.footnotes())
    assert len(notes) >= NOTES_IN_PRINT.get(period, 5)
    for note in notes:
        assert note.blocks
        assert all(isinstance(block, Paragraph) and inlines_text(block.inlines).strip() for block in note.blocks)


# What must not stand in a report


def test_it_renders_without_a_problem(rendering: Rendering) -> None:
    assert rendering.problems == ()


def everything(document: Document) -> list[str]:
    head, sign = document.letterhead, document.signature
    assert head is not None
    assert sign is not None
    texts = [inlines_text(block.inlines) for block in document.walk() if not isinstance(block, Table)]
    return [*texts, head.subject, *head.agency, *head.addressees, *sign.authority, *sign.recipients]


FORBIDDEN = [
    pytest.param(r"\[…\]", id="gap"),
    pytest.param(r"[\ue000-\uf8ff]", id="private use character"),
    pytest.param(r"\s\s(?!năm|/BC|ngày|tháng|của)", id="double blank"),
    pytest.param(r"(?<!\.)\.\.(?!\.)", id="two stops"),
    pytest.param(r"[,;]\s*[,;.]", id="two separators"),
    pytest.param(r"\s[,.;:)]|(?<!điểm)\s%", id="blank before a sign"),
    pytest.param(r"\(\s|\(\)|\[\]", id="empty bracket"),
    pytest.param(r"[{}]|\*\*|\^\[", id="template or markup"),
    pytest.param(r"None|True|False|Undefined|object at", id="Python"),
    pytest.param(r"(?:tăng|giảm) 0%", id="no change worded as one"),
    pytest.param(r"\d %|%o", id="per cent sign apart, or per mille typed"),
    pytest.param(r"(?<![\d.,/])\d{4,}(?![\d./])(?<!20[0-3]\d)(?<!19\d\d)", id="thousands without a dot"),
    pytest.param(r"\d\.\d{1,2}(?!\d)(?![\d./])", id="decimal point"),
    pytest.param(r"[,(]\s*$", id="sentence left open"),
    pytest.param(r"(?i)(?<!\w)([^\W\d]{2,} )\1", id="a word twice"),
]
DOUBLED_ON_PURPOSE = re.compile(r"(?i)(?:hành vi vi|đời đời|ngày ngày|người người|nhà nhà) ")


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_what_no_report_may_hold(document: Document, pattern: str) -> None:
    found = [text for text in everything(document) if re.search(pattern, DOUBLED_ON_PURPOSE.sub("", text))]
    assert found == []


def test_all_text_is_composed_unicode(document: Document) -> None:
    for text in everything(document):
        assert text == unicodedata.normalize("NFC", text)


def test_comparisons_name_the_year_before(sample: Dataset, document: Document, period: str) -> None:
    of = sample.reports[period].period
    for text in everything(document):
        for year in re.findall(r"cùng kỳ năm (\d{4})", text):
            assert int(year) == of.last_reported_year - 1, text


def test_ordinary_sentences_end(document: Document) -> None:
    """A paragraph ends in a stop, or in a colon before its list."""
    for block in document.blocks:
        if isinstance(block, Paragraph | ListItem):
            assert inlines_text(block.inlines)[-1] in ".:;…/", inlines_text(block.inlines)[-60:]


def test_the_text_ends_with_its_mark_and_has_it_once(document: Document) -> None:
    texts = [inlines_text(block.inlines) for block in document.blocks if not isinstance(block, Table)]
    assert texts[-1].endswith("./.")
    assert sum(text.count("./.") for text in texts) == 1


# Where every computed text comes from


def spans_of(document: Document) -> list[Span]:
    return [span for block in document.blocks if not isinstance(block, Table) for span in inline_spans(block.inlines)]


def inline_spans(inlines: Iterable[Inline]) -> Iterator[Span]:
    for inline in inlines:
        match inline:
            case Span():
                yield inline
            case Strong(children) | Emphasis(children):
                yield from inline_spans(children)
            case Footnote(blocks):
                for block in blocks:
                    if not isinstance(block, Table):
                        yield from inline_spans(block.inlines)
            case _:
                pass


def test_every_operand_leads_to_a_line_that_holds_its_number(sample_root: Path, document: Document) -> None:
    lines: dict[str, list[str]] = {}
    checked = 0
    for span in spans_of(document):
        if span.origin is None:
            continue
        assert span.origin.operands, span.text
        for operand in span.origin.operands:
            place = operand.place
            assert place is not None, (span.text, operand.name)
            if place.path not in lines:
                lines[place.path] = (sample_root / place.path).read_text(encoding="utf-8").split("\n")
            line = lines[place.path][place.line - 1]
            typed = re.match(r"[-−]?[\d.]*\d(?:,\d+)?", line[place.column - 1 :])
            assert typed is not None, (place, line)
            shown = re.search(r"[-−]?[\d.]*\d(?:,\d+)?", operand.value)
            assert shown is not None
            assert parse_number(typed[0]) == parse_number(shown[0])
            checked += 1
    assert checked > 20


def test_deduced_operands_say_so(sample: Dataset, document: Document) -> None:
    deduced = {
        amount.place
        for plan in sample.plans.values()
        for target in plan.targets.values()
        for amount in target.by_authority.values()
        if amount.derived
    }
    assert deduced
    for span in spans_of(document):
        for operand in span.origin.operands if span.origin is not None else ():
            assert (operand.place in deduced) <= operand.name.endswith("(suy ra)")


def test_every_formula_is_true(document: Document) -> None:
    """The sums shown on hover give the result that they show."""
    checked = 0
    for span in spans_of(document):
        for formula in span.origin.formula.split("; ") if span.origin is not None else ():
            found = re.fullmatch(r"\(?([\d.,]+)(?: − ([\d.,]+)\))? : ([\d.,]+) × 100 = (-?[\d.,]+)%", formula)
            if found is None:
                continue
            over = parse_number(found[1]) - (parse_number(found[2]) if found[2] else Decimal(0))
            result = over / parse_number(found[3]) * 100
            assert abs(result - parse_number(found[4])) <= Decimal("0.0005")
            checked += 1
    assert checked > 3


def test_every_figure_of_the_period_is_used(sample: Dataset, rendering: Rendering, period: str) -> None:
    assert set(sample.figures[period].by_indicator) - rendering.used == set()
