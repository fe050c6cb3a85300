"""The report of the first nine months of 2024: what was printed stands in its text, computed, and labelled right.

What holds for every sample (outline, notes, forbidden text, origins) is asked in `test_samples.py`; that the data
give the printed numbers, in `test_printed_figures.py`. Here: that the report says all of them.
"""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lcdraft.dataset import Dataset, Figure
from lcdraft.document import Document, Emphasis, Footnote, Heading, Inline, Span, Strong, Table, inlines_text
from lcdraft.load.workspace import load_dataset
from lcdraft.numbers import parse_number
from lcdraft.periods import parse_period
from lcdraft.render import render_document

PERIOD = "9-thang-2024"
FIGURES = f"data/so-lieu/{PERIOD}.yaml"
PRINT: dict[str, list[dict[str, str]]] = yaml.load(
    (Path(__file__).parent / f"data/so-lieu-in-{PERIOD}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)

SAID_AS_A_RATE = {"tthc_dung_han"}
"""Shares that the report prints through the rate indicator that was printed beside them."""

NOT_SAID = {"khoi_luong_xdcb"}
"""Plans that are said once, as a figure of their own: the plan of the volume is the plan of all capital."""


@pytest.fixture(scope="module")
def document(sample: Dataset, sample_root: Path) -> Document:
    rendering = render_document(sample, sample.reports[PERIOD], (sample_root / "templates",))
    assert rendering.problems == ()
    assert rendering.document is not None
    return rendering.document


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


@pytest.fixture(scope="module")
def said(document: Document) -> dict[int, list[str]]:
    """For every line of the figures file, the computed texts that its number went into."""
    found: dict[int, list[str]] = {}
    for block in document.blocks:
        for span in spans_in(block.inlines) if not isinstance(block, Table) else ():
            for operand in span.origin.operands if span.origin is not None else ():
                if operand.place is not None and operand.place.path == FIGURES:
                    found.setdefault(operand.place.line, []).append(span.text)
    return found


def line_of(sample: Dataset, row: dict[str, str]) -> int:
    figure = sample.figure(row.get("data_id", row["id"]), parse_period(PERIOD))
    assert isinstance(figure, Figure)
    estimate = figure.full_year if row["horizon"] == "ca_nam" else figure.main
    assert estimate is not None
    assert estimate.amount is not None
    return estimate.amount.place.line


def holds(texts: list[str], number: str) -> bool:
    value = parse_number(number)
    return any(parse_number(found) == value for text in texts for found in re.findall(r"\d[\d.]*(?:,\d+)?", text))


def name_of(row: dict[str, str]) -> str:
    return "-".join(row[key] for key in ("id", "horizon", "kind", "authority", "unit") if key in row)


@pytest.mark.parametrize("row", PRINT["figures"], ids=name_of)
def test_every_printed_figure_is_said(sample: Dataset, said: dict[int, list[str]], row: dict[str, str]) -> None:
    texts = said.get(line_of(sample, row), [])
    assert holds(texts, row["value"].replace("1557,8", "1.557,8")), texts


@pytest.mark.parametrize("row", PRINT["parts"], ids=name_of)
def test_every_printed_part_is_said(sample: Dataset, said: dict[int, list[str]], row: dict[str, str]) -> None:
    texts = said.get(line_of(sample, row), [])
    assert holds(texts, row["value"]), texts


@pytest.mark.parametrize(
    "row",
    [row for row in PRINT["computed"] if row["id"] not in (SAID_AS_A_RATE if row["kind"] == "share" else NOT_SAID)],
    ids=name_of,
)
def test_every_computed_number_is_said(sample: Dataset, said: dict[int, list[str]], row: dict[str, str]) -> None:
    texts = said.get(line_of(sample, row), [])
    match row["kind"]:
        case "met":
            assert any(row["expected"] in text for text in texts), texts
        case "plan_value":
            assert holds(texts, row["plan"]), texts
        case "compare":
            word = {"tang": "tăng", "giam": "giảm"}[row["direction"]]
            assert holds([text for text in texts if text.startswith(word)], row["expected"]), texts
        case _:
            assert any(re.search(rf"(?<![\d.,]){re.escape(row['expected'])}%", text) for text in texts), texts


def body_of(document: Document) -> str:
    return "\n".join(inlines_text(block.inlines) for block in document.walk() if not isinstance(block, Table))


def test_what_was_misprinted_comes_out_right(document: Document) -> None:
    """The herd had two values, the closing sentence the wrong months, and land no thousands dot."""
    text = body_of(document)
    assert text.count("17.105 con") == 2
    assert "17.045" not in text
    assert "nhiệm vụ 3 tháng cuối năm 2024 trên địa bàn thành phố Lai Châu./." in text
    assert "9 tháng cuối năm" not in text
    assert "1.557,8 m²" in text
    assert "2.277,5 tấn" in text
    assert "Tân Phòng" not in text


def test_one_changed_figure_changes_both_sentences(sample_root: Path, tmp_path: Path) -> None:
    for name in ("data", "templates"):
        shutil.copytree(sample_root / name, tmp_path / name)
    shutil.copy(sample_root / "lcdraft.yaml", tmp_path)
    path = tmp_path / FIGURES
    text = path.read_text(encoding="utf-8")
    assert text.count("\n  dan_gia_suc: 17.105\n") == 1
    path.write_text(text.replace("\n  dan_gia_suc: 17.105\n", "\n  dan_gia_suc: 18.105\n"), encoding="utf-8")
    dataset, problems = load_dataset(tmp_path)
    assert problems == []
    assert dataset is not None
    rendering = render_document(dataset, dataset.reports[PERIOD], (tmp_path / "templates",))
    assert rendering.document is not None
    body = body_of(rendering.document)
    assert body.count("18.105 con") == 2
    assert "17.105" not in body


def changed(item: Any, **fields: Any) -> Any:
    """The same item with other fields, be it a dataclass or a named tuple."""
    return item._replace(**fields) if hasattr(item, "_replace") else dataclasses.replace(item, **fields)


def test_moving_the_report_a_year_on_moves_every_label(sample: Dataset, sample_root: Path) -> None:
    """The same template with next year's period: of this year only the day of the resolution is left."""
    period = parse_period("9-thang-2025")
    figures = changed(sample.figures[PERIOD], period=period, as_of=None)
    plan = changed(sample.plans["2024"], id="2025")
    report = changed(sample.reports[PERIOD], period=period)
    moved = changed(
        sample,
        figures={period.id: figures, PERIOD: sample.figures[PERIOD]},
        plans={"2025": plan},
        reports={period.id: report},
    )
    rendering = render_document(moved, report, (sample_root / "templates",))
    assert rendering.document is not None
    titles = [inlines_text(block.inlines) for block in rendering.document.blocks if isinstance(block, Heading)]
    assert [title for title in titles if "2024" in title] == [titles[0]]
    assert titles[0].count("2024") == 1
    assert "MỘT SỐ NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM 3 THÁNG CUỐI NĂM 2025" in titles
    head = rendering.document.letterhead
    assert head is not None
    assert head.subject.endswith("nhiệm vụ trọng tâm 3 tháng cuối năm 2025")
