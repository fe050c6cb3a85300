"""Every sample report moved to the next three periods of its kind: nothing of the old period stays unseen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from lcdraft.dataset import Dataset, Report
from lcdraft.periods import Kind, Period, parse_period
from lcdraft.rollover import RolledText, Verdict, roll_text
from lcdraft.rollover.rules import RULES

SAMPLES = (
    *("6-thang-2025", "9-thang-2024", "giua-ky-2021-2025", "nam-2024"),
    *("quy-2-2025", "thang-2022-07", "thang-2023-02"),
)
STEPS = (1, 2, 3)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def after(period: Period, steps: int) -> Period:
    for _ in range(steps):
        period = period.next
    return period


def passages(report: Report) -> Iterator[str]:
    if report.title is not None:
        yield report.title.text
    yield from (passage.text for passage in report.bases)
    yield from (passage.text for passage in report.sections.values())
    for items in report.lists.values():
        yield from (passage.text for passage in items)


def rolled_report(sample: Dataset, period: str, steps: int) -> list[tuple[str, RolledText]]:
    """The narrative of a sample and, as `new --from` a finished document would meet it, the printed report."""
    report = sample.reports[period]
    new = after(report.period, steps)
    printed = (EXAMPLES / period / "bao-cao.md").read_text(encoding="utf-8")
    return [(text, roll_text(text, report.period, new)) for text in (*passages(report), printed)]


def leftovers(rolled: RolledText, old: Period) -> list[str]:
    """Whatever looks like the old period in the new text and is no label that was listed."""
    text = list(rolled.text)
    for label in rolled.labels:
        text[label.new_start : label.new_end] = "·" * len(label.new)
    months = rf"(?<!\d)0?{old.months} +tháng|tháng +0?{old.months}(?!\d)" if old.kind is not Kind.YEAR else r"(?!)"
    stale = re.compile(
        rf"(?<![\d.,]){old.year}(?![\d,])|(?<![\d.,]){old.year - 1}(?![\d,])|{months}|quý +[IV]+\b", re.IGNORECASE
    )
    return [match[0] for match in stale.finditer(re.sub(r"\s+", " ", "".join(text)))]


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("period", SAMPLES)
def test_nothing_of_the_old_period_stays_unseen(sample: Dataset, period: str, steps: int) -> None:
    unseen = [
        left for _, rolled in rolled_report(sample, period, steps) for left in leftovers(rolled, parse_period(period))
    ]
    # A reference without a date shows no year and is no label; a school or plan year is a label and was listed.
    assert unseen == []


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("period", SAMPLES)
def test_the_period_of_the_report_is_never_kept(sample: Dataset, period: str, steps: int) -> None:
    """A label that names the old period with its year moves, or is marked, or stands in a quotation or a title."""
    old = parse_period(period)
    for _, rolled in rolled_report(sample, period, steps):
        for label in rolled.labels:
            if old.kind is not Kind.YEAR and label.old.casefold() in (old.label, old.slash_label, old.cumulative_label):
                assert label.verdict is not Verdict.PROTECTED or label.rule in ("quoted", "title", "expression")


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("period", SAMPLES)
def test_every_label_is_counted_and_explained(sample: Dataset, period: str, steps: int) -> None:
    labels = [label for _, rolled in rolled_report(sample, period, steps) for label in rolled.labels]
    counts = Counter(label.verdict for label in labels)
    assert counts.total() == len(labels) > 10
    assert counts[Verdict.MOVED] > 10
    assert {label.rule for label in labels} <= {rule.id for rule in RULES}
    assert counts[Verdict.UNDECIDED] <= Decimal("0.25") * len(labels)


def test_expressions_change_only_the_years_of_a_plan(sample: Dataset) -> None:
    """Byte for byte the same, but for the periods that a review of several years calls figures of."""
    jinja = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
    called = re.compile(r"(?<=ky_khac\(')[^']+(?='\))")
    for period in SAMPLES:
        years = parse_period(period).is_multi_year
        moved = 0
        for text, rolled in rolled_report(sample, period, 1):
            before, after_ = jinja.findall(text), jinja.findall(rolled.text)
            if years:
                moved += sum(old != new for old, new in zip(before, after_, strict=True))
                before, after_ = ([called.sub("", each) for each in found] for found in (before, after_))
            assert after_ == before
        assert (moved > 40) is years
