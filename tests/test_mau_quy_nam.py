"""The two sample reports that no agency published: the second quarter of 2025 and the year 2024.

Their made-up values have to agree with the published ones around them, and to say that they are made up.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from lcdraft.dataset import Dataset, Estimate, Nature, Status
from lcdraft.document import Document, Footnote, Heading, ListItem, Paragraph, Span, inlines_text
from lcdraft.errors import Place
from lcdraft.frame import ILLUSTRATIVE
from lcdraft.periods import parse_period
from lcdraft.render import render_document
from lcdraft.tables.compute import compute_table
from lcdraft.tables.model import IndicatorTable
from lcdraft.template.making import Reading
from lcdraft.template.session import Session
from lcdraft.write.html import write_html

QUARTER, BEFORE, HALF = "quy-2-2025", "quy-1-2025", "6-thang-2025"
YEAR, NINE_MONTHS, NEXT_PLAN = "nam-2024", "9-thang-2024", "2025"


def value(estimate: Estimate | None) -> Decimal | None:
    return estimate.amount.value if estimate is not None and estimate.amount is not None else None


@pytest.fixture(scope="module")
def documents(sample: Dataset, sample_root: Path) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for period in (QUARTER, YEAR):
        rendering = render_document(sample, sample.reports[period], (sample_root / "templates",))
        assert rendering.document is not None, rendering.problems
        found[period] = rendering.document
    return found


def spans(document: Document) -> Iterator[Span]:
    for block in document.walk():
        stack = list(getattr(block, "inlines", ()))
        while stack:
            inline = stack.pop()
            if isinstance(inline, Span):
                yield inline
            elif not isinstance(inline, Footnote):
                stack.extend(getattr(inline, "children", ()))


def places(document: Document) -> set[Place]:
    origins = (span.origin for span in spans(document) if span.origin is not None)
    return {operand.place for origin in origins for operand in origin.operands if operand.place is not None}


# The quarter


def test_cumulative_values_of_the_quarter_are_those_published_for_the_half_year(sample: Dataset) -> None:
    published = sample.figures[HALF].by_indicator
    for key, figure in sample.figures[QUARTER].by_indicator.items():
        assert value(figure.main) == value(published[key].main), key
        assert figure.main.status == published[key].main.status, key
        assert figure.excluded == published[key].excluded, key


def test_two_quarters_make_the_half_year(sample: Dataset) -> None:
    second, first = (sample.figures[period].by_indicator for period in (QUARTER, BEFORE))
    alone = {key for key, figure in second.items() if figure.single is not None}
    assert len(alone) >= 40
    assert alone == set(first)
    for key in alone:
        parts = value(first[key].single), value(second[key].single)
        assert None not in parts
        assert sum(filter(None, parts)) == value(second[key].main), key
        assert value(first[key].main) == parts[0], key


def test_the_quarter_alone_is_made_up_and_the_rest_is_not(sample: Dataset) -> None:
    for key, figure in sample.figures[QUARTER].by_indicator.items():
        assert figure.main.amount is not None
        assert not figure.main.amount.illustrative, key
        if figure.single is not None:
            assert figure.single.amount is not None
            assert figure.single.amount.illustrative, key
    assert all(
        amount.illustrative for figure in sample.figures[BEFORE].by_indicator.values() for amount in figure.amounts
    )


def test_the_bases_of_the_quarter_are_those_of_the_half_year(sample: Dataset) -> None:
    last, half = (sample.figures[period].by_indicator for period in ("quy-2-2024", "6-thang-2024"))
    assert {key: value(figure.main) for key, figure in last.items()} == {
        key: value(figure.main) for key, figure in half.items()
    }
    assert all(figure.main.amount is not None and figure.main.amount.derived for figure in last.values())


def test_quarter_and_cumulative_stand_together(documents: dict[str, Document]) -> None:
    text = " ".join(inlines_text(block.inlines) for block in documents[QUARTER].walk() if isinstance(block, Paragraph))
    assert (
        "trong quý ước đạt 1.180 tỷ đồng, tăng 3% so với quý I/2025 (lũy kế 6 tháng ước đạt 2.327 tỷ đồng,"
        " tăng 2% so với cùng kỳ năm 2024, đạt 47,6% kế hoạch giao)"
    ) in text


def test_what_is_said_of_the_quarter_is_the_value_of_the_quarter(
    sample: Dataset, documents: dict[str, Document]
) -> None:
    """A sentence that opens "Trong quý II" must not print a value since January."""
    rows = sample.figures[QUARTER].by_indicator
    cumulative = {
        figure.main.amount.place: key
        for key, figure in rows.items()
        if figure.single is not None and figure.main.amount is not None
    }
    checked = 0
    for block in documents[QUARTER].walk():
        inlines = getattr(block, "inlines", ())
        starts = [index for index, item in enumerate(inlines) if "Trong quý" in inlines_text((item,))]
        for start in starts:
            for inline in inlines[start + 1 :]:
                if isinstance(inline, Span) and inline.origin is not None:
                    said = [cumulative.get(operand.place) for operand in inline.origin.operands if operand.place]
                    assert said == [None] * len(said), inline.text
                    checked += 1
                elif re.search(r"\.\s", inlines_text((inline,))):
                    break
    assert checked >= 12


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("quy-1-2025", "QUÝ I NĂM 2025", "QUÝ II NĂM 2025"),
        ("quy-3-2025", "QUÝ III VÀ 9 THÁNG ĐẦU NĂM 2025", "QUÝ IV NĂM 2025"),
        ("quy-4-2025", "QUÝ IV VÀ 12 THÁNG NĂM 2025", "QUÝ I NĂM 2026"),
    ],
)
def test_headings_follow_the_quarter(sample: Dataset, sample_root: Path, period: str, first: str, last: str) -> None:
    report = dataclasses.replace(sample.reports[QUARTER], period=parse_period(period), annexes=())
    figures = sample.figures[QUARTER]._replace(period=report.period)
    other = dataclasses.replace(sample, figures={**sample.figures, period: figures})
    document = render_document(other, report, (sample_root / "templates",)).document
    assert document is not None
    titles = [inlines_text(block.inlines) for block in document.blocks if isinstance(block, Heading)]
    assert titles[0] == f"TÌNH HÌNH KINH TẾ - XÃ HỘI, BẢO ĐẢM QUỐC PHÒNG, AN NINH {first}"
    assert titles[-1] == f"NHIỆM VỤ TRỌNG TÂM {last}"


# The year


def test_a_year_is_not_less_than_its_nine_months(sample: Dataset) -> None:
    nine = sample.figures[NINE_MONTHS].by_indicator
    compared = 0
    for key, figure in sample.figures[YEAR].by_indicator.items():
        before = nine.get(key)
        now, then = value(figure.main), value(before.main) if before is not None else None
        if now is None or then is None or sample.catalogue[key].nature is not Nature.CUMULATIVE:
            continue
        assert now >= then, key
        compared += 1
    assert compared >= 100


END_OF_YEAR = [
    *("ho_ngheo", "ty_le_ho_ngheo", "ho_ngheo_dtts", "ho_can_ngheo", "truong_chuan_qg", "truong_chuan_qg_md2"),
    *("truong_hoc", "hoc_sinh", "ocop_san_pham", "ty_le_che_phu_rung", "che_dien_tich"),
]


@pytest.mark.parametrize("key", END_OF_YEAR)
def test_what_held_at_the_end_of_the_year_holds_in_the_next_report(sample: Dataset, key: str) -> None:
    assert value(sample.figures[YEAR].by_indicator[key].main) == value(sample.figures[HALF].by_indicator[key].main)


def test_what_the_budget_left_over_is_what_the_next_year_carried_over(sample: Dataset) -> None:
    year, half = (sample.figures[period].by_indicator for period in (YEAR, HALF))
    income, spent = value(year["thu_nsdp"].main), value(year["chi_nsdp"].main)
    assert income is not None
    assert spent is not None
    assert income - spent == value(half["thu_chuyen_nguon"].main)


def test_the_half_year_of_2024_is_part_of_its_year(sample: Dataset) -> None:
    year = sample.figures[YEAR].by_indicator
    for key, figure in sample.figures["6-thang-2024"].by_indicator.items():
        half, whole = value(figure.main), value(year[key].main)
        assert half is not None
        assert whole is not None
        assert half < whole, key


def test_every_value_of_the_year_is_made_up(sample: Dataset) -> None:
    for key, figure in sample.figures[YEAR].by_indicator.items():
        assert all(amount.illustrative for amount in figure.amounts), key
        assert figure.main.status is not Status.TARGET, key


def test_targets_of_the_next_year_come_from_its_plan(sample: Dataset, documents: dict[str, Document]) -> None:
    items: list[ListItem] = []
    section = ""
    for block in documents[YEAR].blocks:
        if isinstance(block, Heading):
            section = block.id
        elif isinstance(block, ListItem) and section in ("chi-tieu-kinh-te", "chi-tieu-xa-hoi"):
            items.append(block)
    assert len(items) >= 20
    plan = {
        amount.place for target in sample.plans[NEXT_PLAN].targets.values() for amount in target.by_authority.values()
    }
    for item in items:
        origins = [inline.origin for inline in item.inlines if isinstance(inline, Span) and inline.origin is not None]
        targets = [origin for origin in origins if {operand.place for operand in origin.operands} & plan]
        assert targets, inlines_text(item.inlines)
    texts = [inlines_text(item.inlines) for item in items]
    assert any(text.endswith("đạt 4.890 tỷ đồng, tăng 7,9% so với năm 2024.") for text in texts)
    assert any(text.endswith("đạt 97,1%, tăng 0,5 điểm phần trăm so với năm 2024.") for text in texts)


# Annexes


def annex_of(sample: Dataset, period: str) -> IndicatorTable:
    report = sample.reports[period]
    reading = Reading(sample, report.period, Session(), report)
    return compute_table(sample.annexes[report.annexes[0]], reading, "")


def test_the_annex_of_a_year_shows_the_plan_of_the_next(sample: Dataset) -> None:
    table = annex_of(sample, YEAR)
    titles = {column.key: column.title for column in table.columns}
    assert titles["ke_hoach_nam_sau"] == "Kế hoạch năm 2025"
    assert titles["so_cung_ky"] == "Tăng, giảm so với năm trước (%)"
    shown = 0
    for row in table.indicators():
        cell = table.cell(row, "ke_hoach_nam_sau")
        target = sample.plans[NEXT_PLAN].targets.get(row.indicator)
        assert cell is not None
        if target is None or not target.by_authority:
            assert cell.text == "", row.indicator
            continue
        amount = next(iter(target.by_authority.values()))
        assert cell.value == amount.value, row.indicator
        assert cell.origin is not None
        assert [operand.place for operand in cell.origin.operands] == [amount.place]
        shown += 1
    assert shown >= 30


def test_the_annex_of_a_quarter_shows_the_quarter_beside_the_cumulative(sample: Dataset) -> None:
    table = annex_of(sample, QUARTER)
    titles = {column.key: column.title for column in table.columns}
    assert titles["trong_ky"] == "Ước thực hiện quý II"
    assert titles["thuc_hien"] == "Ước thực hiện 6 tháng đầu năm 2025"
    row = next(row for row in table.indicators() if row.indicator == "ban_le")
    cells = [table.cell(row, key) for key in ("trong_ky", "thuc_hien", "so_ke_hoach")]
    assert [cell.text for cell in cells if cell] == ["1.180", "2.327", "47,6"]
    assert cells[0] is not None
    assert cells[0].origin is not None
    assert cells[0].origin.operands[0].name.endswith("(số minh họa)")


def test_a_column_for_the_plan_of_the_next_year_only_where_there_is_one(sample: Dataset) -> None:
    keys = {column.key for column in annex_of(sample, HALF).columns}
    assert "ke_hoach_nam_sau" not in keys
    without = dataclasses.replace(sample, plans={key: plan for key, plan in sample.plans.items() if key != NEXT_PLAN})
    assert "ke_hoach_nam_sau" not in {column.key for column in annex_of(without, YEAR).columns}


# Both


@pytest.mark.parametrize("period", [QUARTER, YEAR])
def test_every_figure_is_printed(sample: Dataset, documents: dict[str, Document], period: str) -> None:
    printed = places(documents[period])
    missing = [
        key
        for key, figure in sample.figures[period].by_indicator.items()
        if not {estimate.amount.place for estimate in (figure.main, figure.single) if estimate and estimate.amount}
        & printed
    ]
    assert missing == []


@pytest.mark.parametrize("period", [QUARTER, YEAR])
def test_a_reader_of_the_page_learns_what_was_made_up(documents: dict[str, Document], period: str) -> None:
    page = write_html(documents[period], title=period)
    assert page.count(ILLUSTRATIVE) == 1
    assert "(số minh họa)" in page


def test_published_reports_are_not_called_made_up(sample: Dataset) -> None:
    told = {period for period, report in sample.reports.items() if sample.is_illustrative(report)}
    assert told == {QUARTER, YEAR}


@pytest.mark.parametrize(("period", "least", "most"), [(QUARTER, 10, 30), (YEAR, 20, 60)])
def test_notes(documents: dict[str, Document], period: str, least: int, most: int) -> None:
    assert least <= len(list(documents[period].footnotes())) <= most
