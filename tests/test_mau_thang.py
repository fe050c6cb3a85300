"""The two monthly reports: every printed number is said, the month beside the cumulative, with the right labels.

What holds for every sample (outline, notes, forbidden text, origins) is asked in `test_samples.py`; that the data
give the printed numbers, in `test_printed_figures.py`. Here: that the reports say all of them, and that their two
templates serve other months too.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from lcdraft.dataset import Dataset, Figure, Report
from lcdraft.document import Document, Emphasis, Footnote, Heading, Inline, Span, Strong, Table, inlines_text
from lcdraft.numbers import parse_number
from lcdraft.periods import parse_period
from lcdraft.render import render_document

FEBRUARY, JULY = "thang-2023-02", "thang-2022-07"
PERIODS = (FEBRUARY, JULY)
HERE = Path(__file__).parent

Row = dict[str, str]


@cache
def printed(period: str) -> dict[str, list[Row]]:
    """The numbers of a published report, every scalar a text."""
    text = (HERE / f"data/so-lieu-in-{period}.yaml").read_text(encoding="utf-8")
    found: dict[str, list[Row]] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def rows(*names: str) -> list[object]:
    keys = ("id", "horizon", "kind", "authority", "base")
    return [
        pytest.param(period, row, id="-".join([period, *(row[key] for key in keys if key in row)]))
        for period in PERIODS
        for name in names
        for row in printed(period)[name]
    ]


def rendered(sample: Dataset, report: Report, root: Path) -> Document:
    rendering = render_document(sample, report, (root / "templates",))
    assert rendering.document is not None, rendering.problems
    return rendering.document


@pytest.fixture(scope="module")
def documents(sample: Dataset, sample_root: Path) -> dict[str, Document]:
    return {period: rendered(sample, sample.reports[period], sample_root) for period in PERIODS}


def texts_of(document: Document) -> list[str]:
    """Every paragraph, heading and note of a report."""
    return [inlines_text(block.inlines) for block in document.walk() if not isinstance(block, Table)]


def spans_in(inlines: tuple[Inline, ...]) -> Iterator[Span]:
    for inline in inlines:
        match inline:
            case Span():
                yield inline
            case Strong(children) | Emphasis(children):
                yield from spans_in(children)
            case Footnote(blocks):
                for block in blocks:
                    if not isinstance(block, Table):
                        yield from spans_in(block.inlines)
            case _:
                pass


# Every printed number is said


@pytest.fixture(scope="module")
def said(documents: dict[str, Document]) -> dict[tuple[str, int], list[str]]:
    """For every line of the two figures files, the computed texts that its number went into."""
    found: dict[tuple[str, int], list[str]] = {}
    for document in documents.values():
        for block in document.blocks:
            for span in spans_in(block.inlines) if not isinstance(block, Table) else ():
                for operand in span.origin.operands if span.origin is not None else ():
                    if operand.place is not None:
                        found.setdefault((operand.place.path, operand.place.line), []).append(span.text)
    return found


def texts_with(
    sample: Dataset, said: dict[tuple[str, int], list[str]], period: str, row: Row, horizon: str = ""
) -> list[str]:
    """The texts that the number of a row went into."""
    figure = sample.figure(row.get("data_id", row["id"]), parse_period(period))
    assert isinstance(figure, Figure)
    values = {"ky": figure.main, "trong_ky": figure.single, "ca_nam": figure.full_year}
    estimate = values[horizon or row["horizon"]]
    assert estimate is not None
    assert estimate.amount is not None
    place = estimate.amount.place
    return said.get((place.path, place.line), [])


def holds(texts: list[str], number: str) -> bool:
    value = parse_number(number)
    return any(parse_number(found) == value for text in texts for found in re.findall(r"\d[\d.]*(?:,\d+)?", text))


@pytest.mark.parametrize(("period", "row"), rows("figures", "parts"))
def test_every_printed_figure_is_said(
    sample: Dataset, said: dict[tuple[str, int], list[str]], period: str, row: Row
) -> None:
    texts = texts_with(sample, said, period, row)
    assert holds(texts, row["value"]), texts
    assert any(row["unit"].split(",")[0] in text for text in texts) or row["unit"] in OTHER_UNITS, texts


OTHER_UNITS = {"lượt", "buổi"}
"""Units as printed that the catalogue, which all reports share, calls by another name."""


@pytest.mark.parametrize(("period", "row"), rows("computed"))
def test_every_computed_number_is_said(
    sample: Dataset, said: dict[tuple[str, int], list[str]], period: str, row: Row
) -> None:
    texts = texts_with(sample, said, period, row)
    if row["kind"] == "plan_value":
        # The plan of the volume is the plan of all capital, and said once.
        texts = texts_with(sample, said, period, {"id": "ke_hoach_von_dau_tu"}, "ky")
        assert holds(texts, row["plan"]), texts
    elif row["kind"] == "compare":
        assert any(text.startswith(f"tăng {row['expected']}%") for text in texts), texts
    else:
        assert any(re.search(rf"(?<![\d.,]){re.escape(row['expected'])}%", text) for text in texts), texts


# The month, the cumulative, the month before, the cut-off day


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        (
            FEBRUARY,
            "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng trong tháng ước đạt 260 tỷ đồng (lũy kế 2 tháng"
            " ước đạt 611 tỷ đồng, đạt 16,5% kế hoạch năm).",
        ),
        (
            FEBRUARY,
            "Lượng khách đến thành phố trong tháng ước đạt 15.200 lượt khách (lũy kế 2 tháng ước đạt 31.800 lượt khách,"
            " đạt 21% kế hoạch năm)",
        ),
        (
            FEBRUARY,
            "2 tháng đầu năm 2023 ước thực hiện 43.344 triệu đồng, đạt 9% kế hoạch tỉnh giao và Nghị quyết HĐND",
        ),
        (
            JULY,
            "trong tháng ước đạt 40,1 tỷ đồng, tăng 21,69% so với tháng 6/2022 (lũy kế 7 tháng ước đạt 275,59 tỷ đồng,"
            " đạt 50,39% kế hoạch năm)",
        ),
        (
            JULY,
            "tính đến ngày 14/7/2022. Tổng thu ngân sách địa phương 7 tháng đầu năm 2022 thực hiện 304.793 triệu đồng",
        ),
        (JULY, "sản lượng chè búp tươi trong tháng ước đạt 1.831,5 tấn."),
    ],
)
def test_a_month_speaks_of_itself_and_of_the_year_so_far(
    documents: dict[str, Document], period: str, sentence: str
) -> None:
    assert any(sentence in text for text in texts_of(documents[period]))


def test_what_only_the_month_has_is_not_taken_for_a_gap(documents: dict[str, Document]) -> None:
    text = "\n".join(texts_of(documents[FEBRUARY]))
    assert "Trong tháng 2, đã giải quyết 08 hồ sơ cấp phép xây dựng nhà ở riêng lẻ" in text
    assert "Trong tháng, đã ban hành 08 quyết định thu hồi đất, đồng thời phê duyệt 02 phương án" in text
    assert "tiếp nhận 21 đơn; đã giải quyết 07/21 đơn thuộc thẩm quyền" in text
    assert "Trong đó: kỳ trước chuyển sang 17 đơn; tiếp nhận trong kỳ 04 đơn." in text


@pytest.mark.parametrize(
    ("period", "count", "closing"),
    [
        (
            FEBRUARY,
            10,
            "Trên đây là báo cáo tình hình thực hiện phát triển kinh tế - xã hội, bảo đảm quốc phòng, an ninh tháng 2,"
            " nhiệm vụ trọng tâm tháng 3 năm 2023 của Ủy ban nhân dân thành phố Lai Châu./.",
        ),
        (
            JULY,
            11,
            "Trên đây là báo cáo tình hình thực hiện Nghị quyết số 01/NQ-CP và tình hình kinh tế - xã hội tháng 7 năm"
            " 2022 của Ủy ban nhân dân thành phố Lai Châu./.",
        ),
    ],
)
def test_tasks_and_closing_sentence(documents: dict[str, Document], period: str, count: int, closing: str) -> None:
    blocks = documents[period].blocks
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.id == "nhiem-vu")
    markers = [getattr(block, "marker", "") for block in blocks[start + 1 : -1]]
    assert markers == [f"{number}." for number in range(1, count + 1)]
    last = blocks[-1]
    assert not isinstance(last, Table)
    assert inlines_text(last.inlines) == closing


def test_a_month_is_written_one_way(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for text in texts_of(document):
            assert not re.search(r"(?i)tháng 0\d", text), text


# The templates serve other months


def moved(sample: Dataset, of: str, to: str) -> tuple[Dataset, Report]:
    """The dataset with the figures, plan and report of one month under the id of another."""
    period = parse_period(to)
    report = dataclasses.replace(sample.reports[of], period=period)
    dataset = dataclasses.replace(
        sample,
        figures={to: sample.figures[of]._replace(period=period, as_of=None)},
        plans={period.plan_id: sample.plans[parse_period(of).plan_id]._replace(id=period.plan_id)},
        reports={to: report},
    )
    return dataset, report


@pytest.mark.parametrize("of", PERIODS)
def test_headings_and_computed_words_move_with_the_month(sample: Dataset, sample_root: Path, of: str) -> None:
    dataset, report = moved(sample, of, "thang-2024-05")
    document = rendered(dataset, report, sample_root)
    assert document.letterhead is not None
    headings = [inlines_text(block.inlines) for block in document.blocks if isinstance(block, Heading)]
    labels = "\n".join([*headings, document.letterhead.subject])
    assert not re.search(r"202[23]|(?i:tháng (?:2|3|7|8)\b)", labels)
    assert "THÁNG 5 NĂM 2024" in labels
    assert "THÁNG 6 NĂM 2024" in labels
    words = "\n".join(span.text for block in document.blocks for span in spans_in(getattr(block, "inlines", ())))
    assert "lũy kế 5 tháng" in words
    assert not re.search(r"lũy kế [27] tháng|tháng 6/2022", words)


def test_december_names_both_years(sample: Dataset, sample_root: Path) -> None:
    dataset, report = moved(sample, FEBRUARY, "thang-2023-12")
    document = rendered(dataset, report, sample_root)
    assert document.letterhead is not None
    assert document.letterhead.subject.endswith("tháng 12 năm 2023, nhiệm vụ trọng tâm tháng 1 năm 2024")
    assert "NHIỆM VỤ TRỌNG TÂM THÁNG 1 NĂM 2024" in "\n".join(texts_of(document))


@pytest.mark.parametrize("period", PERIODS)
def test_the_epidemic_leaves_the_heading_with_its_narrative(
    sample: Dataset, sample_root: Path, documents: dict[str, Document], period: str
) -> None:
    report = sample.reports[period]
    sections = {key: passage for key, passage in report.sections.items() if key != "y-te.covid"}
    assert len(sections) == len(report.sections) - 1
    document = rendered(sample, dataclasses.replace(report, sections=sections), sample_root)
    assert len(headings_about(documents[period], "Covid-19")) == 1
    assert headings_about(document, "Covid-19") == []


def headings_about(document: Document, word: str) -> list[str]:
    titles = [inlines_text(block.inlines) for block in document.blocks if isinstance(block, Heading)]
    return [title for title in titles if word in title]


def test_both_outlines_are_built_from_the_same_parts(sample_root: Path) -> None:
    """The outline with Resolution 01 has that part more, and nothing that it says itself."""
    parts = {}
    for name in ("thang", "thang-nq01"):
        text = (sample_root / f"templates/{name}.md.j2").read_text(encoding="utf-8")
        parts[name] = set(re.findall(r"include 'phan/([\w-]+)\.md\.j2'", text))
    assert parts["thang-nq01"] - parts["thang"] == {"nghi-quyet-01"}
    assert parts["thang"] <= parts["thang-nq01"]
